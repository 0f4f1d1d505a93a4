//! Guilds, channels, roles and members: what there is, and what the bot may do where. Ten thousand channels need no
//! setting up: one that nobody added is a text channel of the home guild. No network, no messages.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::discord::objects::{BOT, HOME, LOUNGE, OWNER};
use crate::discord::rights;

/// What separates the ids of a guild's roles from each other and from every other id.
const ROLE_STEP: u64 = 1 << 45;

/// What the bot meets when it turns to a channel. In a guild all but `Gone` and `ClosedToMessages` is an overwrite for
/// the bot, so that a client that works out its permissions comes to the same. A thread has no rights of its own: what
/// is set there holds for its parent, except `Gone`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everything is allowed.
    Open,
    /// The bot does not see the channel: 403, code 50001.
    Hidden,
    /// The bot may not send: 403, code 50013.
    Silenced,
    /// The bot may send but not read the history: 403, code 50001 on reading.
    NoHistory,
    /// The same as Discord documents it: reading is answered 200 with an empty list.
    EmptyHistory,
    /// The bot may not show embeds: a post of embeds alone is answered 403, code 50013; beside other content they are
    /// left out.
    NoEmbeds,
    /// The channel was deleted: 404, code 10003.
    Gone,
    /// A person who takes no direct messages: 403, code 50007.
    ClosedToMessages,
}

impl Access {
    /// What the bot is denied.
    pub(crate) fn denied(self) -> u64 {
        match self {
            Self::Hidden => rights::VIEW_CHANNEL,
            Self::Silenced => rights::SEND_MESSAGES | rights::SEND_MESSAGES_IN_THREADS,
            Self::NoHistory | Self::EmptyHistory => rights::READ_MESSAGE_HISTORY,
            Self::NoEmbeds => rights::EMBED_LINKS,
            Self::Open | Self::Gone | Self::ClosedToMessages => 0,
        }
    }
}

/// What kind of channel it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// Ordinary.
    Text,
    /// Voice, with a chat beside it.
    Voice,
    /// A heading over channels, in which nobody can write.
    Category,
    /// Whose posts other guilds can follow.
    Announcement,
    /// In which everything said is in threads.
    Forum,
}

impl ChannelKind {
    fn number(self) -> u64 {
        match self {
            Self::Text => 0,
            Self::Voice => 2,
            Self::Category => 4,
            Self::Announcement => 5,
            Self::Forum => 15,
        }
    }
}

/// A thread's own state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Thread {
    pub(crate) parent: u64,
    pub(crate) archived: bool,
    pub(crate) locked: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) guild: u64,
    pub(crate) name: String,
    pub(crate) kind: ChannelKind,
    pub(crate) thread: Option<Thread>,
    pub(crate) overwrites: Vec<Overwrite>,
}

impl Channel {
    /// A channel that nobody added.
    fn unnamed(id: u64) -> Self {
        let (name, kind) = (format!("channel-{id}"), ChannelKind::Text);
        Self { guild: HOME, name, kind, thread: None, overwrites: Vec::new() }
    }

    /// Discord's number for its kind; a thread's follows its parent, whose kind it carries.
    pub(crate) fn number(&self) -> u64 {
        match (self.thread, self.kind) {
            (None, kind) => kind.number(),
            (Some(_), ChannelKind::Announcement) => 10,
            (Some(_), _) => 11,
        }
    }
}

/// Rights of a role or member in one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Overwrite {
    pub(crate) id: u64,
    pub(crate) is_member: bool,
    pub(crate) allow: u64,
    pub(crate) deny: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) position: u64,
    /// The bot whose own role it is.
    pub(crate) bot: Option<u64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) roles: Vec<u64>,
}

/// Whether the bot is in a guild.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    In,
    /// It is, but Discord cannot reach the guild.
    Outage,
    Out,
}

/// A server (in Discord's tongue a guild).
#[derive(Clone, Debug)]
pub(crate) struct Guild {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) owner: u64,
    pub(crate) standing: Standing,
    pub(crate) channels: BTreeSet<u64>,
    pub(crate) roles: BTreeMap<u64, Role>,
    pub(crate) members: HashMap<u64, Member>,
}

impl Guild {
    pub(crate) fn new(id: u64, name: &str) -> Self {
        let role = |id, name: &str, permissions, position, bot| {
            (id, Role { id, name: name.to_owned(), permissions, position, bot })
        };
        let roles = BTreeMap::from([
            role(id, "@everyone", rights::EVERYONE, 0, None),
            role(id + ROLE_STEP, "Touchline", rights::BOT_ROLE, 1, Some(BOT)),
            role(id + 2 * ROLE_STEP, "Organisers", rights::MANAGE_GUILD, 2, None),
        ]);
        let bot = Member { name: "Touchline".to_owned(), roles: vec![id + ROLE_STEP] };
        let owner = Member { name: "Owner".to_owned(), roles: Vec::new() };
        let members = HashMap::from([(BOT, bot), (OWNER, owner)]);
        let (name, channels) = (name.to_owned(), BTreeSet::new());
        Self { id, name, owner: OWNER, standing: Standing::In, channels, roles, members }
    }

    /// The bot's own role.
    pub(crate) fn bot_role(id: u64) -> u64 {
        id + ROLE_STEP
    }

    /// What a member may do in the guild.
    pub(crate) fn permissions(&self, user: u64) -> u64 {
        let roles = self.members.get(&user).map_or(&[][..], |member| &member.roles);
        rights::in_guild(self.id, &self.roles, roles, self.owner == user)
    }

