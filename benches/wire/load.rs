//! People on the local platforms: what they ask, how long they wait, how much the bot works meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use local_platforms::{discord, telegram};
use tokio::task::JoinSet;

use crate::Result;
use crate::common::numbers;
use crate::common::process::Process;
use crate::data::Dice;
use crate::plan::Plan;
use crate::stores::{Prepared, Question};

/// Answers come late on a machine that does other things; one that never comes is a failure.
const PATIENCE: Duration = Duration::from_mins(1);
/// Updates of one life of a process; the store knows those of earlier lives.
const UPDATES: u64 = 1_000_000;
/// Questions before it counts: connections are open then, and statements prepared.
const WARM_UP: usize = 100;

/// A platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Door {
    Telegram,
    Discord,
}

/// Both.
pub(crate) const DOORS: [Door; 2] = [Door::Telegram, Door::Discord];

impl Door {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Telegram => "telegram",
            Self::Discord => "discord",
        }
    }

    pub(crate) fn parse(word: &str) -> Result<Self> {
        Ok(DOORS.into_iter().find(|door| door.word() == word).ok_or_else(|| format!("{word} is no platform"))?)
    }
}

/// Both local platforms.
pub(crate) struct Servers {
    pub(crate) discord: discord::Server,
    pub(crate) telegram: telegram::Server,
}

impl Servers {
    /// For one life of a process, `life` being its number.
    pub(crate) async fn start(life: u64) -> Self {
        let (discord, telegram) = crate::servers::start(PATIENCE).await;
        let first_update = i64::try_from((life + 1).saturating_mul(UPDATES)).unwrap_or(i64::MAX >> 1);
        telegram.set_next_update_id(first_update);
        Self { discord, telegram }
    }

    pub(crate) fn api_url(&self, door: Door) -> String {
        match door {
            Door::Telegram => self.telegram.api_url(),
            Door::Discord => self.discord.api_url(),
        }
    }

    /// Returns when the bot listens on both and has registered its commands if it had to.
    pub(crate) async fn ready(&self) {
        self.discord.wait_ready().await;
        self.telegram.wait_ready().await;
    }

    pub(crate) fn telegram_client(&self, number: usize) -> TelegramClient {
        TelegramClient(self.telegram.person(&format!("Person {number}")))
    }

    pub(crate) fn discord_client(&self, number: usize) -> DiscordClient {
        DiscordClient(self.discord.person(&format!("Person {number}")))
    }

    pub(crate) fn client(&self, door: Door, number: usize) -> Client {
        match door {
            Door::Telegram => Client::Telegram(self.telegram_client(number)),
            Door::Discord => Client::Discord(self.discord_client(number)),
        }
    }
}

/// Somebody in a private chat on Telegram.
pub(crate) struct TelegramClient(telegram::Person);

/// A question that was asked and not answered yet.
pub(crate) struct Waiting(telegram::Said);

impl TelegramClient {
    pub(crate) fn begin(&self, question: &Question) -> Waiting {
        Waiting(self.0.says(&question.typed()))
    }
}

impl Waiting {
    /// Returns the length of the answer when it is there.
    pub(crate) async fn answered(&self) -> usize {
        self.0.reply().await.text().len()
    }
}

/// Somebody in the home guild on Discord.
pub(crate) struct DiscordClient(discord::Person);

impl DiscordClient {
    pub(crate) async fn ask(&self, question: &Question) -> usize {
        let slash = self.0.slash(question.command).text(question.argument, &question.words);
        slash.send().callback().await.text().len()
    }

    async fn types(&self, question: &Question) -> usize {
        self.0
            .slash(question.command)
            .typing(question.argument, &question.words)
            .send()
            .callback()
            .await
            .choices()
            .len()
    }
}

/// Somebody on either platform.
pub(crate) enum Client {
    Telegram(TelegramClient),
    Discord(DiscordClient),
}

impl Client {
    /// Asks and waits for the answer, whose length is returned.
    pub(crate) async fn ask(&self, question: &Question) -> usize {
        match self {
            Self::Telegram(client) => client.begin(question).answered().await,
            Self::Discord(client) => client.ask(question).await,
        }
    }
}

