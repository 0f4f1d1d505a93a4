//! What Discord's client would let a person send: only registered commands with their registered options. A test that
//! sends anything else tests a bot that nobody can talk to.

use serde_json::Value;

use crate::discord::person::Person;
use crate::seen::list;
use crate::sync::lock;
use crate::wire::Complaints;

/// The registered command of this name, of the person's guild or global.
pub(crate) fn find(person: &Person, name: &str) -> Option<Value> {
    let state = lock(&person.server.desk.state);
    let places = [person.is.guild, None];
    let known = places.iter().filter_map(|place| state.commands.get(place));
    known.flatten().find(|command| command["name"] == name).cloned()
}

/// Notes a violation where the client would not have let this be sent. Nothing is checked before any registration.
pub(crate) fn check(person: &Person, offered: Option<&Value>, sent: &Value, is_asking: bool) {
    let desk = &person.server.desk;
    let nothing_registered = lock(&desk.state).commands.is_empty();
    if nothing_registered || !desk.backstage.is_checking() {
        return;
    }
    let mut complaints = Complaints::default();
    match offered {
        None => complaints.note("no such command is registered"),
        Some(command) => options(&command["options"], &sent["options"], is_asking, &mut complaints),
    }
    desk.backstage.complain(&format!("a person's /{}", sent["name"].as_str().unwrap_or_default()), &complaints);
}

fn options(offered: &Value, sent: &Value, is_asking: bool, out: &mut Complaints) {
    for option in list(sent) {
        let Some(known) = list(offered).iter().find(|known| known["name"] == option["name"]) else {
            out.note(format!("no option {} is registered", option["name"]));
            continue;
        };
        if known["type"] != option["type"] {
            out.note(format!("the option {} is of type {}, not {}", option["name"], known["type"], option["type"]));
        }
        if option["focused"] == true && known["autocomplete"] != true {
            out.note(format!("the option {} has no suggestions", option["name"]));
        }
        let choices = list(&known["choices"]);
        if !choices.is_empty() && !choices.iter().any(|choice| choice["value"] == option["value"]) && !is_asking {
            out.note(format!("{} is no choice of {}", option["value"], option["name"]));
        }
        if matches!(option["type"].as_u64(), Some(1 | 2)) {
            options(&known["options"], &option["options"], is_asking, out);
        }
    }
    for known in list(offered).iter().filter(|known| known["required"] == true && !is_asking) {
        if !list(sent).iter().any(|option| option["name"] == known["name"]) {
            out.note(format!("the required option {} is missing", known["name"]));
        }
    }
}
