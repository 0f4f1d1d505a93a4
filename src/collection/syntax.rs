//! What the TOML parser says, in words that tell a curator what to type.
//!
//! It does not know which keys a story has.

use std::ops::Range;

use toml::de::Error;

use crate::domain::draft::Fault;
use crate::domain::text::{clean_line, shorten};

/// A fault for one of the parser's errors in `front`, where `line` is the text of its line.
pub(super) fn fault(error: &Error, front: &str, line: &str) -> Fault {
    let said = error.message().split(", expected").next().unwrap_or_default();
    let there = error
        .span()
        .and_then(|span: Range<usize>| front.get(span))
        .map(|there| shorten(&clean_line(there), 60))
        .unwrap_or_default();
    let (found, mend) = words(said, &there);
    Fault { key: key_of(line), found: found.into(), mend: mend.into() }
}

fn words(said: &str, there: &str) -> (String, String) {
    let bare = there.trim_matches(['"', '“', '”', '„', '\'', '’', '‘']);
    let (found, mend) = match said {
        "invalid date" | "invalid datetime" if there.len() >= 10 => {
            (format!("{there} does not do"), "write a day that exists as YYYY-MM-DD, for example 2022-11-27".to_owned())
        }
        _ if !bare.is_empty()
            && (said.contains("quoted") || said.starts_with("invalid date") || said.contains("number")) =>
        {
            (format!("{there} stands without quotes"), format!("put it between straight double quotes: \"{bare}\""))
        }
        "duplicate key" => ("written twice".into(), "keep one of them".into()),
        "invalid basic string" | "invalid literal string" => {
            ("the closing quote is missing".into(), "end the text with \" on the same line".into())
        }
        "invalid multi-line basic string" | "invalid multi-line literal string" => {
            ("the closing quotes are missing".into(), "end the text with \"\"\"".into())
        }
        "unexpected key or value" | "unexpected content" => (
            "something follows the value".into(),
            "write one key = value on a line, and \\\" for a quote inside a text".into(),
        ),
        "missing escaped value" => ("a backslash that means nothing".into(), "write \\\\ for a backslash".into()),
        "key with no value" | "invalid unquoted key" | "missing value for key" => {
            ("this is no key = value".into(), "write for example title = \"The kiss\"".into())
        }
        _ if said.starts_with("unclosed") || said.starts_with("missing comma") => (
            "a bracket is not closed, or a comma is missing".into(),
            "close it with ], ]] or } and put commas between entries".into(),
        ),
        other => (
            if other.is_empty() { "this is no TOML".into() } else { other.to_owned() },
            "write it as TOML, see https://toml.io".into(),
        ),
    };
    (found, mend)
}

/// The key that the line begins with, or the name of its section.
fn key_of(line: &str) -> String {
    let start = line.trim().trim_start_matches('[');
    let key: String =
        start.chars().take_while(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-' | '.')).take(60).collect();
    if key.is_empty() { "front matter".to_owned() } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    fn said(front: &str) -> String {
        let (_, errors) = DeTable::parse_recoverable(front);
        fault(&errors[0], front, front.lines().next().unwrap_or_default()).to_string()
    }

    #[test]
    fn the_mend_is_something_to_type() {
        for (front, expected) in [
            ("score = 0-2", "score: 0-2 stands without quotes; put it between straight double quotes: \"0-2\""),
            (
                "date = 2022-02-30",
                "date: 2022-02-30 does not do; write a day that exists as YYYY-MM-DD, for example 2022-11-27",
            ),
            (
                "title = “Mother”",
                "title: “Mother” stands without quotes; put it between straight double quotes: \"Mother\"",
            ),
            ("title = \"Mother", "title: the closing quote is missing; end the text with \" on the same line"),
            ("title: Mother", "title: this is no key = value; write for example title = \"The kiss\""),
            (
                "[match",
                "match: a bracket is not closed, or a comma is missing; close it with ], ]] or } and put commas between entries",
            ),
        ] {
            assert_eq!(said(front), expected);
        }
    }
}
