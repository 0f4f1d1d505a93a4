//! What stands in a right-to-left sentence and reads from left to right: commands, names, addresses.
//!
//! Without marks of their own a command's slash would jump to its other end, and a sentence that begins with a Latin name
//! would be laid out from the left (Unicode UAX #9).

use crate::domain::text::{END_ISOLATE, ISOLATE, is_right_to_left};

/// Opens a run that reads from left to right whatever is around it; [`END_ISOLATE`] closes it.
const LEFT_TO_RIGHT: char = '\u{2066}';

/// Words of somebody else's, with a direction of their own unless it is the sentence's. Digits have one: behind Arabic
/// letters the parts of `2026-11-27` would change places.
pub(super) fn apart(words: &str) -> String {
    let letters = || words.chars().filter(|ch| ch.is_alphabetic());
    let is_of_the_sentence = letters().next().is_some() && letters().all(is_right_to_left);
    if words.is_empty() || words.starts_with([ISOLATE, LEFT_TO_RIGHT]) || is_of_the_sentence {
        return words.to_owned();
    }
    format!("{ISOLATE}{words}{END_ISOLATE}")
}

/// Makes what begins with it a right-to-left paragraph; it is not seen.
const FROM_THE_RIGHT: char = '\u{200f}';

/// A right-to-left text in which commands (`/story`) and what is typed exactly so (between backticks) read from left to
/// right. What is typed holds no marks, so that it can be copied.
pub(super) fn lead(text: &str) -> String {
    let mut led = String::with_capacity(text.len() + 16);
    for (number, part) in text.split('`').enumerate() {
        if number % 2 == 1 {
            let typed = part.replace([ISOLATE, LEFT_TO_RIGHT, END_ISOLATE], "");
            led.extend([LEFT_TO_RIGHT, '`']);
            led.push_str(&typed);
            led.extend(['`', END_ISOLATE]);
        } else {
            commands(part, &mut led);
        }
    }
    if is_all_arguments_and_arabic(text) {
        led.insert(0, FROM_THE_RIGHT);
    }
    led
}

/// Whether a text has letters in its arguments alone, so that nothing decides from which side it is laid out (UAX #9, rule
/// P2 passes isolates by), and they are those of a right-to-left script.
fn is_all_arguments_and_arabic(text: &str) -> bool {
    let (mut depth, mut first_inside) = (0_i32, None);
    let untyped = text.split('`').step_by(2);
    for ch in untyped.flat_map(str::chars) {
        match ch {
            ISOLATE | LEFT_TO_RIGHT => depth += 1,
            END_ISOLATE => depth -= 1,
            ch if !ch.is_alphabetic() => {}
            _ if depth == 0 => return false,
            ch => first_inside = first_inside.or(Some(ch)),
        }
    }
    first_inside.is_some_and(is_right_to_left)
}

/// A text outside backticks: `/word` gets a direction of its own, unless it stands in a run that has one already.
fn commands(text: &str, led: &mut String) {
    let (mut depth, mut in_command, mut before) = (0_i32, false, ' ');
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        // What is typed behind a command belongs to it.
        let goes_on = ch.is_ascii_alphanumeric()
            || matches!(ch, '_' | ':' | '@' | '<' | '>')
            || (ch == ' ' && chars.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '<'));
        if in_command && !goes_on {
            led.push(END_ISOLATE);
            in_command = false;
        }
        match ch {
            ISOLATE | LEFT_TO_RIGHT => depth += 1,
            END_ISOLATE => depth -= 1,
            '/' if depth == 0 && before.is_whitespace() && chars.peek().is_some_and(char::is_ascii_lowercase) => {
                led.push(LEFT_TO_RIGHT);
                in_command = true;
            }
            _ => {}
        }
        led.push(ch);
        before = ch;
    }
    if in_command {
        led.push(END_ISOLATE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_keep_their_slash_in_front() {
        assert_eq!(lead("جرّب /story الآن"), "جرّب \u{2066}/story\u{2069} الآن");
        assert_eq!(lead("جرّب `/story x`."), "جرّب \u{2066}`/story x`\u{2069}.");
        assert_eq!(
            lead("جرّب /daily on 09:00 أو /help."),
            "جرّب \u{2066}/daily on 09:00\u{2069} أو \u{2066}/help\u{2069}."
        );
        assert_eq!(lead("3/4 و https://a.b/c"), "3/4 و https://a.b/c", "no commands");
    }

    #[test]
    fn a_text_of_arguments_alone_begins_on_the_side_of_the_first() {
        let said = format!("`/story` – {}", apart("قصة Hakimi"));
        assert!(lead(&said).starts_with(FROM_THE_RIGHT), "{said}");
        let name = format!("{}: {}", apart("Hakimi"), apart("قصة Hakimi"));
        assert!(!lead(&name).starts_with(FROM_THE_RIGHT), "{name}");
        assert_eq!(lead("قصة"), "قصة");
    }

    #[test]
    fn what_is_typed_holds_no_marks() {
        assert_eq!(lead(&format!("`/story {}`", apart("x"))), "\u{2066}`/story x`\u{2069}");
        assert_eq!(apart(&apart("x")), apart("x"));
    }
}
