//! Marked-up text without markup: blocks of spans, and the small subset of CommonMark that they are written in.
//!
//! The subset (product.md section 4): paragraphs, emphasis, strong, block quotes, links to https addresses. Everything
//! else that CommonMark knows is a fault with its line, so that nothing is shown other than its writer meant it.
//! It does not know how a platform writes any of this.

use std::fmt;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use url::Url;

use super::text;
use super::tongue::Text;
use crate::text;

/// An https address without user name or password that may be shown as a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link(String);

/// The longest address that is accepted, in bytes. Discord's buttons take 512, but links in text may be longer.
pub const LINK_LIMIT: usize = 1024;

impl Link {
    /// Checks an address.
    ///
    /// # Errors
    /// What it lacks: https, a host, no user name, at most [`LINK_LIMIT`] bytes.
    pub fn parse(address: &str) -> Result<Self, BadLink> {
        if address.len() > LINK_LIMIT {
            return Err(BadLink::TooLong);
        }
        if address.chars().any(|ch| ch.is_whitespace() || ch.is_control() || matches!(ch, '<' | '>' | '"' | '`' | '\\'))
        {
            return Err(BadLink::OddCharacters);
        }
        let url = Url::parse(address).map_err(|_| BadLink::NotWhole)?;
        if url.scheme() != "https" || url.host_str().is_none_or(|host| !host.contains('.')) {
            return Err(BadLink::NotSecure);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadLink::WithUser);
        }
        Ok(Self(url.into()))
    }

    /// The address as text: normalised, ASCII only.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, for showing where a link leads.
    pub fn host(&self) -> &str {
        let rest = self.0.trim_start_matches("https://");
        rest.split(['/', '?', '#', ':']).next().unwrap_or(rest).trim_start_matches("www.")
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why an address cannot be shown as a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadLink {
    /// It is longer than [`LINK_LIMIT`].
    TooLong,
    /// Characters that no address has.
    OddCharacters,
    /// It is no whole address.
    NotWhole,
    /// It is not https, or names no host.
    NotSecure,
    /// It has a user name or password in it.
    WithUser,
}

/// Where an address stands, which decides about the words of a mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// In a field of its own.
    Field,
    /// Behind words of a text.
    Prose,
}

impl BadLink {
    /// What would do.
    pub fn mend(self, place: Where) -> Text {
        let place = match place {
            Where::Field => "field",
            Where::Prose => "prose",
        };
        match self {
            Self::TooLong => text!("mend-link-too-long", place = place, limit = LINK_LIMIT),
            Self::OddCharacters => text!("mend-link-odd-characters", place = place),
            Self::NotWhole => text!("mend-link-not-whole", place = place),
            Self::NotSecure => text!("mend-link-not-secure", place = place),
            Self::WithUser => text!("mend-link-with-user", place = place),
        }
    }
}

/// How a run of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As it is.
    #[default]
    Plain,
    /// Stressed strongly, mostly bold.
    Strong,
    /// Stressed, mostly italic.
    Emphasis,
    /// To be typed exactly so.
    Code,
}

/// A run of text that looks alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// What it says: no markup, no line end.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// Where it leads.
    pub link: Option<Link>,
}

impl Span {
    /// Text as it is.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A line of our own in which what stands between backticks is to be typed exactly so.
    pub fn coded(line: &str) -> Vec<Self> {
        let style = |number: usize| if number.is_multiple_of(2) { Style::Plain } else { Style::Code };
        let parts = line.split('`').enumerate().filter(|(_, words)| !words.is_empty());
        parts.map(|(number, words)| Self::styled(words, style(number))).collect()
    }

    /// Text in a style.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, link: None }
    }

    /// Text that leads somewhere.
    pub fn linked(text: impl Into<String>, link: Link) -> Self {
        Self { text: text.into(), style: Style::Plain, link: Some(link) }
    }
}

/// A piece of a message that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text, set apart by an empty line.
    Paragraph(Vec<Span>),
    /// Somebody's words, set apart so that they are seen to be.
    Quote(Vec<Span>),
    /// One entry of a list: follows the entry before it without an empty line.
    Item(Vec<Span>),
    /// Lines to be typed or copied exactly so.
    Verbatim(String),
}

/// A fault in prose: where and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseFault {
    /// Line within the prose, from 1.
    pub line: usize,
    /// What is there.
    pub found: Text,
    /// What would do.
    pub mend: Text,
}

/// The text of a story: the source as written and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    source: String,
    blocks: Vec<Block>,
}

impl Prose {
    /// Reads the subset.
    ///
    /// # Errors
    /// Every fault with its line: markup outside the subset, a link that is not https, no text at all.
    pub fn parse(source: &str) -> Result<Self, Vec<ProseFault>> {
        let source = text::clean(source).trim().to_owned();
        let mut reader = Reader { source: &source, ..Reader::default() };
        for (event, range) in Parser::new_ext(&source, Options::empty()).into_offset_iter() {
            reader.take(event, range.start);
        }
        let Reader { blocks, mut faults, .. } = reader;
        if blocks.is_empty() && faults.is_empty() {
            faults.push(ProseFault { line: 1, found: text!("found-no-text"), mend: text!("mend-no-text") });
        }
        if faults.is_empty() { Ok(Self { source, blocks }) } else { Err(faults) }
    }

