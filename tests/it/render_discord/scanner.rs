//! What a person sees of Discord's markdown: a second reading of it that shares no code with the renderer. It is stricter
//! than Discord where clients differ: what may become markup somewhere is markup here.

/// What a client makes of markdown.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Shown {
    /// The text, one line a block.
    pub(super) text: String,
    /// Where masked links lead.
    pub(super) links: Vec<String>,
    /// Set-apart lines and list entries.
    pub(super) quotes: usize,
    pub(super) items: usize,
    /// Whatever is neither text nor one of our own marks.
    pub(super) foreign: Vec<String>,
}

/// Reads markdown from left to right.
struct Scanner<'a> {
    rest: &'a str,
    at_line_start: bool,
    shown: Shown,
}

pub(super) fn shown(markdown: &str) -> Shown {
    let mut scanner = Scanner { rest: markdown, at_line_start: true, shown: Shown::default() };
    scanner.run();
    scanner.shown.text = scanner.shown.text.replace('\u{200b}', "");
    scanner.shown
}

impl Scanner<'_> {
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
