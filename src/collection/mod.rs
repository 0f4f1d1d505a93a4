//! Story files become values: TOML between `+++` lines, then the text (product.md section 4).
//!
//! `files` finds the files (embedded in the binary, or in a folder) · `read` takes one apart, with `fields` for its
//! front matter and `syntax` for what is no TOML · `check` says everything that is wrong with a collection, and which
//! files have changed since they were last brought in · `agree` compares what stories say of one match or player ·
//! `advise` names weak spots · `coverage` counts what there is · `template` begins a new file · `write`
//! writes a story out · `rows` is files of many stories, JSON lines and tables · `tree` what all of these are read from and
//! written from. The rules about values are
//! `domain::draft`'s; here a fault gets its file and line. Nothing here knows the store.

mod advise;
mod agree;
mod check;
pub mod coverage;
mod fields;
mod files;
mod read;
mod rows;
mod syntax;
mod template;
mod tree;
mod variant;
mod write;

use crate::domain::draft::{Draft, Fault, Origin};
use crate::domain::story::NewStory;
use crate::domain::transfer::{Row, RowKind};
use crate::ports::StoryFormat;

pub use crate::domain::transfer::FileFault;
pub use check::{Changes, Checked, Problem, Warning, changed_only, check, nearest};
pub use files::{Collection, CollectionError, StoryFile};
pub use read::{Reading, SIZE_LIMIT, read, read_bytes};
pub use template::{NewFileError, new_file};
pub use write::write;

/// Reads and writes stories in the collection's format from chat: as strict about the fields as files, but lenient about line
/// ends and a byte order mark, and with the slug as an optional key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CollectionFormat;

impl StoryFormat for CollectionFormat {
    fn read(&self, text: &str) -> Result<Draft, Vec<Fault>> {
        let Reading { draft, faults, .. } = read(text);
        if faults.is_empty() {
            return Ok(Draft { origin: Origin::Chat, ..draft });
        }
        Err(faults.into_iter().map(FileFault::with_line_in_key).collect())
    }

    fn write(&self, story: &NewStory, first: Option<&str>) -> String {
        write(story, first)
    }

    fn read_file(&self, name: &str, bytes: &[u8], limit: usize) -> Vec<Row> {
        rows::read_file(name, bytes, limit)
    }

    fn write_file(&self, kind: RowKind, stories: &[NewStory]) -> Vec<u8> {
        rows::write_rows(kind, stories)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_file_typed_in_chat_is_a_draft_for_chat() {
        let text = "\u{feff}+++\r\nslug = \"a-kiss\"\r\ntitle = \"A kiss\"\r\ndate = 2022-11-27\r\n[[sources]]\r\n\
                    publisher = \"BBC\"\r\n+++\r\n\r\nHe kissed her.\r\n";
        let story = CollectionFormat.read(text).expect("the format").check().expect("a story");
        assert_eq!((story.slug.as_str(), story.summary.as_str()), ("a-kiss", "He kissed her."));
        assert_eq!(story.tournament.map(|name| name.to_string()).as_deref(), Some("FIFA World Cup 2022"));
    }

    #[test]
    fn faults_in_chat_say_the_line_with_the_key() {
        let faults =
            CollectionFormat.read("+++\ntitle = \"A kiss\"\nmatch.scor = \"0-2\"\n+++\nText.").expect_err("a fault");
        let seen: Vec<_> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(seen, ["line 3, match.scor: no such key; did you mean \"score\"?"]);
    }
}
