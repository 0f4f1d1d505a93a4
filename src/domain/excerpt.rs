//! Where the words that somebody looked for stand in a story: a piece of it, with the words set apart.
//!
//! It does not search. What it compares by is the fold of names, which is wider than the store's, so whatever the store
//! found is marked. Only what is shown goes through here, never all that may fit.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::names::fold;
use super::prose::{Block, Span, Style};
use super::story::{NewStory, Quote, Variant};
use super::text::{clean_line, isolated, shorten, utf16_len};
use super::tongue::Tongue;

/// A piece has at most so many UTF-16 units.
pub const LIMIT: usize = 120;
/// What words may take of it: two ellipses and two marks of direction may come beside them.
const ROOM: usize = LIMIT - 4;
/// Words of a question that are looked at, as the store's search does.
const WORDS: usize = 8;

/// The piece of a story that has most of these words, unless its title has them all, as it is told in a language. The summary
/// goes before the text.
pub fn of(told: &NewStory, words: &str, tongue: Tongue) -> Option<Vec<Span>> {
    let mut wanted = Wanted::new(words);
    let (title, summary, body, quotes) = match told.variant(tongue) {
        Some(Variant { title, summary, body, .. }) => (title, summary, body, [].as_slice()),
        None => (&told.title, &told.summary, &told.body, told.quotes.as_slice()),
    };
    let title = read(title.as_str(), &mut wanted);
    let in_title: Vec<usize> = title.iter().filter_map(|word| word.wanted).collect();
    let missing = |number: usize| !in_title.contains(&number);
    if !(0..wanted.forms.len()).any(missing) {
        return None;
    }
    let blocks = body.blocks().iter().filter_map(|block| match block {
        Block::Paragraph(spans) | Block::Quote(spans) | Block::Item(spans) => {
            Some(spans.iter().map(|span| span.text.as_str()).collect::<String>())
        }
        Block::Verbatim(_) => None,
    });
    let quotes = quotes.iter().map(|quote: &Quote| quote.text.to_string());
    let texts = std::iter::once(summary.to_string()).chain(blocks).chain(quotes);
    let mut best: Option<(usize, Piece)> = None;
    for text in texts {
        let text = clean_line(&text);
        let words = read(&text, &mut wanted);
        if let Some((count, core)) = densest(&text, &words, missing)
            && best.as_ref().is_none_or(|(most, _)| count > *most)
        {
            best = Some((count, Piece { text, words, core }));
        }
    }
    best.map(|(_, piece)| piece.spans())
}

/// The words that are looked for, folded.
struct Wanted {
    /// Each as it is, and the beginning that is enough, if any is.
    forms: Vec<(String, Option<String>)>,
    /// What words were compared to already: texts repeat theirs.
    known: HashMap<String, Option<usize>>,
}

impl Wanted {
    /// A word's beginning is enough where it is for the store's search: so much of a long word, all of the last one.
    fn new(words: &str) -> Self {
        let words: Vec<String> = split(words).take(WORDS).map(|range| fold::words(&words[range]).concat()).collect();
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let letters = |word: &str| word.chars().count();
        let last = words.len().saturating_sub(1);
        let forms = words.iter().enumerate().map(|(number, word)| {
            let beginning = match letters(word) {
                length if length >= 7 => Some(word.chars().take(length - 3).collect()),
                length if length > 3 || number == last => Some(word.clone()),
                _ => None,
            };
            (word.clone(), beginning)
        });
        Self { forms: forms.collect(), known: HashMap::new() }
    }

    fn number(&mut self, word: &str) -> Option<usize> {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let folded = fold::words(word).concat();
        let exact = self.forms.iter().position(|(form, _)| *form == folded);
        let begins = |beginning: &Option<String>| beginning.as_ref().is_some_and(|it| folded.starts_with(it));
        let number = exact.or_else(|| self.forms.iter().position(|(_, beginning)| begins(beginning)));
        self.known.insert(word.to_owned(), number);
        number
    }
}

/// A word of a text: where it stands, and which of the wanted ones it is.
struct Word {
    at: Range<usize>,
    wanted: Option<usize>,
}

