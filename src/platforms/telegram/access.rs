//! Whether the bot may write in a chat, and which chat somebody means: both asked of Telegram at the moment of use.
//!
//! It posts nothing and proves nobody's rights.

use serde::Deserialize;
use teloxide::payloads::{GetChat, GetChatMember};
use teloxide::types::{ChatId, Recipient, UserId};

use super::address::Address;
use super::api::Api;
use super::outbound::post_error;
use super::update::ChatKind;
use crate::domain::text;
use crate::domain::tongue::Text;
use crate::ports::{PostError, Welcome};
use crate::text;

/// What is read of a chat.
#[derive(Debug, Deserialize)]
struct Chat {
    id: i64,
    #[serde(rename = "type")]
    kind: ChatKind,
    title: Option<String>,
    permissions: Option<Permissions>,
}

/// What members may do, or one who is restricted.
#[derive(Debug, Default, Deserialize)]
struct Permissions {
    can_send_messages: Option<bool>,
}

/// The bot's own standing.
#[derive(Debug, Deserialize)]
struct Own {
    status: String,
    can_post_messages: Option<bool>,
    can_send_messages: Option<bool>,
}

/// Tests the right to write in a chat; its title is its label, where it has one.
///
/// # Errors
/// [`PostError::PlaceGone`] names what is missing.
pub(super) async fn may_post(api: &Api, to: Address) -> Result<Welcome, PostError> {
    let chat: Chat = api.call(&GetChat::new(Recipient::Id(ChatId(to.chat)))).await.map_err(post_error)?;
    if chat.kind == ChatKind::Private {
        return Ok(Welcome::default());
    }
    let me = UserId(api.bot().unsigned_abs());
    let own: Own = api.call(&GetChatMember::new(ChatId(to.chat), me)).await.map_err(post_error)?;
    if let Some(missing) = missing(&chat, &own) {
        return Err(PostError::PlaceGone(missing));
    }
    let topic = to.topic.map(|topic| format!(", topic {topic}")).unwrap_or_default();
    let label = chat.title.map(|title| format!("{}{topic}", text::clean_line(&title)));
    Ok(Welcome { label, advice: None })
}

fn missing(chat: &Chat, own: &Own) -> Option<Text> {
    let is_channel = chat.kind == ChatKind::Channel;
    match own.status.as_str() {
        "administrator" if is_channel && own.can_post_messages != Some(true) => {
            Some(text!("telegram-admin-without-posting"))
        }
        "creator" | "administrator" => None,
        "left" | "kicked" => Some(text!("telegram-not-in-chat")),
        _ if is_channel => Some(text!("telegram-channel-needs-admin")),
        "restricted" if own.can_send_messages != Some(true) => Some(text!("telegram-restricted")),
        "member" if chat.permissions.as_ref().is_some_and(|members| members.can_send_messages == Some(false)) => {
            Some(text!("telegram-members-may-not-write"))
        }
        _ => None,
    }
}

/// The chat, channel or topic that somebody means: `@name`, a link to it or to a message in it, or its number.
///
/// # Errors
/// [`PostError::PlaceGone`] says what would do.
pub(super) async fn locate(api: &Api, typed: &str) -> Result<Address, PostError> {
    let strange = || PostError::PlaceGone(text!("telegram-how-to-name-a-place"));
    let (recipient, topic) = read(typed).ok_or_else(strange)?;
    if let Recipient::Id(ChatId(chat)) = recipient {
        return Ok(Address { chat, topic });
    }
    match api.call::<Chat, _>(&GetChat::new(recipient)).await.map_err(post_error) {
        Ok(chat) => Ok(Address { chat: chat.id, topic }),
        Err(PostError::Rejected(_) | PostError::PlaceGone(_)) => {
            Err(PostError::PlaceGone(text!("telegram-no-such-chat")))
        }
        Err(error) => Err(error),
    }
}

