//! The metrics: every name with its kind, labels and meaning, once; and who collects them.
//!
//! They are recorded through `ports::meters`. Labels take values from closed sets only ([`LABELS`]), so that the number of
//! series is bounded and no page ever tells who uses the bot. Histograms have fixed buckets: what they take in memory does
//! not grow with what is recorded, as long as [`Collected::tidy`] is called now and then.

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Only grows, until the process ends.
    Counter,
    /// Goes up and down.
    Gauge,
    /// How many fell below each of these bounds.
    Histogram(&'static [f64]),
}

/// One metric.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// What kind of number it is.
    pub kind: Kind,
    /// What it counts in, where that is not told by the name alone.
    pub unit: Option<Unit>,
    /// Its labels.
    pub labels: &'static [&'static str],
    /// What it means.
    pub help: &'static str,
}

/// Every label that there is. Values: platforms by the names of their adapters, commands by the command table
/// (`ports::meters::Kind`), outcomes and scopes as listed here; `version` is of this program.
pub const LABELS: [(&str, &[&str]); 5] = [
    ("platform", &["discord", "telegram", "console"]),
    ("command", &[]),
    ("outcome", &["ok", "usage", "failed", "posted", "retry", "refused", "unsure", "missed", "skipped", "made"]),
    ("scope", &["user", "global", "shared", "untold"]),
    ("version", &[]),
];

/// Answers are made in some 0.1 ms to some ms; the rest is for bad days.
const ANSWERS: &[f64] = &[0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];
const COMMITS: &[f64] = &[0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];
/// Up to the 24 hours that a post may come late.
const LATENESS: &[f64] = &[1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3_600.0, 21_600.0, 86_400.0];

/// All of them.
pub const METRICS: &[Metric] = &[
    gauge("touchline_build_info", &["version"], None, "The version of this program; always 1"),
    gauge("touchline_zone_data_info", &["version"], None, "The version of the time zone data inside; always 1"),
    gauge("touchline_start_timestamp_seconds", &[], Some(Unit::Seconds), "When the process started, as a Unix time"),
    gauge("touchline_ready", &[], None, "What /readyz says: 1 when the store is writable and every platform is up"),
    gauge("touchline_platform_up", &["platform"], None, "1 while the platform is connected"),
    gauge("touchline_store_writable", &[], None, "1 while what is written to the store is committed"),
    counter("touchline_updates_total", &["platform"], "Updates and interactions received"),
    counter(
        "touchline_answers_total",
        &["platform", "command", "outcome"],
        "What was said and answered: well, with help (usage), with a no (refused), or with an apology (failed)",
    ),
    histogram(
        "touchline_answer_seconds",
        ANSWERS,
        &["command"],
        "Time in which an answer was made, without the way to the platform and back",
    ),
    counter(
        "touchline_deliveries_total",
        &["platform", "outcome"],
        "Daily posts by what became of them or of an attempt",
    ),
    histogram(
        "touchline_delivery_lateness_seconds",
        LATENESS,
        &["platform"],
        "How long after its time a daily post was made, its spread over two minutes not counted",
    ),
    gauge("touchline_deliveries_waiting", &["platform"], None, "Daily posts that are due or under way"),
    gauge(
        "touchline_delivery_oldest_due_seconds",
        &["platform"],
        Some(Unit::Seconds),
        "How long the oldest daily post that waits has been due; 0 when none is",
    ),
    counter("touchline_rate_limited_total", &["platform", "scope"], "Requests that a platform answered with 429"),
    counter(
        "touchline_discord_invalid_requests_total",
        &[],
        "Requests that Discord counts against the address: 401, 403, and 429 that are not shared (barred at 10,000 in 10 minutes)",
    ),
    gauge("touchline_discord_identifies_24h", &[], None, "Sessions started on Discord in the last 24 hours"),
    gauge("touchline_inbox_waiting", &["platform"], None, "Updates received and not finished"),
    histogram("touchline_store_commit_seconds", COMMITS, &[], "Time of a commit, until it is on the disk"),
    counter("touchline_store_writes_total", &[], "Pieces of work that commits carried"),
    counter("touchline_store_failed_commits_total", &[], "Commits that failed or could not begin"),
    gauge("touchline_store_bytes", &[], Some(Unit::Bytes), "Size of the database file"),
    gauge("touchline_store_wal_bytes", &[], Some(Unit::Bytes), "Size of the write-ahead log beside it"),
    gauge(
        "touchline_backup_last_good_timestamp_seconds",
        &[],
        Some(Unit::Seconds),
        "When the last good backup was made, as a Unix time; absent while there is none",
    ),
    counter("touchline_backups_total", &["outcome"], "Backups that were made, and that could not be"),
];

const fn counter(name: &'static str, labels: &'static [&'static str], help: &'static str) -> Metric {
    Metric { name, kind: Kind::Counter, unit: None, labels, help }
}

const fn gauge(name: &'static str, labels: &'static [&'static str], unit: Option<Unit>, help: &'static str) -> Metric {
    Metric { name, kind: Kind::Gauge, unit, labels, help }
}

const fn histogram(
    name: &'static str,
    bounds: &'static [f64],
    labels: &'static [&'static str],
    help: &'static str,
) -> Metric {
    Metric { name, kind: Kind::Histogram(bounds), unit: Some(Unit::Seconds), labels, help }
}

/// What has been recorded in this process.
#[derive(Clone)]
pub struct Collected(PrometheusHandle);

impl Collected {
    /// All of it in Prometheus' text format.
    pub fn page(&self) -> String {
        self.0.render()
    }

    /// Puts what was recorded into the histograms' buckets. Until then it takes memory, so it is to be called every few
    /// seconds.
    pub fn tidy(&self) {
        self.0.run_upkeep();
    }
}

/// Begins to collect for the whole process. `None` when somebody in it does so already.
///
/// # Panics
/// Never: the bounds above are not empty.
pub fn start() -> Option<Collected> {
    let builder = METRICS.iter().fold(PrometheusBuilder::new(), |builder, metric| match metric.kind {
        Kind::Histogram(bounds) => builder
            .set_buckets_for_metric(Matcher::Full(metric.name.to_owned()), bounds)
            .expect("every histogram of the list has bounds"),
        Kind::Counter | Kind::Gauge => builder,
    });
    let recorder = builder.build_recorder();
    let collected = Collected(recorder.handle());
    if metrics::set_global_recorder(recorder).is_err() {
        tracing::warn!("metrics are collected elsewhere in this process already: the page of metrics stays empty");
        return None;
    }
    for metric in METRICS {
        let (name, unit, help) = (metric.name, metric.unit.unwrap_or(Unit::Count), metric.help);
        match metric.kind {
            Kind::Counter => describe_counter!(name, unit, help),
            Kind::Gauge => describe_gauge!(name, unit, help),
            Kind::Histogram(_) => describe_histogram!(name, unit, help),
        }
    }
    collected.tidy();
    Some(collected)
}
