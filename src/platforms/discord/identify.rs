//! When a shard may start a new session: Discord's lanes, and the budget that is kept in the store, so that no crash and no
//! restart spends more.
//!
//! It counts by Discord's clock, which comes with every answer: this machine's may jump. Resuming a session needs none of
//! this.

use std::sync::Arc;

use chrono::TimeDelta;
use serenity::model::gateway::{BotGateway, SessionStartLimit, ShardInfo};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Duration, Instant, sleep_until};

use super::budget::Budget;
use super::rest::{Rest, Route};
use crate::platforms::Desk;
use crate::ports::{Clock, Store, StoreError, meters};

/// The fact in the store: a JSON list of seconds since 1970.
const FACT: &str = "discord.identifies";
/// Sessions may be started `max_concurrency` at a time in so long (limits.toml `gateway.identify_concurrency`).
const SPACING: Duration = Duration::from_secs(5);
/// A wait that an operator is told of as something to mend.
const LONG: TimeDelta = TimeDelta::minutes(1);

/// The sessions that all shards have started and may start.
pub(super) struct Identifies {
    rest: Arc<Rest>,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    budget: Mutex<Budget>,
    /// When the next session may start: one lane for each that may start at once.
    lanes: Vec<Mutex<Instant>>,
}

/// One shard's turn; no other shard of its lane has one meanwhile.
pub(super) struct Turn<'a> {
    identifies: &'a Identifies,
    lane: MutexGuard<'a, Instant>,
}

impl Identifies {
    /// Reads what earlier runs have kept. Discord was asked for `limit` just before.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub(super) async fn open(
        rest: &Arc<Rest>,
        desk: &Desk,
        shards: u32,
        limit: &SessionStartLimit,
    ) -> Result<Self, StoreError> {
        let kept = desk.store.fact(FACT).await?;
        let now = rest.time().unwrap_or_else(|| desk.clock.now()).timestamp();
        let mut budget = Budget::read(kept.as_deref(), shards, limit.total, now);
        if budget.align(now) {
            tracing::warn!(
                "new sessions were recorded at times that lie ahead: the clock was wrong, and they count as started now"
            );
            desk.store.remember(FACT, &budget.kept()).await?;
        }
        meters::identified(budget.recent(now));
        let lanes = (0..limit.max_concurrency.max(1)).map(|_| Mutex::new(Instant::now())).collect();
        let (store, clock) = (Arc::clone(&desk.store), Arc::clone(&desk.clock));
        Ok(Self { rest: Arc::clone(rest), store, clock, budget: Mutex::new(budget), lanes })
    }

    /// Waits until a shard may start a session.
    pub(super) async fn turn(&self, shard: ShardInfo) -> Turn<'_> {
        let lane = shard.id.get() as usize % self.lanes.len();
        let lane = self.lanes[lane].lock().await;
        sleep_until(*lane).await;
        let mut is_told = false;
        loop {
            let wait = self.opens_in().await;
            if wait <= TimeDelta::zero() {
                return Turn { identifies: self, lane };
            }
            if wait > LONG && !std::mem::replace(&mut is_told, true) {
                self.tell(shard, wait).await;
            }
            self.clock.sleep_until(self.clock.now() + wait).await;
            // What time it is, says Discord. Unreached, it is as late as this machine has waited.
            let _only_its_time: Result<BotGateway, _> = self.rest.read(&Route::gateway(), None).await;
        }
    }

    /// Says how many sessions were started in the last 24 hours, unless somebody is just starting one.
    pub(super) fn report(&self) {
        if let Ok(budget) = self.budget.try_lock() {
            meters::identified(budget.recent(self.now()));
        }
    }

    async fn opens_in(&self) -> TimeDelta {
        let budget = self.budget.lock().await;
        let now = self.now();
        meters::identified(budget.recent(now));
        TimeDelta::seconds(budget.opens_in(now))
    }

    async fn tell(&self, shard: ShardInfo, wait: TimeDelta) {
        let sessions = self.budget.lock().await.recent(self.now());
        tracing::error!(
            shard = %shard.id,
            sessions,
            minutes = wait.num_minutes(),
            "too many new sessions on Discord in 24 hours, as a bot has that is restarted over and over; Discord takes a bot's token away after 1,000. The next one is started after these minutes: until then questions on Discord are not answered, daily posts come. Find out what ends the process"
        );
    }

    /// What time it is at Discord, in seconds since 1970.
    fn now(&self) -> i64 {
        self.rest.time().unwrap_or_else(|| self.clock.now()).timestamp()
    }
}

impl Turn<'_> {
    /// Books the session, durably, before it is started.
    ///
    /// # Errors
    /// It must not be started: the store did not keep that it is, or other shards have used the budget up meanwhile.
    pub(super) async fn spend(mut self) -> Result<(), &'static str> {
        let identifies = self.identifies;
        let mut budget = identifies.budget.lock().await;
        let now = identifies.now();
        let next = budget.spend(now).ok_or("no more sessions may be started for now")?;
        if let Err(error) = identifies.store.remember(FACT, &next.kept()).await {
            tracing::error!(%error, "the store cannot keep count of new sessions on Discord, so none is started");
            return Err("the store cannot keep count of new sessions");
        }
        meters::identified(next.recent(now));
        *budget = next;
        *self.lane = Instant::now() + SPACING;
        Ok(())
    }
}
