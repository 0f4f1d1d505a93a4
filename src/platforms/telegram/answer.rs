//! What is done about an update: the answer, sent; then the update counts as dealt with.
//!
//! An answer is tried again only while it surely was not sent. It decides no words: those come from the desk.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use serde::de::IgnoredAny;
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters as _, EditMessageReplyMarkup, EditMessageReplyMarkupSetters as _,
};
use teloxide::types::{CallbackQueryId, ChatId, InlineKeyboardButtonKind, InlineKeyboardMarkup, MessageId};
use tracing::Instrument as _;

use super::address::Address;
use super::inbound::{self, Asked, Heard, What};
use super::inline;
use super::outbound::Outbound;
use super::render::{self, Page};
use crate::bot::{Request, Said, answering};
use crate::domain::message::{Message, Reply, VisibleTo};
use crate::domain::prose::{Block, Span};
use crate::domain::text::utf16_len;
use crate::domain::tongue::Tongue;
use crate::platforms::Desk;
use crate::say;

/// A press is acknowledged after this long even when its answer is not ready: Telegram waits some ten seconds only.
const PRESS_LIMIT: Duration = Duration::from_secs(2);
/// limits.toml `message.caption`.
const CAPTION_LIMIT: usize = 1024;
/// limits.toml `callback_answer.text`.
const NOTE_LIMIT: usize = 200;

/// Deals with updates.
pub(super) struct Answers {
    outbound: Arc<Outbound>,
    desk: Desk,
    /// What the bot is called, where links lead.
    name: Option<String>,
}

impl Answers {
    /// Answers from this desk, sent through `outbound`.
    pub(super) fn new(outbound: Arc<Outbound>, desk: Desk, name: Option<String>) -> Self {
        Self { outbound, desk, name }
    }

    /// Does what an update asks and records that it was done. Never fails and never panics: a failure that trying again
    /// may mend leaves the update in the inbox, for the next start.
    pub(super) async fn deal_with(&self, heard: Heard) {
        let key = heard.key;
        let dealing = async {
            match AssertUnwindSafe(self.obey(heard.what)).catch_unwind().await {
                Ok(Dealt::Done) => self.finish(key).await,
                Ok(Dealt::Undone) => {}
                Err(_) => {
                    tracing::error!("dealing with an update panicked; it is not tried again");
                    self.finish(key).await;
                }
            }
        };
        dealing.instrument(answering(inbound::request_id(key))).await;
    }

    /// Records that an update has been dealt with.
    pub(super) async fn finish(&self, key: i64) {
        if let Err(error) = self.desk.store.finish(&super::NAME, key, self.desk.clock.now()).await {
            tracing::error!(update = key, %error, "an update was dealt with, but that could not be recorded: it may be answered again");
        }
    }

