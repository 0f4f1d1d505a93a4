//! What is known by heart of Discord's messages and answers, and the project's own rules for them: mentions off on
//! every message, a nonce on every post.

use std::collections::HashSet;

use serde_json::Value;

use super::limits::Limits;
use super::{Complaints, at, commands, components};
use crate::ask::Ask;
use crate::seen::list;

/// Ids of Discord's things are larger than any number of a file in a form.
const SMALLEST_ID: u64 = 1 << 22;

pub(super) fn check(method: &str, path: &[&str], ask: &Ask, limits: &Limits, out: &mut Complaints) {
    let body = ask.body.as_ref();
    let said = if path.first() == Some(&"interactions") { &body["data"] } else { body };
    files(said, ask, limits, out);
    match (method, path) {
        ("POST", ["channels", _, "messages"]) => {
            nonce(body, limits, out);
            created(body, ask, limits, out);
        }
        ("GET", ["channels", _, "messages"]) => {
            let bounds = ["before", "after", "around"].iter().filter(|bound| ask.query.contains_key(**bound)).count();
            if bounds > 1 {
                out.note("before, after and around exclude each other");
            }
        }
        ("POST", ["webhooks", _, _]) => created(body, ask, limits, out),
        ("PATCH", ["channels", _, "messages", _] | ["webhooks", _, _, "messages", _]) => message(body, limits, out),
        ("POST", ["interactions", _, _, "callback"]) => callback(body, ask, limits, out),
        ("PUT", ["applications", _, "commands"] | ["applications", _, "guilds", _, "commands"]) => {
            commands::all(body, limits, out);
        }
        ("POST", ["applications", _, "commands"] | ["applications", _, "guilds", _, "commands"]) => {
            commands::one(body, "command", limits, out);
        }
        _ => {}
    }
}

/// Files come as `files[n]` beside `payload_json`, and the entry of a file in the message's list has that number.
fn files(message: &Value, ask: &Ask, limits: &Limits, out: &mut Complaints) {
    if ask.files.len() > limits.discord("message.files") {
        out.refuse(format!("{} files", ask.files.len()));
    }
    let mut numbers = HashSet::new();
    for file in &ask.files {
        let number = file.field.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']'));
        match number.and_then(|number| number.parse::<u64>().ok()) {
            Some(number) if numbers.insert(number) => {}
            Some(number) => out.refuse(format!("files[{number}] is there twice")),
            None => out.refuse(format!("the file field {:?} is not files[n]", file.field)),
        }
        if file.name.is_empty() {
            out.refuse(format!("{} has no file name", file.field));
        }
        if file.bytes.len() > limits.discord("upload.file") {
            out.note(format!("the file {:?} has {} bytes", file.name, file.bytes.len()));
        }
    }
    let listed = list(&message["attachments"]);
    let number = |entry: &Value| entry["id"].as_u64().or_else(|| entry["id"].as_str()?.parse().ok());
    for (index, entry) in listed.iter().enumerate() {
        // What is no number of a file is the id of an attachment that was there before, and those are large.
        if number(entry).is_none_or(|number| number < SMALLEST_ID && !numbers.contains(&number)) {
            out.refuse(format!("attachments[{index}] has the id {} and no such file", entry["id"]));
        }
    }
    let unlisted = |of: &u64| !listed.iter().any(|entry| number(entry) == Some(*of));
    if let (Some(of), true) = (numbers.iter().find(|of| unlisted(of)), message["attachments"].is_array()) {
        out.note(format!("files[{of}] is not in the list of attachments"));
    }
    // From API v10 on an edit's list holds every file that shall be there afterwards.
    if ask.method == "PATCH" && !ask.files.is_empty() && !message["attachments"].is_array() {
        out.note("an edit that brings files lists its attachments");
    }
}

fn callback(body: &Value, ask: &Ask, limits: &Limits, out: &mut Complaints) {
    let content = &body["data"];
    match body["type"].as_u64() {
        Some(4) => created(content, ask, limits, out),
        Some(7) => message(content, limits, out),
        Some(8) => choices(&content["choices"], limits, out),
        Some(9) => components::modal(content, limits, out),
        Some(1 | 5 | 6 | 10 | 12) => {}
        _ => out.refuse("an interaction is answered with a type of 1, 4, 5, 6, 7, 8 or 9"),
    }
}

fn created(body: &Value, ask: &Ask, limits: &Limits, out: &mut Complaints) {
    let said = body["content"].as_str().is_some_and(|content| !content.trim().is_empty());
    let shown = ["embeds", "components", "attachments", "sticker_ids"].iter().any(|key| !list(&body[key]).is_empty());
    if !said && !shown && ask.files.is_empty() && body["poll"].is_null() {
        out.refuse("Cannot send an empty message");
    }
    message(body, limits, out);
}

