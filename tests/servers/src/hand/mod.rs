//! What a typed line does. Each platform has its own file; this one knows the words.

mod discord;
mod fail;
mod telegram;
mod words;

use std::io::Write;

use local_platforms::{Button, Post, Seen};

const HELP: &str = "\
dc /player name:hakimi        a slash command as a member; sub commands and options as registered
dc-admin /daily on time:09:00 zone:Europe/Paris
dc-dm /help                   the same in direct messages
dc? /player name:haki         suggestions for the last option
dc-press 2                    the second button of the last message, or its words
dc-modal title=My story text=…   fills in the form that was opened last
dc-file file story.md /addstory   a slash command with a file in this option; dc-admin-file
dc-delete, tg-delete          somebody deletes the bot's last message
dc-admin-press, dc-admin-modal   the same as an admin
dc-access lounge hidden       or silenced, no-history, empty-history, no-embeds, gone, open; or a channel's id
dc-kick, dc-invite            the bot is removed from the server, and comes back
dc-outage, dc-return          the server cannot be reached, and can again
tg /player hakimi             in a private chat
tg-group, tg-admin, tg-anon   in a group: as a member, an admin, an anonymous admin
tg-reply TEXT                 answers the bot's last message where it is; tg-admin-reply
tg-file story.md /addstory    a file with a caption; tg-group-file, tg-admin-file
tg-press 1                    a button of the last message, or its words
tg-admin-press 1              the same as an admin
tg-inline hakimi              @bot hakimi
tg-kick, tg-invite            the bot is removed from the group (or from a chat's id), and comes back
tg-block, tg-unblock          the person blocks the bot, and lets it in again
tg-topic-gone CHAT TOPIC      a topic is deleted; tg-migrate FROM TO: a group becomes a supergroup
dc-as NAME, tg-as NAME        who speaks from now on
dc-speaks fr, tg-speaks ar    the language of their app from now on
fail dc WHAT TIMES PATTERN    WHAT: 500, html502, drop, reset, hold, cut, 429, accept-drop, accept-500
                              for example: fail tg accept-drop 1 sendMessage; fail off ends all
ledger, requests, violations, help, quit";

/// Prints to standard output. A reader that has gone is no reason to fail.
pub(crate) fn say(text: &str) {
    drop(writeln!(std::io::stdout(), "{text}"));
}

/// Both platforms and who speaks there.
pub(crate) struct Hand {
    discord: discord::Keyboard,
    telegram: telegram::Keyboard,
}

impl Hand {
    pub(crate) fn new(discord: local_platforms::discord::Server, telegram: local_platforms::telegram::Server) -> Self {
        Self { discord: discord::Keyboard::new(discord), telegram: telegram::Keyboard::new(telegram) }
    }

    /// Does what the line says.
    ///
    /// # Errors
    /// What was wrong with the line, for the person who typed it.
    pub(crate) fn obey(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        match word {
            "" => Ok(()),
            "help" => {
                say(HELP);
                Ok(())
            }
            "fail" => fail::obey(rest, self.discord.server(), self.telegram.server()),
            "ledger" => {
                tell_posts("Discord", &self.discord.server().ledger());
                tell_posts("Telegram", &self.telegram.server().ledger());
                Ok(())
            }
            "requests" => {
                say(&self.discord.server().told());
                say(&self.telegram.server().told());
                Ok(())
            }
            "violations" => {
                let mut all = self.discord.server().violations();
                all.extend(self.telegram.server().violations());
                say(&format!("{} violations\n{}", all.len(), all.join("\n")));
                Ok(())
            }
            _ if word.starts_with("dc") => self.discord.obey(word, rest),
            _ if word.starts_with("tg") => self.telegram.obey(word, rest),
            _ => Err(format!("`{word}` is no word of mine; try `help`")),
        }
    }
}

fn tell_posts(platform: &str, posts: &[Post]) {
    say(&format!("{platform}: {} posts", posts.len()));
    for post in posts {
        let text: String = post.text().chars().take(70).collect();
        say(&format!("  #{} in {}: {}", post.order, post.place, text.replace('\n', " / ")));
    }
}

/// Prints a message in a frame.
fn show(platform: &str, seen: &Seen) {
    let private = if seen.private { ", only for one" } else { "" };
    let edited = if seen.edits > 0 { ", changed" } else { "" };
    let mut lines = vec![format!("┌ {platform}, {}{private}{edited}", seen.place)];
    lines.extend(seen.text().lines().map(|line| format!("│ {line}")));
    lines.extend(seen.files().iter().map(|file| format!("│ ⎙ {} ({} bytes)", file.name, file.size)));
    let buttons = seen.buttons();
    if !buttons.is_empty() {
        let told = buttons.iter().enumerate().map(|(index, button)| shown(index + 1, button));
        lines.push(format!("│ {}", told.collect::<Vec<_>>().join(" ")));
    }
    lines.push("└".to_owned());
    say(&lines.join("\n"));
}

fn shown(number: usize, button: &Button) -> String {
    let target = button.url.as_ref().map(|url| format!(" → {url}")).unwrap_or_default();
    format!("[{number} {}{target}]", button.label)
}

/// A file of this computer: its name and its content.
fn file(path: &str) -> Result<(&str, Vec<u8>), String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    Ok((path.rsplit('/').next().unwrap_or(path), bytes))
}

/// Which button a person means: its number, from 1, or its words.
fn meant(seen: &Seen, word: &str) -> Result<String, String> {
    let by_number =
        word.parse::<usize>().ok().and_then(|number| seen.buttons().into_iter().nth(number.checked_sub(1)?));
    let button = by_number.or_else(|| seen.button(word)).ok_or_else(|| format!("there is no button `{word}`"))?;
    button.key.ok_or_else(|| format!("`{}` is a link", button.label))
}
