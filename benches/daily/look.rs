//! A look at the clock when nothing is due, with few and with many subscriptions in the store; and what the real binary
//! holds while it idles there.

use std::path::Path;
use std::time::{Duration, Instant};

use local_platforms::{discord, telegram};
use touchline::clock::SystemClock;
use touchline::domain::community::PlatformName;
use touchline::ports::{Clock as _, Store};
use touchline::store::sqlite::SqliteStore;

use crate::common::numbers;
use crate::common::process::{Memory, Process};
use crate::{Plan, Result, row, schedule, stock};

const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// Looks of each kind.
const LOOKS: usize = 500;
/// Subscriptions that a look would open, and posts that a line would claim: as the desk asks.
const OPENED: usize = 256;
const CLAIMED: usize = 32;
/// Nothing becomes due while it is measured.
const QUIET: chrono::TimeDelta = chrono::TimeDelta::hours(2);
/// A process has settled down after so long.
const SETTLED: Duration = Duration::from_secs(3);

pub(crate) async fn measure(folder: &Path, plan: &Plan) -> Result<()> {
    numbers::say("\nnothing due: median (least–most) of the rounds");
    for size in plan.size.map_or(SIZES.to_vec(), |size| vec![size]) {
        let path = folder.join(format!("look-{size}.db"));
        let begun = Instant::now();
        stock::make(&path, schedule::all_day(size, SystemClock.now() + QUIET, 1)).await?;
        let (file, took) = (stock::mib(&path)?, begun.elapsed().as_secs_f64());
        numbers::say(&format!("\n{size} subscriptions: {file} MiB, made in {took:.1} s"));
        let mut looks = [const { Vec::new() }; 4];
        for _ in 0..plan.rounds.unwrap_or(3) {
            for (all, one) in looks.iter_mut().zip(round(&path).await?) {
                all.push(one);
            }
        }
        let [look, look_99, line, line_99] = looks;
        row("a look: due, next_look; p50, ms", &look, "≤ 1");
        row("a look, p99, ms", &look_99, "");
        row("both platforms' lines: claim_due, next_try; p50, ms", &line, "≤ 1");
        row("both platforms' lines, p99, ms", &line_99, "");
        idle(&path, plan.rounds.unwrap_or(3)).await?;
        stock::remove(&path);
    }
    Ok(())
}

/// As the desk's loops ask: p50 and p99 of a look, and of the lines.
async fn round(path: &Path) -> Result<[f64; 4]> {
    let store = SqliteStore::open(path)?;
    let platforms = schedule::PLATFORMS.map(PlatformName::new);
    let (mut looks, mut lines) = (Vec::new(), Vec::new());
    for _ in 0..LOOKS {
        let begun = Instant::now();
        let due = store.due(&platforms, SystemClock.now(), OPENED).await?;
        let next = store.next_look(&platforms).await?;
        looks.push(begun.elapsed());
        if !due.is_empty() || next.is_none() {
            return Err("something is due where nothing should be".into());
        }
        let begun = Instant::now();
        for platform in &platforms {
            store.claim_due(platform, SystemClock.now(), CLAIMED).await?;
            store.next_try(platform).await?;
        }
        lines.push(begun.elapsed());
    }
    store.close().await;
    let ((look, look_99), (line, line_99)) = (numbers::quantiles(&mut looks), numbers::quantiles(&mut lines));
    Ok([look, look_99, line, line_99])
}

/// The real binary on that store.
async fn idle(path: &Path, rounds: usize) -> Result<()> {
    let (mut start, mut now, mut peak, mut cpu) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (discord, telegram) = (discord::Server::start().await, telegram::Server::start().await);
        let child = Process::touchline(path, (&discord.api_url(), &telegram.api_url()), &[])?;
        discord.wait_ready().await;
        telegram.wait_ready().await;
        start.push(numbers::ms(child.age()));
        tokio::time::sleep(SETTLED).await;
        now.push(child.memory(Memory::Now)?);
        peak.push(child.memory(Memory::Peak)?);
        let before = child.cpu()?;
        tokio::time::sleep(SETTLED).await;
        cpu.push(numbers::ms(child.cpu()?.saturating_sub(before)) / SETTLED.as_secs_f64());
        child.stop().await?;
    }
    row("the binary: start until both platforms are ready, ms", &start, "");
    row("the binary: memory idle (VmRSS), MiB", &now, "≤ 80 at 1,000,000");
    row("the binary: memory at most (VmHWM), MiB", &peak, "");
    row("the binary: CPU idle, ms a second", &cpu, "");
    Ok(())
}
