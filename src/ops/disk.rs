//! The disk below the store: room, rights, and how many files a process may open. It writes nothing to find out.

use std::fs::metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, StatVfsMountFlags, access, statvfs};
use rustix::process::{Resource, getrlimit, getuid};

use crate::ports::{Finding, quoted};

/// With less room the next burst of posts may find the disk full.
const SCARCE: u64 = 512 << 20;
/// With less room it is full for any purpose: SQLite needs some even to delete.
const FULL: u64 = 64 << 20;
/// Sockets to both platforms at their busiest, the store's files, and the console.
const FILES_NEEDED: u64 = 512;

/// The store's files: their names begin with its own.
const ENDINGS: [&str; 4] = ["", "-wal", "-shm", ".lock"];

/// Examines where the store is or will be.
pub fn examine(store: &Path) -> Vec<Finding> {
    let folder = match store.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        return vec![Finding::fault(
            "disk.folder",
            format!("There is no folder {}, in which the store shall be.", folder.display()),
            "Touchline makes its file, but not the folder; it does not start.",
            format!("mkdir -p {} (and give it to the user that runs Touchline), or set [store] path", quoted(&folder)),
        )];
    }
    let mut findings = room(store, &folder);
    findings.push(rights(store, &folder));
    findings.extend(owners(store, &folder));
    findings.push(files());
    findings
}

fn room(store: &Path, folder: &Path) -> Vec<Finding> {
    let Ok(disk) = statvfs(folder) else {
        return vec![Finding::warning(
            "disk.room",
            format!("How much room there is in {} cannot be told.", folder.display()),
            "On a full disk no post is made, because it could not be recorded.",
            format!("df -h {}", quoted(folder)),
        )];
    };
    if disk.f_flag.contains(StatVfsMountFlags::RDONLY) {
        return vec![Finding::fault(
            "disk.room",
            format!("The file system of {} can only be read.", folder.display()),
            "Nothing can be recorded, so nothing is posted.",
            "dmesg | tail (a disk that fails is often switched to this), then mount it for writing, or set [store] path to another disk",
        )];
    }
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    // A migration and a backup each need the store once more.
    let needed = std::fs::metadata(store).map_or(0, |file| file.len().saturating_mul(2));
    // File systems without a fixed number of files say 0 of 0.
    let mut findings = vec![judged(folder, free, needed)];
    if disk.f_files > 0 && disk.f_favail < 64 {
        findings.push(Finding::fault(
            "disk.files",
            format!("{} has room for {} more files only.", folder.display(), disk.f_favail),
            "SQLite makes files beside the store; without them nothing can be recorded.",
            format!("df -i {}, then delete files that nobody needs", quoted(folder)),
        ));
    }
    findings
}

fn judged(folder: &Path, free: u64, needed: u64) -> Finding {
    let what = format!("{} free in {}.", size(free), folder.display());
    let mend =
        format!("df -h {}, then make room, or move the store to a larger disk and set [store] path", quoted(folder));
    if free < FULL {
        let why = "On a full disk no post is made, because it could not be recorded.";
        return Finding::fault("disk.room", what, why, mend);
    }
    if free < SCARCE.max(needed) {
        let why = format!("Backups and upgrades need the store's size again; {} would do.", size(SCARCE.max(needed)));
        return Finding::warning("disk.room", what, why, mend);
    }
    Finding::well("disk.room", what)
}

fn rights(store: &Path, folder: &Path) -> Finding {
    let lacks = |path: &Path, wanted| access(path, wanted).is_err();
    let mut files = ENDINGS.iter().map(|ending| with(store, ending)).filter(|file| file.exists());
    let closed = if lacks(folder, Access::WRITE_OK | Access::EXEC_OK) {
        folder.to_owned()
    } else if let Some(file) = files.find(|file| lacks(file, Access::READ_OK | Access::WRITE_OK)) {
        file
    } else {
        return Finding::well("disk.rights", "The store's folder and files can be written by this user.");
    };
    let is_own = metadata(&closed).is_ok_and(|found| found.uid() == getuid().as_raw());
    Finding::fault(
        "disk.rights",
        format!("This user may not write {}.", closed.display()),
        "Touchline does not start without; nothing could be recorded.",
        if is_own {
            format!("chmod u+rw {}", quoted(&closed))
        } else {
            format!(
                "Say it with sudo, or as the user that runs Touchline; if that is this one: sudo chown {} {}",
                getuid().as_raw(),
                quoted(&closed)
            )
        },
    )
}

