//! The Bot API's methods: who may ask, which name means what. Sending and polling are answered next door.

use std::time::Duration;

use serde_json::{Value, json};

use crate::ask::Ask;
use crate::backstage::Backstage;
use crate::faults::Scope;
use crate::front::{Call, Platform, Served};
use crate::seen::{list, string};
use crate::sync::lock;
use crate::telegram::state::{CommandsSet, PressAnswer, State};
use crate::telegram::{Desk, messages, objects, polls, standing};
use crate::wire::{Complaints, WireCheck, check_telegram};

/// What bots can download: 20 MB.
const LARGEST_DOWNLOAD: usize = 20 << 20;

pub(crate) fn fine(result: &Value) -> Served {
    Served::json(200, &json!({"ok": true, "result": result}))
}

/// An error as the Bot API words it: the status is in the body as well.
pub(crate) fn error(code: u16, description: &str) -> Served {
    Served::json(code, &json!({"ok": false, "error_code": code, "description": description}))
}

/// A number that may have come as text, in a form.
pub(crate) fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

pub(crate) fn is_true(value: &Value) -> bool {
    value == true || value == "true"
}

/// `/bot123:abc/SendMessage` as token and method; the method in its documented spelling.
fn split(path: &str) -> Option<(&str, String)> {
    let (token, method) = path.strip_prefix("/bot")?.split_once('/')?;
    let mut chars = method.chars();
    let first = chars.next()?.to_ascii_lowercase();
    Some((token, std::iter::once(first).chain(chars).collect()))
}

impl Platform for Desk {
    fn backstage(&self) -> &Backstage {
        &self.backstage
    }

    fn read(&self, ask: Ask) -> Ask {
        if ask.path.starts_with("/bot") { ask.with_query() } else { ask }
    }

    fn call(&self, ask: &Ask) -> Call {
        let name = split(&ask.path).map_or_else(|| ask.path.clone(), |(_, method)| method);
        let chat = ask.body.get("chat_id").or_else(|| ask.body.get("user_id").filter(|_| ask.body.is_null()));
        // A chat that is called by its name is meant all the same by a rule that gives its id.
        let named = chat.filter(|chat| chat.as_str().is_some_and(|name| name.starts_with('@')));
        let id = named.and_then(|name| lock(&self.state).meant(name)).map(|id| id.to_string());
        let plain = |chat: &Value| chat.as_str().map_or_else(|| chat.to_string(), str::to_owned);
        let place = id.or_else(|| chat.map(plain));
        Call { name, place }
    }

    fn check(&self, call: &Call, ask: &Ask, files: Option<&WireCheck>) -> Complaints {
        if ask.path.starts_with("/file/") { Complaints::default() } else { check_telegram(&call.name, ask, files) }
    }

    fn refuse(&self, why: &str) -> Served {
        error(400, &format!("Bad Request: {why}"))
    }

    fn too_many(&self, _: &Call, wait: Duration, _: Scope) -> Served {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let description = format!("Too Many Requests: retry after {seconds}");
        let parameters = json!({"retry_after": seconds});
        let body = json!({"ok": false, "error_code": 429, "description": description, "parameters": parameters});
        Served::json(429, &body)
    }

    fn plain_error(&self, status: u16) -> Served {
        let description = match status {
            400 => "Bad Request: local fault",
            401 => "Unauthorized",
            403 => "Forbidden: bot was blocked by the user",
            404 => "Not Found",
            409 => polls::CONFLICT,
            502 => "Bad Gateway",
            504 => "Gateway Timeout",
            _ => "Internal Server Error",
        };
        error(status, description)
    }

    async fn serve(&self, call: &Call, ask: &Ask) -> Served {
        if let Some(file) = ask.path.strip_prefix("/file/bot") {
            return self.file(file);
        }
        match split(&ask.path) {
            Some((token, _)) if !self.knows_token(token) => error(401, "Unauthorized"),
            Some(_) if call.name.eq_ignore_ascii_case("getUpdates") => polls::get_updates(self, ask).await,
            Some(_) => self.route(&call.name.to_lowercase(), ask),
            None => error(404, "Not Found"),
        }
    }
}

impl Desk {
    fn file(&self, path: &str) -> Served {
        let Some((token, file)) = path.split_once('/') else { return error(404, "Not Found") };
        let state = lock(&self.state);
        match file.strip_prefix("documents/").and_then(|file| state.files.get(file)) {
            Some(bytes) if self.knows_token(token) && bytes.len() <= LARGEST_DOWNLOAD => Served::bytes(bytes),
            _ => error(404, "Not Found"),
        }
    }

