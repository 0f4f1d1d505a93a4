//! Names in a story that is being written: what is known by them is taken from what is known; where several things fit,
//! or one fits only roughly, its writer is asked.
//!
//! It looks with the writer's eyes only: what another community has written changes nothing here.

use super::super::{Bot, Request};
use crate::domain::community::{Caller, Community};
use crate::domain::draft::{Draft, MatchDraft, PlayerDraft};
use crate::domain::names::{Hit, How, Wanted};
use crate::domain::story::{Language, NewStory, Story, StoryFilter, StoryId, StoryLine};
use crate::domain::subject::Subject;
use crate::domain::teams;
use crate::domain::telling::teams_and_score;
use crate::domain::tongue::Text;
use crate::domain::writing::{Purpose, Writing};
use crate::ports::StoreError;
use crate::text;

/// Things that a name may mean which are offered.
const OFFERED: usize = 4;
/// Stories compared with one that is written, and those of them that are named as like it.
const ALIKE_READ: usize = 20;
const ALIKE_SHOWN: usize = 3;
/// Titles that are so alike may be of one story (Jaro–Winkler, 1 is the same).
const CLOSE: f64 = 0.9;

/// A name whose meaning its writer has to say.
pub(super) struct Doubt {
    /// What the writing remembers it by: a player's name as typed, or both teams.
    pub(super) key: String,
    /// What it may mean.
    pub(super) hits: Vec<Hit>,
}

/// A draft with the names that are known.
pub(super) struct Resolved {
    pub(super) draft: Draft,
    /// The first name in doubt.
    pub(super) doubt: Option<Doubt>,
    /// What its writer may like to know.
    pub(super) remarks: Vec<Text>,
}

impl Bot {
    /// Puts known names in the place of those that were typed.
    pub(super) async fn resolve(
        &self,
        request: &Request,
        writing: &Writing,
        mut draft: Draft,
    ) -> Result<Resolved, StoreError> {
        let viewer = &request.caller.community;
        if draft.lang.is_empty() {
            let chosen = self.wishes(viewer).await.language;
            let tag = chosen.as_ref().map_or(request.caller.tongue().likely(&draft.body).tag(), Language::as_str);
            tag.clone_into(&mut draft.lang);
        }
        let (mut doubt, mut remarks) = (None, Vec::new());
        // What an edit leaves alone stays as it was told.
        let is_edit = matches!(writing.purpose, Purpose::Edit(..) | Purpose::Accept(_));
        let is_meant = |field: &str| !is_edit || writing.fields.iter().any(|(name, _)| name == field);
        for player in draft.players.iter_mut().filter(|_| is_meant("players")) {
            let found = self.player_meant(viewer, writing, player).await?;
            doubt = doubt.or(found);
        }
        if is_meant("match")
            && let Some(mut match_) = draft.match_.take()
        {
            let found = self.match_meant(&request.caller, writing, &mut match_, &mut remarks).await?;
            doubt = doubt.or(found);
            if draft.date.is_empty() {
                draft.date.clone_from(&match_.date);
            }
            draft.match_ = Some(match_);
        }
        Ok(Resolved { draft, doubt, remarks })
    }

    /// A player by any known name gets the one that all stories have, and a team if none was said.
    async fn player_meant(
        &self,
        viewer: &Community,
        writing: &Writing,
        player: &mut PlayerDraft,
    ) -> Result<Option<Doubt>, StoreError> {
        let typed = player.name.clone();
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let meant = writing.meaning(&typed).map(str::to_owned);
        let wanted = meant.clone().unwrap_or_else(|| typed.clone());
        let hits = self.names.read().await.find(&wanted, Wanted::Players, viewer, OFFERED);
        let known = match hits.as_slice() {
            [] => return Ok(None),
            hits if hits.iter().any(|hit| hit.label == wanted) => hits.iter().find(|hit| hit.label == wanted),
            // Its writer has said that it is nobody's name that is known.
            _ if meant.is_some() => return Ok(None),
            [only] if only.how == How::Exact => Some(only),
            _ => return Ok(Some(Doubt { key: typed, hits })),
        };
        let Some(known) = known else { return Ok(None) };
        player.name.clone_from(&known.label);
        if let Some(story) = self.story_about(viewer, known.subject).await?
            && let Some(told) = story.told.players.iter().find(|told| told.name.as_str() == known.label)
        {
            let fill = |field: &mut String, told: Option<String>| {
                if field.is_empty() {
                    *field = told.unwrap_or_default();
                }
            };
            fill(&mut player.team, told.team.as_ref().map(ToString::to_string));
            fill(&mut player.native_name, told.native_name.as_ref().map(ToString::to_string));
        }
        Ok(None)
    }

