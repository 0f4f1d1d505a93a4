//! Discord's interactions as requests: who, where, with which standing, what.
//!
//! It asks nobody: an interaction carries the member's permissions of this very moment. It answers nothing.

use serenity::model::Permissions;
use serenity::model::application::{
    ActionRow, AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandData, CommandDataOption,
    CommandDataOptionValue, CommandDataResolved, Interaction, InteractionContext,
};
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GenericId, GuildId, InteractionId, RoleId, UserId};

use super::{NAME, forms};
use crate::bot::{Completion, Request, Said};
use crate::domain::command::{CommandSpec, Input, Invocation};
use crate::domain::community::{Badge, Caller, Community, PersonId, Place, Standing};
use crate::domain::file::Attachment;
use crate::domain::message::VisibleTo;
use crate::domain::tongue::Tongue;
use crate::ports::RequestId;

/// What makes a member an admin of the community.
const ADMIN: Permissions = Permissions::MANAGE_GUILD.union(Permissions::ADMINISTRATOR);

/// What an interaction says.
pub(super) enum Heard {
    /// Something to be answered. When the answer takes long, it is promised for these eyes.
    Said(Request, VisibleTo),
    /// The same by a button, with all buttons of its message.
    Pressed(Request, Vec<ActionRow>),
    /// An option that is being typed.
    Typing(Completion),
}

/// Who did it, and where.
struct Scene {
    interaction: InteractionId,
    guild: Option<GuildId>,
    channel: ChannelId,
    person: UserId,
    permissions: Option<Permissions>,
    roles: Vec<Badge>,
    context: Option<InteractionContext>,
    /// Whether the guild has the bot, rather than only the person.
    is_installed: bool,
    /// The language of their app.
    tongue: Option<Tongue>,
}

/// The scene of one of serenity's interactions, which have these fields in common but no trait.
macro_rules! scene {
    ($interaction:expr) => {
        scene!($interaction, $interaction.context, is_installed(&$interaction.authorizing_integration_owners))
    };
    ($interaction:expr, $context:expr, $is_installed:expr) => {
        Scene {
            interaction: $interaction.id,
            guild: $interaction.guild_id,
            channel: $interaction.channel_id,
            person: $interaction.user.id,
            permissions: $interaction.member.as_ref().and_then(|member| member.permissions),
            roles: $interaction.member.as_ref().map(|member| roles(member)).unwrap_or_default(),
            context: $context,
            is_installed: $is_installed,
            tongue: Tongue::of_tag(&$interaction.locale),
        }
    };
}

/// Reads an interaction; `None` for kinds that the bot does not use.
pub(super) fn hear(interaction: Interaction) -> Option<Heard> {
    let (request, eyes) = match interaction {
        Interaction::Command(command) => {
            let (eyes, attachment) = (eyes(&command.data.name), attachment(&command.data));
            let request = scene!(command).request(Said::Command(invocation(command.data)));
            (Request { attachment, ..request }, eyes)
        }
        Interaction::Autocomplete(command) => {
            return completion(scene!(command).caller(), &command.data).map(Heard::Typing);
        }
        Interaction::Component(press) => {
            let request = scene!(press).request(Said::Pressed(press.data.custom_id));
            return Some(Heard::Pressed(request, press.message.components));
        }
        // serenity's forms do not say who brought the bot along. Those that need a right are opened only for admins, whom
        // the command that opened them found where the bot is installed or in their own chat with it; a suggestion made
        // in a guild that has not installed the bot waits there until it has.
        Interaction::Modal(form) => {
            (scene!(form, None, true).request(Said::Form(forms::read(form.data))), VisibleTo::Caller)
        }
        _ => return None,
    };
    Some(Heard::Said(request, eyes))
}

impl Scene {
    fn request(&self, said: Said) -> Request {
        let place = Place { platform: NAME, address: self.channel.to_string() };
        Request { id: RequestId(self.interaction.to_string()), caller: self.caller(), place, said, attachment: None }
    }

    /// Who speaks, in which community. A guild counts only where it has installed the bot; in a direct message the person
    /// is admin of that chat; anywhere else somebody has brought the bot along for themselves, and administers nothing.
    fn caller(&self) -> Caller {
        let (address, standing, badges) = match (self.guild, self.context) {
            (Some(guild), _) if self.is_installed => (guild.to_string(), self.standing(), self.roles.clone()),
            (None, None | Some(InteractionContext::BotDm)) => {
                (format!("dm:{}", self.channel), Standing::Admin, Vec::new())
            }
            _ => (format!("user:{}", self.person), Standing::Outsider, Vec::new()),
        };
        let community = Community { platform: NAME, address };
        Caller { community, person: PersonId(self.person.to_string()), standing, badges, tongue: self.tongue }
    }

