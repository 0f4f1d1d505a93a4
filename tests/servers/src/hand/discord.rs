//! The Discord half of the keyboard: commands with the options that the bot registered, presses, forms.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use local_platforms::Seen;
use local_platforms::discord::{Access, HOME, LOUNGE, Modal, Person, Said, Server, Slash};
use serde_json::Value;

use super::words::{self, Words};
use super::{file, meant, say, show};

/// Discord tells the person that the application did not respond after this time.
const FIRST_ANSWER: Duration = Duration::from_secs(3);
/// Waiting never ends by itself here: a person sees that nothing comes.
const ENDLESS: Duration = Duration::from_secs(1 << 30);

pub(super) struct Keyboard {
    server: Server,
    person: Person,
    form: Arc<Mutex<Option<Modal>>>,
}

impl Keyboard {
    pub(super) fn new(server: Server) -> Self {
        server.set_patience(ENDLESS);
        let person = server.person("Ana");
        let screen = server.clone();
        tokio::spawn(async move {
            let mut printed = HashMap::new();
            let mut connected = false;
            screen.watch(|| look(&screen, &mut printed, &mut connected)).await;
        });
        Self { server, person, form: Arc::default() }
    }

    pub(super) fn server(&self) -> &Server {
        &self.server
    }

    pub(super) fn obey(&mut self, word: &str, rest: &str) -> Result<(), String> {
        match word {
            "dc" => self.command(&self.person, rest, false),
            "dc?" => self.command(&self.person, rest, true),
            "dc-admin" => self.command(&self.person.clone().admin(), rest, false),
            "dc-dm" => self.command(&self.person.clone().in_private(), rest, false),
            "dc-file" => self.command_with_file(&self.person, rest),
            "dc-admin-file" => self.command_with_file(&self.person.clone().admin(), rest),
            "dc-delete" => {
                let last = self.server.everything_shown().pop().ok_or("there is no message")?;
                self.server.delete_message(&last.id);
                Ok(())
            }
            "dc-press" => self.press(&self.person, rest),
            "dc-admin-press" => self.press(&self.person.clone().admin(), rest),
            "dc-modal" => self.submit(&self.person, rest),
            "dc-admin-modal" => self.submit(&self.person.clone().admin(), rest),
            "dc-access" => self.set_access(rest),
            "dc-kick" => {
                self.server.remove_guild(HOME);
                Ok(())
            }
            "dc-invite" => {
                self.server.invite(HOME);
                Ok(())
            }
            "dc-outage" => {
                self.server.guild_outage(HOME);
                Ok(())
            }
            "dc-return" => {
                self.server.guild_returns(HOME);
                Ok(())
            }
            "dc-speaks" => {
                self.person = self.person.clone().locale(rest.trim());
                Ok(())
            }
            "dc-as" => {
                self.person = self.server.person(rest.trim());
                Ok(())
            }
            _ => Err(format!("`{word}` is no word of mine; try `help`")),
        }
    }

    fn press(&self, person: &Person, word: &str) -> Result<(), String> {
        let last = self.last_with_buttons().ok_or("there is no message with buttons")?;
        let key = meant(&last, word.trim())?;
        self.follow(person.press_key(&last, &key));
        Ok(())
    }

    /// `dc-access lounge hidden`, or a channel's id.
    fn set_access(&self, rest: &str) -> Result<(), String> {
        let usage = "dc-access CHANNEL hidden|silenced|no-history|empty-history|no-embeds|gone|open";
        let (channel, access) = rest.trim().split_once(char::is_whitespace).ok_or(usage)?;
        let channel = match channel {
            "lounge" => LOUNGE,
            id => id.parse().map_err(|_| format!("`{id}` is neither `lounge` nor a channel's id"))?,
        };
        let access = match access.trim() {
            "hidden" => Access::Hidden,
            "silenced" => Access::Silenced,
            "no-history" => Access::NoHistory,
            "empty-history" => Access::EmptyHistory,
            "no-embeds" => Access::NoEmbeds,
            "gone" => Access::Gone,
            "open" => Access::Open,
            _ => return Err(usage.to_owned()),
        };
        self.server.set_access(channel, access);
        Ok(())
    }

    fn last_with_buttons(&self) -> Option<Seen> {
        self.server.everything_shown().into_iter().rev().find(|seen| !seen.buttons().is_empty())
    }

    fn command(&self, person: &Person, line: &str, asking: bool) -> Result<(), String> {
        let words = words::read(line, ':');
        let registered = self.registered(&words.command).unwrap_or_default();
        let slash = typed(person, &words, &registered, asking)?;
        self.follow(slash.send());
        Ok(())
    }

    /// `dc-file OPTION PATH /command …`.
    fn command_with_file(&self, person: &Person, rest: &str) -> Result<(), String> {
        let usage = "dc-file OPTION PATH /command …";
        let (option, rest) = rest.trim().split_once(char::is_whitespace).ok_or(usage)?;
        let (path, line) = rest.trim().split_once(char::is_whitespace).ok_or(usage)?;
        let (name, bytes) = file(path)?;
        let words = words::read(line, ':');
        let registered = self.registered(&words.command).unwrap_or_default();
        self.follow(typed(person, &words, &registered, false)?.file(option, name, &bytes).send());
        Ok(())
    }

