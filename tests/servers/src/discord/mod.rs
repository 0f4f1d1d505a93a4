//! A local Discord: REST and gateway. This file is the server as tests see it, with `guilds`; `rest` takes requests,
//! `socket` the gateway's connections, `person` the people.

mod attached;
mod barred;
mod gateway;
mod guild_objects;
mod guild_routes;
mod guilds;
mod history;
mod interactions;
mod messages;
mod objects;
mod offered;
mod person;
mod places;
mod rest;
pub mod rights;
mod said;
mod slash;
mod socket;
mod state;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::routing::any;
use serde_json::{Value, json};

use crate::backstage::Backstage;
use crate::front::{self, Running};
use crate::seen::{Seen, ShownFile};
use crate::sync::lock;
use gateway::Gateway;
pub use gateway::Identify;
pub(crate) use gateway::Out;
pub use guilds::Whose;
pub use objects::{BOT, HOME, LOUNGE, OWNER};
pub use person::Person;
pub use places::{Access, ChannelKind};
pub use rights::MANAGE_GUILD;
pub use said::{Answer, Field, Modal, Said};
pub use slash::Slash;
#[cfg(test)]
pub(crate) use socket::heard;
pub use state::Registration;
use state::State;

/// The token that is accepted, of the shape that clients insist on.
pub const TOKEN: &str = "touchline.local.token";

/// What all parts of the server share.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) backstage: Backstage,
    pub(crate) state: Mutex<State>,
    pub(crate) gateway: Mutex<Gateway>,
    address: SocketAddr,
    any_token: AtomicBool,
}

impl Desk {
    fn knows_token(&self, token: &str) -> bool {
        token == TOKEN || (self.any_token.load(Ordering::Relaxed) && !token.is_empty())
    }

    fn gateway_url(&self) -> String {
        format!("ws://{}", self.address)
    }
}

/// `Bot abc` and `abc` are the same token.
fn bare_token(token: &str) -> &str {
    token.strip_prefix("Bot ").unwrap_or(token)
}

/// A local Discord that runs until the last clone is dropped. Ledger, faults, violations and waiting are those of
/// [`Backstage`], to which it dereferences.
#[derive(Clone, Debug)]
pub struct Server {
    pub(crate) desk: Arc<Desk>,
    _running: Arc<Running>,
}

impl Deref for Server {
    type Target = Backstage;

    fn deref(&self) -> &Backstage {
        &self.desk.backstage
    }
}

