//! Two communities that do at random whatever can be done (reliability.md, T30): nothing that one wrote ever reaches the
//! other, by any answer, suggestion while typing, button or daily post.
//!
//! ```text
//! [OPERATIONS=1000000] [SEED=…] cargo test --release --test it tenants -- --ignored --nocapture
//! ```

use touchline::bot::Said;
use touchline::domain::action::{Action, ReviewStep, WriteStep};
use touchline::domain::community::Standing;
use touchline::domain::delivery::{DeliveryId, SubscriptionId};
use touchline::domain::form::StoryForm;
use touchline::domain::message::Reply;
use touchline::domain::story::StoryId;
use touchline::domain::subject::{MatchId, PlayerId, Subject, TeamId};
use touchline::domain::submission::SubmissionId;
use touchline::domain::writing::WritingId;

use crate::dice::Dice;
use crate::world::{Somebody, World, pressed, text};

/// A community with an admin, a member, and a word that is in everything it writes and in nothing else.
struct Club {
    admin: Somebody,
    member: Somebody,
    word: &'static str,
    player: &'static str,
}

const CLUBS: [Club; 2] = [
    Club {
        admin: Somebody::new("ada", "fans", Standing::Admin),
        member: Somebody::new("max", "fans", Standing::Member),
        word: "amberglow",
        player: "Amberto Glowinski",
    },
    Club {
        admin: Somebody::new("eve", "rivals", Standing::Admin),
        member: Somebody::new("rob", "rivals", Standing::Member),
        word: "cobaltine",
        player: "Cobaltus Tinev",
    },
];

/// Numbers of stories, suggestions, posts: small, so that both guess each other's.
const NUMBERS: u64 = 40;

impl Club {
    /// Whether something shows what this community wrote.
    fn is_in(&self, shown: &str) -> bool {
        let shown = shown.to_lowercase();
        let surname = self.player.split(' ').next_back().unwrap_or_default().to_lowercase();
        shown.contains(self.word) || shown.contains(&surname)
    }

    fn story(&self, dice: &mut Dice) -> String {
        format!(
            "+++\ntitle = \"{} {}\"\ndate = \"2022-11-27\"\nplayers = [{{ name = \"{}\", team = \"Morocco\" }}]\n\
             sources = [{{ publisher = \"{}\", url = \"https://club.example/\" }}]\n+++\n\nThe {} told {} times.",
            self.word,
            dice.roll(30),
            self.player,
            self.word,
            self.word,
            dice.roll(1_000)
        )
    }
}

fn number(dice: &mut Dice) -> i64 {
    i64::try_from(dice.roll(NUMBERS)).expect("small") + 1
}

/// What somebody does. The words of either community may be asked for; only the own ones are written.
fn operation(own: &Club, other: &Club, dice: &mut Dice) -> Said {
    let asked = dice.pick(&[own.word, other.word, own.player, other.player, "hakimi", "morocco"]);
    let (id, revision) = (number(dice), u32::try_from(dice.roll(5)).expect("small"));
    let line = match dice.roll(30) {
        26 => return Said::Words(own.word.to_owned()),
        27 => "/addstory".to_owned(),
        28 => format!("/settings zone {}", dice.pick(&["Paris", "Tokyo"])),
        29 => format!("/settings notices place:room{}", dice.roll(3)),
        0 => format!("/addstory {}", own.story(dice)),
        1 => format!("/submit {}", own.story(dice)),
        2 => format!("/story {asked}"),
        3 => format!("/player {asked}"),
        4 => format!("/match {asked}"),
        5 => "/story".to_owned(),
        6 => format!("/removestory {asked}"),
        7 => format!("/restorestory {asked}"),
        8 => format!("/editstory {asked}"),
        9 => "/history".to_owned(),
        10 => format!("/history {asked}"),
        11 => "/review".to_owned(),
        12 => format!("/review {id} {}", dice.pick(&["accept", "decline no", "edit", "later"])),
        13 => format!("/daily on 09:00 place:room{}", dice.roll(3)),
        14 => format!("/daily next place:room{}", dice.roll(3)),
        15 => format!("/daily why place:room{}", dice.roll(3)),
        16 => format!("/daily show place:{}/room1", other.admin.where_),
        17 => "/daily on 10:00".to_owned(),
        18 => "/daily test".to_owned(),
        19 => {
            let whole = own.story(dice);
            let line = format!("+++\n# Please keep this line: story {id} revision {revision}\n");
            let form = StoryForm {
                key: format!("write {id} edit {id} {revision}"),
                fields: vec![("text".to_owned(), whole.replacen("+++\n", &line, 1))],
            };
            return Said::Form(form);
        }
        _ => {
            let step = dice.pick(&[ReviewStep::Accept, ReviewStep::Edit, ReviewStep::Decline, ReviewStep::Skip]);
            let write = dice.pick(&[WriteStep::Publish, WriteStep::Whole, WriteStep::Look, WriteStep::Field(1)]);
            let action = match dice.roll(11) {
                9 => Action::Write(WritingId(id), revision, write),
                10 => Action::Corrected(StoryId(id), revision),
                0 => Action::Undo(StoryId(id), revision),
                1 => Action::Review(SubmissionId(id), step),
                2 => Action::Story(StoryId(id), 0),
                3 => Action::About(Subject::Player(PlayerId(id))),
                4 => Action::About(Subject::Match(MatchId(id))),
                5 => Action::SamePlayer(StoryId(id)),
                6 => Action::SendNow(DeliveryId(id)),
                7 => Action::About(Subject::Team(TeamId(id))),
                _ => Action::SwitchOff(SubscriptionId(id)),
            };
            return pressed(&action.encode());
        }
    };
    crate::world::command(&line)
}

