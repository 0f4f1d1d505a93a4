//! Standing orders as admins know them: places, filters, pauses, chosen stories, and what they are told.

use std::time::Duration;

use expect_test::expect;
use touchline::ports::PostError;

use crate::world::{ADMIN, Answer, ELSEWHERE, MEMBER, Somebody, World};
use touchline::domain::community::Standing;

/// The titles of what has arrived, in order.
fn titles(world: &World) -> Vec<String> {
    let posts = world.board.posts.lock().expect("nobody else holds it");
    posts.iter().map(|(place, words, _)| format!("{place}: {}", words.lines().next().unwrap_or_default())).collect()
}

#[tokio::test]
async fn a_community_has_several_and_each_goes_to_its_place() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00 paris").await;
    expect![[r"
        A story comes to “#lounge” on weekdays at 10:00 Africa/Casablanca. The next one: Monday 23 November 2026, 10:00 Africa/Casablanca (09:00 UTC).
        With the same place /daily test posts one there now and /daily off stops it."]]
    .assert_eq(&world.say(ADMIN, "/daily on 10 morocco place:lounge days:weekdays").await);
    expect![[r"
        A story comes here every day at 09:00 Europe/Paris.
        Next
        - Saturday 21 November 2026, 09:00 Europe/Paris (08:00 UTC)
        - Sunday 22 November 2026, 09:00 Europe/Paris (08:00 UTC)
        - Monday 23 November 2026, 09:00 Europe/Paris (08:00 UTC)
        Elsewhere
        - “#lounge”: on weekdays at 10:00 Africa/Casablanca"]]
    .assert_eq(&world.say(ADMIN, "/daily show").await);
    world.pass_at("2026-11-21T08:00:00Z").await;
    world.pass_at("2026-11-22T09:00:00Z").await;
    world.pass_at("2026-11-23T08:00:00Z").await;
    world.pass_at("2026-11-23T09:00:00Z").await;
    let places: Vec<_> =
        titles(&world).iter().map(|post| post.split(':').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(places, ["fans-square", "fans-square", "fans-square", "lounge"]);
    assert_eq!(
        world.say(ADMIN, "/daily test place:lounge").await,
        "It works: the post is there. It does not count as today's."
    );
    assert!(world.say(ADMIN, "/daily off place:lounge").await.starts_with("The daily story is off there;"));
    assert!(!world.say(ADMIN, "/daily show").await.contains("Elsewhere"));
}

#[tokio::test]
async fn a_community_has_fifty_at_most() {
    let world = World::new().await;
    for number in 0..50 {
        let said = world.say(ADMIN, &format!("/daily on 09:00 place:room{number}")).await;
        assert!(said.starts_with("A story comes to"), "{said}");
    }
    let refused = world.say(ADMIN, "/daily on 09:00").await;
    assert!(refused.contains("50 daily stories already"), "{refused}");
    assert!(
        world.say(ADMIN, "/daily on 10:00 place:room7").await.contains("at 10:00 UTC"),
        "changing one is no new one"
    );
    world.say(ADMIN, "/daily off place:room7").await;
    assert!(world.say(ADMIN, "/daily on 09:00").await.starts_with("A story comes here"), "there is room again");
    assert!(world.say(ELSEWHERE, "/daily on 09:00").await.starts_with("A story comes here"), "others have their own");
}

#[tokio::test]
async fn a_place_of_another_community_takes_that_community_s_admin() {
    let world = World::new().await;
    let refused = world.say(ADMIN, "/daily on 09:00 place:rivals/rivals-square").await;
    assert!(refused.starts_with("I could not check whether you are an admin"), "nobody can say, so no: {refused}");
    world.board.admins.lock().expect("nobody else holds it").insert("ada".into(), false);
    let refused = world.say(ADMIN, "/daily on 09:00 place:rivals/rivals-square").await;
    assert!(refused.starts_with("Only admins of this community may do that."), "{refused}");
    world.board.admins.lock().expect("nobody else holds it").insert("ada".into(), true);
    assert!(world.say(ADMIN, "/daily on 09:00 place:rivals/rivals-square").await.contains("every day at 09:00"));
    assert!(world.say(ELSEWHERE, "/daily show").await.contains("every day at 09:00"), "it is theirs");
    assert!(world.say(ADMIN, "/daily show").await.starts_with("There is no daily story here."));
    assert!(world.say(MEMBER, "/daily why").await.starts_with("Only admins"));
}

#[tokio::test]
async fn filters_keep_to_what_is_wanted_and_refuse_what_nothing_fits() {
    let world = World::new().await;
    let on = |more: &str| format!("/daily on 09:00 {more}");
    let told = world.say(ADMIN, &on("team:portugal theme:family,-farewell")).await;
    assert!(told.contains("A story about family, not about farewell, with Portugal comes here"), "{told}");
    assert!(told.contains("1 story fits"), "{told}");
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-22T09:00:00Z").await;

    assert_eq!(titles(&world).len(), 2);
    assert_eq!(titles(&world)[0], titles(&world)[1], "one story again and again");
    for (more, words) in [
        ("theme:nothing", "There is no theme “nothing”."),
        ("team:atlantis", "No story is about a team “atlantis”."),
        ("tournament:1999x", "There was no World Cup “1999x”."),
        ("theme:refuge", "There is no story about refuge"),
        ("catch_up:99h", "at most 24 hours late"),
        ("on_unsure:perhaps", "is no way to deal with doubt"),
        ("silent:perhaps", "neither yes nor no"),
        ("days:someday", "is no day of the week"),
        ("brazil", "Brazil has several time zones"),
    ] {
        let refused = world.say(ADMIN, &on(more)).await;
        assert!(refused.contains(words), "{more}: {refused}");
    }
    let kept = world.say(ADMIN, "/daily show").await;
    assert!(kept.contains("about family, not about farewell, with Portugal"), "a refusal changes nothing: {kept}");
    assert!(world.say(ADMIN, &on("team:all theme:all")).await.starts_with("A story comes here every day"));
}

#[tokio::test]
async fn what_is_typed_is_completed() {
    let world = World::new().await;
    let complete = async |argument: &str, typed: &str| world.complete(ADMIN, "daily on", argument, typed).await;
    assert_eq!(complete("zone", "moroc").await, ["Africa/Casablanca"]);
    assert_eq!(complete("theme", "family, -far").await, ["family, -farewell"]);
    assert_eq!(complete("team", "-mor").await, ["-Morocco"]);
    assert!(complete("tournament", "2022").await[0].contains("2022"));
    assert!(complete("days", "week").await.contains(&"weekdays".to_owned()));
    assert!(world.complete(MEMBER, "daily on", "theme", "fam").await.is_empty());
}

#[tokio::test]
async fn a_pause_skips_its_dates_and_ends_by_itself() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    let told = world.say(ADMIN, "/daily pause 2026-11-23").await;
    assert!(told.starts_with("The daily story here rests; it goes on Monday 23 November 2026, 09:00 UTC."), "{told}");
    for day in 21..=23 {
        world.pass_at(&format!("2026-11-{day}T09:00:00Z")).await;
    }
    assert_eq!(world.arrived(), 1, "on the third day");
    expect![[r"
        What became of the last ones:
        - 2026-11-23: posted at 09:00 “Morocco beat Belgium, and Hakimi went up to find his mother”
        - 2026-11-22: skipped: Paused by an admin until 2026-11-23.
        - 2026-11-21: skipped: Paused by an admin until 2026-11-23."]]
    .assert_eq(&world.say(ADMIN, "/daily why").await);
    assert_eq!(world.say(ADMIN, "/daily resume").await, "It is not paused.");
    world.say(ADMIN, "/daily pause").await;
    world.pass_at("2026-11-24T09:00:00Z").await;
    assert!(
        world.say(ADMIN, "/daily resume").await.starts_with("The daily story here goes on. The next one: Wednesday 25")
    );
    world.pass_at("2026-11-24T10:00:00Z").await;
    assert_eq!(world.arrived(), 1, "a date that was skipped stays skipped");
    assert!(
        world
            .say(ADMIN, "/daily pause 2026-11-24")
            .await
            .starts_with("The day on which it goes on must be after today.")
    );
}

#[tokio::test]
async fn what_is_shown_to_come_is_what_comes() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    let pinned = world.say(ADMIN, "/daily next 2026-11-22 Hakimi").await;
    assert!(pinned.contains("comes on Sunday 22 November 2026, 09:00 UTC."), "{pinned}");
    let next = world.say(ADMIN, "/daily next").await;
    let foretold: Vec<_> = next.lines().filter_map(|line| line.split('“').nth(1)?.split('”').next()).collect();
    assert_eq!(foretold.len(), 7);
    assert!(next.contains("(chosen by an admin)") && next.contains("(4 years ago that day)"), "{next}");
    for day in 21..=27 {
        world.pass_at(&format!("2026-11-{day}T09:00:00Z")).await;
    }
    let posts = world.board.posts.lock().expect("nobody else holds it").clone();
    for ((_, words, _), title) in posts.iter().zip(&foretold) {
        assert!(words.contains(title), "{title} was foretold, this came: {words}");
    }
    assert_eq!(posts.len(), 7);
    for (line, words) in [
        ("/daily next 2026-11-01 Hakimi", "No story comes on 2026-11-01"),
        ("/daily next 2027-12-30 Hakimi", "No story comes on 2027-12-30"),
        ("/daily next 2026-12-01 xyzzy", "I know no story with “xyzzy”"),
        ("/daily next 2026-12-01", "name the story too"),
        ("/daily next soon Hakimi", "is no date"),
        ("/daily next 2026-12-01 none", "whichever story has its turn"),
    ] {
        let told = world.say(ADMIN, line).await;
        assert!(told.contains(words), "{line}: {told}");
    }
}

#[tokio::test]
async fn a_place_that_is_closed_from_the_start_is_told_and_opens_by_itself() {
    let world = World::new().await;
    world.close("fans-square", Some("Give me “Send Messages” there."));
    let told = world.say(ADMIN, "/daily on 09:00").await;
    assert!(told.contains("But it rests: I cannot post there yet. Give me “Send Messages” there."), "{told}");
    assert!(world.say(ADMIN, "/daily resume").await.contains("Give me “Send Messages” there."));
    world.pass_at("2026-11-21T09:00:00Z").await;
    assert_eq!(world.arrived(), 0);
    world.close("fans-square", None);
    world.pass_at("2026-11-21T10:00:00Z").await;
    assert!(world.told().iter().any(|(who, words)| who == "ada" && words.contains("the daily story goes on")));
    world.pass_at("2026-11-22T09:00:00Z").await;
    assert_eq!(world.arrived(), 1);
}

/// The buttons of a text, by their label.
fn button(text: &str, label: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("[{label}] ")));
    line.unwrap_or_else(|| panic!("no button {label} in {text}")).to_owned()
}

#[tokio::test]
async fn an_unsure_post_is_decided_by_an_admin_from_anywhere() {
    for (label, state, arrived) in [("It is there", "posted", 1), ("Post it again", "posted", 2)] {
        let world = World::new().await;
        world.say(ADMIN, "/daily on 09:00").await;
        world.script([Answer::ArrivesUnheard]);
        world.pass_at("2026-11-21T09:00:00Z").await;
        let told = world.told();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].1.contains("nobody can tell me whether it arrived"), "{told:?}");
        let decide = button(&told[0].1, label);
        assert!(world.press(MEMBER, &decide).await.starts_with("Only admins"));
        // Pressed where the notice was read: in a chat of one's own.
        let alone = Somebody::new("ada", "ada-alone", Standing::Admin);
        assert!(world.press(alone, &decide).await.starts_with("I could not check"), "nobody can say: no");
        world.board.admins.lock().expect("nobody else holds it").insert("ada".into(), true);
        let answer = world.press(alone, &decide).await;
        assert!(answer.contains("counts as posted") || answer.contains("It is on its way"), "{answer}");
        world.pass().await;
        assert_eq!((world.ledger()[0].1.as_str(), world.arrived()), (state, arrived), "{label}");
        assert!(world.press(ADMIN, &decide).await.starts_with("That was settled before"));
        assert_eq!(world.arrived(), arrived, "pressed twice, done once");
        let why = world.say(ADMIN, "/daily why").await;
        assert!(why.contains("posted at 09:00"), "{why}");
    }
}

