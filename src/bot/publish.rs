//! The daily post: one pass over what is due, and the loop that sleeps between passes.
//!
//! The order of writes is the ledger's promise: the row is committed before the request leaves, and settled after the
//! platform's word. What leads where is `domain::delivery`'s; that the loop never stops because of one place is this
//! file's.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::{FutureExt as _, StreamExt as _};
use tokio_util::sync::CancellationToken;

use super::Bot;
use crate::domain::choice;
use crate::domain::community::{Place, PlatformName};
use crate::domain::delivery::{Claim, Due, Opening, Outcome, Planned, Rendering, dress, jitter, verdict};
use crate::domain::schedule::{Timestamp, owed};
use crate::ports::{Messenger, PostError, StoreError};

/// Subscriptions opened and deliveries claimed in one turn of a pass.
const TURN: usize = 64;
/// Posts under way at once. A kill leaves at most so many unsure; reliability.md 2.4 caps Telegram at 4.
const IN_FLIGHT: usize = 4;

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passed {
    /// Subscriptions that were due.
    pub due: usize,
    /// Deliveries that were tried.
    pub tried: usize,
}

impl Bot {
    /// Settles what an earlier process left half-done. Once, before anything is posted.
    ///
    /// # Errors
    /// The store failed.
    pub async fn settle_abandoned(&self) -> Result<(), StoreError> {
        let repeat_until = |platform: &PlatformName, since: Timestamp| {
            self.messengers.get(platform).and_then(|messenger| self.repeat_until(messenger.as_ref(), since))
        };
        let (repeated, unsure) = self.store.settle_abandoned(&repeat_until, self.clock.now()).await?;
        if repeated + unsure > 0 {
            tracing::warn!(repeated, unsure, "deliveries were under way when the last process ended");
        }
        Ok(())
    }

    /// Posts whatever is due until `shutdown`; sleeps until the next instant otherwise.
    pub async fn keep_schedule(self: Arc<Self>, shutdown: CancellationToken) {
        let platforms = self.platforms();
        while !shutdown.is_cancelled() {
            let wake = match self.publish_due(&shutdown).await {
                Ok(_) => self.store.next_due(&platforms).await,
                Err(error) => Err(error),
            };
            let now = self.clock.now();
            let next = match wake {
                Ok(Some(next)) => next.clamp(now + TimeDelta::milliseconds(100), now + TimeDelta::hours(1)),
                Ok(None) => now + TimeDelta::hours(1),
                Err(error) => {
                    tracing::error!(%error, "the ledger cannot be used: nothing is posted until it can; trying again in 10 s");
                    now + TimeDelta::seconds(10)
                }
            };
            tokio::select! {
                () = self.clock.sleep_until(next) => {}
                () = self.schedule_changed.notified() => {}
                () = shutdown.cancelled() => {}
            }
        }
    }

    fn platforms(&self) -> Vec<PlatformName> {
        self.messengers.keys().cloned().collect()
    }

    /// One pass: opens deliveries for all that is due, then tries every delivery whose time has come.
    ///
    /// # Errors
    /// The store failed: nothing was posted without its row.
    pub async fn publish_due(&self, shutdown: &CancellationToken) -> Result<Passed, StoreError> {
        let platforms = self.platforms();
        let mut passed = Passed::default();
        loop {
            let now = self.clock.now();
            let due = self.store.due(&platforms, now, TURN).await?;
            if due.is_empty() || shutdown.is_cancelled() {
                break;
            }
            passed.due += due.len();
            let mut openings = Vec::with_capacity(due.len());
            for due in &due {
                openings.push(self.opening(due, now).await?);
            }
            self.store.open_deliveries(openings, now).await?;
        }
        let mut settled = HashSet::new();
        while !shutdown.is_cancelled() {
            let claims = self.store.claim_due(&platforms, self.clock.now(), IN_FLIGHT).await?;
            if claims.is_empty() {
                break;
            }
            passed.tried += claims.len();
            // A delivery is tried once a pass: a platform that says "wait 0 s" must not turn the pass into a busy loop.
            let again = claims.iter().any(|claim| !settled.insert(claim.delivery));
            let results: Vec<_> = futures_util::stream::iter(claims.into_iter().map(|claim| self.deliver(claim)))
                .buffer_unordered(IN_FLIGHT)
                .collect()
                .await;
            results.into_iter().collect::<Result<(), _>>()?;
            if again {
                break;
            }
        }
        Ok(passed)
    }

