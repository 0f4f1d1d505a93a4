//! One file that holds all of a store, made while others write to it: SQLite's backup API on one moment's state, checked,
//! and put under its name only when it is good. It does not know when copies are made and which ones are kept.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::open::{self, OpenError};
use super::rows::instant;
use crate::ports::Contents;

/// Pages that are copied before looking whether to stop: a mebibyte.
const STEP: i32 = 256;
/// So often is a copy tried again whose step found a lock, with this wait between: five seconds in all.
const LOCK_LOOKS: u32 = 100;
const LOCK_WAIT: Duration = Duration::from_millis(50);
/// What a file is called until it is good.
const UNFINISHED: &str = "partial";

/// Why there is no copy, and the mend. Where one was to be written, nothing is left.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The name is taken.
    #[error("{0} is there already and stays as it is. Name another file, or add --force to replace it")]
    Taken(PathBuf),
    /// The name is the store's own.
    #[error(
        "{0} belongs to the store itself: a backup there would replace what it is meant to save. Name another file"
    )]
    Own(PathBuf),
    /// The name is a folder, a link or something else that is no file.
    #[error("{0} is {1}: name a file, which is made")]
    NoFile(PathBuf, &'static str),
    /// What has the name is no database.
    #[error("{0} is no backup but something else, and stays as it is, also with --force: name another file")]
    Something(PathBuf),
    /// What is to be copied cannot be read, or is damaged.
    #[error(transparent)]
    Source(#[from] OpenError),
    /// Another process writes the same file.
    #[error("{0} is being written by another process: wait for that one, or name another file")]
    Busy(PathBuf),
    /// The copy cannot be written.
    #[error(
        "{path} cannot be written: {cause}. Nothing was left there; check that its folder exists, that this user may write to it, and that the disk has room for a second copy of the store"
    )]
    Unwritable {
        /// The copy.
        path: PathBuf,
        /// The system's words.
        cause: String,
    },
    /// The process ends.
    #[error("stopped before it was done; nothing was left")]
    Stopped,
}

/// What may be at the name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Whatever is there stays, and there is no copy.
    Stays,
    /// A file that is there is replaced in the moment in which the copy is good.
    Replaced,
}

/// Copies what a connection reads at this moment; others may write meanwhile. `stop` is asked after each step.
///
/// # Errors
/// See [`CopyError`].
pub(super) fn copy(
    source: &Connection,
    from: &Path,
    to: &Path,
    existing: Existing,
    stop: &dyn Fn() -> bool,
) -> Result<Contents, CopyError> {
    check_name(from, to, existing)?;
    let (unfinished, contents) = duplicate(source, from, to, stop)?;
    unfinished.finish(to, existing)?;
    Ok(contents)
}

/// The same, and the copy waits for its name.
pub(super) fn duplicate(
    source: &Connection,
    from: &Path,
    to: &Path,
    stop: &dyn Fn() -> bool,
) -> Result<(Unfinished, Contents), CopyError> {
    let unfinished = Unfinished::begin(to)?;
    let sorted = |error: &rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => CopyError::Source(OpenError::of(from, error)),
        _ => unwritable(to, error),
    };
    // While this transaction reads, each step sees the same moment: whoever writes neither waits nor begins it anew.
    let moment = source.unchecked_transaction().map_err(|error| OpenError::of(from, &error))?;
    moment
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(|error| OpenError::of(from, &error))?;
    fill(&moment, &unfinished.path, stop).map_err(|trouble| match trouble {
        Trouble::Stopped => CopyError::Stopped,
        Trouble::Sqlite(error) => sorted(&error),
    })?;
    drop(moment);
    let copied = writable(&unfinished.path).map_err(|error| unwritable(to, &error))?;
    // The copy says of itself that it has a WAL, as its original does. One file shall be all of it, also where it lies read-only.
    let mode = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    let mode = copied.query_row("PRAGMA journal_mode = DELETE", [], mode).map_err(|error| sorted(&error))?;
    if mode != "delete" {
        return Err(unwritable(to, &format!("its journal mode stays {mode}")));
    }
    // What is wrong with a copy of everything was wrong before it.
    let contents = inspect(&copied, from)?;
    copied.close().map_err(|(_, error)| unwritable(to, &error))?;
    Ok((unfinished, contents))
}

