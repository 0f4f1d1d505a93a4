//! A backup in the place of the store. All that is to be right with it is done to a copy beside the store; then one rename
//! decides. Whatever moment the process dies at, the store is the old one or the restored one, whole.
//!
//! 1. `touchline.db.restoring.partial`: the copy, brought up to date and settled (`settle_past`). Nothing else has changed.
//! 2. The present store gets a second name, `touchline.db.before-restore-…`, which it keeps.
//! 3. The copy is renamed to `touchline.db.restored`: from here on it is decided. [`finish`] does the rest, here or at the
//!    next start: what SQLite keeps beside the old file goes, so that it is never applied to the new one, and the copy
//!    gets the store's name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::copy::{self, CopyError, Existing, Unfinished};
use super::open::{self, Lock, OpenError};
use super::settle_past;
use crate::domain::schedule::Timestamp;
use crate::ports::Contents;

/// The name of a copy that is being made ready, and of one whose restore is decided.
const RESTORING: &str = ".restoring";
const RESTORED: &str = ".restored";
/// The name of a copy of the present store, brought up to date.
const PRESENT: &str = ".present";

/// Why nothing was restored, and the mend. The store is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup cannot be used.
    #[error("{}\nNothing was restored: the store is as it was", of_a_backup(.0))]
    Backup(OpenError),
    /// The backup is the store.
    #[error("{0} is the store itself: name the backup that is to take its place")]
    Own(PathBuf),
    /// The store is in use, or is something else.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// Another process reads the store.
    #[error(
        "{0} is being read by another process: wait until that has ended, then say it again. The store is as it was"
    )]
    Read(PathBuf),
    /// The copy cannot be made.
    #[error("{0}\nThe store is as it was")]
    Copy(#[from] CopyError),
    /// The restored store cannot be settled.
    #[error("what the backup holds cannot be brought up to date: {0}. The store is as it was; take an earlier backup")]
    Settling(String),
    /// The files cannot be renamed.
    #[error("{path} cannot be put in place: {cause}. Nothing is lost; say it again when that is mended")]
    Place {
        /// The file.
        path: PathBuf,
        /// The system's words.
        cause: String,
    },
}

/// What is wrong with a backup, and the mend: that of a store would be another one.
fn of_a_backup(error: &OpenError) -> String {
    match error {
        OpenError::Missing(path) => format!("there is no backup {}: name the file", path.display()),
        OpenError::Foreign(path) => {
            format!("{} is no backup of Touchline, or its beginning is damaged: name another one", path.display())
        }
        OpenError::Damaged { path, cause } => format!("{} is damaged: {cause}. Name an earlier backup", path.display()),
        OpenError::Unusable { path, .. } if path.exists() && !path.is_file() => {
            format!("{} is no file: name the backup", path.display())
        }
        OpenError::Unusable { path, cause } => {
            format!("{} cannot be read: {cause}. Check that this user may read it, or say it with sudo", path.display())
        }
        error => error.to_string(),
    }
}

/// What was restored, or would be.
#[derive(Debug)]
pub struct Restored {
    /// What the backup holds.
    pub backup: Contents,
    /// The store that was there before, under its new name; none if there was none.
    pub aside: Option<PathBuf>,
    /// Posts that were due before now, and are closed.
    pub closed: u64,
    /// Persons and communities that had been deleted since the backup, and are deleted in it too.
    pub deletions: u32,
    /// Why what has happened since the backup could not be taken from the store before it.
    pub unknown_since: Option<String>,
}

/// Which shape the restored store gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// This program's.
    Newest,
    /// The backup's, for going back to the program that wrote it.
    Kept,
}

/// Puts a backup in the store's place. Posts that were due before `now` are closed, so that none comes again.
///
/// # Errors
/// See [`RestoreError`].
pub fn restore(store: &Path, backup: &Path, shape: Shape, now: Timestamp) -> Result<Restored, RestoreError> {
    check_backup(store, backup)?;
    let _held = Lock::take(store)?;
    finish(store)?;
    let (restored, copy) = prepare(store, backup, &open::beside(store, RESTORING), shape, now)?;
    open::own_as_store(&copy.path, store);
    fold(store)?;
    let aside = put_aside(store, now)?;
    copy.finish(&open::beside(store, RESTORED), Existing::Replaced)?;
    finish(store)?;
    Ok(Restored { aside, ..restored })
}