type Measured = Vec<(&'static str, f64)>;

/// What is measured on one door: its names in the table.
struct Names {
    p50: &'static str,
    p99: &'static str,
    cpu: &'static str,
    length: &'static str,
    floods: [(usize, &'static str, &'static str, &'static str); 2],
}

const TELEGRAM: Names = Names {
    p50: "command to answer, Telegram, p50, ms",
    p99: "command to answer, Telegram, p99, ms",
    cpu: "CPU an answer, one at a time, Telegram, ms",
    length: "length of an answer, Telegram, bytes",
    floods: [
        (
            64,
            "answers/s, 64 in flight, Telegram",
            "CPU an answer, 64 in flight, Telegram, ms",
            "answers/s of one core's CPU time, 64 in flight, Telegram",
        ),
        (
            256,
            "answers/s, 256 in flight, Telegram",
            "CPU an answer, 256 in flight, Telegram, ms",
            "answers/s of one core's CPU time, 256 in flight, Telegram",
        ),
    ],
};
const DISCORD: Names = Names {
    p50: "command to answer, Discord, p50, ms",
    p99: "command to answer, Discord, p99, ms",
    cpu: "CPU an answer, one at a time, Discord, ms",
    length: "length of an answer, Discord, bytes",
    floods: [
        (
            64,
            "answers/s, 64 in flight, Discord",
            "CPU an answer, 64 in flight, Discord, ms",
            "answers/s of one core's CPU time, 64 in flight, Discord",
        ),
        (
            256,
            "answers/s, 256 in flight, Discord",
            "CPU an answer, 256 in flight, Discord, ms",
            "answers/s of one core's CPU time, 256 in flight, Discord",
        ),
    ],
};

/// Questions one after the other, then many at once.
pub(crate) async fn measure(
    plan: &Plan,
    servers: &Servers,
    door: Door,
    child: &Process,
    store: &Prepared,
    dice: &mut Dice,
) -> Result<Measured> {
    let names = match door {
        Door::Telegram => &TELEGRAM,
        Door::Discord => &DISCORD,
    };
    let client = servers.client(door, 1);
    one_by_one(&client, store.workload.questions(WARM_UP, dice)).await;
    let before = child.cpu()?;
    let (mut times, length) = one_by_one(&client, store.workload.questions(plan.questions, dice)).await;
    let cpu = child.cpu()?.saturating_sub(before);
    let (p50, p99) = numbers::quantiles(&mut times);
    let mut measured = vec![
        (names.p50, p50),
        (names.p99, p99),
        (names.cpu, numbers::ms(cpu) / numbers::float(plan.questions)),
        (names.length, length),
    ];
    for (at_once, rate, cpu_each, rate_of_core) in names.floods {
        let clients = (0..at_once).map(|number| servers.client(door, number)).collect();
        let before = child.cpu()?;
        let took = many_at_once(clients, store.workload.questions(plan.flood, dice)).await?;
        let cpu = child.cpu()?.saturating_sub(before);
        let answers = numbers::float(plan.flood);
        measured.push((rate, answers / took.as_secs_f64()));
        measured.push((cpu_each, numbers::ms(cpu) / answers));
        measured.push((rate_of_core, answers / cpu.as_secs_f64().max(0.01)));
    }
    Ok(measured)
}

async fn one_by_one(client: &Client, questions: Vec<Question>) -> (Vec<Duration>, f64) {
    let (mut times, mut length) = (Vec::with_capacity(questions.len()), 0);
    for question in &questions {
        let begun = Instant::now();
        length += client.ask(question).await;
        times.push(begun.elapsed());
    }
    (times, numbers::float(length) / numbers::float(questions.len()))
}

/// Every client asks its next question once it has its answer.
async fn many_at_once(clients: Vec<Client>, questions: Vec<Question>) -> Result<Duration> {
    let questions = Arc::new((AtomicUsize::new(0), questions));
    let mut tasks = JoinSet::new();
    let begun = Instant::now();
    for client in clients {
        let questions = Arc::clone(&questions);
        tasks.spawn(async move {
            let (next, questions) = &*questions;
            while let Some(question) = questions.get(next.fetch_add(1, Ordering::Relaxed)) {
                client.ask(question).await;
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended?;
    }
    Ok(begun.elapsed())
}

/// Suggestions while somebody types on Discord.
pub(crate) async fn type_ahead(plan: &Plan, client: &DiscordClient, store: &Prepared, dice: &mut Dice) -> Measured {
    let (mut times, mut choices) = (Vec::new(), 0);
    for _ in 0..plan.typed {
        let question = store.workload.beginning(dice);
        let begun = Instant::now();
        choices += client.types(&question).await;
        times.push(begun.elapsed());
    }
    let (p50, p99) = numbers::quantiles(&mut times);
    vec![
        ("autocomplete on the wire, Discord, p50, ms", p50),
        ("autocomplete on the wire, Discord, p99, ms", p99),
        ("suggestions at once", numbers::float(choices) / numbers::float(plan.typed)),
    ]
}
