//! Text as names are compared: words without accents, case, punctuation and other matters of spelling.
//!
//! It does not know which names there are. Whatever it does to a query it does to the names too, so a fold may lose
//! much as long as two names that people tell apart stay apart.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

/// How much of a text is read, as people count letters.
const GRAPHEMES: usize = 100;
/// The same in bytes: one letter may carry any number of marks.
const BYTES: usize = 4_096;
/// No name has longer words; the rest of one is not read.
const LETTERS: usize = 40;

/// The words of a text, in order. At most the first 100 letters are read.
///
/// A date becomes one word, `2022-11-27`, also when it was written `27.11.2022`; so does a score, `2-1`.
pub(in crate::domain) fn words(text: &str) -> Vec<String> {
    let mut splitter = Splitter::default();
    let text = clip(text);
    if text.is_ascii() {
        // The same as below, without asking what no ASCII letter needs asking.
        text.bytes().for_each(|b| match b {
            b if !b.is_ascii_alphanumeric() => splitter.read_gap(char::from(b)),
            b if splitter.has_room() => splitter.word.push(char::from(b.to_ascii_lowercase())),
            _ => {}
        });
    } else {
        text.nfkd().for_each(|c| splitter.read(c));
    }
    splitter.end_word();
    join_numbers(splitter.words)
}

/// Whether a word of a query may stand between the names rather than be part of one: "vs", a score, a lone digit.
pub(super) fn is_connector(word: &str) -> bool {
    const CONNECTORS: [&str; 36] = [
        "v",
        "vs",
        "versus",
        "against",
        "and",
        "contre",
        "x",
        "et",
        "y",
        "e",
        "und",
        "gegen",
        "contra",
        "pens",
        "penalties",
        "aet",
        "match",
        "game",
        "partido",
        "partida",
        "jogo",
        "مباراة",
        "مباراه",
        "story",
        "stories",
        "histoire",
        "histoires",
        "historia",
        "historias",
        "قصة",
        "قصه",
        "قصص",
        "ضد",
        "و",
        "مع",
        "対",
    ];
    let score = word.split_once('-').is_some_and(|(home, away)| is_number(home, 2) && is_number(away, 2));
    score || is_number(word, 1) || CONNECTORS.contains(&word)
}

/// The word without the Arabic article, and an "and" before that, if what stays is still a word.
pub(super) fn bare(word: &str) -> &str {
    let word = word.strip_prefix('و').filter(|rest| rest.starts_with("ال")).unwrap_or(word);
    word.strip_prefix("ال").filter(|rest| rest.chars().nth(1).is_some()).unwrap_or(word)
}

/// Whether one letter of the word says as much as a syllable or a word does elsewhere.
pub(super) fn is_dense(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}

/// What to look for when someone means the day `date` (`2022-11-27`): the day, its year, its number, its month.
pub(super) fn words_of_date(date: &str) -> Option<[&str; 4]> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (year, rest) = date.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let name = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some([date, year, day.trim_start_matches('0'), name])
}

/// The beginning of `text` that is read at all.
fn clip(text: &str) -> &str {
    if text.len() <= GRAPHEMES {
        return text;
    }
    let text = &text[..text.floor_char_boundary(BYTES)];
    text.grapheme_indices(true).nth(GRAPHEMES).map_or(text, |(end, _)| &text[..end])
}

/// One word, with what parted it from the one before.
struct Part {
    text: String,
    gap: Gap,
}

#[derive(Clone, Copy, PartialEq)]
enum Gap {
    /// Nothing read since the last word.
    None,
    /// One mark that may hold a number together.
    Link,
    /// Anything else.
    Wide,
}

struct Splitter {
    words: Vec<Part>,
    word: String,
    letters: usize,
    gap: Gap,
}

impl Default for Splitter {
    fn default() -> Self {
        Self { words: Vec::new(), word: String::new(), letters: 0, gap: Gap::Wide }
    }
}

impl Splitter {
    fn read(&mut self, c: char) {
        if is_silent(c) {
            return;
        }
        if !c.is_alphanumeric() {
            self.read_gap(c);
        } else if self.has_room() {
            match spelled(c) {
                Some(letters) => self.word.push_str(letters),
                None => self.word.extend(c.to_lowercase().filter(|lower| !is_combining_mark(*lower)).map(unified)),
            }
        }
    }

    fn read_gap(&mut self, c: char) {
        self.end_word();
        self.gap = match (self.gap, c) {
            (Gap::None, '-' | '‐' | '–' | '—' | '−' | '.' | '/' | ':') => Gap::Link,
            _ => Gap::Wide,
        };
    }

