//! Files that come with commands: a story file instead of typing it, on every door; and that nothing is fetched for those
//! who may not, from where it should not be, or beyond what is read.

use std::fs;
use std::process::Stdio;

use local_platforms::{Fault, Rule, telegram};
use serde_json::Value;
use touchline::domain::file::{ATTACHMENT_LIMIT, Attachment};
use touchline::ports::PostError;

use crate::process::{Console, GROUP, Platforms, Running, touchline};
use crate::world::{ADMIN, MEMBER, Somebody, World};

/// As an editor on Windows writes it.
const STORY: &str = "\u{feff}+++\r
title = \"The shirt she kept\"\r
date = \"2022-11-27\"\r
players = [{ name = \"Walid Regragui\", team = \"Morocco\" }]\r
sources = [{ publisher = \"Bladi.net\", url = \"https://en.bladi.net/\" }]\r
+++\r
\r
She kept it for years.\r
";
/// A file is read as if it had been typed: it is shown before it is told.
const READS: &str = "This is how it will read:";
const TOO_LARGE: &str = "“a.md” cannot be used: it is larger than 5 MiB, which is as much as I read.";
const EMPTY: &str = "“a.md” cannot be used: it is empty.";
const NO_TEXT: &str =
    "“a.md” cannot be used: it is no text in UTF-8; save it as plain text in UTF-8 and send it again.";
const NOT_NOW: &str = "“a.md” could not be fetched just now, so nothing was changed. Please send it again in a minute.";
const DISCORD_FILE: &str = "GET /attachments/*";
const TELEGRAM_FILE: &str = "/file/*";

/// One byte more than is read.
fn large() -> Vec<u8> {
    vec![b'x'; usize::try_from(ATTACHMENT_LIMIT).expect("a small number") + 1]
}

/// What somebody reads on Telegram, without the breaks that keep “a.md” from becoming a link.
async fn told(said: telegram::Said) -> String {
    said.text().await.replace('\u{2060}', "")
}

/// Files that cannot be used, and what is answered.
fn unusable() -> [(Vec<u8>, &'static str); 3] {
    [(large(), TOO_LARGE), (Vec::new(), EMPTY), (b"caf\xe9".to_vec(), NO_TEXT)]
}

#[tokio::test]
async fn a_file_stands_for_what_would_be_typed() {
    let world = World::new().await;
    let shown = world.attach(ADMIN, "/addstory", STORY.as_bytes()).await;
    assert!(shown.starts_with(READS) && shown.contains("She kept it for years."), "{shown}");
    assert!(
        world
            .publish(ADMIN, &format!("/addstory {}", STORY.trim_start_matches('\u{feff}').replace("\r\n", "\n")))
            .await
            .starts_with("Added:")
    );
    let reply = world.reply(ADMIN, "/editstory shirt she kept").await;
    let whole = world.press_label(ADMIN, &reply, "All of it, as a file").await;
    let text = whole.form.expect("the story").values[0].1.replace("for years", "for ever");
    let changed = world.attach(ADMIN, "/editstory", text.as_bytes()).await;
    assert!(changed.starts_with(READS) && changed.contains("Changed: summary, text."), "{changed}");
    let other = STORY.replace("The shirt she kept", "The scarf");
    let taken = world.attach(MEMBER, "/submit credit:anonymous", other.as_bytes()).await;
    assert!(taken.contains("The scarf") && taken.contains("admins will read it"), "{taken}");
    let faults = world.attach(ADMIN, "/addstory", STORY.replace("2022-11-27", "yesterday").as_bytes()).await;
    assert!(faults.starts_with("Nearly there; one thing to mend:\n- Match, or the day"), "{faults}");
}

#[tokio::test]
async fn nothing_is_fetched_for_those_who_may_not_or_for_what_cannot_be() {
    let world = World::new().await;
    for command in ["/addstory", "/editstory"] {
        assert!(
            world
                .attach(MEMBER, command, STORY.as_bytes())
                .await
                .starts_with("Only admins and editors of this community")
        );
    }
    let shared = world.attach(ADMIN, "/addstory scope:everyone", STORY.as_bytes()).await;
    assert!(shared.starts_with("Only those who run me"), "{shared}");
    let no_file = world.attach(MEMBER, "/player hakimi", STORY.as_bytes()).await;
    assert_eq!(no_file, "/player takes no file. I read one with /addstory, /editstory, /submit and /import.");
    let both = world.attach(ADMIN, "/editstory the shirt", STORY.as_bytes()).await;
    assert!(both.starts_with("There is a file and a typed <story> too: send one of the two."), "{both}");
    let path = world.say(ADMIN, "/addstory file:story.md").await;
    assert!(path.starts_with("I cannot open a file by its name here: attach it to your message."), "{path}");
    let declared = Attachment { name: "a.md".into(), size: ATTACHMENT_LIMIT + 1, address: "far".into() };
    assert_eq!(world.attach_as(ADMIN, "/addstory", declared).await, TOO_LARGE);
    assert_eq!(*world.board.fetched.lock().expect("no test panics while it holds this"), Vec::<String>::new());
    let operator = Somebody { who: "opal", ..MEMBER };
    assert!(world.attach(operator, "/addstory scope:everyone", STORY.as_bytes()).await.starts_with(READS));
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_said_plainly() {
    let world = World::new().await;
    let strange = world.attach(ADMIN, "/editstory", b"shirt").await;
    assert_eq!(
        strange,
        "“my story.md” is no story file: its first line must be +++. /editstory gives a story as one, for an example."
    );
    let named = |name: &str| Attachment { name: name.into(), size: 0, address: "none".into() };
    let long = world.attach_as(ADMIN, "/addstory", named(&format!("`a\n\u{202e}{}.md", "x".repeat(300)))).await;
    assert!(long.chars().count() < 120 && !long.contains(['\n', '\u{202e}']), "{long}");
    assert_eq!(world.attach_as(ADMIN, "/addstory", named("a.md")).await, "“a.md” cannot be used: it is gone.");
    for failure in [PostError::Unreachable("x".into()), PostError::Unsure("x".into())] {
        world.board.files.lock().expect("as above").insert("none".into(), Err(failure));
        assert_eq!(world.attach_as(ADMIN, "/addstory", named("a.md")).await, NOT_NOW);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn story_files_are_attached_on_discord() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let server = &platforms.discord;
    let (max, ada) = (server.person("Max"), server.person("Ada").admin());
    let refused = max.slash("addstory").file("file", "a.md", STORY.as_bytes()).send().text().await;
    assert!(refused.starts_with("Only admins"), "{refused}");
    let declared = ada.slash("addstory").file_that_claims("file", "a.md", b"+++", 6 << 20).send().text().await;
    assert_eq!(declared, TOO_LARGE);
    assert_eq!(server.requests_like(DISCORD_FILE).len(), 0, "nothing was fetched");
    for (bytes, expected) in unusable() {
        let told = ada.slash("addstory").file_that_claims("file", "a.md", &bytes, 10).send().text().await;
        assert_eq!(told, expected);
    }
    let attach = async || ada.slash("addstory").file("file", "a.md", STORY.as_bytes()).send().answer().await;
    server.fault(Rule::on(DISCORD_FILE, Fault::status(500, Value::Null)));
    assert_eq!(attach().await.text(), NOT_NOW);
    server.fault(Rule::on(DISCORD_FILE, Fault::status(404, Value::Null)));
    assert_eq!(attach().await.text(), "“a.md” cannot be used: Discord does not have it any more; send it again.");
    server.fault(Rule::on(DISCORD_FILE, Fault::drop_connection()));
    assert_eq!(attach().await.text(), NOT_NOW);
    let added = attach().await;
    assert!(added.text().starts_with(READS) && added.is_private(), "{}", added.text());
    let other = STORY.replace("The shirt she kept", "The scarf");
    let taken = max.slash("submit").file("file", "a.md", other.as_bytes()).send().text().await;
    assert!(taken.contains("The scarf") && taken.contains("admins will read it"), "{taken}");
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn story_files_are_sent_on_telegram() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let server = &platforms.telegram;
    let (private, member, admin) =
        (server.person("Ana"), server.person("Max").in_chat(GROUP), server.person("Ada").in_chat(GROUP));
    platforms.make_admin(GROUP, &admin);
    let refused = told(member.sends_file("a.md", STORY.as_bytes(), "/addstory")).await;
    assert!(refused.starts_with("Only admins"), "{refused}");
    let declared = told(private.sends_file_that_claims("a.md", b"+++", 6 << 20, "/addstory")).await;
    assert_eq!(declared, TOO_LARGE);
    assert_eq!(
        server.requests_like("getFile").len() + server.requests_like(TELEGRAM_FILE).len(),
        0,
        "nothing was fetched"
    );
    for (bytes, expected) in unusable() {
        assert_eq!(told(private.sends_file_that_claims("a.md", &bytes, 10, "/addstory")).await, expected);
    }
    let huge = vec![b'x'; (20 << 20) + 1];
    assert_eq!(told(private.sends_file_that_claims("a.md", &huge, 10, "/addstory")).await, TOO_LARGE);
    let added = admin.sends_file("a.md", STORY.as_bytes(), "/addstory").text().await;
    assert!(added.starts_with(READS), "{added}");
    let alone = private.sends_file("a.md", STORY.as_bytes(), "").text().await;
    assert!(alone.starts_with(READS), "in private a file alone is a story: {alone}");
    let words = private.sends_file("a.md", STORY.as_bytes(), "look at this").text().await;
    assert!(words.starts_with(READS), "whatever stands under it: {words}");
    let said = admin.sends_file("a.md", STORY.as_bytes(), "");
    said.confirmed().await;
    assert!(said.so_far().is_empty(), "in a group a file alone is nothing to us");
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_download_never_tells_the_token() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let mut command = touchline(folder.path());
    command.stderr(Stdio::piped()).env("TOUCHLINE_LOG__FILTER", "trace");
    let mut running = Running::start_by(command, &platforms, &store, &[]);
    // Read all the while, so that no full pipe holds the program up.
    let log = running.log();
    let log = std::thread::spawn(move || log.collect::<Vec<_>>());
    platforms.ready().await;
    let server = &platforms.telegram;
    let ana = server.person("Ana");
    let attach = async || told(ana.sends_file("a.md", STORY.as_bytes(), "/addstory")).await;
    let gone = "“a.md” cannot be used: Telegram does not give it to me; send it again.";
    for (call, fault, expected) in [
        (TELEGRAM_FILE, Fault::status(500, Value::Null), NOT_NOW),
        (TELEGRAM_FILE, Fault::html(502), NOT_NOW),
        (TELEGRAM_FILE, Fault::status(404, Value::Null), gone),
        (TELEGRAM_FILE, Fault::reset(), NOT_NOW),
        (TELEGRAM_FILE, Fault::cut_json().after_accepting(), STORY),
        ("getFile", Fault::status(500, Value::Null), NOT_NOW),
        ("getFile", Fault::status(400, Value::Null), gone),
        ("getFile", Fault::drop_connection(), NOT_NOW),
    ] {
        let rule = server.fault(Rule::on(call, fault));
        let told = attach().await;
        assert_eq!(rule.hits(), 1);
        assert!(!told.contains(telegram::TOKEN), "{told}");
        if expected != STORY {
            assert_eq!(told, expected);
        }
    }
    assert!(attach().await.starts_with(READS));
    running.stop();
    let log = log.join().expect("text");
    let secret = telegram::TOKEN.split(':').nth(1).expect("a secret");
    assert!(log.iter().any(|line| line.contains("could not be fetched")), "{log:?}");
    assert!(!log.iter().any(|line| line.contains(secret)), "{log:?}");
    let kept = fs::read(&store).expect("the store");
    assert!(!kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "the store holds it");
}

#[test]
fn story_files_are_named_in_the_console() {
    let mut console = Console::open();
    let folder = console.folder().to_owned();
    fs::write(folder.join("my story.md"), STORY).expect("written");
    for (bytes, expected) in unusable() {
        fs::write(folder.join("a.md"), bytes).expect("written");
        assert_eq!(console.ask("/addstory file:a.md").trim(), expected);
    }
    assert_eq!(console.ask("/addstory file:none.md").trim(), "“none.md” cannot be used: there is no such file here.");
    assert!(console.ask("/addstory file:\"..\"").contains("it is a folder"));
    let added = console.ask("/addstory file:\"my story.md\"");
    assert!(added.starts_with(READS), "{added}");
    console.ask("/addstory file:\"my story.md\"\n1");
    let text = console.ask("/editstory shirt she kept\n6");
    let text = text[text.find("+++").expect("the story")..].lines().map(str::trim);
    let text: Vec<_> = text.take_while(|line| !line.starts_with("[1] Leave it")).collect();
    fs::write(folder.join("edited.md"), text.join("\n").replace("for years", "for ever")).expect("written");
    let changed = console.ask("/editstory file:edited.md");
    assert!(changed.starts_with(READS) && changed.contains("Changed: summary, text."), "{changed}");
}
