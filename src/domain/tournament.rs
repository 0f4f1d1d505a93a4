//! The World Cups and the days they were played on.
//!
//! Dates: FIFA's own records of the first and the last match of each final tournament.

use chrono::{Datelike as _, NaiveDate};

/// One final tournament.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tournament {
    /// Its name as stories write it, for example `FIFA World Cup 2022`.
    pub name: &'static str,
    /// First day (year, month, day).
    first: (i32, u32, u32),
    /// Last day, the final's: month and day of the same year.
    last: (u32, u32),
}

impl Tournament {
    /// The day of the first match.
    pub fn first_day(&self) -> NaiveDate {
        day(self.first.0, self.first.1, self.first.2)
    }

    /// The day of the last match.
    pub fn last_day(&self) -> NaiveDate {
        day(self.first.0, self.last.0, self.last.1)
    }

    /// The tournament of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|tournament| tournament.name == name)
    }

    /// The tournament that was played on that day.
    pub fn on(date: NaiveDate) -> Option<&'static Self> {
        ALL.iter().find(|tournament| tournament.contains(date))
    }

    /// The tournament that is fewest days away from a day.
    pub fn nearest(date: NaiveDate) -> &'static Self {
        let days = |tournament: &&Self| {
            let before = (tournament.first_day() - date).num_days();
            let after = (date - tournament.last_day()).num_days();
            before.max(after).max(0)
        };
        ALL.iter().min_by_key(days).unwrap_or(&ALL[0])
    }

    /// Whether a match of it can have been played on that day.
    pub fn contains(&self, date: NaiveDate) -> bool {
        date.year() == self.first.0 && self.first_day() <= date && date <= self.last_day()
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

const fn cup(name: &'static str, first: (i32, u32, u32), last: (u32, u32)) -> Tournament {
    Tournament { name, first, last }
}

/// Every final tournament, men and women, oldest first.
pub const ALL: &[Tournament] = &[
    cup("FIFA World Cup 1930", (1930, 7, 13), (7, 30)),
    cup("FIFA World Cup 1934", (1934, 5, 27), (6, 10)),
    cup("FIFA World Cup 1938", (1938, 6, 4), (6, 19)),
    cup("FIFA World Cup 1950", (1950, 6, 24), (7, 16)),
    cup("FIFA World Cup 1954", (1954, 6, 16), (7, 4)),
    cup("FIFA World Cup 1958", (1958, 6, 8), (6, 29)),
    cup("FIFA World Cup 1962", (1962, 5, 30), (6, 17)),
    cup("FIFA World Cup 1966", (1966, 7, 11), (7, 30)),
    cup("FIFA World Cup 1970", (1970, 5, 31), (6, 21)),
    cup("FIFA World Cup 1974", (1974, 6, 13), (7, 7)),
    cup("FIFA World Cup 1978", (1978, 6, 1), (6, 25)),
    cup("FIFA World Cup 1982", (1982, 6, 13), (7, 11)),
    cup("FIFA World Cup 1986", (1986, 5, 31), (6, 29)),
    cup("FIFA World Cup 1990", (1990, 6, 8), (7, 8)),
    cup("FIFA Women's World Cup 1991", (1991, 11, 16), (11, 30)),
    cup("FIFA World Cup 1994", (1994, 6, 17), (7, 17)),
    cup("FIFA Women's World Cup 1995", (1995, 6, 5), (6, 18)),
    cup("FIFA World Cup 1998", (1998, 6, 10), (7, 12)),
    cup("FIFA Women's World Cup 1999", (1999, 6, 19), (7, 10)),
    cup("FIFA World Cup 2002", (2002, 5, 31), (6, 30)),
    cup("FIFA Women's World Cup 2003", (2003, 9, 20), (10, 12)),
    cup("FIFA World Cup 2006", (2006, 6, 9), (7, 9)),
    cup("FIFA Women's World Cup 2007", (2007, 9, 10), (9, 30)),
    cup("FIFA World Cup 2010", (2010, 6, 11), (7, 11)),
    cup("FIFA Women's World Cup 2011", (2011, 6, 26), (7, 17)),
    cup("FIFA World Cup 2014", (2014, 6, 12), (7, 13)),
    cup("FIFA Women's World Cup 2015", (2015, 6, 6), (7, 5)),
    cup("FIFA World Cup 2018", (2018, 6, 14), (7, 15)),
    cup("FIFA Women's World Cup 2019", (2019, 6, 7), (7, 7)),
    cup("FIFA World Cup 2022", (2022, 11, 20), (12, 18)),
    cup("FIFA Women's World Cup 2023", (2023, 7, 20), (8, 20)),
    cup("FIFA World Cup 2026", (2026, 6, 11), (7, 19)),
];
