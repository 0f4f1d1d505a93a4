//! The desk in this process, without doors: what answering and suggesting cost before anything is sent.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use touchline::bot::{Bot, Completion, Parts, Request, Said, Settings};
use touchline::clock::SystemClock;
use touchline::collection::CollectionFormat;
use touchline::domain::command::{Input, Invocation};
use touchline::domain::community::{Caller, Community, PersonId, Place, PlatformName, Standing};
use touchline::ports::{RequestId, Store};
use touchline::store::sqlite::SqliteStore;

use crate::Result;
use crate::common::numbers;
use crate::figures::{Figures, Subject};
use crate::plan::Plan;
use crate::stores::{Prepared, Question};

const PLATFORM: PlatformName = PlatformName::new("telegram");

/// Opens the store as the binary does, and asks.
pub(crate) async fn measure(plan: &Plan, store: &Prepared, round: u64, figures: &mut Figures) -> Result<()> {
    let mut dice = Plan::dice(store, round);
    let mut note = |what, value| figures.note(what, store.size, Subject::Touchline, value);
    let begun = Instant::now();
    let opened: Arc<dyn Store> = Arc::new(SqliteStore::open(&store.path)?);
    note("in process: opening the store, ms", numbers::ms(begun.elapsed()));
    let begun = Instant::now();
    let names = opened.names(None).await?;
    note("in process: reading the names, ms", numbers::ms(begun.elapsed()));
    drop(names);
    let begun = Instant::now();
    let bot = open(Arc::clone(&opened)).await?;
    note("in process: reading and indexing the names, ms", numbers::ms(begun.elapsed()));
    let (mut answers, mut suggestions, mut anything) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.questions {
        answers.push(answer(&bot, store.workload.question(&mut dice)).await.0);
    }
    for _ in 0..plan.typed {
        suggestions.push(suggest(&bot, store.workload.beginning(&mut dice)).await);
        anything.push(suggest(&bot, store.workload.beginning_of_anything(&mut dice)).await);
    }
    let (p50, p99) = numbers::quantiles(&mut answers);
    note("in process: answer to /player and /match, p50, ms", p50);
    note("in process: answer to /player and /match, p99, ms", p99);
    let (p50, p99) = numbers::quantiles(&mut suggestions);
    note("in process: autocomplete of /player and /match, p50, ms", p50);
    note("in process: autocomplete of /player and /match, p99, ms", p99);
    let (p50, p99) = numbers::quantiles(&mut anything);
    note("in process: autocomplete of /story, p50, ms", p50);
    note("in process: autocomplete of /story, p99, ms", p99);
    let (mut remembered, mut anything, mut failures) = (Vec::new(), Vec::new(), 0);
    for _ in 0..plan.questions {
        remembered.push(answer(&bot, store.workload.remembered(&mut dice)).await.0);
    }
    for _ in 0..plan.random {
        let (took, is_well) = answer(&bot, crate::stores::Workload::anything(&mut dice)).await;
        anything.push(took);
        failures += u32::from(!is_well);
    }
    let (p50, p99) = numbers::quantiles(&mut remembered);
    note("in process: /story with words of a text, p50, ms", p50);
    note("in process: /story with words of a text, p99, ms", p99);
    let (_, p99) = numbers::quantiles(&mut anything);
    note("in process: /story with anything at all, p99, ms", p99);
    note("in process: /story with anything at all, failures", f64::from(failures));
    opened.close().await;
    Ok(())
}

async fn open(store: Arc<dyn Store>) -> Result<Arc<Bot>> {
    let settings = Settings {
        operators: HashSet::new(),
        catch_up: Duration::ZERO,
        jitter: Duration::ZERO,
        on_unsure: touchline::domain::subscription::OnUnsure::Ask,
    };
    let parts = Parts {
        store,
        messengers: Vec::new(),
        clock: Arc::new(SystemClock),
        format: Arc::new(CollectionFormat),
        settings,
    };
    Ok(Bot::open(parts).await?)
}

fn caller() -> Caller {
    let community = Community { platform: PLATFORM, address: "7".to_owned() };
    Caller { community, person: PersonId("7".to_owned()), standing: Standing::Member, badges: Vec::new(), tongue: None }
}

/// How long an answer took, and whether it is one: not an apology for trouble.
async fn answer(bot: &Bot, question: Question) -> (Duration, bool) {
    let invocation = Invocation { command: question.command.to_owned(), input: Input::Typed(question.words) };
    let request = Request {
        id: RequestId("wire".to_owned()),
        caller: caller(),
        place: Place { platform: PLATFORM, address: "7".to_owned() },
        said: Said::Command(invocation),
        attachment: None,
    };
    let begun = Instant::now();
    let reply = bot.answer(&request).await;
    let took = begun.elapsed();
    (took, !format!("{:?}", reply.message).contains("no fault of yours"))
}

async fn suggest(bot: &Bot, question: Question) -> Duration {
    let completion = Completion {
        caller: caller(),
        command: question.command.to_owned(),
        subcommand: None,
        argument: question.argument.to_owned(),
        typed: question.words,
        others: Vec::new(),
    };
    let begun = Instant::now();
    bot.suggest(&completion).await;
    begun.elapsed()
}
