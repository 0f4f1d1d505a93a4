//! What `touchline doctor` asks Telegram: whose token it is, what @BotFather has set, where updates go, whether the menu is
//! there. It changes nothing, and asks for no updates: that would disturb the bot that runs.

use serde::Deserialize;
use teloxide::payloads::{GetMe, GetMyCommands, GetMyCommandsSetters as _, GetWebhookInfo};
use teloxide::types::BotCommand;

use super::api::{Api, CallError};
use super::outbound::Outbound;
use super::{REVOKED, register};
use crate::platforms::examine::{Background, Words, clock, rights};
use crate::ports::Finding;

const WORDS: Words = Words { platform: "Telegram", clock: "telegram.clock", rights: "telegram.rights" };
/// More updates than this wait only where nobody fetches them.
const UPDATES_BORNE: u64 = 500;

/// What is read of `getMe`.
#[derive(Deserialize)]
struct Me {
    id: i64,
    username: Option<String>,
    #[serde(default)]
    can_join_groups: bool,
    #[serde(default)]
    can_read_all_group_messages: bool,
    #[serde(default)]
    supports_inline_queries: bool,
}

/// What is read of `getWebhookInfo`.
#[derive(Deserialize)]
struct Webhook {
    url: String,
    #[serde(default)]
    pending_update_count: u64,
    last_error_message: Option<String>,
}

/// How the configuration wants updates to come.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted<'a> {
    /// They are fetched; a webhook of ours from before is removed at the next start.
    Polling {
        /// Its address.
        former: Option<&'a str>,
    },
    /// They are sent to this address.
    Webhook(&'a str),
}

/// Asks everything.
pub(super) async fn examine(outbound: &Outbound, wanted: Wanted<'_>, background: &Background) -> Vec<Finding> {
    let api = outbound.api();
    let asked = background.clock.now();
    let me: Me = match api.call(&GetMe::new()).await {
        Ok(me) => me,
        Err(error) => return vec![unasked(&error, api)],
    };
    let answered = background.clock.now();
    let name = me.username.as_deref().unwrap_or("a bot without a name");
    let mut findings =
        vec![Finding::well("telegram.token", format!("The token is that of @{name}, number {}.", me.id))];
    findings.extend(api.answered_at().map(|theirs| clock(&WORDS, theirs, asked, answered)));
    findings.extend(set_up(&me));
    match api.call::<Webhook, _>(&GetWebhookInfo::new()).await {
        Ok(webhook) => findings.extend(updates(&webhook, wanted)),
        Err(error) => findings.push(unasked(&error, api)),
    }
    findings.push(menu(api).await);
    findings.extend(rights(&WORDS, outbound, background).await);
    findings
}

fn unasked(error: &CallError, api: &Api) -> Finding {
    let why = "The bot neither answers nor posts on Telegram.";
    if api.revoked().is_cancelled() {
        return Finding::fault("telegram.token", "Telegram does not accept the bot's token.", why, REVOKED);
    }
    Finding::fault(
        "telegram.reach",
        format!("{}.", error.to_string().trim_end_matches('.')),
        why,
        "Look at the network, DNS and firewall: curl -sS https://api.telegram.org; and at [telegram] api_url, if it is set",
    )
}

/// What only @BotFather can set.
fn set_up(me: &Me) -> Vec<Finding> {
    let mut findings = Vec::new();
    if me.can_join_groups {
        findings.push(Finding::well("telegram.groups", "It can be added to groups."));
    } else {
        findings.push(Finding::warning(
            "telegram.groups",
            "The bot cannot be added to groups.",
            "Only private chats and channels can have a daily story.",
            "@BotFather: /setjoingroups, choose the bot, Enable",
        ));
    }
    if me.can_read_all_group_messages {
        findings.push(Finding::note(
            "telegram.privacy",
            "Privacy mode is off: Telegram sends the bot everything that is said in its groups.",
            "Touchline needs commands and replies only; the rest is read for nothing.",
            "@BotFather: /setprivacy, choose the bot, Enable; then remove it from its groups and add it again",
        ));
    } else {
        findings.push(Finding::well("telegram.privacy", "Privacy mode is on: it hears commands and replies only."));
    }
    if me.supports_inline_queries {
        findings.push(Finding::well("telegram.inline", "Stories can be looked for in any chat by its name."));
    } else {
        findings.push(Finding::note(
            "telegram.inline",
            "Inline queries are off.",
            "Typing the bot's name in another chat offers no stories there.",
            "@BotFather: /setinline, choose the bot, and type a hint such as: player, team or match",
        ));
    }
    findings
}

