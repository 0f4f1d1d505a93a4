//! Who is what in a chat: what stands between the bot and a chat, and what getChat, getChatMember and their like say.

use serde_json::{Value, json};

use crate::front::Served;
use crate::telegram::methods::{error, fine, number};
use crate::telegram::state::{Access, Chat, Kind, Role, State};
use crate::telegram::{Desk, objects};

/// Rights that every administrator is said to have or not; the further ones exist only in some kinds of chats.
const ADMIN: [&str; 10] = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
];
const RESTRICTED: [&str; 16] = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
];

fn more_admin_rights(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Channel => &["can_post_messages", "can_edit_messages"],
        Kind::Supergroup => &["can_pin_messages", "can_manage_topics"],
        Kind::Group => &["can_pin_messages"],
        Kind::Private => &[],
    }
}

/// A standing as the Bot API writes it: with the rights that belong to it.
fn member(user: &Value, role: Role, kind: Kind, has: impl Fn(&str) -> bool) -> Value {
    let mut member = json!({"user": user, "status": role.word()});
    match role {
        Role::Owner => member["is_anonymous"] = false.into(),
        Role::Administrator => {
            (member["is_anonymous"], member["can_be_edited"]) = (false.into(), false.into());
            for right in ADMIN.iter().chain(more_admin_rights(kind)) {
                member[*right] = has(right).into();
            }
        }
        Role::Restricted => {
            (member["is_member"], member["until_date"]) = (true.into(), 0.into());
            for right in RESTRICTED {
                member[right] = has(right).into();
            }
        }
        Role::Banned => member["until_date"] = 0.into(),
        Role::Member | Role::Left => {}
    }
    member
}

/// The bot's own standing in a chat.
pub(crate) fn of_bot(chat: &Chat) -> Value {
    member(&objects::bot(), chat.bot, chat.kind, |right| chat.bot_has(right))
}

fn of(chat: &Chat, user: i64) -> Value {
    if user == objects::BOT {
        return of_bot(chat);
    }
    let name = chat.roles.get(&user).map_or("Somebody", |(name, _)| name.as_str());
    let role = chat.role_of(user);
    member(&objects::user(user, name, None), role, chat.kind, |_| role == Role::Administrator)
}

/// Answers what is asked about a chat.
pub(crate) fn about_chat(desk: &Desk, state: &mut State, method: &str, body: &Value) -> Served {
    let Some(id) = state.meant(&body["chat_id"]) else { return chat_not_found() };
    let chat = state.chat(id);
    // What is public can be looked at from outside, and who blocked the bot is not hidden from it.
    let is_public = chat.bot == Role::Left && chat.username.is_some();
    let is_blocked = chat.kind == Kind::Private && (chat.access == Access::Blocked || chat.bot == Role::Banned);
    let is_visible = method.starts_with("get") && (is_public || is_blocked);
    let refusal = closed(chat).filter(|_| chat.access != Access::Silenced && !is_visible);
    if let Some(refusal) = refusal {
        // Whom the bot may not write to it does not know either.
        let is_stranger = chat.kind == Kind::Private && !chat.started && method == "getchat";
        return if is_stranger { chat_not_found() } else { refusal };
    }
    match method {
        "getchat" => fine(&objects::full_chat(chat)),
        "getchatmember" => fine(&of(chat, number(&body["user_id"]).unwrap_or_default())),
        "getchatadministrators" => administrators(chat),
        "getchatmembercount" => fine(&json!(chat.roles.len() + 2)),
        "leavechat" => {
            let change = desk.changed(chat, &objects::bot(), Role::Left);
            state.push(change);
            desk.updates.ring();
            fine(&json!(true))
        }
        _ => fine(&json!(true)),
    }
}

fn administrators(chat: &Chat) -> Served {
    if chat.kind == Kind::Private {
        return error(400, "Bad Request: there are no administrators in the private chat");
    }
    let is_admin = |role: Role| matches!(role, Role::Owner | Role::Administrator);
    let admins = chat.roles.iter().filter(|(_, (_, role))| is_admin(*role)).map(|(id, _)| *id);
    let bot = is_admin(chat.bot).then_some(objects::BOT);
    fine(&admins.chain(bot).map(|id| of(chat, id)).collect())
}

