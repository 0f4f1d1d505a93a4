//! A file that came with a command: fetched once the caller's right is proven, read as text, and put where the text would
//! have been typed. What it says is then the command's business, as if somebody had typed it.

use std::borrow::Cow;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::command::{COMMANDS, Command, CommandSpec, Invocation, Scope};
use crate::domain::file::{ATTACHMENT_LIMIT, Attachment, TooLarge, as_text};
use crate::domain::message::Message;
use crate::domain::prose::{Span, Style};
use crate::domain::rights::Task;
use crate::domain::text::{clean_line, shorten};
use crate::ports::PostError;

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
            let told = format!("`/{}` takes no file. I read one with {}.", row.name, takers());
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
        let text = as_text(self.fetched(request, attachment).await?).map_err(|why| unusable(attachment, &why))?;
        if !text.trim_start().starts_with(STORY_BEGINS) {
            let told = vec![
                Span::plain(format!("{} is no story file: its first line must be {STORY_BEGINS}. ", named(attachment))),
                Span::styled("/editstory", Style::Code),
                Span::plain(" gives a story as one, for an example."),
            ];
            return Err(Trouble::File(Message::default().paragraph(told)));
        }
        Ok(Cow::Owned(invocation.with_text(text)?))
    }

    /// The text of a file that came with an answer to a question. Ask for the caller's right first.
    pub(super) async fn attached_text(&self, request: &Request) -> Result<Option<String>, Trouble> {
        let Some(attachment) = &request.attachment else { return Ok(None) };
        let bytes = self.fetched(request, attachment).await?;
        as_text(bytes).map(Some).map_err(|why| unusable(attachment, &why))
    }

    /// The content of a file that came with what was said. Ask for the caller's right first.
    pub(super) async fn fetched(&self, request: &Request, attachment: &Attachment) -> Result<Vec<u8>, Trouble> {
        if attachment.size > ATTACHMENT_LIMIT {
            return Err(unusable(attachment, &TooLarge));
        }
        let platform = &request.place.platform;
        let fetched = match self.messengers.get(platform) {
            Some(messenger) => messenger.fetch(attachment).await,
            None => Err(PostError::Unreachable("the platform is not there".into())),
        };
        fetched.map_err(|error| match error {
            PostError::Rejected(why) => unusable(attachment, &why),
            error => {
                tracing::warn!(%platform, %error, "a file that was attached could not be fetched");
                Trouble::File(Message::text(format!(
                    "{} could not be fetched just now, so nothing was changed. Please send it again in a minute.",
                    named(attachment)
                )))
            }
        })
    }
}

fn unusable(attachment: &Attachment, why: &dyn std::fmt::Display) -> Trouble {
    Trouble::File(Message::text(format!("{} cannot be used: {why}.", named(attachment))))
}

fn named(attachment: &Attachment) -> String {
    format!("“{}”", shorten(&clean_line(&attachment.name), NAME_SHOWN))
}

/// The commands that take a file.
fn takers() -> String {
    let names: Vec<_> =
        COMMANDS.iter().filter(|row| row.file().is_some()).map(|row| format!("`/{}`", row.name)).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
