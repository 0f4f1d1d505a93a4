//! One conversation on all three doors: the real binary with the real clients against the local platform servers, and the
//! console through a pipe. Whatever is said, the words of the answer are the same everywhere.

use local_platforms::discord;
use serde_json::Value;
use touchline::domain::command::{ArgumentSpec, COMMANDS};
use touchline::domain::tongue::Tongue;

use crate::process::{Console, Platforms, Running};

/// Who speaks. At the console everybody is the operator, so members' lines are for the other two doors.
#[derive(Clone, Copy, PartialEq)]
enum Who {
    Member,
    Admin,
}
use Who::{Admin, Member};

/// Something said, as a command with its filled-in options, and words that the answer must hold.
struct Line {
    who: Who,
    command: &'static str,
    subcommand: Option<&'static str>,
    options: &'static [(&'static str, &'static str)],
    answer: &'static [&'static str],
    /// A button of the answer that is pressed then, and what comes of it.
    pressed: Option<(&'static str, &'static str)>,
}

const fn line(
    who: Who,
    command: &'static str,
    options: &'static [(&'static str, &'static str)],
    answer: &'static [&'static str],
) -> Line {
    Line { who, command, subcommand: None, options, answer, pressed: None }
}

const fn daily(
    who: Who,
    subcommand: &'static str,
    options: &'static [(&'static str, &'static str)],
    answer: &'static [&'static str],
) -> Line {
    Line { who, command: "daily", subcommand: Some(subcommand), options, answer, pressed: None }
}

