//! What is said to the person at the command line: answers to standard output, trouble to standard error, no secret on
//! either.

use std::io::{self, Write as _};
use std::sync::{LazyLock, OnceLock};

use super::environment;
use crate::config::{Flags, secrets_written};
use crate::ops::log::Redactor;

/// The process has one command line: what it said is known once, before anything is said.
static FLAGS: OnceLock<Flags> = OnceLock::new();
/// Made when something is said, which `run` does only when it fails.
static REDACTOR: LazyLock<Redactor> = LazyLock::new(|| {
    let flags = FLAGS.get().cloned().unwrap_or_default();
    Redactor::new(&secrets_written(&flags, environment()))
});

/// The secrets of the configuration that these flags name are kept out of all that is said.
pub(super) fn keep_secrets_of(flags: &Flags) {
    // Said once, by `main`.
    let _known = FLAGS.set(flags.clone());
}

/// Answers.
pub(super) fn say(text: &str) {
    let text = REDACTOR.clean_text(text);
    match writeln!(io::stdout().lock(), "{text}") {
        // Whoever reads has read enough, as `head` does.
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => {
            complain(&format!("the answer cannot be written: {error}"));
            std::process::exit(1);
        }
    }
}

/// Tells what failed.
pub(super) fn complain(text: &str) {
    for line in REDACTOR.clean_text(text).lines() {
        // The exit code tells those who do not read this.
        let _unread = writeln!(io::stderr(), "touchline: {line}");
    }
}
