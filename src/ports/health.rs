//! How every part is: plain shared data into which each says its own condition, for the pages and the service manager.
//!
//! Two questions are kept apart. *Is the process alive?* is for whoever restarts it: only what a restart mends counts, which
//! is that the loops turn. A full disk, a platform that is down or a token that was revoked are as bad after a restart, and
//! a process that is killed for them again and again would be worse: they belong to *is it ready?*, for people and alerts.
//!
//! Instants are of the monotonic clock and always passed in: a wall clock that is set makes nobody ill.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::community::PlatformName;

/// Loops that have not shown progress for so long are not alive.
pub const BEAT_LIMIT: Duration = Duration::from_secs(10);

/// How a platform is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Not connected yet.
    Starting,
    /// Connected.
    Up,
    /// Not connected, and trying again: why.
    Down(String),
    /// Not connected, and not trying again: why, and the mend.
    Stopped(String),
}

impl Condition {
    /// Whether it is connected.
    pub fn is_up(&self) -> bool {
        *self == Self::Up
    }

    /// Its word on the page.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Up => "up",
            Self::Down(_) => "recovering",
            Self::Stopped(_) => "stopped",
        }
    }

    /// Why it is not up, where that is known.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Down(why) | Self::Stopped(why) => Some(why),
            Self::Starting | Self::Up => None,
        }
    }
}

/// How everything is at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Asked to end.
    pub is_stopping: bool,
    /// Up: the store can be written to. Starting: nobody has tried yet.
    pub store: Condition,
    /// Every platform that was configured.
    pub platforms: Vec<(PlatformName, Condition)>,
}

impl Report {
    /// The store can be written to, every platform is up, and nobody has asked to end.
    pub fn is_ready(&self) -> bool {
        !self.is_stopping && self.store.is_up() && self.platforms.iter().all(|(_, condition)| condition.is_up())
    }

    /// One line for people.
    pub fn line(&self) -> String {
        if self.is_stopping {
            return "stopping".to_owned();
        }
        let store = match &self.store {
            Condition::Up => None,
            Condition::Starting => Some("store starting".to_owned()),
            trouble => Some(format!("store not writable: {}", trouble.why().unwrap_or_default())),
        };
        let platforms = self.platforms.iter().map(|(platform, condition)| match condition.why() {
            Some(why) => format!("{platform} {}: {why}", condition.word()),
            None => format!("{platform} {}", condition.word()),
        });
        store.into_iter().chain(platforms).collect::<Vec<_>>().join("; ")
    }
}

/// Into which every part says how it is. Saying something costs a short lock, and is done when it changes.
#[derive(Debug, Default)]
pub struct Health {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    beat: Option<Instant>,
    is_stopping: bool,
    store: Option<Said>,
    platforms: BTreeMap<PlatformName, Vec<Said>>,
}

/// A condition, and until when it is to be believed without being said again.
#[derive(Debug, Clone)]
struct Said {
    condition: Condition,
    good_until: Option<Instant>,
}

impl Said {
    fn at(&self, now: Instant, silent: &str) -> Condition {
        match &self.condition {
            Condition::Up if self.good_until.is_some_and(|until| until < now) => Condition::Down(silent.to_owned()),
            condition => condition.clone(),
        }
    }
}

impl From<Condition> for Said {
    fn from(condition: Condition) -> Self {
        Self { condition, good_until: None }
    }
}

impl Health {
    /// A platform starts (again), with so many connections; 0 counts as 1.
    pub fn starting(&self, platform: &PlatformName, connections: u32) {
        let said = vec![Said::from(Condition::Starting); connections.max(1) as usize];
        self.known().platforms.insert(platform.clone(), said);
    }

    /// A connection works; with `good_until`, unless nothing is said of it until then.
    pub fn up(&self, platform: &PlatformName, connection: u32, good_until: Option<Instant>) {
        self.say(platform, connection, Said { condition: Condition::Up, good_until });
    }

    /// A connection does not work and is tried again. `why` is for people and holds no secret.
    pub fn down(&self, platform: &PlatformName, connection: u32, why: impl Into<String>) {
        self.say(platform, connection, Condition::Down(why.into()).into());
    }

    /// A platform does not work and is not tried again.
    pub fn stopped(&self, platform: &PlatformName, why: impl Into<String>) {
        self.known().platforms.insert(platform.clone(), vec![Condition::Stopped(why.into()).into()]);
    }

    /// A platform ended as it was meant to: nobody misses it.
    pub fn ended(&self, platform: &PlatformName) {
        self.known().platforms.remove(platform);
    }

    /// The store can be written to, unless nothing is said of it until then.
    pub fn store_writable(&self, good_until: Instant) {
        self.known().store = Some(Said { condition: Condition::Up, good_until: Some(good_until) });
    }

    /// The store cannot be written to.
    pub fn store_not_writable(&self, why: impl Into<String>) {
        self.known().store = Some(Condition::Down(why.into()).into());
    }

    /// The loops have shown that they turn.
    pub fn beat(&self, now: Instant) {
        self.known().beat = Some(now);
    }