    /// Whether the word may have one more letter, which then is counted.
    fn has_room(&mut self) -> bool {
        self.letters += 1;
        self.letters <= LETTERS
    }

    fn end_word(&mut self) {
        if !self.word.is_empty() {
            self.words.push(Part { text: self.word.as_str().into(), gap: self.gap });
            self.word.clear();
            self.letters = 0;
            self.gap = Gap::None;
        }
    }
}

/// Marks on letters, soft hyphens, marks of direction and width, the bare hamza, the tatweel, and what stands for hamza
/// and ayn in Latin: all as if they were not there.
fn is_silent(c: char) -> bool {
    match c {
        '\u{ad}'
        | 'ʻ'
        | 'ʼ'
        | 'ʾ'
        | 'ʿ'
        | 'ء'
        | 'ـ'
        | '\u{61c}'
        | '\u{feff}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' => true,
        c => !c.is_ascii() && is_combining_mark(c),
    }
}

/// Letters that no decomposition takes apart.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        _ => return None,
    })
}

/// One lower-case letter for all forms of it.
fn unified(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ŋ' => 'n',
        'ı' => 'i',
        'ə' => 'a',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ة' | 'ہ' | 'ە' | 'ھ' => 'ه',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        _ => c,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Numbers that one mark links are one word if they make a date, a month or a score.
fn join_numbers(parts: Vec<Part>) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        if !is_number(&part.text, 4) {
            words.push(part.text);
            continue;
        }
        let mut run = vec![part.text];
        while let Some(next) = parts.next_if(|next| next.gap == Gap::Link && is_number(&next.text, 4)) {
            run.push(next.text);
        }
        match run.as_slice() {
            // A day of one digit may be the beginning of a longer one, unless it is 4 or more.
            [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() == 1 && d.as_str() < "4" => {
                words.push(format!("{y}-{m:0>2}-{d}"));
            }
            [y, m, d] | [d, m, y] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => {
                words.push(format!("{y}-{m:0>2}-{d:0>2}"));
            }
            [y, m] if y.len() == 4 && m.len() <= 2 => words.push(format!("{y}-{m}")),
            [home, away] if home.len() <= 2 && away.len() <= 2 => words.push(format!("{home}-{away}")),
            _ => words.append(&mut run),
        }
    }
    words
}

fn is_number(text: &str, digits: usize) -> bool {
    (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_one() {
        let cases = [
            ("Mbappé", "mbappe"),
            ("MBAPPE\u{301}", "mbappe"),
            ("İlhan Mansız", "ilhan mansiz"),
            ("Şükür", "sukur"),
            ("Kjær", "kjaer"),
            ("Straße", "strasse"),
            ("Łukasz Ødegård Đorđe", "lukasz odegard dorde"),
            ("En-Nesyri", "en nesyri"),
            ("N'Golo N’Golo", "n golo n golo"),
            ("أَشْرَف حكيمي", "اشرف حكيمي"),
            ("آسيا حكـــيمى", "اسيا حكيمي"),
            ("رامین رضاییان", "رامين رضاييان"),
            ("2022-11-27", "2022-11-27"),
            ("27.11.2022 27/1/2022", "2022-11-27 2022-01-27"),
            ("2022–11 2022-11-2 2022-12-6", "2022-11 2022-11-2 2022-12-06"),
            ("٢٠٢٢", "2022"),
            ("Belgium 0–2 Morocco", "belgium 0-2 morocco"),
            ("\u{202e}Ha\u{200b}ki\u{ad}mi\0", "hakimi"),
            ("Ｍｅｓｓｉ №10", "messi no10"),
            ("M\u{336}\u{334}e\u{351}\u{35b}ssi 🇲🇦 ⚽", "messi"),
            ("", ""),
            (" \u{301}\u{200d}-'", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text).join(" "), expected, "{text:?}");
        }
        assert_eq!(words("손흥민"), words("손흥민\u{200b}"));
        assert_ne!(words("손흥민"), words("손흥만"));
    }

    #[test]
    fn long_text_is_cut() {
        let letters = |text: &str| words(text).concat().chars().count();
        assert_eq!(letters(&"word ".repeat(200_000)), 80);
        assert_eq!(letters(&"a".repeat(1_000_000)), LETTERS);
        assert_eq!(letters(&format!("a{}", "\u{301}".repeat(1_000_000))), 1);
    }

    #[test]
    fn connectors_are_told_from_names() {
        for word in ["vs", "1-0", "v", "contre", "ضد", "3"] {
            assert!(is_connector(word), "{word}");
        }
        for word in ["2022", "2022-11", "van", "16", "morocco", "-", ""] {
            assert!(!is_connector(word), "{word}");
        }
    }
}
