//! The local Discord's guilds: rights as a client works them out, kinds of channels, threads, coming and going.

use std::io;
use std::path::Path;

use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{Got, ask};
use crate::discord::rights::{
    EMBED_LINKS, MANAGE_GUILD, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
};
use crate::discord::{Access, BOT, ChannelKind, HOME, LOUNGE, OWNER, Out, Server, TOKEN, Whose, heard};
use crate::seen::{list, string};
use crate::sync::lock;
use crate::wire::WireCheck;

async fn call(server: &Server, method: &str, path: &str, body: &Value) -> io::Result<Got> {
    ask(&server.api_url(), method, &format!("/api/v10{path}"), TOKEN, body).await
}

async fn get(server: &Server, path: &str) -> io::Result<Value> {
    Ok(call(server, "GET", path, &Value::Null).await?.json())
}

/// Status and code of a request.
async fn met(server: &Server, method: &str, path: &str, body: &Value) -> io::Result<(u16, u64)> {
    let got = call(server, method, path, body).await?;
    Ok((got.status, got.json()["code"].as_u64().unwrap_or_default()))
}

fn message(nonce: &str) -> Value {
    json!({"content": "hi", "nonce": nonce, "enforce_nonce": true, "allowed_mentions": {"parse": []}})
}

async fn posted(server: &Server, channel: u64, nonce: &str) -> io::Result<(u16, u64)> {
    met(server, "POST", &format!("/channels/{channel}/messages"), &message(nonce)).await
}

fn number(value: &Value) -> u64 {
    string(value).parse().expect("digits")
}

/// What somebody may do, worked out from REST alone: in the guild, and in a channel where there is one.
async fn worked_out(server: &Server, user: u64, channel: Option<&Value>) -> io::Result<u64> {
    let guild = get(server, &format!("/guilds/{HOME}")).await?;
    if string(&guild["owner_id"]) == user.to_string() {
        return Ok(u64::MAX);
    }
    let roles = get(server, &format!("/guilds/{HOME}/roles")).await?;
    let member = get(server, &format!("/guilds/{HOME}/members/{user}")).await?;
    let has = |id: &str| id == HOME.to_string() || list(&member["roles"]).iter().any(|role| role == id);
    let own = list(&roles).iter().filter(|role| has(&string(&role["id"])));
    let mut may = own.fold(0, |may, role| may | number(&role["permissions"]));
    let all = channel.map(|channel| channel["permission_overwrites"].clone()).unwrap_or_default();
    let apply = |may: u64, fits: &dyn Fn(&Value) -> bool| {
        let fitting: Vec<&Value> = list(&all).iter().filter(|one| fits(one)).collect();
        let deny = fitting.iter().fold(0, |bits, one| bits | number(&one["deny"]));
        let allow = fitting.iter().fold(0, |bits, one| bits | number(&one["allow"]));
        (may & !deny) | allow
    };
    may = apply(may, &|one| string(&one["id"]) == HOME.to_string());
    may = apply(may, &|one| one["type"] == 0 && string(&one["id"]) != HOME.to_string() && has(&string(&one["id"])));
    may = apply(may, &|one| one["type"] == 1 && string(&one["id"]) == user.to_string());
    Ok(may)
}

