//! Stories out of a store and in again at the command line, with the real binary in a folder of its own.

use std::fs;
use std::path::PathBuf;

use fs::File;

use crate::process::{run, said};

/// A folder with a store that a console has used: the shipped stories are in it.
struct Desk(tempfile::TempDir);

const STORY: &str = r#"{"slug": "the-long-bus", "title": "The long bus", "date": "2022-12-10", "text": "Forty hours.", "sources": [{"publisher": "Us"}]}"#;

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        desk.console("/about\n");
        desk
    }

    /// What the console answers.
    fn console(&self, lines: &str) -> String {
        let (code, out, error) = said(&run(self.0.path(), &["--store", "t.db"], &[], lines));
        assert_eq!(code, 0, "{out}{error}");
        out
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.at(name), text).expect("written");
    }

    /// The exit code and what `touchline stories … --store t.db` says on its outputs.
    fn stories(&self, arguments: &str) -> (i32, String, String) {
        let arguments: Vec<_> =
            ["stories"].into_iter().chain(arguments.split_whitespace()).chain(["--store", "t.db"]).collect();
        said(&run(self.0.path(), &arguments, &[], ""))
    }

    /// What it says when all is well.
    fn shown(&self, arguments: &str) -> String {
        let (code, out, error) = self.stories(arguments);
        assert_eq!((code, error.as_str()), (0, ""), "{arguments}\n{out}");
        out
    }
}

#[test]
fn what_is_exported_is_imported_again_without_a_change() {
    let desk = Desk::new();
    for file in ["all.jsonl", "all.csv"] {
        assert_eq!(desk.shown(&format!("export {file}")), format!("51 written to {file}\n"));
        let weighed = desk.shown(&format!("import {file} --dry-run"));
        assert_eq!(weighed, "0 would be added, 0 changed, 51 the same. Nothing was changed.\n", "{file}");
        assert_eq!(desk.shown(&format!("import {file}")), "0 added, 0 changed, 51 the same.\n", "{file}");
    }
    desk.shown("export folder");
    assert_eq!(desk.shown("import folder"), "0 added, 0 changed, 51 the same.\n");
    assert_eq!(desk.shown("import folder/2022/hakimi-mother-belgium.md"), "0 added, 0 changed, 1 the same.\n");
    let (code, _, error) = desk.stories("export all.csv");
    assert!(code == 1 && error.contains("all.csv is there already and is left as it is"), "{error}");
    // And into another community, of which all are new.
    let weighed = desk.shown("import all.csv --of discord/7 --dry-run");
    assert!(weighed.ends_with("51 would be added, 0 changed, 0 the same. Nothing was changed.\n"), "{weighed}");
}

#[test]
fn what_is_imported_is_told_at_the_next_start_and_survives_it() {
    let desk = Desk::new();
    desk.shown("export all.jsonl");
    let all = fs::read_to_string(desk.at("all.jsonl")).expect("text");
    let hakimi = all.lines().find(|line| line.starts_with("{\"slug\":\"hakimi-mother-belgium\"")).expect("it ships");
    let renamed = hakimi.replacen("\"title\":\"", "\"title\":\"Again: ", 1);
    desk.write("some.jsonl", &format!("{renamed}\n{STORY}\n"));
    let weighed = desk.shown("import some.jsonl --dry-run");
    assert_eq!(
        weighed,
        "changed   hakimi-mother-belgium  (title)\nnew       the-long-bus\n1 would be added, 1 changed, 0 the same. Nothing was changed.\n"
    );
    assert!(!desk.console("/story the long bus\n").contains("Forty hours."), "a dry run changes nothing");
    assert!(desk.shown("import some.jsonl").ends_with("1 added, 1 changed, 0 the same.\n"));
    let told = desk.console("/story the long bus\n/story hakimi-mother-belgium\n");
    assert!(told.contains("Forty hours.") && told.contains("Again: "), "{told}");
    let told = desk.console("/story hakimi-mother-belgium\n/history\n");
    assert!(told.contains("Again: "), "no start brings the file's words back: {told}");
    desk.write("player.jsonl", &STORY.replace("\"text\"", "\"players\": [{\"name\": \"Zefirino Quux\"}], \"text\""));
    desk.shown("import player.jsonl --of console/elsewhere");
    assert!(!desk.console("/player quux\n").contains("Forty hours."), "others' stories are not told here");
    assert!(desk.shown("import player.jsonl --of console/console").starts_with("new "));
    assert!(desk.console("/player quux\n").contains("Forty hours."), "its names are known");
    assert!(desk.shown("export ours.csv --of console/console").starts_with("1 written"));
}

