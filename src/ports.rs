//! The promises that the outer folders keep: the store, the messengers, the clock, and the reader of story files.
//!
//! `bot` knows the world through these alone. Each [`Store`] call is one transaction; `now` is always passed in.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::domain::choice::Candidate;
use crate::domain::community::{Caller, Community, Place, PlatformName, Standing};
use crate::domain::delivery::{Claim, Due, Mark, Opening, Receipt, Rendering, Subscription, SubscriptionId, Verdict};
use crate::domain::draft::{Draft, Fault};
use crate::domain::message::Message;
use crate::domain::names::NameEntry;
use crate::domain::rights::Admin;
use crate::domain::schedule::{DailyAt, Day, Timestamp};
use crate::domain::story::{NewStory, Slug, Story, StoryFilter, StoryId, StoryLine};

/// What time it is, and how to wait.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Returns at `instant` or soon after it; at once when it has passed.
    async fn sleep_until(&self, instant: Timestamp);
}

/// The store failed: nothing was changed by the call that returns this.
#[derive(Debug, thiserror::Error)]
#[error("{doing}: {cause}")]
pub struct StoreError {
    /// What was being done.
    pub doing: &'static str,
    /// What went wrong, for the log.
    pub cause: String,
}

/// What a platform said against posting. Closed: each leads to one rule of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// Not sent: too fast; wait so long.
    #[error("the platform asks to wait {} s", .0.as_secs())]
    RetryAfter(Duration),
    /// Not sent: the place has a new address.
    #[error("the place has moved")]
    Moved(Place),
    /// Not sent: the place is gone or closed to us.
    #[error("{0}")]
    PlaceGone(String),
    /// Not sent: the platform refuses this message.
    #[error("the platform refuses the message: {0}")]
    Rejected(String),
    /// Not sent: no connection, or the adapter has stopped.
    #[error("the platform cannot be reached: {0}")]
    Unreachable(String),
    /// It may have been sent.
    #[error("nobody can say whether it was sent: {0}")]
    Unsure(String),
}

/// One platform's side for what is said unasked.
#[async_trait]
pub trait Messenger: Send + Sync {
    /// Its name.
    fn platform(&self) -> &PlatformName;

    /// A message as this platform will send it. A message too long becomes its first part, with *read on*.
    fn render(&self, message: &Message) -> Rendering;

    /// Posts what [`Messenger::render`] made. The same `mark` tells the same post in every attempt.
    ///
    /// # Errors
    /// See [`PostError`]: never `Ok` without the platform's word.
    async fn post(&self, place: &Place, rendering: &Rendering, mark: &Mark) -> Result<Receipt, PostError>;

    /// Until when an unsure post that was first tried at `since` may be sent again, because the platform would
    /// recognise its mark; `None` when it never would.
    fn repeat_until(&self, since: Timestamp) -> Option<Timestamp>;

    /// The caller's standing in their community, asked at this moment (an answer may be up to 60 s old).
    ///
    /// # Errors
    /// It could not be found out: then the answer is no.
    async fn standing(&self, caller: &Caller) -> Result<Standing, PostError>;

    /// Whether posts to its places are spread over the configured time. Only a place that nobody shares need not be.
    fn spreads_posts(&self) -> bool {
        true
    }
}

/// Reads a whole story as people write it in files.
pub trait StoryReader: Send + Sync {
    /// The fields of a story file.
    ///
    /// # Errors
    /// What cannot be read as the format at all, each with its mend; the rules about values are [`Draft::check`]'s.
    fn read(&self, text: &str) -> Result<Draft, Vec<Fault>>;
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

/// What adding a story did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is there now.
    New(StoryId),
    /// This very request added it before.
    Before(StoryId),
    /// The community has a story with this slug already.
    SlugTaken(StoryId),
}

/// One run of a subscription, for showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The date.
    pub day: Day,
    /// The state's word, see `DeliveryState::word`.
    pub state: String,
    /// When it was posted.
    pub posted_at: Option<Timestamp>,
    /// Why not.
    pub reason: Option<String>,
    /// The story's title.
    pub title: Option<String>,
}

