//! Who speaks and where: platforms, communities, places, callers.
//!
//! It does not know what the addresses mean: only the adapter that minted one reads it.

use std::borrow::Cow;
use std::fmt;

/// The name of a platform, as its adapter mints it (`"discord"`, `"telegram"`, `"console"`).
///
/// An open name on purpose: the domain lists no platforms, so a new one changes nothing here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlatformName(Cow<'static, str>);

impl PlatformName {
    /// The name of an adapter, fixed at compile time.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// A name read back from the store.
    pub fn stored(name: impl Into<String>) -> Self {
        Self(Cow::Owned(name.into()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlatformName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// People on one platform who share stories, settings and admins: a Discord guild, a Telegram group or channel,
/// one private chat, the console.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Community {
    /// Where it lives.
    pub platform: PlatformName,
    /// The native address, opaque here.
    pub address: String,
}

/// Where messages go: a channel, thread, topic or chat.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Where it lives.
    pub platform: PlatformName,
    /// The native address, opaque here.
    pub address: String,
}

/// One person (or one anonymous admin) on one platform; opaque here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub String);

/// Who invoked a command, from which community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The community that the command was given in: the boundary of everything that the caller sees or changes.
    pub community: Community,
    /// The person.
    pub person: PersonId,
    /// What the platform itself said of the caller's standing with this very event.
    pub standing: Standing,
}

/// What is known of a caller's standing in the community at the moment of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The event itself proves that the caller administers the community.
    Admin,
    /// The event itself proves that the caller does not.
    Member,
    /// Only the platform can say: it is asked when a command needs to know, and no answer means no.
    Ask,
}

/// Whose eyes a story is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// The shared collection.
    Everyone,
    /// One community alone: no other one ever sees it.
    Community(Community),
}

impl Scope {
    /// Whether people of `viewer` may see what has this scope.
    pub fn is_visible_to(&self, viewer: &Community) -> bool {
        match self {
            Self::Everyone => true,
            Self::Community(owner) => owner == viewer,
        }
    }
}