/// What a text names: a chat by name or number, and a topic.
fn read(typed: &str) -> Option<(Recipient, Option<i32>)> {
    let typed = typed.trim();
    let link = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or(typed);
    if let Some(path) = link.strip_prefix("t.me/").or_else(|| link.strip_prefix("telegram.me/")) {
        let mut parts = path.trim_end_matches('/').split('/');
        let first = parts.next()?;
        if first == "c" {
            // The number in a link lacks the mark of supergroups and channels.
            let chat: i64 = format!("-100{}", parts.next()?).parse().ok()?;
            return Some((Recipient::Id(ChatId(chat)), topic(parts).ok()?));
        }
        return Some((name(first)?, topic(parts).ok()?));
    }
    if let Some(word) = typed.strip_prefix('@') {
        return Some((name(word)?, None));
    }
    // Persons have positive numbers: nobody sets up a post in somebody else's private chat.
    let address = Address::read(typed).filter(|address| address.chat < 0)?;
    Some((Recipient::Id(ChatId(address.chat)), address.topic))
}

/// A link to a message has one number, or two in a topic, of which the first is the topic's. One alone may be either.
///
/// # Errors
/// It is no link of these.
fn topic<'a>(mut parts: impl Iterator<Item = &'a str>) -> Result<Option<i32>, ()> {
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => Ok(None),
        (Some(topic), _, None) => match topic.parse() {
            Ok(topic) if topic > 0 => Ok(Some(topic)),
            _ => Err(()),
        },
        _ => Err(()),
    }
}

fn name(word: &str) -> Option<Recipient> {
    let is_name = (4..=32).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && word.starts_with(|first: char| first.is_ascii_alphabetic());
    is_name.then(|| Recipient::ChannelUsername(format!("@{word}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_in_the_ways_people_copy_them() {
        let id = |chat| Recipient::Id(ChatId(chat));
        let at = |name: &str| Recipient::ChannelUsername(format!("@{name}"));
        assert_eq!(read("@stories_fc"), Some((at("stories_fc"), None)));
        assert_eq!(read("https://t.me/stories_fc"), Some((at("stories_fc"), None)));
        assert_eq!(read("t.me/c/1234567890/42/99"), Some((id(-1_001_234_567_890), Some(42))));
        assert_eq!(read("https://t.me/c/1234567890/42"), Some((id(-1_001_234_567_890), Some(42))));
        assert_eq!(read("-1001234567890/42"), Some((id(-1_001_234_567_890), Some(42))));
        assert_eq!(read("-100777"), Some((id(-100_777), None)));
        for nonsense in
            ["", "@", "@a b", "#general", "https://example.org/x", "t.me/c/x", "t.me/c/1/2/3/4", "general", "5"]
        {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let told = |kind: &str, own: &str, members: bool| {
            let chat = format!(r#"{{"id": -5, "type": "{kind}", "permissions": {{"can_send_messages": {members}}}}}"#);
            missing(&serde_json::from_str(&chat).expect("a chat"), &serde_json::from_str(own).expect("a member"))
        };
        assert_eq!(told("supergroup", r#"{"status": "member"}"#, true), None);
        assert_eq!(told("channel", r#"{"status": "administrator", "can_post_messages": true}"#, true), None);
        for (kind, own, members, words) in [
            ("supergroup", r#"{"status": "member"}"#, false, "Make me an admin"),
            ("supergroup", r#"{"status": "restricted", "can_send_messages": false}"#, true, "restricted"),
            ("supergroup", r#"{"status": "kicked"}"#, true, "Add me again"),
            ("channel", r#"{"status": "member"}"#, true, "Make me an admin"),
            ("channel", r#"{"status": "administrator", "can_post_messages": false}"#, true, "right to post"),
        ] {
            assert!(told(kind, own, members).is_some_and(|told| told.to_string().contains(words)), "{kind} {own}");
        }
    }
}
