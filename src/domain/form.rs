//! Forms: the fields of a story, and how filled-in ones become a draft.
//!
//! It does not check anything: the draft's rules do. It does not know how a platform shows a form.

use std::borrow::Cow;

use super::draft::{Draft, MatchDraft, Origin, PlayerDraft, SourceDraft, exact_date, parse_score};
use super::prose::Link;
use super::text::clean;
use super::tongue::{Text, Tongue};
use super::writing::is_nobody;

/// One field of the form that adds a story. Its words are keys of the Fluent files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormField {
    /// Its name in what comes back.
    pub name: &'static str,
    label: &'static str,
    question: &'static str,
    example: &'static str,
    /// Whether it takes many lines.
    pub long: bool,
    /// Whether it may be left empty.
    pub optional: bool,
}

impl FormField {
    /// What is asked, at most [`LABEL_LIMIT`] characters.
    pub fn label(&self) -> Text {
        Text::phrase(self.label, Vec::new())
    }

    /// What is asked in a conversation.
    pub fn question(&self) -> Text {
        Text::phrase(self.question, Vec::new())
    }

    /// An example, at most [`EXAMPLE_LIMIT`] characters.
    pub fn example(&self) -> Text {
        Text::phrase(self.example, Vec::new())
    }
}

/// Characters of a field's label and of a form's title (limits.toml `label.label`, `modal.title`).
pub const LABEL_LIMIT: usize = 45;
/// Characters of a field's example (limits.toml `text_input.placeholder`).
pub const EXAMPLE_LIMIT: usize = 100;

/// A form to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What it is for; it comes back with it.
    pub key: Cow<'static, str>,
    /// The key of what stands above it: see [`Form::title`].
    pub title: &'static str,
    /// Its fields, at most five (limits.toml `modal.components`).
    pub fields: &'static [FormField],
    /// What stands in them already, by name.
    pub values: Vec<(&'static str, String)>,
    /// What is wrong with what stands in them, by name.
    pub faults: Vec<(&'static str, Text)>,
    /// The language of its words. The desk sets it, as it does a message's.
    pub tongue: Tongue,
}

impl Form {
    /// What stands above it, at most [`LABEL_LIMIT`] characters.
    pub fn title(&self) -> Text {
        Text::phrase(self.title, Vec::new())
    }
}

/// A story's fields, in the order in which they are asked for.
pub const STORY_FIELDS: &[FormField] = &[
    FormField {
        name: "title",
        label: "field-title-label",
        question: "field-title-question",
        example: "field-title-example",
        long: false,
        optional: true,
    },
    FormField {
        name: "text",
        label: "field-text-label",
        question: "field-text-question",
        example: "field-text-example",
        long: true,
        optional: false,
    },
    FormField {
        name: "players",
        label: "field-players-label",
        question: "field-players-question",
        example: "field-players-example",
        long: false,
        optional: true,
    },
    FormField {
        name: "match",
        label: "field-match-label",
        question: "field-match-question",
        example: "field-match-example",
        long: false,
        optional: true,
    },
    FormField {
        name: "source",
        label: "field-source-label",
        question: "field-source-question",
        example: "field-source-example",
        long: false,
        optional: true,
    },
];

/// The field of a story that holds a whole one, where it is edited as a file.
pub const WHOLE_STORY: FormField = FormField {
    name: "text",
    label: "field-whole-label",
    question: "field-whole-question",
    example: "field-whole-example",
    long: true,
    optional: false,
};

/// The form that asks why a suggestion is declined; its key ends with the suggestion's number.
pub const DECLINE_FORM: Form = Form {
    key: Cow::Borrowed("decline"),
    title: "form-title-decline",
    fields: &[FormField {
        name: "reason",
        label: "field-reason-label",
        question: "field-reason-question",
        example: "field-reason-example",
        long: true,
        optional: true,
    }],
    values: Vec::new(),
    faults: Vec::new(),
    tongue: Tongue::English,
};

/// The values of a form's fields as somebody filled them in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryForm {
    /// [`Form::key`] of the form that was filled in.
    pub key: String,
    /// Name and value of each field.
    pub fields: Vec<(String, String)>,
}

impl StoryForm {
    /// The value of a field; empty when it is not there.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// The fields as a draft: players with their teams in brackets, a match line, a source line.
    pub fn draft(&self) -> Draft {
        let cleaned = |name: &str| clean(self.value(name));
        let (match_, date) = match_line(&cleaned("match"));
        Draft {
            title: self.value("title").to_owned(),
            date,
            players: cleaned("players")
                .split([',', ';', '،', '؛', '\n'])
                .map(str::trim)
                .filter(|name| !name.is_empty() && !is_nobody(name))
                .map(player)
                .collect(),
            match_,
            sources: source_lines(&cleaned("source")),
            body: self.value("text").to_owned(),
            origin: Origin::Chat,
            ..Draft::default()
        }
    }
}

