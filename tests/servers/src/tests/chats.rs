//! The local Telegram's chats: names, the bot's standing and rights, topics, private chats that were never started.

use std::io;

use serde_json::{Value, json};

use super::{Got, ask};
use crate::telegram::{Access, BOT, Kind, Role, Server, TOKEN};

const GROUP: i64 = -1_001_000_000_001;
const NEWS: i64 = -1_001_000_000_002;

async fn call(server: &Server, method: &str, body: &Value) -> io::Result<Got> {
    ask(&server.api_url(), "POST", &format!("/bot{TOKEN}/{method}"), "", body).await
}

/// What came of a message: the status, and the words of an error.
async fn send(server: &Server, chat: impl Into<Value>, topic: Option<i64>) -> io::Result<(u16, String)> {
    let mut body = json!({"chat_id": chat.into(), "text": "x", "link_preview_options": {"is_disabled": true}});
    if let Some(topic) = topic {
        body["message_thread_id"] = topic.into();
    }
    let got = call(server, "sendMessage", &body).await?;
    Ok((got.status, got.json()["description"].as_str().unwrap_or_default().to_owned()))
}

fn refused(status: u16, words: &str) -> (u16, String) {
    (status, words.to_owned())
}

fn fine() -> (u16, String) {
    refused(200, "")
}

async fn own_standing(server: &Server, chat: i64) -> io::Result<Value> {
    Ok(call(server, "getChatMember", &json!({"chat_id": chat, "user_id": BOT})).await?.json()["result"].clone())
}

/// The old and the new standing of the last update.
fn told(server: &Server) -> (Value, Value) {
    let update = server.take_updates().pop().unwrap_or_default();
    let change = &update["my_chat_member"];
    (change["old_chat_member"]["status"].clone(), change["new_chat_member"]["status"].clone())
}

#[tokio::test]
async fn public_chats_have_names() -> io::Result<()> {
    let server = Server::start().await;
    server.add_chat(NEWS, Kind::Channel, "News");
    server.add_username(NEWS, "WorldCupNews");
    let chat = call(&server, "getChat", &json!({"chat_id": "@worldcupnews"})).await?.json();
    assert_eq!(
        (chat["result"]["id"].clone(), chat["result"]["username"].clone()),
        (json!(NEWS), json!("WorldCupNews"))
    );
    assert_eq!(send(&server, "@worldcupnews", None).await?, fine());
    assert_eq!(server.ledger_of(NEWS).len(), 1);
    assert_eq!(server.requests_like("sendMessage")[0].place.as_deref(), Some(NEWS.to_string().as_str()));
    assert_eq!(send(&server, "@nobody", None).await?, refused(400, "Bad Request: chat not found"));
    // The Bot API takes its parameters in the query, too.
    let path = format!("/bot{TOKEN}/getChat?chat_id=%40worldcupnews");
    let got = ask(&server.api_url(), "GET", &path, "", &Value::Null).await?;
    assert_eq!(got.json()["result"]["id"], NEWS);
    server.assert_clean();
    Ok(())
}

#[tokio::test]
async fn kicked_and_invited_again() -> io::Result<()> {
    let server = Server::start().await;
    let ana = server.person("Ana");
    server.add_chat(GROUP, Kind::Supergroup, "Fans");
    assert_eq!(own_standing(&server, GROUP).await?["status"], "member");
    server.bot_becomes(GROUP, &ana, Role::Banned);
    assert_eq!(told(&server), (json!("member"), json!("kicked")));
    let kicked = refused(403, "Forbidden: bot was kicked from the supergroup chat");
    assert_eq!(send(&server, GROUP, None).await?, kicked);
    assert_eq!(call(&server, "getChat", &json!({"chat_id": GROUP})).await?.status, 403);
    server.bot_becomes(GROUP, &ana, Role::Left);
    let gone = refused(403, "Forbidden: bot is not a member of the supergroup chat");
    assert_eq!(send(&server, GROUP, None).await?, gone);
    server.add_username(GROUP, "fans");
    assert_eq!(own_standing(&server, GROUP).await?["status"], "left");
    server.bot_becomes(GROUP, &ana, Role::Member);
    assert_eq!(told(&server), (json!("left"), json!("member")));
    assert_eq!(send(&server, GROUP, None).await?, fine());
    assert_eq!(call(&server, "leaveChat", &json!({"chat_id": GROUP})).await?.status, 200);
    assert_eq!(told(&server), (json!("member"), json!("left")));
    assert_eq!(send(&server, GROUP, None).await?, gone);
    server.set_access(GROUP, Access::Deleted);
    assert_eq!(send(&server, GROUP, None).await?, refused(403, "Forbidden: the group chat was deleted"));
    Ok(())
}

