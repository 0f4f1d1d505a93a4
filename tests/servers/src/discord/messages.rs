//! Messages in channels: creating with the nonce rule, editing, deleting. Reading the history is next door.

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::ask::{Ask, SentFile};
use crate::discord::barred::{Wish, barred};
use crate::discord::rest::{error, id};
use crate::discord::state::{Message, State};
use crate::discord::{Desk, guild_objects, guilds, history, objects, rights};
use crate::front::Served;
use crate::records::{Post, Via};
use crate::seen::string;
use crate::sync::lock;
use crate::time::iso;

pub(crate) fn route(desk: &Desk, ask: &Ask, channel: u64, rest: &[&str]) -> Served {
    let mut state = lock(&desk.state);
    let wish = match (ask.method.as_str(), rest) {
        ("GET", []) => Wish::See,
        ("GET", ["messages"]) => Wish::List,
        ("GET", _) => Wish::Read,
        ("POST", ["messages"]) => Wish::Post(&ask.body),
        _ => Wish::Touch,
    };
    if let Some(refusal) = barred(&state.places, channel, wish) {
        return refusal;
    }
    match (ask.method.as_str(), rest) {
        ("GET", []) => Served::json(200, &guild_objects::channel(&state.places, channel)),
        ("POST", ["typing"]) => Served::empty(204),
        ("POST", ["messages"]) => create(desk, &mut state, ask, channel),
        ("GET", ["messages"]) => history::page(&state, ask, channel),
        ("GET", ["messages", message]) => match state.message(id(message)) {
            Some(message) => Served::json(200, &history::told(&message.raw)),
            None => unknown_message(),
        },
        ("PATCH", ["messages", message]) => edit(desk, &mut state, id(message), ask, &ask.body),
        ("DELETE", ["messages", message]) => delete(&mut state, id(message)),
        _ => error(404, 0, "404: Not Found"),
    }
}

pub(crate) fn unknown_message() -> Served {
    error(404, 10_008, "Unknown Message")
}

fn create(desk: &Desk, state: &mut State, ask: &Ask, channel: u64) -> Served {
    let now = desk.backstage.time.now();
    let nonce = match &ask.body["nonce"] {
        Value::Null => None,
        Value::String(nonce) => Some(nonce.clone()),
        other => Some(other.to_string()),
    };
    // Asked for every post, so that nonces older than the window are forgotten.
    let first = nonce.as_ref().and_then(|nonce| state.made_with(nonce, now));
    if let (Some(first), true) = (first, ask.body["enforce_nonce"] == true) {
        // The first message is given back, and one that was deleted meanwhile is not made again.
        return state.message(first).map_or_else(unknown_message, |first| Served::json(200, &first.raw));
    }
    guilds::wake_thread(desk, state, channel);
    let message = store(desk, state, ask, channel, &ask.body, Via::Post);
    if let Some(nonce) = nonce {
        state.remember_nonce(nonce, now, message);
    }
    match state.message(message) {
        Some(message) => Served::json(200, &message.raw),
        None => unknown_message(),
    }
}

/// Makes a message of a body, enters it into the ledger and gives its id.
pub(crate) fn store(desk: &Desk, state: &mut State, ask: &Ask, channel: u64, body: &Value, via: Via) -> u64 {
    let now = desk.backstage.time.now();
    let id = state.snowflake(now);
    let mut raw = objects::message(id, channel, &iso(now), body);
    raw["attachments"] = attachments(desk, state, &ask.files);
    if via == Via::Post && state.places.bot_may(channel) & rights::EMBED_LINKS == 0 {
        raw["embeds"] = json!([]);
    }
    let nonce = if via == Via::Post { string(&raw["nonce"]) } else { String::new() };
    state.add_message(id, Message { channel, raw, edits: 0, deleted: false });
    desk.backstage.records.accept(Post {
        order: 0,
        at: Instant::now(),
        via,
        place: channel.to_string(),
        topic: None,
        message_id: id.to_string(),
        nonce: Some(nonce).filter(|nonce| !nonce.is_empty()),
        body: if via == Via::Post { ask.body.clone() } else { body.clone().into() },
        files: ask.files.clone(),
    });
    id
}

/// Keeps the files and gives the attachments that show them.
pub(crate) fn attachments(desk: &Desk, state: &mut State, files: &[SentFile]) -> Value {
    let now = desk.backstage.time.now();
    let kept = files.iter().map(|file| {
        let number = state.snowflake(now);
        state.files.insert(number, file.bytes.clone());
        let url = format!("http://{}/attachments/{number}/{}", desk.address, file.name);
        objects::attachment(number, &file.name, file.bytes.len(), &url)
    });
    kept.collect()
}

pub(crate) fn edit(desk: &Desk, state: &mut State, message: u64, ask: &Ask, body: &Value) -> Served {
    let now = iso(desk.backstage.time.now());
    let files = attachments(desk, state, &ask.files);
    let Some(message) = state.message_mut(message) else { return unknown_message() };
    objects::revise(&mut message.raw, body);
    if !ask.files.is_empty() {
        message.raw["attachments"] = files;
    }
    message.raw["edited_timestamp"] = now.into();
    message.edits += 1;
    Served::json(200, &message.raw)
}

pub(crate) fn delete(state: &mut State, message: u64) -> Served {
    match state.message_mut(message) {
        Some(message) => {
            message.deleted = true;
            Served::empty(204)
        }
        None => unknown_message(),
    }
}
