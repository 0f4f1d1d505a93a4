//! The store in one SQLite file: WAL, every commit durable, one writer, readers beside it.
//!
//! The SQL is in `files`, `stories`, `names`, `ledger`, `places` and `inbox`; this file only hands work to the threads. No SQL asks what time
//! it is, and none is built from what people wrote.

mod files;
mod inbox;
mod ledger;
mod links;
mod names;
mod open;
mod places;
mod recent;
mod rows;
mod stories;
mod threads;

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;

use crate::domain::choice::Candidate;
use crate::domain::community::{Community, Place, PlatformName};
use crate::domain::delivery::{Claim, DeliveryState, Due, Opening, Subscription, SubscriptionId, Verdict};
use crate::domain::names::NameEntry;
use crate::domain::rights::Admin;
use crate::domain::schedule::{DailyAt, Timestamp};
use crate::domain::story::{NewStory, Slug, Story, StoryFilter, StoryId, StoryLine};
use crate::ports::{Added, ChangedFile, InboxItem, RequestId, Run, Store, StoreError, SyncReport};

pub use open::OpenError;

/// The store in one SQLite file.
pub struct SqliteStore {
    threads: Arc<threads::Threads>,
    /// Stories as they were read last, forgotten whenever one changes.
    recent: recent::Recent,
    /// Given back when the store is dropped, after the threads have ended.
    _lock: open::Lock,
}

impl SqliteStore {
    /// Opens or makes the file, checks it, brings its shape up to date and starts the threads.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let lock = open::Lock::take(path)?;
        let writer = open::writer(path).inspect_err(|error| {
            if matches!(error, OpenError::Foreign(_)) {
                lock.leave_no_trace();
            }
        })?;
        Ok(Self {
            threads: Arc::new(threads::Threads::start(path, writer)?),
            recent: recent::Recent::default(),
            _lock: lock,
        })
    }
}

type Answer<T> = Result<T, StoreError>;

#[async_trait]
impl Store for SqliteStore {
    async fn collection(&self) -> Answer<Vec<(Slug, String)>> {
        self.threads.read("reading the collection", files::collection).await
    }

    async fn sync(&self, changed: Vec<ChangedFile>, gone: Vec<Slug>, now: Timestamp) -> Answer<SyncReport> {
        let report = self
            .threads
            .write("bringing the collection in", move |db| {
                inbox::sweep(db, now)?;
                files::sync(db, &changed, &gone, now)
            })
            .await;
        self.recent.forget();
        report
    }

    async fn story(&self, viewer: &Community, id: StoryId) -> Answer<Option<Arc<Story>>> {
        let known = match self.recent.story(id) {
            (Some(story), _) => Some(story),
            (None, age) => {
                let read = self.threads.read("reading a story", move |db| stories::story(db, id)).await?.map(Arc::new);
                self.recent.keep(age, read.as_ref());
                read
            }
        };
        Ok(known.filter(|story| story.scope.is_visible_to(viewer)))
    }

    async fn stories(&self, viewer: &Community, filter: &StoryFilter, limit: usize) -> Answer<Vec<StoryLine>> {
        let (viewer, filter) = (viewer.clone(), filter.clone());
        self.threads.read("listing stories", move |db| stories::stories(db, &viewer, &filter, limit)).await
    }

    async fn search(&self, viewer: &Community, words: &str, limit: usize) -> Answer<Vec<StoryLine>> {
        let (viewer, words) = (viewer.clone(), words.to_owned());
        self.threads.read("searching stories", move |db| stories::search(db, &viewer, &words, limit)).await
    }

    async fn titles(&self, viewer: &Community, typed: &str, limit: usize) -> Answer<Vec<StoryLine>> {
        let (viewer, typed) = (viewer.clone(), typed.to_owned());
        self.threads.read("looking through titles", move |db| stories::titles(db, &viewer, &typed, limit)).await
    }

    async fn unseen(
        &self,
        viewer: &Community,
        place: &Place,
        not: Option<StoryId>,
        now: Timestamp,
    ) -> Answer<Option<StoryId>> {
        let (viewer, place) = (viewer.clone(), place.clone());
        self.threads.write("choosing an unseen story", move |db| stories::unseen(db, &viewer, &place, not, now)).await
    }

    async fn names(&self, of: Option<StoryId>) -> Answer<Vec<NameEntry>> {
        self.threads.read("reading the names", move |db| names::names(db, of)).await
    }

    async fn shared_count(&self) -> Answer<u64> {
        let sql = "SELECT count(*) FROM stories WHERE community_id IS NULL AND state = 'published'";
        self.threads
            .read("counting stories", move |db| Ok(u64::try_from(db.query_row(sql, [], |row| row.get::<_, i64>(0))?)?))
            .await
    }

    async fn add_story(&self, by: &Admin, request: &RequestId, story: NewStory, now: Timestamp) -> Answer<Added> {
        let (owner, person, request) = (by.community().clone(), by.person().0.clone(), request.clone());
        let added = self
            .threads
            .write("adding a story", move |db| stories::add(db, &owner, &person, &request, &story, now))
            .await;
        self.recent.forget();
        added
    }

