//! The front matter's keys: which there are, what kind of value each holds, and on which line it stands.
//!
//! It does not judge the values: `domain::draft` does.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::read::{FileFault, Ruler};
use crate::domain::draft::{Draft, Fault, MatchDraft, MediaDraft, PersonDraft, PlayerDraft, QuoteDraft, SourceDraft};
use crate::domain::text::{clean_line, shorten};

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
];
const PLAYER: &[&str] = &["name", "team", "role", "aliases", "native_name"];
const PERSON: &[&str] = &["name", "role", "aliases"];
const MATCH: &[&str] = &["date", "home", "away", "score", "penalties", "stage", "venue", "city"];
const QUOTE: &[&str] = &["by", "text", "context", "original", "original_lang"];
const MEDIA: &[&str] = &["kind", "url", "alt", "credit"];
const SOURCE: &[&str] = &["publisher", "title", "url", "date"];

/// Every section by its name, the story's own fields first, with its keys.
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

/// Takes the fields out of the front matter, remembering lines and collecting what has the wrong name or kind.
pub(super) struct Fields<'a> {
    ruler: &'a Ruler,
    /// The line of every key (`match.score`, `players[2].name`) and of every entry of a list (`themes[1]`).
    pub(super) lines: BTreeMap<String, usize>,
    /// Unknown keys and values of the wrong kind.
    pub(super) faults: Vec<FileFault>,
}

type Table<'t> = DeTable<'t>;

impl<'a> Fields<'a> {
    /// For front matter measured by `ruler`.
    pub(super) fn new(ruler: &'a Ruler) -> Self {
        Self { ruler, lines: BTreeMap::new(), faults: Vec::new() }
    }

    /// All of the story but its text.
    pub(super) fn story(&mut self, table: &Table<'_>) -> Draft {
        self.keys("", table, STORY);
        Draft {
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
            ..Draft::default()
        }
    }

    fn match_(&mut self, story: &Table<'_>) -> Option<MatchDraft> {
        let value = story.get("match")?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong("match", value, &format!("write a section [match] with the keys {}", MATCH.join(", ")));
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

    fn player(&mut self, at: &str, table: &Table<'_>) -> PlayerDraft {
        PlayerDraft {
            name: self.text(at, table, "name"),
            team: self.text(at, table, "team"),
            role: self.text(at, table, "role"),
            aliases: self.texts(at, table, "aliases"),
            native_name: self.text(at, table, "native_name"),
        }
    }

    fn person(&mut self, at: &str, table: &Table<'_>) -> PersonDraft {
        PersonDraft {
            name: self.text(at, table, "name"),
            role: self.text(at, table, "role"),
            aliases: self.texts(at, table, "aliases"),
        }
    }

    fn quote(&mut self, at: &str, table: &Table<'_>) -> QuoteDraft {
        QuoteDraft {
            by: self.text(at, table, "by"),
            text: self.text(at, table, "text"),
            context: self.text(at, table, "context"),
            original: self.text(at, table, "original"),
            original_lang: self.text(at, table, "original_lang"),
        }
    }

    fn media(&mut self, at: &str, table: &Table<'_>) -> MediaDraft {
        MediaDraft {
            kind: self.text(at, table, "kind"),
            url: self.text(at, table, "url"),
            alt: self.text(at, table, "alt"),
            credit: self.text(at, table, "credit"),
        }
    }

    fn source(&mut self, at: &str, table: &Table<'_>) -> SourceDraft {
        SourceDraft {
            publisher: self.text(at, table, "publisher"),
            title: self.text(at, table, "title"),
            url: self.text(at, table, "url"),
            date: self.date(at, table, "date"),
        }
    }

    /// Remembers where the keys of a table stand and names those that do not belong there.
    fn keys(&mut self, at: &str, table: &Table<'_>, known: &[&str]) {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            let line = self.ruler.line(key.span().start);
            if known.contains(&name) {
                self.lines.insert(join(at, name), line);
            } else {
                let name = shorten(&clean_line(name), 60);
                self.fault(line, &join(at, &name), UNKNOWN_KEY.to_owned(), suggestion(at, &name, known));
            }
        }
    }

