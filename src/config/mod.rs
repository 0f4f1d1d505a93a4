//! config.toml, the environment and flags become one [`Config`], checked whole at start.
//!
//! `config.toml.example` is the list of keys with their types and defaults, and a test holds it against this file.
//! Unknown keys, wrong types and impossible values are errors that name where, what and the mend.

mod backups;
mod credentials;
mod environment;
pub mod example;
mod log;
mod raw;
mod secrets;
mod webhook;
mod written;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use serde::de::IntoDeserializer as _;

use crate::bot;
use crate::domain::community::{PersonId, PlatformName};
use crate::domain::subscription::OnUnsure;
use crate::domain::tongue::Tongue;
use crate::ops::http;
use crate::platforms::{console, discord, telegram};
use crate::store;
pub use backups::BackupSettings;
pub use credentials::read_secret;
use credentials::token;
use environment::{located, overlay};
pub use log::LogSettings;
use raw::{Number, Raw, RawOperators};
pub use secrets::written as secrets_written;
pub use written::Written;

/// The file that is read when none is named and it is there.
pub const DEFAULT_FILE: &str = "config.toml";
/// Where health and metrics are shown when nobody says where.
const LISTEN: &str = "127.0.0.1:9464";
/// So long may one call to a platform take.
const CALL_LIMIT: Duration = Duration::from_secs(15);
const EXAMPLE: &str = include_str!("../../config.toml.example");

/// Everything that can be set, checked.
#[derive(Debug)]
pub struct Config {
    /// Where everything is kept.
    pub store: store::Settings,
    /// Its backups.
    pub backups: BackupSettings,
    /// A folder of story files instead of the embedded collection.
    pub stories: Option<PathBuf>,
    /// The desk's.
    pub bot: bot::Settings,
    /// Discord, when it has a token.
    pub discord: Option<discord::Settings>,
    /// Telegram, when it has a token.
    pub telegram: Option<telegram::Settings>,
    /// The console, when it is on.
    pub console: Option<console::Settings>,
    /// Where health and metrics are shown, unless nowhere.
    pub http: Option<http::Settings>,
    /// How to log.
    pub log: LogSettings,
    /// What others can reach that is meant for this machine: said once at start.
    pub remarks: Vec<String>,
}

/// What the command line sets, above everything else.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// The configuration file.
    pub config: Option<PathBuf>,
    /// `[store] path`.
    pub store: Option<PathBuf>,
    /// `[log] filter`.
    pub log: Option<String>,
}

/// A configuration that cannot be used: every fault, each with where, what and the mend.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

impl ConfigError {
    fn one(fault: String) -> Self {
        Self(vec![fault])
    }
}

impl Config {
    /// Reads the file, the environment and the flags. `environment` is passed in, so that tests need not change theirs.
    ///
    /// # Errors
    /// All faults that can be told apart.
    pub fn load(flags: &Flags, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        Self::read(flags, environment, |_| {})
    }

    /// The same for whoever works on the store alone: no platform is on, and no file of a secret is read, which may be for
    /// the service's eyes only.
    ///
    /// # Errors
    /// All faults that can be told apart, but for those of platforms.
    pub fn load_without_platforms(
        flags: &Flags,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let without_credentials = environment.into_iter().filter(|(name, _)| name != credentials::DIRECTORY);
        Self::read(flags, without_credentials, Raw::leave_platforms_out)
    }

    fn read(
        flags: &Flags,
        environment: impl IntoIterator<Item = (String, String)>,
        narrow: impl FnOnce(&mut Raw),
    ) -> Result<Self, ConfigError> {
        let (name, text) = read_file(flags.config.as_deref())?;
        let environment: Vec<_> = environment.into_iter().collect();
        let terminal = terminal_tongue(&environment);
        let credentials = credentials::folder(&environment);
        // Once by itself, so that faults are told with their line; its values come again below.
        toml::from_str::<Raw>(&text).map_err(|error| ConfigError::one(in_file(&name, &text, &error)))?;
        let mut table: toml::Table =
            toml::from_str(&text).map_err(|error| ConfigError::one(in_file(&name, &text, &error)))?;
        let variables = overlay(&mut table, environment)?;
        let mut raw = Raw::deserialize(toml::Value::Table(table).into_deserializer())
            .map_err(|error| ConfigError::one(format!("{name}: {error}")))?;
        narrow(&mut raw);
        let mut config = check(raw, flags, credentials.as_deref()).map_err(|ConfigError(faults)| {
            ConfigError(faults.into_iter().map(|fault| located(fault, &name, &text, &variables)).collect())
        })?;
        if let Some(console) = &mut config.console {
            console.tongue = terminal;
        }
        Ok(config)
    }

