//! What is shipped beside the program agrees with it: the unit, the container, the dashboard, the alerts, the pages for
//! whoever hosts it. Whether systemd, Docker and Prometheus take them is not known here; `.ci/run` asks those that are there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use touchline::config::{Config, Flags};
use touchline::platforms::telegram::Receiving;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What the program says to a command line that only asks for help at its end: whatever stands before must parse.
fn parsed(arguments: &[String]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_touchline"));
    command.args(arguments).arg("--help").current_dir(&folder).output().expect("the program runs")
}

/// The arguments of each `touchline …` that a page tells people to type.
fn commands(page: &str) -> BTreeSet<Vec<String>> {
    let mut lines = Vec::new();
    for (number, block) in page.split("```").enumerate() {
        if number % 2 == 0 {
            lines.extend(block.split('`').skip(1).step_by(2).map(|code| code.replace('\n', " ")));
        } else if let Some(shell) = block.strip_prefix("sh\n") {
            lines.extend(shell.lines().map(str::to_owned));
        }
    }
    let before = ["sudo ", "env CREDENTIALS_DIRECTORY=/etc/credstore ", "docker compose exec touchline "];
    let mut found = BTreeSet::new();
    for line in &lines {
        let line = line.split(" #").next().unwrap_or_default();
        for part in line.split("&&").flat_map(|part| part.split('|')) {
            let part = before.iter().fold(part.trim(), |part, word| part.strip_prefix(word).unwrap_or(part));
            let typed = match part.strip_prefix("docker compose run --rm ") {
                Some(service) => service,
                None => part,
            };
            let mut words = typed.split_whitespace().map(str::to_owned);
            if words.next().as_deref() == Some("touchline") {
                found.insert(words.collect());
            }
        }
    }
    found
}

