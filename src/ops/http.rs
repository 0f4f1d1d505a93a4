//! The pages for whoever watches: `/livez`, `/readyz`, `/metrics`.
//!
//! They answer from memory and never ask the store or a platform, so that nobody who asks them often or slowly can harm the
//! bot: few connections at once, each with a short life, no bodies, no other methods. They hold no secrets and no ids, but
//! they are meant for this machine: there is no password.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep_until};

use super::metrics::Collected;
use crate::ports::{Condition, Health, Report, meters};

/// Connections at once; others wait to be accepted.
const CONNECTIONS: usize = 64;
/// So long may the first request take to come. Whoever only holds a line keeps it for no longer.
const FIRST: Duration = Duration::from_secs(1);
/// So long lives a connection from then on, whatever it does. Who comes again connects again.
const LIFE: Duration = Duration::from_secs(5);

/// Where the pages are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The address.
    pub listen: SocketAddr,
    /// Somebody asked for it: then it must be free.
    pub is_required: bool,
}

/// What the pages show.
#[derive(Clone)]
pub struct Pages {
    /// How everything is.
    pub health: Arc<Health>,
    /// What was recorded, if that is collected here.
    pub metrics: Option<Collected>,
}

/// Takes the address. `None` when it is taken and nobody asked for it.
///
/// # Errors
/// It cannot be had: why, and the mend.
pub async fn open(settings: &Settings) -> Result<Option<TcpListener>, String> {
    let listen = settings.listen;
    match TcpListener::bind(listen).await {
        Ok(listener) => {
            let at = listener.local_addr().unwrap_or(listen);
            tracing::info!("health and metrics are at http://{at}/readyz and http://{at}/metrics");
            Ok(Some(listener))
        }
        Err(error) if settings.is_required => Err(format!(
            "[http] listen: {listen} cannot be used for health and metrics ({error}). Stop what listens there, write another port, or \"\" for none"
        )),
        Err(error) => {
            tracing::warn!(
                "{listen} cannot be used for health and metrics ({error}): Touchline runs without those pages. [http] listen names another address, or \"\" for none"
            );
            Ok(None)
        }
    }
}

/// Answers until it is dropped.
pub async fn serve(listener: TcpListener, pages: Pages) {
    let router = Router::new()
        .route("/livez", get(alive))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(pages);
    let door = Door { listener, seats: Arc::new(Semaphore::new(CONNECTIONS)) };
    if let Err(error) = axum::serve(door, router).await {
        tracing::error!(%error, "the pages of health and metrics are gone until the next start");
    }
}

async fn alive(State(pages): State<Pages>) -> Response {
    if pages.health.is_alive(Instant::now()) {
        page(StatusCode::OK, "text/plain; charset=utf-8", "alive\n".to_owned())
    } else {
        let why = "not alive: the loops that answer and post have not turned for 10 s\n".to_owned();
        page(StatusCode::SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", why)
    }
}

async fn ready(State(pages): State<Pages>) -> Response {
    let report = pages.health.report(Instant::now());
    let status = if report.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    page(status, "application/json", described(&report))
}

async fn metrics(State(pages): State<Pages>) -> Response {
    match &pages.metrics {
        Some(collected) => {
            meters::health(&pages.health.report(Instant::now()));
            page(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", collected.page())
        }
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn page(status: StatusCode, kind: &'static str, body: String) -> Response {
    (status, [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")], body).into_response()
}

/// `{"status": "degraded", "store": {…}, "platforms": {"telegram": {"state": "stopped", "why": "…"}}}`.
fn described(report: &Report) -> String {
    let part = |state: &str, why: Option<&str>| match why {
        Some(why) => serde_json::json!({ "state": state, "why": why }),
        None => serde_json::json!({ "state": state }),
    };
    let store = match &report.store {
        Condition::Up => part("writable", None),
        Condition::Starting => part("starting", None),
        trouble => part("not writable", trouble.why()),
    };
    let platforms: serde_json::Map<_, _> = report
        .platforms
        .iter()
        .map(|(platform, condition)| (platform.to_string(), part(condition.word(), condition.why())))
        .collect();
    let status = match report {
        Report { is_stopping: true, .. } => "stopping",
        report if report.is_ready() => "ready",
        _ => "degraded",
    };
    serde_json::json!({ "status": status, "store": store, "platforms": platforms }).to_string() + "\n"
}

/// Accepts a few connections at once.
struct Door {
    listener: TcpListener,
    seats: Arc<Semaphore>,
}

impl Listener for Door {
    type Io = Visit;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Visit, SocketAddr) {
        let seat = Arc::clone(&self.seats).acquire_owned().await.expect("the semaphore is never closed");
        let (stream, from) = Listener::accept(&mut self.listener).await;
        let end = Box::pin(sleep_until(tokio::time::Instant::now() + FIRST));
        (Visit { stream, end, is_answered: false, _seat: seat }, from)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// One connection with the end of its life.
struct Visit {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
    /// The first request has come.
    is_answered: bool,
    _seat: OwnedSemaphorePermit,
}

impl Visit {
    /// Whoever waits is woken at the end.
    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        self.end.as_mut().poll(context).is_ready()
    }
}

impl AsyncRead for Visit {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.is_over(context) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Visit {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if !self.is_answered {
            self.is_answered = true;
            self.end.as_mut().reset(tokio::time::Instant::now() + LIFE);
        }
        if self.is_over(context) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
