//! `touchline run`: the runtime, logging, and the signals that end it.

use std::path::Path;
use std::sync::Arc;

use tracing::level_filters::LevelFilter;

use super::check::secrecy;
use super::{Failed, environment, load};
use crate::clock::SystemClock;
use crate::config::{BackupSettings, Flags, Written};
use crate::ops::{backup, log};
use crate::ports::{Advice, quoted};
use crate::run::{RunError, run as run_all};
use crate::store;
use crate::store::sqlite::OpenError;

/// Threads that answer and post. The store has its own; one process is meant to live beside others.
const WORKERS: usize = 2;

pub(super) fn run(flags: &Flags) -> Result<(), Failed> {
    let config = load(flags)?;
    // In the console alone, only what is wrong stands between the answers.
    let fallback =
        if config.discord.is_none() && config.telegram.is_none() { LevelFilter::WARN } else { LevelFilter::INFO };
    log::start(&config.log, fallback, &config.secrets());
    for remark in &config.remarks {
        tracing::warn!("{remark}");
    }
    for finding in secrecy(&Written::read(flags, environment())?) {
        if let Some(Advice { why, mend }) = finding.advice() {
            tracing::warn!("{} {why} {mend}", finding.what());
        }
    }
    let (backups, store, is_json) = (config.backups.clone(), config.store.path.clone(), config.log.json);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .enable_all()
        .build()
        .map_err(|error| Failed::Work(format!("the system gives no threads: {error}")))?;
    let result = runtime.block_on(async {
        // Before anything is opened: from here on no signal ends the process in the midst of something.
        let asked_to_end = signals();
        run_all(config, Arc::new(SystemClock), asked_to_end).await
    });
    // A thread that waits for a key press cannot be joined.
    runtime.shutdown_background();
    let failed = result.map_err(|error| match error {
        RunError::Configuration(text) => Failed::Configuration(text),
        // Whoever starts it again later may find room, or nobody else at it: nothing is wrong with the configuration.
        RunError::Store(error @ (OpenError::Full(_) | OpenError::Held(_))) => Failed::Work(error.to_string()),
        RunError::Store(error) => {
            let mend = way_back(&error, &backups, &store).unwrap_or_default();
            Failed::Configuration(format!("{error}{mend}"))
        }
        error => Failed::Work(error.to_string()),
    });
    if is_json { failed.map_err(|failed| logged(&failed)) } else { failed }
}

/// Says why it ended as a line of the log, for those who read nothing else.
fn logged(failed: &Failed) -> Failed {
    let (Failed::Configuration(why) | Failed::Work(why)) = failed;
    tracing::error!(why, "Touchline has ended");
    match failed {
        Failed::Configuration(_) => Failed::Configuration(String::new()),
        Failed::Work(_) => Failed::Work(String::new()),
    }
}

/// The command that puts the newest good backup in the place of a store that is damaged, or no longer looks like one.
fn way_back(error: &OpenError, backups: &BackupSettings, file: &Path) -> Option<String> {
    let (OpenError::Damaged { .. } | OpenError::Foreign(_)) = error else { return None };
    let found = backup::backups(&backups.folder, &backup::stem(file));
    let (at, newest) = found.into_iter().find(|(_, path)| store::check_backup(path).is_ok())?;
    Some(format!(
        "\nThe newest good backup is of {}. To go on with it:\n  touchline --store {} restore {}",
        at.format("%Y-%m-%d %H:%M UTC"),
        // Not by the configuration: a service's own copy of that is gone once it has stopped.
        quoted(file),
        quoted(&newest)
    ))
}

/// Catches signals from now on; what it gives returns when the process is asked to end: SIGTERM or Ctrl-C.
fn signals() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async move {
        let (Ok(mut terminate), Ok(mut interrupt)) = (terminate, interrupt) else {
            tracing::warn!("signals cannot be caught: the process ends only with its platforms");
            return std::future::pending().await;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}
