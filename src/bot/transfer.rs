//! `/import` and `/export`: stories in and out as files, for those who run the bot. A file is weighed and kept; a press
//! imports all of it or drops it, and rights are asked for again at that moment.
//!
//! It does not know how files are written: the format does.

use std::sync::Arc;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::action::Action;
use crate::domain::command::Scope;
use crate::domain::file::{ATTACHMENT_LIMIT, ENCLOSURE_LIMIT, Enclosure};
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Span, Style};
use crate::domain::rights::{Admin, Task};
use crate::domain::story::NewStory;
use crate::domain::text::shorten;
use crate::domain::transfer::{FileFault, ImportId, Imported, ROWS_LIMIT, Row, RowKind, Weighed};
use crate::ports::{Batch, StoreError};

/// Stories, or faults, of one kind that an answer names; the others are counted.
const SHOWN: usize = 10;
/// A fault's words take at most so much of an answer.
const FAULT_SHOWN: usize = 240;
/// Stories read at once for a file.
const PAGE: usize = 200;

impl Bot {
    /// `/import`: reads the file that came and says what importing it would do.
    pub(super) async fn import(&self, request: &Request, scope: Scope) -> Result<Reply, Trouble> {
        let by = self.prove_transfer(request, scope).await?;
        let Some(attachment) = &request.attachment else { return Ok(how_to_import()) };
        let bytes = self.fetched(request, attachment).await?;
        let (format, name) = (Arc::clone(&self.format), attachment.name.clone());
        let rows = tokio::task::spawn_blocking(move || format.read_file(&name, &bytes, ROWS_LIMIT)).await;
        let rows = rows.map_err(|_| StoreError {
            doing: "reading a file",
            cause: "the format panicked".into(),
            is_closed: false,
        })?;
        if rows.len() > ROWS_LIMIT {
            let told = format!(
                "More than {ROWS_LIMIT} stories are in it, which is as many as I take at once. Split it, or use `touchline stories import` where I run."
            );
            return Err(Trouble::File(Message::coded(&told)));
        }
        let (stories, refused) = parted(rows);
        let weighed = self.store.weigh_import(&by, &stories).await?;
        let mut message = said(&stories, &weighed, &refused);
        let is_something = weighed.iter().any(|weighed| *weighed != Weighed::Same);
        if refused.is_empty() && is_something {
            let id = self.store.keep_import(&by, &request.id, &stories, self.clock.now()).await?;
            message = message.button("Import all", Action::Import(id, scope)).button("Cancel", Action::DropImport(id));
        }
        Ok(Reply::to_caller(message))
    }

