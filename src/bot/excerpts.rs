//! Where the words of a question stand in the stories that are named below the one that is told.

use futures_util::future::try_join_all;

use super::Bot;
use crate::domain::community::Caller;
use crate::domain::excerpt;
use crate::domain::story::StoryLine;
use crate::ports::StoreError;

impl Bot {
    /// What was found, best first, with excerpts for all but the first, which is told whole.
    pub(super) async fn with_excerpts(
        &self,
        caller: &Caller,
        words: &str,
        mut found: Vec<StoryLine>,
    ) -> Result<Vec<StoryLine>, StoreError> {
        let others = found.get_mut(1..).unwrap_or_default();
        let stories = try_join_all(others.iter().map(|line| self.store.story(&caller.community, line.id))).await?;
        for (line, story) in others.iter_mut().zip(stories) {
            line.excerpt = story.and_then(|story| excerpt::of(&story.told, words, caller.tongue()));
        }
        Ok(found)
    }
}
