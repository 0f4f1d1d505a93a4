//! What this run is asked to do: from the command line to a plan.

use crate::Result;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A long life.
    Soak,
    /// People who flood.
    Flood,
    /// Nobody says anything.
    Idle,
}

/// How much is done.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) form: Form,
    /// Updates of both platforms together.
    pub(crate) updates: usize,
    /// Daily posts, each at a place of its own.
    pub(crate) posts: usize,
    /// Stories in the store beside those that come with the program.
    pub(crate) stories: usize,
    /// People, each in a chat or a server's channel; as many on either platform.
    pub(crate) people: usize,
    /// How long people flood, in seconds.
    pub(crate) seconds: u32,
    /// Chats that flood.
    pub(crate) chats: usize,
    /// Questions a second of each of them.
    pub(crate) each: u32,
}

const HELP: &str = "\
Whether a long life changes the bot: the real binary, one process life, both local platforms.

  cargo bench --bench soak                                        20,000 updates and 2,000 posts, about a minute
  cargo bench --bench soak -- --updates 1000000 --posts 100000    the whole
  cargo bench --bench soak -- --flood                             how long others wait while somebody floods
  cargo bench --bench soak -- --idle                              memory before anybody says anything

  --updates N   commands, buttons, suggestions and inline queries, over both platforms
  --posts N     daily posts, each at a place of its own, in ten waves while people ask
  --stories N   stories in the store; below 100: only those that come with the program (1000)
  --people N    people on either platform (1000)
  --seconds N   how long people flood (20)
  --chats N     chats that flood, beside the one person who does alone (1000)
  --each N      questions a second of each such chat (10)

Limits of the long form: at rest, memory is 5 % more at the end at most than after the first tenth (judged from 200,000 updates
on: before, caches still fill), open files stay, the WAL stays within 64 MiB, no answer fails, no post is lost or doubled,
nothing stays in the inbox. A broken limit ends it with an error.";

impl Plan {
    /// Reads the arguments. Cargo adds `--bench` when it is asked for benchmarks; without it somebody runs all targets as
    /// tests, and there is nothing to test here.
    pub(crate) fn read(arguments: &[String]) -> Result<Option<Self>> {
        let mut plan = Self {
            form: Form::Soak,
            updates: 20_000,
            posts: 2_000,
            stories: 1_000,
            people: 1_000,
            seconds: 20,
            chats: 1_000,
            each: 10,
        };
        let (mut is_bench, mut rest) = (false, arguments.iter().map(String::as_str));
        while let Some(argument) = rest.next() {
            let mut number = || -> Result<usize> {
                let value = rest.next().ok_or_else(|| format!("{argument} needs a number"))?;
                Ok(value.replace('_', "").parse().map_err(|_| format!("{argument}: {value} is no whole number"))?)
            };
            match argument {
                "--bench" => is_bench = true,
                "--help" => {
                    crate::numbers::say(HELP);
                    return Ok(None);
                }
                "--flood" => plan.form = Form::Flood,
                "--idle" => plan.form = Form::Idle,
                "--updates" => plan.updates = number()?,
                "--posts" => plan.posts = number()?,
                "--stories" => plan.stories = number()?,
                "--people" => plan.people = number()?.max(1),
                "--seconds" => plan.seconds = number()?.try_into()?,
                "--chats" => plan.chats = number()?,
                "--each" => plan.each = number()?.max(1).try_into()?,
                other => return Err(format!("{other}: unknown; --help tells what there is").into()),
            }
        }
        Ok(is_bench.then_some(plan))
    }
}
