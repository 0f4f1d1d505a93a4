//! Somebody on the local Discord: where they are, what they may do, and what they do. What comes back is `said`'s.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::discord::objects::{self, HOME, LOUNGE};
use crate::discord::places::{Access, Member, Role};
use crate::discord::said::{Modal, Said};
use crate::discord::slash::Slash;
use crate::discord::state::{self, Interaction};
use crate::discord::{MANAGE_GUILD, Server, guild_objects, interactions, rights};
use crate::seen::Seen;
use crate::sync::{Bell, lock};
use crate::time::iso;

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
            permissions: rights::EVERYONE,
            roles: Vec::new(),
            member_of: HOME,
            guild: Some(HOME),
            channel: LOUNGE,
            locale: "en-US".to_owned(),
        };
        if let Some(home) = lock(&server.desk.state).places.guilds.get_mut(&HOME) {
            home.members.entry(is.id).or_insert_with(|| Member { name: is.name.clone(), roles: Vec::new() });
        }
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
        self.settled()
    }

    /// In this guild and channel.
    #[must_use]
    pub fn at(mut self, guild: u64, channel: u64) -> Self {
        (self.is.member_of, self.is.guild, self.is.channel) = (guild, Some(guild), channel);
        self.settled()
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

    /// With these permission bits and no others. A role gives them, so that REST says the same; of what `@everyone` has
    /// nothing can be taken by a role, and then only interactions say so.
    #[must_use]
    pub fn permissions(mut self, bits: u64) -> Self {
        self.is.permissions = bits;
        self.settled()
    }

    /// With `MANAGE_GUILD` on top.
    #[must_use]
    pub fn admin(mut self) -> Self {
        self.is.permissions |= MANAGE_GUILD;
        self.settled()
    }

    /// With this role. One that the guild does not have is made, without any rights.
    #[must_use]
    pub fn role(mut self, role: u64) -> Self {
        self.is.roles.push(role);
        self.settled()
    }

    /// The owner of their guild, who may everything.
    #[must_use]
    pub fn owner(mut self) -> Self {
        self.is.permissions = rights::ALL;
        self.server.set_owner(self.is.member_of, &self);
        self.settled()
    }

    /// From now on they are in their guild what this handle says, without doing anything: REST says so. Whatever they
    /// do there, and whatever changes the handle, does it too.
    pub fn settle(&self) {
        let desk = &self.server.desk;
        let mut state = lock(&desk.state);
        let Some(guild) = state.places.guilds.get_mut(&self.is.member_of) else { return };
        let mut made = Vec::new();
        for role in &self.is.roles {
            if !guild.roles.contains_key(role) {
                let (name, position) = (format!("Role {role}"), guild.roles.len() as u64);
                guild.roles.insert(*role, Role { id: *role, name, permissions: 0, position, bot: None });
                made.push(*role);
            }
        }
        let is_owner = guild.owner == self.is.id;
        let more = self.is.permissions & !rights::in_guild(guild.id, &guild.roles, &self.is.roles, is_owner);
        let mut roles = self.is.roles.clone();
        if more != 0 {
            let (role, is_new) = guild.role_with(more);
            made.extend(is_new.then_some(role));
            roles.push(role);
        }
        guild.members.insert(self.is.id, Member { name: self.is.name.clone(), roles });
        for role in made {
            desk.tell_role(&state.places, self.is.member_of, role, true);
        }
    }

    /// They leave their guild: REST knows no such member any more, until they do something there.
    pub fn leaves_guild(&self) {
        if let Some(guild) = lock(&self.server.desk.state).places.guilds.get_mut(&self.is.member_of) {
            guild.members.remove(&self.is.id);
        }
    }

    /// They take direct messages, or do not any more: posting there meets 50007.
    pub fn takes_messages(&self, takes: bool) {
        let channel = self.server.direct_channel(self.is.id);
        self.server.set_access(channel, if takes { Access::Open } else { Access::ClosedToMessages });
    }

    fn settled(self) -> Self {
        self.settle();
        self
    }

    /// Whose Discord speaks this language, for example `fr`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.is.locale);
        self
    }

    /// Writes an ordinary message in their channel. The bot is not told: it asks for no such events.
    pub fn says(&self, text: &str) -> Seen {
        let desk = &self.server.desk;
        let mut state = lock(&desk.state);
        let now = desk.backstage.time.now();
        let id = state.snowflake(now);
        let mut raw = objects::message(id, self.is.channel, &iso(now), &json!({"content": text}));
        raw["author"] = objects::user(self.is.id, &self.is.name);
        if let Some(fields) = raw.as_object_mut() {
            fields.remove("application_id");
        }
        let message = state::Message { channel: self.is.channel, raw, edits: 0, deleted: false };
        let seen = message.seen();
        state.add_message(id, message);
        seen
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
        let mut is = self.is.clone();
        if is.guild.is_some() {
            self.settle();
        }
        let desk = &self.server.desk;
        let mut state = lock(&desk.state);
        let own = state.places.guilds.get(&is.member_of).and_then(|guild| guild.members.get(&is.id));
        if let Some(own) = own {
            own.roles.clone_into(&mut is.roles);
        }
        let id = state.snowflake(desk.backstage.time.now());
        let channel = guild_objects::channel(&state.places, is.channel);
        let token = interactions::token_of(id);
        let bot_may = state.places.bot_may(is.channel);
        let mut event = objects::interaction((id, &token), kind, &is, (&channel, bot_may), content);
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
