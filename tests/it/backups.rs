//! Backups from the command line and by the clock (reliability.md 4): one file, checked, never over anything, and the older
//! ones go by their age.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;
use touchline::config::BackupSettings;
use touchline::domain::community::PlatformName;
use touchline::domain::schedule::Timestamp;
use touchline::ops::backup::{Backups, backups};
use touchline::ports::{Clock, InboxItem, Store};
use touchline::store::sqlite::{Existing, SqliteStore};

use crate::process::{Platforms, Running, run, said};
use crate::world::{ADMIN, COLLECTION, ManualClock, World};

/// A folder with a store in it that has one daily post.
fn folder_with_store() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, ..) = said(&run(folder.path(), &[], &[("TOUCHLINE_STORIES__DIR", COLLECTION)], "/daily on 09:00\n"));
    assert_eq!(code, 0);
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_one_checked_file_and_says_what_is_in_it() {
    let folder = folder_with_store();
    let before = names(folder.path());
    let (code, text, error) = said(&run(folder.path(), &["backup", "monday.db"], &[], ""));
    assert_eq!((code, error.as_str()), (0, ""), "{text}");
    assert!(
        text.starts_with("monday.db is written and checked: ")
            && text.contains("shape version 6, 2 stories, 1 daily post, 0 dates in the ledger, newest entry 20"),
        "{text}"
    );
    let mut expected = before;
    expected.push("monday.db".to_owned());
    expected.sort();
    // Whoever reads the store makes what SQLite keeps beside it.
    let theirs =
        |folder: &Path| names(folder).into_iter().filter(|name| !name.ends_with("-shm") && !name.ends_with("-wal"));
    assert_eq!(theirs(folder.path()).collect::<Vec<_>>(), expected, "nothing else is left");
    let file = folder.path().join("monday.db");
    assert_eq!(std::fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
    let db = rusqlite::Connection::open(&file).expect("a database");
    let read = |sql: &str| db.query_row(sql, [], |row| row.get::<_, String>(0)).expect(sql);
    assert_eq!(read("PRAGMA journal_mode"), "delete", "one file, without a WAL");
    assert_eq!(read("PRAGMA integrity_check"), "ok");
    drop(db);
    let (code, _, error) = said(&run(folder.path(), &["backup", "monday.db"], &[], ""));
    assert_eq!(code, 1);
    assert!(
        error.contains("monday.db is there already and stays as it is. Name another file, or add --force"),
        "{error}"
    );
    let (code, ..) = said(&run(folder.path(), &["backup", "--force", "monday.db"], &[], ""));
    assert_eq!(code, 0);
    assert_eq!(theirs(folder.path()).collect::<Vec<_>>(), expected);
}

/// Tokens may be for the service's eyes alone.
#[test]
fn what_works_on_the_store_alone_needs_no_secret() {
    let folder = folder_with_store();
    let config = "[discord]\ntoken_file = \"not-for-you\"\n[telegram]\nmode = \"webhook\"\n";
    std::fs::write(folder.path().join("config.toml"), config).expect("written");
    let (code, _, error) = said(&run(folder.path(), &["check"], &[], ""));
    assert!(code == 78 && error.contains("not-for-you cannot be read"), "{error}");
    for arguments in [
        &["backup", "monday.db"][..],
        &["restore", "monday.db"],
        &["daily", "simulate", "--days", "1"],
        &["stories", "export", "stories.csv"],
        &["stories", "import", "stories.csv"],
    ] {
        let (code, out, error) = said(&run(folder.path(), arguments, &[], ""));
        assert_eq!(code, 0, "{arguments:?}: {out}{error}");
    }
}

#[test]
fn where_no_backup_can_be_nothing_is_left_and_the_mend_is_said() {
    let folder = folder_with_store();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("folder")).expect("made");
    std::fs::write(path("other"), "mine").expect("written");
    symlink(path("other"), path("link")).expect("linked");
    symlink(path("touchline.db"), path("store-link")).expect("linked");
    let (before, store) = (names(folder.path()), std::fs::read(path("touchline.db")).expect("readable"));
    for (to, expected) in [
        ("folder", "folder is a folder: name a file"),
        ("link", "link is a link to something else: name a file"),
        ("touchline.db", "belongs to the store itself"),
        ("./folder/../touchline.db", "belongs to the store itself"),
        ("store-link", "belongs to the store itself"),
        ("touchline.db-wal", "belongs to the store itself"),
        ("touchline.db.lock", "belongs to the store itself"),
        ("no/such/folder/a.db", "cannot be written"),
        ("/proc/a.db", "cannot be written"),
    ] {
        let (code, _, error) = said(&run(folder.path(), &["backup", "--force", to], &[], ""));
        assert!(code == 1 && error.contains(expected), "{to}: {error}");
    }
    assert_eq!(names(folder.path()), before, "nothing is left");
    assert_eq!(std::fs::read(path("other")).expect("readable"), b"mine");
    assert_eq!(std::fs::read(path("touchline.db")).expect("readable"), store, "the store is as it was");
    let (code, _, error) = said(&run(folder.path(), &["--store", "none.db", "backup", "a.db"], &[], ""));
    assert!(code == 78 && error.contains("there is no file none.db"), "{error}");
    let (code, _, error) = said(&run(folder.path(), &["--store", "other", "backup", "a.db"], &[], ""));
    assert!(code == 78 && error.contains("is not a Touchline database"), "{error}");
    assert!(!path("a.db").exists());
}

