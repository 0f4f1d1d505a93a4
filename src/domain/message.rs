//! What the bot says, before any platform's markup: messages, buttons, replies, and how a long message is split.
//!
//! It does not know limits or markup: a platform brings its measure.

use unicode_segmentation::UnicodeSegmentation as _;

use super::action::Action;
use super::file::Enclosure;
use super::form::Form;
use super::prose::{Block, Span};
use super::story::StoryId;
use super::tongue::Tongue;

/// A neutral message: blocks and spans, no markup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// A line above everything that is not part of what is told: why a post comes today, or late. At most
    /// [`Message::NOTE_LIMIT`] UTF-16 units; shown with emphasis.
    pub note: Option<String>,
    /// The title of a story; plain answers have none.
    pub title: Option<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What can be pressed, in reading order.
    pub buttons: Vec<Button>,
    /// The story whose next part a *read on* button shows, when the message must be split.
    pub story: Option<StoryId>,
    /// It makes no sound on people's devices, where the platform can.
    pub silent: bool,
    /// The language that it is written in, for what a platform adds to it.
    pub tongue: Tongue,
}

/// Something to press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it says, at most [`Button::LABEL_LIMIT`] UTF-16 units.
    pub label: String,
    /// What it does.
    pub action: Action,
}

impl Button {
    /// Discord's limit for a label (limits.toml `button.label`); a Telegram button has none but gets narrow.
    pub const LABEL_LIMIT: usize = 80;

    /// A button; a label that is too long is cut.
    pub fn new(label: &str, action: Action) -> Self {
        Self { label: super::text::shorten(label, Self::LABEL_LIMIT), action }
    }
}

impl Message {
    /// So long may a note be. Every part of a story keeps this room free, so that *read on* finds the same parts whether
    /// the story came with a note or without.
    pub const NOTE_LIMIT: usize = 200;
    /// What a note may take with its border, on any platform.
    const NOTE_ROOM: Size = Size { units: Self::NOTE_LIMIT + 16, marks: 1 };

    /// A message of one paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::default().paragraph(vec![Span::plain(text)])
    }

    /// A message of one paragraph in which what stands between backticks is to be typed exactly so. For our own words only.
    pub fn coded(text: &str) -> Self {
        Self::default().paragraph(Span::coded(text))
    }

    /// With one more paragraph.
    #[must_use]
    pub fn paragraph(mut self, spans: Vec<Span>) -> Self {
        self.blocks.push(Block::Paragraph(spans));
        self
    }

    /// With one more list entry.
    #[must_use]
    pub fn item(mut self, spans: Vec<Span>) -> Self {
        self.blocks.push(Block::Item(spans));
        self
    }

    /// With lines to be copied exactly so.
    #[must_use]
    pub fn verbatim(mut self, lines: impl Into<String>) -> Self {
        self.blocks.push(Block::Verbatim(lines.into()));
        self
    }

    /// As everybody sees it already: without *share*.
    #[must_use]
    pub fn shared(mut self) -> Self {
        self.buttons.retain(|button| !matches!(button.action, Action::Share(_)));
        self
    }

    /// With one more button.
    #[must_use]
    pub fn button(mut self, label: &str, action: Action) -> Self {
        self.buttons.push(Button::new(label, action));
        self
    }
}

/// Who sees a reply, where the platform can tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisibleTo {
    /// All who read the place.
    Everyone,
    /// Only the caller.
    Caller,
}

/// What is said back to a caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Who sees it.
    pub visible_to: VisibleTo,
    /// What it says.
    pub message: Message,
    /// Which part of a split message is meant, from 0.
    pub part: usize,
    /// Fields to be filled in where the platform has forms; elsewhere `message` says how to do without.
    pub form: Option<Form>,
    /// Whether plain words are the answer to it.
    pub awaits_words: bool,
    /// What the button says from now on that was pressed, where the message can be changed.
    pub relabelled: Option<String>,
    /// A file that is given out with it. Where a form is opened, neither it nor `message` is shown.
    pub enclosure: Option<Enclosure>,
}

impl Reply {
    /// A reply that all in the place may see.
    pub fn to_everyone(message: Message) -> Self {
        Self {
            visible_to: VisibleTo::Everyone,
            message,
            part: 0,
            form: None,
            awaits_words: false,
            relabelled: None,
            enclosure: None,
        }
    }

