//! The two processes that are compared: the real binary, and the loop beside.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Result;
use crate::common::process::Process;
use crate::load::{Door, Servers};
use crate::plan::BARE;

/// No limits and no waits of our own: what is measured is the work.
const UNLIMITED: [(&str, &str); 3] =
    [("TOUCHLINE_PACE__DISCORD", "0"), ("TOUCHLINE_PACE__TELEGRAM", "0"), ("TOUCHLINE_DAILY__JITTER", "0s")];

/// The real binary, with both doors open.
pub(crate) fn touchline(store: &Path, servers: &Servers) -> Result<Process> {
    Process::touchline(store, (&servers.discord.api_url(), &servers.telegram.api_url()), &UNLIMITED)
}

/// The loop beside: this binary again. It ends by itself once its standard input does.
pub(crate) fn bare(door: Door, store: &Path, servers: &Servers) -> Result<Process> {
    let mut command = Command::new(std::env::current_exe()?);
    command.env_clear().arg(BARE).arg(door.word()).arg(store).arg(servers.api_url(door)).stdin(Stdio::piped());
    Process::start(command, store)
}
