//! `/editstory`, `/removestory`, `/restorestory`, `/history` and *undo*: a story of the community's own is found, changed
//! and its changes are told. Whose it is, the store asks again with each change.

use super::super::answer::Trouble;
use super::super::settings::local;
use super::super::{Bot, Request};
use crate::domain::action::Action;
use crate::domain::community::{PersonId, PlatformName};
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Span, Style};
use crate::domain::revision::{Change, Changed, OwnStory, Reference, Wanted, parts_named};
use crate::domain::rights::{Admin, Task};
use crate::domain::story::{NewStory, StoryId, StoryLine};
use crate::domain::text::clean_line;
use crate::domain::tongue::{Text, Tongue};
use crate::domain::writing::Purpose;
use crate::ports::StoreError;
use crate::{say, text};

/// Stories named where several fit.
const CHOICES: usize = 8;
/// Changes that `/history` tells, and those of them that can be undone with a button.
const CHANGES: usize = 10;
const UNDOS: usize = 5;

impl Bot {
    /// `/editstory`: which one, or the whole story as it comes back.
    pub(super) async fn edit_story(
        &self,
        request: &Request,
        by: &Admin,
        story: Option<&str>,
    ) -> Result<Reply, Trouble> {
        match story {
            Some(text) if text.trim_start().starts_with("+++") => self.edited(request, text).await,
            _ => match self.one_of(by, story.unwrap_or_default(), false, "/editstory").await? {
                Ok(id) => match self.own_story_file(request, id).await? {
                    Some((revision, file)) => self.begin_with(request, Purpose::Edit(id, revision), &file).await,
                    None => Ok(not_theirs(by.tongue())),
                },
                Err(reply) => Ok(reply),
            },
        }
    }

    /// A story that the caller may change, as it is.
    async fn own_story_of(&self, request: &Request, id: StoryId) -> Result<Option<OwnStory>, Trouble> {
        let own = self.prove(&request.caller, Task::CurateOwn).await?;
        if let Some(story) = self.store.own_story(&own, id).await? {
            return Ok(Some(story));
        }
        match self.prove(&request.caller, Task::CurateShared).await {
            Ok(shared) => Ok(self.store.own_story(&shared, id).await?),
            Err(_) => Ok(None),
        }
    }

    /// What a story tells that the caller may change.
    pub(in super::super) async fn own_story_told(
        &self,
        request: &Request,
        id: StoryId,
    ) -> Result<Option<NewStory>, Trouble> {
        Ok(self.own_story_of(request, id).await?.map(|story| story.told))
    }

    /// The same as a file to be edited, with its revision.
    pub(in super::super) async fn own_story_file(
        &self,
        request: &Request,
        id: StoryId,
    ) -> Result<Option<(u32, String)>, Trouble> {
        Ok(self.own_story_of(request, id).await?.map(|story| {
            let line = Reference::Story(story.id, story.revision).line();
            (story.revision, self.format.write(&story.told, Some(&line)))
        }))
    }

    /// `/removestory`.
    pub(super) async fn remove_story(&self, request: &Request, by: &Admin, words: &str) -> Result<Reply, Trouble> {
        let id = match self.one_of(by, words, false, "/removestory").await? {
            Ok(id) => id,
            Err(reply) => return Ok(reply),
        };
        let (title, tongue) = (self.title_of(by, id).await?, by.tongue());
        let changed = self.change_as(request, by, id, None, Wanted::Remove).await?;
        Ok(match changed {
            Changed::Done(revision) => Reply::to_caller(
                Message::coded(&say!(tongue, "curate-removed", title = title))
                    .button(&say!(tongue, "curate-undo"), Action::Undo(id, revision)),
            ),
            Changed::AsItWas => Reply::to_caller(Message::text(say!(tongue, "curate-removed-already", title = title))),
            _ => not_theirs(tongue),
        })
    }

