//! Corrections that travel: posts that tell an edited story as it was, and what becomes of them.
//!
//! It does not know how a platform edits a message, nor how the posts are kept.

use chrono::TimeDelta;

use super::community::{Community, PersonId, Place, PlatformName};
use super::delivery::{DeliveryId, Mark, Receipt};
use super::revision::listed;
use super::schedule::Timestamp;
use super::story::StoryId;
use super::tongue::Text;
use crate::text;

/// A correction that met trouble is tried so often.
pub const ATTEMPTS: u32 = 5;

/// For how long a platform lets a bot change what it posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revisable {
    /// Never: what was said is said.
    Never,
    /// For so long after the post.
    Within(TimeDelta),
    /// Always.
    Ever,
}

impl Revisable {
    /// Why a post of that age can no longer be changed; `None` while it can.
    pub fn refusal(self, age: TimeDelta) -> Option<Text> {
        match self {
            Self::Ever => None,
            Self::Within(limit) if age < limit => None,
            Self::Within(limit) => Some(text!("correction-too-old", hours = limit.num_hours())),
            Self::Never => Some(text!("correction-never")),
        }
    }
}

/// A post that is to be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Which one.
    pub delivery: DeliveryId,
    /// Where it stands.
    pub place: Place,
    /// Whose people read it.
    pub community: Community,
    /// The platform's number of it.
    pub receipt: Receipt,
    /// The same as when it was posted.
    pub mark: Mark,
    /// When it was posted.
    pub posted: Timestamp,
    /// What it tells.
    pub story: StoryId,
    /// The story's revision that it is to tell.
    pub revision: u32,
    /// Which try this is, from 1.
    pub attempt: u32,
}

/// What came of correcting a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectionEnd {
    /// It reads as the story does now.
    Done,
    /// It cannot be corrected, and why.
    Failed(Text),
    /// It is tried again after so long, unless it was tried often enough; and why it did not come about.
    Later(TimeDelta, Text),
}

/// How far the corrections of one edit are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrected {
    /// Posts that read as the story does now.
    pub done: u32,
    /// Posts that wait for their turn.
    pub waiting: u32,
    /// Posts that could not be corrected: why, and how many.
    pub failed: Vec<(Text, u32)>,
}

impl Corrected {
    /// All of them.
    pub fn all(&self) -> u32 {
        self.done + self.waiting + self.failed.iter().map(|(_, count)| count).sum::<u32>()
    }

    /// In a sentence or two: `Corrected in 12 posts. 3 could not be: posted more than 48 hours ago (2), deleted (1).`
    pub fn told(&self) -> Text {
        let mut told = vec![match (self.all(), self.done) {
            (0, _) => return text!("corrected-nowhere"),
            (_, 0) => text!("corrected-none-yet"),
            (_, done) => text!("corrected-in", count = done),
        }];
        if self.waiting > 0 {
            told.push(text!("corrections-to-come", count = self.waiting));
        }
        let failed: u32 = self.failed.iter().map(|(_, count)| count).sum();
        if failed > 0 {
            let why = self.failed.iter().map(|(why, count)| text!("correction-why", why = why, count = *count));
            told.push(text!("corrections-failed", count = failed, why = listed(why)));
        }
        Text::Sentences(told)
    }
}

/// Whom to tell that the last correction of an edit is done, and of which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionsEnded {
    /// Who edited it, if that is known.
    pub editor: Option<(PlatformName, PersonId)>,
    /// The story's title.
    pub title: String,
    /// What came of all.
    pub corrected: Corrected,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_it_is_told_in_a_sentence_or_two() {
        let told = |done, waiting, failed: &[(&str, u32)]| {
            let failed = failed.iter().map(|(why, count)| ((*why).into(), *count)).collect();
            Corrected { done, waiting, failed }.told().to_string()
        };
        assert_eq!(told(0, 0, &[]), "No post tells this story as it was.");
        assert_eq!(told(1, 0, &[]), "Corrected in 1 post.");
        assert_eq!(told(0, 3, &[]), "No post is corrected yet. 3 posts still to come, the latest first.");
        assert_eq!(
            told(12, 0, &[("posted more than 48 hours ago", 2), ("it was deleted", 1)]),
            "Corrected in 12 posts. 3 posts could not be: posted more than 48 hours ago (2), it was deleted (1)."
        );
    }

    #[test]
    fn a_platform_may_change_posts_for_a_while() {
        let two_days = Revisable::Within(TimeDelta::hours(48));
        assert_eq!(two_days.refusal(TimeDelta::hours(47)), None);
        assert_eq!(
            two_days.refusal(TimeDelta::hours(48)).expect("too old").to_string(),
            "posted more than 48 hours ago"
        );
        assert_eq!(Revisable::Ever.refusal(TimeDelta::days(9_000)), None);
        assert!(Revisable::Never.refusal(TimeDelta::zero()).is_some());
    }
}
