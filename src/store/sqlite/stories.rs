//! Stories in and out: put, list, search, what a place has not seen. Every read is as one community sees it.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};

use super::links::{index_words, link, players_of, put_match, rename};
use super::rows::{self, Details, LINE_COLUMNS, STORY_COLUMNS, seconds};
use super::threads::Fault;
use crate::domain::choice;
use crate::domain::community::{Community, Place};
use crate::domain::schedule::Timestamp;
use crate::domain::story::{NewStory, Story, StoryFilter, StoryId, StoryLine};
use crate::domain::subject::{MatchId, PlayerId, Subject};

/// What a community sees: published, and everyone's or its own. `?1` is its number (0 when it has none yet).
pub(super) const VISIBLE: &str = "s.state = 'published' AND (s.community_id IS NULL OR s.community_id = ?1)";

/// A community's number, 0 when it owns nothing yet: no row has that number.
pub(super) fn community_number(db: &Connection, community: &Community) -> Result<i64, Fault> {
    let found = db
        .prepare_cached("SELECT id FROM communities WHERE platform = ?1 AND address = ?2")?
        .query_row(params![community.platform.as_str(), community.address], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(0))
}

/// A community's number; it gets one if it has none.
pub(super) fn number_community(db: &Connection, community: &Community) -> Result<i64, Fault> {
    db.prepare_cached("INSERT INTO communities (platform, address) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute(params![community.platform.as_str(), community.address])?;
    community_number(db, community)
}

pub(super) fn all<T>(
    db: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    read: impl Fn(&Row<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// A published story of any scope: who may see it is for the caller to check.
pub(super) fn story(db: &Connection, id: StoryId) -> Result<Option<Story>, Fault> {
    let sql = format!(
        "SELECT {STORY_COLUMNS} FROM stories s LEFT JOIN communities c ON c.id = s.community_id WHERE s.id = ?1 AND s.state = 'published'"
    );
    let Some((id, scope, match_, told)) = all(db, &sql, [id.0], rows::story)?.pop() else { return Ok(None) };
    let players =
        all(db, "SELECT player_id FROM story_players WHERE story_id = ?1 ORDER BY position", [id.0], |row| {
            Ok(PlayerId(row.get(0)?))
        })?;
    Ok(Some(Story { id, scope, players, match_: match_.map(MatchId), told }))
}

/// Every published story of one community, or of everyone's, a page behind `after`.
pub(super) fn every(
    db: &Connection,
    of: Option<&Community>,
    after: StoryId,
    limit: usize,
) -> Result<Vec<Story>, Fault> {
    let owner = of.map(|of| community_number(db, of)).transpose()?;
    let sql =
        "SELECT id FROM stories WHERE state = 'published' AND community_id IS ?1 AND id > ?2 ORDER BY id LIMIT ?3";
    let ids = all(db, sql, params![owner, after.0, i64::try_from(limit)?], |row| Ok(StoryId(row.get(0)?)))?;
    let read = ids.into_iter().filter_map(|id| story(db, id).transpose());
    read.collect()
}

/// Published stories of these numbers, in their order; those that the viewer may not see are left out.
pub(super) fn lines(db: &Connection, viewer: &Community, ids: &[StoryId]) -> Result<Vec<StoryLine>, Fault> {
    let viewer = community_number(db, viewer)?;
    let sql = format!("SELECT {LINE_COLUMNS} FROM stories s WHERE s.id = ?2 AND {VISIBLE}");
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(all(db, &sql, params![viewer, id.0], rows::story_line)?);
    }
    Ok(found)
}

/// Published stories about a subject, or that share one with a story.
pub(super) fn stories(
    db: &Connection,
    viewer: &Community,
    filter: &StoryFilter,
    limit: usize,
) -> Result<Vec<StoryLine>, Fault> {
    let viewer = community_number(db, viewer)?;
    let limit = i64::try_from(limit)?;
    let (join, number) = match filter {
        StoryFilter::About(Subject::Player(id)) => ("JOIN story_players l ON l.story_id = s.id AND l.player_id = ?2", id.0),
        StoryFilter::About(Subject::Team(id)) => ("JOIN (SELECT story_id, 1 AS position FROM story_teams WHERE team_id = ?2) l ON l.story_id = s.id", id.0),
        StoryFilter::About(Subject::Match(id)) => ("JOIN (SELECT id AS story_id, 1 AS position FROM stories WHERE match_id = ?2) l ON l.story_id = s.id", id.0),
        StoryFilter::SharingPlayer(id) => (
            "JOIN (SELECT o.story_id, min(o.position) AS position FROM story_players m JOIN story_players o ON o.player_id = m.player_id
                   WHERE m.story_id = ?2 AND o.story_id <> ?2 GROUP BY o.story_id) l ON l.story_id = s.id",
            id.0,
        ),
        StoryFilter::SharingMatch(id) => (
            "JOIN (SELECT o.id AS story_id, 1 AS position FROM stories m JOIN stories o ON o.match_id = m.match_id
                   WHERE m.id = ?2 AND o.id <> ?2) l ON l.story_id = s.id",
            id.0,
        ),
    };
    let sql = format!(
        "SELECT {LINE_COLUMNS} FROM stories s {join} WHERE {VISIBLE} ORDER BY l.position, s.event_date DESC, s.id LIMIT ?3"
    );
    all(db, &sql, params![viewer, number, limit], rows::story_line)
}

