//! The local Telegram: true confirming, one poller, access, presses.

use std::io;

use serde_json::{Value, json};

use super::{Got, ask};
use crate::telegram::{Access, Kind, Role, Server, TOKEN};
use crate::{Fault, Rule};

async fn call(server: &Server, method: &str, body: &Value) -> io::Result<Got> {
    ask(&server.api_url(), "POST", &format!("/bot{TOKEN}/{method}"), "", body).await
}

async fn send(server: &Server, chat: i64, text: &str) -> io::Result<Got> {
    let keyboard = json!({"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]});
    let body =
        json!({"chat_id": chat, "text": text, "link_preview_options": {"is_disabled": true}, "reply_markup": keyboard});
    call(server, "SendMessage", &body).await
}

async fn poll(server: &Server, offset: i64, timeout: u64) -> io::Result<Vec<i64>> {
    let got = call(server, "getUpdates", &json!({"offset": offset, "timeout": timeout})).await?.json();
    let updates = got["result"].as_array().cloned().unwrap_or_default();
    Ok(updates.iter().filter_map(|update| update["update_id"].as_i64()).collect())
}

#[tokio::test]
async fn updates_come_again_until_they_are_confirmed() -> io::Result<()> {
    let server = Server::start().await;
    let ana = server.person("Ana");
    let (one, two) = (ana.says("one").update_id(), ana.says("two").update_id());
    assert_eq!(poll(&server, 0, 0).await?, [one, two]);
    assert_eq!(poll(&server, one, 0).await?, [one, two]);
    assert_eq!(poll(&server, two, 0).await?, [two]);
    assert_eq!(poll(&server, one, 0).await?, [two]);
    assert!(poll(&server, two + 1, 0).await?.is_empty());
    server.wait_confirmed(two).await;
    Ok(())
}

#[tokio::test]
async fn a_long_poll_ends_with_the_first_update() -> io::Result<()> {
    let server = Server::start().await;
    let speak = async {
        server.wait_ready().await;
        server.person("Ana").says("/start").update_id()
    };
    let (got, id) = tokio::join!(poll(&server, 0, 50), speak);
    assert_eq!(got?, [id]);
    Ok(())
}

#[tokio::test]
async fn the_older_of_two_pollers_is_sent_away() -> io::Result<()> {
    let server = Server::start().await;
    let long = json!({"timeout": 50});
    let newer = async {
        server.wait_ready().await;
        call(&server, "getUpdates", &json!({"timeout": 0})).await
    };
    let (older, newer) = tokio::join!(call(&server, "getUpdates", &long), newer);
    assert_eq!((older?.status, newer?.status), (409, 200));
    Ok(())
}

#[tokio::test]
async fn chats_answer_as_they_are() -> io::Result<()> {
    let server = Server::start().await;
    let mut met = Vec::new();
    for access in [Access::Blocked, Access::Kicked, Access::NotFound, Access::MovedTo(-1_005), Access::Open] {
        server.set_access(7, access);
        let got = send(&server, 7, "x").await?;
        met.push((got.status, got.json()["description"].as_str().unwrap_or_default().to_owned()));
        if let Access::MovedTo(new) = access {
            assert_eq!(got.json()["parameters"]["migrate_to_chat_id"], new);
        }
    }
    assert_eq!(met[0], (403, "Forbidden: bot was blocked by the user".to_owned()));
    assert_eq!(met.iter().map(|(status, _)| *status).collect::<Vec<_>>(), [403, 403, 400, 400, 200]);
    assert_eq!(server.posted(), 1);

    server.fault(Rule::on("*", Fault::status(401, Value::Null)).from_call(2).always());
    assert_eq!(call(&server, "getMe", &Value::Null).await?.status, 200);
    assert_eq!(call(&server, "getMe", &Value::Null).await?.json()["description"], "Unauthorized");
    Ok(())
}

#[tokio::test]
async fn roles_are_as_configured() -> io::Result<()> {
    let server = Server::start().await;
    server.add_chat(-1_001_000_000_007, Kind::Supergroup, "Fans");
    let ana = server.person("Ana");
    server.set_role(-1_001_000_000_007, &ana, Role::Owner);
    let mut statuses = Vec::new();
    for user in [ana.user_id(), 99] {
        let got = call(&server, "getChatMember", &json!({"chat_id": -1_001_000_000_007_i64, "user_id": user})).await?;
        statuses.push(got.json()["result"]["status"].clone());
    }
    assert_eq!(statuses, ["creator", "member"]);
    let all = call(&server, "getChatAdministrators", &json!({"chat_id": -1_001_000_000_007_i64})).await?.json();
    assert_eq!(all["result"].as_array().map(Vec::len), Some(1));
    Ok(())
}

#[tokio::test]
async fn a_press_is_answered_and_changes_the_message() -> io::Result<()> {
    let server = Server::start().await;
    let ana = server.person("Ana");
    let said = ana.says("/story");
    send(&server, ana.chat(), "first").await?;
    let seen = said.reply().await;
    let pressed = ana.presses(&seen, "More");
    let update = server.take_updates().pop().unwrap_or_default();
    let id = update["callback_query"]["id"].clone();
    assert_eq!(update["callback_query"]["data"], "more");
    assert_eq!(
        call(&server, "answerCallbackQuery", &json!({"callback_query_id": id, "text": "ok"})).await?.status,
        200
    );
    assert_eq!(call(&server, "answerCallbackQuery", &json!({"callback_query_id": id})).await?.status, 400);
    assert_eq!(pressed.answered().await.text, "ok");

    let number: i64 = seen.id.parse().expect("a message id");
    let mut edit = json!({"chat_id": ana.chat(), "message_id": number, "text": "second", "link_preview_options": {"is_disabled": true}});
    assert_eq!(call(&server, "editMessageText", &edit).await?.status, 200);
    assert_eq!(pressed.changed().await.text(), "second");
    assert_eq!(call(&server, "editMessageText", &edit).await?.status, 400);
    edit["message_id"] = json!(4_000);
    assert_eq!(call(&server, "editMessageText", &edit).await?.status, 400);
    server.assert_clean();
    Ok(())
}

#[tokio::test]
async fn an_anonymous_admin_speaks_in_the_groups_name() {
    let server = Server::start().await;
    server.set_privacy(false);
    server.anonymous_admin(-1_001_000_000_009).says("/daily on");
    server.linked_channel(-1_001_000_000_009, -1_001_000_000_010).says("news");
    let updates = server.take_updates();
    let (admin, linked) = (&updates[0]["message"], &updates[1]["message"]);
    assert_eq!(
        (admin["from"]["id"].clone(), &admin["sender_chat"]["id"]),
        (json!(1_087_968_824), &admin["chat"]["id"])
    );
    assert_eq!(linked["sender_chat"]["id"], json!(-1_001_000_000_010_i64));
    assert_ne!(linked["sender_chat"]["id"], linked["chat"]["id"]);
}
