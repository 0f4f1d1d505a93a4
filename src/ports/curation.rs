//! What people do with stories, as the desk sees it: add, change, suggest, write; who may, and who is told.
//!
//! Each [`Curation`] call is one transaction; `now` is always passed in. Nothing is found without saying whose eyes look:
//! a caller's, or those of somebody with the proof of a right.

use std::sync::Arc;

use async_trait::async_trait;

use super::{RequestId, StoreError};
use crate::domain::community::{Badge, Caller, Community, PersonId, PlatformName};
use crate::domain::correction::{Corrected, Correction, CorrectionEnd, CorrectionsEnded};
use crate::domain::preferences::{Announcement, Preference, Preferences};
use crate::domain::revision::{Change, Changed, OwnStory, Wanted};
use crate::domain::rights::Admin;
use crate::domain::schedule::Timestamp;
use crate::domain::story::{NewStory, StoryId, StoryLine};
use crate::domain::submission::{Decided, Decision, NewSubmission, Submission, SubmissionId, Submitted};
use crate::domain::transfer::{ImportId, Imported, Weighed};
use crate::domain::writing::{Writing, WritingId};

/// Stories that go in together.
pub type Batch = Arc<[NewStory]>;

/// What adding a story did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is there now.
    New(StoryId),
    /// This very request added it before.
    Before(StoryId),
    /// The community has a story with this slug already.
    SlugTaken(StoryId),
    /// The community has [as many](crate::domain::story::OWN_STORIES_LIMIT) as it may have.
    TooMany,
}

/// The part of the store that curators and writers use.
#[async_trait]
pub trait Curation: Send + Sync {
    // Stories.

    /// Adds a story to the proof's community.
    async fn add_story(
        &self,
        by: &Admin,
        request: &RequestId,
        story: NewStory,
        now: Timestamp,
    ) -> Result<Added, StoreError>;

    /// A story of the proof's community (everyone's, when it is good for those), removed or not.
    async fn own_story(&self, by: &Admin, id: StoryId) -> Result<Option<OwnStory>, StoreError>;
    /// Stories of the same, by slug, title or words; without words those changed last.
    async fn own_stories(
        &self,
        by: &Admin,
        words: &str,
        removed: bool,
        limit: usize,
    ) -> Result<Vec<StoryLine>, StoreError>;
    /// Changes a story of the same, unless somebody did since revision `seen`. The same request again changes nothing.
    async fn change_story(
        &self,
        by: &Admin,
        request: &RequestId,
        id: StoryId,
        seen: Option<u32>,
        wanted: Wanted,
        now: Timestamp,
    ) -> Result<Changed, StoreError>;
    /// The latest changes of the same, of one story or of all, newest first.
    async fn changes(&self, by: &Admin, story: Option<StoryId>, limit: usize) -> Result<Vec<Change>, StoreError>;

    /// What bringing these stories into the same would do, one answer for each.
    async fn weigh_import(&self, by: &Admin, stories: &Batch) -> Result<Vec<Weighed>, StoreError>;
    /// Brings them in: all of them or, when this fails, none. The same request again changes nothing and says what it did.
    async fn import(
        &self,
        by: &Admin,
        request: &RequestId,
        stories: &Batch,
        now: Timestamp,
    ) -> Result<Imported, StoreError>;

    /// Keeps stories that were weighed until their sender says to import them, for a day; what the same person had waiting
    /// here gives way. The same request again is answered the same.
    async fn keep_import(
        &self,
        by: &Admin,
        request: &RequestId,
        stories: &Batch,
        now: Timestamp,
    ) -> Result<ImportId, StoreError>;
    /// [Imports](Curation::import) what this person had kept here, with the same right; `None` when it is not there any more.
    async fn import_kept(
        &self,
        by: &Admin,
        request: &RequestId,
        id: ImportId,
        now: Timestamp,
    ) -> Result<Option<Imported>, StoreError>;
    /// Forgets what this person had kept here; `false` when it is not there any more.
    async fn drop_import(&self, by: &Admin, id: ImportId) -> Result<bool, StoreError>;

