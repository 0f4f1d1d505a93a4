//! Small rules about text that come before any markup: what may be in it, how long it is, where it may be cut.
//!
//! It does not know any platform's limits; callers bring them.

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// Opens a run whose direction is its own, so that an Arabic name does not turn the sentence around it (Unicode UAX #9).
pub const ISOLATE: char = '\u{2068}';
/// Closes what [`ISOLATE`] opened.
pub const END_ISOLATE: char = '\u{2069}';

/// Text that people typed, made harmless: composed (NFC), line ends unified, and without control characters,
/// direction overrides and zero-width characters that hide words. Emoji joiners between emoji stay.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for ch in text.replace("\r\n", "\n").nfc() {
        match ch {
            '\r' | '\n' => clean.push('\n'),
            '\t' => clean.push(' '),
            ch if is_hidden(ch) => {}
            ch => clean.push(ch),
        }
    }
    clean
}

/// The same for text that has one line: line ends become spaces, runs of spaces one, none at the ends.
pub fn clean_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in clean(text).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Characters that change how others look without being seen: controls, direction overrides and isolates, zero-width
/// marks. U+200D (joiner) and variation selectors are kept, emoji need them; U+200C is kept, Persian needs it.
fn is_hidden(ch: char) -> bool {
    ch.is_control()
        || matches!(ch, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}'..='\u{e007f}' | '\u{61c}')
}

/// The length as the stricter of both platforms counts it: Telegram in UTF-16 units, Discord in code points, of which
/// there are never more.
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// How many words a text has; a dash between spaces is none.
pub fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// `text` cut to at most `limit` UTF-16 units on a grapheme border, with "…" when something was cut.
pub fn shorten(text: &str, limit: usize) -> String {
    if utf16_len(text) <= limit {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1; // the ellipsis
    for grapheme in text.graphemes(true) {
        used += utf16_len(grapheme);
        if used > limit {
            break;
        }
        short.push_str(grapheme);
    }
    let kept = short.trim_end().len();
    short.truncate(kept);
    short.push('…');
    short
}

/// `text` with a direction of its own when it holds right-to-left letters, unchanged otherwise.
pub fn isolated(text: &str) -> String {
    if text.chars().any(is_right_to_left) { format!("{ISOLATE}{text}{END_ISOLATE}") } else { text.to_owned() }
}

/// Letters of the scripts written from right to left: the blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their
/// presentation forms.
pub(super) fn is_right_to_left(ch: char) -> bool {
    matches!(ch, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_loses_what_nobody_can_see() {
        assert_eq!(clean("a\u{202e}b\u{200b}c\0d\r\ne"), "abcd\ne");
        assert_eq!(clean_line("  one\n two\tthree "), "one two three");
        assert_eq!(clean("👩‍👦"), "👩‍👦", "emoji families keep their joiner");
    }

    #[test]
    fn text_is_cut_between_letters_not_inside_them() {
        assert_eq!(shorten("Mbappé", 6), "Mbappé");
        assert_eq!(shorten("👩‍👦👩‍👦", 6), "👩‍👦…");
        assert_eq!(shorten("one two", 5), "one…");
    }
}
