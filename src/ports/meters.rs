//! What is counted and timed: one function for each kind of event, so that every label comes from a closed set.
//!
//! It goes through the facade of the crate `metrics`, as logs go through `tracing`: nothing here knows who collects it, and
//! while nobody does, a call costs next to nothing. Names, units and meanings are declared once in `ops::metrics`; a test
//! (`tests/it/ops.rs`) holds both files together. No function takes anything that people chose: no ids, no words.

use std::time::{Duration, Instant};

use metrics::{counter, gauge, histogram};

use super::{Measures, Report};
use crate::domain::command::CommandSpec;
use crate::domain::community::PlatformName;
use crate::domain::delivery::DeliveryState;
use crate::domain::schedule::Timestamp;

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It was given.
    Ok,
    /// What was said could not be understood: help was given.
    Usage,
    /// The caller may not.
    Refused,
    /// Trouble of ours: an apology.
    Failed,
}

impl Answered {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Usage => "usage",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// What was said, for counting: the name of a row of the command table, or what else it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind(&'static str);

impl Kind {
    /// A pressed button.
    pub const BUTTON: Self = Self("button");
    /// A filled-in form.
    pub const FORM: Self = Self("form");
    /// Words without a command, and answers to questions of ours.
    pub const WORDS: Self = Self("words");
    /// Values offered while an argument is typed.
    pub const AUTOCOMPLETE: Self = Self("autocomplete");
    /// Stories offered in any chat.
    pub const INLINE: Self = Self("inline");
    /// Every kind that is no command.
    pub const OTHERS: [Self; 6] =
        [Self::BUTTON, Self::FORM, Self::WORDS, Self::AUTOCOMPLETE, Self::INLINE, Self::UNKNOWN];
    /// A command that is in no table: what people typed never becomes a label.
    const UNKNOWN: Self = Self("unknown");

    /// A command by the name that was typed.
    pub fn command(typed: &str) -> Self {
        match typed {
            // They move inside a question of ours.
            "cancel" | "back" | "skip" => Self::WORDS,
            typed => CommandSpec::named(typed).map_or(Self::UNKNOWN, |spec| Self(spec.name)),
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        self.0
    }
}

/// Whom a 429 is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One route or chat of ours.
    Own,
    /// All that we do.
    Global,
    /// Everybody who uses the resource.
    Shared,
    /// The platform does not say.
    Untold,
}

impl Scope {
    fn word(self) -> &'static str {
        match self {
            Self::Own => "user",
            Self::Global => "global",
            Self::Shared => "shared",
            Self::Untold => "untold",
        }
    }
}

/// How long something takes. It never decides anything, so it needs no `Clock`.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// From now.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// So long.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Something was received.
pub fn received(platform: &PlatformName, updates: usize) {
    counter!("touchline_updates_total", "platform" => name(platform)).increment(many(updates));
}

/// Something was answered: in the desk, without the way there and back.
pub fn answered(platform: &PlatformName, kind: Kind, outcome: Answered, took: Duration) {
    counter!("touchline_answers_total", "platform" => name(platform), "command" => kind.0, "outcome" => outcome.word())
        .increment(1);
    histogram!("touchline_answer_seconds", "command" => kind.0).record(took);
}

/// Daily posts came to a state; `state` is [`DeliveryState::word`].
pub fn delivered(platform: &PlatformName, state: &'static str, times: usize) {
    if times > 0 {
        counter!("touchline_deliveries_total", "platform" => name(platform), "outcome" => state).increment(many(times));
    }
}

/// A daily post came so long after the time that was asked for.
pub fn late(platform: &PlatformName, by: Duration) {
    histogram!("touchline_delivery_lateness_seconds", "platform" => name(platform)).record(by);
}

/// A platform answered 429.
pub fn rate_limited(platform: &PlatformName, scope: Scope) {
    counter!("touchline_rate_limited_total", "platform" => name(platform), "scope" => scope.word()).increment(1);
}

