//! Discord's rendering: whatever a message holds, every page is within the limits, nothing that a person wrote becomes
//! markup, a link or a mention, and what is seen is what was said.

mod anything;
mod scanner;

use std::cell::Cell;
use std::collections::HashSet;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use touchline::domain::action::Action;
use touchline::domain::message::{Message, Reply, VisibleTo};
use touchline::domain::prose::{Block, Link, Span, Style};
use touchline::domain::story::StoryId;
use touchline::domain::text::utf16_len;
use touchline::platforms::discord::page::Page;
use touchline::platforms::discord::render;

use self::scanner::{Shown, shown};

/// A page as it is sent.
fn sent(page: &Page) -> Value {
    serde_json::to_value(page.clone().answer(VisibleTo::Everyone)).expect("JSON")
}

/// A page's title and its text, and the rules that every page keeps.
fn check_page(page: &Value) -> Result<(String, String), TestCaseError> {
    let embed = &page["embeds"][0];
    let part = |text: &Value| text.as_str().unwrap_or_default().to_owned();
    let (content, title, description) = (part(&page["content"]), part(&embed["title"]), part(&embed["description"]));
    prop_assert!(utf16_len(&content) <= 2_000, "content of {}", utf16_len(&content));
    prop_assert!(utf16_len(&title) <= 256, "title of {}", utf16_len(&title));
    prop_assert!(utf16_len(&description) <= 4_096, "description of {}", utf16_len(&description));
    prop_assert!(utf16_len(&title) + utf16_len(&description) <= 6_000);
    prop_assert!(!format!("{content}{title}{description}").trim().is_empty(), "an empty message");
    prop_assert_eq!(&page["allowed_mentions"], &serde_json::json!({"parse": [], "users": [], "roles": []}));
    let rows = page["components"].as_array().cloned().unwrap_or_default();
    prop_assert!(rows.len() <= 5);
    let mut ids = HashSet::new();
    for row in &rows {
        let buttons = row["components"].as_array().cloned().unwrap_or_default();
        prop_assert!((1..=5).contains(&buttons.len()));
        for button in buttons {
            let label = part(&button["label"]);
            prop_assert!(!label.trim().is_empty() && utf16_len(&label) <= 80, "label {:?}", label);
            let id = part(&button["custom_id"]);
            prop_assert!(Action::decode(&id).is_some() && id.len() <= 100);
            prop_assert!(ids.insert(id));
        }
    }
    for raw in [&content, &title, &description] {
        for ping in ["@everyone", "@here", "<@&", "<@!"] {
            prop_assert!(!raw.contains(ping), "{ping} in {raw:?}");
        }
        prop_assert!(!raw.match_indices("<@").any(|(at, _)| raw[at + 2..].starts_with(|ch: char| ch.is_ascii_digit())));
    }
    Ok((title, format!("{content}\n{description}")))
}

fn check(message: &Message) -> Result<(), TestCaseError> {
    let pages = render::pages(message.clone());
    let count = pages.len();
    let mut all = Shown::default();
    for (part, page) in pages.iter().enumerate() {
        let page = sent(page);
        let (title, text) = check_page(&page)?;
        let title = shown(&title);
        prop_assert!(title.foreign.is_empty() && title.links.is_empty(), "{:?}", title);
        let page_shown = shown(&text);
        prop_assert!(page_shown.foreign.is_empty(), "{:?} in {:?}", page_shown.foreign, text);
        if let (Some(story), true) = (message.story, part + 1 < count) {
            let next = Action::Story(story, part + 1).encode();
            prop_assert_eq!(page["components"][0]["components"][0]["custom_id"].as_str(), Some(next.as_str()));
        }
        all.text += &page_shown.text;
        all.links.extend(page_shown.links);
        all.quotes += page_shown.quotes;
        all.items += page_shown.items;
    }
    prop_assert_eq!(squeezed(&all.text), squeezed(&said(message)));
    if count == 1 {
        let lines = all.text.split('\n').filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n");
        let wanted = said(message);
        let wanted = wanted.split('\n').filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(lines, wanted);
        prop_assert_eq!(all.links.iter().map(|link| decoded(link)).collect::<Vec<_>>(), links(message));
        let of_kind = |is: fn(&Block) -> Option<&Vec<Span>>| {
            let blocks = message.blocks.iter().filter_map(is);
            blocks.filter(|spans| spans.iter().any(|span| !visible(&span.text, &[]).trim().is_empty())).count()
        };
        prop_assert_eq!(all.quotes, of_kind(|block| if let Block::Quote(spans) = block { Some(spans) } else { None }));
        prop_assert_eq!(all.items, of_kind(|block| if let Block::Item(spans) = block { Some(spans) } else { None }));
    }
    prop_assert_eq!(&render::post(message), &pages[0]);
    Ok(())
}

