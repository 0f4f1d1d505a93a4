//! What time it is on the platform: message dates, snowflake ids and the nonce window follow this clock.
//! It runs with the computer's clock until a test stops it; waiting and time-outs do not follow it.

use std::sync::Mutex;
use std::time::{Duration, UNIX_EPOCH};

use crate::sync::lock;

/// The platform's clock. A test whose bot has a clock of its own stops this one at the same moment.
#[derive(Debug, Default)]
pub struct PlatformTime(Mutex<Reading>);

#[derive(Debug, Default)]
struct Reading {
    stopped_at: Option<Duration>,
    ahead: Duration,
}

impl PlatformTime {
    /// Stops the clock at this moment, in seconds since 1970 (UTC).
    pub fn stop_at(&self, unix_seconds: u64) {
        *lock(&self.0) = Reading { stopped_at: Some(Duration::from_secs(unix_seconds)), ahead: Duration::ZERO };
    }

    /// Puts the clock, stopped or running, forward.
    pub fn advance(&self, by: Duration) {
        let mut reading = lock(&self.0);
        reading.ahead = reading.ahead.saturating_add(by);
    }

    /// Lets the clock run with the computer's again.
    pub fn run(&self) {
        *lock(&self.0) = Reading::default();
    }

    /// The time since 1970 (UTC).
    pub fn now(&self) -> Duration {
        let reading = lock(&self.0);
        // A computer whose clock stands before 1970 is read as 1970.
        let base = reading.stopped_at.unwrap_or_else(|| UNIX_EPOCH.elapsed().unwrap_or_default());
        base.saturating_add(reading.ahead)
    }
}

/// A moment as Discord writes it: `2026-06-11T12:00:00.000000+00:00`.
pub(crate) fn iso(since_epoch: Duration) -> String {
    let seconds = since_epoch.as_secs();
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let micros = since_epoch.subsec_micros();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}+00:00")
}

/// A moment as HTTP's `Date` writes it: `Thu, 11 Jun 2026 12:00:00 GMT`.
pub(crate) fn http_date(since_epoch: Duration) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let seconds = since_epoch.as_secs();
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let named = |names: &[&'static str], number: u64| {
        usize::try_from(number).ok().and_then(|number| names.get(number).copied())
    };
    let weekday = named(&DAYS, seconds / 86_400 % 7).unwrap_or_default();
    let month = named(&MONTHS, month - 1).unwrap_or_default();
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// Days since 1970-01-01 as year, month and day (Howard Hinnant's `civil_from_days`, for days after 1970).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_discord_writes_them() {
        assert_eq!(iso(Duration::from_secs(0)), "1970-01-01T00:00:00.000000+00:00");
        assert_eq!(iso(Duration::from_millis(1_709_251_199_250)), "2024-02-29T23:59:59.250000+00:00");
    }

    #[test]
    fn moments_are_written_as_http_writes_them() {
        assert_eq!(http_date(Duration::from_secs(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(http_date(Duration::from_secs(1_709_251_199)), "Thu, 29 Feb 2024 23:59:59 GMT");
    }

    #[test]
    fn a_stopped_clock_moves_only_when_told() {
        let time = PlatformTime::default();
        time.stop_at(100);
        time.advance(Duration::from_secs(5));
        assert_eq!(time.now(), Duration::from_secs(105));
    }
}
