//! Which lines are repeats: trouble that goes on says so now and then, not a thousand times. It does not know what is
//! written, nor what time it is.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::callsite::Identifier;

/// Lines of one place in the program that are written within [`PER`]; more are counted.
pub(super) const FIRST: u32 = 20;
/// See [`FIRST`].
pub(super) const PER: Duration = Duration::from_mins(1);

/// The lines of each place in the program since its last pause.
#[derive(Debug, Default)]
pub(super) struct Repeats(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    runs: HashMap<Identifier, Run>,
    /// Whether any run has lines that were left out.
    has_left_out: bool,
}

#[derive(Debug)]
struct Run {
    since: Instant,
    written: u32,
    left_out: u64,
    message: String,
}

/// Lines that were left out, told once the time is over in which they were.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) lines: u64,
    /// What they said.
    pub(super) message: String,
}

impl Repeats {
    /// Whether a line of this place is written. `message` is asked for when lines begin to be left out.
    pub(super) fn admit(&self, place: Identifier, now: Instant, message: impl FnOnce() -> String) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let run = known.runs.entry(place).or_insert_with(|| Run {
            since: now,
            written: 0,
            left_out: 0,
            message: String::new(),
        });
        // A run with lines left out ends in `ended`, so that they are told.
        if run.left_out == 0 && now.saturating_duration_since(run.since) >= PER {
            (run.since, run.written) = (now, 0);
        }
        if run.written < FIRST {
            run.written += 1;
            return true;
        }
        if run.left_out == 0 {
            run.message = message();
        }
        run.left_out += 1;
        known.has_left_out = true;
        false
    }

    /// What was left out in times that are over by now, each told once. To be asked before [`Repeats::admit`].
    pub(super) fn ended(&self, now: Instant) -> Vec<LeftOut> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.has_left_out {
            return Vec::new();
        }
        let mut told = Vec::new();
        known.has_left_out = false;
        let Known { runs, has_left_out } = &mut *known;
        for run in runs.values_mut().filter(|run| run.left_out > 0) {
            if now.saturating_duration_since(run.since) < PER {
                *has_left_out = true;
                continue;
            }
            told.push(LeftOut { lines: run.left_out, message: std::mem::take(&mut run.message) });
            (run.since, run.written, run.left_out) = (now, 0, 0);
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use tracing::Callsite as _;

    use super::*;

    /// Two places in a program.
    fn places() -> [Identifier; 2] {
        [
            tracing::callsite!(name: "one", kind: tracing::metadata::Kind::EVENT, fields: message)
                .metadata()
                .callsite(),
            tracing::callsite!(name: "two", kind: tracing::metadata::Kind::EVENT, fields: message)
                .metadata()
                .callsite(),
        ]
    }

    #[test]
    fn the_first_lines_of_a_minute_are_written_and_the_rest_is_counted() {
        let (repeats, [one, two], start) = (Repeats::default(), places(), Instant::now());
        let admit = |place: &Identifier, after: u64| {
            repeats.admit(place.clone(), start + Duration::from_secs(after), || "it failed".into())
        };
        let written = (0..1_000).filter(|_| admit(&one, 1)).count();
        assert_eq!(written, FIRST as usize);
        assert!(admit(&two, 1), "another place is not kept from speaking");
        assert_eq!(repeats.ended(start + PER), []);
        let told = LeftOut { lines: 980, message: "it failed".into() };
        assert_eq!(repeats.ended(start + Duration::from_secs(61)), [told]);
        assert_eq!(repeats.ended(start + Duration::from_secs(200)), [], "told once");
        assert!(admit(&one, 61), "and it may speak again");
    }

    #[test]
    fn what_comes_now_and_then_is_always_written() {
        let (repeats, [one, _], start) = (Repeats::default(), places(), Instant::now());
        for number in 0..1_000 {
            assert!(repeats.admit(one.clone(), start + Duration::from_secs(number * 10), || unreachable!()));
        }
    }
}
