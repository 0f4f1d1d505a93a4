//! One platform's line: attempts, what is recorded of them, and the next claims, side by side.
//!
//! A claim is handed to the store right behind the records of the attempts whose turns it takes, so that one commit
//! carries both. It does not know what an attempt is: that is `send`'s.

use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt as _, StreamExt as _};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use super::Bot;
use super::send::delivering;
use crate::domain::delivery::{Claim, Verdict};
use crate::ports::{Messenger, StoreError};

/// What is under way on one platform.
pub(super) struct Line<'a> {
    bot: &'a Bot,
    messenger: &'a dyn Messenger,
    attempts: FuturesUnordered<BoxFuture<'a, (Claim, Verdict)>>,
    /// Each tells whether it took long.
    records: FuturesUnordered<BoxFuture<'a, bool>>,
    /// A turn came free since the last claim was handed in.
    is_turn_free: bool,
    tried: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(bot: &'a Bot, messenger: &'a dyn Messenger) -> Self {
        let (attempts, records) = (FuturesUnordered::new(), FuturesUnordered::new());
        Self { bot, messenger, attempts, records, is_turn_free: false, tried: 0 }
    }

    pub(super) fn messenger(&self) -> &'a dyn Messenger {
        self.messenger
    }

    /// Deliveries that were tried so far.
    pub(super) fn tried(&self) -> usize {
        self.tried
    }

    /// Nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.attempts.is_empty() && self.records.is_empty()
    }

    /// More could be under way.
    pub(super) fn has_turns(&self) -> bool {
        self.attempts.len() < self.messenger.in_flight()
    }

    /// A turn came free that no claim has been handed in for.
    pub(super) fn is_turn_free(&self) -> bool {
        self.is_turn_free
    }

    /// Claims what there are turns for, while everything else goes on; how many deliveries that were.
    pub(super) async fn claim(&mut self, shutdown: &CancellationToken) -> Result<usize, StoreError> {
        if shutdown.is_cancelled() {
            return Ok(0);
        }
        if !self.has_turns() {
            // One whose record came late is taken again already; the next attempt that ends frees another one.
            self.is_turn_free = false;
            return Ok(0);
        }
        let mut claiming = self.bot.claim(self.messenger).boxed();
        // The records are handed in first.
        self.take_ended();
        self.is_turn_free = false;
        let claims = loop {
            tokio::select! {
                biased;
                Some(is_late) = self.records.next() => self.is_turn_free |= is_late,
                claims = &mut claiming => break claims?,
                Some(ended) = self.attempts.next() => self.end(ended),
            }
        };
        self.tried += claims.len();
        let claimed = claims.len();
        let (bot, messenger) = (self.bot, self.messenger);
        self.attempts.extend(claims.into_iter().map(|claim| {
            let span = delivering(&claim);
            bot.attempt(messenger, claim).instrument(span).boxed()
        }));
        Ok(claimed)
    }

    /// Goes on until a turn is free, or nothing is under way.
    pub(super) async fn advance(&mut self) {
        while !self.is_turn_free && !self.is_idle() {
            tokio::select! {
                Some(ended) = self.attempts.next() => self.end(ended),
                Some(is_late) = self.records.next() => self.is_turn_free |= is_late,
            }
        }
        self.take_ended();
    }

    /// Lets everything end, and takes nothing more.
    pub(super) async fn finish(mut self) {
        while !self.is_idle() {
            self.is_turn_free = false;
            self.advance().await;
        }
    }

    fn end(&mut self, (claim, verdict): (Claim, Verdict)) {
        self.is_turn_free = true;
        let span = delivering(&claim);
        self.records.push(self.bot.record(claim, verdict).instrument(span).boxed());
    }

    /// What has ended meanwhile gives its turn in the same claim.
    fn take_ended(&mut self) {
        while let Some(Some(ended)) = self.attempts.next().now_or_never() {
            self.end(ended);
        }
    }
}
