//! What people call time zones: IANA names, the cities in them, countries.
//!
//! It knows no rules of time: those are chrono-tz's.

use std::sync::LazyLock;

use chrono::{DateTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::spelling;
use super::tongue::Text;
use crate::text;

/// A country, or cities of one zone: the names that it is typed by, folded, and its zones, the one with most people first.
struct Country {
    name: &'static str,
    keys: Vec<String>,
    zones: Vec<Tz>,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| table(include_str!("countries.tab")));

/// Cities that give no zone its name: a line has those of one zone.
static CITIES: LazyLock<Vec<Country>> = LazyLock::new(|| table(include_str!("cities.tab")));

fn table(lines: &'static str) -> Vec<Country> {
    let country = |line: &'static str| {
        let (names, zones) = line.split_once('\t')?;
        let zones = zones.split(',').filter_map(|zone| zone.parse().ok()).collect();
        let name = names.split('|').next()?;
        Some(Country { name, keys: names.split('|').map(zone_key).collect(), zones })
    };
    lines.lines().filter(|line| !line.starts_with('#')).filter_map(country).collect()
}

/// Reads a zone: an IANA name in any case (`europe/paris`), the city in it (`Paris`, `new york`), or a country in which
/// all clocks show the same time (`Morocco`).
///
/// # Errors
/// A sentence that names the zones of the country, or the nearest ones.
pub fn parse_zone(text: &str) -> Result<Tz, Text> {
    let wished = zone_key(text);
    let zones = || chrono_tz::TZ_VARIANTS.iter().copied();
    // Names without a place in them, such as Egypt or EST, are old ones: a country of that name comes before them.
    let named = |tz: &Tz| (tz.name().contains('/') || *tz == Tz::UTC) && zone_key(tz.name()) == wished;
    let city = |tz: &Tz| tz.name().contains('/') && zone_key(zone_city(*tz)) == wished;
    if let Some(zone) = zones().find(named).or_else(|| zones().find(city)) {
        return Ok(zone);
    }
    if let Some(country) = COUNTRIES.iter().chain(CITIES.iter()).find(|country| country.keys.contains(&wished)) {
        return country.zone();
    }
    if let Some(zone) = zones().find(|tz| zone_key(tz.name()) == wished) {
        return Ok(zone);
    }
    let shown = super::text::shorten(&super::text::clean_line(text), 40);
    let unknown = text!("not-a-zone", word = shown);
    Err(match nearest_zones(&wished).join(", ") {
        near if near.is_empty() => unknown,
        near => Text::Sentences(vec![unknown, text!("zones-near", zones = near)]),
    })
}

impl Country {
    /// The country's one zone.
    fn zone(&self) -> Result<Tz, Text> {
        match self.zones.as_slice() {
            [first, others @ ..] if others.iter().all(|other| show_the_same(*first, *other)) => Ok(*first),
            several => {
                let shown: Vec<_> = several.iter().take(ZONES_NAMED).map(|zone| zone.name()).collect();
                let more = if several.len() > ZONES_NAMED { " …" } else { "" };
                let zones = format!("{}{more}", shown.join(", "));
                Err(text!("country-of-zones", country = self.name, zones = zones))
            }
        }
    }
}

/// Zones of a country that are named when there are several.
const ZONES_NAMED: usize = 6;

/// Whether two zones show the same time all through two years: some of a country's zones differ in the past only.
fn show_the_same(one: Tz, other: Tz) -> bool {
    let start = DateTime::<Utc>::UNIX_EPOCH + chrono::Days::new(20_454);
    let shown = |zone: Tz, at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    (0..104).map(|week| start + chrono::Days::new(7 * week)).all(|at| shown(one, at) == shown(other, at))
}

