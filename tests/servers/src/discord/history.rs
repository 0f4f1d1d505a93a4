//! Reading a channel's history, newest first. Whether Discord gives a message's nonce back there is not documented, so
//! it is left out: a bot must not rely on it. What only one person can see is not in the history.

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::ask::Ask;
use crate::discord::rights;
use crate::discord::state::State;
use crate::front::Served;

/// Messages that one reading gives when it does not say how many, and at most.
const PAGE: usize = 50;
const LARGEST_PAGE: usize = 100;
const BOUNDS: [&str; 3] = ["before", "after", "around"];

/// The message as reading gives it.
pub(crate) fn told(raw: &Value) -> Value {
    let mut told = raw.clone();
    if let Some(fields) = told.as_object_mut() {
        fields.remove("nonce");
    }
    told
}

pub(crate) fn page(state: &State, ask: &Ask, channel: u64) -> Served {
    let limit = match ask.query.get("limit").map(|limit| limit.parse::<usize>()) {
        None => PAGE,
        Some(Ok(limit)) if (1..=LARGEST_PAGE).contains(&limit) => limit,
        Some(_) => return invalid("limit", "NUMBER_TYPE_RANGE", "int value should be between 1 and 100."),
    };
    let mut bound = None;
    for name in BOUNDS {
        let Some(value) = ask.query.get(name) else { continue };
        let Ok(id) = value.parse::<u64>() else {
            return invalid(name, "NUMBER_TYPE_COERCE", &format!("Value \"{value}\" is not snowflake."));
        };
        // Mutually exclusive by the documentation; of several the last one counts here.
        bound = Some((name, id));
    }
    if state.places.bot_may(channel) & rights::READ_MESSAGE_HISTORY == 0 {
        return Served::json(200, &json!([]));
    }
    let is_public = |id: &u64| state.message(*id).is_some_and(|message| !message.is_private());
    let mut ids: Vec<u64> = state.ids_in(channel).filter(is_public).collect();
    ids.sort_unstable_by_key(|id| Reverse(*id));
    let shown = chosen(&ids, bound, limit).iter().filter_map(|id| state.message(*id));
    Served::json(200, &shown.map(|message| told(&message.raw)).collect())
}

/// The part of the ids, which are newest first, that was asked for.
fn chosen<'a>(ids: &'a [u64], bound: Option<(&str, u64)>, limit: usize) -> &'a [u64] {
    let (from, to) = match bound {
        None => (0, limit),
        Some(("before", bound)) => {
            let from = ids.partition_point(|id| *id >= bound);
            (from, from + limit)
        }
        Some(("after", bound)) => {
            // The oldest ones after that message.
            let to = ids.partition_point(|id| *id > bound);
            (to.saturating_sub(limit), to)
        }
        Some((_, bound)) => {
            // Half of them newer, then the message itself and older ones.
            let middle = ids.partition_point(|id| *id > bound);
            let from = middle.saturating_sub(limit / 2);
            (from, from + limit)
        }
    };
    ids.get(from.min(ids.len())..to.min(ids.len())).unwrap_or_default()
}

fn invalid(field: &str, code: &str, message: &str) -> Served {
    let errors = json!({field: {"_errors": [{"code": code, "message": message}]}});
    Served::json(400, &json!({"message": "Invalid Form Body", "code": 50_035, "errors": errors}))
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn the_part_that_was_asked_for_is_given() {
        let ids = [9, 7, 5, 3, 1];
        assert_eq!(chosen(&ids, None, 2), [9, 7]);
        assert_eq!(chosen(&ids, Some(("before", 5)), 50), [3, 1]);
        assert_eq!(chosen(&ids, Some(("after", 3)), 2), [7, 5]);
        assert_eq!(chosen(&ids, Some(("around", 5)), 3), [7, 5, 3]);
        assert_eq!(chosen(&ids, Some(("around", 4)), 2), [5, 3]);
        assert_eq!(chosen(&ids, Some(("before", 1)), 5), [0_u64; 0]);
    }
}
