//! Files of this computer: those that a command names are read, those that an answer brings are kept where the program was
//! started, and nothing that is there is ever written over. It does not know what is in them.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::file::{ATTACHMENT_LIMIT, Attachment, Enclosure, TooLarge};
use crate::ports::PostError;
use crate::text;

/// Names that are tried for a file before it is given up.
const NAMES: u32 = 1_000;

/// A file as somebody named it. Whether it is there is found out when it is read.
pub(super) fn named(path: &str) -> Attachment {
    let file = Path::new(path);
    let name = file.file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned());
    let size = fs::metadata(file).map_or(0, |known| known.len());
    Attachment { name, size, address: path.to_owned() }
}

/// Reads a file, no more of it than is allowed.
pub(super) fn read(path: &str) -> Result<Vec<u8>, PostError> {
    let failed = |error: std::io::Error| {
        PostError::Rejected(match error.kind() {
            ErrorKind::NotFound => text!("file-not-there"),
            ErrorKind::PermissionDenied => text!("file-forbidden"),
            _ => text!("file-unreadable", error = error.to_string()),
        })
    };
    let known = fs::metadata(path).map_err(failed)?;
    // A pipe or a device may never end, or wait for somebody.
    if !known.is_file() {
        let what = if known.is_dir() { text!("file-is-folder") } else { text!("file-is-odd") };
        return Err(PostError::Rejected(what));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(ATTACHMENT_LIMIT + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > ATTACHMENT_LIMIT {
        return Err(PostError::Rejected(TooLarge.into()));
    }
    Ok(bytes)
}

/// Writes a file into a folder under its name, with a number where that is taken; where it is then.
pub(super) fn keep(folder: &Path, file: &Enclosure) -> std::io::Result<PathBuf> {
    // Only the last piece of a name: nothing is written elsewhere.
    let name = Path::new(&file.name).file_name().map_or_else(|| "file".into(), |name| name.to_string_lossy());
    let (stem, ending) = match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, ending)) => (stem, format!(".{ending}")),
        None => (&*name, String::new()),
    };
    for number in 1..=NAMES {
        let name = if number == 1 { name.to_string() } else { format!("{stem}-{number}{ending}") };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut new) => return new.write_all(&file.bytes).map(|()| path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejected(path: &Path) -> String {
        match read(&path.display().to_string()) {
            Err(PostError::Rejected(why)) => why.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn files_are_read_up_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("my story.md");
        fs::write(&file, "+++").expect("written");
        let path = file.display().to_string();
        assert_eq!(named(&path), Attachment { name: "my story.md".into(), size: 3, address: path.clone() });
        assert_eq!(read(&path), Ok(b"+++".to_vec()));
        let large = vec![b'x'; usize::try_from(ATTACHMENT_LIMIT).expect("a small number") + 1];
        fs::write(&file, large).expect("written");
        assert_eq!(rejected(&file), TooLarge.to_string());
        assert_eq!(rejected(folder.path()), "it is a folder");
        assert_eq!(rejected(&folder.path().join("none")), "there is no such file here");
        assert_eq!(named("none/a.md").size, 0);
    }

    #[test]
    fn nothing_is_written_over_nor_elsewhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let keep = |name: &str| {
            let path = keep(folder.path(), &Enclosure { name: name.into(), bytes: name.into() }).expect("kept");
            assert_eq!(path.parent(), Some(folder.path()));
            assert_eq!(fs::read(&path).expect("there"), name.as_bytes());
            path.file_name().expect("a name").to_string_lossy().into_owned()
        };
        assert_eq!(["a.md", "a.md", "a.md"].map(keep), ["a.md", "a-2.md", "a-3.md"]);
        assert_eq!(
            ["list", "list", ".hidden", "../../a.csv", ".."].map(keep),
            ["list", "list-2", ".hidden", "a.csv", "file"]
        );
    }
}
