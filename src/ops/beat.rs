//! The beat: shows every two seconds that the process does what it is for, and measures it from time to time.
//!
//! It beats while the runtime turns (or nothing here would run), the store's writer turns, and the schedule's loop turns.
//! That a write *fails* does not stop the beat: a full disk or a locked file is as full or locked after a restart, and a
//! process that is killed for it cannot even answer from memory. It makes the store *not writable*, which is readiness.
//!
//! Ticks are of the monotonic clock: a wall clock that is set must not look like a loop that is stuck.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::time::{Interval, MissedTickBehavior, interval};

use super::heap;
use super::metrics::Collected;
use crate::domain::community::PlatformName;
use crate::ports::{Clock, Health, Store, Turns, meters};

const BEAT: Duration = Duration::from_secs(2);
/// After so long without a write something is written, to see that it can be; and so long does a failure raise doubt.
const PROOF: Duration = Duration::from_secs(10);
/// So long is a successful write believed: a proof may wait for a locked file, and then comes another one.
const PROOF_LASTS: Duration = Duration::from_secs(45);
/// Between measurements; what was recorded is put into its buckets as often.
const MEASURE: Duration = Duration::from_secs(10);
/// Between two times at which memory that was freed is given back to the system.
const RELEASE: Duration = Duration::from_secs(30);
/// A loop that does not turn for so long will not turn again. The longest piece of work by far (bringing in thousands of
/// stories) takes seconds, a locked file 5 s; a restart by mistake is worse than a late one.
const STUCK: Duration = Duration::from_mins(2);
/// What a proof writes; it also tells later when this process was last well.
const PROOF_FACT: &str = "last-proof";

/// Asks the schedule's loop to turn and tells how often it has; `None` when a part of it has broken.
pub type RollCall = Box<dyn Fn() -> Option<u64> + Send + Sync>;

/// What is watched.
pub struct Beat {
    /// The store.
    pub store: Arc<dyn Store>,
    /// Into which it is said.
    pub health: Arc<Health>,
    /// What time it is, for the age of what waits.
    pub clock: Arc<dyn Clock>,
    /// The platforms that run.
    pub platforms: Vec<PlatformName>,
    /// The schedule.
    pub schedule: RollCall,
    /// What is recorded, if somebody collects it.
    pub metrics: Option<Collected>,
}

impl Beat {
    /// Beats until it is dropped.
    pub async fn keep(self) {
        meters::begin(&self.platforms);
        tokio::join!(self.keep_beating(), self.keep_proving(), self.keep_measuring(), keep_small());
    }

    async fn keep_beating(&self) {
        let mut ticks = every(BEAT);
        let (mut writer, mut schedule) = (Watched::new(Instant::now()), Watched::new(Instant::now()));
        let mut is_told = false;
        loop {
            ticks.tick().await;
            let now = Instant::now();
            // The proofs see to it that the writer has something to do.
            let is_writing = writer.turns(self.store.turns().turns, now);
            // At the end the schedule ends first; the end itself has a limit of its own.
            let is_stopping = self.health.report(now).is_stopping;
            let is_looking = is_stopping || (self.schedule)().is_some_and(|turns| schedule.turns(turns, now));
            if is_writing && is_looking {
                self.health.beat(now);
            } else if !std::mem::replace(&mut is_told, true) {
                let stuck =
                    if is_writing { "the schedule of daily posts" } else { "the thread that writes to the store" };
                tracing::error!(
                    "{stuck} does not turn any more: this process is no longer alive and must be restarted"
                );
            }
        }
    }

    async fn keep_proving(&self) {
        let mut ticks = every(BEAT);
        let mut writes = Writes::new(self.store.turns());
        loop {
            ticks.tick().await;
            let cause = match writes.look(self.store.turns(), Instant::now()) {
                Look::Well => None,
                Look::Unknown => {
                    let now = self.clock.now().timestamp().to_string();
                    let proof = self.store.remember(PROOF_FACT, &now).await;
                    writes.proved(self.store.turns(), proof.is_ok(), Instant::now());
                    proof.err().map(|error| error.cause)
                }
                Look::Nothing => continue,
            };
            match cause {
                Some(cause) => self.health.store_not_writable(cause),
                // A small write may find room where larger ones do not.
                None if writes.is_in_doubt(Instant::now()) => {
                    self.health.store_not_writable("a write failed a moment ago; the log has the cause");
                }
                None => self.health.store_writable(Instant::now() + PROOF_LASTS),
            }
        }
    }

