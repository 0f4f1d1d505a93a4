//! Telegram's rendering, whatever the message: limits, entities, whole letters, nothing lost, nothing linked by itself.
//!
//! The scanner for links is written anew here, from what Telegram's servers look for, and shares no code with the renderer.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use teloxide::types::{InlineKeyboardButtonKind, MessageEntityKind};
use touchline::domain::action::Action;
use touchline::domain::message::{Message, Reply};
use touchline::domain::prose::{Block, Link, Span, Style};
use touchline::domain::story::StoryId;
use touchline::domain::tongue::Tongue;
use touchline::platforms::telegram::render::{Page, first, pages, reply};
use unicode_segmentation::UnicodeSegmentation as _;

/// What people, stories and attackers write, in pieces that bite where they meet.
const PIECES: &[&str] = &[
    "@channel",
    "@",
    "_admin",
    "#WorldCup",
    "#",
    "كأس",
    "/ban",
    "/",
    "$USD",
    "$",
    "https://evil.example/x?y=1",
    "http",
    "://",
    "t.me/joinchat",
    "Bladi.net",
    "привет.рф",
    ".com",
    ".",
    "me@mail.example.org",
    "tg://resolve?domain=x",
    "www.",
    "127.0.0.1",
    "2.5",
    "and/or",
    "...",
    ":",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "🇲🇦",
    "🇫🇷",
    "❤️",
    "#️⃣",
    "e\u{301}",
    "\u{301}",
    "क्षि",
    "ा",
    "한글",
    "日本",
    "\u{202e}abc\u{202c}",
    "\u{2068}حكيمي\u{2069}",
    "\u{200d}",
    "\u{200c}",
    "\u{200b}",
    "\u{feff}",
    "\u{2060}",
    "\0",
    "\u{7}",
    "\r",
    "\n",
    "\t",
    " ",
    "  ",
    "\u{a0}",
    "\u{3000}",
    "Z̷̡̛͎̻̈́̀a̶͓̋̈l̵̗̉g̷̨̛o̸͖͝",
    "𝕏",
    "<b>",
    "</a>",
    "&amp;",
    "*bold*",
    "_it_",
    "`code`",
    "[x](https://evil.example)",
    "A mother waited. She danced! ",
    "word ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![6 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-zA-Z ,.]{1,40}"];
    (prop::collection::vec(piece, 0..8), prop_oneof![9 => Just(1_usize), 1 => 1_usize..120])
        .prop_map(|(pieces, times)| unglued(&pieces.concat().repeat(times)))
}

/// With a letter between a control character and a mark that would combine with what Telegram makes of it: what is one
/// letter would otherwise depend on who looks, before or after.
fn unglued(text: &str) -> String {
    let mut apart = String::new();
    let mut is_after_control = false;
    for ch in text.chars() {
        if is_after_control && !ch.is_ascii() {
            apart.push('x');
        }
        apart.push(ch);
        is_after_control = ch.is_control() || matches!(ch, '\u{2028}'..='\u{202e}');
    }
    apart
}

/// A text that begins and ends with a letter of its own, so that where spans meet, letters end: otherwise an entity could
/// not but begin inside one.
fn whole(text: &str) -> String {
    let is_own = |ch: Option<char>| ch.is_none_or(|ch| ch.is_ascii_graphic() || ch == ' ');
    let (before, after) =
        (if is_own(text.chars().next()) { "" } else { "x" }, if is_own(text.chars().next_back()) { "" } else { "x" });
    format!("{before}{text}{after}")
}

fn span() -> impl Strategy<Value = Span> {
    let style = prop::sample::select(&[Style::Plain, Style::Plain, Style::Strong, Style::Emphasis, Style::Code][..]);
    let link = prop_oneof![4 => Just(None), 1 => Just(Link::parse("https://example.org/a_(b)").ok())];
    (text(), style, link).prop_map(|(text, style, link)| Span { text: whole(&text), style, link })
}

