//! The process and its files from outside: memory, open files, threads, the sizes of the store and its WAL.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::Result;
use crate::common::numbers;

/// A watch looks so often.
const EVERY: Duration = Duration::from_millis(500);

/// What is there at one moment; sizes in MiB.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    /// Memory that it holds.
    pub(crate) memory: f64,
    /// The part of it that no file stands behind: heaps and stacks.
    pub(crate) anonymous: f64,
    pub(crate) descriptors: usize,
    pub(crate) threads: usize,
    pub(crate) wal: f64,
    pub(crate) store: f64,
}

impl Look {
    /// Looks at a process and its store.
    pub(crate) fn at(process: u32, store: &Path) -> Result<Self> {
        let folder = PathBuf::from(format!("/proc/{process}"));
        let rollup = std::fs::read_to_string(folder.join("smaps_rollup"))?;
        Ok(Self {
            memory: field(&rollup, "Rss:")? / 1024.0,
            anonymous: field(&rollup, "Anonymous:")? / 1024.0,
            descriptors: std::fs::read_dir(folder.join("fd"))?.count(),
            threads: std::fs::read_dir(folder.join("task"))?.count(),
            wal: mib(&beside(store, "-wal")),
            store: mib(store),
        })
    }

    fn most(self, other: Self) -> Self {
        Self {
            memory: self.memory.max(other.memory),
            anonymous: self.anonymous.max(other.anonymous),
            descriptors: self.descriptors.max(other.descriptors),
            threads: self.threads.max(other.threads),
            wal: self.wal.max(other.wal),
            store: self.store.max(other.store),
        }
    }
}

/// A number of KiB.
fn field(text: &str, name: &str) -> Result<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)).ok_or("the process has ended")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}

fn beside(store: &Path, added: &str) -> PathBuf {
    let mut file = store.as_os_str().to_owned();
    file.push(added);
    file.into()
}

/// A file that is not there has no size.
fn mib(file: &Path) -> f64 {
    let bytes = std::fs::metadata(file).map_or(0, |file| file.len());
    numbers::float(usize::try_from(bytes >> 10).unwrap_or(usize::MAX)) / 1024.0
}

/// Somebody who keeps looking, and remembers the most of everything.
pub(crate) struct Watch {
    ended: CancellationToken,
    watching: JoinHandle<Look>,
}

impl Watch {
    pub(crate) fn begin(process: u32, store: &Path) -> Self {
        let (ended, store) = (CancellationToken::new(), store.to_owned());
        let ends = ended.clone();
        let watching = tokio::spawn(async move {
            let mut most = Look::default();
            while !ends.is_cancelled() {
                if let Ok(look) = Look::at(process, &store) {
                    most = most.most(look);
                }
                tokio::time::sleep(EVERY).await;
            }
            most
        });
        Self { ended, watching }
    }

    /// The most of everything.
    pub(crate) async fn end(self) -> Result<Look> {
        self.ended.cancel();
        Ok(self.watching.await?)
    }
}
