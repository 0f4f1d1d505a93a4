//! `/privacy` and `/forgetme`: what is kept about people, and how it goes away.

use super::{Bot, Request};
use crate::domain::action::Action;
use crate::domain::message::{Message, Reply};
use crate::domain::prose::Span;
use crate::ports::StoreError;

/// What is kept.
pub(super) fn kept() -> Message {
    let mut message = Message::text("I read commands and pressed buttons, and nothing else that is said. I keep:");
    for kept in [
        "who set a daily story up, by their number on the platform, to tell them when something is wrong with it;",
        "who added, changed or suggested a story, by their number, for this community's admins; and a digest of who suggested one, for a day, so that limits hold;",
        "a story that somebody writes and has not finished, for two weeks; a file of stories to be imported, for a day;",
        "whom admins have named an editor, by number, role or name;",
        "which stories a chat was shown, so that it gets another one, and what a chat with a daily story is called;",
        "the stories of a file that somebody sent with /import, until they press a button, for a day at most;",
        "what Telegram sends me until it is answered, and after that its number for two days.",
    ] {
        message = message.item(vec![Span::plain(kept)]);
    }
    message
        .paragraph(vec![Span::plain(
            "I keep no other names of people, no messages and no lists of members, and tell nobody else. Two weeks after I was removed from a community nothing of it is left.",
        )])
        .button("Forget me", Action::ForgetMe)
}

/// What forgetting means, before it is done.
pub(super) fn ask() -> Message {
    Message::text(
        "I then forget that stories, changes and suggestions were yours; they stay, as a member's. Suggestions of yours that wait, and what you have not finished writing, are deleted; you are no editor any more. Daily stories that you set up go on, but when something is wrong with one I can tell nobody, until an admin says /daily on there again. A block by admins stays until it ends.",
    )
    .button("Forget me", Action::ForgetMe)
}

impl Bot {
    /// A press of *forget me*: it concerns the presser alone.
    pub(super) async fn forget(&self, request: &Request) -> Result<Reply, StoreError> {
        let caller = &request.caller;
        let rows = self.store.forget(&caller.community.platform, &caller.person).await?;
        tracing::info!(platform = %caller.community.platform, rows, "somebody was forgotten");
        Ok(Reply::to_caller(Message::text(match rows {
            0 => "I keep nothing about you.".to_owned(),
            1 => "Done: what I kept about you in one place is forgotten.".to_owned(),
            rows => format!("Done: what I kept about you in {rows} places is forgotten."),
        })))
    }
}
