//! The one set of rules that turns raw fields into a story, whether they came from a file or from a form in chat.
//!
//! It does not know files or lines: a fault names its key (`match.score`, `players[2].name`), and whoever read the
//! fields knows where that key stands.

mod place;
mod rules;
mod variant;

pub(super) use rules::exact_date;
pub use rules::parse_score;
use rules::{Check, theme_words};
pub use variant::VariantDraft;

use super::story::{Headline, Language, NewStory};
use super::tongue::Text;
use crate::text;

/// A story's fields as somebody wrote them. An empty text is a field that was not written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The name in files; made from the title when empty.
    pub slug: String,
    /// See [`NewStory::title`], and so on for the fields below.
    pub title: String,
    /// Made from the first sentences of the text when empty and `origin` allows.
    pub summary: String,
    /// A tournament's name; found by the date when empty and `origin` allows.
    pub tournament: String,
    /// `YYYY-MM-DD`; the match's when empty and `origin` allows.
    pub date: String,
    /// A language tag; `en` when empty.
    pub lang: String,
    /// Players.
    pub players: Vec<PlayerDraft>,
    /// Others: name, role, aliases.
    pub people: Vec<PersonDraft>,
    /// The match.
    pub match_: Option<MatchDraft>,
    /// Words of [`Theme`](super::story::Theme).
    pub themes: Vec<String>,
    /// Quotes.
    pub quotes: Vec<QuoteDraft>,
    /// Reactions.
    pub reactions: Vec<String>,
    /// Pictures and films.
    pub media: Vec<MediaDraft>,
    /// Slugs.
    pub related: Vec<String>,
    /// Sources.
    pub sources: Vec<SourceDraft>,
    /// The story in other languages.
    pub variants: Vec<VariantDraft>,
    /// The text in the CommonMark subset.
    pub body: String,
    /// How strict to be about what can be filled in.
    pub origin: Origin,
}

/// Where a draft comes from: the shared collection is strict, people in chat are helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// A file of the collection: slug, summary, tournament, date must be written.
    #[default]
    Collection,
    /// Something that people typed in chat: what can be derived may be left out.
    Chat,
}

/// See [`Player`](super::story::Player).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the type it becomes")]
pub struct PlayerDraft {
    pub name: String,
    pub team: String,
    pub role: String,
    pub aliases: Vec<String>,
    pub native_name: String,
}

/// See [`Person`](super::story::Person).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the type it becomes")]
pub struct PersonDraft {
    pub name: String,
    pub role: String,
    pub aliases: Vec<String>,
}

/// See [`Match`](super::story::Match).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the type it becomes")]
pub struct MatchDraft {
    pub date: String,
    pub home: String,
    pub away: String,
    /// `2-1`, or `2-1 aet` after extra time.
    pub score: String,
    pub penalties: String,
    pub stage: String,
    pub venue: String,
    pub city: String,
}

/// See [`Quote`](super::story::Quote).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the type it becomes")]
pub struct QuoteDraft {
    pub by: String,
    pub text: String,
    pub context: String,
    pub original: String,
    pub original_lang: String,
}

/// See [`Media`](super::story::Media).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the type it becomes")]
pub struct MediaDraft {
    pub kind: String,
    pub url: String,
    pub alt: String,
    pub credit: String,
}

/// See [`Source`](super::story::Source).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the type it becomes")]
pub struct SourceDraft {
    pub publisher: String,
    pub title: String,
    pub url: String,
    pub date: String,
}

/// What is wrong with one field, and the mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field: `title`, `match.score`, `players[2].name` (entries count from 1), `text`, `text:3` (its third line).
    pub key: String,
    /// What is there, cut short.
    pub found: Text,
    /// What was expected, with an example where that helps.
    pub mend: Text,
}

impl Fault {
    /// Whether it says no more than another one of the same field or of the part around it: a list of the wrong kind
    /// reads as empty, and would be missing as well.
    pub fn echoes(&self, told: &Self) -> bool {
        let rest = self.key.strip_prefix(told.key.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    }

    /// What people call its field: the key itself in English.
    pub fn place(&self) -> Text {
        place::of(&self.key)
    }

    /// What people call the part of an entry or section that it is about; `None` where it is about the whole.
    pub fn part(&self) -> Option<Text> {
        place::within(&self.key)
    }

    /// Whether there is nothing where something must be.
    pub fn is_missing(&self) -> bool {
        self.found == rules::missing()
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}; {}", self.key, self.found, self.mend)
    }
}

/// A text of the story may hold so many UTF-16 units: about 1,000 words, three messages.
pub const BODY_LIMIT: usize = 8_000;
/// Entries of a list at most: more is no short story.
pub const LIST_LIMIT: usize = 40;

impl Draft {
    /// Checks every field.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub fn check(&self) -> Result<NewStory, Vec<Fault>> {
        let mut check = Check { origin: self.origin, faults: Vec::new() };
        let title = check.line::<{ Headline::LIMIT }>("title", &self.title);
        let body = check.body(&self.body);
        let match_ = self.match_.as_ref().and_then(|raw| check.match_(raw));
        let date = check.event_date(&self.date, match_.as_ref());
        let tournament = check.tournament(&self.tournament, date, match_.as_ref());
        let summary = check.summary(&self.summary, body.as_ref());
        let slug = check.slug(&self.slug, title.as_ref());
        let lang = check.language("lang", &self.lang).unwrap_or(Language("en".into()));
        let players = check.list("players", &self.players, Check::player);
        let people = check.list("people", &self.people, Check::person);
        let themes = check.list("themes", &self.themes, |check, key, word| check.theme(key, word));
        let quotes = check.list("quotes", &self.quotes, Check::quote);
        let reactions = check.list("reactions", &self.reactions, |check, key, raw| check.line(key, raw));
        let media = check.list("media", &self.media, Check::media);
        let related = check.list("related", &self.related, |check, key, raw| check.related(key, raw));
        let sources = check.sources(&self.sources);
        let variants = check.variants(&self.variants, &lang);
        if self.origin == Origin::Collection && self.themes.is_empty() {
            check.fault("themes", "", text!("mend-no-theme", themes = theme_words()));
        }
        match (title, body, date, summary, slug) {
            (Some(title), Some(body), Some(date), Some(summary), Some(slug)) if check.faults.is_empty() => {
                Ok(NewStory {
                    slug,
                    title,
                    summary,
                    tournament,
                    date,
                    lang,
                    players,
                    people,
                    match_,
                    themes,
                    quotes,
                    reactions,
                    media,
                    related,
                    sources,
                    variants,
                    body,
                })
            }
            _ => Err(check.faults),
        }
    }
}
