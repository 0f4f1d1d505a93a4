//! Changes of stories by people: each with all that the story told after it, so that any can be shown and the last one
//! undone. Whose a story is, is asked in every statement.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::deletions::{self, Deleted};
use super::rows::{self, LINE_COLUMNS, STORY_COLUMNS, Snapshot, instant, seconds};
use super::search::quoted;
use super::stories::{all, community_number, number_community, put};
use super::threads::Fault;
use super::{corrections, preferences};
use crate::domain::community::{Community, PersonId, PlatformName};
use crate::domain::revision::{Change, ChangeKind, Changed, OwnStory, Wanted, differences};
use crate::domain::schedule::Timestamp;
use crate::domain::story::{NewStory, OWN_STORIES_LIMIT, StoryId, StoryLine};
use crate::ports::{Added, RequestId};

/// Whose stories somebody may change.
#[derive(Clone)]
pub(super) struct Curator {
    /// The community's; `None` for everyone's.
    pub(super) owner: Option<Community>,
    pub(super) platform: PlatformName,
    pub(super) person: String,
}

impl Curator {
    /// The community's number; `None` for everyone's stories. A community that owns nothing has a number that no row has.
    pub(super) fn number(&self, db: &Connection) -> Result<Option<i64>, Fault> {
        self.owner.as_ref().map(|owner| community_number(db, owner)).transpose()
    }

    /// The person; nobody is known at the command line.
    pub(super) fn known_person(&self) -> Option<&str> {
        Some(self.person.as_str()).filter(|person| !person.is_empty())
    }
}

/// A story of the curator's, whatever its state.
pub(super) fn own_story(db: &Connection, by: &Curator, id: StoryId) -> Result<Option<OwnStory>, Fault> {
    let sql = format!(
        "SELECT {STORY_COLUMNS}, s.revision, s.state <> 'published' FROM stories s LEFT JOIN communities c ON c.id = s.community_id
         WHERE s.id = ?1 AND s.community_id IS ?2 AND s.state IN ('published', 'archived')"
    );
    let found = all(db, &sql, params![id.0, by.number(db)?], |row| {
        let (id, _, _, told) = rows::story(row)?;
        Ok(OwnStory { id, told, revision: row.get(12)?, is_removed: row.get(13)? })
    })?;
    Ok(found.into_iter().next())
}

/// Stories of the curator's by slug or by words, removed ones or those that are told.
pub(super) fn own_stories(
    db: &Connection,
    by: &Curator,
    words: &str,
    removed: bool,
    limit: usize,
) -> Result<Vec<StoryLine>, Fault> {
    let (number, state) = (by.number(db)?, if removed { "archived" } else { "published" });
    let mine = "s.community_id IS ?1 AND s.state = ?2";
    let exact = format!("SELECT {LINE_COLUMNS} FROM stories s WHERE {mine} AND (s.slug = ?3 OR s.title = ?3) LIMIT 2");
    let found = all(db, &exact, params![number, state, words], rows::story_line)?;
    if found.len() == 1 {
        return Ok(found);
    }
    let limit = i64::try_from(limit)?;
    if words.is_empty() {
        let latest =
            format!("SELECT {LINE_COLUMNS} FROM stories s WHERE {mine} ORDER BY s.updated_at DESC, s.id DESC LIMIT ?3");
        return all(db, &latest, params![number, state, limit], rows::story_line);
    }
    let Some(every) = quoted(words, true) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {LINE_COLUMNS} FROM stories_words w JOIN stories s ON s.id = w.rowid
         WHERE stories_words MATCH ?3 AND {mine} ORDER BY bm25(stories_words, 10.0, 6.0, 4.0, 1.0), s.id LIMIT ?4"
    );
    all(db, &sql, params![number, state, every, limit], rows::story_line)
}

