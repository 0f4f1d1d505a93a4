//! `touchline stories …`: check and list story files.

use std::path::{Path, PathBuf};

use clap::Subcommand as Subcommands;

use super::{Failed, complain, load, say};
use crate::collection::{self, Collection};
use crate::config::Flags;

#[derive(Debug, Subcommands)]
pub(super) enum Command {
    /// Check story files: every fault with its file, line, key and mend
    #[command(
        after_help = "Examples:\n  touchline stories check            the collection in use\n  touchline stories check stories    a folder"
    )]
    Check {
        /// A folder with a subfolder for each year [default: the configured or embedded collection]
        dir: Option<PathBuf>,
    },
    /// List the stories of the collection in use
    #[command(after_help = "Example:\n  touchline stories list")]
    List,
}

pub(super) fn stories(command: &Command, flags: &Flags) -> Result<(), Failed> {
    match command {
        Command::Check { dir: Some(dir) } => check(Some(dir)),
        Command::Check { dir: None } => check(load(flags)?.stories.as_deref()),
        Command::List => list(load(flags)?.stories.as_deref()),
    }
}

fn files(dir: Option<&Path>) -> Result<Vec<collection::StoryFile>, Failed> {
    let collection = dir.map_or_else(Collection::embedded, Collection::folder);
    collection.files().map_err(|error| Failed::Configuration(format!("[stories] dir: {error}")))
}

/// Checks the collection in a folder, or the embedded one.
pub(super) fn check(dir: Option<&Path>) -> Result<(), Failed> {
    let files = files(dir)?;
    let checked = collection::check(&files);
    for problem in &checked.problems {
        complain(&problem.to_string());
    }
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let summary = format!(
        "{}, {}",
        count(checked.stories.len(), "story", "stories"),
        count(checked.problems.len(), "problem", "problems")
    );
    if checked.problems.is_empty() {
        say(&format!("Stories: {summary}."));
        Ok(())
    } else {
        Err(Failed::Work(summary))
    }
}

fn list(dir: Option<&Path>) -> Result<(), Failed> {
    let files = files(dir)?;
    let checked = collection::check(&files);
    let mut stories: Vec<_> = checked.stories.into_iter().map(|(_, story)| story).collect();
    stories.sort_by(|one, other| (one.date, &one.slug).cmp(&(other.date, &other.slug)));
    let width = stories.iter().map(|story| story.slug.as_str().len()).max().unwrap_or_default();
    for story in &stories {
        say(&format!("{}  {:width$}  {}", story.date, story.slug.as_str(), story.title));
    }
    if let Some(problem) = checked.problems.first() {
        return Err(Failed::Work(format!(
            "not all files could be read ({problem}); `touchline stories check` names every fault"
        )));
    }
    Ok(())
}
