//! Edges at which a process dies, outside the program: decorators of the store and of a messenger that stop for ever
//! just before or just after a chosen call, and a store that refuses chosen writes.
//!
//! They do not restart anything: that is `wire_world`'s.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use local_platforms::RuleHandle;
use tokio_util::sync::CancellationToken;
use touchline::domain::choice::{Past, Pools};
use touchline::domain::community::{Badge, Caller, Community, PersonId, Place, PlatformName, Standing};
use touchline::domain::correction::{Corrected, Correction, CorrectionEnd, CorrectionsEnded, Revisable};
use touchline::domain::delivery::{
    Claim, DeliveryId, Due, Mark, Opening, Planned, Receipt, Recourse, Rendering, SubscriptionId, Verdict,
};
use touchline::domain::file::Attachment;
use touchline::domain::message::Message;
use touchline::domain::names::NameEntry;
use touchline::domain::notice::{Notice, NoticeId, Telling};
use touchline::domain::preferences::{Announcement, Preference, Preferences};
use touchline::domain::revision::{Change, Changed, OwnStory, Wanted};
use touchline::domain::rights::Admin;
use touchline::domain::schedule::{Day, Timestamp};
use touchline::domain::story::{NewStory, Slug, Story, StoryFilter, StoryId, StoryLine};
use touchline::domain::submission::{Decided, Decision, NewSubmission, Submission, SubmissionId, Submitted};
use touchline::domain::subscription::{Pause, Subscription};
use touchline::domain::tongue::Text;
use touchline::domain::transfer::{ImportId, Imported, Weighed};
use touchline::domain::writing::{Writing, WritingId};
use touchline::ports::{
    Added, Batch, ChangedFile, Contents, Curation, Found, InboxItem, Measures, Messenger, PostError, RequestId, Run,
    Spot, Store, StoreError, Subscribed, SyncReport, Turns, WantedPost, Welcome,
};

/// On which side of a call the process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// The call is never made: nothing is committed, nothing is sent.
    Before,
    /// A request has reached the platform, its answer has not come.
    During,
    /// The call was made; its result is never heard.
    After,
}

/// Where a process dies: at the n-th of these calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Edge {
    pub(crate) call: &'static str,
    pub(crate) side: Side,
    pub(crate) nth: u32,
}

/// One life of a process: how it ends, and which writes fail while it lasts.
#[derive(Default)]
pub(crate) struct Life {
    edge: Option<Edge>,
    passed: AtomicU32,
    ended: CancellationToken,
    /// Tells when the request is at the platform, for [`Side::During`].
    arrival: OnceLock<RuleHandle>,
    /// The numbers of the ledger's writes that fail, from 1.
    failing: Option<std::ops::Range<u32>>,
    writes: AtomicU32,
}

/// What changes the ledger.
const WRITES: [&str; 4] = ["open_deliveries", "claim_due", "settle", "receive"];

impl Life {
    /// One that ends there, or never.
    pub(crate) fn until(edge: Option<Edge>) -> Arc<Self> {
        Arc::new(Self { edge, ..Self::default() })
    }

    /// One in which these writes of the ledger and the inbox find the disk full.
    pub(crate) fn with_failing(writes: std::ops::Range<u32>) -> Arc<Self> {
        Arc::new(Self { failing: Some(writes), ..Self::default() })
    }

    /// The rule by whose hits the arrival of a request is known.
    pub(crate) fn arrives_by(&self, rule: RuleHandle) {
        // A life that was told once keeps what it was told.
        drop(self.arrival.set(rule));
    }