fn block() -> impl Strategy<Value = Block> {
    let spans = || prop::collection::vec(span(), 0..6);
    prop_oneof![
        4 => spans().prop_map(Block::Paragraph),
        2 => spans().prop_map(Block::Quote),
        2 => spans().prop_map(Block::Item),
        1 => text().prop_map(|lines| Block::Verbatim(whole(&lines))),
    ]
}

fn message() -> impl Strategy<Value = Message> {
    let title = prop::option::of(text().prop_map(|title| whole(&title.chars().take(60).collect::<String>())));
    let buttons = prop::collection::vec((text(), any::<i64>()), 0..12);
    let blocks = prop_oneof![9 => prop::collection::vec(block(), 0..8), 1 => prop::collection::vec(block(), 0..80)];
    (title, blocks, buttons, prop::option::of(any::<i64>())).prop_map(|(title, blocks, buttons, story)| {
        let message = Message {
            note: None,
            title,
            blocks,
            buttons: Vec::new(),
            story: story.map(StoryId),
            silent: false,
            tongue: Tongue::English,
        };
        buttons
            .into_iter()
            .fold(message, |message, (label, id)| message.button(&label, Action::SamePlayer(StoryId(id))))
    })
}

/// Each page is one that Telegram takes, and all of them say what was meant.
fn check_message(message: &Message) -> Result<(), TestCaseError> {
    let pages = pages(message.clone());
    let count = pages.len();
    let mut said = String::new();
    for (number, page) in (1..).zip(&pages) {
        check_text(page)?;
        check_entities(page)?;
        check_keyboard(page)?;
        prop_assert_eq!(self_made_link(page), None);
        let title = message
            .title
            .as_ref()
            .map(|title| if count > 1 { format!("{title} ({number}/{count})") } else { title.clone() });
        let shown = shown(&page.text);
        let body = shown.strip_prefix(&self::shown(title.as_deref().unwrap_or_default()));
        said.push_str(body.ok_or_else(|| TestCaseError::fail(format!("the title is missing in {:?}", page.text)))?);
    }
    check_cuts(message, &pages)?;
    let meant: String = message.blocks.iter().map(|block| shown(&words(block))).collect();
    let nothing = shown(message.title.as_deref().unwrap_or_default()).is_empty() && meant.is_empty();
    prop_assert_eq!(said, if nothing { "…".to_owned() } else { meant });
    Ok(())
}

#[test]
#[ignore = "long: cargo test --test it hundred_thousand_messages -- --ignored --nocapture"]
fn a_hundred_thousand_messages_are_what_telegram_takes() {
    crate::render_discord::hundred_thousand(
        &message(),
        |message| check_message(&message),
        |done| println!("Telegram: {done} are well"),
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_page_is_what_telegram_takes(message in message()) {
        check_message(&message)?;
    }

    #[test]
    fn a_story_is_read_part_by_part(mut message in message()) {
        message.story = Some(StoryId(7));
        let pages = pages(message.clone());
        prop_assert_eq!(first(message.clone()).text, pages[0].text.clone());
        for (part, page) in pages.iter().enumerate() {
            let sent = reply(Reply { part, ..Reply::to_everyone(message.clone()) });
            prop_assert_eq!(sent.len(), 1);
            prop_assert_eq!(&sent[0].text, &page.text);
            let next = format!("1:s:7:{}", part + 1);
            let reads_on = labels(&sent[0]).contains(&("Read on".to_owned(), next));
            prop_assert_eq!(reads_on, part + 1 < pages.len());
        }
    }

    #[test]
    fn the_ledgers_json_is_read_back_the_same(message in message()) {
        let page = first(message);
        let json = serde_json::to_string(&page).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Page>(&json).expect("a page"), page);
    }
}

/// Found by chance: a break of the writer's own before marks that have no letter.
#[test]
fn a_break_that_somebody_wrote_before_a_mark_is_a_border() {
    let text = format!("{}l\u{2060}\u{200d}\u{301}Z", "word ".repeat(900));
    for cut in 0..12 {
        let message = Message::text(format!("{}{text}{text}", "a".repeat(cut)));
        let pages = pages(message.clone());
        check_cuts(&message, &pages).expect("whole letters");
    }
}

