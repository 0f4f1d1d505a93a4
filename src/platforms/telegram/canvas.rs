//! Where a message is drawn: text that grows, with its entities counted in UTF-16 units as it does.
//!
//! It keeps Telegram's small rules: no white space at the ends of a block, no empty entity, nothing that Telegram would
//! silently remove, no word that would become a link by itself. It does not know limits or buttons.

use teloxide::types::{MessageEntity, MessageEntityKind};
use unicode_segmentation::UnicodeSegmentation as _;

use super::autolink::{BREAK, must_break};
use crate::domain::message::{Message, Size};
use crate::domain::prose::{Block, Span, Style};
use crate::domain::text;

/// Stands for a message that nobody could see: Telegram refuses those.
const NOTHING: &str = "…";
const BULLET: &str = "• ";

/// Text and entities in the making.
#[derive(Default)]
pub(super) struct Canvas {
    text: String,
    units: usize,
    entities: Vec<MessageEntity>,
    /// The last two characters, to see what would become a link.
    tail: (Option<char>, Option<char>),
    /// What the last block was.
    after: After,
    /// Where the last thing ends that can be seen.
    end: End,
    /// Whether nothing can be seen yet in the block that is being drawn.
    is_blank: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum After {
    #[default]
    Nothing,
    Item,
    Other,
}

#[derive(Default, Clone, Copy)]
struct End {
    bytes: usize,
    units: usize,
}

impl Canvas {
    /// A whole message, without its buttons.
    pub(super) fn draw(message: &Message) -> Self {
        let mut canvas = Self::default();
        if let Some(note) = &message.note {
            canvas.set(After::Other, |canvas| {
                canvas.span(&Span::styled(text::shorten(note, Message::NOTE_LIMIT), Style::Emphasis));
            });
        }
        if let Some(title) = &message.title {
            canvas.title(title);
        }
        for block in &message.blocks {
            canvas.block(block);
        }
        canvas
    }

    /// What something takes at most, with what sets it apart; nothing when nothing of it can be seen.
    pub(super) fn size_of(draw: impl FnOnce(&mut Self)) -> Size {
        let mut canvas = Self::default();
        draw(&mut canvas);
        let border = if canvas.units > 0 { "\n\n".len() } else { 0 };
        Size { units: canvas.units + border, marks: canvas.entities.len() }
    }

