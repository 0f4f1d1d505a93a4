//! Store files with the shipped stories and as many subscriptions as wanted, which are put in by SQL: a million of them
//! through a chat would take hours.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, params};
use touchline::clock::SystemClock;
use touchline::collection::{Collection, changed_only};
use touchline::ports::{Clock as _, Store as _};
use touchline::store::sqlite::SqliteStore;

use crate::Result;
use crate::schedule::Wish;

/// Subscriptions that one transaction brings in.
const CHUNK: usize = 50_000;

/// Makes a store file.
pub(crate) async fn make(path: &Path, wishes: impl Iterator<Item = Wish>) -> Result<()> {
    let store = SqliteStore::open(path)?;
    let files = Collection::embedded().files()?;
    store.sync(changed_only(&files, &HashMap::<_, String>::new()).changed, Vec::new(), SystemClock.now()).await?;
    store.close().await;
    drop(store);
    subscribe(path, wishes)
}

/// Puts subscriptions into a store file that nobody uses.
pub(crate) fn subscribe(path: &Path, wishes: impl Iterator<Item = Wish>) -> Result<()> {
    let mut db = Connection::open(path)?;
    db.pragma_update(None, "synchronous", "OFF")?;
    let mut wishes = wishes.peekable();
    while wishes.peek().is_some() {
        let transaction = db.transaction()?;
        for wish in wishes.by_ref().take(CHUNK) {
            insert(&transaction, &wish)?;
        }
        transaction.commit()?;
    }
    db.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn insert(db: &Connection, wish: &Wish) -> Result<()> {
    let (id, address) = (i64::try_from(wish.number)? + 1, wish.address());
    db.prepare_cached("INSERT INTO communities (id, platform, address) VALUES (?1, ?2, ?3)")?.execute(params![
        id,
        wish.platform(),
        address
    ])?;
    db.prepare_cached(
        "INSERT INTO subscriptions (id, community_id, platform, place, time, zone, state, next_due_at, request, created_by, created_at, updated_at, label)
         VALUES (?1, ?1, ?2, ?3, ?4, ?5, 'on', ?6, '', '7', 0, 0, '#stories')",
    )?
    .execute(params![
        id,
        wish.platform(),
        address,
        wish.at.time.format("%H:%M").to_string(),
        wish.at.zone.name(),
        wish.next_due.timestamp()
    ])?;
    Ok(())
}

/// How many deliveries are in each state.
pub(crate) fn states(path: &Path) -> Result<Vec<(String, usize)>> {
    let db = Connection::open(path)?;
    let mut states = db.prepare("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state")?;
    let states = states.query_map([], |row| Ok((row.get(0)?, row.get::<_, u32>(1)?)))?;
    Ok(states.map(|state| state.map(|(word, count)| (word, count as usize))).collect::<Result<_, _>>()?)
}

/// Gives the disk's room back.
pub(crate) fn remove(path: &Path) {
    for added in ["", "-wal", "-shm", ".lock"] {
        let mut file = path.as_os_str().to_owned();
        file.push(added);
        // Not every one of them is there.
        let _missing = std::fs::remove_file(file);
    }
}

/// The size of a file in MiB.
pub(crate) fn mib(path: &Path) -> Result<u64> {
    Ok(std::fs::metadata(path)?.len() >> 20)
}
