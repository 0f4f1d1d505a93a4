//! What is said unasked: posts into channels, and what Discord's refusals mean for a place.
//!
//! It repeats nothing: the ledger does. A post carries a nonce made from its mark, which Discord remembers for some
//! minutes: sending it again within that time cannot double it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use serenity::model::Permissions;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

use super::fetch::Files;
use super::rest::{self, Failure, Rest, Route};
use super::{NAME, access, render};
use crate::domain::action::Action;
use crate::domain::community::{Caller, PersonId, Place, PlatformName, Standing};
use crate::domain::correction::Revisable;
use crate::domain::delivery::{Mark, Receipt, Recourse, Rendering};
use crate::domain::file::Attachment;
use crate::domain::message::Message;
use crate::domain::schedule::Timestamp;
use crate::domain::tongue::Text;
use crate::platforms::pace::Pace;
use crate::ports::{Clock, Found, Messenger, PostError, Spot, Welcome};
use crate::text;

/// "The past few minutes", says Discord of how long it remembers a nonce; this much is certain enough.
const NONCE_MEMORY: Duration = Duration::from_mins(1);
/// Posts under way at once (reliability.md 2.4).
const IN_FLIGHT: usize = 32;
/// Messages asked for at once when one is looked for, and how often: limits.toml allows 100 at once.
const PAGE: u8 = 100;
const PAGES: usize = 10;
/// What is sent at one time by Discord's clock may be there so much earlier or later.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::seconds(60);
/// 2015-01-01, from which Discord's numbers count, in milliseconds since 1970.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;
/// So long may a word to one person wait for its turn.
const TELL_PATIENCE: Duration = Duration::from_secs(20);
/// What makes a member an admin of the community.
const ADMIN: Permissions = Permissions::MANAGE_GUILD.union(Permissions::ADMINISTRATOR);

/// Posts into channels.
pub(super) struct Outbound {
    rest: Arc<Rest>,
    files: Files,
    clock: Arc<dyn Clock>,
    pace: Pace,
    name: PlatformName,
    /// Who we are, once Discord has said so.
    me: OnceCell<UserId>,
}

impl Outbound {
    /// At most `per_second` posts over all; 0 lifts the limit. A channel's own limit is in the answers' headers.
    pub(super) fn new(rest: Arc<Rest>, files: Files, clock: Arc<dyn Clock>, per_second: u32) -> Self {
        Self { rest, files, clock, pace: Pace::new(per_second, None), name: NAME, me: OnceCell::new() }
    }
}

/// The answer to a message that was made. serenity's `Message` asks for far more: a post that is there would count as
/// unsure because some field of it has changed.
#[derive(Deserialize)]
struct Made {
    id: MessageId,
}

/// Somebody.
#[derive(Deserialize)]
struct User {
    id: UserId,
}

/// What is read of a message when one's own is looked for.
#[derive(Deserialize)]
struct Own {
    id: MessageId,
    author: User,
    #[serde(default)]
    components: Vec<Value>,
}

impl Own {
    fn has_mark(&self, nonce: &str) -> bool {
        let buttons = self.components.iter().filter_map(|row| row.get("components")?.as_array()).flatten();
        let mut actions = buttons.filter_map(|button| button.get("custom_id")?.as_str());
        actions.any(|action| Action::mark_of(action) == Some(nonce))
    }
}

#[async_trait]
impl Messenger for Outbound {
    fn platform(&self) -> &PlatformName {
        &self.name
    }

    fn render(&self, message: &Message) -> Rendering {
        Rendering(rest::json(&render::post(message).post()))
    }

