//! One story file taken apart: the fences, the front matter, the text, and the line of everything.
//!
//! It does not know where the text came from, nor whether the story is a good one: [`Reading::check`] asks the domain.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use toml::de::DeTable;

use super::fields::{Fields, UNKNOWN_KEY, Writing};
use super::syntax;
use super::tree::Table;
use crate::domain::draft::{Draft, Fault};
use crate::domain::story::NewStory;
use crate::domain::text::{clean, clean_line, shorten};
use crate::domain::tongue::Text;
use crate::domain::transfer::FileFault;

/// A story file has at most so many bytes: far more than a story may say.
pub const SIZE_LIMIT: usize = 256 * 1024;
/// The line above and below the front matter.
const FENCE: &str = "+++";
/// What faults call the part between the fences.
const FRONT_MATTER: &str = "front matter";

/// What one file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its fields, as far as they could be read. The slug is the key of that name, empty when it is not there.
    pub draft: Draft,
    /// What could not be read, in the order of the lines.
    pub faults: Vec<FileFault>,
    lines: BTreeMap<String, usize>,
    text_line: usize,
    front: Front,
}

/// How much of the front matter is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Front {
    /// Nothing: the draft is empty, and only `faults` says why.
    #[default]
    Missing,
    /// Parts of it: what is missing from the draft may have been meant to be there.
    Broken,
    /// All that was written.
    Whole,
}

impl Reading {
    /// The line that a key of [`Fault`] stands on: its own, that of the entry or section around it, or the first when
    /// it is not there at all.
    pub fn line_of(&self, key: &str) -> usize {
        if let Some(of_text) = key.strip_prefix("text") {
            let line: usize = of_text.trim_start_matches(':').parse().unwrap_or(1);
            return self.text_line.max(1) + line.saturating_sub(1);
        }
        let mut key = key;
        loop {
            if let Some(line) = self.lines.get(key) {
                return *line;
            }
            let Some(end) = key.rfind(['.', '[']) else { return 1 };
            key = &key[..end];
        }
    }

    /// Every key of the story itself that is there, with its line; not those inside of sections and lists.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, usize)> {
        let keys = self.lines.iter().map(|(key, line)| (key.as_str(), *line));
        keys.filter(|(key, _)| !key.contains(['.', '[']))
    }

    /// The story, when its values keep the rules as well.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the lines.
    pub fn check(&self) -> Result<NewStory, Vec<FileFault>> {
        let mut faults = self.faults.clone();
        if self.front == Front::Missing {
            return Err(faults);
        }
        match self.draft.check() {
            Ok(story) if faults.is_empty() => return Ok(story),
            Ok(_) => {}
            Err(found) => faults.extend(found.into_iter().filter(|fault| self.is_news(fault)).map(|fault| {
                let line = self.line_of(&fault.key);
                FileFault { line, fault }
            })),
        }
        faults.sort_by_key(|fault| fault.line);
        faults.dedup();
        Err(faults)
    }

    /// Whether a fault of the values is more than the echo of one in the writing: a list of the wrong kind reads as
    /// empty, and what stands in broken TOML reads as missing.
    fn is_news(&self, fault: &Fault) -> bool {
        if self.faults.iter().any(|told| fault.echoes(&told.fault)) {
            return false;
        }
        let line = self.line_of(&fault.key);
        self.front == Front::Whole || (!fault.is_missing() && !self.faults.iter().any(|told| told.line == line))
    }
}

/// Tells lines from byte offsets in a part of a file.
pub(super) struct Ruler {
    first_line: usize,
    line_ends: Vec<usize>,
}

impl Ruler {
    fn new(part: &str, first_line: usize) -> Self {
        Self { first_line, line_ends: part.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The line in the file of an offset in the part.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.first_line + self.line_ends.partition_point(|end| *end < offset)
    }
}

/// Reads the bytes of a file, as strictly as the shared collection is kept: UTF-8 without a byte order mark, LF line ends.
pub fn read_bytes(bytes: &[u8]) -> Reading {
    let mut faults = Vec::new();
    if bytes.len() <= SIZE_LIMIT {
        if let Err(error) = std::str::from_utf8(bytes) {
            let at = error.valid_up_to();
            let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
            let byte = bytes.get(at).copied().unwrap_or_default();
            faults.push(file_fault(line, "file", format!("byte 0x{byte:02X} is no UTF-8"), "save the file as UTF-8"));
        }
        if bytes.starts_with("\u{feff}".as_bytes()) {
            faults.push(file_fault(1, "file", "a byte order mark at the start", "save the file as UTF-8 without BOM"));
        }
        if let Some(at) = bytes.windows(2).position(|pair| pair == b"\r\n") {
            let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
            faults.push(file_fault(line, "file", "a line that ends with CR LF", "save the file with LF line ends"));
        }
    }
    let mut reading = read(&String::from_utf8_lossy(bytes));
    reading.faults.splice(0..0, faults);
    reading.faults.sort_by_key(|fault| fault.line);
    reading
}

/// Reads a story as people type it: any line ends, a byte order mark is passed over.
///
/// A reading is always there, for its faults' sake: [`Reading::check`] gives the story.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    if text.len() > SIZE_LIMIT {
        let found = format!("more than {} KiB", SIZE_LIMIT / 1024);
        reading.faults.push(file_fault(1, "file", found, "a story file is text of a few KiB: is this one?"));
        return reading;
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    match split(&text) {
        Ok(parts) => reading.take(&parts),
        Err(fault) => reading.faults.push(fault),
    }
    reading
}

