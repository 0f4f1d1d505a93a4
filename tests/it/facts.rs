//! Every shipped story against the fact sheet that it was written from: names, match, quotes, sources, and own words.
//!
//! The sheets lie beside the project, in `../shared/stories`; where they are not there, this says so and `.ci/run` says
//! it loudly. That a story *reads* true to its sheet no program can tell.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use touchline::collection::{Collection, check};
use touchline::domain::prose::Prose;
use touchline::domain::story::{Match, NewStory, Words};
use touchline::domain::teams::names_in_use;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Quotes that were left out of a story, with the reason, by the sheet's words.
const LEFT_OUT: [(&str, &str); 3] = [
    ("I have lived in France for 50 years", "a second-hand translation; the sheet prefers a paraphrase"),
    (
        "She didn't deserve that and she should be remembered as an absolute hero.",
        "the sheet prefers the players' voices",
    ),
    (
        "We wanted to show the nation that, look, we can be knocked down, but we can also get back up.",
        "the sheet prefers the players' voices",
    ),
];
/// Names that a story leaves out, with the reason, by the sheet's spelling.
const UNNAMED: [(&str, &str); 3] = [
    ("Leonardo Perisic", "a child: the sheet asks for the first name alone"),
    ("Leo Perisic", "the same"),
    ("Manuela Perisic", "the same"),
];
/// So many words in a row that a story and its sheet share are copied, not a coincidence of names and numbers.
const COPIED: usize = 8;

#[derive(Deserialize)]
struct Sheets {
    story: Vec<Sheet>,
}

#[derive(Deserialize)]
struct Sheet {
    slug: String,
    title_idea: String,
    tournament: String,
    themes: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    players: Vec<SheetPlayer>,
    #[serde(rename = "match")]
    match_: Option<SheetMatch>,
    facts: Vec<String>,
    quotes: Vec<SheetQuote>,
    reactions: Vec<String>,
    media: Vec<SheetMedia>,
    sources: Vec<SheetSource>,
    notes: String,
}

#[derive(Deserialize)]
struct SheetPlayer {
    name: String,
    team: String,
    native_name: Option<String>,
}

#[derive(Deserialize)]
struct SheetMatch {
    date: String,
    home: String,
    away: String,
    score: String,
    stage: String,
    venue: String,
    city: String,
}

#[derive(Deserialize)]
struct SheetQuote {
    by: String,
    text: String,
}

#[derive(Deserialize)]
struct SheetMedia {
    url: String,
}

#[derive(Deserialize)]
struct SheetSource {
    publisher: String,
    title: String,
    url: String,
    date: String,
}

/// The sheets by slug; `None` where they are not.
fn sheets() -> Option<BTreeMap<String, Sheet>> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/stories"));
    let mut sheets = BTreeMap::new();
    for entry in fs::read_dir(folder).ok()? {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let read: Sheets = toml::from_str(&fs::read_to_string(&path).expect("text")).expect("sheets");
            sheets.extend(read.story.into_iter().map(|sheet| (sheet.slug.clone(), sheet)));
        }
    }
    Some(sheets)
}

