//! The only wiring: builds the parts, starts them in order, waits, and ends them in reverse.
//!
//! The order (product.md section 11): store opened and sound → collection brought in → unfinished deliveries settled →
//! pages of health and metrics → platforms; at the end the pages go last but for the store. Nothing identifies to a platform before the store is sound. `shutdown` is a parameter, and so is the clock.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::bot::{Bot, Parts};
use crate::collection::{Collection, CollectionFormat, changed_only};
use crate::config::Config;
use crate::ops::backup::Backups;
use crate::ops::beat::{Beat, RollCall};
use crate::ops::http::{self, Pages};
use crate::ops::metrics::{self, Collected};
use crate::ops::service;
use crate::platforms::{self, Desk, Platform, Stopped};
use crate::ports::{Clock, Health, Store, StoreError, meters};
use crate::store;

/// Pause before a platform that failed is started again: doubled each time up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_mins(10);
/// What is in flight may take so long to finish after a shutdown.
const DRAIN: Duration = Duration::from_secs(20);

/// Why the process cannot run, or ended by itself.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Configured, but impossible: an exit with code 78.
    #[error("{0}")]
    Configuration(String),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] store::sqlite::OpenError),
    /// The store failed at start.
    #[error("the store failed: {0}")]
    StoreFailed(#[from] StoreError),
    /// Every platform has stopped for good.
    #[error("every platform has stopped: {0}")]
    AllStopped(String),
}

/// Runs until `shutdown`, or until nothing is left to run.
///
/// # Errors
/// See [`RunError`].
pub async fn run(config: Config, clock: Arc<dyn Clock>, shutdown: impl Future<Output = ()>) -> Result<(), RunError> {
    // First, so that what the store does at start is recorded.
    let metrics = config.http.as_ref().and_then(|_| metrics::start());
    meters::identity(env!("CARGO_PKG_VERSION"), chrono_tz::IANA_TZDB_VERSION, clock.now().timestamp());
    let store = open_store(&config.store).await?;
    let result = with_store(&config, &store, clock, metrics, shutdown).await;
    store.close().await;
    result
}

async fn open_store(settings: &store::Settings) -> Result<Arc<dyn Store>, RunError> {
    let settings = settings.clone();
    let opened = tokio::task::spawn_blocking(move || store::open(&settings)).await;
    opened
        .map_err(|_| RunError::Configuration("the store could not be opened: the program panicked".into()))?
        .map_err(RunError::from)
}

