//! How long a shard waits before it connects again.
//!
//! Two things are scarce: a server that is down must not be stormed, and Discord takes a bot's token away after 1,000 new
//! sessions in a day (limits.toml `gateway.identifies`). The second wait may grow to ten minutes, some 200 sessions a day;
//! the first one stays short, so that the bot is back soon after an outage.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use tokio::time::Instant;

/// New sessions: the first wait and the longest. Discord asks for one to five seconds before a new session.
const FIRST_SESSION_WAIT: Duration = Duration::from_secs(2);
const LONGEST_SESSION_WAIT: Duration = Duration::from_mins(10);
/// Everything else.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// From the first packet to HELLO. With the longest wait behind it a session goes on within half a minute after the network
/// is back, at whatever moment that is (reliability.md T18).
pub(super) const CONNECT_PATIENCE: Duration = Duration::from_secs(15);
/// From RESUME, or the last event that was missed, to RESUMED.
pub(super) const RESUME_PATIENCE: Duration = Duration::from_secs(15);
/// As many as lead to a wait of a second.
const LOSSES_OF_A_WORKING_SERVER: u32 = 2;
/// A connection that lasted so long was a good one.
const GOOD: Duration = Duration::from_mins(1);

/// The waits of one shard.
#[derive(Debug, Default)]
pub(super) struct BackOff {
    /// Connections that were lost, or not had at all, one soon after the other.
    losses: u32,
    /// The same, counting those after which a new session was needed.
    sessions: u32,
    welcomed: Option<Instant>,
}

impl BackOff {
    /// A session was started or resumed.
    pub(super) fn welcomed(&mut self, now: Instant) {
        self.welcomed = Some(now);
    }

    /// The wait after a connection was lost: none for the first loss of a session that can be resumed.
    pub(super) fn after_loss(&mut self, is_resumable: bool, now: Instant) -> Duration {
        let lasted = self.welcomed.take().map(|since| now - since);
        match lasted {
            Some(lasted) if lasted >= GOOD => self.losses = 0,
            // The server works: what it brings meanwhile will not wait for long.
            Some(_) => self.losses = self.losses.min(LOSSES_OF_A_WORKING_SERVER),
            None => {}
        }
        if lasted.is_some_and(|lasted| lasted >= LONGEST_SESSION_WAIT) {
            self.sessions = 0;
        }
        if is_resumable && self.losses == 0 {
            self.losses = 1;
            return Duration::ZERO;
        }
        self.next(is_resumable)
    }

    /// The wait after no connection could be opened.
    pub(super) fn after_no_connection(&mut self) -> Duration {
        self.next(true)
    }

    fn next(&mut self, is_resumable: bool) -> Duration {
        let (times, first, longest) = if is_resumable {
            (&mut self.losses, FIRST_WAIT, LONGEST_WAIT)
        } else {
            (&mut self.sessions, FIRST_SESSION_WAIT, LONGEST_SESSION_WAIT)
        };
        let wait = first.saturating_mul(1 << (*times).min(16)).min(longest);
        *times += 1;
        // Half to all of it.
        wait.mul_f64(0.5 + fraction() / 2.0)
    }
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
    fn a_session_is_resumed_at_once_and_a_storm_is_calmed() {
        let (mut back_off, now) = (BackOff::default(), Instant::now());
        back_off.welcomed(now);
        assert_eq!(back_off.after_loss(true, now), Duration::ZERO);
        let waits: Vec<_> = (0..20).map(|_| back_off.after_loss(true, now)).collect();
        assert!(waits[0] <= Duration::from_millis(500), "{waits:?}");
        assert!(waits[19] >= LONGEST_WAIT / 2 && waits[19] <= LONGEST_WAIT, "{waits:?}");
        back_off.welcomed(now);
        assert!(back_off.after_loss(true, now) <= Duration::from_secs(1));
        back_off.welcomed(now);
        assert_eq!(back_off.after_loss(true, now + GOOD), Duration::ZERO);
    }

    #[test]
    fn when_the_network_is_back_the_session_goes_on_within_half_a_minute() {
        let (mut back_off, now) = (BackOff::default(), Instant::now());
        back_off.welcomed(now);
        let mut down = back_off.after_loss(true, now);
        // Each attempt of half an hour ends in its own way: refused at once, unanswered, or half-open.
        for attempt in 0.. {
            let (took, wait) = match attempt % 3 {
                0 => (Duration::ZERO, back_off.after_no_connection()),
                1 => (CONNECT_PATIENCE, back_off.after_no_connection()),
                _ => (RESUME_PATIENCE, back_off.after_loss(true, now + down)),
            };
            // The network comes back just after the attempt began: it is lost all the same, and the next one succeeds.
            assert!(took + wait <= Duration::from_secs(30), "attempt {attempt}: {took:?} and then {wait:?}");
            down += took + wait;
            if down > Duration::from_mins(30) {
                break;
            }
        }
    }

    #[test]
    fn new_sessions_become_rare_until_one_lasts() {
        let (mut back_off, now) = (BackOff::default(), Instant::now());
        let a_day = Duration::from_hours(24);
        let (mut passed, mut sessions) = (Duration::ZERO, 0);
        while passed < a_day {
            // Each session lasts a minute and is then invalid.
            back_off.welcomed(now);
            passed += GOOD + back_off.after_loss(false, now + GOOD);
            sessions += 1;
        }
        assert!(sessions < 300, "{sessions} sessions in a day");
        back_off.welcomed(now);
        assert!(back_off.after_loss(false, now + LONGEST_SESSION_WAIT) <= FIRST_SESSION_WAIT);
    }
}
