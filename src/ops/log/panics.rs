//! Panics as lines of the log: one line, without secrets and without the words of people. It does not decide what a panic
//! leads to.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write as _;
use std::panic::PanicHookInfo;

use super::Redacted;

/// Panics are told by the log from now on, or by `writer` while nothing listens to the log.
pub(super) fn tell_by(writer: Redacted) {
    std::panic::set_hook(Box::new(move |panic| {
        let what = words(panic);
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        // Whoever sets RUST_BACKTRACE wants to see it; others are shown no internals.
        let trace = Backtrace::capture();
        let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
        if tracing::enabled!(tracing::Level::ERROR) {
            tracing::error!(what, at, trace, "a part of the program panicked: please report it");
        } else {
            let line = format!("touchline: a part of the program panicked at {at}: {what}\n");
            // There is nobody else to be told.
            let _lost = writer.clone().write_all(line.as_bytes());
        }
    }));
}

/// What a panic says, without what it quotes: that may be what somebody wrote.
fn words(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    without_quotes(text.unwrap_or("no words"))
}

/// The standard library quotes texts that were cut wrongly in backticks, up to the end of its words.
fn without_quotes(text: &str) -> String {
    match ["of `", "inside '"].into_iter().filter_map(|quote| text.find(quote)).min() {
        Some(at) => format!("{}[…]", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_is_not_told() {
        let cut = std::panic::catch_unwind(|| "my secrét wish"[..8].len()).expect_err("within a letter");
        let text = cut.downcast_ref::<String>().expect("words").clone();
        assert!(text.contains("wish"), "the standard library quotes: {text}");
        let told = without_quotes(&text);
        assert!(!told.contains("wish") && !told.contains('é') && told.contains("char boundary"), "{told}");
        assert_eq!(
            without_quotes("called `Option::unwrap()` on a `None` value"),
            "called `Option::unwrap()` on a `None` value"
        );
    }
}
