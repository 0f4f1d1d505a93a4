//! Files of many stories: what goes out comes back as it was, and what is wrong is named with its line, key and mend.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use proptest::sample::select;
use touchline::collection::{Collection, CollectionFormat, check};
use touchline::domain::draft::{
    Draft, MatchDraft, MediaDraft, Origin, PersonDraft, PlayerDraft, QuoteDraft, SourceDraft,
};
use touchline::domain::story::NewStory;
use touchline::domain::transfer::{Row, RowKind};
use touchline::ports::StoryFormat as _;

/// A whole file.
fn read(name: &str, bytes: &[u8]) -> Vec<Row> {
    CollectionFormat.read_file(name, bytes, usize::MAX)
}

/// The stories of rows that have no fault.
fn stories(rows: Vec<Row>) -> Vec<NewStory> {
    rows.into_iter().map(|row| row.told.expect("a story")).collect()
}

fn shipped() -> Vec<NewStory> {
    let files = Collection::embedded().files().expect("embedded");
    check(&files).stories.into_iter().map(|(_, story)| story).collect()
}

/// What is said of a file.
fn said(name: &str, content: impl AsRef<[u8]>) -> String {
    let rows = read(name, content.as_ref());
    let told = rows.into_iter().flat_map(|row| match row.told {
        Ok(story) => vec![format!("line {}: {}", row.line, story.slug)],
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    });
    told.collect::<Vec<_>>().join("\n")
}

fn says(name: &str, content: impl AsRef<[u8]>, expected: &Expect) {
    expected.assert_eq(&said(name, content));
}

#[test]
fn every_shipped_story_comes_back_as_it_was_written_out() {
    let stories_ = shipped();
    assert!(stories_.len() > 50);
    for (kind, word) in RowKind::ALL {
        let file = CollectionFormat.write_file(kind, &stories_);
        assert_eq!(stories(read(&format!("a.{word}"), &file)), stories_, "{word}");
        assert_eq!(stories(read("by its beginning", &file)), stories_, "{word}");
    }
}

/// What spreadsheets, JSON and readers of lists stumble over.
const PIECES: [&str; 34] = [
    "a",
    "B",
    " ",
    ";",
    "; ",
    ",",
    ", ",
    "\"",
    "\"\"",
    "'",
    "=",
    "+",
    "-",
    "@",
    "\t",
    "(",
    ")",
    " (",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "\\n",
    "https://a.org/",
    "سفيان",
    "👩‍👦",
    "é",
    "＝1",
    "|",
    "null",
    "0-1",
    "'=",
];

fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(select(&PIECES[..]), 1..6).prop_map(|pieces| pieces.concat() + "x")
}

fn optional() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), line()]
}

fn body() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "=1+1",
        "@a",
        "'",
        "''=",
        "\"",
        ";",
        ",",
        "word ",
        "سفيان ",
        "👩‍👦",
        "\n\n",
        "\n\n> ",
        "*b* ",
        "+",
        "-1",
    ]);
    prop::collection::vec(pieces, 1..8).prop_map(|pieces| pieces.concat() + "end")
}

fn link() -> impl Strategy<Value = String> {
    select(vec!["https://a.org/", "https://a.org/x;y=1?z=2,3", "https://a.org/(x)", "https://a.org/;"])
        .prop_map(Into::into)
}

prop_compose! {
    fn people()(
        players in prop::collection::vec((line(), optional(), optional(), prop::collection::vec(line(), 0..3), optional()), 0..3),
        people in prop::collection::vec((line(), optional(), prop::collection::vec(line(), 0..2)), 0..3),
        quotes in prop::collection::vec((line(), line(), optional(), optional(), select(vec!["", "fr", "pt-BR"])), 0..3),
    ) -> Draft {
        Draft {
            players: players.into_iter().map(|(name, team, role, aliases, native_name)| PlayerDraft { name, team, role, aliases, native_name }).collect(),
            people: people.into_iter().map(|(name, role, aliases)| PersonDraft { name, role, aliases }).collect(),
            quotes: quotes.into_iter().map(|(by, text, context, original, lang)| QuoteDraft { by, text, context, original, original_lang: lang.into() }).collect(),
            ..Draft::default()
        }
    }
}