    async fn post(
        &self,
        place: &Place,
        rendering: &Rendering,
        mark: &Mark,
        within: Duration,
    ) -> Result<Receipt, PostError> {
        let channel = channel(place)?;
        let mut body: Map<String, Value> =
            serde_json::from_str(&rendering.0).map_err(|_| PostError::Rejected(text!("post-kept-unreadable")))?;
        let nonce = nonce(mark);
        set_mark(&mut body, &nonce);
        body.insert("nonce".into(), nonce.into());
        if let Some(wait) = self.closed_for() {
            return Err(PostError::NotYet(wait));
        }
        self.pace.post(&place.address, within).await.map_err(PostError::NotYet)?;
        let made: Made =
            self.rest.read(&Route::messages(channel), Some(rest::json(&body))).await.map_err(post_error)?;
        Ok(Receipt(made.id.to_string()))
    }

    fn in_flight(&self) -> usize {
        IN_FLIGHT
    }

    fn recourse(&self) -> Recourse {
        Recourse { recognises: NONCE_MEMORY, looks_up: true }
    }

    async fn find(&self, place: &Place, mark: &Mark, since: Timestamp) -> Result<Option<Found>, PostError> {
        let (channel, nonce) = (channel(place)?, nonce(mark));
        let me = self.me().await.map_err(only_looked)?;
        // Asked first, so that it is known what time it is at Discord.
        self.is_readable(channel).await?;
        let mut after = snowflake(self.at_discord(since) - CLOCKS_DIFFER);
        for _ in 0..PAGES {
            let page = self.rest.read(&Route::messages_after(channel, after, PAGE), None).await;
            let page: Vec<Own> = page.map_err(look_up_error)?;
            if let Some(found) = page.iter().find(|found| found.author.id == me && found.has_mark(&nonce)) {
                return Ok(Some(Found { receipt: Receipt(found.id.to_string()), at: instant(found.id) }));
            }
            let Some(newest) =
                page.iter().map(|found| found.id.get()).max().filter(|_| page.len() >= usize::from(PAGE))
            else {
                return Ok(None);
            };
            after = newest;
        }
        Err(PostError::Unsure("too much was said in the channel since".into()))
    }

    fn closed_for(&self) -> Option<Duration> {
        self.rest.closed_for()
    }

    fn revisable(&self) -> Revisable {
        Revisable::Ever
    }

    async fn revise(
        &self,
        place: &Place,
        receipt: &Receipt,
        rendering: &Rendering,
        mark: &Mark,
        within: Duration,
    ) -> Result<(), PostError> {
        let (channel, message) = (channel(place)?, receipt.0.parse().map_err(|_| gone(text!("post-not-of-discord")))?);
        let mut body: Map<String, Value> =
            serde_json::from_str(&rendering.0).map_err(|_| PostError::Rejected(text!("post-words-unreadable")))?;
        set_mark(&mut body, &nonce(mark));
        // What only a new message has.
        for key in ["enforce_nonce", "flags", "tts", "sticker_ids"] {
            body.remove(key);
        }
        if let Some(wait) = self.closed_for() {
            return Err(PostError::NotYet(wait));
        }
        self.pace.post(&place.address, within).await.map_err(PostError::NotYet)?;
        let route = Route::message(channel, message);
        self.rest.call(&route, Some(rest::json(&body))).await.map(|_| ()).map_err(revise_error)
    }

    async fn may_post(&self, place: &Place) -> Result<Welcome, PostError> {
        let found = self.channel(channel(place)?).await?;
        let Some(permissions) = self.permissions(&found).await? else { return Ok(Welcome::default()) };
        if let Some(missing) = access::missing(permissions, &found) {
            return Err(PostError::PlaceGone(missing));
        }
        // It would be good for looking posts up.
        let advice = (!permissions.read_message_history()).then(|| text!("discord-history-advice"));
        Ok(Welcome { label: found.name.map(|name| format!("#{name}")), advice })
    }

    async fn locate(&self, caller: &Caller, typed: &str) -> Result<Spot, PostError> {
        let digits = typed.trim().trim_start_matches("<#").trim_end_matches('>');
        let place = Place { platform: NAME, address: digits.to_owned() };
        let strange = || gone(text!("discord-no-such-channel"));
        let found = self.channel(channel(&place).map_err(|_| strange())?).await?;
        // What a client sends is checked against where it was said: another server's channel is no place of this one.
        if found.guild_id.map(|guild| guild.to_string()) != Some(caller.community.address.clone()) {
            return Err(strange());
        }
        Ok(Spot { place, community: caller.community.clone() })
    }

