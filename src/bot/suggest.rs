//! Autocomplete: what an argument could be, while it is typed. Never an error; nothing for those who may not.

use super::Bot;
use crate::domain::command::{ArgumentKind, Audience, COMMANDS, CommandSpec, Completes};
use crate::domain::community::{Caller, Community};
use crate::domain::names::Wanted;
use crate::domain::rights::Task;
use crate::domain::story::Theme;
use crate::domain::text::{shorten, utf16_len};
use crate::domain::tongue::Tongue;
use crate::domain::tournament;
use crate::domain::zones::complete_zone;
use crate::ports::meters::{self, Answered, Kind, Stopwatch};

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
    /// What else is filled in already, by name.
    pub others: Vec<(String, String)>,
}

/// One possible value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What people see, at most [`Suggestion::LIMIT`] UTF-16 units.
    pub label: String,
    /// What the argument becomes, at most [`Suggestion::LIMIT`] UTF-16 units.
    pub value: String,
}

/// What is offered for days of the week.
const DAYS: [&str; 10] = ["all", "weekdays", "weekends", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

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
        let stopwatch = Stopwatch::start();
        let suggestions = self.suggestions(completion).await;
        let platform = &completion.caller.community.platform;
        meters::answered(platform, Kind::AUTOCOMPLETE, Answered::Ok, stopwatch.elapsed());
        suggestions
    }

    async fn suggestions(&self, completion: &Completion) -> Vec<Suggestion> {
        let Some(row) = CommandSpec::named(&completion.command) else { return Vec::new() };
        if let Audience::Holders(task) = row.audience
            && self.prove(&completion.caller, task).await.is_err()
        {
            return Vec::new();
        }
        let Some(argument) = row.argument(completion.subcommand.as_deref(), &completion.argument) else {
            return Vec::new();
        };
        let Some(completes) = argument.kind.completes() else { return Vec::new() };
        let caller = &completion.caller;
        if !matches!(argument.kind, ArgumentKind::List(_)) {
            let everyone = completion.others.iter().any(|(name, value)| name == "scope" && value == "everyone");
            let own = if everyone { Task::CurateShared } else { Task::CurateOwn };
            return match completes {
                Completes::OwnStories => self.own(caller, own, &completion.typed, false).await,
                Completes::RemovedStories => self.own(caller, own, &completion.typed, true).await,
                completes => self.values(completes, &completion.typed, caller).await,
            };
        }
        // Of a list the last entry is being typed; what stands before it stays.
        let (before, entry) = completion.typed.rsplit_once([',', ';']).map_or(("", completion.typed.as_str()), |it| it);
        let entry = entry.trim_start();
        let sign = entry.strip_prefix('-').map_or("", |_| "-");
        let values = self.values(completes, entry.trim_start_matches('-'), caller).await;
        let whole = |value: &str| match before {
            "" => format!("{sign}{value}"),
            before => format!("{before}, {sign}{value}"),
        };
        // A value that is cut would be another one.
        let fits = |value: &String| utf16_len(value) <= Suggestion::LIMIT;
        values
            .iter()
            .map(|known| whole(&known.value))
            .filter(fits)
            .map(|value| Suggestion::new(&value, &value))
            .collect()
    }

    async fn values(&self, completes: Completes, typed: &str, caller: &Caller) -> Vec<Suggestion> {
        let viewer = &caller.community;
        let starting = |words: &mut dyn Iterator<Item = &'static str>| -> Vec<Suggestion> {
            let typed = typed.trim().to_lowercase();
            let fitting = words.filter(|word| word.to_lowercase().contains(&typed));
            fitting.take(Suggestion::COUNT).map(|word| Suggestion::new(word, word)).collect()
        };
        match completes {
            Completes::Anything => self.anything(typed, viewer).await,
            Completes::Players => self.subjects(typed, Wanted::Players, viewer).await,
            Completes::Matches => self.subjects(typed, Wanted::Matches, viewer).await,
            Completes::Zones => {
                complete_zone(typed, Suggestion::COUNT).into_iter().map(|zone| Suggestion::new(zone, zone)).collect()
            }
            Completes::Themes => {
                let tongue = self.tongue(caller).await;
                let typed = typed.trim().to_lowercase();
                let themes = Theme::ALL.iter().map(|(theme, word)| (theme.name().say(tongue), *word));
                let fits = |name: &str, word: &str| word.contains(&typed) || name.to_lowercase().contains(&typed);
                // In English a theme is called as it is typed.
                let label = |name: String, word: &str| if tongue == Tongue::English { word.to_owned() } else { name };
                let fitting = themes.filter(|(name, word)| fits(name, word));
                fitting.map(|(name, word)| Suggestion::new(&label(name, word), word)).collect()
            }
            Completes::Days => starting(&mut DAYS.iter().copied()),
            Completes::Tongues => {
                let typed = typed.trim().to_lowercase();
                let named = Tongue::ALL.iter().map(|tongue| (tongue.name(), tongue.tag()));
                let fitting = std::iter::once(("auto", "auto")).chain(named);
                let fitting =
                    fitting.filter(|(name, tag)| name.to_lowercase().contains(&typed) || tag.contains(&typed));
                fitting.map(|(name, tag)| Suggestion::new(name, tag)).collect()
            }
            Completes::Teams => self.subjects(typed, Wanted::Teams, viewer).await,
            Completes::Tournaments => tournament::ALL
                .iter()
                .rev()
                .filter(|cup| cup.name.to_lowercase().contains(&typed.trim().to_lowercase()))
                .filter_map(|cup| Some(Suggestion::new(cup.name, cup.name.rsplit(' ').next()?)))
                .take(Suggestion::COUNT)
                .collect(),
            Completes::Stories => {
                let stories = self.store.titles(viewer, typed, Suggestion::COUNT).await.unwrap_or_default();
                stories.iter().map(|line| Suggestion::new(line.title.as_str(), line.title.as_str())).collect()
            }
            Completes::OwnStories | Completes::RemovedStories => Vec::new(),
            Completes::Commands => {
                let tongue = self.tongue(caller).await;
                let fitting = COMMANDS.iter().filter(|spec| spec.name.starts_with(typed.trim_start_matches('/')));
                let label = |spec: &CommandSpec| format!("/{} – {}", spec.name, spec.summary(tongue));
                fitting.map(|spec| Suggestion::new(&label(spec), spec.name)).collect()
            }
        }
    }

    /// Stories that the caller may change, by their slugs, which mean one each.
    async fn own(&self, caller: &Caller, task: Task, typed: &str, removed: bool) -> Vec<Suggestion> {
        let Ok(by) = self.prove(caller, task).await else { return Vec::new() };
        let stories = self.store.own_stories(&by, typed.trim(), removed, Suggestion::COUNT).await.unwrap_or_default();
        stories.iter().map(|line| Suggestion::new(line.title.as_str(), line.slug.as_str())).collect()
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
