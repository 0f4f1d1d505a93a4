//! Every clock change of every zone from 2026 to 2036: what `DailyAt` says, against wall clocks that are only read.
//!
//! The oracle never turns a local time into an instant. It walks through UTC minute by minute, reads the zone's wall clock
//! and notes when each reading is shown first. A date that shows no reading has no post; any other date has its post when
//! the wished reading is first shown or, where the clocks leap over it, the next reading that they do show: that is the
//! first valid minute after the gap, also where the gap swallows the rest of the date. `.ci/zones.py` is a second oracle:
//! it reads the lines that these tests write to the file named by `TOUCHLINE_ZONES_OUT`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::{TZ_VARIANTS, Tz};
use touchline::domain::schedule::{DailyAt, Day, Timestamp, due_dates};
use touchline::domain::weekdays::Weekdays;
use touchline::domain::zones::parse_zone;

use crate::dice::Dice;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DATE: i64 = 24 * HOUR;

/// Where the long forms' dice begin: told with every fault, so that it can be met again.
const SEED: u64 = 2026;

/// The seconds (UTC) of a year's beginning.
fn year(year: i32) -> i64 {
    NaiveDate::from_ymd_opt(year, 1, 1).expect("a year").and_time(NaiveTime::MIN).and_utc().timestamp()
}

fn instant(second: i64) -> Timestamp {
    DateTime::from_timestamp(second, 0).expect("a year of four digits")
}

/// What a zone's clocks are ahead of UTC, in seconds.
fn offset(zone: Tz, second: i64) -> i64 {
    i64::from(zone.offset_from_utc_datetime(&instant(second).naive_utc()).fix().local_minus_utc())
}

/// One moment at which a zone's clocks are set: from this instant on they are `after` seconds ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    at: i64,
    before: i64,
    after: i64,
}

/// All changes in a range, looking every `step` seconds; a change that is taken back between two looks is not seen.
fn changes(zone: Tz, from: i64, until: i64, step: i64) -> Vec<Change> {
    let mut found = Vec::new();
    let (mut at, mut before) = (from, offset(zone, from));
    while at < until {
        let (mut same, mut other) = (at, at + step);
        if offset(zone, other) == before {
            at = other;
            continue;
        }
        while other - same > 1 {
            let middle = i64::midpoint(same, other);
            if offset(zone, middle) == before { same = middle } else { other = middle }
        }
        let after = offset(zone, other);
        found.push(Change { at: other, before, after });
        (at, before) = (other, after);
    }
    found
}

/// A zone's wall clock, watched from two days before a change to three days after it: when it shows each reading for the
/// first time.
struct Watched {
    /// The reading of the first place in `shown`, in minutes since 1970 as the wall clock counts.
    base: i64,
    /// For each reading the UTC minute that shows it first.
    shown: Vec<Option<i64>>,
    /// The dates that were watched from their beginning to their end.
    dates: Vec<NaiveDate>,
}

impl Watched {
    fn new(zone: Tz, change: Change) -> Self {
        let (from, until) = ((change.at - 2 * DATE) / MINUTE, (change.at + 3 * DATE) / MINUTE);
        // No clock is a day away from UTC.
        let base = from - DATE / MINUTE;
        let mut shown = vec![None; usize::try_from(until + DATE / MINUTE - base).expect("a few days")];
        let reading = |minute: i64| {
            let second = minute * MINUTE + offset(zone, minute * MINUTE);
            assert!(
                second % MINUTE == 0,
                "{zone} is a part of a minute away from UTC: this walk would miss its readings"
            );
            second / MINUTE
        };
        for minute in from..=until {
            let place = usize::try_from(reading(minute) - base).expect("a reading within a day of UTC");
            shown[place].get_or_insert(minute);
        }
        // The walk begins and ends somewhere within a date, so these two were not seen whole.
        let date = |minute: i64| instant(reading(minute) * MINUTE).date_naive();
        let (first, last) = (date(from), date(until));
        let dates = first.iter_days().skip(1).take_while(|date| *date < last).collect();
        Self { base, shown, dates }
    }

    fn place(&self, date: NaiveDate, time: NaiveTime) -> usize {
        usize::try_from(date.and_time(time).and_utc().timestamp() / MINUTE - self.base).expect("a watched date")
    }

    /// When a date's post is due.
    fn due(&self, date: NaiveDate, time: NaiveTime) -> Option<Timestamp> {
        let midnight = self.place(date, NaiveTime::MIN);
        self.shown[midnight..midnight + 24 * 60].iter().find_map(|shown| *shown)?;
        let minute = self.shown[self.place(date, time)..].iter().find_map(|shown| *shown)?;
        Some(instant(minute * MINUTE))
    }
}

