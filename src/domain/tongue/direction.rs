//! What stands in a right-to-left sentence and reads from left to right: commands, names, addresses.
//!
//! Without marks of their own a command's slash would jump to its other end, and a sentence that begins with a Latin name
//! would be laid out from the left (Unicode UAX #9).

use crate::domain::text::{END_ISOLATE, ISOLATE};

/// Opens a run that reads from left to right whatever is around it; [`END_ISOLATE`] closes it.
const LEFT_TO_RIGHT: char = '\u{2066}';

/// Words of somebody else's, with a direction of their own.
pub(super) fn apart(words: &str) -> String {
    if words.is_empty() || words.starts_with([ISOLATE, LEFT_TO_RIGHT]) {
        return words.to_owned();
    }
    format!("{ISOLATE}{words}{END_ISOLATE}")
}

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
    led
}

/// A text outside backticks: `/word` gets a direction of its own, unless it stands in a run that has one already.
fn commands(text: &str, led: &mut String) {
    let (mut depth, mut in_command, mut before) = (0_i32, false, ' ');
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        if in_command && !(ch.is_ascii_alphanumeric() || ch == '_') {
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
        assert_eq!(lead("3/4 و https://a.b/c"), "3/4 و https://a.b/c", "no commands");
    }

    #[test]
    fn what_is_typed_holds_no_marks() {
        assert_eq!(lead(&format!("`/story {}`", apart("x"))), "\u{2066}`/story x`\u{2069}");
        assert_eq!(apart(&apart("x")), apart("x"));
    }
}