    /// `/restorestory`.
    pub(super) async fn restore_story(&self, request: &Request, by: &Admin, words: &str) -> Result<Reply, Trouble> {
        let id = match self.one_of(by, words, true, "/restorestory").await? {
            Ok(id) => id,
            Err(reply) => return Ok(reply),
        };
        let (title, tongue) = (self.title_of(by, id).await?, by.tongue());
        let changed = self.change_as(request, by, id, None, Wanted::Restore).await?;
        Ok(match changed {
            Changed::Done(revision) => Reply::to_caller(
                Message::text(say!(tongue, "curate-restored", title = title))
                    .button(&say!(tongue, "curate-undo"), Action::Undo(id, revision)),
            ),
            Changed::AsItWas => Reply::to_caller(Message::text(say!(tongue, "curate-told-already", title = title))),
            _ => not_theirs(tongue),
        })
    }

    /// A press of *undo*: good for the change that it stands under, and only while that is the last one.
    pub(in super::super) async fn undo(&self, request: &Request, id: StoryId, revision: u32) -> Result<Reply, Trouble> {
        let (by, changed) = self.change(request, id, Some(revision), Wanted::Undo).await?;
        let (title, tongue) = (self.title_of(&by, id).await?, by.tongue());
        Ok(Reply::to_caller(match changed {
            Changed::Done(revision) => {
                let is_removed = self.store.own_story(&by, id).await?.is_some_and(|story| story.is_removed);
                let told = if is_removed {
                    text!("curate-undone-removed", title = title)
                } else {
                    text!("curate-undone", title = title)
                };
                let message = self.with_corrections(&by, Message::text(told.say(tongue)), id, revision).await?;
                message.button(&say!(tongue, "curate-undo-that"), Action::Undo(id, revision))
            }
            Changed::Meanwhile(change) => {
                let change = by_whom_and_when(&change, &by);
                Message::coded(&say!(tongue, "curate-changed-since", title = title, change = change))
            }
            Changed::AsItWas => Message::text(say!(tongue, "curate-nothing-before")),
            Changed::SlugTaken(_) => Message::text(say!(tongue, "curate-slug-gone", title = title)),
            Changed::NotTheirs => return Ok(not_theirs(tongue)),
        }))
    }

    /// `/history`.
    pub(super) async fn history(&self, by: &Admin, words: Option<&str>) -> Result<Reply, Trouble> {
        let story = match words {
            None => None,
            Some(words) => match self.told_or_removed(by, words).await? {
                Ok(id) => Some(id),
                Err(reply) => return Ok(reply),
            },
        };
        let tongue = by.tongue();
        let changes = self.store.changes(by, story, CHANGES).await?;
        if changes.is_empty() {
            return Ok(Reply::to_caller(Message::text(say!(tongue, "history-empty"))));
        }
        let zone = self.wishes(by.community()).await.zone;
        let mut message = Message::text(say!(tongue, "history-latest"));
        for change in &changes {
            message = message.item(vec![
                Span::plain(format!("{} – ", local(change.at, zone, tongue))),
                Span::styled(change.title.to_string(), Style::Strong),
                Span::plain(say!(tongue, "after-colon", said = what_and_by_whom(change, by))),
            ]);
        }
        for change in changes.iter().filter(|change| change.is_last).take(UNDOS) {
            let label = say!(tongue, "history-undo", title = change.title.as_str());
            message = message.button(&label, Action::Undo(change.story, change.revision));
        }
        Ok(Reply::to_caller(message))
    }

    /// Makes a change with the right that the story asks for: the community's own, or everyone's for those who run the
    /// bot. Which right it was good for comes back with what came of it.
    pub(in super::super) async fn change(
        &self,
        request: &Request,
        id: StoryId,
        seen: Option<u32>,
        wanted: Wanted,
    ) -> Result<(Admin, Changed), Trouble> {
        let own = self.prove(&request.caller, Task::CurateOwn).await?;
        let changed = self.change_as(request, &own, id, seen, wanted.clone()).await?;
        if changed == Changed::NotTheirs
            && let Ok(shared) = self.prove(&request.caller, Task::CurateShared).await
        {
            let changed = self.change_as(request, &shared, id, seen, wanted).await?;
            return Ok((shared, changed));
        }
        Ok((own, changed))
    }

    async fn change_as(
        &self,
        request: &Request,
        by: &Admin,
        id: StoryId,
        seen: Option<u32>,
        wanted: Wanted,
    ) -> Result<Changed, StoreError> {
        let changed = self.store.change_story(by, &request.id, id, seen, wanted, self.clock.now()).await?;
        if let Changed::Done(revision) = changed {
            tracing::info!(platform = %request.place.platform, story = id.0, revision, "a story was changed");
            self.index_again().await?;
            self.story_changed.notify_waiters();
        }
        Ok(changed)
    }

