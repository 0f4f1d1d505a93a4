//! What `touchline doctor` asks Discord: whose token it is, how the application is set up, how many sessions are left,
//! whether the commands are there. It changes nothing; the rights in channels are asked as every platform is asked.

use std::sync::Arc;

use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;
use serenity::model::gateway::BotGateway;
use serenity::model::id::ApplicationId;

use super::rest::{Failure, Rest, Route};
use super::{Discord, TOKEN_REFUSED, invite, register};
use crate::domain::schedule::Timestamp;
use crate::platforms::examine::{Background, Words, clock, rights};
use crate::ports::{Finding, counted};

const WORDS: Words = Words { platform: "Discord", clock: "discord.clock", rights: "discord.rights" };
/// The application's flags for the privileged intents, for verified and for other bots (developers/resources/application).
const PRIVILEGED: [(u64, &str); 3] =
    [(1 << 12 | 1 << 13, "Presence"), (1 << 14 | 1 << 15, "Server Members"), (1 << 18 | 1 << 19, "Message Content")];
/// Sessions that we allow ourselves in a day (reliability.md T13), and how many of them are worth a word.
const SESSIONS_A_DAY: usize = 200;
const SESSIONS_BORNE: usize = 100;
/// The name under which the gateway keeps when it introduced itself: a list of seconds since 1970.
const IDENTIFIES: &str = "discord.identifies";
/// Commands that are named at most.
const COMMANDS_NAMED: usize = 8;

/// What is read of the application.
#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
    name: String,
    #[serde(default)]
    flags: u64,
    bot: Option<Bot>,
    bot_public: Option<bool>,
    bot_require_code_grant: Option<bool>,
    interactions_endpoint_url: Option<String>,
}

#[derive(Deserialize)]
struct Bot {
    username: String,
}

/// Asks everything.
pub(super) async fn examine(discord: &Discord, background: &Background) -> Vec<Finding> {
    let rest: &Arc<Rest> = &discord.rest;
    let asked = background.clock.now();
    let application: Application = match rest.read(&Route::application(), None).await {
        Ok(application) => application,
        Err(failure) => return vec![unasked(&failure)],
    };
    let answered = background.clock.now();
    let mut findings = vec![whose(&application)];
    findings.extend(rest.answered_at().map(|theirs| clock(&WORDS, theirs, asked, answered)));
    findings.extend(set_up(&application));
    findings.push(sessions(rest).await);
    findings.extend(introductions(background, answered));
    findings.push(commands(discord, application.id, background).await);
    findings.extend(rights(&WORDS, discord.outbound.as_ref(), background).await);
    findings
}

/// The first question was not answered: no other is asked.
fn unasked(failure: &Failure) -> Finding {
    let why = "The bot neither answers nor posts on Discord.";
    match failure {
        Failure::Refused { status: 401, .. } => {
            Finding::fault("discord.token", "Discord does not accept the bot's token.", why, TOKEN_REFUSED)
        }
        Failure::Limited(_) | Failure::NotYet(_) => Finding::warning(
            "discord.reach",
            format!("Discord did not answer now: {failure}."),
            "So many requests came from this address that Discord asks to wait.",
            "touchline doctor, after that time; if it stays, look for another program with this token or on this address",
        ),
        failure => Finding::fault(
            "discord.reach",
            format!("{failure}."),
            why,
            "Look at the network, DNS and firewall: curl -sS https://discord.com/api/v10/gateway; and at [discord] api_url, if it is set",
        ),
    }
}

fn whose(application: &Application) -> Finding {
    let bot = application.bot.as_ref().map_or("without a bot", |bot| &bot.username);
    Finding::well(
        "discord.token",
        format!("The token is that of {} ({bot}), application {}.", application.name, application.id),
    )
}

