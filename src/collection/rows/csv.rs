//! Stories as a table: RFC 4180 with a header, separated by commas or semicolons, as spreadsheets save it.
//!
//! The columns are in [`COLUMNS`]; docs/import.md explains them to people.

use ::csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::super::fields::nearest;
use super::super::read::SIZE_LIMIT;
use super::super::tree::{Table, Value};
use super::cells::{Cell, guarded, unguarded};
use super::{row, too_large};
use crate::domain::story::NewStory;
use crate::domain::text::{clean_line, shorten};
use crate::domain::transfer::Row;

/// A column: its name, the key of the story file that it holds, and how.
struct Column {
    name: &'static str,
    key: &'static str,
    cell: Cell,
}

const fn column(name: &'static str, key: &'static str, cell: Cell) -> Column {
    Column { name, key, cell }
}

/// What stands before the keys of the match.
const MATCH: &str = "match.";

/// Every column, in the order in which they are written.
const COLUMNS: [Column; 24] = [
    column("slug", "slug", Cell::Text),
    column("title", "title", Cell::Text),
    column("summary", "summary", Cell::Text),
    column("tournament", "tournament", Cell::Text),
    column("date", "date", Cell::Text),
    column("lang", "lang", Cell::Text),
    column("text", "text", Cell::Text),
    column("players", "players", Cell::Bracketed("team")),
    column("people", "people", Cell::Bracketed("role")),
    column("match_date", "match.date", Cell::Text),
    column("home", "match.home", Cell::Text),
    column("away", "match.away", Cell::Text),
    column("score", "match.score", Cell::Score),
    column("penalties", "match.penalties", Cell::Score),
    column("stage", "match.stage", Cell::Text),
    column("venue", "match.venue", Cell::Text),
    column("city", "match.city", Cell::Text),
    column("themes", "themes", Cell::Words),
    column("quotes", "quotes", Cell::Quotes),
    column("reactions", "reactions", Cell::Lines),
    column("media", "media", Cell::Linked("kind")),
    column("related", "related", Cell::Words),
    column("sources", "sources", Cell::Linked("publisher")),
    column("variants", "variants", Cell::Lines),
];

/// Every row below the header that is not empty, up to one more than `limit`; or what is wrong with the header.
pub(super) fn read(text: &str, limit: usize) -> Vec<Row> {
    let start = text.len() - text.trim_start_matches(['\r', '\n']).len();
    let first = text[start..].lines().next().unwrap_or_default();
    let separator = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut records = reader.records();
    let mut record = || {
        let record = records.next()?.unwrap_or_default();
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        Some((lines.begin(start), record))
    };
    let Some((line, header)) = record() else { return Vec::new() };
    let columns = match columns(line, &header) {
        Ok(columns) => columns,
        Err(faults) => return faults,
    };
    let mut rows = Vec::new();
    while let Some(((line, rest), record)) = record() {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows.push(read_row(line, rest, &columns, &record, separator));
        if rows.len() > limit {
            break;
        }
    }
    if rows.is_empty() {
        rows.push(Row::refused(line.0, "file", "there is only the header", "write one story into each row below it"));
    }
    rows
}

/// Where records begin.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    /// The line of the record that the parser began to read at this byte, and the text from there on. What ends the
    /// record before it, and empty lines, are not its own.
    fn begin(&mut self, at: usize) -> (usize, &'a str) {
        let rest = self.text.get(at..).unwrap_or_default();
        let begin = self.text.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.line += self.text.get(self.at..begin).unwrap_or_default().matches('\n').count();
        self.at = begin;
        (self.line, self.text.get(begin..).unwrap_or_default())
    }
}