/// A message's text, one line a block, the note first, as it should be seen.
fn said(message: &Message) -> String {
    let note = message.note.iter().map(|note| visible(note, &[]));
    let lines = message.blocks.iter().map(|block| match block {
        Block::Paragraph(spans) | Block::Quote(spans) | Block::Item(spans) => {
            visible(&spans.iter().map(|span| span.text.as_str()).collect::<String>(), &[])
        }
        Block::Verbatim(lines) => visible(lines.trim_matches('\n'), &['\n', '\t']),
    });
    note.chain(lines).filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// Without what cannot be seen, line ends as spaces unless they are kept.
fn visible(text: &str, kept: &[char]) -> String {
    text.chars()
        .filter_map(|ch| match ch {
            ch if kept.contains(&ch) => Some(ch),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' if kept.is_empty() => Some(' '),
            '\u{200b}' | '\u{feff}' => None,
            ch => (!ch.is_control()).then_some(ch),
        })
        .collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn links(message: &Message) -> Vec<String> {
    let spans = message.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(spans) | Block::Quote(spans) | Block::Item(spans) => spans.as_slice(),
        Block::Verbatim(_) => &[],
    });
    let linked = spans.filter(|span| !visible(&span.text, &[]).trim().is_empty());
    linked.filter_map(|span| span.link.as_ref()).map(ToString::to_string).collect()
}

fn decoded(address: &str) -> String {
    address.replace("%28", "(").replace("%29", ")").replace("%2A", "*").replace("%40", "@")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(500), ..ProptestConfig::default() })]

    #[test]
    fn any_message_is_shown_as_it_was_said(message in anything::message()) {
        check(&message)?;
    }

    #[test]
    fn any_line_is_shown_as_it_was_said(spans in prop::collection::vec(anything::span(), 1..6)) {
        check(&Message::default().paragraph(spans))?;
    }
}

/// So many that what is one in some ten thousand comes up; says how far it is, for those who cannot wait for the end.
pub(crate) fn hundred_thousand<S: Strategy>(
    strategy: &S,
    check: impl Fn(S::Value) -> Result<(), TestCaseError>,
    tell: impl Fn(usize),
) {
    let config = ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() };
    let done = Cell::new(0_usize);
    let checked = TestRunner::new(config).run(strategy, |value| {
        check(value)?;
        done.set(done.get() + 1);
        if done.get().is_multiple_of(10_000) {
            tell(done.get());
        }
        Ok(())
    });
    checked.unwrap_or_else(|fault| panic!("after {} that were well: {fault}", done.get()));
}

#[test]
#[ignore = "long: cargo test --test it hundred_thousand_messages -- --ignored --nocapture"]
fn a_hundred_thousand_messages_are_shown_as_they_were_said() {
    hundred_thousand(&anything::message(), |message| check(&message), |done| println!("Discord: {done} are well"));
}