#[tokio::test]
async fn a_client_works_out_what_the_bot_may_do() -> io::Result<()> {
    let server = Server::start().await;
    let path = format!("/channels/{LOUNGE}");
    for (access, missing) in [
        (Access::Open, 0),
        (Access::Silenced, SEND_MESSAGES | SEND_MESSAGES_IN_THREADS),
        (Access::NoHistory, READ_MESSAGE_HISTORY),
        (Access::EmptyHistory, READ_MESSAGE_HISTORY),
        (Access::NoEmbeds, EMBED_LINKS),
    ] {
        server.set_access(LOUNGE, access);
        let may = worked_out(&server, BOT, Some(&get(&server, &path).await?)).await?;
        let all = VIEW_CHANNEL | SEND_MESSAGES | SEND_MESSAGES_IN_THREADS | EMBED_LINKS | READ_MESSAGE_HISTORY;
        assert_eq!((may & all, may), (all & !missing, server.bot_may(LOUNGE)), "{access:?}");
    }
    server.set_access(LOUNGE, Access::Hidden);
    assert_eq!(met(&server, "GET", &path, &Value::Null).await?, (403, 50_001));
    server.set_access(LOUNGE, Access::Gone);
    assert_eq!(met(&server, "GET", &path, &Value::Null).await?, (404, 10_003));

    // A private channel, as people make them, and a role that opens it.
    server.set_access(LOUNGE, Access::Open);
    server.set_overwrite(LOUNGE, Whose::Role(HOME), 0, VIEW_CHANNEL);
    assert_eq!(posted(&server, LOUNGE, "a").await?, (403, 50_001));
    server.set_overwrite(LOUNGE, Whose::Role(server.bot_role(HOME)), VIEW_CHANNEL, 0);
    assert_eq!(posted(&server, LOUNGE, "b").await?, (200, 0));
    // Rights of the whole guild.
    server.set_role(HOME, HOME, "@everyone", VIEW_CHANNEL);
    assert_eq!(posted(&server, LOUNGE, "c").await?.0, 200);
    server.set_bot_roles(HOME, &[]);
    server.set_overwrite(LOUNGE, Whose::Role(HOME), 0, 0);
    assert_eq!(posted(&server, LOUNGE, "d").await?, (403, 50_013));
    server.assert_clean();
    Ok(())
}

#[tokio::test]
async fn embeds_need_their_right() -> io::Result<()> {
    let server = Server::start().await;
    server.set_access(LOUNGE, Access::NoEmbeds);
    let path = format!("/channels/{LOUNGE}/messages");
    let mut body = message("a");
    body["embeds"] = json!([{"title": "T"}]);
    let got = call(&server, "POST", &path, &body).await?;
    assert_eq!((got.status, got.json()["embeds"].clone()), (200, json!([])));
    assert_eq!(server.ledger()[0].body["embeds"][0]["title"], "T");
    (body["content"], body["nonce"]) = (json!(""), json!("b"));
    assert_eq!(met(&server, "POST", &path, &body).await?, (403, 50_013));
    Ok(())
}

#[tokio::test]
async fn rest_knows_what_members_may() -> io::Result<()> {
    let server = Server::start().await;
    let (ana, bob) = (server.person("Ana").admin(), server.person("Bob"));
    for person in [&ana, &bob] {
        let may = worked_out(&server, person.user_id(), None).await?;
        let event = person.slash("help").send().event().clone();
        assert_eq!(may, number(&event["member"]["permissions"]));
        let member = get(&server, &format!("/guilds/{HOME}/members/{}", person.user_id())).await?;
        assert_eq!(member["roles"], event["member"]["roles"]);
    }
    assert_ne!(worked_out(&server, ana.user_id(), None).await? & MANAGE_GUILD, 0);
    // Later she is no admin any more, and then not even there.
    server.person("Ana").settle();
    assert_eq!(worked_out(&server, ana.user_id(), None).await? & MANAGE_GUILD, 0);
    ana.leaves_guild();
    let path = format!("/guilds/{HOME}/members/{}", ana.user_id());
    assert_eq!(met(&server, "GET", &path, &Value::Null).await?, (404, 10_007));
    assert_eq!(get(&server, &format!("/guilds/{HOME}")).await?["owner_id"], OWNER.to_string());
    let bob = bob.owner();
    assert_eq!(worked_out(&server, bob.user_id(), None).await?, u64::MAX);
    let editor = server.person("Eva").role(77).permissions(MANAGE_GUILD | VIEW_CHANNEL);
    let member = get(&server, &format!("/guilds/{HOME}/members/{}", editor.user_id())).await?;
    assert_eq!((member["roles"][0].clone(), list(&member["roles"]).len()), (json!("77"), 2));
    Ok(())
}

