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
use crate::domain::revision::parts_named;
use crate::domain::rights::{Admin, Task};
use crate::domain::story::NewStory;
use crate::domain::text::shorten;
use crate::domain::tongue::{Text, Tongue};
use crate::domain::transfer::{FileFault, ImportId, Imported, ROWS_LIMIT, Row, RowKind, Weighed};
use crate::ports::{Batch, StoreError};
use crate::{say, text};

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
        let tongue = by.tongue();
        let Some(attachment) = &request.attachment else { return Ok(how_to_import(tongue)) };
        let bytes = self.fetched(request, attachment).await?;
        let (format, name) = (Arc::clone(&self.format), attachment.name.clone());
        let rows = tokio::task::spawn_blocking(move || format.read_file(&name, &bytes, ROWS_LIMIT)).await;
        let rows = rows.map_err(|_| StoreError {
            doing: "reading a file",
            cause: "the format panicked".into(),
            is_closed: false,
        })?;
        if rows.len() > ROWS_LIMIT {
            return Err(Trouble::File(Message::coded(&say!(tongue, "import-too-many", limit = ROWS_LIMIT))));
        }
        let (stories, refused) = parted(rows);
        let weighed = self.store.weigh_import(&by, &stories).await?;
        let mut message = said(&stories, &weighed, &refused, tongue);
        let is_something = weighed.iter().any(|weighed| *weighed != Weighed::Same);
        if refused.is_empty() && is_something {
            let id = self.store.keep_import(&by, &request.id, &stories, self.clock.now()).await?;
            message = message
                .button(&say!(tongue, "import-all"), Action::Import(id, scope))
                .button(&say!(tongue, "import-cancel"), Action::DropImport(id));
        }
        Ok(Reply::to_caller(message))
    }

    /// `/export`: the stories of a scope as a file.
    pub(super) async fn export(&self, request: &Request, kind: RowKind, scope: Scope) -> Result<Reply, Trouble> {
        let by = self.prove_transfer(request, scope).await?;
        let tongue = by.tongue();
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
            return Ok(Reply::to_caller(Message::coded(&say!(tongue, "export-nothing"))));
        }
        let (format, count) = (Arc::clone(&self.format), stories.len());
        let written = tokio::task::spawn_blocking(move || format.write_file(kind, &stories)).await;
        let bytes = written.map_err(|_| StoreError {
            doing: "writing a file",
            cause: "the format panicked".into(),
            is_closed: false,
        })?;
        if bytes.len() > ENCLOSURE_LIMIT {
            return Ok(Reply::to_caller(Message::coded(&say!(tongue, "export-too-many", count = count))));
        }
        let told = say!(tongue, "export-done", count = count);
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
            return Ok(gone(by.tongue()));
        };
        let Imported { added, changed, same } = done;
        tracing::info!(platform = %request.place.platform, added, changed, same, "stories were imported");
        self.index_again().await?;
        self.story_changed.notify_waiters();
        let history = if scope == Scope::Everyone { "/history scope:everyone" } else { "/history" };
        let told = say!(by.tongue(), "import-done", added = added, changed = changed, same = same, history = history);
        Ok(Reply::to_caller(Message::coded(&told)))
    }

    /// A press of *cancel*.
    pub(super) async fn drop_import(&self, request: &Request, id: ImportId) -> Result<Reply, Trouble> {
        let by = self.prove(&request.caller, Task::CurateShared).await?;
        let is_dropped = self.store.drop_import(&by, id).await?;
        Ok(if is_dropped {
            Reply::to_caller(Message::text(say!(by.tongue(), "import-cancelled")))
        } else {
            gone(by.tongue())
        })
    }
}

