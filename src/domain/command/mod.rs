//! The one command table, and how what was said becomes a command.
//!
//! Discord's registration, Telegram's menu, the console, `/help`, the README's list and the parity test read
//! [`COMMANDS`]; parsing does too. It does not answer commands and does not know who may use them beyond the row's
//! [`Audience`].

mod attached;
mod given;
mod rows;
mod table;

use std::time::Duration;

use chrono::{Datelike as _, NaiveTime};
use chrono_tz::Tz;

use self::given::Given;
use super::action::ReviewStep;
use super::community::{Badge, PersonId};
use super::filter::{Sieve, parse_themes, parse_tournaments};
use super::preferences::chosen_language;
use super::schedule::{Day, parse_day, parse_time};
use super::story::{Language, Theme};
use super::submission::{REASON_LIMIT, SubmissionId};
use super::subscription::{OnUnsure, parse_catch_up};
use super::text;
use super::tongue::{Arg, Text};
use super::tournament::Tournament;
use super::transfer::RowKind;
use super::weekdays::Weekdays;
use super::writing::Credit;
use super::zones::parse_zone;
use crate::text;

pub use rows::COMMANDS;
pub use table::{ArgumentKind, ArgumentSpec, Audience, CommandSpec, Completes};

/// What a platform heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// The command's name without the slash, as it was given.
    pub command: String,
    /// What came with it.
    pub input: Input,
}

/// A command's input as the platform has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Text after the command's name.
    Typed(String),
    /// Options that were filled in, by name, and the subcommand.
    Filled {
        /// The subcommand, if one was chosen.
        subcommand: Option<String>,
        /// Name and text of each option.
        options: Vec<(String, String)>,
    },
}

impl Invocation {
    /// Reads a line that starts with a slash: `/daily on 09:00`. `None` for anything else.
    pub fn typed(line: &str) -> Option<Self> {
        let line = line.trim_start().strip_prefix('/')?;
        let end = line.find(char::is_whitespace).unwrap_or(line.len());
        let (command, rest) = line.split_at(end);
        let command = text::clean(command).to_lowercase();
        (!command.is_empty())
            .then(|| Self { command, input: Input::Typed(rest.trim_start_matches([' ', '\t']).to_owned()) })
    }
}

/// A valid command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `/story`, with or without words.
    Story(Option<String>),
    /// `/player`.
    Player(String),
    /// `/match`.
    Match(String),
    /// `/browse`, with what was named.
    Browse(Browsed),
    /// `/today`.
    Today,
    /// `/favourites`.
    Favourites,
    /// `/top`.
    Top,
    /// `/daily` and its subcommand, for the place that was named, or the one where it was said.
    Daily(Daily, Option<String>),
    /// What is done with stories of one's own.
    Curate(Curation, Scope),
    /// `/submit`, with or without a title or a whole story.
    Submit(Option<String>, Credit),
    /// `/review`, here or of every community.
    Review(ReviewAsked, Scope),
    /// `/settings`.
    Settings(Setting),
    /// `/import`, of the file that came with it.
    Import(Scope),
    /// `/export`.
    Export(RowKind, Scope),
    /// `/help`, for all or for one command.
    Help(Option<&'static CommandSpec>),
    /// `/privacy`.
    Privacy,
    /// `/forgetme`.
    ForgetMe,
    /// `/about`.
    About,
}

/// A part of the catalogue, as it was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browsed {
    /// A theme, or whatever else was named first.
    pub about: Option<String>,
    /// A team in the caller's words.
    pub team: Option<String>,
    /// The year of a World Cup.
    pub year: Option<u16>,
    /// A player in the caller's words.
    pub player: Option<String>,
}

/// What curators do with stories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Curation {
    /// `/addstory`, with or without a whole story.
    Add(Option<String>),
    /// `/editstory`: which one, or the whole story as it was edited.
    Edit(Option<String>),
    /// `/removestory`.
    Remove(String),
    /// `/restorestory`.
    Restore(Option<String>),
    /// `/history`, of one story or of all.
    History(Option<String>),
}

/// What `/settings` is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// To show what is set.
    Show,
    /// To let somebody curate, or no longer.
    Editors {
        /// Who may.
        add: Option<Badge>,
        /// Who may not.
        remove: Option<Badge>,
    },
    /// To let somebody suggest stories again.
    Unblock(PersonId),
    /// To tell changes in this place (`here` for the one where it was said), or nowhere.
    Notices(Option<String>),
    /// The language that is spoken here and that stories are in which say none; `None` for each person's own, and English.
    Language(Option<Language>),
    /// The zone that is meant where none is named; `None` for UTC.
    Zone(Option<Tz>),
}

