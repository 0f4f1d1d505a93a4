//! A local Telegram: the Bot API. This file is the server as tests see it, with `chats`; `methods` takes requests,
//! `person` the people.

mod chats;
mod delivery;
mod messages;
mod methods;
mod objects;
mod person;
mod polls;
mod privacy;
mod said;
mod standing;
mod state;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use serde_json::Value;

use crate::backstage::Backstage;
use crate::front::{self, Running};
use crate::seen::{Seen, ShownFile};
use crate::sync::{Bell, lock};
pub use objects::{BOT, BOT_NAME, GROUP_ANONYMOUS_BOT};
pub use person::Person;
use person::Voice;
pub use said::{InlineAsked, Pressed, Said};
pub use state::{Access, CommandsSet, Kind, PressAnswer, Role};
use state::{Chat, State};

/// The token that is accepted.
pub const TOKEN: &str = "123456:LOCAL-TEST-TOKEN";

/// What all parts of the server share.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) backstage: Backstage,
    pub(crate) state: Mutex<State>,
    /// Rings for polls: new updates, newer polls, a webhook.
    pub(crate) updates: Arc<Bell>,
    address: SocketAddr,
    any_token: AtomicBool,
}

impl Desk {
    fn knows_token(&self, token: &str) -> bool {
        token == TOKEN || (self.any_token.load(Ordering::Relaxed) && !token.is_empty())
    }
}

/// A local Telegram that runs until the last clone is dropped. Ledger, faults, violations and waiting are those of
/// [`Backstage`], to which it dereferences.
#[derive(Clone, Debug)]
pub struct Server {
    pub(crate) desk: Arc<Desk>,
    _running: Arc<Running>,
    _delivering: Arc<Task>,
}

