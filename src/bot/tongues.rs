//! In which language people are spoken to: the one that their community has chosen, else that of their app, else English.
//!
//! It says nothing itself.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::Bot;
use crate::domain::community::{Caller, Community};
use crate::domain::tongue::Tongue;

/// Communities whose choice is remembered, at most; when there are more all are read again.
const REMEMBERED: usize = 10_000;

/// What communities have chosen, so that an answer need not read it. Never held across an await.
#[derive(Default)]
pub(super) struct Chosen(Mutex<HashMap<Community, Choice>>);

/// What one community has chosen, if anything.
#[derive(Clone, Copy)]
struct Choice(Option<Tongue>);

impl Chosen {
    fn get(&self, community: &Community) -> Option<Choice> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(community).copied()
    }

    fn remember(&self, community: &Community, choice: Choice) {
        let mut chosen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if chosen.len() >= REMEMBERED {
            chosen.clear();
        }
        chosen.insert(community.clone(), choice);
    }

    fn forget(&self, community: &Community) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(community);
    }
}

impl Bot {
    /// The language in which a caller is answered.
    pub(super) async fn tongue(&self, caller: &Caller) -> Tongue {
        self.chosen_tongue(&caller.community).await.or(caller.tongue).unwrap_or_default()
    }

    /// The language of what a community is told unasked.
    pub(super) async fn tongue_of(&self, community: &Community) -> Tongue {
        self.chosen_tongue(community).await.unwrap_or_default()
    }

    /// A community has chosen another language.
    pub(super) fn forget_tongue(&self, community: &Community) {
        self.tongues.forget(community);
    }

    async fn chosen_tongue(&self, community: &Community) -> Option<Tongue> {
        if let Some(Choice(chosen)) = self.tongues.get(community) {
            return chosen;
        }
        // While the store cannot say, it is as if nothing were chosen, and asked again the next time.
        let language = self.store.preferences(community).await.ok()?.language;
        let chosen = language.and_then(|language| Tongue::of_tag(language.as_str()));
        self.tongues.remember(community, Choice(chosen));
        chosen
    }
}
