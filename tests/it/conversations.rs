//! Stories are written on the platforms themselves, by the real binary: in a group by replies, on Discord in forms; editors
//! by their roles; and what a member reads in the end.

use local_platforms::telegram::Role;

use crate::process::{GROUP, Platforms, Running};

const ANSWERS: [&str; 5] = [
    "The long bus",
    "Forty hours for ninety minutes.",
    "Hakimi",
    "Portugal - Morocco",
    "Our club, https://club.example/bus",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_writes_a_story_by_replies_and_nobody_else_is_heard() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let server = &platforms.telegram;
    let (max, ada) = (server.person("Max").in_chat(GROUP), server.person("Ada").in_chat(GROUP));
    platforms.make_admin(GROUP, &ada);
    let mut asked = ada.says("/addstory").reply().await;
    assert!(asked.text().contains("1 of 5") && asked.text().contains("Answer by replying to this message."));
    for chatter in [max.replies(&asked, "Mine!"), max.says("hello"), ada.says("not an answer")] {
        chatter.confirmed().await;
        assert!(chatter.so_far().is_empty(), "nobody else is answered");
    }
    for answer in ANSWERS {
        asked = ada.replies(&asked, answer).reply().await;
    }
    assert!(asked.text().contains("Whom or what do you mean by “Hakimi”?"), "{}", asked.text());
    let stolen = max.presses(&asked, "Achraf Hakimi");
    stolen.answered().await;
    let pressed = ada.presses(&asked, "Achraf Hakimi");
    pressed.answered().await;
    let shown = pressed.reply().await;
    assert!(shown.text().contains("Morocco 1–0 Portugal · Quarter-final · 10 Dec 2022"), "{}", shown.text());
    let pressed = ada.presses(&shown, "Publish");
    pressed.answered().await;
    assert!(pressed.reply().await.text().contains("Added: “The long bus”."));
    let found = max.says("/story long bus").reply().await;
    assert!(found.text().contains("Forty hours for ninety minutes."), "{}", found.text());
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_private_chat_takes_plain_words_and_a_file_as_answers() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let ana = platforms.telegram.person("Ana");
    assert!(ana.says("/addstory").reply().await.text().contains("1 of 5"));
    let asked = ana.says(ANSWERS[0]).reply().await;
    assert!(asked.text().contains("2 of 5"), "{}", asked.text());
    let asked = ana.sends_file("text.txt", b"It came in a file.\r\n\r\nAll of it.", "").reply().await;
    assert!(asked.text().contains("3 of 5"), "{}", asked.text());
    let pressed = ana.presses(&asked, "Back");
    pressed.answered().await;
    assert!(pressed.reply().await.text().contains("It came in a file."));
    assert!(ana.says("cancel").reply().await.text().contains("Given up"));
    assert!(ana.says("hakimi").reply().await.text().contains("Achraf Hakimi"), "words are questions again");
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_makes_editors_on_discord_and_a_name_on_telegram() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let server = &platforms.discord;
    let (kim, ada) = (server.person("Kim").role(77), server.person("Ada").admin());
    assert!(kim.slash("history").send().text().await.starts_with("Only admins and editors"));
    let told =
        ada.slash("settings").subcommand("editors").mentioned_role("add", 77, "Storytellers").send().text().await;
    assert!(told.contains("role 77 may add, change and review stories"), "{told}");
    assert!(kim.slash("history").send().text().await.contains("No story has been changed here yet."));
    let refused = kim.slash("settings").subcommand("show").send().text().await;
    assert!(refused.starts_with("Only admins"), "{refused}");
    let max = server.person("Max");
    assert!(max.slash("history").send().text().await.starts_with("Only admins and editors"));
    let server = &platforms.telegram;
    let (kim, ada) = (server.person("Kim").in_chat(GROUP), server.person("Ada").in_chat(GROUP));
    platforms.make_admin(GROUP, &ada);
    assert!(kim.says("/history").text().await.starts_with("Only admins and editors"));
    let by_number = format!("/settings editors add:{}", kim.user_id());
    assert!(ada.says(&by_number).text().await.contains("may add, change and review stories"));
    assert!(kim.says("/history").text().await.contains("No story has been changed here yet."));
    let old = server.person("Old").in_chat(GROUP);
    server.set_role(GROUP, &old, Role::Left);
    ada.says(&format!("/settings editors add:{}", old.user_id())).text().await;
    let refused = old.says("/history").text().await;
    assert!(refused.starts_with("Only admins and editors"), "who has left is none: {refused}");
    platforms.assert_clean();
    running.stop();
}
