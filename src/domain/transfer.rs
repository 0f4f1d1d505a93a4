//! Stories that go in and out in files: which kinds of files there are, how much one may hold, what a row of it tells, and
//! what bringing it in would do.
//!
//! It does not know how a file is written, nor where stories are kept.

use std::collections::HashMap;
use std::fmt;

use super::draft::Fault;
use super::story::{NewStory, Slug};
use super::tongue::Text;

/// A file that is sent in a chat tells at most so many stories, in at most
/// [`ATTACHMENT_LIMIT`](super::file::ATTACHMENT_LIMIT) bytes. At the command line there is no limit.
pub const ROWS_LIMIT: usize = 10_000;

/// How a file tells stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// One story, as the collection's files do.
    StoryFile,
    /// Many.
    Rows(RowKind),
}

/// How a file tells many stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// One JSON object a line, with the keys of the story file and `text`.
    JsonLines,
    /// A table with a header, as spreadsheets read and write it.
    Csv,
}

impl RowKind {
    /// Every kind with its word, which is the ending of its files too.
    pub const ALL: [(Self, &'static str); 2] = [(Self::JsonLines, "jsonl"), (Self::Csv, "csv")];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// The kind of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(word)).map(|(kind, _)| *kind)
    }
}

impl FileKind {
    /// The kind that a name's ending says: `.md`, `.jsonl` (also `.ndjson`), `.csv`.
    pub fn named(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "md" => Some(Self::StoryFile),
            "ndjson" => Some(Self::Rows(RowKind::JsonLines)),
            ending => RowKind::parse(ending).map(Self::Rows),
        }
    }

    /// The kind of a file by its name, or failing that by how it begins.
    pub fn of(name: &str, content: &str) -> Self {
        Self::named(name).unwrap_or_else(|| match content.trim_start_matches('\u{feff}').trim_start().chars().next() {
            Some('+') => Self::StoryFile,
            Some('{' | '[') => Self::Rows(RowKind::JsonLines),
            _ => Self::Rows(RowKind::Csv),
        })
    }
}

/// A fault and the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// From 1; of a row that spans several lines the first.
    pub line: usize,
    /// What is wrong, and the mend.
    pub fault: Fault,
}

impl FileFault {
    /// The fault for those who see no file beside it: `line 3, match.score`.
    pub fn with_line_in_key(self) -> Fault {
        Fault { key: format!("line {}, {}", self.line, self.fault.key), ..self.fault }
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}", self.line, self.fault)
    }
}

/// One story in a file, or what keeps it from being one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line that it begins on, from 1.
    pub line: usize,
    /// The story, which keeps every rule; or everything that is wrong.
    pub told: Result<NewStory, Vec<FileFault>>,
}

impl Row {
    /// A row that cannot be read at all, or a fault of the whole file.
    pub fn refused(line: usize, key: &str, found: impl Into<Text>, mend: impl Into<Text>) -> Self {
        let fault = Fault { key: key.to_owned(), found: found.into(), mend: mend.into() };
        Self { line, told: Err(vec![FileFault { line, fault }]) }
    }
}

/// Refuses each story whose slug an earlier row of the file has: which of them is meant nobody can say.
pub fn refuse_repeated(rows: &mut [Row]) {
    let mut seen: HashMap<Slug, usize> = HashMap::new();
    for row in rows {
        let Ok(story) = &row.told else { continue };
        if let Some(first) = seen.get(&story.slug) {
            let found = format!("{:?} is the slug of line {first} as well", story.slug.as_str());
            *row = Row::refused(row.line, "slug", found, "give one of them another slug, or take it out");
        } else {
            seen.insert(story.slug.clone(), row.line);
        }
    }
}

/// The store's number of stories that wait to be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImportId(pub i64);

/// What bringing one story in would do, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weighed {
    /// Add it.
    New,
    /// Nothing: it is told so already.
    Same,
    /// Change the story of that slug in these parts, by the words of [`differences`](super::revision::differences).
    Changes(Vec<&'static str>),
    /// Tell the removed story of that slug again, changed in these parts, if in any.
    Restores(Vec<&'static str>),
}

impl Weighed {
    /// As the command line says it: `changed`, and ` (title, text)`; `None` for what stays as it is.
    pub fn told(&self) -> Option<(&'static str, String)> {
        let (word, parts): (_, &[_]) = match self {
            Self::Same => return None,
            Self::New => ("new", &[]),
            Self::Changes(parts) => ("changed", parts),
            Self::Restores(parts) => ("restored", parts),
        };
        Some((word, if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }))
    }
}

/// What an import did, in stories.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// New ones.
    pub added: usize,
    /// Changed and restored ones.
    pub changed: usize,
    /// Those that were told so already.
    pub same: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_ending_and_otherwise_by_its_beginning() {
        let (json, csv) = (FileKind::Rows(RowKind::JsonLines), FileKind::Rows(RowKind::Csv));
        for (name, content, kind) in [
            ("a.md", "{", FileKind::StoryFile),
            ("a.b.JSONL", "", json),
            ("a.ndjson", "", json),
            ("a.csv", "+++", csv),
            ("story.txt", "\u{feff}\n+++\ntitle", FileKind::StoryFile),
            ("stories", " {\"title\"", json),
            ("stories", "[{", json),
            ("stories", "title,text", csv),
        ] {
            assert_eq!(FileKind::of(name, content), kind, "{name} {content}");
        }
    }
}