    /// A reply for the caller's eyes.
    pub fn to_caller(message: Message) -> Self {
        Self {
            visible_to: VisibleTo::Caller,
            message,
            part: 0,
            form: None,
            awaits_words: false,
            relabelled: None,
            enclosure: None,
        }
    }

    /// Nothing is said at all.
    pub fn nothing() -> Self {
        Self::to_caller(Message::default())
    }

    /// Whether nothing is said at all.
    pub fn is_nothing(&self) -> bool {
        let silence = Message { tongue: self.message.tongue, ..Message::default() };
        self.message == silence && self.form.is_none() && self.enclosure.is_none()
    }
}

/// How large something is on one platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd)]
pub struct Size {
    /// Characters as the platform counts them, markup included where it counts that.
    pub units: usize,
    /// Marked runs, where the platform limits their number.
    pub marks: usize,
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self { units: self.units + other.units, marks: self.marks + other.marks }
    }

    fn minus(self, other: Self) -> Self {
        Self { units: self.units.saturating_sub(other.units), marks: self.marks.saturating_sub(other.marks) }
    }

    fn fits(self, limit: Self) -> bool {
        self.units <= limit.units && self.marks <= limit.marks
    }
}

/// A platform's way of measuring. Sizes add up: a message is as large as its title and its blocks together.
pub trait Measure {
    /// The title with what follows it.
    fn title(&self, title: &str) -> Size;
    /// A block with what sets it apart from the next.
    fn block(&self, block: &Block) -> Size;
}

/// Splits a message so that each part fits: between blocks, else between sentences, else between words, else between
/// graphemes. Titles are repeated with the part's number; buttons go with the last part, `story` with each.
///
/// A part is never empty, and nothing but white space at the cuts is lost.
pub fn split(message: Message, measure: &dyn Measure, limit: Size) -> Vec<Message> {
    let limit = if message.story.is_some() || message.note.is_some() { limit.minus(Message::NOTE_ROOM) } else { limit };
    let title_size = |title: &Option<String>| title.as_ref().map_or(Size::default(), |title| measure.title(title));
    let whole = message.blocks.iter().fold(title_size(&message.title), |sum, block| sum.plus(measure.block(block)));
    if whole.fits(limit) {
        return vec![message];
    }
    // Room for " (12/34)" in every title.
    let numbered = message.title.as_ref().map(|title| format!("{title} (99/99)"));
    let start = title_size(&numbered);
    let mut parts: Vec<Vec<Block>> = Vec::new();
    let mut part: Vec<Block> = Vec::new();
    let mut used = start;
    let mut rest: std::collections::VecDeque<Block> = message.blocks.into();
    while let Some(block) = rest.pop_front() {
        let size = measure.block(&block);
        if used.plus(size).fits(limit) {
            used = used.plus(size);
            part.push(block);
            continue;
        }
        let filled = used.units.saturating_sub(start.units);
        let room_left = limit.units.saturating_sub(used.units);
        // A part that is mostly full ends between blocks; otherwise the block itself is cut.
        if filled > 0 && (start.plus(size).fits(limit) && room_left * 3 < limit.units) {
            parts.push(std::mem::take(&mut part));
            used = start;
            rest.push_front(block);
            continue;
        }
        match cut(&block, |head| used.plus(measure.block(head)).fits(limit)) {
            Some((head, tail)) => {
                part.push(head);
                rest.push_front(tail);
            }
            None if filled > 0 => rest.push_front(block),
            // Not even one grapheme fits an empty part: a limit that small is a mistake of the platform's code, and
            // showing the block whole is better than looping.
            None => part.push(block),
        }
        parts.push(std::mem::take(&mut part));
        used = start;
    }
    if !part.is_empty() {
        parts.push(part);
    }
    let mut messages = number(parts, message.title.as_deref(), message.buttons, message.story, message.tongue);
    if let Some(first) = messages.first_mut() {
        first.note = message.note;
        first.silent = message.silent;
    }
    messages
}

fn number(
    parts: Vec<Vec<Block>>,
    title: Option<&str>,
    buttons: Vec<Button>,
    story: Option<StoryId>,
    tongue: Tongue,
) -> Vec<Message> {
    let count = parts.len();
    let mut messages: Vec<_> = (1..)
        .zip(parts)
        .map(|(number, blocks)| Message {
            note: None,
            title: title.map(|title| format!("{title} ({number}/{count})")),
            blocks,
            buttons: Vec::new(),
            story,
            silent: false,
            tongue,
        })
        .collect();
    if let Some(last) = messages.last_mut() {
        last.buttons = buttons;
    }
    messages
}