/// An update as it came, before it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxItem {
    /// The platform's number for it, unique on the platform.
    pub key: i64,
    /// The update as it came.
    pub body: String,
}

/// Where everything is kept. Shaped for several processes: claims have leases, no call trusts an earlier read.
#[async_trait]
pub trait Store: Send + Sync {
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
    /// Published stories in the shared collection.
    async fn shared_count(&self) -> Result<u64, StoreError>;

    // Curation.

    /// Adds a story to the proof's community.
    async fn add_story(
        &self,
        by: &Admin,
        request: &RequestId,
        story: NewStory,
        now: Timestamp,
    ) -> Result<Added, StoreError>;

    // Subscriptions and the ledger.

    /// Starts the daily post of a place, or changes its time and ends a pause. A date that was posted stays posted.
    /// The same request again changes nothing.
    async fn subscribe(
        &self,
        by: &Admin,
        request: &RequestId,
        place: &Place,
        at: &DailyAt,
        now: Timestamp,
    ) -> Result<Subscription, StoreError>;
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
    /// The latest runs of a subscription, newest first.
    async fn runs(&self, by: &Admin, subscription: SubscriptionId, limit: usize) -> Result<Vec<Run>, StoreError>;
    /// What a subscription of the proof's community could show, for a preview or a test.
    async fn candidates(&self, by: &Admin, subscription: Option<SubscriptionId>) -> Result<Vec<Candidate>, StoreError>;
    /// Subscriptions that are due, the longest due first. Cost grows with what is due, not with what is stored.
    async fn due(&self, platforms: &[PlatformName], now: Timestamp, limit: usize) -> Result<Vec<Due>, StoreError>;
    /// Opens deliveries if absent: one row for each (place, subscription, date), for ever.
    async fn open_deliveries(&self, openings: Vec<Opening>, now: Timestamp) -> Result<(), StoreError>;
    /// Takes deliveries to be tried now: each becomes `sending`, durably, before this returns.
    async fn claim_due(
        &self,
        platforms: &[PlatformName],
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError>;
    /// Records what came of a claim.
    async fn settle(&self, claim: Claim, verdict: Verdict, now: Timestamp) -> Result<(), StoreError>;
    /// Settles every delivery that a process left in `sending`: to be repeated where `repeat_until` (by platform and
    /// start) says that the platform would recognise it, unsure otherwise. Returns how many of each.
    async fn settle_abandoned(
        &self,
        repeat_until: &(dyn for<'a> Fn(&'a PlatformName, Timestamp) -> Option<Timestamp> + Send + Sync),
        now: Timestamp,
    ) -> Result<(u32, u32), StoreError>;
    /// The next instant at which something is due on these platforms.
    async fn next_due(&self, platforms: &[PlatformName]) -> Result<Option<Timestamp>, StoreError>;
    /// Moves every row of a place, of the places below it (`address/…`) and of its community to a new address.
    async fn move_place(&self, from: &Place, to: &Place) -> Result<(), StoreError>;

    // The inbox.

    /// Keeps updates that were not there yet; those that were are left as they are.
    async fn receive(&self, platform: &PlatformName, items: Vec<InboxItem>, now: Timestamp) -> Result<(), StoreError>;
    /// Updates that were received and not finished, in order.
    async fn unfinished(&self, platform: &PlatformName) -> Result<Vec<InboxItem>, StoreError>;
    /// An update has been dealt with.
    async fn finish(&self, platform: &PlatformName, key: i64, now: Timestamp) -> Result<(), StoreError>;

    // Small facts that an adapter remembers from run to run.

    /// A fact.
    async fn fact(&self, name: &str) -> Result<Option<String>, StoreError>;
    /// Remembers a fact.
    async fn remember(&self, name: &str, value: &str) -> Result<(), StoreError>;

    /// Finishes what is under way and closes. Later calls fail.
    async fn close(&self);
}