async fn with_store(
    config: &Config,
    store: &Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    metrics: Option<Collected>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RunError> {
    bring_in_collection(config, store, clock.as_ref()).await?;
    let stories = store.shared_count().await?;
    let doors = platforms::enabled(config, stories, &clock).map_err(RunError::Configuration)?;
    let bot = Bot::open(Parts {
        store: Arc::clone(store),
        messengers: doors.iter().map(|door| door.messenger()).collect(),
        clock: Arc::clone(&clock),
        format: Arc::new(CollectionFormat),
        settings: config.bot.clone(),
    })
    .await?;
    bot.settle_abandoned().await?;
    let listener = match &config.http {
        Some(settings) => http::open(settings).await.map_err(RunError::Configuration)?,
        None => None,
    };
    let health = Arc::new(Health::default());
    let desk = Desk { bot: Arc::clone(&bot), store: Arc::clone(store), clock, health };
    for door in &doors {
        desk.health.starting(door.messenger().platform(), 1);
    }
    let token = CancellationToken::new();
    let backups = Backups::new(&config.backups, &config.store.path, Arc::clone(store), Arc::clone(&desk.clock));
    let keeping = tokio::spawn(backups.keep(token.clone()));
    let damaged = Arc::new(Notify::new());
    let posts = Arc::new(AtomicBool::new(false));
    let sound =
        post_when_sound(Arc::clone(store), Arc::clone(&bot), token.clone(), Arc::clone(&damaged), Arc::clone(&posts));
    let mut schedule = tokio::spawn(sound);
    // Watched and answered for until the very end: dropping it ends it.
    let _watched = watch(&desk, &doors, roll_call(Arc::clone(&bot), posts), listener, metrics);
    let ended = async {
        tokio::select! {
            () = shutdown => {}
            () = damaged.notified() => {}
        }
    };
    let mut result = doors_until(doors, desk, &token, ended).await;
    token.cancel();
    match tokio::time::timeout(DRAIN, &mut schedule).await {
        Ok(Ok(Some(cause))) => {
            let path = config.store.path.clone();
            result = Err(store::sqlite::OpenError::Damaged { path, cause }.into());
        }
        Ok(_) => {}
        Err(_) => {
            tracing::warn!("a post did not finish in time; the ledger shows it as unsure");
            schedule.abort();
        }
    }
    if keeping.await.is_err() {
        tracing::error!("making backups panicked");
    }
    result
}

/// Starts what whoever hosts the process sees of it.
fn watch(
    desk: &Desk,
    doors: &[Arc<dyn Platform>],
    schedule: RollCall,
    listener: Option<TcpListener>,
    metrics: Option<Collected>,
) -> JoinSet<()> {
    let beat = Beat {
        store: Arc::clone(&desk.store),
        health: Arc::clone(&desk.health),
        clock: Arc::clone(&desk.clock),
        platforms: doors.iter().map(|door| door.messenger().platform().clone()).collect(),
        schedule,
        metrics: metrics.clone(),
    };
    let mut watched = JoinSet::new();
    watched.spawn(beat.keep());
    watched.spawn(service::keep(Arc::clone(&desk.health)));
    if let Some(listener) = listener {
        watched.spawn(http::serve(listener, Pages { health: Arc::clone(&desk.health), metrics }));
    }
    watched
}

/// Calls the schedule's roll once it has begun. Checking a store of many gigabytes takes longer than a loop that hangs is
/// given, and a process that is killed for it would begin it anew.
fn roll_call(bot: Arc<Bot>, posts: Arc<AtomicBool>) -> RollCall {
    let waited = AtomicU64::new(0);
    Box::new(
        move || {
            if posts.load(Ordering::Relaxed) { bot.call_roll() } else { Some(waited.fetch_add(1, Ordering::Relaxed)) }
        },
    )
}

/// Posts what is due once the whole store has been checked; what is wrong with it, if anything: then nothing was posted.
async fn post_when_sound(
    store: Arc<dyn Store>,
    bot: Arc<Bot>,
    token: CancellationToken,
    damaged: Arc<Notify>,
    posts: Arc<AtomicBool>,
) -> Option<String> {
    let examined = tokio::select! {
        () = token.cancelled() => return None,
        examined = store.examine() => examined,
    };
    match examined {
        Ok(None) => {}
        Ok(Some(cause)) => {
            damaged.notify_one();
            return Some(cause);
        }
        // Reading fails now and then, of a full disk for one; the ledger goes by its own answers.
        Err(error) => tracing::warn!(%error, "the store could not be checked"),
    }
    posts.store(true, Ordering::Relaxed);
    bot.keep_schedule(token).await;
    None
}

/// Brings the story files in. A broken file is left out and named; it never keeps the process from starting.
async fn bring_in_collection(config: &Config, store: &Arc<dyn Store>, clock: &dyn Clock) -> Result<(), RunError> {
    let known: HashMap<_, _> = store.collection().await?.into_iter().collect();
    let dir = config.stories.clone();
    let read = move || {
        let collection = dir.map_or_else(Collection::embedded, Collection::folder);
        collection.files().map(|files| changed_only(&files, &known))
    };
    let changes = tokio::task::spawn_blocking(read)
        .await
        .map_err(|_| RunError::Configuration("reading the story files panicked".into()))?;
    let changes = changes.map_err(|error| RunError::Configuration(format!("[stories] dir: {error}")))?;
    for problem in &changes.problems {
        tracing::error!(%problem, "a story file is left out");
    }
    if changes.changed.is_empty() && changes.gone.is_empty() {
        return Ok(());
    }
    let report = store.sync(changes.changed, changes.gone, clock.now()).await?;
    for slug in &report.conflicts {
        tracing::warn!(%slug, "the file has changed, but the story was edited in chat: it stays as it was edited");
    }
    tracing::info!(
        added = report.added,
        updated = report.updated,
        archived = report.archived,
        "the collection was brought in"
    );
    Ok(())
}

/// Runs the doors side by side; one that fails does not take the others down.
async fn doors_until(
    doors: Vec<Arc<dyn Platform>>,
    desk: Desk,
    token: &CancellationToken,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RunError> {
    let mut running = JoinSet::new();
    for door in doors {
        running.spawn(keep_open(door, desk.clone(), token.clone()));
    }
    service::ready();
    let mut reasons = Vec::new();
    let all_ended = async {
        while let Some(ended) = running.join_next().await {
            reasons.extend(ended.ok().flatten());
        }
    };
    tokio::select! {
        () = all_ended => {}
        () = shutdown => {
            tracing::info!("stopping");
            desk.health.stopping();
            service::stopping();
            token.cancel();
            let drained = async { while running.join_next().await.is_some() {} };
            if tokio::time::timeout(DRAIN, drained).await.is_err() {
                tracing::warn!("some answers did not finish in time");
            }
            return Ok(());
        }
    }
    if reasons.is_empty() { Ok(()) } else { Err(RunError::AllStopped(reasons.join("; "))) }
}

/// Runs one door until it ends: `None` as wished, or why it stopped for good.
async fn keep_open(door: Arc<dyn Platform>, desk: Desk, token: CancellationToken) -> Option<String> {
    let name = door.messenger().platform().clone();
    let mut pause = FIRST_PAUSE;
    loop {
        let started = desk.clock.now();
        match door.run(desk.clone(), token.clone()).await {
            Ok(()) => {
                desk.health.ended(&name);
                return None;
            }
            Err(Stopped::ForGood(reason)) => {
                desk.health.stopped(&name, reason.as_str());
                tracing::error!(platform = %name, reason, "this platform has stopped for good");
                return Some(format!("{name}: {reason}"));
            }
            Err(Stopped::ForNow(reason)) => {
                desk.health.down(&name, 0, reason.as_str());
                if (desk.clock.now() - started).to_std().is_ok_and(|ran| ran > LONGEST_PAUSE) {
                    pause = FIRST_PAUSE;
                }
                tracing::warn!(platform = %name, reason, pause_s = pause.as_secs(), "this platform failed and is started again");
                tokio::select! {
                    () = desk.clock.sleep_until(desk.clock.now() + pause) => {}
                    () = token.cancelled() => return None,
                }
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}
