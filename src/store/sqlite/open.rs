//! Opening the file: lock, checks, settings read back, migrations. It does not know what is kept in it.

use std::fs::{self, File, TryLockError};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::copy::{self, CopyError};

/// Says that the file is ours: "TLNE" in the header's application id.
pub(super) const APPLICATION_ID: i32 = 0x544c_4e45;
/// Versions below have the WAL-reset bug that can lose committed rows (reliability.md, R5).
pub(super) const OLDEST_SQLITE: i32 = 3_051_003;
/// Files up to this size are checked whole before anything starts. Larger ones would delay that by seconds: people are
/// answered meanwhile, and nothing is posted until the check is done.
const CHECKED_SIZE: u64 = 32 << 20;

/// What SQLite keeps beside a file while it is used.
pub(super) const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// So often is a lock looked at that another process holds, with this wait between: half a second in all.
const LOCK_LOOKS: u32 = 10;
const LOCK_WAIT: Duration = Duration::from_millis(50);

/// Append-only: each is one transaction; the number of the last one is the version of the file (`PRAGMA user_version`).
static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(MIGRATION_FILES.iter().map(|sql| M::up(sql)).collect()));
pub(super) const MIGRATION_FILES: [&str; 6] = [
    include_str!("migrations/0001_init.sql"),
    include_str!("migrations/0002_subscriptions.sql"),
    include_str!("migrations/0003_changes.sql"),
    include_str!("migrations/0004_favourites.sql"),
    include_str!("migrations/0005_titles.sql"),
    include_str!("migrations/0006_deletions.sql"),
];
/// The shape that this program reads.
pub(super) const VERSION: i64 = 6;

/// Why the store cannot be used, and the mend.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it.
    #[error(
        "{0} is in use by another Touchline process: stop that one first, or give this one a file of its own with --store or [store] path"
    )]
    InUse(PathBuf),
    /// Another program works on the file itself.
    #[error(
        "{0} is locked by another program, such as sqlite3: end that one (fuser {0} names it), then say it again. Nothing is lost"
    )]
    Held(PathBuf),
    /// It is gone, and what SQLite keeps beside it is there.
    #[error(
        "{0} is not there, but {0}-wal is, with what was written to it last. Put the file back beside it, or restore a backup: touchline restore FILE (what is left is kept). To begin anew, move {0}-wal away"
    )]
    Torn(PathBuf),
    /// It is not there, and is only to be read.
    #[error("there is no file {0}. Name the one that the bot uses with --store or [store] path")]
    Missing(PathBuf),
    /// It cannot be opened or written.
    #[error("{path} cannot be used: {cause}. Check that its folder exists and that this user may read and write both")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        cause: String,
    },
    /// It is something else.
    #[error(
        "{0} is not a Touchline database. Nothing was changed in it; name another file with --store or [store] path"
    )]
    Foreign(PathBuf),
    /// It was written by a newer program.
    #[error(
        "{path} was written by a newer Touchline (version {found} of its shape; this program knows {known}). Nothing was changed in it; update this program"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// The disk has no room.
    #[error("{0} cannot be opened: its disk is full. Make room (df -h says where), then start again; nothing is lost")]
    Full(PathBuf),
    /// It is damaged.
    #[error(
        "{path} is damaged: {cause}. Nothing was posted from it. Put the last good backup in its place: touchline restore FILE (what is there now is kept beside it)"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the check found.
        cause: String,
    },
    /// It is to be brought up to date, and cannot be saved before.
    #[error("{path} was written by an older Touchline and is copied before it is brought up to date, but: {cause}")]
    NotSaved {
        /// The file.
        path: PathBuf,
        /// Why not, with the mend.
        cause: String,
    },
    /// This program was built with an SQLite that is too old.
    #[error("this program was built with SQLite {0}, which can lose committed rows: it needs 3.51.3 or newer")]
    OldLibrary(&'static str),
}

impl OpenError {
    /// Sorts the library's error.
    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::Foreign(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, cause: error.to_string() },
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Held(path),
            // SQLite's words name files and options that nobody has named.
            Some(ErrorCode::CannotOpen) => Self::Unusable {
                path,
                cause: "it may not be opened, or not what lies beside it (-wal, -shm)".to_owned(),
            },
            // The search of words calls what it cannot read in its tables an error like any other.
            _ if error.to_string().starts_with("invalid fts5 file format") => {
                Self::Damaged { path, cause: error.to_string() }
            }
            _ => Self::Unusable { path, cause: error.to_string() },
        }
    }
}