    async fn subscribe(
        &self,
        by: &Admin,
        request: &RequestId,
        place: &Place,
        at: &DailyAt,
        now: Timestamp,
    ) -> Answer<Subscription> {
        let (owner, person, request) = (by.community().clone(), by.person().0.clone(), request.clone());
        let (place, at) = (place.clone(), *at);
        self.threads
            .write("starting a daily post", move |db| {
                ledger::subscribe(db, &owner, &person, &request, &place, &at, now)
            })
            .await
    }

    async fn unsubscribe(&self, by: &Admin, request: &RequestId, place: &Place, now: Timestamp) -> Answer<bool> {
        let (owner, request, place) = (by.community().clone(), request.clone(), place.clone());
        self.threads
            .write("stopping a daily post", move |db| ledger::unsubscribe(db, &owner, &request, &place, now))
            .await
    }

    async fn subscription(&self, by: &Admin, place: &Place) -> Answer<Option<Subscription>> {
        let (owner, place) = (by.community().clone(), place.clone());
        self.threads.read("reading a daily post", move |db| ledger::subscription(db, &owner, &place)).await
    }

    async fn runs(&self, by: &Admin, subscription: SubscriptionId, limit: usize) -> Answer<Vec<Run>> {
        let owner = by.community().clone();
        self.threads.read("reading the ledger", move |db| ledger::runs(db, &owner, subscription, limit)).await
    }

    async fn candidates(&self, by: &Admin, subscription: Option<SubscriptionId>) -> Answer<Vec<Candidate>> {
        let owner = by.community().clone();
        self.threads
            .read("reading what could be told", move |db| {
                ledger::candidates(db, stories::community_number(db, &owner)?, subscription)
            })
            .await
    }

    async fn due(&self, platforms: &[PlatformName], now: Timestamp, limit: usize) -> Answer<Vec<Due>> {
        let platforms = platforms.to_vec();
        self.threads.read("looking for what is due", move |db| ledger::due(db, &platforms, now, limit)).await
    }

    async fn open_deliveries(&self, openings: Vec<Opening>, now: Timestamp) -> Answer<()> {
        self.threads.write("opening deliveries", move |db| ledger::open(db, &openings, now)).await
    }

    async fn claim_due(&self, platforms: &[PlatformName], now: Timestamp, limit: usize) -> Answer<Vec<Claim>> {
        let platforms = platforms.to_vec();
        self.threads.write("claiming deliveries", move |db| ledger::claim(db, &platforms, now, limit)).await
    }

    async fn settle(&self, claim: Claim, verdict: Verdict, now: Timestamp) -> Answer<()> {
        self.threads.write("settling a delivery", move |db| ledger::settle(db, &claim, &verdict, now)).await
    }

    async fn settle_abandoned(
        &self,
        repeat_until: &(dyn for<'a> Fn(&'a PlatformName, Timestamp) -> Option<Timestamp> + Send + Sync),
        now: Timestamp,
    ) -> Answer<(u32, u32)> {
        let abandoned = self.threads.read("looking for abandoned deliveries", ledger::abandoned).await?;
        let (mut repeated, mut unsure) = (0, 0);
        let settled: Vec<_> = abandoned
            .into_iter()
            .map(|(delivery, platform, since, attempts)| {
                let until = repeat_until(&platform, since).filter(|until| now < *until);
                let state = if until.is_some() {
                    repeated += 1;
                    DeliveryState::Retry { attempts, not_before: now, repeat_until: until }
                } else {
                    unsure += 1;
                    DeliveryState::Unsure { since: now }
                };
                (delivery, state)
            })
            .collect();
        self.threads
            .write("settling abandoned deliveries", move |db| {
                settled.iter().try_for_each(|(delivery, state)| ledger::settle_one(db, *delivery, state))
            })
            .await?;
        Ok((repeated, unsure))
    }

    async fn next_due(&self, platforms: &[PlatformName]) -> Answer<Option<Timestamp>> {
        let platforms = platforms.to_vec();
        self.threads.read("looking for the next due instant", move |db| ledger::next_due(db, &platforms)).await
    }

    async fn move_place(&self, from: &Place, to: &Place) -> Answer<()> {
        let (from, to) = (from.clone(), to.clone());
        self.threads.write("moving a place", move |db| places::move_place(db, &from, &to)).await
    }

    async fn receive(&self, platform: &PlatformName, items: Vec<InboxItem>, now: Timestamp) -> Answer<()> {
        let platform = platform.clone();
        self.threads.write("keeping updates", move |db| inbox::receive(db, &platform, &items, now)).await
    }

    async fn unfinished(&self, platform: &PlatformName) -> Answer<Vec<InboxItem>> {
        let platform = platform.clone();
        self.threads.read("reading the inbox", move |db| inbox::unfinished(db, &platform)).await
    }

    async fn finish(&self, platform: &PlatformName, key: i64, now: Timestamp) -> Answer<()> {
        let platform = platform.clone();
        self.threads.write("finishing an update", move |db| inbox::finish(db, &platform, key, now)).await
    }

    async fn fact(&self, name: &str) -> Answer<Option<String>> {
        let name = name.to_owned();
        self.threads.read("recalling a fact", move |db| inbox::fact(db, &name)).await
    }

    async fn remember(&self, name: &str, value: &str) -> Answer<()> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.threads.write("remembering a fact", move |db| inbox::remember(db, &name, &value)).await
    }

    async fn close(&self) {
        self.threads.close().await;
    }
}
