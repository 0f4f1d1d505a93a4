//! `/story`, `/player`, `/match` and the buttons: from words to a story, a choice, or the nearest names.

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::action::Action;
use crate::domain::community::{Community, Scope};
use crate::domain::message::{Message, Reply};
use crate::domain::names::{Hit, How, Wanted};
use crate::domain::prose::Span;
use crate::domain::section::Section;
use crate::domain::story::{Story, StoryFilter, StoryId, StoryLine};
use crate::domain::subject::Subject;
use crate::domain::telling::{self, Trails};
use crate::domain::text::{clean_line, isolated, shorten};
use crate::domain::tongue::{Text, Tongue};
use crate::ports::StoreError;
use crate::{say, text};

/// Names offered in a choice or as the nearest ones.
const CHOICES: usize = 8;
/// Further stories named below the one that is told.
const ALSO: usize = 4;

impl Bot {
    /// `/story`: by name, title or text; without words one that this place has not seen lately.
    pub(super) async fn story(&self, request: &Request, about: Option<&str>) -> Result<Reply, StoreError> {
        let Some(about) = about else { return self.another(request, None).await };
        let viewer = &request.caller.community;
        if let Some(section) = Section::named(about) {
            return self.section(request, section, 0).await;
        }
        let hits = self.names.read().await.find(about, Wanted::Any, viewer, CHOICES);
        // A name that fits well is meant; one that only resembles a name gives way to the stories' own words.
        if is_sure(&hits) {
            return self.meant(request, about, hits, Wanted::Any).await;
        }
        let found = self.store.search(viewer, about, 1 + ALSO).await?;
        if found.is_empty() {
            return self.meant(request, about, hits, Wanted::Any).await;
        }
        let found = self.with_excerpts(&request.caller, about, found).await?;
        self.tell_first(request, &found, &text!("more-that-fits")).await
    }

    /// `/player`.
    pub(super) async fn player(&self, request: &Request, name: &str) -> Result<Reply, StoreError> {
        let hits = self.named(request, name, Wanted::Players).await;
        self.meant(request, name, hits, Wanted::Players).await
    }

    /// `/match`.
    pub(super) async fn match_(&self, request: &Request, teams: &str) -> Result<Reply, StoreError> {
        if let Some(section) = Section::named(teams) {
            return self.section(request, section, 0).await;
        }
        let hits = self.named(request, teams, Wanted::Matches).await;
        self.meant(request, teams, hits, Wanted::Matches).await
    }

    /// What words name: of the kind that was asked for, else of any that they name well.
    async fn named(&self, request: &Request, words: &str, wanted: Wanted) -> Vec<Hit> {
        let (names, viewer) = (self.names.read().await, &request.caller.community);
        let hits = names.find(words, wanted, viewer, CHOICES);
        if !hits.is_empty() {
            return hits;
        }
        let others = names.find(words, Wanted::Any, viewer, CHOICES);
        if is_sure(&others) { others } else { hits }
    }

    async fn meant(&self, request: &Request, words: &str, hits: Vec<Hit>, wanted: Wanted) -> Result<Reply, StoreError> {
        let Some(best) = hits.first() else { return Ok(self.nearest(request, words, wanted).await) };
        let equals = hits.iter().take_while(|hit| hit.how == best.how).count();
        if equals == 1 {
            return self.about_subject(request, best.subject, Some(&best.label)).await;
        }
        let asked = match best.how {
            How::Typo { .. } => text!("nothing-called-did-you-mean", words = shown(words)),
            _ => text!("fits-several", words = shown(words)),
        };
        let mut message = Message::text(asked.say(request.caller.tongue()));
        for hit in &hits[..equals] {
            message = message.button(&hit.label, Action::About(hit.subject));
        }
        Ok(Reply::to_caller(message))
    }

    /// Never a bare "not found": the nearest names, or those with the most stories.
    pub(super) async fn nearest(&self, request: &Request, words: &str, wanted: Wanted) -> Reply {
        let viewer = &request.caller.community;
        let names = self.names.read().await;
        let unknown = match wanted {
            Wanted::Players => text!("unknown-player", words = shown(words)),
            Wanted::Teams => text!("unknown-team", words = shown(words)),
            Wanted::Matches => text!("unknown-match", words = shown(words)),
            Wanted::Any => text!("unknown-story", words = shown(words)),
        };
        let near = names.nearest(words, wanted, viewer, CHOICES);
        let (near, lead) = if near.is_empty() {
            (names.complete("", wanted, viewer, CHOICES), text!("find-try-one-of-these"))
        } else {
            (near, text!("find-did-you-mean"))
        };
        let lead = if near.is_empty() { text!("find-one-at-random") } else { lead };
        let mut message = Message::text(Text::Sentences(vec![unknown, lead]).say(request.caller.tongue()));
        for hit in &near {
            message = message.button(&hit.label, Action::About(hit.subject));
        }
        Reply::to_caller(message)
    }