/// Gives a file that lies beside the store, or will take its place, the store's owner, or that of its folder where there is no
/// store: what root does for a service must not leave it files that it may not write. Nobody else can, and need not.
pub(super) fn own_as_store(file: &Path, store: &Path) {
    let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(mine), Ok(theirs)) = (fs::metadata(file), fs::metadata(store).or_else(|_| fs::metadata(folder))) else {
        return;
    };
    if (mine.uid(), mine.gid()) != (theirs.uid(), theirs.gid())
        && let Err(error) = chown(file, Some(theirs.uid()), Some(theirs.gid()))
    {
        tracing::debug!(%error, "a file could not be given the store's owner");
    }
}

/// The file, held so that no second process works on it.
#[derive(Debug)]
pub(super) struct Lock {
    _held: File,
    beside: PathBuf,
}

impl Lock {
    /// Takes the lock beside the database. It goes with the process, also when that is killed.
    pub(super) fn take(path: &Path) -> Result<Self, OpenError> {
        let unusable = |cause: std::io::Error| OpenError::Unusable { path: path.to_owned(), cause: cause.to_string() };
        let beside = path.with_added_extension("lock");
        let file = File::options().create(true).truncate(false).write(true).mode(0o600).open(&beside);
        let file = file.map_err(|cause| OpenError::Unusable {
            path: path.to_owned(),
            cause: format!("{} cannot be written ({cause})", beside.display()),
        })?;
        own_as_store(&beside, path);
        // The process before this one may just be ending: it is given a moment.
        for _ in 0..LOCK_LOOKS {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _held: file, beside }),
                Err(TryLockError::WouldBlock) => std::thread::park_timeout(LOCK_WAIT),
                Err(TryLockError::Error(cause)) => return Err(unusable(cause)),
            }
        }
        Err(OpenError::InUse(path.to_owned()))
    }

    /// Removes the lock's file: beside a file that is not ours nothing of ours stays.
    pub(super) fn leave_no_trace(&self) {
        if let Err(error) = std::fs::remove_file(&self.beside) {
            tracing::debug!(%error, "a lock's file could not be removed");
        }
    }
}

/// The one connection that writes: checked, set up and migrated.
pub(super) fn writer(path: &Path) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(OpenError::OldLibrary(rusqlite::version()));
    }
    let is_written = |path: PathBuf| fs::metadata(path).is_ok_and(|file| file.len() > 0);
    if !path.exists() && is_written(beside(path, "-wal")) {
        return Err(OpenError::Torn(path.to_owned()));
    }
    // It holds people's numbers: nobody else may read it. What SQLite keeps beside it gets the same rights.
    let _is_there = File::options().create_new(true).write(true).mode(0o600).open(path);
    let mut connection = connect(path)?;
    make_ready(&mut connection, path)?;
    Ok(connection)
}

pub(super) fn connect(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| OpenError::of(path, &error))
}

pub(super) fn make_ready(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    prepare(connection, path).map_err(|error| match error {
        Trouble::Open(error) => error,
        Trouble::Sqlite(error) => OpenError::of(path, &error),
    })
}

/// What a check finds wrong with a file that was too large to be checked when it was opened.
pub(super) fn examine(connection: &Connection, path: &Path) -> rusqlite::Result<Option<String>> {
    if std::fs::metadata(path).is_ok_and(|file| file.len() <= CHECKED_SIZE) {
        return Ok(None);
    }
    match connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)) {
        Ok(verdict) => Ok(Some(verdict).filter(|verdict| verdict != "ok").map(|verdict| in_words(&verdict))),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => Ok(Some(error.to_string())),
        Err(error) => Err(error),
    }
}

/// What SQLite's check says of a file, in one line and without its ornaments.
pub(super) fn in_words(verdict: &str) -> String {
    let lines = verdict.lines().map(|line| line.trim().trim_end_matches('.')).filter(|line| !line.starts_with("***"));
    format!("SQLite finds: {}", lines.collect::<Vec<_>>().join("; "))
}

/// The version of a file's shape, if it is ours and not newer than this program.
pub(super) fn shape(connection: &Connection, path: &Path) -> Result<i64, OpenError> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let read = || Ok((number("application_id")?, number("user_version")?));
    let (application, found) = read().map_err(|error| OpenError::of(path, &error))?;
    if application != i64::from(APPLICATION_ID) {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    if found > VERSION {
        return Err(OpenError::Newer { path: path.to_owned(), found, known: VERSION });
    }
    Ok(found)
}

/// A name beside a file's: `beside("a.db", "-wal")` is `a.db-wal`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Checks that a file is ours and has the shape that this program reads, without changing anything.
pub(super) fn check_shape(path: &Path) -> Result<(), OpenError> {
    must_be_a_file(path)?;
    match shape(&reader(path)?, path)? {
        VERSION => Ok(()),
        _ => Err(OpenError::Unusable {
            path: path.to_owned(),
            cause: "an older Touchline wrote it: start this one once (touchline run), which brings it up to date"
                .to_owned(),
        }),
    }
}

