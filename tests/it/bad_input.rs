//! Input that breaks bots: each kind of it has a plain answer, and nothing that was typed becomes more than text.
//!
//! What is proven elsewhere: pastes of a megabyte, two who edit one story (`writing.rs`), double presses (`admin.rs`), files that are
//! no text or too large (`files.rs`), formulas and duplicate slugs in tables (`bulk.rs`, `src/collection/rows.rs`), markup on the
//! wire (`doors.rs`, `render_discord.rs`, `render_telegram.rs`).

use touchline::domain::action::{Action, WriteStep};
use touchline::domain::writing::WritingId;

use crate::world::{ADMIN, ELSEWHERE, MEMBER, World, text};

const BOMB: &str = "@everyone @here <@&1> <@123> [free](https://evil.example) **now** `x` <b>y</b> t.me/evil";

fn story(title: &str, body: &str) -> String {
    format!(
        "/addstory +++\ntitle = '{title}'\ndate = \"2022-11-27\"\nsources = [{{ publisher = \"Us\" }}]\n+++\n\n{body}"
    )
}

#[tokio::test]
async fn hidden_characters_and_turned_text_never_get_into_a_story() {
    let world = World::new().await;
    let fields = [
        ("title", "Ha\u{202e}kimi\u{200b} \u{2066}says\u{0}"),
        ("text", "He sa\u{200f}id \u{202d}“mama”\u{2069}.\u{1b}"),
        ("match", "2022-11-27"),
        ("source", "Us"),
    ];
    let added = world.fill(ADMIN, &fields).await;
    assert!(added.starts_with("Added: “Hakimi says”."), "{added}");
    let told = world.say(MEMBER, "/story hakimi says").await;
    assert!(told.contains("Hakimi says") && told.contains("He said “mama”."), "{told}");
    let hidden = |ch: char| matches!(ch, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}') || ch == '\u{1b}';
    assert!(!told.contains(hidden), "{told:?}");
    let arabic = world.publish(ADMIN, &story("قبلة على جبين أمه", "قال: شكرا أمي. 😀👨‍👩‍👦")).await;
    assert!(arabic.starts_with("Added: “قبلة على جبين أمه”."), "{arabic}");
    assert!(world.say(MEMBER, "/story قبلة").await.contains("😀👨‍👩‍👦"), "what is not hidden stays");
    world.say(ADMIN, "/addstory").await;
    let asked = text(&world.words(ADMIN, "\u{202e}evil\u{200b}").await.message);
    assert!(asked.starts_with("2 of 5"), "{asked}");
    let back = text(&world.words(ADMIN, "back").await.message);
    assert!(back.contains("evil") && !back.contains(hidden), "not even to their own writer: {back:?}");
}

#[tokio::test]
async fn mention_bombs_and_links_stay_text_wherever_they_are_said_back() {
    let world = World::new().await;
    // Styles and links are what a message can have beyond text: nothing of the bomb has any.
    let is_plain = |message: &touchline::domain::message::Message| {
        message.blocks.iter().all(|block| match block {
            touchline::domain::prose::Block::Paragraph(spans)
            | touchline::domain::prose::Block::Quote(spans)
            | touchline::domain::prose::Block::Item(spans) => spans.iter().all(|span| span.link.is_none()),
            touchline::domain::prose::Block::Verbatim(_) => true,
        })
    };
    for line in [
        format!("/story {BOMB}"),
        format!("/player {BOMB}"),
        format!("/addstory {BOMB}"),
        format!("/editstory {BOMB}"),
        format!("/removestory {BOMB}"),
        format!("/history {BOMB}"),
        format!("/submit {BOMB}"),
        format!("/review {BOMB}"),
        format!("/settings zone {BOMB}"),
        format!("/settings editors add:{}", BOMB.replace(' ', "")),
        format!("/daily on {BOMB}"),
        format!("/help {BOMB}"),
        format!("/{BOMB}"),
    ] {
        let reply = world.reply(ADMIN, &line).await;
        assert!(is_plain(&reply.message), "{line}: {:?}", reply.message);
        assert!(!text(&reply.message).contains("no fault of yours"), "{line}: {}", text(&reply.message));
    }
    world.publish(MEMBER, &story("A bus", "By bus.").replace("/addstory", "/submit")).await;
    world.say(ADMIN, &format!("/review 1 decline {BOMB}")).await;
    let told = world.told();
    assert!(told[0].1.contains("@everyone @here"), "the platforms' renderings make that harmless: {told:?}");
}