/// What `/review` is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewAsked {
    /// To show what waits longest.
    Next,
    /// To show this one.
    Show(SubmissionId),
    /// To do this with a suggestion.
    Decide(SubmissionId, ReviewStep),
    /// To decline one, for this reason.
    Decline(SubmissionId, String),
}

/// Whose stories are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The community's own.
    Here,
    /// Everyone's: the shared collection.
    Everyone,
}

/// What `/daily` is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Daily {
    /// Start it or change it.
    On(Box<DailyWish>),
    /// Stop it.
    Off,
    /// Show its settings and runs.
    Show,
    /// Let it rest until a date.
    Pause(Option<Day>),
    /// Go on.
    Resume,
    /// Show the coming stories.
    Next,
    /// Choose a date's story by its title; `None` chooses no longer.
    Pin(Day, Option<String>),
    /// Post one now.
    Test,
    /// Tell what became of the last ones.
    Why,
}

/// What was said of a daily post; what was left out stays as it is, or as it usually is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DailyWish {
    /// The time of day.
    pub time: NaiveTime,
    /// The zone.
    pub zone: Option<Tz>,
    /// The days of the week.
    pub days: Option<Weekdays>,
    /// Themes wanted and not wanted.
    pub themes: Option<Sieve<Theme>>,
    /// Teams wanted and not wanted, in the caller's words.
    pub teams: Option<String>,
    /// World Cups wanted and not wanted.
    pub tournaments: Option<Sieve<&'static Tournament>>,
    /// How late a missed post may come.
    pub catch_up: Option<Duration>,
    /// What to do in doubt.
    pub on_unsure: Option<OnUnsure>,
    /// Whether posts make no sound.
    pub silent: Option<bool>,
}

/// Something that was said and cannot be obeyed: what is wrong, and what would work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{wrong}")]
pub struct UsageError {
    /// What is wrong, a whole sentence.
    pub wrong: Text,
    /// How it is typed, when the command is known.
    pub usage: Option<String>,
    /// What would work.
    pub example: &'static str,
}

impl Command {
    /// The row of the table that a command belongs to, before its arguments are read: enough to check rights.
    ///
    /// # Errors
    /// The name is unknown; the nearest one is named.
    pub fn row(invocation: &Invocation) -> Result<&'static CommandSpec, UsageError> {
        CommandSpec::named(&invocation.command).ok_or_else(|| {
            let said = text::shorten(&text::clean_line(&invocation.command), 32);
            let near = COMMANDS.iter().min_by_key(|spec| strsim::osa_distance(spec.name, &said.to_lowercase()));
            let near = near.filter(|near| strsim::osa_distance(near.name, &said) <= near.name.len().div_ceil(3));
            let said = format!("/{said}");
            UsageError {
                wrong: match near {
                    Some(near) => text!("command-unknown-near", said = said, near = format!("/{}", near.name)),
                    None => text!("command-unknown", said = said),
                },
                usage: None,
                example: near.map_or("/help", |near| near.example),
            }
        })
    }

    /// Reads an invocation by the table.
    ///
    /// # Errors
    /// Unknown command or subcommand, missing or wrong argument.
    pub fn parse(invocation: &Invocation) -> Result<Self, UsageError> {
        let row = Self::row(invocation)?;
        let (spec, parent, given) = if row.subcommands.is_empty() {
            (row, None, Given::read(row, &invocation.input))
        } else {
            let (sub, rest) = subcommand(row, &invocation.input)?;
            (sub, Some(row.name), Given::read(sub, &rest))
        };
        let given = given.map_err(|error| UsageError { usage: Some(spec.usage(parent)), ..error })?;
        let wrong = |wrong| UsageError { wrong, usage: Some(spec.usage(parent)), example: spec.example };
        for argument in spec.arguments.iter().filter(|argument| argument.required) {
            if given.get(argument.name).is_none() {
                return Err(wrong(text!(
                    "argument-missing",
                    command = spec.line(parent),
                    argument = format!("<{}>", argument.name),
                    what = Arg::Inside(argument.summary_text())
                )));
            }
        }
        if let Some(file) = spec.arguments.iter().find(|argument| argument.kind == ArgumentKind::File)
            && given.get(file.name).is_some()
        {
            return Err(wrong(text!("file-by-name")));
        }
        let text = |name: &str| given.get(name).unwrap_or_default().to_owned();
        Ok(match (parent, spec.name) {
            (None, "story") => Self::Story(given.get("about").map(str::to_owned)),
            (None, "player") => Self::Player(text("name")),
            (None, "match") => Self::Match(text("teams")),
            (None, "browse") => Self::Browse(browsed(&given).map_err(wrong)?),
            (None, "today") => Self::Today,
            (None, "favourites") => Self::Favourites,
            (None, "top") => Self::Top,
            (None, name @ ("addstory" | "editstory" | "removestory" | "restorestory" | "history")) => {
                let story = given.get("story").map(str::to_owned);
                let curation = match name {
                    "addstory" => Curation::Add(story),
                    "editstory" => Curation::Edit(story),
                    "removestory" => Curation::Remove(story.unwrap_or_default()),
                    "restorestory" => Curation::Restore(story),
                    _ => Curation::History(story),
                };
                Self::Curate(curation, scope(&given).map_err(wrong)?)
            }
            (None, "submit") => Self::Submit(given.get("story").map(str::to_owned), credit(&given).map_err(wrong)?),
            (None, "review") => Self::Review(review(&given).map_err(wrong)?, scope(&given).map_err(wrong)?),
            (None, "import") => Self::Import(scope(&given).map_err(wrong)?),
            (None, "export") => Self::Export(format(&given).map_err(wrong)?, scope(&given).map_err(wrong)?),
            (None, "help") => Self::Help(given.get("command").map(explained).transpose()?),
            (None, "privacy") => Self::Privacy,
            (None, "forgetme") => Self::ForgetMe,
            (None, "about") => Self::About,
            (Some("settings"), name) => Self::Settings(setting(name, &given).map_err(wrong)?),
            (Some("daily"), name) => {
                Self::Daily(daily(name, &given).map_err(wrong)?, given.get("place").map(str::to_owned))
            }
            // `every_row_of_the_table_becomes_a_command` proves that no row ends here.
            _ => return Err(wrong(text!("command-unusable", command = spec.line(parent)))),
        })
    }
}

