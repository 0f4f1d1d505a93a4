//! What comes of a story that was written: it is told, suggested, accepted or changed. Each effect carries the request's
//! number, so that a repeated one does nothing twice.

use super::super::answer::Trouble;
use super::super::{Bot, Request};
use super::blocked;
use super::show::step;

use crate::domain::action::{Action, WriteStep};
use crate::domain::message::{Message, Reply};
use crate::domain::revision::{Changed, Wanted};
use crate::domain::story::{NewStory, StoryId};
use crate::domain::submission::{DAY_LIMIT, NewSubmission, OPEN_LIMIT, Submitted};
use crate::domain::writing::{Credit, Purpose, Step, Writing};
use crate::ports::Added;
use crate::say;

impl Bot {
    /// The writer says that it is good as it is. It is checked again: names and rules may have changed meanwhile.
    pub(super) async fn publish(&self, request: &Request, writing: Writing) -> Result<Reply, Trouble> {
        let Ok(base) = self.base(&writing) else { return self.show(request, &looked_at(writing)).await };
        let resolved = self.resolve(request, &writing, writing.draft(base.as_ref())).await?;
        let told = match resolved.draft.check() {
            Ok(told) if resolved.doubt.is_none() => told,
            _ => return self.show(request, &looked_at(writing)).await,
        };
        match writing.purpose {
            Purpose::Add | Purpose::AddForEveryone => self.publish_new(request, writing, told).await,
            Purpose::Submit(credit) => self.publish_suggestion(request, writing, told, credit).await,
            Purpose::Edit(id, revision) => self.publish_edit(request, writing, told, (id, revision)).await,
            Purpose::Accept(id) => {
                let reply = self.accept_edited(request, id, told).await?;
                self.finish(request, writing, &reply).await?;
                Ok(reply)
            }
        }
    }

    async fn publish_new(&self, request: &Request, writing: Writing, told: NewStory) -> Result<Reply, Trouble> {
        let by = self.prove(&request.caller, writing.purpose.task()).await?;
        let (title, tongue) = (told.title.to_string(), request.caller.tongue());
        let id = match self.store.add_story(&by, &request.id, told, self.clock.now()).await? {
            Added::New(id) | Added::Before(id) => id,
            Added::SlugTaken(other) => return self.slug_taken(request, &writing, other).await,
            Added::TooMany => return Ok(Reply::to_caller(super::super::curate::too_many(by.tongue()))),
        };
        self.index_new(id).await?;
        self.story_changed.notify_waiters();
        tracing::info!(platform = %request.place.platform, story = id.0, "a community's story was added");
        let told = match writing.purpose {
            Purpose::AddForEveryone => say!(tongue, "story-added-for-everyone", title = title),
            _ => say!(tongue, "story-added-here", title = title),
        };
        let message = Message::text(told).button(&say!(tongue, "writing-button-undo"), Action::Undo(id, 1));
        let reply = Reply::to_caller(message);
        self.finish(request, writing, &reply).await?;
        Ok(reply)
    }

    async fn publish_suggestion(
        &self,
        request: &Request,
        writing: Writing,
        told: NewStory,
        credit: Credit,
    ) -> Result<Reply, Trouble> {
        let (title, tongue) = (told.title.to_string(), request.caller.tongue());
        let anonymous = credit == Credit::Anonymous;
        let new = NewSubmission { told, anonymous, place: request.place.clone() };
        let submitted = self.store.submit(&request.caller, &request.id, new, self.clock.now()).await?;
        let refused = |words: String| Ok(Reply::to_caller(Message::text(words)));
        match submitted {
            Submitted::Taken(_) => {
                let thanks = if anonymous {
                    say!(tongue, "story-suggested-anonymously", title = title)
                } else {
                    say!(tongue, "story-suggested", title = title)
                };
                let reply = Reply::to_caller(Message::text(thanks));
                self.finish(request, writing, &reply).await?;
                Ok(reply)
            }
            Submitted::TooManyOpen => refused(say!(tongue, "suggestions-too-many-open", count = OPEN_LIMIT)),
            Submitted::TooManyToday => refused(say!(tongue, "suggestions-too-many-today", count = DAY_LIMIT)),
            Submitted::Blocked(until) => refused(blocked(until, tongue)),
        }
    }

