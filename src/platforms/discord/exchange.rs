//! One exchange with one person: the answer in time, a promise first where it takes long.
//!
//! Discord shows a failure three seconds after an interaction that nobody answered, and takes answers for fifteen minutes
//! after one that somebody did. This is the one layer that repeats answers; posts are repeated by the ledger.

use std::collections::HashSet;
use std::pin::pin;
use std::time::Duration;

use serde::Serialize;
use serde_json::json;
use serenity::builder::{
    AutocompleteChoice, CreateActionRow, CreateAllowedMentions, CreateAutocompleteResponse, CreateButton,
    CreateInteractionResponse, CreateInteractionResponseMessage,
};
use serenity::model::application::{ActionRow, ActionRowComponent, ButtonKind, Interaction};
use serenity::model::id::{ApplicationId, InteractionId};
use tokio::time::{Instant, sleep_until, timeout};

use super::forms;
use super::inbound::{self, Heard};
use super::page::Page;
use super::render;
use super::rest::{self, Failure, Rest, Route};
use crate::bot::{Bot, Request, Said, Suggestion};
use crate::domain::file::Enclosure;
use crate::domain::message::{Reply, VisibleTo};

/// An answer that is not there by then is promised.
const PROMISE_AFTER: Duration = Duration::from_millis(1_500);
/// limits.toml `interaction.first_response`, less the way to Discord.
const FIRST_ANSWER_LIFE: Duration = Duration::from_millis(2_900);
/// limits.toml `interaction.token`, less the same.
const ANSWERS_LIFE: Duration = Duration::from_secs(890);
/// A request that did not reach Discord is repeated so often.
const REPEATS_UNREACHED: u32 = 2;
/// A file up to this size, in bytes, is under way no longer than the first answer may take; a larger one is promised.
const LIGHT: usize = 256 << 10;
const REPEAT_WAIT: Duration = Duration::from_millis(200);

/// An interaction that is being answered.
pub(super) struct Exchange<'a> {
    rest: &'a Rest,
    id: InteractionId,
    application: ApplicationId,
    token: String,
    begun: Instant,
}

impl<'a> Exchange<'a> {
    pub(super) fn begin(rest: &'a Rest, interaction: &Interaction) -> Self {
        Self {
            rest,
            id: interaction.id(),
            application: interaction.application_id(),
            token: interaction.token().to_owned(),
            begun: Instant::now(),
        }
    }

    /// Answers.
    pub(super) async fn hold(&self, bot: &Bot, interaction: Interaction) {
        match inbound::hear(interaction) {
            Some(Heard::Said(request, eyes)) => self.answer(bot, &request, eyes, &[]).await,
            Some(Heard::Pressed(request, rows)) => self.answer(bot, &request, VisibleTo::Everyone, &rows).await,
            Some(Heard::Typing(completion)) => {
                // Suggestions that come late help nobody; an empty list keeps Discord from showing a failure.
                let suggestions = timeout(FIRST_ANSWER_LIFE / 2, bot.suggest(&completion)).await.unwrap_or_default();
                self.call_back(&CreateInteractionResponse::Autocomplete(choices(&suggestions)), None).await;
            }
            None => tracing::debug!("an interaction of a kind that is not used"),
        }
    }

    /// `rows` are the buttons of the message whose button was pressed.
    async fn answer(&self, bot: &Bot, request: &Request, eyes: VisibleTo, rows: &[ActionRow]) {
        let mut answer = pin!(bot.answer(request));
        if let Ok(reply) = timeout(PROMISE_AFTER, &mut answer).await {
            // A form can only be opened as the first answer to a command or a press.
            let form = reply.form.as_ref().filter(|_| !matches!(request.said, Said::Form(_))).and_then(forms::open);
            if let (Some(label), Said::Pressed(action)) = (&reply.relabelled, &request.said)
                && let Some(rows) = relabelled(rows, action, label)
            {
                let changed = CreateInteractionResponseMessage::new()
                    .components(rows)
                    .allowed_mentions(CreateAllowedMentions::new());
                self.call_back(&CreateInteractionResponse::UpdateMessage(changed), None).await;
                return;
            }
            let is_heavy = reply.enclosure.as_ref().is_some_and(|file| file.bytes.len() > LIGHT);
            match form {
                Some(modal) => drop(self.call_back(&CreateInteractionResponse::Modal(modal), None).await),
                None if is_heavy => {
                    if self.promise(reply.visible_to).await {
                        self.reply_as_promised(&reply).await;
                    }
                }
                None => self.reply_at_once(&reply).await,
            }
            return;
        }
        // Who sees the answer must be said with the promise, before it is known: a private one may be seen by all then.
        // Only answers without secrets go through that: mistakes in commands that everybody may use.
        let is_promised = self.promise(eyes).await;
        let reply = answer.await;
        if is_promised {
            self.reply_as_promised(&reply).await;
        }
    }

