//! The bench: the real desk and the real SQLite, a clock that is set by hand, and a platform that follows a script.
//!
//! Tests speak to it in the words of a chat. The API of the crate is called here and nowhere else in behaviour tests.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use touchline::bot::{Bot, Completion, Parts, Passed, Request, Said, Settings};
use touchline::collection::{Collection, CollectionFormat, changed_only};
use touchline::domain::action::{Action, ReviewStep, WriteStep};
use touchline::domain::command::Invocation;
use touchline::domain::community::{Badge, Caller, Community, PersonId, Place, PlatformName, Standing};
use touchline::domain::correction::Revisable;
use touchline::domain::delivery::{Mark, Receipt, Recourse, Rendering};
use touchline::domain::file::Attachment;
use touchline::domain::form::StoryForm;
use touchline::domain::message::{Message, Reply};
use touchline::domain::prose::{Block, Span};
use touchline::domain::schedule::Timestamp;
use touchline::domain::subscription::OnUnsure;
use touchline::domain::tongue::Tongue;
use touchline::ports::{Clock, Found, Messenger, PostError, RequestId, Spot, Store, Welcome};
use touchline::store::sqlite::SqliteStore;

/// Two stories that stay as they are, so that what the bot does with stories is told apart from which ones ship.
pub(crate) const COLLECTION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fixtures/collection");

/// A platform that exists only here.
pub(crate) const BOARD: PlatformName = PlatformName::new("board");

/// A clock that stands still until it is set.
pub(crate) struct ManualClock(watch::Sender<Timestamp>);

impl ManualClock {
    pub(crate) fn at(instant: &str) -> Arc<Self> {
        Arc::new(Self(watch::Sender::new(instant.parse().expect("an instant"))))
    }

    pub(crate) fn set(&self, instant: &str) {
        self.0.send_replace(instant.parse().expect("an instant"));
    }

    pub(crate) fn turn_to(&self, instant: Timestamp) {
        self.0.send_replace(instant);
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.0.send_modify(|now| *now += by);
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    async fn sleep_until(&self, instant: Timestamp) {
        let mut now = self.0.subscribe();
        now.wait_for(|now| *now >= instant).await.expect("the clock lives as long as the test");
    }
}

/// A platform that keeps what it was given and answers by script.
#[derive(Default)]
pub(crate) struct Board {
    /// What arrived: place, words, mark.
    pub(crate) posts: Mutex<Vec<(String, String, String)>>,
    /// What the next posts are answered, in order; after that all is well.
    pub(crate) script: Mutex<VecDeque<Answer>>,
    /// What it says of who asks.
    pub(crate) admins: Mutex<HashMap<String, bool>>,
    /// How long a repeated mark is recognised.
    pub(crate) recognises: Mutex<Option<Duration>>,
    /// Whether it can be looked through.
    pub(crate) looks_up: Mutex<bool>,
    /// Places that do not let us in, with what is missing.
    pub(crate) closed: Mutex<HashMap<String, String>>,
    /// The languages of what was rendered, and of what persons were told by themselves, in order.
    pub(crate) spoken: Mutex<Vec<Tongue>>,
    /// What persons were told by themselves.
    pub(crate) told: Mutex<Vec<(String, String)>>,
    /// Files that can be fetched, by their addresses; none is there otherwise.
    pub(crate) files: Mutex<HashMap<String, Result<Vec<u8>, PostError>>>,
    /// The addresses that were fetched.
    pub(crate) fetched: Mutex<Vec<String>>,
}

/// How the board answers a post.
pub(crate) enum Answer {
    /// It arrives and says so.
    Arrives,
    /// It does not arrive.
    Fails(PostError),
    /// It arrives and the answer is lost.
    ArrivesUnheard,
}

#[async_trait]
impl Messenger for Board {
    fn platform(&self) -> &PlatformName {
        static PLATFORM: PlatformName = BOARD;
        &PLATFORM
    }

    fn render(&self, message: &Message) -> Rendering {
        self.spoken.lock().expect("no test panics while it holds this").push(message.tongue);
        Rendering(text(message))
    }

