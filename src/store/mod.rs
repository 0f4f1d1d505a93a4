//! Where everything is kept. One kind of store so far; another one is a folder beside `sqlite` that passes the same
//! contract (`tests/it/store.rs`).

pub mod sqlite;

use std::path::PathBuf;
use std::sync::Arc;

use crate::ports::Store;

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

/// Opens the store for reading only, also while another process works on it.
///
/// # Errors
/// See [`sqlite::OpenError`].
pub fn read(settings: &Settings) -> Result<Arc<dyn Store>, sqlite::OpenError> {
    Ok(Arc::new(sqlite::SqliteStore::read(&settings.path)?))
}
