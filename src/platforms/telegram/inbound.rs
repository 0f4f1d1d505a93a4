//! From an update to what it asks of us: who, where, with what standing, and what was said.
//!
//! It knows no stories and answers nothing. What is nothing to us (chatter, other bots' commands, edits, kinds that do
//! not exist yet) becomes nothing here, and is neither kept nor answered.

use teloxide::types::InlineKeyboardMarkup;

use super::address::Address;
use super::inline;
use super::render::LIMIT;
use super::update::{ChatKind, Document, Entity, InlineQuery, Me, Membership, Message, Numbered, Press, Update, User};
use crate::bot::{Request, Said};
use crate::domain::action::Action;
use crate::domain::command::{COMMANDS, CommandSpec, Input, Invocation};
use crate::domain::community::{Badge, Caller, Community, PersonId, Place, Standing};
use crate::domain::file::Attachment;
use crate::domain::story::StoryId;
use crate::domain::text::shorten;
use crate::domain::tongue::{Text, Tongue};
use crate::ports::RequestId;
use crate::{say, text};

/// Bytes of what somebody says that are heard. Telegram's own limit is counted in UTF-16, of whose units none takes more than
/// three bytes; only what does not come from Telegram is longer, and waits in a lane as long as any other.
const HEARD_LIMIT: usize = 3 * LIMIT.units;

/// An update that asks something of us.
#[derive(Debug)]
pub(super) struct Heard {
    /// The update's number.
    pub(super) key: i64,
    /// Whose turn it is: what one chat says is dealt with in order.
    pub(super) chat: i64,
    /// What it asks.
    pub(super) what: What,
}

/// What an update asks of us.
#[derive(Debug)]
pub(super) enum What {
    /// An answer.
    Asked(Box<Asked>),
    /// To be told that a button does not work where it stands.
    Declined {
        /// The press to be acknowledged.
        press: String,
        /// Why, in the language of their app.
        why: String,
    },
    /// Stories for what somebody types in any chat.
    Inline {
        /// The query to be answered.
        query: String,
        /// The language of their app.
        tongue: Tongue,
        /// What was typed.
        typed: String,
        /// Where in the list the page begins.
        from: usize,
    },
    /// To stop posting in a chat that the bot is no longer in.
    Removed {
        /// Whose chat it is.
        community: Community,
        /// Why, for people.
        why: Text,
    },
    /// To look whether a chat is open again.
    Changed(Community),
    /// To know the chat by another number.
    Moved {
        /// What it was.
        from: Place,
        /// What it is.
        to: Place,
    },
}

/// Something to be answered, and how.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) request: Request,
    pub(super) to: Address,
    /// The message to be answered, where others read along.
    pub(super) quoting: Option<i32>,
    /// The press to be acknowledged.
    pub(super) press: Option<String>,
    /// The message whose button was pressed, with its buttons.
    pub(super) under: Option<(i32, InlineKeyboardMarkup)>,
}

/// What an update is to us.
#[derive(Debug)]
pub(super) enum Read {
    /// It asks something.
    Heard(Heard),
    /// The update of this number asks nothing.
    Nothing(i64),
    /// Nobody can tell what it asks; its number, if it has one.
    Unreadable(Option<i64>),
}

impl Read {
    /// The update's number, if it has one.
    pub(super) fn number(&self) -> Option<i64> {
        match self {
            Self::Heard(heard) => Some(heard.key),
            Self::Nothing(number) => Some(*number),
            Self::Unreadable(number) => *number,
        }
    }
}

/// Reads an update.
pub(super) fn read(body: &str, me: &Me) -> Read {
    match serde_json::from_str::<Update>(body) {
        Ok(update) => {
            let number = update.number;
            heard(update, me).map_or(Read::Nothing(number), Read::Heard)
        }
        Err(error) => {
            let number = serde_json::from_str::<Numbered>(body).ok().map(|numbered| numbered.number);
            tracing::debug!(update = number, %error, "an update cannot be read");
            Read::Unreadable(number)
        }
    }
}

