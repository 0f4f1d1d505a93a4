//! Findings as people and programs read them: one way for `touchline check` and `touchline doctor`.
//!
//! With `--json` one document goes to standard output:
//! `{"command": "doctor", "version": "0.1.0", "level": "fault", "faults": 1, "warnings": 0, "findings": [{"part": "store",
//! "about": "store.integrity", "level": "fault", "what": "…", "why": "…", "mend": "…"}]}`. `level` is `well`, `warning` or
//! `fault`, above all the worst of them; `why` and `mend` are null where nothing is to be done. Keys and the values of
//! `about` stay as they are from version to version; new ones may come.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Failed, say};
use crate::ports::{Finding, Level, counted};

/// How findings are asked for.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Form {
    /// One JSON document: level, faults, warnings, findings (part, about, level, what, why, mend)
    #[arg(long)]
    pub(super) json: bool,
}

/// Prints what was found.
///
/// # Errors
/// There is a fault; it has been said.
pub(super) fn tell(command: &str, findings: &[Finding], form: Form) -> Result<(), Failed> {
    let told = if form.json { document(command, findings).to_string() } else { page(findings) };
    say(&told);
    if count(findings, Level::Fault) == 0 { Ok(()) } else { Err(Failed::Work(String::new())) }
}

/// What keeps the configuration from being used, as findings where JSON is asked for.
pub(super) fn unusable(command: &str, failed: Failed, form: Form) -> Failed {
    match failed {
        Failed::Configuration(text) if form.json => {
            let why = "Touchline does not start with this configuration.";
            let mend = format!("Write it as said, then: touchline {command}");
            let findings: Vec<_> =
                text.lines().map(|fault| Finding::fault("configuration.keys", fault, why, &mend)).collect();
            let _counted = tell(command, &findings, form);
            Failed::Configuration(String::new())
        }
        failed => failed,
    }
}

fn count(findings: &[Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level() == level).count()
}

fn document(command: &str, findings: &[Finding]) -> Value {
    let worst = findings.iter().map(Finding::level).max().unwrap_or(Level::Well);
    let each = findings.iter().map(|finding| {
        let advice = finding.advice();
        json!({
            "part": finding.part(), "about": finding.about(), "level": finding.level().word(), "what": finding.what(),
            "why": advice.map(|advice| &advice.why), "mend": advice.map(|advice| &advice.mend),
        })
    });
    json!({
        "command": command, "version": env!("CARGO_PKG_VERSION"), "level": worst.word(),
        "faults": count(findings, Level::Fault), "warnings": count(findings, Level::Warning),
        "findings": each.collect::<Vec<_>>(),
    })
}

const FITS: &str = "writing to a String cannot fail";

/// Part by part, each finding with its level in front; what is to be done is below it.
fn page(findings: &[Finding]) -> String {
    let (mut page, mut part) = (String::new(), "");
    for finding in findings {
        if finding.part() != part {
            let gap = if part.is_empty() { "" } else { "\n" };
            part = finding.part();
            writeln!(page, "{gap}{part}").expect(FITS);
        }
        let word = match (finding.level(), finding.advice()) {
            (Level::Well, None) => "ok",
            (Level::Well, Some(_)) => "note",
            (Level::Warning, _) => "warning",
            (Level::Fault, _) => "FAULT",
        };
        writeln!(page, "  {word:<8} {}", finding.what()).expect(FITS);
        if let Some(advice) = finding.advice() {
            let (why, mend) = (&advice.why, &advice.mend);
            writeln!(page, "           why:  {why}\n           mend: {mend}").expect(FITS);
        }
    }
    let (faults, warnings) = (count(findings, Level::Fault), count(findings, Level::Warning));
    format!("{page}\n{}, {}.", counted(faults, "fault", "faults"), counted(warnings, "warning", "warnings"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let findings = [
            Finding::well("store.shape", "It is there."),
            Finding::warning("store.wal", "It is large.", "It grows.", "Restart."),
            Finding::fault("discord.token", "Refused.", "The bot cannot connect.", "Copy it again."),
        ];
        expect![[r"
            store
              ok       It is there.
              warning  It is large.
                       why:  It grows.
                       mend: Restart.

            discord
              FAULT    Refused.
                       why:  The bot cannot connect.
                       mend: Copy it again.

            1 fault, 1 warning."]]
        .assert_eq(&page(&findings));
        let document = document("doctor", &findings);
        assert_eq!(
            (&document["level"], &document["faults"], &document["warnings"]),
            (&json!("fault"), &json!(1), &json!(1))
        );
        assert_eq!(document["findings"][0]["mend"], Value::Null);
        assert_eq!(
            document["findings"][2],
            json!({
                "part": "discord", "about": "discord.token", "level": "fault", "what": "Refused.",
                "why": "The bot cannot connect.", "mend": "Copy it again.",
            })
        );
    }
}
