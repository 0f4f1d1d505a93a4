//! Which story a subscription gets on a date: a function of what it had, so that a preview is true.
//!
//! The order (product.md section 6): the one pinned to the date; an anniversary of that month and day; then stories that
//! it had least often, in a shuffled order that is a function of the subscription and the cycle. It does not know any
//! calendar but the date.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};
use sha2::{Digest as _, Sha256};

use super::delivery::SubscriptionId;
use super::filter::{Filter, TeamNumbers, Traits};
use super::schedule::{Day, Timestamp};
use super::story::StoryId;
use super::subscription::Subscription;
use super::tongue::Text;
use crate::text;

/// A story as the choice sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolStory {
    /// Its number.
    pub id: StoryId,
    /// The day of its event.
    pub date: NaiveDate,
    /// What filters see of it.
    pub traits: Traits,
}

/// The stories of one scope, with the numbers of their teams.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pool {
    /// The stories, in the order of their numbers.
    pub stories: Vec<PoolStory>,
    /// Team names; a team's number is its place here.
    pub teams: HashMap<String, u32>,
}

impl TeamNumbers for Pool {
    fn number(&self, team: &str) -> Option<u32> {
        self.teams.get(team).copied()
    }
}

/// The stories that a community can be told, for choosing among them.
#[derive(Debug, Clone, Default)]
pub struct Pools {
    /// Everyone's.
    pub shared: Arc<Pool>,
    /// The community's own, if it has any.
    pub own: Option<Arc<Pool>>,
}

impl Pools {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Pool> {
        std::iter::once(self.shared.as_ref()).chain(self.own.as_deref())
    }
}

/// How often a subscription had each story, and what is pinned for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// Times that it had a story; a story that is not here it never had.
    pub had: HashMap<StoryId, u32>,
    /// The story of its latest date.
    pub last: Option<StoryId>,
    /// Stories pinned to dates.
    pub pins: Vec<(Day, StoryId)>,
}

/// A story that a subscription may get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its number.
    pub story: StoryId,
    /// The day of its event.
    pub date: NaiveDate,
    /// How often the subscription had it.
    pub had: u32,
    /// It is what the subscription had last.
    pub is_last: bool,
}

/// Why this story came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// An admin wanted it on this date.
    Pinned,
    /// Its event was on this month and day.
    Anniversary {
        /// So many years ago.
        years: i32,
    },
    /// Its turn.
    Turn,
}

impl Order {
    /// A story's title as people read it, with why it comes: `“Title” (4 years ago that day)`.
    pub fn titled(self, title: &str) -> Text {
        match self {
            Self::Pinned => text!("order-pinned", title = title),
            Self::Anniversary { years } => text!("order-anniversary", title = title, years = years),
            Self::Turn => text!("order-turn", title = title),
        }
    }
}

/// Why a story comes on a date, when nobody has pinned it.
pub fn occasion(event: NaiveDate, day: Day) -> Order {
    let is_anniversary = event.month() == day.0.month() && event.day() == day.0.day() && event < day.0;
    if is_anniversary { Order::Anniversary { years: day.0.year() - event.year() } } else { Order::Turn }
}

/// A story that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// The story.
    pub story: StoryId,
    /// Why it came.
    pub order: Order,
    /// How many stories the subscription has then not had yet in this cycle.
    pub unseen: usize,
    /// Which cycle this is, from 0: how often it had every story.
    pub cycle: u32,
}

/// The stories that pass a filter, with how often they were had.
pub fn candidates<'a>(pools: impl IntoIterator<Item = &'a Pool>, filter: &Filter, past: &Past) -> Vec<Candidate> {
    let mut found = Vec::new();
    for pool in pools {
        let ready = filter.ready(pool);
        let passing = pool.stories.iter().filter(|story| ready.admits(&story.traits));
        found.extend(passing.map(|story| Candidate {
            story: story.id,
            date: story.date,
            had: past.had.get(&story.id).copied().unwrap_or(0),
            is_last: past.last == Some(story.id),
        }));
    }
    found
}

/// The story of the date; `None` when there are no candidates. A pinned story needs to be in `pools`, but not to pass
/// the filter: whoever pinned it meant it.
pub fn choose(
    subscription: SubscriptionId,
    day: Day,
    candidates: &[Candidate],
    pinned: Option<StoryId>,
) -> Option<Chosen> {
    let fewest = candidates.iter().map(|candidate| candidate.had).min();
    let (story, order) = match pinned {
        Some(story) => (story, Order::Pinned),
        None => pick(subscription, day, candidates, fewest?)?,
    };
    let cycle = fewest.unwrap_or(0);
    let left = candidates.iter().filter(|candidate| candidate.had == cycle && candidate.story != story).count();
    Some(Chosen { story, order, unseen: left, cycle })
}

/// A post that is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// For which date.
    pub day: Day,
    /// When.
    pub due: Timestamp,
    /// The story; or why there is none.
    pub story: Result<Chosen, Text>,
}

/// The posts of a subscription, as long as nothing changes: what is owed `at_once`, and then from an instant on, endless.
///
/// What it had is counted on as it goes.
pub fn coming<'a>(
    subscription: &'a Subscription,
    mut candidates: Vec<Candidate>,
    pins: &'a [(Day, StoryId)],
    mut at_once: Option<(Day, Timestamp)>,
    mut from: Timestamp,
) -> impl Iterator<Item = Coming> + 'a {
    std::iter::from_fn(move || {
        let (day, due) = at_once.take().unwrap_or_else(|| {
            let next = subscription.wish.at.next(from);
            from = next.1 + chrono::TimeDelta::seconds(1);
            next
        });
        let pause = subscription.pause.as_ref().filter(|pause| pause.holds_on(day));
        let pinned = pins.iter().find(|(pinned, _)| *pinned == day).map(|(_, story)| *story);
        let story = match pause {
            Some(pause) => Err(pause.reason()),
            None => choose(subscription.id, day, &candidates, pinned).ok_or_else(no_story),
        };
        if let Ok(chosen) = &story {
            for candidate in &mut candidates {
                candidate.is_last = candidate.story == chosen.story;
                candidate.had += u32::from(candidate.is_last);
            }
        }
        Some(Coming { day, due, story })
    })
}

