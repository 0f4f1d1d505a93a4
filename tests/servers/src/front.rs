//! From a socket to an answer, the same for both platforms: read, note, check, let faults befall, answer. What a call
//! means is the platform's business.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::Interval;

use crate::ask::Ask;
use crate::backstage::Backstage;
use crate::faults::{Befallen, Ending, Scope};
use crate::net::{Cut, Door, Line, Lines, OnLine};
use crate::time::http_date;
use crate::wire::{Complaints, WireCheck};

/// The largest request body that is read: more than any platform takes.
const LARGEST_BODY: usize = 64 << 20;

/// What a request asks for.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// For rules and the log: `POST /channels/5/messages`, `sendMessage`.
    pub(crate) name: String,
    pub(crate) place: Option<String>,
}

/// What a platform server has to say for itself.
pub(crate) trait Platform: Send + Sync + 'static {
    fn backstage(&self) -> &Backstage;
    /// The request as the platform reads it.
    fn read(&self, ask: Ask) -> Ask {
        ask
    }
    fn call(&self, ask: &Ask) -> Call;
    fn check(&self, call: &Call, ask: &Ask, files: Option<&WireCheck>) -> Complaints;
    /// The answer to a request that the real platform would not take.
    fn refuse(&self, why: &str) -> Served;
    fn too_many(&self, call: &Call, wait: Duration, scope: Scope) -> Served;
    /// An error of this status in the platform's own words.
    fn plain_error(&self, status: u16) -> Served;
    fn serve(&self, call: &Call, ask: &Ask) -> impl Future<Output = Served> + Send;
}

/// An answer, before faults get at it.
#[derive(Clone, Debug)]
pub(crate) struct Served {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    kind: &'static str,
    body: Vec<u8>,
}

