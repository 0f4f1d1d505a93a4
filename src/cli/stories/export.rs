//! `touchline stories export`: the stories of the store as files, those too that were added or edited in chat. The bot may run
//! meanwhile.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::Datelike as _;

use super::{Failed, load, say};
use crate::collection;
use crate::config::Flags;
use crate::domain::community::{Community, PlatformName};
use crate::domain::story::NewStory;
use crate::store;

/// Stories read at once.
const PAGE: usize = 200;

/// Writes `DIR/<year>/<slug>.md` for each story. A file that is there and says something else is never changed.
pub(super) fn export(folder: &Path, of: Option<&Community>, flags: &Flags) -> Result<(), Failed> {
    let config = load(flags)?;
    let store = store::read(&config.store).map_err(|error| Failed::Configuration(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failed::Work(format!("the system gives no threads: {error}")))?;
    let (mut written, mut same, mut taken) = (0, 0, Vec::new());
    let mut after = None;
    loop {
        let page = runtime.block_on(store.every_story(of, after, PAGE));
        let page = page.map_err(|error| Failed::Work(format!("the store failed: {error}")))?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for story in &page {
            match write(folder, &story.told)? {
                Written::New => written += 1,
                Written::Same => same += 1,
                Written::Taken(path) => taken.push(path),
            }
        }
    }
    if written + same + taken.len() == 0 {
        say("There is no story to write.");
        return Ok(());
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