    /// The text as its writer wrote it, cleaned.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What it says.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All its words without markup, for searching and for finding quotes in it.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for block in &self.blocks {
            let (Block::Paragraph(spans) | Block::Quote(spans) | Block::Item(spans)) = block else { continue };
            if !plain.is_empty() {
                plain.push('\n');
            }
            plain.extend(spans.iter().map(|span| span.text.as_str()));
        }
        plain
    }

    /// How many words it has; a dash between spaces is none.
    pub fn words(&self) -> usize {
        text::words(&self.plain())
    }
}

/// Turns CommonMark's events into blocks, remembering what is open.
#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    faults: Vec<ProseFault>,
    spans: Vec<Span>,
    quoting: usize,
    strong: usize,
    emphasis: usize,
    link: Option<Link>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Link) if self.link.is_some() => self.link = None,
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Link) => {}
            Event::End(TagEnd::Paragraph) => self.close_block(),
            Event::Start(Tag::BlockQuote(_)) => self.quoting += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quoting -= 1,
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong -= 1,
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => match Link::parse(&dest_url) {
                Ok(link) => self.link = Some(link),
                Err(bad) => {
                    let address = format!("{:?}", dest_url.as_ref());
                    self.fault(at, text!("found-link", address = address), bad.mend(Where::Prose));
                }
            },
            Event::Text(words) => {
                if self.link.is_some() && (words.contains("://") || words.trim_start().starts_with("www.")) {
                    let words = format!("{:?}", text::shorten(&words, 40));
                    self.fault(at, text!("found-address-as-words", words = words), text!("mend-address-as-words"));
                }
                self.push(&words);
            }
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            Event::Start(tag) => {
                if let Some(found) = unsupported(&tag) {
                    self.fault(at, found, text!("mend-markup"));
                }
            }
            Event::Code(_) => self.fault(at, text!("found-code"), text!("mend-code")),
            Event::Html(_) | Event::InlineHtml(_) => self.fault(at, text!("found-html"), text!("mend-html")),
            Event::Rule => self.fault(at, text!("found-rule"), text!("mend-rule")),
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        let style = match (self.strong, self.emphasis) {
            (0, 0) => Style::Plain,
            (0, _) => Style::Emphasis,
            _ => Style::Strong,
        };
        match self.spans.last_mut() {
            Some(last) if last.style == style && last.link == self.link => last.text.push_str(words),
            _ => self.spans.push(Span { text: words.to_owned(), style, link: self.link.clone() }),
        }
    }

    fn close_block(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        self.blocks.push(if self.quoting > 0 { Block::Quote(spans) } else { Block::Paragraph(spans) });
    }

    fn fault(&mut self, at: usize, found: Text, mend: Text) {
        let line = self.source.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        self.faults.push(ProseFault { line, found, mend });
    }
}

/// The name of markup that is outside the subset.
fn unsupported(tag: &Tag<'_>) -> Option<Text> {
    Some(match tag {
        Tag::Heading { .. } => text!("found-heading"),
        Tag::CodeBlock(_) => text!("found-code-block"),
        Tag::List(_) => text!("found-list"),
        Tag::Image { .. } => text!("found-image"),
        // A list is a fault once, not for each entry; HTML has an event of its own.
        Tag::Item | Tag::HtmlBlock => return None,
        _ => text!("found-markup"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subset_becomes_blocks_of_spans() {
        let prose =
            Prose::parse("He *ran* to [her](https://example.org/a),\nthen **danced**.\n\n> Mama").expect("valid");
        assert_eq!(prose.plain(), "He ran to her, then danced.\nMama");
        assert!(matches!(&prose.blocks()[1], Block::Quote(spans) if spans[0].text == "Mama"));
        let Block::Paragraph(spans) = &prose.blocks()[0] else { panic!("a paragraph") };
        assert_eq!(spans[1], Span::styled("ran", Style::Emphasis));
        assert_eq!(spans[3].link.as_ref().map(Link::host), Some("example.org"));
    }

    #[test]
    fn every_fault_is_named_with_its_line() {
        let faults = Prose::parse("# Title\n\ntext `code`\n\n- a\n\n[x](http://a.b)").expect_err("faults");
        let seen: Vec<_> = faults.iter().map(|fault| (fault.line, fault.found.to_string())).collect();
        assert_eq!(
            seen,
            [(1, "a heading"), (3, "text between backticks"), (5, "a list"), (7, "a link to \"http://a.b\"")]
                .map(|(line, found)| (line, found.to_owned()))
        );
        assert_eq!(Prose::parse(" \n ").expect_err("empty")[0].found.to_string(), "no text");
    }

    #[test]
    fn links_are_https_with_a_host_and_nothing_hidden() {
        for bad in [
            "http://a.org",
            "https://",
            "javascript:alert(1)",
            "https://u:p@a.org",
            "https://a .org",
            "ftp://a.org",
            "https://localhost",
        ] {
            assert!(Link::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(
            Link::parse("https://ar.example/مرحبا").map(|link| link.to_string()).as_deref(),
            Ok("https://ar.example/%D9%85%D8%B1%D8%AD%D8%A8%D8%A7")
        );
    }
}