    async fn post(
        &self,
        place: &Place,
        rendering: &Rendering,
        mark: &Mark,
        _within: Duration,
    ) -> Result<Receipt, PostError> {
        let answer =
            self.script.lock().expect("no test panics while it holds this").pop_front().unwrap_or(Answer::Arrives);
        let mut posts = self.posts.lock().expect("no test panics while it holds this");
        let known =
            self.recognises.lock().expect("as above").is_some() && posts.iter().any(|(_, _, old)| *old == mark.0);
        if !matches!(answer, Answer::Fails(_)) && !known {
            posts.push((place.address.clone(), rendering.0.clone(), mark.0.clone()));
        }
        match answer {
            Answer::Arrives => Ok(Receipt(posts.len().to_string())),
            Answer::Fails(error) => Err(error),
            Answer::ArrivesUnheard => Err(PostError::Unsure("the connection was lost".into())),
        }
    }

    fn recourse(&self) -> Recourse {
        let recognises = self.recognises.lock().expect("as above").unwrap_or_default();
        Recourse { recognises, looks_up: *self.looks_up.lock().expect("as above") }
    }

    async fn find(&self, place: &Place, mark: &Mark, since: Timestamp) -> Result<Option<Found>, PostError> {
        let posts = self.posts.lock().expect("as above");
        let found = posts.iter().position(|(address, _, known)| *address == place.address && *known == mark.0);
        Ok(found.map(|number| Found { receipt: Receipt((number + 1).to_string()), at: since }))
    }

    fn revisable(&self) -> Revisable {
        Revisable::Within(chrono::TimeDelta::hours(48))
    }

    async fn revise(
        &self,
        _place: &Place,
        receipt: &Receipt,
        rendering: &Rendering,
        mark: &Mark,
        _within: Duration,
    ) -> Result<(), PostError> {
        if let Some(Answer::Fails(error)) = self.script.lock().expect("as above").pop_front() {
            return Err(error);
        }
        let number: usize = receipt.0.parse().expect("a number");
        let mut posts = self.posts.lock().expect("as above");
        assert_eq!(posts[number - 1].2, mark.0, "the post that was made");
        posts[number - 1].1.clone_from(&rendering.0);
        Ok(())
    }

    async fn may_post(&self, place: &Place) -> Result<Welcome, PostError> {
        match self.closed.lock().expect("as above").get(&place.address) {
            Some(missing) => Err(PostError::PlaceGone(missing.clone().into())),
            None => Ok(Welcome {
                label: (!place.address.ends_with("-square")).then(|| format!("#{}", place.address)),
                advice: None,
            }),
        }
    }

    async fn locate(&self, caller: &Caller, typed: &str) -> Result<Spot, PostError> {
        let (owner, address) = typed.split_once('/').unwrap_or((&caller.community.address, typed));
        if address.is_empty() {
            return Err(PostError::PlaceGone("I know no such place.".into()));
        }
        Ok(Spot {
            place: Place { platform: BOARD, address: address.into() },
            community: Community { platform: BOARD, address: owner.into() },
        })
    }

    async fn tell(&self, person: &PersonId, message: &Message) -> Result<(), PostError> {
        self.spoken.lock().expect("as above").push(message.tongue);
        self.told.lock().expect("as above").push((person.0.clone(), text(message)));
        Ok(())
    }

    async fn fetch(&self, attachment: &Attachment) -> Result<Vec<u8>, PostError> {
        self.fetched.lock().expect("as above").push(attachment.address.clone());
        let files = self.files.lock().expect("as above");
        files.get(&attachment.address).cloned().unwrap_or_else(|| Err(PostError::Rejected("it is gone".into())))
    }

    async fn standing(&self, caller: &Caller) -> Result<Standing, PostError> {
        match self.admins.lock().expect("as above").get(&caller.person.0) {
            Some(true) => Ok(Standing::Admin),
            Some(false) => Ok(Standing::Member),
            None => Err(PostError::Unreachable("no answer".into())),
        }
    }
}

/// The bench. Dropping it removes its folder.
pub(crate) struct World {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) board: Arc<Board>,
    pub(crate) store: Arc<dyn Store>,
    bot: Arc<Bot>,
    folder: tempfile::TempDir,
    requests: std::sync::atomic::AtomicU64,
}