    fn text(&mut self, at: &str, table: &Table<'_>, name: &str) -> String {
        let Some(value) = table.get(name) else { return String::new() };
        self.string(&join(at, name), value)
    }

    fn string(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> String {
        if let Some(text) = value.get_ref().as_str() {
            return text.to_owned();
        }
        self.wrong(key, value, "write a text between double quotes");
        String::new()
    }

    /// A date as text, as TOML's own date, or (a year) as a number.
    fn date(&mut self, at: &str, table: &Table<'_>, name: &str) -> String {
        match table.get(name).map(Spanned::get_ref) {
            Some(DeValue::Datetime(date)) => date.to_string(),
            Some(DeValue::Integer(year)) => year.to_string(),
            _ => self.text(at, table, name),
        }
    }

    fn texts(&mut self, at: &str, table: &Table<'_>, name: &str) -> Vec<String> {
        let Some(value) = table.get(name) else { return Vec::new() };
        let key = join(at, name);
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(&key, value, &format!("write a list of texts: {name} = [\"…\", \"…\"]"));
            return Vec::new();
        };
        let entry = |(number, value): (usize, &Spanned<DeValue<'_>>)| {
            let key = self.entry(&key, number, value);
            self.string(&key, value)
        };
        (1..).zip(list.iter()).map(entry).collect()
    }

    fn tables<Entry: Default>(
        &mut self,
        story: &Table<'_>,
        name: &str,
        known: &[&str],
        one: impl Fn(&mut Self, &str, &Table<'_>) -> Entry,
    ) -> Vec<Entry> {
        let Some(value) = story.get(name) else { return Vec::new() };
        let expected = format!("write a section [[{name}]] for each, with the keys {}", known.join(", "));
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(name, value, &expected);
            return Vec::new();
        };
        let entry = |(number, value): (usize, &Spanned<DeValue<'_>>)| {
            let at = self.entry(name, number, value);
            let Some(table) = value.get_ref().as_table() else {
                self.wrong(&at, value, &expected);
                return Entry::default();
            };
            self.keys(&at, table, known);
            one(self, &at, table)
        };
        (1..).zip(list.iter()).map(entry).collect()
    }

    /// The key of an entry of a list, its line remembered.
    fn entry(&mut self, list: &str, number: usize, value: &Spanned<DeValue<'_>>) -> String {
        let key = format!("{list}[{number}]");
        self.lines.insert(key.clone(), self.ruler.line(value.span().start));
        key
    }

    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, mend: &str) {
        let line = self.lines.get(key).copied().unwrap_or_else(|| self.ruler.line(value.span().start));
        self.fault(line, key, format!("{} does not do", kind(value.get_ref())), mend.to_owned());
    }

    fn fault(&mut self, line: usize, key: &str, found: String, mend: String) {
        self.faults.push(FileFault { line, fault: Fault { key: key.to_owned(), found, mend } });
    }
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

/// What to write instead of an unknown key.
fn suggestion(at: &str, name: &str, known: &[&str]) -> String {
    if !at.is_empty() && STORY.contains(&name) {
        return format!("\"{name}\" is the story's own: move it above the first [section]");
    }
    let near = |known: &&&str| strsim::normalized_damerau_levenshtein(known, &name.to_lowercase());
    match known.iter().max_by(|one, other| near(one).total_cmp(&near(other))) {
        Some(nearest) if near(&nearest) >= 0.4 => format!("did you mean {nearest:?}?"),
        _ => format!("the keys here are {}", known.join(", ")),
    }
}

/// What somebody wrote instead of what was expected.
fn kind(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{:?}", shorten(&clean_line(text), 60)),
        DeValue::Integer(number) => format!("the number {}", shorten(&number.to_string(), 60)),
        DeValue::Float(number) => format!("the number {}", shorten(&number.to_string(), 60)),
        DeValue::Boolean(word) => format!("{word} without quotes"),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(_) => "a list".into(),
        DeValue::Table(_) => "a single section".into(),
    }
}
