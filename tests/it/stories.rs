//! The collection: what ships is whole, and what is broken is named with file, line, key and mend.

use std::collections::HashMap;
use std::fs;

use serde_json::Value;
use touchline::collection::{Changes, Collection, SIZE_LIMIT, StoryFile, changed_only, check, coverage};
use touchline::domain::community::Scope;
use touchline::domain::message::{Message, Reply};
use touchline::domain::story::{Slug, Story, StoryId};
use touchline::domain::telling::{self, Trails};
use touchline::domain::text::utf16_len;
use touchline::domain::tongue::Tongue;
use touchline::platforms::{console, discord, telegram};

/// A story without fault, related to one called `other`.
const WHOLE: &str = include_str!("fixtures/stories/whole.md");
const PATH: &str = "stories/2022/a-kiss.md";

fn other() -> StoryFile {
    StoryFile::new("stories/2022/other.md", WHOLE.replace("\"other\"", "").into_bytes())
}

/// What is said of a file of these bytes, beside `other`; the file's path is left out.
fn said(path: &'static str, bytes: &[u8]) -> Vec<String> {
    let files = [StoryFile::new(path, bytes.to_vec()), other()];
    let problems = check(&files).problems;
    problems.iter().map(|problem| problem.to_string().replacen(&format!("{path}:"), "", 1)).collect()
}

#[test]
fn every_shipped_story_is_whole() {
    let files = Collection::embedded().files().expect("embedded");
    let checked = check(&files);
    let problems: Vec<_> = checked.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(checked.stories.len(), files.iter().filter(|file| file.variant().is_none()).count());
    for (file, story) in &checked.stories {
        let words = story.body.words();
        assert!((120..=320).contains(&words), "{} has {words} words", file.path);
    }
}

#[test]
fn no_shipped_story_has_a_weak_spot() {
    let files = Collection::embedded().files().expect("embedded");
    let warnings: Vec<_> = check(&files).warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn the_readme_says_what_the_stories_cover() {
    let files = Collection::embedded().files().expect("embedded");
    let checked = check(&files);
    let tables = coverage::tables(checked.stories.iter().map(|(_, story)| story));
    let readme = fs::read_to_string("stories/README.md").expect("the README");
    let expected = coverage::with_tables(&readme, &tables).expect("the lines between which the tables stand");
    assert_eq!(readme, expected, "the stories have changed: cargo run -- stories coverage --write");
}

/// What a page of a platform holds: the text that is seen, and the labels of its buttons.
struct Seen {
    text: String,
    buttons: Vec<String>,
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(|value| texts(value, key)).collect(),
        Value::Object(fields) => {
            let own = fields.get(key).and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(fields.values().flat_map(|value| texts(value, key))).collect()
        }
        _ => Vec::new(),
    }
}

/// The pages of a story on Discord, each within the limits (../shared/specs/limits.toml).
fn on_discord(message: &Message) -> Vec<Seen> {
    let pages = discord::render::pages(message.clone()).into_iter();
    let seen = pages.map(|page| {
        let body = serde_json::to_value(page.post()).expect("JSON");
        let embed = &body["embeds"][0];
        let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (content, title, text) = (part(&body["content"]), part(&embed["title"]), part(&embed["description"]));
        assert!(utf16_len(&content) <= 2_000 && utf16_len(&title) <= 256 && utf16_len(&text) <= 4_096, "{title}");
        assert!(utf16_len(&title) + utf16_len(&text) <= 6_000, "{title}");
        Seen { text: format!("{content}{title}\n{text}"), buttons: texts(&body["components"], "label") }
    });
    seen.collect()
}

/// The same on Telegram.
fn on_telegram(message: &Message) -> Vec<Seen> {
    let count = telegram::render::pages(message.clone()).len();
    let pages = (0..count).map(|part| {
        let pages = telegram::render::reply(Reply { part, ..Reply::to_everyone(message.clone()) });
        assert_eq!(pages.len(), 1, "one part at a time");
        let body = serde_json::to_value(telegram::request(1, pages[0].clone())).expect("JSON");
        let text = body["text"].as_str().expect("text").to_owned();
        let entities = body["entities"].as_array().expect("entities");
        assert!(utf16_len(&text) <= 4_096 && entities.len() <= 100, "{text}");
        Seen { text, buttons: texts(&body["reply_markup"], "text") }
    });
    pages.collect()
}

