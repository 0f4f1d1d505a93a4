//! `touchline daily simulate`: every post that would be made, without sending any. The bot may run meanwhile.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveTime};
use clap::Subcommand;

use super::{Failed, load_without_platforms, say};
use crate::bot::{Bot, Parts, Preview, Settings};
use crate::clock::SystemClock;
use crate::collection::CollectionFormat;
use crate::config::Flags;
use crate::ports::Clock as _;
use crate::store;

/// Days that can be simulated at once: ten years.
const DAYS_LIMIT: u16 = 3660;

/// What can be asked about daily posts.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Say every post that would be made, without sending any
    #[command(after_help = "Examples:
  touchline daily simulate --days 7
  touchline daily simulate --days 31 --from 2026-12-01")]
    Simulate {
        /// For so many days
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(DAYS_LIMIT)))]
        days: u16,
        /// From this day on (UTC); today if left out
        #[arg(long, value_name = "DATE")]
        from: Option<NaiveDate>,
    },
}

pub(super) fn daily(command: &Command, flags: &Flags) -> Result<(), Failed> {
    let Command::Simulate { days, from } = command;
    let config = load_without_platforms(flags)?;
    let failed = |error: &dyn std::fmt::Display| Failed::Work(format!("the store failed: {error}"));
    let store = store::read(&config.store).map_err(|error| Failed::Configuration(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failed::Work(format!("the system gives no threads: {error}")))?;
    let begin = from.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let from = begin.unwrap_or_else(|| SystemClock.now());
    let until = from.date_naive().checked_add_days(Days::new(u64::from(*days)));
    let Some(until) = until.map(|day| day.and_time(from.time()).and_utc()) else {
        return Err(Failed::Work("that is beyond the end of the calendar".to_owned()));
    };
    let (mut posts, subscriptions) = runtime.block_on(async {
        let parts = Parts {
            store: Arc::clone(&store),
            messengers: Vec::new(),
            clock: Arc::new(SystemClock),
            format: Arc::new(CollectionFormat),
            settings: Settings { operators: HashSet::new(), ..config.bot.clone() },
        };
        let bot = Bot::open(parts).await.map_err(|error| failed(&error))?;
        let mut posts = Vec::new();
        // What comes before the asked day decides what is left, but is not said.
        let is_asked = |post: &Preview| begin.is_none_or(|begin| post.due >= begin);
        let all = bot.simulate(until, |post| posts.extend(Some(post).filter(is_asked))).await;
        Ok::<_, Failed>((posts, all.map_err(|error| failed(&error))?))
    })?;
    posts.sort_by(|one, other| (one.due, &one.place.address).cmp(&(other.due, &other.place.address)));
    for post in &posts {
        say(&line(post));
    }
    if posts.is_empty() {
        say(&match subscriptions {
            0 => "No post would be made: there is no daily post that is on.".to_owned(),
            on => {
                format!("No post would be made in that time: none of the daily posts that are on ({on}) is due then.")
            }
        });
    }
    Ok(())
}

/// `2026-11-22 09:00 Europe/Paris (08:00 UTC) · discord 123 · “Title” (4 years ago that day)`.
fn line(post: &Preview) -> String {
    let local = post.due.with_timezone(&post.at.zone);
    let story = match &post.story {
        Err(reason) => format!("no post: {reason}"),
        Ok((title, order)) => order.titled(title).to_string(),
    };
    format!(
        "{} {} ({} UTC) · {} {} · {story}",
        local.format("%Y-%m-%d %H:%M"),
        post.at.zone,
        post.due.format("%H:%M"),
        post.place.platform,
        post.place.address
    )
}
