//! Many stories into the store at once: weighed, all or none, once for each request, and with a history that can be undone.

use std::fmt::Write as _;
use std::sync::Arc;

use touchline::collection::CollectionFormat;
use touchline::domain::community::{Caller, Community, PersonId, Standing};
use touchline::domain::revision::{Changed, Wanted};
use touchline::domain::rights::{Admin, Role, Task};
use touchline::domain::story::{NewStory, StoryId};
use touchline::domain::transfer::{Imported, Weighed};
use touchline::ports::{RequestId, StoryFormat as _};

use crate::world::{ADMIN, BOARD, MEMBER, World};

fn by(where_: &str, task: Task) -> Admin {
    let community = Community { platform: BOARD, address: where_.into() };
    let caller = Caller {
        community,
        person: PersonId("opal".into()),
        standing: Standing::Admin,
        badges: Vec::new(),
        tongue: None,
    };
    Admin::prove(&caller, Role::Operator, task).expect("an operator may")
}

/// Stories of these slugs and titles.
fn stories(told: &[(&str, &str)]) -> Arc<[NewStory]> {
    let mut lines = String::new();
    for (slug, title) in told {
        writeln!(
            lines,
            r#"{{"slug": "{slug}", "title": "{title}", "date": "2022-12-10", "text": "Text of {slug}.", "players": [{{"name": "Zefirino Quux", "aliases": ["{title}ino"]}}], "sources": [{{"publisher": "Us"}}]}}"#
        )
        .expect("written");
    }
    let rows = CollectionFormat.read_file("a.jsonl", lines.as_bytes(), usize::MAX);
    rows.into_iter().map(|row| row.told.expect("a story")).collect()
}

fn request(name: &str) -> RequestId {
    RequestId(name.into())
}

fn done(added: usize, changed: usize, same: usize) -> Imported {
    Imported { added, changed, same }
}

async fn import(world: &World, by: &Admin, name: &str, stories: &Arc<[NewStory]>) -> Imported {
    let now = touchline::ports::Clock::now(world.clock.as_ref());
    world.store.import(by, &request(name), stories, now).await.expect("imported")
}

#[tokio::test]
async fn an_import_is_weighed_and_then_does_what_was_said() {
    let world = World::new().await;
    let fans = by("fans", Task::CurateOwn);
    let first = stories(&[("a", "A"), ("b", "B"), ("c", "C")]);
    let weigh = |stories: Arc<[NewStory]>| {
        let (store, fans) = (Arc::clone(&world.store), by("fans", Task::CurateOwn));
        async move { store.weigh_import(&fans, &stories).await.expect("weighed") }
    };
    assert_eq!(weigh(Arc::clone(&first)).await, [Weighed::New, Weighed::New, Weighed::New]);
    assert_eq!(import(&world, &fans, "1", &first).await, done(3, 0, 0));
    world.say(ADMIN, "/removestory b").await;
    world.say(ADMIN, "/removestory c").await;
    let second = stories(&[("a", "A"), ("b", "B"), ("c", "See"), ("d", "D")]);
    assert_eq!(
        weigh(Arc::clone(&second)).await,
        [Weighed::Same, Weighed::Restores(vec![]), Weighed::Restores(vec!["title", "players"]), Weighed::New]
    );
    assert_eq!(import(&world, &fans, "2", &second).await, done(1, 2, 1));
    assert_eq!(weigh(second).await, [Weighed::Same, Weighed::Same, Weighed::Same, Weighed::Same]);
    let third = stories(&[("a", "Ah")]);
    assert_eq!(weigh(Arc::clone(&third)).await, [Weighed::Changes(vec!["title", "players"])]);
}

#[tokio::test]
async fn the_same_request_again_changes_nothing_and_says_what_it_did() {
    let world = World::new().await;
    let fans = by("fans", Task::CurateOwn);
    let told = stories(&[("a", "A"), ("b", "B")]);
    assert_eq!(import(&world, &fans, "1", &told).await, done(2, 0, 0));
    let more = stories(&[("a", "A"), ("b", "Bee"), ("c", "C")]);
    assert_eq!(import(&world, &fans, "2", &more).await, done(1, 1, 1));
    world.say(ADMIN, "/removestory c").await;
    assert_eq!(import(&world, &fans, "2", &more).await, done(1, 1, 1), "what it did then");
    assert!(world.say(ADMIN, "/history c").await.contains("removed"), "and nothing came back");
    assert_eq!(import(&world, &fans, "1", &told).await, done(2, 0, 0));
    assert!(world.say(ADMIN, "/story b").await.contains("Bee"));
}

