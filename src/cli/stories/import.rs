//! `touchline stories import`: stories of a file, or of a folder of story files, into the store: all of them or none.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::{Failed, complain, load_without_platforms, say};
use crate::clock::SystemClock;
use crate::collection::{Collection, CollectionFormat, Problem};
use crate::config::Flags;
use crate::domain::community::{Caller, Community, PersonId, PlatformName, Standing};
use crate::domain::draft::Fault;
use crate::domain::rights::{Admin, Role, Task};
use crate::domain::story::NewStory;
use crate::domain::transfer::{FileFault, Weighed};
use crate::ports::{Clock as _, RequestId, Store, StoreError, StoryFormat as _, counted};
use crate::store::{self, sqlite::OpenError};

/// Whether anything is to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only say what would be done. The bot may run meanwhile.
    DryRun,
    /// Do it, if no story is refused.
    InEarnest,
}

/// Brings the stories of a file or folder in, for everyone or for one community, and says what became of each.
pub(super) fn import(from: &Path, of: Option<&Community>, mode: Mode, flags: &Flags) -> Result<(), Failed> {
    let config = load_without_platforms(flags)?;
    let Found { stories, problems, refused } = read(from)?;
    for problem in &problems {
        complain(&problem.to_string());
    }
    let refused = counted(refused, "story", "stories");
    if mode == Mode::InEarnest && !problems.is_empty() {
        return Err(Failed::Work(format!("{refused} refused: nothing was imported")));
    }
    let store = open(&config.store, mode)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failed::Work(format!("the system gives no threads: {error}")))?;
    let done = runtime.block_on(async {
        let done = bring_in(store.as_ref(), &admin(of)?, &stories.into(), mode).await;
        store.close().await;
        done.map_err(|error| Failed::Work(format!("the store failed, nothing was imported: {error}")))
    });
    say(&done?);
    if problems.is_empty() {
        return Ok(());
    }
    Err(Failed::Work(format!("{refused} refused: without --dry-run nothing would be imported")))
}

/// What files tell.
struct Found {
    stories: Vec<NewStory>,
    problems: Vec<Problem>,
    /// Stories with a problem.
    refused: usize,
}

fn read(from: &Path) -> Result<Found, Failed> {
    let mut found = Found { stories: Vec::new(), problems: Vec::new(), refused: 0 };
    if from.is_dir() {
        let files = Collection::folder(from).files().map_err(|error| Failed::Work(error.to_string()))?;
        for file in files {
            match &file.content {
                Ok(content) => found.take(&file.path, content),
                Err(cause) => return Err(Failed::Work(format!("{} cannot be read: {cause}", file.path))),
            }
        }
        found.refuse_repeated();
    } else {
        let bytes =
            fs::read(from).map_err(|error| Failed::Work(format!("{} cannot be read: {error}", from.display())))?;
        found.take(&from.display().to_string(), &bytes);
    }
    Ok(found)
}

impl Found {
    fn take(&mut self, file: &str, bytes: &[u8]) {
        for row in CollectionFormat.read_file(file, bytes, usize::MAX) {
            match row.told {
                Ok(story) => self.stories.push(story),
                Err(faults) => {
                    self.refused += 1;
                    self.problems.extend(faults.into_iter().map(|fault| problem(file, fault)));
                }
            }
        }
    }

    /// Within one file the format has looked already.
    fn refuse_repeated(&mut self) {
        let mut seen: HashMap<_, usize> = HashMap::new();
        for story in &self.stories {
            *seen.entry(story.slug.as_str()).or_default() += 1;
        }
        for (slug, count) in seen.into_iter().filter(|(_, count)| *count > 1) {
            let found = format!("{count} files tell a story of the slug {slug:?}");
            self.refused += count - 1;
            let fault = Fault { key: "slug".into(), found: found.into(), mend: "keep one of them".into() };
            self.problems.push(problem(&format!("{slug}.md"), FileFault { line: 1, fault }));
        }
    }
}

fn problem(file: &str, FileFault { line, fault: Fault { key, found, mend } }: FileFault) -> Problem {
    Problem { file: file.to_owned(), line, key, found: found.to_string(), mend: mend.to_string() }
}

fn open(settings: &store::Settings, mode: Mode) -> Result<Arc<dyn Store>, Failed> {
    // A store that is not there is no store to import into: a wrong --store would make one that no bot reads.
    let opened = match mode {
        Mode::DryRun => store::read(settings),
        Mode::InEarnest => store::open_existing(settings),
    };
    opened.map_err(|error| match error {
        OpenError::InUse(path) => Failed::Configuration(format!(
            "{} is in use by a running Touchline: stop it, import, and start it again (a --dry-run works meanwhile)",
            path.display()
        )),
        error => Failed::Configuration(error.to_string()),
    })
}

/// Who has the store's file may do all with it: nobody else's word is needed, and nobody's name is kept.
fn admin(of: Option<&Community>) -> Result<Admin, Failed> {
    let nowhere = || Community { platform: PlatformName::new("console"), address: String::new() };
    let (community, task) = match of {
        Some(of) => (of.clone(), Task::CurateOwn),
        None => (nowhere(), Task::CurateShared),
    };
    let caller = Caller {
        community,
        person: PersonId(String::new()),
        standing: Standing::Admin,
        badges: Vec::new(),
        tongue: None,
    };
    Admin::prove(&caller, Role::Operator, task).ok_or_else(|| Failed::Work("an operator may not import".into()))
}

/// Imports, or only weighs. What was or would be done, in lines.
async fn bring_in(store: &dyn Store, by: &Admin, stories: &Arc<[NewStory]>, mode: Mode) -> Result<String, StoreError> {
    let weighed = store.weigh_import(by, stories).await?;
    let mut lines: Vec<_> = stories.iter().zip(&weighed).filter_map(|(story, weighed)| line(story, weighed)).collect();
    let total = |wanted: fn(&Weighed) -> bool| weighed.iter().filter(|weighed| wanted(weighed)).count();
    let (added, same) = (total(|one| *one == Weighed::New), total(|one| *one == Weighed::Same));
    lines.push(match mode {
        Mode::DryRun => format!(
            "{added} would be added, {} changed, {same} the same. Nothing was changed.",
            weighed.len() - added - same
        ),
        Mode::InEarnest => {
            let now = SystemClock.now();
            let request = RequestId(format!("command line {}", now.to_rfc3339()));
            let done = store.import(by, &request, stories, now).await?;
            format!("{} added, {} changed, {} the same.", done.added, done.changed, done.same)
        }
    });
    Ok(lines.join("\n"))
}

/// `changed   a-kiss  (title, text)`; nothing for what stays as it is.
fn line(story: &NewStory, weighed: &Weighed) -> Option<String> {
    let (word, parts) = weighed.told()?;
    Some(format!("{word:<9} {} {parts}", story.slug).trim_end().to_owned())
}