/// The columns of a header; `None` is one without a name.
fn columns((line, _): (usize, &str), header: &StringRecord) -> Result<Vec<Option<&'static Column>>, Vec<Row>> {
    let names = COLUMNS.map(|column| column.name);
    let mut columns: Vec<Option<&'static Column>> = Vec::new();
    let mut faults = Vec::new();
    for cell in header {
        let written = cell.trim().to_lowercase();
        let known = COLUMNS.iter().find(|column| column.name == written || column.key == written);
        let shown = shorten(&clean_line(&written), 60);
        if known.is_none() && !written.is_empty() {
            let mend = nearest(&written, &names);
            let near = if mend.starts_with("did") { format!("{mend} ") } else { String::new() };
            let mend = format!("{near}the columns are {}", names.join(", "));
            faults.push(Row::refused(line, "header", format!("there is no column {shown:?}"), mend));
        }
        if known.is_some_and(|known| columns.iter().flatten().any(|column| column.name == known.name)) {
            faults.push(Row::refused(
                line,
                "header",
                format!("the column {shown:?} is there twice"),
                "keep one of them",
            ));
        }
        columns.push(known);
        // A file of something else is not worth a fault for each of its words.
        if faults.len() >= COLUMNS.len() {
            break;
        }
    }
    faults.dedup();
    if columns.iter().flatten().next().is_none() {
        faults.truncate(1);
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

fn read_row(line: usize, rest: &str, columns: &[Option<&'static Column>], record: &StringRecord, separator: u8) -> Row {
    let extra = record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty());
    if record.len() < columns.len() || extra {
        let found = format!("{} cells where the header has {}", record.len(), columns.len());
        let mend =
            "put a cell that holds separators, quotes or line ends between double quotes, and double the quotes inside";
        return Row::refused(line, "row", found, mend);
    }
    if record.as_slice().len() > SIZE_LIMIT {
        return too_large(line);
    }
    if ends_open(rest, separator) {
        return Row::refused(line, "row", "the closing quote of a cell is missing", "end the cell with \"");
    }
    let (mut told, mut match_, mut faults) = (Table::default(), Table::default(), Vec::new());
    for (column, cell) in columns.iter().zip(record) {
        let cell = unguarded(cell);
        if cell.trim().is_empty() {
            continue;
        }
        let Some(column) = column else {
            let found = format!("{:?} stands in a column without a name", shorten(&clean_line(cell), 40));
            return Row::refused(line, "row", found, "name the column in the header, or empty the cell");
        };
        match column.cell.read(column.name, cell, line) {
            Ok(value) => match column.key.strip_prefix(MATCH) {
                Some(key) => match_.put(key, line, value),
                None => told.put(column.key, line, value),
            },
            Err(fault) => faults.push(fault),
        }
    }
    if !match_.is_empty() {
        told.put("match", line, Value::Table(match_));
    }
    row(line, &told, faults)
}

/// Whether the text from the beginning of a record ends between the quotes of one of that record's cells: the parser
/// forgives that, but then all that follows has become part of the cell.
fn ends_open(rest: &str, separator: u8) -> bool {
    let (mut is_quoted, mut at_start) = (false, true);
    let mut bytes = rest.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if is_quoted && bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            b'"' if is_quoted => is_quoted = false,
            _ if is_quoted => {}
            b'"' if at_start => is_quoted = true,
            b'\r' | b'\n' => return false,
            _ => {}
        }
        at_start = byte == separator;
    }
    is_quoted
}

/// The table with all columns. It begins with a byte order mark, without which Excel takes UTF-8 for something else, and
/// its lines end with CR LF (RFC 4180).
pub(super) fn write(stories: &[NewStory]) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    let _never_fails_in_memory = writer.write_record(COLUMNS.map(|column| column.name));
    for story in stories {
        let mut told = Table::of_story(story);
        told.text("text", story.body.source());
        let match_ =
            told.get("match").and_then(|node| if let Value::Table(table) = &node.value { Some(table) } else { None });
        let cells = COLUMNS.map(|column| {
            let node = match column.key.strip_prefix(MATCH) {
                Some(key) => match_.and_then(|match_| match_.get(key)),
                None => told.get(column.key),
            };
            node.map(|node| guarded(column.cell.write(&node.value))).unwrap_or_default()
        });
        let _never_fails_in_memory = writer.write_record(&cells);
    }
    writer.into_inner().unwrap_or_default()
}
