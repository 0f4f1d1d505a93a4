//! The threads that talk to SQLite, so that nothing async ever blocks: one writer that commits waiting work as a group,
//! and a few readers beside it. They do not know what the work is.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::open::{self, OpenError};
use crate::ports::{StoreError, Turns, meters};

/// Pieces of work that wait at most, for each kind; who brings more waits.
const QUEUE: usize = 1024;
/// Pieces of work that one commit carries at most.
const GROUP: usize = 256;
/// Commits after which the file is brought up to date in a quiet moment.
const TIDY_AFTER: u32 = 64;
/// Threads that read.
const READERS: usize = 2;

/// What goes wrong inside a piece of work.
pub(super) type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Tells the one who waits, once the commit has succeeded or failed.
type Report = Box<dyn FnOnce(Result<(), String>) + Send>;
/// Without a connection the work is not done, for this cause.
type Write = Box<dyn FnOnce(Result<&Connection, &str>) -> Report + Send>;
type Read = Box<dyn FnOnce(&Connection) + Send>;

/// The threads' front.
pub(super) struct Threads {
    writes: Mutex<Option<mpsc::Sender<Write>>>,
    reads: Mutex<Option<mpsc::Sender<Read>>>,
    writer: Mutex<Vec<JoinHandle<()>>>,
    readers: Mutex<Vec<JoinHandle<()>>>,
    progress: Arc<Progress>,
}

/// How often the writer has turned, for whoever wants to know whether it still does.
#[derive(Default)]
struct Progress {
    turns: AtomicU64,
    commits: AtomicU64,
    failures: AtomicU64,
}

impl Progress {
    fn step(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

impl Threads {
    /// Starts them on an opened file.
    pub(super) fn start(path: &Path, connection: Connection) -> Result<Self, OpenError> {
        let (writes, to_write) = mpsc::channel(QUEUE);
        let progress = Arc::new(Progress::default());
        let shown = Arc::clone(&progress);
        let writing = vec![spawn("store-writer", move || write_loop(&connection, to_write, &shown))];
        let (reads, readers) = start_readers(path)?;
        Ok(Self {
            writes: Mutex::new(Some(writes)),
            reads: Mutex::new(Some(reads)),
            writer: Mutex::new(writing),
            readers: Mutex::new(readers),
            progress,
        })
    }

    /// Starts them on a file that is only read.
    pub(super) fn reading(path: &Path) -> Result<Self, OpenError> {
        let (reads, readers) = start_readers(path)?;
        Ok(Self {
            writes: Mutex::new(None),
            reads: Mutex::new(Some(reads)),
            writer: Mutex::default(),
            readers: Mutex::new(readers),
            progress: Arc::default(),
        })
    }

    /// How often the writer has turned.
    pub(super) fn turns(&self) -> Turns {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let Progress { turns, commits, failures } = &*self.progress;
        Turns { turns: read(turns), commits: read(commits), failures: read(failures) }
    }

    /// Does some work in a transaction of its own (a savepoint of the group's) and returns once it is committed.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job: Write = Box::new(move |connection| {
            let result = connection.map_err(Fault::from).and_then(|connection| in_savepoint(connection, work));
            Box::new(move |committed| {
                let outcome = match (result, committed) {
                    (Ok(done), Ok(())) => Ok(done),
                    (Err(fault), _) => Err(fault.to_string()),
                    (Ok(_), Err(cause)) => Err(cause),
                };
                // Nobody waits any more when the request was given up.
                let _nobody_waits = answer.send(outcome);
            })
        });
        submit(&self.writes, job, doing).await?;
        finished(answered, doing).await
    }

    /// Reads.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job: Read = Box::new(move |connection| {
            let _nobody_waits = answer.send(work(connection).map_err(|fault| fault.to_string()));
        });
        submit(&self.reads, job, doing).await?;
        finished(answered, doing).await
    }

    /// Lets the threads finish what waits and end.
    pub(super) async fn close(self: &Arc<Self>) {
        let threads = Arc::clone(self);
        if tokio::task::spawn_blocking(move || threads.stop()).await.is_err() {
            tracing::error!("a thread of the store ended badly");
        }
    }

    /// Readers first: the last connection to close tidies the WAL into the file, and only the writer can.
    fn stop(&self) {
        take(&self.reads);
        join(&self.readers);
        take(&self.writes);
        join(&self.writer);
    }
}

impl Drop for Threads {
    /// Whoever holds the file's lock next finds nobody at work on it.
    fn drop(&mut self) {
        self.stop();
    }
}

type Readers = (mpsc::Sender<Read>, Vec<JoinHandle<()>>);

