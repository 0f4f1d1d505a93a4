//! `touchline check` and `touchline doctor` as people and programs run them: the real binary against the local platforms,
//! with tokens, settings, stores and clocks that are not as they should be.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use local_platforms::{discord, telegram};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::process::{GROUP, Platforms, Running, make_due, run, said};

/// What a run of `check` or `doctor` said in JSON.
struct Report {
    code: i32,
    document: Value,
}

impl Report {
    /// The levels and words of every finding of this name.
    fn of(&self, about: &str) -> Vec<(String, String)> {
        let findings = self.document["findings"].as_array().expect("a list");
        let these = findings.iter().filter(|finding| finding["about"] == about);
        these
            .map(|finding| (text(&finding["level"]), format!("{} {}", text(&finding["what"]), text(&finding["mend"]))))
            .collect()
    }

    /// The one finding of this name has this level, and its words or its mend hold these.
    #[track_caller]
    fn says(&self, about: &str, level: &str, words: &str) {
        let found = self.of(about);
        assert!(
            matches!(&found[..], [(found, told)] if found == level && told.contains(words)),
            "{about}: {found:?}, not {level} {words:?}, in\n{:#}",
            self.document
        );
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Both platforms' tokens and addresses, as a configuration would have them.
fn environment(platforms: &Platforms) -> Vec<(&'static str, String)> {
    vec![
        ("TOUCHLINE_DISCORD__TOKEN", discord::TOKEN.to_owned()),
        ("TOUCHLINE_DISCORD__API_URL", platforms.discord.api_url()),
        ("TOUCHLINE_TELEGRAM__TOKEN", telegram::TOKEN.to_owned()),
        ("TOUCHLINE_TELEGRAM__API_URL", platforms.telegram.api_url()),
    ]
}

/// Runs it and reads its document; whatever is found, what is wrong has a reason and a mend, and no token is told.
fn examined(folder: &Path, command: &str, environment: &[(&str, String)]) -> Report {
    let environment: Vec<_> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (code, out, error) = said(&run(folder, &[command, "--json"], &environment, ""));
    let document: Value = serde_json::from_str(&out).unwrap_or_else(|fault| panic!("{fault}: {code} {out}{error}"));
    assert_eq!(document["command"], command);
    let findings = document["findings"].as_array().expect("a list");
    for finding in findings {
        let is_told = ["why", "mend"].iter().all(|key| finding[key].as_str().is_some_and(|told| told.len() > 10));
        assert!(finding["level"] == "well" || is_told, "{finding}");
        assert!(text(&finding["about"]).starts_with(&format!("{}.", text(&finding["part"]))), "{finding}");
    }
    let count = |level: &str| findings.iter().filter(|finding| finding["level"] == level).count();
    assert_eq!((&document["faults"], &document["warnings"]), (&json!(count("fault")), &json!(count("warning"))));
    for secret in [discord::TOKEN, telegram::TOKEN] {
        assert!(!out.contains(secret) && !error.contains(secret), "a token is told: {out}{error}");
    }
    assert!(!error.contains("panicked"), "{error}");
    Report { code, document }
}

/// The console makes a store, with a daily post.
fn make_store(folder: &Path) {
    assert_eq!(said(&run(folder, &[], &[], "/daily on 09:00\n")).0, 0);
}

/// Every file of a folder, with its bytes.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|file| (file.file_name().to_string_lossy().into_owned(), std::fs::read(file.path()).expect("read")))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_is_well_beside_a_bot_that_runs_and_nothing_is_changed() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    platforms.daily_on_discord("UTC").await;
    platforms.daily_on_telegram("UTC").await;
    // The menus of the other languages may still be on their way.
    platforms.telegram.wait_until("every menu", || platforms.telegram.commands_set().len() >= 4).await;
    let posted = || (platforms.discord.ledger().len(), platforms.telegram.ledger().len());
    let before = posted();
    let report = examined(folder.path(), "doctor", &environment(&platforms));
    assert_eq!((report.code, &report.document["faults"]), (0, &json!(0)), "{:#}", report.document);
    for (about, words) in [
        ("discord.token", "Touchline (touchline), application 1000000000000000003"),
        ("discord.commands", "commands are registered"),
        ("discord.endpoint", "gateway"),
        ("discord.sessions", "new sessions"),
        ("discord.intents", "No privileged intent"),
        ("discord.clock", "within 2 s"),
        ("discord.rights", "the one place"),
        ("telegram.token", telegram::BOT_NAME),
        ("telegram.commands", "command menus"),
        ("telegram.webhook", "Updates are fetched"),
        ("telegram.privacy", "is on"),
        ("telegram.clock", "within 2 s"),
        ("telegram.rights", "the one place"),
        ("store.integrity", "sound"),
        ("store.references", "refers"),
        ("store.rows", "2 daily posts on"),
        ("process.lock", "the bot runs"),
        ("disk.room", "free in"),
        ("program.zones", chrono_tz::IANA_TZDB_VERSION),
        ("program.sqlite", "SQLite 3."),
    ] {
        report.says(about, "well", words);
    }
    assert_eq!(posted(), before, "doctor says nothing in any chat");
    platforms.assert_clean();
    running.stop();
    let kept = bytes(folder.path());
    let environment = environment(&platforms);
    let report = examined(folder.path(), "doctor", &environment);
    report.says("process.lock", "well", "No process");
    assert!(bytes(folder.path()) == kept, "doctor changed a file, or made one");
    let plain: Vec<_> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (code, page, _) = said(&run(folder.path(), &["doctor"], &plain, ""));
    assert_eq!(code, 0);
    for finding in report.document["findings"].as_array().expect("a list") {
        // How many minutes and megabytes there are may differ from run to run.
        let what = text(&finding["what"]);
        assert!(page.contains(&what) || finding["about"] == "disk.room", "{what} is not in\n{page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_refused_is_named_and_the_other_platform_is_asked_all_the_same() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = environment(&platforms);
    wrong[0].1 = "MTAwMDAwMDAwMDAwMDAwMDAw.GAAAAA.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_owned();
    let report = examined(folder.path(), "doctor", &wrong);
    assert_eq!(report.code, 1);
    report.says("discord.token", "fault", "Reset Token");
    report.says("telegram.token", "well", telegram::BOT_NAME);
    assert!(!report.document.to_string().contains("GAAAAA"), "a refused token is still a token");
    let mut wrong = environment(&platforms);
    wrong[2].1 = "999999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned();
    let report = examined(folder.path(), "doctor", &wrong);
    report.says("telegram.token", "fault", "@BotFather");
    report.says("discord.token", "well", "Touchline");
    assert!(!report.document.to_string().contains("AAAAAAAAAA"), "a refused token is still a token");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_set_otherwise_on_the_platforms_is_found() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let discord = &platforms.discord;
    discord.set_application("interactions_endpoint_url", json!("https://elsewhere.example/secret"));
    discord.set_application("flags", json!(1 << 19 | 1 << 14));
    discord.set_application("bot_require_code_grant", json!(true));
    discord.set_session_start_limit(1000, 0, Duration::from_hours(3));
    let telegram = &platforms.telegram;
    telegram.set_webhook("https://elsewhere.example/secret");
    telegram.set_privacy(false);
    telegram.arrange("supports_inline_queries", json!(false));
    telegram.arrange("can_join_groups", json!(false));
    let report = examined(folder.path(), "doctor", &environment(&platforms));
    assert_eq!(report.code, 1);
    report.says("discord.endpoint", "fault", "Interactions Endpoint URL");
    report.says("discord.intents", "well", "Server Members, Message Content");
    report.says("discord.invite", "fault", "OAuth2 Code Grant");
    report.says("discord.sessions", "fault", "0 of 1000");
    report.says("discord.commands", "warning", "touchline run");
    report.says("telegram.webhook", "fault", "deleteWebhook");
    report.says("telegram.privacy", "well", "/setprivacy");
    report.says("telegram.inline", "well", "/setinline");
    report.says("telegram.groups", "warning", "/setjoingroups");
    report.says("telegram.commands", "warning", "4 of 4");
    assert!(!report.document.to_string().contains("/secret"), "the path of a webhook may be a secret");
    assert!(
        platforms.telegram.webhook().is_some() && platforms.telegram.polls() == 0,
        "nothing is changed or disturbed"
    );
    platforms.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_that_another_program_replaced_are_told_from_those_never_registered() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    platforms.discord.person("Ada").slash("about").send().answer().await;
    running.stop();
    let mut commands = platforms.discord.commands(None);
    commands.truncate(2);
    commands[0]["options"] = json!([]);
    commands.push(json!({"id": "5", "name": "ban", "description": "x", "type": 1}));
    platforms.discord.replace_commands(None, commands);
    let report = examined(folder.path(), "doctor", &environment(&platforms));
    report.says("discord.commands", "fault", "1 of others (/ban)");
    report.says("discord.commands", "fault", "DELETE FROM facts WHERE name = 'discord.commands.1000000000000000003'");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_wrong_is_found_on_either_platform() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    platforms.discord.time().advance(Duration::from_secs(30));
    platforms.telegram.time().advance(Duration::from_hours(1));
    let report = examined(folder.path(), "doctor", &environment(&platforms));
    report.says("discord.clock", "warning", "behind of Discord's");
    report.says("telegram.clock", "fault", "timedatectl set-ntp true");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn places_that_are_closed_are_named() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    platforms.daily_on_discord("UTC").await;
    platforms.daily_on_telegram("UTC").await;
    running.stop();
    platforms.discord.set_overwrite(discord::LOUNGE, discord::Whose::Role(discord::HOME), 0, 1 << 11);
    platforms.telegram.set_bot_role(GROUP, telegram::Role::Left);
    let report = examined(folder.path(), "doctor", &environment(&platforms));
    report.says("discord.rights", "warning", "Send Messages");
    report.says("telegram.rights", "warning", "Add me again");
    assert_eq!(report.document["faults"], 0, "a community's own affair is no fault of the bot");
}

#[test]
fn servers_that_are_not_there_are_said_plainly() {
    let folder = tempfile::tempdir().expect("a folder");
    let environment = [
        ("TOUCHLINE_DISCORD__TOKEN", discord::TOKEN.to_owned()),
        ("TOUCHLINE_DISCORD__API_URL", "http://127.0.0.1:1".to_owned()),
        ("TOUCHLINE_TELEGRAM__TOKEN", telegram::TOKEN.to_owned()),
        ("TOUCHLINE_TELEGRAM__API_URL", "http://127.0.0.1:1".to_owned()),
    ];
    let report = examined(folder.path(), "doctor", &environment);
    assert_eq!(report.code, 1);
    report.says("discord.reach", "fault", "not reached");
    report.says("telegram.reach", "fault", "no connection");
    let report = examined(folder.path(), "check", &environment);
    assert_eq!((report.code, report.of("discord.reach").len()), (0, 0), "check asks nobody");
}

#[test]
fn a_store_that_is_damaged_foreign_newer_or_older_is_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    make_store(folder.path());
    let (store, sound) =
        (folder.path().join("touchline.db"), std::fs::read(folder.path().join("touchline.db")).expect("read"));
    let look = |command| examined(folder.path(), command, &[]);
    // Pages in the middle: the header still says what it is.
    let mut torn = sound.clone();
    torn[200_000..400_000].fill(0x5a);
    std::fs::write(&store, &torn).expect("written");
    let report = look("doctor");
    assert_eq!(report.code, 1);
    report.says("store.integrity", "fault", "touchline restore");
    assert_eq!(std::fs::read(&store).expect("read"), torn, "nothing is mended behind one's back");
    std::fs::write(&store, "this is a letter to my mother ".repeat(200)).expect("written");
    look("check").says("store.shape", "fault", "is not a Touchline database");
    std::fs::write(&store, &sound).expect("written");
    let version = |number: i64| {
        let db = rusqlite::Connection::open(&store).expect("opened");
        db.pragma_update(None, "user_version", number).expect("set");
    };
    version(1000);
    look("check").says("store.shape", "fault", "newer Touchline (version 1000");
    version(1);
    let report = look("check");
    report.says("store.shape", "well", "the next start brings it to");
    assert_eq!(report.code, 0);
}

#[test]
fn the_search_s_index_is_examined_too() {
    let folder = tempfile::tempdir().expect("a folder");
    make_store(folder.path());
    let db = rusqlite::Connection::open(folder.path().join("touchline.db")).expect("opened");
    db.execute("UPDATE stories_words_data SET block = x'00' WHERE id = (SELECT max(id) FROM stories_words_data)", [])
        .expect("torn");
    drop(db);
    examined(folder.path(), "doctor", &[]).says("store.integrity", "fault", "stories_words");
}

#[test]
fn posts_that_were_missed_or_are_in_doubt_are_told_for_a_week() {
    let folder = tempfile::tempdir().expect("a folder");
    make_store(folder.path());
    let store = folder.path().join("touchline.db");
    examined(folder.path(), "doctor", &[]).says("store.posts", "well", "No post");
    let db = rusqlite::Connection::open(&store).expect("opened");
    let row = "INSERT INTO deliveries (subscription_id, platform, place, local_date, state, not_before, expires_at, created_at)
               SELECT id, platform, place, date('now', ?1), ?2, 0, 0, 0 FROM subscriptions";
    for (day, state) in [("-1 day", "missed"), ("-2 day", "missed"), ("-3 day", "unsure"), ("-30 day", "unsure")] {
        db.execute(row, [day, state]).expect("a row");
    }
    drop(db);
    let report = examined(folder.path(), "doctor", &[]);
    report.says("store.missed", "warning", "were missed: 2");
    report.says("store.unsure", "warning", "arrived: 1");
    assert_eq!(report.code, 0, "warnings are no failure");
    make_due(&store);
}

#[test]
fn a_full_disk_and_a_folder_that_is_not_there_are_faults() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |path: &str| examined(folder.path(), "doctor", &[("TOUCHLINE_STORE__PATH", path.to_owned())]);
    at("no/such/folder/a.db").says("disk.folder", "fault", "mkdir -p");
    // A file system that has no room at all, on every Linux.
    let report = at("/proc/touchline.db");
    report.says("disk.room", "fault", "0 bytes free");
    assert_eq!(report.code, 1);
    std::os::unix::fs::symlink("/no/such/file.db", folder.path().join("link.db")).expect("linked");
    at("link.db").says("store.shape", "fault", "points to a file that is not there");
}

#[test]
fn the_store_s_files_are_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    make_store(folder.path());
    let store = folder.path().join("touchline.db");
    assert_eq!(examined(folder.path(), "doctor", &[]).of("disk.mode"), []);
    std::fs::set_permissions(&store, std::fs::Permissions::from_mode(0o644)).expect("set");
    examined(folder.path(), "doctor", &[]).says("disk.mode", "warning", "chmod 600");
    std::fs::set_permissions(&store, std::fs::Permissions::from_mode(0o400)).expect("set");
    examined(folder.path(), "doctor", &[]).says("disk.mode", "fault", "chmod 600");
    std::fs::set_permissions(&store, std::fs::Permissions::from_mode(0o600)).expect("set");
    // Only root may give a file away.
    if std::os::unix::fs::chown(&store, Some(12_345), None).is_ok() {
        let report = examined(folder.path(), "doctor", &[]);
        assert_eq!(report.code, 1);
        report.says("disk.owner", "fault", "touchline.db.lock");
        std::os::unix::fs::chown(folder.path(), Some(12_346), None).expect("given away");
        let found = examined(folder.path(), "doctor", &[]).of("disk.owner");
        assert!(found.iter().any(|(_, told)| told.contains("touchline.db belongs to user 12345, and")), "{found:?}");
    }
}