fn heard(update: Update, me: &Me) -> Option<Heard> {
    let key = update.number;
    if let Some(mut message) = update.message {
        for text in [&mut message.text, &mut message.caption].into_iter().flatten() {
            text.truncate(text.floor_char_boundary(HEARD_LIMIT));
            text.shrink_to_fit();
        }
        let chat = message.chat.id;
        return Some(match message.migrate_to {
            // In the lane of the new number: what is said there next must find everything moved.
            Some(new) => Heard { key, chat: new, what: What::Moved { from: place(chat), to: place(new) } },
            None => Heard { key, chat, what: What::Asked(Box::new(asked(key, message, me)?)) },
        });
    }
    if let Some(press) = update.callback_query {
        return Some(pressed(key, press));
    }
    if let Some(InlineQuery { id, from, query, offset }) = update.inline_query {
        let typed = shorten(&query, inline::TYPED_LIMIT);
        let tongue = from.language.as_deref().and_then(Tongue::of_tag).unwrap_or_default();
        let what = What::Inline { query: id, tongue, typed, from: offset.parse().unwrap_or(0) };
        return Some(Heard { key, chat: from.id, what });
    }
    let Membership { chat, new_chat_member } = update.my_chat_member?;
    tracing::debug!(update = key, chat = ?chat.kind, status = new_chat_member.status, "the bot's own standing has changed");
    let community = Address { chat: chat.id, topic: None }.community();
    let what = match new_chat_member.status.as_str() {
        "left" | "kicked" if chat.kind == ChatKind::Private => {
            What::Removed { community, why: text!("telegram-blocked") }
        }
        "left" | "kicked" => What::Removed { community, why: text!("telegram-removed") },
        _ => What::Changed(community),
    };
    Some(Heard { key, chat: chat.id, what })
}

fn asked(key: i64, message: Message, me: &Me) -> Option<Asked> {
    let is_private = message.chat.kind == ChatKind::Private;
    let (person, standing) = speaker(&message)?;
    let (to, id) = (address(&message), message.id);
    let said = said(&message, is_private, me)?;
    let attachment = message.document.map(|document| attachment(document, person.tongue.unwrap_or_default()));
    let request = Request { attachment, ..request(key, to, person, standing, said) };
    Some(Asked { request, to, quoting: (!is_private).then_some(id), press: None, under: None })
}

fn attachment(document: Document, tongue: Tongue) -> Attachment {
    let name = document.name.unwrap_or_else(|| say!(tongue, "unnamed-file"));
    Attachment { name, size: document.size, address: document.id }
}

/// What a message says to us: a command, an answer to something of ours, in a private chat any words.
fn said(message: &Message, is_private: bool, me: &Me) -> Option<Said> {
    // A file may come with words under it, or alone.
    let text = match (&message.text, &message.document) {
        (Some(text), _) => text,
        (None, Some(_)) => message.caption.as_ref().unwrap_or(const { &String::new() }),
        (None, None) => return None,
    };
    if text.trim_start().starts_with('/') && Invocation::typed(text).is_some() {
        let named = named(text, &message.entities);
        let invocation = invocation(&named, is_private, me)?;
        return Some(match linked_story(&invocation) {
            Some(story) => Said::Pressed(Action::Story(story, 0).encode()),
            None => Said::Command(invocation),
        });
    }
    if is_private {
        return Some(Said::Words(text.clone()));
    }
    let replied = message.replied_to.as_ref()?;
    replied.from.as_ref().filter(|from| from.id == me.id)?;
    let to = replied.reply_markup.as_ref()?.rows.iter().flatten().find_map(|key| key.callback_data.clone())?;
    Some(Said::Replied { text: text.clone(), to })
}

/// The story that a link to the bot leads to: `/start s12`.
fn linked_story(invocation: &Invocation) -> Option<StoryId> {
    match &invocation.input {
        Input::Typed(payload) if invocation.command == "start" => inline::linked(payload),
        _ => None,
    }
}

/// A text in which people without a name to be called by go by their number.
fn named(text: &str, entities: &[Entity]) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for entity in entities.iter().rev().filter(|entity| entity.kind == "text_mention") {
        let Some(user) = &entity.user else { continue };
        let end = entity.offset.saturating_add(entity.length);
        if entity.offset <= end && end <= units.len() {
            units.splice(entity.offset..end, format!("person:{}", user.id).encode_utf16());
        }
    }
    String::from_utf16_lossy(&units)
}

