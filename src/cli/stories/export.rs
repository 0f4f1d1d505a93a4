//! `touchline stories export`: the stories of the store in one file or as story files, those too that were added or edited in
//! chat. The bot may run meanwhile.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use chrono::Datelike as _;

use super::{Failed, load_without_platforms, say};
use crate::collection::{self, CollectionFormat};
use crate::config::Flags;
use crate::domain::community::{Community, PlatformName};
use crate::domain::story::NewStory;
use crate::domain::transfer::{FileKind, RowKind};
use crate::ports::StoryFormat as _;
use crate::store;

/// Stories read at once.
const PAGE: usize = 200;

/// Endings of files that people may mean and that are not written: taken for a folder's name they would surprise.
const OTHER_ENDINGS: [&str; 7] = ["json", "md", "ods", "tsv", "txt", "xls", "xlsx"];

/// Writes the file of many stories that the ending means, or `DIR/<year>/<slug>.md` for each. A file that is there and
/// says something else is never changed.
pub(super) fn export(to: &Path, of: Option<&Community>, flags: &Flags) -> Result<(), Failed> {
    let kind = FileKind::named(&to.to_string_lossy());
    let ending = to.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if OTHER_ENDINGS.contains(&ending.as_str()) && !to.is_dir() {
        return Err(Failed::Work(format!(
            ".{ending} is not written: name a file that ends in .jsonl or .csv, or a folder"
        )));
    }
    let stories = stored(of, flags)?;
    if stories.is_empty() {
        say("There is no story to write.");
        return Ok(());
    }
    match kind {
        Some(FileKind::Rows(kind)) if !to.is_dir() => one_file(to, kind, &stories),
        _ => folder(to, &stories),
    }
}

/// Every story of the store's, in the order in which they were added.
fn stored(of: Option<&Community>, flags: &Flags) -> Result<Vec<NewStory>, Failed> {
    let config = load_without_platforms(flags)?;
    let store = store::read(&config.store).map_err(|error| Failed::Configuration(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failed::Work(format!("the system gives no threads: {error}")))?;
    let mut stories = Vec::new();
    let mut after = None;
    loop {
        let page = runtime.block_on(store.every_story(of, after, PAGE));
        let page = page.map_err(|error| Failed::Work(format!("the store failed: {error}")))?;
        let Some(last) = page.last() else { return Ok(stories) };
        after = Some(last.id);
        stories.extend(page.into_iter().map(|story| story.told));
    }
}

fn one_file(path: &Path, kind: RowKind, stories: &[NewStory]) -> Result<(), Failed> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => Failed::Work(format!(
            "{} is there already and is left as it is: move it away, or name another file",
            path.display()
        )),
        _ => Failed::Work(format!("{} cannot be written: {error}", path.display())),
    };
    let content = CollectionFormat.write_file(kind, stories);
    let mut file = File::create_new(path).map_err(failed)?;
    file.write_all(&content).and_then(|()| file.sync_all()).map_err(|error| {
        // Half of it would be in the way of the next try.
        let _stays = std::fs::remove_file(path);
        failed(error)
    })?;
    say(&format!("{} written to {}", stories.len(), path.display()));
    Ok(())
}

fn folder(folder: &Path, stories: &[NewStory]) -> Result<(), Failed> {
    let (mut written, mut same, mut taken) = (0, 0, Vec::new());
    for story in stories {
        match write(folder, story)? {
            Written::New => written += 1,
            Written::Same => same += 1,
            Written::Taken(path) => taken.push(path),
        }
    }
    say(&format!("{written} written, {same} there already, to {}", folder.display()));
    if taken.is_empty() {
        return Ok(());
    }
    let taken: Vec<_> = taken.iter().map(|path| path.display().to_string()).collect();
    Err(Failed::Work(format!(
        "{} left as they are, because they say something else: {}. Move them away, or export to another folder",
        taken.len(),
        taken.join(", ")
    )))
}

/// What became of a file.
enum Written {
    New,
    Same,
    Taken(PathBuf),
}

fn write(folder: &Path, story: &NewStory) -> Result<Written, Failed> {
    let year = folder.join(story.date.year().to_string());
    let path = year.join(format!("{}.md", story.slug.as_str()));
    let failed = |error: std::io::Error| Failed::Work(format!("{} cannot be written: {error}", path.display()));
    let text = collection::write(story, None);
    match fs::read_to_string(&path) {
        Ok(there) => {
            // The same story may be written in another way, its slug in the file's name alone.
            let mut reading = collection::read(&there);
            if reading.draft.slug.is_empty() {
                story.slug.as_str().clone_into(&mut reading.draft.slug);
            }
            let is_same = reading.check().is_ok_and(|told| told == *story);
            return Ok(if is_same { Written::Same } else { Written::Taken(path) });
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(_) => return Ok(Written::Taken(path)),
    }
    fs::create_dir_all(&year).map_err(failed)?;
    fs::write(&path, text).map_err(failed)?;
    Ok(Written::New)
}

/// Reads `discord/1234`.
///
/// # Errors
/// What would do.
pub(super) fn community(text: &str) -> Result<Community, String> {
    match text.split_once('/') {
        Some((platform, address)) if !platform.is_empty() && !address.is_empty() => {
            Ok(Community { platform: PlatformName::stored(platform.to_owned()), address: address.to_owned() })
        }
        _ => Err("write the platform and the number of the server or chat, for example discord/1000000000000000001"
            .to_owned()),
    }
}
