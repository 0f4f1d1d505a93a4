//! The promises that the outer folders keep: the store, the messengers, the clock, and the reader of story files.
//!
//! `bot` knows the world through these alone.

mod curation;
mod finding;
mod health;
pub mod meters;
mod store;

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::community::{Caller, Community, PersonId, Place, PlatformName, Standing};
use crate::domain::correction::Revisable;
use crate::domain::delivery::{Mark, Receipt, Recourse, Rendering};
use crate::domain::draft::{Draft, Fault};
use crate::domain::file::Attachment;
use crate::domain::message::Message;
use crate::domain::prose::Link;
use crate::domain::schedule::Timestamp;
use crate::domain::story::{NewStory, StoryId};
use crate::domain::tongue::Text;
use crate::domain::transfer::{Row, RowKind};
use crate::text;

pub use curation::{Added, Batch, Curation};
pub use finding::{Advice, Finding, Level, counted, quoted};
pub use health::{BEAT_LIMIT, Condition, Health, Report};
pub use store::{
    ChangedFile, Contents, InboxItem, Measures, RequestId, Run, Store, StoreError, Subscribed, SyncReport, Turns,
    Waiting, WantedPost,
};

/// What time it is, and how to wait.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Returns at `instant` or soon after it; at once when it has passed, and when the clock was put back meanwhile.
    async fn sleep_until(&self, instant: Timestamp);
}

/// What a platform said against posting. Closed: each leads to one rule of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// Not tried: its turn does not come soon enough; ask again after so long.
    #[error("its turn comes in {} s", .0.as_secs())]
    NotYet(Duration),
    /// Not sent: too fast; wait so long.
    #[error("the platform asks to wait {} s", .0.as_secs())]
    RetryAfter(Duration),
    /// Not sent: the place has a new address.
    #[error("the place has moved")]
    Moved(Place),
    /// Not sent: the place is gone or closed to us.
    #[error("{0}")]
    PlaceGone(Text),
    /// Not sent: the platform refuses this message.
    #[error("the platform refuses the message: {0}")]
    Rejected(Text),
    /// Not sent: no connection, or the adapter has stopped.
    #[error("the platform cannot be reached: {0}")]
    Unreachable(String),
    /// It may have been sent.
    #[error("nobody can say whether it was sent: {0}")]
    Unsure(String),
}

/// One platform's side for what is said unasked.
#[async_trait]
pub trait Messenger: Send + Sync {
    /// Its name.
    fn platform(&self) -> &PlatformName;

    /// A message as this platform will send it. A message too long becomes its first part, with *read on*.
    fn render(&self, message: &Message) -> Rendering;

    /// Posts what [`Messenger::render`] made. The same `mark` tells the same post in every attempt. What cannot leave
    /// `within` this time is not sent at all.
    ///
    /// # Errors
    /// See [`PostError`]: never `Ok` without the platform's word.
    async fn post(
        &self,
        place: &Place,
        rendering: &Rendering,
        mark: &Mark,
        within: Duration,
    ) -> Result<Receipt, PostError>;

    /// Posts that may be under way at once. A kill leaves at most so many of which nobody knows whether they arrived
    /// (reliability.md 2.4).
    fn in_flight(&self) -> usize {
        4
    }

    /// What helps when nobody knows whether a post arrived.
    fn recourse(&self) -> Recourse {
        Recourse::default()
    }

    /// Looks for a post with this mark that was first tried at `since`; `None` when it is certain that it is not there.
    ///
    /// # Errors
    /// It could not be found out now ([`PostError::Unreachable`], [`PostError::RetryAfter`]) or ever
    /// ([`PostError::Unsure`]), or the place is closed.
    async fn find(&self, _place: &Place, _mark: &Mark, _since: Timestamp) -> Result<Option<Found>, PostError> {
        Err(PostError::Unsure("this platform cannot be looked through".into()))
    }

    /// For how long what was posted can be changed.
    fn revisable(&self) -> Revisable {
        Revisable::Never
    }

