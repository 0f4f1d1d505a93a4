//! What an examination found: what is wrong, why it matters, and the exact mend. `touchline check` and `doctor` say nothing else.
//!
//! Whoever examines words it; how it is printed is the command line's.

use std::fmt::Display;
use std::path::Path;

use crate::domain::text;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All is well; there may be something that is good to know.
    Well,
    /// It works, and something will go wrong or is going wrong in a small way.
    Warning,
    /// Something does not work.
    Fault,
}

impl Level {
    /// The word for it in JSON: `well`, `warning` or `fault`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Warning => "warning",
            Self::Fault => "fault",
        }
    }
}

/// One thing that was looked at. What is wrong cannot be said without why it matters and what mends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    about: &'static str,
    level: Level,
    what: String,
    advice: Option<Advice>,
}

/// Why something matters, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Why it matters.
    pub why: String,
    /// A command, a menu path or a key of the configuration.
    pub mend: String,
}

impl Finding {
    /// All is well. `about` names what was looked at as `part.thing`; it stays the same from version to version.
    pub fn well(about: &'static str, what: impl AsRef<str>) -> Self {
        Self { about, level: Level::Well, what: line(what), advice: None }
    }

    /// All is well, and something is good to know.
    pub fn note(about: &'static str, what: impl AsRef<str>, why: impl AsRef<str>, mend: impl AsRef<str>) -> Self {
        Self::of(Level::Well, about, what, why, mend)
    }

    /// It works, but not for long or not wholly.
    pub fn warning(about: &'static str, what: impl AsRef<str>, why: impl AsRef<str>, mend: impl AsRef<str>) -> Self {
        Self::of(Level::Warning, about, what, why, mend)
    }

    /// It does not work.
    pub fn fault(about: &'static str, what: impl AsRef<str>, why: impl AsRef<str>, mend: impl AsRef<str>) -> Self {
        Self::of(Level::Fault, about, what, why, mend)
    }

    fn of(
        level: Level,
        about: &'static str,
        what: impl AsRef<str>,
        why: impl AsRef<str>,
        mend: impl AsRef<str>,
    ) -> Self {
        Self { about, level, what: line(what), advice: Some(Advice { why: line(why), mend: line(mend) }) }
    }

    /// The part that it is about: `store`, `discord`, …
    pub fn part(&self) -> &'static str {
        self.about.split('.').next().unwrap_or(self.about)
    }

    /// What exactly was looked at: `store.integrity`, `discord.token`, …
    pub fn about(&self) -> &'static str {
        self.about
    }

    /// How bad it is.
    pub fn level(&self) -> Level {
        self.level
    }

    /// What was found.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Why it matters and the mend; there whenever something is wrong.
    pub fn advice(&self) -> Option<&Advice> {
        self.advice.as_ref()
    }
}

/// Names and messages of others come into findings: they cannot begin a line or steer a terminal.
fn line(said: impl AsRef<str>) -> String {
    text::clean(said.as_ref()).replace('\n', " ").trim().to_owned()
}

/// A number with its word: `1 story`, `2 stories`.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(number: N, one: &str, many: &str) -> String {
    let word = if number == N::from(1) { one } else { many };
    format!("{number} {word}")
}

/// A path as a shell takes it, for mends that are commands.
pub fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+:@,".contains(&byte);
    if !path.is_empty() && path.bytes().all(is_plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_stays_on_its_line() {
        let finding = Finding::fault("a.b", "x\n\u{1b}[2Jy", "w", "m");
        assert_eq!((finding.what(), finding.part(), finding.about()), ("x [2Jy", "a", "a.b"));
    }

    #[test]
    fn one_is_no_plural() {
        let told = [0_u64, 1, 2].map(|number| counted(number, "story", "stories"));
        assert_eq!(told, ["0 stories", "1 story", "2 stories"]);
    }

    #[test]
    fn a_path_is_one_word_for_a_shell() {
        assert_eq!(quoted(Path::new("/srv/a-b.db")), "/srv/a-b.db");
        assert_eq!(quoted(Path::new("my file's")), r"'my file'\''s'");
    }
}
