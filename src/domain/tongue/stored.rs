//! Texts as the store keeps them: said later, in the language of whoever reads them then.
//!
//! Words are kept as they are, so what was kept before there were languages reads as words. Anything else becomes one line
//! of pieces with [`BETWEEN`] in front of each: first the English wording, for people who read the store, for a program
//! that knows no languages and for one that knows no such key; then what it was made of.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::text::{Arg, Phrase, Text, english_sources};

/// Stands in front of each piece (the control character "unit separator"), which nobody types.
const BETWEEN: char = '\u{1f}';
/// A text in a text in a text, at most: what nests deeper is nobody's.
const DEPTH: usize = 16;

impl Text {
    /// As the store keeps it; [`Text::decode`] reads it.
    pub fn encode(&self) -> String {
        if let Self::Words(words) = self
            && !words.starts_with(BETWEEN)
        {
            return words.clone();
        }
        let mut stored = String::new();
        push(&mut stored, &self.to_string());
        self.put(&mut stored);
        stored
    }

    /// Reads what [`Text::encode`] made. What this program does not know, or nobody made, is its English wording.
    pub fn decode(stored: &str) -> Self {
        let Some(pieces) = stored.strip_prefix(BETWEEN) else { return Self::Words(stored.to_owned()) };
        let mut pieces = pieces.split(BETWEEN);
        let english = pieces.next().and_then(unescaped);
        match Self::take(&mut pieces, DEPTH).filter(|_| pieces.next().is_none()) {
            Some(text) => text,
            None => Self::Words(english.unwrap_or_default()),
        }
    }

    fn put(&self, stored: &mut String) {
        match self {
            Self::Words(words) => {
                push(stored, "words");
                push(stored, words);
            }
            Self::Phrase(phrase) => phrase.put(stored),
            Self::Sentences(sentences) => {
                push(stored, "sentences");
                push(stored, &sentences.len().to_string());
                for sentence in sentences {
                    sentence.put(stored);
                }
            }
        }
    }

    fn take<'a>(pieces: &mut impl Iterator<Item = &'a str>, depth: usize) -> Option<Self> {
        let depth = depth.checked_sub(1)?;
        match pieces.next()? {
            "words" => Some(Self::Words(unescaped(pieces.next()?)?)),
            "phrase" => Phrase::take(pieces, depth).map(Self::Phrase),
            "sentences" => {
                let count: usize = pieces.next()?.parse().ok()?;
                // Each takes pieces: a count that lies ends with them.
                let sentences: Option<_> = (0..count).map(|_| Self::take(pieces, depth)).collect();
                sentences.map(Self::Sentences)
            }
            _ => None,
        }
    }
}

impl Phrase {
    fn put(&self, stored: &mut String) {
        push(stored, "phrase");
        push(stored, self.key);
        push(stored, &self.args.len().to_string());
        for (name, arg) in &self.args {
            push(stored, name);
            match arg {
                Arg::Number(number) => {
                    push(stored, "number");
                    push(stored, &number.to_string());
                }
                Arg::Words(words) => {
                    push(stored, "words");
                    push(stored, words);
                }
                Arg::Text(text) => {
                    push(stored, "text");
                    text.put(stored);
                }
                Arg::Inside(text) => {
                    push(stored, "inside");
                    text.put(stored);
                }
                Arg::Day(day) => {
                    push(stored, "day");
                    push(stored, &day.to_string());
                }
            }
        }
    }

    fn take<'a>(pieces: &mut impl Iterator<Item = &'a str>, depth: usize) -> Option<Self> {
        let key = known(pieces.next()?)?;
        let count: usize = pieces.next()?.parse().ok()?;
        let mut args = Vec::new();
        for _ in 0..count {
            let name = known(pieces.next()?)?;
            let arg = match pieces.next()? {
                "number" => Arg::Number(pieces.next()?.parse().ok()?),
                "words" => Arg::Words(unescaped(pieces.next()?)?),
                "text" => Arg::Text(Text::take(pieces, depth)?),
                "inside" => Arg::Inside(Text::take(pieces, depth)?),
                "day" => Arg::Day(pieces.next()?.parse().ok()?),
                _ => return None,
            };
            args.push((name, arg));
        }
        let phrase = Self { key, args };
        // Another version of the program may have given this key other arguments.
        phrase.can_be_said().then_some(phrase)
    }
}

/// One more piece, which holds neither what stands between pieces nor the end of a line.
fn push(stored: &mut String, piece: &str) {
    stored.push(BETWEEN);
    for ch in piece.chars() {
        match ch {
            '\\' => stored.push_str("\\\\"),
            '\n' => stored.push_str("\\n"),
            '\r' => stored.push_str("\\r"),
            BETWEEN => stored.push_str("\\u"),
            ch => stored.push(ch),
        }
    }
}

