//! Weak spots: what keeps no story out, but would make it better.
//!
//! It judges stories that keep every rule. What is weak in one may depend on the others: a theme, a related story.

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation as _;

use super::agree::match_key;
use super::check::{Told, Warning};
use crate::domain::prose::Prose;
use crate::domain::spelling;
use crate::domain::story::{Name, Theme};
use crate::domain::teams;
use crate::domain::text::{shorten, words};

/// A story has so many words at least, and at most.
pub(super) const WORDS: std::ops::RangeInclusive<usize> = 120..=320;
/// Longer sentences are hard to read aloud, and on a phone.
const SENTENCE_WORDS: usize = 40;
/// So many related stories are proposed: more are no pointer.
const PROPOSED: usize = 5;
/// A full stop after these ends no sentence; nor does one after a single letter: "Belgium v. Morocco", "J. Cole".
const ABBREVIATIONS: [&str; 7] = ["vs", "St", "Mr", "Mrs", "Ms", "Dr", "No"];

/// The weak spots of all stories, by file and line. `themes` says how many stories have each.
pub(super) fn warnings(told: &[Told<'_>], themes: &HashMap<Theme, usize>) -> Vec<Warning> {
    let neighbours = Neighbours::of(told);
    let mut warnings = Vec::new();
    for (at, story) in told.iter().enumerate() {
        let mut spots = Spots { told: story, found: Vec::new() };
        spots.themes(themes, told.len());
        spots.related(&neighbours, at);
        spots.teams();
        spots.names();
        spots.quotes();
        spots.media();
        spots.sources();
        spots.text();
        spots.found.sort_by_key(|warning| warning.0.line);
        warnings.extend(spots.found);
    }
    warnings
}

/// What has been found in one story.
struct Spots<'a> {
    told: &'a Told<'a>,
    found: Vec<Warning>,
}

impl Spots<'_> {
    fn add(&mut self, key: &str, found: impl Into<String>, mend: impl Into<String>) {
        self.found.push(Warning(self.told.problem(key, found.into(), mend.into())));
    }

    /// In a collection of one story every theme has one.
    fn themes(&mut self, counts: &HashMap<Theme, usize>, stories: usize) {
        let told = self.told;
        for (number, theme) in (1..).zip(&told.story.themes) {
            if stories > 1 && counts.get(theme) == Some(&1) {
                let found = format!("no other story has the theme {:?}", theme.word());
                self.add(
                    &format!("themes[{number}]"),
                    found,
                    "choose one that others have, or tell a second story of it",
                );
            }
        }
    }

    fn related(&mut self, neighbours: &Neighbours<'_>, at: usize) {
        if self.told.story.related.is_empty() {
            let proposed = neighbours.of_story(at);
            if !proposed.is_empty() {
                let found = "none, but others tell of the same match or player";
                self.add("related", found, format!("write related = [{}]", proposed.join(", ")));
            }
        }
    }

    fn teams(&mut self) {
        let told = self.told;
        if let Some(match_) = &told.story.match_ {
            self.team("match.home", &match_.home);
            self.team("match.away", &match_.away);
        }
        for (number, player) in (1..).zip(&told.story.players) {
            if let Some(team) = &player.team {
                self.team(&format!("players[{number}].team"), team);
            }
        }
    }

    fn team(&mut self, key: &str, team: &Name) {
        let team = team.as_str();
        match teams::known(team) {
            Some(known) if known == team => {}
            Some(known) => self.add(key, format!("{team:?} is another name of {known}"), format!("write {known:?}")),
            None => {
                if let Some(near) = spelling::meant(team, teams::all()) {
                    self.add(key, format!("no team is known as {team:?}"), format!("did you mean {near:?}?"));
                }
            }
        }
    }

    /// Whoever has a plain keyboard types a plain name.
    fn names(&mut self) {
        let told = self.told;
        for (number, player) in (1..).zip(&told.story.players) {
            let name = player.name.as_str();
            if !name.chars().any(|ch| ch.is_alphabetic() && !ch.is_ascii()) {
                continue;
            }
            let plain = spelling::plain(name);
            let is_latin = plain.is_ascii();
            let holds = |alias: &Name| {
                alias.as_str().is_ascii() && (!is_latin || spelling::key(alias.as_str()) == spelling::key(name))
            };
            if !player.aliases.iter().any(holds) {
                let mend =
                    if is_latin { format!("add {plain:?} to its aliases") } else { "add one to its aliases".into() };
                self.add(
                    &format!("players[{number}].name"),
                    format!("{name:?} has no spelling in plain letters"),
                    mend,
                );
            }
        }
    }

    fn quotes(&mut self) {
        let told = self.told;
        for (number, quote) in (1..).zip(&told.story.quotes) {
            if quote.original.is_some() && quote.original_lang.is_none() {
                let key = format!("quotes[{number}].original");
                self.add(&key, "its language is not said", "add original_lang, for example original_lang = \"fr\"");
            }
        }
    }

    fn media(&mut self) {
        let told = self.told;
        for (number, media) in (1..).zip(&told.story.media) {
            if media.alt.is_none() {
                let mend = "say what is to be seen, for those who cannot: alt = \"…\"";
                self.add(&format!("media[{number}].alt"), "missing", mend);
            }
        }
    }

    fn sources(&mut self) {
        if self.told.story.sources.len() == 1 {
            self.add("sources", "only one", "name a second one that does not rest on the first");
        }
    }

    fn text(&mut self) {
        let told = self.told;
        let count = told.story.body.words();
        if !WORDS.contains(&count) {
            let mend = format!("write {} to {}", WORDS.start(), WORDS.end());
            self.add("text", format!("{count} {}", if count == 1 { "word" } else { "words" }), mend);
        }
        for (line, sentence) in long_sentences(told.story.body.source()) {
            let found = format!("a sentence of {} words ({:?})", words(&sentence), shorten(&sentence, 40));
            self.add(&format!("text:{line}"), found, format!("make two of it: at most {SENTENCE_WORDS} words"));
        }
    }
}

