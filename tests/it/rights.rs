//! Every way in × every role (reliability.md, T29): the one table says who may, and nobody else gets through; when rights
//! cannot be found out, the answer is no.

use touchline::domain::action::{Action, ReviewStep, WriteStep};
use touchline::domain::command::{Audience, COMMANDS, CommandSpec, Input, Invocation, Scope};
use touchline::domain::community::Standing;
use touchline::domain::delivery::{DeliveryId, SubscriptionId};
use touchline::domain::form::{DECLINE_FORM, StoryForm};
use touchline::domain::rights::{Role, Task, allows};
use touchline::domain::story::StoryId;
use touchline::domain::submission::SubmissionId;
use touchline::domain::transfer::ImportId;
use touchline::domain::writing::WritingId;

use touchline::bot::Said;

use crate::world::{ADMIN, ELSEWHERE, MEMBER, Somebody, World, text};

/// Who comes in, and the role that the table knows them by; none where it cannot be found out.
const CALLERS: [(Somebody, Option<Role>); 10] = [
    (MEMBER, Some(Role::Member)),
    (ADMIN, Some(Role::Admin)),
    (Somebody::new("opal", "fans", Standing::Member), Some(Role::Operator)),
    (Somebody::new("ann", "fans", Standing::Ask), Some(Role::Admin)),
    // Was an admin once.
    (Somebody::new("old", "fans", Standing::Ask), Some(Role::Member)),
    (Somebody::new("mute", "fans", Standing::Ask), None),
    // Named by the admins: by their number, and by a role.
    (Somebody::new("edda", "fans", Standing::Member), Some(Role::Editor)),
    (Somebody { badges: &["role:9"], ..Somebody::new("rolf", "fans", Standing::Member) }, Some(Role::Editor)),
    // Was named as well, and has left.
    (Somebody { badges: &["role:9"], ..Somebody::new("gone", "fans", Standing::Outsider) }, Some(Role::Member)),
    // Administers another community: every right there, and none in this one.
    (ELSEWHERE, Some(Role::Admin)),
];

async fn world() -> World {
    let world = World::new().await;
    let known = [("ann".to_owned(), true), ("old".to_owned(), false), ("eve".to_owned(), false)];
    world.board.admins.lock().expect("nobody else holds it").extend(known);
    for editor in ["person:edda", "role:9", "person:gone"] {
        world.say(ADMIN, &format!("/settings editors add:{editor}")).await;
    }
    world
}

/// Whether an answer is the refusal of somebody who may not.
fn is_refusal(answer: &str) -> bool {
    answer.starts_with("Only ") || answer.starts_with("I could not check whether you are an admin here")
}

fn may(role: Option<Role>, task: Task) -> bool {
    role.is_some_and(|role| allows(role, task))
}

/// A command with what it needs, filled in as a platform does, and its line as it is typed.
fn invocations(row: &CommandSpec) -> Vec<Invocation> {
    let filled = |subcommand: Option<&str>, spec: &CommandSpec| Invocation {
        command: row.name.to_owned(),
        input: Input::Filled {
            subcommand: subcommand.map(str::to_owned),
            options: spec
                .arguments
                .iter()
                .filter(|argument| argument.required)
                .map(|argument| (argument.name.to_owned(), "09:00".to_owned()))
                .collect(),
        },
    };
    let mut all = vec![Invocation::typed(row.example).expect("a command")];
    if row.subcommands.is_empty() {
        all.push(filled(None, row));
    }
    for sub in row.subcommands {
        all.push(Invocation::typed(sub.example).expect("a command"));
        all.push(filled(Some(sub.name), sub));
    }
    all
}

#[tokio::test]
async fn every_command_asks_for_the_right_that_its_row_names() {
    for (caller, role) in CALLERS {
        let world = world().await;
        for row in COMMANDS {
            let allowed = match row.audience {
                Audience::All => true,
                Audience::Holders(task) => may(role, task),
            };
            for invocation in invocations(row) {
                let said = format!("{} says {invocation:?}", caller.who);
                let answer = text(&world.hear(caller, Said::Command(invocation)).await.message);
                assert_eq!(!is_refusal(&answer), allowed, "{said}: {answer}");
                // The example of `/settings language` chooses another one than this test reads.
                for admin in [ADMIN, ELSEWHERE] {
                    world.say(admin, "/settings language en").await;
                }
            }
            let arguments = row.subcommands.iter().flat_map(|sub| sub.arguments).chain(row.arguments);
            for argument in arguments {
                let offered = world.complete(caller, row.name, argument.name, "").await;
                assert!(allowed || offered.is_empty(), "{} is offered {offered:?} for /{}", caller.who, row.name);
            }
        }
    }
}

#[tokio::test]
async fn everyones_stories_are_for_those_who_host_alone() {
    for (caller, role) in CALLERS {
        let world = world().await;
        for line in [
            "/addstory scope:everyone",
            "/editstory scope:everyone hakimi",
            "/removestory hakimi scope:everyone",
            "/restorestory hakimi scope:everyone",
            "/history scope:everyone",
            "/review scope:everyone",
            "/import scope:everyone",
            "/export scope:everyone",
        ] {
            let answer = world.say(caller, line).await;
            assert_eq!(!is_refusal(&answer), may(role, Task::CurateShared), "{} says {line}: {answer}", caller.who);
        }
    }
}

