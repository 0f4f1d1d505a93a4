//! A story and its parts. Every value here has passed the rules: `draft` is the only door in from raw text.
//!
//! It does not know where a story came from (a file, a form, a row).

use std::fmt;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::community::Scope;
use super::prose::{Link, Prose, Span};
use super::subject::{MatchId, PlayerId};
use super::text;
use super::tongue::{Text, Tongue};
use crate::text;

/// The store's number of a story. Stable, so buttons carry it for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryId(pub i64);

/// The name of a story in files and commands: lower-case ASCII letters, digits and single dashes, 1–80 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(String);

impl Slug {
    /// Characters at most.
    pub const LIMIT: usize = 80;

    /// Checks a slug; `None` when it is none.
    pub fn parse(slug: &str) -> Option<Self> {
        let words_hold = slug.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        (words_hold && slug.len() <= Self::LIMIT).then(|| Self(slug.to_owned()))
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One line of cleaned text, never empty, of at most `LIMIT` UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line<const LIMIT: usize>(String);

impl<const LIMIT: usize> Line<LIMIT> {
    /// UTF-16 units at most.
    pub const LIMIT: usize = LIMIT;

    /// Cleans and checks a line.
    ///
    /// # Errors
    /// What would do: "write at least one word", "write at most 120 characters, not 131".
    pub fn parse(raw: &str) -> Result<Self, Text> {
        let line = text::clean_line(raw);
        let len = text::utf16_len(&line);
        if line.is_empty() {
            Err(text!("mend-line-empty"))
        } else if len > LIMIT {
            Err(text!("mend-line-too-long", limit = LIMIT, count = len))
        } else {
            Ok(Self(line))
        }
    }

    /// The line as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const LIMIT: usize> fmt::Display for Line<LIMIT> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A story's title.
pub type Headline = Line<120>;
/// A story in one or two sentences that stand alone.
pub type Summary = Line<280>;
/// A name: of a player, person, team, city, publisher.
pub type Name = Line<80>;
/// A short description: a role, a stage, a venue.
pub type Label = Line<200>;
/// Somebody's words, or a reaction to them.
pub type Words = Line<600>;

/// A day, month or year, as exactly as a source is dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseDate(pub(super) String);

impl LooseDate {
    /// `2022-12-10`, `2022-12` or `2022`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A language as a BCP 47 tag of two or three letters, with an optional region: `en`, `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language(pub(super) String);

impl Language {
    /// A tag such as `en`, `fr`, `ar` or `pt-BR`; `None` for anything else.
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.trim();
        let (language, region) = tag.split_once('-').map_or((tag, None), |(language, region)| (language, Some(region)));
        let holds = matches!(language.len(), 2 | 3)
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
            && region.is_none_or(|region| {
                matches!(region.len(), 2 | 4) && region.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        holds.then(|| Self(tag.to_owned()))
    }

    /// The language as one that Touchline speaks, if it does.
    pub fn tongue(&self) -> Option<Tongue> {
        Tongue::of_tag(&self.0)
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a story is about, beside people and matches: a closed list, so that themes can be browsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Theme {
    /// Parents, children, siblings.
    Family,
    /// Somebody did good to somebody.
    Kindness,
    /// Those in the stands.
    Fans,
    /// A last match, a goodbye.
    Farewell,
    /// For somebody who is no more, or far away.
    Tribute,
    /// Those who had to leave home.
    Refuge,
    /// Back after illness, injury or defeat.
    Comeback,
    /// Team-mates and opponents.
    Friendship,
    /// Joy.
    Celebration,
    /// Holding on.
    Resilience,
    /// For the first time, or never to be forgotten.
    History,
}

impl Theme {
    /// Every theme with its word in files and commands.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Family, "family"),
        (Self::Kindness, "kindness"),
        (Self::Fans, "fans"),
        (Self::Farewell, "farewell"),
        (Self::Tribute, "tribute"),
        (Self::Refuge, "refuge"),
        (Self::Comeback, "comeback"),
        (Self::Friendship, "friendship"),
        (Self::Celebration, "celebration"),
        (Self::Resilience, "resilience"),
        (Self::History, "history"),
    ];

    /// The theme of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(word)).map(|(theme, _)| *theme)
    }

    /// The theme of that word, or of that name in any language.
    pub fn called(name: &str) -> Option<Self> {
        only_theme(|known| known == name)
    }

    /// The theme that somebody means: by its word, by its name in any language, by the beginning of one alone, or with a typo.
    pub fn meant(typed: &str) -> Option<Self> {
        let typed = typed.trim().to_lowercase();
        let letters = typed.chars().count();
        Self::called(&typed)
            .or_else(|| only_theme(|name| letters >= 3 && name.starts_with(&typed)))
            .or_else(|| only_theme(|name| letters >= 5 && strsim::osa_distance(name, &typed) == 1))
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(theme, _)| *theme == self).map_or("", |(_, word)| word)
    }

    /// What people call it, as a heading and on buttons. It is typed as [`Theme::word`].
    pub fn name(self) -> Text {
        match self {
            Self::Family => crate::text!("theme-family"),
            Self::Kindness => crate::text!("theme-kindness"),
            Self::Fans => crate::text!("theme-fans"),
            Self::Farewell => crate::text!("theme-farewell"),
            Self::Tribute => crate::text!("theme-tribute"),
            Self::Refuge => crate::text!("theme-refuge"),
            Self::Comeback => crate::text!("theme-comeback"),
            Self::Friendship => crate::text!("theme-friendship"),
            Self::Celebration => crate::text!("theme-celebration"),
            Self::Resilience => crate::text!("theme-resilience"),
            Self::History => crate::text!("theme-history"),
        }
    }
}

/// The theme of all names that fit, if it is one alone.
fn only_theme(fits: impl Fn(&str) -> bool) -> Option<Theme> {
    // Said once: every question is compared with them.
    static NAMES: LazyLock<Vec<(Theme, String)>> = LazyLock::new(|| {
        let names = |(theme, word): &(Theme, &'static str)| {
            let said = Tongue::ALL.map(|tongue| theme.name().say(tongue).to_lowercase());
            let theme = *theme;
            std::iter::once((*word).to_owned()).chain(said).map(move |name| (theme, name)).collect::<Vec<_>>()
        };
        Theme::ALL.iter().flat_map(names).collect()
    });
    let mut found = NAMES.iter().filter(|(_, name)| fits(name)).map(|(theme, _)| *theme);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// A player or coach as one story tells of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// With its diacritics; the same player is spelled the same in every story.
    pub name: Name,
    /// The national team.
    pub team: Option<Name>,
    /// What they were at that moment.
    pub role: Option<Label>,
    /// Other names and spellings that people use.
    pub aliases: Vec<Name>,
    /// The name in its own script.
    pub native_name: Option<Name>,
}

/// Somebody in the story who is no player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: Name,
    /// Who that is.
    pub role: Option<Label>,
    /// Other names and spellings.
    pub aliases: Vec<Name>,
}

/// Goals: home first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Of the home team.
    pub home: u8,
    /// Of the away team.
    pub away: u8,
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.home, self.away)
    }
}

