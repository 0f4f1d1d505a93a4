//! The daily post: it comes, it comes once, and whatever happens has its word in the ledger.

use std::time::Duration;

use expect_test::expect;
use touchline::bot::Said;
use touchline::domain::command::Invocation;
use touchline::domain::community::Place;
use touchline::ports::PostError;

use crate::dice::Dice;
use crate::world::{ADMIN, Answer, BOARD, World};

/// A world whose square gets a story at 09:00 UTC; it is 08:00.
async fn subscribed() -> World {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    world
}

fn states(world: &World) -> Vec<String> {
    world.ledger().into_iter().map(|(day, state, attempts)| format!("{day} {state} {attempts}")).collect()
}

#[tokio::test]
async fn it_comes_when_it_is_due_and_once() {
    let world = subscribed().await;
    world.pass_at("2026-11-21T08:59:59Z").await;
    assert_eq!(world.arrived(), 0, "not early");
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass().await;
    world.pass_at("2026-11-21T23:59:00Z").await;
    assert_eq!(world.arrived(), 1, "once");
    world.pass_at("2026-11-22T09:00:30Z").await;
    assert_eq!(world.arrived(), 2, "and again the next day");
    assert_eq!(states(&world), ["2026-11-21 posted 1", "2026-11-22 posted 1"]);
    let posts = world.board.posts.lock().expect("nobody else holds it").clone();
    assert_ne!(posts[0].1.lines().next(), posts[1].1.lines().next(), "another story each day");
    assert_eq!(posts[0].0, "fans-square");
    let shown = world.say(ADMIN, "/daily show").await;
    assert!(
        shown.contains("- 2026-11-22: posted at 09:00 “") && shown.contains("- 2026-11-21: posted at 09:00 “"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_restart_across_the_due_time_posts_once() {
    let world = subscribed().await.restarted().await;
    world.pass_at("2026-11-21T09:05:00Z").await;
    let world = world.restarted().await;
    world.pass().await;
    assert_eq!(world.arrived(), 1);
    assert_eq!(states(&world), ["2026-11-21 posted 1"]);
}

#[tokio::test]
async fn after_an_absence_the_latest_date_comes_late_and_says_so_the_others_are_missed() {
    let world = subscribed().await;
    world.pass_at("2026-11-24T11:30:00Z").await;
    assert_eq!(
        states(&world),
        ["2026-11-21 missed 0", "2026-11-22 missed 0", "2026-11-23 missed 0", "2026-11-24 posted 1"]
    );
    let late = world.board.posts.lock().expect("nobody else holds it")[0].1.clone();
    assert!(late.contains("This story comes about 3 hours late."), "{late}");
    world.pass_at("2026-11-25T15:00:01Z").await;
    assert_eq!(world.arrived(), 1, "more than six hours late is too late");
    assert_eq!(states(&world).last().map(String::as_str), Some("2026-11-25 missed 0"));
}

#[tokio::test]
async fn what_was_not_sent_for_certain_is_tried_again() {
    let world = subscribed().await;
    world.script([
        Answer::Fails(PostError::Unreachable("refused".into())),
        Answer::Fails(PostError::RetryAfter(Duration::from_secs(30))),
    ]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    assert_eq!(states(&world), ["2026-11-21 retry 1"]);
    world.pass_at("2026-11-21T09:00:04Z").await;
    assert_eq!(states(&world), ["2026-11-21 retry 1"], "not before its time");
    world.pass_at("2026-11-21T09:00:05Z").await;
    world.pass_at("2026-11-21T09:00:34Z").await;
    assert_eq!(
        (world.arrived(), states(&world)),
        (0, vec!["2026-11-21 retry 2".to_owned()]),
        "the platform's own wait is kept"
    );
    world.pass_at("2026-11-21T09:00:35Z").await;
    assert_eq!((world.arrived(), states(&world)), (1, vec!["2026-11-21 posted 3".to_owned()]));
}

#[tokio::test]
async fn an_outage_longer_than_the_window_ends_as_missed() {
    let world = subscribed().await;
    world.script((0..100).map(|_| Answer::Fails(PostError::Unreachable("refused".into()))));
    world.clock.set("2026-11-21T09:00:00Z");
    for _ in 0..100 {
        world.pass().await;
        world.clock.advance(Duration::from_mins(10));
    }
    assert_eq!(world.ledger()[0].1, "missed");
    assert_eq!(world.arrived(), 0);
}

#[tokio::test]
async fn what_waited_through_an_outage_says_that_it_is_late() {
    let world = subscribed().await;
    world.script((0..3).map(|_| Answer::Fails(PostError::Unreachable("refused".into()))));
    for time in ["09:00:00", "09:00:05", "09:00:15", "11:00:00"] {
        world.pass_at(&format!("2026-11-21T{time}Z")).await;
    }
    assert_eq!(states(&world), ["2026-11-21 posted 4"]);
    let late = world.board.posts.lock().expect("nobody else holds it")[0].1.clone();
    assert!(late.contains("This story comes about 2 hours late."), "{late}");
}

#[tokio::test]
async fn what_may_have_arrived_is_repeated_word_for_word() {
    let world = subscribed().await;
    *world.board.recognises.lock().expect("nobody else holds it") = Some(Duration::from_hours(5));
    *world.board.looks_up.lock().expect("nobody else holds it") = true;
    world.script([
        Answer::Fails(PostError::Unsure("the connection was lost".into())),
        Answer::Fails(PostError::Unreachable("refused".into())),
    ]);
    for time in ["09:00:00", "09:00:02", "11:00:00"] {
        world.pass_at(&format!("2026-11-21T{time}Z")).await;
    }
    assert_eq!(states(&world), ["2026-11-21 posted 3"]);
    let again = world.board.posts.lock().expect("nobody else holds it")[0].1.clone();
    assert!(!again.contains("late"), "{again}");
}

#[tokio::test]
async fn what_was_found_was_posted_when_it_was_sent_not_when_it_was_looked_for() {
    let world = subscribed().await;
    *world.board.looks_up.lock().expect("nobody else holds it") = true;
    world.script([Answer::ArrivesUnheard]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-21T09:05:00Z").await;
    let why = world.say(ADMIN, "/daily why").await;
    assert!(why.contains("- 2026-11-21: posted at 09:00 “") && !why.contains("tries"), "{why}");
}

#[tokio::test]
async fn an_unsure_post_is_not_repeated_where_repeats_are_not_recognised() {
    let world = subscribed().await;
    world.script([Answer::ArrivesUnheard]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-21T10:00:00Z").await;
    assert_eq!((world.arrived(), states(&world)), (1, vec!["2026-11-21 unsure 1".to_owned()]));
    let shown = world.say(ADMIN, "/daily show").await;
    assert!(shown.contains("but the platform never said whether it arrived"), "{shown}");
}

#[tokio::test]
async fn an_unsure_post_is_repeated_with_its_mark_where_repeats_are_recognised() {
    let world = subscribed().await;
    *world.board.recognises.lock().expect("nobody else holds it") = Some(Duration::from_mins(1));
    world.script([Answer::ArrivesUnheard]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-21T09:00:03Z").await;
    assert_eq!(
        (world.arrived(), states(&world)),
        (1, vec!["2026-11-21 posted 2".to_owned()]),
        "the platform told it from a second post"
    );
}

#[tokio::test]
async fn a_kill_while_sending_is_settled_at_the_next_start() {
    for (recognises, expected) in [(None, "2026-11-21 unsure 2"), (Some(Duration::from_mins(1)), "2026-11-21 posted 2")]
    {
        let world = subscribed().await;
        *world.board.recognises.lock().expect("nobody else holds it") = recognises;
        world.pass_at("2026-11-21T09:00:00Z").await;
        let file = rusqlite::Connection::open(world.file()).expect("the store's file");
        let sending = "UPDATE deliveries SET state = 'sending', posted_at = NULL, receipt = NULL,
                           rendering_id = (SELECT id FROM renderings)";
        file.execute(sending, []).expect("as a kill leaves it");
        drop(file);
        let world = world.restarted().await;
        assert_eq!(states(&world), ["2026-11-21 retry 1"], "in doubt until it is seen to");
        world.pass().await;
        assert_eq!(states(&world), [expected]);
        assert_eq!(world.arrived(), 1, "never a second one");
    }
}

#[tokio::test]
async fn a_place_that_is_gone_rests_tells_its_admin_and_goes_on_by_itself() {
    let world = subscribed().await;
    let missing = "I was removed from this chat. Add me again.";
    world.close("fans-square", Some(missing));
    world.script([Answer::Fails(PostError::PlaceGone(missing.into()))]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-22T09:00:00Z").await;
    assert_eq!(
        (world.arrived(), states(&world)),
        (0, vec!["2026-11-21 refused 1".to_owned(), "2026-11-22 skipped 0".to_owned()]),
        "nothing more is tried, and each date has its reason"
    );
    let told = "The daily story in your chat rests, because I cannot post there. I was removed from this chat. Add me again. Nothing is lost: it goes on by itself as soon as I can.";
    assert_eq!(world.told(), [("ada".to_owned(), told.to_owned())]);
    let shown = world.say(ADMIN, "/daily show").await;
    assert!(shown.contains("It is paused: I was removed from this chat."), "{shown}");
    world.close("fans-square", None);
    world.pass_at("2026-11-22T11:00:00Z").await;
    assert_eq!(
        world.told(),
        [("ada".to_owned(), "I can post in your chat again: the daily story goes on.".to_owned())]
    );
    world.pass().await;
    assert_eq!(world.arrived(), 1, "two hours late, which is in time, it comes all the same");
    let late = world.board.posts.lock().expect("nobody else holds it")[0].1.clone();
    assert!(late.contains("This story comes about 2 hours late."), "{late}");
    world.pass_at("2026-11-23T09:00:00Z").await;
    assert_eq!(world.arrived(), 2, "and it goes on");
    assert_eq!(states(&world), ["2026-11-21 refused 1", "2026-11-22 posted 1", "2026-11-23 posted 1"]);
}

#[tokio::test]
async fn what_was_due_too_long_ago_keeps_its_reason_when_a_place_opens() {
    let world = subscribed().await;
    world.close("fans-square", Some("I was removed."));
    world.script([Answer::Fails(PostError::PlaceGone("I was removed.".into()))]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-22T09:00:00Z").await;
    world.close("fans-square", None);
    world.pass_at("2026-11-22T20:00:00Z").await;
    world.pass().await;
    assert_eq!(
        (world.arrived(), states(&world)),
        (0, vec!["2026-11-21 refused 1".into(), "2026-11-22 skipped 0".into()])
    );
    let why = world.say(ADMIN, "/daily why").await;
    assert!(why.contains("- 2026-11-22: skipped: Paused, because I could not post: I was removed"), "{why}");
}

#[tokio::test]
async fn a_place_that_moved_is_followed() {
    let world = subscribed().await;
    let to = Place { platform: BOARD, address: "new-square".into() };
    world.script([Answer::Fails(PostError::Moved(to))]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-21T09:00:01Z").await;
    world.pass_at("2026-11-22T09:00:00Z").await;
    let posts = world.board.posts.lock().expect("nobody else holds it").clone();
    assert_eq!(posts.iter().map(|post| post.0.as_str()).collect::<Vec<_>>(), ["new-square", "new-square"]);
}

#[tokio::test]
async fn a_change_of_time_does_not_post_a_date_again() {
    let world = subscribed().await;
    world.pass_at("2026-11-21T09:00:00Z").await;
    expect![[r"
        A story comes here every day at 12:00 UTC. The next one: Sunday 22 November 2026, 12:00 UTC.
        Today's is settled already, so it does not come again today.
        /daily test posts one now, /daily next shows what comes, /daily off stops it."]]
    .assert_eq(&world.say(ADMIN, "/daily on 12:00").await);
    world.pass_at("2026-11-21T12:00:00Z").await;
    assert_eq!(world.arrived(), 1);
    world.say(ADMIN, "/daily off").await;
    world.say(ADMIN, "/daily on 13:00").await;
    world.pass_at("2026-11-21T13:00:00Z").await;
    assert_eq!(world.arrived(), 1, "nor does switching it off and on");
    world.pass_at("2026-11-22T13:00:00Z").await;
    assert_eq!(world.arrived(), 2);
}

#[tokio::test]
async fn a_repeated_request_does_not_move_a_date_that_became_due_meanwhile() {
    let world = World::new().await;
    let said = || Said::Command(Invocation::typed("/daily on 09:00").expect("a command"));
    world.hear_again(ADMIN, said(), "update 7").await;
    world.clock.set("2026-11-21T09:05:00Z");
    let world = world.restarted().await;
    world.hear_again(ADMIN, said(), "update 7").await;
    world.pass().await;
    assert_eq!(states(&world), ["2026-11-21 posted 1"]);
}

#[tokio::test]
async fn switched_off_nothing_comes() {
    let world = subscribed().await;
    world.say(ADMIN, "/daily off").await;
    world.pass_at("2026-11-21T09:00:00Z").await;
    assert_eq!((world.arrived(), world.ledger().len()), (0, 0));
}

#[tokio::test]
async fn a_test_post_is_real_and_does_not_count() {
    let world = subscribed().await;
    assert_eq!(world.say(ADMIN, "/daily test").await, "It works: the post is here. It does not count as today's.");
    world.script([Answer::Fails(PostError::PlaceGone("I need the right to write here.".into()))]);
    assert_eq!(world.say(ADMIN, "/daily test").await, "I cannot post here. I need the right to write here.");
    world.pass_at("2026-11-21T09:00:00Z").await;
    assert_eq!((world.arrived(), states(&world)), (2, vec!["2026-11-21 posted 1".to_owned()]));
}

#[tokio::test]
async fn an_anniversary_comes_on_its_day() {
    let world = World::at("2026-11-27T08:00:00Z").await;
    world.say(ADMIN, "/daily on 09:00").await;
    world.pass_at("2026-11-27T09:00:00Z").await;
    let post = world.board.posts.lock().expect("nobody else holds it")[0].1.clone();
    assert!(post.contains("On this day, 4 years ago.") && post.contains("Belgium 0–2 Morocco"), "{post}");
}

/// Months of days with faults, kills and changes of mind, as a seed has it: nothing early, never two posts for a date, every
/// date with one final state.
#[tokio::test]
async fn seeded_months_keep_the_promises() {
    for seed in 1..=8_u64 {
        let mut dice = Dice::seeded(seed);
        let mut world = subscribed().await;
        let recognises = (seed % 2 == 0).then(|| Duration::from_mins(1));
        *world.board.recognises.lock().expect("nobody else holds it") = recognises;
        for _ in 0..400 {
            world.clock.advance(Duration::from_mins(1 + dice.roll(180)));
            match dice.roll(12) {
                0 => world.next_answer(Answer::Fails(PostError::Unreachable("refused".into()))),
                1 => world.next_answer(Answer::Fails(PostError::RetryAfter(Duration::from_secs(dice.roll(900))))),
                2 => world.next_answer(Answer::ArrivesUnheard),
                3 => world = world.restarted().await,
                4 => world.clock.advance(Duration::from_hours(dice.roll(60))),
                5 => {
                    let line = format!(
                        "/daily on {:02}:{:02} {}",
                        dice.roll(24),
                        dice.roll(60),
                        ["UTC", "Asia/Tokyo", "America/Havana"][usize::try_from(dice.roll(3)).expect("small")]
                    );
                    world.say(ADMIN, &line).await;
                }
                _ => {}
            }
            world.pass().await;
        }
        let posts = world.board.posts.lock().expect("nobody else holds it").clone();
        let mut marks: Vec<_> = posts.iter().map(|post| &post.2).collect();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), posts.len(), "seed {seed}: a date was posted twice");
        let ledger = world.ledger();
        assert!(posts.len() > 5, "seed {seed}: something came");
        for (day, state, _) in &ledger[..ledger.len() - 1] {
            assert!(
                ["posted", "unsure", "missed", "retry", "planned"].contains(&state.as_str()),
                "seed {seed}: {day} is {state}"
            );
        }
        let sure = ledger.iter().filter(|(_, state, _)| state == "posted").count();
        let unsure = ledger.iter().filter(|(_, state, _)| state == "unsure").count();
        assert!(
            sure <= posts.len() && posts.len() <= sure + unsure + 1,
            "seed {seed}: {sure} posted, {unsure} unsure, {} arrived",
            posts.len()
        );
    }
}
