//! How many posts a second the servers take, for benchmarks that must not measure them instead of the bot. Run it in
//! release: `cargo test --release -p local-platforms --lib speed -- --ignored --nocapture`.

use std::io;
use std::net::SocketAddr;
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{discord, telegram};

const PLACES: u64 = 10_000;
const POSTS: u64 = 30_000;
/// Requests that are on their way at once, on as many connections.
const LANES: u64 = 16;
const LEAST: f64 = 10_000.0;

/// Sends every request of this lane, one after the other on one connection. Client and server share the core.
async fn lane(address: SocketAddr, lane: u64, request: fn(u64) -> String) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 64 << 10];
    for number in (lane..POSTS).step_by(usize::try_from(LANES).unwrap_or(1)) {
        stream.write_all(request(number).as_bytes()).await?;
        let got = stream.read(&mut buffer).await?;
        assert!(buffer[..got].starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&buffer[..got]));
    }
    Ok(())
}

async fn rate(api_url: &str, request: fn(u64) -> String) -> f64 {
    let address: SocketAddr = api_url.trim_start_matches("http://").parse().expect("the server's own address");
    let start = Instant::now();
    let lanes: Vec<_> = (0..LANES).map(|number| tokio::spawn(lane(address, number, request))).collect();
    for lane in lanes {
        lane.await.expect("no panic").expect("a connection");
    }
    let posts = f64::from(u32::try_from(POSTS).unwrap_or(u32::MAX));
    posts / start.elapsed().as_secs_f64()
}

fn with_head(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: local\r\nauthorization: Bot {}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        discord::TOKEN,
        body.len()
    )
}

fn discord_post(number: u64) -> String {
    let channel = 50_000 + number % PLACES;
    let embed = format!(r#"[{{"title":"Story {number}","description":"{}"}}]"#, "word ".repeat(120));
    let body =
        format!(r#"{{"embeds":{embed},"nonce":"n{number}","enforce_nonce":true,"allowed_mentions":{{"parse":[]}}}}"#);
    with_head(&format!("/api/v10/channels/{channel}/messages"), &body)
}

fn telegram_post(number: u64) -> String {
    let chat = -1_001_000_000_000_i64 - i64::try_from(number % PLACES).unwrap_or_default();
    let text = "word ".repeat(120);
    let body = format!(r#"{{"chat_id":{chat},"text":"{text}","link_preview_options":{{"is_disabled":true}}}}"#);
    with_head(&format!("/bot{}/sendMessage", telegram::TOKEN), &body)
}

#[tokio::test]
#[ignore = "it measures, and only a release build on an idle machine tells anything"]
async fn ten_thousand_posts_a_second() {
    let discord = discord::Server::start().await;
    let telegram = telegram::Server::start().await;
    for number in 0..PLACES / 10 {
        let id = 50_000 + number * 10;
        let channels: Vec<(u64, &str)> = (id..id + 10).map(|id| (id, "talk")).collect();
        discord.add_guild(10 + number, "Guild", &channels);
    }
    discord.keep_log(false);
    telegram.keep_log(false);
    for backstage in [&*discord, &*telegram] {
        backstage.check_wire(false);
    }
    for (name, url, request) in [
        ("Discord", discord.api_url(), discord_post as fn(u64) -> String),
        ("Telegram", telegram.api_url(), telegram_post),
    ] {
        let rate = rate(&url, request).await;
        println!("{name}: {rate:.0} posts a second");
        assert!(rate >= LEAST, "{name}: {rate:.0} posts a second");
    }
    assert_eq!((discord.posted() as u64, telegram.posted() as u64), (POSTS, POSTS));
}
