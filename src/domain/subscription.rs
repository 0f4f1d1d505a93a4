//! A place's standing order for a daily post: when, of which stories, how it behaves in trouble, and why it rests.
//!
//! It does not know the ledger: what becomes of single posts is `delivery`'s.

use std::time::Duration;

use chrono::TimeDelta;

use super::community::{Community, PersonId, Place};
use super::delivery::{DeliveryState, SubscriptionId};
use super::filter::Filter;
use super::schedule::{DailyAt, Day, Timestamp, due_dates, expires};
use super::text;
use super::tongue::Text;
use crate::text;

/// Subscriptions that one community may have (product.md section 6).
pub const SUBSCRIPTIONS_LIMIT: usize = 50;

/// What to do with a post of which nobody knows whether it arrived, where the platform cannot tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUnsure {
    /// Leave it and ask the admins.
    Ask,
    /// Send it again: better twice than not at all.
    Resend,
}

impl OnUnsure {
    /// Its word in commands, configuration and store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Resend => "resend",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// A sentence that says what would do.
    pub fn parse(word: &str) -> Result<Self, Text> {
        match word.trim().to_lowercase().as_str() {
            "ask" => Ok(Self::Ask),
            "resend" => Ok(Self::Resend),
            other => Err(text!("not-a-way-of-doubt", word = text::shorten(&text::clean_line(other), 30))),
        }
    }
}

/// What an admin wishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// When.
    pub at: DailyAt,
    /// Of which stories.
    pub filter: Filter,
    /// How late a missed post may still come; `None` as the operator has it.
    pub catch_up: Option<Duration>,
    /// What to do in doubt; `None` as the operator has it.
    pub on_unsure: Option<OnUnsure>,
    /// Posts make no sound on people's devices, where the platform can.
    pub silent: bool,
}

impl Wish {
    /// Everything as it comes, at this time.
    pub fn plain(at: DailyAt) -> Self {
        Self { at, filter: Filter::default(), catch_up: None, on_unsure: None, silent: false }
    }
}

/// Why a subscription rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pause {
    /// An admin wished it, until a date (on which it posts again) or until it is resumed.
    Wished {
        /// The first date with a post again.
        until: Option<Day>,
    },
    /// The place does not let us in; it goes on by itself when it does again.
    NoAccess {
        /// What is missing and the mend, a whole sentence.
        reason: Text,
    },
}

impl Pause {
    /// Whether it still holds on a date.
    pub fn holds_on(&self, day: Day) -> bool {
        match self {
            Self::Wished { until } => until.is_none_or(|until| day < until),
            Self::NoAccess { .. } => true,
        }
    }

    /// Why nothing is posted, as the ledger keeps it.
    pub fn reason(&self) -> Text {
        match self {
            Self::Wished { until: None } => text!("post-paused"),
            Self::Wished { until: Some(until) } => text!("post-paused-until", until = until.to_string()),
            Self::NoAccess { reason } => text!("post-paused-without-access", reason = reason),
        }
    }
}

/// A place's standing order for a daily post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its number.
    pub id: SubscriptionId,
    /// Whose it is: what stories it may show.
    pub community: Community,
    /// Where it posts.
    pub place: Place,
    /// What people call the place, as the platform said when it was set up.
    pub label: Option<String>,
    /// What is wished.
    pub wish: Wish,
    /// Why it rests, when it does.
    pub pause: Option<Pause>,
    /// The next instant that it is due; everything before has been settled.
    pub next_due: Timestamp,
    /// Who set it up, and is told when something is wrong.
    pub created_by: PersonId,
}

/// What a subscription owes when it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The date to post for, with its instant: the latest that is due and not too late.
    pub post: Option<(Day, Timestamp)>,
    /// Dates without a post, oldest first, each with its state and its one reason. Older dates are never posted in bulk.
    pub without: Vec<(Day, DeliveryState)>,
    /// When to look again.
    pub next: Timestamp,
}

impl Subscription {
    /// What is owed at `now`, when posts may be `catch_up` late.
    pub fn owed(&self, now: Timestamp, catch_up: Duration) -> Owed {
        let (due, next) = due_dates(&self.wish.at, self.next_due, now);
        let mut owed = Owed { post: None, without: Vec::new(), next };
        for (number, (day, instant)) in due.into_iter().enumerate() {
            let state = match &self.pause {
                Some(pause) if pause.holds_on(day) => DeliveryState::Skipped { reason: pause.reason() },
                _ if number == 0 && now <= expires(instant, catch_up) => {
                    owed.post = Some((day, instant));
                    continue;
                }
                // It is too late when it is first looked at.
                _ => DeliveryState::Missed { reason: text!("post-nobody-was-there") },
            };
            owed.without.push((day, state));
        }
        owed.without.reverse();
        owed
    }
}

/// How long to wait before looking again whether a place lets us in: an hour, doubled each time, at most a day.
pub fn next_probe(probes: u32) -> TimeDelta {
    TimeDelta::hours(1_i64 << probes.min(5)).min(TimeDelta::hours(24))
}

