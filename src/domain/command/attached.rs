//! Commands that take a file: where a path is typed for it, and how what is in it takes the place of typed words.
//!
//! It does not know where files come from nor what is in them.

use super::given::Given;
use super::{ArgumentKind, ArgumentSpec, Command, CommandSpec, Input, Invocation, UsageError};
use crate::text;

impl CommandSpec {
    /// The argument for a file, of this command or of one of its subcommands.
    pub fn file(&self) -> Option<&'static ArgumentSpec> {
        let own = self.arguments.iter().chain(self.subcommands.iter().flat_map(|sub| sub.arguments));
        own.into_iter().find(|argument| argument.kind == ArgumentKind::File)
    }

    /// The argument that is read as it stands, in whose place the text of a file can come.
    pub fn verbatim(&self) -> Option<&'static ArgumentSpec> {
        self.arguments.iter().find(|argument| matches!(argument.kind, ArgumentKind::Verbatim(_)))
    }
}

impl Invocation {
    /// Takes a typed `file:story.md` or `file:"my story.md"` out, for a platform on which files have paths; `None` for
    /// commands that take no file, or where none is named. In a story nothing is looked for.
    pub fn take_path(&mut self) -> Option<String> {
        let row = CommandSpec::named(&self.command)?;
        let name = row.file()?.name;
        let Input::Typed(text) = &mut self.input else { return None };
        let mut from = 0;
        loop {
            from += text[from..].len() - text[from..].trim_start().len();
            let word = &text[from..];
            if word.is_empty() {
                return None;
            }
            let value = word.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
            if let Some(value) = value.and_then(|_| word[name.len()..].strip_prefix(':')) {
                let (path, length) = path(value);
                let end = from + name.len() + 1 + length;
                let rest = text[end..].trim_start().to_owned();
                text.truncate(from);
                text.push_str(&rest);
                return Some(path);
            }
            let end = word.find(char::is_whitespace).unwrap_or(word.len());
            // What is read as it stands begins with the first word that has no argument's name in front.
            let is_named = word[..end].split_once(':').is_some_and(|(name, _)| row.argument(None, name).is_some());
            if row.verbatim().is_some() && !is_named {
                return None;
            }
            from += end;
        }
    }

    /// With the text of a file where it would have been typed.
    ///
    /// # Errors
    /// Something was typed there too; or what was typed beside it cannot be read.
    pub fn with_text(&self, text: String) -> Result<Self, UsageError> {
        let row = Command::row(self)?;
        let Some(argument) = row.verbatim() else { return Ok(self.clone()) };
        let usage = || Some(row.usage(None));
        let given = Given::read(row, &self.input).map_err(|error| UsageError { usage: usage(), ..error })?;
        if given.get(argument.name).is_some() {
            return Err(UsageError {
                wrong: text!("file-and-text", argument = format!("<{}>", argument.name)),
                usage: usage(),
                example: row.example,
            });
        }
        let mut options = given.named();
        options.push((argument.name.to_owned(), text));
        Ok(Self { command: self.command.clone(), input: Input::Filled { subcommand: None, options } })
    }
}

/// A path at the start of the text, and how many bytes of it that is: to the closing quote, or one word.
fn path(text: &str) -> (String, usize) {
    for (open, close) in [('"', '"'), ('“', '”'), ('\'', '\'')] {
        let Some(quoted) = text.strip_prefix(open) else { continue };
        let end = quoted.find(close).unwrap_or(quoted.len());
        let closing = if end < quoted.len() { close.len_utf8() } else { 0 };
        return (quoted[..end].to_owned(), open.len_utf8() + end + closing);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (text[..end].to_owned(), end)
}

#[cfg(test)]
mod tests {
    use super::super::{Curation, Scope};
    use super::*;
    use crate::domain::writing::Credit;

    fn typed(line: &str) -> Invocation {
        Invocation::typed(line).expect("a command")
    }

    /// The path that is named, and what is left of the line.
    fn taken(line: &str) -> (Option<String>, String) {
        let mut invocation = typed(line);
        let path = invocation.take_path();
        let Input::Typed(rest) = invocation.input else { panic!("typed") };
        (path, rest)
    }

    #[test]
    fn a_path_is_taken_out_of_what_was_typed() {
        let path = |path: &str, rest: &str| (Some(path.to_owned()), rest.to_owned());
        assert_eq!(taken("/addstory file:story.md"), path("story.md", ""));
        assert_eq!(taken("/addstory scope:everyone FILE:\"my story.md\""), path("my story.md", "scope:everyone "));
        assert_eq!(taken("/submit file:“mine.md” credit:anonymous"), path("mine.md", "credit:anonymous"));
        assert_eq!(taken("/editstory file:'a b"), path("a b", ""));
        assert_eq!(taken("/addstory"), (None, String::new()));
        assert_eq!(taken("/player file:x"), (None, "file:x".into()), "it takes no file");
        assert_eq!(taken("/editstory goal: file:x").0, None, "words of a title");
        let story = "+++\na = 1\n+++\n\nThe file: file:x";
        assert_eq!(taken(&format!("/addstory {story}")), (None, story.into()), "a story's own words");
    }

    #[test]
    fn the_text_of_a_file_stands_where_it_would_be_typed() {
        let read = |line: &str| {
            typed(line)
                .with_text("+++\na = 1".into())
                .and_then(|told| Command::parse(&told))
                .map_err(|error| error.to_string())
        };
        let add = |scope| Ok(Command::Curate(Curation::Add(Some("+++\na = 1".into())), scope));
        assert_eq!(read("/addstory"), add(Scope::Here));
        assert_eq!(read("/addstory scope:everyone"), add(Scope::Everyone));
        assert_eq!(read("/submit credit:anonymous"), Ok(Command::Submit(Some("+++\na = 1".into()), Credit::Anonymous)));
        let both = "There is a file and a typed <story> too: send one of the two.";
        assert_eq!(read("/editstory the shirt"), Err(both.into()));
    }

    #[test]
    fn a_path_that_is_typed_where_there_are_no_paths_is_not_passed_over() {
        let told = Command::parse(&typed("/addstory file:/etc/passwd")).expect_err("no file");
        assert!(told.to_string().contains("attach it"), "{}", told.wrong);
    }
}