#[test]
fn every_shipped_story_fits_every_door_with_its_source() {
    let files = Collection::embedded().files().expect("embedded");
    for (id, (_, told)) in (1..).zip(check(&files).stories) {
        let (id, title) = (StoryId(id), told.title.to_string());
        let trails = Trails { same_player: true, same_match: true, same_theme: true, hearts: 0 };
        let story = Story { id, scope: Scope::Everyone, players: Vec::new(), match_: None, told };
        let message = telling::story(&story, trails, Tongue::English);
        let console = Seen { text: console::render::text(&message, false), buttons: Vec::new() };
        for (door, pages) in
            [("discord", on_discord(&message)), ("telegram", on_telegram(&message)), ("console", vec![console])]
        {
            let (last, before) = pages.split_last().expect("a page");
            // Markup that keeps letters from being markup is not what this is about.
            let first = pages[0].text.replace('\\', "");
            assert!(first.starts_with(&title), "{door}: {first:.100} does not begin with {title}");
            assert!(last.text.contains("Source"), "{door}: the last page of {title} names no source");
            assert!(
                before.iter().all(|page| page.buttons.first().is_some_and(|label| label == "Read on")),
                "{door}: {title}"
            );
            assert!(!last.buttons.iter().any(|label| label == "Read on"), "{door}: {title}");
            assert_eq!(last.buttons.is_empty(), door == "console", "{door}: {title}");
        }
    }
}

#[test]
fn every_quote_is_read_once() {
    let files = Collection::embedded().files().expect("embedded");
    for (file, story) in check(&files).stories {
        let told = touchline::platforms::console::render::text(
            &touchline::domain::telling::page(&story, Tongue::English),
            false,
        );
        let told = told.split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" ");
        for quote in &story.quotes {
            let words = quote.text.as_str().trim_end_matches('.');
            assert_eq!(told.matches(words).count(), 1, "{}: {words}", file.path);
        }
    }
}

#[test]
fn the_binary_carries_what_lies_in_the_folder() {
    let embedded = Collection::embedded().files().expect("embedded");
    assert_eq!(Collection::folder("stories").files().expect("the folder"), embedded, "build again: a file was added");
}

#[test]
fn the_readme_shows_a_format_that_holds() {
    let readme = fs::read_to_string("stories/README.md").expect("the README");
    let example = readme.split("```").nth(1).and_then(|block| block.strip_prefix("markdown\n")).expect("an example");
    let text = example.replace("hakimi-mother-belgium", "other");
    assert_eq!(said(PATH, text.as_bytes()), Vec::<String>::new());
}

#[test]
fn a_whole_story_has_no_fault() {
    assert_eq!(said(PATH, WHOLE.as_bytes()), Vec::<String>::new());
}

/// The changed stories of a table: what is replaced in the whole one, by what, and all that is said then.
fn changed(table: &str) -> Vec<(String, String, String)> {
    let entries = table.split("\n\n").filter(|entry| entry.starts_with("old "));
    let field = |entry: &str, name: &str| {
        let lines: Vec<&str> = entry.lines().filter_map(|line| line.strip_prefix(name)).collect();
        lines.join("\n").trim().to_owned()
    };
    let lines = |written: String| written.replace("\\n", "\n");
    entries.map(|entry| (lines(field(entry, "old ")), lines(field(entry, "new ")), field(entry, "say "))).collect()
}

