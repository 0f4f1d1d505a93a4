//! The ledger's rules: what to do with a claim, and which outcome leads where.
//!
//! They do not know platforms: what one of them offers in doubt comes in as a [`Recourse`].

use std::time::Duration;

use chrono::TimeDelta;

use super::{Claim, DeliveryState, Outcome, Verdict};
use crate::domain::schedule::Timestamp;
use crate::domain::subscription::OnUnsure;
use crate::domain::tongue::Text;
use crate::text;

/// What a platform offers when nobody knows whether a post arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recourse {
    /// For so long after an attempt it recognises the same mark, and does not post twice.
    pub recognises: Duration,
    /// Its messages can be looked through for the mark later.
    pub looks_up: bool,
}

/// What to do with a claimed delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Post it; it must have left within this time, or not at all.
    Post {
        /// So long may it wait for its turn.
        within: Duration,
    },
    /// Find out whether it is there.
    LookUp,
    /// Nobody will ever know: leave it to people.
    GiveUp,
}

/// Room before the end of the time in which a repeat is recognised: for a turn and a connection that take their time.
const SAFETY: TimeDelta = TimeDelta::seconds(10);
/// A post that has not left after so long gives its turn to others.
const TURN_LIMIT: Duration = Duration::from_secs(20);

/// The rule: what to do with a claim now.
pub fn step(claim: &Claim, recourse: Recourse, on_unsure: OnUnsure, now: Timestamp) -> Step {
    let Some(since) = claim.uncertain_since else { return Step::Post { within: TURN_LIMIT } };
    let recognised = since + TimeDelta::from_std(recourse.recognises).unwrap_or(TimeDelta::zero()) - SAFETY;
    if let Ok(within) = (recognised - now).to_std()
        && !within.is_zero()
        && since <= now
    {
        return Step::Post { within: within.min(TURN_LIMIT) };
    }
    if recourse.looks_up {
        Step::LookUp
    } else if claim.on_unsure.unwrap_or(on_unsure) == OnUnsure::Resend && now <= claim.expires {
        Step::Post { within: TURN_LIMIT }
    } else {
        Step::GiveUp
    }
}

/// Waits between attempts: 5 s, doubled each time, at most 10 minutes.
fn back_off(attempt: u32) -> TimeDelta {
    TimeDelta::seconds(5_i64.saturating_mul(1 << attempt.saturating_sub(1).min(7)).min(600))
}

/// So long after a post became too late is it still looked for, when it may have arrived.
const LOOK_UP_LIMIT: TimeDelta = TimeDelta::hours(24);

/// The rule: which outcome leads where.
///
/// What may have arrived once stays possible: a later attempt that certainly failed does not make it missed.
pub fn verdict(claim: &Claim, recourse: Recourse, on_unsure: OnUnsure, outcome: Outcome, now: Timestamp) -> Verdict {
    let (attempts, uncertain_since) = (claim.attempt, claim.uncertain_since);
    let unsure = || Verdict::Becomes(DeliveryState::Unsure { since: now });
    let retry = |attempts: u32, wait: TimeDelta, why: Text| {
        let not_before = now + wait;
        let resends = claim.on_unsure.unwrap_or(on_unsure) == OnUnsure::Resend;
        Verdict::Becomes(match uncertain_since {
            None if not_before > claim.expires => {
                DeliveryState::Missed { reason: Text::Sentences(vec![text!("post-too-late"), why]) }
            }
            Some(_) if recourse.looks_up && not_before > claim.expires + LOOK_UP_LIMIT => {
                DeliveryState::Unsure { since: now }
            }
            Some(_) if !(recourse.looks_up || resends && not_before <= claim.expires) => {
                DeliveryState::Unsure { since: now }
            }
            _ => DeliveryState::Retry { attempts, not_before, uncertain_since },
        })
    };
    let waits = |wait: Duration| TimeDelta::from_std(wait).unwrap_or(TimeDelta::days(365)).max(TimeDelta::seconds(1));
    match outcome {
        Outcome::Posted(receipt) => Verdict::Becomes(DeliveryState::Posted { at: now, attempts, receipt }),
        // To look is not to send. The platform's clock may differ from ours: it came after it was sent and before now.
        Outcome::Found(receipt, at) => {
            let at = at.max(uncertain_since.unwrap_or(claim.since)).min(now);
            Verdict::Becomes(DeliveryState::Posted { at, attempts: attempts.saturating_sub(1).max(1), receipt })
        }
        Outcome::Absent if now > claim.expires => {
            Verdict::Becomes(DeliveryState::Missed { reason: text!("post-not-there-and-too-late") })
        }
        Outcome::Absent => Verdict::Becomes(DeliveryState::Retry { attempts, not_before: now, uncertain_since: None }),
        Outcome::NotYet(wait) => retry(attempts.saturating_sub(1), waits(wait), text!("post-had-no-turn")),
        Outcome::RetryAfter(wait) => retry(attempts, waits(wait), text!("post-asked-to-wait")),
        Outcome::Unreachable(_) => retry(attempts, back_off(attempts), text!("post-platform-unreached")),
        Outcome::Moved(to) => Verdict::Moves { to, not_before: now + TimeDelta::seconds(1) },
        // Closed to us now, but an earlier attempt may be there.
        Outcome::PlaceGone(reason) if uncertain_since.is_some() => {
            Verdict::Pauses { state: DeliveryState::Unsure { since: now }, reason }
        }
        Outcome::PlaceGone(reason) => {
            Verdict::Pauses { state: DeliveryState::Refused { reason: reason.clone() }, reason }
        }
        Outcome::Rejected(reason) => Verdict::Becomes(DeliveryState::Refused { reason }),
        Outcome::Unsure(_) => doubt(claim, recourse, on_unsure, now),
        Outcome::Unknowable(_) => unsure(),
    }
}

