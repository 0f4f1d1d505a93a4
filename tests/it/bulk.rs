//! `/import` and `/export` in chats: what would change is said first, a press does all of it once, and nobody but those who
//! run the bot gets there, on any door.

use std::fs;

use touchline::domain::community::Standing;
use touchline::domain::file::Attachment;

use crate::process::{GROUP, Platforms, Running, run, said};
use crate::world::{ADMIN, ELSEWHERE, MEMBER, Somebody, World};

/// Hosts the bot.
const OPERATOR: Somebody = Somebody::new("opal", "fans", Standing::Member);
/// Hosts it too where somebody else asks.
const OPERATOR_ELSEWHERE: Somebody = Somebody { where_: "rivals", ..OPERATOR };

const TABLE: &str = "slug,title,date,text,players,sources
bus,The long bus,2022-12-10,Forty hours.,Zefirino Quux (Morocco),Us
train,The long train,2022-12-10,Fifty hours.,,Us
";
const WEIGHED: &str = "2 would be added, 0 changed, 0 are the same. Nothing has been changed yet.";
const IMPORTED: &str = "Imported: 2 added, 0 changed, 0 the same.";

/// Somebody sends a file; what is answered, with its buttons.
async fn send(world: &World, who: Somebody, line: &str, name: &str, content: impl AsRef<[u8]>) -> String {
    let attachment = Attachment { name: name.into(), size: 0, address: name.into() };
    let content = Ok(content.as_ref().to_vec());
    world.board.files.lock().expect("no test panics while it holds this").insert(name.into(), content);
    world.attach_as(who, line, attachment).await
}

/// What the button of that label carries.
fn button(answer: &str, label: &str) -> String {
    let line = answer.lines().find_map(|line| line.strip_prefix(&format!("[{label}] ")));
    line.unwrap_or_else(|| panic!("no button {label:?}: {answer}")).to_owned()
}

#[tokio::test]
async fn a_file_is_weighed_and_a_press_imports_it_once() {
    let world = World::new().await;
    let said = send(&world, OPERATOR, "/import", "a.csv", TABLE).await;
    assert!(
        said.starts_with(&format!("{WEIGHED}\n- new: The long bus\n- new: The long train\n[Import all] ")),
        "{said}"
    );
    assert!(!world.say(MEMBER, "/player quux").await.contains("Forty hours."), "nothing is changed by weighing");
    let press = button(&said, "Import all");
    let done = world.press(OPERATOR, &press).await;
    assert_eq!(done, format!("{IMPORTED} /history shows each change and can undo it."));
    assert!(world.say(MEMBER, "/player quux").await.contains("Forty hours."), "its names are known at once");
    assert!(!world.say(ELSEWHERE, "/player quux").await.contains("Forty hours."), "and it is this community's own");
    assert!(world.press(OPERATOR, &press).await.starts_with("I do not keep that file any more"));
    assert_eq!(
        send(&world, OPERATOR, "/import", "a.csv", TABLE).await,
        "Nothing to import: all 2 stories are told so already."
    );
    world.say(ADMIN, "/removestory train").await;
    let changed = TABLE.replace("Forty", "Sixty");
    let said = send(&world, OPERATOR, "/import", "a.csv", &changed).await;
    assert!(
        said.starts_with("0 would be added, 2 changed, 0 are the same. Nothing has been changed yet.\n- changed: The long bus (summary, text)\n- restored: The long train\n"),
        "{said}"
    );
    assert!(world.press(OPERATOR, &button(&said, "Cancel")).await.starts_with("Cancelled: nothing was imported"));
    assert!(world.press(OPERATOR, &button(&said, "Import all")).await.starts_with("I do not keep that file any more"));
    assert!(world.say(MEMBER, "/story long bus").await.contains("Forty hours."));
}

