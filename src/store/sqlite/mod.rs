//! The store in one SQLite file: WAL, every commit durable, one writer, readers beside it.
//!
//! `calls` hands work to the threads; the SQL is in the other modules, one for each subject. None of it asks what time it
//! is, and none is built from what people wrote.

mod access;
mod calls;
mod changes;
mod copy;
mod corrections;
mod curation;
mod deletions;
pub mod examine;
mod favourites;
mod files;
mod import;
mod inbox;
mod kept;
mod ledger;
mod links;
mod measure;
#[cfg(test)]
mod migrated;
mod names;
mod notices;
mod open;
mod places;
mod pools;
mod preferences;
mod purge;
mod recent;
mod renderings;
mod restore;
mod rows;
mod search;
mod settle_past;
mod stories;
mod submissions;
mod subscriptions;
mod threads;
mod writings;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::ports::{Contents, StoreError};

pub use copy::{CopyError, Existing};
pub use open::OpenError;
pub use restore::{RestoreError, Restored, Shape, check, rehearse, restore};

/// The store in one SQLite file.
pub struct SqliteStore {
    threads: Arc<threads::Threads>,
    path: PathBuf,
    /// Set when the store closes: a copy that is being made stops.
    closes: Arc<AtomicBool>,
    /// Stories as they were read last, forgotten whenever one changes.
    recent: recent::Recent,
    /// The stories that daily posts are chosen from, forgotten whenever one changes.
    pools: Arc<pools::KeptPools>,
    /// Given back when the store is dropped, after the threads have ended.
    _lock: Option<open::Lock>,
}

impl SqliteStore {
    /// Opens or makes the file, checks it, brings its shape up to date and starts the threads.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let lock = open::Lock::take(path)?;
        restore::finish(path)
            .map_err(|error| OpenError::Unusable { path: path.to_owned(), cause: error.to_string() })?;
        let writer = open::writer(path).inspect_err(|error| {
            if matches!(error, OpenError::Foreign(_)) {
                lock.leave_no_trace();
            }
        })?;
        Ok(Self {
            threads: Arc::new(threads::Threads::start(path, writer)?),
            path: path.to_owned(),
            closes: Arc::default(),
            recent: recent::Recent::default(),
            pools: Arc::default(),
            _lock: Some(lock),
        })
    }

    /// The same with a file that is there: none is made.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open_existing(path: &Path) -> Result<Self, OpenError> {
        open::must_be_a_file(path)?;
        Self::open(path)
    }

    /// Opens a file for reading only, also while another process works on it. Every write fails.
    ///
    /// # Errors
    /// It is not there, is something else, or has another shape than this program's.
    pub fn read(path: &Path) -> Result<Self, OpenError> {
        open::check_shape(path)?;
        Ok(Self {
            threads: Arc::new(threads::Threads::reading(path)?),
            path: path.to_owned(),
            closes: Arc::default(),
            recent: recent::Recent::default(),
            pools: Arc::default(),
            _lock: None,
        })
    }

    /// Copies all that a file holds at this moment into another one, also while another process works on it.
    ///
    /// # Errors
    /// See [`CopyError`].
    pub fn back_up(path: &Path, to: &Path, existing: Existing) -> Result<Contents, CopyError> {
        open::must_be_a_file(path)?;
        copy::copy(&open::reader(path)?, path, to, existing, &|| false)
    }

    /// Writes what changes stories: what is kept of them in memory is forgotten, also when it may not have worked.
    async fn change_stories<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, threads::Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let done = self.threads.write(doing, work).await;
        self.recent.forget();
        self.pools.forget();
        done
    }
}
