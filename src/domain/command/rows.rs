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
        summary: "A story: about a player, team, match or word, or one that this chat has not seen",
        audience: Audience::All,
        arguments: &[optional(
            "about",
            "A name, a team, a match or any words",
            ArgumentKind::Words(Some(Completes::Anything)),
        )],
        subcommands: &[],
        example: "/story hakimi mother",
    },
    CommandSpec {
        name: "player",
        summary: "The stories about a player",
        audience: Audience::All,
        arguments: &[required(
            "name",
            "The player's name, as you would say it",
            ArgumentKind::Words(Some(Completes::Players)),
        )],
        subcommands: &[],
        example: "/player hakimi",
    },
    CommandSpec {
        name: "match",
        summary: "The stories about a match",
        audience: Audience::All,
        arguments: &[required(
            "teams",
            "One or both teams, and the year if you like",
            ArgumentKind::Words(Some(Completes::Matches)),
        )],
        subcommands: &[],
        example: "/match morocco portugal",
    },
    CommandSpec {
        name: "browse",
        summary: "The catalogue: by theme, team or World Cup, with how many stories each has",
        audience: Audience::All,
        arguments: &[
            optional("theme", "A theme, for example family", ArgumentKind::Words(Some(Completes::Themes))),
            optional("team", "A team, for example Morocco", ArgumentKind::List(Completes::Teams)),
            optional("tournament", "A World Cup by its year", ArgumentKind::List(Completes::Tournaments)),
        ],
        subcommands: &[],
        example: "/browse family",
    },
    CommandSpec {
        name: "today",
        summary: "What happened on this day of the year, or what comes next",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/today",
    },
    CommandSpec {
        name: "favourites",
        summary: "The stories that you marked with ❤",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/favourites",
    },
    CommandSpec {
        name: "top",
        summary: "The stories that this community marked most with ❤",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/top",
    },
    CommandSpec {
        name: "daily",
        summary: "The daily story in this chat",
        audience: Audience::Holders(Task::ScheduleDaily),
        arguments: &[],
        subcommands: DAILY,
        example: "/daily on 09:00 Europe/Paris",
    },
    curating(
        "addstory",
        "Add a story of your own to this community's collection",
        &[
            optional("story", "Its title, or the whole story in the story file format", ArgumentKind::Verbatim(None)),
            FILE,
            SCOPE,
        ],
        "/addstory",
    ),
    curating(
        "editstory",
        "Change a story: say which, and get it whole to be edited and sent back",
        &[
            optional(
                "story",
                "Words of its title, or the whole story as you edited it",
                ArgumentKind::Verbatim(Some(Completes::OwnStories)),
            ),
            FILE,
            SCOPE,
        ],
        "/editstory the shirt she kept",
    ),
    curating(
        "removestory",
        "Tell a story no more; it is kept, and can be restored",
        &[required("story", "Words of its title", ArgumentKind::Words(Some(Completes::OwnStories))), SCOPE],
        "/removestory the shirt she kept",
    ),
    curating(
        "restorestory",
        "Tell a removed story again; without words: which ones were removed",
        &[optional("story", "Words of its title", ArgumentKind::Words(Some(Completes::RemovedStories))), SCOPE],
        "/restorestory the shirt she kept",
    ),
    curating(
        "history",
        "Who changed which story when, with a button that undoes the last change",
        &[
            optional(
                "story",
                "Words of its title; all stories if left out",
                ArgumentKind::Words(Some(Completes::OwnStories)),
            ),
            SCOPE,
        ],
        "/history",
    ),
    curating(
        "review",
        "The stories that members suggest: accept, edit or decline them",
        &[
            optional("number", "Of a suggestion; the one that waits longest if left out", ArgumentKind::Word),
            optional("decision", "accept, everyone, edit, decline or block", ArgumentKind::Word),
            optional("reason", "Why it is declined; its author reads this", ArgumentKind::Words(None)),
            SCOPE,
        ],
        "/review",
    ),
    CommandSpec {
        name: "settings",
        summary: "Editors, time zone, and where changes of stories are told",
        audience: Audience::Holders(Task::Settings),
        arguments: &[],
        subcommands: SETTINGS,
        example: "/settings show",
    },
    CommandSpec {
        name: "submit",
        summary: "Suggest a story to this community's admins",
        audience: Audience::All,
        arguments: &[
            optional("story", "Its title, or the whole story in the story file format", ArgumentKind::Verbatim(None)),
            FILE,
            optional("credit", "Whether admins see who suggests it", ArgumentKind::OneOf(&["name", "anonymous"])),
        ],
        subcommands: &[],
        example: "/submit",
    },
    CommandSpec {
        name: "import",
        summary: "Bring stories in from a file: first I say what would change",
        audience: Audience::Holders(Task::CurateShared),
        arguments: &[optional("file", "A CSV table, JSON lines or a story file", ArgumentKind::File), SCOPE],
        subcommands: &[],
        example: "/import",
    },
    CommandSpec {
        name: "export",
        summary: "Give the stories out as a file that can be imported again",
        audience: Audience::Holders(Task::CurateShared),
        arguments: &[
            optional(
                "format",
                "csv for spreadsheets, or jsonl; jsonl if left out",
                ArgumentKind::OneOf(&["jsonl", "csv"]),
            ),
            SCOPE,
        ],
        subcommands: &[],
        example: "/export format:csv",
    },
    CommandSpec {
        name: "help",
        summary: "What I can do, or how one command is used",
        audience: Audience::All,
        arguments: &[optional("command", "The command to explain", ArgumentKind::Words(Some(Completes::Commands)))],
        subcommands: &[],
        example: "/help daily",
    },
    CommandSpec {
        name: "privacy",
        summary: "What I keep, for how long, and how to have it forgotten",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/privacy",
    },
    CommandSpec {
        name: "forgetme",
        summary: "Forget everything that I keep about you",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/forgetme",
    },
    CommandSpec {
        name: "about",
        summary: "Who I am: version, sources, licence",
        audience: Audience::All,
        arguments: &[],
        subcommands: &[],
        example: "/about",
    },
];

