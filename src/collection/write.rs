//! A story written out as a file: what [`read`](super::read) reads gives the same story again.

use std::fmt::Write as _;

use super::tree::{Node, Table, Value};
use crate::domain::story::NewStory;

/// A line with a list gets a line for each entry beyond so many bytes.
const WIDE: usize = 100;

/// A story as a file, its slug as a key, `first` as its first line if there is one.
pub fn write(story: &NewStory, first: Option<&str>) -> String {
    let told = Table::of_story(story);
    let mut file = "+++\n".to_owned();
    if let Some(first) = first {
        let _never_fails = writeln!(file, "{first}");
    }
    lines(&mut file, &told);
    for (key, node) in told.entries() {
        match &node.value {
            Value::Table(table) => section(&mut file, &format!("[{key}]"), table),
            Value::List(entries) => {
                let tables = entries.iter().filter_map(as_table);
                tables.for_each(|table| section(&mut file, &format!("[[{key}]]"), table));
            }
            _ => {}
        }
    }
    format!("{file}+++\n\n{}\n", story.body.source().trim_end())
}

fn as_table(node: &Node) -> Option<&Table> {
    if let Value::Table(table) = &node.value { Some(table) } else { None }
}

fn section(file: &mut String, heading: &str, table: &Table) {
    let _never_fails = writeln!(file, "\n{heading}");
    lines(file, table);
}

/// The keys of one table that hold no tables themselves.
fn lines(file: &mut String, table: &Table) {
    for (key, node) in table.entries() {
        let value = match &node.value {
            Value::Text(text) => quoted(text),
            Value::Date(date) => date.clone(),
            Value::List(entries) if entries.iter().all(|entry| as_table(entry).is_none()) => list(entries),
            _ => continue,
        };
        let _never_fails = writeln!(file, "{key} = {value}");
    }
}

fn list(entries: &[Node]) -> String {
    let text = |entry: &Node| if let Value::Text(text) = &entry.value { quoted(text) } else { String::new() };
    let values: Vec<_> = entries.iter().map(text).collect();
    let line = format!("[{}]", values.join(", "));
    if line.len() <= WIDE { line } else { format!("[\n  {},\n]", values.join(",\n  ")) }
}

/// A text as TOML's basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => quoted.extend(['\\', ch]),
            ch if ch.is_control() => {
                let _never_fails = write!(quoted, "\\u{:04X}", u32::from(ch));
            }
            ch => quoted.push(ch),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Collection, read};
    use crate::domain::draft::{Draft, Origin};

    #[test]
    fn every_story_that_ships_comes_back_as_it_was_written_out() {
        let files = Collection::embedded().files().expect("readable");
        assert!(files.len() > 50);
        for file in files.into_iter().filter(|file| file.variant().is_none()) {
            let content = file.content.expect("readable");
            let text = std::str::from_utf8(&content).expect("UTF-8");
            let reading = read(text);
            let draft = Draft { slug: "as-in-the-file-s-name".to_owned(), ..reading.draft };
            let story = draft.check().expect("a story");
            let written = write(&story, Some("# a line"));
            let again = read(&written);
            assert_eq!(again.faults, [], "{written}");
            let told = Draft { origin: Origin::Chat, ..again.draft }.check().expect("a story");
            assert_eq!(told, story, "{written}");
        }
    }

    #[test]
    fn marks_and_quotes_are_kept() {
        assert_eq!(quoted("a \"b\" \\ c\u{7}"), "\"a \\\"b\\\" \\\\ c\\u0007\"");
    }
}
