//! The console: a chat in the terminal, for trying everything without an account. The smallest whole platform.
//!
//! In a terminal it edits lines and remembers them; from a pipe it reads commands and ends after the last answer.
//! Whoever sits here is the operator.

mod files;
pub mod render;
mod screen;

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use super::{Desk, Platform, Stopped};
use crate::bot::{Request, Said, answering};
use crate::domain::action::Action;
use crate::domain::command::Invocation;
use crate::domain::community::{Caller, Community, PersonId, Place, PlatformName, Standing};
use crate::domain::delivery::{Mark, Receipt, Rendering};
use crate::domain::file::{Attachment, Enclosure};
use crate::domain::message::{Button, Message, Reply};
use crate::domain::prose::Span;
use crate::domain::tongue::{Text, Tongue};
use crate::ports::{Messenger, PostError, RequestId, Spot, Welcome, meters};
use crate::{say, text};
use screen::Screen;

/// This platform's name.
pub const NAME: PlatformName = PlatformName::new("console");
/// The one person here.
pub const PERSON: &str = "you";
/// Ends a story that is typed over several lines.
const END_OF_TEXT: &str = ".";
/// Characters that one input may hold: enough for the longest story file and then some.
const INPUT_LIMIT: usize = 64 * 1024;

/// What the configuration says of the console.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether it is the only platform: then its greeting says how to connect the others.
    pub alone: bool,
    /// The language of the terminal, if Touchline speaks it.
    pub tongue: Option<Tongue>,
}

/// The console.
pub struct Console {
    front: Arc<Front>,
    greeting: String,
}

/// What posts and answers share: the screen, and what the numbers on it stand for.
struct Front {
    screen: Screen,
    buttons: Mutex<Vec<Button>>,
    /// Whether words are the answer to what was said last.
    awaits_words: AtomicBool,
    tongue: Option<Tongue>,
}

/// Opens the console. `stories` is how many are told.
pub fn open(settings: &Settings, store: &Path, stories: u64) -> Console {
    let file = std::path::absolute(store).unwrap_or_else(|_| PathBuf::from(store));
    let lines = [
        text!("console-greeting", version = env!("CARGO_PKG_VERSION"), count = stories),
        text!("console-kept-in", file = file.display().to_string()),
        if settings.alone { text!("console-how-to-connect") } else { text!("console-others-served") },
    ];
    let greeting = lines.map(|line| line.say(settings.tongue.unwrap_or_default())).join("\n");
    Console {
        front: Arc::new(Front {
            screen: Screen::open(),
            buttons: Mutex::new(Vec::new()),
            awaits_words: AtomicBool::new(false),
            tongue: settings.tongue,
        }),
        greeting,
    }
}

#[async_trait]
impl Platform for Console {
    fn messenger(&self) -> Arc<dyn Messenger> {
        Arc::new(ConsoleMessenger { front: Arc::clone(&self.front) })
    }

    async fn run(&self, desk: Desk, shutdown: CancellationToken) -> Result<(), Stopped> {
        let (lines, mut read) = mpsc::channel(1);
        let from_terminal = std::io::stdin().is_terminal();
        if from_terminal {
            self.front.screen.say(&self.greeting);
        } else {
            // Answers alone go to standard output, so that they can be read by a program.
            let _nobody_listens = writeln!(std::io::stderr(), "{}", self.greeting);
        }
        desk.health.up(&NAME, 0, None);
        // A thread of its own, not awaited at shutdown: nothing can interrupt a read from a terminal.
        self.front.screen.read_lines(lines, from_terminal);
        let mut number = 0_u64;
        let mut is_explained = false;
        loop {
            let line = tokio::select! {
                line = read.recv() => line,
                () = shutdown.cancelled() => None,
            };
            let Some(line) = line else { return Ok(()) };
            number += 1;
            meters::received(&NAME, 1);
            let reply = self.front.hear(&desk, &line, number).await;
            if let Some(mut reply) = reply {
                if reply.awaits_words && !std::mem::replace(&mut is_explained, true) {
                    let hint = say!(reply.message.tongue, "console-lines-hint");
                    reply.message = reply.message.paragraph(vec![Span::plain(hint)]);
                }
                self.front.awaits_words.store(reply.awaits_words, Ordering::Relaxed);
                if let Some(file) = reply.enclosure.take() {
                    let told = kept(file, reply.message.tongue).await;
                    reply.message = reply.message.paragraph(vec![Span::plain(told)]);
                }
                // What only changes a button leaves the numbers on the screen as they are.
                match reply.relabelled {
                    Some(_) => self.front.print(&reply.message),
                    None => self.front.show(&reply.message, reply.part),
                }
            }
        }
    }
}

