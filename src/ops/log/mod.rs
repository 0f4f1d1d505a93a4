//! Logs to standard error, as text or JSON, without secrets. It does not decide what is worth logging.
//!
//! One id goes through all lines of a request (`request=`) or of a daily post (`delivery=`); the spans that carry them are
//! `bot`'s. No line holds what people wrote, nor who they are. What cannot be written is lost: logging never stops the
//! process.

mod lines;
mod panics;
mod redact;
mod repeats;

use std::io::{self, IsTerminal as _, Write};
use std::sync::Arc;

use secrecy::SecretString;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::JsonFields;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::LogSettings;
use lines::Lines;
pub use redact::Redactor;

/// What the lines of this program are known by.
const OURS: &str = "touchline";

/// Starts logging for the whole process, panics included. `fallback` is the level when the operator named none. A second
/// call does nothing: whoever came first logs.
pub fn start(settings: &LogSettings, fallback: LevelFilter, secrets: &[SecretString]) {
    let writer = Redacted { redactor: Arc::new(Redactor::new(secrets)) };
    let filter = filter(settings.filter.as_ref(), fallback);
    let layer = tracing_subscriber::fmt::layer().with_writer(writer.clone());
    let layer = if settings.json {
        let lines =
            Lines::new(|format| format.json().flatten_event(true).with_current_span(true).with_span_list(false));
        layer.fmt_fields(JsonFields::new()).event_format(lines.for_json()).boxed()
    } else {
        let ansi = io::stderr().is_terminal();
        layer.with_ansi(ansi).event_format(Lines::new(|format| format.with_ansi(ansi))).boxed()
    };
    if tracing_subscriber::registry().with(layer.with_filter(filter)).try_init().is_ok() {
        panics::tell_by(writer);
    }
}

/// What the operator asked for. A level without a name is ours alone: the libraries' own spans carry bodies and
/// interaction tokens, so that they speak up only when something is wrong, unless they are named.
fn filter(wanted: Option<&Targets>, fallback: LevelFilter) -> Targets {
    let ours = wanted.and_then(Targets::default_level).unwrap_or(fallback);
    let named = wanted.into_iter().flat_map(Targets::iter).map(|(name, level)| (name.to_owned(), level));
    Targets::new().with_default(ours.min(LevelFilter::WARN)).with_target(OURS, ours).with_targets(named)
}

/// Standard error without the secrets.
#[derive(Debug, Clone)]
struct Redacted {
    redactor: Arc<Redactor>,
}

impl<'a> MakeWriter<'a> for Redacted {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Redacted {
    /// The subscriber writes an event at once, so no secret is torn in two. A closed pipe or a full disk costs the line,
    /// and nobody is told: there is no other place to tell it.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let _lost = io::stderr().write_all(&self.redactor.clean(event));
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    fn says(wanted: &str, name: &str, level: Level) -> bool {
        filter(Some(&wanted.parse().expect("directives")), LevelFilter::INFO).would_enable(name, &level)
    }

    #[test]
    fn a_level_is_ours_and_a_library_speaks_up_when_it_is_named() {
        for library in ["serenity", "hyper::client", "hyper_util", "reqwest::connect", "h2", "teloxide", "mio", "x"] {
            for wanted in ["trace", "debug", "info"] {
                assert!(!says(wanted, library, Level::INFO), "{wanted} {library}");
                assert!(says(wanted, library, Level::WARN));
            }
            assert!(!says("off", library, Level::ERROR));
        }
        assert!(says("trace", "touchline::bot", Level::TRACE) && !says("info", "touchline::bot", Level::DEBUG));
        assert!(says("hyper=trace", "hyper::client", Level::TRACE) && says("hyper=trace", "touchline", Level::INFO));
        assert!(!says("off,hyper=trace", "touchline", Level::ERROR));
        assert!(says("info,touchline::bot=debug", "touchline::bot::send", Level::DEBUG));
    }
}
