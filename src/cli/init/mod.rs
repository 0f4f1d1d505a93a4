//! `touchline init`: a configuration after a few questions or from flags, and what to do next on the platforms.
//!
//! Tokens are never values of flags, because every user of a machine can read those of every process. No file that is there
//! is touched.

mod ask;
mod steps;
mod write;

use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};

use super::{Failed, say};
use crate::config::example::filled;
use crate::config::{DEFAULT_FILE, Flags, read_secret};
use crate::platforms::{discord, telegram};

pub(super) const EXAMPLES: &str = "Examples:
  touchline init                                              asks, and writes config.toml
  touchline init --config /etc/touchline/config.toml --store /var/lib/touchline/touchline.db
  touchline init --yes --discord-token-file /etc/touchline/discord.token
  pass show telegram | touchline init --telegram-token-file -
A token is typed without being shown, or comes from a file; it is never the value of a flag.";

/// What flags answer.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Answers {
    /// A file that holds Discord's token, which the configuration will name; "-": a line of standard input, which it will hold
    #[arg(long, value_name = "FILE")]
    discord_token_file: Option<PathBuf>,
    /// The same for Telegram's token
    #[arg(long, value_name = "FILE")]
    telegram_token_file: Option<PathBuf>,
    /// Your user id on Discord: operators may do what admins may, everywhere
    #[arg(long, value_name = "ID")]
    discord_operator: Vec<u64>,
    /// Your user id on Telegram
    #[arg(long, value_name = "ID")]
    telegram_operator: Vec<u64>,
    /// Ask nothing: what no flag says stays as it is by default
    #[arg(long)]
    yes: bool,
}

/// How a platform's token is known.
#[derive(Debug, Default)]
enum Token {
    /// Not at all: the platform stays off.
    #[default]
    None,
    /// It stays in its file.
    File(PathBuf),
    /// It goes into the configuration.
    Typed(SecretString),
}

/// Everything that is asked.
#[derive(Debug, Default)]
struct Wanted {
    discord: Token,
    telegram: Token,
    store: Option<PathBuf>,
    operators: [Vec<u64>; 2],
}

const PLATFORMS: [&str; 2] = ["discord", "telegram"];

pub(super) fn init(answers: Answers, flags: &Flags) -> Result<(), Failed> {
    let file = flags.config.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
    write::refuse_existing(&file)?;
    let asks = !answers.yes && std::io::stdin().is_terminal();
    let mut wanted = taken(answers, flags)?;
    if asks {
        ask::fill(&mut wanted)?;
    }
    write::write(&file, &filled(&wanted.lines()))?;
    say(&steps::told(&wanted, &file, flags.config.is_some()));
    Ok(())
}

/// What the flags say, with the tokens that come from standard input: a line each, Discord's first.
fn taken(answers: Answers, flags: &Flags) -> Result<Wanted, Failed> {
    let mut lines = std::io::stdin().lock().lines();
    let mut token = |platform: &str, file: Option<PathBuf>| match file {
        None => Ok(Token::None),
        Some(file) if file.as_os_str() == "-" => {
            // What is typed there would be shown.
            if std::io::stdin().is_terminal() {
                let mend = format!("leave --{platform}-token-file out and type the token when it is asked for");
                return Err(Failed::Work(format!("standard input is a terminal: {mend}")));
            }
            let line = lines.next().and_then(Result::ok).unwrap_or_default();
            let missing = format!("no token for {platform} came from standard input; give a line with it");
            if line.trim().is_empty() { Err(Failed::Work(missing)) } else { Ok(Token::Typed(line.trim().into())) }
        }
        // Wherever the bot is started: a relative path would be looked for elsewhere.
        Some(file) => Ok(Token::File(std::path::absolute(&file).unwrap_or(file))),
    };
    Ok(Wanted {
        discord: token("discord", answers.discord_token_file)?,
        telegram: token("telegram", answers.telegram_token_file)?,
        store: flags.store.clone(),
        operators: [answers.discord_operator, answers.telegram_operator],
    })
}

impl Token {
    /// The token itself, where it can be read.
    fn text(&self) -> Option<SecretString> {
        match self {
            Self::None => None,
            Self::File(file) => Some(read_secret(file).ok()?.trim().into()),
            Self::Typed(token) => Some(token.clone()),
        }
    }
}

impl Wanted {
    fn tokens(&self) -> [&Token; 2] {
        [&self.discord, &self.telegram]
    }

    /// The lines of the configuration that are not as in the example.
    fn lines(&self) -> Vec<(&'static str, &'static str, toml::Value)> {
        let text = |path: &Path| toml::Value::String(path.display().to_string());
        let mut lines = Vec::new();
        for (platform, token) in PLATFORMS.into_iter().zip(self.tokens()) {
            match token {
                Token::None => {}
                Token::File(file) => lines.push((platform, "token_file", text(file))),
                Token::Typed(token) => lines.push((platform, "token", token.expose_secret().into())),
            }
        }
        lines.extend(self.store.as_ref().map(|path| ("store", "path", text(path))));
        for (platform, ids) in PLATFORMS.into_iter().zip(&self.operators).filter(|(_, ids)| !ids.is_empty()) {
            // As text: a number of 64 bits is more than TOML promises.
            lines.push((
                "operators",
                platform,
                toml::Value::Array(ids.iter().map(|id| id.to_string().into()).collect()),
            ));
        }
        lines
    }
}

/// The number of a bot's application on Discord, by its token.
fn application(token: &Token) -> Option<u64> {
    discord::invite::application_of(token.text()?.expose_secret())
}

/// Why a token cannot be one, if it cannot: the rules are those of the configuration.
fn strange(platform: &'static str, token: &str) -> Option<String> {
    debug_assert!([discord::NAME.as_str(), telegram::NAME.as_str()].contains(&platform), "one of ours");
    let variable = format!("TOUCHLINE_{}__TOKEN", platform.to_uppercase());
    write::vet(Path::new("/dev/null"), [(variable, token.to_owned())]).err()
}