/// A match as one story tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The local day of kick-off.
    pub date: NaiveDate,
    /// As the official order has it.
    pub home: Name,
    /// The other team.
    pub away: Name,
    /// After regular or extra time; `None` for a match that was not played to an end or is yet to come.
    pub score: Option<Score>,
    /// Whether the score is after extra time.
    pub extra_time: bool,
    /// The shoot-out, when there was one.
    pub penalties: Option<Score>,
    /// The phase of the tournament: "Group F, second round of matches", "Quarter-final".
    pub stage: Option<Label>,
    /// The stadium.
    pub venue: Option<Name>,
    /// The city.
    pub city: Option<Name>,
}

/// Somebody's words with who said them and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The speaker.
    pub by: Name,
    /// The words, in the story's language.
    pub text: Words,
    /// When and where they were said.
    pub context: Option<Label>,
    /// The words as they were said, when that was in another language.
    pub original: Option<Words>,
    /// The language of `original`.
    pub original_lang: Option<Language>,
}

/// A picture or film elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// What it is: "tweet with video".
    pub kind: Label,
    /// Where it is.
    pub url: Link,
    /// What is to be seen, for those who cannot.
    pub alt: Option<Label>,
    /// Whose it is.
    pub credit: Option<Label>,
}

/// Where facts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Who published it.
    pub publisher: Name,
    /// Its title.
    pub title: Option<Label>,
    /// Its address; without one it is kept but not shown to readers.
    pub url: Option<Link>,
    /// When it was published.
    pub date: Option<LooseDate>,
}

