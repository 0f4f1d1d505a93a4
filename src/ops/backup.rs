//! Backups every hour: one for each of the last 24 hours and of the last seven days is kept. How a copy is made and checked
//! is the store's; what is in the folder besides is not touched.

use std::collections::HashSet;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDateTime, TimeDelta, Timelike as _};
use tokio_util::sync::CancellationToken;

use crate::config::BackupSettings;
use crate::domain::schedule::Timestamp;
use crate::ports::{Clock, Contents, Store, meters};

/// From one backup to the next.
const EVERY: TimeDelta = TimeDelta::hours(1);
/// When one could not be made, it is tried again after so long.
const AGAIN: TimeDelta = TimeDelta::minutes(5);
/// Hours and days of which the newest backup is kept.
const HOURS: i64 = 24;
const DAYS: i64 = 7;

/// The backups of one store.
pub struct Backups {
    folder: PathBuf,
    hourly: bool,
    /// What their names begin with: the store's.
    stem: String,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
}

impl Backups {
    /// Of the store in this file.
    pub fn new(settings: &BackupSettings, file: &Path, store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self { folder: settings.folder.clone(), hourly: settings.hourly, stem: stem(file), store, clock }
    }

    /// Makes one every hour until `shutdown`; one that was missed while the process was off, at once. A failure is said once
    /// and tried again.
    pub async fn keep(self, shutdown: CancellationToken) {
        if !self.hourly {
            return;
        }
        let mut failing = false;
        let mut next = self.first();
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = self.clock.sleep_until(next) => {}
            }
            let now = self.clock.now();
            if now < next {
                // The clock was put back: what lies further ahead than an hour would never come.
                next = next.min(now + EVERY);
                continue;
            }
            let made = tokio::select! {
                () = shutdown.cancelled() => return,
                made = self.make(now) => made,
            };
            meters::backed_up(made.is_ok());
            match made {
                Ok((path, contents)) => {
                    meters::last_backup(now);
                    let size = contents.size;
                    if failing {
                        tracing::info!(file = %path.display(), size, "backups are made again");
                    } else {
                        tracing::debug!(file = %path.display(), size, "a backup was made");
                    }
                    (failing, next) = (false, now + EVERY);
                }
                Err(cause) => {
                    if !failing {
                        tracing::error!(folder = %self.folder.display(), cause, "no backup could be made; I try again every five minutes and say when one is");
                    }
                    (failing, next) = (true, now + AGAIN);
                }
            }
        }
    }

    /// When the first one is due: an hour after the last, at once when there is none.
    fn first(&self) -> Timestamp {
        let now = self.clock.now();
        match newest(&self.folder, &self.stem, now) {
            Some(last) => {
                meters::last_backup(last);
                (last + EVERY).max(now)
            }
            None => now,
        }
    }

    async fn make(&self, now: Timestamp) -> Result<(PathBuf, Contents), String> {
        let path = self.folder.join(name(&self.stem, now));
        let (folder, stem) = (self.folder.clone(), self.stem.clone());
        in_the_background(move || {
            DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
            sweep_unfinished(&folder, &stem)
        })
        .await?;
        let contents = self.store.back_up(&path).await.map_err(|error| error.to_string())?;
        let (folder, stem) = (self.folder.clone(), self.stem.clone());
        // The backup is there, whatever becomes of the older ones.
        if let Err(cause) = in_the_background(move || drop_old(&folder, &stem, now)).await {
            tracing::warn!(cause, "older backups could not be removed");
        }
        Ok((path, contents))
    }
}

async fn in_the_background(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<(), String> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| "it panicked".to_owned())?;
    done.map_err(|error| error.to_string())
}