    /// Keeps a suggestion for the admins of the caller's community, within the limits. The same request again changes nothing.
    async fn submit(
        &self,
        by: &Caller,
        request: &RequestId,
        new: NewSubmission,
        now: Timestamp,
    ) -> Result<Submitted, StoreError>;
    /// Suggestions of the proof's community that wait, the longest waiting first, behind one of them if it is named.
    async fn submissions(
        &self,
        by: &Admin,
        after: Option<SubmissionId>,
        limit: usize,
    ) -> Result<Vec<Submission>, StoreError>;
    /// Decides about a suggestion of the proof's community, once.
    async fn decide(
        &self,
        by: &Admin,
        id: SubmissionId,
        decision: Decision,
        now: Timestamp,
    ) -> Result<Decided, StoreError>;

    /// Takes a person's number out of everything that is kept about them; how many rows that were. A block stays.
    async fn forget(&self, platform: &PlatformName, person: &PersonId) -> Result<u32, StoreError>;

    // Stories that people mark and pick.

    /// Published stories of these numbers, in their order, as the viewer may see them.
    async fn lines(&self, viewer: &Community, ids: &[StoryId]) -> Result<Vec<StoryLine>, StoreError>;
    /// Marks a story for the caller in their community, or takes the mark away; whether it is marked now, and by how many
    /// there.
    async fn toggle_favourite(&self, by: &Caller, story: StoryId, now: Timestamp) -> Result<(bool, u32), StoreError>;
    /// By how many of a community a story is marked.
    async fn hearts(&self, viewer: &Community, story: StoryId) -> Result<u32, StoreError>;
    /// What the caller marked anywhere and may see here, the latest first, from a place in that list on.
    async fn favourites(&self, by: &Caller, from: usize, limit: usize) -> Result<Vec<StoryLine>, StoreError>;
    /// What a community marked most often, with how often.
    async fn top(&self, viewer: &Community, limit: usize) -> Result<Vec<(StoryLine, u32)>, StoreError>;

    // Stories that somebody is writing: each caller's own, in their community.

    /// What the caller writes, the last touched first.
    async fn writings(&self, by: &Caller) -> Result<Vec<Writing>, StoreError>;
    /// Keeps a new writing, instead of an earlier one with the same subject; or a changed one, with its next turn. `None`
    /// when it has changed since it was read.
    async fn keep_writing(&self, by: &Caller, writing: Writing, now: Timestamp) -> Result<Option<Writing>, StoreError>;
    /// Gives a writing up.
    async fn drop_writing(&self, by: &Caller, id: WritingId) -> Result<(), StoreError>;

    // What admins wish.

    /// What admins of a community wish.
    async fn preferences(&self, community: &Community) -> Result<Preferences, StoreError>;
    /// Keeps a wish of the proof's community.
    async fn prefer(&self, by: &Admin, wish: Preference) -> Result<(), StoreError>;
    /// A caller whose name makes them an editor is one by their number from now on.
    async fn bind_editor(&self, caller: &Caller, name: Badge) -> Result<(), StoreError>;

    // What travels after a change.

    /// Changes to be told in notices places now; each is put off, so that it is told again only when telling it is not
    /// recorded.
    async fn announcements_due(
        &self,
        platform: &PlatformName,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Announcement>, StoreError>;
    /// The next instant at which a change is to be told or a post to be corrected.
    async fn next_travel(&self, platform: &PlatformName) -> Result<Option<Timestamp>, StoreError>;
    /// A change was told, or never will be.
    async fn close_announcement(&self, id: i64) -> Result<(), StoreError>;
    /// Posts to be corrected now, the latest first; each is put off as announcements are.
    async fn corrections_due(
        &self,
        platform: &PlatformName,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Correction>, StoreError>;
    /// What came of a correction; whom to tell when it was the last one of its edit.
    async fn close_correction(
        &self,
        correction: &Correction,
        end: CorrectionEnd,
        now: Timestamp,
    ) -> Result<Option<CorrectionsEnded>, StoreError>;
    /// How far the corrections are of an edit of a story that the proof is good for.
    async fn corrected(&self, by: &Admin, story: StoryId, revision: u32) -> Result<Corrected, StoreError>;

    /// Forgets what is kept for a time only: old writings, imports and digests, and one community that the bot was removed
    /// from [so long ago](crate::domain::community::KEPT_AFTER_LEAVING); whether there was one.
    async fn purge(&self, now: Timestamp) -> Result<bool, StoreError>;
}