fn credit(given: &Given) -> Result<Credit, Text> {
    match given.get("credit").map(str::to_lowercase).as_deref() {
        None | Some("name") => Ok(Credit::Named),
        Some("anonymous") => Ok(Credit::Anonymous),
        Some(other) => Err(text!("not-a-credit", word = text::shorten(other, 30))),
    }
}

/// What `/browse` names: one theme, one team, one World Cup.
fn browsed(given: &Given) -> Result<Browsed, Text> {
    let cups = given.get("tournament").map(parse_tournaments).transpose()?;
    let cup = cups.and_then(|cups| cups.only.first().copied());
    Ok(Browsed {
        about: given.get("theme").map(str::to_owned),
        team: given.get("team").map(str::to_owned),
        player: given.get("player").map(str::to_owned),
        year: cup.and_then(|cup| u16::try_from(cup.first_day().year()).ok()),
    })
}

/// What a subcommand of `/settings` asks.
fn setting(name: &str, given: &Given) -> Result<Setting, Text> {
    let badge = |name: &str| {
        let read = |text: &str| Badge::parse(text).ok_or_else(|| text!("not-somebody", word = text::shorten(text, 40)));
        given.get(name).map(read).transpose()
    };
    Ok(match name {
        "show" => Setting::Show,
        "editors" => match (badge("add")?, badge("remove")?) {
            (None, None) => return Err(text!("editors-whom")),
            (add, remove) => Setting::Editors { add, remove },
        },
        "unblock" => {
            let whom = badge("whom")?.and_then(|badge| badge.person());
            Setting::Unblock(whom.ok_or_else(|| text!("unblock-whom"))?)
        }
        "notices" => match given.get("off") {
            Some(_) => Setting::Notices(None),
            None => Setting::Notices(Some(given.get("place").unwrap_or("here").to_owned())),
        },
        "language" => Setting::Language(chosen_language(given.get("language").unwrap_or_default())?),
        "zone" => {
            let zone = parse_zone(given.get("zone").unwrap_or_default())?;
            Setting::Zone((zone != Tz::UTC).then_some(zone))
        }
        other => return Err(text!("command-unusable", command = format!("/settings {other}"))),
    })
}

/// The command that `/help` is asked about, with or without its slash.
fn explained(name: &str) -> Result<&'static CommandSpec, UsageError> {
    let command = name.trim_start_matches('/').split_whitespace().next().unwrap_or_default().to_lowercase();
    Command::row(&Invocation { command, input: Input::Typed(String::new()) })
}

