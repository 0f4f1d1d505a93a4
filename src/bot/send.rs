//! Deliveries on their way: each platform has its own line, so that trouble of one delays no other, and each place its
//! own delivery, so that one that hangs holds up nobody behind it.
//!
//! A claim is committed before the request leaves and settled after the platform's word; while it cannot be settled it
//! keeps its turn, so that never more posts are under way than the platform allows. What leads where is
//! `domain::delivery`'s.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::FutureExt as _;
use tokio_util::sync::CancellationToken;

use super::Bot;
use super::line::Line;
use crate::domain::choice::{Chosen, Order, occasion};
use crate::domain::community::PlatformName;
use crate::domain::delivery::{Claim, DeliveryState, Outcome, Receipt, Step, Verdict, step, verdict};
use crate::domain::schedule::{GRACE, Timestamp, due_at};
use crate::ports::{Found, Messenger, PostError, StoreError, meters};

/// After trouble with the store its next use waits so long.
const STORE_WAIT: TimeDelta = TimeDelta::seconds(5);

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passed {
    /// Subscriptions that were due.
    pub due: usize,
    /// Deliveries that were tried.
    pub tried: usize,
}

impl Bot {
    /// What an earlier process left half-done is tried again, in doubt. Once, before anything is posted.
    ///
    /// # Errors
    /// The store failed.
    pub async fn settle_abandoned(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        // The first reading: a clock that is put right a moment after the start is seen to be put back.
        self.watch.lock().unwrap_or_else(std::sync::PoisonError::into_inner).look(now);
        let abandoned = self.store.settle_abandoned(now).await?;
        if abandoned > 0 {
            tracing::warn!(abandoned, "deliveries were under way when the last process ended");
        }
        self.store.realign(now).await?;
        Ok(())
    }

    /// Posts whatever is due until `shutdown`; then lets what is under way finish.
    pub async fn keep_schedule(self: Arc<Self>, shutdown: CancellationToken) {
        let mut lines = Vec::new();
        for platform in self.platforms() {
            let (bot, ends, posts_to) = (Arc::clone(&self), shutdown.clone(), platform.clone());
            lines.push(tokio::spawn(async move {
                let _present = bot.roll.present();
                bot.keep_sending(&posts_to, &ends).await;
            }));
            let (bot, ends, cares_for) = (Arc::clone(&self), shutdown.clone(), platform.clone());
            lines.push(tokio::spawn(async move {
                let _present = bot.roll.present();
                bot.keep_caring(&cares_for, &ends).await;
            }));
            let (bot, ends) = (Arc::clone(&self), shutdown.clone());
            lines.push(tokio::spawn(async move {
                let _present = bot.roll.present();
                bot.keep_travelling(&platform, &ends).await;
            }));
        }
        self.keep_looking(&shutdown).await;
        for line in lines {
            if line.await.is_err() {
                tracing::error!("the line of a platform ended badly; the ledger shows what became of its posts");
            }
        }
    }

    pub(super) fn platforms(&self) -> Vec<PlatformName> {
        self.messengers.keys().cloned().collect()
    }

    /// One pass: opens what is due, then tries everything whose time has come, and tells what is to be told.
    ///
    /// # Errors
    /// The store failed: nothing was posted without its row.
    pub async fn publish_due(&self, shutdown: &CancellationToken) -> Result<Passed, StoreError> {
        let mut passed = Passed { due: self.open_due(shutdown).await?, tried: 0 };
        let lines = self.messengers.values().map(|messenger| self.drain(messenger.as_ref(), shutdown));
        for tried in futures_util::future::join_all(lines).await {
            passed.tried += tried?;
        }
        for messenger in self.messengers.values() {
            self.look_after(messenger.as_ref()).await?;
            self.travel(messenger.as_ref(), shutdown).await?;
        }
        Ok(passed)
    }

    /// Tries everything of one platform whose time has come; how many deliveries.
    async fn drain(&self, messenger: &dyn Messenger, shutdown: &CancellationToken) -> Result<usize, StoreError> {
        let mut line = Line::new(self, messenger);
        loop {
            let was_idle = line.is_idle();
            if line.claim(shutdown).await? == 0 && was_idle {
                return Ok(line.tried());
            }
            line.advance().await;
        }
    }