#[tokio::test]
async fn what_did_not_come_can_be_sent_now() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    world.script([Answer::Fails(PostError::Rejected("too long".into()))]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    let why = world.say(ADMIN, "/daily why").await;
    assert!(why.contains("- 2026-11-21: refused") && why.contains("too long"), "{why}");
    assert!(world.told()[0].1.contains("did not come in your chat: too long"));
    world.press(ADMIN, &button(&why, "Send it now")).await;
    world.pass().await;
    assert_eq!(world.arrived(), 1);
    world.pass_at("2026-11-24T17:00:00Z").await;
    let why = world.say(ADMIN, "/daily why").await;
    expect![[r"
        What became of the last ones:
        - 2026-11-24: missed: I was not running, or could not use my store, when it was due.
        - 2026-11-23: missed: I was not running, or could not use my store, when it was due.
        - 2026-11-22: missed: I was not running, or could not use my store, when it was due."]]
    .assert_eq(&why.lines().take(4).collect::<Vec<_>>().join("\n"));
    assert!(world.told()[0].1.contains("did not come on 2026-11-22, 2026-11-23, 2026-11-24"));
    world.press(ADMIN, &button(&why, "Send it now")).await;
    world.pass().await;
    assert_eq!(world.arrived(), 2);
    assert!(world.say(ADMIN, "/daily why").await.contains("- 2026-11-24: posted at 17:00"));
}

#[tokio::test]
async fn doubt_is_cleared_by_a_look_where_posts_can_be_looked_up() {
    for (answer, arrived_before) in
        [(Answer::ArrivesUnheard, 1), (Answer::Fails(PostError::Unsure("the connection was lost".into())), 0)]
    {
        let world = World::new().await;
        *world.board.recognises.lock().expect("nobody else holds it") = Some(Duration::from_mins(1));
        *world.board.looks_up.lock().expect("nobody else holds it") = true;
        world.say(ADMIN, "/daily on 09:00").await;
        world.script([answer]);
        world.pass_at("2026-11-21T09:00:00Z").await;
        assert_eq!(world.arrived(), arrived_before);
        // Past the time in which a repeat is told from a second post.
        world.pass_at("2026-11-21T09:05:00Z").await;
        world.pass_at("2026-11-21T09:05:01Z").await;
        assert_eq!((world.arrived(), world.ledger()[0].1.as_str()), (1, "posted"));
        assert!(world.told().is_empty(), "nobody needs to be asked");
    }
}

#[tokio::test]
async fn its_own_wish_for_doubt_counts() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00 on_unsure:resend").await;
    world.script([Answer::ArrivesUnheard]);
    world.pass_at("2026-11-21T09:00:00Z").await;
    world.pass_at("2026-11-21T09:00:10Z").await;
    assert_eq!((world.arrived(), world.ledger()[0].1.as_str()), (2, "posted"), "better twice than not at all");
}

#[tokio::test]
async fn the_catch_up_time_is_its_own() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00 catch_up:1h").await;
    world.pass_at("2026-11-21T10:30:00Z").await;
    world.say(ADMIN, "/daily on 09:00 catch_up:0").await;
    world.pass_at("2026-11-22T09:00:05Z").await;
    let states: Vec<_> = world.ledger().into_iter().map(|(_, state, _)| state).collect();
    assert_eq!(states, ["missed", "posted"], "some seconds are not late");
}