    pub(super) fn title(&mut self, title: &str) {
        self.set(After::Other, |canvas| canvas.span(&Span::styled(title, Style::Strong)));
    }

    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(spans) => self.set(After::Other, |canvas| canvas.spans(spans)),
            Block::Item(spans) => self.set(After::Item, |canvas| canvas.spans(spans)),
            Block::Quote(spans) => self.set(After::Other, |canvas| {
                canvas.marked(MessageEntityKind::Blockquote, |canvas| canvas.spans(spans));
            }),
            Block::Verbatim(lines) => self.set(After::Other, |canvas| {
                canvas.marked(MessageEntityKind::Pre { language: None }, |canvas| canvas.lines(lines));
            }),
        }
    }

    /// Text and entities; what is larger than `limit` all the same (one grapheme of thousands of marks) is cut.
    pub(super) fn finish(mut self, limit: Size) -> (String, Vec<MessageEntity>) {
        if self.text.chars().all(is_invisible) {
            return (NOTHING.to_owned(), Vec::new());
        }
        if self.units > limit.units {
            self.text = text::shorten(&self.text, limit.units);
            let kept = text::utf16_len(&self.text).saturating_sub(NOTHING.chars().count());
            self.entities.retain_mut(|entity| {
                entity.length = entity.length.min(kept.saturating_sub(entity.offset));
                entity.length > 0
            });
        }
        self.entities.truncate(limit.marks);
        (self.text, self.entities)
    }

    /// Draws a block, set apart from the one before it; one in which nothing can be seen leaves no trace.
    fn set(&mut self, kind: After, draw: impl FnOnce(&mut Self)) {
        let marks = self.entities.len();
        self.exactly(match (self.after, kind) {
            (After::Nothing, _) => "",
            (After::Item, After::Item) => "\n",
            _ => "\n\n",
        });
        if kind == After::Item {
            self.exactly(BULLET);
        }
        self.is_blank = true;
        draw(self);
        if self.is_blank {
            self.entities.truncate(marks);
        } else {
            self.after = kind;
        }
        self.text.truncate(self.end.bytes);
        self.units = self.end.units;
        self.tail = (None, None);
    }

    /// Marks what `draw` adds, if that can be seen.
    fn marked(&mut self, kind: MessageEntityKind, draw: impl FnOnce(&mut Self)) {
        let (start, at) = (self.units, self.entities.len());
        draw(self);
        if self.end.units > start {
            // Before the entities inside it, as Telegram orders them.
            self.entities.insert(at, MessageEntity::new(kind, start, self.end.units - start));
        }
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            self.span(span);
        }
    }

    fn span(&mut self, span: &Span) {
        let (lead, core, trail) = trimmed(&span.text);
        if !self.is_blank {
            self.exactly(lead);
        }
        let Some(first) = core.chars().next() else { return };
        self.break_before(first);
        let start = self.units;
        // Telegram looks for links neither in links nor in code.
        if span.link.is_some() || span.style == Style::Code {
            self.exactly(core);
        } else {
            self.harmless(core);
        }
        self.seen();
        let length = self.units - start;
        self.entities.extend(kinds(span).map(|kind| MessageEntity::new(kind, start, length)));
        self.exactly(trail);
    }

    /// Lines as they are, their indentation too.
    fn lines(&mut self, lines: &str) {
        let (lead, core, _) = trimmed(lines);
        if !core.is_empty() {
            let indentation = lead.rsplit('\n').next().unwrap_or_default();
            self.exactly(indentation);
            self.exactly(core);
            self.seen();
        }
    }

    /// Everything up to here is worth keeping.
    fn seen(&mut self) {
        self.is_blank = false;
        self.end = End { bytes: self.text.len(), units: self.units };
    }

    fn harmless(&mut self, text: &str) {
        self.copy(text, must_break);
    }

    fn exactly(&mut self, text: &str) {
        self.copy(text, |_, _, _| false);
    }

    fn break_before(&mut self, ch: char) {
        if let (before, Some(left)) = self.tail
            && must_break(before, left, ch)
        {
            self.exactly(BREAK.encode_utf8(&mut [0; 4]));
        }
    }

    /// Adds a text in runs as long as they may stay as they are: broken where it must be, and with what Telegram would
    /// make of characters that it removes or turns into spaces.
    fn copy(&mut self, text: &str, must_break: impl Fn(Option<char>, char, char) -> bool) {
        let (mut before, mut left) = self.tail;
        let mut run = 0;
        for (at, ch) in text.char_indices() {
            if let Some(left_of) = left
                && must_break(before, left_of, ch)
            {
                self.text.push_str(&text[run..at]);
                self.text.push(BREAK);
                self.units += BREAK.len_utf16();
                run = at;
            }
            let shown = shown(ch);
            if shown != Some(ch) {
                self.text.push_str(&text[run..at]);
                self.text.extend(shown);
                run = at + ch.len_utf8();
            }
            if let Some(shown) = shown {
                self.units += shown.len_utf16();
                (before, left) = (left, Some(shown));
            }
        }
        self.text.push_str(&text[run..]);
        self.tail = (before, left);
    }
}

/// What Telegram makes of a character: it removes some and turns control characters into spaces.
fn shown(ch: char) -> Option<char> {
    match ch {
        ' '..='~' | '\n' => Some(ch),
        _ if is_removed(ch) => None,
        _ if ch.is_control() => Some(' '),
        _ => Some(ch),
    }
}

/// How a span is marked. A link takes no code with it: Telegram lets code contain nothing and be in nothing.
fn kinds(span: &Span) -> impl Iterator<Item = MessageEntityKind> {
    let link =
        span.link.as_ref().and_then(|link| Some(MessageEntityKind::TextLink { url: link.as_str().parse().ok()? }));
    let style = match span.style {
        Style::Plain => None,
        Style::Strong => Some(MessageEntityKind::Bold),
        Style::Emphasis => Some(MessageEntityKind::Italic),
        Style::Code => link.is_none().then_some(MessageEntityKind::Code),
    };
    link.into_iter().chain(style)
}

/// White space before, what can be seen, white space after; graphemes stay whole.
fn trimmed(text: &str) -> (&str, &str, &str) {
    let is_blank = |grapheme: &&str| grapheme.chars().all(|ch| ch.is_whitespace() || ch.is_control() || is_removed(ch));
    let lead = text.graphemes(true).take_while(is_blank).map(str::len).sum();
    let (lead, rest) = text.split_at(lead);
    let trail: usize = rest.graphemes(true).rev().take_while(is_blank).map(str::len).sum();
    let (core, trail) = rest.split_at(rest.len() - trail);
    (lead, core, trail)
}

/// What Telegram takes out of every text (tdlib, `clean_input_string`).
fn is_removed(ch: char) -> bool {
    matches!(ch, '\r' | '\u{2028}'..='\u{202e}')
}

/// White space and what has no shape of its own (Unicode's `Default_Ignorable_Code_Point`).
fn is_invisible(ch: char) -> bool {
    ch.is_whitespace()
        || ch.is_control()
        || matches!(ch, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
