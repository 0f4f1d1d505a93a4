//! What a button carries: an action by numbers, as text of at most 64 bytes that stays readable for ever.
//!
//! The text has a version in front. A later version reads all earlier ones; what it cannot read is answered kindly,
//! not obeyed. Rights are not in it: they are checked when it is pressed.

use super::command::Scope;
use super::delivery::{DeliveryId, SubscriptionId};
use super::section::Section;
use super::story::StoryId;
use super::subject::{MatchId, PlayerId, Subject, TeamId};
use super::submission::SubmissionId;
use super::transfer::ImportId;
use super::writing::WritingId;

/// What pressing a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// A story; parts count from 0.
    Story(StoryId, usize),
    /// The stories about a subject.
    About(Subject),
    /// Other stories with a player of this one.
    SamePlayer(StoryId),
    /// Other stories of this one's match.
    SameMatch(StoryId),
    /// Some other story.
    Another(StoryId),
    /// Other stories with a theme of this one.
    SameTheme(StoryId),
    /// A story is to be shown to others.
    Share(StoryId),
    /// The presser likes this story, or does no longer.
    Heart(StoryId),
    /// What the presser likes, a page from 0.
    Favourites(usize),
    /// A part of the catalogue, a page from 0.
    Browse(Section, usize),
    /// A daily post of which nobody knew is there, somebody says.
    ItIsThere(DeliveryId),
    /// A daily post that did not come is to be made now.
    SendNow(DeliveryId),
    /// A daily post is to be switched off, also of a place that cannot be named any more.
    SwitchOff(SubscriptionId),
    /// The change of a story that made this revision is to be undone.
    Undo(StoryId, u32),
    /// Everything that is kept of the presser is to be forgotten.
    ForgetMe,
    /// What an admin does with a suggestion.
    Review(SubmissionId, ReviewStep),
    /// The next step of a story that the presser writes, as it was at this turn.
    Write(WritingId, u32, WriteStep),
    /// How far the posts are that an edited story corrects.
    Corrected(StoryId, u32),
    /// The stories of a file that was weighed are to be imported, for the community or for everyone.
    Import(ImportId, Scope),
    /// They are not.
    DropImport(ImportId),
}

/// What can be done with a story that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WriteStep {
    /// To go to the question before.
    Back,
    /// To leave a field as it is.
    Skip,
    /// To give it up.
    Cancel,
    /// To look at it as it is.
    Look,
    /// To have it told, suggested or changed.
    Publish,
    /// To choose what is to be changed.
    Change,
    /// To be asked for a field, from 0.
    Field(usize),
    /// To have it as a file.
    Whole,
    /// To forget what was written and begin again.
    Anew,
    /// To have a name stay as it was written.
    AsWritten,
    /// To take a name as this subject's.
    Means(Subject),
}

impl WriteStep {
    /// Each that stands alone with its letter in buttons.
    const ALONE: [(Self, &'static str); 9] = [
        (Self::Back, "b"),
        (Self::Skip, "s"),
        (Self::Cancel, "c"),
        (Self::Look, "l"),
        (Self::Publish, "p"),
        (Self::Change, "e"),
        (Self::Whole, "w"),
        (Self::Anew, "n"),
        (Self::AsWritten, "k"),
    ];

    fn encode(self) -> String {
        match self {
            Self::Field(field) => format!("f{field}"),
            Self::Means(Subject::Player(PlayerId(id))) => format!("P{id}"),
            Self::Means(Subject::Team(TeamId(id))) => format!("T{id}"),
            Self::Means(Subject::Match(MatchId(id))) => format!("M{id}"),
            alone => Self::ALONE.iter().find(|(step, _)| *step == alone).map_or("", |(_, letter)| letter).to_owned(),
        }
    }

    fn decode(text: &str) -> Option<Self> {
        if let Some((step, _)) = Self::ALONE.iter().find(|(_, letter)| *letter == text) {
            return Some(*step);
        }
        let number = text.get(1..)?;
        Some(match text.get(..1)? {
            "f" => Self::Field(number.parse().ok()?),
            "P" => Self::Means(Subject::Player(PlayerId(number.parse().ok()?))),
            "T" => Self::Means(Subject::Team(TeamId(number.parse().ok()?))),
            "M" => Self::Means(Subject::Match(MatchId(number.parse().ok()?))),
            _ => return None,
        })
    }
}

/// What can be done with a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewStep {
    /// It becomes a story.
    Accept,
    /// It becomes a story of the shared collection.
    AcceptForEveryone,
    /// It is edited, and becomes a story then.
    Edit,
    /// It does not.
    Decline,
    /// It does not, and its author is given no reason.
    DeclineUnsaid,
    /// It does not, and its author may suggest nothing for a while.
    Block,
    /// The next one first.
    Skip,
}

