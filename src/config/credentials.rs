//! Where secrets come from: the configuration, a file that it names, or the credentials of the service manager.
//!
//! Credentials (systemd.exec(5), `LoadCredential=`) are files in the folder that `CREDENTIALS_DIRECTORY` names. Any folder
//! does: that is how an operator hands the same files to a command, and a container its secrets.

use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use secrecy::SecretString;

/// The variable in which the service manager names the folder of credentials.
pub(super) const DIRECTORY: &str = "CREDENTIALS_DIRECTORY";
/// In front of the name of every credential, because one folder may hold those of several programs.
const PREFIX: &str = "touchline.";
/// Bytes of a file that are read: no secret is longer than some hundred.
const LARGEST: u64 = 64 << 10;
/// All that are read, without the prefix.
const NAMES: [&str; 3] = ["discord_token", "telegram_token", "telegram_webhook_secret"];

/// Whether a key of the configuration holds a secret. With `_file` behind it, it names a file that does.
pub(super) fn is_secret(key: &str) -> bool {
    key.ends_with("token") || key.ends_with("secret")
}

/// The folder of credentials, where there is one.
pub(super) fn folder(environment: &[(String, String)]) -> Option<PathBuf> {
    let (_, folder) = environment.iter().find(|(name, value)| name == DIRECTORY && !value.is_empty())?;
    Some(PathBuf::from(folder))
}

/// The token of a platform: what is written, else what the named file holds, else the credential
/// `touchline.<section>_token`. Every file must be readable and hold something once it is there.
pub(super) fn token(
    section: &str,
    written: &str,
    named: &Path,
    credentials: Option<&Path>,
    faults: &mut Vec<String>,
) -> Option<SecretString> {
    let written = written.trim();
    let has_file = !named.as_os_str().is_empty();
    if has_file && !written.is_empty() {
        faults.push(format!("[{section}] token and token_file are both set: keep one"));
        return None;
    }
    if has_file {
        return secret_in(named).map_err(|fault| faults.push(format!("[{section}] token_file: {fault}"))).ok();
    }
    if !written.is_empty() {
        return Some(SecretString::from(written));
    }
    let name = format!("{section}_token");
    let given = file(&name, credentials)?;
    secret_in(&given).map_err(|fault| faults.push(format!("the credential {PREFIX}{name}: {fault}"))).ok()
}

/// The file of the credential of that name (without its prefix), where the folder has one. A credential that is not there
/// belongs to something that is not used.
pub(super) fn file(name: &str, folder: Option<&Path>) -> Option<PathBuf> {
    let file = folder?.join(format!("{PREFIX}{name}"));
    let is_missing = matches!(std::fs::metadata(&file), Err(error) if error.kind() == ErrorKind::NotFound);
    (!is_missing).then_some(file)
}

/// The files of all credentials that are there.
pub(super) fn files(folder: Option<&Path>) -> Vec<PathBuf> {
    NAMES.iter().filter_map(|name| file(name, folder)).collect()
}

/// Every credential that can be read, for those who must never let one out.
pub(super) fn secrets(folder: Option<&Path>) -> Vec<SecretString> {
    files(folder).iter().filter_map(|file| secret_in(file).ok()).collect()
}

/// The text of a file that holds a secret. A device or a pipe would never end, or never begin.
///
/// # Errors
/// It cannot be read, or is no file.
pub fn read_secret(file: &Path) -> io::Result<String> {
    if !std::fs::metadata(file)?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is no file"));
    }
    let mut text = String::new();
    std::fs::File::open(file)?.take(LARGEST).read_to_string(&mut text)?;
    Ok(text)
}

fn secret_in(file: &Path) -> Result<SecretString, String> {
    match read_secret(file) {
        Ok(text) if text.trim().is_empty() => Err(format!("{} is empty; put the token into it", file.display())),
        Ok(text) => Ok(SecretString::from(text.trim())),
        Err(error) => {
            Err(format!("{} cannot be read ({error}); put the token into it, or name another file", file.display()))
        }
    }
}