    async fn promise(&self, eyes: VisibleTo) -> bool {
        let promise = CreateInteractionResponseMessage::new().ephemeral(eyes == VisibleTo::Caller);
        self.call_back(&CreateInteractionResponse::Defer(promise), None).await
    }

    async fn reply_at_once(&self, reply: &Reply) {
        let mut pages = render::reply(reply).into_iter();
        let Some(first) = pages.next() else { return };
        let answer = CreateInteractionResponse::Message(first.answer(reply.visible_to));
        // A file comes with the last page, as buttons do.
        let file = reply.enclosure.as_ref().filter(|_| pages.len() == 0);
        if self.call_back(&answer, file).await {
            self.follow_up(pages, reply).await;
        }
    }

    async fn reply_as_promised(&self, reply: &Reply) {
        let mut pages = render::reply(reply).into_iter();
        let route = Route::original(self.application, &self.token);
        let Some(first) = pages.next() else { return };
        let file = reply.enclosure.as_ref().filter(|_| pages.len() == 0);
        if self.send(&route, &first.promised(), file, ANSWERS_LIFE).await {
            self.follow_up(pages, reply).await;
        }
    }

    /// Further pages in order; after one that was lost, the others would be without sense.
    async fn follow_up(&self, mut pages: impl ExactSizeIterator<Item = Page>, reply: &Reply) {
        let route = Route::follow_ups(self.application, &self.token);
        while let Some(page) = pages.next() {
            let file = reply.enclosure.as_ref().filter(|_| pages.len() == 0);
            if !self.send(&route, &page.follow_up(reply.visible_to), file, ANSWERS_LIFE).await {
                return;
            }
        }
    }

    async fn call_back(&self, response: &CreateInteractionResponse, file: Option<&Enclosure>) -> bool {
        self.send(&Route::callback(self.id, &self.token), response, file, FIRST_ANSWER_LIFE).await
    }

    /// Sends a part of the answer while the exchange lives; `false` when it was given up.
    async fn send(&self, route: &Route, body: &impl Serialize, file: Option<&Enclosure>, life: Duration) -> bool {
        let mut unreached = 0;
        loop {
            let sent = match file {
                Some(file) => self.rest.call_with_file(route, listing(body, file), file).await,
                None => self.rest.call(route, Some(rest::json(body))).await,
            };
            let Err(failure) = sent else { return true };
            let wait = match failure {
                Failure::Limited(wait) | Failure::NotYet(wait) => Some(wait),
                Failure::Unreached(_) if unreached < REPEATS_UNREACHED => {
                    unreached += 1;
                    Some(REPEAT_WAIT * unreached)
                }
                Failure::Unreached(_) | Failure::Refused { .. } | Failure::Unsure(_) => None,
            };
            let again = wait.map(|wait| Instant::now() + wait).filter(|again| *again < self.begun + life);
            let Some(again) = again else {
                give_up(&failure);
                return false;
            };
            sleep_until(again).await;
        }
    }
}

/// The person sees Discord's own words for it; the log has the interaction's number, as all lines of an answer do.
fn give_up(failure: &Failure) {
    if matches!(failure, Failure::Refused { code: 40_060, .. }) {
        tracing::error!("somebody else answered first: does another process use this bot's token?");
    } else {
        tracing::warn!(%failure, "an answer was lost");
    }
}

/// A body that lists the file that comes beside it; the answer to an interaction has its message one floor down.
fn listing(body: &impl Serialize, file: &Enclosure) -> String {
    let mut body =
        serde_json::to_value(body).expect("our bodies are maps with text keys, which is all that JSON asks for");
    let message = if body.get("data").is_some() { &mut body["data"] } else { &mut body };
    message["attachments"] = json!([{"id": "0", "filename": file.name}]);
    rest::json(&body)
}

