//! The ledger of deliveries. Every statement that looks for due rows goes by an index of waiting rows.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::access::close;
use super::rows::{instant, seconds};
use super::stories::{all, community_number};
use super::subscriptions::{day, select, subscription};
use super::threads::Fault;
use super::{notices, places, pools, renderings};
use crate::domain::community::{Community, Place, PlatformName};
use crate::domain::delivery::{
    Claim, DeliveryId, DeliveryState, Due, Opening, Planned, Rendering, SubscriptionId, Verdict, mark,
};
use crate::domain::notice;
use crate::domain::schedule::{Day, Timestamp};
use crate::domain::story::StoryId;
use crate::domain::subscription::OnUnsure;
use crate::domain::tongue::Text;
use crate::ports::Run;
use crate::text;

const RUN_COLUMNS: &str = "d.id, d.subscription_id, d.local_date, d.state, d.attempts, d.not_before, d.posted_at, d.reason, d.story_id, s.title, d.uncertain_since IS NOT NULL";

fn run(row: &Row<'_>) -> Result<Run, Fault> {
    Ok(Run {
        delivery: DeliveryId(row.get(0)?),
        subscription: SubscriptionId(row.get(1)?),
        day: day(row.get_ref(2)?.as_str()?)?,
        state: row.get(3)?,
        attempts: row.get(4)?,
        not_before: instant(row.get(5)?)?,
        posted_at: row.get::<_, Option<i64>>(6)?.map(instant).transpose()?,
        reason: row.get_ref(7)?.as_str_or_null()?.map(Text::decode),
        story: row.get::<_, Option<i64>>(8)?.map(StoryId),
        title: row.get(9)?,
        is_doubtful: row.get(10)?,
    })
}

/// The latest runs, newest first.
pub(super) fn runs(
    db: &Connection,
    owner: &Community,
    subscription: SubscriptionId,
    limit: usize,
) -> Result<Vec<Run>, Fault> {
    let owner = community_number(db, owner)?;
    let sql = format!(
        "SELECT {RUN_COLUMNS} FROM deliveries d JOIN subscriptions u ON u.id = d.subscription_id
         LEFT JOIN stories s ON s.id = d.story_id
         WHERE d.subscription_id = ?1 AND u.community_id = ?2 ORDER BY d.local_date DESC LIMIT ?3"
    );
    all(db, &sql, params![subscription.0, owner, i64::try_from(limit)?], run)
}

/// One delivery, with the community whose admins may decide about it.
pub(super) fn delivery(db: &Connection, id: DeliveryId) -> Result<Option<(Community, Run)>, Fault> {
    let sql = format!(
        "SELECT {RUN_COLUMNS}, c.platform, c.address FROM deliveries d JOIN subscriptions u ON u.id = d.subscription_id
         JOIN communities c ON c.id = u.community_id LEFT JOIN stories s ON s.id = d.story_id WHERE d.id = ?1"
    );
    let found = all(db, &sql, [id.0], |row| {
        let platform = PlatformName::stored(row.get::<_, String>(11)?);
        Ok((Community { platform, address: row.get(12)? }, run(row)?))
    })?;
    Ok(found.into_iter().next())
}

fn due_sql() -> String {
    select("u.state <> 'off' AND u.platform = ?1 AND u.next_due_at <= ?2 ORDER BY u.next_due_at LIMIT ?3")
}

