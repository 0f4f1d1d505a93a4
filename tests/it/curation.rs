//! A community's own stories after they were added: edited, removed, restored, and who did what; nothing is overwritten
//! and nobody reaches what is another community's.

use touchline::domain::community::Standing;

use crate::world::{ADMIN, ELSEWHERE, MEMBER, Somebody, World};

/// Hosts the bot.
const OPERATOR: Somebody = Somebody::new("opal", "fans", Standing::Member);

const STORY: &str = "/addstory +++
title = \"The shirt she kept\"
date = \"2022-11-27\"
players = [{ name = \"Walid Regragui\", team = \"Morocco\" }]
sources = [{ publisher = \"Bladi.net\", url = \"https://en.bladi.net/\" }]
+++

She kept it for years.";

/// The whole story as `/editstory` gives it.
async fn written_out(world: &World, who: Somebody, words: &str) -> String {
    let reply = world.reply(who, &format!("/editstory {words}")).await;
    let whole = world.press_label(who, &reply, "All of it, as a file").await;
    let form = whole.form.unwrap_or_else(|| panic!("a form: {:?}", whole.message));
    form.values[0].1.clone()
}

async fn edit(world: &World, who: Somebody, text: &str) -> String {
    world.publish(who, &format!("/editstory {text}")).await
}

async fn button(world: &World, who: Somebody, line: &str) -> String {
    let reply = world.reply(who, line).await;
    reply.message.buttons.first().unwrap_or_else(|| panic!("a button: {:?}", reply.message)).action.encode()
}

async fn world() -> World {
    let world = World::new().await;
    let added = world.publish(ADMIN, STORY).await;
    assert!(added.starts_with("Added: “The shirt she kept”."), "{added}");
    world
}

#[tokio::test]
async fn a_story_is_edited_whole_found_by_its_new_words_and_put_back() {
    let world = world().await;
    let text = written_out(&world, ADMIN, "shirt she kept").await;
    assert!(text.contains("slug = \"the-shirt-she-kept\"") && text.ends_with("She kept it for years.\n"), "{text}");
    assert!(edit(&world, ADMIN, &text).await.starts_with("Nothing is different from what I tell now."));
    let changed = text.replace("The shirt she kept", "The scarf she kept").replace("Walid Regragui", "Yassine Bounou");
    let said = edit(&world, ADMIN, &changed).await;
    assert!(said.starts_with("Changed: “The scarf she kept” reads as you wrote it."), "{said}");
    assert!(world.say(MEMBER, "/story scarf").await.contains("The scarf she kept"));
    assert!(world.say(MEMBER, "/player bounou").await.contains("The scarf she kept"), "the new name is known at once");
    let old = world.say(MEMBER, "/player regragui").await;
    assert!(!old.contains("scarf"), "and the old one is not: {old}");
    let history = world.say(ADMIN, "/history").await;
    assert!(
        history.contains("21 November 2026, 08:00 UTC – The scarf she kept: edited (title, players) by you"),
        "{history}"
    );
    assert!(history.contains("The shirt she kept: added by you"), "{history}");
    let undo = button(&world, ADMIN, "/history").await;
    let undone = world.press(ADMIN, &undo).await;
    assert!(undone.starts_with("Undone: “The shirt she kept” – it is as it was before."), "{undone}");
    let again = world.press(ADMIN, &undo).await;
    assert!(again.starts_with("That is not the last change any more:"), "a second press changes nothing: {again}");
    assert!(world.say(MEMBER, "/player regragui").await.contains("The shirt she kept"));
    let back = button(&world, ADMIN, "/history").await;
    assert!(world.press(ADMIN, &back).await.starts_with("Undone: “The scarf she kept”"), "an undoing can be undone");
}

#[tokio::test]
async fn an_addition_is_undone_and_done_again_as_often_as_one_likes() {
    let world = world().await;
    let mut undo = button(&world, ADMIN, "/history").await;
    for round in 0..6 {
        let said = world.press(ADMIN, &undo).await;
        let is_told = world.say(MEMBER, "/story shirt she kept").await.contains("She kept it for years");
        assert_eq!(is_told, round % 2 == 1, "{round}: {said}");
        let words = if is_told { "it is as it was before" } else { "it is told no more" };
        assert!(said.contains(words), "{round}: {said}");
        undo = said.split("[Undo that] ").nth(1).expect("a button").to_owned();
    }
}

#[tokio::test]
async fn what_is_named_may_stand_behind_the_words() {
    let world = world().await;
    world.publish(OPERATOR, &STORY.replacen(' ', " scope:everyone ", 1).replace("shirt", "scarf")).await;
    for line in ["the-scarf-she-kept scope:everyone", "story:the-scarf-she-kept scope:everyone"] {
        let shown = world.say(OPERATOR, &format!("/editstory {line}")).await;
        assert!(shown.contains("“The scarf she kept”: what do you want to change?"), "{line}: {shown}");
        let refused = world.say(ADMIN, &format!("/editstory {line}")).await;
        assert!(refused.starts_with("Only those who run me"), "{line}: {refused}");
    }
    let several = world.say(OPERATOR, "/editstory scope:everyone").await;
    assert!(several.contains("/editstory scope:everyone the-scarf-she-kept"), "{several}");
    let shown = world.say(MEMBER, "/submit A secret tale credit:anonymous").await;
    assert!(shown.starts_with("2 of 5"), "{shown}");
    let back = crate::world::text(&world.words(MEMBER, "back").await.message);
    assert!(back.contains("A secret tale") && !back.contains("credit"), "{back}");
    let wrong = world.say(MEMBER, "/submit credit:blah").await;
    assert!(wrong.starts_with("“blah” is no credit: write name or anonymous."), "{wrong}");
    assert!(world.say(MEMBER, "/cancel").await.starts_with("Given up"));
    assert!(world.say(MEMBER, "/cancel").await.starts_with("I ask you nothing just now."));
}

#[tokio::test]
async fn a_title_alone_changes_nothing_else() {
    let world = World::new().await;
    let bare = STORY.replace(
        "players = [{ name = \"Walid Regragui\", team = \"Morocco\" }]",
        "players = [{ name = \"Sofiane Boufal\" }]\nmatch = { date = \"2022-12-10\", home = \"Morocco\", away = \"Portugal\" }",
    );
    let bare = bare.replace("date = \"2022-11-27\"", "date = \"2022-12-10\"");
    assert!(world.publish(ADMIN, &bare).await.starts_with("Added:"));
    let choice = world.reply(ADMIN, "/editstory shirt").await;
    world.press_label(ADMIN, &choice, "Title").await;
    let shown = crate::world::text(&world.words(ADMIN, "The Shirt She Kept").await.message);
    assert!(shown.contains("Changed: title."), "{shown}");
}

#[tokio::test]
async fn who_edits_what_was_edited_meanwhile_is_told_and_overwrites_nothing() {
    let world = world().await;
    let text = written_out(&world, ADMIN, "the-shirt-she-kept").await;
    edit(&world, ADMIN, &text.replace("for years", "for ten years")).await;
    let late = edit(&world, ADMIN, &text.replace("She kept", "Mother kept")).await;
    assert!(
        late.starts_with("Nothing was overwritten: the story has been edited (summary, text) by you at 08:00"),
        "{late}"
    );
    assert!(world.say(MEMBER, "/story the shirt she kept").await.contains("She kept it for ten years."));
    let lost: Vec<_> = text.lines().filter(|line| !line.starts_with("# Please")).collect();
    assert!(edit(&world, ADMIN, &lost.join("\n")).await.contains("“# Please keep this line: …” is missing"));
    let broken = edit(&world, ADMIN, &text.replace("date = 2022-11-27", "date = 2022-13-27")).await;
    assert!(broken.starts_with("Nearly there; one thing to mend:\n- line 7, date"), "{broken}");
}

#[tokio::test]
async fn a_removed_story_is_told_nowhere_and_comes_back_whole() {
    let world = world().await;
    let removed = world.say(ADMIN, "/removestory shirt").await;
    assert!(removed.starts_with("Removed: “The shirt she kept” is told no more."), "{removed}");
    assert!(!world.say(MEMBER, "/story shirt she kept").await.contains("She kept it for years"));
    assert!(!world.say(MEMBER, "/player regragui").await.contains("shirt"));
    assert!(world.say(ADMIN, "/removestory shirt").await.starts_with("I find no such story"));
    let list = world.say(ADMIN, "/restorestory").await;
    assert!(list.contains("/restorestory the-shirt-she-kept – The shirt she kept"), "{list}");
    let restored = world.say(ADMIN, "/restorestory the-shirt-she-kept").await;
    assert!(restored.starts_with("Restored: “The shirt she kept” is told again."), "{restored}");
    assert!(world.say(MEMBER, "/player regragui").await.contains("She kept it for years"));
    let undo = button(&world, ADMIN, "/removestory shirt").await;
    let undone = world.press(ADMIN, &undo).await;
    assert!(undone.contains("it is as it was before"), "{undone}");
    assert!(world.say(MEMBER, "/player regragui").await.contains("She kept it for years"));
}

#[tokio::test]
async fn nobody_without_the_right_changes_a_story_by_any_door() {
    let world = world().await;
    let text = written_out(&world, ADMIN, "shirt").await;
    let undo = button(&world, ADMIN, "/history").await;
    for who in [MEMBER, ELSEWHERE] {
        for line in [
            "/removestory the-shirt-she-kept",
            "/restorestory the-shirt-she-kept",
            "/history the-shirt-she-kept",
            "/editstory the-shirt-she-kept",
        ] {
            let said = world.say(who, line).await;
            assert!(!said.contains("shirt she kept") && !said.contains("Removed"), "{line}: {said}");
        }
        for said in [edit(&world, who, &text.replace("years", "days")).await, world.press(who, &undo).await] {
            assert!(said.starts_with("Only admins") || said.starts_with("I know no such story"), "{said}");
        }
        assert_eq!(world.complete(who, "removestory", "story", "shirt").await, Vec::<String>::new());
    }
    assert!(world.say(MEMBER, "/story shirt").await.contains("She kept it for years"), "it is as it was");
    let history = world.say(ADMIN, "/history").await;
    assert_eq!(history.matches("The shirt she kept: ").count(), 1, "only added: {history}");
    assert_eq!(world.complete(ADMIN, "removestory", "story", "shirt").await, ["The shirt she kept"]);
}

#[tokio::test]
async fn the_shared_collection_is_changed_by_those_who_host_alone() {
    let world = World::new().await;
    for who in [ADMIN, MEMBER, ELSEWHERE] {
        let said = world.say(who, "/removestory hakimi scope:everyone").await;
        assert!(said.starts_with("Only "), "{said}");
        assert!(world.say(who, &STORY.replacen(' ', " scope:everyone ", 1)).await.starts_with("Only "));
    }
    let added = world.publish(OPERATOR, &STORY.replacen(' ', " scope:everyone ", 1)).await;
    assert!(added.contains("Everybody sees it."), "{added}");
    assert!(world.say(ELSEWHERE, "/player regragui").await.contains("She kept it for years"));
    let text = written_out(&world, OPERATOR, "scope:everyone the-shirt-she-kept").await;
    assert!(edit(&world, OPERATOR, &text.replace("years", "decades")).await.starts_with("Changed:"));
    assert!(world.say(ELSEWHERE, "/player regragui").await.contains("She kept it for decades"));
    let refused = edit(&world, ADMIN, &text.replace("years", "days")).await;
    assert!(refused.starts_with("I know no such story of this community's."), "{refused}");
    assert!(world.say(OPERATOR, "/removestory the-shirt-she-kept scope:everyone").await.starts_with("Removed:"));
    assert!(!world.say(ELSEWHERE, "/player regragui").await.contains("She kept it"));
}

#[tokio::test]
async fn a_story_that_may_be_there_already_is_named_before_it_is_told() {
    let world = world().await;
    let alike = STORY.replace("The shirt she kept", "The shirts she kept").replace("for years", "for long");
    let said = world.say(ADMIN, &alike).await;
    assert!(
        said.contains("Is it one of these, which I tell already?\n- The shirt she kept: She kept it for years."),
        "{said}"
    );
    assert!(!world.say(MEMBER, "/story shirts she kept").await.contains("for long"), "nothing is told yet");
    let match_ = "match = { date = \"2022-12-10\", home = \"Morocco\", away = \"Portugal\" }\nsources";
    let told = "/addstory +++\ntitle = \"A dance with his mother\"\ndate = \"2022-12-10\"\nplayers = [{ name = \"Sofiane Boufal\", team = \"Morocco\" }]\nsources = [{ publisher = \"Us\" }]\n+++\n\nThey danced.";
    let said = world.say(ADMIN, &told.replacen("sources", match_, 1)).await;
    assert!(
        said.contains("- Boufal brought his mother onto the pitch, and they danced:"),
        "the same match and player: {said}"
    );
    let other = world
        .say(ADMIN, &STORY.replace("The shirt she kept", "A long way home").replace("Walid Regragui", "Yassine Bounou"))
        .await;
    assert!(!other.contains("Is it one of these"), "{other}");
}
