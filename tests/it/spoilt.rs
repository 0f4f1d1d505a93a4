//! What platforms send, spoilt by chance: mutated, cut, deep, huge. The real binary leaves out what it cannot read, answers
//! what follows, and holds no more memory for it (reliability.md T24). Ten thousand for each platform here; the long form:
//!
//!     cargo test --release --test it spoilt:: -- --ignored        a hundred thousand each, and memory (SEED=… to repeat)

use std::io::{BufRead as _, BufReader};
use std::process::{ChildStderr, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use local_platforms::telegram::Kind;
use local_platforms::{Fault, Rule};
use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::mutate::mutate;
use crate::process::{GROUP, Platforms, Running, touchline};

/// Spoilt ones between two good ones.
const ROUND: usize = 500;
/// In `cargo test`, and in the long form.
const SHORT: usize = 10_000;
const LONG: usize = 100_000;
/// A machine that does other things is slow; one that is stuck stays so.
const PATIENCE: Duration = Duration::from_mins(2);
/// Memory that the long form may add, in KiB, and so many questions are asked at most until what is not needed is given back.
const MORE: u64 = 20 << 10;
const QUESTIONS: usize = 50_000;
/// Numbers that nobody else uses, for what must be new each time.
const FIRST_ID: u64 = 1_500_000_000_000_000_000;
/// A server that comes, goes and changes.
const ELSEWHERE: &str = "1400000000000000000";

/// The binary, and what it says when something inside it panics.
struct Bench {
    platforms: Platforms,
    running: Running,
    panics: Arc<Mutex<Vec<String>>>,
    folder: tempfile::TempDir,
}

impl Bench {
    async fn open() -> Self {
        let (platforms, folder) = (Platforms::start().await, tempfile::tempdir().expect("a folder"));
        for backstage in [&*platforms.discord, &*platforms.telegram] {
            backstage.check_wire(false);
            backstage.set_patience(PATIENCE);
        }
        platforms.discord.keep_log(false);
        platforms.telegram.keep_log(false);
        let mut command = touchline(folder.path());
        command.stderr(Stdio::piped());
        let more = [("TOUCHLINE_LOG__FILTER", "warn")];
        let mut running = Running::start_by(command, &platforms, &folder.path().join("spoilt.db"), &more);
        let panics = Arc::default();
        gather(running.errors(), Arc::clone(&panics));
        platforms.ready().await;
        Self { platforms, running, panics, folder }
    }

    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.running.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
        line.trim().trim_end_matches("kB").trim().parse().expect("a number")
    }

    /// Somebody asks on either platform, and is answered.
    async fn asks(&self, number: usize) {
        let name = format!("Person {}", number % 7);
        let asked = self.platforms.discord.person(&name).slash("player").text("name", "hakimi").send();
        let said = self.platforms.telegram.person(&name).says("/player hakimi");
        for answer in [asked.text().await, said.text().await] {
            assert!(answer.contains("Achraf Hakimi"), "after {number} spoilt ones: {answer}");
        }
    }

    fn assert_no_panic(&self) {
        let panics = self.panics.lock().expect("not poisoned");
        assert!(panics.is_empty(), "{}", panics.join("\n"));
    }

    /// Ends it once nothing is left in the inbox: a chat that said thousands of things is answered in its own order, also
    /// after the others. At rest its memory may not have grown by more than [`MORE`] since `before`, if that is given, in KiB.
    async fn close(self, before: Option<u64>) {
        let store = rusqlite::Connection::open(self.folder.path().join("spoilt.db")).expect("the store's file");
        let unfinished = "SELECT count(*) FROM inbox WHERE done_at IS NULL";
        let left = || store.query_row(unfinished, [], |row| row.get::<_, u32>(0)).expect("a number");
        self.platforms.telegram.wait_until("an empty inbox", || left() == 0).await;
        let most = before.map_or(u64::MAX, |before| before + MORE);
        // What was freed goes back to the system every half a minute; a question answered is a reason to look again.
        let mut asked = 0;
        while self.memory() > most {
            assert!(asked < QUESTIONS, "memory went from {before:?} to {} KiB, and stays", self.memory());
            self.asks(asked).await;
            asked += 1;
        }
        self.assert_no_panic();
        self.running.stop();
        assert_eq!(left(), 0);
    }
}