fn file_fault(line: usize, key: &str, found: impl Into<Text>, mend: impl Into<Text>) -> FileFault {
    FileFault { line, fault: Fault { key: key.to_owned(), found: found.into(), mend: mend.into() } }
}

struct Parts<'a> {
    front: &'a str,
    front_line: usize,
    text: &'a str,
    text_line: usize,
}

/// Finds the fences.
fn split(text: &str) -> Result<Parts<'_>, FileFault> {
    let Some(start) = text.find(|ch: char| !ch.is_whitespace()) else {
        return Err(file_fault(
            1,
            "file",
            "it is empty",
            "begin with a line +++, the fields, a line +++, then the text",
        ));
    };
    let line_number = |offset: usize| 1 + text[..offset].matches('\n').count();
    let first = text[start..].lines().next().unwrap_or_default();
    let opening = line_number(start);
    if first.trim_end() != FENCE {
        let found = format!("{:?} instead of the line +++", shorten(&clean_line(first), 40));
        return Err(file_fault(
            opening,
            FRONT_MATTER,
            found,
            "begin with a line +++, the fields, a line +++, then the text",
        ));
    }
    let front_start = start + text[start..].find('\n').map_or(text.len() - start, |end| end + 1);
    let mut at = front_start;
    for line in text[front_start..].split_inclusive('\n') {
        if line.trim_end() == FENCE {
            let after = at + line.len();
            return Ok(Parts {
                front: &text[front_start..at],
                front_line: opening + 1,
                text: &text[after..],
                text_line: line_number(at) + 1,
            });
        }
        at += line.len();
    }
    Err(file_fault(
        opening,
        FRONT_MATTER,
        "the closing line +++ is missing",
        "end the fields with a line +++, then the text",
    ))
}

impl Reading {
    fn take(&mut self, parts: &Parts<'_>) {
        let ruler = Ruler::new(parts.front, parts.front_line);
        let (table, errors) = DeTable::parse_recoverable(parts.front);
        let mut fields = Fields::new(Writing::Toml);
        self.draft = fields.story(&Table::of_toml(table.get_ref(), &ruler));
        parts.text.clone_into(&mut self.draft.body);
        self.text_line = parts.text_line + blank_lines(parts.text);
        let broken = Broken::new(&errors, parts.front, &ruler);
        self.front = if broken.faults.is_empty() { Front::Whole } else { Front::Broken };
        self.faults.extend(fields.faults.into_iter().filter(|fault| broken.leaves(fault)));
        self.faults.extend(broken.faults);
        self.faults.sort_by_key(|fault| fault.line);
        self.lines = fields.lines;
    }
}

/// What is no TOML, one fault a line: the parser's first error there says most, the others follow from it.
struct Broken {
    faults: Vec<FileFault>,
    lines: HashSet<usize>,
    /// From this line on nothing is where it was meant to be, because a section did not open.
    lost_from: usize,
}

impl Broken {
    fn new(errors: &[toml::de::Error], front: &str, ruler: &Ruler) -> Self {
        let mut broken = Self { faults: Vec::new(), lines: HashSet::new(), lost_from: usize::MAX };
        let lines: Vec<&str> = front.lines().collect();
        let last_line = ruler.line(front.trim_end().len());
        let mut by_place: Vec<_> =
            errors.iter().map(|error| (error.span().map_or(0, |span| span.start), error)).collect();
        by_place.sort_by_key(|(at, _)| *at);
        for (at, error) in by_place {
            let line = ruler.line(at).min(last_line);
            if !broken.lines.insert(line) {
                continue;
            }
            let words = lines.get(line - ruler.first_line).copied().unwrap_or_default();
            broken.faults.push(FileFault { line, fault: syntax::fault(error, front, words) });
            if words.trim_start().starts_with('[') {
                broken.lost_from = line;
                break;
            }
        }
        broken
    }

    /// Whether a fault of the fields stands by itself, or may come from what is broken.
    fn leaves(&self, fault: &FileFault) -> bool {
        let unknown = fault.fault.found == UNKNOWN_KEY.into();
        self.faults.is_empty() || (!unknown && fault.line < self.lost_from && !self.lines.contains(&fault.line))
    }
}

/// Lines of the text before its first word: the domain counts from there.
fn blank_lines(text: &str) -> usize {
    let text = clean(text);
    let start = text.len() - text.trim_start().len();
    text[..start].matches('\n').count()
}
