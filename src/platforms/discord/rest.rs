//! Discord's REST interface, thin: one request, one answer, with the waits that Discord asks for.
//!
//! It repeats nothing: whether to try again is decided by the ledger (posts) or by the exchange with a person (answers).
//! It does not know what is said. Addresses and errors that could carry a token never leave this file.

use std::error::Error as _;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::DateTime;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderValue};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serenity::constants::GATEWAY_VERSION as API_VERSION;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::NAME;
use super::limits::{self, Limits, Told};
use crate::domain::file::Enclosure;
use crate::domain::schedule::Timestamp;
use crate::ports::meters::{self, Scope};

/// Discord asks for this form: a name, an address, a version.
const USER_AGENT: &str = concat!("DiscordBot (https://crates.io/crates/touchline, ", env!("CARGO_PKG_VERSION"), ")");
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// For a request that brings a file.
const UPLOAD_PATIENCE: Duration = Duration::from_mins(1);
/// A wait in a bucket up to this long is spent here; a longer one is the caller's to plan.
const TURN_PATIENCE: Duration = Duration::from_secs(2);
/// A token that is not accepted is not accepted a while later either; the adapter has said so and stopped.
const REVOKED_WAIT: Duration = Duration::from_hours(1);
/// The wait after a 429 that does not say one.
const UNTOLD_WAIT: Duration = Duration::from_secs(5);

/// One endpoint, with what its bucket is known by.
pub(super) struct Route {
    pub(super) template: &'static str,
    /// The number of the channel or application that has a bucket of its own; 0 where there is none.
    pub(super) major: u64,
    method: Method,
    path: String,
    access: Access,
}

/// What opens a route.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// The bot's token; the global limit counts it.
    BotToken,
    /// The interaction's token in the path; no global limit.
    InteractionToken,
}

impl Route {
    /// Where the gateway is.
    pub(super) fn gateway() -> Self {
        Self::of_bot(Method::GET, "/gateway/bot", 0, "/gateway/bot".to_owned())
    }

    /// The commands of an application, for all or for one guild.
    pub(super) fn commands(application: ApplicationId, guild: Option<GuildId>) -> Self {
        let (template, path) = match guild {
            None => ("/applications/{}/commands", format!("/applications/{application}/commands")),
            Some(guild) => {
                ("/applications/{}/guilds/{}/commands", format!("/applications/{application}/guilds/{guild}/commands"))
            }
        };
        Self::of_bot(Method::PUT, template, application.get(), path)
    }

    /// The same commands, to look at.
    pub(super) fn known_commands(application: ApplicationId, guild: Option<GuildId>) -> Self {
        let put = Self::commands(application, guild);
        Self {
            method: Method::GET,
            template: "GET commands",
            path: format!("{}?with_localizations=true", put.path),
            ..put
        }
    }

    /// The application that the token belongs to.
    pub(super) fn application() -> Self {
        Self::of_bot(Method::GET, "GET /applications/@me", 0, "/applications/@me".to_owned())
    }

    /// New messages in a channel.
    pub(super) fn messages(channel: ChannelId) -> Self {
        let path = format!("/channels/{channel}/messages");
        Self::of_bot(Method::POST, "/channels/{}/messages", channel.get(), path)
    }

    /// A message in a channel.
    pub(super) fn message(channel: ChannelId, message: MessageId) -> Self {
        let path = format!("/channels/{channel}/messages/{message}");
        Self::of_bot(Method::PATCH, "PATCH /channels/{}/messages/{}", channel.get(), path)
    }

    /// The messages of a channel behind one of this number, at most so many.
    pub(super) fn messages_after(channel: ChannelId, after: u64, limit: u8) -> Self {
        let path = format!("/channels/{channel}/messages?after={after}&limit={limit}");
        Self::of_bot(Method::GET, "GET /channels/{}/messages", channel.get(), path)
    }

    /// A channel.
    pub(super) fn channel(channel: ChannelId) -> Self {
        Self::of_bot(Method::GET, "GET /channels/{}", channel.get(), format!("/channels/{channel}"))
    }

    /// A guild with its roles.
    pub(super) fn guild(guild: GuildId) -> Self {
        Self::of_bot(Method::GET, "GET /guilds/{}", guild.get(), format!("/guilds/{guild}"))
    }

    /// A member of a guild.
    pub(super) fn member(guild: GuildId, user: UserId) -> Self {
        Self::of_bot(Method::GET, "GET /guilds/{}/members/{}", guild.get(), format!("/guilds/{guild}/members/{user}"))
    }

    /// The bot itself.
    pub(super) fn me() -> Self {
        Self::of_bot(Method::GET, "GET /users/@me", 0, "/users/@me".to_owned())
    }

    /// The direct messages with somebody.
    pub(super) fn direct() -> Self {
        Self::of_bot(Method::POST, "/users/@me/channels", 0, "/users/@me/channels".to_owned())
    }

