//! What people had deleted stays deleted when a backup of before is restored: digests of it are kept, and what a backup
//! does not know yet is deleted in it again. It does not know which rows a person or a community has: `changes` and `purge`
//! do.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};

use super::stories::all;
use super::threads::Fault;
use super::{changes, inbox, purge};
use crate::domain::community::{Community, PersonId, PlatformName};

/// Made with the table, from the database's own randomness.
const SALT: &str = "deletions-salt";

/// Whom or what a deletion concerns.
pub(super) enum Deleted<'a> {
    /// A person who wished to be forgotten.
    Person(&'a PlatformName, &'a PersonId),
    /// A community that was left long ago.
    Community(&'a Community),
}

impl Deleted<'_> {
    fn digest(&self, salt: &[u8]) -> Vec<u8> {
        let (kind, platform, number) = match self {
            Self::Person(platform, person) => ("person", platform.as_str(), person.0.as_str()),
            Self::Community(community) => ("community", community.platform.as_str(), community.address.as_str()),
        };
        let mut hash = Sha256::new();
        hash.update(salt);
        // Neither kinds nor names of platforms hold a zero, so no two of these are spelt alike.
        for part in [kind, "\0", platform, "\0", number] {
            hash.update(part);
        }
        hash.finalize().to_vec()
    }
}

/// Keeps that something was deleted now.
pub(super) fn record(db: &Connection, deleted: &Deleted<'_>) -> Result<(), Fault> {
    let salt = inbox::fact(db, SALT)?.ok_or("the store has no salt")?.into_bytes();
    db.prepare_cached(
        "INSERT INTO deletions (salt, digest, mark) VALUES (?1, ?2, randomblob(16))
         ON CONFLICT DO UPDATE SET mark = excluded.mark",
    )?
    .execute(params![salt, deleted.digest(&salt)])?;
    Ok(())
}

/// Deletes in `main` what was deleted in the attached `present` and `main` does not know of, and takes its record over.
/// Returns how many persons and communities that concerned.
pub(super) fn repeat(db: &Connection) -> Result<u32, Fault> {
    // One that keeps an older shape knows of none, and keeps none.
    let sql = "SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE name = 'deletions')";
    let keeps: bool = db.query_row(sql, [], |row| row.get(0))?;
    let unknown = if keeps {
        "SELECT p.salt, p.digest FROM present.deletions p
         WHERE NOT EXISTS (SELECT 1 FROM main.deletions m WHERE m.salt = p.salt AND m.digest = p.digest AND m.mark = p.mark)"
    } else {
        "SELECT p.salt, p.digest FROM present.deletions p"
    };
    let wanted: HashSet<(Vec<u8>, Vec<u8>)> =
        all(db, unknown, [], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let salts: HashSet<Vec<u8>> = wanted.iter().map(|(salt, _)| salt.clone()).collect();
    let is_deleted = |what: &Deleted<'_>| salts.iter().any(|salt| wanted.contains(&(salt.clone(), what.digest(salt))));
    let mut repeated = 0;
    if !wanted.is_empty() {
        for (number, community) in communities(db)? {
            if is_deleted(&Deleted::Community(&community)) {
                purge::erase(db, number)?;
                repeated += 1;
            }
        }
        for (platform, person) in persons(db)? {
            if is_deleted(&Deleted::Person(&platform, &person)) {
                changes::erase_person(db, &platform, &person)?;
                repeated += 1;
            }
        }
    }
    // What `main` alone knows is of a store that had been restored before; it stays known.
    if keeps {
        db.execute("INSERT OR REPLACE INTO main.deletions SELECT salt, digest, mark FROM present.deletions", [])?;
    }
    Ok(repeated)
}

fn communities(db: &Connection) -> Result<Vec<(i64, Community)>, Fault> {
    all(db, "SELECT id, platform, address FROM main.communities", [], |row| {
        let platform = PlatformName::stored(row.get::<_, String>(1)?);
        Ok((row.get(0)?, Community { platform, address: row.get(2)? }))
    })
}

/// Everybody whose number is kept anywhere.
fn persons(db: &Connection) -> Result<Vec<(PlatformName, PersonId)>, Fault> {
    let sql = "SELECT platform, person FROM main.story_changes WHERE person IS NOT NULL
               UNION SELECT c.platform, s.created_by FROM main.stories s JOIN main.communities c ON c.id = s.community_id WHERE s.created_by IS NOT NULL
               UNION SELECT platform, person FROM main.submissions
               UNION SELECT platform, decided_by FROM main.submissions WHERE decided_by IS NOT NULL
               UNION SELECT c.platform, i.person FROM main.imports i JOIN main.communities c ON c.id = i.community_id
               UNION SELECT platform, created_by FROM main.subscriptions
               UNION SELECT platform, person FROM main.writings
               UNION SELECT platform, person FROM main.favourites
               UNION SELECT c.platform, substr(e.badge, 8) FROM main.editors e JOIN main.communities c ON c.id = e.community_id
                     WHERE e.badge LIKE 'person:%'";
    all(db, sql, [], |row| Ok((PlatformName::stored(row.get::<_, String>(0)?), PersonId(row.get(1)?))))
}