fn gather(errors: ChildStderr, panics: Arc<Mutex<Vec<String>>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(errors).lines().map_while(Result::ok).filter(|line| line.contains("panicked")) {
            panics.lock().expect("not poisoned").push(line);
        }
    });
}

/// A value of another kind, or far too much of the same.
fn odd(dice: &mut Dice) -> Value {
    match dice.below(16) {
        0 => Value::Null,
        1 => json!(-1),
        2 => json!(u64::MAX),
        3 => json!(1e300),
        4 => json!(""),
        5 => json!("\u{202e}\u{0}👩‍👦'\"; DROP TABLE stories; --"),
        6 => json!("x".repeat(100 << dice.below(8))),
        7 => json!({}),
        8 => json!([]),
        9 => json!([[[[{"a": [null, {"b": []}]}]]]]),
        10 => json!(true),
        11 => json!(i64::MIN),
        12 => json!("9223372036854775808"),
        13 => json!("ａｃｈｒａｆ حكيمي ".repeat(1 + dice.below(40))),
        14 => (0..150).fold(json!("deep"), |inner, _| json!([inner])),
        _ => json!(dice.roll(u64::MAX)),
    }
}

/// Changes something somewhere in a value: replaces it, takes it away, doubles it, calls it differently.
fn spoil(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Object(fields) if !fields.is_empty() && dice.below(8) > 0 => spoil_field(fields, dice),
        Value::Array(items) if !items.is_empty() && dice.below(8) > 0 => {
            let at = dice.below(items.len());
            match dice.below(6) {
                0 => drop(items.remove(at)),
                1 => items.extend(std::iter::repeat_n(items[at].clone(), 1 + dice.below(200))),
                _ => spoil(&mut items[at], dice),
            }
        }
        Value::String(text) if dice.below(2) == 0 => {
            let at = dice.below(text.chars().count() + 1);
            let cut = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
            text.truncate(cut);
            text.push_str(dice.pick(&["", "\u{0}", "é", "\u{200b}", "%", "/", "@everyone", "\\", "\"", "😀"]));
        }
        other => *other = odd(dice),
    }
}

fn spoil_field(fields: &mut Map<String, Value>, dice: &mut Dice) {
    let keys: Vec<String> = fields.keys().cloned().collect();
    let key = &keys[dice.below(keys.len())];
    match dice.below(10) {
        0 => drop(fields.remove(key)),
        1 => {
            let value = fields.remove(key).unwrap_or_default();
            fields.insert(keys[dice.below(keys.len())].clone() + dice.pick(&["", "_", "s"]), value);
        }
        2 => drop(fields.insert(key.clone(), odd(dice))),
        _ => spoil(fields.get_mut(key).expect("its key is there"), dice),
    }
}

/// Cuts and splices a text.
fn shred(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let splinters = ["{", "}", "[", "]", "\"", ":", ",", "\\u", "null", "1e999", "-", "{\"d\":"];
    mutate(&mut bytes, &splinters, dice);
    String::from_utf8_lossy(&bytes).into_owned()
}

// ---- Discord