fn with(store: &Path, ending: &str) -> PathBuf {
    let mut file = store.as_os_str().to_owned();
    file.push(ending);
    file.into()
}

/// Files of the store that are not as the store's own user needs them.
fn owners(store: &Path, folder: &Path) -> Vec<Finding> {
    let (Ok(of_folder), Ok(of_store)) = (metadata(folder), metadata(store)) else { return Vec::new() };
    // A service's folder is its own; where root's is used, whoever has the store runs it.
    let (like, reference) = if of_folder.uid() == 0 { (store, of_store) } else { (folder, of_folder) };
    let mut findings = Vec::new();
    for file in ENDINGS.map(|ending| with(store, ending)) {
        let Ok(found) = metadata(&file) else { continue };
        let name = file.display();
        if found.uid() != reference.uid() {
            findings.push(Finding::fault(
                "disk.owner",
                format!("{name} belongs to user {}, and {} to user {}.", found.uid(), like.display(), reference.uid()),
                "Unless it runs as root, Touchline cannot use what belongs to somebody else, and does not start.",
                format!("Stop Touchline, then: sudo chown --reference={} {}", quoted(like), quoted(&file)),
            ));
        }
        if found.mode() & 0o600 != 0o600 {
            findings.push(Finding::fault(
                "disk.mode",
                format!("{name} may not be read and written by its own user (mode {:04o}).", found.mode() & 0o7777),
                "Unless it runs as root, Touchline does not start.",
                format!("sudo chmod 600 {}", quoted(&file)),
            ));
        } else if found.mode() & 0o077 != 0 {
            findings.push(Finding::warning(
                "disk.mode",
                format!("{name} can be read by others on this machine (mode {:04o}).", found.mode() & 0o7777),
                "It holds the numbers of people and chats, and what they wrote.",
                format!("chmod 600 {}", quoted(&file)),
            ));
        }
    }
    findings
}

fn files() -> Finding {
    let most = getrlimit(Resource::Nofile).current;
    match most {
        Some(most) if most < FILES_NEEDED => Finding::warning(
            "disk.descriptors",
            format!("A process may open {most} files at once here."),
            format!("At its busiest Touchline needs up to {FILES_NEEDED}: answers would fail then."),
            "ulimit -n 4096 before it starts; under systemd LimitNOFILE=4096 in the unit",
        ),
        most => {
            let most = most.map_or_else(|| "any number of".to_owned(), |most| most.to_string());
            Finding::well("disk.descriptors", format!("A process may open {most} files at once."))
        }
    }
}

/// A number of bytes for people: `512 MiB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes >> 10),
        1_048_576..10_737_418_240 => format!("{} MiB", bytes >> 20),
        _ => format!("{} GiB", bytes >> 30),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Level;

    #[test]
    fn room_is_judged_by_what_backups_need() {
        let level = |free, needed| judged(Path::new("."), free, needed).level();
        assert_eq!(level(10 << 20, 0), Level::Fault);
        assert_eq!(level(100 << 20, 0), Level::Warning);
        assert_eq!(level(1 << 30, 0), Level::Well);
        assert_eq!(level(1 << 30, 2 << 30), Level::Warning, "the store is large");
        assert_eq!(
            (size(5), size(5 << 10), size(5 << 20), size(50 << 30)),
            ("5 bytes".into(), "5 KiB".into(), "5 MiB".into(), "50 GiB".into())
        );
    }
}
