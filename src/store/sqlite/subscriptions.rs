//! Standing orders for daily posts: starting, changing, resting, and looking at closed places again.

use std::collections::BTreeSet;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::rows::{instant, seconds};
use super::stories::{all, community_number, number_community};
use super::threads::Fault;
use crate::domain::community::{Community, PersonId, Place, PlatformName};
use crate::domain::delivery::SubscriptionId;
use crate::domain::filter::Filter;
use crate::domain::schedule::{DailyAt, Day, Timestamp, parse_time};
use crate::domain::story::StoryId;
use crate::domain::subscription::{OnUnsure, Pause, SUBSCRIPTIONS_LIMIT, Subscription, Wish, next_probe};
use crate::domain::tongue::Text;
use crate::domain::weekdays::Weekdays;
use crate::ports::{RequestId, Subscribed, WantedPost};
use crate::text;

pub(super) const COLUMNS: &str =
    "u.id, c.platform, c.address, u.platform, u.place, u.label, u.time, u.zone, u.days, u.filter, u.catch_up,
    u.on_unsure, u.silent, u.state, u.pause_reason, u.paused_until, u.probe_at, u.next_due_at, u.created_by";

fn optional<T>(value: ValueRef<'_>, read: impl FnOnce(&str) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
    value.as_str_or_null()?.map(read).transpose()
}

pub(super) fn day(text: &str) -> Result<Day, Fault> {
    Ok(Day(text.parse()?))
}

/// A row of [`COLUMNS`].
pub(super) fn subscription(row: &Row<'_>) -> Result<Subscription, Fault> {
    let text = |column: usize| -> Result<&str, Fault> { Ok(row.get_ref(column)?.as_str()?) };
    let at = DailyAt { time: parse_time(text(6)?)?, zone: text(7)?.parse()?, days: Weekdays::parse(text(8)?)? };
    let wish = Wish {
        at,
        filter: Filter::restored(text(9)?).ok_or("a stored filter cannot be read")?,
        catch_up: row.get::<_, Option<i64>>(10)?.map(u64::try_from).transpose()?.map(Duration::from_secs),
        on_unsure: optional(row.get_ref(11)?, |word| Ok(OnUnsure::parse(word)?))?,
        silent: row.get(12)?,
    };
    let pause = match (text(13)?, row.get::<_, Option<i64>>(16)?) {
        ("paused", Some(_)) => {
            Some(Pause::NoAccess { reason: Text::decode(row.get_ref(14)?.as_str_or_null()?.unwrap_or_default()) })
        }
        ("paused", None) => Some(Pause::Wished { until: optional(row.get_ref(15)?, day)? }),
        _ => None,
    };
    Ok(Subscription {
        id: SubscriptionId(row.get(0)?),
        community: Community { platform: PlatformName::stored(text(1)?), address: text(2)?.to_owned() },
        place: Place { platform: PlatformName::stored(text(3)?), address: text(4)?.to_owned() },
        label: row.get(5)?,
        wish,
        pause,
        next_due: instant(row.get(17)?)?,
        created_by: PersonId(row.get(18)?),
    })
}

pub(super) fn select(condition: &str) -> String {
    format!("SELECT {COLUMNS} FROM subscriptions u JOIN communities c ON c.id = u.community_id WHERE {condition}")
}

fn one(db: &Connection, condition: &str, params: impl rusqlite::Params) -> Result<Option<Subscription>, Fault> {
    Ok(all(db, &select(condition), params, subscription)?.pop())
}

/// Who wants something, and by which request.
pub(super) struct By<'a> {
    pub(super) owner: &'a Community,
    pub(super) person: &'a str,
    pub(super) request: &'a RequestId,
}