/// That there is a file: one that may not be looked for is not missing.
pub(super) fn must_be_a_file(path: &Path) -> Result<(), OpenError> {
    let unusable = |cause: String| OpenError::Unusable { path: path.to_owned(), cause };
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(unusable("it is no file".to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(OpenError::Missing(path.to_owned())),
        Err(error) => Err(unusable(error.to_string())),
    }
}

/// A connection that only reads.
pub(super) fn reader(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| OpenError::of(path, &error))?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(|error| OpenError::of(path, &error))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

enum Trouble {
    Open(OpenError),
    Sqlite(rusqlite::Error),
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn prepare(connection: &mut Connection, path: &Path) -> Result<(), Trouble> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(128);
    // SQLite opens what may only be read for reading, and says nothing until something is written.
    if connection.is_readonly("main")? {
        let cause = "it may only be read".to_owned();
        return Err(Trouble::Open(OpenError::Unusable { path: path.to_owned(), cause }));
    }
    let number =
        |connection: &Connection, pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (application, found) = (number(connection, "application_id")?, number(connection, "user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != i64::from(APPLICATION_ID) && (tables > 0 || found != 0 || application != 0) {
        return Err(Trouble::Open(OpenError::Foreign(path.to_owned())));
    }
    if found > VERSION {
        return Err(Trouble::Open(OpenError::Newer { path: path.to_owned(), found, known: VERSION }));
    }
    if tables > 0 && std::fs::metadata(path).is_ok_and(|file| file.len() <= CHECKED_SIZE) {
        let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(Trouble::Open(OpenError::Damaged { path: path.to_owned(), cause: in_words(&verdict) }));
        }
    }
    set(connection, path, "journal_mode", "WAL", "wal")?;
    set(connection, path, "synchronous", "FULL", "2")?;
    set(connection, path, "foreign_keys", "ON", "1")?;
    set(connection, path, "cache_size", CACHE, CACHE)?;
    set(connection, path, "wal_autocheckpoint", CHECKPOINT, CHECKPOINT)?;
    if application == 0 {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    if found > 0 && found < VERSION {
        save_before(connection, path)?;
    }
    migrate(connection).map_err(|error| match error {
        // It is as in any other statement: what is wrong is the file, not the shape.
        rusqlite_migration::Error::RusqliteError { err, .. } => Trouble::Sqlite(err),
        error => Trouble::Open(OpenError::Unusable {
            path: path.to_owned(),
            cause: format!("its shape cannot be brought up to date ({error})"),
        }),
    })?;
    // From the first moment on the file itself says what it is, not only the WAL beside it, which a careless copy lacks.
    connection.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
    Ok(())
}

/// Brings a file's shape up to date, all of it or nothing.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), rusqlite_migration::Error> {
    MIGRATIONS.to_latest(connection)
}

/// Before its shape changes, a store is copied: whoever goes back to the older program takes that.
fn save_before(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let to = beside(path, &format!(".before-v{VERSION}"));
    // One that is there already is of an earlier try, or of an earlier life of the same store.
    copy::copy(connection, path, &to, copy::Existing::Replaced, &|| false).map_err(|error| match error {
        CopyError::Source(error) => error,
        error => OpenError::NotSaved { path: path.to_owned(), cause: error.to_string() },
    })?;
    tracing::info!(copy = %to.display(), "the store is brought up to date; as it was it stays in this copy");
    Ok(())
}

/// The writer's pages in memory, in KiB (negative by SQLite's notation): a minute's due rows are all over the file.
const CACHE: &str = "-4096";
/// Pages in the WAL before they are brought into the file, of 4 KiB each: a burst writes the same ones again and again.
const CHECKPOINT: &str = "4000";

/// Sets a pragma and reads it back: SQLite ignores what it cannot do without an error.
fn set(connection: &Connection, path: &Path, pragma: &str, value: &str, expected: &str) -> Result<(), Trouble> {
    connection.pragma_update_and_check(None, pragma, value, |_| Ok(())).or_else(|error| match error {
        // Some pragmas answer nothing when they are set.
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        error => Err(error),
    })?;
    let found = connection.pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))?;
    let found = match found {
        rusqlite::types::Value::Integer(number) => number.to_string(),
        rusqlite::types::Value::Text(text) => text,
        _ => String::new(),
    };
    if found == expected {
        Ok(())
    } else {
        Err(Trouble::Open(OpenError::Unusable {
            path: path.to_owned(),
            cause: format!("{pragma} stays {found} where {value} is needed"),
        }))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn migrations_are_valid_and_counted() {
        super::MIGRATIONS.validate().expect("each runs on the one before");
        let count = i64::try_from(
            std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sqlite/migrations"))
                .expect("a folder")
                .count(),
        );
        assert_eq!(count, Ok(super::VERSION), "every file is in the list");
    }
}
