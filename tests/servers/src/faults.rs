//! Scripted misbehaviour: which calls go wrong, how often, and in which way. The same rules serve both platforms; how
//! an answer is spoilt on the wire is `front`'s work.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use crate::records::PlaceId;
use crate::sync::{Bell, lock};

/// Whom a 429 concerns. Telegram has one kind only and ignores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// This route's own bucket.
    User,
    /// A limit shared with others; it does not count as an invalid request.
    Shared,
    /// Everything that this bot sends.
    Global,
}

/// What goes wrong. Unless a constructor says otherwise the call is refused: nothing enters the ledger.
#[derive(Clone, Debug)]
pub struct Fault {
    pub(crate) accepts: bool,
    pub(crate) ends: Ending,
}

#[derive(Clone, Debug)]
pub(crate) enum Ending {
    Json(u16, Value),
    Html(u16),
    TooMany(Duration, Scope),
    CutJson,
    Drop,
    Reset,
    Hold,
    Late,
    Drip(Duration),
}

impl Fault {
    /// This status with this JSON body. `Value::Null`: a body as the platform itself would write for that status.
    pub fn status(status: u16, body: Value) -> Self {
        Self { accepts: false, ends: Ending::Json(status, body) }
    }

    /// This status with a gateway's HTML page.
    pub fn html(status: u16) -> Self {
        Self { accepts: false, ends: Ending::Html(status) }
    }

    /// 429 with this wait, in the body and (on Discord) in the headers.
    pub fn rate_limited(wait: Duration, scope: Scope) -> Self {
        Self { accepts: false, ends: Ending::TooMany(wait, scope) }
    }

    /// The connection is closed without an answer.
    pub fn drop_connection() -> Self {
        Self { accepts: false, ends: Ending::Drop }
    }

    /// The connection is reset (RST) without an answer.
    pub fn reset() -> Self {
        Self { accepts: false, ends: Ending::Reset }
    }

    /// No answer until [`RuleHandle::release`]; then the call goes on as usual. Where the client has gone meanwhile,
    /// nothing is accepted.
    pub fn hold() -> Self {
        Self { accepts: false, ends: Ending::Hold }
    }

    /// No answer at all, and accepted only after [`RuleHandle::release`], whether the client is still there or not: a
    /// request that was long on its way.
    pub fn accept_late() -> Self {
        Self { accepts: false, ends: Ending::Late }
    }

    /// Accepted, but of the JSON answer only the first half is sent, as a complete body.
    pub fn cut_json() -> Self {
        Self { accepts: true, ends: Ending::CutJson }
    }

    /// Accepted, and the answer comes one byte after another with this pause between them.
    pub fn drip(pause: Duration) -> Self {
        Self { accepts: true, ends: Ending::Drip(pause) }
    }

    /// The same, but the call is accepted first: a post **is** in the ledger though the client does not learn it.
    #[must_use]
    pub fn after_accepting(self) -> Self {
        Self { accepts: true, ..self }
    }
}

/// Which calls a fault befalls.
#[derive(Clone, Debug)]
pub struct Rule {
    pattern: String,
    place: Option<String>,
    from: u64,
    times: u64,
    fault: Fault,
}

impl Rule {
    /// The next call that fits the pattern, compared without case; `*` stands for anything. Discord:
    /// `POST /channels/*/messages` (the path without `/api/v10`); Telegram: `sendMessage`.
    pub fn on(pattern: &str, fault: Fault) -> Self {
        Self { pattern: pattern.to_lowercase(), place: None, from: 1, times: 1, fault }
    }

    /// Only calls that concern this channel or chat.
    #[must_use]
    pub fn place(mut self, place: impl Into<PlaceId>) -> Self {
        self.place = Some(place.into().0);
        self
    }

    /// From the n-th fitting call on, counted from 1.
    #[must_use]
    pub fn from_call(mut self, call: u64) -> Self {
        self.from = call;
        self
    }

    /// This many calls, then all goes well again.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = times;
        self
    }

    /// Every fitting call until the rule is removed.
    #[must_use]
    pub fn always(self) -> Self {
        self.times(u64::MAX)
    }
}

