//! `[telegram] mode` and `[telegram.webhook]`: how updates come, checked also while it is not used.

use std::net::SocketAddr;
use std::path::Path;

use secrecy::SecretString;
use url::{Host, Url};

use super::credentials::read_secret;
use super::one_of;
use super::raw::RawWebhook;
use crate::platforms::telegram::{Receiving, Webhook};

const LISTEN: &str = "127.0.0.1:8443";
/// Telegram delivers to no others.
const PORTS: [u16; 4] = [443, 80, 88, 8443];
/// 128 bits, written as hexadecimal digits.
const SHORTEST_SECRET: usize = 32;
/// Telegram takes no longer one.
const LONGEST_SECRET: usize = 256;
const MAKE_SECRET: &str = "make one with: openssl rand -hex 32 > telegram-webhook.secret";

/// How updates come. `api_url` has been checked.
pub(super) fn receiving(mode: Option<String>, raw: &RawWebhook, api_url: &str, faults: &mut Vec<String>) -> Receiving {
    let by_webhook = one_of("[telegram] mode", mode, ["polling", "webhook"], faults) == 1;
    let url = address(&raw.url, api_url, faults);
    let listen = listen(raw.listen.as_deref().unwrap_or(LISTEN), faults);
    let secret = secret(&raw.secret_file, faults);
    if by_webhook && raw.url.is_empty() {
        faults.push("[telegram] mode is \"webhook\", but [telegram.webhook] url is empty; write the https address at which Telegram reaches the proxy, for example \"https://bot.example.org/telegram\"".to_owned());
    }
    if by_webhook && raw.secret_file.as_os_str().is_empty() {
        faults.push(format!(
            "[telegram] mode is \"webhook\", but [telegram.webhook] secret_file is empty; without a secret anybody could send updates. Name a file that holds one; {MAKE_SECRET}"
        ));
    }
    match (by_webhook, url, listen, secret) {
        (true, Some(url), Some(listen), Some(secret)) => Receiving::Webhook(Webhook { url, listen, secret }),
        (_, former, ..) => Receiving::Polling { former },
    }
}

fn address(text: &str, api_url: &str, faults: &mut Vec<String>) -> Option<Url> {
    if text.is_empty() {
        return None;
    }
    // Telegram itself is reached by https alone: one that is not is a server of one's own, and need not have TLS either.
    let is_public = !api_url.starts_with("http://");
    match Url::parse(text).map_err(|_| "it is no address").and_then(|url| fits(url, is_public)) {
        Ok(url) => Some(url),
        Err(why) => {
            faults.push(format!(
                "[telegram.webhook] url: {text:?} does not do: {why}; write for example \"https://bot.example.org/telegram\""
            ));
            None
        }
    }
}

fn fits(url: Url, is_public: bool) -> Result<Url, &'static str> {
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => return Err("it has no host"),
    };
    match url.scheme() {
        "https" => {}
        "http" if !is_public => {}
        _ => return Err("Telegram delivers by https alone"),
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err("it must be a host and a path, without a name, a question mark or a # in it");
    }
    if is_public && is_here {
        return Err(
            "Telegram cannot reach this machine by that name; the address is the proxy's, as seen from outside",
        );
    }
    if is_public && url.port_or_known_default().is_none_or(|port| !PORTS.contains(&port)) {
        return Err("Telegram delivers to the ports 443, 80, 88 and 8443 alone");
    }
    Ok(url)
}

fn listen(text: &str, faults: &mut Vec<String>) -> Option<SocketAddr> {
    let address = text.parse().ok();
    if address.is_none() {
        faults.push(format!(
            "[telegram.webhook] listen: {text:?} does not do; write an address of this machine with a port, for example {LISTEN:?}"
        ));
    }
    address
}

/// The remark that others than a proxy on this machine can call the webhook.
pub(super) fn exposed(receiving: &Receiving) -> Option<String> {
    let Receiving::Webhook(Webhook { listen, .. }) = receiving else { return None };
    (!listen.ip().is_loopback()).then(|| {
        format!(
            "[telegram.webhook] listen: {listen} can be reached from other machines, and it speaks HTTP without TLS: the proxy in front of it should be the only one that can"
        )
    })
}

fn secret(file: &Path, faults: &mut Vec<String>) -> Option<SecretString> {
    if file.as_os_str().is_empty() {
        return None;
    }
    let place = "[telegram.webhook] secret_file";
    let text = match read_secret(file) {
        Ok(text) => text,
        Err(error) => {
            faults.push(format!("{place}: {} cannot be read ({error}); {MAKE_SECRET}", file.display()));
            return None;
        }
    };
    let text = text.trim();
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let why = match text.len() {
        0 => "is empty",
        _ if !text.bytes().all(is_allowed) => "holds a letter that Telegram does not take: only A-Z a-z 0-9 _ and -",
        length if length > LONGEST_SECRET => "holds more than the 256 letters that Telegram takes",
        length if length < SHORTEST_SECRET => "holds less than 32 letters, which can be guessed",
        _ => return Some(SecretString::from(text)),
    };
    faults.push(format!("{place}: {} {why}; {MAKE_SECRET}", file.display()));
    None
}
