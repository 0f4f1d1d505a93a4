//! Many places due in the same minute: how fast their posts arrive, without limits (`fanout`) and within the platforms'
//! documented ones, which the local servers enforce, while people ask (`pace`).

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use local_platforms::{Backstage, Limit, discord, telegram};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use touchline::clock::SystemClock;
use touchline::domain::schedule::Timestamp;
use touchline::ports::Clock as _;

use crate::common::numbers;
use crate::common::process::{Memory, Process};
use crate::{Plan, Result, row, schedule, stock};

const PLACES: usize = 10_000;
/// Posts a second of the limiters, as they are set by default.
const PACE: [f64; 2] = [45.0, 25.0];
/// The process is up and idle so long before the posts are due.
const LEAD: chrono::TimeDelta = chrono::TimeDelta::seconds(4);
/// Posts that have not come after so long will not.
const PATIENCE: Duration = Duration::from_mins(20);
/// So long after the last post another one may come that should not.
const AFTERMATH: Duration = Duration::from_secs(1);
/// One question on each platform in so long, from so many people in turn.
const QUESTION_EVERY: Duration = Duration::from_millis(250);
const PEOPLE: usize = 40;

/// What one burst showed.
struct Burst {
    /// When the posts arrived, since they were due: Discord's and Telegram's, each in order.
    arrivals: [Vec<Duration>; 2],
    /// Requests that were answered 429.
    refused: [usize; 2],
    /// How long people waited for answers.
    answers: [Vec<Duration>; 2],
    cpu: Duration,
    memory: f64,
}

/// Without limits.
pub(crate) async fn fanout(folder: &Path, plan: &Plan) -> Result<()> {
    let places = plan.size.unwrap_or(PLACES);
    numbers::say(&format!("\n{places} places due at once, limits lifted: median (least–most) of the rounds\n"));
    let settings =
        [("TOUCHLINE_PACE__DISCORD", "0"), ("TOUCHLINE_PACE__TELEGRAM", "0"), ("TOUCHLINE_DAILY__JITTER", "0s")];
    let [mut all, mut discord, mut telegram, mut first, mut cpu, mut memory] = [const { Vec::new() }; 6];
    for _ in 0..plan.rounds.unwrap_or(5) {
        let burst = burst(folder, places, &settings, false).await?;
        let [on_discord, on_telegram] = &burst.arrivals;
        let rate = |posts: usize, last: Duration| numbers::float(posts) / last.as_secs_f64();
        all.push(rate(places, last(on_discord).max(last(on_telegram))));
        discord.push(rate(on_discord.len(), last(on_discord)));
        telegram.push(rate(on_telegram.len(), last(on_telegram)));
        first.push(numbers::ms(on_discord[0].min(on_telegram[0])));
        cpu.push(numbers::ms(burst.cpu) / numbers::float(places));
        memory.push(burst.memory);
    }
    row("posts/s, both platforms, until the last one is there", &all, "≥ 4000");
    row("posts/s, Discord (32 under way at most)", &discord, "");
    row("posts/s, Telegram (4 under way at most)", &telegram, "");
    row("from due to the first post, ms", &first, "");
    row("CPU of the binary, ms a post", &cpu, "");
    row("memory at most (VmHWM), MiB", &memory, "");
    Ok(())
}

