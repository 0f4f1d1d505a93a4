//! How updates are sent to a webhook: chats beside each other, each in order, again until the bot says 2xx. A rule on
//! `webhook` befalls a delivery as others befall calls; with `after_accepting` the bot has it and the platform does not
//! hear so.

use std::io;
use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::faults::Ending;
use crate::seen::string;
use crate::sync::lock;
use crate::telegram::Desk;
use crate::telegram::methods::number;
use crate::telegram::state::State;

/// How long the platform waits for the bot's answer.
const ANSWER: Duration = Duration::from_mins(1);
/// After a failure, before the same update is sent again. The real platform takes longer.
const PAUSE: Duration = Duration::from_millis(50);
/// Connections at once, unless the bot says otherwise.
const CONNECTIONS: i64 = 40;

/// What a request for a webhook is refused for, if anything.
pub(super) fn refusal(body: &Value) -> Option<String> {
    let url = string(&body["url"]);
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    let is_local = ["127.0.0.1", "localhost", "[::1]"].iter().any(|local| host.starts_with(local));
    let scheme = if is_local { "http" } else { "https://" };
    if !url.starts_with(scheme) {
        return Some("bad webhook: An HTTPS URL must be provided for webhook".to_owned());
    }
    let secret = string(&body["secret_token"]);
    if secret.len() > 256 {
        return Some("secret token is too long".to_owned());
    }
    if !secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
        return Some("secret token contains unallowed characters".to_owned());
    }
    let connections = number(&body["max_connections"]).unwrap_or(CONNECTIONS);
    (!(1..=100).contains(&connections)).then(|| "max_connections must be between 1 and 100".to_owned())
}

/// Whose turn an update is: those of one chat, or of one person where there is no chat, go one after another.
fn line(update: &Value) -> i64 {
    let what = update.as_object().into_iter().flatten().map(|(_, value)| value).find(|value| value.is_object());
    let Some(what) = what else { return 0 };
    [&what["chat"]["id"], &what["message"]["chat"]["id"], &what["from"]["id"]]
        .into_iter()
        .find_map(Value::as_i64)
        .unwrap_or_default()
}

/// What is to be sent next, and where.
struct Next {
    id: i64,
    line: i64,
    url: String,
    secret: String,
    update: Value,
}

fn next(state: &mut State) -> Option<Next> {
    let webhook = state.webhook.as_ref()?;
    let most = number(&webhook["max_connections"]).unwrap_or(CONNECTIONS);
    if i64::try_from(state.delivering.len()).is_ok_and(|now| now >= most) {
        return None;
    }
    let (url, secret) = (string(&webhook["url"]), string(&webhook["secret_token"]));
    // The first of each line that is not under way, as they came.
    let mut seen = state.delivering.clone();
    let (id, update) = state.updates.iter().find(|(_, update)| seen.insert(line(update)))?;
    let next = Next { id: *id, line: line(update), url, secret, update: update.clone() };
    state.delivering.insert(next.line);
    Some(next)
}

/// Delivers until the server is dropped.
pub(super) async fn run(desk: Weak<Desk>, updates: Arc<crate::sync::Bell>) {
    loop {
        let next = updates
            .until(|| match desk.upgrade() {
                Some(desk) => next(&mut lock(&desk.state)).map(Some),
                None => Some(None),
            })
            .await;
        let (Some(next), Some(desk)) = (next, desk.upgrade()) else { return };
        tokio::spawn(deliver(desk, next));
    }
}

#[expect(clippy::disallowed_methods, reason = "the pause is the platform's own, between two tries")]
async fn deliver(desk: Arc<Desk>, next: Next) {
    let place = next.line.to_string();
    let befallen = desk.backstage.faults.next("webhook", Some(&place));
    if let Some(befallen) = &befallen
        && matches!(befallen.fault.ends, Ending::Hold)
    {
        befallen.released().await;
    }
    let is_spoilt = befallen.as_ref().is_some_and(|befallen| !matches!(befallen.fault.ends, Ending::Hold));
    let is_sent = befallen.is_none_or(|befallen| befallen.fault.accepts || !is_spoilt);
    let answered = if is_sent { post(&next).await } else { Err(io::ErrorKind::ConnectionReset.into()) };
    let error = match answered {
        _ if is_spoilt => Some("Connection reset by peer".to_owned()),
        Ok(status @ 200..=299) => {
            let mut state = lock(&desk.state);
            state.attempts.push((next.id, Some(status)));
            state.delivered.insert(next.id);
            // By its number and its words: a test may send two updates of one number.
            let at = state.updates.iter().position(|(id, update)| *id == next.id && *update == next.update);
            at.map(|at| state.updates.remove(at));
            None
        }
        Ok(status) => {
            lock(&desk.state).attempts.push((next.id, Some(status)));
            Some(format!("Wrong response from the webhook: {status}"))
        }
        Err(error) => {
            lock(&desk.state).attempts.push((next.id, None));
            Some(error.to_string())
        }
    };
    if let Some(error) = error {
        lock(&desk.state).delivery_error = Some((desk.backstage.time.now().as_secs(), error));
        tokio::time::sleep(PAUSE).await;
    }
    lock(&desk.state).delivering.remove(&next.line);
    desk.updates.ring();
    desk.backstage.bell.ring();
}

/// One request on a connection of its own, and the status of its answer.
async fn post(next: &Next) -> io::Result<u16> {
    let odd = || io::Error::from(io::ErrorKind::InvalidInput);
    let rest = next.url.strip_prefix("http://").ok_or_else(odd)?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let body = next.update.to_string();
    let exchange = async {
        let mut stream = TcpStream::connect(host).await?;
        let head = format!(
            "POST /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/json\r\n\
             x-telegram-bot-api-secret-token: {}\r\ncontent-length: {}\r\n\r\n",
            next.secret,
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await?;
        let mut raw = Vec::new();
        stream.read_to_end(&mut raw).await?;
        let status = raw.get(9..12).and_then(|status| std::str::from_utf8(status).ok()?.parse().ok());
        status.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    };
    tokio::time::timeout(ANSWER, exchange).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}
