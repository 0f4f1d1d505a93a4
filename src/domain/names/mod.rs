//! The one resolver: from what people type to the player, team or match they mean, for commands, autocomplete and
//! inline mode alike.
//!
//! A query is cut into folded words (`fold`); words lead over the vocabulary (`vocabulary`, `sound`) to names and from
//! there to entries (`index`); one look weighs what was found (`search`). Here is which looks are taken, and in which
//! order. It does not know stories, only how many there are, and in whose eyes: nothing that only another community can
//! see ever changes an answer.

mod edits;
pub(in crate::domain) mod fold;
mod index;
mod list;
mod search;
mod sound;
#[cfg(test)]
mod tests;
mod vocabulary;

use self::index::{Index, Viewer};
use self::search::{Ranked, Reading};
use crate::domain::community::{Community, Scope};
use crate::domain::subject::Subject;

/// How many words of a query are read.
const WORDS: usize = 8;

/// One thing that can be found, with all its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameEntry {
    /// What is found.
    pub subject: Subject,
    /// As people read it: "Achraf Hakimi", "Morocco", "Belgium 0–2 Morocco · Group F · 27 Nov 2022".
    pub label: String,
    /// Every name it goes by: the name, aliases, nicknames, native script; for a match the two teams. With any name of a
    /// national team come all its names in use.
    pub names: Vec<String>,
    /// Words that narrow but do not find alone: a player's team; a match's date (`2022-11-27`), year, stage, venue,
    /// city, tournament.
    pub context: Vec<String>,
    /// How many stories there are in each scope.
    pub counts: Vec<(Scope, u32)>,
}

/// Which kinds are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// Players and coaches.
    Players,
    /// Teams.
    Teams,
    /// Matches.
    Matches,
    /// All of them.
    Any,
}

impl Wanted {
    fn admits(self, subject: Subject) -> bool {
        match self {
            Self::Players => matches!(subject, Subject::Player(_)),
            Self::Teams => matches!(subject, Subject::Team(_)),
            Self::Matches => matches!(subject, Subject::Match(_)),
            Self::Any => true,
        }
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub subject: Subject,
    /// As people read it.
    pub label: String,
    /// Why it was found.
    pub how: How,
    /// How many stories of it the viewer may see; never none.
    pub stories: u32,
}

/// Why something was found, the most exact reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The query is its name, or both names of a match, in any order of words.
    Exact,
    /// Every word of the query is a word of its names or its context.
    Words,
    /// At least one word is only the beginning of one.
    Prefix,
    /// At least one word is misspelt.
    Typo {
        /// By how many letters in all; letters of words that `nearest` left over count too.
        edits: usize,
    },
}

/// Everything that can be found by name.
#[derive(Default)]
pub struct Names {
    index: Index,
}

/// Whose eyes look for what.
type Request<'a> = (Wanted, &'a Viewer<'a>, usize);

const FINISHED: Reading = Reading { shortest: 2, typos: None, unfinished: false, partial: false };
const UNFINISHED: Reading = Reading { shortest: 1, typos: None, unfinished: true, partial: false };

impl Names {
    /// Of many entries at once. Of several with one subject the last counts.
    pub fn new(entries: Vec<NameEntry>) -> Self {
        Self { index: Index::new(entries) }
    }

    /// Adds an entry, or replaces the one with the same subject.
    pub fn put(&mut self, entry: NameEntry) {
        self.index.put(entry);
    }

    /// What a finished query means, best first, at most `limit`. Misspelt words count only where nothing has them as
    /// they are.
    pub fn find(&self, query: &str, wanted: Wanted, viewer: &Community, limit: usize) -> Vec<Hit> {
        let viewer = self.index.viewer(viewer);
        let hits = self.look(&Query::read(query), FINISHED, (wanted, &viewer, limit));
        self.hits(&hits)
    }

    /// What a query may mean that is still being typed: the last word is the beginning of one. No word typed yet means
    /// what has most stories; one letter alone is a beginning, too.
    pub fn complete(&self, typed: &str, wanted: Wanted, viewer: &Community, limit: usize) -> Vec<Hit> {
        let viewer = self.index.viewer(viewer);
        let request = (wanted, &viewer, limit);
        let query = Query::read(typed);
        let hits = if query.is_empty() {
            search::most_told(&self.index, request)
        } else {
            self.look(&query, UNFINISHED, request)
        };
        self.hits(&hits)
    }

