//! Subscriptions and the ledger of deliveries. Every statement that looks for due rows goes by an index of waiting rows.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::places;
use super::rows::{instant, seconds};
use super::stories::{community_number, number_community};
use super::threads::Fault;
use crate::domain::choice::Candidate;
use crate::domain::community::{Community, Place, PlatformName};
use crate::domain::delivery::{
    Claim, DeliveryId, DeliveryState, Due, Opening, Planned, Rendering, Subscription, SubscriptionId, Verdict, mark,
};
use crate::domain::schedule::{DailyAt, Day, Timestamp, parse_time, parse_zone};
use crate::domain::story::StoryId;
use crate::ports::{RequestId, Run};

const SUBSCRIPTION_COLUMNS: &str =
    "u.id, c.platform, c.address, u.platform, u.place, u.time, u.zone, u.state, u.pause_reason, u.next_due_at";

fn subscription_of(row: &Row<'_>) -> Result<Subscription, Fault> {
    let (time, zone): (String, String) = (row.get(5)?, row.get(6)?);
    let paused =
        (row.get_ref(7)?.as_str()? == "paused").then(|| row.get::<_, Option<String>>(8)).transpose()?.flatten();
    Ok(Subscription {
        id: SubscriptionId(row.get(0)?),
        community: Community { platform: PlatformName::stored(row.get::<_, String>(1)?), address: row.get(2)? },
        place: Place { platform: PlatformName::stored(row.get::<_, String>(3)?), address: row.get(4)? },
        at: DailyAt::every_day(parse_time(&time)?, parse_zone(&zone)?),
        paused,
        next_due: instant(row.get(9)?)?,
    })
}

/// Starts or changes the daily post of a place. The row stays the same one, so what was posted stays posted.
pub(super) fn subscribe(
    db: &Connection,
    owner: &Community,
    person: &str,
    request: &RequestId,
    place: &Place,
    at: &DailyAt,
    now: Timestamp,
) -> Result<Subscription, Fault> {
    let owner = number_community(db, owner)?;
    let known: Option<(i64, String)> = db
        .prepare_cached(
            "SELECT id, request FROM subscriptions WHERE platform = ?1 AND place = ?2 AND community_id = ?3",
        )?
        .query_row(params![place.platform.as_str(), place.address, owner], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let there = |id: i64| one(db, "u.id = ?1", params![id])?.ok_or_else(|| "the subscription is not there".into());
    let known = match known {
        // A repeat after a kill: a date that became due meanwhile stays due.
        Some((id, done)) if done == request.0 => return there(id),
        known => known.map(|(id, _)| id),
    };
    let next = next_unposted(db, known, at, now)?;
    let (time, zone) = (at.time.format("%H:%M").to_string(), at.zone.name());
    let id = match known {
        None => {
            db.prepare_cached(
                "INSERT INTO subscriptions (community_id, platform, place, time, zone, state, next_due_at, created_by, created_at, updated_at, request)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'on', ?6, ?7, ?8, ?8, ?9)",
            )?
            .execute(params![owner, place.platform.as_str(), place.address, time, zone, seconds(next), person, seconds(now), request.0])?;
            db.last_insert_rowid()
        }
        Some(id) => {
            db.prepare_cached(
                "UPDATE subscriptions SET time = ?2, zone = ?3, state = 'on', pause_reason = NULL, next_due_at = ?4, updated_at = ?5, request = ?6
                 WHERE id = ?1",
            )?
            .execute(params![id, time, zone, seconds(next), seconds(now), request.0])?;
            id
        }
    };
    there(id)
}

/// The next instant whose date has no row yet: a change of time or zone never posts a date again.
fn next_unposted(db: &Connection, known: Option<i64>, at: &DailyAt, now: Timestamp) -> Result<Timestamp, Fault> {
    let mut from = now;
    loop {
        let (day, due) = at.next(from);
        let has_row: bool = db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM deliveries WHERE subscription_id = ?1 AND local_date = ?2)")?
            .query_row(params![known, day.to_string()], |row| row.get(0))?;
        if !has_row {
            return Ok(due);
        }
        from = due + chrono::TimeDelta::seconds(1);
    }
}

