//! A place that gets a new address takes all its rows along.

use rusqlite::{Connection, params};

use super::stories::community_number;
use super::threads::Fault;
use crate::domain::community::{Community, Place};

/// Moves every row of a place, of those below it and of its community to a new address.
pub(super) fn move_place(db: &Connection, from: &Place, to: &Place) -> Result<(), Fault> {
    let platform = from.platform.as_str();
    for (condition, value) in
        [("place = ?2", "?3"), ("substr(place, 1, length(?2) + 1) = ?2 || '/'", "?3 || substr(place, length(?2) + 1)")]
    {
        let moved = format!("platform = ?1 AND {condition}");
        for sql in [
            // The ledger goes by its subscriptions, before these have moved.
            format!(
                "UPDATE deliveries SET place = {value} WHERE subscription_id IN (SELECT id FROM subscriptions WHERE {moved})"
            ),
            format!("UPDATE subscriptions SET place = {value} WHERE {moved}"),
            format!("UPDATE OR IGNORE shown SET place = {value} WHERE {moved}"),
            format!("UPDATE submissions SET place = {value} WHERE {moved}"),
            format!("UPDATE announcements SET place = {value} WHERE {moved}"),
        ] {
            db.prepare_cached(&sql)?.execute(params![platform, from.address, to.address])?;
        }
    }
    for (condition, value) in [
        ("notices_place = ?2", "?3"),
        ("substr(notices_place, 1, length(?2) + 1) = ?2 || '/'", "?3 || substr(notices_place, length(?2) + 1)"),
    ] {
        let sql = format!(
            "UPDATE settings SET notices_place = {value}
             WHERE community_id IN (SELECT id FROM communities WHERE platform = ?1) AND {condition}"
        );
        db.prepare_cached(&sql)?.execute(params![platform, from.address, to.address])?;
    }
    move_community(db, from, to)
}

/// The community of a place takes everything that is its own along.
fn move_community(db: &Connection, from: &Place, to: &Place) -> Result<(), Fault> {
    let number = |address: &str| -> Result<i64, Fault> {
        community_number(db, &Community { platform: from.platform.clone(), address: address.to_owned() })
    };
    let (old, new) = (number(&from.address)?, number(&to.address)?);
    if old == 0 {
        return Ok(());
    }
    if new == 0 {
        db.prepare_cached("UPDATE communities SET address = ?2 WHERE id = ?1")?.execute(params![old, to.address])?;
        return Ok(());
    }
    // Somebody spoke at the new address before we heard of the move: both become one.
    for table in [
        "subscriptions",
        "stories",
        "players",
        "teams",
        "matches",
        "submissions",
        "blocked",
        "writings",
        "settings",
        "editors",
        "imports",
        "favourites",
    ] {
        db.prepare_cached(&format!("UPDATE OR IGNORE {table} SET community_id = ?2 WHERE community_id = ?1"))?
            .execute([old, new])?;
    }
    // Where both had a daily post, the one that was set up later stays: two a day is what nobody wanted.
    db.prepare_cached(
        "UPDATE subscriptions SET state = 'off', probe_at = NULL WHERE community_id = ?1 AND state <> 'off' AND EXISTS
             (SELECT 1 FROM subscriptions o WHERE o.community_id = ?1 AND o.platform = subscriptions.platform AND o.place = subscriptions.place
              AND o.state <> 'off' AND (o.updated_at, o.id) > (subscriptions.updated_at, subscriptions.id))",
    )?
    .execute([new])?;
    Ok(())
}
