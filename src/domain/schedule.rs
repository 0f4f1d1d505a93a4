//! Civil time in, instants out: when a daily post is due, in any zone, across daylight-saving changes.
//!
//! The rules (product.md section 6): one post for each local calendar date that exists; a time inside a gap means the first
//! valid minute after it; a time that comes twice means the first. It does not know what time it is: `now` is passed in.

use std::time::Duration;

use chrono::{
    DateTime, Datelike as _, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _,
    Timelike as _, Utc,
};
use chrono_tz::Tz;

use super::tongue::Text;
use super::weekdays::Weekdays;
use crate::text;

/// An instant.
pub type Timestamp = DateTime<Utc>;

/// A civil date in a subscription's zone: the key that forbids a second post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A wish: at this civil time in this zone on these days. Whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DailyAt {
    /// Hours and minutes.
    pub time: NaiveTime,
    /// The zone, by its IANA name.
    pub zone: Tz,
    /// On which days of the week.
    pub days: Weekdays,
}

impl std::fmt::Display for DailyAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.time.format("%H:%M"), self.zone)?;
        if self.days == Weekdays::ALL { Ok(()) } else { write!(f, " {}", self.days) }
    }
}

impl DailyAt {
    /// Every day.
    pub fn every_day(time: NaiveTime, zone: Tz) -> Self {
        Self { time, zone, days: Weekdays::ALL }
    }

    /// The instant of this wish on a date; `None` for a weekday that is not wished, and for a date that the zone skipped
    /// (Samoa had no 30 December 2011).
    pub fn on(&self, day: Day) -> Option<Timestamp> {
        if !self.days.contains(day.0.weekday()) {
            return None;
        }
        let wished = day.0.and_time(self.time);
        let instant = match self.zone.from_local_datetime(&wished) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => instant,
            LocalResult::None => self.zone.from_local_datetime(&first_valid_after(self.zone, wished)?).earliest()?,
        };
        // A gap that ends on the next date has swallowed the whole of this one's rest; the date itself still exists
        // when its first minute does.
        let same_day = instant.date_naive() == day.0;
        let exists = same_day || self.zone.from_local_datetime(&day.0.and_time(NaiveTime::MIN)).earliest().is_some();
        exists.then(|| instant.with_timezone(&Utc))
    }

    /// The civil date that an instant falls on in this zone.
    pub fn day_of(&self, instant: Timestamp) -> Day {
        Day(instant.with_timezone(&self.zone).date_naive())
    }

    /// The first date that is `day` or later, with its instant.
    pub fn first_from(&self, day: Day) -> (Day, Timestamp) {
        let mut day = day.0;
        loop {
            if let Some(due) = self.on(Day(day)) {
                return (Day(day), due);
            }
            day = day + Days::new(1);
        }
    }

    /// The first date and instant at or after `from`.
    pub fn next(&self, from: Timestamp) -> (Day, Timestamp) {
        // A gap can push a date's instant past midnight, so looking starts one date early.
        let mut day = self.day_of(from).0 - Days::new(1);
        loop {
            if let Some(due) = self.on(Day(day)).filter(|due| *due >= from) {
                return (Day(day), due);
            }
            day = day + Days::new(1);
        }
    }

    /// The last date and instant at or before `until`, not before `from`.
    pub fn last(&self, from: Timestamp, until: Timestamp) -> Option<(Day, Timestamp)> {
        // A fold over midnight shows the next date's first minutes before this date's last ones, so looking starts one date
        // late; and a gap can push a date's instant past midnight, so it ends one date early.
        let (newest, oldest) = (self.day_of(until).0 + Days::new(1), self.day_of(from).0 - Days::new(1));
        let mut days = newest.iter_days().rev().take_while(|day| *day >= oldest);
        let due_by = |day| self.on(Day(day)).filter(|due| *due <= until).map(|due| (Day(day), due));
        days.find_map(due_by).filter(|(_, due)| *due >= from)
    }
}

