//! One message as Discord takes it, on whichever of four ways it goes out: posted, as an answer, as the text of a promised
//! answer, as a further message.
//!
//! The bodies are serenity's builders. It does not know what is said, nor limits: `render` does.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateEmbed, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse,
};
use serenity::model::channel::MessageFlags;

use crate::domain::message::VisibleTo;

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Text outside the frame.
    pub(super) content: String,
    /// A framed text, with or without a title.
    pub(super) embed: Option<CreateEmbed>,
    /// Buttons.
    pub(super) rows: Vec<CreateActionRow>,
    /// A post makes no sound on people's devices.
    pub(super) silent: bool,
}

/// A page in one of serenity's builders, which have these methods in common but no trait. Nobody is ever notified.
macro_rules! filled {
    ($builder:ty, $page:expr) => {{
        let Page { content, embed, rows, silent: _ } = $page;
        <$builder>::new()
            .content(content)
            .embeds(embed.into_iter().collect())
            .components(rows)
            .allowed_mentions(CreateAllowedMentions::new())
    }};
}

impl Page {
    /// As a post. Whoever sends it puts the nonce in, by which Discord tells that it has come before.
    pub fn post(self) -> CreateMessage {
        let silent = if self.silent { MessageFlags::SUPPRESS_NOTIFICATIONS } else { MessageFlags::empty() };
        let post = filled!(CreateMessage, self).enforce_nonce(true);
        if silent.is_empty() { post } else { post.flags(silent) }
    }

    /// As the answer to an interaction.
    pub fn answer(self, eyes: VisibleTo) -> CreateInteractionResponseMessage {
        filled!(CreateInteractionResponseMessage, self).ephemeral(eyes == VisibleTo::Caller)
    }

    /// As the text of an answer that was promised: who sees it was decided with the promise.
    pub fn promised(self) -> EditInteractionResponse {
        filled!(EditInteractionResponse, self)
    }

    /// As a message after the answer.
    pub fn follow_up(self, eyes: VisibleTo) -> CreateInteractionResponseFollowup {
        filled!(CreateInteractionResponseFollowup, self).ephemeral(eyes == VisibleTo::Caller)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Value, json};

    use super::*;

    fn page() -> Page {
        Page { content: "Hi".into(), embed: Some(CreateEmbed::new().title("T")), rows: Vec::new(), silent: false }
    }

    fn json(body: &impl Serialize) -> Value {
        serde_json::to_value(body).expect("JSON")
    }

    #[test]
    fn a_page_says_the_same_on_every_way_and_notifies_nobody() {
        let ways = [
            json(&page().post()),
            json(&page().answer(VisibleTo::Everyone)),
            json(&page().promised()),
            json(&page().follow_up(VisibleTo::Everyone)),
        ];
        for body in ways {
            assert_eq!((&body["content"], &body["embeds"][0]["title"]), (&json!("Hi"), &json!("T")), "{body}");
            assert_eq!(body["allowed_mentions"], json!({"parse": [], "users": [], "roles": []}), "{body}");
            assert_eq!(body["components"], json!([]), "{body}");
        }
    }

    #[test]
    fn only_the_caller_sees_what_is_private() {
        assert_eq!(json(&page().answer(VisibleTo::Caller))["flags"], 64);
        assert_eq!(json(&page().follow_up(VisibleTo::Caller))["flags"], 64);
        assert_eq!(json(&page().answer(VisibleTo::Everyone))["flags"], 0);
    }

    #[test]
    fn a_post_is_known_again_by_its_nonce() {
        assert_eq!(json(&page().post())["enforce_nonce"], true);
    }

    #[test]
    fn a_silent_post_says_so() {
        assert_eq!(json(&Page { silent: true, ..page() }.post())["flags"], 4096);
        assert!(json(&page().post())["flags"].as_u64().is_none_or(|flags| flags == 0));
    }
}
