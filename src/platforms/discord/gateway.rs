//! One shard: Discord's gateway protocol from HELLO to the end of the session, and what comes after each end.
//!
//! serenity's `Shard` is not used: its public interface cannot receive, its own runner spins on a close frame without a
//! code, ignores `resume_gateway_url`, and starts a task for each event without bound. What interactions mean is the
//! reception's.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{Mutex, OwnedSemaphorePermit};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::backoff::{BackOff, fraction};
use super::reception::Reception;
use super::socket::{Came, Socket};
use super::wire::{Content, Frame, Hello, Ready};
use crate::platforms::Stopped;

/// `GUILDS`: interactions need no intent, and nothing else is asked for.
const INTENTS: u64 = 1;
const HELLO_PATIENCE: Duration = Duration::from_secs(15);
/// From the introduction to READY or RESUMED.
const WELCOME_PATIENCE: Duration = Duration::from_mins(1);
/// Sessions may be started `max_concurrency` at a time in so long (limits.toml `gateway.identify_concurrency`).
const IDENTIFY_SPACING: Duration = Duration::from_secs(5);
/// Ends the session; any other code of ours leaves it to be resumed.
const CLOSE_FOR_GOOD: u16 = 1000;
const CLOSE_FOR_NOW: u16 = 4000;

/// What all shards share.
pub(super) struct Gateway {
    /// Where new sessions start.
    pub(super) url: String,
    /// How many shards there are.
    pub(super) shards: u32,
    /// Whose interactions they are.
    pub(super) reception: Arc<Reception>,
    /// Opens the gateway.
    pub(super) token: SecretString,
    /// When the next session may start: one lane for each that may start at once.
    pub(super) lanes: Vec<Mutex<Instant>>,
}

/// What is needed to go on where a connection ended.
struct Session {
    id: String,
    url: String,
    sequence: u64,
}

/// How a connection ended.
enum Ended {
    /// We were asked to stop.
    Asked,
    /// Discord will not have us: its close code.
    Refused(u16),
    /// Something to recover from.
    Lost(&'static str),
    /// The server was not reached at all.
    Unreached(String),
}

/// One shard.
pub(super) struct Shard {
    gateway: Arc<Gateway>,
    number: u32,
    session: Option<Session>,
    back_off: BackOff,
    shutdown: CancellationToken,
}

impl Gateway {
    /// Waits until a shard may start a session.
    async fn identify_turn(&self, shard: u32) {
        let lane = shard as usize % self.lanes.len();
        let mut next = self.lanes[lane].lock().await;
        sleep_until(*next).await;
        *next = Instant::now() + IDENTIFY_SPACING;
    }
}

impl Shard {
    pub(super) fn new(gateway: Arc<Gateway>, number: u32, shutdown: CancellationToken) -> Self {
        Self { gateway, number, session: None, back_off: BackOff::default(), shutdown }
    }

