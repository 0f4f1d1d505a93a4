//! Somebody on the local Telegram: who speaks, where, and what they do. What comes back is `said`'s.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::seen::Seen;
use crate::sync::lock;
use crate::telegram::said::{InlineAsked, Pressed, Said};
use crate::telegram::state::{Kind, Press, Role, document};
use crate::telegram::{Server, objects};

/// Ids of people start here: more than 32 bits, as real ones have.
const FIRST_PERSON: i64 = 5_000_000_000;

/// In whose name somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    Own,
    Anonymous,
    Linked(i64),
    Channel,
}

/// Somebody who acts. Cheap to clone; each method gives the person changed, or what they did.
#[derive(Clone, Debug)]
pub struct Person {
    pub(crate) server: Server,
    pub(crate) id: i64,
    pub(crate) name: String,
    language: Option<String>,
    chat: i64,
    topic: Option<i64>,
    voice: Voice,
}

impl Person {
    pub(crate) fn new(server: Server, name: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let id = FIRST_PERSON + i64::try_from(hasher.finish() % 1_000_000_000).unwrap_or_default();
        Self { server, id, name: name.to_owned(), language: None, chat: id, topic: None, voice: Voice::Own }
    }

    pub(crate) fn speaking_as(mut self, voice: Voice) -> Self {
        self.voice = voice;
        self
    }

    /// Their id.
    pub fn user_id(&self) -> i64 {
        self.id
    }

    /// The chat they are in.
    pub fn chat(&self) -> i64 {
        self.chat
    }

    /// With this id instead of the one made of the name; the private chat has it too.
    #[must_use]
    pub fn id(mut self, id: i64) -> Self {
        if self.chat == self.id {
            self.chat = id;
        }
        self.id = id;
        self
    }

    /// In this chat.
    #[must_use]
    pub fn in_chat(mut self, chat: i64) -> Self {
        (self.chat, self.topic) = (chat, None);
        self
    }

    /// In this topic of a forum.
    #[must_use]
    pub fn in_topic(mut self, chat: i64, topic: i64) -> Self {
        (self.chat, self.topic) = (chat, Some(topic));
        self
    }

    /// Whose Telegram speaks this language.
    #[must_use]
    pub fn language(mut self, code: &str) -> Self {
        self.language = Some(code.to_owned());
        self
    }

    pub(crate) fn user(&self) -> Value {
        match self.voice {
            Voice::Own | Voice::Channel => objects::user(self.id, &self.name, self.language.as_deref()),
            Voice::Anonymous => objects::anonymous(),
            Voice::Linked(_) => objects::telegram(),
        }
    }

    /// Writes a message. Commands in it are marked as Telegram marks them.
    pub fn says(&self, text: &str) -> Said {
        let mut content = json!({"text": text});
        let entities = objects::command_entities(text);
        if entities.as_array().is_some_and(|entities| !entities.is_empty()) {
            content["entities"] = entities;
        }
        self.sends(&content)
    }

    /// Writes an answer to a message.
    pub fn replies(&self, to: &Seen, text: &str) -> Said {
        let mut content = json!({"text": text, "entities": objects::command_entities(text)});
        content["reply_to_message"] = objects::answered(&to.raw);
        // In a supergroup without topics answers make a thread, whose number is its first message's; the answer is no
        // topic's message for that.
        if self.topic.is_none() && self.server.kind(self.chat) == Kind::Supergroup {
            let thread = &to.raw["message_thread_id"];
            content["message_thread_id"] = if thread.is_null() { to.raw["message_id"].clone() } else { thread.clone() };
        }
        self.sends(&content)
    }

    /// Sends a file.
    pub fn sends_file(&self, name: &str, bytes: &[u8], caption: &str) -> Said {
        self.sends_file_that_claims(name, bytes, bytes.len(), caption)
    }

    /// Sends a file whose size the platform tells wrongly.
    pub fn sends_file_that_claims(&self, name: &str, bytes: &[u8], size: usize, caption: &str) -> Said {
        let file = lock(&self.server.desk.state).keep_file(Arc::from(bytes));
        let mut content = json!({"document": document(&file, name, size)});
        if !caption.is_empty() {
            content["caption"] = caption.into();
            content["caption_entities"] = objects::command_entities(caption);
        }
        self.sends(&content)
    }

    /// Sends a message with any fields: stickers, locations, what there will be one day.
    pub fn sends(&self, content: &Value) -> Said {
        let message = self.message(content, None);
        let id = message["message_id"].as_i64().unwrap_or_default();
        self.update(if self.voice == Voice::Channel { "channel_post" } else { "message" }, message, id)
    }

    /// Changes what they said before.
    pub fn edits(&self, said: &Said, text: &str) -> Said {
        let entities = objects::command_entities(text);
        let mut message = self.message(&json!({"text": text, "entities": entities}), Some(said.message));
        message["edit_date"] = message["date"].clone();
        let kind = if self.voice == Voice::Channel { "edited_channel_post" } else { "edited_message" };
        self.update(kind, message, said.message)
    }

