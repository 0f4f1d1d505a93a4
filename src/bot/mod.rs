//! The desk behind the doors: answers what is said, posts what is due.
//!
//! It sequences; `domain` decides and the ports touch the world. It knows no platform, no SQL and no system clock.

mod answer;
mod attached;
mod browse;
mod care;
mod curate;
mod daily;
mod decide;
mod excerpts;
mod find;
mod inline;
mod line;
mod preview;
mod privacy;
mod review;
mod roll;
mod schedule;
mod send;
mod settings;
mod suggest;
mod tongues;
mod transfer;
mod travel;
mod writing;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{Notify, RwLock};

use crate::domain::command::Invocation;
use crate::domain::community::{Caller, PersonId, Place, PlatformName};
use crate::domain::file::Attachment;
use crate::domain::form::StoryForm;
use crate::domain::names::Names;
use crate::domain::subscription::OnUnsure;
use crate::domain::watch::ClockWatch;
use crate::ports::{Clock, Messenger, RequestId, Store, StoreError, StoryFormat};

pub use inline::Offered;
pub use preview::Preview;
pub use send::Passed;
pub use suggest::{Completion, Suggestion};

/// What the desk is told at start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Those who host this process.
    pub operators: HashSet<(PlatformName, PersonId)>,
    /// A missed post is made late for so long.
    pub catch_up: Duration,
    /// Posts of one instant are spread over so long.
    pub jitter: Duration,
    /// What to do with a post that may have arrived, where the platform cannot tell.
    pub on_unsure: OnUnsure,
}

/// Everything that the desk works with.
pub struct Parts {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The platforms that are posted to.
    pub messengers: Vec<Arc<dyn Messenger>>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Reads and writes whole stories.
    pub format: Arc<dyn StoryFormat>,
    /// The operator's wishes.
    pub settings: Settings,
}

/// The desk.
pub struct Bot {
    store: Arc<dyn Store>,
    messengers: HashMap<PlatformName, Arc<dyn Messenger>>,
    clock: Arc<dyn Clock>,
    format: Arc<dyn StoryFormat>,
    settings: Settings,
    /// Indexed once, updated when a story changes; never held across an await.
    names: RwLock<Names>,
    /// Rung when a schedule changes, so that the loop looks again.
    schedule_changed: Notify,
    /// Rung when deliveries were opened, for every platform's line.
    deliveries_opened: Notify,
    /// Rung when there may be something to tell admins, or a closed place to look at.
    care_wanted: Notify,
    /// Rung when a story has changed, for what travels after that.
    story_changed: Notify,
    /// Never held across an await.
    words: Mutex<schedule::Words>,
    /// Never held across an await.
    watch: Mutex<ClockWatch>,
    tongues: tongues::Chosen,
    incidents: std::sync::atomic::AtomicU64,
    roll: roll::Roll,
}

/// What came in through a door.
#[derive(Debug, Clone)]
pub struct Request {
    /// The same when the same thing is delivered twice.
    pub id: RequestId,
    /// Who.
    pub caller: Caller,
    /// Where it was said and will be answered.
    pub place: Place,
    /// What.
    pub said: Said,
    /// The file that came with it.
    pub attachment: Option<Attachment>,
}

/// What somebody said, by whichever means.
#[derive(Debug, Clone)]
pub enum Said {
    /// A command.
    Command(Invocation),
    /// The text that a pressed button carries.
    Pressed(String),
    /// A filled-in form.
    Form(StoryForm),
    /// Plain words to the bot alone: the answer to a question of ours, else a question of their own.
    Words(String),
    /// A reply, among other people, to a message of ours, with what its first button carries: the answer to a question of
    /// ours, else nothing that concerns us.
    Replied {
        /// What was said.
        text: String,
        /// What the first button of the message carries that it replies to.
        to: String,
    },
}

/// What all lines of the log carry that are written while something is answered: `request` is its [`RequestId`], where it
/// already has one. Doors enter it when something comes in, before they know what it is.
pub fn answering(request: impl std::fmt::Display) -> tracing::Span {
    // At the level of the worst line, so that none is written without the id; with nothing to be written it costs nothing.
    tracing::error_span!("answer", %request)
}

impl Bot {
    /// Puts the desk together and indexes the names.
    ///
    /// # Errors
    /// The names cannot be read.
    pub async fn open(parts: Parts) -> Result<Arc<Self>, StoreError> {
        let names = Names::new(parts.store.names(None).await?);
        Ok(Arc::new(Self {
            store: parts.store,
            messengers: parts
                .messengers
                .into_iter()
                .map(|messenger| (messenger.platform().clone(), messenger))
                .collect(),
            clock: parts.clock,
            format: parts.format,
            settings: parts.settings,
            names: RwLock::new(names),
            schedule_changed: Notify::new(),
            deliveries_opened: Notify::new(),
            care_wanted: Notify::new(),
            story_changed: Notify::new(),
            words: Mutex::default(),
            watch: Mutex::default(),
            tongues: tongues::Chosen::default(),
            incidents: std::sync::atomic::AtomicU64::new(0),
            roll: roll::Roll::default(),
        }))
    }
}