fn review(given: &Given) -> Result<ReviewAsked, Text> {
    let Some(number) = given.get("number") else { return Ok(ReviewAsked::Next) };
    let id = number.trim_start_matches('#').parse().map(SubmissionId);
    let id = id.map_err(|_| text!("not-a-suggestion", word = text::shorten(number, 30)))?;
    let Some(word) = given.get("decision") else { return Ok(ReviewAsked::Show(id)) };
    let step = ReviewStep::parse(word).ok_or_else(|| text!("review-decide"))?;
    let reason = given.get("reason").map(|reason| text::shorten(reason, REASON_LIMIT));
    Ok(match (step, reason) {
        (ReviewStep::Decline, reason) => ReviewAsked::Decline(id, reason.unwrap_or_default()),
        (step, _) => ReviewAsked::Decide(id, step),
    })
}

fn scope(given: &Given) -> Result<Scope, Text> {
    match given.get("scope").map(str::to_lowercase).as_deref() {
        None | Some("here") => Ok(Scope::Here),
        Some("everyone") => Ok(Scope::Everyone),
        Some(other) => Err(text!("not-a-scope", word = text::shorten(other, 30))),
    }
}

fn format(given: &Given) -> Result<RowKind, Text> {
    let Some(word) = given.get("format") else { return Ok(RowKind::JsonLines) };
    RowKind::parse(word).ok_or_else(|| text!("not-a-format", word = text::shorten(word, 30)))
}

/// What a subcommand of `/daily` asks.
fn daily(name: &str, given: &Given) -> Result<Daily, Text> {
    Ok(match name {
        "on" => Daily::On(Box::new(DailyWish {
            time: parse_time(given.get("time").unwrap_or_default())?,
            zone: given.get("zone").map(parse_zone).transpose()?,
            days: given.get("days").map(Weekdays::parse).transpose()?,
            themes: given.get("theme").map(parse_themes).transpose()?,
            teams: given.get("team").map(str::to_owned),
            tournaments: given.get("tournament").map(parse_tournaments).transpose()?,
            catch_up: given.get("catch_up").map(parse_catch_up).transpose()?,
            on_unsure: given.get("on_unsure").map(OnUnsure::parse).transpose()?,
            silent: given.get("silent").map(yes_or_no).transpose()?,
        })),
        "off" => Daily::Off,
        "show" => Daily::Show,
        "pause" => Daily::Pause(given.get("until").map(parse_day).transpose()?),
        "resume" => Daily::Resume,
        "next" => match (given.get("date"), given.get("story")) {
            (None, None) => Daily::Next,
            (Some(date), Some(story)) => {
                let none = story.eq_ignore_ascii_case("none");
                Daily::Pin(parse_day(date)?, (!none).then(|| story.to_owned()))
            }
            (Some(_), None) => return Err(text!("pin-needs-story")),
            (None, Some(_)) => return Err(text!("pin-needs-date")),
        },
        "test" => Daily::Test,
        "why" => Daily::Why,
        other => return Err(text!("command-unusable", command = format!("/daily {other}"))),
    })
}

fn yes_or_no(word: &str) -> Result<bool, Text> {
    match word.to_lowercase().as_str() {
        "yes" | "on" | "true" | "silent" => Ok(true),
        "no" | "off" | "false" => Ok(false),
        _ => Err(text!("not-yes-or-no", word = text::shorten(word, 30))),
    }
}

