//! One websocket to Discord's gateway: text frames out, text frames or the end in.
//!
//! It does not know opcodes. An end is told once and clearly, also when the close frame carries no code.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// How long the other side has to answer our close frame.
const FAREWELL_PATIENCE: Duration = Duration::from_secs(1);

/// An open connection.
pub(super) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What came.
pub(super) enum Came {
    /// A frame.
    Text(Utf8Bytes),
    /// The end, with Discord's code if it gave one.
    End(Option<u16>),
}

impl Socket {
    /// Opens a connection; how long to wait for that is the caller's to say.
    ///
    /// # Errors
    /// It cannot be opened: why, in words that are safe to show.
    pub(super) async fn open(url: &str) -> Result<Self, String> {
        match connect_async_with_config(url, None, true).await {
            Ok((stream, _)) => Ok(Self { stream }),
            Err(Error::Http(response)) => Err(format!("it answers with status {}", response.status().as_u16())),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The next frame. May be dropped and called again.
    pub(super) async fn next(&mut self) -> Came {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Came::Text(text),
                Some(Ok(Message::Close(frame))) => return Came::End(frame.map(|frame| frame.code.into())),
                // Pings are answered by the library; binary frames come only to those who ask for compression.
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Came::End(None),
            }
        }
    }

    /// Sends a frame; a connection that has gone is noticed by [`Socket::next`].
    pub(super) async fn send(&mut self, frame: &Value) {
        if let Err(error) = self.stream.send(Message::Text(frame.to_string().into())).await {
            tracing::debug!(%error, "a frame did not go out");
        }
    }

    /// Closes with a code and waits a moment for the other side to do so too.
    pub(super) async fn close(mut self, code: u16) {
        let frame = CloseFrame { code: code.into(), reason: Utf8Bytes::default() };
        let farewell = async {
            if self.stream.close(Some(frame)).await.is_ok() {
                while let Some(Ok(_)) = self.stream.next().await {}
            }
        };
        // A side that says nothing more is left.
        let _said = timeout(FAREWELL_PATIENCE, farewell).await;
    }
}
