//! Discord: interactions through the gateway, answers and posts through the REST interface.
//!
//! What Discord sends are serenity's models, what is sent to it are serenity's builders; the connections are our own. Read
//! in this order: `inbound` an interaction as a request · `exchange` one answer · `render`, `escape`, `page`, `forms` our
//! words as Discord's · `reception` many exchanges at once · `gateway`, `socket`, `backoff` staying connected ·
//! `identify`, `budget` when new sessions may start · `rest`, `limits` asking at the pace that Discord wants · `outbound`
//! posts · `fetch` files of people · `register` commands · `invite` the way into a server · `examine` what `touchline
//! doctor` asks.

mod access;
mod backoff;
mod budget;
mod escape;
mod examine;
mod exchange;
mod fetch;
mod forms;
mod gateway;
mod identify;
mod inbound;
pub mod invite;
mod limits;
mod outbound;
pub mod page;
mod reception;
mod register;
pub mod render;
mod rest;
mod socket;

use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use secrecy::{ExposeSecret as _, SecretString};
use serenity::model::gateway::{BotGateway, SessionStartLimit};
use serenity::model::id::{GuildId, ShardId};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use self::fetch::Files;
use self::gateway::{Gateway, Shard};
use self::identify::Identifies;
use self::outbound::Outbound;
use self::reception::Reception;
use self::rest::{Failure, Rest, Route};
use super::examine::Background;
use super::{Desk, Platform, Stopped};
use crate::domain::community::PlatformName;
use crate::ports::{Clock, Finding, Messenger};

/// Discord's name in the store and in the configuration.
pub const NAME: PlatformName = PlatformName::new("discord");

/// What the operator is told when the token does not open the door.
const TOKEN_REFUSED: &str = "Discord does not accept the bot's token. Copy it again from the Developer Portal (your application, Bot, Reset Token) into discord.token";
/// Discord's word on new sessions is asked for again no sooner.
const SHORTEST_SESSION_WAIT: TimeDelta = TimeDelta::minutes(1);
/// Answers in flight have so long after a shutdown.
const FINISH_PATIENCE: Duration = Duration::from_secs(20);

/// What an operator configures.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The bot's token.
    pub token: SecretString,
    /// `https://discord.com`, or a local stand-in.
    pub api_url: String,
    /// Register the commands in this guild only, where they appear at once.
    pub guild: Option<u64>,
    /// Posts a second over all; 0 lifts the limit.
    pub per_second: u32,
    /// So long may one call take; after that nobody knows what became of it.
    pub call_limit: Duration,
}

/// The door to Discord.
pub struct Discord {
    token: SecretString,
    api_url: String,
    guild: Option<GuildId>,
    clock: Arc<dyn Clock>,
    rest: Arc<Rest>,
    outbound: Arc<Outbound>,
}

/// Builds the door; nothing is sent.
///
/// # Errors
/// A sentence about what is wrong with the settings.
pub fn connect(settings: Settings, clock: Arc<dyn Clock>) -> Result<Discord, String> {
    let Settings { token, api_url, guild, per_second, call_limit } = settings;
    check_token(token.expose_secret())?;
    if !api_url.starts_with("https://") && !api_url.starts_with("http://") {
        return Err("api_url must start with https:// (or http:// for a local stand-in)".to_owned());
    }
    let rest = Arc::new(Rest::new(&api_url, &token, call_limit)?);
    let files = Files::new(&api_url, call_limit)?;
    let outbound = Arc::new(Outbound::new(Arc::clone(&rest), files, Arc::clone(&clock), per_second));
    let guild = guild.and_then(NonZeroU64::new).map(GuildId::from);
    Ok(Discord { token, api_url, guild, clock, rest, outbound })
}

/// Tokens are three words of letters, digits, `-` and `_`, with dots between.
fn check_token(token: &str) -> Result<(), String> {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let words: Vec<_> = token.split('.').collect();
    if words.len() == 3 && words.into_iter().all(is_word) {
        return Ok(());
    }
    let hint = if token.starts_with("Bot ") { " (leave the word Bot out)" } else { "" };
    Err(format!(
        "token does not look like a bot's token, which is three words with dots between: copy it from the Developer Portal (your application, Bot){hint}"
    ))
}

#[async_trait]
impl Platform for Discord {
    fn messenger(&self) -> Arc<dyn Messenger> {
        Arc::clone(&self.outbound) as Arc<dyn Messenger>
    }

