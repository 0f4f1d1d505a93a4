//! `touchline doctor`: everything that `check` looks at, and what can only be asked: the platforms, the whole store, the
//! disk, the process that runs. It changes nothing and says nothing in any chat.

use std::sync::Arc;

use futures_util::future::join_all;

use super::Failed;
use super::check::{Checked, Length, stories_in};
use super::findings::{Form, tell, unusable};
use crate::config::Flags;
use crate::ops::{backup_age, disk, program, readiness};
use crate::platforms::examine::Background;
use crate::ports::Finding;
use crate::store::sqlite::examine::{self, Depth, Examined};

/// Places of each platform in which the right to post is asked for.
const PLACES: usize = 50;

pub(super) fn doctor(flags: &Flags, form: Form) -> Result<(), Failed> {
    let checked = Checked::read(flags).map_err(|failed| unusable("doctor", failed, form))?;
    let now = checked.clock.now();
    let store = &checked.store();
    let mut findings = checked.findings();
    findings.extend([program::examine(now), examine::library()]);
    let stories = stories_in(checked.config.stories.as_deref(), Length::Count);
    findings.extend(stories.map_err(|failed| unusable("doctor", failed, form))?);
    findings.extend(disk::examine(store));
    let Examined { findings: found, is_in_use, facts, places } = examine::examine(store, Depth::Whole(PLACES), now);
    findings.extend(found);
    if store.exists() {
        findings.push(backup_age::examine(&checked.config.backups, store, now));
    }
    let background = Background { clock: Arc::clone(&checked.clock), facts: Arc::new(facts), places: places.into() };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failed::Work(format!("the system gives no threads: {error}")))?;
    runtime.block_on(async {
        findings.extend(process(&checked, is_in_use).await);
        let asked = checked.doors.iter().map(|door| door.examine(&background));
        findings.extend(join_all(asked).await.into_iter().flatten());
    });
    tell("doctor", &findings, form)
}

/// About the process that runs, if one does.
async fn process(checked: &Checked, is_in_use: Option<bool>) -> Vec<Finding> {
    let mut findings = vec![match is_in_use {
        Some(true) => Finding::well("process.lock", "A process works with this store: the bot runs."),
        Some(false) => Finding::well("process.lock", "No process works with this store."),
        None => Finding::note(
            "process.lock",
            "Whether a process works with this store cannot be told.",
            "Its lock's file cannot be read by this user.",
            "Say it with sudo, or as the user that runs Touchline",
        ),
    }];
    if let Some(http) = &checked.config.http {
        let platforms: Vec<_> = checked.doors.iter().map(|door| door.messenger().platform().to_string()).collect();
        findings.push(readiness::examine(&http.listen.to_string(), is_in_use, &platforms).await);
    }
    findings
}