/// Discord refused a request in a way that it counts against the address.
pub fn invalid_request() {
    counter!("touchline_discord_invalid_requests_total").increment(1);
}

/// A session was started on Discord: so many in the last 24 hours.
pub fn identified(recently: usize) {
    gauge!("touchline_discord_identifies_24h").set(number(many(recently)));
}

/// A backup was made, or could not be.
pub fn backed_up(is_made: bool) {
    let outcome = if is_made { "made" } else { "failed" };
    counter!("touchline_backups_total", "outcome" => outcome).increment(1);
}

/// When the last good backup was made.
pub fn last_backup(at: Timestamp) {
    gauge!("touchline_backup_last_good_timestamp_seconds").set(unix(at.timestamp()));
}

/// A commit of the store went through, with so many pieces of work.
pub fn committed(pieces: usize, took: Duration) {
    histogram!("touchline_store_commit_seconds").record(took);
    counter!("touchline_store_writes_total").increment(many(pieces));
}

/// A commit of the store failed, or could not begin.
pub fn not_committed() {
    counter!("touchline_store_failed_commits_total").increment(1);
}

/// Counters start at 0 rather than not being there, so that their first step is seen.
pub fn begin(platforms: &[PlatformName]) {
    counter!("touchline_store_failed_commits_total").increment(0);
    counter!("touchline_discord_invalid_requests_total").increment(0);
    for platform in platforms {
        counter!("touchline_updates_total", "platform" => name(platform)).increment(0);
        for state in DeliveryState::OUTCOMES {
            counter!("touchline_deliveries_total", "platform" => name(platform), "outcome" => state).increment(0);
        }
    }
}

/// The store's sizes and what waits in it. `platforms` have nothing waiting that are not named in it.
pub fn measured(measures: &Measures, platforms: &[PlatformName]) {
    gauge!("touchline_store_bytes").set(number(measures.bytes));
    gauge!("touchline_store_wal_bytes").set(number(measures.wal_bytes));
    for platform in platforms {
        let waiting = measures.waiting.iter().find(|waiting| waiting.platform == *platform);
        let (deliveries, oldest, inbox) =
            waiting.map_or((0, Duration::ZERO, 0), |waiting| (waiting.deliveries, waiting.oldest, waiting.inbox));
        gauge!("touchline_deliveries_waiting", "platform" => name(platform)).set(number(deliveries));
        gauge!("touchline_delivery_oldest_due_seconds", "platform" => name(platform)).set(oldest.as_secs_f64());
        gauge!("touchline_inbox_waiting", "platform" => name(platform)).set(number(inbox));
    }
}

/// How the parts are.
pub fn health(report: &Report) {
    gauge!("touchline_ready").set(truth(report.is_ready()));
    gauge!("touchline_store_writable").set(truth(report.store.is_up()));
    for (platform, condition) in &report.platforms {
        gauge!("touchline_platform_up", "platform" => name(platform)).set(truth(condition.is_up()));
    }
}

/// What runs here, and since when (seconds since 1970).
pub fn identity(version: &'static str, zone_data: &'static str, started: i64) {
    gauge!("touchline_build_info", "version" => version).set(1.0);
    gauge!("touchline_zone_data_info", "version" => zone_data).set(1.0);
    gauge!("touchline_start_timestamp_seconds").set(unix(started));
}

fn name(platform: &PlatformName) -> String {
    platform.as_str().to_owned()
}

fn many(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sizes and counts beyond 2^52 do not occur, and a gauge is read by people"
)]
fn number(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "a Unix time is far below 2^52")]
fn unix(seconds: i64) -> f64 {
    seconds as f64
}

fn truth(is_so: bool) -> f64 {
    if is_so { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_never_becomes_a_label() {
        assert_eq!(Kind::command("player").word(), "player");
        assert_eq!(Kind::command("skip").word(), "words");
        for typed in ["", "Player", "player\"} 1", "x-9001"] {
            assert_eq!(Kind::command(typed).word(), "unknown");
        }
    }
}