/// What a piece was before; `None` when nobody made it.
fn unescaped(piece: &str) -> Option<String> {
    let mut words = String::with_capacity(piece.len());
    let mut chars = piece.chars();
    while let Some(ch) = chars.next() {
        words.push(match ch {
            '\\' => match chars.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                'u' => BETWEEN,
                _ => return None,
            },
            ch => ch,
        });
    }
    Some(words)
}

/// A key, or an argument's name, as the English files write it.
fn known(word: &str) -> Option<&'static str> {
    static WORDS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| english_sources().into_iter().flat_map(words_of).collect());
    WORDS.get(word).copied()
}

/// The keys and the names of arguments in a Fluent file. A word too many does no harm: whether it can be said is asked then.
fn words_of(source: &'static str) -> impl Iterator<Item = &'static str> {
    let word = |text: &'static str| {
        text.split(|ch: char| !(ch.is_ascii_alphanumeric() || ch == '-' || ch == '_')).next().unwrap_or_default()
    };
    let keys = source.lines().filter(|line| line.contains('=')).map(word);
    let names = source.split('$').skip(1).map(word);
    keys.chain(names).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::tongue::Tongue;
    use crate::text;

    fn words() -> impl Strategy<Value = String> {
        prop_oneof!["\\PC*", "[\u{1f}\\\\\n\ru a`{}\u{2028}]{0,12}", Just("\u{1f}words\u{1f}x".to_owned())]
    }

    fn arg(text: impl Strategy<Value = Text> + 'static) -> impl Strategy<Value = Arg> {
        let day = |days: u64| NaiveDate::MIN + Days::new(days);
        prop_oneof![
            any::<i64>().prop_map(Arg::Number),
            words().prop_map(Arg::Words),
            text.prop_map(Arg::Text),
            (0..190_000_000_u64).prop_map(move |days| Arg::Day(day(days))),
        ]
    }

    fn texts() -> impl Strategy<Value = Text> {
        let leaf = prop_oneof![words().prop_map(Text::Words), Just(text!("no-story-fits"))];
        leaf.prop_recursive(4, 24, 3, |inner| {
            let phrase = |key, name| arg(inner.clone()).prop_map(move |arg| Text::phrase(key, vec![(name, arg)]));
            let two = (arg(inner.clone()), arg(inner.clone())).prop_map(|(code, message)| {
                Text::phrase("discord-refuses-post", vec![("message", message), ("code", code)])
            });
            prop_oneof![
                phrase("post-paused-without-access", "reason"),
                phrase("correction-too-old", "hours"),
                two,
                prop::collection::vec(inner.clone(), 0..4).prop_map(Text::Sentences),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_kept_is_what_was_said(text in texts()) {
            let stored = text.encode();
            prop_assert_eq!(&Text::decode(&stored), &text);
            if !matches!(text, Text::Words(_)) {
                prop_assert!(!stored.contains(['\n', '\r']), "{:?}", stored);
            }
            for tongue in Tongue::ALL {
                prop_assert_eq!(Text::decode(&stored).say(tongue), text.say(tongue));
            }
        }

        #[test]
        fn what_nobody_made_does_no_harm(
            pieces in prop::collection::vec(
                prop_oneof![
                    "words|phrase|sentences|number|text|day|no-story-fits|post-paused-without-access|reason|date-long",
                    "[0-3]|-?[0-9]{1,22}|2026-13-41|\\\\x?",
                    words(),
                ],
                0..20,
            ),
        ) {
            let text = Text::decode(&format!("\u{1f}{}", pieces.join("\u{1f}")));
            prop_assert_eq!(Text::decode(&text.encode()), text.clone());
            for tongue in Tongue::ALL {
                text.say(tongue);
            }
        }
    }

    #[test]
    fn words_are_kept_as_they_are() {
        for plain in ["", "Gone.", "a\nb", "C:\\new"] {
            assert_eq!(Text::from(plain).encode(), plain);
            assert_eq!(Text::decode(plain), Text::from(plain));
        }
    }

    #[test]
    fn what_this_program_does_not_know_is_said_in_english() {
        let stored = text!("no-story-fits").encode();
        assert_eq!(stored, "\u{1f}No story fits what was asked for.\u{1f}phrase\u{1f}no-story-fits\u{1f}0");
        let renamed = stored.replace("no-story-fits", "no-such-key");
        assert_eq!(Text::decode(&renamed), Text::from("No story fits what was asked for."));
        // A key that asks for a reason, and is given none.
        let bare = "\u{1f}It rests.\u{1f}phrase\u{1f}post-paused-without-access\u{1f}0";
        assert_eq!(Text::decode(bare), Text::from("It rests."));
        for cut in ["\u{1f}", "\u{1f}It rests.", "\u{1f}It rests.\u{1f}sentences\u{1f}99999999999999999"] {
            assert!(["", "It rests."].contains(&Text::decode(cut).to_string().as_str()), "{cut:?}");
        }
        let deep = format!("\u{1f}Deep.{}", "\u{1f}sentences\u{1f}1".repeat(100_000));
        assert_eq!(Text::decode(&deep), Text::from("Deep."));
    }
}
