//! Words for the service manager (systemd's `sd_notify`). Without one, which is when `NOTIFY_SOCKET` is not set, nothing
//! is said.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sd_notify::NotifyState;
use tokio::time::interval;

use crate::ports::Health;

/// Between looks whether there is something new to say.
const LOOK: Duration = Duration::from_secs(1);

/// The store is sound and the doors are open. Whether platforms have answered yet is said in the status: a machine that
/// starts without a network must not start this process again and again.
pub fn ready() {
    say(&[NotifyState::Ready]);
}

/// The process was asked to end and finishes what is in flight.
pub fn stopping() {
    say(&[NotifyState::Stopping, NotifyState::Status("stopping: finishing what is in flight")]);
}

/// Says how everything is, and feeds the watchdog while the process is alive, until it is dropped.
pub async fn keep(health: Arc<Health>) {
    let mut limit = 0;
    let watchdog = sd_notify::watchdog_enabled(false, &mut limit).then(|| Duration::from_micros(limit / 2));
    let mut ticks = interval(watchdog.map_or(LOOK, |half| half.min(LOOK)).max(Duration::from_millis(1)));
    let mut said = String::new();
    loop {
        ticks.tick().await;
        let now = Instant::now();
        // The same beat as /livez. A machine whose loops are stuck is started again by the manager, which is what the
        // watchdog is for; one whose disk is full is not.
        if watchdog.is_some() && health.is_alive(now) {
            say(&[NotifyState::Watchdog]);
        }
        let line = health.report(now).line();
        if line != said {
            say(&[NotifyState::Status(&line.replace('\n', " "))]);
            said = line;
        }
    }
}

fn say(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(false, states) {
        tracing::debug!(%error, "the service manager could not be told");
    }
}
