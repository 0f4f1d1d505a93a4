//! A day on which many places are due in the same minute, half of them on each platform, and the real binary that posts
//! to them: started, killed and ended at moments that dice choose. It does not judge: that is `checker`'s.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DurationRound as _, TimeDelta};
use local_platforms::telegram::{Access, Person};
use touchline::clock::SystemClock;
use touchline::domain::schedule::Timestamp;
use touchline::ports::{Clock as _, Store as _};
use touchline::store::sqlite::SqliteStore;

use crate::checker::{Accepted, Owed, Row, rows};
use crate::dice::Dice;
use crate::process::{Platforms, Running};

/// The local Discord takes every channel that nobody set up for one of its home guild's.
const FIRST_CHANNEL: u64 = 50_000_000;
/// The local Telegram takes every chat below -100… for a supergroup that lets the bot write.
const FIRST_CHAT: i64 = -1_001_000_000_000;
/// How late the process is when it is started first.
const LATE: TimeDelta = TimeDelta::minutes(15);
/// The longest catch-up time that there is, so that nothing is missed.
const CATCH_UP: TimeDelta = TimeDelta::hours(24);
/// What a process asks first.
const HELLOS: [&str; 2] = ["GET /gateway/bot", "getMe"];
/// A fan-out that has not ended after so long is stuck.
const PATIENCE: Duration = Duration::from_mins(5);

/// When a running process is ended.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment {
    /// Before it can have done much.
    AtOnce,
    /// When a platform first hears of it.
    Heard,
    /// After so many more posts were accepted.
    Posts(usize),
}

impl Moment {
    /// Mostly in the midst of posting, sometimes while it starts.
    pub(crate) fn thrown(dice: &mut Dice, most_posts: usize) -> Self {
        match dice.below(10) {
            0 => Self::AtOnce,
            1 => Self::Heard,
            _ => Self::Posts(1 + dice.below(most_posts)),
        }
    }
}

/// The load, its platforms and its store.
pub(crate) struct FanOut {
    pub(crate) platforms: Platforms,
    pub(crate) owed: Vec<Owed>,
    /// Who set everything up on Telegram, and is told there.
    admin: Person,
    folder: tempfile::TempDir,
}

impl FanOut {
    /// So many places are due since a quarter of an hour; no process is running.
    pub(crate) async fn prepare(places: usize) -> Self {
        let platforms = Platforms::start().await;
        // The wire is checked by other tests; here it is time that counts.
        platforms.discord.check_wire(false);
        platforms.telegram.check_wire(false);
        platforms.discord.set_session_start_limit(1_000_000, 1_000_000, Duration::from_hours(24));
        let admin = platforms.telegram.person("Tom");
        platforms.telegram.set_access(admin.chat(), Access::Open);
        let folder = tempfile::tempdir().expect("a folder");
        let due = SystemClock.now().duration_trunc(TimeDelta::minutes(1)).expect("a minute") - LATE;
        let fan_out = Self { platforms, owed: owed(places, due), admin, folder };
        let store = SqliteStore::open(&fan_out.store()).expect("a new store");
        store.close().await;
        drop(store);
        fan_out.subscribe(due);
        fan_out
    }