    /// Stays connected until shutdown.
    ///
    /// # Errors
    /// Discord refuses for good.
    pub(super) async fn run(mut self) -> Result<(), Stopped> {
        let shutdown = self.shutdown.clone();
        loop {
            let wait = match self.connection().await {
                Ended::Asked => return Ok(()),
                Ended::Refused(code) => return Err(Stopped::ForGood(refusal(code))),
                Ended::Lost(why) => {
                    let wait = self.back_off.after_loss(self.session.is_some(), Instant::now());
                    tracing::info!(shard = self.number, why, wait_s = wait.as_secs(), "the gateway's connection ended");
                    wait
                }
                Ended::Unreached(why) => {
                    let wait = self.back_off.after_no_connection();
                    tracing::warn!(shard = self.number, why, wait_s = wait.as_secs(), "the gateway cannot be reached");
                    wait
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => return Ok(()),
                () = sleep_until(Instant::now() + wait) => {}
            }
        }
    }

    /// One connection, from its opening to its end.
    async fn connection(&mut self) -> Ended {
        let shutdown = self.shutdown.clone();
        let opening = async {
            if self.session.is_none() {
                self.gateway.identify_turn(self.number).await;
            }
            let url = self.session.as_ref().map_or(&self.gateway.url, |session| &session.url);
            let mut socket = Socket::open(url).await.map_err(Ended::Unreached)?;
            let hello = timeout(HELLO_PATIENCE, hello(&mut socket)).await;
            let Ok(Some(interval)) = hello else { return Err(Ended::Lost("it did not say hello")) };
            socket.send(&self.introduction()).await;
            Ok((socket, heart(interval)))
        };
        let opened = tokio::select! {
            opened = opening => opened,
            () = shutdown.cancelled() => return Ended::Asked,
        };
        let (mut socket, heart) = match opened {
            Ok(opened) => opened,
            Err(ended) => return ended,
        };
        let ended = self.listen(&mut socket, heart).await;
        match ended {
            Ended::Asked => socket.close(CLOSE_FOR_GOOD).await,
            Ended::Lost(_) => socket.close(CLOSE_FOR_NOW).await,
            Ended::Refused(_) | Ended::Unreached(_) => {}
        }
        ended
    }

    /// RESUME where there is a session, IDENTIFY otherwise.
    fn introduction(&self) -> Value {
        let token = self.gateway.token.expose_secret();
        match &self.session {
            Some(session) => {
                json!({"op": 6, "d": {"token": token, "session_id": session.id, "seq": session.sequence}})
            }
            None => json!({"op": 2, "d": {
                "token": token, "intents": INTENTS, "shard": [self.number, self.gateway.shards], "compress": false,
                "properties": {"os": std::env::consts::OS, "browser": "touchline", "device": "touchline"},
            }}),
        }
    }

    /// Hears frames until the end. A frame is read only when there is a seat for what it may ask for: when all are
    /// taken, the network's own buffers hold the rest back.
    async fn listen(&mut self, socket: &mut Socket, mut heart: Interval) -> Ended {
        let shutdown = self.shutdown.clone();
        let reception = Arc::clone(&self.gateway.reception);
        let mut seat = None;
        let mut is_acknowledged = true;
        let welcome_by = Instant::now() + WELCOME_PATIENCE;
        let mut is_welcome = false;
        loop {
            tokio::select! {
                biased;
                () = shutdown.cancelled() => return Ended::Asked,
                _ = heart.tick() => {
                    // Without a seat nothing was read, so that no acknowledgement was seen proves nothing.
                    if !is_acknowledged && seat.is_some() {
                        return Ended::Lost("heartbeats were not answered");
                    }
                    is_acknowledged = false;
                    socket.send(&self.heartbeat()).await;
                }
                () = sleep_until(welcome_by), if !is_welcome => return Ended::Lost("it did not welcome us"),
                free = reception.seat(), if seat.is_none() => seat = Some(free),
                came = socket.next(), if seat.is_some() => {
                    let text = match came {
                        Came::Text(text) => text,
                        Came::End(code) => return self.ended(code),
                    };
                    let Ok(frame) = serde_json::from_str::<Frame<'_>>(&text) else { continue };
                    match frame.op {
                        0 => is_welcome |= self.dispatch(&frame, &text, &mut seat),
                        1 => socket.send(&self.heartbeat()).await,
                        7 => return Ended::Lost("it asked us to come again"),
                        9 => {
                            if !content::<bool>(&text).unwrap_or(false) {
                                self.session = None;
                            }
                            return Ended::Lost("the session is no longer valid");
                        }
                        11 => is_acknowledged = true,
                        _ => {}
                    }
                }
            }
        }
    }

    /// An event; `true` when it is a welcome.
    fn dispatch(&mut self, frame: &Frame<'_>, text: &str, seat: &mut Option<OwnedSemaphorePermit>) -> bool {
        if let (Some(session), Some(sequence)) = (&mut self.session, frame.s) {
            session.sequence = sequence;
        }
        match frame.t.as_deref() {
            Some("READY") => self.ready(text, frame.s.unwrap_or_default()),
            Some("RESUMED") => {
                tracing::info!(shard = self.number, "resumed");
                self.back_off.welcomed(Instant::now());
                true
            }
            Some("INTERACTION_CREATE") => {
                let Some(interaction) = content(text) else {
                    tracing::warn!(shard = self.number, "an interaction could not be read");
                    return false;
                };
                if let Some(seat) = seat.take() {
                    self.gateway.reception.take(interaction, seat);
                }
                false
            }
            _ => false,
        }
    }

    fn ready(&mut self, text: &str, sequence: u64) -> bool {
        let Some(Ready { session_id, resume_gateway_url, application }) = content(text) else { return false };
        tracing::info!(shard = self.number, shards = self.gateway.shards, "connected to Discord");
        // Where the token may be sent was settled at the start: a session is not resumed over a less private connection.
        let resume_url = resume_gateway_url.and_then(|url| address(&url, self.gateway.url.starts_with("wss:")).ok());
        let url = resume_url.unwrap_or_else(|| self.gateway.url.clone());
        self.session = Some(Session { id: session_id, url, sequence });
        self.back_off.welcomed(Instant::now());
        self.gateway.reception.opened(&application.id);
        true
    }

    fn heartbeat(&self) -> Value {
        json!({"op": 1, "d": self.session.as_ref().map(|session| session.sequence)})
    }

    /// The meaning of a close code, or of its absence.
    fn ended(&mut self, code: Option<u16>) -> Ended {
        match code {
            Some(code @ (4004 | 4010..=4014)) => return Ended::Refused(code),
            // Not authenticated, wrong sequence, session timed out.
            Some(4003 | 4007 | 4009) => self.session = None,
            _ => {}
        }
        Ended::Lost("it closed the connection")
    }
}

/// What to tell the operator when Discord will not have us.
fn refusal(code: u16) -> String {
    match code {
        4004 => super::TOKEN_REFUSED.to_owned(),
        4013 | 4014 => format!(
            "Discord refuses the bot's gateway intents (code {code}). This version asks for GUILDS only, which needs no permission: look for a newer version"
        ),
        _ => format!("Discord refuses the way this version connects (code {code}). Look for a newer version"),
    }
}

/// A gateway's address with the protocol's version, private if it must be.
///
/// # Errors
/// It is none, or not private.
pub(super) fn address(url: &str, must_be_private: bool) -> Result<String, String> {
    let mut url = url::Url::parse(url).map_err(|error| format!("the gateway's address cannot be read: {error}"))?;
    if url.scheme() != "wss" && (must_be_private || url.scheme() != "ws") {
        return Err(format!("the gateway's address starts with {}:, not with wss:", url.scheme()));
    }
    url.set_query(Some("v=10&encoding=json"));
    Ok(url.into())
}

/// The heartbeat's interval, from the first frame.
async fn hello(socket: &mut Socket) -> Option<Duration> {
    match socket.next().await {
        Came::Text(text) => {
            content(&text).map(|Hello { heartbeat_interval }| Duration::from_millis(heartbeat_interval.max(1)))
        }
        Came::End(_) => None,
    }
}

/// The first beat comes at a random moment of the interval, so that not all bots beat at once after an outage.
fn heart(interval: Duration) -> Interval {
    let mut heart = interval_at(Instant::now() + interval.mul_f64(fraction()), interval);
    heart.set_missed_tick_behavior(MissedTickBehavior::Delay);
    heart
}

fn content<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str::<Content<T>>(text).ok().map(|content| content.d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_get_the_version_and_stay_private() {
        assert_eq!(
            address("wss://gateway.discord.gg", true).as_deref(),
            Ok("wss://gateway.discord.gg/?v=10&encoding=json")
        );
        assert_eq!(
            address("ws://127.0.0.1:9/resume?x=1", false).as_deref(),
            Ok("ws://127.0.0.1:9/resume?v=10&encoding=json")
        );
        assert!(address("ws://gateway.discord.gg", true).is_err());
        assert!(address("https://gateway.discord.gg", false).is_err());
        assert!(address("gateway", false).is_err());
    }
}