#[tokio::test]
async fn the_clock_may_jump_and_nothing_comes_twice() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    assert!(world.looks_at_clock("2026-11-21T09:00:00Z").await);
    world.pass().await;
    assert!(!world.looks_at_clock("2027-11-21T09:00:00Z").await, "a year at once is not believed");
    assert!(world.looks_at_clock("2026-11-21T09:01:00Z").await, "it came back");
    assert!(!world.looks_at_clock("2027-11-21T09:00:00Z").await);
    assert!(world.looks_at_clock("2027-11-21T09:01:00Z").await, "it stayed for a minute");
    world.pass().await;
    assert_eq!(world.arrived(), 2);
    assert!(world.looks_at_clock("2026-11-22T09:00:00Z").await, "put back: what waits for another year is put right");
    world.pass().await;
    world.pass_at("2026-11-23T09:00:00Z").await;
    assert_eq!(world.arrived(), 4, "{:?}", world.ledger());
}

/// A story of the community's own, in the format that `/addstory` takes.
fn own_story(number: u32) -> String {
    format!(
        "/addstory +++\ntitle = \"Story number {number}\"\nsummary = \"The {number}th story of our own.\"\ndate = 2022-11-0{number}\nthemes = [\"refuge\"]\n[[sources]]\npublisher = \"Us\"\nurl = \"https://example.org/{number}\"\n+++\n\nThis is what happened."
    )
}

