//! A story is written: begun, answered question by question or filled in at once, looked at, published.
//!
//! Each step is kept before it is answered, so that a restart loses none; and each asks for the right anew. What is said of
//! a step is `show`'s, what names mean `resolve`'s, what comes of it in the end `publish`'s.

mod publish;
mod resolve;
mod show;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::action::{Action, WriteStep};
use crate::domain::draft::{BODY_LIMIT, Draft};
use crate::domain::form::{STORY_FIELDS, StoryForm};
use crate::domain::message::{Message, Reply};
use crate::domain::revision::Reference;
use crate::domain::rights::Task;
use crate::domain::schedule::Timestamp;
use crate::domain::story::Headline;
use crate::domain::text::utf16_len;
use crate::domain::tongue::Tongue;
use crate::domain::writing::{Aside, MAY_GO_ON, Purpose, Step, Then, Writing, WritingId};
use crate::ports::StoreError;
use crate::say;

/// The field that holds the text; a whole story file may stand there.
const TEXT: usize = 1;
/// What one writing may hold (UTF-16 units): more than any story that the rules let pass.
const WRITING_LIMIT: usize = 8 * BODY_LIMIT;

impl Bot {
    /// `/addstory` and `/submit`: with nothing it goes on with what was begun, or asks; with a title it asks for the rest;
    /// with a whole story it shows how that will read.
    pub(super) async fn begin(
        &self,
        request: &Request,
        purpose: Purpose,
        story: Option<&str>,
    ) -> Result<Reply, Trouble> {
        if let (Purpose::Submit(_), Some(until)) = (purpose, self.blocked_until(request).await?) {
            return Ok(Reply::to_caller(Message::text(blocked(until, request.caller.tongue()))));
        }
        let begun = self.begun(request, purpose).await?;
        let Some(story) = story.map(str::trim).filter(|story| !story.is_empty()) else {
            return match begun {
                Some(writing) if !writing.is_empty() => self.go_on(request, Writing { purpose, ..writing }).await,
                _ => self.keep_and_show(request, Writing::new(purpose, self.clock.now())).await,
            };
        };
        if begun.as_ref().is_some_and(|writing| writing.request == request.id.0) {
            return self.show_again(request, begun).await;
        }
        let mut writing = Writing { step: Step::Looking, ..Writing::new(purpose, self.clock.now()) };
        if let Some(too_long) = self.give(request, &mut writing, if is_title(story) { 0 } else { TEXT }, story) {
            return Ok(too_long);
        }
        if is_title(story) {
            writing.step = Step::Asking(TEXT, Then::Next);
        }
        self.keep_and_show(request, writing).await
    }

    /// Until when the admins take no suggestions of somebody's: said before they write one.
    async fn blocked_until(&self, request: &Request) -> Result<Option<Timestamp>, StoreError> {
        let (caller, now) = (&request.caller, self.clock.now());
        let blocked = self.store.preferences(&caller.community).await?.blocked;
        Ok(blocked.into_iter().find(|(who, until)| *who == caller.person && *until > now).map(|(_, until)| until))
    }

    /// A story that is there is to be told otherwise: which parts, is asked.
    pub(super) async fn begin_with(&self, request: &Request, purpose: Purpose, file: &str) -> Result<Reply, Trouble> {
        let begun = self.begun(request, purpose).await?;
        if begun.as_ref().is_some_and(|writing| writing.request == request.id.0) {
            return self.show_again(request, begun).await;
        }
        // What was changed and not saved is gone on with; *begin anew* takes the story as it is.
        if let Some(begun) = begun.filter(|begun| !begun.fields.is_empty()) {
            return self.go_on(request, begun).await;
        }
        let mut writing = Writing { step: Step::Choosing, ..Writing::new(purpose, self.clock.now()) };
        writing.begin_with(file);
        self.keep_and_show(request, writing).await
    }

