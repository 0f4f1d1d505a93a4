//! What admins of a community wish, and the changes that a notices place is still to be told.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::changes;
use super::rows::{instant, seconds};
use super::stories::{all, community_number, number_community};
use super::threads::Fault;
use crate::domain::community::{Badge, Community, PersonId, Place, PlatformName};
use crate::domain::preferences::{Announcement, Preference, Preferences};
use crate::domain::schedule::Timestamp;
use crate::domain::story::{Language, StoryId};

/// A line that cannot be posted is tried so often, and then given up.
const ATTEMPTS: u32 = 8;
/// Minutes until it is tried again: after 1, 2, 4 and so on.
const FIRST_WAIT: chrono::TimeDelta = chrono::TimeDelta::minutes(1);

/// What admins of a community wish.
pub(super) fn of(db: &Connection, community: &Community) -> Result<Preferences, Fault> {
    let number = community_number(db, community)?;
    let found = db
        .prepare_cached("SELECT zone, notices_place, notices_label, language FROM settings WHERE community_id = ?1")?
        .query_row([number], |row| {
            let text = |column: usize| row.get::<_, Option<String>>(column);
            Ok((text(0)?, text(1)?, text(2)?, text(3)?))
        })
        .optional()?;
    let (zone, place, label, language) = found.unwrap_or_default();
    let sql = "SELECT badge FROM editors WHERE community_id = ?1 ORDER BY badge";
    let editors =
        all(db, sql, [number], |row| Ok(Badge::parse(row.get_ref(0)?.as_str()?).ok_or("an editor without a badge")?))?;
    let sql = "SELECT person, until FROM blocked WHERE community_id = ?1 ORDER BY until, person";
    let blocked = all(db, sql, [number], |row| Ok((PersonId(row.get(0)?), instant(row.get(1)?)?)))?;
    Ok(Preferences {
        zone: zone.map(|zone| zone.parse()).transpose().map_err(|_| "an unknown zone")?,
        language: language.as_deref().and_then(Language::parse),
        notices: place.map(|address| (Place { platform: community.platform.clone(), address }, label)),
        editors,
        blocked,
    })
}

/// Keeps one wish.
pub(super) fn set(db: &Connection, community: &Community, wish: &Preference) -> Result<(), Fault> {
    let number = number_community(db, community)?;
    let setting = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Result<(), Fault> {
        db.prepare_cached("INSERT INTO settings (community_id) VALUES (?1) ON CONFLICT DO NOTHING")?
            .execute([number])?;
        db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    };
    match wish {
        Preference::Zone(zone) => {
            let zone = zone.map(chrono_tz::Tz::name);
            setting("UPDATE settings SET zone = ?2 WHERE community_id = ?1", &[&number, &zone])
        }
        Preference::Language(language) => {
            let tag = language.as_ref().map(Language::as_str);
            setting("UPDATE settings SET language = ?2 WHERE community_id = ?1", &[&number, &tag])
        }
        Preference::Notices(place) => {
            let (address, label) = match place {
                Some((place, label)) => (Some(&place.address), label.as_ref()),
                None => (None, None),
            };
            // What waited for another place is told nowhere.
            db.prepare_cached(
                "DELETE FROM announcements WHERE story_id IN (SELECT id FROM stories WHERE community_id = ?1)",
            )?
            .execute([number])?;
            let sql = "UPDATE settings SET notices_place = ?2, notices_label = ?3 WHERE community_id = ?1";
            setting(sql, &[&number, &address, &label])
        }
        Preference::Editor(badge) => {
            db.prepare_cached("INSERT INTO editors (community_id, badge) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                .execute(params![number, badge.as_str()])?;
            Ok(())
        }
        Preference::NoEditor(badge) => {
            db.prepare_cached("DELETE FROM editors WHERE community_id = ?1 AND badge = ?2")?
                .execute(params![number, badge.as_str()])?;
            Ok(())
        }
        Preference::Unblock(person) => {
            db.prepare_cached("DELETE FROM blocked WHERE community_id = ?1 AND person = ?2")?
                .execute(params![number, person.0])?;
            Ok(())
        }
        Preference::EditorIs(name, person) => {
            db.prepare_cached("UPDATE OR REPLACE editors SET badge = ?3 WHERE community_id = ?1 AND badge = ?2")?
                .execute(params![number, name.as_str(), person.as_str()])?;
            Ok(())
        }
    }
}

/// Keeps a line for the notices place of a story's community, if it has both.
pub(super) fn announce(db: &Connection, story: StoryId, revision: u32, now: Timestamp) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO announcements (story_id, revision, platform, place, not_before)
         SELECT s.id, ?2, c.platform, w.notices_place, ?3 FROM stories s
         JOIN communities c ON c.id = s.community_id JOIN settings w ON w.community_id = c.id
         WHERE s.id = ?1 AND w.notices_place IS NOT NULL",
    )?
    .execute(params![story.0, revision, seconds(now)])?;
    Ok(())
}

/// Lines to be posted now; each is put off.
pub(super) fn announcements_due(
    db: &Connection,
    platform: &PlatformName,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Announcement>, Fault> {
    let sql = "SELECT a.id, a.story_id, a.revision, a.place, a.attempts + 1, c.platform, c.address FROM announcements a
               LEFT JOIN stories s ON s.id = a.story_id LEFT JOIN communities c ON c.id = s.community_id
               WHERE a.platform = ?1 AND a.not_before <= ?2 ORDER BY a.not_before, a.id LIMIT ?3";
    let rows = all(db, sql, params![platform.as_str(), seconds(now), i64::try_from(limit)?], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            StoryId(row.get(1)?),
            row.get::<_, u32>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, u32>(4)?,
            row.get::<_, Option<String>>(5)?.zip(row.get::<_, Option<String>>(6)?),
        ))
    })?;
    let mut due = Vec::new();
    for (id, story, revision, address, attempt, whose) in rows {
        let wait = FIRST_WAIT * (1 << (attempt - 1).min(6));
        db.prepare_cached("UPDATE announcements SET attempts = attempts + 1, not_before = ?2 WHERE id = ?1")?
            .execute(params![id, seconds(now + wait)])?;
        let place = Place { platform: platform.clone(), address };
        let community =
            whose.map(|(platform, address)| Community { platform: PlatformName::stored(platform), address });
        match changes::one(db, story, revision)? {
            Some(change) if attempt <= ATTEMPTS => due.push(Announcement { id, place, community, change, attempt }),
            _ => close_announcement(db, id)?,
        }
    }
    Ok(due)
}

/// A line was posted, or never will be.
pub(super) fn close_announcement(db: &Connection, id: i64) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM announcements WHERE id = ?1")?.execute([id])?;
    Ok(())
}
