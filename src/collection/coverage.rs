//! What the stories cover, as the tables of the collection's README: by tournament, theme and team.
//!
//! It counts; whether a story is good it does not know.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::story::{NewStory, Theme};
use crate::domain::teams;
use crate::domain::tournament;

/// The line above the tables in a README.
pub const BEGIN: &str = "<!-- coverage: begin (touchline stories coverage --write) -->";
/// The line below them.
pub const END: &str = "<!-- coverage: end -->";

/// Why the tables were not written.
#[derive(Debug, thiserror::Error)]
pub enum CoverageError {
    /// The README has no place for them.
    #[error("{}: the lines between which the tables stand are missing; write {BEGIN} and below it {END}", .0.display())]
    NoMarkers(PathBuf),
    /// The README cannot be read or written.
    #[error("{}: {cause}", .readme.display())]
    Io {
        /// The README.
        readme: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

/// The tables, as Markdown.
pub fn tables<'a>(stories: impl IntoIterator<Item = &'a NewStory>) -> String {
    let mut tournaments: BTreeMap<&str, usize> = tournament::ALL.iter().map(|known| (known.name, 0)).collect();
    let mut themes: BTreeMap<&str, usize> = Theme::ALL.iter().map(|(_, word)| (*word, 0)).collect();
    let mut teams: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = 0;
    for story in stories {
        count += 1;
        if let Some(name) = &story.tournament {
            *tournaments.entry(name.as_str()).or_default() += 1;
        }
        for word in story.themes.iter().map(|theme| theme.word()).collect::<BTreeSet<_>>() {
            *themes.entry(word).or_default() += 1;
        }
        for team in teams_of(story) {
            *teams.entry(team).or_default() += 1;
        }
    }
    let of = |name: &str| tournaments.get(name).copied().unwrap_or_default();
    let played = tournament::ALL.iter().map(|known| (known.name, of(known.name)));
    let untold: Vec<_> = played.clone().filter(|(_, stories)| *stories == 0).map(|(name, _)| name).collect();
    let untold = match untold.as_slice() {
        [] => "Every World Cup has a story.".to_owned(),
        names => format!("No story yet: {}.", names.join(", ")),
    };
    format!(
        "{count} {}.\n\n{}\n{untold}\n\n{}\n{}",
        if count == 1 { "story" } else { "stories" },
        table("Tournament", played),
        table("Theme", most_first(themes)),
        table("Team", most_first(teams)),
    )
}

/// The teams of a story by the names in use: those of its match and of its players, each once.
fn teams_of(story: &NewStory) -> BTreeSet<&str> {
    let of_match = story.match_.iter().flat_map(|match_| [&match_.home, &match_.away]);
    let all = of_match.chain(story.players.iter().filter_map(|player| player.team.as_ref()));
    all.map(|team| teams::known(team.as_str()).unwrap_or(team.as_str())).collect()
}

fn most_first(counts: BTreeMap<&str, usize>) -> impl Iterator<Item = (&str, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.into_iter()
}

fn table<'a>(heading: &str, rows: impl Iterator<Item = (&'a str, usize)>) -> String {
    let head = format!("| {heading} | Stories |\n|---|---:|\n");
    rows.fold(head, |table, (name, count)| table + &format!("| {} | {count} |\n", escaped(name)))
}

/// A name that stays one in a Markdown table.
fn escaped(name: &str) -> String {
    name.chars().fold(String::with_capacity(name.len()), |mut escaped, ch| {
        if matches!(ch, '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&') {
            escaped.push('\\');
        }
        escaped.push(ch);
        escaped
    })
}

/// A README with the tables between its two lines, its line ends kept; `None` when the lines are not there.
pub fn with_tables(readme: &str, tables: &str) -> Option<String> {
    let from = readme.find(BEGIN)? + BEGIN.len();
    let to = from + readme[from..].find(END)?;
    let block = format!("\n\n{tables}\n");
    let block = if readme.contains("\r\n") { block.replace('\n', "\r\n") } else { block };
    Some(format!("{}{block}{}", &readme[..from], &readme[to..]))
}

/// Puts the tables into the README of a folder, whole or not at all. Returns the README, and whether it has changed.
///
/// # Errors
/// The README has no place for them, or cannot be read or written.
pub fn write(folder: &Path, tables: &str) -> Result<(PathBuf, bool), CoverageError> {
    let readme = folder.join("README.md");
    let error = |cause| CoverageError::Io { readme: readme.clone(), cause };
    // What a link leads to is replaced, not the link.
    let target = fs::canonicalize(&readme).map_err(error)?;
    let before = fs::read_to_string(&target).map_err(error)?;
    let Some(after) = with_tables(&before, tables) else { return Err(CoverageError::NoMarkers(readme)) };
    if after != before {
        replace(&target, &after).map_err(error)?;
    }
    Ok((readme, after != before))
}

/// Writes beside the file first: whoever reads it sees the old text or the new one.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let beside = file.with_extension(format!("md.{}", std::process::id()));
    let written = fs::File::create_new(&beside).and_then(|mut new| {
        new.write_all(text.as_bytes())?;
        new.set_permissions(fs::metadata(file)?.permissions())?;
        new.sync_all()
    });
    let replaced = written.and_then(|()| fs::rename(&beside, file));
    if replaced.is_err() {
        // What went wrong is told already; a rest that stays is the smaller trouble.
        let _removed = fs::remove_file(&beside);
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_stand_between_the_two_lines_and_nothing_else_changes() {
        let readme = format!("# A\r\n\r\n{BEGIN}\r\nold\r\n{END}\r\nrest");
        let after = with_tables(&readme, "1 story.\n").expect("the lines are there");
        assert_eq!(after, format!("# A\r\n\r\n{BEGIN}\r\n\r\n1 story.\r\n\r\n{END}\r\nrest"));
        assert_eq!(with_tables(&after, "1 story.\n").as_ref(), Some(&after), "a second time changes nothing");
        for bad in [String::new(), BEGIN.to_owned(), format!("{END}\n{BEGIN}\n")] {
            assert_eq!(with_tables(&bad, "x"), None, "{bad}");
        }
    }

    #[test]
    fn an_empty_collection_covers_nothing() {
        let tables = tables([]);
        assert!(
            tables.starts_with("0 stories.\n\n| Tournament | Stories |\n|---|---:|\n| FIFA World Cup 1930 | 0 |\n")
        );
        assert!(tables.contains("\nNo story yet: FIFA World Cup 1930, FIFA World Cup 1934,"));
        assert!(tables.ends_with("| Team | Stories |\n|---|---:|\n"), "{tables}");
        assert_eq!(escaped("A|B <i>"), "A\\|B \\<i\\>");
    }
}
