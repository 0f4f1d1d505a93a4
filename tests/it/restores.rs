//! A backup in the place of the store (reliability.md T19): nothing that was due before is posted again, what was deleted
//! stays deleted, and whatever moment it is killed at, the store is the old one or the restored one.

use std::collections::HashMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use touchline::domain::schedule::Timestamp;
use touchline::domain::tongue::Tongue;
use touchline::ports::Clock as _;
use touchline::store::sqlite::{Existing, RestoreError, Restored, Shape, SqliteStore, restore};
use touchline::text;

use crate::dice::Dice;
use crate::process::{run, said, touchline};
use crate::world::{ADMIN, Answer, COLLECTION, ELSEWHERE, MEMBER, World};

fn at(instant: &str) -> Timestamp {
    instant.parse().expect("an instant")
}

fn backup(world: &World, name: &str) -> PathBuf {
    let to = world.file().with_file_name(name);
    SqliteStore::back_up(&world.file(), &to, Existing::Replaced).expect("a good copy");
    to
}

/// Puts a backup in the place of the world's store at the world's time.
async fn restored(world: World, from: &Path) -> (World, Restored) {
    let now = world.clock.now();
    let mut done = None;
    let world = world.stopped_for(|file| done = Some(restore(file, from, Shape::Newest, now).expect("restored"))).await;
    (world, done.expect("it was called"))
}

/// How often each place had a post for each date.
fn posts(world: &World) -> HashMap<String, usize> {
    let mut posts = HashMap::new();
    for (_, _, mark) in world.board.posts.lock().expect("no test panics while it holds this").iter() {
        *posts.entry(mark.clone()).or_default() += 1;
    }
    posts
}

fn one(world: &World, sql: &str) -> String {
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    db.query_row(sql, [], |row| row.get::<_, rusqlite::types::Value>(0))
        .map(|value| match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        })
        .expect(sql)
}

#[tokio::test]
async fn what_was_posted_since_the_backup_is_not_posted_again_and_what_comes_later_comes() {
    let world = World::at("2026-11-21T08:00:00Z").await;
    world.say(ADMIN, "/daily on 09:00 UTC").await;
    world.say(ELSEWHERE, "/daily on 18:00 UTC").await;
    let from = backup(&world, "old.db");
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-21T18:00:00Z").await;
    world.pass_at("2026-11-22T09:00:00Z").await;
    assert_eq!(world.arrived(), 3);
    world.clock.set("2026-11-22T12:00:00Z");
    let (world, done) = restored(world, &from).await;
    assert_eq!((done.deletions, done.unknown_since), (0, None));
    world.pass().await;
    world.pass_at("2026-11-22T17:59:00Z").await;
    assert_eq!(world.arrived(), 3, "nothing that was due before the restore");
    let why = world.say(ADMIN, "/daily why").await;
    assert!(
        why.contains("2026-11-22: posted at 09:00") && why.contains("2026-11-21: posted at 09:00"),
        "known of the store before: {why}"
    );
    world.pass_at("2026-11-22T18:00:00Z").await;
    assert_eq!(world.arrived(), 4, "later the same day it comes");
    world.pass_at("2026-11-23T09:00:00Z").await;
    assert_eq!(world.arrived(), 5);
    assert!(posts(&world).values().all(|count| *count == 1));
}

#[tokio::test]
async fn without_the_store_before_it_every_date_until_now_is_closed_with_its_reason() {
    let world = World::at("2026-11-21T08:00:00Z").await;
    world.say(ADMIN, "/daily on 09:00 UTC").await;
    let from = backup(&world, "old.db");
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-22T09:00:00Z").await;
    world.clock.set("2026-11-22T10:00:00Z");
    let world = world
        .stopped_for(|file| {
            std::fs::remove_file(file).expect("gone");
            let done = restore(file, &from, Shape::Newest, at("2026-11-22T10:00:00Z")).expect("restored");
            assert_eq!((done.aside, done.closed), (None, 2));
            assert!(done.unknown_since.is_some_and(|why| why.contains("there was no store")));
        })
        .await;
    world.pass().await;
    assert_eq!(world.arrived(), 2, "nothing again");
    let why = world.say(ADMIN, "/daily why").await;
    let reason = text!("post-before-restore").say(Tongue::English);
    assert!(why.matches(&reason).count() == 2 && why.contains("2026-11-21: skipped"), "{why}");
    world.pass_at("2026-11-23T09:00:00Z").await;
    assert_eq!(world.arrived(), 3);
}

