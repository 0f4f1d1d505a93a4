//! Looks for secrets in anything that was kept, in every way they may be written. It shares no code with what takes them
//! out of the log.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Secrets to look for, each under a name that may be told.
pub(crate) struct Search(Vec<(String, Vec<u8>)>);

impl Search {
    /// For these secrets: a name and the secret itself.
    pub(crate) fn of(secrets: &[(&str, &str)]) -> Self {
        let mut ways = Vec::new();
        for (name, secret) in secrets {
            ways.extend(written(secret).into_iter().map(|(way, text)| (format!("{name}, {way}"), text)));
        }
        Self(ways)
    }

    /// What was found, by name and way.
    pub(crate) fn hits(&self, bytes: &[u8]) -> Vec<String> {
        let found = self.0.iter().filter_map(|(name, secret)| {
            let at = position(bytes, secret)?;
            let before = String::from_utf8_lossy(&bytes[at.saturating_sub(120)..at]).into_owned();
            Some(format!("{name}, after {before:?}"))
        });
        found.collect()
    }

    /// What was found in every file below a folder; and how many bytes were read. By `grep`: logs at trace level are long.
    pub(crate) fn hits_below(&self, folder: &Path) -> (Vec<String>, u64) {
        let patterns = tempfile::NamedTempFile::new().expect("a file");
        let lines: Vec<&[u8]> = self.0.iter().map(|(_, secret)| secret.as_slice()).collect();
        fs::write(patterns.path(), lines.join(&b"\n"[..])).expect("written");
        let found = Command::new("grep")
            .env("LC_ALL", "C")
            .args(["-raoFm3", "-f"])
            .arg(patterns.path())
            .arg(folder)
            .output()
            .expect("grep is on this machine");
        // 0: found, 1: not found; anything else says nothing about either.
        let code = found.status.code().filter(|code| *code < 2);
        code.unwrap_or_else(|| panic!("grep: {}", String::from_utf8_lossy(&found.stderr)));
        let size = |file: &PathBuf| fs::metadata(file).map_or(0, |about| about.len());
        let read = files_below(folder).iter().map(size).sum();
        (String::from_utf8_lossy(&found.stdout).lines().map(str::to_owned).collect(), read)
    }
}

/// Every file below a folder.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() { folders.push(entry) } else { found.push(entry) }
        }
    }
    found
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// A secret, and the part of it that nobody else knows, in every way it may be written.
fn written(secret: &str) -> Vec<(&'static str, Vec<u8>)> {
    // A short part, as the local Discord's, is a word that may be said.
    let part = secret.split_once(':').or_else(|| secret.rsplit_once('.')).map(|(_, part)| part);
    let part = part.filter(|part| part.len() >= 16).unwrap_or(secret);
    let bytes = part.as_bytes();
    let by = |one: &dyn Fn(&u8) -> String, between: &str| bytes.iter().map(one).collect::<Vec<_>>().join(between);
    let mut ways = vec![
        ("as it is", bytes.to_vec()),
        ("backwards", bytes.iter().rev().copied().collect()),
        ("percent-encoded", by(&|byte| format!("%{byte:02X}"), "").into_bytes()),
        ("percent-encoded in small letters", by(&|byte| format!("%{byte:02x}"), "").into_bytes()),
        ("in hexadecimal", by(&|byte| format!("{byte:02x}"), "").into_bytes()),
        ("in capital hexadecimal", by(&|byte| format!("{byte:02X}"), "").into_bytes()),
        ("as numbers", by(&ToString::to_string, ", ").into_bytes()),
        ("as close numbers", by(&ToString::to_string, ",").into_bytes()),
        ("as JSON escapes", by(&|byte| format!("\\u{byte:04x}"), "").into_bytes()),
    ];
    if secret != part {
        let whole = secret.replace(':', "%3A");
        ways.push(("whole, percent-encoded", whole.to_lowercase().into_bytes()));
        ways.push(("whole, percent-encoded", whole.into_bytes()));
    }
    for before in 0..3 {
        for alphabet in [&b"+/"[..], b"-_"] {
            ways.push(("in base64", base64_within(bytes, before, alphabet)));
        }
    }
    ways
}

/// The letters of base64 that depend on `bytes` alone when `before` bytes stand before them.
fn base64_within(bytes: &[u8], before: usize, last_two: &[u8]) -> Vec<u8> {
    let letters: Vec<u8> =
        (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(last_two.iter().copied()).collect();
    let bits: Vec<u8> = std::iter::repeat_n(&0, before)
        .chain(bytes)
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    let groups =
        bits.chunks_exact(6).map(|six| six.iter().fold(0_usize, |number, bit| number << 1 | usize::from(*bit)));
    groups.skip((before * 8).div_ceil(6)).map(|number| letters[number]).collect()
}

#[test]
fn the_search_finds_what_was_planted() {
    let secret = "7012345678:AAHcanaryTELEGRAM0123456789abcdefgh";
    let search = Search::of(&[("a token", secret)]);
    let hits = |text: &str| search.hits(text.as_bytes()).len();
    for planted in [
        secret.to_owned(),
        format!("https://api.telegram.org/file/bot{secret}/photos/1.jpg"),
        secret.replace(':', "%3A"),
        secret.split(':').nth(1).expect("a part").to_owned(),
        secret.chars().rev().collect(),
        format!("{:?}", secret.as_bytes()),
        secret.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat(),
        // By another hand: printf 'x%s and more' … | base64
        "eDcwMTIzNDU2Nzg6QUFIY2FuYXJ5VEVMRUdSQU0wMTIzNDU2Nzg5YWJjZGVmZ2ggYW5kIG1vcmU=".to_owned(),
        "eHk3MDEyMzQ1Njc4OkFBSGNhbmFyeVRFTEVHUkFNMDEyMzQ1Njc4OWFiY2RlZmdoIGFuZCBtb3Jl".to_owned(),
        "NzAxMjM0NTY3ODpBQUhjYW5hcnlURUxFR1JBTTAxMjM0NTY3ODlhYmNkZWZnaCBhbmQgbW9yZQ==".to_owned(),
    ] {
        assert!(hits(&format!("before {planted} after")) > 0, "{planted}");
    }
    assert_eq!(hits("7012345678:[secret] AAHcanaryTELEGRAM012345678 https://api.telegram.org/file/bot"), 0);
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("below")).expect("a folder");
    fs::write(folder.path().join("below/log"), [&[b'.', 0, 0xff, b'\n'][..], secret.as_bytes()].concat())
        .expect("written");
    fs::write(folder.path().join("clean"), "nothing").expect("written");
    let (found, read) = search.hits_below(folder.path());
    assert!(found.len() == 1 && found[0].contains("below/log:") && read == 4 + 46 + 7, "{read} {found:?}");
}
