//! Posts that tell an edited story as it was: kept until they are corrected or cannot be, the latest first.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::rows::{Snapshot, instant, seconds};
use super::stories::all;
use super::subscriptions::day;
use super::threads::Fault;
use crate::domain::community::{Community, PersonId, Place, PlatformName};
use crate::domain::correction::{ATTEMPTS, Corrected, Correction, CorrectionEnd, CorrectionsEnded};
use crate::domain::delivery::{DeliveryId, Receipt, SubscriptionId, mark};
use crate::domain::schedule::Timestamp;
use crate::domain::story::StoryId;
use crate::domain::tongue::Text;
use crate::text;

/// A correction that was taken is tried again after so long, if nobody says what came of it.
const LEASE: chrono::TimeDelta = chrono::TimeDelta::minutes(2);

/// A post that is under way is looked at again after so long.
const UNDER_WAY: chrono::TimeDelta = chrono::TimeDelta::seconds(20);

/// Every post that tells a story is to be corrected, those too that are under way with the old words. One that waits already
/// for an earlier edit gets this one instead.
pub(super) fn enqueue(db: &Connection, story: StoryId, revision: u32, now: Timestamp) -> Result<(), Fault> {
    // By subscriptions rather than by posts: there are far fewer of them, and the ledger has an index by them.
    db.prepare_cached(
        "INSERT INTO corrections (delivery_id, story_id, revision, platform, state, not_before, rank)
         SELECT d.id, ?1, ?2, d.platform, 'waiting', ?3, -coalesce(d.posted_at, d.not_before)
         FROM subscriptions u JOIN deliveries d ON d.subscription_id = u.id AND d.story_id = ?1
         WHERE d.state IN ('posted', 'unsure', 'planned', 'sending', 'retry')
         ON CONFLICT DO UPDATE SET revision = excluded.revision, state = 'waiting', reason = NULL, attempts = 0, not_before = excluded.not_before",
    )?
    .execute(params![story.0, revision, seconds(now)])?;
    Ok(())
}

/// Corrections to be made now; each is put off, so that it is made again only when it is not recorded.
pub(super) fn due(
    db: &Connection,
    platform: &PlatformName,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Correction>, Fault> {
    settle_unposted(db, platform, now)?;
    let sql = "SELECT r.delivery_id, d.platform, d.place, c.platform, c.address, d.receipt, d.subscription_id, d.local_date, d.posted_at,
                      r.story_id, r.revision, r.attempts + 1
               FROM corrections r JOIN deliveries d ON d.id = r.delivery_id
               JOIN subscriptions u ON u.id = d.subscription_id JOIN communities c ON c.id = u.community_id
               WHERE r.state = 'waiting' AND r.platform = ?1 AND r.not_before <= ?2 AND d.state = 'posted' AND d.receipt IS NOT NULL
               ORDER BY r.rank LIMIT ?3";
    let due = all(db, sql, params![platform.as_str(), seconds(now), i64::try_from(limit)?], |row| {
        let place = Place { platform: PlatformName::stored(row.get::<_, String>(1)?), address: row.get(2)? };
        Ok(Correction {
            delivery: DeliveryId(row.get(0)?),
            community: Community { platform: PlatformName::stored(row.get::<_, String>(3)?), address: row.get(4)? },
            receipt: Receipt(row.get(5)?),
            mark: mark(&place, SubscriptionId(row.get(6)?), day(row.get_ref(7)?.as_str()?)?),
            place,
            posted: instant(row.get(8)?)?,
            story: StoryId(row.get(9)?),
            revision: row.get(10)?,
            attempt: row.get(11)?,
        })
    })?;
    for correction in &due {
        db.prepare_cached("UPDATE corrections SET attempts = attempts + 1, not_before = ?2 WHERE delivery_id = ?1")?
            .execute(params![correction.delivery.0, seconds(now + LEASE)])?;
    }
    Ok(due)
}

/// Corrections of posts that are not there: those under way are waited for, those that never came need none, and of those in
/// doubt nobody knows what to change.
fn settle_unposted(db: &Connection, platform: &PlatformName, now: Timestamp) -> Result<(), Fault> {
    let due = "FROM corrections r JOIN deliveries d ON d.id = r.delivery_id
               WHERE r.state = 'waiting' AND r.platform = ?1 AND r.not_before <= ?2 AND (d.state <> 'posted' OR d.receipt IS NULL)";
    let sql = format!("SELECT r.delivery_id, d.state {due}");
    let unposted = all(db, &sql, params![platform.as_str(), seconds(now)], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })?;
    let unknown = text!("post-of-unknown-fate").encode();
    for (id, state) in unposted {
        let (sql, value): (&str, &dyn rusqlite::ToSql) = match state.as_str() {
            "planned" | "sending" | "retry" => {
                ("UPDATE corrections SET not_before = ?2 WHERE delivery_id = ?1", &seconds(now + UNDER_WAY))
            }
            "posted" | "unsure" => {
                ("UPDATE corrections SET state = 'failed', reason = ?2 WHERE delivery_id = ?1", &unknown)
            }
            _ => ("DELETE FROM corrections WHERE delivery_id = ?1 AND ?2", &true),
        };
        db.prepare_cached(sql)?.execute(params![id, value])?;
    }
    Ok(())
}