/// Stories of its own that one community may have, removed ones counted (reliability.md 3.3).
pub const OWN_STORIES_LIMIT: u32 = 5_000;

/// A checked story that the store has not numbered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStory {
    /// Its name in files and commands.
    pub slug: Slug,
    /// The title.
    pub title: Headline,
    /// The story in a sentence or two.
    pub summary: Summary,
    /// The tournament's name. Communities may tell of others than the World Cups.
    pub tournament: Option<Name>,
    /// The day of the event.
    pub date: NaiveDate,
    /// The language that it is written in.
    pub lang: Language,
    /// Players in it, the one that it is most about first.
    pub players: Vec<Player>,
    /// Others in it.
    pub people: Vec<Person>,
    /// The match in or after which it happened.
    pub match_: Option<Match>,
    /// What it is about.
    pub themes: Vec<Theme>,
    /// Words that were said.
    pub quotes: Vec<Quote>,
    /// What people said of it.
    pub reactions: Vec<Words>,
    /// Pictures and films elsewhere.
    pub media: Vec<Media>,
    /// Stories that go with it.
    pub related: Vec<Slug>,
    /// Where its facts come from: at least one.
    pub sources: Vec<Source>,
    /// The story in other languages.
    pub variants: Vec<Variant>,
    /// The text.
    pub body: Prose,
}

impl NewStory {
    /// The story as it is told in a language, if it is: its title, its text. `None` where only its own language has it.
    pub fn variant(&self, tongue: Tongue) -> Option<&Variant> {
        let is_own = self.lang.tongue() == Some(tongue);
        self.variants.iter().find(|variant| !is_own && variant.lang.tongue() == Some(tongue))
    }
}

/// A story told in another language than its own. Its facts, quotes and sources are the story's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The language.
    pub lang: Language,
    /// The title.
    pub title: Headline,
    /// The story in a sentence or two.
    pub summary: Summary,
    /// The text.
    pub body: Prose,
}

/// A story in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Its number.
    pub id: StoryId,
    /// Whose eyes it is for.
    pub scope: Scope,
    /// The players' numbers, in the order of `told.players`.
    pub players: Vec<PlayerId>,
    /// The match's number.
    pub match_: Option<MatchId>,
    /// What it tells.
    pub told: NewStory,
}

/// As much of a story as a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLine {
    /// Its number.
    pub id: StoryId,
    /// Its name in files.
    pub slug: Slug,
    /// The title.
    pub title: Headline,
    /// The summary.
    pub summary: Summary,
    /// The day of the event.
    pub date: NaiveDate,
    /// Where the words stand that it was found by, to be shown instead of the summary; `None` where nobody looked.
    pub excerpt: Option<Vec<Span>>,
    /// Title and summary in other languages.
    pub variants: Vec<(Language, Headline, Summary)>,
}

impl StoryLine {
    /// The title as it is told in a language; in its own where that has none.
    pub fn title(&self, tongue: Tongue) -> &Headline {
        self.variant(tongue).map_or(&self.title, |(_, title, _)| title)
    }

    /// The summary, likewise.
    pub fn summary(&self, tongue: Tongue) -> &Summary {
        self.variant(tongue).map_or(&self.summary, |(.., summary)| summary)
    }

    fn variant(&self, tongue: Tongue) -> Option<&(Language, Headline, Summary)> {
        self.variants.iter().find(|(lang, ..)| lang.tongue() == Some(tongue))
    }
}

/// Which stories are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoryFilter {
    /// Those about one player, team or match.
    About(super::subject::Subject),
    /// Those that share a player with this one, which is left out.
    SharingPlayer(StoryId),
    /// Those that share the match with this one, which is left out.
    SharingMatch(StoryId),
}
