//! A story is written in a conversation: question by question, back and forth, over a restart and over a day; names are
//! known, or asked for; nothing is told before its writer has seen how it reads.

use touchline::bot::Said;
use touchline::domain::community::Standing;
use touchline::domain::message::Reply;

use crate::world::{ADMIN, ELSEWHERE, MEMBER, Somebody, World, command, text};

/// What each question is answered, in order.
const ANSWERS: [&str; 5] = [
    "The long bus",
    "Forty hours for ninety minutes.\n\n> We would do it again.",
    "Walid Regragui (Morocco)",
    "Portugal 0-1 Morocco, 2022-12-10",
    "Our club, https://club.example/bus",
];

/// Answers the questions from the n-th on; what is shown in the end.
async fn answer_from(world: &World, who: Somebody, first: usize) -> Reply {
    let mut shown = None;
    for answer in &ANSWERS[first..] {
        shown = Some(world.words(who, answer).await);
    }
    shown.expect("at least one answer")
}

fn labels(reply: &Reply) -> Vec<&str> {
    reply.message.buttons.iter().map(|button| button.label.as_str()).collect()
}

#[tokio::test]
async fn question_by_question_to_a_story_that_is_shown_before_it_is_told() {
    let world = World::new().await;
    let asked = world.reply(ADMIN, "/addstory").await;
    assert!(text(&asked.message).starts_with("1 of 5: What is its title?"), "{}", text(&asked.message));
    assert_eq!(labels(&asked), ["Cancel"]);
    assert!(asked.awaits_words);
    let asked = world.words(ADMIN, ANSWERS[0]).await;
    assert!(text(&asked.message).starts_with("2 of 5: Tell it."), "{}", text(&asked.message));
    assert_eq!(labels(&asked), ["Back", "Cancel"]);
    let shown = answer_from(&world, ADMIN, 1).await;
    let read = text(&shown.message);
    assert!(read.starts_with("This is how it will read:\nThe long bus\nWalid Regragui (Morocco) · "), "{read}");
    assert!(
        read.contains("Morocco 1–0 Portugal · Quarter-final · 10 Dec 2022 · Al Thumama Stadium, Doha"),
        "a match that is known gets what is known of it: {read}"
    );
    assert!(read.contains("> We would do it again.") && read.contains("Only this community will see it."), "{read}");
    assert_eq!(labels(&shown), ["Publish", "Change it", "Cancel"]);
    assert!(!world.say(MEMBER, "/story long bus").await.contains("Forty hours"), "it is not told yet");
    assert!(world.confirm(ADMIN, shown).await.starts_with("Added: “The long bus”."));
    assert!(world.say(MEMBER, "/match morocco portugal").await.contains("The long bus"));
    let question = world.words(ADMIN, "hakimi").await;
    assert!(text(&question.message).contains("Achraf Hakimi"), "after that words are questions again");
}

#[tokio::test]
async fn one_can_go_back_skip_and_cancel_by_buttons_and_by_words() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    let asked = world.words(ADMIN, "The long bus").await;
    let back = world.press_label(ADMIN, &asked, "Back").await;
    let said = text(&back.message);
    assert!(said.starts_with("1 of 5: ") && said.contains("So far:") && said.contains("The long bus"), "{said}");
    assert_eq!(labels(&back), ["Keep it", "Cancel"]);
    let kept = world.press_label(ADMIN, &back, "Keep it").await;
    assert!(text(&kept.message).starts_with("2 of 5: "), "{}", text(&kept.message));
    let old = world.press_label(ADMIN, &asked, "Back").await;
    assert!(
        text(&old.message).starts_with("That button is from before. This is how it stands:"),
        "a button that was overtaken does nothing: {}",
        text(&old.message)
    );
    world.words(ADMIN, ANSWERS[1]).await;
    let asked = world.words(ADMIN, "/skip").await;
    assert!(text(&asked.message).starts_with("4 of 5: "), "{}", text(&asked.message));
    let asked = world.words(ADMIN, "Back").await;
    assert!(text(&asked.message).starts_with("3 of 5: "), "{}", text(&asked.message));
    let given_up = world.words(ADMIN, "cancel").await;
    assert_eq!(text(&given_up.message), "Given up: nothing of it is kept.");
    assert!(text(&world.reply(ADMIN, "/addstory").await.message).starts_with("1 of 5: "), "it begins anew");
}

