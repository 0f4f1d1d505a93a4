//! The one command table: what there is to say, for whom, and with what.

use super::table::{ArgumentKind, ArgumentSpec, Audience, CommandSpec, Completes};
use crate::domain::rights::Task;

const fn optional(name: &'static str, summary: &'static str, kind: ArgumentKind) -> ArgumentSpec {
    ArgumentSpec { name, summary, required: false, kind }
}

const fn required(name: &'static str, summary: &'static str, kind: ArgumentKind) -> ArgumentSpec {
    ArgumentSpec { name, summary, required: true, kind }
}

/// The table.
pub const COMMANDS: &[CommandSpec] = &[
    CommandSpec {
        name: "story",
        summary: "command-story",
        audience: Audience::All,
        arguments: &[optional("about", "argument-story-about", ArgumentKind::Words(Some(Completes::Anything)))],
        subcommands: &[],
        example: "/story hakimi mother",
    },
    CommandSpec {
        name: "player",
        summary: "command-player",
        audience: Audience::All,
        arguments: &[required("name", "argument-player-name", ArgumentKind::Words(Some(Completes::Players)))],
        subcommands: &[],
        example: "/player hakimi",
    },
    CommandSpec {
        name: "match",
        summary: "command-match",
        audience: Audience::All,
        arguments: &[required("teams", "argument-match-teams", ArgumentKind::Words(Some(Completes::Matches)))],
        subcommands: &[],
        example: "/match morocco portugal",
    },
    CommandSpec {
        name: "browse",
        summary: "command-browse",
        audience: Audience::All,
        arguments: &[
            optional("theme", "argument-browse-theme", ArgumentKind::Words(Some(Completes::Themes))),
            optional("team", "argument-browse-team", ArgumentKind::List(Completes::Teams)),
            optional("tournament", "argument-browse-tournament", ArgumentKind::List(Completes::Tournaments)),
            optional("player", "argument-browse-player", ArgumentKind::List(Completes::Players)),
        ],
        subcommands: &[],
        example: "/browse family",
    },
    CommandSpec {
        name: "today",
        summary: "command-today",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/today",
    },
    CommandSpec {
        name: "favourites",
        summary: "command-favourites",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/favourites",
    },
    CommandSpec {
        name: "top",
        summary: "command-top",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/top",
    },
    CommandSpec {
        name: "daily",
        summary: "command-daily",
        audience: Audience::Holders(Task::ScheduleDaily),
        arguments: &[],
        subcommands: DAILY,
        example: "/daily on 09:00 Europe/Paris",
    },
    curating(
        "addstory",
        "command-addstory",
        &[optional("story", "argument-story-whole", ArgumentKind::Verbatim(None)), FILE, SCOPE],
        "/addstory",
    ),
    curating(
        "editstory",
        "command-editstory",
        &[
            optional("story", "argument-editstory-story", ArgumentKind::Verbatim(Some(Completes::OwnStories))),
            FILE,
            SCOPE,
        ],
        "/editstory the shirt she kept",
    ),
    curating(
        "removestory",
        "command-removestory",
        &[required("story", "argument-story-title", ArgumentKind::Words(Some(Completes::OwnStories))), SCOPE],
        "/removestory the shirt she kept",
    ),
    curating(
        "restorestory",
        "command-restorestory",
        &[optional("story", "argument-story-title", ArgumentKind::Words(Some(Completes::RemovedStories))), SCOPE],
        "/restorestory the shirt she kept",
    ),
    curating(
        "history",
        "command-history",
        &[optional("story", "argument-history-story", ArgumentKind::Words(Some(Completes::OwnStories))), SCOPE],
        "/history",
    ),
    curating(
        "review",
        "command-review",
        &[
            optional("number", "argument-review-number", ArgumentKind::Word),
            optional("decision", "argument-review-decision", ArgumentKind::Word),
            optional("reason", "argument-review-reason", ArgumentKind::Words(None)),
            SCOPE,
        ],
        "/review",
    ),
    CommandSpec {
        name: "settings",
        summary: "command-settings",
        audience: Audience::Holders(Task::Settings),
        arguments: &[],
        subcommands: SETTINGS,
        example: "/settings show",
    },
    CommandSpec {
        name: "submit",
        summary: "command-submit",
        audience: Audience::All,
        arguments: &[
            optional("story", "argument-story-whole", ArgumentKind::Verbatim(None)),
            FILE,
            optional("credit", "argument-submit-credit", ArgumentKind::OneOf(&["name", "anonymous"])),
        ],
        subcommands: &[],
        example: "/submit",
    },
    CommandSpec {
        name: "import",
        summary: "command-import",
        audience: Audience::Holders(Task::CurateShared),
        arguments: &[optional("file", "argument-import-file", ArgumentKind::File), SCOPE],
        subcommands: &[],
        example: "/import",
    },
    CommandSpec {
        name: "export",
        summary: "command-export",
        audience: Audience::Holders(Task::CurateShared),
        arguments: &[optional("format", "argument-export-format", ArgumentKind::OneOf(&["jsonl", "csv"])), SCOPE],
        subcommands: &[],
        example: "/export format:csv",
    },
    CommandSpec {
        name: "help",
        summary: "command-help",
        audience: Audience::All,
        arguments: &[optional("command", "argument-help-command", ArgumentKind::Words(Some(Completes::Commands)))],
        subcommands: &[],
        example: "/help daily",
    },
    CommandSpec {
        name: "privacy",
        summary: "command-privacy",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/privacy",
    },
    CommandSpec {
        name: "forgetme",
        summary: "command-forgetme",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/forgetme",
    },
    CommandSpec {
        name: "about",
        summary: "command-about",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/about",
    },
];

