//! What is said and what is answered, whoever may ask: finding stories, choices, nearest names, help.

use std::time::Duration;

use expect_test::expect;

use crate::world::{ADMIN, MEMBER, World};

#[tokio::test]
async fn a_story_is_found_by_its_player_in_any_spelling() {
    let world = World::new().await;
    for name in ["hakimi", "Achraf Hakimi", "hakimy", "Hakimi Achraf", "حكيمي", "HAKIMI morocco", "ashraf"] {
        let answer = world.say(MEMBER, &format!("/player {name}")).await;
        assert!(answer.contains("Achraf Hakimi") && answer.contains("Belgium 0–2 Morocco"), "{name}: {answer}");
    }
}

#[tokio::test]
async fn a_story_is_found_by_its_match() {
    let world = World::new().await;
    for teams in [
        "morocco portugal",
        "Morocco–Portugal 2022",
        "portugal",
        "Portugal vs Morocco",
        "portgual moroco",
        "المغرب البرتغال",
    ] {
        let answer = world.say(MEMBER, &format!("/match {teams}")).await;
        assert!(answer.contains("Sofiane Boufal") && answer.contains("Morocco 1–0 Portugal"), "{teams}: {answer}");
    }
    let both = world.say(MEMBER, "/match morocco").await;
    assert!(
        both.starts_with("“morocco” fits several. Which one?")
            && both.contains("[Morocco 1–0 Portugal")
            && both.contains("[Belgium 0–2 Morocco"),
        "{both}"
    );
}

#[tokio::test]
async fn a_story_has_all_that_product_md_promises() {
    let world = World::new().await;
    let answer = world.say(MEMBER, "/player hakimi").await;
    for part in [
        "Al Thumama Stadium, Doha",
        "27 Nov 2022",
        "Group F",
        "“I love you mom”",
        "Achraf Hakimi",
        "Bladi.net",
        "FIFA World Cup 2022",
        "[Another story]",
    ] {
        assert!(answer.contains(part), "{part} is missing in\n{answer}");
    }
}

#[tokio::test]
async fn words_find_stories_by_their_text() {
    let world = World::new().await;
    for words in ["boufal dance", "dancing mother", "portugal mother", "the japan cleaning one OR boufal"] {
        let answer = world.say(MEMBER, &format!("/story {words}")).await;
        assert!(!answer.contains("That did not work"), "{words}: {answer}");
    }
    assert!(world.say(MEMBER, "/story boufal mother").await.contains("Morocco 1–0 Portugal"));
}

#[tokio::test]
async fn search_words_are_never_query_syntax() {
    let world = World::new().await;
    for words in [
        "\"",
        "a AND",
        "NEAR(",
        "*",
        "title:",
        "-x",
        "' OR 1=1 --",
        "🐪",
        "(((",
        "\u{0}",
        "^",
        "{",
        "a\"b",
        &"x ".repeat(5_000),
    ] {
        let answer = world.say(MEMBER, &format!("/story {words}")).await;
        assert!(!answer.contains("That did not work"), "{words}: {answer}");
    }
}

