//! Somebody on the local Discord: where they are, what they may do, and what they do. What comes back is `said`'s.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::discord::objects::{self, HOME, LOUNGE};
use crate::discord::said::{Modal, Said};
use crate::discord::slash::Slash;
use crate::discord::state::{self, Interaction};
use crate::discord::{MANAGE_GUILD, Server, interactions};
use crate::seen::Seen;
use crate::sync::{Bell, lock};

/// What a member may do unless told otherwise: view, send, use commands, history.
const MEMBER: u64 = (1 << 10) | (1 << 11) | (1 << 16) | (1 << 31);
/// Ids of people start here, far from those of guilds and channels.
const FIRST_PERSON: u64 = 2_000_000_000_000_000_000;

/// Somebody who acts on the server. Cheap to clone; each method gives the person changed, or what they did.
#[derive(Clone, Debug)]
pub struct Person {
    pub(crate) server: Server,
    pub(crate) is: state::Person,
}

impl Person {
    pub(crate) fn new(server: Server, name: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let is = state::Person {
            id: FIRST_PERSON + hasher.finish() % 1_000_000_000_000,
            name: name.to_owned(),
            permissions: MEMBER,
            roles: Vec::new(),
            guild: Some(HOME),
            channel: LOUNGE,
            locale: "en-US".to_owned(),
        };
        Self { server, is }
    }

    /// Their id.
    pub fn user_id(&self) -> u64 {
        self.is.id
    }

    /// Where they are.
    pub fn channel(&self) -> u64 {
        self.is.channel
    }

    /// With this id instead of the one made of the name.
    #[must_use]
    pub fn id(mut self, id: u64) -> Self {
        self.is.id = id;
        self
    }

    /// In this guild and channel.
    #[must_use]
    pub fn at(mut self, guild: u64, channel: u64) -> Self {
        (self.is.guild, self.is.channel) = (Some(guild), channel);
        self
    }

    /// In this channel of the same guild.
    #[must_use]
    pub fn in_channel(mut self, channel: u64) -> Self {
        self.is.channel = channel;
        self
    }

    /// In direct messages with the bot.
    #[must_use]
    pub fn in_private(mut self) -> Self {
        self.is.guild = None;
        self.is.channel = self.server.direct_channel(self.is.id);
        self
    }

    /// With these permission bits and no others.
    #[must_use]
    pub fn permissions(mut self, bits: u64) -> Self {
        self.is.permissions = bits;
        self
    }

    /// With `MANAGE_GUILD` on top.
    #[must_use]
    pub fn admin(mut self) -> Self {
        self.is.permissions |= MANAGE_GUILD;
        self
    }

    /// With this role.
    #[must_use]
    pub fn role(mut self, role: u64) -> Self {
        self.is.roles.push(role);
        self
    }

    /// Whose Discord speaks this language, for example `fr`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.is.locale);
        self
    }

    /// Starts a slash command; options follow, then `send`.
    pub fn slash(&self, command: &str) -> Slash {
        Slash::new(self.clone(), command)
    }

    /// Presses the button with this label or custom id.
    ///
    /// # Panics
    /// If the message has no such button, or it is disabled or a link.
    pub fn press(&self, message: &Seen, button: &str) -> Said {
        let by_key = message.buttons().into_iter().find(|known| known.key.as_deref() == Some(button));
        let Some(found) = by_key.or_else(|| message.button(button)) else {
            panic!("no button {button:?} under {:?}; there are {:?}", message.text(), message.buttons());
        };
        let Some(key) = found.key.filter(|_| !found.disabled) else {
            panic!("the button {button:?} cannot be pressed");
        };
        self.press_key(message, &key)
    }

    /// Presses a button by its custom id, also one that is not there (any more).
    pub fn press_key(&self, message: &Seen, key: &str) -> Said {
        self.act(3, json!({"custom_id": key, "component_type": 2}), message.id.parse().ok())
    }

    /// Chooses from a menu.
    pub fn select(&self, message: &Seen, key: &str, values: &[&str]) -> Said {
        let content = json!({"custom_id": key, "component_type": 3, "values": values});
        self.act(3, content, message.id.parse().ok())
    }

    /// Fills a form in and sends it. Fields that are not named keep what they were opened with.
    ///
    /// # Panics
    /// If a named field is not in the form, or a required one stays empty: Discord would not let it be sent.
    pub fn submit(&self, modal: &Modal, filled: &[(&str, &str)]) -> Said {
        for (key, _) in filled {
            assert!(modal.fields.iter().any(|field| field.key == *key), "no field {key:?} in {modal:?}");
        }
        let values = modal.fields.iter().map(|field| {
            let filled = filled.iter().find(|(key, _)| *key == field.key).map(|(_, value)| (*value).to_owned());
            let value = filled.unwrap_or_else(|| field.value.clone());
            assert!(!field.required || !value.is_empty(), "the required field {:?} is empty", field.key);
            (field.key.clone(), value)
        });
        self.submit_raw(&modal.custom_id, &values.collect::<Vec<_>>(), modal.message)
    }

    /// Sends a form with any fields, for what a well-behaved client would not send.
    pub fn submit_raw(&self, custom_id: &str, fields: &[(String, String)], message: Option<u64>) -> Said {
        let rows = fields
            .iter()
            .map(|(key, value)| json!({"type": 1, "components": [{"type": 4, "custom_id": key, "value": value}]}));
        let content = json!({"custom_id": custom_id, "components": rows.collect::<Vec<_>>()});
        self.act(5, content, message)
    }

    /// Sends an interaction of this kind to every session, and gives the handle on which its answer arrives.
    pub(crate) fn act(&self, kind: u8, content: Value, message: Option<u64>) -> Said {
        let desk = &self.server.desk;
        let mut state = lock(&desk.state);
        let id = state.snowflake(desk.backstage.time.now());
        let channel = state.channel(self.is.channel);
        let token = interactions::token_of(id);
        let mut event = objects::interaction(id, &token, kind, &self.is, &channel, content);
        if let Some(message) = message.and_then(|message| state.messages.get(&message)) {
            event["message"] = message.raw.clone();
        }
        let bell = Arc::new(Bell::new());
        let interaction = Interaction {
            channel: self.is.channel,
            source: message,
            callback: None,
            original: None,
            deferred: false,
            follow_ups: Vec::new(),
            expired: false,
            unheard: false,
            bell: Arc::clone(&bell),
        };
        state.add_interaction(id, interaction);
        drop(state);
        let heard = lock(&desk.gateway).push("INTERACTION_CREATE", self.is.guild, &event);
        if !heard && let Some(interaction) = lock(&desk.state).interactions.get_mut(&id) {
            interaction.unheard = true;
        }
        Said { server: self.server.clone(), id, bell, event }
    }
}