#[tokio::test]
async fn messages_go_where_messages_can_be() -> io::Result<()> {
    let server = Server::start().await;
    for (id, kind, number, status) in [
        (11, ChannelKind::Voice, 2, (200, 0)),
        (12, ChannelKind::Category, 4, (400, 50_008)),
        (13, ChannelKind::Announcement, 5, (200, 0)),
        (14, ChannelKind::Forum, 15, (400, 50_008)),
    ] {
        server.add_channel(HOME, id, kind, "x");
        assert_eq!(get(&server, &format!("/channels/{id}")).await?["type"], number);
        assert_eq!(posted(&server, id, &format!("n{id}")).await?, status, "{kind:?}");
    }
    server.add_thread(HOME, 14, 15, "A post");
    let thread = get(&server, "/channels/15").await?;
    assert_eq!((thread["type"].clone(), thread["parent_id"].clone()), (json!(11), json!("14")));
    assert_eq!(posted(&server, 15, "a").await?, (200, 0));
    server.set_thread(15, true, false);
    assert_eq!(posted(&server, 15, "b").await?, (200, 0));
    assert_eq!(get(&server, "/channels/15").await?["thread_metadata"]["archived"], false);
    server.set_thread(15, false, true);
    assert_eq!(posted(&server, 15, "c").await?, (403, 160_005));
    server.set_thread(15, true, true);
    assert_eq!(posted(&server, 15, "d").await?, (403, 50_083));
    server.set_thread(15, false, false);
    server.set_access(15, Access::Silenced);
    assert_eq!([posted(&server, 15, "e").await?, posted(&server, 14, "f").await?], [(403, 50_013), (400, 50_008)]);
    server.set_access(14, Access::Gone);
    assert_eq!(posted(&server, 15, "g").await?, (404, 10_003));
    Ok(())
}

#[tokio::test]
async fn direct_messages_may_be_refused() -> io::Result<()> {
    let server = Server::start().await;
    let ana = server.person("Ana");
    let body = json!({"recipient_id": ana.user_id().to_string()});
    let channel = number(&call(&server, "POST", "/users/@me/channels", &body).await?.json()["id"]);
    assert_eq!(channel, server.direct_channel(ana.user_id()));
    assert_eq!(posted(&server, channel, "a").await?, (200, 0));
    ana.takes_messages(false);
    assert_eq!(posted(&server, channel, "b").await?, (403, 50_007));
    ana.takes_messages(true);
    assert_eq!(posted(&server, channel, "c").await?, (200, 0));
    Ok(())
}

#[tokio::test]
async fn pages_of_the_history() -> io::Result<()> {
    let server = Server::start().await;
    let path = format!("/channels/{LOUNGE}/messages");
    let mut ids = Vec::new();
    for nonce in ["1", "2", "3", "4", "5"] {
        let made = call(&server, "POST", &path, &message(nonce)).await?.json();
        assert_eq!(made["nonce"], nonce);
        ids.push(string(&made["id"]));
    }
    let (third, all) = (&ids[2], get(&server, &path).await?);
    assert_eq!((list(&all).len(), all[0]["id"].clone()), (5, json!(ids[4])));
    assert!(list(&all).iter().all(|one| one.get("nonce").is_none() && number(&one["author"]["id"]) == BOT));
    for (query, expected) in [
        (format!("before={third}"), vec![1, 0]),
        (format!("after={third}&limit=1"), vec![3]),
        (format!("&around={third}&limit=3"), vec![3, 2, 1]),
        ("limit=2".to_owned(), vec![4, 3]),
    ] {
        let page = get(&server, &format!("{path}?{query}")).await?;
        let page: Vec<String> = list(&page).iter().map(|one| string(&one["id"])).collect();
        assert_eq!(page, expected.iter().map(|at: &usize| ids[*at].clone()).collect::<Vec<_>>(), "{query}");
    }
    for query in ["limit=0", "limit=101", "before=x"] {
        let got = met(&server, "GET", &format!("{path}?{query}"), &Value::Null).await?;
        assert_eq!(got, (400, 50_035), "{query}");
    }
    server.set_access(LOUNGE, Access::EmptyHistory);
    assert_eq!(get(&server, &path).await?, json!([]));
    assert_eq!(met(&server, "GET", &format!("{path}/{third}"), &Value::Null).await?, (403, 50_001));
    server.set_access(LOUNGE, Access::Hidden);
    assert_eq!(met(&server, "GET", &path, &Value::Null).await?, (403, 50_001));
    Ok(())
}

