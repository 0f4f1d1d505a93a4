//! What curators do at the command line: list, show, begin and count stories, with the real binary in a folder of its own.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::process::{run, said};

const KISS: &str = "stories/2022/a-kiss.md";
const DANCE: &str = "stories/2022/a-dance.md";
const WHOLE: &str = include_str!("fixtures/stories/whole.md");

/// A folder with two stories in `stories/`.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir_all(desk.at("stories/2022")).expect("a folder");
        desk.write(KISS, &WHOLE.replace("\"other\"", "\"a-dance\""));
        let dance = WHOLE
            .replace("\"other\"", "\"a-kiss\"")
            .replace("2022-11-27", "2022-12-10")
            .replace("A kiss after", "A dance before")
            .replace("Achraf Hakimi", "손흥민")
            .replace("Ashraf Hakimi", "Son Heung-min")
            .replace("أشرف حكيمي", "손흥민")
            .replacen("Morocco", "South Korea", 1)
            .replacen("team = \"Morocco\"", "team = \"South Korea\"", 1);
        desk.write(DANCE, &dance);
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.at(name), text).expect("written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).expect("text")
    }

    /// The exit code and what `touchline stories …` says on its outputs.
    fn stories(&self, arguments: &str) -> (i32, String, String) {
        let arguments: Vec<_> = ["stories"].into_iter().chain(arguments.split_whitespace()).collect();
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
fn the_list_is_a_table_by_date() {
    let desk = Desk::new();
    assert_eq!(
        desk.shown("list stories"),
        "date        slug     match                    players           words  title\n\
         2022-11-27  a-kiss   Belgium 0–2 Morocco      Achraf Hakimi +1     17  A kiss after the match\n\
         2022-12-10  a-dance  Belgium 0–2 South Korea  손흥민 +1            17  A dance before the match\n"
    );
}

#[test]
fn every_subcommand_explains_itself() {
    let desk = Desk::new();
    for subcommand in ["check", "list", "show", "new", "coverage"] {
        assert!(desk.shown(&format!("{subcommand} --help")).contains("Example"), "{subcommand}");
    }
}

#[test]
fn warnings_are_told_and_fail_only_when_asked_to() {
    let desk = Desk::new();
    let (code, out, warnings) = desk.stories("check stories");
    assert_eq!((code, out.as_str()), (0, "Stories: 2 stories, 0 problems, 8 warnings.\n"), "{warnings}");
    assert!(
        warnings.lines().all(|line| line.starts_with("touchline: stories/2022/") && line.contains(": warning: ")),
        "{warnings}"
    );
    let (code, out, error) = desk.stories("check stories --strict");
    assert_eq!(
        (code, out.as_str(), error),
        (1, "", format!("{warnings}touchline: 2 stories, 0 problems, 8 warnings\n"))
    );
}

#[test]
fn a_story_is_shown_as_each_platform_gets_it() {
    let desk = Desk::new();
    let shown = |door: &str| desk.shown(&format!("show a-kiss --dir stories {door}"));
    let title = "A kiss after the match";
    let console = shown("");
    assert!(
        console.starts_with("── message 1 of 1 · ") && console.contains(&format!(" characters\n{title}\n\n")),
        "{console}"
    );
    assert!(console.ends_with("\n\n[1] ❤   [2] Same player   [3] Same theme   [4] Another story\n"), "{console}");
    let discord = shown("--as discord");
    assert!(discord.contains(" of 4,096 characters\ncontent: (none)\ntitle: "), "{discord}");
    assert!(
        discord.contains("\ndescription:\n**Achraf Hakimi** ")
            && discord.ends_with("\n\n[❤] [Same player] [Same theme] [Another story]\n"),
        "{discord}"
    );
    let telegram = shown("--as telegram");
    assert!(telegram.contains(&format!(" of 4,096 characters\n{title}\n\n")), "{telegram}");
    assert!(
        telegram.contains(&format!("\noffset length  kind        words, url\n     0     22  bold        {title:?}\n")),
        "{telegram}"
    );
    assert!(telegram.contains("  text_link   \"Bladi.net\"  https://en.bladi.net/hakimi\n"), "{telegram}");
    assert!(telegram.contains("[❤]") && telegram.ends_with("[Another story] [Share]\n"), "{telegram}");
}

#[test]
fn requests_are_one_json_a_line() {
    let desk = Desk::new();
    desk.write(KISS, &(desk.read(KISS) + &"A long word about it. ".repeat(200)));
    for (door, text, button) in [
        ("discord", "/embeds/0/description", "/components/0/components/0/label"),
        ("telegram", "/text", "/reply_markup/inline_keyboard/0/0/text"),
    ] {
        let lines = desk.shown(&format!("show a-kiss --dir stories --as {door} --json"));
        let bodies: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(bodies.len(), 2, "{door}");
        let part = |body: &Value, at: &str| body.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned();
        assert_eq!((part(&bodies[0], button), part(&bodies[1], button)), ("Read on".into(), "❤".into()));
        assert!(part(&bodies[1], text).contains("Source:"), "{door}");
        assert!(bodies.iter().all(|body| body.get("chat_id").is_none()), "the place is not known");
        let seen = desk.shown(&format!("show a-kiss --dir stories --as {door}"));
        assert!(
            seen.contains("── message 1 of 2 · ") && seen.contains("\n\n[Read on]\n\n── message 2 of 2 · "),
            "{seen}"
        );
    }
}

#[test]
fn what_cannot_be_shown_says_why() {
    let desk = Desk::new();
    desk.write("stories/2022/broken.md", "+++\ntitle = 5\n+++\nText.\n");
    for (arguments, code, words) in [
        ("show a-kis --dir stories", 1, "no story is called \"a-kis\"; the nearest are a-kiss, "),
        ("show dance --dir stories", 1, "the nearest are a-dance, "),
        ("show ../2022/broken --dir stories", 1, "\"../2022/broken\" does not do as a name"),
        ("show broken --dir stories", 1, "touchline: stories/2022/broken.md:2: title: the number 5 does not do"),
        ("show broken --dir stories", 1, "touchline: broken cannot be shown"),
        ("show x --dir nowhere", 78, "the stories in nowhere cannot be read"),
        ("show x --as fax", 2, "invalid value 'fax'"),
        ("list nowhere", 78, "the stories in nowhere cannot be read"),
        ("list stories", 1, "not all files could be read (stories/2022/broken.md:1:"),
        ("coverage stories", 1, "not all files could be read (stories/2022/broken.md:1:"),
        ("coverage stories --write", 1, "not all files could be read (stories/2022/broken.md:1:"),
    ] {
        let (seen, out, error) = desk.stories(arguments);
        assert_eq!((seen, error.contains(words)), (code, true), "{arguments}: {out}{error}");
    }
    let (_, list, _) = desk.stories("list stories");
    assert_eq!(list.lines().count(), 3, "what can be read is listed");
}

#[test]
fn a_new_story_is_asked_for_what_is_missing_and_then_whole() {
    let desk = Desk::new();
    let file = "stories/2018/a-goodbye.md";
    assert_eq!(
        desk.shown("new a-goodbye --date 2018-07-01"),
        format!("{file}\nFill it in, then: touchline stories check stories\n")
    );
    let (code, _, error) = desk.stories("check stories");
    let asked: Vec<_> = error.lines().filter(|line| !line.contains(" warning: ")).collect();
    let asked: Vec<_> =
        asked.iter().map(|line| line.split(": ").skip(2).take(2).collect::<Vec<_>>().join(": ")).collect();
    assert_eq!(
        (code, asked.iter().map(|asked| asked.split(';').next().unwrap_or_default()).collect::<Vec<_>>()),
        (
            1,
            vec![
                "title: missing",
                "summary: missing",
                "themes: missing",
                "sources[1].publisher: missing",
                "text:1: no text",
                ""
            ]
        ),
        "{error}"
    );
    let filled_in = desk
        .read(file)
        .replace("\ntitle = \"\"  ", "\ntitle = \"A goodbye\"")
        .replace("summary = \"\"", "summary = \"He left.\"")
        .replace("themes = []", "themes = [\"farewell\"]")
        .replace("publisher = \"\"", "publisher = \"BBC\"");
    desk.write(file, &(filled_in + "He left.\n"));
    let (code, out, error) = desk.stories("check stories");
    assert!(code == 0 && out.starts_with("Stories: 3 stories, 0 problems, "), "{out}{error}");
    assert!(desk.shown("show a-goodbye --dir stories").contains("FIFA World Cup 2018"));
}

#[test]
fn every_commented_field_of_the_template_works() {
    let desk = Desk::new();
    desk.stories("new full --date 2022-12-10 --dir mine");
    let file = "mine/2022/full.md";
    let mut full = String::new();
    for line in desk.read(file).lines() {
        let line = line
            .strip_prefix("# ")
            .filter(|line| line.starts_with("[m") || line.starts_with("[[") || line.contains(" = "))
            .unwrap_or(line);
        full += &line
            .replace("aliases = [\"\"]", "aliases = []")
            .replace("away = \"\"", "away = \"Portugal\"")
            .replace("\"\"", "\"Word\"");
        full.push('\n');
    }
    let full = full.replace("themes = []", "themes = [\"fans\"]").replace("[\"hakimi-mother-belgium\"]", "[]");
    let full =
        full.replace("https://…", "https://example.org").replace("url = \"Word\"", "url = \"https://example.org\"");
    let full = full.replace("\"0-2\"", "\"1-1\"").replace("date = \"Word\"", "date = \"2022\"");
    desk.write(file, &(full + "Text.\n"));
    let (code, out, error) = desk.stories("check mine");
    assert!(code == 0 && out.starts_with("Stories: 1 story, 0 problems"), "{out}{error}\n{}", desk.read(file));
}

#[test]
fn a_new_story_takes_nobodys_place() {
    let desk = Desk::new();
    desk.write("file", "");
    for (arguments, code, words) in [
        ("new a-kiss --date 2022-12-10", 1, "stories/2022/a-kiss.md is there already"),
        ("new a-kiss --date 2018-07-01", 1, "stories/2022/a-kiss.md is there already"),
        ("new ../x --date 2022-12-10", 1, "\"../x\" does not do as a name"),
        ("new A_Kiss --date 2022-12-10", 1, "\"A_Kiss\" does not do as a name"),
        (
            "new x --date 2022-10-01",
            1,
            "no World Cup was played on 2022-10-01; the nearest is FIFA World Cup 2022, from 2022-11-20 to 2022-12-18",
        ),
        ("new x --date 1900-01-01", 1, "the nearest is FIFA World Cup 1930, from 1930-07-13 to 1930-07-30"),
        ("new x --date 2022-02-30", 2, "write a day that exists as YYYY-MM-DD"),
        ("new x", 2, "--date <YYYY-MM-DD>"),
        ("new x --date 2022-12-10 --dir file", 1, "touchline: file: "),
    ] {
        let (seen, out, error) = desk.stories(arguments);
        assert_eq!((seen, error.contains(words)), (code, true), "{arguments}: {out}{error}");
    }
    assert!(desk.read(KISS).contains("A kiss after the match"), "what is there stays");
    assert!(!desk.at("stories/2018").exists(), "a refusal leaves nothing behind");
}

const BEGIN: &str = "<!-- coverage: begin (touchline stories coverage --write) -->";
const END: &str = "<!-- coverage: end -->";

#[test]
fn the_coverage_goes_into_the_readme_and_nowhere_else() {
    let desk = Desk::new();
    let tables = desk.shown("coverage stories");
    assert!(
        tables.starts_with("2 stories.\n\n| Tournament | Stories |\n")
            && tables.contains("\n| FIFA World Cup 2022 | 2 |\n"),
        "{tables}"
    );
    assert!(tables.contains("\nNo story yet: FIFA World Cup 1930, "), "{tables}");
    assert!(
        tables.ends_with(
            "| Team | Stories |\n|---|---:|\n| Belgium | 2 |\n| France | 2 |\n| Morocco | 1 |\n| South Korea | 1 |\n"
        ),
        "{tables}"
    );
    desk.write("stories/README.md", &format!("# Ours\n\n{BEGIN}\nold\n{END}\nrest\n"));
    assert_eq!(desk.shown("coverage --write"), "stories/README.md: written\n", "the folder is the one beside");
    assert_eq!(desk.read("stories/README.md"), format!("# Ours\n\n{BEGIN}\n\n{tables}\n{END}\nrest\n"));
    assert_eq!(desk.shown("coverage stories --write"), "stories/README.md: nothing has changed\n");
    desk.write("stories/README.md", &format!("# Ours\r\n{BEGIN}\r\n{END}\r\n"));
    desk.shown("coverage stories --write");
    let tables = tables.replace('\n', "\r\n");
    assert_eq!(
        desk.read("stories/README.md"),
        format!("# Ours\r\n{BEGIN}\r\n\r\n{tables}\r\n{END}\r\n"),
        "line ends stay"
    );
    let names: Vec<_> =
        fs::read_dir(desk.at("stories")).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left behind: {names:?}");
}

#[test]
fn a_readme_without_a_place_for_the_coverage_stays_as_it_is() {
    let desk = Desk::new();
    let (code, _, error) = desk.stories("coverage stories --write");
    assert!(code == 1 && error.starts_with("touchline: stories/README.md: "), "{error}");
    for readme in ["# Ours\n", &format!("{END}\n{BEGIN}\n"), BEGIN] {
        desk.write("stories/README.md", readme);
        let (code, _, error) = desk.stories("coverage stories --write");
        assert!(code == 1 && error.contains(&format!("are missing; write {BEGIN} and below it {END}")), "{error}");
        assert_eq!(desk.read("stories/README.md"), readme);
    }
    fs::write(desk.at("stories/README.md"), b"\xff").expect("written");
    assert_eq!(desk.stories("coverage stories --write").0, 1);
}

#[test]
fn the_store_s_stories_are_written_as_files_that_are_the_same_collection() {
    let desk = Desk::new();
    // The console brings the embedded collection in and adds a story of its own.
    let console = "/addstory +++\ntitle = \"The long bus\"\ndate = \"2022-12-10\"\nsources = [{ publisher = \"Us\" }]\n+++\n\nForty hours.\n.\n";
    let (code, ..) = said(&run(desk.at("").as_path(), &["--store", "t.db"], &[], console));
    assert_eq!(code, 0);
    let out = desk.shown("export shared --store t.db");
    assert_eq!(out.trim_end(), "51 written, 0 there already, to shared");
    let checked = desk.shown("check shared");
    assert!(checked.contains("51"), "{checked}");
    assert_eq!(desk.shown("export shared --store t.db").trim_end(), "0 written, 51 there already, to shared");
    assert_eq!(desk.shown("export stories --of discord/7 --store t.db").trim_end(), "There is no story to write.");
    let path = "shared/2022/hakimi-mother-belgium.md";
    desk.write(path, &desk.read(path).replace("Morocco", "Marocco"));
    let (code, out, error) = desk.stories("export shared --store t.db");
    assert_eq!((code, out.trim_end()), (1, "0 written, 50 there already, to shared"), "{error}");
    assert!(
        error.contains("1 left as they are, because they say something else: shared/2022/hakimi-mother-belgium.md"),
        "{error}"
    );
    assert!(desk.read(path).contains("Marocco"), "and it is left as it is");
    let (code, _, error) = desk.stories("export shared --store nowhere.db");
    assert!(code == 78 && error.contains("there is no file nowhere.db"), "{code}: {error}");
}
