//! Who speaks and where: platforms, communities, places, callers.
//!
//! It does not know what the addresses mean: only the adapter that minted one reads it.

use std::borrow::Cow;
use std::fmt;

use super::tongue::Tongue;

/// What is kept of a community goes so long after the bot was removed from it (product.md section 11).
pub const KEPT_AFTER_LEAVING: chrono::TimeDelta = chrono::TimeDelta::days(14);

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

/// Something by which people are named as editors: a person, a role, or what somebody calls themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Badge(String);

impl Badge {
    /// Characters at most: longer than any platform's.
    const LIMIT: usize = 64;

    /// A person's own.
    pub fn of_person(person: &PersonId) -> Self {
        Self(format!("person:{}", person.0))
    }

    /// That of a role.
    pub fn of_role(role: &str) -> Self {
        Self(format!("role:{role}"))
    }

    /// That of a name which somebody gives themselves.
    pub fn of_name(name: &str) -> Self {
        Self(format!("@{}", name.to_lowercase()))
    }

    /// Reads what [`Badge::as_str`] gave, or what people type: `@sara`, a number, `<@12>`, `<@&12>`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_word = |word: &str| {
            !word.is_empty()
                && word.len() <= Self::LIMIT
                && word.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-'))
        };
        let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
        let (kind, word) = match bare {
            Some(bare) if bare.starts_with("@&") => ("role", bare.trim_start_matches("@&")),
            Some(bare) => ("person", bare.strip_prefix('@')?.trim_start_matches('!')),
            None => match (text.split_once(':'), text.strip_prefix('@')) {
                (Some((kind @ ("role" | "person"), word)), _) => (kind, word),
                (None, Some(name)) => return is_word(name).then(|| Self::of_name(name)),
                (None, None) if text.bytes().all(|byte| byte.is_ascii_digit()) => ("person", text),
                _ => return None,
            },
        };
        is_word(word).then(|| Self(format!("{kind}:{word}")))
    }

    /// As text, for the store.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The person whose own it is, if it is somebody's.
    pub fn person(&self) -> Option<PersonId> {
        self.0.strip_prefix("person:").map(|person| PersonId(person.to_owned()))
    }

    /// Whether it is a name, which may be somebody else's tomorrow.
    pub fn is_name(&self) -> bool {
        self.0.starts_with('@')
    }
}

impl fmt::Display for Badge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replacen(':', " ", 1))
    }
}

/// Who invoked a command, from which community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The community that the command was given in: the boundary of everything that the caller sees or changes.
    pub community: Community,
    /// The person.
    pub person: PersonId,
    /// What the platform itself said of the caller's standing with this very event.
    pub standing: Standing,
    /// What it said that the caller carries there: roles, the name they give themselves.
    pub badges: Vec<Badge>,
    /// The language in which they are answered: as it comes through a door the one of the caller's app, if Touchline speaks
    /// it; at the desk the community's, where that has chosen one.
    pub tongue: Option<Tongue>,
}

impl Caller {
    /// The language in which they are answered; English where none is known.
    pub fn tongue(&self) -> Tongue {
        self.tongue.unwrap_or_default()
    }

    /// Everything by which the caller may be named an editor.
    pub fn all_badges(&self) -> impl Iterator<Item = Badge> + '_ {
        std::iter::once(Badge::of_person(&self.person)).chain(self.badges.iter().cloned())
    }
}

/// What is known of a caller's standing in the community at the moment of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The event itself proves that the caller administers the community.
    Admin,
    /// The event itself proves that the caller does not.
    Member,
    /// The platform says that the caller is not, or no longer, one of the community: no role that they had there counts.
    Outsider,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_are_named_as_people_write_them() {
        for (typed, badge) in [
            ("@Sara_K", "@sara_k"),
            ("123", "person:123"),
            (" person:123 ", "person:123"),
            ("role:9", "role:9"),
            ("<@123>", "person:123"),
            ("<@!123>", "person:123"),
            ("<@&9>", "role:9"),
        ] {
            let read = Badge::parse(typed).expect(typed);
            assert_eq!(read.as_str(), badge);
            assert_eq!(Badge::parse(read.as_str()), Some(read.clone()), "it is read back");
            assert_eq!(read.is_name(), badge.starts_with('@'));
        }
        for nobody in ["", "@", "sara", "role:", "king:9", "@a b", "<@>", "<123>", "@é", &"9".repeat(99)] {
            assert_eq!(Badge::parse(nobody), None, "{nobody}");
        }
    }
}
