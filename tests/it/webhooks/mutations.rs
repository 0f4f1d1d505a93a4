//! Updates that chance has spoilt, byte by byte, come to the webhook with the right secret: each is confirmed, none does harm
//! (reliability.md T24).

use std::io;

use local_platforms::telegram;
use serde_json::json;

use super::{HEADER, PATH, SECRET, by_webhook, free, pairs, question};
use crate::dice::Dice;
use crate::mutate::mutate;
use crate::process::{Platforms, Running};

const SPLINTERS: &[&str] = &[
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[",
    ",",
    ":",
    "null",
    "true",
    "-1",
    "1e999",
    "0.5",
    "\0",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999999",
    "👩‍👦",
    "\u{202e}",
    "\u{feff}",
    "\"text\":",
    "\"chat\":{\"id\":1,\"type\":\"private\"}",
    "\"update_id\":1,",
    "/story",
    "/player ",
    "@touchline_local_bot",
    "é",
];

/// Updates of every kind that the bot takes, as the platform words them.
fn samples(server: &telegram::Server) -> Vec<Vec<u8>> {
    let group = -1_001_000_000_003;
    server.add_chat(group, telegram::Kind::Supergroup, "Fans");
    let ana = server.person("Ana");
    for words in ["/player hakimi", "/daily on 09:00 Europe/Paris", "hakimi 👩‍👦", "/story@touchline_local_bot"]
    {
        ana.says(words);
        ana.clone().in_chat(group).says(words);
    }
    ana.sends_file("story.md", b"+++\ntitle = \"x\"\n+++\n", "/addstory");
    let chat = json!({"id": ana.chat(), "type": "private", "first_name": "Ana"});
    let from = json!({"id": ana.user_id(), "is_bot": false, "first_name": "Ana", "language_code": "fr"});
    let under = json!({"message_id": 3, "date": 1, "chat": chat, "text": "x",
        "reply_markup": {"inline_keyboard": [[{"text": "More", "callback_data": "story 1"}]]}});
    server.push(
        json!({"callback_query": {"id": "1", "from": from, "chat_instance": "1", "data": "story 1", "message": under}}),
    );
    server.push(json!({"inline_query": {"id": "2", "from": from, "query": "hakimi", "offset": ""}}));
    let member =
        json!({"user": {"id": telegram::BOT, "is_bot": true, "first_name": "T"}, "status": "kicked", "until_date": 0});
    server.push(json!({"my_chat_member": {"chat": chat, "from": from, "date": 1, "old_chat_member": member, "new_chat_member": member}}));
    server.push(json!({"message": {"message_id": 4, "date": 1, "chat": {"id": -5, "type": "group"}, "migrate_to_chat_id": -1_001_000_000_004_i64}}));
    let samples = server.take_updates().into_iter().map(|update| update.to_string().into_bytes()).collect();
    // Far from any number that comes of these.
    server.set_next_update_id(1 << 50);
    samples
}

fn mutated(samples: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = samples[dice.below(samples.len())].clone();
    match dice.below(200) {
        0 => return [b"{\"update_id\":77,\"message\":".as_slice(), &b"[".repeat(dice.below(200_000))].concat(),
        1 => return [b"{\"a\":".repeat(dice.below(50_000)), b"1".to_vec()].concat(),
        2 => {
            let text = "x".repeat(dice.below(900_000));
            return question(i64::try_from(dice.below(1_000_000)).expect("small"), 7)
                .replace("hakimi", &text)
                .into_bytes();
        }
        _ => {}
    }
    mutate(&mut bytes, SPLINTERS, dice);
    bytes
}

/// Resident memory of a process, in KiB.
fn resident(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

async fn mutations(count: usize, seed: u64) -> io::Result<()> {
    let platforms = Platforms::start().await;
    platforms.telegram.keep_log(false);
    let samples = samples(&platforms.telegram);
    let folder = tempfile::tempdir()?;
    let (address, store) = (free(), folder.path().join("touchline.db"));
    let mut command = crate::process::touchline(folder.path());
    command.stderr(std::process::Stdio::piped());
    let mut running = Running::start_by(command, &platforms, &store, &pairs(&by_webhook(folder.path(), address)));
    let log = running.log();
    let panics = std::thread::spawn(move || log.filter(|line| line.contains("panicked")).collect::<Vec<_>>());
    platforms.ready().await;
    let client = reqwest::Client::new();
    let url = format!("http://{address}{PATH}");
    let mut dice = Dice::seeded(seed);
    let mut before = 0;
    for round in 0..count / 20 {
        if round == count / 200 {
            before = resident(running.id());
        }
        let batch = (0..20).map(|_| {
            let body = mutated(&samples, &mut dice);
            let request = client.post(&url).header(HEADER, SECRET).body(body);
            async move { request.send().await.expect("an answer").status().as_u16() }
        });
        let answers = futures_util::future::join_all(batch).await;
        assert!(answers.iter().all(|status| *status == 200), "round {round}: {answers:?}");
    }
    let said = platforms.telegram.person("Max").says("/player hakimi");
    assert!(said.reply().await.text().contains("Hakimi"), "it goes on");
    let db = rusqlite::Connection::open(&store).expect("the store's file");
    let count = |what: &str| -> i64 {
        db.query_row(&format!("SELECT count(*) FROM inbox WHERE {what}"), [], |row| row.get(0)).expect("a row")
    };
    // Each is dealt with: a question answered is a reason to look again.
    while count("done_at IS NULL") > 0 {
        platforms.telegram.person("Max").says("/about").reply().await;
    }
    let grown = resident(running.id()).saturating_sub(before);
    assert!(count("true") > 20, "some of them still asked something");
    running.stop();
    assert_eq!(panics.join().expect("no panic"), Vec::<String>::new());
    assert!(grown <= 20 << 10, "memory grew by {grown} KiB");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_mutated_updates_harm_nothing() -> io::Result<()> {
    mutations(10_000, 2026).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes; cargo test --release --test it webhooks -- --ignored"]
async fn long_a_hundred_thousand_mutated_updates_harm_nothing() -> io::Result<()> {
    let dice = Dice::by_chance();
    mutations(100_000, dice.seed()).await
}