fn how_to_import(tongue: Tongue) -> Reply {
    let limits = text!("import-how", limit = ROWS_LIMIT, mebibytes = ATTACHMENT_LIMIT >> 20);
    let mut message = Message::coded(&limits.say(tongue));
    message.blocks.extend(Message::coded(&say!(tongue, "import-how-columns")).blocks);
    Reply::to_caller(message)
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
fn said(stories: &[NewStory], weighed: &[Weighed], refused: &[Vec<FileFault>], tongue: Tongue) -> Message {
    let count = |wanted: fn(&Weighed) -> bool| weighed.iter().filter(|weighed| wanted(weighed)).count();
    let (added, same) = (count(|one| *one == Weighed::New), count(|one| *one == Weighed::Same));
    let changed = weighed.len() - added - same;
    if !refused.is_empty() {
        let refusals = refused.len();
        let told = text!("import-refused", refused = refusals, added = added, changed = changed, same = same);
        return with_faults(Message::text(told.say(tongue)), refused, tongue);
    }
    if added + changed == 0 {
        return Message::text(say!(tongue, "import-nothing-new", same = same));
    }
    let mut message = Message::text(say!(tongue, "import-would", added = added, changed = changed, same = same));
    for kind in [Kind::New, Kind::Changed, Kind::Restored] {
        let named: Vec<_> =
            stories.iter().zip(weighed).filter_map(|(story, weighed)| line(kind, story, weighed, tongue)).collect();
        let more = named.len().saturating_sub(SHOWN);
        message = named.into_iter().take(SHOWN).fold(message, Message::item);
        if more > 0 {
            message = message.item(vec![Span::plain(kind.and_more(more).say(tongue))]);
        }
    }
    message
}

/// What importing would do with a story that does not stay as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    New,
    Changed,
    Restored,
}

impl Kind {
    fn label(self) -> Text {
        match self {
            Self::New => text!("import-new"),
            Self::Changed => text!("import-changed"),
            Self::Restored => text!("import-restored"),
        }
    }

    fn and_more(self, count: usize) -> Text {
        match self {
            Self::New => text!("import-more-new", count = count),
            Self::Changed => text!("import-more-changed", count = count),
            Self::Restored => text!("import-more-restored", count = count),
        }
    }
}

/// `new: The kiss`, `changed: The kiss (title, text)`, if the story is of that kind.
fn line(kind: Kind, story: &NewStory, weighed: &Weighed, tongue: Tongue) -> Option<Vec<Span>> {
    let (is, parts): (_, &[_]) = match weighed {
        Weighed::Same => return None,
        Weighed::New => (Kind::New, &[]),
        Weighed::Changes(parts) => (Kind::Changed, parts),
        Weighed::Restores(parts) => (Kind::Restored, parts),
    };
    (is == kind).then(|| {
        let title = Span::styled(story.title.to_string(), Style::Strong);
        let mut line = vec![Span::plain(format!("{} ", kind.label().say(tongue))), title];
        if !parts.is_empty() {
            line.push(Span::plain(format!(" {}", say!(tongue, "import-parts", parts = parts_named(parts)))));
        }
        line
    })
}

fn with_faults(mut message: Message, refused: &[Vec<FileFault>], tongue: Tongue) -> Message {
    let faults: Vec<_> = refused.iter().flatten().collect();
    for FileFault { line, fault } in faults.iter().take(SHOWN) {
        let where_ = say!(tongue, "import-fault-line", line = *line, key = shorten(&fault.key, 60));
        let what = say!(tongue, "import-fault", found = &fault.found, mend = &fault.mend);
        message = message
            .item(vec![Span::styled(where_, Style::Strong), Span::plain(shorten(&format!(" {what}"), FAULT_SHOWN))]);
    }
    if faults.len() > SHOWN {
        message = message.item(vec![Span::plain(say!(tongue, "import-more-faults", count = faults.len() - SHOWN))]);
    }
    message.paragraph(vec![Span::plain(say!(tongue, "import-mend"))])
}

fn gone(tongue: Tongue) -> Reply {
    Reply::to_caller(Message::coded(&say!(tongue, "import-gone")))
}
