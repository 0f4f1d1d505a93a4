//! Whether the process that runs says of itself that it is ready. It is asked as anybody would ask: by HTTP.

use std::time::Duration;

use crate::ports::Finding;

/// So long may the answer take: the page is on this machine.
const PATIENCE: Duration = Duration::from_secs(3);
/// Of the answer so much is told.
const TOLD: usize = 300;

/// Asks `/readyz` at `listen`, the address of `[http] listen`. `is_running`: whether a process has the store; `None` where
/// that is not known. `platforms` are those that are on in the configuration that was read.
pub async fn examine(listen: &str, is_running: Option<bool>, platforms: &[String]) -> Finding {
    let url = format!("http://{}/readyz", reachable(listen));
    let asked = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build();
    let answer = match asked {
        Ok(client) => client.get(&url).send().await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(answer) => {
            let status = answer.status();
            let said: String = answer.text().await.unwrap_or_default().chars().take(TOLD).collect();
            unexpected(&said, platforms)
                .filter(|_| is_running != Some(false))
                .unwrap_or_else(|| judged(&url, status.as_u16(), &said, is_running))
        }
        Err(_) if is_running == Some(true) => Finding::warning(
            "process.ready",
            format!("A process has the store, but {url} does not answer."),
            "Whether it is well cannot be seen from outside: it is starting, hangs, or has other settings than these.",
            "journalctl -u touchline -n 50 (or wherever it logs); then restart it: systemctl restart touchline",
        ),
        Err(_) => Finding::well("process.ready", format!("Nothing answers at {url}: the bot does not run.")),
    }
}

/// The process serves a platform that was not asked here, because its token was not known.
fn unexpected(said: &str, platforms: &[String]) -> Option<Finding> {
    let said: serde_json::Value = serde_json::from_str(said).ok()?;
    let served = said["platforms"].as_object()?.keys().filter(|name| !platforms.contains(name));
    let served: Vec<_> = served.map(String::as_str).collect();
    (!served.is_empty()).then(|| {
        Finding::warning(
            "process.ready",
            format!("The process that runs also serves {}, which is not on here: it was not examined.", served.join(", ")),
            "Its token is somewhere else than in what was read, such as the service's credentials.",
            "sudo env CREDENTIALS_DIRECTORY=/etc/credstore touchline doctor, with the same --config; or name the right one",
        )
    })
}

fn judged(url: &str, status: u16, said: &str, is_running: Option<bool>) -> Finding {
    if is_running == Some(false) {
        return Finding::warning(
            "process.ready",
            format!("{url} is answered, though no process has this store."),
            "Another program, or a Touchline with another store, has the address: this one could not listen there.",
            "Set [http] listen to a free address, for example \"127.0.0.1:9465\"; or name the right store with --store",
        );
    }
    match status {
        200..300 => Finding::well("process.ready", format!("The process that runs is ready ({url}).")),
        404 => Finding::warning(
            "process.ready",
            format!("{url} is answered by something that has no such page."),
            "It is another program than Touchline, or an older one.",
            "Set [http] listen to a free address, for example \"127.0.0.1:9465\", and restart Touchline",
        ),
        status => Finding::fault(
            "process.ready",
            format!("The process that runs is not ready: {url} answers {status}: {said}"),
            "Something that it needs does not work now.",
            "Mend what it names there; journalctl -u touchline -n 50 has the details",
        ),
    }
}

/// Who listens on every address is asked on this machine's own.
fn reachable(listen: &str) -> String {
    for (everywhere, here) in [("0.0.0.0:", "127.0.0.1:"), ("[::]:", "[::1]:")] {
        if let Some(port) = listen.strip_prefix(everywhere) {
            return format!("{here}{port}");
        }
    }
    listen.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Level;

    #[test]
    fn an_answer_means_something_else_when_nobody_runs() {
        let level = |status, running| judged("u", status, "", running).level();
        assert_eq!((level(200, Some(true)), level(200, None)), (Level::Well, Level::Well));
        let other = r#"{"platforms": {"telegram": {"state": "up"}, "discord": {"state": "up"}}}"#;
        let told = unexpected(other, &["discord".to_owned()]).expect("one is not known here");
        assert!(told.what().contains("also serves telegram,"), "{}", told.what());
        assert!(unexpected(other, &["discord".to_owned(), "telegram".to_owned()]).is_none());
        assert_eq!((level(503, Some(true)), level(404, Some(true))), (Level::Fault, Level::Warning));
        assert_eq!(level(200, Some(false)), Level::Warning);
        assert_eq!((reachable("0.0.0.0:1"), reachable("[::]:1")), ("127.0.0.1:1".into(), "[::1]:1".into()));
    }
}
