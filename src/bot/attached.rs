//! A file that came with a command: fetched once the caller's right is proven, read as text, and put where the text would
//! have been typed. What it says is then the command's business, as if somebody had typed it.

use std::borrow::Cow;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::command::{COMMANDS, Command, CommandSpec, Invocation, Scope};
use crate::domain::file::{ATTACHMENT_LIMIT, Attachment, TooLarge, as_text};
use crate::domain::message::Message;
use crate::domain::prose::{Block, Span};
use crate::domain::rights::Task;
use crate::domain::text::{clean_line, shorten};
use crate::domain::tongue::{Text, Tongue};
use crate::ports::PostError;
use crate::{say, text};

/// So much of a file's name is repeated.
const NAME_SHOWN: usize = 60;
/// How every story file begins.
const STORY_BEGINS: &str = "+++";

impl Bot {
    /// The command with the text of the attached story file in the place of the typed one; as it is, where no file came or
    /// the command makes something else of its file. The right that the row names has been proven.
    pub(super) async fn with_attached<'a>(
        &self,
        request: &Request,
        row: &CommandSpec,
        invocation: &'a Invocation,
    ) -> Result<Cow<'a, Invocation>, Trouble> {
        let Some(attachment) = &request.attachment else { return Ok(Cow::Borrowed(invocation)) };
        if row.file().is_none() {
            let told = say!(request.caller.tongue(), "file-not-taken", command = row.name, takers = takers());
            return Err(Trouble::File(Message::coded(&told)));
        }
        if row.verbatim().is_none() {
            return Ok(Cow::Borrowed(invocation));
        }
        // What is wrong without the file is told without fetching it, and everyone's stories ask for a right of their own.
        invocation.with_text(STORY_BEGINS.to_owned())?;
        if let Command::Curate(_, Scope::Everyone) = Command::parse(invocation)? {
            self.prove(&request.caller, Task::CurateShared).await?;
        }
        let text = self.attached_text(request).await?.unwrap_or_default();
        if !text.trim_start().starts_with(STORY_BEGINS) {
            return Err(Trouble::File(no_story(attachment, request.caller.tongue())));
        }
        Ok(Cow::Owned(invocation.with_text(text)?))
    }

    /// The text of a file that came with an answer to a question. Ask for the caller's right first.
    pub(super) async fn attached_text(&self, request: &Request) -> Result<Option<String>, Trouble> {
        let Some(attachment) = &request.attachment else { return Ok(None) };
        let bytes = self.fetched(request, attachment).await?;
        as_text(bytes).map(Some).map_err(|why| unusable(attachment, why.into(), request.caller.tongue()))
    }

    /// The content of a file that came with what was said. Ask for the caller's right first.
    pub(super) async fn fetched(&self, request: &Request, attachment: &Attachment) -> Result<Vec<u8>, Trouble> {
        let tongue = request.caller.tongue();
        if attachment.size > ATTACHMENT_LIMIT {
            return Err(unusable(attachment, TooLarge.into(), tongue));
        }
        let platform = &request.place.platform;
        let fetched = match self.messengers.get(platform) {
            Some(messenger) => messenger.fetch(attachment).await,
            None => Err(PostError::Unreachable("the platform is not there".into())),
        };
        fetched.map_err(|error| match error {
            PostError::Rejected(why) => unusable(attachment, why, tongue),
            error => {
                tracing::warn!(%platform, %error, "a file that was attached could not be fetched");
                Trouble::File(Message::text(say!(tongue, "file-not-fetched", file = named(attachment))))
            }
        })
    }
}

fn unusable(attachment: &Attachment, why: Text, tongue: Tongue) -> Trouble {
    Trouble::File(Message::text(say!(tongue, "file-unusable", file = named(attachment), why = why)))
}

/// What is said of a file that holds no story. Backticks in its name are its own.
fn no_story(attachment: &Attachment, tongue: Tongue) -> Message {
    let what = say!(tongue, "file-no-story", file = named(attachment), begins = STORY_BEGINS);
    let mut message = Message::coded(&say!(tongue, "file-no-story-example"));
    if let Some(Block::Paragraph(spans)) = message.blocks.first_mut() {
        spans.insert(0, Span::plain(format!("{what} ")));
    }
    message
}

fn named(attachment: &Attachment) -> String {
    shorten(&clean_line(&attachment.name), NAME_SHOWN)
}

/// The commands that take a file.
fn takers() -> Text {
    let names: Vec<_> =
        COMMANDS.iter().filter(|row| row.file().is_some()).map(|row| format!("`/{}`", row.name)).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => text!("file-takers", others = others.join(", "), last = last),
        _ => names.concat().into(),
    }
}
