//! One call of the Bot API: teloxide's payloads, our own transport.
//!
//! Our own, because teloxide's sleeps ten seconds inside a call that met a 5xx, reads a whole `Message` back where a
//! number is wanted, and hides the text of updates, which the inbox keeps as it came. It decides nothing: what an error
//! means is `outbound`'s and `poll`'s to say. No error holds an address, because every address holds the token.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::DateTime;
use reqwest::header::DATE;
use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, Response, StatusCode, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use teloxide::requests::Payload;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::NAME;
use crate::domain::file::Enclosure;
use crate::domain::schedule::Timestamp;
use crate::ports::meters::{self, Scope};

const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Telegram closes idle connections after about a minute; ours go first, so that no request meets a closing one.
const IDLE_LIMIT: Duration = Duration::from_secs(45);
/// For a file, whichever way it goes.
const FILE_LIMIT: Duration = Duration::from_mins(1);
/// Connections at once, so that a burst of updates stays below the usual limit of open files.
const CALLS_AT_ONCE: usize = 100;

/// Why a call brought no result.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// The request did not leave.
    #[error("no connection to Telegram: {0}")]
    NotSent(String),
    /// The request left, and no answer came that can be read.
    #[error("no readable answer from Telegram: {0}")]
    Lost(String),
    /// Telegram says no.
    #[error("Telegram says: {}", .0.description)]
    Refused(Refusal),
}

/// Telegram's no.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Like an HTTP status.
    pub(super) code: u16,
    /// In Telegram's words.
    pub(super) description: String,
    /// How long to wait before the same may be asked again.
    pub(super) retry_after: Option<Duration>,
    /// The group goes by this number now.
    pub(super) migrate_to: Option<i64>,
}

/// The Bot API, for one bot.
pub(super) struct Api {
    client: reqwest::Client,
    /// Ends in the token.
    base: Url,
    /// The same, for files.
    files: Url,
    /// For the whole of a call, beyond what Telegram was asked to wait inside it.
    call_limit: Duration,
    calls: Semaphore,
    revoked: CancellationToken,
    /// The number of the bot itself, with which its token begins.
    bot: i64,
    /// What time it was at Telegram with its last answer.
    answered_at: Mutex<Option<Timestamp>>,
}

impl Api {
    /// Builds the client; nothing is sent.
    ///
    /// # Errors
    /// A sentence for the operator: the token or the address cannot be right.
    pub(super) fn new(token: &SecretString, api_url: &str, call_limit: Duration) -> Result<Self, String> {
        if !looks_like_a_token(token.expose_secret()) {
            return Err("the Telegram token must be as @BotFather gave it, like 123456789:AAH-x_…".into());
        }
        let bot = token.expose_secret().split(':').next().and_then(|number| number.parse().ok()).unwrap_or_default();
        let wrong = || {
            format!(
                "Telegram's api_url must be an http or https address such as https://api.telegram.org, not “{api_url}”"
            )
        };
        let mut base = Url::parse(api_url).map_err(|_| wrong())?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(wrong());
        }
        let mut files = base.clone();
        let bot_and_token = format!("bot{}", token.expose_secret());
        base.path_segments_mut().map_err(|()| wrong())?.pop_if_empty().push(&bot_and_token);
        files.path_segments_mut().map_err(|()| wrong())?.pop_if_empty().extend(["file", &bot_and_token]);
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_LIMIT)
            .pool_idle_timeout(IDLE_LIMIT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| format!("the HTTP client cannot be built: {}", root_cause(error)))?;
        Ok(Self {
            client,
            base,
            files,
            call_limit,
            calls: Semaphore::new(CALLS_AT_ONCE),
            revoked: CancellationToken::new(),
            bot,
            answered_at: Mutex::default(),
        })
    }

    /// Cancelled once Telegram has said that the token is not valid: then nothing is asked any more.
    pub(super) fn revoked(&self) -> &CancellationToken {
        &self.revoked
    }

    /// What time it was at Telegram with its last answer.
    pub(super) fn answered_at(&self) -> Option<Timestamp> {
        *self.answered_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the bot itself.
    pub(super) fn bot(&self) -> i64 {
        self.bot
    }

    /// Asks once. `T` is what is wanted of the result, which may be less than Telegram tells.
    ///
    /// # Errors
    /// See [`CallError`].
    pub(super) async fn call<T, P>(&self, payload: &P) -> Result<T, CallError>
    where
        T: DeserializeOwned,
        P: Payload + Serialize,
    {
        let limit = self.call_limit + payload.timeout_hint().unwrap_or_default();
        self.ask(P::NAME, |request| request.json(payload).timeout(limit)).await
    }

    /// Asks once, with a file: `fields` as a form has them, numbers and lists as JSON.
    ///
    /// # Errors
    /// See [`CallError`].
    pub(super) async fn call_with_file<T: DeserializeOwned>(
        &self,
        method: &str,
        fields: Vec<(String, String)>,
        (field, file): (&'static str, &Enclosure),
    ) -> Result<T, CallError> {
        let part = Part::bytes(file.bytes.clone()).file_name(file.name.clone());
        // Names of fields and files go as they are: Telegram knows no percent signs there.
        let form =
            fields.into_iter().fold(Form::new().percent_encode_noop(), |form, (name, value)| form.text(name, value));
        self.ask(method, |request| request.multipart(form.part(field, part)).timeout(FILE_LIMIT)).await
    }

    /// Opens a file that Telegram keeps, by the path that `getFile` told. No redirect is followed.
    ///
    /// # Errors
    /// See [`CallError`]; a status that is not 200 is a refusal.
    pub(super) async fn open_file(&self, path: &str) -> Result<Response, CallError> {
        let refused = |code| {
            let description = format!("a file was answered with status {code}");
            CallError::Refused(Refusal { code, description, retry_after: None, migrate_to: None })
        };
        // A server of one's own may keep files on its disk and tell where; those are none of ours to open.
        if path.split('/').any(|piece| matches!(piece, "" | "." | "..")) {
            return Err(refused(404));
        }
        let mut url = self.files.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.extend(path.split('/'));
        }
        let answer = self.client.get(url).timeout(FILE_LIMIT).send().await.map_err(CallError::from)?;
        match answer.status() {
            StatusCode::OK => Ok(answer),
            status => Err(refused(status.as_u16())),
        }
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        method: &str,
        fill: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<T, CallError> {
        let _line = self.calls.acquire().await.map_err(|_| CallError::NotSent("the adapter is closed".into()))?;
        if self.revoked.is_cancelled() {
            return Err(CallError::NotSent("the token is not valid any more".into()));
        }
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.push(method);
        }
        let answer = fill(self.client.post(url)).send().await.map_err(CallError::from)?;
        let status = answer.status();
        let date = answer.headers().get(DATE).and_then(|date| DateTime::parse_from_rfc2822(date.to_str().ok()?).ok());
        if let Some(date) = date {
            *self.answered_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(date.to_utc());
        }
        let body = answer.bytes().await.map_err(|error| CallError::Lost(root_cause(error)))?;
        let answer: Answer<T> =
            serde_json::from_slice(&body).map_err(|_| CallError::Lost(format!("status {status}")))?;
        answer.result().inspect_err(|error| {
            if matches!(error, CallError::Refused(refusal) if refusal.code == 429) {
                // Telegram does not say whether it means one chat or all of them.
                meters::rate_limited(&NAME, Scope::Untold);
            }
            if error.means_revoked() {
                self.revoked.cancel();
            }
        })
    }
}

