//! `/settings`: editors, the zone that is meant where none is named, the language, and where changes are told.

use chrono_tz::Tz;

use super::answer::Trouble;
use super::{Bot, Request};
use crate::domain::command::Setting;
use crate::domain::community::{Badge, Community};
use crate::domain::message::{Message, Reply};
use crate::domain::preferences::{EDITORS_LIMIT, Preference, Preferences};
use crate::domain::prose::{Span, Style};
use crate::domain::revision::listed;
use crate::domain::rights::Admin;
use crate::domain::schedule::Timestamp;
use crate::domain::story::Language;
use crate::domain::tongue::{Text, Tongue};
use crate::ports::{PostError, StoreError};
use crate::{say, text};

impl Bot {
    /// `/settings` and its subcommands.
    pub(super) async fn set(&self, request: &Request, by: &Admin, setting: Setting) -> Result<Reply, Trouble> {
        let tongue = by.tongue();
        let told = match setting {
            Setting::Show => return self.show_settings(by).await,
            Setting::Zone(zone) => {
                self.store.prefer(by, Preference::Zone(zone)).await?;
                match zone {
                    Some(zone) => text!("settings-zone-set", zone = zone.name()),
                    None => text!("settings-zone-unset"),
                }
            }
            Setting::Language(language) => return self.set_language(by, language).await,
            Setting::Unblock(person) => {
                let is_blocked =
                    self.store.preferences(by.community()).await?.blocked.iter().any(|(who, _)| *who == person);
                let told = if is_blocked {
                    text!("settings-unblocked", person = person.0.as_str())
                } else {
                    text!("settings-not-blocked", person = person.0.as_str())
                };
                self.store.prefer(by, Preference::Unblock(person)).await?;
                told
            }
            Setting::Editors { add, remove } => self.change_editors(by, add, remove).await?,
            Setting::Notices(None) => {
                self.store.prefer(by, Preference::Notices(None)).await?;
                text!("settings-notices-off")
            }
            Setting::Notices(Some(place)) => return self.set_notices(request, by, &place).await,
        };
        Ok(Reply::to_caller(Message::text(told.say(tongue))))
    }

    /// The answer is in the new language at once; posts that are made from now on have it too.
    async fn set_language(&self, by: &Admin, language: Option<Language>) -> Result<Reply, Trouble> {
        self.store.prefer(by, Preference::Language(language.clone())).await?;
        self.forget_tongue(by.community());
        let told = match language {
            None => say!(by.tongue(), "settings-language-auto", languages = spoken()),
            Some(language) => match Tongue::of_tag(language.as_str()) {
                Some(tongue) => {
                    say!(tongue, "settings-language-set", language = tongue.name(), tag = language.as_str())
                }
                None => {
                    say!(by.tongue(), "settings-language-not-spoken", tag = language.as_str(), languages = spoken())
                }
            },
        };
        Ok(Reply::to_caller(Message::text(told)))
    }

    async fn show_settings(&self, by: &Admin) -> Result<Reply, Trouble> {
        let (wishes, now) = (self.store.preferences(by.community()).await?, self.clock.now());
        let zone = wishes.zone.map_or_else(|| text!("settings-zone-none"), |zone| zone.name().into());
        let notices = match wishes.notices {
            Some((_, Some(label))) => label.into(),
            Some((place, None)) => text!("settings-notices-here", address = place.address),
            None => text!("settings-notices-none"),
        };
        let editors = match wishes.editors.as_slice() {
            [] => text!("settings-editors-none"),
            editors => listed(editors.iter().map(named)),
        };
        let mut shown = vec![
            (text!("settings-label-editors"), editors),
            (text!("settings-label-zone"), zone),
            (text!("settings-label-language"), language_shown(wishes.language.as_ref())),
            (text!("settings-label-notices"), notices),
        ];
        let blocked = wishes.blocked.iter().filter(|(_, until)| *until > now);
        let blocked = blocked
            .map(|(who, until)| text!("settings-blocked-until", person = who.0.as_str(), until = until.date_naive()));
        let blocked = listed(blocked);
        if !blocked.is_empty() {
            shown.push((text!("settings-label-blocked"), blocked));
        }
        let mut message = Message::default();
        for (name, value) in shown {
            let value = Span::plain(say!(by.tongue(), "after-colon", said = value));
            message = message.item(vec![Span::styled(name.say(by.tongue()), Style::Strong), value]);
        }
        Ok(Reply::to_caller(message))
    }