    /// What a due subscription gets: a planned post with its story and words, missed dates, the next look.
    async fn opening(&self, due: &Due, now: Timestamp) -> Result<Opening, StoreError> {
        let subscription = &due.subscription;
        let owed = owed(&subscription.at, subscription.next_due, now, self.settings.catch_up);
        let post = match owed.post {
            None => None,
            Some((day, instant)) => {
                let chosen = choice::choose(subscription.id, day, &due.candidates);
                let (story, rendering) = match chosen {
                    Some((id, order)) => match self.store.story(&subscription.community, id).await? {
                        Some(story) => {
                            let message = dress(self.tell(&subscription.community, &story).await, instant, now, &order);
                            (Ok(id), self.rendering(&subscription.place, &message))
                        }
                        None => {
                            (Err("The chosen story was withdrawn at that moment.".to_owned()), Rendering(String::new()))
                        }
                    },
                    None => (Err("There is no story to tell.".to_owned()), Rendering(String::new())),
                };
                let window = TimeDelta::from_std(self.settings.catch_up).unwrap_or(TimeDelta::zero());
                let spread = self.spread(&subscription.place);
                Some(Planned {
                    day,
                    story,
                    rendering,
                    not_before: instant + spread,
                    expires: instant + window.max(TimeDelta::minutes(10)) + spread,
                })
            }
        };
        Ok(Opening {
            subscription: subscription.id,
            seen_due: subscription.next_due,
            post,
            missed: owed.missed,
            next_due: owed.next,
        })
    }

    fn rendering(&self, place: &Place, message: &crate::domain::message::Message) -> Rendering {
        self.messengers.get(&place.platform).map_or(Rendering(String::new()), |messenger| messenger.render(message))
    }

    fn spread(&self, place: &Place) -> TimeDelta {
        let spreads = self.messengers.get(&place.platform).is_some_and(|messenger| messenger.spreads_posts());
        let wait = if spreads { jitter(place, self.settings.jitter) } else { std::time::Duration::ZERO };
        TimeDelta::from_std(wait).unwrap_or(TimeDelta::zero())
    }

    /// Until when an unsure post may be sent again: while the platform would recognise it, or as long as posts may be
    /// late where the operator prefers a second post to none.
    fn repeat_until(&self, messenger: &dyn Messenger, since: Timestamp) -> Option<Timestamp> {
        if self.settings.resend_unsure {
            return Some(since + TimeDelta::from_std(self.settings.catch_up).unwrap_or(TimeDelta::zero()));
        }
        messenger.repeat_until(since)
    }

    async fn deliver(&self, claim: Claim) -> Result<(), StoreError> {
        let Some(messenger) = self.messengers.get(&claim.place.platform) else { return Ok(()) };
        let posting = messenger.post(&claim.place, &claim.rendering, &claim.mark);
        // A panic in an adapter is one delivery's trouble, and nobody knows how far it came.
        let posted = std::panic::AssertUnwindSafe(posting)
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(PostError::Unsure("the adapter panicked".into())));
        let now = self.clock.now();
        if let Err(error) = &posted {
            tracing::warn!(delivery = claim.delivery.0, platform = %claim.place.platform, attempt = claim.attempt, %error, "a daily post was not confirmed");
        } else {
            tracing::info!(delivery = claim.delivery.0, platform = %claim.place.platform, "a daily post was made");
        }
        let outcome = outcome(posted, self.repeat_until(messenger.as_ref(), claim.first_tried));
        let verdict = verdict(&claim, outcome, now);
        self.store.settle(claim, verdict, now).await
    }
}

fn outcome(posted: Result<crate::domain::delivery::Receipt, PostError>, repeat_until: Option<Timestamp>) -> Outcome {
    match posted {
        Ok(receipt) => Outcome::Posted(receipt),
        Err(PostError::RetryAfter(wait)) => Outcome::RetryAfter(wait),
        Err(PostError::Unreachable(reason)) => Outcome::Unreachable(reason),
        Err(PostError::Moved(to)) => Outcome::Moved(to),
        Err(PostError::PlaceGone(reason)) => Outcome::PlaceGone(reason),
        Err(PostError::Rejected(reason)) => Outcome::Rejected(reason),
        Err(PostError::Unsure(reason)) => Outcome::Unsure { reason, repeat_until },
    }
}