#[test]
fn backups_are_looked_for_where_they_are_made() {
    let folder = tempfile::tempdir().expect("a folder");
    make_store(folder.path());
    examined(folder.path(), "doctor", &[]).says("backup.age", "well", "None is made by itself");
    let hourly = [("TOUCHLINE_STORE__BACKUPS", "kept".to_owned())];
    examined(folder.path(), "doctor", &hourly).says("backup.age", "warning", "There is no backup in kept");
    std::fs::create_dir(folder.path().join("kept")).expect("a folder");
    let name = format!("touchline-{}.db", utc_now(&folder.path().join("touchline.db")));
    std::fs::copy(folder.path().join("touchline.db"), folder.path().join("kept").join(name)).expect("copied");
    examined(folder.path(), "doctor", &hourly).says("backup.age", "well", "0 minutes old");
}

/// The time as names of backups have it, by SQLite's clock: tests ask none themselves.
fn utc_now(store: &Path) -> String {
    let db = rusqlite::Connection::open(store).expect("opened");
    db.query_row("SELECT strftime('%Y%m%dT%H%M%SZ', 'now')", [], |row| row.get(0)).expect("a time")
}

#[test]
fn files_with_secrets_are_for_their_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a token");
    std::fs::write(&file, telegram::TOKEN).expect("written");
    std::fs::write(folder.path().join("config.toml"), format!("[telegram]\ntoken_file = {file:?}\n")).expect("written");
    let with = |mode: u32| {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("set");
        examined(folder.path(), "check", &[])
    };
    with(0o600).says("configuration.secrets", "well", "its owner alone");
    with(0o640).says("configuration.secrets", "warning", "its group");
    let report = with(0o644);
    report.says("configuration.secrets", "fault", &format!("chmod 600 '{}'", file.display()));
    assert_eq!(report.code, 1);
    let config = folder.path().join("config.toml");
    std::fs::write(&config, format!("[telegram]\ntoken = {:?}\n", telegram::TOKEN)).expect("written");
    std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o644)).expect("set");
    examined(folder.path(), "check", &[]).says("configuration.secrets", "fault", "chmod 600 config.toml");
}

