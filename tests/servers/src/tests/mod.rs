//! The servers from outside, over real sockets. A client of a few lines keeps the crate free of one more dependency.

mod chats;
mod discord;
mod edits;
mod files;
mod guilds;
mod hiccups;
mod speed;
mod telegram;
mod webhook;
mod wire;

use std::io;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer as it came.
struct Got {
    status: u16,
    head: String,
    text: String,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// One request on a connection of its own.
async fn ask(api_url: &str, method: &str, path: &str, token: &str, body: &Value) -> io::Result<Got> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    send(api_url, (method, path), token, "application/json", body.as_bytes()).await
}

/// One form with files: fields as name and value, files as field, name and content.
async fn ask_form(
    api_url: &str,
    at: (&str, &str),
    token: &str,
    fields: &[(&str, &str)],
    files: &[(&str, &str, &[u8])],
) -> io::Result<Got> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--mark\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (field, name, content) in files {
        let head = format!("--mark\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--mark--\r\n");
    send(api_url, at, token, "multipart/form-data; boundary=mark", &body).await
}

async fn send(api_url: &str, (method, path): (&str, &str), token: &str, kind: &str, body: &[u8]) -> io::Result<Got> {
    let host = api_url.trim_start_matches("http://");
    let address: SocketAddr = host.parse().expect("the server's own address");
    let mut stream = TcpStream::connect(address).await?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bot {token}\r\nconnection: close\r\n\
         content-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut raw = Vec::new();
    stream.read_to_end(&mut raw).await?;
    let raw = String::from_utf8_lossy(&raw).into_owned();
    let (head, text) = raw.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.get(9..12).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    Ok(Got { status, head: head.to_owned(), text: text.to_owned() })
}