#[tokio::test]
async fn answers_are_as_discord_describes_them() -> io::Result<()> {
    let specs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs"));
    let Some(check) = WireCheck::load(specs) else { return Ok(()) };
    let server = Server::start().await;
    server.check_with(&check);
    let ana = server.person("Ana").admin().user_id();
    server.add_channel(HOME, 14, ChannelKind::Forum, "x");
    server.add_thread(HOME, 14, 15, "A post");
    let direct = server.direct_channel(ana);
    assert_eq!(posted(&server, LOUNGE, "a").await?, (200, 0));
    let command = json!([{"name": "about", "description": "x", "type": 1}]);
    assert_eq!(call(&server, "PUT", &format!("/applications/{BOT}/commands"), &command).await?.status, 200);
    let paths = [
        format!("/guilds/{HOME}"),
        format!("/guilds/{HOME}?with_counts=true"),
        format!("/guilds/{HOME}/roles"),
        format!("/guilds/{HOME}/roles/{}", server.bot_role(HOME)),
        format!("/guilds/{HOME}/members/{BOT}"),
        format!("/guilds/{HOME}/members/{ana}"),
        format!("/guilds/{HOME}/channels"),
        format!("/guilds/{HOME}/threads/active"),
        format!("/channels/{LOUNGE}"),
        "/channels/14".to_owned(),
        "/channels/15".to_owned(),
        format!("/channels/{direct}"),
        format!("/channels/{LOUNGE}/messages?&limit=5&before=99999999999999999"),
        format!("/channels/{LOUNGE}/messages"),
        "/users/@me/guilds?limit=200".to_owned(),
        "/gateway/bot".to_owned(),
        "/applications/@me".to_owned(),
        format!("/applications/{BOT}/commands?with_localizations=true"),
    ];
    for path in paths {
        let answer = get(&server, &path).await?;
        let bare = path.split('?').next().unwrap_or_default();
        assert_eq!(check.discord_answer("GET", bare, 200, &answer), Vec::<String>::new(), "{path}: {answer}");
    }
    server.assert_clean();
    for path in ["/channels/14/messages?limit=500", "/channels/14/messages?since=5", "/guilds/1/nonsense"] {
        call(&server, "GET", path, &Value::Null).await?;
        assert_eq!(server.violations().len(), 1, "{:?}", server.violations());
        server.forgive();
    }
    Ok(())
}

/// A session without a socket.
fn session(server: &Server) -> UnboundedReceiver<Out> {
    let (sender, outbox) = unbounded_channel();
    let socket = lock(&server.desk.gateway).connected(sender);
    heard(&json!({"op": 2, "d": {"token": TOKEN, "intents": 1}}).to_string(), socket, &server.desk);
    outbox
}

/// The events that came, by name.
fn came(outbox: &mut UnboundedReceiver<Out>) -> Vec<(String, Value)> {
    let texts = std::iter::from_fn(|| outbox.try_recv().ok()).filter_map(|out| match out {
        Out::Text(text) => serde_json::from_str::<Value>(&text).ok(),
        _ => None,
    });
    texts.map(|event| (string(&event["t"]), event["d"].clone())).collect()
}

