//! Changes of a story: what somebody wants, what came of it, and how two tellings differ.
//!
//! It does not know how they are kept.

use super::community::{PersonId, PlatformName};
use super::schedule::Timestamp;
use super::story::{Headline, NewStory, StoryId};
use super::submission::SubmissionId;
use super::tongue::Text;
use crate::text;

/// What somebody wants of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// To tell it like this.
    Edit(Box<NewStory>),
    /// Not to tell it any more.
    Remove,
    /// To tell it again.
    Restore,
    /// To have it as it was before its last change.
    Undo,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// It is done; the story's revision after it.
    Done(u32),
    /// Somebody changed it meanwhile: nothing was overwritten.
    Meanwhile(Box<Change>),
    /// It is so already.
    AsItWas,
    /// Another story of the community has this slug.
    SlugTaken(StoryId),
    /// No such story, or not theirs.
    NotTheirs,
}

/// A kind of change, as its word in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was added.
    Added,
    /// It was edited.
    Edited,
    /// It was removed.
    Removed,
    /// It was restored.
    Restored,
    /// The change before was undone.
    Undone,
}

impl ChangeKind {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Added, "added"),
        (Self::Edited, "edited"),
        (Self::Removed, "removed"),
        (Self::Restored, "restored"),
        (Self::Undone, "undone"),
    ];

    /// Its word in the store.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// What it made of the story, for people: `edited`.
    pub fn told(self) -> Text {
        match self {
            Self::Added => text!("change-added"),
            Self::Edited => text!("change-edited"),
            Self::Removed => text!("change-removed"),
            Self::Restored => text!("change-restored"),
            Self::Undone => text!("change-undone"),
        }
    }

    /// The kind of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// One change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Of which story.
    pub story: StoryId,
    /// Its title after it.
    pub title: Headline,
    /// The story's revision after it, from 1.
    pub revision: u32,
    /// What it was.
    pub kind: ChangeKind,
    /// Who made it; `None` when that is not known any more.
    pub by: Option<(PlatformName, PersonId)>,
    /// When.
    pub at: Timestamp,
    /// The parts that it changed, by the words of [`differences`].
    pub parts: Vec<&'static str>,
    /// It is the story's last change, so it can be undone.
    pub is_last: bool,
}

/// A story of one's own as curators see it: removed ones too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnStory {
    /// Its number.
    pub id: StoryId,
    /// Its revision.
    pub revision: u32,
    /// Whether it has been removed.
    pub is_removed: bool,
    /// What it tells.
    pub told: NewStory,
}

/// The parts in which two tellings differ, by their English words; [`parts_named`] says them.
pub fn differences(before: &NewStory, after: &NewStory) -> Vec<&'static str> {
    let parts = [
        ("slug", before.slug != after.slug),
        ("title", before.title != after.title),
        ("summary", before.summary != after.summary),
        ("text", before.body != after.body),
        ("date", before.date != after.date),
        ("tournament", before.tournament != after.tournament),
        ("language", before.lang != after.lang),
        ("players", before.players != after.players),
        ("people", before.people != after.people),
        ("match", before.match_ != after.match_),
        ("themes", before.themes != after.themes),
        ("quotes", before.quotes != after.quotes),
        ("reactions", before.reactions != after.reactions),
        ("media", before.media != after.media),
        ("related", before.related != after.related),
        ("sources", before.sources != after.sources),
        ("other languages", before.variants != after.variants),
    ];
    parts.into_iter().filter(|(_, differ)| *differ).map(|(part, _)| part).collect()
}

/// Parts of a story as people call them: `title, text`.
pub fn parts_named(parts: &[&str]) -> Text {
    listed(parts.iter().map(|part| match *part {
        "slug" => text!("part-slug"),
        "title" => text!("part-title"),
        "summary" => text!("part-summary"),
        "text" => text!("part-text"),
        "date" => text!("part-date"),
        "tournament" => text!("part-tournament"),
        "language" => text!("part-language"),
        "players" => text!("part-players"),
        "people" => text!("part-people"),
        "match" => text!("part-match"),
        "themes" => text!("part-themes"),
        "quotes" => text!("part-quotes"),
        "reactions" => text!("part-reactions"),
        "media" => text!("part-media"),
        "related" => text!("part-related"),
        "sources" => text!("part-sources"),
        other => other.into(),
    }))
}

/// One thing after the other, with what each language puts between.
pub fn listed(things: impl IntoIterator<Item = Text>) -> Text {
    let all = things.into_iter().reduce(|before, next| text!("list-goes-on", before = before, next = next));
    all.unwrap_or_else(|| "".into())
}

/// What a written-out story is, when it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// A story, as it was at this revision.
    Story(StoryId, u32),
    /// A suggestion that waits.
    Submission(SubmissionId),
}

const REFERENCE: &str = "# Please keep this line: ";

impl Reference {
    /// The line by which a written-out story is known again. Nobody is asked to understand it.
    pub fn line(self) -> String {
        match self {
            Self::Story(id, revision) => format!("{REFERENCE}story {} revision {revision}", id.0),
            Self::Submission(id) => format!("{REFERENCE}suggestion {}", id.0),
        }
    }

    /// Reads what [`Reference::line`] wrote, wherever it stands.
    pub fn find(text: &str) -> Option<Self> {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(REFERENCE))?;
        if let Some(id) = line.strip_prefix("suggestion ") {
            return Some(Self::Submission(SubmissionId(id.trim().parse().ok()?)));
        }
        let (id, revision) = line.strip_prefix("story ")?.split_once(" revision ")?;
        Some(Self::Story(StoryId(id.parse().ok()?), revision.trim().parse().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_that_comes_back_is_known_by_its_line() {
        for reference in [Reference::Story(StoryId(12), 3), Reference::Submission(SubmissionId(7))] {
            let line = reference.line();
            assert_eq!(Reference::find(&format!("+++\n{line}\ntitle = \"A\"\n+++")), Some(reference));
            assert_eq!(Reference::find(&format!("+++\r\n  {line}  \r\n")), Some(reference));
        }
        for text in [
            "",
            "# Please keep this line: story 12",
            "# Please keep this line: story x revision 3",
            "story 12 revision 3",
        ] {
            assert_eq!(Reference::find(text), None, "{text}");
        }
    }
}
