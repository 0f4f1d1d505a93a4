//! One lane a chat: what a chat says is dealt with in order, chats beside each other, and never more than fits.
//!
//! Two bounds. In all, [`IN_FLIGHT`] jobs: when they are there, [`Lanes::hand`] waits, and so does polling. In one chat,
//! [`IN_A_LANE`]: what a chat says beyond that is *left behind* in the inbox, where it already is, and taken up again
//! once the lane is empty; so a chat that floods, or whose answers Telegram holds back, never takes the others' room.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

const IN_FLIGHT: usize = 4096;
const IN_A_LANE: usize = 64;

/// Deals with one job; must not panic.
pub(super) type Work<J> = Arc<dyn Fn(J) -> BoxFuture<'static, ()> + Send + Sync>;

/// The lanes.
pub(super) struct Lanes<J> {
    shared: Arc<Shared<J>>,
    room: Arc<Semaphore>,
    tasks: JoinSet<()>,
}

struct Shared<J> {
    work: Work<J>,
    chats: Mutex<Chats<J>>,
    caught_up: Notify,
    closing: CancellationToken,
}

struct Chats<J> {
    /// What waits; a chat has a lane exactly as long as a task drains it.
    lanes: HashMap<i64, VecDeque<(J, OwnedSemaphorePermit)>>,
    /// Chats with more in the inbox than in their lane.
    behind: HashSet<i64>,
}

impl<J: Send + 'static> Lanes<J> {
    /// No lanes yet.
    pub(super) fn new(work: Work<J>) -> Self {
        let chats = Mutex::new(Chats { lanes: HashMap::new(), behind: HashSet::new() });
        let shared = Shared { work, chats, caught_up: Notify::new(), closing: CancellationToken::new() };
        Self { shared: Arc::new(shared), room: Arc::new(Semaphore::new(IN_FLIGHT)), tasks: JoinSet::new() }
    }

    /// Puts a job at the end of its chat's lane, once there is room; `false` when it is left behind.
    pub(super) async fn hand(&mut self, chat: i64, job: J) -> bool {
        while self.tasks.try_join_next().is_some() {}
        let room = self.room.clone().acquire_owned().await.expect("the semaphore is never closed");
        let mut chats = self.shared.chats();
        if chats.behind.contains(&chat) {
            return false;
        }
        match chats.lanes.get_mut(&chat) {
            Some(lane) if lane.len() >= IN_A_LANE => {
                chats.behind.insert(chat);
                return false;
            }
            Some(lane) => lane.push_back((job, room)),
            None => {
                chats.lanes.insert(chat, VecDeque::from([(job, room)]));
                self.tasks.spawn(self.shared.clone().drain(chat));
            }
        }
        true
    }

    /// Returns when a chat that was left behind has an empty lane again.
    pub(super) async fn caught_up(&self) {
        self.shared.caught_up.notified().await;
    }

    /// From now on chats with empty lanes are not behind any more: the caller hands what they left, in order.
    pub(super) fn take_up(&self) {
        let Chats { lanes, behind } = &mut *self.shared.chats();
        behind.retain(|chat| lanes.contains_key(chat));
    }

    /// Finishes the jobs that are being dealt with; those that wait are dropped.
    pub(super) async fn close(&mut self) {
        self.shared.closing.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}

