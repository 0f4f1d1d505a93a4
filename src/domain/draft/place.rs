//! What people call the part of a story that a fault's key names: `match.score`, `players[2].name`, `text:3`.
//!
//! English says the key itself, as story files have it; other languages say what it means.

use crate::domain::tongue::Text;
use crate::text;

/// The whole key. One that no rule of the draft's makes stays as it is.
pub(super) fn of(key: &str) -> Text {
    known(key).unwrap_or_else(|| Text::from(key))
}

/// What a key names within its entry or section: `score` of `match.score`; `None` where it names the whole.
pub(super) fn within(key: &str) -> Option<Text> {
    let (_, name) = key.rsplit_once('.')?;
    Some(part(name).unwrap_or_else(|| Text::from(name)))
}

fn known(key: &str) -> Option<Text> {
    if let Some((line, rest)) = key.strip_prefix("line ").and_then(|numbered| numbered.split_once(", ")) {
        let line: usize = line.parse().ok()?;
        return Some(text!("fault-at-line", line = line, place = of(rest)));
    }
    if let Some(line) = key.strip_prefix("text:") {
        let line: usize = line.parse().ok()?;
        return Some(text!("fault-at-text-line", line = line));
    }
    match key.split_once('.') {
        Some(("match", name)) => Some(text!("fault-at-match", part = part(name)?)),
        Some((entry, name)) => part_of_entry(entry, part(name)?),
        None => whole(key).or_else(|| entry(key)),
    }
}

/// `name` or `name[2]`.
fn numbered(entry: &str) -> Option<(&str, usize)> {
    let (name, number) = entry.strip_suffix(']')?.split_once('[')?;
    Some((name, number.parse().ok()?))
}

fn part_of_entry(entry: &str, part: Text) -> Option<Text> {
    let (name, number) = numbered(entry)?;
    Some(match name {
        "players" => text!("fault-at-player", number = number, part = part),
        "people" => text!("fault-at-person", number = number, part = part),
        "quotes" => text!("fault-at-quote", number = number, part = part),
        "media" => text!("fault-at-media", number = number, part = part),
        "sources" => text!("fault-at-source", number = number, part = part),
        _ => return None,
    })
}

fn entry(key: &str) -> Option<Text> {
    let (name, number) = numbered(key)?;
    Some(match name {
        "themes" => text!("fault-at-theme", number = number),
        "reactions" => text!("fault-at-reaction", number = number),
        "related" => text!("fault-at-related", number = number),
        _ => return None,
    })
}

fn whole(key: &str) -> Option<Text> {
    Some(match key {
        "slug" => text!("fault-at-slug"),
        "title" => text!("fault-at-title"),
        "summary" => text!("fault-at-summary"),
        "tournament" => text!("fault-at-tournament"),
        "date" => text!("fault-at-date"),
        "lang" => text!("fault-at-lang"),
        "text" => text!("fault-at-text"),
        "players" => text!("fault-at-players"),
        "people" => text!("fault-at-people"),
        "themes" => text!("fault-at-themes"),
        "quotes" => text!("fault-at-quotes"),
        "reactions" => text!("fault-at-reactions"),
        "media" => text!("fault-at-all-media"),
        "related" => text!("fault-at-all-related"),
        "sources" => text!("fault-at-sources"),
        _ => return None,
    })
}

fn part(name: &str) -> Option<Text> {
    Some(match name {
        "name" => text!("fault-part-name"),
        "native_name" => text!("fault-part-native-name"),
        "team" => text!("fault-part-team"),
        "role" => text!("fault-part-role"),
        "aliases" => text!("fault-part-aliases"),
        "date" => text!("fault-part-date"),
        "home" => text!("fault-part-home"),
        "away" => text!("fault-part-away"),
        "score" => text!("fault-part-score"),
        "penalties" => text!("fault-part-penalties"),
        "stage" => text!("fault-part-stage"),
        "venue" => text!("fault-part-venue"),
        "city" => text!("fault-part-city"),
        "by" => text!("fault-part-by"),
        "text" => text!("fault-part-text"),
        "context" => text!("fault-part-context"),
        "original" => text!("fault-part-original"),
        "original_lang" => text!("fault-part-original-lang"),
        "kind" => text!("fault-part-kind"),
        "url" => text!("fault-part-url"),
        "alt" => text!("fault-part-alt"),
        "credit" => text!("fault-part-credit"),
        "title" => text!("fault-part-title"),
        "publisher" => text!("fault-part-publisher"),
        alias => {
            let (_, number) = numbered(alias).filter(|(name, _)| *name == "aliases")?;
            text!("fault-part-alias", number = number)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Draft, MatchDraft, MediaDraft, Origin, PersonDraft, PlayerDraft, QuoteDraft, SourceDraft};
    use super::*;

    /// A draft in which everything is wrong.
    fn wrong(origin: Origin) -> Draft {
        let odd = || "x".repeat(601);
        let aliases = || vec!["Soso".to_owned(), odd()];
        Draft {
            slug: "?".into(),
            lang: "?".into(),
            date: "?".into(),
            players: vec![PlayerDraft {
                team: odd(),
                role: odd(),
                aliases: aliases(),
                native_name: odd(),
                name: odd(),
            }],
            people: vec![PersonDraft { role: odd(), aliases: aliases(), name: odd() }],
            match_: Some(MatchDraft {
                date: "?".into(),
                home: odd(),
                away: odd(),
                score: "?".into(),
                penalties: "?".into(),
                stage: odd(),
                venue: odd(),
                city: odd(),
            }),
            themes: vec!["?".into()],
            quotes: vec![QuoteDraft {
                by: odd(),
                text: odd(),
                context: odd(),
                original: odd(),
                original_lang: "?".into(),
            }],
            reactions: vec![odd()],
            media: vec![MediaDraft { kind: odd(), url: "?".into(), alt: odd(), credit: odd() }],
            related: vec!["?".into()],
            sources: vec![SourceDraft { publisher: odd(), title: odd(), url: "?".into(), date: "?".into() }],
            body: "# No".into(),
            origin,
            ..Draft::default()
        }
    }

    #[test]
    fn every_key_of_the_rules_has_a_name_and_english_says_the_key() {
        let empty = Draft::default();
        let mut drafts = vec![wrong(Origin::Collection), wrong(Origin::Chat), empty.clone()];
        drafts.push(Draft { themes: vec![String::new(); 41], sources: vec![SourceDraft::default(); 41], ..empty });
        let mut keys = Vec::new();
        for draft in drafts {
            for fault in draft.check().expect_err("faults") {
                assert!(known(&fault.key).is_some(), "{} has no name", fault.key);
                assert_eq!(fault.place().to_string(), fault.key);
                assert_eq!(
                    fault.part().map(|part| part.to_string()).as_deref(),
                    fault.key.rsplit_once('.').map(|(_, part)| part)
                );
                keys.push(fault.key);
            }
        }
        for key in ["players[1].aliases[2]", "match.penalties", "text:1", "quotes[1].original_lang", "themes"] {
            assert!(keys.iter().any(|known| known == key), "{key} in {keys:?}");
        }
    }

    #[test]
    fn keys_of_files_keep_their_line_or_stay_as_they_are() {
        for key in ["line 3, match.score", "line x, match.score", "JSON", "players[x].name", "prize.money", ""] {
            assert_eq!(of(key).to_string(), key);
        }
        assert!(known("line 3, match.score").is_some());
        assert!(known("prize.money").is_none());
    }
}