    async fn publish_edit(
        &self,
        request: &Request,
        writing: Writing,
        told: NewStory,
        (id, seen): (StoryId, u32),
    ) -> Result<Reply, Trouble> {
        let (title, tongue) = (told.title.to_string(), request.caller.tongue());
        let (by, changed) = self.change(request, id, Some(seen), Wanted::Edit(Box::new(told))).await?;
        let message = match changed {
            Changed::Done(revision) => {
                let message = Message::text(say!(tongue, "story-edited", title = title));
                let message = self.with_corrections(&by, message, id, revision).await?;
                message.button(&say!(tongue, "writing-button-undo"), Action::Undo(id, revision))
            }
            Changed::AsItWas => Message::text(say!(tongue, "story-edited-not")),
            Changed::SlugTaken(other) => return self.slug_taken(request, &writing, other).await,
            Changed::Meanwhile(change) => {
                let change = super::super::curate::by_whom_and_when(&change, &by);
                let message = Message::text(say!(tongue, "story-edited-meanwhile", change = change))
                    .button(&say!(tongue, "writing-button-begin-anew"), step(&writing, WriteStep::Anew))
                    .button(&say!(tongue, "writing-button-what-i-wrote"), step(&writing, WriteStep::Whole))
                    .button(&say!(tongue, "writing-button-cancel"), step(&writing, WriteStep::Cancel));
                return Ok(Reply::to_caller(message));
            }
            Changed::NotTheirs => return Ok(super::super::curate::not_theirs(by.tongue())),
        };
        let reply = Reply::to_caller(message);
        self.finish(request, writing, &reply).await?;
        Ok(reply)
    }

    /// Another story has the name that this one would go by.
    async fn slug_taken(&self, request: &Request, writing: &Writing, other: StoryId) -> Result<Reply, Trouble> {
        let tongue = request.caller.tongue();
        let told = match self.store.story(&request.caller.community, other).await? {
            Some(story) => say!(tongue, "story-name-taken", title = story.told.title.to_string()),
            None => say!(tongue, "story-name-of-removed"),
        };
        let message = Message::text(told)
            .button(&say!(tongue, "field-title-label"), step(writing, WriteStep::Field(0)))
            .button(&say!(tongue, "writing-button-as-file"), step(writing, WriteStep::Whole))
            .button(&say!(tongue, "writing-button-cancel"), step(writing, WriteStep::Cancel));
        Ok(Reply::to_caller(message))
    }

    /// Nothing is kept of a finished writing but what came of it, so that a second press is told that.
    async fn finish(&self, request: &Request, writing: Writing, reply: &Reply) -> Result<(), Trouble> {
        let first = reply.message.blocks.first();
        let outcome = match first {
            Some(crate::domain::prose::Block::Paragraph(spans)) => {
                spans.iter().map(|span| span.text.as_str()).collect()
            }
            _ => String::new(),
        };
        let finished = Writing { step: Step::Done, base: outcome, fields: Vec::new(), meant: Vec::new(), ..writing };
        self.keep(request, finished).await?;
        Ok(())
    }

    /// A writing that begins again with what there was at first.
    pub(super) async fn anew(&self, request: &Request, writing: &Writing) -> Result<Option<Writing>, Trouble> {
        let fresh = Writing { id: writing.id, turn: writing.turn, ..Writing::new(writing.purpose, self.clock.now()) };
        let (purpose, file) = match writing.purpose {
            Purpose::Add | Purpose::AddForEveryone | Purpose::Submit(_) => return Ok(Some(fresh)),
            Purpose::Edit(id, _) => match self.own_story_file(request, id).await? {
                Some((revision, file)) => (Purpose::Edit(id, revision), file),
                None => return Ok(None),
            },
            Purpose::Accept(id) => {
                let by = self.reviewer(request, id).await?;
                match self.submission_file(&by, id).await? {
                    Some(file) => (writing.purpose, file),
                    None => return Ok(None),
                }
            }
        };
        let mut anew = Writing { purpose, step: Step::Choosing, ..fresh };
        anew.begin_with(&file);
        Ok(Some(anew))
    }
}

fn looked_at(writing: Writing) -> Writing {
    Writing { step: Step::Looking, ..writing }
}
