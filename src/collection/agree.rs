//! Agreement between stories: the same match and the same player are written alike in all of them.
//!
//! It judges what several stories say of one thing, never a story alone; each part is one pass over all stories. The tool
//! (`check`) tells it. A start does not (`changed_only`): it reads changed files only, and no story is left out because
//! another one is spelled otherwise.

use std::collections::HashMap;

use super::check::{Problem, Told};
use crate::domain::spelling;
use crate::domain::story::{Match, Name, Player};
use crate::domain::teams;

/// What the team's mend adds: two players may share a name.
const NAMESAKE: &str = "; another player of that name needs a fuller one";

/// Every place where a story disagrees with the others, in no particular order.
pub(super) fn disagreements(told: &[Told<'_>]) -> Vec<Problem> {
    let mut bench = Bench { told, problems: Vec::new() };
    bench.matches();
    bench.players();
    bench.problems
}

/// What tells a match from all others: its day and its two teams, in any order and by any of their names.
pub(super) fn match_key(match_: &Match) -> String {
    let (home, away) = (team_key(&match_.home), team_key(&match_.away));
    let (first, second) = if home <= away { (home, away) } else { (away, home) };
    format!("{} {first} / {second}", match_.date)
}

fn team_key(team: &Name) -> String {
    teams::known(team.as_str()).map_or_else(|| spelling::key(team.as_str()), str::to_owned)
}

/// One value that a story gives for something.
struct Given {
    /// The story.
    told: usize,
    /// The value's key there.
    key: String,
    /// The value as it is written.
    written: String,
    /// The same for values that are one.
    identity: String,
}

impl Given {
    fn new(told: usize, key: impl Into<String>, value: &impl ToString) -> Self {
        let written = value.to_string();
        Self { told, key: key.into(), identity: written.clone(), written: format!("{written:?}") }
    }
}

struct Bench<'a> {
    told: &'a [Told<'a>],
    problems: Vec<Problem>,
}