    fn standing(&self) -> Standing {
        let is_admin = self.permissions.is_some_and(|permissions| permissions.intersects(ADMIN));
        if is_admin { Standing::Admin } else { Standing::Member }
    }
}

/// The roles that a member carries, as the interaction itself proves.
fn roles(member: &Member) -> Vec<Badge> {
    member.roles.iter().map(|role| Badge::of_role(&role.to_string())).collect()
}

/// An interaction that names no owner comes from the times when only guilds could install a bot.
fn is_installed(owners: &AuthorizingIntegrationOwners) -> bool {
    let AuthorizingIntegrationOwners(owners) = owners;
    owners.is_empty() || owners.iter().any(|owner| matches!(owner, AuthorizingIntegrationOwner::GuildInstall(_)))
}

/// What admins ask is answered to them alone, mostly.
fn eyes(command: &str) -> VisibleTo {
    if CommandSpec::named(command).is_some_and(CommandSpec::is_private) {
        VisibleTo::Caller
    } else {
        VisibleTo::Everyone
    }
}

fn invocation(data: CommandData) -> Invocation {
    let (subcommand, options) = chosen(&data.options);
    let text = |option: &CommandDataOption| {
        let text = match &option.value {
            CommandDataOptionValue::Channel(channel) => channel.to_string(),
            CommandDataOptionValue::Mentionable(id) => someone(*id, &data.resolved).as_str().to_owned(),
            value => value.as_str()?.to_owned(),
        };
        Some((option.name.clone(), text))
    };
    let options = options.iter().filter_map(text).collect();
    let subcommand = subcommand.map(str::to_owned);
    Invocation { command: data.name, input: Input::Filled { subcommand, options } }
}

/// Discord says in what comes along whether a number is a role's or a person's.
fn someone(id: GenericId, resolved: &CommandDataResolved) -> Badge {
    if resolved.roles.contains_key(&RoleId::new(id.get())) {
        Badge::of_role(&id.to_string())
    } else {
        Badge::of_person(&PersonId(id.to_string()))
    }
}

/// The file among the options, where Discord says what it is: its id alone leads nowhere.
fn attachment(data: &CommandData) -> Option<Attachment> {
    let files = chosen(&data.options).1.iter().filter_map(|option| match option.value {
        CommandDataOptionValue::Attachment(file) => data.resolved.attachments.get(&file),
        _ => None,
    });
    let told = |file: &serenity::model::channel::Attachment| Attachment {
        name: file.filename.clone(),
        size: file.size.into(),
        address: file.url.clone(),
    };
    files.map(told).next()
}

/// An option that is filled in with a text.
fn filled(option: &CommandDataOption) -> Option<(String, String)> {
    Some((option.name.clone(), option.value.as_str()?.to_owned()))
}

fn completion(caller: Caller, data: &CommandData) -> Option<Completion> {
    let typed = data.autocomplete()?;
    Some(Completion {
        caller,
        command: data.name.clone(),
        subcommand: chosen(&data.options).0.map(str::to_owned),
        argument: typed.name.to_owned(),
        typed: typed.value.to_owned(),
        others: chosen(&data.options).1.iter().filter_map(filled).collect(),
    })
}

