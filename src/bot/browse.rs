//! `/browse`, `/today`, `/favourites`, `/top` and the ❤: ways to stories that need no name.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike as _, Days, NaiveDate};

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::action::Action;
use crate::domain::choice::{self, Candidate, Past};
use crate::domain::command::{Browsed, CommandSpec, UsageError};
use crate::domain::community::Community;
use crate::domain::filter::{Filter, parse_themes, theme_bit};
use crate::domain::message::{Message, Reply};
use crate::domain::names::{How, Wanted};
use crate::domain::prose::{Span, Style};
use crate::domain::section::{PAGE, Section};
use crate::domain::story::{StoryFilter, StoryId, StoryLine, Theme};
use crate::domain::subject::{PlayerId, Subject, TeamId};
use crate::domain::telling::heart_label;
use crate::domain::text::{isolated, shorten};
use crate::domain::tongue::{Text, Tongue};
use crate::ports::StoreError;
use crate::{say, text};

/// Teams, players and tournaments that the overview offers: with all themes as many buttons as Discord shows.
const TEAMS: usize = 5;
const PLAYERS: usize = 4;
const CUPS: usize = 5;
/// So much of a summary is shown in a list (UTF-16 units).
const SUMMARY_SHOWN: usize = 120;
/// Stories of one day of the year that are listed.
const TODAY: usize = 8;

impl Bot {
    /// `/browse`: what was named, or what there is.
    pub(super) async fn browse(&self, request: &Request, asked: Browsed) -> Result<Reply, Trouble> {
        let viewer = &request.caller.community;
        let mut section = Section { year: asked.year, ..Section::default() };
        if let Some(about) = &asked.about {
            // Whoever names something first need not know that a theme was expected.
            match (parse_themes(about), Section::named(about)) {
                (Ok(themes), _) => section.theme = themes.only.first().copied(),
                (Err(_), Some(named)) => section.year = named.year,
                (Err(wrong), None) => match self.surely(about, [Wanted::Teams, Wanted::Players], viewer).await {
                    Some(subject) => (section.team, section.player) = (team_of(subject), player_of(subject)),
                    None => return Err(no_section(wrong)),
                },
            }
        }
        if let Some(team) = &asked.team {
            match self.best(team, Wanted::Teams, viewer).await {
                Some(subject) => section.team = team_of(subject),
                None => return Ok(self.nearest(request, team, Wanted::Teams).await),
            }
        }
        if let Some(player) = &asked.player {
            match self.best(player, Wanted::Players, viewer).await {
                Some(subject) => section.player = player_of(subject),
                None => return Ok(self.nearest(request, player, Wanted::Players).await),
            }
        }
        Ok(if section.is_all() { self.overview(request).await? } else { self.section(request, section, 0).await? })
    }

    /// The subject that words name best.
    async fn best(&self, words: &str, wanted: Wanted, viewer: &Community) -> Option<Subject> {
        self.names.read().await.find(words, wanted, viewer, 1).first().map(|hit| hit.subject)
    }

    /// The subject that words name well, of the first of these kinds.
    async fn surely(&self, words: &str, kinds: [Wanted; 2], viewer: &Community) -> Option<Subject> {
        let names = self.names.read().await;
        kinds.into_iter().find_map(|kind| {
            let hits = names.find(words, kind, viewer, 2);
            hits.first().filter(|hit| hit.how <= How::Words).map(|hit| hit.subject)
        })
    }

    /// What there is, with counts: themes, the teams and players that are told of most, the latest World Cups.
    async fn overview(&self, request: &Request) -> Result<Reply, StoreError> {
        let (viewer, tongue) = (&request.caller.community, request.caller.tongue());
        let pools = self.store.pools(viewer).await?;
        let (mut themes, mut cups, mut all) = ([0_usize; Theme::ALL.len()], HashMap::<&str, usize>::new(), 0);
        for story in pools.all().flat_map(|pool| &pool.stories) {
            all += 1;
            for (at, (theme, _)) in Theme::ALL.iter().enumerate() {
                themes[at] += usize::from(story.traits.themes & theme_bit(*theme) != 0);
            }
            *cups.entry(story.traits.tournament.map_or("", |cup| cup.name)).or_default() += 1;
        }
        let mut message = Message::text(say!(tongue, "browse-overview", count = all));
        for ((theme, _), count) in Theme::ALL.iter().zip(themes).filter(|(_, count)| *count > 0) {
            let section = Section { theme: Some(*theme), ..Section::default() };
            message = message.button(&format!("{} · {count}", theme.name().say(tongue)), Action::Browse(section, 0));
        }
        for hit in self.names.read().await.complete("", Wanted::Teams, viewer, TEAMS) {
            let section = Section { team: team_of(hit.subject), ..Section::default() };
            message = message.button(&format!("{} · {}", hit.label, hit.stories), Action::Browse(section, 0));
        }
        for hit in self.names.read().await.complete("", Wanted::Players, viewer, PLAYERS) {
            let section = Section { player: player_of(hit.subject), ..Section::default() };
            message = message.button(&format!("{} · {}", hit.label, hit.stories), Action::Browse(section, 0));
        }
        let told = |cup: &&crate::domain::tournament::Tournament| cups.contains_key(cup.name);
        for cup in crate::domain::tournament::ALL.iter().rev().filter(told).take(CUPS) {
            let year = cup.first_day().year();
            let section = Section { year: u16::try_from(year).ok(), ..Section::default() };
            let label = say!(tongue, "world-cup", year = year);
            message = message.button(&format!("{label} · {}", cups[cup.name]), Action::Browse(section, 0));
        }
        Ok(Reply::to_caller(message))
    }