impl Bench<'_> {
    /// Names every value that is not the one of most stories; of values that equally many give, that of the first file
    /// counts. Returns what counts.
    fn compare(&mut self, values: &[Given], mend: &str) -> Option<String> {
        let first = values.first()?;
        if values.iter().all(|value| value.identity == first.identity) {
            return Some(first.identity.clone());
        }
        let mut by_identity: HashMap<&str, Vec<&Given>> = HashMap::new();
        for value in values {
            let same = by_identity.entry(&value.identity).or_default();
            if same.last().is_none_or(|last| last.told != value.told) {
                same.push(value);
            }
        }
        // The stories come in the order of their files.
        let most = by_identity.values().max_by_key(|same| (same.len(), std::cmp::Reverse(same[0].told)))?;
        for value in values.iter().filter(|value| value.identity != most[0].identity) {
            let Some(other) = most.iter().find(|other| other.told != value.told) else { continue };
            let is_among = most.binary_search_by_key(&value.told, |other| other.told).is_ok();
            let there = &self.told[other.told];
            let place = format!("{}:{}", there.file.path, there.reading.line_of(&other.key));
            let does = match most.len() - usize::from(is_among) {
                1 => format!("as {place} does"),
                many => format!("as {many} other stories do, e.g. {place}"),
            };
            let found = format!("{} differs", value.written);
            let mend = format!("write {} {does}{mend}", other.written);
            self.problems.push(self.told[value.told].problem(&value.key, found, mend));
        }
        Some(most[0].identity.clone())
    }

    fn matches(&mut self) {
        let told = self.told;
        let mut matches: HashMap<String, Vec<(usize, &Match)>> = HashMap::new();
        for (at, match_) in told.iter().enumerate().filter_map(|(at, told)| Some((at, told.story.match_.as_ref()?))) {
            matches.entry(match_key(match_)).or_default().push((at, match_));
        }
        for same in matches.values().filter(|same| same.len() > 1) {
            self.match_(same);
        }
    }

    fn match_(&mut self, same: &[(usize, &Match)]) {
        let orders: Vec<_> = same
            .iter()
            .map(|(at, match_)| Given {
                told: *at,
                key: "match.home".into(),
                written: format!("home = {:?}, away = {:?}", match_.home.as_str(), match_.away.as_str()),
                identity: team_key(&match_.home),
            })
            .collect();
        let Some(home) = self.compare(&orders, "") else { return };
        // Where the teams change places, so does the score: it is compared once they stand right.
        let right: Vec<_> = same.iter().filter(|(_, match_)| team_key(&match_.home) == home).copied().collect();
        self.field(&right, "match.home", |match_| Some(match_.home.to_string()));
        self.field(&right, "match.away", |match_| Some(match_.away.to_string()));
        self.field(&right, "match.score", |match_| {
            let extra = if match_.extra_time { " aet" } else { "" };
            match_.score.map(|score| format!("{}-{}{extra}", score.home, score.away))
        });
        self.field(&right, "match.penalties", |match_| {
            match_.penalties.map(|shots| format!("{}-{}", shots.home, shots.away))
        });
        self.field(same, "match.stage", |match_| match_.stage.as_ref().map(ToString::to_string));
        self.field(same, "match.venue", |match_| match_.venue.as_ref().map(ToString::to_string));
        self.field(same, "match.city", |match_| match_.city.as_ref().map(ToString::to_string));
    }

    fn field(&mut self, same: &[(usize, &Match)], key: &str, value: impl Fn(&Match) -> Option<String>) {
        let given = same.iter().filter_map(|(at, match_)| Some(Given::new(*at, key, &value(match_)?)));
        self.compare(&given.collect::<Vec<_>>(), "");
    }

    fn players(&mut self) {
        for mut same in Players::of(self.told).groups() {
            same.sort_by_key(|entry| (entry.told, entry.number));
            let all = |value: fn(&Entry<'_>) -> Option<Given>| same.iter().filter_map(value).collect::<Vec<_>>();
            self.compare(&all(|entry| Some(entry.given("name", &entry.player.name))), "");
            let team = |entry: &Entry<'_>| {
                let team = entry.player.team.as_ref()?;
                let mut given = entry.given("team", team);
                if let Some(country) = teams::country(team.as_str()) {
                    country.clone_into(&mut given.identity);
                }
                Some(given)
            };
            self.compare(&all(team), NAMESAKE);
            self.compare(&all(|entry| Some(entry.given("native_name", entry.player.native_name.as_ref()?))), "");
        }
    }
}

/// A player as one story has it.
struct Entry<'a> {
    told: usize,
    /// Its place in the story's list, from 1.
    number: usize,
    player: &'a Player,
    /// The player's number among all names.
    name: usize,
}

impl Entry<'_> {
    fn given(&self, field: &str, value: &Name) -> Given {
        Given::new(self.told, format!("players[{}].{field}", self.number), value)
    }
}

/// All players of all stories, and which of them are one.
struct Players<'a> {
    entries: Vec<Entry<'a>>,
    /// For each name the number of another one that is the same player's, in the end its own.
    same_as: Vec<usize>,
}

