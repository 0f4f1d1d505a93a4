//! What is known by heart of Discord's command registration.

use std::collections::HashSet;

use serde_json::Value;

use super::Complaints;
use super::discord::text;
use super::limits::Limits;
use crate::seen::{list, string};

pub(super) fn all(body: &Value, limits: &Limits, out: &mut Complaints) {
    let commands = list(body);
    if !body.is_array() {
        out.refuse("the commands are a list");
    }
    if commands.len() > limits.discord("commands.global.chat_input") {
        out.refuse(format!("{} commands", commands.len()));
    }
    let mut names = HashSet::new();
    for command in commands {
        if !names.insert(string(&command["name"])) {
            out.refuse(format!("two commands named {}", command["name"]));
        }
        one(command, &string(&command["name"]), limits, out);
    }
}

pub(super) fn one(command: &Value, path: &str, limits: &Limits, out: &mut Complaints) {
    // Commands in the menus of users and messages may have any name, and no description.
    if command["type"].as_u64().unwrap_or(1) == 1 {
        named(command, path, limits, out);
    }
    options(&command["options"], path, 0, limits, out);
    let total = weight(command);
    if total > limits.discord("command.total") {
        out.refuse(format!("{path}: {total} characters in all"));
    }
}

fn named(item: &Value, path: &str, limits: &Limits, out: &mut Complaints) {
    let name = string(&item["name"]);
    if !is_name(&name) {
        out.refuse(format!("{path}: {name:?} is no name for a command or option"));
    }
    for local in item["name_localizations"].as_object().into_iter().flatten() {
        if !local.1.as_str().is_some_and(is_name) {
            out.refuse(format!("{path}: {} is no name in {}", local.1, local.0));
        }
    }
    let most = limits.discord("command.description");
    if text(item, "description", path, most, out) == 0 {
        out.refuse(format!("{path} has no description"));
    }
    for (language, local) in item["description_localizations"].as_object().into_iter().flatten() {
        if !local.as_str().is_some_and(|text| (1..=most).contains(&text.chars().count())) {
            out.refuse(format!("{path}: the description in {language} is too long, empty or no text"));
        }
    }
}

fn options(options: &Value, path: &str, depth: usize, limits: &Limits, out: &mut Complaints) {
    let options = list(options);
    if options.len() > limits.discord("command.options") {
        out.refuse(format!("{path}: {} options", options.len()));
    }
    let mut names = HashSet::new();
    let mut optional_before = false;
    for option in options {
        let name = string(&option["name"]);
        let path = format!("{path} {name}");
        named(option, &path, limits, out);
        if !names.insert(name) {
            out.refuse(format!("{path} is there twice"));
        }
        let kind = option["type"].as_u64().unwrap_or_default();
        if matches!(kind, 1 | 2) {
            if depth >= 2 || (kind == 2 && depth > 0) {
                out.refuse(format!("{path}: subcommands nest no deeper than group and subcommand"));
            }
            self::options(&option["options"], &path, depth + 1, limits, out);
            continue;
        }
        let required = option["required"] == true;
        if required && optional_before {
            out.refuse(format!("{path}: required options come before optional ones"));
        }
        optional_before |= !required;
        choices(option, &path, limits, out);
    }
}

fn choices(option: &Value, path: &str, limits: &Limits, out: &mut Complaints) {
    let choices = list(&option["choices"]);
    if choices.len() > limits.discord("command.option.choices") {
        out.refuse(format!("{path}: {} choices", choices.len()));
    }
    if !choices.is_empty() && option["autocomplete"] == true {
        out.refuse(format!("{path}: choices and autocomplete exclude each other"));
    }
    for choice in choices {
        for key in ["name", "value"] {
            text(choice, key, path, limits.discord("autocomplete.choice"), out);
        }
    }
}

/// Documented as `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case wherever there is one. Rust's
/// "alphanumeric" lacks only marks of the two scripts, which are let in by their blocks.
fn is_name(name: &str) -> bool {
    let fits = |char: char| {
        char.is_alphanumeric() || "-_'".contains(char) || matches!(char, '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}')
    };
    (1..=32).contains(&name.chars().count()) && name.chars().all(fits) && name.to_lowercase() == name
}

/// Names, descriptions and values of a command with all it holds; of localizations the longest counts.
fn weight(item: &Value) -> usize {
    let localized = |key: &str, local: &str| {
        let own = item[key].as_str().map_or(0, |text| text.chars().count());
        let others = item[local].as_object().into_iter().flatten();
        others.filter_map(|(_, text)| text.as_str()).map(|text| text.chars().count()).fold(own, usize::max)
    };
    let value = item["value"].as_str().map_or(0, |text| text.chars().count());
    let inner = ["options", "choices"].iter().flat_map(|key| list(&item[key])).map(weight).sum::<usize>();
    localized("name", "name_localizations") + localized("description", "description_localizations") + value + inner
}