#[test]
fn what_people_are_told_to_type_is_understood() {
    assert!(!parsed(&["nonsense".to_owned()]).status.success(), "this way of asking finds a wrong command");
    assert!(!parsed(&["run".to_owned(), "--nonsense".to_owned()]).status.success(), "and a wrong flag");
    let mut wrong = Vec::new();
    for page in ["docs/operating.md", "SECURITY.md", "compose.yaml", "packaging/touchline.service"] {
        for arguments in commands(&read(page)) {
            let output = parsed(&arguments);
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stderr);
                wrong.push(format!("{page}: touchline {}: {}", arguments.join(" "), said.lines().next().unwrap_or("")));
            }
        }
    }
    let all = commands(&read("docs/operating.md"));
    for word in ["init", "check", "doctor", "backup", "restore", "daily", "completions", "man"] {
        assert!(
            all.iter().any(|arguments| arguments.first().is_some_and(|first| first == word)),
            "no {word} in {all:?}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_that_people_are_told_of_are_there() {
    let mut missing = Vec::new();
    for page in ["docs/operating.md", "docs/dependencies.md", "SECURITY.md", "Dockerfile", "compose.yaml"] {
        let text = read(page);
        let words = text.split(|letter: char| letter.is_whitespace() || "`()\"',;".contains(letter));
        for word in words.map(|word| word.trim_end_matches('.')) {
            let is_ours = ["packaging/", "docs/", ".ci/", "stories/"].iter().any(|start| word.starts_with(start));
            let is_root =
                ["CHANGELOG.md", "SECURITY.md", "Dockerfile", "deny.toml", "config.toml.example"].contains(&word);
            if (is_ours || is_root) && !root().join(word).exists() {
                missing.push(format!("{page}: {word}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The lines of a unit: key and values, in order.
fn unit() -> BTreeMap<String, Vec<String>> {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in read("packaging/touchline.service").lines().filter(|line| !line.starts_with(['#', '['])) {
        if let Some((key, value)) = line.split_once('=') {
            lines.entry(key.to_owned()).or_default().push(value.to_owned());
        }
    }
    lines
}

#[test]
fn the_unit_starts_the_program_as_it_is_and_shuts_it_in() {
    let unit = unit();
    let start: Vec<_> = unit["ExecStart"][0].split_whitespace().map(str::to_owned).collect();
    assert_eq!(start[0], "/usr/local/bin/touchline", "where docs/operating.md installs it");
    assert!(parsed(&start[1..]).status.success(), "{start:?}");
    // reliability.md section 4, and what the score of 1.5 rests on.
    for line in [
        "Type=notify",
        "WatchdogSec=30",
        "Restart=on-failure",
        "RestartPreventExitStatus=78",
        "RestartMaxDelaySec=600",
        "TimeoutStopSec=60",
        "DynamicUser=yes",
        "StateDirectory=touchline",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "UMask=0077",
        "SystemCallFilter=@system-service",
        "SystemCallFilter=~@privileged @resources",
        "MemoryDenyWriteExecute=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "MemoryMax=256M",
    ] {
        let (key, value) = line.split_once('=').expect("a line");
        assert!(unit.get(key).is_some_and(|values| values.iter().any(|known| known == value)), "the unit lacks {line}");
    }
}

#[test]
fn credentials_that_are_handed_over_are_those_that_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let compose = read("compose.yaml");
    let handed: Vec<_> = unit()["LoadCredential"].iter().filter(|name| !name.contains(':')).cloned().collect();
    assert_eq!(handed, ["touchline.discord_token", "touchline.telegram_token", "touchline.telegram_webhook_secret"]);
    for name in &handed {
        fs::write(folder.path().join(name), "0123456789abcdef0123456789abcdef").expect("written");
        let is_token = name.ends_with("_token");
        assert!(!is_token || compose.contains(&format!("./secrets/{name}\n")), "compose.yaml lacks {name}");
    }
    let variable = ("CREDENTIALS_DIRECTORY".to_owned(), folder.path().display().to_string());
    // The lines that docs/operating.md shows for a webhook.
    let page = read("docs/operating.md");
    let lines = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("lines for a webhook");
    fs::write(folder.path().join("config.toml"), lines).expect("written");
    let flags = Flags { config: Some(folder.path().join("config.toml")), ..Flags::default() };
    let config = Config::load(&flags, [variable]).expect("valid");
    assert!(config.discord.is_some(), "Discord's token is read");
    let receiving = config.telegram.expect("Telegram's token is read").receiving;
    assert!(matches!(receiving, Receiving::Webhook(_)), "the webhook's secret is read");
}

#[test]
fn the_container_has_no_rights_and_is_built_from_what_goes_into_it() {
    let (image, compose, ignored) = (read("Dockerfile"), read("compose.yaml"), read(".dockerignore"));
    for line in [
        "USER 10001:10001",
        "VOLUME /data",
        "STOPSIGNAL SIGTERM",
        "--locked",
        "TOUCHLINE_STORE__PATH=/data/touchline.db",
    ] {
        assert!(image.contains(line), "Dockerfile lacks {line}");
    }
    for line in [
        "read_only: true",
        "cap_drop: [ALL]",
        "no-new-privileges:true",
        "stop_grace_period: 60s",
        "user: \"10001:10001\"",
        "\"127.0.0.1:9464:9464\"",
        "create_host_path: false",
    ] {
        assert!(compose.contains(line), "compose.yaml lacks {line}");
    }
    assert!(!compose.contains('\t'), "YAML has no tabs");
    // Everything that the build reads is let in; what only this machine knows is not.
    let let_in: Vec<_> = ignored.lines().filter_map(|line| line.strip_prefix('!')).collect();
    assert_eq!(ignored.lines().find(|line| !line.starts_with('#')), Some("*"), "nothing goes in unless it is named");
    for needed in
        ["Cargo.toml", "Cargo.lock", "build.rs", "config.toml.example", "src", "stories", "docs", "tests", "benches"]
    {
        assert!(let_in.contains(&needed), ".dockerignore keeps {needed} out");
    }
    // The variables are keys of the configuration.
    let variables = image.lines().chain(compose.lines()).filter_map(|line| {
        let start = line.find("TOUCHLINE_")?;
        let (name, value) = line[start..].split_once(['=', ':'])?;
        Some((name.to_owned(), value.trim().trim_end_matches(" \\").to_owned()))
    });
    let variables: Vec<_> = variables.collect();
    assert!(variables.len() >= 3, "{variables:?}");
    Config::load(&Flags { config: Some(root().join("config.toml.example")), ..Flags::default() }, variables)
        .expect("keys");
}

/// Names of metrics in a text, without what Prometheus adds to those of histograms.
fn metrics(text: &str, histograms: &BTreeSet<String>) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let names =
        words.filter(|word| word.starts_with("touchline_") && !word.ends_with("_token") && !word.ends_with("_secret"));
    names
        .map(|name| {
            let short = ["_bucket", "_count", "_sum"].iter().find_map(|end| name.strip_suffix(end));
            short.filter(|short| histograms.contains(*short)).unwrap_or(name).to_owned()
        })
        .collect()
}

#[test]
fn dashboard_and_alerts_ask_for_metrics_that_the_program_has() {
    let source = read("src/ops/metrics.rs");
    let declared = metrics(&source, &BTreeSet::new());
    let histograms: BTreeSet<_> = declared.iter().filter(|name| name.ends_with("_seconds")).cloned().collect();
    assert!(declared.len() > 15, "src/ops/metrics.rs declares them: {declared:?}");
    let mut asked = BTreeSet::new();
    for file in ["packaging/grafana/touchline.json", "packaging/prometheus/touchline.rules.yml"] {
        let names = metrics(&read(file), &histograms);
        let unknown: Vec<_> = names.difference(&declared).collect();
        assert!(unknown.is_empty(), "{file} asks for {unknown:?}");
        asked.extend(names);
    }
    let unseen: Vec<_> = declared.difference(&asked).collect();
    assert!(unseen.is_empty(), "measured, and neither shown nor watched: {unseen:?}");
}

#[test]
fn the_dashboard_is_whole() {
    let dashboard: Value = serde_json::from_str(&read("packaging/grafana/touchline.json")).expect("JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    let (mut ids, mut taken) = (BTreeSet::new(), BTreeMap::new());
    for panel in panels {
        let title = panel["title"].as_str().expect("a title");
        assert!(ids.insert(panel["id"].as_u64().expect("an id")), "{title}: its id is another's");
        let at = |side: &str| panel["gridPos"][side].as_u64().expect("a place");
        for x in at("x")..at("x") + at("w") {
            for y in at("y")..at("y") + at("h") {
                assert!(x < 24, "{title}: it is wider than the page");
                let other = taken.insert((x, y), title);
                assert!(other.is_none(), "{title} lies over {other:?}");
            }
        }
        if panel["type"] == "row" {
            continue;
        }
        let targets = panel["targets"].as_array().expect("targets");
        assert!(!targets.is_empty(), "{title} shows nothing");
        for target in targets {
            let asked = target["expr"].as_str().expect("a question");
            assert_eq!(asked.matches('(').count(), asked.matches(')').count(), "{title}: {asked}");
            assert!(asked.contains("job=\"$job\""), "{title}: of all jobs: {asked}");
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).expect("TOML");
    let table = |name: &str| manifest[name].as_table().expect("a table").keys().cloned().collect::<BTreeSet<_>>();
    let page = read("docs/dependencies.md");
    let named = page.split("\n## ").nth(1).expect("the part about Cargo.toml");
    let mut told = BTreeSet::new();
    for row in named.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        assert!(cells.len() == 5 && cells[2..4].iter().all(|cell| !cell.is_empty()), "a row without its reason: {row}");
        for name in cells[1].split(',') {
            assert!(told.insert(name.trim().trim_matches('`').to_owned()), "twice: {name}");
        }
    }
    assert_eq!(told, table("dependencies"), "docs/dependencies.md and [dependencies] of Cargo.toml");
    for name in table("dev-dependencies").difference(&told) {
        assert!(named.contains(&format!("`{name}`")), "docs/dependencies.md lacks {name}, which tests use");
    }
}