#[tokio::test]
async fn a_restart_loses_no_step_and_a_repeated_update_makes_none_twice() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    world.words(ADMIN, ANSWERS[0]).await;
    let once = world.hear_again(ADMIN, Said::Words(ANSWERS[1].into()), "update 3").await;
    let world = world.restarted().await;
    let twice = world.hear_again(ADMIN, Said::Words(ANSWERS[1].into()), "update 3").await;
    assert_eq!(text(&once.message), text(&twice.message), "the same update once more is the same answer");
    let shown = answer_from(&world, ADMIN, 2).await;
    assert!(text(&shown.message).contains("Forty hours for ninety minutes."), "{}", text(&shown.message));
    let world = world.restarted().await;
    assert!(world.confirm(ADMIN, shown).await.starts_with("Added: “The long bus”."));
}

#[tokio::test]
async fn after_a_day_words_are_a_question_again_and_what_was_written_waits() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    world.words(ADMIN, ANSWERS[0]).await;
    world.clock.set("2026-11-22T08:00:01Z");
    let found = world.words(ADMIN, "hakimi").await;
    let said = text(&found.message);
    assert!(said.contains("Achraf Hakimi"), "{said}");
    assert!(
        said.starts_with("The story that you were writing waited for more than a day, so I put it aside."),
        "{said}"
    );
    let again = text(&world.words(ADMIN, "hakimi").await.message);
    assert!(!again.contains("put it aside"), "it is said once: {again}");
    let resumed = world.reply(ADMIN, "/addstory").await;
    let said = text(&resumed.message);
    assert!(said.starts_with("You were writing this (22 November 2026, 08:00 UTC); it is as you left it."), "{said}");
    assert!(said.contains("“The long bus”: what do you want to change?"), "{said}");
    assert!(labels(&resumed).contains(&"Begin anew"), "{:?}", labels(&resumed));
    let anew = world.press_label(ADMIN, &resumed, "Begin anew").await;
    assert!(text(&anew.message).starts_with("1 of 5: ") && !text(&anew.message).contains("long bus"));
    world.words(ADMIN, "Another title").await;
    world.clock.set("2026-12-07T08:00:02Z");
    world.say(MEMBER, "/submit").await;
    assert!(world.say(ADMIN, "/addstory").await.starts_with("1 of 5: "), "after two weeks nothing is kept");
}

#[tokio::test]
async fn a_fault_is_named_at_once_beside_what_was_typed() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    for answer in &ANSWERS[..3] {
        world.words(ADMIN, answer).await;
    }
    let asked = world.words(ADMIN, "Morocco 1-0 Portugal, 2022-13-10").await;
    let said = text(&asked.message);
    assert!(
        said.contains("4 of 5: In which match was it") && said.contains("So far:\nMorocco 1-0 Portugal, 2022-13-10"),
        "{said}"
    );
    let asked = world.words(ADMIN, ANSWERS[3]).await;
    assert!(text(&asked.message).starts_with("5 of 5: "), "{}", text(&asked.message));
    let missing = world.words(ADMIN, "skip").await;
    let said = text(&missing.message);
    assert!(said.starts_with("Nearly there; one thing to mend:\n- Source – "), "{said}");
    let asked = world.press_label(ADMIN, &missing, "Source").await;
    assert!(text(&asked.message).starts_with("Who reported it"), "{}", text(&asked.message));
    let shown = world.words(ADMIN, ANSWERS[4]).await;
    assert!(text(&shown.message).starts_with("This is how it will read:"), "{}", text(&shown.message));
}

#[tokio::test]
async fn a_text_that_came_in_two_messages_is_one() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    world.words(ADMIN, ANSWERS[0]).await;
    let half = "A sentence of the long story. ".repeat(134);
    let more = world.words(ADMIN, half.trim_end()).await;
    let said = text(&more.message);
    assert!(said.starts_with("I have that much of the text."), "{said}");
    assert_eq!(labels(&more), ["Back", "That is all", "Cancel"]);
    let asked = world.words(ADMIN, "And this is its end.").await;
    assert!(text(&asked.message).starts_with("3 of 5: "), "{}", text(&asked.message));
    let shown = answer_from(&world, ADMIN, 2).await;
    let read = text(&shown.message);
    assert!(read.contains("A sentence of the long story.\nAnd this is its end."), "{read}");
}