impl CallError {
    fn means_revoked(&self) -> bool {
        // A token that never was one is answered with a bare 404; one for an unknown method says more.
        matches!(self, Self::Refused(refusal) if refusal.code == 401 || (refusal.code == 404 && refusal.description == "Not Found"))
    }
}

impl From<reqwest::Error> for CallError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_connect() || error.is_builder() {
            Self::NotSent(root_cause(error))
        } else {
            Self::Lost(root_cause(error))
        }
    }
}

/// The innermost reason, such as "Connection refused": the outer ones name the address.
fn root_cause(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return "timed out".into();
    }
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

fn looks_like_a_token(token: &str) -> bool {
    token.split_once(':').is_some_and(|(bot, secret)| {
        let is_secret = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        !bot.is_empty()
            && bot.bytes().all(|byte| byte.is_ascii_digit())
            && !secret.is_empty()
            && secret.bytes().all(is_secret)
    })
}

/// The envelope that every answer comes in.
#[derive(Deserialize)]
struct Answer<T> {
    ok: bool,
    result: Option<T>,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    parameters: Option<Parameters>,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl<T> Answer<T> {
    fn result(self) -> Result<T, CallError> {
        match self.result {
            Some(result) if self.ok => Ok(result),
            None if self.ok => Err(CallError::Lost("an answer without a result".into())),
            _ => {
                let parameters = self.parameters.unwrap_or_default();
                Err(CallError::Refused(Refusal {
                    code: self.error_code,
                    description: self.description,
                    retry_after: parameters.retry_after.map(Duration::from_secs),
                    migrate_to: parameters.migrate_to_chat_id,
                }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_addresses_are_checked_without_asking_anybody() {
        let new = |token: &str, url: &str| {
            Api::new(&token.into(), url, Duration::from_secs(15)).map(|api| api.base.to_string())
        };
        assert_eq!(new("42:AB-c_d", "http://localhost:1/x/").as_deref(), Ok("http://localhost:1/x/bot42:AB-c_d"));
        assert_eq!(new("42:AB", "https://api.telegram.org").as_deref(), Ok("https://api.telegram.org/bot42:AB"));
        for token in ["", "42", "42:", ":AB", "4x:AB", "42:A B", "bot42:AB", "42:AB/../x"] {
            let error = new(token, "https://api.telegram.org").expect_err(token);
            assert!(token.is_empty() || !error.contains(token), "no error repeats a token");
        }
        for url in ["", "api.telegram.org", "ftp://a.b", "data:x"] {
            assert!(new("42:AB", url).is_err(), "{url}");
        }
    }

    #[test]
    fn an_answer_is_a_result_or_a_reason() {
        let read = |json: &str| serde_json::from_str::<Answer<u8>>(json).expect("an answer").result();
        assert!(matches!(read(r#"{"ok":true,"result":1}"#), Ok(1)));
        assert!(matches!(read(r#"{"ok":true}"#), Err(CallError::Lost(_))));
        let Err(CallError::Refused(refusal)) =
            read(r#"{"ok":false,"error_code":429,"description":"d","parameters":{"retry_after":3}}"#)
        else {
            panic!("a refusal")
        };
        assert_eq!((refusal.code, refusal.retry_after, refusal.migrate_to), (429, Some(Duration::from_secs(3)), None));
        let revoked = |json: &str| read(json).expect_err("a refusal").means_revoked();
        assert!(revoked(r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#));
        assert!(revoked(r#"{"ok":false,"error_code":404,"description":"Not Found"}"#));
        assert!(!revoked(r#"{"ok":false,"error_code":404,"description":"Not Found: method not found"}"#));
    }
}
