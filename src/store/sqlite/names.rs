//! The names by which stories can be found, for the index in the domain.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::rows;
use super::threads::Fault;
use crate::domain::community::Scope;
use crate::domain::names::NameEntry;
use crate::domain::story::{Match, Name, Score, StoryId};
use crate::domain::subject::{MatchId, PlayerId, Subject, TeamId};
use crate::domain::telling;
use crate::domain::tongue::Tongue;

/// Every name, or those that one story is found by.
pub(super) fn names(db: &Connection, of: Option<StoryId>) -> Result<Vec<NameEntry>, Fault> {
    let mut entries = players(db, of)?;
    entries.extend(teams(db, of)?);
    entries.extend(matches(db, of)?);
    Ok(entries)
}

/// How many published stories each subject has in each scope. `links` is a query of `subject_id` and `story_id`.
fn counts(db: &Connection, links: &str, of: Option<StoryId>) -> Result<BTreeMap<i64, Vec<(Scope, u32)>>, Fault> {
    let only = if of.is_some() {
        format!("WHERE l.subject_id IN (SELECT subject_id FROM ({links}) WHERE story_id = ?1)")
    } else {
        "WHERE ?1 IS NULL".into()
    };
    let sql = format!(
        "SELECT l.subject_id, s.community_id, count(*) FROM ({links}) l
         CROSS JOIN stories s INDEXED BY stories_visible ON s.id = l.story_id AND s.state = 'published' {only}
         GROUP BY 1, 2"
    );
    let communities = communities(db)?;
    let mut counts: BTreeMap<i64, Vec<(Scope, u32)>> = BTreeMap::new();
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query(params![of.map(|id| id.0)])?;
    while let Some(row) = found.next()? {
        let scope = match row.get::<_, Option<i64>>(1)? {
            None => Scope::Everyone,
            Some(number) => {
                communities.get(&number).cloned().ok_or("a story belongs to a community that is not there")?
            }
        };
        counts.entry(row.get(0)?).or_default().push((scope, row.get(2)?));
    }
    Ok(counts)
}

fn communities(db: &Connection) -> Result<BTreeMap<i64, Scope>, Fault> {
    let sql = "SELECT id, platform, address FROM communities WHERE id IN (SELECT DISTINCT community_id FROM stories)";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, rows::scope(row.get(1)?, row.get(2)?))))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn players(db: &Connection, of: Option<StoryId>) -> Result<Vec<NameEntry>, Fault> {
    let mut counts = counts(db, "SELECT player_id AS subject_id, story_id FROM story_players", of)?;
    let mut entries: BTreeMap<i64, NameEntry> = BTreeMap::new();
    let sql = "SELECT p.id, p.name, n.kind, n.name FROM players p LEFT JOIN player_names n ON n.player_id = p.id
               WHERE ?1 IS NULL OR p.id IN (SELECT player_id FROM story_players WHERE story_id = ?1)";
    let mut statement = db.prepare_cached(sql)?;
    let mut found = statement.query(params![of.map(|id| id.0)])?;
    while let Some(row) = found.next()? {
        let id: i64 = row.get(0)?;
        let name: String = row.get(1)?;
        let entry = entries.entry(id).or_insert_with(|| NameEntry {
            subject: Subject::Player(PlayerId(id)),
            label: name.clone(),
            names: vec![name],
            context: Vec::new(),
            counts: counts.remove(&id).unwrap_or_default(),
        });
        let other: Option<String> = row.get(3)?;
        match row.get::<_, Option<String>>(2)?.as_deref() {
            Some("name") => entry.names.extend(other),
            _ => entry.context.extend(other),
        }
    }
    Ok(entries.into_values().collect())
}

fn teams(db: &Connection, of: Option<StoryId>) -> Result<Vec<NameEntry>, Fault> {
    let mut counts = counts(db, "SELECT team_id AS subject_id, story_id FROM story_teams", of)?;
    let mut statement = db.prepare_cached(
        "SELECT id, name FROM teams WHERE ?1 IS NULL OR id IN (SELECT team_id FROM story_teams WHERE story_id = ?1)",
    )?;
    let found =
        statement.query_map(params![of.map(|id| id.0)], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    found
        .map(|row| {
            let (id, name) = row?;
            Ok(NameEntry {
                subject: Subject::Team(TeamId(id)),
                label: name.clone(),
                names: vec![name],
                context: Vec::new(),
                counts: counts.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

fn matches(db: &Connection, of: Option<StoryId>) -> Result<Vec<NameEntry>, Fault> {
    let links = "SELECT match_id AS subject_id, id AS story_id FROM stories WHERE match_id IS NOT NULL";
    let mut counts = counts(db, links, of)?;
    let sql = "SELECT id, date, home, away, score, extra_time, penalties, stage, venue, city, tournament FROM matches
               WHERE ?1 IS NULL OR id IN (SELECT match_id FROM stories WHERE id = ?1)";
    let mut statement = db.prepare_cached(sql)?;
    let mut found = statement.query(params![of.map(|id| id.0)])?;
    let mut entries = Vec::new();
    while let Some(row) = found.next()? {
        let id: i64 = row.get(0)?;
        let text = |column: usize| row.get::<_, Option<String>>(column);
        let match_ = Match {
            date: row.get_ref(1)?.as_str()?.parse()?,
            home: Name::parse(row.get_ref(2)?.as_str()?)?,
            away: Name::parse(row.get_ref(3)?.as_str()?)?,
            score: score(text(4)?)?,
            extra_time: row.get(5)?,
            penalties: score(text(6)?)?,
            stage: text(7)?.map(|stage| crate::domain::story::Label::parse(&stage)).transpose()?,
            venue: None,
            city: None,
        };
        let date = match_.date;
        let dates = [date.to_string(), date.format("%Y").to_string(), date.format("%-d %B %b").to_string()];
        let label = telling::match_line(&match_, Tongue::English);
        // With the label's own words among them a suggestion, chosen as it is shown, finds its match again.
        let context = dates
            .into_iter()
            .chain([label.clone()])
            .chain([7, 8, 9, 10].into_iter().filter_map(|column| text(column).ok().flatten()));
        entries.push(NameEntry {
            subject: Subject::Match(MatchId(id)),
            label,
            names: vec![match_.home.to_string(), match_.away.to_string()],
            context: context.collect(),
            counts: counts.remove(&id).unwrap_or_default(),
        });
    }
    Ok(entries)
}

fn score(text: Option<String>) -> Result<Option<Score>, Fault> {
    text.map(|text| {
        crate::domain::draft::parse_score(&text).ok_or_else(|| format!("{text:?} in the store is no score").into())
    })
    .transpose()
}
