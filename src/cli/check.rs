//! `touchline check`: is the configuration in order, and are the stories? Connects nowhere, opens no store.

use std::sync::Arc;

use super::{Failed, load, say, stories};
use crate::clock::SystemClock;
use crate::config::Flags;
use crate::platforms;
use crate::ports::Clock;

pub(super) fn check(flags: &Flags) -> Result<(), Failed> {
    let config = load(flags)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let doors = platforms::enabled(&config, 0, &clock).map_err(Failed::Configuration)?;
    let names: Vec<_> = doors.iter().map(|door| door.messenger().platform().to_string()).collect();
    say(&format!(
        "Configuration: in order. Platforms: {}. Store: {} (not opened by this check).",
        names.join(", "),
        config.store.path.display()
    ));
    stories::check(config.stories.as_deref(), stories::Warnings::Pass)
}