fn unwritable(path: &Path, cause: &dyn std::fmt::Display) -> CopyError {
    CopyError::Unwritable { path: path.to_owned(), cause: cause.to_string() }
}

enum Trouble {
    Stopped,
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn fill(source: &Connection, path: &Path, stop: &dyn Fn() -> bool) -> Result<(), Trouble> {
    let mut copied = writable(path)?;
    // Nothing in it counts until it has another name: it needs no journal, and is brought to the disk once.
    copied.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
    copied.pragma_update(None, "synchronous", "OFF")?;
    let backup = Backup::new(source, &mut copied)?;
    let mut looks = 0;
    loop {
        match backup.step(STEP)? {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked if looks >= LOCK_LOOKS => {
                return Err(rusqlite::Error::SqliteFailure(
                    rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
                    None,
                )
                .into());
            }
            StepResult::Busy | StepResult::Locked => {
                looks += 1;
                std::thread::park_timeout(LOCK_WAIT);
            }
            _ => {}
        }
        if stop() {
            return Err(Trouble::Stopped);
        }
        std::thread::yield_now();
    }
}

/// A connection to a file that nobody else works on.
pub(super) fn writable(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Checks a store wholly, and says what is in it.
///
/// # Errors
/// It is something else, was written by a newer program, or is damaged.
pub(super) fn inspect(db: &Connection, path: &Path) -> Result<Contents, OpenError> {
    let version = open::shape(db, path)?;
    let damaged = |cause: String| OpenError::Damaged { path: path.to_owned(), cause };
    let read = |error: rusqlite::Error| OpenError::of(path, &error);
    let verdict: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(read)?;
    if verdict != "ok" {
        return Err(damaged(open::in_words(&verdict)));
    }
    let count = |sql: &str| -> Result<u64, OpenError> {
        let count: i64 = db.query_row(sql, [], |row| row.get(0)).map_err(read)?;
        u64::try_from(count).map_err(|error| damaged(error.to_string()))
    };
    let newest: Option<i64> = db.query_row(NEWEST, [], |row| row.get(0)).map_err(read)?;
    Ok(Contents {
        size: count("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
        version,
        stories: count("SELECT count(*) FROM stories WHERE state = 'published'")?,
        subscriptions: count("SELECT count(*) FROM subscriptions WHERE state <> 'off'")?,
        deliveries: count("SELECT count(*) FROM deliveries")?,
        newest: newest.and_then(|seconds| instant(seconds).ok()),
    })
}

/// When something was last kept. The number of the newest row of the ledger spares reading all of it.
const NEWEST: &str = "SELECT max(at) FROM (
    SELECT max(updated_at) AS at FROM stories UNION ALL SELECT max(updated_at) FROM subscriptions
    UNION ALL SELECT max(received_at) FROM inbox
    UNION ALL SELECT max(created_at, coalesce(posted_at, 0)) FROM deliveries WHERE id = (SELECT max(id) FROM deliveries))";

/// Whether a copy may be written there.
fn check_name(from: &Path, to: &Path, existing: Existing) -> Result<(), CopyError> {
    for beside in open::BESIDE.into_iter().chain(["", ".lock"]) {
        if same_file(&open::beside(from, beside), to) {
            return Err(CopyError::Own(to.to_owned()));
        }
    }
    match fs::symlink_metadata(to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(unwritable(to, &error)),
        Ok(found) if found.is_dir() => Err(CopyError::NoFile(to.to_owned(), "a folder")),
        Ok(found) if found.is_symlink() => Err(CopyError::NoFile(to.to_owned(), "a link to something else")),
        Ok(found) if !found.is_file() => Err(CopyError::NoFile(to.to_owned(), "no ordinary file")),
        Ok(_) if existing == Existing::Stays => Err(CopyError::Taken(to.to_owned())),
        Ok(found) if found.len() > 0 && !is_database(to) => Err(CopyError::Something(to.to_owned())),
        Ok(_) => Ok(()),
    }
}

/// Whether a file begins as SQLite's do.
fn is_database(file: &Path) -> bool {
    let mut head = [0; 15];
    File::open(file).and_then(|mut file| file.read_exact(&mut head)).is_ok() && &head == b"SQLite format 3"
}

/// Whether two names mean one file, through whatever links; also when there is none yet.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    if let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) {
        return (one.dev(), one.ino()) == (other.dev(), other.ino());
    }
    let full = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some((folder.canonicalize().ok()?, path.file_name()?.to_owned()))
    };
    full(one).is_some_and(|one| Some(one) == full(other))
}

