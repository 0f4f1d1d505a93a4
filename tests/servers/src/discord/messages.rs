//! Messages in channels: creating with the nonce rule, editing, deleting. Reading the history is next door.

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::ask::Ask;
use crate::discord::barred::{Wish, barred, missing_permissions};
use crate::discord::rest::{error, id};
use crate::discord::state::{Message, State};
use crate::discord::{Desk, attached, guild_objects, guilds, history, objects, rights};
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
    if !ask.files.is_empty() && state.places.bot_may(channel) & rights::ATTACH_FILES == 0 {
        return missing_permissions();
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
        (method @ ("PATCH" | "DELETE"), ["messages", message]) => {
            let message = id(message);
            if let Some(refusal) = untouchable(&state, channel, message, method) {
                return refusal;
            }
            if method == "DELETE" {
                delete(&mut state, message)
            } else {
                edit(desk, &mut state, message, ask, &ask.body)
            }
        }
        _ => error(404, 0, "404: Not Found"),
    }
}

pub(crate) fn unknown_message() -> Served {
    error(404, 10_008, "Unknown Message")
}

/// The error, if any, that stands between the bot and one message of a channel. What only one person sees is there
/// for interactions alone, and of others' messages the bot may not even change the words as a moderator.
fn untouchable(state: &State, channel: u64, message: u64, method: &str) -> Option<Served> {
    let known = state.message(message).filter(|message| message.channel == channel && !message.is_private());
    let Some(known) = known else { return Some(unknown_message()) };
    if known.is_bots() {
        return None;
    }
    let may_delete = method == "DELETE" && state.places.bot_may(channel) & rights::MANAGE_MESSAGES != 0;
    match method {
        "DELETE" => (!may_delete).then(missing_permissions),
        _ => Some(error(403, 50_005, "Cannot edit a message authored by another user")),
    }
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
    raw["attachments"] = attached::kept(desk, state, ask, body);
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

pub(crate) fn edit(desk: &Desk, state: &mut State, message: u64, ask: &Ask, body: &Value) -> Served {
    let now = iso(desk.backstage.time.now());
    let Some(before) = state.message(message).map(|message| message.raw["attachments"].clone()) else {
        return unknown_message();
    };
    let files = attached::revised(desk, state, ask, body, &before);
    let Some(message) = state.message_mut(message) else { return unknown_message() };
    objects::revise(&mut message.raw, body);
    message.raw["attachments"] = files;
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