const STORY: &str = "+++
title = \"The scarf that came back\"
date = \"2022-12-06\"
players = [{ name = \"Yassine Bounou\", team = \"Morocco\", aliases = [\"Bono\"] }]
match = { date = \"2022-12-06\", home = \"Morocco\", away = \"Spain\", score = \"0-0\", penalties = \"3-0\" }
themes = [\"fans\"]
sources = [{ publisher = \"Our club\", url = \"https://club.example/scarf_(1)\" }]
+++

He threw his gloves, and a child @everyone threw *her scarf*. [Really](https://club.example/b) 1_000 times.

> Mama";

/// The table: each line is said in this order on a store of its own for each door.
const CONVERSATION: &[Line] = &[
    line(
        Member,
        "player",
        &[("name", "hakimi")],
        &[
            "Achraf Hakimi",
            "Belgium 0–2 Morocco",
            "Group F",
            "27 Nov 2022",
            "Al Thumama Stadium",
            "I love you mom",
            "Bladi.net",
        ],
    ),
    line(Member, "player", &[("name", "hakimy")], &["Achraf Hakimi"]),
    line(Member, "player", &[("name", "حكيمي")], &["Achraf Hakimi"]),
    line(
        Member,
        "match",
        &[("teams", "morocco portugal")],
        &["Sofiane Boufal", "Morocco 1–0 Portugal", "Quarter-final"],
    ),
    line(
        Member,
        "match",
        &[("teams", "morocco")],
        &["fits several. Which one?", "Morocco 1–0 Portugal", "Belgium 0–2 Morocco"],
    ),
    line(Member, "story", &[("about", "boufal dance")], &["Sofiane Boufal"]),
    line(
        Member,
        "story",
        &[("about", "xyzzy **bold** [a](http://b)")],
        &["I know no story called “xyzzy **bold** [a](http://b)”."],
    ),
    line(Member, "player", &[("name", "@everyone <@1> #tag http://evil.example")], &["I know no player called"]),
    line(Member, "help", &[], &["/player <name>", "/daily on|off|show|pause|resume|next|test|why"]),
    line(Member, "help", &[("command", "match")], &["/match <teams>", "/match morocco portugal"]),
    line(Member, "about", &[], &["2 stories from the touchline of the World Cup"]),
    daily(Member, "on", &[("time", "09:00")], &["Only admins of this community may do that."]),
    daily(Member, "show", &[], &["Only admins of this community may do that."]),
    line(Member, "addstory", &[("story", STORY)], &["Only admins and editors of this community may do that."]),
    daily(Admin, "show", &[], &["There is no daily story here."]),
    daily(
        Admin,
        "on",
        &[("time", "09:00"), ("zone", "Europe/Paris")],
        &["A story comes here every day at 09:00 Europe/Paris."],
    ),
    daily(Admin, "on", &[("time", "25:00")], &["There is no hour 25", "Usage: /daily on <time> [zone]"]),
    daily(Admin, "on", &[("time", "09:00"), ("zone", "Atlantis")], &["I know no time zone “Atlantis”."]),
    daily(Admin, "show", &[], &["A story comes here every day at 09:00 Europe/Paris.", "Next"]),
    daily(Admin, "off", &[], &["The daily story is off here."]),
    line(
        Admin,
        "addstory",
        &[("story", "+++\ntitle = \"No date\"\nsources = [{ publisher = \"Us\" }]\n+++\n\nNo.")],
        &["Nearly there", "Match, or the day"],
    ),
    Line {
        pressed: Some(("Publish", "Added: “The scarf that came back”.")),
        ..line(Admin, "addstory", &[("story", STORY)], &["This is how it will read", "child @everyone threw her scarf"])
    },
    Line {
        pressed: Some(("Publish", "There is a story by that name already")),
        ..line(Admin, "addstory", &[("story", STORY)], &["Is it one of these, which I tell already?"])
    },
    line(Admin, "settings", &[], &["/settings needs one of: show, editors, notices, unblock, language, zone."]),
    line(Member, "removestory", &[("story", "scarf")], &["Only admins and editors of this community may do that."]),
    line(Admin, "removestory", &[("story", "scarf")], &["Removed: “The scarf that came back” is told no more."]),
    line(Admin, "restorestory", &[("story", "scarf")], &["Restored: “The scarf that came back” is told again."]),
    line(Admin, "history", &[("story", "scarf")], &["The scarf that came back: restored"]),
    line(
        Member,
        "player",
        &[("name", "bono")],
        &["Yassine Bounou", "Morocco 0–0 (3–0 pens) Spain", "child @everyone threw her scarf", "Our club"],
    ),
    line(Member, "story", &[("about", "scarf")], &["The scarf that came back"]),
];

impl Line {
    /// As it is typed: the options' values in their order.
    fn typed(&self) -> String {
        let words = [Some(self.command), self.subcommand]
            .into_iter()
            .flatten()
            .chain(self.options.iter().map(|(_, value)| *value));
        format!("/{}", words.collect::<Vec<_>>().join(" "))
    }
}

/// An answer without what platforms write differently: markup, list marks, link targets, numbers of choices, where buttons
/// stand. What is left are the words.
pub(crate) fn words(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    // `<https://…>` in the console, `](<https://…>)` or `](https://…)` on Discord.
    while let Some(at) = rest.find("https://") {
        plain.push_str(&rest[..at]);
        rest = rest[at..].trim_start_matches(|ch: char| !ch.is_whitespace() && ch != '>' && ch != ')');
    }
    plain.push_str(rest);
    let visible = plain.replace(['\u{2060}', '\u{200b}', '\u{2068}', '\u{2069}'], "");
    visible.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words of an answer with those of its buttons, without numbers that only the console shows.
fn with_buttons(text: &str, labels: impl IntoIterator<Item = String>) -> String {
    words(&labels.into_iter().fold(text.to_owned(), |text, label| text + "\n" + &label))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_conversation_has_the_same_answers_on_every_door() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let on_discord = on_discord(&platforms).await;
    let on_telegram = on_telegram(&platforms).await;
    platforms.assert_clean();
    running.stop();
    let on_console = on_console();
    for (number, line) in CONVERSATION.iter().enumerate() {
        let said = line.typed();
        for expected in line.answer {
            for (door, answers) in [("Discord", &on_discord), ("Telegram", &on_telegram)] {
                if let Some((label, comes)) = line.pressed {
                    assert!(answers[number].contains(&words(comes)), "{door}: {said}, {label}\n{}", answers[number]);
                }
                assert!(
                    answers[number].contains(&words(expected)),
                    "{door}: {said}\nlacks {expected:?}\n{}",
                    answers[number]
                );
            }
        }
        // What all see already can be shared where there are links, and nowhere else.
        let on_telegram = on_telegram[number].strip_suffix(" Share").unwrap_or(&on_telegram[number]);
        assert_eq!(on_discord[number], on_telegram, "{said}: left on Discord, right on Telegram");
        if let Some(on_console) = &on_console[number] {
            assert_eq!(&on_discord[number], on_console, "{said}: left on Discord, right in the console");
        }
    }
}

async fn on_discord(platforms: &Platforms) -> Vec<String> {
    let server = &platforms.discord;
    let (member, admin) = (server.person("Max"), server.person("Ada").admin());
    let mut answers = Vec::new();
    for line in CONVERSATION {
        let who = if line.who == Admin { &admin } else { &member };
        let mut slash = who.slash(line.command);
        if let Some(subcommand) = line.subcommand {
            slash = slash.subcommand(subcommand);
        }
        for (name, value) in line.options {
            slash = slash.text(name, value);
        }
        let answer = slash.send().answer().await;
        let mut text = with_buttons(&answer.text(), answer.buttons().into_iter().map(|button| button.label));
        if let Some((label, _)) = line.pressed {
            let then = who.press(answer.seen(), label).answer().await;
            text =
                format!("{text} {}", with_buttons(&then.text(), then.buttons().into_iter().map(|button| button.label)));
        }
        answers.push(text);
    }
    answers
}

async fn on_telegram(platforms: &Platforms) -> Vec<String> {
    let server = &platforms.telegram;
    let group = crate::process::GROUP;
    let (member, admin) = (server.person("Max").in_chat(group), server.person("Ada").in_chat(group));
    platforms.make_admin(group, &admin);
    let mut answers = Vec::new();
    for line in CONVERSATION {
        let who = if line.who == Admin { &admin } else { &member };
        let seen = who.says(&line.typed()).reply().await;
        let mut text = with_buttons(&seen.text(), seen.buttons().into_iter().map(|button| button.label));
        if let Some((label, _)) = line.pressed {
            let pressed = who.presses(&seen, label);
            pressed.answered().await;
            let then = pressed.reply().await;
            text =
                format!("{text} {}", with_buttons(&then.text(), then.buttons().into_iter().map(|button| button.label)));
        }
        answers.push(text);
    }
    answers
}

/// The console's answers; `None` for what only members are answered.
fn on_console() -> Vec<Option<String>> {
    let mut console = Console::open();
    CONVERSATION
        .iter()
        .map(|line| {
            let refused = line.answer.first().is_some_and(|answer| answer.starts_with("Only admins"));
            if refused {
                return None;
            }
            let typed = line.typed();
            let input = if typed.contains('\n') { format!("{typed}\n.") } else { typed };
            // What is pressed is always the first button here.
            let pressed = if line.pressed.is_some() { "\n1" } else { "" };
            Some(words(&strip_numbers(&console.ask(&format!("{input}{pressed}")))))
        })
        .collect()
}

/// Without `[1]`, `[2]` … in front of buttons.
fn strip_numbers(text: &str) -> String {
    (1..=20).fold(text.to_owned(), |text, number| text.replace(&format!("[{number}] "), ""))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn buttons_are_pressed_on_both_platforms() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let ana = platforms.discord.person("Ana");
    let choice = ana.slash("match").text("teams", "morocco").send().answer().await;
    assert!(choice.is_private(), "a question back is for the one who asked");
    let label = choice
        .buttons()
        .into_iter()
        .map(|button| button.label)
        .find(|label| label.contains("Portugal"))
        .expect("a button");
    let story = ana.press(choice.seen(), &label).answer().await;
    assert!(story.text().contains("Boufal") && !story.is_private(), "{}", story.text());
    ana.press(story.seen(), "❤").answer().await;
    let is_marked =
        |seen: &local_platforms::Seen| seen.button("❤ 1").is_some() && seen.button("Another story").is_some();
    let on_discord = || platforms.discord.everything_shown().iter().any(is_marked);
    platforms.discord.wait_until("a heart", on_discord).await;
    let other = ana.press(story.seen(), "Another story").answer().await;
    assert!(other.text().contains("Hakimi") && other.is_private(), "{}", other.text());
    let odd = ana.press_key(story.seen(), "1:s:999999").answer().await;
    assert!(odd.text().contains("no longer here"), "{}", odd.text());
    let ana = platforms.telegram.person("Ana");
    let choice = ana.says("/match morocco").reply().await;
    let label = choice
        .buttons()
        .into_iter()
        .map(|button| button.label)
        .find(|label| label.contains("Portugal"))
        .expect("a button");
    let pressed = ana.presses(&choice, &label);
    pressed.answered().await;
    let story = pressed.reply().await;
    assert!(story.text().contains("Boufal"), "{}", story.text());
    let pressed = ana.presses(&story, "❤");
    pressed.answered().await;
    let on_telegram = || platforms.telegram.messages(ana.chat()).iter().any(is_marked);
    platforms.telegram.wait_until("a heart", on_telegram).await;
    let pressed = ana.presses_key(&story, "forged");
    pressed.answered().await;
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn discord_completes_registers_once_and_opens_the_form() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    let (max, ada) = (platforms.discord.person("Max"), platforms.discord.person("Ada").admin());
    let choices = max.slash("player").typing("name", "haki").send().answer().await.choices();
    assert_eq!(choices, [("Achraf Hakimi".to_owned(), "Achraf Hakimi".to_owned())]);
    let zones =
        ada.slash("daily").subcommand("on").text("time", "9").typing("zone", "casab").send().answer().await.choices();
    assert_eq!(zones.first().map(|zone| zone.1.as_str()), Some("Africa/Casablanca"));
    assert!(
        max.slash("daily")
            .subcommand("on")
            .text("time", "9")
            .typing("zone", "casab")
            .send()
            .answer()
            .await
            .choices()
            .is_empty()
    );
    let modal = ada.slash("addstory").send().answer().await.modal();
    let filled = [
        ("title", "The long bus"),
        ("text", "Forty hours."),
        ("match", "Morocco 1-0 Portugal, 2022-12-10"),
        ("source", "https://club.example/bus"),
    ];
    let shown = ada.submit(&modal, &filled).answer().await;
    assert!(shown.text().contains("Quarter-final · 10 Dec 2022"), "what is known is filled in: {}", shown.text());
    let added = ada.press(shown.seen(), "Publish").answer().await;
    assert!(added.text().contains("Added: “The long bus”."), "{}", added.text());
    edit_by_form(&ada, &max).await;
    assert!(max.slash("addstory").send().answer().await.text().contains("Only admins"));
    assert!(
        max.submit(&modal, &filled).answer().await.text().contains("Only admins"),
        "the form is checked again when it is sent"
    );
    let found = max.slash("match").text("teams", "morocco portugal").send().answer().await;
    assert!(found.text().contains("The long bus"), "{}", found.text());
    running.stop();
    let running = Running::start(&platforms, &store, &[]);
    platforms.discord.wait_until("a second session", || platforms.discord.identifies().len() >= 2).await;
    let found = max.slash("story").text("about", "bus").send().answer().await;
    assert!(found.text().contains("The long bus"), "{}", found.text());
    assert_eq!(
        platforms.discord.registrations().len(),
        1,
        "the commands have not changed, so they are not registered again"
    );
    assert_all_described(&platforms.discord.commands(None));
    assert_eq!(platforms.discord.identifies()[0].intents, 1, "GUILDS and nothing else");
    platforms.assert_clean();
    running.stop();
}

/// See [`assert_described`]: every command, subcommand and argument.
fn assert_all_described(registered: &[Value]) {
    for row in COMMANDS {
        let registered = registered.iter().find(|command| command["name"] == row.name).expect("a command");
        assert_described(registered, &|tongue| row.summary(tongue));
        let of = |option: &Value, rows: &[ArgumentSpec]| {
            let row = rows.iter().find(|row| option["name"] == row.name).expect("an argument");
            assert_described(option, &|tongue| row.summary(tongue));
        };
        for option in registered["options"].as_array().into_iter().flatten() {
            let Some(sub) = row.subcommands.iter().find(|sub| option["name"] == sub.name) else {
                of(option, row.arguments);
                continue;
            };
            assert_described(option, &|tongue| sub.summary(tongue));
            option["options"].as_array().into_iter().flatten().for_each(|option| of(option, sub.arguments));
        }
    }
}

/// A command or an option says what it is for in every language of Discord's that Touchline speaks; English, where a
/// language has no words of its own, is not said again.
fn assert_described(registered: &Value, summary: &dyn Fn(Tongue) -> String) {
    let english = summary(Tongue::English);
    assert_eq!(registered["description"], english.as_str());
    for (locale, tongue) in [
        ("fr", Tongue::French),
        ("es-ES", Tongue::Spanish),
        ("es-419", Tongue::Spanish),
        ("pt-BR", Tongue::Portuguese),
        ("ar", Tongue::Arabic),
    ] {
        let said = Some(summary(tongue)).filter(|said| *said != english);
        assert_eq!(registered["description_localizations"][locale].as_str(), said.as_deref(), "{english} in {locale}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn telegram_has_a_menu_for_each_audience_and_obeys_its_own_name_only() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let server = &platforms.telegram;
    let names = |scope: &str| -> Vec<String> {
        let scope = serde_json::json!({ "type": scope });
        server
            .commands(&scope, "")
            .iter()
            .filter_map(|command| command["command"].as_str().map(|name| name.trim_start_matches('/').to_owned()))
            .collect()
    };
    let admins = names("all_chat_administrators");
    assert!(admins.contains(&"daily".to_owned()) && admins.contains(&"player".to_owned()), "{admins:?}");
    let everybody = names("default");
    assert!(everybody.contains(&"player".to_owned()) && !everybody.contains(&"daily".to_owned()), "{everybody:?}");
    for tongue in Tongue::ALL {
        let speaks = COMMANDS.iter().any(|row| row.summary(tongue) != row.summary(Tongue::English));
        let code = if tongue == Tongue::English { "" } else { tongue.tag() };
        let menu = server.commands(&serde_json::json!({ "type": "all_private_chats" }), code);
        let said: Vec<_> = menu.iter().filter_map(|command| command["description"].as_str()).collect();
        let rows = COMMANDS.iter().filter(|_| speaks || tongue == Tongue::English);
        assert_eq!(said, rows.map(|row| row.summary(tongue)).collect::<Vec<_>>(), "{tongue:?}");
    }
    let ana = server.person("Ana").in_chat(crate::process::GROUP);
    let mine = format!("/player@{} hakimi", local_platforms::telegram::BOT_NAME);
    assert!(ana.says(&mine).reply().await.text().contains("Hakimi"));
    // As in a group of which the bot hears everything.
    server.set_privacy(false);
    for line in ["/player@another_bot hakimi", "hello everybody", "look: /player hakimi"] {
        let said = ana.says(line);
        said.confirmed().await;
        assert!(said.so_far().is_empty(), "{line}");
    }
    let private = server.person("Bea");
    assert!(private.says("hakimi").reply().await.text().contains("Hakimi"), "in private plain words are a question");
    assert!(
        private.says("/start").reply().await.text().contains("/player"),
        "the first thing that Telegram makes people say"
    );
    let anonymous = server.anonymous_admin(crate::process::GROUP);
    assert!(anonymous.says("/daily show").reply().await.text().contains("no daily story"), "an anonymous admin is one");
    let channel = server.linked_channel(crate::process::GROUP, -100_555);
    assert!(channel.says("/daily show").reply().await.text().contains("Only admins"), "a linked channel is not");
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_updates_and_a_broken_gateway_are_survived() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    for odd in [
        serde_json::json!({}),
        serde_json::json!({"message": {"text": 5}}),
        serde_json::json!({"never_heard_of": {"a": [1, 2, {"b": null}]}}),
        serde_json::json!({"message": null}),
    ] {
        platforms.telegram.push(odd);
    }
    let ana = platforms.telegram.person("Ana");
    assert!(ana.says("/player hakimi").reply().await.text().contains("Hakimi"), "after updates that nobody can read");
    let long = format!("/player {}", "x".repeat(4_000));
    assert!(ana.says(&long).reply().await.text().contains("I know no player"));
    let max = platforms.discord.person("Max");
    platforms.discord.push_event("NEVER_HEARD_OF", &serde_json::json!({"x": 1}));
    platforms.discord.push_event("INTERACTION_CREATE", &serde_json::json!({"id": "not a number"}));
    platforms.discord.push_text("this is no JSON");
    assert!(max.slash("player").text("name", "hakimi").send().answer().await.text().contains("Hakimi"));
    let sessions = || platforms.discord.resumes() + platforms.discord.identifies().len();
    let before = sessions();
    platforms.discord.close_gateway_without_code();
    platforms.discord.wait_until("a new session", || sessions() > before).await;
    assert!(
        max.slash("player").text("name", "hakimi").send().answer().await.text().contains("Hakimi"),
        "after a close without a code"
    );
    let before = sessions();
    platforms.discord.abort_gateway();
    platforms.discord.wait_until("a new session", || sessions() > before).await;
    assert!(
        max.slash("match").text("teams", "portugal").send().answer().await.text().contains("Boufal"),
        "after an abort"
    );
    platforms.assert_clean();
    running.stop();
}

/// A story comes whole in a form and goes back edited; who may not is refused when it is sent as well.
async fn edit_by_form(ada: &discord::Person, max: &discord::Person) {
    let modal = ada.slash("editstory").text("story", "long bus").send().answer().await.modal();
    let text = modal.fields.iter().find(|field| field.key == "text").expect("a field for the text");
    assert_eq!(text.value, "Forty hours.", "what stands there is filled in");
    let shown = ada.submit(&modal, &[("text", "Fifty hours."), ("match", "Morocco against")]).answer().await;
    assert!(shown.text().contains("Nearly there"), "{}", shown.text());
    let modal = ada.press(shown.seen(), "Match, or the day").answer().await.modal();
    assert!(modal.fields[0].label.starts_with("Match, or the day: "), "the fault stands beside it: {modal:?}");
    assert_eq!(modal.fields[0].value, "Morocco against", "what was typed is kept");
    let shown = ada.submit(&modal, &[("match", "Morocco 1-0 Portugal, 2022-12-10")]).answer().await;
    assert!(shown.text().contains("Changed: summary, text."), "{}", shown.text());
    let changed = ada.press(shown.seen(), "Save").answer().await;
    assert!(changed.text().contains("Changed: “The long bus” reads as you wrote it."), "{}", changed.text());
    let forged = max.submit(&modal, &[("match", "Morocco 1-0 Portugal, 2022-12-10")]).answer().await.text();
    assert!(forged.contains("Only admins"), "{forged}");
    let bus = max.slash("story").text("about", "bus").send().answer().await.text();
    assert!(bus.contains("Fifty hours."), "{bus}");
}