    /// The line of one platform: claims as turns come free, sleeps when nothing is to be tried.
    async fn keep_sending(&self, platform: &PlatformName, shutdown: &CancellationToken) {
        let Some(messenger) = self.messengers.get(platform).map(AsRef::as_ref) else { return };
        let mut line = Line::new(self, messenger);
        while !shutdown.is_cancelled() {
            let opened = self.deliveries_opened.notified();
            let next = self.send_more(&mut line, shutdown).await.unwrap_or_else(|error| {
                tracing::error!(%error, %platform, "the ledger cannot be used: nothing is posted until it can; trying again in 5 s");
                self.clock.now() + STORE_WAIT
            });
            tokio::select! {
                () = line.advance(), if !line.is_idle() => {}
                () = self.clock.sleep_until(next) => {}
                () = opened => {}
                () = shutdown.cancelled() => {}
            }
        }
        line.finish().await;
    }

    /// Fills the turns that are free; when that is to be done again, unless a turn comes free or something is opened
    /// before.
    async fn send_more(&self, line: &mut Line<'_>, shutdown: &CancellationToken) -> Result<Timestamp, StoreError> {
        if self.believes_clock().await? {
            line.claim(shutdown).await?;
        }
        let (now, messenger) = (self.clock.now(), line.messenger());
        let hour = now + TimeDelta::hours(1);
        if !line.has_turns() {
            return Ok(hour);
        }
        // One came free while the claim was under way, with a record that came late (a full disk): the claim did not see it,
        // and when nothing else is under way nobody would call again.
        if line.is_turn_free() {
            return Ok(now);
        }
        if let Some(wait) = messenger.closed_for() {
            return Ok(now + TimeDelta::from_std(wait).unwrap_or(TimeDelta::hours(1)).min(TimeDelta::hours(1)));
        }
        let next = self.store.next_try(messenger.platform()).await?;
        Ok(next.map_or(hour, |next| next.clamp(now, hour)))
    }

    /// Claims what there are turns for. While nothing may be posted nothing is taken, but what has become too late is
    /// recorded and told all the same.
    pub(super) async fn claim(&self, messenger: &dyn Messenger) -> Result<Vec<Claim>, StoreError> {
        let turns = if messenger.closed_for().is_some() { 0 } else { messenger.in_flight() };
        self.store.claim_due(messenger.platform(), self.clock.now(), turns).await
    }

    /// Tries one delivery; what is to be recorded of it.
    pub(super) async fn attempt(&self, messenger: &dyn Messenger, mut claim: Claim) -> (Claim, Verdict) {
        let (recourse, on_unsure) = (messenger.recourse(), self.settings.on_unsure);
        let outcome = match step(&claim, recourse, on_unsure, self.clock.now()) {
            Step::GiveUp => Outcome::Unknowable("the platform cannot say whether it arrived".into()),
            Step::LookUp => found(guarded(self.find(messenger, &claim)).await),
            Step::Post { within } => match self.freshen(&mut claim).await {
                Ok(()) => outcome(guarded(self.post(messenger, &claim, within)).await),
                Err(error) => {
                    tracing::error!(%error, "a post cannot be made to say that it is late");
                    Outcome::NotYet(STORE_WAIT.to_std().unwrap_or_default())
                }
            },
        };
        tell_log(&claim, &outcome);
        let verdict = verdict(&claim, recourse, on_unsure, outcome, self.clock.now());
        (claim, verdict)
    }

    /// What has waited long since its words were made, and certainly has not arrived, gets words that say how late it is.
    async fn freshen(&self, claim: &mut Claim) -> Result<(), StoreError> {
        let now = self.clock.now();
        if claim.uncertain_since.is_some() || now - claim.worded <= GRACE {
            return Ok(());
        }
        let Some(subscription) = self.store.subscription_of(claim.subscription).await? else { return Ok(()) };
        let Some(story) = self.store.story(&subscription.community, claim.story).await? else { return Ok(()) };
        let pins = self.store.past(subscription.id).await?.pins;
        let is_pinned = pins.contains(&(claim.day, claim.story));
        let order = if is_pinned { Order::Pinned } else { occasion(story.told.date, claim.day) };
        let due = subscription.wish.at.on(claim.day).unwrap_or(claim.worded) + self.spread(&subscription.place);
        let pools = self.store.pools(&subscription.community).await?;
        let chosen = Chosen { story: claim.story, order, unseen: 0, cycle: 0 };
        if let Some(words) = self.words(&subscription, &pools, &chosen, (due.min(now), now)).await? {
            self.store.reword(claim, &words, now).await?;
            claim.rendering = words;
        }
        Ok(())
    }

