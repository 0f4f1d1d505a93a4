//! Whether the loops of the desk still turn, for whoever asks: the schedule's loop answers when it is called, and a line
//! that panicked is missed. It decides nothing; `ops::beat` does.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::Notify;

use super::Bot;

/// What the loops leave behind when they turn.
#[derive(Default)]
pub(super) struct Roll {
    called: Notify,
    turns: AtomicU64,
    is_line_lost: AtomicBool,
}

/// Held by a line as long as it runs.
pub(super) struct Present<'a>(&'a Roll);

impl Drop for Present<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.is_line_lost.store(true, Ordering::Relaxed);
        }
    }
}

impl Roll {
    /// The schedule's loop has turned, or done a part of a long turn.
    pub(super) fn turned(&self) {
        self.turns.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns when somebody asks whether the loop turns.
    pub(super) async fn called(&self) {
        self.called.notified().await;
    }

    /// A line begins.
    pub(super) fn present(&self) -> Present<'_> {
        Present(self)
    }
}

impl Bot {
    /// Asks the schedule's loop to turn; how often it has so far, a number that grows within moments unless the loop is
    /// stuck. `None` once a platform's line has panicked: its posts come only after a restart.
    pub fn call_roll(&self) -> Option<u64> {
        self.roll.called.notify_one();
        (!self.roll.is_line_lost.load(Ordering::Relaxed)).then(|| self.roll.turns.load(Ordering::Relaxed))
    }
}
