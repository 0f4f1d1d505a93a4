//! What this run is asked to do: from the command line to a plan.

use std::path::PathBuf;

use crate::Result;
use crate::data::Dice;
use crate::load::Door;
use crate::stores::Prepared;

/// How much is done.
pub(crate) struct Plan {
    /// Stories in each store.
    pub(crate) sizes: Vec<usize>,
    /// Lives of each process at each size.
    pub(crate) rounds: u64,
    /// Questions one after the other.
    pub(crate) questions: usize,
    /// Questions with many in flight.
    pub(crate) flood: usize,
    /// Suggestions asked for.
    pub(crate) typed: usize,
    /// Questions of letters and signs in any order.
    pub(crate) random: usize,
    /// Only what is measured inside this process.
    pub(crate) only_desk: bool,
}

impl Plan {
    const WHOLE: Self = Self {
        sizes: Vec::new(),
        rounds: 3,
        questions: 2_000,
        flood: 6_000,
        typed: 1_000,
        random: 5_000,
        only_desk: false,
    };
    const QUICK: Self =
        Self { sizes: Vec::new(), rounds: 3, questions: 200, flood: 1_000, typed: 200, random: 500, only_desk: false };

    /// Random numbers that are the same in every run: for the same store and round the same questions.
    pub(crate) fn dice(store: &Prepared, round: u64) -> Dice {
        Dice::new(figure(store.size) << 8 | round)
    }
}

fn figure(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// What a process of this binary is for.
pub(crate) enum Work {
    /// Somebody ran all targets as tests: there is nothing to test here.
    Nothing,
    /// The loop beside.
    Bare {
        /// The platform.
        door: Door,
        /// The store's file.
        store: PathBuf,
        /// The platform's address.
        url: String,
    },
    /// The benchmark.
    Measure(Plan),
}

/// Says that the process is the loop beside.
pub(crate) const BARE: &str = "bare-loop";

impl Work {
    /// Reads the arguments. Cargo adds `--bench` when it is asked for benchmarks.
    pub(crate) fn read(arguments: &[String]) -> Result<Self> {
        let mut rest = arguments.iter().map(String::as_str);
        let (mut plan, mut is_bench, mut sizes, mut rounds) = (Plan::WHOLE, false, None, None);
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument {
                BARE => {
                    let (door, store, url) = (value()?, value()?, value()?);
                    return Ok(Self::Bare { door: Door::parse(door)?, store: store.into(), url: url.to_owned() });
                }
                "--bench" => is_bench = true,
                "--quick" => plan = Plan::QUICK,
                "--sizes" => sizes = Some(value()?.split(',').map(str::parse).collect::<Result<Vec<usize>, _>>()?),
                "--rounds" => rounds = Some(value()?.parse()?),
                "--desk" => plan.only_desk = true,
                "--random" => plan.random = value()?.parse()?,
                other => {
                    let known = "--quick, --desk, --sizes 2,1000, --rounds 3 or --random 100000";
                    return Err(format!("{other}: say nothing, {known}").into());
                }
            }
        }
        plan.sizes = sizes.unwrap_or(if plan.questions < 1_000 { vec![2, 1_000] } else { vec![2, 1_000, 100_000] });
        plan.rounds = rounds.unwrap_or(plan.rounds);
        Ok(if is_bench { Self::Measure(plan) } else { Self::Nothing })
    }
}
