//! The rule that keeps a bot's token: how many sessions it may start in a day, whatever crashes and is started again.
//!
//! Discord ends all sessions of a bot that starts more than 1,000 in a day and takes its token away (reliability.md 3.1).
//! Half of what this rule allows may be spent as fast as it comes, for an evening of upgrades; after that the other half
//! comes in even steps, so that it lasts a day. The rule knows seconds and numbers, not where they are kept.

/// Sessions in any 24 hours, for up to [`DAILY`] / [`STARTS`] shards.
const DAILY: usize = 200;
/// Whole starts, of all shards, in any 24 hours: a bot with many shards gets more sessions than [`DAILY`], but never
/// more than half of what Discord allows it.
const STARTS: usize = 5;
/// 24 hours and a minute in seconds: our count may be a little stricter than Discord's, never laxer.
const DAY: i64 = 24 * 60 * 60 + 60;
/// More numbers than this are no budget of ours.
const MOST: usize = 100_000;

/// The sessions that were started lately, and how many may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Budget {
    /// When, in seconds since 1970, ascending.
    spent: Vec<i64>,
    daily: usize,
}

impl Budget {
    /// What is kept of earlier runs, for so many shards; `total` is what Discord allows in a day. What cannot be read
    /// counts as the half that comes freely, spent just now.
    pub(super) fn read(kept: Option<&str>, shards: u32, total: u64, now: i64) -> Self {
        let most = usize::try_from(total / 2).unwrap_or(MOST).clamp(DAILY, MOST);
        let wanted = usize::try_from(shards).unwrap_or(MOST).saturating_mul(STARTS);
        let daily = wanted.clamp(DAILY, most);
        let mut spent = match kept.map(serde_json::from_str::<Vec<i64>>) {
            None => Vec::new(),
            Some(Ok(spent)) => spent,
            Some(Err(_)) => vec![now; daily / 2],
        };
        spent.sort_unstable();
        spent.drain(..spent.len().saturating_sub(MOST));
        Self { spent, daily }
    }

    /// Sessions that lie ahead, because a clock was wrong, count as started now. `true` when there were any: then this is
    /// to be kept, or they would lie ahead for as long as nobody starts one.
    pub(super) fn align(&mut self, now: i64) -> bool {
        let ahead = self.spent.partition_point(|at| *at <= now);
        let is_wrong = ahead < self.spent.len();
        self.spent[ahead..].fill(now);
        is_wrong
    }

    /// Sessions of the last 24 hours.
    pub(super) fn recent(&self, now: i64) -> usize {
        self.lately(now).len()
    }

    /// Seconds until the next session may be started; 0 when it may be now.
    pub(super) fn opens_in(&self, now: i64) -> i64 {
        let recent = self.lately(now);
        let free = self.daily / 2;
        let step = DAY / i64::try_from(self.daily - free).unwrap_or(1);
        let after_step = recent.last().filter(|_| recent.len() >= free).map(|last| last + step);
        let after_oldest = recent.len().checked_sub(self.daily).and_then(|over| recent.get(over)).map(|at| at + DAY);
        after_step.max(after_oldest).map_or(0, |opens| (opens - now).max(0))
    }

    /// The same with one more session, started now; `None` when none may be.
    #[must_use]
    pub(super) fn spend(&self, now: i64) -> Option<Self> {
        if self.opens_in(now) > 0 {
            return None;
        }
        let mut spent = self.lately(now).to_vec();
        // In order, also when the clock says a second less than before.
        spent.push(spent.last().map_or(now, |last| now.max(*last)));
        Some(Self { spent, daily: self.daily })
    }

    /// As it is kept.
    pub(super) fn kept(&self) -> String {
        let numbers: Vec<_> = self.spent.iter().map(i64::to_string).collect();
        format!("[{}]", numbers.join(","))
    }

