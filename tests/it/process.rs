//! The real binary as its users start it: from a pipe, against the local platform servers, killed and started again, with
//! configurations that cannot work.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::sync::OnceLock;

use local_platforms::telegram::{Kind, Role};
use local_platforms::wire::WireCheck;
use local_platforms::{Fault, Rule, discord, telegram};

use crate::canary::suite;
use crate::world::COLLECTION;

/// A group on the local Telegram.
pub(crate) const GROUP: i64 = -100_777;

/// Both local servers, checking every request against the platforms' own descriptions when those are there.
pub(crate) struct Platforms {
    pub(crate) discord: discord::Server,
    pub(crate) telegram: telegram::Server,
}

impl Platforms {
    pub(crate) async fn start() -> Self {
        let platforms = Self { discord: discord::Server::start().await, telegram: telegram::Server::start().await };
        platforms.telegram.add_chat(GROUP, Kind::Supergroup, "Fans");
        if let Some(check) = wire_check() {
            platforms.discord.check_with(check);
            platforms.telegram.check_with(check);
        }
        platforms
    }

    /// Returns when the bot listens on both.
    pub(crate) async fn ready(&self) {
        self.discord.wait_ready().await;
        self.telegram.wait_ready().await;
        self.discord.wait_until("commands to be registered", || !self.discord.registrations().is_empty()).await;
    }

    /// An admin of the server has a story posted there every day at 09:00; who that is.
    pub(crate) async fn daily_on_discord(&self, zone: &str) -> discord::Person {
        let ada = self.discord.person("Ada").admin();
        let asked = ada.slash("daily").subcommand("on").text("time", "09:00").text("zone", zone).send();
        assert!(asked.answer().await.text().contains("every day"));
        ada
    }

    /// The same in the group on Telegram.
    pub(crate) async fn daily_on_telegram(&self, zone: &str) -> telegram::Person {
        let tom = self.telegram.person("Tom").in_chat(GROUP);
        self.make_admin(GROUP, &tom);
        assert!(tom.says(&format!("/daily on 09:00 {zone}")).reply().await.text().contains("every day"));
        tom
    }

    pub(crate) fn make_admin(&self, chat: i64, person: &telegram::Person) {
        self.telegram.set_role(chat, person, Role::Administrator);
    }

    pub(crate) fn assert_clean(&self) {
        suite::keep_bodies(self);
        self.discord.assert_clean();
        self.telegram.assert_clean();
    }
}

/// The platforms' descriptions beside the project, read once.
fn wire_check() -> Option<&'static WireCheck> {
    static CHECK: OnceLock<Option<WireCheck>> = OnceLock::new();
    CHECK.get_or_init(|| WireCheck::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/specs")))).as_ref()
}

/// The binary with nothing of this machine's environment that could change it.
pub(crate) fn touchline(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_touchline"));
    // No pages unless a test asks for them: processes beside each other would fight for the port.
    command.current_dir(folder).env_clear().env("TOUCHLINE_HTTP__LISTEN", "");
    command
}

/// The bot, connected to the local servers; killed when dropped.
pub(crate) struct Running(Child, PathBuf);

impl Running {
    pub(crate) fn start(platforms: &Platforms, store: &Path, more: &[(&str, &str)]) -> Self {
        let folder = store.parent().expect("a file in a folder");
        let mut command = touchline(folder);
        suite::listen(&mut command);
        Self::start_by(command, platforms, store, more)
    }

    /// By a command that ends in the binary.
    pub(crate) fn start_by(mut command: Command, platforms: &Platforms, store: &Path, more: &[(&str, &str)]) -> Self {
        command
            .env("TOUCHLINE_STORE__PATH", store)
            .env("TOUCHLINE_STORIES__DIR", COLLECTION)
            .env("TOUCHLINE_DISCORD__TOKEN", discord::TOKEN)
            .env("TOUCHLINE_DISCORD__API_URL", platforms.discord.api_url())
            .env("TOUCHLINE_TELEGRAM__TOKEN", telegram::TOKEN)
            .env("TOUCHLINE_TELEGRAM__API_URL", platforms.telegram.api_url())
            .env("TOUCHLINE_DAILY__JITTER", "0s")
            .env("TOUCHLINE_PACE__TELEGRAM", "0")
            .env("TOUCHLINE_PACE__DISCORD", "0")
            .envs(more.iter().copied())
            .stdin(Stdio::null());
        Self(command.spawn().expect("the binary starts"), store.to_owned())
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// What it logs, when the command was told to keep that.
    pub(crate) fn log(&mut self) -> impl Iterator<Item = String> + use<> {
        let log = self.0.stderr.take().expect("piped");
        BufReader::new(log).lines().map(|line| line.expect("text"))
    }

    /// What it says on standard error, when the command was told to keep that.
    pub(crate) fn errors(&mut self) -> std::process::ChildStderr {
        self.0.stderr.take().expect("piped")
    }

    /// As systemd ends it; it must end well.
    pub(crate) fn stop(mut self) {
        let ended = Command::new("kill").arg("-TERM").arg(self.0.id().to_string()).status().expect("kill runs");
        assert!(ended.success(), "the process was still there");
        let status = self.0.wait().expect("it ends");
        assert!(status.success(), "{status}");
    }

    /// It ends by itself.
    pub(crate) fn end(mut self) {
        self.0.wait().expect("it ends");
    }

    /// As nobody wishes.
    pub(crate) fn kill(mut self) {
        self.0.kill().expect("it was running");
        self.0.wait().expect("it ends");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already when the test went well.
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
        suite::keep_store(&self.1);
    }
}

/// The console through a pipe, one answer at a time.
pub(crate) struct Console {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    folder: tempfile::TempDir,
}

impl Console {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = touchline(folder.path());
        command.stderr(Stdio::null());
        suite::listen(&mut command);
        let mut child = command
            .env("TOUCHLINE_STORIES__DIR", COLLECTION)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let (input, output) = (child.stdin.take().expect("piped"), BufReader::new(child.stdout.take().expect("piped")));
        Self { child, input, output, folder }
    }