impl Server {
    /// Starts on a free port of the loopback interface.
    ///
    /// # Panics
    /// If no port is to be had.
    pub async fn start() -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self::start_on(address).await.unwrap_or_else(|error| panic!("no local Discord: {error}"))
    }

    /// Starts on this address.
    pub async fn start_on(address: SocketAddr) -> io::Result<Self> {
        let (listener, address) = front::bind(address).await?;
        let desk = Arc::new(Desk {
            backstage: Backstage::new(),
            state: Mutex::new(State::new()),
            gateway: Mutex::new(Gateway::new()),
            address,
            any_token: AtomicBool::new(false),
        });
        let sockets = Router::new().route("/", any(socket::open)).route("/resume", any(socket::open));
        let running = Arc::new(front::run(listener, Arc::clone(&desk), sockets));
        Ok(Self { desk, _running: running })
    }

    /// What to configure as the bot's API address; clients append `/api/v10/…`.
    pub fn api_url(&self) -> String {
        format!("http://{}", self.desk.address)
    }

    /// Any token that is not empty will do from now on.
    pub fn accept_any_token(&self) {
        self.desk.any_token.store(true, Ordering::Relaxed);
    }

    /// Off: only the last messages, interactions, requests and posts are kept, for benchmarks.
    pub fn keep_log(&self, on: bool) {
        self.desk.backstage.keep_log(on);
        lock(&self.desk.state).bounded = !on;
        lock(&self.desk.gateway).keep = if on { 100_000 } else { 1_000 };
    }

    // ---- messages and commands

    /// The direct-message channel with this person.
    pub fn direct_channel(&self, person: u64) -> u64 {
        lock(&self.desk.state).places.direct_channel(person)
    }

    /// How long a nonce is remembered; 60 s at first, by the platform's clock.
    pub fn set_nonce_window(&self, window: Duration) {
        lock(&self.desk.state).nonce_window = window;
    }

    /// The messages of a channel as they are now, oldest first; deleted ones are gone.
    pub fn messages(&self, channel: u64) -> Vec<Seen> {
        let state = lock(&self.desk.state);
        state.ids_in(channel).filter_map(|id| state.message(id)).map(state::Message::seen).collect()
    }

    /// Every message of the bot as it is now, oldest first: in channels, as answers, private ones too.
    pub fn everything_shown(&self) -> Vec<Seen> {
        let state = lock(&self.desk.state);
        let mut ids: Vec<u64> = state.messages.keys().copied().collect();
        ids.sort_unstable();
        let shown = ids.iter().filter_map(|id| state.message(*id)).filter(|message| message.is_bots());
        shown.map(state::Message::seen).collect()
    }

    /// The content of a file under a message.
    pub fn bytes_of(&self, file: &ShownFile) -> Option<Arc<[u8]>> {
        lock(&self.desk.state).files.get(&file.id.parse().ok()?).cloned()
    }

    /// A message as it is now.
    pub fn message(&self, id: &str) -> Option<Seen> {
        let state = lock(&self.desk.state);
        state.message(id.parse().ok()?).map(state::Message::seen)
    }

    /// Somebody deletes a message, as a moderator would.
    pub fn delete_message(&self, id: &str) {
        let mut state = lock(&self.desk.state);
        if let Some(message) = id.parse().ok().and_then(|id| state.message_mut(id)) {
            message.deleted = true;
        }
    }

    /// The commands in force: global ones for `None`.
    pub fn commands(&self, guild: Option<u64>) -> Vec<Value> {
        lock(&self.desk.state).commands.get(&guild).cloned().unwrap_or_default()
    }

    /// Every overwrite of the commands, in order.
    pub fn registrations(&self) -> Vec<Registration> {
        lock(&self.desk.state).registrations.clone()
    }

    /// What is set in the Developer Portal: a field of the application, such as `flags` or `interactions_endpoint_url`.
    pub fn set_application(&self, field: &str, value: Value) {
        lock(&self.desk.state).application[field] = value;
    }

    /// Another program with the same token leaves these commands in force.
    pub fn replace_commands(&self, guild: Option<u64>, commands: Vec<Value>) {
        lock(&self.desk.state).commands.insert(guild, commands);
    }

    // ---- people

    /// Somebody in the home guild's lounge, without any rights there. The same name is the same person.
    pub fn person(&self, name: &str) -> Person {
        Person::new(self.clone(), name)
    }

    // ---- the gateway

    /// Waits until a bot is connected and was told READY.
    pub async fn wait_ready(&self) {
        self.wait_until("a bot at the gateway", || lock(&self.desk.gateway).live_sessions() > 0).await;
    }

    /// Every IDENTIFY so far.
    pub fn identifies(&self) -> Vec<Identify> {
        lock(&self.desk.gateway).identifies.clone()
    }

    /// How many sessions were resumed.
    pub fn resumes(&self) -> usize {
        lock(&self.desk.gateway).resumes
    }

    /// How many heartbeats came.
    pub fn heartbeats(&self) -> usize {
        lock(&self.desk.gateway).heartbeats
    }

    /// Open gateway connections.
    pub fn sockets(&self) -> usize {
        lock(&self.desk.gateway).open_sockets()
    }

    /// The interval that later connections are told; 41.25 s at first.
    pub fn set_heartbeat(&self, interval: Duration) {
        lock(&self.desk.gateway).heartbeat = interval;
    }

    /// Off: heartbeats are not acknowledged any more.
    pub fn acknowledge_heartbeats(&self, on: bool) {
        lock(&self.desk.gateway).acknowledges = on;
    }

    /// Off: every RESUME is refused with op 9.
    pub fn allow_resume(&self, on: bool) {
        lock(&self.desk.gateway).resumable = on;
    }

    /// Every IDENTIFY is answered by closing with this code, for example 4014; `None` ends it.
    pub fn refuse_identify(&self, code: Option<u16>) {
        lock(&self.desk.gateway).refusal = code;
    }

    /// Every connection is closed with this code in the place of HELLO, for example 4012; `None` ends it.
    pub fn close_at_once(&self, code: Option<u16>) {
        lock(&self.desk.gateway).closes_at_once = code;
    }

    /// On: later connections are taken, and nothing is ever said on them.
    pub fn say_nothing(&self, on: bool) {
        lock(&self.desk.gateway).mute = on;
    }

    /// What `/gateway/bot` says: shards, and how many of them may start at once. 1 and 1 at first.
    pub fn set_shards(&self, shards: u64, max_concurrency: u64) {
        let mut gateway = lock(&self.desk.gateway);
        (gateway.shards, gateway.max_concurrency) = (shards, max_concurrency);
    }

    /// Later sessions are told to go on at this address.
    pub fn set_resume_url(&self, url: &str) {
        lock(&self.desk.gateway).resume_url = Some(url.to_owned());
    }

    /// Sessions that have a connection.
    pub fn live_sessions(&self) -> usize {
        lock(&self.desk.gateway).live_sessions()
    }

    /// What `/gateway/bot` says of session starts.
    pub fn set_session_start_limit(&self, total: u64, remaining: u64, reset_after: Duration) {
        let mut gateway = lock(&self.desk.gateway);
        (gateway.total, gateway.remaining, gateway.reset_after) = (total, remaining, reset_after);
    }

    /// Op 7: please reconnect.
    pub fn ask_to_reconnect(&self) {
        self.push_payload(&json!({"op": 7, "t": null, "s": null, "d": null}));
    }

    /// Op 9: the session is invalid but may be resumed.
    pub fn invalidate_resumable(&self) {
        self.push_payload(&json!({"op": 9, "t": null, "s": null, "d": true}));
    }

    /// Op 9: the session is invalid for good.
    pub fn invalidate(&self) {
        lock(&self.desk.gateway).forget_sessions();
        self.push_payload(&json!({"op": 9, "t": null, "s": null, "d": false}));
    }

    /// Closes every gateway connection with this code.
    pub fn close_gateway(&self, code: u16) {
        lock(&self.desk.gateway).send_all(|| Out::Close(Some(code)));
    }

    /// Closes every gateway connection with a frame that has no code, which some clients cannot stand.
    pub fn close_gateway_without_code(&self) {
        lock(&self.desk.gateway).send_all(|| Out::Close(None));
    }

    /// Resets every gateway connection.
    pub fn abort_gateway(&self) {
        lock(&self.desk.gateway).send_all(|| Out::Abort);
    }

    /// Pushes an event of any name and content to every session, malformed ones too. False when there is no session.
    pub fn push_event(&self, name: &str, content: &Value) -> bool {
        lock(&self.desk.gateway).push(name, None, content)
    }

    /// Sends a whole payload to every open connection, outside the sessions' numbering.
    pub fn push_payload(&self, payload: &Value) {
        self.push_text(&payload.to_string());
    }

    /// Sends any text, JSON or not, to every open connection.
    pub fn push_text(&self, text: &str) {
        lock(&self.desk.gateway).send_all(|| Out::Text(text.to_owned()));
    }
}
