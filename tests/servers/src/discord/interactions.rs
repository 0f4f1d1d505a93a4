//! What the bot does with an interaction: the callback, the original message, follow-ups. The token in the path is the
//! only credential.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::ask::Ask;
use crate::discord::Desk;
use crate::discord::messages::{self, unknown_message};
use crate::discord::rest::{error, id};
use crate::discord::state::{Interaction, State};
use crate::front::Served;
use crate::records::Via;
use crate::sync::lock;

/// Tokens are made of the interaction's id, so no table of them is needed.
pub(crate) fn token_of(id: u64) -> String {
    format!("local-token-of-{id}")
}

pub(crate) fn id_of(token: &str) -> Option<u64> {
    token.strip_prefix("local-token-of-")?.parse().ok()
}

pub(crate) fn route(desk: &Desk, ask: &Ask, path: &[&str]) -> Served {
    let mut state = lock(&desk.state);
    match (ask.method.as_str(), path) {
        ("POST", ["interactions", interaction, token, "callback"]) => {
            let interaction = id(interaction);
            if id_of(token) != Some(interaction) {
                return unknown_interaction();
            }
            callback(desk, &mut state, ask, interaction)
        }
        (_, ["webhooks", _, token, rest @ ..]) => {
            let known = id_of(token).filter(|id| state.interactions.contains_key(id));
            let Some(interaction) = known else { return error(404, 10_015, "Unknown Webhook") };
            webhook(desk, &mut state, ask, interaction, rest)
        }
        _ => error(404, 0, "404: Not Found"),
    }
}

fn unknown_interaction() -> Served {
    error(404, 10_062, "Unknown interaction")
}

fn callback(desk: &Desk, state: &mut State, ask: &Ask, id: u64) -> Served {
    let Some(interaction) = state.interactions.get(&id).filter(|interaction| !interaction.expired) else {
        return unknown_interaction();
    };
    if interaction.callback.is_some() {
        return error(400, 40_060, "Interaction has already been acknowledged.");
    }
    let (channel, source, bell) = (interaction.channel, interaction.source, Arc::clone(&interaction.bell));
    let kind = ask.body["type"].as_u64().unwrap_or_default();
    let content = &ask.body["data"];
    let original = match kind {
        4 => Some(messages::store(desk, state, ask, channel, content, Via::Answer)),
        // "Thinking…": the message is there, loading, and is filled by an edit.
        5 => Some(loading(desk, state, channel, content)),
        6 => source,
        7 => {
            if let Some(source) = source {
                messages::edit(desk, state, source, ask, content);
            }
            source
        }
        _ => None,
    };
    if let Some(interaction) = state.interactions.get_mut(&id) {
        interaction.callback = Some(Arc::clone(&ask.body));
        interaction.original = original;
        interaction.deferred = matches!(kind, 5 | 6);
    }
    bell.ring();
    if ask.query.get("with_response").is_some_and(|wanted| wanted == "true") {
        let message = original.and_then(|original| state.message(original)).map(|message| &message.raw);
        let resource = json!({"type": kind, "message": message});
        let about = json!({"id": id.to_string(), "type": 2, "response_message_id": original.map(|id| id.to_string())});
        return Served::json(200, &json!({"interaction": about, "resource": resource}));
    }
    Served::empty(204)
}

/// The placeholder of a deferred answer. It is no accepted post: nobody has said anything yet.
fn loading(desk: &Desk, state: &mut State, channel: u64, content: &Value) -> u64 {
    let now = desk.backstage.time.now();
    let id = state.snowflake(now);
    let raw = crate::discord::objects::message(id, channel, &crate::time::iso(now), content);
    state.add_message(id, crate::discord::state::Message { channel, raw, edits: 0, deleted: false });
    id
}

fn webhook(desk: &Desk, state: &mut State, ask: &Ask, interaction: u64, rest: &[&str]) -> Served {
    let Some(known) = state.interactions.get(&interaction) else { return unknown_message() };
    let (channel, original, bell) = (known.channel, known.original, Arc::clone(&known.bell));
    let target = match rest {
        ["messages", "@original"] => original,
        ["messages", message] => Some(id(message)),
        _ => None,
    };
    let served = match (ask.method.as_str(), rest, target) {
        ("POST", [], _) => {
            if known.callback.is_none() {
                return error(404, 10_015, "Unknown Webhook");
            }
            if let (true, Some(target), true) = (known.deferred, original, is_new_message(known)) {
                // The first follow-up of a deferred answer takes the placeholder's place.
                let served = messages::edit(desk, state, target, ask, &ask.body);
                settle(desk, state, ask, interaction, target);
                bell.ring();
                return served;
            }
            let message = messages::store(desk, state, ask, channel, &ask.body, Via::FollowUp);
            if let Some(interaction) = state.interactions.get_mut(&interaction) {
                interaction.follow_ups.push(message);
            }
            state.message(message).map_or_else(unknown_message, |message| Served::json(200, &message.raw))
        }
        ("GET", ["messages", _], Some(target)) => {
            state.message(target).map_or_else(unknown_message, |message| Served::json(200, &message.raw))
        }
        ("PATCH", ["messages", _], Some(target)) => {
            let served = messages::edit(desk, state, target, ask, &ask.body);
            settle(desk, state, ask, interaction, target);
            served
        }
        ("DELETE", ["messages", _], Some(target)) => {
            let served = messages::delete(state, target);
            settle(desk, state, ask, interaction, target);
            served
        }
        (_, ["messages", _], None) => unknown_message(),
        _ => error(404, 0, "404: Not Found"),
    };
    bell.ring();
    served
}

/// Whether the answer was deferred as a new message, rather than as a change of the one with the button.
fn is_new_message(interaction: &Interaction) -> bool {
    interaction.callback.as_ref().is_some_and(|body| body["type"] == 5)
}

/// A deferred answer has come, in whatever form.
fn settle(desk: &Desk, state: &mut State, ask: &Ask, id: u64, target: u64) {
    let Some(interaction) = state.interactions.get_mut(&id) else { return };
    if interaction.original != Some(target) || !std::mem::take(&mut interaction.deferred) {
        return;
    }
    let channel = interaction.channel;
    if is_new_message(interaction) && ask.method != "DELETE" {
        desk.backstage.records.accept(crate::records::Post {
            order: 0,
            at: tokio::time::Instant::now(),
            via: Via::Answer,
            place: channel.to_string(),
            topic: None,
            message_id: target.to_string(),
            nonce: None,
            body: Arc::clone(&ask.body),
            files: ask.files.clone(),
        });
    }
}
