//! What is to be said before it has a language, and how it gets one.

use std::fmt;
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Tongue, direction};

/// Something to be said: a key of the Fluent files with its arguments, or words that need no translation (names, what
/// somebody typed, what a file says).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// As it is, in every language.
    Words(String),
    /// By a key.
    Phrase(Phrase),
    /// One after the other, with spaces between.
    Sentences(Vec<Text>),
}

/// A key with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub(super) key: &'static str,
    pub(super) args: Vec<(&'static str, Arg)>,
}

/// What stands in a phrase's place for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A number, which decides about plurals.
    Number(i64),
    /// Words that are shown as they are.
    Words(String),
    /// Words that have no language yet.
    Text(Text),
    /// A sentence in the middle of another one: its first letter is small.
    Inside(Text),
    /// A day, written out.
    Day(NaiveDate),
}

impl Text {
    /// A phrase; [`text!`](crate::text) writes it shorter.
    pub fn phrase(key: &'static str, args: Vec<(&'static str, Arg)>) -> Self {
        Self::Phrase(Phrase { key, args })
    }

    /// In a language; where that has no text, in English.
    pub fn say(&self, tongue: Tongue) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Phrase(phrase) => phrase.say(tongue),
            Self::Sentences(sentences) => {
                let said: Vec<_> = sentences.iter().map(|sentence| sentence.say(tongue)).collect();
                said.join(" ")
            }
        }
    }

    /// Whether there is nothing to be said.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Words(words) => words.is_empty(),
            Self::Phrase(_) => false,
            Self::Sentences(sentences) => sentences.iter().all(Self::is_empty),
        }
    }
}

impl Phrase {
    /// Whether there is such a key, and it needs no other arguments than these.
    pub(super) fn can_be_said(&self) -> bool {
        let mut errors = Vec::new();
        let bundle = bundle(Tongue::English);
        let pattern = bundle.get_message(self.key).and_then(|message| message.value());
        let args = self.values(Tongue::English);
        pattern.is_some_and(|pattern| {
            bundle.format_pattern(pattern, Some(&args), &mut errors);
            errors.is_empty()
        })
    }

    fn values(&self, tongue: Tongue) -> FluentArgs<'static> {
        let mut args = FluentArgs::with_capacity(self.args.len());
        for (name, arg) in &self.args {
            args.set(*name, arg.value(tongue));
        }
        args
    }

    fn say(&self, tongue: Tongue) -> String {
        let args = self.values(tongue);
        let said = format(tongue, self.key, &args).or_else(|| format(Tongue::English, self.key, &args));
        debug_assert!(said.is_some(), "no text for {}", self.key);
        said.unwrap_or_else(|| self.key.to_owned())
    }
}

fn format(tongue: Tongue, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundle(tongue);
    let pattern = bundle.get_message(key)?.value()?;
    let (mut said, mut errors) = (String::new(), Vec::new());
    // Written, not formatted: that would set the whole text apart like one of its arguments.
    let written = bundle.write_pattern(&mut said, pattern, Some(args), &mut errors);
    debug_assert!(written.is_ok() && errors.is_empty(), "{key}: {errors:?}");
    Some(if tongue.is_right_to_left() { direction::lead(&said) } else { said })
}

impl Arg {
    fn value(&self, tongue: Tongue) -> FluentValue<'static> {
        match self {
            Self::Number(number) => FluentValue::from(*number),
            Self::Words(words) => FluentValue::from(words.clone()),
            Self::Text(text) => FluentValue::from(text.say(tongue)),
            Self::Inside(text) => FluentValue::from(lower_first(&text.say(tongue))),
            Self::Day(day) => FluentValue::from(tongue.long_date(*day)),
        }
    }
}

fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A date by one of the patterns that Fluent files give it.
pub(super) fn date(key: &'static str, date: NaiveDate) -> Text {
    let number = |number: u32| Arg::Number(number.into());
    let year = Arg::Number(date.year().into());
    Text::phrase(key, vec![("day", number(date.day())), ("month", number(date.month())), ("year", year)])
}

impl fmt::Display for Text {
    /// In English, as logs and the command line want it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Tongue::English))
    }
}

/// What is wrong with a value, where a store passes it on as a cause.
impl std::error::Error for Text {}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Arg {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&String> for Arg {
    fn from(words: &String) -> Self {
        Self::Words(words.clone())
    }
}

impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<&Text> for Arg {
    fn from(text: &Text) -> Self {
        Self::Text(text.clone())
    }
}

impl From<NaiveDate> for Arg {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

/// Numbers of every kind; one that no plural could tell from the largest is the largest.
macro_rules! numbers {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Arg {
            fn from(number: $kind) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}

numbers!(i32, i64, u16, u32, u64, usize);

fn bundle(tongue: Tongue) -> &'static FluentBundle<FluentResource> {
    // One each, made when it is first spoken: about a millisecond.
    static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| read(Tongue::English));
    static FRENCH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| read(Tongue::French));
    static SPANISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| read(Tongue::Spanish));
    static ARABIC: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| read(Tongue::Arabic));
    static PORTUGUESE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| read(Tongue::Portuguese));
    match tongue {
        Tongue::English => &ENGLISH,
        Tongue::French => &FRENCH,
        Tongue::Spanish => &SPANISH,
        Tongue::Arabic => &ARABIC,
        Tongue::Portuguese => &PORTUGUESE,
    }
}

macro_rules! topics {
    ($tag:literal) => {
        [
            include_str!(concat!("../../texts/", $tag, "/reading.ftl")),
            include_str!(concat!("../../texts/", $tag, "/commands.ftl")),
            include_str!(concat!("../../texts/", $tag, "/daily.ftl")),
            include_str!(concat!("../../texts/", $tag, "/writing.ftl")),
            include_str!(concat!("../../texts/", $tag, "/faults.ftl")),
            include_str!(concat!("../../texts/", $tag, "/curating.ftl")),
            include_str!(concat!("../../texts/", $tag, "/settings.ftl")),
            include_str!(concat!("../../texts/", $tag, "/places.ftl")),
        ]
    };
}

fn sources(tongue: Tongue) -> [&'static str; 8] {
    match tongue {
        Tongue::English => topics!("en"),
        Tongue::French => topics!("fr"),
        Tongue::Spanish => topics!("es"),
        Tongue::Arabic => topics!("ar"),
        Tongue::Portuguese => topics!("pt"),
    }
}

/// The English files, which know every key.
pub(super) fn english_sources() -> [&'static str; 8] {
    sources(Tongue::English)
}

fn read(tongue: Tongue) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = tongue.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // `direction` sets apart what needs it; in commands and links Fluent's own marks would be in the way.
    bundle.set_use_isolating(false);
    if tongue.is_right_to_left() {
        // Where words are shown, not where they decide about a variant.
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::String(words) => Some(direction::apart(words)),
            _ => None,
        }));
    }
    for source in sources(tongue) {
        // What cannot be read is left out and found by the test of all keys; the rest is still said.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, faults)| {
            debug_assert!(faults.is_empty(), "{}: {faults:?}", tongue.tag());
            resource
        });
        bundle.add_resource_overriding(resource);
    }
    bundle
}
