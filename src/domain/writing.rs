//! A story that somebody is writing: what they have said so far, and what they are asked next.
//!
//! It is the same wherever it is written: question by question in a chat, all fields at once in a form, or as a whole
//! file. It does not check anything (the draft's rules do) and does not know how it is kept.

use chrono::TimeDelta;

use super::draft::{Draft, MatchDraft};
use super::form::{Form, FormField, STORY_FIELDS, StoryForm, WHOLE_STORY};
use super::rights::Task;
use super::schedule::Timestamp;
use super::story::StoryId;
use super::submission::SubmissionId;
use super::tongue::{Text, Tongue};
use crate::say;

/// A question waits so long for an answer; after that plain words are no longer taken as one. What was written stays.
pub const PATIENCE: TimeDelta = TimeDelta::days(1);
/// What was written is kept so long after the last word.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(14);
/// A text this long (UTF-16 units) may be the first of several messages: clients cut what is longer than one.
pub const MAY_GO_ON: usize = 3_900;

/// The store's number of a writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WritingId(pub i64);

/// What a story is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be the community's.
    Add,
    /// To be everyone's.
    AddForEveryone,
    /// To be suggested; whether admins are not to see by whom.
    Submit(Credit),
    /// To replace what a story told at this revision.
    Edit(StoryId, u32),
    /// To be accepted in these words.
    Accept(SubmissionId),
}

/// Whether admins see who suggests a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    /// They do.
    Named,
    /// They do not.
    Anonymous,
}

impl Purpose {
    /// The right that each step of it needs, where it is the community's own matter.
    pub fn task(self) -> Task {
        match self {
            Self::Add | Self::Edit(..) | Self::Accept(_) => Task::CurateOwn,
            Self::AddForEveryone => Task::CurateShared,
            Self::Submit(_) => Task::Read,
        }
    }

    /// Two of one person's with the same subject are one: the later replaces the earlier.
    pub fn subject(self) -> String {
        match self {
            Self::Submit(_) => "submit".to_owned(),
            Self::Edit(StoryId(id), _) => format!("edit {id}"),
            other => other.to_string(),
        }
    }

    /// Reads what [`Purpose`] says of itself.
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        Some(match words.as_slice() {
            ["add"] => Self::Add,
            ["add", "everyone"] => Self::AddForEveryone,
            ["submit"] => Self::Submit(Credit::Named),
            ["submit", "anonymous"] => Self::Submit(Credit::Anonymous),
            ["edit", id, revision] => Self::Edit(StoryId(id.parse().ok()?), revision.parse().ok()?),
            ["accept", id] => Self::Accept(SubmissionId(id.parse().ok()?)),
            _ => return None,
        })
    }
}

impl std::fmt::Display for Purpose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Add => f.write_str("add"),
            Self::AddForEveryone => f.write_str("add everyone"),
            Self::Submit(Credit::Named) => f.write_str("submit"),
            Self::Submit(Credit::Anonymous) => f.write_str("submit anonymous"),
            Self::Edit(StoryId(id), revision) => write!(f, "edit {id} {revision}"),
            Self::Accept(SubmissionId(id)) => write!(f, "accept {id}"),
        }
    }
}

/// Where a writing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// This field of [`STORY_FIELDS`] is asked for, from 0; then the others, or the whole is looked at.
    Asking(usize, Then),
    /// It is looked at: faults, doubts, or how it will read.
    Looking,
    /// Something is to be changed; which part is asked.
    Choosing,
    /// It is finished, and nothing of it is kept but what came of it.
    Done,
}

/// What follows an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The next question.
    Next,
    /// A look at the whole.
    Look,
}

impl Step {
    /// Reads what [`Step`] says of itself.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.split_once(' ') {
            None if text == "looking" => Self::Looking,
            None if text == "choosing" => Self::Choosing,
            None if text == "done" => Self::Done,
            Some(("next", field)) => Self::Asking(field.parse().ok()?, Then::Next),
            Some(("look", field)) => Self::Asking(field.parse().ok()?, Then::Look),
            _ => return None,
        })
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Asking(field, Then::Next) => write!(f, "next {field}"),
            Self::Asking(field, Then::Look) => write!(f, "look {field}"),
            Self::Looking => f.write_str("looking"),
            Self::Choosing => f.write_str("choosing"),
            Self::Done => f.write_str("done"),
        }
    }
}

