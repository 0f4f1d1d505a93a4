//! What the local Discord knows: places, messages, interactions, commands. No network, no waiting.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::discord::objects;
use crate::discord::places::Places;
use crate::seen::Seen;
use crate::sync::Bell;

/// 2015-01-01 in milliseconds since 1970, from which snowflakes count.
const DISCORD_EPOCH_MS: u128 = 1_420_070_400_000;
/// Messages and interactions that are kept when the log is not.
const KEPT_WHEN_BUSY: usize = 20_000;
/// The least window that one may assume; Discord says only "the past few minutes".
const NONCE_WINDOW: Duration = Duration::from_mins(1);
/// Ephemeral messages carry this flag.
const EPHEMERAL: u64 = 1 << 6;

/// Someone who acts; the public handle on the server carries one.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) roles: Vec<u64>,
    /// The guild that they are a member of, also while they are in direct messages.
    pub(crate) member_of: u64,
    pub(crate) guild: Option<u64>,
    pub(crate) channel: u64,
    pub(crate) locale: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) channel: u64,
    pub(crate) raw: Value,
    pub(crate) edits: usize,
    pub(crate) deleted: bool,
}

impl Message {
    /// Whether only the one who asked sees it.
    pub(crate) fn is_private(&self) -> bool {
        self.raw["flags"].as_u64().is_some_and(|flags| flags & EPHEMERAL != 0)
    }

    /// Whether the bot said it.
    pub(crate) fn is_bots(&self) -> bool {
        self.raw["author"]["id"].as_str() == Some(&objects::BOT.to_string())
    }

    pub(crate) fn seen(&self) -> Seen {
        Seen {
            id: crate::seen::string(&self.raw["id"]),
            place: self.channel.to_string(),
            private: self.is_private(),
            edits: self.edits,
            raw: self.raw.clone(),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) channel: u64,
    /// The message whose button was pressed.
    pub(crate) source: Option<u64>,
    /// The body of the callback, once it came.
    pub(crate) callback: Option<Arc<Value>>,
    /// The message that `@original` stands for.
    pub(crate) original: Option<u64>,
    /// The callback promised more, which has not come yet.
    pub(crate) deferred: bool,
    pub(crate) follow_ups: Vec<u64>,
    pub(crate) expired: bool,
    pub(crate) unheard: bool,
    pub(crate) bell: Arc<Bell>,
}

/// One overwrite of the registered commands.
#[derive(Clone, Debug)]
pub struct Registration {
    /// `None`: global.
    pub guild: Option<u64>,
    /// The commands as they were sent.
    pub commands: Vec<Value>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) places: Places,
    pub(crate) application: Value,
    pub(crate) messages: HashMap<u64, Message>,
    by_channel: HashMap<u64, VecDeque<u64>>,
    nonces: HashMap<String, (Duration, u64)>,
    /// The nonces in the order in which they came, so that old ones are found at the front.
    nonces_by_age: VecDeque<(Duration, String)>,
    pub(crate) nonce_window: Duration,
    pub(crate) interactions: HashMap<u64, Interaction>,
    pub(crate) commands: BTreeMap<Option<u64>, Vec<Value>>,
    pub(crate) registrations: Vec<Registration>,
    pub(crate) files: HashMap<u64, Arc<[u8]>>,
    pub(crate) bounded: bool,
    order: VecDeque<(u64, Option<u64>)>,
    counter: u64,
}

impl State {
    pub(crate) fn new() -> Self {
        Self {
            places: Places::new(),
            application: objects::application(),
            messages: HashMap::new(),
            by_channel: HashMap::new(),
            nonces: HashMap::new(),
            nonces_by_age: VecDeque::new(),
            nonce_window: NONCE_WINDOW,
            interactions: HashMap::new(),
            commands: BTreeMap::new(),
            registrations: Vec::new(),
            files: HashMap::new(),
            bounded: false,
            order: VecDeque::new(),
            counter: 0,
        }
    }

    /// A new id that carries the platform's time, as all of Discord's do.
    pub(crate) fn snowflake(&mut self, now: Duration) -> u64 {
        self.counter += 1;
        let since = now.as_millis().saturating_sub(DISCORD_EPOCH_MS);
        (u64::try_from(since).unwrap_or_default() << 22) | (self.counter & 0x3f_ffff)
    }

    pub(crate) fn add_message(&mut self, id: u64, message: Message) {
        self.by_channel.entry(message.channel).or_default().push_back(id);
        let channel = message.channel;
        self.messages.insert(id, message);
        self.forget_oldest(id, Some(channel));
    }

    pub(crate) fn add_interaction(&mut self, id: u64, interaction: Interaction) {
        self.interactions.insert(id, interaction);
        self.forget_oldest(id, None);
    }

    fn forget_oldest(&mut self, id: u64, channel: Option<u64>) {
        self.order.push_back((id, channel));
        while self.bounded && self.order.len() > KEPT_WHEN_BUSY {
            let Some((id, channel)) = self.order.pop_front() else { return };
            match channel {
                None => drop(self.interactions.remove(&id)),
                Some(channel) => {
                    self.messages.remove(&id);
                    // The oldest message over all is the oldest of its channel too.
                    if let Some(ids) = self.by_channel.get_mut(&channel) {
                        ids.pop_front();
                    }
                }
            }
        }
    }

    /// The ids of a channel's messages, oldest first.
    pub(crate) fn ids_in(&self, channel: u64) -> impl Iterator<Item = u64> {
        self.by_channel.get(&channel).into_iter().flatten().copied()
    }

    /// The message that was made with this nonce within the window.
    pub(crate) fn made_with(&mut self, nonce: &str, now: Duration) -> Option<u64> {
        while let Some((at, _)) = self.nonces_by_age.front()
            && now.saturating_sub(*at) >= self.nonce_window
        {
            let gone = self.nonces_by_age.pop_front();
            // The same nonce may have been used anew meanwhile.
            if let Some((at, nonce)) = gone
                && self.nonces.get(&nonce).is_some_and(|(known, _)| *known == at)
            {
                self.nonces.remove(&nonce);
            }
        }
        self.nonces.get(nonce).map(|(_, message)| *message)
    }

    pub(crate) fn remember_nonce(&mut self, nonce: String, now: Duration, message: u64) {
        if !self.nonces.contains_key(&nonce) {
            self.nonces_by_age.push_back((now, nonce.clone()));
            self.nonces.insert(nonce, (now, message));
        }
    }

    /// A message that is there, not deleted.
    pub(crate) fn message(&self, id: u64) -> Option<&Message> {
        self.messages.get(&id).filter(|message| !message.deleted)
    }

    pub(crate) fn message_mut(&mut self, id: u64) -> Option<&mut Message> {
        self.messages.get_mut(&id).filter(|message| !message.deleted)
    }
}
