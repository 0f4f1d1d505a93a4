//! `touchline stories new`: the beginning of a story.

use std::path::Path;

use chrono::NaiveDate;

use super::{Failed, collection, say, slug};

/// Writes a template, and says what comes next.
pub(super) fn new(written: &str, date: NaiveDate, dir: &Path) -> Result<(), Failed> {
    let path = collection::new_file(dir, &slug(written)?, date).map_err(|error| Failed::Work(error.to_string()))?;
    say(&format!("{}\nFill it in, then: touchline stories check {}", path.display(), dir.display()));
    Ok(())
}
