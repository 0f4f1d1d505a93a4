//! What makes a story a daily post: the line above it, and when within its minute it goes.
//!
//! It does not choose stories and does not know what a platform makes of the words.

use std::time::Duration;

use chrono::TimeDelta;

use super::choice::Order;
use super::community::Place;
use super::schedule::{GRACE, Timestamp};
use super::tongue::{Text, Tongue};
use crate::{say, text};

/// The line above a story that is posted, if it needs one: why it comes today, and that it comes late when it does.
pub fn dress(due: Timestamp, now: Timestamp, order: &Order, tongue: Tongue) -> Option<String> {
    let anniversary = match order {
        Order::Anniversary { years: 1 } => Some(say!(tongue, "on-this-day", years = 1)),
        Order::Anniversary { years } if *years > 0 => Some(say!(tongue, "on-this-day", years = *years)),
        _ => None,
    };
    let late = (now - due > GRACE).then(|| comes_late(now - due).say(tongue));
    let opening: Vec<_> = anniversary.into_iter().chain(late).collect();
    (!opening.is_empty()).then(|| opening.join(" "))
}

fn comes_late(span: TimeDelta) -> Text {
    let minutes = span.num_minutes();
    match (minutes + 30) / 60 {
        _ if minutes < 50 => text!("late-by-minutes", minutes = minutes),
        hours => text!("late-by-hours", hours = hours),
    }
}

/// How long after its instant a place's posts come, fixed for the place, less than `spread`: so that not all places
/// are posted to in the same second.
pub fn jitter(place: &Place, spread: Duration) -> Duration {
    let seconds = spread.as_secs();
    if seconds == 0 {
        return Duration::ZERO;
    }
    Duration::from_secs(super::choice::hash([place.platform.as_str(), place.address.as_str()]) % seconds)
}
