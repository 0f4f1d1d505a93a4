//! How a daily post's settings and runs read: plain sentences in the post's own zone.

use chrono::Timelike as _;

use super::super::Bot;
use super::Target;
use crate::domain::action::Action;
use crate::domain::community::{Community, PersonId, Place};
use crate::domain::delivery::SubscriptionId;
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Span, Style};
use crate::domain::schedule::{DailyAt, Timestamp};
use crate::domain::subscription::{OnUnsure, Pause, Subscription, Wish, span_words};
use crate::domain::tongue::Text;
use crate::domain::weekdays::Weekdays;
use crate::ports::{Run, StoreError};

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
        let at = subscription.wish.at;
        let mut message = Message::text(sentence(subscription, target.is_here));
        message = settings(message, &subscription.wish, self.settings.on_unsure, self.catch_up(subscription));
        if let Some(pause) = &subscription.pause {
            message = message.paragraph(resting(pause));
        }
        message = message.paragraph(vec![Span::styled("Next", Style::Strong)]);
        for coming in self.coming(subscription, |_, number| number < RUNS_SHOWN).await? {
            let rests = if coming.story.is_err() { " – no story" } else { "" };
            message = message.item(vec![Span::plain(format!("{}{rests}", local_and_utc(&at, coming.due)))]);
        }
        let runs = self.store.runs(&target.admin, subscription.id, RUNS_SHOWN).await?;
        if !runs.is_empty() {
            message = message.paragraph(vec![Span::styled("Last", Style::Strong)]);
        }
        for run in &runs {
            message = message.item(vec![Span::plain(told(run, &at))]);
        }
        if all.len() > 1 {
            let others: Vec<_> = all.iter().filter(|other| other.id != subscription.id).cloned().collect();
            message = list(message.paragraph(vec![Span::styled("Elsewhere", Style::Strong)]), &others);
        }
        Ok(Reply::to_caller(message))
    }

    pub(super) async fn daily_next(&self, target: &Target) -> Result<Reply, StoreError> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return self.not_on(target).await;
        };
        let mut message = Message::text("The next stories, as long as nothing changes:");
        for coming in self.coming(&subscription, |_, number| number < COMING).await? {
            let story = match &coming.story {
                Ok((title, order)) => format!("“{title}”{}", order.remark()),
                Err(reason) => reason.to_string(),
            };
            message = message
                .item(vec![Span::plain(format!("{}: {story}", local_and_utc(&subscription.wish.at, coming.due)))]);
        }
        let hint = Message::coded(
            "To choose the story of a date: `/daily next 2026-12-10 mother` – or `none` to choose no longer.",
        );
        message.blocks.extend(hint.blocks);
        Ok(Reply::to_caller(message))
    }

    pub(super) async fn daily_why(&self, target: &Target) -> Result<Reply, StoreError> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return self.not_on(target).await;
        };
        let runs = self.store.runs(&target.admin, subscription.id, RUNS_TOLD).await?;
        let at = subscription.wish.at;
        if runs.is_empty() {
            let first = local_and_utc(&at, subscription.next_due);
            let message = match &subscription.pause {
                Some(pause) => Message::text("Nothing was due yet.").paragraph(resting(pause)),
                None => Message::text(format!("Nothing was due yet. The first one: {first}.")),
            };
            return Ok(Reply::to_caller(message));
        }
        let mut message = Message::text("What became of the last ones:");
        for run in &runs {
            message = message.item(vec![Span::plain(told(run, &at))]);
        }
        if let Some(pause) = &subscription.pause {
            message = message.paragraph(resting(pause));
        }
        let is_closed = matches!(subscription.pause, Some(Pause::NoAccess { .. }));
        // Only the latest date makes sense to be posted now, and only where a post can arrive; doubt can always be ended.
        for (number, run) in runs.iter().enumerate() {
            let day = if number == 0 { String::new() } else { format!("{}: ", run.day) };
            let latest = number == 0 && !is_closed;
            message = match run.state.as_str() {
                "unsure" => message.button(&format!("{day}It is there"), Action::ItIsThere(run.delivery)),
                "missed" | "refused" | "skipped" if latest => {
                    message.button("Send it now", Action::SendNow(run.delivery))
                }
                _ => message,
            };
            if latest && run.state == "unsure" {
                message = message.button("Post it again", Action::SendNow(run.delivery));
            }
        }
        Ok(Reply::to_caller(message))
    }
}

