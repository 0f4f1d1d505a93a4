//! The store's contract, and what is said of files that cannot be one.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use touchline::domain::community::PlatformName;
use touchline::domain::schedule::Timestamp;
use touchline::ports::{InboxItem, Store};
use touchline::store::sqlite::SqliteStore;

use crate::world::{ADMIN, MEMBER, World};

fn now() -> Timestamp {
    "2026-11-21T08:00:00Z".parse().expect("an instant")
}

fn open(path: &Path) -> Result<Arc<dyn Store>, String> {
    SqliteStore::open(path).map(|store| Arc::new(store) as Arc<dyn Store>).map_err(|error| error.to_string())
}

fn item(key: i64) -> InboxItem {
    InboxItem { key, body: format!("{{\"update_id\":{key}}}") }
}

#[tokio::test]
async fn updates_are_kept_until_they_are_finished_and_known_when_they_come_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (platform, other) = (PlatformName::new("one"), PlatformName::new("two"));
    let keys = |items: Vec<InboxItem>| items.into_iter().map(|item| item.key).collect::<Vec<_>>();
    let store = open(&folder.path().join("a.db")).expect("a new store");
    store.receive(&platform, vec![item(3), item(1), item(2)], now()).await.expect("kept");
    store.receive(&other, vec![item(1)], now()).await.expect("kept");
    store.finish(&platform, 2, now()).await.expect("finished");
    store.close().await;
    drop(store);
    let store = open(&folder.path().join("a.db")).expect("the same store");
    assert_eq!(keys(store.unfinished(&platform).await.expect("readable")), [1, 3], "in order, after a restart");
    store.receive(&platform, vec![item(2)], now()).await.expect("kept");
    assert_eq!(keys(store.unfinished(&platform).await.expect("readable")), [1, 3], "a finished one is known");
    assert_eq!(keys(store.unfinished(&other).await.expect("readable")), [1]);
    let later = now() + chrono::TimeDelta::days(3);
    store.receive(&platform, vec![item(9)], later).await.expect("kept");
    store.receive(&platform, vec![item(2)], later).await.expect("kept");
    assert_eq!(
        keys(store.unfinished(&platform).await.expect("readable")),
        [1, 2, 3, 9],
        "after two days it is forgotten"
    );
    store.remember("digest", "a").await.expect("kept");
    store.remember("digest", "b").await.expect("kept");
    assert_eq!(store.fact("digest").await.expect("readable").as_deref(), Some("b"));
    store.close().await;
    assert!(store.fact("digest").await.is_err(), "a closed store says so");
}

#[tokio::test]
async fn many_writers_at_once_all_get_their_commit() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(&folder.path().join("a.db")).expect("a new store");
    let platform = PlatformName::new("one");
    let writes = (0..2_000).map(|key| {
        let (store, platform) = (Arc::clone(&store), platform.clone());
        tokio::spawn(async move { store.receive(&platform, vec![item(key)], now()).await })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.expect("no panic").expect("committed");
    }
    assert_eq!(store.unfinished(&platform).await.expect("readable").len(), 2_000);
}

#[tokio::test]
async fn a_second_start_changes_nothing() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    let before = dump(&world);
    let world = world.restarted().await;
    assert_eq!(dump(&world), before);
    world.say(MEMBER, "/player hakimi").await;
    assert_eq!(dump(&world), before, "nor does reading");
}

/// Every table of ours, row by row.
fn dump(world: &World) -> String {
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    let mut dumped = String::new();
    for table in [
        "communities",
        "stories",
        "players",
        "player_names",
        "teams",
        "matches",
        "story_players",
        "story_teams",
        "subscriptions",
        "deliveries",
        "inbox",
        "facts",
        "shown",
    ] {
        let mut rows = db.prepare(&format!("SELECT * FROM {table}")).expect("the table");
        let columns = rows.column_count();
        let mut rows = rows.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let values: Vec<_> =
                (0..columns).map(|column| format!("{:?}", row.get_ref(column).expect("a value"))).collect();
            writeln!(dumped, "{table}: {}", values.join(" ")).expect("a string takes everything");
        }
    }
    dumped
}

#[test]
fn the_file_can_be_read_with_plain_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    drop(open(&path).expect("a new store"));
    let db = rusqlite::Connection::open(&path).expect("the file");
    let mode: String = db.query_row("PRAGMA journal_mode", [], |row| row.get(0)).expect("a mode");
    assert_eq!(mode, "wal");
    db.execute("SELECT title, summary, text FROM stories", [])
        .map_or_else(|error| assert!(error.to_string().contains("returned"), "{error}"), |_| ());
}