/// Zones for autocomplete: those whose name, city or country starts with what was typed, then those that contain it.
pub fn complete_zone(typed: &str, limit: usize) -> Vec<&'static str> {
    let wished = zone_key(typed);
    if wished.is_empty() {
        return USUAL.iter().copied().take(limit).collect();
    }
    let zones = || chrono_tz::TZ_VARIANTS.iter().copied();
    let starts = |tz: &Tz| zone_key(tz.name()).starts_with(&wished) || zone_key(zone_city(*tz)).starts_with(&wished);
    let countries =
        COUNTRIES.iter().chain(CITIES.iter()).filter(|country| country.keys.iter().any(|key| key.starts_with(&wished)));
    let of_countries = countries.flat_map(|country| country.zones.iter().copied());
    let contains = |tz: &Tz| zone_key(tz.name()).contains(&wished);
    let mut found: Vec<&'static str> = Vec::new();
    for zone in zones().filter(starts).chain(of_countries).chain(zones().filter(contains)) {
        if found.len() == limit {
            break;
        }
        if !found.contains(&zone.name()) {
            found.push(zone.name());
        }
    }
    found
}

/// What is offered before anything is typed.
const USUAL: [&str; 8] = [
    "UTC",
    "Europe/London",
    "Europe/Paris",
    "Africa/Casablanca",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Tokyo",
];

fn zone_city(zone: Tz) -> &'static str {
    zone.name().rsplit('/').next().unwrap_or_default()
}

/// Folded as names are, so that accents and case do not count; what stands between words is one kind of mark.
fn zone_key(name: &str) -> String {
    spelling::key(&super::text::shorten(&super::text::clean_line(name), 60)).replace([' ', '-', '\''], "_")
}

fn nearest_zones(wished: &str) -> Vec<&'static str> {
    let distance = |tz: &Tz| {
        let (name, city) = (zone_key(tz.name()), zone_key(zone_city(*tz)));
        strsim::osa_distance(&name, wished).min(strsim::osa_distance(&city, wished))
    };
    let mut zones: Vec<_> = chrono_tz::TZ_VARIANTS
        .iter()
        .filter(|tz| tz.name().contains('/') && !tz.name().starts_with("Etc/"))
        .map(|tz| (distance(tz), tz.name()))
        .collect();
    zones.sort_unstable();
    zones.retain(|(distance, _)| *distance <= wished.len().div_ceil(3));
    zones.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_by_name_city_or_country_or_refused_with_the_mend() {
        for (text, expected) in [
            ("europe/paris", "Europe/Paris"),
            ("Paris", "Europe/Paris"),
            ("new york", "America/New_York"),
            ("utc", "UTC"),
            ("Casablanca", "Africa/Casablanca"),
            ("Morocco", "Africa/Casablanca"),
            ("egypt", "Africa/Cairo"),
            ("Côte d'Ivoire", "Africa/Abidjan"),
            ("Turkiye", "Europe/Istanbul"),
            ("england", "Europe/London"),
            ("South Korea", "Asia/Seoul"),
            ("Argentina", "America/Argentina/Buenos_Aires"),
            ("Germany", "Europe/Berlin"),
            ("EST", "EST"),
            ("Rabat", "Africa/Casablanca"),
            ("san francisco", "America/Los_Angeles"),
            ("München", "Europe/Berlin"),
            ("St Petersburg", "Europe/Moscow"),
        ] {
            assert_eq!(parse_zone(text).map(Tz::name), Ok(expected), "{text}");
        }
        assert!(
            parse_zone("Europe/Pariss").expect_err("a typo").to_string().contains("Europe/Paris"),
            "the nearest is named"
        );
        assert_eq!(
            parse_zone("Brazil").expect_err("several").to_string(),
            "Brazil has several time zones: name one, such as America/Sao_Paulo, America/Bahia, America/Manaus, America/Cuiaba, America/Rio_Branco, America/Noronha …"
        );
        assert!(parse_zone("").is_err());
    }

    #[test]
    fn every_country_has_zones_that_exist() {
        let lines = include_str!("countries.tab").lines().chain(include_str!("cities.tab").lines());
        for line in lines.filter(|line| !line.starts_with('#')) {
            let (_, zones) = line.split_once('\t').expect("names and zones");
            assert!(zones.split(',').all(|zone| zone.parse::<Tz>().is_ok()), "{line}");
        }
        assert!(COUNTRIES.len() > 240);
    }

    #[test]
    fn what_is_typed_is_completed() {
        assert_eq!(complete_zone("casa", 5), ["Africa/Casablanca"]);
        assert_eq!(complete_zone("moroc", 5), ["Africa/Casablanca"]);
        assert_eq!(complete_zone("", 25).len(), USUAL.len());
        assert_eq!(complete_zone("a", 25).len(), 25);
    }
}