    async fn tell(&self, person: &PersonId, message: &Message) -> Result<(), PostError> {
        let body = rest::json(&json!({"recipient_id": person.0}));
        let direct: Made = self.rest.read(&Route::direct(), Some(body)).await.map_err(post_error)?;
        let rendering = self.render(message);
        let mark = Mark(format!("tell|{}|{}", person.0, rendering.0));
        let place = Place { platform: NAME, address: direct.id.to_string() };
        self.post(&place, &rendering, &mark, TELL_PATIENCE).await.map(|_| ())
    }

    async fn fetch(&self, attachment: &Attachment) -> Result<Vec<u8>, PostError> {
        self.files.fetch(attachment).await
    }

    /// An interaction proves its caller's standing where it was made; elsewhere Discord is asked.
    async fn standing(&self, caller: &Caller) -> Result<Standing, PostError> {
        let (Ok(guild), Ok(user)) = (caller.community.address.parse(), caller.person.0.parse()) else {
            return Ok(Standing::Member);
        };
        let (guild, member) = match self.membership(guild, user).await {
            Err(PostError::PlaceGone(_)) => return Ok(Standing::Member),
            found => found?,
        };
        let is_admin = access::in_guild(&guild, user, &member).intersects(ADMIN);
        Ok(if is_admin { Standing::Admin } else { Standing::Member })
    }
}

impl Outbound {
    async fn me(&self) -> Result<UserId, PostError> {
        let ask = async { self.rest.read::<User>(&Route::me(), None).await.map(|me| me.id) };
        self.me.get_or_try_init(|| ask).await.copied().map_err(post_error)
    }

    /// The time at Discord when our clock showed this, if it is ahead by as much as it was then. One that is behind only
    /// makes the look longer.
    fn at_discord(&self, ours: Timestamp) -> Timestamp {
        let ahead = self.rest.answered_at().map_or(TimeDelta::zero(), |theirs| self.clock.now() - theirs);
        ours - ahead.max(TimeDelta::zero())
    }

