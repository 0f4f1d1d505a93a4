//! Sessions on Discord's gateway: how many are started whatever crashes (reliability.md T13), what comes after each end of a
//! connection (T18), close codes after which nothing is tried again, and more than one shard.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use local_platforms::{Fault, Rule, Scope, discord};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use touchline::bot::Bot;
use touchline::platforms::{Desk, Platform, Stopped};
use touchline::ports::{Clock, Store};
use touchline::store::sqlite::SqliteStore;

use crate::dice::Dice;
use crate::process::{Platforms, Running, touchline};
use crate::wire_world::{Door, PATIENT, Wire};

/// The fact in which sessions are kept.
const FACT: &str = "discord.identifies";
const DAY: i64 = 24 * 60 * 60;
/// What may be spent as fast as it comes, and the most in a day.
const FREE: usize = 100;
const DAILY: usize = 200;

/// A store and a desk over it, on which Discord's door is opened as often as wished.
struct House {
    wire: Arc<Wire>,
    file: PathBuf,
    store: Arc<dyn Store>,
    bot: Arc<Bot>,
    door: Arc<dyn Platform>,
}

/// Discord's door, open.
struct Open {
    shutdown: CancellationToken,
    running: JoinHandle<Result<(), Stopped>>,
}

impl Open {
    async fn end(self) -> Result<(), Stopped> {
        self.shutdown.cancel();
        self.running.await.expect("no panic")
    }

    /// As a kill does it: nothing is said any more.
    async fn crash(self) {
        self.running.abort();
        drop(self.running.await);
    }
}

impl House {
    async fn at(instant: &str) -> Self {
        let wire = Wire::at(instant).await;
        let file = wire.file("sessions");
        Self::over(wire, file).await
    }

    async fn over(wire: Arc<Wire>, file: PathBuf) -> Self {
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&file).expect("the store opens"));
        let door = wire.platform(Door::Discord, 0, PATIENT);
        let bot = wire.desk(Arc::clone(&store), vec![door.messenger()]).await;
        Self { wire, file, store, bot, door }
    }

    fn desk(&self) -> Desk {
        let clock = Arc::clone(&self.wire.clock) as Arc<dyn Clock>;
        Desk { bot: Arc::clone(&self.bot), store: Arc::clone(&self.store), clock, health: Arc::default() }
    }

    fn open(&self) -> Open {
        let (door, desk, shutdown) = (Arc::clone(&self.door), self.desk(), CancellationToken::new());
        let token = shutdown.clone();
        Open { shutdown, running: tokio::spawn(async move { door.run(desk, token).await }) }
    }

    /// Runs the door until it ends by itself.
    async fn run(&self) -> Result<(), Stopped> {
        self.door.run(self.desk(), CancellationToken::new()).await
    }

    /// As after a restart of the process: nothing is left but the file.
    async fn again(self) -> Self {
        let Self { wire, file, store, bot, door } = self;
        drop((bot, door));
        store.close().await;
        drop(store);
        Self::over(wire, file).await
    }

    /// Lets time go by, a minute for each look at the store, until something has come: what waits for the clock gets on.
    /// Returns how long it took.
    async fn time_until(&self, what: &str, come: impl Fn() -> bool) -> TimeDelta {
        let start = self.wire.clock_now();
        while !come() {
            assert!(self.wire.clock_now() < start + TimeDelta::days(2), "waited two days for {what}");
            self.wire.advance(TimeDelta::minutes(1));
            for _ in 0..20 {
                self.store.shared_count().await.expect("reading works");
            }
        }
        self.wire.clock_now() - start
    }

    fn asked(&self) -> usize {
        self.wire.discord.requests_like("GET /gateway/bot").len()
    }

    fn identifies(&self) -> usize {
        self.wire.discord.identifies().len()
    }

    async fn close(self) {
        self.store.close().await;
        self.wire.discord.assert_clean();
    }
}

/// The sessions that a store's file keeps, in seconds since 1970.
fn kept(file: &Path) -> Vec<i64> {
    let db = rusqlite::Connection::open(file).expect("the store's file");
    let text: Result<String, _> = db.query_row("SELECT value FROM facts WHERE name = ?1", [FACT], |row| row.get(0));
    text.map(|text| serde_json::from_str(&text).expect("a list of numbers")).unwrap_or_default()
}

