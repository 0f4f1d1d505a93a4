//! The words of posts that wait, each kept once however many places get them.

use rusqlite::{Connection, OptionalExtension as _};
use sha2::{Digest as _, Sha256};

use super::threads::Fault;
use crate::domain::delivery::Rendering;

/// Keeps words; their number.
pub(super) fn keep(db: &Connection, rendering: &Rendering) -> Result<i64, Fault> {
    let digest = Sha256::digest(rendering.0.as_bytes());
    let known = db
        .prepare_cached("SELECT id FROM renderings WHERE digest = ?1")?
        .query_row([digest.as_slice()], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    Ok(db
        .prepare_cached("INSERT INTO renderings (digest, words) VALUES (?1, ?2) RETURNING id")?
        .query_row((digest.as_slice(), &rendering.0), |row| row.get(0))?)
}

/// Deletes all words while no post waits, so that they never grow beyond what one wave of posts needs.
pub(super) fn sweep(db: &Connection) -> Result<(), Fault> {
    db.prepare_cached(
        "DELETE FROM renderings
         WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE state IN ('planned', 'retry'))
         AND NOT EXISTS (SELECT 1 FROM deliveries WHERE state = 'sending')",
    )?
    .execute([])?;
    Ok(())
}
