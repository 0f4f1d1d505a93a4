//! The languages of the interface: every text is there in each, with the same arguments, and is used; plurals and
//! directions are those of the language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use touchline::collection::Collection;
use touchline::domain::tongue::{Arg, Text, Tongue};
use touchline::say;

use crate::tidy::{code, sources};
use crate::world::{ADMIN, COLLECTION, World, text};

/// A text in one language, as its file has it.
#[derive(Debug, Default)]
struct Entered {
    /// Arguments that it shows or decides by.
    arguments: BTreeSet<String>,
    /// For each plural in it the categories that it tells apart.
    plurals: Vec<BTreeSet<String>>,
    /// What stands between backticks, each variant's own.
    typed: BTreeSet<String>,
    /// Words before the first argument of each variant's.
    leads: Vec<String>,
}

fn folder(tongue: Tongue) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/texts").join(tongue.tag())
}

/// Every text of a language by its key.
fn texts(tongue: Tongue) -> BTreeMap<String, Entered> {
    let mut texts = BTreeMap::new();
    for file in fs::read_dir(folder(tongue)).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let source = fs::read_to_string(&file).expect("text");
        let resource = parser::parse(source.as_str()).unwrap_or_else(|(_, faults)| {
            panic!("{}: {faults:?}", file.display());
        });
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name.to_owned();
            assert!(
                texts.insert(key, entered(&message)).is_none(),
                "{}: {} is there twice",
                tongue.tag(),
                message.id.name
            );
        }
    }
    texts
}

fn entered(message: &Message<&str>) -> Entered {
    let mut entered = Entered::default();
    let value = message.value.as_ref().unwrap_or_else(|| panic!("{} says nothing", message.id.name));
    let mut variants = vec![String::new()];
    read(value, &mut entered, &mut variants);
    for said in variants {
        entered.typed.extend(said.split('`').skip(1).step_by(2).map(str::to_owned));
        entered.leads.push(said);
    }
    entered
}

/// Reads a pattern, and lets each of its variants be a text of its own; an argument becomes `{name}`.
fn read(pattern: &Pattern<&str>, entered: &mut Entered, variants: &mut Vec<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                for said in variants.iter_mut() {
                    said.push_str(value);
                }
            }
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                let shown = inline_shown(inline, entered);
                for said in variants.iter_mut() {
                    said.push_str(&shown);
                }
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants: choices } } => {
                inline_shown(selector, entered);
                let name = |key: &VariantKey<&str>| match key {
                    VariantKey::Identifier { name } => (*name).to_owned(),
                    VariantKey::NumberLiteral { value } => (*value).to_owned(),
                };
                let categories: BTreeSet<_> = choices.iter().map(|choice| name(&choice.key)).collect();
                let is_plural = |word: &String| {
                    ["zero", "one", "two", "few", "many"].contains(&word.as_str()) || word.parse::<u8>().is_ok()
                };
                // Months and days of the week are numbers as well, and no plurals.
                if categories.iter().any(is_plural) && !categories.contains("7") && !categories.contains("11") {
                    entered.plurals.push(categories);
                }
                let before = std::mem::take(variants);
                for choice in choices {
                    let mut these = before.clone();
                    read(&choice.value, entered, &mut these);
                    variants.append(&mut these);
                }
            }
        }
    }
}

fn inline_shown(inline: &InlineExpression<&str>, entered: &mut Entered) -> String {
    match inline {
        InlineExpression::StringLiteral { value } => (*value).to_owned(),
        InlineExpression::VariableReference { id } => {
            entered.arguments.insert(id.name.to_owned());
            format!("{{{}}}", id.name)
        }
        other => panic!("a text refers to nothing but its arguments: {other:?}"),
    }
}