/// Within the limits.
pub(crate) async fn pace(folder: &Path, plan: &Plan) -> Result<()> {
    let places = plan.size.unwrap_or(PLACES);
    for jitter in ["120s", "0s"] {
        numbers::say(&format!("\n{places} places due at once, limits enforced, spread over {jitter}\n"));
        let burst = burst(folder, places, &[("TOUCHLINE_DAILY__JITTER", jitter)], true).await?;
        let doors = schedule::PLATFORMS.iter().zip(PACE);
        for (number, (door, limit)) in doors.enumerate() {
            let (arrivals, mut answers) = (&burst.arrivals[number], burst.answers[number].clone());
            let span = last(arrivals).saturating_sub(arrivals[0]).as_secs_f64();
            let rate = numbers::float(arrivals.len() - 1) / span;
            row(&format!("{door}: from due to the last post, s"), &[last(arrivals).as_secs_f64()], "");
            row(&format!("{door}: posts/s from the first to the last"), &[rate], "");
            row(&format!("{door}: of the limiter's rate, %"), &[rate / limit * 100.0], "≥ 95 where not spread");
            row(&format!("{door}: posts in the busiest second"), &[numbers::float(busiest(arrivals))], "");
            row(&format!("{door}: answers 429"), &[numbers::float(burst.refused[number])], "0");
            let (p50, p99) = numbers::quantiles(&mut answers);
            row(&format!("{door}: {} questions meanwhile, p50, ms", answers.len()), &[p50], "");
            row(&format!("{door}: p99, ms"), &[p99], "≤ 1000");
            row(&format!("{door}: longest, ms"), &[numbers::ms(last(&answers))], "≤ 1000");
        }
    }
    Ok(())
}

fn last(of: &[Duration]) -> Duration {
    of.last().copied().unwrap_or_default()
}

/// The most arrivals within any second.
fn busiest(arrivals: &[Duration]) -> usize {
    let within = |(number, from): (usize, &Duration)| {
        arrivals[number..].iter().take_while(|at| **at < *from + Duration::from_secs(1)).count()
    };
    arrivals.iter().enumerate().map(within).max().unwrap_or_default()
}

struct Servers {
    discord: discord::Server,
    telegram: telegram::Server,
    /// Telegram counts answers as posts.
    answered: AtomicUsize,
}

impl Servers {
    async fn start(is_limited: bool) -> Self {
        let (discord, telegram) = (discord::Server::start().await, telegram::Server::start().await);
        for backstage in [&*discord, &*telegram] {
            backstage.check_wire(false);
            backstage.set_patience(PATIENCE);
        }
        if is_limited {
            discord.enforce(Limit::discord_global());
            for limit in Limit::telegram() {
                telegram.enforce(limit);
            }
        }
        Self { discord, telegram, answered: AtomicUsize::new(0) }
    }

    fn each(&self) -> [&Backstage; 2] {
        [&self.discord, &self.telegram]
    }

    /// Posts that are there.
    fn posted(&self) -> usize {
        let posted: usize = self.each().iter().map(|backstage| backstage.posted()).sum();
        posted.saturating_sub(self.answered.load(Ordering::Relaxed))
    }

