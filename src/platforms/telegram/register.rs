//! The menu that Telegram shows while people type: the one command table, once for each audience and language.
//!
//! It is sent only when it has changed since this bot sent it last, and a failure costs only the menu: commands work
//! without it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use teloxide::payloads::{SetMyCommands, SetMyCommandsSetters as _};
use teloxide::types::{BotCommand, BotCommandScope};

use super::api::Api;
use super::update::Me;
use crate::domain::command::{Audience, COMMANDS, CommandSpec};
use crate::domain::tongue::Tongue;
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

/// English for everybody, and every other language that has words of its own for those whose app speaks it.
pub(super) fn menus() -> Vec<SetMyCommands> {
    let english = menus_of(|spec| spec.summary(Tongue::English));
    let others = Tongue::ALL.into_iter().filter(|tongue| *tongue != Tongue::English).filter_map(|tongue| {
        let menus = menus_of(|spec| spec.summary(tongue));
        // Whose language says nothing of its own reads English without being sent it.
        (menus != english).then(|| menus.map(|menu| menu.language_code(tongue.tag())))
    });
    let others: Vec<_> = others.flatten().collect();
    english.into_iter().chain(others).collect()
}

/// Everybody's commands everywhere; all of them to group admins, and in private chats, where the person is admin.
fn menus_of(summary: impl Fn(&CommandSpec) -> String) -> [SetMyCommands; 4] {
    let menu = |scope, is_shown: fn(Audience) -> bool| {
        let shown = COMMANDS.iter().filter(|spec| is_shown(spec.audience));
        SetMyCommands::new(shown.map(|spec| BotCommand::new(spec.name, summary(spec)))).scope(scope)
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
        let [everywhere, groups, private, admins] = menus_of(|spec| spec.name.to_owned());
        let all: Vec<_> = COMMANDS.iter().map(|spec| spec.name.to_owned()).collect();
        assert_eq!((names(&private), names(&admins)), (all.clone(), all));
        assert_eq!(names(&everywhere), names(&groups));
        assert!(names(&everywhere).contains(&"story".to_owned()) && !names(&everywhere).contains(&"daily".to_owned()));
        assert_eq!(digest(&menus()), digest(&menus()));
    }

    #[test]
    fn each_language_with_words_of_its_own_has_menus() {
        let menus = menus();
        assert!(menus[..4].iter().all(|menu| menu.language_code.is_none()), "English is for everybody");
        for tongue in Tongue::ALL.into_iter().filter(|tongue| *tongue != Tongue::English) {
            let speaks = COMMANDS.iter().any(|spec| spec.summary(tongue) != spec.summary(Tongue::English));
            let mine: Vec<_> =
                menus.iter().filter(|menu| menu.language_code.as_deref() == Some(tongue.tag())).collect();
            assert_eq!(mine.len(), if speaks { 4 } else { 0 }, "{tongue:?}");
            let said = mine.iter().flat_map(|menu| &menu.commands).map(|command| command.description.chars().count());
            assert!(said.into_iter().all(|length| (1..=256).contains(&length)), "{tongue:?}");
        }
    }
}
