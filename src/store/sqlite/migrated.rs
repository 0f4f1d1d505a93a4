//! A process that dies at any statement of bringing a store up to date leaves one that opens, with all that was in it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

use super::open::{self, MIGRATION_FILES, VERSION};

const FILE: &str = "TOUCHLINE_TEST_FILE";
const LAST: &str = "TOUCHLINE_TEST_STATEMENTS";

/// A file as the program of that version left it, with so many rows of the ledger.
fn older(path: &Path, version: usize, rows: u32) {
    let db = Connection::open(path).expect("a new file");
    let mode = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
    assert_eq!(mode.as_deref(), Ok("wal"));
    db.execute_batch(MIGRATION_FILES[0]).expect("the first shape");
    db.execute_batch(&format!(
        "PRAGMA application_id = {};
         BEGIN;
         INSERT INTO communities VALUES (1, 'board', 'fans'), (2, 'board', 'rivals');
         INSERT INTO stories (id, slug, state, title, summary, text, event_date, lang, details, created_at, updated_at)
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
             SELECT i, 's' || i, 'published', 'Title ' || i, 'S', 'X', '2022-11-27', 'en', '{{\"themes\": [\"family\"]}}', 0, 0 FROM n;
         INSERT INTO subscriptions (id, community_id, platform, place, time, zone, state, pause_reason, next_due_at, request, created_by, created_at, updated_at)
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1 + {rows} / 100)
             SELECT i, 1 + i % 2, 'board', 'p' || i, '09:00', 'Europe/Paris', CASE WHEN i % 7 = 0 THEN 'paused' ELSE 'on' END,
                    CASE WHEN i % 7 = 0 THEN 'Gone.' END, 1000, 'r' || i, 'ada', 0, 0 FROM n;
         INSERT INTO deliveries (subscription_id, platform, place, local_date, story_id, rendering, state, attempts, not_before, expires_at, first_tried_at, tried_at, repeat_until, receipt, posted_at, created_at)
             WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {rows} - 1)
             SELECT 1 + i / 100, 'board', 'p' || (1 + i / 100), date('2026-01-01', (i % 100) || ' days'), 1 + i % 50, CASE WHEN i % 10 = 0 THEN 'words ' || i % 50 ELSE '' END,
                    CASE i % 10 WHEN 0 THEN 'planned' WHEN 1 THEN 'missed' ELSE 'posted' END, 1, 500, 900, 400, 450, NULL, 'm' || i, 460, 0 FROM n;
         COMMIT;",
        open::APPLICATION_ID
    ))
    .expect("rows");
    for sql in &MIGRATION_FILES[1..version] {
        db.execute_batch(&format!("BEGIN; {sql} COMMIT;")).expect("the next shape");
    }
    db.pragma_update(None, "user_version", i64::try_from(version).expect("small")).expect("set");
}

/// What must be the same before and after.
fn contents(path: &Path) -> String {
    let db = Connection::open(path).expect("readable");
    let sql = "SELECT (SELECT count(*) FROM communities) || ' ' || (SELECT group_concat(title) FROM (SELECT title FROM stories ORDER BY id)) || ' '
        || (SELECT count(*) || sum(id) || group_concat(DISTINCT state) FROM subscriptions) || ' '
        || (SELECT count(*) || group_concat(DISTINCT state) || sum(length(receipt)) || max(local_date) FROM (SELECT * FROM deliveries ORDER BY id))";
    db.query_row(sql, [], |row| row.get(0)).expect("the tables")
}

static STATEMENTS: AtomicU32 = AtomicU32::new(0);

/// Dies as by kill −9: nothing is tidied, nothing is flushed.
fn count_and_die(_event: TraceEvent<'_>) {
    let last = std::env::var(LAST).ok().and_then(|last| last.parse().ok()).unwrap_or(u32::MAX);
    if STATEMENTS.fetch_add(1, Ordering::Relaxed) + 1 >= last {
        std::process::abort();
    }
}

/// Not a test by itself: the process that dies.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn child() {
    let Ok(file) = std::env::var(FILE) else { return };
    let path = Path::new(&file);
    let mut db = open::connect(path).expect("the file");
    db.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(count_and_die));
    open::make_ready(&mut db, path).expect("brought up to date");
}

/// Whether the process lived to its end.
fn lives(path: &Path, statements: u32) -> bool {
    let status = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "store::sqlite::migrated::child", "--ignored"])
        .env(FILE, path)
        .env(LAST, statements.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("it starts");
    status.success()
}

#[test]
fn a_process_that_dies_at_any_statement_leaves_a_store_that_opens_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let newest = usize::try_from(VERSION).expect("small");
    let mut deaths = 0;
    for version in 1..newest {
        let template = folder.path().join(format!("v{version}.db"));
        older(&template, version, 300);
        let before = contents(&template);
        for statement in 1.. {
            let path = folder.path().join("a.db");
            for name in ["a.db", "a.db-wal", "a.db-shm", "a.db.before-v6.partial"] {
                drop(std::fs::remove_file(folder.path().join(name)));
            }
            std::fs::copy(&template, &path).expect("copied");
            if lives(&path, statement) {
                assert!(statement > 10, "version {version}: it died at {} statements only", statement - 1);
                break;
            }
            deaths += 1;
            let db =
                open::writer(&path).unwrap_or_else(|error| panic!("version {version}, statement {statement}: {error}"));
            assert_eq!(db.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)), Ok(VERSION));
            assert_eq!(db.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).as_deref(), Ok("ok"));
            drop(db);
            assert_eq!(contents(&path), before, "version {version}, statement {statement}");
            let saved = open::beside(&path, &format!(".before-v{VERSION}"));
            let kept = super::restore::check(&saved).expect("the copy of before is whole");
            assert_eq!((kept.version, contents(&saved)), (i64::try_from(version).expect("small"), before.clone()));
        }
    }
    println!("{deaths} deaths");
}

#[test]
#[ignore = "long: a million rows, some seconds"]
fn a_million_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    for version in [1, 5] {
        let path = folder.path().join(format!("v{version}.db"));
        older(&path, version, 1_000_000);
        let before = contents(&path);
        println!("version {version}: {} MiB", std::fs::metadata(&path).expect("there").len() >> 20);
        // Told by whoever runs it: no test measures time.
        let done = Command::new("sh")
            .args(["-c", "time -p \"$0\" --exact store::sqlite::migrated::child --ignored"])
            .arg(std::env::current_exe().expect("this program"))
            .env(FILE, &path)
            .status()
            .expect("it starts");
        assert!(done.success());
        assert_eq!(contents(&path), before);
    }
}
