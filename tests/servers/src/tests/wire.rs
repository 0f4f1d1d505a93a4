//! The checker: what it finds by heart, and with descriptions at hand.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::ask;
use crate::WireCheck;
use crate::{discord, telegram};

/// What is wrong with one message on Discord, with these descriptions.
async fn discord_says(check: Option<&WireCheck>, body: &Value) -> Vec<String> {
    let server = discord::Server::start().await;
    if let Some(check) = check {
        server.check_with(check);
    }
    let path = "/api/v10/channels/5/messages";
    ask(&server.api_url(), "POST", path, discord::TOKEN, body).await.expect("an answer");
    server.violations()
}

async fn telegram_says(check: Option<&WireCheck>, method: &str, body: &Value) -> Vec<String> {
    let server = telegram::Server::start().await;
    if let Some(check) = check {
        server.check_with(check);
    }
    let path = format!("/bot{}/{method}", telegram::TOKEN);
    ask(&server.api_url(), "POST", &path, "", body).await.expect("an answer");
    server.violations()
}

fn good_post() -> Value {
    json!({"content": "hi", "nonce": "n", "enforce_nonce": true, "allowed_mentions": {"parse": []}})
}

fn good_message() -> Value {
    json!({"chat_id": 5, "text": "a 🦁 b", "link_preview_options": {"is_disabled": true},
        "entities": [{"type": "bold", "offset": 2, "length": 2}]})
}

/// Puts a value into a body and gives the complaints' texts as one.
fn with(mut body: Value, key: &str, value: Value) -> Value {
    body[key] = value;
    body
}

#[tokio::test]
async fn discord_by_heart() {
    assert_eq!(discord_says(None, &good_post()).await, Vec::<String>::new());
    let embed = |length: usize| json!({"description": "x".repeat(length)});
    let button = json!({"type": 2, "style": 1, "label": "a", "custom_id": "same"});
    let cases = [
        ("allowed_mentions", Value::Null, "allowed_mentions"),
        ("allowed_mentions", json!({"parse": ["everyone"]}), "allowed_mentions"),
        ("nonce", Value::Null, "no nonce"),
        ("nonce", json!("n".repeat(26)), "the nonce has 26"),
        ("enforce_nonce", json!(false), "does not enforce"),
        ("content", json!("é".repeat(2_001)), "2001 characters"),
        ("content", json!(""), "empty message"),
        ("embeds", json!([embed(4_097)]), "4097 characters"),
        ("embeds", json!([embed(4_000), embed(2_001)]), "6001 characters over all"),
        ("components", json!([{"type": 1, "components": [button, button]}]), "there twice"),
        ("components", json!([button]), "outside an action row"),
    ];
    for (key, value, expected) in cases {
        let found = discord_says(None, &with(good_post(), key, value)).await;
        assert!(found.iter().any(|text| text.contains(expected)), "{expected}: {found:?}");
    }
}

#[tokio::test]
async fn telegram_by_heart() {
    assert_eq!(telegram_says(None, "SendMessage", &good_message()).await, Vec::<String>::new());
    let button = |key: &str| json!({"inline_keyboard": [[{"text": "a", "callback_data": key}]]});
    let entity = |offset: u64, length: u64| json!([{"type": "bold", "offset": offset, "length": length}]);
    let cases = [
        ("parse_mode", json!("HTML"), "parse_mode"),
        ("link_preview_options", Value::Null, "preview"),
        ("text", json!("  "), "text is empty"),
        ("text", json!("🦁".repeat(2_049)), "too long"),
        ("entities", entity(3, 2), "splits a surrogate"),
        ("entities", entity(2, 9), "covers 2..11"),
        ("reply_markup", button(&"é".repeat(33)), "BUTTON_DATA_INVALID"),
    ];
    for (key, value, expected) in cases {
        let found = telegram_says(None, "sendMessage", &with(good_message(), key, value)).await;
        assert!(found.iter().any(|text| text.contains(expected)), "{expected}: {found:?}");
    }
    let named = with(good_message(), "link_preview_options", json!({"url": "https://a.b"}));
    assert!(telegram_says(None, "sendMessage", &named).await.is_empty());
}

/// Descriptions in small, so that the reading of them is tested where the real ones are not at hand.
fn small_descriptions(folder: &Path) -> WireCheck {
    let schema = json!({"type": "object", "properties": {"content": {"$ref": "#/components/schemas/Text"},
        "flags": {"oneOf": [{"type": "null"}, {"type": "integer"}]}}});
    let discord = json!({
        "paths": {"/channels/{channel_id}/messages": {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}},
        "components": {"schemas": {"Text": {"type": "string", "maxLength": 3}, "Unused": {}}},
    });
    let field = |name: &str, kind: &str, required: bool| json!({"name": name, "types": [kind], "required": required});
    let telegram = json!({
        "methods": {"sendMessage": {"fields": [field("chat_id", "Integer", true), field("text", "String", true),
            field("entities", "Array of Entity", false), field("link_preview_options", "Preview", false)]}},
        "types": {"Entity": {"subtypes": ["Bold"]}, "Preview": {"fields": [field("is_disabled", "Boolean", false)]},
            "Bold": {"fields": [field("type", "String", true), field("offset", "Integer", true), field("length", "Integer", true)]}},
    });
    let limits = "[[discord]]\nid = \"message.nonce\"\nvalue = 2\n";
    fs::create_dir_all(folder).expect("a folder to write to");
    for (name, text) in [
        ("discord-openapi.json", discord.to_string()),
        ("telegram-bot-api.json", telegram.to_string()),
        ("limits.toml", limits.to_owned()),
    ] {
        fs::write(folder.join(name), text).expect("a file to write to");
    }
    WireCheck::load(folder).expect("the folder is there")
}

#[tokio::test]
async fn descriptions_are_obeyed() {
    let folder = std::env::temp_dir().join(format!("local-platforms-{}", std::process::id()));
    assert!(WireCheck::load(&folder).is_none());
    let check = small_descriptions(&folder);
    let check = Some(&check);
    assert!(discord_says(check, &good_post()).await.is_empty());
    assert!(discord_says(check, &with(good_post(), "flags", json!("64"))).await.is_empty(), "digits in a string pass");
    let found = discord_says(check, &with(good_post(), "content", json!("long"))).await;
    assert!(found[0].contains("longer than 3"), "{found:?}");
    let found = discord_says(check, &with(good_post(), "nonce", json!("abc"))).await;
    assert!(found[0].contains("the nonce has 3"), "{found:?}");

    assert!(telegram_says(check, "SENDMESSAGE", &good_message()).await.is_empty());
    for (key, value, expected) in [
        ("chat_id", json!("5"), "chat_id should be Integer"),
        ("chat_id", Value::Null, "chat_id is missing"),
        ("txt", json!("typo"), "knows no field txt"),
        ("entities", json!([{"type": "bold", "offset": 0}]), "entities[0].length is missing"),
    ] {
        let found = telegram_says(check, "sendMessage", &with(good_message(), key, value)).await;
        assert!(found.iter().any(|text| text.contains(expected)), "{expected}: {found:?}");
    }
    assert!(!telegram_says(check, "sendRocket", &json!({})).await.is_empty());
    fs::remove_dir_all(&folder).expect("the folder of this test");
}
