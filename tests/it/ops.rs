//! What whoever hosts the process sees of it: the pages of health and metrics, words for the service manager. The real
//! binary against the local platform servers.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use local_platforms::{Fault, Rule};
use serde_json::Value;
use touchline::domain::command::COMMANDS;
use touchline::ops::metrics::{self, LABELS, METRICS};
use touchline::ports::meters;

use crate::process::{Platforms, Running, make_due, said, touchline};

/// The bot with its pages at a free port.
struct Hosted {
    running: Running,
    pages: SocketAddr,
}

impl Hosted {
    fn start(platforms: &Platforms, store: &Path) -> Self {
        let mut command = touchline(store.parent().expect("a file in a folder"));
        command.stderr(Stdio::piped());
        let mut running = Running::start_by(command, platforms, store, &[("TOUCHLINE_HTTP__LISTEN", "127.0.0.1:0")]);
        let mut log = running.log();
        let pages = log
            .find_map(|line| line.split_once("http://")?.1.split_once('/')?.0.parse().ok())
            .expect("it says where its pages are");
        // Nobody reads on, but a log that nobody takes would hold the process up.
        std::thread::spawn(move || log.for_each(drop));
        Self { running, pages }
    }

    /// The status and the body of a page.
    fn page(&self, path: &str) -> (u16, String) {
        ask(self.pages, &format!("GET {path} HTTP/1.1\r\nHost: touchline\r\nConnection: close\r\n\r\n"))
    }

    /// Asks for a page until it is as wanted.
    async fn page_until(&self, path: &str, is_wanted: impl Fn(u16, &str) -> bool) -> String {
        for _ in 0..100_000 {
            let (status, body) = self.page(path);
            if is_wanted(status, &body) {
                return body;
            }
            tokio::task::yield_now().await;
        }
        panic!("{path} never became what was wanted: {:?}", self.page(path));
    }

    async fn ready(&self) {
        self.page_until("/readyz", |status, _| status == 200).await;
    }
}

/// What is answered to a request as it goes over the wire.
pub(crate) fn ask(pages: SocketAddr, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(pages).expect("it listens");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, body.to_owned())
}