impl Served {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self { status, headers: Vec::new(), kind: "application/json", body: body.to_string().into_bytes() }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), kind: "", body: Vec::new() }
    }

    pub(crate) fn bytes(body: &[u8]) -> Self {
        Self { status: 200, headers: Vec::new(), kind: "application/octet-stream", body: body.to_vec() }
    }

    fn html(status: u16) -> Self {
        let page = format!(
            "<html>\r\n<head><title>{status} Bad Gateway</title></head>\r\n<body><center><h1>{status}</h1></center>\
             <hr><center>nginx/1.18.0</center></body>\r\n</html>\r\n"
        );
        Self { status, headers: Vec::new(), kind: "text/html", body: page.into_bytes() }
    }

    fn into_response(self, drip: Option<Duration>) -> Response {
        let body = match drip {
            Some(pause) => Body::new(Drip { rest: self.body.into(), pause: tokio::time::interval(pause) }),
            None => Body::from(self.body),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status.try_into().unwrap_or_default();
        if !self.kind.is_empty() {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// A body that comes byte by byte.
struct Drip {
    rest: Bytes,
    pause: Interval,
}

impl HttpBody for Drip {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        if self.pause.poll_tick(cx).is_pending() {
            return Poll::Pending;
        }
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(1)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

/// A server that runs until this is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    task: JoinHandle<()>,
    lines: Arc<Lines>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
        self.lines.cut_all(Cut::Close);
    }
}

pub(crate) async fn bind(address: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves the platform's calls, and whatever `more` routes there are, until the result is dropped.
pub(crate) fn run<P: Platform>(listener: TcpListener, platform: Arc<P>, more: Router<Arc<P>>) -> Running {
    let lines = Arc::clone(&platform.backstage().lines);
    let door = Door::new(listener, Arc::clone(&lines));
    let service = more.fallback(answer::<P>).with_state(platform).into_make_service_with_connect_info::<OnLine>();
    let task = tokio::spawn(async move {
        // It never ends by itself: accept errors are retried inside.
        drop(axum::serve(door, service).await);
    });
    Running { task, lines }
}

async fn answer<P: Platform>(
    State(platform): State<Arc<P>>,
    ConnectInfo(OnLine(line)): ConnectInfo<OnLine>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(raw) = axum::body::to_bytes(body, LARGEST_BODY).await else {
        return Served::empty(413).into_response(None);
    };
    let ask = platform.read(Ask::read(&head, &raw));
    let call = platform.call(&ask);
    let backstage = platform.backstage();
    let order = backstage.records.receive(&call.name, call.place.as_deref(), &ask);
    let refusal = check(platform.as_ref(), &call, &ask);
    let befallen = backstage.faults.next(&call.name, call.place.as_deref());
    backstage.bell.ring();
    let (served, drip) = match befallen {
        None => (Some(usual(platform.as_ref(), &call, &ask, refusal).await), None),
        Some(befallen) => spoilt(&platform, &call, &ask, refusal, befallen, &line).await,
    };
    let Some(mut served) = served else {
        backstage.bell.ring();
        // The line is cut: nothing of this reaches the client.
        return Served::empty(500).into_response(None);
    };
    backstage.records.answered(order, served.status);
    backstage.bell.ring();
    served.headers.push(("date", http_date(backstage.time.now())));
    served.into_response(drip)
}

/// Notes what is wrong with a request; `Some` when the real platform would refuse it.
fn check<P: Platform>(platform: &P, call: &Call, ask: &Ask) -> Option<Served> {
    if !platform.backstage().is_checking() {
        return None;
    }
    let files = platform.backstage().descriptions();
    let complaints = platform.check(call, ask, files.as_ref());
    platform.backstage().complain(&call.name, &complaints);
    complaints.refusal().map(|why| platform.refuse(why))
}

async fn usual<P: Platform>(platform: &P, call: &Call, ask: &Ask, refusal: Option<Served>) -> Served {
    if let Some((wait, scope)) = platform.backstage().pace.exceeded(&call.name, call.place.as_deref()) {
        return platform.too_many(call, wait, scope);
    }
    match refusal {
        Some(refusal) => refusal,
        None => platform.serve(call, ask).await,
    }
}

/// Does what a call asks for once the rule is released, in a task of its own: the call's ends when the client goes.
fn accept_late<P: Platform>(platform: Arc<P>, call: Call, ask: Ask, refusal: Option<Served>, befallen: Befallen) {
    tokio::spawn(async move {
        befallen.released().await;
        usual(platform.as_ref(), &call, &ask, refusal).await;
        platform.backstage().bell.ring();
    });
}

/// The answer, if any, of a call that a fault befalls, and the pause between its bytes.
async fn spoilt<P: Platform>(
    shared: &Arc<P>,
    call: &Call,
    ask: &Ask,
    refusal: Option<Served>,
    befallen: Befallen,
    line: &Line,
) -> (Option<Served>, Option<Duration>) {
    let platform = shared.as_ref();
    let served = if befallen.fault.accepts {
        let served = usual(platform, call, ask, refusal.clone()).await;
        // Whoever waits for the accepted post must not wait for the answer that never comes.
        platform.backstage().bell.ring();
        Some(served)
    } else {
        None
    };
    let spoilt = match &befallen.fault.ends {
        Ending::Json(status, Value::Null) => platform.plain_error(*status),
        Ending::Json(status, body) => Served::json(*status, body),
        Ending::Html(status) => Served::html(*status),
        Ending::TooMany(wait, scope) => platform.too_many(call, *wait, *scope),
        Ending::Drop | Ending::Reset => {
            line.cut(if matches!(befallen.fault.ends, Ending::Drop) { Cut::Close } else { Cut::Reset });
            return (None, None);
        }
        Ending::CutJson => match served {
            Some(mut served) => {
                served.body.truncate(served.body.len() / 2);
                served
            }
            None => Served::empty(200),
        },
        Ending::Hold => {
            befallen.released().await;
            match served {
                Some(served) => served,
                None => usual(platform, call, ask, refusal).await,
            }
        }
        Ending::Late => {
            accept_late(Arc::clone(shared), call.clone(), ask.clone(), refusal, befallen);
            std::future::pending().await
        }
        Ending::Drip(pause) => {
            let served = match served {
                Some(served) => served,
                None => usual(platform, call, ask, refusal).await,
            };
            return (Some(served), Some(*pause));
        }
    };
    (Some(spoilt), None)
}
