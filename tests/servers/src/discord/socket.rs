//! One gateway connection: HELLO, IDENTIFY or RESUME, heartbeats, and whatever the gateway sends. Opcodes are Discord's.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::Instant;

use crate::discord::gateway::{Identify, Out};
use crate::discord::guild_objects::guild_create;
use crate::discord::guild_routes::is_in;
use crate::discord::objects::{self, BOT};
use crate::discord::places::Standing;
use crate::discord::{Desk, bare_token};
use crate::net::{Cut, Line, OnLine};
use crate::sync::lock;

/// How long a client has to answer a close frame before its connection is closed all the same.
const FAREWELL: Duration = Duration::from_secs(1);
/// Close codes: authentication failed, and not authenticated.
const BAD_TOKEN: u16 = 4004;
const NOT_IDENTIFIED: u16 = 4003;

pub(crate) async fn open(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(OnLine(line)): ConnectInfo<OnLine>,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade.on_upgrade(move |socket| async move { serve(socket, &desk, &line).await })
}

async fn serve(mut socket: WebSocket, desk: &Desk, line: &Line) {
    let (sender, outbox) = unbounded_channel();
    let (id, interval, mute, closes) = {
        let mut gateway = lock(&desk.gateway);
        let interval = u64::try_from(gateway.heartbeat.as_millis()).unwrap_or(u64::MAX);
        (gateway.connected(sender), interval, gateway.mute, gateway.closes_at_once)
    };
    desk.backstage.bell.ring();
    if mute || closes.is_some() {
        match closes {
            Some(code) => close(&mut socket, Some(code)).await,
            None => while let Some(Ok(_)) = socket.recv().await {},
        }
        lock(&desk.gateway).disconnected(id);
        return desk.backstage.bell.ring();
    }
    let hello = json!({"op": 10, "t": null, "s": null, "d": {"heartbeat_interval": interval, "_trace": []}});
    if socket.send(Message::Text(hello.to_string().into())).await.is_ok() {
        talk(&mut socket, outbox, id, desk, line).await;
    }
    lock(&desk.gateway).disconnected(id);
    desk.backstage.bell.ring();
}

/// Until one side ends it.
async fn talk(socket: &mut WebSocket, mut outbox: UnboundedReceiver<Out>, id: u64, desk: &Desk, line: &Line) {
    loop {
        tokio::select! {
            out = outbox.recv() => match out {
                Some(Out::Text(text)) => {
                    if socket.send(Message::Text(text.into())).await.is_err() {
                        return;
                    }
                }
                Some(Out::Close(code)) => return close(socket, code).await,
                Some(Out::Abort) | None => return line.cut(Cut::Reset),
            },
            came = socket.recv() => match came {
                Some(Ok(Message::Text(text))) => heard(text.as_str(), id, desk),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
        }
    }
}

async fn close(socket: &mut WebSocket, code: Option<u16>) {
    let frame = code.map(|code| CloseFrame { code, reason: "".into() });
    if socket.send(Message::Close(frame)).await.is_err() {
        return;
    }
    // Reading on lets the frame arrive: closing with unread bytes would reset the connection and destroy it.
    let rest = async { while let Some(Ok(_)) = socket.recv().await {} };
    // A client that never answers the frame is left after a while.
    drop(tokio::time::timeout(FAREWELL, rest).await);
}

pub(crate) fn heard(text: &str, socket: u64, desk: &Desk) {
    let said: Value = serde_json::from_str(text).unwrap_or_default();
    let mut gateway = lock(&desk.gateway);
    match said["op"].as_u64() {
        Some(1) => {
            gateway.heartbeats += 1;
            if gateway.acknowledges {
                gateway.send(socket, Out::Text(r#"{"op":11,"t":null,"s":null,"d":null}"#.to_owned()));
            }
        }
        Some(2) => {
            drop(gateway);
            identify(&said["d"], socket, desk);
        }
        Some(6) => {
            let session = said["d"]["session_id"].as_str().unwrap_or_default();
            if !gateway.resume(socket, session, said["d"]["seq"].as_u64().unwrap_or_default()) {
                gateway.send(socket, Out::Text(r#"{"op":9,"t":null,"s":null,"d":false}"#.to_owned()));
            }
        }
        // Presence, voice state, members: taken and forgotten.
        Some(3 | 4 | 8 | 14 | 31) => {}
        _ => gateway.send(socket, Out::Close(Some(NOT_IDENTIFIED))),
    }
    desk.backstage.bell.ring();
}

fn identify(said: &Value, socket: u64, desk: &Desk) {
    let token = bare_token(said["token"].as_str().unwrap_or_default()).to_owned();
    let is_known = desk.knows_token(&token);
    // Held until the session is there, so that nothing that happens meanwhile is missed.
    let state = lock(&desk.state);
    let shard = said["shard"][0].as_u64().zip(said["shard"][1].as_u64());
    let mut gateway = lock(&desk.gateway);
    let intents = said["intents"].as_u64().unwrap_or_default();
    gateway.identifies.push(Identify { token, intents, shard, at: Instant::now(), raw: said.clone() });
    let refusal = gateway.refusal.or((!is_known).then_some(BAD_TOKEN));
    if let Some(code) = refusal {
        return gateway.send(socket, Out::Close(Some(code)));
    }
    let session = gateway.identified(socket, shard);
    let resume_url = gateway.resume_url.clone().unwrap_or_else(|| format!("{}/resume", desk.gateway_url()));
    let mine = |id: u64| shard.is_none_or(|(shard, shards)| shards < 2 || (id >> 22) % shards == shard);
    let places = &state.places;
    let known: Vec<_> = places.guilds.values().filter(|guild| is_in(guild) && mine(guild.id)).collect();
    let listed = known.iter().map(|guild| json!({"id": guild.id.to_string(), "unavailable": true}));
    let mut ready = json!({
        "v": 10, "user": objects::bot(), "guilds": listed.collect::<Vec<_>>(), "session_id": session,
        "resume_gateway_url": resume_url, "session_type": "normal",
        "application": {"id": BOT.to_string(), "flags": 0}, "private_channels": [], "relationships": [],
        "user_settings": {}, "_trace": [],
    });
    if let Some((shard, shards)) = shard {
        ready["shard"] = json!([shard, shards]);
    }
    gateway.push_to(&session, "READY", &ready);
    for guild in known.iter().filter(|guild| guild.standing == Standing::In) {
        gateway.push_to(&session, "GUILD_CREATE", &guild_create(places, guild));
    }
}
