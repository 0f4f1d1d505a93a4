//! Who administers a chat: asked of Telegram at the moment of use, remembered for a minute at most.
//!
//! It decides nothing about rights beyond that; whoever cannot be asked about is no admin.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use teloxide::payloads::GetChatMember;
use teloxide::types::{ChatId, UserId};

use super::api::{Api, CallError};
use super::update::Member;
use crate::domain::community::Standing;
use crate::domain::schedule::Timestamp;

/// product.md section 8.
const REMEMBERED: TimeDelta = TimeDelta::seconds(60);
/// Answers kept before the old ones are thrown away.
const KEPT: usize = 4096;

/// Telegram's latest answers.
#[derive(Default)]
pub(super) struct Standings(Mutex<HashMap<(ChatId, UserId), (Standing, Timestamp)>>);

impl Standings {
    /// Somebody's standing in a chat.
    ///
    /// # Errors
    /// It could not be found out.
    pub(super) async fn ask(
        &self,
        api: &Api,
        chat: ChatId,
        user: UserId,
        now: Timestamp,
    ) -> Result<Standing, CallError> {
        if let Some(known) = self.known(chat, user, now) {
            return Ok(known);
        }
        let member: Member = api.call(&GetChatMember::new(chat, user)).await?;
        let standing = match member.status.as_str() {
            "creator" | "administrator" => Standing::Admin,
            "left" | "kicked" => Standing::Outsider,
            _ => Standing::Member,
        };
        self.remember(chat, user, standing, now);
        Ok(standing)
    }

    fn known(&self, chat: ChatId, user: UserId, now: Timestamp) -> Option<Standing> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.get(&(chat, user)).filter(|(_, asked)| is_fresh(*asked, now)).map(|(standing, _)| *standing)
    }

    fn remember(&self, chat: ChatId, user: UserId, standing: Standing, now: Timestamp) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= KEPT {
            answers.retain(|_, (_, asked)| is_fresh(*asked, now));
        }
        if answers.len() >= KEPT {
            answers.clear();
        }
        answers.insert((chat, user), (standing, now));
    }
}

/// A clock that was set back makes no answer last longer.
fn is_fresh(asked: Timestamp, now: Timestamp) -> bool {
    (TimeDelta::zero()..REMEMBERED).contains(&(now - asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_remembered_for_a_minute_and_no_more_than_fit() {
        let standings = Standings::default();
        let now: Timestamp = "2026-11-21T09:00:00Z".parse().expect("an instant");
        let known = |user, now| standings.known(ChatId(-8), UserId(user), now);
        standings.remember(ChatId(-8), UserId(7), Standing::Admin, now);
        assert_eq!(known(7, now + TimeDelta::seconds(59)), Some(Standing::Admin));
        assert_eq!(known(7, now + TimeDelta::seconds(60)), None);
        assert_eq!(known(7, now - TimeDelta::seconds(1)), None);
        assert_eq!(known(8, now), None);
        for user in 0..10_000 {
            standings.remember(ChatId(-8), UserId(user), Standing::Member, now);
        }
        assert!(standings.0.lock().expect("not poisoned").len() <= KEPT);
    }
}
