//! Started again when Discord has forgotten the nonce: the channel's history is looked through, where it may be read
//! (reliability.md T3).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use local_platforms::{Fault, discord};
use touchline::domain::community::Place;
use touchline::domain::delivery::Mark;
use touchline::domain::message::Message;
use touchline::domain::schedule::Timestamp;

use crate::failpoints::{Edge, Side};
use crate::wire_world::{Door, PATIENT, Process, Wire, everybody_lives, notices, rows};

const DAY: i64 = 86_400;
const SIX_HOURS: i64 = 6 * 3_600;

/// Deaths after which nobody knows whether the post is there.
const EDGES: [(&str, Side); 5] = [
    ("claim_due", Side::After),
    ("post", Side::Before),
    ("post", Side::During),
    ("post", Side::After),
    ("settle", Side::Before),
];

/// The moments at which everybody lives, in seconds after the due time.
const MOMENTS: [i64; 22] = [
    0,
    1,
    5,
    30,
    59,
    61,
    90,
    300,
    301,
    310,
    400,
    3_600,
    7_200,
    SIX_HOURS + 3_600,
    SIX_HOURS + 3_601,
    40_000,
    70_000,
    DAY,
    DAY + 3,
    DAY + 7_200,
    DAY + 7_203,
    DAY + 20_000,
];

/// What Discord does with the first post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Says200,
    AcceptsAndDrops,
    AcceptsAnd500,
    Resets,
}

impl Answer {
    fn fault(self, dies_meanwhile: bool) -> Option<Fault> {
        match self {
            Self::Says200 if dies_meanwhile => Some(Fault::drip(Duration::from_millis(1))),
            Self::Says200 => None,
            Self::AcceptsAndDrops => Some(Fault::drop_connection().after_accepting()),
            Self::AcceptsAnd500 => Some(Fault::status(500, serde_json::Value::Null).after_accepting()),
            Self::Resets => Some(Fault::reset()),
        }
    }
}

/// A death, how long it lasts, and what the place is like.
struct Case {
    edge: (&'static str, Side),
    answer: Answer,
    access: discord::Access,
    pause: i64,
    /// Messages that come into the channel meanwhile.
    chatter: usize,
    /// Somebody deletes the post meanwhile.
    deleted: bool,
}

impl Case {
    fn says(&self) -> String {
        let Self { edge, answer, access, pause, chatter, deleted } = self;
        format!("{edge:?}, {answer:?}, {access:?}, {pause} s, {chatter} messages, deleted: {deleted}")
    }

    fn start(&self, wire: &Arc<Wire>, number: u32) -> Process {
        let edge = Edge { call: self.edge.0, side: self.edge.1, nth: 1 };
        let place = (number, Door::Discord.address(number));
        let deaths = [(edge, TimeDelta::seconds(self.pause))];
        let mut process = Process::new(wire, Door::Discord, place, PATIENT, deaths);
        wire.discord.set_access(process.address.parse().expect("a number"), self.access);
        if let Some(fault) = self.answer.fault(edge.side == Side::During) {
            process.befall(fault, 1);
        }
        process
    }

    /// What happens in the channel while nobody runs.
    async fn meanwhile(&self, wire: &Wire, process: &Process) {
        if self.deleted {
            for post in wire.discord.ledger_of(process.address.clone()) {
                wire.discord.delete_message(&post.message_id);
            }
        }
        let messenger = wire.messenger(Door::Discord, 0, PATIENT);
        let place = Place { platform: Door::Discord.platform(), address: process.address.clone() };
        let rendering = messenger.render(&Message::text(CHATTER));
        for number in 0..self.chatter {
            let mark = Mark(format!("{}|{number}", process.address));
            messenger.post(&place, &rendering, &mark, PATIENT).await.expect("nobody minds");
        }
    }

