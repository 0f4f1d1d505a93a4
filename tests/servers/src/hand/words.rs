//! A typed command into its name, subcommands and options.

/// `name:value` pairs; a value goes on until the next pair, and quotes hold words together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) command: String,
    /// Words before the first pair: subcommands, or a bare value.
    pub(super) bare: Vec<String>,
    pub(super) options: Vec<(String, String)>,
}

/// Reads `/daily on time:09:00 zone:"Europe/Paris"`. A pair's name is letters, digits, `-` and `_`.
pub(super) fn read(line: &str, separator: char) -> Words {
    let mut words = Words::default();
    for (index, piece) in pieces(line).into_iter().enumerate() {
        let pair = piece.split_once(separator).filter(|(name, _)| is_name(name));
        match pair {
            _ if index == 0 && separator == ':' => piece.trim_start_matches('/').clone_into(&mut words.command),
            Some((name, value)) => words.options.push((name.to_owned(), value.to_owned())),
            None => match words.options.last_mut() {
                Some((_, value)) => {
                    value.push(' ');
                    value.push_str(&piece);
                }
                None => words.bare.push(piece),
            },
        }
    }
    words
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|char| char.is_alphanumeric() || char == '_' || char == '-')
}

/// Splits at white space outside quotes; the quotes go.
fn pieces(line: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    for char in line.chars() {
        match char {
            '"' => quoted = !quoted,
            _ if char.is_whitespace() && !quoted => found.push(String::new()),
            _ => {
                if let Some(last) = found.last_mut() {
                    last.push(char);
                }
            }
        }
    }
    found.retain(|piece| !piece.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_as_people_type_them() {
        let words = read("/daily on time:09:00 zone:\"Europe/Paris\" team:south korea", ':');
        assert_eq!((words.command.as_str(), words.bare), ("daily", vec!["on".to_owned()]));
        let expected = [("time", "09:00"), ("zone", "Europe/Paris"), ("team", "south korea")];
        assert_eq!(words.options, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
