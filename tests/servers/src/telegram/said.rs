//! What came back: the bot's messages after something was said, the answer to a press. Waiting is event-driven and ends
//! loudly.

use std::sync::Arc;

use serde_json::Value;

use crate::seen::{Seen, list};
use crate::sync::{Bell, lock};
use crate::telegram::Server;
use crate::telegram::state::{Chat, PressAnswer};

/// Something that was said in a chat.
#[derive(Clone, Debug)]
pub struct Said {
    pub(crate) server: Server,
    pub(crate) text: String,
    pub(crate) chat: i64,
    pub(crate) message: i64,
    pub(crate) update: i64,
    /// How many messages of the bot were in the chat before.
    pub(crate) mark: usize,
    pub(crate) bell: Arc<Bell>,
}

impl Said {
    /// The update's id.
    pub fn update_id(&self) -> i64 {
        self.update
    }

    /// The message's id.
    pub fn message_id(&self) -> i64 {
        self.message
    }

    /// The bot's first message in the chat since.
    ///
    /// # Panics
    /// If none comes within the server's patience.
    pub async fn reply(&self) -> Seen {
        self.replies(1).await.swap_remove(0)
    }

    /// The bot's first so many messages in the chat since.
    pub async fn replies(&self, count: usize) -> Vec<Seen> {
        let what = format!("{count} messages after {:?} in chat {}", self.text, self.chat);
        wait(&self.server, &self.bell, self.chat, &what, |chat| since(chat, self.mark, count)).await
    }

    /// The text of the bot's first message since.
    pub async fn text(&self) -> String {
        self.reply().await.text()
    }

    /// What the bot has said in the chat since, without waiting.
    pub fn so_far(&self) -> Vec<Seen> {
        let mut state = lock(&self.server.desk.state);
        since(state.chat(self.chat), self.mark, 0).unwrap_or_default()
    }

    /// Waits until the bot confirmed the update.
    pub async fn confirmed(&self) {
        self.server.wait_confirmed(self.update).await;
    }
}

/// A button that was pressed.
#[derive(Clone, Debug)]
pub struct Pressed {
    pub(crate) server: Server,
    pub(crate) id: String,
    pub(crate) update: i64,
    pub(crate) chat: i64,
    pub(crate) message: i64,
    pub(crate) edits: usize,
    pub(crate) mark: usize,
    pub(crate) bell: Arc<Bell>,
}

impl Pressed {
    /// The update's id.
    pub fn update_id(&self) -> i64 {
        self.update
    }

    /// The bot's answer to the press itself: what ends the spinning wheel.
    pub async fn answered(&self) -> PressAnswer {
        let look = || lock(&self.server.desk.state).presses.get(&self.id).and_then(|press| press.answer.clone());
        self.server.wait_for("the answer to a press", look).await
    }

    /// The message with the button, after its next change.
    pub async fn changed(&self) -> Seen {
        let changed = |chat: &Chat| chat.seen(self.message).filter(|seen| seen.edits > self.edits);
        wait(&self.server, &self.bell, self.chat, "a change of the message", changed).await
    }

    /// The bot's first message in the chat since.
    pub async fn reply(&self) -> Seen {
        self.replies(1).await.swap_remove(0)
    }

    /// The bot's first so many messages in the chat since.
    pub async fn replies(&self, count: usize) -> Vec<Seen> {
        let what = format!("{count} messages after a press in chat {}", self.chat);
        wait(&self.server, &self.bell, self.chat, &what, |chat| since(chat, self.mark, count)).await
    }

    /// Too much time has passed: answering is refused with 400.
    pub fn expire(&self) {
        if let Some(press) = lock(&self.server.desk.state).presses.get_mut(&self.id) {
            press.is_old = true;
        }
    }
}

/// An inline query.
#[derive(Clone, Debug)]
pub struct InlineAsked {
    pub(crate) server: Server,
    pub(crate) id: String,
    pub(crate) update: i64,
}

impl InlineAsked {
    /// The update's id.
    pub fn update_id(&self) -> i64 {
        self.update
    }

    /// The body of answerInlineQuery.
    pub async fn answer(&self) -> Value {
        let look = || lock(&self.server.desk.state).inline.get(&self.id).cloned().flatten();
        self.server.wait_for("the answer to an inline query", look).await
    }

    /// The results: title and the text that would be sent.
    pub async fn results(&self) -> Vec<(String, String)> {
        let answer = self.answer().await;
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let results = list(&answer["results"]).iter();
        results.map(|one| (word(&one["title"]), word(&one["input_message_content"]["message_text"]))).collect()
    }
}

fn since(chat: &Chat, mark: usize, count: usize) -> Option<Vec<Seen>> {
    let said = chat.said.get(mark..).unwrap_or_default();
    let seen: Vec<Seen> = said.iter().filter_map(|id| chat.seen(*id)).collect();
    (seen.len() >= count).then_some(seen)
}

async fn wait<T>(server: &Server, bell: &Bell, chat: i64, what: &str, look: impl Fn(&Chat) -> Option<T>) -> T {
    let found = bell.until(|| look(lock(&server.desk.state).chat(chat)));
    server.patiently(what, found).await
}