#[test]
fn a_configuration_that_cannot_be_used_is_a_document_as_well() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("config.toml"), "[discord]\ntokn = \"x\"\n").expect("written");
    for command in ["check", "doctor"] {
        let report = examined(folder.path(), command, &[]);
        assert_eq!(report.code, 78);
        report.says("configuration.keys", "fault", "config.toml:2: [discord] tokn: unknown key");
        let (code, out, error) = said(&run(folder.path(), &[command], &[], ""));
        assert_eq!((code, out.as_str()), (78, ""));
        assert!(error.contains("unknown key `tokn`"), "{error}");
    }
}

#[test]
fn a_story_that_is_left_out_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("mine/2022")).expect("a folder");
    std::fs::write(folder.path().join("mine/2022/broken.md"), "+++\ntitle = 5\n+++\n").expect("written");
    let mine = [("TOUCHLINE_STORIES__DIR", "mine".to_owned())];
    let report = examined(folder.path(), "check", &mine);
    assert_eq!(report.code, 1);
    let found = report.of("stories.file");
    assert!(found.iter().any(|(level, told)| level == "fault" && told.contains("broken.md:2: title")), "{found:?}");
    examined(folder.path(), "doctor", &mine).says("stories.collection", "warning", "touchline stories check");
}

/// Answers each request with this status until it is dropped.
async fn page(status: &'static str) -> (String, tokio::task::JoinHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 1024];
            let _request = stream.read(&mut asked).await;
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 12\r\nconnection: close\r\n\r\nstore: full.");
            let _gone = stream.write_all(answer.as_bytes()).await;
        }
    });
    (address, task)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_process_that_runs_is_asked_whether_it_is_ready() {
    let folder = tempfile::tempdir().expect("a folder");
    make_store(folder.path());
    let ready = |listen: &str| examined(folder.path(), "doctor", &[("TOUCHLINE_HTTP__LISTEN", listen.to_owned())]);
    let (well, _task) = page("200 OK").await;
    let (full, _task) = page("503 Service Unavailable").await;
    ready(&well).says("process.ready", "warning", "no process has this store");
    ready("127.0.0.1:1").says("process.ready", "well", "does not run");
    // As a bot that runs holds it.
    let held = std::fs::File::open(folder.path().join("touchline.db.lock")).expect("a lock");
    held.lock().expect("nobody has it");
    ready(&well).says("process.ready", "well", "is ready");
    ready(&full).says("process.ready", "fault", "503: store: full.");
    ready("127.0.0.1:1").says("process.ready", "warning", "journalctl");
}

#[test]
fn sessions_that_the_bot_counted_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    make_store(folder.path());
    let db = rusqlite::Connection::open(folder.path().join("touchline.db")).expect("opened");
    let now: i64 = db.query_row("SELECT unixepoch()", [], |row| row.get(0)).expect("a number");
    let times: Vec<i64> = (0..150).map(|number| now - 60 * number).collect();
    db.execute("INSERT INTO facts VALUES ('discord.identifies', ?1)", [json!(times).to_string()]).expect("a fact");
    drop(db);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads");
    let platforms = runtime.block_on(Platforms::start());
    let report = examined(folder.path(), "doctor", &environment(&platforms));
    report.says("discord.identifies", "warning", "150 of its 200");
}