fn keep(file: &Path, sessions: &[i64]) {
    let db = rusqlite::Connection::open(file).expect("the store's file");
    let list = serde_json::to_string(sessions).expect("numbers");
    let sql = "INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
    db.execute(sql, [FACT, &list]).expect("written");
}

/// What the budget promises, thought again: whether a session may be started now, or must not, or either (at the edges).
fn may_start(spent: &[i64], now: i64) -> Option<bool> {
    let lately: Vec<_> = spent.iter().filter(|at| **at > now - DAY - 60).collect();
    let certainly = spent.iter().filter(|at| **at > now - DAY + 60).count();
    let pause = lately.last().map_or(i64::MAX, |at| now - **at);
    match (lately.len(), certainly) {
        (all, _) if all < FREE => Some(true),
        (_, certainly) if certainly >= DAILY => Some(false),
        (all, certainly) if all < DAILY && certainly >= FREE => match pause {
            pause if pause > 870 => Some(true),
            pause if pause < 860 => Some(false),
            _ => None,
        },
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_of_crashes_starts_at_most_200_sessions_each_kept_before_it_is_started() {
    let mut house = House::at("2026-11-21T00:00:00Z").await;
    let mut dice = Dice::by_chance();
    let mut started = Vec::new();
    let (mut held, mut lives, mut booked) = (0, 0, 0);
    let start = house.wire.clock_now();
    // First a crash each second or two, then one every quarter of an hour or sooner, for more than a day.
    while house.wire.clock_now() < start + TimeDelta::hours(30) {
        lives += 1;
        let now = house.wire.clock_now().timestamp();
        let before = house.identifies();
        let asked = house.asked();
        let open = house.open();
        match may_start(&kept(&house.file), now) {
            Some(true) => {
                let come = || house.identifies() > before;
                house.wire.discord.wait_until("a session", come).await;
            }
            may => {
                house.wire.discord.wait_for_requests("GET /gateway/bot", asked + 1).await;
                held += usize::from(may == Some(false));
            }
        }
        open.crash().await;
        booked += kept(&house.file).into_iter().filter(|at| *at >= now).count();
        // One that was sent just before the crash may reach the server after it.
        started.extend(std::iter::repeat_n(now, house.identifies() - started.len()));
        assert!(started.len() <= booked, "kept before it is started: {} came, {booked} were kept", started.len());
        if lives % 20 == 0 {
            house = house.again().await;
        }
        let pause = if lives < 130 { 1 + dice.roll(2) } else { 200 + dice.roll(700) };
        house.wire.advance(TimeDelta::seconds(i64::try_from(pause).expect("seconds")));
    }
    let most = started.iter().map(|first| started.iter().filter(|at| (*first..first + DAY).contains(at)).count()).max();
    assert!(most.is_some_and(|most| (FREE + 40..=DAILY).contains(&most)), "{most:?} sessions in a day");
    assert!(held >= 60, "{held} of {lives} lives were held back");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_session_the_daily_post_comes_and_when_one_may_be_started_questions_are_answered() {
    let house = House::at("2026-11-21T08:59:00Z").await;
    house.wire.subscribe(house.store.as_ref(), Door::Discord, 0).await;
    let now = house.wire.clock_now().timestamp();
    keep(&house.file, &[now; FREE]);
    let open = house.open();
    house.wire.discord.wait_for_requests("GET /gateway/bot", 1).await;
    house.wire.advance(TimeDelta::minutes(2));
    house.bot.publish_due(&CancellationToken::new()).await.expect("the store works");
    assert_eq!(house.wire.discord.ledger_of(Door::Discord.address(0)).len(), 1, "posts need no session");
    assert_eq!(house.identifies(), 0);
    let took = house.time_until("a session", || house.identifies() > 0).await;
    assert!(took >= TimeDelta::minutes(12), "its steps are of a little less than a quarter of an hour: {took}");
    house.wire.discord.wait_ready().await;
    assert_eq!((house.identifies(), kept(&house.file).len()), (1, FREE + 1));
    let answer = house.wire.discord.person("Max").slash("player").text("name", "hakimi").send().answer().await;
    assert!(answer.text().contains("Hakimi"), "{}", answer.text());
    open.end().await.expect("as wished");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_a_year_frees_no_session_and_sessions_that_lie_ahead_end_with_the_day() {
    let house = House::at("2026-11-21T08:00:00Z").await;
    let right = house.wire.clock_now();
    keep(&house.file, &[right.timestamp(); DAILY]);
    // The machine's clock is wrong, Discord's is right.
    house.wire.clock.turn_to(right + TimeDelta::days(365));
    let open = house.open();
    house.wire.discord.wait_for_requests("GET /gateway/bot", 1).await;
    for days in 800.. {
        house.wire.clock.turn_to(right + TimeDelta::days(days));
        house.store.shared_count().await.expect("reading works");
        if house.asked() >= 3 {
            break;
        }
    }
    assert_eq!(house.identifies(), 0, "Discord says what time it is");
    open.crash().await;
    // What was kept while some clock was a year ahead.
    house.wire.turn_to(right);
    keep(&house.file, &[right.timestamp() + 365 * DAY; DAILY]);
    let open = house.open();
    let aligned = || kept(&house.file).iter().all(|at| *at <= right.timestamp() + 60);
    while !aligned() {
        house.store.shared_count().await.expect("reading works");
    }
    open.crash().await;
    assert_eq!(house.identifies(), 0);
    house.wire.turn_to(right + TimeDelta::hours(25));
    let open = house.open();
    house.wire.discord.wait_ready().await;
    assert_eq!(house.identifies(), 1, "a day later they are forgotten");
    open.end().await.expect("as wished");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_cannot_be_kept_count_of_is_not_started() {
    let house = House::at("2026-11-21T08:00:00Z").await;
    let other = rusqlite::Connection::open(&house.file).expect("the store's file");
    other
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON facts BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
        .expect("a store that refuses to remember");
    let before = house.wire.discord.connections();
    let open = house.open();
    // One to ask where the gateway is, one to the gateway.
    let gone = || house.wire.discord.connections() >= before + 2 && house.wire.discord.sockets() == 0;
    house.wire.discord.wait_until("it goes away again", gone).await;
    open.crash().await;
    assert_eq!(house.identifies(), 0, "no count, no session");
    other.execute_batch("DROP TRIGGER full").expect("mended");
    let open = house.open();
    house.wire.discord.wait_ready().await;
    assert_eq!((house.identifies(), kept(&house.file).len()), (1, 1));
    open.end().await.expect("as wished");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_final_close_code_nothing_is_tried_again() {
    let house = House::at("2026-11-21T08:00:00Z").await;
    for (number, code) in (1..).zip([4_004, 4_010, 4_011, 4_012, 4_013, 4_014]) {
        house.wire.discord.refuse_identify(Some(code));
        let ended = house.run().await;
        let Err(Stopped::ForGood(why)) = ended else { panic!("{code}: {ended:?}") };
        let words = if code == 4_004 { "does not accept the bot's token" } else { "Look for a newer version" };
        let intents = why.contains("intents") == matches!(code, 4_013 | 4_014);
        assert!(why.to_lowercase().contains(&words.to_lowercase()) && intents, "{code}: {why}");
        assert_eq!(house.identifies(), number, "{code}: one session was tried");
    }
    house.wire.discord.refuse_identify(None);
    house.wire.discord.close_at_once(Some(4_012));
    assert!(matches!(house.run().await, Err(Stopped::ForGood(_))), "in the place of a hello");
    assert_eq!(house.identifies(), 6);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_that_discord_will_not_have_goes_on_with_telegram_and_says_why() {
    let platforms = Platforms::start().await;
    platforms.discord.refuse_identify(Some(4_014));
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = touchline(folder.path());
    command.stderr(std::process::Stdio::piped());
    let mut running = Running::start_by(command, &platforms, &folder.path().join("touchline.db"), &[]);
    let mut log = running.log();
    let said = log.find(|line| line.contains("stopped for good")).expect("it says so");
    let rest = std::thread::spawn(move || log.collect::<Vec<_>>());
    assert!(said.contains("intents") && said.contains("discord"), "{said}");
    assert!(platforms.telegram.person("Ana").says("/player hakimi").reply().await.text().contains("Hakimi"));
    running.stop();
    assert!(!rest.join().expect("no panic").iter().any(|line| line.contains("panicked")));
    assert_eq!((platforms.discord.identifies().len(), platforms.discord.sockets()), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_an_answer_to_where_the_gateway_is_no_session_is_started() {
    let house = House::at("2026-11-21T08:00:00Z").await;
    let faults = [
        Fault::status(500, serde_json::Value::Null),
        Fault::html(502),
        Fault::status(200, serde_json::json!({"url": 5, "shards": "many"})),
        Fault::status(
            200,
            serde_json::json!({"url": "http://nowhere", "shards": 1, "session_start_limit":
            {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}}),
        ),
        Fault::cut_json(),
        Fault::reset(),
    ];
    for fault in faults {
        house.wire.discord.fault(Rule::on("GET /gateway/bot", fault.clone()));
        let ended = house.run().await;
        assert!(matches!(ended, Err(Stopped::ForNow(_))), "{fault:?}: {ended:?}");
    }
    let long = house
        .wire
        .discord
        .fault(Rule::on("GET /gateway/bot", Fault::rate_limited(Duration::from_hours(23), Scope::User)).always());
    for _ in 0..100 {
        let ended = house.run().await;
        let Err(Stopped::ForNow(why)) = ended else { panic!("{ended:?}") };
        assert!(why.contains("828") || why.contains("827"), "it says how long: {why}");
    }
    assert_eq!(long.hits(), 1, "23 hours are 23 hours");
    assert_eq!(house.identifies(), 0);
    let house = house.again().await;
    long.remove();
    house.wire.discord.fault(Rule::on("GET /gateway/bot", Fault::status(401, serde_json::Value::Null)));
    assert!(matches!(house.run().await, Err(Stopped::ForGood(why)) if why.contains("token")));
    assert_eq!(house.identifies(), 0);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_discord_has_no_sessions_left_it_is_asked_again_after_its_wait() {
    let house = House::at("2026-11-21T08:00:00Z").await;
    house.wire.discord.set_session_start_limit(1_000, 0, Duration::from_hours(3));
    let open = house.open();
    house.wire.discord.wait_for_requests("GET /gateway/bot", 1).await;
    let took = house.time_until("a second question", || house.asked() > 1).await;
    assert!(took >= TimeDelta::minutes(170), "it waits as it was told: {took}");
    assert_eq!(house.identifies(), 0, "still none");
    house.wire.discord.set_session_start_limit(1_000, 1_000, Duration::from_hours(24));
    house.time_until("a session", || house.identifies() > 0).await;
    assert_eq!(house.identifies(), 1);
    open.end().await.expect("as wished");
    house.close().await;
}

/// Opens all shards and asks a question in a guild of each.
async fn shards(shards: u64, concurrency: u64) -> Vec<discord::Identify> {
    let house = House::at("2026-11-21T08:00:00Z").await;
    house.wire.discord.set_shards(shards, concurrency);
    let guilds: Vec<_> = (0..shards).map(|shard| ((shards * 1_000 + shard) << 22, 9_000 + shard)).collect();
    for (guild, channel) in &guilds {
        house.wire.discord.add_guild(*guild, "Fans", &[(*channel, "lounge")]);
    }
    let open = house.open();
    let all = usize::try_from(shards).expect("a few");
    house.wire.discord.wait_until("all shards", || house.wire.discord.live_sessions() == all).await;
    for (guild, channel) in guilds {
        let max = house.wire.discord.person("Max").at(guild, channel);
        let answer = max.slash("player").text("name", "hakimi").send().answer().await;
        assert!(answer.text().contains("Hakimi"), "{}", answer.text());
    }
    assert_eq!(kept(&house.file).len(), all, "each is counted");
    open.end().await.expect("as wished");
    let identifies = house.wire.discord.identifies();
    let mut numbers: Vec<_> = identifies.iter().filter_map(|identify| identify.shard).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..shards).map(|shard| (shard, shards)).collect::<Vec<_>>(), "each once");
    house.close().await;
    identifies
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_shard_starts_in_its_lane_and_people_of_every_shard_are_answered() {
    let (one_lane, two_lanes, many) = tokio::join!(shards(2, 1), shards(3, 2), shards(4, 16));
    for (identifies, lanes) in [(one_lane, 1), (two_lanes, 2), (many, 16)] {
        for lane in 0..lanes {
            let in_lane = identifies.iter().filter(|one| one.shard.is_some_and(|(shard, _)| shard % lanes == lane));
            let times: Vec<_> = in_lane.map(|one| one.at).collect();
            let apart = times.windows(2).all(|two| two[1] - two[0] >= Duration::from_millis(4_900));
            assert!(apart, "{lanes} lanes: {times:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_ends_a_connection_the_session_goes_on_without_a_new_one() {
    let house = House::at("2026-11-21T08:00:00Z").await;
    let server = &house.wire.discord;
    server.set_heartbeat(Duration::from_millis(100));
    let open = house.open();
    server.wait_ready().await;
    let mut resumed = 0;
    let ends: [(&str, &dyn Fn()); 6] = [
        ("a reset", &|| server.abort_gateway()),
        ("a close without a code", &|| server.close_gateway_without_code()),
        ("a code that is not final", &|| server.close_gateway(4_000)),
        ("asked to come again", &|| server.ask_to_reconnect()),
        ("invalid, but resumable", &|| server.invalidate_resumable()),
        ("heartbeats that nobody answers", &|| server.acknowledge_heartbeats(false)),
    ];
    for (what, end) in ends {
        end();
        resumed += 1;
        server.wait_until(what, || server.resumes() >= resumed).await;
        server.acknowledge_heartbeats(true);
        let answer = server.person("Max").slash("player").text("name", "hakimi").send().answer().await;
        assert!(answer.text().contains("Hakimi"), "after {what}: {}", answer.text());
        resumed = server.resumes();
    }
    assert_eq!((house.identifies(), kept(&house.file).len()), (1, 1), "resuming costs nothing");
    // A pulled cable: some attempts fail, and when it is back the session goes on.
    server.cut_off();
    while server.refused() < 2 {
        house.store.shared_count().await.expect("reading works");
    }
    server.restore();
    server.wait_until("the session", || server.resumes() > resumed).await;
    assert_eq!(house.identifies(), 1);
    // One that cannot go on is the only one that costs another.
    server.invalidate();
    server.wait_until("a new session", || house.identifies() == 2).await;
    open.end().await.expect("as wished");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_whose_address_is_gone_goes_on_where_sessions_start() {
    let house = House::at("2026-11-21T08:00:00Z").await;
    let server = &house.wire.discord;
    // A name that never leads anywhere (RFC 6761).
    server.set_resume_url("ws://gateway.invalid");
    let open = house.open();
    server.wait_ready().await;
    server.abort_gateway();
    server.wait_until("the session", || server.resumes() == 1).await;
    assert_eq!(house.identifies(), 1, "nothing new is started");
    let answer = server.person("Max").slash("player").text("name", "hakimi").send().answer().await;
    assert!(answer.text().contains("Hakimi"), "{}", answer.text());
    open.end().await.expect("as wished");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_count_survives_kills_and_fifteen_restarts_are_not_held_up() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let sessions = || platforms.discord.identifies().len();
    for life in 1..=15 {
        let running = Running::start(&platforms, &store, &[]);
        platforms.discord.wait_until("a session", || sessions() == life).await;
        running.kill();
        assert_eq!(kept(&store).len(), life, "kept before it was started");
    }
    let now = kept(&store).pop().expect("the last one");
    keep(&store, &[now; FREE]);
    for _ in 0..3 {
        let mut command = touchline(folder.path());
        command.stderr(std::process::Stdio::piped());
        let mut running = Running::start_by(command, &platforms, &store, &[]);
        let mut log = running.log();
        let said = log.find(|line| line.contains("too many new sessions on Discord")).expect("it says so");
        assert!(said.contains("sessions=100") && said.contains("minutes=14"), "{said}");
        platforms.telegram.wait_ready().await;
        running.kill();
    }
    assert_eq!((sessions(), kept(&store).len()), (15, FREE), "none is started");
    platforms.assert_clean();
}

/// `cargo test --test it sessions::a_server_that -- --ignored`: what is waited for here is our own patience.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: about 40 s of waiting for a server that says nothing"]
async fn a_server_that_takes_connections_and_says_nothing_is_left_and_the_session_goes_on() {
    let house = House::at("2026-11-21T08:00:00Z").await;
    let server = &house.wire.discord;
    server.set_patience(Duration::from_mins(2));
    let open = house.open();
    server.wait_ready().await;
    server.say_nothing(true);
    let before = server.connections();
    server.abort_gateway();
    server.wait_until("a second attempt", || server.connections() >= before + 2).await;
    server.say_nothing(false);
    let healed = std::time::Instant::now();
    server.wait_until("the session", || server.resumes() == 1).await;
    println!("resumed {:.1?} after healing", healed.elapsed());
    assert_eq!((house.identifies(), kept(&house.file).len()), (1, 1), "no new one");
    open.end().await.expect("as wished");
    house.close().await;
}
