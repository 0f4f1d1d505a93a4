//! What the configuration says of logs, read into what logs are filtered by.

use tracing_subscriber::filter::{LevelFilter, Targets};

/// How to log.
#[derive(Debug, Clone, PartialEq)]
pub struct LogSettings {
    /// One JSON object a line.
    pub json: bool,
    /// What is logged; `None` when nobody said.
    pub filter: Option<Targets>,
}

/// A level, and names with levels of their own: `info,touchline::bot=debug,hyper=off`.
pub(super) fn filter(written: Option<String>, faults: &mut Vec<String>) -> Option<Targets> {
    let text = written?;
    let wrong = text.split(',').map(str::trim).find(|directive| !is_directive(directive));
    let targets = match wrong {
        Some(directive) => Err(format!("{directive:?} is no level")),
        None => text.replace(' ', "").parse::<Targets>().map_err(|error| error.to_string()),
    };
    targets
        .map_err(|why| {
            faults.push(format!(
                "[log] filter: {text:?} does not do ({why}); write off, error, warn, info, debug or trace, and after it, if need be, other levels for parts: \"info,touchline::bot=debug\""
            ));
        })
        .ok()
}

/// A level alone, or a name with one. A name alone would mean everything that it says, and is more likely a slip.
fn is_directive(text: &str) -> bool {
    let is_level = |text: &str| !text.trim().is_empty() && text.trim().parse::<LevelFilter>().is_ok();
    match text.split_once('=') {
        Some((name, level)) => !name.trim().is_empty() && is_level(level),
        None => is_level(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_and_what_does_is_taken() {
        for text in ["info", "WARN", "off", "info,touchline::bot=debug", "trace, hyper = off", "hyper=trace"] {
            let mut faults = Vec::new();
            assert!(filter(Some(text.into()), &mut faults).is_some() && faults.is_empty(), "{text}: {faults:?}");
        }
        for text in
            ["", "inof", "info,", "=debug", "info,touchline=loud", "hyper", "a[b]=", "info;warn", "touchline=debug=x"]
        {
            let mut faults = Vec::new();
            assert!(filter(Some(text.into()), &mut faults).is_none(), "{text}");
            assert!(faults[0].starts_with("[log] filter: ") && faults[0].contains("write off, error"), "{faults:?}");
        }
    }
}
