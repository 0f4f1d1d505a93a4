//! The stories that daily posts are chosen from, as the choice sees them, kept in memory until a story changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, params};

use super::stories::{all, community_number};
use super::threads::Fault;
use crate::domain::choice::{Past, Pool, PoolStory, Pools};
use crate::domain::community::Community;
use crate::domain::delivery::SubscriptionId;
use crate::domain::filter::{Traits, theme_bit};
use crate::domain::story::{StoryId, Theme};
use crate::domain::tournament::Tournament;

use super::subscriptions::day;

/// Everyone's stories as they were read last.
#[derive(Default)]
pub(super) struct KeptPools(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    shared: Option<Arc<Pool>>,
    /// Whether any community has stories of its own: most have not, and need not be looked up then.
    any_own: bool,
    /// How often everything was forgotten: what was read before a change is not kept after it.
    age: u64,
}

impl KeptPools {
    /// A story has changed.
    pub(super) fn forget(&self) {
        let mut kept = self.kept();
        kept.shared = None;
        kept.age += 1;
    }

    /// The pools of a community. Its own is read each time: few have one, and it is small.
    pub(super) fn of(&self, db: &Connection, viewer: &Community) -> Result<Pools, Fault> {
        let (shared, any_own) = self.shared(db)?;
        if !any_own {
            return Ok(Pools { shared, own: None });
        }
        let number = community_number(db, viewer)?;
        let has_own: bool = db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM stories WHERE community_id = ?1 AND state = 'published')")?
            .query_row([number], |row| row.get(0))?;
        let own = if has_own { Some(Arc::new(pool(db, Some(number))?)) } else { None };
        Ok(Pools { shared, own })
    }

    fn shared(&self, db: &Connection) -> Result<(Arc<Pool>, bool), Fault> {
        let (known, any_own, age) = {
            let kept = self.kept();
            (kept.shared.clone(), kept.any_own, kept.age)
        };
        if let Some(known) = known {
            return Ok((known, any_own));
        }
        let read = Arc::new(pool(db, None)?);
        let any_own = "SELECT EXISTS (SELECT 1 FROM stories WHERE community_id IS NOT NULL AND state = 'published')";
        let any_own = db.query_row(any_own, [], |row| row.get(0))?;
        let mut kept = self.kept();
        if kept.age == age {
            kept.shared = Some(Arc::clone(&read));
            kept.any_own = any_own;
        }
        Ok((read, any_own))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn pool(db: &Connection, owner: Option<i64>) -> Result<Pool, Fault> {
    let mut teams: HashMap<String, u32> = HashMap::new();
    let mut of_story: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
    let links = "SELECT l.story_id, t.name FROM stories s JOIN story_teams l ON l.story_id = s.id JOIN teams t ON t.id = l.team_id
                 WHERE s.state = 'published' AND s.community_id IS ?1";
    let mut statement = db.prepare_cached(links)?;
    let mut rows = statement.query([owner])?;
    while let Some(row) = rows.next()? {
        let next = u32::try_from(teams.len())?;
        let name = row.get_ref(1)?.as_str()?;
        let number = match teams.get(name) {
            Some(number) => *number,
            None => *teams.entry(name.to_owned()).or_insert(next),
        };
        of_story.entry(row.get(0)?).or_default().push(number);
    }
    let sql = "SELECT id, event_date, themes, tournament FROM stories WHERE state = 'published' AND community_id IS ?1 ORDER BY id";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([owner])?;
    let mut stories = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let themes = row.get_ref(2)?.as_str()?.split(',').filter_map(Theme::parse);
        stories.push(PoolStory {
            id: StoryId(id),
            date: row.get_ref(1)?.as_str()?.parse()?,
            traits: Traits {
                themes: themes.fold(0, |bits, theme| bits | theme_bit(theme)),
                teams: of_story.remove(&id).unwrap_or_default().into(),
                tournament: row.get_ref(3)?.as_str_or_null()?.and_then(Tournament::named),
            },
        });
    }
    Ok(Pool { stories, teams })
}

const CHOSEN: &str = "SELECT story_id, count(*), max(local_date) FROM deliveries INDEXED BY deliveries_chosen
    WHERE subscription_id = ?1 AND story_id IS NOT NULL GROUP BY story_id";

const UNTOLD: &str = "SELECT story_id FROM deliveries INDEXED BY deliveries_untold
    WHERE subscription_id = ?1 AND story_id IS NOT NULL AND state IN ('missed', 'refused', 'skipped')";

/// What a subscription had, and what is pinned for it.
pub(super) fn past(db: &Connection, subscription: SubscriptionId) -> Result<Past, Fault> {
    let chosen = all(db, CHOSEN, [subscription.0], |row| Ok((StoryId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
    let last = chosen.iter().max_by_key(|(_, _, date): &&(_, _, String)| date.as_str()).map(|(story, ..)| *story);
    let mut had: HashMap<StoryId, u32> = chosen.into_iter().map(|(story, times, _)| (story, times)).collect();
    for story in all(db, UNTOLD, [subscription.0], |row| Ok(StoryId(row.get(0)?)))? {
        if let Some(times) = had.get_mut(&story) {
            *times = times.saturating_sub(1);
        }
    }
    let pins = "SELECT local_date, story_id FROM pins WHERE subscription_id = ?1 ORDER BY local_date";
    let pins =
        all(db, pins, params![subscription.0], |row| Ok((day(row.get_ref(0)?.as_str()?)?, StoryId(row.get(1)?))))?;
    Ok(Past { had, last, pins })
}