#[test]
fn every_language_has_every_text_with_the_same_arguments() {
    let english = texts(Tongue::English);
    assert!(english.len() > 300, "{} texts", english.len());
    let mut wrong = Vec::new();
    for tongue in Tongue::ALL {
        let theirs = texts(tongue);
        let tag = tongue.tag();
        wrong.extend(english.keys().filter(|key| !theirs.contains_key(*key)).map(|key| format!("{tag}: no {key}")));
        wrong.extend(
            theirs.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("{tag}: {key} is no text")),
        );
        for (key, text) in &theirs {
            let Some(own) = english.get(key) else { continue };
            if text.arguments != own.arguments {
                wrong.push(format!("{tag}: {key} has {:?}, not {:?}", text.arguments, own.arguments));
            }
            if text.typed != own.typed {
                wrong.push(format!("{tag}: {key} says to type {:?}, not {:?}", text.typed, own.typed));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_text_is_used_and_every_one_that_is_used_is_there() {
    let english = texts(Tongue::English);
    let code: String = sources("src")
        .iter()
        .flat_map(|(_, text)| code(text).map(|(_, line)| format!("{line}\n")).collect::<Vec<_>>())
        .collect();
    let unused: Vec<_> = english.keys().filter(|key| !code.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
    let mut missing = BTreeSet::new();
    for (at, _) in code.match_indices("text!(").chain(code.match_indices("say!(")) {
        // The first string behind it is the key, unless it is an example in a comment or the macro itself.
        let Some(key) = code[at..].split('"').nth(1).filter(|_| code[at..].find('"').is_some_and(|quote| quote < 120))
        else {
            continue;
        };
        let is_key = !key.is_empty()
            && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if is_key && !english.contains_key(key) {
            missing.insert(key);
        }
    }
    assert!(missing.is_empty(), "no text for {missing:?}");
}

/// What a language tells apart when it counts whole numbers below a million (Unicode CLDR, plural rules).
fn categories(tongue: Tongue) -> &'static [&'static str] {
    match tongue {
        Tongue::English | Tongue::French | Tongue::Spanish | Tongue::Portuguese => &["one", "other"],
        Tongue::Arabic => &["one", "two", "few", "many", "other"],
    }
}

#[test]
fn plurals_are_those_of_the_language() {
    let english = texts(Tongue::English);
    let mut wrong = Vec::new();
    for tongue in Tongue::ALL {
        for (key, text) in texts(tongue) {
            let has = |plural: &BTreeSet<String>, category: &&str| {
                // English says "a year ago" by number; others may too where it means the same.
                let number = match *category {
                    "one" => "1",
                    "two" => "2",
                    _ => "-",
                };
                plural.contains(*category) || plural.contains(number)
            };
            for plural in &text.plurals {
                let missing: Vec<_> = categories(tongue).iter().filter(|category| !has(plural, category)).collect();
                if !missing.is_empty() {
                    wrong.push(format!("{}: {key} lacks {missing:?}", tongue.tag()));
                }
            }
            if text.plurals.is_empty() && english.get(&key).is_some_and(|own| !own.plurals.is_empty()) {
                wrong.push(format!("{}: {key} does not count", tongue.tag()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Letters of Arabic; what stands in a sentence without any is a name or a sign.
fn is_arabic(ch: char) -> bool {
    matches!(ch, '\u{600}'..='\u{6ff}')
}

#[test]
fn an_arabic_text_is_laid_out_from_the_right() {
    let mut wrong = Vec::new();
    for (key, text) in texts(Tongue::Arabic) {
        for said in text.leads.iter().filter(|said| said.chars().any(is_arabic)) {
            // Arguments and what is typed have a direction of their own and do not decide (UAX #9, rule P2).
            let mut own = String::new();
            for (number, part) in said.split(['{', '}', '`']).enumerate() {
                if number % 2 == 0 {
                    own.push_str(part);
                }
            }
            let first = own.chars().find(|ch| is_arabic(*ch) || ch.is_ascii_alphabetic());
            if first.is_none_or(|first| !is_arabic(first)) {
                wrong.push(format!("{key}: {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "a Latin word comes first:\n{}", wrong.join("\n"));
}

#[test]
fn every_text_can_be_said_with_any_number() {
    for (key, text) in texts(Tongue::English) {
        // The program lives for ever as far as keys are concerned.
        let key: &'static str = Box::leak(key.into_boxed_str());
        for number in [0, 1, 2, 3, 11, 100, 1_000_000] {
            let counted = |name: &String| {
                let name: &'static str = Box::leak(name.clone().into_boxed_str());
                (name, Arg::from(number))
            };
            let said = Text::phrase(key, text.arguments.iter().map(counted).collect());
            let words = |name: &String| {
                let name: &'static str = Box::leak(name.clone().into_boxed_str());
                (name, Arg::from("`{ $x } \"*"))
            };
            let worded = Text::phrase(key, text.arguments.iter().map(words).collect());
            for tongue in Tongue::ALL {
                for told in [said.say(tongue), worded.say(tongue)] {
                    assert!(!told.trim().is_empty() && told != key, "{}: {key}", tongue.tag());
                }
            }
        }
    }
}

/// What is said to people who look, write, curate and set up; each line by an admin, in this order. A line without a slash
/// is plain words, one that begins with `#` presses the button of that number.
const SAID: &[&str] = &[
    "/help",
    "/help daily",
    "/help story",
    "/help import",
    "/help nothing",
    "/about",
    "/privacy",
    "/forgetme",
    "/nothing",
    "/story hakimi",
    "/story nobody at all",
    "/story mother",
    "/story morocco portugal",
    "/player",
    "/player nobody",
    "/player mbape",
    "/match france",
    "/match xyzzy",
    "/browse",
    "/browse family",
    "/browse king",
    "/browse team:morocco",
    "/browse team:xyzzy",
    "/browse player:hakimi",
    "/browse player:xyzzy",
    "/browse tournament:2021",
    "/today",
    "/favourites",
    "/top",
    "/daily",
    "/daily show",
    "/daily on",
    "/daily on 25:00",
    "/daily on 09:00 Nowhere",
    "/daily on 09:00 India",
    "/daily on 09:00 Europe/Paris days:weekdays theme:family,-farewell team:morocco",
    "/daily show",
    "/daily next",
    "/daily next 2026-11-30",
    "/daily why",
    "/daily pause 2020-01-01",
    "/daily pause 2026-12-24",
    "/daily show",
    "/daily resume",
    "/daily test",
    "/daily on 10:00 days:funday",
    "/daily on 10:00 catch_up:9d",
    "/daily on 10:00 on_unsure:x",
    "/daily on 10:00 silent:perhaps",
    "/daily off",
    "/daily off",
    "/settings show",
    "/settings editors",
    "/settings editors add:@sara",
    "/settings editors remove:@max",
    "/settings editors add:nobody",
    "/settings zone Paris",
    "/settings zone Nowhere",
    "/settings notices",
    "/settings notices place:nowhere",
    "/settings notices off:yes",
    "/settings unblock 12",
    "/settings show",
    "/addstory",
    "A title",
    "skip",
    "*Text*",
    "# no",
    "skip",
    "Belgium 3-9 Morocco, 2022-11-27",
    "The BBC, https://www.bbc.com/sport",
    "/cancel",
    "/addstory # Title only",
    "/submit",
    "/cancel",
    "/review",
    "/review 7",
    "/review 1 perhaps",
    "/history",
    "/editstory",
    "/editstory nothing",
    "/removestory",
    "/removestory nothing",
    "/restorestory",
    "/restorestory nothing",
    "/import",
    "/export",
    "/import scope:everyone",
];

#[tokio::test]
async fn nothing_english_is_left_in_an_arabic_conversation() {
    let world = World::new().await;
    let everything = world.reply(ADMIN, "/browse").await;
    assert!(text(&everything.message).contains("stories"), "English to begin with");
    world.say(ADMIN, "/settings language ar").await;
    let mut left = Vec::new();
    for said in SAID {
        let reply = if said.starts_with('/') { world.reply(ADMIN, said).await } else { world.words(ADMIN, said).await };
        left.extend(english_of(&reply.message).into_iter().map(|words| format!("{said}: {words}")));
        let form = reply.form.iter().flat_map(|form| {
            let tongue = form.tongue;
            form.fields
                .iter()
                .flat_map(move |field| [field.label().say(tongue), field.question().say(tongue)])
                .collect::<Vec<_>>()
        });
        left.extend(form.filter(|words| !english(words).is_empty()).map(|words| format!("{said}, form: {words}")));
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

/// What a message says of its own in Latin letters: not in what is typed, not in names, titles and summaries.
fn english_of(message: &touchline::domain::message::Message) -> Vec<String> {
    use touchline::domain::action::Action;
    use touchline::domain::prose::{Block, Style};
    let mut found = Vec::new();
    let blocks = if message.story.is_some() { &[] } else { message.blocks.as_slice() };
    for block in blocks {
        let (Block::Paragraph(spans) | Block::Item(spans) | Block::Quote(spans)) = block else { continue };
        // A title in a list, with what is said of its story.
        if matches!(spans.as_slice(), [first, ..] if first.style == Style::Strong && first.text.is_ascii()) {
            continue;
        }
        let own: String = spans
            .iter()
            .filter(|span| span.style != Style::Code && span.link.is_none())
            .map(|span| span.text.as_str())
            .collect();
        if !english(&own).is_empty() {
            found.push(format!("{own}   {:?}", english(&own)));
        }
    }
    for button in &message.buttons {
        let is_name = matches!(button.action, Action::Story(..) | Action::About(_))
            || matches!(button.action, Action::Browse(section, _) if section.theme.is_none() && !section.is_all());
        if !is_name && !english(&button.label).is_empty() {
            found.push(format!("[{}]", button.label));
        }
    }
    found.extend(message.note.iter().filter(|note| !english(note).is_empty()).cloned());
    found
}

/// Latin words outside runs that have a direction of their own, and inside of them words that make a sentence.
fn english(text: &str) -> Vec<String> {
    let (mut depth, mut own, mut apart) = (0_i32, String::new(), String::new());
    for ch in text.chars() {
        match ch {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => {
                depth -= 1;
                own.push(' ');
                apart.push('\n');
            }
            ch if depth == 0 => own.push(ch),
            ch => apart.push(ch),
        }
    }
    let latin = |text: &str| -> Vec<String> {
        let words = text.split(|ch: char| !ch.is_ascii_alphabetic()).filter(|word| word.len() > 1);
        words.map(str::to_owned).collect()
    };
    let known = |word: &String| SAME.contains(&word.as_str()) || TYPED.contains(&word.as_str());
    let mut found: Vec<_> = latin(&own).into_iter().filter(|word| !known(word)).collect();
    // Names have capitals, what is typed has slashes, colons and brackets; a sentence of ours has small words.
    let is_list = |run: &str| run.split(", ").all(|word| !word.contains(' '));
    for run in apart
        .lines()
        .filter(|run| !is_list(run))
        .filter(|run| !run.contains(['/', ':', '[', '<', '“']) && !is_told(run))
    {
        let small = latin(run).into_iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
        if small.filter(|word| !known(word)).count() > 2 {
            found.push(run.to_owned());
        }
    }
    found
}

/// Whether words are a story's.
fn is_told(words: &str) -> bool {
    static STORIES: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let files = Collection::folder(COLLECTION).files().expect("readable").into_iter();
        files.filter_map(|file| String::from_utf8(file.content.ok()?.into_owned()).ok()).collect()
    });
    STORIES.contains(words.trim_end_matches('…').trim_matches(['«', '»', ' ']))
}

/// Names that are the same in every language.
const SAME: &[&str] =
    &["Touchline", "Discord", "Telegram", "UTC", "CC", "BY", "MIT", "Apache", "MiB", "JSON", "CSV", "IANA", "Paris"];
/// What is typed in English whatever one speaks.
const TYPED: &[&str] = &[
    "Europe",
    "Africa",
    "Casablanca",
    "none",
    "all",
    "weekdays",
    "weekends",
    "mon",
    "thu",
    "ask",
    "resend",
    "yes",
    "no",
    "add",
    "remove",
    "name",
    "accept",
    "edit",
    "decline",
    "block",
];

#[tokio::test]
async fn a_story_is_told_in_the_readers_language_where_somebody_has_written_it() {
    let world = World::new().await;
    world.say(ADMIN, "/settings language fr").await;
    let french = "+++\nslug = \"a-scarf\"\ntitle = \"A scarf\"\nlang = \"en\"\ndate = 2022-11-27\n\
        sources = [{ publisher = \"Us\", url = \"https://example.org/\" }]\n\
        [[variants]]\nlang = \"fr\"\ntitle = \"Une écharpe\"\nsummary = \"Il la lui donne.\"\ntext = \"Il la lui *donne*, zut.\"\n\
        +++\n\nHe gives it to her, gosh.";
    let added = world.publish(ADMIN, &format!("/addstory {french}")).await;
    assert!(added.contains("A scarf"), "{added}");
    let told = world.reply(ADMIN, "/story scarf").await.message;
    assert_eq!(told.title.as_deref(), Some("Une écharpe"), "{}", text(&told));
    assert!(text(&told).contains("Il la lui donne, zut.") && !text(&told).contains("gosh"), "{}", text(&told));
    assert!(!text(&told).contains(&say!(Tongue::French, "told-in-other-language", language = "en")), "{}", text(&told));
    let found = world.reply(ADMIN, "/story zut").await.message;
    assert_eq!(found.title.as_deref(), Some("Une écharpe"), "by words of that language as well");
    world.press(ADMIN, &told.buttons[0].action.encode()).await;
    let list = world.reply(ADMIN, "/favourites").await.message;
    assert!(text(&list).contains("Une écharpe · 27 novembre 2022 · Il la lui donne."), "{}", text(&list));
    // In a language that it is not told in it comes as it was written, and says so.
    world.say(ADMIN, "/settings language pt").await;
    let told = world.reply(ADMIN, "/story scarf").await.message;
    assert_eq!(told.title.as_deref(), Some("A scarf"));
    let remark = say!(Tongue::Portuguese, "told-in-other-language", language = "en");
    assert!(text(&told).contains(&remark) && text(&told).contains("gosh"), "{}", text(&told));
    world.say(ADMIN, "/settings language en").await;
    let told = world.reply(ADMIN, "/story scarf").await.message;
    assert!(!text(&told).contains("This story is told in"), "{}", text(&told));
}