    /// The first answer to an interaction.
    pub(super) fn callback(interaction: InteractionId, token: &str) -> Self {
        Self::of_interaction(Method::POST, format!("/interactions/{interaction}/{token}/callback"))
    }

    /// The message that a deferred answer promised.
    pub(super) fn original(application: ApplicationId, token: &str) -> Self {
        Self::of_interaction(Method::PATCH, format!("/webhooks/{application}/{token}/messages/@original"))
    }

    /// Further messages after the first answer.
    pub(super) fn follow_ups(application: ApplicationId, token: &str) -> Self {
        Self::of_interaction(Method::POST, format!("/webhooks/{application}/{token}"))
    }

    fn of_bot(method: Method, template: &'static str, major: u64, path: String) -> Self {
        Self { template, major, method, path, access: Access::BotToken }
    }

    fn of_interaction(method: Method, path: String) -> Self {
        Self { template: "", major: 0, method, path, access: Access::InteractionToken }
    }
}

/// Why a request brought no answer that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// It did not leave.
    Unreached(String),
    /// Its turn does not come soon; it did not leave.
    NotYet(Duration),
    /// It was not obeyed, and may come again after so long.
    Limited(Duration),
    /// It was not obeyed.
    Refused {
        /// The HTTP status, 400 to 499.
        status: u16,
        /// Discord's own number for the reason; 0 when it gave none.
        code: u64,
        /// Discord's words.
        message: String,
    },
    /// It left, and nobody knows whether it was obeyed.
    Unsure(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreached(why) => write!(f, "Discord was not reached: {why}"),
            Self::NotYet(wait) => write!(f, "its turn comes in {:.1} s", wait.as_secs_f64()),
            Self::Limited(wait) => write!(f, "Discord asks to wait {:.1} s", wait.as_secs_f64()),
            Self::Refused { status, code, message } => write!(f, "Discord answered {status} ({code}): {message}"),
            Self::Unsure(why) => write!(f, "Discord's answer cannot be used: {why}"),
        }
    }
}

/// The body of a refusal.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Complaint {
    code: u64,
    message: String,
    /// Seconds, in the body of a 429.
    retry_after: Option<f64>,
    /// Whether a 429 is about all routes.
    global: bool,
}

/// The connection pool, the token, and what is known about limits.
pub(super) struct Rest {
    client: reqwest::Client,
    base: String,
    authorization: HeaderValue,
    limits: Limits,
    /// What time it was at Discord with its last answer.
    answered_at: Mutex<Option<(Timestamp, Instant)>>,
    revoked: CancellationToken,
}

impl Rest {
    /// Builds the client, whose calls take at most `call_limit`; nothing is sent.
    ///
    /// # Errors
    /// The token holds characters that no header can, or the TLS set-up fails.
    pub(super) fn new(api_url: &str, token: &SecretString, call_limit: Duration) -> Result<Self, String> {
        let mut authorization = HeaderValue::from_str(&format!("Bot {}", token.expose_secret()))
            .map_err(|_| "the token holds characters that no token has".to_owned())?;
        authorization.set_sensitive(true);
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(call_limit)
            .redirect(redirect::Policy::none())
            .tcp_nodelay(true)
            .build()
            .map_err(|error| format!("no HTTP client: {}", error.without_url()))?;
        Ok(Self {
            client,
            base: format!("{}/api/v{API_VERSION}", api_url.trim_end_matches('/')),
            authorization,
            limits: Limits::default(),
            answered_at: Mutex::default(),
            revoked: CancellationToken::new(),
        })
    }

    /// Returns when Discord has said that it does not accept the token any more.
    pub(super) async fn revoked(&self) {
        self.revoked.cancelled().await;
    }

    /// What time it was at Discord with its last answer.
    pub(super) fn answered_at(&self) -> Option<Timestamp> {
        self.answered_at.lock().unwrap_or_else(PoisonError::into_inner).map(|(told, _)| told)
    }

    /// What time it is at Discord: as its last answer said, and so much later; `None` when none has said it.
    pub(super) fn time(&self) -> Option<Timestamp> {
        let told = *self.answered_at.lock().unwrap_or_else(PoisonError::into_inner);
        told.map(|(told, then)| told + then.elapsed())
    }

    /// How long nothing may be posted: too much was refused lately, every route is closed, or the token is not accepted.
    pub(super) fn closed_for(&self) -> Option<Duration> {
        if self.revoked.is_cancelled() {
            return Some(REVOKED_WAIT);
        }
        self.limits.closed_for(Instant::now())
    }

    /// One request and its answer, read.
    pub(super) async fn read<T: DeserializeOwned>(&self, route: &Route, body: Option<String>) -> Result<T, Failure> {
        let answer = self.call(route, body).await?;
        serde_json::from_slice(&answer).map_err(|_| Failure::Unsure("it cannot be read".to_owned()))
    }

