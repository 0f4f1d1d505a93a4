//! The local Discord: the nonce rule, faults, access, interactions, rate limits.

use std::io;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Got, ask};
use crate::discord::{Access, LOUNGE, Server, TOKEN};
use crate::{Fault, Limit, Rule, Scope};

const POST: &str = "POST /channels/*/messages";

async fn call(server: &Server, method: &str, path: &str, body: &Value) -> io::Result<Got> {
    ask(&server.api_url(), method, &format!("/api/v10{path}"), TOKEN, body).await
}

async fn post(server: &Server, text: &str, nonce: &str) -> io::Result<Got> {
    let body = json!({"content": text, "nonce": nonce, "enforce_nonce": true, "allowed_mentions": {"parse": []}});
    call(server, "POST", &format!("/channels/{LOUNGE}/messages?&"), &body).await
}

#[tokio::test]
async fn one_nonce_makes_one_message_within_the_window() -> io::Result<()> {
    let server = Server::start().await;
    server.time().stop_at(1_800_000_000);
    let first = post(&server, "hello", "n").await?.json();
    let again = post(&server, "hello", "n").await?.json();
    assert_eq!((first["id"].clone(), server.posted()), (again["id"].clone(), 1));

    server.time().advance(Duration::from_secs(61));
    let later = post(&server, "hello", "n").await?.json();
    assert_ne!(first["id"], later["id"]);
    assert_eq!(server.posted(), 2);
    assert_eq!(server.ledger()[1].nonce.as_deref(), Some("n"));
    server.assert_clean();
    Ok(())
}

#[tokio::test]
async fn a_deleted_message_is_not_made_again() -> io::Result<()> {
    let server = Server::start().await;
    let first = post(&server, "hello", "n").await?.json();
    server.delete_message(first["id"].as_str().unwrap_or_default());
    let again = post(&server, "hello", "n").await?;
    assert_eq!((again.status, again.json()["code"].clone()), (404, json!(10_008)));
    assert_eq!(server.posted(), 1);
    Ok(())
}

#[tokio::test]
async fn faults_befall_what_they_name() -> io::Result<()> {
    let server = Server::start().await;
    let lost = server.fault(Rule::on(POST, Fault::drop_connection().after_accepting()));
    assert!(post(&server, "lost answer", "a").await.is_err());
    assert_eq!((server.posted(), lost.hits()), (1, 1));

    server.fault(Rule::on(POST, Fault::reset()).place(LOUNGE));
    assert!(post(&server, "never there", "b").await.is_err());
    server.fault(Rule::on(POST, Fault::html(502)));
    assert!(post(&server, "no", "c").await?.text.starts_with("<html>"));
    server.fault(Rule::on(POST, Fault::status(500, Value::Null).after_accepting()));
    assert_eq!(post(&server, "yes", "d").await?.status, 500);
    server.fault(Rule::on(POST, Fault::cut_json()));
    assert!(post(&server, "cut", "e").await?.json().is_null());
    server.fault(Rule::on(POST, Fault::drip(Duration::from_micros(10))));
    assert_eq!(post(&server, "drip", "f").await?.json()["content"], "drip");

    let texts: Vec<String> = server.ledger().iter().map(crate::Post::text).collect();
    assert_eq!(texts, ["lost answer", "yes", "cut", "drip"]);
    Ok(())
}

#[tokio::test]
async fn a_held_call_goes_on_when_released() -> io::Result<()> {
    let server = Server::start().await;
    let held = server.fault(Rule::on(POST, Fault::hold()));
    let release = async {
        held.hit(1).await;
        assert_eq!(server.posted(), 0);
        held.release();
    };
    let (got, ()) = tokio::join!(post(&server, "late", "a"), release);
    assert_eq!((got?.status, server.posted()), (200, 1));
    Ok(())
}

#[tokio::test]
async fn too_many_requests_say_how_long_to_wait() -> io::Result<()> {
    let server = Server::start().await;
    server.fault(Rule::on(POST, Fault::rate_limited(Duration::from_millis(1_500), Scope::Global)));
    let got = post(&server, "x", "a").await?;
    assert_eq!(
        (got.status, got.json()["retry_after"].clone(), got.json()["global"].clone()),
        (429, 1.5.into(), true.into())
    );
    for header in ["retry-after: 2", "x-ratelimit-global: true", "x-ratelimit-scope: global"] {
        assert!(got.head.contains(header), "{header} in {}", got.head);
    }
    assert!(post(&server, "x", "a").await?.head.contains("x-ratelimit-remaining: 99"));

    server.enforce(Limit::overall(POST, 1, Duration::from_mins(10)));
    assert_eq!([post(&server, "1", "b").await?.status, post(&server, "2", "c").await?.status], [200, 429]);
    Ok(())
}

