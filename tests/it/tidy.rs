//! The house rules as a program: who may import whom, sizes, module docs, orphans, and what the README promises.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, with its path from the project's root.
pub(crate) fn sources(below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(below)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let name = entry.strip_prefix(root()).expect("below the root").display().to_string();
                found.push((name, fs::read_to_string(&entry).expect("text")));
            }
        }
    }
    found.sort();
    found
}

/// The code of a file: without comments, and without the unit tests at its end.
pub(crate) fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    (1..).zip(text[..end].lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Where code lives and what it must never mention (house.md section 3).
const RULES: &[(&str, &[&str])] = &[
    (
        "src/domain/",
        &[
            "tokio",
            "serde",
            "rusqlite",
            "serenity",
            "teloxide",
            "tracing",
            "reqwest",
            "::now()",
            "crate::bot",
            "crate::ports",
            "crate::store",
            "crate::platforms",
            "std::fs",
            "std::net",
            "std::env",
        ],
    ),
    (
        "src/ports.rs",
        &["tokio", "serde", "rusqlite", "serenity", "teloxide", "crate::bot", "crate::store", "crate::platforms"],
    ),
    (
        "src/bot/",
        &[
            "rusqlite",
            "serenity",
            "teloxide",
            "reqwest",
            "SELECT ",
            "crate::store",
            "crate::platforms",
            "crate::config",
            "crate::collection",
            "discord",
            "telegram",
            "SystemClock",
        ],
    ),
    (
        "src/store/",
        &[
            "serenity",
            "teloxide",
            "reqwest",
            "crate::bot",
            "crate::platforms",
            "crate::config",
            "unixepoch",
            "CURRENT_TIMESTAMP",
            "datetime('now",
        ],
    ),
    (
        "src/platforms/discord/",
        &[
            "rusqlite",
            "teloxide",
            "crate::store",
            "crate::config",
            "platforms::telegram",
            "platforms::console",
            "super::telegram",
            "crate::collection",
        ],
    ),
    (
        "src/platforms/telegram/",
        &[
            "rusqlite",
            "serenity",
            "crate::store",
            "crate::config",
            "platforms::discord",
            "platforms::console",
            "super::discord",
            "crate::collection",
        ],
    ),
    (
        "src/platforms/console/",
        &[
            "rusqlite",
            "serenity",
            "teloxide",
            "crate::store",
            "crate::config",
            "platforms::discord",
            "platforms::telegram",
            "crate::collection",
        ],
    ),
    (
        "src/collection/",
        &[
            "tokio",
            "rusqlite",
            "serenity",
            "teloxide",
            "crate::bot",
            "crate::store",
            "crate::platforms",
            "crate::config",
            "crate::ops",
        ],
    ),
    ("src/clock.rs", &["rusqlite", "crate::bot", "crate::store", "crate::platforms"]),
    (
        "src/ops/",
        &[
            "rusqlite",
            "serenity::",
            "teloxide::",
            "crate::bot",
            "crate::store",
            "crate::platforms",
            "crate::collection",
        ],
    ),
];

#[test]
fn every_module_keeps_to_what_it_may_know() {
    let mut broken = Vec::new();
    for (file, text) in sources("src") {
        for (place, forbidden) in RULES.iter().filter(|(place, _)| file.starts_with(place)) {
            for (line, code) in code(&text) {
                broken.extend(
                    forbidden
                        .iter()
                        .filter(|word| code.contains(**word))
                        .map(|word| format!("{file}:{line}: {place} must not mention {word:?}")),
                );
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Who floods must wait or be left behind: a queue without a bound would keep it all (reliability.md T35).
#[test]
fn no_queue_is_without_a_bound() {
    let unbounded = ["unbounded", "Unbounded", "mpsc::channel()", "std::sync::mpsc"];
    let mut broken = Vec::new();
    for (file, text) in sources("src") {
        for (line, code) in code(&text) {
            let found = unbounded.iter().filter(|word| code.contains(**word));
            broken.extend(found.map(|word| format!("{file}:{line}: {word:?}; give the queue a bound")));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_stay_readable() {
    let mut broken = Vec::new();
    for (file, text) in sources("src").into_iter().chain(sources("tests")).chain(sources("benches")) {
        let lines = code(&text).count();
        let is_data = file.contains("/tests/") || file.starts_with("tests/") || file.ends_with("/teams.rs");
        if lines > 400 && !is_data {
            broken.push(format!("{file}: {lines} lines of code; more than 400 are two rooms"));
        }
        if !text.starts_with("//!") {
            broken.push(format!("{file}:1: a file opens with what it is for and what it does not know (//! …)"));
        }
        for (line, code) in (1..).zip(text.lines()) {
            if code.contains(concat!("#[", "allow(")) || code.contains(concat!("#![", "allow(")) {
                broken.push(format!("{file}:{line}: #[expect] with a reason, not #[allow]"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_source_file_belongs_to_a_module() {
    let all: Vec<_> = sources("src").into_iter().chain(sources("tests/it")).collect();
    for (file, _) in &all {
        let path = Path::new(file);
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let name = if stem == "mod" {
            path.parent().and_then(Path::file_name).expect("a folder").to_string_lossy().into_owned()
        } else {
            stem
        };
        let declared =
            all.iter().any(|(_, text)| text.lines().any(|line| line.trim_end().ends_with(&format!("mod {name};"))));
        assert!(declared || matches!(name.as_str(), "lib" | "main"), "{file} is part of no module");
    }
}

#[test]
fn the_readme_lists_the_commands_of_the_table() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    for spec in touchline::domain::command::COMMANDS {
        let rows = if spec.subcommands.is_empty() {
            vec![spec.usage(None)]
        } else {
            spec.subcommands.iter().map(|sub| sub.usage(Some(spec.name))).collect()
        };
        for usage in rows {
            let usage = usage.replace('|', "｜");
            assert!(readme.contains(&format!("| `{usage}` |")), "README.md lacks a row for `{usage}`");
        }
        let audience = touchline::domain::command::Audience::All;
        let summary = spec.summary(touchline::domain::tongue::Tongue::English);
        assert!(
            readme.contains(&summary) || !spec.subcommands.is_empty() || spec.audience != audience,
            "README.md lacks {summary:?}"
        );
    }
}

#[test]
fn the_readme_starts_with_the_two_commands() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let commands: Vec<_> = readme
        .lines()
        .filter(|line| line.starts_with("cargo "))
        .take(2)
        .map(|line| line.split('#').next().unwrap_or(line).trim())
        .collect();
    assert_eq!(commands, ["cargo run --release", "cargo test"]);
}

#[test]
fn no_file_knows_one_machine() {
    let mut broken = Vec::new();
    for (file, text) in sources("src").into_iter().chain(sources("tests")).chain(sources("benches")) {
        for (line, code) in (1..).zip(text.lines()) {
            for path in [concat!("\"/", "work/"), concat!("\"/", "root/"), concat!("\"/", "home/")] {
                if code.contains(path) {
                    broken.push(format!("{file}:{line}: a path of one machine"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