/// Starts or changes the daily post of a place. The row stays the same one, so what was posted stays posted.
pub(super) fn subscribe(
    db: &Connection,
    by: &By<'_>,
    wanted: &WantedPost,
    now: Timestamp,
) -> Result<Subscribed, Fault> {
    let owner = number_community(db, by.owner)?;
    let place = &wanted.place;
    let known: Option<(i64, String, String)> = db
        .prepare_cached(
            "SELECT id, request, state FROM subscriptions WHERE platform = ?1 AND place = ?2 AND community_id = ?3",
        )?
        .query_row(params![place.platform.as_str(), place.address, owner], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let there = |id: i64| -> Result<Subscribed, Fault> {
        Ok(Subscribed::On(Box::new(one(db, "u.id = ?1", [id])?.ok_or("the subscription is not there")?)))
    };
    // A repeat after a kill: a date that became due meanwhile stays due.
    if let Some((id, done, _)) = &known
        && *done == by.request.0
    {
        return there(*id);
    }
    if known.as_ref().is_none_or(|(.., state)| state == "off") {
        let count: i64 = db
            .prepare_cached("SELECT count(*) FROM subscriptions WHERE community_id = ?1 AND state <> 'off'")?
            .query_row([owner], |row| row.get(0))?;
        if usize::try_from(count)? >= SUBSCRIPTIONS_LIMIT {
            return Ok(Subscribed::TooMany);
        }
    }
    let id = if let Some((id, ..)) = known {
        id
    } else {
        db.prepare_cached(
            "INSERT INTO subscriptions (community_id, platform, place, time, zone, state, next_due_at, created_by, created_at, updated_at, request)
             VALUES (?1, ?2, ?3, '', '', 'off', 0, ?4, ?5, ?5, '')",
        )?
        .execute(params![owner, place.platform.as_str(), place.address, by.person, seconds(now)])?;
        db.last_insert_rowid()
    };
    write(db, id, by, wanted, now)?;
    there(id)
}

fn write(db: &Connection, id: i64, by: &By<'_>, wanted: &WantedPost, now: Timestamp) -> Result<(), Fault> {
    let wish = &wanted.wish;
    let next = next_unposted(db, id, &wish.at, now)?;
    let (state, probe_at) = match wanted.closed {
        Some(_) => ("paused", Some(seconds(now + next_probe(0)))),
        None => ("on", None),
    };
    db.prepare_cached(
        "UPDATE subscriptions SET time = ?2, zone = ?3, days = ?4, filter = ?5, catch_up = ?6, on_unsure = ?7, silent = ?8, label = coalesce(?9, label),
             state = ?10, pause_reason = ?11, paused_until = NULL, probe_at = ?12, probes = 0, next_due_at = ?13, updated_at = ?14,
             request = ?15, created_by = ?16
         WHERE id = ?1",
    )?
    .execute(params![
        id,
        wish.at.time.format("%H:%M").to_string(),
        wish.at.zone.name(),
        wish.at.days.to_string(),
        wish.filter.stored(),
        wish.catch_up.map(|span| i64::try_from(span.as_secs())).transpose()?,
        wish.on_unsure.map(OnUnsure::word),
        wish.silent,
        wanted.label,
        state,
        wanted.closed.as_ref().map(Text::encode),
        probe_at,
        seconds(next),
        seconds(now),
        by.request.0,
        by.person,
    ])?;
    Ok(())
}

/// The next instant whose date has no row yet: a change of time or zone never posts a date again.
pub(super) fn next_unposted(db: &Connection, id: i64, at: &DailyAt, now: Timestamp) -> Result<Timestamp, Fault> {
    let mut from = now;
    loop {
        let (day, due) = at.next(from);
        let has_row: bool = db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM deliveries WHERE subscription_id = ?1 AND local_date = ?2)")?
            .query_row(params![id, day.to_string()], |row| row.get(0))?;
        if !has_row {
            return Ok(due);
        }
        from = due + chrono::TimeDelta::seconds(1);
    }
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
            "UPDATE subscriptions SET state = 'off', probe_at = NULL, paused_until = NULL, updated_at = ?4, request = ?5
             WHERE platform = ?1 AND place = ?2 AND community_id = ?3 AND (state <> 'off' OR request = ?5)",
        )?
        .execute(params![place.platform.as_str(), place.address, owner, seconds(now), request.0])?;
    db.prepare_cached(
        "UPDATE deliveries SET state = 'skipped', reason = ?4, rendering_id = NULL
         WHERE state IN ('planned', 'retry') AND uncertain_since IS NULL AND platform = ?1 AND place = ?2
         AND subscription_id IN (SELECT id FROM subscriptions WHERE community_id = ?3)",
    )?
    .execute(params![place.platform.as_str(), place.address, owner, text!("post-switched-off").encode()])?;
    Ok(ended > 0)
}

