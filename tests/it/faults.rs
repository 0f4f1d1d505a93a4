//! Every edge at which the process can die, with every answer that a platform can give, on both platforms: started
//! again, and followed to the end of the next day (reliability.md T1).

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use local_platforms::{Fault, RuleHandle, Scope, discord, telegram};
use serde_json::Value;
use touchline::domain::schedule::Timestamp;

use crate::failpoints::{Edge, Side};
use crate::wire_world::{Door, IMPATIENT, PATIENT, Process, Wire, everybody_lives, notices, rows};

/// How a life ends: the edges at which it dies in turn, with the seconds until it is started again.
type Fate = &'static [(&'static str, Side, u32, i64)];

use Side::{After, Before, During};

/// The edges of reliability.md 2.4. What kills the recovery itself comes after a kill that left something to recover.
const FATES: &[Fate] = &[
    &[],
    &[("due", Before, 1, 1)],
    &[("due", After, 1, 1)],
    &[("open_deliveries", Before, 1, 1)],
    &[("open_deliveries", After, 1, 1)],
    &[("claim_due", Before, 1, 1)],
    &[("claim_due", After, 1, 1)],
    &[("post", Before, 1, 1)],
    &[("post", During, 1, 1)],
    &[("post", After, 1, 1)],
    &[("settle", Before, 1, 1)],
    &[("settle", After, 1, 1)],
    &[("post", Before, 2, 1)],
    &[("post", After, 2, 1)],
    &[("settle", Before, 2, 1)],
    &[("settle", After, 2, 1)],
    &[("settle", Before, 1, 1), ("settle_abandoned", Before, 1, 1)],
    &[("settle", Before, 1, 1), ("settle_abandoned", After, 1, 1)],
    &[("post", After, 1, 300), ("find", Before, 1, 1)],
    &[("post", After, 1, 300), ("find", After, 1, 1)],
];

/// What a platform does with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Says200,
    AcceptsAndDrops,
    AcceptsAndResets,
    AcceptsAnd500,
    AcceptsAnd502Page,
    AcceptsAnd503,
    AcceptsAnd504Page,
    AcceptsAndCutsJson,
    AcceptsAndIsSilent,
    AcceptsLate,
    Resets,
    Says500,
    Says429,
    /// Discord: a 429 for all routes. Telegram: the group has become a supergroup.
    SaysElsewhere,
    Forbids,
    HasNoSuchPlace,
    Refuses,
}
use Answer::{
    AcceptsAnd500, AcceptsAnd502Page, AcceptsAnd503, AcceptsAnd504Page, AcceptsAndCutsJson, AcceptsAndDrops,
    AcceptsAndIsSilent, AcceptsAndResets, AcceptsLate, Forbids, HasNoSuchPlace, Refuses, Resets, Says200, Says429,
    Says500, SaysElsewhere,
};

const ANSWERS: [Answer; 17] = [
    Says200,
    AcceptsAndDrops,
    AcceptsAndResets,
    AcceptsAnd500,
    AcceptsAnd502Page,
    AcceptsAnd503,
    AcceptsAnd504Page,
    AcceptsAndCutsJson,
    Resets,
    Says500,
    Says429,
    SaysElsewhere,
    Forbids,
    HasNoSuchPlace,
    Refuses,
    // Last, so that the real time that they take passes for all of them at once.
    AcceptsAndIsSilent,
    AcceptsLate,
];

impl Answer {
    /// The fault on the wire, if any. Without one, and where somebody is to die while the answer comes, it takes its time.
    fn fault(self, door: Door, dies_meanwhile: bool) -> Option<Fault> {
        let status = |status| Fault::status(status, Value::Null);
        // Waits that Discord asks for are counted by the machine's clock, so its ones are short.
        let wait = if door == Door::Discord { Duration::from_millis(50) } else { Duration::from_secs(30) };
        Some(match self {
            AcceptsAndDrops => Fault::drop_connection().after_accepting(),
            AcceptsAndResets => Fault::reset().after_accepting(),
            AcceptsAnd500 => status(500).after_accepting(),
            AcceptsAnd502Page => Fault::html(502).after_accepting(),
            AcceptsAnd503 => status(503).after_accepting(),
            AcceptsAnd504Page => Fault::html(504).after_accepting(),
            AcceptsAndCutsJson => Fault::cut_json(),
            AcceptsAndIsSilent => Fault::hold().after_accepting(),
            AcceptsLate => Fault::accept_late(),
            Resets => Fault::reset(),
            Says500 => status(500),
            Says429 => Fault::rate_limited(wait, Scope::User),
            SaysElsewhere if door == Door::Discord => Fault::rate_limited(wait, Scope::Global),
            Refuses => status(400),
            Says200 | SaysElsewhere | Forbids | HasNoSuchPlace if dies_meanwhile => {
                Fault::drip(Duration::from_millis(1))
            }
            Says200 | SaysElsewhere | Forbids | HasNoSuchPlace => return None,
        })
    }