    fn lately(&self, now: i64) -> &[i64] {
        &self.spent[self.spent.partition_point(|at| at + DAY <= now)..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_000_000;
    const HOURS_24: i64 = 24 * 60 * 60;

    /// A process that is started at these moments, reads what is kept, and starts a session as soon as it may before the
    /// next one is started in its place: when the sessions were started.
    fn starts(moments: impl IntoIterator<Item = i64>, shards: u32) -> Vec<i64> {
        let mut started: Vec<i64> = Vec::new();
        let mut moments = moments.into_iter().peekable();
        let mut budget = Budget::read(None, shards, 1_000, NOW);
        while let Some(moment) = moments.next() {
            let opens = moment + budget.opens_in(moment);
            if moments.peek().is_none_or(|next| opens <= *next) {
                let spent = budget.spend(opens).expect("it said when");
                assert!(spent.spent.len() <= budget.daily, "what is kept is bounded");
                // What the next process reads.
                budget = Budget::read(Some(&spent.kept()), shards, 1_000, moment);
                started.push(opens);
            }
        }
        started
    }

    fn most_in_a_day(started: &[i64]) -> usize {
        let within = |first: &i64| started.iter().filter(|at| (*first..first + HOURS_24).contains(at)).count();
        started.iter().map(within).max().unwrap_or_default()
    }

    #[test]
    fn a_process_that_crashes_each_second_for_three_days_starts_200_sessions_a_day_at_most_and_never_stops_for_good() {
        let started = starts(NOW..NOW + 3 * HOURS_24, 1);
        assert!((DAILY - 2..=DAILY).contains(&most_in_a_day(&started)), "{}", most_in_a_day(&started));
        assert!(
            started.windows(2).all(|two| two[1] - two[0] <= DAY / 100),
            "it comes back within a quarter of an hour"
        );
        assert!(started.last().is_some_and(|last| *last > NOW + 3 * HOURS_24 - DAY / 100));
    }

    #[test]
    fn crashes_at_any_distance_stay_within_the_day() {
        for distance in [2, 7, 61, 431, 432, 433, 863, 864, 865, 1_800] {
            let started = starts((0..3 * HOURS_24 / distance).map(|number| NOW + number * distance), 1);
            assert!(most_in_a_day(&started) <= DAILY, "each {distance} s: {}", most_in_a_day(&started));
        }
    }

    #[test]
    fn ten_restarts_in_ten_minutes_are_not_held_up() {
        let moments: Vec<_> = (0..10).map(|number| NOW + number * 60).collect();
        assert_eq!(starts(moments.clone(), 1), moments);
    }

    #[test]
    fn many_shards_get_whole_starts_and_never_more_than_half_of_what_discord_allows() {
        for (shards, total, daily) in
            [(1, 1_000, 200), (40, 1_000, 200), (60, 1_000, 300), (150, 1_000, 500), (150, 2_000, 750), (1, 10, 200)]
        {
            assert_eq!(Budget::read(None, shards, total, NOW).daily, daily, "{shards} shards, {total} allowed");
        }
        let one_start = vec![NOW; 60];
        assert_eq!(starts(one_start.clone(), 60), one_start, "one start waits for nothing");
    }

    #[test]
    fn a_clock_that_was_wrong_neither_frees_nor_freezes() {
        let year = 365 * HOURS_24;
        let mut budget = Budget::read(None, 1, 1_000, NOW);
        while let Some(next) = budget.spend(NOW + year) {
            budget = next;
        }
        assert!(budget.align(NOW) && !budget.align(NOW), "said once");
        assert_eq!((budget.recent(NOW), budget.opens_in(NOW)), (100, DAY / 100), "they count from now on");
        let kept = Budget::read(Some(&budget.kept()), 1, 1_000, NOW + DAY);
        assert_eq!((kept.recent(NOW + DAY), kept.opens_in(NOW + DAY)), (0, 0), "and no longer than a day");
    }

    #[test]
    fn what_cannot_be_read_counts_as_spent() {
        for odd in ["", "x", "{}", "[1.5]", "[\"1\"]", "null"] {
            let budget = Budget::read(Some(odd), 1, 1_000, NOW);
            assert_eq!((budget.recent(NOW), budget.opens_in(NOW)), (100, DAY / 100), "{odd}");
        }
        let many = format!("[{}1]", "1,".repeat(2 * MOST));
        assert_eq!(Budget::read(Some(&many), 1, 1_000, 1).spent.len(), MOST);
    }
}
