//! `/story` with words of a text: the best story is told, and each one below it shows where the words stand in it.

use proptest::prelude::*;
use touchline::domain::draft::{Draft, QuoteDraft, SourceDraft};
use touchline::domain::excerpt;
use touchline::domain::message::Message;
use touchline::domain::prose::{Block, Style};
use touchline::domain::text::utf16_len;
use touchline::domain::tongue::Tongue;
use touchline::ports::{ChangedFile, Clock as _};

use crate::world::{MEMBER, World};

fn story(slug: &str, title: &str, summary: &str, body: &str) -> Draft {
    Draft {
        slug: slug.into(),
        title: title.into(),
        summary: summary.into(),
        body: body.into(),
        date: "2022-12-10".into(),
        tournament: "FIFA World Cup 2022".into(),
        themes: vec!["fans".into()],
        sources: ["Gazette", "Courier"]
            .map(|publisher| SourceDraft {
                publisher: publisher.into(),
                url: format!("https://example.org/{publisher}"),
                ..SourceDraft::default()
            })
            .to_vec(),
        ..Draft::default()
    }
}

/// Stories in everyone's collection, beside the two that are there.
async fn world(drafts: Vec<Draft>) -> World {
    let world = World::new().await;
    let file = |draft: Draft| ChangedFile { digest: draft.slug.clone(), story: draft.check().expect("no fault") };
    let files = drafts.into_iter().map(file).collect();
    world.store.sync(files, Vec::new(), world.clock.now()).await.expect("brought in");
    world
}

/// The entries below a story, with what is set apart in brackets.
fn below(message: &Message) -> Vec<String> {
    let entries = message.blocks.iter().filter_map(|block| match block {
        Block::Item(spans) => Some(spans),
        _ => None,
    });
    let marked = |text: &str, style| if style == Style::Strong { format!("[{text}]") } else { text.to_owned() };
    entries.map(|spans| spans.iter().map(|span| marked(&span.text, span.style)).collect()).collect()
}

async fn asked(drafts: Vec<Draft>, words: &str) -> (Option<String>, Vec<String>) {
    let reply = world(drafts).await.reply(MEMBER, &format!("/story {words}")).await;
    (reply.message.title.clone(), below(&reply.message))
}

/// What is shown of one story, with what is set apart in brackets.
fn shown(draft: &Draft, words: &str) -> Option<String> {
    let spans = excerpt::of(&draft.check().expect("no fault"), words, Tongue::English)?;
    let message = Message { blocks: vec![Block::Item(spans)], ..Message::default() };
    below(&message).pop()
}

#[tokio::test]
async fn words_are_shown_where_they_stand() {
    let long = "Nobody had thought of it. ".repeat(20);
    let drafts = vec![
        story("a", "The zugzwang", "A plain summary.", "Nothing else."),
        story("b", "A second one", "They called it a zugzwang, all of them.", "A zugzwang indeed."),
        story(
            "c",
            "A third one",
            "A plain summary.",
            &format!("{long}\n\n{long}Then came the ZUGZWANG at last. {long}"),
        ),
    ];
    let (title, below) = asked(drafts, "zugzwang").await;
    assert_eq!(title.as_deref(), Some("The zugzwang"), "a title goes before all else");
    assert_eq!(
        below,
        [
            "A second one: They called it a [zugzwang], all of them.",
            "A third one: …of it. Nobody had thought of it. Then came the [ZUGZWANG] at last. Nobody had thought of it. Nobody had thought of it…",
        ]
    );
}

#[tokio::test]
async fn a_title_or_a_name_that_has_the_words_leaves_the_summary() {
    let mut named = story("b", "A second one", "A plain summary.", "Nothing else.");
    named.people =
        vec![touchline::domain::draft::PersonDraft { name: "Zugzwang Zefirino".into(), ..Default::default() }];
    let drafts = vec![
        story("a", "The zugzwang zugzwang", "A plain summary.", "A zugzwang in the text."),
        story("c", "Zugzwang, they said, and it was a longer title", "Another summary.", "A zugzwang in the text."),
        named,
    ];
    let (_, below) = asked(drafts, "zugzwang").await;
    assert_eq!(below.len(), 2, "{below:?}");
    assert!(below.iter().any(|entry| entry.ends_with(": Another summary.")), "{below:?}");
    assert!(below.iter().any(|entry| entry == "A second one: A plain summary."), "{below:?}");
}

