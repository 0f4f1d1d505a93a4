//! The ledger's states and rules: one row for each (place, subscription, local date), never two posts for one row.
//!
//! A row is `Sending` durably before its request leaves, and `Posted` only when the platform said so. Whoever finds a row
//! in `Sending` that nobody holds (the process died in between) does not know whether the post is out: only a platform
//! that recognises a repeated post may be asked again, otherwise the row becomes `Unsure` and people are asked. So: never
//! two different stories for one date, never a silent loss, never a silent double. It does not post and does not store.

use std::time::Duration;

use chrono::TimeDelta;

use super::choice::Order;
use super::community::{Community, Place};
use super::message::Message;
use super::schedule::{DailyAt, Day, Timestamp};
use super::story::StoryId;

/// The store's number of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubscriptionId(pub i64);

/// The store's number of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeliveryId(pub i64);

/// A place's standing order for a daily post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its number.
    pub id: SubscriptionId,
    /// Whose it is: what stories it may show.
    pub community: Community,
    /// Where it posts.
    pub place: Place,
    /// When.
    pub at: DailyAt,
    /// Why it does not run now, when it does not.
    pub paused: Option<String>,
    /// The next instant that it is due; everything before has been settled.
    pub next_due: Timestamp,
}

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
        /// Set when an earlier attempt may have arrived: after this instant the platform would not recognise a repeat.
        repeat_until: Option<Timestamp>,
    },
    /// The platform said that it is there.
    Posted {
        /// When it said so.
        at: Timestamp,
        /// The native message number.
        receipt: Receipt,
    },
    /// The platform will not take it.
    Refused {
        /// Why, for people.
        reason: String,
    },
    /// Nobody knows whether it is there.
    Unsure {
        /// Since when.
        since: Timestamp,
    },
    /// The catch-up window had passed.
    Missed,
    /// Deliberately not sent.
    Skipped {
        /// Why, for people.
        reason: String,
    },
}

impl DeliveryState {
    /// Its word in the store and in metrics.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Planned { .. } => "planned",
            Self::Sending { .. } => "sending",
            Self::Retry { .. } => "retry",
            Self::Posted { .. } => "posted",
            Self::Refused { .. } => "refused",
            Self::Unsure { .. } => "unsure",
            Self::Missed => "missed",
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The subscription.
    pub subscription: Subscription,
    /// The stories it may show.
    pub candidates: Vec<super::choice::Candidate>,
}

/// A delivery to be opened, with the subscription's next look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// `next_due` as it was read: when it has changed meanwhile, nothing is written.
    pub seen_due: Timestamp,
    /// The post to plan, if one is owed.
    pub post: Option<Planned>,
    /// Dates to be recorded as missed.
    pub missed: Vec<Day>,
    /// The next look.
    pub next_due: Timestamp,
}

/// A post that is owed, its story fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// For which date.
    pub day: Day,
    /// The story, or why there is none.
    pub story: Result<StoryId, String>,
    /// The words to send; empty when there is no story.
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
    /// Where to post.
    pub place: Place,
    /// What to post.
    pub rendering: Rendering,
    /// What the post is known by.
    pub mark: Mark,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// When it is too late to send.
    pub expires: Timestamp,
    /// When the first try was made.
    pub first_tried: Timestamp,
    /// See [`DeliveryState::Retry`]: an earlier attempt may have arrived.
    pub repeat_until: Option<Timestamp>,
}

/// What a delivery is known by in every process and every copy of the store.
pub fn mark(place: &Place, subscription: SubscriptionId, day: Day) -> Mark {
    Mark(format!("{}|{}|{}|{day}", place.platform, place.address, subscription.0))
}

/// What came of an attempt, in the platform's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is there.
    Posted(Receipt),
    /// Not sent for certain, and the platform said how long to wait.
    RetryAfter(Duration),
    /// Not sent for certain: no connection.
    Unreachable(String),
    /// The place goes by another address now; not sent.
    Moved(Place),
    /// The place is gone or closed to us; not sent.
    PlaceGone(String),
    /// The platform refuses this very message; not sent.
    Rejected(String),
    /// The request left, the answer did not come or could not be read.
    Unsure {
        /// What happened.
        reason: String,
        /// Until when sending the same again is safe, because the platform would recognise it.
        repeat_until: Option<Timestamp>,
    },
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
        reason: String,
    },
    /// The place's rows move to a new address, and the delivery is tried there.
    Moves {
        /// The new address.
        to: Place,
        /// When to try.
        not_before: Timestamp,
    },
}

/// Waits between attempts: 5 s, doubled each time, at most 10 minutes.
fn back_off(attempt: u32) -> TimeDelta {
    TimeDelta::seconds(5_i64.saturating_mul(1 << attempt.saturating_sub(1).min(7)).min(600))
}