    /// Does something unless the process dies of it.
    pub(crate) async fn outlives<T>(&self, doing: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.ended.cancelled() => None,
            done = doing => Some(done),
        }
    }

    /// How many of the ledger's writes were tried.
    pub(crate) fn writes(&self) -> u32 {
        self.writes.load(Ordering::SeqCst)
    }

    /// Stands at an edge. Whoever dies there, or is dead already, never returns.
    async fn reach(&self, call: &str, side: Side) {
        if self.edge.is_some_and(|edge| edge.call == call && edge.side == side) {
            let passed = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
            if self.edge.is_some_and(|edge| edge.nth == passed) {
                self.ended.cancel();
            }
        }
        if self.ended.is_cancelled() {
            std::future::pending::<()>().await;
        }
    }

    /// Dies while the request is at the platform.
    async fn die_during(&self, call: &str) {
        match (self.edge, self.arrival.get()) {
            (Some(Edge { call: deadly, side: Side::During, nth }), Some(rule)) if deadly == call => {
                rule.hit(u64::from(nth)).await;
                self.ended.cancel();
            }
            _ => {}
        }
        std::future::pending::<()>().await;
    }

    fn write(&self, call: &'static str) -> Result<(), StoreError> {
        if !WRITES.contains(&call) {
            return Ok(());
        }
        let number = self.writes.fetch_add(1, Ordering::SeqCst) + 1;
        match &self.failing {
            Some(failing) if failing.contains(&number) => {
                Err(StoreError { doing: call, cause: "database or disk is full".into(), is_closed: false })
            }
            _ => Ok(()),
        }
    }
}

/// The store of a process that dies.
pub(crate) struct MortalStore {
    pub(crate) inner: Arc<dyn Store>,
    pub(crate) life: Arc<Life>,
}

/// Every call of the store, with its two edges.
macro_rules! mortal_store {
    ($port:ident { $($call:ident($($name:ident: $kind:ty),*) -> $answer:ty;)* } $($rest:tt)*) => {
        #[async_trait]
        impl $port for MortalStore {
            $(async fn $call(&self, $($name: $kind),*) -> Result<$answer, StoreError> {
                self.life.reach(stringify!($call), Side::Before).await;
                self.life.write(stringify!($call))?;
                let answer = self.inner.$call($($name),*).await;
                self.life.reach(stringify!($call), Side::After).await;
                answer
            })*

            $($rest)*
        }
    };
}

