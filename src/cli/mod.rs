//! The command line: one file a subcommand. Exit codes: 0 well, 1 failed, 2 usage, 78 configuration.

mod backup;
mod check;
mod daily;
mod doctor;
mod findings;
mod init;
mod manual;
mod restore;
mod run;
mod speak;
mod stories;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, ConfigError, Flags};
use speak::{complain, keep_secrets_of, say};

/// Configuration that cannot be used: `EX_CONFIG` of sysexits.h.
const EXIT_CONFIGURATION: u8 = 78;

/// Stories from the touchline of the World Cup, on Discord, on Telegram and here.
#[derive(Debug, Parser)]
#[command(
    name = "touchline",
    version,
    about,
    after_help = "Examples:
  touchline                                    without a configuration: the console, to try everything
  printf '/player hakimi\\n' | touchline        a question from a pipe
  touchline --config /etc/touchline.toml       the bot, with the tokens of that file
  touchline init                               a configuration, after a few questions; then how to invite the bot
  touchline check                              are the configuration and the stories in order? connects nowhere
  touchline doctor                             and the tokens, rights, store, disk and clock? asks the platforms
  touchline backup monday.db                   a copy of everything, also while the bot runs
  touchline daily simulate --days 7            every post of the next week, without sending any
  touchline stories check stories              are these story files in order?
  touchline stories show hakimi-mother-belgium --as discord   a story as Discord gets it
  touchline stories export stories.csv         all stories as a table
  touchline stories import stories.csv --dry-run   what bringing a file in would change"
)]
struct Arguments {
    /// The configuration file [default: config.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The database file, above [store] path
    #[arg(long, global = true, value_name = "FILE")]
    store: Option<PathBuf>,
    /// What to log, above [log] filter: "warn", "info,touchline=debug"
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the bot, or the console when no platform has a token (the default)
    #[command(after_help = "Example:\n  touchline run --config config.toml")]
    Run,
    /// Write a configuration after a few questions (or flags), and say how to invite the bot
    #[command(after_help = init::EXAMPLES)]
    Init(init::Answers),
    /// Check the configuration, the stories and the store's shape, without connecting anywhere
    #[command(
        after_help = "Examples:\n  touchline check --config config.toml\n  touchline check --json            for programs\n\nExit codes: 0 well (warnings too), 1 a fault, 78 the configuration cannot be used."
    )]
    Check(findings::Form),
    /// Ask the platforms, the store, the disk and the process that runs whether all is well; changes nothing
    #[command(
        after_help = "Examples:\n  touchline doctor --config config.toml    the bot may run meanwhile\n  touchline doctor --json                  for programs\n\nEach finding says what is wrong, why it matters, and the mend.\nExit codes: 0 well (warnings too), 1 a fault, 78 the configuration cannot be used."
    )]
    Doctor(findings::Form),
    /// Copy the store into one file, also while the bot runs
    #[command(after_help = backup::EXAMPLES)]
    Backup(backup::Arguments),
    /// Put a backup in the place of the store
    #[command(after_help = restore::EXAMPLES)]
    Restore(restore::Arguments),
    /// Ask about daily posts
    Daily {
        #[command(subcommand)]
        command: daily::Command,
    },
    /// Check, show and write stories
    Stories {
        #[command(subcommand)]
        command: stories::Command,
    },
    /// Print the completions for a shell
    #[command(
        after_help = "Examples:\n  touchline completions bash > /etc/bash_completion.d/touchline\n  touchline completions zsh > ~/.zfunc/_touchline\n  touchline completions fish > ~/.config/fish/completions/touchline.fish"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(
        after_help = "Examples:\n  touchline man > touchline.1         one page with every subcommand\n  touchline man /usr/share/man/man1   a page for each subcommand"
    )]
    Man {
        /// Write a page for each subcommand into this folder instead
        dir: Option<PathBuf>,
    },
}

/// Why a subcommand did not do its work.
enum Failed {
    /// The configuration is wrong.
    Configuration(String),
    /// Anything else, said already or said here.
    Work(String),
}

impl From<ConfigError> for Failed {
    fn from(error: ConfigError) -> Self {
        Self::Configuration(error.to_string())
    }
}

/// Reads the arguments of the process and does what they say.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let flags = Flags { config: arguments.config, store: arguments.store, log: arguments.log };
    keep_secrets_of(&flags);
    let done = match arguments.command.unwrap_or(Command::Run) {
        Command::Run => run::run(&flags),
        Command::Init(answers) => init::init(answers, &flags),
        Command::Check(form) => check::check(&flags, form),
        Command::Doctor(form) => doctor::doctor(&flags, form),
        Command::Backup(arguments) => backup::backup(&arguments, &flags),
        Command::Restore(arguments) => restore::restore(&arguments, &flags),
        Command::Daily { command } => daily::daily(&command, &flags),
        Command::Stories { command } => stories::stories(command, &flags),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { dir } => manual::man(dir.as_deref()),
    };
    let (text, code) = match done {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failed::Configuration(text)) => (text, EXIT_CONFIGURATION),
        Err(Failed::Work(text)) => (text, 1),
    };
    complain(&text);
    ExitCode::from(code)
}

/// The whole configuration, for those who speak with platforms.
fn load(flags: &Flags) -> Result<Config, Failed> {
    Ok(Config::load(flags, environment())?)
}

/// The configuration for those who work on the store and the stories alone.
fn load_without_platforms(flags: &Flags) -> Result<Config, Failed> {
    Ok(Config::load_without_platforms(flags, environment())?)
}

/// The variables of the process. One that is no text cannot be one of ours.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
