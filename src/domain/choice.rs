//! Which story a subscription gets on a date: a function of what it had, so that a preview is true.
//!
//! The order (product.md section 6): an anniversary of that month and day first; then stories that it had least often, in
//! a shuffled order that is a function of the subscription and the cycle. It does not know any calendar but the date.

use chrono::{Datelike as _, NaiveDate};
use sha2::{Digest as _, Sha256};

use super::delivery::SubscriptionId;
use super::schedule::Day;
use super::story::StoryId;

/// A story that a subscription may get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its number.
    pub story: StoryId,
    /// The day of its event.
    pub date: NaiveDate,
    /// How often the subscription had it.
    pub had: u32,
}

/// Why this story came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Its event was on this month and day.
    Anniversary {
        /// So many years ago.
        years: i32,
    },
    /// Its turn.
    Turn,
}

/// The story of the date; `None` when there are no candidates.
///
/// Among anniversaries and among turns alike the story had least often wins, ties by the shuffled order.
pub fn choose(subscription: SubscriptionId, day: Day, candidates: &[Candidate]) -> Option<(StoryId, Order)> {
    let rank = |candidate: &&Candidate| (candidate.had, shuffled(subscription, candidate), candidate.story);
    let fewest = candidates.iter().map(|candidate| candidate.had).min()?;
    // An anniversary comes once a year at most: not again while other stories have not had their turn since.
    let anniversary = candidates
        .iter()
        .filter(|candidate| {
            candidate.date.month() == day.0.month() && candidate.date.day() == day.0.day() && candidate.date < day.0
        })
        .filter(|candidate| candidate.had <= fewest + 1)
        .min_by_key(rank);
    if let Some(candidate) = anniversary {
        return Some((candidate.story, Order::Anniversary { years: day.0.year() - candidate.date.year() }));
    }
    candidates.iter().min_by_key(rank).map(|candidate| (candidate.story, Order::Turn))
}

/// A place in the order of this subscription and cycle (the cycle is how often the story was had).
fn shuffled(subscription: SubscriptionId, candidate: &Candidate) -> u64 {
    hash([&subscription.0.to_string(), &candidate.had.to_string(), &candidate.story.0.to_string()])
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

    fn candidates(count: i64) -> Vec<Candidate> {
        let date =
            |n: i64| NaiveDate::from_ymd_opt(2022, 11, 20).expect("a date") + chrono::Days::new(n.unsigned_abs() % 20);
        (1..=count).map(|n| Candidate { story: StoryId(n), date: date(n), had: 0 }).collect()
    }

    fn run(subscription: i64, days: u64, pool: &mut [Candidate]) -> Vec<i64> {
        let start: NaiveDate = "2026-02-01".parse().expect("a date");
        (0..days)
            .map(|n| {
                let (story, _) =
                    choose(SubscriptionId(subscription), Day(start + chrono::Days::new(n)), pool).expect("a story");
                pool.iter_mut().find(|candidate| candidate.story == story).expect("one of the pool").had += 1;
                story.0
            })
            .collect()
    }

    #[test]
    fn every_story_comes_once_before_any_comes_twice() {
        let order = run(1, 40, &mut candidates(20));
        let (first, second) = order.split_at(20);
        for cycle in [first, second] {
            let mut seen = cycle.to_vec();
            seen.sort_unstable();
            assert_eq!(seen, (1..=20).collect::<Vec<_>>());
        }
        assert_ne!(first, second, "each cycle has its own order");
        assert_ne!(first, run(2, 20, &mut candidates(20)), "and each subscription");
        assert_eq!(order, run(1, 40, &mut candidates(20)), "which is always the same");
    }

    #[test]
    fn an_anniversary_comes_first_but_not_over_and_over() {
        let mut pool = candidates(5);
        let day = Day("2026-11-21".parse().expect("a date"));
        assert_eq!(choose(SubscriptionId(1), day, &pool), Some((StoryId(1), Order::Anniversary { years: 4 })));
        pool[0].had = 2;
        assert!(matches!(choose(SubscriptionId(1), day, &pool), Some((story, Order::Turn)) if story != StoryId(1)));
        assert_eq!(choose(SubscriptionId(1), day, &[]), None);
    }
}