/// What the names of a store's backups begin with.
pub fn stem(store: &Path) -> String {
    store.file_stem().map_or_else(|| "touchline".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// When the newest backup was made. One of a time that lies ahead says nothing: some clock was wrong.
pub fn newest(folder: &Path, stem: &str, now: Timestamp) -> Option<Timestamp> {
    backups(folder, stem).into_iter().map(|(at, _)| at).filter(|at| *at <= now).max()
}

const FORM: &str = "%Y%m%dT%H%M%SZ";

fn name(stem: &str, at: Timestamp) -> String {
    format!("{stem}-{}.db", at.format(FORM))
}

/// The time in a name that is exactly one of ours.
fn time_of(stem: &str, file: &str) -> Option<Timestamp> {
    let time = file.strip_prefix(stem)?.strip_prefix('-')?.strip_suffix(".db")?;
    let at = NaiveDateTime::parse_from_str(time, FORM).ok()?.and_utc();
    (name(stem, at) == file).then_some(at)
}

/// The backups in a folder, the newest first; none when there is no folder.
pub fn backups(folder: &Path, stem: &str) -> Vec<(Timestamp, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut found: Vec<_> =
        ours.filter_map(|entry| Some((time_of(stem, entry.file_name().to_str()?)?, entry.path()))).collect();
    found.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    found
}

/// What a killed process left of one.
fn sweep_unfinished(folder: &Path, stem: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name();
        let ours = [".partial", ".partial-journal"].iter().any(|end| {
            file.to_str().and_then(|file| file.strip_suffix(end)).is_some_and(|file| time_of(stem, file).is_some())
        });
        if ours {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn drop_old(folder: &Path, stem: &str, now: Timestamp) -> io::Result<()> {
    let found = backups(folder, stem);
    let times: Vec<_> = found.iter().map(|(at, _)| *at).collect();
    let kept = kept(&times, now);
    for (at, path) in found {
        if !kept.contains(&at) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Which are kept: the newest of each of the last hours and days, the newest of all, and any of a time that lies ahead.
fn kept(times: &[Timestamp], now: Timestamp) -> HashSet<Timestamp> {
    let mut newest_first = times.to_vec();
    newest_first.sort_by_key(|at| std::cmp::Reverse(*at));
    let mut kept: HashSet<_> = newest_first.iter().take(1).copied().collect();
    let (mut hours, mut days) = (HashSet::new(), HashSet::new());
    for at in newest_first {
        let age = now - at;
        let is_hours_first = age < TimeDelta::hours(HOURS) && hours.insert((at.num_days_from_ce(), at.hour()));
        let is_days_first = age < TimeDelta::days(DAYS) && days.insert(at.num_days_from_ce());
        if is_hours_first || is_days_first || at > now {
            kept.insert(at);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_of_hourly_backups_leaves_a_day_of_hours_and_a_week_of_days() {
        let start: Timestamp = "2026-10-20T00:20:00Z".parse().expect("an instant");
        let mut there = Vec::new();
        for hour in 0..31 * 24 {
            let now = start + TimeDelta::hours(hour);
            there.push(now);
            let kept = kept(&there, now);
            there.retain(|at| kept.contains(at));
        }
        let now = start + TimeDelta::hours(31 * 24 - 1);
        let hours = there.iter().filter(|at| now - **at < TimeDelta::hours(24)).count();
        let days: HashSet<_> = there.iter().map(chrono::DateTime::date_naive).collect();
        assert_eq!((hours, days.len()), (24, 7), "{there:?}");
        assert_eq!(there.len(), 24 + 6, "one of each of the other days: {there:?}");
        let last = there.iter().map(|at| at.format("%dT%H").to_string()).take(7).collect::<Vec<_>>();
        assert_eq!(last, ["13T23", "14T23", "15T23", "16T23", "17T23", "18T23", "19T00"]);
    }

    #[test]
    fn the_newest_and_those_of_a_time_to_come_are_never_dropped() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        let (old, older, ahead) = (at("2025-01-01T10:00:00Z"), at("2024-12-31T10:00:00Z"), at("2030-01-01T10:00:00Z"));
        assert_eq!(kept(&[older, old], at("2026-11-22T10:00:00Z")), HashSet::from([old]));
        assert_eq!(kept(&[older, ahead], at("2026-11-22T10:00:00Z")), HashSet::from([ahead]));
    }

    #[test]
    fn names_tell_the_time_and_foreign_ones_tell_nothing() {
        let at: Timestamp = "2026-11-22T03:04:05Z".parse().expect("an instant");
        assert_eq!(name("touchline", at), "touchline-20261122T030405Z.db");
        assert_eq!(time_of("touchline", "touchline-20261122T030405Z.db"), Some(at));
        for foreign in [
            "touchline-monday.db",
            "touchline-20261122T030405Z.db.partial",
            "other-20261122T030405Z.db",
            "touchline-20261322T030405Z.db",
        ] {
            assert_eq!(time_of("touchline", foreign), None, "{foreign}");
        }
    }
}