prop_compose! {
    fn match_()(
        home in line(), stage in optional(), venue in optional(), city in optional(),
        score in select(vec!["", "0-2", "2-1 aet"]), penalties in select(vec!["", "3-0"]),
    ) -> MatchDraft {
        MatchDraft {
            date: "2022-12-10".into(), away: format!("{home} B"), home, score: score.into(), penalties: penalties.into(), stage, venue, city,
        }
    }
}

prop_compose! {
    fn story()(
        number in 0..1_000_000_u32, title in line(), summary in optional(), body in body(), of_people in people(),
        match_ in prop::option::of(match_()),
        tournament in select(vec!["", "FIFA World Cup 2022", "=Our; \"Cup\", 2022"]),
        themes in prop::collection::vec(select(vec!["family", "fans", "history"]), 0..3),
        related in prop::collection::vec(select(vec!["a-kiss", "b"]), 0..3),
        reactions in prop::collection::vec(line(), 0..3),
        media in prop::collection::vec((line(), link(), optional(), optional()), 0..3),
        sources in prop::collection::vec((line(), optional(), prop::option::of(link()), select(vec!["", "2022", "2022-11", "2022-11-27"])), 1..3),
    ) -> Draft {
        Draft {
            slug: format!("story-{number}"), title, summary, body, match_, tournament: tournament.into(), date: "2022-12-10".into(), lang: "en".into(),
            themes: themes.into_iter().map(Into::into).collect(),
            related: related.into_iter().map(Into::into).collect(), reactions,
            media: media.into_iter().map(|(kind, url, alt, credit)| MediaDraft { kind, url, alt, credit }).collect(),
            sources: sources.into_iter().map(|(publisher, title, url, date)| SourceDraft { publisher, title, url: url.unwrap_or_default(), date: date.into() }).collect(),
            origin: Origin::Chat,
            ..of_people
        }
    }
}

proptest! {
    #[test]
    fn whatever_keeps_the_rules_comes_back_as_it_was(drafts in prop::collection::vec(story(), 1..4)) {
        let told: Vec<_> = drafts.iter().filter_map(|draft| draft.check().ok()).collect();
        prop_assume!(!told.is_empty());
        let mut told = told;
        told.sort_by(|one, other| one.slug.cmp(&other.slug));
        told.dedup_by(|one, other| one.slug == other.slug);
        for (kind, word) in RowKind::ALL {
            let file = CollectionFormat.write_file(kind, &told);
            let back = read(&format!("a.{word}"), &file);
            prop_assert!(back.iter().all(|row| row.told.is_ok()), "{word}: {back:?}\n{}", String::from_utf8_lossy(&file));
            prop_assert_eq!(&stories(back), &told, "{}", String::from_utf8_lossy(&file));
        }
        for story in &told {
            let file = CollectionFormat.write(story, None);
            let back = stories(read("a.md", file.as_bytes()));
            prop_assert_eq!(&back[..], std::slice::from_ref(story), "{}", file);
        }
    }

    #[test]
    fn no_file_is_beyond_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200), name in select(vec!["a.csv", "a.jsonl", "a.md", "a"])) {
        prop_assert!(!read(name, &bytes).is_empty());
    }

    #[test]
    fn no_cell_is_a_formula(story in story()) {
        let Ok(story) = story.check() else { return Ok(()) };
        let file = CollectionFormat.write_file(RowKind::Csv, &[story]);
        let mut reader = csv::Reader::from_reader(&file[..]);
        for record in reader.records() {
            for cell in &record.expect("a record") {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "{cell:?}");
            }
        }
    }
}

const HEADER: &str = "slug,title,date,text,players,themes,sources";

