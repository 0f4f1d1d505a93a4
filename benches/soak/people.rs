//! People on both platforms: commands in private chats, groups and servers, buttons under what came, suggestions while they
//! type, inline queries. Each waits for an answer before saying more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use local_platforms::{Seen, discord, telegram};
use tokio::task::JoinSet;

use crate::data::Dice;
use crate::stores::Workload;
use crate::{Result, Servers};

/// Those who wait for an answer at once, on either platform.
const AT_ONCE: usize = 32;
/// Each third person is in a group, the others by themselves; each server has so many people.
const IN_GROUPS: usize = 3;
const IN_A_SERVER: usize = 5;
const FIRST_GROUP: i64 = -1_003_000_000_000;
const FIRST_SERVER: u64 = 3_000_000_000;
/// What an answer says when something went wrong in the bot.
const TROUBLE: &str = "no fault of yours";
/// Commands without words.
const PLAIN: [&str; 7] = ["story", "today", "favourites", "top", "browse", "help", "about"];

/// What people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Command,
    Press,
    Type,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Answered {
    /// Commands, presses, suggestions and inline queries.
    pub(crate) acts: [usize; 3],
    pub(crate) failures: usize,
    /// How long each waited.
    pub(crate) times: Vec<Duration>,
}

enum Client {
    Telegram(telegram::Person),
    Discord(discord::Person),
}

/// Somebody, and the last message that they got.
struct Somebody {
    client: Client,
    last: Option<Seen>,
}

/// Some of the people, of whom one at a time waits for an answer.
struct Circle {
    people: Vec<Somebody>,
    next: usize,
    dice: Dice,
}

/// All of them.
pub(crate) struct Crowd(Vec<Circle>);

impl Crowd {
    /// So many on either platform.
    pub(crate) fn gather(servers: &Servers, count: usize) -> Self {
        let mut circles: Vec<Circle> = (0..2 * AT_ONCE)
            .map(|number| Circle { people: Vec::new(), next: 0, dice: Dice::new(number as u64 + 1) })
            .collect();
        for number in 0..count {
            let telegram = Somebody { client: Client::Telegram(on_telegram(servers, number)), last: None };
            let discord = Somebody { client: Client::Discord(on_discord(servers, number)), last: None };
            circles[number % AT_ONCE].people.push(telegram);
            circles[AT_ONCE + number % AT_ONCE].people.push(discord);
        }
        circles.retain(|circle| !circle.people.is_empty());
        Self(circles)
    }

    /// So many updates, as fast as they are answered.
    pub(crate) async fn ask(&mut self, updates: usize, workload: &Arc<Workload>) -> Result<Answered> {
        let left = [updates / 2, updates - updates / 2].map(|left| Arc::new(AtomicUsize::new(left)));
        let mut asking = JoinSet::new();
        for circle in self.0.drain(..) {
            let is_discord = matches!(circle.people[0].client, Client::Discord(_));
            let (left, workload) = (Arc::clone(&left[usize::from(is_discord)]), Arc::clone(workload));
            asking.spawn(circle.ask(left, workload));
        }
        let mut all = Answered::default();
        while let Some(circle) = asking.join_next().await {
            let (circle, answered) = circle?;
            self.0.push(circle);
            all.failures += answered.failures;
            all.times.extend(answered.times);
            for (sum, acts) in all.acts.iter_mut().zip(answered.acts) {
                *sum += acts;
            }
        }
        Ok(all)
    }
}

fn on_telegram(servers: &Servers, number: usize) -> telegram::Person {
    let person = servers.telegram.person(&format!("Person {number}"));
    match i64::try_from(number) {
        Ok(group) if number.is_multiple_of(IN_GROUPS) => person.in_chat(FIRST_GROUP - group),
        _ => person,
    }
}

fn on_discord(servers: &Servers, number: usize) -> discord::Person {
    let server = FIRST_SERVER + (number / IN_A_SERVER) as u64 * 10;
    if number.is_multiple_of(IN_A_SERVER) {
        servers.discord.add_guild(server, &format!("Server {server}"), &[(server + 1, "general")]);
    }
    servers.discord.person(&format!("Person {number}")).at(server, server + 1)
}

impl Circle {
    async fn ask(mut self, left: Arc<AtomicUsize>, workload: Arc<Workload>) -> (Self, Answered) {
        let mut answered = Answered::default();
        let take = |left: usize| left.checked_sub(1);
        while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
            self.next = (self.next + 1) % self.people.len();
            let somebody = &mut self.people[self.next];
            let begun = Instant::now();
            let (act, is_well) = match &somebody.client {
                Client::Telegram(person) => telegram(person, &mut somebody.last, &workload, &mut self.dice).await,
                Client::Discord(person) => discord(person, &mut somebody.last, &workload, &mut self.dice).await,
            };
            answered.times.push(begun.elapsed());
            answered.acts[act as usize] += 1;
            answered.failures += usize::from(!is_well);
        }
        (self, answered)
    }
}

/// A button of the last message that can be pressed.
fn button(last: Option<&Seen>, dice: &mut Dice) -> Option<String> {
    let keys: Vec<String> =
        last?.buttons().into_iter().filter(|button| !button.disabled).filter_map(|button| button.key).collect();
    (!keys.is_empty()).then(|| dice.pick(&keys).clone())
}

async fn telegram(
    person: &telegram::Person,
    last: &mut Option<Seen>,
    workload: &Workload,
    dice: &mut Dice,
) -> (Act, bool) {
    let roll = dice.below(100);
    if roll < 20 {
        person.asks_inline(&workload.beginning(dice).words, "").answer().await;
        return (Act::Type, true);
    }
    if roll < 35
        && let Some(key) = button(last.as_ref(), dice)
        && let Some(message) = last.take()
    {
        let note = person.presses_key(&message, &key).answered().await.text;
        return (Act::Press, !note.contains(TROUBLE));
    }
    let words = match roll {
        35..45 => format!("/{}", dice.pick(&PLAIN)),
        45..55 => workload.remembered(dice).typed(),
        _ => workload.question(dice).typed(),
    };
    let reply = person.says(&words).reply().await;
    let is_well = !reply.text().contains(TROUBLE);
    *last = Some(reply);
    (Act::Command, is_well)
}

async fn discord(
    person: &discord::Person,
    last: &mut Option<Seen>,
    workload: &Workload,
    dice: &mut Dice,
) -> (Act, bool) {
    let roll = dice.below(100);
    if roll < 25 {
        let question = workload.beginning(dice);
        let typing = person.slash(question.command).typing(question.argument, &question.words);
        return (Act::Type, typing.send().callback().await.kind == 8);
    }
    let (act, said) = if roll < 40
        && let Some(key) = button(last.as_ref(), dice)
        && let Some(message) = last.take()
    {
        (Act::Press, person.press_key(&message, &key))
    } else if roll < 50 {
        (Act::Command, person.slash(PLAIN[dice.below(PLAIN.len())]).send())
    } else {
        let question = if roll < 60 { workload.remembered(dice) } else { workload.question(dice) };
        (Act::Command, person.slash(question.command).text(question.argument, &question.words).send())
    };
    let answer = said.callback().await;
    let is_well = !answer.text().contains(TROUBLE);
    *last = answer.message;
    (act, is_well)
}