#[test]
fn every_rule_has_its_words() {
    let mut others = Vec::new();
    let broken = changed(include_str!("fixtures/stories/broken.txt"));
    assert_eq!(broken.len(), 42, "entries in broken.txt");
    for (old, new, expected) in &broken {
        assert_eq!(WHOLE.matches(old).count(), 1, "{old:?} is there once");
        let said = said(PATH, WHOLE.replacen(old, new, 1).as_bytes()).join("\n");
        if said != *expected {
            others.push(format!("{new:?} for {old:?}\nexpected {expected}\nbut said {said}\n"));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

/// The whole story without any weak spot.
fn strong() -> String {
    let text = format!("She sang.\n\n{}", "They sang with her all night. ".repeat(20));
    let sources = "[[sources]]\npublisher = \"The Times\"\n\n[[sources]]\npublisher = \"Bladi.net\"";
    WHOLE
        .replace("team = \"France\"\n", "team = \"France\"\naliases = [\"Kylian Mbappe\"]\n")
        .replace("kind = \"tweet\"\n", "kind = \"tweet\"\nalt = \"A kiss\"\n")
        .replace("[[sources]]\npublisher = \"Bladi.net\"", sources)
        .replace("The picture went round the world.", &text)
}

#[test]
fn every_weak_spot_has_its_words() {
    let strong = strong();
    // Another second player: what is said of this one disagrees with nobody.
    let related_to_it = strong
        .replace("\"other\"", "\"a-kiss\"")
        .replace("Kylian Mbappé", "Antoine Griezmann")
        .replace("Kylian Mbappe", "Grizou");
    let warned = |text: &str| {
        let files = [
            StoryFile::new(PATH, text.as_bytes().to_vec()),
            StoryFile::new("stories/2022/other.md", related_to_it.clone().into_bytes()),
        ];
        let checked = check(&files);
        assert_eq!((checked.stories.len(), checked.problems), (2, Vec::new()));
        let of_it = checked.warnings.iter().filter(|warning| warning.0.file == PATH);
        let lines = of_it.map(|warning| warning.to_string().replacen(&format!("{PATH}:"), "", 1));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(warned(&strong), "");
    let weak = changed(include_str!("fixtures/stories/weak.txt"));
    assert_eq!(weak.len(), 17, "entries in weak.txt");
    let mut others = Vec::new();
    for (old, new, expected) in &weak {
        assert_eq!(strong.matches(old).count(), 1, "{old:?} is there once in\n{strong}");
        let warned = warned(&strong.replacen(old, new, 1));
        if warned != *expected {
            others.push(format!("{new:?} for {old:?}\nexpected {expected}\nbut said {warned}\n"));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
    let short = strong.replace("They sang with her all night. ", "");
    assert_eq!(warned(&short), "56: warning: text: 13 words; write 120 to 320");
    let long = strong.replace("She sang.", &"She sang. ".repeat(100));
    assert_eq!(warned(&long), "56: warning: text: 331 words; write 120 to 320");
}

#[test]
fn what_is_wrong_and_what_is_weak_comes_by_file_and_line() {
    let files = [
        StoryFile::new("stories/2022/a.md", WHOLE.replace("\"other\"", "").into_bytes()),
        StoryFile::new("stories/2022/b.md", WHOLE.replace("0-2", "two").into_bytes()),
        StoryFile::new("stories/2022/c.md", WHOLE.replace("\"other\"", "\"a\"").into_bytes()),
    ];
    let lines = check(&files).lines();
    let places: Vec<_> = lines.iter().map(|line| line.split(": ").take(3).collect::<Vec<_>>().join(" ")).collect();
    let weak = |file: &str| {
        ["27 warning players[2].name", "40 warning media[1].alt", "44 warning sources", "51 warning text"]
            .map(|place| format!("stories/2022/{file}.md:{place}"))
    };
    let a = ["stories/2022/a.md:8 warning related".to_owned()].into_iter().chain(weak("a"));
    let b = ["stories/2022/b.md:8 related[1] \"other\" is no such story; the nearest is \"a\"; write that or remove it".to_owned(), "stories/2022/b.md:15 match.score \"two\" does not do; write goals home-away, for example 0-2 (\"2-1 aet\" after extra time; a shoot-out has its own key, penalties)".to_owned()];
    assert_eq!(places, a.chain(b).chain(weak("c")).collect::<Vec<_>>());
}

#[test]
fn all_faults_of_a_file_are_named_by_line() {
    let text = WHOLE
        .replace("\"0-2\"", "\"two\"")
        .replace("lang = \"en\"", "language = \"en\"")
        .replace("The pic", "# The pic");
    let lines: Vec<_> =
        said(PATH, text.as_bytes()).iter().map(|line| line.split(';').next().map(str::to_owned)).collect();
    assert_eq!(
        lines,
        [
            Some("6: language: no such key".to_owned()),
            Some("15: match.score: \"two\" does not do".to_owned()),
            Some("53: text:3: a heading".to_owned()),
        ]
    );
}

#[test]
fn broken_toml_does_not_hide_other_faults_nor_invent_any() {
    let text = WHOLE.replace("\"0-2\"", "0-2").replace("the match\"", "the match").replace("\"fans\"", "\"fun\"");
    let keys: Vec<_> =
        said(PATH, text.as_bytes()).iter().map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(keys, ["2 title", "7 themes[2]", "15 score"]);
}

#[test]
fn files_that_are_no_text_are_refused_with_a_reason() {
    let with = |bytes: &[u8]| said(PATH, bytes);
    let empty = "1: file: it is empty; begin with a line +++, the fields, a line +++, then the text";
    assert_eq!(with(b""), [empty]);
    assert_eq!(with(b" \n\n"), [empty]);
    let crlf = WHOLE.replace('\n', "\r\n");
    assert_eq!(with(crlf.as_bytes()), ["1: file: a line that ends with CR LF; save the file with LF line ends"]);
    let marked = format!("\u{feff}{WHOLE}");
    assert_eq!(
        with(marked.as_bytes()),
        ["1: file: a byte order mark at the start; save the file as UTF-8 without BOM"]
    );
    let latin: Vec<u8> =
        WHOLE.replace("Mbappé", "Mbapp\u{1}").bytes().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect();
    assert_eq!(with(&latin), ["27: file: byte 0xE9 is no UTF-8; save the file as UTF-8"]);
    let huge = vec![b'a'; 1024 * 1024];
    assert_eq!(with(&huge), ["1: file: more than 256 KiB; a story file is text of a few KiB: is this one?"]);
    assert_eq!(with(&vec![b'\n'; SIZE_LIMIT]), [empty]);
}

#[test]
fn names_and_folders_are_checked_across_files() {
    let name = "1: file name: \"A_Kiss\" does not do; use lower-case letters a–z, digits and single dashes, for example hakimi-mother-belgium.md";
    assert_eq!(said("stories/2022/A_Kiss.md", WHOLE.as_bytes()), [name]);
    let folder =
        "5: date: 2022-11-27 lies in the folder \"2018\"; move the file to the folder 2022, or correct the date";
    assert_eq!(said("stories/2018/a-kiss.md", WHOLE.as_bytes()), [folder]);
    let twice = [other(), StoryFile { path: "stories/2023/other.md".into(), ..other() }];
    let problems: Vec<_> = check(&twice).problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "stories/2023/other.md:1: file name: stories/2022/other.md has the same name; rename one of them: a name stands for one story",
            "stories/2023/other.md:5: date: 2022-11-27 lies in the folder \"2023\"; move the file to the folder 2022, or correct the date",
        ]
    );
}

#[test]
fn a_folder_is_read_by_years_and_an_unreadable_file_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        ("2022/other.md", ""),
        ("2022/.other.md.swp.md", ""),
        ("2022/note.txt", ""),
        ("drafts/x.md", ""),
        ("README.md", ""),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let files = Collection::folder(folder.path()).files().expect("readable");
    let stems: Vec<_> = files.iter().map(StoryFile::stem).collect();
    assert_eq!(stems, ["other"]);
    let unreadable = [StoryFile { path: PATH.into(), content: Err("permission denied".into()) }];
    let changes = changed_only(&unreadable, &known(&[("a-kiss", "digest")]));
    assert_eq!((changes.changed.len(), changes.gone.len()), (0, 0), "what cannot be read is not gone");
    assert_eq!(changes.problems[0].to_string(), format!("{PATH}:1: file: permission denied; make the file readable"));
}

fn known(digests: &[(&str, &str)]) -> HashMap<Slug, String> {
    digests.iter().map(|(slug, digest)| (Slug::parse(slug).expect("a slug"), (*digest).to_owned())).collect()
}

#[test]
fn only_changed_files_are_read_and_broken_ones_are_not_gone() {
    let file = |slug: &str, text: &str| StoryFile::new(format!("stories/2022/{slug}.md"), text.as_bytes().to_vec());
    let files = [file("broken", "nothing"), file("changed", WHOLE), file("new", WHOLE), other()];
    let digest = other().digest().expect("readable");
    let before = known(&[("broken", "1"), ("changed", "2"), ("deleted", "3"), ("other", &digest)]);
    let Changes { changed, gone, problems } = changed_only(&files, &before);
    let slugs: Vec<_> = changed.iter().map(|file| file.story.slug.as_str()).collect();
    assert_eq!(slugs, ["changed", "new"]);
    assert_eq!(gone.iter().map(Slug::as_str).collect::<Vec<_>>(), ["deleted"]);
    assert_eq!(problems.iter().map(|problem| problem.file.as_str()).collect::<Vec<_>>(), ["stories/2022/broken.md"]);
    let after: HashMap<_, _> = changed
        .into_iter()
        .map(|file| (file.story.slug, file.digest))
        .chain([(other().slug().expect("a slug"), digest)])
        .collect();
    assert_eq!(changed_only(&files, &after).changed, [], "a second start finds nothing to do");
}
