//! Story files that chance has spoilt: each is a story still, or is refused by name.

use touchline::collection::{Collection, StoryFile, check};

use crate::dice::Dice;
use crate::mutate::mutate;

const SPLINTERS: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    "#",
    "+++",
    "\n+++\n",
    "\r",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "👩‍👦",
    "\\",
    "\\u",
    "> ",
    "- ",
    "1. ",
    "`",
    "```\n",
    "<b>",
    "[x](",
    "](javascript:x)",
    "![",
    "*",
    "**",
    "_",
    "&#0;",
    "date = 0000-00-00\n",
    "[match]\n",
    "a.b.c = 1\n",
    "99999999999999999999",
    "inf",
    "[[[[[[[[[[[[[[[[[[[[[[[[",
    "\n\n    ",
    "---\n",
    "é",
];

#[test]
fn a_thousand_mutated_files_are_valid_or_refused_by_name() {
    let alone = |text: String| {
        text.lines().filter(|line| !line.starts_with("related = ")).map(|line| line.to_owned() + "\n").collect()
    };
    let shipped =
        Collection::embedded().files().expect("embedded").into_iter().filter(|file| file.variant().is_none()).map(
            |file| {
                let bytes = file.content.expect("readable").into_owned();
                (file.path, alone(String::from_utf8(bytes).expect("UTF-8")))
            },
        );
    let shipped: Vec<(String, String)> = shipped.collect();
    let mut dice = Dice::seeded(2022);
    let mut valid = 0;
    for round in 0..1_000 {
        let (path, text) = &shipped[dice.below(shipped.len())];
        let mut bytes = text.as_bytes().to_vec();
        mutate(&mut bytes, SPLINTERS, &mut dice);
        let lines = 2 + bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
        let file = [StoryFile::new(path.as_str(), bytes)];
        let checked = check(&file);
        let is_story = !checked.stories.is_empty();
        assert_ne!(is_story, !checked.problems.is_empty(), "round {round}: a story or a problem");
        valid += usize::from(is_story);
        for problem in &checked.problems {
            let words = problem.to_string();
            assert_eq!(&problem.file, path, "round {round}");
            assert!((1..=lines).contains(&problem.line), "round {round}: {words}");
            assert!(
                !problem.key.is_empty() && !problem.found.is_empty() && !problem.mend.is_empty(),
                "round {round}: {words}"
            );
            assert!(!words.chars().any(char::is_control) && words.len() < 1_000, "round {round}: {words:?}");
        }
    }
    assert!(
        (50..950).contains(&valid),
        "{valid} of 1,000 mutated files are valid: the mutations are too tame or too wild"
    );
}
