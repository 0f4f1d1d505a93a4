//! A story's keys: which there are, what kind of value each holds, and on which line it stands.
//!
//! It does not judge the values (`domain::draft` does), nor does it know how they were written down, but for what it
//! tells people to write.

use std::collections::BTreeMap;

use super::tree::{Node, Table, Value};
use crate::domain::draft::{
    Draft, Fault, MatchDraft, MediaDraft, PersonDraft, PlayerDraft, QuoteDraft, SourceDraft, VariantDraft,
};
use crate::domain::text::{clean_line, shorten};
use crate::domain::transfer::FileFault;

const STORY: &[&str] = &[
    "slug",
    "title",
    "summary",
    "tournament",
    "date",
    "lang",
    "themes",
    "related",
    "reactions",
    "match",
    "players",
    "people",
    "quotes",
    "media",
    "sources",
    "variants",
];
/// Where the text is a field like the others.
const TEXT: &str = "text";
const PLAYER: &[&str] = &["name", "team", "role", "aliases", "native_name"];
const PERSON: &[&str] = &["name", "role", "aliases"];
const MATCH: &[&str] = &["date", "home", "away", "score", "penalties", "stage", "venue", "city"];
const QUOTE: &[&str] = &["by", "text", "context", "original", "original_lang"];
const MEDIA: &[&str] = &["kind", "url", "alt", "credit"];
const SOURCE: &[&str] = &["publisher", "title", "url", "date"];
const VARIANT: &[&str] = &["lang", "title", "summary", "text"];

