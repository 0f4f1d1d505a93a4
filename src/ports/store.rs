//! The store as the desk sees it, and what goes in and comes out.
//!
//! Each [`Store`] call is one transaction; `now` is always passed in.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::Curation;
use crate::domain::choice::{Past, Pools};
use crate::domain::community::{Community, Place, PlatformName};
use crate::domain::delivery::{Claim, DeliveryId, Due, Opening, Planned, Rendering, SubscriptionId, Verdict};
use crate::domain::names::NameEntry;
use crate::domain::notice::{Notice, NoticeId, Telling};
use crate::domain::rights::Admin;
use crate::domain::schedule::{Day, Timestamp};
use crate::domain::story::{NewStory, Slug, Story, StoryFilter, StoryId, StoryLine};
use crate::domain::subscription::{Pause, Subscription, Wish};
use crate::domain::tongue::Text;

/// The store failed: nothing was changed by the call that returns this.
#[derive(Debug, thiserror::Error)]
#[error("{doing}: {cause}")]
pub struct StoreError {
    /// What was being done.
    pub doing: &'static str,
    /// What went wrong, for the log.
    pub cause: String,
    /// It is closed for good: trying again will not help.
    pub is_closed: bool,
}

/// What an effect is known by, so that doing it twice is the same as once: an update's or interaction's number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestId(pub String);

/// A collection's file that has changed since it was last brought in, or is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// A digest of the file's bytes.
    pub digest: String,
    /// What it tells.
    pub story: NewStory,
}

/// What bringing the collection in did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// New stories.
    pub added: u32,
    /// Changed stories.
    pub updated: u32,
    /// Stories whose file is gone.
    pub archived: u32,
    /// Stories that were edited in chat and whose file has changed: left as they are.
    pub conflicts: Vec<Slug>,
}

/// One run of a subscription, for showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its number.
    pub delivery: DeliveryId,
    /// The subscription's.
    pub subscription: SubscriptionId,
    /// The date.
    pub day: Day,
    /// The state's word, see `DeliveryState::word`.
    pub state: String,
    /// Tries so far.
    pub attempts: u32,
    /// When it was planned for, or is tried again.
    pub not_before: Timestamp,
    /// When it was posted.
    pub posted_at: Option<Timestamp>,
    /// It may have arrived.
    pub is_doubtful: bool,
    /// Why not; or what people had to do with it.
    pub reason: Option<Text>,
    /// The story.
    pub story: Option<StoryId>,
    /// The story's title.
    pub title: Option<String>,
}

/// What starting a daily post did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subscribed {
    /// It is on.
    On(Box<Subscription>),
    /// The community has as many as it may have.
    TooMany,
}

/// A daily post as an admin wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPost {
    /// Where.
    pub place: Place,
    /// What people call the place.
    pub label: Option<String>,
    /// How.
    pub wish: Wish,
    /// Why the place does not let us in, when it does not.
    pub closed: Option<Text>,
}

/// What a store or a backup of one holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Bytes.
    pub size: u64,
    /// The version of its shape.
    pub version: i64,
    /// Stories that are told.
    pub stories: u64,
    /// Daily posts that are not off.
    pub subscriptions: u64,
    /// Rows of the ledger.
    pub deliveries: u64,
    /// When something was last kept in it.
    pub newest: Option<Timestamp>,
}

/// An update as it came, before it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxItem {
    /// The platform's number for it, unique on the platform.
    pub key: i64,
    /// The update as it came.
    pub body: String,
}

/// What waits on one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub platform: PlatformName,
    /// Deliveries that are due or under way.
    pub deliveries: u64,
    /// How long the oldest of those that are due has been so.
    pub oldest: Duration,
    /// Updates that were received and not finished.
    pub inbox: u64,
}

/// How large the store is, and what waits in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measures {
    /// The file.
    pub bytes: u64,
    /// What was written and is not in the file yet, 0 for a store that knows no such thing.
    pub wal_bytes: u64,
    /// One entry for each platform that was asked for.
    pub waiting: Vec<Waiting>,
}

/// How often whoever writes has turned: numbers that only grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turns {
    /// Work was taken up or ended, well or badly. It stands still while there is nothing to do.
    pub turns: u64,
    /// Commits that went through.
    pub commits: u64,
    /// Commits that failed, or could not begin.
    pub failures: u64,
}

/// Where everything is kept. Shaped for several processes: claims have leases, no call trusts an earlier read.
#[async_trait]
pub trait Store: Curation {
    // The collection.

    /// Slug and digest of every file that was brought in and is not archived.
    async fn collection(&self) -> Result<Vec<(Slug, String)>, StoreError>;
    /// Brings changed files in and archives the `gone` ones. Doing it again changes nothing.
    async fn sync(&self, changed: Vec<ChangedFile>, gone: Vec<Slug>, now: Timestamp) -> Result<SyncReport, StoreError>;

