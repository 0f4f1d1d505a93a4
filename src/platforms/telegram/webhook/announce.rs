//! What Telegram is told of the webhook, and what it says of it.
//!
//! A webhook that somebody else has set meanwhile is theirs: it is told of and not fought with, because two processes that
//! both insist would take turns for ever.

use std::convert::Infallible;
use std::time::Duration;

use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use teloxide::payloads::{DeleteWebhook, DeleteWebhookSetters as _, GetWebhookInfo};
use teloxide::requests::Payload;

use super::Webhook;
use crate::platforms::Desk;
use crate::platforms::telegram::NAME;
use crate::platforms::telegram::api::Api;
use crate::platforms::telegram::intake::{Intake, KINDS};
use crate::platforms::telegram::patience::{Patience, Trouble};

/// Telegram's own default. A commit carries many updates, so that more connections bring nothing.
const CONNECTIONS: u8 = 40;
/// How often Telegram is asked whether it reaches us.
const LOOK_EVERY: Duration = Duration::from_mins(10);

/// teloxide's goes as a form, for the sake of a certificate.
#[derive(Serialize)]
struct SetWebhook<'a> {
    url: &'a str,
    secret_token: &'a str,
    allowed_updates: [&'static str; 4],
    max_connections: u8,
    drop_pending_updates: bool,
}

impl Payload for SetWebhook<'_> {
    type Output = bool;
    const NAME: &'static str = "SetWebhook";
}

/// What is read of Telegram's word about the webhook.
#[derive(Deserialize)]
struct Told {
    url: String,
    #[serde(default)]
    pending_update_count: u64,
    last_error_date: Option<i64>,
    last_error_message: Option<String>,
}

/// Sets the webhook, and then looks from time to time whether it works. Never ends by itself.
pub(super) async fn keep_announced(api: &Api, desk: &Desk, bot: i64, settings: &Webhook) -> Infallible {
    let (clock, mut patience) = (&desk.clock, Patience::default());
    while let Err(trouble) = announce(api, desk, bot, settings).await {
        desk.health.down(&NAME, 0, trouble.to_string());
        let wait = patience.wait(&trouble, clock.now());
        clock.sleep_until(clock.now() + wait).await;
    }
    // Silence proves nothing here: a quiet week brings no update.
    desk.health.up(&NAME, 0, None);
    // Told apart from the token and the secret, an address may be logged.
    tracing::info!(url = settings.url.as_str(), listen = %settings.listen, "Telegram: updates come to the webhook");
    let mut known_error = Some(clock.now().timestamp());
    loop {
        clock.sleep_until(clock.now() + LOOK_EVERY).await;
        match api.call::<Told, _>(&GetWebhookInfo::new()).await {
            Ok(told) => {
                match trouble(&told, settings, known_error) {
                    Some(why) => desk.health.down(&NAME, 0, why),
                    None => desk.health.up(&NAME, 0, None),
                }
                known_error = known_error.max(remark(&told, settings, known_error));
            }
            Err(error) => tracing::debug!(%error, "how the webhook fares is not known"),
        }
    }
}

async fn announce(api: &Api, desk: &Desk, bot: i64, settings: &Webhook) -> Result<(), Trouble> {
    // First of all: whoever finds it set must be able to know it for ours.
    desk.store.remember(&fact(bot), settings.url.as_str()).await?;
    let webhook = SetWebhook {
        url: settings.url.as_str(),
        secret_token: settings.secret.expose_secret(),
        allowed_updates: KINDS,
        max_connections: CONNECTIONS,
        drop_pending_updates: false,
    };
    Ok(api.call::<bool, _>(&webhook).await.map(drop)?)
}

/// Why no updates come, as far as Telegram's word tells.
fn trouble(told: &Told, settings: &Webhook, known_error: Option<i64>) -> Option<String> {
    if told.url != settings.url.as_str() {
        Some("somebody else has changed this bot's webhook at Telegram".to_owned())
    } else if told.last_error_date > known_error {
        let why = told.last_error_message.as_deref().unwrap_or("it did not say why");
        Some(format!("Telegram could not deliver an update to the webhook: {why}"))
    } else {
        None
    }
}

/// Says what is wrong, and gives when Telegram's last error was.
fn remark(told: &Told, settings: &Webhook, known_error: Option<i64>) -> Option<i64> {
    if told.url != settings.url.as_str() {
        tracing::warn!(
            "no updates come: somebody else has changed this bot's webhook at Telegram; stop the other process with this token, then start this one again"
        );
    } else if told.last_error_date > known_error {
        tracing::warn!(
            error = told.last_error_message.as_deref().unwrap_or("it did not say why"),
            waiting = told.pending_update_count,
            "Telegram could not deliver an update to the webhook; it tries again"
        );
    }
    told.last_error_date
}

/// Where is remembered which webhook was set from here.
fn fact(bot: i64) -> String {
    format!("telegram.webhook.{bot}")
}

/// Removes the webhook that Telegram has, if it was set from this store or is the one of the configuration; `true` when it
/// is gone. What waits at Telegram stays there.
pub(in crate::platforms::telegram) async fn remove_ours(intake: &Intake, configured: Option<&str>) -> bool {
    match try_remove_ours(intake, configured).await {
        Ok(is_gone) => is_gone,
        Err(error) => {
            tracing::warn!(%error, "whether a webhook of ours is in the way could not be found out");
            false
        }
    }
}

async fn try_remove_ours(intake: &Intake, configured: Option<&str>) -> Result<bool, Trouble> {
    let api = intake.outbound.api();
    let Told { url, .. } = api.call::<Told, _>(&GetWebhookInfo::new()).await?;
    if url.is_empty() {
        return Ok(false);
    }
    let ours = intake.desk.store.fact(&fact(intake.me.id)).await?;
    if ours.as_deref() != Some(&url) && configured != Some(&url) {
        tracing::warn!(
            "updates go to a webhook that was not set from here; if it is yours, write its address into [telegram.webhook] url, and it will be removed"
        );
        return Ok(false);
    }
    api.call::<bool, _>(&DeleteWebhook::new().drop_pending_updates(false)).await?;
    tracing::info!(
        "the webhook of an earlier run was removed, because [telegram] mode is \"polling\"; no update is lost"
    );
    Ok(true)
}
