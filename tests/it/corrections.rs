//! Corrections travel: the posts of an edited story read as it does now, its editor sees how many and why others do not;
//! and what is kept of a community goes two weeks after the bot was removed.

use std::sync::Arc;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;
use touchline::domain::community::{Caller, Community, PersonId, Standing};
use touchline::domain::prose::Prose;
use touchline::domain::revision::{Changed, Wanted};
use touchline::domain::rights::{Admin, Role, Task};
use touchline::domain::story::StoryId;
use touchline::ports::{PostError, RequestId, Store};
use touchline::store::sqlite::SqliteStore;

use crate::wire_world::{Door, PATIENT, Wire};
use crate::world::{ADMIN, Answer, ELSEWHERE, MEMBER, World, text};

const STORY: &str = "/addstory +++
title = \"The shirt she kept\"
date = \"2022-11-27\"
themes = [\"tribute\"]
sources = [{ publisher = \"Bladi.net\", url = \"https://en.bladi.net/\" }]
+++

She kept it for years.";

/// A story of the community's own, posted on so many days from the 21st on.
async fn posted(days: u32) -> World {
    let world = World::new().await;
    world.publish(ADMIN, STORY).await;
    world.say(ADMIN, "/daily on 09:00 theme:tribute").await;
    for day in 21..21 + days {
        world.pass_at(&format!("2026-11-{day}T09:00:00Z")).await;
    }
    assert_eq!(world.arrived(), days as usize);
    world
}

/// Edits the story; what is answered.
async fn edit(world: &World, text_: &str) -> touchline::domain::message::Reply {
    let choice = world.reply(ADMIN, "/editstory shirt").await;
    world.press_label(ADMIN, &choice, "Text").await;
    let shown = world.words(ADMIN, text_).await;
    world.press_label(ADMIN, &shown, "Save").await
}

#[tokio::test]
async fn posts_read_as_the_story_does_now_and_its_editor_sees_how_many_and_why_not() {
    let world = posted(4).await;
    world.told();
    let saved = edit(&world, "She kept it for decades.").await;
    let said = text(&saved.message);
    assert!(said.contains("4 posts tell it as it was; I correct them, the latest first."), "{said}");
    let far = world.press_label(ADMIN, &saved, "How far?").await;
    assert_eq!(text(&far.message), "No post is corrected yet. 4 posts still to come, the latest first.");
    world.script([Answer::Fails(PostError::Rejected("it was deleted".into()))]);
    world.pass().await;
    // Several are under way together: which of the last two met the refusal is chance.
    let posts = world.posts();
    let corrected: Vec<_> = (0..4).filter(|number| posts[*number].1.contains("for decades")).collect();
    assert!(corrected == [2] || corrected == [3], "{corrected:?}: {posts:?}");
    let now = &posts[corrected[0]].1;
    assert!(now.starts_with("Corrected on 24 November 2026.\nThe shirt she kept"), "{now}");
    let told = "“The shirt she kept”: Corrected in 1 post. 3 posts could not be: posted more than 48 hours ago (2), it was deleted (1).";
    assert_eq!(world.told(), [("ada".to_owned(), told.to_owned())], "the editor is told once");
    let far = world.press_label(ADMIN, &saved, "How far?").await;
    assert!(told.ends_with(&text(&far.message)), "{}", text(&far.message));
    world.pass().await;
    assert!(world.told().is_empty());
    let stranger = world.press_label(ELSEWHERE, &saved, "How far?").await;
    assert_eq!(text(&stranger.message), "No post tells this story as it was.");
    let member = world.press_label(MEMBER, &saved, "How far?").await;
    assert!(text(&member.message).starts_with("Only admins"));
}

#[tokio::test]
async fn trouble_is_tried_again_and_a_later_edit_takes_the_place_of_an_earlier_one() {
    let world = posted(1).await;
    edit(&world, "She kept it for ten years.").await;
    world.script([Answer::Fails(PostError::Unreachable("no network".into()))]);
    world.pass().await;
    assert!(world.posts()[0].1.contains("for years"), "not yet");
    edit(&world, "She kept it for twenty years.").await;
    let undone = world.say(ADMIN, "/history").await;
    let undo =
        undone.split("[Undo “The shirt she kept”] ").nth(1).and_then(|rest| rest.lines().next()).expect("a button");
    assert!(world.press(ADMIN, undo).await.contains("1 post tells it as it was"), "an undoing travels too");
    let world = world.restarted().await;
    world.clock.advance(std::time::Duration::from_mins(3));
    world.pass().await;
    assert!(world.posts()[0].1.contains("for ten years"), "{}", world.posts()[0].1);
}

#[tokio::test]
async fn a_post_that_was_under_way_with_the_old_words_is_corrected_too() {
    let world = World::new().await;
    world.publish(ADMIN, STORY).await;
    world.say(ADMIN, "/daily on 09:00 theme:tribute").await;
    world.script([Answer::Fails(PostError::RetryAfter(std::time::Duration::from_mins(2)))]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    assert_eq!(world.arrived(), 0, "it waits with the words that it had");
    let saved = edit(&world, "She kept it for decades.").await;
    assert!(text(&saved.message).contains("1 post tells it as it was"), "{}", text(&saved.message));
    world.pass_at("2026-11-21T09:02:00Z").await;
    assert!(world.posts()[0].1.contains("for decades"), "posted, and corrected after it: {}", world.posts()[0].1);
    world.script([Answer::Fails(PostError::Unsure("lost".into()))]);
    world.pass_at("2026-11-22T09:00:00Z").await;
    let saved = edit(&world, "She kept it for ever.").await;
    world.pass().await;
    let far = text(&world.press_label(ADMIN, &saved, "How far?").await.message);
    assert_eq!(far, "Corrected in 1 post. 1 post could not be: nobody knows whether it arrived (1).");
}

#[tokio::test]
async fn a_platform_that_never_answers_is_given_up_and_said() {
    let world = posted(1).await;
    world.told();
    let saved = edit(&world, "She kept it for decades.").await;
    for _ in 0..6 {
        world.script([Answer::Fails(PostError::Unsure("lost".into()))]);
        world.pass().await;
        world.clock.advance(std::time::Duration::from_mins(2));
    }
    let far = text(&world.press_label(ADMIN, &saved, "How far?").await.message);
    assert_eq!(far, "No post is corrected yet. 1 post could not be: the platform did not answer (1).");
}

#[tokio::test]
async fn two_weeks_after_the_bot_was_removed_nothing_of_a_community_is_kept() {
    let world = posted(2).await;
    world.publish(ELSEWHERE, STORY).await;
    world.say(MEMBER, &STORY.replace("/addstory", "/submit").replace("shirt", "scarf")).await;
    world.publish(MEMBER, &STORY.replace("/addstory", "/submit").replace("shirt", "scarf")).await;
    world.say(ADMIN, "/settings editors add:9").await;
    world.say(ADMIN, "/settings zone Paris").await;
    world.say(ADMIN, "/addstory").await;
    edit(&world, "She kept it for decades.").await;
    world.removed(ADMIN).await;
    world.pass_at("2026-12-05T00:00:00Z").await;
    assert!(world.say(MEMBER, "/story shirt she kept").await.contains("She kept it"), "before that all is there");
    world.back(ADMIN).await;
    world.pass_at("2026-12-07T00:00:00Z").await;
    assert!(world.say(MEMBER, "/story shirt she kept").await.contains("She kept it"), "who comes back finds all");
    world.removed(ADMIN).await;
    world.pass_at("2026-12-22T00:00:00Z").await;
    let gone = world.say(MEMBER, "/story shirt she kept").await;
    assert!(!gone.contains("She kept it"), "{gone}");
    assert!(world.say(ELSEWHERE, "/story shirt she kept").await.contains("She kept it"), "others keep theirs");
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a count");
    for table in ["subscriptions", "deliveries", "submissions", "editors", "settings", "corrections", "notices"] {
        assert_eq!(count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(count("SELECT count(*) FROM stories WHERE community_id IS NOT NULL"), 1, "the others' one");
    assert_eq!(count("SELECT count(*) FROM story_changes"), 1);
    assert_eq!(count("SELECT count(*) FROM writings"), 0, "two weeks old");
    assert_eq!(count("SELECT count(*) FROM suggested"), 0, "a day old");
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/// Who runs the bot, writing from Telegram.
fn operator() -> Admin {
    let community = Community { platform: Door::Telegram.platform(), address: "7000000".into() };
    let caller = Caller {
        community,
        person: PersonId("7000000".into()),
        standing: Standing::Admin,
        badges: Vec::new(),
        tongue: None,
    };
    Admin::prove(&caller, Role::Operator, Task::CurateShared).expect("an operator")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_edited_where_they_stand_on_both_platforms() {
    const PLACES: u32 = 8;
    let wire = Wire::at("2026-11-21T08:00:00Z").await;
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&wire.file("all")).expect("the store opens"));
    for door in Door::BOTH {
        for number in 0..PLACES {
            wire.subscribe(store.as_ref(), door, number).await;
        }
    }
    let messengers = Door::BOTH.iter().map(|door| wire.messenger(*door, 0, PATIENT)).collect();
    let bot = wire.desk(Arc::clone(&store), messengers).await;
    let shutdown = CancellationToken::new();
    let schedule = tokio::spawn(bot.keep_schedule(shutdown.clone()));
    wire.advance(TimeDelta::hours(1));
    for door in Door::BOTH {
        wire.server(door).wait_for_posts(PLACES as usize).await;
    }
    let address = |door: Door, number| door.address(number);
    let on_discord = |number| wire.discord.messages(address(Door::Discord, number).parse().expect("a channel"));
    let on_telegram = |number| wire.telegram.messages(address(Door::Telegram, number).parse().expect("a chat"));
    wire.discord.delete_message(&on_discord(0)[0].id);
    let lost = on_telegram(0)[0].id.parse().expect("a number");
    wire.telegram.delete_message(address(Door::Telegram, 0).parse().expect("a chat"), lost);
    let by = operator();
    for id in [1, 2] {
        let told = store.own_story(&by, StoryId(id)).await.expect("the store works").expect("a story").told;
        let body = Prose::parse("It was otherwise.").expect("prose");
        let wanted = Wanted::Edit(Box::new(touchline::domain::story::NewStory { body, ..told }));
        let request = RequestId(format!("edit {id}"));
        let changed = store.change_story(&by, &request, StoryId(id), None, wanted, wire.clock_now()).await;
        assert_eq!(changed.expect("the store works"), Changed::Done(2));
    }
    // Nobody rings for a change that was made past the desk: it is found within the hour.
    wire.advance(TimeDelta::hours(1));
    let is_corrected = |seen: &local_platforms::Seen| {
        let text = seen.text();
        text.contains("It was otherwise.") && text.contains("Corrected on 21 November 2026.") && seen.edits == 1
    };
    let all = 1..PLACES;
    wire.discord.wait_until("all corrections", || all.clone().all(|number| is_corrected(&on_discord(number)[0]))).await;
    wire.telegram
        .wait_until("all corrections", || all.clone().all(|number| is_corrected(&on_telegram(number)[0])))
        .await;
    let done = async {
        loop {
            let (one, two) = tokio::join!(store.corrected(&by, StoryId(1), 2), store.corrected(&by, StoryId(2), 2));
            let (one, two) = (one.expect("the store works"), two.expect("the store works"));
            if one.waiting + two.waiting == 0 {
                return [one, two];
            }
        }
    };
    let [one, two] = done.await;
    assert_eq!((one.done + two.done, one.all() + two.all()), (2 * PLACES - 2, 2 * PLACES));
    let failed: Vec<_> = one.failed.iter().chain(&two.failed).map(|(why, _)| why.to_string()).collect();
    assert!(failed.iter().all(|why| *why == "it was deleted"), "{failed:?}");
    shutdown.cancel();
    schedule.await.expect("no panic");
    store.close().await;
    wire.discord.assert_clean();
    wire.telegram.assert_clean();
}
