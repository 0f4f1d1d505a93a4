//! The address with which the bot is invited to a server, and what it asks for there.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serenity::model::Permissions;

/// What the bot asks for where it is invited: to post (in threads, too), with the story's card, and to look whether a post
/// arrived. docs/operating.md has the number.
pub const PERMISSIONS: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::READ_MESSAGE_HISTORY);

/// The address; `application` is the application's number, or a word that stands for it.
pub fn address(application: &str) -> String {
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        PERMISSIONS.bits()
    )
}

/// The application's number, which is the first word of its token, in base64; `None` where that is no number.
pub fn application_of(token: &str) -> Option<u64> {
    let word = token.split('.').next()?.trim_end_matches('=');
    // Digits in base64 need no letter in which its two alphabets differ.
    let digits = URL_SAFE_NO_PAD.decode(word).ok()?;
    std::str::from_utf8(&digits).ok()?.parse().ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_that_of_the_guide_and_of_the_rights_that_posts_need() {
        assert_eq!(PERMISSIONS.bits(), 274_877_991_936);
        let guide = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/operating.md"));
        assert!(guide.contains(&address("ID")), "{}", address("ID"));
    }

    #[test]
    fn a_token_begins_with_its_application() {
        assert_eq!(application_of("MTAwMDAwMDAwMDAwMDAwMDAw.GAAAAA.aaaa"), Some(100_000_000_000_000_000));
        assert_eq!(application_of("MTIz.x.y"), Some(123));
        for none in ["", "touchline.local.token", "a.b.c", "!!.b.c", "MA.b.c"] {
            assert_eq!(application_of(none), None, "{none}");
        }
    }
}
