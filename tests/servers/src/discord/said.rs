//! What came back: the answer to an interaction as the person sees it. Waiting is event-driven and ends loudly.

use std::sync::Arc;

use serde_json::Value;

use crate::discord::Server;
use crate::discord::state::{Interaction, Message, State};
use crate::seen::{Button, Seen, list, string};
use crate::sync::{Bell, lock};

/// Something a person did, to which the bot answers.
#[derive(Clone, Debug)]
pub struct Said {
    pub(crate) server: Server,
    pub(crate) id: u64,
    pub(crate) bell: Arc<Bell>,
    pub(crate) event: Value,
}

/// The bot's answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Discord's number: 4 message, 5 and 6 deferred, 7 the message changed, 8 suggestions, 9 a form.
    pub kind: u64,
    /// Whether it was promised first and came later.
    pub deferred: bool,
    /// The callback's body.
    pub body: Value,
    /// The message that it made or changed, as it is now; `None` for suggestions, forms, and a deleted one.
    pub message: Option<Seen>,
}

/// A form that the bot opened.
#[derive(Clone, Debug)]
pub struct Modal {
    /// What the form carries back.
    pub custom_id: String,
    /// Its title.
    pub title: String,
    /// What can be filled in.
    pub fields: Vec<Field>,
    /// The message whose button opened it.
    pub message: Option<u64>,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is called when the form is sent.
    pub key: String,
    /// What the person reads beside it.
    pub label: String,
    /// What is in it from the start.
    pub value: String,
    /// Whether it may stay empty.
    pub required: bool,
}

impl Said {
    /// The interaction's id.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The event as it was sent to the bot, for instance to send it once more with `push_event`.
    pub fn event(&self) -> &Value {
        &self.event
    }

    /// The answer; a deferred one only when it has come.
    ///
    /// # Panics
    /// If the bot does not answer within the server's patience.
    pub async fn answer(&self) -> Answer {
        self.wait("the answer", |state, interaction| {
            let body = interaction.callback.as_ref().filter(|_| !interaction.deferred)?;
            Some(answer(state, interaction, body))
        })
        .await
    }

    /// The callback alone: for a deferred answer this is the promise.
    pub async fn callback(&self) -> Answer {
        self.wait("the callback", |state, interaction| Some(answer(state, interaction, interaction.callback.as_ref()?)))
            .await
    }

    /// The answer's text; short for `answer().await.text()`.
    pub async fn text(&self) -> String {
        self.answer().await.text()
    }

    /// So many follow-up messages, in order.
    pub async fn follow_ups(&self, count: usize) -> Vec<Seen> {
        self.wait(&format!("{count} follow-ups"), |state, interaction| {
            let ids = &interaction.follow_ups;
            (ids.len() >= count).then(|| ids.iter().filter_map(|id| state.message(*id)).map(Message::seen).collect())
        })
        .await
    }

    /// What is there now, without waiting.
    pub fn so_far(&self) -> Option<Answer> {
        let state = lock(&self.server.desk.state);
        let interaction = state.interactions.get(&self.id)?;
        Some(answer(&state, interaction, interaction.callback.as_ref()?))
    }

    /// The three seconds are over: the bot's answer will meet 10062.
    pub fn expire(&self) {
        if let Some(interaction) = lock(&self.server.desk.state).interactions.get_mut(&self.id) {
            interaction.expired = true;
        }
    }

    async fn wait<T>(&self, what: &str, look: impl Fn(&State, &Interaction) -> Option<T>) -> T {
        let unheard = {
            let state = lock(&self.server.desk.state);
            state.interactions.get(&self.id).is_some_and(|interaction| interaction.unheard)
        };
        let hint = if unheard { " (no bot was at the gateway when it was sent)" } else { "" };
        let what = format!("{what} to {}{hint}", self.event["data"]);
        let found = self.bell.until(|| {
            let state = lock(&self.server.desk.state);
            state.interactions.get(&self.id).and_then(|interaction| look(&state, interaction))
        });
        self.server.patiently(&what, found).await
    }
}

fn answer(state: &State, interaction: &Interaction, body: &Value) -> Answer {
    let kind = body["type"].as_u64().unwrap_or_default();
    let message = interaction.original.and_then(|id| state.message(id)).map(Message::seen);
    let mut body = body.clone();
    if let (9, Some(source)) = (kind, interaction.source) {
        // So that the form's submission can name the message whose button opened it.
        body["local_source"] = source.into();
    }
    Answer { kind, deferred: matches!(kind, 5 | 6), body, message }
}

impl Answer {
    /// The message's text as the person sees it; empty without a message.
    pub fn text(&self) -> String {
        self.message.as_ref().map(Seen::text).unwrap_or_default()
    }

    /// Whether only the person sees it.
    pub fn is_private(&self) -> bool {
        self.message.as_ref().is_some_and(|message| message.private)
    }

    /// The buttons under it.
    pub fn buttons(&self) -> Vec<Button> {
        self.message.as_ref().map(Seen::buttons).unwrap_or_default()
    }

    /// The message.
    ///
    /// # Panics
    /// If the answer was none.
    pub fn seen(&self) -> &Seen {
        self.message.as_ref().unwrap_or_else(|| panic!("the answer is no message: {}", self.body))
    }

    /// The suggestions: what is read, and what is sent when it is chosen.
    pub fn choices(&self) -> Vec<(String, String)> {
        let sent = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let choices = list(&self.body["data"]["choices"]).iter();
        choices.map(|choice| (string(&choice["name"]), sent(&choice["value"]))).collect()
    }

    /// The form.
    ///
    /// # Panics
    /// If the answer was none.
    pub fn modal(&self) -> Modal {
        assert_eq!(self.kind, 9, "the answer is no form: {}", self.body);
        let form = &self.body["data"];
        let mut fields = Vec::new();
        find_fields(&form["components"], "", &mut fields);
        Modal {
            custom_id: string(&form["custom_id"]),
            title: string(&form["title"]),
            fields,
            message: self.body["local_source"].as_u64(),
        }
    }
}

/// Text inputs lie in rows, or each in a label that carries its words.
fn find_fields(components: &Value, label: &str, found: &mut Vec<Field>) {
    for component in list(components) {
        let own = component["label"].as_str().unwrap_or(label);
        if component["type"] == 4 {
            found.push(Field {
                key: string(&component["custom_id"]),
                label: own.to_owned(),
                value: string(&component["value"]),
                required: component["required"].as_bool().unwrap_or(true),
            });
        }
        find_fields(&component["components"], own, found);
        find_fields(&Value::Array(component.get("component").cloned().into_iter().collect()), own, found);
    }
}
