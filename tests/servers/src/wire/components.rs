//! What is known by heart of Discord's buttons, menus and modals.

use std::collections::HashSet;

use serde_json::Value;

use super::Complaints;
use super::discord::text;
use super::limits::Limits;
use crate::seen::list;

/// Components V2 may be used only with this flag.
const IS_COMPONENTS_V2: u64 = 1 << 15;

pub(super) fn check(body: &Value, limits: &Limits, out: &mut Complaints) {
    let components = list(&body["components"]);
    let is_v2 = body["flags"].as_u64().is_some_and(|flags| flags & IS_COMPONENTS_V2 != 0);
    let mut ids = HashSet::new();
    if is_v2 {
        let total = count(components);
        if total > limits.discord("components.v2.total") {
            out.refuse(format!("{total} components"));
        }
        if ["content", "embeds"].iter().any(|key| body[key].as_str().is_some() || !list(&body[key]).is_empty()) {
            out.refuse("content and embeds cannot be used with Components V2");
        }
    } else {
        if components.len() > limits.discord("components.action_rows") {
            out.refuse(format!("{} action rows", components.len()));
        }
        if components.iter().any(|row| row["type"] != 1) {
            out.refuse("a component outside an action row needs the flag of Components V2");
        }
    }
    for (index, component) in components.iter().enumerate() {
        walk(component, &format!("components[{index}]"), &mut ids, limits, out);
    }
}

fn count(components: &[Value]) -> usize {
    components.iter().map(|component| 1 + count(list(&component["components"]))).sum()
}

fn walk(component: &Value, path: &str, ids: &mut HashSet<String>, limits: &Limits, out: &mut Complaints) {
    match component["type"].as_u64() {
        Some(1) => row(component, path, limits, out),
        Some(2) => button(component, path, limits, out),
        Some(3) => select(component, path, limits, out),
        Some(4) => text_input(component, path, limits, out),
        Some(18) => {
            text(component, "label", path, limits.discord("label.label"), out);
        }
        _ => {}
    }
    if let Some(id) = component["custom_id"].as_str() {
        let length = id.chars().count();
        if length == 0 || length > limits.discord("component.custom_id") {
            out.refuse(format!("{path}.custom_id has {length} characters"));
        }
        if !ids.insert(id.to_owned()) {
            out.refuse(format!("{path}: the custom_id {id} is there twice"));
        }
    }
    let inner = list(&component["components"]).iter();
    let single = ["component", "accessory"].iter().filter_map(|key| component.get(key));
    for (index, part) in inner.chain(single).enumerate() {
        walk(part, &format!("{path}.components[{index}]"), ids, limits, out);
    }
}

fn row(row: &Value, path: &str, limits: &Limits, out: &mut Complaints) {
    let parts = list(&row["components"]);
    let menus = parts.iter().filter(|part| part["type"].as_u64().is_some_and(|kind| matches!(kind, 3 | 5..=8))).count();
    if parts.is_empty() || parts.len() > limits.discord("components.buttons_per_row") || (menus > 0 && parts.len() > 1)
    {
        out.refuse(format!("{path} holds {} components, {menus} of them menus", parts.len()));
    }
}

fn button(button: &Value, path: &str, limits: &Limits, out: &mut Complaints) {
    let label = text(button, "label", path, limits.discord("button.label"), out);
    text(button, "url", path, limits.discord("button.url"), out);
    if label == 0 && button["emoji"].is_null() {
        out.refuse(format!("{path}: a button needs a label or an emoji"));
    }
    let is_link = button["style"] == 5;
    let (has_id, has_url) = (button["custom_id"].is_string(), button["url"].is_string());
    if is_link != has_url || is_link == has_id {
        out.refuse(format!("{path}: a link button has a url, every other button a custom_id"));
    }
}

fn select(menu: &Value, path: &str, limits: &Limits, out: &mut Complaints) {
    text(menu, "placeholder", path, limits.discord("select.placeholder"), out);
    let options = list(&menu["options"]);
    if options.is_empty() || options.len() > limits.discord("select.options") {
        out.refuse(format!("{path}: {} options", options.len()));
    }
    let most = limits.discord("select.option.label");
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let path = format!("{path}.options[{index}]");
        for key in ["label", "value"] {
            if text(option, key, &path, most, out) == 0 {
                out.refuse(format!("{path} has no {key}"));
            }
        }
        text(option, "description", &path, most, out);
        if !values.insert(option["value"].to_string()) {
            out.refuse(format!("{path}: the value {} is there twice", option["value"]));
        }
    }
}

fn text_input(input: &Value, path: &str, limits: &Limits, out: &mut Complaints) {
    text(input, "label", path, limits.discord("label.label"), out);
    text(input, "placeholder", path, limits.discord("text_input.placeholder"), out);
    text(input, "value", path, limits.discord("text_input.value"), out);
    let most = limits.discord("text_input.value") as u64;
    for key in ["min_length", "max_length"] {
        if input[key].as_u64().is_some_and(|length| length > most) {
            out.refuse(format!("{path}.{key} is {}", input[key]));
        }
    }
}

pub(super) fn modal(modal: &Value, limits: &Limits, out: &mut Complaints) {
    if text(modal, "title", "modal", limits.discord("modal.title"), out) == 0 {
        out.refuse("a modal needs a title");
    }
    if text(modal, "custom_id", "modal", limits.discord("component.custom_id"), out) == 0 {
        out.refuse("a modal needs a custom_id");
    }
    let parts = list(&modal["components"]);
    if parts.is_empty() || parts.len() > limits.discord("modal.components") {
        out.refuse(format!("a modal with {} components", parts.len()));
    }
    let mut ids = HashSet::new();
    for (index, part) in parts.iter().enumerate() {
        walk(part, &format!("modal.components[{index}]"), &mut ids, limits, out);
    }
}
