//! `/addstory`: from a whole story or a filled-in form to a story of the community's own. What can be done with one after
//! that is `change`'s.

mod change;

use super::answer::Trouble;
use super::{Bot, Request, Said};
use crate::domain::action::Action;
use crate::domain::command::{Curation, Scope};
use crate::domain::draft::{Draft, Fault, Origin};
use crate::domain::form::{SHARED_STORY_FORM, STORY_FORM, StoryForm};
use crate::domain::message::{Message, Reply};
use crate::domain::names::Names;
use crate::domain::prose::{Span, Style};
use crate::domain::rights::{Admin, Task};
use crate::domain::story::{StoryFilter, StoryId, StoryLine};
use crate::domain::telling;
use crate::domain::text::shorten;
use crate::ports::{Added, StoreError};

/// Faults that one answer names; the others are counted.
const FAULTS_SHOWN: usize = 10;

/// Stories compared with a new one, and those of them that are named as like it.
const ALIKE_READ: usize = 20;
const ALIKE_SHOWN: usize = 3;
/// Titles that are so alike may be of one story (Jaro–Winkler, 1 is the same).
const CLOSE: f64 = 0.9;

/// What a story file looks like, for those who write one in a message.
pub(super) const EXAMPLE: &str = r#"/addstory +++
title = "The shirt she kept"
date = "2022-11-27"
players = [{ name = "Achraf Hakimi", team = "Morocco" }]
match = { date = "2022-11-27", home = "Belgium", away = "Morocco", score = "0-2" }
themes = ["family"]
sources = [{ publisher = "Bladi.net", url = "https://en.bladi.net/" }]
+++

The text, in paragraphs.

> Somebody's words."#;

impl Bot {
    /// `/addstory` and what can be done with a story after that. Everyone's stories ask for a right of their own.
    pub(super) async fn curate(
        &self,
        request: &Request,
        admin: Admin,
        curation: Curation,
        scope: Scope,
    ) -> Result<Reply, Trouble> {
        let by = match scope {
            Scope::Here => admin,
            Scope::Everyone => self.prove(&request.caller, Task::CurateShared).await?,
        };
        match curation {
            Curation::Add(story) => Ok(self.add_written(request, &by, story.as_deref()).await?),
            Curation::Edit(story) => self.edit_story(request, &by, story.as_deref()).await,
            Curation::Remove(story) => self.remove_story(request, &by, &story).await,
            Curation::Restore(story) => self.restore_story(request, &by, &story.unwrap_or_default()).await,
            Curation::History(story) => self.history(&by, story.as_deref()).await,
        }
    }

    /// Other stories that may tell the same: of the same match and a player in it, or with almost the same title.
    async fn alike(&self, by: &Admin, id: StoryId, title: &str) -> Result<Vec<StoryLine>, StoreError> {
        let viewer = by.community();
        let of_match = self.store.stories(viewer, &StoryFilter::SharingMatch(id), ALIKE_READ).await?;
        let of_player = self.store.stories(viewer, &StoryFilter::SharingPlayer(id), ALIKE_READ).await?;
        let mut alike: Vec<_> =
            of_match.into_iter().filter(|line| of_player.iter().any(|other| other.id == line.id)).collect();
        let fold = |title: &str| title.to_lowercase();
        let mut near = Vec::new();
        for stem in stems(title) {
            near.extend(self.store.search(viewer, &stem, ALIKE_READ).await?);
        }
        for line in near {
            let is_close = strsim::jaro_winkler(&fold(line.title.as_str()), &fold(title)) >= CLOSE;
            if line.id != id && is_close && alike.iter().all(|known| known.id != line.id) {
                alike.push(line);
            }
        }
        alike.truncate(ALIKE_SHOWN);
        Ok(alike)
    }

    /// Takes a new story's names in.
    pub(super) async fn index_new(&self, story: StoryId) -> Result<(), StoreError> {
        self.forget_words();
        for entry in self.store.names(Some(story)).await? {
            self.names.write().await.put(entry);
        }
        Ok(())
    }

    /// Reads all names again: a change may take some away.
    pub(super) async fn index_again(&self) -> Result<(), StoreError> {
        self.forget_words();
        let names = Names::new(self.store.names(None).await?);
        *self.names.write().await = names;
        Ok(())
    }

    /// `/addstory` with a whole story; without one it asks for it.
    async fn add_written(&self, request: &Request, admin: &Admin, story: Option<&str>) -> Result<Reply, StoreError> {
        let Some(story) = story else {
            let message = Message::text("Send me the whole story in one message, like this:")
                .verbatim(EXAMPLE)
                .paragraph(vec![Span::plain(if is_shared(admin) {
                    "Everybody will see it. I check it first and tell you what is missing."
                } else {
                    "Only people of this community will see it. I check it first and tell you what is missing."
                })]);
            let form = if is_shared(admin) { SHARED_STORY_FORM } else { STORY_FORM };
            return Ok(Reply { form: Some(form), ..Reply::to_caller(message) });
        };
        match self.format.read(story) {
            Ok(draft) => self.add(request, admin, &draft).await,
            Err(faults) => Ok(refused(&faults, "added", "/addstory")),
        }
    }

