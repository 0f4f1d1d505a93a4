//! What is due: one look at the subscriptions, and a row with its story and words for each date.
//!
//! The row is committed before anything is sent. What a look owes is `domain::subscription`'s to say, which story comes
//! is `domain::choice`'s. It sends nothing: that is `send`'s.

use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::Bot;
use crate::domain::choice::{self, Chosen, Order, Pools};
use crate::domain::community::{Community, Place, PlatformName};
use crate::domain::delivery::{DeliveryState, Due, Opening, Planned, Rendering};
use crate::domain::dress::{dress, jitter};
use crate::domain::notice::{NewNotice, NoticeKind};
use crate::domain::schedule::{Day, Timestamp, expires};
use crate::domain::story::StoryId;
use crate::domain::subscription::{Pause, Subscription};
use crate::domain::tongue::{Text, Tongue};
use crate::domain::watch::ClockIs;
use crate::ports::StoreError;
use crate::text;

/// Subscriptions opened with one commit.
const TURN: usize = 256;
/// After trouble with the store a look comes again after so long.
const STORE_WAIT: TimeDelta = TimeDelta::seconds(10);
/// While the clock is not believed it is looked at again after so long.
const DOUBT_WAIT: TimeDelta = TimeDelta::seconds(60);
/// So many stories are left when admins are told that soon all have been told. Twice as many are too few for a warning:
/// it would come every few days.
const FEW: usize = 3;

/// Words that were made lately, until a story changes: many places get the same ones.
#[derive(Default)]
pub(super) struct Words {
    made: HashMap<WordsKey, Rendering>,
    /// How often a story has changed: what was made before a change is not kept after it.
    age: u64,
}

/// Words kept at most; some KiB each. When there is no room all are forgotten.
const WORDS_KEPT: usize = 512;

/// On which platform, in whose eyes (everybody's where there are no others), in which language, which story, under which line, silent or not.
type WordsKey = (PlatformName, Option<Community>, Tongue, StoryId, Option<String>, bool);

impl Bot {
    /// Opens what is due until `shutdown`; sleeps until the next instant otherwise.
    pub(super) async fn keep_looking(&self, shutdown: &CancellationToken) {
        let platforms = self.platforms();
        while !shutdown.is_cancelled() {
            let next = match self.look(&platforms, shutdown).await {
                Ok(next) => next,
                Err(error) => {
                    tracing::error!(%error, "the ledger cannot be used: nothing is posted until it can; trying again in 10 s");
                    self.clock.now() + STORE_WAIT
                }
            };
            self.roll.turned();
            let mut slept = self.clock.sleep_until(next);
            loop {
                tokio::select! {
                    () = &mut slept => break,
                    () = self.schedule_changed.notified() => break,
                    () = shutdown.cancelled() => break,
                    () = self.roll.called() => self.roll.turned(),
                }
            }
        }
    }

    /// One look, unless the clock is not to be believed; the instant of the next one.
    async fn look(&self, platforms: &[PlatformName], shutdown: &CancellationToken) -> Result<Timestamp, StoreError> {
        if !self.believes_clock().await? {
            return Ok(self.clock.now() + DOUBT_WAIT);
        }
        self.open_due(shutdown).await?;
        let next = self.store.next_look(platforms).await?;
        let now = self.clock.now();
        let hour = now + TimeDelta::hours(1);
        Ok(next.map_or(hour, |next| next.clamp(now, hour)))
    }

    /// Looks at the clock: after a jump ahead nothing is opened or sent until it is confirmed; after it was put back,
    /// subscriptions that wait for a time far away are put right.
    ///
    /// # Errors
    /// The store failed.
    pub async fn believes_clock(&self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let reading = self.watch.lock().unwrap_or_else(std::sync::PoisonError::into_inner).look(now);
        match reading {
            ClockIs::Fine => Ok(true),
            ClockIs::PutBack => {
                let righted = self.store.realign(now).await?;
                tracing::warn!(%now, righted, "the clock was put back");
                Ok(true)
            }
            ClockIs::Jumped => {
                tracing::error!(%now, "the clock jumped ahead by more than a day: nothing is posted until it is confirmed in a minute");
                Ok(false)
            }
            ClockIs::Doubtful => Ok(false),
        }
    }

    /// Opens deliveries for all that is due; how many subscriptions were.
    pub(super) async fn open_due(&self, shutdown: &CancellationToken) -> Result<usize, StoreError> {
        let platforms = self.platforms();
        let mut opened = 0;
        loop {
            let now = self.clock.now();
            let due = self.store.due(&platforms, now, TURN).await?;
            if due.is_empty() || shutdown.is_cancelled() {
                return Ok(opened);
            }
            opened += due.len();
            let mut openings = Vec::with_capacity(due.len());
            for due in &due {
                openings.push(self.opening(due, now).await?);
            }
            let is_all = openings.len() < TURN;
            self.store.open_deliveries(openings, now).await?;
            self.deliveries_opened.notify_waiters();
            self.roll.turned();
            if is_all {
                return Ok(opened);
            }
        }
    }

