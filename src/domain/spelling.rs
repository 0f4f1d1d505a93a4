//! How names are written: whether two spellings are of one name, a spelling in plain letters, the known name that was
//! meant.
//!
//! It does not know which names there are, nor which spelling of one is the right one.

use super::names::fold;

/// What all spellings of one name have in common, whatever their accents, case, punctuation and order of words.
pub fn key(name: &str) -> String {
    let mut words = fold::words(name);
    if words.is_empty() {
        // Nothing to compare by: such a name is like itself only.
        return name.to_owned();
    }
    words.sort_unstable();
    words.join(" ")
}

/// A name without what a plain keyboard lacks: `Simon Kjær` is `Simon Kjaer`. Letters that are no Latin ones stay.
///
/// The letters are those that the search compares by, so whoever types the result finds the name.
pub fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for ch in name.chars() {
        match ch {
            _ if ch.is_ascii() => plain.push(ch),
            '‘' | '’' => plain.push('\''),
            '‐' | '‑' | '–' => plain.push('-'),
            _ => {
                let folded = fold::words(ch.encode_utf8(&mut [0; 4])).concat();
                let mut letters = folded.chars();
                match letters.next() {
                    Some(first) if ch.is_uppercase() => plain.extend(first.to_uppercase().chain(letters)),
                    _ => plain.push_str(&folded),
                }
            }
        }
    }
    plain
}

/// The known name that was probably meant: at most two letters away, one in a short name, however it is accented.
pub fn meant<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = key(written);
    let forgiven = (written.chars().count() / 3).min(2);
    let distances = known.into_iter().map(|known| (strsim::osa_distance(&key(known), &written), known));
    distances
        .filter(|(distance, _)| *distance <= forgiven)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_are_those_of_a_plain_keyboard() {
        let cases = [
            ("Simon Kjær", "Simon Kjaer"),
            ("Hakan Şükür", "Hakan Sukur"),
            ("İlhan Mansız", "Ilhan Mansiz"),
            ("Kadıköy", "Kadikoy"),
            ("Łukasz Fabiański", "Lukasz Fabianski"),
            ("Martin Ødegård", "Martin Odegard"),
            ("Hörður Björgvin", "Hordur Bjorgvin"),
            ("Kevin Großkreutz", "Kevin Grosskreutz"),
            ("Þórður", "Thordur"),
            ("Vanja Milinković-Savić", "Vanja Milinkovic-Savic"),
            ("N’Golo Kanté", "N'Golo Kante"),
            ("Pelé", "Pele"),
            ("Achraf Hakimi", "Achraf Hakimi"),
            ("손흥민", "손흥민"),
        ];
        for (name, expected) in cases {
            let plain = plain(name);
            if expected.is_ascii() {
                assert_eq!(plain, expected);
            } else {
                assert!(!plain.is_ascii(), "{name}: nobody asked how it is spoken");
            }
            assert_eq!(key(&plain), key(name), "{name} is found by {plain}");
        }
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, other) in [("Kylian Mbappé", "mbappe KYLIAN"), ("En-Nesyri", "En Nesyri"), ("Şükür", "SUKUR")] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("Ronaldo"), key("Ronaldinho"));
        assert_ne!(key("⚽"), key("🏆"));
    }

    #[test]
    fn what_was_meant_is_near() {
        let known = ["Iran", "Belgium", "Morocco", "Nigeria", "South Korea", "Côte d'Ivoire"];
        for (written, expected) in [
            ("Belguim", Some("Belgium")),
            ("moroco", Some("Morocco")),
            ("Cote dIvoire", Some("Côte d'Ivoire")),
            ("Korea South", Some("South Korea")),
            ("Oman", None),
            ("Niger", None),
            ("Bangladesh (cricket)", None),
            ("", None),
        ] {
            assert_eq!(meant(written, known), expected, "{written}");
        }
    }
}
