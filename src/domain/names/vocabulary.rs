//! Every distinct word of all names, once, and the three ways to look one up: whole, by its beginning, by likeness.
//!
//! It does not know what the words are part of: a number is kept beside them, given and read by `index`.

use super::edits::{Part, Typed};
use super::list::List;
use super::sound;

/// How many edits a word of so many letters may differ by.
pub(super) type Allowance = fn(usize) -> usize;

/// The words, each known by a number.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// All words, end to end.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<u32>,
    /// What each is part of.
    places: Vec<List>,
    /// The words in the order of their text.
    sorted: Vec<u32>,
    /// The words by how many letters they have.
    by_length: Vec<Alike>,
    /// The words by how they sound, in order.
    by_sound: Vec<(u32, u32)>,
    /// Each word where its hash says, or in the next place that was free; `NO_WORD` elsewhere. At most half full.
    by_hash: Vec<u32>,
    /// Whether many words are being added, and the sorted lists wait for `settle`.
    unsettled: bool,
}

const NO_WORD: u32 = u32::MAX;

/// Words of one length, with the set of letters of each.
#[derive(Default)]
struct Alike {
    letters: Vec<u64>,
    words: Vec<u32>,
}

impl Vocabulary {
    /// One that will be filled with about so many words before anything is looked up.
    pub(super) fn unsettled(words: usize) -> Self {
        let by_hash = vec![NO_WORD; (2 * words).next_power_of_two()];
        Self { by_hash, unsettled: true, ..Self::default() }
    }

