//! The real binary killed and ended at random moments while thousands of posts go out (reliability.md, T2 and T22).
//!
//! Short forms run with all tests. The long ones print their figures; numbers in the environment change their size:
//!
//! ```text
//! [KILLS=1000] [ENDS=500] [POSTS=10000] [SEED=…] cargo test --release --test it kills::long -- --ignored --nocapture
//! ```
//!
//! A restart comes at once, so Discord's repeats are told by their nonce here; the look-up after it is tested elsewhere.

use std::collections::HashSet;
use std::fmt;
use std::time::{Duration, Instant};

use crate::checker::{Fault, Report, check, unforeseen};
use crate::dice::Dice;
use crate::fan_out::{FanOut, Moment};

/// Posts under way at once on each platform, and so the most that one kill can leave in doubt (reliability.md 2.4).
const MOST_UNDER_WAY: [(&str, usize); 2] = [("telegram", 4), ("discord", 32)];

/// So many starts are tried in one day at Discord: half of its sessions come freely, and more would wait for theirs.
const ENDS_A_DAY: usize = 50;

/// What came of all rounds.
#[derive(Default)]
struct Figures {
    ends: usize,
    posts: usize,
    lost: usize,
    doubled: usize,
    unsure: usize,
    /// Unsure posts by kill.
    doubts: Vec<usize>,
    /// From a start to its first post.
    recoveries: Vec<Duration>,
    /// From the signal to the exit.
    endings: Vec<Duration>,
}

impl Figures {
    fn add(&mut self, report: &Report) {
        self.posts += report.states.values().sum::<usize>();
        self.lost += report.faults_like(Fault::Lost);
        self.doubled += report.faults_like(Fault::Doubled);
        self.unsure += report.count("telegram", "unsure") + report.count("discord", "unsure");
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ends, posts, lost, doubled, unsure, .. } = self;
        writeln!(out, "ends {ends}, posts {posts}, lost {lost}, doubled {doubled}, unsure {unsure}")?;
        writeln!(out, "unsure by one kill at most {}", self.doubts.iter().max().unwrap_or(&0))?;
        for (what, times) in
            [("from a start to its first post", &self.recoveries), ("from the signal to the exit", &self.endings)]
        {
            let mut times = times.clone();
            times.sort_unstable();
            if let (Some(median), Some(late), Some(last)) =
                (times.get(times.len() / 2), times.get(times.len() * 99 / 100), times.last())
            {
                writeln!(out, "{what}: median {median:.0?}, p99 {late:.0?}, most {last:.0?}, of {}", times.len())?;
            }
        }
        Ok(())
    }
}

/// One day of so many places on which the process is killed until so many kills or until nothing is left to post.
async fn day_of_kills(places: usize, most_kills: usize, dice: &mut Dice, figures: &mut Figures) {
    let day = FanOut::prepare(places).await;
    let most_posts = (2 * places / most_kills.max(1)).max(2);
    let (mut left, mut kills, mut doubts) = (places, 0, HashSet::new());
    let mut doubtful_on_telegram = 0;
    while kills < most_kills && left > 0 {
        let moment = limited(Moment::thrown(dice, most_posts), left);
        let (running, recovery) = day.run_until(moment, dice).await;
        running.kill();
        kills += 1;
        figures.recoveries.extend(recovery);
        let (accepted, rows) = (day.accepted(), day.books());
        let unforeseen = unforeseen(&accepted, &rows);
        assert!(unforeseen.is_empty(), "kill {kills} at {moment:?}: sent before the row was durable: {unforeseen:?}");
        for (platform, most) in MOST_UNDER_WAY {
            let sending = rows.iter().filter(|row| row.platform == platform && row.state == "sending" && !row.in_doubt);
            // A process that was killed before it had looked leaves what the one before it left.
            let fresh: Vec<_> = sending.map(|row| row.subscription).filter(|row| doubts.insert(*row)).collect();
            assert!(
                fresh.len() <= most,
                "kill {kills} at {moment:?}: {} posts of {platform} were under way",
                fresh.len()
            );
            if platform == "telegram" {
                figures.doubts.push(fresh.len());
                doubtful_on_telegram += fresh.len();
            }
        }
        left = places - rows.iter().filter(|row| row.state != "planned").count();
    }
    figures.ends += kills;
    let report = finished(&day, figures).await;
    assert_eq!(report.count("discord", "posted"), places / 2, "Discord tells repeats: nothing stays in doubt");
    let (posted, unsure) = (report.count("telegram", "posted"), report.count("telegram", "unsure"));
    assert_eq!(posted + unsure, places / 2, "on Telegram what is not posted is in doubt");
    assert_eq!(unsure, doubtful_on_telegram, "each doubt comes of a kill");
}