mortal_store! {
    Store {
        collection() -> Vec<(Slug, String)>;
        sync(changed: Vec<ChangedFile>, gone: Vec<Slug>, now: Timestamp) -> SyncReport;
        story(viewer: &Community, id: StoryId) -> Option<Arc<Story>>;
        stories(viewer: &Community, filter: &StoryFilter, limit: usize) -> Vec<StoryLine>;
        search(viewer: &Community, words: &str, limit: usize) -> Vec<StoryLine>;
        titles(viewer: &Community, typed: &str, limit: usize) -> Vec<StoryLine>;
        unseen(viewer: &Community, place: &Place, not: Option<StoryId>, now: Timestamp) -> Option<StoryId>;
        names(of: Option<StoryId>) -> Vec<NameEntry>;
        every_story(of: Option<&Community>, after: Option<StoryId>, limit: usize) -> Vec<Story>;
        shared_count() -> u64;
        subscribe(by: &Admin, request: &RequestId, wanted: WantedPost, now: Timestamp) -> Subscribed;
        unsubscribe(by: &Admin, request: &RequestId, place: &Place, now: Timestamp) -> bool;
        subscription(by: &Admin, place: &Place) -> Option<Subscription>;
        subscriptions(by: &Admin) -> Vec<Subscription>;
        every_subscription(after: Option<SubscriptionId>, limit: usize) -> Vec<Subscription>;
        set_pause(by: &Admin, subscription: SubscriptionId, pause: Option<Pause>, now: Timestamp) -> bool;
        pin(by: &Admin, subscription: SubscriptionId, day: Day, story: Option<StoryId>) -> ();
        runs(by: &Admin, subscription: SubscriptionId, limit: usize) -> Vec<Run>;
        past(subscription: SubscriptionId) -> Past;
        pools(viewer: &Community) -> Pools;
        due(platforms: &[PlatformName], now: Timestamp, limit: usize) -> Vec<Due>;
        open_deliveries(openings: Vec<Opening>, now: Timestamp) -> ();
        claim_due(platform: &PlatformName, now: Timestamp, turns: usize) -> Vec<Claim>;
        settle(claim: Arc<Claim>, verdict: Verdict, now: Timestamp) -> ();
        settle_abandoned(now: Timestamp) -> u32;
        next_look(platforms: &[PlatformName]) -> Option<Timestamp>;
        next_try(platform: &PlatformName) -> Option<Timestamp>;
        next_care(platform: &PlatformName) -> Option<Timestamp>;
        realign(now: Timestamp) -> u32;
        delivery(id: DeliveryId) -> Option<(Community, Run)>;
        subscription_of(id: SubscriptionId) -> Option<Subscription>;
        reopen(by: &Admin, id: DeliveryId, post: Planned, now: Timestamp) -> bool;
        confirm(by: &Admin, id: DeliveryId, now: Timestamp) -> bool;
        lose_access(community: &Community, reason: &Text, now: Timestamp) -> u32;
        look_again(community: &Community, now: Timestamp) -> u32;
        probes_due(platform: &PlatformName, now: Timestamp, limit: usize) -> Vec<Subscription>;
        reword(claim: &Claim, rendering: &Rendering, now: Timestamp) -> ();
        regain_access(subscription: SubscriptionId, label: Option<String>, since: Timestamp, now: Timestamp) -> ();
        notices_due(platform: &PlatformName, now: Timestamp, limit: usize) -> Vec<Notice>;
        close_notice(id: NoticeId, telling: Telling, now: Timestamp) -> ();
        move_place(from: &Place, to: &Place) -> ();
        receive(platform: &PlatformName, items: Vec<InboxItem>, now: Timestamp) -> Vec<i64>;
        unfinished(platform: &PlatformName) -> Vec<InboxItem>;
        finish(platform: &PlatformName, key: i64, now: Timestamp) -> ();
        fact(name: &str) -> Option<String>;
        remember(name: &str, value: &str) -> ();
        measure(platforms: &[PlatformName], now: Timestamp) -> Measures;
        examine() -> Option<String>;
        back_up(to: &Path) -> Contents;
    }
    fn turns(&self) -> Turns {
        self.inner.turns()
    }

    async fn close(&self) {
        self.inner.close().await;
    }
}

mortal_store! {
    Curation {
        add_story(by: &Admin, request: &RequestId, story: NewStory, now: Timestamp) -> Added;
        own_story(by: &Admin, id: StoryId) -> Option<OwnStory>;
        own_stories(by: &Admin, words: &str, removed: bool, limit: usize) -> Vec<StoryLine>;
        change_story(by: &Admin, request: &RequestId, id: StoryId, seen: Option<u32>, wanted: Wanted, now: Timestamp) -> Changed;
        changes(by: &Admin, story: Option<StoryId>, limit: usize) -> Vec<Change>;
        weigh_import(by: &Admin, stories: &Batch) -> Vec<Weighed>;
        import(by: &Admin, request: &RequestId, stories: &Batch, now: Timestamp) -> Imported;
        keep_import(by: &Admin, request: &RequestId, stories: &Batch, now: Timestamp) -> ImportId;
        import_kept(by: &Admin, request: &RequestId, id: ImportId, now: Timestamp) -> Option<Imported>;
        drop_import(by: &Admin, id: ImportId) -> bool;
        submit(by: &Caller, request: &RequestId, new: NewSubmission, now: Timestamp) -> Submitted;
        submissions(by: &Admin, after: Option<SubmissionId>, limit: usize) -> Vec<Submission>;
        decide(by: &Admin, id: SubmissionId, decision: Decision, now: Timestamp) -> Decided;
        forget(platform: &PlatformName, person: &PersonId) -> u32;
        lines(viewer: &Community, ids: &[StoryId]) -> Vec<StoryLine>;
        toggle_favourite(by: &Caller, story: StoryId, now: Timestamp) -> (bool, u32);
        hearts(viewer: &Community, story: StoryId) -> u32;
        favourites(by: &Caller, from: usize, limit: usize) -> Vec<StoryLine>;
        top(viewer: &Community, limit: usize) -> Vec<(StoryLine, u32)>;
        writings(by: &Caller) -> Vec<Writing>;
        keep_writing(by: &Caller, writing: Writing, now: Timestamp) -> Option<Writing>;
        drop_writing(by: &Caller, id: WritingId) -> ();
        preferences(community: &Community) -> Preferences;
        prefer(by: &Admin, wish: Preference) -> ();
        bind_editor(caller: &Caller, name: Badge) -> ();
        announcements_due(platform: &PlatformName, now: Timestamp, limit: usize) -> Vec<Announcement>;
        next_travel(platform: &PlatformName) -> Option<Timestamp>;
        close_announcement(id: i64) -> ();
        corrections_due(platform: &PlatformName, now: Timestamp, limit: usize) -> Vec<Correction>;
        close_correction(correction: &Correction, end: CorrectionEnd, now: Timestamp) -> Option<CorrectionsEnded>;
        corrected(by: &Admin, story: StoryId, revision: u32) -> Corrected;
        purge(now: Timestamp) -> bool;
    }
}

