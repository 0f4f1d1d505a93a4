//! How a daily post's settings and runs read: plain sentences in the post's own zone.

use chrono::Timelike as _;

use super::super::Bot;
use super::Target;
use super::run::told;
use super::words::{about, and_coded, days, emphasised, label, labelled, moment, time_and_zone, where_to};
use crate::domain::action::Action;
use crate::domain::community::{Community, PersonId, Place};
use crate::domain::delivery::SubscriptionId;
use crate::domain::message::{Message, Reply};
use crate::domain::prose::Span;
use crate::domain::schedule::{DailyAt, GRACE, Timestamp};
use crate::domain::subscription::{OnUnsure, Pause, Subscription, Wish, span_words};
use crate::domain::tongue::{Text, Tongue};
use crate::domain::weekdays::Weekdays;
use crate::ports::StoreError;
use crate::{say, text};

/// Runs that `/daily show` lists, and coming ones.
const RUNS_SHOWN: usize = 3;
/// Runs that `/daily why` tells.
const RUNS_TOLD: usize = 10;
/// Closed places that a list offers to switch off.
const SWITCHES: usize = 5;
/// Coming stories that `/daily next` names.
const COMING: usize = 7;

impl Bot {
    pub(super) async fn daily_show(&self, target: &Target) -> Result<Reply, StoreError> {
        let all = self.store.subscriptions(&target.admin).await?;
        let Some(subscription) = all.iter().find(|subscription| subscription.place == target.place) else {
            return self.not_on(target).await;
        };
        let (at, tongue) = (subscription.wish.at, target.tongue);
        let mut message = Message::text(sentence(subscription, target.is_here).say(tongue));
        for setting in settings(&subscription.wish, self.settings.on_unsure, self.catch_up(subscription)) {
            message = message.item(vec![Span::plain(setting.say(tongue))]);
        }
        if let Some(pause) = &subscription.pause {
            message = message.paragraph(resting(pause, tongue));
        }
        message = message.paragraph(label(&text!("daily-next-ones"), tongue));
        for coming in self.coming(subscription, |_, number| number < RUNS_SHOWN).await? {
            let moment = moment(&at, coming.due, tongue);
            let line = if coming.story.is_err() { text!("daily-next-empty", moment = moment) } else { moment };
            message = message.item(vec![Span::plain(line.say(tongue))]);
        }
        let runs = self.store.runs(&target.admin, subscription.id, RUNS_SHOWN).await?;
        if !runs.is_empty() {
            message = message.paragraph(label(&text!("daily-last-ones"), tongue));
        }
        for run in &runs {
            message = message.item(vec![Span::plain(told(run, &at, tongue).say(tongue))]);
        }
        if all.len() > 1 {
            let others: Vec<_> = all.iter().filter(|other| other.id != subscription.id).cloned().collect();
            message = list(message.paragraph(label(&text!("daily-elsewhere"), tongue)), &others, tongue);
        }
        Ok(Reply::to_caller(message))
    }

    pub(super) async fn daily_next(&self, target: &Target) -> Result<Reply, StoreError> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return self.not_on(target).await;
        };
        let tongue = target.tongue;
        let mut message = Message::text(say!(tongue, "daily-next-stories"));
        for coming in self.coming(&subscription, |_, number| number < COMING).await? {
            let moment = moment(&subscription.wish.at, coming.due, tongue);
            let line = match &coming.story {
                Ok((title, order)) => text!("daily-next-story", moment = moment, story = order.titled(title)),
                Err(reason) => text!("daily-next-without", moment = moment, reason = reason),
            };
            message = message.item(vec![Span::plain(line.say(tongue))]);
        }
        let message = and_coded(message, &say!(tongue, "daily-choose-hint"));
        Ok(Reply::to_caller(message))
    }

    pub(super) async fn daily_why(&self, target: &Target) -> Result<Reply, StoreError> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return self.not_on(target).await;
        };
        let runs = self.store.runs(&target.admin, subscription.id, RUNS_TOLD).await?;
        let (at, tongue) = (subscription.wish.at, target.tongue);
        if runs.is_empty() {
            let nothing = text!("daily-nothing-was-due");
            let message = if let Some(pause) = &subscription.pause {
                Message::text(nothing.say(tongue)).paragraph(resting(pause, tongue))
            } else {
                let first = text!("daily-first-one", moment = moment(&at, subscription.next_due, tongue));
                Message::text(Text::Sentences(vec![nothing, first]).say(tongue))
            };
            return Ok(Reply::to_caller(message));
        }
        let mut message = Message::text(say!(tongue, "daily-what-became"));
        for run in &runs {
            message = message.item(vec![Span::plain(told(run, &at, tongue).say(tongue))]);
        }
        if let Some(pause) = &subscription.pause {
            message = message.paragraph(resting(pause, tongue));
        }
        let is_closed = matches!(subscription.pause, Some(Pause::NoAccess { .. }));
        // Only the latest date makes sense to be posted now, and only where a post can arrive; doubt can always be ended.
        for (number, run) in runs.iter().enumerate() {
            let latest = number == 0 && !is_closed;
            message = match run.state.as_str() {
                "unsure" if number == 0 => {
                    message.button(&say!(tongue, "button-it-is-there"), Action::ItIsThere(run.delivery))
                }
                "unsure" => {
                    let label = say!(tongue, "button-it-is-there-of", day = run.day.to_string());
                    message.button(&label, Action::ItIsThere(run.delivery))
                }
                "missed" | "refused" | "skipped" if latest => {
                    message.button(&say!(tongue, "button-send-it-now"), Action::SendNow(run.delivery))
                }
                _ => message,
            };
            if latest && run.state == "unsure" {
                message = message.button(&say!(tongue, "button-post-it-again"), Action::SendNow(run.delivery));
            }
        }
        Ok(Reply::to_caller(message))
    }
}

