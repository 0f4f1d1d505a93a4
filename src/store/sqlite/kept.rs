//! Stories of a file that wait for a press: kept for whoever sent the file, in the community where they did, for a day.
//!
//! It does not know what importing is: `import` does.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::changes::Curator;
use super::import::import;
use super::rows::{Snapshot, seconds};
use super::stories::{community_number, number_community};
use super::threads::Fault;
use crate::domain::community::Community;
use crate::domain::schedule::Timestamp;
use crate::domain::story::NewStory;
use crate::domain::transfer::{ImportId, Imported};
use crate::ports::RequestId;

/// They are kept so long, in seconds: a day.
const KEPT: i64 = 24 * 60 * 60;

/// Keeps stories, once for each request. What the same person had waiting here gives way.
pub(super) fn keep(
    db: &Connection,
    (by, here): (&Curator, &Community),
    request: &RequestId,
    stories: &[NewStory],
    now: Timestamp,
) -> Result<ImportId, Fault> {
    sweep(db, now)?;
    let known: Option<i64> = db
        .prepare_cached("SELECT id FROM imports WHERE request = ?1")?
        .query_row([&request.0], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(ImportId(id));
    }
    let here = number_community(db, here)?;
    db.prepare_cached("DELETE FROM imports WHERE community_id = ?1 AND person = ?2 AND done IS NULL")?
        .execute(params![here, by.person])?;
    let told = serde_json::to_string(&stories.iter().map(Snapshot::of).collect::<Vec<_>>())?;
    db.prepare_cached(
        "INSERT INTO imports (community_id, person, everyone, told, request, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![here, by.person, by.owner.is_none(), told, request.0, seconds(now)])?;
    Ok(ImportId(db.last_insert_rowid()))
}

/// Imports what is kept, once. `None`: there is nothing of theirs by this number, it is too old, or it was imported before.
pub(super) fn import_kept(
    db: &Connection,
    (by, here): (&Curator, &Community),
    request: &RequestId,
    id: ImportId,
    now: Timestamp,
) -> Result<Option<Imported>, Fault> {
    sweep(db, now)?;
    let sql = "SELECT told, done, added, changed, same FROM imports WHERE id = ?1 AND community_id = ?2 AND person = ?3 AND everyone = ?4";
    let found: Option<(String, Option<String>, [i64; 3])> = db
        .prepare_cached(sql)?
        .query_row(params![id.0, community_number(db, here)?, by.person, by.owner.is_none()], |row| {
            Ok((row.get(0)?, row.get(1)?, [row.get(2)?, row.get(3)?, row.get(4)?]))
        })
        .optional()?;
    let told = match found {
        Some((_, Some(done), [added, changed, same])) if done == request.0 => {
            let count = |number: i64| usize::try_from(number);
            return Ok(Some(Imported { added: count(added)?, changed: count(changed)?, same: count(same)? }));
        }
        Some((told, None, _)) => told,
        Some((_, Some(_), _)) | None => return Ok(None),
    };
    let stories = serde_json::from_str::<Vec<Snapshot>>(&told)?;
    let stories = stories.into_iter().map(Snapshot::story).collect::<Result<Vec<_>, _>>()?;
    let done = import(db, by, request, &stories, now)?;
    let count = |number: usize| i64::try_from(number);
    db.prepare_cached("UPDATE imports SET told = '[]', done = ?2, added = ?3, changed = ?4, same = ?5 WHERE id = ?1")?
        .execute(params![id.0, request.0, count(done.added)?, count(done.changed)?, count(done.same)?])?;
    Ok(Some(done))
}

/// Forgets what is kept; `false` when there is nothing of theirs that waits.
pub(super) fn drop_kept(db: &Connection, person: &str, here: &Community, id: ImportId) -> Result<bool, Fault> {
    let sql = "DELETE FROM imports WHERE id = ?1 AND community_id = ?2 AND person = ?3 AND done IS NULL";
    Ok(db.prepare_cached(sql)?.execute(params![id.0, community_number(db, here)?, person])? > 0)
}

/// Forgets what nobody has decided about for a day.
pub(super) fn sweep(db: &Connection, now: Timestamp) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM imports WHERE created_at < ?1")?.execute([seconds(now) - KEPT])?;
    Ok(())
}
