//! `/import` and `/export`: stories in and out as files, for those who run the bot. A file is weighed and kept; a press
//! imports all of it or drops it, and rights are asked for again at that moment.
//!
//! It does not know how files are written: the format does.

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::command::Scope;
use crate::domain::message::{Message, Reply};
use crate::domain::rights::{Admin, Task};
use crate::domain::transfer::{ImportId, Imported};

impl Bot {
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
        Ok(Reply::to_caller(Message::coded(&format!(
            "Imported: {added} added, {changed} changed, {same} the same. `/history` shows each change, with *undo*."
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

fn gone() -> Reply {
    Reply::to_caller(Message::coded(
        "I do not keep that file any more: it was imported or cancelled, another one of yours came after it, or it is older than a day. Send it again with `/import`.",
    ))
}
