//! Takes secrets out of lines: ours in every way they are written, and whatever has the shape of one. It does not know
//! where the lines go.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use regex::bytes::{Captures, Regex, RegexBuilder};
use secrecy::{ExposeSecret as _, SecretString};

/// What stands where a secret was.
const MARK: &[u8] = b"[secret]";
/// A part of a token that is shorter, in bytes, may be a word of its own.
const SHORTEST_PART: usize = 16;
/// A secret that is shorter, in bytes, would take half of every line with it.
const SHORTEST: usize = 6;
/// The compiled search may take so much memory, in bytes.
const SIZE_LIMIT: usize = 64 << 20;

/// What is secret wherever it comes from. `keep` stays: it says what was taken out.
const SHAPES: &[&str] = &[
    // Telegram's tokens, also in the addresses of its calls and files.
    r"[0-9]{6,}(?::|%(?:25)*3[Aa])[A-Za-z0-9_-]{30,}",
    // Discord's tokens.
    r"[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}",
    // Discord's interaction tokens: base64 of "interaction:…".
    r"aW50ZXJhY3Rpb24[A-Za-z0-9_=%-]+",
    // The addresses that answers to interactions go to hold the token.
    r"(?P<path>(?:/|%2[Ff])(?:interactions|webhooks)(?:/|%2[Ff])[0-9]+(?:/|%2[Ff]))[A-Za-z0-9_.~=%-]{8,}",
    // What is called a secret, in JSON, in a `Debug` or in a header.
    r#"(?P<key>(?i:token|secret|authorization)\\*"?\s*[:=]\s*(?:[A-Z][A-Za-z]*\()*\\*")[^"\\\r\n]+"#,
    r"(?P<scheme>(?i:authorization):? *(?i:Bot|Bearer) )[^\s,;]+",
];

/// Takes secrets out. Its cost grows with the length of a line alone, not with the number of secrets.
#[derive(Debug)]
pub struct Redactor(Option<Regex>);

impl Redactor {
    /// One that knows these secrets, and the shapes of all.
    pub fn new(secrets: &[SecretString]) -> Self {
        let mut ways: Vec<String> = Vec::new();
        for secret in secrets.iter().map(|secret| secret.expose_secret().trim()) {
            ways.extend(written(secret));
        }
        let shapes = || SHAPES.iter().map(|shape| (*shape).to_owned());
        let build = |ways: Vec<String>| {
            RegexBuilder::new(&ways.join("|")).unicode(false).size_limit(SIZE_LIMIT).dfa_size_limit(SIZE_LIMIT).build()
        };
        // No secret that a platform gives is long enough to break the limit; one that did must not cost the shapes.
        let search = build(ways.into_iter().chain(shapes()).collect()).or_else(|_| build(shapes().collect()));
        Self(search.ok())
    }

    /// The line without secrets.
    pub fn clean<'a>(&self, line: &'a [u8]) -> Cow<'a, [u8]> {
        // A search that could not be built is nothing that a line may be trusted to.
        let Some(search) = &self.0 else {
            return Cow::Borrowed(b"[a line is left out: secrets cannot be searched for]\n");
        };
        search.replace_all(line, |found: &Captures<'_>| {
            let kept = ["path", "key", "scheme"].into_iter().find_map(|name| found.name(name));
            [kept.map_or(&b""[..], |kept| kept.as_bytes()), MARK].concat()
        })
    }

    /// The text without secrets.
    pub fn clean_text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.clean(text.as_bytes())).into_owned()
    }
}

/// Every way in which a secret, or the part of it that nobody else knows, may be written.
fn written(secret: &str) -> Vec<String> {
    // Telegram's comes after the number of the bot, Discord's is the last of three words.
    let part = secret.split_once(':').or_else(|| secret.rsplit_once('.')).map(|(_, part)| part);
    let parts = [Some(secret), part].into_iter().flatten();
    let mut ways = Vec::new();
    for (number, part) in parts.enumerate() {
        if part.len() < if number == 0 { SHORTEST } else { SHORTEST_PART } {
            continue;
        }
        ways.push(escaped(part.as_bytes()));
        ways.push(listed(part.as_bytes(), r"(?:\\x|[ :,])*", |byte| format!("(?i:{byte:02x})")));
        ways.push(listed(part.as_bytes(), r",\s*", ToString::to_string));
        ways.extend((0..3).filter_map(|before| encoded(part.as_bytes(), before)));
    }
    ways
}

/// As itself, percent-encoded, or escaped as JSON and `Debug` do: each byte in any of these ways.
fn escaped(bytes: &[u8]) -> String {
    let one = |byte: &u8| {
        let itself = regex::escape(&char::from(*byte).to_string());
        let itself = if byte.is_ascii() { itself } else { format!(r"\x{byte:02x}") };
        format!(r"(?:\\*{itself}|%(?:25)*(?i:{byte:02x})|\\+u00(?i:{byte:02x}))")
    };
    format!("(?-u:{})", bytes.iter().map(one).collect::<String>())
}

/// Byte after byte as numbers.
fn listed(bytes: &[u8], between: &str, one: impl Fn(&u8) -> String) -> String {
    bytes.iter().map(one).collect::<Vec<_>>().join(between)
}

