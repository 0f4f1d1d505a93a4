//! Stories and lists laid out as messages: the same words on every platform.
//!
//! It does not choose stories and does not know markup or limits.

use super::action::Action;
use super::community::Scope;
use super::message::Message;
use super::prose::{Block, Span, Style};
use super::story::{Headline, Match, NewStory, Player, Quote, Story, StoryLine};
use super::text::{isolated, shorten};
use super::tongue::Tongue;
use crate::{say, text};

/// Sources that a story message names at most; the others are counted.
const SOURCES_SHOWN: usize = 3;

/// Which of a story's buttons lead somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trails {
    /// Other stories share a player with it.
    pub same_player: bool,
    /// Other stories share its match.
    pub same_match: bool,
    /// It has a theme, and so a part of the catalogue.
    pub same_theme: bool,
    /// How many of the community like it.
    pub hearts: u32,
}

/// A match on one line: `Belgium 0–2 Morocco · Group F · 27 Nov 2022`. Shootouts and extra time are told.
pub fn match_line(match_: &Match, tongue: Tongue) -> String {
    let stage = match_.stage.as_ref().map(|stage| format!(" · {}", short_stage(stage.as_str()))).unwrap_or_default();
    format!("{}{stage} · {}", teams_and_score(match_, tongue), isolated(&tongue.short_date(match_.date)))
}

/// A match in short: `Belgium 0–2 Morocco`, `Morocco 0–0 (3–0 pens) Spain`.
pub fn teams_and_score(match_: &Match, tongue: Tongue) -> String {
    let (home, away) = (match_.home.as_str(), match_.away.as_str());
    let Some(score) = match_.score else { return say!(tongue, "match-not-scored", home = home, away = away) };
    // Goals one by one: each stays on its team's side, from whichever side the line is read.
    let (left, right) = (u32::from(score.home), u32::from(score.away));
    let told = match (match_.extra_time, match_.penalties) {
        (false, None) => text!("match-scored", home = home, home_goals = left, away_goals = right, away = away),
        (true, None) => text!("match-scored-aet", home = home, home_goals = left, away_goals = right, away = away),
        (false, Some(shots)) => text!(
            "match-scored-pens",
            home = home,
            home_goals = left,
            away_goals = right,
            home_shots = u32::from(shots.home),
            away_shots = u32::from(shots.away),
            away = away
        ),
        (true, Some(shots)) => text!(
            "match-scored-aet-pens",
            home = home,
            home_goals = left,
            away_goals = right,
            home_shots = u32::from(shots.home),
            away_shots = u32::from(shots.away),
            away = away
        ),
    };
    told.say(tongue)
}

/// `Group F, second round of matches` is `Group F` where room is short.
fn short_stage(stage: &str) -> &str {
    stage.split([',', '(']).next().unwrap_or(stage).trim_end()
}

/// A story: title · who and which match · the text · quotes · what people said · sources · buttons.
pub fn story(story: &Story, trails: Trails, tongue: Tongue) -> Message {
    let mut message = page(&story.told, tongue);
    message.story = Some(story.id);
    message = message.button(&heart_label(trails.hearts), Action::Heart(story.id));
    if trails.same_player {
        message = message.button(&say!(tongue, "button-same-player"), Action::SamePlayer(story.id));
    }
    if trails.same_match {
        message = message.button(&say!(tongue, "button-same-match"), Action::SameMatch(story.id));
    }
    if trails.same_theme {
        message = message.button(&say!(tongue, "button-same-theme"), Action::SameTheme(story.id));
    }
    message = message.button(&say!(tongue, "button-another-story"), Action::Another(story.id));
    // What one community tells is not for others.
    if story.scope == Scope::Everyone {
        message = message.button(&say!(tongue, "button-share"), Action::Share(story.id));
    }
    message
}

/// What the ❤ says: how many like a story.
pub fn heart_label(count: u32) -> String {
    if count == 0 { "❤".to_owned() } else { format!("❤ {count}") }
}

