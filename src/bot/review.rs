//! `/submit` and `/review`: members suggest stories, admins decide, and the author is told.

use super::answer::Trouble;
use super::curate::{gives_back, refused};
use super::{Bot, Request};
use crate::domain::action::{Action, ReviewStep};
use crate::domain::command::ReviewAsked;
use crate::domain::delivery::Mark;
use crate::domain::draft::{Draft, Fault, Origin};
use crate::domain::form::{DECLINE_FORM, EDIT_FORM, Form, SUBMIT_FORM, StoryForm};
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Block, Span, Style};
use crate::domain::revision::Reference;
use crate::domain::rights::{Admin, Task};
use crate::domain::story::NewStory;
use crate::domain::submission::{
    BLOCK_FOR, DAY_LIMIT, Decided, Decision, NewSubmission, OPEN_LIMIT, REASON_LIMIT, Submission, SubmissionId,
    Submitted,
};
use crate::domain::telling;
use crate::domain::text::{clean_line, shorten};
use crate::ports::{PostError, StoreError};

/// So long may what an author is told wait for its turn.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

impl Bot {
    /// `/submit` with a whole story; without one it asks for it.
    pub(super) async fn submit(
        &self,
        request: &Request,
        story: Option<&str>,
        anonymous: bool,
    ) -> Result<Reply, Trouble> {
        let Some(story) = story else {
            let message = Message::text(
                "Tell me a story that this community should hear: send it whole in one message. An admin reads it before anybody else does.",
            )
            .verbatim(super::curate::EXAMPLE.replacen("/addstory", "/submit", 1));
            let mut form = SUBMIT_FORM;
            if anonymous {
                form.key = "submit anonymous".into();
            }
            return Ok(Reply { form: Some(form), ..Reply::to_caller(message) });
        };
        match self.format.read(story) {
            Ok(draft) => self.take(request, draft, anonymous, story).await,
            Err(faults) => Ok(not_taken(request, &faults, story)),
        }
    }

    /// The form of `/submit`, filled in.
    pub(super) async fn submit_filled(&self, request: &Request, form: &StoryForm) -> Result<Reply, Trouble> {
        let (text, anonymous) = (form.value("text").trim(), form.key.ends_with("anonymous"));
        if text.starts_with("+++") {
            return self.submit(request, Some(text), anonymous).await;
        }
        self.take(request, form.draft(), anonymous, text).await
    }

    async fn take(&self, request: &Request, draft: Draft, anonymous: bool, text: &str) -> Result<Reply, Trouble> {
        let told = match (Draft { origin: Origin::Chat, ..draft }).check() {
            Ok(told) => told,
            Err(faults) => return Ok(not_taken(request, &faults, text)),
        };
        let title = told.title.to_string();
        let new = NewSubmission { told, anonymous, place: request.place.clone() };
        let submitted = self.store.submit(&request.caller, &request.id, new, self.clock.now()).await?;
        Ok(match submitted {
            Submitted::Taken(_) => {
                let seen = if anonymous { " They will not see who you are." } else { "" };
                Reply::to_caller(Message::text(format!(
                    "Thank you: “{title}” waits for this community's admins.{seen} I tell you what they decide."
                )))
            }
            Submitted::TooManyOpen => gives_back(
                Reply::to_caller(Message::text(format!(
                    "{OPEN_LIMIT} of your stories wait for a decision already. Please come back when one is decided."
                ))),
                request,
                text,
            ),
            Submitted::TooManyToday => gives_back(
                Reply::to_caller(Message::text(format!(
                    "You have suggested {DAY_LIMIT} stories within a day, which is as many as I take. Please come back tomorrow."
                ))),
                request,
                text,
            ),
            Submitted::Blocked(until) => Reply::to_caller(Message::text(format!(
                "The admins of this community take no suggestions of yours until {}.",
                until.format("%-d %B %Y")
            ))),
        })
    }

    /// `/review`: the suggestion that waits longest, or a decision about one.
    pub(super) async fn review(&self, request: &Request, by: &Admin, asked: ReviewAsked) -> Result<Reply, Trouble> {
        match asked {
            ReviewAsked::Next => Ok(self.next_submission(by, None).await?),
            ReviewAsked::Decide(id, decision) => {
                let decision = match decision {
                    ReviewStep::Accept => Decision::Accept(None),
                    ReviewStep::Block => Decision::Block(self.clock.now() + BLOCK_FOR),
                    ReviewStep::Edit => return Ok(self.submission_written_out(by, id).await?),
                    ReviewStep::Skip => return Ok(self.next_submission(by, Some(id)).await?),
                    ReviewStep::Decline => Decision::Decline(String::new()),
                };
                self.decide(request, by, id, decision).await
            }
            ReviewAsked::Decline(id, reason) => self.decide(request, by, id, Decision::Decline(reason)).await,
        }
    }

    /// A pressed button of `/review`. The right is asked for anew.
    pub(super) async fn review_step(
        &self,
        request: &Request,
        id: SubmissionId,
        step: ReviewStep,
    ) -> Result<Reply, Trouble> {
        let by = self.prove(&request.caller, Task::CurateOwn).await?;
        match step {
            ReviewStep::Skip => Ok(self.next_submission(&by, Some(id)).await?),
            ReviewStep::Decline => {
                let told = format!("To decline it, say why: `/review {} decline your reason`", id.0);
                let form = Form { key: format!("decline {}", id.0).into(), ..DECLINE_FORM };
                Ok(Reply { form: Some(form), ..Reply::to_caller(Message::coded(&told)) })
            }
            step => self.review(request, &by, ReviewAsked::Decide(id, step)).await,
        }
    }

