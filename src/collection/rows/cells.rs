//! One cell of a table: a text, or a list as people type it in a spreadsheet where that loses nothing, and as JSON
//! otherwise. Both are read.
//!
//! What a spreadsheet would take for a formula is written behind an apostrophe (OWASP, *CSV Injection*).

use super::super::tree::{Node, Table, Value};
use super::jsonl::parsed;
use crate::domain::draft::Fault;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text.
    Text,
    /// Goals: with an en dash, because spreadsheets take `2-1` for a day.
    Score,
    /// `family; fans`: single words.
    Words,
    /// Whole sentences, one a line.
    Lines,
    /// `Achraf Hakimi (Morocco); Sofiane Boufal (Morocco)`: what is in brackets is the second key.
    Bracketed(&'static str),
    /// `Bladi.net, https://…; BBC Sport`: an address behind what is said of it, which is this key.
    Linked(&'static str),
    /// `Achraf Hakimi: I love you mom`, one a line.
    Quotes,
}

impl Cell {
    /// What people can type, for mends.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Score => "2–1",
            Self::Words => "family; fans",
            Self::Lines => "one sentence a line",
            Self::Bracketed("team") => "Achraf Hakimi (Morocco); Sofiane Boufal (Morocco)",
            Self::Bracketed(_) => "Saida Mouh (his mother)",
            Self::Linked("kind") => "photo, https://example.org/page",
            Self::Linked(_) => "Bladi.net, https://en.bladi.net/page; BBC Sport",
            Self::Quotes => "Achraf Hakimi: I love you mom",
        }
    }

    /// What a cell that is not empty says.
    ///
    /// # Errors
    /// It begins like JSON and is none.
    pub(super) fn read(self, column: &str, cell: &str, line: usize) -> Result<Value, Fault> {
        let trimmed = cell.trim();
        if matches!(self, Self::Text | Self::Score) {
            return Ok(Value::Text(cell.to_owned()));
        }
        if trimmed.starts_with('[') {
            return parsed(line, trimmed).map_err(|_| Fault {
                key: column.to_owned(),
                found: "it begins as a JSON list and is none".into(),
                mend: format!("write for example {}, or a whole JSON list", self.example()).into(),
            });
        }
        let entries = self.entries(trimmed).into_iter().map(str::trim).filter(|entry| !entry.is_empty());
        Ok(Value::List(entries.map(|entry| Node { line, value: self.entry(entry, line) }).collect()))
    }

    fn entries(self, cell: &str) -> Vec<&str> {
        match self {
            Self::Words => cell.split([';', ',', '\n']).collect(),
            Self::Bracketed(_) => cell.split([';', '\n']).collect(),
            // An address may hold a semicolon, but no space behind it.
            Self::Linked(_) => {
                cell.split('\n').flat_map(|line| line.split("; ")).map(|entry| entry.trim_end_matches(';')).collect()
            }
            Self::Lines | Self::Quotes => cell.split('\n').collect(),
            Self::Text | Self::Score => vec![cell],
        }
    }

    fn entry(self, entry: &str, line: usize) -> Value {
        let table = |parts: &[(&str, &str)]| {
            let mut table = Table::default();
            for (key, part) in parts.iter().filter(|(_, part)| !part.trim().is_empty()) {
                table.put(key, line, Value::Text(part.trim().to_owned()));
            }
            Value::Table(table)
        };
        match self {
            Self::Text | Self::Score | Self::Words | Self::Lines => Value::Text(entry.to_owned()),
            Self::Bracketed(second) => match entry.strip_suffix(')').and_then(|entry| entry.split_once(" (")) {
                Some((name, within)) => table(&[("name", name), (second, within)]),
                None => table(&[("name", entry)]),
            },
            Self::Linked(first) => {
                let (before, last) = entry.rsplit_once(char::is_whitespace).unwrap_or(("", entry));
                if last.contains("://") {
                    table(&[(first, before.trim_end().trim_end_matches(',')), ("url", last)])
                } else {
                    table(&[(first, entry)])
                }
            }
            Self::Quotes => match entry.split_once(": ") {
                Some((by, words)) => table(&[("by", by), ("text", words)]),
                None => table(&[("text", entry)]),
            },
        }
    }

    /// A value as a cell, never empty.
    pub(super) fn write(self, value: &Value) -> String {
        match value {
            Value::Text(text) | Value::Date(text) if self == Self::Score => text.replace('-', "–"),
            Value::Text(text) | Value::Date(text) => text.clone(),
            value => {
                let plain = self.plain(value).filter(|plain| self.read("", plain, 0).as_ref() == Ok(value));
                plain.unwrap_or_else(|| serde_json::to_string(value).unwrap_or_default())
            }
        }
    }

    /// A list as people would type it, if it has no more than that shows. Whether it loses nothing, the reader tells.
    fn plain(self, value: &Value) -> Option<String> {
        let Value::List(entries) = value else { return None };
        let entry = |node: &Node| match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Table(table) => {
                let (first, second) = self.keys()?;
                let part = |key: &str| match table.get(key).map(|node| &node.value) {
                    Some(Value::Text(text)) => Some(text.as_str()),
                    _ => None,
                };
                let (before, between, after) = self.marks();
                let first = part(first)?;
                Some(part(second).map_or_else(|| first.to_owned(), |second| [first, between, second, after].concat()))
                    .map(|entry| before.to_owned() + &entry)
            }
            _ => None,
        };
        let entries: Option<Vec<_>> = entries.iter().map(entry).collect();
        let between = if matches!(self, Self::Lines | Self::Quotes) { "\n" } else { "; " };
        Some(entries?.join(between))
    }

    fn keys(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Bracketed(second) => Some(("name", second)),
            Self::Linked(first) => Some((first, "url")),
            Self::Quotes => Some(("by", "text")),
            _ => None,
        }
    }

    fn marks(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Bracketed(_) => ("", " (", ")"),
            Self::Quotes => ("", ": ", ""),
            _ => ("", ", ", ""),
        }
    }
}

