//! Autocomplete: what an argument could be, while it is typed. Never an error; nothing for those who may not.

use super::Bot;
use crate::domain::command::{ArgumentKind, Audience, COMMANDS, CommandSpec, Completes};
use crate::domain::community::{Caller, Community};
use crate::domain::names::Wanted;
use crate::domain::schedule::complete_zone;
use crate::domain::text::shorten;

/// An argument that is being typed.
#[derive(Debug, Clone)]
pub struct Completion {
    /// Who types.
    pub caller: Caller,
    /// The command's name.
    pub command: String,
    /// The subcommand's name.
    pub subcommand: Option<String>,
    /// The argument's name.
    pub argument: String,
    /// What is there so far.
    pub typed: String,
}

/// One possible value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What people see, at most [`Suggestion::LIMIT`] UTF-16 units.
    pub label: String,
    /// What the argument becomes, at most [`Suggestion::LIMIT`] UTF-16 units.
    pub value: String,
}

impl Suggestion {
    /// Discord's limit for both (limits.toml `autocomplete.choice`).
    pub const LIMIT: usize = 100;
    /// Discord's limit for their number (limits.toml `autocomplete.choices`).
    pub const COUNT: usize = 25;

    fn new(label: &str, value: &str) -> Self {
        Self { label: shorten(label, Self::LIMIT), value: shorten(value, Self::LIMIT) }
    }
}

impl Bot {
    /// Values that fit what was typed, best first, at most [`Suggestion::COUNT`].
    pub async fn suggest(&self, completion: &Completion) -> Vec<Suggestion> {
        let Some(row) = CommandSpec::named(&completion.command) else { return Vec::new() };
        if let Audience::Holders(task) = row.audience
            && self.prove(&completion.caller, task).await.is_err()
        {
            return Vec::new();
        }
        let Some(argument) = row.argument(completion.subcommand.as_deref(), &completion.argument) else {
            return Vec::new();
        };
        let ArgumentKind::Words(Some(completes)) = argument.kind else { return Vec::new() };
        let (typed, viewer) = (&completion.typed, &completion.caller.community);
        match completes {
            Completes::Anything => self.anything(typed, viewer).await,
            Completes::Players => self.subjects(typed, Wanted::Players, viewer).await,
            Completes::Matches => self.subjects(typed, Wanted::Matches, viewer).await,
            Completes::Zones => {
                complete_zone(typed, Suggestion::COUNT).into_iter().map(|zone| Suggestion::new(zone, zone)).collect()
            }
            Completes::Commands => COMMANDS
                .iter()
                .filter(|spec| spec.name.starts_with(typed.trim_start_matches('/')))
                .map(|spec| Suggestion::new(&format!("/{} – {}", spec.name, spec.summary), spec.name))
                .collect(),
        }
    }

    async fn subjects(&self, typed: &str, wanted: Wanted, viewer: &Community) -> Vec<Suggestion> {
        let names = self.names.read().await;
        let hits = names.complete(typed, wanted, viewer, Suggestion::COUNT);
        hits.iter().map(|hit| Suggestion::new(&hit.label, &hit.label)).collect()
    }

    /// Names first, then stories whose titles fit.
    async fn anything(&self, typed: &str, viewer: &Community) -> Vec<Suggestion> {
        let mut found = self.subjects(typed, Wanted::Any, viewer).await;
        let room = Suggestion::COUNT - found.len();
        if room > 0 && !typed.trim().is_empty() {
            // Names alone are a good answer when the store is slow or down.
            let stories = self.store.titles(viewer, typed, room.min(10)).await.unwrap_or_default();
            found.extend(stories.iter().map(|line| Suggestion::new(line.title.as_str(), line.slug.as_str())));
        }
        found
    }
}