/// Who speaks, and what the message itself proves of their standing.
fn speaker(message: &Message) -> Option<(Person, Standing)> {
    let standing = match message.chat.kind {
        ChatKind::Private => Standing::Admin,
        ChatKind::Group | ChatKind::Supergroup => Standing::Ask,
        ChatKind::Channel | ChatKind::Other => return None,
    };
    let chat = |sender: i64| Person { id: sender, name: None, tongue: None };
    match (&message.sender_chat, &message.from) {
        // Telegram lets only admins write in their chat's name. Which one it was, nobody knows: the chat stands for them.
        (Some(sender), _) if sender.id == message.chat.id => Some((chat(sender.id), Standing::Admin)),
        // A channel that writes in its discussion group, or somebody in their channel's name: never an admin.
        (Some(sender), _) => Some((chat(sender.id), Standing::Outsider)),
        (None, Some(user)) if !user.is_bot => Some((Person::from(user), standing)),
        _ => None,
    }
}

/// The command in a text: in a private chat any, elsewhere only those that are ours.
fn invocation(text: &str, is_private: bool, me: &Me) -> Option<Invocation> {
    let mut invocation = Invocation::typed(text)?;
    if let Some((command, name)) = invocation.command.split_once('@') {
        let is_ours = me.username.as_deref().is_some_and(|ours| ours.eq_ignore_ascii_case(name));
        invocation.command = is_ours.then(|| command.to_owned())?;
    } else if !is_private && !might_be_ours(&invocation.command) {
        return None;
    }
    if invocation.command == "start" && linked_story(&invocation).is_some() {
        return Some(invocation);
    }
    if invocation.command == "start" {
        invocation = Invocation { command: "help".into(), input: Input::Typed(String::new()) };
    }
    Some(invocation)
}

/// Whether a command that is addressed to no bot by name is one of ours, or a slip of one: a group may have several bots.
fn might_be_ours(command: &str) -> bool {
    command == "start"
        || CommandSpec::named(command).is_some()
        || COMMANDS.iter().any(|spec| strsim::osa_distance(spec.name, command) <= 2)
}

/// A press counts for the one who pressed, whoever asked for the message under which the button stands.
fn pressed(key: i64, press: Press) -> Heard {
    let (message, standing) = match press.message {
        Some(message) if message.chat.kind == ChatKind::Private => (message, Standing::Admin),
        Some(message) if matches!(message.chat.kind, ChatKind::Group | ChatKind::Supergroup) => {
            (message, Standing::Ask)
        }
        // In a channel only its admins may speak: a reader's press must not make the bot post there.
        _ => {
            let why = say!(Person::from(&press.from).tongue.unwrap_or_default(), "cannot-answer-here");
            return Heard { key, chat: press.from.id, what: What::Declined { press: press.id, why } };
        }
    };
    let to = address(&message);
    // A button without data is not one of ours: the desk says that it cannot read it.
    let said = Said::Pressed(press.data.unwrap_or_default());
    let request = request(key, to, Person::from(&press.from), standing, said);
    let buttons = message.reply_markup.and_then(|buttons| serde_json::from_value(buttons).ok());
    let under = buttons.map(|buttons| (message.id, buttons));
    let asked = Asked { request, to, quoting: None, press: Some(press.id), under };
    Heard { key, chat: to.chat, what: What::Asked(Box::new(asked)) }
}

fn place(chat: i64) -> Place {
    Address { chat, topic: None }.place()
}

fn address(message: &Message) -> Address {
    Address { chat: message.chat.id, topic: message.thread.filter(|_| message.is_in_topic) }
}

/// Somebody who speaks: their number, and what they call themselves.
struct Person {
    id: i64,
    name: Option<String>,
    tongue: Option<Tongue>,
}

impl From<&User> for Person {
    fn from(user: &User) -> Self {
        let tongue = user.language.as_deref().and_then(Tongue::of_tag);
        Self { id: user.id, name: user.username.clone(), tongue }
    }
}