/// The subcommand, if one was chosen, and the options that belong to it.
fn chosen(options: &[CommandDataOption]) -> (Option<&str>, &[CommandDataOption]) {
    match options {
        [CommandDataOption { name, value: CommandDataOptionValue::SubCommand(options), .. }] => (Some(name), options),
        options => (None, options),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// An interaction as Discord sends it, of a member of a guild unless `more` says otherwise.
    fn heard(kind: u8, data: &Value, more: &Value) -> Option<Heard> {
        let mut event = json!({
            "id": "1", "application_id": "2", "type": kind, "token": "t", "version": 1, "locale": "en-US",
            "guild_id": "7", "channel_id": "8", "member": member("0"), "entitlements": [],
            "attachment_size_limit": 1, "data": data,
        });
        for (key, value) in more.as_object().expect("an object") {
            event[key] = value.clone();
        }
        hear(serde_json::from_value(event).expect("an interaction"))
    }

    fn member(permissions: &str) -> Value {
        json!({"user": user(), "roles": [], "deaf": false, "mute": false, "flags": 0, "permissions": permissions})
    }

    fn user() -> Value {
        json!({"id": "9", "username": "a"})
    }

    fn command(more: &Value) -> Request {
        let time = json!({"name": "time", "type": 3, "value": "09:00"});
        let on = json!({"name": "on", "type": 1, "options": [time]});
        match heard(2, &json!({"id": "3", "type": 1, "name": "daily", "options": [on]}), more) {
            Some(Heard::Said(request, VisibleTo::Caller)) => request,
            _ => panic!("a command of admins"),
        }
    }

    #[test]
    fn a_command_becomes_a_request() {
        let request = command(&json!({}));
        assert_eq!((request.id.0.as_str(), request.place.address.as_str()), ("1", "8"));
        assert_eq!((request.caller.community.address.as_str(), request.caller.person.0.as_str()), ("7", "9"));
        let Said::Command(invocation) = request.said else { panic!("a command") };
        let options = vec![("time".to_owned(), "09:00".to_owned())];
        assert_eq!(invocation.input, Input::Filled { subcommand: Some("on".into()), options });
    }

    #[test]
    fn standing_is_what_the_interaction_itself_proves() {
        let caller = |more: Value| {
            let caller = command(&more).caller;
            (caller.community.address, caller.standing)
        };
        let with = |permissions: &str| json!({"member": member(permissions)});
        assert_eq!(caller(with("32")), ("7".into(), Standing::Admin));
        assert_eq!(caller(with("8")), ("7".into(), Standing::Admin));
        assert_eq!(caller(with("2147483647")), ("7".into(), Standing::Admin));
        assert_eq!(caller(with("64")), ("7".into(), Standing::Member));
        assert_eq!(caller(with("9223372036854775808")), ("7".into(), Standing::Member), "a permission of the future");
        assert_eq!(caller(json!({"member": null})), ("7".into(), Standing::Member));
        let outside = |context: u8| json!({"guild_id": null, "member": null, "user": user(), "context": context});
        assert_eq!(caller(outside(1)), ("dm:8".into(), Standing::Admin));
        assert_eq!(caller(outside(2)), ("user:9".into(), Standing::Outsider));
        assert_eq!(caller(outside(99)), ("user:9".into(), Standing::Outsider));
        let owned = |owner: &str| json!({"member": member("32"), "authorizing_integration_owners": {owner: "7"}});
        assert_eq!(caller(owned("0")), ("7".into(), Standing::Admin));
        assert_eq!(caller(owned("1")), ("user:9".into(), Standing::Outsider));
    }

    #[test]
    fn a_file_among_the_options_is_what_discord_says_of_it() {
        let attached = |resolved: &Value| {
            let file = json!({"name": "file", "type": 11, "value": "4"});
            let data = json!({"id": "3", "type": 1, "name": "addstory", "options": [file], "resolved": resolved});
            match heard(2, &data, &json!({})) {
                Some(Heard::Said(request, _)) => request,
                _ => panic!("a command"),
            }
        };
        let file = json!({"id": "4", "filename": "a.md", "size": 5, "url": "https://a/b", "proxy_url": "https://c"});
        let request = attached(&json!({"attachments": {"4": file}}));
        let told = Attachment { name: "a.md".into(), size: 5, address: "https://a/b".into() };
        assert_eq!(request.attachment, Some(told));
        let Said::Command(invocation) = request.said else { panic!("a command") };
        assert_eq!(invocation.input, Input::Filled { subcommand: None, options: Vec::new() });
        assert_eq!(attached(&json!({})).attachment, None, "an id alone");
    }

    #[test]
    fn the_option_that_is_typed_is_found() {
        let time = json!({"name": "time", "type": 3, "value": "9"});
        let zone = json!({"name": "zone", "type": 3, "value": "par", "focused": true});
        let on = json!({"name": "on", "type": 1, "options": [time, zone]});
        let data = json!({"id": "3", "type": 1, "name": "daily", "options": [on]});
        let Some(Heard::Typing(completion)) = heard(4, &data, &json!({})) else { panic!("typing") };
        assert_eq!((completion.command.as_str(), completion.subcommand.as_deref()), ("daily", Some("on")));
        assert_eq!((completion.argument.as_str(), completion.typed.as_str()), ("zone", "par"));
    }
}
