//! Row <-> domain. A row that breaks a rule of the domain is an error, never a default.

use rusqlite::Row;
use serde::{Deserialize, Serialize};

use super::threads::Fault;
use crate::domain::community::{Community, PlatformName, Scope};
use crate::domain::draft::{
    Draft, MatchDraft, MediaDraft, Origin, PersonDraft, PlayerDraft, QuoteDraft, SourceDraft, VariantDraft,
};
use crate::domain::schedule::Timestamp;
use crate::domain::story::{
    Headline, Language, Match, Media, NewStory, Person, Player, Quote, Score, Slug, Source, StoryId, StoryLine,
    Summary, Variant,
};

/// The lists of a story, as the column `stories.details` keeps them: the keys of the story file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Details {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    players: Vec<PlayerRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<PersonRow>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "match")]
    match_: Option<MatchRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    themes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quotes: Vec<QuoteRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reactions: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    media: Vec<MediaRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<SourceRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variants: Vec<VariantRow>,
}

/// One serde shape for each list's entries: texts, empty ones left out, and the way to and from the domain's draft.
macro_rules! rows {
    ($($row:ident <=> $draft:ident { $($field:ident),* $(; $($list:ident),*)? })*) => {$(
        #[derive(Debug, Default, Serialize, Deserialize)]
        #[serde(default)]
        struct $row {
            $(#[serde(skip_serializing_if = "String::is_empty")] $field: String,)*
            $($(#[serde(skip_serializing_if = "Vec::is_empty")] $list: Vec<String>,)*)?
        }

        impl From<$row> for $draft {
            fn from(row: $row) -> Self {
                Self { $($field: row.$field,)* $($($list: row.$list,)*)? }
            }
        }
    )*};
}

rows! {
    PlayerRow <=> PlayerDraft { name, team, role, native_name; aliases }
    PersonRow <=> PersonDraft { name, role; aliases }
    MatchRow <=> MatchDraft { date, home, away, score, penalties, stage, venue, city }
    QuoteRow <=> QuoteDraft { by, text, context, original, original_lang }
    MediaRow <=> MediaDraft { kind, url, alt, credit }
    SourceRow <=> SourceDraft { publisher, title, url, date }
    VariantRow <=> VariantDraft { lang, title, summary, text }
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn text(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// A score as the column and the file have it: `0-2`.
pub(super) fn score(score: Score) -> String {
    format!("{}-{}", score.home, score.away)
}

impl Details {
    /// The lists of a story.
    pub(super) fn of(story: &NewStory) -> Self {
        Self {
            players: story.players.iter().map(PlayerRow::from).collect(),
            people: story.people.iter().map(PersonRow::from).collect(),
            match_: story.match_.as_ref().map(MatchRow::from),
            themes: story.themes.iter().map(|theme| theme.word().to_owned()).collect(),
            quotes: story.quotes.iter().map(QuoteRow::from).collect(),
            reactions: texts(&story.reactions),
            media: story.media.iter().map(MediaRow::from).collect(),
            related: texts(&story.related),
            sources: story.sources.iter().map(SourceRow::from).collect(),
            variants: story.variants.iter().map(VariantRow::from).collect(),
        }
    }
}

impl From<&Player> for PlayerRow {
    fn from(player: &Player) -> Self {
        Self {
            name: player.name.to_string(),
            team: text(player.team.as_ref()),
            role: text(player.role.as_ref()),
            native_name: text(player.native_name.as_ref()),
            aliases: texts(&player.aliases),
        }
    }
}

impl From<&Person> for PersonRow {
    fn from(person: &Person) -> Self {
        Self { name: person.name.to_string(), role: text(person.role.as_ref()), aliases: texts(&person.aliases) }
    }
}

impl From<&Match> for MatchRow {
    fn from(match_: &Match) -> Self {
        let extra = if match_.extra_time { " aet" } else { "" };
        Self {
            date: match_.date.to_string(),
            home: match_.home.to_string(),
            away: match_.away.to_string(),
            score: match_.score.map(|goals| score(goals) + extra).unwrap_or_default(),
            penalties: match_.penalties.map(score).unwrap_or_default(),
            stage: text(match_.stage.as_ref()),
            venue: text(match_.venue.as_ref()),
            city: text(match_.city.as_ref()),
        }
    }
}

impl From<&Quote> for QuoteRow {
    fn from(quote: &Quote) -> Self {
        Self {
            by: quote.by.to_string(),
            text: quote.text.to_string(),
            context: text(quote.context.as_ref()),
            original: text(quote.original.as_ref()),
            original_lang: quote.original_lang.as_ref().map(|lang| lang.as_str().to_owned()).unwrap_or_default(),
        }
    }
}

impl From<&Media> for MediaRow {
    fn from(media: &Media) -> Self {
        Self {
            kind: media.kind.to_string(),
            url: media.url.to_string(),
            alt: text(media.alt.as_ref()),
            credit: text(media.credit.as_ref()),
        }
    }
}

impl From<&Source> for SourceRow {
    fn from(source: &Source) -> Self {
        Self {
            publisher: source.publisher.to_string(),
            title: text(source.title.as_ref()),
            url: text(source.url.as_ref()),
            date: source.date.as_ref().map(|date| date.as_str().to_owned()).unwrap_or_default(),
        }
    }
}

impl From<&Variant> for VariantRow {
    fn from(variant: &Variant) -> Self {
        Self {
            lang: variant.lang.as_str().to_owned(),
            title: variant.title.to_string(),
            summary: variant.summary.to_string(),
            text: variant.body.source().to_owned(),
        }
    }
}

/// The columns that [`story`] reads, in its order.
pub(super) const STORY_COLUMNS: &str = "s.id, c.platform, c.address, s.slug, s.title, s.summary, s.text, s.tournament, s.event_date, s.lang, s.match_id, s.details";

/// A whole story as one text, for the history of its changes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Snapshot {
    slug: String,
    title: String,
    summary: String,
    text: String,
    tournament: String,
    date: String,
    lang: String,
    details: Details,
}

impl Snapshot {
    pub(super) fn of(story: &NewStory) -> Self {
        Self {
            slug: story.slug.as_str().to_owned(),
            title: story.title.as_str().to_owned(),
            summary: story.summary.as_str().to_owned(),
            text: story.body.source().to_owned(),
            tournament: text(story.tournament.as_ref()),
            date: story.date.to_string(),
            lang: story.lang.as_str().to_owned(),
            details: Details::of(story),
        }
    }

    /// The story, by the same rules as a file, so that nothing in the store can break what the domain promises.
    pub(super) fn story(self) -> Result<NewStory, Fault> {
        let details = self.details;
        let draft = Draft {
            slug: self.slug,
            title: self.title,
            summary: self.summary,
            body: self.text,
            tournament: self.tournament,
            date: self.date,
            lang: self.lang,
            players: details.players.into_iter().map(Into::into).collect(),
            people: details.people.into_iter().map(Into::into).collect(),
            match_: details.match_.map(Into::into),
            themes: details.themes,
            quotes: details.quotes.into_iter().map(Into::into).collect(),
            reactions: details.reactions,
            media: details.media.into_iter().map(Into::into).collect(),
            related: details.related,
            sources: details.sources.into_iter().map(Into::into).collect(),
            variants: details.variants.into_iter().map(Into::into).collect(),
            origin: Origin::Chat,
        };
        Ok(draft.check().map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?)
    }
}

/// A story of any state, its scope and its match.
pub(super) fn story(row: &Row<'_>) -> Result<(StoryId, Scope, Option<i64>, NewStory), Fault> {
    let snapshot = Snapshot {
        slug: row.get(3)?,
        title: row.get(4)?,
        summary: row.get(5)?,
        text: row.get(6)?,
        tournament: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
        date: row.get(8)?,
        lang: row.get(9)?,
        details: serde_json::from_str(row.get_ref(11)?.as_str()?)?,
    };
    let id: i64 = row.get(0)?;
    let told = snapshot.story().map_err(|faults| format!("story {id} in the store breaks the rules: {faults}"))?;
    Ok((StoryId(id), scope(row.get(1)?, row.get(2)?), row.get(10)?, told))
}

/// Whose something is: a community's, or everyone's when both columns are NULL.
pub(super) fn scope(platform: Option<String>, address: Option<String>) -> Scope {
    match (platform, address) {
        (Some(platform), Some(address)) => {
            Scope::Community(Community { platform: PlatformName::stored(platform), address })
        }
        _ => Scope::Everyone,
    }
}

/// The columns that [`story_line`] reads, in its order.
pub(super) const LINE_COLUMNS: &str =
    "s.id, s.slug, s.title, s.summary, s.event_date, json_extract(s.details, '$.variants')";

/// As much of a story as a list shows.
pub(super) fn story_line(row: &Row<'_>) -> Result<StoryLine, Fault> {
    let slug: String = row.get(1)?;
    Ok(StoryLine {
        id: StoryId(row.get(0)?),
        slug: Slug::parse(&slug).ok_or_else(|| format!("{slug:?} in the store is no slug"))?,
        title: Headline::parse(row.get_ref(2)?.as_str()?)?,
        summary: Summary::parse(row.get_ref(3)?.as_str()?)?,
        date: row.get_ref(4)?.as_str()?.parse()?,
        excerpt: None,
        variants: match row.get_ref(5)?.as_str_or_null()? {
            Some(rows) => {
                serde_json::from_str::<Vec<VariantRow>>(rows)?.iter().map(heading).collect::<Result<_, _>>()?
            }
            None => Vec::new(),
        },
    })
}

/// What a list shows of a story in another language.
fn heading(row: &VariantRow) -> Result<(Language, Headline, Summary), Fault> {
    let lang = Language::parse(&row.lang).ok_or("a story in a language without a tag")?;
    Ok((lang, Headline::parse(&row.title)?, Summary::parse(&row.summary)?))
}

/// An instant as its column has it.
pub(super) fn seconds(instant: Timestamp) -> i64 {
    instant.timestamp()
}

/// An instant from its column.
pub(super) fn instant(seconds: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_timestamp(seconds, 0).ok_or_else(|| format!("{seconds} in the store is no instant").into())
}
