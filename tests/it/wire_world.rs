//! The bench for failures: the real desk, the real SQLite, a clock that is set by hand, and the real clients of Discord
//! and Telegram against the local servers, whose clock is set with ours.
//!
//! A `Process` is one bot with one daily post at one place: it can die at an edge and is started again on the same file.
//! Many of them share one pair of servers, each at a place of its own. What may come of it is said in the tests.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use local_platforms::{Backstage, Fault, Rule, RuleHandle, discord, telegram};
use tokio_util::sync::CancellationToken;
use touchline::bot::{Bot, Parts, Settings};
use touchline::collection::{Collection, CollectionFormat, changed_only};
use touchline::domain::community::{Caller, Community, PersonId, Place, PlatformName, Standing};
use touchline::domain::rights::{Admin, Role, Task};
use touchline::domain::schedule::{DailyAt, Timestamp};
use touchline::domain::subscription::{OnUnsure, Wish};
use touchline::platforms::{self, Platform};
use touchline::ports::{Clock, Messenger, RequestId, Store, Subscribed, WantedPost};
use touchline::store::sqlite::SqliteStore;

use crate::failpoints::{Edge, Life, MortalMessenger, MortalStore};
use crate::world::{COLLECTION, ManualClock};

/// A call takes at most so long, as an operator has it.
pub(crate) const PATIENT: Duration = Duration::from_secs(15);
/// Where a test is about a call that takes too long.
pub(crate) const IMPATIENT: Duration = Duration::from_secs(1);
/// Ids of the places in tests start here.
const FIRST_CHANNEL: u64 = 2_000_000_000_000_000_000;
const FIRST_GROUP: i64 = -1_002_000_000_000;
const FIRST_PERSON: i64 = 7_000_000;

/// One of the two platforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Door {
    Discord,
    Telegram,
}

impl Door {
    pub(crate) const BOTH: [Self; 2] = [Self::Discord, Self::Telegram];

    pub(crate) fn platform(self) -> PlatformName {
        match self {
            Self::Discord => platforms::discord::NAME,
            Self::Telegram => platforms::telegram::NAME,
        }
    }

    /// The call that posts.
    pub(crate) fn posting(self) -> &'static str {
        match self {
            Self::Discord => "POST /channels/*/messages",
            Self::Telegram => "sendMessage",
        }
    }

    /// The native address of the n-th place.
    pub(crate) fn address(self, number: u32) -> String {
        match self {
            Self::Discord => (FIRST_CHANNEL + u64::from(number)).to_string(),
            Self::Telegram => (FIRST_GROUP - i64::from(number)).to_string(),
        }
    }
}

/// Both servers and the clock.
pub(crate) struct Wire {
    pub(crate) discord: discord::Server,
    pub(crate) telegram: telegram::Server,
    pub(crate) clock: Arc<ManualClock>,
    folder: tempfile::TempDir,
}

impl Wire {
    pub(crate) async fn at(instant: &str) -> Arc<Self> {
        let wire = Self {
            discord: discord::Server::start().await,
            telegram: telegram::Server::start().await,
            clock: ManualClock::at(instant),
            folder: folder(),
        };
        wire.turn_to(wire.clock.now());
        let store = SqliteStore::open(&wire.folder.path().join("first.db")).expect("a new store");
        let changes = changed_only(&Collection::folder(COLLECTION).files().expect("readable"), &HashMap::new());
        store.sync(changes.changed, changes.gone, wire.clock.now()).await.expect("the collection comes in");
        store.close().await;
        for door in Door::BOTH {
            let store = SqliteStore::open(&wire.file(door.platform().as_str())).expect("the store opens");
            wire.subscribe(&store, door, 0).await;
            store.close().await;
        }
        Arc::new(wire)
    }

    /// A new store's file with one daily post, as if the n-th person had set it up there. It is copied rather than set up
    /// anew, because hundreds of stores would be opened for nothing else.
    fn file_with_post(&self, door: Door, address: &str, number: u32) -> PathBuf {
        let file = self.folder.path().join(format!("{door:?}-{number}.db"));
        std::fs::copy(self.folder.path().join(format!("{}.db", door.platform())), &file).expect("copied");
        let person = self.person(number);
        let db = rusqlite::Connection::open(&file).expect("the store's file");
        db.execute("UPDATE subscriptions SET place = ?1, created_by = ?2", [address, &person]).expect("written");
        db.execute("UPDATE communities SET address = ?1", [address]).expect("written");
        file
    }

    /// The n-th person, who can be written to.
    fn person(&self, number: u32) -> String {
        let person = FIRST_PERSON + i64::from(number);
        self.telegram.set_access(person, telegram::Access::Open);
        person.to_string()
    }