/// A story that somebody is writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// Its number; `None` until it is kept.
    pub id: Option<WritingId>,
    /// What it is for.
    pub purpose: Purpose,
    /// Where it stands.
    pub step: Step,
    /// How often it has changed. Buttons carry it, so that an old one does nothing twice.
    pub turn: u32,
    /// A whole story file that it begins with, or nothing.
    pub base: String,
    /// Fields of [`STORY_FIELDS`] that were said, by name; they go before the base's.
    pub fields: Vec<(String, String)>,
    /// What names in doubt mean, as their writer said: a player's name as it was typed and as it is known; two teams as
    /// `home–away` and the date of their match.
    pub meant: Vec<(String, String)>,
    /// When the last word was said.
    pub touched: Timestamp,
    /// What changed it last, as its request's number: the same request again changes nothing.
    pub request: String,
}

impl Writing {
    /// A new one, of which nothing has been said.
    pub fn new(purpose: Purpose, now: Timestamp) -> Self {
        Self {
            id: None,
            purpose,
            step: Step::Asking(0, Then::Next),
            turn: 0,
            base: String::new(),
            fields: Vec::new(),
            meant: Vec::new(),
            touched: now,
            request: String::new(),
        }
    }

    /// Whether nothing has been said.
    pub fn is_empty(&self) -> bool {
        self.base.is_empty() && self.fields.iter().all(|(_, value)| value.trim().is_empty())
    }

    /// Whether plain words are the answer to its question.
    pub fn awaits_words(&self, now: Timestamp) -> bool {
        matches!(self.step, Step::Asking(..)) && now - self.touched <= PATIENCE
    }