/// The longest head of a block that fits, cut at the best border, with what is left.
fn cut(block: &Block, fits: impl Fn(&Block) -> bool) -> Option<(Block, Block)> {
    let plain = plain(block);
    let borders: [Vec<usize>; 3] = [
        plain.split_sentence_bound_indices().map(|(at, _)| at).collect(),
        plain.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty()).map(|(at, _)| at).collect(),
        plain.grapheme_indices(true).map(|(at, _)| at).collect(),
    ];
    borders.iter().find_map(|borders| {
        // Sizes grow with the cut, so the last border that fits can be found by halving.
        let count = borders.partition_point(|&at| at == 0 || fits(&divide(block, at).0));
        let at = *borders[..count].last()?;
        (at > 0).then(|| divide(block, at))
    })
}

fn plain(block: &Block) -> String {
    match block {
        Block::Paragraph(spans) | Block::Quote(spans) | Block::Item(spans) => {
            spans.iter().map(|span| span.text.as_str()).collect()
        }
        Block::Verbatim(lines) => lines.clone(),
    }
}

/// The block before and after a byte of its plain text.
fn divide(block: &Block, at: usize) -> (Block, Block) {
    let spans = |spans: &[Span]| {
        let (mut head, mut tail, mut seen) = (Vec::new(), Vec::new(), 0);
        for span in spans {
            let here = at.saturating_sub(seen).min(span.text.len());
            let (before, after) = span.text.split_at(here);
            seen += span.text.len();
            for (side, text) in [(&mut head, before), (&mut tail, after)] {
                if !text.is_empty() {
                    side.push(Span { text: text.to_owned(), style: span.style, link: span.link.clone() });
                }
            }
        }
        if let Some(last) = head.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        (head, tail)
    };
    match block {
        Block::Paragraph(all) => {
            let (head, tail) = spans(all);
            (Block::Paragraph(head), Block::Paragraph(tail))
        }
        Block::Quote(all) => {
            let (head, tail) = spans(all);
            (Block::Quote(head), Block::Quote(tail))
        }
        Block::Item(all) => {
            let (head, tail) = spans(all);
            (Block::Item(head), Block::Paragraph(tail))
        }
        Block::Verbatim(lines) => {
            let (head, tail) = lines.split_at(at);
            (Block::Verbatim(head.to_owned()), Block::Verbatim(tail.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One unit a character, two for a block's border.
    struct Characters;

    impl Measure for Characters {
        fn title(&self, title: &str) -> Size {
            Size { units: title.chars().count() + 1, marks: 1 }
        }
        fn block(&self, block: &Block) -> Size {
            Size { units: plain(block).chars().count() + 2, marks: 0 }
        }
    }

    fn parts(text: &str, units: usize) -> Vec<String> {
        split(Message::text(text), &Characters, Size { units, marks: 100 })
            .iter()
            .map(|part| part.blocks.iter().map(plain).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn text_is_split_between_sentences_then_words_then_letters() {
        assert_eq!(parts("One two. Three four. Five.", 100), ["One two. Three four. Five."]);
        assert_eq!(parts("One two. Three four. Five.", 23), ["One two. Three four.", "Five."]);
        assert_eq!(parts("One two three four", 12), ["One two", "three four"]);
        assert_eq!(parts("Onetwothree", 6), ["Onet", "woth", "ree"]);
    }

    #[test]
    fn nothing_is_nothing_in_every_language() {
        let mut reply = Reply::nothing();
        reply.message.tongue = Tongue::French;
        assert!(reply.is_nothing());
        assert!(!Reply::to_caller(Message::text("a")).is_nothing());
    }

    #[test]
    fn titles_are_numbered_and_buttons_come_last() {
        let mut message = Message::text("One two. Three four. Five.").button("another", Action::Another(StoryId(1)));
        message.title = Some("T".into());
        let parts = split(message, &Characters, Size { units: 24, marks: 100 });
        let titles: Vec<_> = parts.iter().map(|part| part.title.clone().unwrap_or_default()).collect();
        assert_eq!(titles, ["T (1/3)", "T (2/3)", "T (3/3)"]);
        assert_eq!(parts.iter().map(|part| part.buttons.len()).collect::<Vec<_>>(), [0, 0, 1]);
    }
}