#[test]
fn words_are_marked_in_any_spelling_and_script() {
    let text = |body: &str| story("a", "A title", "A plain summary.", body);
    for (body, words, expected) in [
        ("Then Mbappé ran.", "Mbappe", "Then [Mbappé] ran."),
        ("Then Mbappe\u{301} ran.", "MBAPPÉ", "Then [Mbappé] ran."),
        ("It was cleaned by them.", "cleaning", "It was [cleaned] by them."),
        ("It was clean.", "cle", "It was [clean]."),
        ("قبّل أمه بعد المباراة.", "المباراة", "\u{2068}قبّل أمه بعد [المباراة].\u{2069}"),
        ("Он обнял маму.", "маму", "Он обнял [маму]."),
        ("손흥민이 울었다.", "손흥민", "[손흥민이] 울었다."),
        ("He *wept* and [wept](https://example.org).", "wept", "He [wept] and [wept]."),
        ("“OR” said the NEAR one", "\"or\" NEAR(", "“[OR]” said the [NEAR] one"),
        ("\u{e000}odd\u{e001} words", "odd", "\u{e000}[odd]\u{e001} words"),
    ] {
        assert_eq!(shown(&text(body), words).as_deref(), Some(expected), "{words}");
    }
    for words in ["absent", "", "*", "title:", "Gazette"] {
        assert_eq!(shown(&text("Nothing of that."), words), None, "{words}");
    }
}

#[test]
fn the_piece_with_most_of_the_words_is_shown() {
    let apart = format!("The dance. {} The dance of a mother. {}", "Nothing. ".repeat(40), "Nothing. ".repeat(40));
    let piece = shown(&story("a", "A title", "A summary with a dance.", &apart), "dance mother").expect("found");
    assert!(piece.contains("[dance] of a [mother]"), "{piece}");
    let mut quoted = story("a", "A title", "A plain summary.", "A text.");
    quoted.quotes = vec![QuoteDraft { by: "Somebody".into(), text: "We danced.".into(), ..QuoteDraft::default() }];
    assert_eq!(shown(&quoted, "danced").as_deref(), Some("We [danced]."));
    assert_eq!(shown(&quoted, "somebody"), None, "who said it is a name");
    let half = story("a", "The dance", "A plain summary.", "A mother and a dance.");
    assert_eq!(shown(&half, "dance mother").as_deref(), Some("A [mother] and a [dance]."), "what the title lacks");
}

#[tokio::test]
async fn what_stands_in_another_community_is_not_found_by_any_word() {
    let world = World::new().await;
    let draft =
        "+++\ntitle = \"The zugzwang\"\ndate = 2022-12-10\n\n[[sources]]\npublisher = \"Us\"\n+++\n\nA zugzwang.\n";
    let shown = world.attach(crate::world::ADMIN, "/addstory", draft.as_bytes()).await;
    let press = shown.lines().find_map(|line| line.strip_prefix("[Publish] ")).expect("a button").to_owned();
    world.press(crate::world::ADMIN, &press).await;
    assert!(world.say(MEMBER, "/story zugzwang").await.starts_with("The zugzwang"));
    let elsewhere = crate::world::ELSEWHERE;
    assert!(!world.say(elsewhere, "/story zugzwang").await.contains("The zugzwang"));
    assert!(world.complete(MEMBER, "story", "about", "zugz").await.contains(&"The zugzwang".to_owned()));
    assert_eq!(world.complete(elsewhere, "story", "about", "zugz").await, Vec::<String>::new());
    world.say(crate::world::ADMIN, "/removestory the-zugzwang").await;
    assert_eq!(world.complete(MEMBER, "story", "about", "zugz").await, Vec::<String>::new(), "nor a removed one");
}

proptest! {
    /// Whatever is asked and told: no piece is too long, none is empty, each marks something.
    #[test]
    fn no_words_ever_fail(words in "\\PC{0,40}|[a-c ]{0,12}|[ابت ]{0,8}", body in "\\PC{1,400}|[a-c ]{1,600}|[ابت ]{1,300}|a{1,500}") {
        let is_plain = body.chars().all(|ch| ch.is_alphabetic() || ch == ' ');
        let body = format!("b {}", body.replace(['*', '_', '[', '<', '`', '#', '&', '\\'], ""));
        let told = story("a", "A title", "A plain summary.", &body).check();
        prop_assert!(told.is_ok() || !is_plain, "{told:?}");
        if let Ok(told) = told
            && let Some(spans) = excerpt::of(&told, &words, Tongue::English)
        {
            let text: String = spans.iter().map(|span| span.text.as_str()).collect();
            prop_assert!(utf16_len(&text) <= excerpt::LIMIT, "{text}");
            prop_assert!(spans.iter().any(|span| span.style == Style::Strong && !span.text.is_empty()), "{spans:?}");
        }
    }
}