/// Everything that somebody is shown, without what they asked for themselves: that is said back between quotes and tells
/// them nothing.
fn shown_of(reply: &Reply, other: &Club) -> String {
    let form = reply.form.as_ref().map(|form| form.values.clone()).unwrap_or_default();
    let buttons: Vec<_> = reply.message.buttons.iter().map(|button| button.label.clone()).collect();
    let shown = format!("{} {form:?} {buttons:?}", text(&reply.message)).replace(['\u{2068}', '\u{2069}'], "");
    [other.word, other.player].iter().fold(shown, |told, asked| told.replace(&format!("“{asked}”"), ""))
}

/// Daily posts and lines about changes go to their own community's places; how many there were.
fn posts_keep_apart(world: &World) -> usize {
    let posts = world.board.posts.lock().expect("nobody else holds it");
    for (place, words, mark) in posts.iter() {
        // A post's place is its community's own address, or a room that was named there first.
        for (own, other) in [(&CLUBS[0], &CLUBS[1]), (&CLUBS[1], &CLUBS[0])] {
            if place.starts_with(own.admin.where_) {
                assert!(!other.is_in(words), "{mark}: {words}");
            }
        }
    }
    posts.len()
}

async fn play(mut dice: Dice, operations: usize) {
    let world = World::new().await;
    world
        .board
        .admins
        .lock()
        .expect("nobody else holds it")
        .extend([("ada".to_owned(), false), ("eve".to_owned(), false)]);
    let (mut written, mut seen) = ([0_usize; 2], 0);
    for count in 0..operations {
        let at = dice.below(2);
        let (own, other) = (&CLUBS[at], &CLUBS[1 - at]);
        let who = if dice.roll(4) == 0 { own.member } else { own.admin };
        let said = operation(own, other, &mut dice);
        let says = format!("{count}: {} of {}: {said:?}", who.who, who.where_);
        let mut reply = world.hear(who, said).await;
        let mut told = shown_of(&reply, other);
        assert!(!other.is_in(&told), "{says}: {told}");
        // Buttons that were shown are pressed as well: by whom they were shown to, or by somebody of the other community.
        for _ in 0..dice.roll(4) {
            let Some(button) = reply.message.buttons.get(dice.below(reply.message.buttons.len().max(1))) else { break };
            let button = button.action.encode();
            let presser = if dice.roll(10) == 0 { other.admin } else { who };
            let next = world.hear(presser, pressed(&button)).await;
            let hidden = if presser.where_ == who.where_ { other } else { own };
            let seen = shown_of(&next, hidden);
            assert!(!hidden.is_in(&seen), "{says}: {} presses {button}: {seen}", presser.who);
            if presser.where_ != who.where_ {
                break;
            }
            told.push_str(&seen);
            reply = next;
        }
        written[at] += usize::from(own.is_in(&told));
        let typed = dice.pick(&["a", "am", "co", "cobalt", "amber", ""]);
        for (command, argument) in
            [("story", "about"), ("player", "name"), ("removestory", "story"), ("restorestory", "story")]
        {
            if dice.roll(20) == 0 {
                let offered = world.complete(who, command, argument, typed).await.join(" ");
                assert!(!other.is_in(&offered), "{says}: while typing {typed}: {offered}");
            }
        }
        if dice.roll(200) == 0 {
            world.clock.advance(std::time::Duration::from_hours(20));
            world.pass().await;
        }
    }
    seen += posts_keep_apart(&world);
    assert!(
        operations < 1_000 || (seen > 0 && written.iter().all(|count| *count > operations / 50)),
        "{written:?}, {seen} posts"
    );
}

#[tokio::test]
async fn nothing_of_one_community_reaches_another() {
    play(Dice::seeded(5), 4_000).await;
    play(Dice::by_chance(), 1_000).await;
}

#[tokio::test]
#[ignore = "long: a million operations"]
async fn a_million_operations_cross_nothing() {
    let operations = std::env::var("OPERATIONS").map_or(1_000_000, |number| number.parse().expect("a number"));
    let mut dice = Dice::by_chance();
    println!("SEED={}", dice.seed());
    for _ in 0..operations / 10_000 {
        play(Dice::seeded(dice.roll(u64::MAX)), 10_000).await;
    }
    println!("{operations} operations, 0 crossings");
}
