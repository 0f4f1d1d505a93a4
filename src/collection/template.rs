//! A new story file: every field with a word about it, filled in as far as its day tells.
//!
//! What is left empty in it is what `check` asks for.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate};

use super::advise::WORDS;
use super::files::holder;
use crate::domain::story::{Slug, Theme};
use crate::domain::tournament::Tournament;

const TEMPLATE: &str = include_str!("template.md");

/// Why a new file was not written.
#[derive(Debug, thiserror::Error)]
pub enum NewFileError {
    /// No World Cup was played on that day.
    #[error(
        "no World Cup was played on {date}; the nearest is {}, from {} to {}",
        .nearest.name, .nearest.first_day(), .nearest.last_day()
    )]
    NoTournament {
        /// The day.
        date: NaiveDate,
        /// The tournament that is fewest days away.
        nearest: &'static Tournament,
    },
    /// A story has that name.
    #[error("{} is there already: a name stands for one story; choose another", .0.display())]
    Taken(PathBuf),
    /// The file system does not let it.
    #[error("{}: {cause}", .path.display())]
    Io {
        /// What was to be read or written.
        path: PathBuf,
        /// Why it was not.
        cause: io::Error,
    },
}

/// Writes the template of a story of that day below a folder, which is made if need be. Returns the file.
///
/// # Errors
/// See [`NewFileError`]. A file that is there is never changed.
pub fn new_file(folder: &Path, slug: &Slug, date: NaiveDate) -> Result<PathBuf, NewFileError> {
    let tournament =
        Tournament::on(date).ok_or_else(|| NewFileError::NoTournament { date, nearest: Tournament::nearest(date) })?;
    let error = |path: &Path| {
        let path = path.to_owned();
        move |cause| NewFileError::Io { path, cause }
    };
    match holder(folder, slug) {
        Ok(None) => {}
        Ok(Some(taken)) => return Err(NewFileError::Taken(taken)),
        // It is made below.
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
        Err(cause) => return Err(error(folder)(cause)),
    }
    let year = folder.join(date.year().to_string());
    fs::create_dir_all(&year).map_err(error(&year))?;
    let path = year.join(format!("{slug}.md"));
    // Never over what somebody made in the meantime.
    let mut file = File::create_new(&path).map_err(error(&path))?;
    file.write_all(filled_in(tournament, date).as_bytes()).map_err(error(&path))?;
    Ok(path)
}

fn filled_in(tournament: &Tournament, date: NaiveDate) -> String {
    let themes = Theme::ALL.map(|(_, word)| word).join(", ");
    TEMPLATE
        .replace("{tournament}", tournament.name)
        .replace("{date}", &date.to_string())
        .replace("{themes}", &themes)
        .replace("{words}", &format!("{} to {}", WORDS.start(), WORDS.end()))
}

#[cfg(test)]
mod tests {
    use super::super::fields;
    use super::*;

    #[test]
    fn the_template_has_every_key() {
        for (section, keys) in fields::sections() {
            let heading = format!("[{section}]");
            let start = if section.is_empty() { 0 } else { TEMPLATE.find(&heading).expect("the section") };
            let end = TEMPLATE[start..].find("\n\n").map_or(TEMPLATE.len(), |end| start + end);
            let part = if section.is_empty() { TEMPLATE } else { &TEMPLATE[start..end] };
            // The slug is the file's name, and variants are files of their own.
            for key in keys.iter().filter(|key| !["slug", "variants"].contains(key)) {
                let written = [format!("\n{key} = "), format!("\n# {key} = "), format!("[{key}]")];
                assert!(written.iter().any(|written| part.contains(written)), "{section} {key}");
            }
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in_by_the_program() {
        let date = NaiveDate::from_ymd_opt(2023, 8, 20).expect("a day");
        let text = filled_in(Tournament::on(date).expect("a final"), date);
        assert!(text.contains("tournament = \"FIFA Women's World Cup 2023\"\ndate = 2023-08-20 "), "{text}");
        assert!(!text.contains(['{', '}']), "{text}");
    }
}
