//! Every secret that a configuration holds, also one that cannot be used: what is said of its faults must not tell them.

use std::path::Path;

use secrecy::SecretString;

use super::credentials::{self, is_secret};
use super::environment::ENVIRONMENT;
use super::{DEFAULT_FILE, Flags};

/// The secrets in the file, in the files that it names, and in the environment, as far as they can be read. Faults are
/// not told here: [`super::Config::load`] tells them.
pub fn written(flags: &Flags, environment: impl IntoIterator<Item = (String, String)>) -> Vec<SecretString> {
    let path = flags.config.as_deref().unwrap_or(Path::new(DEFAULT_FILE));
    let environment: Vec<_> = environment.into_iter().collect();
    let given = credentials::secrets(credentials::folder(&environment).as_deref());
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let variables = environment.into_iter().filter_map(|(name, value)| {
        let key = name.strip_prefix(ENVIRONMENT)?.to_lowercase();
        Some((key, value))
    });
    // Line by line, because a file that is no TOML has its secrets all the same.
    let lines = text.lines().filter_map(|line| {
        let (key, value) = line.trim_start_matches(['#', ' ', '\t']).split_once('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let value = value.split(['"', '\'']).next().unwrap_or_default();
        Some((key.trim().to_lowercase(), value.to_owned()))
    });
    variables.chain(lines).filter_map(|(key, value)| secret(&key, &value)).chain(given).collect()
}

/// The secret behind a key; `None` for all other keys.
fn secret(key: &str, value: &str) -> Option<SecretString> {
    let text = match key.strip_suffix("_file") {
        Some(key) if is_secret(key) => credentials::read_secret(Path::new(value)).ok()?,
        None if is_secret(key) => value.to_owned(),
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn secrets_are_found_in_a_configuration_that_cannot_be_used() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("secret"), " from-a-file \n").expect("written");
        let file = at("secret").display().to_string();
        let text = format!("[telegram\n token=\"in-the-file\" # mine\nwebhook.secret_file = '{file}'\nmode = \"x\"\n[");
        std::fs::write(at("config.toml"), text).expect("written");
        let flags = Flags { config: Some(at("config.toml")), ..Flags::default() };
        std::fs::write(at("touchline.discord_token"), "from-the-manager\n").expect("written");
        let given = folder.path().display().to_string();
        let environment = [
            ("TOUCHLINE_DISCORD__TOKEN", "in-a-variable"),
            ("CREDENTIALS_DIRECTORY", given.as_str()),
            ("TOUCHLINE_STORE__PATH", "x"),
        ];
        let found = written(&flags, environment.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let found: Vec<_> = found.iter().map(ExposeSecret::expose_secret).collect();
        assert_eq!(found, ["in-a-variable", "in-the-file", "from-a-file", "from-the-manager"]);
    }
}
