//! One look through the index for one reading of a query, best hits first.
//!
//! It does not know which readings there are nor which of them comes first (`mod`).

use std::cmp::Reverse;

use super::index::{Entry, Facet, Index, Viewer};
use super::vocabulary::Allowance;
use super::{How, WORDS, Wanted, fold};

/// How freely the words are taken.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// How few letters of the last word may stand for its beginning.
    pub(super) shortest: usize,
    /// How many typos a word may have, if any.
    pub(super) typos: Option<Allowance>,
    /// Whether the last word may be the beginning of one and have typos too.
    pub(super) unfinished: bool,
    /// Whether words may be left over.
    pub(super) partial: bool,
}

/// One hit, before anyone has to read it.
#[derive(Clone, Copy)]
pub(super) struct Ranked {
    pub(super) entry: u32,
    pub(super) how: How,
    pub(super) stories: u32,
}

/// What a word means in a facet: the whole of a word, its beginning, one with so many edits and `SPELT` above, nothing.
type Grade = u8;
const WHOLE: Grade = 0;
const BEGINNING: Grade = 1;
const SPELT: Grade = 1;
const NOTHING: Grade = Grade::MAX;

/// What every word of a query means in a facet, or in the best of several.
type Grades = [Grade; WORDS];
const NOWHERE: Grades = [NOTHING; WORDS];

/// Words shorter than this are left over too easily to say what a query is about.
const TELLING: usize = 4;

/// Where one word of the query leads.
struct Reach {
    letters: usize,
    dense: bool,
    /// The word as the vocabulary has it, if it has.
    whole: Option<u32>,
    /// The facets where it means something.
    facets: Vec<u32>,
}

impl Reach {
    fn facets<'a>(&'a self, index: &'a Index) -> impl Iterator<Item = &'a Facet> {
        self.facets.iter().map(|&facet| &index.facets[facet as usize])
    }
}