/// Events as Discord sends them, before anything happens to them.
fn events(bench: &Bench) -> Vec<(&'static str, Value)> {
    let person = bench.platforms.discord.person("Template").admin();
    let said = [
        person.slash("player").text("name", "hakimi").send(),
        person.slash("story").text("about", "mother").send(),
        person.slash("player").typing("name", "hak").send(),
        person.slash("daily").subcommand("on").text("time", "09:00").send(),
        person.slash("browse").text("theme", "family").send(),
        person.submit_raw("story 1", &[("title".to_owned(), "A bus".to_owned())], None),
    ];
    let mut events: Vec<_> = said.iter().map(|said| ("INTERACTION_CREATE", said.event().clone())).collect();
    let mut pressed = events[0].1.clone();
    pressed["type"] = 3.into();
    pressed["data"] = json!({"custom_id": "story 1 0", "component_type": 2});
    pressed["message"] = json!({"id": "5", "channel_id": "6", "content": "x", "components": [{"type": 1, "components":
        [{"type": 2, "style": 2, "label": "a", "custom_id": "story 1 0"}]}]});
    events.push(("INTERACTION_CREATE", pressed));
    let guild =
        json!({"id": ELSEWHERE, "unavailable": false, "name": "Elsewhere", "channels": [{"id": "1", "type": 0}]});
    for name in ["GUILD_CREATE", "GUILD_DELETE", "CHANNEL_UPDATE", "GUILD_ROLE_UPDATE", "SOMETHING_NEW"] {
        let mut event = guild.clone();
        event["guild_id"] = ELSEWHERE.into();
        events.push((name, event));
    }
    events
}