    /// What stands in a field: what was said, else what the base has there.
    pub fn value(&self, field: &str, base: Option<&Draft>) -> String {
        let said = self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone());
        said.unwrap_or_else(|| base.map(|base| field_of(base, field)).unwrap_or_default())
    }

    /// Sets a field. What says the same as the base leaves the base's as it is, with all that a form does not show.
    pub fn set(&mut self, field: &str, value: &str, base: Option<&Draft>) {
        self.fields.retain(|(name, _)| name != field);
        if base.is_none_or(|base| !same_words(&field_of(base, field), value)) {
            self.fields.push((field.to_owned(), value.to_owned()));
        }
    }

    /// Begins with a whole story file; what was said before gives way.
    pub fn begin_with(&mut self, file: &str) {
        file.clone_into(&mut self.base);
        self.fields.clear();
        self.meant.clear();
    }

    /// What a name in doubt means, if its writer has said so.
    pub fn meaning(&self, typed: &str) -> Option<&str> {
        self.meant.iter().find(|(name, _)| name == typed).map(|(_, meant)| meant.as_str())
    }

    /// The fields as a draft, the base's where nothing was said.
    pub fn draft(&self, base: Option<&Draft>) -> Draft {
        let form = StoryForm { key: String::new(), fields: self.fields.clone() };
        let typed = form.draft();
        let Some(base) = base else { return typed };
        let said = |field: &str| self.fields.iter().any(|(name, _)| name == field);
        let mut draft = base.clone();
        if said("title") {
            draft.title = typed.title;
        }
        if said("text") {
            if has_derived_summary(base) {
                draft.summary.clear();
            }
            draft.body = typed.body;
        }
        if said("players") {
            let known = |name: &str| base.players.iter().find(|known| known.name == name).cloned();
            let merged = typed.players.into_iter().map(|player| match known(&player.name) {
                Some(known) if player.team.is_empty() => known,
                Some(known) => super::draft::PlayerDraft { team: player.team, ..known },
                None => player,
            });
            draft.players = merged.collect();
        }
        if said("match") {
            draft.match_ = typed.match_.map(|typed| with_details(typed, base.match_.as_ref()));
            draft.date = typed.date;
        }
        if said("source") {
            let known = |url: &str| base.sources.iter().find(|known| !url.is_empty() && known.url == url).cloned();
            let merged = typed.sources.into_iter().map(|source| match known(&source.url) {
                Some(known) => super::draft::SourceDraft { publisher: source.publisher, ..known },
                None => source,
            });
            draft.sources = merged.collect();
        }
        draft
    }

    /// All fields in a form, or one of them, with what stands in them and what is wrong with them.
    pub fn form(&self, only: Option<usize>, base: Option<&Draft>, faults: Vec<(&'static str, Text)>) -> Form {
        let fields = match only {
            Some(field) => STORY_FIELDS.get(field..=field).unwrap_or_default(),
            None => STORY_FIELDS,
        };
        let values = fields.iter().map(|field| (field.name, self.value(field.name, base))).collect();
        self.form_of(fields, values, faults)
    }

    /// A form for the whole story as a file.
    pub fn whole_form(&self, file: String) -> Form {
        const FIELDS: &[FormField] = &[WHOLE_STORY];
        self.form_of(FIELDS, vec![(WHOLE_STORY.name, file)], Vec::new())
    }

    fn form_of(
        &self,
        fields: &'static [FormField],
        values: Vec<(&'static str, String)>,
        faults: Vec<(&'static str, Text)>,
    ) -> Form {
        let id = self.id.map_or(0, |id| id.0);
        Form {
            key: format!("write {id} {}", self.purpose).into(),
            title: match self.purpose {
                Purpose::Add => "form-title-add",
                Purpose::AddForEveryone => "form-title-add-for-everyone",
                Purpose::Submit(_) => "form-title-suggest",
                Purpose::Edit(..) => "form-title-edit",
                Purpose::Accept(_) => "form-title-edit-suggestion",
            },
            fields,
            values: values.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
            faults,
            tongue: Tongue::default(),
        }
    }

    /// Reads the key of a form that [`Writing::form`] made.
    pub fn of_key(key: &str) -> Option<(WritingId, Purpose)> {
        let (id, purpose) = key.strip_prefix("write ")?.split_once(' ')?;
        Some((WritingId(id.parse().ok()?), Purpose::parse(purpose)?))
    }
}

/// What is typed instead of an answer, and leads elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// To the question before.
    Back,
    /// To the next question, with what stands there.
    Skip,
    /// To nothing: it is given up.
    Cancel,
}

impl Aside {
    /// Its words besides what the buttons say, in all languages at once: people mix theirs with that of the buttons.
    const WORDS: [(Self, &'static [&'static str]); 3] = [
        (Self::Back, &["back", "retour", "atrás", "atras", "volver", "voltar", "رجوع"]),
        (
            Self::Skip,
            &["skip", "keep", "passer", "garder", "omitir", "saltar", "conservar", "pular", "manter", "تخطي", "إبقاء"],
        ),
        (Self::Cancel, &["cancel", "annuler", "cancelar", "إلغاء", "الغاء"]),
    ];

    /// What somebody typed, with or without a slash, if it is one of these words and nothing else.
    pub fn typed(text: &str) -> Option<Self> {
        let word = bare(text.trim().trim_start_matches('/'));
        let known = Self::WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(aside, _)| *aside);
        known.or_else(|| {
            let mut labels = Tongue::ALL.into_iter().flat_map(|tongue| {
                [
                    (Self::Back, say!(tongue, "writing-button-back")),
                    (Self::Skip, say!(tongue, "writing-button-skip")),
                    (Self::Skip, say!(tongue, "writing-button-keep")),
                    (Self::Cancel, say!(tongue, "writing-button-cancel")),
                ]
            });
            labels.find(|(_, label)| bare(label) == word).map(|(aside, _)| aside)
        })
    }
}

/// A word without capitals and without the vowel signs that Arabic is rarely typed with.
fn bare(word: &str) -> String {
    word.to_lowercase().chars().filter(|ch| !matches!(ch, '\u{64b}'..='\u{652}')).collect()
}

