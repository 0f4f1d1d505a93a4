//! Standard input and output: a pipe as it is, a terminal with line editing, history and answers above the input line.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::sync::Mutex;

use rustyline::history::MemHistory;
use rustyline::{Config, Editor, ExternalPrinter};
use tokio::sync::mpsc;

use super::END_OF_TEXT;

/// Where answers go.
pub(super) struct Screen {
    is_terminal: bool,
    /// While a line is being edited, what is said goes above it.
    above_line: Mutex<Option<Box<dyn ExternalPrinter + Send>>>,
}

impl Screen {
    pub(super) fn open() -> Self {
        Self { is_terminal: std::io::stdout().is_terminal(), above_line: Mutex::new(None) }
    }

    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Shows text with an empty line after it. A reader that went away is no trouble of ours.
    pub(super) fn say(&self, text: &str) {
        let mut above = self.above_line.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let said = match above.as_mut() {
            Some(printer) => printer.print(format!("{text}\n")).is_ok(),
            None => false,
        };
        if !said {
            let mut out = std::io::stdout().lock();
            let _nobody_reads = writeln!(out, "{text}").and_then(|()| out.flush());
        }
    }

    /// Reads inputs on a thread of its own until they end or nobody listens. The channel holds one: a pipe is read no
    /// faster than it is answered.
    pub(super) fn read_lines(&self, lines: mpsc::Sender<String>, from_terminal: bool) {
        let editor = if from_terminal {
            Editor::<(), MemHistory>::with_history(Config::default(), MemHistory::new()).ok()
        } else {
            None
        };
        let spawned = match editor {
            Some(mut editor) => {
                if let Ok(printer) = editor.create_external_printer() {
                    *self.above_line.lock().unwrap_or_else(std::sync::PoisonError::into_inner) =
                        Some(Box::new(printer));
                }
                std::thread::Builder::new().name("console".into()).spawn(move || {
                    forward(&lines, || match editor.readline("> ") {
                        Ok(line) => {
                            let _not_remembered = editor.add_history_entry(&line);
                            Some(line)
                        }
                        // Ctrl-C and Ctrl-D end it, and so does a terminal that went away.
                        Err(_) => None,
                    });
                })
            }
            None => std::thread::Builder::new().name("console".into()).spawn(move || {
                let mut input = std::io::stdin().lock();
                forward(&lines, || {
                    let mut bytes = Vec::new();
                    match input.read_until(b'\n', &mut bytes) {
                        Ok(count) if count > 0 => {
                            Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
                        }
                        _ => None,
                    }
                });
            }),
        };
        if let Err(error) = spawned {
            tracing::error!(%error, "the console cannot read: the system started no thread");
        }
    }
}

/// Hands inputs on. A line that ends with a backslash goes on in the next one. A story file, alone or after a command (its
/// first line ends with `+++`), is one input up to a line with a dot.
fn forward(lines: &mpsc::Sender<String>, mut next: impl FnMut() -> Option<String>) {
    while let Some(mut input) = next() {
        while let Some(line) = input.strip_suffix('\\') {
            let Some(rest) = next() else { break };
            input = format!("{line}\n{rest}");
        }
        let may_hold_file = input.starts_with('/') || input.trim() == "+++";
        if may_hold_file && input.trim_end().ends_with("+++") {
            while let Some(line) = next() {
                if line.trim_end() == END_OF_TEXT {
                    break;
                }
                input.push('\n');
                input.push_str(&line);
            }
        }
        if lines.blocking_send(input).is_err() {
            return;
        }
    }
}
