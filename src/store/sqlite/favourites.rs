//! Stories that people marked: each person's own in each community, and how often a community marked each.

use rusqlite::{Connection, params};

use super::rows::{self, LINE_COLUMNS, seconds};
use super::stories::{VISIBLE, all, community_number, number_community};
use super::threads::Fault;
use crate::domain::community::{Caller, Community};
use crate::domain::schedule::Timestamp;
use crate::domain::story::{StoryId, StoryLine};

/// Marks a story, or takes the mark away; whether it is marked now, and how often in the community.
pub(super) fn toggle(db: &Connection, by: &Caller, story: StoryId, now: Timestamp) -> Result<(bool, u32), Fault> {
    let community = number_community(db, &by.community)?;
    let key = params![community, by.community.platform.as_str(), by.person.0, story.0];
    let removed = db
        .prepare_cached(
            "DELETE FROM favourites WHERE community_id = ?1 AND platform = ?2 AND person = ?3 AND story_id = ?4",
        )?
        .execute(key)?;
    if removed == 0 {
        db.prepare_cached(
            "INSERT INTO favourites (community_id, platform, person, story_id, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![community, by.community.platform.as_str(), by.person.0, story.0, seconds(now)])?;
    }
    Ok((removed == 0, count_in(db, community, story)?))
}

/// How often a community marked a story.
pub(super) fn count(db: &Connection, community: &Community, story: StoryId) -> Result<u32, Fault> {
    count_in(db, community_number(db, community)?, story)
}

fn count_in(db: &Connection, community: i64, story: StoryId) -> Result<u32, Fault> {
    let sql = "SELECT count(*) FROM favourites WHERE community_id = ?1 AND story_id = ?2";
    Ok(db.prepare_cached(sql)?.query_row(params![community, story.0], |row| row.get(0))?)
}

/// What a person marked anywhere and may see here, the latest first.
pub(super) fn of_person(db: &Connection, by: &Caller, from: usize, limit: usize) -> Result<Vec<StoryLine>, Fault> {
    let sql = format!(
        "SELECT {LINE_COLUMNS} FROM (SELECT story_id, max(at) AS at FROM favourites WHERE platform = ?2 AND person = ?3 GROUP BY story_id) f
         JOIN stories s ON s.id = f.story_id WHERE {VISIBLE} ORDER BY f.at DESC, s.id LIMIT ?4 OFFSET ?5"
    );
    let viewer = community_number(db, &by.community)?;
    let page =
        params![viewer, by.community.platform.as_str(), by.person.0, i64::try_from(limit)?, i64::try_from(from)?];
    all(db, &sql, page, rows::story_line)
}

/// What a community marked most often.
pub(super) fn of_community(
    db: &Connection,
    community: &Community,
    limit: usize,
) -> Result<Vec<(StoryLine, u32)>, Fault> {
    let sql = format!(
        "SELECT {LINE_COLUMNS}, f.hearts FROM (SELECT story_id, count(*) AS hearts FROM favourites WHERE community_id = ?1 GROUP BY story_id) f
         JOIN stories s ON s.id = f.story_id WHERE {VISIBLE} ORDER BY f.hearts DESC, s.id LIMIT ?2"
    );
    let community = community_number(db, community)?;
    all(db, &sql, params![community, i64::try_from(limit)?], |row| Ok((rows::story_line(row)?, row.get("hearts")?)))
}
