//! What admins are told by another way than the place itself: kept until it was told.

use rusqlite::{Connection, params};

use super::rows::seconds;
use super::stories::all;
use super::subscriptions::day;
use super::threads::Fault;
use crate::domain::community::{Community, PersonId, Place, PlatformName};
use crate::domain::delivery::{DeliveryId, SubscriptionId};
use crate::domain::notice::{NewNotice, Notice, NoticeId, NoticeKind, Telling};
use crate::domain::schedule::Timestamp;
use crate::domain::tongue::Text;

/// A notice that could not be told is tried again so often, and then given up.
const ATTEMPTS: u32 = 5;
/// Minutes until a notice is tried again: after 5, 20, 80 minutes and so on.
const FIRST_WAIT_MINUTES: i64 = 5;

/// Keeps a notice, unless the subscription has had one with its key.
pub(super) fn insert(
    db: &Connection,
    subscription: i64,
    delivery: Option<DeliveryId>,
    notice: &NewNotice,
    now: Timestamp,
) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO notices (subscription_id, delivery_id, platform, kind, key, words, state, not_before, created_at)
         SELECT id, ?2, platform, ?3, ?4, ?5, 'waiting', ?6, ?6 FROM subscriptions WHERE id = ?1
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![
        subscription,
        delivery.map(|id| id.0),
        notice.kind.word(),
        notice.key,
        notice.words.encode(),
        seconds(now)
    ])?;
    Ok(())
}

/// Notices to be told now; each is put off.
pub(super) fn due(
    db: &Connection,
    platform: &PlatformName,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Notice>, Fault> {
    let sql = "SELECT n.id, n.kind, n.words, n.attempts + 1, u.id, c.platform, c.address, u.platform, u.place, u.label, u.created_by,
                      d.id, d.local_date, s.title
               FROM notices n JOIN subscriptions u ON u.id = n.subscription_id JOIN communities c ON c.id = u.community_id
               LEFT JOIN deliveries d ON d.id = n.delivery_id LEFT JOIN stories s ON s.id = d.story_id
               WHERE n.state = 'waiting' AND n.platform = ?1 AND n.not_before <= ?2 ORDER BY n.not_before, n.id LIMIT ?3";
    let due = all(db, sql, params![platform.as_str(), seconds(now), i64::try_from(limit)?], |row| {
        let delivery = match row.get::<_, Option<i64>>(11)? {
            Some(id) => Some((DeliveryId(id), day(row.get_ref(12)?.as_str()?)?, row.get(13)?)),
            None => None,
        };
        Ok(Notice {
            id: NoticeId(row.get(0)?),
            kind: NoticeKind::parse(row.get_ref(1)?.as_str()?).ok_or("a notice of an unknown kind")?,
            words: Text::decode(row.get_ref(2)?.as_str()?),
            attempt: row.get(3)?,
            subscription: SubscriptionId(row.get(4)?),
            community: Community { platform: PlatformName::stored(row.get::<_, String>(5)?), address: row.get(6)? },
            place: Place { platform: PlatformName::stored(row.get::<_, String>(7)?), address: row.get(8)? },
            label: row.get(9)?,
            person: PersonId(row.get(10)?),
            delivery,
        })
    })?;
    for notice in &due {
        let wait = chrono::TimeDelta::minutes(FIRST_WAIT_MINUTES << (2 * (notice.attempt - 1)).min(10));
        db.prepare_cached("UPDATE notices SET attempts = attempts + 1, not_before = ?2 WHERE id = ?1")?
            .execute(params![notice.id.0, seconds(now + wait)])?;
    }
    Ok(due)
}

/// A notice was told, or could not be told.
pub(super) fn close(db: &Connection, id: NoticeId, telling: &Telling, now: Timestamp) -> Result<(), Fault> {
    let failed = match telling {
        Telling::Told => None,
        Telling::Failed(reason) => Some(reason.as_str()),
        Telling::NotYet(wait) => {
            let again = now + chrono::TimeDelta::from_std(*wait)?.max(chrono::TimeDelta::seconds(1));
            db.prepare_cached("UPDATE notices SET attempts = attempts - 1, not_before = ?2 WHERE id = ?1")?
                .execute(params![id.0, seconds(again)])?;
            return Ok(());
        }
    };
    db.prepare_cached(
        "UPDATE notices SET reason = ?2, state = CASE WHEN ?2 IS NULL THEN 'told' WHEN attempts >= ?3 THEN 'failed' ELSE state END
         WHERE id = ?1",
    )?
    .execute(params![id.0, failed, ATTEMPTS])?;
    Ok(())
}
