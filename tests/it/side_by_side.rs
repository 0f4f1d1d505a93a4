//! Trouble of one place delays no other, and people are answered while posts wait (product.md sections 6 and 7).

use std::sync::Arc;

use chrono::TimeDelta;
use local_platforms::{Fault, Rule};
use tokio_util::sync::CancellationToken;
use touchline::platforms::Desk;
use touchline::ports::{Clock, Store};
use touchline::store::sqlite::SqliteStore;

use crate::wire_world::{Door, PATIENT, Wire};

/// An opened store with daily posts at the first so many places of both platforms, due in an hour.
async fn subscribed(wire: &Wire, places: u32) -> Arc<dyn Store> {
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&wire.file("all")).expect("the store opens"));
    for door in Door::BOTH {
        for number in 0..places {
            wire.subscribe(store.as_ref(), door, number).await;
        }
    }
    store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_hangs_holds_up_no_other() {
    let wire = Wire::at("2026-11-21T08:00:00Z").await;
    let store = subscribed(&wire, 51).await;
    let stuck = Door::BOTH.map(|door| {
        // The one that was set up first, so that it is claimed first.
        let rule = Rule::on(door.posting(), Fault::hold()).place(door.address(0)).always();
        wire.server(door).fault(rule)
    });
    let messengers = Door::BOTH.iter().map(|door| wire.messenger(*door, 0, PATIENT)).collect();
    let bot = wire.desk(Arc::clone(&store), messengers).await;
    let shutdown = CancellationToken::new();
    let schedule = tokio::spawn(bot.keep_schedule(shutdown.clone()));
    wire.advance(TimeDelta::hours(1));
    for (door, stuck) in Door::BOTH.iter().zip(&stuck) {
        let posts = wire.server(*door).wait_for_posts(50).await;
        assert_eq!((posts.len(), stuck.hits()), (50, 1), "all others have come while this one hangs");
        assert!(posts.iter().all(|post| post.place != door.address(0)));
    }
    for (door, stuck) in Door::BOTH.iter().zip(&stuck) {
        stuck.remove();
        assert_eq!(wire.server(*door).wait_for_posts(51).await[50].place, door.address(0));
    }
    shutdown.cancel();
    schedule.await.expect("no panic");
    store.close().await;
    wire.discord.assert_clean();
    wire.telegram.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_answered_while_posts_wait() {
    let wire = Wire::at("2026-11-21T08:00:00Z").await;
    let store = subscribed(&wire, 40).await;
    let places = Door::BOTH.into_iter().flat_map(|door| (0..40).map(move |number| (door, door.address(number))));
    let stuck: Vec<_> = places
        .map(|(door, place)| wire.server(door).fault(Rule::on(door.posting(), Fault::hold()).place(place).always()))
        .collect();
    let doors = Door::BOTH.map(|door| wire.platform(door, 0, PATIENT));
    let bot = wire.desk(Arc::clone(&store), doors.iter().map(|door| door.messenger()).collect()).await;
    let clock = Arc::clone(&wire.clock) as Arc<dyn Clock>;
    let desk = Desk { bot: Arc::clone(&bot), store: Arc::clone(&store), clock, health: Arc::default() };
    let shutdown = CancellationToken::new();
    let open = doors.map(|door| {
        let (desk, shutdown) = (desk.clone(), shutdown.clone());
        tokio::spawn(async move { door.run(desk, shutdown).await })
    });
    wire.discord.wait_ready().await;
    wire.telegram.wait_ready().await;
    wire.discord.wait_until("commands", || !wire.discord.registrations().is_empty()).await;
    let schedule = tokio::spawn(bot.keep_schedule(shutdown.clone()));
    wire.advance(TimeDelta::hours(1));
    // As many as may be under way at once (reliability.md 2.4).
    wire.discord.wait_for_requests(Door::Discord.posting(), 32).await;
    wire.telegram.wait_for_requests(Door::Telegram.posting(), 4).await;
    let answer = wire.discord.person("Max").slash("player").text("name", "hakimi").send().answer().await;
    assert!(answer.text().contains("Hakimi"), "{}", answer.text());
    let answer = wire.telegram.person("Ana").says("/player hakimi").reply().await;
    assert!(answer.text().contains("Hakimi"), "{}", answer.text());
    assert_eq!(wire.discord.ledger().len(), 0, "no post has come");
    for stuck in stuck {
        stuck.remove();
    }
    wire.discord.wait_for_posts(40).await;
    // With the answer, which on Telegram is a message like any other.
    wire.telegram.wait_for_posts(41).await;
    shutdown.cancel();
    schedule.await.expect("no panic");
    for door in open {
        door.await.expect("no panic").expect("it ends as wished");
    }
    store.close().await;
    wire.discord.assert_clean();
    wire.telegram.assert_clean();
}
