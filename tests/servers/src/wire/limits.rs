//! The limits as numbers: those known by heart, and over them those of `limits.toml`.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Platform, id as in `limits.toml`, value.
const BY_HEART: &[(&str, &str, usize)] = &[
    ("discord", "message.content", 2_000),
    ("discord", "message.embeds", 10),
    ("discord", "message.files", 10),
    ("discord", "message.nonce", 25),
    ("discord", "upload.file", 10_485_760),
    ("discord", "embed.title", 256),
    ("discord", "embed.description", 4_096),
    ("discord", "embed.fields", 25),
    ("discord", "embed.field.name", 256),
    ("discord", "embed.field.value", 1_024),
    ("discord", "embed.footer.text", 2_048),
    ("discord", "embed.author.name", 256),
    ("discord", "embed.total", 6_000),
    ("discord", "components.action_rows", 5),
    ("discord", "components.buttons_per_row", 5),
    ("discord", "components.v2.total", 40),
    ("discord", "component.custom_id", 100),
    ("discord", "button.label", 80),
    ("discord", "button.url", 512),
    ("discord", "select.options", 25),
    ("discord", "select.placeholder", 150),
    ("discord", "select.option.label", 100),
    ("discord", "modal.title", 45),
    ("discord", "modal.components", 5),
    ("discord", "text_input.value", 4_000),
    ("discord", "text_input.placeholder", 100),
    ("discord", "label.label", 45),
    ("discord", "command.description", 100),
    ("discord", "command.options", 25),
    ("discord", "command.option.choices", 25),
    ("discord", "command.total", 8_000),
    ("discord", "commands.global.chat_input", 100),
    ("discord", "autocomplete.choices", 25),
    ("discord", "autocomplete.choice", 100),
    ("telegram", "message.text", 4_096),
    ("telegram", "message.caption", 1_024),
    ("telegram", "message.entities", 100),
    ("telegram", "upload.file", 50 << 20),
    ("telegram", "inline_button.callback_data", 64),
    ("telegram", "keyboard.buttons", 100),
    ("telegram", "keyboard.buttons_per_row", 8),
    ("telegram", "callback_answer.text", 200),
    ("telegram", "commands", 100),
    ("telegram", "command.description", 256),
    ("telegram", "inline.results", 50),
    ("telegram", "inline.result_id", 64),
    ("telegram", "inline.next_offset", 64),
    ("telegram", "updates.limit", 100),
];

#[derive(Debug)]
pub(super) struct Limits(HashMap<(String, String), usize>);

impl Limits {
    pub(super) fn by_heart() -> &'static Self {
        static LIMITS: OnceLock<Limits> = OnceLock::new();
        LIMITS.get_or_init(Self::known)
    }

    /// The file's numbers, and what is known by heart where it has none.
    ///
    /// # Panics
    /// If the text is no TOML.
    pub(super) fn read(text: &str) -> Self {
        let file: toml::Table = text.parse().unwrap_or_else(|error| panic!("limits.toml: {error}"));
        let mut limits = Self::known();
        for platform in ["discord", "telegram"] {
            let entries = file.get(platform).and_then(toml::Value::as_array).into_iter().flatten();
            for entry in entries {
                let id = entry.get("id").and_then(toml::Value::as_str);
                let value = entry.get("value").and_then(toml::Value::as_integer).map(usize::try_from);
                if let (Some(id), Some(Ok(value))) = (id, value) {
                    limits.0.insert((platform.to_owned(), id.to_owned()), value);
                }
            }
        }
        limits
    }

    pub(super) fn discord(&self, id: &str) -> usize {
        self.get("discord", id)
    }

    pub(super) fn telegram(&self, id: &str) -> usize {
        self.get("telegram", id)
    }

    fn known() -> Self {
        let entry = |&(platform, id, value): &(&str, &str, usize)| ((platform.to_owned(), id.to_owned()), value);
        Self(BY_HEART.iter().map(entry).collect())
    }

    /// An id that nobody knows is a typing mistake in this crate; no limit is the loud-free answer to it.
    fn get(&self, platform: &str, id: &str) -> usize {
        self.0.get(&(platform.to_owned(), id.to_owned())).copied().unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_rules_over_what_is_known_by_heart() {
        let limits =
            Limits::read("[[discord]]\nid = \"embed.title\"\nvalue = 7\n[[telegram]]\nid = \"x\"\nvalue = \"y\"");
        assert_eq!((limits.discord("embed.title"), limits.discord("message.content")), (7, 2_000));
    }
}