    /// The process was asked to end.
    pub fn stopping(&self) {
        self.known().is_stopping = true;
    }

    /// Whether the loops turned lately.
    pub fn is_alive(&self, now: Instant) -> bool {
        self.known().beat.is_some_and(|beat| now.saturating_duration_since(beat) < BEAT_LIMIT)
    }

    /// How everything is.
    pub fn report(&self, now: Instant) -> Report {
        let known = self.known();
        let store = known.store.as_ref().map_or(Condition::Starting, |said| said.at(now, "its threads do not answer"));
        Report {
            is_stopping: known.is_stopping,
            store,
            platforms: known.platforms.iter().map(|(name, said)| (name.clone(), together(said, now))).collect(),
        }
    }

    fn say(&self, platform: &PlatformName, connection: u32, said: Said) {
        let mut known = self.known();
        let connections = known.platforms.entry(platform.clone()).or_default();
        // What has stopped for good stays so until it starts again: a last word of one of its loops changes nothing.
        if connections.iter().any(|known| matches!(known.condition, Condition::Stopped(_))) {
            return;
        }
        let connection = connection as usize;
        if connections.len() <= connection {
            connections.resize(connection + 1, Condition::Starting.into());
        }
        connections[connection] = said;
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Plain values: whoever panicked while writing one left at worst an older one.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A platform is up when every connection is; otherwise it is as the first one that is not.
fn together(said: &[Said], now: Instant) -> Condition {
    let conditions: Vec<_> = said.iter().map(|said| said.at(now, "nothing was heard of it lately")).collect();
    let down: Vec<_> = conditions.iter().filter(|condition| matches!(condition, Condition::Down(_))).collect();
    match down.first().and_then(|condition| condition.why()) {
        Some(why) if conditions.len() > 1 => {
            Condition::Down(format!("{} of {} connections are down: {why}", down.len(), conditions.len()))
        }
        Some(why) => Condition::Down(why.to_owned()),
        None => conditions.into_iter().find(|condition| !condition.is_up()).unwrap_or(Condition::Up),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: PlatformName = PlatformName::new("a");
    const B: PlatformName = PlatformName::new("b");

    fn after(start: Instant, seconds: u64) -> Instant {
        start + Duration::from_secs(seconds)
    }

    #[test]
    fn it_is_alive_while_it_beats() {
        let (health, start) = (Health::default(), Instant::now());
        assert!(!health.is_alive(start), "nothing has turned yet");
        health.beat(start);
        assert!(health.is_alive(after(start, 9)) && !health.is_alive(after(start, 10)));
        health.store_not_writable("the disk is full");
        health.stopped(&A, "its token was revoked");
        assert!(health.is_alive(start), "a restart would mend neither");
    }

    #[test]
    fn it_is_ready_when_the_store_is_writable_and_every_platform_is_up() {
        let (health, now) = (Health::default(), Instant::now());
        health.starting(&A, 1);
        health.starting(&B, 1);
        assert_eq!(health.report(now).store, Condition::Starting);
        health.store_writable(after(now, 60));
        health.up(&A, 0, None);
        assert!(!health.report(now).is_ready(), "b is starting");
        health.up(&B, 0, None);
        assert!(health.report(now).is_ready());
        health.stopping();
        let report = health.report(now);
        assert!(!report.is_ready() && report.line() == "stopping");
    }

    #[test]
    fn a_platform_that_stopped_for_good_stays_so_until_it_starts_again() {
        let (health, now) = (Health::default(), Instant::now());
        health.store_writable(now);
        health.up(&B, 0, None);
        health.stopped(&A, "its token was revoked");
        health.down(&A, 0, "a last word");
        health.up(&A, 0, None);
        let report = health.report(now);
        assert_eq!(report.line(), "a stopped: its token was revoked; b up");
        assert!(!report.is_ready());
        health.starting(&A, 1);
        assert_eq!(health.report(now).line(), "a starting; b up");
        health.ended(&A);
        assert!(health.report(now).is_ready(), "what ended as it was meant to is not missed");
    }

    #[test]
    fn what_must_be_said_again_is_not_believed_for_ever() {
        let (health, now) = (Health::default(), Instant::now());
        health.store_writable(after(now, 60));
        health.up(&A, 0, Some(after(now, 60)));
        assert!(health.report(after(now, 60)).is_ready());
        let report = health.report(after(now, 61));
        assert_eq!(
            report.line(),
            "store not writable: its threads do not answer; a recovering: nothing was heard of it lately"
        );
    }

    #[test]
    fn every_connection_counts() {
        let (health, now) = (Health::default(), Instant::now());
        health.starting(&A, 3);
        let condition = || health.report(now).platforms[0].1.clone();
        health.up(&A, 0, None);
        health.up(&A, 2, None);
        assert_eq!(condition(), Condition::Starting);
        health.up(&A, 1, None);
        assert_eq!(condition(), Condition::Up);
        health.down(&A, 2, "lost");
        assert_eq!(condition(), Condition::Down("1 of 3 connections are down: lost".to_owned()));
    }
}
