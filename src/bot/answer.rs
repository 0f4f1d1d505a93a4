//! From a request to a reply: rights first, then the command. Never fails: what went wrong becomes words.

use std::sync::atomic::Ordering;

use futures_util::FutureExt as _;

use super::writing::Words;
use super::{Bot, Request, Said, privacy};
use crate::domain::action::Action;
use crate::domain::command::{Audience, COMMANDS, Command, CommandSpec, Input, Invocation, UsageError};
use crate::domain::community::{Caller, Standing};
use crate::domain::form::DECLINE_FORM;
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Span, Style};
use crate::domain::rights::{Admin, Role, Task};
use crate::domain::tongue::{Text, Tongue};
use crate::domain::writing::{Purpose, Writing};
use crate::ports::StoreError;
use crate::ports::meters::{self, Answered, Kind, Stopwatch};
use crate::{say, text};

/// What stops an answer on its way.
pub(super) enum Trouble {
    /// The store failed.
    Store(StoreError),
    /// The caller may not, or it could not be found out.
    NotAllowed(Text),
    /// What was said cannot be obeyed.
    Usage(UsageError),
    /// The file that came with it cannot be used.
    File(Message),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<UsageError> for Trouble {
    fn from(error: UsageError) -> Self {
        Self::Usage(error)
    }
}

impl Bot {
    /// Answers anything that was said. A mistake of the caller's becomes help; trouble of ours becomes an apology with an
    /// incident's number that the log carries too.
    pub async fn answer(&self, request: &Request) -> Reply {
        let stopwatch = Stopwatch::start();
        let tongue = self.tongue(&request.caller).await;
        let request = &Request { caller: Caller { tongue: Some(tongue), ..request.caller.clone() }, ..request.clone() };
        let answered = std::panic::AssertUnwindSafe(self.try_answer(request)).catch_unwind().await;
        let outcome = match &answered {
            Ok(Ok(_)) => Answered::Ok,
            Ok(Err(Trouble::Usage(_) | Trouble::File(_))) => Answered::Usage,
            Ok(Err(Trouble::NotAllowed(_))) => Answered::Refused,
            Ok(Err(Trouble::Store(_))) | Err(_) => Answered::Failed,
        };
        let mut reply = match answered {
            Ok(Ok(reply)) => reply,
            Ok(Err(Trouble::Usage(error))) => Reply::to_caller(usage(&error, tongue)),
            Ok(Err(Trouble::File(why))) => Reply::to_caller(why),
            Ok(Err(Trouble::NotAllowed(why))) => Reply::to_caller(Message::coded(&why.say(tongue))),
            Ok(Err(Trouble::Store(error))) => self.incident(request, &error.to_string()),
            // What it said is in the log already, by whoever tells panics, with the same request.
            Err(_) => self.incident(request, "it panicked"),
        };
        // What was said may have changed it: `/settings language` is answered in the new one.
        reply.message.tongue = self.tongue(&request.caller).await;
        if let Some(form) = &mut reply.form {
            form.tongue = tongue;
        }
        meters::answered(&request.place.platform, kind(&request.said), outcome, stopwatch.elapsed());
        reply
    }

    fn incident(&self, request: &Request, cause: &str) -> Reply {
        let number = self.incidents.fetch_add(1, Ordering::Relaxed) + 1;
        let id = format!("{:x}-{number}", self.clock.now().timestamp());
        tracing::error!(incident = %id, platform = %request.place.platform, cause, "a request could not be answered");
        Reply::to_caller(Message::text(say!(request.caller.tongue(), "incident", incident = id)))
    }

    async fn try_answer(&self, request: &Request) -> Result<Reply, Trouble> {
        let tongue = request.caller.tongue();
        match &request.said {
            Said::Command(Invocation { command, .. }) if matches!(command.as_str(), "cancel" | "back" | "skip") => {
                Ok(match self.hear_answer(request, command).await? {
                    Words::Taken(reply) => *reply,
                    Words::Question(_) => Reply::to_caller(Message::coded(&say!(tongue, "nothing-is-asked"))),
                })
            }
            Said::Command(invocation) => self.obey(request, invocation).await,
            Said::Pressed(text) => match Action::decode(text) {
                Some(action) => self.act(request, action).await,
                None => Ok(Reply::to_caller(Message::coded(&say!(tongue, "button-not-read")))),
            },
            Said::Form(form) if form.key.starts_with(DECLINE_FORM.key.as_ref()) => {
                self.decline_filled(request, form).await
            }
            Said::Form(form) => match Writing::of_key(&form.key) {
                Some(writing) => self.written(request, form, writing).await,
                None => Ok(Reply::to_caller(Message::coded(&say!(tongue, "form-not-known")))),
            },
            Said::Words(text) => self.hear_words(request, text).await,
            Said::Replied { text, to } => Ok(self.replied(request, text, to).await?.unwrap_or_else(Reply::nothing)),
        }
    }

