//! What a story is found by: its players with all their names, its teams, its match, its words.
//!
//! It writes these beside a story that is there already; stories themselves are `stories`'.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, ToSql, params};

use super::rows;
use super::stories::{all, story};
use super::threads::Fault;
use crate::domain::prose::Prose;
use crate::domain::story::{Label, Match, Name, NewStory, Player, StoryId};

/// The players and teams that the story is found by.
pub(super) fn link(db: &Connection, id: i64, owner: Option<i64>, story: &NewStory) -> Result<(), Fault> {
    for (position, player) in (1_i64..).zip(&story.players) {
        let player = put_player(db, owner, player)?;
        db.prepare_cached("INSERT INTO story_players (story_id, player_id, position) VALUES (?1, ?2, ?3)")?
            .execute(params![id, player, position])?;
    }
    let of_players = story.players.iter().filter_map(|player| player.team.as_ref());
    let of_match = story.match_.iter().flat_map(|match_| [&match_.home, &match_.away]);
    for team in of_players.chain(of_match) {
        let team = numbered(db, owner, "teams", team.as_str())?;
        db.prepare_cached("INSERT INTO story_teams (story_id, team_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![id, team])?;
    }
    Ok(())
}

/// The number of a player or team of that name: everyone's if there is one, otherwise the owner's.
fn numbered(db: &Connection, owner: Option<i64>, table: &str, name: &str) -> Result<i64, Fault> {
    let sql = format!(
        "SELECT id FROM {table} WHERE name = ?1 AND coalesce(community_id, 0) IN (0, ?2) ORDER BY coalesce(community_id, 0) LIMIT 1"
    );
    let known = db.prepare_cached(&sql)?.query_row(params![name, owner.unwrap_or(0)], |row| row.get(0)).optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    db.prepare_cached(&format!("INSERT INTO {table} (community_id, name) VALUES (?1, ?2)"))?
        .execute(params![owner, name])?;
    Ok(db.last_insert_rowid())
}

/// The players of a story, to be renamed after it has changed.
pub(super) fn players_of(db: &Connection, id: i64) -> Result<BTreeSet<i64>, Fault> {
    let players = all(db, "SELECT player_id FROM story_players WHERE story_id = ?1", [id], |row| Ok(row.get(0)?))?;
    Ok(players.into_iter().collect())
}

/// Leaves everybody's players with the names that their published stories give them: an alias that was taken out of the
/// last story leads nowhere.
pub(super) fn rename(db: &Connection, players: &BTreeSet<i64>) -> Result<(), Fault> {
    for id in players {
        let sql = "SELECT s.id FROM story_players sp JOIN stories s ON s.id = sp.story_id JOIN players p ON p.id = sp.player_id
                   WHERE sp.player_id = ?1 AND p.community_id IS NULL AND s.community_id IS NULL AND s.state = 'published'";
        let stories = all(db, sql, [id], |row| Ok(StoryId(row.get(0)?)))?;
        if stories.is_empty() {
            continue;
        }
        db.prepare_cached("DELETE FROM player_names WHERE player_id = ?1")?.execute([id])?;
        for number in stories {
            let Some(story) = story(db, number)? else { continue };
            for (_, player) in story.players.iter().zip(&story.told.players).filter(|(number, _)| number.0 == *id) {
                put_names(db, *id, player)?;
            }
        }
    }
    Ok(())
}

fn put_player(db: &Connection, owner: Option<i64>, player: &Player) -> Result<i64, Fault> {
    let id = numbered(db, owner, "players", player.name.as_str())?;
    let is_shared: bool = db
        .prepare_cached("SELECT community_id IS NULL FROM players WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    // A community's other names for everybody's player would be seen by all: they are not kept.
    if is_shared && owner.is_some() {
        return Ok(id);
    }
    put_names(db, id, player)?;
    Ok(id)
}

fn put_names(db: &Connection, id: i64, player: &Player) -> Result<(), Fault> {
    let names = player.aliases.iter().chain(&player.native_name).map(|name| ("name", name));
    for (kind, name) in names.chain(player.team.as_ref().map(|team| ("team", team))) {
        db.prepare_cached(
            "INSERT INTO player_names (player_id, kind, name) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?
        .execute(params![id, kind, name.as_str()])?;
    }
    Ok(())
}

pub(super) fn put_match(db: &Connection, owner: Option<i64>, story: &NewStory, match_: &Match) -> Result<i64, Fault> {
    let (date, home, away) = (match_.date.to_string(), match_.home.as_str(), match_.away.as_str());
    let known: Option<(i64, bool)> = db
        .prepare_cached(
            "SELECT id, community_id IS NULL FROM matches WHERE date = ?1 AND home = ?2 AND away = ?3
             AND coalesce(community_id, 0) IN (0, ?4) ORDER BY coalesce(community_id, 0) LIMIT 1",
        )?
        .query_row(params![date, home, away, owner.unwrap_or(0)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((id, true)) = known
        && owner.is_some()
    {
        return Ok(id);
    }
    let tournament = story.tournament.as_ref().map(ToString::to_string);
    let text = |value: Option<String>| value;
    let columns: [&dyn ToSql; 11] = [
        &owner,
        &tournament,
        &date,
        &home,
        &away,
        &text(match_.score.map(rows::score)),
        &match_.extra_time,
        &text(match_.penalties.map(rows::score)),
        &text(match_.stage.as_ref().map(ToString::to_string)),
        &text(match_.venue.as_ref().map(ToString::to_string)),
        &text(match_.city.as_ref().map(ToString::to_string)),
    ];
    match known {
        None => {
            let sql = "INSERT INTO matches (community_id, tournament, date, home, away, score, extra_time, penalties, stage, venue, city)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            db.prepare_cached(sql)?.execute(columns.as_slice())?;
            Ok(db.last_insert_rowid())
        }
        Some((id, _)) => {
            let sql = "UPDATE matches SET community_id = ?1, tournament = ?2, date = ?3, home = ?4, away = ?5, score = ?6, extra_time = ?7,
                       penalties = ?8, stage = ?9, venue = ?10, city = ?11 WHERE id = ?12";
            let mut all = columns.to_vec();
            all.push(&id);
            db.prepare_cached(sql)?.execute(all.as_slice())?;
            Ok(id)
        }
    }
}

pub(super) fn index_words(db: &Connection, id: i64, story: &NewStory) -> Result<(), Fault> {
    let mut names: Vec<&str> = Vec::new();
    for player in &story.players {
        names.push(player.name.as_str());
        names.extend(player.aliases.iter().chain(&player.native_name).chain(&player.team).map(Name::as_str));
    }
    for person in &story.people {
        names.push(person.name.as_str());
        names.extend(person.aliases.iter().map(Name::as_str));
    }
    if let Some(match_) = &story.match_ {
        names.extend([&match_.home, &match_.away].map(Name::as_str));
        names.extend(match_.venue.iter().chain(&match_.city).map(Name::as_str));
        names.extend(match_.stage.iter().map(Label::as_str));
    }
    names.extend(story.tournament.iter().map(Name::as_str));
    names.extend(story.themes.iter().map(|theme| theme.word()));
    names.push(story.slug.as_str());
    let quotes: Vec<_> = story.quotes.iter().flat_map(|quote| [quote.text.as_str(), quote.by.as_str()]).collect();
    let mut text = Prose::plain(&story.body) + "\n" + &quotes.join("\n");
    let mut title = story.title.to_string();
    for variant in &story.variants {
        title = format!("{title}\n{}", variant.title);
        text = format!("{text}\n{}\n{}", variant.summary, variant.body.plain());
    }
    db.prepare_cached("INSERT INTO stories_words (rowid, title, names, summary, text) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id, title, names.join("\n"), story.summary.as_str(), text])?;
    Ok(())
}
