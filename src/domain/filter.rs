//! Which stories a daily post draws from: themes, teams and tournaments that are wanted or not wanted.
//!
//! It knows stories by their [`Traits`] alone, so that a choice among many needs no story to be read.

use super::section::Section;
use super::story::Theme;
use super::text;
use super::tongue::{Arg, Text, Tongue};
use super::tournament::Tournament;
use crate::text;

/// What a filter can ask of one kind of trait. Nothing wanted by name means that all are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sieve<T> {
    /// At least one of these, unless there is none.
    pub only: Vec<T>,
    /// None of these.
    pub without: Vec<T>,
}

impl<T> Default for Sieve<T> {
    fn default() -> Self {
        Self { only: Vec::new(), without: Vec::new() }
    }
}

impl<T: PartialEq> Sieve<T> {
    /// Whether everything passes.
    pub fn is_open(&self) -> bool {
        self.only.is_empty() && self.without.is_empty()
    }

    fn passes(&self, has: impl Fn(&T) -> bool) -> bool {
        (self.only.is_empty() || self.only.iter().any(&has)) && !self.without.iter().any(&has)
    }

    /// Reads `a, b, -c`; `all` is no wish at all.
    fn read<E>(text: &str, mut value: impl FnMut(&str) -> Result<T, E>) -> Result<Self, E> {
        let mut sieve = Self::default();
        for word in text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
            if matches!(word.to_lowercase().as_str(), "all" | "any" | "none" | "*") {
                continue;
            }
            let unwanted = word.strip_prefix(['-', '−', '–', '!']).or_else(|| word.strip_prefix("not "));
            match unwanted {
                Some(word) => add(&mut sieve.without, value(word.trim())?),
                None => add(&mut sieve.only, value(word)?),
            }
        }
        Ok(sieve)
    }

    fn words<'a>(&'a self, word: impl Fn(&'a T) -> &'a str + 'a) -> impl Iterator<Item = (char, &'a str)> + 'a {
        let signed = |sign, list: &'a [T]| list.iter().map(move |value| (sign, value));
        signed('+', &self.only).chain(signed('-', &self.without)).map(move |(sign, value)| (sign, word(value)))
    }
}

/// Saying something twice is saying it once.
fn add<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// Which stories a daily post draws from. A story must pass every sieve.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// By theme.
    pub themes: Sieve<Theme>,
    /// By team, under the name that stories give it.
    pub teams: Sieve<String>,
    /// By tournament.
    pub tournaments: Sieve<&'static Tournament>,
}

/// What a filter sees of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traits {
    /// Its themes, see [`theme_bit`].
    pub themes: u16,
    /// Its teams as numbers of a [`TeamNumbers`].
    pub teams: Box<[u32]>,
    /// Its tournament.
    pub tournament: Option<&'static Tournament>,
}

/// A theme's bit in [`Traits::themes`].
pub fn theme_bit(theme: Theme) -> u16 {
    1 << Theme::ALL.iter().position(|(known, _)| *known == theme).unwrap_or(15)
}

/// Gives the teams of a pool their numbers.
pub trait TeamNumbers {
    /// The team's number; `None` when no story of the pool has it.
    fn number(&self, team: &str) -> Option<u32>;
}

/// A filter made ready for one pool.
#[derive(Debug)]
pub struct Ready<'a> {
    filter: &'a Filter,
    teams: Sieve<Option<u32>>,
}

impl Filter {
    /// Whether every story passes.
    pub fn is_open(&self) -> bool {
        self.themes.is_open() && self.teams.is_open() && self.tournaments.is_open()
    }

