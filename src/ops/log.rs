//! Logs to standard error, as text or JSON, without secrets. It does not decide what is worth logging.

use std::io::{self, IsTerminal as _, Write};
use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::LogSettings;

/// The libraries' own spans carry bodies and interaction tokens at info (libraries.md): they speak up only when
/// something is wrong, whatever the operator's filter says of the rest.
const QUIET: &str = "serenity=warn,teloxide=warn,teloxide_core=warn,hyper=warn,reqwest=warn,h2=warn,rustls=warn,tungstenite=warn,rustyline=warn";

/// Starts logging for the whole process. `fallback` is the filter when the operator named none. A second call does
/// nothing: whoever came first logs.
pub fn start(settings: &LogSettings, fallback: &str, secrets: Vec<SecretString>) {
    let wanted = settings.filter.as_deref().unwrap_or(fallback);
    // The operator's directives come last: one that names a library is obeyed.
    let filter: Targets =
        format!("{QUIET},{wanted}").parse().unwrap_or_else(|_| Targets::new().with_default(tracing::Level::INFO));
    let writer = Redacted { secrets: secrets.into() };
    let layer = tracing_subscriber::fmt::layer().with_writer(writer).with_target(false);
    let layer = if settings.json { layer.json().boxed() } else { layer.with_ansi(io::stderr().is_terminal()).boxed() };
    let _first_one_stays = tracing_subscriber::registry().with(layer.with_filter(filter)).try_init();
}

/// Standard error without the secrets.
#[derive(Clone)]
struct Redacted {
    secrets: Arc<[SecretString]>,
}

impl<'a> MakeWriter<'a> for Redacted {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Redacted {
    /// The subscriber writes an event at once, so no secret is torn in two.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let mut text = String::from_utf8_lossy(event).into_owned();
        for secret in self.secrets.iter() {
            text = text.replace(secret.expose_secret(), "[secret]");
        }
        io::stderr().write_all(text.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
