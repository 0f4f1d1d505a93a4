//! Discord's objects as JSON, whole: clients refuse an object that lacks a field. What the objects mean, and who gets
//! them, is decided elsewhere.

use serde_json::{Map, Value, json};

use crate::discord::places::Member;
use crate::discord::state::Person;
use crate::files::media_type;

/// The bot's own user, also its application's id.
pub const BOT: u64 = 1_000_000_000_000_000_003;
/// The guild that is there from the start.
pub const HOME: u64 = 1_000_000_000_000_000_001;
/// The text channel of [`HOME`].
pub const LOUNGE: u64 = 1_000_000_000_000_000_002;
/// The owner of every guild.
pub const OWNER: u64 = 1_000_000_000_000_000_004;

pub(crate) const JOINED: &str = "2024-01-01T00:00:00.000000+00:00";
/// Discord's default for each file.
pub(crate) const LARGEST_FILE: usize = 10_485_760;

pub(crate) fn user(id: u64, name: &str) -> Value {
    json!({
        "id": id.to_string(), "username": name.to_lowercase().replace(' ', "_"), "global_name": name,
        "discriminator": "0", "avatar": null, "avatar_decoration_data": null, "primary_guild": null, "flags": 0, "public_flags": 0,
        "bot": false,
    })
}

pub(crate) fn bot() -> Value {
    json!({
        "id": BOT.to_string(), "username": "touchline", "global_name": null, "discriminator": "0001", "avatar": null,
        "avatar_decoration_data": null, "primary_guild": null, "bot": true, "system": false, "mfa_enabled": false, "verified": true,
        "email": null, "flags": 0, "public_flags": 0,
    })
}

pub(crate) fn application() -> Value {
    json!({
        "id": BOT.to_string(), "name": "Touchline", "icon": null, "description": "A local stand-in.", "type": null,
        "summary": "", "bot_public": true, "bot_require_code_grant": false, "verify_key": "00".repeat(32), "team": null,
        "flags": 0, "flags_new": "0", "owner": user(OWNER, "Owner"), "bot": bot(), "rpc_origins": [],
        "redirect_uris": [], "interactions_endpoint_url": null, "role_connections_verification_url": null,
        "approximate_guild_count": 1, "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0, "eligible_oauth2_scopes": ["bot", "applications.commands"],
    })
}

/// A member as REST gives one.
pub(crate) fn member(id: u64, member: &Member) -> Value {
    let user = if id == BOT { bot() } else { user(id, &member.name) };
    json!({
        "user": user, "nick": null, "avatar": null, "banner": null, "avatar_decoration_data": null,
        "joined_at": JOINED, "roles": member.roles.iter().map(u64::to_string).collect::<Vec<_>>(),
        "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
        "communication_disabled_until": null, "unusual_dm_activity_until": null,
    })
}

/// A member as an interaction carries one: with what they may do in the channel.
pub(crate) fn acting_member(person: &Person) -> Value {
    let mut object = member(person.id, &Member { name: person.name.clone(), roles: person.roles.clone() });
    object["permissions"] = person.permissions.to_string().into();
    object
}

/// The channel as an interaction carries it.
pub(crate) fn partial_channel(channel: &Value, permissions: u64) -> Value {
    let mut partial = channel.clone();
    partial["permissions"] = permissions.to_string().into();
    partial
}

/// A message by the bot, made from a body of Create Message or its like.
pub(crate) fn message(id: u64, channel: u64, timestamp: &str, body: &Value) -> Value {
    let mut message = json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "author": bot(), "content": "",
        "timestamp": timestamp, "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [],
        "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0, "flags": 0,
        "components": [], "application_id": BOT.to_string(),
    });
    revise(&mut message, body);
    if !body["nonce"].is_null() {
        message["nonce"] = body["nonce"].clone();
    }
    message
}

/// Puts into a message what a body says of it.
pub(crate) fn revise(message: &mut Value, body: &Value) {
    for key in ["content", "flags", "components"] {
        if !body[key].is_null() {
            message[key] = body[key].clone();
        }
    }
    if let Some(embeds) = body["embeds"].as_array() {
        let typed = embeds.iter().map(|embed| {
            let mut embed = embed.clone();
            embed["type"] = "rich".into();
            embed
        });
        message["embeds"] = typed.collect();
    }
}

pub(crate) fn attachment(id: u64, name: &str, size: usize, url: &str) -> Value {
    json!({
        "id": id.to_string(), "filename": name, "size": size, "url": url, "proxy_url": url,
        "content_type": media_type(name),
    })
}

/// What every interaction carries: its id and token, the channel and what the bot may do there; `kind` 2 command, 3 component, 4 autocomplete, 5 modal.
pub(crate) fn interaction(
    (id, token): (u64, &str),
    kind: u8,
    person: &Person,
    (channel, bot_may): (&Value, u64),
    content: Value,
) -> Value {
    let mut fields = Map::new();
    let mut set = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    set("id", id.to_string().into());
    set("application_id", BOT.to_string().into());
    set("type", kind.into());
    set("data", content);
    set("channel", partial_channel(channel, person.permissions));
    set("channel_id", channel["id"].clone());
    set("token", token.into());
    set("version", 1.into());
    set("app_permissions", bot_may.to_string().into());
    set("locale", person.locale.as_str().into());
    set("entitlements", json!([]));
    set("attachment_size_limit", LARGEST_FILE.into());
    if let Some(guild) = person.guild {
        set("guild_id", guild.to_string().into());
        set("guild", json!({"id": guild.to_string(), "locale": "en-US", "features": []}));
        set("guild_locale", "en-US".into());
        set("member", acting_member(person));
        set("context", 0.into());
        set("authorizing_integration_owners", json!({"0": guild.to_string()}));
    } else {
        set("user", user(person.id, &person.name));
        set("context", 1.into());
        // A bot that is installed in guilds and used in its own direct messages: guild 0.
        set("authorizing_integration_owners", json!({"0": "0"}));
    }
    Value::Object(fields)
}