    /// Records what came of an attempt, however long that takes; until then it keeps its turn. Whether it took long.
    pub(super) async fn record(&self, claim: Claim, verdict: Verdict) -> bool {
        let (claim, now) = (Arc::new(claim), self.clock.now());
        let mut is_late = false;
        while let Err(error) = self.store.settle(Arc::clone(&claim), verdict.clone(), now).await {
            tracing::error!(%error, "what became of a post cannot be recorded; trying again in 5 s");
            if error.is_closed {
                return false;
            }
            is_late = true;
            self.clock.sleep_until(self.clock.now() + STORE_WAIT).await;
        }
        if let Verdict::Becomes(DeliveryState::Posted { at, .. }) = &verdict
            && !claim.is_by_hand
        {
            let catch_up = claim.catch_up.unwrap_or(self.settings.catch_up);
            meters::late(&claim.place.platform, (*at - due_at(claim.expires, catch_up)).to_std().unwrap_or_default());
        }
        if !matches!(verdict, Verdict::Becomes(DeliveryState::Posted { .. } | DeliveryState::Retry { .. })) {
            self.care_wanted.notify_waiters();
        }
        is_late
    }

    async fn post(&self, messenger: &dyn Messenger, claim: &Claim, within: Duration) -> Result<Receipt, PostError> {
        messenger.post(&claim.place, &claim.rendering, &claim.mark, within).await
    }

    async fn find(&self, messenger: &dyn Messenger, claim: &Claim) -> Result<Option<Found>, PostError> {
        messenger.find(&claim.place, &claim.mark, claim.uncertain_since.unwrap_or(claim.since)).await
    }
}

/// What all lines of the log carry that are written while a delivery is tried or recorded.
pub(super) fn delivering(claim: &Claim) -> tracing::Span {
    tracing::error_span!("post", delivery = claim.delivery.0)
}

fn tell_log(claim: &Claim, outcome: &Outcome) {
    let (platform, attempt) = (&claim.place.platform, claim.attempt);
    match outcome {
        Outcome::Posted(_) => tracing::info!(%platform, attempt, "a daily post was made"),
        Outcome::Found(..) => tracing::info!(%platform, attempt, "a daily post was looked for and is there"),
        Outcome::NotYet(_) => tracing::debug!(%platform, attempt, "a daily post waits for its turn"),
        Outcome::PlaceGone(why) | Outcome::Rejected(why) => {
            tracing::warn!(%platform, attempt, why = why.to_string(), "a daily post was not confirmed");
        }
        // Its new address is nobody's business.
        Outcome::Moved(_) => tracing::info!(%platform, attempt, "the chat has a new address; the post follows it"),
        outcome => tracing::warn!(%platform, attempt, ?outcome, "a daily post was not confirmed"),
    }
}

/// A panic in an adapter is one delivery's trouble, and nobody knows how far it came.
async fn guarded<T>(trying: impl Future<Output = Result<T, PostError>>) -> Result<T, PostError> {
    let tried = std::panic::AssertUnwindSafe(trying).catch_unwind().await;
    tried.unwrap_or_else(|_| Err(PostError::Unsure("the adapter panicked".into())))
}

fn outcome(posted: Result<Receipt, PostError>) -> Outcome {
    match posted {
        Ok(receipt) => Outcome::Posted(receipt),
        Err(PostError::NotYet(wait)) => Outcome::NotYet(wait),
        Err(PostError::RetryAfter(wait)) => Outcome::RetryAfter(wait),
        Err(PostError::Unreachable(reason)) => Outcome::Unreachable(reason),
        Err(PostError::Moved(to)) => Outcome::Moved(to),
        Err(PostError::PlaceGone(reason)) => Outcome::PlaceGone(reason),
        Err(PostError::Rejected(reason)) => Outcome::Rejected(reason),
        Err(PostError::Unsure(reason)) => Outcome::Unsure(reason),
    }
}

/// A look that brought nothing tells nothing of the post; only a place that cannot be looked through ends the doubt.
fn found(looked: Result<Option<Found>, PostError>) -> Outcome {
    match looked {
        Ok(None) => Outcome::Absent,
        Err(PostError::Unsure(reason)) => Outcome::Unknowable(reason),
        Err(PostError::Rejected(reason)) => Outcome::Unknowable(reason.to_string()),
        Ok(Some(found)) => Outcome::Found(found.receipt, found.at),
        Err(error) => outcome(Err(error)),
    }
}