#[tokio::test]
async fn a_name_in_doubt_is_asked_for_and_a_known_one_is_not() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    for answer in &ANSWERS[..2] {
        world.words(ADMIN, answer).await;
    }
    world.words(ADMIN, "Hakimi, Boufall").await;
    world.words(ADMIN, ANSWERS[3]).await;
    let asked = world.words(ADMIN, ANSWERS[4]).await;
    assert!(text(&asked.message).starts_with("Whom or what do you mean by “Hakimi”?"), "{}", text(&asked.message));
    assert_eq!(labels(&asked), ["Achraf Hakimi", "“Hakimi”, as I wrote it", "Change it", "Cancel"]);
    let asked = world.press_label(ADMIN, &asked, "Achraf Hakimi").await;
    assert!(text(&asked.message).starts_with("Whom or what do you mean by “Boufall”?"), "{}", text(&asked.message));
    let shown = world.press_label(ADMIN, &asked, "“Boufall”, as I wrote it").await;
    let read = text(&shown.message);
    assert!(read.contains("Achraf Hakimi") && read.contains("(Morocco)"), "the team is known too: {read}");
    assert!(world.confirm(ADMIN, shown).await.starts_with("Added:"));
    let found = world.reply(MEMBER, "/player hakimi").await;
    assert!(text(&found.message).contains("The long bus"), "one Hakimi, not two: {}", text(&found.message));
    assert!(world.say(MEMBER, "/player Boufall").await.contains("The long bus"), "and a Boufall of their own");
}

#[tokio::test]
async fn teams_without_a_date_mean_the_match_that_is_known() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    for answer in &ANSWERS[..3] {
        world.words(ADMIN, answer).await;
    }
    let asked = world.words(ADMIN, "Portugal v Morocco").await;
    assert!(text(&asked.message).starts_with("5 of 5: "), "no fault: {}", text(&asked.message));
    let shown = world.words(ADMIN, ANSWERS[4]).await;
    assert!(
        text(&shown.message).contains("Morocco 1–0 Portugal · Quarter-final · 10 Dec 2022"),
        "{}",
        text(&shown.message)
    );
    let asked = world.press_label(ADMIN, &shown, "Change it").await;
    let asked = world.press_label(ADMIN, &asked, "Match, or the day").await;
    assert!(text(&asked.message).contains("In which match was it"));
    let other = world.words(ADMIN, "Morocco 3-0 Portugal, 2022-12-10").await;
    assert!(text(&other.message).contains("I know this match as Morocco 1–0 Portugal."), "{}", text(&other.message));
}

#[tokio::test]
async fn in_a_group_only_the_reply_of_the_one_who_was_asked_is_an_answer() {
    let world = World::new().await;
    let asked = world.reply(ADMIN, "/addstory").await;
    let to = asked.message.buttons[0].action.encode();
    let reply = |text: &str| Said::Replied { text: text.to_owned(), to: to.clone() };
    let nothing = world.hear(MEMBER, reply("Mine!")).await;
    assert!(nothing.is_nothing(), "{:?}", nothing.message);
    let other = Said::Replied { text: "lol".to_owned(), to: "1:s:1".to_owned() };
    assert!(world.hear(ADMIN, other).await.is_nothing(), "a reply to a story is no answer");
    let asked = world.hear(ADMIN, reply("The long bus")).await;
    assert!(text(&asked.message).starts_with("2 of 5: "), "{}", text(&asked.message));
    for who in [MEMBER, ELSEWHERE] {
        let stolen = world.press_label(who, &asked, "Back").await;
        assert!(
            text(&stolen.message).starts_with("That is somebody else's, or nothing of it is kept any more."),
            "{}",
            text(&stolen.message)
        );
    }
}

#[tokio::test]
async fn who_loses_the_right_meanwhile_loses_it_at_the_next_step() {
    let world = World::new().await;
    let ann = Somebody::new("ann", "fans", Standing::Ask);
    let is_admin = |yes| world.board.admins.lock().expect("nobody else holds it").insert("ann".to_owned(), yes);
    is_admin(true);
    world.say(ann, "/addstory").await;
    let shown = answer_from(&world, ann, 0).await;
    is_admin(false);
    assert!(text(&world.words(ann, "hakimi").await.message).contains("Achraf Hakimi"), "reading stays");
    assert!(world.confirm(ann, shown).await.starts_with("Only admins and editors"));
    let asked = world.say(ann, "/addstory").await;
    assert!(asked.starts_with("Only admins and editors"), "{asked}");
    assert!(!world.say(MEMBER, "/story long bus").await.contains("Forty hours"));
}

