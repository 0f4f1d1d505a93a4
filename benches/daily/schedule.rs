//! Daily posts over many places: each with its own address, zone and time.

use chrono::NaiveTime;
use chrono_tz::{TZ_VARIANTS, Tz};
use touchline::domain::schedule::{DailyAt, Timestamp};

/// A number that no local platform uses for anything else; channels need not be set up.
const FIRST_CHANNEL: usize = 2_000_000_000;
/// Where the numbers of supergroups begin, downwards, and some room.
const FIRST_CHAT: i64 = -1_001_000_000_000;

/// The platforms that take turns.
pub(crate) const PLATFORMS: [&str; 2] = ["discord", "telegram"];

/// One place's daily post.
pub(crate) struct Wish {
    /// From 0; the store's number is one more.
    pub(crate) number: usize,
    pub(crate) at: DailyAt,
    pub(crate) next_due: Timestamp,
}

impl Wish {
    /// A wish that is due next at `from` or later.
    pub(crate) fn new(number: usize, at: DailyAt, from: Timestamp) -> Self {
        Self { number, at, next_due: at.next(from).1 }
    }

    pub(crate) fn platform(&self) -> &'static str {
        PLATFORMS[self.number % PLATFORMS.len()]
    }

    /// The channel or the group.
    pub(crate) fn address(&self) -> String {
        match self.number % PLATFORMS.len() {
            0 => (FIRST_CHANNEL + self.number).to_string(),
            _ => (FIRST_CHAT - i64::try_from(self.number).unwrap_or_default()).to_string(),
        }
    }
}

/// Wishes over all zones and all minutes of the day, or only some of them: each `step` minutes.
pub(crate) fn all_day(count: usize, from: Timestamp, step: usize) -> impl Iterator<Item = Wish> {
    let times = 24 * 60 / step;
    (0..count).map(move |number| {
        // Numbers without a common divisor: every time meets every zone.
        let minute = u32::try_from(number * 7919 % times * step).unwrap_or_default();
        let zone = TZ_VARIANTS[number * 31 % TZ_VARIANTS.len()];
        let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or_default();
        Wish::new(number, DailyAt::every_day(time, zone), from)
    })
}

/// Wishes for one and the same instant, which is a whole minute.
pub(crate) fn at_once(count: usize, due: Timestamp) -> impl Iterator<Item = Wish> {
    let at = DailyAt::every_day(due.time(), Tz::UTC);
    (0..count).map(move |number| Wish::new(number, at, due))
}