pub(crate) fn chat_not_found() -> Served {
    error(400, "Bad Request: chat not found")
}

/// The error, if any, with which a chat meets the bot, whatever it wants there.
pub(crate) fn closed(chat: &Chat) -> Option<Served> {
    let place = chat.kind.word();
    let refusal = match (chat.access, chat.bot) {
        (Access::Blocked, _) | (Access::Open, Role::Banned) if chat.kind == Kind::Private => {
            error(403, "Forbidden: bot was blocked by the user")
        }
        (Access::Kicked, _) | (Access::Open, Role::Banned) => {
            error(403, &format!("Forbidden: bot was kicked from the {place} chat"))
        }
        (Access::Open, Role::Left) => error(403, &format!("Forbidden: bot is not a member of the {place} chat")),
        (Access::Open, _) if chat.kind != Kind::Private || chat.started => return None,
        (Access::Open, _) if chat.met => error(403, "Forbidden: bot can't initiate conversation with a user"),
        (Access::Open | Access::NotFound, _) => chat_not_found(),
        (Access::Blocked, _) => error(403, "Forbidden: bot was blocked by the user"),
        (Access::Deactivated, _) => error(403, "Forbidden: user is deactivated"),
        (Access::Deleted, _) => error(403, "Forbidden: the group chat was deleted"),
        (Access::Silenced, _) => not_enough_rights(),
        (Access::MovedTo(new), _) => {
            let description = "Bad Request: group chat was upgraded to a supergroup chat";
            let parameters = json!({"migrate_to_chat_id": new});
            let body = json!({"ok": false, "error_code": 400, "description": description, "parameters": parameters});
            Served::json(400, &body)
        }
    };
    Some(refusal)
}

fn not_enough_rights() -> Served {
    error(400, "Bad Request: not enough rights to send text messages to the chat")
}

/// The error, if any, that sending meets in a chat that is open.
pub(crate) fn silenced(chat: &Chat, topic: Option<i64>) -> Option<Served> {
    if topic.is_some_and(|topic| chat.lost_topics.contains(&topic)) {
        return Some(error(400, "Bad Request: message thread not found"));
    }
    if chat.kind == Kind::Channel {
        let may = matches!(chat.bot, Role::Owner | Role::Administrator) && chat.bot_has("can_post_messages");
        return (!may).then(|| error(400, "Bad Request: need administrator rights in the channel chat"));
    }
    if chat.bot == Role::Restricted && !chat.bot_has("can_send_messages") {
        return Some(not_enough_rights());
    }
    let manages = chat.bot == Role::Administrator && chat.bot_has("can_manage_topics");
    // Without a topic a forum's message goes to General, which has the number 1.
    let topic = topic.or(chat.is_forum.then_some(1));
    let is_closed = topic.is_some_and(|topic| chat.closed_topics.contains(&topic));
    (is_closed && !manages).then(|| error(400, "Bad Request: TOPIC_CLOSED"))
}

impl Desk {
    /// Changes the bot's standing in a chat and gives the update that tells it.
    pub(crate) fn changed(&self, chat: &mut Chat, by: &Value, role: Role) -> Value {
        self.change(chat, by, |chat| {
            chat.bot = role;
            chat.access = Access::Open;
            // Who unblocks the bot or lets it in has spoken to it before.
            chat.started |= role == Role::Member;
        })
    }

    /// The update that tells of any change of the bot's standing or rights.
    pub(crate) fn change(&self, chat: &mut Chat, by: &Value, change: impl FnOnce(&mut Chat)) -> Value {
        let old = of_bot(chat);
        change(chat);
        json!({"my_chat_member": {
            "chat": objects::chat(chat), "from": by, "date": self.backstage.time.now().as_secs(),
            "old_chat_member": old, "new_chat_member": of_bot(chat),
        }})
    }
}
