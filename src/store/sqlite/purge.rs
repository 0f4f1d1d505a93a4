//! What is kept for a time only; most of all communities that the bot was removed from: after a while nothing of them is.

use rusqlite::{Connection, params};

use super::deletions::{self, Deleted};
use super::rows::seconds;
use super::stories::{all, community_number};
use super::threads::Fault;
use super::{kept, submissions, writings};
use crate::domain::community::{Community, KEPT_AFTER_LEAVING, PlatformName};
use crate::domain::schedule::Timestamp;

/// What goes, from what leads to other things to what they lead to. `?1` is the community.
const EVERYTHING: [&str; 27] = [
    "DELETE FROM favourites WHERE community_id = ?1",
    "DELETE FROM favourites WHERE story_id IN (SELECT id FROM stories WHERE community_id = ?1)",
    "DELETE FROM imports WHERE community_id = ?1",
    "DELETE FROM writings WHERE community_id = ?1",
    "DELETE FROM editors WHERE community_id = ?1",
    "DELETE FROM settings WHERE community_id = ?1",
    "DELETE FROM blocked WHERE community_id = ?1",
    "DELETE FROM submissions WHERE community_id = ?1",
    "DELETE FROM corrections WHERE delivery_id IN
     (SELECT d.id FROM deliveries d JOIN subscriptions u ON u.id = d.subscription_id WHERE u.community_id = ?1)",
    "DELETE FROM notices WHERE subscription_id IN (SELECT id FROM subscriptions WHERE community_id = ?1)",
    "DELETE FROM pins WHERE subscription_id IN (SELECT id FROM subscriptions WHERE community_id = ?1)",
    "DELETE FROM shown WHERE (platform, place) IN (SELECT platform, place FROM subscriptions WHERE community_id = ?1)",
    "DELETE FROM shown WHERE (platform, place) IN (SELECT platform, address FROM communities WHERE id = ?1)",
    "DELETE FROM deliveries WHERE subscription_id IN (SELECT id FROM subscriptions WHERE community_id = ?1)",
    "DELETE FROM subscriptions WHERE community_id = ?1",
    "DELETE FROM announcements WHERE story_id IN (SELECT id FROM stories WHERE community_id = ?1)",
    "DELETE FROM shown WHERE story_id IN (SELECT id FROM stories WHERE community_id = ?1)",
    "DELETE FROM story_changes WHERE story_id IN (SELECT id FROM stories WHERE community_id = ?1)",
    "DELETE FROM story_players WHERE story_id IN (SELECT id FROM stories WHERE community_id = ?1)",
    "DELETE FROM story_teams WHERE story_id IN (SELECT id FROM stories WHERE community_id = ?1)",
    "DELETE FROM stories_words WHERE rowid IN (SELECT id FROM stories WHERE community_id = ?1)",
    "DELETE FROM stories WHERE community_id = ?1",
    "DELETE FROM player_names WHERE player_id IN (SELECT id FROM players WHERE community_id = ?1)",
    "DELETE FROM players WHERE community_id = ?1",
    "DELETE FROM teams WHERE community_id = ?1",
    "DELETE FROM matches WHERE community_id = ?1",
    "DELETE FROM communities WHERE id = ?1",
];

/// The bot was removed from a community.
pub(super) fn left(db: &Connection, community: &Community, now: Timestamp) -> Result<(), Fault> {
    db.prepare_cached("UPDATE communities SET left_at = coalesce(left_at, ?2) WHERE id = ?1")?
        .execute(params![community_number(db, community)?, seconds(now)])?;
    Ok(())
}

/// The bot is there again.
pub(super) fn came_back(db: &Connection, community: &Community) -> Result<(), Fault> {
    db.prepare_cached("UPDATE communities SET left_at = NULL WHERE id = ?1 AND left_at IS NOT NULL")?
        .execute([community_number(db, community)?])?;
    Ok(())
}

/// Forgets what is kept for a time only, and one community that was left long ago; whether there was one.
pub(super) fn purge(db: &Connection, now: Timestamp) -> Result<bool, Fault> {
    writings::sweep(db, now)?;
    kept::sweep(db, now)?;
    submissions::sweep(db, now)?;
    let sql = "SELECT id, platform, address FROM communities WHERE left_at <= ?1 ORDER BY left_at LIMIT 1";
    let left = all(db, sql, [seconds(now - KEPT_AFTER_LEAVING)], |row| {
        let platform = PlatformName::stored(row.get::<_, String>(1)?);
        Ok((row.get::<_, i64>(0)?, Community { platform, address: row.get(2)? }))
    })?;
    let Some((number, community)) = left.first() else { return Ok(false) };
    deletions::record(db, &Deleted::Community(community))?;
    erase(db, *number)?;
    Ok(true)
}

/// Everything of a community goes.
pub(super) fn erase(db: &Connection, community: i64) -> Result<(), Fault> {
    for sql in EVERYTHING {
        db.prepare_cached(sql)?.execute([community])?;
    }
    Ok(())
}
