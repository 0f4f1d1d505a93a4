//! What is done about an update: the answer, sent; then the update counts as dealt with.
//!
//! An answer is tried again only while it surely was not sent. It decides no words: those come from the desk.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use teloxide::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters as _};
use teloxide::types::CallbackQueryId;

use super::address::Address;
use super::inbound::{Asked, Heard, What};
use super::outbound::Outbound;
use super::render;
use crate::bot::Request;
use crate::domain::message::{Message, Reply, VisibleTo};
use crate::domain::prose::{Block, Span};
use crate::domain::text::utf16_len;
use crate::platforms::Desk;

/// A press is acknowledged after this long even when its answer is not ready: Telegram waits some ten seconds only.
const PRESS_LIMIT: Duration = Duration::from_secs(2);
/// Among other people the bot hears only what replies to it.
const REPLY_HINT: &str = "Answer by replying to this message.";
/// limits.toml `callback_answer.text`.
const NOTE_LIMIT: usize = 200;

/// Deals with updates.
pub(super) struct Answers {
    outbound: Arc<Outbound>,
    desk: Desk,
}

impl Answers {
    /// Answers from this desk, sent through `outbound`.
    pub(super) fn new(outbound: Arc<Outbound>, desk: Desk) -> Self {
        Self { outbound, desk }
    }

    /// Does what an update asks and records that it was done. Never fails and never panics: a failure that trying again
    /// may mend leaves the update in the inbox, for the next start.
    pub(super) async fn deal_with(&self, heard: Heard) {
        let key = heard.key;
        match AssertUnwindSafe(self.obey(heard.what)).catch_unwind().await {
            Ok(Dealt::Done) => self.finish(key).await,
            Ok(Dealt::Undone) => {}
            Err(_) => {
                tracing::error!(update = key, "dealing with an update panicked; it is not tried again");
                self.finish(key).await;
            }
        }
    }

    /// Records that an update has been dealt with.
    pub(super) async fn finish(&self, key: i64) {
        if let Err(error) = self.desk.store.finish(&super::NAME, key, self.desk.clock.now()).await {
            tracing::error!(update = key, %error, "an update was dealt with, but that could not be recorded: it may be answered again");
        }
    }

    async fn obey(&self, what: What) -> Dealt {
        match what {
            What::Asked(Asked { request, to, quoting, press: None }) => {
                let mut reply = self.desk.bot.answer(&request).await;
                if quoting.is_some() && reply.awaits_words {
                    reply.message = reply.message.paragraph(vec![Span::plain(REPLY_HINT)]);
                }
                self.say(&request, to, reply, quoting).await;
            }
            What::Asked(Asked { request, to, press: Some(press), .. }) => self.answer_press(request, to, press).await,
            What::Declined { press, why } => self.acknowledge(press, Some(why.to_owned())).await,
            What::Removed { community, why } => {
                if let Err(error) = self.desk.bot.removed_from(&community, why).await {
                    tracing::error!(%error, "a chat was lost, and its daily posts could not be paused");
                    return Dealt::Undone;
                }
            }
            What::Changed(community) => {
                if let Err(error) = self.desk.bot.changed_in(&community).await {
                    tracing::error!(%error, "a chat has changed, and its daily posts could not be looked at");
                    return Dealt::Undone;
                }
            }
            What::Moved { from, to } => {
                if let Err(error) = self.desk.store.move_place(&from, &to).await {
                    tracing::error!(%error, "a group has moved, and its rows could not be moved after it");
                    return Dealt::Undone;
                }
            }
        }
        Dealt::Done
    }

    async fn answer_press(&self, request: Request, to: Address, press: String) {
        let mut answer = pin!(self.desk.bot.answer(&request));
        let Ok(reply) = tokio::time::timeout(PRESS_LIMIT, &mut answer).await else {
            self.acknowledge(press, None).await;
            let reply = answer.await;
            return self.say(&request, to, reply, None).await;
        };
        match note(&reply) {
            Some(note) => self.acknowledge(press, Some(note)).await,
            None => {
                tokio::join!(self.acknowledge(press, None), self.say(&request, to, reply, None));
            }
        }
    }

    /// Ends the waiting sign on a button, with a note in a window where there is one.
    async fn acknowledge(&self, press: String, note: Option<String>) {
        let mut answer = AnswerCallbackQuery::new(CallbackQueryId(press));
        if let Some(note) = note {
            answer = answer.text(note).show_alert(true);
        }
        if let Err(error) = self.outbound.api().call::<bool, _>(&answer).await {
            tracing::debug!(%error, "a press could not be acknowledged");
        }
    }

    async fn say(&self, request: &Request, to: Address, reply: Reply, quoting: Option<i32>) {
        if reply.is_nothing() {
            return;
        }
        let mut quoting = quoting;
        for page in render::reply(reply) {
            if let Err(error) = self.outbound.answer(to, page, quoting.take()).await {
                tracing::warn!(request = %request.id.0, %error, "an answer could not be sent");
                return;
            }
        }
    }
}

/// Whether an update needs anything more.
enum Dealt {
    Done,
    Undone,
}

/// What is shown to the presser alone: a plain remark that is short enough. Telegram has no other private answer in a group.
fn note(reply: &Reply) -> Option<String> {
    let Message { note: None, title: None, blocks, buttons, story: None, silent: _ } = &reply.message else {
        return None;
    };
    let [Block::Paragraph(spans)] = blocks.as_slice() else { return None };
    let note: String = spans.iter().map(|span| span.text.as_str()).collect();
    let is_remark =
        reply.visible_to == VisibleTo::Caller && buttons.is_empty() && spans.iter().all(|span| span.link.is_none());
    (is_remark && utf16_len(&note) <= NOTE_LIMIT).then_some(note)
}
