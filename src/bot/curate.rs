//! `/addstory`: from a whole story or a filled-in form to a story of the community's own.

use super::{Bot, Request};
use crate::domain::draft::{Draft, Fault, Origin};
use crate::domain::form::{STORY_FORM, StoryForm};
use crate::domain::message::{Message, Reply};
use crate::domain::prose::{Span, Style};
use crate::domain::rights::Admin;
use crate::domain::telling;
use crate::domain::text::shorten;
use crate::ports::{Added, StoreError};

/// Faults that one answer names; the others are counted.
const FAULTS_SHOWN: usize = 10;

/// What a story file looks like, for those who write one in a message.
const EXAMPLE: &str = r#"/addstory +++
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
    /// `/addstory` with a whole story; without one it asks for it.
    pub(super) async fn add_written(
        &self,
        request: &Request,
        admin: &Admin,
        story: Option<&str>,
    ) -> Result<Reply, StoreError> {
        let Some(story) = story else {
            let message = Message::text("Send me the whole story in one message, like this:")
                .verbatim(EXAMPLE)
                .paragraph(vec![Span::plain(
                    "Only people of this community will see it. I check it first and tell you what is missing.",
                )]);
            return Ok(Reply { form: Some(STORY_FORM), ..Reply::to_caller(message) });
        };
        match self.reader.read(story) {
            Ok(draft) => self.add(request, admin, &draft).await,
            Err(faults) => Ok(refused(&faults)),
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
            Err(faults) => {
                let mut reply = refused(&by_field(&faults));
                // The form is gone once it is sent: what was typed comes back, to be copied into the next one.
                if !text.is_empty() {
                    reply.message =
                        reply.message.paragraph(vec![Span::plain("Your text, so that it is not lost:")]).verbatim(text);
                }
                Ok(reply)
            }
        }
    }

    async fn add(&self, request: &Request, admin: &Admin, draft: &Draft) -> Result<Reply, StoreError> {
        let story = match (Draft { origin: Origin::Chat, ..draft.clone() }).check() {
            Ok(story) => story,
            Err(faults) => return Ok(refused(&faults)),
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
        for entry in self.store.names(Some(id)).await? {
            self.names.write().await.put(entry);
        }
        tracing::info!(platform = %request.place.platform, story = id.0, "a community's story was added");
        let mut message = Message::text(format!(
            "Added: “{title}”. /player, /match and /story find it now; the daily post will tell it in its turn. It reads like this:"
        ));
        if let Some(story) = self.store.story(admin.community(), id).await? {
            let page = telling::page(&story.told);
            message
                .blocks
                .push(crate::domain::prose::Block::Paragraph(vec![Span::styled(title.to_string(), Style::Strong)]));
            message.blocks.extend(page.blocks);
        }
        Ok(Reply::to_caller(message))
    }
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
        let field = STORY_FORM.iter().find(|field| field.name == name);
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
fn refused(faults: &[Fault]) -> Reply {
    let mut message = Message::text(match faults.len() {
        1 => "Not added yet; one thing to mend:".to_owned(),
        count => format!("Not added yet; {count} things to mend:"),
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
        Span::styled("/addstory", Style::Code),
        Span::plain(" alone shows an example."),
    ]))
}
