//! A whole day minute by minute (reliability.md, T6, in its short form): many places in many zones, across a night in which
//! clocks change, and each post comes in its minute, once. The long forms are `cargo bench --bench daily -- day`.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;
use touchline::domain::schedule::{DailyAt, Timestamp};

use crate::world::{ADMIN, World};

/// Whole hours, halves, quarters, a change of half an hour, and both sides of the date line.
const ZONES: [Tz; 12] = [
    Tz::UTC,
    Tz::Europe__Paris,
    Tz::Europe__London,
    Tz::Africa__Casablanca,
    Tz::America__New_York,
    Tz::America__St_Johns,
    Tz::Asia__Kathmandu,
    Tz::Asia__Qatar,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Apia,
    Tz::Pacific__Honolulu,
    Tz::Pacific__Kiritimati,
];
/// As many as a community may have, almost.
const PLACES_OF_A_CLUB: usize = 40;
const PLACES: usize = 240;
const MINUTES: i64 = 24 * 60;

fn wish(number: usize) -> DailyAt {
    // Without a common divisor with the zones: every zone meets times all over the day.
    let minute = u32::try_from(number * 7919 % (24 * 60)).expect("of one day");
    let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).expect("a time of day");
    DailyAt::every_day(time, ZONES[number % ZONES.len()])
}

#[tokio::test]
async fn every_post_of_a_day_comes_in_its_minute() {
    // Europe's clocks are put back at 01:00 UTC, Lord Howe's stay; New York's follow a week later.
    let start: Timestamp = "2026-10-24T18:00:00Z".parse().expect("an instant");
    let world = World::at("2026-10-24T18:00:00Z").await;
    world.board.admins.lock().expect("nobody else holds it").insert("ada".into(), true);
    let mut owed: BTreeMap<Timestamp, Vec<String>> = BTreeMap::new();
    for number in 0..PLACES {
        let at = wish(number);
        let (club, time) = (number / PLACES_OF_A_CLUB, at.time.format("%H:%M"));
        let said = world.say(ADMIN, &format!("/daily on {time} {} place:club{club}/room{number}", at.zone)).await;
        assert!(said.contains("The next one:"), "{said}");
        let mut next = at.next(start);
        while next.1 < start + TimeDelta::minutes(MINUTES) {
            owed.entry(next.1).or_default().push(format!("room{number} on {}", next.0));
            next = at.next(next.1 + TimeDelta::seconds(1));
        }
    }
    let mut seen = 0;
    for minute in 0..MINUTES {
        let now = start + TimeDelta::minutes(minute);
        world.clock.turn_to(now);
        world.pass().await;
        let mut came: Vec<_> = {
            let posts = world.board.posts.lock().expect("nobody else holds it");
            let new = posts.iter().skip(seen);
            new.map(|(room, _, mark)| format!("{room} on {}", mark.rsplit('|').next().unwrap_or_default())).collect()
        };
        seen += came.len();
        let mut expected = owed.remove(&now).unwrap_or_default();
        came.sort_unstable();
        expected.sort_unstable();
        assert_eq!(came, expected, "at {now}");
    }
    assert!(owed.is_empty() && seen > PLACES * 9 / 10, "{seen} came, {owed:?} did not");
}