    /// The form for a reason, filled in.
    pub(super) async fn decline_filled(&self, request: &Request, form: &StoryForm) -> Result<Reply, Trouble> {
        let by = self.prove(&request.caller, Task::CurateOwn).await?;
        let id = form.key.rsplit(' ').next().and_then(|id| id.parse().ok()).unwrap_or(0);
        let reason = shorten(&clean_line(form.value("reason")), REASON_LIMIT);
        self.decide(request, &by, SubmissionId(id), Decision::Decline(reason)).await
    }

    /// A suggestion that comes back edited is accepted in these words.
    pub(super) async fn accept_edited(
        &self,
        request: &Request,
        id: SubmissionId,
        told: NewStory,
    ) -> Result<Reply, Trouble> {
        let by = self.prove(&request.caller, Task::CurateOwn).await?;
        self.decide(request, &by, id, Decision::Accept(Some(Box::new(told)))).await
    }

    async fn decide(
        &self,
        request: &Request,
        by: &Admin,
        id: SubmissionId,
        decision: Decision,
    ) -> Result<Reply, Trouble> {
        let decided = self.store.decide(by, id, decision.clone(), self.clock.now()).await?;
        let (submission, story) = match decided {
            Decided::Done(submission, story) => (submission, story),
            Decided::Before => return Ok(self.with_next(by, "That one has been decided before.").await?),
            Decided::SlugTaken(other) => {
                let other = self.store.own_story(by, other).await?.map(|story| story.told.title.to_string());
                return Ok(Reply::to_caller(Message::text(format!(
                    "This community already has a story of that name: “{}”. Decline it, or edit it and give it another slug.",
                    other.unwrap_or_default()
                ))));
            }
            Decided::NotTheirs => {
                return Ok(Reply::to_caller(Message::coded(
                    "There is no such suggestion here. `/review` shows what waits.",
                )));
            }
        };
        if let Some(story) = story {
            self.index_new(story).await?;
        }
        tracing::info!(platform = %request.place.platform, submission = id.0, "a suggestion was decided");
        let title = &submission.told.title;
        let (told, author) = match &decision {
            Decision::Accept(_) => (
                format!("Accepted: “{title}” is told from now on."),
                format!("Your story “{title}” was accepted. Thank you!"),
            ),
            Decision::Decline(reason) if reason.is_empty() => {
                (format!("Declined: “{title}”."), format!("Your story “{title}” was not taken this time."))
            }
            Decision::Decline(reason) => (
                format!("Declined: “{title}”."),
                format!("Your story “{title}” was not taken. The admins say: {reason}"),
            ),
            Decision::Block(until) => (
                format!("Declined, and its author may suggest nothing until {}.", until.format("%-d %B %Y")),
                format!("Your story “{title}” was not taken."),
            ),
        };
        let is_told = self.tell_author(&submission, &author).await;
        let told = if is_told { told } else { format!("{told} Its author could not be told.") };
        Ok(self.with_next(by, &told).await?)
    }

    /// By themselves, else where they wrote.
    async fn tell_author(&self, submission: &Submission, words: &str) -> bool {
        let Some(messenger) = self.messengers.get(&submission.place.platform) else { return false };
        let message = Message::text(words);
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
            return Ok(Reply::to_caller(Message::text("No suggestion waits.")));
        };
        let whose = if submission.anonymous { "somebody".to_owned() } else { format!("person {}", submission.by.0) };
        let mut message = Message::text(format!(
            "Suggestion {} by {whose}, {}:",
            submission.id.0,
            submission.at.format("%-d %B %Y, %H:%M UTC")
        ));
        message.blocks.push(Block::Paragraph(vec![Span::styled(submission.told.title.to_string(), Style::Strong)]));
        message.blocks.extend(telling::page(&submission.told).blocks);
        let step = |step| Action::Review(submission.id, step);
        message = message
            .button("Accept", step(ReviewStep::Accept))
            .button("Edit", step(ReviewStep::Edit))
            .button("Decline", step(ReviewStep::Decline))
            .button("Decline and block", step(ReviewStep::Block));
        if waiting.len() > 1 {
            message = message.button("Later", step(ReviewStep::Skip));
        }
        Ok(Reply::to_caller(message))
    }

    async fn submission_written_out(&self, by: &Admin, id: SubmissionId) -> Result<Reply, StoreError> {
        let before = SubmissionId(id.0 - 1);
        let waiting = self.store.submissions(by, Some(before), 1).await?;
        let Some(submission) = waiting.into_iter().find(|waiting| waiting.id == id) else {
            return Ok(Reply::to_caller(Message::coded("That one waits no longer. `/review` shows what does.")));
        };
        let file = self.format.write(&submission.told, Some(&Reference::Submission(id).line()));
        let message =
            Message::coded("Edit this and send it back whole behind `/editstory`; that accepts it:").verbatim(&file);
        let form = Form { values: vec![("story", file)], ..EDIT_FORM };
        Ok(Reply { form: Some(form), ..Reply::to_caller(message) })
    }
}

fn not_taken(request: &Request, faults: &[Fault], text: &str) -> Reply {
    gives_back(refused(faults, "taken", "/submit"), request, text)
}
