//! What Discord's answers say about how fast it may be asked: route buckets, the global wait, refused requests.
//!
//! It waits for nobody and sends nothing; `rest` asks it first and tells it every answer. Wishes of our own (posts a
//! second over all) are `Pace`'s.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use tokio::time::Instant;

use super::rest::Route;
use crate::ports::meters;

/// Discord bars an address that was refused 10,000 times in so long (limits.toml `rate.invalid_requests`).
const REFUSAL_WINDOW: Duration = Duration::from_mins(10);
/// Nothing is posted any more after so many, so that with those under way at that moment it stays at 500: far below the
/// limit, since others may use the same address.
const REFUSALS_BORNE: usize = 450;
/// With so many buckets, or twice as many as were left the last time, those that have run out are forgotten.
const BUCKETS_KEPT: usize = 1_000;

/// Everything known about limits.
#[derive(Default)]
pub(super) struct Limits {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// Discord's name for the bucket of each kind of route, once it has told.
    names: HashMap<&'static str, Arc<str>>,
    /// The buckets: routes of one name share one for each channel or guild.
    buckets: HashMap<(Arc<str>, u64), Bucket>,
    /// How many of them were still needed when it was last looked.
    needed: usize,
    /// Every route but interactions is closed until then.
    closed_until: Option<Instant>,
    /// When requests were refused in a way that Discord counts.
    refusals: VecDeque<Instant>,
}

struct Bucket {
    left: u32,
    refilled: Instant,
}

/// What an answer's headers say about limits.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    bucket: Option<String>,
    remaining: Option<u32>,
    reset_after: Option<Duration>,
    /// How long to wait after a 429.
    pub(super) retry_after: Option<Duration>,
    /// Whether a 429 is about all routes.
    pub(super) is_global: bool,
    /// Whether a 429 is about everybody who uses the resource: not our fault, and not counted.
    pub(super) is_shared: bool,
}

impl Told {
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let seconds = |name: &str| text(name)?.parse().ok().and_then(seconds);
        Self {
            bucket: text("x-ratelimit-bucket").map(str::to_owned),
            remaining: text("x-ratelimit-remaining").and_then(|count| count.parse().ok()),
            reset_after: seconds("x-ratelimit-reset-after"),
            retry_after: seconds("retry-after"),
            is_global: text("x-ratelimit-global") == Some("true") || text("x-ratelimit-scope") == Some("global"),
            is_shared: text("x-ratelimit-scope") == Some("shared"),
        }
    }
}

/// A number of seconds as somebody else wrote it.
pub(super) fn seconds(number: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number).ok()
}

