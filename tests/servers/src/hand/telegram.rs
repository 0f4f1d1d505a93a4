//! The Telegram half of the keyboard: messages in a private chat and in a group, presses, inline queries.

use std::collections::HashMap;
use std::time::Duration;

use local_platforms::Seen;
use local_platforms::telegram::{Kind, Person, Role, Server};

use super::{file, meant, say, show};

/// The group that is there from the start.
const GROUP: i64 = -1_001_000_000_001;
/// Waiting never ends by itself here: a person sees that nothing comes.
const ENDLESS: Duration = Duration::from_secs(1 << 30);

pub(super) struct Keyboard {
    server: Server,
    person: Person,
    admin: Person,
    /// Who spoke last, and so presses buttons.
    last: Person,
}

impl Keyboard {
    pub(super) fn new(server: Server) -> Self {
        server.set_patience(ENDLESS);
        server.add_chat(GROUP, Kind::Supergroup, "Fan club");
        let (person, admin) = (server.person("Ana"), server.person("Captain"));
        server.set_role(GROUP, &admin, Role::Administrator);
        let screen = server.clone();
        tokio::spawn(async move {
            let mut printed = HashMap::new();
            let mut connected = false;
            screen.watch(|| look(&screen, &mut printed, &mut connected)).await;
        });
        Self { server, last: person.clone(), person, admin }
    }

    pub(super) fn server(&self) -> &Server {
        &self.server
    }

    pub(super) fn obey(&mut self, word: &str, rest: &str) -> Result<(), String> {
        match word {
            "tg" => self.speak(self.person.clone(), rest),
            "tg-group" => self.speak(self.person.clone().in_chat(GROUP), rest),
            "tg-admin" => self.speak(self.admin.clone().in_chat(GROUP), rest),
            "tg-anon" => drop(self.server.anonymous_admin(GROUP).says(rest)),
            "tg-reply" => self.reply(self.person.clone(), rest)?,
            "tg-admin-reply" => self.reply(self.admin.clone(), rest)?,
            "tg-file" => self.send_file(self.person.clone(), rest)?,
            "tg-group-file" => self.send_file(self.person.clone().in_chat(GROUP), rest)?,
            "tg-admin-file" => self.send_file(self.admin.clone().in_chat(GROUP), rest)?,
            "tg-delete" => {
                let last = self.last_shown(|_| true).ok_or("there is no message")?;
                let number = |text: &str| text.parse().map_err(|_| format!("`{text}` is no number"));
                self.server.delete_message(number(&last.place)?, number(&last.id)?);
            }
            "tg-press" => self.press(&self.last, rest.trim())?,
            "tg-admin-press" => self.press(&self.admin, rest.trim())?,
            "tg-kick" => drop(self.server.bot_becomes(chat(rest)?, &self.admin, Role::Banned)),
            "tg-invite" => self.invite(chat(rest)?),
            "tg-block" => drop(self.person.blocks_bot()),
            "tg-unblock" => drop(self.person.unblocks_bot()),
            "tg-topic-gone" => {
                let (chat, topic) = two_numbers(rest).ok_or("tg-topic-gone CHAT TOPIC")?;
                self.server.lose_topic(chat, topic);
            }
            "tg-migrate" => {
                let (from, to) = two_numbers(rest).ok_or("tg-migrate FROM TO")?;
                self.server.migrate(from, to);
            }
            "tg-inline" => self.ask(rest),
            "tg-speaks" => self.person = self.person.clone().language(rest.trim()),
            "tg-as" => self.person = self.server.person(rest.trim()),
            _ => return Err(format!("`{word}` is no word of mine; try `help`")),
        }
        Ok(())
    }

    fn speak(&mut self, person: Person, text: &str) {
        person.says(text);
        self.last = person;
    }

    /// Answers the bot's last message in the chat where it is.
    fn reply(&mut self, person: Person, text: &str) -> Result<(), String> {
        let last = self.last_shown(|_| true).ok_or("there is no message to answer")?;
        let person = person.in_chat(last.place.parse().map_err(|_| "the message is in no chat")?);
        person.replies(&last, text);
        self.last = person;
        Ok(())
    }

    /// `tg-file PATH caption`.
    fn send_file(&mut self, person: Person, rest: &str) -> Result<(), String> {
        let (path, caption) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        let (name, bytes) = file(path)?;
        person.sends_file(name, &bytes, caption.trim());
        self.last = person;
        Ok(())
    }

    /// The bot's message that was said or changed last among those that are meant.
    fn last_shown(&self, is_meant: impl Fn(&Seen) -> bool) -> Option<Seen> {
        let newest = |seen: &Seen| seen.raw["edit_date"].as_i64().max(seen.raw["date"].as_i64());
        self.server.everything_shown().into_iter().filter(is_meant).max_by_key(newest)
    }

    /// Back into the chat, as what the bot was made for there.
    fn invite(&self, chat: i64) {
        let is_channel = self.server.kind(chat) == Kind::Channel;
        let role = if is_channel { Role::Administrator } else { Role::Member };
        self.server.bot_becomes(chat, &self.admin, role);
    }

    fn press(&self, person: &Person, word: &str) -> Result<(), String> {
        let last = self.last_shown(|seen| !seen.buttons().is_empty()).ok_or("there is no message with buttons")?;
        let pressed = person.presses_key(&last, &meant(&last, word)?);
        tokio::spawn(async move {
            let answer = pressed.answered().await;
            if !answer.text.is_empty() {
                say(&format!("  (over the chat) {}", answer.text));
            }
        });
        Ok(())
    }

    fn ask(&self, query: &str) {
        let asked = self.person.asks_inline(query, "");
        tokio::spawn(async move {
            for (title, text) in asked.results().await {
                say(&format!("  · {title}: {}", text.lines().next().unwrap_or_default()));
            }
            say("  end of results");
        });
    }
}

/// A chat's id; nothing is the group that is there from the start.
fn chat(word: &str) -> Result<i64, String> {
    match word.trim() {
        "" | "group" => Ok(GROUP),
        id => id.parse().map_err(|_| format!("`{id}` is no chat's id")),
    }
}

fn two_numbers(rest: &str) -> Option<(i64, i64)> {
    let (first, second) = rest.trim().split_once(char::is_whitespace)?;
    Some((chat(first).ok()?, second.trim().parse().ok()?))
}

/// Prints what is new or changed, and that a bot came.
fn look(server: &Server, printed: &mut HashMap<(String, String), usize>, connected: &mut bool) {
    if !*connected && server.polls() > 0 {
        *connected = true;
        say("A bot asks Telegram for updates.");
    }
    for seen in server.everything_shown() {
        let known = printed.insert((seen.place.clone(), seen.id.clone()), seen.edits);
        if known.is_none_or(|edits| edits != seen.edits) {
            show("Telegram", &seen);
        }
    }
}
