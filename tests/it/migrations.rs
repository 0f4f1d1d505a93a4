//! From one version to the next and back while posts go on (reliability.md T20): the store as the program before left it is
//! brought up to date, and can be given back to that program.

use std::path::Path;

use touchline::ports::Clock as _;
use touchline::store::sqlite::{Shape, restore};

use crate::process::{run, said};
use crate::world::{ADMIN, ELSEWHERE, World};

const FILES: [&str; 5] = [
    include_str!("../../src/store/sqlite/migrations/0001_init.sql"),
    include_str!("../../src/store/sqlite/migrations/0002_subscriptions.sql"),
    include_str!("../../src/store/sqlite/migrations/0003_changes.sql"),
    include_str!("../../src/store/sqlite/migrations/0004_favourites.sql"),
    include_str!("../../src/store/sqlite/migrations/0005_titles.sql"),
];

fn schema(db: &rusqlite::Connection) -> Vec<String> {
    let mut rows = db.prepare("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY 1").expect("a schema");
    let rows = rows.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

/// The store as the program before this one left it: what is new is taken away, and the shape is that of its migrations.
fn as_before(file: &Path) {
    let db = rusqlite::Connection::open(file).expect("the store's file");
    db.execute_batch("DROP TABLE deletions; DELETE FROM facts WHERE name = 'deletions-salt'; PRAGMA user_version = 5")
        .expect("older");
    let of_files = rusqlite::Connection::open_in_memory().expect("memory");
    for sql in FILES {
        of_files.execute_batch(sql).expect("valid");
    }
    assert_eq!(schema(&db), schema(&of_files));
}

fn version(file: &Path) -> i64 {
    let db = rusqlite::Connection::open(file).expect("the store's file");
    db.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a version")
}

#[tokio::test]
async fn up_and_down_and_up_again_each_date_comes_once() {
    let world = World::at("2026-11-21T08:00:00Z").await;
    world.say(ADMIN, "/daily on 09:00 UTC").await;
    world.say(ELSEWHERE, "/daily on 18:00 UTC").await;
    world.pass_at("2026-11-21T09:00:00Z").await;
    // The program before this one stops; this one starts, and posts.
    let world = world.stopped_for(as_before).await;
    let saved = world.file().with_added_extension("before-v6");
    assert_eq!((version(&world.file()), version(&saved)), (6, 5));
    world.pass_at("2026-11-21T18:00:00Z").await;
    world.pass_at("2026-11-22T09:00:00Z").await;
    assert_eq!(world.arrived(), 3);
    // Back: the older program finds its own shape, in which nothing of before is due. Then up again: in the test it is this
    // program that plays the older one, which it can as soon as the shape is brought up to date.
    world.clock.set("2026-11-22T09:30:00Z");
    let now = world.clock.now();
    let world = world
        .stopped_for(|file| {
            let done = restore(file, &saved, Shape::Kept, now).expect("restored");
            assert_eq!((done.unknown_since, version(file)), (None, 5));
            let db = rusqlite::Connection::open(file).expect("the store's file");
            let of_files = rusqlite::Connection::open_in_memory().expect("memory");
            for sql in FILES {
                of_files.execute_batch(sql).expect("valid");
            }
            assert_eq!(schema(&db), schema(&of_files), "the shape of the program before");
        })
        .await;
    world.pass_at("2026-11-22T09:31:00Z").await;
    assert_eq!(world.arrived(), 3, "nothing again");
    world.pass_at("2026-11-22T18:00:00Z").await;
    world.pass_at("2026-11-23T09:00:00Z").await;
    assert_eq!(world.arrived(), 5, "nothing lost");
    let marks: std::collections::HashSet<_> = world
        .board
        .posts
        .lock()
        .expect("no test panics while it holds this")
        .iter()
        .map(|post| post.2.clone())
        .collect();
    assert_eq!(marks.len(), 5, "each once");
}

#[test]
fn without_room_for_the_copy_of_before_nothing_is_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("touchline.db");
    assert_eq!(said(&run(folder.path(), &[], &[], "/daily on 09:00\n")).0, 0);
    as_before(&path);
    std::fs::create_dir(folder.path().join("touchline.db.before-v6")).expect("made");
    let (code, _, error) = said(&run(folder.path(), &[], &[], "/about\n"));
    assert!(
        code == 78
            && error.contains("is copied before it is brought up to date, but:")
            && error.contains("is a folder"),
        "{error}"
    );
    assert_eq!(version(&path), 5);
    std::fs::remove_dir(folder.path().join("touchline.db.before-v6")).expect("removed");
    assert_eq!(said(&run(folder.path(), &[], &[], "/about\n")).0, 0);
    assert_eq!(version(&path), 6);
}
