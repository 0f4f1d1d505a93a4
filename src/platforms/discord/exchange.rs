//! One exchange with one person: the answer in time, a promise first where it takes long.
//!
//! Discord shows a failure three seconds after an interaction that nobody answered, and takes answers for fifteen minutes
//! after one that somebody did. This is the one layer that repeats answers; posts are repeated by the ledger.

use std::collections::HashSet;
use std::pin::pin;
use std::time::Duration;

use serenity::builder::{
    AutocompleteChoice, CreateAutocompleteResponse, CreateInteractionResponse, CreateInteractionResponseMessage,
};
use serenity::model::application::Interaction;
use serenity::model::id::{ApplicationId, InteractionId};
use tokio::time::{Instant, sleep_until, timeout};

use super::forms;
use super::inbound::{self, Heard};
use super::page::Page;
use super::render;
use super::rest::{self, Failure, Rest, Route};
use crate::bot::{Bot, Request, Said, Suggestion};
use crate::domain::message::{Reply, VisibleTo};

/// An answer that is not there by then is promised.
const PROMISE_AFTER: Duration = Duration::from_millis(1_500);
/// limits.toml `interaction.first_response`, less the way to Discord.
const FIRST_ANSWER_LIFE: Duration = Duration::from_millis(2_900);
/// limits.toml `interaction.token`, less the same.
const ANSWERS_LIFE: Duration = Duration::from_secs(890);
/// A request that did not reach Discord is repeated so often.
const REPEATS_UNREACHED: u32 = 2;
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
            Some(Heard::Said(request, eyes)) => self.answer(bot, &request, eyes).await,
            Some(Heard::Typing(completion)) => {
                // Suggestions that come late help nobody; an empty list keeps Discord from showing a failure.
                let suggestions = timeout(FIRST_ANSWER_LIFE / 2, bot.suggest(&completion)).await.unwrap_or_default();
                self.call_back(&CreateInteractionResponse::Autocomplete(choices(&suggestions))).await;
            }
            None => tracing::debug!(interaction = %self.id, "an interaction of a kind that is not used"),
        }
    }

    async fn answer(&self, bot: &Bot, request: &Request, eyes: VisibleTo) {
        let mut answer = pin!(bot.answer(request));
        if let Ok(reply) = timeout(PROMISE_AFTER, &mut answer).await {
            // A form can only be opened as the first answer to a command or a press.
            let form = reply.form.as_ref().filter(|_| !matches!(request.said, Said::Form(_))).and_then(forms::open);
            match form {
                Some(modal) => drop(self.call_back(&CreateInteractionResponse::Modal(modal)).await),
                None => self.reply_at_once(&reply).await,
            }
            return;
        }
        // Who sees the answer must be said with the promise, before it is known: a private one may be seen by all then.
        // Only answers without secrets go through that: mistakes in commands that everybody may use.
        let promise = CreateInteractionResponseMessage::new().ephemeral(eyes == VisibleTo::Caller);
        let is_promised = self.call_back(&CreateInteractionResponse::Defer(promise)).await;
        let reply = answer.await;
        if is_promised {
            self.reply_as_promised(&reply).await;
        }
    }

    async fn reply_at_once(&self, reply: &Reply) {
        let mut pages = render::reply(reply).into_iter();
        if let Some(first) = pages.next()
            && self.call_back(&CreateInteractionResponse::Message(first.answer(reply.visible_to))).await
        {
            self.follow_up(pages, reply.visible_to).await;
        }
    }

    async fn reply_as_promised(&self, reply: &Reply) {
        let mut pages = render::reply(reply).into_iter();
        let route = Route::original(self.application, &self.token);
        if let Some(first) = pages.next()
            && self.send(&route, rest::json(&first.promised()), ANSWERS_LIFE).await
        {
            self.follow_up(pages, reply.visible_to).await;
        }
    }

    /// Further pages in order; after one that was lost, the others would be without sense.
    async fn follow_up(&self, pages: impl Iterator<Item = Page>, eyes: VisibleTo) {
        let route = Route::follow_ups(self.application, &self.token);
        for page in pages {
            if !self.send(&route, rest::json(&page.follow_up(eyes)), ANSWERS_LIFE).await {
                return;
            }
        }
    }

    async fn call_back(&self, response: &CreateInteractionResponse) -> bool {
        self.send(&Route::callback(self.id, &self.token), rest::json(response), FIRST_ANSWER_LIFE).await
    }

    /// Sends a part of the answer while the exchange lives; `false` when it was given up.
    async fn send(&self, route: &Route, body: String, life: Duration) -> bool {
        let mut unreached = 0;
        loop {
            let Err(failure) = self.rest.call(route, Some(body.clone())).await else { return true };
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
                self.give_up(&failure);
                return false;
            };
            sleep_until(again).await;
        }
    }

    /// The person sees Discord's own words for it; the log has the interaction's number.
    fn give_up(&self, failure: &Failure) {
        if matches!(failure, Failure::Refused { code: 40_060, .. }) {
            tracing::error!(
                interaction = %self.id,
                "somebody else answered first: does another process use this bot's token?"
            );
        } else {
            tracing::warn!(interaction = %self.id, %failure, "an answer was lost");
        }
    }
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
