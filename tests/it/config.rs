//! The configuration: the example loads as printed, every key can be set, faults name where, what and the mend.

use std::path::PathBuf;
use std::time::Duration;

use expect_test::expect;
use secrecy::ExposeSecret as _;
use touchline::config::{Config, Flags};
use touchline::platforms::telegram::Receiving;

const EXAMPLE: &str = include_str!("../../config.toml.example");

fn load(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    std::fs::write(&path, text).expect("written");
    let flags = Flags { config: Some(path.clone()), ..Flags::default() };
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(&flags, environment)
        .map_err(|error| error.to_string().replace(&path.display().to_string(), "config.toml"))
}

fn fault(text: &str, environment: &[(&str, &str)]) -> String {
    load(text, environment).expect_err("a fault")
}

#[test]
fn the_example_loads_as_printed_and_shows_the_defaults() {
    let (example, empty) = (load(EXAMPLE, &[]).expect("valid"), load("", &[]).expect("valid"));
    let pages = |config: &Config| config.http.as_ref().map(|pages| (pages.listen, pages.is_required));
    let listen = "127.0.0.1:9464".parse().expect("an address");
    assert_eq!((pages(&example), pages(&empty)), (Some((listen, true)), Some((listen, false))));
    assert_eq!(
        format!("{:?}", Config { log: empty.log.clone(), http: empty.http.clone(), ..example }),
        format!("{empty:?}"),
        "the log filter alone has no written default, and pages that were written must be had"
    );
}

#[test]
fn the_example_loads_with_every_line_uncommented() {
    let uncommented: Vec<_> = EXAMPLE
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| {
                    rest.split('=')
                        .next()
                        .is_some_and(|key| key.trim().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
                })
                .unwrap_or(line)
        })
        .collect();
    assert!(
        uncommented.iter().filter(|line| line.starts_with("token_file")).count() == 2,
        "there is something to uncomment"
    );
    load(&uncommented.join("\n"), &[]).expect("valid");
}

#[test]
fn the_environment_wins_over_the_file_and_flags_over_both() {
    let config = load(
        "[store]\npath = \"file.db\"\n[pace]\ntelegram = 3",
        &[
            ("TOUCHLINE_STORE__PATH", "env.db"),
            ("TOUCHLINE_TELEGRAM__TOKEN", "123456"),
            ("TOUCHLINE_TELEGRAM__API_URL", "http://127.0.0.1:1/"),
            ("TOUCHLINE_OPERATORS__TELEGRAM", "1, 2"),
            ("TOUCHLINE_PACE__TELEGRAM", "0"),
            ("TOUCHLINE_DAILY__JITTER", "0s"),
            ("UNRELATED", "x"),
        ],
    )
    .expect("valid");
    assert_eq!(config.store.path, PathBuf::from("env.db"));
    let telegram = config.telegram.expect("a token of digits only still arrives as text");
    assert_eq!((telegram.api_url.as_str(), telegram.per_second), ("http://127.0.0.1:1", 0));
    assert_eq!(config.bot.operators.len(), 3, "two on Telegram and whoever sits at the console");
    assert_eq!(config.bot.jitter, Duration::ZERO);
    assert!(config.console.is_none(), "with a token the console is off");
    let flags = Flags { store: Some("flag.db".into()), ..Flags::default() };
    let config = Config::load(&flags, [("TOUCHLINE_STORE__PATH".to_owned(), "env.db".to_owned())]).expect("valid");
    assert_eq!(config.store.path, PathBuf::from("flag.db"));
}

#[test]
fn a_configuration_for_the_whole_product_loads() {
    let config =
        load("[http]\nlisten = \"127.0.0.1:9464\"\n[telegram]\nmode = \"polling\"\n[log]\nformat = \"json\"", &[])
            .expect("valid");
    assert!(config.remarks.is_empty(), "{:?}", config.remarks);
}

