//! What tests do to guilds, channels and roles, and what connected bots hear of it. A guild that the bot is not in, or
//! that is in an outage, is silent.

use serde_json::{Value, json};

use crate::discord::objects::{BOT, member};
use crate::discord::places::{Access, ChannelKind, Guild, Overwrite, Places, Role, Standing};
use crate::discord::state::State;
use crate::discord::{Desk, Person, Server, guild_objects as objects, rights};
use crate::sync::lock;

/// Whose rights in a channel are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of a role; `@everyone` has the guild's id.
    Role(u64),
    /// Those of one member, for example the [`BOT`].
    Member(u64),
}

impl Server {
    // ---- guilds

    /// Adds a guild with text channels (id, name), or invites the bot into one that it was removed from; connected bots
    /// hear of it. Roles from the start: `@everyone`, the bot's own, and `Organisers` with `MANAGE_GUILD`.
    pub fn add_guild(&self, id: u64, name: &str, channels: &[(u64, &str)]) {
        let mut state = lock(&self.desk.state);
        let places = &mut state.places;
        let guild = places.guilds.entry(id).or_insert_with(|| Guild::new(id, name));
        name.clone_into(&mut guild.name);
        for (channel, name) in channels {
            places.add_channel(id, *channel, ChannelKind::Text, name);
        }
        self.desk.enter(&mut state, id);
    }

    /// The bot is invited again into a guild that is known, with all that was there.
    pub fn invite(&self, guild: u64) {
        self.desk.enter(&mut lock(&self.desk.state), guild);
    }

    /// The bot is kicked from a guild: `GUILD_DELETE` without `unavailable`. Its channels answer 403 from now on, the
    /// guild itself 404.
    pub fn remove_guild(&self, id: u64) {
        self.desk.leave(id);
    }

    /// An outage: `GUILD_DELETE` with `unavailable`, but the bot is still in the guild. REST goes on as usual; add faults
    /// where it should not.
    pub fn guild_outage(&self, id: u64) {
        let mut state = lock(&self.desk.state);
        let Some(guild) = state.places.guilds.get_mut(&id).filter(|guild| guild.standing == Standing::In) else {
            return;
        };
        guild.standing = Standing::Outage;
        let event = json!({"id": id.to_string(), "unavailable": true});
        lock(&self.desk.gateway).push("GUILD_DELETE", Some(id), &event);
    }

    /// The end of an outage: `GUILD_CREATE`.
    pub fn guild_returns(&self, id: u64) {
        let mut state = lock(&self.desk.state);
        if state.places.guilds.get(&id).is_some_and(|guild| guild.standing == Standing::Outage) {
            self.desk.enter(&mut state, id);
        }
    }

    /// Makes somebody the guild's owner, who may everything.
    pub fn set_owner(&self, guild: u64, person: &Person) {
        let mut state = lock(&self.desk.state);
        let Some(known) = state.places.guilds.get_mut(&guild) else { return };
        known.owner = person.user_id();
        let event = objects::guild(known);
        self.desk.tell(&state.places, guild, "GUILD_UPDATE", &event);
    }

    // ---- channels

    /// Adds a channel of any kind to a guild.
    pub fn add_channel(&self, guild: u64, id: u64, kind: ChannelKind, name: &str) {
        let mut state = lock(&self.desk.state);
        state.places.add_channel(guild, id, kind, name);
        self.desk.tell_of(&state.places, id, "CREATE");
    }

    /// Adds a public thread to a channel, or a post to a forum.
    pub fn add_thread(&self, guild: u64, parent: u64, id: u64, name: &str) {
        let mut state = lock(&self.desk.state);
        state.places.add_thread(guild, parent, id, name);
        self.desk.tell_of(&state.places, id, "CREATE");
    }

    /// A thread's state. Archived alone, it wakes up with the next message; locked, it takes none from the bot.
    pub fn set_thread(&self, id: u64, archived: bool, locked: bool) {
        let mut state = lock(&self.desk.state);
        if let Some(thread) = &mut state.places.channel_mut(id).thread {
            (thread.archived, thread.locked) = (archived, locked);
        }
        self.desk.tell_of(&state.places, id, "UPDATE");
    }

    /// What the bot meets in a channel from now on; connected bots hear of the changed, deleted or restored channel.
    pub fn set_access(&self, channel: u64, access: Access) {
        let mut state = lock(&self.desk.state);
        let places = &mut state.places;
        let ruling = places.ruling(channel);
        let (was_there, before) = (places.is_there(channel), places.overwrites(ruling));
        if access == Access::Gone {
            places.set_access(channel, access);
        } else {
            places.set_access(channel, Access::Open);
            places.set_access(ruling, access);
        }
        let places = &state.places;
        match (was_there, places.is_there(channel)) {
            (true, false) => self.desk.tell_of(places, channel, "DELETE"),
            (false, true) => self.desk.tell_of(places, channel, "CREATE"),
            _ if places.overwrites(ruling) != before => self.desk.tell_of(places, ruling, "UPDATE"),
            _ => {}
        }
    }

