//! The parts of sentences about daily posts: days, instants, places, filters, and why a place cannot be used.
//!
//! They have no language yet where they need none; `show` and `run` put them together.

use chrono::Datelike as _;

use crate::domain::filter::Filter;
use crate::domain::message::Message;
use crate::domain::prose::{Span, Style};
use crate::domain::schedule::{DailyAt, Timestamp};
use crate::domain::subscription::Subscription;
use crate::domain::tongue::{Text, Tongue};
use crate::domain::weekdays::Weekdays;
use crate::ports::PostError;
use crate::text;

/// `here` or `there`.
pub(super) fn here_or_there(is_here: bool) -> Text {
    if is_here { text!("daily-here") } else { text!("daily-there") }
}

/// `here`, `in “#stories”`, `there`.
pub(super) fn where_(subscription: &Subscription, is_here: bool) -> Text {
    match &subscription.label {
        Some(label) if !is_here => text!("daily-in-place", place = label),
        _ => here_or_there(is_here),
    }
}

/// `here`, `to “#stories”`, `there`.
pub(super) fn where_to(subscription: &Subscription, is_here: bool) -> Text {
    match &subscription.label {
        Some(label) if !is_here => text!("daily-to-place", place = label),
        _ => here_or_there(is_here),
    }
}

/// `every day`, `on weekdays`, `every Monday and Tuesday`.
pub(super) fn days(days: Weekdays) -> Text {
    match days {
        Weekdays::ALL => text!("daily-every-day"),
        Weekdays::WEEKDAYS => text!("daily-on-weekdays"),
        Weekdays::WEEKENDS => text!("daily-at-weekends"),
        days => text!("daily-every-weekday", days = days.long_names()),
    }
}

/// `Portugal or Morocco or Spain`.
pub(super) fn any_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    let names = names.into_iter().map(Text::from);
    names.reduce(|list, next| text!("daily-list-or", list = list, next = next)).unwrap_or_else(|| "".into())
}

/// `Portugal, Morocco, Spain`.
pub(super) fn list_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    let names = names.into_iter().map(Text::from);
    names.reduce(|list, next| text!("daily-list", list = list, next = next)).unwrap_or_else(|| "".into())
}

/// What stories of a filter are: `about family or fans, not about farewell, with Portugal`.
pub(super) fn about(filter: &Filter) -> Text {
    filter.told()
}

/// As it is typed: `09:00 Europe/Paris`.
pub(super) fn time_and_zone(at: &DailyAt) -> String {
    format!("{} {}", at.time.format("%H:%M"), at.zone)
}

/// `Sunday 22 November 2026, 09:00 Europe/Paris (08:00 UTC)`.
pub(super) fn moment(at: &DailyAt, due: Timestamp, tongue: Tongue) -> Text {
    let local = due.with_timezone(&at.zone);
    let (date, utc_date) = (local.date_naive(), due.date_naive());
    let weekday = text!("weekday", day = date.weekday().number_from_monday());
    let (time, utc) = (local.format("%H:%M").to_string(), due.format("%H:%M").to_string());
    let zone = at.zone.name();
    if at.zone == chrono_tz::UTC {
        text!("daily-moment", weekday = weekday, date = date, time = time, zone = zone)
    } else if date == utc_date {
        text!("daily-moment-and-utc", weekday = weekday, date = date, time = time, zone = zone, utc = utc)
    } else {
        let on = tongue.day_and_month(utc_date);
        text!(
            "daily-moment-and-utc-day",
            weekday = weekday,
            date = date,
            time = time,
            zone = zone,
            utc = utc,
            utc_date = on
        )
    }
}

/// Why something cannot be done at a place, in people's words; `what` says what, where the place is closed.
pub(super) fn could_not(error: &PostError, what: Text) -> Text {
    match error {
        PostError::RetryAfter(wait) | PostError::NotYet(wait) => {
            text!("daily-platform-asks-to-wait", seconds = wait.as_secs().max(1))
        }
        PostError::Moved(_) => text!("daily-chat-has-moved"),
        PostError::PlaceGone(why) => Text::Sentences(vec![what, why.clone()]),
        PostError::Rejected(_) => text!("daily-story-not-accepted"),
        PostError::Unreachable(_) => text!("daily-platform-unreachable"),
        PostError::Unsure(_) => text!("daily-nobody-knows-whether-it-arrived"),
    }
}

/// With one more paragraph, in which what stands between backticks is to be typed exactly so.
pub(super) fn and_coded(mut message: Message, text: &str) -> Message {
    message.blocks.extend(Message::coded(text).blocks);
    message
}

/// A text of our own in which `*this*` is strong, and what stands between backticks is to be typed exactly so.
pub(super) fn emphasised(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (number, part) in text.split('`').enumerate() {
        if number % 2 == 1 {
            spans.push(Span::styled(part, Style::Code));
            continue;
        }
        for (number, words) in part.split('*').enumerate().filter(|(_, words)| !words.is_empty()) {
            spans.push(Span::styled(words, if number % 2 == 1 { Style::Strong } else { Style::Plain }));
        }
    }
    spans
}

/// A paragraph of one strong label.
pub(super) fn label(label: &Text, tongue: Tongue) -> Vec<Span> {
    vec![Span::styled(label.say(tongue), Style::Strong)]
}

/// A paragraph that begins with a strong label: `But it rests: …`.
pub(super) fn labelled(label: &Text, text: &Text, tongue: Tongue) -> Vec<Span> {
    vec![Span::styled(format!("{} ", label.say(tongue)), Style::Strong), Span::plain(text.say(tongue))]
}

pub(super) fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