/// A story that the place has not been shown: the next one behind a number that is the place's own and moves on with
/// what it saw; when it saw all, the one that it saw the longest time ago.
pub(super) fn unseen(
    db: &Connection,
    viewer: &Community,
    place: &Place,
    not: Option<StoryId>,
    now: Timestamp,
) -> Result<Option<StoryId>, Fault> {
    let community = community_number(db, viewer)?;
    let (platform, address) = (place.platform.as_str(), place.address.as_str());
    let (not, last): (i64, i64) = (
        not.map_or(0, |id| id.0),
        db.prepare_cached("SELECT coalesce(max(id), 0) FROM stories")?.query_row([], |row| row.get(0))?,
    );
    let seen: i64 = db
        .prepare_cached("SELECT count(*) FROM shown WHERE platform = ?1 AND place = ?2")?
        .query_row([platform, address], |row| row.get(0))?;
    let start = i64::try_from(choice::hash([platform, address, &seen.to_string()]) % u64::try_from(last.max(1))?)?;
    let fresh = |from: i64, until: i64| -> Result<Option<i64>, Fault> {
        let sql = format!(
            "SELECT s.id FROM stories s WHERE {VISIBLE} AND s.id > ?2 AND s.id <= ?3 AND s.id <> ?4
             AND NOT EXISTS (SELECT 1 FROM shown WHERE platform = ?5 AND place = ?6 AND story_id = s.id) ORDER BY s.id LIMIT 1"
        );
        Ok(db
            .prepare_cached(&sql)?
            .query_row(params![community, from, until, not, platform, address], |row| row.get(0))
            .optional()?)
    };
    let oldest = || -> Result<Option<i64>, Fault> {
        let sql = format!(
            "SELECT s.id FROM shown h JOIN stories s ON s.id = h.story_id
             WHERE {VISIBLE} AND h.platform = ?2 AND h.place = ?3 AND s.id <> ?4 ORDER BY h.shown_at, s.id LIMIT 1"
        );
        Ok(db
            .prepare_cached(&sql)?
            .query_row(params![community, platform, address, not], |row| row.get(0))
            .optional()?)
    };
    let found = match fresh(start, last)? {
        Some(id) => Some(id),
        None => match fresh(0, start)? {
            Some(id) => Some(id),
            None => oldest()?,
        },
    };
    if let Some(id) = found {
        db.prepare_cached(
            "INSERT INTO shown (platform, place, story_id, shown_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET shown_at = excluded.shown_at",
        )?
        .execute(params![platform, address, id, seconds(now)])?;
    }
    Ok(found.map(StoryId))
}

/// Writes a story with all that it is found by; `id` when it was there before.
pub(super) fn put(
    db: &Connection,
    id: Option<i64>,
    owner: Option<i64>,
    story: &NewStory,
    now: Timestamp,
) -> Result<i64, Fault> {
    let mut renamed = BTreeSet::new();
    let id = put_unnamed(db, id, owner, story, now, &mut renamed)?;
    rename(db, &renamed)?;
    Ok(id)
}

/// The same, but for the players that are to be [renamed](rename) after it: they are added to `renamed`. A story that is
/// new only adds names; one that has changed may take some away.
pub(super) fn put_unnamed(
    db: &Connection,
    id: Option<i64>,
    owner: Option<i64>,
    story: &NewStory,
    now: Timestamp,
    renamed: &mut BTreeSet<i64>,
) -> Result<i64, Fault> {
    let match_ = story.match_.as_ref().map(|match_| put_match(db, owner, story, match_)).transpose()?;
    let details = serde_json::to_string(&Details::of(story))?;
    let tournament = story.tournament.as_ref().map(ToString::to_string);
    let (now, date) = (seconds(now), story.date.to_string());
    let themes = story.themes.iter().map(|theme| theme.word()).collect::<Vec<_>>().join(",");
    let shared: [&dyn ToSql; 12] = [
        &owner,
        &story.slug.as_str(),
        &story.title.as_str(),
        &story.summary.as_str(),
        &story.body.source(),
        &tournament,
        &date,
        &story.lang.as_str(),
        &match_,
        &details,
        &now,
        &themes,
    ];
    let mut before = BTreeSet::new();
    let id = match id {
        None => {
            let sql = "INSERT INTO stories (community_id, slug, state, title, summary, text, tournament, event_date, lang, match_id, details, created_at, updated_at, themes)
                       VALUES (?1, ?2, 'published', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12)";
            db.prepare_cached(sql)?.execute(shared.as_slice())?;
            db.last_insert_rowid()
        }
        Some(id) => {
            let sql = "UPDATE stories SET community_id = ?1, slug = ?2, state = 'published', title = ?3, summary = ?4, text = ?5, tournament = ?6,
                       event_date = ?7, lang = ?8, match_id = ?9, details = ?10, updated_at = ?11, themes = ?12 WHERE id = ?13";
            let mut all = shared.to_vec();
            all.push(&id);
            db.prepare_cached(sql)?.execute(all.as_slice())?;
            before = players_of(db, id)?;
            for table in [
                "DELETE FROM story_players WHERE story_id = ?1",
                "DELETE FROM story_teams WHERE story_id = ?1",
                "DELETE FROM stories_words WHERE rowid = ?1",
            ] {
                db.prepare_cached(table)?.execute([id])?;
            }
            id
        }
    };
    link(db, id, owner, story)?;
    index_words(db, id, story)?;
    if !before.is_empty() {
        renamed.append(&mut before);
        renamed.append(&mut players_of(db, id)?);
    }
    Ok(id)
}
