//! What only admins may do: rights at every entry, stories that a community adds, settings of the daily post.

use expect_test::expect;
use touchline::bot::Said;
use touchline::domain::command::Invocation;
use touchline::domain::community::Standing;

use crate::world::{ADMIN, ELSEWHERE, MEMBER, Somebody, World, text};

/// A whole story, as one would send it.
const STORY: &str = r#"+++
title = "The scarf that came back"
date = "2022-12-06"
players = [{ name = "Yassine Bounou", team = "Morocco", aliases = ["Bono"] }]
match = { date = "2022-12-06", home = "Morocco", away = "Spain", score = "0-0", penalties = "3-0", stage = "Round of 16" }
themes = ["fans"]
sources = [{ publisher = "Our club", url = "https://club.example/scarf" }]
+++

He threw his gloves, and a child threw her scarf.
"#;

const NOT_ALLOWED: &str =
    "Only admins of this community may do that. Everybody may read: try /story, /player or /match.";
const NOT_EDITOR: &str =
    "Only admins and editors of this community may do that. Everybody may read: try /story, /player or /match.";

#[tokio::test]
async fn only_admins_reach_what_admins_may_do_at_every_entry() {
    let world = World::new().await;
    let addstory = format!("/addstory {STORY}");
    let lines = ["/daily on 09:00", "/daily off", "/daily show", "/daily test", "/daily", "/addstory", &addstory];
    let asked = |who| Somebody::new(who, "fans", Standing::Ask);
    world
        .board
        .admins
        .lock()
        .expect("nobody else holds it")
        .extend([("ann".to_owned(), true), ("bob".to_owned(), false)]);
    for line in lines {
        let refusal = if line.starts_with("/addstory") { NOT_EDITOR } else { NOT_ALLOWED };
        assert_eq!(world.say(MEMBER, line).await, refusal, "{line}");
        assert_eq!(world.say(asked("bob"), line).await, refusal, "{line}");
        let unknown = world.say(asked("who knows"), line).await;
        assert_eq!(
            unknown, "I could not check whether you are an admin here, so I did nothing. Please try again in a minute.",
            "{line}"
        );
        for somebody in [ADMIN, asked("ann"), Somebody::new("opal", "fans", Standing::Member)] {
            assert_ne!(world.say(somebody, line).await, refusal, "{line}");
        }
    }
    assert_eq!(world.fill(MEMBER, &[("title", "x"), ("text", "y")]).await, NOT_EDITOR, "the form is an entry too");
}

#[tokio::test]
async fn an_added_story_is_found_at_once_by_its_community_alone() {
    let world = World::new().await;
    let answer = world.publish(ADMIN, &format!("/addstory {STORY}")).await;
    assert!(answer.starts_with("Added: “The scarf that came back”."), "{answer}");
    for question in
        ["/player bounou", "/player Bono", "/match morocco spain", "/story scarf", "/story scarf that came back"]
    {
        let found = world.say(MEMBER, question).await;
        assert!(found.contains("The scarf that came back"), "{question}: {found}");
        let elsewhere = world.say(ELSEWHERE, question).await;
        assert!(!elsewhere.contains("The scarf that came") && !elsewhere.contains("Bounou"), "{question}: {elsewhere}");
    }
    assert_eq!(world.complete(MEMBER, "player", "name", "bou").await.len(), 2, "Boufal and Bounou");
    assert_eq!(world.complete(ELSEWHERE, "player", "name", "bou").await, ["Sofiane Boufal"]);
    assert!(world.complete(ELSEWHERE, "story", "about", "scarf").await.is_empty());
    for number in 1..10 {
        for kind in ["s", "p", "t", "m", "sp", "sm", "a"] {
            let pressed = world.press(ELSEWHERE, &format!("1:{kind}:{number}")).await;
            assert!(!pressed.contains("scarf") && !pressed.contains("Bounou"), "1:{kind}:{number}: {pressed}");
        }
    }
    let world = world.restarted().await;
    assert!(world.say(MEMBER, "/player bounou").await.contains("The scarf that came back"), "after a restart too");
}

#[tokio::test]
async fn adding_the_same_request_twice_adds_one_story() {
    let world = World::new().await;
    let line = format!("/addstory {STORY}");
    let said = || Said::Command(Invocation::typed(&line).expect("a command"));
    let once = world.hear_again(ADMIN, said(), "update 7").await;
    let twice = world.hear_again(ADMIN, said(), "update 7").await;
    assert_eq!(text(&once.message), text(&twice.message), "a repeated update gets the same answer");
    let yes = once.message.buttons[0].action.encode();
    let added = text(&world.hear_again(ADMIN, Said::Pressed(yes.clone()), "update 8").await.message);
    assert!(added.starts_with("Added: “The scarf that came back”."), "{added}");
    for (number, why) in [("update 8", "the same press once more"), ("update 9", "a second press")] {
        let again = text(&world.hear_again(ADMIN, Said::Pressed(yes.clone()), number).await.message);
        assert!(added.starts_with(&again), "{why}: {again}");
    }
    let other = world.publish(ADMIN, &line).await;
    assert!(other.starts_with("There is a story by that name already: “The scarf that came back”."), "{other}");
    assert!(
        world.publish(ELSEWHERE, &line).await.starts_with("Added:"),
        "another community may have its own of that name"
    );
}

