//! What admins of a community wish: editors by person, role and name, the zone, and a place where changes are told.

use touchline::domain::community::Standing;
use touchline::domain::tongue::Tongue;

use crate::world::{ADMIN, ELSEWHERE, MEMBER, Somebody, World, command};

const STORY: &str = "/addstory +++
title = \"The shirt she kept\"
date = \"2022-11-27\"
sources = [{ publisher = \"Bladi.net\", url = \"https://en.bladi.net/\" }]
+++

She kept it for years.";

/// A member with a role and a name.
const KIM: Somebody = Somebody { badges: &["role:9", "@kim"], ..Somebody::new("kim", "fans", Standing::Member) };

/// Whether somebody may curate here.
async fn may_curate(world: &World, who: Somebody) -> bool {
    let answer = world.say(who, "/history").await;
    assert!(answer.starts_with("Only admins and editors") || answer.contains("changed here yet"), "{answer}");
    !answer.starts_with("Only")
}

#[tokio::test]
async fn editors_are_named_by_person_role_or_name_and_may_curate_and_nothing_else() {
    for add in ["add:kim", "add:<@kim>", "add:person:kim", "add:role:9", "add:<@&9>", "add:@Kim"] {
        let world = World::new().await;
        assert!(!may_curate(&world, KIM).await);
        if add == "add:kim" {
            let refused = world.say(ADMIN, "/settings editors add:kim").await;
            assert!(refused.starts_with("“kim” is nobody that I can know"), "{refused}");
            continue;
        }
        let told = world.say(ADMIN, &format!("/settings editors {add}")).await;
        assert!(told.contains("may add, change and review stories of this community now."), "{told}");
        assert!(may_curate(&world, KIM).await, "{add}");
        assert!(!may_curate(&world, MEMBER).await, "nobody else");
        assert!(!may_curate(&world, Somebody { where_: "rivals", ..KIM }).await, "nor anywhere else");
        for line in
            ["/daily show", "/settings show", "/settings editors add:@max", "/import", "/addstory scope:everyone"]
        {
            let refused = world.say(KIM, line).await;
            assert!(refused.starts_with("Only "), "{line}: {refused}");
        }
        assert!(world.publish(KIM, STORY).await.starts_with("Added:"));
        let told = world.say(ADMIN, &format!("/settings editors {}", add.replace("add", "remove"))).await;
        if add == "add:@Kim" {
            assert!(told.ends_with("was no editor."), "the name has become a number: {told}");
            world.say(ADMIN, "/settings editors remove:person:kim").await;
        }
        let refused = world.say(KIM, "/history").await;
        assert!(refused.starts_with("Only admins and editors"), "{add}: at once: {refused}");
    }
}

#[tokio::test]
async fn a_name_is_the_first_ones_who_goes_by_it_for_good() {
    let world = World::new().await;
    world.say(ADMIN, "/settings editors add:@kim").await;
    assert!(may_curate(&world, KIM).await);
    let thief = Somebody { badges: &["@kim"], ..Somebody::new("zoe", "fans", Standing::Member) };
    assert!(!may_curate(&world, thief).await, "who takes the name later does not get the right");
    let renamed = Somebody { badges: &[], ..KIM };
    assert!(may_curate(&world, renamed).await, "and who gives it up keeps it");
    let shown = world.say(ADMIN, "/settings show").await;
    assert!(shown.contains("Editors: person kim"), "{shown}");
}

#[tokio::test]
async fn who_has_left_is_no_editor_whatever_was_said_of_them() {
    let world = World::new().await;
    world.say(ADMIN, "/settings editors add:person:kim").await;
    let outside = Somebody { standing: Standing::Outsider, ..KIM };
    assert!(!may_curate(&world, outside).await);
    let unknown = world.say(Somebody { standing: Standing::Ask, ..KIM }, "/history").await;
    assert!(unknown.starts_with("I could not check whether you are an admin here"), "fails closed: {unknown}");
}

#[tokio::test]
async fn a_community_has_so_many_editors_and_no_more() {
    let world = World::new().await;
    for number in 1..=50 {
        world.say(ADMIN, &format!("/settings editors add:{number}")).await;
    }
    let full = world.say(ADMIN, "/settings editors add:51").await;
    assert!(full.starts_with("A community may have 50 editors"), "{full}");
    let swapped = world.say(ADMIN, "/settings editors remove:50").await;
    assert_eq!(swapped, "person 50 is no editor any more.");
    assert!(world.say(ADMIN, "/settings editors add:51").await.contains("may add, change and review"));
}

#[tokio::test]
async fn the_zone_is_meant_where_none_is_named() {
    let world = World::new().await;
    assert!(world.say(ADMIN, "/settings zone Atlantis").await.starts_with("I know no time zone “Atlantis”."));
    assert!(world.say(ADMIN, "/settings zone Paris").await.starts_with("Times are Europe/Paris from now on"));
    let on = world.say(ADMIN, "/daily on 09:00").await;
    assert!(on.contains("09:00 Europe/Paris") && !on.contains("That is UTC"), "{on}");
    let tokyo = world.say(ADMIN, "/daily on 09:00 Tokyo place:room2").await;
    assert!(tokyo.contains("09:00 Asia/Tokyo"), "a named one is meant: {tokyo}");
    assert!(world.say(ELSEWHERE, "/daily on 09:00").await.contains("UTC"), "another community has its own");
    world.publish(ADMIN, STORY).await;
    assert!(world.say(ADMIN, "/history").await.contains("21 November 2026, 09:00 Europe/Paris – The shirt she kept"));
    let shown = world.say(ADMIN, "/settings show").await;
    assert!(shown.contains("Time zone: Europe/Paris") && shown.contains("Editors: nobody besides admins"), "{shown}");
    assert!(world.say(ADMIN, "/settings zone UTC").await.starts_with("Times are UTC again"));
}

#[tokio::test]
async fn stories_are_in_the_communitys_language_where_they_say_none() {
    let world = World::new().await;
    assert!(world.say(ADMIN, "/settings language klingon").await.starts_with("“klingon” is no language tag"));
    assert!(world.say(ADMIN, "/settings language ar").await.contains("العربية"));
    world.publish(ADMIN, STORY).await;
    world.publish(ADMIN, &STORY.replace("title = \"The shirt", "lang = \"fr\"\ntitle = \"The scarf")).await;
    world.publish(ELSEWHERE, STORY).await;
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    let mut rows =
        db.prepare("SELECT lang FROM stories WHERE community_id IS NOT NULL ORDER BY id").expect("the table");
    let langs: Vec<String> =
        rows.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a row")).collect();
    assert_eq!(langs, ["ar", "fr", "en"]);
    assert!(world.say(ADMIN, "/settings show").await.contains("العربية"));
}

#[tokio::test]
async fn a_chosen_language_is_spoken_at_once_and_posts_come_in_it() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    for day in ["2026-11-22", "2026-11-23", "2026-11-24"] {
        world.pass_at(&format!("{day}T09:00:30Z")).await;
    }
    let english = world.spoken();
    assert!(!english.is_empty() && english.iter().all(|tongue| *tongue == Tongue::English), "{english:?}");
    let reply = world.hear(ADMIN, command("/settings language fr")).await;
    assert_eq!(reply.message.tongue, Tongue::French, "at once");
    let told = crate::world::text(&reply.message);
    assert!(told.starts_with("Désormais, je parle français ici") && told.contains("«\u{a0}fr\u{a0}»"), "{told}");
    assert_eq!(world.hear(MEMBER, command("/story")).await.message.tongue, Tongue::French, "to everybody");
    assert_eq!(world.hear(ELSEWHERE, command("/story")).await.message.tongue, Tongue::English, "and nowhere else");
    assert!(world.say(ADMIN, "/settings show").await.contains("français"));
    world.spoken();
    let before = world.arrived();
    // The stories of the fixture have all been posted, so their English words are still kept.
    for day in ["2026-11-25", "2026-11-26"] {
        world.pass_at(&format!("{day}T09:00:30Z")).await;
    }
    assert_eq!(world.arrived(), before + 2);
    assert_eq!(world.spoken(), [Tongue::French; 2], "no words of before");
}

#[tokio::test]
async fn a_language_is_given_up_or_is_one_that_is_not_spoken() {
    let world = World::new().await;
    let told = world.say(ADMIN, "/settings language en").await;
    assert!(told.starts_with("I speak English here from now on, also in daily posts"), "{told}");
    assert!(world.say(ADMIN, "/settings show").await.contains("Language: English (“en”)"), "a choice like others");
    let told = world.say(ADMIN, "/settings language auto").await;
    assert!(told.starts_with("Each of you is answered in the language of your app from now on"), "{told}");
    assert!(world.say(ADMIN, "/settings show").await.contains("Language: automatic"));
    let told = world.say(ADMIN, "/settings language de").await;
    assert!(told.starts_with("Stories that are written here are in “de” from now on"), "{told}");
    assert!(told.ends_with("I speak English, français, español, العربية, português."), "{told}");
    assert!(world.say(ADMIN, "/settings show").await.contains("Language: “de” for stories"));
    assert_eq!(world.complete(ADMIN, "settings language", "language", "").await.len(), 6);
    assert_eq!(world.complete(ADMIN, "settings language", "language", "pt").await, ["português"]);
    for (typed, tongue) in
        [("EN", Tongue::English), ("french", Tongue::French), ("pt-br", Tongue::Portuguese), ("FR-ca", Tongue::French)]
    {
        let reply = world.hear(ADMIN, command(&format!("/settings language {typed}"))).await;
        assert_eq!(reply.message.tongue, tongue, "{typed}");
    }
    let told =
        world.say(ADMIN, "/settings language auto").await + &world.say(ADMIN, "/settings language zh-Hans").await;
    assert!(told.contains("“zh-Hans”"), "{told}");
    let reply = world.hear(ADMIN, command("/settings language Português")).await;
    assert_eq!(reply.message.tongue, Tongue::Portuguese, "by its name, as it is offered");
}

#[tokio::test]
async fn what_a_community_is_told_unasked_is_in_its_language() {
    let world = World::new().await;
    world.say(ADMIN, "/settings language es").await;
    world.say(ADMIN, "/settings notices place:newsroom").await;
    world.publish(ADMIN, STORY).await;
    world.spoken();
    world.pass().await;
    assert_eq!(world.spoken(), [Tongue::Spanish], "the line in the notices place");
    world.publish(MEMBER, &STORY.replace("/addstory", "/submit").replace("shirt", "scarf")).await;
    world.spoken();
    world.say(ADMIN, "/review 1 accept").await;
    assert_eq!(world.spoken(), [Tongue::Spanish], "a suggestion's author");
}

#[tokio::test]
async fn every_change_is_told_in_the_notices_place_once_and_nowhere_else() {
    let world = World::new().await;
    world.publish(ADMIN, STORY).await;
    assert!(world.say(ADMIN, "/settings notices place:newsroom").await.starts_with("#newsroom gets a line"));
    assert!(world.say(ADMIN, "/settings notices place:rivals/room").await.starts_with("That is a place of another"));
    world.close("cellar", Some("I may not post there."));
    assert_eq!(world.say(ADMIN, "/settings notices place:cellar").await, "I may not post there.");
    world.say(ADMIN, "/removestory shirt").await;
    world.say(ADMIN, "/restorestory shirt").await;
    world.publish(ELSEWHERE, STORY).await;
    world.pass().await;
    world.pass().await;
    let line = |what: &str| ("newsroom".to_owned(), format!("The shirt she kept: {what} by person ada"));
    assert_eq!(world.posts(), [line("removed"), line("restored")]);
    world.script([
        crate::world::Answer::Fails(touchline::ports::PostError::Unreachable("no network".into())),
        crate::world::Answer::Fails(touchline::ports::PostError::RetryAfter(std::time::Duration::from_secs(5))),
    ]);
    world.say(ADMIN, "/removestory shirt").await;
    for minutes in [0, 2, 6] {
        world.clock.advance(std::time::Duration::from_mins(minutes));
        world.pass().await;
    }
    assert_eq!(world.posts().last(), Some(&line("removed")), "what could not be told is told later");
    assert_eq!(world.arrived(), 3);
    assert!(world.say(ADMIN, "/settings show").await.contains("Changes of stories: #newsroom"));
    assert!(world.say(ADMIN, "/settings notices off:yes").await.starts_with("Changes of stories are told nowhere"));
    world.say(ADMIN, "/restorestory shirt").await;
    world.pass().await;
    assert_eq!(world.arrived(), 3, "and then no more");
}