fn check_text(page: &Page) -> Result<(), TestCaseError> {
    let units = page.text.encode_utf16().count();
    prop_assert!((1..=4096).contains(&units), "{units} units");
    prop_assert!(!shown(&page.text).is_empty(), "nothing to be seen in {:?}", page.text);
    prop_assert!(!page.text.ends_with(char::is_whitespace), "{:?}", page.text);
    prop_assert!(!page.text.chars().any(|ch| ch.is_control() && ch != '\n'), "{:?}", page.text);
    Ok(())
}

/// Pages begin and end with letters that are whole in the message.
fn check_cuts(message: &Message, pages: &[Page]) -> Result<(), TestCaseError> {
    // The breaks that keep words from becoming links join letters that were two before.
    let kept = |ch: &char| !matches!(ch, '\r' | '\u{2060}' | '\u{2028}'..='\u{202e}');
    let texts: Vec<String> = message.blocks.iter().map(words).collect();
    // People write such breaks too: what they keep apart is two letters, whatever stands beside the break.
    let texts: Vec<String> = texts
        .iter()
        .flat_map(|text| text.split('\u{2060}').chain([text.as_str()]))
        .map(|text| text.chars().filter(kept).collect())
        .collect();
    let whole: HashSet<&str> = texts.iter().flat_map(|text| text.graphemes(true)).chain(["…", "•"]).collect();
    for page in pages.iter().filter(|_| message.title.is_none()) {
        let text: String = page.text.chars().filter(kept).collect();
        let mut letters = text.graphemes(true);
        let (first, last) = (letters.next().unwrap_or_default(), letters.next_back());
        prop_assert!(whole.contains(first) && last.is_none_or(|last| whole.contains(last)), "{:?}", page.text);
    }
    Ok(())
}

fn check_entities(page: &Page) -> Result<(), TestCaseError> {
    prop_assert!(page.entities.len() <= 100);
    for entity in &page.entities {
        let Some((from, to)) = bytes(page, entity.offset, entity.length) else {
            return Err(TestCaseError::fail(format!("{entity:?} does not fit {:?}", page.text)));
        };
        let borders: Vec<_> = page.text.grapheme_indices(true).map(|(at, _)| at).chain([page.text.len()]).collect();
        prop_assert!(borders.contains(&from) && borders.contains(&to), "{entity:?} cuts a letter of {:?}", page.text);
        let marked = &page.text[from..to];
        let is_blank = |letter: Option<&str>| letter.is_none_or(|letter| letter.trim().is_empty());
        let is_pre = matches!(entity.kind, MessageEntityKind::Pre { .. });
        prop_assert!(is_pre || !is_blank(marked.graphemes(true).next()), "{entity:?} marks {marked:?}");
        prop_assert!(!is_blank(marked.graphemes(true).next_back()), "{entity:?} marks {marked:?}");
    }
    Ok(())
}

fn check_keyboard(page: &Page) -> Result<(), TestCaseError> {
    let rows = page.reply_markup.as_ref().map_or(&[][..], |markup| &markup.inline_keyboard);
    prop_assert!(rows.iter().map(Vec::len).sum::<usize>() <= 100);
    for row in rows {
        prop_assert!((1..=3).contains(&row.len()));
        for button in row {
            prop_assert!(!button.text.trim().is_empty());
            prop_assert!(row.len() == 1 || button.text.encode_utf16().count() <= 20, "{row:?}");
        }
    }
    prop_assert!(labels(page).iter().all(|(_, carried)| (1..=64).contains(&carried.len())));
    Ok(())
}

/// What the buttons say and carry.
fn labels(page: &Page) -> Vec<(String, String)> {
    let rows = page.reply_markup.as_ref().map_or(&[][..], |markup| &markup.inline_keyboard);
    let label = |button: &teloxide::types::InlineKeyboardButton| match &button.kind {
        InlineKeyboardButtonKind::CallbackData(data) => (button.text.clone(), data.clone()),
        other => panic!("a button that does {other:?}"),
    };
    rows.iter().flatten().map(label).collect()
}