#[tokio::test]
async fn doors_are_shut_as_configured() -> io::Result<()> {
    let server = Server::start().await;
    let mut met = Vec::new();
    for access in [Access::Hidden, Access::Silenced, Access::Gone, Access::ClosedToMessages, Access::Open] {
        server.set_access(LOUNGE, access);
        let got = post(&server, "x", "a").await?;
        met.push((got.status, got.json()["code"].as_u64().unwrap_or_default()));
    }
    assert_eq!(met, [(403, 50_001), (403, 50_013), (404, 10_003), (403, 50_007), (200, 0)]);
    assert_eq!(ask(&server.api_url(), "GET", "/api/v10/users/@me", "wrong", &Value::Null).await?.status, 401);

    server.cut_off();
    assert!(post(&server, "x", "b").await.is_err());
    server.restore();
    assert_eq!(post(&server, "x", "b").await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn an_interaction_is_answered_once() -> io::Result<()> {
    let server = Server::start().await;
    let said = server.person("Ana").slash("player").text("name", "hakimi").send();
    let (id, token) = (said.id(), said.event()["token"].as_str().unwrap_or_default().to_owned());
    let callback = format!("/interactions/{id}/{token}/callback?with_response=true");
    let promise = call(&server, "POST", &callback, &json!({"type": 5, "data": {"flags": 64}})).await?;
    assert_eq!(promise.json()["resource"]["type"], 5);
    let again = call(&server, "POST", &callback, &json!({"type": 6})).await?;
    assert_eq!((again.status, again.json()["code"].clone()), (400, json!(40_060)));
    let unknown = call(&server, "POST", "/interactions/5/local-token-of-5/callback", &json!({"type": 6})).await?;
    assert_eq!((unknown.status, unknown.json()["code"].clone()), (404, json!(10_062)));

    let edit = json!({"content": "two \\*stars\\*", "allowed_mentions": {"parse": []}, "components": [
        {"type": 1, "components": [{"type": 2, "style": 2, "label": "More", "custom_id": "m"}]}]});
    call(&server, "PATCH", &format!("/webhooks/1/{token}/messages/@original"), &edit).await?;
    let answer = said.answer().await;
    assert_eq!((answer.text().as_str(), answer.is_private(), answer.deferred), ("two *stars*", true, true));
    assert_eq!(answer.buttons()[0].key.as_deref(), Some("m"));

    let more = json!({"content": "and more", "allowed_mentions": {"parse": []}});
    call(&server, "POST", &format!("/webhooks/1/{token}"), &more).await?;
    assert_eq!(said.follow_ups(1).await[0].text(), "and more");
    assert_eq!((server.ledger().len(), server.everything_said().len()), (0, 2));
    server.assert_clean();
    Ok(())
}

#[tokio::test]
async fn nobody_can_send_what_was_not_registered() -> io::Result<()> {
    let server = Server::start().await;
    let french = json!({"fr": "de qui", "es-419": "de quién"});
    let option = json!({"type": 3, "name": "name", "description": "whose", "description_localizations": french,
        "required": true});
    let told = json!({"fr": "Histoires"});
    let commands = json!([{"name": "player", "description": "Stories", "description_localizations": told,
        "options": [option]}]);
    let got = call(&server, "PUT", "/applications/1/commands", &commands).await?;
    assert_eq!((got.status, server.registrations().len()), (200, 1));
    let ana = server.person("Ana");
    ana.slash("player").text("name", "x").send();
    server.assert_clean();
    ana.slash("player").int("name", 5).send();
    ana.slash("match").send();
    assert_eq!(server.violations().len(), 2, "{:?}", server.violations());
    Ok(())
}

#[tokio::test]
async fn a_description_is_short_in_every_language() -> io::Result<()> {
    let server = Server::start().await;
    for (french, status) in [("x".repeat(100), 200), ("x".repeat(101), 400), (String::new(), 400)] {
        let commands =
            json!([{"name": "player", "description": "Stories", "description_localizations": {"fr": french}}]);
        assert_eq!(call(&server, "PUT", "/applications/1/commands", &commands).await?.status, status, "{french}");
    }
    Ok(())
}

#[tokio::test]
async fn the_history_is_read_newest_first() -> io::Result<()> {
    let server = Server::start().await;
    for nonce in ["a", "b", "c"] {
        post(&server, nonce, nonce).await?;
    }
    let got = call(&server, "GET", &format!("/channels/{LOUNGE}/messages?&limit=2"), &Value::Null).await?.json();
    assert_eq!(
        (got[0]["content"].clone(), got[1]["content"].clone(), got[2].clone()),
        ("c".into(), "b".into(), Value::Null)
    );
    server.set_access(LOUNGE, Access::NoHistory);
    let got = call(&server, "GET", &format!("/channels/{LOUNGE}/messages"), &Value::Null).await?;
    assert_eq!(got.status, 403);
    assert_eq!(post(&server, "d", "d").await?.status, 200);
    Ok(())
}
