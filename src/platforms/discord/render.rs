//! Neutral messages as Discord's: embeds for what has a title, plain content otherwise, buttons in rows.
//!
//! Escaping is next door in `escape`; the limits are here (limits.toml, `[[discord]]`). Discord counts characters; UTF-16
//! units are counted here, which are never fewer. It does not know who will see the message.

use std::collections::HashSet;

use serde::Serialize;

use super::escape;
use crate::domain::action::Action;
use crate::domain::message::{Button, Measure, Message, Reply, Size, VisibleTo, split};
use crate::domain::prose::{Block, Span, Style};
use crate::domain::text::{shorten, utf16_len};

/// limits.toml `message.content`.
pub const CONTENT_LIMIT: usize = 2_000;
/// limits.toml `embed.title`. Title and description together stay below `embed.total`.
pub const TITLE_LIMIT: usize = 256;
/// limits.toml `embed.description`.
pub const DESCRIPTION_LIMIT: usize = 4_096;
/// limits.toml `components.buttons_per_row`, and as many rows: `components.action_rows`.
pub const BUTTONS_PER_ROW: usize = 5;
/// Buttons under one message.
pub const BUTTONS_LIMIT: usize = BUTTONS_PER_ROW * 5;

/// Grass.
const COLOUR: u32 = 0x2e_8b_57;
/// Room kept free on every page of a story for a note above it. A post may have one, the same story on request has not;
/// without this room they would be cut at different places, and *read on* would skip what lies between.
const NOTE_ROOM: usize = 256;
/// limits.toml, message flags: only the caller sees it.
const EPHEMERAL: u32 = 1 << 6;

/// One Discord message, as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Text outside embeds.
    pub content: String,
    /// At most one here.
    pub embeds: Vec<Embed>,
    /// Buttons.
    pub components: Vec<Row>,
    /// Nobody, on every message.
    pub allowed_mentions: Mentions,
    #[serde(skip_serializing_if = "is_zero")]
    flags: u32,
}

/// A framed text with a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Embed {
    /// Its title, escaped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    color: u32,
}

/// A row of buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    #[serde(rename = "type")]
    kind: u8,
    /// The buttons.
    pub components: Vec<Press>,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Press {
    #[serde(rename = "type")]
    kind: u8,
    style: u8,
    /// What it says.
    pub label: String,
    /// What comes back.
    pub custom_id: String,
}

/// Who may be notified.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Mentions {
    /// Kinds of mentions that work: none.
    pub parse: [(); 0],
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(flags: &u32) -> bool {
    *flags == 0
}

/// The pages that answer a reply: one part of a story, everything of anything else.
pub fn reply(reply: &Reply) -> Vec<Page> {
    let mut pages = pages(reply.message.clone());
    if reply.message.story.is_some() {
        let part = reply.part.min(pages.len() - 1);
        pages = vec![pages.swap_remove(part)];
    }
    if reply.visible_to == VisibleTo::Caller {
        for page in &mut pages {
            page.flags = EPHEMERAL;
        }
    }
    pages
}

/// The page that is posted: the first.
pub fn post(message: &Message) -> Page {
    pages(message.clone()).swap_remove(0)
}

/// A message in as many pages as it needs, at least one. Every page of a story but the last leads to the next.
pub fn pages(mut message: Message) -> Vec<Page> {
    if message.title.is_none() && message.story.is_none() {
        let content = text(&message.blocks);
        if utf16_len(&content) <= CONTENT_LIMIT {
            return vec![Page::new(content, None, message.buttons)];
        }
    }
    let note = take_note(&mut message);
    let room = if message.story.is_some() { DESCRIPTION_LIMIT - NOTE_ROOM } else { DESCRIPTION_LIMIT };
    let mut parts = split(message, &Markdown, Size { units: room, marks: 0 });
    if let (Some(note), Some(first)) = (note, parts.first_mut()) {
        first.blocks.insert(0, note);
    }
    let count = parts.len();
    parts.into_iter().enumerate().map(|(part, message)| framed(message, part, count)).collect()
}

fn framed(mut message: Message, part: usize, count: usize) -> Page {
    if let Some(story) = message.story
        && part + 1 < count
    {
        message.buttons.insert(0, Button::new("Read on", Action::Story(story, part + 1)));
    }
    let title = message.title.as_deref().map(title).filter(|title| !title.trim().is_empty());
    let embed = Embed { title, description: text(&message.blocks), color: COLOUR };
    Page::new(String::new(), Some(embed), message.buttons)
}

/// The note above a story's post: a first paragraph that is stressed throughout, and short. A story itself starts with
/// who and which match.
fn take_note(message: &mut Message) -> Option<Block> {
    let is_note = |block: &Block| {
        matches!(block, Block::Paragraph(spans) if spans.iter().all(|span| span.style == Style::Emphasis))
            && Markdown.block(block).units <= NOTE_ROOM
    };
    let found = message.story.is_some() && message.blocks.len() > 1 && message.blocks.first().is_some_and(is_note);
    found.then(|| message.blocks.remove(0))
}

/// A title that fits once it is escaped.
fn title(title: &str) -> String {
    let mut limit = TITLE_LIMIT;
    loop {
        let escaped = escape::words(&shorten(title, limit));
        let over = utf16_len(&escaped).saturating_sub(TITLE_LIMIT);
        if over == 0 {
            return escaped;
        }
        // Each unit that is left out shortens the result by one to two units.
        limit -= over.div_ceil(2);
    }
}

