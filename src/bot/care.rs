//! What admins are told by another way than the place itself, and places that are closed to us: looked at from time to
//! time, and opened again by themselves.
//!
//! It posts no stories.

use std::time::Duration;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::Bot;
use crate::domain::action::Action;
use crate::domain::community::{Community, PlatformName};
use crate::domain::delivery::Mark;
use crate::domain::message::Message;
use crate::domain::notice::{Notice, NoticeKind, Telling};
use crate::domain::schedule::{GRACE, Timestamp};
use crate::domain::subscription::Subscription;
use crate::domain::tongue::{Text, Tongue};
use crate::ports::{Messenger, PostError, StoreError};
use crate::{say, text};

/// Notices told in one go.
const NOTICES: usize = 20;
/// Closed places looked at in one go. A look may be refused, which Discord counts: with the pause between two goes these
/// are 200 in ten minutes at most, where posting stops at 500 (reliability.md 3.1).
const LOOKS: usize = 5;
const PAUSE: TimeDelta = TimeDelta::seconds(15);
/// So long may a notice wait for its turn.
const PATIENCE: Duration = Duration::from_secs(20);
/// After trouble with the store its next use waits so long.
const STORE_WAIT: TimeDelta = TimeDelta::seconds(30);

impl Bot {
    /// Tells notices and looks at closed places of one platform until `shutdown`.
    pub(super) async fn keep_caring(&self, platform: &PlatformName, shutdown: &CancellationToken) {
        let Some(messenger) = self.messengers.get(platform).map(AsRef::as_ref) else { return };
        while !shutdown.is_cancelled() {
            let wanted = self.care_wanted.notified();
            let next = match self.look_after(messenger).await {
                Ok(next) => next,
                Err(error) => {
                    tracing::error!(%error, %platform, "notices and closed places cannot be seen to; trying again in 30 s");
                    self.clock.now() + STORE_WAIT
                }
            };
            tokio::select! {
                () = self.clock.sleep_until(next) => {}
                () = wanted => {}
                () = shutdown.cancelled() => {}
            }
        }
    }

    /// Tells the notices and looks at the closed places whose time has come; when to do so again.
    pub(super) async fn look_after(&self, messenger: &dyn Messenger) -> Result<Timestamp, StoreError> {
        let (platform, now) = (messenger.platform(), self.clock.now());
        let (soon, hour) = (now + PAUSE, now + TimeDelta::hours(1));
        let next = self.store.next_care(platform).await?;
        if next.is_none_or(|next| next > now) {
            return Ok(next.map_or(hour, |next| next.clamp(soon, hour)));
        }
        if messenger.closed_for().is_none() {
            for subscription in self.store.probes_due(platform, now, LOOKS).await? {
                self.probe(messenger, &subscription).await?;
            }
            for notice in self.store.notices_due(platform, now, NOTICES).await? {
                let telling = match self.notify(messenger, &notice).await {
                    Ok(()) => Telling::Told,
                    Err(PostError::NotYet(wait) | PostError::RetryAfter(wait)) => Telling::NotYet(wait),
                    Err(error) => {
                        tracing::warn!(notice = notice.id.0, kind = notice.kind.word(), %platform, %error, "admins could not be told");
                        Telling::Failed(error.to_string())
                    }
                };
                self.store.close_notice(notice.id, telling, self.clock.now()).await?;
            }
        }
        let next = self.store.next_care(platform).await?;
        Ok(next.map_or(hour, |next| next.clamp(soon, hour)))
    }

    /// Looks whether a closed place lets us in again.
    async fn probe(&self, messenger: &dyn Messenger, subscription: &Subscription) -> Result<(), StoreError> {
        match messenger.may_post(&subscription.place).await {
            Ok(welcome) => {
                tracing::info!(
                    subscription = subscription.id.0,
                    "a closed place is open again: its daily post goes on"
                );
                let now = self.clock.now();
                let late = TimeDelta::from_std(self.catch_up(subscription)).unwrap_or(GRACE).max(GRACE);
                self.store.regain_access(subscription.id, welcome.label, now - late, now).await?;
                self.schedule_changed.notify_one();
                self.care_wanted.notify_waiters();
            }
            Err(PostError::Moved(to)) => self.store.move_place(&subscription.place, &to).await?,
            Err(error) => tracing::debug!(subscription = subscription.id.0, %error, "a place is still closed"),
        }
        Ok(())
    }