#[test]
fn a_table_is_read_as_spreadsheets_save_it() {
    let comma = format!(
        "{HEADER}\na,A,2022-11-27,\"One, two.\n\n\"\"Three\"\".\",Achraf Hakimi (Morocco),family; fans,\"BBC, https://bbc.org/\"\nb,B,2022-11-27,Text.,,,BBC\n"
    );
    let told = stories(read("a.csv", comma.as_bytes()));
    assert_eq!(told[0].body.source(), "One, two.\n\n\"Three\".");
    assert_eq!(told[0].players[0].team.as_ref().map(touchline::domain::story::Name::as_str), Some("Morocco"));
    assert_eq!(told[0].sources[0].url.as_ref().map(touchline::domain::prose::Link::as_str), Some("https://bbc.org/"));
    assert_eq!((told[0].themes.len(), told[1].themes.len()), (2, 0));
    let windows = format!("\u{feff}{}", comma.replace('\n', "\r\n"));
    assert_eq!(stories(read("a.csv", windows.as_bytes())), told);
    let semicolons = "sources;Title;TEXT;match.date;home;away;score;slug;\n'=BBC;A;Text.;2022-11-27;Belgium;Morocco;0–2;a;\n;;;;;;;;\n";
    let told = stories(read("a.csv", semicolons.as_bytes()));
    assert_eq!(told[0].sources[0].publisher.as_str(), "=BBC");
    assert_eq!(told[0].match_.as_ref().and_then(|match_| match_.score).map(|score| score.away), Some(2));
    assert_eq!(told.len(), 1);
}

