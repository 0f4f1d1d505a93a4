//! A story as keys and values, before anybody asks what they mean: the common form of a file's front matter, a line of
//! JSON and a row of a table, so that [`Fields`](super::fields::Fields) reads them all and each is written from here.
//!
//! It does not know which keys there are when it reads, nor how values are written down.

use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::read::Ruler;
use crate::domain::story::{LooseDate, Match, NewStory, Score};

/// What a key holds, and the line that it stands on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) value: Value,
}

/// What is there. `Nothing` is JSON's null.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(String),
    Date(String),
    Truth(bool),
    List(Vec<Node>),
    Table(Table),
    Nothing,
}

/// Keys in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table(Vec<(String, Node)>);

impl Table {
    /// What stands under a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, node)| node)
    }

    /// Every key and what stands under it; the line is the key's.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(key, node)| (key.as_str(), node))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a key that is not there yet.
    pub(super) fn put(&mut self, key: &str, line: usize, value: Value) {
        self.0.push((key.to_owned(), Node { line, value }));
    }

    /// The front matter of a file.
    pub(super) fn of_toml(table: &DeTable<'_>, ruler: &Ruler) -> Self {
        let entry = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
            let node = Node { line: ruler.line(key.span().start), value: of_toml(value.get_ref(), ruler) };
            (key.get_ref().to_string(), node)
        };
        Self(table.iter().map(entry).collect())
    }

    /// The fields of a story but its text: those that are empty are left out.
    pub(super) fn of_story(story: &NewStory) -> Self {
        let mut told = Self::default();
        told.text("slug", story.slug.as_str());
        told.text("title", story.title.as_str());
        told.text("summary", story.summary.as_str());
        told.option("tournament", story.tournament.as_ref());
        told.put("date", 0, Value::Date(story.date.to_string()));
        told.text("lang", story.lang.as_str());
        told.texts("themes", story.themes.iter().map(|theme| theme.word()));
        told.texts("related", &story.related);
        told.texts("reactions", &story.reactions);
        if let Some(match_) = &story.match_ {
            told.put("match", 0, Value::Table(Self::of_match(match_)));
        }
        told.tables("players", &story.players, |entry, player| {
            entry.text("name", player.name.as_str());
            entry.option("team", player.team.as_ref());
            entry.option("role", player.role.as_ref());
            entry.option("native_name", player.native_name.as_ref());
            entry.texts("aliases", &player.aliases);
        });
        told.tables("people", &story.people, |entry, person| {
            entry.text("name", person.name.as_str());
            entry.option("role", person.role.as_ref());
            entry.texts("aliases", &person.aliases);
        });
        told.tables("quotes", &story.quotes, |entry, quote| {
            entry.text("by", quote.by.as_str());
            entry.text("text", quote.text.as_str());
            entry.option("context", quote.context.as_ref());
            entry.option("original", quote.original.as_ref());
            entry.text("original_lang", quote.original_lang.as_ref().map_or("", |lang| lang.as_str()));
        });
        told.tables("media", &story.media, |entry, media| {
            entry.text("kind", media.kind.as_str());
            entry.text("url", media.url.as_str());
            entry.option("alt", media.alt.as_ref());
            entry.option("credit", media.credit.as_ref());
        });
        told.tables("sources", &story.sources, |entry, source| {
            entry.text("publisher", source.publisher.as_str());
            entry.option("title", source.title.as_ref());
            entry.option("url", source.url.as_ref());
            entry.text("date", source.date.as_ref().map_or("", LooseDate::as_str));
        });
        told.tables("variants", &story.variants, |entry, variant| {
            entry.text("lang", variant.lang.as_str());
            entry.text("title", variant.title.as_str());
            entry.text("summary", variant.summary.as_str());
            entry.text("text", variant.body.source().trim_end());
        });
        told
    }

    fn of_match(match_: &Match) -> Self {
        let goals = |score: Score| format!("{}-{}", score.home, score.away);
        let extra = if match_.extra_time { " aet" } else { "" };
        let mut told = Self::default();
        told.put("date", 0, Value::Date(match_.date.to_string()));
        told.text("home", match_.home.as_str());
        told.text("away", match_.away.as_str());
        told.text("score", &match_.score.map(|score| goals(score) + extra).unwrap_or_default());
        told.text("penalties", &match_.penalties.map(goals).unwrap_or_default());
        told.option("stage", match_.stage.as_ref());
        told.option("venue", match_.venue.as_ref());
        told.option("city", match_.city.as_ref());
        told
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.put(key, 0, Value::Text(text.to_owned()));
        }
    }

    fn option(&mut self, key: &str, value: Option<&impl ToString>) {
        self.text(key, &value.map(ToString::to_string).unwrap_or_default());
    }

    fn texts(&mut self, key: &str, texts: impl IntoIterator<Item = impl ToString>) {
        self.list(key, texts.into_iter().map(|text| Value::Text(text.to_string())).collect());
    }

    fn tables<Part>(&mut self, key: &str, parts: &[Part], fill: impl Fn(&mut Self, &Part)) {
        let table = |part: &Part| {
            let mut table = Self::default();
            fill(&mut table, part);
            Value::Table(table)
        };
        self.list(key, parts.iter().map(table).collect());
    }

    fn list(&mut self, key: &str, values: Vec<Value>) {
        if !values.is_empty() {
            self.put(key, 0, Value::List(values.into_iter().map(|value| Node { line: 0, value }).collect()));
        }
    }
}

fn of_toml(value: &DeValue<'_>, ruler: &Ruler) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Number(number.to_string()),
        DeValue::Float(number) => Value::Number(number.to_string()),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(list) => {
            let node = |entry: &Spanned<DeValue<'_>>| Node {
                line: ruler.line(entry.span().start),
                value: of_toml(entry.get_ref(), ruler),
            };
            Value::List(list.iter().map(node).collect())
        }
        DeValue::Table(table) => Value::Table(Table::of_toml(table, ruler)),
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Date(text) => to.serialize_str(text),
            Self::Truth(truth) => to.serialize_bool(*truth),
            Self::List(list) => to.collect_seq(list.iter().map(|node| &node.value)),
            Self::Table(table) => table.serialize(to),
            Self::Nothing => to.serialize_unit(),
        }
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (key, node) in self.entries() {
            map.serialize_entry(key, &node.value)?;
        }
        map.end()
    }
}

/// An object of JSON has at most so many keys, far more than there are: whoever writes more means something else.
const KEYS_LIMIT: usize = 64;

/// Reads JSON as a value whose every part stands on one line.
#[derive(Clone, Copy)]
pub(super) struct OnLine(pub(super) usize);

impl<'de> DeserializeSeed<'de> for OnLine {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OnLine {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = from.next_element_seed(self)? {
            list.push(Node { line: self.0, value });
        }
        Ok(Value::List(list))
    }

    /// A key that holds null is left out; one that is written twice is an error, because the second would hide the first.
    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut table = Table::default();
        while let Some(key) = from.next_key::<String>()? {
            let value = from.next_value_seed(self)?;
            if table.0.len() >= KEYS_LIMIT {
                return Err(de::Error::custom(format!("an object has more than {KEYS_LIMIT} keys")));
            }
            if table.get(&key).is_some() {
                return Err(de::Error::custom(format!("the key {key:?} is written twice")));
            }
            if value != Value::Nothing {
                table.put(&key, self.0, value);
            }
        }
        Ok(Value::Table(table))
    }
}
