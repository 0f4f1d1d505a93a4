//! Which words Telegram would turn into links by itself, and where a word must be broken so that it does not.
//!
//! Telegram's servers look for @names, #tags, /commands, $TAGS, addresses and e-mail addresses in every text that is
//! sent (tdlib, `MessageEntity.cpp`). Links come only from checked addresses (product.md section 9), so such words get an
//! invisible [`BREAK`] at the one border that makes them what they are. It does not know entities or messages.

use unicode_segmentation::UnicodeSegmentation as _;

/// The word joiner: no width, no line break, and neither a letter of a tag nor of an address to Telegram, unlike the
/// zero-width (non-)joiners.
pub const BREAK: char = '\u{2060}';

/// Whether a [`BREAK`] belongs between two neighbours. `before` is what stands before `left`.
pub(super) fn must_break(before: Option<char>, left: char, right: char) -> bool {
    let is_name = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    match left {
        '@' => is_name(right),
        // In "and/or" the slash begins no command.
        '/' => is_name(right) && !before.is_some_and(char::is_alphanumeric),
        '$' => right.is_ascii_uppercase() || right == '1',
        '#' => starts_letter(right) || matches!(right, '_' | '·' | '\u{200c}'),
        ':' => right == '/',
        // An address ends in letters after a dot; "2.5" and "... and" are none.
        '.' => match before {
            Some(before) if before.is_ascii_digit() => starts_letter(right) && !right.is_ascii_digit(),
            Some(before) => !before.is_whitespace() && starts_letter(right),
            None => false,
        },
        _ => false,
    }
}

/// A letter or digit that begins a grapheme: a combining one belongs to what stands before it and is never cut off.
fn starts_letter(ch: char) -> bool {
    ch.is_alphanumeric() && (ch.is_ascii() || format!("a{ch}").graphemes(true).count() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> String {
        let mut out = String::new();
        let (mut before, mut left) = (None, None);
        for right in text.chars() {
            if left.is_some_and(|left| must_break(before, left, right)) {
                out.push('|');
            }
            out.push(right);
            (before, left) = (left, Some(right));
        }
        out
    }

    #[test]
    fn words_are_broken_where_telegram_would_make_a_link() {
        for (text, expected) in [
            ("by @fifa", "by @|fifa"),
            ("#WorldCup #كأس #7", "#|WorldCup #|كأس #|7"),
            ("/ban him, try /story", "/|ban him, try /|story"),
            ("$USD, $1INCH", "$|USD, $|1INCH"),
            ("Bladi.net", "Bladi.|net"),
            ("привет.рф", "привет.|рф"),
            ("https://a.b/c", "https:|//|a.|b/c"),
            ("tg://resolve", "tg:|//|resolve"),
            ("me@a.org", "me@|a.|org"),
            ("the end.Then", "the end.|Then"),
        ] {
            assert_eq!(broken(text), expected);
        }
    }

    #[test]
    fn other_words_stay_whole() {
        for text in [
            "2.5 goals",
            "and/or",
            "30/40",
            "... and",
            "So. It was",
            "a @ b",
            "# 1",
            "$5",
            "#️⃣",
            "09:00",
            "1:0",
            "@",
            ".ा",
        ] {
            assert_eq!(broken(text), text);
        }
    }
}
