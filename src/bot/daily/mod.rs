//! `/daily`: standing orders for a daily post, and a post made now to see that it works.
//!
//! How settings and runs read is `show`'s.

mod show;

use chrono_tz::Tz;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::choice;
use crate::domain::command::{Daily, DailyWish, UsageError};
use crate::domain::community::Place;
use crate::domain::delivery::{Mark, SubscriptionId};
use crate::domain::filter::parse_teams;
use crate::domain::message::{Message, Reply};
use crate::domain::names::{How, Wanted};
use crate::domain::prose::{Span, Style};
use crate::domain::rights::{Admin, Task};
use crate::domain::schedule::{DailyAt, Day, Timestamp};
use crate::domain::subscription::{Pause, SUBSCRIPTIONS_LIMIT, Subscription, Wish};
use crate::domain::text;
use crate::domain::weekdays::Weekdays;
use crate::ports::{PostError, StoreError, Subscribed, WantedPost, Welcome};

const EXAMPLE: &str = "/daily on 09:00 Europe/Paris";

/// The place that a command is about, and the proof of the right to decide about it.
struct Target {
    admin: Admin,
    place: Place,
    /// Whether it is where the command was said.
    is_here: bool,
}

impl Bot {
    /// `/daily` with one of its subcommands.
    pub(super) async fn daily(
        &self,
        request: &Request,
        admin: Admin,
        asked: Daily,
        place: Option<&str>,
    ) -> Result<Reply, Trouble> {
        let target = self.target(request, admin, place).await?;
        match asked {
            Daily::On(wish) => self.daily_on(request, &target, *wish).await,
            Daily::Off => self.daily_off(request, &target).await,
            Daily::Show => Ok(self.daily_show(&target).await?),
            Daily::Pause(until) => self.daily_pause(&target, until).await,
            Daily::Resume => self.daily_resume(&target).await,
            Daily::Next => Ok(self.daily_next(&target).await?),
            Daily::Pin(day, story) => self.daily_pin(&target, day, story).await,
            Daily::Test => self.daily_test(request, &target).await,
            Daily::Why => Ok(self.daily_why(&target).await?),
        }
    }

    /// The place that was named, or the one where it was said.
    async fn target(&self, request: &Request, admin: Admin, named: Option<&str>) -> Result<Target, Trouble> {
        let here = request.place.clone();
        let Some(named) = named.filter(|named| !named.eq_ignore_ascii_case("here")) else {
            return Ok(Target { admin, place: here, is_here: true });
        };
        let Some(messenger) = self.messengers.get(&here.platform) else {
            return Err(Trouble::NotAllowed("There is no other place.".into()));
        };
        // A place that is gone cannot be found any more, but what was set up there can still be shown and ended.
        let known = self.store.subscriptions(&admin).await?;
        let is_named = |known: &&Subscription| known.place.address == named || known.label.as_deref() == Some(named);
        if let Some(known) = known.iter().find(is_named) {
            let place = known.place.clone();
            return Ok(Target { admin, is_here: place == here, place });
        }
        let spot = messenger.locate(&request.caller, named).await;
        let spot = spot.map_err(|error| Trouble::NotAllowed(could_not(&error, "I cannot use that place.").into()))?;
        let is_here = spot.place == here;
        let admin = if spot.community == *admin.community() {
            admin
        } else {
            self.prove_in(request, &spot.community, Task::ScheduleDaily).await?
        };
        Ok(Target { admin, place: spot.place, is_here })
    }

