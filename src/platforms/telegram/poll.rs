//! Receiving by asking: the next updates are asked for once the last ones are kept.
//!
//! Telegram takes an update as confirmed once a higher offset is asked for, and repeats it until then. So whatever
//! happens between two questions, an update is answered: it comes again, or it is in the inbox.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::value::RawValue;
use teloxide::requests::Payload;

use super::NAME;
use super::api::Api;
use super::intake::{BATCH, Intake, KINDS};
use super::patience::{Patience, Trouble};
use super::webhook;

/// Telegram's answer is held back this long when there is nothing new.
const POLL: Duration = Duration::from_secs(10);

/// teloxide's has an offset of 32 bits.
#[derive(Serialize)]
struct GetUpdates {
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

impl Payload for GetUpdates {
    type Output = Vec<Box<RawValue>>;
    const NAME: &'static str = "GetUpdates";

    fn timeout_hint(&self) -> Option<Duration> {
        Some(Duration::from_secs(self.timeout))
    }
}

/// The loop that receives.
pub(super) struct Poll {
    intake: Intake,
    /// The address of a webhook that the configuration calls ours, though it is not used now.
    webhook: Option<String>,
    /// A webhook of ours was removed in this run. Another time somebody sets it again, and is not fought with.
    has_removed: bool,
    /// What is asked for next, when something is to be confirmed.
    offset: Option<i64>,
}

impl Poll {
    /// A loop that has received nothing yet.
    pub(super) fn new(intake: Intake, webhook: Option<String>) -> Self {
        Self { intake, webhook, has_removed: false, offset: None }
    }

    /// Receives until it is dropped. Dropping it loses nothing at any moment.
    pub(super) async fn run(&mut self) -> Infallible {
        let mut patience = Patience::default();
        loop {
            let turn = if self.intake.must_take_up() {
                self.intake.take_up().await.map_err(Trouble::from)
            } else {
                self.turn().await
            };
            let Err(trouble) = turn else {
                patience.restore();
                continue;
            };
            if trouble.is_conflict() && self.has_removed_ours().await {
                continue;
            }
            let desk = &self.intake.desk;
            desk.health.down(&NAME, 0, trouble.to_string());
            let wait = patience.wait(&trouble, desk.clock.now());
            desk.clock.sleep_until(desk.clock.now() + wait).await;
        }
    }

    /// Finishes what is in flight; what only waits stays in the inbox.
    pub(super) async fn close(self) {
        self.intake.close().await;
    }

    async fn turn(&mut self) -> Result<(), Trouble> {
        let question =
            GetUpdates { offset: self.offset, limit: BATCH, timeout: POLL.as_secs(), allowed_updates: KINDS };
        let outbound = self.intake.outbound.clone();
        let api: &Api = outbound.api();
        tokio::select! {
            batch = api.call::<Vec<Box<RawValue>>, _>(&question) => self.take(batch?).await,
            () = self.intake.caught_up() => Ok(()),
        }
    }

    /// Keeps a batch, moves the offset past it, and hands on what is new.
    async fn take(&mut self, batch: Vec<Box<RawValue>>) -> Result<(), Trouble> {
        self.intake.desk.health.up(&NAME, 0, Some(Instant::now() + super::SILENCE));
        if batch.is_empty() {
            // All that came is confirmed now. After a quiet week numbers go on anywhere, below the offset too.
            self.offset = None;
            return Ok(());
        }
        let bodies = batch.into_iter().map(|body| String::from(Box::<str>::from(body))).collect();
        let kept = self.intake.keep(bodies).await?;
        self.offset = Some(kept.last.ok_or(Trouble::NoNumbers)?.saturating_add(1));
        self.intake.hand_on(kept).await;
        Ok(())
    }

    /// Somebody else receives. When that is a webhook that was ours, left from a run that used one, it is removed, once;
    /// Telegram keeps what it has not delivered. A webhook of somebody else stays.
    async fn has_removed_ours(&mut self) -> bool {
        if self.has_removed {
            return false;
        }
        self.has_removed = webhook::remove_ours(&self.intake, self.webhook.as_deref()).await;
        self.has_removed
    }
}