/// What was started.
pub(super) fn started(subscription: &Subscription, is_here: bool, fitting: usize, tongue: Tongue) -> Message {
    let next = text!("daily-next-one", moment = moment(&subscription.wish.at, subscription.next_due, tongue));
    let message = Message::text(Text::Sentences(vec![sentence(subscription, is_here), next]).say(tongue));
    if subscription.wish.filter.is_open() {
        return message;
    }
    message.paragraph(vec![Span::plain(say!(tongue, "daily-stories-fit", count = fitting))])
}

pub(super) fn hints(is_here: bool) -> Text {
    if is_here { text!("daily-hints-here") } else { text!("daily-hints-there") }
}

/// `A story about family comes here on weekdays at 09:00 Europe/Paris.`
fn sentence(subscription: &Subscription, is_here: bool) -> Text {
    let (at, filter) = (&subscription.wish.at, &subscription.wish.filter);
    let (place, days) = (where_to(subscription, is_here), days(at.days));
    let (time, zone) = (at.time.format("%H:%M").to_string(), at.zone.name());
    if filter.is_open() {
        return text!("daily-comes", where = place, days = days, time = time, zone = zone);
    }
    text!("daily-comes-about", about = about(filter), where = place, days = days, time = time, zone = zone)
}

/// What would set a subscription up again as it is.
pub(super) fn again(subscription: &Subscription) -> String {
    let (wish, at) = (&subscription.wish, &subscription.wish.at);
    let mut again = vec![time_and_zone(at)];
    let mut say = |name: &str, value: String| {
        if !value.is_empty() {
            again.push(format!("{name}:{value}"));
        }
    };
    say("days", if at.days == Weekdays::ALL { String::new() } else { at.days.to_string() });
    say("theme", wish.filter.themes_typed());
    say("team", wish.filter.teams_typed());
    say("tournament", wish.filter.tournaments_typed());
    say("catch_up", wish.catch_up.map(|span| format!("{}m", span.as_secs() / 60)).unwrap_or_default());
    say("on_unsure", wish.on_unsure.map(|way| way.word().to_owned()).unwrap_or_default());
    say("silent", if wish.silent { "yes".to_owned() } else { String::new() });
    again.join(" ")
}

/// What differs from the usual.
fn settings(wish: &Wish, usual: OnUnsure, catch_up: std::time::Duration) -> Vec<Text> {
    let mut settings = Vec::new();
    if wish.catch_up.is_some() {
        let span = span_words(catch_up.max(GRACE.to_std().unwrap_or_default()));
        settings.push(text!("daily-may-be-late", span = span));
    }
    if wish.on_unsure.is_some_and(|own| own != usual) {
        settings.push(match wish.on_unsure {
            Some(OnUnsure::Resend) => text!("daily-in-doubt-again"),
            _ => text!("daily-in-doubt-asked"),
        });
    }
    if wish.silent {
        settings.push(text!("daily-is-silent"));
    }
    settings
}

fn resting(pause: &Pause, tongue: Tongue) -> Vec<Span> {
    match pause {
        Pause::NoAccess { reason } => {
            let reason = Text::Sentences(vec![reason.clone(), text!("daily-goes-on-when-mended")]);
            labelled(&text!("daily-is-paused"), &reason, tongue)
        }
        Pause::Wished { until: Some(until) } => {
            emphasised(&say!(tongue, "daily-is-paused-until", day = until.to_string()))
        }
        Pause::Wished { until: None } => emphasised(&say!(tongue, "daily-is-paused-by-an-admin")),
    }
}

/// Daily posts of other places, one a line.
pub(super) fn list(mut message: Message, others: &[Subscription], tongue: Tongue) -> Message {
    for other in others {
        let place = match &other.label {
            Some(label) => text!("daily-quoted", name = label),
            None => other.place.address.clone().into(),
        };
        let (days, at) = (days(other.wish.at.days), &other.wish.at);
        let (time, zone) = (at.time.format("%H:%M").to_string(), at.zone.name());
        let mut line = if other.wish.filter.is_open() {
            text!("daily-line", place = place, days = days, time = time, zone = zone)
        } else {
            let about = about(&other.wish.filter);
            text!("daily-line-about", place = place, days = days, time = time, zone = zone, about = about)
        };
        if other.pause.is_some() {
            line = text!("daily-line-paused", line = line);
        }
        message = message.item(vec![Span::plain(line.say(tongue))]);
    }
    // A place that is gone cannot be named in a command any more.
    let closed = others.iter().filter(|other| matches!(other.pause, Some(Pause::NoAccess { .. })));
    for other in closed.take(SWITCHES) {
        let place = other.label.as_ref().unwrap_or(&other.place.address);
        message = message.button(&say!(tongue, "button-switch-off", place = place), Action::SwitchOff(other.id));
    }
    message
}

/// A subscription that is not there, for a test post before anything is set up.
pub(super) fn nameless(community: &Community, place: &Place, person: &PersonId, now: Timestamp) -> Subscription {
    Subscription {
        id: SubscriptionId(0),
        community: community.clone(),
        place: place.clone(),
        label: None,
        wish: Wish::plain(DailyAt::every_day(now.time().with_second(0).unwrap_or(now.time()), chrono_tz::UTC)),
        pause: None,
        next_due: now,
        created_by: person.clone(),
    }
}
