//! `touchline stories …`: what a curator does with story files. One file a subcommand; here is what they share.

mod check;
mod coverage;
mod export;
mod import;
mod list;
mod new;
mod show;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand as Subcommands;

use super::{Failed, complain, load_without_platforms, say};
use crate::collection::{self, Checked, Collection, StoryFile};
use crate::config::Flags;
use crate::domain::community::Community;
use crate::domain::story::Slug;

use check::{Warnings, check};

/// Where a new story goes, and the tables of the README, when nobody says otherwise.
const FOLDER: &str = "stories";

#[derive(Debug, Subcommands)]
pub(super) enum Command {
    /// Check story files: every fault and weak spot with its file, line, key and mend
    #[command(
        after_help = "Examples:\n  touchline stories check            the collection in use\n  touchline stories check stories    a folder"
    )]
    Check {
        /// A folder with a subfolder for each year [default: the configured or embedded collection]
        dir: Option<PathBuf>,
        /// Fail on warnings, too
        #[arg(long)]
        strict: bool,
    },
    /// List the stories by date
    #[command(
        after_help = "Examples:\n  touchline stories list            the collection in use\n  touchline stories list stories    a folder"
    )]
    List {
        /// A folder with a subfolder for each year [default: the configured or embedded collection]
        dir: Option<PathBuf>,
    },
    /// Show a story exactly as a platform gets it
    #[command(
        after_help = "Examples:\n  touchline stories show hakimi-mother-belgium\n  touchline stories show hakimi-mother-belgium --as telegram --dir stories"
    )]
    Show {
        /// The story's name: its file without .md
        slug: String,
        /// The platform
        #[arg(long = "as", value_enum, value_name = "PLATFORM", default_value_t = show::Door::Console)]
        door: show::Door,
        /// Print the body of each request instead, one a line; what depends on the place (chat, nonce) is left out
        #[arg(long)]
        json: bool,
        /// A folder with a subfolder for each year [default: the configured or embedded collection]
        #[arg(long)]
        dir: Option<PathBuf>,
    },
    /// Begin a story: write a file with every field and a word about each
    #[command(after_help = "Example:\n  touchline stories new boufal-mother-dance --date 2022-12-10")]
    New {
        /// The story's name: lower-case letters a–z, digits and single dashes
        slug: String,
        /// The day it happened
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: NaiveDate,
        /// The folder with a subfolder for each year
        #[arg(long, default_value = FOLDER)]
        dir: PathBuf,
    },
    /// Write the stories of the store to a file or as files, those too that were added or edited in chat
    #[command(
        after_help = "Examples:\n  touchline stories export stories.jsonl        JSON lines, one story a line\n  touchline stories export stories.csv          a table for a spreadsheet\n  touchline stories export stories-of-today     a folder of story files\n  touchline stories export ours.csv --of discord/1000000000000000001\n\ndocs/import.md explains the formats. `stories import` reads each of them again."
    )]
    Export {
        /// A file that ends in .jsonl or .csv, or a folder, in which each year gets a subfolder; no file that is there is changed
        to: PathBuf,
        /// The stories of one community instead of everyone's
        #[arg(long, value_name = "PLATFORM/NUMBER", value_parser = export::community)]
        of: Option<Community>,
    },
    /// Bring stories into the store: new ones are added, those of a known slug changed; all or, if one is refused, none
    #[command(
        after_help = "Examples:\n  touchline stories import stories.csv --dry-run   what would be done; the bot may run meanwhile\n  touchline stories import stories.csv             do it; stop the bot before\n  touchline stories import ours.jsonl --of discord/1000000000000000001\n  touchline stories import hakimi-mother.md        one story file\n  touchline stories import stories-of-today        a folder of story files\n\ndocs/import.md explains the formats."
    )]
    Import {
        /// A file that ends in .jsonl, .csv or .md, or a folder with a subfolder for each year
        from: PathBuf,
        /// Into the stories of one community instead of everyone's
        #[arg(long, value_name = "PLATFORM/NUMBER", value_parser = export::community)]
        of: Option<Community>,
        /// Say what would be added, changed and refused, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Count the stories by tournament, theme and team, as tables in Markdown
    #[command(
        after_help = "Examples:\n  touchline stories coverage                    the collection in use\n  touchline stories coverage stories --write    into stories/README.md"
    )]
    Coverage {
        /// A folder with a subfolder for each year [default: the configured or embedded collection]
        dir: Option<PathBuf>,
        /// Put the tables into the folder's README.md [default folder: the configured one, else stories]
        #[arg(long)]
        write: bool,
    },
}

pub(super) fn stories(command: Command, flags: &Flags) -> Result<(), Failed> {
    match command {
        Command::Export { to, of } => export::export(&to, of.as_ref(), flags),
        Command::Import { from, of, dry_run } => {
            let mode = if dry_run { import::Mode::DryRun } else { import::Mode::InEarnest };
            import::import(&from, of.as_ref(), mode, flags)
        }
        Command::Check { dir, strict } => {
            check(folder(dir, flags)?.as_deref(), if strict { Warnings::Fail } else { Warnings::Pass })
        }
        Command::List { dir } => list::list(folder(dir, flags)?.as_deref()),
        Command::Show { slug, door, json, dir } => {
            let form = if json { show::Form::Requests } else { show::Form::Seen };
            show::show(&slug, (door, form), folder(dir, flags)?.as_deref())
        }
        Command::New { slug, date, dir } => new::new(&slug, date, &dir),
        Command::Coverage { dir, write: false } => coverage::print(folder(dir, flags)?.as_deref()),
        Command::Coverage { dir, write: true } => {
            coverage::write(&folder(dir, flags)?.unwrap_or_else(|| PathBuf::from(FOLDER)))
        }
    }
}

/// The folder that is meant: the one that is named, else the configured one; `None` for the embedded collection.
fn folder(named: Option<PathBuf>, flags: &Flags) -> Result<Option<PathBuf>, Failed> {
    if named.is_some() { Ok(named) } else { Ok(load_without_platforms(flags)?.stories) }
}

pub(super) fn files(dir: Option<&Path>) -> Result<Vec<StoryFile>, Failed> {
    let collection = dir.map_or_else(Collection::embedded, Collection::folder);
    collection.files().map_err(|error| Failed::Configuration(format!("[stories] dir: {error}")))
}

/// An error when files are left out of what was shown.
fn all_told(files: &[StoryFile], checked: &Checked<'_>) -> Result<(), Failed> {
    match checked.problems.first() {
        Some(problem) if checked.stories.len() < files.len() => Err(Failed::Work(format!(
            "not all files could be read ({problem}); `touchline stories check` names every fault"
        ))),
        _ => Ok(()),
    }
}

/// A slug, or why it is none.
fn slug(written: &str) -> Result<Slug, Failed> {
    Slug::parse(written).ok_or_else(|| {
        Failed::Work(format!(
            "{written:?} does not do as a name: use lower-case letters a–z, digits and single dashes, for example hakimi-mother-belgium"
        ))
    })
}

fn day(written: &str) -> Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok().filter(|day| day.to_string() == written);
    day.ok_or_else(|| "write a day that exists as YYYY-MM-DD, for example 2022-11-27".to_owned())
}