#[tokio::test]
async fn a_suggestion_is_written_and_edited_the_same_way() {
    let world = World::new().await;
    world.say(MEMBER, "/submit").await;
    let shown = answer_from(&world, MEMBER, 0).await;
    assert!(text(&shown.message).contains("This community's admins will read it before anybody else does."));
    assert!(world.confirm(MEMBER, shown).await.starts_with("Thank you: “The long bus” waits"));
    let edit = world.reply(ADMIN, "/review").await;
    let choice = world.press_label(ADMIN, &edit, "Edit").await;
    assert_eq!(
        labels(&choice),
        ["Title", "Text", "Players", "Match, or the day", "Source", "All of it, as a file", "Done", "Cancel"]
    );
    let asked = world.press_label(ADMIN, &choice, "Title").await;
    assert!(text(&asked.message).contains("So far:\nThe long bus"), "{}", text(&asked.message));
    let shown = world.words(ADMIN, "The longest bus").await;
    let accepted = world.confirm(ADMIN, shown).await;
    assert!(accepted.starts_with("Accepted: “The longest bus” is told from now on."), "{accepted}");
    assert_eq!(world.told().len(), 1, "its author is told");
}

#[tokio::test]
async fn an_edit_keeps_what_no_question_asks_for() {
    let world = World::new().await;
    let story = "+++\ntitle = \"The long bus\"\nsummary = \"By bus.\"\ndate = \"2022-12-10\"\nthemes = [\"fans\"]\n\
                 quotes = [{ by = \"A fan\", text = \"Again!\" }]\nsources = [{ publisher = \"Us\", title = \"The bus\" }]\n+++\n\nForty hours.";
    assert!(world.publish(ADMIN, &format!("/addstory {story}")).await.starts_with("Added:"));
    let choice = world.reply(ADMIN, "/editstory bus").await;
    let asked = world.press_label(ADMIN, &choice, "Text").await;
    assert!(text(&asked.message).contains("So far:\nForty hours."), "{}", text(&asked.message));
    let shown = world.words(ADMIN, "Fifty hours.").await;
    assert!(text(&shown.message).contains("Changed: text."), "{}", text(&shown.message));
    assert!(world.confirm(ADMIN, shown).await.starts_with("Changed: “The long bus”"));
    let told = world.say(MEMBER, "/story long bus").await;
    assert!(told.contains("Fifty hours.") && told.contains("Again!") && told.contains("A fan"), "{told}");
    let whole = world.reply(ADMIN, "/editstory bus").await;
    let whole = world.press_label(ADMIN, &whole, "All of it, as a file").await;
    let file = whole.form.expect("a form").values[0].1.clone();
    assert!(file.contains("themes = [\"fans\"]") && file.contains("title = \"The bus\""), "{file}");
    let shown = world.words(ADMIN, &file.replace("Fifty", "Sixty")).await;
    assert!(world.confirm(ADMIN, shown).await.starts_with("Changed:"), "as words, too");
    assert!(world.say(MEMBER, "/story long bus").await.contains("Sixty hours."));
}

#[tokio::test]
async fn two_who_edit_one_story_are_told_and_nothing_is_overwritten() {
    let world = World::new().await;
    let story =
        "+++\ntitle = \"The long bus\"\ndate = \"2022-12-10\"\nsources = [{ publisher = \"Us\" }]\n+++\n\nForty hours.";
    world.publish(ADMIN, &format!("/addstory {story}")).await;
    let bea = Somebody { who: "bea", ..ADMIN };
    let mut shown = Vec::new();
    for who in [ADMIN, bea] {
        let choice = world.reply(who, "/editstory bus").await;
        world.press_label(who, &choice, "Text").await;
        shown.push(world.words(who, &format!("{} wrote this.", who.who)).await);
    }
    let second = shown.pop().expect("two");
    let first = shown.pop().expect("two");
    assert!(world.confirm(ADMIN, first).await.starts_with("Changed:"));
    let late = world.press_label(bea, &second, "Save").await;
    assert!(
        text(&late.message)
            .starts_with("Nothing was overwritten: the story has been edited (summary, text) by person ada at 08:00"),
        "{}",
        text(&late.message)
    );
    let mine = world.press_label(bea, &late, "What I wrote").await;
    assert!(text(&mine.message).contains("bea wrote this."), "{}", text(&mine.message));
    let kept = world.reply(bea, "/editstory bus").await;
    assert!(text(&kept.message).contains("it is as you left it."), "nothing is thrown away: {}", text(&kept.message));
    let anew = world.press_label(bea, &kept, "Begin anew").await;
    world.press_label(bea, &anew, "Text").await;
    let shown = world.words(bea, "Both wrote this.").await;
    assert!(world.confirm(bea, shown).await.starts_with("Changed:"));
    assert!(world.say(MEMBER, "/story long bus").await.contains("Both wrote this."));
}