    /// Where it was started.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Says something and then something that has a known answer, so that the end of the first answer is seen.
    pub(crate) fn ask(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}\n/nonsense-{}", "x".repeat(20)).expect("it listens");
        let mut answer = String::new();
        loop {
            let mut next = String::new();
            let read = self.output.read_line(&mut next).expect("text");
            assert!(read > 0, "the console ended after\n{answer}");
            if next.starts_with("There is no command /nonsense") {
                // Its example and the empty lines around it.
                for _ in 0..3 {
                    self.output.read_line(&mut next).expect("text");
                }
                return answer;
            }
            answer.push_str(&next);
        }
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// The binary with these arguments and words on its input, until it ends.
pub(crate) fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Output {
    let mut child = touchline(folder)
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // It may have ended before it read all.
        let _unread = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("no panic");
    suite::keep("said", &[output.stdout.as_slice(), &output.stderr].concat());
    output
}

/// The exit code, and what was said on both outputs.
pub(crate) fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_question_from_a_pipe_is_answered_and_the_process_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, answers, greeting) = said(&run(folder.path(), &[], &[], "/player hakimi\n/match morocco portugal\n"));
    assert_eq!(code, 0);
    assert!(answers.contains("Achraf Hakimi") && answers.contains("Sofiane Boufal"), "{answers}");
    assert!(
        greeting.starts_with("Touchline ")
            && greeting.contains("touchline.db")
            && greeting.contains("config.toml.example")
            && greeting.lines().count() == 3,
        "{greeting}"
    );
    let (_, again, _) = said(&run(folder.path(), &[], &[], "/player hakimi\n/match morocco portugal"));
    assert_eq!(again, answers, "a second start changes nothing, and the last line needs no end");
}

#[test]
fn odd_input_from_a_pipe_is_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let odd =
        format!("\n   \n/\n/player {}\n\u{1b}[2J\u{7}\n99\n{}\nhakimi\n", "x".repeat(1_000_000), "y".repeat(100_000));
    let (code, answers, _) = said(&run(folder.path(), &[], &[], &odd));
    assert_eq!(code, 0);
    assert!(answers.contains("Achraf Hakimi"), "the last question is answered: {answers:.300}");
    assert!(!answers.contains('\u{1b}') && answers.matches("That is too long").count() == 2, "{answers:.300}");
}

#[test]
fn daily_posts_that_are_due_appear_in_the_console() {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &[], &[], "/daily on 09:00\n");
    make_due(&folder.path().join("touchline.db"));
    let mut child = touchline(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut output = BufReader::new(child.stdout.take().expect("piped"));
    let mut line = String::new();
    output.read_line(&mut line).expect("a post comes by itself");
    assert!(!line.trim().is_empty(), "the title of the story");
    drop(child.stdin.take());
    output.read_to_string(&mut line).expect("text");
    assert!(child.wait().expect("it ends").success());
    assert!(line.contains("minutes late") || line.contains("Another story"), "{line}");
}

