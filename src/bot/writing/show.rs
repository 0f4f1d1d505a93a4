//! How a story that is being written stands, in words: a question, what is to be mended, a name in doubt, or how it will
//! read.

use super::super::answer::Trouble;
use super::super::{Bot, Request};
use super::TEXT;
use super::resolve::Doubt;
use crate::domain::action::{Action, WriteStep};
use crate::domain::draft::Fault;
use crate::domain::form::{FormField, STORY_FIELDS};
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Block, Span, Style};
use crate::domain::revision::{Reference, differences};
use crate::domain::story::NewStory;
use crate::domain::telling;
use crate::domain::text::{clean, clean_line, shorten, utf16_len};
use crate::domain::tongue::{Text, Tongue};
use crate::domain::writing::{MAY_GO_ON, Purpose, Step, Then, Writing, WritingId};
use crate::ports::StoreError;
use crate::{say, text};

/// Faults that one answer names; the others are counted.
const FAULTS_SHOWN: usize = 10;
/// So much of what stands in a field is shown with the question for it (UTF-16 units).
const SO_FAR: usize = 300;

impl Bot {
    /// A writing as it stands, with something said before it.
    pub(super) async fn show_as(&self, request: &Request, writing: &Writing, lead: String) -> Result<Reply, Trouble> {
        let mut reply = self.show(request, writing).await?;
        reply.message.blocks.insert(0, Block::Paragraph(vec![Span::plain(lead)]));
        if !matches!(writing.step, Step::Done) && !writing.is_empty() {
            let anew = say!(request.caller.tongue(), "writing-button-begin-anew");
            reply.message = reply.message.button(&anew, step(writing, WriteStep::Anew));
        }
        Ok(reply)
    }

    /// A writing as it stands.
    pub(super) async fn show(&self, request: &Request, writing: &Writing) -> Result<Reply, Trouble> {
        match writing.step {
            Step::Done => Ok(Reply::to_caller(Message::text(writing.base.clone()))),
            Step::Asking(field, then) => Ok(self.show_question(request, writing, field, then).await?),
            Step::Choosing => Ok(self.show_choice(request, writing).await?),
            Step::Looking => self.show_look(request, writing).await,
        }
    }

    async fn show_question(
        &self,
        request: &Request,
        writing: &Writing,
        at: usize,
        then: Then,
    ) -> Result<Reply, StoreError> {
        let tongue = request.caller.tongue();
        let Some(field) = STORY_FIELDS.get(at) else { return self.show_choice(request, writing).await };
        let base = self.base(writing).ok().flatten();
        let so_far = writing.value(field.name, base.as_ref());
        let faults = if so_far.is_empty() { Vec::new() } else { self.faults_of(request, writing, at).await? };
        let (number, count) = (at + 1, STORY_FIELDS.len());
        let question = match then {
            Then::Next => {
                say!(tongue, "writing-question-numbered", number = number, count = count, question = field.question())
            }
            Then::Look => field.question().say(tongue),
        };
        let mut message = Message::default();
        let goes_on = at == TEXT && then == Then::Next && faults.is_empty() && utf16_len(&so_far) >= MAY_GO_ON;
        if goes_on {
            message = message.paragraph(vec![Span::plain(say!(tongue, "writing-text-goes-on"))]);
        } else {
            for told in told_of(&faults, tongue) {
                message = message.paragraph(vec![Span::plain(told)]);
            }
            let example = if field.long {
                String::new()
            } else {
                format!("\n{}", say!(tongue, "writing-for-example", example = field.example()))
            };
            message = message.paragraph(vec![Span::styled(question, Style::Strong), Span::plain(example)]);
        }
        if !so_far.is_empty() {
            let lead = Span::plain(say!(tongue, "writing-so-far"));
            message = message.paragraph(vec![lead]).verbatim(shorten(&clean(&so_far), SO_FAR));
        }
        if then == Then::Next && at > 0 {
            message = message.button(&say!(tongue, "writing-button-back"), step(writing, WriteStep::Back));
        }
        let skip = match (goes_on, so_far.is_empty()) {
            (true, _) => say!(tongue, "writing-button-that-is-all"),
            (false, true) => say!(tongue, "writing-button-skip"),
            (false, false) => say!(tongue, "writing-button-keep"),
        };
        // What a story cannot do without is not offered to be left out.
        if goes_on || !so_far.is_empty() || field.name == "players" {
            message = message.button(&skip, step(writing, WriteStep::Skip));
        }
        message = message.button(&say!(tongue, "writing-button-cancel"), step(writing, WriteStep::Cancel));
        let only = (then == Then::Look).then_some(at);
        let form = writing.form(only, base.as_ref(), by_field(&faults));
        Ok(Reply { form: Some(form), awaits_words: true, ..Reply::to_caller(message) })
    }