/// What spreadsheets take for the beginning of a formula, or pass over before one.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a cell is a formula behind any number of apostrophes.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// A cell that no spreadsheet takes for a formula.
pub(super) fn guarded(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}

/// A cell as it was before [`guarded`]. An apostrophe before anything else is the text's own: `'s-Hertogenbosch`.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: Cell, text: &str) -> String {
        serde_json::to_string(&cell.read("column", text, 1).expect("a cell")).expect("JSON")
    }

    #[test]
    fn lists_are_read_as_people_type_them() {
        assert_eq!(read(Cell::Words, "family, fans;kindness"), r#"["family","fans","kindness"]"#);
        assert_eq!(
            read(Cell::Bracketed("team"), "Achraf Hakimi (Morocco);\nPelé; "),
            r#"[{"name":"Achraf Hakimi","team":"Morocco"},{"name":"Pelé"}]"#
        );
        assert_eq!(
            read(Cell::Linked("publisher"), "Bladi.net, https://a.org/x;y=1; BBC Sport"),
            r#"[{"publisher":"Bladi.net","url":"https://a.org/x;y=1"},{"publisher":"BBC Sport"}]"#
        );
        assert_eq!(read(Cell::Quotes, "Pelé: I cried: a lot"), r#"[{"by":"Pelé","text":"I cried: a lot"}]"#);
        assert_eq!(read(Cell::Lines, "One; two.\nThree."), r#"["One; two.","Three."]"#);
        assert_eq!(read(Cell::Words, r#" ["a"] "#), r#"["a"]"#);
        let fault = Cell::Words.read("themes", "[family", 1).expect_err("no JSON");
        assert_eq!(
            fault.to_string(),
            "themes: it begins as a JSON list and is none; write for example family; fans, or a whole JSON list"
        );
    }

    #[test]
    fn what_the_plain_form_would_lose_is_written_as_json() {
        for (cell, json, written) in [
            (Cell::Words, r#"["family","fans"]"#, "family; fans"),
            (Cell::Bracketed("team"), r#"[{"name":"A","team":"B"}]"#, "A (B)"),
            (Cell::Bracketed("team"), r#"[{"name":"A","aliases":["C"]}]"#, r#"[{"name":"A","aliases":["C"]}]"#),
            (Cell::Bracketed("team"), r#"[{"name":"A; B"}]"#, r#"[{"name":"A; B"}]"#),
            (Cell::Bracketed("team"), r#"[{"name":"A (B)"}]"#, r#"[{"name":"A (B)"}]"#),
            (Cell::Linked("publisher"), r#"[{"publisher":"A, B","url":"https://a.org/"}]"#, "A, B, https://a.org/"),
            (Cell::Linked("publisher"), r#"[{"publisher":"A; B"}]"#, r#"[{"publisher":"A; B"}]"#),
            (Cell::Lines, r#"["[sic]"]"#, r#"["[sic]"]"#),
        ] {
            let value = parsed(0, json).expect("JSON");
            assert_eq!(cell.write(&value), written);
        }
    }

    #[test]
    fn formulas_are_disarmed_and_come_back() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("'=1+1", "''=1+1"),
            ("-", "'-"),
            ("@a", "'@a"),
            ("＋1", "'＋1"),
            ("'s-Hertogenbosch", "'s-Hertogenbosch"),
            ("", ""),
            ("a=1", "a=1"),
        ] {
            assert_eq!(guarded(cell.to_owned()), written);
            assert_eq!(unguarded(written), cell);
        }
    }
}
