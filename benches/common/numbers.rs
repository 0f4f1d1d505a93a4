//! Figures that every benchmark tells in the same way: the median with the least and the most, and on which machine.

use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::Result;

/// Writes to time the disk with.
const WRITES: usize = 200;

/// The median, with the least and the most.
pub(crate) fn cell(values: &[f64]) -> String {
    spread(values).map_or_else(String::new, |(median, least, most)| {
        format!("{} ({}–{})", short(median), short(least), short(most))
    })
}

/// Median, least, most.
pub(crate) fn spread(values: &[f64]) -> Option<(f64, f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (upper, lower) = (sorted.get(sorted.len() / 2)?, sorted.get(sorted.len().saturating_sub(1) / 2)?);
    Some((f64::midpoint(*upper, *lower), *sorted.first()?, *sorted.last()?))
}

/// Three digits or so.
pub(crate) fn short(value: f64) -> String {
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

/// What a durable write costs where the stores are.
pub(crate) fn disk(folder: &Path) -> Result<String> {
    let mut file = std::fs::File::create(folder.join("probe"))?;
    let mut times = Vec::new();
    for _ in 0..WRITES {
        let begun = Instant::now();
        file.rewind()?;
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    let (p50, p99) = quantiles(&mut times);
    Ok(format!("a durable write of 4 KiB in {}: p50 {p50:.3} ms, p99 {p99:.3} ms", folder.display()))
}
