//! Takes interactions as they come, has them answered side by side, and never more than so many at once.
//!
//! It does not know the gateway's protocol. What happens with one person is `exchange`'s.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serenity::model::application::Interaction;
use serenity::model::id::{ApplicationId, GuildId, InteractionId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;

use super::NAME;
use super::exchange::Exchange;
use super::register;
use super::rest::Rest;
use crate::bot::answering;
use crate::domain::community::Community;
use crate::platforms::Desk;
use crate::ports::meters;
use crate::text;

/// Interactions that are answered at once.
const SEATS: usize = 256;
/// Interactions that are remembered, because a session that is resumed may bring them again.
const REMEMBERED: usize = 4_096;

fn community(guild: GuildId) -> Community {
    Community { platform: NAME, address: guild.to_string() }
}

/// Where interactions arrive.
pub(super) struct Reception {
    rest: Arc<Rest>,
    desk: Desk,
    guild: Option<GuildId>,
    shutdown: CancellationToken,
    seats: Arc<Semaphore>,
    tasks: TaskTracker,
    seen: Mutex<Seen>,
    opened: OnceLock<()>,
}

impl Reception {
    pub(super) fn new(rest: Arc<Rest>, desk: Desk, guild: Option<GuildId>, shutdown: CancellationToken) -> Self {
        Self {
            rest,
            desk,
            guild,
            shutdown,
            seats: Arc::new(Semaphore::new(SEATS)),
            tasks: TaskTracker::new(),
            seen: Mutex::default(),
            opened: OnceLock::new(),
        }
    }

    /// A session has begun. The first time, the commands are registered.
    pub(super) fn opened(&self, application: ApplicationId) {
        if self.opened.set(()).is_err() {
            return;
        }
        let (rest, desk, guild) = (Arc::clone(&self.rest), self.desk.clone(), self.guild);
        let shutdown = self.shutdown.clone();
        self.tasks.spawn(async move {
            let registration = register::register(&rest, &desk.store, application, guild);
            shutdown.run_until_cancelled(registration).await;
        });
    }

    /// Returns when one more interaction can be answered.
    pub(super) async fn seat(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.seats).acquire_owned().await.expect("the semaphore is never closed")
    }

    /// Has an interaction answered, unless it has come before.
    pub(super) fn take(&self, interaction: Interaction, seat: OwnedSemaphorePermit) {
        if !self.seen.lock().unwrap_or_else(PoisonError::into_inner).is_new(interaction.id()) {
            return;
        }
        meters::received(&NAME, 1);
        let (rest, bot) = (Arc::clone(&self.rest), Arc::clone(&self.desk.bot));
        let span = answering(interaction.id());
        let answer = async move {
            Exchange::begin(&rest, &interaction).hold(&bot, interaction).await;
            drop(seat);
        };
        self.tasks.spawn(answer.instrument(span));
    }

    /// The bot is no longer in a guild.
    pub(super) fn removed(&self, guild: GuildId) {
        let bot = Arc::clone(&self.desk.bot);
        self.tasks.spawn(async move {
            if let Err(error) = bot.removed_from(&community(guild), &text!("discord-removed")).await {
                tracing::error!(%error, "a guild was left, and its daily posts could not be paused");
            }
        });
    }

    /// Something has changed in a guild that may let the bot post again.
    pub(super) fn changed(&self, guild: GuildId) {
        let bot = Arc::clone(&self.desk.bot);
        self.tasks.spawn(async move {
            if let Err(error) = bot.changed_in(&community(guild)).await {
                tracing::error!(%error, "a guild has changed, and its daily posts could not be looked at");
            }
        });
    }

    /// Returns when everything is answered, or after `patience`.
    pub(super) async fn finish(&self, patience: Duration) {
        self.tasks.close();
        if timeout(patience, self.tasks.wait()).await.is_err() {
            tracing::warn!(unanswered = self.tasks.len(), "stopping with answers in flight");
        }
    }
}

/// The latest interactions.
#[derive(Default)]
struct Seen {
    ids: HashSet<InteractionId>,
    order: VecDeque<InteractionId>,
}

impl Seen {
    fn is_new(&mut self, id: InteractionId) -> bool {
        if !self.ids.insert(id) {
            return false;
        }
        self.order.push_back(id);
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interaction_is_new_once_and_memory_is_bounded() {
        let mut seen = Seen::default();
        let is_new = |seen: &mut Seen, id| seen.is_new(InteractionId::new(id));
        assert!(is_new(&mut seen, 1) && !is_new(&mut seen, 1));
        for id in 2..10_000 {
            assert!(is_new(&mut seen, id));
        }
        assert_eq!((seen.ids.len(), seen.order.len()), (REMEMBERED, REMEMBERED));
    }
}
