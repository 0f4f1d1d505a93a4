//! Whether a long life changes the bot: the real binary in one process life against both local platforms, hundreds of
//! thousands of updates and posts, and what it holds meanwhile.
//!
//!     cargo bench --bench soak                                             the short form, about a minute
//!     cargo bench --bench soak -- --updates 1000000 --posts 100000         the whole, a quarter of an hour
//!     cargo bench --bench soak -- --flood                                  people who flood, and how long the others wait
//!     cargo bench --bench soak -- --idle                                   what it holds before anybody says anything
//!
//! `plan` reads what is asked for · `people` ask, type, press and wait · `posts` makes daily posts due and counts them ·
//! `look` looks at the process and its files · `table` tells, and judges · `flood` and `idle` are the other two forms. It
//! fails when a limit is broken. The servers and the people are in this process, what is measured is the other one.

#![expect(clippy::disallowed_methods, reason = "a benchmark runs in real time")]

#[path = "../common/mod.rs"]
#[expect(dead_code, reason = "the other benchmarks use the rest")]
mod common;
#[path = "../wire/data.rs"]
mod data;
mod flood;
mod idle;
mod look;
mod people;
mod plan;
mod posts;
#[path = "../daily/schedule.rs"]
#[expect(dead_code, reason = "the other benchmark uses the rest")]
mod schedule;
#[path = "../common/servers.rs"]
mod servers;
#[path = "../daily/stock.rs"]
#[expect(dead_code, reason = "the other benchmark uses the rest")]
mod stock;
#[path = "../wire/stores.rs"]
#[expect(dead_code, reason = "the other benchmark uses the rest")]
mod stores;
mod table;

use std::sync::Arc;
use std::time::{Duration, Instant};

use local_platforms::{discord, telegram};

use crate::common::numbers;
use crate::common::process::Process;
use crate::look::{Look, Watch};
use crate::people::Crowd;
use crate::plan::{Form, Plan};
use crate::posts::Posts;
use crate::stores::Prepared;
use crate::table::{Stage, Table};

/// What went wrong is told once, at the end.
type Result<T, E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

/// The run is cut into so many legs; the first one warms up.
const LEGS: usize = 10;
/// After each leg it is quiet for so long before anything is measured. Where memory is judged, after the first leg and at the
/// end, for longer: what was freed goes back to the system every half a minute.
const QUIET: Duration = Duration::from_secs(3);
const REST: Duration = Duration::from_secs(40);
/// An answer that takes longer has failed.
const PATIENCE: Duration = Duration::from_mins(1);
/// No limits and no waits of our own.
const UNLIMITED: [(&str, &str); 3] =
    [("TOUCHLINE_PACE__DISCORD", "0"), ("TOUCHLINE_PACE__TELEGRAM", "0"), ("TOUCHLINE_DAILY__JITTER", "0s")];

/// Both local platforms, which keep the latest only.
#[derive(Clone)]
struct Servers {
    discord: discord::Server,
    telegram: telegram::Server,
}

impl Servers {
    async fn start() -> Self {
        let (discord, telegram) = servers::start(PATIENCE).await;
        Self { discord, telegram }
    }

    /// The real binary, when it listens on both.
    async fn connect(&self, store: &Prepared) -> Result<Process> {
        let child = Process::touchline(&store.path, (&self.discord.api_url(), &self.telegram.api_url()), &UNLIMITED)?;
        self.discord.wait_ready().await;
        self.telegram.wait_ready().await;
        self.discord.wait_until("commands to be registered", || !self.discord.registrations().is_empty()).await;
        Ok(child)
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(plan) = Plan::read(&arguments)? else { return Ok(()) };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        numbers::say(&numbers::machine());
        match plan.form {
            Form::Soak => soak(&plan).await,
            Form::Flood => flood::measure(&plan).await,
            Form::Idle => idle::measure(&plan).await,
        }
    })
}

/// The whole life of one process.
async fn soak(plan: &Plan) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let store = stores::prepare(folder.path(), plan.stories).await?;
    numbers::say(&store.about);
    let servers = Servers::start().await;
    let posts = Posts::prepare(&store.path, plan.posts, LEGS)?;
    let child = servers.connect(&store).await?;
    let watch = Watch::begin(child.id, &store.path);
    let workload = Arc::new(store.workload);
    let mut crowd = Crowd::gather(&servers, plan.people);
    let mut table = Table::begin(plan);
    tokio::time::sleep(QUIET).await;
    table.note(Stage::at_start(Look::at(child.id, &store.path)?));
    for leg in 0..LEGS {
        let begun = Instant::now();
        let due = posts.make_due(&servers, leg).await?;
        let (came, asked) = tokio::join!(posts.arrive(due), crowd.ask(plan.updates / LEGS, &workload));
        came?;
        let (answered, took) = (asked?, begun.elapsed());
        servers.telegram.wait_until("every update to be confirmed", || servers.telegram.pending() == 0).await;
        tokio::time::sleep(if leg == 0 { REST } else { QUIET }).await;
        table.note(Stage::after(leg, due, answered, took, Look::at(child.id, &store.path)?));
    }
    tokio::time::sleep(REST).await;
    table.note(Stage::at_end(Look::at(child.id, &store.path)?));
    let most = watch.end().await?;
    child.stop().await?;
    let kept = posts.account(&servers)?;
    table.judge(&most, &kept)
}
