//! The environment's values over the file's, and where a value that does not do came from.

use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;

use super::raw::Raw;
use super::{ConfigError, EXAMPLE, plain};

/// In front of every key in the environment; tables and keys are joined by two underscores.
pub(super) const ENVIRONMENT: &str = "TOUCHLINE_";

/// Puts the environment's values over the file's, typed as the example has them. Gives the variables that were taken.
pub(super) fn overlay(
    table: &mut toml::Table,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Vec<String>, ConfigError> {
    let example: toml::Table =
        toml::from_str(EXAMPLE).map_err(|error| ConfigError::one(format!("the built-in example: {error}")))?;
    let (mut faults, mut taken) = (Vec::new(), Vec::new());
    for (variable, text) in environment {
        let Some(rest) = variable.strip_prefix(ENVIRONMENT) else { continue };
        let path: Vec<String> = rest.split("__").map(str::to_lowercase).collect();
        if path.len() < 2 {
            faults.push(format!(
                "{variable}: unknown; section and key are joined by two underscores, as in TOUCHLINE_TELEGRAM__TOKEN"
            ));
            continue;
        }
        let value = match typed(&text, &example, &path) {
            Ok(value) => value,
            Err(why) => {
                faults.push(format!("{variable}: {why}"));
                continue;
            }
        };
        let mut alone = toml::Table::new();
        put(&mut alone, &path, value.clone());
        if let Err(error) = Raw::deserialize(toml::Value::Table(alone).into_deserializer()) {
            faults.push(format!("{variable}: {}", plain(error.message())));
            continue;
        }
        put(table, &path, value);
        taken.push(variable);
    }
    if faults.is_empty() { Ok(taken) } else { Err(ConfigError(faults)) }
}

/// A variable's text as the kind of value that the example has there.
fn typed(text: &str, example: &toml::Table, path: &[String]) -> Result<toml::Value, String> {
    let (first, deeper) = path.split_first().expect("a path has two pieces");
    let known = deeper.iter().try_fold(example.get(first), |table, key| table.map(|table| table.get(key)));
    Ok(match known.flatten() {
        Some(toml::Value::Integer(_)) => {
            toml::Value::Integer(text.trim().parse().map_err(|_| format!("{text:?} is no whole number"))?)
        }
        Some(toml::Value::Array(_)) => toml::Value::Array(
            text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(|item| item.to_owned().into()).collect(),
        ),
        _ => toml::Value::String(text.to_owned()),
    })
}

/// Puts a value where the path leads, through tables that are made where there are none.
fn put(table: &mut toml::Table, path: &[String], value: toml::Value) {
    match path {
        [] => {}
        [key] => drop(table.insert(key.clone(), value)),
        [section, deeper @ ..] => {
            let section = table.entry(section.clone()).or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if let Some(section) = section.as_table_mut() {
                put(section, deeper, value);
            }
        }
    }
}

/// A fault in a value (`[daily] catch_up: …`) with where that value stands: the variable, or the line of the file.
pub(super) fn located(fault: String, name: &str, text: &str, variables: &[String]) -> String {
    let Some((section, rest)) = fault.strip_prefix('[').and_then(|fault| fault.split_once("] ")) else { return fault };
    let key = rest.split([':', ' ']).next().unwrap_or_default();
    let variable = format!("{ENVIRONMENT}{}__{}", section.replace('.', "__").to_uppercase(), key.to_uppercase());
    if variables.contains(&variable) {
        return format!("{variable}: {}", rest.trim_start_matches(key).trim_start_matches([':', ' ']));
    }
    let mut current = "";
    let line = text.lines().position(|line| {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            current = header.trim_end_matches(']').trim();
        }
        current == section && line.split('=').next().is_some_and(|written| written.trim() == key)
    });
    line.map_or(fault.clone(), |line| format!("{name}:{}: {fault}", line + 1))
}
