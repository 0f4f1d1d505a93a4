//! The system's clock: the one file that may ask what time it is.

use async_trait::async_trait;
use chrono::Utc;

use crate::domain::schedule::Timestamp;
use crate::ports::Clock;

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    fn now(&self) -> Timestamp {
        Utc::now()
    }

    /// Waits in steps of at most a minute and asks again, so that a machine that slept or whose clock was set wakes in time.
    /// A clock that was put back ends the wait: who sleeps until nine must not find at nine that the clock looks right.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that waits for an instant")]
    async fn sleep_until(&self, instant: Timestamp) {
        let mut before = self.now();
        while let Ok(left) = (instant - before).to_std() {
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left.min(std::time::Duration::from_mins(1))).await;
            let now = self.now();
            if now < before {
                return;
            }
            before = now;
        }
    }
}