/// The sentences of a story's text that are too long, each with the line that it begins on.
fn long_sentences(source: &str) -> Vec<(usize, String)> {
    let mut long = Vec::new();
    let lines: Vec<(usize, &str)> = (1..).zip(source.lines()).collect();
    for part in lines.split(|(_, line)| line.trim().is_empty()) {
        let marked: Vec<&str> = part.iter().map(|(_, line)| *line).collect();
        let Ok(prose) = Prose::parse(&marked.join("\n")) else { continue };
        // Markup neither adds nor takes away white space, but for the marks of quotes: words can be counted down the lines.
        let starts: Vec<usize> = part
            .iter()
            .flat_map(|(number, line)| line.trim_start_matches(['>', ' ']).split_whitespace().map(|_| *number))
            .collect();
        let mut before = 0;
        for sentence in sentences(&prose.plain()) {
            if words(&sentence) > SENTENCE_WORDS {
                long.push((starts.get(before).or(starts.last()).copied().unwrap_or(1), sentence.trim().to_owned()));
            }
            before += sentence.split_whitespace().count();
        }
    }
    long
}

/// The sentences of a text, the last one of them too if it has no end.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for piece in text.split_sentence_bounds().flat_map(at_quotes) {
        match sentences.last_mut() {
            Some(last) if ends_with_abbreviation(last) => last.push_str(piece),
            _ => sentences.push(piece.to_owned()),
        }
    }
    sentences
}

/// Unicode's rule sees no new sentence in small letters, but a quote may begin with one.
fn at_quotes(text: &str) -> impl Iterator<Item = &str> {
    let opens = text.match_indices(" “").map(|(at, _)| at + 1);
    let ends = opens.filter(|at| text[..at - 1].ends_with(['.', '!', '?'])).chain([text.len()]);
    ends.scan(0, |start, end| Some(&text[std::mem::replace(start, end)..end]))
}

fn ends_with_abbreviation(text: &str) -> bool {
    let Some(word) = text.split_whitespace().next_back().and_then(|word| word.strip_suffix('.')) else { return false };
    let letters = word.trim_start_matches(|ch: char| !ch.is_alphanumeric());
    ABBREVIATIONS.contains(&letters) || (letters.chars().count() == 1 && letters.chars().all(char::is_alphabetic))
}

/// Which stories are about one match, or mainly about one player.
struct Neighbours<'a> {
    told: &'a [Told<'a>],
    by_subject: HashMap<String, Vec<usize>>,
}

impl<'a> Neighbours<'a> {
    fn of(told: &'a [Told<'a>]) -> Self {
        let mut by_subject: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, story) in told.iter().enumerate() {
            for subject in subjects(story) {
                by_subject.entry(subject).or_default().push(at);
            }
        }
        Self { told, by_subject }
    }

    /// The slugs of those that go with a story, quoted.
    fn of_story(&self, at: usize) -> Vec<String> {
        let mut seen = HashSet::from([at]);
        let all = subjects(&self.told[at]).into_iter().filter_map(|subject| self.by_subject.get(&subject)).flatten();
        let others = all.copied().filter(|other| seen.insert(*other));
        others.take(PROPOSED).map(|other| format!("{:?}", self.told[other].story.slug.as_str())).collect()
    }
}

/// The match and the main player of a story.
fn subjects(told: &Told<'_>) -> Vec<String> {
    let match_ = told.story.match_.as_ref().map(|match_| format!("match {}", match_key(match_)));
    let player = told.story.players.first().map(|player| format!("player {}", spelling::key(player.name.as_str())));
    match_.into_iter().chain(player).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_do_not_end_with_initials_or_versus() {
        let text = "Belgium v. Morocco was on. J. Cole and St. Pauli sang! (Dr. Who came.) It was 2.5 km. “then home”, he said";
        assert_eq!(
            sentences(text).iter().map(|sentence| sentence.trim()).collect::<Vec<_>>(),
            [
                "Belgium v. Morocco was on.",
                "J. Cole and St. Pauli sang!",
                "(Dr. Who came.)",
                "It was 2.5 km.",
                "“then home”, he said"
            ]
        );
    }

    #[test]
    fn a_long_sentence_is_found_on_the_line_it_begins_on() {
        let long = "word ".repeat(40) + "end.";
        let text = format!(
            "Short one.\nA [link to](https://example.org/a) *him*. Then\n{long}\n\n> Quoted\n> words. And {long}"
        );
        let lines: Vec<_> =
            long_sentences(&text).into_iter().map(|(line, sentence)| (line, words(&sentence))).collect();
        assert_eq!(lines, [(2, 42), (6, 42)]);
        assert!(long_sentences(&"word ".repeat(40)).is_empty(), "forty are not too many");
    }
}
