//! Receiving: updates are asked for, kept in the inbox, and only then confirmed and handed on.
//!
//! Telegram takes an update as confirmed once a higher offset is asked for, and repeats it until then. So whatever
//! happens between two questions, an update is answered: it comes again, or it is in the inbox, from which a new start
//! takes what was not finished. It is not answered twice: the first batch of a run may hold what an earlier run dealt with
//! but did not confirm, and is therefore taken from the inbox, which knows; later ones are new unless seen in this run.

use std::collections::{HashSet, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::value::RawValue;
use teloxide::requests::Payload;

use super::NAME;
use super::answer::Answers;
use super::api::{Api, CallError};
use super::inbound::{self, Heard};
use super::lanes::Lanes;
use super::outbound::Outbound;
use super::patience::Patience;
use super::update::Me;
use crate::platforms::Desk;
use crate::ports::{InboxItem, StoreError};

/// Telegram's answer is held back this long when there is nothing new.
const POLL: Duration = Duration::from_secs(10);
/// A loop that receives has heard something within so long: one question with all that a call may take, and some more.
const SILENCE: Duration = Duration::from_mins(1);
const BATCH: u8 = 100;
const KINDS: [&str; 4] = ["message", "callback_query", "inline_query", "my_chat_member"];
/// What is in flight may take so long at the end.
const CLOSE_LIMIT: Duration = Duration::from_secs(20);

/// teloxide's has an offset of 32 bits.
#[derive(Serialize)]
struct GetUpdates {
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

impl Payload for GetUpdates {
    type Output = Vec<Box<RawValue>>;
    const NAME: &'static str = "GetUpdates";

    fn timeout_hint(&self) -> Option<Duration> {
        Some(Duration::from_secs(self.timeout))
    }
}

/// Why a turn of the loop failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error(transparent)]
    Call(#[from] CallError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("updates without numbers came")]
    NoNumbers,
}

/// The loop that receives.
pub(super) struct Poll {
    outbound: Arc<Outbound>,
    answers: Arc<Answers>,
    desk: Desk,
    me: Me,
    lanes: Lanes<Heard>,
    /// What is asked for next, when something is to be confirmed.
    offset: Option<i64>,
    /// The next batch is the first of this run, and may hold what an earlier one has dealt with.
    is_first: bool,
    /// The inbox holds something that is to be handed on.
    must_take_up: bool,
    handed: Latest,
}

impl Poll {
    /// A loop that has received nothing yet.
    pub(super) fn new(outbound: Arc<Outbound>, desk: Desk, me: Me) -> Self {
        let answers = Arc::new(Answers::new(outbound.clone(), desk.clone(), me.username.clone()));
        let clerk = answers.clone();
        let lanes = Lanes::new(Arc::new(move |heard| {
            let clerk = clerk.clone();
            Box::pin(async move { clerk.deal_with(heard).await })
        }));
        Self {
            outbound,
            answers,
            desk,
            me,
            lanes,
            offset: None,
            is_first: true,
            must_take_up: true,
            handed: Latest::default(),
        }
    }

    /// Receives until it is dropped. Dropping it loses nothing at any moment.
    pub(super) async fn run(&mut self) -> Infallible {
        let mut patience = Patience::default();
        loop {
            let turn = if self.must_take_up { self.take_up().await } else { self.turn().await };
            let Err(trouble) = turn else {
                patience.restore();
                continue;
            };
            self.desk.health.down(&NAME, 0, trouble.to_string());
            let now = self.desk.clock.now();
            let wait = patience.wait(&trouble, now);
            self.desk.clock.sleep_until(now + wait).await;
        }
    }

    /// Finishes what is in flight; what only waits stays in the inbox.
    pub(super) async fn close(mut self) {
        if tokio::time::timeout(CLOSE_LIMIT, self.lanes.close()).await.is_err() {
            tracing::warn!("some answers were not finished in time; they are given at the next start");
        }
    }

    async fn turn(&mut self) -> Result<(), Trouble> {
        let question =
            GetUpdates { offset: self.offset, limit: BATCH, timeout: POLL.as_secs(), allowed_updates: KINDS };
        let api: &Api = self.outbound.api();
        tokio::select! {
            batch = api.call::<Vec<Box<RawValue>>, _>(&question) => self.take(batch?).await,
            () = self.lanes.caught_up() => {
                self.must_take_up = true;
                Ok(())
            }
        }
    }

    /// Keeps a batch, moves the offset past it, and hands on what is new.
    async fn take(&mut self, batch: Vec<Box<RawValue>>) -> Result<(), Trouble> {
        self.desk.health.up(&NAME, 0, Some(Instant::now() + SILENCE));
        if batch.is_empty() {
            // All that came is confirmed now. After a quiet week numbers go on anywhere, below the offset too.
            self.offset = None;
            return Ok(());
        }
        let mut last = None;
        let mut news = Vec::with_capacity(batch.len());
        for body in batch {
            let (number, heard) = inbound::read(body.get(), &self.me);
            last = last.max(number);
            if let Some(heard) = heard.filter(|heard| !self.handed.contains(heard.key)) {
                news.push((heard, String::from(Box::<str>::from(body))));
            }
        }
        let last = last.ok_or(Trouble::NoNumbers)?;
        news.sort_by_key(|(heard, _)| heard.key);
        let (news, items): (Vec<_>, Vec<_>) = news
            .into_iter()
            .map(|(heard, body)| {
                let key = heard.key;
                (heard, InboxItem { key, body })
            })
            .unzip();
        if !items.is_empty() {
            self.desk.store.receive(&NAME, items, self.desk.clock.now()).await?;
        }
        // Before the first confirmation the batch may hold what an earlier run has dealt with.
        self.offset = Some(last + 1);
        if std::mem::take(&mut self.is_first) {
            self.must_take_up = true;
            return Ok(());
        }
        for heard in news {
            self.hand(heard).await;
        }
        Ok(())
    }

    /// Hands on what the inbox holds and nobody is dealing with: from an earlier run, or left behind.
    async fn take_up(&mut self) -> Result<(), Trouble> {
        self.lanes.take_up();
        for InboxItem { key, body } in self.desk.store.unfinished(&NAME).await? {
            if self.handed.contains(key) {
                continue;
            }
            match inbound::read(&body, &self.me).1 {
                Some(heard) => self.hand(heard).await,
                // Kept by a version that understood it.
                None => self.answers.finish(key).await,
            }
        }
        self.must_take_up = false;
        Ok(())
    }

    async fn hand(&mut self, heard: Heard) {
        let key = heard.key;
        if self.lanes.hand(heard.chat, heard).await {
            self.handed.insert(key);
        }
    }
}

/// The numbers of the updates that were handed on last: enough to know one that comes twice.
#[derive(Default)]
struct Latest {
    known: HashSet<i64>,
    order: VecDeque<i64>,
}

impl Latest {
    /// Far more than are ever in flight or unconfirmed.
    const KEPT: usize = 16_384;

    fn contains(&self, key: i64) -> bool {
        self.known.contains(&key)
    }

    fn insert(&mut self, key: i64) {
        if self.known.insert(key) {
            self.order.push_back(key);
        }
        if self.order.len() > Self::KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}