fn minute_of_day(dice: &mut Dice) -> i64 {
    i64::try_from(dice.roll(24 * 60)).expect("a minute of a day")
}

/// The time of day of a wall clock's reading, given in minutes.
fn time_of(reading: i64) -> NaiveTime {
    instant(reading * MINUTE).time()
}

/// The times of day worth wishing around a change: midnight from both sides, noon, and the borders and the middle of
/// what is leapt over or comes twice; all of its minutes and a few by chance when there is time for that.
fn wishes(change: Change, all: Option<&mut Dice>) -> BTreeSet<NaiveTime> {
    let [before, after] = [change.before, change.after].map(|offset| (change.at + offset) / MINUTE);
    let (first, end) = (before.min(after), before.max(after));
    let mut readings = vec![0, 12 * 60, 24 * 60 - 1];
    if let Some(dice) = all {
        readings.extend(first - 2..=end + 2);
        readings.extend((0..4).map(|_| minute_of_day(dice)));
    } else {
        readings.extend([first - 1, first, i64::midpoint(first, end), end - 1, end]);
    }
    readings.into_iter().map(time_of).collect()
}

/// What was compared, what was wrong, and the lines for `.ci/zones.py`.
#[derive(Default)]
struct Survey {
    zones: usize,
    changing: usize,
    changes: usize,
    compared: u64,
    faults: Vec<String>,
    lines: String,
}

impl Survey {
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, found: &T, expected: &T, what: impl FnOnce() -> String) {
        self.compared += 1;
        if found != expected {
            self.faults.push(format!("{}: {found:?}, expected {expected:?}", what()));
        }
    }

    /// `on`: one instant for each date that exists, none for any other.
    fn dates(&mut self, wish: DailyAt, watched: &Watched) {
        for date in &watched.dates {
            let expected = watched.due(*date, wish.time);
            let found = wish.on(Day(*date));
            self.same(&found, &expected, || format!("{wish} on {date}"));
            let due = found.map_or("none".into(), |due| due.format("%Y-%m-%dT%H:%MZ").to_string());
            writeln!(self.lines, "post {} {date} {} {due}", wish.zone, wish.time.format("%H:%M")).expect("memory");
        }
    }

    /// `next`, `last` and `due_dates`: the same dates in order, none left out, none twice, whenever they are asked.
    fn order(&mut self, wish: DailyAt, watched: &Watched, change: Change) {
        let all: Vec<_> =
            watched.dates.iter().filter_map(|date| Some((Day(*date), watched.due(*date, wish.time)?))).collect();
        self.same(&all.is_sorted_by(|a, b| a.1 < b.1), &true, || format!("{wish}: the order of {all:?}"));
        let ((_, start), (_, end)) = (all[0], all[all.len() - 1]);
        let due: Vec<_> = all.into_iter().filter(|(day, _)| wish.days.contains(day.0.weekday())).collect();
        for (day, _) in &due {
            self.same(&wish.on(*day).is_some(), &true, || format!("{wish} on {day}"));
        }
        let half = TimeDelta::milliseconds(500);
        let shift = (change.after - change.before).abs();
        let mut moments: BTreeSet<_> = due.iter().flat_map(|(_, due)| [*due - half, *due, *due + half]).collect();
        moments.extend([-1, 0, shift / 2, shift].map(|seconds| instant(change.at + seconds)));
        assert!(moments.iter().all(|moment| (start - half..=end + half).contains(moment)), "{wish}: too short a walk");
        for now in moments.range(start..=end) {
            let last = due.iter().rfind(|(_, due)| due <= now).copied();
            let next = due.iter().find(|(_, due)| due >= now).copied();
            let after = due.iter().find(|(_, due)| due > now).copied();
            self.same(&wish.last(start, *now), &last, || format!("{wish}: the last until {now:?}"));
            // The bot asks from the very instant that it was to look at.
            for from in last.into_iter().flat_map(|(_, due)| [due, due + half]) {
                let since = last.filter(|(_, due)| *due >= from);
                self.same(&wish.last(from, *now), &since, || format!("{wish}: the last from {from:?} until {now:?}"));
            }
            // What comes after the watched dates is another walk's business.
            let known = |found: (Day, Timestamp)| Some(found).filter(|(_, due)| *due <= end);
            self.same(&known(wish.next(*now)), &next, || format!("{wish}: the next from {now:?}"));
            let (dates, next) = due_dates(&wish, start, *now);
            let settled: Vec<_> = due.iter().rev().skip_while(|(_, due)| due > now).copied().collect();
            self.same(&dates, &settled, || format!("{wish}: due at {now:?}"));
            let next = Some(next).filter(|due| *due <= end);
            self.same(&next, &after.map(|(_, due)| due), || format!("{wish}: when to look again after {now:?}"));
        }
    }

    /// All that can be asked around one change, of zones whose clocks go alike; `watched` is the clock of all of them.
    fn change(&mut self, zones: &[Tz], watched: &Watched, change: Change, dice: Option<&mut Dice>) {
        let all = dice.is_some();
        let [before, after] = [change.before, change.after].map(|offset| change.at + offset);
        let middle = time_of(i64::midpoint(before / MINUTE, after / MINUTE));
        // The day of the change alone, and the days on both sides of it without it.
        let weekday = instant(before.min(after)).weekday();
        let sets = [weekday.to_string(), format!("{},{}", weekday.pred(), weekday.succ())]
            .map(|days| Weekdays::parse(&days).expect("days of the week"));
        for time in wishes(change, dice) {
            let closely = all || time == middle || time == NaiveTime::MIN;
            for zone in zones {
                let wish = DailyAt::every_day(time, *zone);
                self.dates(wish, watched);
                if all || time == middle || (closely && *zone == zones[0]) {
                    self.order(wish, watched, change);
                }
            }
            for days in sets.into_iter().filter(|_| closely) {
                self.order(DailyAt { days, time, zone: zones[0] }, watched, change);
            }
        }
    }

    /// Every change of every zone in a range of years. A zone without any is looked at once, at a moment in the middle.
    fn years(&mut self, from: i64, until: i64, step: i64, mut dice: Option<&mut Dice>) {
        let mut alike = BTreeMap::<_, Vec<Tz>>::new();
        for zone in TZ_VARIANTS {
            let (first, changes) = (offset(zone, from), changes(zone, from, until, step));
            writeln!(self.lines, "zone {zone} {from} {until} {first}").expect("memory");
            for Change { at, before, after } in &changes {
                writeln!(self.lines, "change {zone} {at} {before} {after}").expect("memory");
            }
            self.zones += 1;
            self.changing += usize::from(!changes.is_empty());
            self.changes += changes.len();
            alike.entry((first, changes)).or_default().push(zone);
        }
        for ((first, mut changes), zones) in alike {
            if changes.is_empty() {
                changes.push(Change { at: i64::midpoint(from, until), before: first, after: first });
            }
            for change in changes {
                let watched = Watched::new(zones[0], change);
                self.change(&zones, &watched, change, dice.as_deref_mut());
            }
        }
    }

    /// Fails with the first faults, or tells the figures; and leaves the lines for the second oracle where the environment
    /// names a file. Run one test alone for that: the last to finish has the file.
    fn finish(&self) -> String {
        let Self { zones, changing, changes, compared, faults, lines } = self;
        let figures = format!(
            "{zones} zones, {changing} of them with {changes} changes; {compared} comparisons, {} faults; seed {SEED}",
            faults.len()
        );
        assert!(faults.is_empty(), "{figures}\n{}", faults[..faults.len().min(20)].join("\n"));
        if let Some(path) = std::env::var_os("TOUCHLINE_ZONES_OUT").filter(|_| !lines.is_empty()) {
            let head = format!("tzdb {}\n", chrono_tz::IANA_TZDB_VERSION);
            std::fs::write(&path, head + lines).expect("TOUCHLINE_ZONES_OUT names a file that can be written");
        }
        figures
    }
}