    /// Sets all three clocks.
    pub(crate) fn turn_to(&self, instant: Timestamp) {
        let seconds = u64::try_from(instant.timestamp()).unwrap_or_default();
        self.discord.time().stop_at(seconds);
        self.telegram.time().stop_at(seconds);
        self.clock.turn_to(instant);
    }

    pub(crate) fn clock_now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        self.turn_to(self.clock.now() + by);
    }

    pub(crate) fn server(&self, door: Door) -> &Backstage {
        match door {
            Door::Discord => &self.discord,
            Door::Telegram => &self.telegram,
        }
    }

    /// The real client's side for posts.
    pub(crate) fn messenger(&self, door: Door, per_second: u32, call_limit: Duration) -> Arc<dyn Messenger> {
        self.platform(door, per_second, call_limit).messenger()
    }

    /// The real client.
    pub(crate) fn platform(&self, door: Door, per_second: u32, call_limit: Duration) -> Arc<dyn Platform> {
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        match door {
            Door::Discord => {
                let (token, api_url) = (discord::TOKEN.into(), self.discord.api_url());
                let settings = platforms::discord::Settings { token, api_url, guild: None, per_second, call_limit };
                Arc::new(platforms::discord::connect(settings, clock).expect("a client"))
            }
            Door::Telegram => {
                let (token, api_url) = (telegram::TOKEN.into(), self.telegram.api_url());
                let receiving = platforms::telegram::Receiving::Polling { former: None };
                let settings = platforms::telegram::Settings { token, api_url, per_second, call_limit, receiving };
                Arc::new(platforms::telegram::connect(settings, clock).expect("a client"))
            }
        }
    }

    /// A new store's file, with the collection in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        let file = self.folder.path().join(format!("{name}.db"));
        std::fs::copy(self.folder.path().join("first.db"), &file).expect("copied");
        file
    }

    /// The desk over a store and messengers.
    pub(crate) async fn desk(&self, store: Arc<dyn Store>, messengers: Vec<Arc<dyn Messenger>>) -> Arc<Bot> {
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let settings = Settings {
            operators: HashSet::new(),
            catch_up: Duration::from_hours(6),
            jitter: Duration::ZERO,
            on_unsure: OnUnsure::Ask,
        };
        let parts = Parts { store, messengers, clock, format: Arc::new(CollectionFormat), settings };
        Bot::open(parts).await.expect("the desk opens")
    }

    /// A daily post at 09:00 UTC at the n-th place, set up by the n-th person, who can be written to.
    pub(crate) async fn subscribe(&self, store: &dyn Store, door: Door, number: u32) {
        let address = door.address(number);
        let place = Place { platform: door.platform(), address: address.clone() };
        let community = Community { platform: door.platform(), address: address.clone() };
        let caller = Caller {
            community,
            person: PersonId(self.person(number)),
            standing: Standing::Admin,
            badges: Vec::new(),
            tongue: None,
        };
        let admin = Admin::prove(&caller, Role::Admin, Task::ScheduleDaily).expect("an admin");
        let nine = chrono::NaiveTime::from_hms_opt(9, 0, 0).expect("a time");
        let wish = Wish::plain(DailyAt::every_day(nine, chrono_tz::UTC));
        let wanted = WantedPost { place, label: None, wish, closed: None };
        let request = RequestId(format!("{address}|on"));
        let subscribed = store.subscribe(&admin, &request, wanted, self.clock.now()).await.expect("the store works");
        assert!(matches!(subscribed, Subscribed::On(_)), "{subscribed:?}");
    }
}

/// In memory where the system has such a place: nothing here pulls the plug, so nothing is proved by waiting for disks.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.or_else(|_| tempfile::tempdir()).expect("a folder")
}

/// A row of the ledger: date, state, attempts.
pub(crate) type Row = (String, String, u32);

