//! What the people in front of a platform never see, the same for both servers: ledger, request log, faults, the
//! platform's clock, violations, and waiting for something to happen.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::faults::{Faults, Rule, RuleHandle, like};
use crate::net::{Cut, Lines};
use crate::pace::{Limit, Pace};
use crate::records::{PlaceId, Post, Records, Request, Via};
use crate::sync::{Bell, lock};
use crate::time::PlatformTime;
use crate::wire::{Complaints, WireCheck};

/// How long a test waits for what must come before it fails loudly.
const PATIENCE: Duration = Duration::from_secs(15);
/// More violations than this only repeat what the first ones said.
const MOST_VIOLATIONS: usize = 1_000;
/// How many requests the message of a failed wait tells.
const TOLD: usize = 40;

/// Both servers dereference to it: `server.ledger()`, `server.faults()`, `server.wait_for_posts(3)`.
#[derive(Debug)]
pub struct Backstage {
    pub(crate) faults: Faults,
    pub(crate) records: Records,
    pub(crate) time: PlatformTime,
    pub(crate) bell: Bell,
    pub(crate) lines: Arc<Lines>,
    pub(crate) pace: Pace,
    patience: Mutex<Duration>,
    checking: AtomicBool,
    check: Mutex<Option<WireCheck>>,
    violations: Mutex<Vec<String>>,
}

impl Backstage {
    pub(crate) fn new() -> Self {
        Self {
            faults: Faults::default(),
            records: Records::default(),
            time: PlatformTime::default(),
            bell: Bell::new(),
            lines: Arc::default(),
            pace: Pace::default(),
            patience: Mutex::new(PATIENCE),
            checking: AtomicBool::new(true),
            check: Mutex::new(None),
            violations: Mutex::default(),
        }
    }

    /// The accepted posts, in order: on Discord what was spoken into channels, on Telegram every message.
    pub fn ledger(&self) -> Vec<Post> {
        self.records.posts(|post| post.via == Via::Post)
    }

    /// The accepted posts of one channel or chat.
    pub fn ledger_of(&self, place: impl Into<PlaceId>) -> Vec<Post> {
        let PlaceId(place) = place.into();
        self.records.posts(|post| post.via == Via::Post && post.place == place)
    }

    /// Every accepted message, answers to interactions and follow-ups included.
    pub fn everything_said(&self) -> Vec<Post> {
        self.records.posts(|_| true)
    }

    /// How many posts were accepted; also right when the log is not kept.
    pub fn posted(&self) -> usize {
        self.records.posted()
    }

    /// How many posts each channel or chat got; also right when the log is not kept.
    pub fn posted_to(&self) -> HashMap<String, usize> {
        self.records.posted_to()
    }

