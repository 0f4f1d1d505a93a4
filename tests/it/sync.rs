//! The collection in the store: what a start brings in, changes, takes out and leaves alone.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use touchline::collection::{Collection, Problem, changed_only};
use touchline::domain::community::{Community, PlatformName};
use touchline::domain::schedule::Timestamp;
use touchline::domain::story::Slug;
use touchline::domain::subject::Subject;
use touchline::ports::{Store, SyncReport};
use touchline::store::sqlite::SqliteStore;

/// A story without fault, related to one called `other`.
const WHOLE: &str = include_str!("fixtures/stories/whole.md");

/// A folder of story files and a store beside it.
struct Shelf {
    folder: tempfile::TempDir,
    store: Arc<dyn Store>,
}

impl Shelf {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("stories/2022")).expect("a folder");
        let store = Arc::new(SqliteStore::open(&folder.path().join("a.db")).expect("a new store"));
        let shelf = Self { folder, store };
        for (slug, text) in files {
            shelf.write(slug, text);
        }
        shelf
    }

    fn path(&self, slug: &str) -> PathBuf {
        self.folder.path().join(format!("stories/2022/{slug}.md"))
    }

    fn write(&self, slug: &str, text: &str) {
        fs::write(self.path(slug), text).expect("written");
    }

    fn remove(&self, slug: &str) {
        fs::remove_file(self.path(slug)).expect("it was there");
    }

    /// What a start does: added, updated, archived, conflicts; and the files that are left out.
    async fn start(&self) -> (SyncReport, Vec<Problem>) {
        let known: HashMap<Slug, String> = self.store.collection().await.expect("readable").into_iter().collect();
        let files = Collection::folder(self.folder.path().join("stories")).files().expect("a folder");
        let changes = changed_only(&files, &known);
        let report = self.store.sync(changes.changed, changes.gone, now()).await.expect("committed");
        (report, changes.problems)
    }

    async fn counts(&self) -> (u32, u32, u32) {
        let (report, problems) = self.start().await;
        assert_eq!((report.conflicts.len(), problems.len()), (0, 0), "{problems:?}");
        (report.added, report.updated, report.archived)
    }

    /// The titles that people can find.
    async fn titles(&self) -> Vec<String> {
        let found = self.store.search(&somebody(), "kiss", 50).await.expect("searched");
        let mut titles: Vec<_> = found.into_iter().map(|line| line.title.to_string()).collect();
        titles.sort();
        titles
    }

    /// As if somebody had edited the story in chat.
    fn edit_in_chat(&self, slug: &str, title: &str) {
        let db = rusqlite::Connection::open(self.folder.path().join("a.db")).expect("the store's file");
        let sql = "UPDATE stories SET edited_in_chat = 1, title = ?2 WHERE slug = ?1";
        assert_eq!(db.execute(sql, [slug, title]).expect("updated"), 1);
    }
}

fn now() -> Timestamp {
    "2026-11-21T08:00:00Z".parse().expect("an instant")
}

fn somebody() -> Community {
    Community { platform: PlatformName::new("board"), address: "1".into() }
}

fn titled(title: &str) -> String {
    WHOLE.replace("A kiss after the match", title).replace("related = [\"other\"]\n", "")
}

#[tokio::test]
async fn files_come_in_change_and_go_and_a_second_start_finds_nothing_to_do() {
    let shelf = Shelf::new(&[("one", &titled("One kiss")), ("two", &titled("Two kisses"))]);
    assert_eq!(shelf.counts().await, (2, 0, 0));
    assert_eq!(shelf.counts().await, (0, 0, 0), "a second start");
    shelf.write("two", &titled("A second kiss"));
    assert_eq!(shelf.counts().await, (0, 1, 0));
    assert_eq!(shelf.titles().await, ["A second kiss", "One kiss"]);
    shelf.remove("one");
    assert_eq!(shelf.counts().await, (0, 0, 1));
    assert_eq!(shelf.titles().await, ["A second kiss"]);
    assert_eq!(shelf.counts().await, (0, 0, 0), "what is gone goes once");
    shelf.write("one", &titled("One kiss"));
    assert_eq!(shelf.counts().await, (0, 1, 0), "what was archived comes back as the story that it was");
    assert_eq!(shelf.titles().await, ["A second kiss", "One kiss"]);
}

#[tokio::test]
async fn a_story_edited_in_chat_stays_and_the_conflict_is_told_until_it_is_settled() {
    let shelf = Shelf::new(&[("one", &titled("One kiss"))]);
    shelf.counts().await;
    shelf.edit_in_chat("one", "A kiss, corrected");
    assert_eq!(shelf.counts().await, (0, 0, 0), "the file has not changed: there is no conflict");
    shelf.write("one", &titled("One kiss more"));
    for _ in 0..2 {
        let (report, _) = shelf.start().await;
        assert_eq!((report.updated, report.conflicts), (0, vec![Slug::parse("one").expect("a slug")]));
    }
    assert_eq!(
        shelf.store.search(&somebody(), "belgium", 5).await.expect("searched")[0].title.as_str(),
        "A kiss, corrected"
    );
    shelf.remove("one");
    shelf.write("two", &titled("Two kisses"));
    let (report, _) = shelf.start().await;
    assert_eq!((report.added, report.archived), (1, 0), "nor does it go with its file");
}

#[tokio::test]
async fn a_broken_file_is_left_out_and_named_and_keeps_nothing_else_out() {
    let shelf = Shelf::new(&[("one", &titled("One kiss")), ("two", "+++\ntitle = \"x\"\n")]);
    let (report, problems) = shelf.start().await;
    assert_eq!(report.added, 1);
    assert!(!problems.is_empty() && problems.iter().all(|problem| problem.file.ends_with("two.md")), "{problems:?}");
    shelf.write("one", "nothing");
    let (report, problems) = shelf.start().await;
    assert_eq!((report.updated, report.archived), (0, 0));
    assert!(problems.iter().any(|problem| problem.file.ends_with("one.md")), "{problems:?}");
    assert_eq!(shelf.titles().await, ["One kiss"], "the story stays as it last was");
}

#[tokio::test]
async fn a_name_that_no_file_gives_any_more_leads_nowhere() {
    let with_alias = |title: &str, alias: &str| titled(title).replace("\"Ashraf Hakimi\"", alias);
    let shelf = Shelf::new(&[
        ("one", &with_alias("One kiss", "\"Ashraf Hakimi\", \"Achrafinho\"")),
        ("two", &with_alias("Two kisses", "\"Hakimi Mouh\"")),
    ]);
    shelf.counts().await;
    shelf.write("one", &with_alias("One kiss", "\"Ashraf Hakimi\""));
    assert_eq!(shelf.counts().await, (0, 1, 0));
    let names = shelf.store.names(None).await.expect("readable");
    let player = names.iter().find(|entry| entry.label == "Achraf Hakimi").expect("the player");
    assert!(matches!(player.subject, Subject::Player(_)));
    let mut names = player.names.clone();
    names.sort();
    assert_eq!(names, ["Achraf Hakimi", "Ashraf Hakimi", "Hakimi Mouh", "أشرف حكيمي"]);
}
