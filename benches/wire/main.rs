//! What the bot costs on the wire: the real binary against the local platform servers, beside a bare loop on the same
//! client library that answers the same questions from the same store file.
//!
//!     cargo bench --bench wire                                   the whole table, some minutes
//!     cargo bench --bench wire -- --quick                        small stores, within a minute
//!     cargo bench --bench wire -- --sizes 100000 --rounds 5      some of it
//!     cargo bench --bench wire -- --desk --random 100000         finding alone, inside this process
//!
//! `data` makes stories from a fixed seed · `stores` puts them into files · `child` starts, measures and ends processes ·
//! `load` asks and waits · `bare` is the loop beside · `desk` measures inside this process · `figures` is the table. It
//! fails when something does not answer, never because something is slow.

mod bare;
mod child;
#[path = "../common/mod.rs"]
mod common;
mod data;
mod desk;
mod figures;
mod load;
mod plan;
#[path = "../common/servers.rs"]
mod servers;
mod stores;

use crate::common::numbers;
use crate::common::process::Memory;
use crate::figures::{Figures, Subject};
use crate::load::Servers;
use crate::plan::{Plan, Work};
use crate::stores::Prepared;

/// What went wrong is told once, at the end.
type Result<T, E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match Work::read(&arguments)? {
        Work::Nothing => Ok(()),
        Work::Bare { door, store, url } => bare::run(door, &store, &url),
        Work::Measure(plan) => {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
            runtime.block_on(measure(&plan))
        }
    }
}

async fn measure(plan: &Plan) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut figures = Figures::new();
    numbers::say(&numbers::machine());
    numbers::say(&numbers::disk(folder.path())?);
    for &size in &plan.sizes {
        let store = stores::prepare(folder.path(), size).await?;
        numbers::say(&store.about);
        for round in 0..plan.rounds {
            figures::progress(size, round);
            if !plan.only_desk {
                touchline(plan, &store, round, &mut figures).await?;
                for door in load::DOORS {
                    bare_loop(plan, &store, door, round, &mut figures).await?;
                }
            }
            desk::measure(plan, &store, round, &mut figures).await?;
        }
        store.remove()?;
    }
    numbers::say(&figures.table());
    numbers::say(&numbers::machine());
    Ok(())
}

/// One life of the real binary with both doors open.
async fn touchline(plan: &Plan, store: &Prepared, round: u64, figures: &mut Figures) -> Result<()> {
    if round == 0 {
        // Once unmeasured: it brings the shipped stories in and registers the commands, as the first start ever does.
        let servers = Servers::start(u64::MAX >> 24).await;
        let first = child::touchline(&store.path, &servers)?;
        servers.ready().await;
        first.stop().await?;
    }
    let servers = Servers::start(round).await;
    let mut dice = Plan::dice(store, round);
    let waiting = servers.telegram_client(0).begin(&store.workload.question(&mut dice));
    let child = child::touchline(&store.path, &servers)?;
    let mut note = |what, value| figures.note(what, store.size, Subject::Touchline, value);
    let greeting = servers.discord_client(0);
    let first_question = store.workload.question(&mut dice);
    let on_discord = async {
        servers.discord.wait_ready().await;
        let ready = child.age();
        greeting.ask(&first_question).await;
        (ready, child.age())
    };
    let on_telegram = async {
        waiting.answered().await;
        child.age()
    };
    let (telegram, (ready, discord)) = tokio::join!(on_telegram, on_discord);
    note("start to first answer, Telegram, ms", numbers::ms(telegram));
    note("start to first answer, Discord, ms", numbers::ms(discord));
    note("READY to first answer, Discord, ms", numbers::ms(discord.saturating_sub(ready)));
    servers.ready().await;
    note("memory idle, MiB", child.memory(Memory::Now)?);
    for door in load::DOORS {
        let load = load::measure(plan, &servers, door, &child, store, &mut dice).await?;
        for (what, value) in load {
            note(what, value);
        }
    }
    for (what, value) in load::type_ahead(plan, &greeting, store, &mut dice).await {
        note(what, value);
    }
    note("memory after the load, MiB", child.memory(Memory::Now)?);
    note("memory at most, MiB", child.memory(Memory::Peak)?);
    child.stop().await
}

/// One life of the bare loop on one door.
async fn bare_loop(plan: &Plan, store: &Prepared, door: load::Door, round: u64, figures: &mut Figures) -> Result<()> {
    let servers = Servers::start(round).await;
    let mut dice = Plan::dice(store, round);
    let client = servers.client(door, 0);
    let question = store.workload.question(&mut dice);
    let mut note = |what, value| figures.note(what, store.size, Subject::Bare(door), value);
    let child;
    match door {
        load::Door::Telegram => {
            let waiting = servers.telegram_client(0).begin(&question);
            child = child::bare(door, &store.path, &servers)?;
            waiting.answered().await;
            note("start to first answer, Telegram, ms", numbers::ms(child.age()));
        }
        load::Door::Discord => {
            child = child::bare(door, &store.path, &servers)?;
            servers.discord.wait_ready().await;
            let ready = child.age();
            client.ask(&question).await;
            note("start to first answer, Discord, ms", numbers::ms(child.age()));
            note("READY to first answer, Discord, ms", numbers::ms(child.age().saturating_sub(ready)));
        }
    }
    note("memory idle, MiB", child.memory(Memory::Now)?);
    for (what, value) in load::measure(plan, &servers, door, &child, store, &mut dice).await? {
        note(what, value);
    }
    note("memory after the load, MiB", child.memory(Memory::Now)?);
    note("memory at most, MiB", child.memory(Memory::Peak)?);
    child.stop().await
}