    /// Which part is to be changed.
    async fn show_choice(&self, request: &Request, writing: &Writing) -> Result<Reply, StoreError> {
        let tongue = request.caller.tongue();
        let base = self.base(writing).ok().flatten();
        let faults = self.faults(request, writing).await?;
        let title = writing.value("title", base.as_ref());
        let mut message = Message::text(match title.trim() {
            "" => say!(tongue, "writing-what-to-write"),
            title => say!(tongue, "writing-what-to-change", title = shorten(&clean_line(title), 100)),
        });
        for at in 0..STORY_FIELDS.len() {
            message = message.button(&name_of(at, tongue), step(writing, WriteStep::Field(at)));
        }
        // Not while it holds words that no file can: sent back it would replace them.
        if faults.is_empty() || writing.fields.is_empty() {
            message = message.button(&say!(tongue, "writing-button-as-file"), step(writing, WriteStep::Whole));
        }
        message = message
            .button(&say!(tongue, "writing-button-done"), step(writing, WriteStep::Look))
            .button(&say!(tongue, "writing-button-cancel"), step(writing, WriteStep::Cancel));
        Ok(Reply { form: Some(writing.form(None, base.as_ref(), by_field(&faults))), ..Reply::to_caller(message) })
    }

    /// The whole story as a file, to be edited and sent back.
    pub(super) fn show_whole(&self, writing: &Writing, tongue: Tongue) -> Reply {
        let base = self.base(writing).ok().flatten();
        let reference = match writing.purpose {
            Purpose::Edit(id, revision) => Some(Reference::Story(id, revision)),
            Purpose::Accept(id) => Some(Reference::Submission(id)),
            _ => None,
        };
        let line = reference.map(Reference::line);
        // What cannot be a story yet comes back as it was sent.
        let file = match writing.draft(base.as_ref()).check() {
            Ok(told) => self.format.write(&told, line.as_deref()),
            Err(_) if writing.base.is_empty() => {
                super::super::curate::EXAMPLE.trim_start_matches("/addstory ").to_owned()
            }
            Err(_) => writing.base.clone(),
        };
        let message = Message::text(say!(tongue, "writing-as-file"))
            .verbatim(&file)
            .button(&say!(tongue, "writing-button-leave"), step(writing, WriteStep::Skip))
            .button(&say!(tongue, "writing-button-cancel"), step(writing, WriteStep::Cancel));
        Reply { form: Some(writing.whole_form(file)), awaits_words: true, ..Reply::to_caller(message) }
    }

    /// What is to be mended, a name in doubt, or how it will read.
    async fn show_look(&self, request: &Request, writing: &Writing) -> Result<Reply, Trouble> {
        let tongue = request.caller.tongue();
        let base = match self.base(writing) {
            Ok(base) => base,
            Err(faults) => return Ok(show_faults(writing, &faults, tongue)),
        };
        let resolved = self.resolve(request, writing, writing.draft(base.as_ref())).await?;
        if let Some(doubt) = resolved.doubt {
            return Ok(show_doubt(writing, &doubt, tongue));
        }
        match resolved.draft.check() {
            Err(faults) => Ok(show_faults(writing, &faults, tongue)),
            Ok(told) => self.show_preview(request, writing, &told, &resolved.remarks).await,
        }
    }

