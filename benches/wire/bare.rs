//! The loop beside: what the client libraries and SQLite cost by themselves. No inbox, no names to resolve, no rights, no
//! buttons; it takes exact names and sends the first story's words.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use local_platforms::{discord, telegram};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};
use serenity::all::{
    ApplicationId, Context, CreateInteractionResponse, CreateInteractionResponseMessage, EventHandler, GatewayIntents,
    HttpBuilder, Interaction,
};
use teloxide::payloads::GetUpdatesSetters as _;
use teloxide::prelude::{Request as _, Requester as _};
use teloxide::types::UpdateKind;

use crate::Result;
use crate::load::Door;

/// Discord takes no longer message of this kind.
const DISCORD_LIMIT: usize = 2_000;
const BY_PLAYER: &str = "SELECT s.title, s.text, s.summary FROM players p
    JOIN story_players l ON l.player_id = p.id JOIN stories s ON s.id = l.story_id
    WHERE coalesce(p.community_id, 0) = 0 AND p.name = ?1 AND s.state = 'published'
    ORDER BY l.position, s.event_date DESC, s.id LIMIT 1";
const BY_MATCH: &str = "SELECT s.title, s.text, s.summary FROM matches m JOIN stories s ON s.match_id = m.id
    WHERE coalesce(m.community_id, 0) = 0 AND m.date = ?3 AND m.home = ?1 AND m.away = ?2 AND s.state = 'published'
    ORDER BY s.event_date DESC, s.id LIMIT 1";

/// Answers until standard input ends.
pub(crate) fn run(door: Door, store: &Path, url: &str) -> Result<()> {
    let stories = Stories::open(store)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (told, ended) = tokio::sync::oneshot::channel::<()>();
    std::thread::spawn(move || {
        // Whatever ends it: whoever started this process has gone.
        let _end = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        drop(told);
    });
    let result = runtime.block_on(async {
        tokio::select! {
            result = answer(door, stories, url) => result,
            _ = ended => Ok(()),
        }
    });
    runtime.shutdown_background();
    result
}

async fn answer(door: Door, stories: Stories, url: &str) -> Result<()> {
    match door {
        Door::Telegram => on_telegram(&stories, url).await,
        Door::Discord => on_discord(stories, url).await,
    }
}

async fn on_telegram(stories: &Stories, url: &str) -> Result<()> {
    let bot = teloxide::Bot::new(telegram::TOKEN).set_api_url(url.parse()?);
    let mut offset = 0;
    loop {
        for update in bot.get_updates().offset(offset).timeout(10).send().await? {
            offset = update.id.as_offset();
            let UpdateKind::Message(message) = update.kind else { continue };
            let Some((command, words)) = message.text().and_then(|text| text.strip_prefix('/')?.split_once(' ')) else {
                continue;
            };
            let (bot, words) = (bot.clone(), stories.told(command, words)?);
            tokio::spawn(async move { bot.send_message(message.chat.id, words).send().await });
        }
    }
}

async fn on_discord(stories: Stories, url: &str) -> Result<()> {
    let http = HttpBuilder::new(discord::TOKEN)
        .application_id(ApplicationId::new(discord::BOT))
        .proxy(url)
        .ratelimiter_disabled(true)
        .build();
    let handler = Handler(Arc::new(stories));
    serenity::client::ClientBuilder::new_with_http(http, GatewayIntents::empty())
        .event_handler(handler)
        .await?
        .start()
        .await?;
    Ok(())
}

struct Handler(Arc<Stories>);

#[serenity::async_trait]
impl EventHandler for Handler {
    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let Interaction::Command(command) = interaction else { return };
        let words = command.data.options.first().and_then(|option| option.value.as_str()).unwrap_or_default();
        let told = self.0.told(&command.data.name, words).unwrap_or_default();
        let message =
            CreateInteractionResponseMessage::new().content(told.chars().take(DISCORD_LIMIT).collect::<String>());
        // What is lost here is missed by whoever asked.
        let _lost = command.create_response(&context.http, CreateInteractionResponse::Message(message)).await;
    }
}

struct Stories(Mutex<Connection>);

impl Stories {
    fn open(path: &Path) -> Result<Self> {
        Ok(Self(Mutex::new(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)))
    }

    fn told(&self, command: &str, words: &str) -> Result<String> {
        let db = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = |row: &rusqlite::Row<'_>| Ok([row.get::<_, String>(0)?, row.get(1)?, row.get(2)?].join("\n\n"));
        let found = if command == "player" {
            db.prepare_cached(BY_PLAYER)?.query_row([words], text).optional()?
        } else {
            let (teams, date) = words.rsplit_once(' ').unwrap_or_default();
            let (home, away) = teams.split_once(" v ").unwrap_or_default();
            db.prepare_cached(BY_MATCH)?.query_row([home, away, date], text).optional()?
        };
        Ok(found.unwrap_or_else(|| format!("There is no story about {words}.")))
    }
}
