//! Changing what was said, answers to the bot, and what of a group's talk a bot is told.

use std::io;

use serde_json::{Value, json};

use super::{Got, ask};
use crate::{Fault, Rule, Scope, discord, telegram};

const GROUP: i64 = -1_001_000_000_008;

async fn on_discord(server: &discord::Server, method: &str, path: &str, body: &Value) -> io::Result<Got> {
    ask(&server.api_url(), method, &format!("/api/v10{path}"), discord::TOKEN, body).await
}

async fn on_telegram(server: &telegram::Server, method: &str, body: &Value) -> io::Result<Got> {
    ask(&server.api_url(), "POST", &format!("/bot{}/{method}", telegram::TOKEN), "", body).await
}

fn post(text: &str, nonce: &str) -> Value {
    json!({"content": text, "nonce": nonce, "enforce_nonce": true, "allowed_mentions": {"parse": []}})
}

fn edit(text: &str) -> Value {
    json!({"content": text, "allowed_mentions": {"parse": []}})
}

/// Status and code of a refusal.
fn met(got: &Got) -> (u16, u64) {
    (got.status, got.json()["code"].as_u64().unwrap_or_default())
}

#[tokio::test]
async fn the_bot_changes_its_own_messages_on_discord() -> io::Result<()> {
    let server = discord::Server::start().await;
    server.time().stop_at(1_800_000_000);
    let channel = format!("/channels/{}/messages", discord::LOUNGE);
    let own = on_discord(&server, "POST", &channel, &post("first", "a")).await?.json();
    assert_eq!(own["edited_timestamp"], Value::Null);
    let path = format!("{channel}/{}", own["id"].as_str().unwrap_or_default());
    let mut change = edit("second");
    change["embeds"] = json!([{"title": "T"}]);
    let changed = on_discord(&server, "PATCH", &path, &change).await?;
    assert_eq!((changed.status, changed.json()["edited_timestamp"].is_string()), (200, true));
    assert!(changed.head.contains("x-ratelimit-remaining"), "{}", changed.head);
    let seen = server.messages(discord::LOUNGE).remove(0);
    assert_eq!((seen.text().as_str(), seen.edits), ("second\nT", 1));
    let history = on_discord(&server, "GET", &channel, &Value::Null).await?.json();
    assert_eq!(history[0]["content"], "second");
    assert_eq!(history[0]["edited_timestamp"], changed.json()["edited_timestamp"]);
    assert_eq!(server.posted(), 1, "an edit is no post");

    // In another channel it is not there.
    let elsewhere = path.replace(&discord::LOUNGE.to_string(), "77");
    assert_eq!(met(&on_discord(&server, "PATCH", &elsewhere, &edit("x")).await?), (404, 10_008));
    for (access, expected) in [(discord::Access::Hidden, (403, 50_001)), (discord::Access::Silenced, (403, 50_013))] {
        server.set_access(discord::LOUNGE, access);
        assert_eq!(met(&on_discord(&server, "PATCH", &path, &edit("x")).await?), expected);
    }
    server.set_access(discord::LOUNGE, discord::Access::Open);
    let wait = std::time::Duration::from_secs(2);
    server.fault(Rule::on("PATCH /channels/*/messages/*", Fault::rate_limited(wait, Scope::User)));
    assert_eq!(on_discord(&server, "PATCH", &path, &edit("x")).await?.status, 429);
    server.assert_clean();
    server.delete_message(&seen.id);
    assert_eq!(met(&on_discord(&server, "PATCH", &path, &edit("x")).await?), (404, 10_008));
    on_discord(&server, "PATCH", &path, &json!({"content": "x"})).await?;
    assert_eq!(server.violations().len(), 1, "an edit pings nobody either: {:?}", server.violations());
    Ok(())
}

#[tokio::test]
async fn what_others_said_is_not_the_bots_to_change() -> io::Result<()> {
    let server = discord::Server::start().await;
    let seen = server.person("Ana").says("mine");
    let path = format!("/channels/{}/messages/{}", discord::LOUNGE, seen.id);
    assert_eq!(met(&on_discord(&server, "PATCH", &path, &edit("yours")).await?), (403, 50_005));
    assert_eq!(met(&on_discord(&server, "DELETE", &path, &Value::Null).await?), (403, 50_013));
    assert_eq!(server.messages(discord::LOUNGE)[0].text(), "mine");
    assert!(server.everything_shown().is_empty(), "what the bot said");
    let history = on_discord(&server, "GET", &format!("/channels/{}/messages", discord::LOUNGE), &Value::Null).await?;
    assert_eq!(history.json()[0]["author"]["global_name"], "Ana");
    Ok(())
}

