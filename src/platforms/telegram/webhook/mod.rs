//! Receiving by being told: Telegram posts each update to an address of ours, behind a proxy that ends TLS.
//!
//! `door` listens and lets in whoever knows the secret · `announce` tells Telegram where · here updates are kept, and only
//! then is Telegram answered 200. It repeats what was answered otherwise or not at all, so nothing is lost, and the inbox
//! knows what comes twice.
//!
//! When the process ends the webhook stays: Telegram keeps updates for a day and delivers them to the next start, which
//! would only set it again.

mod announce;
mod door;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::mpsc::Receiver;
use url::Url;

use self::door::{Delivery, Door};
use super::intake::{BATCH, Intake};
use super::patience::{Patience, Trouble};
use crate::domain::schedule::Timestamp;

pub(super) use announce::remove_ours;

/// What the configuration says about a webhook.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Where Telegram reaches us.
    pub url: Url,
    /// Where we listen, behind the proxy.
    pub listen: SocketAddr,
    /// What only Telegram and we know: 1 to 256 of `A-Z a-z 0-9 _ -`.
    pub secret: SecretString,
}

/// The loop that receives.
pub(super) struct Reception {
    intake: Intake,
    settings: Webhook,
    door: Door,
    deliveries: Receiver<Delivery>,
}

impl Reception {
    /// Listens from now on. `limit` is how long one request may take.
    ///
    /// # Errors
    /// A sentence for the operator: nothing can listen there.
    pub(super) async fn open(intake: Intake, settings: Webhook, limit: Duration) -> Result<Self, String> {
        let (door, deliveries) = Door::open(&settings, limit, intake.desk.clock.clone()).await?;
        Ok(Self { intake, settings, door, deliveries })
    }

    /// Receives until it is dropped. Dropping it loses nothing at any moment.
    pub(super) async fn run(&mut self) -> Infallible {
        let (outbound, desk, me) = (self.intake.outbound.clone(), self.intake.desk.clone(), self.intake.me.id);
        tokio::select! {
            never = announce::keep_announced(outbound.api(), &desk, me, &self.settings) => never,
            never = receive(&mut self.intake, &mut self.deliveries) => never,
        }
    }

    /// Stops listening and finishes what is in flight; what only waits stays in the inbox or at Telegram.
    pub(super) async fn close(self) {
        // Whoever waits for its update to be kept learns that it is not.
        drop(self.deliveries);
        self.door.close().await;
        self.intake.close().await;
    }
}

async fn receive(intake: &mut Intake, deliveries: &mut Receiver<Delivery>) -> Infallible {
    let mut patience = Patience::default();
    let mut take_up_at: Option<Timestamp> = None;
    let clock = intake.desk.clock.clone();
    let mut batch = Vec::new();
    loop {
        let now = clock.now();
        if intake.must_take_up() && take_up_at.is_none_or(|at| now >= at) {
            take_up_at = match intake.take_up().await {
                Ok(()) => None,
                Err(error) => Some(now + patience.wait(&Trouble::from(error), now)),
            };
        }
        tokio::select! {
            came = deliveries.recv_many(&mut batch, usize::from(BATCH)) => {
                if came == 0 {
                    // The door is shut; whoever shut it drops this.
                    return std::future::pending().await;
                }
                if take(intake, std::mem::take(&mut batch), &mut patience).await {
                    patience.restore();
                }
            }
            () = intake.caught_up() => {}
            () = clock.sleep_until(take_up_at.unwrap_or(now)), if take_up_at.is_some() => {}
        }
    }
}

/// Keeps updates with one commit, has them confirmed, and hands on what is new; `false` when they could not be kept.
async fn take(intake: &mut Intake, batch: Vec<Delivery>, patience: &mut Patience) -> bool {
    let (bodies, waiting): (Vec<_>, Vec<_>) =
        batch.into_iter().map(|Delivery { body, is_kept }| (body, is_kept)).unzip();
    let kept = intake.keep(bodies).await;
    for is_kept in waiting {
        // Who asked may have gone; then it is sent again, and known.
        let _gone = is_kept.send(kept.is_ok());
    }
    match kept {
        Ok(kept) => {
            intake.hand_on(kept).await;
            true
        }
        Err(error) => {
            // Telegram is the one that waits.
            patience.wait(&Trouble::from(error), intake.desk.clock.now());
            false
        }
    }
}
