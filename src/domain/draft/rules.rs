//! The rules themselves: each raw field becomes a value of the domain, or a fault with its key and mend.
//!
//! It does not know where the fields came from beyond their [`Origin`].

use chrono::NaiveDate;

use super::{
    BODY_LIMIT, Fault, LIST_LIMIT, MatchDraft, MediaDraft, Origin, PersonDraft, PlayerDraft, QuoteDraft, SourceDraft,
};
use crate::domain::prose::{Link, Prose, Where};
use crate::domain::spelling;
use crate::domain::story::{
    Headline, Language, Line, LooseDate, Match, Media, Name, Person, Player, Quote, Score, Slug, Source, Summary, Theme,
};
use crate::domain::text;
use crate::domain::tongue::Text;
use crate::domain::tournament::{self, Tournament};
use crate::text;

/// What is found where there is nothing.
pub(super) fn missing() -> Text {
    text!("found-nothing")
}

pub(super) fn theme_words() -> String {
    Theme::ALL.map(|(_, word)| word).join(", ")
}

/// What has been found so far.
pub(super) struct Check {
    pub(super) origin: Origin,
    pub(super) faults: Vec<Fault>,
}

impl Check {
    pub(super) fn fault(&mut self, key: &str, found: &str, mend: Text) {
        let found = if found.trim().is_empty() {
            missing()
        } else {
            let quoted = format!("{:?}", text::shorten(&text::clean_line(found), 60));
            text!("found-what-does-not-do", what = quoted)
        };
        self.faults.push(Fault { key: key.to_owned(), found, mend });
    }

    pub(super) fn line<const LIMIT: usize>(&mut self, key: &str, raw: &str) -> Option<Line<LIMIT>> {
        Line::parse(raw).map_err(|mend| self.fault(key, raw, mend)).ok()
    }

    pub(super) fn optional<const LIMIT: usize>(&mut self, key: &str, raw: &str) -> Option<Line<LIMIT>> {
        if raw.trim().is_empty() { None } else { self.line(key, raw) }
    }

    pub(super) fn list<Raw, Value>(
        &mut self,
        key: &str,
        raw: &[Raw],
        one: impl Fn(&mut Self, &str, &Raw) -> Option<Value>,
    ) -> Vec<Value> {
        if raw.len() > LIST_LIMIT {
            let found = text!("found-too-many-entries", count = raw.len());
            self.faults.push(Fault {
                key: key.to_owned(),
                found,
                mend: text!("mend-too-many-entries", limit = LIST_LIMIT),
            });
            return Vec::new();
        }
        (1..).zip(raw).filter_map(|(number, raw)| one(self, &format!("{key}[{number}]"), raw)).collect()
    }

    pub(super) fn body(&mut self, raw: &str) -> Option<Prose> {
        let len = text::utf16_len(raw.trim());
        if len > BODY_LIMIT {
            self.fault("text", raw, text!("mend-line-too-long", limit = BODY_LIMIT, count = len));
            return None;
        }
        Prose::parse(raw)
            .map_err(|faults| {
                self.faults.extend(faults.into_iter().map(|fault| Fault {
                    key: format!("text:{}", fault.line),
                    found: fault.found,
                    mend: fault.mend,
                }));
            })
            .ok()
    }

    pub(super) fn date(&mut self, key: &str, raw: &str) -> Option<NaiveDate> {
        let date = exact_date(raw.trim());
        if date.is_none() {
            self.fault(key, raw, text!("mend-day"));
        }
        date
    }

    pub(super) fn event_date(&mut self, raw: &str, match_: Option<&Match>) -> Option<NaiveDate> {
        match match_ {
            Some(match_) if raw.trim().is_empty() && self.origin == Origin::Chat => Some(match_.date),
            _ => self.date("date", raw),
        }
    }

    pub(super) fn tournament(&mut self, raw: &str, date: Option<NaiveDate>, match_: Option<&Match>) -> Option<Name> {
        if raw.trim().is_empty() && self.origin == Origin::Chat {
            return date.and_then(Tournament::on).and_then(|found| Name::parse(found.name).ok());
        }
        let name = self.line("tournament", raw)?;
        let Some(known) = Tournament::named(name.as_str()) else {
            if self.origin == Origin::Collection {
                let near = nearest(name.as_str(), tournament::ALL.iter().map(|known| known.name));
                self.fault("tournament", raw, text!("mend-tournament", nearest = format!("{near:?}")));
            }
            return Some(name);
        };
        let dated = [("date", date), ("match.date", match_.map(|match_| match_.date))];
        for (key, date) in dated.into_iter().filter_map(|(key, date)| Some((key, date?))) {
            if !known.contains(date) {
                // As they are typed.
                let (first, last) = (known.first_day().to_string(), known.last_day().to_string());
                let mend = text!("mend-day-of-tournament", tournament = known.name, first = first, last = last);
                self.fault(key, &date.to_string(), mend);
            }
        }
        Some(name)
    }

