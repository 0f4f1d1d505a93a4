//! A disk that is full, a database that somebody else has locked, a network that is gone (reliability.md T14, T15, T18).

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use local_platforms::{Backstage, Fault, Rule, Scope, telegram};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;
use touchline::bot::Bot;
use touchline::platforms::{self, Desk, Platform};
use touchline::ports::{Clock, Store};
use touchline::store::sqlite::SqliteStore;

use crate::checker::{check, unforeseen};
use crate::failpoints::{Life, MortalStore};
use crate::fan_out::FanOut;
use crate::process::{Platforms, Running, make_due};
use crate::wire_world::{Door, PATIENT, Wire, rows};

const PLACES: u32 = 3;

async fn subscribed(wire: &Wire, file: &Path) -> Arc<dyn Store> {
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(file).expect("the store opens"));
    for door in Door::BOTH {
        for number in 0..PLACES {
            wire.subscribe(store.as_ref(), door, number).await;
        }
    }
    store
}

/// Lets the clock run, a second for each look at the store: what waits for the clock gets on, and nothing is raced past.
async fn time_goes_by(wire: &Wire, store: &dyn Store) {
    let platforms = Door::BOTH.map(Door::platform);
    // Less than the catch-up window, however long the machine takes.
    for _ in 0..15_000 {
        wire.advance(TimeDelta::seconds(1));
        for _ in 0..3 {
            store.next_look(&platforms).await.expect("reading works");
        }
    }
}

/// Posts in the places of the daily story, not what was answered to people.
fn arrived(wire: &Wire) -> Vec<usize> {
    let places = Door::BOTH.into_iter().flat_map(|door| (0..PLACES).map(move |number| (door, door.address(number))));
    places.map(|(door, place)| wire.server(door).ledger_of(place).len()).collect()
}

const ONCE: [usize; 2 * PLACES as usize] = [1; 2 * PLACES as usize];