    async fn ask(&self, platform: usize, person: usize, question: &str) {
        let who = format!("Person {person}");
        if platform == 0 {
            self.discord.person(&who).slash("player").text("name", question).send().callback().await;
        } else {
            self.telegram.person(&who).says(&format!("/player {question}")).reply().await;
            self.answered.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The real binary with a store of its own, from the due instant until everything is there and accounted for.
async fn burst(folder: &Path, places: usize, settings: &[(&str, &str)], is_limited: bool) -> Result<Burst> {
    let path = folder.join("burst.db");
    let due = whole_minute(SystemClock.now() + chrono::TimeDelta::seconds(2));
    stock::make(&path, schedule::at_once(places, due)).await?;
    let due = if due - SystemClock.now() < LEAD { due + chrono::TimeDelta::minutes(1) } else { due };
    put_off(&path, due)?;
    let servers = Arc::new(Servers::start(is_limited).await);
    let child = Process::touchline(&path, (&servers.discord.api_url(), &servers.telegram.api_url()), settings)?;
    servers.discord.wait_ready().await;
    servers.telegram.wait_ready().await;
    let before = child.cpu()?;
    let lead = (due - SystemClock.now()).to_std().map_err(|_| "the binary was not ready in time")?;
    let due = Instant::now() + lead;
    tokio::time::sleep_until(due).await;
    let ended = CancellationToken::new();
    let asking: Vec<_> = (0..if is_limited { 2 } else { 0 })
        .map(|platform| tokio::spawn(questions(Arc::clone(&servers), platform, ended.clone())))
        .collect();
    let arrived = async {
        while servers.posted() < places {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    if tokio::time::timeout(PATIENCE, arrived).await.is_err() {
        return Err(format!("only {} of {places} posts came; {:?}", servers.posted(), stock::states(&path)?).into());
    }
    let (cpu, memory) = (child.cpu()?.saturating_sub(before), child.memory(Memory::Peak)?);
    ended.cancel();
    let mut answers = [Vec::new(), Vec::new()];
    for (all, asked) in answers.iter_mut().zip(asking) {
        *all = asked.await??;
    }
    tokio::time::sleep(AFTERMATH).await;
    child.stop().await?;
    let arrivals = [arrivals(&servers.discord, due), arrivals(&servers.telegram, due)];
    let refused = servers
        .each()
        .map(|backstage| backstage.requests().iter().filter(|request| request.status == Some(429)).count());
    account(&path, places, &arrivals)?;
    stock::remove(&path);
    Ok(Burst { arrivals: arrivals.map(|(times, _)| times), refused, answers, cpu, memory })
}

fn whole_minute(after: Timestamp) -> Timestamp {
    let seconds = after.timestamp();
    Timestamp::from_timestamp(seconds - seconds % 60 + 60, 0).unwrap_or(after)
}

/// All are due at this instant.
fn put_off(path: &Path, due: Timestamp) -> Result<()> {
    let db = rusqlite::Connection::open(path)?;
    db.execute(
        "UPDATE subscriptions SET next_due_at = ?1, time = ?2",
        rusqlite::params![due.timestamp(), due.format("%H:%M").to_string()],
    )?;
    Ok(())
}

/// When the posts of our places arrived, and at how many of them.
fn arrivals(server: &Backstage, due: Instant) -> (Vec<Duration>, usize) {
    let mut posts = server.ledger();
    // Who asks does so in a private chat.
    posts.retain(|post| post.place.starts_with("-100") || post.place.starts_with('2'));
    let places: HashSet<&str> = posts.iter().map(|post| post.place.as_str()).collect();
    let mut times: Vec<Duration> = posts.iter().map(|post| post.at.saturating_duration_since(due)).collect();
    times.sort_unstable();
    (times, places.len())
}

/// Every place has one post, and the ledger knows it.
fn account(path: &Path, places: usize, arrivals: &[(Vec<Duration>, usize); 2]) -> Result<()> {
    let posts: usize = arrivals.iter().map(|(times, _)| times.len()).sum();
    let reached: usize = arrivals.iter().map(|(_, places)| places).sum();
    let states = stock::states(path)?;
    if posts != places || reached != places || states != [("posted".to_owned(), places)] {
        return Err(format!("{posts} posts at {reached} of {places} places; the ledger says {states:?}").into());
    }
    Ok(())
}

/// People ask until it is over; how long each waited.
async fn questions(servers: Arc<Servers>, platform: usize, ended: CancellationToken) -> Result<Vec<Duration>> {
    const PLAYERS: [&str; 4] = ["Achraf Hakimi", "Roger Milla", "Andrés Escobar", "Maradona"];
    let (mut asked, mut number) = (JoinSet::new(), 0);
    let mut clock = tokio::time::interval(QUESTION_EVERY);
    while !ended.is_cancelled() {
        clock.tick().await;
        let servers = Arc::clone(&servers);
        asked.spawn(async move {
            let begun = Instant::now();
            servers.ask(platform, number % PEOPLE, PLAYERS[number % PLAYERS.len()]).await;
            begun.elapsed()
        });
        number += 1;
    }
    let mut times = Vec::with_capacity(number);
    while let Some(time) = asked.join_next().await {
        times.push(time?);
    }
    times.sort_unstable();
    Ok(times)
}
