//! The desk with a clock that is set by hand, and platforms that accept at once and compare each post with the schedule:
//! none lost, doubled, early or late.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;
use touchline::bot::{Bot, Parts, Settings};
use touchline::collection::CollectionFormat;
use touchline::domain::community::{Caller, PersonId, Place, PlatformName, Standing};
use touchline::domain::delivery::{Mark, Receipt, Rendering};
use touchline::domain::message::Message;
use touchline::domain::schedule::{DailyAt, Day, Timestamp};
use touchline::domain::subscription::OnUnsure;
use touchline::ports::{Clock, Messenger, PostError, Spot, Store, Welcome};
use touchline::store::sqlite::SqliteStore;

use crate::Result;
use crate::schedule::{PLATFORMS, Wish};

/// Posts under way at once, as on Discord.
const IN_FLIGHT: usize = 32;

/// A desk, its store, and what it owes.
pub(crate) struct Sim {
    bot: Arc<Bot>,
    store: Arc<dyn Store>,
    owed: Arc<Owed>,
}

impl Sim {
    pub(crate) async fn open(path: &Path, from: Timestamp, wishes: impl Iterator<Item = Wish>) -> Result<Self> {
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(path)?);
        let next = wishes.map(|wish| {
            let (day, due) = wish.at.next(from);
            (wish.at, day, due)
        });
        let owed = Arc::new(Owed { now: Mutex::new(from), next: Mutex::new(next.collect()), posts: Mutex::default() });
        let messengers =
            PLATFORMS.map(|name| Arc::new(Taker { name: PlatformName::new(name), owed: Arc::clone(&owed) }) as _);
        let bot = Bot::open(Parts {
            store: Arc::clone(&store),
            messengers: messengers.into(),
            clock: Arc::clone(&owed) as Arc<dyn Clock>,
            format: Arc::new(CollectionFormat),
            settings: Settings {
                operators: HashSet::new(),
                catch_up: Duration::from_hours(6),
                jitter: Duration::ZERO,
                on_unsure: OnUnsure::Ask,
            },
        });
        Ok(Self { bot: bot.await?, store, owed })
    }

    /// Sets the clock and does what is due.
    pub(crate) async fn pass(&self, now: Timestamp) -> Result<()> {
        *self.owed.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
        self.bot.publish_due(&CancellationToken::new()).await?;
        Ok(())
    }

    /// When something is due next.
    pub(crate) async fn next(&self) -> Result<Option<Timestamp>> {
        Ok(self.store.next_look(&PLATFORMS.map(PlatformName::new)).await?)
    }

    /// Ends it; how many posts were made, unless some is owed still.
    pub(crate) async fn close(self, until: Timestamp) -> Result<usize> {
        self.store.close().await;
        let next = self.owed.next.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((number, (_, day, _))) = next.iter().enumerate().find(|(_, (.., due))| *due < until) {
            return Err(format!("subscription {} has no post on {day}", number + 1).into());
        }
        Ok(*self.owed.posts.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The clock, and what each subscription is owed next.
struct Owed {
    now: Mutex<Timestamp>,
    next: Mutex<Vec<(DailyAt, Day, Timestamp)>>,
    posts: Mutex<usize>,
}

impl Owed {
    /// Takes a post, or says what is wrong with it.
    fn take(&self, mark: &Mark) -> Result<Receipt, String> {
        let mut parts = mark.0.rsplit('|');
        let (day, number) = (parts.next().unwrap_or_default(), parts.next().and_then(|id| id.parse::<usize>().ok()));
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let owed = number.and_then(|id| next.get_mut(id.checked_sub(1)?)).ok_or("a post of nobody")?;
        let (now, due) = (self.now(), owed.2);
        if owed.1.to_string() != day || now < due || now - due >= chrono::TimeDelta::minutes(1) {
            return Err(format!("{} came at {now}; owed is {} at {due}", mark.0, owed.1));
        }
        (owed.1, owed.2) = owed.0.next(due + chrono::TimeDelta::seconds(1));
        let mut posts = self.posts.lock().unwrap_or_else(PoisonError::into_inner);
        *posts += 1;
        Ok(Receipt(posts.to_string()))
    }
}

#[async_trait]
impl Clock for Owed {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing here waits: whatever does has failed, and the pass that waits for it shows that.
    async fn sleep_until(&self, _: Timestamp) {
        std::future::pending::<()>().await;
    }
}

/// A platform that accepts at once.
struct Taker {
    name: PlatformName,
    owed: Arc<Owed>,
}

fn nobody<T>() -> Result<T, PostError> {
    Err(PostError::Unreachable("nobody is here".to_owned()))
}

#[async_trait]
impl Messenger for Taker {
    fn platform(&self) -> &PlatformName {
        &self.name
    }

    fn render(&self, message: &Message) -> Rendering {
        Rendering(format!("{}\n{:?}", message.title.clone().unwrap_or_default(), message.blocks))
    }

    async fn post(&self, _: &Place, _: &Rendering, mark: &Mark, _: Duration) -> Result<Receipt, PostError> {
        self.owed.take(mark).map_err(|why| PostError::Rejected(why.into()))
    }

    fn in_flight(&self) -> usize {
        IN_FLIGHT
    }

    async fn may_post(&self, _: &Place) -> Result<Welcome, PostError> {
        nobody()
    }

    async fn locate(&self, _: &Caller, _: &str) -> Result<Spot, PostError> {
        nobody()
    }

    async fn tell(&self, _: &PersonId, _: &Message) -> Result<(), PostError> {
        Ok(())
    }

    async fn standing(&self, _: &Caller) -> Result<Standing, PostError> {
        nobody()
    }
}
