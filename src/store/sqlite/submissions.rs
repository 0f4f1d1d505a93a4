//! Suggestions of members: kept, listed for their own community's admins, decided once.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};

use super::changes::{self, Curator};
use super::rows::{Snapshot, instant, seconds};
use super::stories::{all, number_community};
use super::threads::Fault;
use crate::domain::community::{Caller, Community, PersonId, Place, PlatformName};
use crate::domain::schedule::Timestamp;
use crate::domain::submission::{
    DAY_LIMIT, Decided, Decision, NewSubmission, OPEN_LIMIT, Submission, SubmissionId, Submitted,
};
use crate::ports::{Added, RequestId};

const COLUMNS: &str =
    "s.id, s.told, s.person, s.anonymous, s.platform, s.place, s.created_at, c.platform, c.address, s.community_id";
const TABLES: &str = "submissions s JOIN communities c ON c.id = s.community_id";

fn submission(row: &Row<'_>) -> Result<Submission, Fault> {
    Ok(Submission {
        id: SubmissionId(row.get(0)?),
        told: serde_json::from_str::<Snapshot>(row.get_ref(1)?.as_str()?)?.story()?,
        by: PersonId(row.get(2)?),
        anonymous: row.get(3)?,
        place: Place { platform: PlatformName::stored(row.get::<_, String>(4)?), address: row.get(5)? },
        at: instant(row.get(6)?)?,
        community: Community { platform: PlatformName::stored(row.get::<_, String>(7)?), address: row.get(8)? },
    })
}

/// Keeps a suggestion, once for each request, within the limits.
pub(super) fn submit(
    db: &Connection,
    by: &Caller,
    request: &RequestId,
    new: &NewSubmission,
    now: Timestamp,
) -> Result<Submitted, Fault> {
    let community = number_community(db, &by.community)?;
    let made: Option<i64> = db
        .prepare_cached("SELECT id FROM submissions WHERE request = ?1")?
        .query_row([&request.0], |row| row.get(0))
        .optional()?;
    if let Some(id) = made {
        return Ok(Submitted::Taken(SubmissionId(id)));
    }
    let (platform, person) = (by.community.platform.as_str(), by.person.0.as_str());
    let until: Option<i64> = db
        .prepare_cached(
            "SELECT until FROM blocked WHERE community_id = ?1 AND platform = ?2 AND person = ?3 AND until > ?4",
        )?
        .query_row(params![community, platform, person, seconds(now)], |row| row.get(0))
        .optional()?;
    if let Some(until) = until {
        return Ok(Submitted::Blocked(instant(until)?));
    }
    let digest = Sha256::digest(format!("{platform}|{person}|{community}")).to_vec();
    sweep(db, now)?;
    let today: u32 = db
        .prepare_cached("SELECT count(*) FROM suggested WHERE digest = ?1")?
        .query_row([&digest], |row| row.get(0))?;
    let open: u32 = db
        .prepare_cached(
            "SELECT count(*) FROM submissions WHERE community_id = ?1 AND platform = ?2 AND person = ?3 AND state = 'open'",
        )?
        .query_row(params![community, platform, person], |row| row.get(0))?;
    if open >= OPEN_LIMIT {
        return Ok(Submitted::TooManyOpen);
    }
    if today >= DAY_LIMIT {
        return Ok(Submitted::TooManyToday);
    }
    db.prepare_cached(
        "INSERT INTO submissions (community_id, told, state, anonymous, person, platform, place, request, created_at)
         VALUES (?1, ?2, 'open', ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        community,
        serde_json::to_string(&Snapshot::of(&new.told))?,
        new.anonymous,
        person,
        platform,
        new.place.address,
        request.0,
        seconds(now)
    ])?;
    let id = SubmissionId(db.last_insert_rowid());
    db.prepare_cached("INSERT INTO suggested (digest, at) VALUES (?1, ?2)")?.execute(params![digest, seconds(now)])?;
    Ok(Submitted::Taken(id))
}

/// Digests of who suggested something are kept for a day.
pub(super) fn sweep(db: &Connection, now: Timestamp) -> Result<(), Fault> {
    let day_ago = seconds(now - chrono::TimeDelta::days(1));
    db.prepare_cached("DELETE FROM suggested WHERE at <= ?1")?.execute([day_ago])?;
    Ok(())
}

/// Suggestions that wait, the longest waiting first, behind one of them if it is named; of every community for those who
/// may curate everyone's stories.
pub(super) fn open(
    db: &Connection,
    by: &Curator,
    after: Option<SubmissionId>,
    limit: usize,
) -> Result<Vec<Submission>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES}
         WHERE s.state = 'open' AND (?1 IS NULL OR s.community_id = ?1) AND s.id > ?2 ORDER BY s.id LIMIT ?3"
    );
    let after = after.map_or(0, |after| after.0);
    all(db, &sql, params![by.number(db)?, after, i64::try_from(limit)?], submission)
}

/// Decides about a suggestion of the curator's community, or of any for those who may curate everyone's, once.
pub(super) fn decide(
    db: &Connection,
    by: &Curator,
    id: SubmissionId,
    decision: &Decision,
    now: Timestamp,
) -> Result<Decided, Fault> {
    let sql =
        format!("SELECT {COLUMNS}, s.state FROM {TABLES} WHERE s.id = ?1 AND (?2 IS NULL OR s.community_id = ?2)");
    let found = all(db, &sql, params![id.0, by.number(db)?], |row| {
        Ok((submission(row)?, row.get::<_, i64>(9)?, row.get::<_, String>(10)? == "open"))
    })?;
    let Some((waiting, community, is_open)) = found.into_iter().next() else { return Ok(Decided::NotTheirs) };
    if !is_open {
        return Ok(Decided::Before);
    }
    let (state, reason, story) = match decision {
        // Without the right to everyone's stories a story stays in its community, whatever was decided.
        Decision::Accept(_) | Decision::AcceptForEveryone => {
            let edited = if let Decision::Accept(edited) = decision { edited.as_deref() } else { None };
            let told = edited.unwrap_or(&waiting.told);
            let person = if waiting.anonymous { String::new() } else { waiting.by.0.clone() };
            let is_shared = matches!(decision, Decision::AcceptForEveryone) && by.owner.is_none();
            let owner = (!is_shared).then(|| waiting.community.clone());
            let author = Curator { owner, platform: waiting.place.platform.clone(), person };
            let request = RequestId(format!("submission:{}", id.0));
            match changes::add(db, &author, &request, told, now)? {
                Added::New(story) | Added::Before(story) => ("accepted", None, Some(story)),
                Added::SlugTaken(other) => return Ok(Decided::SlugTaken(other)),
                Added::TooMany => return Ok(Decided::TooMany),
            }
        }
        Decision::Decline(reason) => ("declined", Some(reason.as_str()), None),
        Decision::Block(until) => {
            db.prepare_cached(
                "INSERT INTO blocked (community_id, platform, person, until) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET until = max(until, excluded.until)",
            )?
            .execute(params![
                community,
                waiting.place.platform.as_str(),
                waiting.by.0,
                seconds(*until)
            ])?;
            ("declined", None, None)
        }
    };
    db.prepare_cached(
        "UPDATE submissions SET state = ?2, reason = ?3, story_id = ?4, decided_at = ?5, decided_by = ?6 WHERE id = ?1",
    )?
    .execute(params![id.0, state, reason, story.map(|story| story.0), seconds(now), by.person])?;
    Ok(Decided::Done(Box::new(waiting), story))
}