impl Front {
    /// Understands one input: a command, a number on the screen, or words to look for.
    async fn hear(&self, desk: &Desk, line: &str, number: u64) -> Option<Reply> {
        let line = line.trim();
        // The end of a text that was no longer open means nothing.
        if line.is_empty() || line == END_OF_TEXT {
            return None;
        }
        if line.len() > INPUT_LIMIT {
            return Some(self.remark(&text!("console-too-long", limit = INPUT_LIMIT)));
        }
        let mut attachment = None;
        let said = if let Some(mut invocation) = Invocation::typed(line) {
            attachment = invocation.take_path().map(|path| files::named(&path));
            Said::Command(invocation)
        } else if let Ok(number) = line.parse::<usize>() {
            match self.button(number) {
                Some(action) => Said::Pressed(action.encode()),
                // The answer to a question may be a number.
                None if self.awaits_words.load(Ordering::Relaxed) => Said::Words(line.to_owned()),
                None => return Some(self.remark(&text!("console-no-such-number", number = number))),
            }
        } else {
            // Words alone are an answer or a question, as in any private chat.
            Said::Words(line.to_owned())
        };
        // Each input of each process is a request of its own: nothing here is ever delivered twice.
        let started = desk.clock.now().timestamp_millis();
        let id = RequestId(format!("console:{}:{started}:{number}", std::process::id()));
        let caller = Caller {
            community: community(),
            person: PersonId(PERSON.into()),
            standing: Standing::Admin,
            badges: Vec::new(),
            tongue: self.tongue,
        };
        let span = answering(&id.0);
        Some(desk.bot.answer(&Request { id, caller, place: place(), said, attachment }).instrument(span).await)
    }

    /// Said by the console itself, which nobody but the terminal tells a language.
    fn remark(&self, text: &Text) -> Reply {
        let tongue = self.tongue.unwrap_or_default();
        Reply::to_caller(Message { tongue, ..Message::text(text.say(tongue)) })
    }

    fn button(&self, number: usize) -> Option<Action> {
        let buttons = self.buttons.lock().unwrap_or_else(PoisonError::into_inner);
        buttons.get(number.checked_sub(1)?).map(|button| button.action)
    }

    fn show(&self, message: &Message, part: usize) {
        // Nothing is too long for a terminal: a part that somebody reads on to cannot come from here.
        debug_assert_eq!(part, 0, "the console never splits a message");
        // There is nobody else here.
        let message = &message.clone().shared();
        self.print(message);
        self.buttons.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&message.buttons);
    }

    fn print(&self, message: &Message) {
        self.screen.say(&render::text(message, self.screen.is_terminal()));
    }
}

/// Keeps a file in the current folder; where, or why not.
async fn kept(file: Enclosure, tongue: Tongue) -> String {
    let name = file.name.clone();
    let folder = std::env::current_dir();
    let kept = tokio::task::spawn_blocking(move || files::keep(&folder?, &file)).await;
    match kept.map_err(std::io::Error::other).flatten() {
        Ok(path) => say!(tongue, "console-file-saved", file = path.display().to_string()),
        Err(error) => say!(tongue, "console-file-not-saved", file = name, error = error.to_string()),
    }
}

fn community() -> Community {
    Community { platform: NAME, address: "console".into() }
}

fn place() -> Place {
    Place { platform: NAME, address: "console".into() }
}

/// The console's side for posts: they appear between the answers.
struct ConsoleMessenger {
    front: Arc<Front>,
}

#[async_trait]
impl Messenger for ConsoleMessenger {
    fn platform(&self) -> &PlatformName {
        static PLATFORM: PlatformName = NAME;
        &PLATFORM
    }

    fn render(&self, message: &Message) -> Rendering {
        Rendering(render::text(message, self.front.screen.is_terminal()))
    }

    async fn post(
        &self,
        _place: &Place,
        rendering: &Rendering,
        _mark: &Mark,
        _within: Duration,
    ) -> Result<Receipt, PostError> {
        self.front.screen.say(&rendering.0);
        Ok(Receipt("shown".into()))
    }

    async fn may_post(&self, _place: &Place) -> Result<Welcome, PostError> {
        Ok(Welcome::default())
    }

    async fn locate(&self, _caller: &Caller, _typed: &str) -> Result<Spot, PostError> {
        Err(PostError::PlaceGone(text!("console-is-one-place")))
    }

    async fn tell(&self, _person: &PersonId, message: &Message) -> Result<(), PostError> {
        self.front.show(message, 0);
        Ok(())
    }

    async fn fetch(&self, attachment: &Attachment) -> Result<Vec<u8>, PostError> {
        let path = attachment.address.clone();
        let read = tokio::task::spawn_blocking(move || files::read(&path)).await;
        read.map_err(|_| PostError::Unreachable("reading failed inside".into())).flatten()
    }

    async fn standing(&self, _caller: &Caller) -> Result<Standing, PostError> {
        Ok(Standing::Admin)
    }

    fn spreads_posts(&self) -> bool {
        false
    }
}
