//! Names misspelt at random, the same way every time.

use super::*;

/// A small generator of numbers, so that every run sees the same ones (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    /// `name` with one letter put in, left out, exchanged, or swapped with the next.
    fn misspell(&mut self, name: &str) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        let stranger = if letters.iter().any(|letter| ('ا'..='ي').contains(letter)) {
            ['ب', 'س', 'م', 'ن', 'ر'][self.below(5)]
        } else if letters.iter().any(|letter| *letter >= '가') {
            ['가', '민', '박', '정'][self.below(4)]
        } else {
            char::from(b'a' + u8::try_from(self.below(26)).unwrap_or(0))
        };
        let at = loop {
            let at = self.below(letters.len());
            if letters[at].is_alphabetic() {
                break at;
            }
        };
        let next_is_letter = letters.get(at + 1).is_some_and(|next| next.is_alphabetic());
        match self.below(4) {
            0 => letters.insert(at, stranger),
            1 => drop(letters.remove(at)),
            2 if next_is_letter => letters.swap(at, at + 1),
            _ => letters[at] = stranger,
        }
        letters.into_iter().collect()
    }
}

/// All names of the fact sheets with who has them, and the single words of players' names that may stand alone.
fn groups() -> Vec<(String, Subject)> {
    let mut groups = Vec::new();
    for entry in entries::entries() {
        if let Subject::Match(_) = entry.subject {
            groups.push((entry.names.join(" "), entry.subject));
            continue;
        }
        for name in &entry.names {
            groups.push((name.clone(), entry.subject));
        }
    }
    groups
}

/// How many of 100 misspelt names lead to their owner among the first three, and which do not.
fn share(rounds: usize, edits: usize, groups: &[(String, Subject)]) -> (f64, Vec<String>) {
    let (names, here, mut dice) = (names(), community("here"), Dice(0x2022_1218_dead_beef));
    let (mut found, mut all, mut missed) = (0_u32, 0_u32, Vec::new());
    for _ in 0..rounds {
        for (name, subject) in groups {
            let wanted = match subject {
                Subject::Player(_) => Wanted::Players,
                Subject::Team(_) => Wanted::Teams,
                Subject::Match(_) => Wanted::Matches,
            };
            let typed = (0..edits).fold(name.clone(), |typed, _| dice.misspell(&typed));
            let hits = names.find(&typed, wanted, &here, 3);
            all += 1;
            if hits.iter().any(|hit| hit.subject == *subject) {
                found += 1;
            } else {
                missed.push(format!("{name} as {typed}"));
            }
        }
    }
    (f64::from(found) * 100.0 / f64::from(all), missed)
}

fn letters(name: &str) -> usize {
    name.chars().filter(|letter| letter.is_alphabetic()).count()
}

#[test]
fn one_typo_is_forgiven() {
    let mut groups = groups();
    groups.retain(|(name, _)| letters(name) >= 4);
    let (share, missed) = share(20, 1, &groups);
    assert!(share >= 97.0, "{share:.2} %, not {missed:#?}");
}

#[test]
fn two_typos_in_a_long_name_are_forgiven() {
    let mut groups = groups();
    groups.retain(|(name, _)| letters(name) >= 8);
    let (share, missed) = share(20, 2, &groups);
    assert!(share >= 90.0, "{share:.2} %, not {missed:#?}");
}

#[test]
fn one_typo_in_a_surname_alone_is_forgiven() {
    let mut words: Vec<(String, Subject)> = Vec::new();
    for (name, subject) in groups().into_iter().filter(|(_, subject)| matches!(subject, Subject::Player(_))) {
        let longest = name.split(' ').max_by_key(|word| letters(word)).unwrap_or(&name);
        if letters(longest) >= 5 {
            words.push((longest.to_owned(), subject));
        }
    }
    let (share, missed) = share(20, 1, &words);
    assert!(share >= 95.0, "{share:.2} %, not {missed:#?}");
}