    async fn keep_measuring(&self) {
        let Some(metrics) = &self.metrics else { return };
        let mut ticks = every(MEASURE);
        loop {
            ticks.tick().await;
            match self.store.measure(&self.platforms, self.clock.now()).await {
                Ok(measures) => meters::measured(&measures, &self.platforms),
                Err(error) => tracing::debug!(%error, "the store could not be measured"),
            }
            metrics.tidy();
        }
    }
}

async fn keep_small() {
    let mut ticks = every(RELEASE);
    loop {
        ticks.tick().await;
        // It looks through all of the heap, which takes milliseconds: not on a thread that answers.
        if tokio::task::spawn_blocking(heap::release).await.is_err() {
            return;
        }
    }
}

fn every(period: Duration) -> Interval {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// What the writer's numbers say.
#[derive(Debug, PartialEq, Eq)]
enum Look {
    /// Others have written since, and all of it went well: nothing need be written to know it.
    Well,
    /// Something failed, or nothing was written for a while: to be tried.
    Unknown,
    /// Nothing new, and the last word is recent.
    Nothing,
}

/// Whether writing works, by what others write as far as they do.
struct Writes {
    seen: Turns,
    known: Option<Instant>,
    failed: Option<Instant>,
    is_broken: bool,
}

impl Writes {
    fn new(seen: Turns) -> Self {
        Self { seen, known: None, failed: None, is_broken: false }
    }

    fn look(&mut self, turned: Turns, now: Instant) -> Look {
        let (has_failed, has_written) = (turned.failures > self.seen.failures, turned.commits > self.seen.commits);
        self.seen = turned;
        if has_failed {
            self.failed = Some(now);
            return Look::Unknown;
        }
        let is_old = self.known.is_none_or(|known| now.saturating_duration_since(known) >= PROOF);
        if has_written && !self.is_broken {
            self.known = Some(now);
            Look::Well
        } else if self.is_broken || self.is_in_doubt(now) || is_old {
            Look::Unknown
        } else {
            Look::Nothing
        }
    }

    /// A proof has ended. Its own failure is no reason for doubt once another one succeeds.
    fn proved(&mut self, turned: Turns, is_well: bool, now: Instant) {
        self.seen = turned;
        self.is_broken = !is_well;
        self.known = Some(now);
    }

    /// Something failed lately that was no proof.
    fn is_in_doubt(&self, now: Instant) -> bool {
        self.failed.is_some_and(|failed| now.saturating_duration_since(failed) < PROOF)
    }
}

/// A number that grows while something turns.
struct Watched {
    seen: u64,
    since: Instant,
}

impl Watched {
    fn new(now: Instant) -> Self {
        Self { seen: 0, since: now }
    }

    /// Whether it has grown lately.
    fn turns(&mut self, number: u64, now: Instant) -> bool {
        if number != self.seen {
            *self = Self { seen: number, since: now };
        }
        now.saturating_duration_since(self.since) < STUCK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_is_tried_when_nobody_else_does_and_when_something_failed() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let turns = |commits, failures| Turns { turns: commits + failures, commits, failures };
        let mut writes = Writes::new(turns(0, 0));
        assert_eq!(writes.look(turns(0, 0), after(0)), Look::Unknown, "nothing is known yet");
        writes.proved(turns(1, 0), true, after(0));
        assert_eq!(writes.look(turns(1, 0), after(2)), Look::Nothing);
        assert_eq!(writes.look(turns(5, 0), after(4)), Look::Well, "others write");
        assert_eq!(writes.look(turns(5, 0), after(13)), Look::Nothing);
        assert_eq!(writes.look(turns(5, 0), after(14)), Look::Unknown, "nobody has for a while");
        writes.proved(turns(6, 0), true, after(14));
        assert_eq!(writes.look(turns(9, 1), after(16)), Look::Unknown, "one of several failed");
        writes.proved(turns(10, 1), true, after(16));
        assert!(writes.is_in_doubt(after(25)) && !writes.is_in_doubt(after(26)));
        assert_eq!(writes.look(turns(10, 1), after(26)), Look::Unknown);
        writes.proved(turns(10, 2), false, after(31));
        assert_eq!(writes.look(turns(10, 2), after(33)), Look::Unknown, "again, until it works");
        writes.proved(turns(11, 2), true, after(33));
        assert!(!writes.is_in_doubt(after(33)), "it was the proof that had failed");
    }

    #[test]
    fn what_does_not_turn_for_two_minutes_is_stuck_until_it_turns() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut watched = Watched::new(start);
        assert!(watched.turns(0, after(119)) && !watched.turns(0, after(120)), "it never began");
        assert!(watched.turns(1, after(130)), "late is better than never");
        assert!(watched.turns(1, after(249)) && !watched.turns(1, after(250)));
    }
}