impl ReviewStep {
    /// Each with its letter in buttons and its word in commands.
    const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Accept, "a", "accept"),
        (Self::AcceptForEveryone, "x", "everyone"),
        (Self::Edit, "e", "edit"),
        (Self::Decline, "d", "decline"),
        (Self::DeclineUnsaid, "u", "decline without a reason"),
        (Self::Block, "b", "block"),
        (Self::Skip, "n", "later"),
    ];

    fn letter(self) -> &'static str {
        Self::ALL.iter().find(|(step, ..)| *step == self).map_or("", |(_, letter, _)| letter)
    }

    fn of_letter(letter: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == letter).map(|(step, ..)| *step)
    }

    /// The step of a word of `/review`'s.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(.., known)| known.eq_ignore_ascii_case(word)).map(|(step, ..)| *step)
    }
}

/// Stands between an action and a mark.
const MARK: char = '~';

impl Action {
    /// Bytes at most: Telegram's limit for callback data (limits.toml `inline_button.callback_data`), the smaller one.
    pub const LIMIT: usize = 64;

    /// As text: a version, a letter, numbers.
    pub fn encode(self) -> String {
        match self {
            Self::Story(StoryId(id), 0) => format!("1:s:{id}"),
            Self::Story(StoryId(id), part) => format!("1:s:{id}:{part}"),
            Self::About(Subject::Player(PlayerId(id))) => format!("1:p:{id}"),
            Self::About(Subject::Team(TeamId(id))) => format!("1:t:{id}"),
            Self::About(Subject::Match(MatchId(id))) => format!("1:m:{id}"),
            Self::SamePlayer(StoryId(id)) => format!("1:sp:{id}"),
            Self::SameMatch(StoryId(id)) => format!("1:sm:{id}"),
            Self::Another(StoryId(id)) => format!("1:a:{id}"),
            Self::SameTheme(StoryId(id)) => format!("1:st:{id}"),
            Self::Share(StoryId(id)) => format!("1:sh:{id}"),
            Self::Heart(StoryId(id)) => format!("1:h:{id}"),
            Self::Favourites(page) => format!("1:f:{page}"),
            Self::Browse(section, page) => format!("1:b:{page}:{}", section.encode()),
            Self::ItIsThere(DeliveryId(id)) => format!("1:dt:{id}"),
            Self::SendNow(DeliveryId(id)) => format!("1:dn:{id}"),
            Self::SwitchOff(SubscriptionId(id)) => format!("1:do:{id}"),
            Self::Undo(StoryId(id), revision) => format!("1:u:{id}:{revision}"),
            Self::ForgetMe => "1:fm:0".to_owned(),
            Self::Review(SubmissionId(id), step) => format!("1:r:{id}:{}", step.letter()),
            Self::Write(WritingId(id), turn, step) => format!("1:w:{id}:{turn}:{}", step.encode()),
            Self::Corrected(StoryId(id), revision) => format!("1:co:{id}:{revision}"),
            Self::Import(ImportId(id), Scope::Here) => format!("1:i:{id}"),
            Self::Import(ImportId(id), Scope::Everyone) => format!("1:ie:{id}"),
            Self::DropImport(ImportId(id)) => format!("1:id:{id}"),
        }
    }

    /// The text with a mark behind it, by which a platform finds the message again. It does not change what is meant.
    pub fn marked(text: &str, mark: &str) -> String {
        format!("{text}{MARK}{mark}")
    }

    /// The mark that [`Action::marked`] put there.
    pub fn mark_of(text: &str) -> Option<&str> {
        text.split_once(MARK).map(|(_, mark)| mark)
    }

