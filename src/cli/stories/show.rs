//! `touchline stories show`: a story as a platform gets it, made by the platform's own rendering.
//!
//! What is shown is read from the requests, so nothing can be shown that is not sent.

use std::collections::HashSet;
use std::io::IsTerminal as _;
use std::path::Path;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::{Failed, collection, complain, files, say, slug};
use crate::collection::Checked;
use crate::domain::community::Scope;
use crate::domain::message::{Message, Reply};
use crate::domain::story::{NewStory, Story, StoryId};
use crate::domain::telling::{self, Trails};
use crate::domain::text::utf16_len;
use crate::domain::tongue::Tongue;
use crate::platforms::{console, discord, telegram};

/// So many names are proposed for one that is unknown.
const PROPOSED: usize = 3;

/// Where a story is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Door {
    /// As an embed.
    Discord,
    /// As text with entities.
    Telegram,
    /// As it is printed here.
    Console,
}

/// What is shown of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// What people see.
    Seen,
    /// The body of each request.
    Requests,
}

/// Shows a story of a folder, or of the embedded collection.
pub(super) fn show(written: &str, look: (Door, Form), dir: Option<&Path>) -> Result<(), Failed> {
    let files = files(dir)?;
    let checked = collection::check(&files);
    // `slug.fr` is the story as those read it who read French.
    let in_language = written.rsplit_once('.').and_then(|(slug, tag)| Some((slug, Tongue::of_tag(tag)?)));
    let (written, tongue) = in_language.unwrap_or((written, Tongue::English));
    let slugs = files.iter().filter(|file| file.slug().is_some()).map(collection::StoryFile::stem);
    let Some((at, file)) = files.iter().enumerate().find(|(_, file)| file.stem() == written) else {
        slug(written)?;
        let near: Vec<_> = collection::nearest(slugs, written).into_iter().take(PROPOSED).collect();
        return Err(Failed::Work(format!("no story is called {written:?}; the nearest are {}", near.join(", "))));
    };
    let Some((_, told)) = checked.stories.iter().find(|(of, _)| std::ptr::eq(*of, file)) else {
        for problem in checked.problems.iter().filter(|problem| problem.file == file.path) {
            complain(&problem.to_string());
        }
        return Err(Failed::Work(format!("{written} cannot be shown")));
    };
    // The number that it has in a new store.
    let id = StoryId(i64::try_from(at + 1).unwrap_or(i64::MAX));
    let message = message(told, id, tongue, &checked);
    let unwritable = |error: serde_json::Error| Failed::Work(format!("{written}: {error}"));
    say(&match look {
        (Door::Console, Form::Seen) => on_console(&message.shared()),
        (Door::Console, Form::Requests) => json!({"text": console::render::text(&message.shared(), false)}).to_string(),
        (Door::Discord, Form::Requests) => lines(&discord(&message).map_err(unwritable)?),
        (Door::Discord, Form::Seen) => pages(&discord(&message).map_err(unwritable)?, on_discord),
        (Door::Telegram, Form::Requests) => lines(&telegram(&message).map_err(unwritable)?),
        (Door::Telegram, Form::Seen) => pages(&telegram(&message).map_err(unwritable)?, on_telegram),
    });
    Ok(())
}

/// The story with the buttons that lead somewhere in this collection.
fn message(told: &NewStory, id: StoryId, tongue: Tongue, checked: &Checked<'_>) -> Message {
    let others = || checked.stories.iter().map(|(_, other)| other).filter(|other| other.slug != told.slug);
    let names: HashSet<_> = told.players.iter().map(|player| &player.name).collect();
    let game =
        |told: &NewStory| told.match_.as_ref().map(|match_| (match_.date, match_.home.clone(), match_.away.clone()));
    let trails = Trails {
        same_player: others().any(|other| other.players.iter().any(|player| names.contains(&player.name))),
        same_match: told.match_.is_some() && others().any(|other| game(other) == game(told)),
        same_theme: !told.themes.is_empty(),
        hearts: 0,
    };
    let story = Story { id, scope: Scope::Everyone, players: Vec::new(), match_: None, told: told.clone() };
    telling::story(&story, trails, tongue)
}