    /// Makes it ready for the stories of one pool.
    pub fn ready(&self, numbers: &impl TeamNumbers) -> Ready<'_> {
        let numbered = |teams: &[String]| teams.iter().map(|team| numbers.number(team)).collect();
        Ready {
            filter: self,
            teams: Sieve { only: numbered(&self.teams.only), without: numbered(&self.teams.without) },
        }
    }

    /// The themes as they are typed: `family,-fans`.
    pub fn themes_typed(&self) -> String {
        typed(self.themes.words(|theme| theme.word()))
    }

    /// The teams as they are typed.
    pub fn teams_typed(&self) -> String {
        typed(self.teams.words(String::as_str))
    }

    /// The World Cups as they are typed, by year.
    pub fn tournaments_typed(&self) -> String {
        typed(self.tournaments.words(|cup| cup.name.rsplit(' ').next().unwrap_or(cup.name)))
    }

    /// As it is stored, one wish a line: `+theme family`, `-team France`. Empty when everything passes.
    pub fn stored(&self) -> String {
        let line = |kind: &'static str| move |(sign, word): (char, &str)| format!("{sign}{kind} {word}");
        let lines = (self.themes.words(|theme| theme.word()).map(line("theme")))
            .chain(self.teams.words(String::as_str).map(line("team")))
            .chain(self.tournaments.words(|cup| cup.name).map(line("tournament")));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Reads what [`Filter::stored`] wrote; `None` for anything else.
    pub fn restored(text: &str) -> Option<Self> {
        let mut filter = Self::default();
        for line in text.lines() {
            let (sign, rest) = line.split_at_checked(1)?;
            let (kind, word) = rest.split_once(' ')?;
            match kind {
                "theme" => put(&mut filter.themes, sign, Theme::parse(word)?)?,
                "team" => put(&mut filter.teams, sign, word.to_owned())?,
                "tournament" => put(&mut filter.tournaments, sign, Tournament::named(word)?)?,
                _ => return None,
            }
        }
        Some(filter)
    }
}

fn typed<'a>(words: impl Iterator<Item = (char, &'a str)>) -> String {
    let signed = words.map(|(sign, word)| if sign == '-' { format!("-{word}") } else { word.to_owned() });
    signed.collect::<Vec<_>>().join(",")
}

fn put<T>(sieve: &mut Sieve<T>, sign: &str, value: T) -> Option<()> {
    match sign {
        "+" => sieve.only.push(value),
        "-" => sieve.without.push(value),
        _ => return None,
    }
    Some(())
}

impl Ready<'_> {
    /// Whether a story passes.
    pub fn admits(&self, story: &Traits) -> bool {
        self.filter.themes.passes(|theme| story.themes & theme_bit(*theme) != 0)
            && self.teams.passes(|team| team.is_some_and(|team| story.teams.contains(&team)))
            && self.filter.tournaments.passes(|cup| story.tournament == Some(*cup))
    }
}

impl Filter {
    /// As people read it after "a story": `about family or fans, not about farewell, with Morocco, from the FIFA World Cup
    /// 2022`. Empty when everything passes.
    pub fn told(&self) -> Text {
        let themes = |themes: &[Theme]| either(themes.iter().map(|theme| inside(theme.name())));
        let teams = |teams: &[String]| either(teams.iter().map(|team| Text::from(team.as_str())));
        let cups = |cups: &[&Tournament]| either(cups.iter().map(|cup| Text::from(cup.name)));
        let parts = [
            themes(&self.themes.only).map(|themes| text!("filter-themes", themes = themes)),
            themes(&self.themes.without).map(|themes| text!("filter-not-themes", themes = themes)),
            teams(&self.teams.only).map(|teams| text!("filter-teams", teams = teams)),
            teams(&self.teams.without).map(|teams| text!("filter-not-teams", teams = teams)),
            cups(&self.tournaments.only).map(|cups| text!("filter-tournaments", tournaments = cups)),
            cups(&self.tournaments.without).map(|cups| text!("filter-not-tournaments", tournaments = cups)),
        ];
        let told = parts.into_iter().flatten();
        let told = told.reduce(|before, next| text!("filter-then", before = before, next = next));
        told.unwrap_or_else(|| Text::from(""))
    }
}

/// One of these words; `None` where there are none.
fn either(words: impl Iterator<Item = Text>) -> Option<Text> {
    words.reduce(|before, next| text!("filter-or", before = before, next = next))
}

/// A name as it stands within a sentence.
fn inside(name: Text) -> Text {
    text!("within-sentence", words = Arg::Inside(name))
}

/// As people read it, in English.
impl std::fmt::Display for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.told().say(Tongue::English))
    }
}

/// Reads themes: `family, -fans`; `all` for every one.
///
/// # Errors
/// A sentence that names the themes there are.
pub fn parse_themes(text: &str) -> Result<Sieve<Theme>, Text> {
    Sieve::read(text, |word| {
        Theme::meant(word).ok_or_else(|| {
            let known: Vec<_> = Theme::ALL.iter().map(|(_, word)| *word).collect();
            text!("not-a-theme", word = shown(word), themes = known.join(", "))
        })
    })
}

