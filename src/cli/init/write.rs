//! Writing the configuration: whole or not at all, for its owner's eyes, and never over something that is there.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::Failed;
use crate::clock::SystemClock;
use crate::config::{Config, Flags};
use crate::platforms;
use crate::ports::{Clock, quoted};

/// Only the owner reads and writes it: it may hold tokens.
const MODE: u32 = 0o600;

/// # Errors
/// Something of that name is there, be it a link to nowhere.
pub(super) fn refuse_existing(file: &Path) -> Result<(), Failed> {
    if file.symlink_metadata().is_ok() { Err(existing(file)) } else { Ok(()) }
}

fn existing(file: &Path) -> Failed {
    let name = quoted(file);
    Failed::Work(format!(
        "{} is there already, and is left as it is. Edit it; or begin anew: mv {name} {name}.old; or name another file with --config",
        file.display()
    ))
}

/// Writes the file beside its place, tries it, and puts it there under its name at once.
///
/// # Errors
/// It cannot be written, something is there meanwhile, or what was answered cannot be used.
pub(super) fn write(file: &Path, text: &str) -> Result<(), Failed> {
    let draft = Draft::write(file, text).map_err(|error| {
        let folder = folder(file);
        Failed::Work(match error.kind() {
            ErrorKind::NotFound => format!("there is no folder {}: mkdir -p {}", folder.display(), quoted(&folder)),
            _ => format!("{} cannot be written to ({error}); name a place that can with --config", folder.display()),
        })
    })?;
    vet(&draft.0, []).map_err(|fault| {
        let told = fault.replace(&draft.0.display().to_string(), &file.display().to_string());
        Failed::Configuration(format!("{told}\nNothing was written."))
    })?;
    draft.publish(file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => existing(file),
        _ => Failed::Work(format!("{} cannot be made ({error}); name another place with --config", file.display())),
    })
}

/// Reads a configuration as `touchline check` does, with only these variables above it.
///
/// # Errors
/// Why it cannot be used.
pub(super) fn vet(file: &Path, environment: impl IntoIterator<Item = (String, String)>) -> Result<(), String> {
    let flags = Flags { config: Some(file.to_owned()), ..Flags::default() };
    let config = Config::load(&flags, environment).map_err(|error| error.to_string())?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    platforms::enabled(&config, 0, &clock).map(|_| ())
}

fn folder(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A file beside the place, which is gone when it was put there or was not good.
struct Draft(PathBuf);

impl Draft {
    fn write(file: &Path, text: &str) -> std::io::Result<Self> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let draft = Self(folder(file).join(format!(".{name}.{}.new", std::process::id())));
        let mut written = OpenOptions::new().write(true).create_new(true).mode(MODE).open(&draft.0)?;
        written.write_all(text.as_bytes())?;
        written.sync_all()?;
        Ok(draft)
    }

    /// A hard link and a rename that may not replace are the two ways that see even a link to nowhere; not every file system
    /// has both.
    fn publish(self, file: &Path) -> std::io::Result<()> {
        match fs::hard_link(&self.0, file) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
            Err(_) => renameat_with(CWD, &self.0, CWD, file, RenameFlags::NOREPLACE)?,
        }
        File::open(folder(file))?.sync_all()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a rename it is not there any more.
        let _gone = fs::remove_file(&self.0);
    }
}