    fn is_refusal(self) -> bool {
        matches!(self, Forbids | HasNoSuchPlace | Refuses)
    }

    fn is_slow(self) -> bool {
        matches!(self, AcceptsAndIsSilent | AcceptsLate)
    }

    /// Whether the platform accepts the post and the bot does not learn it.
    fn arrives_unheard(self) -> bool {
        !self.is_refusal() && !matches!(self, Says200 | Resets | Says500 | Says429 | SaysElsewhere)
    }
}

/// One combination.
struct Case {
    door: Door,
    answer: Answer,
    fate: Fate,
    /// Where the posts come in the end: another address where the place moves.
    arrives_at: String,
    late: Option<RuleHandle>,
    /// Posts of the first day.
    first_day: usize,
}

impl Case {
    fn says(&self) -> String {
        format!("{:?}, {:?}, dies {:?}", self.door, self.answer, self.fate)
    }

    fn moves(&self) -> bool {
        self.door == Door::Telegram && self.answer == SaysElsewhere
    }

    fn start(wire: &Arc<Wire>, number: u32, door: Door, answer: Answer, fate: Fate) -> (Self, Process) {
        let mut case = Self { door, answer, fate, arrives_at: door.address(number), late: None, first_day: 0 };
        let mut address = door.address(number);
        if case.moves() {
            // An old group, which goes by the other number from now on.
            address = (-1_000_000 - i64::from(number)).to_string();
            let supergroup = case.arrives_at.parse().expect("a number");
            wire.telegram.migrate_quietly(address.parse().expect("a number"), supergroup);
        }
        let deaths = fate
            .iter()
            .map(|(call, side, nth, pause)| (Edge { call, side: *side, nth: *nth }, TimeDelta::seconds(*pause)));
        let limit = if answer.is_slow() { IMPATIENT } else { PATIENT };
        let mut process = Process::new(wire, door, (number, address), limit, deaths);
        case.close(wire, true);
        let dies_meanwhile = fate.iter().any(|(_, side, ..)| *side == During);
        if let Some(fault) = answer.fault(door, dies_meanwhile) {
            let handle = process.befall(fault, if answer == Refuses { u64::MAX } else { 1 });
            case.late = Some(handle).filter(|_| answer == AcceptsLate);
        }
        (case, process)
    }

    /// The place does not let us in, or does again.
    fn close(&self, wire: &Wire, closed: bool) {
        let (channel, chat) = match self.door {
            Door::Discord => {
                let access = match self.answer {
                    Forbids if closed => discord::Access::Silenced,
                    HasNoSuchPlace if closed => discord::Access::Gone,
                    _ => discord::Access::Open,
                };
                (Some(access), None)
            }
            Door::Telegram => {
                let access = match self.answer {
                    Forbids if closed => telegram::Access::Kicked,
                    HasNoSuchPlace if closed => telegram::Access::NotFound,
                    _ => telegram::Access::Open,
                };
                (None, Some(access))
            }
        };
        if !matches!(self.answer, Forbids | HasNoSuchPlace) {
            return;
        }
        if let Some(access) = channel {
            wire.discord.set_access(self.arrives_at.parse().expect("a number"), access);
        }
        if let Some(access) = chat {
            wire.telegram.set_access(self.arrives_at.parse().expect("a number"), access);
        }
    }

    /// A request that was long on its way arrives now.
    async fn arrive_late(&self, wire: &Wire) {
        if let Some(late) = &self.late {
            late.release();
            if late.hits() > 0 {
                let there = || !wire.server(self.door).ledger_of(self.arrives_at.clone()).is_empty();
                wire.server(self.door).wait_until("a late post", there).await;
            }
        }
    }

    /// Whether the process died on a day at a moment after which it cannot know what became of the post.
    fn died_in_doubt(process: &Process, day: &str) -> bool {
        process.died.iter().any(|(edge, when)| {
            let leaves_doubt =
                matches!((edge.call, edge.side), ("claim_due", After) | ("post", _) | ("settle", Before));
            leaves_doubt && when.date_naive().to_string() == day
        })
    }