    /// Presses the button with this label or callback data.
    ///
    /// # Panics
    /// If the message has no such button, or it is a link.
    pub fn presses(&self, message: &Seen, button: &str) -> Pressed {
        let by_key = message.buttons().into_iter().find(|known| known.key.as_deref() == Some(button));
        let Some(found) = by_key.or_else(|| message.button(button)) else {
            panic!("no button {button:?} under {:?}; there are {:?}", message.text(), message.buttons());
        };
        let Some(key) = found.key else { panic!("the button {button:?} is a link") };
        self.presses_key(message, &key)
    }

    /// Presses a button by its data, also one that is not there (any more). The real person presses, whatever voice
    /// they speak with.
    pub fn presses_key(&self, message: &Seen, key: &str) -> Pressed {
        let place: i64 = message.place.parse().unwrap_or_default();
        let number: i64 = message.id.parse().unwrap_or_default();
        let from = objects::user(self.id, &self.name, self.language.as_deref());
        let mut state = lock(&self.server.desk.state);
        let id = state.query_id();
        state.presses.insert(id.clone(), Press { answer: None, is_old: false });
        state.chat(self.id).met = true;
        let chat = state.chat(place);
        let (mark, bell) = (chat.said.len(), Arc::clone(&chat.bell));
        let known = chat.messages.get(&number);
        let (edits, shown) = (known.map_or(0, |known| known.edits), known.map_or(&message.raw, |known| &known.raw));
        let query = json!({"id": id, "from": from, "message": shown, "chat_instance": place.to_string(), "data": key});
        drop(state);
        let update = self.server.desk.push(json!({"callback_query": query}));
        Pressed { server: self.server.clone(), id, update, chat: place, message: number, edits, mark, bell }
    }

    /// Blocks the bot, which it is told by `my_chat_member`; writing to them is refused from now on. Gives the update's
    /// id.
    pub fn blocks_bot(&self) -> i64 {
        self.server.bot_becomes(self.id, self, Role::Banned)
    }

    /// Unblocks the bot again.
    pub fn unblocks_bot(&self) -> i64 {
        self.server.bot_becomes(self.id, self, Role::Member)
    }

    /// Types `@bot query` in some chat.
    pub fn asks_inline(&self, query: &str, offset: &str) -> InlineAsked {
        let mut state = lock(&self.server.desk.state);
        let id = state.query_id();
        state.inline.insert(id.clone(), None);
        state.chat(self.id).met = true;
        drop(state);
        let from = objects::user(self.id, &self.name, self.language.as_deref());
        let query = json!({"id": id, "from": from, "query": query, "offset": offset, "chat_type": "sender"});
        let update = self.server.desk.push(json!({"inline_query": query}));
        InlineAsked { server: self.server.clone(), id, update }
    }

    /// The message as an object; a new one unless `number` is one that was there.
    fn message(&self, content: &Value, number: Option<i64>) -> Value {
        let mut state = lock(&self.server.desk.state);
        let bounded = state.bounded;
        let sender = match self.voice {
            Voice::Own => None,
            Voice::Anonymous | Voice::Channel => Some(objects::chat(state.chat(self.chat))),
            Voice::Linked(channel) => {
                let linked = state.chat(channel);
                linked.kind = Kind::Channel;
                Some(objects::chat(linked))
            }
        };
        state.chat(self.id).met = true;
        let chat = state.chat(self.chat);
        if chat.kind == Kind::Private {
            self.name.clone_into(&mut chat.title);
            chat.started = true;
        }
        let number = number.unwrap_or_else(|| chat.next_message());
        let date = self.server.time().now().as_secs();
        let mut message = json!({"message_id": number, "date": date, "chat": objects::chat(chat)});
        if self.voice != Voice::Channel {
            message["from"] = self.user();
        }
        if let Some(sender) = sender {
            message["sender_chat"] = sender;
        }
        if matches!(self.voice, Voice::Linked(_)) {
            message["is_automatic_forward"] = true.into();
        }
        if let Some(topic) = self.topic {
            message["message_thread_id"] = topic.into();
            message["is_topic_message"] = true.into();
        }
        for (key, value) in content.as_object().into_iter().flatten() {
            message[key] = value.clone();
        }
        chat.keep(number, message.clone(), bounded);
        message
    }

    fn update(&self, kind: &str, message: Value, number: i64) -> Said {
        let (mark, bell) = {
            let mut state = lock(&self.server.desk.state);
            let chat = state.chat(self.chat);
            (chat.said.len(), Arc::clone(&chat.bell))
        };
        let text = crate::seen::text_of(&message);
        let mut update = json!({});
        update[kind] = message;
        let update = self.server.desk.push(update);
        Said { server: self.server.clone(), text, chat: self.chat, message: number, update, mark, bell }
    }
}
