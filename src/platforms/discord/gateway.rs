//! One shard: Discord's gateway protocol from HELLO to the end of the session, and what comes after each end.
//!
//! serenity's models are spoken here, but its `Shard` is not used: its public interface cannot receive, its own runner
//! spins on a close frame without a code, ignores `resume_gateway_url`, and starts a task for each event without bound.
//! What interactions mean is the reception's.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use serenity::constants::{GATEWAY_VERSION, Opcode, close_codes};
use serenity::model::event::GatewayEvent;
use serenity::model::gateway::{GatewayIntents, Ready, ShardInfo};
use serenity::model::id::{GuildId, ShardId};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::NAME;
use super::backoff::{BackOff, CONNECT_PATIENCE, RESUME_PATIENCE, fraction};
use super::identify::Identifies;
use super::reception::Reception;
use super::socket::{Came, Socket};
use crate::platforms::Stopped;
use crate::ports::Health;

/// Interactions need no intent, and nothing else is asked for.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS;
/// From IDENTIFY to READY: a new session is dear, and a large bot's takes its time.
const READY_PATIENCE: Duration = Duration::from_mins(1);
/// Attempts to find a session where it was told to go on, before other places are tried.
const PATIENT_ATTEMPTS: u32 = 3;
/// The wait after a session that was not started because it must not be.
const WITHHELD_WAIT: Duration = Duration::from_secs(10);
/// Ends the session; any other code of ours leaves it to be resumed.
const CLOSE_FOR_GOOD: u16 = 1000;
const CLOSE_FOR_NOW: u16 = close_codes::UNKNOWN_ERROR;
/// Missing in serenity's list.
const INVALID_API_VERSION: u16 = 4012;

/// What all shards share.
pub(super) struct Gateway {
    /// Where new sessions start.
    pub(super) url: String,
    /// How many shards there are.
    pub(super) shards: u32,
    /// Whose interactions they are.
    pub(super) reception: Arc<Reception>,
    /// Where shards say whether they are connected.
    pub(super) health: Arc<Health>,
    /// Opens the gateway.
    pub(super) token: SecretString,
    /// When new sessions may start.
    pub(super) identifies: Identifies,
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
    /// A session is needed and must not be started now.
    Withheld(&'static str),
}

/// A frame. Its content is left to whoever knows its type, so that the many large events that nobody asked for are only
/// skimmed, and one that serenity's models refuse does no harm.
#[derive(Deserialize)]
struct Frame<'a> {
    op: Opcode,
    s: Option<u64>,
    #[serde(borrow)]
    t: Option<&'a str>,
    #[serde(borrow)]
    d: Option<&'a RawValue>,
}

/// One shard.
pub(super) struct Shard {
    gateway: Arc<Gateway>,
    info: ShardInfo,
    session: Option<Session>,
    /// Attempts since the last connection that found no server.
    unreached: u32,
    back_off: BackOff,
    shutdown: CancellationToken,
}

impl<'a> Frame<'a> {
    /// The content, as somebody who knows its type reads it.
    fn read<T: Deserialize<'a>>(&self) -> serde_json::Result<T> {
        serde_json::from_str(self.d.map_or("null", RawValue::get))
    }
}

impl Shard {
    pub(super) fn new(gateway: Arc<Gateway>, id: ShardId, shutdown: CancellationToken) -> Self {
        let info = ShardInfo { id, total: gateway.shards };
        Self { gateway, info, session: None, unreached: 0, back_off: BackOff::default(), shutdown }
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
                    self.gateway.health.down(&NAME, self.info.id.get(), why);
                    let wait = self.back_off.after_loss(self.session.is_some(), Instant::now());
                    tracing::info!(shard = %self.info.id, why, wait_s = wait.as_secs(), "the gateway's connection ended");
                    wait
                }
                Ended::Unreached(why) => {
                    self.gateway.health.down(&NAME, self.info.id.get(), format!("Discord cannot be reached: {why}"));
                    self.unreached += 1;
                    let wait = self.back_off.after_no_connection();
                    tracing::warn!(shard = %self.info.id, why, wait_s = wait.as_secs(), "the gateway cannot be reached");
                    wait
                }
                Ended::Withheld(why) => {
                    tracing::warn!(shard = %self.info.id, why, wait_s = WITHHELD_WAIT.as_secs(), "no session was started");
                    WITHHELD_WAIT
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
            // Held until the session is booked: whoever comes next in the lane comes after that.
            let turn = match &self.session {
                None => Some(self.gateway.identifies.turn(self.info).await),
                Some(_) => None,
            };
            let opened = timeout(CONNECT_PATIENCE, open(self.url())).await;
            let (mut socket, interval) =
                opened.unwrap_or_else(|_| Err(Ended::Unreached("it does not answer".to_owned())))?;
            if let Some(turn) = turn
                && let Err(why) = turn.spend().await
            {
                socket.close(CLOSE_FOR_NOW).await;
                return Err(Ended::Withheld(why));
            }
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
        self.unreached = 0;
        let ended = self.listen(&mut socket, heart).await;
        match ended {
            Ended::Asked => socket.close(CLOSE_FOR_GOOD).await,
            Ended::Lost(_) => socket.close(CLOSE_FOR_NOW).await,
            Ended::Refused(_) | Ended::Unreached(_) | Ended::Withheld(_) => {}
        }
        ended
    }

