//! What was received: every request in order, and the ledger of accepted posts, which is the truth that a bot's own
//! books are compared with. It does not know how a platform decides to accept.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::time::Instant;

use crate::ask::{Ask, SentFile};
use crate::seen;
use crate::sync::lock;

/// How much is kept once `keep_log(false)` was said.
const KEPT_WHEN_BUSY: usize = 1_000;

/// Discord's message flag for "no push and no sound".
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

/// One request that reached the server, whatever became of it.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its place in the order of arrival, from 1.
    pub order: u64,
    /// When it had been read.
    pub at: Instant,
    /// What was asked: `POST /channels/5/messages`, or the Bot API method's name in its documented spelling.
    pub call: String,
    /// The channel or chat that it concerns, where the request names one.
    pub place: Option<String>,
    /// The JSON body (a form's fields as an object), `Null` without one.
    pub body: Arc<Value>,
    /// The status that was answered; `None` when nothing was, or not yet.
    pub status: Option<u16>,
}

/// How a message came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// Spoken unasked into a place: Discord's Create Message. On Telegram every message, answers too.
    Post,
    /// Discord: the answer to an interaction.
    Answer,
    /// Discord: a further message on an interaction's token.
    FollowUp,
}

/// A message that the platform accepted, whether or not the client ever learned so.
#[derive(Clone, Debug)]
pub struct Post {
    /// Its place in the order of acceptance, from 1.
    pub order: u64,
    /// When it was accepted.
    pub at: Instant,
    /// How it came to be.
    pub via: Via,
    /// The channel's or chat's id.
    pub place: String,
    /// Telegram: the forum topic.
    pub topic: Option<i64>,
    /// The message's id.
    pub message_id: String,
    /// Discord: the nonce that came with it.
    pub nonce: Option<String>,
    /// The body as it was sent.
    pub body: Arc<Value>,
    /// Files that came with it.
    pub files: Vec<SentFile>,
}

impl Post {
    /// The text as a person sees it.
    pub fn text(&self) -> String {
        seen::text_of(&self.body)
    }

    /// Whether it reaches people without a sound: Telegram's `disable_notification`, Discord's flag of that meaning.
    pub fn silent(&self) -> bool {
        let quiet = &self.body["disable_notification"];
        let flags = self.body["flags"].as_u64().unwrap_or_default();
        quiet == true || quiet == "true" || flags & SUPPRESS_NOTIFICATIONS != 0
    }
}

/// A channel's or chat's id, given as a number or as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceId(pub(crate) String);

macro_rules! place_from {
    ($($kind:ty),*) => {
        $(impl From<$kind> for PlaceId {
            fn from(id: $kind) -> Self {
                Self(id.to_string())
            }
        })*
    };
}

place_from!(i32, i64, u64, &str, String);

#[derive(Debug, Default)]
pub(crate) struct Records(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    requests: VecDeque<Request>,
    received: u64,
    posts: VecDeque<Post>,
    accepted: u64,
    /// How many of the accepted are [`Via::Post`].
    posted: usize,
    /// The same, for each channel or chat.
    posted_to: HashMap<String, usize>,
    bounded: bool,
}

impl Records {
    pub(crate) fn keep_everything(&self, everything: bool) {
        lock(&self.0).bounded = !everything;
    }

    /// Notes a request and gives its number.
    pub(crate) fn receive(&self, call: &str, place: Option<&str>, ask: &Ask) -> u64 {
        let mut kept = lock(&self.0);
        kept.received += 1;
        let order = kept.received;
        let bounded = kept.bounded;
        let request = Request {
            order,
            at: Instant::now(),
            call: call.to_owned(),
            place: place.map(str::to_owned),
            body: Arc::clone(&ask.body),
            status: None,
        };
        push(&mut kept.requests, request, bounded);
        order
    }

    pub(crate) fn answered(&self, order: u64, status: u16) {
        let mut kept = lock(&self.0);
        let first = kept.requests.front().map_or(u64::MAX, |request| request.order);
        let index = order.checked_sub(first).and_then(|index| usize::try_from(index).ok());
        if let Some(request) = index.and_then(|index| kept.requests.get_mut(index)) {
            request.status = Some(status);
        }
    }

    /// Notes an accepted post; its `order` is set here.
    pub(crate) fn accept(&self, mut post: Post) {
        let mut kept = lock(&self.0);
        kept.accepted += 1;
        post.order = kept.accepted;
        if post.via == Via::Post {
            kept.posted += 1;
            *kept.posted_to.entry(post.place.clone()).or_default() += 1;
        }
        let bounded = kept.bounded;
        push(&mut kept.posts, post, bounded);
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        lock(&self.0).requests.iter().cloned().collect()
    }

    pub(crate) fn requests_after(&self, order: u64) -> Vec<Request> {
        let kept = lock(&self.0);
        kept.requests.iter().skip(kept.requests.partition_point(|request| request.order <= order)).cloned().collect()
    }

    pub(crate) fn received(&self) -> u64 {
        lock(&self.0).received
    }

    pub(crate) fn posts(&self, wanted: impl Fn(&Post) -> bool) -> Vec<Post> {
        lock(&self.0).posts.iter().filter(|post| wanted(post)).cloned().collect()
    }

    pub(crate) fn posted(&self) -> usize {
        lock(&self.0).posted
    }

    pub(crate) fn posted_to(&self) -> HashMap<String, usize> {
        lock(&self.0).posted_to.clone()
    }

    /// The last requests as text, for a failing test's message.
    pub(crate) fn told(&self, last: usize) -> String {
        let kept = lock(&self.0);
        let skipped = kept.requests.len().saturating_sub(last);
        let lines = kept.requests.iter().skip(skipped).map(|request| {
            let status = request.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
            let body: String = request.body.to_string().chars().take(300).collect();
            format!("  #{} {} → {status} {body}\n", request.order, request.call)
        });
        format!("{} requests so far, the last of them:\n{}", kept.received, lines.collect::<String>())
    }
}

fn push<T>(queue: &mut VecDeque<T>, item: T, bounded: bool) {
    queue.push_back(item);
    while bounded && queue.len() > KEPT_WHEN_BUSY {
        queue.pop_front();
    }
}
