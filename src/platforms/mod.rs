//! The doors: one folder each. A platform turns what it hears into a `Request`, and a `Reply` into its own markup.
//!
//! A new platform is a folder beside these, one line in [`enabled`] and one table in the configuration.

pub mod console;
pub mod discord;
pub mod examine;
pub mod pace;
pub mod telegram;

use std::sync::Arc;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use crate::bot::Bot;
use crate::ports::{Clock, Finding, Health, Messenger, Store};
use examine::Background;

/// What a platform works with while it runs.
#[derive(Clone)]
pub struct Desk {
    /// Answers.
    pub bot: Arc<Bot>,
    /// The inbox and small facts.
    pub store: Arc<dyn Store>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where each platform says how it is.
    pub health: Arc<Health>,
}

/// Why a platform stopped by itself.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Trying again will not help; the sentence says what the operator must mend.
    #[error("{0}")]
    ForGood(String),
    /// Trying again may help.
    #[error("{0}")]
    ForNow(String),
}

/// One door.
#[async_trait]
pub trait Platform: Send + Sync {
    /// Its side for what is said unasked.
    fn messenger(&self) -> Arc<dyn Messenger>;

    /// Receives and answers until `shutdown`; then finishes what is in flight and returns `Ok`.
    ///
    /// # Errors
    /// It cannot go on; see [`Stopped`].
    async fn run(&self, desk: Desk, shutdown: CancellationToken) -> Result<(), Stopped>;

    /// Asks the platform whether all is as it should be, for `touchline doctor`: few questions, each with a time limit, and
    /// nothing is posted or changed.
    async fn examine(&self, _background: &Background) -> Vec<Finding> {
        Vec::new()
    }
}

/// The doors that the configuration opens. `stories` is how many are told, for those who greet.
///
/// # Errors
/// A setting that is there but impossible, such as a token that is none: where and the mend.
pub fn enabled(
    config: &crate::config::Config,
    stories: u64,
    clock: &Arc<dyn Clock>,
) -> Result<Vec<Arc<dyn Platform>>, String> {
    let mut doors: Vec<Arc<dyn Platform>> = Vec::new();
    if let Some(settings) = &config.discord {
        doors.push(Arc::new(
            discord::connect(settings.clone(), Arc::clone(clock)).map_err(|fault| format!("[discord] {fault}"))?,
        ));
    }
    if let Some(settings) = &config.telegram {
        doors.push(Arc::new(
            telegram::connect(settings.clone(), Arc::clone(clock)).map_err(|fault| format!("[telegram] {fault}"))?,
        ));
    }
    if let Some(settings) = &config.console {
        doors.push(Arc::new(console::open(settings, &config.store.path, stories)));
    }
    if doors.is_empty() {
        return Err("nothing to run: no platform has a token and [console] enabled is \"off\"; set a token, or switch the console on".to_owned());
    }
    Ok(doors)
}
