//! What was measured, as a table, and whether it keeps to the limits.

use std::time::Duration;

use crate::Result;
use crate::common::numbers::{self, float, short};
use crate::look::Look;
use crate::people::Answered;
use crate::plan::Plan;
use crate::posts::Kept;

/// Limits (product.md section 12, reliability.md T23): growth in per cent, MiB of WAL.
const GROWTH: f64 = 5.0;
const WAL: f64 = 64.0;
/// Connections come and go with how many wait at once; a leak grows with every leg, whatever the first half held.
const MORE_DESCRIPTORS: usize = 8;
/// Below so many updates caches still fill, and growth says nothing.
const JUDGED_FROM: usize = 200_000;

/// What was found at one moment, and done since the one before.
pub(crate) struct Stage {
    name: String,
    posts: usize,
    answered: Answered,
    took: Duration,
    look: Look,
}

impl Stage {
    pub(crate) fn at_start(look: Look) -> Self {
        Self { name: "start".to_owned(), posts: 0, answered: Answered::default(), took: Duration::ZERO, look }
    }

    /// After a leg: posts so far, what people did in it, how long that took.
    pub(crate) fn after(leg: usize, posts: usize, answered: Answered, took: Duration, look: Look) -> Self {
        let name = if leg == 0 { "warmed up".to_owned() } else { format!("leg {}", leg + 1) };
        Self { name, posts, answered, took, look }
    }

    pub(crate) fn at_end(look: Look) -> Self {
        Self { name: "rested".to_owned(), ..Self::at_start(look) }
    }
}

/// All stages so far.
pub(crate) struct Table {
    plan: Plan,
    updates: usize,
    posts: usize,
    acts: [usize; 3],
    failures: usize,
    warm: Option<Look>,
    last: Look,
    /// Open files after each leg.
    descriptors: Vec<usize>,
}

impl Table {
    pub(crate) fn begin(plan: &Plan) -> Self {
        numbers::say(&format!(
            "\n{} updates, {} posts; sizes in MiB, times in ms\n\n{:<10} {:>9} {:>8} {:>7} {:>7} {:>6} {:>8} {:>6} {:>7} {:>9} {:>7} {:>7} {:>8}",
            plan.updates,
            plan.posts,
            "at",
            "updates",
            "posts",
            "memory",
            "of heap",
            "files",
            "threads",
            "WAL",
            "store",
            "answers/s",
            "p50",
            "p99",
            "longest"
        ));
        Self {
            plan: plan.clone(),
            updates: 0,
            posts: 0,
            acts: [0; 3],
            failures: 0,
            warm: None,
            last: Look::default(),
            descriptors: Vec::new(),
        }
    }

    /// Tells a stage.
    pub(crate) fn note(&mut self, mut stage: Stage) {
        self.updates += stage.answered.times.len();
        self.posts = self.posts.max(stage.posts);
        self.failures += stage.answered.failures;
        for (sum, acts) in self.acts.iter_mut().zip(stage.answered.acts) {
            *sum += acts;
        }
        let look = stage.look;
        let mut line = format!(
            "{:<10} {:>9} {:>8} {:>7} {:>7} {:>6} {:>8} {:>6} {:>7}",
            stage.name,
            self.updates,
            self.posts,
            short(look.memory),
            short(look.anonymous),
            look.descriptors,
            look.threads,
            short(look.wal),
            short(look.store)
        );
        if !stage.answered.times.is_empty() {
            let rate = float(stage.answered.times.len()) / stage.took.as_secs_f64();
            let (p50, p99) = numbers::quantiles(&mut stage.answered.times);
            let longest = stage.answered.times.last().map_or(0.0, |longest| numbers::ms(*longest));
            let waits = format!(" {rate:>9.0} {:>7} {:>7} {:>8}", short(p50), short(p99), short(longest));
            line.push_str(&waits);
            self.warm.get_or_insert(look);
            self.descriptors.push(look.descriptors);
        }
        numbers::say(&line);
        self.last = look;
    }

    /// Tells what the whole came to.
    ///
    /// # Errors
    /// A limit is broken.
    pub(crate) fn judge(self, most: &Look, kept: &Kept) -> Result<()> {
        let warm = self.warm.ok_or("nothing was asked")?;
        let growth = (self.last.memory - warm.memory) / warm.memory * 100.0;
        let is_judged = self.plan.updates >= JUDGED_FROM;
        let [commands, presses, typed] = self.acts;
        numbers::say(&format!(
            "\n{commands} commands, {presses} buttons, {typed} suggestions and inline queries\nat most meanwhile: memory {} (of heap {}), {} files, {} threads, WAL {}\n",
            short(most.memory),
            short(most.anonymous),
            most.descriptors,
            most.threads,
            short(most.wal)
        ));
        let mut broken = 0;
        let mut say = |what: &str, found: String, limit: &str, is_kept: bool| {
            let verdict = if is_kept { "" } else { "BROKEN" };
            numbers::say(format!("{what:<58} {found:>12}   {limit:<34} {verdict}").trim_end());
            broken += usize::from(!is_kept);
        };
        let wanted = if is_judged { "≤ 5" } else { "(too short a run to judge)" };
        say("memory, from warmed up to rested, %", format!("{growth:+.1}"), wanted, growth <= GROWTH || !is_judged);
        let (first, second) = self.descriptors.split_at(self.descriptors.len() / 2);
        let more = most_of(second).saturating_sub(most_of(first));
        say("open files, second half more than the first", more.to_string(), "≤ 8", more <= MORE_DESCRIPTORS);
        say("WAL at most, MiB", short(most.wal), "≤ 64", most.wal <= WAL);
        for (what, found) in [
            ("answers that failed", self.failures),
            ("posts lost", kept.lost),
            ("posts doubled", kept.doubled),
            ("rows of the ledger that say anything but posted", kept.otherwise),
            ("updates left in the inbox", kept.unfinished),
        ] {
            say(what, found.to_string(), "0", found == 0);
        }
        if broken > 0 {
            return Err(format!("{broken} limits are broken").into());
        }
        Ok(())
    }
}

fn most_of(counts: &[usize]) -> usize {
    counts.iter().copied().max().unwrap_or_default()
}