/// What an update is known by, in the store and in the log.
pub(super) fn request_id(key: i64) -> String {
    format!("telegram:{key}")
}

fn request(key: i64, to: Address, person: Person, standing: Standing, said: Said) -> Request {
    let badges = person.name.map(|name| Badge::of_name(&name)).into_iter().collect();
    Request {
        id: RequestId(request_id(key)),
        caller: Caller {
            community: to.community(),
            person: PersonId(person.id.to_string()),
            standing,
            badges,
            tongue: person.tongue,
        },
        place: to.place(),
        said,
        attachment: None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn me() -> Me {
        Me { id: 1, username: Some("TouchlineBot".into()) }
    }

    fn heard(update: &Value) -> Option<Heard> {
        match read(&update.to_string(), &me()) {
            Read::Heard(heard) => Some(heard),
            Read::Nothing(_) | Read::Unreadable(_) => None,
        }
    }

    /// Command and text, person, place, standing, and the message that is quoted.
    fn said(message: &Value) -> Option<String> {
        let mut update =
            json!({"update_id": 5, "message": {"message_id": 9, "date": 1, "from": {"id": 7, "first_name": "A"}}});
        update["message"].as_object_mut().expect("an object").extend(message.as_object().expect("an object").clone());
        let What::Asked(asked) = heard(&update)?.what else { panic!("a question") };
        let Asked { request, quoting, .. } = *asked;
        let (command, text) = match request.said {
            Said::Command(Invocation { command, input: Input::Typed(text) }) => (command, text),
            Said::Words(text) => ("words".to_owned(), text),
            Said::Replied { text, to } => (format!("reply to {to}"), text),
            said => panic!("{said:?}"),
        };
        let PersonId(person) = request.caller.person;
        Some(format!("{command}|{text}|{person}|{}|{:?}|{quoting:?}", request.place.address, request.caller.standing))
    }

    #[test]
    fn no_more_is_heard_than_telegram_lets_anybody_say() {
        let private = |text: &str| said(&json!({"chat": {"id": 7, "type": "private"}, "text": text})).expect("heard");
        let longest = "é\u{10000}".repeat(1365) + "é";
        assert!(longest.encode_utf16().count() == LIMIT.units && private(&longest).contains(&longest));
        let heard = private(&format!("/player {}", "ك".repeat(100_000)));
        assert!(heard.contains("كك") && heard.len() < HEARD_LIMIT + 100, "{} bytes", heard.len());
    }

    #[test]
    fn commands_are_heard_where_they_are_meant_for_us() {
        let private = |text: &str| said(&json!({"chat": {"id": 7, "type": "private"}, "text": text}));
        let group = |text: &str| said(&json!({"chat": {"id": -8, "type": "group"}, "text": text}));
        assert_eq!(private("/player hakimi").as_deref(), Some("player|hakimi|7|7|Admin|None"));
        assert_eq!(private("hakimi mother").as_deref(), Some("words|hakimi mother|7|7|Admin|None"));
        assert_eq!(private("/start xyz").as_deref(), Some("help||7|7|Admin|None"));
        assert_eq!(private("/nonsense").as_deref(), Some("nonsense||7|7|Admin|None"));
        assert_eq!(group("/player@touchlinebot hakimi").as_deref(), Some("player|hakimi|7|-8|Ask|Some(9)"));
        assert_eq!(group("/Story").as_deref(), Some("story||7|-8|Ask|Some(9)"));
        assert_eq!(group("/plaer x").as_deref(), Some("plaer|x|7|-8|Ask|Some(9)"), "a slip");
        for nothing in ["hello", "/player@otherbot x", "/warn @somebody", "/", ""] {
            assert_eq!(group(nothing), None, "{nothing}");
        }
        assert_eq!(private("/story@otherbot x"), None);
    }

    #[test]
    fn an_answer_in_a_group_replies_to_something_of_ours() {
        let reply = |from: i64, data: &Value| {
            let replied = json!({"message_id": 3, "from": {"id": from}, "reply_markup": {"inline_keyboard": [[{"text": "Skip", "callback_data": data}]]}});
            said(&json!({"chat": {"id": -8, "type": "group"}, "text": "The long bus", "reply_to_message": replied}))
        };
        assert_eq!(reply(1, &json!("1:w:3:1:s")).as_deref(), Some("reply to 1:w:3:1:s|The long bus|7|-8|Ask|Some(9)"));
        assert_eq!(reply(2, &json!("1:w:3:1:s")), None, "another bot's message");
        assert_eq!(reply(1, &Value::Null), None, "nothing was asked there");
    }

    #[test]
    fn people_go_by_their_numbers_where_they_have_no_name() {
        let entity = json!({"type": "text_mention", "offset": 22, "length": 4, "user": {"id": 12}});
        let message =
            json!({"chat": {"id": -8, "type": "group"}, "text": "/settings editors add:😀 é", "entities": [entity]});
        assert_eq!(said(&message).as_deref(), Some("settings|editors add:person:12|7|-8|Ask|Some(9)"));
        let beyond = json!({"type": "text_mention", "offset": 20, "length": 40, "user": {"id": 12}});
        let message =
            json!({"chat": {"id": -8, "type": "group"}, "text": "/settings editors add:x", "entities": [beyond]});
        assert_eq!(
            said(&message).as_deref(),
            Some("settings|editors add:x|7|-8|Ask|Some(9)"),
            "nonsense is left alone"
        );
    }

    #[test]
    fn a_file_comes_with_the_command_under_it() {
        let sent = |chat: i64, fields: &Value| {
            let kind = if chat > 0 { "private" } else { "group" };
            let mut message = json!({"message_id": 9, "chat": {"id": chat, "type": kind}, "from": {"id": 7},
                "document": {"file_id": "f", "file_name": "a.md", "file_size": 5}});
            message.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
            let What::Asked(asked) = heard(&json!({"update_id": 5, "message": message}))?.what else {
                panic!("a question")
            };
            let (command, text) = match asked.request.said {
                Said::Command(Invocation { command, input: Input::Typed(text) }) => (command, text),
                Said::Words(text) => ("words".to_owned(), text),
                said => panic!("{said:?}"),
            };
            let file = asked.request.attachment.map(|file| (file.name, file.size, file.address));
            Some((format!("{command}|{text}"), file))
        };
        let file = Some(("a.md".to_owned(), 5, "f".to_owned()));
        let caption = |words: &str| json!({"caption": words});
        assert_eq!(sent(7, &json!({})), Some(("words|".into(), file.clone())));
        assert_eq!(
            sent(7, &caption("/submit credit:anonymous")),
            Some(("submit|credit:anonymous".into(), file.clone()))
        );
        assert_eq!(sent(7, &caption("words")), Some(("words|words".into(), file.clone())));
        assert_eq!(sent(-8, &caption("/addstory@TouchlineBot")), Some(("addstory|".into(), file)));
        for nothing in [json!({}), caption("words"), caption("/addstory@otherbot")] {
            assert_eq!(sent(-8, &nothing), None, "{nothing}");
        }
        assert_eq!(sent(7, &json!({"document": null, "photo": [], "caption": "/addstory"})), None, "a picture");
        let bare = json!({"document": {"file_id": "f"}});
        assert_eq!(sent(7, &bare), Some(("words|".into(), Some(("the file".into(), 0, "f".into())))));
    }

    #[test]
    fn standing_is_what_the_message_proves() {
        let group = |fields: &Value| {
            let mut message = json!({"chat": {"id": -8, "type": "supergroup"}, "text": "/daily show"});
            message.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
            said(&message)
        };
        let stand_in = json!({"id": 1_087_968_824, "is_bot": true});
        assert_eq!(group(&json!({})).as_deref(), Some("daily|show|7|-8|Ask|Some(9)"));
        let anonymous = json!({"from": stand_in, "sender_chat": {"id": -8, "type": "supergroup"}});
        assert_eq!(group(&anonymous).as_deref(), Some("daily|show|-8|-8|Admin|Some(9)"));
        let channel = json!({"from": {"id": 777_000}, "sender_chat": {"id": -9, "type": "channel"}});
        assert_eq!(group(&channel).as_deref(), Some("daily|show|-9|-8|Outsider|Some(9)"));
        assert_eq!(group(&json!({"from": stand_in})), None, "the stand-in alone proves nothing");
        assert_eq!(said(&json!({"chat": {"id": -9, "type": "channel"}, "text": "/daily show"})), None);
    }

    #[test]
    fn topics_are_places_and_reply_chains_are_not() {
        let message = |is_topic: bool| json!({"chat": {"id": -8, "type": "supergroup"}, "text": "/story", "message_thread_id": 3, "is_topic_message": is_topic});
        assert_eq!(said(&message(true)).as_deref(), Some("story||7|-8/3|Ask|Some(9)"));
        assert_eq!(said(&message(false)).as_deref(), Some("story||7|-8|Ask|Some(9)"));
    }

    #[test]
    fn presses_count_for_the_one_who_pressed() {
        let press = |kind: &str| {
            let message = json!({"message_id": 9, "date": 0, "chat": {"id": -8, "type": kind}});
            heard(
                &json!({"update_id": 5, "callback_query": {"id": "p", "from": {"id": 7}, "message": message, "data": "1:a:3"}}),
            )
        };
        let What::Asked(asked) = press("supergroup").expect("heard").what else { panic!("a question") };
        assert!(matches!(&asked.request.said, Said::Pressed(data) if data == "1:a:3"));
        assert_eq!((asked.request.caller.person.0.as_str(), asked.request.caller.standing), ("7", Standing::Ask));
        assert_eq!((asked.press.as_deref(), asked.quoting), (Some("p"), None));
        assert!(matches!(press("channel").expect("heard").what, What::Declined { .. }));
        let inline = json!({"update_id": 5, "callback_query": {"id": "p", "from": {"id": 7}, "inline_message_id": "x", "data": "1:a:3"}});
        assert!(matches!(heard(&inline).expect("heard").what, What::Declined { .. }));
    }

    #[test]
    fn its_own_coming_and_going_is_heard() {
        let becomes = |kind: &str, status: &str| {
            let member = json!({"status": status, "user": {"id": 1}});
            heard(&json!({"update_id": 5, "my_chat_member": {"chat": {"id": -8, "type": kind}, "new_chat_member": member}}))
                .expect("heard")
                .what
        };
        assert!(
            matches!(becomes("supergroup", "kicked"), What::Removed { community, why } if community.address == "-8" && why == text!("telegram-removed"))
        );
        assert!(matches!(becomes("private", "kicked"), What::Removed { why, .. } if why == text!("telegram-blocked")));
        assert!(matches!(becomes("channel", "administrator"), What::Changed(community) if community.address == "-8"));
        assert!(matches!(becomes("supergroup", "restricted"), What::Changed(_)), "the right may have come or gone");
    }

    #[test]
    fn what_cannot_be_read_still_has_its_number() {
        let number = |body: &str| {
            let read = read(body, &me());
            assert!(!matches!(read, Read::Heard(_)), "{body}");
            read.number()
        };
        assert_eq!(number(r#"{"update_id":5,"message":{"some fields":"missing"}}"#), Some(5));
        assert_eq!(number(r#"{"update_id":6,"something_new":{}}"#), Some(6));
        assert_eq!(
            number(
                r#"{"update_id":7,"edited_message":{"message_id":1,"chat":{"id":7,"type":"private"},"text":"/story"}}"#
            ),
            Some(7)
        );
        assert_eq!(
            number(
                r#"{"update_id":8,"message":{"message_id":1,"chat":{"id":7,"type":"orbit"},"from":{"id":7},"text":"/story"}}"#
            ),
            Some(8)
        );
        assert_eq!(number("[]"), None);
        let moved = json!({"update_id": 9, "message": {"message_id": 1, "chat": {"id": -8, "type": "group"}, "migrate_to_chat_id": -1008}});
        assert!(
            matches!(heard(&moved).expect("heard").what, What::Moved { from, to } if from.address == "-8" && to.address == "-1008")
        );
    }
}