    pub(super) fn summary(&mut self, raw: &str, body: Option<&Prose>) -> Option<Summary> {
        if raw.trim().is_empty() && self.origin == Origin::Chat {
            // Without a text, its faults are named already.
            return Summary::parse(&text::shorten(&text::clean_line(&body?.plain()), Summary::LIMIT)).ok();
        }
        self.line("summary", raw)
    }

    pub(super) fn slug(&mut self, raw: &str, title: Option<&Headline>) -> Option<Slug> {
        let slug = if raw.trim().is_empty() && self.origin == Origin::Chat {
            slug_of(title?.as_str())
        } else {
            Slug::parse(raw.trim())
        };
        if slug.is_none() && raw.trim().is_empty() && self.origin == Origin::Chat {
            self.fault("title", title?.as_str(), text!("mend-title-without-letters"));
        } else if slug.is_none() {
            self.fault("slug", raw, text!("mend-slug"));
        }
        slug
    }

    pub(super) fn language(&mut self, key: &str, raw: &str) -> Option<Language> {
        let tag = raw.trim();
        if tag.is_empty() {
            return None;
        }
        let language = Language::parse(tag);
        if language.is_none() {
            self.fault(key, raw, text!("mend-language"));
        }
        language
    }

    pub(super) fn theme(&mut self, key: &str, word: &str) -> Option<Theme> {
        let theme = Theme::parse(word.trim());
        if theme.is_none() {
            let near = spelling::meant(word, Theme::ALL.map(|(_, word)| word));
            let mend = match near {
                Some(near) => text!("mend-theme-like", near = format!("{near:?}"), themes = theme_words()),
                None => text!("mend-theme", themes = theme_words()),
            };
            self.fault(key, word, mend);
        }
        theme
    }

    pub(super) fn related(&mut self, key: &str, raw: &str) -> Option<Slug> {
        let slug = Slug::parse(raw.trim());
        if slug.is_none() {
            self.fault(key, raw, text!("mend-related"));
        }
        slug
    }

    pub(super) fn player(&mut self, key: &str, raw: &PlayerDraft) -> Option<Player> {
        Some(Player {
            team: self.optional(&format!("{key}.team"), &raw.team),
            role: self.optional(&format!("{key}.role"), &raw.role),
            aliases: self.list(&format!("{key}.aliases"), &raw.aliases, |check, key, raw| check.line(key, raw)),
            native_name: self.optional(&format!("{key}.native_name"), &raw.native_name),
            name: self.line(&format!("{key}.name"), &raw.name)?,
        })
    }

    pub(super) fn person(&mut self, key: &str, raw: &PersonDraft) -> Option<Person> {
        Some(Person {
            role: self.optional(&format!("{key}.role"), &raw.role),
            aliases: self.list(&format!("{key}.aliases"), &raw.aliases, |check, key, raw| check.line(key, raw)),
            name: self.line(&format!("{key}.name"), &raw.name)?,
        })
    }

    pub(super) fn match_(&mut self, raw: &MatchDraft) -> Option<Match> {
        let (score, extra_time) = match raw.score.trim().strip_suffix("aet") {
            Some(score) => (score.trim_end(), true),
            None => (raw.score.trim(), false),
        };
        let found = Match {
            score: self.score("match.score", score),
            extra_time,
            penalties: self.score("match.penalties", &raw.penalties),
            stage: self.optional("match.stage", &raw.stage),
            venue: self.optional("match.venue", &raw.venue),
            city: self.optional("match.city", &raw.city),
            home: self.line("match.home", &raw.home).or_else(|| Name::parse("?").ok())?,
            away: self.line("match.away", &raw.away).or_else(|| Name::parse("?").ok())?,
            date: self.date("match.date", &raw.date)?,
        };
        if found.home == found.away && found.home.as_str() != "?" {
            self.fault("match.away", &raw.away, text!("mend-same-teams"));
        }
        if found.penalties.is_some_and(|shots| shots.home == shots.away) {
            self.fault("match.penalties", &raw.penalties, text!("mend-shoot-out"));
        }
        Some(found)
    }

    fn score(&mut self, key: &str, raw: &str) -> Option<Score> {
        if raw.trim().is_empty() {
            return None;
        }
        let score = parse_score(raw);
        if score.is_none() {
            self.fault(key, raw, text!("mend-score"));
        }
        score
    }

    pub(super) fn quote(&mut self, key: &str, raw: &QuoteDraft) -> Option<Quote> {
        let original_lang = self.language(&format!("{key}.original_lang"), &raw.original_lang);
        Some(Quote {
            context: self.optional(&format!("{key}.context"), &raw.context),
            original: self.optional(&format!("{key}.original"), &raw.original),
            original_lang,
            by: self.line(&format!("{key}.by"), &raw.by)?,
            text: self.line(&format!("{key}.text"), &raw.text)?,
        })
    }