    // Stories, always as one community sees them.

    /// A published story.
    async fn story(&self, viewer: &Community, id: StoryId) -> Result<Option<Arc<Story>>, StoreError>;
    /// Published stories, those that are most about the subject first, then the latest event.
    async fn stories(
        &self,
        viewer: &Community,
        filter: &StoryFilter,
        limit: usize,
    ) -> Result<Vec<StoryLine>, StoreError>;
    /// Published stories by their words, best first. The words are quoted here: they are never query syntax.
    async fn search(&self, viewer: &Community, words: &str, limit: usize) -> Result<Vec<StoryLine>, StoreError>;
    /// Published stories whose titles hold these words, the last one perhaps unfinished; quick rather than ranked.
    async fn titles(&self, viewer: &Community, typed: &str, limit: usize) -> Result<Vec<StoryLine>, StoreError>;
    /// A published story that this place has not been shown, or not for the longest time, other than `not`; it counts as shown.
    async fn unseen(
        &self,
        viewer: &Community,
        place: &Place,
        not: Option<StoryId>,
        now: Timestamp,
    ) -> Result<Option<StoryId>, StoreError>;
    /// Every name by which stories can be found, or those of the given story only.
    async fn names(&self, of: Option<StoryId>) -> Result<Vec<NameEntry>, StoreError>;
    /// Every published story of one community, or of everyone's collection, a page behind `after`: for the operator's export.
    async fn every_story(
        &self,
        of: Option<&Community>,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<Story>, StoreError>;
    /// Published stories in the shared collection.
    async fn shared_count(&self) -> Result<u64, StoreError>;

    // Subscriptions.

    /// Starts the daily post of a place, or changes it and ends a wished pause; with `closed` it rests until the place
    /// lets us in. A date that has a row in the ledger never gets another one. The same request again changes nothing.
    async fn subscribe(
        &self,
        by: &Admin,
        request: &RequestId,
        wanted: WantedPost,
        now: Timestamp,
    ) -> Result<Subscribed, StoreError>;
    /// Stops the daily post of a place; `false` when there was none. The same request again is answered the same.
    async fn unsubscribe(
        &self,
        by: &Admin,
        request: &RequestId,
        place: &Place,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// The daily post of a place, unless it is off.
    async fn subscription(&self, by: &Admin, place: &Place) -> Result<Option<Subscription>, StoreError>;
    /// Every daily post of the proof's community that is not off.
    async fn subscriptions(&self, by: &Admin) -> Result<Vec<Subscription>, StoreError>;
    /// Every daily post of every community that is not off, a page behind `after`: for the operator's simulation.
    async fn every_subscription(
        &self,
        after: Option<SubscriptionId>,
        limit: usize,
    ) -> Result<Vec<Subscription>, StoreError>;
    /// Lets a subscription rest by wish, or ends any pause with `None`; `false` when it is not the community's.
    async fn set_pause(
        &self,
        by: &Admin,
        subscription: SubscriptionId,
        pause: Option<Pause>,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Pins a story to a date, or ends that with `None`.
    async fn pin(
        &self,
        by: &Admin,
        subscription: SubscriptionId,
        day: Day,
        story: Option<StoryId>,
    ) -> Result<(), StoreError>;
    /// The latest runs of a subscription, newest first.
    async fn runs(&self, by: &Admin, subscription: SubscriptionId, limit: usize) -> Result<Vec<Run>, StoreError>;
    /// What a subscription had, and what is pinned for it.
    async fn past(&self, subscription: SubscriptionId) -> Result<Past, StoreError>;
    /// The stories that a community can be told.
    async fn pools(&self, viewer: &Community) -> Result<Pools, StoreError>;

    // The ledger.

    /// Subscriptions that are due, the longest due first. Cost grows with what is due, not with what is stored.
    async fn due(&self, platforms: &[PlatformName], now: Timestamp, limit: usize) -> Result<Vec<Due>, StoreError>;
    /// Opens deliveries if absent: one row for each (place, subscription, date), for ever.
    async fn open_deliveries(&self, openings: Vec<Opening>, now: Timestamp) -> Result<(), StoreError>;
    /// Takes deliveries to be tried now, so many that at most `turns` of the platform are `sending`: each becomes that,
    /// durably, before this returns. Those that have become too late, and cannot have arrived, become `missed`.
    async fn claim_due(&self, platform: &PlatformName, now: Timestamp, turns: usize) -> Result<Vec<Claim>, StoreError>;
    /// Gives a claimed post that has certainly not arrived other words, durably, before it is sent.
    async fn reword(&self, claim: &Claim, rendering: &Rendering, now: Timestamp) -> Result<(), StoreError>;
    /// Records what came of a claim. The claim is used up; while this fails, the row says `sending`.
    async fn settle(&self, claim: Arc<Claim>, verdict: Verdict, now: Timestamp) -> Result<(), StoreError>;
    /// Every delivery that a process left in `sending` is to be tried again, in doubt since that attempt. Returns how many.
    async fn settle_abandoned(&self, now: Timestamp) -> Result<u32, StoreError>;
    /// The next instant at which a subscription is due on these platforms.
    async fn next_look(&self, platforms: &[PlatformName]) -> Result<Option<Timestamp>, StoreError>;
    /// The next instant at which a delivery of this platform is to be tried.
    async fn next_try(&self, platform: &PlatformName) -> Result<Option<Timestamp>, StoreError>;
    /// The next instant at which a notice is to be told on this platform, or a closed place to be looked at.
    async fn next_care(&self, platform: &PlatformName) -> Result<Option<Timestamp>, StoreError>;
    /// The clock had been wrong, and what came of it is put right: subscriptions are looked at from `now` on, dates that lie
    /// ahead and were passed over are forgotten, attempts that lie ahead may have been made at any time. Returns how many
    /// subscriptions changed.
    async fn realign(&self, now: Timestamp) -> Result<u32, StoreError>;

    /// One delivery, with the community whose admins may decide about it.
    async fn delivery(&self, id: DeliveryId) -> Result<Option<(Community, Run)>, StoreError>;
    /// A subscription by its number.
    async fn subscription_of(&self, id: SubscriptionId) -> Result<Option<Subscription>, StoreError>;
    /// An admin has a delivery made (again) that has ended without a post or in doubt; `false` when it has not.
    async fn reopen(&self, by: &Admin, id: DeliveryId, post: Planned, now: Timestamp) -> Result<bool, StoreError>;
    /// An admin has seen an unsure post; `false` when it is not unsure.
    async fn confirm(&self, by: &Admin, id: DeliveryId, now: Timestamp) -> Result<bool, StoreError>;

    // Places that open and close, and what admins are told of it.

    /// The bot has been removed from a community: what it has there rests. Returns how many subscriptions.
    async fn lose_access(&self, community: &Community, reason: &Text, now: Timestamp) -> Result<u32, StoreError>;
    /// Something has changed for the better in a community: its closed places are looked at again now. Returns how many.
    async fn look_again(&self, community: &Community, now: Timestamp) -> Result<u32, StoreError>;
    /// Closed places to be looked at now; each is put off to its next look.
    async fn probes_due(
        &self,
        platform: &PlatformName,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Subscription>, StoreError>;
    /// A closed place lets us in again. A date that was due `since` then, and did not come because it was closed, still
    /// comes.
    async fn regain_access(
        &self,
        subscription: SubscriptionId,
        label: Option<String>,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Notices to be told now; each is put off, so that it is told again only when telling it is not recorded.
    async fn notices_due(
        &self,
        platform: &PlatformName,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Notice>, StoreError>;
    /// What came of telling a notice.
    async fn close_notice(&self, id: NoticeId, telling: Telling, now: Timestamp) -> Result<(), StoreError>;

    /// Moves every row of a place, of the places below it (`address/…`) and of its community to a new address.
    async fn move_place(&self, from: &Place, to: &Place) -> Result<(), StoreError>;

    // The inbox.

    /// Keeps updates that were not there yet, and gives their numbers; those that were are left as they are.
    async fn receive(
        &self,
        platform: &PlatformName,
        items: Vec<InboxItem>,
        now: Timestamp,
    ) -> Result<Vec<i64>, StoreError>;
    /// Updates that were received and not finished, in order.
    async fn unfinished(&self, platform: &PlatformName) -> Result<Vec<InboxItem>, StoreError>;
    /// An update has been dealt with.
    async fn finish(&self, platform: &PlatformName, key: i64, now: Timestamp) -> Result<(), StoreError>;

    // Small facts that an adapter remembers from run to run.

    /// A fact.
    async fn fact(&self, name: &str) -> Result<Option<String>, StoreError>;
    /// Remembers a fact.
    async fn remember(&self, name: &str, value: &str) -> Result<(), StoreError>;

    // How it is.

    /// How often whoever writes has turned; answered at once, whatever goes on.
    fn turns(&self) -> Turns;
    /// Sizes and what waits. Costs grow with what waits, not with what is stored.
    async fn measure(&self, platforms: &[PlatformName], now: Timestamp) -> Result<Measures, StoreError>;

    /// What a check finds wrong with the whole of what is kept, if anything; at once when it was checked as it was opened.
    /// Takes seconds for gigabytes, and holds nobody up.
    async fn examine(&self) -> Result<Option<String>, StoreError>;
    /// Copies everything that is kept at this moment into a new file, checks that, and only then gives it its name. Others
    /// read and write meanwhile.
    async fn back_up(&self, to: &Path) -> Result<Contents, StoreError>;

    /// Finishes what is under way and closes. Later calls fail.
    async fn close(&self);
}
