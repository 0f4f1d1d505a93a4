//! `/daily`: the standing order of a place, and a post made now to see that it works.

use super::{Bot, Request};
use crate::domain::choice;
use crate::domain::delivery::{Mark, Subscription, SubscriptionId};
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Span, Style};
use crate::domain::rights::Admin;
use crate::domain::schedule::{DailyAt, Timestamp};
use crate::ports::{PostError, Run, StoreError};

/// Runs that `/daily show` lists.
const RUNS_SHOWN: usize = 5;

impl Bot {
    /// `/daily on`.
    pub(super) async fn daily_on(
        &self,
        request: &Request,
        admin: &Admin,
        at: DailyAt,
        zoned: bool,
    ) -> Result<Reply, StoreError> {
        let subscription = self.store.subscribe(admin, &request.id, &request.place, &at, self.clock.now()).await?;
        self.schedule_changed.notify_one();
        let mut message = Message::text(format!(
            "A story comes here every day at {at}. The next one: {}.",
            local_and_utc(&at, subscription.next_due)
        ));
        if !zoned {
            message = message.paragraph(vec![
                Span::plain("That is UTC. For your own time name a city or zone: "),
                Span::styled(format!("/daily on {} Europe/Paris", at.time.format("%H:%M")), Style::Code),
            ]);
        }
        let hints = vec![
            Span::styled("/daily test", Style::Code),
            Span::plain(" posts one now, "),
            Span::styled("/daily off", Style::Code),
            Span::plain(" stops it."),
        ];
        Ok(Reply::to_everyone(message.paragraph(hints)))
    }

    /// `/daily off`.
    pub(super) async fn daily_off(&self, request: &Request, admin: &Admin) -> Result<Reply, StoreError> {
        let before = self.store.subscription(admin, &request.place).await?;
        if !self.store.unsubscribe(admin, &request.id, &request.place, self.clock.now()).await? {
            return Ok(not_on());
        }
        self.schedule_changed.notify_one();
        let again = before.map_or_else(|| "09:00 Europe/Paris".to_owned(), |subscription| subscription.at.to_string());
        Ok(Reply::to_everyone(Message::coded(&format!(
            "The daily story is off here; what was told already is remembered. To start it again: `/daily on {again}`"
        ))))
    }

    /// `/daily show`.
    pub(super) async fn daily_show(&self, request: &Request, admin: &Admin) -> Result<Reply, StoreError> {
        let Some(subscription) = self.store.subscription(admin, &request.place).await? else { return Ok(not_on()) };
        let at = subscription.at;
        let mut message = Message::text(format!("A story comes here every day at {at}."));
        if let Some(reason) = &subscription.paused {
            message = message.paragraph(vec![
                Span::styled("It is paused: ", Style::Strong),
                Span::plain(format!(
                    "{reason} When that is mended, /daily on {} {} starts it again.",
                    at.time.format("%H:%M"),
                    at.zone
                )),
            ]);
        } else {
            message = message.paragraph(vec![Span::styled("Next", Style::Strong)]);
            for due in next_three(&subscription) {
                message = message.item(vec![Span::plain(local_and_utc(&at, due))]);
            }
        }
        let runs = self.store.runs(admin, subscription.id, RUNS_SHOWN).await?;
        if !runs.is_empty() {
            message = message.paragraph(vec![Span::styled("Last", Style::Strong)]);
        }
        for run in &runs {
            message = message.item(vec![Span::plain(told(run, &at))]);
        }
        Ok(Reply::to_caller(message))
    }