/// As if the subscription's time had been a quarter of an hour ago and this process had not run: no test waits for a clock.
pub(crate) fn make_due(store: &Path) {
    let db = rusqlite::Connection::open(store).expect("the store's file");
    let due = "UPDATE subscriptions SET next_due_at = unixepoch() / 60 * 60 - 900, zone = 'UTC', time = strftime('%H:%M', unixepoch() - 900, 'unixepoch')";
    assert!(db.execute(due, []).expect("the table") > 0, "there is a subscription");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daily_story_comes_once_across_restarts_and_kills() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    platforms.daily_on_discord("Europe/Paris").await;
    let tom = platforms.daily_on_telegram("Europe/Paris").await;
    running.kill();
    make_due(&store);
    let running = Running::start(&platforms, &store, &[]);
    let posts = platforms.discord.wait_for_posts(1).await;
    assert!(posts[0].nonce.is_some(), "a repeat would be recognised");
    let stories =
        || platforms.telegram.ledger().iter().filter(|post| post.text().contains("Al Thumama Stadium, Doha")).count();
    platforms.telegram.wait_until("the daily story", || stories() > 0).await;
    wait_for_settled(&platforms, &store).await;
    running.kill();
    let running = Running::start(&platforms, &store, &[]);
    let ada = platforms.discord.person("Ada").admin();
    platforms.discord.wait_until("a third session", || platforms.discord.identifies().len() >= 3).await;
    let shown = ada.slash("daily").subcommand("show").send().answer().await.text();
    assert!(shown.contains("posted at"), "{shown}");
    let mut shown = tom.says("/daily show").reply().await.text();
    // A kill right behind the answer to `/daily on` leaves that update unfinished, so its answer may come once more.
    if shown.contains("The next one:") {
        shown = tom.says("/daily show").reply().await.text();
    }
    assert!(shown.contains("posted at"), "{shown}");
    assert_eq!(platforms.discord.ledger().len(), 1, "once");
    assert_eq!(stories(), 1, "once");
    platforms.assert_clean();
    running.stop();
}

/// Returns when no delivery waits for its platform's word.
async fn wait_for_settled(platforms: &Platforms, store: &Path) {
    let settled = || {
        let db = rusqlite::Connection::open(store).expect("the store's file");
        db.query_row("SELECT count(*) = 2 AND min(state = 'posted') FROM deliveries", [], |row| row.get::<_, bool>(0))
            .unwrap_or(false)
    };
    // The platform has answered and the commit follows within moments: a question answered is a reason to look again.
    while !settled() {
        platforms.discord.person("Ada").slash("about").send().answer().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn updates_of_a_killed_process_are_answered_by_the_next_one() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    let stuck = platforms.telegram.fault(Rule::on("sendMessage", Fault::hold()).always());
    let said: Vec<_> =
        (0..20).map(|number| platforms.telegram.person(&format!("Person {number}")).says("/player hakimi")).collect();
    for said in &said {
        said.confirmed().await;
    }
    running.kill();
    stuck.remove();
    let running = Running::start(&platforms, &store, &[]);
    for said in &said {
        assert!(said.reply().await.text().contains("Hakimi"), "confirmed and then lost");
    }
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_that_the_platform_asks_for_is_kept_and_the_answer_comes() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    let second = std::time::Duration::from_secs(1);
    platforms.telegram.fault(Rule::on("sendMessage", Fault::rate_limited(second, local_platforms::Scope::User)));
    assert!(platforms.telegram.person("Ana").says("/player hakimi").reply().await.text().contains("Hakimi"));
    platforms
        .discord
        .fault(Rule::on("POST /interactions/*", Fault::rate_limited(second, local_platforms::Scope::User)));
    assert!(
        platforms
            .discord
            .person("Ana")
            .slash("player")
            .text("name", "hakimi")
            .send()
            .answer()
            .await
            .text()
            .contains("Hakimi")
    );
    platforms.assert_clean();
    running.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_token_stops_one_platform_and_not_the_other() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let running =
        Running::start(&platforms, &folder.path().join("touchline.db"), &[("TOUCHLINE_DISCORD__TOKEN", OTHER_TOKEN)]);
    platforms.telegram.wait_ready().await;
    assert!(platforms.telegram.person("Ana").says("/player hakimi").reply().await.text().contains("Hakimi"));
    assert!(platforms.discord.identifies().is_empty(), "a token that the platform refuses never identifies");
    running.stop();
    let log = run_until_end(&platforms, folder.path());
    assert_eq!(log.0, 1);
    assert!(
        log.1.contains("every platform has stopped: ")
            && log.1.lines().any(|line| line.contains("discord: ") && line.contains("telegram: "))
            && !log.1.contains(OTHER_TOKEN)
            && !log.1.contains("999999:"),
        "{}",
        log.1
    );
}

/// The shape of a token, and nobody's.
const OTHER_TOKEN: &str = "MTAwMDAwMDAwMDAwMDAwMDAw.GAAAAA.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// Both tokens are refused: the process ends by itself.
fn run_until_end(platforms: &Platforms, folder: &Path) -> (i32, String) {
    let output = refused(platforms, folder).output().expect("the binary starts");
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_of_json_is_json_to_its_last_line() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let output = refused(&platforms, folder.path()).env("TOUCHLINE_LOG__FORMAT", "json").output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    let last = lines.last().expect("a line");
    assert!(last["why"].as_str().is_some_and(|why| why.contains("every platform has stopped")), "{last}");
}

/// The bot with tokens that both platforms refuse.
fn refused(platforms: &Platforms, folder: &Path) -> Command {
    let mut command = touchline(folder);
    command
        .env("TOUCHLINE_DISCORD__TOKEN", OTHER_TOKEN)
        .env("TOUCHLINE_DISCORD__API_URL", platforms.discord.api_url())
        .env("TOUCHLINE_TELEGRAM__TOKEN", "999999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        .env("TOUCHLINE_TELEGRAM__API_URL", platforms.telegram.api_url())
        .stdin(Stdio::null());
    command
}

/// Arguments, environment, the exit code and words that are said.
type Refusal<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], i32, &'a str);

#[test]
fn what_cannot_work_ends_at_once_with_the_mend() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("broken.toml"), "[discord\n").expect("written");
    std::fs::write(at("unknown.toml"), "[discord]\ntokn = \"x\"\n").expect("written");
    std::fs::write(at("not.db"), "this is a letter to my mother ".repeat(200)).expect("written");
    std::fs::create_dir_all(at("stories/2022")).expect("a folder");
    std::fs::write(at("stories/2022/broken.md"), "+++\ntitle = \"x\"\n").expect("written");
    let table: &[Refusal<'_>] = &[
        (&["--config", "broken.toml"], &[], 78, "broken.toml:1:"),
        (&["--config", "unknown.toml"], &[], 78, "unknown.toml:2: [discord] tokn: unknown key `tokn`"),
        (&["--config", "missing.toml"], &[], 78, "missing.toml: it cannot be read"),
        (&["check"], &[("TOUCHLINE_DISCORD__TOKEN", "short")], 78, "[discord]"),
        (&["check"], &[("TOUCHLINE_TELEGRAM__TOKEN", "short")], 78, "[telegram]"),
        (&["--store", "not.db"], &[], 78, "is not a Touchline database"),
        (&["--store", "no/such/folder/a.db"], &[], 78, "Check that its folder exists"),
        (&["stories", "check", "stories"], &[], 1, "broken.md:"),
        (&["stories", "check", "nowhere"], &[], 78, "nowhere"),
        (&["--nonsense"], &[], 2, "unexpected argument"),
        (&["fly"], &[], 2, "unrecognized subcommand"),
    ];
    for (arguments, environment, expected, words) in table {
        let (code, out, error) = said(&run(folder.path(), arguments, environment, "/about\n"));
        assert_eq!((code, error.contains(words)), (*expected, true), "{arguments:?} {environment:?}\n{out}{error}");
    }
}

