//! A restored store has slept: what became due before it was restored is closed, whether the backup knew of it or not, and
//! what is known of the time since is taken from the store that it replaces. So nothing is ever posted again.

use rusqlite::{Connection, params};

use super::deletions;
use super::rows::seconds;
use super::stories::all;
use super::subscriptions::{next_unposted, select, subscription};
use super::threads::Fault;
use crate::domain::schedule::{Timestamp, due_dates};
use crate::domain::subscription::Subscription;
use crate::text;

/// Subscriptions that are looked at together.
const PAGE: i64 = 1_000;

/// What is taken from the present store. Rows are matched by what they mean, for numbers may have been given twice.
///
/// Dates of the ledger as they ended; updates, which are answered or given up; what adapters remember of the outside world;
/// communities that were left; numbers behind buttons that stand somewhere.
const SINCE: [&str; 6] = [
    "INSERT INTO main.deliveries (subscription_id, platform, place, local_date, story_id, state, attempts, not_before, expires_at, first_tried_at,
                                  tried_at, uncertain_since, posted_at, receipt, reason, created_at)
     SELECT u.id, u.platform, u.place, d.local_date,
            (SELECT s.id FROM main.stories s JOIN present.stories t ON t.id = d.story_id WHERE s.id = d.story_id AND s.slug = t.slug),
            d.state, d.attempts, d.not_before, d.expires_at, d.first_tried_at, d.tried_at, d.uncertain_since, d.posted_at, d.receipt, d.reason, d.created_at
     FROM present.deliveries d JOIN present.subscriptions v ON v.id = d.subscription_id JOIN present.communities w ON w.id = v.community_id
     JOIN main.communities c ON c.platform = w.platform AND c.address = w.address
     JOIN main.subscriptions u ON u.community_id = c.id AND u.platform = v.platform AND u.place = v.place
     WHERE NOT EXISTS (SELECT 1 FROM main.deliveries m WHERE m.subscription_id = u.id AND m.local_date = d.local_date
                       AND m.state NOT IN ('planned', 'sending', 'retry', 'unsure'))
     ORDER BY d.id
     ON CONFLICT (subscription_id, local_date) DO UPDATE SET
         state = excluded.state, attempts = excluded.attempts, posted_at = excluded.posted_at, receipt = excluded.receipt, reason = excluded.reason,
         story_id = coalesce(excluded.story_id, story_id), first_tried_at = excluded.first_tried_at, tried_at = excluded.tried_at,
         uncertain_since = excluded.uncertain_since, rendering_id = NULL",
    "INSERT OR REPLACE INTO main.inbox (platform, key, body, received_at, done_at)
     SELECT platform, key, '', received_at, coalesce(done_at, ?1) FROM present.inbox",
    "INSERT OR REPLACE INTO main.facts (name, value) SELECT name, value FROM present.facts",
    "UPDATE main.communities SET left_at = (SELECT p.left_at FROM present.communities p WHERE p.platform = communities.platform AND p.address = communities.address)
     WHERE ?1 AND EXISTS (SELECT 1 FROM present.communities p WHERE p.platform = communities.platform AND p.address = communities.address)",
    "UPDATE main.sqlite_sequence SET seq = max(seq, coalesce((SELECT p.seq FROM present.sqlite_sequence p WHERE p.name = sqlite_sequence.name), 0)) WHERE ?1",
    "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM present.sqlite_sequence
     WHERE ?1 AND name NOT IN (SELECT name FROM main.sqlite_sequence)",
];