    /// Reads what [`Action::encode`] wrote, now or in an earlier version, marked or not; `None` for anything else.
    pub fn decode(text: &str) -> Option<Self> {
        if text.len() > Self::LIMIT {
            return None;
        }
        let text = text.split_once(MARK).map_or(text, |(text, _)| text);
        let mut words = text.strip_prefix("1:")?.split(':');
        let (kind, id) = (words.next()?, words.next()?.parse::<i64>().ok()?);
        if kind == "b" {
            let section = Section::decode(words)?;
            return Some(Self::Browse(section, usize::try_from(id).ok()?));
        }
        let (part, last) = (words.next(), words.next());
        let parts = match kind {
            "w" => 2,
            "u" | "r" | "co" => 1,
            "s" => usize::from(part.is_some()),
            _ => 0,
        };
        if words.next().is_some() || part.into_iter().chain(last).count() != parts {
            return None;
        }
        Some(match kind {
            "s" => Self::Story(StoryId(id), part.map_or(Some(0), |part| part.parse().ok())?),
            "p" => Self::About(Subject::Player(PlayerId(id))),
            "t" => Self::About(Subject::Team(TeamId(id))),
            "m" => Self::About(Subject::Match(MatchId(id))),
            "sp" => Self::SamePlayer(StoryId(id)),
            "sm" => Self::SameMatch(StoryId(id)),
            "a" => Self::Another(StoryId(id)),
            "st" => Self::SameTheme(StoryId(id)),
            "sh" => Self::Share(StoryId(id)),
            "h" => Self::Heart(StoryId(id)),
            "f" => Self::Favourites(usize::try_from(id).ok()?),
            "dt" => Self::ItIsThere(DeliveryId(id)),
            "dn" => Self::SendNow(DeliveryId(id)),
            "do" => Self::SwitchOff(SubscriptionId(id)),
            "fm" => Self::ForgetMe,
            "r" => Self::Review(SubmissionId(id), ReviewStep::of_letter(part?)?),
            "i" => Self::Import(ImportId(id), Scope::Here),
            "ie" => Self::Import(ImportId(id), Scope::Everyone),
            "id" => Self::DropImport(ImportId(id)),
            "u" => Self::Undo(StoryId(id), part?.parse().ok()?),
            "w" => Self::Write(WritingId(id), part?.parse().ok()?, WriteStep::decode(last?)?),
            "co" => Self::Corrected(StoryId(id), part?.parse().ok()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::story::Theme;
    use super::*;

    #[test]
    fn buttons_written_once_are_read_for_ever() {
        let written = [
            (Action::Story(StoryId(7), 0), "1:s:7"),
            (Action::Story(StoryId(7), 2), "1:s:7:2"),
            (Action::About(Subject::Player(PlayerId(1))), "1:p:1"),
            (Action::About(Subject::Team(TeamId(1))), "1:t:1"),
            (Action::About(Subject::Match(MatchId(1))), "1:m:1"),
            (Action::SamePlayer(StoryId(i64::MAX)), "1:sp:9223372036854775807"),
            (Action::SameMatch(StoryId(3)), "1:sm:3"),
            (Action::Another(StoryId(3)), "1:a:3"),
            (Action::SameTheme(StoryId(3)), "1:st:3"),
            (Action::Share(StoryId(3)), "1:sh:3"),
            (Action::Heart(StoryId(3)), "1:h:3"),
            (Action::Favourites(2), "1:f:2"),
            (Action::Browse(Section { theme: Some(Theme::Family), ..Section::default() }, 2), "1:b:2:family:-:-"),
            (Action::Browse(Section { player: Some(PlayerId(5)), ..Section::default() }, 0), "1:b:0:-:-:-:5"),
            (Action::ItIsThere(DeliveryId(3)), "1:dt:3"),
            (Action::SendNow(DeliveryId(3)), "1:dn:3"),
            (Action::SwitchOff(SubscriptionId(3)), "1:do:3"),
            (Action::Undo(StoryId(3), 2), "1:u:3:2"),
            (Action::ForgetMe, "1:fm:0"),
            (Action::Review(SubmissionId(3), ReviewStep::Decline), "1:r:3:d"),
            (Action::Write(WritingId(3), 2, WriteStep::Publish), "1:w:3:2:p"),
            (Action::Write(WritingId(3), 2, WriteStep::Field(4)), "1:w:3:2:f4"),
            (Action::Write(WritingId(3), 2, WriteStep::Means(Subject::Player(PlayerId(9)))), "1:w:3:2:P9"),
            (Action::Corrected(StoryId(3), 2), "1:co:3:2"),
            (Action::Import(ImportId(3), Scope::Here), "1:i:3"),
            (Action::Import(ImportId(3), Scope::Everyone), "1:ie:3"),
            (Action::DropImport(ImportId(3)), "1:id:3"),
        ];
        for (action, text) in written {
            assert_eq!(action.encode(), text);
            assert_eq!(Action::decode(text), Some(action));
            let marked = Action::marked(text, &"m".repeat(24));
            assert_eq!(Action::decode(&marked), Some(action), "a mark changes nothing");
            assert_eq!((Action::mark_of(&marked), Action::mark_of(text)), (Some("m".repeat(24).as_str()), None));
            assert!(marked.len() <= Action::LIMIT);
        }
    }

    #[test]
    fn anything_else_is_not_obeyed() {
        for text in [
            "",
            "1",
            "1:",
            "1:s",
            "1:s:",
            "1:s:x",
            "2:s:1",
            "1:p:1:2",
            "1:s:1:2:3",
            "1:s:-",
            "1:b:1",
            "1:b:1:king:-:-",
            "1:b:-1:-:-:-",
            "1:b:1:-:-:-:-",
            "1:f:-1",
            "1:w:1:2",
            "1:w:1:2:",
            "1:w:1:2:f",
            "1:w:1:2:€",
            "1:w:1:2:p:3",
            "1:s:99999999999999999999",
            "DROP TABLE",
        ] {
            assert_eq!(Action::decode(text), None, "{text}");
        }
        assert_eq!(Action::decode(&format!("1:s:{}", "0".repeat(70))), None);
        assert_eq!(Action::decode("~"), None);
    }
}