    /// A whole story that comes back edited: the line in it says which one it is.
    pub(super) async fn edited(&self, request: &Request, text: &str) -> Result<Reply, Trouble> {
        // Who may not is told that before anything that they wrote is read.
        self.prove(&request.caller, Task::CurateOwn).await?;
        let purpose = match Reference::find(text) {
            Some(Reference::Story(id, revision)) => Purpose::Edit(id, revision),
            Some(Reference::Submission(id)) => Purpose::Accept(id),
            None => {
                let told = say!(request.caller.tongue(), "writing-line-missing");
                return Ok(Reply::to_caller(Message::coded(&told)));
            }
        };
        let begun = self.begun(request, purpose).await?;
        if begun.as_ref().is_some_and(|writing| writing.request == request.id.0) {
            return self.show_again(request, begun).await;
        }
        let mut writing = Writing { step: Step::Looking, ..Writing::new(purpose, self.clock.now()) };
        match self.give(request, &mut writing, TEXT, text) {
            Some(too_long) => Ok(too_long),
            None => self.keep_and_show(request, writing).await,
        }
    }

    /// A pressed button. The writing is looked for among the presser's own.
    pub(super) async fn write_step(
        &self,
        request: &Request,
        id: WritingId,
        turn: u32,
        step: WriteStep,
    ) -> Result<Reply, Trouble> {
        let tongue = request.caller.tongue();
        let Some(mut writing) = self.writing(request, id).await? else { return Ok(gone(tongue)) };
        self.may_write(request, writing.purpose).await?;
        if writing.request == request.id.0 || writing.step == Step::Done {
            return self.show(request, &writing).await;
        }
        if writing.turn != turn {
            return self.show_as(request, &writing, say!(tongue, "writing-old-button")).await;
        }
        match step {
            WriteStep::Publish => return self.publish(request, writing).await,
            WriteStep::Cancel => {
                self.store.drop_writing(&request.caller, id).await?;
                return Ok(Reply::to_caller(Message::text(say!(tongue, "writing-given-up"))));
            }
            WriteStep::Back => writing.step = before(writing.step),
            WriteStep::Skip => writing.step = after(writing.step),
            WriteStep::Look => writing.step = Step::Looking,
            WriteStep::Change => writing.step = Step::Choosing,
            WriteStep::Field(field) if field < STORY_FIELDS.len() => writing.step = Step::Asking(field, Then::Look),
            WriteStep::Field(_) => return Ok(gone(tongue)),
            WriteStep::Whole => {
                writing.step = Step::Asking(TEXT, Then::Look);
                return match self.keep(request, writing).await? {
                    Some(writing) => Ok(self.show_whole(&writing, tongue)),
                    None => Ok(busy(tongue)),
                };
            }
            WriteStep::Anew => match self.anew(request, &writing).await? {
                Some(anew) => writing = anew,
                None => return Ok(gone(tongue)),
            },
            WriteStep::AsWritten => self.settle_doubt(request, &mut writing, None).await?,
            WriteStep::Means(subject) => self.settle_doubt(request, &mut writing, Some(subject)).await?,
        }
        self.keep_and_show(request, writing).await
    }

    /// A filled-in form. Of a writing that is gone the form itself says what it was for and holds all that was said.
    pub(super) async fn written(
        &self,
        request: &Request,
        form: &StoryForm,
        (id, purpose): (WritingId, Purpose),
    ) -> Result<Reply, Trouble> {
        self.may_write(request, purpose).await?;
        let known = self.writing(request, id).await?;
        let known = known.filter(|known| known.step != Step::Done && known.purpose.subject() == purpose.subject());
        if known.as_ref().is_some_and(|known| known.request == request.id.0) {
            return self.show_again(request, known).await;
        }
        let mut writing = match known {
            Some(known) => known,
            // An edit begins with the story again: a form shows less than a story has. It stays the edit of the revision
            // that its writer saw.
            None => match self.anew(request, &Writing::new(purpose, self.clock.now())).await? {
                Some(anew) => Writing { purpose, ..anew },
                None => return Ok(gone(request.caller.tongue())),
            },
        };
        writing.step = Step::Looking;
        for (name, value) in &form.fields {
            let Some(field) = STORY_FIELDS.iter().position(|field| field.name == name) else { continue };
            if let Some(too_long) = self.give(request, &mut writing, field, value) {
                return Ok(too_long);
            }
        }
        self.keep_and_show(request, writing).await
    }