#[test]
fn one_refused_story_keeps_all_out() {
    let desk = Desk::new();
    desk.write(
        "some.csv",
        "title,date,text,sources\nOne,2022-12-10,Text.,Us\n,2022-12-10,Text.,\nTwo,2022-13-10,Text.,Us\n",
    );
    let faults = "touchline: some.csv:3: title: missing; write at least one word\n\
         touchline: some.csv:3: sources: missing; a story needs at least one source: who published it and, if possible, its https address\n\
         touchline: some.csv:4: date: \"2022-13-10\" does not do; write a day that exists as YYYY-MM-DD, for example 2022-11-27\n";
    let (code, out, error) = desk.stories("import some.csv --dry-run");
    assert_eq!(
        (code, out.as_str(), error.as_str()),
        (
            1,
            "new       one\n1 would be added, 0 changed, 0 the same. Nothing was changed.\n",
            format!("{faults}touchline: 2 stories refused: without --dry-run nothing would be imported\n").as_str()
        )
    );
    let (code, out, error) = desk.stories("import some.csv");
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(error, format!("{faults}touchline: 2 stories refused: nothing was imported\n"));
    assert_eq!(desk.shown("export all.jsonl"), "51 written to all.jsonl\n");
    fs::create_dir_all(desk.at("twice/2022")).expect("a folder");
    fs::create_dir_all(desk.at("twice/2018")).expect("a folder");
    let story = "+++\ntitle = \"A\"\ndate = 2022-12-10\n[[sources]]\npublisher = \"Us\"\n+++\nText.\n";
    desk.write("twice/2022/a.md", story);
    desk.write("twice/2018/a.md", story);
    let (code, _, error) = desk.stories("import twice");
    assert!(code == 1 && error.contains("2 files tell a story of the slug \"a\"; keep one of them"), "{error}");
}

#[test]
fn a_running_bot_keeps_its_store() {
    let desk = Desk::new();
    desk.write("one.jsonl", STORY);
    let lock = File::options().write(true).open(desk.at("t.db.lock")).expect("the lock's file");
    lock.lock().expect("free");
    let (code, _, error) = desk.stories("import one.jsonl");
    assert_eq!(
        (code, error.as_str()),
        (
            78,
            "touchline: t.db is in use by a running Touchline: stop it, import, and start it again (a --dry-run works meanwhile)\n"
        )
    );
    assert!(desk.shown("import one.jsonl --dry-run").starts_with("new       the-long-bus\n1 would be added"));
    drop(lock);
    assert!(desk.shown("import one.jsonl").ends_with("1 added, 0 changed, 0 the same.\n"));
}

#[test]
fn what_cannot_be_read_or_written_says_why() {
    let desk = Desk::new();
    desk.write("one.jsonl", STORY);
    for (arguments, code, words) in [
        ("import nowhere.csv", 1, "nowhere.csv cannot be read: "),
        ("import one.jsonl --of fans", 2, "write the platform and the number of the server or chat"),
        ("import", 2, "<FROM>"),
        ("export all.xlsx", 1, ".xlsx is not written: name a file that ends in .jsonl or .csv, or a folder"),
        ("export nowhere/all.csv", 1, "nowhere/all.csv cannot be written: "),
        ("import t.db", 1, "is no UTF-8; save the file as UTF-8"),
    ] {
        let (seen, out, error) = desk.stories(arguments);
        assert_eq!((seen, error.contains(words)), (code, true), "{arguments}: {out}{error}");
    }
    let (code, _, error) = said(&run(desk.0.path(), &["stories", "import", "one.jsonl", "--store", "no.db"], &[], ""));
    assert!(code == 78 && error.contains("there is no file no.db"), "{error}");
    assert!(!desk.at("no.db").exists(), "nothing is made");
    for subcommand in ["import", "export"] {
        let help = desk.shown(&format!("{subcommand} --help"));
        assert!(help.contains("Examples:\n") && help.contains("docs/import.md"), "{help}");
    }
}