/// Every state that a row can wait in, a closed place that opens again, a clock that is put back.
#[tokio::test]
async fn nothing_that_waits_in_a_backup_comes_by_itself() {
    let world = World::at("2026-11-21T08:00:00Z").await;
    world.say(ADMIN, "/daily on 09:00 UTC").await;
    world.say(ELSEWHERE, "/daily on 09:00 UTC").await;
    world.script([Answer::ArrivesUnheard, Answer::Fails(touchline::ports::PostError::Unreachable("no".into()))]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    let states = ["planned", "sending", "retry", "unsure"];
    world.told();
    let before = world.arrived();
    for (number, state) in states.into_iter().enumerate() {
        db.execute("UPDATE deliveries SET state = ?1, tried_at = 1, attempts = 1", [state]).expect("set");
        db.execute(
            "INSERT OR REPLACE INTO inbox (platform, key, body, received_at) VALUES ('board', 7, 'words', 1)",
            [],
        )
        .expect("set");
        backup(&world, &format!("{number}.db"));
    }
    db.execute("UPDATE subscriptions SET state = 'paused', pause_reason = 'Gone.', probe_at = 1", []).expect("set");
    let closed = backup(&world, "closed.db");
    drop(db);
    world.clock.set("2026-11-21T10:00:00Z");
    let mut world = world;
    for (number, state) in states.into_iter().enumerate() {
        let from = world.file().with_file_name(format!("{number}.db"));
        // As after a loss: nothing is known of what came since.
        let now = world.clock.now();
        world = world
            .stopped_for(|file| {
                std::fs::remove_file(file).expect("gone");
                restore(file, &from, Shape::Newest, now).expect("restored");
            })
            .await;
        for hour in ["10:00", "10:30", "12:00"] {
            world.pass_at(&format!("2026-11-21T{hour}:00Z")).await;
        }
        assert_eq!(world.arrived(), before, "{state}");
        assert!(world.told().is_empty(), "nobody is told of it again");
        assert_eq!(one(&world, "SELECT count(*) FROM inbox WHERE done_at IS NULL OR body <> ''"), "0");
        assert_eq!(one(&world, "SELECT group_concat(DISTINCT state) FROM deliveries"), "skipped");
    }
    let (world, _) = restored(world, &closed).await;
    world.clock.set("2026-11-21T12:30:00Z");
    world.back(ADMIN).await;
    world.pass_at("2026-11-21T12:31:00Z").await;
    world.pass_at("2026-11-21T13:31:00Z").await;
    assert_eq!(world.arrived(), before, "nor when its place opens again");
    world.store.realign(at("2026-11-21T07:00:00Z")).await.expect("put right");
    world.pass_at("2026-11-21T09:00:00Z").await;
    assert_eq!(world.arrived(), before, "nor when the clock is put back");
    world.pass_at("2026-11-22T09:00:00Z").await;
    assert_eq!(world.arrived(), before + 2, "the next day it comes");
}

#[tokio::test]
async fn who_was_forgotten_and_what_was_purged_stays_so_and_what_came_after_stays() {
    let world = World::at("2026-11-21T08:00:00Z").await;
    world.say(ADMIN, "/daily on 09:00 UTC").await;
    world.say(ELSEWHERE, "/daily on 09:00 UTC").await;
    let heart = async |world: &World, somebody| {
        let story = world.reply(somebody, "/player hakimi").await;
        // The label counts.
        let button = story.message.buttons.iter().find(|button| button.label.starts_with('❤')).expect("a heart");
        world.press(somebody, &button.action.encode()).await;
    };
    heart(&world, MEMBER).await;
    heart(&world, ADMIN).await;
    let old = backup(&world, "old.db");
    let ask = async |world: &World| {
        let asked = world.reply(MEMBER, "/forgetme").await;
        world.press_label(MEMBER, &asked, "Forget me").await
    };
    ask(&world).await;
    world.removed(ELSEWHERE).await;
    world.clock.set("2026-12-10T08:00:00Z");
    while world.store.purge(world.clock.now()).await.expect("purged") {}
    assert_eq!(one(&world, "SELECT count(*) FROM communities WHERE address = 'rivals'"), "0");
    let deletions = one(&world, "SELECT group_concat(hex(digest)) FROM deletions");
    assert!(deletions.len() > 120 && !deletions.contains("max"), "digests alone: {deletions}");
    // Somebody comes back, and a backup knows of both.
    heart(&world, MEMBER).await;
    let knowing = backup(&world, "knowing.db");
    let (world, done) = restored(world, &old).await;
    assert_eq!(done.deletions, 2, "a person and a community");
    let hearts = "SELECT count(*) FROM favourites WHERE person = ";
    assert_eq!(one(&world, &format!("{hearts}'max'")), "0", "stays forgotten");
    assert_eq!(one(&world, &format!("{hearts}'ada'")), "1", "nobody else is");
    assert_eq!(one(&world, "SELECT count(*) FROM communities WHERE address = 'rivals'"), "0", "stays purged");
    let (world, done) = restored(world, &knowing).await;
    assert_eq!((done.deletions, one(&world, &format!("{hearts}'max'"))), (0, "1".into()), "what came after it stays");
    // And once more from the oldest: the record went along.
    let (world, done) = restored(world, &old).await;
    assert_eq!((done.deletions, one(&world, &format!("{hearts}'max'"))), (2, "0".into()));
}

#[tokio::test]
async fn backups_of_any_age_restored_at_any_time_double_nothing() {
    let mut dice = Dice::by_chance();
    for _ in 0..4 {
        let mut world = World::at("2026-11-21T00:00:30Z").await;
        for (place, time) in [("a", "00:30 UTC"), ("b", "09:00 Europe/Paris"), ("c", "23:45 America/New_York")] {
            world.say(ADMIN, &format!("/daily on {time} place:{place}")).await;
        }
        let (mut taken, mut restores) = (Vec::new(), 0);
        let end = at("2026-11-30T00:00:00Z");
        while world.clock.now() < end {
            let minutes = dice.roll(150) + 1;
            world.clock.advance(std::time::Duration::from_secs(minutes * 60));
            if dice.roll(12) == 0 {
                world.script([Answer::ArrivesUnheard]);
            }
            world.pass().await;
            if dice.roll(6) == 0 {
                let number = taken.len();
                taken.push(backup(&world, &format!("{number}.db")));
            }
            if dice.roll(15) == 0 && !taken.is_empty() {
                let from = taken[dice.below(taken.len())].clone();
                let is_lost = dice.roll(4) == 0;
                let now = world.clock.now();
                world = world
                    .stopped_for(|file| {
                        if is_lost {
                            std::fs::write(file, "not what it was").expect("written");
                        }
                        restore(file, &from, Shape::Newest, now).expect("restored");
                    })
                    .await;
                restores += 1;
            }
        }
        let posts = posts(&world);
        assert!(posts.values().all(|count| *count == 1), "{restores} restores: {posts:?}");
        assert!(posts.len() >= 12, "most dates came all the same: {posts:?}");
    }
}

/// The real binary.
fn folder_with_store() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let stories = [("TOUCHLINE_STORIES__DIR", COLLECTION)];
    assert_eq!(said(&run(folder.path(), &[], &stories, "/daily on 09:00\n")).0, 0);
    assert_eq!(said(&run(folder.path(), &["backup", "old.db"], &[], "")).0, 0);
    assert_eq!(said(&run(folder.path(), &[], &stories, "/daily off\n")).0, 0);
    folder
}

