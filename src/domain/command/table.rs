//! The one command table and the shape of its rows.
//!
//! It does not know how what was said is read by it (`mod`), nor how it is answered.

use crate::domain::rights::Task;

/// One row of the table, or one of its subcommands.
#[derive(Debug, PartialEq, Eq)]
pub struct CommandSpec {
    /// Without the slash: lower-case letters, at most 32 (limits.toml `command.name`).
    pub name: &'static str,
    /// One sentence, at most 100 characters (limits.toml `command.description`).
    pub summary: &'static str,
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
    /// What it is, at most 100 characters.
    pub summary: &'static str,
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
    /// All words that are left; completed as people type, where the platform can.
    Words(Option<Completes>),
    /// Everything that follows, line ends included, exactly as written.
    Verbatim,
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
}

const fn optional(name: &'static str, summary: &'static str, kind: ArgumentKind) -> ArgumentSpec {
    ArgumentSpec { name, summary, required: false, kind }
}

const fn required(name: &'static str, summary: &'static str, kind: ArgumentKind) -> ArgumentSpec {
    ArgumentSpec { name, summary, required: true, kind }
}

/// The table.
pub const COMMANDS: &[CommandSpec] = &[
    CommandSpec {
        name: "story",
        summary: "A story: about a player, team, match or word, or one that this chat has not seen",
        audience: Audience::All,
        arguments: &[optional(
            "about",
            "A name, a team, a match or any words",
            ArgumentKind::Words(Some(Completes::Anything)),
        )],
        subcommands: &[],
        example: "/story hakimi mother",
    },
    CommandSpec {
        name: "player",
        summary: "The stories about a player",
        audience: Audience::All,
        arguments: &[required(
            "name",
            "The player's name, as you would say it",
            ArgumentKind::Words(Some(Completes::Players)),
        )],
        subcommands: &[],
        example: "/player hakimi",
    },
    CommandSpec {
        name: "match",
        summary: "The stories about a match",
        audience: Audience::All,
        arguments: &[required(
            "teams",
            "One or both teams, and the year if you like",
            ArgumentKind::Words(Some(Completes::Matches)),
        )],
        subcommands: &[],
        example: "/match morocco portugal",
    },
    CommandSpec {
        name: "daily",
        summary: "The daily story in this chat",
        audience: Audience::Holders(Task::ScheduleDaily),
        arguments: &[],
        subcommands: DAILY,
        example: "/daily on 09:00 Europe/Paris",
    },
    CommandSpec {
        name: "addstory",
        summary: "Add a story of your own to this community's collection",
        audience: Audience::Holders(Task::CurateOwn),
        arguments: &[optional("story", "The whole story in the story file format", ArgumentKind::Verbatim)],
        subcommands: &[],
        example: "/addstory",
    },
    CommandSpec {
        name: "help",
        summary: "What I can do, or how one command is used",
        audience: Audience::All,
        arguments: &[optional("command", "The command to explain", ArgumentKind::Words(Some(Completes::Commands)))],
        subcommands: &[],
        example: "/help daily",
    },
    CommandSpec {
        name: "about",
        summary: "Who I am: version, sources, licence",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/about",
    },
];

const DAILY: &[CommandSpec] = &[
    CommandSpec {
        name: "on",
        summary: "Start the daily story in this chat, or change its time",
        audience: Audience::Holders(Task::ScheduleDaily),
        arguments: &[
            required("time", "The time of day, for example 09:00", ArgumentKind::Word),
            optional(
                "zone",
                "A city or time zone, for example Europe/Paris; UTC if left out",
                ArgumentKind::Words(Some(Completes::Zones)),
            ),
        ],
        subcommands: &[],
        example: "/daily on 09:00 Europe/Paris",
    },
    CommandSpec {
        name: "off",
        summary: "Stop the daily story in this chat",
        audience: Audience::Holders(Task::ScheduleDaily),
        arguments: &[],
        subcommands: &[],
        example: "/daily off",
    },
    CommandSpec {
        name: "show",
        summary: "When the daily story comes, and how the last ones went",
        audience: Audience::Holders(Task::ScheduleDaily),
        arguments: &[],
        subcommands: &[],
        example: "/daily show",
    },
    CommandSpec {
        name: "test",
        summary: "Post a story here now, to see that it works",
        audience: Audience::Holders(Task::ScheduleDaily),
        arguments: &[],
        subcommands: &[],
        example: "/daily test",
    },
];

impl CommandSpec {
    /// The row of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        COMMANDS.iter().find(|spec| spec.name == name)
    }

    /// How it is typed: `/daily on <time> [zone]`.
    pub fn usage(&self, parent: Option<&str>) -> String {
        let mut usage = parent.map_or_else(|| format!("/{}", self.name), |parent| format!("/{parent} {}", self.name));
        for argument in self.arguments {
            let (open, close) = if argument.required { (" <", '>') } else { (" [", ']') };
            usage.push_str(open);
            usage.push_str(argument.name);
            usage.push(close);
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
