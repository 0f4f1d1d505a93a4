//! Ways to stories that need no name: the catalogue and its pages, the day of the year, what people marked; each as its
//! own community may see it.

use touchline::domain::action::Action;
use touchline::domain::message::Reply;
use touchline::domain::story::StoryId;

use crate::process::{Platforms, Running};
use crate::world::{ADMIN, ELSEWHERE, MEMBER, World, text};

fn labels(reply: &Reply) -> Vec<&str> {
    reply.message.buttons.iter().map(|button| button.label.as_str()).collect()
}

fn own(number: u32, date: &str) -> String {
    format!(
        "/addstory +++\ntitle = \"Own story {number}\"\ndate = \"{date}\"\nthemes = [\"refuge\"]\nsources = [{{ publisher = \"Us\" }}]\n+++\n\nTold {number}."
    )
}

#[tokio::test]
async fn the_catalogue_has_counts_and_pages_that_lead_back_and_forth() {
    let world = World::new().await;
    for number in 1..=20 {
        world.publish(ADMIN, &own(number, &format!("2022-11-{:02}", number + 5))).await;
    }
    let all = world.reply(MEMBER, "/browse").await;
    assert!(
        text(&all.message).starts_with("22 stories. By theme, team, player or World Cup:"),
        "{}",
        text(&all.message)
    );
    assert!(labels(&all).contains(&"Refuge · 20") && labels(&all).contains(&"Morocco · 2"), "{:?}", labels(&all));
    let first = world.press_label(MEMBER, &all, "Refuge · 20").await;
    let said = text(&first.message);
    assert!(
        said.starts_with("Refuge: 20 stories, page 1 of 3.\n- Own story 20 · 25 November 2022 · Told 20."),
        "{said}"
    );
    let second = world.press_label(MEMBER, &first, "More ▶").await;
    let third = world.press_label(MEMBER, &second, "More ▶").await;
    assert_eq!(
        labels(&third),
        ["Own story 4", "Own story 3", "Own story 2", "Own story 1", "◀ Back", "Whole catalogue"]
    );
    let back = world.press_label(MEMBER, &third, "◀ Back").await;
    assert_eq!(text(&back.message), text(&second.message));
    let story = world.press_label(MEMBER, &third, "Own story 4").await;
    assert!(text(&story.message).contains("Told 4."));
    let theme = world.press_label(MEMBER, &story, "Same theme").await;
    assert_eq!(text(&theme.message), said, "a story leads to its theme");
    let elsewhere = world.reply(ELSEWHERE, "/browse").await;
    assert!(text(&elsewhere.message).starts_with("2 stories."), "{}", text(&elsewhere.message));
    let theirs = world.press_label(ELSEWHERE, &all, "Refuge · 20").await;
    assert!(text(&theirs.message).starts_with("Refuge: no story."), "{}", text(&theirs.message));
}

#[tokio::test]
async fn the_catalogue_is_narrowed_by_words() {
    let world = World::new().await;
    for (line, words) in [
        ("/browse family", "Family: "),
        ("/browse team:morocco", "Morocco: 2 stories."),
        ("/browse team:maroc tournament:2022", "Morocco · World Cup 2022: 2 stories."),
        ("/browse tournament:1950", "World Cup 1950: no story."),
        ("/story world cup 2022", "World Cup 2022: 2 stories."),
        ("/story family", "Family: "),
        ("/match 2022", "World Cup 2022: 2 stories."),
        ("/browse player:hakimi", "Achraf Hakimi: 1 story."),
        ("/browse morocco", "Morocco: 2 stories."),
        ("/browse hakimi", "Achraf Hakimi: 1 story."),
        ("/browse famly", "Family: "),
        ("/browse family,fans", "Family: "),
        ("/browse العائلة", "Family: "),
        ("/browse tournament:\"world cup 2022\"", "World Cup 2022: 2 stories."),
        ("/player morocco", "“morocco” fits several."),
        ("/browse team:atlantis", "I know no team called “atlantis”. Try one of these:"),
        ("/browse player:atlantis", "I know no player called “atlantis”. Try one of these:"),
    ] {
        let said = world.say(MEMBER, line).await;
        assert!(said.starts_with(words), "{line}: {said}");
    }
    assert!(world.say(MEMBER, "/browse crown").await.contains("theme"), "an unknown theme is named");
    for forged in ["1:b:99999:-:-:-", "1:b:0:family:99999:1066"] {
        let said = world.press(MEMBER, forged).await;
        assert!(said.contains("stories") || said.contains("no story"), "{forged}: {said}");
    }
}