/// A story's title as it is told in a language; in its own where that has none.
pub fn title(told: &NewStory, tongue: Tongue) -> &Headline {
    told.variant(tongue).map_or(&told.title, |variant| &variant.title)
}

/// A story as it reads, without buttons: also for one that has no number yet.
pub fn page(told: &NewStory, tongue: Tongue) -> Message {
    let variant = told.variant(tongue);
    let mut message = Message { title: Some(title(told, tongue).to_string()), tongue, ..Message::default() };
    message.blocks.push(Block::Paragraph(facts(told, tongue)));
    if let Some(variant) = variant {
        // Quotes and reactions are in the story's own language; what matters of them is in the variant's text.
        message.blocks.extend(variant.body.blocks().iter().cloned());
        return message.paragraph(sources(told, tongue));
    }
    if told.lang.tongue() != Some(tongue) {
        let told_in = say!(tongue, "told-in-other-language", language = told.lang.tongue().map_or("", Tongue::tag));
        message = message.paragraph(vec![Span::styled(told_in, Style::Emphasis)]);
    }
    message.blocks.extend(told.body.blocks().iter().cloned());
    let body = told.body.plain();
    // Within a sentence a quote may lose its full stop.
    let said = |quote: &&Quote| body.contains(quote.text.as_str().trim_end_matches(['.', ',']));
    let unsaid = told.quotes.iter().filter(|quote| !said(quote));
    message.blocks.extend(unsaid.map(|quote| Block::Quote(quoted(quote, tongue))));
    if !told.reactions.is_empty() {
        message = message.paragraph(vec![Span::styled(say!(tongue, "what-people-said"), Style::Strong)]);
        for reaction in &told.reactions {
            message = message.item(vec![Span::plain(isolated(reaction.as_str()))]);
        }
    }
    if let Some(media) = media(told, tongue) {
        message = message.paragraph(media);
    }
    message.paragraph(sources(told, tongue))
}

/// Who, which match, when and where.
fn facts(told: &NewStory, tongue: Tongue) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(player) = told.players.first() {
        spans.push(Span::styled(player.name.to_string(), Style::Strong));
        spans.push(Span::plain(player_note(player)));
        spans.push(Span::plain(" · "));
    }
    match &told.match_ {
        Some(match_) => {
            spans.push(Span::plain(match_line(match_, tongue)));
            let at: Vec<_> = [&match_.venue, &match_.city].into_iter().flatten().map(ToString::to_string).collect();
            if !at.is_empty() {
                spans.push(Span::plain(format!(" · {}", at.join(", "))));
            }
        }
        None => spans.push(Span::plain(isolated(&tongue.long_date(told.date)))),
    }
    if let Some(tournament) = &told.tournament {
        spans.push(Span::plain(format!(" · {tournament}")));
    }
    spans
}

fn player_note(player: &Player) -> String {
    let native = player.native_name.as_ref().map(|name| format!(" {}", isolated(name.as_str()))).unwrap_or_default();
    let team = player.team.as_ref().map(|team| format!(" ({team})")).unwrap_or_default();
    format!("{native}{team}")
}

fn quoted(quote: &Quote, tongue: Tongue) -> Vec<Span> {
    let mut spans = vec![Span::plain(say!(tongue, "quote-words", words = isolated(quote.text.as_str())))];
    if let Some(original) = &quote.original {
        let original = say!(tongue, "quote-original", words = isolated(original.as_str()));
        spans.push(Span::styled(format!(" {original}"), Style::Emphasis));
    }
    let speaker = quote.by.as_str();
    let speaker = match &quote.context {
        Some(context) => say!(tongue, "quote-speaker-context", speaker = speaker, context = context.as_str()),
        None => say!(tongue, "quote-speaker", speaker = speaker),
    };
    spans.push(Span::plain(format!(" {speaker}")));
    spans
}

