//! The sockets: every accepted connection can be cut from outside, gently or with a reset, also in the middle of an
//! answer. This file knows nothing of HTTP or of the platforms.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::task::{Context, Poll, Waker};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::sync::lock;

/// How a connection ends when the server ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The ordinary close (FIN), without an answer.
    Close,
    /// A reset (RST), as from a crashed machine or a firewall.
    Reset,
}

/// One open connection, as those who may cut it see it.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// 0: open, 1: to be closed, 2: to be reset.
    cut: AtomicU8,
    reader: Mutex<Option<Waker>>,
}

impl Line {
    pub(crate) fn cut(&self, how: Cut) {
        self.cut.store(if how == Cut::Reset { 2 } else { 1 }, Ordering::SeqCst);
        if let Some(reader) = lock(&self.reader).take() {
            reader.wake();
        }
    }

    fn is_cut(&self) -> bool {
        self.cut.load(Ordering::SeqCst) != 0
    }
}

/// All open connections of a server, and whether new ones are let in.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    open: Mutex<Vec<Weak<Line>>>,
    closed: std::sync::atomic::AtomicBool,
    accepted: AtomicUsize,
    refused: AtomicUsize,
}

impl Lines {
    /// Cuts every open connection and resets every new one until `let_in`.
    pub(crate) fn shut_out(&self) {
        self.closed.store(true, Ordering::SeqCst);
        self.cut_all(Cut::Reset);
    }

    pub(crate) fn let_in(&self) {
        self.closed.store(false, Ordering::SeqCst);
    }

    pub(crate) fn cut_all(&self, how: Cut) {
        for line in lock(&self.open).drain(..).filter_map(|line| line.upgrade()) {
            line.cut(how);
        }
    }

    /// How many connections were accepted since the start.
    pub(crate) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }

    /// How many found the cable pulled since the start.
    pub(crate) fn refused(&self) -> usize {
        self.refused.load(Ordering::SeqCst)
    }

    fn add(&self, line: &Arc<Line>) {
        let mut open = lock(&self.open);
        // Tidied only now and then, so that thousands of short connections cost nothing each.
        if open.len() >= 256 && open.len().is_power_of_two() {
            open.retain(|line| line.strong_count() > 0);
        }
        open.push(Arc::downgrade(line));
    }
}

/// A listener whose connections are [`Wire`]s.
pub(crate) struct Door {
    listener: TcpListener,
    lines: Arc<Lines>,
}

impl Door {
    pub(crate) fn new(listener: TcpListener, lines: Arc<Lines>) -> Self {
        Self { listener, lines }
    }
}

impl Listener for Door {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            let Ok((stream, from)) = self.listener.accept().await else {
                // Out of file descriptors or the like: give other tasks a turn, then try again.
                tokio::task::yield_now().await;
                continue;
            };
            if self.lines.closed.load(Ordering::SeqCst) {
                self.lines.refused.fetch_add(1, Ordering::SeqCst);
                // Dropping it closes it; if even the reset cannot be set, an ordinary close is as good.
                drop(stream.set_zero_linger());
                continue;
            }
            // Without it a small answer may wait 40 ms for the client's delayed acknowledgement.
            drop(stream.set_nodelay(true));
            self.lines.accepted.fetch_add(1, Ordering::SeqCst);
            let line = Arc::new(Line::default());
            self.lines.add(&line);
            return (Wire { stream, line }, from);
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// What an axum handler learns of the connection that its request came on.
#[derive(Clone, Debug)]
pub(crate) struct OnLine(pub(crate) Arc<Line>);

impl Connected<IncomingStream<'_, Door>> for OnLine {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(Arc::clone(&stream.io().line))
    }
}

/// A TCP stream that fails as soon as its [`Line`] is cut.
pub(crate) struct Wire {
    stream: TcpStream,
    line: Arc<Line>,
}

impl Wire {
    fn check(&self) -> io::Result<()> {
        if self.line.is_cut() { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(()) }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.line.cut.load(Ordering::SeqCst) == 2 {
            // An ordinary close is the fallback where the option cannot be set.
            drop(self.stream.set_zero_linger());
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        if polled.is_pending() {
            *lock(&self.line.reader) = Some(cx.waker().clone());
            // The cut may have come between the first check and the waker being left.
            self.check()?;
        }
        polled
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
