//! What can be found, laid out for looking up: words lead to facets, facets to entries.
//!
//! A facet is a set of names that belong together: all names of one player, all names of one national team, a date, a
//! venue. Teams, dates and venues are kept once and shared by the thousands of matches that have them. It does not know
//! how a query is read (`mod`) nor which hit is best (`search`).

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::list::List;
use super::vocabulary::{Vocabulary, number};
use super::{NameEntry, fold};
use crate::domain::community::{Community, Scope};
use crate::domain::subject::Subject;
use crate::domain::teams;

/// Between two names in [`Facet::phrases`]; no word has this number.
const END_OF_NAME: u32 = u32::MAX;
/// Names are found written as one word too; no typed word has more letters than this.
const LONGEST_JOINED: usize = 40;

/// Facets of one kind beyond these are not kept.
const MOST_NAMES: usize = 1_000;

/// The index.
#[derive(Default)]
pub(super) struct Index {
    /// The words of all facets; their places are facets.
    pub(super) vocabulary: Vocabulary,
    /// The facets, each known by its place here.
    pub(super) facets: Vec<Facet>,
    /// The entries, each known by its place here.
    pub(super) entries: Vec<Entry>,
    /// The facets of the entries, one entry after the other. A replaced entry that has another number of them leaves a
    /// gap behind, as do its old names among the facets: small change until the next start.
    of_entries: Vec<u32>,
    /// The entries in the order of their subjects.
    by_subject: Vec<u32>,
    /// A facet by what it holds.
    by_phrases: HashMap<u64, u32>,
    /// Stories of one community alone, by entry.
    private: HashMap<Community, HashMap<u32, u32>>,
    /// While many entries are added: the facets of names already seen.
    unsettled: Option<HashMap<String, u32>>,
}

/// Names that belong together.
pub(super) struct Facet {
    /// Each name as its words, one after the other.
    phrases: Box<[u32]>,
    /// The entries that go by these names.
    pub(super) named: List,
    /// The entries that these names narrow down.
    pub(super) context: List,
}

/// One thing that can be found.
pub(super) struct Entry {
    pub(super) subject: Subject,
    pub(super) label: Box<str>,
    /// How many letters the label has.
    pub(super) width: u16,
    /// How many facets are names; the others are context.
    named: u16,
    /// Where its facets begin in [`Index::of_entries`], and how many there are.
    from: u32,
    facets: u16,
    /// Stories in the shared collection.
    everyone: u32,
    /// Whether some community has stories of its own.
    private: bool,
}

/// How one community sees the entries.
pub(super) struct Viewer<'a>(Option<&'a HashMap<u32, u32>>);

impl Viewer<'_> {
    /// How many stories of the entry it may see. None means that it must not learn of the entry at all.
    pub(super) fn stories(&self, index: &Index, entry: u32) -> u32 {
        let shared = index.entries[entry as usize].everyone;
        let own = self.0.and_then(|own| own.get(&entry)).copied().unwrap_or(0);
        shared.saturating_add(own)
    }
}

impl Index {
    /// The place of a subject's entry.
    pub(super) fn entry_of(&self, subject: Subject) -> Option<u32> {
        let at = self.by_subject.binary_search_by_key(&subject, |entry| self.entries[*entry as usize].subject).ok()?;
        self.by_subject.get(at).copied()
    }

    /// Of many entries at once.
    pub(super) fn new(mut entries: Vec<NameEntry>) -> Self {
        entries.sort_by_key(|entry| entry.subject);
        let mut index = Self {
            vocabulary: Vocabulary::unsettled(2 * entries.len()),
            unsettled: Some(HashMap::with_capacity(entries.len() / 2)),
            ..Self::default()
        };
        index.entries.reserve(entries.len());
        index.by_subject.reserve(entries.len());
        for entry in entries {
            index.put(entry);
        }
        index.unsettled = None;
        index.vocabulary.settle();
        for facet in &mut index.facets {
            facet.named.shrink();
            facet.context.shrink();
        }
        index.facets.shrink_to_fit();
        index.entries.shrink_to_fit();
        index.of_entries.shrink_to_fit();
        index.by_subject.shrink_to_fit();
        index.by_phrases.shrink_to_fit();
        index
    }

    /// Adds an entry, or replaces the one with the same subject.
    pub(super) fn put(&mut self, new: NameEntry) {
        let (facets, named) = self.facets_of(&new);
        let everyone = new.counts.iter().filter(|(scope, _)| *scope == Scope::Everyone).map(|(_, count)| *count);
        let mut entry = Entry {
            subject: new.subject,
            width: u16::try_from(new.label.chars().count()).unwrap_or(u16::MAX),
            label: new.label.into(),
            named: u16::try_from(named).unwrap_or(u16::MAX),
            from: number(self.of_entries.len()),
            facets: u16::try_from(facets.len()).unwrap_or(u16::MAX),
            everyone: everyone.fold(0, u32::saturating_add),
            private: new.counts.iter().any(|(scope, _)| *scope != Scope::Everyone),
        };
        let at = match self.by_subject.binary_search_by_key(&new.subject, |&at| self.entries[at as usize].subject) {
            Ok(known) => {
                let at = self.by_subject[known];
                self.forget(at);
                let old = &mut self.entries[at as usize];
                if old.facets == entry.facets {
                    entry.from = old.from;
                }
                *old = entry;
                at
            }
            Err(place) => {
                let at = number(self.entries.len());
                self.entries.push(entry);
                self.by_subject.insert(place, at);
                at
            }
        };
        let from = self.entries[at as usize].from as usize;
        let to = (from + facets.len()).max(self.of_entries.len());
        self.of_entries.resize(to, 0);
        self.of_entries[from..from + facets.len()].copy_from_slice(&facets);
        for (place, &facet) in facets.iter().enumerate() {
            let facet = &mut self.facets[facet as usize];
            if place < named { facet.named.push(at) } else { facet.context.push(at) }
        }
        for (scope, count) in new.counts {
            if let Scope::Community(owner) = scope {
                let stories = self.private.entry(owner).or_default().entry(at).or_default();
                *stories = stories.saturating_add(count);
            }
        }
    }