#[derive(Debug)]
struct Live {
    rule: Rule,
    fitting: Mutex<u64>,
    hits: Mutex<u64>,
    released: Mutex<bool>,
    bell: Bell,
}

/// A rule in force.
#[derive(Clone, Debug)]
pub struct RuleHandle {
    live: Arc<Live>,
    faults: Faults,
}

impl RuleHandle {
    /// How many calls it befell so far.
    pub fn hits(&self) -> u64 {
        *lock(&self.live.hits)
    }

    /// Waits until it befell this many calls. Without a guard of its own: put it under a time-out.
    pub async fn hit(&self, times: u64) {
        self.live.bell.until(|| (self.hits() >= times).then_some(())).await;
    }

    /// Lets all held calls go on, and later ones pass at once.
    pub fn release(&self) {
        *lock(&self.live.released) = true;
        self.live.bell.ring();
    }

    /// Takes the rule out of force, and releases what it holds.
    pub fn remove(&self) {
        lock(&self.faults.0).retain(|live| !Arc::ptr_eq(live, &self.live));
        self.release();
    }
}

/// The rules in force on one server, tried in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Vec<Arc<Live>>>>);

impl Faults {
    /// Puts a rule in force.
    pub fn add(&self, rule: Rule) -> RuleHandle {
        let live = Arc::new(Live {
            rule,
            fitting: Mutex::new(0),
            hits: Mutex::new(0),
            released: Mutex::new(false),
            bell: Bell::new(),
        });
        lock(&self.0).push(Arc::clone(&live));
        RuleHandle { live, faults: self.clone() }
    }

    /// Removes every rule and releases every held call.
    pub fn clear(&self) {
        for live in std::mem::take(&mut *lock(&self.0)) {
            *lock(&live.released) = true;
            live.bell.ring();
        }
    }

    /// What befalls this call, if anything. Every rule counts the calls that fit it.
    pub(crate) fn next(&self, call: &str, place: Option<&str>) -> Option<Befallen> {
        let rules = lock(&self.0);
        if rules.is_empty() {
            return None;
        }
        let call = call.to_lowercase();
        let mut found = None;
        for live in rules.iter().filter(|live| live.rule.fits(&call, place)) {
            let mut fitting = lock(&live.fitting);
            *fitting += 1;
            let mut hits = lock(&live.hits);
            if found.is_none() && *fitting >= live.rule.from && *hits < live.rule.times {
                *hits += 1;
                found = Some(Befallen { fault: live.rule.fault.clone(), live: Arc::clone(live) });
            }
        }
        drop(rules);
        if let Some(befallen) = &found {
            befallen.live.bell.ring();
        }
        found
    }
}

impl Rule {
    fn fits(&self, call: &str, place: Option<&str>) -> bool {
        let here = self.place.is_none() || self.place.as_deref() == place;
        here && like(&self.pattern, call)
    }
}

/// A fault on its way into one call.
pub(crate) struct Befallen {
    pub(crate) fault: Fault,
    live: Arc<Live>,
}

impl Befallen {
    pub(crate) async fn released(&self) {
        self.live.bell.until(|| lock(&self.live.released).then_some(())).await;
    }
}

/// Whether the text fits the pattern, in which `*` stands for any run of characters.
pub(crate) fn like(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|text| {
            let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            rest.is_empty() || starts.into_iter().any(|at| like(rest, &text[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert!(like("post /channels/*/messages", "post /channels/5/messages"));
        assert!(!like("post /channels/*/messages", "post /channels/5/messages/6"));
        assert!(like("*", "sendmessage") && like("send*", "sendmessage") && !like("send", "sendmessage"));
    }

    #[test]
    fn a_rule_counts_its_own_calls() {
        let faults = Faults::default();
        let rule = faults.add(Rule::on("sendMessage", Fault::html(502)).place(7).from_call(2).times(2));
        let hit: Vec<bool> = (0..5).map(|_| faults.next("sendMessage", Some("7")).is_some()).collect();
        assert_eq!(hit, [false, true, true, false, false]);
        assert!(faults.next("sendMessage", Some("8")).is_none());
        assert_eq!(rule.hits(), 2);
    }
}
