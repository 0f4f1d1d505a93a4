//! `config.toml.example` with some lines set: what `touchline init` writes. The example stays the one list of keys.

use super::EXAMPLE;

/// The first line of the example tells how to copy it; a written file says where it is from.
const HEADING: &str = "# Touchline's configuration, written by `touchline init`: a line shows the default unless it was answered otherwise.";

/// The example with these keys set, given as section, key and value; a key that it has behind `# ` is taken in.
pub fn filled(answers: &[(&str, &str, toml::Value)]) -> String {
    let mut section = "";
    let lines = EXAMPLE.lines().enumerate().map(|(number, line)| {
        if number == 0 {
            return HEADING.to_owned();
        }
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            section = header;
        }
        let (bare, key) = match line.strip_prefix("# ").unwrap_or(line).split_once(" =") {
            Some((key, _)) => (line.strip_prefix("# ").unwrap_or(line), key),
            None => return line.to_owned(),
        };
        let answer = answers.iter().find(|(of, name, _)| *of == section && *name == key);
        answer.map_or_else(|| line.to_owned(), |(_, _, value)| set(bare, key, value))
    });
    lines.map(|line| line + "\n").collect()
}

/// A line with another value, its comment in the column where it was.
fn set(line: &str, key: &str, value: &toml::Value) -> String {
    let written = format!("{key} = {value}");
    let Some(column) = line.find(" #").map(|space| space + 1) else { return written };
    let (comment, width) = (&line[column..], column.max(written.chars().count() + 1));
    format!("{written:<width$}{comment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answered_lines_are_set_and_others_stay() {
        let text = |text: &str| toml::Value::String(text.to_owned());
        let written = filled(&[
            ("telegram", "token_file", text("/run/a \"b\"")),
            ("store", "path", text("/var/lib/touchline/touchline.db")),
        ]);
        assert!(written.contains("\ntoken_file = '/run/a \"b\"'"), "{written}");
        assert!(written.contains("\npath = \"/var/lib/touchline/touchline.db\" # one SQLite file"), "{written}");
        let changed = written.lines().zip(EXAMPLE.lines()).filter(|(new, old)| new != old).count();
        assert_eq!((changed, written.lines().count()), (3, EXAMPLE.lines().count()));
        assert_eq!(filled(&[]).lines().skip(1).collect::<Vec<_>>(), EXAMPLE.lines().skip(1).collect::<Vec<_>>());
    }
}