/// Where updates go, beside where they should.
fn updates(webhook: &Webhook, wanted: Wanted<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let found = Some(webhook.url.as_str()).filter(|url| !url.is_empty());
    findings.push(match (found, wanted) {
        (None, Wanted::Polling { .. }) => Finding::well(
            "telegram.webhook",
            "Updates are fetched. (Whether a second program fetches them too cannot be asked without disturbing the first; the log then says 409.)",
        ),
        (Some(url), Wanted::Polling { former }) if former == Some(url) => Finding::warning(
            "telegram.webhook",
            format!("Telegram still sends the updates to the webhook at {} that was configured before.", host(url)),
            "Nobody can fetch them meanwhile: the bot hears nothing.",
            "touchline run (or systemctl restart touchline): it removes the webhook at its start",
        ),
        (Some(url), Wanted::Polling { .. }) => Finding::fault(
            "telegram.webhook",
            format!("Telegram sends the updates to a webhook at {}.", host(url)),
            "Nobody can fetch them meanwhile: the bot hears nothing.",
            "Stop the program behind that address; then: curl -sS https://api.telegram.org/bot<TOKEN>/deleteWebhook, or set [telegram] mode = \"webhook\"",
        ),
        (None, Wanted::Webhook(_)) => Finding::warning(
            "telegram.webhook",
            "Telegram knows no webhook, and the configuration asks for one.",
            "The bot hears nothing until it has told Telegram its address.",
            "touchline run: it sets the webhook at its start",
        ),
        (Some(url), Wanted::Webhook(wanted)) if url == wanted => {
            Finding::well("telegram.webhook", format!("Updates are sent to {}, as configured.", host(url)))
        }
        (Some(url), Wanted::Webhook(_)) => Finding::fault(
            "telegram.webhook",
            format!("Telegram sends the updates to another address than the configured one, at {}.", host(url)),
            "Another program hears what this bot should.",
            "Stop the other program, then restart this one: systemctl restart touchline; or correct [telegram.webhook] url",
        ),
    });
    if let Some(message) = webhook.last_error_message.as_deref().filter(|_| found.is_some()) {
        findings.push(Finding::warning(
            "telegram.webhook_error",
            format!("Telegram could not deliver an update lately: {message}."),
            "What people said meanwhile is answered late, or never after a day.",
            "Look at the proxy in front of the bot: it must pass POST and the header X-Telegram-Bot-Api-Secret-Token, with a certificate that Telegram accepts",
        ));
    }
    let waiting = webhook.pending_update_count;
    if waiting > UPDATES_BORNE {
        findings.push(Finding::warning(
            "telegram.pending",
            format!("Updates that wait at Telegram: {waiting}."),
            "The bot does not run or does not keep up; after a day Telegram forgets them.",
            "systemctl status touchline; its log says what keeps it",
        ));
    } else {
        findings.push(Finding::well("telegram.pending", format!("Updates that wait at Telegram: {waiting}.")));
    }
    findings
}

/// A path may hold a secret: only the host is told.
fn host(url: &str) -> String {
    let host = reqwest::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "an address that cannot be read".to_owned())
}

/// Compares the menus in English with ours; those of other languages are set in the same run.
async fn menu(api: &Api) -> Finding {
    let mut stale = 0_usize;
    let ours = register::menus();
    let english = || ours.iter().filter(|menu| menu.language_code.is_none());
    for own in english() {
        let mut question = GetMyCommands::new();
        if let Some(scope) = own.scope.clone() {
            question = question.scope(scope);
        }
        match api.call::<Vec<BotCommand>, _>(&question).await {
            Ok(known) => stale += usize::from(known != own.commands),
            Err(error) => {
                let what = format!("The command menu could not be read: {}.", error.to_string().trim_end_matches('.'));
                let why = "People may be offered none, or an old one; commands work without it.";
                return Finding::warning("telegram.commands", what, why, "touchline doctor, once more");
            }
        }
    }
    if stale == 0 {
        return Finding::well(
            "telegram.commands",
            format!("The command menus ({}) are as they are now.", english().count()),
        );
    }
    Finding::warning(
        "telegram.commands",
        format!("{stale} of {} command menus are missing or old.", english().count()),
        "People are not offered what this version can do; commands work all the same.",
        "touchline run (or systemctl restart touchline): it sets them at its start. If it did already and another program replaced them: with the bot stopped, sqlite3 STORE \"DELETE FROM facts WHERE name LIKE 'telegram.commands.%'\"",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Level;

    #[test]
    fn updates_go_where_the_configuration_says() {
        let (own, other) = ("https://a.example/x", "https://b.example/x");
        let polling = Wanted::Polling { former: None };
        let level = |url: &str, wanted| {
            let webhook = Webhook { url: url.to_owned(), pending_update_count: 0, last_error_message: None };
            updates(&webhook, wanted)[0].level()
        };
        assert_eq!((level("", polling), level(own, polling)), (Level::Well, Level::Fault));
        assert_eq!(level(own, Wanted::Polling { former: Some(own) }), Level::Warning);
        assert_eq!(level(other, Wanted::Polling { former: Some(own) }), Level::Fault);
        assert_eq!(level("", Wanted::Webhook(own)), Level::Warning);
        assert_eq!((level(own, Wanted::Webhook(own)), level(other, Wanted::Webhook(own))), (Level::Well, Level::Fault));
        let secret = Webhook {
            url: "https://a.example/secret".into(),
            pending_update_count: 501,
            last_error_message: Some("502".into()),
        };
        let told = updates(&secret, polling);
        assert!(told.iter().all(|finding| !finding.what().contains("secret")), "{told:?}");
        assert_eq!(told.len(), 3);
        assert!(told[1..].iter().all(|finding| finding.level() == Level::Warning), "{told:?}");
    }
}