    /// What the ledger and Discord's own books must say; what they say instead.
    fn judge(&self, wire: &Wire, process: &Process) -> Result<(), String> {
        let ledger = rows(&process.file);
        let mut posts: HashMap<Option<String>, usize> = HashMap::new();
        for post in wire.discord.ledger_of(process.address.clone()).iter().filter(|post| post.text() != CHATTER) {
            *posts.entry(post.nonce.clone()).or_default() += 1;
        }
        let wrong = |what: &str| Err(format!("{}: {what}, {ledger:?}, {posts:?}", self.says()));
        let days: Vec<_> = ledger.iter().map(|(day, state, _)| (day.as_str(), state.as_str())).collect();
        let [("2026-11-21", first), ("2026-11-22", "posted")] = days[..] else { return wrong("a row for each date") };
        let channel = process.address.parse().expect("a number");
        let visible = wire.discord.messages(channel).iter().filter(|message| message.text() != CHATTER).count();
        // What somebody deleted looks as if it had never come: it comes again, and only that is to be seen.
        if posts.values().any(|count| *count > 1 + usize::from(self.deleted)) || visible > 2 {
            return wrong("doubled");
        }
        let was_sent = self.edge != ("post", Side::Before);
        // Up to a thousand messages are looked through, from the first attempt on: enough for what is at their beginning.
        let readable = self.access == discord::Access::Open && (self.chatter < 1_000 || was_sent);
        match (first, visible - 1) {
            ("posted", 1) if readable => {}
            // It was looked for and is not there, and it is too late to post it.
            ("missed", 0) if readable && self.pause > SIX_HOURS => {}
            ("unsure", 0 | 1) if !readable => {}
            _ => return wrong("lost, or called what it is not"),
        }
        let told = notices(&process.file);
        if first != "posted" && !told.contains(&(first.to_owned(), "told".to_owned())) {
            return wrong(&format!("nobody was told: {told:?}"));
        }
        Ok(())
    }
}

const CHATTER: &str = "What a match!";

fn cases() -> Vec<Case> {
    let quiet = |edge, answer, access, pause| Case { edge, answer, access, pause, chatter: 0, deleted: false };
    let mut cases = Vec::new();
    for edge in EDGES {
        for answer in [Answer::Says200, Answer::AcceptsAndDrops, Answer::AcceptsAnd500, Answer::Resets] {
            for access in [discord::Access::Open, discord::Access::NoHistory, discord::Access::EmptyHistory] {
                for pause in [90, 300, SIX_HOURS + 3_600, DAY + 7_200] {
                    cases.push(quiet(edge, answer, access, pause));
                }
            }
        }
    }
    let open = |side| quiet(("post", side), Answer::Says200, discord::Access::Open, 300);
    cases.extend([99, 100, 150, 1_100].map(|chatter| Case { chatter, ..open(Side::After) }));
    cases.extend([99, 100, 150, 1_100].map(|chatter| Case { chatter, ..open(Side::Before) }));
    cases.push(Case { deleted: true, ..open(Side::After) });
    cases.push(Case { deleted: true, chatter: 150, ..open(Side::After) });
    cases
}

/// Plays some cases side by side; what is wrong with them.
async fn play(due: Timestamp, batch: &[Case]) -> Vec<String> {
    let wire = &Wire::at("2026-11-21T08:00:00Z").await;
    let mut processes = Vec::new();
    for (number, case) in (0..).zip(batch) {
        processes.push(case.start(wire, number));
    }
    for seconds in MOMENTS {
        processes = everybody_lives(wire, processes, due + TimeDelta::seconds(seconds)).await;
        if seconds == 0 {
            for (case, process) in batch.iter().zip(&processes) {
                assert_eq!(process.died.len(), 1, "{}: it has died", case.says());
                case.meanwhile(wire, process).await;
            }
        }
    }
    wire.discord.faults().clear();
    let mut wrong = Vec::new();
    for (case, process) in batch.iter().zip(&mut processes) {
        process.stop().await;
        wrong.extend(case.judge(wire, process).err());
    }
    wire.discord.assert_clean();
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_nonce_is_forgotten_a_post_is_looked_for_and_never_doubled() {
    let due: Timestamp = "2026-11-21T09:00:00Z".parse().expect("an instant");
    let cases = cases();
    assert!(cases.len() >= 240);
    let mut wrong = Vec::new();
    for batch in cases.chunks(80) {
        wrong.extend(play(due, batch).await);
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