    fn route(&self, method: &str, ask: &Ask) -> Served {
        let body = ask.body.as_ref();
        let mut state = lock(&self.state);
        match method {
            "getme" => {
                let mut me = objects::me(state.privacy);
                for (field, value) in &state.set_up {
                    me[field] = value.clone();
                }
                fine(&me)
            }
            "setwebhook" | "deletewebhook" | "getwebhookinfo" => polls::webhook(self, &mut state, method, body),
            "sendmessage" | "senddocument" | "sendphoto" => messages::send(self, &mut state, method, ask),
            "editmessagetext" | "editmessagereplymarkup" | "editmessagecaption" => {
                messages::edit(self, &mut state, method, body)
            }
            "deletemessage" => messages::delete(self, &mut state, body),
            "answercallbackquery" => self.answer_press(&mut state, body),
            "answerinlinequery" => self.answer_inline(&mut state, body),
            "setmycommands" | "deletemycommands" | "getmycommands" => commands(&mut state, method, body),
            "getchat"
            | "getchatmember"
            | "getchatadministrators"
            | "getchatmembercount"
            | "sendchataction"
            | "leavechat"
            | "pinchatmessage"
            | "setmessagereaction" => standing::about_chat(self, &mut state, method, body),
            "getfile" => get_file(&state, &string(&body["file_id"])),
            "setmydescription"
            | "setmyshortdescription"
            | "setmyname"
            | "setchatmenubutton"
            | "logout"
            | "close"
            | "setmydefaultadministratorrights" => fine(&json!(true)),
            "getmydescription" => fine(&json!({"description": ""})),
            "getmyshortdescription" => fine(&json!({"short_description": ""})),
            "getmyname" => fine(&json!({"name": "Touchline"})),
            _ => error(404, "Not Found: the local platform does not know this method"),
        }
    }

    fn answer_press(&self, state: &mut State, body: &Value) -> Served {
        let press = state.presses.get_mut(&string(&body["callback_query_id"]));
        // The platform takes one answer for each press, and only for a while.
        let Some(press) = press.filter(|press| !press.is_old && press.answer.is_none()) else {
            let told = "Bad Request: query is too old and response timeout expired or query ID is invalid";
            return error(400, told);
        };
        let (text, alert) = (string(&body["text"]), is_true(&body["show_alert"]));
        press.answer = Some(PressAnswer { text, alert });
        self.backstage.bell.ring();
        fine(&json!(true))
    }

    fn answer_inline(&self, state: &mut State, body: &Value) -> Served {
        let Some(query) = state.inline.get_mut(&string(&body["inline_query_id"])) else {
            let told = "Bad Request: query is too old and response timeout expired or query ID is invalid";
            return error(400, told);
        };
        *query = Some(body.clone());
        self.backstage.bell.ring();
        fine(&json!(true))
    }
}

/// Where a file's bytes are to be had; large ones bots do not get at all.
fn get_file(state: &State, id: &str) -> Served {
    match state.files.get(id) {
        Some(bytes) if bytes.len() > LARGEST_DOWNLOAD => error(400, "Bad Request: file is too big"),
        Some(bytes) => {
            let (unique, path) = (format!("unique-{id}"), format!("documents/{id}"));
            fine(&json!({"file_id": id, "file_unique_id": unique, "file_size": bytes.len(), "file_path": path}))
        }
        None => error(400, "Bad Request: invalid file_id"),
    }
}

fn commands(state: &mut State, method: &str, body: &Value) -> Served {
    let (scope, language) = (body["scope"].clone(), string(&body["language_code"]));
    let key = (scope_key(&scope), language.clone());
    if method == "getmycommands" {
        return fine(&Value::Array(state.commands.get(&key).cloned().unwrap_or_default()));
    }
    let bare = list(&body["commands"]).iter().map(|command| {
        let mut command = command.clone();
        command["command"] = string(&command["command"]).trim_start_matches('/').into();
        command
    });
    let commands: Vec<Value> = bare.collect();
    state.commands_set.push(CommandsSet { scope, language, commands: commands.clone() });
    if commands.is_empty() {
        state.commands.remove(&key);
    } else {
        state.commands.insert(key, commands);
    }
    fine(&json!(true))
}

/// No scope and the scope "default" are the same.
pub(crate) fn scope_key(scope: &Value) -> String {
    if scope.is_null() || scope["type"] == "default" { String::new() } else { scope.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_case_of_a_method_is_the_same() {
        assert_eq!(split("/bot1:a/SendMessage"), Some(("1:a", "sendMessage".to_owned())));
        assert_eq!(split("/bot1:a/getMe"), Some(("1:a", "getMe".to_owned())));
        assert_eq!(split("/elsewhere"), None);
    }
}
