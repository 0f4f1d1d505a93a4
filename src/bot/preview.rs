//! Which stories come next: the same choice as for real posts, without posting and without writing.

use super::Bot;
use crate::domain::choice::{self, Coming, Order};
use crate::domain::community::Place;
use crate::domain::schedule::{DailyAt, Day, Timestamp};
use crate::domain::subscription::Subscription;
use crate::domain::tongue::Text;
use crate::ports::StoreError;
use crate::text;

/// Subscriptions read at once.
const PAGE: usize = 1_000;

/// A post that would be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Where.
    pub place: Place,
    /// When it is wished, for the zone.
    pub at: DailyAt,
    /// For which date.
    pub day: Day,
    /// When, before the spread of its place.
    pub due: Timestamp,
    /// The story's title and why it comes; or why there is none.
    pub story: Result<(String, Order), Text>,
}

impl Bot {
    /// The next posts of a subscription, what is owed at once before all.
    pub(super) async fn coming(
        &self,
        subscription: &Subscription,
        until: impl Fn(&Coming, usize) -> bool,
    ) -> Result<Vec<Preview>, StoreError> {
        let pools = self.store.pools(&subscription.community).await?;
        let past = self.store.past(subscription.id).await?;
        let candidates = choice::candidates(pools.all(), &subscription.wish.filter, &past);
        let owed = subscription.owed(self.clock.now(), self.catch_up(subscription));
        let coming = choice::coming(subscription, candidates, &past.pins, owed.post, owed.next).enumerate();
        let coming: Vec<_> = coming.take_while(|(number, coming)| until(coming, *number)).map(|(_, it)| it).collect();
        let mut previews = Vec::with_capacity(coming.len());
        for Coming { day, due, story } in coming {
            let story = match story {
                Err(reason) => Err(reason),
                Ok(chosen) => match self.store.story(&subscription.community, chosen.story).await? {
                    Some(story) => Ok((story.told.title.to_string(), chosen.order)),
                    None => Err(text!("story-has-been-withdrawn")),
                },
            };
            previews.push(Preview { place: subscription.place.clone(), at: subscription.wish.at, day, due, story });
        }
        Ok(previews)
    }

    /// Every post that would be made before `until`, what is owed at once too, subscription by subscription, in the order
    /// of their numbers; nothing is sent and nothing is written. How many subscriptions there are.
    ///
    /// # Errors
    /// The store failed.
    pub async fn simulate(&self, until: Timestamp, mut tell: impl FnMut(Preview)) -> Result<usize, StoreError> {
        let mut after = None;
        let mut subscriptions = 0;
        loop {
            let page = self.store.every_subscription(after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(subscriptions) };
            after = Some(last.id);
            subscriptions += page.len();
            for subscription in &page {
                self.coming(subscription, |coming, _| coming.due < until).await?.into_iter().for_each(&mut tell);
            }
        }
    }
}