fn content(message: &Message) -> String {
    sent(&render::post(message))["content"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn the_scanner_sees_what_discord_would() {
    for markdown in [
        "@everyone",
        "<@1>",
        "https://a.b",
        "# x",
        "1. x",
        "x\n-# y",
        "a ~~b~~",
        "||x||",
        "__x__",
        "_x_",
        ":smile:",
        "[a](https://b)",
        "[a](<https://b>) x \\](https://evil.example)",
        "<t:1:R>",
        "discord.gg/x",
        "[\\*](<https://b>)",
        "> # x",
        "*a***b**",
    ] {
        assert!(!shown(markdown).foreign.is_empty(), "{markdown}: {:?}", shown(markdown));
    }
    let ours = shown("> **a** *b* `c` [d](<https://e.f>)\n- \\*g");
    assert_eq!((ours.text.as_str(), ours.quotes, ours.items), ("a b c d\n*g", 1, 1));
    assert_eq!((ours.links, ours.foreign), (vec!["https://e.f".to_owned()], Vec::new()));
}

#[test]
fn blocks_are_set_below_each_other() {
    let message = Message::text("Three stories")
        .item(vec![Span::styled("One", Style::Strong), Span::plain(" · 1998")])
        .item(vec![Span::plain("Two")])
        .paragraph(vec![Span::plain("More with "), Span::styled("/story two", Style::Code)])
        .verbatim("title = \"x\"\n\tend");
    let wanted = "Three stories\n- **One** · 1998\n- Two\n\nMore with `/story two`\n\n```\ntitle = \"x\"\n\tend\n```";
    assert_eq!(content(&message), wanted);
}

#[test]
fn a_source_is_a_link_without_a_preview() {
    let link = Link::parse("https://www.example.org/a_(b)").expect("a link");
    let message =
        Message::default().paragraph(vec![Span::styled("Source: ", Style::Strong), Span::linked("Bladi.net", link)]);
    assert_eq!(content(&message), "**Source:** [Bladi.net](<https://www.example.org/a_%28b%29>)");
}

#[test]
fn a_long_plain_answer_is_framed_before_it_is_split() {
    let long = |units: usize| render::pages(Message::text("Word. ".repeat(units / 6)));
    let frames = |page: &Page| sent(page)["embeds"].as_array().map(Vec::len);
    assert_eq!((long(1_900).len(), frames(&long(1_900)[0])), (1, Some(0)));
    assert_eq!((long(3_900).len(), frames(&long(3_900)[0])), (1, Some(1)));
    assert_eq!(long(9_000).len(), 3);
}

#[test]
fn a_reply_shows_one_part_of_a_story_and_all_of_anything_else() {
    let story = Message { title: Some("T".into()), story: Some(StoryId(1)), ..Message::text("Word. ".repeat(2_000)) };
    assert_eq!(render::reply(&Reply { part: 99, ..Reply::to_everyone(story.clone()) }).len(), 1);
    let second = render::reply(&Reply { part: 1, ..Reply::to_everyone(story.clone()) });
    assert_eq!(sent(&second[0])["embeds"][0]["title"], "T \\(2/4\\)");
    assert_eq!(render::reply(&Reply::to_everyone(Message { story: None, ..story.clone() })).len(), 3);
}

#[test]
fn a_note_stands_above_the_title_and_is_no_part_of_the_story() {
    let story = Message { title: Some("T".into()), story: Some(StoryId(1)), ..Message::text("Word. ".repeat(2_000)) };
    let noted = Message { note: Some("On this day, 4 years ago.".into()), ..story.clone() };
    let (plain, noted) = (render::pages(story), render::pages(noted));
    let (without, with) = (sent(&plain[0]), sent(&noted[0]));
    assert_eq!((&without["content"], &with["content"]), (&"".into(), &"*On this day, 4 years ago.*".into()));
    assert_eq!(without["embeds"], with["embeds"]);
    assert_eq!(plain[1..], noted[1..]);
}

#[test]
fn an_empty_message_is_still_one_that_discord_takes() {
    let page = sent(&render::post(&Message::default()));
    assert_eq!((&page["content"], page["embeds"].as_array().map(Vec::len)), (&Value::from("\u{200b}"), Some(0)));
}
