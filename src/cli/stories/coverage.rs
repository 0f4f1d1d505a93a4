//! `touchline stories coverage`: what the stories cover, printed or put into the collection's README.

use std::path::Path;

use super::{Failed, all_told, collection, files, say};
use crate::collection::coverage::{self, tables};

/// Prints the tables of a folder, or of the embedded collection.
pub(super) fn print(dir: Option<&Path>) -> Result<(), Failed> {
    let files = files(dir)?;
    let checked = collection::check(&files);
    say(tables(checked.stories.iter().map(|(_, story)| story)).trim_end());
    all_told(&files, &checked)
}

/// Puts the tables of a folder into its README; not as long as stories would be missing from them.
pub(super) fn write(dir: &Path) -> Result<(), Failed> {
    let files = files(Some(dir))?;
    let checked = collection::check(&files);
    all_told(&files, &checked)?;
    let tables = tables(checked.stories.iter().map(|(_, story)| story));
    let (readme, changed) = coverage::write(dir, &tables).map_err(|error| Failed::Work(error.to_string()))?;
    say(&format!("{}: {}", readme.display(), if changed { "written" } else { "nothing has changed" }));
    Ok(())
}