/// Where an entity lies in bytes; `None` when it is outside or cuts a surrogate pair.
fn bytes(page: &Page, offset: usize, length: usize) -> Option<(usize, usize)> {
    let mut units = 0;
    let mut borders = HashMap::from([(0, 0)]);
    for (at, ch) in page.text.char_indices() {
        units += ch.len_utf16();
        borders.insert(units, at + ch.len_utf8());
    }
    (length > 0).then_some(())?;
    Some((*borders.get(&offset)?, *borders.get(&(offset + length))?))
}

/// The words of a block; a list's bullet is not one of them.
fn words(block: &Block) -> String {
    match block {
        Block::Paragraph(spans) | Block::Quote(spans) | Block::Item(spans) => {
            spans.iter().map(|span| span.text.as_str()).collect()
        }
        Block::Verbatim(lines) => lines.clone(),
    }
}

/// What can be seen of a text, bullets and white space aside.
fn shown(text: &str) -> String {
    let is_seen = |ch: &char| {
        !(ch.is_whitespace()
            || ch.is_control()
            || matches!(*ch, '•' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'))
    };
    text.chars().filter(is_seen).collect()
}

/// The first thing that Telegram's servers would make a link of; what touches links, code or lines to be copied stays as
/// those are.
fn self_made_link(page: &Page) -> Option<String> {
    let is_marked = |kind: &MessageEntityKind| {
        matches!(kind, MessageEntityKind::TextLink { .. } | MessageEntityKind::Code | MessageEntityKind::Pre { .. })
    };
    let marked = page.entities.iter().filter(|entity| is_marked(&entity.kind));
    let marked: Vec<_> = marked.filter_map(|entity| bytes(page, entity.offset, entity.length)).collect();
    let letters: Vec<(usize, &str)> = page.text.grapheme_indices(true).collect();
    let is_free =
        |at: usize| letters.get(at).is_none_or(|(byte, _)| !marked.iter().any(|(from, to)| (from..to).contains(&byte)));
    let letter = |at: usize| letters.get(at).map_or("", |(_, letter)| *letter);
    let starts = |at: usize, is: fn(char) -> bool| letter(at).chars().next().is_some_and(is);
    let is_name = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    let found = (0..letters.len()).filter(|&at| is_free(at) && is_free(at + 1)).find(|&at| {
        let is_after = |is: fn(char) -> bool| at > 0 && letter(at - 1).chars().next_back().is_some_and(is);
        match letter(at) {
            "@" => starts(at + 1, is_name),
            "#" => starts(at + 1, |ch| ch.is_alphanumeric() || ch == '_'),
            "/" => starts(at + 1, is_name) && !is_after(char::is_alphanumeric),
            "$" => starts(at + 1, |ch| ch.is_ascii_uppercase()),
            "." => starts(at + 1, char::is_alphabetic) && at > 0 && !is_after(char::is_whitespace) && is_free(at - 1),
            ":" => letter(at + 1) == "/" && letter(at + 2) == "/",
            _ => false,
        }
    });
    found.map(|at| (at.saturating_sub(3)..at + 4).map(letter).collect())
}

/// What cannot be seen, made visible: breaks as `|`, isolates as `<` and `>`.
fn visible(text: &str) -> String {
    text.replace('\u{2060}', "|").replace('\u{2068}', "<").replace('\u{2069}', ">")
}

/// A page as one reads it: the text, then each entity with what it marks, then the rows of buttons.
fn check(message: Message, expected: &Expect) {
    let mut seen = String::new();
    for page in reply(Reply::to_everyone(message)) {
        seen.push_str(&visible(&page.text));
        for entity in &page.entities {
            let (from, to) = bytes(&page, entity.offset, entity.length).expect("an entity inside the text");
            let marked = visible(&page.text[from..to]);
            let kind = match &entity.kind {
                MessageEntityKind::TextLink { url } => url.to_string(),
                other => format!("{other:?}"),
            };
            write!(seen, "\n  {kind}: {marked:?}").expect("room");
        }
        for row in page.reply_markup.iter().flat_map(|markup| &markup.inline_keyboard) {
            let labels: Vec<_> = row.iter().map(|button| format!("[{}]", button.text)).collect();
            write!(seen, "\n  {}", labels.join(" ")).expect("room");
        }
        seen.push('\n');
    }
    expected.assert_eq(&seen);
}

#[test]
fn a_story_looks_like_this() {
    let link = Link::parse("https://en.bladi.net/hakimi").expect("a link");
    let mut message = Message { title: Some("The kiss".into()), story: Some(StoryId(7)), ..Message::default() }
        .paragraph(vec![Span::styled("Achraf Hakimi", Style::Strong), Span::plain(" \u{2068}حكيمي\u{2069} (Morocco)")])
        .paragraph(vec![
            Span::plain("He "),
            Span::styled("ran ", Style::Emphasis),
            Span::plain("to @his mother, says Bladi.net."),
        ]);
    message.blocks.push(Block::Quote(vec![Span::plain("“Mama 👩‍👦”"), Span::styled(" — he", Style::Emphasis)]));
    let message = message
        .item(vec![Span::plain("one")])
        .item(vec![Span::plain("two "), Span::styled("/story", Style::Code)])
        .verbatim("  +++\ntitle = \"#x\"\n")
        .paragraph(vec![Span::styled("Source: ", Style::Strong), Span::linked("Bladi.net", link)])
        .button("Same player", Action::SamePlayer(StoryId(7)))
        .button("Same match", Action::SameMatch(StoryId(7)))
        .button("Another story", Action::Another(StoryId(7)))
        .button("A title that is long enough for a row", Action::Story(StoryId(8), 0));
    check(
        message,
        &expect![[r##"
        The kiss

        Achraf Hakimi <حكيمي> (Morocco)

        He ran to @|his mother, says Bladi.|net.

        “Mama 👩‍👦” — he

        • one
        • two /story

          +++
        title = "#x"

        Source: Bladi.net
          Bold: "The kiss"
          Bold: "Achraf Hakimi"
          Italic: "ran"
          Blockquote: "“Mama 👩\u{200d}👦” — he"
          Italic: "— he"
          Code: "/story"
          Pre { language: None }: "  +++\ntitle = \"#x\""
          Bold: "Source:"
          https://en.bladi.net/hakimi: "Bladi.net"
          [Same player] [Same match] [Another story]
          [A title that is long enough for a row]
    "##]],
    );
}

#[test]
fn what_cannot_be_seen_leaves_no_trace() {
    check(
        Message::default(),
        &expect![[r"
        …
    "]],
    );
    check(
        Message::text(" \n\u{200b}"),
        &expect![[r"
        …
    "]],
    );
    let message = Message { title: Some("T".into()), ..Message::default() }
        .paragraph(vec![Span::styled("  ", Style::Strong)])
        .item(vec![])
        .verbatim("\n")
        .paragraph(vec![Span::plain("  end\t")]);
    check(
        message,
        &expect![[r#"
        T

        end
          Bold: "T"
    "#]],
    );
}

#[test]
fn words_of_two_spans_make_no_link_together() {
    let message = Message::default().paragraph(vec![
        Span::plain("by @"),
        Span::styled("fifa", Style::Strong),
        Span::plain("."),
        Span::plain("com"),
    ]);
    check(
        message,
        &expect![[r#"
        by @|fifa.|com
          Bold: "fifa"
    "#]],
    );
}

#[test]
fn one_letter_of_thousands_of_marks_is_cut_to_the_limit() {
    let monster = format!("before a{} after", "\u{301}".repeat(9000));
    for page in pages(Message::default().paragraph(vec![Span::styled(monster, Style::Strong)])) {
        assert!(page.text.encode_utf16().count() <= 4096);
        assert!(page.entities.iter().all(|entity| bytes(&page, entity.offset, entity.length).is_some()));
    }
}
