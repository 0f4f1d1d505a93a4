//! `/review`: admins decide about what members suggest, and the author is told.

use super::answer::Trouble;
use super::curate::too_many;
use super::settings::local;
use super::{Bot, Request};
use crate::domain::action::{Action, ReviewStep};
use crate::domain::command::{ReviewAsked, Scope};
use crate::domain::delivery::Mark;
use crate::domain::form::{DECLINE_FORM, Form, StoryForm};
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Block, Span, Style};
use crate::domain::revision::Reference;
use crate::domain::rights::{Admin, Task};
use crate::domain::story::NewStory;
use crate::domain::submission::{BLOCK_FOR, Decided, Decision, REASON_LIMIT, Submission, SubmissionId};
use crate::domain::telling;
use crate::domain::text::{clean_line, shorten};
use crate::domain::tongue::{Text, Tongue};
use crate::domain::writing::Purpose;
use crate::ports::{PostError, StoreError};
use crate::{say, text};

/// So long may what an author is told wait for its turn.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

impl Bot {
    /// `/review`: the suggestion that waits longest, or a decision about one; of every community for those who run the bot.
    pub(super) async fn review(
        &self,
        request: &Request,
        own: Admin,
        asked: ReviewAsked,
        scope: Scope,
    ) -> Result<Reply, Trouble> {
        let by = match scope {
            Scope::Here => own,
            Scope::Everyone => self.prove(&request.caller, Task::CurateShared).await?,
        };
        match asked {
            ReviewAsked::Next => Ok(self.next_submission(&by, None).await?),
            ReviewAsked::Show(id) => match self.submission(&by, id).await? {
                Some(submission) => Ok(self.show_submission(&by, &submission, false).await),
                None => Ok(waits_no_longer(by.tongue())),
            },
            ReviewAsked::Decline(id, reason) => self.decide(request, &by, id, Decision::Decline(reason)).await,
            ReviewAsked::Decide(id, step) => self.decide_step(request, &by, id, step).await,
        }
    }

    async fn decide_step(
        &self,
        request: &Request,
        by: &Admin,
        id: SubmissionId,
        step: ReviewStep,
    ) -> Result<Reply, Trouble> {
        match step {
            ReviewStep::Accept => self.decide(request, by, id, Decision::Accept(None)).await,
            ReviewStep::AcceptForEveryone => {
                let shared = self.prove(&request.caller, Task::CurateShared).await?;
                self.decide(request, &shared, id, Decision::AcceptForEveryone).await
            }
            ReviewStep::Block => {
                let until = self.clock.now() + BLOCK_FOR;
                self.decide(request, by, id, Decision::Block(until)).await
            }
            ReviewStep::Decline | ReviewStep::DeclineUnsaid => {
                self.decide(request, by, id, Decision::Decline(String::new())).await
            }
            ReviewStep::Edit => match self.submission_file(by, id).await? {
                Some(file) => self.begin_with(request, Purpose::Accept(id), &file).await,
                None => Ok(waits_no_longer(by.tongue())),
            },
            ReviewStep::Skip => Ok(self.next_submission(by, Some(id)).await?),
        }
    }

    /// Who decides about a suggestion: a curator of its community, or one who runs the bot.
    pub(super) async fn reviewer(&self, request: &Request, id: SubmissionId) -> Result<Admin, Trouble> {
        let own = self.prove(&request.caller, Task::CurateOwn).await?;
        if self.submission(&own, id).await?.is_some() {
            return Ok(own);
        }
        Ok(self.prove(&request.caller, Task::CurateShared).await.unwrap_or(own))
    }

    /// A pressed button of `/review`. The right is asked for anew.
    pub(super) async fn review_step(
        &self,
        request: &Request,
        id: SubmissionId,
        step: ReviewStep,
    ) -> Result<Reply, Trouble> {
        let by = self.reviewer(request, id).await?;
        if step == ReviewStep::Decline {
            let tongue = by.tongue();
            let told = say!(tongue, "review-say-why", id = id.0);
            let form = Form { key: format!("decline {}", id.0).into(), ..DECLINE_FORM };
            let unsaid = Action::Review(id, ReviewStep::DeclineUnsaid);
            let message = Message::coded(&told).button(&say!(tongue, "review-decline-unsaid"), unsaid);
            return Ok(Reply { form: Some(form), ..Reply::to_caller(message) });
        }
        self.decide_step(request, &by, id, step).await
    }

