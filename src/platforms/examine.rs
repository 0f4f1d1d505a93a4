//! What every platform is asked alike by `touchline doctor`: the clock beside ours, and the right to post where daily posts
//! are on. Nothing is posted or changed.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::time::{MissedTickBehavior, interval};

use crate::domain::community::{Place, PlatformName};
use crate::domain::schedule::Timestamp;
use crate::ports::{Clock, Finding, Messenger, PostError};

/// What is known beforehand.
#[derive(Clone)]
pub struct Background {
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// What adapters remember from run to run, by its name.
    pub facts: Arc<HashMap<String, String>>,
    /// Places with a daily post, and what people call them.
    pub places: Arc<[(Place, Option<String>)]>,
}

/// Our clock and a platform's may differ so much.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::seconds(2);
/// Beyond that posts come in the wrong minute.
const CLOCK_WRONG: TimeDelta = TimeDelta::seconds(60);
/// Places are asked one after another, with at least this between them.
const PLACE_SPACING: Duration = Duration::from_millis(50);
/// Places that are named at most; the others are counted.
const PLACES_NAMED: usize = 10;

/// One platform's own words for what is found alike.
pub(super) struct Words {
    /// What people call the platform.
    pub(super) platform: &'static str,
    /// The key of the finding about the clock.
    pub(super) clock: &'static str,
    /// The key of the finding about rights.
    pub(super) rights: &'static str,
}

/// The platform's `Date`, in whole seconds, came between `asked` and `answered` by our clock.
pub(super) fn clock(words: &Words, theirs: Timestamp, asked: Timestamp, answered: Timestamp) -> Finding {
    // The second that has begun may be almost over, and the answer may have been on its way all the time.
    let ahead = asked - (theirs + TimeDelta::seconds(1));
    let behind = theirs - answered;
    let off = ahead.max(behind);
    if off <= CLOCKS_DIFFER {
        return Finding::well(words.clock, format!("This machine's clock and {}'s agree within 2 s.", words.platform));
    }
    let direction = if ahead > behind { "ahead" } else { "behind" };
    let what = format!("This machine's clock is {} s {direction} of {}'s.", off.num_seconds(), words.platform);
    let mend = "timedatectl set-ntp true (or: apt install chrony); timedatectl shows whether it is synchronised";
    if off < CLOCK_WRONG {
        return Finding::warning(words.clock, what, "Daily posts come so much early or late.", mend);
    }
    let why = "Daily posts come at the wrong minute, and what was posted before a kill may not be recognised.";
    Finding::fault(words.clock, what, why, mend)
}

/// Asks for the right to post in every known place of the platform, one after another.
pub(super) async fn rights(words: &Words, messenger: &dyn Messenger, background: &Background) -> Vec<Finding> {
    let platform: &PlatformName = messenger.platform();
    let mut turns = interval(PLACE_SPACING);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut open, mut closed) = (0_usize, Vec::new());
    for (place, label) in background.places.iter().filter(|(place, _)| place.platform == *platform) {
        turns.tick().await;
        match messenger.may_post(place).await {
            Ok(_) => open += 1,
            Err(PostError::PlaceGone(missing) | PostError::Rejected(missing)) => {
                let named = label
                    .as_deref()
                    .map_or_else(|| place.address.clone(), |label| format!("{label} ({})", place.address));
                closed.push((named, missing.to_string()));
            }
            // Whoever does not answer now is not asked about all other places as well.
            Err(error) => {
                let what = format!("Whether the bot may post everywhere was not found out: {error}.");
                let why = "A place without the right gets no daily post until it is there again.";
                return vec![Finding::warning(words.rights, what, why, "touchline doctor, once more in some minutes")];
            }
        }
    }
    if closed.is_empty() {
        let places = if open == 1 { "the one place".to_owned() } else { format!("all {open} places") };
        let what = if open == 0 {
            "No place here has a daily post yet.".to_owned()
        } else {
            format!("It may post in {places} with a daily post that were asked.")
        };
        return vec![Finding::well(words.rights, what)];
    }
    let others = closed.len().saturating_sub(PLACES_NAMED);
    let why = "The daily post there rests until it may; it then goes on by itself.";
    let mut findings: Vec<_> = closed
        .iter()
        .take(PLACES_NAMED)
        .map(|(place, missing)| {
            Finding::warning(
                words.rights,
                format!("It may not post in {place}."),
                why,
                format!("In that place: {missing}"),
            )
        })
        .collect();
    if others > 0 {
        let mend = "/daily show in each of them says what is missing";
        findings.push(Finding::warning(words.rights, format!("Nor in {others} more places."), why, mend));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Level;

    #[test]
    fn clocks_are_compared_by_what_is_certain() {
        let at = |seconds: i64| Timestamp::from_timestamp(1_800_000_000 + seconds, 0).expect("an instant");
        let words = Words { platform: "X", clock: "x.clock", rights: "x.rights" };
        let level = |theirs, asked, answered| clock(&words, at(theirs), at(asked), at(answered)).level();
        assert_eq!(level(0, 0, 0), Level::Well);
        assert_eq!(level(0, 3, 3), Level::Well, "a second had begun");
        assert_eq!(level(0, 0, 9), Level::Well, "the answer took long");
        assert_eq!(level(0, 4, 4), Level::Warning);
        assert_eq!(level(0, -3, -3), Level::Warning);
        assert_eq!(level(0, -61, -61), Level::Fault);
        assert_eq!(level(0, 3600, 3600), Level::Fault);
        let told = clock(&words, at(0), at(-30), at(-30));
        assert!(told.what().contains("30 s behind"), "{told:?}");
    }
}