/// The buttons of a message with another label on the one that was pressed; `None` when it is not among them.
fn relabelled(rows: &[ActionRow], action: &str, label: &str) -> Option<Vec<CreateActionRow>> {
    let mut is_there = false;
    let mut rows_made = Vec::new();
    for row in rows {
        let mut buttons = Vec::new();
        for component in &row.components {
            let ActionRowComponent::Button(button) = component else { return None };
            let is_pressed = matches!(&button.data, ButtonKind::NonLink { custom_id, .. } if custom_id == action);
            let made = CreateButton::from(button.clone());
            is_there |= is_pressed;
            buttons.push(if is_pressed { made.label(label) } else { made });
        }
        rows_made.push(CreateActionRow::Buttons(buttons));
    }
    is_there.then_some(rows_made)
}

/// Suggestions as choices: Discord takes no empty ones, and nobody could tell two with one name apart.
fn choices(suggestions: &[Suggestion]) -> CreateAutocompleteResponse {
    let mut names = HashSet::new();
    let choices = suggestions
        .iter()
        .filter(|one| !one.label.trim().is_empty() && !one.value.is_empty() && names.insert(one.label.as_str()))
        .take(Suggestion::COUNT)
        .map(|one| AutocompleteChoice::new(&one.label, one.value.as_str()));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

#[cfg(test)]
mod tests {
    use local_platforms::discord::{self, Said as Asked, Server};
    use local_platforms::{Fault, Rule};

    use super::*;
    use crate::domain::message::Message;

    fn file() -> Enclosure {
        Enclosure { name: "the \"stories\"; öne.md".into(), bytes: b"\r\n--x\0".to_vec() }
    }

    fn reply(words: &str) -> Reply {
        Reply { enclosure: Some(file()), ..Reply::to_caller(Message::text(words)) }
    }

    fn ask(server: &Server) -> (Rest, Asked, Interaction) {
        let rest = Rest::new(&server.api_url(), &discord::TOKEN.into(), Duration::from_secs(10)).expect("a client");
        let asked = server.person("Ana").slash("export").send();
        let interaction = serde_json::from_value(asked.event().clone()).expect("an interaction");
        (rest, asked, interaction)
    }

    /// That the message shows the file, and what it says.
    fn shown(server: &Server, seen: &local_platforms::Seen) -> String {
        let files = seen.files();
        let Enclosure { name, bytes } = file();
        assert_eq!((files[0].name.as_str(), server.bytes_of(&files[0]).as_deref()), (&*name, Some(&*bytes)));
        seen.text()
    }

    #[tokio::test]
    async fn a_file_comes_with_the_first_answer_also_when_that_is_repeated() {
        let server = Server::start().await;
        server.fault(Rule::on(
            "POST /interactions/*",
            Fault::rate_limited(Duration::from_millis(1), local_platforms::Scope::User),
        ));
        let (rest, asked, interaction) = ask(&server);
        Exchange::begin(&rest, &interaction).reply_at_once(&reply("Here:")).await;
        let answer = asked.answer().await;
        assert_eq!((shown(&server, answer.seen()).as_str(), answer.is_private()), ("Here:", true));
        server.assert_clean();
    }

    #[tokio::test]
    async fn a_file_comes_with_the_promised_answer() {
        let server = Server::start().await;
        let (rest, asked, interaction) = ask(&server);
        let exchange = Exchange::begin(&rest, &interaction);
        assert!(exchange.promise(VisibleTo::Caller).await);
        exchange.reply_as_promised(&reply("Here:")).await;
        assert_eq!(shown(&server, asked.answer().await.seen()), "Here:");
        server.assert_clean();
    }

    #[tokio::test]
    async fn a_file_comes_with_the_last_of_several_pages() {
        let server = Server::start().await;
        let (rest, asked, interaction) = ask(&server);
        Exchange::begin(&rest, &interaction).reply_at_once(&reply(&"word ".repeat(2_000))).await;
        assert!(asked.answer().await.seen().files().is_empty());
        let pages = asked.follow_ups(2).await;
        assert!(pages[0].files().is_empty() && shown(&server, &pages[1]).contains("word"));
        server.assert_clean();
    }
}
