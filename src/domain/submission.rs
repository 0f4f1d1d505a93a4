//! Stories that members suggest: how many, what admins may decide, and what comes of it.
//!
//! It does not know how they are kept, nor how anybody is told.

use chrono::TimeDelta;

use super::community::{Community, PersonId, Place};
use super::schedule::Timestamp;
use super::story::{NewStory, StoryId};

/// Suggestions of one person that may wait for a decision at once, and those that they may make in 24 hours
/// (product.md section 7).
pub const OPEN_LIMIT: u32 = 5;
/// See [`OPEN_LIMIT`].
pub const DAY_LIMIT: u32 = 10;
/// A blocked person may suggest nothing for so long.
pub const BLOCK_FOR: TimeDelta = TimeDelta::days(30);
/// Characters of a reason at most.
pub const REASON_LIMIT: usize = 300;

/// The store's number of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubmissionId(pub i64);

/// A suggestion that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its number.
    pub id: SubmissionId,
    /// What it tells.
    pub told: NewStory,
    /// Whose admins decide about it.
    pub community: Community,
    /// Who made it.
    pub by: PersonId,
    /// Admins are not to see who.
    pub anonymous: bool,
    /// Where it was written.
    pub place: Place,
    /// When.
    pub at: Timestamp,
}

/// A suggestion to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubmission {
    /// What it tells.
    pub told: NewStory,
    /// Admins are not to see who made it.
    pub anonymous: bool,
    /// Where it was written.
    pub place: Place,
}

/// What came of suggesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    /// It waits for a decision.
    Taken(SubmissionId),
    /// So many of theirs wait already.
    TooManyOpen,
    /// They made so many today.
    TooManyToday,
    /// They may not until then.
    Blocked(Timestamp),
}

/// What an admin decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It becomes a story, in these words if they were edited.
    Accept(Option<Box<NewStory>>),
    /// It becomes a story of the shared collection.
    AcceptForEveryone,
    /// It does not, for this reason, which may be empty.
    Decline(String),
    /// The same, and its author may suggest nothing until then.
    Block(Timestamp),
}

/// What came of deciding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It is done; the story that it became, if it did.
    Done(Box<Submission>, Option<StoryId>),
    /// Somebody decided before.
    Before,
    /// Another story of the community has its slug.
    SlugTaken(StoryId),
    /// The community has as many stories as it may have.
    TooMany,
    /// No such suggestion in this community.
    NotTheirs,
}