impl<J> Shared<J> {
    fn chats(&self) -> MutexGuard<'_, Chats<J>> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn drain(self: Arc<Self>, chat: i64) {
        while let Some((job, _room)) = self.next(chat) {
            (self.work)(job).await;
        }
    }

    fn next(&self, chat: i64) -> Option<(J, OwnedSemaphorePermit)> {
        let mut chats = self.chats();
        let next =
            if self.closing.is_cancelled() { None } else { chats.lanes.get_mut(&chat).and_then(VecDeque::pop_front) };
        if next.is_none() {
            chats.lanes.remove(&chat);
            if chats.behind.contains(&chat) {
                self.caught_up.notify_one();
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Lanes that deal with a job when the gate of its chat is open, and what they have dealt with.
    struct Bench {
        lanes: Lanes<(i64, u32)>,
        gates: HashMap<i64, Arc<Semaphore>>,
        dealt: Arc<Mutex<Vec<(i64, u32)>>>,
    }

    impl Bench {
        fn new(chats: std::ops::Range<i64>) -> Self {
            let gates: HashMap<_, _> = chats.map(|chat| (chat, Arc::new(Semaphore::new(0)))).collect();
            let dealt = Arc::new(Mutex::new(Vec::new()));
            let (doors, list) = (gates.clone(), dealt.clone());
            let work: Work<(i64, u32)> = Arc::new(move |(chat, n)| {
                let (gate, list) = (doors[&chat].clone(), list.clone());
                Box::pin(async move {
                    gate.acquire().await.expect("an open gate").forget();
                    list.lock().expect("not poisoned").push((chat, n));
                })
            });
            Self { lanes: Lanes::new(work), gates, dealt }
        }

        fn open(&self, chat: i64, for_so_many: usize) {
            self.gates[&chat].add_permits(for_so_many);
        }

        async fn settle(&self) {
            for _ in 0..10_000 {
                tokio::task::yield_now().await;
            }
        }

        fn dealt(&self, chat: i64) -> Vec<u32> {
            self.dealt.lock().expect("not poisoned").iter().filter(|(of, _)| *of == chat).map(|(_, n)| *n).collect()
        }
    }

    #[tokio::test]
    async fn a_chat_keeps_its_order_and_holds_up_nobody() {
        let mut bench = Bench::new(0..2);
        for n in 0..10 {
            assert!(bench.lanes.hand(0, (0, n)).await);
            assert!(bench.lanes.hand(1, (1, n)).await);
        }
        bench.open(1, 10);
        bench.settle().await;
        assert_eq!((bench.dealt(0), bench.dealt(1)), (vec![], (0..10).collect()));
        bench.open(0, 10);
        bench.settle().await;
        assert_eq!(bench.dealt(0), (0..10).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_flooding_chat_is_left_behind_and_taken_up_in_order() {
        let mut bench = Bench::new(0..2);
        let mut left = Vec::new();
        for n in 0..200 {
            if !bench.lanes.hand(0, (0, n)).await {
                left.push(n);
            }
        }
        assert!(left.len() > 100 && bench.lanes.hand(1, (1, 0)).await, "the other chat has its room");
        bench.open(0, 1);
        bench.settle().await;
        assert!(!bench.lanes.hand(0, (0, 999)).await, "nothing overtakes what was left behind");
        bench.open(0, 1000);
        tokio::time::timeout(Duration::from_secs(5), bench.lanes.caught_up()).await.expect("caught up");
        while !left.is_empty() {
            bench.lanes.take_up();
            while !left.is_empty() && bench.lanes.hand(0, (0, left[0])).await {
                left.remove(0);
            }
            bench.settle().await;
        }
        assert_eq!(bench.dealt(0), (0..200).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn handing_waits_when_everything_is_full_and_closing_drops_what_waits() {
        let chats = i64::try_from(IN_FLIGHT).expect("a small number");
        let mut bench = Bench::new(0..chats + 1);
        for chat in 0..chats {
            assert!(bench.lanes.hand(chat, (chat, 0)).await);
        }
        let full = tokio::time::timeout(Duration::from_millis(20), bench.lanes.hand(chats, (chats, 0))).await;
        assert!(full.is_err(), "no room");
        bench.open(0, 1);
        assert!(bench.lanes.hand(chats, (chats, 0)).await);
        bench.open(1, 1);
        bench.settle().await;
        assert!(bench.lanes.hand(2, (2, 1)).await);
        (0..=chats).for_each(|chat| bench.open(chat, 1));
        bench.lanes.close().await;
        assert_eq!(bench.dealt(2), [0], "the second one stays in the inbox");
    }
}