const FILE: ArgumentSpec = optional("file", "A story file, instead of typing it", ArgumentKind::File);

const SCOPE: ArgumentSpec = optional(
    "scope",
    "For those who run me: everyone, for the shared collection",
    ArgumentKind::OneOf(&["here", "everyone"]),
);

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
    setting("show", "What is set here", &[], "/settings show"),
    setting(
        "editors",
        "Who may add, change and review stories besides admins: a role, or persons",
        &[
            optional("add", "A role or a person: @name, or their number", ArgumentKind::Someone),
            optional("remove", "A role or a person who may no longer", ArgumentKind::Someone),
        ],
        "/settings editors add:@sara",
    ),
    setting(
        "notices",
        "Where a line is posted for every change of a story: a place, here, or none",
        &[
            optional("place", "A channel, thread or topic; this one if left out", ArgumentKind::Place),
            optional("off", "yes: nowhere any more", ArgumentKind::OneOf(&["yes"])),
        ],
        "/settings notices",
    ),
    setting(
        "unblock",
        "Let somebody suggest stories again who was blocked in a review",
        &[required("whom", "The person; /settings show lists who is blocked", ArgumentKind::Someone)],
        "/settings unblock whom:123456",
    ),
    setting(
        "language",
        "The language that I speak here, and that stories are in which say none",
        &[required(
            "language",
            "A tag: en, fr, es, ar, pt …, or auto: each one's own",
            ArgumentKind::Words(Some(Completes::Tongues)),
        )],
        "/settings language fr",
    ),
    setting(
        "zone",
        "The time zone that is meant where none is named",
        &[required(
            "zone",
            "A city, country or time zone, for example Paris",
            ArgumentKind::Words(Some(Completes::Zones)),
        )],
        "/settings zone Paris",
    ),
];

const PLACE: ArgumentSpec = optional("place", "Another channel, thread or topic than this one", ArgumentKind::Place);

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
        "Start the daily story in this chat, or change it",
        &[
            required("time", "The time of day, for example 09:00", ArgumentKind::Word),
            optional(
                "zone",
                "A city, country or time zone, for example Paris; UTC if left out",
                ArgumentKind::Words(Some(Completes::Zones)),
            ),
            PLACE,
            optional("days", "all, weekdays, weekends, or a list such as mon,thu", ArgumentKind::List(Completes::Days)),
            optional("theme", "Only these themes, or not: family,-farewell", ArgumentKind::List(Completes::Themes)),
            optional("team", "Only these teams, or not: morocco,-france", ArgumentKind::List(Completes::Teams)),
            optional(
                "tournament",
                "Only these World Cups, or not: 2022,-1998",
                ArgumentKind::List(Completes::Tournaments),
            ),
            optional("catch_up", "How late a missed post may still come, 0 to 24h; usually 6h", ArgumentKind::Named),
            optional(
                "on_unsure",
                "When nobody knows whether a post arrived: ask admins, or resend it",
                ArgumentKind::OneOf(&["ask", "resend"]),
            ),
            optional("silent", "Whether posts make no sound: yes or no", ArgumentKind::OneOf(&["yes", "no"])),
        ],
        "/daily on 09:00 Europe/Paris",
    ),
    daily("off", "Stop the daily story in this chat", &[PLACE], "/daily off"),
    daily("show", "When the daily stories come, and how the last ones went", &[PLACE], "/daily show"),
    daily(
        "pause",
        "Let the daily story rest, until a date or until it is resumed",
        &[optional("until", "The first day with a story again, for example 2026-12-24", ArgumentKind::Word), PLACE],
        "/daily pause 2026-12-24",
    ),
    daily("resume", "Go on after a pause", &[PLACE], "/daily resume"),
    daily(
        "next",
        "Which stories come next; or choose the one for a date",
        &[
            optional("date", "A date to choose the story for, for example 2026-12-10", ArgumentKind::Word),
            optional(
                "story",
                "The story for that date; none to choose no longer",
                ArgumentKind::Words(Some(Completes::Stories)),
            ),
            PLACE,
        ],
        "/daily next",
    ),
    daily("test", "Post a story here now, to see that it works", &[PLACE], "/daily test"),
    daily("why", "What became of the last ten posts, and why", &[PLACE], "/daily why"),
];