impl<'a> Players<'a> {
    fn of(told: &'a [Told<'a>]) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut of_teams: HashMap<(String, String), usize> = HashMap::new();
        let mut entries = Vec::new();
        for (at, story) in told.iter().enumerate() {
            for (number, player) in (1..).zip(&story.story.players) {
                let key = spelling::key(player.name.as_str());
                let next = numbers.len();
                let name = *numbers.entry(key.clone()).or_insert(next);
                if let Some(team) = &player.team {
                    of_teams.insert((team_key(team), key), name);
                }
                entries.push(Entry { told: at, number, player, name });
            }
        }
        let mut players = Self { entries, same_as: (0..numbers.len()).collect() };
        players.join_aliases(told, &of_teams);
        players
    }

    /// Whose name is another story's alias of a player of the same team is that player. Two who stand in one story are two.
    fn join_aliases(&mut self, told: &[Told<'_>], of_teams: &HashMap<(String, String), usize>) {
        let mut joined = Vec::new();
        for entry in &self.entries {
            let Some(team) = &entry.player.team else { continue };
            for alias in &entry.player.aliases {
                let key = spelling::key(alias.as_str());
                let stands_beside = |other: &Player| spelling::key(other.name.as_str()) == key;
                if let Some(&name) = of_teams.get(&(team_key(team), key.clone()))
                    && name != entry.name
                    && !told[entry.told].story.players.iter().any(stands_beside)
                {
                    joined.push((entry.name, name));
                }
            }
        }
        for (one, other) in joined {
            let (one, other) = (self.root(one), self.root(other));
            self.same_as[one.max(other)] = one.min(other);
        }
    }

    fn root(&mut self, mut name: usize) -> usize {
        while self.same_as[name] != name {
            self.same_as[name] = self.same_as[self.same_as[name]];
            name = self.same_as[name];
        }
        name
    }

    /// The players that are in several places, each with all of them.
    fn groups(mut self) -> Vec<Vec<Entry<'a>>> {
        let mut groups: HashMap<usize, Vec<Entry<'a>>> = HashMap::new();
        for entry in std::mem::take(&mut self.entries) {
            groups.entry(self.root(entry.name)).or_default().push(entry);
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::collection::{StoryFile, check};

    /// A story file of 2022 with this front matter, which nothing is wrong with by itself.
    fn story(slug: &str, front: &str) -> StoryFile {
        let text = format!(
            "+++\ntitle = \"T\"\nsummary = \"S\"\ntournament = \"FIFA World Cup 2022\"\ndate = 2022-12-06\nthemes = [\"fans\"]\n\
             {front}\n[[sources]]\npublisher = \"BBC\"\n+++\n\nText.\n"
        );
        StoryFile::new(format!("stories/2022/{slug}.md"), text.into_bytes())
    }

    /// What is said of stories with these front matters, which are called a, b, c …
    fn said(fronts: &[&str]) -> Vec<String> {
        let files: Vec<_> = ('a'..).zip(fronts).map(|(slug, front)| story(&slug.to_string(), front)).collect();
        let checked = check(&files);
        assert_eq!(checked.stories.len(), fronts.len(), "{:?}", checked.problems);
        for problem in &checked.problems {
            assert!(
                checked.warnings.iter().all(|warning| warning.0.file != problem.file),
                "a problem silences warnings"
            );
        }
        checked.problems.iter().map(|problem| problem.to_string().replace("stories/2022/", "")).collect()
    }

    fn match_(fields: &str) -> String {
        format!("match = {{ date = 2022-12-06, {fields} }}")
    }

    const SPAIN: &str = "home = \"Morocco\", away = \"Spain\"";

    #[test]
    fn stories_that_say_the_same_or_nothing_agree() {
        let whole = match_(&format!("{SPAIN}, score = \"0-0 aet\", penalties = \"3-0\", stage = \"Round of 16\""));
        let bare = match_(SPAIN);
        let another_day = "match = { date = 2022-12-07, home = \"Spain\", away = \"Morocco\", score = \"9-0\" }";
        assert_eq!(said(&[&whole, &bare, &whole, another_day, ""]), Vec::<String>::new());
    }

    #[test]
    fn a_match_is_told_alike_in_all_stories() {
        let fields = |more: &str| match_(&format!("{SPAIN}, {more}"));
        let cases = [
            ("score = \"0-0 aet\"", "score = \"0-0\"", "match.score: \"0-0\" differs; write \"0-0 aet\""),
            ("penalties = \"3-0\"", "penalties = \"3-1\"", "match.penalties: \"3-1\" differs; write \"3-0\""),
            (
                "stage = \"Round of 16\"",
                "stage = \"Last 16\"",
                "match.stage: \"Last 16\" differs; write \"Round of 16\"",
            ),
            ("venue = \"A\"", "venue = \"B\"", "match.venue: \"B\" differs; write \"A\""),
            ("city = \"Doha\"", "city = \"Al Rayyan\"", "match.city: \"Al Rayyan\" differs; write \"Doha\""),
        ];
        for (right, wrong, expected) in cases {
            let (right, wrong) = (fields(right), fields(wrong));
            assert_eq!(
                said(&[&right, &wrong]),
                [format!("b.md:7: {expected} as a.md:7 does")],
                "the first file counts"
            );
            let by_many = format!("a.md:7: {expected} as 2 other stories do, e.g. b.md:7");
            assert_eq!(said(&[&wrong, &right, &right]), [by_many], "more files count more");
        }
    }

    #[test]
    fn teams_stand_in_one_order_under_one_name() {
        let (right, turned) = (match_(SPAIN), match_("home = \"Spain\", away = \"Morocco\", score = \"3-0\""));
        assert_eq!(
            said(&[&right, &turned]),
            [
                "b.md:7: match.home: home = \"Spain\", away = \"Morocco\" differs; write home = \"Morocco\", away = \"Spain\" as a.md:7 does"
            ]
        );
        let other_name = match_("home = \"Morocco\", away = \"España\"");
        assert_eq!(
            said(&[&right, &other_name]),
            ["b.md:7: match.away: \"España\" differs; write \"Spain\" as a.md:7 does"]
        );
    }

    fn player(name: &str, team: &str, more: &str) -> String {
        format!("[[players]]\nname = \"{name}\"\nteam = \"{team}\"\n{more}")
    }

    #[test]
    fn a_player_is_spelled_alike_in_all_stories() {
        let right = player("Kylian Mbappé", "France", "");
        for wrong in ["Kylian Mbappe", "kylian mbappé", "Mbappé Kylian"] {
            let expected = format!(
                "c.md:8: players[1].name: {wrong:?} differs; write \"Kylian Mbappé\" as 2 other stories do, e.g. a.md:8"
            );
            assert_eq!(said(&[&right, &right, &player(wrong, "France", "")]), [expected]);
        }
        let (one, other) =
            (player("A B", "France", "native_name = \"Ж\""), player("A B", "France", "native_name = \"Я\""));
        assert_eq!(
            said(&[&one, &other]),
            ["b.md:10: players[1].native_name: \"Я\" differs; write \"Ж\" as a.md:10 does"]
        );
    }

    #[test]
    fn an_alias_of_the_same_team_is_the_same_player() {
        let known = player("Sofiane Boufal", "Morocco", "aliases = [\"Sofian Boufal\"]");
        let differs = "b.md:8: players[1].name: \"Sofian Boufal\" differs; write \"Sofiane Boufal\" as a.md:8 does";
        assert_eq!(said(&[&known, &player("Sofian Boufal", "Morocco", "")]), [differs]);
        assert_eq!(said(&[&known, &player("Sofian Boufal", "France", "")]), Vec::<String>::new(), "another team's");
        let both = format!("{known}\n{}", player("Sofian Boufal", "Morocco", ""));
        assert_eq!(said(&[&both, &player("Sofian Boufal", "Morocco", "")]), Vec::<String>::new(), "two in one story");
    }

    #[test]
    fn a_player_has_one_team_unless_the_country_became_another() {
        let of = |team: &str| player("Robert Jarni", team, "");
        assert_eq!(
            said(&[&of("Croatia"), &of("Spain")]),
            [
                "b.md:9: players[1].team: \"Spain\" differs; write \"Croatia\" as a.md:9 does; another player of that name needs a fuller one"
            ]
        );
        assert_eq!(said(&[&of("Croatia"), &of("Yugoslavia")]), Vec::<String>::new());
    }

    #[test]
    fn one_story_alone_disagrees_with_nobody() {
        let twice = format!("{}\n{}", player("Pelé", "Brazil", ""), player("Pele", "France", ""));
        assert_eq!(said(&[&twice]), Vec::<String>::new());
    }

    #[test]
    fn a_start_leaves_no_story_out_for_another_one() {
        let files = [story("a", &player("Pelé", "Brazil", "")), story("b", &player("Pele", "Brazil", ""))];
        let changes = crate::collection::changed_only(&files, &std::collections::HashMap::new());
        assert_eq!((changes.changed.len(), changes.problems.len()), (2, 0));
    }
}