    async fn obey(&self, what: What) -> Dealt {
        match what {
            What::Asked(asked) => {
                let Asked { request, to, quoting, press, under } = *asked;
                if let Some(press) = press {
                    self.answer_press(request, to, press, under).await;
                } else {
                    let reply = self.desk.bot.answer(&request).await;
                    self.say(to, reply, quoting).await;
                }
            }
            What::Declined { press, why } => self.acknowledge(press, Some((why, true))).await,
            What::Inline { query, tongue, typed, from } => self.offer(&query, tongue, &typed, from).await,
            What::Removed { community, why } => {
                if let Err(error) = self.desk.bot.removed_from(&community, &why).await {
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

    /// Answers what somebody types in any chat. One that comes too late is of no use to anybody.
    async fn offer(&self, query: &str, tongue: Tongue, typed: &str, from: usize) {
        let offered = self.desk.bot.offer(&super::NAME, tongue, typed, from, inline::PAGE).await;
        let (offered, has_more) = offered.unwrap_or_else(|error| {
            tracing::error!(%error, "stories could not be offered");
            (Vec::new(), false)
        });
        let more = has_more.then_some(from + inline::PAGE);
        let answer = inline::answer(query, offered, more, self.name.as_deref());
        if let Err(error) = self.outbound.api().call::<bool, _>(&answer).await {
            tracing::debug!(%error, "an inline query could not be answered");
        }
    }

    async fn answer_press(
        &self,
        request: Request,
        to: Address,
        press: String,
        under: Option<(i32, InlineKeyboardMarkup)>,
    ) {
        let mut answer = pin!(self.desk.bot.answer(&request));
        let Ok(reply) = tokio::time::timeout(PRESS_LIMIT, &mut answer).await else {
            self.acknowledge(press, None).await;
            let reply = answer.await;
            return self.say(to, reply, None).await;
        };
        if let (Some(label), Said::Pressed(action), Some((message, buttons))) =
            (&reply.relabelled, &request.said, under)
        {
            self.relabel(to, message, relabelled(buttons, action, label)).await;
        }
        match note(&reply).filter(|_| reply.enclosure.is_none()) {
            // What the button itself shows needs no window that must be closed.
            Some(note) if reply.relabelled.is_some() => self.acknowledge(press, Some((note, false))).await,
            Some(note) => self.acknowledge(press, Some((note, true))).await,
            None => {
                tokio::join!(self.acknowledge(press, None), self.say(to, reply, None));
            }
        }
    }

    /// Gives a message other buttons. That it cannot be changed any more is no trouble: what was asked for is done.
    async fn relabel(&self, to: Address, message: i32, buttons: InlineKeyboardMarkup) {
        let edit = EditMessageReplyMarkup::new(ChatId(to.chat), MessageId(message)).reply_markup(buttons);
        if let Err(error) = self.outbound.api().call::<IgnoredAny, _>(&edit).await {
            tracing::debug!(%error, "a button could not be given its new label");
        }
    }

    /// Ends the waiting sign on a button, with a note where there is one, in a window that must be closed or passing by.
    async fn acknowledge(&self, press: String, note: Option<(String, bool)>) {
        let mut answer = AnswerCallbackQuery::new(CallbackQueryId(press));
        if let Some((note, in_window)) = note {
            answer = answer.text(note).show_alert(in_window);
        }
        if let Err(error) = self.outbound.api().call::<bool, _>(&answer).await {
            tracing::debug!(%error, "a press could not be acknowledged");
        }
    }

    async fn say(&self, to: Address, mut reply: Reply, quoting: Option<i32>) {
        if reply.is_nothing() {
            return;
        }
        if to.is_shared() && reply.awaits_words {
            // Among other people the bot hears only what replies to it.
            let hint = say!(reply.message.tongue, "answer-by-replying");
            reply.message = reply.message.paragraph(vec![Span::plain(hint)]);
        }
        let mut quoting = quoting;
        let file = reply.enclosure.take();
        let mut pages = render::reply(reply);
        if file.is_some() {
            make_room(&mut pages);
        }
        let mut pages = pages.into_iter();
        while let Some(page) = pages.next() {
            let file = file.as_ref().filter(|_| pages.len() == 0);
            if let Err(error) = self.outbound.answer(to, page, quoting.take(), file).await {
                tracing::warn!(%error, "an answer could not be sent");
                return;
            }
        }
    }
}

/// A file comes with the last page, as buttons do: with one that says nothing where the last words do not fit below it.
fn make_room(pages: &mut Vec<Page>) {
    if pages.last().is_none_or(|last| utf16_len(&last.text) > CAPTION_LIMIT) {
        pages.push(render::blank());
    }
}

/// Whether an update needs anything more.
enum Dealt {
    Done,
    Undone,
}

/// Buttons with another label on the one that was pressed.
fn relabelled(mut buttons: InlineKeyboardMarkup, action: &str, label: &str) -> InlineKeyboardMarkup {
    for button in buttons.inline_keyboard.iter_mut().flatten() {
        if matches!(&button.kind, InlineKeyboardButtonKind::CallbackData(data) if data == action) {
            label.clone_into(&mut button.text);
        }
    }
    buttons
}

/// What is shown to the presser alone: a plain remark that is short enough. Telegram has no other private answer in a group.
fn note(reply: &Reply) -> Option<String> {
    let Message { note: None, title: None, blocks, buttons, story: None, silent: _, tongue: _ } = &reply.message else {
        return None;
    };
    let [Block::Paragraph(spans)] = blocks.as_slice() else { return None };
    let note: String = spans.iter().map(|span| span.text.as_str()).collect();
    let is_remark =
        reply.visible_to == VisibleTo::Caller && buttons.is_empty() && spans.iter().all(|span| span.link.is_none());
    (is_remark && utf16_len(&note) <= NOTE_LIMIT).then_some(note)
}

#[cfg(test)]
mod tests {
    use local_platforms::telegram::{self, Server};

    use super::*;
    use crate::clock::SystemClock;
    use crate::domain::action::Action;
    use crate::domain::file::Enclosure;
    use crate::domain::prose::{Span, Style};
    use crate::platforms::telegram::api::Api;

    /// What somebody sees who asked, of an answer that brings a file.
    async fn shown(reply: Message) -> Vec<(String, Vec<String>, usize)> {
        let server = Server::start().await;
        let api = Api::new(&telegram::TOKEN.into(), &server.api_url(), Duration::from_secs(10)).expect("a client");
        let outbound = Outbound::new(api, Arc::new(SystemClock), 0);
        let ana = server.person("Ana");
        let said = ana.says("/export");
        let file = Enclosure { name: "the \"stories\"; öne.md".into(), bytes: b"\r\n--x\0".to_vec() };
        let mut pages = render::reply(Reply::to_caller(reply));
        make_room(&mut pages);
        let (to, count) = (Address { chat: ana.chat(), topic: None }, pages.len());
        for (number, page) in (1..).zip(pages) {
            let file = (number == count).then_some(&file);
            let quoting = i32::try_from(said.message_id()).ok().filter(|_| number == 1);
            outbound.answer(to, page, quoting, file).await.expect("sent");
        }
        server.assert_clean();
        let seen = said.replies(count).await;
        assert!(seen[0].raw["reply_to_message"]["message_id"] == said.message_id());
        let last = seen.last().expect("one").files();
        assert_eq!((last[0].name.as_str(), server.bytes_of(&last[0]).as_deref()), (&*file.name, Some(&*file.bytes)));
        let told = seen.iter().map(|seen| {
            let buttons = seen.buttons().into_iter().map(|button| button.label).collect();
            (seen.text(), buttons, seen.files().len())
        });
        told.collect()
    }

    #[tokio::test]
    async fn a_file_comes_with_words_that_fit_below_it() {
        let message = Message::default()
            .paragraph(vec![Span::styled("{Here}", Style::Strong), Span::plain(" they are.")])
            .button("Forget me", Action::ForgetMe);
        assert_eq!(shown(message).await, [("{Here} they are.".to_owned(), vec!["Forget me".to_owned()], 1)]);
    }

    #[tokio::test]
    async fn a_file_comes_after_words_that_do_not() {
        let words = "word ".repeat(300);
        let shown = shown(Message::text(words.trim())).await;
        assert_eq!((shown.len(), shown[0].0.as_str(), shown[0].2), (2, words.trim(), 0));
        assert_eq!((shown[1].0.as_str(), shown[1].2), ("", 1));
    }
}
