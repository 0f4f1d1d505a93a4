//! How long a shard waits before it connects again.
//!
//! Two things are scarce: a server that is down must not be stormed, and Discord takes a bot's token away after 1,000 new
//! sessions in a day (limits.toml `gateway.identifies`). The second wait may grow to ten minutes, about 150 sessions a day;
//! the first one stays short, so that the bot is back soon after an outage.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use tokio::time::Instant;

const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_mins(10);
const LONGEST_WAIT_UNREACHED: Duration = Duration::from_secs(20);
/// A connection that lasted so long was a good one.
const GOOD: Duration = Duration::from_mins(1);

/// The waits of one shard.
#[derive(Debug, Default)]
pub(super) struct BackOff {
    losses: u32,
    unreached: u32,
    welcomed: Option<Instant>,
}

impl BackOff {
    /// A session was started or resumed.
    pub(super) fn welcomed(&mut self, now: Instant) {
        self.unreached = 0;
        self.welcomed = Some(now);
    }

    /// The wait after a connection was lost: none for the first loss of a session that can be resumed.
    pub(super) fn after_loss(&mut self, is_resumable: bool, now: Instant) -> Duration {
        if self.welcomed.take().is_some_and(|since| now - since >= GOOD) {
            self.losses = 0;
        }
        self.losses += 1;
        match (self.losses, is_resumable) {
            (1, true) => Duration::ZERO,
            (losses, true) => spread(grown(losses - 1, LONGEST_WAIT)),
            // Discord asks for one to five seconds before a new session.
            (losses, false) => spread(grown(losses, LONGEST_WAIT)).max(FIRST_WAIT),
        }
    }

    /// The wait after no connection could be opened.
    pub(super) fn after_no_connection(&mut self) -> Duration {
        self.unreached += 1;
        spread(grown(self.unreached, LONGEST_WAIT_UNREACHED))
    }
}

/// The first wait, doubled each time.
fn grown(times: u32, longest: Duration) -> Duration {
    FIRST_WAIT.saturating_mul(1 << times.min(16)).min(longest)
}

/// Half to all of a wait.
fn spread(wait: Duration) -> Duration {
    wait.mul_f64(0.5 + fraction() / 2.0)
}

/// A random number from 0 to 1. Good enough to keep bots from moving in step; the standard library seeds it.
pub(super) fn fraction() -> f64 {
    let random = RandomState::new().build_hasher().finish();
    f64::from((random >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_until_a_connection_was_good() {
        let (mut back_off, now) = (BackOff::default(), Instant::now());
        back_off.welcomed(now);
        assert_eq!(back_off.after_loss(true, now), Duration::ZERO);
        let waits: Vec<_> = (0..14).map(|_| back_off.after_loss(false, now)).collect();
        assert!(waits[0] >= Duration::from_secs(1) && waits[0] <= Duration::from_secs(4), "{waits:?}");
        assert!(waits[13] >= LONGEST_WAIT / 2 && waits[13] <= LONGEST_WAIT, "{waits:?}");
        back_off.welcomed(now);
        assert_eq!(back_off.after_loss(true, now + GOOD), Duration::ZERO);
    }

    #[test]
    fn a_server_that_is_down_is_asked_often_enough() {
        let mut back_off = BackOff::default();
        assert!((0..50).all(|_| back_off.after_no_connection() <= LONGEST_WAIT_UNREACHED));
    }
}
