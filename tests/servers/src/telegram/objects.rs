//! The Bot API's objects as JSON, whole: clients refuse an object that lacks a required field.

use serde_json::{Value, json};

use crate::telegram::state::{Access, Chat, Kind};

/// The bot's own user id, the number in front of the token.
pub const BOT: i64 = 123_456;
/// The bot's user name, as in `/story@touchline_local_bot`.
pub const BOT_NAME: &str = "touchline_local_bot";
/// Who an anonymous admin's messages are said to be from.
pub const GROUP_ANONYMOUS_BOT: i64 = 1_087_968_824;
/// Who a linked channel's messages are said to be from.
pub(crate) const TELEGRAM: i64 = 777_000;

pub(crate) fn bot() -> Value {
    json!({"id": BOT, "is_bot": true, "first_name": "Touchline", "username": BOT_NAME})
}

/// A message as another one carries it that answers it: without what it answers itself.
pub(crate) fn answered(message: &Value) -> Value {
    let mut answered = message.clone();
    if let Some(fields) = answered.as_object_mut() {
        fields.remove("reply_to_message");
    }
    answered
}

/// The bot as getMe gives it.
pub(crate) fn me(privacy: bool) -> Value {
    let mut me = bot();
    for key in [
        "can_connect_to_business",
        "has_main_web_app",
        "has_topics_enabled",
        "allows_users_to_create_topics",
        "can_manage_bots",
    ] {
        me[key] = false.into();
    }
    me["can_read_all_group_messages"] = (!privacy).into();
    me["can_join_groups"] = true.into();
    me["supports_inline_queries"] = true.into();
    me
}

pub(crate) fn user(id: i64, name: &str, language: Option<&str>) -> Value {
    let mut user = json!({"id": id, "is_bot": false, "first_name": name});
    if let Some(language) = language {
        user["language_code"] = language.into();
    }
    user
}

pub(crate) fn anonymous() -> Value {
    json!({"id": GROUP_ANONYMOUS_BOT, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"})
}

pub(crate) fn telegram() -> Value {
    json!({"id": TELEGRAM, "is_bot": false, "first_name": "Telegram"})
}

pub(crate) fn chat(chat: &Chat) -> Value {
    let mut object = json!({"id": chat.id, "type": chat.kind.word()});
    if chat.kind == Kind::Private {
        object["first_name"] = chat.title.as_str().into();
    } else {
        object["title"] = chat.title.as_str().into();
    }
    if chat.is_forum {
        object["is_forum"] = true.into();
    }
    if let Some(name) = &chat.username {
        object["username"] = name.as_str().into();
    }
    object
}

pub(crate) fn full_chat(known: &Chat) -> Value {
    let mut object = chat(known);
    object["accent_color_id"] = 0.into();
    object["max_reaction_count"] = 11.into();
    object["accepted_gift_types"] = json!({
        "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false,
        "gifts_from_channels": false,
    });
    if matches!(known.kind, Kind::Group | Kind::Supergroup) {
        object["permissions"] = json!({"can_send_messages": known.access != Access::Silenced});
    }
    if let Some(linked) = known.linked {
        object["linked_chat_id"] = linked.into();
    }
    object
}

/// Telegram marks commands in what people write: a slash at the start of a word, letters, digits and underscores, and
/// maybe `@` with a bot's name. Offsets count UTF-16 units.
pub(crate) fn command_entities(text: &str) -> Value {
    let mut entities = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let fits = |char: &char| char.is_ascii_alphanumeric() || *char == '_' || *char == '@';
        let length = word.strip_prefix('/').map_or(0, |name| name.chars().take_while(fits).count());
        if length > 0 {
            entities.push(json!({"type": "bot_command", "offset": offset, "length": length + 1}));
        }
        offset += word.encode_utf16().count();
    }
    Value::Array(entities)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_marked_in_utf16_units() {
        let entities = command_entities("/start 🦁 /help@bot, a/b");
        assert_eq!(entities[0], json!({"type": "bot_command", "offset": 0, "length": 6}));
        assert_eq!(entities[1], json!({"type": "bot_command", "offset": 10, "length": 9}));
        assert_eq!(entities.as_array().map(Vec::len), Some(2));
    }
}
