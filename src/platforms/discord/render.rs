//! Neutral messages as Discord's: embeds for what has a title, plain content otherwise, buttons in rows.
//!
//! Escaping is next door in `escape`; the limits are here (limits.toml, `[[discord]]`). Discord counts characters; UTF-16
//! units are counted here, which are never fewer. It does not know who will see the message, nor on which way it goes out.

use std::collections::HashSet;

use serenity::builder::{CreateActionRow, CreateButton, CreateEmbed};
use serenity::model::application::ButtonStyle;

use super::escape;
use super::page::Page;
use crate::domain::action::Action;
use crate::domain::message::{Button, Measure, Message, Reply, Size, VisibleTo, split};
use crate::domain::prose::{Block, Span, Style};
use crate::domain::text::{shorten, utf16_len};
use crate::say;

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

/// The pages that answer a reply: one part of a story, everything of anything else.
pub fn reply(reply: &Reply) -> Vec<Page> {
    let everyone = reply.visible_to == VisibleTo::Everyone;
    let mut pages = pages(if everyone { reply.message.clone().shared() } else { reply.message.clone() });
    if reply.message.story.is_some() {
        let part = reply.part.min(pages.len() - 1);
        pages = vec![pages.swap_remove(part)];
    }
    pages
}

/// The page that is posted: the first.
pub fn post(message: &Message) -> Page {
    Page { silent: message.silent, ..pages(message.clone().shared()).swap_remove(0) }
}

/// A message in as many pages as it needs, at least one. Every page of a story but the last leads to the next.
pub fn pages(message: Message) -> Vec<Page> {
    if message.title.is_none() && message.story.is_none() {
        let content = text(note(&message).iter().chain(&message.blocks));
        if utf16_len(&content) <= CONTENT_LIMIT {
            return vec![page(content, None, message.buttons)];
        }
    }
    let parts = split(message, &Markdown, Size { units: DESCRIPTION_LIMIT, marks: 0 });
    let count = parts.len();
    parts.into_iter().enumerate().map(|(part, message)| framed(message, part, count)).collect()
}

/// The note stands above the frame: it is not told, and a phone shows it first when it announces the post.
fn framed(mut message: Message, part: usize, count: usize) -> Page {
    if let Some(story) = message.story
        && part + 1 < count
    {
        message.buttons.insert(0, Button::new(&say!(message.tongue, "button-read-on"), Action::Story(story, part + 1)));
    }
    page(text(&note(&message)), embed(&message), message.buttons)
}

/// Discord refuses a message without text, so one that says nothing holds something that nobody sees.
fn page(content: String, embed: Option<CreateEmbed>, buttons: Vec<Button>) -> Page {
    let is_empty = content.trim().is_empty() && embed.is_none();
    let content = if is_empty { escape::BREAK.to_string() } else { content };
    Page { content, embed, rows: rows(buttons), silent: false }
}

/// The frame with the title and the text, if there is any of them.
fn embed(message: &Message) -> Option<CreateEmbed> {
    let title = message.title.as_deref().map(title).filter(|title| !title.trim().is_empty());
    let description = Some(text(&message.blocks)).filter(|text| !text.trim().is_empty());
    if title.is_none() && description.is_none() {
        return None;
    }
    let mut embed = CreateEmbed::new().colour(COLOUR);
    if let Some(title) = title {
        embed = embed.title(title);
    }
    if let Some(description) = description {
        embed = embed.description(description);
    }
    Some(embed)
}

/// The line above everything. Escaped it is at most twice as long, far below the content's limit.
fn note(message: &Message) -> Option<Block> {
    let note = shorten(message.note.as_deref()?, Message::NOTE_LIMIT);
    Some(Block::Paragraph(vec![Span::styled(note, Style::Emphasis)]))
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
fn text<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
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

/// Buttons that do the same would have the same id, which Discord refuses: the first of them stays.
fn rows(buttons: Vec<Button>) -> Vec<CreateActionRow> {
    let mut seen = HashSet::new();
    let buttons: Vec<_> = buttons
        .into_iter()
        .filter(|button| seen.insert(button.action))
        .take(BUTTONS_LIMIT)
        .map(|button| {
            CreateButton::new(button.action.encode()).label(label(&button.label)).style(ButtonStyle::Secondary)
        })
        .collect();
    buttons.chunks(BUTTONS_PER_ROW).map(|row| CreateActionRow::Buttons(row.to_vec())).collect()
}

/// A label is no markdown, but it must not be empty.
fn label(label: &str) -> String {
    let label = shorten(label.trim(), Button::LABEL_LIMIT);
    if label.is_empty() { "…".to_owned() } else { label }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::message::VisibleTo;
    use crate::domain::story::StoryId;

    fn story(paragraphs: usize) -> Message {
        let mut message = Message { title: Some("A *title*".into()), story: Some(StoryId(7)), ..Message::default() };
        for number in 0..paragraphs {
            message = message.paragraph(vec![Span::plain(format!("Paragraph {number}. {}", "Word. ".repeat(100)))]);
        }
        message.button("Another story", Action::Another(StoryId(7)))
    }

    /// A page as it is sent.
    fn sent(page: &Page) -> Value {
        serde_json::to_value(page.clone().answer(VisibleTo::Everyone)).expect("JSON")
    }

    #[test]
    fn a_short_answer_is_content_and_a_story_is_an_embed() {
        let page = sent(&post(&Message::text("Hi *you*")));
        assert_eq!((&page["content"], &page["embeds"]), (&json!("Hi \\*you\\*"), &json!([])));
        let page = sent(&post(&story(1)));
        assert_eq!((&page["content"], &page["embeds"][0]["title"]), (&json!(""), &json!("A \\*title\\*")));
        assert_eq!(
            page["components"][0]["components"],
            json!([{"type": 2, "style": 2, "custom_id": "1:a:7", "label": "Another story", "disabled": false}])
        );
    }

    #[test]
    fn a_long_story_is_read_on_page_by_page() {
        let pages = pages(story(20));
        assert!(pages.len() > 2);
        let ids: Vec<_> =
            pages.iter().map(|page| sent(page)["components"][0]["components"][0]["custom_id"].clone()).collect();
        assert_eq!((&ids[0], &ids[1], &ids[pages.len() - 1]), (&json!("1:s:7:1"), &json!("1:s:7:2"), &json!("1:a:7")));
        let reply = Reply { part: 1, ..Reply::to_everyone(story(20)) };
        assert_eq!(super::reply(&reply), [pages[1].clone()]);
    }

    #[test]
    fn a_note_stands_above_the_first_page_and_moves_no_cut() {
        let noted = Message { note: Some("On this day, 4 years ago.".into()), ..story(20) };
        let (plain, noted) = (pages(story(20)), pages(noted));
        assert_eq!(noted[0], Page { content: "*On this day, 4 years ago.*".into(), ..plain[0].clone() });
        assert_eq!(noted[1..], plain[1..]);
    }

    #[test]
    fn a_note_is_the_first_line_of_a_short_answer() {
        let noted = Message { note: Some("Late.".into()), ..Message::text("Hi") };
        assert_eq!(post(&noted).content, "*Late.*\n\nHi");
    }
}
