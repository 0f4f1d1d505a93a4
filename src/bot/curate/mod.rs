//! What curators do with stories: which right each needs, and what is known by name after it.
//!
//! How a story is written is `writing`'s; what can be done with one that is there, `change`'s.

mod change;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::command::{Curation, Scope};
use crate::domain::message::{Message, Reply};
use crate::domain::names::Names;
use crate::domain::rights::{Admin, Task};
use crate::domain::story::{OWN_STORIES_LIMIT, StoryId};
use crate::domain::tongue::Tongue;
use crate::domain::writing::Purpose;
use crate::ports::StoreError;
use crate::say;

pub(super) use change::{by_whom_and_when, not_theirs, what_and_by_whom_for};

/// What a story file looks like, for those who write one in a message.
pub(super) const EXAMPLE: &str = r#"/addstory +++
title = "The shirt she kept"
date = "2022-11-27"
players = [{ name = "Achraf Hakimi", team = "Morocco" }]
match = { date = "2022-11-27", home = "Belgium", away = "Morocco", score = "0-2" }
themes = ["family"]
sources = [{ publisher = "Bladi.net", url = "https://en.bladi.net/" }]
+++

The text, in paragraphs.

> Somebody's words."#;

/// A community's collection is full.
pub(super) fn too_many(tongue: Tongue) -> Message {
    Message::text(say!(tongue, "curate-too-many", limit = OWN_STORIES_LIMIT))
}

impl Bot {
    /// `/addstory` and what can be done with a story after that. Everyone's stories ask for a right of their own.
    pub(super) async fn curate(
        &self,
        request: &Request,
        admin: Admin,
        curation: Curation,
        scope: Scope,
    ) -> Result<Reply, Trouble> {
        let by = match scope {
            Scope::Here => admin,
            Scope::Everyone => self.prove(&request.caller, Task::CurateShared).await?,
        };
        match curation {
            Curation::Add(story) => {
                let purpose = match scope {
                    Scope::Here => Purpose::Add,
                    Scope::Everyone => Purpose::AddForEveryone,
                };
                self.begin(request, purpose, story.as_deref()).await
            }
            Curation::Edit(story) => self.edit_story(request, &by, story.as_deref()).await,
            Curation::Remove(story) => self.remove_story(request, &by, &story).await,
            Curation::Restore(story) => self.restore_story(request, &by, &story.unwrap_or_default()).await,
            Curation::History(story) => self.history(&by, story.as_deref()).await,
        }
    }

    /// Takes a new story's names in.
    pub(super) async fn index_new(&self, story: StoryId) -> Result<(), StoreError> {
        self.forget_words();
        for entry in self.store.names(Some(story)).await? {
            self.names.write().await.put(entry);
        }
        Ok(())
    }

    /// Reads all names again: a change may take some away.
    pub(super) async fn index_again(&self) -> Result<(), StoreError> {
        self.forget_words();
        let names = Names::new(self.store.names(None).await?);
        *self.names.write().await = names;
        Ok(())
    }
}
