//! Files that people send: asked for by their number, then read.
//!
//! It knows no text: the number comes from an update. What is said of a failure never holds the address, because that holds
//! the token.

use serde::Deserialize;
use teloxide::payloads::GetFile;
use teloxide::types::FileId;

use super::api::{Api, CallError, Refusal};
use super::outbound::post_error;
use crate::domain::file::{Attachment, Gathered, TooLarge};
use crate::ports::PostError;
use crate::text;

/// Where a file lies for about an hour; nowhere, when it is too large for bots.
#[derive(Deserialize)]
struct Located {
    file_path: Option<String>,
}

/// Reads a file, no more of it than is allowed.
///
/// # Errors
/// See [`crate::ports::Messenger::fetch`].
pub(super) async fn fetch(api: &Api, attachment: &Attachment) -> Result<Vec<u8>, PostError> {
    let question = GetFile::new(FileId(attachment.address.clone()));
    let located: Located = api.call(&question).await.map_err(unlocated)?;
    let path = located.file_path.ok_or_else(gone)?;
    let mut answer = api.open_file(&path).await.map_err(unread)?;
    let mut file = Gathered::default();
    while let Some(piece) = answer.chunk().await.map_err(|error| unread(error.into()))? {
        file.take(&piece).map_err(|large| PostError::Rejected(large.into()))?;
    }
    Ok(file.whole())
}

fn gone() -> PostError {
    PostError::Rejected(text!("file-gone-from-telegram"))
}

/// Telegram gives bots files of up to 20 MB.
fn unlocated(error: CallError) -> PostError {
    match error {
        CallError::Refused(Refusal { code: 400, description, .. }) if description.contains("too big") => {
            PostError::Rejected(TooLarge.into())
        }
        CallError::Refused(Refusal { code: 400, .. }) => gone(),
        error => only_read(post_error(error)),
    }
}

fn unread(error: CallError) -> PostError {
    match error {
        CallError::Refused(Refusal { code: 404, .. }) => gone(),
        error => only_read(post_error(error)),
    }
}

/// Nothing was sent: what is in doubt elsewhere has simply not come.
fn only_read(error: PostError) -> PostError {
    match error {
        PostError::Unsure(why) => PostError::Unreachable(why),
        error => error,
    }
}