/// After an attempt that may have arrived: again within the time in which the platform tells repeats, a look after it,
/// or what the subscription wishes.
fn doubt(claim: &Claim, recourse: Recourse, on_unsure: OnUnsure, now: Timestamp) -> Verdict {
    let began = claim.uncertain_since.unwrap_or(claim.since);
    // The clock was put back meanwhile: nobody knows how long ago it was.
    let since = if began > now { Timestamp::UNIX_EPOCH } else { began };
    let recognised = since + TimeDelta::from_std(recourse.recognises).unwrap_or(TimeDelta::zero());
    let soon = back_off(claim.attempt).min(TimeDelta::seconds(2));
    let not_before = if now + soon + SAFETY < recognised {
        now + soon
    } else if recourse.looks_up {
        // Not before the platform has forgotten the mark: what is still on its way there has arrived by then.
        (now + back_off(claim.attempt)).max(recognised)
    } else if claim.on_unsure.unwrap_or(on_unsure) == OnUnsure::Resend && now + back_off(claim.attempt) <= claim.expires
    {
        now + back_off(claim.attempt)
    } else {
        return Verdict::Becomes(DeliveryState::Unsure { since: now });
    };
    Verdict::Becomes(DeliveryState::Retry { attempts: claim.attempt, not_before, uncertain_since: Some(since) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::community::{Place, PlatformName};
    use crate::domain::delivery::{DeliveryId, Mark, Receipt, Rendering, SubscriptionId};
    use crate::domain::schedule::Day;
    use crate::domain::story::StoryId;

    const NONCE: Recourse = Recourse { recognises: Duration::from_mins(1), looks_up: true };
    const FORGETFUL: Recourse = Recourse { recognises: Duration::ZERO, looks_up: false };

    fn now() -> Timestamp {
        "2026-11-21T09:00:00Z".parse().expect("an instant")
    }

    fn claim(uncertain_since: Option<Timestamp>) -> Claim {
        Claim {
            delivery: DeliveryId(1),
            subscription: SubscriptionId(1),
            day: Day(now().date_naive()),
            story: StoryId(1),
            worded: now(),
            place: Place { platform: PlatformName::new("x"), address: "1".into() },
            rendering: Rendering(String::new()),
            mark: Mark(String::new()),
            attempt: 1,
            since: now(),
            expires: now() + TimeDelta::hours(6),
            uncertain_since,
            on_unsure: None,
            catch_up: None,
            is_by_hand: false,
        }
    }

    fn word(claim: &Claim, recourse: Recourse, on_unsure: OnUnsure, outcome: Outcome, now: Timestamp) -> &'static str {
        match verdict(claim, recourse, on_unsure, outcome, now) {
            Verdict::Becomes(state) => state.word(),
            Verdict::Pauses { state: DeliveryState::Unsure { .. }, .. } => "pauses in doubt",
            Verdict::Pauses { .. } => "pauses",
            Verdict::Moves { .. } => "moves",
        }
    }

    #[test]
    fn every_outcome_leads_where_the_ledger_rules_say() {
        let state = |outcome| word(&claim(None), FORGETFUL, OnUnsure::Ask, outcome, now());
        let place = Place { platform: PlatformName::new("x"), address: "1".into() };
        assert_eq!(state(Outcome::Posted(Receipt("1".into()))), "posted");
        assert_eq!(state(Outcome::Found(Receipt("1".into()), now())), "posted");
        assert_eq!(state(Outcome::RetryAfter(Duration::from_secs(3))), "retry");
        assert_eq!(state(Outcome::RetryAfter(Duration::from_hours(23))), "missed");
        assert_eq!(state(Outcome::NotYet(Duration::from_secs(3))), "retry");
        assert_eq!(state(Outcome::Unreachable("refused".into())), "retry");
        assert_eq!(state(Outcome::Moved(place)), "moves");
        assert_eq!(state(Outcome::PlaceGone("kicked".into())), "pauses");
        assert_eq!(state(Outcome::Rejected("too long".into())), "refused");
        assert_eq!(state(Outcome::Absent), "retry");
        assert_eq!(state(Outcome::Unknowable("no history".into())), "unsure");
    }

    #[test]
    fn doubt_leads_to_a_repeat_a_look_or_a_question() {
        let unsure = || Outcome::Unsure("timed out".into());
        assert_eq!(word(&claim(None), FORGETFUL, OnUnsure::Ask, unsure(), now()), "unsure");
        assert_eq!(word(&claim(None), FORGETFUL, OnUnsure::Resend, unsure(), now()), "retry");
        let own = Claim { on_unsure: Some(OnUnsure::Ask), ..claim(None) };
        assert_eq!(word(&own, FORGETFUL, OnUnsure::Resend, unsure(), now()), "unsure", "its own wish counts");
        let not_before = |later: i64| {
            let claim = claim(Some(now()));
            match verdict(&claim, NONCE, OnUnsure::Ask, unsure(), now() + TimeDelta::seconds(later)) {
                Verdict::Becomes(DeliveryState::Retry { not_before, uncertain_since, .. }) => {
                    assert_eq!(uncertain_since, Some(now()), "the first attempt counts");
                    (not_before - now()).num_seconds()
                }
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(not_before(1), 3, "soon, while the platform tells repeats");
        assert_eq!(not_before(54), 60, "and then not before it has forgotten");
        assert_eq!(not_before(90), 95);
        match verdict(&claim(Some(now())), NONCE, OnUnsure::Ask, unsure(), now() - TimeDelta::seconds(9)) {
            Verdict::Becomes(DeliveryState::Retry { uncertain_since, .. }) => {
                assert_eq!(uncertain_since, Some(Timestamp::UNIX_EPOCH), "the clock was put back: at any time");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_claim_in_doubt_is_posted_only_while_repeats_are_told() {
        let at = |later: i64, recourse, on_unsure| {
            step(&claim(Some(now())), recourse, on_unsure, now() + TimeDelta::seconds(later))
        };
        assert_eq!(at(0, NONCE, OnUnsure::Ask), Step::Post { within: TURN_LIMIT });
        assert_eq!(at(45, NONCE, OnUnsure::Ask), Step::Post { within: Duration::from_secs(5) });
        assert_eq!(at(50, NONCE, OnUnsure::Ask), Step::LookUp);
        assert_eq!(
            at(-5, NONCE, OnUnsure::Ask),
            Step::LookUp,
            "the clock was put back: nobody knows how long ago it was"
        );
        assert_eq!(at(0, FORGETFUL, OnUnsure::Ask), Step::GiveUp);
        assert_eq!(at(0, FORGETFUL, OnUnsure::Resend), Step::Post { within: TURN_LIMIT });
        assert_eq!(at(7 * 3600, FORGETFUL, OnUnsure::Resend), Step::GiveUp, "too late even for that");
        assert_eq!(step(&claim(None), FORGETFUL, OnUnsure::Ask, now()), Step::Post { within: TURN_LIMIT });
    }

    #[test]
    fn what_may_have_arrived_is_never_called_missed() {
        let doubtful = claim(Some(now()));
        for recourse in [NONCE, FORGETFUL] {
            for on_unsure in [OnUnsure::Ask, OnUnsure::Resend] {
                for hours in [0, 7, 40] {
                    for outcome in [
                        Outcome::RetryAfter(Duration::from_mins(5)),
                        Outcome::Unreachable("refused".into()),
                        Outcome::NotYet(Duration::from_secs(1)),
                        Outcome::Unsure("x".into()),
                        Outcome::PlaceGone("kicked".into()),
                    ] {
                        let word = word(&doubtful, recourse, on_unsure, outcome, now() + TimeDelta::hours(hours));
                        assert!(["retry", "unsure", "pauses in doubt"].contains(&word), "{word}");
                    }
                }
            }
        }
        assert_eq!(
            word(&doubtful, NONCE, OnUnsure::Ask, Outcome::Absent, now() + TimeDelta::hours(7)),
            "missed",
            "looked for and not there"
        );
    }

    #[test]
    fn a_turn_that_did_not_come_is_no_attempt() {
        let outcome = Outcome::NotYet(Duration::from_secs(4));
        let Verdict::Becomes(DeliveryState::Retry { attempts, .. }) =
            verdict(&claim(None), FORGETFUL, OnUnsure::Ask, outcome, now())
        else {
            panic!("a retry")
        };
        assert_eq!(attempts, 0);
    }

    #[test]
    fn waits_grow_and_stop_growing() {
        let seconds: Vec<_> = (1..=9).map(|attempt| back_off(attempt).num_seconds()).collect();
        assert_eq!(seconds, [5, 10, 20, 40, 80, 160, 320, 600, 600]);
    }
}