/// The daily post of a place, unless it is off.
pub(super) fn of_place(db: &Connection, owner: &Community, place: &Place) -> Result<Option<Subscription>, Fault> {
    let owner = community_number(db, owner)?;
    one(
        db,
        "u.platform = ?1 AND u.place = ?2 AND u.community_id = ?3 AND u.state <> 'off'",
        params![place.platform.as_str(), place.address, owner],
    )
}

/// Every daily post of a community.
pub(super) fn of_community(db: &Connection, owner: &Community) -> Result<Vec<Subscription>, Fault> {
    let owner = community_number(db, owner)?;
    all(db, &select("u.community_id = ?1 AND u.state <> 'off' ORDER BY u.id"), [owner], subscription)
}

/// Every daily post, a page behind `after`.
pub(super) fn every(db: &Connection, after: i64, limit: usize) -> Result<Vec<Subscription>, Fault> {
    let sql = select("u.id > ?1 AND u.state <> 'off' ORDER BY u.id LIMIT ?2");
    all(db, &sql, params![after, i64::try_from(limit)?], subscription)
}

/// One by its number.
pub(super) fn numbered(db: &Connection, id: SubscriptionId) -> Result<Option<Subscription>, Fault> {
    one(db, "u.id = ?1 AND u.state <> 'off'", [id.0])
}

/// Lets a subscription rest by wish, or ends any pause.
pub(super) fn set_pause(
    db: &Connection,
    owner: &Community,
    id: SubscriptionId,
    pause: Option<&Pause>,
    now: Timestamp,
) -> Result<bool, Fault> {
    let owner = community_number(db, owner)?;
    let (state, reason, until) = match pause {
        None => ("on", None, None),
        Some(Pause::Wished { until }) => ("paused", None, until.map(|day| day.to_string())),
        Some(Pause::NoAccess { reason }) => ("paused", Some(reason.encode()), None),
    };
    let probe_at = reason.as_ref().map(|_| seconds(now + next_probe(0)));
    let changed = db
        .prepare_cached(
            "UPDATE subscriptions SET state = ?3, pause_reason = ?4, paused_until = ?5, probe_at = ?6, probes = 0, updated_at = ?7
             WHERE id = ?1 AND community_id = ?2 AND state <> 'off'",
        )?
        .execute(params![id.0, owner, state, reason, until, probe_at, seconds(now)])?;
    if changed > 0
        && let Some(pause) = pause
    {
        db.prepare_cached(
            "UPDATE deliveries SET state = 'skipped', reason = ?2, rendering_id = NULL
             WHERE subscription_id = ?1 AND state IN ('planned', 'retry') AND uncertain_since IS NULL",
        )?
        .execute(params![id.0, pause.reason().encode()])?;
    }
    Ok(changed > 0)
}

/// Pins a story to a date, or ends that.
pub(super) fn pin(
    db: &Connection,
    owner: &Community,
    id: SubscriptionId,
    day: Day,
    story: Option<StoryId>,
) -> Result<(), Fault> {
    let owner = community_number(db, owner)?;
    db.prepare_cached(
        "DELETE FROM pins WHERE local_date = ?2 AND subscription_id = (SELECT id FROM subscriptions WHERE id = ?1 AND community_id = ?3)",
    )?
    .execute(params![id.0, day.to_string(), owner])?;
    if let Some(story) = story {
        db.prepare_cached(
            "INSERT INTO pins (subscription_id, local_date, story_id) SELECT u.id, ?2, s.id FROM subscriptions u JOIN stories s ON s.id = ?3
             WHERE u.id = ?1 AND u.community_id = ?4 AND (s.community_id IS NULL OR s.community_id = ?4)",
        )?
        .execute(params![id.0, day.to_string(), story.0, owner])?;
    }
    Ok(())
}

