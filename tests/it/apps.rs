//! The languages of people's apps, on the wire: the real binary answers each in theirs.

use touchline::domain::tongue::Tongue;
use touchline::say;

use crate::doors::words;
use crate::process::{Platforms, Running};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_is_answered_in_the_language_of_their_app() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let said = |tongue: Tongue| say!(tongue, "favourites-none");
    for (locale, tongue) in
        [("fr", Tongue::French), ("es-419", Tongue::Spanish), ("pt-BR", Tongue::Portuguese), ("de", Tongue::English)]
    {
        let person = platforms.discord.person("Ana").locale(locale);
        let answer = person.slash("favourites").send().answer().await;
        assert_eq!(words(&answer.text()), words(&said(tongue)), "Discord, {locale}");
    }
    for (language, tongue) in [("ar", Tongue::Arabic), ("pt-br", Tongue::Portuguese), ("ja", Tongue::English)] {
        let person = platforms.telegram.person("Max").language(language);
        let answer = person.says("/favourites").reply().await;
        assert_eq!(words(&answer.text()), words(&said(tongue)), "Telegram, {language}");
    }
    // What the one is offered in any chat is not kept for the other.
    let offered = |language: &'static str| {
        let asked = platforms.telegram.person("Max").language(language).asks_inline("hakimi", "");
        async move { asked.answer().await }
    };
    let (arabic, english) = (offered("ar").await, offered("en").await);
    assert!(arabic.to_string().contains("المصادر") && !english.to_string().contains("المصادر"), "{arabic}");
    // A community's choice goes before.
    let admin = platforms.discord.person("Ada").admin();
    admin.slash("settings").subcommand("language").text("language", "ar").send().answer().await;
    let answer = platforms.discord.person("Ana").locale("fr").slash("favourites").send().answer().await;
    assert_eq!(words(&answer.text()), words(&said(Tongue::Arabic)), "the server speaks Arabic");
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_is_shared_by_a_link_where_there_are_links() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let max = platforms.telegram.person("Max");
    let story = max.says("/player hakimi").reply().await;
    let title = story.text().lines().next().expect("a title").to_owned();
    let pressed = max.presses(&story, "Share");
    pressed.answered().await;
    let told = pressed.reply().await.text();
    let (_, number) = told.split_once("https://t.me/touchline_local_bot?start=").expect("a link");
    let number = number.split_whitespace().next().expect("a number");
    let opened = platforms.telegram.person("Eva").says(&format!("/start {number}")).reply().await;
    assert!(opened.text().starts_with(&title), "{}", opened.text());
    // On Discord there are no such links: what only one saw is shown to all.
    let ana = platforms.discord.person("Ana");
    let seen = ana.slash("player").text("name", "hakimi").send().answer().await;
    assert!(!seen.is_private() && seen.buttons().iter().all(|button| button.label != "Share"), "all see it already");
    let other = ana.press(seen.seen(), "Another story").answer().await;
    assert!(other.is_private(), "{}", other.text());
    let shared = ana.press(other.seen(), "Share").answer().await;
    assert!(!shared.is_private(), "{}", shared.text());
    assert_eq!(words(&shared.text()), words(&other.text()));
    platforms.assert_clean();
    running.stop();
}