    /// Plain words: an answer, or words to look for.
    async fn hear_words(&self, request: &Request, text: &str) -> Result<Reply, Trouble> {
        let remark = match self.hear_answer(request, text).await? {
            Words::Taken(reply) => return Ok(*reply),
            Words::Question(remark) => remark,
        };
        // A file that answers nothing is a story to be added.
        let (command, text) = if request.attachment.is_some() { ("addstory", "") } else { ("story", text) };
        let input = Input::Typed(text.to_owned());
        let mut reply = self.obey(request, &Invocation { command: command.into(), input }).await?;
        if let Some(remark) = remark {
            reply.message.note = Some(remark);
        }
        Ok(reply)
    }

    async fn obey(&self, request: &Request, invocation: &Invocation) -> Result<Reply, Trouble> {
        let row = Command::row(invocation)?;
        let caller = &request.caller;
        let admin = match row.audience {
            Audience::All => None,
            Audience::Holders(task) => Some(self.prove(caller, task).await?),
        };
        let command = Command::parse(&*self.with_attached(request, row, invocation).await?)?;
        Ok(match (command, admin) {
            (Command::Story(about), _) => self.story(request, about.as_deref()).await?,
            (Command::Player(name), _) => self.player(request, &name).await?,
            (Command::Match(teams), _) => self.match_(request, &teams).await?,
            (Command::Browse(asked), _) => self.browse(request, asked).await?,
            (Command::Today, _) => self.today(request).await?,
            (Command::Favourites, _) => self.favourites(request, 0).await?,
            (Command::Top, _) => self.top(request).await?,
            (Command::Help(None), _) => Reply::to_caller(help(caller.tongue())),
            (Command::Help(Some(spec)), _) => Reply::to_caller(help_for(spec, caller.tongue())),
            (Command::Submit(story, credit), _) => {
                self.begin(request, Purpose::Submit(credit), story.as_deref()).await?
            }
            (Command::Settings(setting), Some(admin)) => self.set(request, &admin, setting).await?,
            (Command::Review(asked, scope), Some(admin)) => self.review(request, admin, asked, scope).await?,
            (Command::Privacy, _) => Reply::to_caller(privacy::kept(caller.tongue())),
            (Command::ForgetMe, _) => Reply::to_caller(privacy::ask(caller.tongue())),
            (Command::About, _) => Reply::to_caller(self.about(caller.tongue()).await?),
            (Command::Daily(asked, place), Some(admin)) => self.daily(request, admin, asked, place.as_deref()).await?,
            (Command::Import(scope), Some(_)) => self.import(request, scope).await?,
            (Command::Export(kind, scope), Some(_)) => self.export(request, kind, scope).await?,
            (Command::Curate(curation, scope), Some(admin)) => self.curate(request, admin, curation, scope).await?,
            // The row of an admin's command always asks for a proof; were one to forget, the answer is no.
            (_, None) => return Err(Trouble::NotAllowed(text!("only-admins"))),
        })
    }

    /// The proof of a right, asked for at the moment of use. When the platform cannot say, the answer is no.
    pub(super) async fn prove(&self, caller: &Caller, task: Task) -> Result<Admin, Trouble> {
        let role = self.role(caller).await?;
        Admin::prove(caller, role, task).ok_or_else(|| {
            Trouble::NotAllowed(match task {
                Task::CurateShared => text!("only-those-who-run-me"),
                Task::CurateOwn => text!("only-admins-and-editors-here"),
                Task::Read | Task::ScheduleDaily | Task::Settings => text!("only-admins-here"),
            })
        })
    }