fn read(text: &str, wanted: &mut Wanted) -> Vec<Word> {
    split(text).map(|at| Word { wanted: wanted.number(&text[at.clone()]), at }).collect()
}

/// Where words stand: letters and digits with the marks on them.
fn split(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = |ch: char| ch.is_alphanumeric() || (!ch.is_ascii() && is_combining_mark(ch));
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_part)?;
        let end = text[start..].find(|ch| !is_part(ch)).map_or(text.len(), |length| start + length);
        rest = end;
        Some(start..end)
    })
}

/// The words that lie near enough to be shown together and have most of the `missing` ones, and how many; the first such.
fn densest(text: &str, words: &[Word], missing: impl Fn(usize) -> bool) -> Option<(usize, Range<usize>)> {
    let found: Vec<usize> = (0..words.len()).filter(|at| words[*at].wanted.is_some_and(&missing)).collect();
    let mut best: Option<(usize, Range<usize>)> = None;
    for (number, first) in found.iter().enumerate() {
        let mut seen = Vec::new();
        for last in &found[number..] {
            // The first one counts however long it is.
            if last > first && utf16_len(&text[words[*first].at.start..words[*last].at.end]) > ROOM {
                break;
            }
            if seen.contains(&words[*last].wanted) {
                continue;
            }
            seen.push(words[*last].wanted);
            if best.as_ref().is_none_or(|(most, _)| seen.len() > *most) {
                best = Some((seen.len(), *first..*last + 1));
            }
        }
    }
    best
}

/// A text with the words that are to be shown.
struct Piece {
    text: String,
    words: Vec<Word>,
    core: Range<usize>,
}

impl Piece {
    fn spans(&self) -> Vec<Span> {
        let shown = self.widened();
        let at = self.bytes(&shown);
        if utf16_len(&self.text[at.clone()]) > ROOM {
            // One word that is longer than anybody reads.
            return vec![Span::styled(shorten(&self.text[self.words[shown.start].at.clone()], ROOM), Style::Strong)];
        }
        let mut spans = Vec::new();
        let mut plain = if at.start > 0 { "…".to_owned() } else { String::new() };
        let mut done = at.start;
        for word in self.words[shown].iter().filter(|word| word.wanted.is_some()) {
            plain.push_str(&self.text[done..word.at.start]);
            push(&mut spans, std::mem::take(&mut plain));
            spans.push(Span::styled(&self.text[word.at.clone()], Style::Strong));
            done = word.at.end;
        }
        plain.push_str(&self.text[done..at.end]);
        plain.push_str(if at.end < self.text.len() { "…" } else { "" });
        push(&mut spans, plain);
        isolate(spans, &self.text[at])
    }

    /// As many words on both sides as there is room for.
    fn widened(&self) -> Range<usize> {
        let fits = |words: &Range<usize>| utf16_len(&self.text[self.bytes(words)]) <= ROOM;
        let mut shown = self.core.clone();
        loop {
            let before = shown.clone();
            let right = shown.start..(shown.end + 1).min(self.words.len());
            if fits(&right) {
                shown = right;
            }
            let left = shown.start.saturating_sub(1)..shown.end;
            if fits(&left) {
                shown = left;
            }
            if shown == before {
                return shown;
            }
        }
    }

    /// Where these words stand, with the signs before the first and behind the last word of the text.
    fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let start = if words.start == 0 { 0 } else { self.words[words.start].at.start };
        let end = if words.end == self.words.len() { self.text.len() } else { self.words[words.end - 1].at.end };
        start..end
    }
}

fn push(spans: &mut Vec<Span>, plain: String) {
    if !plain.is_empty() {
        spans.push(Span::plain(plain));
    }
}

/// A direction of its own for the whole piece, where it needs one: each span by itself would be put in another order.
fn isolate(mut spans: Vec<Span>, text: &str) -> Vec<Span> {
    let apart = isolated(text);
    if let Some((open, close)) = apart.split_once(text).filter(|(open, _)| !open.is_empty()) {
        spans.insert(0, Span::plain(open));
        spans.push(Span::plain(close));
    }
    spans
}