/// Reads how late a missed post may come: `0`, `90m`, `6h`, at most 24 hours.
///
/// # Errors
/// A sentence that says what would do.
pub fn parse_catch_up(text: &str) -> Result<Duration, Text> {
    let lower = text::clean_line(text).to_lowercase();
    let wrong = || text!("not-a-span", word = text::shorten(&lower, 30));
    let (number, unit) = match lower.find(|ch: char| !ch.is_ascii_digit()) {
        Some(at) => lower.split_at(at),
        None => (lower.as_str(), "h"),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let minutes = match unit.trim() {
        "h" | "hour" | "hours" => number.saturating_mul(60),
        "m" | "min" | "minutes" => number,
        "s" | "sec" | "seconds" => number.div_ceil(60),
        _ => return Err(wrong()),
    };
    if minutes > 24 * 60 {
        return Err(text!("span-too-long"));
    }
    Ok(Duration::from_secs(minutes * 60))
}

/// A span as people read it: `6 hours`, `90 minutes`, `no time`.
pub fn span_words(span: Duration) -> Text {
    match span.as_secs() / 60 {
        0 => text!("span-none"),
        minutes if minutes % 60 == 0 => text!("span-hours", hours = minutes / 60),
        minutes => text!("span-minutes", minutes = minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_end_on_their_date_or_when_somebody_ends_them() {
        let day = |date: &str| Day(date.parse().expect("a date"));
        let until = Pause::Wished { until: Some(day("2026-12-01")) };
        assert!(until.holds_on(day("2026-11-30")) && !until.holds_on(day("2026-12-01")));
        assert!(Pause::Wished { until: None }.holds_on(day("2030-01-01")));
        assert_eq!(until.reason().to_string(), "Paused by an admin until 2026-12-01.");
    }

    fn subscription(pause: Option<Pause>) -> Subscription {
        let at = DailyAt::every_day(chrono::NaiveTime::from_hms_opt(9, 0, 0).expect("a time"), chrono_tz::UTC);
        let platform = crate::domain::community::PlatformName::new("x");
        Subscription {
            id: SubscriptionId(1),
            community: Community { platform: platform.clone(), address: "1".into() },
            place: Place { platform, address: "1".into() },
            label: None,
            wish: Wish::plain(at),
            pause,
            next_due: "2026-11-20T09:00:00Z".parse().expect("an instant"),
            created_by: PersonId("1".into()),
        }
    }

    /// The date of the post, and those without one with their words.
    fn owed(pause: Option<Pause>, now: &str) -> String {
        let owed = subscription(pause).owed(now.parse().expect("an instant"), Duration::from_hours(6));
        let post = owed.post.map(|(day, _)| format!("post {}", day.0.format("%d")));
        let without = owed.without.iter().map(|(day, state)| format!("{} {}", state.word(), day.0.format("%d")));
        without.chain(post).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn after_an_absence_only_the_latest_date_is_owed() {
        assert_eq!(owed(None, "2026-11-20T09:00:00Z"), "post 20");
        assert_eq!(owed(None, "2026-11-23T14:59:00Z"), "missed 20, missed 21, missed 22, post 23");
        assert_eq!(owed(None, "2026-11-23T15:01:00Z"), "missed 20, missed 21, missed 22, missed 23");
        assert_eq!(owed(None, "2026-11-20T08:59:00Z"), "");
        let years = subscription(None).owed("2029-11-23T15:01:00Z".parse().expect("an instant"), Duration::ZERO);
        assert_eq!(years.without.len(), crate::domain::schedule::DATES_LIMIT);
        let prompt = subscription(None).owed("2026-11-20T09:00:03Z".parse().expect("an instant"), Duration::ZERO);
        assert!(prompt.post.is_some(), "without catching up it may still be some seconds late");
    }

    #[test]
    fn each_date_of_a_pause_is_skipped() {
        let wished = |until: &str| Some(Pause::Wished { until: Some(Day(until.parse().expect("a date"))) });
        assert_eq!(owed(wished("2026-11-22"), "2026-11-23T09:00:00Z"), "skipped 20, skipped 21, missed 22, post 23");
        assert_eq!(owed(wished("2026-11-30"), "2026-11-21T09:00:00Z"), "skipped 20, skipped 21");
        let closed = Some(Pause::NoAccess { reason: "I was removed.".into() });
        assert_eq!(owed(closed, "2026-11-21T09:00:00Z"), "skipped 20, skipped 21");
    }

    #[test]
    fn spans_are_read_or_refused_with_the_mend() {
        let minutes = |text: &str| parse_catch_up(text).map(|span| span.as_secs() / 60);
        assert_eq!([minutes("0"), minutes("6h"), minutes("90 min"), minutes("24")], [Ok(0), Ok(360), Ok(90), Ok(1440)]);
        for text in ["", "soon", "-1h", "6 weeks", "25h", "99999999999999999999h"] {
            assert!(parse_catch_up(text).is_err_and(|why| why.to_string().contains("6h")), "{text}");
        }
        assert_eq!(
            [0, 60, 90, 120].map(|minutes| span_words(Duration::from_secs(minutes * 60)).to_string()),
            ["no time", "1 hour", "90 minutes", "2 hours"]
        );
    }

    #[test]
    fn looks_at_a_closed_place_become_rare() {
        let hours: Vec<_> = (0..7).map(|probes| next_probe(probes).num_hours()).collect();
        assert_eq!(hours, [1, 2, 4, 8, 16, 24, 24]);
    }
}
