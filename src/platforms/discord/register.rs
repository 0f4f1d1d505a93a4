//! The command table as Discord's commands: one overwrite of them all, and only when they have changed.
//!
//! Discord allows 200 new commands a day for each guild, so what was registered last is remembered by its hash. It shows
//! people what commands and options are for in the language of their app, where that is one of ours.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::Permissions;
use serenity::model::application::{CommandOptionType, CommandType, InstallationContext, InteractionContext};
use serenity::model::channel::ChannelType;
use serenity::model::id::{ApplicationId, GuildId};
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::rest::{self, Failure, Rest, Route};
use crate::domain::command::{ArgumentKind, ArgumentSpec, Audience, COMMANDS, CommandSpec};
use crate::domain::rights::Task;
use crate::domain::tongue::Tongue;
use crate::ports::Store;

/// What a member must be allowed for a command of admins to be offered; who may use it is checked again at the use.
const ADMIN: Permissions = Permissions::MANAGE_GUILD;
/// limits.toml has no line for it: the documentation of `max_length` names 6000.
const VERBATIM_LIMIT: u16 = 6_000;
const FIRST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// Registers the commands unless Discord has them; tries again until that has been done or refused.
pub(super) async fn register(rest: &Rest, store: &Arc<dyn Store>, application: ApplicationId, guild: Option<GuildId>) {
    let body = body(guild);
    let digest = digest(guild);
    let fact = fact(application, guild);
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
    tracing::info!(commands = COMMANDS.len(), guild = guild.map(GuildId::get), "commands registered");
    if let Err(error) = store.remember(&fact, &digest).await {
        tracing::warn!(%error, "that the commands are registered could not be remembered");
    }
}

/// The name by which the digest of what was registered last is remembered.
pub(super) fn fact(application: ApplicationId, guild: Option<GuildId>) -> String {
    match guild {
        None => format!("discord.commands.{application}"),
        Some(guild) => format!("discord.commands.{application}.{guild}"),
    }
}

/// The digest of what this program registers.
pub(super) fn digest(guild: Option<GuildId>) -> String {
    format!("{:x}", Sha256::digest(body(guild)))
}

/// The whole table, in the same letters each time: what it is compared by.
pub(super) fn body(guild: Option<GuildId>) -> String {
    // The client library keeps localizations in no order; as a JSON value they are sorted.
    rest::json(&json!(commands(guild)))
}

/// The languages of Discord that are ours, by its names for them (discord-openapi.json, `AvailableLocalesEnum`).
const LOCALES: [(&str, Tongue); 5] = [
    ("fr", Tongue::French),
    ("es-ES", Tongue::Spanish),
    ("es-419", Tongue::Spanish),
    ("pt-BR", Tongue::Portuguese),
    ("ar", Tongue::Arabic),
];

/// What people read whose app speaks another language: nothing where that would be English again.
fn localized(summary: impl Fn(Tongue) -> String) -> Vec<(&'static str, String)> {
    let english = summary(Tongue::English);
    let said = LOCALES.into_iter().map(|(locale, tongue)| (locale, summary(tongue)));
    said.filter(|(_, said)| *said != english).collect()
}

/// The whole table. Where commands may be used is said only of those for all guilds.
fn commands(guild: Option<GuildId>) -> Vec<CreateCommand> {
    let command = |row: &CommandSpec| {
        let command = CreateCommand::new(row.name)
            .kind(CommandType::ChatInput)
            .description(row.summary(Tongue::English))
            .set_options(options(row));
        let localized = localized(|tongue| row.summary(tongue)).into_iter();
        let mut command =
            localized.fold(command, |command, (locale, said)| command.description_localized(locale, said));
        // Discord would hide from editors what is offered to admins only; who may is asked at every use.
        if matches!(row.audience, Audience::Holders(task) if task != Task::CurateOwn) {
            command = command.default_member_permissions(ADMIN);
        }
        if guild.is_some() {
            return command;
        }
        let (ways, places) = if is_for_everywhere(row) {
            // People may bring the bot along for themselves: they then read everywhere.
            (
                vec![InstallationContext::Guild, InstallationContext::User],
                vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel],
            )
        } else {
            // Used where it is installed, and in direct messages, where everybody is admin of their own chat.
            (vec![InstallationContext::Guild], vec![InteractionContext::Guild, InteractionContext::BotDm])
        };
        command.integration_types(ways).contexts(places)
    };
    COMMANDS.iter().map(command).collect()
}

/// Whether a command is of use where the bot is somebody's own: for reading, not for what a community's admins decide.
fn is_for_everywhere(row: &CommandSpec) -> bool {
    row.audience == Audience::All && row.name != "submit"
}

fn options(row: &CommandSpec) -> Vec<CreateCommandOption> {
    if row.subcommands.is_empty() {
        return row.arguments.iter().map(option).collect();
    }
    let subcommands = row.subcommands.iter().map(|row| {
        described(CommandOptionType::SubCommand, row.name, |tongue| row.summary(tongue)).set_sub_options(options(row))
    });
    subcommands.collect()
}

