//! A story written out as a file: what [`read`](super::read) reads gives the same story again.

use std::fmt::Write as _;

use crate::domain::story::{LooseDate, Match, NewStory};

/// Keys and values under one heading.
struct Section(String);

impl Section {
    /// A line with a text, unless it is empty.
    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.line(key, &quoted(value));
        }
    }

    fn option(&mut self, key: &str, value: Option<&impl ToString>) {
        self.text(key, &value.map(ToString::to_string).unwrap_or_default());
    }

    /// A line with a list, unless it is empty; long lists have a line for each entry.
    fn list(&mut self, key: &str, values: &[impl ToString]) {
        let values: Vec<_> = values.iter().map(|value| quoted(&value.to_string())).collect();
        let line = format!("[{}]", values.join(", "));
        if values.is_empty() {
            return;
        }
        if line.len() <= 100 {
            self.line(key, &line);
        } else {
            self.line(key, &format!("[\n  {},\n]", values.join(",\n  ")));
        }
    }

    fn line(&mut self, key: &str, value: &str) {
        let _never_fails = writeln!(self.0, "{key} = {value}");
    }

    fn heading(&mut self, heading: &str) {
        let _never_fails = writeln!(self.0, "\n{heading}");
    }
}

/// A story as a file, its slug as a key, `first` as its first line if there is one.
pub fn write(story: &NewStory, first: Option<&str>) -> String {
    let mut file = Section("+++\n".to_owned());
    if let Some(first) = first {
        let _never_fails = writeln!(file.0, "{first}");
    }
    file.text("slug", story.slug.as_str());
    file.text("title", story.title.as_str());
    file.text("summary", story.summary.as_str());
    file.option("tournament", story.tournament.as_ref());
    file.line("date", &story.date.to_string());
    file.text("lang", story.lang.as_str());
    file.list("themes", &story.themes.iter().map(|theme| theme.word()).collect::<Vec<_>>());
    file.list("related", &story.related);
    file.list("reactions", &story.reactions);
    if let Some(match_) = &story.match_ {
        file.heading("[match]");
        write_match(&mut file, match_);
    }
    for player in &story.players {
        file.heading("[[players]]");
        file.text("name", player.name.as_str());
        file.option("team", player.team.as_ref());
        file.option("role", player.role.as_ref());
        file.option("native_name", player.native_name.as_ref());
        file.list("aliases", &player.aliases);
    }
    for person in &story.people {
        file.heading("[[people]]");
        file.text("name", person.name.as_str());
        file.option("role", person.role.as_ref());
        file.list("aliases", &person.aliases);
    }
    for quote in &story.quotes {
        file.heading("[[quotes]]");
        file.text("by", quote.by.as_str());
        file.text("text", quote.text.as_str());
        file.option("context", quote.context.as_ref());
        file.option("original", quote.original.as_ref());
        file.text("original_lang", quote.original_lang.as_ref().map_or("", |lang| lang.as_str()));
    }
    for media in &story.media {
        file.heading("[[media]]");
        file.text("kind", media.kind.as_str());
        file.text("url", &media.url.to_string());
        file.option("alt", media.alt.as_ref());
        file.option("credit", media.credit.as_ref());
    }
    for source in &story.sources {
        file.heading("[[sources]]");
        file.text("publisher", source.publisher.as_str());
        file.option("title", source.title.as_ref());
        file.option("url", source.url.as_ref());
        file.text("date", source.date.as_ref().map_or("", LooseDate::as_str));
    }
    format!("{}+++\n\n{}\n", file.0, story.body.source().trim_end())
}

fn write_match(file: &mut Section, match_: &Match) {
    let goals = |score: crate::domain::story::Score| format!("{}-{}", score.home, score.away);
    let extra = if match_.extra_time { " aet" } else { "" };
    file.line("date", &match_.date.to_string());
    file.text("home", match_.home.as_str());
    file.text("away", match_.away.as_str());
    file.text("score", &match_.score.map(|score| goals(score) + extra).unwrap_or_default());
    file.text("penalties", &match_.penalties.map(goals).unwrap_or_default());
    file.option("stage", match_.stage.as_ref());
    file.option("venue", match_.venue.as_ref());
    file.option("city", match_.city.as_ref());
}

/// A text as TOML's basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => quoted.extend(['\\', ch]),
            ch if ch.is_control() => {
                let _never_fails = write!(quoted, "\\u{:04X}", u32::from(ch));
            }
            ch => quoted.push(ch),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Collection, read};
    use crate::domain::draft::{Draft, Origin};

    #[test]
    fn every_story_that_ships_comes_back_as_it_was_written_out() {
        let files = Collection::embedded().files().expect("readable");
        assert!(files.len() > 50);
        for file in files {
            let content = file.content.expect("readable");
            let text = std::str::from_utf8(&content).expect("UTF-8");
            let reading = read(text);
            let draft = Draft { slug: "as-in-the-file-s-name".to_owned(), ..reading.draft };
            let story = draft.check().expect("a story");
            let written = write(&story, Some("# a line"));
            let again = read(&written);
            assert_eq!(again.faults, [], "{written}");
            let told = Draft { origin: Origin::Chat, ..again.draft }.check().expect("a story");
            assert_eq!(told, story, "{written}");
        }
    }

    #[test]
    fn marks_and_quotes_are_kept() {
        assert_eq!(quoted("a \"b\" \\ c\u{7}"), "\"a \\\"b\\\" \\\\ c\\u0007\"");
    }
}
