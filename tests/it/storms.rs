//! Platforms that refuse everything for a while: 429 of every kind, a token that is not accepted any more, two copies of
//! one store at work (reliability.md T10 to T12).

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use local_platforms::{Fault, Rule, RuleHandle, Scope};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use touchline::bot::Bot;
use touchline::ports::Store;
use touchline::store::sqlite::{OpenError, SqliteStore};

use crate::wire_world::{Door, PATIENT, Wire, notices, rows};

/// A bot on both platforms, with daily posts at the first so many places of each, due in an hour.
struct Posts {
    wire: Arc<Wire>,
    store: Arc<dyn Store>,
    bot: Arc<Bot>,
    file: std::path::PathBuf,
}

impl Posts {
    async fn at(places: u32) -> Self {
        let wire = Wire::at("2026-11-21T08:00:00Z").await;
        let file = wire.file("all");
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&file).expect("the store opens"));
        for door in Door::BOTH {
            for number in 0..places {
                wire.subscribe(store.as_ref(), door, number).await;
            }
        }
        let bot = Self::bot(&wire, &store).await;
        Self { wire, store, bot, file }
    }

    async fn bot(wire: &Wire, store: &Arc<dyn Store>) -> Arc<Bot> {
        let messengers = Door::BOTH.iter().map(|door| wire.messenger(*door, 0, PATIENT)).collect();
        let bot = wire.desk(Arc::clone(store), messengers).await;
        bot.settle_abandoned().await.expect("the store works");
        bot
    }

    async fn pass(&self) {
        self.bot.publish_due(&CancellationToken::new()).await.expect("the store works");
    }

    /// Passes for so long, one every `step`.
    async fn pass_for(&self, time: TimeDelta, step: TimeDelta) {
        let end = self.wire.clock_now() + time;
        while self.wire.clock_now() < end {
            self.wire.advance(step);
            self.pass().await;
        }
    }

    fn storm(&self, door: Door, fault: Fault) -> RuleHandle {
        self.wire.server(door).fault(Rule::on(door.posting(), fault).always())
    }

    fn arrived(&self, door: Door, places: u32) -> Vec<usize> {
        (0..places).map(|number| self.wire.server(door).ledger_of(door.address(number)).len()).collect()
    }

    fn states(&self) -> Vec<String> {
        let mut states: Vec<_> = rows(&self.file).into_iter().map(|(_, state, _)| state).collect();
        states.dedup();
        states
    }

    async fn close(self) {
        drop(self.bot);
        self.store.close().await;
        self.wire.discord.assert_clean();
        self.wire.telegram.assert_clean();
    }
}

