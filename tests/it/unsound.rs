//! What keeps the process from starting: a store or a configuration that is not sound, a place that cannot be written, a
//! second process (reliability.md T13, T17). It ends with 78 and a sentence, and asks nothing of anybody before.
//!
//! Places that cannot be written are made with what the system offers: a read-only mount in a name space of its own, another
//! user, folders that take no files. Where one cannot be made (no right to), that row is left out and said.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use local_platforms::{discord, telegram};
use touchline::store::sqlite::SqliteStore;

use crate::process::{Platforms, Running, said, touchline};

/// Configured for both platforms; run until it ends.
fn run(mut command: Command, platforms: &Platforms, store: &Path, folder: &Path) -> (Option<i32>, String) {
    let output = command
        .current_dir(folder)
        .env_clear()
        .env("TOUCHLINE_STORE__PATH", store)
        .env("TOUCHLINE_DISCORD__TOKEN", discord::TOKEN)
        .env("TOUCHLINE_DISCORD__API_URL", platforms.discord.api_url())
        .env("TOUCHLINE_TELEGRAM__TOKEN", telegram::TOKEN)
        .env("TOUCHLINE_TELEGRAM__API_URL", platforms.telegram.api_url())
        .stdin(Stdio::null())
        .output()
        .expect("the command starts");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn assert_nobody_was_asked(platforms: &Platforms, what: &str) {
    let connections = (platforms.discord.connections(), platforms.telegram.connections());
    assert_eq!(connections, (0, 0), "{what}: connections to Discord and Telegram");
}

fn sound(path: &Path) {
    drop(SqliteStore::open(path).expect("a new store"));
}

/// Bytes in the middle of the file that mean nothing.
fn damage(path: &Path) {
    let mut bytes = std::fs::read(path).expect("readable");
    for page in bytes.chunks_mut(4_096).skip(2) {
        page[..64].fill(0xa5);
    }
    std::fs::write(path, bytes).expect("written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_an_unsound_store_or_configuration_nobody_is_asked_however_often_it_is_started() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    for name in ["damaged.db", "newer.db"] {
        sound(&at(name));
    }
    damage(&at("damaged.db"));
    rusqlite::Connection::open(at("newer.db")).and_then(|db| db.pragma_update(None, "user_version", 99)).expect("set");
    std::fs::write(at("letter.db"), "this is a letter to my mother ".repeat(200)).expect("written");
    std::fs::create_dir(at("folder.db")).expect("a folder");
    std::fs::write(at("broken.toml"), "[discord\n").expect("written");
    std::fs::write(at("wrong.toml"), "[daily]\ncatch_up = \"soon\"\n").expect("written");
    let table: &[(&[&str], PathBuf, &str)] = &[
        (&[], at("damaged.db"), "damaged.db"),
        (&[], at("newer.db"), "was written by a newer Touchline"),
        (&[], at("letter.db"), "is not a Touchline database"),
        (&[], at("folder.db"), "folder.db cannot be used"),
        (&[], at("no/such/folder.db"), "Check that its folder exists"),
        (&[], at("letter.db/below.db"), "Check that its folder exists"),
        (&[], PathBuf::from("/proc/touchline.db"), "cannot be used"),
        (&["--config", "broken.toml"], at("new.db"), "broken.toml:1:"),
        (&["--config", "wrong.toml"], at("new.db"), "catch_up"),
    ];
    for (arguments, store, words) in table {
        // As a service manager does: again and again.
        for start in 1..=3 {
            let mut command = touchline(folder.path());
            command.args(*arguments);
            let (code, said) = run(command, &platforms, store, folder.path());
            assert_eq!((code, said.contains(words)), (Some(78), true), "{} {arguments:?}: {said}", store.display());
            assert!(!said.contains("panicked"), "{said}");
            assert_nobody_was_asked(&platforms, &format!("{} {arguments:?}, start {start}", store.display()));
        }
    }
}

/// Whether the system lets us do something.
#[expect(clippy::print_stdout, reason = "what could not be tried is said to whoever looks")]
fn may(program: &str, arguments: &[&str]) -> bool {
    let tried = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let may = tried.is_ok_and(|status| status.success());
    if !may {
        println!("left out, because this system does not allow it: {program} {}", arguments.join(" "));
    }
    may
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_read_only_file_system_or_as_the_wrong_user_it_ends_before_it_asks_anybody() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (folder.path().join("old.db"), folder.path().join("new.db"));
    sound(&old);
    let binary = env!("CARGO_BIN_EXE_touchline");
    let mut ways: Vec<(&str, Vec<String>)> = Vec::new();
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    let read_only = "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\" && cd / && exec \"$0\"";
    let here = folder.path().to_str().expect("text");
    if may("unshare", &["-rm", "true"]) {
        ways.push(("a read-only mount", words(&["unshare", "-rm", "sh", "-c", read_only, binary, here])));
    }
    let stranger = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    if may(stranger[0], &[&stranger[1..], &["test", "-x", binary]].concat()) {
        ways.push(("another user", words(&[&stranger[..], &[binary]].concat())));
    }
    for (what, way) in ways {
        for store in [&old, &new] {
            let mut command = Command::new(&way[0]);
            command.args(&way[1..]);
            let (code, said) = run(command, &platforms, store, Path::new("/"));
            let plain = said.contains("Check that its folder exists and that this user may read and write both");
            assert_eq!((code, plain), (Some(78), true), "{what}, {}: {said}", store.display());
            assert_nobody_was_asked(&platforms, what);
        }
    }
    assert!(!new.exists(), "nothing was made");
    // The file is as it was: with the right to write it all is well.
    sound(&old);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_on_one_store_says_so_and_keeps_quiet() {
    let platforms = Platforms::start().await;
    let other = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let running = Running::start(&platforms, &store, &[]);
    platforms.ready().await;
    for _ in 0..3 {
        // It would speak to other servers, where nothing else is heard.
        let (code, said) = run(touchline(folder.path()), &other, &store, folder.path());
        assert_eq!((code, said.contains("is in use by another Touchline process")), (Some(78), true), "{said}");
        assert_nobody_was_asked(&other, "a second process");
    }
    assert!(platforms.telegram.person("Ana").says("/player hakimi").reply().await.text().contains("Hakimi"));
    assert_eq!(platforms.discord.identifies().len(), 1, "the first one is not disturbed");
    running.stop();
    platforms.assert_clean();
}

#[test]
fn a_store_that_another_program_holds_is_no_fault_of_the_configuration() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(said(&crate::process::run(folder.path(), &[], &[], "/about\n")).0, 0);
    let held = rusqlite::Connection::open(folder.path().join("touchline.db")).expect("the store's file");
    held.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM facts").expect("held");
    let (code, _, error) = said(&crate::process::run(folder.path(), &[], &[], "/about\n"));
    assert!(code == 1 && error.contains("touchline.db is locked by another program"), "{code} {error}");
}
