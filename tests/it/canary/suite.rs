//! The same over the whole suite, when `TOUCHLINE_CANARY_DIR` names a folder: every bot that the tests start logs into it
//! with everything at trace level, and what it kept is copied there. `.ci/run` searches the folder afterwards.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use local_platforms::{discord, telegram};

use super::search::{Search, files_below};
use super::{INTERACTION, LOUD};

const FOLDER: &str = "TOUCHLINE_CANARY_DIR";

/// A name that nobody has taken.
fn place(what: &str) -> Option<PathBuf> {
    static TAKEN: AtomicUsize = AtomicUsize::new(0);
    let number = TAKEN.fetch_add(1, Ordering::Relaxed);
    std::env::var_os(FOLDER).map(|folder| Path::new(&folder).join(format!("{what}-{}-{number}", std::process::id())))
}

/// Has a bot log into the folder, as loud as can be. Not for tests that read its log.
pub(crate) fn listen(command: &mut Command) {
    if let Some(log) = place("log") {
        command.env("TOUCHLINE_LOG__FILTER", LOUD).stderr(File::create(log).expect("a file"));
    }
}

/// Keeps what was said by something that has ended.
pub(crate) fn keep(what: &str, bytes: &[u8]) {
    if let Some(file) = place(what) {
        fs::write(file, bytes).expect("written");
    }
}

/// Keeps what a bot has kept: every file beside its store.
pub(crate) fn keep_store(store: &Path) {
    let Some(to) = place("kept").filter(|_| store.parent().is_some_and(Path::exists)) else { return };
    fs::create_dir(&to).expect("a folder");
    for (number, file) in files_below(store.parent().expect("a folder")).iter().enumerate() {
        // What is gone by now, as the log of a store that was just closed, is kept by nobody.
        let _gone = fs::copy(file, to.join(format!("{number}-{}", file.file_name().unwrap_or_default().display())));
    }
}

/// Keeps what was said to a platform, and shown by it.
pub(crate) fn keep_bodies(platforms: &crate::process::Platforms) {
    if std::env::var_os(FOLDER).is_none() {
        return;
    }
    let (requests, more) = (platforms.discord.requests(), platforms.telegram.requests());
    let bodies: Vec<_> = requests.into_iter().chain(more).map(|request| request.body.to_string()).collect();
    keep("bodies", bodies.join("\n").as_bytes());
}

#[test]
#[ignore = "needs the folder that a run of the whole suite has filled: .ci/run"]
fn nothing_that_the_suite_wrote_or_kept_tells_a_secret() {
    let folder = std::env::var_os(FOLDER).expect("TOUCHLINE_CANARY_DIR names the folder that the suite has filled");
    let folder = Path::new(&folder);
    let count = |what: &str| {
        files_below(folder).iter().filter(|file| file.display().to_string().contains(&format!("/{what}-"))).count()
    };
    let (logs, stores, bodies) = (count("log"), count("kept"), count("bodies"));
    assert!(logs > 20 && stores > 20 && bodies > 10, "{logs} logs, {stores} kept files, {bodies} lists of bodies");
    let secrets =
        [("Discord's token", discord::TOKEN), ("Telegram's token", telegram::TOKEN), ("an interaction's", INTERACTION)];
    let (found, read) = Search::of(&secrets).hits_below(folder);
    assert!(found.is_empty(), "{}", found.join("\n"));
    println!("searched {logs} logs, {stores} kept files and {bodies} lists of bodies, {} MiB: 0 hits", read >> 20);
}
