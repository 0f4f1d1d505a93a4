//! The menu that Telegram shows while people type: the one command table, once for each audience.
//!
//! It is sent only when it has changed since this bot sent it last, and a failure costs only the menu: commands work
//! without it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use teloxide::payloads::{SetMyCommands, SetMyCommandsSetters as _};
use teloxide::types::{BotCommand, BotCommandScope};

use super::api::Api;
use super::update::Me;
use crate::domain::command::{Audience, COMMANDS};
use crate::platforms::Desk;

/// Brings the menu up to date.
pub(super) async fn menu(api: &Api, me: &Me, desk: &Desk) {
    let menus = menus();
    let digest = digest(&menus);
    let fact = format!("telegram.commands.{}", me.id);
    match desk.store.fact(&fact).await {
        Ok(Some(sent)) if sent == digest => return,
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "whether the command menu is up to date is not known; it is sent again"),
    }
    for menu in &menus {
        if let Err(error) = api.call::<bool, _>(menu).await {
            tracing::warn!(%error, "the command menu could not be set; it will be tried again at the next start");
            return;
        }
    }
    if let Err(error) = desk.store.remember(&fact, &digest).await {
        tracing::warn!(%error, "that the command menu is up to date could not be remembered");
    }
}

/// Everybody's commands everywhere; all of them to group admins, and in private chats, where the person is admin.
fn menus() -> [SetMyCommands; 4] {
    let menu = |scope, is_shown: fn(Audience) -> bool| {
        let shown = COMMANDS.iter().filter(|spec| is_shown(spec.audience));
        SetMyCommands::new(shown.map(|spec| BotCommand::new(spec.name, spec.summary))).scope(scope)
    };
    let for_all = |audience| audience == Audience::All;
    [
        menu(BotCommandScope::Default, for_all),
        menu(BotCommandScope::AllGroupChats, for_all),
        menu(BotCommandScope::AllPrivateChats, |_| true),
        menu(BotCommandScope::AllChatAdministrators, |_| true),
    ]
}

fn digest(menus: &[SetMyCommands]) -> String {
    let mut digest = Sha256::new();
    for menu in menus {
        digest.update(serde_json::to_vec(menu).expect("a menu holds only texts"));
    }
    digest.finalize().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a String cannot fail");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_audience_is_shown_its_commands() {
        let names =
            |menu: &SetMyCommands| menu.commands.iter().map(|command| command.command.clone()).collect::<Vec<_>>();
        let [everywhere, groups, private, admins] = menus();
        let all: Vec<_> = COMMANDS.iter().map(|spec| spec.name.to_owned()).collect();
        assert_eq!((names(&private), names(&admins)), (all.clone(), all));
        assert_eq!(names(&everywhere), names(&groups));
        assert!(names(&everywhere).contains(&"story".to_owned()) && !names(&everywhere).contains(&"daily".to_owned()));
        assert_eq!(digest(&menus()), digest(&menus()));
    }
}