#[tokio::test]
async fn today_tells_what_happened_on_this_day_in_the_communitys_zone() {
    let world = World::at("2026-11-26T23:30:00Z").await;
    let next = world.say(MEMBER, "/today").await;
    assert!(
        next.starts_with("Nothing happened on this day of the year that I can tell. Next comes 27 November:"),
        "{next}"
    );
    world.say(ADMIN, "/settings zone Paris").await;
    let today = world.reply(MEMBER, "/today").await;
    let said = text(&today.message);
    assert!(said.starts_with("On this day, 4 years ago.\n") && said.contains("Achraf Hakimi"), "{said}");
    world.publish(ADMIN, &own(1, "2014-11-27")).await;
    let several = world.say(MEMBER, "/today").await;
    assert!(several.starts_with("On 27 November, in other years:"), "{several}");
    assert!(!world.say(ELSEWHERE, "/today").await.contains("Own story"));
    world.clock.set("2027-02-28T12:00:00Z");
    world.publish(ADMIN, &own(2, "2024-02-29")).await;
    assert!(world.say(MEMBER, "/today").await.contains("Told 2."), "a leap day is the last of February elsewhere");
}

#[tokio::test]
async fn hearts_are_counted_listed_and_taken_away() {
    let world = World::new().await;
    assert!(world.say(MEMBER, "/favourites").await.starts_with("You have marked no story yet"));
    assert!(world.say(MEMBER, "/top").await.starts_with("Nobody here has marked a story yet"));
    let story = world.reply(MEMBER, "/player hakimi").await;
    let marked = world.press_label(MEMBER, &story, "❤").await;
    assert_eq!(marked.relabelled.as_deref(), Some("❤ 1"));
    let again = world.press_label(ADMIN, &story, "❤").await;
    assert_eq!(again.relabelled.as_deref(), Some("❤ 2"));
    assert!(labels(&world.reply(MEMBER, "/player hakimi").await).contains(&"❤ 2"));
    assert!(labels(&world.reply(ELSEWHERE, "/player hakimi").await).contains(&"❤"), "each community has its own count");
    assert!(world.say(MEMBER, "/favourites").await.starts_with("Your favourites, the latest first:\n- "));
    let top = world.say(ELSEWHERE, "/top").await;
    assert!(top.starts_with("Nobody here"), "{top}");
    assert!(world.say(MEMBER, "/top").await.contains("❤ 2 "));
    let taken = world.press_label(MEMBER, &story, "❤").await;
    assert_eq!(taken.relabelled.as_deref(), Some("❤ 1"));
    assert!(world.say(MEMBER, "/favourites").await.starts_with("You have marked no story yet"));
    world.press(ADMIN, &Action::ForgetMe.encode()).await;
    assert!(world.say(MEMBER, "/top").await.starts_with("Nobody here"), "who is forgotten likes nothing any more");
    world.publish(ADMIN, &own(1, "2022-11-27")).await;
    let hidden = world.press(ELSEWHERE, &Action::Heart(StoryId(3)).encode()).await;
    assert!(hidden.starts_with("This story is no longer here."), "{hidden}");
    world.press(MEMBER, &Action::Heart(StoryId(3)).encode()).await;
    world.say(ADMIN, "/removestory own-story-1").await;
    assert!(
        world.say(MEMBER, "/favourites").await.starts_with("You have marked no story yet"),
        "a removed one is not shown"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_are_offered_in_any_chat_and_links_lead_to_them() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let ana = platforms.telegram.person("Ana");
    let found = ana.asks_inline("hakimi", "").results().await;
    assert!(found[0].0.contains("Hakimi") && found[0].1.contains("Belgium 0–2 Morocco"), "{found:?}");
    assert_eq!(ana.asks_inline("", "").results().await.len(), 2, "without words the latest");
    assert!(ana.asks_inline("bufal", "").results().await[0].0.contains("Boufal"), "typos are forgiven here too");
    for nothing in ["xyzzy plugh", "NEAR( AND *", "😀", "\u{0}"] {
        assert!(ana.asks_inline(nothing, "").results().await.len() <= 2, "{nothing}");
    }
    assert!(ana.asks_inline("hakimi", "20").results().await.is_empty(), "a page behind the last");
    assert!(!ana.asks_inline("hakimi", "nonsense").results().await.is_empty());
    let answer = ana.asks_inline("hakimi", "").answer().await;
    let link =
        answer["results"][0]["reply_markup"]["inline_keyboard"][0][0]["url"].as_str().expect("a link").to_owned();
    let payload = link.split("?start=").nth(1).expect("a payload");
    let told = ana.says(&format!("/start {payload}")).reply().await;
    assert!(told.text().contains("Achraf Hakimi") && told.button("Another story").is_some(), "{}", told.text());
    assert!(ana.says("/start").reply().await.text().contains("/player"), "without one it says what there is");
    let added = ana.sends_file(
        "a.md",
        b"+++\ntitle = \"My own bus\"\ndate = \"2022-11-27\"\nsources = [{ publisher = \"Us\" }]\n+++\n\nBus.",
        "",
    );
    let shown = added.reply().await;
    let pressed = ana.presses(&shown, "Publish");
    pressed.answered().await;
    pressed.reply().await;
    let found = ana.asks_inline("my own bus", "").results().await;
    assert!(found.iter().all(|(title, _)| !title.contains("bus")), "nobody's own stories: {found:?}");
    platforms.assert_clean();
    running.stop();
}

#[tokio::test]
async fn what_one_community_tells_is_not_shared() {
    let world = World::new().await;
    world.publish(ADMIN, &own(1, "2022-11-06")).await;
    let story = world.reply(MEMBER, "/story own story 1").await;
    assert!(text(&story.message).contains("Told 1.") && !labels(&story).contains(&"Share"), "{:?}", labels(&story));
    let shown = world.reply(MEMBER, "/player hakimi").await;
    assert!(labels(&shown).contains(&"Share"), "{:?}", labels(&shown));
    let id = story.message.story.expect("a story").0;
    let forged = world.press(MEMBER, &format!("1:sh:{id}")).await;
    assert!(forged.starts_with("This story is no longer here."), "{forged}");
}

#[tokio::test]
async fn the_same_player_is_the_one_whom_a_story_is_most_about() {
    let world = World::new().await;
    let told = |number: u32, players: &str| {
        own(number, &format!("2022-11-0{number}")).replace("themes", &format!("players = [{players}]\nthemes"))
    };
    let (ada, bea) = (r#"{ name = "Ada Byron" }"#, r#"{ name = "Bea Miles" }"#);
    world.publish(ADMIN, &told(1, &format!("{ada}, {bea}"))).await;
    world.publish(ADMIN, &told(2, bea)).await;
    world.publish(ADMIN, &told(3, ada)).await;
    let story = world.reply(MEMBER, "/story own story 1").await;
    let other = world.press_label(MEMBER, &story, "Same player").await;
    assert!(text(&other.message).contains("Told 3."), "{}", text(&other.message));
}