    /// The names of an entry, and what narrows it down.
    pub(super) fn of_entry(&self, entry: &Entry) -> (&[u32], &[u32]) {
        let from = entry.from as usize;
        self.of_entries[from..from + usize::from(entry.facets)].split_at(usize::from(entry.named))
    }

    /// The eyes of a community.
    pub(super) fn viewer(&self, community: &Community) -> Viewer<'_> {
        Viewer(self.private.get(community))
    }

    /// Which words of a query make up whole names of a facet, as bits.
    pub(super) fn spelled_out(&self, facet: u32, query: &[Option<u32>], joined: &str) -> u8 {
        let names = self.facets[facet as usize].phrases.split(|&word| word == END_OF_NAME);
        let mut bits = 0;
        for name in names {
            let left = name.iter().try_fold(joined, |left, &word| left.strip_prefix(self.vocabulary.text(word)));
            if left == Some("") {
                return u8::MAX;
            }
            let mut of_name = 0;
            let whole = name.iter().all(|&word| {
                let same = query.iter().enumerate().filter(|(_, typed)| **typed == Some(word));
                let mask = same.fold(0, |mask, (at, _)| mask | 1u8 << at);
                of_name |= mask;
                mask != 0
            });
            if whole {
                bits |= of_name;
            }
        }
        bits
    }

    /// Takes an entry out of everything that leads to it.
    fn forget(&mut self, at: u32) {
        let entry = &self.entries[at as usize];
        let from = entry.from as usize;
        for (place, &facet) in self.of_entries[from..from + usize::from(entry.facets)].iter().enumerate() {
            let facet = &mut self.facets[facet as usize];
            if place < usize::from(entry.named) { facet.named.remove(at) } else { facet.context.remove(at) }
        }
        if entry.private {
            self.private.retain(|_, stories| {
                stories.remove(&at);
                !stories.is_empty()
            });
        }
    }

    /// The facets of an entry and how many of them are names.
    fn facets_of(&mut self, entry: &NameEntry) -> (Vec<u32>, usize) {
        let mut facets = Vec::with_capacity(entry.names.len() + entry.context.len());
        match entry.subject {
            Subject::Player(_) => facets.push(self.facet(&entry.names)),
            Subject::Team(_) | Subject::Match(_) => {
                for name in &entry.names {
                    let facet = self.shared(name);
                    if !facets.contains(&facet) {
                        facets.push(facet);
                    }
                }
            }
        }
        facets.truncate(MOST_NAMES);
        let named = facets.len();
        for words in entry.context.iter().take(MOST_NAMES) {
            let facet = self.shared(words);
            if !facets.contains(&facet) {
                facets.push(facet);
            }
        }
        (facets, named)
    }

    /// The facet of a name that many entries may have: with a national team come all its names in use, with a date its
    /// year and month.
    fn shared(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.unsettled.as_ref().and_then(|names| names.get(name)) {
            return known;
        }
        let words = fold::words(name);
        let date = if let [date] = words.as_slice() { fold::words_of_date(date) } else { None };
        let facet = match (teams::names_in_use(name), date) {
            ([], Some(date)) => self.facet(&date),
            ([], None) => self.facet(&[name]),
            (names, _) => self.facet(names),
        };
        if let Some(names) = &mut self.unsettled {
            names.insert(name.to_owned(), facet);
        }
        facet
    }

    /// The facet that holds exactly these names.
    fn facet<S: AsRef<str>>(&mut self, names: &[S]) -> u32 {
        let names: Vec<Vec<String>> = names.iter().map(|name| fold::words(name.as_ref())).collect();
        let mut phrases = Vec::new();
        for name in names.iter().filter(|name| !name.is_empty()) {
            if !phrases.is_empty() {
                phrases.push(END_OF_NAME);
            }
            phrases.extend(name.iter().map(|word| self.vocabulary.intern(fold::bare(word))));
        }
        let mut hasher = DefaultHasher::new();
        phrases.hash(&mut hasher);
        let new = number(self.facets.len());
        let known = *self.by_phrases.entry(hasher.finish()).or_insert(new);
        if known != new && *self.facets[known as usize].phrases == *phrases {
            return known;
        }
        for &word in phrases.iter().filter(|word| **word != END_OF_NAME) {
            self.vocabulary.add_place(word, new);
        }
        for name in &names {
            self.add_joined(name, new);
        }
        self.facets.push(Facet { phrases: phrases.into(), named: List::default(), context: List::default() });
        new
    }

    /// Makes a name found as people run its words together, and with its Arabic articles.
    fn add_joined(&mut self, name: &[String], facet: u32) {
        let bare: Vec<&str> = name.iter().map(|word| fold::bare(word)).collect();
        for (word, bare) in name.iter().zip(&bare) {
            if word != bare {
                let word = self.vocabulary.intern(word);
                self.vocabulary.add_place(word, facet);
            }
        }
        let whole = (bare.len() > 3).then_some(bare.as_slice());
        let mut joined = String::with_capacity(LONGEST_JOINED);
        for words in bare.windows(2).chain(bare.windows(3)).chain(whole) {
            joined.clear();
            joined.extend(words.iter().copied());
            if joined.chars().count() <= LONGEST_JOINED {
                let word = self.vocabulary.intern(&joined);
                self.vocabulary.add_place(word, facet);
            }
        }
    }
}