    /// One page of a part of the catalogue, the latest events first.
    pub(super) async fn section(&self, request: &Request, section: Section, page: usize) -> Result<Reply, StoreError> {
        let (viewer, tongue) = (&request.caller.community, request.caller.tongue());
        let (team, player) = {
            let names = self.names.read().await;
            let label = |subject| names.label_of(subject, viewer);
            (section.team.map(Subject::Team).map(label), section.player.map(Subject::Player).map(label))
        };
        // A team or player that nobody tells of here any more has no stories; without them all would have been meant.
        let is_gone = matches!(team, Some(None)) || matches!(player, Some(None));
        let (team, player) = (team.flatten(), player.flatten());
        let heading = heading(section, [player.as_deref(), team.as_deref()], tongue);
        let mut found = if is_gone { Vec::new() } else { self.fitting(viewer, &section.filter(team)).await? };
        if let Some(player) = section.player {
            let about = StoryFilter::About(Subject::Player(player));
            let theirs: HashSet<_> =
                self.store.stories(viewer, &about, found.len()).await?.iter().map(|line| line.id).collect();
            found.retain(|story| theirs.contains(&story.story));
        }
        found.sort_by_key(|story| (std::cmp::Reverse(story.date), story.story));
        let pages = found.len().div_ceil(PAGE);
        let page = page.min(pages.saturating_sub(1));
        let ids: Vec<_> = found.iter().skip(page * PAGE).take(PAGE).map(|story| story.story).collect();
        let lines = self.store.lines(viewer, &ids).await?;
        let all_there_is = say!(tongue, "button-all-there-is");
        let all = Action::Browse(Section::default(), 0);
        if lines.is_empty() {
            let none = say!(tongue, "section-empty", heading = heading);
            return Ok(Reply::to_caller(Message::text(none).button(&all_there_is, all)));
        }
        let count = found.len();
        let lead = if pages > 1 {
            say!(tongue, "section-stories-page", heading = heading, count = count, page = page + 1, pages = pages)
        } else {
            say!(tongue, "section-stories", heading = heading, count = count)
        };
        let mut message = listed(&lead, &lines, tongue);
        if page > 0 {
            message = message.button(&say!(tongue, "button-page-back"), Action::Browse(section, page - 1));
        }
        if page + 1 < pages {
            message = message.button(&say!(tongue, "button-page-more"), Action::Browse(section, page + 1));
        }
        Ok(Reply::to_caller(message.button(&all_there_is, all)))
    }

    /// A press of a button of the catalogue.
    pub(super) async fn browse_on(
        &self,
        request: &Request,
        section: Section,
        page: usize,
    ) -> Result<Reply, StoreError> {
        if section.is_all() { self.overview(request).await } else { self.section(request, section, page).await }
    }

    async fn fitting(&self, viewer: &Community, filter: &Filter) -> Result<Vec<Candidate>, StoreError> {
        let pools = self.store.pools(viewer).await?;
        Ok(choice::candidates(pools.all(), filter, &Past::default()))
    }

    /// `/today`: what happened on this day of the year, else what comes next.
    pub(super) async fn today(&self, request: &Request) -> Result<Reply, Trouble> {
        let viewer = &request.caller.community;
        let zone = self.wishes(viewer).await.zone.unwrap_or(chrono_tz::UTC);
        let today = self.clock.now().with_timezone(&zone).date_naive();
        let all = self.fitting(viewer, &Filter::default()).await?;
        for ahead in 0..=366 {
            let Some(day) = today.checked_add_days(Days::new(ahead)) else { break };
            let mut then: Vec<_> = all.iter().filter(|story| is_on(story.date, day)).collect();
            if then.is_empty() {
                continue;
            }
            then.sort_by_key(|story| (std::cmp::Reverse(story.date), story.story));
            let ids: Vec<_> = then.iter().take(TODAY).map(|story| story.story).collect();
            return self.on_day(request, day, ahead == 0, &ids).await;
        }
        Ok(Reply::to_caller(Message::coded(&say!(request.caller.tongue(), "no-story-yet"))))
    }

    async fn on_day(
        &self,
        request: &Request,
        day: NaiveDate,
        is_today: bool,
        ids: &[StoryId],
    ) -> Result<Reply, Trouble> {
        let (viewer, tongue) = (&request.caller.community, request.caller.tongue());
        if let ([only], true) = (ids, is_today)
            && let Some(story) = self.store.story(viewer, *only).await?
        {
            let mut message = self.tell(viewer, &story, tongue).await;
            message.note = Some(say!(tongue, "on-this-day", years = day.year() - story.told.date.year()));
            return Ok(Reply::to_everyone(message));
        }
        let lines = self.store.lines(viewer, ids).await?;
        let day = tongue.day_and_month(day);
        let lead = if is_today {
            say!(tongue, "on-day-in-other-years", day = day)
        } else {
            say!(tongue, "nothing-on-this-day", day = day)
        };
        Ok(Reply::to_caller(listed(&lead, &lines, tongue)))
    }

