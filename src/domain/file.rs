//! Files that come with what is said, and files that are given out.
//!
//! It does not know where a file lies or how it travels: an address is read by the adapter that made it and by nobody else.

use super::tongue::Text;
use crate::text;

/// So large may a file be that is read, in bytes: 5 MiB, far more than any story. Platforms carry more (Discord 10 MiB,
/// Telegram 20 MB to bots).
pub const ATTACHMENT_LIMIT: u64 = 5 << 20;

/// So large may a file be that is given out, in bytes: 8 MiB, below Discord's 10 MiB (limits.toml `upload.file`). Whoever
/// makes one keeps to it: a platform refuses what is larger, and the answer is lost with it.
pub const ENCLOSURE_LIMIT: usize = 8 << 20;

/// A file that came with something said, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, in the words of whoever sent it.
    pub name: String,
    /// How large it is in bytes, as the platform says; 0 where it does not say.
    pub size: u64,
    /// Where it is, for its adapter alone: never shown, stored or logged.
    pub address: String,
}

/// A file that is given out with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name, with the ending that tells what it is.
    pub name: String,
    /// Its content, at most [`ENCLOSURE_LIMIT`] bytes.
    pub bytes: Vec<u8>,
}

/// More came than is read, whatever was said of the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is larger than {} MiB, which is as much as I read", ATTACHMENT_LIMIT >> 20)]
pub struct TooLarge;

impl From<TooLarge> for Text {
    fn from(_: TooLarge) -> Self {
        text!("file-too-large", size = ATTACHMENT_LIMIT >> 20)
    }
}

/// A file as it comes, piece by piece, counted on the way.
#[derive(Debug, Default)]
pub struct Gathered(Vec<u8>);

impl Gathered {
    /// Takes the next piece.
    ///
    /// # Errors
    /// With it there are more than [`ATTACHMENT_LIMIT`] bytes: no further piece need be asked for.
    pub fn take(&mut self, piece: &[u8]) -> Result<(), TooLarge> {
        if (self.0.len() + piece.len()) as u64 > ATTACHMENT_LIMIT {
            return Err(TooLarge);
        }
        self.0.extend_from_slice(piece);
        Ok(())
    }

    /// All of it.
    pub fn whole(self) -> Vec<u8> {
        self.0
    }
}

/// Why the content of a file is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoText {
    /// Nothing is in it.
    #[error("it is empty")]
    Empty,
    /// It is something else, or text in another encoding.
    #[error("it is no text in UTF-8; save it as plain text in UTF-8 and send it again")]
    NotUtf8,
}

impl From<NoText> for Text {
    fn from(why: NoText) -> Self {
        match why {
            NoText::Empty => text!("file-empty"),
            NoText::NotUtf8 => text!("file-no-text"),
        }
    }
}

/// The content of a file as text: with or without a byte order mark, with whichever line ends.
///
/// # Errors
/// See [`NoText`].
pub fn as_text(bytes: Vec<u8>) -> Result<String, NoText> {
    let text = String::from_utf8(bytes).map_err(|_| NoText::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(NoText::Empty);
    }
    // No text file holds it, and much that is no text is valid UTF-8 otherwise.
    if text.contains('\0') {
        return Err(NoText::NotUtf8);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_is_counted_whatever_was_said() {
        let half = vec![b'x'; usize::try_from(ATTACHMENT_LIMIT / 2).expect("a small number")];
        let mut gathered = Gathered::default();
        assert_eq!((gathered.take(&half), gathered.take(&half), gathered.take(b"")), (Ok(()), Ok(()), Ok(())));
        assert_eq!(gathered.take(b"x"), Err(TooLarge));
        assert_eq!(gathered.whole().len() as u64, ATTACHMENT_LIMIT);
    }

    #[test]
    fn reasons_are_the_same_in_logs_and_for_people() {
        assert_eq!(Text::from(TooLarge).to_string(), TooLarge.to_string());
        for why in [NoText::Empty, NoText::NotUtf8] {
            assert_eq!(Text::from(why).to_string(), why.to_string());
        }
    }

    #[test]
    fn text_is_read_as_editors_write_it() {
        let read = |bytes: &[u8]| as_text(bytes.to_vec());
        assert_eq!(read("\u{feff}+++\r\nö = 1\r+++\n".as_bytes()).as_deref(), Ok("+++\nö = 1\n+++\n"));
        for empty in [&b""[..], b" \r\n", "\u{feff}\n".as_bytes()] {
            assert_eq!(read(empty), Err(NoText::Empty));
        }
        // Latin-1, UTF-16 with its mark, a picture's beginning.
        for other in [&b"caf\xe9"[..], b"\xff\xfe+\0", b"PK\x03\x04\0\0"] {
            assert_eq!(read(other), Err(NoText::NotUtf8));
        }
    }
}
