//! What is written, before it is checked: which file was read, and which files hold secrets.

use std::path::{Path, PathBuf};

use super::credentials::{self, is_secret};
use super::environment::overlay;
use super::{ConfigError, DEFAULT_FILE, Flags, in_file, read_file};

/// The file with the environment over it.
#[derive(Debug)]
pub struct Written {
    /// The file, where there is one.
    pub file: Option<PathBuf>,
    table: toml::Table,
    /// Whether a secret stands in the file itself.
    holds_secrets: bool,
    /// Files of the service manager's that hold secrets.
    credentials: Vec<PathBuf>,
}

impl Written {
    /// Reads the file and the environment.
    ///
    /// # Errors
    /// The file cannot be read as TOML, or a variable is none of ours.
    pub fn read(flags: &Flags, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let (name, text) = read_file(flags.config.as_deref())?;
        let mut table: toml::Table =
            toml::from_str(&text).map_err(|error| ConfigError(vec![in_file(&name, &text, &error)]))?;
        let holds_secrets = entries(&table).any(|(_, key, value)| is_secret(key) && !value.trim().is_empty());
        let environment: Vec<_> = environment.into_iter().collect();
        let credentials = credentials::files(credentials::folder(&environment).as_deref());
        overlay(&mut table, environment)?;
        let path = flags.config.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
        Ok(Self { file: path.is_file().then_some(path), table, holds_secrets, credentials })
    }

    /// Every file that holds a secret, with the key that names it; the configuration itself where a token stands in it.
    pub fn secret_files(&self) -> Vec<(String, &Path)> {
        let own =
            self.file.as_deref().filter(|_| self.holds_secrets).map(|file| ("the configuration".to_owned(), file));
        let named = entries(&self.table)
            .filter(|(_, key, value)| key.strip_suffix("_file").is_some_and(is_secret) && !value.is_empty())
            .map(|(section, key, value)| (format!("[{section}] {key}"), Path::new(value)));
        let given = self.credentials.iter().map(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            (format!("the credential {name}"), file.as_path())
        });
        own.into_iter().chain(named).chain(given).collect()
    }
}

/// Every text: its section, its key, its value. Tables in sections (`[telegram.webhook]`) are sections of their own.
fn entries(table: &toml::Table) -> impl Iterator<Item = (String, &str, &str)> {
    let mut found = Vec::new();
    let mut waiting: Vec<(String, &toml::Table)> = vec![(String::new(), table)];
    while let Some((section, table)) = waiting.pop() {
        for (key, value) in table {
            match value {
                toml::Value::Table(inner) if section.is_empty() => waiting.push((key.clone(), inner)),
                toml::Value::Table(inner) => waiting.push((format!("{section}.{key}"), inner)),
                toml::Value::String(text) => found.push((section.clone(), key.as_str(), text.as_str())),
                _ => {}
            }
        }
    }
    found.into_iter()
}