    /// The form for a reason, filled in.
    pub(super) async fn decline_filled(&self, request: &Request, form: &StoryForm) -> Result<Reply, Trouble> {
        let id = SubmissionId(form.key.rsplit(' ').next().and_then(|id| id.parse().ok()).unwrap_or(0));
        let by = self.reviewer(request, id).await?;
        let reason = shorten(&clean_line(form.value("reason")), REASON_LIMIT);
        self.decide(request, &by, id, Decision::Decline(reason)).await
    }

    /// A suggestion that was edited is accepted in these words.
    pub(super) async fn accept_edited(
        &self,
        request: &Request,
        id: SubmissionId,
        told: NewStory,
    ) -> Result<Reply, Trouble> {
        let by = self.reviewer(request, id).await?;
        self.decide(request, &by, id, Decision::Accept(Some(Box::new(told)))).await
    }

    async fn submission(&self, by: &Admin, id: SubmissionId) -> Result<Option<Submission>, StoreError> {
        let waiting = self.store.submissions(by, Some(SubmissionId(id.0.saturating_sub(1))), 1).await?;
        Ok(waiting.into_iter().find(|waiting| waiting.id == id))
    }

    /// A suggestion that waits, as a file to be edited.
    pub(super) async fn submission_file(&self, by: &Admin, id: SubmissionId) -> Result<Option<String>, StoreError> {
        let submission = self.submission(by, id).await?;
        Ok(submission.map(|waiting| self.format.write(&waiting.told, Some(&Reference::Submission(id).line()))))
    }

    async fn decide(
        &self,
        request: &Request,
        by: &Admin,
        id: SubmissionId,
        decision: Decision,
    ) -> Result<Reply, Trouble> {
        let tongue = by.tongue();
        let decided = self.store.decide(by, id, decision.clone(), self.clock.now()).await?;
        let (submission, story) = match decided {
            Decided::Done(submission, story) => (submission, story),
            Decided::Before => return Ok(self.with_next(by, &say!(tongue, "review-decided-before")).await?),
            Decided::SlugTaken(other) => {
                let told = match self.store.own_story(by, other).await? {
                    Some(story) => text!("review-name-taken-by", title = story.told.title.as_str()),
                    None => text!("review-name-taken"),
                };
                return Ok(Reply::to_caller(Message::text(told.say(tongue))));
            }
            Decided::TooMany => return Ok(Reply::to_caller(too_many(tongue))),
            Decided::NotTheirs => {
                return Ok(Reply::to_caller(Message::coded(&say!(tongue, "review-no-such"))));
            }
        };
        if let Some(story) = story {
            self.index_new(story).await?;
            self.story_changed.notify_waiters();
        }
        tracing::info!(platform = %request.place.platform, submission = id.0, "a suggestion was decided");
        let title = match &decision {
            Decision::Accept(Some(edited)) => edited.title.as_str(),
            _ => submission.told.title.as_str(),
        };
        let (told, author) = tidings(&decision, title);
        let told = if self.tell_author(&submission, &author).await {
            told
        } else {
            Text::Sentences(vec![told, text!("review-author-not-told")])
        };
        Ok(self.with_next(by, &told.say(tongue)).await?)
    }

    /// By themselves, else where they wrote; in the language of their community.
    async fn tell_author(&self, submission: &Submission, words: &Text) -> bool {
        let Some(messenger) = self.messengers.get(&submission.place.platform) else { return false };
        let tongue = self.tongue_of(&submission.community).await;
        let message = Message { tongue, ..Message::text(words.say(tongue)) };
        let told = match messenger.tell(&submission.by, &message).await {
            Err(PostError::PlaceGone(_) | PostError::Rejected(_)) => {
                let mark = Mark(format!("submission|{}", submission.id.0));
                messenger.post(&submission.place, &messenger.render(&message), &mark, PATIENCE).await.map(|_| ())
            }
            told => told,
        };
        if let Err(error) = &told {
            tracing::warn!(submission = submission.id.0, %error, "an author could not be told");
        }
        told.is_ok()
    }