    /// Every request that arrived, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.records.requests()
    }

    /// The requests after the one with this number, in order: of a long log only the end.
    pub fn requests_after(&self, order: u64) -> Vec<Request> {
        self.records.requests_after(order)
    }

    /// The requests whose call fits the pattern (see [`Rule::on`]).
    pub fn requests_like(&self, pattern: &str) -> Vec<Request> {
        let pattern = pattern.to_lowercase();
        let mut requests = self.records.requests();
        requests.retain(|request| like(&pattern, &request.call.to_lowercase()));
        requests
    }

    /// How many requests arrived; also right when the log is not kept.
    pub fn received(&self) -> u64 {
        self.records.received()
    }

    /// Off: only the last thousand requests and posts are kept, for benchmarks.
    pub fn keep_log(&self, on: bool) {
        self.records.keep_everything(on);
    }

    /// The scripted misbehaviour.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Puts a rule of misbehaviour in force: short for `faults().add(rule)`.
    pub fn fault(&self, rule: Rule) -> RuleHandle {
        self.faults.add(rule)
    }

    /// From now on answers 429 to calls beyond this limit.
    pub fn enforce(&self, limit: Limit) {
        self.pace.add(limit);
    }

    /// The platform's clock.
    pub fn time(&self) -> &PlatformTime {
        &self.time
    }

    /// Like a pulled cable: every connection is reset, and so is every new one.
    pub fn cut_off(&self) {
        self.lines.shut_out();
    }

    /// Ends `cut_off`.
    pub fn restore(&self) {
        self.lines.let_in();
    }

    /// Resets every open connection once; new ones are welcome.
    pub fn reset_connections(&self) {
        self.lines.cut_all(Cut::Reset);
    }

    /// How many connections were accepted since the start.
    pub fn connections(&self) -> usize {
        self.lines.accepted()
    }

    /// How many connections were refused since the start, because the server was cut off.
    pub fn refused(&self) -> usize {
        self.lines.refused()
    }

    /// Checks requests against the platforms' own descriptions as well.
    pub fn check_with(&self, check: &WireCheck) {
        *lock(&self.check) = Some(check.clone());
    }

    /// Off: requests are not checked at all, for benchmarks.
    pub fn check_wire(&self, on: bool) {
        self.checking.store(on, Ordering::Relaxed);
    }

    /// What was wrong with the requests so far.
    pub fn violations(&self) -> Vec<String> {
        lock(&self.violations).clone()
    }

    /// Forgets the violations so far, for tests that provoke one.
    pub fn forgive(&self) {
        lock(&self.violations).clear();
    }

    /// # Panics
    /// If any request broke a limit of the platform or a rule of the project.
    pub fn assert_clean(&self) {
        let violations = self.violations();
        assert!(violations.is_empty(), "{} violations on the wire:\n{}", violations.len(), violations.join("\n"));
    }

    /// How long the waiting functions wait before they panic; 15 s at first.
    pub fn set_patience(&self, patience: Duration) {
        *lock(&self.patience) = patience;
    }

    /// Waits until `look` says yes, looking again whenever something happened on the server.
    ///
    /// # Panics
    /// If it takes longer than the patience; the message tells the last requests.
    pub async fn wait_until(&self, what: &str, mut look: impl FnMut() -> bool) {
        self.wait_for(what, || look().then_some(())).await;
    }

    /// Like [`Self::wait_until`], for something that is found.
    pub async fn wait_for<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        self.patiently(what, self.bell.until(look)).await
    }

    /// Waits for so many accepted posts, and gives all of them.
    pub async fn wait_for_posts(&self, count: usize) -> Vec<Post> {
        self.wait_until(&format!("{count} posts"), || self.posted() >= count).await;
        self.ledger()
    }

    /// Waits until so many requests that fit the pattern were answered or dropped, and gives them.
    pub async fn wait_for_requests(&self, pattern: &str, count: usize) -> Vec<Request> {
        self.wait_for(&format!("{count} requests like {pattern}"), || {
            let requests = self.requests_like(pattern);
            (requests.len() >= count).then_some(requests)
        })
        .await
    }

    /// Calls `look` now and after everything that happens on the server, for ever.
    pub async fn watch(&self, mut look: impl FnMut()) {
        self.bell
            .until(|| {
                look();
                None::<()>
            })
            .await;
    }

    /// The last requests as text, for a test's own messages.
    pub fn told(&self) -> String {
        self.records.told(TOLD)
    }

    pub(crate) async fn patiently<T>(&self, what: &str, wait: impl Future<Output = T>) -> T {
        let patience = *lock(&self.patience);
        let found = tokio::time::timeout(patience, wait).await;
        found.unwrap_or_else(|_| panic!("waited {patience:?} for {what}; {}", self.told()))
    }

    pub(crate) fn is_checking(&self) -> bool {
        self.checking.load(Ordering::Relaxed)
    }

    /// The descriptions to check with, if any were given.
    pub(crate) fn descriptions(&self) -> Option<WireCheck> {
        lock(&self.check).clone()
    }

    pub(crate) fn complain(&self, call: &str, complaints: &Complaints) {
        let mut violations = lock(&self.violations);
        for complaint in complaints.texts() {
            if violations.len() < MOST_VIOLATIONS {
                violations.push(format!("{call}: {complaint}"));
            }
        }
    }
}
