//! `[store] backups`: whether the bot makes backups by itself, and where they lie.

use std::path::{Path, PathBuf};

/// Backups that the bot makes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSettings {
    /// Where they lie, or would.
    pub folder: PathBuf,
    /// Whether one is made every hour.
    pub hourly: bool,
}

impl BackupSettings {
    /// As it is written: whoever only tries the console has nothing to lose, whoever serves a platform gets backups.
    pub(super) fn of(written: Option<&str>, store: &Path, is_serving: bool) -> Self {
        let mut beside = store.as_os_str().to_owned();
        beside.push(".backups");
        let beside = PathBuf::from(beside);
        match written.map(str::trim) {
            None | Some("" | "auto") => Self { folder: beside, hourly: is_serving },
            Some("off") => Self { folder: beside, hourly: false },
            Some(folder) => Self { folder: PathBuf::from(folder), hourly: true },
        }
    }
}
