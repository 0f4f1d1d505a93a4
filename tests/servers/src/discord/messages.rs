//! Messages in channels: creating with the nonce rule, editing, deleting, reading the history.

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::ask::{Ask, SentFile};
use crate::discord::Desk;
use crate::discord::objects;
use crate::discord::rest::{closed, error, id};
use crate::discord::state::{Access, Message, State};
use crate::front::Served;
use crate::records::{Post, Via};
use crate::seen::string;
use crate::sync::lock;
use crate::time::iso;

/// Messages that one reading of the history gives when it does not say how many, and at most.
const PAGE: usize = 50;
const LARGEST_PAGE: usize = 100;

pub(crate) fn route(desk: &Desk, ask: &Ask, channel: u64, rest: &[&str]) -> Served {
    let mut state = lock(&desk.state);
    let access = state.access(channel);
    match (ask.method.as_str(), rest) {
        ("GET", []) => match access {
            Access::Gone | Access::Hidden => closed(access).unwrap_or_else(|| Served::empty(500)),
            _ => Served::json(200, &state.channel(channel)),
        },
        ("GET", ["messages", ..]) if access == Access::NoHistory => error(403, 50_001, "Missing Access"),
        (method, _) if access != Access::NoHistory && closed(access).is_some() && is_barred(method, access) => {
            closed(access).unwrap_or_else(|| Served::empty(500))
        }
        ("POST", ["typing"]) => Served::empty(204),
        ("POST", ["messages"]) => create(desk, &mut state, ask, channel),
        ("GET", ["messages"]) => history(&state, ask, channel),
        ("GET", ["messages", message]) => match state.message(id(message)) {
            Some(message) => Served::json(200, &message.raw),
            None => unknown_message(),
        },
        ("PATCH", ["messages", message]) => edit(desk, &mut state, id(message), ask, &ask.body),
        ("DELETE", ["messages", message]) => delete(&mut state, id(message)),
        _ => error(404, 0, "404: Not Found"),
    }
}

/// Whoever may not send may still read.
fn is_barred(method: &str, access: Access) -> bool {
    method != "GET" || matches!(access, Access::Hidden | Access::Gone)
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

/// Newest first, as Discord gives them; what only one person can see is not in the history.
fn history(state: &State, ask: &Ask, channel: u64) -> Served {
    let number = |key: &str| ask.query.get(key).and_then(|value| value.parse::<u64>().ok());
    let limit = number("limit").map_or(PAGE, |limit| usize::try_from(limit).unwrap_or(LARGEST_PAGE));
    let (before, after) = (number("before").unwrap_or(u64::MAX), number("after").unwrap_or(0));
    let fitting = state.ids_in(channel).filter(|id| *id < before && *id > after);
    let mut messages: Vec<(u64, &Message)> = fitting
        .filter_map(|id| Some((id, state.message(id)?)))
        .filter(|(_, message)| !message.seen().private)
        .collect();
    messages.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    if ask.query.contains_key("after") {
        // The oldest ones after that message, still newest first.
        let skipped = messages.len().saturating_sub(limit);
        messages.drain(..skipped);
    }
    let page = messages.iter().take(limit.min(LARGEST_PAGE)).map(|(_, message)| &message.raw);
    Served::json(200, &json!(page.collect::<Vec<_>>()))
}