#[test]
fn a_broken_story_file_is_left_out_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let shipped = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/stories/2022"));
    let mine = folder.path().join("mine/2022");
    std::fs::create_dir_all(&mine).expect("a folder");
    for slug in ["hakimi-mother-belgium.md", "boufal-mother-dance.md"] {
        std::fs::copy(shipped.join(slug), mine.join(slug)).expect("copied");
    }
    let dir = [("TOUCHLINE_STORIES__DIR", "mine")];
    let (_, before, _) = said(&run(folder.path(), &[], &dir, "/player hakimi\n"));
    std::fs::write(mine.join("hakimi-mother-belgium.md"), "+++\ntitle = 5\n+++\n").expect("written");
    let (code, after, log) = said(&run(folder.path(), &[], &dir, "/player hakimi\n"));
    assert_eq!((code, &after), (0, &before), "the story stays as it last was");
    assert!(log.contains("hakimi-mother-belgium.md:2: title"), "{log}");
    std::fs::remove_file(mine.join("hakimi-mother-belgium.md")).expect("removed");
    let (_, gone, _) = said(&run(folder.path(), &[], &dir, "/player hakimi\n"));
    assert!(gone.starts_with("I know no player called"), "a story whose file is gone is archived: {gone}");
}

#[test]
fn the_command_line_explains_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, version, _) = said(&run(folder.path(), &["--version"], &[], ""));
    assert_eq!((code, version.trim()), (0, concat!("touchline ", env!("CARGO_PKG_VERSION"))));
    for arguments in [&["--help"][..], &["check", "--help"], &["stories", "check", "--help"], &["run", "--help"]] {
        let (code, help, _) = said(&run(folder.path(), arguments, &[], ""));
        assert!(code == 0 && help.contains("Example"), "{arguments:?}: {help}");
    }
    let (code, list, _) = said(&run(folder.path(), &["stories", "list"], &[], ""));
    assert!(code == 0 && list.contains("hakimi-mother-belgium") && list.contains("2022-12-10"), "{list}");
    let (code, check, _) = said(&run(folder.path(), &["check"], &[], ""));
    assert!(code == 0 && check.contains("Configuration: in order.") && check.contains("0 problems"), "{check}");
}
