//! Stories that were read lately, so that a popular one is not taken apart again for each answer.
//!
//! It holds published stories of every scope; who may see one is checked by whoever asks. It does not read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::story::{Story, StoryId};

/// Stories kept at most; about 10 KiB each. When there is no room all are forgotten: simple, and as good where a few
/// stories are asked for often.
const KEPT: usize = 512;

/// How often everything was forgotten: what was read before cannot be kept after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Age(u64);

#[derive(Default)]
pub(super) struct Recent(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    stories: HashMap<StoryId, Arc<Story>>,
    age: u64,
}

impl Recent {
    /// A story, if it was read lately, and the age to keep it with otherwise.
    pub(super) fn story(&self, id: StoryId) -> (Option<Arc<Story>>, Age) {
        let kept = self.look();
        (kept.stories.get(&id).cloned(), Age(kept.age))
    }

    /// Keeps what was read, unless something has changed since.
    pub(super) fn keep(&self, age: Age, story: Option<&Arc<Story>>) {
        let mut kept = self.look();
        if let Some(story) = story.filter(|_| kept.age == age.0) {
            if kept.stories.len() >= KEPT {
                kept.stories.clear();
            }
            kept.stories.insert(story.id, Arc::clone(story));
        }
    }

    /// Something has changed.
    pub(super) fn forget(&self) {
        let mut kept = self.look();
        kept.stories.clear();
        kept.age += 1;
    }

    fn look(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
