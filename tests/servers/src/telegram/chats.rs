//! What tests do to chats: kinds, names, standings, rights, topics, and groups that become supergroups.
//!
//! A chat that is not set up is there all the same: a private one for positive ids, a supergroup for ids that start with
//! -100, a basic group for other negative ones. Only a private chat has to be started by its person before the bot may
//! write there.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::sync::lock;
use crate::telegram::state::{Access, Chat, Kind, Role};
use crate::telegram::{Person, Server, objects};

impl Server {
    /// Sets a chat's kind and title.
    pub fn add_chat(&self, id: i64, kind: Kind, title: &str) {
        self.set_up(id, |chat| {
            chat.kind = kind;
            title.clone_into(&mut chat.title);
            match kind {
                Kind::Channel => chat.bot = Role::Administrator,
                Kind::Private => chat.started = true,
                Kind::Group | Kind::Supergroup => {}
            }
        });
    }

    /// What kind of chat it is.
    pub fn kind(&self, chat: i64) -> Kind {
        lock(&self.desk.state).chat(chat).kind
    }

    /// A supergroup with topics.
    pub fn add_forum(&self, id: i64, title: &str) {
        self.add_chat(id, Kind::Supergroup, title);
        self.set_up(id, |chat| chat.is_forum = true);
    }

    /// Makes a group or channel public under this name: `@name` means it from now on.
    pub fn add_username(&self, chat: i64, name: &str) {
        let name = name.trim_start_matches('@');
        let mut state = lock(&self.desk.state);
        let known = state.chat(chat);
        let old = known.username.replace(name.to_owned());
        if let Some(old) = old {
            state.names.remove(&old.to_lowercase());
        }
        state.names.insert(name.to_lowercase(), chat);
    }

    /// Makes a channel and a group each other's discussion partner.
    pub fn link(&self, channel: i64, group: i64) {
        self.set_up(channel, |chat| chat.linked = Some(group));
        self.set_up(group, |chat| chat.linked = Some(channel));
    }

    /// Somebody's standing in a chat; without it everybody is a member.
    pub fn set_role(&self, chat: i64, person: &Person, role: Role) {
        let (id, name) = (person.id, person.name.clone());
        self.set_up(chat, |chat| drop(chat.roles.insert(id, (name, role))));
    }

    /// The bot's own standing, changed without telling it. See [`Self::bot_becomes`].
    pub fn set_bot_role(&self, chat: i64, role: Role) {
        self.set_up(chat, |chat| chat.bot = role);
    }

    /// Gives the bot one right or takes it, without telling it: an administrator has every right, a restricted member
    /// none, until this says otherwise. The names are the Bot API's: `can_post_messages`, `can_send_messages`,
    /// `can_manage_topics`.
    pub fn set_bot_right(&self, chat: i64, right: &str, has: bool) {
        self.set_up(chat, |chat| {
            chat.bot_rights.insert(right.to_owned(), has);
        });
    }

    /// What the bot meets in a chat from now on. A private chat is started by it.
    pub fn set_access(&self, chat: i64, access: Access) {
        self.set_up(chat, |chat| {
            chat.access = access;
            chat.started = true;
        });
    }

    /// A topic is deleted: sending there is answered 400.
    pub fn lose_topic(&self, chat: i64, topic: i64) {
        self.set_up(chat, |chat| {
            chat.lost_topics.insert(topic);
        });
    }

    /// An admin closes a topic, by a service message: sending there is answered 400 unless the bot is an administrator
    /// with `can_manage_topics`. Gives the update's id. General has the number 1.
    pub fn close_topic(&self, chat: i64, topic: i64) -> i64 {
        self.topic_event(chat, topic, "forum_topic_closed", |topics| topics.insert(topic))
    }

    /// An admin opens a topic again. Gives the update's id.
    pub fn reopen_topic(&self, chat: i64, topic: i64) -> i64 {
        self.topic_event(chat, topic, "forum_topic_reopened", |topics| topics.remove(&topic))
    }

    fn topic_event(&self, id: i64, topic: i64, event: &str, change: impl FnOnce(&mut HashSet<i64>) -> bool) -> i64 {
        let mut state = lock(&self.desk.state);
        let chat = state.chat(id);
        change(&mut chat.closed_topics);
        let mut message = self.service_message(chat);
        (message["message_thread_id"], message["is_topic_message"]) = (topic.into(), true.into());
        message[event] = json!({});
        drop(state);
        self.desk.push(json!({"message": message}))
    }

    fn service_message(&self, chat: &mut Chat) -> Value {
        json!({
            "message_id": chat.next_message(), "date": self.time().now().as_secs(), "chat": objects::chat(chat),
            "from": objects::anonymous(), "sender_chat": objects::chat(chat),
        })
    }

    fn set_up(&self, id: i64, change: impl FnOnce(&mut Chat)) {
        change(lock(&self.desk.state).chat(id));
    }

    /// Somebody changes the bot's standing: invites, promotes, kicks, blocks. The bot is told by `my_chat_member`, and
    /// what it may do follows. Gives the update's id.
    pub fn bot_becomes(&self, chat: i64, by: &Person, role: Role) -> i64 {
        let mut state = lock(&self.desk.state);
        let update = self.desk.changed(state.chat(chat), &by.user(), role);
        drop(state);
        self.desk.push(update)
    }

    /// Somebody gives the bot one right or takes it; the bot is told by `my_chat_member`. Gives the update's id.
    pub fn bot_gets(&self, chat: i64, by: &Person, right: &str, has: bool) -> i64 {
        let mut state = lock(&self.desk.state);
        let update = self.desk.change(state.chat(chat), &by.user(), |chat| {
            chat.bot_rights.insert(right.to_owned(), has);
        });
        drop(state);
        self.desk.push(update)
    }

    /// A group becomes a supergroup: two service messages, and the old id answers `migrate_to_chat_id`. Roles move.
    pub fn migrate(&self, group: i64, supergroup: i64) {
        self.migrate_quietly(group, supergroup);
        let mut state = lock(&self.desk.state);
        let mut messages = Vec::new();
        for (chat, key, other) in
            [(group, "migrate_to_chat_id", supergroup), (supergroup, "migrate_from_chat_id", group)]
        {
            let mut message = self.service_message(state.chat(chat));
            message[key] = other.into();
            messages.push(message);
        }
        drop(state);
        for message in messages {
            self.desk.push(json!({"message": message}));
        }
    }

    /// The same, of which the bot learns only when it next sends to the old id.
    pub fn migrate_quietly(&self, group: i64, supergroup: i64) {
        let mut state = lock(&self.desk.state);
        let old = state.chat(group).clone();
        let new = state.chat(supergroup);
        (new.kind, new.title, new.roles, new.bot) = (Kind::Supergroup, old.title, old.roles, old.bot);
        new.bot_rights = old.bot_rights;
        let chat = state.chat(group);
        chat.kind = Kind::Group;
        chat.access = Access::MovedTo(supergroup);
    }
}
