//! Both local platforms as benchmarks need them: they keep only the latest, check nothing, and wait long.

use std::time::Duration;

use local_platforms::{discord, telegram};

/// Starts them; whoever waits for an answer waits for `patience` at most.
pub(crate) async fn start(patience: Duration) -> (discord::Server, telegram::Server) {
    let (discord, telegram) = (discord::Server::start().await, telegram::Server::start().await);
    telegram.keep_log(false);
    discord.keep_log(false);
    for backstage in [&*telegram, &*discord] {
        backstage.check_wire(false);
        backstage.set_patience(patience);
    }
    (discord, telegram)
}