    /// Plain words of somebody who speaks with the bot alone: the answer to a question of ours, if one waits.
    pub(super) async fn hear_answer(&self, request: &Request, text: &str) -> Result<Words, Trouble> {
        let writings = self.store.writings(&request.caller).await?;
        if let Some(known) = writings.iter().find(|writing| writing.request == request.id.0) {
            return Ok(match known.step {
                Step::Choosing => Words::Question(Some(aside(known, request.caller.tongue()))),
                _ => Words::Taken(Box::new(self.show(request, known).await?)),
            });
        }
        // Of several texts the one that was touched last is meant, and only while it asks something.
        let asking = writings.into_iter().next().filter(|writing| matches!(writing.step, Step::Asking(..)));
        let Some(writing) = asking else { return Ok(Words::Question(None)) };
        if writing.awaits_words(self.clock.now()) {
            return Ok(Words::Taken(Box::new(self.take_answer(request, writing, text).await?)));
        }
        // Too late: the words are a question of their own. What was written waits, and the next words are no answer either.
        let remark = aside(&writing, request.caller.tongue());
        self.keep(request, Writing { step: Step::Choosing, ..writing }).await?;
        Ok(Words::Question(Some(remark)))
    }

    /// A reply to something of ours among other people: an answer only where the one who replies was asked.
    pub(super) async fn replied(&self, request: &Request, text: &str, to: &str) -> Result<Option<Reply>, Trouble> {
        let Some(Action::Write(id, ..)) = Action::decode(to) else { return Ok(None) };
        let Some(writing) = self.writing(request, id).await? else { return Ok(None) };
        if writing.request == request.id.0 {
            return Ok(Some(self.show(request, &writing).await?));
        }
        match writing.step {
            Step::Asking(..) => self.take_answer(request, writing, text).await.map(Some),
            Step::Done => Ok(None),
            _ => {
                let lead = say!(request.caller.tongue(), "writing-no-words-awaited");
                self.show_as(request, &writing, lead).await.map(Some)
            }
        }
    }

    /// An answer to the question that is asked: taken, or one of the words that lead elsewhere.
    async fn take_answer(&self, request: &Request, mut writing: Writing, text: &str) -> Result<Reply, Trouble> {
        let Step::Asking(field, then) = writing.step else { return self.show(request, &writing).await };
        let (id, turn) = (writing.id.unwrap_or(WritingId(0)), writing.turn);
        if let Some(aside) = Aside::typed(text) {
            let step = match aside {
                Aside::Cancel => WriteStep::Cancel,
                Aside::Back => WriteStep::Back,
                Aside::Skip => WriteStep::Skip,
            };
            return self.write_step(request, id, turn, step).await;
        }
        self.may_write(request, writing.purpose).await?;
        let attached = self.attached_text(request).await?;
        let text = attached.as_deref().unwrap_or(text);
        let so_far = writing.value(STORY_FIELDS[field].name, self.base(&writing).ok().flatten().as_ref());
        let goes_on = field == TEXT && utf16_len(&so_far) >= MAY_GO_ON && then == Then::Next;
        let said = if goes_on { joined(&so_far, text) } else { text.to_owned() };
        if let Some(too_long) = self.give(request, &mut writing, field, &said) {
            return Ok(too_long);
        }
        let is_whole = writing.base.trim_start().starts_with("+++") && writing.fields.is_empty();
        let may_go_on = field == TEXT && then == Then::Next && utf16_len(text) >= MAY_GO_ON;
        writing.step = match writing.step {
            _ if is_whole => Step::Looking,
            step if may_go_on || !self.faults_of(request, &writing, field).await?.is_empty() => step,
            step => after(step),
        };
        self.keep_and_show(request, writing).await
    }

    /// Puts what was said into a field; a whole story file replaces everything. What is too long is not taken.
    fn give(&self, request: &Request, writing: &mut Writing, field: usize, said: &str) -> Option<Reply> {
        if utf16_len(said) > WRITING_LIMIT {
            let (length, limit) = (utf16_len(said), BODY_LIMIT);
            let told = say!(request.caller.tongue(), "writing-too-long", length = length, limit = limit);
            return Some(Reply::to_caller(Message::text(told)));
        }
        let base = self.base(writing).ok().flatten();
        let field = &STORY_FIELDS[field];
        if said.trim_start().starts_with("+++") {
            writing.begin_with(said.trim_start());
        } else {
            writing.set(field.name, said, base.as_ref());
        }
        None
    }

    /// The story file that a writing begins with, as fields.
    fn base(&self, writing: &Writing) -> Result<Option<Draft>, Vec<crate::domain::draft::Fault>> {
        if writing.base.is_empty() {
            return Ok(None);
        }
        self.format.read(&writing.base).map(Some)
    }

