//! The calls of [`Curation`]: each hands its work to the threads, and what was kept in memory is forgotten when a story
//! changes.

use std::sync::Arc;

use async_trait::async_trait;

use super::calls::Answer;
use super::{
    SqliteStore, changes, corrections, favourites, import, kept, preferences, purge, stories, submissions, writings,
};
use crate::domain::community::{Badge, Caller, Community, PersonId, PlatformName};
use crate::domain::correction::{Corrected, Correction, CorrectionEnd, CorrectionsEnded};
use crate::domain::preferences::{Announcement, Preference, Preferences};
use crate::domain::revision::{Change, Changed, OwnStory, Wanted};
use crate::domain::rights::{Admin, Task};
use crate::domain::schedule::Timestamp;
use crate::domain::story::{NewStory, StoryId, StoryLine};
use crate::domain::submission::{Decided, Decision, NewSubmission, Submission, SubmissionId, Submitted};
use crate::domain::transfer::{ImportId, Imported, Weighed};
use crate::domain::writing::{Writing, WritingId};
use crate::ports::{Added, Batch, Curation, RequestId};

/// Whose stories a proof is good for.
fn curator(by: &Admin) -> changes::Curator {
    changes::Curator {
        owner: (by.task() != Task::CurateShared).then(|| by.community().clone()),
        platform: by.community().platform.clone(),
        person: by.person().0.clone(),
    }
}

impl SqliteStore {
    /// What was kept in memory of stories is no longer true.
    pub(super) fn forget_stories(&self) {
        self.recent.forget();
        self.pools.forget();
    }
}

#[async_trait]
impl Curation for SqliteStore {
    async fn add_story(&self, by: &Admin, request: &RequestId, story: NewStory, now: Timestamp) -> Answer<Added> {
        let (by, request) = (curator(by), request.clone());
        let added = self.threads.write("adding a story", move |db| changes::add(db, &by, &request, &story, now)).await;
        self.forget_stories();
        added
    }

    async fn own_story(&self, by: &Admin, id: StoryId) -> Answer<Option<OwnStory>> {
        let by = curator(by);
        self.threads.read("reading a story of one's own", move |db| changes::own_story(db, &by, id)).await
    }

    async fn own_stories(&self, by: &Admin, words: &str, removed: bool, limit: usize) -> Answer<Vec<StoryLine>> {
        let (by, words) = (curator(by), words.to_owned());
        self.threads
            .read("looking for stories of one's own", move |db| changes::own_stories(db, &by, &words, removed, limit))
            .await
    }

    async fn change_story(
        &self,
        by: &Admin,
        request: &RequestId,
        id: StoryId,
        seen: Option<u32>,
        wanted: Wanted,
        now: Timestamp,
    ) -> Answer<Changed> {
        let (by, request) = (curator(by), request.clone());
        let changed = self
            .threads
            .write("changing a story", move |db| changes::change(db, &by, &request, id, seen, &wanted, now))
            .await;
        self.forget_stories();
        changed
    }

    async fn changes(&self, by: &Admin, story: Option<StoryId>, limit: usize) -> Answer<Vec<Change>> {
        let by = curator(by);
        self.threads.read("reading changes of stories", move |db| changes::changes(db, &by, story, limit)).await
    }

    async fn weigh_import(&self, by: &Admin, stories: &Batch) -> Answer<Vec<Weighed>> {
        let (by, stories) = (curator(by), Arc::clone(stories));
        self.threads.read("weighing an import", move |db| import::weigh(db, &by, &stories)).await
    }

    async fn import(&self, by: &Admin, request: &RequestId, stories: &Batch, now: Timestamp) -> Answer<Imported> {
        let (by, request, all) = (curator(by), request.clone(), Arc::clone(stories));
        self.change_stories("importing stories", move |db| import::import(db, &by, &request, &all, now)).await
    }

    async fn keep_import(&self, by: &Admin, request: &RequestId, stories: &Batch, now: Timestamp) -> Answer<ImportId> {
        let (by, here, request, all) = (curator(by), by.community().clone(), request.clone(), Arc::clone(stories));
        self.threads.write("keeping an import", move |db| kept::keep(db, (&by, &here), &request, &all, now)).await
    }

    async fn import_kept(
        &self,
        by: &Admin,
        request: &RequestId,
        id: ImportId,
        now: Timestamp,
    ) -> Answer<Option<Imported>> {
        let (by, here, request) = (curator(by), by.community().clone(), request.clone());
        self.change_stories("importing stories", move |db| kept::import_kept(db, (&by, &here), &request, id, now)).await
    }

    async fn drop_import(&self, by: &Admin, id: ImportId) -> Answer<bool> {
        let (here, person) = (by.community().clone(), by.person().0.clone());
        self.threads.write("forgetting an import", move |db| kept::drop_kept(db, &person, &here, id)).await
    }

    async fn submit(&self, by: &Caller, request: &RequestId, new: NewSubmission, now: Timestamp) -> Answer<Submitted> {
        let (by, request) = (by.clone(), request.clone());
        self.threads.write("keeping a suggestion", move |db| submissions::submit(db, &by, &request, &new, now)).await
    }

    async fn submissions(&self, by: &Admin, after: Option<SubmissionId>, limit: usize) -> Answer<Vec<Submission>> {
        let by = curator(by);
        self.threads.read("reading suggestions", move |db| submissions::open(db, &by, after, limit)).await
    }

