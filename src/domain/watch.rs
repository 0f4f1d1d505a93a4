//! Whether the clock can be believed: it is looked at at least once an hour, so a step of more than a day is no ordinary
//! one (reliability.md T8).
//!
//! Forward by more than a day: not believed until a second reading a minute later goes on from there. Backward: nothing
//! repeats, because the ledger knows the dates; but what waits for a time that is far away now must be put right.

use chrono::TimeDelta;

use super::schedule::Timestamp;

/// The readings so far.
#[derive(Debug, Default)]
pub struct ClockWatch {
    /// The last reading that was believed.
    last: Option<Timestamp>,
    /// When the clock first showed what is not believed.
    doubted: Option<Timestamp>,
}

/// What a reading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockIs {
    /// As expected.
    Fine,
    /// It was put back.
    PutBack,
    /// It has just jumped ahead further than anybody sleeps.
    Jumped,
    /// It did, and that is not confirmed yet.
    Doubtful,
}

/// Steps up to this are believed at once.
const BELIEVED: TimeDelta = TimeDelta::hours(24);
/// A jump is believed after so long.
const CONFIRMED_AFTER: TimeDelta = TimeDelta::seconds(60);
/// Steps back up to this change nothing that matters: a post in doubt has a margin of some seconds.
const PUT_BACK: TimeDelta = TimeDelta::seconds(2);

impl ClockWatch {
    /// Takes a reading.
    pub fn look(&mut self, now: Timestamp) -> ClockIs {
        let goes_on_from = |from: Timestamp| (-CONFIRMED_AFTER..=BELIEVED).contains(&(now - from));
        let is_expected = self.last.is_none_or(|last| now - last <= BELIEVED);
        match self.doubted {
            Some(doubted) if goes_on_from(doubted) && !is_expected => {
                if now - doubted < CONFIRMED_AFTER {
                    return ClockIs::Doubtful;
                }
                self.doubted = None;
                self.last = Some(now);
                return ClockIs::Fine;
            }
            _ if !is_expected => {
                self.doubted = Some(now);
                return ClockIs::Jumped;
            }
            _ => self.doubted = None,
        }
        let last = self.last.replace(now).unwrap_or(now);
        if last - now > PUT_BACK { ClockIs::PutBack } else { ClockIs::Fine }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(readings: &[&str]) -> Vec<ClockIs> {
        let mut watch = ClockWatch::default();
        readings.iter().map(|reading| watch.look(format!("{reading}Z").parse().expect("an instant"))).collect()
    }

    #[test]
    fn ordinary_steps_are_believed() {
        use ClockIs::{Fine, PutBack};
        let readings = [
            "2026-11-21T09:00:00",
            "2026-11-21T10:00:00",
            "2026-11-22T09:30:00",
            "2026-11-22T09:29:59",
            "2026-11-22T08:00:00",
        ];
        assert_eq!(seen(&readings), [Fine, Fine, Fine, Fine, PutBack]);
        assert_eq!(seen(&["2026-11-21T09:00:00", "1970-01-01T00:00:00"]), [Fine, PutBack]);
    }

    #[test]
    fn a_jump_ahead_must_be_confirmed() {
        use ClockIs::{Doubtful, Fine, Jumped};
        let stays = [
            "2026-11-21T09:00:00",
            "2027-11-21T09:00:00",
            "2027-11-21T09:00:30",
            "2027-11-21T09:01:00",
            "2027-11-21T09:02:00",
        ];
        assert_eq!(seen(&stays), [Fine, Jumped, Doubtful, Fine, Fine]);
        let comes_back = ["2026-11-21T09:00:00", "2027-11-21T09:00:00", "2026-11-21T09:00:30", "2026-11-21T09:01:00"];
        assert_eq!(seen(&comes_back), [Fine, Jumped, Fine, Fine]);
        let again = ["2026-11-21T09:00:00", "2027-11-21T09:00:00", "2029-11-21T09:00:00", "2029-11-21T09:01:00"];
        assert_eq!(seen(&again), [Fine, Jumped, Jumped, Fine]);
    }
}
