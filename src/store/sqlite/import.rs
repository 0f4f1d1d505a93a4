//! Many stories at once: what bringing them in would do, and doing it as one piece of work, which is one transaction.
//!
//! Whose a story is, is asked in every statement. It does not know which file they came in.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::changes::{Curator, record, remember_first};
use super::links::rename;
use super::rows::{self, STORY_COLUMNS};
use super::stories::{all, number_community, put_unnamed};
use super::threads::Fault;
use super::{corrections, preferences};
use crate::domain::revision::{ChangeKind, OwnStory, differences};
use crate::domain::schedule::Timestamp;
use crate::domain::story::{NewStory, Slug, StoryId};
use crate::domain::transfer::{Imported, Weighed};
use crate::ports::RequestId;

/// An import of up to so many changes is told line by line in the notices place, and corrects posts; a larger one would
/// flood the former, and look through all posts for each story.
const TOLD: usize = 20;

/// What bringing each story in would do.
pub(super) fn weigh(db: &Connection, by: &Curator, stories: &[NewStory]) -> Result<Vec<Weighed>, Fault> {
    let owner = by.number(db)?;
    stories.iter().map(|story| Ok(weighed(own_by_slug(db, owner, &story.slug)?.as_ref(), story))).collect()
}

fn weighed(known: Option<&OwnStory>, story: &NewStory) -> Weighed {
    match known {
        None => Weighed::New,
        Some(known) if known.is_removed => Weighed::Restores(differences(&known.told, story)),
        Some(known) if known.told == *story => Weighed::Same,
        Some(known) => Weighed::Changes(differences(&known.told, story)),
    }
}

/// The owner's story of a slug, removed or not. An owner that has nothing yet has the number 0, which no row has: it must
/// not be taken for everyone.
fn own_by_slug(db: &Connection, owner: Option<i64>, slug: &Slug) -> Result<Option<OwnStory>, Fault> {
    let sql = format!(
        "SELECT {STORY_COLUMNS}, s.revision, s.state <> 'published' FROM stories s LEFT JOIN communities c ON c.id = s.community_id
         WHERE coalesce(s.community_id, 0) = ?1 AND s.slug = ?2 AND s.community_id IS ?3"
    );
    let found = all(db, &sql, params![owner.unwrap_or(0), slug.as_str(), owner], |row| {
        let (id, _, _, told) = rows::story(row)?;
        Ok(OwnStory { id, told, revision: row.get(12)?, is_removed: row.get(13)? })
    })?;
    Ok(found.into_iter().next())
}

/// Adds and changes stories, once for each request; what is told so already stays untouched.
pub(super) fn import(
    db: &Connection,
    by: &Curator,
    request: &RequestId,
    stories: &[NewStory],
    now: Timestamp,
) -> Result<Imported, Fault> {
    if let Some(done) = done_before(db, request, stories.len())? {
        return Ok(done);
    }
    let owner = by.owner.as_ref().map(|owner| number_community(db, owner)).transpose()?;
    let mut renamed = BTreeSet::new();
    let mut touched = Vec::new();
    let mut imported = Imported::default();
    for (number, story) in (1..).zip(stories) {
        let request = RequestId(format!("{}{number}", prefix(request)));
        let known = own_by_slug(db, owner, &story.slug)?;
        match (known, story) {
            (None, story) => {
                touched.push((add(db, owner, (by, &request), story, now)?, 1));
                imported.added += 1;
            }
            (Some(known), story) if known.told == *story && !known.is_removed => imported.same += 1,
            (Some(known), story) => {
                put_unnamed(db, Some(known.id.0), owner, story, now, &mut renamed)?;
                touched.push((known.id, keep_change(db, &known, (by, &request), story, now)?));
                imported.changed += 1;
            }
        }
    }
    // Once for all of them: a player may be in thousands.
    rename(db, &renamed)?;
    if touched.len() <= TOLD {
        for (story, revision) in touched {
            preferences::announce(db, story, revision, now)?;
            corrections::enqueue(db, story, revision, now)?;
        }
    }
    Ok(imported)
}

fn add(
    db: &Connection,
    owner: Option<i64>,
    (by, request): (&Curator, &RequestId),
    story: &NewStory,
    now: Timestamp,
) -> Result<StoryId, Fault> {
    let mut nobody_had_it = BTreeSet::new();
    let id = put_unnamed(db, None, owner, story, now, &mut nobody_had_it)?;
    db.prepare_cached("UPDATE stories SET created_by = ?2, edited_in_chat = 1 WHERE id = ?1")?
        .execute(params![id, by.known_person()])?;
    record(db, StoryId(id), 1, ChangeKind::Added, story, (by, request), now)?;
    Ok(StoryId(id))
}

/// A removed story that comes back changed has two changes, each of which can be undone.
fn keep_change(
    db: &Connection,
    known: &OwnStory,
    (by, request): (&Curator, &RequestId),
    story: &NewStory,
    now: Timestamp,
) -> Result<u32, Fault> {
    remember_first(db, known)?;
    let mut revision = known.revision;
    if known.is_removed {
        revision += 1;
        let again = RequestId(format!("{}/restored", request.0));
        record(db, known.id, revision, ChangeKind::Restored, &known.told, (by, &again), now)?;
    }
    if known.told != *story {
        revision += 1;
        record(db, known.id, revision, ChangeKind::Edited, story, (by, request), now)?;
    }
    db.prepare_cached("UPDATE stories SET revision = ?2, edited_in_chat = 1 WHERE id = ?1")?
        .execute(params![known.id.0, revision])?;
    Ok(revision)
}

/// What every change of one import's request begins with.
fn prefix(request: &RequestId) -> String {
    format!("{}#import/", request.0)
}

/// What a request did when it was carried out before.
fn done_before(db: &Connection, request: &RequestId, stories: usize) -> Result<Option<Imported>, Fault> {
    let from = prefix(request);
    // The character behind '/': all that begins with the prefix lies between the two.
    let until = from.trim_end_matches('/').to_owned() + "0";
    let sql = "SELECT count(DISTINCT story_id), count(*) FILTER (WHERE kind = 'added') FROM story_changes WHERE request >= ?1 AND request < ?2";
    let (touched, added): (i64, i64) =
        db.prepare_cached(sql)?.query_row([from, until], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (touched, added) = (usize::try_from(touched)?, usize::try_from(added)?);
    let done = Imported { added, changed: touched - added, same: stories.saturating_sub(touched) };
    Ok((touched > 0).then_some(done))
}