    /// Without the right to read the history Discord answers with an empty one: then nothing was learned.
    async fn is_readable(&self, channel: ChannelId) -> Result<(), PostError> {
        let channel = self.channel(channel).await.map_err(only_looked)?;
        match self.permissions(&channel).await.map_err(only_looked)? {
            Some(permissions) if !permissions.read_message_history() => {
                Err(PostError::Unsure("I lack “Read Message History” in the channel".to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// What the bot may do in a channel; nobody limits it in direct messages.
    async fn permissions(&self, channel: &access::Channel) -> Result<Option<Permissions>, PostError> {
        let Some(guild) = channel.guild_id else { return Ok(None) };
        let me = self.me().await?;
        let (guild, member) = self.membership(guild, me).await?;
        Ok(Some(match channel.parent_id.filter(|_| channel.is_thread()) {
            Some(parent) => access::in_channel(&guild, me, &member, &self.channel(parent).await?),
            None => access::in_channel(&guild, me, &member, channel),
        }))
    }

    async fn channel(&self, channel: ChannelId) -> Result<access::Channel, PostError> {
        self.rest.read(&Route::channel(channel), None).await.map_err(post_error)
    }

    async fn membership(&self, guild: GuildId, user: UserId) -> Result<(access::Guild, access::Member), PostError> {
        let guild_route = Route::guild(guild);
        let member_route = Route::member(guild, user);
        let (guild, member) = tokio::join!(self.rest.read(&guild_route, None), self.rest.read(&member_route, None));
        Ok((guild.map_err(post_error)?, member.map_err(post_error)?))
    }
}

fn channel(place: &Place) -> Result<ChannelId, PostError> {
    place.address.parse().map_err(|_| gone(text!("discord-not-a-channel")))
}

/// When a message was made, by Discord's clock.
fn instant(message: MessageId) -> Timestamp {
    let since = i64::try_from(message.get() >> 22).unwrap_or(i64::MAX);
    Timestamp::from_timestamp_millis(since.saturating_add(DISCORD_EPOCH_MS)).unwrap_or_default()
}

/// The first number that a message of this instant can have.
fn snowflake(instant: Timestamp) -> u64 {
    u64::try_from(instant.timestamp_millis() - DISCORD_EPOCH_MS).unwrap_or_default() << 22
}

/// Puts the mark behind the action of the last button, where nobody sees it and it comes back with the message.
fn set_mark(body: &mut Map<String, Value>, nonce: &str) {
    let rows = body.get_mut("components").and_then(Value::as_array_mut).into_iter().flatten().rev();
    let buttons = rows.filter_map(|row| row.get_mut("components")?.as_array_mut()).flat_map(|row| row.iter_mut().rev());
    let mut actions = buttons.filter_map(|button| button.get_mut("custom_id"));
    if let Some(action) = actions.next()
        && let Some(text) = action.as_str()
    {
        *action = Action::marked(text, nonce).into();
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
            Failure::NotYet(wait) => PostError::NotYet(wait),
            Failure::Limited(wait) => PostError::RetryAfter(wait),
            Failure::Unreached(why) => PostError::Unreachable(why),
            failure => PostError::Unsure(failure.to_string()),
        };
    };
    match (status, code) {
        (401, _) => PostError::Unreachable("Discord does not accept the bot's token".into()),
        // With our nonce: Discord knows the post, and does not bring back what somebody deleted.
        (404, 10_008) => PostError::Rejected(text!("discord-post-deleted")),
        (_, 10_003) => gone(text!("discord-channel-gone")),
        (_, 50_001) => gone(text!("discord-channel-unseen")),
        (_, 50_013) => gone(text!("discord-may-not-post")),
        (_, 50_007) => gone(text!("discord-no-direct-messages")),
        (_, 50_024) => gone(text!("discord-no-posts-in-kind")),
        (_, 50_083) => gone(text!("discord-thread-archived")),
        (_, 160_005) => gone(text!("discord-thread-locked")),
        (403 | 404, _) => gone(text!("discord-refuses-place", message = message, code = code.to_string())),
        _ => PostError::Rejected(text!("discord-refuses-post", message = message, code = code.to_string())),
    }
}

/// It was only looked: nothing can have arrived by that, and the next look may succeed.
fn only_looked(error: PostError) -> PostError {
    match error {
        PostError::Unsure(why) => PostError::Unreachable(why),
        error => error,
    }
}

/// What a failure to look means: without the right to look nobody will ever know.
fn look_up_error(failure: Failure) -> PostError {
    match failure {
        // It was only looked for: nothing can have arrived by that.
        Failure::Unsure(why) => PostError::Unreachable(why),
        Failure::Refused { status: 403, .. } => {
            PostError::Unsure("I lack “Read Message History” in the channel".to_owned())
        }
        failure => post_error(failure),
    }
}

/// What a failure to change a message means, in words that follow "could not be".
fn revise_error(failure: Failure) -> PostError {
    match failure {
        Failure::Refused { code: 10_008, .. } => PostError::Rejected(text!("post-deleted")),
        Failure::Refused { code: 10_003, .. } => PostError::Rejected(text!("post-in-gone-channel")),
        Failure::Refused { code: 50_083 | 160_005, .. } => PostError::Rejected(text!("post-in-closed-thread")),
        Failure::Refused { status: 403 | 404, .. } => gone(text!("post-in-unseen-channel")),
        failure => post_error(failure),
    }
}

fn gone(why: Text) -> PostError {
    PostError::PlaceGone(why)
}

#[cfg(test)]
mod tests {
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
