//! Where everything is kept. One kind of store so far; another one is a folder beside `sqlite` that passes the same
//! contract (`tests/it/store.rs`).

pub mod sqlite;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::schedule::Timestamp;
use crate::ports::{Contents, Store};

/// What the configuration says of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The SQLite file.
    pub path: PathBuf,
}

/// Opens the store, makes it sound and brings its shape up to date.
///
/// # Errors
/// See [`sqlite::OpenError`]: what is wrong with the file, and the mend.
pub fn open(settings: &Settings) -> Result<Arc<dyn Store>, sqlite::OpenError> {
    Ok(Arc::new(sqlite::SqliteStore::open(&settings.path)?))
}

/// Opens a store that is there: a wrong path would make one that no bot reads.
///
/// # Errors
/// See [`sqlite::OpenError`].
pub fn open_existing(settings: &Settings) -> Result<Arc<dyn Store>, sqlite::OpenError> {
    Ok(Arc::new(sqlite::SqliteStore::open_existing(&settings.path)?))
}

/// Opens the store for reading only, also while another process works on it.
///
/// # Errors
/// See [`sqlite::OpenError`].
pub fn read(settings: &Settings) -> Result<Arc<dyn Store>, sqlite::OpenError> {
    Ok(Arc::new(sqlite::SqliteStore::read(&settings.path)?))
}

/// Copies all that the store holds at this moment into one file, also while the bot works on it.
///
/// # Errors
/// See [`sqlite::CopyError`].
pub fn back_up(settings: &Settings, to: &Path, existing: sqlite::Existing) -> Result<Contents, sqlite::CopyError> {
    sqlite::SqliteStore::back_up(&settings.path, to, existing)
}

/// Puts a backup in the store's place; what was due before `now` never comes again.
///
/// # Errors
/// See [`sqlite::RestoreError`].
pub fn restore(
    settings: &Settings,
    backup: &Path,
    shape: sqlite::Shape,
    now: Timestamp,
) -> Result<sqlite::Restored, sqlite::RestoreError> {
    sqlite::restore(&settings.path, backup, shape, now)
}

/// What [`restore`] would do, without doing it.
///
/// # Errors
/// See [`sqlite::RestoreError`].
pub fn rehearse(
    settings: &Settings,
    backup: &Path,
    shape: sqlite::Shape,
    now: Timestamp,
) -> Result<sqlite::Restored, sqlite::RestoreError> {
    sqlite::rehearse(&settings.path, backup, shape, now)
}

/// Checks a backup wholly.
///
/// # Errors
/// What is wrong with it.
pub fn check_backup(backup: &Path) -> Result<Contents, sqlite::OpenError> {
    sqlite::check(backup)
}
