//! What the local Telegram knows: chats, messages, updates that are not confirmed, presses, commands. No network, no
//! waiting.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::files::media_type;
use crate::seen::Seen;
use crate::sync::Bell;
use crate::telegram::methods::number;
use crate::telegram::privacy;

/// Ids of supergroups and channels start below this.
const FIRST_SUPERGROUP: i64 = -1_000_000_000_000;
/// Messages of a chat that are kept when the log is not.
const KEPT_WHEN_BUSY: usize = 24;
/// Presses and inline queries that are kept when the log is not.
const QUERIES_KEPT_WHEN_BUSY: u64 = 5_000;
/// Their ids start here.
const FIRST_QUERY: u64 = 4_000_000_000_000_000;
/// Kinds of updates that come only when they are asked for.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

/// What kind of chat it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Between one person and the bot.
    Private,
    /// A basic group.
    Group,
    /// A supergroup, maybe with topics.
    Supergroup,
    /// A channel, whose posts have no author.
    Channel,
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Group => "group",
            Self::Supergroup => "supergroup",
            Self::Channel => "channel",
        }
    }
}

/// Somebody's standing in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who made the chat.
    Owner,
    /// An admin with every right.
    Administrator,
    /// An ordinary member.
    Member,
    /// A member who may do nothing.
    Restricted,
    /// Not there (any more).
    Left,
    /// Thrown out.
    Banned,
}

impl Role {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Owner => "creator",
            Self::Administrator => "administrator",
            Self::Member => "member",
            Self::Restricted => "restricted",
            Self::Left => "left",
            Self::Banned => "kicked",
        }
    }
}

/// What the bot meets when it turns to a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everything is allowed.
    Open,
    /// 403: blocked by the user.
    Blocked,
    /// 403: the user's account is gone.
    Deactivated,
    /// 403: kicked from the group or channel.
    Kicked,
    /// 403: the group was deleted.
    Deleted,
    /// 400: chat not found.
    NotFound,
    /// 400: no right to send here.
    Silenced,
    /// 400 with `migrate_to_chat_id`: the group became this supergroup.
    MovedTo(i64),
}

#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) raw: Value,
    pub(crate) edits: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Chat {
    pub(crate) id: i64,
    pub(crate) kind: Kind,
    pub(crate) title: String,
    pub(crate) username: Option<String>,
    pub(crate) is_forum: bool,
    pub(crate) linked: Option<i64>,
    /// Who is what, with their names. Whoever is not here is a member.
    pub(crate) roles: BTreeMap<i64, (String, Role)>,
    pub(crate) bot: Role,
    /// Rights in which the bot differs from others of its standing, by the Bot API's names.
    pub(crate) bot_rights: BTreeMap<String, bool>,
    pub(crate) access: Access,
    /// A private chat: whether the person has started the bot, and whether it has met them anywhere.
    pub(crate) started: bool,
    pub(crate) met: bool,
    pub(crate) lost_topics: HashSet<i64>,
    pub(crate) closed_topics: HashSet<i64>,
    pub(crate) messages: BTreeMap<i64, Message>,
    /// The ids of the bot's own messages, in order.
    pub(crate) said: Vec<i64>,
    pub(crate) last_message: i64,
    pub(crate) bell: Arc<Bell>,
}

impl Chat {
    fn new(id: i64) -> Self {
        let kind = match id {
            1.. => Kind::Private,
            ..=FIRST_SUPERGROUP => Kind::Supergroup,
            _ => Kind::Group,
        };
        Self {
            id,
            kind,
            title: if kind == Kind::Private { "Somebody".to_owned() } else { format!("Chat {id}") },
            username: None,
            is_forum: false,
            linked: None,
            roles: BTreeMap::new(),
            bot: Role::Member,
            bot_rights: BTreeMap::new(),
            access: Access::Open,
            started: false,
            met: false,
            lost_topics: HashSet::new(),
            closed_topics: HashSet::new(),
            messages: BTreeMap::new(),
            said: Vec::new(),
            last_message: 0,
            bell: Arc::new(Bell::new()),
        }
    }

    pub(crate) fn next_message(&mut self) -> i64 {
        self.last_message += 1;
        self.last_message
    }

    pub(crate) fn keep(&mut self, id: i64, raw: Value, bounded: bool) {
        self.messages.insert(id, Message { raw, edits: 0 });
        while bounded && self.messages.len() > KEPT_WHEN_BUSY {
            self.messages.pop_first();
        }
    }