/// Every section by its name, the story's own fields first, with its keys. Variants are files of their own.
#[cfg(test)]
pub(super) fn sections() -> [(&'static str, &'static [&'static str]); 7] {
    [
        ("", STORY),
        ("match", MATCH),
        ("players", PLAYER),
        ("people", PERSON),
        ("quotes", QUOTE),
        ("media", MEDIA),
        ("sources", SOURCE),
    ]
}

/// What is found where a key is unknown.
pub(super) const UNKNOWN_KEY: &str = "no such key";

/// How what is read was written, for the mends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// A story file: the text stands below the fields.
    Toml,
    /// JSON, in which the text is a field.
    Json,
}

/// Takes the fields out of what was written, remembering lines and collecting what has the wrong name or kind.
pub(super) struct Fields {
    writing: Writing,
    /// The line of every key (`match.score`, `players[2].name`) and of every entry of a list (`themes[1]`).
    pub(super) lines: BTreeMap<String, usize>,
    /// Unknown keys and values of the wrong kind.
    pub(super) faults: Vec<FileFault>,
}

impl Fields {
    /// For something that was written so.
    pub(super) fn new(writing: Writing) -> Self {
        Self { writing, lines: BTreeMap::new(), faults: Vec::new() }
    }

    /// All of the story; of a file all but its text.
    pub(super) fn story(&mut self, table: &Table) -> Draft {
        let body = match self.writing {
            Writing::Toml => {
                self.keys("", table, STORY);
                String::new()
            }
            Writing::Json => {
                self.keys("", table, &[STORY, &[TEXT]].concat());
                self.text("", table, TEXT)
            }
        };
        Draft {
            body,
            slug: self.text("", table, "slug"),
            title: self.text("", table, "title"),
            summary: self.text("", table, "summary"),
            tournament: self.text("", table, "tournament"),
            date: self.date("", table, "date"),
            lang: self.text("", table, "lang"),
            players: self.tables(table, "players", PLAYER, Self::player),
            people: self.tables(table, "people", PERSON, Self::person),
            match_: self.match_(table),
            themes: self.texts("", table, "themes"),
            quotes: self.tables(table, "quotes", QUOTE, Self::quote),
            reactions: self.texts("", table, "reactions"),
            media: self.tables(table, "media", MEDIA, Self::media),
            related: self.texts("", table, "related"),
            sources: self.tables(table, "sources", SOURCE, Self::source),
            variants: self.tables(table, "variants", VARIANT, Self::variant),
            ..Draft::default()
        }
    }

    fn match_(&mut self, story: &Table) -> Option<MatchDraft> {
        let value = story.get("match")?;
        let Value::Table(table) = &value.value else {
            let what = self.either("a section [match]", "an object");
            self.wrong("match", value, &format!("write {what} with the keys {}", MATCH.join(", ")));
            return None;
        };
        self.keys("match", table, MATCH);
        Some(MatchDraft {
            date: self.date("match", table, "date"),
            home: self.text("match", table, "home"),
            away: self.text("match", table, "away"),
            score: self.text("match", table, "score"),
            penalties: self.text("match", table, "penalties"),
            stage: self.text("match", table, "stage"),
            venue: self.text("match", table, "venue"),
            city: self.text("match", table, "city"),
        })
    }

    fn player(&mut self, at: &str, table: &Table) -> PlayerDraft {
        PlayerDraft {
            name: self.text(at, table, "name"),
            team: self.text(at, table, "team"),
            role: self.text(at, table, "role"),
            aliases: self.texts(at, table, "aliases"),
            native_name: self.text(at, table, "native_name"),
        }
    }

    fn person(&mut self, at: &str, table: &Table) -> PersonDraft {
        PersonDraft {
            name: self.text(at, table, "name"),
            role: self.text(at, table, "role"),
            aliases: self.texts(at, table, "aliases"),
        }
    }

    fn quote(&mut self, at: &str, table: &Table) -> QuoteDraft {
        QuoteDraft {
            by: self.text(at, table, "by"),
            text: self.text(at, table, "text"),
            context: self.text(at, table, "context"),
            original: self.text(at, table, "original"),
            original_lang: self.text(at, table, "original_lang"),
        }
    }

    fn media(&mut self, at: &str, table: &Table) -> MediaDraft {
        MediaDraft {
            kind: self.text(at, table, "kind"),
            url: self.text(at, table, "url"),
            alt: self.text(at, table, "alt"),
            credit: self.text(at, table, "credit"),
        }
    }

    fn source(&mut self, at: &str, table: &Table) -> SourceDraft {
        SourceDraft {
            publisher: self.text(at, table, "publisher"),
            title: self.text(at, table, "title"),
            url: self.text(at, table, "url"),
            date: self.date(at, table, "date"),
        }
    }

    fn variant(&mut self, at: &str, table: &Table) -> VariantDraft {
        VariantDraft {
            lang: self.text(at, table, "lang"),
            title: self.text(at, table, "title"),
            summary: self.text(at, table, "summary"),
            text: self.text(at, table, "text"),
        }
    }

    /// Remembers where the keys of a table stand and names those that do not belong there.
    fn keys(&mut self, at: &str, table: &Table, known: &[&str]) {
        for (name, Node { line, .. }) in table.entries() {
            if known.contains(&name) {
                self.lines.insert(join(at, name), *line);
            } else {
                let name = shorten(&clean_line(name), 60);
                let mend = self.suggestion(at, &name, known);
                self.fault(*line, &join(at, &name), UNKNOWN_KEY.to_owned(), mend);
            }
        }
    }

    fn text(&mut self, at: &str, table: &Table, name: &str) -> String {
        let Some(value) = table.get(name) else { return String::new() };
        self.string(&join(at, name), value)
    }

    fn string(&mut self, key: &str, node: &Node) -> String {
        if let Value::Text(text) = &node.value {
            return text.clone();
        }
        self.wrong(key, node, "write a text between double quotes");
        String::new()
    }

    /// A date as text, as TOML's own date, or (a year) as a number.
    fn date(&mut self, at: &str, table: &Table, name: &str) -> String {
        match table.get(name).map(|node| &node.value) {
            Some(Value::Date(date) | Value::Number(date)) => date.clone(),
            _ => self.text(at, table, name),
        }
    }

    fn texts(&mut self, at: &str, table: &Table, name: &str) -> Vec<String> {
        let Some(node) = table.get(name) else { return Vec::new() };
        let key = join(at, name);
        let Value::List(list) = &node.value else {
            let example = r#"["…", "…"]"#;
            let written = match self.writing {
                Writing::Toml => format!("{name} = {example}"),
                Writing::Json => example.to_owned(),
            };
            self.wrong(&key, node, &format!("write a list of texts: {written}"));
            return Vec::new();
        };
        let entry = |(number, node): (usize, &Node)| {
            let key = self.entry(&key, number, node);
            self.string(&key, node)
        };
        (1..).zip(list).map(entry).collect()
    }

    fn tables<Entry: Default>(
        &mut self,
        story: &Table,
        name: &str,
        known: &[&str],
        one: impl Fn(&mut Self, &str, &Table) -> Entry,
    ) -> Vec<Entry> {
        let Some(node) = story.get(name) else { return Vec::new() };
        let what = self.either(&format!("a section [[{name}]] for each,"), "a list of objects");
        let expected = format!("write {what} with the keys {}", known.join(", "));
        let Value::List(list) = &node.value else {
            self.wrong(name, node, &expected);
            return Vec::new();
        };
        let entry = |(number, node): (usize, &Node)| {
            let at = self.entry(name, number, node);
            let Value::Table(table) = &node.value else {
                self.wrong(&at, node, &expected);
                return Entry::default();
            };
            self.keys(&at, table, known);
            one(self, &at, table)
        };
        (1..).zip(list).map(entry).collect()
    }

    /// The key of an entry of a list, its line remembered.
    fn entry(&mut self, list: &str, number: usize, node: &Node) -> String {
        let key = format!("{list}[{number}]");
        self.lines.insert(key.clone(), node.line);
        key
    }

    fn either(&self, toml: &str, json: &str) -> String {
        match self.writing {
            Writing::Toml => toml.to_owned(),
            Writing::Json => json.to_owned(),
        }
    }

    fn wrong(&mut self, key: &str, node: &Node, mend: &str) {
        let line = self.lines.get(key).copied().unwrap_or(node.line);
        let single = self.either("a single section", "a single object");
        self.fault(line, key, format!("{} does not do", kind(&node.value, &single)), mend.to_owned());
    }

    fn fault(&mut self, line: usize, key: &str, found: String, mend: String) {
        self.faults
            .push(FileFault { line, fault: Fault { key: key.to_owned(), found: found.into(), mend: mend.into() } });
    }

    /// What to write instead of an unknown key.
    fn suggestion(&self, at: &str, name: &str, known: &[&str]) -> String {
        if !at.is_empty() && STORY.contains(&name) {
            let where_ = self.either("move it above the first [section]", "move it out of here");
            return format!("\"{name}\" is the story's own: {where_}");
        }
        nearest(name, known)
    }
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

/// The known key that is nearest to an unknown one, as a mend; or all of them.
pub(super) fn nearest(name: &str, known: &[&str]) -> String {
    let near = |known: &&&str| strsim::normalized_damerau_levenshtein(known, &name.to_lowercase());
    match known.iter().max_by(|one, other| near(one).total_cmp(&near(other))) {
        Some(nearest) if near(&nearest) >= 0.4 => format!("did you mean {nearest:?}?"),
        _ => format!("the keys here are {}", known.join(", ")),
    }
}

/// What somebody wrote instead of what was expected.
fn kind(value: &Value, single: &str) -> String {
    match value {
        Value::Text(text) => format!("{:?}", shorten(&clean_line(text), 60)),
        Value::Number(number) => format!("the number {}", shorten(number, 60)),
        Value::Truth(word) => format!("{word} without quotes"),
        Value::Date(date) => format!("the date {date}"),
        Value::List(_) => "a list".into(),
        Value::Table(_) => single.to_owned(),
        Value::Nothing => "null".into(),
    }
}