    /// Every secret in it, for those who must never let one out.
    pub fn secrets(&self) -> Vec<SecretString> {
        let discord = self.discord.iter().map(|settings| settings.token.clone());
        let telegram = self.telegram.iter().map(|settings| settings.token.clone());
        let webhook = self.telegram.iter().filter_map(|settings| match &settings.receiving {
            telegram::Receiving::Webhook(webhook) => Some(webhook.secret.clone()),
            telegram::Receiving::Polling { .. } => None,
        });
        discord.chain(telegram).chain(webhook).collect()
    }
}

/// The language of the terminal, by the first of the variables that POSIX gives it which is set.
fn terminal_tongue(environment: &[(String, String)]) -> Option<Tongue> {
    let value = |name: &str| environment.iter().find(|(known, value)| known == name && !value.is_empty());
    let (_, tag) = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(value)?;
    Tongue::of_tag(tag)
}

fn read_file(named: Option<&Path>) -> Result<(String, String), ConfigError> {
    let path = named.unwrap_or(Path::new(DEFAULT_FILE));
    let name = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok((name, text)),
            Err(_) => Err(ConfigError::one(format!("{name}: it is not text in UTF-8; save it as UTF-8"))),
        },
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok((name, String::new())),
        Err(error) => {
            Err(ConfigError::one(format!("{name}: it cannot be read ({error}); name a file that can, or none")))
        }
    }
}

/// What the TOML reader says, in the words of whoever writes a configuration.
fn plain(message: &str) -> String {
    let message =
        message.replace("field", "key").replace("u64", "a whole number from 0").replace("u32", "a whole number from 0");
    match message.split_once("expected struct Raw") {
        Some((found, _)) => format!("{found}expected a table of keys, as in [store]"),
        None => message,
    }
}

/// `config.toml:3: [discord] tokn: unknown field …`.
fn in_file(name: &str, text: &str, error: &toml::de::Error) -> String {
    let at = error.span().map_or(0, |span| span.start);
    let line = text[..at.min(text.len())].matches('\n').count() + 1;
    let before: Vec<&str> = text.lines().take(line).collect();
    let header = before.iter().rev().map(|line| line.trim()).find(|line| line.starts_with('[')).unwrap_or_default();
    // What stands behind it is a remark.
    let section = header.find(']').map_or(header, |end| &header[..=end]);
    let key = before.last().and_then(|line| line.split_once('=')).map_or("", |(key, _)| key.trim());
    let place = [section, key].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let place = if place.is_empty() { place } else { format!(" {place}:") };
    format!("{name}:{line}:{place} {}", plain(error.message()).trim())
}

/// The rules about values. Collects every fault before it gives up.
fn check(raw: Raw, flags: &Flags, credentials: Option<&Path>) -> Result<Config, ConfigError> {
    let mut faults = Vec::new();
    let discord_token = token("discord", &raw.discord.token, &raw.discord.token_file, credentials, &mut faults);
    let telegram_token = token("telegram", &raw.telegram.token, &raw.telegram.token_file, credentials, &mut faults);
    let discord_url = url("discord", raw.discord.api_url, "https://discord.com", &mut faults);
    let telegram_url = url("telegram", raw.telegram.api_url, "https://api.telegram.org", &mut faults);
    let mut webhook = raw.telegram.webhook;
    if webhook.secret_file.as_os_str().is_empty() {
        webhook.secret_file = credentials::file("telegram_webhook_secret", credentials).unwrap_or_default();
    }
    let receiving = webhook::receiving(raw.telegram.mode, &webhook, &telegram_url, &mut faults);
    let platforms_off = discord_token.is_none() && telegram_token.is_none();
    let console = console_is_on(raw.console.enabled.as_deref(), platforms_off, &mut faults);
    let catch_up =
        span("[daily] catch_up", raw.daily.catch_up, Duration::from_hours(6), Duration::from_hours(24), &mut faults);
    let jitter = span("[daily] jitter", raw.daily.jitter, Duration::from_mins(2), Duration::from_mins(2), &mut faults);
    let on_unsure = match one_of("[daily] on_unsure", raw.daily.on_unsure, ["ask", "resend"], &mut faults) {
        1 => OnUnsure::Resend,
        _ => OnUnsure::Ask,
    };
    let json = one_of("[log] format", raw.log.format, ["text", "json"], &mut faults) == 1;
    let filter = log::filter(flags.log.clone().or(raw.log.filter), &mut faults);
    let http = pages(raw.http.listen.as_deref(), &mut faults);
    let operators = operators(raw.operators, &mut faults);
    if raw.store.path.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
        faults.push("[store] path: it is empty; name the file, for example \"touchline.db\"".to_owned());
    }
    if !faults.is_empty() {
        return Err(ConfigError(faults));
    }
    let path = flags.store.clone().or(raw.store.path).unwrap_or_else(|| PathBuf::from("touchline.db"));
    let remarks = http.as_ref().and_then(exposed).into_iter().chain(webhook::exposed(&receiving)).collect();
    Ok(Config {
        remarks,
        http,
        backups: BackupSettings::of(raw.store.backups.as_deref(), &path, !platforms_off),
        store: store::Settings { path },
        stories: Some(raw.stories.dir).filter(|dir| !dir.as_os_str().is_empty()),
        bot: bot::Settings { operators, catch_up, jitter, on_unsure },
        discord: discord_token.map(|token| discord::Settings {
            token,
            api_url: discord_url,
            guild: Some(raw.discord.guild).filter(|guild| *guild != 0),
            per_second: raw.pace.discord.unwrap_or(45),
            call_limit: CALL_LIMIT,
        }),
        telegram: telegram_token.map(|token| telegram::Settings {
            token,
            api_url: telegram_url,
            per_second: raw.pace.telegram.unwrap_or(25),
            call_limit: CALL_LIMIT,
            receiving,
        }),
        console: console.then_some(console::Settings { alone: platforms_off, tongue: None }),
        log: LogSettings { json, filter },
    })
}

