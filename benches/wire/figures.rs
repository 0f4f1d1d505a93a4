//! What was measured, and the table that shows it: the median of the rounds, the least and the most, and how many times
//! the bare loop's figure that is.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::common::numbers::{cell, spread};
use crate::load::Door;

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The real binary, or its library in this process.
    Touchline,
    /// The loop beside, on one door.
    Bare(Door),
}

struct Row {
    what: &'static str,
    stories: usize,
    touchline: Vec<f64>,
    bare: [Vec<f64>; 2],
}

/// Everything measured so far, in the order in which it first was.
pub(crate) struct Figures {
    rows: Vec<Row>,
}

impl Figures {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// One round's figure.
    pub(crate) fn note(&mut self, what: &'static str, stories: usize, subject: Subject, value: f64) {
        let known = self.rows.iter().position(|row| row.what == what && row.stories == stories);
        let at = known.unwrap_or_else(|| {
            self.rows.push(Row { what, stories, touchline: Vec::new(), bare: [Vec::new(), Vec::new()] });
            self.rows.len() - 1
        });
        let row = &mut self.rows[at];
        match subject {
            Subject::Touchline => row.touchline.push(value),
            Subject::Bare(Door::Telegram) => row.bare[0].push(value),
            Subject::Bare(Door::Discord) => row.bare[1].push(value),
        }
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        let mut table = format!(
            "\n{:<66} {:>26} {:>26} {:>6}\n",
            "median (least–most) of the rounds", "Touchline", "bare loop", "times"
        );
        let mut sizes: Vec<usize> = self.rows.iter().map(|row| row.stories).collect();
        sizes.dedup();
        for size in sizes {
            let heading = if size < 100 { "the shipped stories".to_owned() } else { format!("{size} stories") };
            let _infallible = writeln!(table, "\n{heading}");
            for row in self.rows.iter().filter(|row| row.stories == size) {
                for line in row.lines() {
                    let _infallible = writeln!(table, "{}", line.trim_end());
                }
            }
        }
        table
    }
}

impl Row {
    /// One line; two where the bare loops of both doors have a figure of their own for the one process.
    fn lines(&self) -> Vec<String> {
        let loops = self.bare.iter().zip(["teloxide", "serenity"]).filter(|(bare, _)| !bare.is_empty());
        let loops: Vec<_> = loops.collect();
        if loops.is_empty() {
            return vec![self.line(self.what, &[])];
        }
        let is_shared = loops.len() > 1;
        let named = |library: &str| if is_shared { format!("{} ({library})", self.what) } else { self.what.to_owned() };
        loops.iter().map(|(bare, library)| self.line(&named(library), bare)).collect()
    }

    fn line(&self, what: &str, bare: &[f64]) -> String {
        let times = match (spread(&self.touchline), spread(bare)) {
            (Some((ours, ..)), Some((theirs, ..))) if theirs > 0.0 => format!("{:.2}", ours / theirs),
            _ => String::new(),
        };
        format!("  {what:<64} {:>26} {:>26} {times:>6}", cell(&self.touchline), cell(bare))
    }
}

/// Where the run is, for a person who waits.
pub(crate) fn progress(size: usize, round: u64) {
    let _unread = writeln!(std::io::stderr(), "  {size} stories, round {}", round + 1);
}
