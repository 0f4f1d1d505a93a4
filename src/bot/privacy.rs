//! `/privacy` and `/forgetme`: what is kept about people, and how it goes away.

use super::{Bot, Request};
use crate::domain::action::Action;
use crate::domain::message::{Message, Reply};
use crate::domain::prose::Span;
use crate::domain::tongue::Tongue;
use crate::ports::StoreError;
use crate::{say, text};

/// What is kept.
pub(super) fn kept(tongue: Tongue) -> Message {
    let mut message = Message::text(say!(tongue, "privacy-lead"));
    for kept in [
        text!("privacy-daily"),
        text!("privacy-writers"),
        text!("privacy-unfinished"),
        text!("privacy-editors"),
        text!("privacy-shown"),
        text!("privacy-favourites"),
        text!("privacy-import"),
        text!("privacy-forgotten"),
        text!("privacy-updates"),
    ] {
        message = message.item(vec![Span::plain(kept.say(tongue))]);
    }
    message
        .paragraph(vec![Span::plain(say!(tongue, "privacy-nothing-else"))])
        .button(&say!(tongue, "button-forget-me"), Action::ForgetMe)
}

/// What forgetting means, before it is done.
pub(super) fn ask(tongue: Tongue) -> Message {
    Message::text(say!(tongue, "forgetting-means")).button(&say!(tongue, "button-forget-me"), Action::ForgetMe)
}

impl Bot {
    /// A press of *forget me*: it concerns the presser alone.
    pub(super) async fn forget(&self, request: &Request) -> Result<Reply, StoreError> {
        let caller = &request.caller;
        let rows = self.store.forget(&caller.community.platform, &caller.person).await?;
        tracing::info!(platform = %caller.community.platform, rows, "somebody was forgotten");
        let told = if rows == 0 { text!("nothing-to-forget") } else { text!("forgotten", places = rows) };
        Ok(Reply::to_caller(Message::text(told.say(caller.tongue()))))
    }
}
