//! What those who host it have of it: pages of health, a webhook, backups, the commands that examine and mend, the first
//! run. None of it tells a secret.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use local_platforms::{Fault, Request, Rule};
use serde_json::Value;

use super::search::{Search, files_below};
use super::{BODY, DISCORD, LOUD, Life, SECRETS, TELEGRAM, logs};
use crate::ops::ask;
use crate::process::{run, said};
use crate::webhooks::{HEADER, PATH, free};
use crate::world::COLLECTION;

const WEBHOOK: &str = "canaryWEBHOOK_0123456789-abcdefghijklmnopqrstuvwxyz";
const ODD: &str = "canary-that-has-no-shape";
const ALL: [(&str, &str); 4] = [SECRETS[0], SECRETS[1], ("the webhook's secret", WEBHOOK), ("an odd token", ODD)];

/// What was asked, without the secret that only Telegram is told, in the one place where it is.
pub(super) fn without_its_secret(request: &Request) -> Value {
    let mut body = (*request.body).clone();
    if request.call == "setWebhook" && body["secret_token"] == WEBHOOK {
        body["secret_token"] = Value::Null;
    }
    body
}

/// A file that only its owner may read, as whoever hosts it is told to make one.
pub(super) fn write_secret(file: &Path, secret: &str) {
    fs::write(file, format!("{secret}\n")).expect("written");
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).expect("set");
}

impl Life {
    fn keep(&self, name: &str, words: &str) {
        fs::write(self.kept().join(name), words).expect("written");
    }

    /// Where the pages of the process that was started last are, as its log says.
    async fn pages(&self) -> SocketAddr {
        let log = self.kept().join(format!("log-{}", self.starts));
        for _ in 0..100_000 {
            let text = String::from_utf8_lossy(&fs::read(&log).expect("a log")).into_owned();
            let at = text.split_once("health and metrics are at http://").and_then(|(_, rest)| rest.split_once('/'));
            if let Some(at) = at.and_then(|(at, _)| at.parse().ok()) {
                return at;
            }
            tokio::task::yield_now().await;
        }
        panic!("the log never says where the pages are");
    }

    /// Keeps every page once `/readyz` says this.
    pub(super) async fn keep_pages(&mut self, wanted: &str) {
        let at = self.pages().await;
        let page = |path: &str| ask(at, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).1;
        let mut asked = 0;
        while !page("/readyz").contains(wanted) {
            asked += 1;
            assert!(asked < 100_000, "{wanted}: {}", page("/readyz"));
            tokio::task::yield_now().await;
        }
        self.kept_pages += 1;
        for path in ["readyz", "livez", "metrics", "", "nowhere"] {
            let body = page(&format!("/{path}"));
            assert!(path != "metrics" || body.contains("touchline_"), "{body}");
            self.keep(&format!("page-{}-{path}", self.kept_pages), &body);
        }
    }

    /// Runs a command with all that the bot was started with, keeps its words and returns its code with them.
    fn command(&self, folder: &Path, arguments: &[&str], more: &[(&str, &str)], input: &str) -> (i32, String) {
        let store = self.store().display().to_string();
        let (discord, telegram) = (self.platforms.discord.api_url(), self.platforms.telegram.api_url());
        let mut environment = vec![
            ("TOUCHLINE_STORE__PATH", store.as_str()),
            ("TOUCHLINE_STORIES__DIR", COLLECTION),
            ("TOUCHLINE_DISCORD__API_URL", &discord),
            ("TOUCHLINE_TELEGRAM__API_URL", &telegram),
            ("TOUCHLINE_LOG__FILTER", self.filter),
        ];
        environment.extend(self.source.iter().map(|(name, value)| (*name, value.as_str())));
        environment.extend(more);
        let (code, out, error) = said(&run(folder, arguments, &environment, input));
        assert!(!error.contains("panicked"), "{error}");
        let number = files_below(&self.kept()).len();
        self.keep(&format!("said-{number}-{}", arguments.join("_").replace('/', "-")), &format!("{out}{error}"));
        (code, format!("{out}{error}"))
    }

    fn commands(&self, commands: &[&[&str]], more: &[(&str, &str)], expected: i32) {
        for arguments in commands {
            let (code, told) = self.command(&self.kept(), arguments, more, "");
            assert_eq!(code, expected, "{arguments:?}: {told}");
        }
    }