/// What is set in the Developer Portal.
fn set_up(application: &Application) -> Vec<Finding> {
    let mut findings = Vec::new();
    let portal = format!("https://discord.com/developers/applications/{}", application.id);
    if application.interactions_endpoint_url.as_ref().is_some_and(|url| !url.is_empty()) {
        findings.push(Finding::fault(
            "discord.endpoint",
            "The application has an Interactions Endpoint URL.",
            "Discord sends commands and buttons there, and none to this bot.",
            format!("{portal}/information, Interactions Endpoint URL: empty it, Save Changes"),
        ));
    } else {
        findings.push(Finding::well("discord.endpoint", "Commands come through the gateway."));
    }
    let on: Vec<_> =
        PRIVILEGED.iter().filter(|(bits, _)| application.flags & bits != 0).map(|(_, name)| *name).collect();
    if on.is_empty() {
        findings.push(Finding::well("discord.intents", "No privileged intent is on; none is needed."));
    } else {
        findings.push(Finding::note(
            "discord.intents",
            format!("Privileged intents are on that Touchline does not use: {}.", on.join(", ")),
            "Whoever gets the token could read more than this bot ever does.",
            format!("{portal}/bot, Privileged Gateway Intents: switch them off, unless another program uses this bot"),
        ));
    }
    if application.bot_require_code_grant == Some(true) {
        findings.push(Finding::fault(
            "discord.invite",
            "The bot requires an OAuth2 code grant.",
            "The invitation ends with an error: nobody can add the bot.",
            format!("{portal}/bot, Requires OAuth2 Code Grant: off"),
        ));
    } else {
        let public =
            if application.bot_public == Some(false) { "Only its owner can add it" } else { "Anybody can add it" };
        let address = invite::address(&application.id.to_string());
        findings.push(Finding::well("discord.invite", format!("{public}, with {address}")));
    }
    findings
}

/// How many sessions Discord still allows.
async fn sessions(rest: &Rest) -> Finding {
    let found: BotGateway = match rest.read(&Route::gateway(), None).await {
        Ok(found) => found,
        Err(failure) => return unasked(&failure),
    };
    let (limit, shards) = (&found.session_start_limit, found.shards.max(1));
    let (left, total) = (limit.remaining, limit.total);
    let what =
        format!("Discord allows {left} of {total} new sessions now, for {}.", counted(shards, "shard", "shards"));
    let minutes = TimeDelta::milliseconds(i64::try_from(limit.reset_after).unwrap_or(i64::MAX)).num_minutes();
    let why = format!(
        "Without one the bot does not connect; past them Discord resets the token. They come back in {}.",
        counted(minutes, "minute", "minutes")
    );
    let mend = "Find what restarts: journalctl -u touchline | grep -c 'Starting'; stop other programs with this token";
    if limit.remaining < u64::from(shards) {
        return Finding::fault("discord.sessions", what, why, mend);
    }
    if limit.remaining < limit.total / 4 {
        return Finding::warning("discord.sessions", what, why, mend);
    }
    Finding::well("discord.sessions", what)
}

/// How often this store's bot introduced itself lately, by what it keeps.
fn introductions(background: &Background, now: Timestamp) -> Option<Finding> {
    let kept: Vec<i64> = serde_json::from_str(background.facts.get(IDENTIFIES)?).ok()?;
    let since = (now - TimeDelta::days(1)).timestamp();
    let count = kept.into_iter().filter(|at| *at > since).count();
    let what = format!("This bot started {count} of its {SESSIONS_A_DAY} sessions of the last 24 hours.");
    if count <= SESSIONS_BORNE {
        return Some(Finding::well("discord.identifies", what));
    }
    let why = "When they are used up it stays quiet until one is a day old, so that Discord does not reset the token.";
    let mend = "journalctl -u touchline: mend what makes it start so often";
    let level = if count >= SESSIONS_A_DAY { Finding::fault } else { Finding::warning };
    Some(level("discord.identifies", what, why, mend.to_owned()))
}