    /// Sets what a role or member is allowed and denied in a channel; both 0 takes the overwrite away.
    pub fn set_overwrite(&self, channel: u64, whose: Whose, allow: u64, deny: u64) {
        let (id, is_member) = match whose {
            Whose::Role(id) => (id, false),
            Whose::Member(id) => (id, true),
        };
        let mut state = lock(&self.desk.state);
        let all = &mut state.places.channel_mut(channel).overwrites;
        all.retain(|known| (known.id, known.is_member) != (id, is_member));
        if allow | deny != 0 {
            all.push(Overwrite { id, is_member, allow, deny });
        }
        self.desk.tell_of(&state.places, channel, "UPDATE");
    }

    // ---- roles

    /// Makes a role, or changes one: `@everyone` has the guild's id, the bot's own is [`Self::bot_role`].
    pub fn set_role(&self, guild: u64, role: u64, name: &str, permissions: u64) {
        let mut state = lock(&self.desk.state);
        let Some(known) = state.places.guilds.get_mut(&guild) else { return };
        let old = known.roles.get(&role);
        let (is_new, bot) = (old.is_none(), old.and_then(|role| role.bot));
        let position = old.map_or(known.roles.len() as u64, |role| role.position);
        known.roles.insert(role, Role { id: role, name: name.to_owned(), permissions, position, bot });
        self.desk.tell_role(&state.places, guild, role, is_new);
    }

    /// Deletes a role; nobody has it any more.
    pub fn remove_role(&self, guild: u64, role: u64) {
        let mut state = lock(&self.desk.state);
        let Some(known) = state.places.guilds.get_mut(&guild) else { return };
        known.roles.remove(&role);
        for member in known.members.values_mut() {
            member.roles.retain(|id| *id != role);
        }
        let event = json!({"guild_id": guild.to_string(), "role_id": role.to_string()});
        self.desk.tell(&state.places, guild, "GUILD_ROLE_DELETE", &event);
    }

    /// The bot's own role in a guild, which its invitation made.
    pub fn bot_role(&self, guild: u64) -> u64 {
        Guild::bot_role(guild)
    }

    /// Gives the bot these roles and no others, which it hears of by `GUILD_MEMBER_UPDATE`.
    pub fn set_bot_roles(&self, guild: u64, roles: &[u64]) {
        let mut state = lock(&self.desk.state);
        let known = state.places.guilds.get_mut(&guild).and_then(|known| known.members.get_mut(&BOT));
        let Some(own) = known else { return };
        roles.clone_into(&mut own.roles);
        let mut event = member(BOT, own);
        event["guild_id"] = guild.to_string().into();
        self.desk.tell(&state.places, guild, "GUILD_MEMBER_UPDATE", &event);
    }

    /// What the bot may do in a channel, as a client works it out.
    pub fn bot_may(&self, channel: u64) -> u64 {
        lock(&self.desk.state).places.bot_may(channel)
    }
}

impl Desk {
    fn enter(&self, state: &mut State, id: u64) {
        let Some(guild) = state.places.guilds.get_mut(&id) else { return };
        guild.standing = Standing::In;
        let guild = guild.clone();
        let event = objects::guild_create(&state.places, &guild);
        lock(&self.gateway).push("GUILD_CREATE", Some(id), &event);
    }

    /// The bot leaves or is removed. False when it was not there.
    pub(crate) fn leave(&self, id: u64) -> bool {
        let mut state = lock(&self.state);
        let Some(guild) = state.places.guilds.get_mut(&id).filter(|guild| guild.standing != Standing::Out) else {
            return false;
        };
        guild.standing = Standing::Out;
        lock(&self.gateway).push("GUILD_DELETE", Some(id), &json!({"id": id.to_string()}));
        true
    }

    /// Pushes an event of a guild that the bot is in.
    fn tell(&self, places: &Places, guild: u64, event: &str, content: &Value) {
        if places.guilds.get(&guild).is_some_and(|guild| guild.standing == Standing::In) {
            lock(&self.gateway).push(event, Some(guild), content);
        }
    }

    /// Tells that a channel or thread was made, changed or deleted.
    fn tell_of(&self, places: &Places, id: u64, what: &str) {
        let Some(known) = places.channel(id) else { return };
        let (kind, content) = match known.thread {
            Some(thread) if what == "DELETE" => ("THREAD", objects::gone_thread(id, &known, thread)),
            Some(_) => ("THREAD", objects::channel(places, id)),
            None => ("CHANNEL", objects::channel(places, id)),
        };
        // Clients are not told of threads that they cannot see.
        if known.thread.is_none() || places.bot_may(id) & rights::VIEW_CHANNEL != 0 {
            self.tell(places, known.guild, &format!("{kind}_{what}"), &content);
        }
    }

    pub(crate) fn tell_role(&self, places: &Places, guild: u64, role: u64, is_new: bool) {
        let known = places.guilds.get(&guild).and_then(|guild| guild.roles.get(&role));
        let Some(known) = known else { return };
        let event = json!({"guild_id": guild.to_string(), "role": objects::role(known)});
        self.tell(places, guild, if is_new { "GUILD_ROLE_CREATE" } else { "GUILD_ROLE_UPDATE" }, &event);
    }
}

/// A message in an archived thread makes it active again.
pub(crate) fn wake_thread(desk: &Desk, state: &mut State, channel: u64) {
    let thread = state.places.channels.get_mut(&channel).and_then(|channel| channel.thread.as_mut());
    if let Some(thread) = thread.filter(|thread| thread.archived) {
        thread.archived = false;
        desk.tell_of(&state.places, channel, "UPDATE");
    }
}
