//! What is to be done after the configuration is written: the invitation, @BotFather, the next command.

use std::fmt::Write as _;
use std::path::Path;

use super::{Token, Wanted, application};
use crate::platforms::discord::invite;
use crate::ports::quoted;

/// The steps for what is on, and what is missing for what is off.
pub(super) fn told(wanted: &Wanted, file: &Path, is_named: bool) -> String {
    let mut told = format!("{} is written; only its owner can read it.\n\n", file.display());
    told += &match &wanted.discord {
        Token::None => "Discord stays off: no token was given. At https://discord.com/developers/applications choose New Application, \
            then Bot, Reset Token; write it into [discord] token, or into a file that [discord] token_file names.\n"
            .to_owned(),
        token => discord(application(token)),
    };
    told.push('\n');
    told += match &wanted.telegram {
        Token::None => {
            "Telegram stays off: no token was given. Say /newbot to @BotFather (https://t.me/BotFather); write the token into \
            [telegram] token, or into a file that [telegram] token_file names. Then:\n"
        }
        Token::File(_) | Token::Typed(_) => "Telegram: say to @BotFather (https://t.me/BotFather)\n",
    };
    told += "  /setinline      choose the bot, type a hint such as: player, team or match. Stories are then found in any chat.
  /setprivacy     leave it as it is (enabled): it hears commands and replies, and nothing else.
  /setjoingroups  leave it as it is (enabled), so that it can be added to groups.
";
    let named = if is_named { format!(" --config {}", quoted(file)) } else { String::new() };
    let _written = write!(
        told,
        "\nNext:\n  touchline check{named}     is all in order? connects nowhere\n  touchline doctor{named}    and do the tokens work?\n  touchline run{named}"
    );
    told
}

fn discord(application: Option<u64>) -> String {
    let (number, hint) = match application {
        Some(number) => (number.to_string(), ""),
        None => (
            "ID".to_owned(),
            "\n  (in place of ID the Application ID: Developer Portal, your application, General Information)",
        ),
    };
    format!(
        "Discord: invite the bot to your server with\n  {}{hint}\n  It may then view channels, send messages (in threads, too), embed links and read the history, with which it looks \
         whether a post arrived. No privileged intent is needed.\n",
        invite::address(&number)
    )
}