/// What [`restore`] would do, without doing it; also while the bot runs.
///
/// # Errors
/// See [`RestoreError`].
pub fn rehearse(store: &Path, backup: &Path, shape: Shape, now: Timestamp) -> Result<Restored, RestoreError> {
    check_backup(store, backup)?;
    let trial = open::beside(store, &format!(".trial-{}", std::process::id()));
    let (restored, trial) = prepare(store, backup, &trial, shape, now)?;
    drop(trial);
    let aside = store.exists().then(|| aside_name(store, now));
    Ok(Restored { aside, ..restored })
}

/// Checks a backup wholly.
///
/// # Errors
/// It is not there, is something else, was written by a newer program, or is damaged.
pub fn check(backup: &Path) -> Result<Contents, OpenError> {
    copy::inspect(&still(backup)?, backup)
}

fn check_backup(store: &Path, backup: &Path) -> Result<(), RestoreError> {
    if copy::same_file(store, backup) {
        return Err(RestoreError::Own(backup.to_owned()));
    }
    check(backup).map(drop).map_err(RestoreError::Backup)
}

/// A connection that reads a file in which nobody writes. Without a WAL beside it none is made either, so that a backup can
/// be read where nothing can be written.
fn still(path: &Path) -> Result<Connection, OpenError> {
    open::must_be_a_file(path)?;
    if open::BESIDE.iter().any(|suffix| open::beside(path, suffix).exists()) {
        return open::reader(path);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri(path, "immutable=1"), flags).map_err(|error| OpenError::of(path, &error))
}

/// A path as SQLite's addresses have it.
fn uri(path: &Path, query: &str) -> String {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = "file:".to_owned();
    for byte in full.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => uri.push(char::from(*byte)),
            byte => write!(uri, "%{byte:02X}").expect("a string takes everything"),
        }
    }
    format!("{uri}?{query}")
}

/// Makes the copy of the backup that can become the store: of this program's shape, with all that is past settled.
fn prepare(
    store: &Path,
    backup: &Path,
    to: &Path,
    shape: Shape,
    now: Timestamp,
) -> Result<(Restored, Unfinished), RestoreError> {
    let source = still(backup).map_err(RestoreError::Backup)?;
    let (copy, contents) = copy::duplicate(&source, backup, to, &|| false)?;
    let failed = |error: &dyn std::fmt::Display| RestoreError::Settling(error.to_string());
    let mut db = scratch(&copy.path).map_err(|error| failed(&error))?;
    if shape == Shape::Newest {
        open::migrate(&mut db).map_err(|error| failed(&error))?;
    }
    let since = attachable(store).and_then(|(present, _kept)| settle_past::learn(&db, &present, now));
    let (deletions, unknown_since) = match since {
        Ok(deletions) => (deletions, None),
        Err(cause) => (0, Some(cause)),
    };
    let closed = settle_past::close(&db, now).map_err(|error| failed(&error))?;
    copy::inspect(&db, &copy.path).map_err(|error| failed(&error))?;
    db.close().map_err(|(_, error)| failed(&error))?;
    Ok((Restored { backup: contents, aside: None, closed, deletions, unknown_since }, copy))
}

/// A connection to a copy that counts for nothing until it is brought to the disk and has its name.
fn scratch(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(path, flags)?;
    db.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "OFF")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.set_prepared_statement_cache_capacity(128);
    Ok(db)
}

/// The address by which the present store can be read beside a copy. One of an older shape is read from a copy of its own,
/// which is brought up to date and kept as long as what is given back with it.
fn attachable(store: &Path) -> Result<(String, Option<Unfinished>), String> {
    if !store.is_file() {
        return Err("there was no store in its place".to_owned());
    }
    let present = open::reader(store).map_err(|error| error.to_string())?;
    let shape = open::shape(&present, store);
    // A newer one may have all that is asked of it; where it has not, that is seen then.
    if matches!(shape, Ok(open::VERSION) | Err(OpenError::Newer { .. })) {
        return Ok((uri(store, "mode=ro"), None));
    }
    shape.map_err(|error| error.to_string())?;
    let to = open::beside(store, PRESENT);
    let (copy, _) = copy::duplicate(&present, store, &to, &|| false).map_err(|error| error.to_string())?;
    scratch(&copy.path)
        .map_err(|error| error.to_string())
        .and_then(|mut db| open::migrate(&mut db).map_err(|error| error.to_string()))?;
    Ok((uri(&copy.path, "mode=ro"), Some(copy)))
}