    /// Ends the filling.
    pub(super) fn settle(&mut self) {
        self.unsettled = false;
        // Nearly all words differ in their first eight bytes; comparing those as one number saves most of the time.
        let mut sorted: Vec<(u64, u32)> =
            (0..number(self.ends.len())).map(|word| (first_bytes(self.text(word)), word)).collect();
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.text(a.1).cmp(self.text(b.1))));
        self.sorted = sorted.into_iter().map(|(_, word)| word).collect();
        self.by_sound.sort_unstable();
        self.by_sound.shrink_to_fit();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.places.shrink_to_fit();
        self.places.iter_mut().for_each(List::shrink);
        for alike in &mut self.by_length {
            alike.letters.shrink_to_fit();
            alike.words.shrink_to_fit();
        }
    }

    /// The number of a word, which becomes known if it was not.
    pub(super) fn intern(&mut self, word: &str) -> u32 {
        if let Some(known) = self.whole(word) {
            return known;
        }
        let new = number(self.ends.len());
        let sound = sound::key(word).map(|key| (number_of(&key), new));
        if self.unsettled {
            self.by_sound.extend(sound);
        } else {
            let at = self.sorted.partition_point(|&other| self.text(other) < word);
            self.sorted.insert(at, new);
            if let Some(sound) = sound {
                let at = self.by_sound.partition_point(|other| *other < sound);
                self.by_sound.insert(at, sound);
            }
        }
        self.text.push_str(word);
        self.ends.push(number(self.text.len()));
        self.places.push(List::default());
        let length = word.chars().count();
        if self.by_length.len() <= length {
            self.by_length.resize_with(length + 1, Alike::default);
        }
        self.by_length[length].letters.push(letters(word));
        self.by_length[length].words.push(new);
        self.place_by_hash(new);
        new
    }

    /// The word as text.
    pub(super) fn text(&self, word: u32) -> &str {
        let word = word as usize;
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[word] as usize]
    }

    /// What the word is part of.
    pub(super) fn places(&self, word: u32) -> &[u32] {
        self.places[word as usize].as_slice()
    }

    /// Notes that the word is part of `place`.
    pub(super) fn add_place(&mut self, word: u32, place: u32) {
        let places = &mut self.places[word as usize];
        if places.as_slice().last() != Some(&place) {
            places.push(place);
        }
    }

    /// This very word.
    pub(super) fn whole(&self, word: &str) -> Option<u32> {
        if self.by_hash.is_empty() {
            return None;
        }
        let known = self.by_hash[self.slot(word)];
        (known != NO_WORD).then_some(known)
    }

    /// The words that begin so.
    pub(super) fn beginning(&self, with: &str) -> &[u32] {
        let from = self.sorted.partition_point(|&word| self.text(word) < with);
        let rest = &self.sorted[from..];
        &rest[..rest.partition_point(|&word| self.text(word).starts_with(with))]
    }

    /// The words that differ by a few edits or sound the same, each with its distance. A word with digits is like no
    /// other, nor is one of three letters or fewer.
    pub(super) fn alike(&self, typed: &str, allowed: Allowance, mut found: impl FnMut(u32, usize)) {
        let (length, set) = (typed.chars().count(), letters(typed));
        if length <= 3 || typed.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        let comparable = Typed::new(typed);
        for (other, alike) in self.by_length.iter().enumerate() {
            let (edits, gap) = (allowed(length.max(other)), length.abs_diff(other));
            if gap > edits {
                continue;
            }
            // A letter exchanged changes the set by two at most, one more or less by one.
            let most = u32::try_from(2 * edits - gap).unwrap_or(u32::MAX);
            for (letters, &word) in alike.letters.iter().zip(&alike.words) {
                if (letters ^ set).count_ones() <= most
                    && let Some(distance) = comparable.distance(self.text(word), Part::Whole, edits)
                {
                    found(word, distance);
                }
            }
        }
        if let Some(key) = sound::key(typed) {
            let number = number_of(&key);
            let from = self.by_sound.partition_point(|(other, _)| *other < number);
            let same = self.by_sound[from..].iter().take_while(|(other, _)| *other == number);
            same.filter(|(_, word)| sound::key(self.text(*word)).as_ref() == Some(&key))
                .for_each(|(_, word)| found(*word, 2));
        }
    }

    /// The words that begin almost so. The first letter must be right.
    pub(super) fn beginning_alike(&self, typed: &str, allowed: Allowance, mut found: impl FnMut(u32, usize)) {
        let (length, set) = (typed.chars().count(), letters(typed));
        let Some(first) = typed.chars().next().filter(|_| length > 3 && !typed.bytes().any(|b| b.is_ascii_digit()))
        else {
            return;
        };
        let (edits, typed) = (allowed(length), Typed::new(typed));
        for &word in self.beginning(first.encode_utf8(&mut [0; 4])) {
            let text = self.text(word);
            if (set & !letters(text)).count_ones() as usize <= edits
                && let Some(distance) = typed.distance(text, Part::Beginning, edits)
            {
                found(word, distance);
            }
        }
    }

    /// Where a word is in `by_hash`, or would be.
    fn slot(&self, word: &str) -> usize {
        let last = self.by_hash.len() - 1;
        let mut slot = number_of(word) as usize & last;
        while self.by_hash[slot] != NO_WORD && self.text(self.by_hash[slot]) != word {
            slot = (slot + 1) & last;
        }
        slot
    }

    fn place_by_hash(&mut self, new: u32) {
        if self.by_hash.len() < 2 * self.ends.len() {
            self.by_hash = vec![NO_WORD; (2 * self.ends.len()).next_power_of_two()];
            (0..new).for_each(|word| self.place_by_hash(word));
        }
        let slot = self.slot(self.text(new));
        self.by_hash[slot] = new;
    }
}

/// The first eight bytes of a word, as a number in the order of their text.
fn first_bytes(word: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(word.bytes()).for_each(|(to, from)| *to = from);
    u64::from_be_bytes(bytes)
}

/// The set of letters of a word; letters beyond a–z share what is left of the bits.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| {
        let bit = if letter.is_ascii_lowercase() { u32::from(letter) - 97 } else { 26 + u32::from(letter) % 38 };
        set | 1 << bit
    })
}

/// A number to look a text up by, which two texts may share (FNV-1a).
fn number_of(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A place in a list as the number that stands for it.
pub(super) fn number(place: usize) -> u32 {
    // Text and lists of 4 GiB are beyond what one process is for.
    u32::try_from(place).unwrap_or(u32::MAX)
}
