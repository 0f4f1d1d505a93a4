//! Stories as JSON lines (<https://jsonlines.org>): one object a line, with the keys of the story file and `text`.

use serde::de::DeserializeSeed as _;
use serde_json::error::Category;

use super::super::read::SIZE_LIMIT;
use super::super::tree::{OnLine, Table, Value};
use super::{row, too_large};
use crate::domain::story::NewStory;
use crate::domain::transfer::Row;

/// What a line looks like, for mends.
const EXAMPLE: &str = r#"{"title": "…", "date": "2022-11-27", "text": "…", "sources": [{"publisher": "…"}]}"#;

/// Every line that is not empty, up to one more than `limit`.
pub(super) fn read(text: &str, limit: usize) -> Vec<Row> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let lines: Vec<_> = lines.take(limit.saturating_add(1)).collect();
    match lines.first() {
        Some((line, first)) if first.trim_start().starts_with('[') => {
            let mend = "write one object on each line, without the brackets around all and without commas between";
            vec![Row::refused(*line, "file", "it is one JSON list", mend)]
        }
        Some((line, first)) if first.trim() == "{" => {
            let mend = format!("write each story on one line: {EXAMPLE}");
            vec![Row::refused(*line, "file", "an object is spread over several lines", mend)]
        }
        _ => lines.into_iter().map(|(number, line)| read_line(number, line)).collect(),
    }
}

fn read_line(number: usize, line: &str) -> Row {
    if line.len() > SIZE_LIMIT {
        return too_large(number);
    }
    match parsed(number, line) {
        Ok(Value::Table(told)) => row(number, &told, Vec::new()),
        Ok(_) => Row::refused(number, "JSON", "this is no object", format!("write one story a line: {EXAMPLE}")),
        Err(error) => {
            let said = error.to_string();
            // All stands on one line for the parser; its line is not the file's.
            let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
            let (found, mend) = match error.classify() {
                Category::Eof => {
                    ("the line ends before its object does".to_owned(), "write each story on one line, from { to }")
                }
                Category::Data => (said.to_owned(), "keep what belongs to one story"),
                Category::Syntax | Category::Io => {
                    (format!("{said} (column {})", error.column()), "write it as JSON, see https://www.json.org")
                }
            };
            Row::refused(number, "JSON", found, mend)
        }
    }
}

/// A value of JSON with nothing behind it.
pub(super) fn parsed(line: usize, text: &str) -> serde_json::Result<Value> {
    let mut from = serde_json::Deserializer::from_str(text);
    let value = OnLine(line).deserialize(&mut from)?;
    from.end()?;
    Ok(value)
}

/// One line for each story.
pub(super) fn write(stories: &[NewStory]) -> Vec<u8> {
    let mut file = Vec::new();
    for story in stories {
        let mut told = Table::of_story(story);
        told.text("text", story.body.source());
        let _never_fails_in_memory = serde_json::to_writer(&mut file, &told);
        file.push(b'\n');
    }
    file
}
