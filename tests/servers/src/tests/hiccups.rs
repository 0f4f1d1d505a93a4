//! Every class of misbehaviour on both platforms, for as long as it lasts: before anything is accepted, and after.

use std::io;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Got, ask};
use crate::discord::{self, LOUNGE};
use crate::telegram;
use crate::{Backstage, Fault, Rule, Scope};

const CHAT: i64 = -1_001_000_000_001;
/// How long a client waits for an answer that never comes.
const SHORT: Duration = Duration::from_millis(200);

/// A platform, and a message posted to it.
enum Platform {
    Discord(discord::Server),
    Telegram(telegram::Server),
}

impl Platform {
    async fn both() -> [Self; 2] {
        [Self::Discord(discord::Server::start().await), Self::Telegram(telegram::Server::start().await)]
    }

    fn backstage(&self) -> &Backstage {
        match self {
            Self::Discord(server) => server,
            Self::Telegram(server) => server,
        }
    }

    fn call(&self) -> &'static str {
        match self {
            Self::Discord(_) => "POST /channels/*/messages",
            Self::Telegram(_) => "sendMessage",
        }
    }

    fn always(&self, fault: Fault) -> crate::RuleHandle {
        self.backstage().fault(Rule::on(self.call(), fault).always())
    }

    async fn post(&self, number: usize) -> io::Result<Got> {
        match self {
            Self::Discord(server) => {
                let body = json!({"content": "x", "nonce": number.to_string(), "enforce_nonce": true,
                    "allowed_mentions": {"parse": []}});
                let path = format!("/api/v10/channels/{LOUNGE}/messages");
                ask(&server.api_url(), "POST", &path, discord::TOKEN, &body).await
            }
            Self::Telegram(server) => {
                let body = json!({"chat_id": CHAT, "text": "x", "link_preview_options": {"is_disabled": true}});
                ask(&server.api_url(), "POST", &format!("/bot{}/sendMessage", telegram::TOKEN), "", &body).await
            }
        }
    }
}

/// Posts three times under the fault and three times under the fault after accepting; gives all answers.
async fn six(platform: &Platform, fault: &Fault) -> Vec<io::Result<Got>> {
    let mut all = Vec::new();
    for (accepted, fault) in [(0, fault.clone()), (3, fault.clone().after_accepting())] {
        let before = platform.backstage().posted();
        let rule = platform.always(fault);
        for number in 0..3 {
            all.push(platform.post(before * 10 + number).await);
        }
        assert_eq!((platform.backstage().posted() - before, rule.hits()), (accepted, 3));
        rule.remove();
    }
    all
}

#[tokio::test]
async fn statuses_last_in_json_and_html() -> io::Result<()> {
    for platform in Platform::both().await {
        for status in [400, 401, 403, 404, 500, 502, 503, 504] {
            for got in six(&platform, &Fault::status(status, Value::Null)).await {
                let got = got?;
                assert_eq!((got.status, got.json().is_object()), (status, true));
            }
        }
        for status in [500, 502, 503, 504] {
            for got in six(&platform, &Fault::html(status)).await {
                let got = got?;
                assert!(got.status == status && got.text.starts_with("<html>") && got.json().is_null());
            }
        }
        assert_eq!(platform.post(999).await?.status, 200, "all is well after it");
    }
    Ok(())
}

#[tokio::test]
async fn connections_are_lost_for_as_long_as_it_lasts() {
    for platform in Platform::both().await {
        for fault in [Fault::drop_connection(), Fault::reset()] {
            assert!(six(&platform, &fault).await.iter().all(Result::is_err), "{fault:?}");
        }
    }
}

#[tokio::test]
async fn long_waits_are_told_by_scope() -> io::Result<()> {
    let hour = Duration::from_hours(1);
    for platform in Platform::both().await {
        for (scope, name) in [(Scope::User, "user"), (Scope::Shared, "shared"), (Scope::Global, "global")] {
            for got in six(&platform, &Fault::rate_limited(hour, scope)).await {
                let got = got?;
                let body = got.json();
                assert_eq!(got.status, 429);
                if let Platform::Discord(_) = platform {
                    assert_eq!(body["retry_after"].as_f64(), Some(3_600.0));
                    assert!(got.head.contains(&format!("x-ratelimit-scope: {name}")), "{}", got.head);
                } else {
                    assert_eq!((&body["parameters"]["retry_after"], &body["ok"]), (&json!(3_600), &json!(false)));
                }
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_is_held_never_answers() -> io::Result<()> {
    for platform in Platform::both().await {
        for (accepted, fault) in [(0, Fault::hold()), (1, Fault::hold().after_accepting())] {
            let before = platform.backstage().posted();
            let rule = platform.always(fault);
            assert!(tokio::time::timeout(SHORT, platform.post(before * 10 + 1)).await.is_err());
            assert_eq!(platform.backstage().posted() - before, accepted);
            // Who waits long enough is answered once it is released, and a client that has gone is not posted for.
            let release = async {
                rule.hit(2).await;
                rule.release();
            };
            let (got, ()) = tokio::join!(platform.post(before * 10 + 2), release);
            assert_eq!(got?.status, 200);
            assert_eq!(platform.backstage().posted() - before, accepted + 1);
            rule.remove();
        }
    }
    Ok(())
}

#[tokio::test]
async fn answers_come_cut_or_slowly() -> io::Result<()> {
    for platform in Platform::both().await {
        let cut = platform.always(Fault::cut_json());
        let got = platform.post(1).await?;
        assert_eq!((got.status, got.json().is_null(), platform.backstage().posted()), (200, true, 1));
        cut.remove();
        platform.always(Fault::drip(Duration::from_micros(10)));
        let got = platform.post(2).await?;
        assert_eq!((got.status, got.json().is_object(), platform.backstage().posted()), (200, true, 2));
    }
    Ok(())
}

#[tokio::test]
async fn a_token_is_revoked_from_some_call_on() -> io::Result<()> {
    for platform in Platform::both().await {
        let fault = Fault::status(401, Value::Null);
        platform.backstage().fault(Rule::on("*", fault).from_call(3).always());
        let mut statuses = Vec::new();
        for number in 0..5 {
            statuses.push(platform.post(number).await?.status);
        }
        assert_eq!(statuses, [200, 200, 401, 401, 401]);
        assert_eq!(platform.backstage().posted(), 2);
    }
    Ok(())
}