    /// The role that gives exactly these rights, and whether it had to be made.
    pub(crate) fn role_with(&mut self, permissions: u64) -> (u64, bool) {
        let fits = |role: &&Role| role.permissions == permissions && role.bot.is_none() && role.id != self.id;
        if let Some(role) = self.roles.values().find(fits) {
            return (role.id, false);
        }
        let position = self.roles.len() as u64;
        let mut id = self.id + (position + 1) * ROLE_STEP;
        while self.roles.contains_key(&id) {
            id += ROLE_STEP;
        }
        let name = format!("Rights {permissions:x}");
        self.roles.insert(id, Role { id, name, permissions, position, bot: None });
        (id, true)
    }
}

#[derive(Debug)]
pub(crate) struct Places {
    pub(crate) guilds: BTreeMap<u64, Guild>,
    pub(crate) channels: HashMap<u64, Channel>,
    access: HashMap<u64, Access>,
    /// Direct-message channels, by channel.
    pub(crate) direct: HashMap<u64, u64>,
}

impl Places {
    pub(crate) fn new() -> Self {
        let mut places = Self {
            guilds: BTreeMap::from([(HOME, Guild::new(HOME, "Touchline FC"))]),
            channels: HashMap::new(),
            access: HashMap::new(),
            direct: HashMap::new(),
        };
        places.add_channel(HOME, LOUNGE, ChannelKind::Text, "lounge");
        places
    }

    pub(crate) fn add_channel(&mut self, guild: u64, id: u64, kind: ChannelKind, name: &str) {
        let name = name.to_owned();
        self.channels.insert(id, Channel { guild, name, kind, thread: None, overwrites: Vec::new() });
        self.guilds.entry(guild).or_insert_with(|| Guild::new(guild, "Guild")).channels.insert(id);
    }

    /// A public thread in this channel. A channel that nobody added becomes known by it.
    pub(crate) fn add_thread(&mut self, guild: u64, parent: u64, id: u64, name: &str) {
        let kind = self.channel_mut(parent).kind;
        self.add_channel(guild, id, kind, name);
        self.channel_mut(id).thread = Some(Thread { parent, archived: false, locked: false });
    }

    /// The channel as it is; `None` for a direct-message channel.
    pub(crate) fn channel(&self, id: u64) -> Option<Channel> {
        let known = || self.channels.get(&id).cloned().unwrap_or_else(|| Channel::unnamed(id));
        (!self.direct.contains_key(&id)).then(known)
    }

    /// The channel to change; one that nobody added becomes known.
    pub(crate) fn channel_mut(&mut self, id: u64) -> &mut Channel {
        if !self.channels.contains_key(&id)
            && let Some(home) = self.guilds.get_mut(&HOME)
        {
            home.channels.insert(id);
        }
        self.channels.entry(id).or_insert_with(|| Channel::unnamed(id))
    }

    pub(crate) fn guild_of(&self, channel: u64) -> Option<&Guild> {
        if self.direct.contains_key(&channel) {
            return None;
        }
        self.guilds.get(&self.channels.get(&channel).map_or(HOME, |channel| channel.guild))
    }

    pub(crate) fn access(&self, channel: u64) -> Access {
        self.access.get(&channel).copied().unwrap_or(Access::Open)
    }

    pub(crate) fn set_access(&mut self, channel: u64, access: Access) {
        self.access.insert(channel, access);
    }

    /// Whether it was not deleted, nor a thread's parent.
    pub(crate) fn is_there(&self, channel: u64) -> bool {
        self.access.is_empty() || [channel, self.ruling(channel)].iter().all(|id| self.access(*id) != Access::Gone)
    }

    /// The channel whose overwrites count: a thread's parent, else itself.
    pub(crate) fn ruling(&self, channel: u64) -> u64 {
        let thread = self.channels.get(&channel).and_then(|channel| channel.thread);
        thread.map_or(channel, |thread| thread.parent)
    }

    /// The overwrites of a channel as clients see them: those that were set, and the bot's access.
    pub(crate) fn overwrites(&self, channel: u64) -> Vec<Overwrite> {
        let mut all = self.channels.get(&channel).map(|channel| channel.overwrites.clone()).unwrap_or_default();
        let deny = self.access(channel).denied();
        if deny != 0 {
            match all.iter_mut().find(|overwrite| overwrite.is_member && overwrite.id == BOT) {
                Some(own) => (own.allow, own.deny) = (own.allow & !deny, own.deny | deny),
                None => all.push(Overwrite { id: BOT, is_member: true, allow: 0, deny }),
            }
        }
        all
    }

    /// What the bot may do in a channel, worked out as a client would.
    pub(crate) fn bot_may(&self, channel: u64) -> u64 {
        let Some(guild) = self.guild_of(channel) else {
            return (rights::EVERYONE | rights::BOT_ROLE) & !self.access(channel).denied();
        };
        let base = guild.permissions(BOT);
        let ruling = self.ruling(channel);
        // Most channels have no overwrites, and a benchmark has ten thousand of them.
        let is_plain = self.channels.get(&ruling).is_none_or(|channel| channel.overwrites.is_empty());
        if is_plain && !self.access.contains_key(&ruling) {
            return base;
        }
        let roles = guild.members.get(&BOT).map_or(&[][..], |member| &member.roles);
        rights::in_channel(base, guild.id, BOT, roles, &self.overwrites(ruling))
    }

    /// The direct-message channel with this person, made at first use. Its id says whose it is.
    pub(crate) fn direct_channel(&mut self, person: u64) -> u64 {
        let channel = person.wrapping_add(1 << 40);
        self.direct.insert(channel, person);
        channel
    }
}