/// `Achraf Hakimi (Morocco)` or `Achraf Hakimi`.
fn player(raw: &str) -> PlayerDraft {
    let (name, team) = raw.strip_suffix(')').and_then(|raw| raw.split_once('(')).unwrap_or((raw, ""));
    PlayerDraft { name: name.trim().to_owned(), team: team.trim().to_owned(), ..PlayerDraft::default() }
}

/// `Belgium 0-2 Morocco, 2022-11-27` as a match; `2022-11-27` alone as a date. What does not read as a match becomes
/// one with the fields that could be read, so that its faults are named.
fn match_line(raw: &str) -> (Option<MatchDraft>, String) {
    let words: Vec<&str> = raw.split([' ', ',', '\n', '(', ')']).filter(|word| !word.is_empty()).collect();
    let (date, words) = take_date(words);
    let date = date.as_str();
    let scored: Vec<String> = words.iter().map(|word| as_score(word)).collect();
    let teams: Vec<&str> = scored.iter().map(String::as_str).collect();
    if teams.is_empty() {
        return (None, date.to_owned());
    }
    let is_border = |word: &&&str| {
        parse_score(word).is_some()
            || matches!(word.to_lowercase().as_str(), "-" | "–" | "v" | "vs" | "vs." | "against")
    };
    let border = teams.iter().position(|word| is_border(&word));
    let (home, score, away) = match border {
        Some(at) => (teams[..at].join(" "), teams[at], teams[at + 1..].join(" ")),
        // Two words without anything between them can only be the teams.
        None if teams.len() == 2 => (teams[0].to_owned(), "", teams[1].to_owned()),
        None => (teams.join(" "), "", String::new()),
    };
    let score = if parse_score(score).is_some() { score.to_owned() } else { String::new() };
    (Some(MatchDraft { date: date.to_owned(), home, away, score, ..MatchDraft::default() }), date.to_owned())
}

/// The date among words, in one of the ways that mean one day everywhere (`2022-11-27`, `27.11.2022`, `27 Nov 2022`,
/// `November 27 2022`), and the other words. One that is no day at all stays, so that its fault is named.
fn take_date(mut words: Vec<&str>) -> (String, Vec<&str>) {
    const WAYS: [&str; 5] = ["%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d.%m.%Y"];
    if let Some(at) = words.iter().position(|word| exact_date(word).is_some()) {
        return (words.remove(at).to_owned(), words);
    }
    for length in [1, 3] {
        for at in 0..words.len().saturating_sub(length - 1) {
            let window = words[at..at + length].join(" ");
            let read = WAYS.iter().find_map(|way| chrono::NaiveDate::parse_from_str(&window, way).ok());
            if let Some(date) = read {
                words.drain(at..at + length);
                return (date.to_string(), words);
            }
        }
    }
    (String::new(), words)
}

/// `0:2` is a score, too.
fn as_score(word: &str) -> String {
    let dashed = word.replace([':', '–'], "-");
    if parse_score(&dashed).is_some() { dashed } else { word.to_owned() }
}