/// Compares what Discord has with what this program registers.
async fn commands(discord: &Discord, application: ApplicationId, background: &Background) -> Finding {
    let known: Vec<Value> = match discord.rest.read(&Route::known_commands(application, discord.guild), None).await {
        Ok(known) => known,
        Err(failure) => {
            let mend = "touchline doctor, once more; with [discord] guild: is the bot in that server, and is the number right?";
            let what = format!("The registered commands could not be read: {failure}.");
            return Finding::warning("discord.commands", what, "People may be offered none, or old ones.", mend);
        }
    };
    let ours: Vec<Value> = serde_json::from_str(&register::body(discord.guild)).unwrap_or_default();
    let named = |name: &Value| known.iter().find(|command| command["name"] == *name);
    let stale: Vec<_> =
        ours.iter().filter(|own| named(&own["name"]).is_none_or(|known| !says(known, own))).map(name).collect();
    let foreign: Vec<_> =
        known.iter().filter(|known| !ours.iter().any(|own| own["name"] == known["name"])).map(name).collect();
    if stale.is_empty() && foreign.is_empty() {
        return Finding::well(
            "discord.commands",
            format!("All {} commands are registered as they are now.", ours.len()),
        );
    }
    let lists = [("missing or old", &stale), ("of others", &foreign)].into_iter().filter(|(_, list)| !list.is_empty());
    let told: Vec<_> = lists.map(|(what, list)| format!("{} {what} ({})", list.len(), some(list))).collect();
    let what = format!("Of the registered commands, {}.", told.join(", "));
    let fact = register::fact(application, discord.guild);
    if background.facts.get(&fact) != Some(&register::digest(discord.guild)) {
        return Finding::warning(
            "discord.commands",
            what,
            "People are not offered what this version can do.",
            "touchline run (or systemctl restart touchline): it registers them at its start",
        );
    }
    Finding::fault(
        "discord.commands",
        what,
        "The bot registered its own, and another program with this token replaced them: people are offered what does not work.",
        format!(
            "Stop the other program; then with the bot stopped: sqlite3 STORE \"DELETE FROM facts WHERE name = '{fact}'\", and start it"
        ),
    )
}

fn name(command: &Value) -> String {
    format!("/{}", command["name"].as_str().unwrap_or("?"))
}

fn some(names: &[String]) -> String {
    let more = names.len().saturating_sub(COMMANDS_NAMED);
    let told = names.iter().take(COMMANDS_NAMED).cloned().collect::<Vec<_>>().join(" ");
    if more == 0 { told } else { format!("{told} and {more} more") }
}

/// Whether what Discord has says what we say. It adds fields of its own, and leaves out what is false or empty.
fn says(known: &Value, own: &Value) -> bool {
    match own {
        Value::Null | Value::Bool(false) => matches!(known, Value::Null | Value::Bool(false)),
        Value::Array(own) if own.is_empty() => known.as_array().is_none_or(Vec::is_empty),
        Value::Array(own) => {
            let Some(known) = known.as_array().filter(|known| known.len() == own.len()) else { return false };
            // Numbers (places, kinds of channels) are a set; all else has an order.
            if own.iter().all(Value::is_number) {
                return own.iter().all(|number| known.contains(number));
            }
            known.iter().zip(own).all(|(known, own)| says(known, own))
        }
        Value::Object(own) if own.is_empty() => known.as_object().is_none_or(serde_json::Map::is_empty),
        Value::Object(own) => own.iter().all(|(key, own)| says(&known[key], own)),
        own => known == own,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ports::Level;

    #[test]
    fn what_discord_adds_and_leaves_out_is_no_difference() {
        let own = json!({"name": "a", "options": [{"name": "x", "required": false, "channel_types": [0, 5]}], "contexts": [0, 1]});
        let known =
            json!({"id": "1", "name": "a", "options": [{"name": "x", "channel_types": [5, 0]}], "contexts": [1, 0]});
        assert!(says(&known, &own));
        assert!(says(&json!({}), &json!({"options": [], "localizations": {}, "x": null})));
        for other in [
            json!({"name": "b"}),
            json!({"name": "a", "options": []}),
            json!({"name": "a", "options": [{"name": "y"}], "contexts": [0, 1]}),
        ] {
            assert!(!says(&other, &own), "{other}");
        }
    }

    #[test]
    fn introductions_of_the_last_day_count() {
        let now = Timestamp::from_timestamp(1_800_000_000, 0).expect("an instant");
        let told = |count: i64| {
            let times: Vec<i64> = (0..count).map(|at| 1_800_000_000 - at).chain([1_700_000_000]).collect();
            let facts = [(IDENTIFIES.to_owned(), json!(times).to_string())].into_iter().collect();
            let clock = Arc::new(crate::clock::SystemClock);
            let background = Background { clock, facts: Arc::new(facts), places: Arc::new([]) };
            introductions(&background, now).expect("a finding").level()
        };
        assert_eq!((told(1), told(150), told(200)), (Level::Well, Level::Warning, Level::Fault));
    }
}
