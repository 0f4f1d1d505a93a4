//! What this program carries that ages: the rules of time zones.

use chrono::Datelike as _;

use crate::domain::schedule::Timestamp;
use crate::ports::Finding;

/// Where systems say which zone data they have; the first line of the first one ends in it.
const SYSTEM_FILES: [&str; 2] = ["/usr/share/zoneinfo/tzdata.zi", "/usr/share/zoneinfo/+VERSION"];
/// Zone data of a year so long ago lacks what parliaments have decided since.
const YEARS_BORNE: i32 = 2;

/// Examines the zone data, beside the system's where that is there.
pub fn examine(now: Timestamp) -> Finding {
    let system = SYSTEM_FILES.iter().find_map(|file| std::fs::read_to_string(file).ok());
    let system = system.as_deref().and_then(|text| text.lines().next()?.split_whitespace().last());
    zones(chrono_tz::IANA_TZDB_VERSION, system, now.year())
}

/// A version is a year and a letter: text order is the order of time.
fn zones(own: &str, system: Option<&str>, year: i32) -> Finding {
    let age = own.get(..4).and_then(|of| of.parse::<i32>().ok()).map_or(0, |of| year - of);
    let what = format!(
        "The time zones' rules are those of {own} ({}).",
        match age {
            ..=0 => "this year's".to_owned(),
            1 => "last year's".to_owned(),
            years => format!("{years} years old"),
        }
    );
    let why = "Where a country has changed its clocks since, daily posts come an hour early or late.";
    let is_version = |text: &&str| text.len() == 5 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    match system.filter(is_version).filter(|system| *system > own) {
        _ if age >= YEARS_BORNE => Finding::warning(
            "program.zones",
            what,
            why,
            "Install the newest Touchline: the rules are inside the program",
        ),
        Some(newer) => Finding::note(
            "program.zones",
            format!("{what} This system has {newer}."),
            why,
            "Nothing, unless a country of yours is among the changes (https://data.iana.org/time-zones/tzdb/NEWS); then install the newest Touchline",
        ),
        None => Finding::well("program.zones", what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Level;

    #[test]
    fn old_rules_are_a_warning_and_newer_ones_beside_them_a_note() {
        let level = |own, system, year| {
            let finding = zones(own, system, year);
            (finding.level(), finding.advice().is_some())
        };
        assert_eq!(level("2025b", None, 2026), (Level::Well, false));
        assert_eq!(level("2025b", Some("2025b"), 2026), (Level::Well, false));
        assert_eq!(level("2025b", Some("2026a"), 2026), (Level::Well, true));
        assert_eq!(level("2025b", Some("nonsense"), 2026), (Level::Well, false));
        assert_eq!(level("2025b", None, 2027), (Level::Warning, true));
    }
}
