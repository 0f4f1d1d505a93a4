//! Whom the real binary speaks to: the platforms that were configured and nobody else. No telemetry, no look for a newer
//! version, no name asked of anybody.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use local_platforms::{Fault, Rule};

use crate::process::{Platforms, Running, make_due, run, said, touchline};

/// The addresses that calls in a trace of `strace -e trace=network` reach out to: `127.0.0.1:4000`, or a socket's path.
fn reached(trace: &str) -> BTreeSet<String> {
    let calls = ["connect(", "sendto(", "sendmsg(", "sendmmsg("];
    let lines = trace.lines().filter(|line| calls.iter().any(|call| line.contains(call)));
    lines.flat_map(addresses).collect()
}

/// The addresses in one call: IPv4, IPv6 and sockets of this machine.
fn addresses(line: &str) -> Vec<String> {
    let between = |text: &str, from: &str, to: &str| {
        let (_, rest) = text.split_once(from)?;
        rest.split_once(to).map(|(inner, _)| inner.to_owned())
    };
    let mut found = Vec::new();
    for part in line.split("sa_family=").skip(1) {
        found.extend(match part.split([',', '}']).next() {
            Some("AF_INET") => {
                let port = between(part, "sin_port=htons(", ")").unwrap_or_default();
                between(part, "inet_addr(\"", "\"").map(|host| format!("{host}:{port}"))
            }
            Some("AF_UNIX") => between(part, "sun_path=", "}"),
            // Asks the system itself which addresses it has.
            Some("AF_NETLINK" | "AF_UNSPEC") => None,
            _ => Some(part.to_owned()),
        });
    }
    found
}

#[test]
fn an_address_in_a_trace_is_seen() {
    let trace = r#"
12 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 9
12 connect(9, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("93.184.216.34")}, 16) = -1 EINPROGRESS
13 connect(9, {sa_family=AF_INET6, sin6_port=htons(53), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = 0
13 sendto(7, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")}, 16) = 1
13 connect(8, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT
13 sendto(9, "GET / HTTP/1.1\r\n", 16, MSG_NOSIGNAL, NULL, 0) = 16
13 sendmsg(5, {msg_name={sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}}, 0) = 20
"#;
    let seen: Vec<_> = reached(trace).into_iter().collect();
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert!(seen.contains(&"93.184.216.34:443".into()) && seen.contains(&"10.0.0.1:53".into()));
    assert!(seen.iter().any(|one| one.contains("2001:db8::1")) && seen.iter().any(|one| one.contains("nscd")));
}

/// strace may take so long to write its last lines.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(15);

/// The binary under strace, which is nobody's parent, so that signals reach the binary.
fn traced(folder: &Path, trace: &Path) -> Command {
    let plain = touchline(folder);
    let mut command = Command::new("strace");
    command.args(["-D", "-f", "-q", "-s", "0", "-e", "trace=network", "-o"]).arg(trace).arg(plain.get_program());
    command.current_dir(folder).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// As `127.0.0.1:4000`.
fn host(url: &str) -> String {
    url.trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned()
}

/// The trace of a process that is stopped, up to its end.
async fn whole(running: Running, trace: &Path) -> String {
    let ended = format!("{} +++ exited with 0 +++", running.id());
    running.stop();
    let text = || fs::read_to_string(trace).unwrap_or_default();
    // strace writes its last lines after the process has ended, and nothing on the platforms tells of that.
    let written = async {
        while !text().contains(&ended) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, written).await.expect("the end of the trace");
    text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs strace: .ci/run"]
async fn only_the_configured_platforms_are_spoken_to() {
    let platforms = Platforms::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("touchline.db");
    let traces = ["first", "second"].map(|name| folder.path().join(name));
    let start = |trace: &Path| {
        let mut command = traced(folder.path(), trace);
        command.env("RUST_BACKTRACE", "0");
        // The pages of health are asked for by default; they answer, and speak to nobody.
        Running::start_by(command, &platforms, &store, &[("TOUCHLINE_HTTP__LISTEN", "")])
    };
    let running = start(&traces[0]);
    platforms.ready().await;
    let (ada, tom) = (platforms.discord.person("Ada").admin(), platforms.telegram.person("Tom"));
    let file = "+++\ntitle = \"x\"\n+++\n".as_bytes();
    ada.slash("player").text("name", "hakimi").send().text().await;
    ada.slash("player").typing("name", "hak").send().answer().await;
    ada.slash("addstory").file("file", "a.md", file).send().text().await;
    ada.slash("daily").subcommand("on").text("time", "09:00").text("zone", "Europe/Paris").send().text().await;
    tom.says("/player hakimi").text().await;
    // What people write is never fetched.
    tom.says("/story https://example.org/a and http://127.0.0.1:9/").text().await;
    tom.sends_file("a.md", file, "/addstory").text().await;
    platforms.telegram.person("Ina").asks_inline("hakimi", "").results().await;
    platforms.telegram.fault(Rule::on("sendMessage", Fault::reset()));
    tom.says("/about").confirmed().await;
    platforms.discord.abort_gateway();
    platforms.discord.wait_until("a session that goes on", || platforms.discord.resumes() >= 1).await;
    let first = whole(running, &traces[0]).await;
    make_due(&store);
    let running = start(&traces[1]);
    platforms.discord.wait_for_posts(1).await;
    let second = whole(running, &traces[1]).await;
    let allowed = BTreeSet::from([host(&platforms.discord.api_url()), host(&platforms.telegram.api_url())]);
    for trace in [first, second] {
        assert_eq!(reached(&trace), allowed, "others than the two platforms, or not both of them");
        assert!(!trace.contains("listen("), "nothing listens unless it is asked to");
    }
}

#[test]
#[ignore = "needs strace: .ci/run"]
fn without_a_platform_nobody_is_spoken_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let trace = folder.path().join("trace");
    for arguments in [&[][..], &["check"], &["stories", "list"], &["--version"]] {
        let output = traced(folder.path(), &trace).args(arguments).stdin(std::process::Stdio::null()).output();
        assert!(output.expect("strace is on this machine").status.success(), "{arguments:?}");
        let text = fs::read_to_string(&trace).expect("a trace");
        assert_eq!(reached(&text), BTreeSet::new(), "{arguments:?}");
        fs::remove_file(&trace).expect("removed");
    }
    let (code, _, _) = said(&run(folder.path(), &[], &[], "/player hakimi\n"));
    assert_eq!(code, 0);
}
