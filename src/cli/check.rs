//! `touchline check`: is the configuration in order, and are the stories? Connects nowhere, changes nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::findings::{Form, tell, unusable};
use super::{Failed, environment, load, stories};
use crate::clock::SystemClock;
use crate::collection::{self, Problem};
use crate::config::{Config, Flags, Written};
use crate::ops::program;
use crate::platforms::{self, Platform};
use crate::ports::{Clock, Finding, counted, quoted};
use crate::store::sqlite::examine::{self, Depth};

pub(super) fn check(flags: &Flags, form: Form) -> Result<(), Failed> {
    let checked = Checked::read(flags).map_err(|failed| unusable("check", failed, form))?;
    let now = checked.clock.now();
    let mut findings = checked.findings();
    findings.extend([program::examine(now), examine::library()]);
    findings.extend(examine::examine(&checked.store(), Depth::Shape, now).findings);
    let stories = stories_in(checked.config.stories.as_deref(), Length::Whole);
    findings.extend(stories.map_err(|failed| unusable("check", failed, form))?);
    tell("check", &findings, form)
}

/// One question to a platform may take so long.
const CALL_LIMIT: Duration = Duration::from_secs(10);

/// A configuration that can be used, with the doors that it opens.
pub(super) struct Checked {
    pub(super) config: Config,
    pub(super) written: Written,
    pub(super) doors: Vec<Arc<dyn Platform>>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Checked {
    /// # Errors
    /// The configuration cannot be used.
    pub(super) fn read(flags: &Flags) -> Result<Self, Failed> {
        let mut config = load(flags)?;
        // Whoever waits for an answer at a terminal waits less long than the bot.
        let limits = [
            config.discord.as_mut().map(|of| &mut of.call_limit),
            config.telegram.as_mut().map(|of| &mut of.call_limit),
        ];
        limits.into_iter().flatten().for_each(|limit| *limit = CALL_LIMIT);
        let written = Written::read(flags, environment())?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let doors = platforms::enabled(&config, 0, &clock).map_err(Failed::Configuration)?;
        Ok(Self { config, written, doors, clock })
    }

    /// The store's file, as it is found from everywhere: mends are run in other folders.
    pub(super) fn store(&self) -> PathBuf {
        let path = &self.config.store.path;
        std::path::absolute(path).unwrap_or_else(|_| path.clone())
    }

    /// About the configuration and the files of secrets.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let names: Vec<_> = self.doors.iter().map(|door| door.messenger().platform().to_string()).collect();
        let file = self.written.file.as_ref().map_or_else(|| "none".to_owned(), |file| file.display().to_string());
        let what = format!("Configuration: in order. File: {file}. Platforms: {}.", names.join(", "));
        let mut findings = vec![Finding::well("configuration.keys", what)];
        findings.extend(self.config.remarks.iter().map(|remark| {
            let why = "What is meant for this machine alone can be called by strangers.";
            let mend = "Write 127.0.0.1 in place of that address, or see to it that a firewall lets nobody else in";
            Finding::warning("configuration.remark", remark, why, mend)
        }));
        findings.extend(secrecy(&self.written));
        findings
    }
}

/// Where systems and containers put secrets that they give to one service: there the mode says little.
const GIVEN_SECRETS: [&str; 2] = ["/run/secrets/", "/run/credentials/"];

/// Who may read the files that hold secrets.
pub(super) fn secrecy(written: &Written) -> Vec<Finding> {
    written.secret_files().into_iter().map(|(key, file)| readers(&key, file)).collect()
}

fn readers(key: &str, file: &Path) -> Finding {
    use std::os::unix::fs::PermissionsExt as _;
    let name = file.display();
    let Ok(mode) = file.metadata().map(|about| about.permissions().mode()) else {
        let why = "What is in it cannot be used.";
        return Finding::fault(
            "configuration.secrets",
            format!("{key}: {name} cannot be looked at."),
            why,
            format!("ls -l {}", quoted(file)),
        );
    };
    let what = format!(
        "{key}: {name} can be read by {} (mode {:04o}).",
        if mode.trailing_zeros() >= 3 { "its group" } else { "everybody on this machine" },
        mode & 0o7777
    );
    let why = if key.contains("webhook") {
        "Whoever knows the secret can forge what people say to the bot."
    } else {
        "Whoever has the token is the bot: they could read and write in its name."
    };
    let mend = format!("chmod 600 {}", quoted(file));
    match mode & 0o077 {
        0 => Finding::well("configuration.secrets", format!("{key}: {name} can be read by its owner alone.")),
        others if others.trailing_zeros() >= 3 || GIVEN_SECRETS.iter().any(|folder| file.starts_with(folder)) => {
            Finding::warning("configuration.secrets", what, why, mend)
        }
        _ => Finding::fault("configuration.secrets", what, why, mend),
    }
}

/// How much is said of stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Each problem and weak spot.
    Whole,
    /// How many there are.
    Count,
}

/// About the stories in a folder, or the embedded ones.
pub(super) fn stories_in(dir: Option<&Path>, length: Length) -> Result<Vec<Finding>, Failed> {
    let files = stories::files(dir)?;
    let checked = collection::check(&files);
    let (told, problems, warnings) = (checked.stories.len(), checked.problems.len(), checked.warnings.len());
    let summary = format!(
        "{}, {}, {}.",
        counted(told, "story", "stories"),
        counted(problems, "problem", "problems"),
        counted(warnings, "weak spot", "weak spots")
    );
    let why = "A story with a problem is left out, or told as it last was.";
    let weak = "It is told all the same, but not as well as it could be.";
    let what = |problem: &Problem| format!("{}:{}: {}: {}", problem.file, problem.line, problem.key, problem.found);
    if length == Length::Count {
        let mend = "touchline stories check: it names each one with its line and the mend";
        return Ok(vec![if problems > 0 {
            Finding::warning("stories.collection", summary, why, mend)
        } else {
            Finding::well("stories.collection", summary)
        }]);
    }
    let faults =
        checked.problems.iter().map(|problem| Finding::fault("stories.file", what(problem), why, &problem.mend));
    let others = checked
        .warnings
        .iter()
        .map(|weak_spot| Finding::warning("stories.file", what(&weak_spot.0), weak, &weak_spot.0.mend));
    Ok(std::iter::once(Finding::well("stories.collection", summary)).chain(faults).chain(others).collect())
}