/// Blocks below each other.
fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let markdown = markdown(block);
        if markdown.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str(if matches!(block, Block::Item(_)) { "\n" } else { "\n\n" });
        }
        text.push_str(&markdown);
    }
    text
}

fn markdown(block: &Block) -> String {
    let set = |mark: &str, spans: &[Span]| {
        let line = escape::spans(spans);
        if line.trim().is_empty() { String::new() } else { format!("{mark}{line}") }
    };
    match block {
        Block::Paragraph(spans) => set("", spans),
        Block::Quote(spans) => set("> ", spans),
        Block::Item(spans) => set("- ", spans),
        Block::Verbatim(lines) => escape::verbatim(lines),
    }
}

/// A title has a limit of its own; a block needs its text and two line ends.
struct Markdown;

impl Measure for Markdown {
    fn title(&self, _: &str) -> Size {
        Size::default()
    }

    fn block(&self, block: &Block) -> Size {
        Size { units: utf16_len(&markdown(block)) + 2, marks: 0 }
    }
}

impl Page {
    /// The same as the new text of a message: who sees that one was decided when it was made.
    #[must_use]
    pub fn as_edit(mut self) -> Self {
        self.flags = 0;
        self
    }

    fn new(content: String, embed: Option<Embed>, buttons: Vec<Button>) -> Self {
        let is_empty = content.trim().is_empty() && embed.as_ref().is_none_or(Embed::is_empty);
        Self {
            // Discord refuses a message without text.
            content: if is_empty { escape::BREAK.to_string() } else { content },
            embeds: embed.filter(|embed| !embed.is_empty()).into_iter().collect(),
            components: rows(buttons),
            allowed_mentions: Mentions::default(),
            flags: 0,
        }
    }
}

impl Embed {
    fn is_empty(&self) -> bool {
        self.title.is_none() && self.description.trim().is_empty()
    }
}

/// Buttons that do the same would have the same id, which Discord refuses: the first of them stays.
fn rows(buttons: Vec<Button>) -> Vec<Row> {
    let mut seen = HashSet::new();
    let presses: Vec<_> = buttons
        .into_iter()
        .filter(|button| seen.insert(button.action))
        .take(BUTTONS_LIMIT)
        .map(|button| Press { kind: 2, style: 2, label: label(&button.label), custom_id: button.action.encode() })
        .collect();
    presses.chunks(BUTTONS_PER_ROW).map(|row| Row { kind: 1, components: row.to_vec() }).collect()
}

/// A label is no markdown, but it must not be empty.
fn label(label: &str) -> String {
    let label = shorten(label.trim(), Button::LABEL_LIMIT);
    if label.is_empty() { "…".to_owned() } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::story::StoryId;

    fn story(paragraphs: usize) -> Message {
        let mut message = Message { title: Some("A *title*".into()), story: Some(StoryId(7)), ..Message::default() };
        for number in 0..paragraphs {
            message = message.paragraph(vec![Span::plain(format!("Paragraph {number}. {}", "Word. ".repeat(100)))]);
        }
        message.button("Another story", Action::Another(StoryId(7)))
    }

    #[test]
    fn a_short_answer_is_content_and_a_story_is_an_embed() {
        let page = serde_json::to_value(post(&Message::text("Hi *you*"))).expect("JSON");
        assert_eq!(
            page,
            serde_json::json!({"content": "Hi \\*you\\*", "embeds": [], "components": [], "allowed_mentions": {"parse": []}})
        );
        let page = post(&story(1));
        assert_eq!((page.content.as_str(), page.embeds[0].title.as_deref()), ("", Some("A \\*title\\*")));
        assert_eq!(page.components[0].components[0].custom_id, "1:a:7");
    }

    #[test]
    fn a_long_story_is_read_on_page_by_page() {
        let pages = pages(story(20));
        assert!(pages.len() > 2);
        let ids: Vec<_> = pages.iter().map(|page| page.components[0].components[0].custom_id.as_str()).collect();
        assert_eq!((ids[0], ids[1], ids[pages.len() - 1]), ("1:s:7:1", "1:s:7:2", "1:a:7"));
        let reply = Reply { part: 1, ..Reply::to_everyone(story(20)) };
        assert_eq!(super::reply(&reply), [pages[1].clone()]);
    }

    #[test]
    fn a_note_above_a_story_does_not_move_its_cuts() {
        let mut dressed = story(20);
        let note = Block::Paragraph(vec![Span::styled("On this day, 4 years ago.", Style::Emphasis)]);
        dressed.blocks.insert(0, note);
        let (plain, dressed) = (pages(story(20)), pages(dressed));
        assert_eq!(plain.len(), dressed.len());
        assert_eq!(
            format!("*On this day, 4 years ago.*\n\n{}", plain[0].embeds[0].description),
            dressed[0].embeds[0].description
        );
        assert_eq!(plain[1..], dressed[1..]);
    }

    #[test]
    fn a_private_answer_is_flagged_on_every_page() {
        let long = Message::text("Word. ".repeat(2_000));
        let pages = super::reply(&Reply::to_caller(long));
        assert!(pages.len() > 1 && pages.iter().all(|page| page.flags == EPHEMERAL));
    }
}
