//! The languages that Touchline itself speaks, and what it says in them.
//!
//! The texts are Fluent files (`src/texts/<tag>/<topic>.ftl`), embedded. English is where a language has no text, which a
//! test forbids. It does not know who reads which language: the desk does. The language of a *story* is
//! [`Language`](super::story::Language), which may be any.

mod direction;
mod stored;
mod text;

use chrono::NaiveDate;

use super::text::is_right_to_left;

pub use text::{Arg, Text};

/// A language that Touchline speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Tongue {
    /// English: where nothing else is known.
    #[default]
    English,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Arabic, which is written from right to left.
    Arabic,
    /// Portuguese.
    Portuguese,
}

impl Tongue {
    /// All of them, English first.
    pub const ALL: [Self; 5] = [Self::English, Self::French, Self::Spanish, Self::Arabic, Self::Portuguese];

    /// Its tag: two letters of ISO 639, as files, settings and Telegram write it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Arabic => "ar",
            Self::Portuguese => "pt",
        }
    }

    /// What those who speak it call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "français",
            Self::Spanish => "español",
            Self::Arabic => "العربية",
            Self::Portuguese => "português",
        }
    }

    /// What it is called in English, in small letters: as people type it who do not know its tag.
    pub(super) fn english_name(self) -> &'static str {
        match self {
            Self::English => "english",
            Self::French => "french",
            Self::Spanish => "spanish",
            Self::Arabic => "arabic",
            Self::Portuguese => "portuguese",
        }
    }

    /// The language of a tag as platforms, terminals and people write it: `fr`, `pt-BR`, `es_MX.UTF-8`, `ar-MA`. The region
    /// does not matter; `None` for a language that Touchline does not speak.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_', '.', '@']).next()?;
        Self::ALL.into_iter().find(|tongue| tongue.tag().eq_ignore_ascii_case(language))
    }

    /// The language of a text by somebody who reads this one: theirs, unless its letters are those of another one.
    #[must_use]
    pub fn likely(self, text: &str) -> Self {
        let letters = text.chars().filter(|ch| ch.is_alphabetic());
        let (arabic, others): (Vec<char>, Vec<char>) = letters.partition(|ch| is_right_to_left(*ch));
        match (arabic.len() > others.len(), self.is_right_to_left()) {
            (true, false) => Self::Arabic,
            (false, true) if !others.is_empty() => Self::English,
            _ => self,
        }
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self == Self::Arabic
    }

    /// A day as people read it: `27 November 2022`.
    pub fn long_date(self, date: NaiveDate) -> String {
        text::date("date-long", date).say(self)
    }

    /// A day with a short month: `27 Nov 2022`.
    pub fn short_date(self, date: NaiveDate) -> String {
        text::date("date-short", date).say(self)
    }

    /// A day of the year: `27 November`.
    pub fn day_and_month(self, date: NaiveDate) -> String {
        text::date("date-yearless", date).say(self)
    }
}

/// Something to be said in whichever language: a key of the Fluent files with its arguments.
///
/// `text!("no-player", words = shown)`. Every key is checked by `tests/it/tongues.rs`: it is in every language, with the
/// same arguments, and is used.
#[macro_export]
macro_rules! text {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::domain::tongue::Text::phrase($key, vec![$((stringify!($name), $crate::domain::tongue::Arg::from($value))),*])
    };
}

/// Something said in one language: `say!(tongue, "no-player", words = shown)`. See [`text!`](crate::text).
#[macro_export]
macro_rules! say {
    ($tongue:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text!($key $(, $name = $value)*).say($tongue)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_a_language_however_it_is_written() {
        for (tag, tongue) in [
            ("fr", Tongue::French),
            ("fr-CA", Tongue::French),
            ("pt-BR", Tongue::Portuguese),
            ("es_MX.UTF-8", Tongue::Spanish),
            ("AR", Tongue::Arabic),
            ("en-US", Tongue::English),
        ] {
            assert_eq!(Tongue::of_tag(tag), Some(tongue), "{tag}");
        }
        for unknown in ["", "C", "POSIX", "de", "french", "zh-Hans"] {
            assert_eq!(Tongue::of_tag(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_text_is_in_its_writers_language_unless_its_letters_say_otherwise() {
        assert_eq!(Tongue::French.likely("Elle l'embrasse"), Tongue::French);
        assert_eq!(Tongue::French.likely("قبّلها"), Tongue::Arabic);
        assert_eq!(Tongue::Arabic.likely("He kissed her, أمه"), Tongue::English);
        assert_eq!(Tongue::Arabic.likely("2–0"), Tongue::Arabic);
    }

    #[test]
    fn a_day_reads_as_people_write_it() {
        let day = NaiveDate::from_ymd_opt(2022, 12, 1).expect("a day");
        assert_eq!(Tongue::English.long_date(day), "1 December 2022");
        assert_eq!(Tongue::English.short_date(day), "1 Dec 2022");
        assert_eq!(Tongue::English.day_and_month(day), "1 December");
    }
}
