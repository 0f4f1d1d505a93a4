//! What is said unasked: posts into channels, and what Discord's refusals mean for a place.
//!
//! It repeats nothing: the ledger does. A post carries a nonce made from its mark, which Discord remembers for some
//! minutes: sending it again within that time cannot double it.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Map, Value};
use serenity::model::id::{ChannelId, MessageId};
use sha2::{Digest as _, Sha256};

use super::NAME;
use super::render;
use super::rest::{self, Failure, Rest, Route};
use crate::domain::community::{Caller, Place, PlatformName, Standing};
use crate::domain::delivery::{Mark, Receipt, Rendering};
use crate::domain::message::Message;
use crate::domain::schedule::Timestamp;
use crate::platforms::pace::Pace;
use crate::ports::{Messenger, PostError};

/// "The past few minutes", says Discord of how long it remembers a nonce; this much is certain enough.
const NONCE_MEMORY: TimeDelta = TimeDelta::seconds(60);

/// Posts into channels.
pub(super) struct Outbound {
    rest: Arc<Rest>,
    pace: Pace,
    name: PlatformName,
}

impl Outbound {
    /// At most `per_second` posts over all; 0 lifts the limit. A channel's own limit is in the answers' headers.
    pub(super) fn new(rest: Arc<Rest>, per_second: u32) -> Self {
        Self { rest, pace: Pace::new(per_second, None), name: NAME }
    }
}

/// The answer to a message that was made. serenity's `Message` asks for far more: a post that is there would count as
/// unsure because some field of it has changed.
#[derive(Deserialize)]
struct Made {
    id: MessageId,
}

#[async_trait]
impl Messenger for Outbound {
    fn platform(&self) -> &PlatformName {
        &self.name
    }

    fn render(&self, message: &Message) -> Rendering {
        Rendering(rest::json(&render::post(message).post()))
    }

    async fn post(&self, place: &Place, rendering: &Rendering, mark: &Mark) -> Result<Receipt, PostError> {
        let channel: ChannelId = place.address.parse().map_err(|_| {
            PostError::PlaceGone("This is not a channel of Discord's: set the daily post up again.".into())
        })?;
        let mut body: Map<String, Value> = serde_json::from_str(&rendering.0)
            .map_err(|_| PostError::Rejected("the stored message cannot be read".into()))?;
        body.insert("nonce".into(), nonce(mark).into());
        if let Some(wait) = self.rest.refused_too_often() {
            return Err(PostError::RetryAfter(wait));
        }
        self.pace.post(&place.address).await;
        let made: Made =
            self.rest.read(&Route::messages(channel), Some(rest::json(&body))).await.map_err(post_error)?;
        Ok(Receipt(made.id.to_string()))
    }

    fn repeat_until(&self, since: Timestamp) -> Option<Timestamp> {
        Some(since + NONCE_MEMORY)
    }

    /// Every interaction proves its caller's standing, so nobody comes here to ask; if somebody does, the answer is no.
    async fn standing(&self, _: &Caller) -> Result<Standing, PostError> {
        Ok(Standing::Member)
    }
}

/// 24 characters of base32: 120 bits of the mark's hash. Discord takes 25 (limits.toml `message.nonce`).
fn nonce(mark: &Mark) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let digest = Sha256::digest(mark.0.as_bytes());
    let digits = digest[..15].chunks(5).flat_map(|five| {
        let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        (0..8).rev().map(move |digit| char::from(DIGITS[(bits >> (5 * digit) & 31) as usize]))
    });
    digits.collect()
}

/// What a failure means for the ledger.
fn post_error(failure: Failure) -> PostError {
    let Failure::Refused { status, code, message } = failure else {
        return match failure {
            Failure::Limited(wait) => PostError::RetryAfter(wait),
            Failure::Unreached(why) => PostError::Unreachable(why),
            failure => PostError::Unsure(failure.to_string()),
        };
    };
    match (status, code) {
        (401, _) => PostError::Unreachable("Discord does not accept the bot's token".into()),
        // With our nonce: Discord knows the post, and does not bring back what somebody deleted.
        (404, 10_008) => PostError::Rejected("It had been posted, and somebody deleted it.".into()),
        (_, 10_003) => gone("The channel is gone. Use /daily on in another one."),
        (_, 50_001) => gone("I cannot see the channel. Give me “View Channel” there."),
        (_, 50_013) => gone(
            "I may not post in the channel. Give me “Send Messages” and “Embed Links” there (“Send Messages in Threads” in a thread).",
        ),
        (_, 50_007) => gone("This person does not take direct messages from me."),
        (_, 50_024) => gone("Nobody can post in this kind of channel. Use /daily on in a text channel."),
        (_, 50_083) => gone("The thread is archived. Open it again, or use /daily on elsewhere."),
        (_, 160_005) => gone("The thread is locked. Unlock it, or use /daily on elsewhere."),
        (403 | 404, _) => gone(&format!(
            "Discord does not let me post there ({message}, code {code}). Check that I am in the server and may view the channel and send messages."
        )),
        _ => PostError::Rejected(format!("Discord does not take this message ({message}, code {code}).")),
    }
}

fn gone(why: &str) -> PostError {
    PostError::PlaceGone(why.to_owned())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_mark_has_one_nonce_in_every_process() {
        let mark = |text: &str| nonce(&Mark(text.into()));
        assert_eq!(mark("discord|1|2|2026-11-21"), mark("discord|1|2|2026-11-21"));
        assert_ne!(mark("discord|1|2|2026-11-21"), mark("discord|1|2|2026-11-22"));
        // base32(sha256("")), RFC 4648, lower case.
        assert_eq!(mark(""), "4oymiquy7qobjgx36tejs35z");
    }

    #[test]
    fn every_failure_leads_to_one_rule_of_the_ledger() {
        let refused = |status, code| post_error(Failure::Refused { status, code, message: "M".into() });
        assert_eq!(post_error(Failure::Limited(Duration::from_secs(3))), PostError::RetryAfter(Duration::from_secs(3)));
        assert!(matches!(post_error(Failure::Unreached("x".into())), PostError::Unreachable(_)));
        assert!(matches!(post_error(Failure::Unsure("x".into())), PostError::Unsure(_)));
        assert!(matches!(refused(401, 0), PostError::Unreachable(_)));
        assert!(matches!(refused(400, 50_035), PostError::Rejected(_)));
        assert!(matches!(refused(404, 10_008), PostError::Rejected(_)));
        for (status, code) in [(403, 50_013), (403, 50_001), (404, 10_003), (403, 0), (404, 0), (400, 50_083)] {
            assert!(matches!(refused(status, code), PostError::PlaceGone(_)), "{status} {code}");
        }
    }
}