    async fn with_next(&self, by: &Admin, told: &str) -> Result<Reply, StoreError> {
        let next = self.next_submission(by, None).await?;
        let mut message = Message::text(told);
        message.blocks.extend(next.message.blocks);
        message.buttons = next.message.buttons;
        Ok(Reply { message, ..next })
    }

    /// The suggestion that waits longest, or the next one behind `after`.
    async fn next_submission(&self, by: &Admin, after: Option<SubmissionId>) -> Result<Reply, StoreError> {
        let mut waiting = self.store.submissions(by, after, 2).await?;
        if waiting.is_empty() && after.is_some() {
            waiting = self.store.submissions(by, None, 2).await?;
        }
        let Some(submission) = waiting.first() else {
            return Ok(Reply::to_caller(Message::text(say!(by.tongue(), "review-none-waits"))));
        };
        Ok(self.show_submission(by, submission, waiting.len() > 1).await)
    }

    /// A suggestion with what can be done with it; `has_more` when others wait as well.
    async fn show_submission(&self, by: &Admin, submission: &Submission, has_more: bool) -> Reply {
        let tongue = by.tongue();
        let zone = self.wishes(by.community()).await.zone;
        let is_elsewhere = submission.community != *by.community();
        let mut message =
            Message::text(heading(submission, is_elsewhere, local(submission.at, zone, tongue)).say(tongue));
        message.blocks.push(Block::Paragraph(vec![Span::styled(submission.told.title.to_string(), Style::Strong)]));
        message.blocks.extend(telling::page(&submission.told, tongue).blocks);
        let step = |step| Action::Review(submission.id, step);
        message = message
            .button(&say!(tongue, "review-accept"), step(ReviewStep::Accept))
            .button(&say!(tongue, "review-edit"), step(ReviewStep::Edit))
            .button(&say!(tongue, "review-decline"), step(ReviewStep::Decline))
            .button(&say!(tongue, "review-block"), step(ReviewStep::Block));
        if by.task() == Task::CurateShared {
            message = message.button(&say!(tongue, "review-accept-shared"), step(ReviewStep::AcceptForEveryone));
        }
        if has_more {
            message = message.button(&say!(tongue, "review-later"), step(ReviewStep::Skip));
        }
        Reply::to_caller(message)
    }
}

fn waits_no_longer(tongue: Tongue) -> Reply {
    Reply::to_caller(Message::coded(&say!(tongue, "review-waits-no-longer")))
}

/// What a decision is called: to the admin, and to the author.
fn tidings(decision: &Decision, title: &str) -> (Text, Text) {
    match decision {
        Decision::Accept(_) | Decision::AcceptForEveryone => {
            (text!("review-accepted", title = title), text!("author-accepted", title = title))
        }
        Decision::Decline(reason) if reason.is_empty() => {
            (text!("review-declined", title = title), text!("author-declined-unsaid", title = title))
        }
        Decision::Decline(reason) => {
            (text!("review-declined", title = title), text!("author-declined", title = title, reason = reason))
        }
        Decision::Block(until) => {
            (text!("review-blocked", until = until.date_naive()), text!("author-blocked", title = title))
        }
    }
}

fn heading(submission: &Submission, is_elsewhere: bool, at: String) -> Text {
    let (id, person, platform) = (submission.id.0, submission.by.0.as_str(), submission.place.platform.as_str());
    match (submission.anonymous, is_elsewhere) {
        (true, false) => text!("review-by-somebody", id = id, at = at),
        (true, true) => text!("review-by-somebody-elsewhere", id = id, at = at, platform = platform),
        (false, false) => text!("review-by-person", id = id, at = at, person = person),
        (false, true) => text!("review-by-person-elsewhere", id = id, at = at, person = person, platform = platform),
    }
}
