//! The questions at a terminal. What is typed as a token is not shown.

use std::borrow::Cow;
use std::path::PathBuf;

use rustyline::completion::Completer;
use rustyline::config::Builder;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, Editor, Helper};

use super::{Failed, PLATFORMS, Token, Wanted, say, strange};

/// Terminals that cannot hide what is typed (rustyline would show it).
const PLAIN_TERMINALS: [&str; 3] = ["dumb", "cons25", "emacs"];

/// Asks for what no flag has said.
///
/// # Errors
/// Whoever was asked left.
pub(super) fn fill(wanted: &mut Wanted) -> Result<(), Failed> {
    let mut lines = Lines::open()?;
    say("A few questions; Return alone takes what is in brackets. Nothing is sent anywhere.\n");
    if matches!(wanted.discord, Token::None) {
        say("Discord: discord.com/developers/applications, New Application, then Bot, Reset Token.");
        wanted.discord = lines.token("discord", "Discord's token [none: Discord stays off]: ")?;
    }
    if matches!(wanted.telegram, Token::None) {
        say("Telegram: say /newbot to @BotFather (https://t.me/BotFather).");
        wanted.telegram = lines.token("telegram", "Telegram's token [none: Telegram stays off]: ")?;
    }
    if wanted.store.is_none() {
        wanted.store = lines.store("The file for everything that it keeps [touchline.db]: ")?;
    }
    let names = [
        ("Discord", "Settings, Advanced, Developer Mode, then Copy User ID at your name"),
        ("Telegram", "@userinfobot says it when you write to it"),
    ];
    let tokens = [&wanted.discord, &wanted.telegram].map(|token| !matches!(token, Token::None));
    for (((name, where_it_is), ids), is_on) in names.into_iter().zip(&mut wanted.operators).zip(tokens) {
        if is_on && ids.is_empty() {
            *ids = lines
                .numbers(&format!("Your user id on {name}, if you want to be its operator [none]: "), where_it_is)?;
        }
    }
    Ok(())
}

struct Lines(Editor<Hidden, DefaultHistory>);

impl Lines {
    fn open() -> Result<Self, Failed> {
        let settings = Builder::new().auto_add_history(false).color_mode(ColorMode::Forced).build();
        let mut editor = Editor::with_config(settings).map_err(left)?;
        editor.set_helper(Some(Hidden(false)));
        Ok(Self(editor))
    }

    fn plain(&mut self, question: &str) -> Result<String, Failed> {
        Ok(self.0.readline(question).map_err(left)?.trim().to_owned())
    }

    fn store(&mut self, question: &str) -> Result<Option<PathBuf>, Failed> {
        loop {
            let path = self.plain(question)?;
            if PLATFORMS.into_iter().any(|platform| !path.is_empty() && strange(platform, &path).is_none()) {
                say("That is a token, and it was shown: make a new one. Here the name of a file is asked for.");
                continue;
            }
            return Ok(Some(PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty()));
        }
    }

    fn token(&mut self, platform: &'static str, question: &str) -> Result<Token, Failed> {
        if std::env::var("TERM").is_ok_and(|term| PLAIN_TERMINALS.contains(&term.as_str())) {
            say(&format!(
                "This terminal cannot hide what is typed: put the token into a file and give --{platform}-token-file FILE."
            ));
            return Ok(Token::None);
        }
        loop {
            self.hide(true);
            let typed = self.plain(question);
            self.hide(false);
            let typed = typed?;
            if typed.is_empty() {
                return Ok(Token::None);
            }
            match strange(platform, &typed) {
                None => return Ok(Token::Typed(typed.into())),
                Some(why) => say(&format!("That is no token: {why}")),
            }
        }
    }

    fn numbers(&mut self, question: &str, where_it_is: &str) -> Result<Vec<u64>, Failed> {
        loop {
            let typed = self.plain(question)?;
            let ids: Result<Vec<u64>, _> =
                typed.split([',', ' ']).filter(|id| !id.is_empty()).map(str::parse).collect();
            match ids {
                Ok(ids) => return Ok(ids),
                Err(_) => say(&format!("A user id is a number: {where_it_is}.")),
            }
        }
    }

    fn hide(&mut self, hidden: bool) {
        self.0.set_helper(Some(Hidden(hidden)));
    }
}

fn left(error: ReadlineError) -> Failed {
    match error {
        ReadlineError::Eof | ReadlineError::Interrupted => Failed::Work("Nothing was written.".to_owned()),
        error => {
            Failed::Work(format!("the terminal cannot be read ({error}); give flags instead: touchline init --help"))
        }
    }
}

/// Shows a star for each character when it is on.
struct Hidden(bool);

impl Highlighter for Hidden {
    fn highlight<'l>(&self, line: &'l str, _at: usize) -> Cow<'l, str> {
        if self.0 { Cow::Owned("*".repeat(line.chars().count())) } else { Cow::Borrowed(line) }
    }

    fn highlight_char(&self, _line: &str, _at: usize, _kind: CmdKind) -> bool {
        self.0
    }
}

impl Completer for Hidden {
    type Candidate = String;
}

impl Hinter for Hidden {
    type Hint = String;
}

impl Validator for Hidden {}

impl Helper for Hidden {}
