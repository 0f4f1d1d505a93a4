//! Discord's REST interface: who may ask, which path means what, and the headers of rate limits. Messages and
//! interactions are answered next door.

use std::time::Duration;

use serde_json::{Value, json};

use crate::ask::Ask;
use crate::backstage::Backstage;
use crate::discord::objects;
use crate::discord::state::{Registration, State};
use crate::discord::{Desk, bare_token, guild_objects, guild_routes, interactions, messages};
use crate::faults::Scope;
use crate::front::{Call, Platform, Served};
use crate::seen::list;
use crate::sync::lock;
use crate::wire::{Complaints, WireCheck, check_discord};

/// What the headers say of every route; real limits are `Backstage::enforce`'s.
const ROUTE_LIMIT: u32 = 100;

/// The path without the version in front of it.
fn bare(path: &str) -> &str {
    let rest = path.strip_prefix("/api").unwrap_or(path);
    let version = rest.strip_prefix("/v").map(|rest| rest.trim_start_matches(|char: char| char.is_ascii_digit()));
    version.unwrap_or(rest)
}

pub(crate) fn segments(path: &str) -> Vec<&str> {
    bare(path).split('/').filter(|segment| !segment.is_empty()).collect()
}

/// An error as Discord words it.
pub(crate) fn error(status: u16, code: u32, message: &str) -> Served {
    Served::json(status, &json!({"message": message, "code": code}))
}

pub(crate) fn id(segment: &str) -> u64 {
    segment.parse().unwrap_or_default()
}

impl Platform for Desk {
    fn backstage(&self) -> &Backstage {
        &self.backstage
    }

    fn call(&self, ask: &Ask) -> Call {
        let path = bare(&ask.path);
        let place = match *segments(path) {
            ["channels", channel, ..] => Some(channel.to_owned()),
            ["interactions", interaction, ..] => self.channel_of(id(interaction)),
            ["webhooks", _, token, ..] => interactions::id_of(token).and_then(|id| self.channel_of(id)),
            _ => None,
        };
        Call { name: format!("{} {path}", ask.method), place }
    }

    fn check(&self, _: &Call, ask: &Ask, files: Option<&WireCheck>) -> Complaints {
        check_discord(bare(&ask.path), ask, files)
    }

    fn refuse(&self, why: &str) -> Served {
        let errors = json!({"_errors": [{"code": "LOCAL_PLATFORM", "message": why}]});
        Served::json(400, &json!({"message": "Invalid Form Body", "code": 50_035, "errors": errors}))
    }

    fn too_many(&self, call: &Call, wait: Duration, scope: Scope) -> Served {
        let seconds = wait.as_secs_f64();
        let is_global = scope == Scope::Global;
        let body = json!({"message": "You are being rate limited.", "retry_after": seconds, "global": is_global});
        let mut served = Served::json(429, &body);
        let name = match scope {
            Scope::User => "user",
            Scope::Shared => "shared",
            Scope::Global => "global",
        };
        served.headers.push(("retry-after", format!("{:.0}", seconds.ceil())));
        served.headers.push(("x-ratelimit-scope", name.to_owned()));
        if is_global {
            served.headers.push(("x-ratelimit-global", "true".to_owned()));
        } else {
            limit_headers(&mut served, call, 0, seconds);
        }
        served
    }

    fn plain_error(&self, status: u16) -> Served {
        error(status, 0, &format!("{status}: local fault"))
    }

    async fn serve(&self, call: &Call, ask: &Ask) -> Served {
        let path = segments(&ask.path);
        let is_open = matches!(path.first(), Some(&"interactions" | &"webhooks" | &"attachments" | &"gateway"));
        let token = bare_token(ask.authorization.as_deref().unwrap_or_default());
        let is_plain_gateway = *path == ["gateway"];
        let is_large = ask.files.iter().any(|file| file.bytes.len() > objects::LARGEST_FILE);
        let mut served = if is_large {
            error(413, 40_005, "Request entity too large")
        } else if (is_open && *path != ["gateway", "bot"]) || is_plain_gateway || self.knows_token(token) {
            self.route(ask, &path)
        } else {
            error(401, 0, "401: Unauthorized")
        };
        limit_headers(&mut served, call, ROUTE_LIMIT - 1, 1.0);
        served
    }
}

fn limit_headers(served: &mut Served, call: &Call, remaining: u32, reset_after: f64) {
    let route: String = call.name.chars().filter(char::is_ascii_alphabetic).collect();
    served.headers.push(("x-ratelimit-bucket", route.to_lowercase()));
    served.headers.push(("x-ratelimit-limit", ROUTE_LIMIT.to_string()));
    served.headers.push(("x-ratelimit-remaining", remaining.to_string()));
    served.headers.push(("x-ratelimit-reset-after", format!("{reset_after:.3}")));
}

impl Desk {
    fn channel_of(&self, interaction: u64) -> Option<String> {
        let state = lock(&self.state);
        state.interactions.get(&interaction).map(|interaction| interaction.channel.to_string())
    }

