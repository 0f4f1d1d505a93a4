//! How long receiving waits after trouble, and what the log says of it.
//!
//! Two processes with one token throw each other out with every question; so after a few such conflicts this one keeps
//! quiet and looks again from time to time. It does not wait itself.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::TimeDelta;

use super::api::{CallError, Refusal};
use crate::domain::schedule::Timestamp;
use crate::ports::StoreError;

const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// Long enough that another process which is just shutting down has ended before the last conflict that is allowed.
const CONFLICT_WAIT: Duration = Duration::from_secs(15);
const CONFLICTS_ALLOWED: usize = 3;
const CONFLICT_SPAN: TimeDelta = TimeDelta::seconds(60);
const QUIET: Duration = Duration::from_mins(5);

/// Why a turn of receiving failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error(transparent)]
    Call(#[from] CallError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("updates without numbers came")]
    NoNumbers,
}

impl Trouble {
    /// Somebody else receives this bot's updates.
    pub(super) fn is_conflict(&self) -> bool {
        matches!(self, Self::Call(CallError::Refused(Refusal { code: 409, .. })))
    }
}

/// What went wrong lately.
#[derive(Default)]
pub(super) struct Patience {
    failures: u32,
    conflicts: VecDeque<Timestamp>,
    told: Option<Timestamp>,
}

impl Patience {
    /// Something worked.
    pub(super) fn restore(&mut self) {
        self.failures = 0;
    }

    /// How long to wait after this trouble.
    pub(super) fn wait(&mut self, trouble: &Trouble, now: Timestamp) -> Duration {
        match trouble {
            Trouble::Call(CallError::Refused(Refusal { code: 409, description, .. })) => {
                self.conflict(description, now)
            }
            Trouble::Call(CallError::Refused(Refusal { retry_after: Some(wait), .. })) => *wait,
            trouble => {
                let wait = (FIRST_WAIT * (1 << self.failures.min(6))).min(LONGEST_WAIT);
                self.failures += 1;
                tracing::warn!(error = %trouble, wait = wait.as_secs(), "no updates from Telegram");
                wait
            }
        }
    }

    fn conflict(&mut self, description: &str, now: Timestamp) -> Duration {
        self.conflicts.push_back(now);
        self.conflicts.retain(|at| now - *at < CONFLICT_SPAN);
        let is_quiet = self.conflicts.len() >= CONFLICTS_ALLOWED;
        if is_quiet {
            self.conflicts.clear();
        }
        let wait = if is_quiet { QUIET } else { CONFLICT_WAIT };
        if self.told.is_none_or(|told| now - told >= TimeDelta::minutes(1)) {
            self.told = Some(now);
            tracing::warn!(
                error = description,
                wait = wait.as_secs(),
                "somebody else receives this bot's updates: stop the other process with this token, or delete its webhook"
            );
        }
        wait
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What was logged.
    #[derive(Clone, Default)]
    struct Told(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Told {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("nobody panics").write(line)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn waits_grow_up_to_a_minute_and_begin_anew_once_something_works() {
        let mut patience = Patience::default();
        let now: Timestamp = "2026-11-21T09:00:00Z".parse().expect("an instant");
        let lost = Trouble::Call(CallError::Lost("status 502".into()));
        let waits: Vec<_> = (0..9).map(|_| patience.wait(&lost, now).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        patience.restore();
        assert_eq!(patience.wait(&lost, now).as_secs(), 1);
    }

    #[test]
    fn after_three_conflicts_in_a_minute_it_keeps_quiet() {
        let conflict = Trouble::Call(CallError::Refused(Refusal {
            code: 409,
            description: "Conflict: terminated by other getUpdates request".into(),
            retry_after: None,
            migrate_to: None,
        }));
        let mut patience = Patience::default();
        let mut now: Timestamp = "2026-11-21T09:00:00Z".parse().expect("an instant");
        let mut waits = Vec::new();
        for _ in 0..6 {
            let wait = patience.wait(&conflict, now);
            waits.push(wait.as_secs());
            now += wait;
        }
        assert_eq!(waits, [15, 15, 300, 15, 15, 300]);
    }

    #[test]
    fn a_conflict_that_lasts_is_told_once_a_minute_at_most() {
        let conflict = Trouble::Call(CallError::Refused(Refusal {
            code: 409,
            description: "Conflict: terminated by other getUpdates request".into(),
            retry_after: None,
            migrate_to: None,
        }));
        let told = Told::default();
        let writer = told.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
        let start: Timestamp = "2026-11-21T09:00:00Z".parse().expect("an instant");
        let (mut now, mut patience, mut asked) = (start, Patience::default(), 0);
        tracing::subscriber::with_default(subscriber, || {
            while now < start + TimeDelta::hours(1) {
                asked += 1;
                now += patience.wait(&conflict, now);
            }
        });
        let told = String::from_utf8(told.0.lock().expect("nobody panics").clone()).expect("text");
        let lines = told.lines().count();
        assert!(told.contains("stop the other process") && (1..=60).contains(&lines), "{lines} lines:\n{told}");
        assert!(asked <= 36, "asked {asked} times in an hour");
    }
}
