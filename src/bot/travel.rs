//! What travels after a change of a story: a line to the community's notices place, and the new words to the posts that
//! told it as it was, the latest first. And what does not stay: communities that the bot was removed from.
//!
//! It changes no stories and makes no daily posts.

use std::time::Duration;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::Bot;
use super::curate::what_and_by_whom_for;
use crate::domain::action::Action;
use crate::domain::community::{PlatformName, Scope};
use crate::domain::correction::{Corrected, Correction, CorrectionEnd, CorrectionsEnded};
use crate::domain::delivery::Mark;
use crate::domain::message::{Message, Reply};
use crate::domain::preferences::Announcement;
use crate::domain::prose::{Span, Style};
use crate::domain::revision::Change;
use crate::domain::rights::{Admin, Task};
use crate::domain::schedule::Timestamp;
use crate::domain::story::StoryId;
use crate::domain::tongue::Tongue;
use crate::ports::{Messenger, PostError, StoreError};
use crate::{say, text};

use super::Request;
use super::answer::Trouble;

/// Corrections and lines taken at once; of the former so many are under way together.
const TURN: usize = 50;
const TOGETHER: usize = 4;
/// So long may one wait for its turn in the limiter.
const PATIENCE: Duration = Duration::from_secs(20);
/// After trouble with a platform the next try waits so long, and after trouble with the store.
const WAIT: TimeDelta = TimeDelta::minutes(1);
/// A place that is closed is looked at again after so long.
const CLOSED_WAIT: TimeDelta = TimeDelta::minutes(30);

impl Bot {
    /// Lets changes travel to one platform until `shutdown`.
    pub(super) async fn keep_travelling(&self, platform: &PlatformName, shutdown: &CancellationToken) {
        let Some(messenger) = self.messengers.get(platform).map(AsRef::as_ref) else { return };
        while !shutdown.is_cancelled() {
            let changed = self.story_changed.notified();
            let next = match self.travel(messenger, shutdown).await {
                Ok(next) => next,
                Err(error) => {
                    tracing::error!(%error, %platform, "changes of stories cannot be told; trying again in a minute");
                    self.clock.now() + WAIT
                }
            };
            tokio::select! {
                () = self.clock.sleep_until(next) => {}
                () = changed => {}
                () = shutdown.cancelled() => {}
            }
        }
    }

    /// Tells and corrects whatever waits; when to look again.
    pub(super) async fn travel(
        &self,
        messenger: &dyn Messenger,
        shutdown: &CancellationToken,
    ) -> Result<Timestamp, StoreError> {
        let platform = messenger.platform();
        if self.store.purge(self.clock.now()).await? {
            tracing::info!("a community that I was removed from two weeks ago is forgotten");
            self.index_again().await?;
        }
        loop {
            let (now, hour) = (self.clock.now(), self.clock.now() + TimeDelta::hours(1));
            if let Some(wait) = messenger.closed_for() {
                return Ok(now + TimeDelta::from_std(wait).unwrap_or(WAIT).min(TimeDelta::hours(1)));
            }
            let lines = self.store.announcements_due(platform, now, TURN).await?;
            let posts = self.store.corrections_due(platform, now, TURN).await?;
            if (lines.is_empty() && posts.is_empty()) || shutdown.is_cancelled() {
                let next = self.store.next_travel(platform).await?;
                return Ok(next.map_or(hour, |next| next.clamp(now, hour)));
            }
            for line in &lines {
                self.announce(messenger, line).await?;
            }
            for together in posts.chunks(TOGETHER) {
                let corrections = together.iter().map(|post| self.correct(messenger, post));
                for corrected in futures_util::future::join_all(corrections).await {
                    corrected?;
                }
            }
        }
    }

    async fn announce(&self, messenger: &dyn Messenger, line: &Announcement) -> Result<(), StoreError> {
        let mark = Mark(format!("change|{}|{}", line.change.story.0, line.change.revision));
        let tongue = match &line.community {
            Some(community) => self.tongue_of(community).await,
            None => Tongue::default(),
        };
        let rendering = messenger.render(&told(&line.change, messenger.platform(), tongue));
        match messenger.post(&line.place, &rendering, &mark, PATIENCE).await {
            Ok(_) | Err(PostError::Unsure(_)) => self.store.close_announcement(line.id).await,
            Err(error @ PostError::Rejected(_)) => {
                tracing::warn!(platform = %messenger.platform(), %error, "a change could not be told in the notices place");
                self.store.close_announcement(line.id).await
            }
            // It was put off when it was taken; a place that is closed may open again.
            Err(_) => Ok(()),
        }
    }

