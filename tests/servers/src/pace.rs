//! Limits that a server enforces by itself, for tests that a bot keeps below them: so many calls in a sliding window.
//! Nothing is enforced until a limit is added.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use crate::faults::{Scope, like};
use crate::sync::lock;

/// At most so many fitting calls within a window; one more is answered 429 and does not count.
#[derive(Clone, Debug)]
pub struct Limit {
    pattern: String,
    except: Vec<String>,
    each_place: bool,
    most: usize,
    within: Duration,
}

impl Limit {
    /// Over all calls that fit the pattern (see [`Rule::on`](crate::faults::Rule::on)).
    pub fn overall(pattern: &str, most: usize, within: Duration) -> Self {
        Self { pattern: pattern.to_lowercase(), except: Vec::new(), each_place: false, most, within }
    }

    /// For each channel or chat by itself.
    pub fn each_place(pattern: &str, most: usize, within: Duration) -> Self {
        Self { each_place: true, ..Self::overall(pattern, most, within) }
    }

    /// Calls that do not count although they fit.
    #[must_use]
    pub fn except(mut self, pattern: &str) -> Self {
        self.except.push(pattern.to_lowercase());
        self
    }

    /// Discord's documented global limit: 50 a second, interactions excepted.
    pub fn discord_global() -> Self {
        Self::overall("*", 50, Duration::from_secs(1)).except("* /interactions/*").except("* /webhooks/*")
    }

    /// Telegram's three rules of thumb: 30 a second over all, 1 a second a chat, 20 a minute a group. The last one
    /// counts every chat here.
    pub fn telegram() -> [Self; 3] {
        [
            Self::overall("sendMessage", 30, Duration::from_secs(1)),
            Self::each_place("sendMessage", 1, Duration::from_secs(1)),
            Self::each_place("sendMessage", 20, Duration::from_mins(1)),
        ]
    }

    fn fits(&self, call: &str) -> bool {
        like(&self.pattern, call) && !self.except.iter().any(|pattern| like(pattern, call))
    }

    fn scope(&self) -> Scope {
        if self.each_place { Scope::User } else { Scope::Global }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<Windows>);

#[derive(Debug, Default)]
struct Windows {
    limits: Vec<Limit>,
    calls: HashMap<(usize, String), VecDeque<Instant>>,
}

impl Pace {
    pub(crate) fn add(&self, limit: Limit) {
        lock(&self.0).limits.push(limit);
    }

    /// `None` lets the call pass and counts it; otherwise how long to wait and whom it concerns.
    pub(crate) fn exceeded(&self, call: &str, place: Option<&str>) -> Option<(Duration, Scope)> {
        let mut windows = lock(&self.0);
        if windows.limits.is_empty() {
            return None;
        }
        let now = Instant::now();
        let call = call.to_lowercase();
        let limits = windows.limits.clone();
        let fitting = limits.iter().enumerate().filter(|(_, limit)| limit.fits(&call));
        let mut counted = Vec::new();
        for (index, limit) in fitting {
            let place = if limit.each_place { place.unwrap_or_default() } else { "" };
            let key = (index, place.to_owned());
            let calls = windows.calls.entry(key.clone()).or_default();
            while calls.front().is_some_and(|first| now.duration_since(*first) >= limit.within) {
                calls.pop_front();
            }
            if calls.len() >= limit.most {
                let waited = calls.front().map_or(Duration::ZERO, |first| now.duration_since(*first));
                let wait = limit.within.saturating_sub(waited);
                return Some((wait, limit.scope()));
            }
            counted.push(key);
        }
        for key in counted {
            windows.calls.entry(key).or_default().push_back(now);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_than_the_limit_must_wait() {
        let pace = Pace::default();
        pace.add(Limit::each_place("sendMessage", 1, Duration::from_mins(1)));
        assert!(pace.exceeded("sendMessage", Some("1")).is_none());
        assert!(pace.exceeded("sendMessage", Some("2")).is_none());
        assert!(pace.exceeded("getMe", Some("1")).is_none());
        let (wait, scope) = pace.exceeded("sendMessage", Some("1")).expect("the second within the window");
        assert!(wait > Duration::from_secs(50) && scope == Scope::User);
    }
}
