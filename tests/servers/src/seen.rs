//! What a person sees of a message: text, buttons, privacy. Works on both platforms' bodies and message objects, and
//! knows nothing of how they were sent.

use serde_json::Value;

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// The words on it.
    pub label: String,
    /// What a press carries: Discord's `custom_id`, Telegram's `callback_data`.
    pub key: Option<String>,
    /// Where a link button leads.
    pub url: Option<String>,
    /// Greyed out (Discord only).
    pub disabled: bool,
}

/// A file under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes, as the platform tells it.
    pub size: u64,
    /// What the platform keeps it by; the servers' `bytes_of` gives the content.
    pub id: String,
}

/// A message as a person sees it at one moment.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The message's id.
    pub id: String,
    /// The channel's or chat's id.
    pub place: String,
    /// Visible only to the one who asked (Discord's ephemeral flag).
    pub private: bool,
    /// How often it was edited.
    pub edits: usize,
    /// The platform's message object.
    pub raw: Value,
}

impl Seen {
    /// The text, with Discord's markdown escapes undone. See [`text_of`].
    pub fn text(&self) -> String {
        text_of(&self.raw)
    }

    /// All buttons, row after row.
    pub fn buttons(&self) -> Vec<Button> {
        buttons_of(&self.raw)
    }

    /// The files under it. See [`files_of`].
    pub fn files(&self) -> Vec<ShownFile> {
        files_of(&self.raw)
    }

    /// The button with this label, or else the first whose label contains it.
    pub fn button(&self, label: &str) -> Option<Button> {
        let buttons = self.buttons();
        let exact = buttons.iter().find(|button| button.label == label);
        exact.or_else(|| buttons.iter().find(|button| button.label.contains(label))).cloned()
    }

    /// Telegram: the formatting as (kind, the words it covers), in order.
    pub fn entities(&self) -> Vec<(String, String)> {
        let (text, entities) = if self.raw["caption"].is_string() {
            (self.raw["caption"].as_str(), &self.raw["caption_entities"])
        } else {
            (self.raw["text"].as_str(), &self.raw["entities"])
        };
        let units: Vec<u16> = text.unwrap_or_default().encode_utf16().collect();
        let all = entities.as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().map(|entity| (string(&entity["type"]), covered(&units, entity))).collect()
    }

    /// Telegram: the addresses that words lead to (`text_link` entities), in order.
    pub fn links(&self) -> Vec<String> {
        let all = self.raw["entities"].as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().filter_map(|entity| entity["url"].as_str()).map(str::to_owned).collect()
    }
}

fn covered(units: &[u16], entity: &Value) -> String {
    let number = |key: &str| entity[key].as_u64().and_then(|value| usize::try_from(value).ok()).unwrap_or_default();
    let from = number("offset").min(units.len());
    let to = from.saturating_add(number("length")).min(units.len());
    String::from_utf16_lossy(&units[from..to])
}

/// The text of a body or message of either platform. Telegram: `text` or `caption`. Discord: the content, then of each
/// embed author, title, description, fields and footer, then text displays, joined by newlines, escapes undone.
pub fn text_of(message: &Value) -> String {
    if let Some(text) = message["text"].as_str().or_else(|| message["caption"].as_str()) {
        return text.to_owned();
    }
    let mut lines = Vec::new();
    say(&mut lines, &message["content"]);
    for embed in list(&message["embeds"]) {
        for part in [&embed["author"]["name"], &embed["title"], &embed["description"]] {
            say(&mut lines, part);
        }
        for field in list(&embed["fields"]) {
            say(&mut lines, &field["name"]);
            say(&mut lines, &field["value"]);
        }
        say(&mut lines, &embed["footer"]["text"]);
    }
    say_displays(&mut lines, &message["components"]);
    lines.join("\n")
}

/// Components V2 carry text in components of type 10, at any depth.
fn say_displays(lines: &mut Vec<String>, components: &Value) {
    for component in list(components) {
        if component["type"] == 10 {
            say(lines, &component["content"]);
        }
        say_displays(lines, &component["components"]);
    }
}

fn say(lines: &mut Vec<String>, part: &Value) {
    if let Some(text) = part.as_str().filter(|text| !text.is_empty()) {
        lines.push(unescaped(text));
    }
}

/// Undoes markdown escapes: a backslash before a punctuation mark is not seen.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match chars.peek() {
            Some(next) if char == '\\' && next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(char),
        }
    }
    out
}

/// The buttons of a body or message of either platform.
pub fn buttons_of(message: &Value) -> Vec<Button> {
    let mut found = Vec::new();
    for row in list(&message["reply_markup"]["inline_keyboard"]) {
        for button in list(row) {
            found.push(Button {
                label: string(&button["text"]),
                key: optional(&button["callback_data"]),
                url: optional(&button["url"]),
                disabled: false,
            });
        }
    }
    find_buttons(&mut found, &message["components"]);
    found
}

/// The files of a message of either platform: Discord's `attachments`, Telegram's `document`.
pub fn files_of(message: &Value) -> Vec<ShownFile> {
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let discord = list(&message["attachments"]).iter().map(|file| ShownFile {
        name: string(&file["filename"]),
        size: number(&file["size"]),
        id: string(&file["id"]),
    });
    let telegram = message.get("document").into_iter().map(|file| ShownFile {
        name: string(&file["file_name"]),
        size: number(&file["file_size"]),
        id: string(&file["file_id"]),
    });
    discord.chain(telegram).collect()
}

fn find_buttons(found: &mut Vec<Button>, components: &Value) {
    for component in list(components) {
        if component["type"] == 2 {
            let emoji = component["emoji"]["name"].as_str().unwrap_or_default();
            let label = component["label"].as_str().unwrap_or_default();
            found.push(Button {
                label: [emoji, label].join(" ").trim().to_owned(),
                key: optional(&component["custom_id"]),
                url: optional(&component["url"]),
                disabled: component["disabled"] == true,
            });
        }
        find_buttons(found, &component["components"]);
        find_buttons(found, &Value::Array(component.get("accessory").cloned().into_iter().collect()));
    }
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(crate) fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn optional(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_person_sees_no_escapes() {
        let body = json!({"content": "a \\*star\\* \\\\ 1\\. C:\\dir", "embeds": [{
            "title": "T", "author": {"name": "A"}, "fields": [{"name": "n", "value": "v"}], "footer": {"text": "f"}}]});
        assert_eq!(text_of(&body), "a *star* \\ 1. C:\\dir\nA\nT\nn\nv\nf");
    }

    #[test]
    fn files_of_both_platforms_are_found() {
        let discord = json!({"attachments": [{"id": "7", "filename": "a.md", "size": 3}]});
        let telegram = json!({"document": {"file_id": "7", "file_name": "a.md", "file_size": 3}});
        assert_eq!(files_of(&discord), files_of(&telegram));
        assert_eq!(files_of(&discord), [ShownFile { name: "a.md".into(), size: 3, id: "7".into() }]);
        assert_eq!(files_of(&json!({"text": "none"})), []);
    }

    #[test]
    fn buttons_of_both_platforms_are_found() {
        let discord = json!({"components": [{"type": 1, "components": [
            {"type": 2, "label": "More", "custom_id": "m", "style": 1}, {"type": 2, "label": "Go", "url": "https://a"}]}]});
        let telegram = json!({"reply_markup": {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}});
        assert_eq!(buttons_of(&discord).len(), 2);
        assert_eq!(buttons_of(&discord)[0], buttons_of(&telegram)[0]);
    }
}
