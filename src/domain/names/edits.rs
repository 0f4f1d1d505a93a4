//! The distance between two words: letters put in, left out, exchanged, or two neighbours swapped, each counting one
//! (optimal string alignment).
//!
//! It does not know which distance is small enough. It is told, and gives up as soon as the distance must be greater:
//! that is what makes it fast enough to ask about thousands of words per key press.

/// Longer words are never near each other.
const LETTERS: usize = 48;
const FAR: u8 = u8::MAX / 2;

/// A typed word, ready to be compared.
pub(super) struct Typed {
    letters: [char; LETTERS],
    length: usize,
}

/// Which part of the other word is compared.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// The beginning that comes nearest.
    Beginning,
}

impl Typed {
    pub(super) fn new(word: &str) -> Self {
        let mut letters = ['\0'; LETTERS];
        let mut length = 0;
        for (at, letter) in letters.iter_mut().zip(word.chars()) {
            *at = letter;
            length += 1;
        }
        Self { letters, length }
    }

    /// The distance to `other`, if it is at most `most`.
    pub(super) fn distance(&self, other: &str, part: Part, most: usize) -> Option<usize> {
        let length = self.length;
        // Row by row of the usual table, each row one letter of `other`; only the cells within `most` of the diagonal.
        let (mut before, mut above, mut row) = ([FAR; LETTERS + 1], [FAR; LETTERS + 1], [FAR; LETTERS + 1]);
        for (cell, distance) in above.iter_mut().zip(0..).take(length.min(most) + 1) {
            *cell = distance;
        }
        let mut nearest = above[length];
        let (mut previous, mut rows) = ('\0', 0_usize);
        for letter in other.chars() {
            rows += 1;
            let (from, to) = (rows.saturating_sub(most).max(1), (rows + most).min(length));
            if rows > length + most {
                return (part == Part::Beginning).then_some(usize::from(nearest)).filter(|nearest| *nearest <= most);
            }
            row[from - 1] = if from == 1 { u8::try_from(rows).unwrap_or(FAR).min(FAR) } else { FAR };
            let mut least = row[from - 1].min(above[from - 1]);
            for at in from..=to {
                let same = self.letters[at - 1] == letter;
                let mut cell = (above[at - 1] + u8::from(!same)).min(above[at].min(row[at - 1]) + 1);
                if at > 1 && rows > 1 && self.letters[at - 2] == letter && self.letters[at - 1] == previous {
                    cell = cell.min(before[at - 2] + 1);
                }
                row[at] = cell.min(FAR);
                least = least.min(cell).min(above[at]);
            }
            if usize::from(least) > most {
                break;
            }
            if to < length {
                row[to + 1] = FAR;
            }
            nearest = nearest.min(if to == length { row[length] } else { FAR });
            previous = letter;
            (before, above, row) = (above, row, before);
        }
        let whole = if rows.abs_diff(length) <= most { above[length] } else { FAR };
        let distance = usize::from(if part == Part::Whole { whole } else { nearest });
        (distance <= most).then_some(distance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All words of up to `letters` letters of a small alphabet.
    fn words(letters: usize) -> Vec<String> {
        let mut words = vec![String::new()];
        for from in 0.. {
            if words.get(from).is_none_or(|word| word.len() == letters) {
                return words;
            }
            for letter in ["a", "b", "ل"] {
                words.push(words[from].clone() + letter);
            }
        }
        words
    }

    #[test]
    fn the_distance_is_the_one_of_the_textbook() {
        let words = words(5);
        for typed in words.iter().step_by(7) {
            for other in &words {
                let expected = strsim::osa_distance(typed, other);
                for most in 0..=3 {
                    let got = Typed::new(typed).distance(other, Part::Whole, most);
                    assert_eq!(got, (expected <= most).then_some(expected), "{typed} {other} {most}");
                }
            }
        }
    }

    #[test]
    fn the_nearest_beginning_counts() {
        let words = words(5);
        for typed in words.iter().step_by(11) {
            for other in words.iter().step_by(3) {
                let ends = other.char_indices().map(|(end, _)| end).chain([other.len()]);
                let expected = ends.map(|end| strsim::osa_distance(typed, &other[..end])).min().unwrap_or(usize::MAX);
                for most in 0..=3 {
                    let got = Typed::new(typed).distance(other, Part::Beginning, most);
                    assert_eq!(got, (expected <= most).then_some(expected), "{typed} {other} {most}");
                }
            }
        }
    }

    #[test]
    fn examples() {
        for (typed, other, expected) in [
            ("mbape", "mbappe", Some(1)),
            ("hakimy", "hakimi", Some(1)),
            ("portgual", "portugal", Some(1)),
            ("moroco", "morocco", Some(1)),
            ("qwertz", "morocco", None),
        ] {
            assert_eq!(Typed::new(typed).distance(other, Part::Whole, 2), expected, "{typed} {other}");
        }
        assert_eq!(Typed::new("hakm").distance("hakimi", Part::Beginning, 1), Some(1));
        let long = "a".repeat(500);
        assert_eq!(Typed::new(&long).distance(&long, Part::Whole, 3), None);
    }
}