/// Adds a story, once for each request.
pub(super) fn add(
    db: &Connection,
    by: &Curator,
    request: &RequestId,
    story: &NewStory,
    now: Timestamp,
) -> Result<Added, Fault> {
    let owner = by.owner.as_ref().map(|owner| number_community(db, owner)).transpose()?;
    let before: Option<i64> = db
        .prepare_cached("SELECT id FROM stories WHERE request = ?1")?
        .query_row([&request.0], |row| row.get(0))
        .optional()?;
    if let Some(id) = before {
        return Ok(Added::Before(StoryId(id)));
    }
    if let Some(taken) = other_with_slug(db, owner, story, None)? {
        return Ok(Added::SlugTaken(taken));
    }
    if let Some(owner) = owner {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM stories WHERE community_id = ?1 LIMIT ?2)";
        let own: u32 = db.prepare_cached(sql)?.query_row(params![owner, OWN_STORIES_LIMIT], |row| row.get(0))?;
        if own >= OWN_STORIES_LIMIT {
            return Ok(Added::TooMany);
        }
    }
    let id = StoryId(put(db, None, owner, story, now)?);
    db.prepare_cached("UPDATE stories SET request = ?2, created_by = ?3, edited_in_chat = 1 WHERE id = ?1")?
        .execute(params![id.0, request.0, by.known_person()])?;
    record(db, id, 1, ChangeKind::Added, story, (by, request), now)?;
    preferences::announce(db, id, 1, now)?;
    Ok(Added::New(id))
}

/// Another story of the same owner with a story's slug.
fn other_with_slug(
    db: &Connection,
    owner: Option<i64>,
    story: &NewStory,
    id: Option<StoryId>,
) -> Result<Option<StoryId>, Fault> {
    let sql = "SELECT id FROM stories WHERE coalesce(community_id, 0) = ?1 AND slug = ?2 AND id IS NOT ?3";
    Ok(db
        .prepare_cached(sql)?
        .query_row(params![owner.unwrap_or(0), story.slug.as_str(), id.map(|id| id.0)], |row| row.get(0))
        .optional()?
        .map(StoryId))
}