/// The messenger of a process that dies.
pub(crate) struct MortalMessenger {
    pub(crate) inner: Arc<dyn Messenger>,
    pub(crate) life: Arc<Life>,
}

#[async_trait]
impl Messenger for MortalMessenger {
    fn platform(&self) -> &PlatformName {
        self.inner.platform()
    }

    fn render(&self, message: &Message) -> Rendering {
        self.inner.render(message)
    }

    async fn post(
        &self,
        place: &Place,
        rendering: &Rendering,
        mark: &Mark,
        within: Duration,
    ) -> Result<Receipt, PostError> {
        self.life.reach("post", Side::Before).await;
        let posted = tokio::select! {
            // Death first: a request that has arrived may be answered before anybody looks.
            biased;
            () = self.life.die_during("post") => Err(PostError::Unsure("dead".into())),
            posted = self.inner.post(place, rendering, mark, within) => posted,
        };
        self.life.reach("post", Side::After).await;
        posted
    }

    fn in_flight(&self) -> usize {
        self.inner.in_flight()
    }

    fn recourse(&self) -> Recourse {
        self.inner.recourse()
    }

    async fn find(&self, place: &Place, mark: &Mark, since: Timestamp) -> Result<Option<Found>, PostError> {
        self.life.reach("find", Side::Before).await;
        let found = self.inner.find(place, mark, since).await;
        self.life.reach("find", Side::After).await;
        found
    }

    fn closed_for(&self) -> Option<Duration> {
        self.inner.closed_for()
    }

    fn revisable(&self) -> Revisable {
        self.inner.revisable()
    }

    async fn revise(
        &self,
        place: &Place,
        receipt: &Receipt,
        rendering: &Rendering,
        mark: &Mark,
        within: Duration,
    ) -> Result<(), PostError> {
        self.life.reach("revise", Side::Before).await;
        let revised = self.inner.revise(place, receipt, rendering, mark, within).await;
        self.life.reach("revise", Side::After).await;
        revised
    }

    async fn may_post(&self, place: &Place) -> Result<Welcome, PostError> {
        self.inner.may_post(place).await
    }

    async fn locate(&self, caller: &Caller, typed: &str) -> Result<Spot, PostError> {
        self.inner.locate(caller, typed).await
    }

    async fn tell(&self, person: &PersonId, message: &Message) -> Result<(), PostError> {
        self.life.reach("tell", Side::Before).await;
        let told = self.inner.tell(person, message).await;
        self.life.reach("tell", Side::After).await;
        told
    }

    async fn fetch(&self, attachment: &Attachment) -> Result<Vec<u8>, PostError> {
        self.inner.fetch(attachment).await
    }

    async fn standing(&self, caller: &Caller) -> Result<Standing, PostError> {
        self.inner.standing(caller).await
    }

    fn spreads_posts(&self) -> bool {
        self.inner.spreads_posts()
    }
}
