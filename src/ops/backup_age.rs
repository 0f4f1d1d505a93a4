//! When the newest backup of a store was made: what `touchline doctor` says of them. It looks at names alone.

use std::path::Path;

use chrono::TimeDelta;

use super::backup::{backups, newest, stem};
use crate::config::BackupSettings;
use crate::domain::schedule::Timestamp;
use crate::ports::{Finding, counted, quoted};

/// One is made every hour; so many may have failed.
const BORNE: TimeDelta = TimeDelta::hours(3);
const WHY: &str = "What happens after the last backup is lost with the disk.";

/// Examines the backups of the store in this file.
pub fn examine(settings: &BackupSettings, store: &Path, now: Timestamp) -> Finding {
    let folder = &settings.folder;
    let newest = newest(folder, &stem(store), now);
    let is_ahead = || backups(folder, &stem(store)).iter().any(|(at, _)| *at > now);
    let told = newest.map_or_else(
        || {
            let ahead = if is_ahead() { " but one of a time that lies ahead: was a clock wrong?" } else { "." };
            format!("There is no backup in {}{ahead}", folder.display())
        },
        |at| {
            let age = counted((now - at).num_minutes(), "minute", "minutes");
            format!("The newest backup in {} is {age} old.", folder.display())
        },
    );
    if !settings.hourly {
        let mend = "touchline backup FILE makes one now; [store] backups = \"auto\", or a folder, makes one every hour";
        return Finding::note("backup.age", format!("{told} None is made by itself."), WHY, mend);
    }
    if newest.is_some_and(|at| now - at <= BORNE) {
        return Finding::well("backup.age", told);
    }
    let mend = format!(
        "touchline run makes one at its start and every hour; if it runs, its log says what keeps it: can it write to {}?",
        quoted(folder)
    );
    Finding::warning("backup.age", told, WHY, mend)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Level;

    #[test]
    fn old_backups_are_told_where_new_ones_are_meant_to_come() {
        let folder = tempfile::tempdir().expect("a folder");
        let now = Timestamp::from_timestamp(1_795_316_645, 0).expect("an instant"); // 2026-11-22T03:04:05Z
        let look = |hourly, now| {
            let settings = BackupSettings { folder: folder.path().to_owned(), hourly };
            let found = examine(&settings, Path::new("/x/touchline.db"), now);
            (found.level(), found.advice().is_some())
        };
        assert_eq!((look(true, now), look(false, now)), ((Level::Warning, true), (Level::Well, true)));
        std::fs::write(folder.path().join("touchline-20261122T030405Z.db.partial"), "").expect("written");
        assert_eq!(look(true, now), (Level::Warning, true), "one that was not finished is none");
        std::fs::write(folder.path().join("touchline-20261122T030405Z.db"), "").expect("written");
        assert_eq!(look(true, now), (Level::Well, false));
        assert_eq!(look(true, now + TimeDelta::hours(4)), (Level::Warning, true));
        std::fs::write(folder.path().join("touchline-20361122T030405Z.db"), "").expect("written");
        assert_eq!(look(true, now + TimeDelta::hours(4)), (Level::Warning, true), "one that lies ahead says nothing");
    }
}
