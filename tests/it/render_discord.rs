//! Discord's rendering: whatever a message holds, every page is within the limits, nothing that a person wrote becomes
//! markup, a link or a mention, and what is seen is what was said.
//!
//! What is seen is found by [`Scanner`], a second reading of Discord's markdown that shares no code with the renderer. It
//! is stricter than Discord where clients differ: what may become markup somewhere is markup here.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use touchline::domain::action::Action;
use touchline::domain::message::{Button, Message, Reply};
use touchline::domain::prose::{Block, Link, Span, Style};
use touchline::domain::story::StoryId;
use touchline::domain::subject::{PlayerId, Subject};
use touchline::domain::text::utf16_len;
use touchline::platforms::discord::render;

// ---- what Discord shows

/// What a client makes of markdown.
#[derive(Debug, Default, PartialEq)]
struct Shown {
    /// The text, one line a block.
    text: String,
    /// Where masked links lead.
    links: Vec<String>,
    /// Set-apart lines and list entries.
    quotes: usize,
    items: usize,
    /// Whatever is neither text nor one of our own marks.
    foreign: Vec<String>,
}

/// Reads markdown from left to right.
struct Scanner<'a> {
    rest: &'a str,
    at_line_start: bool,
    shown: Shown,
}

fn shown(markdown: &str) -> Shown {
    let mut scanner = Scanner { rest: markdown, at_line_start: true, shown: Shown::default() };
    scanner.run();
    scanner.shown.text = scanner.shown.text.replace('\u{200b}', "");
    scanner.shown
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        while let Some(ch) = self.rest.chars().next() {
            if !(self.line_mark() || self.code() || self.style() || self.link() || self.foreign() || self.escape()) {
                self.text(ch);
            }
        }
    }

    fn text(&mut self, ch: char) {
        self.shown.text.push(ch);
        self.at_line_start = ch == '\n' || (self.at_line_start && ch == ' ');
        self.rest = &self.rest[ch.len_utf8()..];
    }

    fn skip(&mut self, bytes: usize) -> bool {
        self.rest = &self.rest[bytes..];
        true
    }

    fn escape(&mut self) -> bool {
        let mut chars = self.rest.chars();
        let (Some('\\'), Some(next)) = (chars.next(), chars.next()) else { return false };
        if next.is_ascii_alphanumeric() || next.is_whitespace() {
            return false;
        }
        self.skip(1);
        self.text(next);
        true
    }

    fn line_mark(&mut self) -> bool {
        if !self.at_line_start {
            return false;
        }
        let digits = self.rest.len() - self.rest.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
        let hashes = self.rest.len() - self.rest.trim_start_matches('#').len();
        let is_spaced = |at: usize| self.rest[at..].starts_with([' ', '\t']);
        if self.rest.starts_with("> ") {
            self.shown.quotes += 1;
            self.skip(2)
        } else if self.rest.starts_with("- ") {
            self.shown.items += 1;
            self.skip(2)
        } else if (hashes > 0 && is_spaced(hashes))
            || (digits > 0 && self.rest[digits..].starts_with('.') && is_spaced(digits + 1))
            || ["-#", ">>> ", "* ", "+ "].iter().any(|mark| self.rest.starts_with(mark))
        {
            self.report()
        } else {
            false
        }
    }

    fn code(&mut self) -> bool {
        let fence = self.rest.len() - self.rest.trim_start_matches('`').len();
        if fence == 0 {
            return false;
        }
        let (ticks, body) = self.rest.split_at(fence);
        let mut from = 0;
        while let Some(found) = body[from..].find(ticks) {
            let end = from + found;
            let run = body[end..].len() - body[end..].trim_start_matches('`').len();
            // A block ends at the first three backticks; inline code at a run of its own length.
            if run == fence || fence >= 3 {
                let inner = if fence >= 3 { body[..end].trim_matches('\n') } else { &body[..end] };
                self.shown.text.push_str(inner);
                self.at_line_start = false;
                return self.skip(fence + end + fence);
            }
            from = end + run;
        }
        self.report()
    }

    /// Bold and italic as we write them; every other style is foreign.
    fn style(&mut self) -> bool {
        for mark in ["**", "*"] {
            let Some(body) = self.rest.strip_prefix(mark) else { continue };
            let Some(end) = closing(body, mark) else { continue };
            let inner = &body[..end];
            if inner.is_empty()
                || (mark == "*" && (inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace)))
            {
                continue;
            }
            let mut inside = Scanner { rest: inner, at_line_start: self.at_line_start, shown: Shown::default() };
            inside.run();
            let Shown { text, links, quotes, items, foreign } = inside.shown;
            self.shown.text.push_str(&text);
            self.shown.links.extend(links);
            self.shown.foreign.extend(foreign);
            self.shown.quotes += quotes;
            self.shown.items += items;
            self.at_line_start = false;
            return self.skip(2 * mark.len() + end);
        }
        // A lone star that nothing closes here may be closed by one of a style around it.
        let is_foreign = self.rest.starts_with('*')
            || self.rest.starts_with('_')
            || ["~~", "||"].iter().any(|mark| self.rest.strip_prefix(mark).is_some_and(|body| body.contains(mark)));
        is_foreign && self.report()
    }

    /// A masked link. The label may hold a `](` of its own, as long as no bracket opens in between: so the last one counts.
    fn link(&mut self) -> bool {
        let Some(body) = self.rest.strip_prefix('[') else { return false };
        let reach = body.find('[').unwrap_or(body.len());
        let ends: Vec<_> = body[..reach].match_indices("](").map(|(at, _)| at).collect();
        for end in ends.into_iter().rev() {
            let (label, target) = (&body[..end], &body[end + 2..]);
            let Some(close) = target.find(')') else { continue };
            let address = &target[..close];
            if address.contains(char::is_whitespace) {
                continue;
            }
            // Escapes do not work in labels, and what looks like more than words keeps the link from working.
            if label.contains(['\\', '*', '_', '~', '|', '`', '[', ']', '<', '>', '@', ':']) {
                self.shown.foreign.push(format!("label {label:?}"));
            }
            let Some(address) = address.strip_prefix('<').and_then(|address| address.strip_suffix('>')) else {
                self.shown.foreign.push(format!("address with a preview: {address}"));
                return self.skip(1 + end + 2 + close + 1);
            };
            self.shown.links.push(address.to_owned());
            let after = 1 + end + 2 + close + 1;
            // ` (host)` after words that cannot be a label is the renderer's, not the writer's.
            let host =
                address.trim_start_matches("https://").split('/').next().unwrap_or_default().trim_start_matches("www.");
            if (label == host || label == "link")
                && self.shown.text.ends_with(" (")
                && self.rest[after..].starts_with("\\)")
            {
                self.shown.text.truncate(self.shown.text.len() - 2);
                return self.skip(after + 2);
            }
            self.shown.text.push_str(label);
            self.at_line_start = false;
            return self.skip(after);
        }
        self.report()
    }

    fn foreign(&mut self) -> bool {
        let shortcode = |rest: &str| {
            let body = rest.strip_prefix(':')?;
            let name = body.find(|ch: char| !ch.is_alphanumeric() && !matches!(ch, '_' | '+' | '-'))?;
            (name > 0 && body[name..].starts_with(':')).then_some(())
        };
        let is_bracketed = self.rest.starts_with('<') && self.rest.contains('>');
        let is_mention = self.rest.starts_with("@everyone") || self.rest.starts_with("@here");
        let is_address = ["http://", "https://", "steam://", "discord.gg/", "discord.com/", "discordapp.com/"]
            .iter()
            .any(|start| self.rest.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
        (is_bracketed || is_mention || is_address || shortcode(self.rest).is_some()) && self.report()
    }

    fn report(&mut self) -> bool {
        self.shown.foreign.push(self.rest.chars().take(40).collect());
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        self.at_line_start = false;
        self.skip(first)
    }
}

