//! Simulated days through the real desk and the real SQLite: the clock is set by hand, platforms accept at once, and every
//! post is compared with the schedule.

use std::path::Path;
use std::time::Instant;

use chrono::TimeDelta;
use touchline::domain::schedule::Timestamp;

use crate::common::numbers;
use crate::sim::Sim;
use crate::{Plan, Result, row, schedule, stock};

const SUBSCRIPTIONS: usize = 100_000;
/// Where files live in memory: what the disk's waits make up is the difference.
const MEMORY: &str = "/dev/shm";
/// A longer simulation has due times on each half hour only, and leaps from one to the next.
const LEAPS_FROM: u32 = 8;

pub(crate) async fn measure(plan: &Plan) -> Result<()> {
    let (size, days) = (plan.size.unwrap_or(SUBSCRIPTIONS), plan.days.unwrap_or(1));
    numbers::say(&format!("\n{size} subscriptions, {days} × 24 h simulated: median (least–most) of the rounds\n"));
    let disk = tempfile::tempdir()?;
    run("on the disk", disk.path(), size, days, plan).await?;
    if Path::new(MEMORY).is_dir() {
        let memory = tempfile::tempdir_in(MEMORY)?;
        run("in memory, where a commit waits for nothing", memory.path(), size, days, plan).await?;
    }
    Ok(())
}

async fn run(where_: &str, folder: &Path, size: usize, days: u32, plan: &Plan) -> Result<()> {
    let [mut wall, mut posts] = [const { Vec::new() }; 2];
    for _ in 0..plan.rounds.unwrap_or(3) {
        let (took, made) = simulate(folder, size, days).await?;
        wall.push(took);
        posts.push(numbers::float(made) / took);
    }
    row(&format!("{where_}: s"), &wall, if days == 1 { "≤ 10 for 100,000" } else { "≤ 60 for 1,000 × 10 years" });
    row(&format!("{where_}: posts/s"), &posts, "");
    Ok(())
}

async fn simulate(folder: &Path, size: usize, days: u32) -> Result<(f64, usize)> {
    let path = folder.join("day.db");
    let from: Timestamp = "2026-11-21T00:00:00Z".parse()?;
    let until = from + TimeDelta::days(days.into());
    let leaps = days >= LEAPS_FROM;
    let step = if leaps { 30 } else { 1 };
    stock::make(&path, schedule::all_day(size, from, step)).await?;
    let sim = Sim::open(&path, from, schedule::all_day(size, from, step)).await?;
    let begun = Instant::now();
    let mut now = from;
    while now < until {
        sim.pass(now).await?;
        let minute = now + TimeDelta::minutes(1);
        now = if leaps { sim.next().await?.unwrap_or(until).max(minute) } else { minute };
    }
    let took = begun.elapsed().as_secs_f64();
    let posts = sim.close(until).await?;
    if stock::states(&path)? != [("posted".to_owned(), posts)] {
        return Err(format!("{posts} posts, but the ledger says {:?}", stock::states(&path)?).into());
    }
    stock::remove(&path);
    Ok((took, posts))
}
