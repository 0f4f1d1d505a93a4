//! What admins of a community wish: editors, the zone that is meant where none is named, and where changes are told.
//!
//! It does not know how they are kept, nor who may change them (`rights` does).

use chrono_tz::Tz;

use super::community::{Badge, Community, PersonId, Place};
use super::revision::Change;
use super::schedule::Timestamp;
use super::story::Language;
use super::text::shorten;
use super::tongue::{Text, Tongue};
use crate::text;

/// Editors that a community may have.
pub const EDITORS_LIMIT: usize = 50;

/// What admins of a community wish.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The zone of daily posts that name none, and of times that are shown; UTC if there is none.
    pub zone: Option<Tz>,
    /// The language that Touchline speaks here and that stories are written in, where they say none. If there is none,
    /// people are answered in that of their app, and the rest is English.
    pub language: Option<Language>,
    /// Where a line is posted for every change of the community's stories, and what people call it.
    pub notices: Option<(Place, Option<String>)>,
    /// Who may curate besides admins.
    pub editors: Vec<Badge>,
    /// Who may suggest nothing until then.
    pub blocked: Vec<(PersonId, Timestamp)>,
}

/// The language that somebody typed, or none for each person's own. One that Touchline speaks goes by its name too, which
/// is what autocomplete shows.
///
/// # Errors
/// What is wrong with it.
pub fn chosen_language(typed: &str) -> Result<Option<Language>, Text> {
    let word = typed.trim().to_lowercase();
    if word == "auto" {
        return Ok(None);
    }
    let is_called = |tongue: &Tongue| tongue.name().to_lowercase() == word || tongue.english_name() == word;
    // Languages are written small and regions of two letters in capitals; scripts (`zh-Hans`) stay as they were typed.
    let (language, region) = typed.trim().split_once('-').map_or((typed.trim(), None), |(tag, it)| (tag, Some(it)));
    let tag = match (Tongue::ALL.iter().find(|tongue| is_called(tongue)), region) {
        (Some(tongue), _) => tongue.tag().to_owned(),
        (None, Some(region)) if region.len() == 2 => format!("{}-{}", language.to_lowercase(), region.to_uppercase()),
        (None, Some(region)) => format!("{}-{region}", language.to_lowercase()),
        (None, None) => language.to_lowercase(),
    };
    let language = Language::parse(&tag).ok_or_else(|| text!("settings-no-language", typed = shorten(typed, 30)))?;
    Ok(Some(language))
}

/// One wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preference {
    /// The zone, or none.
    Zone(Option<Tz>),
    /// The language that is spoken here, and that of stories that say none; or each person's own, and English.
    Language(Option<Language>),
    /// Where changes are told, or nowhere.
    Notices(Option<(Place, Option<String>)>),
    /// Somebody may curate.
    Editor(Badge),
    /// Somebody may curate no longer.
    NoEditor(Badge),
    /// Somebody may suggest stories again.
    Unblock(PersonId),
    /// A name turns out to be this person's, whatever they call themselves later.
    EditorIs(Badge, Badge),
}

/// A change of a story that is to be told in a community's notices place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// Its number.
    pub id: i64,
    /// Where.
    pub place: Place,
    /// Whose story it is, if it is still somebody's.
    pub community: Option<Community>,
    /// What.
    pub change: Change,
    /// Which try this is, from 1.
    pub attempt: u32,
}
