//! Words as Discord's markdown, so that they are shown as they are: nothing that a person wrote becomes markup, a link, an
//! emoji or a mention.
//!
//! How Discord reads markdown is only partly documented; two findings shape this file. Escapes are not seen by every
//! rule: a masked link may take a later `\](` for its own end, so parentheses are escaped as well. And inside a masked
//! link's label escapes do not work at all (<https://github.com/discord/discord-api-docs/issues/6185>), so only labels that
//! need none are put there. It does not know blocks or lengths.

use crate::domain::prose::{Link, Span, Style};

/// Takes no room and is no letter: parts what must not stand together.
pub(super) const BREAK: char = '\u{200b}';

/// A line of spans, with the marks of their styles and links.
pub(super) fn spans(spans: &[Span]) -> String {
    let mut line = Line::default();
    for span in spans {
        line.span(span);
    }
    line.out
}

/// A line of words without style.
pub(super) fn words(text: &str) -> String {
    let mut line = Line::default();
    line.words(&one_line(text), None);
    line.out
}

/// Lines in a code block; empty when there is nothing to show.
pub(super) fn verbatim(lines: &str) -> String {
    let lines = lines.trim_matches('\n');
    if lines.trim().is_empty() {
        return String::new();
    }
    let mut block = String::from("```\n");
    for ch in lines.chars().filter(|ch| matches!(ch, '\n' | '\t') || !is_hidden(*ch)) {
        // Three backticks would end the block.
        if ch == '`' && block.ends_with('`') {
            block.push(BREAK);
        }
        push_code(&mut block, ch);
    }
    block.push_str("\n```");
    block
}

/// A span holds no line end; one that slipped in must not start a line of its own. What cannot be seen is left out.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|ch| if matches!(ch, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { ch })
        .filter(|ch| !is_hidden(*ch))
        .collect()
}

/// Takes no room, so that it could only keep marks from being where they seem to be.
fn is_hidden(ch: char) -> bool {
    ch.is_control() || matches!(ch, BREAK | '\u{feff}')
}

/// Escapes do not work in code, so what counts even there is parted: Discord looks for `@everyone` in the raw text, and a
/// link before the code may take a `](` in it for its own end.
fn push_code(out: &mut String, ch: char) {
    let is_mention = ch.is_alphanumeric() && out.ends_with('@') || matches!(ch, '!' | '&') && out.ends_with("<@");
    if is_mention || ch == '(' && out.ends_with(']') {
        out.push(BREAK);
    }
    out.push(ch);
}

/// One line that is being written.
#[derive(Default)]
struct Line {
    out: String,
    at: Position,
    /// The word being written holds a dot, so a slash would make it look like an address.
    is_dotted: bool,
    /// The last thing written ends with a mark of ours.
    is_marked: bool,
}

/// What of the line is written, as far as marks that count only at its start are concerned.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Position {
    /// Nothing, or spaces.
    #[default]
    Start,
    /// Spaces, then digits: a dot would make a list.
    Number,
    /// More.
    Within,
}

impl Line {
    fn span(&mut self, span: &Span) {
        let text = one_line(&span.text);
        // Marks close to white space are not taken for marks, so it stays outside them.
        let (before, rest) = text.split_at(text.len() - text.trim_start().len());
        let (inner, after) = rest.split_at(rest.trim_end().len());
        self.words(before, None);
        if !inner.is_empty() {
            let next = after.chars().next();
            match (&span.link, span.style) {
                (None, Style::Plain) => self.words(inner, next),
                (link, style) => self.marked(inner, next, style, link.as_ref()),
            }
        }
        self.words(after, None);
    }

    fn marked(&mut self, inner: &str, next: Option<char>, style: Style, link: Option<&Link>) {
        if self.is_marked {
            self.out.push(BREAK);
        }
        let mark = match style {
            Style::Strong => "**",
            Style::Emphasis => "*",
            Style::Plain | Style::Code => "",
        };
        self.out.push_str(mark);
        match link {
            Some(link) if style != Style::Code && is_label(inner) => self.masked(inner, link),
            link => {
                if style == Style::Code {
                    self.code(inner);
                } else {
                    self.words(inner, next);
                }
                if let Some(link) = link {
                    self.out.push_str(" \\(");
                    self.masked(&label_of(link), link);
                    self.out.push_str("\\)");
                }
            }
        }
        self.out.push_str(mark);
        (self.at, self.is_dotted, self.is_marked) = (Position::Within, false, true);
    }

    /// The angle brackets keep Discord from showing a preview; [`Link`] holds none. Parentheses could end the link, stars
    /// the style around it, and an at sign could ping, so these are written as addresses may write them.
    fn masked(&mut self, label: &str, link: &Link) {
        self.out.extend(["[", label, "](<"]);
        for ch in link.as_str().chars() {
            match ch {
                '(' => self.out.push_str("%28"),
                ')' => self.out.push_str("%29"),
                '*' => self.out.push_str("%2A"),
                '@' => self.out.push_str("%40"),
                ch => self.out.push(ch),
            }
        }
        self.out.push_str(">)");
    }

