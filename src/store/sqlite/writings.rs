//! Stories that somebody is writing: each person's own, in each community. Whose one is, is asked in every statement.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::rows::{instant, seconds};
use super::stories::{all, community_number, number_community};
use super::threads::Fault;
use crate::domain::community::Caller;
use crate::domain::schedule::Timestamp;
use crate::domain::writing::{KEPT_FOR, Purpose, Step, Writing, WritingId};

const COLUMNS: &str = "id, purpose, step, turn, base, said, touched_at, request";

/// Fields and meanings, as the column `said` keeps them.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct SaidRow {
    fields: Vec<(String, String)>,
    meant: Vec<(String, String)>,
}

fn writing(row: &Row<'_>) -> Result<Writing, Fault> {
    let said: SaidRow = serde_json::from_str(row.get_ref(5)?.as_str()?)?;
    Ok(Writing {
        id: Some(WritingId(row.get(0)?)),
        purpose: Purpose::parse(row.get_ref(1)?.as_str()?).ok_or("a writing without a purpose")?,
        step: Step::parse(row.get_ref(2)?.as_str()?).ok_or("a writing that stands nowhere")?,
        turn: row.get(3)?,
        base: row.get(4)?,
        fields: said.fields,
        meant: said.meant,
        touched: instant(row.get(6)?)?,
        request: row.get(7)?,
    })
}

/// What a person writes in a community, the last touched first.
pub(super) fn of_person(db: &Connection, by: &Caller) -> Result<Vec<Writing>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM writings WHERE community_id = ?1 AND platform = ?2 AND person = ?3
         ORDER BY touched_at DESC, id DESC"
    );
    let community = community_number(db, &by.community)?;
    all(db, &sql, params![community, by.community.platform.as_str(), by.person.0], writing)
}

/// Keeps a new writing instead of one with the same subject, or a changed one unless it has changed meanwhile.
pub(super) fn keep(db: &Connection, by: &Caller, wanted: &Writing, now: Timestamp) -> Result<Option<Writing>, Fault> {
    let community = number_community(db, &by.community)?;
    let (platform, person) = (by.community.platform.as_str(), by.person.0.as_str());
    let said = SaidRow { fields: wanted.fields.clone(), meant: wanted.meant.clone() };
    let said = serde_json::to_string(&said)?;
    let id: Option<i64> = match wanted.id {
        None => {
            sweep(db, now)?;
            db.prepare_cached(
                "INSERT INTO writings (community_id, platform, person, subject, purpose, step, turn, base, said, request, touched_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10)
                 ON CONFLICT DO UPDATE SET purpose = excluded.purpose, step = excluded.step, turn = turn + 1, base = excluded.base,
                     said = excluded.said, request = excluded.request, touched_at = excluded.touched_at
                 RETURNING id",
            )?
            .query_row(
                params![
                    community, platform, person, wanted.purpose.subject(), wanted.purpose.to_string(), wanted.step.to_string(),
                    wanted.base, said, wanted.request, seconds(now)
                ],
                |row| row.get(0),
            )
            .optional()?
        }
        Some(WritingId(id)) => db
            .prepare_cached(
                "UPDATE writings SET purpose = ?5, step = ?6, turn = turn + 1, base = ?7, said = ?8, request = ?9, touched_at = ?10
                 WHERE id = ?1 AND community_id = ?2 AND platform = ?3 AND person = ?4 AND turn = ?11 RETURNING id",
            )?
            .query_row(
                params![
                    id, community, platform, person, wanted.purpose.to_string(), wanted.step.to_string(), wanted.base, said,
                    wanted.request, seconds(now), wanted.turn
                ],
                |row| row.get(0),
            )
            .optional()?,
    };
    let Some(id) = id else { return Ok(None) };
    let kept = all(db, &format!("SELECT {COLUMNS} FROM writings WHERE id = ?1"), [id], writing)?;
    Ok(kept.into_iter().next())
}

/// Gives a writing up.
pub(super) fn drop_one(db: &Connection, by: &Caller, id: WritingId) -> Result<(), Fault> {
    let community = community_number(db, &by.community)?;
    db.prepare_cached("DELETE FROM writings WHERE id = ?1 AND community_id = ?2 AND platform = ?3 AND person = ?4")?
        .execute(params![id.0, community, by.community.platform.as_str(), by.person.0])?;
    Ok(())
}

/// What nobody has touched for so long goes.
pub(super) fn sweep(db: &Connection, now: Timestamp) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM writings WHERE touched_at < ?1")?.execute([seconds(now - KEPT_FOR)])?;
    Ok(())
}
