//! The calls of [`Store`]: each hands its work to the threads, and what was kept in memory is forgotten when a story
//! changes.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_trait::async_trait;

use super::{
    SqliteStore, access, copy, files, inbox, kept, ledger, measure, names, notices, open, places, pools, search,
    stories, subscriptions,
};
use crate::domain::choice::{Past, Pools};
use crate::domain::community::{Community, Place, PlatformName};
use crate::domain::delivery::{Claim, DeliveryId, Due, Opening, Planned, Rendering, SubscriptionId, Verdict};
use crate::domain::names::NameEntry;
use crate::domain::notice::{Notice, NoticeId, Telling};
use crate::domain::rights::Admin;
use crate::domain::schedule::{Day, Timestamp};
use crate::domain::story::{Slug, Story, StoryFilter, StoryId, StoryLine};
use crate::domain::subscription::{Pause, Subscription};
use crate::domain::tongue::Text;
use crate::ports::{
    ChangedFile, Contents, InboxItem, Measures, RequestId, Run, Store, StoreError, Subscribed, SyncReport, Turns,
    WantedPost, meters,
};

pub(super) type Answer<T> = Result<T, StoreError>;

#[async_trait]
impl Store for SqliteStore {
    async fn collection(&self) -> Answer<Vec<(Slug, String)>> {
        self.threads.read("reading the collection", files::collection).await
    }

    async fn sync(&self, changed: Vec<ChangedFile>, gone: Vec<Slug>, now: Timestamp) -> Answer<SyncReport> {
        self.change_stories("bringing the collection in", move |db| {
            inbox::sweep(db, now)?;
            kept::sweep(db, now)?;
            files::sync(db, &changed, &gone, now)
        })
        .await
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
        self.threads.read("searching stories", move |db| search::search(db, &viewer, &words, limit)).await
    }