/// What was started.
pub(super) fn started(subscription: &Subscription, is_here: bool, fitting: usize) -> Message {
    let next = local_and_utc(&subscription.wish.at, subscription.next_due);
    let mut message = Message::text(format!("{} The next one: {next}.", sentence(subscription, is_here)));
    if !subscription.wish.filter.is_open() {
        let (stories, fit) = if fitting == 1 { ("story", "fits") } else { ("stories", "fit") };
        message = message.paragraph(vec![Span::plain(format!(
            "{fitting} {stories} {fit}; when all have been told, they begin again in another order."
        ))]);
    }
    message
}

/// `here`, `in “#stories”`, `there`.
pub(super) fn where_(subscription: &Subscription, is_here: bool) -> String {
    match &subscription.label {
        _ if is_here => "here".to_owned(),
        Some(label) => format!("in “{label}”"),
        None => "there".to_owned(),
    }
}

pub(super) fn hints(is_here: bool) -> Vec<Span> {
    if !is_here {
        return vec![
            Span::plain("With the same place "),
            Span::styled("/daily test", Style::Code),
            Span::plain(" posts one there now and "),
            Span::styled("/daily off", Style::Code),
            Span::plain(" stops it."),
        ];
    }
    vec![
        Span::styled("/daily test", Style::Code),
        Span::plain(" posts one now, "),
        Span::styled("/daily next", Style::Code),
        Span::plain(" shows what comes, "),
        Span::styled("/daily off", Style::Code),
        Span::plain(" stops it."),
    ]
}

/// `A story about family comes here on weekdays at 09:00 Europe/Paris.`
fn sentence(subscription: &Subscription, is_here: bool) -> String {
    let (at, filter) = (&subscription.wish.at, &subscription.wish.filter);
    let about = if filter.is_open() { String::new() } else { format!(" {filter}") };
    let place = match &subscription.label {
        _ if is_here => "here".to_owned(),
        Some(label) => format!("to “{label}”"),
        None => "there".to_owned(),
    };
    format!("A story{about} comes {place} {} at {}.", days(at.days), time_and_zone(at))
}

fn days(days: Weekdays) -> String {
    match days {
        Weekdays::ALL => "every day".to_owned(),
        Weekdays::WEEKDAYS => "on weekdays".to_owned(),
        Weekdays::WEEKENDS => "at weekends".to_owned(),
        days => format!("every {}", days.long_names()),
    }
}