const FILE: ArgumentSpec = optional("file", "argument-story-file", ArgumentKind::File);

const SCOPE: ArgumentSpec = optional("scope", "argument-scope", ArgumentKind::OneOf(&["here", "everyone"]));

const fn curating(
    name: &'static str,
    summary: &'static str,
    arguments: &'static [ArgumentSpec],
    example: &'static str,
) -> CommandSpec {
    CommandSpec { name, summary, audience: Audience::Holders(Task::CurateOwn), arguments, subcommands: &[], example }
}

const fn setting(
    name: &'static str,
    summary: &'static str,
    arguments: &'static [ArgumentSpec],
    example: &'static str,
) -> CommandSpec {
    CommandSpec { name, summary, audience: Audience::Holders(Task::Settings), arguments, subcommands: &[], example }
}

const SETTINGS: &[CommandSpec] = &[
    setting("show", "command-settings-show", &[], "/settings show"),
    setting(
        "editors",
        "command-settings-editors",
        &[
            optional("add", "argument-editors-add", ArgumentKind::Someone),
            optional("remove", "argument-editors-remove", ArgumentKind::Someone),
        ],
        "/settings editors add:@sara",
    ),
    setting(
        "notices",
        "command-settings-notices",
        &[
            optional("place", "argument-notices-place", ArgumentKind::Place),
            optional("off", "argument-notices-off", ArgumentKind::OneOf(&["yes"])),
        ],
        "/settings notices",
    ),
    setting(
        "unblock",
        "command-settings-unblock",
        &[required("whom", "argument-unblock-whom", ArgumentKind::Someone)],
        "/settings unblock whom:123456",
    ),
    setting(
        "language",
        "command-settings-language",
        &[required("language", "argument-settings-language", ArgumentKind::Words(Some(Completes::Tongues)))],
        "/settings language fr",
    ),
    setting(
        "zone",
        "command-settings-zone",
        &[required("zone", "argument-settings-zone", ArgumentKind::Words(Some(Completes::Zones)))],
        "/settings zone Paris",
    ),
];

const PLACE: ArgumentSpec = optional("place", "argument-daily-place", ArgumentKind::Place);

const fn daily(
    name: &'static str,
    summary: &'static str,
    arguments: &'static [ArgumentSpec],
    example: &'static str,
) -> CommandSpec {
    CommandSpec {
        name,
        summary,
        audience: Audience::Holders(Task::ScheduleDaily),
        arguments,
        subcommands: &[],
        example,
    }
}

const DAILY: &[CommandSpec] = &[
    daily(
        "on",
        "command-daily-on",
        &[
            required("time", "argument-daily-time", ArgumentKind::Word),
            optional("zone", "argument-daily-zone", ArgumentKind::Words(Some(Completes::Zones))),
            PLACE,
            optional("days", "argument-daily-days", ArgumentKind::List(Completes::Days)),
            optional("theme", "argument-daily-theme", ArgumentKind::List(Completes::Themes)),
            optional("team", "argument-daily-team", ArgumentKind::List(Completes::Teams)),
            optional("tournament", "argument-daily-tournament", ArgumentKind::List(Completes::Tournaments)),
            optional("catch_up", "argument-daily-catch-up", ArgumentKind::Named),
            optional("on_unsure", "argument-daily-on-unsure", ArgumentKind::OneOf(&["ask", "resend"])),
            optional("silent", "argument-daily-silent", ArgumentKind::OneOf(&["yes", "no"])),
        ],
        "/daily on 09:00 Europe/Paris",
    ),
    daily("off", "command-daily-off", &[PLACE], "/daily off"),
    daily("show", "command-daily-show", &[PLACE], "/daily show"),
    daily(
        "pause",
        "command-daily-pause",
        &[optional("until", "argument-daily-until", ArgumentKind::Word), PLACE],
        "/daily pause 2026-12-24",
    ),
    daily("resume", "command-daily-resume", &[PLACE], "/daily resume"),
    daily(
        "next",
        "command-daily-next",
        &[
            optional("date", "argument-daily-date", ArgumentKind::Word),
            optional("story", "argument-daily-story", ArgumentKind::Words(Some(Completes::Stories))),
            PLACE,
        ],
        "/daily next",
    ),
    daily("test", "command-daily-test", &[PLACE], "/daily test"),
    daily("why", "command-daily-why", &[PLACE], "/daily why"),
];