    /// The platform says that the bot is no longer in a community.
    ///
    /// # Errors
    /// The store failed.
    pub async fn removed_from(&self, community: &Community, reason: &Text) -> Result<(), StoreError> {
        let paused = self.store.lose_access(community, reason, self.clock.now()).await?;
        if paused > 0 {
            tracing::warn!(platform = %community.platform, paused, reason = reason.to_string(), "daily posts rest");
            self.care_wanted.notify_waiters();
        }
        Ok(())
    }

    /// Something has changed in a community that may open closed places again: they are looked at now.
    ///
    /// # Errors
    /// The store failed.
    pub async fn changed_in(&self, community: &Community) -> Result<(), StoreError> {
        if self.store.look_again(community, self.clock.now()).await? > 0 {
            self.care_wanted.notify_waiters();
        }
        Ok(())
    }

    /// Tells the admin who set the post up, by themselves. Who cannot be written to is asked in the place itself, but only
    /// what must not be lost: the place is for everybody.
    async fn notify(&self, messenger: &dyn Messenger, notice: &Notice) -> Result<(), PostError> {
        let message = words(notice, self.tongue_of(&notice.community).await);
        // Who set it up wished to be forgotten.
        let told = match notice.person.0.as_str() {
            "" => Err(PostError::PlaceGone("there is nobody to tell".into())),
            _ => messenger.tell(&notice.person, &message).await,
        };
        match told {
            Err(PostError::PlaceGone(_) | PostError::Rejected(_)) if notice.kind == NoticeKind::Unsure => {
                let mark = Mark(format!("notice|{}", notice.id.0));
                messenger.post(&notice.place, &messenger.render(&message), &mark, PATIENCE).await.map(|_| ())
            }
            told => told,
        }
    }
}

/// What a notice says.
fn words(notice: &Notice, tongue: Tongue) -> Message {
    let told = sentence(notice).say(tongue);
    let mut message = match notice.kind {
        NoticeKind::Paused | NoticeKind::Dry => Message::coded(&told),
        _ => Message::text(told),
    };
    message.tongue = tongue;
    match (&notice.delivery, notice.kind) {
        (Some((id, ..)), NoticeKind::Unsure) => message
            .button(&say!(tongue, "button-it-is-there"), Action::ItIsThere(*id))
            .button(&say!(tongue, "button-post-it-again"), Action::SendNow(*id)),
        (Some((id, ..)), NoticeKind::Missed | NoticeKind::Refused) => {
            message.button(&say!(tongue, "button-send-it-now"), Action::SendNow(*id))
        }
        _ => message,
    }
}

fn sentence(notice: &Notice) -> Text {
    let place = match &notice.label {
        Some(label) => text!("daily-quoted", name = label),
        None => text!("notice-your-chat"),
    };
    let (day, title) = match &notice.delivery {
        Some((_, day, title)) => (day.to_string(), title.as_ref()),
        None => (String::new(), None),
    };
    let details = &notice.words;
    match (notice.kind, title) {
        (NoticeKind::Paused, _) => Text::Sentences(vec![
            text!("notice-paused", place = place),
            details.clone(),
            text!("notice-nothing-is-lost"),
        ]),
        (NoticeKind::Resumed, _) => text!("notice-resumed", place = place),
        (NoticeKind::Unsure, Some(title)) => text!("notice-unsure-story", day = day, title = title, place = place),
        (NoticeKind::Unsure, None) => text!("notice-unsure", day = day, place = place),
        (NoticeKind::Missed, _) if day.is_empty() => text!("notice-missed-days", place = place, days = details),
        (NoticeKind::Missed | NoticeKind::Refused, Some(title)) => {
            text!("notice-did-not-come-story", day = day, title = title, place = place, reason = details)
        }
        (NoticeKind::Missed | NoticeKind::Refused, None) => {
            text!("notice-did-not-come", day = day, place = place, reason = details)
        }
        (NoticeKind::Dry, _) => {
            // A number, which decides about plurals; anything else only if the store was written by somebody else.
            let left = details.to_string().parse().unwrap_or(0_i64);
            text!("notice-dry", count = left, place = place)
        }
    }
}