    /// The stories about a subject: the first told, the others named. Without a label its name is no longer known.
    async fn about_subject(
        &self,
        request: &Request,
        subject: Subject,
        label: Option<&str>,
    ) -> Result<Reply, StoreError> {
        let found = self.store.stories(&request.caller.community, &StoryFilter::About(subject), 1 + ALSO).await?;
        if found.is_empty() {
            let none = match label {
                Some(label) => text!("no-story-about-any-more", label = label),
                None => text!("no-story-about-it-any-more"),
            };
            return Ok(Reply::to_caller(Message::text(none.say(request.caller.tongue()))));
        }
        let heading = label.map_or_else(|| text!("also-about-it"), |label| text!("also-about", label = label));
        self.tell_first(request, &found, &heading).await
    }

    async fn tell_first(&self, request: &Request, found: &[StoryLine], heading: &Text) -> Result<Reply, StoreError> {
        let tongue = request.caller.tongue();
        let Some((first, others)) = found.split_first() else { return Ok(Reply::to_caller(gone(tongue))) };
        match self.store.story(&request.caller.community, first.id).await? {
            Some(story) => Ok(Reply::to_everyone(telling::and_also(
                self.tell(&request.caller.community, &story, tongue).await,
                &heading.say(tongue),
                others,
                tongue,
            ))),
            None => Ok(Reply::to_caller(gone(tongue))),
        }
    }

    /// A story as the people of a community see it: its trails lead only where they may go.
    pub(super) async fn tell(&self, community: &Community, story: &Story, tongue: Tongue) -> Message {
        let hearts = self.store.hearts(community, story.id).await.unwrap_or_default();
        let names = self.names.read().await;
        let more_than_one = |subject| names.stories_of(subject, community) > 1;
        let trails = Trails {
            same_player: story.players.iter().any(|player| more_than_one(Subject::Player(*player))),
            same_match: story.match_.is_some_and(|match_| more_than_one(Subject::Match(match_))),
            same_theme: !story.told.themes.is_empty(),
            hearts,
        };
        telling::story(story, trails, tongue)
    }

    /// A pressed button. What it shows is looked up as the presser may see it.
    pub(super) async fn act(&self, request: &Request, action: Action) -> Result<Reply, Trouble> {
        let (viewer, tongue) = (&request.caller.community, request.caller.tongue());
        match action {
            Action::Story(id, part) => {
                let Some(story) = self.store.story(viewer, id).await? else {
                    return Ok(Reply::to_caller(gone(tongue)));
                };
                let message = self.tell(viewer, &story, tongue).await;
                // The next part of a story is for the one who reads on; a story picked from a list is for all.
                Ok(if part == 0 { Reply::to_everyone(message) } else { Reply { part, ..Reply::to_caller(message) } })
            }
            Action::About(subject) => {
                let label = self.names.read().await.label_of(subject, viewer);
                Ok(self.about_subject(request, subject, label.as_deref()).await?)
            }
            Action::SamePlayer(id) => Ok(self.same_player(request, id).await?),
            Action::SameMatch(id) => {
                Ok(self.trail(request, StoryFilter::SharingMatch(id), &text!("others-of-same-match")).await?)
            }
            Action::SameTheme(id) => Ok(self.same_theme(request, id).await?),
            Action::Share(id) => self.share(request, id).await,
            Action::Heart(id) => self.heart(request, id).await,
            Action::Favourites(page) => Ok(self.favourites(request, page).await?),
            Action::Browse(section, page) => Ok(self.browse_on(request, section, page).await?),
            Action::Another(id) => Ok(Reply::to_caller(self.another(request, Some(id)).await?.message)),
            Action::ItIsThere(id) => self.it_is_there(request, id).await,
            Action::SendNow(id) => self.send_now(request, id).await,
            Action::SwitchOff(id) => self.switch_off(request, id).await,
            Action::Undo(id, revision) => self.undo(request, id, revision).await,
            Action::ForgetMe => Ok(self.forget(request).await?),
            Action::Review(id, step) => self.review_step(request, id, step).await,
            Action::Write(id, turn, step) => self.write_step(request, id, turn, step).await,
            Action::Corrected(id, revision) => self.how_far(request, id, revision).await,
            Action::Import(id, scope) => self.import_kept(request, id, scope).await,
            Action::DropImport(id) => self.drop_import(request, id).await,
        }
    }