/// One day of so many places on which the process is ended as a service manager ends it.
async fn day_of_ends(places: usize, most_ends: usize, dice: &mut Dice, figures: &mut Figures) {
    let day = FanOut::prepare(places).await;
    let most_posts = (2 * places / most_ends.max(1)).max(2);
    let (mut left, mut ends) = (places, 0);
    while ends < most_ends && left > 0 {
        let moment = match limited(Moment::thrown(dice, most_posts), left) {
            // Before it has set itself up, a signal ends it as it ends every program.
            Moment::AtOnce => Moment::Heard,
            moment => moment,
        };
        let (running, recovery) = day.run_until(moment, dice).await;
        let asked = Instant::now();
        running.stop();
        figures.endings.push(asked.elapsed());
        figures.recoveries.extend(recovery);
        ends += 1;
        let (accepted, rows) = (day.accepted(), day.books());
        if ends % ENDS_A_DAY == 0 {
            day.forget_sessions();
        }
        for row in &rows {
            assert!(
                !row.in_doubt && matches!(row.state.as_str(), "planned" | "posted" | "retry"),
                "end {ends} at {moment:?}: {row:?}"
            );
        }
        let posted = rows.iter().filter(|row| row.state == "posted").count();
        assert_eq!(posted, accepted.len(), "end {ends} at {moment:?}: what was accepted is in the books");
        left = places - posted;
    }
    figures.ends += ends;
    let report = finished(&day, figures).await;
    for platform in ["discord", "telegram"] {
        assert_eq!(report.count(platform, "posted"), places / 2, "{platform}");
    }
}

/// Nobody waits for posts that do not come.
fn limited(moment: Moment, left: usize) -> Moment {
    match moment {
        Moment::Posts(count) => Moment::Posts(count.min(left)),
        moment => moment,
    }
}

/// Lets the process run to the end of the day, and judges.
async fn finished(day: &FanOut, figures: &mut Figures) -> Report {
    let running = day.start();
    day.finish().await;
    running.stop();
    let report = check(&day.owed, &day.accepted(), &day.books());
    figures.add(&report);
    report.assert_faultless("at the end of the day");
    report
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_lose_and_double_nothing_and_what_is_unsure_is_asked() {
    let mut dice = Dice::by_chance();
    day_of_kills(1_000, 20, &mut dice, &mut Figures::default()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_end_by_signal_leaves_nothing_in_doubt() {
    let mut dice = Dice::by_chance();
    day_of_ends(600, 25, &mut dice, &mut Figures::default()).await;
}

mod long {
    use super::*;

    /// Posts for each kill, on the average: a fan-out of ten thousand takes two hundred kills.
    const KILL_EVERY: usize = 50;

    fn number(name: &str, default: usize) -> usize {
        std::env::var(name).map_or(default, |number| number.parse().expect("a number"))
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "long: 1,000 kills, about a minute and a half in a release build"]
    async fn kills() {
        let (mut dice, mut figures) = (Dice::by_chance(), Figures::default());
        let (kills, places) = (number("KILLS", 1_000), number("POSTS", 10_000));
        while figures.ends < kills {
            day_of_kills(places, (kills - figures.ends).min(places / KILL_EVERY), &mut dice, &mut figures).await;
        }
        println!("SEED={}\n{figures}", dice.seed());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "long: 500 ends, about a minute in a release build"]
    async fn ends() {
        let (mut dice, mut figures) = (Dice::by_chance(), Figures::default());
        let (ends, places) = (number("ENDS", 500), number("POSTS", 10_000));
        while figures.ends < ends {
            day_of_ends(places, (ends - figures.ends).min(places / KILL_EVERY), &mut dice, &mut figures).await;
        }
        println!("SEED={}\n{figures}", dice.seed());
    }
}
