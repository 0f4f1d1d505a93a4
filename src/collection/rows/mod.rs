//! Files that tell many stories: which kind one is, whether it is text at all, and the stories that its rows tell.
//!
//! `jsonl` and `csv` know how rows are written, `cells` what one cell of a table holds; the rules about values are
//! `domain::draft`'s. Nothing here knows where a file came from: what can be derived may be left out, as in chat.

mod cells;
mod csv;
mod jsonl;

use super::fields::{Fields, Writing};
use super::read::{SIZE_LIMIT, read};
use super::tree::Table;
use crate::domain::draft::{Draft, Fault, Origin};
use crate::domain::story::{NewStory, Slug};
use crate::domain::transfer::{FileFault, FileKind, Row, RowKind, refuse_repeated};

/// Every row of a file, at least one: a file that tells nothing is one row that says why. What is behind the first row
/// that is more than `limit` is not read.
pub(super) fn read_file(name: &str, bytes: &[u8], limit: usize) -> Vec<Row> {
    let text = match text_of(bytes) {
        Ok(text) => text,
        Err(row) => return vec![*row],
    };
    if text.trim().is_empty() {
        return vec![Row::refused(1, "file", "it is empty", "write at least one story into it")];
    }
    let mut rows = match FileKind::of(name, text) {
        FileKind::StoryFile => vec![story_file(name, text)],
        FileKind::Rows(RowKind::JsonLines) => jsonl::read(text, limit),
        FileKind::Rows(RowKind::Csv) => csv::read(text, limit),
    };
    refuse_repeated(&mut rows);
    rows
}

/// Stories as a file of that kind; reading it gives the same ones.
pub(super) fn write_rows(kind: RowKind, stories: &[NewStory]) -> Vec<u8> {
    match kind {
        RowKind::JsonLines => jsonl::write(stories),
        RowKind::Csv => csv::write(stories),
    }
}

/// The text of a file without its byte order mark; or what it is instead.
fn text_of(bytes: &[u8]) -> Result<&str, Box<Row>> {
    let refused = |line, found: &str, mend: &str| Err(Box::new(Row::refused(line, "file", found, mend)));
    if bytes.starts_with(b"PK\x03\x04") {
        return refused(1, "this is a workbook or an archive", "save the table as “CSV UTF-8”");
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refused(1, "this is UTF-16", "save the file as UTF-8, a table as “CSV UTF-8”");
    }
    let text = std::str::from_utf8(bytes).or_else(|error| {
        let (before, from) = bytes.split_at(error.valid_up_to());
        let line = before.split(|byte| *byte == b'\n').count();
        let byte = from.first().copied().unwrap_or_default();
        let found = format!("byte 0x{byte:02X} is no UTF-8");
        refused(line, &found, "save the file as UTF-8, a table as “CSV UTF-8”")
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A story file without a slug goes by the file's name, as in the collection.
fn story_file(name: &str, text: &str) -> Row {
    let mut reading = read(text);
    reading.draft.origin = Origin::Chat;
    let stem = name.rsplit(['/', '\\']).next().and_then(|name| name.strip_suffix(".md")).and_then(Slug::parse);
    if let Some(stem) = stem.filter(|_| reading.draft.slug.trim().is_empty()) {
        stem.as_str().clone_into(&mut reading.draft.slug);
    }
    Row { line: 1, told: reading.check() }
}

/// One story that is larger than a whole story file may be.
fn too_large(line: usize) -> Row {
    let found = format!("more than {} KiB", SIZE_LIMIT / 1024);
    Row::refused(line, "row", found, "a story is text of a few KiB: is this one?")
}

/// A row whose keys and values are known: the story, or all that is wrong with it. `faults` were found on the way here.
fn row(line: usize, told: &Table, mut faults: Vec<Fault>) -> Row {
    let mut fields = Fields::new(Writing::Json);
    let draft = Draft { origin: Origin::Chat, ..fields.story(told) };
    faults.extend(fields.faults.into_iter().map(|fault| fault.fault));
    let story = match draft.check() {
        Ok(story) if faults.is_empty() => return Row { line, told: Ok(story) },
        Ok(_) => Vec::new(),
        Err(found) => found,
    };
    let news: Vec<_> = story.into_iter().filter(|found| !faults.iter().any(|told| found.echoes(told))).collect();
    faults.extend(news);
    Row { line, told: Err(faults.into_iter().map(|fault| FileFault { line, fault }).collect()) }
}
