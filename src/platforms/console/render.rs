//! Message -> text for a terminal: bold and italic where they show, plain text in a pipe, buttons as numbers.

use std::fmt::Write as _;

use crate::domain::message::Message;
use crate::domain::prose::{Block, Span, Style};

/// A message as lines, ending with an empty one. Control characters of the message never reach the terminal.
pub fn text(message: &Message, styled: bool) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut last_was_item = false;
    blocks.extend(message.note.as_ref().map(|note| mark(&visible(note), "3", styled)));
    if let Some(title) = &message.title {
        blocks.push(mark(&visible(title), "1", styled));
    }
    for block in &message.blocks {
        let is_item = matches!(block, Block::Item(_));
        let text = match block {
            Block::Paragraph(spans) => line(spans, styled),
            Block::Quote(spans) => format!("  | {}", line(spans, styled)),
            Block::Item(spans) => format!("  • {}", line(spans, styled)),
            Block::Verbatim(lines) => {
                visible(lines).lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
            }
        };
        match blocks.last_mut() {
            Some(last) if is_item && last_was_item => {
                last.push('\n');
                last.push_str(&text);
            }
            _ => blocks.push(text),
        }
        last_was_item = is_item;
    }
    if !message.buttons.is_empty() {
        let mut buttons = String::new();
        for (number, button) in (1..).zip(&message.buttons) {
            // Writing to a string cannot fail.
            let _infallible =
                write!(buttons, "{}[{number}] {}", if number > 1 { "   " } else { "" }, visible(&button.label));
        }
        blocks.push(buttons);
    }
    blocks.join("\n\n") + "\n"
}

fn line(spans: &[Span], styled: bool) -> String {
    spans
        .iter()
        .map(|span| {
            let text = visible(&span.text);
            let text = match span.style {
                Style::Plain | Style::Code => text,
                Style::Strong => mark(&text, "1", styled),
                Style::Emphasis => mark(&text, "3", styled),
            };
            match &span.link {
                Some(link) => format!("{text} <{link}>"),
                None => text,
            }
        })
        .collect()
}

fn mark(text: &str, code: &str, styled: bool) -> String {
    if styled { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Without control characters other than line ends: text in a story cannot drive the terminal.
fn visible(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_control() || *ch == '\n').collect()
}
