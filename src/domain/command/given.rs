//! The arguments of a command as they were given: filled in by name, or typed as words.
//!
//! It does not know what they mean: only how the table says that each one is read.

use super::{ArgumentKind, ArgumentSpec, CommandSpec, Input, UsageError};
use crate::domain::text;
use crate::domain::tongue::Text;
use crate::text;

/// The arguments that were given, by name.
pub(super) struct Given(Vec<(&'static str, String)>);

impl Given {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// All of them, as options that were filled in.
    pub(super) fn named(self) -> Vec<(String, String)> {
        self.0.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    pub(super) fn read(spec: &'static CommandSpec, input: &Input) -> Result<Self, UsageError> {
        match input {
            Input::Filled { options, .. } => Ok(Self(
                spec.arguments
                    .iter()
                    .filter_map(|argument| {
                        let (_, value) = options.iter().find(|(name, _)| name == argument.name)?;
                        let value = if matches!(argument.kind, ArgumentKind::Verbatim(_)) {
                            value.clone()
                        } else {
                            text::clean_line(value)
                        };
                        (!value.trim().is_empty()).then_some((argument.name, value))
                    })
                    .collect(),
            )),
            Input::Typed(text) => Self::typed(spec, text),
        }
    }

    /// Named words go where they say; the others fill the arguments in order, the last one takes all that are left.
    fn typed(spec: &'static CommandSpec, text: &str) -> Result<Self, UsageError> {
        if let [ArgumentSpec { kind: ArgumentKind::Verbatim(_), name, .. }, named @ ..] = spec.arguments {
            return Ok(Self(verbatim(name, named, text)));
        }
        let mut given: Vec<(&'static str, String)> = Vec::new();
        let mut plain = Vec::new();
        // `team:South Korea`: the words after a list's first one belong to it.
        let mut open_list = false;
        for word in words(&text::clean_line(text)) {
            let named = word.split_once(':').and_then(|(name, value)| {
                let argument = spec.arguments.iter().find(|argument| argument.name.eq_ignore_ascii_case(name))?;
                Some((argument, value.trim_matches('"').to_owned()))
            });
            if let Some((argument, _)) = &named
                && given.iter().any(|(name, _)| *name == argument.name)
            {
                return Err(wrong(spec, text!("argument-twice", name = argument.name)));
            }
            if named.is_none()
                && let Some(name) = strange(spec, &word)
            {
                let known: Vec<_> = spec.arguments.iter().map(|argument| argument.name).collect();
                let (name, known) = (text::shorten(name, 40), known.join(", "));
                return Err(wrong(spec, text!("argument-unknown", name = name, names = known)));
            }
            match (named, given.last_mut()) {
                // `name:hakimi ziyech`: the words after a named one belong to it while it may take several.
                (Some((argument, value)), _) => {
                    open_list = matches!(argument.kind, ArgumentKind::List(_));
                    given.push((argument.name, value));
                }
                (None, Some((_, value))) if open_list => *value = format!("{value} {}", word.trim_matches('"')),
                (None, _) => plain.push(word.trim_matches('"').to_owned()),
            }
        }
        let mut plain = plain.into_iter();
        for argument in spec.arguments {
            let is_given = given.iter().any(|(name, _)| *name == argument.name);
            if argument.kind.is_named() {
                continue;
            }
            if argument.kind == ArgumentKind::Word {
                if !is_given && let Some(word) = plain.next() {
                    given.push((argument.name, word));
                }
                continue;
            }
            let rest: Vec<_> = plain.by_ref().collect();
            if rest.is_empty() {
                continue;
            }
            match given.iter_mut().find(|(name, _)| *name == argument.name) {
                Some((_, value)) => *value = format!("{value} {}", rest.join(" ")),
                None => given.push((argument.name, rest.join(" "))),
            }
        }
        if let Some(extra) = plain.next() {
            return Err(wrong(spec, text!("argument-too-many", word = text::shorten(&extra, 40))));
        }
        given.retain(|(_, value)| !value.is_empty());
        Ok(Self(given))
    }
}

/// Everything as it stands, without what is named: before it, and behind it where it is one line. `story:` may stand
/// before it.
fn verbatim(whole: &'static str, named: &'static [ArgumentSpec], text: &str) -> Vec<(&'static str, String)> {
    let (mut given, mut text) = (Vec::new(), text.trim());
    let known = |word: &str| {
        let (name, value) = word.split_once(':')?;
        let argument = named.iter().find(|argument| argument.name.eq_ignore_ascii_case(name))?;
        Some((argument.name, value.to_owned()))
    };
    loop {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        let Some(known) = known(word) else { break };
        given.push(known);
        text = rest.trim_start();
    }
    while !text.contains('\n')
        && let Some((rest, word)) = text.rsplit_once(char::is_whitespace)
        && let Some(known) = known(word)
    {
        given.push(known);
        text = rest.trim_end();
    }
    if let Some((name, rest)) = text.split_once(':')
        && name.eq_ignore_ascii_case(whole)
    {
        text = rest.trim_start();
    }
    if !text.is_empty() {
        given.push((whole, text.to_owned()));
    }
    given
}

fn wrong(spec: &CommandSpec, wrong: Text) -> UsageError {
    UsageError { wrong, usage: None, example: spec.example }
}

/// The name of `colour:red` where arguments have names and none has this one. Where words are free, it is one of them.
fn strange<'a>(spec: &CommandSpec, word: &'a str) -> Option<&'a str> {
    let (name, value) = word.split_once(':')?;
    let is_name = name.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && name.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '_')
        && !value.is_empty()
        && !value.starts_with("//");
    (is_name && spec.arguments.iter().any(|argument| argument.kind.is_named())).then_some(name)
}

/// Words at spaces; quotes hold words together, also in `name:"two words"`.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for ch in line.replace(['“', '”', '„'], "\"").chars() {
        match ch {
            '"' => {
                quoted = !quoted;
                words.last_mut().expect("starts with one word and only grows").push(ch);
            }
            ' ' if !quoted => words.push(String::new()),
            ch => words.last_mut().expect("starts with one word and only grows").push(ch),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
