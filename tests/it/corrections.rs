//! Corrections travel: the posts of an edited story read as it does now, its editor sees how many and why others do not;
//! and what is kept of a community goes two weeks after the bot was removed.

use touchline::ports::PostError;

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
    let posts = world.posts();
    for (number, decades) in [(0, false), (1, false), (2, true), (3, false)] {
        assert_eq!(posts[number].1.contains("for decades"), decades, "{number}: {}", posts[number].1);
    }
    assert!(posts[2].1.starts_with("Corrected on 24 November 2026.\nThe shirt she kept"), "{}", posts[2].1);
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
    assert_eq!(count("SELECT count(*) FROM writings"), 1);
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}