#[tokio::test]
async fn admins_are_warned_before_all_has_been_told() {
    let world = World::new().await;
    for number in 1..=8 {
        let added = world.publish(ADMIN, &own_story(number)).await;
        assert!(!added.contains("cannot") && added.contains(&format!("Story number {number}")), "{added}");
    }
    assert!(world.say(ADMIN, "/daily on 09:00 theme:refuge").await.contains("8 stories fit"));
    let mut warned = Vec::new();
    for day in 1..=16 {
        world.pass_at(&format!("2026-12-{day:02}T09:00:00Z")).await;
        warned.extend(
            world.told().into_iter().filter(|(_, words)| words.contains("are new there")).map(|told| (day, told.1)),
        );
    }
    let days: Vec<_> = warned.iter().map(|(day, _)| *day).collect();
    assert_eq!(days, [5, 13], "once in each cycle, when three are left");
    assert!(
        warned[0].1.starts_with("Only 3 of the stories that the daily post in your chat may tell are new there."),
        "{warned:?}"
    );
}

#[tokio::test]
async fn a_place_that_is_gone_can_be_switched_off_by_a_button_by_its_own_admins() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    world.close("lounge", Some("The channel is gone."));
    world.say(ADMIN, "/daily on 09:00 place:lounge").await;
    let list = world.reply(ADMIN, "/daily show").await.message;
    let switches: Vec<_> = list.buttons.iter().filter(|button| button.label.starts_with("Switch off")).collect();
    let [button] = switches.as_slice() else { panic!("one place is closed: {list:?}") };
    let (label, action) = (button.label.clone(), button.action.encode());
    assert_eq!(label, "Switch off “lounge”");
    let refused = world.press(ELSEWHERE, &action).await;
    assert!(!refused.contains("is off"), "{refused}");
    assert!(world.say(ADMIN, "/daily show").await.contains("lounge"), "nothing has changed");
    assert!(world.press(ADMIN, &action).await.starts_with("The daily story is off there;"));
    assert!(!world.say(ADMIN, "/daily show").await.contains("lounge"));
    assert_eq!(world.press(ADMIN, &action).await, "It is off already.");
}

#[tokio::test]
async fn what_is_owed_at_once_comes_first_in_every_preview() {
    let world = World::new().await;
    world.say(ADMIN, "/daily on 09:00").await;
    world.clock.set("2026-11-21T12:00:00Z");
    let next = world.say(ADMIN, "/daily next").await;
    assert!(
        next.contains("- Saturday 21 November 2026, 09:00 UTC: “"),
        "it is three hours late, which is in time: {next}"
    );
    world.pass().await;
    let posted = world.board.posts.lock().expect("nobody else holds it")[0].1.clone();
    let title = next.lines().nth(1).and_then(|line| line.split(['“', '”']).nth(1)).expect("a title");
    assert!(posted.contains(title), "{title}: {posted}");
    world.clock.set("2026-11-25T18:00:00Z");
    let next = world.say(ADMIN, "/daily next").await;
    assert!(next.contains("\n- Thursday 26 November") && !next.contains("25 November"), "too late for that: {next}");
}