/// All entries that match `words` and that `viewer` may see, at most `limit`.
pub(super) fn search(
    index: &Index,
    words: &[String],
    reading: Reading,
    (wanted, viewer, limit): (Wanted, &Viewer<'_>, usize),
) -> Vec<Ranked> {
    let words = &words[..words.len().min(WORDS)];
    let mut grades = vec![NOWHERE; index.facets.len()];
    let mut reaches = Vec::with_capacity(words.len());
    for at in 0..words.len() {
        reaches.push(reach(index, words, at, reading, &mut grades));
    }
    let judge = Judge::new(index, &reaches, grades, &words.concat(), reading.partial);
    let mut seen = vec![false; index.entries.len()];
    let mut best = Best::new(index, limit);
    candidates(index, &reaches, reading.partial, |at| {
        if !std::mem::replace(&mut seen[at as usize], true) {
            let entry = &index.entries[at as usize];
            let stories = if wanted.admits(entry.subject) { viewer.stories(index, at) } else { 0 };
            if stories > 0
                && let Some(how) = judge.verdict(entry)
            {
                best.add(Ranked { entry: at, how, stories });
            }
        }
    });
    best.into_sorted()
}

/// The entries with most stories, whatever they are called.
pub(super) fn most_told(index: &Index, (wanted, viewer, limit): (Wanted, &Viewer<'_>, usize)) -> Vec<Ranked> {
    let mut best = Best::new(index, limit);
    for (at, entry) in (0..).zip(&index.entries) {
        let stories = viewer.stories(index, at);
        if stories > 0 && wanted.admits(entry.subject) {
            best.add(Ranked { entry: at, how: How::Prefix, stories });
        }
    }
    best.into_sorted()
}

/// The best of several looks, each entry once.
pub(super) fn merged(index: &Index, looks: impl IntoIterator<Item = Vec<Ranked>>, limit: usize) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = looks.into_iter().flatten().collect();
    all.sort_by_key(|hit| (hit.entry, hit.how));
    all.dedup_by_key(|hit| hit.entry);
    let mut best = Best::new(index, limit);
    for hit in all {
        best.add(hit);
    }
    best.into_sorted()
}

/// Follows the word at a place of the query, and notes in `grades` what it means in each facet.
fn reach(index: &Index, words: &[String], at: usize, reading: Reading, grades: &mut [Grades]) -> Reach {
    let (word, is_last) = (words[at].as_str(), at + 1 == words.len());
    let vocabulary = &index.vocabulary;
    let mut reach = Reach {
        letters: word.chars().count(),
        dense: fold::is_dense(word),
        whole: vocabulary.whole(word),
        facets: Vec::new(),
    };
    let mut mark = |known: u32, grade: Grade| {
        for &facet in vocabulary.places(known) {
            let before = &mut grades[facet as usize][at];
            if *before == NOTHING {
                reach.facets.push(facet);
            }
            *before = grade.min(*before);
        }
    };
    if let Some(whole) = reach.whole {
        mark(whole, WHOLE);
    }
    let shortest = match (reach.dense, is_last) {
        (true, _) => 1,
        (_, true) => reading.shortest,
        (_, false) => 3,
    };
    if reach.letters >= shortest {
        vocabulary.beginning(word).iter().for_each(|&known| mark(known, BEGINNING));
    }
    if let Some(allowed) = reading.typos {
        let mut misspelt = |known, edits: usize| mark(known, SPELT + u8::try_from(edits.clamp(1, 99)).unwrap_or(99));
        vocabulary.alike(word, allowed, &mut misspelt);
        if is_last && reading.unfinished {
            vocabulary.beginning_alike(word, allowed, &mut misspelt);
        }
    }
    reach
}

/// Every entry that could match, some more than once: those that any word names, or, where all words must match and
/// fewer have the rarest word, those.
fn candidates(index: &Index, reaches: &[Reach], partial: bool, mut look_at: impl FnMut(u32)) {
    let naming = |reach: &Reach| reach.facets(index).map(|facet| facet.named.as_slice().len()).sum::<usize>();
    let having = |reach: &Reach| {
        let narrowed: usize = reach.facets(index).map(|facet| facet.context.as_slice().len()).sum();
        naming(reach) + narrowed
    };
    let named: usize = reaches.iter().map(naming).sum();
    let rarest = reaches.iter().map(|reach| (having(reach), reach)).min_by_key(|(having, _)| *having);
    match rarest {
        Some((having, rarest)) if !partial && having < named => {
            for facet in rarest.facets(index) {
                facet.named.as_slice().iter().chain(facet.context.as_slice()).for_each(|&at| look_at(at));
            }
        }
        _ => {
            for facet in reaches.iter().flat_map(|reach| reach.facets(index)) {
                facet.named.as_slice().iter().for_each(|&at| look_at(at));
            }
        }
    }
}

/// Says whether and how an entry matches.
struct Judge<'a> {
    index: &'a Index,
    reaches: &'a [Reach],
    /// By facet: what the words mean in it.
    grades: Vec<Grades>,
    /// By facet: which words make up whole names of it.
    spelled_out: Vec<u8>,
    partial: bool,
}

impl<'a> Judge<'a> {
    fn new(index: &'a Index, reaches: &'a [Reach], grades: Vec<Grades>, joined: &str, partial: bool) -> Self {
        let words: Vec<Option<u32>> = reaches.iter().map(|reach| reach.whole).collect();
        let mut spelled_out = vec![0; index.facets.len()];
        for whole in words.iter().flatten() {
            for &facet in index.vocabulary.places(*whole) {
                spelled_out[facet as usize] = index.spelled_out(facet, &words, joined);
            }
        }
        Self { index, reaches, grades, spelled_out, partial }
    }

