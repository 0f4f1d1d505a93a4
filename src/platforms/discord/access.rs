//! What somebody may do in a guild and in a channel, computed from what Discord tells: roles, and a channel's overwrites.
//!
//! The rule is Discord's own (developers/topics/permissions, "Permission Overwrites"): the owner and administrators may
//! everything; then everyone's overwrite, those of the roles together, and the member's own, denials before allowances.
//! It asks nobody and decides nothing.

use serde::Deserialize;
use serenity::model::Permissions;
use serenity::model::channel::ChannelType;
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

use crate::domain::tongue::Text;
use crate::text;

/// A guild's roles.
#[derive(Debug, Deserialize)]
pub(super) struct Guild {
    pub(super) id: GuildId,
    pub(super) owner_id: UserId,
    #[serde(default)]
    pub(super) roles: Vec<Role>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Role {
    id: RoleId,
    permissions: Permissions,
}

/// A member's roles.
#[derive(Debug, Deserialize)]
pub(super) struct Member {
    #[serde(default)]
    pub(super) roles: Vec<RoleId>,
}

/// A channel, or a thread in one.
#[derive(Debug, Deserialize)]
pub(super) struct Channel {
    #[serde(rename = "type")]
    pub(super) kind: ChannelType,
    pub(super) guild_id: Option<GuildId>,
    pub(super) name: Option<String>,
    pub(super) parent_id: Option<ChannelId>,
    #[serde(default)]
    permission_overwrites: Vec<Overwrite>,
    pub(super) thread_metadata: Option<Thread>,
}

/// What is special about a thread.
#[derive(Debug, Deserialize)]
pub(super) struct Thread {
    #[serde(default)]
    pub(super) locked: bool,
}

#[derive(Debug, Deserialize)]
struct Overwrite {
    /// A role's number, or a member's.
    id: RoleId,
    #[serde(rename = "type")]
    kind: u8,
    allow: Permissions,
    deny: Permissions,
}

/// An overwrite of a role; the other kind is a member's.
const OF_ROLE: u8 = 0;

impl Channel {
    /// Whether it is a thread, which has the permissions of the channel that it is in.
    pub(super) fn is_thread(&self) -> bool {
        matches!(self.kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread)
    }
}

/// What a member may do everywhere in a guild.
pub(super) fn in_guild(guild: &Guild, user: UserId, member: &Member) -> Permissions {
    if guild.owner_id == user {
        return Permissions::all();
    }
    let is_theirs = |role: &&Role| role.id.get() == guild.id.get() || member.roles.contains(&role.id);
    let permissions =
        guild.roles.iter().filter(is_theirs).fold(Permissions::empty(), |all, role| all | role.permissions);
    if permissions.administrator() { Permissions::all() } else { permissions }
}

/// What a member may do in a channel (for a thread: in the one that it is in).
pub(super) fn in_channel(guild: &Guild, user: UserId, member: &Member, channel: &Channel) -> Permissions {
    let mut permissions = in_guild(guild, user, member);
    if permissions.administrator() {
        return permissions;
    }
    let mut apply = |of: &dyn Fn(&Overwrite) -> bool| {
        let these = || channel.permission_overwrites.iter().filter(|overwrite| of(overwrite));
        let deny = these().fold(Permissions::empty(), |all, overwrite| all | overwrite.deny);
        let allow = these().fold(Permissions::empty(), |all, overwrite| all | overwrite.allow);
        permissions = permissions.difference(deny).union(allow);
    };
    let is_everyone = |overwrite: &Overwrite| overwrite.id.get() == guild.id.get();
    apply(&|overwrite| overwrite.kind == OF_ROLE && is_everyone(overwrite));
    apply(&|overwrite| overwrite.kind == OF_ROLE && !is_everyone(overwrite) && member.roles.contains(&overwrite.id));
    apply(&|overwrite| overwrite.kind != OF_ROLE && overwrite.id.get() == user.get());
    permissions
}

/// What is missing to post in a channel, with the mend; `None` when nothing is.
pub(super) fn missing(permissions: Permissions, channel: &Channel) -> Option<Text> {
    if let Some(thread) = &channel.thread_metadata
        && thread.locked
        && !permissions.manage_threads()
    {
        return Some(text!("discord-thread-locked"));
    }
    if matches!(channel.kind, ChannelType::Forum | ChannelType::Category | ChannelType::Stage) {
        return Some(text!("discord-no-posts-in-kind"));
    }
    let send = if channel.is_thread() {
        (Permissions::SEND_MESSAGES_IN_THREADS, text!("discord-right-send-in-threads"))
    } else {
        (Permissions::SEND_MESSAGES, text!("discord-right-send"))
    };
    let view = (Permissions::VIEW_CHANNEL, text!("discord-right-view"));
    let embed = (Permissions::EMBED_LINKS, text!("discord-right-embed"));
    let mut lacking = [view, send, embed].into_iter().filter(|(bit, _)| !permissions.contains(*bit));
    let mut next = || lacking.next().map(|(_, right)| right);
    Some(match (next()?, next(), next()) {
        (one, None, _) => text!("discord-lacks-one", one = one),
        (one, Some(two), None) => text!("discord-lacks-two", one = one, two = two),
        (one, Some(two), Some(three)) => text!("discord-lacks-three", one = one, two = two, three = three),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const BOT: UserId = UserId::new(9);

    fn guild(everyone: Permissions) -> Guild {
        let role =
            |id: &str, permissions: Permissions| json!({"id": id, "permissions": permissions.bits().to_string()});
        let roles = [role("1", everyone), role("5", Permissions::SEND_MESSAGES), role("6", Permissions::ADMINISTRATOR)];
        serde_json::from_value(json!({"id": "1", "owner_id": "2", "roles": roles})).expect("a guild")
    }

    fn channel(kind: u8, overwrites: &Value) -> Channel {
        let channel =
            json!({"id": "7", "type": kind, "guild_id": "1", "name": "n", "permission_overwrites": overwrites});
        serde_json::from_value(channel).expect("a channel")
    }

    fn overwrite(id: &str, kind: u8, allow: Permissions, deny: Permissions) -> Value {
        json!({"id": id, "type": kind, "allow": allow.bits().to_string(), "deny": deny.bits().to_string()})
    }

    fn member(roles: &[u64]) -> Member {
        Member { roles: roles.iter().map(|role| RoleId::new(*role)).collect() }
    }

    const VIEW: Permissions = Permissions::VIEW_CHANNEL;
    const SEND: Permissions = Permissions::SEND_MESSAGES;
    const NONE: Permissions = Permissions::empty();

    #[test]
    fn overwrites_count_in_discord_s_order() {
        let guild = guild(VIEW);
        let may = |roles: &[u64], overwrites: &Value| in_channel(&guild, BOT, &member(roles), &channel(0, overwrites));
        assert_eq!(may(&[], &json!([])), VIEW);
        assert_eq!(may(&[5], &json!([])), VIEW | SEND);
        assert_eq!(may(&[5], &json!([overwrite("1", 0, NONE, SEND)])), VIEW, "everyone is denied");
        let back = json!([overwrite("1", 0, NONE, SEND), overwrite("5", 0, SEND, NONE)]);
        assert_eq!(may(&[5], &back), VIEW | SEND, "a role has it back");
        let own = json!([overwrite("5", 0, SEND, NONE), overwrite("9", 1, NONE, SEND)]);
        assert_eq!(may(&[5], &own), VIEW, "the member's own comes last");
        assert_eq!(may(&[6], &back), Permissions::all(), "administrators may everything");
        assert_eq!(in_channel(&guild, UserId::new(2), &member(&[]), &channel(0, &back)), Permissions::all());
    }

    #[test]
    fn what_is_missing_is_named_with_the_mend() {
        let all = VIEW | SEND | Permissions::EMBED_LINKS;
        assert_eq!(missing(all, &channel(0, &json!([]))), None);
        let told =
            |permissions, kind| missing(permissions, &channel(kind, &json!([]))).map(|missing| missing.to_string());
        assert_eq!(told(VIEW | SEND, 0).as_deref(), Some("Give me “Embed Links” there."));
        assert_eq!(told(VIEW, 0).as_deref(), Some("Give me “Send Messages” and “Embed Links” there."));
        assert_eq!(told(NONE, 0).as_deref(), Some("Give me “View Channel”, “Send Messages” and “Embed Links” there."));
        assert!(told(all, 11).is_some_and(|told| told.contains("in Threads")));
        assert!(told(all, 15).is_some_and(|told| told.contains("kind of channel")));
    }
}