    /// One request and its answer.
    pub(super) async fn call(&self, route: &Route, body: Option<String>) -> Result<Vec<u8>, Failure> {
        self.ask(route, |request| match body {
            Some(body) => request.header(CONTENT_TYPE, "application/json").body(body),
            None => request,
        })
        .await
    }

    /// One request that brings a file, which its body lists under the number 0, and its answer.
    pub(super) async fn call_with_file(
        &self,
        route: &Route,
        body: String,
        file: &Enclosure,
    ) -> Result<Vec<u8>, Failure> {
        let part = Part::bytes(file.bytes.clone()).file_name(file.name.clone());
        // Names of fields and files go as they are: Discord knows no percent signs there.
        let form = Form::new().percent_encode_noop().text("payload_json", body).part("files[0]", part);
        self.ask(route, |request| request.multipart(form).timeout(UPLOAD_PATIENCE)).await
    }

    async fn ask(
        &self,
        route: &Route,
        fill: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<Vec<u8>, Failure> {
        let url = format!("{}{}", self.base, route.path);
        let mut request = fill(self.client.request(route.method.clone(), url));
        if route.access == Access::BotToken {
            if self.revoked.is_cancelled() {
                return Err(Failure::Unreached("it does not accept the token".to_owned()));
            }
            self.turn(route).await?;
            request = request.header(AUTHORIZATION, self.authorization.clone());
        }
        let response = request.send().await.map_err(|error| failure(&error))?;
        self.judge(route, response).await
    }

    /// Waits for the route's turn, unless that takes long.
    async fn turn(&self, route: &Route) -> Result<(), Failure> {
        let patience = Instant::now() + TURN_PATIENCE;
        while let Err(wait) = self.limits.take_turn(route, Instant::now()) {
            let turn = Instant::now() + wait;
            if turn > patience {
                return Err(Failure::NotYet(wait));
            }
            tokio::time::sleep_until(turn).await;
        }
        Ok(())
    }

    async fn judge(&self, route: &Route, response: Response) -> Result<Vec<u8>, Failure> {
        let status = response.status();
        let told = Told::read(response.headers());
        let date = response.headers().get(DATE).and_then(|date| DateTime::parse_from_rfc2822(date.to_str().ok()?).ok());
        if let Some(date) = date {
            *self.answered_at.lock().unwrap_or_else(PoisonError::into_inner) = Some((date.to_utc(), Instant::now()));
        }
        if route.access == Access::BotToken {
            self.limits.learn(route, &told, Instant::now());
        }
        let body = response.bytes().await;
        if status.is_success() {
            return body.map(|body| body.to_vec()).map_err(|error| Failure::Unsure(describe(&error)));
        }
        let body = body.unwrap_or_default();
        let complaint: Option<Complaint> = serde_json::from_slice(&body).ok();
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Err(self.limited(route, &told, complaint));
        }
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            self.limits.count_refusal(Instant::now());
        }
        if status == StatusCode::UNAUTHORIZED && route.access == Access::BotToken {
            self.revoked.cancel();
        }
        if status.is_client_error() {
            let Complaint { code, message, .. } = complaint.unwrap_or_default();
            return Err(Failure::Refused { status: status.as_u16(), code, message });
        }
        Err(Failure::Unsure(format!("status {}", status.as_u16())))
    }

    fn limited(&self, route: &Route, told: &Told, complaint: Option<Complaint>) -> Failure {
        if !told.is_shared {
            self.limits.count_refusal(Instant::now());
        }
        // A 429 that is not in Discord's own words comes from the guard before it, and bars the whole address.
        let is_global = told.is_global || complaint.as_ref().is_none_or(|complaint| complaint.global);
        meters::rate_limited(
            &NAME,
            match (is_global, told.is_shared) {
                (true, _) => Scope::Global,
                (false, true) => Scope::Shared,
                (false, false) => Scope::Own,
            },
        );
        let in_body = complaint.and_then(|complaint| complaint.retry_after).and_then(limits::seconds);
        let wait = in_body.or(told.retry_after).unwrap_or(UNTOLD_WAIT);
        if route.access == Access::BotToken {
            self.limits.close(route, wait, is_global, Instant::now());
        }
        Failure::Limited(wait)
    }
}

/// A body as it goes over the wire.
pub(super) fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("our bodies are maps with text keys, which is all that JSON asks for")
}

fn failure(error: &reqwest::Error) -> Failure {
    if error.is_connect() || error.is_builder() {
        Failure::Unreached(describe(error))
    } else {
        Failure::Unsure(describe(error))
    }
}

/// What went wrong, in words that are safe to show: an error's own text carries the address, and that may carry a token.
pub(super) fn describe(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "it took too long".to_owned();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    if error.source().is_some() { cause.to_string() } else { "the connection failed".to_owned() }
}