    async fn show_preview(
        &self,
        request: &Request,
        writing: &Writing,
        told: &NewStory,
        remarks: &[Text],
    ) -> Result<Reply, Trouble> {
        let tongue = request.caller.tongue();
        let mut changed = Vec::new();
        if let Purpose::Edit(id, _) = writing.purpose {
            let Some(before) = self.own_story_told(request, id).await? else {
                return Ok(super::super::curate::not_theirs(request.caller.tongue()));
            };
            changed = differences(&before, told);
            if changed.is_empty() {
                return Ok(show_unchanged(writing, tongue));
            }
        }
        let page = telling::page(told, tongue);
        let mut message = Message::text(say!(tongue, "writing-preview"));
        message.blocks.push(Block::Paragraph(vec![Span::styled(told.title.to_string(), Style::Strong)]));
        message.blocks.extend(page.blocks);
        let viewer = &request.caller.community;
        if !changed.is_empty() {
            message =
                message.paragraph(vec![Span::plain(say!(tongue, "writing-changed-parts", parts = changed.join(", ")))]);
        }
        for remark in remarks {
            message = message.paragraph(vec![Span::plain(remark.say(tongue))]);
        }
        let not = match writing.purpose {
            Purpose::Edit(id, _) => Some(id),
            _ => None,
        };
        let alike = self.alike(viewer, told, not).await?;
        if !alike.is_empty() {
            message = message.paragraph(vec![Span::plain(say!(tongue, "writing-alike"))]);
        }
        for line in &alike {
            let title = Span::styled(line.title.to_string(), Style::Strong);
            message = message.item(vec![
                title,
                Span::plain(say!(tongue, "writing-alike-summary", summary = line.summary.to_string())),
            ]);
        }
        let (who, publish) = match writing.purpose {
            Purpose::Add => (text!("writing-seen-here"), text!("writing-button-publish")),
            Purpose::AddForEveryone => (text!("writing-seen-by-everybody"), text!("writing-button-publish")),
            Purpose::Submit(_) => (text!("writing-seen-by-admins"), text!("writing-button-suggest")),
            Purpose::Edit(..) => (text!("writing-told-at-once"), text!("writing-button-save")),
            Purpose::Accept(_) => (text!("writing-told-at-once"), text!("writing-button-accept")),
        };
        message = message
            .paragraph(vec![Span::plain(who.say(tongue))])
            .button(&publish.say(tongue), step(writing, WriteStep::Publish))
            .button(&say!(tongue, "writing-button-change"), step(writing, WriteStep::Change))
            .button(&say!(tongue, "writing-button-cancel"), step(writing, WriteStep::Cancel));
        Ok(Reply::to_caller(message))
    }

    /// What is wrong with one field.
    pub(super) async fn faults_of(
        &self,
        request: &Request,
        writing: &Writing,
        field: usize,
    ) -> Result<Vec<Fault>, StoreError> {
        let faults = self.faults(request, writing).await?;
        Ok(faults.into_iter().filter(|fault| field_of(&fault.key) == Some(field)).collect())
    }

    async fn faults(&self, request: &Request, writing: &Writing) -> Result<Vec<Fault>, StoreError> {
        let base = match self.base(writing) {
            Ok(base) => base,
            Err(faults) => return Ok(faults),
        };
        let resolved = self.resolve(request, writing, writing.draft(base.as_ref())).await?;
        Ok(resolved.draft.check().err().unwrap_or_default())
    }
}

/// A button of a writing's.
pub(super) fn step(writing: &Writing, step: WriteStep) -> Action {
    Action::Write(writing.id.unwrap_or(WritingId(0)), writing.turn, step)
}

/// What is wrong, all of it, with the mends, and the buttons that lead to each.
fn show_faults(writing: &Writing, faults: &[Fault], tongue: Tongue) -> Reply {
    let mut message = faults_named(faults, tongue);
    let mut named: Vec<usize> = faults.iter().filter_map(|fault| field_of(&fault.key)).collect();
    named.sort_unstable();
    named.dedup();
    for at in &named {
        message = message.button(&name_of(*at, tongue), step(writing, WriteStep::Field(*at)));
    }
    if writing.fields.is_empty() {
        message = message.button(&say!(tongue, "writing-button-as-file"), step(writing, WriteStep::Whole));
    }
    message = message
        .button(&say!(tongue, "writing-button-change"), step(writing, WriteStep::Change))
        .button(&say!(tongue, "writing-button-cancel"), step(writing, WriteStep::Cancel));
    Reply::to_caller(message)
}