#[tokio::test]
async fn each_change_of_an_import_is_in_the_history_and_can_be_undone() {
    let world = World::new().await;
    let fans = by("fans", Task::CurateOwn);
    import(&world, &fans, "1", &stories(&[("a", "A"), ("b", "B")])).await;
    world.say(ADMIN, "/removestory b").await;
    import(&world, &fans, "2", &stories(&[("a", "Ah"), ("b", "Bee")])).await;
    let changes = world.store.changes(&fans, None, 20).await.expect("readable");
    let mut told: Vec<_> = changes.iter().map(|change| (change.story, change.revision, change.kind.word())).collect();
    told.sort_unstable();
    let (a, b) = (told[0].0, told[5].0);
    assert_eq!(
        told,
        [(a, 1, "added"), (a, 2, "edited"), (b, 1, "added"), (b, 2, "removed"), (b, 3, "restored"), (b, 4, "edited")]
    );
    let now = touchline::ports::Clock::now(world.clock.as_ref());
    let undo = |id: StoryId, revision: u32, name: &'static str| {
        let (store, fans) = (Arc::clone(&world.store), by("fans", Task::CurateOwn));
        async move { store.change_story(&fans, &request(name), id, Some(revision), Wanted::Undo, now).await.expect("done") }
    };
    assert_eq!(undo(b, 4, "3").await, Changed::Done(5));
    let own = world.store.own_story(&fans, b).await.expect("readable").expect("theirs");
    assert_eq!((own.told.title.as_str(), own.is_removed), ("B", false));
    assert_eq!(undo(a, 2, "4").await, Changed::Done(3));
    let own = world.store.own_story(&fans, a).await.expect("readable").expect("theirs");
    assert_eq!(own.told.title.as_str(), "A");
}

#[tokio::test]
async fn an_import_stays_in_its_community() {
    let world = World::new().await;
    let told = stories(&[("hakimi-mother-belgium", "Ours")]);
    let fans = by("fans", Task::CurateOwn);
    assert_eq!(world.store.weigh_import(&fans, &told).await.expect("weighed"), [Weighed::New]);
    assert_eq!(import(&world, &fans, "1", &told).await, done(1, 0, 0));
    let rivals = by("rivals", Task::CurateOwn);
    assert_eq!(world.store.weigh_import(&rivals, &told).await.expect("weighed"), [Weighed::New]);
    let all = by("fans", Task::CurateShared);
    let weighed = world.store.weigh_import(&all, &told).await.expect("weighed");
    assert!(matches!(&weighed[..], [Weighed::Changes(parts)] if parts.contains(&"title")), "{weighed:?}");
    assert_eq!(world.store.every_story(Some(rivals.community()), None, 9).await.expect("readable"), []);
}

#[tokio::test]
async fn a_fault_on_the_way_takes_all_of_it_back() {
    let world = World::new().await;
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    db.execute_batch(
        "CREATE TRIGGER no_c BEFORE INSERT ON stories WHEN NEW.slug = 'c' BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
    )
    .expect("made");
    let fans = by("fans", Task::CurateOwn);
    let told = stories(&[("a", "A"), ("b", "B"), ("c", "C")]);
    let now = touchline::ports::Clock::now(world.clock.as_ref());
    let error = world.store.import(&fans, &request("1"), &told, now).await.expect_err("refused").to_string();
    assert!(error.contains("the disk is full"), "{error}");
    let count = |table: &str| {
        db.query_row(&format!("SELECT count(*) FROM {table} WHERE 1"), [], |row| row.get::<_, i64>(0)).expect("a count")
    };
    assert_eq!((count("story_changes"), count("communities")), (0, 0));
    db.execute_batch("DROP TRIGGER no_c").expect("dropped");
    assert_eq!(import(&world, &fans, "1", &told).await, done(3, 0, 0), "and the same request can be made again");
    assert!(world.say(MEMBER, "/story text of c").await.contains("Text of c."), "it is told");
}