    async fn titles(&self, viewer: &Community, typed: &str, limit: usize) -> Answer<Vec<StoryLine>> {
        let (viewer, typed) = (viewer.clone(), typed.to_owned());
        self.threads.read("looking through titles", move |db| search::titles(db, &viewer, &typed, limit)).await
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

    async fn every_story(&self, of: Option<&Community>, after: Option<StoryId>, limit: usize) -> Answer<Vec<Story>> {
        let of = of.cloned();
        self.threads
            .read("reading every story", move |db| stories::every(db, of.as_ref(), after.unwrap_or(StoryId(0)), limit))
            .await
    }

    async fn shared_count(&self) -> Answer<u64> {
        let sql = "SELECT count(*) FROM stories WHERE community_id IS NULL AND state = 'published'";
        self.threads
            .read("counting stories", move |db| Ok(u64::try_from(db.query_row(sql, [], |row| row.get::<_, i64>(0))?)?))
            .await
    }

    async fn subscribe(
        &self,
        by: &Admin,
        request: &RequestId,
        wanted: WantedPost,
        now: Timestamp,
    ) -> Answer<Subscribed> {
        let (owner, person, request) = (by.community().clone(), by.person().0.clone(), request.clone());
        self.threads
            .write("starting a daily post", move |db| {
                let by = subscriptions::By { owner: &owner, person: &person, request: &request };
                subscriptions::subscribe(db, &by, &wanted, now)
            })
            .await
    }

    async fn unsubscribe(&self, by: &Admin, request: &RequestId, place: &Place, now: Timestamp) -> Answer<bool> {
        let (owner, request, place) = (by.community().clone(), request.clone(), place.clone());
        self.threads
            .write("stopping a daily post", move |db| subscriptions::unsubscribe(db, &owner, &request, &place, now))
            .await
    }

    async fn subscription(&self, by: &Admin, place: &Place) -> Answer<Option<Subscription>> {
        let (owner, place) = (by.community().clone(), place.clone());
        self.threads.read("reading a daily post", move |db| subscriptions::of_place(db, &owner, &place)).await
    }

    async fn subscriptions(&self, by: &Admin) -> Answer<Vec<Subscription>> {
        let owner = by.community().clone();
        self.threads.read("reading daily posts", move |db| subscriptions::of_community(db, &owner)).await
    }

    async fn every_subscription(&self, after: Option<SubscriptionId>, limit: usize) -> Answer<Vec<Subscription>> {
        let after = after.map_or(i64::MIN, |id| id.0);
        self.threads.read("reading daily posts", move |db| subscriptions::every(db, after, limit)).await
    }

    async fn set_pause(&self, by: &Admin, id: SubscriptionId, pause: Option<Pause>, now: Timestamp) -> Answer<bool> {
        let owner = by.community().clone();
        self.threads
            .write("pausing a daily post", move |db| subscriptions::set_pause(db, &owner, id, pause.as_ref(), now))
            .await
    }

    async fn pin(&self, by: &Admin, id: SubscriptionId, day: Day, story: Option<StoryId>) -> Answer<()> {
        let owner = by.community().clone();
        self.threads.write("pinning a story", move |db| subscriptions::pin(db, &owner, id, day, story)).await
    }

    async fn runs(&self, by: &Admin, subscription: SubscriptionId, limit: usize) -> Answer<Vec<Run>> {
        let owner = by.community().clone();
        self.threads.read("reading the ledger", move |db| ledger::runs(db, &owner, subscription, limit)).await
    }

    async fn past(&self, subscription: SubscriptionId) -> Answer<Past> {
        self.threads.read("reading what was told", move |db| pools::past(db, subscription)).await
    }

    async fn pools(&self, viewer: &Community) -> Answer<Pools> {
        let (kept, viewer) = (Arc::clone(&self.pools), viewer.clone());
        self.threads.read("reading what could be told", move |db| kept.of(db, &viewer)).await
    }

    async fn due(&self, platforms: &[PlatformName], now: Timestamp, limit: usize) -> Answer<Vec<Due>> {
        let (kept, platforms) = (Arc::clone(&self.pools), platforms.to_vec());
        self.threads.read("looking for what is due", move |db| ledger::due(db, &kept, &platforms, now, limit)).await
    }

    async fn open_deliveries(&self, openings: Vec<Opening>, now: Timestamp) -> Answer<()> {
        let ended = self.threads.write("opening deliveries", move |db| ledger::open(db, &openings, now)).await?;
        // Counted once it is committed, here and below: what is taken back was not.
        for (platform, state) in ended {
            meters::delivered(&platform, state, 1);
        }
        Ok(())
    }

    async fn claim_due(&self, platform: &PlatformName, now: Timestamp, turns: usize) -> Answer<Vec<Claim>> {
        let of = platform.clone();
        let (claims, missed) =
            self.threads.write("claiming deliveries", move |db| ledger::claim(db, &of, now, turns)).await?;
        meters::delivered(platform, "missed", missed);
        Ok(claims)
    }

    async fn reword(&self, claim: &Claim, rendering: &Rendering, now: Timestamp) -> Answer<()> {
        let (id, attempt, rendering) = (claim.delivery, claim.attempt, rendering.clone());
        self.threads
            .write("making a post's words again", move |db| ledger::reword(db, id, attempt, &rendering, now))
            .await
    }

    async fn settle(&self, claim: Arc<Claim>, verdict: Verdict, now: Timestamp) -> Answer<()> {
        let platform = claim.place.platform.clone();
        let state = verdict.word();
        let is_written =
            self.threads.write("settling a delivery", move |db| ledger::settle(db, &claim, &verdict, now)).await?;
        meters::delivered(&platform, state, usize::from(is_written));
        Ok(())
    }

    async fn settle_abandoned(&self, now: Timestamp) -> Answer<u32> {
        self.threads.write("settling abandoned deliveries", move |db| ledger::settle_abandoned(db, now)).await
    }

    async fn next_look(&self, platforms: &[PlatformName]) -> Answer<Option<Timestamp>> {
        let platforms = platforms.to_vec();
        self.threads.read("looking for the next due instant", move |db| ledger::next_look(db, &platforms)).await
    }

    async fn next_try(&self, platform: &PlatformName) -> Answer<Option<Timestamp>> {
        let platform = platform.clone();
        self.threads.read("looking for the next try", move |db| ledger::next_try(db, &platform)).await
    }

    async fn next_care(&self, platform: &PlatformName) -> Answer<Option<Timestamp>> {
        let platform = platform.clone();
        self.threads.read("looking for what is to be told", move |db| ledger::next_care(db, &platform)).await
    }

    async fn realign(&self, now: Timestamp) -> Answer<u32> {
        self.threads.write("putting schedules right", move |db| subscriptions::realign(db, now)).await
    }

    async fn delivery(&self, id: DeliveryId) -> Answer<Option<(Community, Run)>> {
        self.threads.read("reading a delivery", move |db| ledger::delivery(db, id)).await
    }

    async fn subscription_of(&self, id: SubscriptionId) -> Answer<Option<Subscription>> {
        self.threads.read("reading a daily post", move |db| subscriptions::numbered(db, id)).await
    }

    async fn reopen(&self, by: &Admin, id: DeliveryId, post: Planned, _now: Timestamp) -> Answer<bool> {
        let owner = by.community().clone();
        self.threads.write("reopening a delivery", move |db| ledger::reopen(db, &owner, id, &post)).await
    }

    async fn confirm(&self, by: &Admin, id: DeliveryId, now: Timestamp) -> Answer<bool> {
        let owner = by.community().clone();
        self.threads.write("confirming a delivery", move |db| ledger::confirm(db, &owner, id, now)).await
    }

    async fn lose_access(&self, community: &Community, reason: &Text, now: Timestamp) -> Answer<u32> {
        let (community, reason) = (community.clone(), reason.clone());
        self.threads.write("closing places", move |db| access::lose_access(db, &community, &reason, now)).await
    }

    async fn look_again(&self, community: &Community, now: Timestamp) -> Answer<u32> {
        let community = community.clone();
        self.threads.write("looking at places again", move |db| access::look_again(db, &community, now)).await
    }

    async fn probes_due(&self, platform: &PlatformName, now: Timestamp, limit: usize) -> Answer<Vec<Subscription>> {
        let platform = platform.clone();
        self.threads.write("looking for closed places", move |db| access::probes_due(db, &platform, now, limit)).await
    }

    async fn regain_access(
        &self,
        id: SubscriptionId,
        label: Option<String>,
        since: Timestamp,
        now: Timestamp,
    ) -> Answer<()> {
        self.threads
            .write("opening a place again", move |db| access::regain_access(db, id, label.as_deref(), since, now))
            .await
    }

    async fn notices_due(&self, platform: &PlatformName, now: Timestamp, limit: usize) -> Answer<Vec<Notice>> {
        let platform = platform.clone();
        self.threads.write("looking for notices", move |db| notices::due(db, &platform, now, limit)).await
    }

    async fn close_notice(&self, id: NoticeId, telling: Telling, now: Timestamp) -> Answer<()> {
        self.threads.write("closing a notice", move |db| notices::close(db, id, &telling, now)).await
    }

    async fn move_place(&self, from: &Place, to: &Place) -> Answer<()> {
        let (from, to) = (from.clone(), to.clone());
        self.threads.write("moving a place", move |db| places::move_place(db, &from, &to)).await
    }

    async fn receive(&self, platform: &PlatformName, items: Vec<InboxItem>, now: Timestamp) -> Answer<Vec<i64>> {
        let of = platform.clone();
        let new = self.threads.write("keeping updates", move |db| inbox::receive(db, &of, &items, now)).await?;
        meters::received(platform, new.len());
        Ok(new)
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

    fn turns(&self) -> Turns {
        self.threads.turns()
    }

    async fn measure(&self, platforms: &[PlatformName], now: Timestamp) -> Answer<Measures> {
        let platforms = platforms.to_vec();
        self.threads.read("measuring the store", move |db| measure::measure(db, &platforms, now)).await
    }

    async fn examine(&self) -> Answer<Option<String>> {
        let path = self.path.clone();
        self.threads.read("checking the store", move |db| Ok(open::examine(db, &path)?)).await
    }

    async fn back_up(&self, to: &Path) -> Answer<Contents> {
        const DOING: &str = "making a backup";
        let (from, to, closes) = (self.path.clone(), to.to_owned(), Arc::clone(&self.closes));
        let copied = tokio::task::spawn_blocking(move || {
            let stop = || closes.load(Ordering::Relaxed);
            copy::copy(&open::reader(&from)?, &from, &to, copy::Existing::Stays, &stop)
        });
        let failed = |cause: String| StoreError { doing: DOING, cause, is_closed: false };
        copied.await.map_err(|_| failed("it panicked".into()))?.map_err(|error| failed(error.to_string()))
    }

    async fn close(&self) {
        self.closes.store(true, Ordering::Relaxed);
        self.threads.close().await;
    }
}