/// The ledger in a store's file.
pub(crate) fn rows(file: &Path) -> Vec<Row> {
    let db = rusqlite::Connection::open(file).expect("the store's file");
    let sql = "SELECT local_date, state, attempts FROM deliveries ORDER BY subscription_id, local_date";
    let mut rows = db.prepare(sql).expect("the table");
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

/// The notices in a store's file: kind, state.
pub(crate) fn notices(file: &Path) -> Vec<(String, String)> {
    let db = rusqlite::Connection::open(file).expect("the store's file");
    let mut rows = db.prepare("SELECT kind, state FROM notices ORDER BY id").expect("the table");
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

/// A bot that runs, until it dies.
struct Running {
    bot: Arc<Bot>,
    store: Arc<dyn Store>,
    life: Arc<Life>,
}

/// One bot with one daily post at one place, through all its lives.
pub(crate) struct Process {
    wire: Arc<Wire>,
    pub(crate) door: Door,
    /// Where its subscription was set up.
    pub(crate) address: String,
    pub(crate) file: PathBuf,
    call_limit: Duration,
    /// How its next lives end, and how long after that it is started again.
    deaths: VecDeque<(Edge, TimeDelta)>,
    /// Where and when it died.
    pub(crate) died: Vec<(Edge, Timestamp)>,
    /// Tells when a request has arrived.
    arrival: Option<RuleHandle>,
    running: Option<Running>,
    starts: Timestamp,
    /// When it has something to do again.
    next: Timestamp,
}

impl Process {
    /// One that has not started yet. It does when the clock is turned on.
    pub(crate) fn new(
        wire: &Arc<Wire>,
        door: Door,
        (number, address): (u32, String),
        call_limit: Duration,
        deaths: impl IntoIterator<Item = (Edge, TimeDelta)>,
    ) -> Self {
        let file = wire.file_with_post(door, &address, number);
        let now = wire.clock.now();
        let (deaths, died) = (deaths.into_iter().collect(), Vec::new());
        let wire = Arc::clone(wire);
        Self {
            wire,
            door,
            address,
            file,
            call_limit,
            deaths,
            died,
            arrival: None,
            running: None,
            starts: now + TimeDelta::seconds(1),
            next: now,
        }
    }

    /// Something goes wrong with its posts, so many times.
    pub(crate) fn befall(&mut self, fault: Fault, times: u64) -> RuleHandle {
        let rule = Rule::on(self.door.posting(), fault).place(self.address.clone()).times(times);
        let handle = self.wire.server(self.door).fault(rule);
        self.arrival = Some(handle.clone());
        handle
    }

    /// Accepted posts at an address.
    pub(crate) fn arrived_at(&self, address: &str) -> usize {
        self.wire.server(self.door).ledger_of(address).len()
    }

    /// What the bot does when the clock has been turned on: starts when it is time, and passes over what is due.
    pub(crate) async fn live(&mut self) {
        let now = self.wire.clock.now();
        if self.running.is_none() && now >= self.starts {
            self.start(now).await;
        }
        if now < self.next {
            return;
        }
        let Some(Running { bot, store, life }) = self.running.take() else { return };
        let pass = async {
            if bot.believes_clock().await.expect("the store works") {
                bot.publish_due(&CancellationToken::new()).await.expect("the store works");
            }
        };
        if life.outlives(pass).await.is_none() {
            drop(bot);
            return self.die(now);
        }
        let platforms = [self.door.platform()];
        let next = [
            store.next_look(&platforms).await.expect("readable"),
            store.next_try(&platforms[0]).await.expect("readable"),
            store.next_care(&platforms[0]).await.expect("readable"),
        ];
        self.next = next.into_iter().flatten().min().unwrap_or(now + TimeDelta::hours(1));
        self.running = Some(Running { bot, store, life });
    }

    async fn start(&mut self, now: Timestamp) {
        let life = Life::until(self.deaths.front().map(|(edge, _)| *edge));
        if let Some(arrival) = &self.arrival {
            life.arrives_by(arrival.clone());
        }
        let inner: Arc<dyn Store> = Arc::new(SqliteStore::open(&self.file).expect("the store opens"));
        let store: Arc<dyn Store> = Arc::new(MortalStore { inner: Arc::clone(&inner), life: Arc::clone(&life) });
        let messenger = self.wire.messenger(self.door, 0, self.call_limit);
        let messenger = Arc::new(MortalMessenger { inner: messenger, life: Arc::clone(&life) });
        let starting = async {
            let bot = self.wire.desk(store, vec![messenger]).await;
            bot.settle_abandoned().await.expect("the store works");
            bot
        };
        match life.outlives(starting).await {
            Some(bot) => {
                self.running = Some(Running { bot, store: inner, life });
                self.next = now;
            }
            None => self.die(now),
        }
    }

    /// The life has ended at its edge: tasks and connections are gone, and so is the store with its threads.
    fn die(&mut self, now: Timestamp) {
        let (edge, pause) = self.deaths.pop_front().expect("lives end only where they are told to");
        self.died.push((edge, now));
        self.starts = now + pause;
        self.next = now;
    }

    /// Ends it as an operator would, so that its file can be read.
    pub(crate) async fn stop(&mut self) {
        if let Some(Running { bot, store, .. }) = self.running.take() {
            drop(bot);
            store.close().await;
        }
    }
}

/// Turns the clock to `instant` and lets every process live, all at once.
pub(crate) async fn everybody_lives(wire: &Wire, processes: Vec<Process>, instant: Timestamp) -> Vec<Process> {
    wire.turn_to(instant);
    let mut living = tokio::task::JoinSet::new();
    let count = processes.len();
    for (number, mut process) in processes.into_iter().enumerate() {
        living.spawn(async move {
            process.live().await;
            (number, process)
        });
    }
    let mut lived: Vec<_> = std::iter::repeat_with(|| None).take(count).collect();
    while let Some(one) = living.join_next().await {
        let (number, process) = one.expect("no process panics");
        lived[number] = Some(process);
    }
    lived.into_iter().flatten().collect()
}
