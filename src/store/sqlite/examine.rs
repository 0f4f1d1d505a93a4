//! What `touchline check` and `touchline doctor` find in the file: its shape, whether it is sound, how large it is, what was
//! not posted lately. It reads, also while the bot runs, and changes nothing; what it needs is not the `Store`'s to give.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::Days;
use rusqlite::{Connection, OpenFlags};

use super::OpenError;
use super::open::{APPLICATION_ID, OLDEST_SQLITE, VERSION};
use crate::domain::community::{Place, PlatformName};
use crate::domain::schedule::Timestamp;
use crate::ports::{Finding, counted, quoted};

/// A WAL beyond this is not brought into the file as it should be.
const WAL_BORNE: u64 = 64 << 20;
/// What was not posted is told for so many days.
const DAYS_TOLD: u64 = 7;
/// Faults that SQLite lists at most.
const FAULTS_TOLD: usize = 5;
/// Facts that are handed on at most.
const FACTS: i64 = 10_000;

/// What was found, and what whoever examines the platforms needs to know of the store.
#[derive(Debug, Default)]
pub struct Examined {
    /// About the store.
    pub findings: Vec<Finding>,
    /// Whether a process works with it; `None` where that cannot be told.
    pub is_in_use: Option<bool>,
    /// What adapters remember from run to run.
    pub facts: HashMap<String, String>,
    /// Every place with a daily post that is on, at most so many of each platform as were asked for.
    pub places: Vec<(Place, Option<String>)>,
}

/// How thoroughly it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What it is and which version; takes no time.
    Shape,
    /// Every page, row and index; takes a second for some hundred megabytes. The number of places wanted of each platform.
    Whole(usize),
}

/// Which SQLite this program was built with.
pub fn library() -> Finding {
    let version = rusqlite::version();
    if rusqlite::version_number() < OLDEST_SQLITE {
        let mend = "Build Touchline as it is shipped: cargo build --release --locked";
        return Finding::fault("program.sqlite", format!("SQLite is {version}."), "It can lose committed rows.", mend);
    }
    Finding::well("program.sqlite", format!("SQLite {version}."))
}

