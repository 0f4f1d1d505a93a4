//! What leaves for Telegram: posts, answers, and what Telegram's refusals mean. Only here is their wording read.
//!
//! It does not retry posts (the ledger does) and keeps no queue: who must wait, waits in the limiter.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use serde::Deserialize;
use serde_json::{Value, json};
use teloxide::payloads::{EditMessageText, EditMessageTextSetters as _, SendMessage, SendMessageSetters as _};
use teloxide::types::{ChatId, LinkPreviewOptions, MessageId, ReplyParameters, ThreadId, UserId};
use tokio::time::Instant;

use super::address::Address;
use super::api::{Api, CallError, Refusal};
use super::render::{self, Page};
use super::standing::Standings;
use super::{NAME, access, fetch, inline};
use crate::domain::community::{Caller, PersonId, Place, PlatformName, Standing};
use crate::domain::correction::Revisable;
use crate::domain::delivery::{Mark, Receipt, Rendering};
use crate::domain::file::{Attachment, Enclosure};
use crate::domain::message::Message;
use crate::domain::prose::Link;
use crate::domain::story::StoryId;
use crate::domain::tongue::Text;
use crate::platforms::pace::Pace;
use crate::ports::{Clock, Messenger, PostError, Spot, Welcome};
use crate::text;

/// Posts to one chat, and to one group in a minute (product.md section 6, below limits.toml `rate.*`).
const CHAT_PER_SECOND: NonZeroU32 = NonZeroU32::MIN;
const GROUP_PER_MINUTE: NonZeroU32 = NonZeroU32::new(15).expect("fifteen is not zero");
/// Groups that are kept before those that are idle are forgotten.
const GROUPS_KEPT: usize = 20_000;
/// A token that is not accepted is not accepted a while later either; the adapter has said so and stopped.
const REVOKED_WAIT: Duration = Duration::from_hours(1);
/// So long may a word to one person wait for its turn.
const TELL_PATIENCE: Duration = Duration::from_secs(20);
/// Where Telegram says "too many" without saying for how long.
const UNSAID_WAIT: Duration = Duration::from_secs(5);
/// An answer is not kept longer than this: the person has gone.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// A bot's post is corrected for so long after it was made.
const REVISABLE: TimeDelta = TimeDelta::hours(48);
/// Times that an answer is tried again.
const REPEATS: u32 = 4;
const REPEATS_WITHOUT_CONNECTION: u32 = 2;

/// Telegram's side for what is said.
pub(super) struct Outbound {
    api: Api,
    clock: Arc<dyn Clock>,
    pace: Pace,
    groups: Option<DefaultKeyedRateLimiter<i64>>,
    standings: Standings,
    /// The last chat in which Telegram found us too fast.
    slowed: Mutex<Option<(i64, Instant)>>,
    /// The bot's own, once Telegram has said it.
    name: OnceLock<String>,
}

/// All that is read of a message that was sent.
#[derive(Deserialize)]
struct Sent {
    message_id: i64,
}

impl Outbound {
    /// `per_second` over all; 0 lifts every limit.
    pub(super) fn new(api: Api, clock: Arc<dyn Clock>, per_second: u32) -> Self {
        Self {
            api,
            clock,
            pace: Pace::new(per_second, Some(Quota::per_second(CHAT_PER_SECOND))),
            groups: (per_second > 0).then(|| RateLimiter::keyed(Quota::per_minute(GROUP_PER_MINUTE))),
            standings: Standings::default(),
            slowed: Mutex::new(None),
            name: OnceLock::new(),
        }
    }

    /// Telegram has said what the bot is called; it stays so while the process runs.
    pub(super) fn goes_by(&self, name: &str) {
        self.name.get_or_init(|| name.to_owned());
    }

    /// The Bot API.
    pub(super) fn api(&self) -> &Api {
        &self.api
    }

    /// Sends an answer, before any post. What surely was not sent is tried again.
    ///
    /// # Errors
    /// It was not sent, or nobody knows.
    pub(super) async fn answer(
        &self,
        to: Address,
        page: Page,
        quoting: Option<i32>,
        file: Option<&Enclosure>,
    ) -> Result<(), CallError> {
        let message = letter(to, page, quoting);
        let mut repeats = 0;
        loop {
            self.pace.answer();
            let Err(error) = self.send(to, &message, file).await else { return Ok(()) };
            let wait = match &error {
                CallError::Refused(Refusal { retry_after: Some(wait), .. })
                    if *wait <= LONGEST_WAIT && repeats < REPEATS =>
                {
                    *wait
                }
                CallError::NotSent(_) if repeats < REPEATS_WITHOUT_CONNECTION => Duration::from_secs(1 << repeats),
                _ => return Err(error),
            };
            repeats += 1;
            self.clock.sleep_until(self.clock.now() + wait).await;
        }
    }