#[tokio::test]
async fn what_changed_between_the_file_and_the_press_is_weighed_again() {
    let world = World::new().await;
    let said = send(&world, OPERATOR, "/import", "a.csv", TABLE).await;
    let story = "+++\nslug = \"bus\"\ntitle = \"Another bus\"\ndate = \"2022-12-10\"\nsources = [{ publisher = \"Us\" }]\n+++\n\nTen hours.";
    world.publish(ADMIN, &format!("/addstory {story}")).await;
    let done = world.press(OPERATOR, &button(&said, "Import all")).await;
    assert!(done.starts_with("Imported: 1 added, 1 changed, 0 the same."), "{done}");
    assert!(world.say(ADMIN, "/history bus").await.contains("edited (title, summary, text, players)"));
}

#[tokio::test]
async fn a_press_is_for_whoever_sent_the_file_while_they_may() {
    let world = World::new().await;
    let said = send(&world, OPERATOR, "/import scope:everyone", "a.csv", TABLE).await;
    let (press, cancel) = (button(&said, "Import all"), button(&said, "Cancel"));
    for who in [ADMIN, MEMBER, ELSEWHERE] {
        for button in [&press, &cancel] {
            let refused = world.press(who, button).await;
            assert!(refused.starts_with("Only those who run me may do that."), "{refused}");
        }
    }
    let elsewhere = world.press(OPERATOR_ELSEWHERE, &press).await;
    assert!(elsewhere.starts_with("I do not keep that file any more"), "{elsewhere}");
    assert!(
        world.press(OPERATOR, &press.replace("1:ie:", "1:i:")).await.starts_with("I do not keep that file any more")
    );
    assert!(world.press(OPERATOR, &press).await.starts_with(IMPORTED));
    assert!(world.say(ELSEWHERE, "/player quux").await.contains("Forty hours."), "it is everyone's");
}

#[tokio::test]
async fn a_refused_story_leaves_nothing_to_press() {
    let world = World::new().await;
    let said = send(&world, OPERATOR, "/import", "a.csv", format!("{TABLE}x,,2022-12-10,Text.,,Us\n")).await;
    assert_eq!(
        said,
        "Nothing can be imported yet: one story is refused. Without that 2 would be added, 0 changed, 0 are the same.\n- line 4, title – missing; write at least one word\nMend the file and send it again."
    );
    let many = format!("title\n{}", "x\n".repeat(30));
    let said = send(&world, OPERATOR, "/import", "a.csv", many).await;
    assert!(
        said.starts_with("Nothing can be imported yet: 30 stories are refused.") && said.contains("\n- and "),
        "{said}"
    );
    assert_eq!(said.lines().count(), 13, "{said}");
    let said = send(&world, OPERATOR, "/import", "a.jsonl", "5\n".repeat(10_001)).await;
    assert!(said.starts_with("More than 10000 stories are in it, which is as many as I take at once."), "{said}");
    let large = Attachment { name: "a.csv".into(), size: 6 << 20, address: "far".into() };
    assert!(world.attach_as(OPERATOR, "/import", large).await.contains("it is larger than 5 MiB"));
    let said = world.say(OPERATOR, "/import").await;
    assert!(said.contains("at most 10000 stories in 5 MiB") && said.contains("/export format:csv"), "{said}");
    let said = world.say(OPERATOR, "/export format:xls").await;
    assert!(said.contains("“xls” is no format: write jsonl or csv."), "{said}");
}

#[tokio::test]
async fn long_files_are_told_by_their_first_stories() {
    let world = World::new().await;
    let rows: Vec<_> = (0..25).map(|number| format!("Title {number},2022-12-10,Text.,Us")).collect();
    let said =
        send(&world, OPERATOR, "/import", "a.csv", format!("title,date,text,sources\n{}", rows.join("\n"))).await;
    assert!(said.contains("\n- new: Title 9\n- and 15 more new\n[Import all] "), "{said}");
}

