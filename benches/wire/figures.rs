//! What was measured, and the table that shows it: the median of the rounds, the least and the most, and how many times
//! the bare loop's figure that is.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use crate::load::Door;

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The real binary, or its library in this process.
    Touchline,
    /// The loop beside, on one door.
    Bare(Door),
}

struct Row {
    what: &'static str,
    stories: usize,
    touchline: Vec<f64>,
    bare: [Vec<f64>; 2],
}

/// Everything measured so far, in the order in which it first was.
pub(crate) struct Figures {
    rows: Vec<Row>,
}

impl Figures {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// One round's figure.
    pub(crate) fn note(&mut self, what: &'static str, stories: usize, subject: Subject, value: f64) {
        let known = self.rows.iter().position(|row| row.what == what && row.stories == stories);
        let at = known.unwrap_or_else(|| {
            self.rows.push(Row { what, stories, touchline: Vec::new(), bare: [Vec::new(), Vec::new()] });
            self.rows.len() - 1
        });
        let row = &mut self.rows[at];
        match subject {
            Subject::Touchline => row.touchline.push(value),
            Subject::Bare(Door::Telegram) => row.bare[0].push(value),
            Subject::Bare(Door::Discord) => row.bare[1].push(value),
        }
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        let mut table = format!(
            "\n{:<66} {:>26} {:>26} {:>6}\n",
            "median (least–most) of the rounds", "Touchline", "bare loop", "times"
        );
        let mut sizes: Vec<usize> = self.rows.iter().map(|row| row.stories).collect();
        sizes.dedup();
        for size in sizes {
            let heading = if size < 100 { "the shipped stories".to_owned() } else { format!("{size} stories") };
            let _infallible = writeln!(table, "\n{heading}");
            for row in self.rows.iter().filter(|row| row.stories == size) {
                for line in row.lines() {
                    let _infallible = writeln!(table, "{}", line.trim_end());
                }
            }
        }
        table
    }
}

impl Row {
    /// One line; two where the bare loops of both doors have a figure of their own for the one process.
    fn lines(&self) -> Vec<String> {
        let loops = self.bare.iter().zip(["teloxide", "serenity"]).filter(|(bare, _)| !bare.is_empty());
        let loops: Vec<_> = loops.collect();
        if loops.is_empty() {
            return vec![self.line(self.what, &[])];
        }
        let is_shared = loops.len() > 1;
        let named = |library: &str| if is_shared { format!("{} ({library})", self.what) } else { self.what.to_owned() };
        loops.iter().map(|(bare, library)| self.line(&named(library), bare)).collect()
    }

    fn line(&self, what: &str, bare: &[f64]) -> String {
        let times = match (spread(&self.touchline), spread(bare)) {
            (Some((ours, ..)), Some((theirs, ..))) if theirs > 0.0 => format!("{:.2}", ours / theirs),
            _ => String::new(),
        };
        format!("  {what:<64} {:>26} {:>26} {times:>6}", cell(&self.touchline), cell(bare))
    }
}

fn cell(values: &[f64]) -> String {
    spread(values).map_or_else(String::new, |(median, least, most)| {
        format!("{} ({}–{})", short(median), short(least), short(most))
    })
}

/// Median, least, most.
fn spread(values: &[f64]) -> Option<(f64, f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (upper, lower) = (sorted.get(sorted.len() / 2)?, sorted.get(sorted.len().saturating_sub(1) / 2)?);
    Some((f64::midpoint(*upper, *lower), *sorted.first()?, *sorted.last()?))
}

/// Three digits or so.
fn short(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        1.0.. => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// A duration in milliseconds.
pub(crate) fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// A count as a number to divide by; counts here are small.
pub(crate) fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// Half of them were not longer than the first, 99 of 100 not longer than the second, in milliseconds.
pub(crate) fn quantiles(times: &mut [Duration]) -> (f64, f64) {
    times.sort();
    let at = |hundredths: usize| {
        times.get((times.len() * hundredths / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    (ms(at(50)), ms(at(99)))
}

/// The machine, how the binary was built, and what else is going on.
pub(crate) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split_whitespace().take(2).collect();
    let profile =
        if cfg!(debug_assertions) { "WITHOUT optimisation" } else { "Cargo's bench profile (release: thin LTO)" };
    let model = model.trim_start_matches(|char: char| char.is_whitespace() || char == ':');
    format!(
        "{cores} cores ({model}), load {} over the last one and five minutes, built with {profile}",
        load.join(" and ")
    )
}

/// A line for the reader, at once.
pub(crate) fn say(line: &str) {
    // Nobody reads any more: then nobody misses it.
    let _unread = writeln!(std::io::stdout(), "{line}");
}

/// Where the run is, for a person who waits.
pub(crate) fn progress(size: usize, round: u64) {
    let _unread = writeln!(std::io::stderr(), "  {size} stories, round {}", round + 1);
}
