//! The first run: `touchline init` writes a configuration and says what to do next; shells and manuals know the commands.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::process::{run, said};

const EXAMPLE: &str = include_str!("../../config.toml.example");
/// The shape of tokens, and nobody's.
const DISCORD: &str = "MTAwMDAwMDAwMDAwMDAwMDAw.GAAAAA.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const TELEGRAM: &str = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn written(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("config.toml")).expect("a configuration")
}

/// Nothing is left beside what was asked for.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_it_writes_is_the_example_with_the_answers_and_passes_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = [
        "init",
        "--yes",
        "--discord-token-file",
        "-",
        "--telegram-token-file",
        "-",
        "--store",
        "data/my.db",
        "--telegram-operator",
        "42",
        "--telegram-operator",
        "18446744073709551615",
    ];
    let (code, told, error) = said(&run(folder.path(), &arguments, &[], &format!("{DISCORD}\n {TELEGRAM} \n")));
    assert_eq!((code, error.as_str()), (0, ""), "{told}");
    for words in [
        "client_id=100000000000000000&scope=bot+applications.commands&permissions=274877991936",
        "/setinline",
        "/setprivacy",
        "/setjoingroups",
        "touchline doctor",
    ] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    assert!(!told.contains(DISCORD) && !told.contains(TELEGRAM), "no token is said");
    let text = written(folder.path());
    let changed: Vec<_> =
        text.lines().zip(EXAMPLE.lines()).filter(|(new, old)| new != old).map(|(new, _)| new).collect();
    assert_eq!(changed.len(), 5, "{changed:#?}");
    assert_eq!(text.lines().count(), EXAMPLE.lines().count());
    assert!(text.contains(&format!("token = \"{DISCORD}\" #")) && text.contains("path = \"data/my.db\" "), "{text}");
    assert!(text.contains("telegram = [\"42\", \"18446744073709551615\"]"), "{text}");
    let mode = std::fs::metadata(folder.path().join("config.toml")).expect("there").permissions().mode();
    assert_eq!((mode & 0o7777, names(folder.path())), (0o600, vec!["config.toml".to_owned()]));
    let (code, told, error) = said(&run(folder.path(), &["check"], &[], ""));
    assert_eq!((code, told.contains("Platforms: discord, telegram.")), (0, true), "{told}{error}");
    assert!(told.contains("can be read by its owner alone"), "{told}");
}

#[test]
fn without_any_answer_it_says_what_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, told, _) = said(&run(folder.path(), &["init"], &[], ""));
    assert_eq!(code, 0);
    for words in ["Discord stays off", "developers/applications", "Telegram stays off", "/newbot"] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    assert_eq!(written(folder.path()).lines().skip(1).collect::<Vec<_>>(), EXAMPLE.lines().skip(1).collect::<Vec<_>>());
    assert_eq!(said(&run(folder.path(), &["check"], &[], "")).0, 0);
    assert_eq!(said(&run(folder.path(), &[], &[], "/about\n")).0, 0, "and it runs, as the console");
}

#[test]
fn a_token_s_file_is_named_by_its_whole_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let token = folder.path().join("discord.token");
    std::fs::write(&token, format!("{DISCORD}\n")).expect("written");
    std::fs::set_permissions(&token, std::fs::Permissions::from_mode(0o600)).expect("set");
    let (code, told, error) = said(&run(folder.path(), &["init", "--discord-token-file", "discord.token"], &[], ""));
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(told.contains("client_id=100000000000000000"), "{told}");
    let text = written(folder.path());
    assert!(
        text.contains(&format!("\ntoken_file = {:?}", token.display().to_string())) && !text.contains(DISCORD),
        "{text}"
    );
    let elsewhere = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("config.toml").display().to_string();
    assert_eq!(said(&run(elsewhere.path(), &["check", "--config", &config], &[], "")).0, 0);
}

#[test]
fn nothing_that_is_there_is_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("config.toml");
    std::fs::write(&config, "# mine\n").expect("written");
    let refused = |folder: &Path| {
        let (code, told, error) = said(&run(folder, &["init", "--yes"], &[], ""));
        assert_eq!((code, told.as_str()), (1, ""));
        assert!(
            error.contains("config.toml is there already") && error.contains("mv config.toml config.toml.old"),
            "{error}"
        );
    };
    refused(folder.path());
    assert_eq!(written(folder.path()), "# mine\n");
    std::fs::remove_file(&config).expect("removed");
    std::os::unix::fs::symlink("nowhere.toml", &config).expect("linked");
    refused(folder.path());
    assert_eq!(names(folder.path()), ["config.toml"], "nothing was written where the link points");
    std::fs::remove_file(&config).expect("removed");
    std::fs::create_dir(&config).expect("a folder");
    refused(folder.path());
}

#[test]
fn what_cannot_be_used_is_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let table: &[(&[&str], &str, i32, &str)] = &[
        (&["--discord-token-file", "-"], "short\n", 78, "three words with dots between"),
        (&["--telegram-token-file", "-"], "", 1, "no token for telegram"),
        (&["--telegram-token-file", "missing"], "", 78, "cannot be read"),
        (&["--config", "no/such/folder/c.toml"], "", 1, "mkdir -p no/such/folder"),
        (&["--discord-operator", "me"], "", 2, "invalid value"),
    ];
    for (arguments, input, expected, words) in table {
        let arguments: Vec<_> = [&["init"], *arguments].concat();
        let (code, _, error) = said(&run(folder.path(), &arguments, &[], input));
        assert_eq!((code, error.contains(words)), (*expected, true), "{arguments:?}: {error}");
        assert_eq!(names(folder.path()), Vec::<String>::new(), "{arguments:?}");
    }
}

#[test]
fn every_shell_has_completions_for_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, script, _) = said(&run(folder.path(), &["completions", shell], &[], ""));
        assert_eq!(code, 0);
        for command in commands(folder.path()) {
            assert!(script.contains(&command), "{shell}: {command}");
        }
    }
    assert_eq!(said(&run(folder.path(), &["completions", "tcl"], &[], "")).0, 2);
}

/// The subcommands as the help lists them: what stands before the description in each line of that section.
fn commands(folder: &Path) -> Vec<String> {
    let (_, help, _) = said(&run(folder, &["--help"], &[], ""));
    let section = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a section");
    let first = section.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<_> = first.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    assert!(names.len() >= 8 && names.contains(&"doctor".to_owned()), "{names:?}");
    names.into_iter().filter(|name| name != "help").collect()
}

#[test]
fn the_manual_mentions_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, page, _) = said(&run(folder.path(), &["man"], &[], ""));
    assert_eq!((code, page.matches(".TH ").count()), (0, 1), "one page");
    let commands = commands(folder.path());
    for command in &commands {
        assert!(page.contains(&format!("TOUCHLINE {}", command.to_uppercase())), "{command}");
    }
    for inner in ["TOUCHLINE STORIES CHECK", "TOUCHLINE DAILY SIMULATE", "dry\\-run", "touchline doctor \\-\\-json"] {
        assert!(page.contains(inner), "{inner}");
    }
    assert_eq!(said(&run(folder.path(), &["man", "pages"], &[], "")).0, 0);
    let pages = names(&folder.path().join("pages"));
    for command in commands.iter().map(String::as_str).chain(["stories-show", "daily-simulate"]) {
        assert!(pages.contains(&format!("touchline-{command}.1")), "{command}: {pages:?}");
    }
}