#[tokio::test]
async fn a_person_must_write_first_and_may_block() -> io::Result<()> {
    let server = Server::start().await;
    let ana = server.person("Ana");
    let unknown = refused(400, "Bad Request: chat not found");
    assert_eq!(send(&server, ana.chat(), None).await?, unknown);
    ana.clone().in_chat(GROUP).says("hello");
    let never = refused(403, "Forbidden: bot can't initiate conversation with a user");
    assert_eq!(send(&server, ana.chat(), None).await?, never);
    assert_eq!(call(&server, "getChat", &json!({"chat_id": ana.chat()})).await?.json()["description"], unknown.1);
    ana.says("/start");
    assert_eq!(send(&server, ana.chat(), None).await?, fine());
    assert_eq!(call(&server, "getChat", &json!({"chat_id": ana.chat()})).await?.json()["result"]["first_name"], "Ana");
    ana.blocks_bot();
    assert_eq!(told(&server), (json!("member"), json!("kicked")));
    let blocked = refused(403, "Forbidden: bot was blocked by the user");
    assert_eq!(send(&server, ana.chat(), None).await?, blocked);
    ana.unblocks_bot();
    assert_eq!(told(&server), (json!("kicked"), json!("member")));
    assert_eq!(send(&server, ana.chat(), None).await?, fine());
    Ok(())
}

#[tokio::test]
async fn rights_decide_who_may_write() -> io::Result<()> {
    let server = Server::start().await;
    server.add_chat(NEWS, Kind::Channel, "News");
    let ana = server.person("Ana");
    let own = own_standing(&server, NEWS).await?;
    assert_eq!((own["status"].clone(), own["can_post_messages"].clone()), (json!("administrator"), json!(true)));
    assert!(own.get("can_manage_topics").is_none(), "a channel has no topics");
    server.bot_gets(NEWS, &ana, "can_post_messages", false);
    assert_eq!(told(&server), (json!("administrator"), json!("administrator")));
    assert_eq!(own_standing(&server, NEWS).await?["can_post_messages"], false);
    let need = refused(400, "Bad Request: need administrator rights in the channel chat");
    assert_eq!(send(&server, NEWS, None).await?, need);
    server.set_bot_right(NEWS, "can_post_messages", true);
    assert_eq!(send(&server, NEWS, None).await?, fine());
    server.set_bot_role(NEWS, Role::Member);
    assert_eq!(send(&server, NEWS, None).await?, need);

    server.add_chat(GROUP, Kind::Supergroup, "Fans");
    server.bot_becomes(GROUP, &ana, Role::Restricted);
    let own = own_standing(&server, GROUP).await?;
    assert_eq!((own["status"].clone(), own["can_send_messages"].clone()), (json!("restricted"), json!(false)));
    let rights = refused(400, "Bad Request: not enough rights to send text messages to the chat");
    assert_eq!(send(&server, GROUP, None).await?, rights);
    server.set_bot_right(GROUP, "can_send_messages", true);
    assert_eq!(send(&server, GROUP, None).await?, fine());
    server.set_access(GROUP, Access::Silenced);
    assert_eq!(send(&server, GROUP, None).await?, rights);
    let chat = call(&server, "getChat", &json!({"chat_id": GROUP})).await?.json();
    assert_eq!(chat["result"]["permissions"]["can_send_messages"], false);
    Ok(())
}

#[tokio::test]
async fn topics_are_closed_and_opened() -> io::Result<()> {
    let server = Server::start().await;
    server.add_forum(GROUP, "Forum");
    server.close_topic(GROUP, 7);
    let update = server.take_updates().pop().unwrap_or_default();
    assert!(update["message"]["forum_topic_closed"].is_object() && update["message"]["message_thread_id"] == 7);
    let closed = refused(400, "Bad Request: TOPIC_CLOSED");
    assert_eq!(send(&server, GROUP, Some(7)).await?, closed);
    assert_eq!(send(&server, GROUP, None).await?, fine());
    server.set_bot_role(GROUP, Role::Administrator);
    assert_eq!(send(&server, GROUP, Some(7)).await?, fine());
    server.set_bot_right(GROUP, "can_manage_topics", false);
    assert_eq!(send(&server, GROUP, Some(7)).await?, closed);
    server.reopen_topic(GROUP, 7);
    assert_eq!(send(&server, GROUP, Some(7)).await?, fine());
    server.close_topic(GROUP, 1);
    assert_eq!(send(&server, GROUP, None).await?, closed);
    server.lose_topic(GROUP, 7);
    assert_eq!(send(&server, GROUP, Some(7)).await?, refused(400, "Bad Request: message thread not found"));
    Ok(())
}

#[tokio::test]
async fn a_silent_post_is_known() -> io::Result<()> {
    let server = Server::start().await;
    for silent in [true, false] {
        let mut body = json!({"chat_id": GROUP, "text": "x", "link_preview_options": {"is_disabled": true}});
        body["disable_notification"] = silent.into();
        call(&server, "sendMessage", &body).await?;
    }
    assert_eq!(server.ledger().iter().map(crate::Post::silent).collect::<Vec<_>>(), [true, false]);
    Ok(())
}