/// The next instant at which a change is to be told or a post to be corrected.
pub(super) fn next(db: &Connection, platform: &PlatformName) -> Result<Option<Timestamp>, Fault> {
    let mut next: Option<i64> = None;
    for sql in NEXT {
        let found: Option<i64> = db.prepare_cached(sql)?.query_row([platform.as_str()], |row| row.get(0))?;
        next = next.into_iter().chain(found).min();
    }
    next.map(instant).transpose()
}

const NEXT: [&str; 2] = [
    "SELECT min(not_before) FROM announcements WHERE platform = ?1",
    "SELECT min(not_before) FROM corrections WHERE state = 'waiting' AND platform = ?1",
];

/// What came of a correction, unless a later edit has taken its place; whom to tell when it was the last of its edit.
pub(super) fn close(
    db: &Connection,
    correction: &Correction,
    end: &CorrectionEnd,
    now: Timestamp,
) -> Result<Option<CorrectionsEnded>, Fault> {
    let (id, revision) = (correction.delivery.0, correction.revision);
    let (state, reason) = match end {
        CorrectionEnd::Done => ("done", None),
        CorrectionEnd::Failed(reason) => ("failed", Some(reason.encode())),
        CorrectionEnd::Later(_, reason) if correction.attempt >= ATTEMPTS => ("failed", Some(reason.encode())),
        CorrectionEnd::Later(wait, _) => {
            db.prepare_cached("UPDATE corrections SET not_before = ?3 WHERE delivery_id = ?1 AND revision = ?2")?
                .execute(params![id, revision, seconds(now + *wait)])?;
            return Ok(None);
        }
    };
    let closed = db
        .prepare_cached(
            "UPDATE corrections SET state = ?3, reason = ?4 WHERE delivery_id = ?1 AND revision = ?2 AND state = 'waiting'",
        )?
        .execute(params![id, revision, state, reason])?;
    let corrected = of_edit(db, correction.story, revision)?;
    if closed == 0 || corrected.waiting > 0 {
        return Ok(None);
    }
    let sql = "SELECT platform, person, told FROM story_changes WHERE story_id = ?1 AND revision = ?2";
    let edit: Option<(Option<String>, Option<String>, String)> = db
        .prepare_cached(sql)?
        .query_row(params![correction.story.0, revision], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((platform, person, told)) = edit else { return Ok(None) };
    Ok(Some(CorrectionsEnded {
        editor: platform.zip(person).map(|(platform, person)| (PlatformName::stored(platform), PersonId(person))),
        title: serde_json::from_str::<Snapshot>(&told)?.story()?.title.to_string(),
        corrected,
    }))
}

/// How far the corrections of an edit are.
pub(super) fn of_edit(db: &Connection, story: StoryId, revision: u32) -> Result<Corrected, Fault> {
    let sql = "SELECT state, reason, count(*) FROM corrections WHERE story_id = ?1 AND revision = ?2
               GROUP BY state, reason ORDER BY count(*) DESC, reason";
    let rows = all(db, sql, params![story.0, revision], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, u32>(2)?))
    })?;
    let mut corrected = Corrected::default();
    for (state, reason, count) in rows {
        match state.as_str() {
            "done" => corrected.done += count,
            "waiting" => corrected.waiting += count,
            _ => corrected.failed.push((Text::decode(&reason.unwrap_or_default()), count)),
        }
    }
    Ok(corrected)
}