/// What people write where there is nobody to name.
pub(super) fn is_nobody(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "-",
        "–",
        "—",
        "none",
        "nobody",
        "no",
        "n/a",
        "aucun",
        "aucune",
        "personne",
        "non",
        "ninguno",
        "ninguna",
        "nadie",
        "nenhum",
        "nenhuma",
        "ninguém",
        "não",
        "لا أحد",
        "لا احد",
        "لا يوجد",
        "لا",
    ];
    WORDS.contains(&name.to_lowercase().as_str())
}

/// A match with what is known of it beyond a form's line, when it is the same one.
fn with_details(typed: MatchDraft, known: Option<&MatchDraft>) -> MatchDraft {
    match known.filter(|known| known.home == typed.home && known.away == typed.away && known.date == typed.date) {
        // `1-1 aet` and its shoot-out belong to the score: another score has none of them.
        Some(known) if typed.score.is_empty() || known.score.starts_with(&typed.score) => known.clone(),
        Some(known) => MatchDraft { score: typed.score, penalties: String::new(), ..known.clone() },
        None => typed,
    }
}

/// Whether a draft's summary is what would be made from its text anyway.
fn has_derived_summary(draft: &Draft) -> bool {
    let made = Draft { summary: String::new(), ..draft.clone() }.check();
    made.is_ok_and(|made| made.summary.as_str() == draft.summary)
}

/// A field of the form as a draft has it.
fn field_of(draft: &Draft, field: &str) -> String {
    let lines = |lines: Vec<String>, between: &str| lines.join(between);
    match field {
        "title" => draft.title.clone(),
        "text" => draft.body.trim().to_owned(),
        "players" => {
            let named = draft.players.iter().map(|player| match player.team.as_str() {
                "" => player.name.clone(),
                team => format!("{} ({team})", player.name),
            });
            lines(named.collect(), ", ")
        }
        "match" => match &draft.match_ {
            None => draft.date.clone(),
            Some(match_) => {
                let score = match_.score.split(' ').next().filter(|score| !score.is_empty()).unwrap_or("-");
                format!("{} {score} {}, {}", match_.home, match_.away, match_.date)
            }
        },
        "source" => {
            let named = draft.sources.iter().map(|source| match source.url.as_str() {
                "" => source.publisher.clone(),
                url => format!("{}, {url}", source.publisher),
            });
            lines(named.collect(), "\n")
        }
        _ => String::new(),
    }
}

/// A form may give line ends and spaces back otherwise than it was given them.
fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
        && one.trim().lines().map(str::trim_end).eq(other.trim().lines().map(str::trim_end))
}

#[cfg(test)]
mod tests {
    use super::super::draft::{Origin, PlayerDraft, SourceDraft};
    use super::*;

    fn base() -> Draft {
        let quarter_final = MatchDraft {
            date: "2022-12-10".into(),
            home: "Morocco".into(),
            away: "Portugal".into(),
            score: "1-0".into(),
            stage: "Quarter-final".into(),
            ..MatchDraft::default()
        };
        Draft {
            title: "The dance".into(),
            date: "2022-12-10".into(),
            players: vec![PlayerDraft {
                name: "Sofiane Boufal".into(),
                team: "Morocco".into(),
                aliases: vec!["Soso".into()],
                ..PlayerDraft::default()
            }],
            match_: Some(quarter_final),
            themes: vec!["family".into()],
            sources: vec![SourceDraft {
                publisher: "BBC".into(),
                title: "A dance".into(),
                url: "https://bbc.example/1".into(),
                date: "2022-12-11".into(),
            }],
            body: "He danced. She laughed.".into(),
            origin: Origin::Chat,
            ..Draft::default()
        }
    }

    fn writing() -> Writing {
        Writing::new(Purpose::Add, Timestamp::default())
    }

    #[test]
    fn a_form_that_comes_back_as_it_was_changes_nothing() {
        let mut writing = writing();
        for (field, value) in writing.form(None, Some(&base()), Vec::new()).values {
            writing.set(field, &format!("{}\r\n", value.replace('\n', "\r\n")), Some(&base()));
        }
        assert_eq!((writing.fields.len(), writing.draft(Some(&base()))), (0, base()));
    }

