//! People who flood, and how long the others wait meanwhile.
//!
//! First one person alone, a hundred questions a second on each platform; then many chats at once on Telegram. They do not
//! wait for answers. The others do: their wait is what is measured.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::common::numbers::{self, float, short};
use crate::data::Dice;
use crate::look::{Look, Watch};
use crate::plan::Plan;
use crate::stores::Workload;
use crate::{QUIET, Result, Servers, stores};

/// Questions a second of one person alone.
const ALONE: u32 = 100;
/// The others: so many people on either platform, each asks so often.
const OTHERS: usize = 20;
const EACH: Duration = Duration::from_millis(500);
/// So long may one in a hundred of the others wait.
const LIMIT: f64 = 1_000.0;
/// Whoever waits longer than this is not answered at all.
const PATIENCE: Duration = Duration::from_mins(10);
/// A beat of those who flood.
const BEAT: Duration = Duration::from_millis(10);
const FIRST_GROUP: i64 = -1_004_000_000_000;

/// Who floods.
#[derive(Debug, Clone, Copy)]
enum Who {
    Nobody,
    OnePerson,
    Chats { count: usize, each: u32 },
}

pub(crate) async fn measure(plan: &Plan) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let store = stores::prepare(folder.path(), plan.stories).await?;
    let servers = Servers::start().await;
    // Who waits behind a flood waits long, and is to be told how long.
    servers.telegram.set_patience(PATIENCE);
    servers.discord.set_patience(PATIENCE);
    let child = servers.connect(&store).await?;
    let workload = Arc::new(store.workload);
    let (mut broken, lasts) = (Vec::new(), Duration::from_secs(plan.seconds.into()));
    let chats = Who::Chats { count: plan.chats, each: plan.each };
    for who in [Who::Nobody, Who::OnePerson, chats] {
        let watch = Watch::begin(child.id, &store.path);
        let ended = CancellationToken::new();
        let flooding = tokio::spawn(flood(servers.clone(), who, Arc::clone(&workload), ended.clone()));
        let mut waits = others(&servers, &workload, lasts).await?;
        let behind = servers.telegram.pending();
        ended.cancel();
        let asked = flooding.await?;
        let begun = Instant::now();
        servers.telegram.wait_until("every update to be confirmed", || servers.telegram.pending() == 0).await;
        let drained = begun.elapsed();
        tokio::time::sleep(QUIET).await;
        let (most, look) = (watch.end().await?, Look::at(child.id, &store.path)?);
        numbers::say(&format!(
            "\n{who:?}: {asked} questions in {} s; {behind} not taken at the end, {} s until they were; memory at most {} MiB, afterwards {}",
            lasts.as_secs(),
            short(drained.as_secs_f64()),
            short(most.memory),
            short(look.memory)
        ));
        for (platform, times) in ["Discord", "Telegram"].iter().zip(&mut waits) {
            let (p50, p99) = numbers::quantiles(times);
            let longest = times.last().map_or(0.0, |longest| numbers::ms(*longest));
            let verdict = if p99 <= LIMIT { "" } else { "BROKEN" };
            numbers::say(format!("  the others on {platform:<9} {:>5} questions, p50 {:>7} ms, p99 {:>7}, longest {:>7}   ≤ 1000 {verdict}",
                float(times.len()), short(p50), short(p99), short(longest)).trim_end());
            if p99 > LIMIT {
                broken.push(format!("{who:?}: {platform}"));
            }
        }
    }
    child.stop().await?;
    if broken.is_empty() {
        Ok(())
    } else {
        Err(format!("others waited longer than a second: {}", broken.join(", ")).into())
    }
}

/// Asks without waiting until it is over; how many questions that were.
async fn flood(servers: Servers, who: Who, workload: Arc<Workload>, ended: CancellationToken) -> usize {
    let mut dice = Dice::new(35);
    let (person, user) = (servers.telegram.person("Flood"), servers.discord.person("Flood"));
    let chats: Vec<_> = (0..100_000)
        .take(if let Who::Chats { count, .. } = who { count } else { 0 })
        .map(|number| servers.telegram.person(&format!("Flood {number}")).in_chat(FIRST_GROUP - number))
        .collect();
    let rate = match who {
        Who::Nobody => 0.0,
        Who::OnePerson => f64::from(ALONE),
        Who::Chats { count, each } => float(count) * f64::from(each),
    };
    let (begun, mut asked) = (Instant::now(), 0);
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Skip);
    while !ended.is_cancelled() {
        beat.tick().await;
        while float(asked) < begun.elapsed().as_secs_f64() * rate && !ended.is_cancelled() {
            let question = workload.question(&mut dice);
            if chats.is_empty() {
                person.says(&question.typed());
                user.slash(question.command).text(question.argument, &question.words).send();
            } else {
                chats[asked % chats.len()].says(&question.typed());
            }
            asked += 1;
        }
    }
    asked
}

/// The others' waits on Discord and on Telegram.
async fn others(servers: &Servers, workload: &Arc<Workload>, lasts: Duration) -> Result<[Vec<Duration>; 2]> {
    let until = Instant::now() + lasts;
    let mut asking = [JoinSet::new(), JoinSet::new()];
    for number in 0..OTHERS {
        let name = format!("Other {number}");
        let (user, questions) = (servers.discord.person(&name), Arc::clone(workload));
        asking[0].spawn(async move {
            let (mut times, mut dice) = (Vec::new(), Dice::new(number as u64));
            while Instant::now() < until {
                let question = questions.question(&mut dice);
                let begun = Instant::now();
                user.slash(question.command).text(question.argument, &question.words).send().callback().await;
                times.push(begun.elapsed());
                tokio::time::sleep(EACH.saturating_sub(begun.elapsed())).await;
            }
            times
        });
        let (person, questions) = (servers.telegram.person(&name), Arc::clone(workload));
        asking[1].spawn(async move {
            let (mut times, mut dice) = (Vec::new(), Dice::new(number as u64));
            while Instant::now() < until {
                let question = questions.question(&mut dice).typed();
                let begun = Instant::now();
                person.says(&question).reply().await;
                times.push(begun.elapsed());
                tokio::time::sleep(EACH.saturating_sub(begun.elapsed())).await;
            }
            times
        });
    }
    let mut waits = [Vec::new(), Vec::new()];
    for (all, mut asking) in waits.iter_mut().zip(asking) {
        while let Some(times) = asking.join_next().await {
            all.extend(times?);
        }
    }
    Ok(waits)
}