    /// A press of ❤: it marks a story for the presser, or takes the mark away; the button tells how many have.
    pub(super) async fn heart(&self, request: &Request, id: StoryId) -> Result<Reply, Trouble> {
        let (viewer, tongue) = (&request.caller.community, request.caller.tongue());
        if self.store.story(viewer, id).await?.is_none() {
            return Ok(Reply::to_caller(super::find::gone(tongue)));
        }
        let (is_marked, count) = self.store.toggle_favourite(&request.caller, id, self.clock.now()).await?;
        let told = if is_marked { text!("favourite-kept") } else { text!("favourite-dropped") };
        let told = Message::coded(&told.say(tongue));
        Ok(Reply { relabelled: Some(heart_label(count)), ..Reply::to_caller(told) })
    }

    /// `/favourites`: what the caller marked.
    pub(super) async fn favourites(&self, request: &Request, page: usize) -> Result<Reply, StoreError> {
        let tongue = request.caller.tongue();
        let mut lines = self.store.favourites(&request.caller, page * PAGE, PAGE + 1).await?;
        if lines.is_empty() {
            return Ok(Reply::to_caller(Message::text(say!(tongue, "favourites-none"))));
        }
        let has_more = lines.len() > PAGE;
        lines.truncate(PAGE);
        let mut message = listed(&say!(tongue, "favourites-list"), &lines, tongue);
        if page > 0 {
            message = message.button(&say!(tongue, "button-page-back"), Action::Favourites(page - 1));
        }
        if has_more {
            message = message.button(&say!(tongue, "button-page-more"), Action::Favourites(page + 1));
        }
        Ok(Reply::to_caller(message))
    }

    /// `/top`: what this community marked most.
    pub(super) async fn top(&self, request: &Request) -> Result<Reply, StoreError> {
        let tongue = request.caller.tongue();
        let top = self.store.top(&request.caller.community, PAGE).await?;
        if top.is_empty() {
            return Ok(Reply::to_caller(Message::text(say!(tongue, "top-none"))));
        }
        let mut message = Message::text(say!(tongue, "top-list"));
        for (line, hearts) in &top {
            message = message
                .item(vec![
                    Span::plain(format!("❤ {hearts} ")),
                    Span::styled(line.title(tongue).to_string(), Style::Strong),
                    Span::plain(format!(" · {}", isolated(&tongue.long_date(line.date)))),
                ])
                .button(line.title(tongue).as_str(), Action::Story(line.id, 0));
        }
        Ok(Reply::to_everyone(message))
    }
}

/// What was named is no part of the catalogue: what is wrong, and how the command is typed.
fn no_section(wrong: Text) -> Trouble {
    let row = CommandSpec::named("browse");
    let example = row.map_or("/browse", |row| row.example);
    Trouble::Usage(UsageError { wrong, usage: row.map(|row| row.usage(None)), example })
}

fn team_of(subject: Subject) -> Option<TeamId> {
    match subject {
        Subject::Team(team) => Some(team),
        Subject::Player(_) | Subject::Match(_) => None,
    }
}

fn player_of(subject: Subject) -> Option<PlayerId> {
    match subject {
        Subject::Player(player) => Some(player),
        Subject::Team(_) | Subject::Match(_) => None,
    }
}

/// Whether an event's day of the year is that of `day`; a leap day's is the last of February in other years.
fn is_on(event: NaiveDate, day: NaiveDate) -> bool {
    let same = event.month() == day.month() && event.day() == day.day();
    let leap = event.month() == 2 && event.day() == 29 && day.month() == 2 && day.day() == 28 && !day.leap_year();
    event < day && (same || leap)
}

fn heading(section: Section, names: [Option<&str>; 2], tongue: Tongue) -> String {
    let theme = section.theme.map(|theme| theme.name().say(tongue));
    let year = section.year.map(|year| say!(tongue, "world-cup", year = year));
    let parts: Vec<_> = theme.into_iter().chain(names.into_iter().flatten().map(str::to_owned)).chain(year).collect();
    parts.join(" · ")
}

/// Stories with their dates and summaries, each with its button.
fn listed(lead: &str, lines: &[StoryLine], tongue: Tongue) -> Message {
    let mut message = Message::text(lead);
    for line in lines {
        message = message
            .item(vec![
                Span::styled(line.title(tongue).to_string(), Style::Strong),
                Span::plain(format!(
                    " · {} · {}",
                    isolated(&tongue.long_date(line.date)),
                    shorten(line.summary(tongue).as_str(), SUMMARY_SHOWN)
                )),
            ])
            .button(line.title(tongue).as_str(), Action::Story(line.id, 0));
    }
    message
}