/// Somebody somewhere: `who` in the community `where_`.
#[derive(Clone, Copy)]
pub(crate) struct Somebody {
    pub(crate) who: &'static str,
    pub(crate) where_: &'static str,
    pub(crate) standing: Standing,
    /// Roles and names that the platform says they carry.
    pub(crate) badges: &'static [&'static str],
}

impl Somebody {
    /// Somebody who carries nothing.
    pub(crate) const fn new(who: &'static str, where_: &'static str, standing: Standing) -> Self {
        Self { who, where_, standing, badges: &[] }
    }
}

/// An admin of the community "fans".
pub(crate) const ADMIN: Somebody = Somebody::new("ada", "fans", Standing::Admin);
/// A member of it.
pub(crate) const MEMBER: Somebody = Somebody::new("max", "fans", Standing::Member);
/// An admin of another community.
pub(crate) const ELSEWHERE: Somebody = Somebody::new("eve", "rivals", Standing::Admin);

impl World {
    /// With the shipped collection, on 21 November 2026 at 08:00 UTC.
    pub(crate) async fn new() -> Self {
        Self::at("2026-11-21T08:00:00Z").await
    }

    pub(crate) async fn at(instant: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::open(folder, ManualClock::at(instant), Arc::new(Board::default())).await
    }

    /// The same file, clock and platform in a new process, as after a kill.
    pub(crate) async fn restarted(self) -> Self {
        let Self { clock, board, store, folder, bot, requests } = self;
        drop(bot);
        store.close().await;
        drop(store);
        // What is said after it is no repetition of what was said before.
        Self { requests, ..Self::open(folder, clock, board).await }
    }

    /// The same with something done to the file while no process has it.
    pub(crate) async fn stopped_for(self, work: impl FnOnce(&std::path::Path)) -> Self {
        let Self { clock, board, store, folder, bot, requests } = self;
        drop(bot);
        store.close().await;
        drop(store);
        work(&folder.path().join("touchline.db"));
        Self { requests, ..Self::open(folder, clock, board).await }
    }

    async fn open(folder: tempfile::TempDir, clock: Arc<ManualClock>, board: Arc<Board>) -> Self {
        let store: Arc<dyn Store> =
            Arc::new(SqliteStore::open(&folder.path().join("touchline.db")).expect("a new store"));
        let known: HashMap<_, _> = store.collection().await.expect("readable").into_iter().collect();
        let changes = changed_only(&Collection::folder(COLLECTION).files().expect("readable"), &known);
        store.sync(changes.changed, changes.gone, clock.now()).await.expect("the collection comes in");
        let bot = Bot::open(Parts {
            store: Arc::clone(&store),
            messengers: vec![Arc::clone(&board) as Arc<dyn Messenger>],
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            format: Arc::new(CollectionFormat),
            settings: Settings {
                operators: HashSet::from([(BOARD, PersonId("opal".into()))]),
                catch_up: Duration::from_hours(6),
                jitter: Duration::ZERO,
                on_unsure: OnUnsure::Ask,
            },
        })
        .await
        .expect("the desk opens");
        bot.settle_abandoned().await.expect("settled");
        Self { clock, board, store, bot, folder, requests: 0.into() }
    }

    /// Somebody says a line; what is answered, as text.
    pub(crate) async fn say(&self, somebody: Somebody, line: &str) -> String {
        text(&self.reply(somebody, line).await.message)
    }

    pub(crate) async fn reply(&self, somebody: Somebody, line: &str) -> Reply {
        self.hear(somebody, Said::Command(Invocation::typed(line).expect("a command"))).await
    }

    /// Says a line that shows how a story will read, and says yes to it; what comes of that, or what was said instead.
    pub(crate) async fn publish(&self, somebody: Somebody, line: &str) -> String {
        let shown = self.reply(somebody, line).await;
        self.confirm(somebody, shown).await
    }