/// What a clock that ran ahead has done is undone: dates that were given up before they came are open again, and no
/// subscription waits for a time that is further away than any wish allows. What was tried stays, whatever the clock said.
pub(super) fn realign(db: &Connection, now: Timestamp) -> Result<u32, Fault> {
    // One weekday may be all that is wished, and a zone may skip it once: then two weeks lie between two dates.
    let horizon = now + chrono::TimeDelta::days(16);
    let mut astray: Vec<Subscription> =
        all(db, &select("u.state <> 'off' AND u.next_due_at > ?1"), [seconds(horizon)], subscription)?;
    for owner in ahead_of_time(db, now)? {
        if astray.iter().all(|known| known.id.0 != owner) {
            astray.extend(one(db, "u.id = ?1 AND u.state <> 'off'", [owner])?);
        }
    }
    let count = u32::try_from(astray.len())?;
    for subscription in astray {
        forget_what_has_not_been(db, &subscription, now)?;
        let next = next_unposted(db, subscription.id.0, &subscription.wish.at, now)?;
        db.prepare_cached("UPDATE subscriptions SET next_due_at = ?2 WHERE id = ?1")?
            .execute(params![subscription.id.0, seconds(next)])?;
    }
    // Attempts that lie ahead were made nobody knows how long ago; looks at closed places are a day away at most.
    db.prepare_cached(
        "UPDATE deliveries SET uncertain_since = 0, not_before = min(not_before, ?1) WHERE state = 'retry' AND uncertain_since > ?1",
    )?
    .execute([seconds(now)])?;
    db.prepare_cached("UPDATE subscriptions SET probe_at = ?1 WHERE state = 'paused' AND probe_at > ?2")?
        .execute([seconds(now), seconds(now + chrono::TimeDelta::hours(25))])?;
    Ok(count)
}

/// Whose rows were made at a time that lies ahead. The newest rows are looked at, as far as they are from there, so that
/// an ordinary start reads one.
fn ahead_of_time(db: &Connection, now: Timestamp) -> Result<BTreeSet<i64>, Fault> {
    let mut statement = db.prepare_cached("SELECT subscription_id, created_at FROM deliveries ORDER BY id DESC")?;
    let mut rows = statement.query([])?;
    let mut owners = BTreeSet::new();
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(1)? <= seconds(now) {
            break;
        }
        owners.insert(row.get(0)?);
    }
    Ok(owners)
}

/// Dates that lie ahead cannot have gone by, when that was written at a time that lies ahead: the clock had been wrong.
fn forget_what_has_not_been(db: &Connection, subscription: &Subscription, now: Timestamp) -> Result<(), Fault> {
    let at = &subscription.wish.at;
    let today = at.day_of(now).to_string();
    let sql = "SELECT id, local_date FROM deliveries WHERE subscription_id = ?1 AND local_date >= ?2
               AND state IN ('missed', 'skipped') AND attempts = 0 AND uncertain_since IS NULL AND created_at > ?3";
    let passed_over = all(db, sql, params![subscription.id.0, today, seconds(now)], |row| {
        Ok((row.get::<_, i64>(0)?, day(row.get_ref(1)?.as_str()?)?))
    })?;
    for (id, date) in passed_over {
        if at.on(date).is_none_or(|instant| instant >= now) {
            db.prepare_cached("DELETE FROM notices WHERE delivery_id = ?1")?.execute([id])?;
            db.prepare_cached("DELETE FROM deliveries WHERE id = ?1")?.execute([id])?;
        }
    }
    Ok(())
}