    /// Where it is kept.
    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("touchline.db")
    }

    fn subscribe(&self, due: Timestamp) {
        let mut db = rusqlite::Connection::open(self.store()).expect("the store's file");
        let all = db.transaction().expect("nobody else has it");
        let (person, time) = (self.admin.user_id().to_string(), due.format("%H:%M").to_string());
        for owed in &self.owed {
            let owner = if owed.platform == "discord" {
                local_platforms::discord::HOME.to_string()
            } else {
                owed.place.clone()
            };
            all.execute(
                "INSERT INTO communities (platform, address) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                [owed.platform, &owner],
            )
            .expect("a community");
            all.execute(
                "INSERT INTO subscriptions (id, community_id, platform, place, time, zone, state, next_due_at, request, created_by, created_at, updated_at)
                 SELECT ?1, id, ?2, ?3, ?4, 'UTC', 'on', ?5, '', ?6, ?5, ?5 FROM communities WHERE platform = ?2 AND address = ?7",
                rusqlite::params![owed.subscription, owed.platform, owed.place, time, due.timestamp(), person, owner],
            )
            .expect("a subscription");
        }
        all.commit().expect("written");
    }

    pub(crate) fn start(&self) -> Running {
        let more = [("TOUCHLINE_DAILY__CATCH_UP", "24h"), ("TOUCHLINE_LOG__FILTER", "error")];
        Running::start(&self.platforms, &self.store(), &more)
    }

    /// The same by a command that ends in the binary.
    pub(crate) fn start_by(&self, command: std::process::Command) -> Running {
        let more = [("TOUCHLINE_DAILY__CATCH_UP", "24h"), ("TOUCHLINE_LOG__FILTER", "error")];
        Running::start_by(command, &self.platforms, &self.store(), &more)
    }

    /// As if a day had gone by at Discord: the sessions that were started count no more. Only where the last process has
    /// ended well; bringing the file in order is left to the one that comes next.
    pub(crate) fn forget_sessions(&self) {
        let db = rusqlite::Connection::open(self.store()).expect("the store's file");
        let forgotten = db.execute("DELETE FROM facts WHERE name = 'discord.identifies'", []).expect("a fact");
        assert_eq!(forgotten, 1, "sessions were counted");
    }

    /// How many messages both platforms have accepted, notices and answers on Telegram included.
    fn posted(&self) -> usize {
        self.platforms.discord.posted() + self.platforms.telegram.posted()
    }

    /// Whether a process has said hello since these requests: what the one before it had under way looks otherwise.
    fn is_heard(&self, [discord, telegram]: [u64; 2]) -> bool {
        let mut heard = self.platforms.discord.requests_after(discord);
        heard.extend(self.platforms.telegram.requests_after(telegram));
        heard.iter().any(|request| HELLOS.contains(&request.call.as_str()))
    }

    /// Looks after everything that happens on either platform.
    async fn until(&self, what: &str, look: impl Fn() -> bool) {
        tokio::select! {
            () = self.platforms.discord.wait_until(what, &look) => {}
            () = self.platforms.telegram.wait_until(what, &look) => {}
        }
    }

    /// Starts the binary and returns it at this moment, with how long the first post took where that was waited for.
    pub(crate) async fn run_until(&self, moment: Moment, dice: &mut Dice) -> (Running, Option<Duration>) {
        let running = self.start();
        let (started, posted) = (Instant::now(), self.posted());
        let received = [self.platforms.discord.received(), self.platforms.telegram.received()];
        let mut first = None;
        match moment {
            Moment::AtOnce => {}
            Moment::Heard => self.until("the first request", || self.is_heard(received)).await,
            Moment::Posts(count) => {
                self.until("a post", || self.posted() > posted).await;
                first = Some(started.elapsed());
                self.until("posts", || self.posted() - posted >= count).await;
            }
        }
        // Not always at the same step after an answer: some moments pass that nobody counts.
        for _ in 0..dice.below(200_000) {
            std::hint::spin_loop();
        }
        (running, first)
    }

    /// Returns when no row waits any more. The process is running.
    pub(crate) async fn finish(&self) {
        // The commit follows the platform's answer within moments: a question answered is a reason to look again.
        let settling = async {
            loop {
                self.admin.says("/about").reply().await;
                if self.is_settled() {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, settling).await.expect("every row is settled before patience ends");
    }

    fn is_settled(&self) -> bool {
        let db = rusqlite::Connection::open_with_flags(self.store(), rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY);
        let settled = db.and_then(|db| {
            let sql = "SELECT count(*) FROM deliveries WHERE state NOT IN ('planned', 'sending', 'retry')";
            db.query_row(sql, [], |row| row.get::<_, i64>(0))
        });
        settled.is_ok_and(|settled| usize::try_from(settled) == Ok(self.owed.len()))
    }

    /// What the platforms have accepted for places; the admin's own chat is none.
    pub(crate) fn accepted(&self) -> Vec<Accepted> {
        let mut accepted = Accepted::all("telegram", &self.platforms.telegram.ledger());
        let own = self.admin.chat().to_string();
        accepted.retain(|post| post.place != own);
        accepted.extend(Accepted::all("discord", &self.platforms.discord.ledger()));
        accepted
    }

    /// The books as the last process has left them. They are read by a second name with a copy of the log, so that bringing
    /// the file in order is left to the process that comes next.
    pub(crate) fn books(&self) -> Vec<Row> {
        let aside = tempfile::tempdir_in(self.folder.path()).expect("a folder");
        let (file, copy) = (self.store(), aside.path().join("books.db"));
        std::fs::hard_link(&file, &copy).expect("the same file system");
        let log = |file: &Path| file.with_extension("db-wal");
        if log(&file).exists() {
            std::fs::copy(log(&file), log(&copy)).expect("copied");
        }
        rows(&copy)
    }
}

fn owed(places: usize, due: Timestamp) -> Vec<Owed> {
    let places = 0..i64::try_from(places).expect("not so many");
    let owed = places.map(|number| {
        let (platform, place) = match number % 2 {
            0 => ("discord", (FIRST_CHANNEL + number.unsigned_abs()).to_string()),
            _ => ("telegram", (FIRST_CHAT - number).to_string()),
        };
        let day = due.format("%Y-%m-%d").to_string();
        Owed { subscription: number + 1, platform, place, day, due, until: due + CATCH_UP }
    });
    owed.collect()
}