    /// Says yes to how a story will read.
    pub(crate) async fn confirm(&self, somebody: Somebody, shown: Reply) -> String {
        // Whatever the button is called in the language of the answer.
        let is_yes = |action: Action| {
            matches!(action, Action::Write(_, _, WriteStep::Publish) | Action::Review(_, ReviewStep::Accept))
        };
        match shown.message.buttons.iter().find(|button| is_yes(button.action)) {
            Some(button) => self.press(somebody, &button.action.encode()).await,
            None => text(&shown.message),
        }
    }

    /// Plain words to the bot alone.
    pub(crate) async fn words(&self, somebody: Somebody, words: &str) -> Reply {
        self.hear(somebody, Said::Words(words.into())).await
    }

    /// Presses the button of that label.
    pub(crate) async fn press_label(&self, somebody: Somebody, shown: &Reply, label: &str) -> Reply {
        let found = shown.message.buttons.iter().find(|button| button.label == label);
        let button = found.unwrap_or_else(|| panic!("{label}: {:?}", shown.message));
        self.hear(somebody, Said::Pressed(button.action.encode())).await
    }

    /// Somebody says a line with a file, which has this content wherever it is read; what is answered, as text.
    pub(crate) async fn attach(&self, somebody: Somebody, line: &str, bytes: &[u8]) -> String {
        let attachment = Attachment { name: "my story.md".into(), size: bytes.len() as u64, address: "a file".into() };
        self.board.files.lock().expect("as above").insert(attachment.address.clone(), Ok(bytes.to_vec()));
        self.attach_as(somebody, line, attachment).await
    }

    /// The same with any file, which may not be there.
    pub(crate) async fn attach_as(&self, somebody: Somebody, line: &str, attachment: Attachment) -> String {
        let place = Place { platform: BOARD, address: format!("{}-square", somebody.where_) };
        let number = self.requests.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let id = RequestId(number.to_string());
        let request =
            Request { id, caller: caller(somebody), place, said: command(line), attachment: Some(attachment) };
        text(&self.bot.answer(&request).await.message)
    }

    pub(crate) async fn press(&self, somebody: Somebody, button: &str) -> String {
        text(&self.hear(somebody, Said::Pressed(button.into())).await.message)
    }

    /// Sends the form of `/addstory` filled in, and says yes to how that will read.
    pub(crate) async fn fill(&self, somebody: Somebody, fields: &[(&str, &str)]) -> String {
        let shown = self.send_form(somebody, "write 0 add", fields).await;
        self.confirm(somebody, shown).await
    }

    pub(crate) async fn send_form(&self, somebody: Somebody, key: &str, fields: &[(&str, &str)]) -> Reply {
        let fields = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        self.hear(somebody, Said::Form(StoryForm { key: key.into(), fields })).await
    }

    pub(crate) async fn hear(&self, somebody: Somebody, said: Said) -> Reply {
        let number = self.requests.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        self.hear_again(somebody, said, &number.to_string()).await
    }

    /// The same request, delivered with a number of its own.
    pub(crate) async fn hear_again(&self, somebody: Somebody, said: Said, number: &str) -> Reply {
        let place = Place { platform: BOARD, address: format!("{}-square", somebody.where_) };
        self.bot
            .answer(&Request { id: RequestId(number.into()), caller: caller(somebody), place, said, attachment: None })
            .await
    }

    /// What autocomplete offers.
    pub(crate) async fn complete(&self, somebody: Somebody, command: &str, argument: &str, typed: &str) -> Vec<String> {
        let (command, subcommand) =
            command.split_once(' ').map_or((command, None), |(command, sub)| (command, Some(sub)));
        let completion = Completion {
            caller: caller(somebody),
            command: command.into(),
            subcommand: subcommand.map(Into::into),
            argument: argument.into(),
            typed: typed.into(),
            others: Vec::new(),
        };
        self.bot.suggest(&completion).await.into_iter().map(|suggestion| suggestion.label).collect()
    }

    /// Whether the clock is believed at this instant, as the loops ask before they do anything.
    pub(crate) async fn looks_at_clock(&self, instant: &str) -> bool {
        self.clock.set(instant);
        self.bot.believes_clock().await.expect("the store works")
    }