/// One zone's changes between two years.
fn one_zone(zone: &str, from: i32, until: i32) -> Survey {
    let zone = parse_zone(zone).expect("a zone");
    let mut survey = Survey { zones: 1, changing: 1, ..Survey::default() };
    for change in changes(zone, year(from), year(until), HOUR) {
        survey.changes += 1;
        let watched = Watched::new(zone, change);
        survey.change(&[zone], &watched, change, None);
    }
    // The second oracle wants whole ranges of years.
    survey.lines.clear();
    survey
}

#[test]
fn every_change_of_every_zone_until_2036() {
    let mut survey = Survey::default();
    survey.years(year(2026), year(2037), DATE, None);
    assert!(survey.zones > 590 && survey.changes > 4000, "the changes are found");
    println!("{}", survey.finish());
}

#[test]
fn clocks_that_did_what_clocks_may_do_again() {
    for (zone, from, until, expected) in [
        // A date left out, eastwards over the date line.
        ("Pacific/Apia", 2010, 2013, 6),
        ("Pacific/Fakaofo", 2011, 2012, 1),
        ("Pacific/Kwajalein", 1993, 1994, 1),
        ("Pacific/Kiritimati", 1994, 1996, 1),
        // A date that came twice, but for an hour: from eleven hours ahead to twelve behind.
        ("Pacific/Kwajalein", 1969, 1970, 1),
        // Clocks set back at 00:01, so that a minute of the next date is shown before the end of this one is again.
        ("America/St_Johns", 2006, 2012, 12),
        // Three hours at once, at 00:01.
        ("Antarctica/Casey", 2016, 2024, 12),
        // Four changes in one year, for Ramadan.
        ("Africa/Cairo", 2010, 2011, 4),
        ("Africa/Casablanca", 2012, 2013, 4),
        // Half an hour, two hours, winter time as the exception.
        ("Australia/Lord_Howe", 2026, 2028, 4),
        ("Antarctica/Troll", 2026, 2028, 4),
        ("Europe/Dublin", 2026, 2028, 4),
        ("Asia/Pyongyang", 2015, 2019, 2),
        ("America/Caracas", 2007, 2017, 2),
    ] {
        let survey = one_zone(zone, from, until);
        assert_eq!(survey.changes, expected, "{zone}");
        println!("{zone}: {}", survey.finish());
    }
}