/// Takes over what has happened since the backup, of a store that is read by its address; all of it or nothing. Returns how
/// many persons and communities were deleted again.
///
/// # Errors
/// Why the store cannot be read.
pub(super) fn learn(db: &Connection, present: &str, now: Timestamp) -> Result<u32, String> {
    db.execute("ATTACH ?1 AS present", [present]).map_err(|error| error.to_string())?;
    let learnt = in_transaction(db, || {
        let repeated = deletions::repeat(db)?;
        for sql in SINCE {
            let mut statement = db.prepare(sql)?;
            match statement.parameter_count() {
                0 => statement.execute([])?,
                _ => statement.execute([seconds(now)])?,
            };
        }
        Ok(repeated)
    });
    db.flush_prepared_statement_cache();
    let detached = db.execute("DETACH present", []);
    let learnt = learnt.map_err(|error| error.to_string())?;
    detached.map_err(|error| error.to_string())?;
    Ok(learnt)
}

fn in_transaction<T>(db: &Connection, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    let transaction = db.unchecked_transaction()?;
    let done = work()?;
    transaction.commit()?;
    Ok(done)
}

/// Closes what was due before `now`, and lets every subscription go on with its next date. Returns how many posts were
/// closed.
pub(super) fn close(db: &Connection, now: Timestamp) -> Result<u64, Fault> {
    in_transaction(db, || {
        let reason = text!("post-before-restore").encode();
        // Nobody knows what became of them: they count as doubtful, so that nothing has them come by itself.
        let mut closed = u64::try_from(db.execute(
            "UPDATE deliveries SET state = 'skipped', reason = ?1, rendering_id = NULL, uncertain_since = coalesce(uncertain_since, tried_at, ?2)
             WHERE state IN ('planned', 'sending', 'retry', 'unsure')",
            params![reason, seconds(now)],
        )?)?;
        let mut after = i64::MIN;
        loop {
            let sql = select("u.id > ?1 AND u.state <> 'off' ORDER BY u.id LIMIT ?2");
            let page = all(db, &sql, [after, PAGE], subscription)?;
            let Some(last) = page.last() else { break };
            after = last.id.0;
            for subscription in &page {
                closed += pass_over(db, subscription, &reason, now)?;
            }
        }
        db.execute(
            "UPDATE notices SET state = 'failed', reason = 'restored from a backup' WHERE state = 'waiting'",
            [],
        )?;
        db.execute("UPDATE corrections SET state = 'failed', reason = ?1 WHERE state = 'waiting'", [&reason])?;
        db.execute("DELETE FROM announcements", [])?;
        db.execute("UPDATE inbox SET done_at = ?1, body = '' WHERE done_at IS NULL", [seconds(now)])?;
        db.execute("DELETE FROM renderings", [])?;
        Ok(closed)
    })
}

/// The dates of one subscription that were due by now get their rows; its next look is at the next date without one.
fn pass_over(db: &Connection, subscription: &Subscription, reason: &str, now: Timestamp) -> Result<u64, Fault> {
    let (id, at) = (subscription.id, &subscription.wish.at);
    let mut closed = 0;
    if subscription.next_due <= now {
        let (due, _) = due_dates(at, subscription.next_due, now);
        for (day, instant) in due.into_iter().rev() {
            let pause = subscription.pause.as_ref().filter(|pause| pause.holds_on(day));
            let (reason, doubtful) = match pause {
                Some(pause) => (pause.reason().encode(), None),
                None => (reason.to_owned(), Some(seconds(now))),
            };
            closed += db
                .prepare_cached(
                    "INSERT INTO deliveries (subscription_id, platform, place, local_date, state, reason, uncertain_since, not_before, expires_at, created_at)
                     SELECT id, platform, place, ?2, 'skipped', ?3, ?4, ?5, ?5, ?6 FROM subscriptions WHERE id = ?1
                     ON CONFLICT DO NOTHING",
                )?
                .execute(params![id.0, day.to_string(), reason, doubtful, seconds(instant), seconds(now)])?;
        }
    }
    // The very next instant: what is due in this one was due before.
    let next = next_unposted(db, id.0, at, now + chrono::TimeDelta::nanoseconds(1))?;
    db.prepare_cached("UPDATE subscriptions SET next_due_at = ?2 WHERE id = ?1")?
        .execute(params![id.0, seconds(next)])?;
    Ok(u64::try_from(closed)?)
}
