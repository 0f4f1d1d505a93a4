//! A part of the catalogue: the stories of a theme, a team, a tournament, or of several of them at once, page by page.
//!
//! It does not know the stories.

use super::filter::{Filter, Sieve};
use super::story::Theme;
use super::subject::{PlayerId, TeamId};
use super::tournament::Tournament;

/// Stories on one page.
pub const PAGE: usize = 8;

/// A part of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Section {
    /// Of this theme.
    pub theme: Option<Theme>,
    /// With this team in it.
    pub team: Option<TeamId>,
    /// Of the World Cup of this year.
    pub year: Option<u16>,
    /// With this player in it.
    pub player: Option<PlayerId>,
}

impl Section {
    /// What people call a part of the catalogue and nothing else: a theme, a World Cup by its year.
    pub fn named(words: &str) -> Option<Self> {
        let words = words.trim().to_lowercase();
        if let Some(theme) = Theme::called(&words) {
            return Some(Self { theme: Some(theme), ..Self::default() });
        }
        let cups = [
            "fifa ",
            "world cup ",
            "worldcup ",
            "wc ",
            "mundial ",
            "coupe du monde ",
            "copa do mundo ",
            "copa mundial ",
        ];
        let mut year = words.as_str();
        while let Some(rest) = cups.iter().find_map(|cup| year.strip_prefix(cup)) {
            year = rest;
        }
        let section = Self { year: year.parse().ok(), ..Self::default() };
        section.tournament().map(|_| section)
    }

    /// Whether it is the whole catalogue.
    pub fn is_all(self) -> bool {
        self == Self::default()
    }

    /// The tournament of its year.
    pub fn tournament(self) -> Option<&'static Tournament> {
        let year = self.year?.to_string();
        super::tournament::ALL.iter().find(|cup| cup.name.ends_with(&year))
    }

    /// As a filter, without its player; `team` is the name of its team.
    pub fn filter(self, team: Option<String>) -> Filter {
        Filter {
            themes: Sieve { only: self.theme.into_iter().collect(), ..Sieve::default() },
            teams: Sieve { only: team.into_iter().collect(), ..Sieve::default() },
            tournaments: Sieve { only: self.tournament().into_iter().collect(), ..Sieve::default() },
        }
    }

    /// As a button carries it: `family:12:2022`, a dash for what is not wished, and a player's number behind it.
    pub fn encode(self) -> String {
        let theme = self.theme.map_or("-", Theme::word);
        let team = self.team.map_or_else(|| "-".to_owned(), |TeamId(id)| id.to_string());
        let year = self.year.map_or_else(|| "-".to_owned(), |year| year.to_string());
        let player = self.player.map_or_else(String::new, |PlayerId(id)| format!(":{id}"));
        format!("{theme}:{team}:{year}{player}")
    }

    /// Reads the words that [`Section::encode`] wrote; those of older buttons are three.
    pub fn decode<'a>(words: impl Iterator<Item = &'a str>) -> Option<Self> {
        let words: Vec<_> = words.map(|word| Some(word).filter(|word| *word != "-")).collect();
        let (theme, team, year, player) = match *words.as_slice() {
            [theme, team, year] => (theme, team, year, None),
            [theme, team, year, player @ Some(_)] => (theme, team, year, player),
            _ => return None,
        };
        Some(Self {
            player: player.map(|id| id.parse().map(PlayerId)).transpose().ok()?,
            theme: theme.map(|word| Theme::parse(word).ok_or(())).transpose().ok()?,
            team: team.map(|id| id.parse().map(TeamId)).transpose().ok()?,
            year: year.map(str::parse).transpose().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shelf_is_read_back_from_its_button() {
        for section in [
            Section::default(),
            Section { theme: Some(Theme::Family), ..Section::default() },
            Section {
                theme: Some(Theme::Celebration),
                team: Some(TeamId(i64::MAX)),
                year: Some(2022),
                player: Some(PlayerId(i64::MAX)),
            },
        ] {
            let encoded = section.encode();
            assert_eq!(Section::decode(encoded.split(':')), Some(section));
            assert!("1:b::999".len() + encoded.len() <= 64, "{encoded}");
        }
        for odd in ["king:-:-", "-:x:-", "-:-:-1", ":-:-", "-:-", "-:-:-:-", "-:-:-:x", "-:-:-:1:1"] {
            assert_eq!(Section::decode(odd.split(':')), None, "{odd}");
        }
    }

    #[test]
    fn themes_and_world_cups_are_known_by_what_they_are_called() {
        let named = |words: &str| Section::named(words).map(|section| (section.theme, section.year));
        assert_eq!(named(" Family "), Some((Some(Theme::Family), None)));
        for cup in ["2022", "world cup 2022", "FIFA World Cup 2022", "Mundial 2022", "coupe du monde 2022"] {
            assert_eq!(named(cup), Some((None, Some(2022))), "{cup}");
        }
        for other in ["", "2021", "world cup", "morocco 2022", "families", "20222"] {
            assert_eq!(named(other), None, "{other}");
        }
    }

    #[test]
    fn years_are_world_cups() {
        let of = |year| Section { year: Some(year), ..Section::default() }.tournament().map(|cup| cup.name);
        assert_eq!(of(2022), Some("FIFA World Cup 2022"));
        assert_eq!(of(2021), None);
    }
}
