//! Subscriptions whose place does not let us in: they rest, are looked at from time to time, and go on.

use rusqlite::{Connection, params};

use super::rows::seconds;
use super::stories::{all, community_number};
use super::subscriptions::{day, numbered, select, subscription};
use super::threads::Fault;
use super::{notices, purge};
use crate::domain::community::{Community, PlatformName};
use crate::domain::delivery::SubscriptionId;
use crate::domain::notice::{NewNotice, NoticeKind};
use crate::domain::schedule::Timestamp;
use crate::domain::subscription::{Subscription, next_probe};
use crate::domain::tongue::Text;

/// The place does not let us in: the subscription rests, and admins are told once.
pub(super) fn close(db: &Connection, id: i64, reason: &Text, key: &str, now: Timestamp) -> Result<(), Fault> {
    let paused = db
        .prepare_cached(
            "UPDATE subscriptions SET state = 'paused', pause_reason = ?2, paused_until = NULL, probe_at = ?3, probes = 0, updated_at = ?4
             WHERE id = ?1 AND state = 'on'",
        )?
        .execute(params![id, reason.encode(), seconds(now + next_probe(0)), seconds(now)])?;
    if paused > 0 {
        let notice = NewNotice { kind: NoticeKind::Paused, key: format!("paused|{key}"), words: reason.clone() };
        notices::insert(db, id, None, &notice, now)?;
    }
    Ok(())
}

/// The bot has been removed from a community: what it has there rests.
pub(super) fn lose_access(db: &Connection, owner: &Community, reason: &Text, now: Timestamp) -> Result<u32, Fault> {
    purge::left(db, owner, now)?;
    let owner = community_number(db, owner)?;
    let ids = all(db, "SELECT id FROM subscriptions WHERE community_id = ?1 AND state = 'on'", [owner], |row| {
        Ok(row.get::<_, i64>(0)?)
    })?;
    for id in &ids {
        close(db, *id, reason, &now.timestamp().to_string(), now)?;
    }
    Ok(u32::try_from(ids.len())?)
}

/// A community's closed places are to be looked at again now.
pub(super) fn look_again(db: &Connection, owner: &Community, now: Timestamp) -> Result<u32, Fault> {
    purge::came_back(db, owner)?;
    let owner = community_number(db, owner)?;
    let changed = db
        .prepare_cached(
            "UPDATE subscriptions SET probe_at = ?2 WHERE community_id = ?1 AND state = 'paused' AND probe_at > ?2",
        )?
        .execute(params![owner, seconds(now)])?;
    Ok(u32::try_from(changed)?)
}

/// Closed places to be looked at now; each is put off to its next look.
pub(super) fn probes_due(
    db: &Connection,
    platform: &PlatformName,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Subscription>, Fault> {
    let sql = select(
        "u.platform = ?1 AND u.state = 'paused' AND u.probe_at IS NOT NULL AND u.probe_at <= ?2 ORDER BY u.probe_at LIMIT ?3",
    );
    let due = all(db, &sql, params![platform.as_str(), seconds(now), i64::try_from(limit)?], subscription)?;
    for subscription in &due {
        let probes: u32 = db
            .prepare_cached("SELECT probes FROM subscriptions WHERE id = ?1")?
            .query_row([subscription.id.0], |row| row.get(0))?;
        db.prepare_cached("UPDATE subscriptions SET probes = probes + 1, probe_at = ?2 WHERE id = ?1")?
            .execute(params![subscription.id.0, seconds(now + next_probe(probes))])?;
    }
    Ok(due)
}

/// A closed place lets us in again; a date that was due `since` then and did not come for that reason still comes.
pub(super) fn regain_access(
    db: &Connection,
    id: SubscriptionId,
    label: Option<&str>,
    since: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    let resumed = db
        .prepare_cached(
            "UPDATE subscriptions SET state = 'on', pause_reason = NULL, probe_at = NULL, probes = 0, label = coalesce(?2, label), updated_at = ?3
             WHERE id = ?1 AND state = 'paused' AND probe_at IS NOT NULL",
        )?
        .execute(params![id.0, label, seconds(now)])?;
    if resumed > 0 {
        reopen_last(db, id, since, now)?;
        let key = format!("resumed|{}", now.timestamp());
        let notice = NewNotice { kind: NoticeKind::Resumed, key, words: Text::Words(String::new()) };
        notices::insert(db, id.0, None, &notice, now)?;
    }
    Ok(())
}

/// The latest date, if it was due `since` then and was not posted because the place was closed, comes late. What may have
/// arrived is left alone.
fn reopen_last(db: &Connection, id: SubscriptionId, since: Timestamp, now: Timestamp) -> Result<(), Fault> {
    let sql = "SELECT id, local_date FROM deliveries WHERE subscription_id = ?1 ORDER BY local_date DESC LIMIT 1";
    let last = all(db, sql, [id.0], |row| Ok((row.get::<_, i64>(0)?, day(row.get_ref(1)?.as_str()?)?)))?;
    let Some((delivery, date)) = last.into_iter().next() else { return Ok(()) };
    let Some(subscription) = numbered(db, id)? else { return Ok(()) };
    let Some(instant) = subscription.wish.at.on(date).filter(|at| (since..=now).contains(at)) else { return Ok(()) };
    let is_unposted = "id = ?1 AND state IN ('skipped', 'refused') AND uncertain_since IS NULL";
    db.prepare_cached(&format!(
        "DELETE FROM notices WHERE delivery_id IN (SELECT id FROM deliveries WHERE {is_unposted})"
    ))?
    .execute([delivery])?;
    let reopened = db.prepare_cached(&format!("DELETE FROM deliveries WHERE {is_unposted}"))?.execute([delivery])?;
    if reopened > 0 {
        db.prepare_cached("UPDATE subscriptions SET next_due_at = ?2 WHERE id = ?1")?
            .execute(params![id.0, seconds(instant)])?;
    }
    Ok(())
}