fn parts(body: &str) -> Value {
    serde_json::from_str(body).expect("JSON")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_say_how_it_is_and_a_revoked_token_degrades_one_platform() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let hosted = Hosted::start(&platforms, &folder.path().join("touchline.db"));
    platforms.ready().await;
    hosted.ready().await;
    let all_well = serde_json::json!({
        "status": "ready",
        "store": {"state": "writable"},
        "platforms": {"discord": {"state": "up"}, "telegram": {"state": "up"}},
    });
    assert_eq!(parts(&hosted.page("/readyz").1), all_well);
    assert_eq!(hosted.page("/livez"), (200, "alive\n".to_owned()));
    assert_eq!(hosted.page("/").0, 404);
    let post = "POST /metrics HTTP/1.1\r\nHost: touchline\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(ask(hosted.pages, post).0, 405, "there is nothing to change here");
    let revoked = platforms.telegram.fault(Rule::on("*", Fault::status(401, Value::Null)).always());
    platforms.telegram.person("Ana").says("/player hakimi");
    let body = hosted.page_until("/readyz", |_, body| body.contains("stopped")).await;
    let (status, parts) = (hosted.page("/readyz").0, parts(&body));
    assert_eq!(
        (status, &parts["status"], &parts["platforms"]["discord"]["state"]),
        (503, &"degraded".into(), &"up".into())
    );
    let why = parts["platforms"]["telegram"]["why"].as_str().expect("why");
    assert!(why.contains("@BotFather") && !body.contains(local_platforms::telegram::TOKEN), "{body}");
    assert_eq!(hosted.page("/livez").0, 200, "a restart would not mend it");
    let asked = revoked.hits();
    let answer = platforms.discord.person("Ana").slash("player").text("name", "hakimi").send().answer().await.text();
    assert!(answer.contains("Hakimi"), "the other one goes on");
    assert_eq!(revoked.hits(), asked, "and nobody asks with that token any more");
    hosted.running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_platform_that_cannot_be_reached_is_recovering_until_it_can() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let hosted = Hosted::start(&platforms, &folder.path().join("touchline.db"));
    platforms.ready().await;
    hosted.ready().await;
    let down = platforms.telegram.fault(Rule::on("getUpdates", Fault::status(502, Value::Null)).always());
    // Something that happens ends the question that Telegram holds back.
    let said = platforms.telegram.person("Ana").says("/player hakimi");
    let body = hosted.page_until("/readyz", |status, _| status == 503).await;
    assert_eq!(parts(&body)["platforms"]["telegram"]["state"], "recovering", "{body}");
    assert_eq!(parts(&body)["platforms"]["discord"]["state"], "up", "{body}");
    down.remove();
    hosted.ready().await;
    assert!(said.reply().await.text().contains("Hakimi"));
    hosted.running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_cannot_be_written_to_is_not_ready_but_alive() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let hosted = Hosted::start(&platforms, &store);
    platforms.ready().await;
    hosted.ready().await;
    let other = rusqlite::Connection::open(&store).expect("the store's file");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    let body = hosted.page_until("/readyz", |status, _| status == 503).await;
    assert_eq!(parts(&body)["store"]["state"], "not writable", "{body}");
    assert_eq!(parts(&body)["platforms"]["telegram"]["state"], "up", "{body}");
    assert_eq!(hosted.page("/livez").0, 200, "the file would be as locked after a restart");
    assert!(value(&hosted.page("/metrics").1, "touchline_store_failed_commits_total") >= 1.0);
    other.execute_batch("ROLLBACK").expect("given back");
    hosted.ready().await;
    hosted.running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_answer_until_the_end() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let hosted = Hosted::start(&platforms, &folder.path().join("touchline.db"));
    platforms.ready().await;
    hosted.ready().await;
    let held = platforms.telegram.fault(Rule::on("sendMessage", Fault::hold()));
    let said = platforms.telegram.person("Ana").says("/player hakimi");
    platforms.telegram.wait_until("an answer in flight", || held.hits() > 0).await;
    let asked = Command::new("kill").arg("-TERM").arg(hosted.running.id().to_string()).status().expect("kill runs");
    assert!(asked.success());
    let body = hosted.page_until("/readyz", |status, _| status == 503).await;
    assert_eq!(parts(&body)["status"], "stopping", "{body}");
    assert_eq!(hosted.page("/livez").0, 200);
    held.release();
    assert!(said.reply().await.text().contains("Hakimi"));
    hosted.running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn visitors_who_say_nothing_do_no_harm() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let hosted = Hosted::start(&platforms, &folder.path().join("touchline.db"));
    platforms.ready().await;
    // As many as are let in at once, half of a request each.
    let silent: Vec<_> = (0..64)
        .map(|_| {
            let mut stream = TcpStream::connect(hosted.pages).expect("accepted by the system");
            stream.write_all(b"GET /metrics HTTP/1.1\r\nX: ").expect("sent");
            stream
        })
        .collect();
    let reply = platforms.telegram.person("Ana").says("/player hakimi").reply().await;
    assert!(reply.text().contains("Hakimi"), "the bot answers meanwhile");
    assert_eq!(hosted.page("/livez").0, 200, "and those who wait are let in when the silent ones have had their time");
    drop(silent);
    hosted.running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metrics_tell_of_commands_and_daily_posts_and_of_nobody() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    let ada = platforms.daily_on_discord("Europe/Paris").await;
    platforms.daily_on_telegram("Europe/Paris").await;
    running.kill();
    make_due(&store);
    let hosted = Hosted::start(&platforms, &store);
    platforms.discord.wait_for_posts(1).await;
    ada.slash("player").text("name", "hakimi").send().answer().await;
    let tom = platforms.telegram.person("Tom");
    tom.says("/player nobody-of-this-name-9001").reply().await;
    tom.says("/secret-9001").reply().await;
    hosted.ready().await;
    let posted = |page: &str, platform: &str| {
        value(page, &format!("touchline_deliveries_total{{platform=\"{platform}\",outcome=\"posted\"}}")) >= 1.0
    };
    let discord = "touchline_answers_total{platform=\"discord\",command=\"player\",outcome=\"ok\"}";
    let unknown = "touchline_answers_total{platform=\"telegram\",command=\"unknown\",outcome=\"usage\"}";
    // The kill may have left an answer behind that is given first, so that Tom's replies are not the ones he waited for.
    let is_all = |page: &str| posted(page, "discord") && posted(page, "telegram") && value(page, unknown) >= 1.0;
    let page = hosted.page_until("/metrics", |_, page| is_all(page)).await;
    let samples = checked(&page);
    let count = |name: &str| samples.get(name).copied().unwrap_or_default();
    for platform in ["discord", "telegram"] {
        let late = format!("touchline_delivery_lateness_seconds_sum{{platform=\"{platform}\"}}");
        assert!((900.0..21_600.0).contains(&count(&late)), "{late} {}", count(&late));
        assert!(count(&format!("touchline_updates_total{{platform=\"{platform}\"}}")) >= 1.0);
        assert!(count(&format!("touchline_platform_up{{platform=\"{platform}\"}}")) >= 1.0);
    }
    assert!(count(discord) >= 1.0 && count(unknown) >= 1.0, "{page}");
    assert!(count("touchline_answer_seconds_count{command=\"player\"}") >= 2.0);
    assert!(count("touchline_store_commit_seconds_count") >= 3.0 && count("touchline_store_bytes") > 4_096.0);
    assert!(count("touchline_ready") >= 1.0 && count("touchline_store_writable") >= 1.0);
    assert!(count(&format!("touchline_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"))) >= 1.0);
    assert!(!page.contains("9001"), "nothing that people typed: {page}");
    hosted.running.stop();
}