fn names(outbox: &mut UnboundedReceiver<Out>) -> Vec<String> {
    came(outbox).into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn a_guild_that_was_left_is_closed_until_the_bot_is_invited() -> io::Result<()> {
    let server = Server::start().await;
    server.add_guild(5, "Away", &[(6, "talk")]);
    let mut outbox = session(&server);
    assert_eq!(names(&mut outbox), ["READY", "GUILD_CREATE", "GUILD_CREATE"]);
    server.remove_guild(5);
    let events = came(&mut outbox);
    assert_eq!(events, [("GUILD_DELETE".to_owned(), json!({"id": "5"}))]);
    assert_eq!(posted(&server, 6, "a").await?, (403, 50_001));
    for (path, expected) in [("/guilds/5", (404, 10_004)), ("/channels/6", (403, 50_001))] {
        assert_eq!(met(&server, "GET", path, &Value::Null).await?, expected);
    }
    // Nothing is heard of it meanwhile, and a new session does not know it.
    server.set_access(6, Access::Silenced);
    server.set_role(5, 9, "Fans", 0);
    assert!(names(&mut outbox).is_empty());
    assert_eq!(list(&came(&mut session(&server))[0].1["guilds"]).len(), 1);
    server.set_access(6, Access::Open);
    server.add_guild(5, "Back", &[]);
    let events = came(&mut outbox);
    assert_eq!((events[0].0.as_str(), events[0].1["channels"][0]["id"].clone()), ("GUILD_CREATE", json!("6")));
    assert_eq!(posted(&server, 6, "b").await?, (200, 0));
    assert_eq!(met(&server, "DELETE", "/users/@me/guilds/5", &Value::Null).await?.0, 204);
    server.invite(5);
    assert_eq!(names(&mut outbox), ["GUILD_DELETE", "GUILD_CREATE"]);
    Ok(())
}

#[tokio::test]
async fn an_outage_is_no_removal() -> io::Result<()> {
    let server = Server::start().await;
    let mut outbox = session(&server);
    came(&mut outbox);
    server.guild_outage(HOME);
    assert_eq!(came(&mut outbox)[0].1["unavailable"], true);
    assert_eq!(names(&mut session(&server)), ["READY"]);
    assert_eq!(posted(&server, LOUNGE, "a").await?, (200, 0));
    server.guild_returns(HOME);
    server.guild_returns(HOME);
    assert_eq!(names(&mut outbox), ["GUILD_CREATE"]);
    Ok(())
}

#[tokio::test]
async fn changes_are_heard_of() {
    let server = Server::start().await;
    let mut outbox = session(&server);
    came(&mut outbox);
    server.set_access(LOUNGE, Access::Hidden);
    server.set_access(LOUNGE, Access::Hidden);
    server.set_access(LOUNGE, Access::Open);
    server.set_access(LOUNGE, Access::Gone);
    server.set_access(LOUNGE, Access::Open);
    assert_eq!(names(&mut outbox), ["CHANNEL_UPDATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "CHANNEL_CREATE"]);
    server.add_thread(HOME, LOUNGE, 7, "t");
    server.set_thread(7, true, true);
    server.set_access(7, Access::Silenced);
    server.set_access(7, Access::Gone);
    let events = came(&mut outbox);
    let told: Vec<&str> = events.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(told, ["THREAD_CREATE", "THREAD_UPDATE", "CHANNEL_UPDATE", "THREAD_DELETE"]);
    assert_eq!(
        events[3].1,
        json!({"id": "7", "guild_id": HOME.to_string(), "parent_id": LOUNGE.to_string(), "type": 11})
    );
    server.set_role(HOME, 9, "Fans", 0);
    server.set_role(HOME, 9, "Fans", MANAGE_GUILD);
    server.set_bot_roles(HOME, &[9]);
    server.remove_role(HOME, 9);
    let expected = ["GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_MEMBER_UPDATE", "GUILD_ROLE_DELETE"];
    assert_eq!(names(&mut outbox), expected);
}