    async fn decide(&self, by: &Admin, id: SubmissionId, decision: Decision, now: Timestamp) -> Answer<Decided> {
        let by = curator(by);
        let decided = self
            .threads
            .write("deciding about a suggestion", move |db| submissions::decide(db, &by, id, &decision, now))
            .await;
        self.forget_stories();
        decided
    }

    async fn forget(&self, platform: &PlatformName, person: &PersonId) -> Answer<u32> {
        let (platform, person) = (platform.clone(), person.clone());
        self.threads.write("forgetting somebody", move |db| changes::forget(db, &platform, &person)).await
    }

    async fn lines(&self, viewer: &Community, ids: &[StoryId]) -> Answer<Vec<StoryLine>> {
        let (viewer, ids) = (viewer.clone(), ids.to_vec());
        self.threads.read("listing stories", move |db| stories::lines(db, &viewer, &ids)).await
    }

    async fn toggle_favourite(&self, by: &Caller, story: StoryId, now: Timestamp) -> Answer<(bool, u32)> {
        let by = by.clone();
        self.threads.write("marking a story", move |db| favourites::toggle(db, &by, story, now)).await
    }

    async fn hearts(&self, viewer: &Community, story: StoryId) -> Answer<u32> {
        let viewer = viewer.clone();
        self.threads.read("counting favourites", move |db| favourites::count(db, &viewer, story)).await
    }

    async fn favourites(&self, by: &Caller, from: usize, limit: usize) -> Answer<Vec<StoryLine>> {
        let by = by.clone();
        self.threads.read("listing favourites", move |db| favourites::of_person(db, &by, from, limit)).await
    }

    async fn top(&self, viewer: &Community, limit: usize) -> Answer<Vec<(StoryLine, u32)>> {
        let viewer = viewer.clone();
        self.threads.read("listing favourites", move |db| favourites::of_community(db, &viewer, limit)).await
    }

    async fn writings(&self, by: &Caller) -> Answer<Vec<Writing>> {
        let by = by.clone();
        self.threads.read("reading what somebody writes", move |db| writings::of_person(db, &by)).await
    }

    async fn keep_writing(&self, by: &Caller, writing: Writing, now: Timestamp) -> Answer<Option<Writing>> {
        let by = by.clone();
        self.threads.write("keeping what somebody writes", move |db| writings::keep(db, &by, &writing, now)).await
    }

    async fn drop_writing(&self, by: &Caller, id: WritingId) -> Answer<()> {
        let by = by.clone();
        self.threads.write("giving a writing up", move |db| writings::drop_one(db, &by, id)).await
    }

    async fn preferences(&self, community: &Community) -> Answer<Preferences> {
        let community = community.clone();
        self.threads.read("reading settings", move |db| preferences::of(db, &community)).await
    }

    async fn prefer(&self, by: &Admin, wish: Preference) -> Answer<()> {
        let community = by.community().clone();
        self.threads.write("keeping a setting", move |db| preferences::set(db, &community, &wish)).await
    }

    async fn bind_editor(&self, caller: &Caller, name: Badge) -> Answer<()> {
        let wish = Preference::EditorIs(name, Badge::of_person(&caller.person));
        let community = caller.community.clone();
        self.threads.write("knowing an editor", move |db| preferences::set(db, &community, &wish)).await
    }

    async fn announcements_due(
        &self,
        platform: &PlatformName,
        now: Timestamp,
        limit: usize,
    ) -> Answer<Vec<Announcement>> {
        let platform = platform.clone();
        self.threads
            .write("looking for changes to tell", move |db| preferences::announcements_due(db, &platform, now, limit))
            .await
    }

    async fn next_travel(&self, platform: &PlatformName) -> Answer<Option<Timestamp>> {
        let platform = platform.clone();
        self.threads.read("looking for what travels next", move |db| corrections::next(db, &platform)).await
    }

    async fn close_announcement(&self, id: i64) -> Answer<()> {
        self.threads.write("closing a notice of a change", move |db| preferences::close_announcement(db, id)).await
    }

    async fn corrections_due(&self, platform: &PlatformName, now: Timestamp, limit: usize) -> Answer<Vec<Correction>> {
        let platform = platform.clone();
        self.threads.write("looking for posts to correct", move |db| corrections::due(db, &platform, now, limit)).await
    }

    async fn close_correction(
        &self,
        correction: &Correction,
        end: CorrectionEnd,
        now: Timestamp,
    ) -> Answer<Option<CorrectionsEnded>> {
        let correction = correction.clone();
        self.threads.write("closing a correction", move |db| corrections::close(db, &correction, &end, now)).await
    }

    async fn corrected(&self, by: &Admin, story: StoryId, revision: u32) -> Answer<Corrected> {
        let by = curator(by);
        self.threads
            .read("counting corrections", move |db| match changes::own_story(db, &by, story)? {
                Some(_) => corrections::of_edit(db, story, revision),
                None => Ok(Corrected::default()),
            })
            .await
    }

    async fn purge(&self, now: Timestamp) -> Answer<bool> {
        let purged = self.threads.write("forgetting a community", move |db| purge::purge(db, now)).await;
        if matches!(purged, Ok(true)) {
            self.forget_stories();
        }
        purged
    }
}
