//! What admins are told by another way than the place itself, because it cannot be told there or is not for all.
//!
//! It does not know how they are reached.

use std::time::Duration;

use super::community::{Community, PersonId, Place};
use super::delivery::{DeliveryId, DeliveryState, SubscriptionId, Verdict};
use super::schedule::Day;
use super::tongue::Text;

/// What admins are told by another way than the place itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// The subscription rests, because the place does not let us in.
    Paused,
    /// It goes on by itself.
    Resumed,
    /// Nobody knows whether a post arrived.
    Unsure,
    /// The platform does not take a post.
    Refused,
    /// Dates went by without a post.
    Missed,
    /// Soon every story of the filter has been told.
    Dry,
}

impl NoticeKind {
    /// Every kind with its word in the store.
    const ALL: [(Self, &'static str); 6] = [
        (Self::Paused, "paused"),
        (Self::Resumed, "resumed"),
        (Self::Unsure, "unsure"),
        (Self::Refused, "refused"),
        (Self::Missed, "missed"),
        (Self::Dry, "dry"),
    ];

    /// Its word in the store.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// The kind of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// What came of telling a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Telling {
    /// They were told.
    Told,
    /// They could not be told, for this reason: tried again some times.
    Failed(String),
    /// Its turn did not come, or the platform asked to wait: no attempt.
    NotYet(Duration),
}

/// Something to be told to admins, once for each key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// What it is about.
    pub kind: NoticeKind,
    /// Told once for each key and subscription.
    pub key: String,
    /// The details: a reason, dates, a number.
    pub words: Text,
}

/// What admins are told after an attempt, if anything. `key` tells one attempt's notices from another's.
pub fn after(verdict: &Verdict, key: &str) -> Option<NewNotice> {
    let notice = |kind: NoticeKind, words: Text| NewNotice { kind, key: format!("{}|{key}", kind.word()), words };
    match verdict {
        Verdict::Becomes(DeliveryState::Unsure { .. }) => Some(notice(NoticeKind::Unsure, Text::Words(String::new()))),
        Verdict::Becomes(DeliveryState::Refused { reason }) => Some(notice(NoticeKind::Refused, reason.clone())),
        Verdict::Becomes(DeliveryState::Missed { reason }) => Some(notice(NoticeKind::Missed, reason.clone())),
        Verdict::Pauses { reason, .. } => Some(notice(NoticeKind::Paused, reason.clone())),
        Verdict::Becomes(_) | Verdict::Moves { .. } => None,
    }
}

/// The store's number of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NoticeId(pub i64);

/// A notice that is to be told now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: NoticeId,
    /// What it is about.
    pub kind: NoticeKind,
    /// The details: a reason; the dates when nobody tried; in figures how many are new, when soon none is.
    pub words: Text,
    /// Which try to tell it this is, from 1.
    pub attempt: u32,
    /// The subscription.
    pub subscription: SubscriptionId,
    /// Whose it is.
    pub community: Community,
    /// Where it posts.
    pub place: Place,
    /// What people call that place.
    pub label: Option<String>,
    /// Who set it up.
    pub person: PersonId,
    /// The delivery that it is about, with its date and its story's title.
    pub delivery: Option<(DeliveryId, Day, Option<String>)>,
}
