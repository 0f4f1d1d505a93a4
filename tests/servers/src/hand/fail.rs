//! `fail dc drop 2 POST /channels/*/messages`: misbehaviour on demand.

use std::time::Duration;

use local_platforms::{Fault, Rule, Scope, discord, telegram};

use super::say;

const USAGE: &str = "fail dc|tg WHAT TIMES PATTERN, or fail off";

pub(super) fn obey(rest: &str, discord: &discord::Server, telegram: &telegram::Server) -> Result<(), String> {
    if rest.trim() == "off" {
        discord.faults().clear();
        telegram.faults().clear();
        return Ok(());
    }
    let mut words = rest.splitn(4, char::is_whitespace);
    let (Some(platform), Some(what), Some(times), Some(pattern)) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(USAGE.to_owned());
    };
    let times = times.parse().map_err(|_| format!("`{times}` is no number; {USAGE}"))?;
    let fault = fault(what).ok_or_else(|| format!("I cannot fail with `{what}`; {USAGE}"))?;
    let rule = Rule::on(pattern.trim(), fault).times(times);
    match platform {
        "dc" => drop(discord.fault(rule)),
        "tg" => drop(telegram.fault(rule)),
        _ => return Err(USAGE.to_owned()),
    }
    say(&format!("The next {times} calls of {pattern} fail."));
    Ok(())
}

fn fault(what: &str) -> Option<Fault> {
    if let Some(rest) = what.strip_prefix("accept-") {
        return fault(rest).map(Fault::after_accepting);
    }
    if let Some(status) = what.strip_prefix("html") {
        return status.parse().ok().map(Fault::html);
    }
    match what {
        "drop" => Some(Fault::drop_connection()),
        "reset" => Some(Fault::reset()),
        "hold" => Some(Fault::hold()),
        "late" => Some(Fault::accept_late()),
        "cut" => Some(Fault::cut_json()),
        "429" => Some(Fault::rate_limited(Duration::from_secs(5), Scope::User)),
        _ => what.parse().ok().map(|status| Fault::status(status, serde_json::Value::Null)),
    }
}
