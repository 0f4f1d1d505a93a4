//! Stories for people who ask from any chat at all: the shared collection only, since nobody knows whose chat it is.

use super::Bot;
use crate::domain::choice::{self, Past};
use crate::domain::community::{Community, PlatformName};
use crate::domain::filter::Filter;
use crate::domain::message::Message;
use crate::domain::names::{Hit, Wanted};
use crate::domain::story::{StoryFilter, StoryId, StoryLine};
use crate::domain::tongue::Tongue;
use crate::ports::StoreError;
use crate::ports::meters::{self, Answered, Kind, Stopwatch};

/// Names that one question is taken to mean, at most.
const NAMES: usize = 4;
/// Stories found for one question, at most; a page is less.
const FOUND: usize = 100;
/// No community of any platform has this address: whoever looks through its eyes sees what everybody sees.
const NOBODY: &str = "nobody";

/// A story that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its number.
    pub story: StoryId,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// The whole of it.
    pub message: Message,
}

impl Bot {
    /// Stories for what is typed, best first, from a place in that list on; and whether there are more.
    ///
    /// # Errors
    /// The store failed.
    pub async fn offer(
        &self,
        platform: &PlatformName,
        tongue: Tongue,
        typed: &str,
        from: usize,
        limit: usize,
    ) -> Result<(Vec<Offered>, bool), StoreError> {
        let stopwatch = Stopwatch::start();
        let offered = self.offered(platform, tongue, typed, from, limit).await;
        let outcome = if offered.is_ok() { Answered::Ok } else { Answered::Failed };
        meters::answered(platform, Kind::INLINE, outcome, stopwatch.elapsed());
        offered
    }

    async fn offered(
        &self,
        platform: &PlatformName,
        tongue: Tongue,
        typed: &str,
        from: usize,
        limit: usize,
    ) -> Result<(Vec<Offered>, bool), StoreError> {
        let eyes = Community { platform: platform.clone(), address: NOBODY.to_owned() };
        let found =
            if typed.trim().is_empty() { self.latest(&eyes).await? } else { self.fitting_words(&eyes, typed).await? };
        let has_more = found.len() > from + limit;
        let mut offered = Vec::new();
        for line in found.into_iter().skip(from).take(limit) {
            if let Some(story) = self.store.story(&eyes, line.id).await? {
                offered.push(Offered {
                    story: line.id,
                    title: line.title(tongue).to_string(),
                    summary: line.summary(tongue).to_string(),
                    message: self.tell(&eyes, &story, tongue).await,
                });
            }
        }
        Ok((offered, has_more))
    }

    /// The latest events first.
    async fn latest(&self, eyes: &Community) -> Result<Vec<StoryLine>, StoreError> {
        let pools = self.store.pools(eyes).await?;
        let mut all = choice::candidates(pools.all(), &Filter::default(), &Past::default());
        all.sort_by_key(|story| (std::cmp::Reverse(story.date), story.story));
        let ids: Vec<_> = all.iter().take(FOUND).map(|story| story.story).collect();
        self.store.lines(eyes, &ids).await
    }

    /// By names, by words, and when there is neither by the nearest names.
    async fn fitting_words(&self, eyes: &Community, typed: &str) -> Result<Vec<StoryLine>, StoreError> {
        let hits = self.names.read().await.complete(typed, Wanted::Any, eyes, NAMES);
        let mut found = self.of_hits(eyes, &hits).await?;
        found.extend(self.store.search(eyes, typed, FOUND).await?);
        if found.is_empty() {
            let near = self.names.read().await.nearest(typed, Wanted::Any, eyes, NAMES);
            found = self.of_hits(eyes, &near).await?;
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|line| seen.insert(line.id));
        Ok(found)
    }

    async fn of_hits(&self, eyes: &Community, hits: &[Hit]) -> Result<Vec<StoryLine>, StoreError> {
        let mut found = Vec::new();
        for hit in hits {
            found.extend(self.store.stories(eyes, &StoryFilter::About(hit.subject), FOUND).await?);
        }
        Ok(found)
    }
}