/// Whether a process works with the store: it then holds the lock beside it. `None` where that cannot be told.
pub fn is_in_use(path: &Path) -> Option<bool> {
    let beside = path.with_added_extension("lock");
    match File::open(&beside) {
        Ok(file) => match file.try_lock_shared() {
            // Given back at once; a process that starts at this moment looks again.
            Ok(()) => Some(false),
            Err(std::fs::TryLockError::WouldBlock) => Some(true),
            Err(std::fs::TryLockError::Error(_)) => None,
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}

/// Examines the file.
pub fn examine(path: &Path, depth: Depth, now: Timestamp) -> Examined {
    let is_in_use = is_in_use(path);
    let is_there = path.try_exists();
    if !matches!(is_there, Ok(true)) {
        let findings = vec![is_there.map_or_else(|error| hidden(path, &error), |_| missing(path))];
        return Examined { findings, is_in_use, ..Examined::default() };
    }
    let mut examined = look(path, depth, is_in_use, now);
    // Where a process started meanwhile, what was read without its locks may be torn.
    if is_in_use == Some(false) && self::is_in_use(path) != Some(false) {
        examined = look(path, depth, Some(true), now);
    }
    examined
}

fn hidden(path: &Path, error: &std::io::Error) -> Finding {
    Finding::fault(
        "store.shape",
        format!("Whether there is a store at {} cannot be told ({error}).", path.display()),
        "Touchline does not start where it may not look.",
        "Say it with sudo, or as the user that runs Touchline",
    )
}

fn missing(path: &Path) -> Finding {
    let name = path.display();
    if path.is_symlink() {
        return Finding::fault(
            "store.shape",
            format!("{name} points to a file that is not there."),
            "Touchline would begin anew where it points, if it can.",
            format!("ls -l {}, and mount or restore what it points to", quoted(path)),
        );
    }
    Finding::note(
        "store.shape",
        format!("There is no store yet at {name}."),
        "The first start makes it. If there was one, its settings, subscriptions and ledger are not here.",
        "touchline run; or name the right file with --store or [store] path",
    )
}

fn look(path: &Path, depth: Depth, is_in_use: Option<bool>, now: Timestamp) -> Examined {
    let mut examined = Examined { is_in_use, ..Examined::default() };
    let looked = open(path, is_in_use).and_then(|db| {
        examined.findings.push(shape(path, &db)?);
        if let Depth::Whole(places) = depth
            && examined.findings.iter().all(|finding| finding.level() != crate::ports::Level::Fault)
        {
            examined.findings.extend(sound(path, &db)?);
            examined.findings.extend(sizes(path));
            examined.findings.extend(rows(&db, now));
            examined.facts = facts(&db).unwrap_or_default();
            examined.places = self::places(&db, places).unwrap_or_default();
        }
        Ok(())
    });
    if let Err(error) = looked {
        examined.findings.push(failed(path, &error));
    }
    examined
}

/// Beside a process that runs the file is read with SQLite's locks. Alone, and with nothing in the WAL, it is read as it is:
/// then not even the files beside it are made.
fn open(path: &Path, is_in_use: Option<bool>) -> rusqlite::Result<Connection> {
    let wal = beside(path, "-wal").metadata().map_or(0, |file| file.len());
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match path.to_str().filter(|_| is_in_use == Some(false) && wal == 0) {
        Some(name) => {
            let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
            Connection::open_with_flags(format!("file:{name}?immutable=1"), flags | OpenFlags::SQLITE_OPEN_URI)?
        }
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(connection)
}

fn failed(path: &Path, error: &rusqlite::Error) -> Finding {
    match OpenError::of(path, error) {
        OpenError::Foreign(_) => foreign(path),
        OpenError::Damaged { cause, .. } => damaged(path, &cause),
        OpenError::Unusable { cause, .. } => unreadable(path, &cause),
        error => unreadable(path, &error.to_string()),
    }
}

fn unreadable(path: &Path, cause: &str) -> Finding {
    Finding::fault(
        "store.shape",
        format!("{} cannot be read: {cause}.", path.display()),
        "Touchline does not start without its store.",
        format!("ls -l {}, then say this with sudo, or as the user that runs Touchline", quoted(path)),
    )
}

fn foreign(path: &Path) -> Finding {
    Finding::fault(
        "store.shape",
        format!("{} is not a Touchline database.", path.display()),
        "Touchline does not start with it, and changes nothing in it.",
        format!(
            "If it was one, its beginning is damaged: stop Touchline, then: touchline restore FILE, with the newest backup (they are in {} unless [store] backups says otherwise). If not, name another file with --store or [store] path",
            quoted(&beside(path, ".backups"))
        ),
    )
}

fn damaged(path: &Path, cause: &str) -> Finding {
    Finding::fault(
        "store.integrity",
        format!("{} is damaged: {cause}", path.display()),
        "Nothing is posted from a store that is not sound.",
        format!(
            "Stop Touchline, then: touchline restore FILE, with the newest backup (they are in {} unless [store] backups says otherwise)",
            quoted(&beside(path, ".backups"))
        ),
    )
}

/// What it is, and what the next start would make of it.
fn shape(path: &Path, db: &Connection) -> rusqlite::Result<Finding> {
    let number = |pragma: &str| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (application, found) = (number("application_id")?, number("user_version")?);
    let name = path.display();
    if application != i64::from(APPLICATION_ID) {
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables == 0 && found == 0 && application == 0 {
            return Ok(Finding::well("store.shape", format!("{name} is empty: the next start makes the store in it.")));
        }
        return Ok(foreign(path));
    }
    Ok(match found {
        VERSION => Finding::well("store.shape", format!("{name} has this program's shape (version {VERSION}).")),
        newer if newer > VERSION => Finding::fault(
            "store.shape",
            format!(
                "{name} was written by a newer Touchline (version {newer} of its shape; this program knows {VERSION})."
            ),
            "This program does not start with it, and changes nothing in it.",
            "Install the newer Touchline again, or restore the backup that was made before it: touchline restore FILE",
        ),
        older => Finding::note(
            "store.shape",
            format!(
                "{name} has version {older} of its shape; the next start brings it to {VERSION}, step by step, each whole or not at all."
            ),
            "An older Touchline does not start with it after that.",
            format!("cp {} elsewhere before you start this version, while Touchline is stopped", quoted(path)),
        ),
    })
}

/// Every page, every index (those of the search as well), every reference.
fn sound(path: &Path, db: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut check = db.prepare(&format!("PRAGMA integrity_check({FAULTS_TOLD})"))?;
    let told: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if told == ["ok"] {
        findings.push(Finding::well("store.integrity", "Every page and index is sound."));
    } else {
        findings.push(damaged(path, &super::open::in_words(&told.join("\n"))));
        return Ok(findings);
    }
    let mut check = db.prepare("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")?;
    let broken = check.query_map([], |row| {
        let (table, parent, count) = (row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?);
        Ok(format!("{count} in {table} without their {parent}"))
    })?;
    let broken: Vec<String> = broken.collect::<rusqlite::Result<_>>()?;
    if broken.is_empty() {
        findings.push(Finding::well("store.references", "Every row has the rows that it refers to."));
    } else {
        findings.push(Finding::fault(
            "store.references",
            format!("Rows refer to others that are gone: {}.", broken.join(", ")),
            "Something else than Touchline has changed the file; what hangs on those rows fails.",
            "touchline restore FILE, with a backup from before; or put the missing rows back",
        ));
    }
    Ok(findings)
}

fn sizes(path: &Path) -> Vec<Finding> {
    let bytes = |path: &Path| path.metadata().map_or(0, |file| file.len());
    let (own, wal) = (bytes(path), bytes(&beside(path, "-wal")));
    let kib = |bytes: u64| bytes.div_ceil(1024);
    let what = format!("It has {} KiB, and {} KiB wait in the WAL beside it.", kib(own), kib(wal));
    if wal <= WAL_BORNE {
        return vec![Finding::well("store.size", what)];
    }
    vec![Finding::warning(
        "store.size",
        what,
        "Reading becomes slow, and the disk fills: something has kept the WAL from being brought in, such as a program that reads the file for hours.",
        "Close other programs that have the file open (lsof), then: systemctl restart touchline",
    )]
}

/// What is in it, and what was not posted lately. Tables that an older shape lacks are passed over.
fn rows(db: &Connection, now: Timestamp) -> Vec<Finding> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap_or_default();
    let stories = count("SELECT count(*) FROM stories WHERE state = 'published'");
    let subscriptions = count("SELECT count(*) FROM subscriptions WHERE state = 'on'");
    let deliveries = count("SELECT count(*) FROM deliveries");
    let waiting = count("SELECT count(*) FROM inbox WHERE done_at IS NULL");
    let mut findings = vec![Finding::well(
        "store.rows",
        format!(
            "{} told, {} on, {} in the ledger, {} waiting.",
            counted(stories, "story", "stories"),
            counted(subscriptions, "daily post", "daily posts"),
            counted(deliveries, "date", "dates"),
            counted(waiting, "update", "updates")
        ),
    )];
    let since = now.date_naive().checked_sub_days(Days::new(DAYS_TOLD)).unwrap_or_default().to_string();
    let lately = |state: &str| {
        let sql = "SELECT count(*) FROM deliveries WHERE state = ?1 AND local_date >= ?2";
        db.query_row(sql, [state, &since], |row| row.get::<_, i64>(0)).unwrap_or_default()
    };
    let (unsure, missed) = (lately("unsure"), lately("missed"));
    if unsure > 0 {
        findings.push(Finding::warning(
            "store.unsure",
            format!("Posts of the last {DAYS_TOLD} days of which nobody knows whether they arrived: {unsure}."),
            "A platform broke off before it answered; they are not posted again by themselves.",
            "/daily why in the place: it shows them, with a button to post again; [daily] on_unsure = \"resend\" risks a second one instead",
        ));
    }
    if missed > 0 {
        findings.push(Finding::warning(
            "store.missed",
            format!("Posts of the last {DAYS_TOLD} days that were missed: {missed}."),
            "The bot did not run, or could not reach the platform, until it was too late for them.",
            "Keep it running (systemctl enable touchline); [daily] catch_up says how late a post may still come",
        ));
    }
    if unsure + missed == 0 {
        findings.push(Finding::well(
            "store.posts",
            format!("No post of the last {DAYS_TOLD} days was missed or is in doubt."),
        ));
    }
    findings
}

fn facts(db: &Connection) -> rusqlite::Result<HashMap<String, String>> {
    let mut read = db.prepare("SELECT name, value FROM facts LIMIT ?1")?;
    read.query_map([FACTS], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn places(db: &Connection, most: usize) -> rusqlite::Result<Vec<(Place, Option<String>)>> {
    let sql = "SELECT platform, place, label FROM (SELECT platform, place, label,
                 row_number() OVER (PARTITION BY platform ORDER BY id) AS number FROM subscriptions WHERE state = 'on')
               WHERE number <= ?1 ORDER BY platform, number";
    let mut read = db.prepare(sql)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    read.query_map([most], |row| {
        let platform = PlatformName::stored(row.get::<_, String>(0)?);
        Ok((Place { platform, address: row.get(1)? }, row.get(2)?))
    })?
    .collect()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