    /// Puts other words in the place of what was posted. Doing it twice is doing it once.
    ///
    /// # Errors
    /// As for a post; [`PostError::Rejected`] and [`PostError::PlaceGone`] mean never, in words for people.
    async fn revise(
        &self,
        _place: &Place,
        _receipt: &Receipt,
        _rendering: &Rendering,
        _mark: &Mark,
        _within: Duration,
    ) -> Result<(), PostError> {
        Err(PostError::Rejected(text!("posts-cannot-be-changed")))
    }

    /// For how long nothing can be posted at all, because the platform asked everybody to wait or we ask ourselves to.
    fn closed_for(&self) -> Option<Duration> {
        None
    }

    /// Tests the right to post, without posting.
    ///
    /// # Errors
    /// [`PostError::PlaceGone`] names what is missing; anything else: it could not be found out.
    async fn may_post(&self, place: &Place) -> Result<Welcome, PostError>;

    /// The place that somebody named in a command.
    ///
    /// # Errors
    /// [`PostError::PlaceGone`] says what is wrong with it; anything else: it could not be found out.
    async fn locate(&self, caller: &Caller, typed: &str) -> Result<Spot, PostError>;

    /// An address that opens a story in a chat with the bot, for whoever follows it; `None` where there are no such ones.
    fn link(&self, _story: StoryId) -> Option<Link> {
        None
    }

    /// Says something to one person alone, by themselves.
    ///
    /// # Errors
    /// As for a post.
    async fn tell(&self, person: &PersonId, message: &Message) -> Result<(), PostError>;

    /// The caller's standing in their community, asked at this moment (an answer may be up to 60 s old).
    ///
    /// # Errors
    /// It could not be found out: then the answer is no.
    async fn standing(&self, caller: &Caller) -> Result<Standing, PostError>;

    /// Reads a file that came with something said on this platform, at most
    /// [`crate::domain::file::ATTACHMENT_LIMIT`] bytes of it, counted while they come. An address that is not of the
    /// shape that this platform gives its files is not asked.
    ///
    /// # Errors
    /// [`PostError::Rejected`] says, as the end of a sentence about the file, why it will never be had; anything else: it
    /// could not be had now. No error holds the address.
    async fn fetch(&self, _attachment: &Attachment) -> Result<Vec<u8>, PostError> {
        Err(PostError::Rejected(text!("files-not-taken")))
    }

    /// Whether posts to its places are spread over the configured time. Only a place that nobody shares need not be.
    fn spreads_posts(&self) -> bool {
        true
    }
}

/// A place that lets us post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Welcome {
    /// What people call it, where it has a name.
    pub label: Option<String>,
    /// A right that is not needed to post, but would help: a sentence that says for what.
    pub advice: Option<Text>,
}

/// A post that was looked for and is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The native number.
    pub receipt: Receipt,
    /// Since when, by the platform's clock.
    pub at: Timestamp,
}

/// A place that somebody named, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The place.
    pub place: Place,
    /// The community whose admins decide about it.
    pub community: Community,
}

/// Reads and writes a whole story as people have it in files.
pub trait StoryFormat: Send + Sync {
    /// The fields of a story file.
    ///
    /// # Errors
    /// What cannot be read as the format at all, each with its mend; the rules about values are [`Draft::check`]'s.
    fn read(&self, text: &str) -> Result<Draft, Vec<Fault>>;

    /// A story as a file, with its slug; reading that gives the same story. `first` is its first line, a comment.
    fn write(&self, story: &NewStory, first: Option<&str>) -> String;

    /// Every story that a file tells, checked as one that was typed in chat; at least one row, and none beyond the first
    /// that is more than `limit`. The kind of the file is [`FileKind::of`](crate::domain::transfer::FileKind::of)'s to say.
    fn read_file(&self, name: &str, bytes: &[u8], limit: usize) -> Vec<Row>;

    /// Stories as one file; reading it gives the same stories.
    fn write_file(&self, kind: RowKind, stories: &[NewStory]) -> Vec<u8>;
}