/// Returns when every post is booked.
async fn all_booked(wire: &Wire, store: &dyn Store, file: &Path) {
    let booked = async {
        wire.discord.wait_for_posts(PLACES as usize).await;
        wire.telegram.wait_until("all posts", || arrived(wire) == ONCE).await;
        while !rows(file).iter().all(|(_, state, _)| state == "posted") {
            store.shared_count().await.expect("reading works");
        }
    };
    tokio::select! {
        () = booked => {}
        () = time_goes_by(wire, store) => panic!("hours later: {:?} {:?}", rows(file), arrived(wire)),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_is_full_at_any_write_lets_nothing_out_that_is_not_booked() {
    let mut refused = 0;
    for first in 1..=10 {
        for count in [1, 3] {
            let wire = Wire::at("2026-11-21T08:59:59Z").await;
            let file = wire.file("all");
            let inner = subscribed(&wire, &file).await;
            let life = Life::with_failing(first..first + count);
            let store: Arc<dyn Store> = Arc::new(MortalStore { inner: Arc::clone(&inner), life: Arc::clone(&life) });
            let messengers = Door::BOTH.iter().map(|door| wire.messenger(*door, 0, PATIENT)).collect();
            let bot = wire.desk(store, messengers).await;
            let shutdown = CancellationToken::new();
            let schedule = tokio::spawn(bot.keep_schedule(shutdown.clone()));
            let unbooked = wire.discord.watch(|| {
                let sent = arrived(&wire).iter().sum::<usize>();
                let booked = rows(&file).iter().filter(|(_, state, _)| state != "planned").count();
                assert!(sent <= booked, "write {first}: {sent} sent, {booked} booked");
            });
            tokio::select! {
                () = all_booked(&wire, inner.as_ref(), &file) => {}
                () = unbooked => unreachable!("it watches for ever"),
            }
            assert_eq!(arrived(&wire), ONCE, "write {first} and {count} in all: each once");
            shutdown.cancel();
            schedule.await.expect("no panic");
            refused += u32::from(life.writes() >= first);
            inner.close().await;
        }
    }
    assert_eq!(refused, 20, "each of them met a full disk");
}

/// From now on the process may not let its files grow beyond this, as on a full disk.
fn limit_files(running: &Running, to: &str) {
    let (id, limit) = (running.id().to_string(), format!("--fsize={to}:unlimited"));
    let limited = Command::new("prlimit").args(["--pid", &id, &limit]).status().expect("prlimit, of util-linux");
    assert!(limited.success(), "{limited}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_nothing_is_posted_questions_are_answered_and_space_mends_it() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    platforms.daily_on_discord("UTC").await;
    running.stop();
    make_due(&store);
    let before = platforms.discord.identifies().len();
    // Discord asks for a moment's patience, and in that moment the disk becomes full.
    let wait = Fault::rate_limited(std::time::Duration::from_secs(4), Scope::User);
    platforms.discord.fault(Rule::on(Door::Discord.posting(), wait));
    let mut command = Command::new("sh");
    // Without this the system would end a process that writes too much, as no disk does.
    command.arg("-c").arg("trap '' XFSZ; exec \"$0\"").arg(env!("CARGO_BIN_EXE_touchline"));
    command.current_dir(folder.path()).env_clear().stderr(Stdio::piped());
    let mut running = Running::start_by(command, &platforms, &store, &[]);
    platforms.discord.wait_until("a session", || platforms.discord.identifies().len() > before).await;
    let max = platforms.discord.person("Max");
    while !rows(&store).iter().any(|(_, state, _)| state == "retry") {
        max.slash("about").send().answer().await;
    }
    limit_files(&running, "1024");
    let mut log = running.log();
    let refused = log.by_ref().find(|line| line.contains("the ledger cannot be used"));
    assert!(refused.is_some(), "it says that it cannot write");
    let rest = std::thread::spawn(move || log.count());
    let answer = max.slash("player").text("name", "hakimi").send().answer().await;
    assert!(answer.text().contains("Hakimi"), "reading works: {}", answer.text());
    assert!(platforms.discord.ledger().is_empty(), "nothing without its row");
    limit_files(&running, "unlimited");
    assert_eq!(platforms.discord.wait_for_posts(1).await.len(), 1, "with space it comes");
    running.stop();
    rest.join().expect("no panic");
    assert_eq!(platforms.discord.ledger().len(), 1, "once");
    platforms.assert_clean();
}

/// The space ends after a few pages more: in the midst of claiming, or of recording what has arrived.
///
/// `cargo test --test it hard_times::wherever -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: about 10 s for each of eight places at which the space ends"]
async fn wherever_the_space_ends_nothing_is_posted_without_its_row_and_each_comes_once() {
    let mut refused = 0;
    for more_pages in [0, 1, 2, 4, 8, 12, 20, 40] {
        let day = FanOut::prepare(40).await;
        let wait = Fault::rate_limited(std::time::Duration::from_secs(4), Scope::User);
        let patience = Door::BOTH.map(|door| {
            let server: &Backstage =
                if door == Door::Discord { &day.platforms.discord } else { &day.platforms.telegram };
            server.fault(Rule::on(door.posting(), wait.clone()).times(20))
        });
        let mut command = Command::new("sh");
        command.arg("-c").arg("trap '' XFSZ; exec \"$0\"").arg(env!("CARGO_BIN_EXE_touchline"));
        command.env_clear().stderr(Stdio::piped());
        let mut running = day.start_by(command);
        day.platforms.ready().await;
        let max = day.platforms.discord.person("Max");
        let is_calm =
            || patience.iter().all(|rule| rule.hits() > 0) && !day.books().iter().any(|row| row.state == "sending");
        while !is_calm() {
            max.slash("about").send().answer().await;
        }
        for rule in &patience {
            rule.remove();
        }
        let log = day.store().with_extension("db-wal");
        let size = std::fs::metadata(&log).map_or(0, |log| log.len()) + more_pages * 4_120;
        limit_files(&running, &size.to_string());
        let lines = running.log();
        let told = Arc::new(Mutex::new(Vec::new()));
        let keeper = Arc::clone(&told);
        let rest = std::thread::spawn(move || lines.for_each(|line| keeper.lock().expect("nobody panics").push(line)));
        let is_told = || told.lock().expect("nobody panics").iter().any(|line| line.contains("trying again"));
        let is_done = || day.books().iter().filter(|row| row.state == "posted").count() == 40;
        while !is_told() && !is_done() {
            assert!(max.slash("player").text("name", "hakimi").send().answer().await.text().contains("Hakimi"));
        }
        refused += u32::from(is_told());
        let (accepted, books) = (day.accepted(), day.books());
        let unforeseen = unforeseen(&accepted, &books);
        assert!(unforeseen.is_empty(), "{more_pages} pages: sent before the row was durable: {unforeseen:?}");
        println!("{more_pages} pages: {} of 40 posted when the space ended", accepted.len());
        limit_files(&running, "unlimited");
        day.finish().await;
        running.stop();
        rest.join().expect("no panic");
        let report = check(&day.owed, &day.accepted(), &day.books());
        report.assert_faultless("with space again");
        assert_eq!(report.count("discord", "posted") + report.count("telegram", "posted"), 40);
        assert!(!told.lock().expect("nobody panics").iter().any(|line| line.contains("panicked")));
    }
    assert!(refused >= 4, "in {refused} of 8 the space ended before the day was done");
}

/// Who is started on a full disk cannot keep count of sessions, and starts none until there is space.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn started_on_a_full_disk_it_starts_no_session_until_there_is_space() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    running.stop();
    let reader = rusqlite::Connection::open(&store).expect("the store's file");
    let writer = rusqlite::Connection::open(&store).expect("the store's file");
    // Whoever reads an old state keeps the write-ahead log from being emptied, so it is at its limit from the start.
    reader.execute_batch("BEGIN; SELECT count(*) FROM deliveries;").expect("readable");
    writer.execute_batch("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0").expect("set");
    for number in 0..40 {
        writer.execute("UPDATE stories SET updated_at = ?1", [number]).expect("written");
    }
    drop(writer);
    let mut command = Command::new("sh");
    command.arg("-c").arg("trap '' XFSZ; ulimit -S -f 128; exec \"$0\"").arg(env!("CARGO_BIN_EXE_touchline"));
    command.current_dir(folder.path()).env_clear().stderr(Stdio::piped());
    let mut running = Running::start_by(command, &platforms, &store, &[]);
    let mut log = running.log();
    let refused = log.by_ref().find(|line| line.contains("cannot keep count of new sessions"));
    assert!(refused.is_some(), "it says that it cannot write");
    let rest = std::thread::spawn(move || log.count());
    assert_eq!(platforms.discord.identifies().len(), 1, "the one before");
    limit_files(&running, "unlimited");
    drop(reader);
    platforms.discord.wait_until("a session", || platforms.discord.identifies().len() == 2).await;
    let answer = platforms.discord.person("Max").slash("player").text("name", "hakimi").send().answer().await;
    assert!(answer.text().contains("Hakimi"), "{}", answer.text());
    running.stop();
    rest.join().expect("no panic");
    platforms.assert_clean();
}

/// Both doors open, in this process.
struct Doors {
    bot: Arc<Bot>,
    shutdown: CancellationToken,
    open: Vec<JoinHandle<()>>,
}

impl Doors {
    async fn open(wire: &Wire, store: &Arc<dyn Store>, doors: Vec<Arc<dyn Platform>>) -> Self {
        let bot = wire.desk(Arc::clone(store), doors.iter().map(|door| door.messenger()).collect()).await;
        let clock = Arc::clone(&wire.clock) as Arc<dyn Clock>;
        let desk = Desk { bot: Arc::clone(&bot), store: Arc::clone(store), clock, health: Arc::default() };
        let shutdown = CancellationToken::new();
        let run = |door: Arc<dyn Platform>| {
            let (desk, shutdown) = (desk.clone(), shutdown.clone());
            tokio::spawn(async move { door.run(desk, shutdown).await.expect("it ends as wished") })
        };
        let open = doors.into_iter().map(run).collect();
        wire.discord.wait_ready().await;
        wire.telegram.wait_ready().await;
        wire.discord.wait_until("commands", || !wire.discord.registrations().is_empty()).await;
        Self { bot, shutdown, open }
    }

    async fn close(self) {
        self.shutdown.cancel();
        for door in self.open {
            door.await.expect("no panic");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_somebody_else_has_locked_the_database_people_are_answered_and_posts_wait() {
    let wire = Wire::at("2026-11-21T08:59:59Z").await;
    let file = wire.file("all");
    let store = subscribed(&wire, &file).await;
    let clients = Door::BOTH.iter().map(|door| wire.platform(*door, 0, PATIENT)).collect();
    let doors = Doors::open(&wire, &store, clients).await;
    let other = rusqlite::Connection::open(&file).expect("the store's file");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    wire.advance(TimeDelta::seconds(1));
    let schedule = tokio::spawn(Arc::clone(&doors.bot).keep_schedule(doors.shutdown.clone()));
    let max = wire.discord.person("Max");
    let read = max.slash("player").text("name", "hakimi").send().answer().await;
    assert!(read.text().contains("Hakimi"), "what only reads is answered: {}", read.text());
    // It is remembered which story the place was shown, so this one has to write.
    let surprise = max.slash("story").send();
    assert_eq!(surprise.callback().await.kind, 5, "acknowledged in time, and an answer promised");
    let said = wire.telegram.person("Ana").says("/player hakimi");
    assert_eq!(arrived(&wire), [0; 2 * PLACES as usize], "nothing without its row");
    other.execute_batch("ROLLBACK").expect("open again");
    let answered = async {
        assert!(!surprise.answer().await.text().is_empty());
        assert!(said.reply().await.text().contains("Hakimi"));
    };
    tokio::select! {
        () = answered => {}
        () = time_goes_by(&wire, store.as_ref()) => panic!("hours later"),
    }
    all_booked(&wire, store.as_ref(), &file).await;
    assert_eq!(arrived(&wire), ONCE, "each once");
    doors.close().await;
    schedule.await.expect("no panic");
    store.close().await;
    wire.discord.assert_clean();
    wire.telegram.assert_clean();
}

/// Longer than the store waits for a lock: writes fail over and over, about six times in half a minute.
///
/// `cargo test --test it hard_times::locked -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: about half a minute, until the store has given up six times"]
async fn locked_for_half_a_minute_it_says_so_answers_what_it_can_and_posts_each_once() {
    let platforms = Platforms::start().await;
    platforms.discord.set_patience(std::time::Duration::from_mins(2));
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    platforms.daily_on_discord("UTC").await;
    running.stop();
    make_due(&store);
    let wait = Fault::rate_limited(std::time::Duration::from_secs(2), Scope::User);
    platforms.discord.fault(Rule::on(Door::Discord.posting(), wait));
    let mut command = crate::process::touchline(folder.path());
    command.stderr(Stdio::piped());
    let mut running = Running::start_by(command, &platforms, &store, &[]);
    let max = platforms.discord.person("Max");
    platforms.discord.wait_until("a session", || platforms.discord.identifies().len() == 2).await;
    while !rows(&store).iter().any(|(_, state, _)| state == "retry") {
        max.slash("about").send().answer().await;
    }
    let other = rusqlite::Connection::open(&store).expect("the store's file");
    other.busy_timeout(std::time::Duration::from_secs(5)).expect("set");
    other.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    let locked = std::time::Instant::now();
    // What has to write: acknowledged while the lock is held, and answered, if only with a regret.
    let surprise = max.slash("story").send();
    let kind = surprise.callback().await.kind;
    assert!(matches!(kind, 4 | 5), "acknowledged: {kind}");
    println!("acknowledged {:.1?} after the lock was taken", locked.elapsed());
    let mut log = running.log();
    for _ in 0..6 {
        assert!(log.by_ref().any(|line| line.contains("cannot be written to")), "it goes on trying");
        let read = max.slash("player").text("name", "hakimi").send().answer().await;
        assert!(read.text().contains("Hakimi"), "what only reads is answered: {}", read.text());
    }
    println!("locked for {:.1?}", locked.elapsed());
    assert!(platforms.discord.ledger().is_empty(), "nothing without its row");
    other.execute_batch("ROLLBACK").expect("open again");
    let rest = std::thread::spawn(move || log.collect::<Vec<_>>());
    platforms.discord.wait_for_posts(1).await;
    assert!(!surprise.answer().await.text().is_empty());
    running.stop();
    assert!(!rest.join().expect("no panic").iter().any(|line| line.contains("panicked")));
    assert_eq!(platforms.discord.ledger().len(), 1, "once");
    platforms.assert_clean();
}

/// A way to a server that can be closed: then nobody answers there, as when a name or a route is gone.
struct Gate {
    address: std::net::SocketAddr,
    server: String,
    open: Mutex<Option<JoinHandle<()>>>,
}

impl Gate {
    async fn to(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let gate = Self { address, server: url.trim_start_matches("http://").to_owned(), open: Mutex::default() };
        gate.serve(listener);
        gate
    }

    fn serve(&self, listener: TcpListener) {
        let server = self.server.clone();
        let serving = tokio::spawn(async move {
            let mut lines = JoinSet::new();
            while let Ok((mut from, _)) = listener.accept().await {
                let server = server.clone();
                lines.spawn(async move {
                    if let Ok(mut to) = TcpStream::connect(server).await {
                        // Either end may go at any time.
                        drop(tokio::io::copy_bidirectional(&mut from, &mut to).await);
                    }
                });
            }
        });
        *self.open.lock().expect("nobody panics") = Some(serving);
    }

    async fn close(&self) {
        let serving = self.open.lock().expect("nobody panics").take().expect("it was open");
        serving.abort();
        // Its port is closed when it has ended.
        assert!(serving.await.is_err_and(|ended| ended.is_cancelled()));
    }

    async fn open(&self) {
        self.serve(TcpListener::bind(self.address).await.expect("the same port"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_half_an_hour_without_a_network_each_post_comes_once_and_the_session_goes_on() {
    let wire = Wire::at("2026-11-21T08:59:00Z").await;
    let file = wire.file("all");
    let store = subscribed(&wire, &file).await;
    let gate = Gate::to(&wire.telegram.api_url()).await;
    let clock = Arc::clone(&wire.clock) as Arc<dyn Clock>;
    let settings = platforms::telegram::Settings {
        token: telegram::TOKEN.into(),
        api_url: format!("http://{}", gate.address),
        per_second: 0,
        call_limit: PATIENT,
        receiving: platforms::telegram::Receiving::Polling { former: None },
    };
    let telegram = platforms::telegram::connect(settings, clock).expect("a client");
    let clients = vec![wire.platform(Door::Discord, 0, PATIENT), Arc::new(telegram) as Arc<dyn Platform>];
    let doors = Doors::open(&wire, &store, clients).await;
    let pass = || async { doors.bot.publish_due(&CancellationToken::new()).await.expect("the store works") };
    gate.close().await;
    // Discord's lines are torn in the middle of things, over and over.
    wire.discord.cut_off();
    for _ in 0..62 {
        wire.advance(TimeDelta::seconds(30));
        pass().await;
    }
    assert_eq!(arrived(&wire), [0; 2 * PLACES as usize]);
    let waiting = rows(&file);
    assert!(waiting.iter().all(|(_, state, _)| state == "retry") && waiting.len() == ONCE.len(), "{waiting:?}");
    gate.open().await;
    wire.discord.restore();
    for _ in 0..40 {
        wire.advance(TimeDelta::seconds(30));
        pass().await;
    }
    assert_eq!(arrived(&wire), ONCE, "{:?}", rows(&file));
    wire.discord.wait_until("the session", || wire.discord.resumes() > 0 || wire.discord.identifies().len() > 1).await;
    assert!(wire.discord.identifies().len() <= 2, "no more than one new session");
    let answer = wire.discord.person("Max").slash("player").text("name", "hakimi").send().answer().await;
    assert!(answer.text().contains("Hakimi"), "{}", answer.text());
    doors.close().await;
    store.close().await;
    wire.discord.assert_clean();
    wire.telegram.assert_clean();
}
