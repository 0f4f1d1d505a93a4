//! The shape of the command table's rows. The rows themselves are in `rows`.
//!
//! It does not know how what was said is read by it (`mod`), nor how it is answered.

use super::rows::COMMANDS;
use crate::domain::rights::Task;
use crate::domain::tongue::{Text, Tongue};

/// One row of the table, or one of its subcommands.
#[derive(Debug, PartialEq, Eq)]
pub struct CommandSpec {
    /// Without the slash: lower-case letters, at most 32 (limits.toml `command.name`).
    pub name: &'static str,
    /// The key of what it is for.
    pub(super) summary: &'static str,
    /// Who may use it.
    pub audience: Audience,
    /// Its arguments, required ones first.
    pub arguments: &'static [ArgumentSpec],
    /// Its subcommands: with any of them it has no arguments of its own.
    pub subcommands: &'static [CommandSpec],
    /// What to type, to see it work.
    pub example: &'static str,
}

/// Who may use a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    All,
    /// Those who hold the right for this task.
    Holders(Task),
}

/// One argument.
#[derive(Debug, PartialEq, Eq)]
pub struct ArgumentSpec {
    /// Its name: an option on Discord, `name:value` where commands are typed.
    pub name: &'static str,
    /// The key of what it is.
    pub(super) summary: &'static str,
    /// Whether the command needs it.
    pub required: bool,
    /// How its text is read.
    pub kind: ArgumentKind,
}

/// How an argument's text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentKind {
    /// One word, or several between quotes.
    Word,
    /// One word that is never guessed from where it stands: typed, it comes with its name.
    Named,
    /// All words that are left; completed as people type, where the platform can.
    Words(Option<Completes>),
    /// Several values with commas between, in one word or quoted; the last one is completed.
    List(Completes),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A person or a role of the community: chosen from them where the platform has them.
    Someone,
    /// A place of the community: chosen from its channels where the platform has them.
    Place,
    /// A file that comes with the command; where paths are typed, its path comes with its name.
    File,
    /// Everything that follows, line ends included, exactly as written; completed as long as it is a line.
    Verbatim(Option<Completes>),
}

impl ArgumentSpec {
    /// What it is: at most 100 characters.
    pub fn summary(&self, tongue: Tongue) -> String {
        self.summary_text().say(tongue)
    }

    /// What it is, in no language yet.
    pub fn summary_text(&self) -> Text {
        Text::phrase(self.summary, Vec::new())
    }
}

impl ArgumentKind {
    /// Whether it always comes with its name when it is typed.
    pub(super) fn is_named(self) -> bool {
        matches!(self, Self::Named | Self::List(_) | Self::OneOf(_) | Self::Place | Self::Someone | Self::File)
    }

    /// What it is completed from, while somebody types it.
    pub fn completes(self) -> Option<Completes> {
        match self {
            Self::Words(completes) | Self::Verbatim(completes) => completes,
            Self::List(completes) => Some(completes),
            Self::Word | Self::Named | Self::OneOf(_) | Self::Place | Self::Someone | Self::File => None,
        }
    }
}

/// What an argument is completed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completes {
    /// Players, teams, matches and titles.
    Anything,
    /// Players.
    Players,
    /// Matches.
    Matches,
    /// Time zones.
    Zones,
    /// Commands.
    Commands,
    /// Themes.
    Themes,
    /// Teams.
    Teams,
    /// World Cups.
    Tournaments,
    /// Days of the week.
    Days,
    /// Languages that Touchline speaks.
    Tongues,
    /// Titles of stories.
    Stories,
    /// Titles of the community's own stories.
    OwnStories,
    /// Titles of the community's own stories that were removed.
    RemovedStories,
}

impl CommandSpec {
    /// What it is for: one sentence without its full stop, at most 100 characters (limits.toml `command.description`).
    pub fn summary(&self, tongue: Tongue) -> String {
        self.summary_text().say(tongue)
    }

    /// What it is for, in no language yet.
    pub fn summary_text(&self) -> Text {
        Text::phrase(self.summary, Vec::new())
    }

    /// The row of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        COMMANDS.iter().find(|spec| spec.name == name)
    }

    /// Whether its answers are for the caller alone: what admins do, and what somebody writes that others shall not read
    /// yet.
    pub fn is_private(&self) -> bool {
        matches!(self.name, "privacy" | "forgetme")
            || self.audience != Audience::All
            || self.arguments.iter().any(|argument| matches!(argument.kind, ArgumentKind::Verbatim(_)))
    }

    /// Its name with those before it: `/daily on`.
    pub(super) fn line(&self, parent: Option<&str>) -> String {
        parent.map_or_else(|| format!("/{}", self.name), |parent| format!("/{parent} {}", self.name))
    }

    /// How it is typed: `/daily on <time> [zone] [days:…]`.
    pub fn usage(&self, parent: Option<&str>) -> String {
        let mut usage = self.line(parent);
        for argument in self.arguments {
            let named = if argument.kind.is_named() { ":…" } else { "" };
            let [open, close] = if argument.required { [" <", ">"] } else { [" [", "]"] };
            usage.extend([open, argument.name, named, close]);
        }
        if !self.subcommands.is_empty() {
            let names: Vec<_> = self.subcommands.iter().map(|sub| sub.name).collect();
            usage.push(' ');
            usage.push_str(&names.join("|"));
        }
        usage
    }

    /// The argument of that name, of this command or of one of its subcommands.
    pub fn argument(&self, subcommand: Option<&str>, name: &str) -> Option<&ArgumentSpec> {
        let spec = subcommand.map_or(Some(self), |sub| self.subcommands.iter().find(|spec| spec.name == sub))?;
        spec.arguments.iter().find(|argument| argument.name == name)
    }
}