fn subscriptions(file: &Path) -> i64 {
    let db = rusqlite::Connection::open(file).expect("the store's file");
    db.query_row("SELECT count(*) FROM subscriptions WHERE state <> 'off'", [], |row| row.get(0)).expect("a store")
}

#[test]
fn the_command_says_what_it_does_and_would_do() {
    let folder = folder_with_store();
    let file = folder.path().join("touchline.db");
    let (code, text, error) = said(&run(folder.path(), &["restore", "--dry-run", "old.db"], &[], ""));
    assert_eq!((code, error.as_str(), subscriptions(&file)), (0, "", 0), "nothing has changed");
    assert!(text.contains("Nothing was changed. old.db would take the place of touchline.db:"), "{text}");
    let (code, text, error) = said(&run(folder.path(), &["restore", "old.db"], &[], ""));
    assert_eq!((code, error.as_str(), subscriptions(&file)), (0, "", 1), "{text}");
    assert!(
        text.contains("touchline.db is restored from old.db:")
            && text.contains("kept as touchline.db.before-restore-20"),
        "{text}"
    );
    let aside = std::fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let aside: Vec<_> = aside.filter(|path| path.to_string_lossy().contains("before-restore")).collect();
    assert_eq!((aside.len(), subscriptions(&aside[0])), (1, 0), "the store before it is whole");
    let (code, ..) = said(&run(folder.path(), &[], &[], "/daily show\n"));
    assert_eq!(code, 0);
}

