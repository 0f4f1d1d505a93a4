//! Where story files are: `<year>/<slug>.md`, embedded in the binary or in a folder of the operator's. Beside one,
//! `<slug>.fr.md` tells it in French.
//!
//! It does not look into them. Other files, and folders whose name is no year, are not the collection's: a folder
//! `drafts` is a good place for what is not ready.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};

use super::read::SIZE_LIMIT;
use crate::domain::story::Slug;

/// The shipped stories, and what lies beside them.
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/stories");
/// How messages call the folder of the shipped stories.
const EMBEDDED_NAME: &str = "stories";
/// Goes into every digest. Raise it when the same bytes shall be read as another story: then all files count as changed.
const FORMAT_VERSION: &[u8] = b"touchline story 1\n";

/// A set of story files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection(Root);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Root {
    Embedded,
    Folder(PathBuf),
}

/// The collection's folder cannot be read, so nobody can say which stories are gone.
#[derive(Debug, thiserror::Error)]
#[error("the stories in {} cannot be read: {cause}", .folder.display())]
pub struct CollectionError {
    /// The folder.
    pub folder: PathBuf,
    /// Why.
    pub cause: io::Error,
}

impl Collection {
    /// The stories that the binary carries.
    pub fn embedded() -> Self {
        Self(Root::Embedded)
    }

    /// The stories of a folder.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self(Root::Folder(path.into()))
    }

    /// Every story file, ordered by path.
    ///
    /// # Errors
    /// The folder or one of its years cannot be listed, or there is no story in it at all. A single file that cannot be
    /// read is no error here: it is in the list and [`super::check`] names it.
    pub fn files(&self) -> Result<Vec<StoryFile>, CollectionError> {
        let mut files = match &self.0 {
            Root::Embedded => embedded_files(),
            Root::Folder(folder) => folder_files(folder)?,
        };
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }
}

/// One story file as it lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryFile {
    /// Its path as messages name it, with `/` between folders: `stories/2022/hakimi-mother-belgium.md`.
    pub path: String,
    /// Its bytes, at most one more than [`SIZE_LIMIT`]; or why it cannot be read.
    pub content: Result<Cow<'static, [u8]>, String>,
}

impl StoryFile {
    /// A file of these bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { path: path.into(), content: Ok(bytes.into()) }
    }

    /// The file's name without its ending: the story's slug, if it is one.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// For a file that tells a story in another language (`<slug>.<tag>.md`) the story's name and the tag.
    pub fn variant(&self) -> Option<(Slug, &str)> {
        let (slug, tag) = self.stem().split_once('.')?;
        Some((Slug::parse(slug)?, tag))
    }

    /// The name of the folder it lies in: the year of its event, or it is in the wrong place.
    pub fn year(&self) -> &str {
        self.path.rsplit('/').nth(1).unwrap_or_default()
    }

    /// The story's slug; `None` when the file's name is none.
    pub fn slug(&self) -> Option<Slug> {
        Slug::parse(self.stem())
    }

    /// Tells this content from every other: SHA-256 of the format's version and the bytes, in hex.
    /// `None` when the file cannot be read.
    pub fn digest(&self) -> Option<String> {
        self.digest_with(&[])
    }

    /// The same for it and the files that tell it in other languages; it alone has the digest that it always had.
    pub fn digest_with(&self, variants: &[&Self]) -> Option<String> {
        let mut hash = Sha256::new().chain_update(FORMAT_VERSION).chain_update(self.content.as_ref().ok()?);
        for variant in variants {
            let bytes = variant.content.as_ref().ok()?;
            // Name and length before the bytes: no two sets of files run together into the same ones.
            hash = hash.chain_update(format!("\n{} {}\n", variant.stem(), bytes.len())).chain_update(bytes);
        }
        Some(hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}"); // writing to a String cannot fail
            hex
        }))
    }
}

fn embedded_files() -> Vec<StoryFile> {
    let years = EMBEDDED.dirs().filter(|dir| dir.path().to_str().is_some_and(is_year));
    let files = years.flat_map(Dir::files).filter_map(|file| {
        let path = file.path().to_str().filter(|path| is_story(path))?;
        Some(StoryFile::new(format!("{EMBEDDED_NAME}/{}", path.replace('\\', "/")), file.contents()))
    });
    files.collect()
}

fn folder_files(folder: &Path) -> Result<Vec<StoryFile>, CollectionError> {
    let error = |cause| CollectionError { folder: folder.to_owned(), cause };
    let mut files = Vec::new();
    for year in entries(folder).map_err(error)? {
        if !year.name.as_deref().is_some_and(is_year) || !year.path.is_dir() {
            continue;
        }
        for file in entries(&year.path).map_err(error)? {
            let named = file.name.as_deref().is_none_or(is_story);
            if named && !file.path.is_dir() && file.path.extension().is_some_and(|ending| ending == "md") {
                files.push(StoryFile {
                    path: shown(&file.path),
                    content: content(&file.path).map_err(|cause| cause.to_string()),
                });
            }
        }
    }
    if files.is_empty() {
        return Err(error(io::Error::new(io::ErrorKind::NotFound, "no file <year>/<slug>.md is in it")));
    }
    Ok(files)
}

/// The file below a folder that has a story's name, in whatever year.
///
/// # Errors
/// The folder cannot be listed.
pub(super) fn holder(folder: &Path, slug: &Slug) -> io::Result<Option<PathBuf>> {
    let years = entries(folder)?.into_iter().filter(|entry| entry.name.as_deref().is_some_and(is_year));
    let mut files = years.map(|year| year.path.join(format!("{slug}.md")));
    // A link that leads nowhere is there as well.
    Ok(files.find(|file| file.symlink_metadata().is_ok()))
}

struct Entry {
    path: PathBuf,
    /// `None` when it is no Unicode.
    name: Option<String>,
}

fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let entry = |entry: fs::DirEntry| Entry { path: entry.path(), name: entry.file_name().into_string().ok() };
    fs::read_dir(folder)?.map(|found| found.map(entry)).collect()
}

/// The bytes, never much more than a story may have: the folder may hold anything.
fn content(path: &Path) -> io::Result<Cow<'static, [u8]>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(SIZE_LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn is_year(name: &str) -> bool {
    name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Files that editors hide are not stories.
fn is_story(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    !name.starts_with('.') && name.strip_suffix(".md").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_name_folder_and_digest() {
        let file = StoryFile::new("stories/2022/a-kiss.md", &b"x"[..]);
        assert_eq!((file.stem(), file.year(), file.slug().is_some()), ("a-kiss", "2022", true));
        assert_eq!(StoryFile::new("A_Kiss.md", &b""[..]).slug(), None);
        let digest = file.digest().expect("readable");
        assert_eq!(digest.len(), 64);
        assert_ne!(Some(digest), StoryFile::new("stories/2022/a-kiss.md", &b"y"[..]).digest());
    }

    #[test]
    fn a_folder_without_stories_is_an_error_and_not_an_empty_collection() {
        let words = Collection::folder("src").files().expect_err("no stories").to_string();
        assert_eq!(words, "the stories in src cannot be read: no file <year>/<slug>.md is in it");
        assert!(Collection::folder("no/such/folder").files().is_err());
    }
}
