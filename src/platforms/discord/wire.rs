//! What Discord sends, as far as it is read here. Everything that may be missing may be missing: a new field, or one that
//! Discord leaves out some day, must not make the bot deaf.
//!
//! It does not know what any of it means to the bot; `inbound` does.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

/// The answer of `GET /gateway/bot`.
#[derive(Debug, Deserialize)]
pub(super) struct GatewayBot {
    pub(super) url: String,
    #[serde(default = "one")]
    pub(super) shards: u32,
    #[serde(default)]
    pub(super) session_start_limit: StartLimit,
}

/// How many sessions may still be started.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct StartLimit {
    pub(super) remaining: u32,
    /// Milliseconds until `remaining` is full again.
    pub(super) reset_after: u64,
    /// Sessions that may be started in each five seconds.
    pub(super) max_concurrency: u32,
}

impl Default for StartLimit {
    fn default() -> Self {
        Self { remaining: 1_000, reset_after: 0, max_concurrency: 1 }
    }
}

fn one() -> u32 {
    1
}

/// A gateway frame without its content: reading that is left to whoever knows its type, so that the many large events
/// that nobody asked for are only skimmed.
#[derive(Deserialize)]
pub(super) struct Frame<'a> {
    pub(super) op: u8,
    #[serde(default)]
    pub(super) s: Option<u64>,
    #[serde(borrow, default)]
    pub(super) t: Option<Cow<'a, str>>,
}

/// The content of a frame.
#[derive(Deserialize)]
pub(super) struct Content<T> {
    pub(super) d: T,
}

/// The first frame of a connection.
#[derive(Deserialize)]
pub(super) struct Hello {
    /// Milliseconds between heartbeats.
    pub(super) heartbeat_interval: u64,
}

/// The event READY.
#[derive(Deserialize)]
pub(super) struct Ready {
    pub(super) session_id: String,
    #[serde(default)]
    pub(super) resume_gateway_url: Option<String>,
    pub(super) application: Application,
}

/// The application that the token belongs to.
#[derive(Deserialize)]
pub(super) struct Application {
    pub(super) id: String,
}

/// The answer to a message that was made.
#[derive(Deserialize)]
pub(super) struct Made {
    pub(super) id: String,
}

/// An error's body.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Complaint {
    pub(super) code: u64,
    pub(super) message: String,
    /// Seconds, in the body of a 429.
    pub(super) retry_after: Option<f64>,
    /// Whether a 429 is about all routes.
    pub(super) global: bool,
}

/// The event `INTERACTION_CREATE`. No `Debug`: the token answers in the bot's name for 15 minutes.
#[derive(Deserialize)]
pub(super) struct Interaction {
    pub(super) id: String,
    pub(super) application_id: String,
    /// 2 command, 3 component, 4 autocomplete, 5 modal.
    #[serde(rename = "type")]
    pub(super) kind: u8,
    pub(super) token: String,
    #[serde(default)]
    pub(super) data: Data,
    #[serde(default)]
    pub(super) guild_id: Option<String>,
    #[serde(default)]
    pub(super) channel_id: Option<String>,
    /// In a guild.
    #[serde(default)]
    pub(super) member: Option<Member>,
    /// Outside guilds.
    #[serde(default)]
    pub(super) user: Option<User>,
    /// 0 guild, 1 direct messages with the bot, 2 other private channels.
    #[serde(default)]
    pub(super) context: Option<u8>,
    /// `"0"`: the guild that installed the bot; `"1"`: the person who did.
    #[serde(default)]
    pub(super) authorizing_integration_owners: Option<HashMap<String, Value>>,
}

/// A member of a guild.
#[derive(Deserialize)]
pub(super) struct Member {
    pub(super) user: User,
    /// All permissions in the channel, as a decimal number.
    #[serde(default)]
    pub(super) permissions: String,
}

/// A person.
#[derive(Deserialize)]
pub(super) struct User {
    pub(super) id: String,
}

/// What an interaction is about; which fields are filled depends on its kind.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Data {
    pub(super) name: String,
    pub(super) options: Vec<Given>,
    pub(super) custom_id: String,
    pub(super) components: Vec<Component>,
}

/// An option that was filled in, or a subcommand with its own.
#[derive(Deserialize)]
pub(super) struct Given {
    pub(super) name: String,
    /// 1 is a subcommand.
    #[serde(rename = "type")]
    pub(super) kind: u8,
    #[serde(default)]
    pub(super) value: Value,
    #[serde(default)]
    pub(super) options: Vec<Given>,
    /// The person is typing into this one.
    #[serde(default)]
    pub(super) focused: bool,
}

impl Given {
    /// The value as text, whichever type Discord gave it.
    pub(super) fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }
}

/// Part of a submitted modal: a field, or something around fields.
#[derive(Deserialize)]
pub(super) struct Component {
    #[serde(default)]
    pub(super) custom_id: String,
    #[serde(default)]
    pub(super) value: Value,
    /// An action row's parts.
    #[serde(default)]
    pub(super) components: Vec<Component>,
    /// A label's part.
    #[serde(default, rename = "component")]
    pub(super) inner: Option<Box<Component>>,
}