/// Makes a change, once for each request, unless the story has changed since `seen`.
pub(super) fn change(
    db: &Connection,
    by: &Curator,
    request: &RequestId,
    id: StoryId,
    seen: Option<u32>,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<Changed, Fault> {
    let made: Option<u32> = db
        .prepare_cached("SELECT revision FROM story_changes WHERE request = ?1 AND story_id = ?2")?
        .query_row(params![request.0, id.0], |row| row.get(0))
        .optional()?;
    if let Some(revision) = made {
        return Ok(Changed::Done(revision));
    }
    let Some(story) = own_story(db, by, id)? else { return Ok(Changed::NotTheirs) };
    if seen.is_some_and(|seen| seen != story.revision) {
        let last = changes(db, by, Some(id), 1)?.into_iter().next();
        return Ok(last.map_or(Changed::NotTheirs, |last| Changed::Meanwhile(Box::new(last))));
    }
    let (kind, told, removed) = match wanted {
        Wanted::Edit(told) if **told == story.told => return Ok(Changed::AsItWas),
        Wanted::Edit(told) => (ChangeKind::Edited, NewStory::clone(told), story.is_removed),
        Wanted::Remove if story.is_removed => return Ok(Changed::AsItWas),
        Wanted::Remove => (ChangeKind::Removed, story.told.clone(), true),
        Wanted::Restore if !story.is_removed => return Ok(Changed::AsItWas),
        Wanted::Restore => (ChangeKind::Restored, story.told.clone(), false),
        Wanted::Undo => {
            let Some((told, removed)) = before_last(db, &story)? else { return Ok(Changed::AsItWas) };
            (ChangeKind::Undone, told, removed)
        }
    };
    let number = by.number(db)?;
    if let Some(taken) = other_with_slug(db, number, &told, Some(id))? {
        return Ok(Changed::SlugTaken(taken));
    }
    remember_first(db, &story)?;
    if told != story.told || !removed {
        put(db, Some(id.0), number, &told, now)?;
    }
    let revision = story.revision + 1;
    db.prepare_cached(
        "UPDATE stories SET state = ?2, revision = ?3, updated_at = ?4, edited_in_chat = 1 WHERE id = ?1",
    )?
    .execute(params![id.0, if removed { "archived" } else { "published" }, revision, seconds(now)])?;
    record(db, id, revision, kind, &told, (by, request), now)?;
    preferences::announce(db, id, revision, now)?;
    if told != story.told && !removed {
        corrections::enqueue(db, id, revision, now)?;
    }
    Ok(Changed::Done(revision))
}

/// What a story told before its last change, and whether it was removed then; `None` when it was only added.
fn before_last(db: &Connection, story: &OwnStory) -> Result<Option<(NewStory, bool)>, Fault> {
    let last: Option<String> = db
        .prepare_cached("SELECT kind FROM story_changes WHERE story_id = ?1 AND revision = ?2")?
        .query_row(params![story.id.0, story.revision], |row| row.get(0))
        .optional()?;
    match last.as_deref().and_then(ChangeKind::parse) {
        // To undo an addition is to remove it.
        None | Some(ChangeKind::Added) => Ok((!story.is_removed).then(|| (story.told.clone(), true))),
        Some(ChangeKind::Removed) => Ok(Some((story.told.clone(), false))),
        Some(ChangeKind::Restored) => Ok(Some((story.told.clone(), true))),
        Some(ChangeKind::Edited | ChangeKind::Undone) => {
            let sql = "SELECT told FROM story_changes WHERE story_id = ?1 AND revision = ?2";
            let told: Option<String> = db
                .prepare_cached(sql)?
                .query_row(params![story.id.0, story.revision.saturating_sub(1)], |row| row.get(0))
                .optional()?;
            let Some(told) = told else { return Ok(None) };
            Ok(Some((serde_json::from_str::<Snapshot>(&told)?.story()?, was_removed(db, story)?)))
        }
    }
}

/// Whether a story was removed before its last change.
fn was_removed(db: &Connection, story: &OwnStory) -> Result<bool, Fault> {
    let sql = "SELECT kind FROM story_changes WHERE story_id = ?1 AND revision < ?2 ORDER BY revision";
    let kinds = all(db, sql, params![story.id.0, story.revision], |row| Ok(row.get::<_, String>(0)?))?;
    // What was undone swaps with what was before it; before it was added it was not there.
    let mut states = vec![true];
    for kind in kinds.iter().filter_map(|word| ChangeKind::parse(word)) {
        let now = *states.last().unwrap_or(&false);
        states.push(match kind {
            ChangeKind::Added | ChangeKind::Restored => false,
            ChangeKind::Edited => now,
            ChangeKind::Removed => true,
            ChangeKind::Undone => states.len().checked_sub(2).and_then(|at| states.get(at)).copied().unwrap_or(now),
        });
    }
    Ok(*states.last().unwrap_or(&false))
}

/// A story that was there before changes were kept gets the row that its history begins with.
pub(super) fn remember_first(db: &Connection, story: &OwnStory) -> Result<(), Fault> {
    let told = serde_json::to_string(&Snapshot::of(&story.told))?;
    db.prepare_cached(
        "INSERT INTO story_changes (story_id, revision, kind, told, person, platform, at)
         SELECT s.id, s.revision, 'added', ?2, s.created_by, c.platform, s.created_at
         FROM stories s LEFT JOIN communities c ON c.id = s.community_id WHERE s.id = ?1 ON CONFLICT DO NOTHING",
    )?
    .execute(params![story.id.0, told])?;
    Ok(())
}

/// Keeps a change: what the story tells after it, and whose request made it, once.
pub(super) fn record(
    db: &Connection,
    id: StoryId,
    revision: u32,
    kind: ChangeKind,
    told: &NewStory,
    (by, request): (&Curator, &RequestId),
    now: Timestamp,
) -> Result<(), Fault> {
    let told = serde_json::to_string(&Snapshot::of(told))?;
    db.prepare_cached(
        "INSERT INTO story_changes (story_id, revision, kind, told, person, platform, request, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![id.0, revision, kind.word(), told, by.known_person(), by.platform.as_str(), request.0, seconds(now)])?;
    Ok(())
}

/// A change with what was told before it.
const CHANGES: &str =
    "SELECT h.story_id, h.revision, h.kind, h.told, h.person, h.platform, h.at, b.told, h.revision = s.revision
     FROM story_changes h JOIN stories s ON s.id = h.story_id
     LEFT JOIN story_changes b ON b.story_id = h.story_id AND b.revision = h.revision - 1";

/// The latest changes of the curator's stories, or of one of them, newest first.
pub(super) fn changes(
    db: &Connection,
    by: &Curator,
    story: Option<StoryId>,
    limit: usize,
) -> Result<Vec<Change>, Fault> {
    let sql = format!(
        "{CHANGES} WHERE s.community_id IS ?1 AND (?2 IS NULL OR h.story_id = ?2)
         ORDER BY h.at DESC, h.story_id DESC, h.revision DESC LIMIT ?3"
    );
    all(db, &sql, params![by.number(db)?, story.map(|id| id.0), i64::try_from(limit)?], change_row)
}

/// The change that made a story's revision.
pub(super) fn one(db: &Connection, story: StoryId, revision: u32) -> Result<Option<Change>, Fault> {
    let sql = format!("{CHANGES} WHERE h.story_id = ?1 AND h.revision = ?2");
    Ok(all(db, &sql, params![story.0, revision], change_row)?.into_iter().next())
}

fn change_row(row: &Row<'_>) -> Result<Change, Fault> {
    let told = |at: usize| -> Result<Option<NewStory>, Fault> {
        let text: Option<String> = row.get(at)?;
        text.map(|text| serde_json::from_str::<Snapshot>(&text)?.story()).transpose()
    };
    let after = told(3)?.ok_or("a change without its story")?;
    let parts = told(7)?.map(|before| differences(&before, &after)).unwrap_or_default();
    let (person, platform): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
    Ok(Change {
        story: StoryId(row.get(0)?),
        title: after.title,
        revision: row.get(1)?,
        kind: ChangeKind::parse(row.get_ref(2)?.as_str()?).ok_or("a change of an unknown kind")?,
        by: person.zip(platform).map(|(person, platform)| (PlatformName::stored(platform), PersonId(person))),
        at: instant(row.get(6)?)?,
        parts,
        is_last: row.get(8)?,
    })
}

/// Takes a person's number out of everything that is kept. What was done stays, as somebody's; how many rows that were.
pub(super) fn forget(db: &Connection, platform: &PlatformName, person: &PersonId) -> Result<u32, Fault> {
    deletions::record(db, &Deleted::Person(platform, person))?;
    erase_person(db, platform, person)
}

/// The same without recording that it was wished.
pub(super) fn erase_person(db: &Connection, platform: &PlatformName, person: &PersonId) -> Result<u32, Fault> {
    let mut rows = 0;
    for sql in [
        "UPDATE story_changes SET person = NULL WHERE platform = ?1 AND person = ?2",
        "UPDATE stories SET created_by = NULL
         WHERE created_by = ?2 AND community_id IN (SELECT id FROM communities WHERE platform = ?1)",
        "DELETE FROM submissions WHERE platform = ?1 AND person = ?2 AND state = 'open'",
        "UPDATE submissions SET person = '' WHERE platform = ?1 AND person = ?2",
        "UPDATE submissions SET decided_by = NULL WHERE platform = ?1 AND decided_by = ?2",
        "DELETE FROM imports WHERE person = ?2 AND community_id IN (SELECT id FROM communities WHERE platform = ?1)",
        "UPDATE subscriptions SET created_by = '' WHERE platform = ?1 AND created_by = ?2",
        "DELETE FROM writings WHERE platform = ?1 AND person = ?2",
        "DELETE FROM favourites WHERE platform = ?1 AND person = ?2",
        "DELETE FROM imports WHERE person = ?2 AND community_id IN (SELECT id FROM communities WHERE platform = ?1)",
        "DELETE FROM editors WHERE badge = 'person:' || ?2 AND community_id IN (SELECT id FROM communities WHERE platform = ?1)",
    ] {
        rows += db.prepare_cached(sql)?.execute(params![platform.as_str(), person.0])?;
    }
    Ok(u32::try_from(rows)?)
}