    async fn send(&self, to: Address, message: &SendMessage, file: Option<&Enclosure>) -> Result<Receipt, CallError> {
        let sent: Result<Sent, _> = match file {
            Some(file) => self.api.call_with_file("SendDocument", captioned(message), ("document", file)).await,
            None => self.api.call(message).await,
        };
        if let Err(CallError::Refused(Refusal { retry_after: Some(wait), .. })) = &sent {
            self.slow_down(to, *wait);
        }
        sent.map(|sent| Receipt(sent.message_id.to_string()))
    }

    /// One chat that is too fast waits alone; two of them within a second mean that all are.
    fn slow_down(&self, to: Address, wait: Duration) {
        let now = Instant::now();
        let before = self.slowed.lock().unwrap_or_else(PoisonError::into_inner).replace((to.chat, now));
        if before.is_some_and(|(chat, at)| chat != to.chat && now - at <= Duration::from_secs(1)) {
            self.pace.hold(wait);
        }
    }
}

#[async_trait]
impl Messenger for Outbound {
    fn platform(&self) -> &PlatformName {
        static TELEGRAM: PlatformName = NAME;
        &TELEGRAM
    }

    fn render(&self, message: &Message) -> Rendering {
        Rendering(serde_json::to_string(&render::first(message.clone())).expect("a page holds only texts and numbers"))
    }

    async fn post(
        &self,
        place: &Place,
        rendering: &Rendering,
        _mark: &Mark,
        within: Duration,
    ) -> Result<Receipt, PostError> {
        let to = address(&place.address)?;
        let page = serde_json::from_str(&rendering.0)
            .map_err(|error| PostError::Rejected(text!("post-kept-unreadable-because", error = error.to_string())))?;
        if let Some(groups) = self.groups.as_ref().filter(|_| to.is_shared()) {
            if groups.len() > GROUPS_KEPT {
                groups.retain_recent();
            }
            let now = groups.clock().now();
            groups.check_key(&to.chat).map_err(|not_yet| PostError::NotYet(not_yet.wait_time_from(now)))?;
        }
        self.pace.post(&to.chat.to_string(), within).await.map_err(PostError::NotYet)?;
        self.send(to, &letter(to, page, None), None).await.map_err(post_error)
    }

    fn closed_for(&self) -> Option<Duration> {
        if self.api.revoked().is_cancelled() {
            return Some(REVOKED_WAIT);
        }
        self.pace.held_for()
    }

    fn revisable(&self) -> Revisable {
        Revisable::Within(REVISABLE)
    }

    async fn revise(
        &self,
        place: &Place,
        receipt: &Receipt,
        rendering: &Rendering,
        _mark: &Mark,
        within: Duration,
    ) -> Result<(), PostError> {
        let to = address(&place.address)?;
        let message = receipt.0.parse().map_err(|_| PostError::Rejected(text!("post-not-of-telegram")))?;
        let page: Page = serde_json::from_str(&rendering.0)
            .map_err(|error| PostError::Rejected(text!("post-words-unreadable-because", error = error.to_string())))?;
        let mut edit = EditMessageText::new(ChatId(to.chat), MessageId(message), page.text)
            .entities(page.entities)
            .link_preview_options(no_preview());
        edit.reply_markup = page.reply_markup;
        self.pace.post(&to.chat.to_string(), within).await.map_err(PostError::NotYet)?;
        let edited = self.api.call::<Sent, _>(&edit).await;
        if let Err(CallError::Refused(Refusal { retry_after: Some(wait), .. })) = &edited {
            self.slow_down(to, *wait);
        }
        edited.map(|_| ()).or_else(revise_error)
    }

    async fn may_post(&self, place: &Place) -> Result<Welcome, PostError> {
        access::may_post(&self.api, address(&place.address)?).await
    }

    async fn locate(&self, _caller: &Caller, typed: &str) -> Result<Spot, PostError> {
        let to = access::locate(&self.api, typed).await?;
        Ok(Spot { place: to.place(), community: to.community() })
    }

    fn link(&self, story: StoryId) -> Option<Link> {
        Link::parse(&inline::deep_link(self.name.get()?, story)).ok()
    }