/// Brings what SQLite keeps beside the present store into it, so that it is one file. Of a damaged one that may be
/// impossible: then what lies beside it is put aside with it.
fn fold(store: &Path) -> Result<(), RestoreError> {
    if !store.is_file() {
        return Ok(());
    }
    let is_foreign = |db: &Connection| -> rusqlite::Result<bool> {
        let ours = db.pragma_query_value(None, "application_id", |row| row.get::<_, i32>(0))? == open::APPLICATION_ID;
        let sql = "SELECT count(*) > 0 AND count(*) FILTER (WHERE name IN ('stories', 'subscriptions', 'deliveries')) < 3 FROM sqlite_schema";
        Ok(!ours && db.query_row(sql, [], |row| row.get(0))?)
    };
    let folded = || -> rusqlite::Result<(bool, String)> {
        let db = copy::writable(store)?;
        if is_foreign(&db)? {
            return Ok((true, String::new()));
        }
        Ok((false, db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?))
    };
    match folded() {
        Ok((true, _)) => Err(OpenError::Foreign(store.to_owned()).into()),
        Ok((false, mode)) if mode == "wal" => Err(RestoreError::Read(store.to_owned())),
        Ok(_) => Ok(()),
        Err(error) => {
            let code = error.sqlite_error_code();
            if matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) {
                return Err(RestoreError::Read(store.to_owned()));
            }
            tracing::warn!(%error, "the store in place is damaged; it is put aside as it is");
            Ok(())
        }
    }
}

fn aside_name(store: &Path, now: Timestamp) -> PathBuf {
    let name = open::beside(store, &format!(".before-restore-{}", now.format("%Y%m%dT%H%M%SZ")));
    let later = (2..).map(|number| open::beside(&name, &format!("-{number}")));
    let mut names = std::iter::once(name.clone()).chain(later);
    names.find(|name| fs::symlink_metadata(name).is_err()).unwrap_or(name)
}

/// Gives the present store, and what could not be folded into it, a second name.
fn put_aside(store: &Path, now: Timestamp) -> Result<Option<PathBuf>, RestoreError> {
    // Without a store there may be its WAL all the same, which is not lost either.
    let Some(kept) = ["", "-wal"].into_iter().find(|suffix| open::beside(store, suffix).exists()) else {
        return Ok(None);
    };
    let aside = aside_name(store, now);
    let put = || -> io::Result<()> {
        forget_other_names(store)?;
        for suffix in ["", "-wal", "-journal"] {
            let (from, to) = (open::beside(store, suffix), open::beside(&aside, suffix));
            // Some file systems have one name for each file.
            if from.exists() && fs::hard_link(&from, &to).is_err() {
                fs::copy(&from, &to)?;
                fs::File::open(&to)?.sync_all()?;
            }
        }
        copy::sync_folder(store)
    };
    put().map_err(|error| place(&aside, &error))?;
    Ok(Some(open::beside(&aside, kept)))
}

/// A restore that was killed before anything was decided left the store a second name, under which it would change.
fn forget_other_names(store: &Path) -> io::Result<()> {
    let prefix = open::beside(store, ".before-restore-");
    let (Some(folder), Some(prefix)) = (prefix.parent(), prefix.file_name()) else { return Ok(()) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_ours =
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(prefix.as_encoded_bytes()));
        if is_ours && copy::same_file(&path, store) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Removes what a restore left that was killed before anything was decided. It is in nobody's way: where it cannot be
/// removed, that is no reason not to start.
fn sweep(store: &Path) {
    let unfinished = [RESTORING, PRESENT].map(|suffix| open::beside(store, suffix));
    if let Err(error) = copy::sweep(unfinished).and_then(|()| forget_other_names(store)) {
        tracing::debug!(%error, "what a restore that was killed left beside the store could not be removed");
    }
}

/// Does the rest of a restore that was decided, if there is one. The store's lock is held.
///
/// # Errors
/// The files cannot be renamed.
pub(super) fn finish(store: &Path) -> Result<(), RestoreError> {
    let restored = open::beside(store, RESTORED);
    if !restored.exists() {
        sweep(store);
        return Ok(());
    }
    let put = || -> io::Result<()> {
        for suffix in open::BESIDE {
            copy::remove(&open::beside(store, suffix))?;
        }
        copy::sync_folder(store)?;
        fs::rename(&restored, store)?;
        copy::sync_folder(store)
    };
    put().map_err(|error| place(store, &error))
}

fn place(path: &Path, cause: &dyn std::fmt::Display) -> RestoreError {
    RestoreError::Place { path: path.to_owned(), cause: cause.to_string() }
}
