//! Sending, editing and deleting messages.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::ask::Ask;
use crate::front::Served;
use crate::records::{Post, Via};
use crate::seen::string;
use crate::sync::lock;
use crate::telegram::methods::{error, fine, is_true, number};
use crate::telegram::standing::{chat_not_found, closed, silenced};
use crate::telegram::state::{Kind, State, document};
use crate::telegram::{Desk, objects};

/// What bots can send: 50 MB.
const LARGEST_UPLOAD: usize = 50 << 20;
/// What a sent message keeps of its request.
const KEPT: [&str; 6] = ["text", "entities", "caption", "caption_entities", "reply_markup", "link_preview_options"];

pub(crate) fn send(desk: &Desk, state: &mut State, method: &str, ask: &Ask) -> Served {
    let body = ask.body.as_ref();
    let Some(id) = state.meant(&body["chat_id"]) else { return chat_not_found() };
    let topic = number(&body["message_thread_id"]);
    if let Some(refusal) = refusal(state, id, topic, body) {
        return refusal;
    }
    let file = match sent_file(state, method, ask) {
        Ok(file) => file,
        Err(refusal) => return refusal,
    };
    let bounded = state.bounded;
    let chat = state.chat(id);
    let number = chat.next_message();
    let date = desk.backstage.time.now().as_secs();
    let mut message = json!({"message_id": number, "date": date, "chat": objects::chat(chat)});
    if chat.kind == Kind::Channel {
        message["sender_chat"] = objects::chat(chat);
    } else {
        message["from"] = objects::bot();
    }
    for key in KEPT.iter().filter(|key| !body[**key].is_null()) {
        message[*key] = body[*key].clone();
    }
    if let Some(topic) = topic {
        message["message_thread_id"] = topic.into();
        message["is_topic_message"] = chat.is_forum.into();
    }
    if let Some(to) = replied_to(body).and_then(|to| chat.messages.get(&to)) {
        message["reply_to_message"] = objects::answered(&to.raw);
    }
    match file {
        // A photo would be sizes of pictures; the content is the same file.
        Some(file) if method == "sendphoto" => message["photo"] = json!([sized(file)]),
        Some(file) => message["document"] = file,
        None => {}
    }
    chat.said.push(number);
    chat.keep(number, message.clone(), bounded);
    let bell = Arc::clone(&chat.bell);
    desk.backstage.records.accept(Post {
        order: 0,
        at: Instant::now(),
        via: Via::Post,
        place: id.to_string(),
        topic,
        message_id: number.to_string(),
        nonce: None,
        body: Arc::clone(&ask.body),
        files: ask.files.clone(),
    });
    bell.ring();
    fine(&message)
}

/// The file that a method sends: a part of the form, directly or by `attach://`, or one that is here already.
fn sent_file(state: &mut State, method: &str, ask: &Ask) -> Result<Option<Value>, Served> {
    let Some(key) = method.strip_prefix("send").filter(|what| *what != "message") else { return Ok(None) };
    let named = string(&ask.body[key]);
    let field = named.strip_prefix("attach://").unwrap_or(key);
    if let Some(file) = ask.files.iter().find(|file| file.field == field) {
        if file.bytes.is_empty() {
            return Err(error(400, "Bad Request: file must be non-empty"));
        }
        if file.bytes.len() > LARGEST_UPLOAD {
            return Err(error(413, "Request Entity Too Large"));
        }
        let kept = state.keep_file(Arc::clone(&file.bytes));
        return Ok(Some(document(&kept, &file.name, file.bytes.len())));
    }
    if named.is_empty() {
        return Err(error(400, &format!("Bad Request: there is no {key} in the request")));
    }
    match state.files.get(&named) {
        Some(bytes) => Ok(Some(document(&named, &named, bytes.len()))),
        None => Err(error(400, "Bad Request: wrong file identifier/HTTP URL specified")),
    }
}