fn subcommand(row: &'static CommandSpec, input: &Input) -> Result<(&'static CommandSpec, Input), UsageError> {
    let (name, rest) = match input {
        Input::Typed(text) => {
            let text = text.trim_start();
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            (text[..end].to_lowercase(), Input::Typed(text[end..].trim_start().to_owned()))
        }
        Input::Filled { subcommand, options } => {
            (subcommand.clone().unwrap_or_default(), Input::Filled { subcommand: None, options: options.clone() })
        }
    };
    let names: Vec<_> = row.subcommands.iter().map(|sub| sub.name).collect();
    let names = names.join(", ");
    row.subcommands.iter().find(|sub| sub.name == name).map(|sub| (sub, rest)).ok_or_else(|| UsageError {
        wrong: if name.is_empty() {
            text!("subcommand-missing", command = row.line(None), names = names)
        } else {
            let said = text::shorten(&text::clean_line(&name), 30);
            text!("subcommand-unknown", command = row.line(None), said = said, names = names)
        },
        usage: Some(row.usage(None)),
        example: row.example,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tongue::Tongue;

    fn parse(line: &str) -> Result<Command, String> {
        Command::parse(&Invocation::typed(line).expect("a command")).map_err(|error| error.to_string())
    }

    fn filled(command: &str, subcommand: Option<&str>, options: &[(&str, &str)]) -> Result<Command, String> {
        let options = options.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let input = Input::Filled { subcommand: subcommand.map(Into::into), options };
        Command::parse(&Invocation { command: command.into(), input }).map_err(|error| error.to_string())
    }

    #[test]
    fn typed_and_filled_commands_mean_the_same() {
        assert_eq!(parse("/player hakimi"), filled("player", None, &[("name", "hakimi")]));
        assert_eq!(parse("/player name:\"Achraf Hakimi\""), Ok(Command::Player("Achraf Hakimi".into())));
        assert_eq!(parse("/player name:Achraf Hakimi"), Ok(Command::Player("Achraf Hakimi".into())));
        assert_eq!(parse("/MATCH morocco  portugal\n2022"), Ok(Command::Match("morocco portugal 2022".into())));
        assert_eq!(
            parse("/daily on 09:00 New York"),
            filled("daily", Some("on"), &[("time", "9am"), ("zone", "America/New_York")])
        );
        assert_eq!(parse("/daily on zone:paris time:09:00"), parse("/daily on 9 paris"));
        assert_eq!(parse("/story"), Ok(Command::Story(None)));
        assert_eq!(
            parse("/addstory +++\na = 1\n+++\n\nText"),
            Ok(Command::Curate(Curation::Add(Some("+++\na = 1\n+++\n\nText".into())), Scope::Here))
        );
        assert_eq!(
            parse("/addstory\nscope:everyone\n+++\na = 1 scope:here"),
            Ok(Command::Curate(Curation::Add(Some("+++\na = 1 scope:here".into())), Scope::Everyone))
        );
        assert!(matches!(parse("/help /daily"), Ok(Command::Help(Some(spec))) if spec.name == "daily"));
    }

    #[test]
    fn what_cannot_be_obeyed_is_told_with_the_mend() {
        assert_eq!(parse("/playr x").expect_err("typo"), "There is no command /playr. Did you mean /player?");
        assert_eq!(
            parse("/player").expect_err("empty"),
            "/player needs <name>: the player's name, as you would say it."
        );
        assert_eq!(
            parse("/daily").expect_err("empty"),
            "/daily needs one of: on, off, show, pause, resume, next, test, why."
        );
        assert_eq!(
            parse("/daily of").expect_err("typo"),
            "/daily knows no “of”; it knows: on, off, show, pause, resume, next, test, why."
        );
        assert_eq!(parse("/daily off now").expect_err("extra"), "I do not know what to do with “now” here.");
        assert_eq!(parse("/daily off plaice:#stories").expect_err("a typo"), "I know no “plaice” here; I know: place.");
        assert_eq!(parse("/daily on 9 time:10:00 time:11:00").expect_err("twice"), "“time” is there twice.");
        assert!(parse("/story goal: the keeper's mother:son").is_ok(), "free words");
        assert!(parse("/daily on 25:00").expect_err("hour").starts_with("There is no hour 25"));
        assert!(parse("/daily on 9 Atlantis").expect_err("zone").starts_with("I know no time zone “Atlantis”"));
        assert_eq!(
            filled("player", None, &[("name", " \u{202e}")]).expect_err("hidden"),
            "/player needs <name>: the player's name, as you would say it."
        );
        assert_eq!(Invocation::typed("hello"), None);
        assert_eq!(Invocation::typed("/"), None);
    }

    #[test]
    fn every_row_of_the_table_becomes_a_command_and_fits_the_platforms() {
        for row in COMMANDS {
            let lines = if row.subcommands.is_empty() {
                vec![row.example]
            } else {
                row.subcommands.iter().map(|sub| sub.example).collect()
            };
            for line in lines {
                assert!(parse(line).is_ok(), "{line}: {:?}", parse(line));
            }
            for spec in std::iter::once(row).chain(row.subcommands) {
                assert!(
                    spec.name.bytes().all(|byte| byte.is_ascii_lowercase()) && spec.name.len() <= 32,
                    "{}",
                    spec.name
                );
                for tongue in Tongue::ALL {
                    let arguments = spec.arguments.iter().map(|argument| argument.summary(tongue));
                    for summary in arguments.chain([spec.summary(tongue)]) {
                        let length = summary.chars().count();
                        assert!((1..=100).contains(&length), "{tongue:?}: {summary:?} has {length} characters");
                    }
                }
                let required: Vec<_> = spec.arguments.iter().map(|argument| argument.required).collect();
                assert!(required.is_sorted_by(|a, b| a >= b), "{}: required arguments first", spec.name);
            }
        }
    }
}