/// A limit of the system on the size of files is a full disk.
#[test]
fn a_full_disk_leaves_the_backup_that_was_there() {
    let folder = folder_with_store();
    let path = folder.path().join("monday.db");
    assert_eq!(said(&run(folder.path(), &["backup", "monday.db"], &[], "")).0, 0);
    let before = std::fs::read(&path).expect("readable");
    let limited = std::process::Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 64; exec \"$0\" backup --force monday.db",
            env!("CARGO_BIN_EXE_touchline"),
        ])
        .current_dir(folder.path())
        .env_clear()
        .output()
        .expect("it runs");
    let (code, _, error) = said(&limited);
    assert!(code == 1 && error.contains("cannot be written") && error.contains("the disk has room"), "{code}: {error}");
    assert_eq!(std::fs::read(&path).expect("readable"), before);
    assert!(!folder.path().join("monday.db.partial").exists(), "{:?}", names(folder.path()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_bot_at_work_is_of_one_moment_and_holds_nobody_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("touchline.db");
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&file).expect("a new store"));
    let platform = PlatformName::new("one");
    let now: Timestamp = "2026-11-21T08:00:00Z".parse().expect("an instant");
    let many = (0..2_000).map(|key| InboxItem { key, body: "x".repeat(2_000) }).collect();
    store.receive(&platform, many, now).await.expect("kept");
    let (ends, written) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(2_000)));
    let writing = {
        let (store, platform, ends, written) = (Arc::clone(&store), platform.clone(), ends.clone(), written.clone());
        tokio::spawn(async move {
            while !ends.load(Ordering::SeqCst) {
                // Two rows in one commit: a backup has both or none.
                let key = i64::try_from(written.load(Ordering::SeqCst)).expect("small");
                let two = [key, key + 1].map(|key| InboxItem { key, body: "y".repeat(500) });
                store.receive(&platform, two.to_vec(), now).await.expect("nothing holds it up");
                written.fetch_add(2, Ordering::SeqCst);
            }
        })
    };
    for number in 0..10 {
        let to = folder.path().join(format!("{number}.db"));
        let before = written.load(Ordering::SeqCst);
        if number % 2 == 0 {
            store.back_up(&to).await.expect("a good copy");
        } else {
            SqliteStore::back_up(&file, &to, Existing::Stays).expect("a good copy");
        }
        let after = written.load(Ordering::SeqCst) + 2;
        let rows: u64 = rusqlite::Connection::open(&to)
            .and_then(|db| db.query_row("SELECT count(*) FROM inbox", [], |row| row.get::<_, i64>(0)))
            .map(|rows| rows.try_into().expect("some"))
            .expect("readable");
        assert!(rows >= before && rows <= after && rows.is_multiple_of(2), "{before} {rows} {after}");
    }
    ends.store(true, Ordering::SeqCst);
    writing.await.expect("no panic");
    let again = store.back_up(&folder.path().join("0.db")).await.expect_err("the name is taken");
    assert!(again.to_string().contains("is there already"), "{again}");
}

/// The loop of backups of a world's store, on its clock.
struct Hourly {
    clock: Arc<ManualClock>,
    folder: PathBuf,
    shutdown: CancellationToken,
    running: tokio::task::JoinHandle<()>,
}

impl Hourly {
    fn start(world: &World, folder: &Path) -> Self {
        let settings = BackupSettings { folder: folder.to_owned(), hourly: true };
        let clock = Arc::clone(&world.clock);
        let keeper =
            Backups::new(&settings, &world.file(), Arc::clone(&world.store), Arc::clone(&clock) as Arc<dyn Clock>);
        let shutdown = CancellationToken::new();
        let running = tokio::spawn(keeper.keep(shutdown.clone()));
        Self { clock, folder: folder.to_owned(), shutdown, running }
    }

    fn times(&self) -> Vec<String> {
        backups(&self.folder, "touchline").iter().map(|(at, _)| at.format("%dT%H:%M").to_string()).collect()
    }