    /// What the ledger and the platform's own books must say; what they say instead.
    fn judge(&self, process: &Process) -> Result<(), String> {
        let ledger = rows(&process.file);
        let days: Vec<_> = ledger.iter().map(|(day, ..)| day.as_str()).collect();
        let wrong = |what: &str| Err(format!("{}: {what}, {ledger:?}", self.says()));
        if days != ["2026-11-21", "2026-11-22"] {
            return wrong("one row for each date");
        }
        let (first, arrived) = (ledger[0].1.as_str(), self.first_day);
        let in_doubt = Self::died_in_doubt(process, days[0]);
        let expected: &[(&str, usize)] = match self.door {
            _ if self.answer.is_refusal() && in_doubt => &[("refused", 0), ("unsure", 0)],
            _ if self.answer.is_refusal() => &[("refused", 0)],
            // Telegram cannot be asked, so nothing is sent again, and people are.
            Door::Telegram if in_doubt => EITHER,
            // A slow machine may give up before the server has accepted.
            Door::Telegram if self.answer.is_slow() => EITHER,
            Door::Telegram if self.answer.arrives_unheard() => &[("unsure", 1)],
            Door::Telegram if matches!(self.answer, Resets | Says500) => &[("unsure", 0)],
            _ => &[("posted", 1)],
        };
        if !expected.contains(&(first, arrived)) {
            return wrong(&format!("{arrived} arrived, expected was {expected:?}"));
        }
        let told = notices(&process.file);
        if first == "unsure" && !told.contains(&("unsure".into(), "told".into())) {
            return wrong(&format!("nobody was asked: {told:?}"));
        }
        if first == "refused" && told.is_empty() {
            return wrong("nobody was told");
        }
        let second = process.arrived_at(&self.arrives_at) - self.first_day;
        // Edges that need a second attempt are reached the next day where the first one was the last.
        let lost_sight = self.door == Door::Telegram && Self::died_in_doubt(process, days[1]);
        let expected: &[_] = match self.door {
            Door::Telegram if lost_sight => EITHER,
            Door::Telegram if self.answer.is_slow() => &[("posted", 1), ("unsure", 0), ("unsure", 1)],
            _ => &[("posted", 1)],
        };
        if !expected.contains(&(ledger[1].1.as_str(), second)) {
            return wrong(&format!("{second} arrived the next day, expected was {expected:?}"));
        }
        Ok(())
    }
}

/// What a platform that cannot be asked leaves: it may have arrived, and nothing is sent again.
const EITHER: &[(&str, usize)] = &[("unsure", 0), ("unsure", 1)];

/// Seconds after the due time at which the clock stands still and everybody does what is to be done: close together at
/// first, past the time in which Discord recognises a nonce, past the catch-up window, and until late in the evening.
const FIRST_DAY: [i64; 36] = [
    0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 31, 32, 40, 50, 58, 61, 65, 75, 90, 120, 180, 240, 301, 302, 303, 330, 400,
    600, 1_200, 1_800, 3_600, 7_200, 14_400, 21_601, 30_000,
];
/// The night, in which closed places are looked at again, and the next day's post.
const SECOND_DAY: [i64; 6] = [50_000, 54_060, 70_000, 86_400, 86_403, 90_000];

/// Plays some combinations side by side and judges them; how many deaths there were, and what is wrong.
async fn play(due: Timestamp, batch: &[(u32, Door, Answer, Fate)]) -> (usize, Vec<String>) {
    // Servers of their own: with a clock that is put back Discord would remember nonces for longer than it says.
    let wire = &Wire::at("2026-11-21T08:00:00Z").await;
    let (mut cases, mut processes) = (Vec::new(), Vec::new());
    for (number, door, answer, fate) in batch {
        let (case, process) = Case::start(wire, *number, *door, *answer, fate);
        cases.push(case);
        processes.push(process);
    }
    for seconds in FIRST_DAY {
        processes = everybody_lives(wire, processes, due + TimeDelta::seconds(seconds)).await;
        for case in &cases {
            case.arrive_late(wire).await;
        }
    }
    for (case, process) in cases.iter_mut().zip(&processes) {
        case.first_day = process.arrived_at(&case.arrives_at);
        case.close(wire, false);
    }
    wire.discord.faults().clear();
    wire.telegram.faults().clear();
    for seconds in SECOND_DAY {
        processes = everybody_lives(wire, processes, due + TimeDelta::seconds(seconds)).await;
    }
    let (mut deaths, mut wrong) = (0, Vec::new());
    for (case, process) in cases.iter().zip(&mut processes) {
        process.stop().await;
        wrong.extend(case.judge(process).err());
        deaths += process.died.len();
    }
    wire.discord.assert_clean();
    wire.telegram.assert_clean();
    (deaths, wrong)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_dies_and_whatever_is_answered_nothing_is_doubled_or_lost_silently() {
    let due: Timestamp = "2026-11-21T09:00:00Z".parse().expect("an instant");
    let every = ANSWERS.iter().flat_map(|answer| {
        FATES.iter().flat_map(move |fate| Door::BOTH.iter().map(move |door| (*door, *answer, *fate)))
    });
    let every: Vec<_> = (1..).zip(every).map(|(number, (door, answer, fate))| (number, door, answer, fate)).collect();
    assert_eq!(every.len(), ANSWERS.len() * FATES.len() * 2);
    assert!(every.len() >= 12 * 12 * 2, "reliability.md T1");
    let mut deaths = 0;
    let mut wrong = Vec::new();
    for batch in every.chunks(FATES.len() * 2 * 2) {
        let (died, found) = play(due, batch).await;
        deaths += died;
        wrong.extend(found);
    }
    assert!(wrong.is_empty(), "{} of {} combinations:\n{}", wrong.len(), every.len(), wrong.join("\n"));
    assert!(deaths >= every.len() / 2, "{deaths} deaths: most edges are reached");
}