    /// Two backticks around, so that single ones may stand inside.
    fn code(&mut self, text: &str) {
        let fence = if text.contains('`') { "``" } else { "`" };
        self.out.push_str(fence);
        for ch in text.chars() {
            if ch == '`' {
                self.out.push(BREAK);
            }
            push_code(&mut self.out, ch);
        }
        if text.ends_with('`') {
            self.out.push(BREAK);
        }
        self.out.push_str(fence);
    }

    /// Words, and the letter that follows them if it is known.
    fn words(&mut self, text: &str, next: Option<char>) {
        let mut rest = text.chars().peekable();
        while let Some(ch) = rest.next() {
            self.letter(ch, rest.peek().copied().or(next));
        }
    }

    fn letter(&mut self, ch: char, next: Option<char>) {
        if self.is_special(ch, next) {
            self.out.push('\\');
        }
        self.out.push(ch);
        if ch == '@' {
            self.out.push(BREAK);
        }
        self.at = match (self.at, ch) {
            (Position::Start, ' ') => Position::Start,
            (Position::Start | Position::Number, '0'..='9') => Position::Number,
            _ => Position::Within,
        };
        self.is_dotted = if ch.is_whitespace() { false } else { self.is_dotted || ch == '.' };
        self.is_marked = false;
    }

    fn is_special(&self, ch: char, next: Option<char>) -> bool {
        match ch {
            '\\' | '*' | '_' | '~' | '|' | '`' | '[' | ']' | '(' | ')' | '<' | '>' => true,
            // Addresses and emoji names go on without a space.
            ':' => next.is_none_or(|next| !next.is_whitespace()),
            '#' | '-' | '+' => self.at == Position::Start,
            '.' => self.at == Position::Number,
            '/' => self.is_dotted,
            _ => false,
        }
    }
}

/// Marks that mean nothing in a masked link's label.
const LABEL_MARKS: &str = " .,;'’‘“”\"&-–—!?()…·+%\u{2068}\u{2069}";

/// Whether a text shows as it is inside a masked link: letters, digits and harmless marks. Emoji do not.
fn is_label(text: &str) -> bool {
    text.chars().all(|ch| ch.is_alphanumeric() || LABEL_MARKS.contains(ch))
}

/// A label that says where a link leads.
fn label_of(link: &Link) -> String {
    let host = link.host();
    if is_label(host) { host.to_owned() } else { "link".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        Link::parse("https://example.org/a_(b)").expect("a link")
    }

    #[test]
    fn what_people_wrote_stays_what_they_wrote() {
        let cases = [
            ("a *star* and _more_ ~~x~~ ||y|| `z`", r"a \*star\* and \_more\_ \~\~x\~\~ \|\|y\|\| \`z\`"),
            ("[x](https://evil.example)", r"\[x\]\(https\://evil.example\)"),
            ("discord.gg/abc and 1/2", r"discord.gg\/abc and 1/2"),
            (
                "<@123> <@&4> <#5> <t:1:R> <:a:1>",
                "\\<@\u{200b}123\\> \\<@\u{200b}&4\\> \\<#5\\> \\<t\\:1\\:R\\> \\<\\:a\\:1\\>",
            ),
            ("@everyone :smile:", "@\u{200b}everyone \\:smile\\:"),
            ("# big", r"\# big"),
            ("  -# small - no", r"  \-# small - no"),
            ("12. list 3. no", r"12\. list 3. no"),
            ("2.5 and 1-0", r"2\.5 and 1-0"),
            ("> quote", r"\> quote"),
            ("a\nb\u{0}c", "a bc"),
        ];
        for (text, markdown) in cases {
            assert_eq!(words(text), markdown);
        }
    }

    #[test]
    fn styles_are_marked_apart_from_each_other() {
        let all = [
            Span::plain("He "),
            Span::styled(" ran ", Style::Emphasis),
            Span::styled("fast", Style::Strong),
            Span::styled("home", Style::Emphasis),
            Span::styled("/x `y`", Style::Code),
            Span::styled("  ", Style::Strong),
        ];
        assert_eq!(spans(&all), "He  *ran* **fast**\u{200b}*home*\u{200b}``/x \u{200b}`y\u{200b}`\u{200b}``  ");
    }

    #[test]
    fn a_label_that_would_need_escapes_stands_before_its_link() {
        assert_eq!(spans(&[Span::linked("Bladi.net", link())]), "[Bladi.net](<https://example.org/a_%28b%29>)");
        assert_eq!(spans(&[Span::linked("a*b", link())]), r"a\*b \([example.org](<https://example.org/a_%28b%29>)\)");
    }

    #[test]
    fn code_blocks_cannot_be_left() {
        assert_eq!(verbatim("a ``` b\n@everyone"), "```\na `\u{200b}`\u{200b}` b\n@\u{200b}everyone\n```");
        assert_eq!(verbatim("\n \n"), "");
    }
}