#[tokio::test]
async fn what_is_too_long_is_not_taken_and_nothing_is_lost() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    world.words(ADMIN, ANSWERS[0]).await;
    let flood = "x".repeat(1_000_000);
    for said in [Said::Words(flood.clone()), command(&format!("/submit +++{flood}"))] {
        let answer = text(&world.hear(ADMIN, said).await.message);
        assert!(answer.starts_with("That is too long: 1"), "{}", &answer[..answer.len().min(200)]);
    }
    let shown = answer_from(&world, ADMIN, 1).await;
    assert!(text(&shown.message).contains("The long bus"), "it goes on where it was");
}

#[tokio::test]
async fn who_changes_their_mind_about_their_name_is_obeyed() {
    let world = World::new().await;
    world.say(MEMBER, "/submit").await;
    world.words(MEMBER, ANSWERS[0]).await;
    let resumed = world.reply(MEMBER, "/submit credit:anonymous").await;
    assert!(text(&resumed.message).contains("it is as you left it."), "{}", text(&resumed.message));
    let shown = answer_from(&world, MEMBER, 1).await;
    let taken = world.confirm(MEMBER, shown).await;
    assert!(taken.contains("They will not see who you are."), "{taken}");
    assert!(world.say(ADMIN, "/review").await.starts_with("Suggestion 1 by somebody, "));
}

#[tokio::test]
async fn the_form_of_an_edit_that_was_given_up_still_keeps_what_it_does_not_show() {
    let world = World::new().await;
    let story = "+++\ntitle = \"The long bus\"\ndate = \"2022-12-10\"\nthemes = [\"fans\"]\nsources = [{ publisher = \"Us\" }]\n+++\n\nForty hours.";
    world.publish(ADMIN, &format!("/addstory {story}")).await;
    let choice = world.reply(ADMIN, "/editstory bus").await;
    let key = choice.form.as_ref().expect("a form").key.to_string();
    world.press_label(ADMIN, &choice, "Cancel").await;
    let shown = world.send_form(ADMIN, &key, &[("title", "The long bus"), ("text", "Fifty hours.")]).await;
    assert!(text(&shown.message).contains("Changed: summary, text."), "{}", text(&shown.message));
    let bea = Somebody { who: "bea", ..ADMIN };
    let other = world.send_form(bea, &key, &[("text", "Sixty hours.")]).await;
    assert!(world.confirm(ADMIN, shown).await.starts_with("Changed:"));
    let late = world.press_label(bea, &other, "Save").await;
    assert!(text(&late.message).starts_with("Nothing was overwritten:"), "{}", text(&late.message));
    let stranger = world.send_form(ELSEWHERE, &key, &[("text", "Mine.")]).await;
    assert!(text(&stranger.message).starts_with("That is somebody else's"), "{}", text(&stranger.message));
}

#[tokio::test]
async fn a_file_is_not_offered_where_it_would_replace_what_was_said() {
    let world = World::new().await;
    world.say(ADMIN, "/addstory").await;
    world.words(ADMIN, ANSWERS[0]).await;
    let resumed = world.words(ADMIN, "skip").await;
    assert!(text(&resumed.message).starts_with("3 of 5"));
    for _ in 0..3 {
        world.words(ADMIN, "skip").await;
    }
    let faults = world.reply(ADMIN, "/addstory").await;
    assert!(!labels(&faults).contains(&"All of it, as a file"), "{:?}", labels(&faults));
    let choice = world.press_label(ADMIN, &faults, "Change it").await;
    assert!(!labels(&choice).contains(&"All of it, as a file"), "{:?}", labels(&choice));
}