fn sized(mut photo: Value) -> Value {
    (photo["width"], photo["height"]) = (1.into(), 1.into());
    photo
}

fn replied_to(body: &Value) -> Option<i64> {
    number(&body["reply_parameters"]["message_id"]).or_else(|| number(&body["reply_to_message_id"]))
}

fn refusal(state: &mut State, id: i64, topic: Option<i64>, body: &Value) -> Option<Served> {
    // A server that forgets cannot know what was there to reply to.
    let forgets = state.bounded;
    let chat = state.chat(id);
    if let Some(refusal) = closed(chat).or_else(|| silenced(chat, topic)) {
        return Some(refusal);
    }
    let may_lack = is_true(&body["reply_parameters"]["allow_sending_without_reply"]);
    if replied_to(body).is_some_and(|to| !chat.messages.contains_key(&to)) && !may_lack && !forgets {
        return Some(error(400, "Bad Request: message to be replied not found"));
    }
    None
}

pub(crate) fn edit(desk: &Desk, state: &mut State, method: &str, body: &Value) -> Served {
    if body["inline_message_id"].is_string() {
        return fine(&json!(true));
    }
    let (Some(id), Some(message)) = (state.meant(&body["chat_id"]), number(&body["message_id"])) else {
        return error(400, "Bad Request: message identifier is not specified");
    };
    let chat = state.chat(id);
    if let Some(refusal) = closed(chat) {
        return refusal;
    }
    let is_channel = chat.kind == Kind::Channel;
    let Some(known) = chat.messages.get_mut(&message) else {
        return error(400, "Bad Request: message to edit not found");
    };
    if !is_channel && known.raw["from"]["id"] != objects::BOT {
        return error(400, "Bad Request: message can't be edited");
    }
    if method == "editmessagetext" && known.raw["text"].is_null() {
        return error(400, "Bad Request: there is no text in the message to edit");
    }
    let mut edited = known.raw.clone();
    // An edit says all anew: what it leaves out is gone, except the text when only the keyboard is changed.
    let cleared: &[&str] = match method {
        "editmessagetext" => &["text", "entities", "reply_markup", "link_preview_options"],
        "editmessagecaption" => &["caption", "caption_entities", "reply_markup"],
        _ => &["reply_markup"],
    };
    for key in cleared {
        if let Some(fields) = edited.as_object_mut() {
            fields.remove(*key);
        }
        if !body[*key].is_null() {
            edited[*key] = body[*key].clone();
        }
    }
    if same(&edited, &known.raw) {
        let told = "Bad Request: message is not modified: specified new message content and reply markup are exactly \
                    the same as a current content and reply markup of the message";
        return error(400, told);
    }
    edited["edit_date"] = desk.backstage.time.now().as_secs().into();
    known.raw = edited.clone();
    known.edits += 1;
    chat.bell.ring();
    fine(&edited)
}

/// Compares what people see. An empty keyboard is no keyboard.
fn same(one: &Value, other: &Value) -> bool {
    let keyboard = |message: &Value| crate::seen::buttons_of(message);
    let parts = ["text", "entities", "caption", "caption_entities"];
    parts.iter().all(|key| one[key] == other[key]) && keyboard(one) == keyboard(other)
}

pub(crate) fn delete(desk: &Desk, state: &mut State, body: &Value) -> Served {
    let Some(id) = state.meant(&body["chat_id"]) else { return chat_not_found() };
    let message = number(&body["message_id"]).unwrap_or_default();
    let chat = state.chat(id);
    if let Some(refusal) = closed(chat) {
        return refusal;
    }
    if chat.messages.remove(&message).is_none() {
        return error(400, "Bad Request: message to delete not found");
    }
    chat.bell.ring();
    desk.backstage.bell.ring();
    fine(&json!(true))
}

impl Desk {
    /// Queues an update, tells the pollers, and gives its id.
    pub(crate) fn push(&self, update: Value) -> i64 {
        let id = lock(&self.state).push(update);
        self.updates.ring();
        id
    }
}
