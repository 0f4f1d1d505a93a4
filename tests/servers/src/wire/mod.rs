//! The checker of requests. Two sources: what is known by heart (the most important limits, and the project's own
//! rules), checked always; and the platforms' machine-readable descriptions, checked when their folder is given.

mod bot_api;
mod commands;
mod components;
mod discord;
mod limits;
mod openapi;
mod telegram;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use serde_json::Value;

use crate::ask::Ask;
use crate::sync::lock;
use bot_api::BotApi;
use limits::Limits;
use openapi::OpenApi;

/// What is wrong with one request.
#[derive(Debug, Default)]
pub(crate) struct Complaints {
    all: Vec<String>,
    refusal: Option<String>,
}

impl Complaints {
    /// Something that the real platform would let pass, or of which that is not sure.
    pub(crate) fn note(&mut self, what: impl Into<String>) {
        self.all.push(what.into());
    }

    /// Something for which the real platform answers 400.
    pub(crate) fn refuse(&mut self, what: impl Into<String>) {
        let what = what.into();
        self.refusal.get_or_insert_with(|| what.clone());
        self.all.push(what);
    }

    pub(crate) fn texts(&self) -> &[String] {
        &self.all
    }

    pub(crate) fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }
}

/// The platforms' own descriptions, read from a folder with `discord-openapi.json`, `telegram-bot-api.json` and
/// `limits.toml`. Cheap to clone; the big files are read at the first request that needs them, once a process.
#[derive(Clone, Debug)]
pub struct WireCheck(Arc<Files>);

#[derive(Debug)]
struct Files {
    folder: PathBuf,
    limits: Limits,
    discord: OnceLock<OpenApi>,
    telegram: OnceLock<BotApi>,
}

impl WireCheck {
    /// Opens the folder; `None` when it is not there, and then only what is known by heart can be checked. The same
    /// folder is opened once a process.
    ///
    /// # Panics
    /// If the folder is there but its `limits.toml` cannot be read: a check that silently does less is worse.
    pub fn load(specs: &Path) -> Option<Self> {
        static OPENED: OnceLock<Mutex<HashMap<PathBuf, WireCheck>>> = OnceLock::new();
        let folder = specs.canonicalize().ok()?;
        let mut opened = lock(OPENED.get_or_init(Mutex::default));
        if let Some(check) = opened.get(&folder) {
            return Some(check.clone());
        }
        let limits = Limits::read(&text_of(&folder.join("limits.toml")));
        let files = Files { folder: folder.clone(), limits, discord: OnceLock::new(), telegram: OnceLock::new() };
        let check = Self(Arc::new(files));
        opened.insert(folder, check.clone());
        Some(check)
    }

    fn discord(&self) -> &OpenApi {
        self.0.discord.get_or_init(|| OpenApi::new(json_of(&self.0.folder.join("discord-openapi.json"))))
    }

    /// What is wrong with an answer of the local Discord.
    #[cfg(test)]
    pub(crate) fn discord_answer(&self, method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        self.discord().check_answer(method, &segments, status, body)
    }

    fn telegram(&self) -> &BotApi {
        self.0.telegram.get_or_init(|| BotApi::new(json_of(&self.0.folder.join("telegram-bot-api.json"))))
    }
}

fn text_of(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn json_of(file: &Path) -> Value {
    serde_json::from_str(&text_of(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Checks a Discord request; the path without `/api/v10`.
pub(crate) fn check_discord(path: &str, ask: &Ask, files: Option<&WireCheck>) -> Complaints {
    let mut complaints = Complaints::default();
    if let Some(broken) = &ask.broken {
        complaints.refuse(broken);
        return complaints;
    }
    let limits = limits_of(files);
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    discord::check(&ask.method, &segments, ask, limits, &mut complaints);
    // Files lie on another host in reality, and are none of the interface's operations.
    if let (Some(check), false) = (files, segments.first() == Some(&"attachments")) {
        check.discord().check(&segments, ask, &mut complaints);
    }
    complaints
}

/// Checks a Bot API request.
pub(crate) fn check_telegram(method: &str, ask: &Ask, files: Option<&WireCheck>) -> Complaints {
    let mut complaints = Complaints::default();
    if let Some(broken) = &ask.broken {
        complaints.refuse(broken);
        return complaints;
    }
    let limits = limits_of(files);
    telegram::check(&method.to_lowercase(), ask, limits, &mut complaints);
    if let Some(check) = files {
        check.telegram().check(method, ask, &mut complaints);
    }
    complaints
}

fn limits_of(files: Option<&WireCheck>) -> &Limits {
    match files {
        Some(check) => &check.0.limits,
        None => Limits::by_heart(),
    }
}

/// Where a value was found, for a complaint's text.
fn at(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