impl Limits {
    /// Takes a turn in the route's bucket, or tells how long to wait before asking again.
    pub(super) fn take_turn(&self, route: &Route, now: Instant) -> Result<(), Duration> {
        let mut known = self.known();
        if let Some(until) = known.closed_until.filter(|until| *until > now) {
            return Err(until - now);
        }
        let key = known.key(route);
        match known.buckets.get_mut(&key) {
            Some(bucket) if bucket.refilled > now && bucket.left == 0 => Err(bucket.refilled - now),
            Some(bucket) if bucket.refilled > now => {
                bucket.left -= 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Learns from an answer's headers.
    pub(super) fn learn(&self, route: &Route, told: &Told, now: Instant) {
        let (Some(left), Some(reset_after)) = (told.remaining, told.reset_after) else { return };
        let mut known = self.known();
        if let Some(name) = &told.bucket
            && **known.name(route) != **name
        {
            known.names.insert(route.template, name.as_str().into());
        }
        known.fill(route, Bucket { left, refilled: now + reset_after }, now);
    }

    /// A 429 came: the route, or all of them, wait.
    pub(super) fn close(&self, route: &Route, wait: Duration, is_global: bool, now: Instant) {
        let until = now + wait;
        let mut known = self.known();
        if is_global {
            known.closed_until = Some(known.closed_until.map_or(until, |before| before.max(until)));
        } else {
            known.fill(route, Bucket { left: 0, refilled: until }, now);
        }
    }

    /// A request was refused in a way that Discord counts.
    pub(super) fn count_refusal(&self, now: Instant) {
        meters::invalid_request();
        let mut known = self.known();
        known.refusals.push_back(now);
        if known.refusals.len() > REFUSALS_BORNE {
            known.refusals.pop_front();
        }
    }

    /// How long nothing may be posted: every route is closed, or too much was refused lately.
    pub(super) fn closed_for(&self, now: Instant) -> Option<Duration> {
        let known = self.known();
        // Only the last `REFUSALS_BORNE` are kept: when the oldest of them leaves the window, one more may be borne.
        let oldest = known.refusals.front().filter(|_| known.refusals.len() >= REFUSALS_BORNE);
        let borne_again = oldest.map(|oldest| *oldest + REFUSAL_WINDOW);
        let until = borne_again.into_iter().chain(known.closed_until).max()?;
        until.checked_duration_since(now).filter(|left| !left.is_zero())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // What is known stays usable if a thread panicked while it wrote: at worst one bucket is out of date.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Discord's name for the route's bucket; until it has told, ours.
    fn name(&mut self, route: &Route) -> &Arc<str> {
        self.names.entry(route.template).or_insert_with(|| route.template.into())
    }

    fn key(&mut self, route: &Route) -> (Arc<str>, u64) {
        (Arc::clone(self.name(route)), route.major)
    }

    fn fill(&mut self, route: &Route, bucket: Bucket, now: Instant) {
        if self.buckets.len() >= BUCKETS_KEPT.max(2 * self.needed) {
            self.buckets.retain(|_, bucket| bucket.refilled > now);
            self.needed = self.buckets.len();
        }
        let key = self.key(route);
        self.buckets.insert(key, bucket);
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::id::ChannelId;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> Told {
        Told::read(
            &pairs.iter().map(|(name, value)| (name.parse().expect("name"), value.parse().expect("value"))).collect(),
        )
    }

    fn route(channel: u64) -> Route {
        Route::messages(ChannelId::new(channel))
    }

    #[test]
    fn a_bucket_that_is_empty_waits_for_its_refill() {
        let (limits, now) = (Limits::default(), Instant::now());
        let (one, other) = (route(1), route(2));
        let told =
            headers(&[("x-ratelimit-bucket", "b"), ("x-ratelimit-remaining", "1"), ("x-ratelimit-reset-after", "2.5")]);
        assert_eq!(limits.take_turn(&one, now), Ok(()));
        limits.learn(&one, &told, now);
        assert_eq!(limits.take_turn(&one, now), Ok(()));
        assert_eq!(limits.take_turn(&one, now), Err(Duration::from_millis(2_500)));
        assert_eq!(limits.take_turn(&other, now), Ok(()), "another channel has its own bucket");
        assert_eq!(limits.take_turn(&one, now + Duration::from_millis(2_500)), Ok(()));
    }

    #[test]
    fn buckets_that_have_run_out_are_forgotten_and_others_are_not() {
        let (limits, start) = (Limits::default(), Instant::now());
        let told = headers(&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset-after", "4")]);
        let mut most = 0;
        for channel in 1..=20_000_u64 {
            let now = start + Duration::from_millis(channel);
            limits.learn(&route(channel), &told, now);
            most = most.max(limits.known().buckets.len());
            let waits = route(channel.saturating_sub(3_000).max(1));
            assert!(limits.take_turn(&waits, now).is_err(), "{channel}: of 3 s ago");
        }
        assert!(most <= 8_100, "{most} buckets for 4,000 that are needed");
    }

    #[test]
    fn a_global_wait_closes_every_route() {
        let (limits, now) = (Limits::default(), Instant::now());
        limits.close(&route(1), Duration::from_secs(3), false, now);
        assert_eq!(limits.take_turn(&route(2), now), Ok(()));
        limits.close(&route(1), Duration::from_secs(9), true, now);
        assert_eq!(limits.take_turn(&route(2), now), Err(Duration::from_secs(9)));
    }

    #[test]
    fn posting_stops_after_many_refusals_and_goes_on_when_they_are_old() {
        let (limits, now) = (Limits::default(), Instant::now());
        for _ in 0..REFUSALS_BORNE - 1 {
            limits.count_refusal(now);
        }
        assert_eq!(limits.closed_for(now), None);
        limits.count_refusal(now);
        assert_eq!(limits.closed_for(now), Some(REFUSAL_WINDOW));
        assert_eq!(limits.closed_for(now + REFUSAL_WINDOW), None);
    }

    #[test]
    fn headers_are_read_and_nonsense_is_passed_over() {
        let told =
            headers(&[("retry-after", "1.5"), ("x-ratelimit-scope", "shared"), ("x-ratelimit-remaining", "many")]);
        assert_eq!(told, Told { retry_after: seconds(1.5), is_shared: true, ..Told::default() });
        assert_eq!(headers(&[("retry-after", "-1")]).retry_after, None);
    }
}