#[test]
fn pages_may_be_elsewhere_or_nowhere() {
    assert!(load("[http]\nlisten = \"\"", &[]).expect("valid").http.is_none());
    let config = load("", &[("TOUCHLINE_HTTP__LISTEN", "[::1]:80")]).expect("valid");
    assert!(config.remarks.is_empty(), "also this machine alone");
    let config = load("[http]\nlisten = \"0.0.0.0:9464\"", &[]).expect("valid");
    assert!(config.remarks[0].starts_with("[http] listen: 0.0.0.0:9464 can be reached from other machines"));
    expect![[r#"config.toml:2: [http] listen: "localhost" is no address with a port; write for example "127.0.0.1:9464", or "" for no pages"#]]
        .assert_eq(&fault("[http]\nlisten = \"localhost\"", &[]));
}

#[test]
fn operators_may_be_written_with_and_without_quotes() {
    let config = load("[operators]\ndiscord = [1, \"2\"]", &[]).expect("valid");
    assert_eq!(config.bot.operators.len(), 3);
}

#[test]
fn faults_name_where_what_and_the_mend() {
    expect![[
        r"config.toml:3: [discord] tokn: unknown key `tokn`, expected one of `token`, `token_file`, `api_url`, `guild`"
    ]]
    .assert_eq(&fault("# c\n[discord]\ntokn = \"x\"", &[]));
    expect![[r"config.toml:1: [stors]: unknown key `stors`, expected one of `store`, `stories`, `discord`, `telegram`, `console`, `operators`, `daily`, `pace`, `http`, `log`"]]
        .assert_eq(&fault("[stors]", &[]));
    expect![[r#"config.toml:2: [pace] telegram: invalid type: string "fast", expected a whole number from 0"#]]
        .assert_eq(&fault("[pace]\ntelegram = \"fast\"", &[]));
    assert!(fault("[discord\n", &[]).starts_with("config.toml:1:"), "broken TOML");
    expect![[r#"
        config.toml:2: [discord] api_url: "discord.com" does not do; write an address such as "https://discord.com"
        config.toml:4: [telegram] mode: "pigeon" does not do; write "polling" or "webhook"
        config.toml:6: [console] enabled: "maybe" does not do; write "auto", "on" or "off"
        config.toml:8: [daily] catch_up: "48h" is too long; write at most "1day"
        config.toml:9: [daily] jitter: "soon" is no span of time; write a number with its unit, for example "90s", "10m" or "6h"
        config.toml:10: [daily] on_unsure: "panic" does not do; write "ask" or "resend"
        config.toml:12: [operators] discord: "me" is no user id; write the number that the platform shows for the user"#]]
    .assert_eq(&fault(
        "[discord]\napi_url = \"discord.com\"\n[telegram]\nmode = \"pigeon\"\n[console]\nenabled = \"maybe\"\n[daily]\ncatch_up = \"48h\"\njitter = \"soon\"\non_unsure = \"panic\"\n[operators]\ndiscord = [\"me\"]",
        &[],
    ));
    expect![[r#"TOUCHLINE_PACE__TELEGRAM: "fast" is no whole number"#]]
        .assert_eq(&fault("", &[("TOUCHLINE_PACE__TELEGRAM", "fast")]));
    expect![[
        r"TOUCHLINE_TELEGRAM__TOKN: unknown key `tokn`, expected one of `token`, `token_file`, `api_url`, `mode`, `webhook`"
    ]]
    .assert_eq(&fault("", &[("TOUCHLINE_TELEGRAM__TOKN", "x")]));
    expect!["config.toml:2: [telegram] token and token_file are both set: keep one"]
        .assert_eq(&fault("[telegram]\ntoken = \"1:a\"\ntoken_file = \"x\"", &[]));
    assert!(
        fault("[telegram]\ntoken_file = \"/no/such/file\"", &[])
            .starts_with("config.toml:2: [telegram] token_file: /no/such/file cannot be read")
    );
}

const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A configuration for a webhook, with these keys of `[telegram.webhook]` and this secret in its file.
fn webhook(mode: &str, keys: &str, secret: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("secret");
    std::fs::write(&file, secret).expect("written");
    let token = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let file = file.display().to_string();
    let text = format!(
        "[telegram]\ntoken = \"{token}\"\nmode = \"{mode}\"\n[telegram.webhook]\n{}",
        keys.replace("FILE", &file)
    );
    load(&text, environment).map_err(|error| error.replace(&file, "FILE"))
}

const GOOD: &str = "url = \"https://bot.example.org/telegram\"\nsecret_file = \"FILE\"";

#[test]
fn a_webhook_needs_an_address_and_a_secret_and_keeps_the_secret_out_of_logs() {
    let config = webhook("webhook", GOOD, &format!(" {SECRET}\n"), &[]).expect("valid");
    let Some(Receiving::Webhook(webhook_settings)) = config.telegram.as_ref().map(|telegram| &telegram.receiving)
    else {
        panic!("a webhook")
    };
    assert_eq!(webhook_settings.url.as_str(), "https://bot.example.org/telegram");
    assert_eq!(webhook_settings.listen.to_string(), "127.0.0.1:8443");
    assert_eq!(webhook_settings.secret.expose_secret(), SECRET);
    assert!(config.secrets().iter().any(|secret| secret.expose_secret() == SECRET));
    assert!(!format!("{config:?}").contains(SECRET));
    expect![[r#"
        config.toml:3: [telegram] mode is "webhook", but [telegram.webhook] url is empty; write the https address at which Telegram reaches the proxy, for example "https://bot.example.org/telegram"
        config.toml:3: [telegram] mode is "webhook", but [telegram.webhook] secret_file is empty; without a secret anybody could send updates. Name a file that holds one; make one with: openssl rand -hex 32 > telegram-webhook.secret"#]]
    .assert_eq(&webhook("webhook", "", "", &[]).expect_err("a fault"));
    assert_eq!(config.remarks, [""; 0]);
    let open = webhook("webhook", &format!("{GOOD}\nlisten = \"0.0.0.0:8443\""), SECRET, &[]).expect("valid");
    assert!(open.remarks.iter().any(|remark| remark.contains("can be reached from other machines")), "{open:?}");
    let kept = webhook("polling", GOOD, SECRET, &[]).expect("valid").telegram.expect("a token");
    assert!(matches!(kept.receiving, Receiving::Polling { former: Some(_) }));
}

#[test]
fn the_environment_reaches_tables_in_tables() {
    let config = webhook(
        "polling",
        GOOD,
        SECRET,
        &[
            ("TOUCHLINE_TELEGRAM__MODE", "webhook"),
            ("TOUCHLINE_TELEGRAM__WEBHOOK__URL", "https://other.example.org:8443/x"),
            ("TOUCHLINE_TELEGRAM__WEBHOOK__LISTEN", "[::1]:9000"),
        ],
    );
    let Receiving::Webhook(webhook_settings) = config.expect("valid").telegram.expect("a token").receiving else {
        panic!("a webhook")
    };
    assert_eq!(webhook_settings.url.as_str(), "https://other.example.org:8443/x");
    assert_eq!(webhook_settings.listen.to_string(), "[::1]:9000");
    expect!["TOUCHLINE_TELEGRAM__WEBHOOK__URI: unknown key `uri`, expected one of `url`, `listen`, `secret_file`"]
        .assert_eq(&fault("", &[("TOUCHLINE_TELEGRAM__WEBHOOK__URI", "x")]));
    expect![[r#"TOUCHLINE_TELEGRAM__WEBHOOK__LISTEN: "here" does not do; write an address of this machine with a port, for example "127.0.0.1:8443""#]]
        .assert_eq(&fault("", &[("TOUCHLINE_TELEGRAM__WEBHOOK__LISTEN", "here")]));
    assert!(
        fault("", &[("TOUCHLINE_TELEGRAM__WEBHOOK", "x")]).starts_with("TOUCHLINE_TELEGRAM__WEBHOOK: invalid type")
    );
    assert!(
        fault("", &[("TOUCHLINE_TELEGRAM__TOKEN__X", "x")]).starts_with("TOUCHLINE_TELEGRAM__TOKEN__X: invalid type")
    );
}

#[test]
fn a_webhook_that_cannot_work_is_refused_in_either_mode() {
    let mut said = Vec::new();
    let long = "x".repeat(257);
    for mode in ["polling", "webhook"] {
        for url in [
            "http://bot.example.org/x",
            "https://localhost/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://bot.example.org:8080/x",
            "https://me@bot.example.org/x",
            "https://bot.example.org/x?token=1",
            "https://bot.example.org/x#y",
            "bot.example.org",
        ] {
            let error = webhook(mode, &GOOD.replace("https://bot.example.org/telegram", url), SECRET, &[]);
            said.push(error.expect_err(url));
        }
        for secret in [
            "",
            " \n",
            "0123456789abcdef",
            "0123456789abcdef0123456789abcde=",
            &long,
            "two words of some length, said here",
        ] {
            said.push(webhook(mode, GOOD, secret, &[]).expect_err(secret));
        }
        said.push(webhook(mode, "secret_file = \"/no/such/file\"", "", &[]).expect_err("no file"));
        said.push(webhook(mode, "listen = \"8443\"", "", &[]).expect_err("no address"));
    }
    for error in &said {
        assert!(error.starts_with("config.toml:") && error.contains("[telegram.webhook]"), "{error}");
        assert!(!error.contains("0123456789abcdef"), "no fault repeats a secret: {error}");
    }
    let local = [("TOUCHLINE_TELEGRAM__API_URL", "http://127.0.0.1:8081")];
    let own = GOOD.replace("https://bot.example.org/telegram", "http://127.0.0.1:9000/x");
    webhook("webhook", &own, SECRET, &local).expect("a server of one's own needs no TLS");
}

#[test]
fn a_named_file_must_be_there_and_be_text() {
    let flags = Flags { config: Some("/no/such/config.toml".into()), ..Flags::default() };
    let missing = Config::load(&flags, []).expect_err("a fault").to_string();
    assert!(missing.starts_with("/no/such/config.toml: it cannot be read"), "{missing}");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("c.toml"), [0xff, 0xfe, 0x00]).expect("written");
    let flags = Flags { config: Some(folder.path().join("c.toml")), ..Flags::default() };
    assert!(
        Config::load(&flags, [])
            .expect_err("a fault")
            .to_string()
            .ends_with("it is not text in UTF-8; save it as UTF-8")
    );
}

#[test]
fn tokens_come_from_the_credentials_of_the_service_manager_unless_they_are_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    let at = folder.path().display().to_string();
    let given = [("CREDENTIALS_DIRECTORY", at.as_str())];
    let none = load("", &given).expect("a folder without credentials of ours is well");
    assert!(none.discord.is_none() && none.telegram.is_none() && none.console.is_some());
    put("touchline.discord_token", "from-the-manager\n");
    put("touchline.other", "x");
    let config = load("", &given).expect("valid");
    let token = |config: &Config| config.secrets().iter().map(|s| s.expose_secret().to_owned()).collect::<Vec<_>>();
    assert_eq!(token(&config), ["from-the-manager"], "without the line's end");
    assert!(config.telegram.is_none() && config.console.is_none());
    let written = load("[discord]\ntoken = \"written\"", &given).expect("valid");
    assert_eq!(token(&written), ["written"], "what is written wins");
    put("touchline.telegram_token", " \n");
    let empty = fault("", &given).replace(&at, "/credentials");
    expect![
        "the credential touchline.telegram_token: /credentials/touchline.telegram_token is empty; put the token into it"
    ]
    .assert_eq(&empty);
    std::fs::remove_file(folder.path().join("touchline.telegram_token")).expect("removed");
    std::fs::create_dir(folder.path().join("touchline.telegram_token")).expect("a folder in its place");
    let unreadable = fault("", &given).replace(&at, "/credentials");
    assert!(unreadable.contains("/credentials/touchline.telegram_token cannot be read"), "{unreadable}");
}
