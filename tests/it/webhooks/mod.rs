//! Telegram's updates by webhook: who is let in, what is confirmed when, and the way from one mode to the other
//! (reliability.md T32 and Telegram's half of T24).

mod mutations;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use local_platforms::{Fault, Rule, telegram};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;
use touchline::platforms::telegram::{Receiving, Settings, Webhook};
use touchline::platforms::{self, Desk, Platform as _, Stopped};
use touchline::ports::{Clock, Store};
use touchline::store::sqlite::SqliteStore;

use crate::failpoints::{Life, MortalStore};
use crate::process::{Platforms, Running};
use crate::wire_world::{IMPATIENT, PATIENT, Wire};

const SECRET: &str = "0123456789abcdef_0123456789-ABCDEF";
pub(crate) const HEADER: &str = "x-telegram-bot-api-secret-token";
pub(crate) const PATH: &str = "/hook/touchline";

/// An address of this machine that nobody listens on.
pub(crate) fn free() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address")
}

/// The real adapter with a webhook, in this process.
struct Hook {
    wire: Arc<Wire>,
    address: SocketAddr,
    store: Arc<dyn Store>,
    shutdown: CancellationToken,
    running: JoinHandle<Result<(), Stopped>>,
}

impl Hook {
    async fn open(limit: Duration) -> Self {
        Self::open_over(limit, |store| store).await
    }

    async fn open_over(limit: Duration, over: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>) -> Self {
        let wire = Wire::at("2026-11-21T09:30:00Z").await;
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&wire.file("all")).expect("the store opens"));
        let address = free();
        let url = format!("http://{address}{PATH}").parse().expect("an address");
        let webhook = Webhook { url, listen: address, secret: SECRET.into() };
        Self::start(wire, over(store), address, Receiving::Webhook(webhook), limit).await
    }

    async fn start(
        wire: Arc<Wire>,
        store: Arc<dyn Store>,
        address: SocketAddr,
        receiving: Receiving,
        call_limit: Duration,
    ) -> Self {
        let clock = Arc::clone(&wire.clock) as Arc<dyn Clock>;
        let (token, api_url) = (telegram::TOKEN.into(), wire.telegram.api_url());
        let settings = Settings { token, api_url, per_second: 0, call_limit, receiving };
        let door = platforms::telegram::connect(settings, Arc::clone(&clock)).expect("a client");
        let bot = wire.desk(Arc::clone(&store), vec![door.messenger()]).await;
        let desk = Desk { bot, store: Arc::clone(&store), clock, health: Arc::default() };
        let shutdown = CancellationToken::new();
        let until = shutdown.clone();
        let running = tokio::spawn(async move { door.run(desk, until).await });
        Self { wire, address, store, shutdown, running }
    }

    async fn ready(self) -> Self {
        self.wire.telegram.wait_ready().await;
        self
    }

    /// A request with these headers; the status.
    async fn knock(&self, method: reqwest::Method, path: &str, secret: Option<&str>, body: &str) -> u16 {
        let request = reqwest::Client::new().request(method, format!("http://{}{path}", self.address));
        let request = secret.into_iter().fold(request, |request, secret| request.header(HEADER, secret));
        request.body(body.to_owned()).send().await.expect("an answer").status().as_u16()
    }

    /// Bytes as they are; what comes back until the other side closes, as far as it can be read.
    async fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.expect("it listens");
        // It may close while we still speak.
        let _cut_off = stream.write_all(bytes).await;
        heard(&mut stream).await
    }

    async fn waiting_in_inbox(&self) -> usize {
        self.store.unfinished(&platforms::telegram::NAME).await.expect("readable").len()
    }

    async fn close(self) {
        self.shutdown.cancel();
        self.running.await.expect("no panic").expect("it ends as wished");
        self.store.close().await;
        self.wire.telegram.assert_clean();
    }
}

/// Lets the clock run, a second for each look at the store. For ever.
async fn time_goes_by(wire: &Wire, store: &dyn Store) {
    loop {
        wire.advance(TimeDelta::seconds(1));
        store.shared_count().await.expect("reading works");
    }
}

