//! Chats and topics as addresses: `<chat>` or `<chat>/<topic>`, written and read here only.

use std::fmt;

use super::NAME;
use crate::domain::community::{Community, Place};

/// Where on Telegram something is said: a chat, or a topic of a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Address {
    /// Positive for a private chat, negative for groups and channels.
    pub(super) chat: i64,
    /// The topic's thread, unless it is the chat itself or its *General* topic.
    pub(super) topic: Option<i32>,
}

impl Address {
    /// Reads what [`Address::place`] wrote.
    pub(super) fn read(address: &str) -> Option<Self> {
        Some(match address.split_once('/') {
            None => Self { chat: address.parse().ok()?, topic: None },
            Some((chat, topic)) => Self { chat: chat.parse().ok()?, topic: Some(topic.parse().ok()?) },
        })
    }

    /// As the domain's place.
    pub(super) fn place(self) -> Place {
        Place { platform: NAME, address: self.to_string() }
    }

    /// The people of the chat: its topics are one community.
    pub(super) fn community(self) -> Community {
        Community { platform: NAME, address: self.chat.to_string() }
    }

    /// Groups, supergroups and channels, where Telegram allows fewer messages.
    pub(super) fn is_shared(self) -> bool {
        self.chat < 0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.chat)?;
        self.topic.map_or(Ok(()), |topic| write!(f, "/{topic}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_were_written() {
        for address in [Address { chat: 7, topic: None }, Address { chat: -1_001_234_567_890, topic: Some(42) }] {
            assert_eq!(Address::read(&address.place().address), Some(address));
        }
        for nonsense in ["", "x", "1/", "/1", "1/2/3", "1/x"] {
            assert_eq!(Address::read(nonsense), None, "{nonsense}");
        }
    }
}