/// What is wrong, all of it, with the mends.
fn faults_named(faults: &[Fault], tongue: Tongue) -> Message {
    let mut message = Message::text(say!(tongue, "fault-count", count = faults.len()));
    for fault in faults.iter().take(FAULTS_SHOWN) {
        let at = field_of(&fault.key);
        let key = match at {
            Some(at) if !fault.key.contains(['[', '.', ':']) => name_of(at, tongue),
            _ => shorten(&fault.place().say(tongue), 60),
        };
        let example = at.map(|at| &STORY_FIELDS[at]).filter(|field| !field.long && field.name != "title");
        let (found, mend) = (&fault.found, shorten(&fault.mend.say(tongue), 300));
        let told = match example.map(FormField::example) {
            Some(example) => say!(tongue, "fault-listed-with-example", found = found, mend = mend, example = example),
            None => say!(tongue, "fault-listed", found = found, mend = mend),
        };
        message = message.item(vec![Span::styled(key, Style::Strong), Span::plain(told)]);
    }
    if faults.len() > FAULTS_SHOWN {
        let more = say!(tongue, "faults-more", count = faults.len() - FAULTS_SHOWN);
        message = message.item(vec![Span::plain(more)]);
    }
    message
}

fn show_unchanged(writing: &Writing, tongue: Tongue) -> Reply {
    let message = Message::text(say!(tongue, "writing-unchanged"))
        .button(&say!(tongue, "writing-button-change"), step(writing, WriteStep::Change))
        .button(&say!(tongue, "writing-button-cancel"), step(writing, WriteStep::Cancel));
    Reply::to_caller(message)
}

fn show_doubt(writing: &Writing, doubt: &Doubt, tongue: Tongue) -> Reply {
    let typed = clean_line(&doubt.key);
    let mut message = Message::text(say!(tongue, "writing-whom-do-you-mean", typed = shorten(&typed, 100)));
    for hit in &doubt.hits {
        message = message.button(&hit.label, step(writing, WriteStep::Means(hit.subject)));
    }
    message = message
        .button(
            &say!(tongue, "writing-button-as-typed", typed = shorten(&typed, 40)),
            step(writing, WriteStep::AsWritten),
        )
        .button(&say!(tongue, "writing-button-change"), step(writing, WriteStep::Change))
        .button(&say!(tongue, "writing-button-cancel"), step(writing, WriteStep::Cancel));
    Reply::to_caller(message)
}

/// The field of the form that a fault's key belongs to.
fn field_of(key: &str) -> Option<usize> {
    let name = match key.split(['.', '[', ':']).next()? {
        "date" | "tournament" => "match",
        "sources" => "source",
        "slug" => "title",
        name => name,
    };
    STORY_FIELDS.iter().position(|field| field.name == name)
}

/// The first fault of each field, for the form.
fn by_field(faults: &[Fault]) -> Vec<(&'static str, Text)> {
    let mut told: Vec<(&'static str, Text)> = Vec::new();
    for fault in faults {
        if let Some(at) = field_of(&fault.key)
            && told.iter().all(|(name, _)| *name != STORY_FIELDS[at].name)
        {
            told.push((STORY_FIELDS[at].name, fault.found.clone()));
        }
    }
    told
}

/// A field's name in a few words, for a button.
fn name_of(at: usize, tongue: Tongue) -> String {
    if at == TEXT { say!(tongue, "field-text-short") } else { STORY_FIELDS[at].label().say(tongue) }
}

/// Faults of one field, beside it: what is wrong with which part, each mend once.
fn told_of(faults: &[Fault], tongue: Tongue) -> Vec<String> {
    let mut mends: Vec<&Text> = Vec::new();
    let mut told = Vec::new();
    for fault in faults {
        if mends.contains(&&fault.mend) {
            continue;
        }
        mends.push(&fault.mend);
        let (found, mend) = (&fault.found, fault.mend.say(tongue));
        let mend = mend.trim_end_matches('.');
        told.push(sentence(&match fault.part() {
            Some(part) => say!(tongue, "fault-told-with-part", part = part, found = found, mend = mend),
            None => say!(tongue, "fault-told", found = found, mend = mend),
        }));
    }
    told
}

fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
