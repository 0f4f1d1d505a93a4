//! `/daily`: standing orders for a daily post, and a post made now to see that it works.
//!
//! How settings read is `show`'s, how runs read is `run`'s; both are made of `words`.

mod run;
mod show;
mod words;

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
use crate::domain::prose::Span;
use crate::domain::rights::{Admin, Task};
use crate::domain::schedule::{DailyAt, Day, Timestamp};
use crate::domain::subscription::{Pause, SUBSCRIPTIONS_LIMIT, Subscription, Wish};
use crate::domain::text;
use crate::domain::tongue::{Text, Tongue};
use crate::domain::weekdays::Weekdays;
use crate::ports::{PostError, StoreError, Subscribed, WantedPost, Welcome};
use crate::{say, text};
use words::{and_coded, could_not, here_or_there, label, labelled, moment, where_};

const EXAMPLE: &str = "/daily on 09:00 Europe/Paris";

/// The place that a command is about, and the proof of the right to decide about it.
struct Target {
    admin: Admin,
    place: Place,
    /// Whether it is where the command was said.
    is_here: bool,
    /// The language of whoever said it.
    tongue: Tongue,
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
        let (here, tongue) = (request.place.clone(), request.caller.tongue());
        let Some(named) = named.filter(|named| !named.eq_ignore_ascii_case("here")) else {
            return Ok(Target { admin, place: here, is_here: true, tongue });
        };
        let Some(messenger) = self.messengers.get(&here.platform) else {
            return Err(Trouble::NotAllowed(text!("daily-no-other-place")));
        };
        // A place that is gone cannot be found any more, but what was set up there can still be shown and ended.
        let known = self.store.subscriptions(&admin).await?;
        let is_named = |known: &&Subscription| known.place.address == named || known.label.as_deref() == Some(named);
        if let Some(known) = known.iter().find(is_named) {
            let place = known.place.clone();
            return Ok(Target { admin, is_here: place == here, place, tongue });
        }
        let spot = messenger.locate(&request.caller, named).await;
        let refused = |error| Trouble::NotAllowed(could_not(&error, text!("daily-place-unusable")));
        let spot = spot.map_err(refused)?;
        let is_here = spot.place == here;
        let admin = if spot.community == *admin.community() {
            admin
        } else {
            self.prove_in(request, &spot.community, Task::ScheduleDaily).await?
        };
        Ok(Target { admin, place: spot.place, is_here, tongue })
    }

    async fn daily_on(&self, request: &Request, target: &Target, wanted: DailyWish) -> Result<Reply, Trouble> {
        let before = self.store.subscription(&target.admin, &target.place).await?;
        let usual = self.store.preferences(target.admin.community()).await?.zone;
        let zoned = wanted.zone.or(usual).is_some() || before.is_some();
        let wish = self.wish(target, wanted, before.as_ref(), usual).await?;
        let pools = self.store.pools(target.admin.community()).await?;
        let fitting = choice::candidates(pools.all(), &wish.filter, &choice::Past::default()).len();
        if fitting == 0 && !wish.filter.is_open() {
            return Err(usage(text!("daily-nothing-fits", about = words::about(&wish.filter))));
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
            let told = say!(target.tongue, "daily-too-many", limit = SUBSCRIPTIONS_LIMIT);
            return Ok(Reply::to_caller(Message::coded(&told)));
        };
        self.schedule_changed.notify_one();
        let tongue = target.tongue;
        let mut message = show::started(&subscription, target.is_here, fitting, tongue);
        for remark in remarks(before.as_ref(), &subscription, self.clock.now()) {
            message = message.paragraph(vec![Span::plain(remark.say(tongue))]);
        }
        if let Some(missing) = closed {
            let why = vec![text!("daily-cannot-post-there-yet"), missing, text!("daily-starts-by-itself")];
            message = message.paragraph(labelled(&text!("daily-but-it-rests"), &Text::Sentences(why), tongue));
        } else if unchecked {
            message = message.paragraph(vec![Span::plain(say!(tongue, "daily-could-not-test"))]);
        } else if let Some(advice) = advice {
            message = message.paragraph(vec![Span::plain(advice.say(tongue))]);
        }
        if !zoned {
            let time = subscription.wish.at.time.format("%H:%M").to_string();
            message = and_coded(message, &say!(tongue, "daily-that-is-utc", time = time));
        }
        Ok(Reply::to_everyone(and_coded(message, &show::hints(target.is_here).say(tongue))))
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
                let shown = text::isolated(&text::shorten(team, 40));
                let refused = match hits.as_slice() {
                    [hit, ..] if hit.how < How::Prefix || hits.len() == 1 => return Ok(hit.label.clone()),
                    [] => {
                        let near = names.nearest(team, Wanted::Teams, target.admin.community(), 3);
                        let near: Vec<_> = near.iter().map(|hit| hit.label.as_str()).collect();
                        let mut refused = vec![text!("daily-no-story-about-team", team = shown)];
                        if !near.is_empty() {
                            refused.push(text!("daily-teams-near-it", teams = words::list_of(near)));
                        }
                        Text::Sentences(refused)
                    }
                    hits => {
                        let near = words::any_of(hits.iter().map(|hit| hit.label.as_str()));
                        text!("daily-which-team", team = shown, teams = near)
                    }
                };
                Err(refused.say(target.tongue))
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
        let told = if target.is_here {
            text!("daily-off-here", again = again)
        } else {
            text!("daily-off-there", again = again)
        };
        Ok(Reply::to_everyone(Message::coded(&told.say(target.tongue))))
    }

    /// Somebody pressed *switch off* in a list.
    pub(super) async fn switch_off(&self, request: &Request, id: SubscriptionId) -> Result<Reply, Trouble> {
        let Some(subscription) = self.store.subscription_of(id).await? else {
            return Ok(Reply::to_caller(Message::text(say!(request.caller.tongue(), "daily-off-already"))));
        };
        let admin = self.prove_in(request, &subscription.community, Task::ScheduleDaily).await?;
        let is_here = subscription.place == request.place;
        let target = Target { admin, place: subscription.place, is_here, tongue: request.caller.tongue() };
        self.daily_off(request, &target).await
    }

    async fn daily_pause(&self, target: &Target, until: Option<Day>) -> Result<Reply, Trouble> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return Ok(self.not_on(target).await?);
        };
        let (today, tongue) = (subscription.wish.at.day_of(self.clock.now()), target.tongue);
        if until.is_some_and(|until| until <= today) {
            return Err(Trouble::Usage(UsageError {
                wrong: text!("daily-must-be-after-today"),
                usage: Some("/daily pause [until]".to_owned()),
                example: "/daily pause",
            }));
        }
        if let Some(Pause::NoAccess { reason }) = &subscription.pause {
            let told = vec![text!("daily-rests-already"), reason.clone(), text!("daily-off-ends-it")];
            return Ok(Reply::to_caller(Message::coded(&Text::Sentences(told).say(tongue))));
        }
        let pause = Some(Pause::Wished { until });
        let place = where_(&subscription, target.is_here);
        self.store.set_pause(&target.admin, subscription.id, pause, self.clock.now()).await?;
        let told = match until {
            Some(until) => {
                let (_, next) = subscription.wish.at.first_from(until);
                let next = moment(&subscription.wish.at, next, tongue);
                text!("daily-rests-until", where = place, moment = next)
            }
            None => text!("daily-rests", where = place),
        };
        Ok(Reply::to_everyone(Message::coded(&told.say(tongue))))
    }

    async fn daily_resume(&self, target: &Target) -> Result<Reply, Trouble> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return Ok(self.not_on(target).await?);
        };
        if subscription.pause.is_none() {
            return Ok(Reply::to_caller(Message::text(say!(target.tongue, "daily-not-paused"))));
        }
        if let Some(messenger) = self.messengers.get(&target.place.platform)
            && let Err(error) = messenger.may_post(&target.place).await
            && (matches!(error, PostError::PlaceGone(_)) || matches!(subscription.pause, Some(Pause::NoAccess { .. })))
        {
            let why = could_not(&error, text!("daily-still-cannot-post"));
            let told = Text::Sentences(vec![why, text!("daily-goes-on-when-mended")]).say(target.tongue);
            if let PostError::PlaceGone(reason) = error {
                let pause = Pause::NoAccess { reason };
                self.store.set_pause(&target.admin, subscription.id, Some(pause), self.clock.now()).await?;
            }
            return Ok(Reply::to_caller(Message::coded(&told)));
        }
        self.store.set_pause(&target.admin, subscription.id, None, self.clock.now()).await?;
        self.schedule_changed.notify_one();
        let next = subscription.next_due.max(self.clock.now());
        let told = text!(
            "daily-goes-on",
            where = where_(&subscription, target.is_here),
            moment = moment(&subscription.wish.at, next, target.tongue),
        );
        Ok(Reply::to_everyone(Message::text(told.say(target.tongue))))
    }

    async fn daily_pin(&self, target: &Target, day: Day, story: Option<String>) -> Result<Reply, Trouble> {
        let Some(subscription) = self.store.subscription(&target.admin, &target.place).await? else {
            return Ok(self.not_on(target).await?);
        };
        let (at, tongue) = (&subscription.wish.at, target.tongue);
        let due = at.on(day).filter(|due| *due >= self.clock.now());
        let Some(due) = due.filter(|_| day.0 <= at.day_of(self.clock.now()).0 + chrono::Days::new(366)) else {
            let next = moment(at, subscription.next_due, tongue);
            let told = say!(tongue, "daily-no-story-on-day", day = day.to_string(), moment = next);
            return Ok(Reply::to_caller(Message::text(told)));
        };
        let Some(words) = story else {
            self.store.pin(&target.admin, subscription.id, day, None).await?;
            return Ok(Reply::to_caller(Message::text(say!(tongue, "daily-not-chosen", day = day.to_string()))));
        };
        let viewer = target.admin.community();
        let Some(line) = self.store.search(viewer, &words, 1).await?.into_iter().next() else {
            let shown = text::isolated(&text::shorten(&text::clean_line(&words), 60));
            return Ok(Reply::to_caller(Message::coded(&say!(tongue, "daily-no-such-story", words = shown))));
        };
        self.store.pin(&target.admin, subscription.id, day, Some(line.id)).await?;
        let mut told = vec![text!("daily-chosen", title = line.title.to_string(), moment = moment(at, due, tongue))];
        if subscription.pause.as_ref().is_some_and(|pause| pause.holds_on(day)) {
            told.push(text!("daily-chosen-but-rests"));
        }
        Ok(Reply::to_caller(Message::text(Text::Sentences(told).say(tongue))))
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
        let none = || Reply::to_caller(Message::coded(&say!(target.tongue, "daily-nothing-to-test")));
        let Some(chosen) = choice::choose(subscription.id, day, &candidates, None) else { return Ok(none()) };
        let words = self.words(&subscription, &pools, &chosen, (now, now)).await?;
        let (Some(rendering), Some(messenger)) = (words, self.messengers.get(&target.place.platform)) else {
            return Ok(none());
        };
        let mark = Mark(format!("test|{}|{}", target.place.platform, request.id.0));
        let within = std::time::Duration::from_secs(10);
        let posted = messenger.post(&target.place, &rendering, &mark, within).await;
        let place = here_or_there(target.is_here);
        let told = match posted {
            Ok(_) => text!("daily-test-works", where = place),
            Err(error) => could_not(&error, text!("daily-cannot-post", where = place)),
        };
        Ok(Reply::to_caller(Message::text(told.say(target.tongue))))
    }

    async fn not_on(&self, target: &Target) -> Result<Reply, StoreError> {
        let (others, tongue) = (self.store.subscriptions(&target.admin).await?, target.tongue);
        let none = say!(tongue, "daily-none", where = here_or_there(target.is_here));
        let mut message = and_coded(Message::text(none), &say!(tongue, "daily-start-it"));
        if !others.is_empty() {
            message = show::list(message.paragraph(label(&text!("daily-elsewhere"), tongue)), &others, tongue);
        }
        Ok(Reply::to_caller(message))
    }
}

/// What a change has brought about that nobody asked for in so many words.
fn remarks(before: Option<&Subscription>, after: &Subscription, now: Timestamp) -> Vec<Text> {
    let Some(before) = before else { return Vec::new() };
    let at = &after.wish.at;
    let is_settled = at.on(at.day_of(now)).is_some_and(|due| due > now && due < after.next_due);
    let mut remarks = Vec::new();
    if matches!(before.pause, Some(Pause::Wished { .. })) {
        remarks.push(text!("daily-pause-is-over"));
    }
    if is_settled {
        remarks.push(text!("daily-settled-today"));
    }
    remarks
}

fn usage(wrong: impl Into<Text>) -> Trouble {
    Trouble::Usage(UsageError { wrong: wrong.into(), usage: None, example: EXAMPLE })
}