#[test]
fn a_date_that_never_was_has_no_post_and_loses_none() {
    let apia = |days: &str| DailyAt {
        days: Weekdays::parse(days).expect("days of the week"),
        ..DailyAt::every_day(NaiveTime::from_hms_opt(9, 0, 0).expect("a time"), parse_zone("Apia").expect("a zone"))
    };
    let day = |text: &str| Day(text.parse().expect("a date"));
    let time = |text: &str| text.parse::<Timestamp>().expect("an instant");
    let [thursday, saturday] = [("2011-12-29", "2011-12-29T19:00:00Z"), ("2011-12-31", "2011-12-30T19:00:00Z")]
        .map(|(a, b)| (day(a), time(b)));
    assert_eq!(apia("all").on(day("2011-12-30")), None);
    assert_eq!(apia("all").next(thursday.1 + TimeDelta::seconds(1)), saturday);
    assert_eq!(apia("all").last(thursday.1, saturday.1 - TimeDelta::seconds(1)), Some(thursday));
    // It was the only Friday between the 23rd and the 6th: two weeks lie between two wished dates.
    let fridays = apia("fri");
    let [before, after] = [("2011-12-23", "2011-12-23T19:00:00Z"), ("2012-01-06", "2012-01-05T19:00:00Z")]
        .map(|(a, b)| (day(a), time(b)));
    assert_eq!(fridays.next(before.1 + TimeDelta::seconds(1)), after);
    assert_eq!(fridays.last(before.1, after.1 - TimeDelta::seconds(1)), Some(before));
    let due = due_dates(&fridays, before.1, after.1 - TimeDelta::seconds(1));
    assert_eq!(due, (vec![before], after.1));
}

#[test]
#[ignore = "long: every minute of every gap and fold until 2036, about two minutes"]
fn every_minute_of_every_change_until_2036() {
    let mut survey = Survey::default();
    survey.years(year(2026), year(2037), HOUR, Some(&mut Dice::seeded(SEED)));
    println!("{}", survey.finish());
}

#[test]
#[ignore = "long: every change since 1973, when the last clocks had gone over to whole minutes"]
fn every_change_of_every_zone_since_1973() {
    let mut survey = Survey::default();
    survey.years(year(1973), year(2026), HOUR, None);
    println!("{}", survey.finish());
}

#[test]
#[ignore = "long: eleven years of posts in every zone"]
fn eleven_years_of_dates_come_once_and_in_order() {
    let mut survey = Survey::default();
    let mut dice = Dice::seeded(SEED);
    for zone in TZ_VARIANTS {
        survey.zones += 1;
        let changes = changes(zone, year(2026), year(2037), HOUR);
        (survey.changing, survey.changes) =
            (survey.changing + usize::from(!changes.is_empty()), survey.changes + changes.len());
        for days in ["all", "mon", "fri", "weekdays", "sat-sun", "tue,thu"] {
            let days = Weekdays::parse(days).expect("days of the week");
            let wish = DailyAt { time: time_of(minute_of_day(&mut dice)), zone, days };
            let new_year = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date");
            let dates = new_year.iter_days().take_while(|date| date.year() < 2037);
            let mut from = instant(year(2026) - offset(zone, year(2026)));
            for expected in dates.filter(|date| days.contains(date.weekday())) {
                let (day, due) = wish.next(from);
                survey.same(&day, &Day(expected), || format!("{wish}: the next from {from:?}"));
                // Away from the changes the clock shows the wished time; near them the walks say what is right.
                let local = instant(due.timestamp() + offset(zone, due.timestamp())).naive_utc();
                let near = changes.iter().any(|change| (change.at - due.timestamp()).abs() < DATE);
                let right = near || local == expected.and_time(wish.time);
                survey.same(&right, &true, || format!("{wish} on {expected}: {local}"));
                from = due + TimeDelta::seconds(1);
            }
        }
    }
    println!("{}", survey.finish());
}