fn start_readers(path: &Path) -> Result<Readers, OpenError> {
    let mut readers = Vec::new();
    let (reads, to_read) = mpsc::channel(QUEUE);
    let to_read = Arc::new(Mutex::new(to_read));
    for number in 1..=READERS {
        let (connection, to_read) = (open::reader(path)?, Arc::clone(&to_read));
        readers.push(spawn(&format!("store-reader-{number}"), move || read_loop(&connection, &to_read)));
    }
    Ok((reads, readers))
}

fn join(threads: &Mutex<Vec<JoinHandle<()>>>) {
    let threads = std::mem::take(&mut *threads.lock().unwrap_or_else(PoisonError::into_inner));
    for thread in threads {
        drop(thread.join());
    }
}

fn take<T>(place: &Mutex<Option<T>>) {
    drop(place.lock().unwrap_or_else(PoisonError::into_inner).take());
}

async fn submit<J>(queue: &Mutex<Option<mpsc::Sender<J>>>, job: J, doing: &'static str) -> Result<(), StoreError> {
    let closed = || StoreError { doing, cause: "the store is closed".into(), is_closed: true };
    let queue = queue.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(closed)?;
    queue.send(job).await.map_err(|_| closed())
}

async fn finished<T>(answered: oneshot::Receiver<Result<T, String>>, doing: &'static str) -> Result<T, StoreError> {
    match answered.await {
        Ok(result) => result.map_err(|cause| StoreError { doing, cause, is_closed: false }),
        Err(_) => Err(StoreError { doing, cause: "the work was dropped".into(), is_closed: false }),
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .expect("the system can start a handful of threads at start")
}

/// One failing piece of work takes only its own changes back.
fn in_savepoint<T>(connection: &Connection, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
    connection.prepare_cached("SAVEPOINT work")?.execute([])?;
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(connection)))
        .unwrap_or_else(|_| Err("the work panicked".into()));
    if result.is_err() && connection.is_autocommit() {
        return result;
    }
    if result.is_err() {
        connection.prepare_cached("ROLLBACK TO work")?.execute([])?;
    }
    connection.prepare_cached("RELEASE work")?.execute([])?;
    result
}

fn write_loop(connection: &Connection, mut work: mpsc::Receiver<Write>, progress: &Progress) {
    let mut commits = 0;
    while let Some(first) = work.blocking_recv() {
        Progress::step(&progress.turns);
        // Without a transaction each savepoint would commit by itself: no BEGIN, no work. The closures are called all the
        // same, so that each one who waits hears why.
        let begun = connection.execute_batch("BEGIN IMMEDIATE").map_err(|error| error.to_string());
        if let Err(cause) = begun {
            tracing::error!(cause, "the store cannot be written to");
            Progress::step(&progress.failures);
            meters::not_committed();
            first(Err(&cause))(Ok(()));
            continue;
        }
        let mut reports = vec![first(Ok(connection))];
        // When the disk fails in the midst of a statement SQLite takes the whole transaction back. What came after that would
        // commit by itself, be called failed with the rest, and so be done without anybody who knows of it.
        while !connection.is_autocommit()
            && reports.len() < GROUP
            && let Ok(next) = work.try_recv()
        {
            reports.push(next(Ok(connection)));
        }
        let (pieces, stopwatch) = (reports.len(), meters::Stopwatch::start());
        let committed = if connection.is_autocommit() {
            Err("the disk failed in the midst of the work, and all of it was taken back".to_owned())
        } else {
            connection.execute_batch("COMMIT").map_err(|error| error.to_string())
        };
        if committed.is_ok() {
            Progress::step(&progress.commits);
            meters::committed(pieces, stopwatch.elapsed());
        } else {
            Progress::step(&progress.failures);
            meters::not_committed();
        }
        if committed.is_err() && !connection.is_autocommit() {
            // A failed commit (disk full) leaves the transaction open.
            let _already_gone = connection.execute_batch("ROLLBACK");
        }
        for report in reports {
            report(committed.clone());
        }
        commits += 1;
        // In a quiet moment what is in the WAL is brought into the file, so that little is missing from a careless copy.
        if commits >= TIDY_AFTER && work.is_empty() {
            commits = 0;
            let _tried_again_later = connection.pragma_update_and_check(None, "wal_checkpoint", "PASSIVE", |_| Ok(()));
        }
    }
}

fn read_loop(connection: &Connection, work: &Mutex<mpsc::Receiver<Read>>) {
    loop {
        // The lock is held while waiting and given on as soon as there is something to do.
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some(job) = next else { return };
        // Who waits for a piece of work that panics sees it dropped.
        drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(connection))));
    }
}