    /// What may have been meant when `find` has nothing: more typos, and words left over. What `find` has it has too,
    /// and then nothing else.
    pub fn nearest(&self, query: &str, wanted: Wanted, viewer: &Community, limit: usize) -> Vec<Hit> {
        let viewer = self.index.viewer(viewer);
        let request = (wanted, &viewer, limit);
        let query = Query::read(query);
        let mut hits = self.look(&query, FINISHED, request);
        if hits.is_empty() {
            let loose = Reading { typos: Some(loosely), ..FINISHED };
            let partly = search::search(&self.index, &query.names, Reading { partial: true, ..loose }, request);
            let joined = query.joined().map(|words| search::search(&self.index, &words, loose, request));
            hits = search::merged(&self.index, joined.into_iter().chain([partly]), limit);
        }
        self.hits(&hits)
    }

    /// How many stories of a subject the viewer may see.
    pub fn stories_of(&self, subject: Subject, viewer: &Community) -> u32 {
        let viewer = self.index.viewer(viewer);
        self.index.entry_of(subject).map_or(0, |entry| viewer.stories(&self.index, entry))
    }

    /// A subject as people read it, for those who may see a story of it.
    pub fn label_of(&self, subject: Subject, viewer: &Community) -> Option<String> {
        let viewer = self.index.viewer(viewer);
        let entry = self.index.entry_of(subject).filter(|entry| viewer.stories(&self.index, *entry) > 0)?;
        Some(self.index.entries[entry as usize].label.to_string())
    }

    /// Takes the words as they are, then without what stands between names, then run together, then misspelt.
    fn look(&self, query: &Query, reading: Reading, request: Request<'_>) -> Vec<Ranked> {
        let look = |words: &[String], reading| search::search(&self.index, words, reading, request);
        let connected = (query.all != query.names).then(|| query.all.clone());
        let as_typed = connected.into_iter().chain([query.names.clone()]);
        let readings = as_typed.chain(query.neighbours_joined()).chain(query.joined());
        let hits = readings.map(|words| look(&words, reading)).find(|hits| !hits.is_empty()).unwrap_or_default();
        let good_enough = if reading.unfinished { How::Prefix } else { How::Words };
        if hits.first().is_some_and(|hit| hit.how <= good_enough) {
            return hits;
        }
        let misspelt = Reading { typos: Some(usually), ..reading };
        let joined = query.joined().map(|words| look(&words, misspelt));
        search::merged(&self.index, joined.into_iter().chain([hits, look(&query.names, misspelt)]), request.2)
    }

    fn hits(&self, ranked: &[Ranked]) -> Vec<Hit> {
        let hit = |hit: &Ranked| {
            let entry = &self.index.entries[hit.entry as usize];
            Hit { subject: entry.subject, label: entry.label.to_string(), how: hit.how, stories: hit.stories }
        };
        ranked.iter().map(hit).collect()
    }
}

/// How many typos are forgiven in a word of so many letters.
fn usually(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The same where a question follows: "did you mean …?"
fn loosely(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// A query as folded words.
struct Query {
    /// All that are read.
    all: Vec<String>,
    /// Those that may be names, without what stands between: "vs", scores.
    names: Vec<String>,
}

impl Query {
    fn read(text: &str) -> Self {
        let words: Vec<String> = fold::words(text).iter().map(|word| fold::bare(word).to_owned()).collect();
        let names: Vec<String> = words.iter().filter(|word| !fold::is_connector(word)).take(WORDS).cloned().collect();
        let all: Vec<String> = words.into_iter().take(WORDS).collect();
        Self { names: if names.is_empty() { all.clone() } else { names }, all }
    }

    fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// With each two neighbours run together: "mc bride".
    fn neighbours_joined(&self) -> impl Iterator<Item = Vec<String>> {
        let pairs = if self.names.len() > 2 { self.names.len() - 1 } else { 0 };
        (0..pairs).map(|at| {
            let mut words = self.names.clone();
            let second = words.remove(at + 1);
            words[at].push_str(&second);
            words
        })
    }

    /// As one word, if there are several and not too many.
    fn joined(&self) -> Option<Vec<String>> {
        (2..=5).contains(&self.names.len()).then(|| vec![self.names.concat()])
    }
}