    /// A press of *share*: a link that opens the story, where the platform has such links; else the story, for all here.
    async fn share(&self, request: &Request, id: StoryId) -> Result<Reply, Trouble> {
        let (viewer, tongue) = (&request.caller.community, request.caller.tongue());
        let story = self.store.story(viewer, id).await?.filter(|story| story.scope == Scope::Everyone);
        let Some(story) = story else { return Ok(Reply::to_caller(gone(tongue))) };
        let link = self.messengers.get(&request.place.platform).and_then(|messenger| messenger.link(id));
        let Some(link) = link else { return Ok(Reply::to_everyone(self.tell(viewer, &story, tongue).await)) };
        let message = Message::text(say!(tongue, "share-link"))
            .paragraph(vec![Span::linked(telling::title(&story.told, tongue).to_string(), link.clone())])
            .verbatim(link.as_str());
        Ok(Reply::to_caller(message))
    }

    async fn trail(&self, request: &Request, filter: StoryFilter, heading: &Text) -> Result<Reply, StoreError> {
        let found = self.store.stories(&request.caller.community, &filter, CHOICES).await?;
        self.listed(request, &found, heading).await
    }

    /// Stories that a button leads to: one is told, several are listed.
    async fn listed(&self, request: &Request, found: &[StoryLine], heading: &Text) -> Result<Reply, StoreError> {
        let tongue = request.caller.tongue();
        Ok(Reply::to_caller(match found {
            [] => Message::coded(&say!(tongue, "no-other-yet")),
            [only] => match self.store.story(&request.caller.community, only.id).await? {
                Some(story) => self.tell(&request.caller.community, &story, tongue).await,
                None => gone(tongue),
            },
            several => telling::list(&heading.say(tongue), several, tongue),
        }))
    }

    /// Other stories about the player that a story is most about; of those of whom there are any.
    async fn same_player(&self, request: &Request, id: StoryId) -> Result<Reply, StoreError> {
        let (viewer, tongue) = (&request.caller.community, request.caller.tongue());
        let Some(story) = self.store.story(viewer, id).await? else { return Ok(Reply::to_caller(gone(tongue))) };
        let (player, label) = {
            let names = self.names.read().await;
            let players = story.players.iter().map(|player| Subject::Player(*player));
            let player = players.into_iter().find(|player| names.stories_of(*player, viewer) > 1);
            (player, player.and_then(|player| names.label_of(player, viewer)))
        };
        let (Some(player), Some(label)) = (player, label) else {
            return self.trail(request, StoryFilter::SharingPlayer(id), &text!("others-with-same-player")).await;
        };
        let mut found = self.store.stories(viewer, &StoryFilter::About(player), CHOICES + 1).await?;
        found.retain(|line| line.id != id);
        self.listed(request, &found, &text!("also-about", label = label)).await
    }

    /// Stories with the theme that a story is most about.
    async fn same_theme(&self, request: &Request, id: StoryId) -> Result<Reply, StoreError> {
        let viewer = &request.caller.community;
        let story = self.store.story(viewer, id).await?;
        let theme = story.as_ref().and_then(|story| story.told.themes.first().copied());
        match theme {
            Some(theme) => self.section(request, Section { theme: Some(theme), ..Section::default() }, 0).await,
            None => Ok(Reply::to_caller(gone(request.caller.tongue()))),
        }
    }

    async fn another(&self, request: &Request, not: Option<StoryId>) -> Result<Reply, StoreError> {
        let (viewer, tongue) = (&request.caller.community, request.caller.tongue());
        let id = self.store.unseen(viewer, &request.place, not, self.clock.now()).await?;
        let story = match id {
            Some(id) => self.store.story(viewer, id).await?,
            None => None,
        };
        match story {
            Some(story) => Ok(Reply::to_everyone(self.tell(viewer, &story, tongue).await)),
            None => Ok(Reply::to_caller(Message::coded(&say!(tongue, "no-other-story-yet")))),
        }
    }
}

/// Whether the best hit fits so well that it is what was meant: as a name, or as the beginning of one name alone.
fn is_sure(hits: &[Hit]) -> bool {
    match hits {
        [Hit { how: How::Exact | How::Words, .. }, ..] | [Hit { how: How::Prefix, .. }] => true,
        [Hit { how: How::Prefix, .. }, second, ..] => second.how > How::Prefix,
        _ => false,
    }
}

pub(super) fn gone(tongue: Tongue) -> Message {
    Message::coded(&say!(tongue, "story-gone"))
}

/// The caller's own words, short enough to be said back.
fn shown(words: &str) -> String {
    isolated(&shorten(&clean_line(words), 60))
}