    async fn daily_on(&self, request: &Request, target: &Target, wanted: DailyWish) -> Result<Reply, Trouble> {
        let before = self.store.subscription(&target.admin, &target.place).await?;
        let usual = self.store.preferences(target.admin.community()).await?.zone;
        let zoned = wanted.zone.or(usual).is_some() || before.is_some();
        let wish = self.wish(target, wanted, before.as_ref(), usual).await?;
        let pools = self.store.pools(target.admin.community()).await?;
        let fitting = choice::candidates(pools.all(), &wish.filter, &choice::Past::default()).len();
        if fitting == 0 && !wish.filter.is_open() {
            return Err(usage(format!(
                "There is no story {}. Widen the wish, or leave a part of it out.",
                wish.filter
            )));
        }
        let (Welcome { label, advice }, closed, unchecked) = match self.messengers.get(&target.place.platform) {
            None => (Welcome::default(), None, false),
            Some(messenger) => match messenger.may_post(&target.place).await {
                Ok(welcome) => (welcome, None, false),
                Err(PostError::PlaceGone(missing)) => (Welcome::default(), Some(missing), false),
                Err(error) => {
                    tracing::warn!(platform = %target.place.platform, %error, "the right to post could not be tested");
                    (Welcome::default(), None, true)
                }
            },
        };
        let wanted = WantedPost { place: target.place.clone(), label, wish, closed: closed.clone() };
        let subscribed = self.store.subscribe(&target.admin, &request.id, wanted, self.clock.now()).await?;
        let Subscribed::On(subscription) = subscribed else {
            return Ok(Reply::to_caller(Message::coded(&format!(
                "This community has {SUBSCRIPTIONS_LIMIT} daily stories already, which is as many as it may have. `/daily show` lists them, `/daily off` ends one."
            ))));
        };
        self.schedule_changed.notify_one();
        let mut message = show::started(&subscription, target.is_here, fitting);
        for remark in remarks(before.as_ref(), &subscription, self.clock.now()) {
            message = message.paragraph(vec![Span::plain(remark)]);
        }
        if let Some(missing) = closed {
            message = message.paragraph(vec![
                Span::styled("But it rests: ", Style::Strong),
                Span::plain(format!("I cannot post there yet. {missing} It starts by itself as soon as I can.")),
            ]);
        } else if unchecked {
            message = message
                .paragraph(vec![Span::plain("I could not test whether I may post there; /daily test shows it.")]);
        } else if let Some(advice) = advice {
            message = message.paragraph(vec![Span::plain(advice.to_string())]);
        }
        if !zoned {
            message = message.paragraph(vec![
                Span::plain("That is UTC. For your own time name a city or zone: "),
                Span::styled(
                    format!("/daily on {} Europe/Paris", subscription.wish.at.time.format("%H:%M")),
                    Style::Code,
                ),
            ]);
        }
        Ok(Reply::to_everyone(message.paragraph(show::hints(target.is_here))))
    }

    /// What was said, over what was set before, over what is usual.
    async fn wish(
        &self,
        target: &Target,
        wanted: DailyWish,
        before: Option<&Subscription>,
        usual: Option<Tz>,
    ) -> Result<Wish, Trouble> {
        let zone = usual.unwrap_or(chrono_tz::UTC);
        let usual = Wish::plain(DailyAt { time: wanted.time, zone, days: Weekdays::ALL });
        let mut wish = before.map_or(usual, |before| before.wish.clone());
        wish.at = DailyAt {
            time: wanted.time,
            zone: wanted.zone.unwrap_or(wish.at.zone),
            days: wanted.days.unwrap_or(wish.at.days),
        };
        if let Some(themes) = wanted.themes {
            wish.filter.themes = themes;
        }
        if let Some(tournaments) = wanted.tournaments {
            wish.filter.tournaments = tournaments;
        }
        if let Some(teams) = wanted.teams {
            let names = self.names.read().await;
            let resolve = |team: &str| {
                let hits = names.find(team, Wanted::Teams, target.admin.community(), 3);
                match hits.as_slice() {
                    [hit, ..] if hit.how < How::Prefix || hits.len() == 1 => Ok(hit.label.clone()),
                    [] => {
                        let near = names.nearest(team, Wanted::Teams, target.admin.community(), 3);
                        let near: Vec<_> = near.iter().map(|hit| hit.label.as_str()).collect();
                        let hint =
                            if near.is_empty() { String::new() } else { format!(" Near it: {}.", near.join(", ")) };
                        Err(format!("No story is about a team “{}”.{hint}", text::isolated(&text::shorten(team, 40))))
                    }
                    hits => {
                        let near: Vec<_> = hits.iter().map(|hit| hit.label.as_str()).collect();
                        Err(format!(
                            "I know no team “{}”. Did you mean {}?",
                            text::isolated(&text::shorten(team, 40)),
                            near.join(" or ")
                        ))
                    }
                }
            };
            wish.filter.teams = parse_teams(&teams, resolve).map_err(usage)?;
        }
        wish.catch_up = wanted.catch_up.or(wish.catch_up);
        wish.on_unsure = wanted.on_unsure.or(wish.on_unsure);
        wish.silent = wanted.silent.unwrap_or(wish.silent);
        Ok(wish)
    }

    async fn daily_off(&self, request: &Request, target: &Target) -> Result<Reply, Trouble> {
        let before = self.store.subscription(&target.admin, &target.place).await?;
        if !self.store.unsubscribe(&target.admin, &request.id, &target.place, self.clock.now()).await? {
            return Ok(self.not_on(target).await?);
        }
        self.schedule_changed.notify_one();
        let again = before.map_or_else(|| "09:00 Europe/Paris".to_owned(), |before| show::again(&before));
        let where_ = if target.is_here { "here" } else { "there" };
        let again = if target.is_here { again } else { format!("{again} place:…") };
        Ok(Reply::to_everyone(Message::coded(&format!(
            "The daily story is off {where_}; what was told already is remembered. To start it again: `/daily on {again}`"
        ))))
    }

