//! Where updates come in, whichever way they came: kept in the inbox, and only then handed to their chats' lanes.
//!
//! It does not know whether somebody asked for an update (`poll`) or was sent it (`webhook`); whoever did must not confirm
//! it before [`Intake::keep`] has returned. From then on it is answered: by a lane, or from the inbox, from which this run
//! or the next start takes up what nobody is dealing with. It is not answered twice: the inbox knows the numbers of two
//! days, twice as long as Telegram repeats an update.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;

use super::NAME;
use super::answer::Answers;
use super::inbound::{self, Heard};
use super::lanes::Lanes;
use super::outbound::Outbound;
use super::update::Me;
use crate::domain::schedule::Timestamp;
use crate::platforms::Desk;
use crate::ports::{InboxItem, StoreError};

/// The kinds of updates that are asked for.
pub(super) const KINDS: [&str; 4] = ["message", "callback_query", "inline_query", "my_chat_member"];
/// Updates that are kept with one commit.
pub(super) const BATCH: u8 = 100;
/// What is in flight may take so long at the end.
const CLOSE_LIMIT: Duration = Duration::from_secs(20);
/// Trouble that repeats is told once in so long.
const TOLD_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Updates that are in the inbox now.
pub(super) struct Kept {
    /// The highest number among them, if any has one.
    pub(super) last: Option<i64>,
    /// Those to be handed on, in order.
    news: Vec<Heard>,
}

/// Where updates come in.
pub(super) struct Intake {
    pub(super) outbound: Arc<Outbound>,
    pub(super) desk: Desk,
    answers: Arc<Answers>,
    pub(super) me: Me,
    lanes: Lanes<Heard>,
    /// The inbox holds something that is to be handed on.
    must_take_up: bool,
    handed: Latest,
    unreadable: Tally,
}

impl Intake {
    /// One that has received nothing yet.
    pub(super) fn new(outbound: Arc<Outbound>, desk: Desk, me: Me) -> Self {
        let answers = Arc::new(Answers::new(outbound.clone(), desk.clone(), me.username.clone()));
        let clerk = answers.clone();
        let lanes = Lanes::new(Arc::new(move |heard| {
            let clerk = clerk.clone();
            Box::pin(async move { clerk.deal_with(heard).await })
        }));
        Self {
            outbound,
            desk,
            answers,
            me,
            lanes,
            must_take_up: true,
            handed: Latest::default(),
            unreadable: Tally::default(),
        }
    }

    /// Keeps updates as they came. Once this returns `Ok` they may be confirmed to Telegram: those that ask nothing of us, or
    /// cannot be read, as well, because they would be no better the next time.
    ///
    /// # Errors
    /// The store failed: none may be confirmed.
    pub(super) async fn keep(&mut self, bodies: Vec<String>) -> Result<Kept, StoreError> {
        let mut last = None;
        let mut heard = Vec::with_capacity(bodies.len());
        for body in bodies {
            let read = inbound::read(&body, &self.me);
            last = last.max(read.number());
            match read {
                inbound::Read::Heard(one) if !self.handed.contains(one.key) => heard.push((one, body)),
                inbound::Read::Heard(_) | inbound::Read::Nothing(_) => {}
                inbound::Read::Unreadable(number) => self.tell_unreadable(number),
            }
        }
        heard.sort_by_key(|(one, _)| one.key);
        heard.dedup_by_key(|(one, _)| one.key);
        let (mut news, items): (Vec<_>, Vec<_>) = heard
            .into_iter()
            .map(|(one, body)| {
                let key = one.key;
                (one, InboxItem { key, body })
            })
            .unzip();
        if !items.is_empty() {
            let new = self.desk.store.receive(&NAME, items, self.desk.clock.now()).await?;
            let came = news.len();
            news.retain(|one| new.contains(&one.key));
            // The inbox had it, and this run has not handed it on: an earlier run may have left it unfinished, or not.
            self.must_take_up |= news.len() < came;
        }
        Ok(Kept { last, news })
    }

    /// Hands on what was kept. What this does not come to is still in the inbox.
    pub(super) async fn hand_on(&mut self, kept: Kept) {
        for heard in kept.news {
            self.hand(heard).await;
        }
    }

    /// Whether the inbox holds what nobody is dealing with, so that [`Intake::take_up`] has something to do.
    pub(super) fn must_take_up(&self) -> bool {
        self.must_take_up
    }

    /// Returns when a chat that was left behind has room again; then there is something to take up.
    pub(super) async fn caught_up(&mut self) {
        self.lanes.caught_up().await;
        self.must_take_up = true;
    }

    /// Hands on what the inbox holds and nobody is dealing with: from an earlier run, or left behind.
    pub(super) async fn take_up(&mut self) -> Result<(), StoreError> {
        self.lanes.take_up();
        for InboxItem { key, body } in self.desk.store.unfinished(&NAME).await? {
            if self.handed.contains(key) {
                continue;
            }
            match inbound::read(&body, &self.me) {
                inbound::Read::Heard(heard) => self.hand(heard).await,
                // Kept by a version that understood it.
                _ => self.answers.finish(key).await,
            }
        }
        self.must_take_up = false;
        Ok(())
    }

    /// Finishes what is in flight; what only waits stays in the inbox.
    pub(super) async fn close(mut self) {
        if tokio::time::timeout(CLOSE_LIMIT, self.lanes.close()).await.is_err() {
            tracing::warn!("some answers were not finished in time; they are given at the next start");
        }
    }

    async fn hand(&mut self, heard: Heard) {
        let key = heard.key;
        if self.lanes.hand(heard.chat, heard).await {
            self.handed.insert(key);
        }
    }

    /// It is confirmed and not kept: it may hold what people wrote, and nobody will ever understand it.
    fn tell_unreadable(&mut self, number: Option<i64>) {
        if let Some(times) = self.unreadable.count(self.desk.clock.now()) {
            tracing::warn!(update = number, times, "an update from Telegram cannot be read and is left out");
        }
    }
}

/// Counts what must not fill the log.
#[derive(Default)]
pub(super) struct Tally {
    untold: u64,
    told: Option<Timestamp>,
}

impl Tally {
    /// Once more; how often since it was told last, when it is time to tell.
    pub(super) fn count(&mut self, now: Timestamp) -> Option<u64> {
        self.untold += 1;
        if self.told.is_some_and(|told| (TimeDelta::zero()..TOLD_EVERY).contains(&(now - told))) {
            return None;
        }
        self.told = Some(now);
        Some(std::mem::take(&mut self.untold))
    }
}

/// The numbers of the updates that were handed on last: enough to know one that is being dealt with.
#[derive(Default)]
struct Latest {
    known: HashSet<i64>,
    order: VecDeque<i64>,
}

impl Latest {
    /// Far more than are ever in flight or unconfirmed.
    const KEPT: usize = 16_384;

    fn contains(&self, key: i64) -> bool {
        self.known.contains(&key)
    }

    fn insert(&mut self, key: i64) {
        if self.known.insert(key) {
            self.order.push_back(key);
        }
        if self.order.len() > Self::KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_is_told_once_a_minute_with_how_often() {
        let mut tally = Tally::default();
        let start: Timestamp = "2026-11-21T09:00:00Z".parse().expect("an instant");
        let at = |seconds| start + TimeDelta::seconds(seconds);
        let told: Vec<_> = [0, 1, 59, 60, 61, 119, 120].map(|seconds| tally.count(at(seconds))).into();
        assert_eq!(told, [Some(1), None, None, Some(3), None, None, Some(3)]);
        assert_eq!(tally.count(at(-60)), Some(1), "a clock that was put back silences nothing");
    }
}