/// Calls `compare` for each story and its sheet; it says what is different.
#[expect(clippy::print_stderr, reason = "whoever runs the tests is told what was not run")]
fn compare_all(compare: impl Fn(&Sheet, &NewStory) -> Vec<String>) {
    let Some(sheets) = sheets() else {
        eprintln!("NOT RUN: ../shared/stories is absent, so no story was compared with its fact sheet");
        return;
    };
    let files = Collection::embedded().files().expect("embedded");
    let checked = check(&files);
    let told: BTreeMap<_, _> = checked.stories.iter().map(|(_, story)| (story.slug.as_str(), story)).collect();
    let mut differences = Vec::new();
    for (slug, sheet) in &sheets {
        match told.get(slug.as_str()) {
            None => differences.push(format!("{slug}: there is no story of this sheet")),
            Some(story) => differences.extend(compare(sheet, story).into_iter().map(|what| format!("{slug}: {what}"))),
        }
    }
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

/// What is different, as a line, if it is.
fn differs<T: PartialEq + std::fmt::Debug>(what: &str, sheet: &T, story: &T) -> Option<String> {
    (sheet != story).then(|| format!("{what}: the sheet has {sheet:?}, the story {story:?}"))
}

fn text(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// A sheet's score, as the format writes it: "3-3 (4-2 on penalties)", "2-1 (aet)", "2-2 (aet), 3-1 pens".
fn score_of(sheet: &str) -> (String, String) {
    let goals = sheet.split(' ').next().unwrap_or_default().replace('-', "–");
    let shots = sheet.strip_suffix(" pens").or_else(|| sheet.strip_suffix(" on penalties)"));
    let shots = shots.and_then(|rest| rest.rsplit([' ', '(']).next()).unwrap_or_default().replace('-', "–");
    // Where a shoot-out followed, extra time goes without saying.
    let extra = if sheet.contains("(aet)") && shots.is_empty() { " aet" } else { "" };
    (goals + extra, shots)
}

fn match_differences(sheet: &SheetMatch, told: &Match) -> Vec<String> {
    let (goals, shots) = score_of(&sheet.score);
    let score = text(told.score.as_ref()) + if told.extra_time { " aet" } else { "" };
    [
        differs("match.date", &sheet.date, &told.date.to_string()),
        differs("match.home", &sheet.home, &told.home.to_string()),
        differs("match.away", &sheet.away, &told.away.to_string()),
        differs("match.score", &goals, &score),
        differs("match.penalties", &shots, &text(told.penalties.as_ref())),
        differs("match.stage", &sheet.stage.to_lowercase(), &text(told.stage.as_ref()).to_lowercase()),
        differs("match.venue", &sheet.venue, &text(told.venue.as_ref())),
        differs("match.city", &sheet.city, &text(told.city.as_ref())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn match_players_date_and_themes_are_the_sheets() {
    compare_all(|sheet, story| {
        let mut found = Vec::new();
        found.extend(differs("tournament", &sheet.tournament, &text(story.tournament.as_ref())));
        let themes: Vec<_> = story.themes.iter().map(|theme| theme.word().to_owned()).collect();
        found.extend(differs("themes", &sheet.themes, &themes));
        match (&sheet.match_, &story.match_) {
            (Some(sheet), Some(told)) => {
                found.extend(match_differences(sheet, told));
                found.extend(differs("date", &sheet.date, &story.date.to_string()));
            }
            (None, None) => {}
            (sheet, _) => found.push(format!("match: the sheet has {}", if sheet.is_some() { "one" } else { "none" })),
        }
        let names = |pairs: Vec<(String, String)>| pairs.into_iter().map(|(name, team)| format!("{name} ({team})"));
        let theirs = names(sheet.players.iter().map(|one| (one.name.clone(), one.team.clone())).collect());
        let ours = story.players.iter().map(|one| (one.name.to_string(), text(one.team.as_ref()))).collect();
        found.extend(differs("players", &theirs.collect::<Vec<_>>(), &names(ours).collect::<Vec<_>>()));
        for (theirs, ours) in sheet.players.iter().zip(&story.players) {
            if let Some(native) = &theirs.native_name {
                found.extend(differs("native_name", native, &text(ours.native_name.as_ref())));
            }
        }
        found
    });
}

#[test]
fn quotes_are_exact_and_have_a_speaker_and_a_context() {
    compare_all(|sheet, story| {
        let mut found = Vec::new();
        for quote in &story.quotes {
            let words = [Some(quote.text.as_str()), quote.original.as_ref().map(Words::as_str)];
            let source = sheet.quotes.iter().find(|one| words.contains(&Some(one.text.as_str())));
            match source {
                None => found.push(format!("no such quote in the sheet: {}", quote.text)),
                Some(one) => found.extend(differs("quotes.by", &one.by, &quote.by.to_string())),
            }
            if quote.context.is_none() {
                found.push(format!("a quote without its context: {}", quote.text));
            }
        }
        for one in &sheet.quotes {
            let told = story.quotes.iter().any(|quote| {
                quote.text.as_str() == one.text
                    || quote.original.as_ref().is_some_and(|words| words.as_str() == one.text)
            });
            if !told && LEFT_OUT.iter().all(|(words, _)| *words != one.text) {
                found.push(format!("the sheet's quote is not told: {}", one.text));
            }
        }
        found
    });
}

#[test]
fn words_between_quotation_marks_are_in_the_sheet() {
    compare_all(|sheet, story| {
        let mut known = vec![words(&whole_sheet(sheet)).join(" ")];
        known.extend(sheet.aliases.iter().map(|alias| words(alias).join(" ")));
        known.extend(sheet.quotes.iter().map(|quote| words(&quote.text).join(" ")));
        known.extend(story.quotes.iter().map(|quote| words(quote.text.as_str()).join(" ")));
        let quoted: Vec<String> = [story.title.to_string(), story.summary.to_string(), story.body.plain()]
            .iter()
            .flat_map(|text| {
                text.split('“').skip(1).filter_map(|rest| rest.split('”').next()).map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        let unknown = quoted.into_iter().filter(|quoted| {
            let quoted = words(quoted).join(" ");
            !known.iter().any(|known| known.contains(&quoted))
        });
        unknown.map(|quoted| format!("between quotation marks, but not in the sheet: {quoted}")).collect()
    });
}

#[test]
fn all_sources_and_media_are_listed() {
    // Addresses are told as https: Touchline links to nothing else.
    let secure =
        |url: &str| url.strip_prefix("http://").map_or_else(|| url.to_owned(), |rest| format!("https://{rest}"));
    let address = |url: &str| touchline::domain::prose::Link::parse(&secure(url)).expect("an address").to_string();
    compare_all(|sheet, story| {
        let mut theirs: Vec<_> = sheet
            .sources
            .iter()
            .map(|one| [one.publisher.clone(), one.title.clone(), address(&one.url), one.date.clone()])
            .collect();
        let mut ours: Vec<_> = story
            .sources
            .iter()
            .map(|one| {
                let date = one.date.as_ref().map(|date| date.as_str().to_owned()).unwrap_or_default();
                [one.publisher.to_string(), text(one.title.as_ref()), text(one.url.as_ref()), date]
            })
            .collect();
        theirs.sort();
        ours.sort();
        let media: Vec<_> = sheet.media.iter().map(|one| address(&one.url)).collect();
        let shown: Vec<_> = story.media.iter().map(|one| one.url.to_string()).collect();
        [differs("sources", &theirs, &ours), differs("media", &media, &shown)].into_iter().flatten().collect()
    });
}

#[test]
fn every_name_of_the_sheet_leads_to_the_story() {
    compare_all(|sheet, story| {
        let mut texts = vec![story.title.to_string(), story.summary.to_string(), story.body.plain()];
        for player in &story.players {
            texts.push(player.name.to_string());
            texts.extend(player.aliases.iter().map(ToString::to_string));
            texts.extend(player.native_name.iter().map(ToString::to_string));
        }
        for person in &story.people {
            texts.push(person.name.to_string());
            texts.extend(person.aliases.iter().map(ToString::to_string));
        }
        let teams = story.players.iter().filter_map(|player| player.team.as_ref());
        let teams = teams.chain(story.match_.iter().flat_map(|match_| [&match_.home, &match_.away]));
        texts.extend(teams.flat_map(|team| names_in_use(team.as_str())).map(|name| (*name).to_owned()));
        texts.extend(story.match_.iter().flat_map(|match_| match_.venue.iter().map(ToString::to_string)));
        let texts: Vec<_> = texts.iter().map(|text| format!(" {} ", words(text).join(" "))).collect();
        let lost = sheet.aliases.iter().filter(|alias| {
            let words = format!(" {} ", words(alias).join(" "));
            !UNNAMED.iter().any(|(name, _)| name == alias) && !texts.iter().any(|text| text.contains(&words))
        });
        lost.map(|alias| format!("nothing in the story goes by {alias:?}")).collect()
    });
}

#[test]
fn a_story_is_told_in_its_own_words() {
    compare_all(|sheet, story| {
        let theirs = words(&whole_sheet(sheet));
        let theirs: HashSet<&[String]> = theirs.windows(COPIED).collect();
        let mut ours = vec![story.summary.to_string(), without_quotes(&story.body)];
        ours.extend(story.reactions.iter().map(ToString::to_string));
        let mut found = Vec::new();
        found.extend((story.title.as_str() == sheet.title_idea).then(|| "the title is the sheet's".to_owned()));
        for text in &ours {
            let text = words(text);
            let copied = text.windows(COPIED).find(|run| theirs.contains(run) && !run.iter().any(|word| word == "|"));
            found.extend(copied.map(|run| format!("copied from the sheet: {}", run.join(" "))));
        }
        found
    });
}

fn whole_sheet(sheet: &Sheet) -> String {
    [sheet.facts.join(" | "), sheet.reactions.join(" | "), sheet.notes.clone()].join(" | ")
}

/// The text with what stands between quotation marks left out.
fn without_quotes(body: &Prose) -> String {
    let plain = body.plain().replace('\n', " | ");
    let mut parts = plain.split('“');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, rest| text + " | " + rest.split_once('”').map_or("", |(_, after)| after))
}

/// Words without accents, case and punctuation; a bar stays, so that no run of words reaches over it.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().filter(|ch| !is_combining_mark(*ch)).collect::<String>().to_lowercase();
    let words =
        plain.split(|ch: char| !(ch.is_alphanumeric() || ch == '\'' || ch == '|')).filter(|word| !word.is_empty());
    words.map(|word| word.trim_matches('\'').to_owned()).filter(|word| !word.is_empty()).collect()
}

#[test]
fn scores_of_sheets_are_read_in_all_their_ways() {
    let cases = [
        ("0-2", "0–2", ""),
        ("3-3 (4-2 on penalties)", "3–3", "4–2"),
        ("2-1 (aet)", "2–1 aet", ""),
        ("2-2 (aet), 3-1 pens", "2–2", "3–1"),
    ];
    for (sheet, goals, shots) in cases {
        assert_eq!(score_of(sheet), (goals.to_owned(), shots.to_owned()), "{sheet}");
    }
}