fn time_and_zone(at: &DailyAt) -> String {
    format!("{} {}", at.time.format("%H:%M"), at.zone)
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
fn settings(mut message: Message, wish: &Wish, usual: OnUnsure, catch_up: std::time::Duration) -> Message {
    if wish.catch_up.is_some() {
        let least = crate::domain::schedule::GRACE.to_std().unwrap_or_default();
        let span = span_words(catch_up.max(least));
        message = message.item(vec![Span::plain(format!("A missed post may come {span} late, no later."))]);
    }
    if wish.on_unsure.is_some_and(|own| own != usual) {
        let told = match wish.on_unsure {
            Some(OnUnsure::Resend) => "When nobody knows whether a post arrived, it is sent again.",
            _ => "When nobody knows whether a post arrived, admins are asked.",
        };
        message = message.item(vec![Span::plain(told)]);
    }
    if wish.silent {
        message = message.item(vec![Span::plain("Posts make no sound.")]);
    }
    message
}

fn resting(pause: &Pause) -> Vec<Span> {
    match pause {
        Pause::NoAccess { reason } => vec![
            Span::styled("It is paused: ", Style::Strong),
            Span::plain(format!("{reason} It goes on by itself when that is mended.")),
        ],
        Pause::Wished { until } => vec![
            Span::styled("It is paused", Style::Strong),
            Span::plain(match until {
                Some(until) => format!(" by an admin until {until}. "),
                None => " by an admin. ".to_owned(),
            }),
            Span::styled("/daily resume", Style::Code),
            Span::plain(" ends that."),
        ],
    }
}

/// Daily posts of other places, one a line.
pub(super) fn list(mut message: Message, others: &[Subscription]) -> Message {
    for other in others {
        let place = other.label.as_ref().map_or_else(|| other.place.address.clone(), |label| format!("“{label}”"));
        let about = if other.wish.filter.is_open() { String::new() } else { format!(", {}", other.wish.filter) };
        let rests = if other.pause.is_some() { " – paused" } else { "" };
        let line = format!("{place}: {} at {}{about}{rests}", days(other.wish.at.days), time_and_zone(&other.wish.at));
        message = message.item(vec![Span::plain(line)]);
    }
    // A place that is gone cannot be named in a command any more.
    let closed = others.iter().filter(|other| matches!(other.pause, Some(Pause::NoAccess { .. })));
    for other in closed.take(SWITCHES) {
        let place = other.label.as_ref().unwrap_or(&other.place.address);
        message = message.button(&format!("Switch off “{place}”"), Action::SwitchOff(other.id));
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

/// `Sunday 22 November 2026, 09:00 Europe/Paris (08:00 UTC)`.
pub(super) fn local_and_utc(at: &DailyAt, due: Timestamp) -> String {
    let local = due.with_timezone(&at.zone);
    let utc = match at.zone {
        chrono_tz::UTC => String::new(),
        _ if local.date_naive() == due.date_naive() => format!(" ({} UTC)", due.format("%H:%M")),
        _ => format!(" ({} UTC on {})", due.format("%H:%M"), due.format("%-d %B")),
    };
    format!("{} {}{utc}", local.format("%A %-d %B %Y, %H:%M"), at.zone)
}

/// One plain sentence about a run.
fn told(run: &Run, at: &DailyAt) -> String {
    let title = run.title.as_ref().map(|title| format!(" “{title}”")).unwrap_or_default();
    let reason = run.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let day = run.day;
    let clock = |instant: Timestamp| {
        let local = instant.with_timezone(&at.zone);
        let other_day = local.date_naive() != day.0;
        local.format(if other_day { "%H:%M on %-d %B" } else { "%H:%M" }).to_string()
    };
    let tries = if run.attempts > 1 { format!(", after {} tries", run.attempts) } else { String::new() };
    match run.state.as_str() {
        "posted" => {
            let posted = run.posted_at;
            let late = posted.zip(at.on(day)).map(|(posted, due)| posted - due);
            let late = late.filter(|late| *late > crate::domain::schedule::GRACE);
            let late = late.map(|late| format!(", {} late", minutes_words(late.num_minutes()))).unwrap_or_default();
            let when = posted.map(|posted| format!(" at {}", clock(posted))).unwrap_or_default();
            let seen = run.reason.as_ref().map(Text::to_string);
            let seen = seen.map(|reason| format!("; {}", lower_first(reason.trim_end_matches('.'))));
            let seen = seen.unwrap_or_default();
            format!("{day}: posted{when}{title}{tries}{late}{seen}")
        }
        "planned" => format!("{day}: comes at {}{title}", clock(run.not_before)),
        "sending" => format!("{day}: on its way{title}"),
        "retry" => {
            let already = if run.attempts == 1 { "one try".to_owned() } else { format!("{} tries", run.attempts) };
            let next = clock(run.not_before);
            if run.is_doubtful {
                format!("{day}: sent{title}, {already} so far; it may be there already – I find that out at {next}")
            } else {
                format!("{day}: not sent yet{title}, {already} so far; the next one at {next}")
            }
        }
        "refused" => format!("{day}: refused{title}{reason}"),
        "unsure" => format!("{day}: sent{title}, but the platform never said whether it arrived; please look for it"),
        "missed" => format!("{day}: missed{title}{reason}"),
        _ => format!("{day}: skipped{title}{reason}"),
    }
}

fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn minutes_words(minutes: i64) -> String {
    match minutes {
        ..90 => format!("{minutes} minutes"),
        minutes => format!("{} hours", (minutes + 30) / 60),
    }
}