/// A word that is meant as an address, whether or not it is a good one: letters, a colon, and more.
fn is_address(word: &str) -> bool {
    word.split_once(':').is_some_and(|(scheme, rest)| {
        !scheme.is_empty() && !rest.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

/// Sources, one a line or with `; ` between them: an address, a publisher, or both.
fn source_lines(raw: &str) -> Vec<SourceDraft> {
    // Tables have `; ` between sources.
    raw.replace("; ", "\n")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let url = line.split_whitespace().find(|word| is_address(word)).unwrap_or_default();
            let publisher = if url.is_empty() { line.to_owned() } else { line.replace(url, " ") };
            let publisher = publisher.trim().trim_end_matches([',', ':', '-', '–']).trim();
            let host = Link::parse(url).map(|link| link.host().to_owned()).unwrap_or_default();
            SourceDraft {
                publisher: if publisher.is_empty() { host } else { publisher.to_owned() },
                url: url.to_owned(),
                ..SourceDraft::default()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::schedule::Timestamp;
    use super::super::story::{Name, Score, StoryId};
    use super::super::submission::SubmissionId;
    use super::super::text::utf16_len;
    use super::super::writing::{Credit, Purpose, Writing};
    use super::*;

    #[test]
    fn every_form_fits_in_every_language() {
        let mut forms = vec![DECLINE_FORM];
        for purpose in [
            Purpose::Add,
            Purpose::AddForEveryone,
            Purpose::Submit(Credit::Named),
            Purpose::Edit(StoryId(1), 1),
            Purpose::Accept(SubmissionId(1)),
        ] {
            let writing = Writing::new(purpose, Timestamp::default());
            forms.extend([writing.form(None, None, Vec::new()), writing.whole_form(String::new())]);
        }
        let fits = |tongue: Tongue, text: Text, limit: usize| {
            let said = text.say(tongue);
            assert!(!said.is_empty() && utf16_len(&said) <= limit, "{}: {said:?}: more than {limit}", tongue.tag());
        };
        for (tongue, form) in Tongue::ALL.iter().flat_map(|tongue| forms.iter().map(|form| (*tongue, form))) {
            fits(tongue, form.title(), LABEL_LIMIT);
            for field in form.fields {
                fits(tongue, field.label(), LABEL_LIMIT);
                fits(tongue, field.example(), EXAMPLE_LIMIT);
                fits(tongue, field.question(), 300);
            }
        }
    }

    fn form(fields: &[(&str, &str)]) -> StoryForm {
        StoryForm {
            key: String::new(),
            fields: fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        }
    }

    #[test]
    fn a_filled_form_is_a_story() {
        let story = form(&[
            ("title", "Été in Doha"),
            ("text", "He *ran*.\n\n> Mama"),
            ("players", "Achraf Hakimi (Morocco), Saida"),
            ("match", "South Korea 2-1 Portugal, 2022-12-02"),
            ("source", "Bladi.net, https://en.bladi.net/a\nhttps://www.bbc.co.uk/sport\nOur club"),
        ])
        .draft()
        .check()
        .expect("valid");
        assert_eq!(story.slug.as_str(), "ete-in-doha");
        assert_eq!(story.tournament.as_ref().map(Name::as_str), Some("FIFA World Cup 2022"));
        assert_eq!(story.players[0].team.as_ref().map(Name::as_str), Some("Morocco"));
        let match_ = story.match_.expect("a match");
        assert_eq!(
            (match_.home.as_str(), match_.away.as_str(), match_.score),
            ("South Korea", "Portugal", Some(Score { home: 2, away: 1 }))
        );
        let publishers: Vec<_> = story.sources.iter().map(|source| source.publisher.as_str()).collect();
        assert_eq!(publishers, ["Bladi.net", "bbc.co.uk", "Our club"]);
    }

    #[test]
    fn matches_dates_and_sources_are_read_as_people_write_them() {
        let read = |line: &str| {
            let draft = form(&[("match", line)]).draft();
            let match_ = draft.match_.map(|match_| (match_.home, match_.score, match_.away));
            (match_, draft.date)
        };
        let teams = |home: &str, score: &str, away: &str| Some((home.into(), score.into(), away.into()));
        for date in ["2022-11-27", "27.11.2022", "27 Nov 2022", "27 November 2022", "November 27, 2022", "Nov 27 2022"]
        {
            assert_eq!(read(date), (None, "2022-11-27".into()), "{date}");
            let line = format!("Belgium 0:2 South Korea ({date})");
            assert_eq!(read(&line), (teams("Belgium", "0-2", "South Korea"), "2022-11-27".into()), "{line}");
        }
        assert_eq!(read("Belgium – Morocco").0, teams("Belgium", "", "Morocco"));
        assert_eq!(read("27.13.2022").1, "", "no day at all");
        let sources = |text: &str| -> Vec<_> {
            let draft = form(&[("source", text)]).draft();
            draft.sources.into_iter().map(|source| format!("{}|{}", source.publisher, source.url)).collect()
        };
        assert_eq!(
            sources("BBC, https://bbc.com/x; ESPN, https://espn.com/y\nOur club"),
            ["BBC|https://bbc.com/x", "ESPN|https://espn.com/y", "Our club|"]
        );
        assert_eq!(
            sources("Bladi.\u{2060}net, https:\u{2060}//\u{2060}en.bladi.net/a"),
            ["Bladi.net|https://en.bladi.net/a"]
        );
        assert!(form(&[("players", "none")]).draft().players.is_empty());
    }

    #[test]
    fn an_empty_form_names_everything_that_is_missing() {
        let faults = form(&[]).draft().check().expect_err("faults");
        let keys: Vec<_> = faults.iter().map(|fault| fault.key.as_str()).collect();
        assert_eq!(keys, ["title", "text:1", "date", "sources"]);
    }
}