/// A task that ends with the last clone of the server.
#[derive(Debug)]
struct Task(tokio::task::JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
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
        Self::start_on(address).await.unwrap_or_else(|error| panic!("no local Telegram: {error}"))
    }

    /// Starts on this address.
    pub async fn start_on(address: SocketAddr) -> io::Result<Self> {
        let (listener, address) = front::bind(address).await?;
        let desk = Arc::new(Desk {
            backstage: Backstage::new(),
            state: Mutex::new(State::new()),
            updates: Arc::new(Bell::new()),
            address,
            any_token: AtomicBool::new(false),
        });
        let running = Arc::new(front::run(listener, Arc::clone(&desk), Router::new()));
        let delivering = delivery::run(Arc::downgrade(&desk), Arc::clone(&desk.updates));
        let delivering = Arc::new(Task(tokio::spawn(delivering)));
        Ok(Self { desk, _running: running, _delivering: delivering })
    }

    /// What to configure as the bot's API address; clients append `/bot<token>/<method>`.
    pub fn api_url(&self) -> String {
        format!("http://{}", self.desk.address)
    }

    /// Any token that is not empty will do from now on.
    pub fn accept_any_token(&self) {
        self.desk.any_token.store(true, Ordering::Relaxed);
    }

    /// Off: only the last messages, requests and posts are kept, for benchmarks.
    pub fn keep_log(&self, on: bool) {
        self.desk.backstage.keep_log(on);
        lock(&self.desk.state).bounded = !on;
    }

    // ---- people and what happens in chats

    /// Somebody in their private chat with the bot. The same name is the same person.
    pub fn person(&self, name: &str) -> Person {
        Person::new(self.clone(), name)
    }

    /// An anonymous admin of a group: from `GroupAnonymousBot`, in the name of the group itself.
    pub fn anonymous_admin(&self, group: i64) -> Person {
        self.person("Anonymous").speaking_as(Voice::Anonymous).in_chat(group)
    }

    /// A linked channel whose posts Telegram copies into its group.
    pub fn linked_channel(&self, group: i64, channel: i64) -> Person {
        self.person("Linked").speaking_as(Voice::Linked(channel)).in_chat(group)
    }

    /// A channel, in which posts have no author.
    pub fn channel(&self, channel: i64) -> Person {
        self.add_chat(channel, Kind::Channel, &format!("Channel {channel}"));
        self.person("Channel").speaking_as(Voice::Channel).in_chat(channel)
    }

    /// Queues any update: kinds never heard of, malformed ones. One with an `update_id` keeps it, so an update can be
    /// repeated or come out of order. Gives its id.
    pub fn push(&self, update: Value) -> i64 {
        self.desk.push(update)
    }

    /// Off: the bot is told of everything that is said in groups, as its owner can arrange with `BotFather`.
    pub fn set_privacy(&self, on: bool) {
        lock(&self.desk.state).privacy = on;
    }

    /// What the bot's owner arranged with `BotFather`: a field of getMe, such as `can_join_groups`.
    pub fn arrange(&self, field: &str, value: Value) {
        lock(&self.desk.state).set_up.insert(field.to_owned(), value);
    }

    /// Another program with the same token has set a webhook.
    pub fn set_webhook(&self, url: &str) {
        lock(&self.desk.state).webhook = Some(serde_json::json!({"url": url}));
    }

    /// Somebody deletes a message, as an admin would. The bot is not told.
    pub fn delete_message(&self, chat: i64, id: i64) {
        lock(&self.desk.state).chat(chat).messages.remove(&id);
    }

    /// The id of the next update; after a quiet week the real platform goes on anywhere.
    pub fn set_next_update_id(&self, id: i64) {
        lock(&self.desk.state).next_update = id;
    }

    // ---- what came of it

    /// The bot's messages in a chat as they are now, oldest first; deleted ones are gone.
    pub fn messages(&self, chat: i64) -> Vec<Seen> {
        let mut state = lock(&self.desk.state);
        let chat = state.chat(chat);
        chat.said.iter().filter_map(|id| chat.seen(*id)).collect()
    }

    /// Every message of the bot as it is now, chat by chat.
    pub fn everything_shown(&self) -> Vec<Seen> {
        let state = lock(&self.desk.state);
        let mut chats: Vec<&Chat> = state.chats.values().collect();
        chats.sort_unstable_by_key(|chat| chat.id);
        chats.iter().flat_map(|chat| chat.said.iter().filter_map(|id| chat.seen(*id))).collect()
    }

    /// A message, anybody's, as it is now.
    pub fn message(&self, chat: i64, id: i64) -> Option<Seen> {
        lock(&self.desk.state).chat(chat).seen(id)
    }

    /// The content of a file under a message.
    pub fn bytes_of(&self, file: &ShownFile) -> Option<Arc<[u8]>> {
        lock(&self.desk.state).files.get(&file.id).cloned()
    }

    /// The commands in force for a scope (`Value::Null`: default) and a language (empty: all).
    pub fn commands(&self, scope: &Value, language: &str) -> Vec<Value> {
        let key = (methods::scope_key(scope), language.to_owned());
        lock(&self.desk.state).commands.get(&key).cloned().unwrap_or_default()
    }

    /// Every call that changed commands, in order.
    pub fn commands_set(&self) -> Vec<CommandsSet> {
        lock(&self.desk.state).commands_set.clone()
    }

    /// The kinds of updates that the bot asked for, as of its last word.
    pub fn allowed_updates(&self) -> Option<Vec<String>> {
        lock(&self.desk.state).allowed.clone()
    }

    /// Updates that are not confirmed yet.
    pub fn pending(&self) -> usize {
        lock(&self.desk.state).updates.len()
    }

    /// Every update below it was confirmed.
    pub fn confirmed(&self) -> i64 {
        lock(&self.desk.state).confirmed
    }

    /// How many polls came.
    pub fn polls(&self) -> u64 {
        lock(&self.desk.state).turn
    }

    /// The webhook's settings as they were sent, if one is set.
    pub fn webhook(&self) -> Option<Value> {
        lock(&self.desk.state).webhook.clone()
    }

    /// Takes all queued updates, as a webhook's sender would; the test posts them.
    pub fn take_updates(&self) -> Vec<Value> {
        lock(&self.desk.state).updates.drain(..).map(|(_, update)| update).collect()
    }

    /// Every delivery to a webhook that the bot got, in order: the update's id, and the status that came back, if any did.
    pub fn deliveries(&self) -> Vec<(i64, Option<u16>)> {
        lock(&self.desk.state).attempts.clone()
    }

    /// Waits until the webhook has taken everything.
    pub async fn wait_delivered(&self) {
        let done = self.desk.updates.until(|| {
            let state = lock(&self.desk.state);
            (state.updates.is_empty() && state.delivering.is_empty()).then_some(())
        });
        self.patiently("every update to be delivered", done).await;
    }

    /// Waits until a bot polls, or has set a webhook.
    pub async fn wait_ready(&self) {
        let polled = self.desk.updates.until(|| (self.polls() > 0 || self.webhook().is_some()).then_some(()));
        self.patiently("a bot that receives", polled).await;
    }

    /// Waits until the bot confirmed this update: it will never be sent again. One that it is not told of at all is as
    /// good as confirmed.
    pub async fn wait_confirmed(&self, update: i64) {
        let is_done = || {
            let state = lock(&self.desk.state);
            state.confirmed > update || state.untold.contains(&update) || state.delivered.contains(&update)
        };
        let confirmed = self.desk.updates.until(|| is_done().then_some(()));
        self.patiently(&format!("update {update} to be confirmed"), confirmed).await;
    }
}