/// The first whole minute after a gap. No zone ever skipped more than a day and a bit.
fn first_valid_after(zone: Tz, wished: NaiveDateTime) -> Option<NaiveDateTime> {
    let valid = |minutes: i64| zone.from_local_datetime(&(wished + TimeDelta::minutes(minutes))).earliest().is_some();
    let (mut gap, mut out) = (0, 1);
    while !valid(out) {
        (gap, out) = (out, out * 2);
        if out > 2 * 24 * 60 {
            return None;
        }
    }
    while out - gap > 1 {
        let middle = i64::midpoint(gap, out);
        if valid(middle) { out = middle } else { gap = middle }
    }
    let found = wished + TimeDelta::minutes(out);
    found.with_second(0)
}

/// A post that comes later than this is late and says so: more than the usual spread (120 s) and a few retries. What is
/// not later is not late, whatever the catch-up time.
pub const GRACE: TimeDelta = TimeDelta::minutes(5);

/// So many dates are recorded at most after one absence, the latest ones.
pub const DATES_LIMIT: usize = 366;

/// The dates of `at` from `since` to `now`, the latest first, and the instant after `now` to look again.
pub fn due_dates(at: &DailyAt, since: Timestamp, now: Timestamp) -> (Vec<(Day, Timestamp)>, Timestamp) {
    let mut due = Vec::new();
    let mut until = now;
    while let Some((day, instant)) = at.last(since, until) {
        due.push((day, instant));
        if due.len() >= DATES_LIMIT {
            break;
        }
        until = instant - TimeDelta::seconds(1);
    }
    // The very next instant, not the next second: a look half a second before a post's minute must not pass over it.
    let (_, next) = at.next(now + TimeDelta::nanoseconds(1));
    (due, next)
}

/// Until when a post that was due at `instant` may be made.
pub fn expires(instant: Timestamp, catch_up: Duration) -> Timestamp {
    instant + TimeDelta::from_std(catch_up).unwrap_or(GRACE).max(GRACE)
}

/// When a post was due that may be made until `expires`: the other way round.
pub fn due_at(expires: Timestamp, catch_up: Duration) -> Timestamp {
    expires - TimeDelta::from_std(catch_up).unwrap_or(GRACE).max(GRACE)
}