fn one(db: &Connection, condition: &str, params: impl rusqlite::Params) -> Result<Option<Subscription>, Fault> {
    let sql = format!(
        "SELECT {SUBSCRIPTION_COLUMNS} FROM subscriptions u JOIN communities c ON c.id = u.community_id WHERE {condition}"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query(params)?;
    found.next()?.map(subscription_of).transpose()
}

/// Stops the daily post of a place.
pub(super) fn unsubscribe(
    db: &Connection,
    owner: &Community,
    request: &RequestId,
    place: &Place,
    now: Timestamp,
) -> Result<bool, Fault> {
    let owner = community_number(db, owner)?;
    let ended = db
        .prepare_cached(
            "UPDATE subscriptions SET state = 'off', updated_at = ?4, request = ?5
             WHERE platform = ?1 AND place = ?2 AND community_id = ?3 AND (state <> 'off' OR request = ?5)",
        )?
        .execute(params![place.platform.as_str(), place.address, owner, seconds(now), request.0])?;
    db.prepare_cached(
        "UPDATE deliveries SET state = 'skipped', reason = 'The daily story was switched off.', rendering = ''
         WHERE state IN ('planned', 'retry') AND platform = ?1 AND place = ?2
         AND subscription_id IN (SELECT id FROM subscriptions WHERE community_id = ?3)",
    )?
    .execute(params![place.platform.as_str(), place.address, owner])?;
    Ok(ended > 0)
}

/// The daily post of a place, unless it is off.
pub(super) fn subscription(db: &Connection, owner: &Community, place: &Place) -> Result<Option<Subscription>, Fault> {
    let owner = community_number(db, owner)?;
    one(
        db,
        "u.platform = ?1 AND u.place = ?2 AND u.community_id = ?3 AND u.state <> 'off'",
        params![place.platform.as_str(), place.address, owner],
    )
}

/// The latest runs, newest first.
pub(super) fn runs(
    db: &Connection,
    owner: &Community,
    subscription: SubscriptionId,
    limit: usize,
) -> Result<Vec<Run>, Fault> {
    let owner = community_number(db, owner)?;
    let sql = "SELECT d.local_date, d.state, d.posted_at, d.reason, s.title FROM deliveries d
               JOIN subscriptions u ON u.id = d.subscription_id LEFT JOIN stories s ON s.id = d.story_id
               WHERE d.subscription_id = ?1 AND u.community_id = ?2 ORDER BY d.local_date DESC LIMIT ?3";
    let mut statement = db.prepare_cached(sql)?;
    let mut found = statement.query(params![subscription.0, owner, i64::try_from(limit)?])?;
    let mut runs = Vec::new();
    while let Some(row) = found.next()? {
        runs.push(Run {
            day: Day(row.get_ref(0)?.as_str()?.parse()?),
            state: row.get(1)?,
            posted_at: row.get::<_, Option<i64>>(2)?.map(instant).transpose()?,
            reason: row.get(3)?,
            title: row.get(4)?,
        });
    }
    Ok(runs)
}

/// The stories that a community's subscription may show, with how often it had each.
pub(super) fn candidates(
    db: &Connection,
    owner: i64,
    subscription: Option<SubscriptionId>,
) -> Result<Vec<Candidate>, Fault> {
    let sql = "SELECT s.id, s.event_date, coalesce(h.times, 0) FROM stories s
               LEFT JOIN (SELECT story_id, count(*) AS times FROM deliveries
                          WHERE subscription_id = ?2 AND state IN ('planned', 'sending', 'retry', 'posted', 'unsure') GROUP BY story_id) h
               ON h.story_id = s.id
               WHERE s.state = 'published' AND (s.community_id IS NULL OR s.community_id = ?1)";
    let mut statement = db.prepare_cached(sql)?;
    let mut found = statement.query(params![owner, subscription.map(|id| id.0)])?;
    let mut candidates = Vec::new();
    while let Some(row) = found.next()? {
        candidates.push(Candidate {
            story: StoryId(row.get(0)?),
            date: row.get_ref(1)?.as_str()?.parse()?,
            had: row.get(2)?,
        });
    }
    Ok(candidates)
}

fn due_sql() -> String {
    format!(
        "SELECT {SUBSCRIPTION_COLUMNS}, u.community_id FROM subscriptions u JOIN communities c ON c.id = u.community_id
         WHERE u.state = 'on' AND u.platform = ?1 AND u.next_due_at <= ?2 ORDER BY u.next_due_at LIMIT ?3"
    )
}

/// Subscriptions that are due, the longest due first.
pub(super) fn due(
    db: &Connection,
    platforms: &[PlatformName],
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Due>, Fault> {
    let sql = due_sql();
    let mut due = Vec::new();
    for platform in platforms {
        let mut statement = db.prepare_cached(&sql)?;
        let mut found = statement.query(params![platform.as_str(), seconds(now), i64::try_from(limit)?])?;
        while let Some(row) = found.next()? {
            let subscription = subscription_of(row)?;
            let candidates = candidates(db, row.get(10)?, Some(subscription.id))?;
            due.push(Due { subscription, candidates });
        }
    }
    Ok(due)
}

/// Opens deliveries if absent and moves each subscription's next look on.
pub(super) fn open(db: &Connection, openings: &[Opening], now: Timestamp) -> Result<(), Fault> {
    for opening in openings {
        let id = opening.subscription.0;
        let moved_on = db
            .prepare_cached(
                "UPDATE subscriptions SET next_due_at = ?3 WHERE id = ?1 AND next_due_at = ?2 AND state = 'on'",
            )?
            .execute(params![id, seconds(opening.seen_due), seconds(opening.next_due)])?;
        // Somebody changed it since it was read: it is looked at again.
        if moved_on == 0 {
            continue;
        }
        for day in &opening.missed {
            insert(
                db,
                id,
                *day,
                None,
                "",
                "missed",
                Some("The catch-up time had passed."),
                opening.seen_due,
                opening.seen_due,
                now,
            )?;
        }
        if let Some(Planned { day, story, rendering, not_before, expires }) = &opening.post {
            let (state, story, reason) = match story {
                Ok(story) => ("planned", Some(story.0), None),
                Err(reason) => ("skipped", None, Some(reason.as_str())),
            };
            insert(db, id, *day, story, &rendering.0, state, reason, *not_before, *expires, now)?;
        }
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one column each, in one place")]
fn insert(
    db: &Connection,
    subscription: i64,
    day: Day,
    story: Option<i64>,
    rendering: &str,
    state: &str,
    reason: Option<&str>,
    not_before: Timestamp,
    expires: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO deliveries (subscription_id, platform, place, local_date, story_id, rendering, state, reason, not_before, expires_at, created_at)
         SELECT id, platform, place, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM subscriptions WHERE id = ?1
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![subscription, day.to_string(), story, rendering, state, reason, seconds(not_before), seconds(expires), seconds(now)])?;
    Ok(())
}

const CLAIM: &str = "UPDATE deliveries SET state = 'sending', attempts = attempts + 1, tried_at = ?2, first_tried_at = coalesce(first_tried_at, ?2)
    WHERE id IN (SELECT id FROM deliveries WHERE state IN ('planned', 'retry') AND platform = ?1 AND not_before <= ?2
                 ORDER BY not_before LIMIT ?3)
    RETURNING id, place, rendering, subscription_id, local_date, attempts, expires_at, first_tried_at, repeat_until";

/// Takes deliveries to be tried now: each becomes `sending` with this commit. Those that are too late become `missed`, or
/// `unsure` when an earlier attempt may have arrived and a repeat would no longer be recognised.
pub(super) fn claim(
    db: &Connection,
    platforms: &[PlatformName],
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Claim>, Fault> {
    let mut claims = Vec::new();
    for platform in platforms {
        db.prepare_cached(
            "UPDATE deliveries SET state = 'unsure' WHERE state = 'retry' AND platform = ?1 AND not_before <= ?2 AND repeat_until < ?2",
        )?
        .execute(params![platform.as_str(), seconds(now)])?;
        db.prepare_cached(
            "UPDATE deliveries SET state = 'missed', reason = 'The catch-up time passed before it could be sent.', rendering = ''
             WHERE state IN ('planned', 'retry') AND platform = ?1 AND not_before <= ?2 AND expires_at < ?2
             AND repeat_until IS NULL",
        )?
        .execute(params![platform.as_str(), seconds(now)])?;
        let mut statement = db.prepare_cached(CLAIM)?;
        let mut found = statement.query(params![platform.as_str(), seconds(now), i64::try_from(limit)?])?;
        while let Some(row) = found.next()? {
            let place = Place { platform: platform.clone(), address: row.get(1)? };
            let day = Day(row.get_ref(4)?.as_str()?.parse()?);
            claims.push(Claim {
                delivery: DeliveryId(row.get(0)?),
                mark: mark(&place, SubscriptionId(row.get(3)?), day),
                place,
                rendering: Rendering(row.get(2)?),
                attempt: row.get(5)?,
                expires: instant(row.get(6)?)?,
                first_tried: instant(row.get(7)?)?,
                repeat_until: row.get::<_, Option<i64>>(8)?.map(instant).transpose()?,
            });
        }
    }
    Ok(claims)
}

/// Records what came of a claim.
pub(super) fn settle(db: &Connection, claim: &Claim, verdict: &Verdict, now: Timestamp) -> Result<(), Fault> {
    match verdict {
        Verdict::Becomes(state) => become_(db, claim.delivery, state),
        Verdict::Pauses { state, reason } => {
            become_(db, claim.delivery, state)?;
            db.prepare_cached(
                "UPDATE subscriptions SET state = 'paused', pause_reason = ?2, updated_at = ?3
                 WHERE id = (SELECT subscription_id FROM deliveries WHERE id = ?1) AND state = 'on'",
            )?
            .execute(params![claim.delivery.0, reason, seconds(now)])?;
            Ok(())
        }
        Verdict::Moves { to, not_before } => {
            places::move_place(db, &claim.place, to)?;
            let state = DeliveryState::Retry {
                attempts: claim.attempt,
                not_before: *not_before,
                repeat_until: claim.repeat_until,
            };
            become_(db, claim.delivery, &state)
        }
    }
}

/// Only a row in `sending` can be settled: what was settled already stays.
fn become_(db: &Connection, delivery: DeliveryId, state: &DeliveryState) -> Result<(), Fault> {
    let (not_before, posted_at, receipt, reason) = match state {
        DeliveryState::Retry { not_before, .. } | DeliveryState::Planned { not_before } => {
            (Some(seconds(*not_before)), None, None, None)
        }
        DeliveryState::Posted { at, receipt } => (None, Some(seconds(*at)), Some(receipt.0.as_str()), None),
        DeliveryState::Refused { reason } | DeliveryState::Skipped { reason } => {
            (None, None, None, Some(reason.as_str()))
        }
        DeliveryState::Sending { .. } | DeliveryState::Unsure { .. } | DeliveryState::Missed => {
            (None, None, None, None)
        }
    };
    let repeat_until =
        if let DeliveryState::Retry { repeat_until, .. } = state { repeat_until.map(seconds) } else { None };
    // The words are kept while they may be sent again: an unsure post can be repeated by a person.
    let keeps_words = matches!(
        state,
        DeliveryState::Retry { .. }
            | DeliveryState::Unsure { .. }
            | DeliveryState::Planned { .. }
            | DeliveryState::Sending { .. }
    );
    db.prepare_cached(
        "UPDATE deliveries SET state = ?2, not_before = coalesce(?3, not_before), posted_at = ?4, receipt = ?5, reason = ?6,
         rendering = CASE WHEN ?7 THEN rendering ELSE '' END, repeat_until = ?8 WHERE id = ?1 AND state = 'sending'",
    )?
    .execute(params![delivery.0, state.word(), not_before, posted_at, receipt, reason, keeps_words, repeat_until])?;
    Ok(())
}

/// Deliveries in `sending` with their platform and when they were first tried.
pub(super) fn abandoned(db: &Connection) -> Result<Vec<(DeliveryId, PlatformName, Timestamp, u32)>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, platform, coalesce(first_tried_at, tried_at), attempts FROM deliveries WHERE state = 'sending'",
    )?;
    let mut found = statement.query([])?;
    let mut abandoned = Vec::new();
    while let Some(row) = found.next()? {
        abandoned.push((
            DeliveryId(row.get(0)?),
            PlatformName::stored(row.get::<_, String>(1)?),
            instant(row.get(2)?)?,
            row.get(3)?,
        ));
    }
    Ok(abandoned)
}

/// Settles one of them.
pub(super) fn settle_one(db: &Connection, delivery: DeliveryId, state: &DeliveryState) -> Result<(), Fault> {
    become_(db, delivery, state)
}

const NEXT: [&str; 2] = [
    "SELECT min(next_due_at) FROM subscriptions WHERE state = 'on' AND platform = ?1",
    "SELECT min(not_before) FROM deliveries WHERE state IN ('planned', 'retry') AND platform = ?1",
];

/// The next instant at which something is due.
pub(super) fn next_due(db: &Connection, platforms: &[PlatformName]) -> Result<Option<Timestamp>, Fault> {
    let mut next: Option<i64> = None;
    for platform in platforms {
        for sql in NEXT {
            let found: Option<i64> = db.prepare_cached(sql)?.query_row([platform.as_str()], |row| row.get(0))?;
            next = next.into_iter().chain(found).min();
        }
    }
    next.map(instant).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::open;

    #[test]
    fn looks_for_what_is_due_go_by_an_index() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = open::writer(&folder.path().join("a.db")).expect("a new store");
        for sql in NEXT.map(str::to_owned).into_iter().chain([CLAIM.to_owned(), due_sql()]) {
            let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("valid SQL");
            let steps =
                plan.raw_query().mapped(|row| row.get::<_, String>(3)).collect::<Result<Vec<_>, _>>().expect("a plan");
            assert!(steps.iter().all(|step| !step.starts_with("SCAN")), "{sql}: {steps:?}");
        }
    }
}