    async fn title_of(&self, by: &Admin, id: StoryId) -> Result<String, StoreError> {
        Ok(self.store.own_story(by, id).await?.map(|OwnStory { told, .. }| told.title.to_string()).unwrap_or_default())
    }

    /// The story of the curator's that the words mean, or what is said instead.
    async fn one_of(
        &self,
        by: &Admin,
        words: &str,
        removed: bool,
        command: &str,
    ) -> Result<Result<StoryId, Reply>, StoreError> {
        let words = clean_line(words);
        let found = self.store.own_stories(by, &words, removed, CHOICES).await?;
        Ok(match found.as_slice() {
            [only] if !words.is_empty() => Ok(only.id),
            [] if words.is_empty() => Err(none(removed, by.tongue())),
            [] => Err(Reply::to_caller(Message::coded(&no_such(by, removed).say(by.tongue())))),
            several => Err(which(several, command, by)),
        })
    }

    async fn told_or_removed(&self, by: &Admin, words: &str) -> Result<Result<StoryId, Reply>, StoreError> {
        let told = self.one_of(by, words, false, "/history").await?;
        let removed = self.store.own_stories(by, &clean_line(words), true, 1).await?;
        Ok(match (told, removed.first()) {
            (Err(_), Some(removed)) => Ok(removed.id),
            (told, _) => told,
        })
    }
}

pub(in super::super) fn not_theirs(tongue: Tongue) -> Reply {
    Reply::to_caller(Message::coded(&say!(tongue, "curate-not-theirs")))
}

fn none(removed: bool, tongue: Tongue) -> Reply {
    let told = if removed { text!("curate-none-removed") } else { text!("curate-none") };
    Reply::to_caller(Message::coded(&told.say(tongue)))
}

fn no_such(by: &Admin, removed: bool) -> Text {
    match (by.task() == Task::CurateShared, removed) {
        (false, false) => text!("curate-no-such-own"),
        (false, true) => text!("curate-no-such-own-removed"),
        (true, false) => text!("curate-no-such-shared"),
        (true, true) => text!("curate-no-such-shared-removed"),
    }
}

/// Several stories: their slugs, which are no other story's.
fn which(several: &[StoryLine], command: &str, by: &Admin) -> Reply {
    let scope = if by.task() == Task::CurateShared { " scope:everyone" } else { "" };
    let mut message = Message::text(say!(by.tongue(), "curate-which"));
    for line in several {
        message = message.item(vec![
            Span::styled(format!("{command}{scope} {}", line.slug.as_str()), Style::Code),
            Span::plain(format!(" – {}", line.title)),
        ]);
    }
    Reply::to_caller(message)
}

/// `edited (title, text) by you`, as somebody reads it who has a right.
fn what_and_by_whom(change: &Change, reader: &Admin) -> Text {
    what_and_by_whom_for(change, &reader.community().platform, Some(reader.person()))
}

/// `edited (title, text) by you`. Others go by their number, which is all that is kept of them.
pub(in super::super) fn what_and_by_whom_for(
    change: &Change,
    platform: &PlatformName,
    reader: Option<&PersonId>,
) -> Text {
    let what = match change.parts.as_slice() {
        [] => change.kind.told(),
        parts => text!("change-of-parts", change = change.kind.told(), parts = parts_named(parts)),
    };
    match &change.by {
        None => what,
        Some((_, person)) if Some(person) == reader => text!("change-by-you", change = what),
        Some((where_, person)) if where_ == platform => {
            text!("change-by-person", change = what, person = person.0.as_str())
        }
        Some((where_, person)) => {
            text!("change-by-person-elsewhere", change = what, person = person.0.as_str(), platform = where_.as_str())
        }
    }
}

/// `edited (title, text) by you at 09:00 on 21 November UTC`, which goes on with *has been*.
pub(in super::super) fn by_whom_and_when(change: &Change, reader: &Admin) -> Text {
    let (time, day) = (change.at.format("%H:%M").to_string(), reader.tongue().day_and_month(change.at.date_naive()));
    text!("change-at", change = what_and_by_whom(change, reader), time = time, day = day)
}