#[test]
fn files_that_cannot_be_the_store_are_told_apart_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let refused = |path: &Path| open(path).err().expect("refused");
    std::fs::write(path("text.db"), "not a database at all, but long enough to look like one".repeat(100))
        .expect("written");
    assert!(
        refused(&path("text.db")).contains("is not a Touchline database. Nothing was changed in it"),
        "{}",
        refused(&path("text.db"))
    );
    let foreign = rusqlite::Connection::open(path("foreign.db")).expect("a file");
    foreign.execute_batch("CREATE TABLE guests (name TEXT)").expect("a table");
    drop(foreign);
    let before = std::fs::read(path("foreign.db")).expect("readable");
    assert!(refused(&path("foreign.db")).contains("is not a Touchline database"));
    assert_eq!(std::fs::read(path("foreign.db")).expect("readable"), before);
    drop(open(&path("newer.db")).expect("a new store"));
    rusqlite::Connection::open(path("newer.db"))
        .and_then(|db| db.pragma_update(None, "user_version", 99))
        .expect("set");
    let newer = refused(&path("newer.db"));
    assert!(
        newer.contains("was written by a newer Touchline (version 99 of its shape; this program knows 6)"),
        "{newer}"
    );
    assert!(refused(&path("no/such/folder/a.db")).contains("Check that its folder exists"));
    let held = open(&path("held.db")).expect("a new store");
    assert!(refused(&path("held.db")).contains("is in use by another Touchline process"));
    drop(held);
    drop(open(&path("damaged.db")).expect("a new store"));
    let mut bytes = std::fs::read(path("damaged.db")).expect("readable");
    let pages = bytes.len() / 4096;
    for page in 2..pages {
        bytes[page * 4096..page * 4096 + 64].fill(0xa5);
    }
    std::fs::write(path("damaged.db"), bytes).expect("written");
    let damaged = refused(&path("damaged.db"));
    assert!(damaged.contains("is damaged") || damaged.contains("malformed"), "{damaged}");
}

/// What an older program wrote comes along whole: a rest that the place imposed, a doubt that was open, themes.
#[test]
fn an_older_file_is_brought_up_to_date_with_all_that_is_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("older.db");
    let db = rusqlite::Connection::open(&path).expect("a new file");
    db.execute_batch(include_str!("../../src/store/sqlite/migrations/0001_init.sql")).expect("the first shape");
    db.execute_batch(
        "PRAGMA application_id = 0x544c4e45; PRAGMA user_version = 1;
         INSERT INTO communities VALUES (1, 'board', 'fans');
         INSERT INTO stories (id, slug, state, title, summary, text, event_date, lang, details, created_at, updated_at)
             VALUES (1, 's', 'published', 'T', 'S', 'X', '2022-11-27', 'en', '{\"themes\": [\"family\", \"fans\"]}', 0, 0);
         INSERT INTO subscriptions (id, community_id, platform, place, time, zone, state, pause_reason, next_due_at, request, created_by, created_at, updated_at)
             VALUES (1, 1, 'board', 'a', '09:00', 'Europe/Paris', 'on', NULL, 1000, 'r', 'ada', 0, 0),
                    (2, 1, 'board', 'b', '09:00', 'UTC', 'paused', 'Gone.', 1000, 'r', 'ada', 0, 0);
         INSERT INTO deliveries (subscription_id, platform, place, local_date, story_id, rendering, state, attempts, not_before, expires_at, first_tried_at, tried_at, repeat_until, created_at)
             VALUES (1, 'board', 'a', '2026-11-20', 1, 'words', 'retry', 2, 500, 900, 400, 450, 460, 0);",
    )
    .expect("rows");
    drop(db);
    drop(SqliteStore::open(&path).expect("brought up to date"));
    let db = rusqlite::Connection::open(&path).expect("readable");
    let text = |sql: &str| db.query_row(sql, [], |row| row.get::<_, String>(0)).expect(sql);
    assert_eq!(text("SELECT themes FROM stories"), "family,fans");
    assert_eq!(text("SELECT days || filter || silent FROM subscriptions WHERE id = 1"), "all0");
    assert_eq!(text("SELECT pause_reason || probe_at FROM subscriptions WHERE id = 2"), "Gone.0", "looked at at once");
    assert_eq!(text("SELECT state || uncertain_since FROM deliveries"), "retry400");
    assert_eq!(text("SELECT words FROM renderings JOIN deliveries d ON d.rendering_id = renderings.id"), "words");
    assert_eq!(text("PRAGMA quick_check"), "ok");
    assert_eq!(text("SELECT count(*) || '' FROM pragma_foreign_key_check"), "0");
}
