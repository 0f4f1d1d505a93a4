//! Anything that people, files and our own code may put into a message, and some things that they may not.

use proptest::prelude::*;
use proptest::sample::select;
use touchline::domain::action::Action;
use touchline::domain::message::{Button, Message};
use touchline::domain::prose::{Block, Link, Span, Style};
use touchline::domain::story::StoryId;
use touchline::domain::subject::{PlayerId, Subject};
use touchline::domain::text::shorten;
use touchline::domain::tongue::Tongue;

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

pub(super) fn span() -> impl Strategy<Value = Span> {
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

pub(super) fn message() -> impl Strategy<Value = Message> {
    let story = prop::option::of(any::<i64>().prop_map(StoryId));
    let note = prop::option::of(long_words().prop_map(|note| shorten(&note, Message::NOTE_LIMIT)));
    let title = prop::option::of(long_words());
    (note, title, prop::collection::vec(block(), 0..8), prop::collection::vec(button(), 0..40), story).prop_map(
        |(note, title, blocks, buttons, story)| Message {
            note,
            title,
            blocks,
            buttons,
            story,
            silent: false,
            tongue: Tongue::English,
        },
    )
}