async fn heard(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    // A reset ends it as a close does; what came before counts.
    let _reset = stream.read_to_end(&mut all).await;
    String::from_utf8_lossy(&all).into_owned()
}

fn head(secret: &str, more: &str) -> String {
    format!("POST {PATH} HTTP/1.1\r\nhost: x\r\n{HEADER}: {secret}\r\n{more}\r\n\r\n")
}

/// A question as Telegram sends it.
fn question(update: i64, chat: i64) -> String {
    json!({"update_id": update, "message": {
        "message_id": update, "date": 1, "from": {"id": chat, "is_bot": false, "first_name": "A"},
        "chat": {"id": chat, "type": "private"}, "text": "/player hakimi",
        "entities": [{"type": "bot_command", "offset": 0, "length": 7}]
    }})
    .to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_know_the_secret_is_refused_and_learns_nothing() {
    let hook = Hook::open(PATIENT).await.ready().await;
    let body = question(1, 7);
    let (post, get) = (reqwest::Method::POST, reqwest::Method::GET);
    let long = "x".repeat(20_000);
    for secret in [None, Some(""), Some("x"), Some(&SECRET[1..]), Some(&SECRET.to_lowercase()), Some(&long)] {
        for (method, path) in [(&post, PATH), (&post, "/"), (&get, PATH), (&get, "/nowhere")] {
            assert_eq!(hook.knock(method.clone(), path, secret, &body).await, 401, "{method} {path} {secret:?}");
        }
    }
    let answer = hook.raw(head("wrong", "content-length: 1000000000").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 401 "), "without waiting for a gigabyte: {answer:?}");
    assert!(answer.ends_with("\r\n\r\n") && answer.contains("connection: close"), "without a word: {answer:?}");
    let answer = hook.raw(head(&"x".repeat(10_000_000), "content-length: 0").as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431 "), "ten megabytes of secret: {answer:?}");
    let twice = format!("wrong\r\n{HEADER}: {SECRET}");
    let answer = hook.raw(head(&twice, "content-length: 0").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 401 "), "two secrets are no secret: {answer:?}");
    assert_eq!(hook.waiting_in_inbox().await, 0);
    assert!(hook.wire.telegram.everything_said().is_empty(), "nobody was answered");
    hook.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_strangers_bring_nothing_in_and_the_next_update_is_answered() {
    let hook = Arc::new(Hook::open(PATIENT).await.ready().await);
    let mut strangers = JoinSet::new();
    for worker in 0..8_i64 {
        let hook = Arc::clone(&hook);
        strangers.spawn(async move {
            let client = reqwest::Client::new();
            for number in 0..1_250_i64 {
                let update = worker * 10_000 + number + 1;
                let secret = format!("{}{number}", &SECRET[..SECRET.len() - 4]);
                let request = client.post(format!("http://{}{PATH}", hook.address)).header(HEADER, secret);
                let answer = request.body(question(update, 7)).send().await.expect("an answer");
                assert_eq!(answer.status().as_u16(), 401);
            }
        });
    }
    while let Some(done) = strangers.join_next().await {
        done.expect("no panic");
    }
    assert_eq!(hook.waiting_in_inbox().await, 0);
    assert!(hook.wire.telegram.everything_said().is_empty());
    assert!(hook.wire.telegram.person("Ana").says("/player hakimi").reply().await.text().contains("Hakimi"));
    Arc::into_inner(hook).expect("the strangers have gone").close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_the_secret_only_an_update_of_a_likely_size_on_the_right_path_is_taken() {
    let hook = Hook::open(PATIENT).await.ready().await;
    let (post, get) = (reqwest::Method::POST, reqwest::Method::GET);
    assert_eq!(hook.knock(post.clone(), "/", Some(SECRET), "{}").await, 404);
    assert_eq!(hook.knock(post.clone(), "/hook/touchline/", Some(SECRET), "{}").await, 404);
    for method in [get, reqwest::Method::PUT, reqwest::Method::DELETE] {
        assert_eq!(hook.knock(method, PATH, Some(SECRET), "").await, 405);
    }
    let answer = hook.raw(head(SECRET, "content-length: 1048577").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer:?}");
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 16, "x".repeat(1 << 16)).repeat(20);
    let answer = hook.raw((head(SECRET, "transfer-encoding: chunked") + &chunk).as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413 "), "{answer:.60}");
    let deep = format!("{{\"update_id\":5,\"message\":{}", "[".repeat(500_000));
    for odd in ["", "{", "null", "[]", "{\"update_id\":\"5\"}", "\u{0}", "{\"update_id\":5}", &deep] {
        assert_eq!(hook.knock(post.clone(), PATH, Some(SECRET), odd).await, 200, "it will be no better: {odd:.40}");
    }
    assert_eq!(hook.waiting_in_inbox().await, 0);
    assert!(hook.wire.telegram.everything_said().is_empty());
    hook.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_speaks_slowly_holds_no_place_for_ever() {
    let hook = Hook::open(IMPATIENT).await.ready().await;
    let mut slow = Vec::new();
    // More than there are places: half a head, or half a body of somebody who even knows the secret.
    for number in 0..200 {
        let mut stream = TcpStream::connect(hook.address).await.expect("it listens");
        let half = head(SECRET, "content-length: 100") + "{";
        let part = if number % 2 == 0 { &half[..20] } else { &half };
        stream.write_all(part.as_bytes()).await.expect("written");
        slow.push(stream);
    }
    let ana = hook.wire.telegram.person("Ana").says("/player hakimi");
    assert!(ana.reply().await.text().contains("Hakimi"));
    for (number, stream) in slow.iter_mut().enumerate() {
        let answer = heard(stream).await;
        assert!(number % 2 == 0 || answer.starts_with("HTTP/1.1 408 "), "{answer:?}");
    }
    hook.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_that_telegram_repeats_is_answered_once() {
    let hook = Hook::open(PATIENT).await.ready().await;
    let server = &hook.wire.telegram;
    let webhook = server.webhook().expect("set");
    assert_eq!((&webhook["secret_token"], &webhook["drop_pending_updates"]), (&json!(SECRET), &json!(false)));
    assert_eq!(server.allowed_updates().expect("told").len(), 4);
    let rule = server.fault(Rule::on("webhook", Fault::drop_connection().after_accepting()).times(3));
    let ana = server.person("Ana");
    let said = ana.says("/player hakimi");
    said.confirmed().await;
    assert_eq!(rule.hits(), 3);
    let taken: Vec<_> = server.deliveries().into_iter().filter(|(id, _)| *id == said.update_id()).collect();
    assert_eq!(taken.last(), Some(&(said.update_id(), Some(200))));
    assert!(said.reply().await.text().contains("Hakimi"));
    // Somebody who has heard it all: the same words, the same secret, hours later.
    for _ in 0..20 {
        let body = question(said.update_id(), ana.chat());
        assert_eq!(hook.knock(reqwest::Method::POST, PATH, Some(SECRET), &body).await, 200);
    }
    assert!(ana.says("/about").reply().await.text().contains("Touchline"));
    assert_eq!(server.messages(ana.chat()).len(), 2, "one answer each");
    hook.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_kept_is_not_confirmed_and_comes_again() {
    for first in 1..4 {
        let life = Life::with_failing(first..first + 2);
        let hook = Hook::open_over(PATIENT, |inner| Arc::new(MortalStore { inner, life: Arc::clone(&life) }));
        let hook = hook.await.ready().await;
        let server = &hook.wire.telegram;
        let said: Vec<_> = (0..3).map(|n| server.person(&format!("P{n}")).says("/player hakimi")).collect();
        for said in &said {
            assert!(said.reply().await.text().contains("Hakimi"));
            said.confirmed().await;
            assert_eq!(said.so_far().len(), 1, "once");
        }
        if first == 1 {
            assert!(server.deliveries().iter().any(|(_, status)| *status == Some(500)), "{:?}", server.deliveries());
        }
        hook.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_locked_telegram_is_asked_to_come_again() {
    let wire = Wire::at("2026-11-21T09:30:00Z").await;
    let file = wire.file("all");
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&file).expect("the store opens"));
    let address = free();
    let url = format!("http://{address}{PATH}").parse().expect("an address");
    let webhook = Receiving::Webhook(Webhook { url, listen: address, secret: SECRET.into() });
    let hook = Hook::start(wire, store, address, webhook, IMPATIENT).await.ready().await;
    let server = &hook.wire.telegram;
    let other = rusqlite::Connection::open(&file).expect("the store's file");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    let said = server.person("Ana").says("/player hakimi");
    server.wait_until("a refusal", || server.deliveries().iter().any(|(_, status)| *status >= Some(500))).await;
    assert!(said.so_far().is_empty() && !server.deliveries().iter().any(|(_, status)| *status == Some(200)));
    other.execute_batch("ROLLBACK").expect("open again");
    assert!(said.reply().await.text().contains("Hakimi"));
    said.confirmed().await;
    assert_eq!(said.so_far().len(), 1, "once");
    hook.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn telegram_is_told_of_the_webhook_until_it_takes_it_and_a_revoked_token_ends_it() {
    let wire = Wire::at("2026-11-21T09:30:00Z").await;
    let trouble = wire.telegram.fault(Rule::on("setWebhook", Fault::html(502)).times(3));
    let open = |wire: Arc<Wire>, name: &'static str| async move {
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&wire.file(name)).expect("the store opens"));
        let address = free();
        let url = format!("http://{address}{PATH}").parse().expect("an address");
        let webhook = Receiving::Webhook(Webhook { url, listen: address, secret: SECRET.into() });
        Hook::start(wire, store, address, webhook, PATIENT).await
    };
    let hook = open(Arc::clone(&wire), "one").await;
    tokio::select! {
        () = wire.telegram.wait_ready() => {}
        () = time_goes_by(&wire, hook.store.as_ref()) => {}
    }
    assert_eq!(trouble.hits(), 3);
    assert!(wire.telegram.person("Ana").says("/player hakimi").reply().await.text().contains("Hakimi"));
    hook.close().await;
    assert!(wire.telegram.webhook().is_some(), "it stays for the next start");

    wire.telegram.fault(Rule::on("setWebhook", Fault::status(401, Value::Null)).always());
    let hook = open(Arc::clone(&wire), "two").await;
    let ended = hook.running.await.expect("no panic");
    assert!(matches!(&ended, Err(Stopped::ForGood(why)) if why.contains("@BotFather")), "{ended:?}");
    assert!(TcpStream::connect(hook.address).await.is_err(), "and nobody listens any more");
    hook.store.close().await;
}

/// The environment that makes the real binary use a webhook.
fn by_webhook(folder: &Path, address: SocketAddr) -> Vec<(String, String)> {
    let file = folder.join("webhook.secret");
    std::fs::write(&file, format!("{SECRET}\n")).expect("written");
    let key = |name: &str| format!("TOUCHLINE_TELEGRAM__{name}");
    vec![
        (key("MODE"), "webhook".to_owned()),
        (key("WEBHOOK__URL"), format!("http://{address}{PATH}")),
        (key("WEBHOOK__LISTEN"), address.to_string()),
        (key("WEBHOOK__SECRET_FILE"), file.display().to_string()),
    ]
}

fn pairs(environment: &[(String, String)]) -> Vec<(&str, &str)> {
    environment.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_confirmed_before_a_kill_is_answered_by_the_next_start() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (store, environment) = (folder.path().join("touchline.db"), by_webhook(folder.path(), free()));
    let running = Running::start(&platforms, &store, &pairs(&environment));
    platforms.ready().await;
    let stuck = platforms.telegram.fault(Rule::on("sendMessage", Fault::hold()).always());
    let person = |number: i32| platforms.telegram.person(&format!("Person {number}"));
    let said: Vec<_> = (0..20).map(|number| person(number).says("/player hakimi")).collect();
    for said in &said {
        said.confirmed().await;
    }
    running.kill();
    stuck.remove();
    // While nobody listens, Telegram keeps what comes.
    let meanwhile = person(99).says("/player hakimi");
    let running = Running::start(&platforms, &store, &pairs(&environment));
    for said in said.iter().chain([&meanwhile]) {
        assert!(said.reply().await.text().contains("Hakimi"), "confirmed and then lost");
    }
    platforms.telegram.wait_delivered().await;
    // The others may have one more: a request that was held can reach the chat after the kill, as on any wire.
    assert_eq!(meanwhile.so_far().len(), 1, "once");
    assert_eq!(platforms.telegram.polls(), 0);
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_one_mode_to_the_other_and_back_nothing_is_lost_or_doubled() {
    let platforms = Platforms::start().await;
    let server = &platforms.telegram;
    let folder = tempfile::tempdir().expect("a folder");
    let (store, environment) = (folder.path().join("touchline.db"), by_webhook(folder.path(), free()));
    let mut all = Vec::new();
    for turn in 0..6 {
        let mode = if turn % 2 == 0 { Vec::new() } else { pairs(&environment) };
        all.push(server.person(&format!("Before {turn}")).says("/player hakimi"));
        let running = Running::start(&platforms, &store, &mode);
        for number in 0..5 {
            all.push(server.person(&format!("P{turn} {number}")).says("/player hakimi"));
        }
        for said in &all {
            assert!(said.reply().await.text().contains("Hakimi"));
        }
        assert_eq!(server.webhook().is_some(), turn % 2 == 1, "turn {turn}");
        // Said, and at once the end: some of it was kept, some not.
        for number in 0..10 {
            all.push(server.person(&format!("Late {turn} {number}")).says("/player hakimi"));
        }
        if turn % 3 == 0 { running.kill() } else { running.stop() }
    }
    let running = Running::start(&platforms, &store, &[]);
    for said in &all {
        assert!(said.reply().await.text().contains("Hakimi"));
    }
    let ana = server.person("Ana").says("/about");
    ana.reply().await;
    let doubled: Vec<_> = all.iter().filter(|said| said.so_far().len() != 1).map(telegram::Said::update_id).collect();
    // Only a kill between an answer and its record can bring the answer again (two kills, ten updates each).
    assert!(doubled.len() <= 20, "{doubled:?}");
    let removed = server.requests_like("deleteWebhook");
    assert_eq!(removed.len(), 3, "each time the mode went back to polling");
    assert!(removed.iter().all(|request| request.body["drop_pending_updates"] != json!(true)));
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_of_somebody_else_is_not_removed_unless_the_configuration_calls_it_ours() {
    let wire = Wire::at("2026-11-21T09:30:00Z").await;
    let foreign = "http://127.0.0.1:9/elsewhere";
    let set = format!("{}/bot{}/setWebhook", wire.telegram.api_url(), telegram::TOKEN);
    let answer = reqwest::Client::new().post(set).json(&json!({"url": foreign})).send().await.expect("an answer");
    assert!(answer.status().is_success());
    let store = |name: &str| -> Arc<dyn Store> { Arc::new(SqliteStore::open(&wire.file(name)).expect("it opens")) };
    let polling = Receiving::Polling { former: None };
    let hook = Hook::start(Arc::clone(&wire), store("one"), free(), polling, PATIENT).await;
    let asked = wire.telegram.wait_for_requests("getUpdates", 3);
    tokio::select! {
        _ = asked => {}
        () = time_goes_by(&wire, hook.store.as_ref()) => {}
    }
    assert!(wire.telegram.webhook().is_some() && wire.telegram.requests_like("deleteWebhook").is_empty());
    hook.shutdown.cancel();
    hook.running.await.expect("no panic").expect("it ends as wished");
    hook.store.close().await;
    let said = wire.telegram.person("Ana").says("/player hakimi");
    let polling = Receiving::Polling { former: foreign.parse().ok() };
    let hook = Hook::start(Arc::clone(&wire), store("two"), free(), polling, PATIENT).await;
    assert!(said.reply().await.text().contains("Hakimi"), "what waited has come");
    assert!(wire.telegram.webhook().is_none());
    hook.close().await;
}