    /// Where to connect: where the session was told to go on. When nobody has been found there for a while, its name may
    /// be gone for good, and every other attempt goes to where sessions start.
    fn url(&self) -> &str {
        match &self.session {
            Some(session) if self.unreached < PATIENT_ATTEMPTS || self.unreached.is_multiple_of(2) => &session.url,
            _ => &self.gateway.url,
        }
    }

    /// RESUME where there is a session, IDENTIFY otherwise.
    fn introduction(&self) -> Value {
        let token = self.gateway.token.expose_secret();
        match &self.session {
            Some(session) => {
                json!({"op": Opcode::Resume, "d": {"token": token, "session_id": session.id, "seq": session.sequence}})
            }
            None => json!({"op": Opcode::Identify, "d": {
                "token": token, "intents": INTENTS.bits(), "shard": self.info, "compress": false,
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
        let patience = if self.session.is_some() { RESUME_PATIENCE } else { READY_PATIENCE };
        let mut welcome_by = Instant::now() + patience;
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
                    self.gateway.identifies.report();
                }
                () = sleep_until(welcome_by), if !is_welcome && seat.is_some() => return Ended::Lost("it did not welcome us"),
                free = reception.seat(), if seat.is_none() => seat = Some(free),
                came = socket.next(), if seat.is_some() => {
                    let text = match came {
                        Came::Text(text) => text,
                        Came::End(code) => return self.ended(code),
                    };
                    let Ok(frame) = serde_json::from_str::<Frame<'_>>(&text) else { continue };
                    match frame.op {
                        Opcode::Dispatch => {
                            // What a resumed session has missed comes before its welcome, and there may be much of it.
                            welcome_by = Instant::now() + patience;
                            if self.dispatch(&frame, &mut seat) {
                                is_welcome = true;
                                self.gateway.health.up(&NAME, self.info.id.get(), None);
                            }
                        }
                        Opcode::Heartbeat => socket.send(&self.heartbeat()).await,
                        Opcode::Reconnect => return Ended::Lost("it asked us to come again"),
                        Opcode::InvalidSession => {
                            if !frame.read().unwrap_or(false) {
                                self.session = None;
                            }
                            return Ended::Lost("the session is no longer valid");
                        }
                        Opcode::HeartbeatAck => is_acknowledged = true,
                        _ => {}
                    }
                }
            }
        }
    }

    /// An event; `true` when it is a welcome.
    fn dispatch(&mut self, frame: &Frame<'_>, seat: &mut Option<OwnedSemaphorePermit>) -> bool {
        if let (Some(session), Some(sequence)) = (&mut self.session, frame.s) {
            session.sequence = sequence;
        }
        match frame.t {
            Some("READY") => self.read(frame).map(|ready| self.ready(ready, frame.s.unwrap_or_default())).is_some(),
            Some("RESUMED") => {
                tracing::info!(shard = %self.info.id, "resumed");
                self.back_off.welcomed(Instant::now());
                true
            }
            Some("INTERACTION_CREATE") => {
                if let Some(interaction) = self.read(frame)
                    && let Some(seat) = seat.take()
                {
                    self.gateway.reception.take(interaction, seat);
                }
                false
            }
            Some("GUILD_DELETE") => {
                // Unavailable is an outage of Discord's, not a removal.
                if let Some(Left { id, unavailable: false }) = self.read(frame) {
                    self.gateway.reception.removed(id);
                }
                false
            }
            Some("GUILD_CREATE") => {
                if let Some(Left { id, unavailable: false }) = self.read(frame) {
                    self.gateway.reception.changed(id);
                }
                false
            }
            Some("CHANNEL_UPDATE" | "THREAD_UPDATE" | "GUILD_ROLE_UPDATE" | "GUILD_MEMBER_UPDATE") => {
                if let Some(Changed { guild_id: Some(guild) }) = self.read(frame) {
                    self.gateway.reception.changed(guild);
                }
                false
            }
            _ => false,
        }
    }

    /// An event's content; `None` when serenity's models refuse it. The error tells which field or value did not fit; what
    /// people wrote is text and always fits.
    fn read<'a, T: Deserialize<'a>>(&self, frame: &Frame<'a>) -> Option<T> {
        let refused = |error| {
            tracing::warn!(shard = %self.info.id, event = frame.t, %error, "an event could not be read");
        };
        frame.read().map_err(refused).ok()
    }

    fn ready(&mut self, ready: Ready, sequence: u64) {
        tracing::info!(shard = %self.info.id, shards = self.info.total, "connected to Discord");
        // Where the token may be sent was settled at the start: a session is not resumed over a less private connection.
        let url = address(&ready.resume_gateway_url, self.gateway.url.starts_with("wss:"));
        let url = url.unwrap_or_else(|_| self.gateway.url.clone());
        self.session = Some(Session { id: ready.session_id, url, sequence });
        self.back_off.welcomed(Instant::now());
        self.gateway.reception.opened(ready.application.id);
    }

    fn heartbeat(&self) -> Value {
        json!({"op": Opcode::Heartbeat, "d": self.session.as_ref().map(|session| session.sequence)})
    }

    /// The meaning of a close code, or of its absence.
    fn ended(&mut self, code: Option<u16>) -> Ended {
        match code {
            Some(code) if is_final(code) => return Ended::Refused(code),
            Some(close_codes::NOT_AUTHENTICATED | close_codes::INVALID_SEQUENCE | close_codes::SESSION_TIMEOUT) => {
                self.session = None;
            }
            _ => {}
        }
        Ended::Lost("it closed the connection")
    }
}

/// Codes after which coming again would be the same again.
fn is_final(code: u16) -> bool {
    matches!(
        code,
        close_codes::AUTHENTICATION_FAILED
            | close_codes::INVALID_SHARD
            | close_codes::SHARDING_REQUIRED
            | INVALID_API_VERSION
            | close_codes::INVALID_GATEWAY_INTENTS
            | close_codes::DISALLOWED_GATEWAY_INTENTS
    )
}

/// What is read of a guild that comes or goes.
#[derive(Deserialize)]
struct Left {
    id: GuildId,
    #[serde(default)]
    unavailable: bool,
}

/// What is read of a change in a guild.
#[derive(Deserialize)]
struct Changed {
    guild_id: Option<GuildId>,
}

/// What to tell the operator when Discord will not have us.
fn refusal(code: u16) -> String {
    match code {
        close_codes::AUTHENTICATION_FAILED => super::TOKEN_REFUSED.to_owned(),
        close_codes::INVALID_GATEWAY_INTENTS | close_codes::DISALLOWED_GATEWAY_INTENTS => format!(
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
    url.set_query(Some(&format!("v={GATEWAY_VERSION}&encoding=json")));
    Ok(url.into())
}

/// Opens a connection and reads the first frame, which has the heartbeat's interval.
async fn open(url: &str) -> Result<(Socket, Duration), Ended> {
    let mut socket = Socket::open(url).await.map_err(Ended::Unreached)?;
    match socket.next().await {
        Came::Text(text) => match serde_json::from_str(&text) {
            Ok(GatewayEvent::Hello(milliseconds)) => Ok((socket, Duration::from_millis(milliseconds.max(1)))),
            _ => Err(Ended::Lost("it did not say hello")),
        },
        Came::End(Some(code)) if is_final(code) => Err(Ended::Refused(code)),
        Came::End(_) => Err(Ended::Lost("it did not say hello")),
    }
}

/// The first beat comes at a random moment of the interval, so that not all bots beat at once after an outage.
fn heart(interval: Duration) -> Interval {
    let mut heart = interval_at(Instant::now() + interval.mul_f64(fraction()), interval);
    heart.set_missed_tick_behavior(MissedTickBehavior::Delay);
    heart
}

#[cfg(test)]
mod tests {
    use serenity::model::application::Interaction;

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

    #[test]
    fn frames_are_skimmed_and_what_the_models_refuse_is_told_without_its_words() {
        let frame = |text| serde_json::from_str::<Frame<'_>>(text);
        let foreign =
            frame(r#"{"op": 0, "s": 5, "t": "SOMETHING_NEW", "d": {"a": [1, {"b": null}]}}"#).expect("a frame");
        assert_eq!((foreign.op, foreign.s, foreign.t), (Opcode::Dispatch, Some(5), Some("SOMETHING_NEW")));
        assert_eq!(frame(r#"{"op": 11, "d": null, "s": null, "t": null}"#).expect("a frame").op, Opcode::HeartbeatAck);
        assert!(frame(r#"{"op": 200}"#).is_ok());
        let invalid = frame(r#"{"op": 9, "d": true}"#).expect("a frame");
        assert!(invalid.read::<bool>().is_ok_and(|resumable| resumable));
        let refused = frame(
            r#"{"op": 0, "s": 6, "t": "INTERACTION_CREATE", "d": {"type": 2, "id": "1", "token": "secret", "locale": 5}}"#,
        );
        let error = refused.expect("a frame").read::<Interaction>().expect_err("fields are missing");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
