//! The address with which the bot is invited to a server, and what it asks for there.

use serenity::model::Permissions;

/// What the bot asks for where it is invited: to post (in threads, too), with the story's card, and to look whether a post
/// arrived. README.md has the number.
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
    let digits = unpack(token.split('.').next()?)?;
    std::str::from_utf8(&digits).ok()?.parse().ok().filter(|number| *number > 0)
}

/// Base64 of either alphabet, without padding.
fn unpack(word: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0_u32, Vec::new());
    for byte in word.trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(six)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_that_of_the_readme_and_of_the_rights_that_posts_need() {
        assert_eq!(PERMISSIONS.bits(), 274_877_991_936);
        let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
        assert!(readme.contains(&address("ID")), "{}", address("ID"));
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