/// The bodies of the requests, without the nonce that tells one post from the next.
fn discord(message: &Message) -> serde_json::Result<Vec<Value>> {
    let pages = discord::render::pages(message.clone().shared()).into_iter();
    pages.map(|page| serde_json::to_value(page.post())).collect()
}

/// The same, without the chat.
fn telegram(message: &Message) -> serde_json::Result<Vec<Value>> {
    let parts = 0..telegram::render::pages(message.clone()).len();
    let pages = parts.flat_map(|part| telegram::render::reply(Reply { part, ..Reply::to_everyone(message.clone()) }));
    let requests = pages.map(|page| {
        let mut request = serde_json::to_value(telegram::request(0, page))?;
        if let Some(fields) = request.as_object_mut() {
            fields.remove("chat_id");
        }
        Ok(request)
    });
    requests.collect()
}

fn lines(requests: &[Value]) -> String {
    requests.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn pages(requests: &[Value], page: fn(&Value) -> (Length, String)) -> String {
    let shown = (1..).zip(requests).map(|(number, request)| {
        let (length, text) = page(request);
        format!("{}\n{text}", heading(number, requests.len(), length))
    });
    shown.collect::<Vec<_>>().join("\n\n")
}

/// How long a message is, and how long it may be.
struct Length {
    characters: usize,
    limit: Option<usize>,
}

fn heading(number: usize, count: usize, Length { characters, limit }: Length) -> String {
    let limit = limit.map(|limit| format!(" of {}", grouped(limit))).unwrap_or_default();
    format!("── message {number} of {count} · {}{limit} characters", grouped(characters))
}

/// `4,096`
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn on_console(message: &Message) -> String {
    let text = console::render::text(message, std::io::stdout().is_terminal());
    let length = Length { characters: console::render::text(message, false).trim_end().chars().count(), limit: None };
    format!("{}\n{}", heading(1, 1, length), text.trim_end())
}

fn on_discord(request: &Value) -> (Length, String) {
    let (title, description) = (text(&request["embeds"][0]["title"]), text(&request["embeds"][0]["description"]));
    let content = text(&request["content"]);
    let content = if content.is_empty() { "(none)" } else { content };
    let length = Length { characters: utf16_len(description), limit: Some(discord::render::DESCRIPTION_LIMIT) };
    let buttons = request["components"].as_array().into_iter().flatten();
    let buttons = buttons.map(|row| labels(&row["components"], "label"));
    (length, with_buttons(format!("content: {content}\ntitle: {title}\ndescription:\n{description}"), buttons))
}

fn on_telegram(request: &Value) -> (Length, String) {
    let body = text(&request["text"]);
    let units: Vec<u16> = body.encode_utf16().collect();
    let entities = request["entities"].as_array().into_iter().flatten().map(|entity| {
        let number =
            |key: &str| entity[key].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
        let (offset, length) = (number("offset"), number("length"));
        let words = String::from_utf16_lossy(units.get(offset..offset + length).unwrap_or_default());
        let url = entity["url"].as_str().map(|url| format!("  {url}")).unwrap_or_default();
        format!("\n{offset:>6} {length:>6}  {:<10}  {words:?}{url}", text(&entity["type"]))
    });
    let entities: String = entities.collect();
    let shown = format!("{body}\n\nentities:\noffset length  kind        words, url{entities}");
    let buttons = request["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
    let length = Length { characters: units.len(), limit: Some(telegram::render::LIMIT.units) };
    (length, with_buttons(shown, buttons.map(|row| labels(row, "text"))))
}

/// Rows of buttons below a text.
fn with_buttons(text: String, rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() { text } else { format!("{text}\n\n{}", rows.join("\n")) }
}

fn labels(row: &Value, key: &str) -> String {
    let buttons = row.as_array().into_iter().flatten();
    buttons.map(|button| format!("[{}]", text(&button[key]))).collect::<Vec<_>>().join(" ")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