    /// `/export`: the stories of a scope as a file.
    pub(super) async fn export(&self, request: &Request, kind: RowKind, scope: Scope) -> Result<Reply, Trouble> {
        let by = self.prove_transfer(request, scope).await?;
        let of = (scope == Scope::Here).then(|| by.community().clone());
        let mut stories: Vec<NewStory> = Vec::new();
        let mut after = None;
        loop {
            let page = self.store.every_story(of.as_ref(), after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            stories.extend(page.into_iter().map(|story| story.told));
        }
        if stories.is_empty() {
            let told = "This community has no story of its own. `scope:everyone` gives the shared collection.";
            return Ok(Reply::to_caller(Message::coded(told)));
        }
        let (format, count) = (Arc::clone(&self.format), stories.len());
        let written = tokio::task::spawn_blocking(move || format.write_file(kind, &stories)).await;
        let bytes = written.map_err(|_| StoreError {
            doing: "writing a file",
            cause: "the format panicked".into(),
            is_closed: false,
        })?;
        if bytes.len() > ENCLOSURE_LIMIT {
            let told = format!(
                "These {count} stories are more than a chat carries. `touchline stories export` writes them where I run."
            );
            return Ok(Reply::to_caller(Message::coded(&told)));
        }
        let told = format!("{count} {}. `/import` takes the file again.", if count == 1 { "story" } else { "stories" });
        let name = format!("stories-{}.{}", self.clock.now().format("%Y-%m-%d"), kind.word());
        Ok(Reply { enclosure: Some(Enclosure { name, bytes }), ..Reply::to_caller(Message::coded(&told)) })
    }

    /// The proof for stories of a scope. Whoever may change everyone's may bring files in; a community's own stories ask for
    /// the right there as well.
    async fn prove_transfer(&self, request: &Request, scope: Scope) -> Result<Admin, Trouble> {
        let shared = self.prove(&request.caller, Task::CurateShared).await?;
        match scope {
            Scope::Everyone => Ok(shared),
            Scope::Here => self.prove(&request.caller, Task::CurateOwn).await,
        }
    }

    /// A press of *import all*. What was weighed may have changed meanwhile: the store weighs it again.
    pub(super) async fn import_kept(&self, request: &Request, id: ImportId, scope: Scope) -> Result<Reply, Trouble> {
        let by = self.prove_transfer(request, scope).await?;
        let Some(done) = self.store.import_kept(&by, &request.id, id, self.clock.now()).await? else {
            return Ok(gone());
        };
        let Imported { added, changed, same } = done;
        tracing::info!(platform = %request.place.platform, added, changed, same, "stories were imported");
        self.index_again().await?;
        self.story_changed.notify_waiters();
        Ok(Reply::to_caller(Message::coded(&format!(
            "Imported: {added} added, {changed} changed, {same} the same. `{}` shows each change and can undo it.",
            if scope == Scope::Everyone { "/history scope:everyone" } else { "/history" }
        ))))
    }

    /// A press of *cancel*.
    pub(super) async fn drop_import(&self, request: &Request, id: ImportId) -> Result<Reply, Trouble> {
        let by = self.prove(&request.caller, Task::CurateShared).await?;
        let is_dropped = self.store.drop_import(&by, id).await?;
        Ok(if is_dropped {
            Reply::to_caller(Message::text("Cancelled: nothing was imported, and the file's stories are forgotten."))
        } else {
            gone()
        })
    }
}

fn how_to_import() -> Reply {
    let mebibytes = ATTACHMENT_LIMIT >> 20;
    let message = Message::coded(&format!(
        "Attach a file to `/import`: a CSV table or JSON lines with at most {ROWS_LIMIT} stories in {mebibytes} MiB, or a story file. I say what would change before anything does."
    ));
    Reply::to_caller(message.paragraph(vec![
        Span::plain("A table's first row names its columns; "),
        Span::styled("/export format:csv", Style::Code),
        Span::plain(" gives one to start from."),
    ]))
}

/// The stories of a file, and what is wrong with the others.
fn parted(rows: Vec<Row>) -> (Batch, Vec<Vec<FileFault>>) {
    let (mut stories, mut refused) = (Vec::new(), Vec::new());
    for row in rows {
        match row.told {
            Ok(story) => stories.push(story),
            Err(faults) => refused.push(faults),
        }
    }
    (stories.into(), refused)
}

/// What importing would do: counts, then the first ones of each kind. While something is refused only that is named, since
/// nothing else can be done.
fn said(stories: &[NewStory], weighed: &[Weighed], refused: &[Vec<FileFault>]) -> Message {
    let count = |wanted: fn(&Weighed) -> bool| weighed.iter().filter(|weighed| wanted(weighed)).count();
    let (added, same) = (count(|one| *one == Weighed::New), count(|one| *one == Weighed::Same));
    let changed = weighed.len() - added - same;
    if !refused.is_empty() {
        let told = format!(
            "Nothing can be imported yet: {} refused. Without that {added} would be added, {changed} changed, {same} are the same.",
            rows(refused.len())
        );
        return with_faults(Message::text(told), refused);
    }
    if added + changed == 0 {
        return Message::text(format!(
            "Nothing to import: {} told so already.",
            if same == 1 { "the story is".to_owned() } else { format!("all {same} stories are") }
        ));
    }
    let mut message = Message::text(format!(
        "{added} would be added, {changed} changed, {same} {} the same. Nothing has been changed yet.",
        if same == 1 { "is" } else { "are" }
    ));
    for kind in ["new", "changed", "restored"] {
        let named: Vec<_> =
            stories.iter().zip(weighed).filter_map(|(story, weighed)| line(kind, story, weighed)).collect();
        let more = named.len().saturating_sub(SHOWN);
        message = named.into_iter().take(SHOWN).fold(message, Message::item);
        if more > 0 {
            message = message.item(vec![Span::plain(format!("and {more} more {kind}"))]);
        }
    }
    message
}

fn rows(count: usize) -> String {
    if count == 1 { "one story is".to_owned() } else { format!("{count} stories are") }
}

/// `new: The kiss`, `changed: The kiss (title, text)`, if the story is of that kind.
fn line(kind: &str, story: &NewStory, weighed: &Weighed) -> Option<Vec<Span>> {
    let (word, parts) = weighed.told()?;
    (word == kind).then(|| {
        let title = Span::styled(story.title.to_string(), Style::Strong);
        vec![Span::plain(format!("{kind}: ")), title, Span::plain(parts)]
    })
}

fn with_faults(mut message: Message, refused: &[Vec<FileFault>]) -> Message {
    let faults: Vec<_> = refused.iter().flatten().collect();
    for FileFault { line, fault } in faults.iter().take(SHOWN) {
        message = message.item(vec![
            Span::styled(format!("line {line}, {}", shorten(&fault.key, 60)), Style::Strong),
            Span::plain(shorten(&format!(" – {}; {}", fault.found, fault.mend), FAULT_SHOWN)),
        ]);
    }
    if faults.len() > SHOWN {
        message = message.item(vec![Span::plain(format!("and {} more", faults.len() - SHOWN))]);
    }
    message.paragraph(vec![Span::plain("Mend the file and send it again.")])
}

fn gone() -> Reply {
    Reply::to_caller(Message::coded(
        "I do not keep that file any more: it was imported or cancelled, another one of yours came after it, or it is older than a day. Send it again with `/import`.",
    ))
}
