//! Secrets that are easy to recognise are given to the real binary, which lives through all that it can live through with
//! every library at trace level; then whatever it wrote, kept or said is searched for them.

mod hosted;
pub(crate) mod search;
pub(crate) mod suite;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use local_platforms::{Fault, Rule, Scope};
use serde_json::Value;

use crate::process::{GROUP, Platforms, Running, make_due, run, said, touchline};
use search::Search;

const DISCORD: &str = "MTAwMDAwMDAwMDAwMDAwMDAw.GcaNaR.canaryDISCORD0123456789abcdefghijklmno";
const TELEGRAM: &str = "7012345678:AAHcanaryTELEGRAM0123456789abcdefgh";
/// What the local Discord makes interaction tokens of.
const INTERACTION: &str = "local-token-of-";
/// What somebody writes: no log tells that either.
const BODY: &str = "canarywordsofsomebody";
/// Every library by its name, as loud as can be.
const LOUD: &str = "trace,hyper=trace,hyper_util=trace,h2=trace,reqwest=trace,rustls=trace,serenity=trace,teloxide=trace,teloxide_core=trace,tungstenite=trace,tokio_tungstenite=trace,tower=trace,axum=trace,tokio=trace,mio=trace,rusqlite=trace,want=trace";

const STORY: &str = "+++
title = \"The canary that was kept\"
date = \"2022-11-27\"
players = [{ name = \"Walid Regragui\", team = \"Morocco\" }]
sources = [{ publisher = \"Bladi.net\", url = \"https://en.bladi.net/\" }]
+++

It sang for years.
";

/// The binary with canary tokens, one of which is in a file, and all that is said of it in one folder.
struct Life {
    platforms: Platforms,
    folder: tempfile::TempDir,
    filter: &'static str,
    format: &'static str,
    /// Where its tokens come from, and how it is told of updates.
    source: Vec<(&'static str, String)>,
    starts: usize,
    kept_pages: usize,
}

impl Life {
    async fn new(filter: &'static str, format: &'static str) -> Self {
        let platforms = Platforms::start().await;
        platforms.discord.accept_any_token();
        platforms.telegram.accept_any_token();
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("kept")).expect("a folder");
        let token = folder.path().join("token");
        hosted::write_secret(&token, TELEGRAM);
        let source = vec![
            ("TOUCHLINE_DISCORD__TOKEN", DISCORD.to_owned()),
            ("TOUCHLINE_TELEGRAM__TOKEN", String::new()),
            ("TOUCHLINE_TELEGRAM__TOKEN_FILE", token.display().to_string()),
        ];
        Self { platforms, folder, filter, format, source, starts: 0, kept_pages: 0 }
    }

    /// All that is searched.
    fn kept(&self) -> PathBuf {
        self.folder.path().join("kept")
    }

    fn store(&self) -> PathBuf {
        self.kept().join("touchline.db")
    }

    fn start(&mut self) -> Running {
        self.starts += 1;
        let file = |name: &str| File::create(self.kept().join(format!("{name}-{}", self.starts))).expect("a file");
        let mut command = touchline(&self.kept());
        command.stdout(file("out")).stderr(file("log"));
        let mut more = vec![
            ("TOUCHLINE_LOG__FILTER", self.filter),
            ("TOUCHLINE_LOG__FORMAT", self.format),
            ("TOUCHLINE_OPERATORS__DISCORD", "770001"),
            ("TOUCHLINE_OPERATORS__TELEGRAM", "880001"),
            ("TOUCHLINE_HTTP__LISTEN", "127.0.0.1:0"),
        ];
        more.extend(self.source.iter().map(|(name, value)| (*name, value.as_str())));
        let running = Running::start_by(command, &self.platforms, &self.store(), &more);
        let arguments = fs::read(format!("/proc/{}/cmdline", running.id())).expect("Linux tells");
        fs::write(self.kept().join(format!("arguments-{}", self.starts)), arguments).expect("written");
        running
    }

    /// Commands, forms, files, presses and suggestions on Discord.
    async fn on_discord(&self) {
        let server = &self.platforms.discord;
        let (max, opal) = (server.person("Max"), server.person("Opal").id(770_001).admin());
        assert!(max.slash("player").text("name", "hakimi").send().text().await.contains("Hakimi"));
        max.slash("story").text("about", BODY).send().answer().await;
        max.slash("player").typing("name", "hak").send().answer().await.choices();
        let modal = opal.slash("addstory").send().answer().await.modal();
        let filled = [("title", BODY), ("text", "Forty hours."), ("source", "https://club.example/bus")];
        opal.submit(&modal, &filled).answer().await;
        let shown = opal.slash("addstory").file("file", "a.md", STORY.as_bytes()).send().answer().await;
        assert!(opal.press(shown.seen(), "Publish").text().await.starts_with("Added:"));
        let exported = opal.slash("export").text("format", "csv").send().answer().await;
        let file = exported.seen().files().pop().expect("a file");
        fs::write(self.kept().join(&file.name), server.bytes_of(&file).expect("kept")).expect("written");
    }

    /// The same on Telegram, where a file's address holds the token.
    async fn on_telegram(&self) {
        let server = &self.platforms.telegram;
        let opal = server.person("Opal").id(880_001);
        let member = server.person("Max").in_chat(GROUP);
        let story = opal.says("/player hakimi").reply().await;
        assert!(story.text().contains("Hakimi"));
        opal.presses(&story, "Another story").reply().await;
        opal.says(BODY).reply().await;
        member.says(&format!("/story {BODY}")).reply().await;
        server.person("Ina").asks_inline("hakimi", "").results().await;
        let other = STORY.replace("canary that was", "other one that was");
        assert!(opal.sends_file("a.md", other.as_bytes(), "/addstory").text().await.contains("how it will read"));
        for fault in [Fault::status(500, Value::Null), Fault::html(502), Fault::reset()] {
            server.fault(Rule::on("/file/*", fault));
            opal.sends_file("a.md", STORY.as_bytes(), "/addstory").reply().await;
        }
    }

    /// All that a platform and the way to it can do wrong.
    async fn in_trouble(&self) {
        let Platforms { discord, telegram } = &self.platforms;
        let (ana, max) = (telegram.person("Ana"), discord.person("Max"));
        let soon = Duration::from_millis(1);
        for fault in
            [Fault::rate_limited(soon, Scope::User), Fault::rate_limited(soon, Scope::Global), Fault::html(502)]
        {
            discord.fault(Rule::on("POST /interactions/*", fault.clone()));
            max.slash("about").send();
            telegram.fault(Rule::on("sendMessage", fault));
            ana.says("/about").confirmed().await;
        }
        for fault in [Fault::status(500, Value::Null), Fault::reset(), Fault::drop_connection(), Fault::cut_json()] {
            discord.fault(Rule::on("POST /interactions/*", fault.clone()));
            max.slash("about").send();
            telegram.fault(Rule::on("sendMessage", fault.clone()));
            ana.says("/about").confirmed().await;
        }
        telegram.fault(Rule::on("getUpdates", Fault::reset())).hit(1).await;
        discord.push_text("{\"op\":0,\"t\":\"INTERACTION_CREATE\",\"s\":9,\"d\":{\"token\":\"local-token-of-9\"}}");
        discord.abort_gateway();
        discord.wait_until("a session that goes on", || discord.resumes() >= 1).await;
        assert!(max.slash("player").text("name", "hakimi").send().text().await.contains("Hakimi"));
        assert!(ana.says("/player boufal").reply().await.text().contains("Boufal"));
    }

    /// A daily story on both, over a kill; and posts that fail in every way first.
    async fn daily(&mut self, running: Running) -> Running {
        let ada = self.platforms.discord.person("Ada").admin();
        let daily = ada.slash("daily").subcommand("on").text("time", "09:00").text("zone", "Europe/Paris");
        assert!(daily.send().text().await.contains("every day"));
        let tom = self.platforms.telegram.person("Tom");
        assert!(tom.says("/daily on 09:00 Europe/Paris").text().await.contains("every day"));
        running.kill();
        make_due(&self.store());
        self.platforms.discord.fault(Rule::on("POST /channels/*", Fault::status(500, Value::Null)));
        self.platforms
            .telegram
            .fault(Rule::on("sendMessage", Fault::rate_limited(Duration::from_secs(1), Scope::User)));
        let sessions = self.platforms.discord.identifies().len();
        let running = self.start();
        self.platforms.discord.wait_for_posts(1).await;
        let server = &self.platforms.discord;
        server.wait_until("a session", || server.identifies().len() > sessions).await;
        running
    }

    /// Both tokens are taken back.
    async fn refused(&mut self, running: Running) {
        let refused = self.platforms.telegram.fault(Rule::on("*", Fault::status(401, Value::Null)).always());
        self.platforms.telegram.person("Ana").says("/about");
        refused.hit(1).await;
        self.keep_pages("stopped").await;
        let discord = &self.platforms.discord;
        discord.fault(Rule::on("*", Fault::status(401, Value::Null)).always());
        discord.person("Max").slash("about").send();
        discord.close_gateway(4004);
        running.end();
    }

    /// Nothing that was written, kept or said tells one of these. A webhook's secret goes to Telegram, in the one call
    /// that sets the webhook.
    fn assert_untold(&self, secrets: &[(&str, &str)]) {
        let search = Search::of(secrets);
        let (mut found, read) = search.hits_below(&self.kept());
        assert!(read > 200_000, "the logs are there: {read} bytes");
        let Platforms { discord, telegram } = &self.platforms;
        let requests = discord.requests().into_iter().chain(telegram.requests());
        let shown = discord.everything_shown().into_iter().chain(telegram.everything_shown());
        let asked = requests.map(|request| hosted::without_its_secret(&request).to_string());
        let bodies = asked.chain(shown.map(|seen| seen.raw.to_string()));
        for body in bodies {
            found.extend(search.hits(body.as_bytes()));
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

const SECRETS: [(&str, &str); 2] = [("Discord's token", DISCORD), ("Telegram's token", TELEGRAM)];

async fn lived(filter: &'static str, format: &'static str) -> Life {
    let mut life = Life::new(filter, format).await;
    let running = life.start();
    life.platforms.ready().await;
    life.on_discord().await;
    life.on_telegram().await;
    life.in_trouble().await;
    life.keep_pages("\"ready\"").await;
    let running = life.daily(running).await;
    life.back_up().await;
    running.stop();
    let sessions = life.platforms.discord.identifies().len();
    let running = life.start();
    life.platforms.discord.wait_until("a session", || life.platforms.discord.identifies().len() > sessions).await;
    life.refused(running).await;
    life
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_never_leaves_however_loud_the_log_is() {
    let life = lived(LOUD, "text").await;
    life.assert_untold(&SECRETS);
    let log = logs(&life.kept());
    for loud in ["TRACE", "hyper", "request=telegram:", "delivery="] {
        assert!(log.contains(loud), "{loud}");
    }
    let (out, _) = Search::of(&[("an interaction's token", INTERACTION)]).hits_below(&life.kept());
    assert!(out.is_empty(), "{}", out.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_log_tells_what_people_wrote() {
    let life = lived("trace", "json").await;
    life.assert_untold(&SECRETS);
    let log = logs(&life.kept());
    assert!(!log.contains(BODY) && !log.contains(INTERACTION));
    let mut ids = 0;
    // The last words of a process that ends by itself are for a person.
    for line in log.lines().filter(|line| !line.starts_with("touchline: ")) {
        let told: Value = serde_json::from_str(line).expect(line);
        assert!(told["level"].is_string() && told["message"].is_string(), "{told}");
        ids += usize::from(told["span"]["request"].is_string() || told["span"]["delivery"].is_number());
    }
    assert!(ids > 0, "{log}");
}

/// Every line of every log in a folder.
fn logs(folder: &Path) -> String {
    let files = search::files_below(folder).into_iter();
    let logs = files.filter(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("log-")));
    logs.map(|file| fs::read_to_string(file).expect("text")).collect()
}

#[test]
fn what_is_said_of_a_wrong_configuration_tells_no_secret() {
    let folder = tempfile::tempdir().expect("a folder");
    let search = Search::of(&[("Discord's", DISCORD), ("Telegram's", TELEGRAM), ("odd", "canary-that-has-no-shape")]);
    let file = |text: String| fs::write(folder.path().join("config.toml"), text).expect("written");
    let mistakes = [
        format!("[telegram]\ntoken = \"{DISCORD}\"\napi_url = \"{TELEGRAM}\""),
        "[discord]\ntoken = \"canary-that-has-no-shape\"\napi_url = \"canary-that-has-no-shape\"".to_owned(),
        format!("[telegram]\ntoken = 7\ntoken_file = \"{TELEGRAM}\"\n[discord]\n{DISCORD} = 1"),
        format!("[telegram]\ntoken = \"{TELEGRAM}\n[log]\nfilter = \"{TELEGRAM}\""),
        "[log]\nfilter = \"canary-that-has-no-shape\"\n[discord]\ntoken = \"canary-that-has-no-shape\"".to_owned(),
    ];
    for mistake in mistakes {
        file(mistake.clone());
        for arguments in [&["check"][..], &[]] {
            let (code, out, error) = said(&run(folder.path(), arguments, &[("TOUCHLINE_LOG__FORMAT", "json")], ""));
            assert!(code == 78 && !error.is_empty(), "{mistake}\n{code} {out}{error}");
            let told = search.hits(format!("{out}{error}").as_bytes());
            assert!(told.is_empty(), "{mistake}\n{out}{error}\n{told:?}");
        }
    }
}

#[test]
fn a_log_that_nobody_reads_stops_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for into in ["2>/dev/full", "2>&-", "2> >(exec <&-)"] {
        let shell = format!("exec \"$0\" {into}");
        let mut command = std::process::Command::new("bash");
        command.args(["-c", &shell, env!("CARGO_BIN_EXE_touchline")]).current_dir(folder.path()).env_clear();
        command.env("TOUCHLINE_LOG__FILTER", "trace").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("bash is on this machine");
        let mut input = child.stdin.take().expect("piped");
        std::io::Write::write_all(&mut input, b"/player hakimi\n").expect("it listens");
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && answer.contains("Hakimi"), "{into}: {} {answer}", output.status);
    }
}

#[test]
fn a_panic_is_one_line_without_secrets() {
    for format in ["text", "json"] {
        let output = std::process::Command::new(std::env::current_exe().expect("this"))
            .args(["canary::panics_with_a_secret", "--exact", "--ignored", "--nocapture"])
            .env("CANARY_FORMAT", format)
            .env_remove("RUST_BACKTRACE")
            .output()
            .expect("it starts");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let line = told.lines().find(|line| line.contains("panicked: please report it")).expect(&told);
        for part in ["canary/mod.rs:", "[secret]", "in the midst […]", "answer"] {
            assert!(line.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("stack backtrace") && !told.contains(BODY), "{told}");
        assert_eq!(Search::of(&SECRETS).hits(told.as_bytes()), Vec::<String>::new());
    }
}

#[test]
#[ignore = "run by a_panic_is_one_line_without_secrets, in a process of its own"]
#[should_panic(expected = "of `")]
fn panics_with_a_secret() {
    let json = std::env::var("CANARY_FORMAT").is_ok_and(|format| format == "json");
    let settings = touchline::config::LogSettings { json, filter: None };
    let secrets = SECRETS.map(|(_, secret)| secret.into());
    touchline::ops::log::start(&settings, tracing::level_filters::LevelFilter::INFO, &secrets);
    let _span = touchline::bot::answering("telegram:5").entered();
    panic!("it is {DISCORD} and {TELEGRAM}, in the midst of `{BODY}`");
}
