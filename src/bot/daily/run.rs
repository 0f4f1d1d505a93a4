//! What became of one date's post: one plain sentence, in the post's own zone.

use super::words;
use crate::domain::schedule::{DailyAt, GRACE, Timestamp};
use crate::domain::tongue::{Text, Tongue};
use crate::ports::Run;
use crate::text;

/// One plain sentence about a run.
pub(super) fn told(run: &Run, at: &DailyAt, tongue: Tongue) -> Text {
    let day = run.day.to_string();
    match (run.state.as_str(), &run.title) {
        ("posted", _) => posted(run, at, tongue),
        ("retry", _) => retried(run, &clock(run, run.not_before, at, tongue)),
        ("planned", title) => {
            let clock = clock(run, run.not_before, at, tongue);
            match title {
                Some(title) => text!("run-planned-story", day = day, clock = clock, title = title),
                None => text!("run-planned", day = day, clock = clock),
            }
        }
        ("sending", Some(title)) => text!("run-sending-story", day = day, title = title),
        ("sending", None) => text!("run-sending", day = day),
        ("unsure", Some(title)) => text!("run-unsure-story", day = day, title = title),
        ("unsure", None) => text!("run-unsure", day = day),
        ("refused", Some(title)) => because(run, text!("run-refused-story", day = day, title = title)),
        ("refused", None) => because(run, text!("run-refused", day = day)),
        ("missed", Some(title)) => because(run, text!("run-missed-story", day = day, title = title)),
        ("missed", None) => because(run, text!("run-missed", day = day)),
        (_, Some(title)) => because(run, text!("run-skipped-story", day = day, title = title)),
        (_, None) => because(run, text!("run-skipped", day = day)),
    }
}

/// An instant's time, with its date where that is not the run's.
fn clock(run: &Run, instant: Timestamp, at: &DailyAt, tongue: Tongue) -> Text {
    let local = instant.with_timezone(&at.zone);
    let time = local.format("%H:%M").to_string();
    if local.date_naive() == run.day.0 {
        return time.into();
    }
    text!("run-clock-on-date", time = time, date = tongue.day_and_month(local.date_naive()))
}

fn because(run: &Run, told: Text) -> Text {
    match &run.reason {
        Some(reason) => text!("run-because", run = told, reason = reason),
        None => told,
    }
}

fn posted(run: &Run, at: &DailyAt, tongue: Tongue) -> Text {
    let day = run.day.to_string();
    let clock = run.posted_at.map(|posted| clock(run, posted, at, tongue));
    let mut told = match (clock, &run.title) {
        (Some(clock), Some(title)) => text!("run-posted-at-story", day = day, clock = clock, title = title),
        (Some(clock), None) => text!("run-posted-at", day = day, clock = clock),
        (None, Some(title)) => text!("run-posted-story", day = day, title = title),
        (None, None) => text!("run-posted", day = day),
    };
    if run.attempts > 1 {
        told = text!("run-after-tries", run = told, tries = run.attempts);
    }
    let late = run.posted_at.zip(at.on(run.day)).map(|(posted, due)| posted - due).filter(|late| *late > GRACE);
    told = match late.map(|late| late.num_minutes()) {
        None => told,
        Some(minutes @ ..90) => text!("run-late-by-minutes", run = told, minutes = minutes),
        Some(minutes) => text!("run-late-by-hours", run = told, hours = (minutes + 30) / 60),
    };
    match &run.reason {
        Some(reason) => {
            // It is a sentence, and follows one here.
            let note = reason.say(tongue);
            text!("run-noted", run = told, note = words::lower_first(note.trim_end_matches('.')))
        }
        None => told,
    }
}

fn retried(run: &Run, next: &Text) -> Text {
    let (day, tries) = (run.day.to_string(), run.attempts);
    match (run.is_doubtful, &run.title) {
        (true, Some(title)) => text!("run-doubtful-story", day = day, title = title, tries = tries, clock = next),
        (true, None) => text!("run-doubtful", day = day, tries = tries, clock = next),
        (false, Some(title)) => text!("run-waits-story", day = day, title = title, tries = tries, clock = next),
        (false, None) => text!("run-waits", day = day, tries = tries, clock = next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delivery::{DeliveryId, SubscriptionId};
    use crate::domain::schedule::Day;

    fn run(state: &str) -> Run {
        let due: Timestamp = "2026-11-21T08:00:00Z".parse().expect("an instant");
        Run {
            delivery: DeliveryId(1),
            subscription: SubscriptionId(1),
            day: Day(due.date_naive()),
            state: state.to_owned(),
            attempts: 1,
            not_before: due,
            posted_at: None,
            is_doubtful: false,
            reason: None,
            story: None,
            title: Some("T".to_owned()),
        }
    }

    fn said(run: &Run) -> String {
        let at = DailyAt::every_day("09:00:00".parse().expect("a time"), chrono_tz::Europe::Paris);
        told(run, &at, Tongue::English).to_string()
    }

    #[test]
    fn a_run_is_one_plain_sentence() {
        let reason = Some("Too long.".into());
        let at = |instant: &str| instant.parse::<Timestamp>().expect("an instant");
        let late = Run { posted_at: Some(at("2026-11-21T23:30:00Z")), attempts: 3, ..run("posted") };
        for (run, expected) in [
            (run("planned"), "2026-11-21: comes at 09:00 “T”"),
            (Run { title: None, ..run("sending") }, "2026-11-21: on its way"),
            (run("retry"), "2026-11-21: not sent yet “T”, one try so far; the next one at 09:00"),
            (
                Run { is_doubtful: true, attempts: 2, ..run("retry") },
                "2026-11-21: sent “T”, 2 tries so far; it may be there already – I find that out at 09:00",
            ),
            (Run { reason: reason.clone(), ..run("refused") }, "2026-11-21: refused “T”: Too long."),
            (Run { reason: reason.clone(), title: None, ..run("missed") }, "2026-11-21: missed: Too long."),
            (run("skipped"), "2026-11-21: skipped “T”"),
            (run("unsure"), "2026-11-21: sent “T”, but the platform never said whether it arrived; please look for it"),
            (
                Run { reason, ..late.clone() },
                "2026-11-21: posted at 00:30 on 22 November “T”, after 3 tries, 16 hours late; too long",
            ),
            (
                Run { posted_at: Some(at("2026-11-21T08:40:00Z")), attempts: 1, ..late },
                "2026-11-21: posted at 09:40 “T”, 40 minutes late",
            ),
        ] {
            assert_eq!(said(&run), expected);
        }
    }
}