#[test]
fn every_fault_of_a_table_has_its_line_and_mend() {
    let rows = "\r\n\r\na,A,2022-11-27,\"Two\nlines.\",,,BBC\r\n,,,,,,\r\na,B,2022-11-27,Text.,,,BBC\nc,,2022-13-01,Text.,,famly,\nd,D,2022-11-27,Text\ne,E,2022-11-27,a,b,c,d,e\nf,F,2022-11-27,Text.,\"[{\"\"nme\"\": \"\"A\"\"}]\",[a,BBC\ng,G,2022-11-27,Text.,,,\"BBC\n";
    says(
        "a.csv",
        format!("{HEADER}{rows}"),
        &expect![[r#"
        line 3: a
        line 6, slug: "a" is the slug of line 3 as well; give one of them another slug, or take it out
        line 7, title: missing; write at least one word
        line 7, date: "2022-13-01" does not do; write a day that exists as YYYY-MM-DD, for example 2022-11-27
        line 7, themes[1]: "famly" does not do; did you mean "family"? choose from family, kindness, fans, farewell, tribute, refuge, comeback, friendship, celebration, resilience, history
        line 7, sources: missing; a story needs at least one source: who published it and, if possible, its https address
        line 8, row: 4 cells where the header has 7; put a cell that holds separators, quotes or line ends between double quotes, and double the quotes inside
        line 9, row: 8 cells where the header has 7; put a cell that holds separators, quotes or line ends between double quotes, and double the quotes inside
        line 10, themes: it begins as a JSON list and is none; write for example family; fans, or a whole JSON list
        line 10, players[1].nme: no such key; did you mean "name"?
        line 10, players[1].name: missing; write at least one word
        line 11, row: the closing quote of a cell is missing; end the cell with ""#]],
    );
}

#[test]
fn what_is_no_table_says_so_once() {
    says(
        "a.csv",
        "slug,titel,player,title,slug\n",
        &expect![[r#"
            line 1, header: there is no column "titel"; did you mean "title"? the columns are slug, title, summary, tournament, date, lang, text, players, people, match_date, home, away, score, penalties, stage, venue, city, themes, quotes, reactions, media, related, sources, variants
            line 1, header: there is no column "player"; did you mean "players"? the columns are slug, title, summary, tournament, date, lang, text, players, people, match_date, home, away, score, penalties, stage, venue, city, themes, quotes, reactions, media, related, sources, variants
            line 1, header: the column "slug" is there twice; keep one of them"#]],
    );
    says(
        "a.csv",
        "Dear all,\nhere are my stories.\n",
        &expect![[
            r#"line 1, header: there is no column "dear all"; the columns are slug, title, summary, tournament, date, lang, text, players, people, match_date, home, away, score, penalties, stage, venue, city, themes, quotes, reactions, media, related, sources, variants"#
        ]],
    );
    says("a.csv", HEADER, &expect!["line 1, file: there is only the header; write one story into each row below it"]);
    says("a.csv", " \n", &expect!["line 1, file: it is empty; write at least one story into it"]);
    says(
        "a.csv",
        b"title\nCaf\xe9\n",
        &expect!["line 2, file: byte 0xE9 is no UTF-8; save the file as UTF-8, a table as “CSV UTF-8”"],
    );
    says(
        "a.csv",
        b"\xff\xfet\0",
        &expect!["line 1, file: this is UTF-16; save the file as UTF-8, a table as “CSV UTF-8”"],
    );
    says(
        "a.xlsx",
        b"PK\x03\x04\x00",
        &expect!["line 1, file: this is a workbook or an archive; save the table as “CSV UTF-8”"],
    );
}

#[test]
fn every_fault_of_json_lines_has_its_line_and_mend() {
    let lines = "\u{feff}{\"slug\": \"a\", \"title\": \"A\", \"date\": \"2022-11-27\", \"text\": \"Text.\", \"summary\": null, \"sources\": [{\"publisher\": \"BBC\"}]}\r\n\r\n\
        {\"titel\": \"A\", \"match\": 5, \"players\": {}, \"themes\": [1], \"sources\": [{\"publisher\": \"BBC\", \"title\": true, \"slug\": \"x\"}]}\n\
        {\"title\": \"A\", \"title\": \"B\"}\n{\"title\": \"A\"\n{\"title\" \"A\"}\n5\n{\"slug\": \"a\", \"title\": \"A\", \"date\": \"2022-11-27\", \"text\": \"# Text\", \"sources\": [{\"publisher\": \"BBC\", \"date\": 2022}]}\n\
        {\"slug\": \"a\", \"title\": \"A\", \"date\": \"2022-11-27\", \"text\": \"Text\", \"sources\": [{\"publisher\": \"BBC\", \"date\": 2022}]}";
    says(
        "a.jsonl",
        lines,
        &expect![[r#"
            line 1: a
            line 3, titel: no such key; did you mean "title"?
            line 3, players: a single object does not do; write a list of objects with the keys name, team, role, aliases, native_name
            line 3, match: the number 5 does not do; write an object with the keys date, home, away, score, penalties, stage, venue, city
            line 3, themes[1]: the number 1 does not do; write a text between double quotes
            line 3, sources[1].slug: no such key; "slug" is the story's own: move it out of here
            line 3, sources[1].title: true without quotes does not do; write a text between double quotes
            line 3, title: missing; write at least one word
            line 3, text:1: no text; write at least one paragraph
            line 3, date: missing; write a day that exists as YYYY-MM-DD, for example 2022-11-27
            line 4, JSON: the key "title" is written twice; keep what belongs to one story
            line 5, JSON: the line ends before its object does; write each story on one line, from { to }
            line 6, JSON: expected `:` (column 10); write it as JSON, see https://www.json.org
            line 7, JSON: this is no object; write one story a line: {"title": "…", "date": "2022-11-27", "text": "…", "sources": [{"publisher": "…"}]}
            line 8, text:1: a heading; use paragraphs, *emphasis*, **strong**, > quotes and [links](https://…) only
            line 9, slug: "a" is the slug of line 1 as well; give one of them another slug, or take it out"#]],
    );
    says(
        "a.jsonl",
        "[\n{}]",
        &expect![
            "line 1, file: it is one JSON list; write one object on each line, without the brackets around all and without commas between"
        ],
    );
    says(
        "a.jsonl",
        "{\n\"title\": \"A\"\n}\n",
        &expect![[
            r#"line 1, file: an object is spread over several lines; write each story on one line: {"title": "…", "date": "2022-11-27", "text": "…", "sources": [{"publisher": "…"}]}"#
        ]],
    );
}

#[test]
fn no_file_makes_more_of_itself_than_it_is() {
    assert_eq!(CollectionFormat.read_file("a.jsonl", "5\n".repeat(100).as_bytes(), 9).len(), 10);
    assert_eq!(CollectionFormat.read_file("a.csv", format!("title\n{}", "a\n".repeat(100)).as_bytes(), 9).len(), 10);
    says(
        "a.csv",
        format!("title,{}", "x,".repeat(1_000)),
        &expect![[
            r#"line 1, header: there is no column "x"; the columns are slug, title, summary, tournament, date, lang, text, players, people, match_date, home, away, score, penalties, stage, venue, city, themes, quotes, reactions, media, related, sources, variants"#
        ]],
    );
    says(
        "a.csv",
        format!("title\n{}", "x".repeat(300_000)),
        &expect!["line 2, row: more than 256 KiB; a story is text of a few KiB: is this one?"],
    );
    says(
        "a.jsonl",
        format!("{{\"title\": \"{}\"}}", "x".repeat(300_000)),
        &expect!["line 1, row: more than 256 KiB; a story is text of a few KiB: is this one?"],
    );
    let keys: Vec<_> = (0..100).map(|number| format!("\"{number}\": 1")).collect();
    says(
        "a.jsonl",
        format!("{{{}}}", keys.join(", ")),
        &expect!["line 1, JSON: an object has more than 64 keys; keep what belongs to one story"],
    );
    says(
        "a.jsonl",
        "[".repeat(100_000),
        &expect![
            "line 1, file: it is one JSON list; write one object on each line, without the brackets around all and without commas between"
        ],
    );
    says(
        "a.jsonl",
        format!("{{\"a\": {}", "[".repeat(100_000)),
        &expect!["line 1, JSON: recursion limit exceeded (column 133); write it as JSON, see https://www.json.org"],
    );
}

#[test]
fn a_story_file_is_one_row_and_goes_by_its_name() {
    let file = "+++\ntitle = \"A kiss\"\ndate = 2022-11-27\n[[sources]]\npublisher = \"BBC\"\n+++\nText.\n";
    says("stories/2022/her-kiss.md", file, &expect!["line 1: her-kiss"]);
    says("message.txt", file, &expect!["line 1: a-kiss"]);
    says(
        "a.md",
        file.replace("publisher", "publsher"),
        &expect![[r#"
        line 4, sources[1].publisher: missing; write at least one word
        line 5, sources[1].publsher: no such key; did you mean "publisher"?"#]],
    );
}

#[test]
fn the_page_that_explains_the_formats_is_right() {
    let page = include_str!("../../docs/import.md");
    let example = |language: &str| {
        let (_, rest) = page.split_once(&format!("```{language}\n")).expect("an example");
        rest.split_once("```").expect("its end").0
    };
    assert_eq!(said("a.csv", example("csv")), "line 2: her-kiss");
    assert_eq!(said("a.jsonl", example("json")), "line 1: her-kiss");
    let header = CollectionFormat.write_file(RowKind::Csv, &[]);
    let header = String::from_utf8(header).expect("text");
    for column in header.trim_start_matches('\u{feff}').trim().split(',') {
        assert!(page.contains(&format!("`{column}`")), "docs/import.md lacks {column}");
    }
    let lines = CollectionFormat.write_file(RowKind::JsonLines, &shipped());
    let lines: Vec<serde_json::Value> =
        String::from_utf8(lines).expect("text").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut values: Vec<_> = lines.iter().collect();
    while let Some(value) = values.pop() {
        values.extend(value.as_array().into_iter().flatten());
        for (key, value) in value.as_object().into_iter().flatten() {
            assert!(
                page.contains(&format!("`{key}`")) || page.contains(&format!("\"{key}\"")),
                "docs/import.md lacks {key}"
            );
            values.push(value);
        }
    }
}