/// One spoilt frame. What would end the connection, as Discord's wish or by its rules, is left out.
fn frame(events: &[(&'static str, Value)], number: usize, dice: &mut Dice) -> String {
    let (name, mut event) = events[dice.below(events.len())].clone();
    if event["token"].is_string() {
        // A new one each time: what comes twice is passed over unread.
        let id = FIRST_ID + u64::try_from(number).expect("64 bits at most");
        (event["id"], event["token"]) = (id.to_string().into(), format!("spoilt-{id}").into());
    }
    for _ in 0..=dice.below(3) {
        spoil(&mut event, dice);
    }
    let whole = json!({"op": 0, "t": name, "s": null, "d": event}).to_string();
    match dice.below(100) {
        0 => format!(r#"{{"op":0,"s":null,"t":"INTERACTION_CREATE","d":{}}}"#, "[".repeat(20_000)),
        1 => format!(r#"{{"op":0,"s":null,"t":"{name}","d":{}{}}}"#, r#"{"a":"#.repeat(5_000), "}".repeat(5_000)),
        2 if number.is_multiple_of(7) => {
            json!({"op": 0, "t": "GUILD_CREATE", "s": null, "d": {"id": ELSEWHERE, "name": "y".repeat(3 << 20)}})
                .to_string()
        }
        3..40 => {
            let shredded = shred(&whole, dice);
            let asks_to_go = |text: &str| {
                serde_json::from_str::<Value>(text).is_ok_and(|frame| frame["op"] == 7 || frame["op"] == 9)
            };
            if asks_to_go(&shredded) { whole } else { shredded }
        }
        _ => whole,
    }
}

async fn spoilt_on_discord(count: usize, dice: &mut Dice, has_limit: bool) {
    let bench = Bench::open().await;
    bench.asks(0).await;
    let events = events(&bench);
    let mut before = bench.memory();
    for number in 0..count {
        if number.is_multiple_of(ROUND) {
            bench.asks(number).await;
            if number == count / 10 {
                before = bench.memory();
            }
        }
        bench.platforms.discord.push_text(&frame(&events, number, dice));
    }
    bench.asks(count).await;
    assert_eq!(bench.platforms.discord.identifies().len(), 1, "the connection stays");
    bench.close(has_limit.then_some(before)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_spoilt_frames_from_discord_are_left_out_and_hold_up_nobody() {
    spoilt_on_discord(SHORT, &mut Dice::seeded(24), false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a hundred thousand: minutes; nightly"]
async fn a_hundred_thousand_spoilt_frames_from_discord_cost_no_memory() {
    spoilt_on_discord(LONG, &mut Dice::by_chance(), true).await;
}

// ---- Telegram

/// Updates as Telegram sends them, before anything happens to them.
fn updates(bench: &Bench) -> Vec<Value> {
    let telegram = &bench.platforms.telegram;
    telegram.add_chat(GROUP, Kind::Supergroup, "Fans");
    let user = json!({"id": 7_000_001, "is_bot": false, "first_name": "A", "username": "a", "language_code": "en"});
    let private = json!({"id": 7_000_001, "type": "private", "first_name": "A"});
    let group = json!({"id": GROUP, "type": "supergroup", "title": "Fans"});
    let command = |text: &str, chat: &Value| {
        json!({"message": {"message_id": 5, "date": 1, "chat": chat, "from": user, "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}})
    };
    let buttons = json!({"inline_keyboard": [[{"text": "a", "callback_data": "story 1 0"}]]});
    let mut document = command("/addstory", &private);
    document["message"]["document"] = json!({"file_id": "nowhere", "file_name": "a.md", "file_size": 10});
    document["message"]["caption"] = "/addstory".into();
    let mut reply = command("words", &group);
    reply["message"]["reply_to_message"] = json!({"message_id": 4, "from": {"id": 42, "is_bot": true, "first_name": "T"},
        "chat": group, "date": 1, "reply_markup": buttons});
    let pressed = json!({"id": "1", "from": user, "chat_instance": "1", "data": "story 1 0", "message":
        {"message_id": 4, "date": 1, "chat": private, "text": "x", "reply_markup": buttons}});
    let elsewhere = json!({"id": -100_999, "type": "supergroup", "title": "Elsewhere"});
    vec![
        command("/player hakimi", &private),
        command("/player hakimi", &group),
        command("/story mother", &private),
        command("hakimi", &private),
        command("/daily on 09:00", &private),
        command("/addstory", &private),
        document,
        reply,
        json!({"callback_query": pressed}),
        json!({"inline_query": {"id": "1", "from": user, "query": "hak", "offset": ""}}),
        json!({"my_chat_member": {"chat": elsewhere, "from": user, "date": 1, "old_chat_member": {"status": "member", "user": user},
            "new_chat_member": {"status": "kicked", "user": user}}}),
        json!({"message": {"message_id": 6, "date": 1, "chat": {"id": -999, "type": "group", "title": "G"}, "migrate_to_chat_id": -100_998}}),
        json!({"message": {"message_id": 7, "date": 1, "chat": private, "from": user, "sticker": {"file_id": "1"}}}),
        json!({"something_new": {"a": [1, 2]}}),
    ]
}

async fn spoilt_on_telegram(count: usize, dice: &mut Dice, has_limit: bool) {
    let bench = Bench::open().await;
    bench.asks(0).await;
    let (updates, telegram) = (updates(&bench), &bench.platforms.telegram);
    let mut before = bench.memory();
    for number in 0..count {
        if number.is_multiple_of(ROUND) {
            bench.asks(number).await;
            if number == count / 10 {
                before = bench.memory();
            }
            if number == count / 2 {
                // Answers that are cut in the middle: nothing of them is confirmed, so all comes again.
                telegram.fault(Rule::on("getUpdates", Fault::cut_json().after_accepting()).times(3));
            }
        }
        let mut update = updates[dice.below(updates.len())].clone();
        for _ in 0..=dice.below(3) {
            spoil(&mut update, dice);
        }
        if !update.is_object() {
            update = json!({"message": update});
        }
        if dice.below(200) == 0 {
            update["message"] =
                json!({"message_id": 1, "text": "z".repeat(1 << 20), "chat": {"id": 1, "type": "private"}});
        }
        // The platform's own numbers are never spoilt.
        update.as_object_mut().expect("an object").remove("update_id");
        telegram.push(update);
    }
    bench.asks(count).await;
    telegram.wait_until("every update to be confirmed", || telegram.pending() == 0).await;
    bench.close(has_limit.then_some(before)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_spoilt_updates_from_telegram_are_confirmed_once_and_hold_up_nobody() {
    spoilt_on_telegram(SHORT, &mut Dice::seeded(24), false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a hundred thousand: minutes; nightly"]
async fn a_hundred_thousand_spoilt_updates_from_telegram_cost_no_memory() {
    spoilt_on_telegram(LONG, &mut Dice::by_chance(), true).await;
}
