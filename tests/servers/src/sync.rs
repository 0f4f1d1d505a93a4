//! Waiting for something to happen: event-driven, never by sleeping and looking again.
//! It does not know what is waited for, nor how long a person would be patient.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// Takes a lock. A panic elsewhere must not turn every later assertion into a second panic, so poison is ignored.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Rings when something changed; whoever waits looks again.
#[derive(Debug)]
pub(crate) struct Bell(watch::Sender<u64>);

impl Bell {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(0))
    }

    pub(crate) fn ring(&self) {
        self.0.send_modify(|times| *times = times.wrapping_add(1));
    }

    /// Looks now and after every ring, until `look` finds something. No ring between a look and the wait is missed.
    pub(crate) async fn until<T>(&self, mut look: impl FnMut() -> Option<T>) -> T {
        let mut rings = self.0.subscribe();
        loop {
            if let Some(found) = look() {
                return found;
            }
            if rings.changed().await.is_err() {
                // The sender is borrowed through `self`, so it cannot have gone; waiting on is the harmless answer.
                std::future::pending::<()>().await;
            }
        }
    }
}
