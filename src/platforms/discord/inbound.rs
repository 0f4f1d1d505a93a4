//! Discord's interactions as requests: who, where, with which standing, what.
//!
//! It asks nobody: an interaction carries the member's permissions of this very moment. It answers nothing.

use super::wire::{Data, Given, Interaction};
use super::{NAME, forms};
use crate::bot::{Completion, Request, Said};
use crate::domain::command::{Audience, CommandSpec, Input, Invocation};
use crate::domain::community::{Caller, Community, PersonId, Place, Standing};
use crate::domain::message::VisibleTo;
use crate::ports::RequestId;

/// `MANAGE_GUILD` or `ADMINISTRATOR`.
const ADMIN_PERMISSIONS: u64 = 1 << 5 | 1 << 3;

/// What an interaction says.
pub(super) enum Heard {
    /// Something to be answered. When the answer takes long, it is promised for these eyes.
    Said(Request, VisibleTo),
    /// An option that is being typed.
    Typing(Completion),
}

/// Reads an interaction; `None` for kinds that the bot does not use.
pub(super) fn hear(interaction: Interaction) -> Option<Heard> {
    let caller = caller(&interaction);
    let Interaction { id, kind, data, channel_id, .. } = interaction;
    let (said, eyes) = match kind {
        2 => {
            let eyes = eyes(&data.name);
            (Said::Command(invocation(data)), eyes)
        }
        3 => (Said::Pressed(data.custom_id), VisibleTo::Everyone),
        4 => return completion(caller, &data).map(Heard::Typing),
        5 => (Said::Form(forms::read(&data.components)), VisibleTo::Caller),
        _ => return None,
    };
    let place = Place { platform: NAME, address: channel_id? };
    Some(Heard::Said(Request { id: RequestId(id), caller, place, said }, eyes))
}

/// Who speaks, in which community. A guild counts only where it has installed the bot; in a direct message the person is
/// admin of that chat; anywhere else somebody has brought the bot along for themselves, and administers nothing.
fn caller(interaction: &Interaction) -> Caller {
    let user = interaction.member.as_ref().map(|member| &member.user).or(interaction.user.as_ref());
    let person = user.map(|user| user.id.clone()).unwrap_or_default();
    let owners = interaction.authorizing_integration_owners.as_ref();
    let is_installed = owners.is_none_or(|owners| owners.contains_key("0"));
    let (address, standing) = match (&interaction.guild_id, interaction.context) {
        (Some(guild), _) if is_installed => (guild.clone(), standing(interaction)),
        (None, None | Some(1)) => {
            (format!("dm:{}", interaction.channel_id.as_deref().unwrap_or(&person)), Standing::Admin)
        }
        _ => (format!("user:{person}"), Standing::Member),
    };
    Caller { community: Community { platform: NAME, address }, person: PersonId(person), standing }
}

/// No permissions, or some that cannot be read, are none.
fn standing(interaction: &Interaction) -> Standing {
    let permissions = interaction.member.as_ref().and_then(|member| member.permissions.parse().ok()).unwrap_or(0_u64);
    if permissions & ADMIN_PERMISSIONS == 0 { Standing::Member } else { Standing::Admin }
}

/// What admins ask is answered to them alone, mostly.
fn eyes(command: &str) -> VisibleTo {
    match CommandSpec::named(command).map(|row| row.audience) {
        Some(Audience::Holders(_)) => VisibleTo::Caller,
        Some(Audience::All) | None => VisibleTo::Everyone,
    }
}

fn invocation(data: Data) -> Invocation {
    let (subcommand, options) = chosen(&data.options);
    let options = options.iter().map(|option| (option.name.clone(), option.text())).collect();
    let subcommand = subcommand.map(str::to_owned);
    Invocation { command: data.name, input: Input::Filled { subcommand, options } }
}

fn completion(caller: Caller, data: &Data) -> Option<Completion> {
    let (subcommand, options) = chosen(&data.options);
    let focused = options.iter().find(|option| option.focused)?;
    Some(Completion {
        caller,
        command: data.name.clone(),
        subcommand: subcommand.map(str::to_owned),
        argument: focused.name.clone(),
        typed: focused.text(),
    })
}

/// The subcommand, if one was chosen, and the options that belong to it.
fn chosen(options: &[Given]) -> (Option<&str>, &[Given]) {
    match options {
        [only] if only.kind == 1 => (Some(&only.name), &only.options),
        options => (None, options),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn heard(mut event: Value, more: &Value) -> Option<Heard> {
        for (key, value) in more.as_object().expect("an object") {
            event[key] = value.clone();
        }
        hear(serde_json::from_value(event).expect("an interaction"))
    }

    fn command(more: &Value) -> Request {
        let event = json!({
            "id": "1", "application_id": "2", "type": 2, "token": "t", "guild_id": "7", "channel_id": "8",
            "member": {"user": {"id": "9"}, "permissions": "0"}, "data": {"name": "daily", "options": [
                {"name": "on", "type": 1, "options": [{"name": "time", "type": 3, "value": "09:00"}]}]},
        });
        match heard(event, more) {
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
        let member = |permissions: &str| json!({"member": {"user": {"id": "9"}, "permissions": permissions}});
        assert_eq!(caller(member("32")), ("7".into(), Standing::Admin));
        assert_eq!(caller(member("8")), ("7".into(), Standing::Admin));
        assert_eq!(caller(member("2147483647")), ("7".into(), Standing::Admin));
        assert_eq!(caller(member("64")), ("7".into(), Standing::Member));
        assert_eq!(caller(member("all")), ("7".into(), Standing::Member));
        assert_eq!(caller(json!({"member": null})), ("7".into(), Standing::Member));
        let outside = |context: u8| json!({"guild_id": null, "member": null, "user": {"id": "9"}, "context": context});
        assert_eq!(caller(outside(1)), ("dm:8".into(), Standing::Admin));
        assert_eq!(caller(outside(2)), ("user:9".into(), Standing::Member));
        let mut brought_along = member("32");
        brought_along["authorizing_integration_owners"] = json!({"1": "9"});
        assert_eq!(caller(brought_along), ("user:9".into(), Standing::Member));
    }

    #[test]
    fn the_option_that_is_typed_is_found() {
        let event = json!({
            "id": "1", "application_id": "2", "type": 4, "token": "t", "channel_id": "8", "user": {"id": "9"},
            "data": {"name": "daily", "options": [{"name": "on", "type": 1, "options": [
                {"name": "time", "type": 3, "value": "9"}, {"name": "zone", "type": 3, "value": "par", "focused": true}]}]},
        });
        let Some(Heard::Typing(completion)) = heard(event, &json!({})) else { panic!("typing") };
        assert_eq!((completion.command.as_str(), completion.subcommand.as_deref()), ("daily", Some("on")));
        assert_eq!((completion.argument.as_str(), completion.typed.as_str()), ("zone", "par"));
    }
}