    #[test]
    fn what_a_form_does_not_show_stays_with_what_it_belongs_to() {
        let mut writing = writing();
        writing.set("players", "Sofiane Boufal, Achraf Hakimi (Morocco)", Some(&base()));
        writing.set("match", "Morocco 1-0 Portugal, 2022-12-10", Some(&base()));
        writing.set("source", "The BBC, https://bbc.example/1\nFIFA, https://fifa.example/2", Some(&base()));
        writing.set("text", "He danced on.", Some(&base()));
        let draft = writing.draft(Some(&base()));
        assert_eq!((draft.players[0].aliases.as_slice(), draft.players.len()), (["Soso".to_owned()].as_slice(), 2));
        assert_eq!(draft.match_.as_ref().map(|match_| match_.stage.as_str()), Some("Quarter-final"));
        assert_eq!((draft.sources[0].publisher.as_str(), draft.sources[0].title.as_str()), ("The BBC", "A dance"));
        assert_eq!((draft.themes, draft.body.as_str()), (base().themes, "He danced on."));
        writing.set("match", "Morocco 2-0 Portugal, 2022-12-10", Some(&base()));
        let match_ = writing.draft(Some(&base())).match_.expect("a match");
        assert_eq!((match_.score.as_str(), match_.stage.as_str()), ("2-0", "Quarter-final"));
        writing.set("match", "2022-12-11", Some(&base()));
        let draft = writing.draft(Some(&base()));
        assert_eq!((draft.match_, draft.date.as_str()), (None, "2022-12-11"));
    }

    #[test]
    fn a_summary_made_from_the_text_follows_it() {
        let told = base().check().expect("valid");
        let derived = Draft { summary: told.summary.to_string(), ..base() };
        let own = Draft { summary: "A dance with his mother.".into(), ..base() };
        let mut writing = writing();
        writing.set("text", "She danced with him.", Some(&derived));
        assert_eq!(writing.draft(Some(&derived)).summary, "");
        assert_eq!(writing.draft(Some(&own)).summary, "A dance with his mother.");
    }

    #[test]
    fn words_that_lead_elsewhere_are_known_in_every_language() {
        for (typed, aside) in [
            ("back", Aside::Back),
            ("/Skip ", Aside::Skip),
            ("KEEP", Aside::Skip),
            ("Annuler", Aside::Cancel),
            ("Atrás", Aside::Back),
            ("pular", Aside::Skip),
            ("إلغاء", Aside::Cancel),
            ("تخط", Aside::Skip),
            ("Keep it", Aside::Skip),
        ] {
            assert_eq!(Aside::typed(typed), Some(aside), "{typed}");
        }
        for answer in ["", "/", "Going back", "le retour", "none"] {
            assert_eq!(Aside::typed(answer), None, "{answer}");
        }
        for nobody in ["-", "None", "AUCUN", "Nadie", "ninguém", "لا أحد"] {
            assert!(is_nobody(nobody), "{nobody}");
        }
        assert!(!is_nobody("Nono") && !is_nobody(""));
    }

    #[test]
    fn keys_steps_and_purposes_are_read_back() {
        for purpose in [
            Purpose::Add,
            Purpose::AddForEveryone,
            Purpose::Submit(Credit::Named),
            Purpose::Submit(Credit::Anonymous),
            Purpose::Edit(StoryId(i64::MAX), u32::MAX),
            Purpose::Accept(SubmissionId(7)),
        ] {
            let writing = Writing { id: Some(WritingId(i64::MAX)), ..Writing::new(purpose, Timestamp::default()) };
            let key = writing.form(None, None, Vec::new()).key;
            assert_eq!(Writing::of_key(&key), Some((WritingId(i64::MAX), purpose)));
            assert!(key.len() <= 100, "limits.toml modal.custom_id: {key}");
        }
        for step in
            [Step::Asking(3, Then::Next), Step::Asking(0, Then::Look), Step::Looking, Step::Choosing, Step::Done]
        {
            assert_eq!(Step::parse(&step.to_string()), Some(step));
        }
        for odd in ["", "write", "write x add", "write 1", "write 1 edit 2", "story"] {
            assert_eq!(Writing::of_key(odd), None, "{odd}");
        }
    }
}