#[tokio::test]
async fn an_unknown_name_gives_the_nearest_ones() {
    let world = World::new().await;
    expect![[r"
        I know no player called “hakkimm”. Did you mean:
        [Achraf Hakimi] 1:p:4"]]
    .assert_eq(&world.say(MEMBER, "/player hakkimm").await.lines().take(2).collect::<Vec<_>>().join("\n"));
    let nonsense = world.say(MEMBER, "/player qwertzuiop").await;
    assert!(nonsense.starts_with("I know no player called “qwertzuiop”. Try one of these:\n["), "{nonsense}");
}

#[tokio::test]
async fn without_words_each_chat_gets_what_it_has_not_seen() {
    let world = World::new().await;
    let one = world.say(MEMBER, "/story").await;
    world.clock.advance(Duration::from_mins(1));
    let two = world.say(MEMBER, "/story").await;
    world.clock.advance(Duration::from_mins(1));
    assert_ne!(one.lines().next(), two.lines().next(), "both stories before any comes twice");
    assert_eq!(
        one.lines().next(),
        world.say(MEMBER, "/story").await.lines().next(),
        "then the one seen the longest time ago"
    );
}

#[tokio::test]
async fn buttons_lead_on_and_never_break() {
    let world = World::new().await;
    assert!(
        world.press(MEMBER, "1:s:1").await.contains("Hakimi") || world.press(MEMBER, "1:s:1").await.contains("Boufal")
    );
    let (first, other) = (world.press(MEMBER, "1:s:1").await, world.press(MEMBER, "1:a:1").await);
    assert_ne!(first.lines().next(), other.lines().next(), "another story is another one");
    expect!["This story is no longer here. /story tells another one."].assert_eq(&world.press(MEMBER, "1:s:999").await);
    expect!["I cannot read this button any more. /help shows what I can do."]
        .assert_eq(&world.press(MEMBER, "9:zz").await);
    expect!["There is no other one yet. /story tells one that this chat has not seen."]
        .assert_eq(&world.press(MEMBER, "1:sm:1").await);
}

#[tokio::test]
async fn help_comes_from_the_table() {
    let world = World::new().await;
    let help = world.say(MEMBER, "/help").await;
    for spec in touchline::domain::command::COMMANDS {
        assert!(help.contains(&format!("- {}", spec.usage(None))), "{}", spec.name);
    }
    expect![[r"
        The daily story in this chat.
        /daily on|off|show|pause|resume|next|test|why
        - /daily on <time> [zone] [place:…] [days:…] [theme:…] [team:…] [tournament:…] [catch_up:…] [on_unsure:…] [silent:…] – Start the daily story in this chat, or change it
        - /daily off [place:…] – Stop the daily story in this chat
        - /daily show [place:…] – When the daily stories come, and how the last ones went
        - /daily pause [until] [place:…] – Let the daily story rest, until a date or until it is resumed
        - /daily resume [place:…] – Go on after a pause
        - /daily next [date] [story] [place:…] – Which stories come next; or choose the one for a date
        - /daily test [place:…] – Post a story here now, to see that it works
        - /daily why [place:…] – What became of the last ten posts, and why
        For admins of this community.
        For example: /daily on 09:00 Europe/Paris"]]
    .assert_eq(&world.say(MEMBER, "/help daily").await);
    expect![[r"
        There is no command /plyer. Did you mean /player?
        For example: /player hakimi"]]
    .assert_eq(&world.say(MEMBER, "/plyer hakimi").await);
    assert!(
        world.say(MEMBER, "/about").await.starts_with(&format!("Touchline {}: 2 stories", env!("CARGO_PKG_VERSION")))
    );
}

#[tokio::test]
async fn autocomplete_offers_what_will_be_found() {
    let world = World::new().await;
    expect![[r#"["Achraf Hakimi"]"#]]
        .assert_eq(&format!("{:?}", world.complete(MEMBER, "player", "name", "haki").await));
    let matches = world.complete(MEMBER, "match", "teams", "mor").await;
    assert_eq!(matches.len(), 2, "{matches:?}");
    for label in &matches {
        let answer = world.say(MEMBER, &format!("/match {label}")).await;
        assert!(!answer.contains("fits several") && !answer.contains("I know no"), "{label}: {answer}");
    }
    assert!(
        world.complete(MEMBER, "story", "about", "").await.len() >= 2,
        "something to choose before anything is typed"
    );
    assert_eq!(
        world.complete(MEMBER, "daily on", "zone", "paris").await,
        Vec::<String>::new(),
        "nothing for those who may not"
    );
    assert_eq!(world.complete(ADMIN, "daily on", "zone", "paris").await, ["Europe/Paris"]);
    assert_eq!(world.complete(MEMBER, "nonsense", "x", "y").await, Vec::<String>::new());
}

#[tokio::test]
async fn odd_input_gets_a_polite_answer() {
    let world = World::new().await;
    let long = "x".repeat(1_000_000);
    for line in [
        "/player",
        "/player \u{202e}\u{200b}",
        &format!("/player {long}"),
        &format!("/{long}"),
        "/player @everyone",
        "/match \u{0}\u{1}",
        "/story 👩‍👩‍👧‍👦",
    ] {
        let answer = world.say(MEMBER, line).await;
        assert!(!answer.is_empty() && answer.len() < 4_000 && !answer.contains("That did not work"), "{answer:.200}");
    }
}

#[tokio::test]
async fn words_find_other_endings_of_words_and_nonsense_finds_nothing() {
    let world = World::new().await;
    let story = "/addstory +++\ntitle = \"After the match both sets of fans stayed to clean up\"\ndate = \"2018-06-24\"\nsources = [{ publisher = \"Us\" }]\n+++\n\nThey had brought blue bags.";
    world.publish(crate::world::ADMIN, story).await;
    for question in ["the fans cleaning one", "cleaning fans", "fans who stayed", "blue bags", "blue bag", "clean"] {
        let said = world.say(MEMBER, &format!("/story {question}")).await;
        assert!(said.contains("stayed to clean up"), "{question}: {said}");
    }
    for nonsense in ["xyzzy plugh", "qqq", "qqq NEAR( xx", "\"\" * ()", "😀"] {
        let said = world.say(MEMBER, &format!("/story {nonsense}")).await;
        assert!(said.starts_with("I know no story called"), "{nonsense}: {said}");
    }
}
