//! How the bot gets its updates: long polls with true confirming, one poller at a time, and the webhook's settings.

use std::time::Duration;

use serde_json::{Value, json};

use crate::ask::Ask;
use crate::front::Served;
use crate::seen::{list, string};
use crate::sync::lock;
use crate::telegram::methods::{error, fine, is_true, number};
use crate::telegram::state::State;
use crate::telegram::{Desk, delivery};

/// What the older of two pollers reads.
pub(crate) const CONFLICT: &str =
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
/// The Bot API gives this many at most, and when nothing else is said.
const BATCH: i64 = 100;

pub(crate) async fn get_updates(desk: &Desk, ask: &Ask) -> Served {
    let body = ask.body.as_ref();
    let asked = |key: &str| number(&body[key]);
    let limit = usize::try_from(asked("limit").unwrap_or(BATCH).clamp(1, BATCH)).unwrap_or(1);
    let timeout = Duration::from_secs(asked("timeout").unwrap_or_default().unsigned_abs());
    let turn = {
        let mut state = lock(&desk.state);
        if state.webhook.is_some() {
            let told = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it";
            return error(409, told);
        }
        state.confirm(asked("offset").unwrap_or_default());
        if let Some(allowed) = body["allowed_updates"].as_array() {
            state.allowed = Some(allowed.iter().map(string).collect());
        }
        state.turn += 1;
        state.turn
    };
    // An older poll sees that there is a newer one; whoever waits for a confirmation sees that too.
    desk.updates.ring();
    let batch = desk.updates.until(|| {
        let state = lock(&desk.state);
        if state.turn != turn {
            return Some(Err(error(409, CONFLICT)));
        }
        if state.webhook.is_some() {
            return Some(Err(error(409, "Conflict: terminated by setWebhook request")));
        }
        let batch: Vec<Value> = state.updates.iter().take(limit).map(|(_, update)| update.clone()).collect();
        (!batch.is_empty()).then_some(Ok(batch))
    });
    match tokio::time::timeout(timeout, batch).await {
        Ok(Ok(batch)) => fine(&Value::Array(batch)),
        Ok(Err(conflict)) => conflict,
        Err(_) => fine(&json!([])),
    }
}

pub(crate) fn webhook(desk: &Desk, state: &mut State, method: &str, body: &Value) -> Served {
    match method {
        "setwebhook" if !string(&body["url"]).is_empty() => {
            if let Some(why) = delivery::refusal(body) {
                return error(400, &format!("Bad Request: {why}"));
            }
            if body["allowed_updates"].is_array() {
                state.allowed = Some(list(&body["allowed_updates"]).iter().map(string).collect());
            }
            state.webhook = Some(body.clone());
        }
        "setwebhook" | "deletewebhook" => {
            state.webhook = None;
        }
        _ => {
            let url = state.webhook.as_ref().map(|webhook| string(&webhook["url"])).unwrap_or_default();
            let pending = state.updates.len();
            let mut about = json!({"url": url, "has_custom_certificate": false, "pending_update_count": pending});
            if let Some(webhook) = &state.webhook {
                about["max_connections"] = number(&webhook["max_connections"]).unwrap_or(40).into();
                if let Some((at, error)) = &state.delivery_error {
                    about["last_error_date"] = (*at).into();
                    about["last_error_message"] = error.as_str().into();
                }
            }
            if let Some(allowed) = &state.allowed {
                about["allowed_updates"] = allowed.clone().into();
            }
            return fine(&about);
        }
    }
    if is_true(&body["drop_pending_updates"]) {
        state.updates.clear();
    }
    desk.updates.ring();
    fine(&json!(true))
}
