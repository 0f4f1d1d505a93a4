//! The command table as Discord's commands: one overwrite of them all, and only when they have changed.
//!
//! Discord allows 200 new commands a day for each guild, so what was registered last is remembered by its hash.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::rest::{self, Failure, Rest, Route};
use crate::domain::command::{ArgumentKind, ArgumentSpec, Audience, COMMANDS, CommandSpec};
use crate::ports::Store;

/// What a member must be allowed for a command of admins to be offered; who may use it is checked again at the use.
const MANAGE_GUILD: &str = "32";
/// limits.toml has no line for it: the documentation of `max_length` names 6000.
const VERBATIM_LIMIT: usize = 6_000;
const FIRST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// Registers the commands unless Discord has them; tries again until that has been done or refused.
pub(super) async fn register(rest: &Rest, store: &Arc<dyn Store>, application: &str, guild: Option<u64>) {
    let body = rest::json(&commands(guild));
    let digest = format!("{:x}", Sha256::digest(&body));
    let fact = match guild {
        None => format!("discord.commands.{application}"),
        Some(guild) => format!("discord.commands.{application}.{guild}"),
    };
    match store.fact(&fact).await {
        Ok(Some(known)) if known == digest => return,
        Ok(_) => {}
        // Registering once too often does no harm.
        Err(error) => tracing::warn!(%error, "what was registered last could not be read"),
    }
    let mut wait = FIRST_WAIT;
    loop {
        match rest.call(&Route::commands(application, guild), Some(body.clone())).await {
            Ok(_) => break,
            Err(failure @ Failure::Refused { .. }) => {
                tracing::error!(%failure, "the commands could not be registered: Discord shows those of before, or none");
                return;
            }
            Err(failure) => {
                tracing::warn!(%failure, "the commands are not registered yet");
                let asked = if let Failure::Limited(asked) = failure { asked } else { Duration::ZERO };
                tokio::time::sleep_until(Instant::now() + wait.max(asked)).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        }
    }
    tracing::info!(commands = COMMANDS.len(), guild, "commands registered");
    if let Err(error) = store.remember(&fact, &digest).await {
        tracing::warn!(%error, "that the commands are registered could not be remembered");
    }
}

/// The whole table. Where commands may be used is said only of those for all guilds.
fn commands(guild: Option<u64>) -> Vec<Value> {
    COMMANDS
        .iter()
        .map(|row| {
            let mut command = described(row.name, row.summary);
            command["type"] = 1.into();
            command["options"] = options(row);
            if matches!(row.audience, Audience::Holders(_)) {
                command["default_member_permissions"] = MANAGE_GUILD.into();
            }
            if guild.is_none() {
                // Installed in guilds; used there, and in direct messages, where everybody is admin of their own chat.
                command["integration_types"] = json!([0]);
                command["contexts"] = json!([0, 1]);
            }
            command
        })
        .collect()
}

fn options(row: &CommandSpec) -> Value {
    if row.subcommands.is_empty() {
        return row.arguments.iter().map(option).collect();
    }
    let subcommands = row.subcommands.iter().map(|row| {
        let mut subcommand = described(row.name, row.summary);
        subcommand["type"] = 1.into();
        subcommand["options"] = options(row);
        subcommand
    });
    subcommands.collect()
}

fn option(argument: &ArgumentSpec) -> Value {
    let mut option = described(argument.name, argument.summary);
    option["type"] = 3.into();
    option["required"] = argument.required.into();
    match argument.kind {
        ArgumentKind::Words(Some(_)) => option["autocomplete"] = true.into(),
        ArgumentKind::Verbatim => option["max_length"] = VERBATIM_LIMIT.into(),
        ArgumentKind::Words(None) | ArgumentKind::Word => {}
    }
    option
}

fn described(name: &str, summary: &str) -> Value {
    json!({"name": name, "description": summary})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(name: &str, guild: Option<u64>) -> Value {
        commands(guild).into_iter().find(|command| command["name"] == name).expect("a command")
    }

    #[test]
    fn arguments_become_options_in_the_table_s_order() {
        assert_eq!(
            command("player", None),
            json!({
                "name": "player", "description": "The stories about a player", "type": 1, "integration_types": [0], "contexts": [0, 1],
                "options": [{"name": "name", "description": "The player's name, as you would say it", "type": 3, "required": true, "autocomplete": true}],
            })
        );
    }

    #[test]
    fn commands_of_admins_are_offered_to_those_who_manage_the_guild() {
        let daily = command("daily", None);
        assert_eq!(daily["default_member_permissions"], "32");
        assert_eq!((&daily["options"][0]["type"], &daily["options"][0]["name"]), (&json!(1), &json!("on")));
        assert_eq!(daily["options"][0]["options"][0]["type"], 3);
    }

    #[test]
    fn one_guild_s_commands_do_not_say_where_they_may_be_used() {
        let about = command("about", Some(1));
        assert!(about.get("contexts").is_none() && about.get("integration_types").is_none());
    }
}