/// Why a date has no post when nothing fits.
pub fn no_story() -> Text {
    text!("no-story-fits")
}

/// Among anniversaries and among turns alike the story had least often wins, ties by the shuffled order.
fn pick(subscription: SubscriptionId, day: Day, candidates: &[Candidate], fewest: u32) -> Option<(StoryId, Order)> {
    // At the turn of a cycle the story of yesterday is not the one of today, if there is another.
    let rank =
        |candidate: &&Candidate| (candidate.had, candidate.is_last, shuffled(subscription, candidate), candidate.story);
    // An anniversary comes once a year at most: not again while other stories have not had their turn since.
    let anniversary = candidates
        .iter()
        .filter(|candidate| candidate.had <= fewest + 1 && occasion(candidate.date, day) != Order::Turn)
        .min_by_key(rank);
    if let Some(candidate) = anniversary {
        return Some((candidate.story, occasion(candidate.date, day)));
    }
    let turn = candidates.iter().filter(|candidate| candidate.had == fewest).min_by_key(rank);
    turn.map(|candidate| (candidate.story, Order::Turn))
}

/// A place in the order of this subscription and cycle (the cycle is how often the story was had).
fn shuffled(subscription: SubscriptionId, candidate: &Candidate) -> u64 {
    [subscription.0.cast_unsigned(), u64::from(candidate.had), candidate.story.0.cast_unsigned()]
        .into_iter()
        .fold(0, |mixed, number| mix(mixed ^ number))
}

/// The finalizer of `SplitMix64` (Steele, Lea, Flood 2014): the same in every process and version, and cheap, because it
/// runs once for each story of each choice.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A number of texts that stays the same in every process and version.
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a (impl AsRef<str> + ?Sized + 'a)>) -> u64 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_ref());
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(count: i64) -> Vec<Candidate> {
        let date =
            |n: i64| NaiveDate::from_ymd_opt(2022, 11, 20).expect("a date") + chrono::Days::new(n.unsigned_abs() % 20);
        (1..=count).map(|n| Candidate { story: StoryId(n), date: date(n), had: 0, is_last: false }).collect()
    }

    fn run(subscription: i64, days: u64, pool: &mut [Candidate]) -> Vec<i64> {
        let start: NaiveDate = "2026-02-01".parse().expect("a date");
        (0..days)
            .map(|n| {
                let day = Day(start + chrono::Days::new(n));
                let story = choose(SubscriptionId(subscription), day, pool, None).expect("a story").story;
                for candidate in pool.iter_mut() {
                    candidate.is_last = candidate.story == story;
                    candidate.had += u32::from(candidate.is_last);
                }
                story.0
            })
            .collect()
    }

    #[test]
    fn every_story_comes_once_before_any_comes_twice() {
        let order = run(1, 40, &mut pool(20));
        let (first, second) = order.split_at(20);
        for cycle in [first, second] {
            let mut seen = cycle.to_vec();
            seen.sort_unstable();
            assert_eq!(seen, (1..=20).collect::<Vec<_>>());
        }
        assert_ne!(first, second, "each cycle has its own order");
        assert_ne!(first, run(2, 20, &mut pool(20)), "and each subscription");
        assert_eq!(order, run(1, 40, &mut pool(20)), "which is always the same");
    }

    #[test]
    fn no_story_comes_on_two_days_in_a_row_while_there_is_another() {
        for count in 2..6 {
            for subscription in 1..200 {
                let order = run(subscription, 40, &mut pool(count));
                let twice = order.windows(2).find(|days| days[0] == days[1]);
                assert_eq!(twice, None, "{count} stories, subscription {subscription}: {order:?}");
            }
        }
        assert_eq!(run(1, 3, &mut pool(1)), [1, 1, 1]);
    }

    #[test]
    fn an_anniversary_comes_first_but_not_over_and_over() {
        let mut pool = pool(5);
        let day = Day("2026-11-21".parse().expect("a date"));
        let chosen = |pool: &[Candidate]| choose(SubscriptionId(1), day, pool, None).map(|it| (it.story, it.order));
        assert_eq!(chosen(&pool), Some((StoryId(1), Order::Anniversary { years: 4 })));
        pool[0].had = 2;
        assert!(matches!(chosen(&pool), Some((story, Order::Turn)) if story != StoryId(1)));
        assert_eq!(chosen(&[]), None);
    }

    #[test]
    fn a_pinned_story_comes_before_everything_and_the_rest_is_counted() {
        let mut pool = pool(3);
        let day = Day("2026-11-21".parse().expect("a date"));
        let pinned = choose(SubscriptionId(1), day, &pool, Some(StoryId(9))).expect("pinned");
        assert_eq!((pinned.story, pinned.order, pinned.unseen), (StoryId(9), Order::Pinned, 3));
        pool[1].had = 1;
        let turn = choose(SubscriptionId(1), Day("2026-02-01".parse().expect("a date")), &pool, None).expect("a turn");
        assert_eq!((turn.unseen, turn.cycle), (1, 0), "one had, one told now, one left");
    }
}
