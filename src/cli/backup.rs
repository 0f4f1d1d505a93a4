//! `touchline backup`: everything that is kept, in one file.

use std::path::PathBuf;

use clap::Args;

use super::{Failed, load_without_platforms, say};
use crate::config::Flags;
use crate::ports::{Contents, counted};
use crate::store;
use crate::store::sqlite::{CopyError, Existing, OpenError};

pub(super) const EXAMPLES: &str = "Examples:
  touchline backup monday.db
  touchline --config /etc/touchline.toml backup --force /mnt/usb/touchline.db

The file is for your user alone (mode 0600), opened and checked, and has its name only when it is good.
While a platform has a token the bot makes backups by itself, every hour: see [store] backups in config.toml.example.";

/// What `touchline backup` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file to make
    #[arg(value_name = "FILE")]
    to: PathBuf,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
}

pub(super) fn backup(arguments: &Arguments, flags: &Flags) -> Result<(), Failed> {
    let config = load_without_platforms(flags)?;
    let existing = if arguments.force { Existing::Replaced } else { Existing::Stays };
    let contents = store::back_up(&config.store, &arguments.to, existing).map_err(|error| match error {
        CopyError::Source(OpenError::Full(_) | OpenError::Held(_)) => Failed::Work(error.to_string()),
        CopyError::Source(error) => Failed::Configuration(error.to_string()),
        error => Failed::Work(error.to_string()),
    })?;
    say(&format!("{} is written and checked: {}.", arguments.to.display(), words(&contents)));
    Ok(())
}

/// What is in a store or a backup, in words.
pub(super) fn words(contents: &Contents) -> String {
    let Contents { size, version, stories, subscriptions, deliveries, newest } = contents;
    let newest = newest.map_or_else(String::new, |at| format!(", newest entry {}", at.format("%Y-%m-%d %H:%M UTC")));
    format!(
        "{}, shape version {version}, {}, {}, {} in the ledger{newest}",
        megabytes(*size),
        counted(*stories, "story", "stories"),
        counted(*subscriptions, "daily post", "daily posts"),
        counted(*deliveries, "date", "dates")
    )
}

fn megabytes(size: u64) -> String {
    match size / (1 << 20) {
        0 => format!("{} KiB", size.div_ceil(1 << 10)),
        whole => format!("{whole} MiB"),
    }
}