/// Reads tournaments by year or name: `2022, -1998`.
///
/// # Errors
/// A sentence that says what would do.
pub fn parse_tournaments(text: &str) -> Result<Sieve<&'static Tournament>, Text> {
    Sieve::read(text, |word| {
        let year = |cup: &&Tournament| cup.name.rsplit(' ').next() == Some(word);
        let named = |cup: &&Tournament| cup.name.eq_ignore_ascii_case(word);
        let found = super::tournament::ALL.iter().find(year).or_else(|| super::tournament::ALL.iter().find(named));
        let called = || Section::named(word).and_then(Section::tournament);
        found.or_else(called).ok_or_else(|| text!("not-a-tournament", word = shown(word)))
    })
}

/// Reads teams by any of their names; `resolve` finds the name that stories use.
///
/// # Errors
/// What `resolve` says.
pub fn parse_teams<E>(text: &str, resolve: impl FnMut(&str) -> Result<String, E>) -> Result<Sieve<String>, E> {
    Sieve::read(text, resolve)
}

fn shown(word: &str) -> String {
    text::isolated(&text::shorten(&text::clean_line(word), 40))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Numbers;

    impl TeamNumbers for Numbers {
        fn number(&self, team: &str) -> Option<u32> {
            ["Morocco", "Spain"].iter().position(|known| *known == team).and_then(|at| u32::try_from(at).ok())
        }
    }

    fn story(themes: &[Theme], teams: &[u32], cup: &str) -> Traits {
        let themes = themes.iter().fold(0, |bits, theme| bits | theme_bit(*theme));
        Traits { themes, teams: teams.into(), tournament: Tournament::named(cup) }
    }

    fn filter(themes: &str, teams: &str, cups: &str) -> Filter {
        Filter {
            themes: parse_themes(themes).expect("themes"),
            teams: parse_teams(teams, |word| Ok::<_, Text>(word.to_owned())).expect("teams"),
            tournaments: parse_tournaments(cups).expect("tournaments"),
        }
    }

    #[test]
    fn a_story_must_pass_every_sieve() {
        let mother = story(&[Theme::Family, Theme::Celebration], &[0, 1], "FIFA World Cup 2022");
        let admits = |filter: Filter| filter.ready(&Numbers).admits(&mother);
        assert!(admits(filter("", "", "")));
        assert!(admits(filter("family", "", "")) && admits(filter("fans, family", "", "")));
        assert!(!admits(filter("fans", "", "")) && !admits(filter("-celebration", "", "")));
        assert!(!admits(filter("family, -celebration", "", "")));
        assert!(admits(filter("", "Spain", "")) && !admits(filter("", "-Spain", "")));
        assert!(!admits(filter("", "Atlantis", "")), "a team that no story has is in none");
        assert!(admits(filter("", "-Atlantis", "")));
        assert!(admits(filter("", "", "2022")) && !admits(filter("", "", "-2022")) && !admits(filter("", "", "1998")));
        assert!(!admits(filter("family", "Spain", "1998")));
    }

    #[test]
    fn filters_are_stored_and_read_again() {
        let full = filter("family, -fans", "Morocco, -Côte d'Ivoire", "2022,-1998");
        assert_eq!(Filter::restored(&full.stored()), Some(full.clone()));
        assert_eq!(
            full.to_string(),
            "about family, not about fans, with Morocco, not with Côte d'Ivoire, from the FIFA World Cup 2022, not from the FIFA World Cup 1998"
        );
        assert_eq!((Filter::default().stored().as_str(), Filter::restored("")), ("", Some(Filter::default())));
        for nonsense in ["x", "+theme nothing", "*theme family", "+kind word", "+tournament 1900"] {
            assert_eq!(Filter::restored(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn what_is_not_known_is_named_with_the_mend() {
        assert_eq!(parse_themes("all"), Ok(Sieve::default()));
        assert!(
            parse_themes("fmlyx")
                .is_err_and(|why| why.to_string().contains("fmlyx") && why.to_string().contains("family, kindness"))
        );
        assert!(parse_tournaments("2023").is_ok_and(|cups| cups.only[0].name.contains("Women")));
        assert!(parse_tournaments("2021").is_err_and(|why| why.to_string().ends_with("for example 2022.")));
    }
}
