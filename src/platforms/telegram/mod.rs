//! Telegram: long polling or a webhook in, `sendMessage` out.
//!
//! `poll` asks for updates, `webhook` is sent them · `intake` keeps them · `lanes` lets chats go beside each other · `inbound` understands · `answer` answers ·
//! `outbound` sends, and posts for the ledger · `render` and `canvas` turn messages into text with entities · `register`
//! sets the menu · `fetch` reads files that people send · `api` makes the calls ·
//! `examine` asks what `touchline doctor` wants to know. teloxide brings the API's words; receiving, retrying and pacing are ours.

mod access;
mod address;
mod answer;
mod api;
pub mod autolink;
mod canvas;
mod examine;
mod fetch;
mod inbound;
mod inline;
mod intake;
mod lanes;
mod outbound;
mod patience;
mod poll;
mod register;
pub mod render;
mod standing;
mod update;
mod webhook;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use secrecy::SecretString;
use teloxide::payloads::{GetMe, SendMessage};
use tokio_util::sync::CancellationToken;
use url::Url;

use self::address::Address;
use self::api::{Api, CallError};
use self::intake::Intake;
use self::outbound::Outbound;
use self::poll::Poll;
use self::render::Page;
use self::update::Me;
use self::webhook::Reception;
use super::examine::Background;
use super::{Desk, Platform, Stopped};
use crate::domain::community::PlatformName;
use crate::ports::{Clock, Finding, Messenger};

pub use self::webhook::Webhook;

/// Telegram's name among the platforms.
pub const NAME: PlatformName = PlatformName::new("telegram");

const REVOKED: &str = "Telegram does not accept the bot's token (any more). Ask @BotFather for the current one, put it into the configuration and start again.";

/// Who receives by asking has heard something within so long: one question with all that a call may take, and some more.
const SILENCE: Duration = Duration::from_mins(1);

/// What the configuration says about Telegram.
#[derive(Debug, Clone)]
pub struct Settings {
    /// As @BotFather gave it.
    pub token: SecretString,
    /// `https://api.telegram.org`, or another server of the Bot API.
    pub api_url: String,
    /// Posts a second over all chats; 0 lifts every limit.
    pub per_second: u32,
    /// So long may one call take, beyond what Telegram was asked to wait inside it.
    pub call_limit: Duration,
    /// How updates come.
    pub receiving: Receiving,
}

/// How updates come.
#[derive(Debug, Clone)]
pub enum Receiving {
    /// They are asked for.
    Polling {
        /// The address of a webhook that is ours all the same: it is removed when it is in the way.
        former: Option<Url>,
    },
    /// They are sent to us.
    Webhook(Webhook),
}

/// The door to Telegram.
pub struct Telegram {
    outbound: Arc<Outbound>,
    receiving: Receiving,
    call_limit: Duration,
}

/// Builds the door; nothing is sent yet.
///
/// # Errors
/// A sentence for the operator: the token or the address cannot be right.
pub fn connect(settings: Settings, clock: Arc<dyn Clock>) -> Result<Telegram, String> {
    let Settings { token, api_url, per_second, call_limit, receiving } = settings;
    let api = Api::new(&token, &api_url, call_limit)?;
    Ok(Telegram { outbound: Arc::new(Outbound::new(api, clock, per_second)), receiving, call_limit })
}

/// A page as the request that sends it to a chat.
pub fn request(chat: i64, page: Page) -> SendMessage {
    outbound::letter(Address { chat, topic: None }, page, None)
}

impl Telegram {
    async fn greet(&self, desk: &Desk) -> Result<Me, Stopped> {
        let api = self.outbound.api();
        let me: Me = api.call(&GetMe::new()).await.map_err(|error: CallError| {
            if api.revoked().is_cancelled() {
                Stopped::ForGood(REVOKED.into())
            } else {
                Stopped::ForNow(error.to_string())
            }
        })?;
        if let Some(name) = &me.username {
            self.outbound.goes_by(name);
        }
        // It has answered; the first question for updates may be held back for a while before it is answered, too.
        desk.health.up(&NAME, 0, Some(Instant::now() + SILENCE));
        register::menu(api, &me, desk).await;
        tracing::info!(bot = me.username.as_deref().unwrap_or("a bot without a name"), "Telegram: listening");
        Ok(me)
    }

    async fn until_stopped(
        &self,
        receives: impl Future<Output = Infallible>,
        shutdown: &CancellationToken,
    ) -> Result<(), Stopped> {
        tokio::select! {
            never = receives => match never {},
            () = shutdown.cancelled() => Ok(()),
            () = self.outbound.api().revoked().cancelled() => Err(Stopped::ForGood(REVOKED.into())),
        }
    }
}

#[async_trait]
impl Platform for Telegram {
    fn messenger(&self) -> Arc<dyn Messenger> {
        self.outbound.clone()
    }

    async fn run(&self, desk: Desk, shutdown: CancellationToken) -> Result<(), Stopped> {
        let me = match shutdown.run_until_cancelled(self.greet(&desk)).await {
            Some(me) => me?,
            None => return Ok(()),
        };
        let intake = Intake::new(self.outbound.clone(), desk, me);
        match &self.receiving {
            Receiving::Polling { former } => {
                let mut poll = Poll::new(intake, former.as_ref().map(Url::to_string));
                let ended = self.until_stopped(poll.run(), &shutdown).await;
                poll.close().await;
                ended
            }
            Receiving::Webhook(webhook) => {
                let opened = Reception::open(intake, webhook.clone(), self.call_limit).await;
                let mut reception = opened.map_err(Stopped::ForNow)?;
                let ended = self.until_stopped(reception.run(), &shutdown).await;
                reception.close().await;
                ended
            }
        }
    }

    async fn examine(&self, background: &Background) -> Vec<Finding> {
        let wanted = match &self.receiving {
            Receiving::Polling { former } => examine::Wanted::Polling { former: former.as_ref().map(Url::as_str) },
            Receiving::Webhook(webhook) => examine::Wanted::Webhook(webhook.url.as_str()),
        };
        examine::examine(&self.outbound, wanted, background).await
    }
}
