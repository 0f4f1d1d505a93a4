//! Stories that members suggest: within limits, seen by their own community's admins alone, decided once, and the author
//! is told.

use touchline::domain::community::Standing;

use touchline::ports::PostError;

use crate::world::{ADMIN, Answer, ELSEWHERE, MEMBER, Somebody, World};

const OTHER: Somebody = Somebody::new("mia", "fans", Standing::Member);

fn story(number: usize) -> String {
    format!(
        "+++
title = \"The bus number {number}\"
date = \"2022-11-27\"
players = [{{ name = \"Walid Regragui\", team = \"Morocco\" }}]
sources = [{{ publisher = \"Bladi.net\", url = \"https://en.bladi.net/\" }}]
+++

Forty hours for ninety minutes, in bus {number}."
    )
}

async fn suggest(world: &World, who: Somebody, number: usize) -> String {
    world.publish(who, &format!("/submit {}", story(number))).await
}

/// The button of that label in what `/review` shows.
async fn button(world: &World, who: Somebody, label: &str) -> String {
    let shown = world.reply(who, "/review").await.message;
    let found = shown.buttons.iter().find(|button| button.label == label);
    found.unwrap_or_else(|| panic!("{label}: {shown:?}")).action.encode()
}

#[tokio::test]
async fn a_suggestion_is_seen_by_admins_alone_until_it_is_accepted() {
    let world = World::new().await;
    assert_eq!(world.say(ADMIN, "/review").await, "No suggestion waits.");
    let taken = suggest(&world, MEMBER, 1).await;
    assert_eq!(taken, "Thank you: “The bus number 1” waits for this community's admins. I tell you what they decide.");
    assert!(!world.say(MEMBER, "/story bus number").await.contains("Forty hours"));
    let shown = world.say(ADMIN, "/review").await;
    assert!(shown.starts_with("Suggestion 1 by person max, 21 November 2026, 08:00 UTC:\nThe bus number 1"), "{shown}");
    assert!(shown.contains("Forty hours for ninety minutes, in bus 1."), "{shown}");
    let accept = button(&world, ADMIN, "Accept").await;
    for nobody in [MEMBER, ELSEWHERE] {
        let refused = world.press(nobody, &accept).await;
        assert!(refused.starts_with("Only admins") || refused.starts_with("There is no such suggestion"), "{refused}");
        let listed = world.say(nobody, "/review").await;
        assert!(!listed.contains("bus"), "{listed}");
    }
    let accepted = world.press(ADMIN, &accept).await;
    assert!(
        accepted.starts_with("Accepted: “The bus number 1” is told from now on.\nNo suggestion waits."),
        "{accepted}"
    );
    assert_eq!(world.told(), [("max".to_owned(), "Your story “The bus number 1” was accepted. Thank you!".to_owned())]);
    assert!(world.say(MEMBER, "/player regragui").await.contains("Forty hours"), "found at once");
    assert!(!world.say(ELSEWHERE, "/story bus number").await.contains("Forty hours"), "by its own community");
    assert!(world.press(ADMIN, &accept).await.starts_with("That one has been decided before."));
    assert!(world.told().is_empty(), "and is told once");
    assert!(world.say(ADMIN, "/history").await.contains("The bus number 1: added by person max"));
}

#[tokio::test]
async fn a_suggestion_is_declined_with_a_reason_edited_or_left_for_later() {
    let world = World::new().await;
    for number in 1..=3 {
        suggest(&world, MEMBER, number).await;
    }
    let later = button(&world, ADMIN, "Later").await;
    assert!(world.press(ADMIN, &later).await.starts_with("Suggestion 2 "));
    let asked = world.hear(ADMIN, crate::world::pressed(&button(&world, ADMIN, "Decline").await)).await;
    assert_eq!(
        asked.form.map(|form| form.key.into_owned()).as_deref(),
        Some("decline 1"),
        "a form where there are forms"
    );
    let declined = world.say(ADMIN, "/review 1 decline We had that one").await;
    assert!(declined.starts_with("Declined: “The bus number 1”.\nSuggestion 2 "), "{declined}");
    let told = "Your story “The bus number 1” was not taken. The admins say: We had that one";
    assert_eq!(world.told(), [("max".to_owned(), told.to_owned())]);
    let edit = button(&world, ADMIN, "Edit").await;
    let shown = world.hear(ADMIN, crate::world::pressed(&edit)).await;
    let form = world.press_label(ADMIN, &shown, "All of it, as a file").await.form.expect("a form");
    let edited = form.values[0].1.replace("Forty hours", "Fifty hours");
    assert!(world.publish(MEMBER, &format!("/editstory {edited}")).await.starts_with("Only admins"));
    let accepted = world.publish(ADMIN, &format!("/editstory {edited}")).await;
    assert!(accepted.starts_with("Accepted: “The bus number 2” is told from now on."), "{accepted}");
    assert!(world.say(MEMBER, "/story bus number 2").await.contains("Fifty hours"));
    for (line, words) in [
        ("/review 3 later", "Suggestion 3 "),
        ("/review 99 accept", "There is no such suggestion here."),
        ("/review 3", "Suggestion 3 by person max, "),
        ("/review 3 crown", "Say what to do with it: accept, edit, decline or block."),
        ("/review three accept", "“three” is no suggestion's number."),
        ("/review 1 accept", "That one has been decided before."),
    ] {
        let said = world.say(ADMIN, line).await;
        assert!(said.starts_with(words), "{line}: {said}");
    }
}

#[tokio::test]
async fn members_are_held_to_limits_and_can_be_blocked_for_a_while() {
    let world = World::new().await;
    for number in 1..=5 {
        assert!(suggest(&world, MEMBER, number).await.starts_with("Thank you"));
    }
    assert!(suggest(&world, MEMBER, 6).await.starts_with("5 of your stories wait for a decision already."));
    assert!(suggest(&world, OTHER, 6).await.starts_with("Thank you"), "others are not held back");
    for number in 1..=5 {
        world.say(ADMIN, &format!("/review {number} decline")).await;
    }
    for number in 11..=15 {
        assert!(suggest(&world, MEMBER, number).await.starts_with("Thank you"), "{number}");
        let id = number - 4;
        world.say(ADMIN, &format!("/review {id} decline")).await;
    }
    assert!(suggest(&world, MEMBER, 16).await.starts_with("You have suggested 10 stories within a day"));
    world.clock.set("2026-11-22T08:00:01Z");
    assert!(suggest(&world, MEMBER, 17).await.starts_with("Thank you"), "a new day");
    let blocked = world.say(ADMIN, "/review 12 block").await;
    assert!(blocked.starts_with("Declined, and its author may suggest nothing until 22 December 2026."), "{blocked}");
    let refused = suggest(&world, MEMBER, 18).await;
    assert_eq!(refused, "The admins of this community take no suggestions of yours until 22 December 2026.");
    assert_eq!(world.say(MEMBER, "/submit").await, refused, "said before one is written");
    assert!(world.say(ADMIN, "/settings show").await.contains("Blocked in reviews: person max until 22 December 2026"));
    assert_eq!(world.say(ADMIN, "/settings unblock whom:person:mia").await, "Person mia is not blocked.");
    assert_eq!(world.say(ADMIN, "/settings unblock whom:person:max").await, "Person max may suggest stories again.");
    assert!(suggest(&world, MEMBER, 18).await.starts_with("Thank you"), "at once");
    world.say(ADMIN, "/review 13 block").await;
    assert!(suggest(&world, MEMBER, 19).await.starts_with("The admins of this community take no suggestions"));
    world.clock.set("2026-12-22T09:00:00Z");
    assert!(suggest(&world, MEMBER, 20).await.starts_with("Thank you"), "the block has ended");
}

#[tokio::test]
async fn limits_hold_and_numbers_stay_when_somebody_asks_to_be_forgotten() {
    let world = World::new().await;
    let forget = touchline::domain::action::Action::ForgetMe.encode();
    for round in 0..2 {
        for number in 1..=5 {
            assert!(suggest(&world, MEMBER, 10 * round + number).await.starts_with("Thank you"));
        }
        world.press(MEMBER, &forget).await;
    }
    assert!(suggest(&world, MEMBER, 30).await.starts_with("You have suggested 10 stories within a day"));
    assert_eq!(world.say(ADMIN, "/review").await, "No suggestion waits.");
    assert!(suggest(&world, OTHER, 40).await.starts_with("Thank you"));
    let shown = world.say(ADMIN, "/review").await;
    assert!(shown.starts_with("Suggestion 11 by person mia"), "no number comes twice: {shown}");
    assert!(world.say(ADMIN, "/review 6 accept").await.starts_with("There is no such suggestion here."));
    let declined = world.reply(ADMIN, "/review").await;
    let asked = world.press_label(ADMIN, &declined, "Decline").await;
    let done = world.press_label(ADMIN, &asked, "Decline without a reason").await;
    assert!(crate::world::text(&done.message).starts_with("Declined: “The bus number 40”."));
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    world.clock.set("2026-11-22T08:00:01Z");
    assert!(suggest(&world, MEMBER, 50).await.starts_with("Thank you"), "a new day");
    let old = "SELECT count(*) FROM suggested";
    assert_eq!(db.query_row(old, [], |row| row.get::<_, i64>(0)).expect("a count"), 1, "and nothing of the old one");
}

#[tokio::test]
async fn an_anonymous_author_is_not_shown_and_is_told_all_the_same() {
    let world = World::new().await;
    let taken = world.publish(MEMBER, &format!("/submit credit:anonymous {}", story(1))).await;
    assert!(taken.contains("They will not see who you are."), "{taken}");
    let shown = world.say(ADMIN, "/review").await;
    assert!(shown.starts_with("Suggestion 1 by somebody, ") && !shown.contains("max"), "{shown}");
    world.say(ADMIN, "/review 1 accept").await;
    assert_eq!(world.told().len(), 1);
    let history = world.say(ADMIN, "/history").await;
    assert!(history.contains("The bus number 1: added") && !history.contains("max"), "{history}");
}

#[tokio::test]
async fn what_is_wrong_is_named_and_a_repeated_update_suggests_once() {
    let world = World::new().await;
    let broken = world.say(MEMBER, &format!("/submit {}", story(1).replace("2022-11-27", "2022-13-27"))).await;
    assert!(broken.starts_with("Nearly there; one thing to mend:"), "{broken}");
    let kept = world.say(MEMBER, "/submit").await;
    assert!(kept.starts_with("You were writing this (21 November 2026, 08:00 UTC); it is as you left it."), "{kept}");
    let asked = world.reply(Somebody { who: "mia", ..MEMBER }, "/submit").await;
    assert_eq!(asked.form.map(|form| form.fields.len()), Some(5));
    let line = format!("/submit {}", story(1));
    let shown = world.reply(MEMBER, &line).await;
    let yes = shown.message.buttons[0].action.encode();
    world.hear_again(MEMBER, crate::world::pressed(&yes), "update 9").await;
    world.hear_again(MEMBER, crate::world::pressed(&yes), "update 9").await;
    world.hear_again(MEMBER, crate::world::pressed(&yes), "update 10").await;
    world.say(ADMIN, "/review 1 decline").await;
    assert_eq!(world.say(ADMIN, "/review").await, "No suggestion waits.");
}

#[tokio::test]
async fn who_wishes_to_be_forgotten_is_and_what_they_did_stays() {
    let world = World::new().await;
    assert!(world.say(MEMBER, "/privacy").await.contains("I keep no other names of people"));
    let button = |message: &touchline::domain::message::Message| message.buttons[0].action.encode();
    let forget = button(&world.reply(MEMBER, "/forgetme").await.message);
    assert_eq!(world.press(MEMBER, &forget).await, "I keep nothing about you.");
    for number in 1..=2 {
        suggest(&world, MEMBER, number).await;
    }
    world.say(ADMIN, "/daily on 09:00").await;
    world.say(ADMIN, "/review 1 accept").await;
    world.told();
    assert!(world.press(MEMBER, &forget).await.starts_with("Done: "));
    assert!(world.press(ADMIN, &forget).await.starts_with("Done: "));
    assert_eq!(world.say(ADMIN, "/review").await, "No suggestion waits.", "the one that waited is gone");
    assert!(world.say(MEMBER, "/story bus number").await.contains("Forty hours"), "the one that was told stays");
    let history = world.say(ADMIN, "/history").await;
    assert!(history.contains("The bus number 1: added") && !history.contains("max"), "{history}");
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    for (table, column) in [
        ("story_changes", "person"),
        ("stories", "created_by"),
        ("submissions", "person"),
        ("submissions", "decided_by"),
        ("subscriptions", "created_by"),
    ] {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} IN ('max', 'ada')");
        assert_eq!(db.query_row(&sql, [], |row| row.get::<_, i64>(0)).expect("a count"), 0, "{table}.{column}");
    }
    world.script([Answer::Fails(PostError::Unsure("lost".into()))]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    assert!(world.told().is_empty(), "nobody is known");
    assert_eq!(world.arrived(), 1, "so the doubt is told where the story should be");
}
