//! The collection's files as stories: which are known, and bringing changed ones in.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::rows::seconds;
use super::stories::{all, put};
use super::threads::Fault;
use crate::domain::schedule::Timestamp;
use crate::domain::story::Slug;
use crate::ports::{ChangedFile, SyncReport};

/// Slug and digest of every file that was brought in.
pub(super) fn collection(db: &Connection) -> Result<Vec<(Slug, String)>, Fault> {
    let sql = "SELECT slug, file_digest FROM stories WHERE community_id IS NULL AND file_digest IS NOT NULL AND state = 'published'";
    all(db, sql, [], |row| {
        let slug: String = row.get(0)?;
        Ok((Slug::parse(&slug).ok_or_else(|| format!("{slug:?} in the store is no slug"))?, row.get(1)?))
    })
}

/// Brings changed files in and archives the stories whose file is gone.
pub(super) fn sync(
    db: &Connection,
    changed: &[ChangedFile],
    gone: &[Slug],
    now: Timestamp,
) -> Result<SyncReport, Fault> {
    let mut report = SyncReport::default();
    for file in changed {
        let known: Option<(i64, bool)> = db
            .prepare_cached("SELECT id, edited_in_chat FROM stories WHERE coalesce(community_id, 0) = 0 AND slug = ?1")?
            .query_row([file.story.slug.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match known {
            Some((_, true)) => report.conflicts.push(file.story.slug.clone()),
            Some((id, false)) => {
                put(db, Some(id), None, &file.story, now)?;
                report.updated += 1;
                mark_file(db, id, &file.digest)?;
            }
            None => {
                let id = put(db, None, None, &file.story, now)?;
                report.added += 1;
                mark_file(db, id, &file.digest)?;
            }
        }
    }
    for slug in gone {
        let archived = db
            .prepare_cached(
                "UPDATE stories SET state = 'archived', updated_at = ?2
                 WHERE coalesce(community_id, 0) = 0 AND slug = ?1 AND state = 'published' AND edited_in_chat = 0",
            )?
            .execute(params![slug.as_str(), seconds(now)])?;
        report.archived += u32::try_from(archived)?;
    }
    Ok(report)
}

fn mark_file(db: &Connection, id: i64, digest: &str) -> Result<(), Fault> {
    db.prepare_cached("UPDATE stories SET file_digest = ?2 WHERE id = ?1")?.execute(params![id, digest])?;
    Ok(())
}
