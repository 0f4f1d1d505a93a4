//! The keys of config.toml as they are written, before any value is checked. Unknown ones are refused here.

use std::path::PathBuf;

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Raw {
    pub(super) store: RawStore,
    pub(super) stories: RawStories,
    pub(super) discord: RawDiscord,
    pub(super) telegram: RawTelegram,
    pub(super) console: RawConsole,
    pub(super) operators: RawOperators,
    pub(super) daily: RawDaily,
    pub(super) pace: RawPace,
    pub(super) http: RawHttp,
    pub(super) log: RawLog,
}

impl Raw {
    /// As if nothing were said of platforms.
    pub(super) fn leave_platforms_out(&mut self) {
        (self.discord, self.telegram) = Default::default();
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawStore {
    pub(super) path: Option<PathBuf>,
    pub(super) backups: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawStories {
    pub(super) dir: PathBuf,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawDiscord {
    pub(super) token: String,
    pub(super) token_file: PathBuf,
    pub(super) api_url: Option<String>,
    pub(super) guild: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawTelegram {
    pub(super) token: String,
    pub(super) token_file: PathBuf,
    pub(super) api_url: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) webhook: RawWebhook,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawWebhook {
    pub(super) url: String,
    pub(super) listen: Option<String>,
    pub(super) secret_file: PathBuf,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawConsole {
    pub(super) enabled: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawOperators {
    pub(super) discord: Vec<Number>,
    pub(super) telegram: Vec<Number>,
}

/// A user's number, with or without quotes.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a user id: a number, with or without quotes")]
pub(super) enum Number {
    Number(u64),
    Text(String),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawDaily {
    pub(super) catch_up: Option<String>,
    pub(super) jitter: Option<String>,
    pub(super) on_unsure: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawPace {
    pub(super) telegram: Option<u32>,
    pub(super) discord: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawHttp {
    pub(super) listen: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawLog {
    pub(super) format: Option<String>,
    pub(super) filter: Option<String>,
}