    fn link(&mut self, key: &str, raw: &str) -> Option<Link> {
        Link::parse(raw.trim()).map_err(|bad| self.fault(key, raw, bad.mend(Where::Field))).ok()
    }

    pub(super) fn media(&mut self, key: &str, raw: &MediaDraft) -> Option<Media> {
        Some(Media {
            alt: self.optional(&format!("{key}.alt"), &raw.alt),
            credit: self.optional(&format!("{key}.credit"), &raw.credit),
            kind: self.line(&format!("{key}.kind"), &raw.kind)?,
            url: self.link(&format!("{key}.url"), &raw.url)?,
        })
    }

    pub(super) fn sources(&mut self, raw: &[SourceDraft]) -> Vec<Source> {
        if raw.is_empty() {
            self.fault("sources", "", text!("mend-no-source"));
        }
        self.list("sources", raw, |check, key, raw| {
            let date = raw.date.trim();
            if !date.is_empty() && !is_loose_date(date) {
                check.fault(&format!("{key}.date"), date, text!("mend-loose-date"));
            }
            Some(Source {
                title: check.optional(&format!("{key}.title"), &raw.title),
                url: if raw.url.trim().is_empty() { None } else { check.link(&format!("{key}.url"), &raw.url) },
                date: is_loose_date(date).then(|| LooseDate(date.to_owned())),
                publisher: check.line(&format!("{key}.publisher"), &raw.publisher)?,
            })
        })
    }
}

/// `YYYY-MM-DD` with exactly these digits, a day that exists, in the century of football.
pub(in crate::domain) fn exact_date(raw: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(raw, "%Y-%m-%d").ok()?;
    (date.to_string() == raw && (1863..=2200).contains(&chrono::Datelike::year(&date))).then_some(date)
}

fn is_loose_date(raw: &str) -> bool {
    match raw.len() {
        4 => exact_date(&format!("{raw}-01-01")).is_some(),
        7 => exact_date(&format!("{raw}-01")).is_some(),
        _ => exact_date(raw).is_some(),
    }
}

/// Reads a score: `0-2`, also with an en dash or a colon: at most two digits a side.
pub fn parse_score(raw: &str) -> Option<Score> {
    let (home, away) = raw.trim().split_once(['-', '–', ':'])?;
    let goals = |side: &str| {
        let side = side.trim();
        (side.len() <= 2 && side.bytes().all(|byte| byte.is_ascii_digit())).then(|| side.parse().ok()).flatten()
    };
    Some(Score { home: goals(home)?, away: goals(away)? })
}

/// The known name that is nearest to what was written.
fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> &'a str {
    known.min_by_key(|known| strsim::osa_distance(&known.to_lowercase(), &written.to_lowercase())).unwrap_or_default()
}

/// A slug made of a title: letters without their marks, everything else a dash. A title in another script gets a number of
/// its own, so that two of them have not one slug. `None` when there is neither letter nor digit.
fn slug_of(title: &str) -> Option<Slug> {
    use unicode_normalization::UnicodeNormalization as _;
    let plain: String = title.nfkd().filter(char::is_ascii).map(|ch| ch.to_ascii_lowercase()).collect();
    let mut slug = String::new();
    for word in plain.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + word.len() + 1 > 60 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    let lost = title.nfkd().filter(|ch| ch.is_alphanumeric() && !ch.is_ascii()).count();
    if lost > 0 && lost >= plain.chars().filter(char::is_ascii_alphanumeric).count() {
        let number = crate::domain::choice::hash([title]) >> 32;
        slug = if slug.is_empty() { format!("story-{number:08x}") } else { format!("{slug}-{number:08x}") };
    }
    Slug::parse(&slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_has_a_slug_of_its_own_in_any_script() {
        let slug = |title: &str| slug_of(title).map(|slug| slug.as_str().to_owned());
        assert_eq!(slug("Été à Doha!").as_deref(), Some("ete-a-doha"));
        let arabic = slug("قبلة على جبين أمه").expect("a slug");
        assert!(arabic.starts_with("story-") && arabic.len() == 14, "{arabic}");
        assert_ne!(slug("قبلة"), slug("دموع"));
        assert_ne!(slug("Hakimi: قبلة على جبين أمه"), slug("Hakimi: دموع الفرح والفخر"));
        assert!(slug("母の笑顔").is_some());
        assert_eq!(slug("😀 !"), None);
    }

    #[test]
    fn scores_are_goals() {
        assert_eq!(parse_score("0-2"), Some(Score { home: 0, away: 2 }));
        assert_eq!(parse_score("10 – 1"), Some(Score { home: 10, away: 1 }));
        for bad in ["", "2", "2-", "a-b", "100-1", "-1-2", "+1-2", "2-1-0"] {
            assert_eq!(parse_score(bad), None, "{bad}");
        }
    }
}
