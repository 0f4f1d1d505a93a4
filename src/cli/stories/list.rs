//! `touchline stories list`: a table of the stories, the same in a terminal and in a pipe.

use std::path::Path;

use unicode_width::UnicodeWidthStr as _;

use super::{Failed, all_told, collection, files, say};
use crate::domain::story::NewStory;
use crate::domain::telling::teams_and_score;
use crate::domain::tongue::Tongue;

const HEADER: [&str; COLUMNS] = ["date", "slug", "match", "players", "words", "title"];
const COLUMNS: usize = 6;
/// The column that is written to the right.
const WORDS: usize = 4;
/// Stands where there is nothing.
const NOTHING: &str = "–";

/// Lists the stories of a folder, or of the embedded collection, by date.
pub(super) fn list(dir: Option<&Path>) -> Result<(), Failed> {
    let files = files(dir)?;
    let checked = collection::check(&files);
    let mut stories: Vec<_> = checked.stories.iter().map(|(_, story)| story).collect();
    stories.sort_by(|one, other| (one.date, &one.slug).cmp(&(other.date, &other.slug)));
    say(&table(&stories));
    all_told(&files, &checked)
}

fn table(stories: &[&NewStory]) -> String {
    let rows: Vec<_> =
        std::iter::once(HEADER.map(str::to_owned)).chain(stories.iter().map(|story| row(story))).collect();
    let widths: [usize; COLUMNS] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or_default());
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
            // `format!` would count letters, of which some are two columns wide and some none.
            let space = " ".repeat(width - cell.width());
            if column == WORDS { format!("{space}{cell}") } else { format!("{cell}{space}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn row(story: &NewStory) -> [String; COLUMNS] {
    let players = match story.players.as_slice() {
        [] => NOTHING.to_owned(),
        [one] => one.name.to_string(),
        [first, others @ ..] => format!("{} +{}", first.name, others.len()),
    };
    [
        story.date.to_string(),
        story.slug.to_string(),
        story.match_.as_ref().map_or_else(|| NOTHING.to_owned(), |match_| teams_and_score(match_, Tongue::English)),
        players,
        story.body.words().to_string(),
        story.title.to_string(),
    ]
}