    async fn run(&self, desk: Desk, shutdown: CancellationToken) -> Result<(), Stopped> {
        let hearing = shutdown.child_token();
        let health = Arc::clone(&desk.health);
        let reception = Arc::new(Reception::new(Arc::clone(&self.rest), desk.clone(), self.guild, hearing.clone()));
        let Some(gateway) = shutdown.run_until_cancelled(self.gateway(&reception, &desk)).await else { return Ok(()) };
        let gateway = Arc::new(gateway?);
        health.starting(&NAME, gateway.shards);
        let mut shards = JoinSet::new();
        for id in (0..gateway.shards).map(ShardId) {
            shards.spawn(Shard::new(Arc::clone(&gateway), id, hearing.clone()).run());
        }
        let result = tokio::select! {
            result = all(&mut shards) => result,
            () = self.rest.revoked() => Err(Stopped::ForGood(TOKEN_REFUSED.to_owned())),
        };
        hearing.cancel();
        while shards.join_next().await.is_some() {}
        reception.finish(FINISH_PATIENCE).await;
        result
    }

    async fn examine(&self, background: &Background) -> Vec<Finding> {
        examine::examine(self, background).await
    }
}

/// Returns when every shard has ended, or with the first failure.
async fn all(shards: &mut JoinSet<Result<(), Stopped>>) -> Result<(), Stopped> {
    while let Some(ended) = shards.join_next().await {
        ended.map_err(|_| {
            Stopped::ForNow("a connection to Discord's gateway failed inside; the log has the cause".to_owned())
        })??;
    }
    Ok(())
}

impl Discord {
    /// Asks where the gateway is, and waits until sessions may be started there. There is no other address to fall back to.
    async fn gateway(&self, reception: &Arc<Reception>, desk: &Desk) -> Result<Gateway, Stopped> {
        let (found, shards) = loop {
            let found: BotGateway =
                self.rest.read(&Route::gateway(), None).await.map_err(|failure| unfound(&failure))?;
            let shards = found.shards.max(1);
            let Some(wait) = wait_for_sessions(shards, &found.session_start_limit) else { break (found, shards) };
            // Asked again after it: a clock that was set forward must not end the wait.
            self.clock.sleep_until(self.clock.now() + wait).await;
        };
        let is_private = self.api_url.starts_with("https:");
        let url = gateway::address(&found.url, is_private).map_err(Stopped::ForNow)?;
        let identifies =
            Identifies::open(&self.rest, desk, shards, &found.session_start_limit).await.map_err(|error| {
                Stopped::ForNow(format!("the store does not say how many sessions were started on Discord: {error}"))
            })?;
        let (reception, health) = (Arc::clone(reception), Arc::clone(&desk.health));
        Ok(Gateway { url, shards, reception, health, token: self.token.clone(), identifies })
    }
}

/// Past its daily sessions a bot loses its token: better quiet for hours than that.
fn wait_for_sessions(shards: u32, limit: &SessionStartLimit) -> Option<TimeDelta> {
    if limit.remaining >= u64::from(shards) {
        return None;
    }
    let wait = TimeDelta::milliseconds(i64::try_from(limit.reset_after).unwrap_or(i64::MAX))
        .clamp(SHORTEST_SESSION_WAIT, TimeDelta::days(1));
    tracing::error!(
        minutes = wait.num_minutes(),
        "Discord allows no new session now; the bot connects when it does. Until then questions on Discord are not answered, daily posts come"
    );
    Some(wait)
}

/// Why there is no gateway.
fn unfound(failure: &Failure) -> Stopped {
    match failure {
        Failure::Refused { status: 401, .. } => Stopped::ForGood(TOKEN_REFUSED.to_owned()),
        failure => Stopped::ForNow(format!("Discord's gateway was not found: {failure}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_checked_by_their_shape() {
        for good in ["a.b.c", "MTIz.GabcDE.x-y_z"] {
            assert_eq!(check_token(good), Ok(()));
        }
        for bad in ["", "a.b", "a.b.c.d", "a..c", "a.b.c\n", "Bot a.b.c", "a b.c.d"] {
            assert!(check_token(bad).is_err(), "{bad}");
        }
        assert!(check_token("Bot a.b.c").is_err_and(|why| why.ends_with("(leave the word Bot out)")));
    }
}
