//! `touchline stories check`: every fault and weak spot of a collection at once.

use std::path::Path;

use super::{Failed, collection, complain, files, say};

/// What warnings do to the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Warnings {
    /// Nothing.
    Pass,
    /// They fail the check.
    Fail,
}

/// Checks the collection in a folder, or the embedded one.
pub(super) fn check(dir: Option<&Path>, warnings: Warnings) -> Result<(), Failed> {
    let files = files(dir)?;
    let checked = collection::check(&files);
    for line in checked.lines() {
        complain(&line);
    }
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let mut summary = format!(
        "{}, {}",
        count(checked.stories.len(), "story", "stories"),
        count(checked.problems.len(), "problem", "problems")
    );
    if !checked.warnings.is_empty() {
        summary = format!("{summary}, {}", count(checked.warnings.len(), "warning", "warnings"));
    }
    if checked.problems.is_empty() && (warnings == Warnings::Pass || checked.warnings.is_empty()) {
        say(&format!("Stories: {summary}."));
        Ok(())
    } else {
        Err(Failed::Work(summary))
    }
}