#[test]
fn what_cannot_be_restored_leaves_the_store_as_it_is() {
    let folder = folder_with_store();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("text.db"), "no database".repeat(1_000)).expect("written");
    rusqlite::Connection::open(path("foreign.db"))
        .and_then(|db| db.execute_batch("CREATE TABLE guests (name TEXT)"))
        .expect("made");
    std::fs::copy(path("old.db"), path("newer.db")).expect("copied");
    rusqlite::Connection::open(path("newer.db"))
        .and_then(|db| db.pragma_update(None, "user_version", 99))
        .expect("set");
    let mut bytes = std::fs::read(path("old.db")).expect("readable");
    std::fs::write(path("cut.db"), &bytes[..bytes.len() / 2]).expect("written");
    let pages = bytes.len() / 4096;
    bytes[4096 * (pages / 2)..4096 * (pages / 2) + 300].fill(0xa5);
    std::fs::write(path("damaged.db"), bytes).expect("written");
    std::fs::create_dir(path("folder")).expect("made");
    std::os::unix::fs::symlink(path("touchline.db"), path("link.db")).expect("linked");
    let before = std::fs::read(path("touchline.db")).expect("readable");
    for (from, expected) in [
        ("none.db", "there is no backup none.db"),
        ("folder", "folder is no file: name the backup"),
        ("text.db", "is no backup of Touchline"),
        ("foreign.db", "is no backup of Touchline"),
        ("newer.db", "was written by a newer Touchline"),
        ("cut.db", "is damaged"),
        ("damaged.db", "is damaged"),
        ("touchline.db", "is the store itself"),
        ("link.db", "is the store itself"),
    ] {
        for arguments in [&["restore", from][..], &["restore", "--dry-run", from]] {
            let (code, text, error) = said(&run(folder.path(), arguments, &[], ""));
            assert!(code == 1 && error.contains(expected) && text.is_empty(), "{from}: {code} {error}");
        }
    }
    assert_eq!(std::fs::read(path("touchline.db")).expect("readable"), before);
    let held = SqliteStore::open(&path("touchline.db")).expect("the store");
    let (code, _, error) = said(&run(folder.path(), &["restore", "old.db"], &[], ""));
    assert!(code == 78 && error.contains("is in use by another Touchline process"), "{error}");
    let (code, ..) = said(&run(folder.path(), &["restore", "--dry-run", "old.db"], &[], ""));
    assert_eq!(code, 0, "what it would do can be asked");
    drop(held);
    let reader = rusqlite::Connection::open(path("touchline.db")).expect("the store's file");
    reader.execute_batch("PRAGMA journal_mode = WAL; BEGIN; SELECT count(*) FROM stories").expect("readable");
    assert!(matches!(
        restore(&path("touchline.db"), &path("old.db"), Shape::Newest, at("2026-11-22T10:00:00Z")),
        Err(RestoreError::Read(_))
    ));
    drop(reader);
    assert_eq!(subscriptions(&path("touchline.db")), 0);
    let (code, _, error) = said(&run(folder.path(), &["--store", "foreign.db", "restore", "old.db"], &[], ""));
    assert!(
        code == 78 && error.contains("foreign.db is not a Touchline database"),
        "somebody else's is not replaced: {error}"
    );
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
        .filter(|name| ["partial", "trial", "restor"].iter().any(|word| name.contains(word)))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Only its WAL is there: that is put aside, and what is said of it is there.
#[test]
fn what_is_left_of_a_store_is_kept_under_the_name_that_is_said() {
    let folder = folder_with_store();
    std::fs::remove_file(folder.path().join("touchline.db")).expect("gone");
    std::fs::write(folder.path().join("touchline.db-wal"), "what is left").expect("written");
    let (code, _, error) = said(&run(folder.path(), &[], &[], "/about\n"));
    assert!(code == 78 && error.contains("touchline.db is not there, but touchline.db-wal is"), "{error}");
    assert!(!folder.path().join("touchline.db").exists(), "none is made in its place");
    let (code, text, error) = said(&run(folder.path(), &["restore", "old.db"], &[], ""));
    assert_eq!(code, 0, "{error}");
    let kept = text.split("kept as ").nth(1).and_then(|rest| rest.split(';').next()).expect("a name");
    assert_eq!(std::fs::read_to_string(folder.path().join(kept)).expect("it is there"), "what is left");
}

