//! Guilds, channels, threads and roles as JSON, whole: clients refuse an object that lacks a field. What REST and the
//! gateway say of them differs, and both are here.

use serde_json::{Value, json};

use crate::discord::objects::{BOT, JOINED, OWNER, member, user};
use crate::discord::places::{Channel, Guild, Overwrite, Places, Role, Thread};

pub(crate) fn role(role: &Role) -> Value {
    let mut object = json!({
        "id": role.id.to_string(), "name": role.name, "color": 0, "hoist": false, "managed": role.bot.is_some(),
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null}, "icon": null,
        "mentionable": false, "permissions": role.permissions.to_string(), "position": role.position,
        "unicode_emoji": null, "flags": 0,
    });
    if let Some(bot) = role.bot {
        object["tags"] = json!({"bot_id": bot.to_string()});
    }
    object
}

fn overwrite(overwrite: &Overwrite) -> Value {
    json!({
        "id": overwrite.id.to_string(), "type": u8::from(overwrite.is_member),
        "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string(),
    })
}

/// A channel of any kind.
pub(crate) fn channel(places: &Places, id: u64) -> Value {
    let Some(known) = places.channel(id) else { return direct_channel(places, id) };
    match known.thread {
        Some(thread) => thread_object(id, &known, thread),
        None => guild_channel(places, id, &known),
    }
}

fn guild_channel(places: &Places, id: u64, known: &Channel) -> Value {
    let overwrites: Vec<Value> = places.overwrites(id).iter().map(overwrite).collect();
    json!({
        "id": id.to_string(), "type": known.number(), "guild_id": known.guild.to_string(), "name": known.name,
        "position": 0, "permission_overwrites": overwrites, "topic": null, "nsfw": false, "last_message_id": null,
        "rate_limit_per_user": 0, "parent_id": null, "flags": 0,
    })
}

fn direct_channel(places: &Places, id: u64) -> Value {
    let person = places.direct.get(&id).copied().unwrap_or(OWNER);
    json!({
        "id": id.to_string(), "type": 1, "last_message_id": null, "flags": 0,
        "recipients": [user(person, "Somebody")],
    })
}

/// Threads have no overwrites: their parent's count.
fn thread_object(id: u64, known: &Channel, thread: Thread) -> Value {
    json!({
        "id": id.to_string(), "type": known.number(), "guild_id": known.guild.to_string(), "name": known.name,
        "parent_id": thread.parent.to_string(), "owner_id": OWNER.to_string(), "last_message_id": null,
        "rate_limit_per_user": 0, "flags": 0, "message_count": 0, "member_count": 1, "total_message_sent": 0,
        "thread_metadata": {
            "archived": thread.archived, "archive_timestamp": JOINED, "auto_archive_duration": 1440,
            "locked": thread.locked, "create_timestamp": JOINED,
        },
    })
}

/// What is left to say of a thread that was deleted.
pub(crate) fn gone_thread(id: u64, known: &Channel, thread: Thread) -> Value {
    json!({
        "id": id.to_string(), "guild_id": known.guild.to_string(), "parent_id": thread.parent.to_string(),
        "type": known.number(),
    })
}

/// A guild's channels, without its threads.
pub(crate) fn channels(places: &Places, guild: &Guild) -> Value {
    of_guild(places, guild, |channel| channel.thread.is_none())
}

/// The threads that are not archived.
pub(crate) fn threads(places: &Places, guild: &Guild) -> Value {
    of_guild(places, guild, |channel| channel.thread.is_some_and(|thread| !thread.archived))
}

fn of_guild(places: &Places, guild: &Guild, wanted: impl Fn(&Channel) -> bool) -> Value {
    let fits = |id: &&u64| places.is_there(**id) && places.channels.get(*id).is_some_and(&wanted);
    guild.channels.iter().filter(fits).map(|id| channel(places, *id)).collect()
}

/// A guild as REST gives it.
pub(crate) fn guild(guild: &Guild) -> Value {
    json!({
        "id": guild.id.to_string(), "name": guild.name, "icon": null, "icon_hash": null, "splash": null,
        "home_header": null, "discovery_splash": null, "owner_id": guild.owner.to_string(), "region": "deprecated",
        "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "roles": guild.roles.values().map(role).collect::<Vec<_>>(), "emojis": [],
        "features": [], "mfa_level": 0, "application_id": null, "system_channel_id": null,
        "system_channel_flags": 0, "rules_channel_id": null, "max_presences": null, "max_members": 500_000,
        "max_stage_video_channel_users": 50, "max_video_channel_users": 25, "vanity_url_code": null,
        "description": null, "banner": null, "premium_tier": 0, "premium_subscription_count": 0,
        "preferred_locale": "en-US", "public_updates_channel_id": null, "nsfw": false, "nsfw_level": 0,
        "stickers": [], "premium_progress_bar_enabled": false, "premium_progress_bar_enabled_user_updated_at": null,
        "safety_alerts_channel_id": null, "incidents_data": null, "widget_enabled": false, "widget_channel_id": null,
    })
}

/// A guild as the gateway gives it when the bot comes to know of it: with its channels and the bot as a member.
pub(crate) fn guild_create(places: &Places, known: &Guild) -> Value {
    let own = known.members.get(&BOT).map(|own| member(BOT, own));
    let mut object = guild(known);
    let more = json!({
        "joined_at": JOINED, "large": false, "unavailable": false, "member_count": 12, "voice_states": [],
        "members": own.into_iter().collect::<Vec<_>>(), "channels": channels(places, known),
        "threads": threads(places, known), "presences": [], "stage_instances": [], "guild_scheduled_events": [],
        "soundboard_sounds": [],
    });
    for (key, value) in more.as_object().into_iter().flatten() {
        object[key] = value.clone();
    }
    object
}