#[tokio::test]
async fn what_is_kept_is_imported_once_by_whom_it_was_kept_for() {
    let world = World::new().await;
    let told = stories(&[("a", "A"), ("b", "B")]);
    let now = touchline::ports::Clock::now(world.clock.as_ref());
    let (store, fans) = (&world.store, by("fans", Task::CurateOwn));
    let keep = async |name: &str| store.keep_import(&fans, &request(name), &told, now).await.expect("kept");
    let press = async |by: &Admin, name: &str, id| store.import_kept(by, &request(name), id, now).await.expect("works");
    let first = keep("1").await;
    assert_eq!(keep("1").await, first, "the same request");
    let id = keep("2").await;
    assert_eq!(press(&fans, "3", first).await, None, "the later file stands");
    assert_eq!(press(&by("rivals", Task::CurateOwn), "4", id).await, None);
    assert_eq!(press(&by("fans", Task::CurateShared), "5", id).await, None, "another scope");
    let other = Caller {
        community: fans.community().clone(),
        person: PersonId("eve".into()),
        standing: Standing::Admin,
        badges: Vec::new(),
        tongue: None,
    };
    let other = Admin::prove(&other, Role::Operator, Task::CurateOwn).expect("an operator may");
    assert_eq!(press(&other, "6", id).await, None, "another person");
    assert!(!store.drop_import(&other, id).await.expect("works"));
    assert_eq!(press(&fans, "7", id).await, Some(done(2, 0, 0)));
    assert_eq!(press(&fans, "7", id).await, Some(done(2, 0, 0)), "the same press again");
    assert_eq!(press(&fans, "8", id).await, None, "and once only");
    assert!(!store.drop_import(&fans, id).await.expect("works"), "it is done");
    let id = keep("9").await;
    assert!(store.drop_import(&fans, id).await.expect("works"));
    assert_eq!(press(&fans, "10", id).await, None);
    let id = keep("11").await;
    let tomorrow = now + chrono::TimeDelta::hours(25);
    assert_eq!(store.import_kept(&fans, &request("12"), id, tomorrow).await.expect("works"), None, "a day is over");
    keep("13").await;
    store.forget(&BOARD, &PersonId("opal".into())).await.expect("forgotten");
    let db = rusqlite::Connection::open(world.file()).expect("the store's file");
    let left: i64 = db.query_row("SELECT count(*) FROM imports", [], |row| row.get(0)).expect("a count");
    assert_eq!(left, 0, "and whoever is forgotten leaves no file");
}

/// How long the most that is taken in a chat takes:
/// `cargo test --release --test it imports::ten_thousand -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "long: ten thousand stories, for the figure"]
async fn ten_thousand_stories() {
    let world = World::new().await;
    let all = by("fans", Task::CurateShared);
    let names: Vec<_> = (0..10_000).map(|number| (format!("story-{number}"), format!("Title {number}"))).collect();
    let names: Vec<_> = names.iter().map(|(slug, title)| (slug.as_str(), title.as_str())).collect();
    let timed = std::time::Instant::now;
    let begun = timed();
    let told = stories(&names);
    println!("read: {:?}", begun.elapsed());
    let begun = timed();
    assert_eq!(import(&world, &all, "1", &told).await, done(10_000, 0, 0));
    println!("added: {:?}", begun.elapsed());
    let renamed: Vec<_> = names.iter().map(|(slug, _)| (*slug, "Other")).collect();
    let told = stories(&renamed);
    let begun = timed();
    let weighed = world.store.weigh_import(&all, &told).await.expect("weighed");
    println!("weighed: {:?}", begun.elapsed());
    assert_eq!(weighed.len(), 10_000);
    let begun = timed();
    assert_eq!(import(&world, &all, "2", &told).await, done(0, 10_000, 0));
    println!("changed: {:?}", begun.elapsed());
}
