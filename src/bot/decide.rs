//! Buttons under notices and runs: an unsure post is there, a post that did not come is to be made now.
//!
//! They work from wherever they are pressed, for whoever is an admin of the community whose post it is, at that moment.

use chrono::TimeDelta;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::choice::{self, Order};
use crate::domain::community::{Caller, Community, Standing};
use crate::domain::delivery::{DeliveryId, Planned};
use crate::domain::message::{Message, Reply};
use crate::domain::rights::{Admin, Task};
use crate::domain::tongue::{Text, Tongue};
use crate::ports::Run;
use crate::{say, text};

/// A post that an admin wants now is tried for so long.
const NOW_LASTS: TimeDelta = TimeDelta::hours(1);

impl Bot {
    /// The proof of a right in a community that may be another one than where the caller speaks: then the platform is asked.
    pub(super) async fn prove_in(
        &self,
        request: &Request,
        community: &Community,
        task: Task,
    ) -> Result<Admin, Trouble> {
        if request.caller.community == *community {
            return self.prove(&request.caller, task).await;
        }
        if request.caller.community.platform != community.platform {
            return Err(Trouble::NotAllowed(text!("decide-of-another-platform")));
        }
        let person = request.caller.person.clone();
        let caller = Caller {
            community: community.clone(),
            person,
            standing: Standing::Ask,
            badges: Vec::new(),
            tongue: request.caller.tongue,
        };
        self.prove(&caller, task).await
    }

    /// An admin has seen an unsure post.
    pub(super) async fn it_is_there(&self, request: &Request, id: DeliveryId) -> Result<Reply, Trouble> {
        let tongue = request.caller.tongue();
        let Some((community, run)) = self.store.delivery(id).await? else { return Ok(gone(tongue)) };
        let admin = self.prove_in(request, &community, Task::ScheduleDaily).await?;
        let told = if self.store.confirm(&admin, id, self.clock.now()).await? {
            text!("decide-counts", day = run.day.to_string())
        } else {
            settled(&run)
        };
        Ok(Reply::to_caller(Message::text(told.say(tongue))))
    }

    /// An admin wants a post made now that did not come, or may not have come.
    pub(super) async fn send_now(&self, request: &Request, id: DeliveryId) -> Result<Reply, Trouble> {
        let tongue = request.caller.tongue();
        let Some((community, run)) = self.store.delivery(id).await? else { return Ok(gone(tongue)) };
        let admin = self.prove_in(request, &community, Task::ScheduleDaily).await?;
        let Some(subscription) = self.store.subscription_of(run.subscription).await? else {
            return Ok(Reply::to_caller(Message::coded(&say!(tongue, "decide-switched-off"))));
        };
        let now = self.clock.now();
        let pools = self.store.pools(&community).await?;
        let past = self.store.past(subscription.id).await?;
        let candidates = choice::candidates(pools.all(), &subscription.wish.filter, &past);
        let pinned = past.pins.iter().find(|(day, _)| *day == run.day).map(|(_, story)| *story);
        let Some(mut chosen) = choice::choose(subscription.id, run.day, &candidates, pinned) else {
            return Ok(Reply::to_caller(Message::text(choice::no_story().say(request.caller.tongue()))));
        };
        // What may have arrived comes again as what it was, so that nobody gets two different stories for one date.
        if let Some(story) = run.story {
            chosen.story = story;
        }
        // What was so many years ago on its day is not so today.
        let at = &subscription.wish.at;
        if at.day_of(now) != run.day {
            chosen.order = Order::Turn;
        }
        let due = at.on(run.day).unwrap_or(now).min(now);
        let words = self.words(&subscription, &pools, &chosen, (due, now)).await?;
        let Some(rendering) = words else {
            return Ok(Reply::to_caller(Message::text(say!(tongue, "decide-story-withdrawn"))));
        };
        let planned =
            Planned { day: run.day, story: chosen.story, rendering, not_before: now, expires: now + NOW_LASTS };
        let told = if self.store.reopen(&admin, id, planned, now).await? {
            self.deliveries_opened.notify_waiters();
            text!("decide-on-its-way", day = run.day.to_string())
        } else {
            settled(&run)
        };
        Ok(Reply::to_caller(Message::coded(&told.say(tongue))))
    }
}

fn gone(tongue: Tongue) -> Reply {
    Reply::to_caller(Message::coded(&say!(tongue, "decide-forgotten")))
}

fn settled(run: &Run) -> Text {
    let day = run.day.to_string();
    match run.state.as_str() {
        "posted" => text!("decide-settled-posted", day = day),
        "planned" | "sending" | "retry" => text!("decide-settled-on-its-way", day = day),
        _ => text!("decide-settled-closed", day = day),
    }
}