    /// Somebody pressed *switch off* in a list.
    pub(super) async fn switch_off(&self, request: &Request, id: SubscriptionId) -> Result<Reply, Trouble> {
        let Some(subscription) = self.store.subscription_of(id).await? else {
            return Ok(Reply::to_caller(Message::text("It is off already.")));
        };
        let admin = self.prove_in(request, &subscription.community, Task::ScheduleDaily).await?;
        let is_here = subscription.place == request.place;
        self.daily_off(request, &Target { admin, place: subscription.place, is_here }).await
    }

    async fn daily_pause(&self, target: &Target, until: Option<Day>) -> Result<Reply, Trouble> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return Ok(self.not_on(target).await?);
        };
        let today = subscription.wish.at.day_of(self.clock.now());
        if until.is_some_and(|until| until <= today) {
            return Err(Trouble::Usage(UsageError {
                wrong: "The day on which it goes on must be after today.".into(),
                usage: Some("/daily pause [until]".to_owned()),
                example: "/daily pause",
            }));
        }
        if let Some(Pause::NoAccess { reason }) = &subscription.pause {
            let told =
                format!("It rests already, because I cannot post there. {reason} `/daily off` ends it for good.");
            return Ok(Reply::to_caller(Message::coded(&told)));
        }
        let pause = Some(Pause::Wished { until });
        let where_ = show::where_(&subscription, target.is_here);
        self.store.set_pause(&target.admin, subscription.id, pause, self.clock.now()).await?;
        Ok(Reply::to_everyone(Message::coded(&match until {
            Some(until) => {
                let (_, next) = subscription.wish.at.first_from(until);
                format!(
                    "The daily story {} rests; it goes on {}. `/daily resume` ends the pause before.",
                    where_,
                    show::local_and_utc(&subscription.wish.at, next)
                )
            }
            None => format!("The daily story {where_} rests until somebody says `/daily resume`."),
        })))
    }

    async fn daily_resume(&self, target: &Target) -> Result<Reply, Trouble> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return Ok(self.not_on(target).await?);
        };
        if subscription.pause.is_none() {
            return Ok(Reply::to_caller(Message::text("It is not paused.")));
        }
        if let Some(messenger) = self.messengers.get(&target.place.platform)
            && let Err(error) = messenger.may_post(&target.place).await
            && (matches!(error, PostError::PlaceGone(_)) || matches!(subscription.pause, Some(Pause::NoAccess { .. })))
        {
            let told = format!(
                "{} It goes on by itself when that is mended.",
                could_not(&error, "I still cannot post there.")
            );
            if let PostError::PlaceGone(reason) = error {
                let pause = Pause::NoAccess { reason };
                self.store.set_pause(&target.admin, subscription.id, Some(pause), self.clock.now()).await?;
            }
            return Ok(Reply::to_caller(Message::coded(&told)));
        }
        self.store.set_pause(&target.admin, subscription.id, None, self.clock.now()).await?;
        self.schedule_changed.notify_one();
        let next = show::local_and_utc(&subscription.wish.at, subscription.next_due.max(self.clock.now()));
        let where_ = show::where_(&subscription, target.is_here);
        Ok(Reply::to_everyone(Message::text(format!("The daily story {where_} goes on. The next one: {next}."))))
    }

    async fn daily_pin(&self, target: &Target, day: Day, story: Option<String>) -> Result<Reply, Trouble> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return Ok(self.not_on(target).await?);
        };
        let at = &subscription.wish.at;
        let due = at.on(day).filter(|due| *due >= self.clock.now());
        let Some(due) = due.filter(|_| day.0 <= at.day_of(self.clock.now()).0 + chrono::Days::new(366)) else {
            return Ok(Reply::to_caller(Message::text(format!(
                "No story comes on {day}: choose a day within a year on which one does. The next one: {}.",
                show::local_and_utc(at, subscription.next_due)
            ))));
        };
        let Some(words) = story else {
            self.store.pin(&target.admin, subscription.id, day, None).await?;
            return Ok(Reply::to_caller(Message::text(format!("On {day} comes whichever story has its turn."))));
        };
        let viewer = target.admin.community();
        let Some(line) = self.store.search(viewer, &words, 1).await?.into_iter().next() else {
            let shown = text::isolated(&text::shorten(&text::clean_line(&words), 60));
            return Ok(Reply::to_caller(Message::coded(&format!(
                "I know no story with “{shown}”. Write words of its title; `/story` finds one to look at."
            ))));
        };
        self.store.pin(&target.admin, subscription.id, day, Some(line.id)).await?;
        let told = format!("“{}” comes on {}.", line.title, show::local_and_utc(at, due));
        let rests = subscription.pause.as_ref().is_some_and(|pause| pause.holds_on(day));
        let told = if rests {
            format!("{told} But the daily story rests then: unless it goes on before, nothing comes.")
        } else {
            told
        };
        Ok(Reply::to_caller(Message::text(told)))
    }

    /// A real post, outside the ledger of dates, so that missing rights show before the first morning.
    async fn daily_test(&self, request: &Request, target: &Target) -> Result<Reply, Trouble> {
        let now = self.clock.now();
        let community = target.admin.community();
        let known = self.store.subscription(&target.admin, &target.place).await?;
        let past = match &known {
            Some(subscription) => self.store.past(subscription.id).await?,
            None => choice::Past::default(),
        };
        let subscription =
            known.unwrap_or_else(|| show::nameless(community, &target.place, target.admin.person(), now));
        let pools = self.store.pools(community).await?;
        let candidates = choice::candidates(pools.all(), &subscription.wish.filter, &past);
        let day = subscription.wish.at.day_of(now);
        let none = || Reply::to_caller(Message::coded("There is no story to post yet. Add one with `/addstory`."));
        let Some(chosen) = choice::choose(subscription.id, day, &candidates, None) else { return Ok(none()) };
        let words = self.words(&subscription, &pools, &chosen, (now, now)).await?;
        let (Some(rendering), Some(messenger)) = (words, self.messengers.get(&target.place.platform)) else {
            return Ok(none());
        };
        let mark = Mark(format!("test|{}|{}", target.place.platform, request.id.0));
        let within = std::time::Duration::from_secs(10);
        let posted = messenger.post(&target.place, &rendering, &mark, within).await;
        let where_ = if target.is_here { "here" } else { "there" };
        Ok(Reply::to_caller(Message::text(match posted {
            Ok(_) => format!("It works: the post is {where_}. It does not count as today's."),
            Err(error) => could_not(&error, &format!("I cannot post {where_}.")),
        })))
    }

    async fn not_on(&self, target: &Target) -> Result<Reply, StoreError> {
        let others = self.store.subscriptions(&target.admin).await?;
        let where_ = if target.is_here { "here" } else { "there" };
        let mut message = Message::text(format!("There is no daily story {where_}."))
            .paragraph(vec![Span::plain("Start it: "), Span::styled(EXAMPLE, Style::Code)]);
        if !others.is_empty() {
            message = show::list(message.paragraph(vec![Span::styled("Elsewhere", Style::Strong)]), &others);
        }
        Ok(Reply::to_caller(message))
    }
}