fn described(kind: CommandOptionType, name: &str, summary: impl Fn(Tongue) -> String) -> CreateCommandOption {
    let option = CreateCommandOption::new(kind, name, summary(Tongue::English));
    let localized = localized(summary).into_iter();
    localized.fold(option, |option, (locale, said)| option.description_localized(locale, said))
}

/// Channels in which messages can be posted.
const PLACES: [ChannelType; 6] = [
    ChannelType::Text,
    ChannelType::News,
    ChannelType::Voice,
    ChannelType::PublicThread,
    ChannelType::PrivateThread,
    ChannelType::NewsThread,
];

fn option(argument: &ArgumentSpec) -> CreateCommandOption {
    let kind = match argument.kind {
        ArgumentKind::Place => CommandOptionType::Channel,
        ArgumentKind::Someone => CommandOptionType::Mentionable,
        ArgumentKind::File => CommandOptionType::Attachment,
        _ => CommandOptionType::String,
    };
    let option = described(kind, argument.name, |tongue| argument.summary(tongue)).required(argument.required);
    match argument.kind {
        ArgumentKind::Words(Some(_)) | ArgumentKind::List(_) => option.set_autocomplete(true),
        ArgumentKind::Verbatim(completes) => option.max_length(VERBATIM_LIMIT).set_autocomplete(completes.is_some()),
        ArgumentKind::OneOf(words) => words.iter().fold(option, |option, word| option.add_string_choice(*word, *word)),
        ArgumentKind::Place => option.channel_types(PLACES.to_vec()),
        ArgumentKind::Words(None)
        | ArgumentKind::Word
        | ArgumentKind::Named
        | ArgumentKind::Someone
        | ArgumentKind::File => option,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn command(name: &str, guild: Option<GuildId>) -> Value {
        let commands = serde_json::to_value(commands(guild)).expect("JSON");
        let mut commands = commands.as_array().expect("a list").iter();
        commands.find(|command| command["name"] == name).expect("a command").clone()
    }

    #[test]
    fn arguments_become_options_in_the_table_s_order() {
        let player = command("player", None);
        assert_eq!((&player["type"], &player["description"]), (&json!(1), &json!("The stories about a player")));
        assert_eq!((&player["integration_types"], &player["contexts"]), (&json!([0, 1]), &json!([0, 1, 2])));
        let submit = command("submit", None);
        assert_eq!((&submit["integration_types"], &submit["contexts"]), (&json!([0]), &json!([0, 1])));
        let name = &player["options"][0];
        assert_eq!((&name["type"], &name["name"]), (&json!(3), &json!("name")));
        assert_eq!((&name["required"], &name["autocomplete"]), (&json!(true), &json!(true)));
        assert_eq!(command("addstory", None)["options"][0]["max_length"], 6_000);
    }

    #[test]
    fn commands_of_admins_are_offered_to_those_who_manage_the_guild() {
        let daily = command("daily", None);
        assert_eq!(daily["default_member_permissions"], "32");
        for everybody in ["player", "addstory", "review"] {
            assert!(command(everybody, None).get("default_member_permissions").is_none(), "{everybody}: editors too");
        }
        assert_eq!(command("settings", None)["default_member_permissions"], "32");
        assert_eq!((&daily["options"][0]["type"], &daily["options"][0]["name"]), (&json!(1), &json!("on")));
        assert_eq!(daily["options"][0]["options"][0]["type"], 3);
    }

    #[test]
    fn one_guild_s_commands_do_not_say_where_they_may_be_used() {
        let about = command("about", Some(GuildId::new(1)));
        assert!(about.get("contexts").is_none() && about.get("integration_types").is_none());
    }

    #[test]
    fn the_same_table_is_registered_in_the_same_words() {
        assert_eq!(body(None), body(None));
        let many = || CreateCommand::new("x").description_localized("a", "1").description_localized("b", "2");
        let bodies: Vec<_> = (0..32).map(|_| rest::json(&json!(many()))).collect();
        assert!(bodies.iter().all(|body| *body == bodies[0]), "whatever the order in the client library");
    }

    #[test]
    fn people_read_what_a_command_is_for_in_the_language_of_their_app() {
        let told = |tongue: Tongue| if tongue == Tongue::French { "Rien" } else { "Nothing" }.to_owned();
        assert_eq!(localized(told), [("fr", "Rien".to_owned())], "English is not said again");
        let option = json!(described(CommandOptionType::String, "x", |tongue| tongue.name().to_owned()));
        let all =
            json!({"ar": "العربية", "es-419": "español", "es-ES": "español", "fr": "français", "pt-BR": "português"});
        assert_eq!((&option["description"], &option["description_localizations"]), (&json!("English"), &all));
    }
}
