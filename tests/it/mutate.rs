//! Texts and bytes that chance spoils.

use crate::dice::Dice;

/// Up to four changes: bytes are taken away, doubled, cut off or changed, or a splinter is driven in.
pub(crate) fn mutate(bytes: &mut Vec<u8>, splinters: &[&str], dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(40)).min(bytes.len());
        match dice.below(7) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => bytes.extend_from_within(at..end),
            3 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).expect("a byte"),
            4 if at < bytes.len() && bytes[at].is_ascii_digit() => {
                bytes[at] = b'0' + u8::try_from(dice.below(10)).expect("a digit");
            }
            _ => drop(bytes.splice(at..at, dice.pick(splinters).bytes())),
        }
    }
}
