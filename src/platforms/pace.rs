//! The limiters: one wait rule for both platforms. Posts wait; answers to people take their share without waiting, so
//! that no queue of posts ever delays a person.
//!
//! Token buckets are the `governor` crate's. It does not know what a 429 is: adapters report waits through [`Pace::hold`].

use std::num::NonZeroU32;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::Clock as _;
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::time::Instant;

/// Turns that are saved up while nobody posts.
const SAVED_UP: NonZeroU32 = NonZeroU32::new(2).expect("two is not zero");
/// Keys that are kept before those that are idle are forgotten.
const KEYS_KEPT: usize = 20_000;
/// Turns that posts leave to answers at once.
const OWED_LIMIT: u32 = 20;
/// The shortest wait that is worth a write to the ledger.
const SHORTEST_WAIT: Duration = Duration::from_millis(200);
/// The wait of whoever did not get a turn among all.
const LINE_WAIT: Duration = Duration::from_secs(1);

/// How fast one platform may be used.
pub struct Pace {
    all: Option<DefaultDirectRateLimiter>,
    each: Option<DefaultKeyedRateLimiter<String>>,
    /// Turns that answers took ahead of posts, which posts have still to make room for.
    owed: AtomicU32,
    /// The platform asked everybody to wait until then.
    held: Mutex<Option<Instant>>,
}

impl Pace {
    /// At most `per_second` over all (0: no limit) and, where given, `each` per key.
    pub fn new(per_second: u32, each: Option<Quota>) -> Self {
        // Without a bound a quota saves up a whole second of turns, and the first second of a burst sends twice the rate.
        let quota = |rate| Quota::per_second(rate).allow_burst(SAVED_UP);
        let all = NonZeroU32::new(per_second).map(|rate| RateLimiter::direct(quota(rate)));
        let each = if per_second == 0 { None } else { each.map(RateLimiter::keyed) };
        Self { all, each, owed: AtomicU32::new(0), held: Mutex::new(None) }
    }

    /// Returns when a post with this key may go. A key that must wait gives its turn to others at once, so that one place
    /// delays no other; for the turn among all it waits up to `within`.
    ///
    /// # Errors
    /// How long to wait before asking again.
    pub async fn post(&self, key: &str, within: Duration) -> Result<(), Duration> {
        if let Some(wait) = self.held_for() {
            return Err(wait);
        }
        if let Some(each) = &self.each {
            // Keys that have not been used lately are as good as new ones.
            if each.len() > KEYS_KEPT {
                each.retain_recent();
            }
            let now = each.clock().now();
            each.check_key(&key.to_owned()).map_err(|not_yet| not_yet.wait_time_from(now).max(SHORTEST_WAIT))?;
        }
        if let Some(all) = &self.all
            && tokio::time::timeout(within, self.turn(all)).await.is_err()
        {
            return Err(LINE_WAIT);
        }
        Ok(())
    }

    /// A turn among all, behind those that answers have taken.
    async fn turn(&self, all: &DefaultDirectRateLimiter) {
        let take = |owed: u32| owed.checked_sub(1);
        while self.owed.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
            all.until_ready().await;
        }
        all.until_ready().await;
    }

    /// How long everybody must wait still, because the platform asked for it.
    pub fn held_for(&self) -> Option<Duration> {
        let until = *self.held.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        until.and_then(|until| until.checked_duration_since(Instant::now())).filter(|wait| !wait.is_zero())
    }

    /// An answer to a person goes at once and is counted, so that posts make room for it.
    pub fn answer(&self) {
        if let Some(all) = &self.all
            && all.check().is_err()
        {
            // So many that posts are never held up for longer than a moment, however much people ask.
            let give = |owed: u32| (owed < OWED_LIMIT).then_some(owed + 1);
            let _enough_is_owed = self.owed.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
        }
    }

    /// The platform asked everybody to wait.
    pub fn hold(&self, wait: Duration) {
        let until = Instant::now() + wait.min(Duration::from_hours(1));
        let mut held = self.held.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *held = Some(held.map_or(until, |before| before.max(until)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_make_room_for_answers_but_not_for_ever() {
        let pace = Pace::new(1, None);
        (0..=SAVED_UP.get()).for_each(|_| pace.answer());
        assert_eq!(pace.owed.load(Ordering::Relaxed), 1, "what was saved up is no debt");
        (0..100).for_each(|_| pace.answer());
        assert_eq!(pace.owed.load(Ordering::Relaxed), OWED_LIMIT);
        let without_limit = Pace::new(0, None);
        without_limit.answer();
        assert_eq!(without_limit.owed.load(Ordering::Relaxed), 0);
    }
}
