//! The gateway's sessions and knobs: who is connected, what was sent to whom, what a resume replays. The socket itself
//! is next door; what the events mean is decided by whoever pushes them.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::Instant;

/// Discord's own interval.
const HEARTBEAT: Duration = Duration::from_millis(41_250);
/// Events that a session keeps for a resume.
const REPLAYABLE: usize = 100_000;

/// One IDENTIFY.
#[derive(Clone, Debug)]
pub struct Identify {
    /// The token it came with.
    pub token: String,
    /// The intents asked for.
    pub intents: u64,
    /// Shard and number of shards.
    pub shard: Option<(u64, u64)>,
    /// When it came.
    pub at: Instant,
    /// All that it said.
    pub raw: Value,
}

/// What goes to a socket.
#[derive(Debug)]
pub(crate) enum Out {
    Text(String),
    Close(Option<u16>),
    Abort,
}

#[derive(Debug)]
struct Session {
    shard: Option<(u64, u64)>,
    sequence: u64,
    sent: VecDeque<(u64, Arc<str>)>,
    socket: Option<(u64, UnboundedSender<Out>)>,
}

impl Session {
    fn push(&mut self, name: &str, content: &str, keep: usize) {
        self.sequence += 1;
        let text = format!(r#"{{"op":0,"t":{},"s":{},"d":{content}}}"#, Value::from(name), self.sequence);
        let text: Arc<str> = text.into();
        self.send(&text);
        self.sent.push_back((self.sequence, text));
        while self.sent.len() > keep {
            self.sent.pop_front();
        }
    }

    fn send(&self, text: &str) {
        if let Some((_, socket)) = &self.socket {
            // A socket that has gone is noticed by its own task; the event stays for the resume.
            drop(socket.send(Out::Text(text.to_owned())));
        }
    }

    fn is_concerned(&self, guild: Option<u64>) -> bool {
        match self.shard {
            Some((shard, shards)) if shards > 1 => guild.map_or(0, |guild| (guild >> 22) % shards) == shard,
            _ => true,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Gateway {
    sessions: HashMap<String, Session>,
    /// Every open socket, also those that have not identified.
    sockets: HashMap<u64, UnboundedSender<Out>>,
    made: u64,
    pub(crate) heartbeat: Duration,
    pub(crate) acknowledges: bool,
    pub(crate) resumable: bool,
    /// Identifies are answered with this close code.
    pub(crate) refusal: Option<u16>,
    /// Connections are answered with this close code in the place of HELLO.
    pub(crate) closes_at_once: Option<u16>,
    /// Connections are taken and nothing is ever said on them.
    pub(crate) mute: bool,
    /// What `/gateway/bot` says of shards, and how many of them may start at once.
    pub(crate) shards: u64,
    pub(crate) max_concurrency: u64,
    /// Where sessions are told to go on, where that is not here.
    pub(crate) resume_url: Option<String>,
    pub(crate) total: u64,
    pub(crate) remaining: u64,
    pub(crate) reset_after: Duration,
    pub(crate) identifies: Vec<Identify>,
    pub(crate) resumes: usize,
    pub(crate) heartbeats: usize,
    pub(crate) keep: usize,
}

impl Gateway {
    pub(crate) fn new() -> Self {
        Self {
            sessions: HashMap::new(),
            sockets: HashMap::new(),
            made: 0,
            heartbeat: HEARTBEAT,
            acknowledges: true,
            resumable: true,
            refusal: None,
            closes_at_once: None,
            mute: false,
            shards: 1,
            max_concurrency: 1,
            resume_url: None,
            total: 1_000,
            remaining: 1_000,
            reset_after: Duration::from_hours(24),
            identifies: Vec::new(),
            resumes: 0,
            heartbeats: 0,
            keep: REPLAYABLE,
        }
    }

    pub(crate) fn connected(&mut self, socket: UnboundedSender<Out>) -> u64 {
        self.made += 1;
        self.sockets.insert(self.made, socket);
        self.made
    }

    /// The session stays, for a resume.
    pub(crate) fn disconnected(&mut self, socket: u64) {
        self.sockets.remove(&socket);
        for session in self.sessions.values_mut() {
            if session.socket.as_ref().is_some_and(|(id, _)| *id == socket) {
                session.socket = None;
            }
        }
    }

    /// Opens a session on a socket and gives its id.
    pub(crate) fn identified(&mut self, socket: u64, shard: Option<(u64, u64)>) -> String {
        self.remaining = self.remaining.saturating_sub(1);
        let id = format!("session-{}-{}", socket, self.identifies.len());
        let sender = self.sockets.get(&socket).map(|sender| (socket, sender.clone()));
        let session = Session { shard, sequence: 0, sent: VecDeque::new(), socket: sender };
        self.sessions.insert(id.clone(), session);
        id
    }

    /// Goes on with a session: replays what was missed. False when that cannot be done.
    pub(crate) fn resume(&mut self, socket: u64, id: &str, from: u64) -> bool {
        let sender = self.sockets.get(&socket).cloned();
        let (true, Some(session), Some(sender)) = (self.resumable, self.sessions.get_mut(id), sender) else {
            return false;
        };
        let oldest = session.sent.front().map_or(session.sequence + 1, |(sequence, _)| *sequence);
        if from > session.sequence || from + 1 < oldest {
            return false;
        }
        session.socket = Some((socket, sender));
        for (_, text) in session.sent.iter().filter(|(sequence, _)| *sequence > from) {
            session.send(text);
        }
        session.push("RESUMED", "{}", self.keep);
        self.resumes += 1;
        true
    }

    /// Pushes an event to one session.
    pub(crate) fn push_to(&mut self, session: &str, name: &str, content: &Value) {
        if let Some(session) = self.sessions.get_mut(session) {
            session.push(name, &content.to_string(), self.keep);
        }
    }

    /// Pushes an event to every session that it concerns, open or resumable. False when there is none.
    pub(crate) fn push(&mut self, name: &str, guild: Option<u64>, content: &Value) -> bool {
        let content = content.to_string();
        let mut heard = false;
        for session in self.sessions.values_mut().filter(|session| session.is_concerned(guild)) {
            session.push(name, &content, self.keep);
            heard = true;
        }
        heard
    }

    /// Sends to every open socket, outside all sessions.
    pub(crate) fn send_all(&self, out: impl Fn() -> Out) {
        for socket in self.sockets.values() {
            drop(socket.send(out()));
        }
    }

    pub(crate) fn send(&self, socket: u64, out: Out) {
        if let Some(socket) = self.sockets.get(&socket) {
            drop(socket.send(out));
        }
    }

    /// From now on nothing can be resumed: the next connection has to identify.
    pub(crate) fn forget_sessions(&mut self) {
        self.sessions.clear();
    }

    pub(crate) fn open_sockets(&self) -> usize {
        self.sockets.len()
    }

    /// Sessions that have a socket.
    pub(crate) fn live_sessions(&self) -> usize {
        self.sessions.values().filter(|session| session.socket.is_some()).count()
    }

    pub(crate) fn start_limit(&self) -> Value {
        let reset_after = u64::try_from(self.reset_after.as_millis()).unwrap_or(u64::MAX);
        let concurrency = self.max_concurrency;
        json!({"total": self.total, "remaining": self.remaining, "reset_after": reset_after, "max_concurrency": concurrency})
    }
}