    pub(crate) fn seen(&self, id: i64) -> Option<Seen> {
        let message = self.messages.get(&id)?;
        let (edits, raw) = (message.edits, message.raw.clone());
        Some(Seen { id: id.to_string(), place: self.id.to_string(), private: self.kind == Kind::Private, edits, raw })
    }

    /// Whether the bot has a right: an administrator has what was not taken, a restricted member what was given.
    pub(crate) fn bot_has(&self, right: &str) -> bool {
        let usual = match self.bot {
            Role::Owner | Role::Administrator => true,
            Role::Member => right.starts_with("can_send"),
            Role::Restricted | Role::Left | Role::Banned => false,
        };
        self.bot_rights.get(right).copied().unwrap_or(usual)
    }

    pub(crate) fn role_of(&self, user: i64) -> Role {
        if self.kind == Kind::Private {
            return if user == self.id { Role::Member } else { Role::Left };
        }
        self.roles.get(&user).map_or(Role::Member, |(_, role)| *role)
    }
}

/// What the bot answered to a press.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PressAnswer {
    /// The words, if any.
    pub text: String,
    /// Shown as an alert that has to be closed.
    pub alert: bool,
}

#[derive(Debug)]
pub(crate) struct Press {
    pub(crate) answer: Option<PressAnswer>,
    pub(crate) is_old: bool,
}

/// One call of setMyCommands or deleteMyCommands.
#[derive(Clone, Debug)]
pub struct CommandsSet {
    /// The scope as it was sent; `Null` is the default one.
    pub scope: Value,
    /// The language, empty for all.
    pub language: String,
    /// The commands; empty for a deletion.
    pub commands: Vec<Value>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) chats: HashMap<i64, Chat>,
    /// Public chats by their names, in lower case.
    pub(crate) names: HashMap<String, i64>,
    pub(crate) updates: VecDeque<(i64, Value)>,
    pub(crate) next_update: i64,
    /// Every update below it was confirmed.
    pub(crate) confirmed: i64,
    pub(crate) allowed: Option<Vec<String>>,
    /// Goes up with every getUpdates; an older poll that sees a newer one ends with 409.
    pub(crate) turn: u64,
    pub(crate) webhook: Option<Value>,
    /// Chats with a delivery under way.
    pub(crate) delivering: HashSet<i64>,
    /// Updates that the webhook took.
    pub(crate) delivered: HashSet<i64>,
    /// Every delivery, with the status that came back.
    pub(crate) attempts: Vec<(i64, Option<u16>)>,
    /// The last delivery that failed: when, and why.
    pub(crate) delivery_error: Option<(u64, String)>,
    pub(crate) presses: HashMap<String, Press>,
    pub(crate) inline: HashMap<String, Option<Value>>,
    pub(crate) last_query: u64,
    pub(crate) commands: BTreeMap<(String, String), Vec<Value>>,
    pub(crate) commands_set: Vec<CommandsSet>,
    pub(crate) files: HashMap<String, Arc<[u8]>>,
    pub(crate) bounded: bool,
    /// What @BotFather has set otherwise, by the names of getMe.
    pub(crate) set_up: serde_json::Map<String, Value>,
    /// Whether the bot is in privacy mode.
    pub(crate) privacy: bool,
    /// The ids that updates would have had of which the bot is not told.
    pub(crate) untold: HashSet<i64>,
}

impl State {
    pub(crate) fn new() -> Self {
        Self {
            chats: HashMap::new(),
            names: HashMap::new(),
            updates: VecDeque::new(),
            next_update: 1_000,
            confirmed: 0,
            allowed: None,
            turn: 0,
            webhook: None,
            delivering: HashSet::new(),
            delivered: HashSet::new(),
            attempts: Vec::new(),
            delivery_error: None,
            presses: HashMap::new(),
            inline: HashMap::new(),
            last_query: 0,
            commands: BTreeMap::new(),
            commands_set: Vec::new(),
            files: HashMap::new(),
            bounded: false,
            set_up: serde_json::Map::new(),
            privacy: true,
            untold: HashSet::new(),
        }
    }

    /// The chat, made at first mention: positive ids are people, those of supergroups start with -100.
    pub(crate) fn chat(&mut self, id: i64) -> &mut Chat {
        self.chats.entry(id).or_insert_with(|| Chat::new(id))
    }