fn media(told: &NewStory, tongue: Tongue) -> Option<Vec<Span>> {
    let mut spans = vec![Span::styled(say!(tongue, "to-see") + " ", Style::Strong)];
    for (n, media) in told.media.iter().enumerate() {
        let kind = say!(tongue, "media-kind", kind = isolated(media.kind.as_str()));
        spans.push(Span::plain(format!("{}{kind} ", if n > 0 { " · " } else { "" })));
        spans.push(Span::linked(media.url.host(), media.url.clone()));
    }
    (!told.media.is_empty()).then_some(spans)
}

fn sources(told: &NewStory, tongue: Tongue) -> Vec<Span> {
    let shown: Vec<_> = told.sources.iter().filter_map(|source| Some((source, source.url.clone()?))).collect();
    let mut spans = vec![Span::styled(say!(tongue, "sources", count = told.sources.len()) + " ", Style::Strong)];
    for (n, (source, url)) in shown.iter().take(SOURCES_SHOWN).enumerate() {
        spans.push(Span::plain(if n > 0 { " · " } else { "" }));
        spans.push(Span::linked(source.publisher.to_string(), url.clone()));
    }
    if shown.is_empty() {
        spans.push(Span::plain(told.sources.first().map(|source| source.publisher.to_string()).unwrap_or_default()));
    }
    let others = told.sources.len().saturating_sub(shown.len().clamp(1, SOURCES_SHOWN));
    if others > 0 {
        spans.push(Span::plain(format!(" {}", say!(tongue, "and-more-sources", count = others))));
    }
    spans
}

/// A heading sentence and a list of stories, each with its button.
pub fn list(heading: &str, stories: &[StoryLine], tongue: Tongue) -> Message {
    let mut message = Message::text(heading);
    for line in stories {
        message = message
            .item(vec![
                Span::styled(line.title(tongue).to_string(), Style::Strong),
                Span::plain(format!(" · {}", isolated(&tongue.long_date(line.date)))),
            ])
            .button(line.title(tongue).as_str(), Action::Story(line.id, 0));
    }
    message
}

/// Stories named below another one.
pub fn and_also(mut message: Message, heading: &str, stories: &[StoryLine], tongue: Tongue) -> Message {
    if stories.is_empty() {
        return message;
    }
    message = message.paragraph(vec![Span::styled(heading, Style::Strong)]);
    for line in stories {
        let summary = || vec![Span::plain(shorten(line.summary(tongue).as_str(), 120))];
        let mut item = vec![Span::plain(say!(tongue, "title-before-words", title = line.title(tongue).as_str()) + " ")];
        item.extend(line.excerpt.clone().unwrap_or_else(summary));
        message = message.item(item).button(line.title(tongue).as_str(), Action::Story(line.id, 0));
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::story::{Name, Score};

    #[test]
    fn a_result_says_how_it_came_about() {
        let name = |name: &str| Name::parse(name).expect("a name");
        let line = |score: Option<(u8, u8)>, extra_time: bool, penalties: Option<(u8, u8)>| {
            let score_of = |(home, away): (u8, u8)| Score { home, away };
            let match_ = Match {
                date: chrono::NaiveDate::default(),
                home: name("Morocco"),
                away: name("Spain"),
                score: score.map(score_of),
                extra_time,
                penalties: penalties.map(score_of),
                stage: None,
                venue: None,
                city: None,
            };
            teams_and_score(&match_, Tongue::English)
        };
        assert_eq!(line(None, false, None), "Morocco – Spain");
        assert_eq!(line(Some((2, 1)), false, None), "Morocco 2–1 Spain");
        assert_eq!(line(Some((2, 1)), true, None), "Morocco 2–1 aet Spain");
        assert_eq!(line(Some((0, 0)), false, Some((3, 0))), "Morocco 0–0 (3–0 pens) Spain");
        assert_eq!(line(Some((0, 0)), true, Some((3, 0))), "Morocco 0–0 aet (3–0 pens) Spain");
    }
}
