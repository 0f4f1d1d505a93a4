//! REST about guilds: the guild itself, its roles, members and channels.

use serde_json::{Value, json};

use crate::ask::Ask;
use crate::discord::guild_objects as objects;
use crate::discord::objects::{BOT, member};
use crate::discord::places::{Guild, Places, Standing};
use crate::discord::rest::{error, id};
use crate::front::Served;

/// Guilds that one page of the bot's own gives, at most and when nothing else is said.
const PAGE: usize = 200;

pub(crate) fn route(places: &Places, ask: &Ask, path: &[&str]) -> Served {
    match (ask.method.as_str(), path) {
        ("GET", ["users", "@me", "guilds"]) => Served::json(200, &own_guilds(places, ask)),
        ("GET", ["guilds", guild, rest @ ..]) => match places.guilds.get(&id(guild)).filter(|guild| is_in(guild)) {
            Some(guild) => about(places, guild, ask, rest),
            None => unknown_guild(),
        },
        _ => error(404, 0, "404: Not Found"),
    }
}

pub(crate) fn unknown_guild() -> Served {
    error(404, 10_004, "Unknown Guild")
}

pub(crate) fn is_in(guild: &Guild) -> bool {
    guild.standing != Standing::Out
}

fn about(places: &Places, guild: &Guild, ask: &Ask, rest: &[&str]) -> Served {
    match rest {
        [] => {
            let mut object = objects::guild(guild);
            if ask.query.get("with_counts").is_some_and(|wanted| wanted == "true") {
                object["approximate_member_count"] = guild.members.len().into();
                object["approximate_presence_count"] = 1.into();
            }
            Served::json(200, &object)
        }
        ["channels"] => Served::json(200, &objects::channels(places, guild)),
        ["roles"] => Served::json(200, &guild.roles.values().map(objects::role).collect()),
        ["roles", role] => match guild.roles.get(&id(role)) {
            Some(role) => Served::json(200, &objects::role(role)),
            None => error(404, 10_011, "Unknown Role"),
        },
        ["members", user] => match guild.members.get(&id(user)) {
            Some(known) => Served::json(200, &member(id(user), known)),
            None => error(404, 10_007, "Unknown Member"),
        },
        ["threads", "active"] => {
            Served::json(200, &json!({"threads": objects::threads(places, guild), "members": [], "has_more": false}))
        }
        _ => error(404, 0, "404: Not Found"),
    }
}

fn own_guilds(places: &Places, ask: &Ask) -> Value {
    let number = |key: &str| ask.query.get(key).and_then(|value| value.parse::<u64>().ok());
    let limit = number("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(PAGE).min(PAGE);
    let (before, after) = (number("before").unwrap_or(u64::MAX), number("after").unwrap_or_default());
    let fitting = places.guilds.values().filter(|guild| is_in(guild) && guild.id < before && guild.id > after);
    let short = fitting.take(limit).map(|guild| {
        json!({"id": guild.id.to_string(), "name": guild.name, "icon": null, "banner": null,
            "owner": guild.owner == BOT, "permissions": guild.permissions(BOT).to_string(), "features": []})
    });
    short.collect()
}
