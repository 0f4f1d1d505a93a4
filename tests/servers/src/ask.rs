//! One request as it arrived: head, query, JSON body, files. It does not know which platform it is meant for.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use serde_json::{Map, Value};

/// A file that came in a multipart body.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// The form field that carried it, for example `document` or `files[0]`.
    pub field: String,
    /// The file name that the client gave.
    pub name: String,
    /// The content.
    pub bytes: Arc<[u8]>,
}

/// A request, read to the end.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Arc<Value>,
    pub(crate) files: Vec<SentFile>,
    /// Set when the body was not what its content type promised.
    pub(crate) broken: Option<String>,
    /// In a form every value is text, so a checker must not insist on numbers.
    pub(crate) is_form: bool,
}

impl Ask {
    pub(crate) fn read(head: &Parts, raw: &[u8]) -> Self {
        let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let mut ask = Self {
            method: head.method.as_str().to_owned(),
            path: head.uri.path().to_owned(),
            query: pairs(head.uri.query().unwrap_or_default()),
            authorization: text(AUTHORIZATION),
            body: Arc::new(Value::Null),
            files: Vec::new(),
            broken: None,
            is_form: false,
        };
        if raw.is_empty() {
            return ask;
        }
        let kind = content_type(&head.headers);
        if let Some(boundary) = kind.split("boundary=").nth(1) {
            ask.is_form = true;
            ask.read_form(raw, boundary.split(';').next().unwrap_or_default().trim_matches('"'));
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            ask.is_form = true;
            let fields = pairs(&String::from_utf8_lossy(raw));
            ask.body = Arc::new(fields.into_iter().map(|(name, value)| (name, structured(value))).collect());
        } else {
            match serde_json::from_slice(raw) {
                Ok(body) => ask.body = Arc::new(body),
                Err(error) => ask.broken = Some(format!("the body is no JSON: {error}")),
            }
        }
        ask
    }

    /// With the query's fields in the body, for an interface that takes parameters in either.
    pub(crate) fn with_query(mut self) -> Self {
        if !self.query.is_empty() && matches!(*self.body, Value::Null | Value::Object(_)) {
            let mut fields = self.body.as_object().cloned().unwrap_or_default();
            self.is_form |= fields.is_empty();
            for (name, value) in &self.query {
                fields.entry(name.as_str()).or_insert_with(|| structured(value.clone()));
            }
            self.body = Arc::new(Value::Object(fields));
        }
        self
    }

    fn read_form(&mut self, raw: &[u8], boundary: &str) {
        let mut fields = Map::new();
        for part in parts(raw, boundary) {
            let Some(part) = Part::read(part) else {
                self.broken = Some("a part of the multipart body has no name".to_owned());
                continue;
            };
            if let Some(name) = part.file {
                self.files.push(SentFile { field: part.field, name, bytes: part.content.into() });
            } else {
                let value = String::from_utf8_lossy(part.content).into_owned();
                // What people read is never JSON, whatever it looks like.
                let is_text = matches!(part.field.as_str(), "text" | "caption");
                let value = if is_text { Value::String(value) } else { structured(value) };
                fields.insert(part.field, value);
            }
        }
        // Discord puts the whole JSON body into one field beside the files.
        self.body = Arc::new(fields.remove("payload_json").unwrap_or(Value::Object(fields)));
    }
}

fn content_type(headers: &HeaderMap) -> String {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// A form's value: objects and arrays are JSON in text, everything else stays text.
fn structured(text: String) -> Value {
    if text.starts_with(['{', '['])
        && let Ok(value) = serde_json::from_str(&text)
    {
        return value;
    }
    Value::String(text)
}

/// `a=1&b=2` as pairs; empty pieces are passed over, since serenity's queries start with `?&`.
fn pairs(query: &str) -> BTreeMap<String, String> {
    query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// Undoes percent escapes and `+`. What is no escape stays as it is.
pub(crate) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (byte, escape.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The parts between the boundaries of a multipart body.
fn parts<'a>(raw: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let mut found = Vec::new();
    let mut from = None;
    let mut at = 0;
    while at + mark.len() <= raw.len() {
        if raw[at..].starts_with(mark.as_bytes()) {
            if let Some(from) = from.replace(at + mark.len()) {
                found.push(&raw[from..at]);
            }
            at += mark.len();
        } else {
            at += 1;
        }
    }
    found
}

struct Part<'a> {
    field: String,
    file: Option<String>,
    content: &'a [u8],
}

impl<'a> Part<'a> {
    fn read(raw: &'a [u8]) -> Option<Self> {
        let gap = raw.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&raw[..gap]).ok()?;
        let content = &raw[gap + 4..];
        let content = content.strip_suffix(b"\r\n").unwrap_or(content);
        let disposition = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition"))?;
        Some(Self { field: quoted(disposition, "name")?, file: quoted(disposition, "filename"), content })
    }
}

/// The value of `key="…"` in a header line, read as WHATWG's form data is: what may stand in quotes is escaped as
/// `%22`, `%0D` and `%0A`, or with a backslash by older clients.
fn quoted(line: &str, key: &str) -> Option<String> {
    let mut rest = line;
    loop {
        let (before, after) = rest.split_once("=\"")?;
        let mut value = String::new();
        let mut chars = after.char_indices();
        let end = loop {
            match chars.next()? {
                (_, '\\') => value.extend(chars.next().map(|(_, char)| char)),
                (at, '"') => break at,
                (_, char) => value.push(char),
            }
        };
        if before.rsplit([';', ' ']).next() == Some(key) {
            return Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        rest = after.get(end + 1..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_queries_are_read() {
        let query = pairs("&limit=5&&name=a%20b+c");
        assert_eq!(query.get("limit").map(String::as_str), Some("5"));
        assert_eq!(query.get("name").map(String::as_str), Some("a b c"));
    }

    #[test]
    fn a_form_with_a_file_is_read() {
        let raw = b"--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7\r\n\
            --x\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a.txt\"\r\n\r\nhi\r\n--x--\r\n";
        let read: Vec<Part<'_>> = parts(raw, "x").into_iter().filter_map(Part::read).collect();
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].field.as_str(), read[0].content), ("chat_id", b"7".as_slice()));
        assert_eq!((read[1].file.as_deref(), read[1].content), (Some("a.txt"), b"hi".as_slice()));
    }

    #[test]
    fn names_of_files_are_read_whole() {
        let line = "content-disposition: form-data; name=\"files[0]\"; filename=\"a; name=b%22 \\\"ö\\\".md\"";
        assert_eq!(quoted(line, "name").as_deref(), Some("files[0]"));
        assert_eq!(quoted(line, "filename").as_deref(), Some("a; name=b\" \"ö\".md"));
        assert_eq!(quoted("content-disposition: form-data; name=\"a\"", "filename"), None);
    }
}