#[tokio::test]
async fn every_button_and_form_asks_again_when_it_is_pressed_or_sent() {
    for (caller, role) in CALLERS {
        let world = world().await;
        world.say(ADMIN, "/daily on 09:00").await;
        world.pass_at("2026-11-22T08:00:00Z").await;
        let is_elsewhere = caller.where_ != "fans";
        let mut pressed = vec![
            (Action::ItIsThere(DeliveryId(1)), Task::ScheduleDaily),
            (Action::SendNow(DeliveryId(1)), Task::ScheduleDaily),
            (Action::SwitchOff(SubscriptionId(1)), Task::ScheduleDaily),
            (Action::Undo(StoryId(1), 1), Task::CurateOwn),
            (Action::Corrected(StoryId(1), 1), Task::CurateOwn),
            (Action::Review(SubmissionId(1), ReviewStep::AcceptForEveryone), Task::CurateShared),
        ];
        for step in [ReviewStep::Accept, ReviewStep::Edit, ReviewStep::Decline, ReviewStep::Block, ReviewStep::Skip] {
            pressed.push((Action::Review(SubmissionId(1), step), Task::CurateOwn));
        }
        for scope in [Scope::Here, Scope::Everyone] {
            pressed.push((Action::Import(ImportId(1), scope), Task::CurateShared));
        }
        pressed.push((Action::DropImport(ImportId(1)), Task::CurateShared));
        for (action, task) in pressed {
            let answer = world.press(caller, &action.encode()).await;
            // A button about a daily post asks for the right where that post is; one about stories, where it is pressed.
            let allowed = may(role, task) && !(is_elsewhere && task == Task::ScheduleDaily);
            assert_eq!(!is_refusal(&answer), allowed, "{} presses {action:?}: {answer}", caller.who);
        }
        let told = "+++\n# Please keep this line: story 1 revision 1\ntitle = \"Mine\"\ndate = \"2022-11-27\"\n[[sources]]\npublisher = \"Me\"\n+++\n\nMine.";
        for (key, field, task) in [
            ("write 0 add".to_owned(), "text", Task::CurateOwn),
            ("write 0 add everyone".to_owned(), "text", Task::CurateShared),
            ("write 0 edit 1 1".to_owned(), "text", Task::CurateOwn),
            ("write 0 accept 1".to_owned(), "text", Task::CurateOwn),
            (format!("{} 1", DECLINE_FORM.key), "reason", Task::CurateOwn),
        ] {
            let form = StoryForm { key: key.clone(), fields: vec![(field.to_owned(), told.to_owned())] };
            let shown = world.hear(caller, Said::Form(form)).await;
            let answer = text(&shown.message);
            assert_eq!(!is_refusal(&answer), may(role, task), "{} sends {key}: {answer}", caller.who);
            world.confirm(caller, shown).await;
            let unreadable =
                StoryForm { key: key.clone(), fields: vec![(field.to_owned(), "nothing of use".to_owned())] };
            let answer = text(&world.hear(caller, Said::Form(unreadable)).await.message);
            assert_eq!(!is_refusal(&answer), may(role, task), "{} sends nothing of use to {key}: {answer}", caller.who);
            if !may(role, Task::CurateShared) {
                let first = world.say(MEMBER, "/story hakimi").await;
                assert!(!first.contains("Mine"), "everyone's story is as it was");
            }
        }
    }
}

#[tokio::test]
async fn every_step_of_a_conversation_asks_again() {
    let steps = [
        WriteStep::Back,
        WriteStep::Skip,
        WriteStep::Look,
        WriteStep::Change,
        WriteStep::Field(1),
        WriteStep::Whole,
        WriteStep::Anew,
        WriteStep::AsWritten,
        WriteStep::Publish,
        WriteStep::Cancel,
    ];
    for (caller, role) in CALLERS {
        for (line, task) in [("/addstory", Task::CurateOwn), ("/submit", Task::Read)] {
            let world = world().await;
            // Begun while they had every right.
            let before = Somebody { standing: Standing::Admin, ..caller };
            let asked = world.reply(before, line).await;
            let button = asked.message.buttons[0].action.encode();
            for said in [Said::Words("A title".into()), Said::Replied { text: "A title".into(), to: button }] {
                let answer = text(&world.hear(caller, said.clone()).await.message);
                assert_eq!(
                    !is_refusal(&answer),
                    task == Task::Read || may(role, task),
                    "{} says {said:?}: {answer}",
                    caller.who
                );
            }
            for step in steps {
                for turn in 1..4 {
                    let pressed = Action::Write(WritingId(1), turn, step).encode();
                    let answer = world.press(caller, &pressed).await;
                    let allowed = task == Task::Read || may(role, task);
                    assert_eq!(!is_refusal(&answer), allowed, "{} presses {step:?} of {line}: {answer}", caller.who);
                }
            }
        }
    }
}