fn url(section: &str, written: Option<String>, default: &str, faults: &mut Vec<String>) -> String {
    let text = written.unwrap_or_else(|| default.to_owned());
    match url::Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.host_str().is_some() && url.query().is_none() => {
            text.trim_end_matches('/').to_owned()
        }
        _ => {
            faults.push(format!("[{section}] api_url: {text:?} does not do; write an address such as {default:?}"));
            default.to_owned()
        }
    }
}

fn span(
    key: &str,
    written: Option<String>,
    default: Duration,
    longest: Duration,
    faults: &mut Vec<String>,
) -> Duration {
    let Some(text) = written else { return default };
    match humantime::parse_duration(&text) {
        Ok(span) if span <= longest => span,
        Ok(_) => {
            faults.push(format!(
                "{key}: {text:?} is too long; write at most \"{}\"",
                humantime::format_duration(longest)
            ));
            default
        }
        Err(_) => {
            faults.push(format!("{key}: {text:?} is no span of time; write a number with its unit, for example \"90s\", \"10m\" or \"6h\""));
            default
        }
    }
}

/// The place of the written word among the allowed ones; the first one is the default.
fn one_of(key: &str, written: Option<String>, allowed: [&str; 2], faults: &mut Vec<String>) -> usize {
    let Some(text) = written else { return 0 };
    allowed.iter().position(|word| *word == text).unwrap_or_else(|| {
        faults.push(format!("{key}: {text:?} does not do; write {:?} or {:?}", allowed[0], allowed[1]));
        0
    })
}

fn pages(written: Option<&str>, faults: &mut Vec<String>) -> Option<http::Settings> {
    let text = written.unwrap_or(LISTEN);
    if text.is_empty() {
        return None;
    }
    let Ok(listen) = text.parse() else {
        faults.push(format!(
            "[http] listen: {text:?} is no address with a port; write for example {LISTEN:?}, or \"\" for no pages"
        ));
        return None;
    };
    Some(http::Settings { listen, is_required: written.is_some() })
}

/// The remark that others can see the pages.
fn exposed(settings: &http::Settings) -> Option<String> {
    let listen = settings.listen;
    (!listen.ip().is_loopback()).then(|| {
        format!(
            "[http] listen: {listen} can be reached from other machines, and the pages of health and metrics have no password; 127.0.0.1 is this machine alone"
        )
    })
}

fn console_is_on(written: Option<&str>, alone: bool, faults: &mut Vec<String>) -> bool {
    match written {
        None | Some("auto") => alone,
        Some("on") => true,
        Some("off") => false,
        Some(other) => {
            faults.push(format!("[console] enabled: {other:?} does not do; write \"auto\", \"on\" or \"off\""));
            false
        }
    }
}

fn operators(raw: RawOperators, faults: &mut Vec<String>) -> HashSet<(PlatformName, PersonId)> {
    // Whoever sits at the console hosts the process.
    let mut operators = HashSet::from([(console::NAME, PersonId(console::PERSON.to_owned()))]);
    for (platform, ids) in [(discord::NAME, raw.discord), (telegram::NAME, raw.telegram)] {
        operators.extend(ids.into_iter().filter_map(|id| operator(&platform, id, faults)));
    }
    operators
}

fn operator(platform: &PlatformName, id: Number, faults: &mut Vec<String>) -> Option<(PlatformName, PersonId)> {
    let id = match id {
        Number::Number(number) => number.to_string(),
        Number::Text(text) => text,
    };
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        faults.push(format!(
            "[operators] {platform}: {id:?} is no user id; write the number that the platform shows for the user"
        ));
        return None;
    }
    Some((platform.clone(), PersonId(id)))
}