    async fn change_editors(&self, by: &Admin, add: Option<Badge>, remove: Option<Badge>) -> Result<Text, StoreError> {
        let known = self.store.preferences(by.community()).await?.editors;
        let mut told = Vec::new();
        if let Some(badge) = remove {
            told.push(if known.contains(&badge) {
                text!("settings-editor-removed", editor = named(&badge))
            } else {
                text!("settings-no-editor", editor = named(&badge))
            });
            self.store.prefer(by, Preference::NoEditor(badge)).await?;
        }
        match add {
            Some(badge) if known.len() >= EDITORS_LIMIT && !known.contains(&badge) => {
                told.push(text!("settings-editors-full", limit = EDITORS_LIMIT));
            }
            Some(badge) => {
                told.push(text!("settings-editor-added", editor = named(&badge)));
                if badge.is_name() {
                    told.push(text!("settings-editor-by-name"));
                }
                self.store.prefer(by, Preference::Editor(badge)).await?;
            }
            None => {}
        }
        Ok(Text::Sentences(told))
    }

    async fn set_notices(&self, request: &Request, by: &Admin, typed: &str) -> Result<Reply, Trouble> {
        let tongue = by.tongue();
        let refused = |why: Text| Ok(Reply::to_caller(Message::coded(&why.say(tongue))));
        let Some(messenger) = self.messengers.get(&request.place.platform) else {
            return refused(text!("settings-cannot-post"));
        };
        let place = if typed.eq_ignore_ascii_case("here") {
            request.place.clone()
        } else {
            match messenger.locate(&request.caller, typed).await {
                Ok(spot) if spot.community == *by.community() => spot.place,
                Ok(_) => return refused(text!("settings-place-elsewhere")),
                Err(PostError::PlaceGone(why)) => return refused(why),
                Err(_) => return refused(text!("settings-place-unknown")),
            }
        };
        match messenger.may_post(&place).await {
            Ok(welcome) => {
                let label = welcome.label.clone();
                self.store.prefer(by, Preference::Notices(Some((place, welcome.label)))).await?;
                let told = match label {
                    Some(place) => text!("settings-notices-place", place = place),
                    None => text!("settings-notices-chat"),
                };
                Ok(Reply::to_caller(Message::text(told.say(tongue))))
            }
            Err(PostError::PlaceGone(why)) => refused(why),
            Err(_) => refused(text!("settings-place-unsure")),
        }
    }

    /// What admins of a community wish; while the store cannot say, as if they wished nothing.
    pub(super) async fn wishes(&self, community: &Community) -> Preferences {
        self.store.preferences(community).await.unwrap_or_default()
    }
}

/// An editor as people name them.
fn named(badge: &Badge) -> Text {
    match (badge.person(), badge.as_str().strip_prefix("role:")) {
        (Some(person), _) => text!("settings-a-person", person = person.0),
        (None, Some(role)) => text!("settings-a-role", role = role),
        (None, None) => badge.to_string().into(),
    }
}

fn language_shown(language: Option<&Language>) -> Text {
    let Some(language) = language else { return text!("settings-language-is-auto") };
    match Tongue::of_tag(language.as_str()) {
        Some(tongue) => text!("settings-language-is", language = tongue.name(), tag = language.as_str()),
        None => text!("settings-language-is-not-spoken", tag = language.as_str()),
    }
}

/// The languages that Touchline speaks, each as those call it who speak it.
fn spoken() -> Text {
    listed(Tongue::ALL.into_iter().map(|tongue| tongue.name().into()))
}

/// An instant as the people of a community read it: `21 November 2026, 09:00 Europe/Paris`.
pub(super) fn local(at: Timestamp, zone: Option<Tz>, tongue: Tongue) -> String {
    let at = at.with_timezone(&zone.unwrap_or(chrono_tz::UTC));
    let (time, zone) = (at.format("%H:%M").to_string(), at.timezone().name());
    say!(tongue, "instant-local", date = at.date_naive(), time = time, zone = zone)
}
