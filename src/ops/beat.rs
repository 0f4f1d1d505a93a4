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

use super::metrics::Collected;
use crate::domain::community::PlatformName;
use crate::ports::{Clock, Health, Store, Turns, meters};

const BEAT: Duration = Duration::from_secs(2);
/// Between looks whether the store can be written to.
const PROOF: Duration = Duration::from_secs(10);
/// So long is a successful write believed: a proof may wait for a locked file, and then comes another one.
const PROOF_LASTS: Duration = Duration::from_secs(45);
/// Between measurements; what was recorded is put into its buckets as often.
const MEASURE: Duration = Duration::from_secs(10);
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
        tokio::join!(self.keep_beating(), self.keep_proving(), self.keep_measuring());
    }

    async fn keep_beating(&self) {
        let mut ticks = every(BEAT);
        let (mut writer, mut schedule) = (Watched::new(Instant::now()), Watched::new(Instant::now()));
        let mut is_told = false;
        loop {
            ticks.tick().await;
            let now = Instant::now();
            // The proofs see to it that the writer has something to do.
            let writes = writer.turns(self.store.turns().turns, now);
            // At the end the schedule ends first; the end itself has a limit of its own.
            let is_stopping = self.health.report(now).is_stopping;
            let looks = is_stopping || (self.schedule)().is_some_and(|turns| schedule.turns(turns, now));
            if writes && looks {
                self.health.beat(now);
            } else if !std::mem::replace(&mut is_told, true) {
                let stuck = if writes { "the schedule of daily posts" } else { "the thread that writes to the store" };
                tracing::error!(
                    "{stuck} does not turn any more: this process is no longer alive and must be restarted"
                );
            }
        }
    }

    async fn keep_proving(&self) {
        let mut ticks = every(PROOF);
        let mut seen = Turns::default();
        loop {
            ticks.tick().await;
            let turned = self.store.turns();
            let has_failed = turned.failures > seen.failures;
            let proof = if turned.commits > seen.commits && !has_failed {
                // Others have written since, and it went well: nothing need be written for this.
                Ok(())
            } else {
                self.store.remember(PROOF_FACT, &self.clock.now().timestamp().to_string()).await
            };
            match proof {
                Ok(()) if !has_failed => self.health.store_writable(Instant::now() + PROOF_LASTS),
                // A small write may find room where larger ones do not: one look without any failure ends the doubt.
                Ok(()) => self.health.store_not_writable("a write failed a moment ago; the log has the cause"),
                Err(error) => self.health.store_not_writable(error.cause),
            }
            seen = self.store.turns();
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

fn every(period: Duration) -> Interval {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
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
    fn what_does_not_turn_for_two_minutes_is_stuck_until_it_turns() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut watched = Watched::new(start);
        assert!(watched.turns(0, after(119)) && !watched.turns(0, after(120)), "it never began");
        assert!(watched.turns(1, after(130)), "late is better than never");
        assert!(watched.turns(1, after(249)) && !watched.turns(1, after(250)));
    }
}