#[tokio::test]
async fn a_form_that_is_sent_hours_later_or_after_all_was_given_up_loses_nothing() {
    let fields = [
        ("title", "The long bus"),
        ("text", "Forty hours."),
        ("match", "Morocco 1-0 Portugal, 2022-12-10"),
        ("source", "Us"),
    ];
    for given_up in [false, true] {
        let world = World::new().await;
        let asked = world.reply(ADMIN, "/addstory").await;
        let key = asked.form.as_ref().expect("a form").key.to_string();
        if given_up {
            world.press_label(ADMIN, &asked, "Cancel").await;
        }
        world.clock.set("2026-11-21T14:00:00Z");
        let world = world.restarted().await;
        let shown = world.send_form(ADMIN, &key, &fields).await;
        assert!(text(&shown.message).starts_with("This is how it will read:"), "{}", text(&shown.message));
        assert!(world.confirm(ADMIN, shown).await.starts_with("Added:"));
    }
    let world = World::new().await;
    for odd in ["", "write", "write 1", "write x add", "write 1 king", "story", "\u{0}", "decline", "decline x"] {
        let answer = text(&world.send_form(ADMIN, odd, &fields).await.message);
        assert!(
            answer.starts_with("I do not know this form.") || answer.starts_with("There is no such suggestion"),
            "{odd}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_forged_button_leads_to_nobody_elses_writing() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    world.words(ADMIN, "The secret bus").await;
    for who in [MEMBER, ELSEWHERE] {
        for id in 0..5 {
            for turn in 0..5 {
                for step in [
                    WriteStep::Back,
                    WriteStep::Skip,
                    WriteStep::Look,
                    WriteStep::Publish,
                    WriteStep::Whole,
                    WriteStep::Change,
                    WriteStep::Field(0),
                    WriteStep::Field(9),
                    WriteStep::Anew,
                    WriteStep::Cancel,
                ] {
                    let pressed = Action::Write(WritingId(id), turn, step).encode();
                    let answer = world.press(who, &pressed).await;
                    assert!(
                        answer.starts_with("That is somebody else's, or nothing of it is kept any more."),
                        "{pressed}: {answer}"
                    );
                }
            }
        }
        let form = world.send_form(who, "write 1 submit", &[("text", "mine")]).await;
        assert!(!text(&form.message).contains("secret"), "{}", text(&form.message));
    }
    let asked = world.words(ADMIN, "It is still there.").await;
    assert!(text(&asked.message).starts_with("3 of 5"), "{}", text(&asked.message));
}

#[tokio::test]
async fn odd_words_in_a_conversation_are_answers_and_never_trouble() {
    let world = World::new().await;
    for odd in [
        "",
        " ",
        "\u{0}",
        "😀",
        "'; DROP TABLE stories; --",
        "\"\"\"",
        "+++",
        "+++\n+++",
        "NEAR( AND *",
        "1",
        "/",
        "\\",
    ] {
        world.say(ADMIN, "/addstory").await;
        for _ in 0..5 {
            let answer = text(&world.words(ADMIN, odd).await.message);
            assert!(!answer.contains("no fault of yours"), "{odd:?}: {answer}");
        }
        world.words(ADMIN, "cancel").await;
    }
    assert!(world.say(MEMBER, "/story hakimi").await.contains("Achraf Hakimi"));
}