/// Reads a time of day: `09:00`, `9:05`, `9`, `21h30`, `9am`, `9:30 pm`.
///
/// # Errors
/// A sentence that says what is wrong and what would do.
pub fn parse_time(text: &str) -> Result<NaiveTime, Text> {
    let lower = text.trim().to_lowercase();
    let wrong = || text!("not-a-time", word = super::text::shorten(text.trim(), 30));
    let (clock, half) = match lower.trim_end_matches('.').strip_suffix("am") {
        Some(clock) => (clock, Some(0)),
        None => lower.strip_suffix("pm").map_or((lower.as_str(), None), |clock| (clock, Some(12))),
    };
    let mut parts = clock.trim().split([':', 'h', '.']);
    let number = |part: &str| {
        let part = part.trim();
        ((1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let hour = parts.next().and_then(number).ok_or_else(wrong)?;
    let minute = match parts.next() {
        None | Some("") => 0,
        Some(part) => number(part).ok_or_else(wrong)?,
    };
    if parts.next().is_some() {
        return Err(wrong());
    }
    let hour = match half {
        None => hour,
        Some(add) if (1..=12).contains(&hour) => hour % 12 + add,
        Some(_) => return Err(wrong()),
    };
    if hour > 23 {
        return Err(text!("not-an-hour", hour = hour));
    }
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(|| text!("not-a-minute", minute = minute))
}

/// Reads a date as people type it: `2026-12-24`, `24.12.2026`, `24 Dec 2026`.
///
/// # Errors
/// A sentence that says what would do.
pub fn parse_day(text: &str) -> Result<Day, Text> {
    let line = super::text::clean_line(text);
    let forms = ["%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d"];
    let read = forms.iter().find_map(|form| NaiveDate::parse_from_str(&line, form).ok());
    // Far away dates are slips, and the calendar ends somewhere.
    let found = read.filter(|date| (1900..2200).contains(&chrono::Datelike::year(date)));
    found.map(Day).ok_or_else(|| text!("not-a-date", word = super::text::shorten(&line, 30)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zones::parse_zone;

    fn at(time: &str, zone: &str) -> DailyAt {
        DailyAt::every_day(parse_time(time).expect("a time"), parse_zone(zone).expect("a zone"))
    }

    fn day(date: &str) -> Day {
        Day(date.parse().expect("a date"))
    }

    fn instant(at: &DailyAt, date: &str) -> String {
        at.on(day(date)).map_or("none".into(), |due| due.format("%d %H:%MZ").to_string())
    }

    #[test]
    fn times_inside_gaps_and_folds_follow_the_rules() {
        let paris = at("02:30", "Europe/Paris");
        let seen = ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"]
            .map(|date| instant(&paris, date));
        assert_eq!(seen, ["28 01:30Z", "29 01:00Z", "30 00:30Z", "24 00:30Z", "25 00:30Z", "26 01:30Z"]);
        // A midnight gap: Cairo's clocks went from 00:00 to 01:00 on 28 April 2023.
        assert_eq!(instant(&at("00:15", "Africa/Cairo"), "2023-04-28"), "27 22:00Z");
        // Half an hour: Lord Howe.
        assert_eq!(instant(&at("02:10", "Australia/Lord_Howe"), "2026-10-04"), "03 15:30Z");
        // A date that never was: Samoa went from 29 to 31 December 2011.
        assert_eq!(instant(&at("09:00", "Pacific/Apia"), "2011-12-30"), "none");
        assert_eq!(instant(&at("09:00", "Pacific/Apia"), "2011-12-31"), "30 19:00Z");
    }

    #[test]
    fn each_date_comes_once_in_order() {
        let mut from = "2026-01-01T00:00:00Z".parse::<Timestamp>().expect("an instant");
        for zone in ["Europe/Paris", "Africa/Cairo", "America/Havana", "Atlantic/Azores", "Asia/Beirut"] {
            let wish = at("00:00", zone);
            let mut last = wish.next(from).0;
            for _ in 0..400 {
                let (day, due) = wish.next(from);
                assert!(day >= last && wish.on(day) == Some(due), "{zone} {day}");
                from = due + TimeDelta::seconds(1);
                last = day;
            }
        }
    }

    #[test]
    fn a_look_just_before_a_post_does_not_pass_over_it() {
        let at = at("09:00", "UTC");
        let time = |text: &str| text.parse::<Timestamp>().expect("an instant");
        let (due, next) = due_dates(&at, time("2026-11-20T09:00:00Z"), time("2026-11-21T08:59:59.5Z"));
        assert_eq!((due.len(), next), (1, time("2026-11-21T09:00:00Z")));
    }

    #[test]
    fn times_and_zones_are_read_or_refused_with_the_mend() {
        for (text, expected) in [
            ("09:00", "09:00"),
            ("9", "09:00"),
            ("9am", "09:00"),
            ("12am", "00:00"),
            ("9:30 PM", "21:30"),
            ("21h30", "21:30"),
            ("7h", "07:00"),
            ("00:00", "00:00"),
        ] {
            assert_eq!(parse_time(text).expect(text).format("%H:%M").to_string(), expected);
        }
        for text in ["", "25:00", "09:60", "9:5:1", "noon", "-1", "13pm", "0am", "٠٩:٠٠", "09:00:00", "1e1"] {
            assert!(parse_time(text).is_err(), "{text}");
        }
        assert_eq!(
            parse_time("25:00").expect_err("hour 25").to_string(),
            "There is no hour 25: hours go from 00 to 23, for example 09:00 or 21:30."
        );
    }
}