    /// A backup by hand beside a bot that runs, once it has made one by itself.
    pub(super) async fn back_up(&self) {
        let folder = self.kept().join("touchline.db.backups");
        while !folder.exists() || files_below(&folder).iter().all(|file| file.extension().is_none_or(|end| end != "db"))
        {
            // Each question that is answered is a reason to look again.
            self.platforms.discord.person("Ada").slash("about").send().answer().await;
        }
        self.commands(&[&["backup", "by-hand.db"], &["doctor"], &["doctor", "--json"]], &[], 0);
        self.commands(&[&["backup", "by-hand.db"]], &[], 1);
    }
}

/// A request to the webhook as anybody may send one; what it is answered.
async fn knock(address: SocketAddr, path: &str, secret: Option<&str>, body: &str) -> (u16, String) {
    let request = reqwest::Client::new().post(format!("http://{address}{path}")).body(body.to_owned());
    let request = secret.into_iter().fold(request, |request, secret| request.header(HEADER, secret));
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("text"))
}

/// Where everything comes from the folder that the service manager names.
fn from_credentials(life: &Life, address: SocketAddr) -> Vec<(&'static str, String)> {
    let folder = life.folder.path().join("credentials");
    fs::create_dir(&folder).expect("a folder");
    let secrets = [("discord_token", DISCORD), ("telegram_token", TELEGRAM), ("telegram_webhook_secret", WEBHOOK)];
    for (name, secret) in secrets {
        write_secret(&folder.join(format!("touchline.{name}")), secret);
    }
    vec![
        ("TOUCHLINE_DISCORD__TOKEN", String::new()),
        ("TOUCHLINE_TELEGRAM__TOKEN", String::new()),
        ("CREDENTIALS_DIRECTORY", folder.display().to_string()),
        ("TOUCHLINE_TELEGRAM__MODE", "webhook".to_owned()),
        ("TOUCHLINE_TELEGRAM__WEBHOOK__URL", format!("http://{address}{PATH}")),
        ("TOUCHLINE_TELEGRAM__WEBHOOK__LISTEN", address.to_string()),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_s_secret_is_told_to_telegram_alone_wherever_it_comes_from() {
    let mut life = Life::new(LOUD, "text").await;
    let address = free();
    let credentials = from_credentials(&life, address);
    let file = life.folder.path().join("webhook.secret");
    write_secret(&file, WEBHOOK);
    life.source.extend_from_slice(&credentials[3..]);
    life.source.push(("TOUCHLINE_TELEGRAM__WEBHOOK__SECRET_FILE", file.display().to_string()));
    let trouble = life.platforms.telegram.fault(Rule::on("setWebhook", Fault::html(502)));
    let running = life.start();
    life.platforms.ready().await;
    assert_eq!(trouble.hits(), 1);
    life.on_telegram().await;
    let (short, long) = (&WEBHOOK[1..], format!("{WEBHOOK}x"));
    let update = format!("{{\"update_id\":77,\"message\":{{\"text\":\"{BODY}\"}}}}");
    for (number, secret) in [None, Some(""), Some(short), Some(&long), Some(ODD)].into_iter().enumerate() {
        let (status, body) = knock(address, PATH, secret, &update).await;
        assert_eq!(status, 401, "{secret:?}");
        life.keep(&format!("refused-{number}"), &body);
    }
    let elsewhere = [(format!("{PATH}?secret={WEBHOOK}"), Some("x")), (format!("/{WEBHOOK}"), Some(WEBHOOK))];
    for (number, (path, secret)) in elsewhere.into_iter().enumerate() {
        let (status, body) = knock(address, &path, secret, &"[".repeat(100_000)).await;
        assert!((400..500).contains(&status), "{path}: {status}");
        life.keep(&format!("elsewhere-{number}"), &body);
    }
    life.keep("accepted", &knock(address, PATH, Some(WEBHOOK), "{\"update_id\":").await.1);
    life.keep_pages("\"ready\"").await;
    life.commands(&[&["check"], &["check", "--json"], &["doctor"], &["doctor", "--json"]], &[], 0);
    running.kill();

    life.source = credentials;
    let before = life.platforms.telegram.requests_like("setWebhook").len();
    let running = life.start();
    life.platforms.telegram.wait_for_requests("setWebhook", before + 1).await;
    assert!(life.platforms.telegram.person("Eve").says("/player hakimi").reply().await.text().contains("Hakimi"));
    life.keep_pages("\"ready\"").await;
    life.commands(&[&["check"], &["check", "--json"], &["doctor"], &["doctor", "--json"]], &[], 0);
    running.stop();
    let set = life.platforms.telegram.requests_like("setWebhook");
    assert!(set.len() >= 2 && set.iter().all(|request| request.body["secret_token"] == WEBHOOK), "Telegram is told");
    assert!(logs(&life.kept()).contains("TRACE"));
    life.assert_untold(&ALL);
}

/// What examines, copies and mends, while all is well, while nothing is, and with what cannot be used.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_command_of_whoever_hosts_it_tells_a_token() {
    let mut life = Life::new(LOUD, "json").await;
    let running = life.start();
    life.platforms.ready().await;
    life.back_up().await;
    running.stop();
    let examine: &[&[&str]] = &[&["doctor"], &["doctor", "--json"]];
    let restore: &[&[&str]] =
        &[&["restore", "by-hand.db", "--dry-run"], &["restore", "by-hand.db"], &["check"], &["check", "--json"]];
    life.commands(restore, &[], 0);
    for fault in [Fault::html(502), Fault::reset(), Fault::cut_json(), Fault::status(401, Value::Null)] {
        let rules = [
            life.platforms.discord.fault(Rule::on("*", fault.clone()).always()),
            life.platforms.telegram.fault(Rule::on("*", fault).always()),
        ];
        life.commands(examine, &[], 1);
        for rule in rules {
            rule.remove();
        }
    }
    let nowhere = format!("http://{}", free());
    let nowhere = [("TOUCHLINE_TELEGRAM__API_URL", nowhere.as_str()), ("TOUCHLINE_DISCORD__API_URL", &nowhere)];
    life.commands(examine, &nowhere, 1);

    let credentials = life.folder.path().join("credentials");
    fs::create_dir(&credentials).expect("a folder");
    write_secret(&credentials.join("touchline.discord_token"), ODD);
    let odd = [("CREDENTIALS_DIRECTORY", credentials.to_str().expect("text")), ("TOUCHLINE_DISCORD__TOKEN", "")];
    life.commands(&[&["check"], &["check", "--json"], &["doctor", "--json"], &[]], &odd, 78);

    let mut store = fs::read(life.store()).expect("the store");
    store[5_000..].fill(b'7');
    fs::write(life.store(), store).expect("written");
    life.commands(&[&["backup", "damaged.db"]], &[], 78);
    life.commands(&[&["restore", "touchline.db"]], &[], 1);
    life.commands(&[&[]], &[], 78);
    life.commands(examine, &[], 1);
    life.commands(&[&["restore", "by-hand.db"]], &[], 0);
    life.assert_untold(&ALL);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_run_writes_a_token_where_it_is_asked_to_and_nowhere_else() {
    let life = Life::new(LOUD, "text").await;
    let first = life.kept().join("first");
    fs::create_dir(&first).expect("a folder");
    // The answers come from the terminal or a pipe, not from what the bot is started with.
    let none = [("TOUCHLINE_DISCORD__TOKEN", ""), ("TOUCHLINE_TELEGRAM__TOKEN_FILE", "")];
    let both = ["init", "--yes", "--discord-token-file", "-", "--telegram-token-file", "-"];
    let (code, told) = life.command(&first, &both, &none, &format!("{ODD}\n{TELEGRAM}\n"));
    assert_eq!(code, 78, "{told}");
    let (code, told) = life.command(&first, &both, &none, &format!("{DISCORD}\n{TELEGRAM}\n"));
    assert!(code == 0 && told.contains("touchline doctor"), "{told}");
    for arguments in [&["check"][..], &["check", "--json"]] {
        let (code, told) = life.command(&first, arguments, &[], "");
        assert_eq!(code, 0, "{told}");
    }
    assert_eq!(life.command(&first, &both, &none, &format!("{DISCORD}\n{TELEGRAM}\n")).0, 1, "it is there already");
    let search = Search::of(&SECRETS);
    let (found, _) = search.hits_below(&life.kept());
    let config = first.join("config.toml");
    let is_there = |hit: &String| hit.starts_with(&format!("{}:", config.display()));
    assert!(found.len() >= 2 && found.iter().all(is_there), "{}", found.join("\n"));
    fs::remove_file(config).expect("it was written");

    let token = life.folder.path().join("discord.token");
    write_secret(&token, DISCORD);
    let by_file = ["init", "--yes", "--discord-token-file", token.to_str().expect("text"), "--telegram-token-file"];
    let (code, told) = life.command(&first, &[&by_file[..], &[&life.source[2].1]].concat(), &none, "");
    assert_eq!(code, 0, "{told}");
    let (found, read) = search.hits_below(&life.kept());
    assert!(found.is_empty() && read > 2_000, "{read} {}", found.join("\n"));
}