    /// The chat that a `chat_id` means: a number, digits, or the `@name` of a public chat.
    pub(crate) fn meant(&self, chat: &Value) -> Option<i64> {
        let by_name = |name: &str| self.names.get(&name.to_lowercase()).copied();
        number(chat).or_else(|| by_name(chat.as_str()?.strip_prefix('@')?))
    }

    /// Queues an update and gives its id. One that carries an id keeps it; one of a kind that the bot did not ask for
    /// is dropped, as the platform does, and gives the id that it would have had.
    pub(crate) fn push(&mut self, mut update: Value) -> i64 {
        if let Some(id) = update["update_id"].as_i64() {
            self.updates.push_back((id, update));
            return id;
        }
        let id = self.next_update;
        self.next_update += 1;
        if update.is_object() {
            update["update_id"] = id.into();
        }
        let kind =
            update.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).find(|key| *key != "update_id");
        if kind.is_none_or(|kind| self.wants(kind) && self.is_told(&update[kind])) {
            self.updates.push_back((id, update));
        } else {
            self.untold.insert(id);
        }
        id
    }

    /// Whether privacy mode lets the message through; what is no message of a known chat goes through it.
    fn is_told(&self, message: &Value) -> bool {
        let chat = message["chat"]["id"].as_i64().and_then(|id| self.chats.get(&id));
        !self.privacy || chat.is_none_or(|chat| privacy::is_told(chat, message))
    }

    fn wants(&self, kind: &str) -> bool {
        match self.allowed.as_ref().filter(|allowed| !allowed.is_empty()) {
            Some(allowed) => allowed.iter().any(|known| known == kind),
            None => !ON_REQUEST.contains(&kind),
        }
    }

    /// Takes a poll's offset: what lies below it is confirmed and never sent again. A negative one keeps only so many
    /// of the last.
    pub(crate) fn confirm(&mut self, offset: i64) {
        if offset > 0 {
            self.updates.retain(|(id, _)| *id >= offset);
            self.confirmed = self.confirmed.max(offset);
        } else if offset < 0 {
            let kept = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let dropped = self.updates.len().saturating_sub(kept);
            self.updates.drain(..dropped);
        }
    }

    pub(crate) fn query_id(&mut self) -> String {
        self.last_query += 1;
        if self.bounded && self.last_query > QUERIES_KEPT_WHEN_BUSY {
            let oldest = (FIRST_QUERY + self.last_query - QUERIES_KEPT_WHEN_BUSY).to_string();
            self.presses.remove(&oldest);
            self.inline.remove(&oldest);
        }
        (FIRST_QUERY + self.last_query).to_string()
    }

    pub(crate) fn keep_file(&mut self, bytes: Arc<[u8]>) -> String {
        let id = format!("local-file-{}", self.files.len() + 1);
        self.files.insert(id.clone(), bytes);
        id
    }
}

pub(crate) fn document(id: &str, name: &str, size: usize) -> Value {
    let unique = format!("unique-{id}");
    json!({"file_id": id, "file_unique_id": unique, "file_name": name, "file_size": size, "mime_type": media_type(name)})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(state: &State) -> Vec<i64> {
        state.updates.iter().map(|(id, _)| *id).collect()
    }

    #[test]
    fn updates_stay_until_a_higher_offset_comes() {
        let mut state = State::new();
        for _ in 0..3 {
            state.push(json!({"message": {}}));
        }
        state.confirm(0);
        state.confirm(1_000);
        assert_eq!(ids(&state), [1_000, 1_001, 1_002]);
        state.confirm(1_002);
        assert_eq!((ids(&state), state.confirmed), (vec![1_002], 1_002));
    }

    #[test]
    fn a_negative_offset_keeps_the_last() {
        let mut state = State::new();
        for _ in 0..5 {
            state.push(json!({"message": {}}));
        }
        state.confirm(-1);
        assert_eq!(ids(&state), [1_004]);
    }

    #[test]
    fn kinds_that_were_not_asked_for_are_dropped() {
        let mut state = State::new();
        state.push(json!({"chat_member": {}}));
        state.allowed = Some(vec!["chat_member".to_owned()]);
        state.push(json!({"message": {}}));
        state.push(json!({"chat_member": {}}));
        assert_eq!(ids(&state), [1_002]);
    }
}
