//! A process that is measured: started, looked at through `/proc`, and ended. Ended also when something goes wrong here.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;

/// A process may take so long to end after it was asked to.
const PATIENCE: Duration = Duration::from_secs(30);
/// What `/proc` counts CPU time in: Linux shows hundredths of a second on every machine.
const TICK: Duration = Duration::from_millis(10);

/// Which memory.
#[derive(Clone, Copy)]
pub(crate) enum Memory {
    /// What it holds now.
    Now,
    /// The most that it has held.
    Peak,
}

/// A running process.
pub(crate) struct Process {
    child: Option<std::process::Child>,
    /// What the system calls it.
    pub(crate) id: u32,
    begun: Instant,
}

impl Process {
    /// The real binary with both doors open on local platforms; `settings` are what differs from the defaults.
    pub(crate) fn touchline(
        store: &Path,
        (discord, telegram): (&str, &str),
        settings: &[(&str, &str)],
    ) -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchline"));
        command
            .env_clear()
            .env("TOUCHLINE_STORE__PATH", store)
            .env("TOUCHLINE_DISCORD__TOKEN", local_platforms::discord::TOKEN)
            .env("TOUCHLINE_DISCORD__API_URL", discord)
            .env("TOUCHLINE_TELEGRAM__TOKEN", local_platforms::telegram::TOKEN)
            .env("TOUCHLINE_TELEGRAM__API_URL", telegram)
            .env("TOUCHLINE_LOG__FILTER", "warn")
            .envs(settings.iter().copied())
            .stdin(Stdio::null());
        Self::start(command, store)
    }

    /// Starts it beside the store, where no configuration file lies.
    pub(crate) fn start(mut command: Command, store: &Path) -> Result<Self> {
        command.current_dir(store.parent().ok_or("a file in a folder")?);
        let begun = Instant::now();
        let process = command.spawn().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        Ok(Self { id: process.id(), child: Some(process), begun })
    }

    /// How long ago it was started.
    pub(crate) fn age(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Memory that it holds, in MiB: now, or the most so far.
    pub(crate) fn memory(&self, which: Memory) -> Result<f64> {
        let name = match which {
            Memory::Now => "VmRSS:",
            Memory::Peak => "VmHWM:",
        };
        let status = self.look("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or(name)?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib / 1024.0)
    }

    /// CPU time that it has used.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let stat = self.look("stat")?;
        // The second field is a name in parentheses, which may hold anything; what follows is the third field.
        let (_, rest) = stat.rsplit_once(')').ok_or("no name in parentheses")?;
        let ticks: Vec<u32> = rest.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
        Ok(TICK * ticks.iter().sum::<u32>())
    }

    fn look(&self, file: &str) -> Result<String> {
        let path = format!("/proc/{}/{file}", self.id);
        Ok(std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}; has the process ended?"))?)
    }

    /// Asks it to end, as an operator would, and waits until it has.
    pub(crate) async fn stop(mut self) -> Result<()> {
        let Some(mut process) = self.child.take() else { return Ok(()) };
        Command::new("kill").arg("-TERM").arg(self.id.to_string()).status()?;
        drop(process.stdin.take());
        let ended = tokio::task::spawn_blocking(move || process.wait());
        let Ok(ended) = tokio::time::timeout(PATIENCE, ended).await else {
            Command::new("kill").arg("-KILL").arg(self.id.to_string()).status()?;
            return Err(format!("a process did not end within {PATIENCE:?} and was killed").into());
        };
        ended??;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(process) = &mut self.child {
            // It may have ended by itself.
            let _ended = process.kill();
            let _reaped = process.wait();
        }
    }
}