    /// What was begun for this purpose, by the one who asks.
    async fn begun(&self, request: &Request, purpose: Purpose) -> Result<Option<Writing>, StoreError> {
        let writings = self.store.writings(&request.caller).await?;
        let same = |writing: &Writing| writing.purpose.subject() == purpose.subject() && writing.step != Step::Done;
        Ok(writings.into_iter().find(same))
    }

    async fn writing(&self, request: &Request, id: WritingId) -> Result<Option<Writing>, StoreError> {
        let writings = self.store.writings(&request.caller).await?;
        Ok(writings.into_iter().find(|writing| writing.id == Some(id)))
    }

    /// The right that a writing needs, at this step as at every other.
    async fn may_write(&self, request: &Request, purpose: Purpose) -> Result<(), Trouble> {
        match purpose.task() {
            Task::Read => Ok(()),
            task => self.prove(&request.caller, task).await.map(|_| ()),
        }
    }

    async fn keep(&self, request: &Request, writing: Writing) -> Result<Option<Writing>, StoreError> {
        let writing = Writing { request: request.id.0.clone(), ..writing };
        self.store.keep_writing(&request.caller, writing, self.clock.now()).await
    }

    async fn keep_and_show(&self, request: &Request, writing: Writing) -> Result<Reply, Trouble> {
        match self.keep(request, writing).await? {
            Some(writing) => self.show(request, &writing).await,
            None => Ok(busy(request.caller.tongue())),
        }
    }

    async fn show_again(&self, request: &Request, writing: Option<Writing>) -> Result<Reply, Trouble> {
        match writing {
            Some(writing) => self.show(request, &writing).await,
            None => Ok(gone(request.caller.tongue())),
        }
    }

    /// What was begun is gone on with, where it stands.
    async fn go_on(&self, request: &Request, writing: Writing) -> Result<Reply, Trouble> {
        let tongue = request.caller.tongue();
        let zone = self.wishes(&request.caller.community).await.zone;
        let begun = super::settings::local(writing.touched, zone, tongue);
        let Some(kept) = self.keep(request, writing).await? else { return Ok(busy(tongue)) };
        self.show_as(request, &kept, say!(tongue, "writing-gone-on-with", begun = begun)).await
    }
}

/// What plain words were.
pub(super) enum Words {
    /// The answer to a question, and what is said to it.
    Taken(Box<Reply>),
    /// A question of their own; and what else its asker should know.
    Question(Option<String>),
}

/// What somebody is told whose story was put aside.
fn aside(writing: &Writing, tongue: Tongue) -> String {
    let command = match writing.purpose {
        Purpose::Submit(_) => "/submit",
        Purpose::Edit(..) | Purpose::Accept(_) => "/editstory",
        Purpose::Add | Purpose::AddForEveryone => "/addstory",
    };
    say!(tongue, "writing-put-aside", command = command)
}

/// What somebody reads whose suggestions are not taken.
fn blocked(until: Timestamp, tongue: Tongue) -> String {
    say!(tongue, "suggestions-blocked", until = until.date_naive())
}

/// One line that is no longer than a title may be.
fn is_title(story: &str) -> bool {
    !story.starts_with("+++") && !story.contains('\n') && utf16_len(story) <= Headline::LIMIT
}

/// The question before, or the first one.
fn before(step: Step) -> Step {
    match step {
        Step::Asking(field, Then::Next) => Step::Asking(field.saturating_sub(1), Then::Next),
        Step::Asking(_, Then::Look) | Step::Choosing => Step::Looking,
        step => step,
    }
}

/// What comes after a question.
fn after(step: Step) -> Step {
    match step {
        Step::Asking(field, Then::Next) if field + 1 < STORY_FIELDS.len() => Step::Asking(field + 1, Then::Next),
        _ => Step::Looking,
    }
}

/// Two parts of a text that was sent as two messages.
fn joined(first: &str, second: &str) -> String {
    let ends = first.trim_end().ends_with(['.', '!', '?', '”', '"', '…']);
    format!("{}{}{}", first.trim_end(), if ends { "\n\n" } else { " " }, second.trim_start())
}

fn gone(tongue: Tongue) -> Reply {
    Reply::to_caller(Message::coded(&say!(tongue, "writing-gone")))
}

/// Two answers at the same moment: the first one counts.
fn busy(tongue: Tongue) -> Reply {
    Reply::to_caller(Message::text(say!(tongue, "writing-busy")))
}
