//! What is known by heart of the Bot API's requests, and the project's own rules for them: no parse mode ever, link
//! previews off unless they name their link.

use std::collections::HashSet;

use serde_json::Value;

use super::limits::Limits;
use super::{Complaints, at};
use crate::ask::Ask;
use crate::seen::{list, string};

/// What a button may do, one of them each.
const ACTIONS: [&str; 9] = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
];

/// Checks one request; the method's name in lower case.
pub(super) fn check(method: &str, ask: &Ask, limits: &Limits, out: &mut Complaints) {
    let body = ask.body.as_ref();
    parse_mode(body, "", out);
    match method {
        "sendmessage" | "editmessagetext" => {
            text(&body["text"], &body["entities"], "text", limits.telegram("message.text"), limits, out);
            preview(body, "", out);
        }
        "senddocument" => {
            for file in ask.files.iter().filter(|file| file.bytes.len() > limits.telegram("upload.file")) {
                out.note(format!("the file {:?} has {} bytes", file.name, file.bytes.len()));
            }
        }
        "answercallbackquery" => {
            let length = units(&body["text"]);
            if length > limits.telegram("callback_answer.text") {
                out.refuse(format!("MESSAGE_TOO_LONG: the answer to a press has {length} characters"));
            }
        }
        "setmycommands" => commands(&body["commands"], limits, out),
        "answerinlinequery" => inline(body, limits, out),
        "getupdates" if body["limit"].as_u64().is_some_and(|limit| limit > limits.telegram("updates.limit") as u64) => {
            out.note(format!("getUpdates with a limit of {}", body["limit"]));
        }
        _ => {}
    }
    if body["caption"].is_string() {
        text(&body["caption"], &body["caption_entities"], "caption", limits.telegram("message.caption"), limits, out);
    }
    keyboard(&body["reply_markup"]["inline_keyboard"], limits, out);
}

/// Markup is never parsed by the platform: injection is then impossible, wherever the text comes from.
fn parse_mode(value: &Value, path: &str, out: &mut Complaints) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if key == "parse_mode" && !value.is_null() {
                    out.note(format!("{} must not be used, entities are", at(path, key)));
                }
                parse_mode(value, &at(path, key), out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| parse_mode(item, path, out)),
        _ => {}
    }
}

fn preview(message: &Value, path: &str, out: &mut Complaints) {
    let options = &message["link_preview_options"];
    let named = options["url"].as_str().is_some_and(|url| !url.is_empty());
    if options["is_disabled"] != true && !named {
        out.note(format!("{} must disable the preview or name its url", at(path, "link_preview_options")));
    }
}

fn units(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

fn text(text: &Value, entities: &Value, path: &str, most: usize, limits: &Limits, out: &mut Complaints) {
    let said = text.as_str().unwrap_or_default();
    if said.trim().is_empty() {
        out.refuse("message text is empty");
    }
    if units(text) > most {
        let name = if path == "caption" { "message caption is too long" } else { "message is too long" };
        out.refuse(name);
    }
    let entities = list(entities);
    if entities.len() > limits.telegram("message.entities") {
        out.note(format!("{} entities, further ones are dropped", entities.len()));
    }
    let units: Vec<u16> = said.encode_utf16().collect();
    for (index, entity) in entities.iter().enumerate() {
        check_entity(entity, &units, &format!("{path} entity {index}"), out);
    }
}

fn check_entity(entity: &Value, units: &[u16], path: &str, out: &mut Complaints) {
    let number = |key: &str| entity[key].as_u64().and_then(|value| usize::try_from(value).ok());
    let (Some(from), Some(length)) = (number("offset"), number("length")) else {
        out.refuse(format!("{path} has no offset or length"));
        return;
    };
    let to = from.saturating_add(length);
    if length == 0 || to > units.len() {
        out.note(format!("{path} covers {from}..{to} of a text of {} units", units.len()));
        return;
    }
    let is_second_half = |at: usize| units.get(at).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
    if is_second_half(from) || is_second_half(to) {
        out.note(format!("{path} splits a surrogate pair at {from}..{to}"));
    }
    let wants_url = entity["type"] == "text_link";
    let url = entity["url"].as_str().unwrap_or_default();
    if wants_url && !["https://", "http://", "tg://"].iter().any(|scheme| url.starts_with(scheme)) {
        out.note(format!("{path} is a link without an address"));
    }
}

fn keyboard(rows: &Value, limits: &Limits, out: &mut Complaints) {
    let mut total = 0;
    for (row_index, row) in list(rows).iter().enumerate() {
        let buttons = list(row);
        total += buttons.len();
        if buttons.len() > limits.telegram("keyboard.buttons_per_row") {
            out.note(format!("{} buttons in a row, more than 8 are not shown", buttons.len()));
        }
        for (index, button) in buttons.iter().enumerate() {
            let path = format!("button {row_index}.{index}");
            if string(&button["text"]).trim().is_empty() {
                out.refuse(format!("{path}: text buttons must have text"));
            }
            let actions = ACTIONS.iter().filter(|action| !button[**action].is_null()).count();
            if actions != 1 {
                out.refuse(format!("{path} does {actions} things, it must do one"));
            }
            let bytes = button["callback_data"].as_str().map_or(1, str::len);
            if bytes == 0 || bytes > limits.telegram("inline_button.callback_data") {
                out.refuse("BUTTON_DATA_INVALID");
            }
        }
    }
    if total > limits.telegram("keyboard.buttons") {
        out.note(format!("{total} buttons under one message"));
    }
}

fn commands(commands: &Value, limits: &Limits, out: &mut Complaints) {
    if list(commands).len() > limits.telegram("commands") {
        out.refuse("BOT_COMMANDS_TOO_MUCH");
    }
    for command in list(commands) {
        let name = string(&command["command"]);
        // The server drops one leading slash.
        let bare = name.strip_prefix('/').unwrap_or(&name);
        let fits = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_';
        if !(1..=32).contains(&bare.len()) || !bare.chars().all(fits) {
            out.refuse(format!("BOT_COMMAND_INVALID: {name}"));
        }
        if !(1..=limits.telegram("command.description")).contains(&units(&command["description"])) {
            out.refuse(format!("BOT_COMMAND_DESCRIPTION_INVALID: {name}"));
        }
    }
}

fn inline(body: &Value, limits: &Limits, out: &mut Complaints) {
    let results = list(&body["results"]);
    if results.len() > limits.telegram("inline.results") {
        out.refuse("RESULTS_TOO_MUCH");
    }
    if body["next_offset"].as_str().is_some_and(|offset| offset.len() > limits.telegram("inline.next_offset")) {
        out.refuse("NEXT_OFFSET_INVALID");
    }
    let mut ids = HashSet::new();
    for (index, result) in results.iter().enumerate() {
        let id = string(&result["id"]);
        if id.is_empty() || id.len() > limits.telegram("inline.result_id") {
            out.refuse(format!("RESULT_ID_INVALID: {id}"));
        }
        if !ids.insert(id) {
            out.refuse("RESULT_ID_DUPLICATE");
        }
        let content = &result["input_message_content"];
        if content["message_text"].is_string() {
            let path = format!("results[{index}]");
            text(&content["message_text"], &content["entities"], &path, limits.telegram("message.text"), limits, out);
            preview(content, &path, out);
        }
        keyboard(&result["reply_markup"]["inline_keyboard"], limits, out);
    }
}