    /// The form, filled in: its text may also be a whole story file.
    pub(super) async fn add_filled(
        &self,
        request: &Request,
        admin: &Admin,
        form: &StoryForm,
    ) -> Result<Reply, StoreError> {
        let text = form.value("text").trim();
        if text.starts_with("+++") {
            return self.add_written(request, admin, Some(text)).await;
        }
        let draft = form.draft();
        match draft.check() {
            Ok(_) => self.add(request, admin, &draft).await,
            Err(faults) => Ok(gives_back(refused(&by_field(&faults), "added", "/addstory"), request, text)),
        }
    }

    async fn add(&self, request: &Request, admin: &Admin, draft: &Draft) -> Result<Reply, StoreError> {
        let story = match (Draft { origin: Origin::Chat, ..draft.clone() }).check() {
            Ok(story) => story,
            Err(faults) => return Ok(refused(&faults, "added", "/addstory")),
        };
        let title = story.title.clone();
        let id = match self.store.add_story(admin, &request.id, story, self.clock.now()).await? {
            Added::New(id) | Added::Before(id) => id,
            Added::SlugTaken(id) => {
                let told = self
                    .store
                    .story(admin.community(), id)
                    .await?
                    .map(|story| story.told.title.to_string())
                    .unwrap_or_default();
                return Ok(Reply::to_caller(Message::text(format!(
                    "This community already has a story by that name: “{told}”. Give yours another title, or add a line slug = \"another-name\"."
                ))));
            }
        };
        self.index_new(id).await?;
        let whose = if is_shared(admin) { "Everybody sees it." } else { "Only this community sees it." };
        tracing::info!(platform = %request.place.platform, story = id.0, "a community's story was added");
        let mut message = Message::text(format!(
            "Added: “{title}”. /player, /match and /story find it now; the daily post will tell it in its turn. {whose} It reads like this:"
        ));
        if let Some(story) = self.store.story(admin.community(), id).await? {
            let page = telling::page(&story.told);
            message
                .blocks
                .push(crate::domain::prose::Block::Paragraph(vec![Span::styled(title.to_string(), Style::Strong)]));
            message.blocks.extend(page.blocks);
        }
        let alike = self.alike(admin, id, &title.to_string()).await?;
        if !alike.is_empty() {
            message = message.paragraph(vec![Span::plain("Is it one of these already? Then undo it:")]);
        }
        for line in &alike {
            message = message.item(vec![
                Span::styled(line.title.to_string(), Style::Strong),
                Span::plain(format!(": {}", line.summary)),
            ]);
        }
        Ok(Reply::to_caller(message.button("Undo", Action::Undo(id, 1))))
    }
}

/// The beginnings of a title's longest words, so that another ending of a word is found too.
fn stems(title: &str) -> Vec<String> {
    let mut words: Vec<_> = title.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let stem = |word: &&str| {
        let length = word.chars().count();
        word.chars().take(if length >= 5 { length - 2 } else { length }).collect()
    };
    words.iter().take(3).map(stem).collect()
}

fn is_shared(by: &Admin) -> bool {
    by.task() == Task::CurateShared
}

/// A form is gone once it is sent: what was typed comes back, to be copied into the next one. In a chat it still stands.
pub(super) fn gives_back(mut reply: Reply, request: &Request, text: &str) -> Reply {
    if matches!(request.said, Said::Form(_)) && !text.is_empty() {
        reply.message = reply.message.paragraph(vec![Span::plain("Your text, so that it is not lost:")]).verbatim(text);
    }
    reply
}

/// Faults in the words of the form: one for each field, with what would do there.
fn by_field(faults: &[Fault]) -> Vec<Fault> {
    let mut told: Vec<Fault> = Vec::new();
    for fault in faults {
        let name = match fault.key.split(['.', '[', ':']).next() {
            Some("date" | "match") => "match",
            Some("sources") => "source",
            Some("slug") => "title",
            Some(key) => key,
            None => "",
        };
        let field = STORY_FORM.fields.iter().find(|field| field.name == name);
        let key = field.map_or(fault.key.clone(), |field| field.label.to_owned());
        if told.iter().all(|before| before.key != key) {
            let example = field
                .filter(|field| !field.long)
                .map(|field| format!("; for example: {}", field.example))
                .unwrap_or_default();
            told.push(Fault { key, found: fault.found.clone(), mend: format!("{}{example}", fault.mend) });
        }
    }
    told
}

/// What is wrong, all of it, with the mends. Nothing was kept.
pub(super) fn refused(faults: &[Fault], what: &str, command: &str) -> Reply {
    let mut message = Message::text(match faults.len() {
        1 => format!("Not {what} yet; one thing to mend:"),
        count => format!("Not {what} yet; {count} things to mend:"),
    });
    for fault in faults.iter().take(FAULTS_SHOWN) {
        message = message.item(vec![
            Span::styled(shorten(&fault.key, 60), Style::Strong),
            Span::plain(format!(" – {}; {}", fault.found, shorten(&fault.mend, 300))),
        ]);
    }
    if faults.len() > FAULTS_SHOWN {
        message = message.item(vec![Span::plain(format!("and {} more", faults.len() - FAULTS_SHOWN))]);
    }
    Reply::to_caller(message.paragraph(vec![
        Span::plain("Mend it and send the whole story again; "),
        Span::styled(command.to_owned(), Style::Code),
        Span::plain(if what == "changed" {
            " with words of its title gives it as it is."
        } else {
            " alone shows an example."
        }),
    ]))
}