    async fn role(&self, caller: &Caller) -> Result<Role, Trouble> {
        if self.settings.operators.contains(&(caller.community.platform.clone(), caller.person.clone())) {
            return Ok(Role::Operator);
        }
        let standing = match caller.standing {
            Standing::Ask => match self.messengers.get(&caller.community.platform) {
                Some(messenger) => messenger.standing(caller).await.map_err(|error| {
                    tracing::warn!(platform = %caller.community.platform, %error, "a caller's rights could not be checked");
                    Trouble::NotAllowed(text!("rights-not-checked"))
                })?,
                None => Standing::Member,
            },
            known => known,
        };
        match standing {
            Standing::Admin => Ok(Role::Admin),
            Standing::Outsider | Standing::Ask => Ok(Role::Member),
            Standing::Member => Ok(if self.is_editor(caller).await? { Role::Editor } else { Role::Member }),
        }
    }

    /// Whether admins have named the caller, or a role of theirs, an editor. A name counts for the first one who goes by it.
    async fn is_editor(&self, caller: &Caller) -> Result<bool, Trouble> {
        let editors = self.store.preferences(&caller.community).await?.editors;
        let Some(badge) = caller.all_badges().find(|badge| editors.contains(badge)) else { return Ok(false) };
        if badge.is_name() {
            self.store.bind_editor(caller, badge).await?;
        }
        Ok(true)
    }

    async fn about(&self, tongue: Tongue) -> Result<Message, StoreError> {
        let version = env!("CARGO_PKG_VERSION");
        let stories = self.store.shared_count().await?;
        Ok(Message::text(say!(tongue, "about-touchline", version = version, count = stories))
            .paragraph(vec![Span::plain(say!(tongue, "about-licences"))])
            .paragraph(vec![Span::plain(say!(tongue, "about-what-is-kept"))]))
    }
}

fn kind(said: &Said) -> Kind {
    match said {
        Said::Command(invocation) => Kind::command(&invocation.command),
        Said::Pressed(_) => Kind::BUTTON,
        Said::Form(_) => Kind::FORM,
        Said::Words(_) | Said::Replied { .. } => Kind::WORDS,
    }
}

fn help(tongue: Tongue) -> Message {
    let mut message = Message::text(say!(tongue, "help-opening"));
    for spec in COMMANDS {
        let (usage, what) = (spec.usage(None), spec.summary_text());
        message = message.item(Span::coded(&match spec.audience {
            Audience::All => say!(tongue, "help-command", usage = usage, what = what),
            Audience::Holders(Task::CurateShared) => {
                say!(tongue, "help-command-of-operators", usage = usage, what = what)
            }
            Audience::Holders(_) => say!(tongue, "help-command-of-admins", usage = usage, what = what),
        }));
    }
    message.paragraph(Span::coded(&say!(tongue, "help-example", command = "/player hakimi")))
}

fn help_for(spec: &CommandSpec, tongue: Tongue) -> Message {
    let mut message = Message::text(say!(tongue, "help-title", what = spec.summary_text()))
        .paragraph(vec![Span::styled(spec.usage(None), Style::Code)]);
    for sub in spec.subcommands {
        let usage = sub.usage(Some(spec.name));
        message = message.item(Span::coded(&say!(tongue, "help-command", usage = usage, what = sub.summary_text())));
    }
    for argument in spec.arguments {
        let what = argument.summary_text();
        message = message.item(Span::coded(&say!(tongue, "help-argument", name = argument.name, what = what)));
    }
    let who = match spec.audience {
        Audience::All => None,
        Audience::Holders(Task::CurateShared) => Some(say!(tongue, "help-for-operators")),
        Audience::Holders(_) => Some(say!(tongue, "help-for-admins")),
    };
    if let Some(who) = who {
        message = message.paragraph(vec![Span::plain(who)]);
    }
    message.paragraph(Span::coded(&say!(tongue, "help-example", command = spec.example)))
}

/// What was wrong, how it is typed, and what would work.
fn usage(error: &UsageError, tongue: Tongue) -> Message {
    let mut message = Message::text(error.wrong.say(tongue));
    if let Some(usage) = &error.usage {
        message = message.paragraph(Span::coded(&say!(tongue, "help-usage", usage = usage)));
    }
    message.paragraph(Span::coded(&say!(tongue, "help-example", command = error.example)))
}
