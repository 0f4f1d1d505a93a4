//! The inbox and the small facts.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::rows::seconds;
use super::threads::Fault;
use crate::domain::community::PlatformName;
use crate::domain::schedule::Timestamp;
use crate::ports::InboxItem;

/// Finished updates are kept so long, in seconds, to recognise one that comes again (Telegram keeps them 24 h).
const KEPT: i64 = 2 * 24 * 60 * 60;

pub(super) fn receive(
    db: &Connection,
    platform: &PlatformName,
    items: &[InboxItem],
    now: Timestamp,
) -> Result<Vec<i64>, Fault> {
    let mut new = Vec::with_capacity(items.len());
    let mut insert = db.prepare_cached(
        "INSERT INTO inbox (platform, key, body, received_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    for item in items {
        if insert.execute(params![platform.as_str(), item.key, item.body, seconds(now)])? > 0 {
            new.push(item.key);
        }
    }
    // The oldest numbers are looked at, more of them than came, so that they never pile up.
    let looked_at = i64::try_from(2 * items.len() + 10)?;
    db.prepare_cached(
        "DELETE FROM inbox WHERE platform = ?1 AND done_at < ?2
         AND key IN (SELECT key FROM inbox WHERE platform = ?1 ORDER BY key LIMIT ?3)",
    )?
    .execute(params![platform.as_str(), seconds(now) - KEPT, looked_at])?;
    Ok(new)
}

pub(super) fn unfinished(db: &Connection, platform: &PlatformName) -> Result<Vec<InboxItem>, Fault> {
    let mut statement =
        // By the index of what is unfinished: left to itself SQLite goes through the numbers of two days.
        db.prepare_cached("SELECT key, body FROM inbox INDEXED BY inbox_unfinished WHERE platform = ?1 AND done_at IS NULL ORDER BY key")?;
    let found =
        statement.query_map([platform.as_str()], |row| Ok(InboxItem { key: row.get(0)?, body: row.get(1)? }))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Finished updates lose their words at once: only the number is kept, to recognise it.
pub(super) fn finish(db: &Connection, platform: &PlatformName, key: i64, now: Timestamp) -> Result<(), Fault> {
    db.prepare_cached("UPDATE inbox SET done_at = ?3, body = '' WHERE platform = ?1 AND key = ?2")?
        .execute(params![platform.as_str(), key, seconds(now)])?;
    Ok(())
}

/// Forgets updates that cannot come again.
pub(super) fn sweep(db: &Connection, now: Timestamp) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM inbox WHERE done_at < ?1")?.execute([seconds(now) - KEPT])?;
    Ok(())
}

pub(super) fn fact(db: &Connection, name: &str) -> Result<Option<String>, Fault> {
    Ok(db.prepare_cached("SELECT value FROM facts WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn remember(db: &Connection, name: &str, value: &str) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute([name, value])?;
    Ok(())
}