/// Where a mark is closed: escapes are passed over, and a single star does not end at a double one.
fn closing(body: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(ch) = body[at..].chars().next() {
        let rest = &body[at..];
        if ch == '\\' {
            at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        if rest.starts_with(mark) && !rest[mark.len()..].starts_with('*') {
            return Some(at);
        }
        at += if mark == "*" && rest.starts_with("**") { 2 } else { ch.len_utf8() };
    }
    None
}

// ---- what was said

/// A message's text, one line a block, as it should be seen.
fn said(message: &Message) -> String {
    let lines = message.blocks.iter().map(|block| match block {
        Block::Paragraph(spans) | Block::Quote(spans) | Block::Item(spans) => {
            visible(&spans.iter().map(|span| span.text.as_str()).collect::<String>(), &[])
        }
        Block::Verbatim(lines) => visible(lines.trim_matches('\n'), &['\n', '\t']),
    });
    lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
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

// ---- the properties

/// A page's text, title first, and the rules that every page keeps.
fn check_page(page: &Value) -> Result<(String, String), TestCaseError> {
    let embed = &page["embeds"][0];
    let part = |text: &Value| text.as_str().unwrap_or_default().to_owned();
    let (content, title, description) = (part(&page["content"]), part(&embed["title"]), part(&embed["description"]));
    prop_assert!(utf16_len(&content) <= 2_000, "content of {}", utf16_len(&content));
    prop_assert!(utf16_len(&title) <= 256, "title of {}", utf16_len(&title));
    prop_assert!(utf16_len(&description) <= 4_096, "description of {}", utf16_len(&description));
    prop_assert!(utf16_len(&title) + utf16_len(&description) <= 6_000);
    prop_assert!(!format!("{content}{title}{description}").trim().is_empty(), "an empty message");
    prop_assert_eq!(&page["allowed_mentions"], &serde_json::json!({"parse": []}));
    let rows = page["components"].as_array().cloned().unwrap_or_default();
    prop_assert!(rows.len() <= 5);
    let mut ids = std::collections::HashSet::new();
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
    Ok((title, format!("{content}{description}")))
}

fn check(message: &Message) -> Result<(), TestCaseError> {
    let pages = render::pages(message.clone());
    let count = pages.len();
    let mut all = Shown::default();
    for (part, page) in pages.iter().enumerate() {
        let page = serde_json::to_value(page).expect("JSON");
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
    let first = serde_json::to_value(render::post(message)).expect("JSON");
    prop_assert_eq!(first, serde_json::to_value(&pages[0]).expect("JSON"));
    Ok(())
}

// ---- anything that people may write

/// What has broken bots before.
const NASTY: &[&str] = &[
    "@everyone",
    "@here",
    "<@123>",
    "<@!1>",
    "<@&5>",
    "<#7>",
    "</daily on:9>",
    "<t:1618953630:R>",
    "<:a:12>",
    "<a:b:12>",
    "<id:browse>",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "||",
    "`",
    "``",
    "```",
    "```rs\n",
    "\\",
    "\\\\",
    "[",
    "]",
    "(",
    ")",
    "](",
    "[x](",
    "<",
    ">",
    "[x](https://evil.example)",
    "](https://evil.example)",
    "[x](<https://evil.example>)",
    "https://evil.example/a_b",
    "http://x.y",
    "HTTPS://EVIL.EXAMPLE",
    "discord.gg/abc",
    "discord.com/invite/x",
    "www.evil.example",
    "<https://evil.example>",
    ":smile:",
    ":a:b:",
    "# ",
    "## x",
    "-# ",
    "- ",
    "* ",
    "+ ",
    "> ",
    ">>> ",
    "1. ",
    "12.",
    ". ",
    "1) ",
    "---",
    "\n",
    "\r\n",
    "\n# ",
    "\n> ",
    " ",
    "  ",
    "\t",
    "\0",
    "\u{1b}[0m",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{ad}",
    "\u{a0}",
    "👩‍👩‍👧‍👦",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🇲🇦",
    "1️⃣",
    "é",
    "e\u{301}",
    "Z̸̢̛̲͍a̵l̴g̷o̶",
    "حكيمي",
    "العربية",
    "עברית",
    "नमस्ते",
    "ﷺ",
    "𝔘𝔫𝔦",
    "a",
    "b.c",
    "word",
    "Word. ",
    "¯\\_(ツ)_/¯",
    "a*b*c",
    "_x_",
    "snake_case_name",
    "2–1",
    "20:45",
    "1/2",
    "e@mail.example",
    "javascript:alert(1)",
    "AC/DC",
    "x.y/z",
];

fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => select(NASTY).prop_map(str::to_owned),
        2 => any::<String>(),
        2 => "[a-z ]{1,12}",
        1 => "[ -~]{1,8}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn long_words() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => words(),
        1 => (words(), 1_usize..200).prop_map(|(words, times)| words.repeat(times)),
        1 => (words(), 1_usize..80).prop_map(|(words, times)| format!("{words}. ").repeat(times)),
    ]
}

fn link() -> impl Strategy<Value = Option<Link>> {
    let address = select(&[
        "https://example.org/a",
        "https://example.org/a_(b)*c*",
        "https://www.example.org/?q=a)b(c&d=~~||",
        "https://x_y.example.org/__a__",
        "https://example.org/@everyone",
        "https://ar.example.org/مرحبا",
        "https://example.org/%3E%60'x'",
    ]);
    prop::option::weighted(0.3, address.prop_map(|address| Link::parse(address).expect("a link")))
}

fn span() -> impl Strategy<Value = Span> {
    let style = select(&[Style::Plain, Style::Plain, Style::Strong, Style::Emphasis, Style::Code]);
    (words(), style, link()).prop_map(|(text, style, link)| Span { text, style, link })
}

fn long_span() -> impl Strategy<Value = Span> {
    prop_oneof![6 => span(), 1 => long_words().prop_map(Span::plain)]
}

fn block() -> impl Strategy<Value = Block> {
    let spans = || prop::collection::vec(long_span(), 0..6);
    prop_oneof![
        4 => spans().prop_map(Block::Paragraph),
        2 => spans().prop_map(Block::Quote),
        2 => spans().prop_map(Block::Item),
        1 => long_words().prop_map(Block::Verbatim),
    ]
}

fn button() -> impl Strategy<Value = Button> {
    let action = prop_oneof![
        (0..20_i64, 0..3_usize).prop_map(|(id, part)| Action::Story(StoryId(id), part)),
        any::<i64>().prop_map(|id| Action::Another(StoryId(id))),
        (0..20_i64).prop_map(|id| Action::About(Subject::Player(PlayerId(id)))),
    ];
    (long_words(), action).prop_map(|(label, action)| Button { label, action })
}

fn message() -> impl Strategy<Value = Message> {
    let story = prop::option::of(any::<i64>().prop_map(StoryId));
    let title = prop::option::of(long_words());
    (title, prop::collection::vec(block(), 0..8), prop::collection::vec(button(), 0..40), story)
        .prop_map(|(title, blocks, buttons, story)| Message { title, blocks, buttons, story })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(500), ..ProptestConfig::default() })]

    #[test]
    fn any_message_is_shown_as_it_was_said(message in message()) {
        check(&message)?;
    }

    #[test]
    fn any_line_is_shown_as_it_was_said(spans in prop::collection::vec(span(), 1..6)) {
        check(&Message::default().paragraph(spans))?;
    }
}