    fn verdict(&self, entry: &Entry) -> Option<How> {
        let (names, context) = self.index.of_entry(entry);
        let by_names = self.best(names);
        // What narrows is asked only where it can make a difference: this is done for thousands of entries.
        let by_context = match self.reaches {
            [_] => NOWHERE,
            _ if by_names == NOWHERE => return None,
            _ => self.best(context),
        };
        let (mut worst, mut edits, mut left_over) = (WHOLE, 0, 0);
        // Whether a name is among what the words mean, and what a name would add if not.
        let (mut by_name, mut nearest_name, mut telling) = (false, NOTHING, false);
        for ((reach, name), context) in self.reaches.iter().zip(by_names).zip(by_context) {
            let grade = name.min(context);
            if grade == NOTHING {
                if !self.partial {
                    return None;
                }
                left_over += reach.letters;
                continue;
            }
            worst = worst.max(grade);
            edits += usize::from(grade.saturating_sub(SPELT));
            by_name |= name == grade;
            nearest_name = nearest_name.min(name);
            telling |= name != NOTHING && (reach.letters >= TELLING + usize::from(name > SPELT) || reach.dense);
        }
        if nearest_name == NOTHING {
            return None;
        }
        if !by_name {
            worst = worst.max(nearest_name);
            edits += usize::from(nearest_name.saturating_sub(SPELT));
        }
        if left_over > 0 {
            let all: usize = self.reaches.iter().map(|reach| reach.letters).sum();
            let enough = telling && (all - left_over) * 4 >= all;
            return enough.then_some(How::Typo { edits: edits + left_over });
        }
        Some(match worst {
            WHOLE if self.is_spelled_out(names) => How::Exact,
            WHOLE => How::Words,
            BEGINNING => How::Prefix,
            _ => How::Typo { edits },
        })
    }

    /// What the words mean in the best of these facets, each for itself.
    fn best(&self, facets: &[u32]) -> Grades {
        facets.iter().fold(NOWHERE, |mut best, &facet| {
            best.iter_mut().zip(&self.grades[facet as usize]).for_each(|(best, grade)| *best = (*best).min(*grade));
            best
        })
    }

    fn is_spelled_out(&self, names: &[u32]) -> bool {
        let bits = names.iter().fold(0, |bits, &facet| bits | self.spelled_out[facet as usize]);
        bits.trailing_ones() as usize >= self.reaches.len()
    }
}

/// Keeps the best hits and forgets the others now and then.
struct Best<'a> {
    index: &'a Index,
    limit: usize,
    hits: Vec<Ranked>,
    /// Whether `hits` begins with the best ones so far, the worst of them at `limit - 1`.
    full: bool,
}

impl<'a> Best<'a> {
    fn new(index: &'a Index, limit: usize) -> Self {
        Self { index, limit, hits: Vec::new(), full: false }
    }

    fn add(&mut self, hit: Ranked) {
        if self.limit == 0 || self.full && self.key(&hit) >= self.key(&self.hits[self.limit - 1]) {
            return;
        }
        self.hits.push(hit);
        if self.hits.len() >= self.limit.saturating_mul(2).saturating_add(32) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.limit < self.hits.len() {
            let mut hits = std::mem::take(&mut self.hits);
            hits.select_nth_unstable_by(self.limit - 1, |a, b| self.key(a).cmp(&self.key(b)));
            hits.truncate(self.limit);
            self.hits = hits;
            self.full = true;
        }
    }

    fn into_sorted(mut self) -> Vec<Ranked> {
        self.cut();
        let mut hits = std::mem::take(&mut self.hits);
        hits.sort_unstable_by(|a, b| self.key(a).cmp(&self.key(b)));
        hits
    }

    /// Exactness (fewer edits in it), more stories, shorter label, label.
    fn key(&self, hit: &Ranked) -> impl Ord + use<'a> {
        let index = self.index;
        let entry = &index.entries[hit.entry as usize];
        (hit.how, Reverse(hit.stories), entry.width, &entry.label, entry.subject)
    }
}