    /// A match that is known gets what is known of it; teams get the names that all stories have.
    async fn match_meant(
        &self,
        caller: &Caller,
        writing: &Writing,
        match_: &mut MatchDraft,
        remarks: &mut Vec<Text>,
    ) -> Result<Option<Doubt>, StoreError> {
        let viewer = &caller.community;
        let key = match_key(match_);
        for team in [&mut match_.home, &mut match_.away] {
            if let Some(known) = teams::known(team) {
                known.clone_into(team);
            }
        }
        if match_.home.is_empty() || match_.away.is_empty() {
            return Ok(None);
        }
        if match_.date.is_empty()
            && let Some(date) = writing.meaning(&key)
        {
            date.clone_into(&mut match_.date);
        }
        let words = format!("{} {} {}", match_.home, match_.away, match_.date);
        let mut hits = self.names.read().await.find(&words, Wanted::Matches, viewer, OFFERED);
        hits.retain(|hit| hit.how <= How::Words);
        let only = match hits.as_slice() {
            [only] => only.subject,
            [_, ..] if match_.date.is_empty() && writing.meaning(&key).is_none() => {
                return Ok(Some(Doubt { key, hits }));
            }
            _ => return Ok(None),
        };
        let Some(story) = self.story_about(viewer, only).await? else { return Ok(None) };
        let Some(known) = &story.told.match_ else { return Ok(None) };
        let is_turned = known.home.as_str() == match_.away && known.away.as_str() == match_.home;
        let score = known.score.map(|score| format!("{}-{}", score.home, score.away));
        let said = if is_turned { turned(&match_.score) } else { match_.score.clone() };
        if !said.is_empty() && score.as_ref().is_some_and(|score| !said.starts_with(score.as_str())) {
            remarks.push(text!("writing-match-known-as", teams = teams_and_score(known, caller.tongue())));
            return Ok(None);
        }
        let extra = if known.extra_time { " aet" } else { "" };
        let either = |value: Option<String>, said: &str| {
            if said.is_empty() { value.unwrap_or_default() } else { said.to_owned() }
        };
        *match_ = MatchDraft {
            date: known.date.to_string(),
            home: known.home.to_string(),
            away: known.away.to_string(),
            score: score.map(|score| format!("{score}{extra}")).unwrap_or_default(),
            penalties: known.penalties.map(|shots| format!("{}-{}", shots.home, shots.away)).unwrap_or_default(),
            stage: either(known.stage.as_ref().map(ToString::to_string), &match_.stage),
            venue: either(known.venue.as_ref().map(ToString::to_string), &match_.venue),
            city: either(known.city.as_ref().map(ToString::to_string), &match_.city),
        };
        Ok(None)
    }

    /// What the writer says of the first name in doubt: which of those offered it is, or none of them.
    pub(super) async fn settle_doubt(
        &self,
        request: &Request,
        writing: &mut Writing,
        meant: Option<Subject>,
    ) -> Result<(), StoreError> {
        let Ok(base) = self.base(writing) else { return Ok(()) };
        let draft = writing.draft(base.as_ref());
        let Some(doubt) = self.resolve(request, writing, draft).await?.doubt else { return Ok(()) };
        let hit = meant.and_then(|meant| doubt.hits.iter().find(|hit| hit.subject == meant));
        let meaning = match hit {
            Some(hit) if matches!(hit.subject, Subject::Match(_)) => {
                let story = self.story_about(&request.caller.community, hit.subject).await?;
                story.and_then(|story| Some(story.told.match_.as_ref()?.date.to_string())).unwrap_or_default()
            }
            Some(hit) => hit.label.clone(),
            None => doubt.key.clone(),
        };
        writing.meant.push((doubt.key, meaning));
        Ok(())
    }

    async fn story_about(
        &self,
        viewer: &Community,
        subject: Subject,
    ) -> Result<Option<std::sync::Arc<Story>>, StoreError> {
        let lines = self.store.stories(viewer, &StoryFilter::About(subject), 1).await?;
        match lines.first() {
            Some(line) => self.store.story(viewer, line.id).await,
            None => Ok(None),
        }
    }

    /// Stories that may tell the same already: of the same match and a player in it, or with almost the same title.
    pub(super) async fn alike(
        &self,
        viewer: &Community,
        told: &NewStory,
        not: Option<StoryId>,
    ) -> Result<Vec<StoryLine>, StoreError> {
        let mut alike = self.of_same_match_and_player(viewer, told).await?;
        for stem in stems(told.title.as_str()) {
            for line in self.store.search(viewer, &stem, ALIKE_READ).await? {
                let title = line.title.as_str().to_lowercase();
                if strsim::jaro_winkler(&title, &told.title.as_str().to_lowercase()) >= CLOSE {
                    alike.push(line);
                }
            }
        }
        let mut seen = std::collections::HashSet::new();
        alike.retain(|line| Some(line.id) != not && seen.insert(line.id));
        alike.truncate(ALIKE_SHOWN);
        Ok(alike)
    }

    async fn of_same_match_and_player(
        &self,
        viewer: &Community,
        told: &NewStory,
    ) -> Result<Vec<StoryLine>, StoreError> {
        let Some(match_) = &told.match_ else { return Ok(Vec::new()) };
        let words = format!("{} {} {}", match_.home, match_.away, match_.date);
        let found = self.names.read().await.find(&words, Wanted::Matches, viewer, 1);
        let Some(hit) = found.first().filter(|hit| hit.how <= How::Words) else { return Ok(Vec::new()) };
        let mut same = Vec::new();
        for line in self.store.stories(viewer, &StoryFilter::About(hit.subject), ALIKE_READ).await? {
            let story = self.store.story(viewer, line.id).await?;
            let shares = |story: &Story| {
                story.told.players.iter().any(|player| told.players.iter().any(|other| other.name == player.name))
            };
            if story.is_some_and(|story| shares(&story)) {
                same.push(line);
            }
        }
        Ok(same)
    }
}

fn match_key(match_: &MatchDraft) -> String {
    format!("{}–{}", match_.home, match_.away)
}

/// A score as the other team has it.
fn turned(score: &str) -> String {
    score.split_once('-').map_or_else(|| score.to_owned(), |(home, away)| format!("{away}-{home}"))
}

/// The beginnings of a title's longest words, so that another ending of a word is found too.
fn stems(title: &str) -> Vec<String> {
    let mut words: Vec<_> = title.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let stem = |word: &&str| {
        let length = word.chars().count();
        word.chars().take(if length >= 5 { length - 2 } else { length }).collect()
    };
    words.iter().take(3).map(stem).collect()
}
