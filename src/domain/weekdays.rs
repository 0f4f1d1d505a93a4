//! Days of the week as people wish them: all, weekdays, weekends, a list.
//!
//! It knows no dates.

use chrono::Weekday;

use super::tongue::Text;
use crate::text;

/// A set of days of the week, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

const WEEK: [(Weekday, &str, &str); 7] = [
    (Weekday::Mon, "mon", "monday"),
    (Weekday::Tue, "tue", "tuesday"),
    (Weekday::Wed, "wed", "wednesday"),
    (Weekday::Thu, "thu", "thursday"),
    (Weekday::Fri, "fri", "friday"),
    (Weekday::Sat, "sat", "saturday"),
    (Weekday::Sun, "sun", "sunday"),
];

impl Weekdays {
    /// Every day.
    pub const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const WEEKDAYS: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKENDS: Self = Self(0b110_0000);

    /// Whether a day is one of them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// As people read them: `Monday, Tuesday and Sunday`.
    pub fn long_names(self) -> Text {
        let name = |day: Weekday| text!("weekday", day = day.number_from_monday());
        let mut names: Vec<_> =
            WEEK.iter().filter(|(day, ..)| self.contains(*day)).map(|(day, ..)| name(*day)).collect();
        let last = names.pop().unwrap_or_else(|| Text::from(""));
        match names.into_iter().reduce(|before, next| text!("days-then", before = before, next = next)) {
            Some(before) => text!("days-and", before = before, last = last),
            None => last,
        }
    }

    /// How many days they are, 1 to 7.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Reads `all`, `weekdays`, `weekends`, or a list such as `mon,thu`, `Monday Thursday`, `mon-wed`.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what would do.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let lower = super::text::clean_line(text).to_lowercase();
        match lower.as_str() {
            "" | "all" | "every" | "everyday" | "every day" | "daily" => return Ok(Self::ALL),
            "weekdays" | "weekday" | "working days" | "workdays" => return Ok(Self::WEEKDAYS),
            "weekends" | "weekend" => return Ok(Self::WEEKENDS),
            _ => {}
        }
        let mut days = 0;
        for part in lower.split([',', ' ', ';', '+']).filter(|part| !part.is_empty() && *part != "and") {
            let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
            let (Some(first), Some(last)) = (number(first), number(last)) else {
                return Err(text!("not-a-weekday", word = super::text::shorten(part, 30)));
            };
            // `fri-mon` goes over the end of the week.
            let length = (last + 7 - first) % 7;
            days |= (0..=length).fold(0, |days, step| days | 1 << ((first + step) % 7));
        }
        if days == 0 { Ok(Self::ALL) } else { Ok(Self(days)) }
    }
}

/// As it is stored and typed: `all`, `weekdays`, `weekends`, `mon,thu`.
impl std::fmt::Display for Weekdays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::ALL => f.write_str("all"),
            Self::WEEKDAYS => f.write_str("weekdays"),
            Self::WEEKENDS => f.write_str("weekends"),
            _ => {
                let names = WEEK.iter().filter(|(day, ..)| self.contains(*day)).map(|(_, short, _)| *short);
                f.write_str(&names.collect::<Vec<_>>().join(","))
            }
        }
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

/// A day's number from Monday, by its name or the beginning of it.
fn number(name: &str) -> Option<u32> {
    let name = name.trim_end_matches(['s', '.']);
    let known = WEEK.iter().find(|(_, short, long)| {
        name.len() >= 2 && long.starts_with(name) && (name.len() > 2 || short.starts_with(name))
    });
    known.map(|(day, ..)| day.num_days_from_monday())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them_and_written_so_that_they_can_be_read() {
        for (text, expected) in [
            ("all", "all"),
            ("Weekdays", "weekdays"),
            ("mon-fri", "weekdays"),
            ("sat, sun", "weekends"),
            ("Monday and Thursday", "mon,thu"),
            ("thu,mon,mon", "mon,thu"),
            ("fri-mon", "mon,fri,sat,sun"),
            ("tu we", "tue,wed"),
            ("Sundays", "sun"),
            ("", "all"),
        ] {
            let days = Weekdays::parse(text).expect(text);
            assert_eq!(days.to_string(), expected, "{text}");
            assert_eq!(Weekdays::parse(&days.to_string()), Ok(days));
        }
        for text in ["someday", "m", "mon-xyz", "1", "montag"] {
            let error = Weekdays::parse(text).expect_err(text).to_string();
            assert!(error.contains("no day of the week") && error.contains("mon,thu"), "{error}");
        }
        assert!(Weekdays::WEEKDAYS.contains(Weekday::Fri) && !Weekdays::WEEKDAYS.contains(Weekday::Sat));
        let named = |days: &str| Weekdays::parse(days).expect("days").long_names().to_string();
        assert_eq!(
            ["sun", "sat,sun", "mon,tue,sun"].map(named),
            ["Sunday", "Saturday and Sunday", "Monday, Tuesday and Sunday"]
        );
        assert_eq!((Weekdays::ALL.count(), Weekdays::WEEKENDS.count()), (7, 2));
    }
}