#[tokio::test]
async fn the_bot_changes_its_own_messages_on_telegram() -> io::Result<()> {
    let server = telegram::Server::start().await;
    let ana = server.person("Ana");
    let said = ana.says("/start");
    let preview = json!({"is_disabled": true});
    let message = json!({"chat_id": ana.chat(), "text": "first", "link_preview_options": preview});
    let sent = on_telegram(&server, "sendMessage", &message).await?.json();
    let change = |id: i64, text: &str| json!({"chat_id": ana.chat(), "message_id": id, "text": text, "link_preview_options": preview});
    let number = sent["result"]["message_id"].as_i64().unwrap_or_default();
    let changed = on_telegram(&server, "editMessageText", &change(number, "second")).await?.json();
    assert_eq!((changed["result"]["text"].clone(), changed["result"]["edit_date"].is_u64()), ("second".into(), true));
    assert_eq!(said.reply().await.text(), "second");
    let mut told = Vec::new();
    for (id, text) in [(number, "second"), (4_000, "x"), (said.message_id(), "x")] {
        let got = on_telegram(&server, "editMessageText", &change(id, text)).await?;
        assert_eq!(got.status, 400);
        told.push(got.json()["description"].as_str().unwrap_or_default().to_owned());
    }
    assert!(told[0].starts_with("Bad Request: message is not modified: "), "{told:?}");
    assert_eq!(told[1..], ["Bad Request: message to edit not found", "Bad Request: message can't be edited"]);
    server.delete_message(ana.chat(), number);
    let got = on_telegram(&server, "editMessageText", &change(number, "third")).await?;
    assert_eq!(got.json()["description"], "Bad Request: message to edit not found");
    ana.blocks_bot();
    let got = on_telegram(&server, "editMessageText", &change(number, "third")).await?;
    assert_eq!((got.status, got.json()["description"].clone()), (403, "Forbidden: bot was blocked by the user".into()));
    server.assert_clean();
    Ok(())
}

/// The texts of the messages of which the bot is told.
fn told(server: &telegram::Server) -> Vec<String> {
    let text = |update: Value| update["message"]["text"].as_str().map(str::to_owned);
    server.take_updates().into_iter().filter_map(text).collect()
}

#[tokio::test]
async fn answers_reach_the_bot_and_chatter_does_not() -> io::Result<()> {
    let server = telegram::Server::start().await;
    let private = server.person("Ana");
    let ana = private.clone().in_chat(GROUP);
    let message =
        |chat: i64| json!({"chat_id": chat, "text": "What title?", "link_preview_options": {"is_disabled": true}});
    private.says("/start");
    let mut asked = Vec::new();
    for chat in [private.chat(), GROUP] {
        on_telegram(&server, "sendMessage", &message(chat)).await?;
        asked.extend(server.messages(chat));
    }
    server.take_updates();
    for (person, question) in [&private, &ana].into_iter().zip(&asked) {
        person.replies(question, "A kiss");
        let update = server.take_updates().remove(0)["message"].take();
        assert_eq!(
            (&update["text"], &update["reply_to_message"]["from"]["id"]),
            (&json!("A kiss"), &json!(telegram::BOT))
        );
        assert_eq!(update["reply_to_message"]["message_id"].to_string(), question.id);
        let is_group = person.chat() == GROUP;
        assert_eq!(update["message_thread_id"].is_number(), is_group, "a thread, but no topic");
        assert!(update["is_topic_message"].is_null());
    }
    let chatter = ana.says("hello everybody");
    chatter.confirmed().await;
    let bea = server.person("Bea").in_chat(GROUP);
    let hers = server.message(GROUP, chatter.message_id()).expect("what Ana said");
    bea.replies(&hers, "hello Ana");
    ana.says("/player@another_bot hakimi");
    assert_eq!(told(&server), Vec::<String>::new());
    ana.says("/player hakimi");
    bea.says("is it true, @touchline_local_bot?");
    assert_eq!(told(&server), ["/player hakimi", "is it true, @touchline_local_bot?"]);
    server.set_bot_role(GROUP, telegram::Role::Administrator);
    ana.says("to an administrator");
    server.set_bot_role(GROUP, telegram::Role::Member);
    server.set_privacy(false);
    ana.says("to one without privacy");
    assert_eq!(told(&server), ["to an administrator", "to one without privacy"]);
    assert_eq!(
        on_telegram(&server, "getMe", &Value::Null).await?.json()["result"]["can_read_all_group_messages"],
        true
    );
    Ok(())
}
