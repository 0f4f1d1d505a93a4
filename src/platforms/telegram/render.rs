//! Message → Telegram's text, entities and keyboard. Never a parse mode: text is text, whatever is in it.
//!
//! Limits live here (limits.toml `message.text`, `message.entities`, `keyboard.buttons`): lengths and offsets are counted
//! in UTF-16 units, cuts fall between graphemes. It does not send and knows no chat.

use serde::{Deserialize, Serialize};
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity};

use super::canvas::Canvas;
use crate::domain::action::Action;
use crate::domain::message::{Button, Measure, Message, Reply, Size, split};
use crate::domain::prose::Block;
use crate::domain::story::StoryId;
use crate::domain::text::{shorten, utf16_len};
use crate::say;

/// What one message of Telegram's holds at most.
pub const LIMIT: Size = Size { units: 4096, marks: 100 };
/// Titles are far shorter; one that is not must still leave room for the text.
const TITLE_LIMIT: usize = 400;
const BUTTONS_LIMIT: usize = 100;
/// Short labels share a row.
const BUTTONS_IN_A_ROW: usize = 3;
const SHORT_LABEL: usize = 20;

/// One message as Telegram takes it; the ledger keeps it as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The text, invisible breaks included.
    pub text: String,
    /// What is marked in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<MessageEntity>,
    /// The buttons under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_markup: Option<InlineKeyboardMarkup>,
    /// It makes no sound on people's devices.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
}

/// What is sent for a reply: the part of a story that is meant, or all parts of anything else.
pub fn reply(reply: Reply) -> Vec<Page> {
    match reply.message.story {
        Some(story) => vec![part(reply.message, story, reply.part)],
        None => pages(reply.message),
    }
}

/// A message's first part, with *read on* when it is a story's.
pub fn first(message: Message) -> Page {
    let silent = message.silent;
    let page = match message.story {
        Some(story) => part(message, story, 0),
        None => pages(message).swap_remove(0),
    };
    Page { silent, ..page }
}

/// Nothing said: what goes below a file that comes alone.
pub(super) fn blank() -> Page {
    Page { text: String::new(), entities: Vec::new(), reply_markup: None, silent: false }
}

/// Every part of a message, at least one.
pub fn pages(mut message: Message) -> Vec<Page> {
    message.title = message.title.map(|title| shorten(&title, TITLE_LIMIT));
    split(message, &Drawn, LIMIT).iter().map(|part| page(Canvas::draw(part), &part.buttons)).collect()
}

fn part(message: Message, story: StoryId, wanted: usize) -> Page {
    let tongue = message.tongue;
    let mut pages = pages(message);
    let last = pages.len() - 1;
    let wanted = wanted.min(last);
    let mut page = pages.swap_remove(wanted);
    if wanted < last {
        page.reply_markup = keyboard(&[Button::new(&say!(tongue, "button-read-on"), Action::Story(story, wanted + 1))]);
    }
    page
}

fn page(canvas: Canvas, buttons: &[Button]) -> Page {
    let (text, entities) = canvas.finish(LIMIT);
    Page { text, entities, reply_markup: keyboard(buttons), silent: false }
}

fn keyboard(buttons: &[Button]) -> Option<InlineKeyboardMarkup> {
    let is_short = |button: &Button| utf16_len(&button.label) <= SHORT_LABEL;
    let buttons = &buttons[..buttons.len().min(BUTTONS_LIMIT)];
    let rows: Vec<_> = buttons
        .chunk_by(|left, right| is_short(left) && is_short(right))
        .flat_map(|alike| alike.chunks(BUTTONS_IN_A_ROW))
        .map(|row| row.iter().map(native).collect())
        .collect();
    (!rows.is_empty()).then_some(InlineKeyboardMarkup { inline_keyboard: rows })
}

fn native(button: &Button) -> InlineKeyboardButton {
    // Telegram refuses a message with a label that nobody can see.
    let label = if button.label.trim().is_empty() { "…" } else { &button.label };
    InlineKeyboardButton::callback(label, button.action.encode())
}

/// Measures by drawing: what is counted is what is sent.
struct Drawn;

impl Measure for Drawn {
    fn title(&self, title: &str) -> Size {
        Canvas::size_of(|canvas| canvas.title(title))
    }

    fn block(&self, block: &Block) -> Size {
        Canvas::size_of(|canvas| canvas.block(block))
    }
}
