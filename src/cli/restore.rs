//! `touchline restore`: a backup in the place of the store.

use std::path::PathBuf;

use clap::Args;

use super::backup::words;
use super::{Failed, load_without_platforms, say};
use crate::clock::SystemClock;
use crate::config::Flags;
use crate::ports::Clock as _;
use crate::store;
use crate::store::sqlite::{RestoreError, Restored, Shape};

pub(super) const EXAMPLES: &str = "Examples:
  touchline restore touchline.db.backups/touchline-20261122T030000Z.db
  touchline restore touchline.db.before-v6 --keep-shape      before going back to the older program
  touchline restore monday.db --dry-run        say what it would do, also while the bot runs

Stop the bot first. The store that is there now is kept beside it under a new name. Posts that were due before now are
closed and never sent again; what people had deleted since the backup stays deleted.";

/// What `touchline restore` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The backup
    #[arg(value_name = "FILE")]
    backup: PathBuf,
    /// Say what it would do, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Keep the shape that the backup has, to go back to the older Touchline that wrote it
    #[arg(long)]
    keep_shape: bool,
}

pub(super) fn restore(arguments: &Arguments, flags: &Flags) -> Result<(), Failed> {
    let config = load_without_platforms(flags)?;
    let (now, backup) = (SystemClock.now(), &arguments.backup);
    let shape = if arguments.keep_shape { Shape::Kept } else { Shape::Newest };
    let store = config.store.path.display();
    let failed = |error: RestoreError| match error {
        RestoreError::Store(_) => Failed::Configuration(error.to_string()),
        error => Failed::Work(error.to_string()),
    };
    if arguments.dry_run {
        let would = store::rehearse(&config.store, backup, shape, now).map_err(failed)?;
        say(&format!("Nothing was changed. {} would take the place of {store}:", backup.display()));
        say(&told(&would));
    } else {
        let restored = store::restore(&config.store, backup, shape, now).map_err(failed)?;
        say(&format!("{store} is restored from {}:", backup.display()));
        say(&told(&restored));
    }
    Ok(())
}

/// What was done or would be, one line each.
fn told(restored: &Restored) -> String {
    let Restored { backup, aside, closed, deletions, unknown_since } = restored;
    let mut lines = vec![format!("  the backup: {}", words(backup))];
    if let Some(aside) = aside {
        lines.push(format!("  the store before it: kept as {}; delete that when you do not need it", aside.display()));
    }
    lines.push(format!(
        "  posts that were due before now: {closed} closed as skipped, never sent again; /daily why names each"
    ));
    match unknown_since {
        None => lines.push(format!("  deletions since the backup: {deletions} applied again")),
        Some(cause) => lines.push(format!(
            "  DELETIONS SINCE THE BACKUP COULD NOT BE APPLIED ({cause}): whoever said /forgetme since then must say it again"
        )),
    }
    lines.join("\n")
}
