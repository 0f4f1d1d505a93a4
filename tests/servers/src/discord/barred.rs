//! What stands between the bot and a channel: deleted, left, not seen, of the wrong kind, closed, silenced. The rights
//! are worked out as clients work them out; the words and codes are Discord's.

use serde_json::Value;

use crate::discord::places::{Access, ChannelKind, Places, Standing, Thread};
use crate::discord::rest::error;
use crate::discord::rights;
use crate::front::Served;
use crate::seen::list;

/// What the bot wants in a channel.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wish<'a> {
    /// To know of it.
    See,
    /// To read one message.
    Read,
    /// To read the history.
    List,
    /// To post this body.
    Post(&'a Value),
    /// To change or delete what it said, or to show that it types.
    Touch,
}

/// The error, if any, that the wish meets.
pub(crate) fn barred(places: &Places, channel: u64, wish: Wish<'_>) -> Option<Served> {
    if !places.is_there(channel) {
        return Some(error(404, 10_003, "Unknown Channel"));
    }
    let may = places.bot_may(channel);
    let is_out = places.guild_of(channel).is_some_and(|guild| guild.standing == Standing::Out);
    if is_out || may & rights::VIEW_CHANNEL == 0 {
        return Some(missing_access());
    }
    match wish {
        Wish::See => None,
        Wish::Read => (may & rights::READ_MESSAGE_HISTORY == 0).then(missing_access),
        // Without the right the list is empty, and that is no error: see `Access::NoHistory` for the other way.
        Wish::List => (places.access(places.ruling(channel)) == Access::NoHistory).then(missing_access),
        Wish::Post(body) => post_barred(places, channel, may, body),
        Wish::Touch => touch_barred(places, channel, may),
    }
}

fn missing_access() -> Served {
    error(403, 50_001, "Missing Access")
}

pub(crate) fn missing_permissions() -> Served {
    error(403, 50_013, "Missing Permissions")
}

fn thread_of(places: &Places, channel: u64) -> Option<Thread> {
    places.channels.get(&channel).and_then(|channel| channel.thread)
}

fn post_barred(places: &Places, channel: u64, may: u64, body: &Value) -> Option<Served> {
    if places.access(channel) == Access::ClosedToMessages {
        return Some(error(403, 50_007, "Cannot send messages to this user"));
    }
    let thread = thread_of(places, channel);
    let kind = places.channels.get(&channel).map_or(ChannelKind::Text, |channel| channel.kind);
    if thread.is_none() && matches!(kind, ChannelKind::Forum | ChannelKind::Category) {
        return Some(error(400, 50_008, "Cannot send messages in a non-text channel"));
    }
    if let Some(locked) = thread.and_then(|thread| locked(thread, may)) {
        return Some(locked);
    }
    let needed = if thread.is_some() { rights::SEND_MESSAGES_IN_THREADS } else { rights::SEND_MESSAGES };
    let lacks = may & needed == 0 || (may & rights::EMBED_LINKS == 0 && is_embeds_alone(body));
    lacks.then(missing_permissions)
}

/// Who may not manage threads neither says nor changes anything in a locked one, and does not wake it up.
fn locked(thread: Thread, may: u64) -> Option<Served> {
    let (code, words) = if thread.archived { (50_083, "Thread is archived") } else { (160_005, "Thread is locked") };
    (thread.locked && may & rights::MANAGE_THREADS == 0).then(|| error(403, code, words))
}

fn touch_barred(places: &Places, channel: u64, may: u64) -> Option<Served> {
    if places.access(channel) == Access::ClosedToMessages {
        return Some(error(403, 50_007, "Cannot send messages to this user"));
    }
    if let Some(thread) = thread_of(places, channel) {
        let archived = thread.archived.then(|| error(400, 50_083, "Thread is archived"));
        if let Some(refusal) = locked(thread, may).or(archived) {
            return Some(refusal);
        }
    }
    (may & (rights::SEND_MESSAGES | rights::SEND_MESSAGES_IN_THREADS) == 0).then(missing_permissions)
}

/// Whether a message is nothing without its embeds.
fn is_embeds_alone(body: &Value) -> bool {
    let others = ["components", "attachments", "sticker_ids"].iter().any(|key| !list(&body[key]).is_empty());
    !list(&body["embeds"]).is_empty() && body["content"].as_str().unwrap_or_default().is_empty() && !others
}
