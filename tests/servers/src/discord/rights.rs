//! Permission bits, and how Discord works out what somebody may do: roles first, then the channel's overwrites. Clients
//! are expected to come to the same result from the same objects.

use std::collections::BTreeMap;

use crate::discord::places::{Overwrite, Role};

/// Every permission, and no overwrite counts.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Which makes a member an admin for the bot.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Seeing a channel at all.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Speaking in a channel; without effect in threads.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Deleting what others said.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Showing embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Sending files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Reading what was said before.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Using slash commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Speaking in locked threads, too.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// Speaking in threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;

/// What every member may do unless told otherwise.
pub(crate) const EVERYONE: u64 =
    VIEW_CHANNEL | SEND_MESSAGES | READ_MESSAGE_HISTORY | USE_APPLICATION_COMMANDS | SEND_MESSAGES_IN_THREADS;
/// What the bot's own role adds: what its invitation asked for.
pub(crate) const BOT_ROLE: u64 =
    VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY | SEND_MESSAGES_IN_THREADS;
/// All of them, which only an owner or administrator has.
pub(crate) const ALL: u64 = (1 << 53) - 1;

/// What somebody with these roles may do in the guild; `@everyone` has the guild's id.
pub(crate) fn in_guild(guild: u64, known: &BTreeMap<u64, Role>, roles: &[u64], is_owner: bool) -> u64 {
    let bits = |id: &u64| known.get(id).map_or(0, |role| role.permissions);
    let together = roles.iter().map(bits).fold(bits(&guild), |all, more| all | more);
    if is_owner || together & ADMINISTRATOR != 0 { ALL } else { together }
}

/// What remains of it in a channel: the overwrite of `@everyone`, then those of the roles together, then the member's.
pub(crate) fn in_channel(base: u64, guild: u64, member: u64, roles: &[u64], overwrites: &[Overwrite]) -> u64 {
    if base & ADMINISTRATOR != 0 {
        return base;
    }
    let among = |wanted: &dyn Fn(&Overwrite) -> bool| {
        let fitting = overwrites.iter().filter(|overwrite| wanted(overwrite));
        fitting.fold((0, 0), |(allow, deny), overwrite| (allow | overwrite.allow, deny | overwrite.deny))
    };
    let steps = [
        among(&|overwrite| !overwrite.is_member && overwrite.id == guild),
        among(&|overwrite| !overwrite.is_member && overwrite.id != guild && roles.contains(&overwrite.id)),
        among(&|overwrite| overwrite.is_member && overwrite.id == member),
    ];
    steps.iter().fold(base, |bits, (allow, deny)| (bits & !deny) | allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(id: u64, permissions: u64) -> (u64, Role) {
        (id, Role { id, name: String::new(), permissions, position: 0, bot: None })
    }

    #[test]
    fn roles_add_up_and_administrators_may_everything() {
        let known = BTreeMap::from([role(1, VIEW_CHANNEL), role(2, MANAGE_GUILD), role(3, ADMINISTRATOR)]);
        assert_eq!(in_guild(1, &known, &[], false), VIEW_CHANNEL);
        assert_eq!(in_guild(1, &known, &[2], false), VIEW_CHANNEL | MANAGE_GUILD);
        assert_eq!([in_guild(1, &known, &[3], false), in_guild(1, &known, &[], true)], [ALL, ALL]);
    }

    #[test]
    fn overwrites_count_in_their_order() {
        let everyone = Overwrite { id: 1, is_member: false, allow: 0, deny: VIEW_CHANNEL };
        let helpers = Overwrite { id: 2, is_member: false, allow: VIEW_CHANNEL, deny: SEND_MESSAGES };
        let person = Overwrite { id: 9, is_member: true, allow: SEND_MESSAGES, deny: 0 };
        let base = VIEW_CHANNEL | SEND_MESSAGES;
        let all = [person, helpers, everyone];
        assert_eq!(in_channel(base, 1, 8, &[], &all), SEND_MESSAGES);
        assert_eq!(in_channel(base, 1, 8, &[2], &all), VIEW_CHANNEL);
        assert_eq!(in_channel(base, 1, 9, &[2], &all), base);
        assert_eq!(in_channel(ALL, 1, 8, &[], &all), ALL);
    }
}