fn message(body: &Value, limits: &Limits, out: &mut Complaints) {
    let mentions = &body["allowed_mentions"];
    let none = |key: &str| mentions.get(key).is_none_or(|value| list(value).is_empty());
    if !mentions["parse"].as_array().is_some_and(Vec::is_empty) || !none("users") || !none("roles") {
        out.note(format!("allowed_mentions must be {{\"parse\": []}}, it is {mentions}"));
    }
    if mentions["replied_user"] == true {
        out.note("allowed_mentions.replied_user pings somebody");
    }
    text(body, "content", "", limits.discord("message.content"), out);
    let embeds = list(&body["embeds"]);
    if embeds.len() > limits.discord("message.embeds") {
        out.refuse(format!("{} embeds", embeds.len()));
    }
    let mut total = 0;
    for (index, embed) in embeds.iter().enumerate() {
        total += check_embed(embed, &format!("embeds[{index}]"), limits, out);
    }
    if total > limits.discord("embed.total") {
        out.refuse(format!("{total} characters over all embeds"));
    }
    components::check(body, limits, out);
}

/// Checks one embed and gives how much it counts towards the total.
fn check_embed(embed: &Value, path: &str, limits: &Limits, out: &mut Complaints) -> usize {
    let mut total = 0;
    total += text(embed, "title", path, limits.discord("embed.title"), out);
    total += text(embed, "description", path, limits.discord("embed.description"), out);
    total += text(&embed["footer"], "text", &at(path, "footer"), limits.discord("embed.footer.text"), out);
    total += text(&embed["author"], "name", &at(path, "author"), limits.discord("embed.author.name"), out);
    let fields = list(&embed["fields"]);
    if fields.len() > limits.discord("embed.fields") {
        out.refuse(format!("{path}: {} fields", fields.len()));
    }
    for (index, field) in fields.iter().enumerate() {
        let path = format!("{path}.fields[{index}]");
        for (key, most) in [("name", "embed.field.name"), ("value", "embed.field.value")] {
            let length = text(field, key, &path, limits.discord(most), out);
            if length == 0 {
                out.refuse(format!("{path}.{key} is required"));
            }
            total += length;
        }
    }
    for (owner, key) in
        [(embed, "url"), (&embed["author"], "url"), (&embed["image"], "url"), (&embed["thumbnail"], "url")]
    {
        let url = owner[key].as_str().unwrap_or("https://");
        if !["https://", "http://", "attachment://"].iter().any(|scheme| url.starts_with(scheme)) {
            out.refuse(format!("{path}: not a well formed URL: {url}"));
        }
    }
    total
}

/// Checks a text's length and gives it. Discord counts code points.
pub(super) fn text(owner: &Value, key: &str, path: &str, most: usize, out: &mut Complaints) -> usize {
    let length = owner[key].as_str().map_or(0, |text| text.chars().count());
    if length > most {
        out.refuse(format!("{} has {length} characters, at most {most} are allowed", at(path, key)));
    }
    length
}

fn nonce(body: &Value, limits: &Limits, out: &mut Complaints) {
    let nonce = &body["nonce"];
    let length = nonce.as_str().map(|nonce| nonce.chars().count()).or(nonce.as_u64().map(|_| 1));
    match length {
        Some(length) if length > limits.discord("message.nonce") => {
            out.refuse(format!("the nonce has {length} characters"));
        }
        Some(1..) => {}
        _ => out.note("a post into a channel carries no nonce"),
    }
    if body["enforce_nonce"] != true {
        out.note("a post into a channel does not enforce its nonce");
    }
}

fn choices(choices: &Value, limits: &Limits, out: &mut Complaints) {
    let most = limits.discord("autocomplete.choice");
    if list(choices).len() > limits.discord("autocomplete.choices") {
        out.refuse(format!("{} choices", list(choices).len()));
    }
    let mut names = HashSet::new();
    for (index, choice) in list(choices).iter().enumerate() {
        let path = format!("choices[{index}]");
        if text(choice, "name", &path, most, out) == 0 {
            out.refuse(format!("{path} has no name"));
        }
        text(choice, "value", &path, most, out);
        if choice["value"].is_null() {
            out.refuse(format!("{path} has no value"));
        }
        if !names.insert(choice["name"].to_string()) {
            out.note(format!("{path}: nobody can tell two choices named {} apart", choice["name"]));
        }
    }
}