    /// `/daily test`: a real post, outside the ledger of dates, so that missing rights show before the first morning.
    pub(super) async fn daily_test(&self, request: &Request, admin: &Admin) -> Result<Reply, StoreError> {
        let subscription = self.store.subscription(admin, &request.place).await?;
        let number = subscription.as_ref().map(|subscription| subscription.id);
        let candidates = self.store.candidates(admin, number).await?;
        let now = self.clock.now();
        let day = subscription
            .as_ref()
            .map_or(crate::domain::schedule::Day(now.date_naive()), |subscription| subscription.at.day_of(now));
        let chosen = choice::choose(number.unwrap_or(SubscriptionId(0)), day, &candidates);
        let story = match chosen {
            Some((id, _)) => self.store.story(admin.community(), id).await?,
            None => None,
        };
        let (Some(story), Some(messenger)) = (story, self.messengers.get(&request.place.platform)) else {
            return Ok(Reply::to_caller(Message::coded("There is no story to post yet. Add one with `/addstory`.")));
        };
        let message = self.tell(admin.community(), &story).await;
        let mark = Mark(format!("test|{}|{}", request.place.platform, request.id.0));
        let posted = messenger.post(&request.place, &messenger.render(&message), &mark).await;
        Ok(Reply::to_caller(Message::text(match posted {
            Ok(_) => "It works: the post is here. It does not count as today's.".to_owned(),
            Err(error) => could_not(&error),
        })))
    }
}

fn not_on() -> Reply {
    Reply::to_caller(
        Message::text("There is no daily story here.")
            .paragraph(vec![Span::plain("Start it: "), Span::styled("/daily on 09:00 Europe/Paris", Style::Code)]),
    )
}

fn could_not(error: &PostError) -> String {
    match error {
        PostError::RetryAfter(wait) => {
            format!("The platform asks me to wait {} seconds. Please try again then.", wait.as_secs().max(1))
        }
        PostError::Moved(_) => "This chat has just got a new address; I have noted it. Please try again.".to_owned(),
        PostError::PlaceGone(why) => format!("I cannot post here. {why}"),
        PostError::Rejected(_) => {
            "The platform did not accept this story. Whoever runs me finds the reason in my log.".to_owned()
        }
        PostError::Unreachable(_) => {
            "I cannot reach the platform for posts at the moment. Please try again in a minute.".to_owned()
        }
        PostError::Unsure(_) => {
            "The platform did not say whether the post arrived. Please look whether it is here before you try again."
                .to_owned()
        }
    }
}

/// The coming three instants, the stored next look first.
fn next_three(subscription: &Subscription) -> Vec<Timestamp> {
    let mut from = subscription.next_due;
    (0..3)
        .map(|_| {
            let (_, due) = subscription.at.next(from);
            from = due + chrono::TimeDelta::seconds(1);
            due
        })
        .collect()
}

/// `Sunday 22 November 2026, 09:00 Europe/Paris (08:00 UTC)`.
fn local_and_utc(at: &DailyAt, due: Timestamp) -> String {
    let local = due.with_timezone(&at.zone);
    let utc = if at.zone == chrono_tz::UTC { String::new() } else { format!(" ({} UTC)", due.format("%H:%M")) };
    format!("{} {}{utc}", local.format("%A %-d %B %Y, %H:%M"), at.zone)
}

/// One plain sentence about a run.
fn told(run: &Run, at: &DailyAt) -> String {
    let title = run.title.as_ref().map(|title| format!(" “{title}”")).unwrap_or_default();
    let reason = run.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let day = run.day;
    match run.state.as_str() {
        "posted" => {
            let when = run
                .posted_at
                .map(|posted| posted.with_timezone(&at.zone).format(" at %H:%M").to_string())
                .unwrap_or_default();
            format!("{day}: posted{when}{title}")
        }
        "planned" | "sending" => format!("{day}: on its way{title}"),
        "retry" => format!("{day}: not sent yet, I am trying again{title}"),
        "refused" => format!("{day}: refused{title}{reason}"),
        "unsure" => format!("{day}: sent{title}, but the platform never said whether it arrived; please look for it"),
        "missed" => format!("{day}: missed, I was not running or not connected in time"),
        _ => format!("{day}: skipped{title}{reason}"),
    }
}