    /// One pass over what is due.
    pub(crate) async fn pass(&self) -> Passed {
        self.bot.publish_due(&CancellationToken::new()).await.expect("the ledger works")
    }

    /// Sets the clock and makes a pass.
    pub(crate) async fn pass_at(&self, instant: &str) -> Passed {
        self.clock.set(instant);
        self.pass().await
    }

    /// The posts as they read now.
    pub(crate) fn posts(&self) -> Vec<(String, String)> {
        let posts = self.board.posts.lock().expect("no test panics while it holds this");
        posts.iter().map(|(place, words, _)| (place.clone(), words.clone())).collect()
    }

    /// The bot is removed from somebody's community, or comes back.
    pub(crate) async fn removed(&self, somebody: Somebody) {
        let community = caller(somebody).community;
        self.bot.removed_from(&community, &"I was removed.".into()).await.expect("the store works");
    }

    pub(crate) async fn back(&self, somebody: Somebody) {
        let community = caller(somebody).community;
        self.bot.changed_in(&community).await.expect("the store works");
    }

    /// How many posts have arrived.
    pub(crate) fn arrived(&self) -> usize {
        self.board.posts.lock().expect("no test panics while it holds this").len()
    }

    /// What persons were told by themselves since the last time.
    pub(crate) fn told(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.board.told.lock().expect("no test panics while it holds this"))
    }

    /// The languages of what was rendered and told since the last time.
    pub(crate) fn spoken(&self) -> Vec<Tongue> {
        std::mem::take(&mut self.board.spoken.lock().expect("no test panics while it holds this"))
    }

    /// A place closes, and what is missing; or opens again.
    pub(crate) fn close(&self, place: &str, missing: Option<&str>) {
        let mut closed = self.board.closed.lock().expect("no test panics while it holds this");
        match missing {
            Some(missing) => closed.insert(place.into(), missing.into()),
            None => closed.remove(place),
        };
    }

    pub(crate) fn script(&self, answers: impl IntoIterator<Item = Answer>) {
        self.board.script.lock().expect("no test panics while it holds this").extend(answers);
    }

    /// Whatever was scripted before, this comes next and then all is well.
    pub(crate) fn next_answer(&self, answer: Answer) {
        *self.board.script.lock().expect("no test panics while it holds this") = VecDeque::from([answer]);
    }

    /// The ledger as an operator reads it: date, state, attempts.
    pub(crate) fn ledger(&self) -> Vec<(String, String, i64)> {
        let db = rusqlite::Connection::open(self.file()).expect("the store's file");
        let mut rows =
            db.prepare("SELECT local_date, state, attempts FROM deliveries ORDER BY local_date").expect("the table");
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    }

    pub(crate) fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("touchline.db")
    }
}

pub(crate) fn pressed(button: &str) -> Said {
    Said::Pressed(button.into())
}

pub(crate) fn command(line: &str) -> Said {
    Said::Command(Invocation::typed(line).expect("a command"))
}

fn caller(somebody: Somebody) -> Caller {
    Caller {
        community: Community { platform: BOARD, address: somebody.where_.into() },
        person: PersonId(somebody.who.into()),
        standing: somebody.standing,
        badges: somebody.badges.iter().filter_map(|badge| Badge::parse(badge)).collect(),
        tongue: None,
    }
}

/// A message as a person reads it, one block a line.
pub(crate) fn text(message: &Message) -> String {
    let spans = |spans: &[Span]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
    let mut lines: Vec<String> = message.note.iter().chain(&message.title).cloned().collect();
    for block in &message.blocks {
        lines.push(match block {
            Block::Paragraph(all) => spans(all),
            Block::Quote(all) => format!("> {}", spans(all)),
            Block::Item(all) => format!("- {}", spans(all)),
            Block::Verbatim(all) => all.clone(),
        });
    }
    lines.extend(message.buttons.iter().map(|button| format!("[{}] {}", button.label, button.action.encode())));
    lines.join("\n")
}
