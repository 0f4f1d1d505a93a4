//! `/settings`: editors, the zone that is meant where none is named, and where changes are told.

use chrono_tz::Tz;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::command::Setting;
use crate::domain::community::{Badge, Community};
use crate::domain::message::{Message, Reply};
use crate::domain::preferences::{EDITORS_LIMIT, Preference, Preferences};
use crate::domain::prose::{Span, Style};
use crate::domain::rights::Admin;
use crate::domain::schedule::Timestamp;
use crate::ports::{PostError, StoreError};

impl Bot {
    /// `/settings` and its subcommands.
    pub(super) async fn set(&self, request: &Request, by: &Admin, setting: Setting) -> Result<Reply, Trouble> {
        let told = match setting {
            Setting::Show => return self.show_settings(by).await,
            Setting::Zone(zone) => {
                self.store.prefer(by, Preference::Zone(zone)).await?;
                match zone {
                    Some(zone) => format!("Times are {} from now on, where nothing else is named.", zone.name()),
                    None => "Times are UTC again, where nothing else is named.".to_owned(),
                }
            }
            Setting::Language(language) => {
                let tag = language.as_ref().map_or("en", |language| language.as_str()).to_owned();
                self.store.prefer(by, Preference::Language(language)).await?;
                self.forget_tongue(by.community());
                format!(
                    "Stories that are written here are in “{tag}” from now on, where they say nothing else. I myself speak English so far."
                )
            }
            Setting::Unblock(person) => {
                let is_blocked =
                    self.store.preferences(by.community()).await?.blocked.iter().any(|(who, _)| *who == person);
                let told = if is_blocked {
                    format!("Person {} may suggest stories again.", person.0)
                } else {
                    format!("Person {} is not blocked.", person.0)
                };
                self.store.prefer(by, Preference::Unblock(person)).await?;
                told
            }
            Setting::Editors { add, remove } => self.change_editors(by, add, remove).await?,
            Setting::Notices(None) => {
                self.store.prefer(by, Preference::Notices(None)).await?;
                "Changes of stories are told nowhere any more; /history shows them.".to_owned()
            }
            Setting::Notices(Some(place)) => return self.set_notices(request, by, &place).await,
        };
        Ok(Reply::to_caller(Message::text(told)))
    }

    async fn show_settings(&self, by: &Admin) -> Result<Reply, Trouble> {
        let wishes = self.store.preferences(by.community()).await?;
        let zone = wishes.zone.map_or("UTC, where nothing else is named", |zone| zone.name());
        let notices = match &wishes.notices {
            Some((place, label)) => label.clone().unwrap_or_else(|| format!("here ({})", place.address)),
            None => "told nowhere; /history shows them".to_owned(),
        };
        let editors = match wishes.editors.as_slice() {
            [] => "nobody besides admins".to_owned(),
            editors => editors.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        };
        let language = wishes.language.as_ref().map_or("en", |language| language.as_str()).to_owned();
        let now = self.clock.now();
        let blocked = wishes.blocked.iter().filter(|(_, until)| *until > now);
        let blocked = blocked.map(|(who, until)| format!("person {} until {}", who.0, until.format("%-d %B %Y")));
        let mut shown = vec![
            ("Editors", editors),
            ("Time zone", zone.to_owned()),
            ("Stories are written in", language),
            ("Changes of stories", notices),
        ];
        let blocked: Vec<_> = blocked.collect();
        if !blocked.is_empty() {
            shown.push(("Blocked in reviews", blocked.join(", ")));
        }
        let mut message = Message::default();
        for (name, value) in shown {
            message = message.item(vec![Span::styled(name, Style::Strong), Span::plain(format!(": {value}"))]);
        }
        Ok(Reply::to_caller(message))
    }

    async fn change_editors(
        &self,
        by: &Admin,
        add: Option<Badge>,
        remove: Option<Badge>,
    ) -> Result<String, StoreError> {
        let known = self.store.preferences(by.community()).await?.editors;
        let mut told = Vec::new();
        if let Some(badge) = remove {
            let is_known = known.contains(&badge);
            told.push(if is_known {
                format!("{badge} is no editor any more.")
            } else {
                format!("{badge} was no editor.")
            });
            self.store.prefer(by, Preference::NoEditor(badge)).await?;
        }
        match add {
            Some(badge) if known.len() >= EDITORS_LIMIT && !known.contains(&badge) => {
                told.push(format!(
                    "A community may have {EDITORS_LIMIT} editors; name a role, or remove somebody first."
                ));
            }
            Some(badge) => {
                let name = if badge.is_name() {
                    " The first one here who goes by that name is known by their number from then on."
                } else {
                    ""
                };
                told.push(format!("{badge} may add, change and review stories of this community now.{name}"));
                self.store.prefer(by, Preference::Editor(badge)).await?;
            }
            None => {}
        }
        Ok(told.join(" "))
    }

    async fn set_notices(&self, request: &Request, by: &Admin, typed: &str) -> Result<Reply, Trouble> {
        let refused = |why: &str| Ok(Reply::to_caller(Message::coded(why)));
        let Some(messenger) = self.messengers.get(&request.place.platform) else {
            return refused("Nothing can be posted here.");
        };
        let place = if typed.eq_ignore_ascii_case("here") {
            request.place.clone()
        } else {
            match messenger.locate(&request.caller, typed).await {
                Ok(spot) if spot.community == *by.community() => spot.place,
                Ok(_) => return refused("That is a place of another community."),
                Err(PostError::PlaceGone(why)) => return refused(&why.say(request.caller.tongue())),
                Err(_) => return refused("I could not look that place up. Please try again in a minute."),
            }
        };
        match messenger.may_post(&place).await {
            Ok(welcome) => {
                let label = welcome.label.clone();
                self.store.prefer(by, Preference::Notices(Some((place, welcome.label)))).await?;
                let place = label.unwrap_or_else(|| "That chat".to_owned());
                Ok(Reply::to_caller(Message::text(format!(
                    "{place} gets a line for every change of a story; an import of many is not told one by one."
                ))))
            }
            Err(PostError::PlaceGone(why)) => refused(&why.say(request.caller.tongue())),
            Err(_) => refused("I could not find out whether I may post there. Please try again in a minute."),
        }
    }

    /// What admins of a community wish; while the store cannot say, as if they wished nothing.
    pub(super) async fn wishes(&self, community: &Community) -> Preferences {
        self.store.preferences(community).await.unwrap_or_default()
    }
}

/// An instant as the people of a community read it: `21 November 2026, 09:00 Europe/Paris`.
pub(super) fn local(at: Timestamp, zone: Option<Tz>) -> String {
    let zone = zone.unwrap_or(chrono_tz::UTC);
    format!("{} {}", at.with_timezone(&zone).format("%-d %B %Y, %H:%M"), zone.name())
}
