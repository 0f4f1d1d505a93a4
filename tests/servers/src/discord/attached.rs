//! Files under messages: keeping what came in a form, and which of a message's files stay when it is changed. Who may
//! send files is decided elsewhere.

use serde_json::Value;

use crate::ask::{Ask, SentFile};
use crate::discord::state::State;
use crate::discord::{Desk, objects};
use crate::files::in_address;
use crate::seen::{list, string};

/// Keeps a file and gives the attachment that shows it, with an address of the shape that Discord's have.
pub(crate) fn attachment(desk: &Desk, state: &mut State, file: &SentFile) -> Value {
    let number = state.snowflake(desk.backstage.time.now());
    state.files.insert(number, file.bytes.clone());
    let name = in_address(&file.name);
    let url = format!("http://{}/attachments/{number}/{name}?ex=70000000&is=60000000&hm=local", desk.address);
    objects::attachment(number, &file.name, file.bytes.len(), &url)
}

/// The attachments of a new message: every file of the form, as its entry in the body's list describes it.
pub(crate) fn kept(desk: &Desk, state: &mut State, ask: &Ask, body: &Value) -> Value {
    ask.files.iter().map(|file| described(attachment(desk, state, file), entry(body, file))).collect()
}

/// The attachments after an edit: without a list in the body those that were there and what is new, with one only what
/// it names, old ones by their ids and new ones by the numbers of their fields.
pub(crate) fn revised(desk: &Desk, state: &mut State, ask: &Ask, body: &Value, before: &Value) -> Value {
    let stays = |file: &&Value| {
        body["attachments"].as_array().is_none_or(|named| named.iter().any(|entry| id_of(entry) == id_of(file)))
    };
    let mut all: Vec<Value> = list(before).iter().filter(stays).cloned().collect();
    all.extend(list(&kept(desk, state, ask, body)).iter().cloned());
    Value::Array(all)
}

/// The body's entry for a file: its id is the number in `files[n]`.
fn entry<'a>(body: &'a Value, file: &SentFile) -> Option<&'a Value> {
    let number = file.field.strip_prefix("files[")?.strip_suffix(']')?;
    list(&body["attachments"]).iter().find(|entry| id_of(entry) == number)
}

fn id_of(entry: &Value) -> String {
    entry["id"].as_str().map_or_else(|| entry["id"].to_string(), str::to_owned)
}

fn described(mut attachment: Value, entry: Option<&Value>) -> Value {
    let Some(entry) = entry else { return attachment };
    if !string(&entry["filename"]).is_empty() {
        attachment["filename"] = entry["filename"].clone();
    }
    if !entry["description"].is_null() {
        attachment["description"] = entry["description"].clone();
    }
    attachment
}
