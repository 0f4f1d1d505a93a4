//! What the process holds before anybody says anything: both platforms connected, and the console alone.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::numbers::{self, short};
use crate::common::process::Process;
use crate::look::Look;
use crate::plan::Plan;
use crate::{Result, Servers, stores};

/// It has settled down after so long.
const SETTLED: Duration = Duration::from_secs(5);

/// Starts it as it is after its first start ever, which brings the stories in.
pub(crate) async fn measure(plan: &Plan) -> Result<()> {
    let folder = tempfile::tempdir()?;
    for stories in [2, plan.stories] {
        let store = stores::prepare(folder.path(), stories).await?;
        numbers::say(&format!("\n{}", store.about));
        let servers = Servers::start().await;
        servers.connect(&store).await?.stop().await?;
        let servers = Servers::start().await;
        let child = Process::touchline(
            &store.path,
            (&servers.discord.api_url(), &servers.telegram.api_url()),
            &crate::UNLIMITED,
        )?;
        servers.discord.wait_ready().await;
        servers.telegram.wait_ready().await;
        tokio::time::sleep(SETTLED).await;
        tell("both platforms connected", Look::at(child.id, &store.path)?);
        child.stop().await?;
        let mut console = Command::new(env!("CARGO_BIN_EXE_touchline"));
        console.env_clear().env("TOUCHLINE_STORE__PATH", &store.path).stdin(Stdio::piped()).stdout(Stdio::null());
        let child = Process::start(console, &store.path)?;
        tokio::time::sleep(SETTLED).await;
        tell("the console alone", Look::at(child.id, &store.path)?);
        child.stop().await?;
    }
    Ok(())
}

fn tell(what: &str, look: Look) {
    numbers::say(&format!(
        "  {what:<26} memory {:>5} MiB, of it heap {:>5}; {} files, {} threads   ≤ 30 MiB",
        short(look.memory),
        short(look.anonymous),
        look.descriptors,
        look.threads
    ));
}