// ---- by hand

fn content(message: Message) -> String {
    render::post(&message).content
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
    assert_eq!(content(message), wanted);
}

#[test]
fn a_source_is_a_link_without_a_preview() {
    let link = Link::parse("https://www.example.org/a_(b)").expect("a link");
    let message =
        Message::default().paragraph(vec![Span::styled("Source: ", Style::Strong), Span::linked("Bladi.net", link)]);
    assert_eq!(content(message), "**Source:** [Bladi.net](<https://www.example.org/a_%28b%29>)");
}

#[test]
fn a_long_plain_answer_is_framed_before_it_is_split() {
    let long = |units: usize| render::pages(Message::text("Word. ".repeat(units / 6)));
    assert_eq!((long(1_900).len(), long(1_900)[0].embeds.len()), (1, 0));
    assert_eq!((long(3_900).len(), long(3_900)[0].embeds.len()), (1, 1));
    assert_eq!(long(9_000).len(), 3);
}

#[test]
fn a_reply_shows_one_part_of_a_story_and_all_of_anything_else() {
    let story = Message { title: Some("T".into()), story: Some(StoryId(1)), ..Message::text("Word. ".repeat(2_000)) };
    assert_eq!(render::reply(&Reply { part: 99, ..Reply::to_everyone(story.clone()) }).len(), 1);
    let title = |part| render::reply(&Reply { part, ..Reply::to_everyone(story.clone()) })[0].embeds[0].title.clone();
    assert_eq!(title(1).as_deref(), Some("T \\(2/4\\)"));
    assert_eq!(render::reply(&Reply::to_everyone(Message { story: None, ..story.clone() })).len(), 3);
}

#[test]
fn an_empty_message_is_still_one_that_discord_takes() {
    let page = serde_json::to_value(render::post(&Message::default())).expect("JSON");
    assert_eq!((&page["content"], page["embeds"].as_array().map(Vec::len)), (&Value::from("\u{200b}"), Some(0)));
}
