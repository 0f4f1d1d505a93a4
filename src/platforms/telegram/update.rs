//! The few fields of an update that are read, whatever else Telegram adds or changes around them.
//!
//! Not teloxide's `Update`: there a field that we never look at can make all of it unreadable, and reading it takes ten
//! times as long.

use serde::Deserialize;

/// Who this bot is, as `getMe` says.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Me {
    pub(super) id: i64,
    pub(super) username: Option<String>,
}

/// One thing that happened.
#[derive(Debug, Deserialize)]
pub(super) struct Update {
    #[serde(rename = "update_id")]
    pub(super) number: i64,
    pub(super) message: Option<Message>,
    pub(super) callback_query: Option<Press>,
    pub(super) inline_query: Option<InlineQuery>,
    pub(super) my_chat_member: Option<Membership>,
}

/// The number alone, of an update that cannot be read otherwise.
#[derive(Debug, Deserialize)]
pub(super) struct Numbered {
    #[serde(rename = "update_id")]
    pub(super) number: i64,
}

/// A message that somebody wrote, or a note about the chat.
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    #[serde(rename = "message_id")]
    pub(super) id: i32,
    pub(super) chat: Chat,
    pub(super) from: Option<User>,
    /// In whose name it was written: this chat's (an anonymous admin) or a channel's. Then `from` is a stand-in.
    pub(super) sender_chat: Option<Chat>,
    #[serde(rename = "message_thread_id")]
    pub(super) thread: Option<i32>,
    /// Only then is the thread a topic; otherwise it is a chain of replies.
    #[serde(default, rename = "is_topic_message")]
    pub(super) is_in_topic: bool,
    pub(super) text: Option<String>,
    /// What in the text is more than text.
    #[serde(default)]
    pub(super) entities: Vec<Entity>,
    /// The buttons under it, as they came.
    pub(super) reply_markup: Option<serde_json::Value>,
    /// The message that it replies to.
    #[serde(rename = "reply_to_message")]
    pub(super) replied_to: Option<Box<Replied>>,
    /// A file, and the words under it.
    pub(super) document: Option<Document>,
    pub(super) caption: Option<String>,
    /// The group goes by this number from now on.
    #[serde(rename = "migrate_to_chat_id")]
    pub(super) migrate_to: Option<i64>,
}

/// A message that somebody replies to.
#[derive(Debug, Deserialize)]
pub(super) struct Replied {
    pub(super) from: Option<User>,
    pub(super) reply_markup: Option<Keyboard>,
}

/// Buttons under a message.
#[derive(Debug, Deserialize)]
pub(super) struct Keyboard {
    #[serde(default, rename = "inline_keyboard")]
    pub(super) rows: Vec<Vec<Key>>,
}

/// One button.
#[derive(Debug, Deserialize)]
pub(super) struct Key {
    pub(super) callback_data: Option<String>,
}

/// A part of a text that is more than text; places count UTF-16 units.
#[derive(Debug, Deserialize)]
pub(super) struct Entity {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) offset: usize,
    pub(super) length: usize,
    /// Who is meant, where they have no name to be called by.
    pub(super) user: Option<User>,
}

/// A file that was sent.
#[derive(Debug, Deserialize)]
pub(super) struct Document {
    #[serde(rename = "file_id")]
    pub(super) id: String,
    #[serde(rename = "file_name")]
    pub(super) name: Option<String>,
    #[serde(default, rename = "file_size")]
    pub(super) size: u64,
}

/// A button was pressed.
#[derive(Debug, Deserialize)]
pub(super) struct Press {
    pub(super) id: String,
    pub(super) from: User,
    /// The message under which it stands; when that is old, little more of it than the chat.
    pub(super) message: Option<Message>,
    pub(super) data: Option<String>,
}

/// Somebody types the bot's name and more, in any chat.
#[derive(Debug, Deserialize)]
pub(super) struct InlineQuery {
    pub(super) id: String,
    pub(super) from: User,
    pub(super) query: String,
    #[serde(default)]
    pub(super) offset: String,
}

/// The bot's own standing in a chat has changed.
#[derive(Debug, Deserialize)]
pub(super) struct Membership {
    pub(super) chat: Chat,
    pub(super) new_chat_member: Member,
}

/// Somebody's standing in a chat.
#[derive(Debug, Deserialize)]
pub(super) struct Member {
    pub(super) status: String,
}

/// A chat.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Chat {
    pub(super) id: i64,
    #[serde(rename = "type")]
    pub(super) kind: ChatKind,
}

/// What a chat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ChatKind {
    Private,
    Group,
    Supergroup,
    Channel,
    #[serde(other)]
    Other,
}

/// Somebody.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct User {
    pub(super) id: i64,
    #[serde(default)]
    pub(super) is_bot: bool,
    /// What they call themselves.
    pub(super) username: Option<String>,
    /// The language of their app, as a tag of IETF.
    #[serde(rename = "language_code")]
    pub(super) language: Option<String>,
}