    fn registered(&self, name: &str) -> Option<Value> {
        let mut known = self.server.commands(Some(HOME));
        known.extend(self.server.commands(None));
        known.into_iter().find(|command| command["name"] == name)
    }

    fn submit(&self, person: &Person, rest: &str) -> Result<(), String> {
        let form = self.form.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or("no form is open")?;
        let filled = words::read(rest, '=').options;
        if let Some((key, _)) = filled.iter().find(|(key, _)| form.fields.iter().all(|field| field.key != *key)) {
            let known: Vec<&str> = form.fields.iter().map(|field| field.key.as_str()).collect();
            return Err(format!("the form has no field {key}; it has {}", known.join(", ")));
        }
        let values = form.fields.iter().map(|field| {
            let value = filled.iter().find(|(key, _)| *key == field.key).map_or(&field.value, |(_, value)| value);
            (field.key.clone(), value.clone())
        });
        self.follow(person.submit_raw(&form.custom_id, &values.collect::<Vec<_>>(), form.message));
        Ok(())
    }

    /// Prints what is no message: suggestions, forms, silence. Messages are the screen's.
    fn follow(&self, said: Said) {
        let form = Arc::clone(&self.form);
        tokio::spawn(async move {
            let Ok(answer) = tokio::time::timeout(FIRST_ANSWER, said.callback()).await else {
                return say("  The application did not respond.");
            };
            match answer.kind {
                8 => {
                    for (name, value) in answer.choices() {
                        say(&format!("  · {name}   ({value})"));
                    }
                    say("  end of suggestions");
                }
                9 => {
                    let modal = answer.modal();
                    say(&format!("  A form: {}", modal.title));
                    for field in &modal.fields {
                        let must = if field.required { " (required)" } else { "" };
                        say(&format!("    {}={}   {}{must}", field.key, field.value, field.label));
                    }
                    *form.lock().unwrap_or_else(PoisonError::into_inner) = Some(modal);
                }
                _ => {}
            }
        });
    }
}

/// Puts the typed words into the registered options; unknown names are sent as text, so that the bot's answer shows.
fn typed(person: &Person, words: &Words, registered: &Value, asking: bool) -> Result<Slash, String> {
    let mut slash = person.slash(&words.command);
    let mut offered = registered["options"].as_array().cloned().unwrap_or_default();
    let mut values = Vec::new();
    for word in &words.bare {
        let sub = offered
            .iter()
            .find(|option| option["name"] == word.as_str() && matches!(option["type"].as_u64(), Some(1 | 2)));
        if let Some(sub) = sub.cloned() {
            slash = if sub["type"] == 2 { slash.group(word) } else { slash.subcommand(word) };
            offered = sub["options"].as_array().cloned().unwrap_or_default();
        } else {
            values.push(word.as_str());
        }
    }
    let mut options = words.options.clone();
    if !values.is_empty() {
        // Words without a name belong to the first option.
        let first = offered.first().and_then(|option| option["name"].as_str()).ok_or("this command has no options")?;
        options.insert(0, (first.to_owned(), values.join(" ")));
    }
    let last = options.len();
    for (index, (name, value)) in options.iter().enumerate() {
        let kind =
            offered.iter().find(|option| option["name"] == name.as_str()).and_then(|option| option["type"].as_u64());
        slash = match kind {
            _ if asking && index + 1 == last => slash.typing(name, value),
            Some(4) => slash.int(name, value.parse().map_err(|_| format!("{name} is a number"))?),
            Some(5) => slash.flag(name, matches!(value.as_str(), "true" | "yes" | "on")),
            Some(7) => slash.channel(name, value.parse().map_err(|_| format!("{name} is a channel's id"))?),
            Some(10) => slash.number(name, value.parse().map_err(|_| format!("{name} is a number"))?),
            Some(11) => {
                let (file_name, bytes) = file(value)?;
                slash.file(name, file_name, &bytes)
            }
            _ => slash.text(name, value),
        };
    }
    Ok(slash)
}

/// Prints what is new or changed, and who came or went.
fn look(server: &Server, printed: &mut HashMap<String, usize>, connected: &mut bool) {
    let now = server.sockets() > 0;
    if now != *connected {
        *connected = now;
        say(if now { "A bot is at Discord's gateway." } else { "The bot has left Discord's gateway." });
    }
    for seen in server.everything_shown() {
        // A promised answer is shown when it comes.
        let is_empty = seen.text().is_empty() && seen.buttons().is_empty() && seen.files().is_empty();
        if !is_empty && printed.insert(seen.id.clone(), seen.edits).is_none_or(|edits| edits != seen.edits) {
            show("Discord", &seen);
        }
    }
}