    /// Lets other tasks run until it is so. A backup takes as long as the disk needs.
    async fn until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        for _ in 0..2_000_000 {
            if is_so(self) {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("{what}: {:?}", self.times());
    }

    async fn stop(self) {
        self.shutdown.cancel();
        self.running.await.expect("no panic");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_hour_one_is_made_and_a_missed_one_at_start() {
    let world = World::at("2026-11-21T08:20:00Z").await;
    let folder = world.file().with_file_name("kept");
    let hourly = Hourly::start(&world, &folder);
    hourly.until("the first", |hourly| hourly.times() == ["21T08:20"]).await;
    assert_eq!(std::fs::metadata(&folder).expect("made").permissions().mode() & 0o777, 0o700);
    for foreign in ["notes.txt", "touchline-monday.db", "other-20200101T000000Z.db"] {
        std::fs::write(folder.join(foreign), "mine").expect("written");
    }
    std::fs::write(folder.join("touchline-20261121T070000Z.db.partial"), "left by a kill").expect("written");
    for hour in 1..30 {
        hourly.clock.advance(TimeDelta::hours(1).to_std().expect("positive"));
        let now = hourly.clock.now().format("%dT%H:%M").to_string();
        hourly.until("the next", |hourly| hourly.times().first() == Some(&now)).await;
        let kept = hourly.times().len();
        // Until a day has passed there is one for each hour; then those of yesterday go but for the last.
        hourly.until("older ones to go", |hourly| hourly.times().len() <= 25).await;
        assert!(kept >= usize::try_from(hour).expect("small").min(23), "{hour}: {kept}");
    }
    let there = names(&folder);
    for foreign in ["notes.txt", "touchline-monday.db", "other-20200101T000000Z.db"] {
        assert!(there.contains(&foreign.to_owned()), "{there:?}");
    }
    assert!(!there.iter().any(|name| name.contains("partial")), "{there:?}");
    let made = hourly.times();
    hourly.stop().await;
    world.clock.advance(TimeDelta::minutes(59).to_std().expect("positive"));
    let hourly = Hourly::start(&world, &folder);
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(hourly.times().first(), made.first(), "the last one is not an hour old");
    hourly.stop().await;
    world.clock.advance(TimeDelta::hours(5).to_std().expect("positive"));
    let hourly = Hourly::start(&world, &folder);
    hourly.until("what was missed", |hourly| hourly.times().first() != made.first()).await;
    // Nineteen of the hours before it are not a day old yet, yesterday's last one among them.
    hourly.until("older ones to go", |hourly| hourly.times().len() == 20).await;
    hourly.stop().await;
    for (_, path) in backups(&folder, "touchline") {
        touchline::store::check_backup(&path).expect("each is good");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_none_can_be_made_the_old_ones_stay_and_it_is_tried_again() {
    let world = World::at("2026-11-21T08:20:00Z").await;
    let folder = world.file().with_file_name("kept");
    std::fs::write(&folder, "a file where the folder should be").expect("written");
    let hourly = Hourly::start(&world, &folder);
    for _ in 0..3 {
        hourly.clock.advance(TimeDelta::minutes(5).to_std().expect("positive"));
        for _ in 0..1_000 {
            tokio::task::yield_now().await;
        }
    }
    assert!(!hourly.running.is_finished(), "it goes on");
    std::fs::remove_file(&folder).expect("removed");
    for _ in 0..3 {
        hourly.clock.advance(TimeDelta::minutes(5).to_std().expect("positive"));
        for _ in 0..1_000 {
            tokio::task::yield_now().await;
        }
    }
    hourly.until("one", |hourly| !hourly.times().is_empty()).await;
    hourly.stop().await;
    world.say(ADMIN, "/daily show").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_that_serves_a_platform_makes_backups_by_itself_and_the_console_does_not() {
    let folder = folder_with_store();
    assert!(!folder.path().join("touchline.db.backups").exists());
    let platforms = Platforms::start().await;
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    let kept = folder.path().join("touchline.db.backups");
    // Each question that is answered is a reason to look again.
    while backups(&kept, "touchline").is_empty() {
        platforms.discord.person("Ada").slash("about").send().answer().await;
    }
    let (code, _, error) = said(&run(folder.path(), &["backup", "while.db"], &[], ""));
    assert_eq!((code, error.as_str()), (0, ""), "also while the bot runs");
    running.stop();
    let off = Running::start(&platforms, &folder.path().join("off.db"), &[("TOUCHLINE_STORE__BACKUPS", "off")]);
    platforms.discord.wait_until("a second session", || platforms.discord.identifies().len() >= 2).await;
    off.stop();
    assert!(!folder.path().join("off.db.backups").exists());
}
