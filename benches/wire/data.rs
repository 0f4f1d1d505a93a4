//! Invented stories: as many as wanted, the same in every run, checked by the rules that real ones pass.
//!
//! Some players have many stories and most have few, words repeat as words do, and names have accents, other spellings
//! and other scripts. It does not know the store.

use std::collections::HashSet;

use chrono::Days;
use touchline::domain::draft::{Draft, MatchDraft, PlayerDraft, QuoteDraft, SourceDraft};
use touchline::domain::story::{NewStory, Theme};
use touchline::domain::{teams, tournament};

use crate::Result;

/// Random numbers from a seed (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`, each number as often as any other.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % end.max(1)
    }

    /// Below `end`, small numbers far more often than large ones.
    pub(crate) fn skewed(&mut self, end: usize) -> usize {
        self.below(end) * self.below(end) / end.max(1)
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const SYLLABLES: [&str; 36] = [
    "ba", "ko", "mar", "ti", "ne", "sou", "la", "vic", "der", "han", "jo", "qui", "ra", "fer", "mo", "zé", "lu", "ssa",
    "gar", "ño", "pe", "wil", "öz", "an", "chi", "dro", "el", "fi", "gu", "ham", "in", "ja", "kov", "li", "mé", "ov",
];
const GIVEN: [&str; 24] = [
    "Achraf", "Ana", "Bruno", "Carla", "Daniel", "Élodie", "Fatima", "Gonzalo", "Hana", "Iván", "João", "Karim",
    "Luka", "Marta", "Nadia", "Ólafur", "Paulo", "Quentin", "Raúl", "Sadio", "Thiago", "Uğur", "Vera", "Yūki",
];
const NATIVE: [&str; 6] = ["سفيان", "يوسف", "中村", "Иванов", "김민재", "Παπαδόπουλος"];
const STAGES: [&str; 4] = ["Group stage, first match", "Round of 16", "Quarter-final", "Final"];
/// Words that the texts are made of.
const WORDS: usize = 4_000;

/// What the stories are about.
pub(crate) struct World {
    players: Vec<PlayerDraft>,
    matches: Vec<(String, MatchDraft)>,
    words: Vec<String>,
}

impl World {
    /// With players and matches for so many stories: 10,000 and 5,000 for 100,000.
    pub(crate) fn new(stories: usize) -> Self {
        let mut dice = Dice::new(2026);
        let teams: Vec<&str> = teams::all().collect();
        let words = unique(WORDS, || word(&mut dice, 3));
        let families = unique(2_500, || capital(&word(&mut dice, 2)));
        let mut given: Vec<String> = GIVEN.map(str::to_owned).to_vec();
        given.extend(unique(600, || capital(&word(&mut dice, 1))));
        let names = unique((stories / 2).min(10_000), || {
            format!("{} {}", given[dice.skewed(given.len())], families[dice.skewed(families.len())])
        });
        let players = names.into_iter().map(|name| player(name, &teams, &mut dice)).collect();
        let mut known = HashSet::new();
        let mut matches = Vec::new();
        while matches.len() < (stories / 5).min(5_000) {
            let (cup, match_) = match_(&teams, &mut dice);
            if match_.home != match_.away
                && known.insert((match_.date.clone(), match_.home.clone(), match_.away.clone()))
            {
                matches.push((cup, match_));
            }
        }
        Self { players, matches, words }
    }

    /// The story of this number.
    pub(crate) fn story(&self, number: usize, dice: &mut Dice) -> Result<NewStory> {
        let (cup, match_) = &self.matches[dice.below(self.matches.len())];
        let mut cast: Vec<usize> = (0..=dice.below(3)).map(|_| dice.skewed(self.players.len())).collect();
        let mut seen = HashSet::new();
        cast.retain(|player| seen.insert(*player));
        let hero = &self.players[cast[0]];
        let slug = format!("s{number:06}");
        let source = |publisher: &str| SourceDraft {
            publisher: publisher.to_owned(),
            url: format!("https://example.org/{publisher}/{slug}"),
            ..SourceDraft::default()
        };
        let paragraphs: Vec<String> =
            (0..3).map(|_| (0..4).map(|_| self.sentence(dice)).collect::<Vec<_>>().join(" ")).collect();
        let draft = Draft {
            title: format!("{} and the {} of {}", hero.name, self.word(dice), self.word(dice)),
            summary: self.sentence(dice),
            tournament: cup.clone(),
            date: match_.date.clone(),
            themes: vec![dice.pick(&Theme::ALL).1.to_owned()],
            quotes: vec![QuoteDraft { by: hero.name.clone(), text: self.sentence(dice), ..QuoteDraft::default() }],
            sources: vec![source("gazette"), source("courier")],
            players: cast.iter().map(|player| self.players[*player].clone()).collect(),
            match_: Some(match_.clone()),
            body: paragraphs.join("\n\n"),
            slug,
            ..Draft::default()
        };
        match draft.check() {
            Ok(story) => Ok(story),
            Err(faults) => Err(format!("an invented story breaks the rules: {faults:?}").into()),
        }
    }

    fn word(&self, dice: &mut Dice) -> &str {
        &self.words[dice.skewed(WORDS)]
    }

    fn sentence(&self, dice: &mut Dice) -> String {
        let words: Vec<&str> = (0..8 + dice.below(6)).map(|_| self.word(dice)).collect();
        capital(&words.join(" ")) + "."
    }
}

fn player(name: String, teams: &[&str], dice: &mut Dice) -> PlayerDraft {
    let native_name =
        if dice.below(8) == 0 { format!("{} {}", dice.pick(&NATIVE), dice.below(90) + 10) } else { String::new() };
    let aliases = if dice.below(4) == 0 { vec![capital(&word(dice, 2))] } else { Vec::new() };
    let team = (*dice.pick(teams)).to_owned();
    PlayerDraft { name, team, role: "forward".to_owned(), aliases, native_name }
}

/// A match and the name of its tournament.
fn match_(teams: &[&str], dice: &mut Dice) -> (String, MatchDraft) {
    let cup = dice.pick(tournament::ALL);
    let days = (cup.last_day() - cup.first_day()).num_days();
    let after = Days::new(u64::try_from(dice.below(usize::try_from(days).unwrap_or(1))).unwrap_or_default());
    let match_ = MatchDraft {
        date: (cup.first_day() + after).to_string(),
        home: (*dice.pick(teams)).to_owned(),
        away: (*dice.pick(teams)).to_owned(),
        score: format!("{}-{}", dice.below(5), dice.below(5)),
        stage: (*dice.pick(&STAGES)).to_owned(),
        venue: format!("{} Stadium", capital(&word(dice, 2))),
        city: capital(&word(dice, 2)),
        ..MatchDraft::default()
    };
    (cup.name.to_owned(), match_)
}

fn word(dice: &mut Dice, most: usize) -> String {
    (0..2 + dice.below(most)).map(|_| *dice.pick(&SYLLABLES)).collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn unique(count: usize, mut make: impl FnMut() -> String) -> Vec<String> {
    let (mut known, mut all) = (HashSet::new(), Vec::new());
    while all.len() < count {
        let one = make();
        if known.insert(one.clone()) {
            all.push(one);
        }
    }
    all
}
