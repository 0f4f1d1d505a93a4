//! The ledger's states and rules: one row for each (place, subscription, local date), never two posts for one row.
//!
//! A row is `Sending` durably before its request leaves, and `Posted` only when the platform said so. Whoever finds a row
//! in `Sending` that nobody holds (the process died in between) does not know whether the post is out: only a platform
//! that recognises a repeated post may be asked again, otherwise the row becomes `Unsure` and people are asked. So: never
//! two different stories for one date, never a silent loss, never a silent double. It does not post and does not store.

mod verdict;

use std::time::Duration;

use super::choice::{Past, Pools};
use super::community::Place;
use super::notice::NewNotice;
use super::schedule::{Day, Timestamp};
use super::story::StoryId;
use super::subscription::{OnUnsure, Subscription};
use super::tongue::Text;

pub use verdict::{Recourse, Step, step, verdict};

/// The store's number of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubscriptionId(pub i64);

/// The store's number of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeliveryId(pub i64);

/// Where a delivery stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryState {
    /// To be sent at `not_before` at the earliest.
    Planned {
        /// The instant.
        not_before: Timestamp,
    },
    /// A request may be on its way.
    Sending {
        /// Since when.
        since: Timestamp,
    },
    /// Not sent for certain; to be tried again.
    Retry {
        /// Tries so far.
        attempts: u32,
        /// When at the earliest.
        not_before: Timestamp,
        /// Set when an attempt may have arrived: when the first such attempt began.
        uncertain_since: Option<Timestamp>,
    },
    /// The platform said that it is there.
    Posted {
        /// When it said so, or since when it says that it is there.
        at: Timestamp,
        /// Times that it was sent.
        attempts: u32,
        /// The native message number.
        receipt: Receipt,
    },
    /// The platform will not take it.
    Refused {
        /// Why, for people.
        reason: Text,
    },
    /// Nobody knows whether it is there.
    Unsure {
        /// Since when.
        since: Timestamp,
    },
    /// The catch-up window had passed.
    Missed {
        /// Why, for people.
        reason: Text,
    },
    /// Deliberately not sent.
    Skipped {
        /// Why, for people.
        reason: Text,
    },
}

impl DeliveryState {
    /// The words of what can become of a delivery or of an attempt.
    pub const OUTCOMES: [&'static str; 6] = ["posted", "retry", "refused", "unsure", "missed", "skipped"];

    /// Its word in the store and in metrics.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Planned { .. } => "planned",
            Self::Sending { .. } => "sending",
            Self::Retry { .. } => "retry",
            Self::Posted { .. } => "posted",
            Self::Refused { .. } => "refused",
            Self::Unsure { .. } => "unsure",
            Self::Missed { .. } => "missed",
            Self::Skipped { .. } => "skipped",
        }
    }
}

/// The native number of a message that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt(pub String);

/// A message as one platform will send it, byte for byte: kept in the ledger, so that a retry posts the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering(pub String);

/// What a post is known by, the same in every attempt and in every process: a platform that can tells repeats by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark(pub String);

/// A subscription that is due, with what choosing its story needs.
#[derive(Debug, Clone)]
pub struct Due {
    /// The subscription.
    pub subscription: Subscription,
    /// What it had, and what is pinned.
    pub past: Past,
    /// What its community can be told.
    pub pools: Pools,
}

/// What a look at a due subscription found, to be written at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// `next_due` as it was read: when it has changed meanwhile, nothing is written.
    pub seen_due: Timestamp,
    /// The post to plan, if one is owed.
    pub post: Option<Planned>,
    /// Dates without a post, each with its state ([`DeliveryState::Missed`] or skipped) and its reason.
    pub without: Vec<(Day, DeliveryState)>,
    /// The next look.
    pub next_due: Timestamp,
    /// A wished pause has ended.
    pub resumes: bool,
    /// Stories are pinned to dates, some of them long past perhaps.
    pub has_pins: bool,
    /// What admins are told.
    pub notices: Vec<NewNotice>,
}

/// A post that is owed, its story and its words fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// For which date.
    pub day: Day,
    /// The story.
    pub story: StoryId,
    /// The words to send.
    pub rendering: Rendering,
    /// When to send at the earliest.
    pub not_before: Timestamp,
    /// When it is too late to send.
    pub expires: Timestamp,
}

/// One process's right to try one delivery, once. The row is `Sending`, durably, as long as it exists.
///
/// Not `Clone`: settling uses it up, so nothing is settled twice.
#[must_use = "a claim that is not settled leaves its delivery unsure"]
#[derive(Debug, PartialEq, Eq)]
pub struct Claim {
    /// The delivery.
    pub delivery: DeliveryId,
    /// Its subscription.
    pub subscription: SubscriptionId,
    /// Its date.
    pub day: Day,
    /// Its story.
    pub story: StoryId,
    /// Where to post.
    pub place: Place,
    /// What to post.
    pub rendering: Rendering,
    /// When these words were made.
    pub worded: Timestamp,
    /// What the post is known by.
    pub mark: Mark,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// When it was claimed.
    pub since: Timestamp,
    /// When it is too late to send.
    pub expires: Timestamp,
    /// When the first attempt began that may have arrived.
    pub uncertain_since: Option<Timestamp>,
    /// The subscription's own wish for doubt.
    pub on_unsure: Option<OnUnsure>,
    /// The subscription's own wish for how late it may come.
    pub catch_up: Option<Duration>,
    /// An admin had it sent: it is not late.
    pub is_by_hand: bool,
}

/// What a delivery is known by in every process and every copy of the store.
pub fn mark(place: &Place, subscription: SubscriptionId, day: Day) -> Mark {
    Mark(format!("{}|{}|{}|{day}", place.platform, place.address, subscription.0))
}

/// What came of a step, in the platform's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is there.
    Posted(Receipt),
    /// It was looked for, and is there since then.
    Found(Receipt, Timestamp),
    /// It is certain that it is not there.
    Absent,
    /// Its turn did not come; nothing was tried.
    NotYet(Duration),
    /// Not sent for certain, and the platform said how long to wait.
    RetryAfter(Duration),
    /// Not sent for certain: no connection.
    Unreachable(String),
    /// The place goes by another address now; not sent.
    Moved(Place),
    /// The place is gone or closed to us; not sent.
    PlaceGone(Text),
    /// The platform refuses this very message; not sent.
    Rejected(Text),
    /// The request left, the answer did not come or could not be read.
    Unsure(String),
    /// Nobody will ever know whether it is there.
    Unknowable(String),
}

/// What the ledger records after an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A final or waiting state.
    Becomes(DeliveryState),
    /// The same, and the subscription pauses with this reason.
    Pauses {
        /// The delivery's state.
        state: DeliveryState,
        /// Why, for people.
        reason: Text,
    },
    /// The place's rows move to a new address, and the delivery is tried there.
    Moves {
        /// The new address.
        to: Place,
        /// When to try.
        not_before: Timestamp,
    },
}

impl Verdict {
    /// The word of the state that it leads to.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Becomes(state) | Self::Pauses { state, .. } => state.word(),
            Self::Moves { .. } => "retry",
        }
    }
}