/// What a change has brought about that nobody asked for in so many words.
fn remarks(before: Option<&Subscription>, after: &Subscription, now: Timestamp) -> Vec<&'static str> {
    let Some(before) = before else { return Vec::new() };
    let at = &after.wish.at;
    let is_settled = at.on(at.day_of(now)).is_some_and(|due| due > now && due < after.next_due);
    let mut remarks = Vec::new();
    if matches!(before.pause, Some(Pause::Wished { .. })) {
        remarks.push("Its pause is over.");
    }
    if is_settled {
        remarks.push("Today's is settled already, so it does not come again today.");
    }
    remarks
}

fn usage(wrong: String) -> Trouble {
    Trouble::Usage(UsageError { wrong: wrong.into(), usage: None, example: EXAMPLE })
}

/// Why something cannot be done at a place, in people's words.
fn could_not(error: &PostError, what: &str) -> String {
    match error {
        PostError::RetryAfter(wait) | PostError::NotYet(wait) => {
            format!("The platform asks me to wait {} seconds. Please try again then.", wait.as_secs().max(1))
        }
        PostError::Moved(_) => "This chat has just got a new address; I have noted it. Please try again.".to_owned(),
        PostError::PlaceGone(why) => format!("{what} {why}"),
        PostError::Rejected(_) => {
            "The platform did not accept this story. Whoever runs me finds the reason in my log.".to_owned()
        }
        PostError::Unreachable(_) => {
            "I cannot reach the platform for posts at the moment. Please try again in a minute.".to_owned()
        }
        PostError::Unsure(_) => {
            "The platform did not say whether the post arrived. Please look whether it is here before you try again."
                .to_owned()
        }
    }
}