/// The value of a sample, 0 where there is none.
fn value(page: &str, sample: &str) -> f64 {
    let value = page.lines().find_map(|line| line.strip_prefix(sample)?.trim().parse().ok());
    value.unwrap_or_default()
}

/// Checks a page of metrics: each sample's metric is declared, has its HELP and TYPE before it, and no label or value beyond the
/// closed sets. Gives every sample by its name and labels.
fn checked(page: &str) -> BTreeMap<String, f64> {
    let (mut helped, mut typed) = (BTreeSet::new(), BTreeMap::new());
    let mut samples = BTreeMap::new();
    for line in page.lines().filter(|line| !line.is_empty()) {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, text) = help.split_once(' ').expect("a name and words");
            assert!(helped.insert(name) && !text.is_empty(), "{line}");
            continue;
        }
        if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').expect("a name and a kind");
            assert!(typed.insert(name, kind).is_none(), "{line}");
            continue;
        }
        let (series, number) = line.rsplit_once(' ').expect("a series and a number");
        let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
        let of = |suffix: &str| name.strip_suffix(suffix).filter(|name| typed.get(name) == Some(&"histogram"));
        let base = ["_bucket", "_sum", "_count"].into_iter().find_map(of).unwrap_or(name);
        let metric =
            METRICS.iter().find(|metric| metric.name == base).unwrap_or_else(|| panic!("not declared: {line}"));
        let kind = match metric.kind {
            metrics::Kind::Counter => "counter",
            metrics::Kind::Gauge => "gauge",
            metrics::Kind::Histogram(_) => "histogram",
        };
        assert!(helped.contains(base) && typed.get(base) == Some(&kind), "{line}");
        let labels = labels.strip_suffix('}').expect("an end");
        for label in labels.split(',').filter(|label| !label.is_empty()) {
            let (key, value) = label.split_once('=').expect("a name and a value");
            let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).expect("in quotes");
            assert!(key == "le" && base != name || metric.labels.contains(&key), "{line}");
            assert!(is_closed(key, value), "{line}");
        }
        let number = number.parse().unwrap_or_else(|_| panic!("no number: {line}"));
        assert!(samples.insert(series.to_owned(), number).is_none(), "twice: {line}");
    }
    samples
}

/// Whether a label has only values that are known beforehand.
fn is_closed(key: &str, value: &str) -> bool {
    match key {
        "le" => value == "+Inf" || value.parse::<f64>().is_ok(),
        "command" => {
            COMMANDS.iter().any(|spec| spec.name == value)
                || meters::Kind::OTHERS.iter().any(|kind| kind.word() == value)
        }
        "version" => [env!("CARGO_PKG_VERSION"), chrono_tz::IANA_TZDB_VERSION].contains(&value),
        key => LABELS.iter().any(|(known, values)| *known == key && values.contains(&value)),
    }
}