#[tokio::test]
async fn a_draft_with_faults_names_them_all_and_keeps_nothing() {
    let world = World::new().await;
    let faulty = STORY.replace("0-0", "zero").replace("\"fans\"", "\"fun\"").replace("https://club", "http://club");
    let answer = world.say(ADMIN, &format!("/addstory {faulty}")).await;
    assert!(answer.starts_with("Nearly there; 3 things to mend:"), "{answer}");
    for part in ["match.score", "themes[1]", "sources[1].url"] {
        assert!(answer.contains(part), "{part}: {answer}");
    }
    let titled = world.say(ADMIN, "/addstory hello").await;
    assert!(titled.starts_with("2 of 5: Tell it."), "one line is a title: {titled}");
    assert!(!world.say(MEMBER, "/story scarf").await.contains("The scarf that came back"));
}

#[tokio::test]
async fn a_filled_form_is_checked_by_the_same_rules() {
    let world = World::new().await;
    let reply = world.reply(ADMIN, "/addstory").await;
    assert_eq!(reply.form.map(|form| form.fields.len()), Some(5));
    let fields = [
        ("title", "The long bus"),
        ("text", "Forty hours for ninety minutes."),
        ("players", "Walid Regragui (Morocco)"),
        ("match", "Morocco 1-0 Portugal, 2022-12-10"),
        ("source", "Our club, https://club.example/bus"),
    ];
    assert!(world.fill(ADMIN, &fields).await.starts_with("Added: “The long bus”."));
    let found = world.say(MEMBER, "/match morocco portugal").await;
    assert!(
        found.contains("Boufal") && found.contains("The long bus"),
        "the community's own story joins the match's: {found}"
    );
    assert!(!world.say(ELSEWHERE, "/match morocco portugal").await.contains("The long bus"));
    assert!(
        world.fill(ADMIN, &[("text", STORY)]).await.starts_with("Added: “The scarf that came back”."),
        "a whole file in the text field"
    );
    let missing = world.fill(ADMIN, &[("title", "Something")]).await;
    assert!(missing.starts_with("Nearly there; 3 things to mend:"), "{missing}");
}

#[tokio::test]
async fn daily_posts_are_set_up_in_words() {
    let world = World::new().await;
    expect![[r"
        There is no daily story here.
        Start it: /daily on 09:00 Europe/Paris"]]
    .assert_eq(&world.say(ADMIN, "/daily show").await);
    expect![[r"
        A story comes here every day at 08:30 Europe/Paris. The next one: Sunday 22 November 2026, 08:30 Europe/Paris (07:30 UTC).
        /daily test posts one now, /daily next shows what comes, /daily off stops it."]]
    .assert_eq(&world.say(ADMIN, "/daily on 8:30am paris").await);
    expect![[r"
        A story comes here every day at 10:30 Europe/Paris. The next one: Saturday 21 November 2026, 10:30 Europe/Paris (09:30 UTC).
        /daily test posts one now, /daily next shows what comes, /daily off stops it."]]
    .assert_eq(&world.say(ADMIN, "/daily on 10:30").await);
    expect![[r"
        A story comes here every day at 10:30 Europe/Paris.
        Next
        - Saturday 21 November 2026, 10:30 Europe/Paris (09:30 UTC)
        - Sunday 22 November 2026, 10:30 Europe/Paris (09:30 UTC)
        - Monday 23 November 2026, 10:30 Europe/Paris (09:30 UTC)"]]
    .assert_eq(&world.say(ADMIN, "/daily show").await);
    expect!["The daily story is off here; what was told already is remembered. To start it again: /daily on 10:30 Europe/Paris"]
        .assert_eq(&world.say(ADMIN, "/daily off").await);
    assert!(world.say(ADMIN, "/daily off").await.starts_with("There is no daily story here."));
    expect![[r"
        There is no hour 25: hours go from 00 to 23, for example 09:00 or 21:30.
        Usage: /daily on <time> [zone] [place:…] [days:…] [theme:…] [team:…] [tournament:…] [catch_up:…] [on_unsure:…] [silent:…]
        For example: /daily on 09:00 Europe/Paris"]]
    .assert_eq(&world.say(ADMIN, "/daily on 25:00").await);
    let zone = world.say(ADMIN, "/daily on 09:00 Europe/Pariss").await;
    assert!(
        zone.starts_with("I know no time zone “Europe/Pariss”.") && zone.contains("Near it: Europe/Paris"),
        "{zone}"
    );
}

#[tokio::test]
async fn a_community_has_so_many_stories_of_its_own_and_no_more() {
    let world = World::new().await;
    world.publish(ADMIN, &format!("/addstory {STORY}")).await;
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    let full = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
                INSERT INTO stories (community_id, slug, state, title, summary, text, event_date, lang, details, created_at, updated_at)
                SELECT s.community_id, 'copy-' || i, s.state, s.title, s.summary, s.text, s.event_date, s.lang, s.details, 0, 0
                FROM n, stories s WHERE s.community_id IS NOT NULL";
    assert_eq!(db.execute(full, []).expect("written"), 4_999);
    let other = STORY.replace("The scarf that came back", "One too many");
    let refused = world.publish(ADMIN, &format!("/addstory {other}")).await;
    assert!(refused.starts_with("This community has 5000 stories of its own"), "{refused}");
    world.publish(MEMBER, &format!("/submit {other}")).await;
    let refused = world.say(ADMIN, "/review 1 accept").await;
    assert!(refused.starts_with("This community has 5000 stories of its own"), "{refused}");
    assert!(
        world.publish(ELSEWHERE, &format!("/addstory {other}")).await.starts_with("Added:"),
        "others have their own"
    );
}
