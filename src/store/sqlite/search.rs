//! Stories by their words: from few words that are looked for first to many.
//!
//! Ranking costs for each story that is ranked, and a common word stands in a large part of all texts. So titles are looked
//! through first, in an index of their own; what fills the list there need not be looked for in texts. What people wrote is
//! always quoted.

use rusqlite::{Connection, params};

use super::rows::{self, LINE_COLUMNS};
use super::stories::{VISIBLE, all, community_number, lines};
use super::threads::Fault;
use crate::domain::community::Community;
use crate::domain::story::{StoryId, StoryLine};

/// Stories that one step ranks at most.
const CANDIDATES: usize = 1_000;
/// Where the words of all stories are, and what a word counts in its columns.
const WORDS: (&str, &str) = ("stories_words", "bm25(stories_words, 10.0, 6.0, 4.0, 1.0)");
/// Where those of titles are.
const TITLES: (&str, &str) = ("story_titles", "bm25(story_titles)");

/// People's words without the signs between them, which an operator would need.
fn split(words: &str) -> Vec<&str> {
    words.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).take(8).collect()
}

/// People's words as FTS5 words: each quoted, so that none is an operator; `None` when there is none.
pub(super) fn quoted(words: &str, prefix: bool) -> Option<String> {
    let words: Vec<_> =
        split(words).iter().map(|word| format!("\"{}\"", word.chars().take(40).collect::<String>())).collect();
    let star = if prefix { "*" } else { "" };
    (!words.is_empty()).then(|| words.join(" ") + star)
}

/// The beginnings of people's longer words, so that another ending of a word is found too ("cleaning", "cleaned"); words of up
/// to three letters are left out where there are longer ones. `None` when there is none.
fn beginnings(words: &str) -> Option<String> {
    let words = split(words);
    let letters = |word: &&str| word.chars().count();
    let has_longer = words.iter().any(|word| letters(word) > 3);
    let kept = words.iter().filter(|word| !has_longer || letters(word) > 3);
    let beginning = |word: &&str| -> String {
        let length = letters(word);
        word.chars().take(if length >= 7 { length - 3 } else { length.min(40) }).collect()
    };
    // A letter alone begins so many words that it says nothing, but for scripts where it is a word or a syllable.
    let star = |word: &&str| if word.chars().nth(1).is_some() || *word >= "\u{3040}" { "*" } else { "" };
    let kept: Vec<_> = kept.map(|word| format!("\"{}\"{}", beginning(word), star(word))).collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// Published stories by their words: all of them as they are, or all longer ones by their beginnings.
pub(super) fn search(db: &Connection, viewer: &Community, words: &str, limit: usize) -> Result<Vec<StoryLine>, Fault> {
    let (Some(exact), Some(unfinished), Some(beginnings)) =
        (quoted(words, false), quoted(words, true), beginnings(words))
    else {
        return Ok(Vec::new());
    };
    let number = community_number(db, viewer)?;
    // Both at once: words as they are count twice, and a title's beginning goes before a word far down in a text.
    let mut found = ranked(db, number, TITLES, &format!("({unfinished}) OR ({beginnings})"))?;
    if found.len() < limit {
        let anywhere = ranked(db, number, WORDS, &exact)?;
        if anywhere.len() == CANDIDATES {
            // There are more, which were not ranked: the best are among those that have the words elsewhere than in the text.
            found.extend(ranked(db, number, WORDS, &format!("{{title names summary}} : ({exact})"))?);
        }
        found.extend(anywhere);
    }
    let mut best = first_distinct(&found, limit);
    if best.len() < limit {
        found.extend(ranked(db, number, WORDS, &beginnings)?);
        best = first_distinct(&found, limit);
    }
    lines(db, viewer, &best)
}

/// The first visible stories that a query finds, at most [`CANDIDATES`], best first.
fn ranked(db: &Connection, viewer: i64, (table, rank): (&str, &str), query: &str) -> Result<Vec<StoryId>, Fault> {
    // Visibility is read from an index: the rows themselves have whole texts.
    let sql = format!(
        "SELECT w.rowid, {rank} FROM {table} w JOIN stories s INDEXED BY stories_visible ON s.id = w.rowid
         WHERE {table} MATCH ?2 AND {VISIBLE} LIMIT ?3"
    );
    let mut found: Vec<(i64, f64)> =
        all(db, &sql, params![viewer, query, i64::try_from(CANDIDATES)?], |row| Ok((row.get(0)?, row.get(1)?)))?;
    found.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
    Ok(found.into_iter().map(|(id, _)| StoryId(id)).collect())
}

fn first_distinct(found: &[StoryId], limit: usize) -> Vec<StoryId> {
    let mut seen = std::collections::HashSet::new();
    found.iter().filter(|id| seen.insert(**id)).take(limit).copied().collect()
}

/// Published stories whose titles hold these words; the first that are found, not the best.
pub(super) fn titles(db: &Connection, viewer: &Community, typed: &str, limit: usize) -> Result<Vec<StoryLine>, Fault> {
    let viewer = community_number(db, viewer)?;
    let Some(typed) = quoted(typed, true) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {LINE_COLUMNS} FROM story_titles w JOIN stories s ON s.id = w.rowid WHERE story_titles MATCH ?2 AND {VISIBLE} LIMIT ?3"
    );
    all(db, &sql, params![viewer, typed, i64::try_from(limit)?], rows::story_line)
}
