//! What of a group's talk the bot is told. In privacy mode, in which bots are unless their owner says otherwise, that is
//! what is meant for it: its commands, answers to what it said, and its name. Administrators are told everything.
//!
//! Source: <https://core.telegram.org/bots/features#privacy-mode>. A bare command is handed to every bot of the group
//! here; the platform does so for the bot that spoke last.

use serde_json::Value;

use crate::seen::{list, string};
use crate::telegram::objects::{BOT, BOT_NAME};
use crate::telegram::state::{Chat, Kind, Role};

/// What a message can say; one without any of these is a service message, of which every bot is told.
const CONTENT: [&str; 16] = [
    "text",
    "document",
    "photo",
    "sticker",
    "animation",
    "audio",
    "video",
    "video_note",
    "voice",
    "story",
    "contact",
    "dice",
    "game",
    "poll",
    "venue",
    "location",
];

/// Whether a bot in privacy mode is told of this message.
pub(crate) fn is_told(chat: &Chat, message: &Value) -> bool {
    let hears_all = matches!(chat.kind, Kind::Private | Kind::Channel);
    let is_admin = matches!(chat.bot, Role::Owner | Role::Administrator);
    let is_service = CONTENT.iter().all(|key| message[*key].is_null());
    let is_answer = message["reply_to_message"]["from"]["id"] == BOT || message["via_bot"]["id"] == BOT;
    hears_all || is_admin || is_service || is_answer || is_meant(message)
}

/// Whether the words are a command of the bot, or name it.
fn is_meant(message: &Value) -> bool {
    let (words, entities) = if message["text"].is_string() {
        (string(&message["text"]), &message["entities"])
    } else {
        (string(&message["caption"]), &message["caption_entities"])
    };
    let words = words.to_lowercase();
    let command = words.strip_prefix('/').and_then(|rest| rest.split(char::is_whitespace).next());
    let for_it = command.is_some_and(|command| command.split_once('@').is_none_or(|(_, name)| name == BOT_NAME));
    let is_name = |word: &str| word.trim_end_matches(|char: char| char != '_' && !char.is_alphanumeric()) == BOT_NAME;
    let named = words.split('@').skip(1).any(|rest| rest.split(char::is_whitespace).next().is_some_and(is_name));
    let linked = list(entities).iter().any(|entity| entity["user"]["id"] == BOT);
    for_it || linked || (named && command.is_none_or(|command| !command.contains('@')))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_meant_for_the_bot_is_told_from_the_rest() {
        let text = |words: &str| is_meant(&json!({"text": words}));
        assert!(text("/player hakimi") && text("/player@touchline_local_bot hakimi"));
        assert!(text("look, @Touchline_Local_Bot!") && is_meant(&json!({"caption": "/addstory"})));
        assert!(
            !text("/player@another_bot") && !text("hello") && !text("look: /player") && !text("@touchline_local_bott")
        );
        assert!(!is_meant(&json!({"document": {}})));
    }
}