/// A file that is being written: for this user alone, held against a second process, and gone if it is not finished.
pub(super) struct Unfinished {
    pub(super) path: PathBuf,
    held: File,
    is_finished: bool,
}

impl Unfinished {
    fn begin(to: &Path) -> Result<Self, CopyError> {
        let path = to.with_added_extension(UNFINISHED);
        match remove_left(&path) {
            Ok(true) => {}
            Ok(false) => return Err(CopyError::Busy(to.to_owned())),
            Err(error) => return Err(unwritable(to, &error)),
        }
        let made = File::options().write(true).create_new(true).mode(0o600).open(&path);
        let held = made.map_err(|error| unwritable(to, &error))?;
        let unfinished = Self { path, held, is_finished: false };
        unfinished.held.try_lock().map_err(|_| CopyError::Busy(to.to_owned()))?;
        Ok(unfinished)
    }

    /// Brings it to the disk and gives it its name.
    pub(super) fn finish(mut self, to: &Path, existing: Existing) -> Result<(), CopyError> {
        let named = self.held.sync_all().and_then(|()| match existing {
            Existing::Replaced => fs::rename(&self.path, to),
            Existing::Stays => rename_to_free(&self.path, to),
        });
        match named {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(CopyError::Taken(to.to_owned())),
            Err(error) => return Err(unwritable(to, &error)),
        }
        self.is_finished = true;
        sync_folder(to).map_err(|error| unwritable(to, &error))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.is_finished {
            return;
        }
        for beside in open::BESIDE.into_iter().chain([""]) {
            let left = open::beside(&self.path, beside);
            if let Err(error) = remove(&left) {
                tracing::warn!(file = %left.display(), %error, "what was not finished could not be removed; delete it");
            }
        }
    }
}

/// Removes what a killed process left unfinished for these names.
pub(super) fn sweep(names: impl IntoIterator<Item = PathBuf>) -> io::Result<()> {
    names.into_iter().try_for_each(|to| remove_left(&to.with_added_extension(UNFINISHED)).map(drop))
}

/// Removes an unfinished file, if it is there: what a killed process left is nobody's. `false` if one is at work with it.
fn remove_left(path: &Path) -> io::Result<bool> {
    if let Ok(found) = fs::symlink_metadata(path) {
        let left = if found.is_file() { File::open(path).ok() } else { None };
        if left.is_some_and(|left| left.try_lock().is_err()) {
            return Ok(false);
        }
        fs::remove_file(path)?;
    }
    // A journal that one file left would be applied to the next.
    open::BESIDE.into_iter().try_for_each(|beside| remove(&open::beside(path, beside)))?;
    Ok(true)
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Renames, but never over something that has come there meanwhile.
fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(()),
        // A file system that cannot do it at once.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) if !to.exists() => fs::rename(from, to),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) => Err(error.into()),
    }
}

/// Brings to the disk what a folder calls its files.
pub(super) fn sync_folder(of: &Path) -> io::Result<()> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