    async fn tell(&self, person: &PersonId, message: &Message) -> Result<(), PostError> {
        let chat: i64 = person.0.parse().map_err(|_| PostError::Rejected("no person".into()))?;
        // Whoever speaks in a chat's name is that chat: there is nobody to be told alone.
        if chat <= 0 {
            return Err(PostError::PlaceGone(text!("telegram-anonymous")));
        }
        let to = Address { chat, topic: None };
        self.pace.post(&chat.to_string(), TELL_PATIENCE).await.map_err(PostError::NotYet)?;
        let letter = letter(to, render::first(message.clone()), None);
        self.send(to, &letter, None).await.map(|_| ()).map_err(post_error)
    }

    async fn fetch(&self, attachment: &Attachment) -> Result<Vec<u8>, PostError> {
        fetch::fetch(&self.api, attachment).await
    }

    async fn standing(&self, caller: &Caller) -> Result<Standing, PostError> {
        let chat = address(&caller.community.address)?.chat;
        let user = caller.person.0.parse().map_err(|_| PostError::Rejected("no person, but a chat".into()))?;
        self.standings.ask(&self.api, ChatId(chat), UserId(user), self.clock.now()).await.map_err(post_error)
    }
}

fn address(address: &str) -> Result<Address, PostError> {
    Address::read(address).ok_or_else(|| PostError::PlaceGone(text!("telegram-not-a-chat")))
}

/// What stands behind a link is not shown.
pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// A page as the request that sends it.
pub(super) fn letter(to: Address, page: Page, quoting: Option<i32>) -> SendMessage {
    let mut letter =
        SendMessage::new(ChatId(to.chat), page.text).entities(page.entities).link_preview_options(no_preview());
    letter.reply_markup = page.reply_markup.map(Into::into);
    letter.disable_notification = page.silent.then_some(true);
    letter.message_thread_id = to.topic.map(|topic| ThreadId(MessageId(topic)));
    letter.reply_parameters =
        quoting.map(|message| ReplyParameters::new(MessageId(message)).allow_sending_without_reply());
    letter
}

/// A message as the fields of the form that sends a file with it: what was text is the caption.
fn captioned(message: &SendMessage) -> Vec<(String, String)> {
    let fields = serde_json::to_value(message).expect("a message holds only texts, numbers and lists of them");
    let name = |name: String| match name.as_str() {
        "link_preview_options" => None,
        "text" => Some("caption".to_owned()),
        "entities" => Some("caption_entities".to_owned()),
        _ => Some(name),
    };
    let told = |value: Value| match value {
        Value::String(text) => text,
        value => value.to_string(),
    };
    let fields = fields.as_object().cloned().unwrap_or_default().into_iter();
    fields
        .filter(|(_, value)| !value.is_null() && *value != json!("") && *value != json!([]))
        .filter_map(|(field, value)| Some((name(field)?, told(value))))
        .collect()
}

/// What an error means for a post.
pub(super) fn post_error(error: CallError) -> PostError {
    let refusal = match error {
        CallError::NotSent(why) => return PostError::Unreachable(why),
        CallError::Lost(why) => return PostError::Unsure(why),
        CallError::Refused(refusal) => refusal,
    };
    match refusal {
        Refusal { retry_after: Some(wait), .. } => PostError::RetryAfter(wait),
        Refusal { migrate_to: Some(chat), .. } => PostError::Moved(Address { chat, topic: None }.place()),
        Refusal { code: 429, .. } => PostError::RetryAfter(UNSAID_WAIT),
        Refusal { code: 401, description, .. } => PostError::Unreachable(description),
        Refusal { code: 404, description, .. } if description == "Not Found" => PostError::Unreachable(description),
        // Telegram failed half-way: the message may be there.
        Refusal { code: 500.., description, .. } => PostError::Unsure(description),
        Refusal { code, description, .. } => match missing(code, &description) {
            Some(missing) => PostError::PlaceGone(missing),
            None => PostError::Rejected(description.into()),
        },
    }
}

/// What a failure to change a message means, in words that follow "could not be".
fn revise_error(error: CallError) -> Result<(), PostError> {
    if let CallError::Refused(Refusal { description, .. }) = &error {
        let said = description.to_lowercase();
        if said.contains("message is not modified") {
            return Ok(());
        }
        for (words, why) in [
            ("message to edit not found", text!("post-deleted")),
            ("message can't be edited", text!("post-no-longer-changeable")),
            ("message_id_invalid", text!("post-deleted")),
        ] {
            if said.contains(words) {
                return Err(PostError::Rejected(why));
            }
        }
    }
    match post_error(error) {
        PostError::PlaceGone(_) => Err(PostError::PlaceGone(text!("post-in-closed-chat"))),
        error => Err(error),
    }
}

