//! What the daily post costs: idle, when ten thousand places are due at once, and over simulated days.
//!
//!     cargo bench --bench daily                        look, fanout and day: some minutes
//!     cargo bench --bench daily -- look                a look at the clock when nothing is due
//!     cargo bench --bench daily -- fanout              all places at once, without limits
//!     cargo bench --bench daily -- pace                the same within the platforms' limits, in real time: minutes
//!     cargo bench --bench daily -- day                 24 hours with a clock that is set by hand
//!     cargo bench --bench daily -- day --size 1000 --days 3653 --rounds 1
//!
//! `stock` makes store files · `look`, `burst` (`fanout` and `pace`) and `day` measure. The binary is the real one and has
//! a process of its own, the platforms are the local ones. It fails when a post is lost, doubled, early or left over, never
//! because something is slow.

#![expect(clippy::disallowed_methods, reason = "a benchmark runs in real time")]

mod burst;
#[path = "../common/mod.rs"]
mod common;
mod day;
mod look;
mod schedule;
mod sim;
mod stock;

use crate::common::numbers;

/// What went wrong is told once, at the end.
type Result<T, E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Look,
    Fanout,
    Pace,
    Day,
}

const PARTS: [(&str, Part); 4] =
    [("look", Part::Look), ("fanout", Part::Fanout), ("pace", Part::Pace), ("day", Part::Day)];

/// What this run is asked to do.
#[derive(Debug, Default)]
struct Plan {
    parts: Vec<Part>,
    /// Subscriptions, where others are wished than usual.
    size: Option<usize>,
    days: Option<u32>,
    rounds: Option<usize>,
}

impl Plan {
    /// Reads the arguments. Cargo adds `--bench` when it is asked for benchmarks; without it somebody runs all targets as
    /// tests, and there is nothing to test here.
    fn read(arguments: &[String]) -> Result<Option<Self>> {
        let (mut plan, mut is_bench, mut rest) = (Self::default(), false, arguments.iter().map(String::as_str));
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument {
                "--bench" => is_bench = true,
                "--size" => plan.size = Some(value()?.parse()?),
                "--days" => plan.days = Some(value()?.parse()?),
                "--rounds" => plan.rounds = Some(value()?.parse()?),
                word => match PARTS.iter().find(|(known, _)| *known == word) {
                    Some((_, part)) => plan.parts.push(*part),
                    None => return Err(format!("{word}: say look, fanout, pace, day, --size, --days, --rounds").into()),
                },
            }
        }
        if plan.parts.is_empty() {
            plan.parts = vec![Part::Look, Part::Fanout, Part::Day];
        }
        Ok(is_bench.then_some(plan))
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(plan) = Plan::read(&arguments)? else { return Ok(()) };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let folder = tempfile::tempdir()?;
        numbers::say(&numbers::machine());
        numbers::say(&numbers::disk(folder.path())?);
        for part in &plan.parts {
            match part {
                Part::Look => look::measure(folder.path(), &plan).await?,
                Part::Fanout => burst::fanout(folder.path(), &plan).await?,
                Part::Pace => burst::pace(folder.path(), &plan).await?,
                Part::Day => day::measure(&plan).await?,
            }
        }
        numbers::say(&numbers::machine());
        Ok(())
    })
}

/// One line of figures: median, least and most, and what is to be reached.
fn row(what: &str, values: &[f64], reach: &str) {
    numbers::say(format!("  {what:<58} {:>24}   {reach}", numbers::cell(values)).trim_end());
}