    /// What a due subscription gets: a planned post with its story and words, dates without one, the next look.
    async fn opening(&self, due: &Due, now: Timestamp) -> Result<Opening, StoreError> {
        let subscription = &due.subscription;
        let owed = subscription.owed(now, self.catch_up(subscription));
        let mut opening = Opening {
            subscription: subscription.id,
            seen_due: subscription.next_due,
            post: None,
            without: owed.without,
            next_due: owed.next,
            resumes: false,
            has_pins: !due.past.pins.is_empty(),
            notices: Vec::new(),
        };
        if let Some((day, instant)) = owed.post {
            opening.resumes = matches!(subscription.pause, Some(Pause::Wished { .. }));
            match self.planned(due, day, instant, now).await? {
                Ok((post, chosen, pool)) => {
                    opening.post = Some(post);
                    opening.notices.extend(dry(&chosen, pool));
                }
                Err(reason) => opening.without.push((day, DeliveryState::Skipped { reason })),
            }
        }
        opening.notices.extend(missed(&opening.without));
        Ok(opening)
    }

    /// The post of a date with its choice and how many stories it was chosen from; or why there is none.
    async fn planned(
        &self,
        due: &Due,
        day: Day,
        instant: Timestamp,
        now: Timestamp,
    ) -> Result<Result<(Planned, Chosen, usize), Text>, StoreError> {
        let subscription = &due.subscription;
        let candidates = choice::candidates(due.pools.all(), &subscription.wish.filter, &due.past);
        let pinned = due.past.pins.iter().find(|(pinned, _)| *pinned == day).map(|(_, story)| *story);
        let Some(chosen) = choice::choose(subscription.id, day, &candidates, pinned) else {
            return Ok(Err(choice::no_story()));
        };
        let Some(rendering) = self.words(subscription, &due.pools, &chosen, (instant, now)).await? else {
            return Ok(Err(text!("story-just-withdrawn")));
        };
        let spread = self.spread(&subscription.place);
        let post = Planned {
            day,
            story: chosen.story,
            rendering,
            not_before: instant + spread,
            expires: expires(instant, self.catch_up(subscription)) + spread,
        };
        Ok(Ok((post, chosen, candidates.len())))
    }

    /// A story as the subscription's platform posts it; `None` when it is no longer there. What many places get is
    /// made once.
    pub(super) async fn words(
        &self,
        subscription: &Subscription,
        pools: &Pools,
        chosen: &Chosen,
        (due, now): (Timestamp, Timestamp),
    ) -> Result<Option<Rendering>, StoreError> {
        let Some(messenger) = self.messengers.get(&subscription.place.platform) else { return Ok(None) };
        let community = &subscription.community;
        // Without stories of its own a community sees what everybody sees.
        let eyes = pools.own.is_some().then(|| community.clone());
        let tongue = self.tongue_of(community).await;
        let note = dress(due, now, &chosen.order, tongue);
        let silent = subscription.wish.silent;
        let key = (subscription.place.platform.clone(), eyes, tongue, chosen.story, note.clone(), silent);
        let age = {
            let words = self.kept_words();
            if let Some(rendering) = words.made.get(&key) {
                return Ok(Some(rendering.clone()));
            }
            words.age
        };
        let Some(story) = self.store.story(community, chosen.story).await? else { return Ok(None) };
        let mut message = self.tell(community, &story, tongue).await;
        message.note = note;
        message.silent = silent;
        message.tongue = tongue;
        let rendering = messenger.render(&message);
        let mut words = self.kept_words();
        if words.age == age {
            if words.made.len() >= WORDS_KEPT {
                words.made.clear();
            }
            words.made.insert(key, rendering.clone());
        }
        drop(words);
        Ok(Some(rendering))
    }

    /// A story has changed, and what others lead to with it.
    pub(super) fn forget_words(&self) {
        let mut words = self.kept_words();
        words.made.clear();
        words.age += 1;
    }

    fn kept_words(&self) -> MutexGuard<'_, Words> {
        self.words.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How late a subscription's posts may come.
    pub(super) fn catch_up(&self, subscription: &Subscription) -> Duration {
        subscription.wish.catch_up.unwrap_or(self.settings.catch_up)
    }

    pub(super) fn spread(&self, place: &Place) -> TimeDelta {
        let spreads = self.messengers.get(&place.platform).is_some_and(|messenger| messenger.spreads_posts());
        let wait = if spreads { jitter(place, self.settings.jitter) } else { Duration::ZERO };
        TimeDelta::from_std(wait).unwrap_or(TimeDelta::zero())
    }
}

/// The warning that soon every story of the filter has been told, once a cycle.
fn dry(chosen: &Chosen, pool: usize) -> Option<NewNotice> {
    let is_near = chosen.unseen <= FEW && pool > 2 * FEW && chosen.order != Order::Pinned;
    is_near.then(|| NewNotice {
        kind: NoticeKind::Dry,
        key: format!("dry|{}", chosen.cycle),
        words: chosen.unseen.to_string().into(),
    })
}

/// The notice that dates went by without a post.
fn missed(without: &[(Day, DeliveryState)]) -> Option<NewNotice> {
    let missed = without.iter().filter_map(|(day, state)| match state {
        DeliveryState::Missed { .. } => Some(day.to_string()),
        _ => None,
    });
    let days: Vec<_> = missed.collect();
    let (last, words) = (
        days.last()?,
        match days.as_slice() {
            [first, .., last] if days.len() > 3 => text!("days-from-to", first = first, last = last),
            days => days.join(", ").into(),
        },
    );
    Some(NewNotice { kind: NoticeKind::Missed, key: format!("missed|{last}"), words })
}