/// What is missing at a place that Telegram does not let us into, and the mend.
fn missing(code: u16, description: &str) -> Option<Text> {
    let said = description.to_lowercase();
    let known = MISSING.iter().find(|(words, _)| words.iter().any(|words| said.contains(words)));
    let unknown = || (code == 403).then(|| text!("telegram-refuses-place", description = description));
    known.map(|(_, sentence)| sentence()).or_else(unknown)
}

/// Ours, made when it is needed.
type Sentence = fn() -> Text;

/// Telegram's words, in lower case, and ours.
const MISSING: &[(&[&str], Sentence)] = &[
    (&["blocked by the user", "user_is_blocked"], || text!("telegram-blocked")),
    (&["bot was kicked", "bot is not a member"], || text!("telegram-removed")),
    (&["user is deactivated"], || text!("telegram-account-deleted")),
    (&["can't initiate conversation"], || text!("telegram-may-not-write-first")),
    (&["group chat was deleted", "group is deactivated"], || text!("telegram-group-deleted")),
    (&["message thread not found", "topic_deleted", "topic_id_invalid"], || text!("telegram-topic-gone")),
    (&["topic_closed"], || text!("telegram-topic-closed")),
    (
        &[
            "not enough rights",
            "have no rights to send",
            "chat_write_forbidden",
            "chat_restricted",
            "need administrator rights",
            "chat_admin_required",
        ],
        || text!("telegram-lacks-right"),
    ),
    (&["chat not found", "peer_id_invalid"], || text!("telegram-chat-not-found")),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: u16, description: &str) -> PostError {
        post_error(CallError::Refused(Refusal {
            code,
            description: description.into(),
            retry_after: None,
            migrate_to: None,
        }))
    }

    #[test]
    fn refusals_mean_what_the_ledger_needs_to_know() {
        let refusal = |retry_after: Option<u64>, migrate_to| Refusal {
            code: 400,
            description: String::new(),
            retry_after: retry_after.map(Duration::from_secs),
            migrate_to,
        };
        assert_eq!(
            post_error(CallError::Refused(refusal(Some(3), None))),
            PostError::RetryAfter(Duration::from_secs(3))
        );
        let new = Address { chat: -1008, topic: None }.place();
        assert_eq!(post_error(CallError::Refused(refusal(None, Some(-1008)))), PostError::Moved(new));
        assert_eq!(refused(429, "Too Many Requests"), PostError::RetryAfter(UNSAID_WAIT));
        assert!(matches!(refused(401, "Unauthorized"), PostError::Unreachable(_)));
        assert!(matches!(refused(502, "Bad Gateway"), PostError::Unsure(_)));
        assert!(matches!(refused(400, "Bad Request: message is too long"), PostError::Rejected(_)));
        assert!(matches!(post_error(CallError::NotSent("refused".into())), PostError::Unreachable(_)));
        assert!(matches!(post_error(CallError::Lost("timed out".into())), PostError::Unsure(_)));
    }

    #[test]
    fn a_closed_place_is_told_with_its_mend() {
        for (code, description, mend) in [
            (403, "Forbidden: bot was blocked by the user", "Unblock me"),
            (403, "Forbidden: bot was kicked from the supergroup chat", "Add me again"),
            (403, "Forbidden: bot is not a member of the channel chat", "Add me again"),
            (403, "Forbidden: user is deactivated", "deleted"),
            (403, "Forbidden: bot can't initiate conversation with a user", "send /start"),
            (403, "Forbidden: the group chat was deleted", "another chat"),
            (400, "Bad Request: chat not found", "Add me again"),
            (400, "Bad Request: not enough rights to send text messages to the chat", "Give it to me"),
            (400, "Bad Request: need administrator rights in the channel chat", "make me an admin"),
            (400, "Bad Request: message thread not found", "/daily on in the topic"),
            (400, "Bad Request: TOPIC_CLOSED", "Open it again"),
            (403, "Forbidden: something new", "something new"),
        ] {
            let PostError::PlaceGone(sentence) = refused(code, description) else { panic!("{description}") };
            assert!(sentence.to_string().contains(mend), "{description}: {sentence}");
        }
    }
}
