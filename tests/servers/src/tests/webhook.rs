//! The local Telegram's webhook: who may set it, how updates reach it, and what becomes of polls.

use std::io;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{Got, ask};
use crate::telegram::{Server, TOKEN};
use crate::{Fault, Rule};

async fn call(server: &Server, method: &str, body: &Value) -> io::Result<Got> {
    ask(&server.api_url(), "POST", &format!("/bot{TOKEN}/{method}"), "", body).await
}

/// Takes one request and answers it with this status.
async fn take(bot: &TcpListener, status: u16) -> io::Result<String> {
    let (mut stream, _) = bot.accept().await?;
    let mut all = Vec::new();
    while !String::from_utf8_lossy(&all).split_once("\r\n\r\n").is_some_and(|(_, body)| body.ends_with('}')) {
        if stream.read_buf(&mut all).await? == 0 {
            break;
        }
    }
    stream.write_all(format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n").as_bytes()).await?;
    Ok(String::from_utf8_lossy(&all).into_owned())
}

#[tokio::test]
async fn updates_go_to_the_webhook_with_the_secret_until_it_says_well() -> io::Result<()> {
    let server = Server::start().await;
    let bot = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/hook", bot.local_addr()?);
    let wanted = json!({"url": url, "secret_token": "abc", "allowed_updates": ["message"], "max_connections": 1});
    assert_eq!(call(&server, "setWebhook", &wanted).await?.status, 200);
    assert_eq!(call(&server, "getUpdates", &json!({})).await?.status, 409);
    let said = server.person("Ana").says("hello");
    server.push(json!({"inline_query": {"id": "1"}}));
    for status in [500, 404, 200] {
        let got = take(&bot, status).await?;
        assert!(
            got.starts_with("POST /hook HTTP/1.1") && got.contains("x-telegram-bot-api-secret-token: abc"),
            "{got}"
        );
        assert!(got.contains("\"text\":\"hello\""), "{got}");
    }
    said.confirmed().await;
    server.wait_delivered().await;
    assert_eq!(
        server.deliveries().iter().map(|(_, status)| *status).collect::<Vec<_>>(),
        [Some(500), Some(404), Some(200)]
    );
    let told = call(&server, "getWebhookInfo", &Value::Null).await?.json();
    assert_eq!((&told["result"]["url"], &told["result"]["pending_update_count"]), (&json!(url), &json!(0)));
    assert_eq!(told["result"]["last_error_message"], "Wrong response from the webhook: 404");
    Ok(())
}

#[tokio::test]
async fn a_delivery_can_be_lost_on_its_way_or_on_the_way_back() -> io::Result<()> {
    let server = Server::start().await;
    let bot = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/hook", bot.local_addr()?);
    server.fault(Rule::on("webhook", Fault::reset()).times(2));
    server.fault(Rule::on("webhook", Fault::reset().after_accepting()).from_call(3).times(1));
    call(&server, "setWebhook", &json!({"url": url})).await?;
    let said = server.person("Ana").says("hello");
    take(&bot, 200).await?;
    take(&bot, 200).await?;
    said.confirmed().await;
    Ok(())
}

#[tokio::test]
async fn a_webhook_must_be_in_order_and_deleting_it_keeps_what_waits() -> io::Result<()> {
    let server = Server::start().await;
    let long = "x".repeat(257);
    for wrong in [
        json!({"url": "http://example.org/x"}),
        json!({"url": "https://example.org/x", "secret_token": "a b"}),
        json!({"url": "https://example.org/x", "secret_token": long}),
        json!({"url": "https://example.org/x", "max_connections": 101}),
    ] {
        assert_eq!(call(&server, "setWebhook", &wrong).await?.status, 400, "{wrong}");
    }
    let nobody = json!({"url": "http://127.0.0.1:9/x"});
    let poll = json!({"timeout": 50});
    let newer = async {
        server.wait_ready().await;
        call(&server, "setWebhook", &nobody).await
    };
    let (poll, set) = tokio::join!(call(&server, "getUpdates", &poll), newer);
    assert_eq!((poll?.status, set?.status), (409, 200), "a poll ends when a webhook is set");
    server.person("Ana").says("hello");
    assert_eq!(call(&server, "deleteWebhook", &json!({"drop_pending_updates": false})).await?.status, 200);
    let got = call(&server, "getUpdates", &json!({})).await?.json();
    assert_eq!(got["result"][0]["message"]["text"], "hello");
    Ok(())
}