/// Subscriptions that are due, the longest due first.
pub(super) fn due(
    db: &Connection,
    kept: &pools::KeptPools,
    platforms: &[PlatformName],
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Due>, Fault> {
    let sql = due_sql();
    let mut due = Vec::new();
    for platform in platforms {
        let params = params![platform.as_str(), seconds(now), i64::try_from(limit)?];
        for subscription in all(db, &sql, params, subscription)? {
            let past = pools::past(db, subscription.id)?;
            let pools = kept.of(db, &subscription.community)?;
            due.push(Due { subscription, past, pools });
        }
    }
    Ok(due)
}

/// Opens deliveries if absent and moves each subscription's next look on; the platform and state of every date that ended
/// without a post.
pub(super) fn open(
    db: &Connection,
    openings: &[Opening],
    now: Timestamp,
) -> Result<Vec<(PlatformName, &'static str)>, Fault> {
    renderings::sweep(db)?;
    let mut ended = Vec::new();
    for opening in openings {
        let id = opening.subscription.0;
        let moved_on = db
            .prepare_cached(
                "UPDATE subscriptions SET next_due_at = ?3, state = CASE WHEN ?4 THEN 'on' ELSE state END,
                     paused_until = CASE WHEN ?4 THEN NULL ELSE paused_until END
                 WHERE id = ?1 AND next_due_at = ?2 AND state <> 'off'",
            )?
            .execute(params![id, seconds(opening.seen_due), seconds(opening.next_due), opening.resumes])?;
        // Somebody changed it since it was read: it is looked at again.
        if moved_on == 0 {
            continue;
        }
        for (day, state) in &opening.without {
            let reason = match state {
                DeliveryState::Missed { reason }
                | DeliveryState::Skipped { reason }
                | DeliveryState::Refused { reason } => Some(reason),
                _ => None,
            };
            let times = (opening.seen_due, opening.seen_due);
            let platform = insert(db, id, *day, state.word(), reason, None, times, now)?;
            ended.extend(platform.map(|platform| (platform, state.word())));
        }
        if let Some(post) = &opening.post {
            ended.extend(overtake(db, id, post.day)?.into_iter().map(|platform| (platform, "missed")));
            let times = (post.not_before, post.expires);
            insert(db, id, post.day, "planned", None, Some(post), times, now)?;
        }
        // A pin is kept for a while: a date that was missed may be sent by hand.
        if opening.has_pins {
            let month = now.date_naive() - chrono::Days::new(31);
            db.prepare_cached("DELETE FROM pins WHERE subscription_id = ?1 AND local_date < ?2")?
                .execute(params![id, month.to_string()])?;
        }
        for notice in &opening.notices {
            notices::insert(db, id, None, notice, now)?;
        }
    }
    Ok(ended)
}

/// At most the latest date is posted late: what still waits for an earlier one, and cannot have arrived, is missed.
fn overtake(db: &Connection, subscription: i64, day: Day) -> Result<Vec<PlatformName>, Fault> {
    // What is older has become too late by itself.
    let since = Day(day.0 - chrono::Days::new(7));
    let sql = "UPDATE deliveries SET state = 'missed', rendering_id = NULL, reason = ?4
         WHERE subscription_id = ?1 AND local_date >= ?2 AND local_date < ?3 AND state IN ('planned', 'retry') AND uncertain_since IS NULL
         RETURNING platform";
    let reason = text!("post-overtaken").encode();
    all(db, sql, params![subscription, since.to_string(), day.to_string(), reason], |row| {
        Ok(PlatformName::stored(row.get::<_, String>(0)?))
    })
}

/// One row, unless the date has one; its platform when it was written.
#[expect(clippy::too_many_arguments, reason = "one column each, in one place")]
fn insert(
    db: &Connection,
    subscription: i64,
    day: Day,
    state: &str,
    reason: Option<&Text>,
    post: Option<&Planned>,
    (not_before, expires): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Option<PlatformName>, Fault> {
    let (story, reason) = (post.map(|post| post.story.0), reason.map(Text::encode));
    let rendering = post.map(|post| renderings::keep(db, &post.rendering)).transpose()?;
    let inserted = db
        .prepare_cached(
            "INSERT INTO deliveries (subscription_id, platform, place, local_date, story_id, rendering_id, state, reason, not_before, expires_at, created_at)
             SELECT id, platform, place, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM subscriptions WHERE id = ?1
             ON CONFLICT DO NOTHING RETURNING platform",
        )?
        .query_row(
            params![subscription, day.to_string(), story, rendering, state, reason, seconds(not_before), seconds(expires), seconds(now)],
            |row| row.get::<_, String>(0),
        )
        .optional()?;
    Ok(inserted.map(PlatformName::stored))
}

const EXPIRED: &str = "SELECT id FROM (
        SELECT id, uncertain_since, expires_at FROM deliveries
        WHERE state IN ('planned', 'retry') AND platform = ?1 AND not_before <= ?2 ORDER BY not_before LIMIT ?3)
    WHERE uncertain_since IS NULL AND expires_at < ?2";

const CLAIM: &str = "UPDATE deliveries SET state = 'sending', attempts = attempts + 1, tried_at = ?2, first_tried_at = coalesce(first_tried_at, ?2)
    WHERE id IN (SELECT id FROM deliveries WHERE state IN ('planned', 'retry') AND platform = ?1 AND not_before <= ?2
                 ORDER BY not_before
                 LIMIT max(0, ?3 - (SELECT count(*) FROM deliveries WHERE state = 'sending' AND platform = ?1)))
    RETURNING id, place, (SELECT words FROM renderings WHERE id = rendering_id), subscription_id, local_date, attempts, expires_at, uncertain_since, story_id,
              coalesce(worded_at, created_at),
              (SELECT on_unsure FROM subscriptions WHERE id = subscription_id),
              (SELECT catch_up FROM subscriptions WHERE id = subscription_id), reason IS NOT NULL";

/// Takes deliveries to be tried now: each becomes `sending` with this commit. Those that are too late become `missed`.
/// The rows themselves say how many turns are taken, so what could not be settled keeps its turn. With how many became
/// `missed`.
pub(super) fn claim(
    db: &Connection,
    platform: &PlatformName,
    now: Timestamp,
    turns: usize,
) -> Result<(Vec<Claim>, usize), Fault> {
    let missed = expire(db, platform, now, turns)?;
    let claims = all(db, CLAIM, params![platform.as_str(), seconds(now), i64::try_from(turns)?], |row| {
        let place = Place { platform: platform.clone(), address: row.get(1)? };
        let (subscription, day) = (SubscriptionId(row.get(3)?), day(row.get_ref(4)?.as_str()?)?);
        Ok(Claim {
            delivery: DeliveryId(row.get(0)?),
            mark: mark(&place, subscription, day),
            subscription,
            day,
            story: StoryId(row.get(8)?),
            worded: instant(row.get(9)?)?,
            place,
            rendering: Rendering(row.get(2)?),
            attempt: row.get(5)?,
            since: now,
            expires: instant(row.get(6)?)?,
            uncertain_since: row.get::<_, Option<i64>>(7)?.map(instant).transpose()?,
            on_unsure: row.get_ref(10)?.as_str_or_null()?.map(OnUnsure::parse).transpose()?,
            catch_up: row.get::<_, Option<i64>>(11)?.map(u64::try_from).transpose()?.map(Duration::from_secs),
            // Only what somebody did by hand leaves a reason at a delivery that waits.
            is_by_hand: row.get(12)?,
        })
    })?;
    Ok((claims, missed))
}

/// Gives a claimed post other words.
pub(super) fn reword(
    db: &Connection,
    id: DeliveryId,
    attempt: u32,
    rendering: &Rendering,
    now: Timestamp,
) -> Result<(), Fault> {
    db.prepare_cached(
        "UPDATE deliveries SET rendering_id = ?3, worded_at = ?4
         WHERE id = ?1 AND attempts = ?2 AND state = 'sending' AND uncertain_since IS NULL",
    )?
    .execute(params![id.0, attempt, renderings::keep(db, rendering)?, seconds(now)])?;
    Ok(())
}

/// What has become too late among those that are next in turn; among all when nothing may be taken. What waits for a time
/// to come is not too late then: `domain::delivery` sees to that.
fn expire(db: &Connection, platform: &PlatformName, now: Timestamp, turns: usize) -> Result<usize, Fault> {
    let next = if turns == 0 { -1 } else { i64::try_from(turns)? };
    let params = params![platform.as_str(), seconds(now), next];
    let expired = all(db, EXPIRED, params, |row| Ok(DeliveryId(row.get(0)?)))?;
    for id in &expired {
        let verdict = Verdict::Becomes(DeliveryState::Missed { reason: text!("post-too-late") });
        become_(db, *id, None, &verdict, now)?;
    }
    Ok(expired.len())
}

/// Records what came of a claim. What was settled already stays; whether it was.
pub(super) fn settle(db: &Connection, claim: &Claim, verdict: &Verdict, now: Timestamp) -> Result<bool, Fault> {
    let (id, attempt) = (claim.delivery, Some(claim.attempt));
    match verdict {
        Verdict::Becomes(_) => become_(db, id, attempt, verdict, now),
        Verdict::Pauses { reason, .. } => {
            let is_written = become_(db, id, attempt, verdict, now)?;
            if is_written {
                close(db, claim.subscription.0, reason, &id.0.to_string(), now)?;
            }
            Ok(is_written)
        }
        Verdict::Moves { to, not_before } => {
            places::move_place(db, &claim.place, to)?;
            let state = DeliveryState::Retry {
                attempts: claim.attempt,
                not_before: *not_before,
                uncertain_since: claim.uncertain_since,
            };
            become_(db, id, attempt, &Verdict::Becomes(state), now)
        }
    }
}

/// Writes a delivery's new state, and the notice that goes with it; after an attempt only while the row says that this one
/// is under way. Whether it was written.
fn become_(
    db: &Connection,
    delivery: DeliveryId,
    attempt: Option<u32>,
    verdict: &Verdict,
    now: Timestamp,
) -> Result<bool, Fault> {
    let (Verdict::Becomes(state) | Verdict::Pauses { state, .. }) = verdict else { return Ok(false) };
    let (not_before, posted_at, receipt, reason) = match state {
        DeliveryState::Retry { not_before, .. } | DeliveryState::Planned { not_before } => {
            (Some(seconds(*not_before)), None, None, None)
        }
        DeliveryState::Posted { at, receipt, .. } => (None, Some(seconds(*at)), Some(receipt.0.as_str()), None),
        DeliveryState::Refused { reason } | DeliveryState::Skipped { reason } | DeliveryState::Missed { reason } => {
            (None, None, None, Some(reason.encode()))
        }
        DeliveryState::Sending { .. } | DeliveryState::Unsure { .. } => (None, None, None, None),
    };
    let (attempts, uncertain_since) = match state {
        DeliveryState::Retry { attempts, uncertain_since, .. } => (Some(*attempts), uncertain_since.map(seconds)),
        DeliveryState::Posted { attempts, .. } => (Some(*attempts), None),
        _ => (None, None),
    };
    let keeps_words =
        matches!(state, DeliveryState::Retry { .. } | DeliveryState::Planned { .. } | DeliveryState::Sending { .. });
    let subscription: Option<i64> = db
        .prepare_cached(
            "UPDATE deliveries SET state = ?2, not_before = coalesce(?3, not_before), posted_at = ?4, receipt = ?5, reason = coalesce(?6, reason),
             rendering_id = CASE WHEN ?7 THEN rendering_id END, uncertain_since = ?8, attempts = coalesce(?9, attempts)
             WHERE id = ?1 AND (?10 IS NULL OR (state = 'sending' AND attempts = ?10)) RETURNING subscription_id",
        )?
        .query_row(
            params![delivery.0, state.word(), not_before, posted_at, receipt, reason, keeps_words, uncertain_since, attempts, attempt],
            |row| row.get(0),
        )
        .optional()?;
    let Some(subscription) = subscription else { return Ok(false) };
    // The pause has a notice of its own, which names what is missing.
    if let Verdict::Becomes(_) = verdict
        && let Some(notice) = notice::after(verdict, &delivery.0.to_string())
    {
        notices::insert(db, subscription, Some(delivery), &notice, now)?;
    }
    if let Verdict::Pauses { state: DeliveryState::Unsure { .. }, .. } = verdict
        && let Some(notice) = notice::after(&Verdict::Becomes(state.clone()), &delivery.0.to_string())
    {
        notices::insert(db, subscription, Some(delivery), &notice, now)?;
    }
    Ok(true)
}

/// Every delivery that a process left in `sending` is to be tried again, in doubt since its first doubtful attempt.
pub(super) fn settle_abandoned(db: &Connection, now: Timestamp) -> Result<u32, Fault> {
    let count = db
        .prepare_cached(
            "UPDATE deliveries SET state = 'retry', not_before = ?1, uncertain_since = coalesce(uncertain_since, tried_at)
             WHERE state = 'sending'",
        )?
        .execute([seconds(now)])?;
    Ok(u32::try_from(count)?)
}

/// An admin has a delivery made (again) that has ended without a post or in doubt.
pub(super) fn reopen(db: &Connection, owner: &Community, id: DeliveryId, post: &Planned) -> Result<bool, Fault> {
    let owner = community_number(db, owner)?;
    let changed = db
        .prepare_cached(
            "UPDATE deliveries SET state = 'planned', story_id = ?2, rendering_id = ?3, worded_at = ?4, not_before = ?4, expires_at = ?5,
                 uncertain_since = NULL, reason = ?7, attempts = 0, first_tried_at = NULL, tried_at = NULL
             WHERE id = ?1 AND state IN ('unsure', 'missed', 'refused', 'skipped')
             AND subscription_id IN (SELECT id FROM subscriptions WHERE community_id = ?6)",
        )?
        .execute(params![
            id.0,
            post.story.0,
            renderings::keep(db, &post.rendering)?,
            seconds(post.not_before),
            seconds(post.expires),
            owner,
            text!("post-sent-by-admin").encode()
        ])?;
    Ok(changed > 0)
}

/// An admin has seen an unsure post.
pub(super) fn confirm(db: &Connection, owner: &Community, id: DeliveryId, now: Timestamp) -> Result<bool, Fault> {
    let owner = community_number(db, owner)?;
    let changed = db
        .prepare_cached(
            "UPDATE deliveries SET state = 'posted', posted_at = coalesce(first_tried_at, ?2), uncertain_since = NULL,
                 reason = ?4
             WHERE id = ?1 AND state = 'unsure' AND subscription_id IN (SELECT id FROM subscriptions WHERE community_id = ?3)",
        )?
        .execute(params![id.0, seconds(now), owner, text!("post-seen-by-admin").encode()])?;
    Ok(changed > 0)
}

const NEXT_LOOK: &str = "SELECT min(next_due_at) FROM subscriptions WHERE state <> 'off' AND platform = ?1";
const NEXT_TRY: &str = "SELECT min(not_before) FROM deliveries WHERE state IN ('planned', 'retry') AND platform = ?1";
const NEXT_CARE: [&str; 2] = [
    "SELECT min(not_before) FROM notices WHERE state = 'waiting' AND platform = ?1",
    "SELECT min(probe_at) FROM subscriptions WHERE state = 'paused' AND probe_at IS NOT NULL AND platform = ?1",
];

fn earliest(db: &Connection, sql: &str, platform: &PlatformName) -> Result<Option<i64>, Fault> {
    Ok(db.prepare_cached(sql)?.query_row([platform.as_str()], |row| row.get(0))?)
}

/// The next instant at which a subscription is due.
pub(super) fn next_look(db: &Connection, platforms: &[PlatformName]) -> Result<Option<Timestamp>, Fault> {
    let mut next: Option<i64> = None;
    for platform in platforms {
        next = next.into_iter().chain(earliest(db, NEXT_LOOK, platform)?).min();
    }
    next.map(instant).transpose()
}

/// The next instant at which a delivery is to be tried.
pub(super) fn next_try(db: &Connection, platform: &PlatformName) -> Result<Option<Timestamp>, Fault> {
    earliest(db, NEXT_TRY, platform)?.map(instant).transpose()
}

/// The next instant at which a notice is to be told, or a closed place to be looked at.
pub(super) fn next_care(db: &Connection, platform: &PlatformName) -> Result<Option<Timestamp>, Fault> {
    let mut next: Option<i64> = None;
    for sql in NEXT_CARE {
        next = next.into_iter().chain(earliest(db, sql, platform)?).min();
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
        let own = "SELECT EXISTS (SELECT 1 FROM stories WHERE community_id = ?1 AND state = 'published')".to_owned();
        let statements = NEXT_CARE.into_iter().chain([NEXT_TRY, NEXT_LOOK, CLAIM, EXPIRED]).map(str::to_owned);
        for sql in statements.chain([due_sql(), own]) {
            let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("valid SQL");
            let steps =
                plan.raw_query().mapped(|row| row.get::<_, String>(3)).collect::<Result<Vec<_>, _>>().expect("a plan");
            let is_scan =
                |step: &&String| step.starts_with("SCAN") && !step.contains("subquery") && *step != "SCAN CONSTANT ROW";
            assert_eq!(steps.iter().find(is_scan), None, "{sql}: {steps:?}");
        }
    }
}