    fn route(&self, ask: &Ask, path: &[&str]) -> Served {
        match (ask.method.as_str(), path) {
            ("GET", ["gateway"]) => Served::json(200, &json!({"url": self.gateway_url()})),
            ("GET", ["gateway", "bot"]) => {
                let (limit, shards) = {
                    let gateway = lock(&self.gateway);
                    (gateway.start_limit(), gateway.shards)
                };
                let body = json!({"url": self.gateway_url(), "shards": shards, "session_start_limit": limit});
                Served::json(200, &body)
            }
            ("GET", ["users", "@me"]) => Served::json(200, &objects::bot()),
            ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
                Served::json(200, &lock(&self.state).application)
            }
            ("POST", ["users", "@me", "channels"]) => self.open_direct(&ask.body),
            ("GET", ["users", person]) => Served::json(200, &objects::user(id(person), "Somebody")),
            ("GET", ["attachments", file, ..]) => match lock(&self.state).files.get(&id(file)) {
                Some(bytes) => Served::bytes(bytes),
                None => error(404, 0, "404: Not Found"),
            },
            ("DELETE", ["users", "@me", "guilds", guild]) if self.leave(id(guild)) => Served::empty(204),
            ("DELETE", ["users", "@me", "guilds", _]) => guild_routes::unknown_guild(),
            (_, ["guilds" | "users", ..]) => guild_routes::route(&lock(&self.state).places, ask, path),
            (_, ["channels", channel, rest @ ..]) => messages::route(self, ask, id(channel), rest),
            (_, ["interactions" | "webhooks", ..]) => interactions::route(self, ask, path),
            (_, ["applications", _, "commands"]) => self.commands_route(ask, None),
            (_, ["applications", _, "guilds", guild, "commands"]) => self.commands_route(ask, Some(id(guild))),
            _ => error(404, 0, "404: Not Found"),
        }
    }

    fn open_direct(&self, body: &Value) -> Served {
        let Some(person) = body["recipient_id"].as_str().map(id).filter(|id| *id != 0) else {
            return error(400, 50_035, "Invalid Form Body");
        };
        let mut state = lock(&self.state);
        let channel = state.places.direct_channel(person);
        Served::json(200, &guild_objects::channel(&state.places, channel))
    }

    fn commands_route(&self, ask: &Ask, guild: Option<u64>) -> Served {
        let mut state = lock(&self.state);
        if guild.is_some_and(|guild| !state.places.guilds.get(&guild).is_some_and(guild_routes::is_in)) {
            return error(403, 50_001, "Missing Access");
        }
        match ask.method.as_str() {
            "GET" => {
                let mut known = Value::Array(state.commands.get(&guild).cloned().unwrap_or_default());
                if ask.query.get("with_localizations").is_none_or(|wanted| wanted != "true") {
                    without_localizations(&mut known);
                }
                Served::json(200, &known)
            }
            "PUT" => {
                let commands = self.registered(&mut state, list(&ask.body), guild);
                state.registrations.push(Registration { guild, commands: list(&ask.body).to_vec() });
                state.commands.insert(guild, commands.clone());
                Served::json(200, &Value::Array(commands))
            }
            "POST" => {
                let made = self.registered(&mut state, std::slice::from_ref(&ask.body), guild);
                let known = state.commands.entry(guild).or_default();
                known.retain(|command| command["name"] != ask.body["name"]);
                known.extend(made.iter().cloned());
                state.registrations.push(Registration { guild, commands: vec![ask.body.as_ref().clone()] });
                Served::json(201, made.first().unwrap_or(&Value::Null))
            }
            _ => error(405, 0, "405: Method Not Allowed"),
        }
    }

    /// The commands as Discord gives them back: with ids and what was left out.
    fn registered(&self, state: &mut State, commands: &[Value], guild: Option<u64>) -> Vec<Value> {
        let now = self.backstage.time.now();
        let whole = commands.iter().map(|command| {
            let mut whole = json!({
                "id": state.snowflake(now).to_string(), "application_id": objects::BOT.to_string(), "type": 1,
                "version": state.snowflake(now).to_string(), "default_member_permissions": null, "nsfw": false,
                "dm_permission": true, "description": "", "options": [],
            });
            if let Some(guild) = guild {
                whole["guild_id"] = guild.to_string().into();
            }
            for (key, value) in command.as_object().into_iter().flatten() {
                whole[key] = value.clone();
            }
            whole
        });
        whole.collect()
    }
}

/// Commands are listed with what they are called in other languages only when that is asked for.
fn without_localizations(listed: &mut Value) {
    match listed {
        Value::Object(fields) => {
            fields.retain(|key, _| !key.ends_with("_localizations"));
            fields.values_mut().for_each(without_localizations);
        }
        Value::Array(items) => items.iter_mut().for_each(without_localizations),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_passed_over() {
        assert_eq!(segments("/api/v10/channels/5/messages"), ["channels", "5", "messages"]);
        assert_eq!(segments("/api/v9/gateway"), ["gateway"]);
        assert_eq!(segments("/gateway/bot"), ["gateway", "bot"]);
    }
}
