//! How large the store is, and what waits in it. Every count goes by an index of rows that wait.

use std::time::Duration;

use rusqlite::{Connection, params};

use super::rows::seconds;
use super::threads::Fault;
use crate::domain::community::PlatformName;
use crate::domain::schedule::Timestamp;
use crate::ports::{Measures, Waiting};

const DUE: &str = "SELECT count(*), min(not_before) FROM deliveries WHERE state IN ('planned', 'retry') AND platform = ?1 AND not_before <= ?2";
const SENDING: &str = "SELECT count(*) FROM deliveries WHERE state = 'sending' AND platform = ?1";
// The planner would go through every update of the last two days by their key.
const INBOX: &str = "SELECT count(*) FROM inbox INDEXED BY inbox_unfinished WHERE platform = ?1 AND done_at IS NULL";

pub(super) fn measure(db: &Connection, platforms: &[PlatformName], now: Timestamp) -> Result<Measures, Fault> {
    // A file that is not there holds nothing: the WAL is gone after a clean end, and a store in memory has neither.
    let size = |path: String| std::fs::metadata(path).map_or(0, |file| file.len());
    let path = db.path().unwrap_or_default();
    let mut waiting = Vec::with_capacity(platforms.len());
    for platform in platforms {
        let (due, first): (i64, Option<i64>) = db
            .prepare_cached(DUE)?
            .query_row(params![platform.as_str(), seconds(now)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let count = |sql: &str| db.prepare_cached(sql)?.query_row([platform.as_str()], |row| row.get::<_, i64>(0));
        let oldest = first.map_or(0, |first| seconds(now) - first);
        waiting.push(Waiting {
            platform: platform.clone(),
            deliveries: u64::try_from(due + count(SENDING)?)?,
            oldest: Duration::from_secs(u64::try_from(oldest).unwrap_or(0)),
            inbox: u64::try_from(count(INBOX)?)?,
        });
    }
    Ok(Measures { bytes: size(path.to_owned()), wal_bytes: size(format!("{path}-wal")), waiting })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::open;

    #[test]
    fn counting_goes_by_the_indexes_of_what_waits() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        let db = open::writer(&path).expect("a new store");
        for sql in [DUE, SENDING, INBOX] {
            let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("valid SQL");
            let steps =
                plan.raw_query().mapped(|row| row.get::<_, String>(3)).collect::<Result<Vec<_>, _>>().expect("a plan");
            assert!(steps.iter().all(|step| step.starts_with("SEARCH") && step.contains("INDEX")), "{sql}: {steps:?}");
        }
        let name = PlatformName::new("a");
        let now = "2026-11-22T09:00:00Z".parse().expect("an instant");
        let measures = measure(&db, std::slice::from_ref(&name), now).expect("counted");
        assert_eq!(measures.bytes, std::fs::metadata(&path).expect("the file").len());
        assert_eq!(measures.waiting, [Waiting { platform: name, deliveries: 0, oldest: Duration::ZERO, inbox: 0 }]);
    }
}