/// The rule: which outcome leads where.
///
/// What may have arrived once stays possible: a later attempt that certainly failed does not make it missed.
pub fn verdict(claim: &Claim, outcome: Outcome, now: Timestamp) -> Verdict {
    let (attempts, repeat_until) = (claim.attempt, claim.repeat_until);
    let retry = |wait: TimeDelta| {
        let not_before = now + wait;
        Verdict::Becomes(match repeat_until {
            Some(until) if not_before > until => DeliveryState::Unsure { since: now },
            None if not_before > claim.expires => DeliveryState::Missed,
            _ => DeliveryState::Retry { attempts, not_before, repeat_until },
        })
    };
    match outcome {
        Outcome::Posted(receipt) => Verdict::Becomes(DeliveryState::Posted { at: now, receipt }),
        Outcome::RetryAfter(wait) => {
            retry(TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX).max(TimeDelta::seconds(1)))
        }
        Outcome::Unreachable(_) => retry(back_off(attempts)),
        Outcome::Moved(to) => Verdict::Moves { to, not_before: now },
        Outcome::PlaceGone(reason) => {
            Verdict::Pauses { state: DeliveryState::Refused { reason: reason.clone() }, reason }
        }
        Outcome::Rejected(reason) => Verdict::Becomes(DeliveryState::Refused { reason }),
        Outcome::Unsure { repeat_until: Some(until), .. } if now + TimeDelta::seconds(2) <= until => {
            let wait = back_off(attempts).min(TimeDelta::seconds(2));
            Verdict::Becomes(DeliveryState::Retry { attempts, not_before: now + wait, repeat_until: Some(until) })
        }
        Outcome::Unsure { .. } => Verdict::Becomes(DeliveryState::Unsure { since: now }),
    }
}

/// The post's words: the story, and when it comes late, that it does.
pub fn dress(mut story: Message, due: Timestamp, now: Timestamp, order: &Order) -> Message {
    let anniversary = match order {
        Order::Anniversary { years } if *years > 0 => Some(format!("On this day, {years} years ago.")),
        _ => None,
    };
    let late = (now - due > LATE)
        .then(|| format!("This story comes {} late: I was not running at its time.", humane(now - due)));
    let opening: Vec<_> = anniversary.into_iter().chain(late).collect();
    story.note = (!opening.is_empty()).then(|| opening.join(" "));
    story
}

/// A post that comes later than this says so: more than the widest spread (120 s) and a few retries.
const LATE: TimeDelta = TimeDelta::minutes(10);

fn humane(span: TimeDelta) -> String {
    let minutes = span.num_minutes();
    match (minutes + 30) / 60 {
        0 => format!("{minutes} minutes"),
        1 => "about an hour".to_owned(),
        hours => format!("about {hours} hours"),
    }
}

/// How long after its instant a place's posts come, fixed for the place, less than `spread`: so that not all places
/// are posted to in the same second.
pub fn jitter(place: &Place, spread: Duration) -> Duration {
    let seconds = spread.as_secs();
    if seconds == 0 {
        return Duration::ZERO;
    }
    Duration::from_secs(super::choice::hash([place.platform.as_str(), place.address.as_str()]) % seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-21T09:00:00Z".parse().expect("an instant")
    }

    fn claim(repeat_until: Option<Timestamp>) -> Claim {
        Claim {
            delivery: DeliveryId(1),
            place: Place { platform: super::super::community::PlatformName::new("x"), address: "1".into() },
            rendering: Rendering(String::new()),
            mark: Mark(String::new()),
            attempt: 1,
            expires: now() + TimeDelta::hours(6),
            first_tried: now(),
            repeat_until,
        }
    }

    #[test]
    fn what_may_have_arrived_is_never_called_missed() {
        let until = Some(now() + TimeDelta::seconds(60));
        let later = verdict(&claim(until), Outcome::RetryAfter(Duration::from_mins(5)), now());
        assert_eq!(later, Verdict::Becomes(DeliveryState::Unsure { since: now() }));
        let soon = verdict(&claim(until), Outcome::Unreachable("refused".into()), now());
        assert!(matches!(soon, Verdict::Becomes(DeliveryState::Retry { repeat_until, .. }) if repeat_until == until));
    }

    #[test]
    fn every_outcome_leads_where_the_ledger_rules_say() {
        let state = |outcome| match verdict(&claim(None), outcome, now()) {
            Verdict::Becomes(state) => state.word(),
            Verdict::Pauses { .. } => "pauses",
            Verdict::Moves { .. } => "moves",
        };
        let unsure = |repeat_until| Outcome::Unsure { reason: "timed out".into(), repeat_until };
        let place = Place { platform: super::super::community::PlatformName::new("x"), address: "1".into() };
        assert_eq!(state(Outcome::Posted(Receipt("1".into()))), "posted");
        assert_eq!(state(Outcome::RetryAfter(Duration::from_secs(3))), "retry");
        assert_eq!(state(Outcome::RetryAfter(Duration::from_hours(23))), "missed");
        assert_eq!(state(Outcome::Unreachable("refused".into())), "retry");
        assert_eq!(state(Outcome::Moved(place)), "moves");
        assert_eq!(state(Outcome::PlaceGone("kicked".into())), "pauses");
        assert_eq!(state(Outcome::Rejected("too long".into())), "refused");
        assert_eq!(state(unsure(None)), "unsure");
        assert_eq!(state(unsure(Some(now() + TimeDelta::seconds(60)))), "retry");
        assert_eq!(state(unsure(Some(now() + TimeDelta::seconds(1)))), "unsure");
    }

    #[test]
    fn waits_grow_and_stop_growing() {
        let seconds: Vec<_> = (1..=9).map(|attempt| back_off(attempt).num_seconds()).collect();
        assert_eq!(seconds, [5, 10, 20, 40, 80, 160, 320, 600, 600]);
    }
}
