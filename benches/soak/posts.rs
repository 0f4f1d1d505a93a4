//! Daily posts: each at a place of its own, made due in waves while the process runs, and counted at the end on both sides.
//!
//! The clock is the machine's, so a wave's instant is written into the store from outside, as if it had been due all the
//! time; an admin's command then makes the desk look, as any change of a schedule does.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeDelta;
use rusqlite::{Connection, params};
use touchline::clock::SystemClock;
use touchline::domain::schedule::Timestamp;
use touchline::ports::Clock as _;

use crate::{Result, Servers, schedule, stock};

/// Rows that are changed with one commit, so that the process never waits long for its own.
const CHUNK: usize = 500;
/// Posts of one wave that have not come after so long will not.
const PATIENCE: Duration = Duration::from_mins(5);
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// The other side writes too.
const BUSY: Duration = Duration::from_secs(30);

/// The posts of a run.
pub(crate) struct Posts {
    store: PathBuf,
    /// All of them, and in one wave.
    count: usize,
    wave: usize,
}

/// What is found at the end.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// Places without their post, and with more than one.
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
    /// Rows of the ledger that do not say `posted`.
    pub(crate) otherwise: usize,
    /// Updates in the inbox that nobody has finished.
    pub(crate) unfinished: usize,
}

impl Posts {
    /// Puts the subscriptions into a store that nobody uses yet, due tomorrow.
    pub(crate) fn prepare(store: &Path, count: usize, legs: usize) -> Result<Self> {
        let later = whole_minute(SystemClock.now() + TimeDelta::hours(20));
        stock::subscribe(store, schedule::at_once(count, later))?;
        Ok(Self { store: store.to_owned(), count, wave: count / legs })
    }

    /// Makes a wave due; how many posts are to be there then.
    pub(crate) async fn make_due(&self, servers: &Servers, leg: usize) -> Result<usize> {
        let (first, end) = (leg * self.wave, (leg + 1) * self.wave);
        let due = whole_minute(SystemClock.now());
        let mut db = self.open()?;
        for from in (first..end).step_by(CHUNK) {
            let transaction = db.transaction()?;
            transaction.execute(
                "UPDATE subscriptions SET next_due_at = ?1, time = ?2 WHERE id > ?3 AND id <= ?4",
                params![
                    due.timestamp(),
                    due.format("%H:%M").to_string(),
                    i64::try_from(from)?,
                    i64::try_from((from + CHUNK).min(end))?
                ],
            )?;
            transaction.commit()?;
        }
        let past = (due - TimeDelta::minutes(3)).format("%H:%M");
        let organiser = servers.telegram.person("Organiser");
        let answer = organiser.says(&format!("/daily on {past} UTC")).reply().await.text();
        if !answer.contains("UTC") {
            return Err(format!("the organiser's daily post was not set up: {answer}").into());
        }
        Ok(end)
    }

    /// Waits until so many are in the ledger as posted.
    pub(crate) async fn arrive(&self, count: usize) -> Result<()> {
        let db = self.open()?;
        let arrived = async {
            loop {
                let posted = posted(&db)?;
                if posted >= count {
                    return Ok(());
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        match tokio::time::timeout(PATIENCE, arrived).await {
            Ok(arrived) => arrived,
            Err(_) => Err(format!("of {count} posts {} came; {:?}", posted(&db)?, stock::states(&self.store)?).into()),
        }
    }

    /// Compares what the platforms got with what is owed, and with the ledger of the process, which has ended.
    pub(crate) fn account(&self, servers: &Servers) -> Result<Kept> {
        let mut got: HashMap<String, usize> = servers.discord.posted_to();
        got.extend(servers.telegram.posted_to());
        let mut kept = Kept::default();
        let made = self.wave * crate::LEGS;
        for wish in schedule::at_once(self.count, SystemClock.now()).take(made) {
            match got.get(&wish.address()) {
                None => kept.lost += 1,
                Some(1) => {}
                Some(_) => kept.doubled += 1,
            }
        }
        let states = stock::states(&self.store)?;
        kept.otherwise = states.iter().filter(|(state, _)| state != "posted").map(|(_, rows)| rows).sum();
        kept.lost += made.saturating_sub(states.iter().map(|(_, rows)| rows).sum::<usize>());
        let sql = "SELECT count(*) FROM inbox WHERE done_at IS NULL";
        kept.unfinished = self.open()?.query_row(sql, [], |row| row.get::<_, u32>(0))? as usize;
        Ok(kept)
    }

    fn open(&self) -> Result<Connection> {
        let db = Connection::open(&self.store)?;
        db.busy_timeout(BUSY)?;
        Ok(db)
    }
}

fn posted(db: &Connection) -> Result<usize> {
    let sql = "SELECT count(*) FROM deliveries WHERE state = 'posted'";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get::<_, u32>(0))? as usize)
}

fn whole_minute(instant: Timestamp) -> Timestamp {
    let seconds = instant.timestamp();
    Timestamp::from_timestamp(seconds - seconds % 60, 0).unwrap_or(instant)
}