/// A damaged store keeps its WAL when it is put aside, and the WAL is never applied to the restored one.
#[test]
fn a_wal_of_the_store_before_is_never_applied_to_the_restored_one() {
    let folder = folder_with_store();
    let path = |name: &str| folder.path().join(name);
    let writer = rusqlite::Connection::open(path("touchline.db")).expect("the store's file");
    writer.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; UPDATE subscriptions SET label = 'of the store before'").expect("written");
    let (main, wal) = (
        std::fs::read(path("touchline.db")).expect("readable"),
        std::fs::read(path("touchline.db-wal")).expect("readable"),
    );
    drop(writer);
    let mut damaged = main;
    damaged[..4096].fill(0);
    std::fs::write(path("touchline.db"), &damaged).expect("written");
    std::fs::write(path("touchline.db-wal"), &wal).expect("written");
    let (code, text, error) = said(&run(folder.path(), &["restore", "old.db"], &[], ""));
    assert_eq!(code, 0, "{error}");
    let db = rusqlite::Connection::open(path("touchline.db")).expect("the store's file");
    let labels: i64 = db
        .query_row("SELECT count(*) FROM subscriptions WHERE label = 'of the store before'", [], |row| row.get(0))
        .expect("a store");
    let verdict: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a store");
    assert!(verdict == "ok" && (labels == 0 || !text.contains("COULD NOT")), "{labels} {verdict} {text}");
}

fn same_inode(one: &Path, other: &Path) -> bool {
    let number = |path: &Path| std::fs::metadata(path).expect("a file").ino();
    number(one) == number(other)
}

/// Killed at a random moment: told by how often one could look whether it has ended.
#[test]
fn a_restore_that_is_killed_leaves_the_old_store_or_the_restored_one() {
    let mut dice = Dice::by_chance();
    let folder = folder_with_store();
    let path = |name: &str| folder.path().join(name);
    let (old, present) =
        (std::fs::read(path("old.db")).expect("readable"), std::fs::read(path("touchline.db")).expect("readable"));
    // How long one lasts that nobody kills.
    let looks = |dice: Option<(&mut Dice, u64)>| -> (u64, bool) {
        let mut child = touchline(folder.path())
            .args(["restore", "old.db"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let most = dice.map_or(u64::MAX, |(dice, most)| dice.roll(most));
        let mut looked = 0;
        while looked < most {
            if child.try_wait().expect("a child").is_some() {
                return (looked, false);
            }
            looked += 1;
        }
        child.kill().expect("it was running");
        child.wait().expect("it ends");
        (looked, true)
    };
    let whole = looks(None).0;
    let (mut kills, mut news) = (0, 0);
    // What else the machine does shifts the moments: they reach further until some came after the decision.
    while kills < 50 || (news == 0 && kills < 400) {
        for entry in std::fs::read_dir(folder.path()).expect("a folder") {
            std::fs::remove_file(entry.expect("an entry").path()).expect("removed");
        }
        std::fs::write(path("old.db"), &old).expect("written");
        std::fs::write(path("touchline.db"), &present).expect("written");
        let (_, is_killed) = looks(Some((&mut dice, whole + whole * u64::from(kills) / 50)));
        kills += u32::from(is_killed);
        // Whatever opens it next does the rest, and leaves nothing of one that was not decided.
        drop(SqliteStore::open(&path("touchline.db")).expect("it opens"));
        for entry in std::fs::read_dir(folder.path()).expect("a folder") {
            let (entry, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("an entry");
            let name = name.to_string_lossy();
            assert!(!name.ends_with(".partial"), "{name} is left");
            let is_another = |store: &Path| !same_inode(&entry, store);
            assert!(!name.contains(".before-restore-") || is_another(&path("touchline.db")), "{name} is the store");
        }
        let restored = subscriptions(&path("touchline.db"));
        news += restored;
        if restored == 1 {
            let db = rusqlite::Connection::open(path("touchline.db")).expect("the store's file");
            let due: i64 = db
                .query_row("SELECT min(next_due_at) > unixepoch() - 60 FROM subscriptions", [], |row| row.get(0))
                .expect("a store");
            assert_eq!(due, 1, "settled before it was the store");
        }
        assert!(!path("touchline.db.restored").exists());
        drop(SqliteStore::open(&path("touchline.db")).expect("again"));
        assert_eq!(subscriptions(&path("touchline.db")), restored);
    }
    assert!(news > 0 || whole < 50, "some were killed after it was decided");
    let (code, _, error) = said(&run(folder.path(), &["restore", "old.db"], &[], ""));
    assert_eq!((code, subscriptions(&path("touchline.db"))), (0, 1), "said again it is done: {error}");
}