#[tokio::test]
async fn what_is_exported_is_imported_again_without_a_change() {
    let world = World::new().await;
    let said = send(&world, OPERATOR, "/import", "a.csv", TABLE).await;
    world.press(OPERATOR, &button(&said, "Import all")).await;
    for (line, name) in [
        ("/export", "stories-2026-11-21.jsonl"),
        ("/export format:csv", "stories-2026-11-21.csv"),
        ("/export scope:everyone format:csv", "stories-2026-11-21.csv"),
    ] {
        let file = world.reply(OPERATOR, line).await.enclosure.expect("a file");
        assert_eq!(file.name, name);
        let scope = line.split_whitespace().find(|word| word.starts_with("scope")).unwrap_or_default();
        let again = send(&world, OPERATOR, &format!("/import {scope}"), &file.name, &file.bytes).await;
        assert_eq!(again, "Nothing to import: all 2 stories are told so already.", "{line}");
        assert!(world.reply(ADMIN, line).await.enclosure.is_none(), "not for admins");
    }
    let none = world.reply(OPERATOR_ELSEWHERE, "/export").await;
    assert!(none.enclosure.is_none(), "another community has none of its own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_go_in_and_out_on_both_platforms() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let operators = [("TOUCHLINE_OPERATORS__DISCORD", "770001"), ("TOUCHLINE_OPERATORS__TELEGRAM", "880001")];
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &operators);
    platforms.ready().await;
    let server = &platforms.discord;
    let (ada, opal) = (server.person("Ada").admin(), server.person("Opal").id(770_001));
    let refused = ada.slash("import").file("file", "a.csv", TABLE.as_bytes()).send().text().await;
    assert!(refused.starts_with("Only those who run me"), "{refused}");
    let said = opal.slash("import").file("file", "a.csv", TABLE.as_bytes()).send().answer().await;
    assert!(said.text().starts_with(WEIGHED) && said.is_private(), "{}", said.text());
    let done = opal.press(said.seen(), "Import all").text().await;
    assert!(done.starts_with(IMPORTED), "{done}");
    let said = opal.slash("export").text("format", "csv").send().answer().await;
    let file = said.seen().files().pop().expect("a file");
    let bytes = server.bytes_of(&file).expect("kept");
    assert!(std::str::from_utf8(&bytes).expect("text").contains("Zefirino Quux (Morocco)"));
    let again = opal.slash("import").file("file", &file.name, &bytes).send().text().await;
    assert_eq!(again, "Nothing to import: all 2 stories are told so already.");

    let server = &platforms.telegram;
    let (ada, opal) = (server.person("Ada").in_chat(GROUP), server.person("Opal").id(880_001).in_chat(GROUP));
    platforms.make_admin(GROUP, &ada);
    let refused = ada.sends_file("a.csv", TABLE.as_bytes(), "/import").text().await;
    assert!(refused.starts_with("Only those who run me"), "{refused}");
    let said = opal.sends_file("a.csv", TABLE.as_bytes(), "/import").reply().await;
    assert!(said.text().starts_with(WEIGHED), "{}", said.text());
    let stranger = ada.presses(&said, "Import all").answered().await;
    assert!(stranger.text.starts_with("Only those who run me"), "{}", stranger.text);
    let done = opal.presses(&said, "Import all").answered().await;
    assert!(done.text.starts_with(IMPORTED), "{}", done.text);
    let said = opal.says("/export").reply().await;
    let file = said.files().pop().expect("a file");
    let bytes = server.bytes_of(&file).expect("kept");
    assert!(file.name.contains(".jsonl"), "{}", file.name);
    assert!(std::str::from_utf8(&bytes).expect("text").contains("\"title\":\"The long train\""));
    platforms.assert_clean();
    running.stop();
}

#[test]
fn files_go_in_and_out_in_the_console() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("my stories.csv"), TABLE).expect("written");
    let lines = "/import file:\"my stories.csv\"\n1\n/player quux\n/export format:csv\n";
    let (code, out, _) = said(&run(folder.path(), &[], &[], lines));
    assert_eq!(code, 0, "{out}");
    for told in
        [WEIGHED, "[1] Import all   [2] Cancel", IMPORTED, "Forty hours.", "2 stories. /import takes the file again."]
    {
        assert!(out.contains(told), "{told}: {out}");
    }
    let written = fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let written: Vec<_> =
        written.filter_map(|name| name.into_string().ok()).filter(|name| name.starts_with("stories-")).collect();
    assert!(written.len() == 1 && out.contains(&written[0]), "{out} {written:?}");
    let (_, out, _) = said(&run(folder.path(), &[], &[], &format!("/import file:{}\n", written[0])));
    assert!(out.contains("Nothing to import: all 2 stories are told so already."), "{out}");
}