/// In base64 of either alphabet, with so many bytes before it in the same text: what does not depend on its neighbours.
fn encoded(bytes: &[u8], before: usize) -> Option<String> {
    let text = STANDARD_NO_PAD.encode([&[0; 2][..before], bytes].concat());
    // Six bits a letter: the first one that holds nothing of what is before, and the last one that is full.
    let (from, to) = ((before * 8).div_ceil(6), (before + bytes.len()) * 8 / 6);
    let inner = text.get(from..to).filter(|inner| inner.len() >= SHORTEST_PART / 2)?;
    let one = |letter: char| match letter {
        '+' => r"(?:[+-]|%(?:25)*2[Bb])".to_owned(),
        '/' => r"(?:[/_]|%(?:25)*2[Ff])".to_owned(),
        letter => letter.to_string(),
    };
    Some(inner.chars().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TELEGRAM: &str = "7012345678:AAH-canary_TELEGRAM.x+y/z~0123456789";
    const DISCORD: &str = "MTAwMDAwMDAwMDAwMDAwMDAw.GcaNaR.canary-DISCORD_0123456789abcdefghijklm";
    const WEBHOOK: &str = "canary_webhook-SECRET-0123456789";

    fn redactor() -> Redactor {
        Redactor::new(&[TELEGRAM, DISCORD, WEBHOOK].map(SecretString::from))
    }

    fn clean(line: &str) -> String {
        redactor().clean_text(line)
    }

    #[test]
    fn a_secret_is_taken_out_in_every_way_it_is_written() {
        let redactor = redactor();
        for secret in [TELEGRAM, DISCORD, WEBHOOK, "AAH-canary_TELEGRAM.x+y/z~0123456789"] {
            let hex = |byte: &u8| format!("{byte:02x}");
            let percent = |byte: &u8| format!("%{byte:02X}");
            let json = |byte: &u8| format!("\\u00{byte:02x}");
            let mut ways = vec![
                secret.to_owned(),
                secret.replace(':', "%3A").replace('+', "%2b"),
                secret.replace(':', "%253A"),
                secret.bytes().map(|byte| percent(&byte)).collect(),
                secret.replace('/', "\\/"),
                secret.bytes().map(|byte| json(&byte)).collect(),
                secret.bytes().map(|byte| hex(&byte)).collect(),
                format!("{:?}", secret.as_bytes()),
                format!("{secret:?}"),
            ];
            for before in ["", "x", "xy", "Bot ", "{\"t\":"] {
                let standard = STANDARD_NO_PAD.encode(format!("{before}{secret} and more"));
                ways.push(standard.replace('+', "-").replace('/', "_"));
                ways.push(standard);
            }
            for way in ways {
                let line = redactor.clean_text(&format!("before {way} after"));
                assert!(line.contains("[secret]"), "{way}: {line}");
                // Some letters of base64 belong to what is beside the secret.
                for run in way.as_bytes().windows(20) {
                    assert!(!line.as_bytes().windows(20).any(|other| other == run), "{way}: {line}");
                }
            }
        }
    }

    #[test]
    fn the_shape_of_a_secret_is_enough() {
        let old = "987654321:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc";
        for (line, expected) in [
            (
                format!("GET https://api.telegram.org/file/bot{old}/photos/file_1.jpg"),
                "GET https://api.telegram.org/file/bot[secret]/photos/file_1.jpg",
            ),
            (format!("bot{}", old.replace(':', "%3A")), "bot[secret]"),
            ("t=MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz012345678901".into(), "t=[secret]"),
            ("token aW50ZXJhY3Rpb246MTIzNDU2Nzg5OmFiY2RlZg.".into(), "token [secret]."),
            (
                "POST /api/v10/interactions/55/local-token-of-55/callback".into(),
                "POST /api/v10/interactions/55/[secret]/callback",
            ),
            ("/webhooks/42/aBcDeF-123456/messages/@original".into(), "/webhooks/42/[secret]/messages/@original"),
            (r#"{"d":{"token":"local-token-of-5","x":1}}"#.into(), r#"{"d":{"token":"[secret]","x":1}}"#),
            (r#"{\"token\":\"local-token-of-5\",\"x\"}"#.into(), r#"{\"token\":\"[secret]\",\"x\"}"#),
            (r#"secret_token: Some("abc"), x"#.into(), r#"secret_token: Some("[secret]"), x"#),
            ("authorization: Bot abc.def, accept: x".into(), "authorization: Bot [secret], accept: x"),
        ] {
            assert_eq!(clean(&line), expected);
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        for line in [
            "2026-11-22T03:48:42.123456Z  INFO answer{request=telegram:123456789}: a story was changed story=7",
            "the token was refused: [discord] token: ask for a new one; [telegram] token_file: /run/x cannot be read",
            "Morocco 1–0 Portugal · حكيمي · https://www.theguardian.com/football/2022/dec/10/boufal-danced-with-mother",
            "/webhooks/ and /interactions/12 and 123456:short",
        ] {
            assert_eq!(clean(line), line);
        }
        let short = Redactor::new(&["a".into(), "touchline.local.token".into(), String::new().into()]);
        assert_eq!(short.clean_text("a token of touchline.local.token"), "a token of [secret]");
    }

    #[test]
    fn bytes_that_are_no_text_pass() {
        let line = [b"\xff\xfe ", WEBHOOK.as_bytes(), b" \xc3"].concat();
        assert_eq!(&*redactor().clean(&line), b"\xff\xfe [secret] \xc3");
    }
}
