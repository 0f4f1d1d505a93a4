//! Files that people attach: read from where Discord keeps them, and from nowhere else.
//!
//! It knows no text: an address comes from an interaction's own list of attachments. Nothing of the bot's goes along, no
//! token and no cookie, and no redirect is followed.

use std::time::Duration;

use reqwest::{StatusCode, Url, redirect};

use super::rest::describe;
use crate::domain::file::{Attachment, Gathered};
use crate::ports::PostError;
use crate::text;

/// Where Discord keeps files (<https://docs.discord.com/developers/reference#cdn-formatting>, and the proxy of it).
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// The interface of Discord's own, on whose host there are no files.
const DISCORD: &str = "https://discord.com";
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);

/// The way to files.
pub(super) struct Files {
    client: reqwest::Client,
    /// A stand-in for Discord, which keeps files itself.
    stand_in: Option<Url>,
}

impl Files {
    /// Builds a client of its own, whose calls take at most `call_limit`; nothing is sent.
    ///
    /// # Errors
    /// The TLS set-up fails.
    pub(super) fn new(api_url: &str, call_limit: Duration) -> Result<Self, String> {
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(call_limit)
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|error| format!("no HTTP client: {}", error.without_url()))?;
        let is_discord = |url: &Url| Url::parse(DISCORD).is_ok_and(|discord| discord.origin() == url.origin());
        Ok(Self { client, stand_in: Url::parse(api_url).ok().filter(|url| !is_discord(url)) })
    }

    /// Reads a file, no more of it than is allowed.
    ///
    /// # Errors
    /// See [`crate::ports::Messenger::fetch`].
    pub(super) async fn fetch(&self, attachment: &Attachment) -> Result<Vec<u8>, PostError> {
        let url = self.trusted(&attachment.address);
        let url = url.ok_or_else(|| PostError::Rejected(text!("file-not-at-discord")))?;
        let failed = |error: reqwest::Error| PostError::Unreachable(describe(&error));
        let mut answer = self.client.get(url).send().await.map_err(failed)?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::FORBIDDEN | StatusCode::GONE => {
                return Err(PostError::Rejected(text!("file-gone-from-discord")));
            }
            status => {
                return Err(PostError::Unreachable(format!("a file was answered with status {}", status.as_u16())));
            }
        }
        let mut file = Gathered::default();
        while let Some(piece) = answer.chunk().await.map_err(failed)? {
            file.take(&piece).map_err(|large| PostError::Rejected(large.into()))?;
        }
        Ok(file.whole())
    }

    /// The address, if files lie there.
    fn trusted(&self, address: &str) -> Option<Url> {
        let url = Url::parse(address).ok().filter(|url| url.username().is_empty() && url.password().is_none())?;
        let is_discords = url.scheme() == "https" && url.port().is_none() && HOSTS.contains(&url.host_str()?);
        let is_stand_ins = self.stand_in.as_ref().is_some_and(|own| own.origin() == url.origin());
        (is_discords || is_stand_ins).then_some(url)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    fn files(api_url: &str) -> Files {
        Files::new(api_url, Duration::from_secs(10)).expect("a client")
    }

    fn at(address: &str) -> Attachment {
        Attachment { name: "a.md".into(), size: 1, address: address.into() }
    }

    #[test]
    fn files_are_read_where_discord_keeps_them_and_nowhere_else() {
        let discords =
            ["https://cdn.discordapp.com/ephemeral-attachments/1/2/a.md?ex=1", "https://media.discordapp.net/a"];
        let forged = [
            "http://cdn.discordapp.com/a",
            "https://cdn.discordapp.com.evil.example/a",
            "https://evil.example/cdn.discordapp.com/a",
            "https://cdn.discordapp.com@evil.example/a",
            "https://cdn.discordapp.com:8443/a",
            "https://user:word@cdn.discordapp.com/a",
            "https://discord.com/a",
            "http://127.0.0.1:9/a",
            "http://169.254.169.254/latest",
            "file:///etc/hostname",
            "cdn.discordapp.com/a",
            "",
        ];
        for api_url in ["https://discord.com", "http://127.0.0.1:8080"] {
            let files = files(api_url);
            for address in discords {
                assert!(files.trusted(address).is_some(), "{address}");
            }
            for address in forged {
                assert!(files.trusted(address).is_none(), "{address}");
            }
        }
        assert!(files("http://127.0.0.1:8080").trusted("http://127.0.0.1:8080/attachments/1/a").is_some());
        assert!(files("http://127.0.0.1:8080").trusted("https://127.0.0.1:8080/attachments/1/a").is_none());
    }

    #[tokio::test]
    async fn a_forged_address_is_not_asked() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/a.md", listener.local_addr().expect("its address"));
        let refused = files("http://127.0.0.1:1").fetch(&at(&address)).await;
        assert!(
            matches!(&refused, Err(PostError::Rejected(why)) if *why == text!("file-not-at-discord")),
            "{refused:?}"
        );
        let nobody = tokio::select! {
            biased;
            _ = listener.accept() => false,
            () = std::future::ready(()) => true,
        };
        assert!(nobody, "it was asked");
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let own = format!("http://{}", listener.local_addr().expect("its address"));
        let asked = tokio::spawn(async move {
            let (mut line, _) = listener.accept().await.expect("a request");
            let mut head = [0; 1024];
            let length = line.read(&mut head).await.expect("its head");
            let answer = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            line.write_all(answer.as_bytes()).await.expect("sent");
            String::from_utf8_lossy(&head[..length]).into_owned()
        });
        let refused = files(&own).fetch(&at(&format!("{own}/a.md"))).await;
        assert_eq!(refused, Err(PostError::Unreachable("a file was answered with status 302".into())));
        let head = asked.await.expect("one request").to_lowercase();
        assert!(head.starts_with("get /a.md ") && !head.contains("authorization"), "{head}");
    }
}