    async fn correct(&self, messenger: &dyn Messenger, post: &Correction) -> Result<(), StoreError> {
        let now = self.clock.now();
        let end = match messenger.revisable().refusal(now - post.posted) {
            Some(refusal) => CorrectionEnd::Failed(refusal),
            None => self.revise(messenger, post).await?,
        };
        if let CorrectionEnd::Failed(reason) = &end {
            tracing::info!(delivery = post.delivery.0, reason = reason.to_string(), "a post could not be corrected");
        }
        if let Some(ended) = self.store.close_correction(post, end, self.clock.now()).await? {
            self.tell_editor(post, &ended).await;
        }
        Ok(())
    }

    async fn revise(&self, messenger: &dyn Messenger, post: &Correction) -> Result<CorrectionEnd, StoreError> {
        let tongue = self.tongue_of(&post.community).await;
        let Some(story) = self.store.story(&post.community, post.story).await? else {
            return Ok(CorrectionEnd::Failed(text!("correction-story-removed")));
        };
        let later = |wait| CorrectionEnd::Later(wait, text!("correction-no-answer"));
        let mut message = self.tell(&post.community, &story, tongue).await;
        message.tongue = tongue;
        message.note = Some(say!(tongue, "corrected-on", date = self.clock.now().date_naive()));
        let words = messenger.render(&message);
        let revised = messenger.revise(&post.place, &post.receipt, &words, &post.mark, PATIENCE).await;
        Ok(match revised {
            Ok(()) => CorrectionEnd::Done,
            Err(PostError::NotYet(wait) | PostError::RetryAfter(wait)) => {
                later(TimeDelta::from_std(wait).unwrap_or(WAIT).max(TimeDelta::seconds(1)))
            }
            Err(PostError::Moved(to)) => {
                self.store.move_place(&post.place, &to).await?;
                later(TimeDelta::seconds(1))
            }
            Err(PostError::Rejected(reason)) => CorrectionEnd::Failed(reason),
            // A place that is closed may open again.
            Err(PostError::PlaceGone(reason)) => CorrectionEnd::Later(CLOSED_WAIT, reason),
            // To say the same once more does no harm.
            Err(PostError::Unreachable(_) | PostError::Unsure(_)) => later(WAIT),
        })
    }

    /// Who edited the story hears how it went, if the platform lets them: of a community's own story in its language.
    async fn tell_editor(&self, post: &Correction, ended: &CorrectionsEnded) {
        let Some((platform, person)) = &ended.editor else { return };
        let Some(messenger) = self.messengers.get(platform) else { return };
        let is_shared = match self.store.story(&post.community, post.story).await {
            Ok(Some(story)) => story.scope == Scope::Everyone,
            _ => false,
        };
        let tongue = if is_shared { Tongue::default() } else { self.tongue_of(&post.community).await };
        let told = say!(tongue, "corrections-of", title = ended.title.as_str(), told = ended.corrected.told());
        let message = Message { tongue, ..Message::text(told) };
        if let Err(error) = messenger.tell(person, &message).await {
            tracing::debug!(%platform, %error, "an editor could not be told how far corrections came");
        }
    }

    /// An answer to an edit, with how many posts it corrects.
    pub(super) async fn with_corrections(
        &self,
        by: &Admin,
        message: Message,
        story: StoryId,
        revision: u32,
    ) -> Result<Message, StoreError> {
        let corrected = self.store.corrected(by, story, revision).await?;
        Ok(match corrected.all() {
            0 => message,
            count => {
                let posts = Span::plain(say!(by.tongue(), "corrections-begin", count = count));
                let label = say!(by.tongue(), "corrections-how-far");
                message.paragraph(vec![posts]).button(&label, Action::Corrected(story, revision))
            }
        })
    }

    /// A press of *how far?*.
    pub(super) async fn how_far(&self, request: &Request, story: StoryId, revision: u32) -> Result<Reply, Trouble> {
        let own = self.prove(&request.caller, Task::CurateOwn).await?;
        let mut corrected = self.store.corrected(&own, story, revision).await?;
        if corrected == Corrected::default()
            && let Ok(shared) = self.prove(&request.caller, Task::CurateShared).await
        {
            corrected = self.store.corrected(&shared, story, revision).await?;
        }
        Ok(Reply::to_caller(Message::text(corrected.told().say(own.tongue()))))
    }
}

/// A change, as the notices place is told.
fn told(change: &Change, platform: &PlatformName, tongue: Tongue) -> Message {
    let told = say!(tongue, "after-colon", said = what_and_by_whom_for(change, platform, None));
    Message { tongue, ..Message::default() }
        .paragraph(vec![Span::styled(change.title.to_string(), Style::Strong), Span::plain(told)])
}
