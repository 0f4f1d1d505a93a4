//! The door at which Telegram knocks: an HTTP listener of its own, made for strangers.
//!
//! Whoever does not know the secret is refused before a byte of the body is read, and learns nothing: not even whether the
//! path is right. Nothing depends on who seems to be calling: addresses and headers of proxies are not looked at. It does not
//! know what an update is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use axum::{Router, body};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use super::Webhook;
use crate::platforms::telegram::intake::Tally;
use crate::ports::Clock;

const SECRET: &str = "x-telegram-bot-api-secret-token";
/// Far more than Telegram is told to open at once (`announce`): those who only hold a line shall not keep it out.
const CONNECTIONS: usize = 512;
/// The head of a request may take so long, and so long may a line be silent between two: it is far less than Telegram waits.
const HEAD_LIMIT: Duration = Duration::from_secs(5);
/// An update is a message of 4096 characters with its markup, and perhaps the one that it answers: some tens of KiB.
const LARGEST_BODY: usize = 1 << 20;
const LARGEST_HEAD: usize = 64 << 10;
/// Updates that wait to be kept.
const WAITING: usize = 128;
/// What bodies may hold together, from the first byte until they are kept: those to come wait. In KiB.
const ROOM: usize = 4 << 10;
/// After trouble with the listener itself, such as too many open files.
const PAUSE: Duration = Duration::from_secs(1);
/// At the end, requests may take so long to finish.
const CLOSE_LIMIT: Duration = Duration::from_secs(5);

/// An update as it came, and who waits to hear that it was kept.
pub(super) struct Delivery {
    pub(super) body: String,
    pub(super) is_kept: oneshot::Sender<bool>,
}

/// The listener.
pub(super) struct Door {
    /// Nobody is let in any more once it is dropped.
    closing: DropGuard,
    tasks: TaskTracker,
}

impl Door {
    /// Listens from now on, and gives what comes in. A request may take `limit`, twice: to come, and to be kept.
    ///
    /// # Errors
    /// A sentence for the operator: nothing can listen there.
    pub(super) async fn open(
        settings: &Webhook,
        limit: Duration,
        clock: Arc<dyn Clock>,
    ) -> Result<(Self, mpsc::Receiver<Delivery>), String> {
        let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
            format!(
                "the webhook cannot listen on {} ({error}): free that port, or name another one in [telegram.webhook] listen and in the proxy",
                settings.listen
            )
        })?;
        let (inlet, deliveries) = mpsc::channel(WAITING);
        let keeper = Keeper {
            path: settings.url.path().to_owned(),
            secret: Sha256::digest(settings.secret.expose_secret()).into(),
            limit,
            inlet,
            room: Semaphore::new(ROOM),
            clock,
            refused: Mutex::default(),
        };
        let (closing, tasks) = (CancellationToken::new(), TaskTracker::new());
        tasks.spawn(listen(listener, Arc::new(keeper), closing.clone(), tasks.clone()));
        Ok((Self { closing: closing.drop_guard(), tasks }, deliveries))
    }

    /// Lets nobody in any more, and lets those who are in finish.
    pub(super) async fn close(self) {
        drop(self.closing);
        self.tasks.close();
        if timeout(CLOSE_LIMIT, self.tasks.wait()).await.is_err() {
            tracing::debug!("some connections to the webhook did not end in time");
        }
    }
}

async fn listen(listener: TcpListener, keeper: Arc<Keeper>, closing: CancellationToken, tasks: TaskTracker) {
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let accept = async {
        loop {
            let seat = Arc::clone(&seats).acquire_owned().await.expect("the semaphore is never closed");
            match listener.accept().await {
                Ok((stream, _)) => drop(tasks.spawn(converse(stream, keeper.clone(), closing.clone(), seat))),
                Err(error) => {
                    tracing::warn!(%error, "the webhook could not take a connection");
                    keeper.clock.sleep_until(keeper.clock.now() + PAUSE).await;
                }
            }
        }
    };
    closing.run_until_cancelled(accept).await;
}

/// One connection, as long as requests come on it.
async fn converse(stream: TcpStream, keeper: Arc<Keeper>, closing: CancellationToken, _seat: OwnedSemaphorePermit) {
    // Our answers are one small packet each.
    let _slower = stream.set_nodelay(true);
    let (head_limit, routes) = (keeper.limit.min(HEAD_LIMIT), Router::new().fallback(admit).with_state(keeper));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(head_limit).max_buf_size(LARGEST_HEAD);
    let mut connection =
        std::pin::pin!(server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes)));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = closing.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection to the webhook broke off");
    }
}

/// Who may come in.
struct Keeper {
    path: String,
    /// A digest: what is compared has one length, whatever was sent.
    secret: [u8; 32],
    limit: Duration,
    inlet: mpsc::Sender<Delivery>,
    room: Semaphore,
    clock: Arc<dyn Clock>,
    refused: Mutex<Tally>,
}

async fn admit(State(keeper): State<Arc<Keeper>>, request: Request) -> Response {
    let status = match keeper.admit(request).await {
        Ok(()) => StatusCode::OK,
        Err(status) => status,
    };
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    if status != StatusCode::OK {
        // What may be left of the body is not waited for.
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

impl Keeper {
    /// Returns when the update in the request is in the inbox.
    async fn admit(&self, request: Request) -> Result<(), StatusCode> {
        let (head, body) = request.into_parts();
        if !self.knows_secret(&head.headers) {
            self.tell_refused();
            return Err(StatusCode::UNAUTHORIZED);
        }
        if head.uri.path() != self.path {
            tracing::warn!(
                path = head.uri.path(),
                "an update came on another path than that of [telegram.webhook] url: does the proxy change it?"
            );
            return Err(StatusCode::NOT_FOUND);
        }
        if head.method != Method::POST {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        let size = announced(&head.headers).unwrap_or(LARGEST_BODY);
        if size > LARGEST_BODY {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        let room = self.room.acquire_many(u32::try_from(size.div_ceil(1 << 10)).unwrap_or(u32::MAX));
        // Nobody waits longer for room than for anything else: Telegram tries again.
        let Ok(Ok(_room)) = timeout(self.limit, room).await else { return Err(StatusCode::SERVICE_UNAVAILABLE) };
        let body = self.read(body).await?;
        let (is_kept, kept) = oneshot::channel();
        let delivered = async {
            self.inlet.send(Delivery { body, is_kept }).await.ok()?;
            kept.await.ok()
        };
        match timeout(self.limit, delivered).await {
            Ok(Some(true)) => Ok(()),
            Ok(Some(false)) => Err(StatusCode::INTERNAL_SERVER_ERROR),
            // Too much to do, or closing: Telegram tries again.
            Ok(None) | Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
        }
    }

    /// In a time that tells nothing of the secret, not even its length: two digests are compared, all of them.
    fn knows_secret(&self, headers: &HeaderMap) -> bool {
        let said = headers.get(SECRET).map_or(&[][..], HeaderValue::as_bytes);
        Sha256::digest(said).as_slice().ct_eq(&self.secret).into()
    }

    async fn read(&self, body: Body) -> Result<String, StatusCode> {
        match timeout(self.limit, body::to_bytes(body, LARGEST_BODY)).await {
            // What is no UTF-8 is no JSON either, or has a few odd letters.
            Ok(Ok(bytes)) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Ok(Err(_)) => Err(StatusCode::PAYLOAD_TOO_LARGE),
            Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        }
    }

    fn tell_refused(&self) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = refused.count(self.clock.now()) {
            tracing::warn!(times, "the webhook was called without the right secret; it was refused");
        }
    }
}

/// The length of a body, where its head tells it.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
