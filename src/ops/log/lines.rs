//! How an event becomes a line: repeats left out and counted, libraries named, one line each. It does not know where
//! lines go.

use std::fmt::{self, Write as _};
use std::time::Instant;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::{self, Format, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use super::OURS;
use super::repeats::{LeftOut, Repeats};

/// An event that carries this is written however often it is repeated: people read the number in chat.
const INCIDENT: &str = "incident";

/// Writes events as lines.
pub(super) struct Lines<F> {
    /// The library that speaks is named; we are not.
    ours: F,
    theirs: F,
    repeats: Repeats,
    now: fn() -> Instant,
    is_json: bool,
}

impl<F> Lines<F> {
    pub(super) fn new(made: impl Fn(Format<format::Full>) -> F) -> Self {
        let format = || format::format().with_target(false);
        let theirs = format::format().with_target(true);
        Self {
            ours: made(format()),
            theirs: made(theirs),
            repeats: Repeats::default(),
            now: Instant::now,
            is_json: false,
        }
    }

    pub(super) fn for_json(self) -> Self {
        Self { is_json: true, ..self }
    }

    /// Tells how many lines were left out, in a line of its own.
    fn tell(&self, left_out: &LeftOut, writer: &mut Writer<'_>) -> fmt::Result {
        let mut time = String::new();
        SystemTime.format_time(&mut Writer::new(&mut time))?;
        let LeftOut { lines, message } = left_out;
        let told = "the same was said more often and left out";
        if self.is_json {
            let line = serde_json::json!({
                "timestamp": time, "level": "WARN", "message": told, "lines": lines, "said": message,
            });
            writeln!(writer, "{line}")
        } else {
            writeln!(writer, "{time}  WARN {told} lines={lines} said={message:?}")
        }
    }
}

impl<S, N, F> FormatEvent<S, N> for Lines<F>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    F: FormatEvent<S, N>,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let (now, about) = ((self.now)(), event.metadata());
        for left_out in self.repeats.ended(now) {
            self.tell(&left_out, &mut writer)?;
        }
        // What tells of work done comes as often as the work, and who asks for more than that wants all of it.
        let may_repeat = *about.level() > Level::WARN || about.fields().field(INCIDENT).is_some();
        if !may_repeat && !self.repeats.admit(about.callsite(), now, || Message::of(event)) {
            return Ok(());
        }
        let format = if about.target().starts_with(OURS) { &self.ours } else { &self.theirs };
        let mut line = String::new();
        format.format_event(context, Writer::new(&mut line), event)?;
        // Nobody else's words begin a line of their own.
        let line = line.trim_end_matches('\n');
        if line.contains(['\n', '\r']) {
            writeln!(writer, "{}", line.replace('\n', "\\n").replace('\r', "\\r"))
        } else {
            writeln!(writer, "{line}")
        }
    }
}

/// The words of an event.
struct Message(String);

impl Message {
    fn of(event: &Event<'_>) -> String {
        let mut message = Self(String::new());
        event.record(&mut message);
        message.0
    }
}

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            // Writing into a text cannot fail.
            let _written = write!(self.0, "{value:?}");
        }
    }
}