#[test]
fn every_metric_is_declared_once_recorded_somewhere_and_by_nobody_else() {
    let declared: BTreeSet<_> = METRICS.iter().map(|metric| metric.name.to_owned()).collect();
    assert_eq!(declared.len(), METRICS.len(), "one line each");
    let sources: Vec<_> =
        crate::tidy::sources("src").into_iter().filter(|(file, _)| file != "src/ops/metrics.rs").collect();
    let mut recorded = BTreeSet::new();
    for (file, text) in &sources {
        for (before, rest) in text.match_indices("\"touchline_").map(|(at, _)| (&text[..at], &text[at + 1..])) {
            let name = rest.split('"').next().expect("an end of the text");
            assert!(declared.contains(name), "{file}: {name} is not declared in src/ops/metrics.rs");
            let by = before.trim_end().rsplit(['!', ' ', '\n']).nth(1).unwrap_or_default();
            let kind = METRICS.iter().find(|metric| metric.name == name).map(|metric| metric.kind);
            let fits = match kind {
                Some(metrics::Kind::Counter) => by.ends_with("counter"),
                Some(metrics::Kind::Gauge) => by.ends_with("gauge"),
                _ => by.ends_with("histogram"),
            };
            assert!(fits, "{file}: {name} is recorded by {by}");
            recorded.insert(name.to_owned());
        }
    }
    let missing: Vec<_> = declared.difference(&recorded).collect();
    assert!(missing.is_empty(), "nobody records {missing:?}");
    let meters = &sources.iter().find(|(file, _)| file == "src/ports/meters.rs").expect("the meters").1;
    for function in meters.lines().filter_map(|line| line.strip_prefix("pub fn ")?.split('(').next()) {
        let call = format!("meters::{function}(");
        assert!(sources.iter().any(|(_, text)| text.contains(&call)), "nobody calls {call}…)");
    }
    for metric in METRICS {
        let known = |label: &&str| LABELS.iter().any(|(known, _)| known == label);
        assert!(metric.labels.iter().all(known), "{}", metric.name);
    }
}

#[test]
fn a_port_that_is_taken_is_an_error_where_it_was_asked_for_and_a_warning_where_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let listen = taken.local_addr().expect("an address").to_string();
    let asked_for = touchline(folder.path())
        .env("TOUCHLINE_HTTP__LISTEN", &listen)
        .stdin(Stdio::null())
        .output()
        .expect("the binary starts");
    let (code, out, error) = said(&asked_for);
    assert_eq!((code, out.as_str()), (78, ""));
    assert!(error.contains(&format!("[http] listen: {listen} cannot be used")), "{error}");
    // Nothing is configured: taken here, or by somebody else already.
    let _taken = TcpListener::bind("127.0.0.1:9464");
    let mut child = touchline(folder.path())
        .env_remove("TOUCHLINE_HTTP__LISTEN")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("piped").write_all(b"/about\n").expect("it listens");
    let (code, out, error) = said(&child.wait_with_output().expect("it ends"));
    assert_eq!(code, 0, "{error}");
    assert!(error.contains("127.0.0.1:9464 cannot be used for health and metrics"), "{error}");
    assert!(out.contains("Touchline") && !out.contains("9464"), "{out}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_service_manager_hears_of_the_start_the_beat_and_the_end() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("notify");
    let manager = UnixDatagram::bind(&socket).expect("a socket");
    manager.set_read_timeout(Some(Duration::from_mins(1))).expect("set");
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", "WATCHDOG_PID=$$ exec \"$0\"", env!("CARGO_BIN_EXE_touchline")])
        .current_dir(folder.path())
        .env_clear()
        .env("TOUCHLINE_HTTP__LISTEN", "")
        .env("NOTIFY_SOCKET", &socket)
        .env("WATCHDOG_USEC", "500000");
    let running = Running::start_by(command, &platforms, &folder.path().join("touchline.db"), &[]);
    let mut heard = Vec::new();
    let mut hear_until = |wanted: &str| {
        while !heard.iter().any(|line: &String| line == wanted) {
            let mut words = [0; 4096];
            let length = manager.recv(&mut words).unwrap_or_else(|error| panic!("no {wanted} ({error}): {heard:?}"));
            heard.extend(String::from_utf8_lossy(&words[..length]).lines().map(str::to_owned));
        }
        heard.clone()
    };
    let heard_first = hear_until("READY=1");
    assert!(!heard_first.contains(&"STOPPING=1".to_owned()), "{heard_first:?}");
    hear_until("WATCHDOG=1");
    platforms.ready().await;
    hear_until("STATUS=discord up; telegram up");
    let id = running.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
    hear_until("STOPPING=1");
    running.stop();
}
