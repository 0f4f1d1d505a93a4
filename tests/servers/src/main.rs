//! The local platforms by hand: starts both, says how to connect the bot, and reads lines with which a person drives
//! it. What the bot says is printed as a person would see it.

mod hand;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use local_platforms::{WireCheck, discord, telegram};
use tokio::io::{AsyncBufReadExt, BufReader};

use hand::{Hand, say};

/// Local Discord and Telegram for trying the bot without any account.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    /// Where the local Discord listens.
    #[arg(long, default_value = "127.0.0.1:4010", value_name = "ADDR")]
    discord: SocketAddr,
    /// Where the local Telegram listens.
    #[arg(long, default_value = "127.0.0.1:4020", value_name = "ADDR")]
    telegram: SocketAddr,
    /// The folder with the platforms' own descriptions, to check every request against.
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let discord = discord::Server::start_on(arguments.discord).await?;
    let telegram = telegram::Server::start_on(arguments.telegram).await?;
    discord.accept_any_token();
    telegram.accept_any_token();
    if let Some(folder) = &arguments.specs {
        let missing = || io::Error::new(io::ErrorKind::NotFound, format!("no folder {}", folder.display()));
        let check = WireCheck::load(folder).ok_or_else(missing)?;
        discord.check_with(&check);
        telegram.check_with(&check);
    }
    say(&format!(
        "Start the bot with\n\n  \
         export TOUCHLINE_DISCORD__TOKEN={}\n  export TOUCHLINE_DISCORD__API_URL={}\n  \
         export TOUCHLINE_TELEGRAM__TOKEN={}\n  export TOUCHLINE_TELEGRAM__API_URL={}\n\n\
         then type here; `help` tells what.",
        discord::TOKEN,
        discord.api_url(),
        telegram::TOKEN,
        telegram.api_url(),
    ));
    let mut hand = Hand::new(discord, telegram);
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        if line.trim() == "quit" {
            return Ok(());
        }
        if let Err(mistake) = hand.obey(&line) {
            say(&mistake);
        }
    }
    // Without a keyboard (started by a script) the servers go on until the process is ended.
    std::future::pending().await
}
