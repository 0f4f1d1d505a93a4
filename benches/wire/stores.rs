//! Store files of a given size, made through the real store, and what can be asked of them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use touchline::clock::SystemClock;
use touchline::collection::{Collection, changed_only};
use touchline::domain::names::NameEntry;
use touchline::domain::subject::Subject;
use touchline::ports::{ChangedFile, Clock as _, Store as _};
use touchline::store::sqlite::SqliteStore;

use crate::Result;
use crate::data::{Dice, World};

/// Stories that one transaction brings in.
const CHUNK: usize = 2_000;

/// A store file.
pub(crate) struct Prepared {
    /// Stories in it, as ordered.
    pub(crate) size: usize,
    /// The file.
    pub(crate) path: PathBuf,
    /// What can be asked.
    pub(crate) workload: Workload,
    /// A line for the reader.
    pub(crate) about: String,
}

impl Prepared {
    /// Gives the disk's room back.
    pub(crate) fn remove(self) -> Result<()> {
        Ok(std::fs::remove_file(&self.path)?)
    }
}

/// Makes the store: the shipped stories where there shall be no more than a handful, invented ones otherwise.
pub(crate) async fn prepare(folder: &Path, size: usize) -> Result<Prepared> {
    let path = folder.join(format!("stories-{size}.db"));
    let begun = Instant::now();
    let store = SqliteStore::open(&path)?;
    if size < 100 {
        let files = Collection::embedded().files()?;
        store.sync(changed_only(&files, &HashMap::<_, String>::new()).changed, Vec::new(), SystemClock.now()).await?;
    } else {
        invent(&store, size).await?;
    }
    let names = store.names(None).await?;
    let stories = store.shared_count().await?;
    store.close().await;
    drop(store);
    forget_files(&path)?;
    let workload = Workload::of(&names, words(&path)?);
    let mut about =
        format!("{stories} stories, {} players, {} matches", workload.players.len(), workload.matches.len());
    let file = std::fs::metadata(&path)?.len() >> 20;
    write!(about, ": {file} MiB, made in {:.1} s", begun.elapsed().as_secs_f64())?;
    Ok(Prepared { size, path, workload, about })
}

/// Words of the stories' texts.
fn words(path: &Path) -> Result<Vec<String>> {
    let db = rusqlite::Connection::open(path)?;
    let mut texts = db.prepare("SELECT text FROM stories ORDER BY id LIMIT 500")?;
    let texts = texts.query_map([], |row| row.get::<_, String>(0))?.collect::<std::result::Result<Vec<_>, _>>()?;
    let words = texts.iter().flat_map(|text| text.split(|ch: char| !ch.is_alphanumeric()));
    Ok(words.filter(|word| word.chars().count() > 3).map(str::to_owned).collect())
}

async fn invent(store: &SqliteStore, size: usize) -> Result<()> {
    let (world, mut dice) = (World::new(size), Dice::new(7));
    let numbers: Vec<usize> = (0..size).collect();
    for chunk in numbers.chunks(CHUNK) {
        let files = chunk
            .iter()
            .map(|number| Ok(ChangedFile { digest: "invented".to_owned(), story: world.story(*number, &mut dice)? }));
        store.sync(files.collect::<Result<_>>()?, Vec::new(), SystemClock.now()).await?;
    }
    Ok(())
}

/// No file stands behind the invented stories, as none does behind imported ones: otherwise a start would take them for
/// stories whose file is gone, and archive them.
fn forget_files(path: &Path) -> Result<()> {
    let db = rusqlite::Connection::open(path)?;
    db.execute("UPDATE stories SET file_digest = NULL WHERE file_digest = 'invented'", [])?;
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// `player` or `match`.
    pub(crate) command: &'static str,
    /// The command's one argument, by name.
    pub(crate) argument: &'static str,
    /// What is said, or typed so far.
    pub(crate) words: String,
}

impl Question {
    fn player(words: String) -> Self {
        Self { command: "player", argument: "name", words }
    }

    fn match_(words: String) -> Self {
        Self { command: "match", argument: "teams", words }
    }

    /// As it is typed where there are no forms.
    pub(crate) fn typed(&self) -> String {
        format!("/{} {}", self.command, self.words)
    }
}

/// What can be asked of a store, those with most stories first.
pub(crate) struct Workload {
    players: Vec<String>,
    matches: Vec<String>,
    words: Vec<String>,
}

impl Workload {
    fn of(names: &[NameEntry], words: Vec<String>) -> Self {
        let mut names: Vec<&NameEntry> = names.iter().collect();
        let told = |entry: &NameEntry| entry.counts.iter().map(|(_, stories)| *stories).sum::<u32>();
        names.sort_by_key(|entry| (std::cmp::Reverse(told(entry)), entry.subject));
        let of_kind = |wanted: fn(&Subject) -> bool| names.iter().filter(move |entry| wanted(&entry.subject));
        let players = of_kind(|subject| matches!(subject, Subject::Player(_))).map(|entry| entry.label.clone());
        // The first of a match's further words is its date.
        let match_ = |entry: &&&NameEntry| {
            Some(format!("{} v {} {}", entry.names.first()?, entry.names.get(1)?, entry.context.first()?))
        };
        let matches = of_kind(|subject| matches!(subject, Subject::Match(_))).filter_map(|entry| match_(&entry));
        Self { players: players.collect(), matches: matches.collect(), words }
    }

    /// Somebody's question: four of five about a player, those that are talked about asked for most.
    pub(crate) fn question(&self, dice: &mut Dice) -> Question {
        if dice.below(5) > 0 {
            Question::player(self.players[dice.skewed(self.players.len())].clone())
        } else {
            Question::match_(self.matches[dice.skewed(self.matches.len())].clone())
        }
    }

    /// Words of a text, as somebody remembers them: one to three.
    pub(crate) fn remembered(&self, dice: &mut Dice) -> Question {
        let words: Vec<_> = (0..=dice.below(3)).map(|_| dice.pick(&self.words).clone()).collect();
        Question { command: "story", argument: "about", words: words.join(" ") }
    }

    /// Anything at all: letters, signs, scripts, words of the query language, in any order.
    pub(crate) fn anything(dice: &mut Dice) -> Question {
        const PIECES: [&str; 24] = [
            "a", "NEAR(", "AND", "OR", "NOT", "*", "\"", "'", "--", ";", "(", ")", ":", "^", "\u{202e}", "😀", "حكي",
            "中", "Ж", "é", "0", " ", "\t", "title:",
        ];
        let words: String = (0..=dice.below(30)).map(|_| *dice.pick(&PIECES)).collect();
        Question { command: "story", argument: "about", words }
    }

    /// So many questions.
    pub(crate) fn questions(&self, count: usize, dice: &mut Dice) -> Vec<Question> {
        (0..count).map(|_| self.question(dice)).collect()
    }

    /// The first letters of a question.
    pub(crate) fn beginning(&self, dice: &mut Dice) -> Question {
        let mut question = self.question(dice);
        let letters = question.words.chars().count();
        question.words = question.words.chars().take(1 + dice.below(letters)).collect();
        question
    }

    /// The first letters of something for `/story`, which looks through players, teams, matches and titles.
    pub(crate) fn beginning_of_anything(&self, dice: &mut Dice) -> Question {
        Question { command: "story", argument: "about", ..self.beginning(dice) }
    }
}