/// What Discord counts before it bars an address, and we allow ourselves of it (reliability.md T10).
const INVALID_BORNE: u64 = 500;
const PLACES: u32 = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_minutes_of_429_stay_far_below_what_bars_an_address_and_pass() {
    for scope in [Scope::User, Scope::Global] {
        let mut posts = Posts::at(PLACES).await;
        let storm = posts.storm(Door::Discord, Fault::rate_limited(Duration::from_millis(1), scope));
        posts.wire.advance(TimeDelta::hours(1));
        posts.pass().await;
        assert_eq!(posts.arrived(Door::Telegram, PLACES), [1; PLACES as usize], "the other platform goes on");
        posts.pass_for(TimeDelta::minutes(10), TimeDelta::seconds(1)).await;
        assert!((100..=INVALID_BORNE).contains(&storm.hits()), "{scope:?}: {} counted requests", storm.hits());
        assert!(posts.wire.discord.ledger().is_empty());
        storm.remove();
        // What we count is counted for ten minutes of the machine's time; a new process has not counted anything.
        posts.bot = Posts::bot(&posts.wire, &posts.store).await;
        posts.pass_for(TimeDelta::minutes(12), TimeDelta::seconds(30)).await;
        assert_eq!(posts.arrived(Door::Discord, PLACES), [1; PLACES as usize], "{scope:?}: all come, each once");
        assert_eq!(posts.states(), ["posted"]);
        posts.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waits_that_are_not_our_fault_are_kept_and_not_counted() {
    for door in Door::BOTH {
        // A second slow chat would mean that all of Telegram waits, and that is counted by the machine's clock.
        let (places, wait) = match door {
            Door::Discord => (5, Duration::from_millis(1)),
            Door::Telegram => (1, Duration::from_secs(20)),
        };
        let posts = Posts::at(places).await;
        let storm = posts.storm(door, Fault::rate_limited(wait, Scope::Shared));
        posts.wire.advance(TimeDelta::hours(1));
        posts.pass().await;
        posts.pass_for(TimeDelta::minutes(10), TimeDelta::seconds(2)).await;
        assert!(posts.wire.server(door).ledger().is_empty());
        storm.remove();
        posts.pass_for(TimeDelta::minutes(1), TimeDelta::seconds(5)).await;
        let arrived = posts.arrived(door, places);
        assert!(arrived.iter().all(|count| *count == 1), "{door:?}: all come after it, each once: {arrived:?}");
        assert_eq!(posts.states(), ["posted"]);
        posts.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_of_23_hours_is_not_waited_for_and_told() {
    for door in Door::BOTH {
        let posts = Posts::at(40).await;
        let storm = posts.storm(door, Fault::rate_limited(Duration::from_hours(23), Scope::Global));
        posts.wire.advance(TimeDelta::hours(1));
        posts.pass().await;
        posts.pass_for(TimeDelta::hours(8), TimeDelta::minutes(10)).await;
        assert!(storm.hits() <= 40, "{door:?}: {} requests", storm.hits());
        let other = if door == Door::Discord { Door::Telegram } else { Door::Discord };
        assert_eq!(posts.arrived(other, 40), [1; 40], "the other platform goes on");
        let ended = rows(&posts.file).iter().filter(|(_, state, _)| state == "missed").count();
        assert_eq!(ended, 40, "{door:?}: {:?}", posts.states());
        assert_eq!(notices(&posts.file).iter().filter(|(kind, _)| kind == "missed").count(), 40, "each is to be told");
        posts.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_not_accepted_any_more_is_not_used_any_more() {
    for door in Door::BOTH {
        let posts = Posts::at(30).await;
        let rule = Rule::on("*", Fault::status(401, Value::Null)).from_call(6).always();
        let revoked = posts.wire.server(door).fault(rule);
        posts.wire.advance(TimeDelta::hours(1));
        posts.pass().await;
        let at_once = revoked.hits();
        assert!(at_once >= 1, "{door:?}: somebody was told");
        posts.pass_for(TimeDelta::hours(5), TimeDelta::minutes(1)).await;
        assert!(revoked.hits() <= at_once + 3, "{door:?}: {at_once} were under way, then {}", revoked.hits());
        posts.pass_for(TimeDelta::hours(20), TimeDelta::hours(1)).await;
        assert!(revoked.hits() <= at_once + 3, "{door:?}: {} the next day", revoked.hits());
        let other = if door == Door::Discord { Door::Telegram } else { Door::Discord };
        assert_eq!(posts.arrived(other, 30), [2; 30], "the other platform goes on, the next day too");
        posts.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_copies_of_one_store_post_once_on_discord() {
    for apart in [0, 1, 30] {
        let wire = Wire::at("2026-11-21T08:00:00Z").await;
        let first = wire.file("one");
        let store = SqliteStore::open(&first).expect("the store opens");
        for number in 0..20 {
            wire.subscribe(&store, Door::Discord, number).await;
        }
        store.close().await;
        drop(store);
        let second = first.with_file_name("two.db");
        std::fs::copy(&first, &second).expect("copied");
        let mut bots = Vec::new();
        for file in [&first, &second] {
            let store: Arc<dyn Store> = Arc::new(SqliteStore::open(file).expect("the store opens"));
            assert!(matches!(SqliteStore::open(file), Err(OpenError::InUse(_))), "one file has one process");
            let bot = wire.desk(Arc::clone(&store), vec![wire.messenger(Door::Discord, 0, PATIENT)]).await;
            bots.push((bot, store));
        }
        wire.advance(TimeDelta::hours(1));
        let (token, other) = (CancellationToken::new(), CancellationToken::new());
        if apart == 0 {
            let passes = tokio::join!(bots[0].0.publish_due(&token), bots[1].0.publish_due(&other));
            passes.0.and(passes.1).expect("the stores work");
        } else {
            bots[0].0.publish_due(&token).await.expect("the store works");
            wire.advance(TimeDelta::seconds(apart));
            bots[1].0.publish_due(&other).await.expect("the store works");
        }
        assert_eq!(wire.discord.ledger().len(), 20, "{apart} s apart: one nonce for both copies");
        for ((_, store), file) in bots.into_iter().zip([&first, &second]) {
            store.close().await;
            assert!(rows(file).iter().all(|(_, state, _)| state == "posted"), "both know that it is there");
        }
        wire.discord.assert_clean();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_processes_with_one_token_each_is_soon_quiet_and_the_one_that_stays_goes_on() {
    let wire = Wire::at("2026-11-21T08:00:00Z").await;
    let mut open = Vec::new();
    for name in ["one", "two"] {
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&wire.file(name)).expect("the store opens"));
        let door = wire.platform(Door::Telegram, 0, PATIENT);
        let bot = wire.desk(Arc::clone(&store), vec![door.messenger()]).await;
        let clock = Arc::clone(&wire.clock) as Arc<dyn touchline::ports::Clock>;
        let desk = touchline::platforms::Desk { bot, store: Arc::clone(&store), clock, health: Arc::default() };
        let shutdown = CancellationToken::new();
        let ends = shutdown.clone();
        open.push((tokio::spawn(async move { door.run(desk, ends).await }), shutdown, store));
    }
    let polls = || wire.telegram.requests_like("getUpdates");
    let conflicts = || polls().iter().filter(|poll| poll.status == Some(409)).count();
    wire.telegram.wait_until("both to ask", || conflicts() > 0).await;
    // Half an hour, second by second, in which each throws the other out.
    let reader = Arc::clone(&open[0].2);
    for _ in 0..30 * 60 {
        wire.advance(TimeDelta::seconds(1));
        reader.shared_count().await.expect("reading works");
    }
    // Three conflicts each and then five minutes of quiet; nobody asks more often than that, and nobody gives up.
    assert!((6..=60).contains(&conflicts()), "{} conflicts in half an hour", conflicts());
    let (second, ends, store) = open.pop().expect("two");
    ends.cancel();
    second.await.expect("no panic").expect("as wished");
    store.close().await;
    let before = polls().len();
    while polls().len() == before {
        wire.advance(TimeDelta::seconds(1));
        reader.shared_count().await.expect("reading works");
    }
    let answer = wire.telegram.person("Ana").says("/player hakimi").reply().await;
    assert!(answer.text().contains("Hakimi"), "alone it receives again: {}", answer.text());
    let (first, ends, store) = open.pop().expect("one");
    ends.cancel();
    first.await.expect("no panic").expect("as wished");
    store.close().await;
    wire.telegram.assert_clean();
}
