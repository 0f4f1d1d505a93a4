//! The judge of daily posts: what was owed, against what the platforms accepted (the truth) and what the bot's books say.
//!
//! It reads finished books and starts nothing. Whoever makes a load says what is owed; whatever else happened is a fault
//! with a name, and a test of its own shows that each of them is seen.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use local_platforms::Post;
use touchline::clock::SystemClock;
use touchline::domain::schedule::Timestamp;
use touchline::ports::Clock as _;

/// A post that a subscription owes on a local date.
#[derive(Debug, Clone)]
pub(crate) struct Owed {
    pub(crate) subscription: i64,
    pub(crate) platform: &'static str,
    pub(crate) place: String,
    pub(crate) day: String,
    /// Not earlier.
    pub(crate) due: Timestamp,
    /// Not later.
    pub(crate) until: Timestamp,
}

/// A post that a platform accepted.
#[derive(Debug, Clone)]
pub(crate) struct Accepted {
    pub(crate) platform: &'static str,
    pub(crate) place: String,
    pub(crate) receipt: String,
    pub(crate) at: Timestamp,
}

impl Accepted {
    /// A local server's ledger, with the hours of this machine's clock.
    pub(crate) fn all(platform: &'static str, posts: &[Post]) -> Vec<Self> {
        let (now, clock) = (tokio::time::Instant::now(), SystemClock.now());
        let accepted = posts.iter().map(|post| Self {
            platform,
            place: post.topic.map_or_else(|| post.place.clone(), |topic| format!("{}/{topic}", post.place)),
            receipt: post.message_id.clone(),
            at: clock - (now - post.at),
        });
        accepted.collect()
    }
}

/// A row of the bot's ledger.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) subscription: i64,
    pub(crate) platform: String,
    pub(crate) place: String,
    pub(crate) day: String,
    pub(crate) state: String,
    pub(crate) reason: Option<String>,
    pub(crate) receipt: Option<String>,
    /// An attempt may have arrived.
    pub(crate) in_doubt: bool,
    /// How often people are asked whether it is there.
    pub(crate) questions: u32,
}

impl Row {
    /// Whether the row knows that a post may be there.
    pub(crate) fn allows_a_post(&self) -> bool {
        matches!(self.state.as_str(), "posted" | "unsure" | "sending") || self.in_doubt
    }
}

/// The rows of a store's file that no process has open.
pub(crate) fn rows(store: &Path) -> Vec<Row> {
    let db = rusqlite::Connection::open_with_flags(store, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY);
    let db = db.expect("the store's file");
    let mut all = db
        .prepare(
            "SELECT subscription_id, platform, place, local_date, state, reason, receipt, uncertain_since IS NOT NULL,
                    (SELECT count(*) FROM notices n WHERE n.subscription_id = d.subscription_id AND n.delivery_id = d.id AND n.kind = 'unsure')
             FROM deliveries d ORDER BY id",
        )
        .expect("the ledger's table");
    let all = all.query_map([], |row| {
        Ok(Row {
            subscription: row.get(0)?,
            platform: row.get(1)?,
            place: row.get(2)?,
            day: row.get(3)?,
            state: row.get(4)?,
            reason: row.get(5)?,
            receipt: row.get(6)?,
            in_doubt: row.get(7)?,
            questions: row.get(8)?,
        })
    });
    all.expect("rows").map(|row| row.expect("a row")).collect()
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Nothing came, and no row says why.
    Lost,
    /// More than one post of one date.
    Doubled,
    /// Before its time.
    Early,
    /// After the time in which it may be made good.
    Late,
    /// In a place where nothing is owed.
    WrongPlace,
    /// A date without a row.
    Unrecorded,
    /// A date with more than one row.
    RecordedTwice,
    /// A row for which nothing is owed.
    NotOwed,
    /// A row that still waits, is under way or in doubt.
    Unfinished,
    /// No post, and a row that gives no reason.
    Unexplained,
    /// A post is there that its row says was not made.
    Denied,
    /// The row's number is not the post's.
    OtherReceipt,
    /// In doubt, and nobody was asked.
    NotAsked,
}

/// What came of everything that was owed.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Rows by platform and state.
    pub(crate) states: BTreeMap<(String, String), usize>,
    /// Everything that is wrong, with where.
    pub(crate) faults: Vec<(Fault, String)>,
}

impl Report {
    /// Rows of a platform in a state.
    pub(crate) fn count(&self, platform: &str, state: &str) -> usize {
        self.states.get(&(platform.to_owned(), state.to_owned())).copied().unwrap_or_default()
    }

    /// How often something is wrong.
    pub(crate) fn faults_like(&self, fault: Fault) -> usize {
        self.faults.iter().filter(|(found, _)| *found == fault).count()
    }

    /// # Panics
    /// If anything is wrong; says what, with the first places.
    pub(crate) fn assert_faultless(&self, when: &str) {
        let mut told = String::new();
        for (fault, place) in self.faults.iter().take(20) {
            let _always = write!(told, "\n  {fault:?}: {place}");
        }
        assert!(self.faults.is_empty(), "{when}: {} faults ({:?}), the first:{told}", self.faults.len(), self.states);
    }
}

type Slot<'a> = (&'a Owed, Vec<&'a Accepted>, Vec<&'a Row>);

/// Compares what was owed with the truth and with the books, after everything has ended.
pub(crate) fn check(owed: &[Owed], accepted: &[Accepted], rows: &[Row]) -> Report {
    let mut report = Report::default();
    let mut slots: Vec<Slot<'_>> = owed.iter().map(|owed| (owed, Vec::new(), Vec::new())).collect();
    let by_date: HashMap<_, _> =
        owed.iter().enumerate().map(|(index, owed)| ((owed.subscription, owed.day.as_str()), index)).collect();
    let mut by_place: HashMap<_, Vec<usize>> = HashMap::new();
    for (index, owed) in owed.iter().enumerate() {
        by_place.entry((owed.platform, owed.place.as_str())).or_default().push(index);
    }
    let mut by_receipt = HashMap::new();
    for row in rows {
        *report.states.entry((row.platform.clone(), row.state.clone())).or_default() += 1;
        match by_date.get(&(row.subscription, row.day.as_str())) {
            Some(index) => {
                slots[*index].2.push(row);
                by_receipt
                    .extend(row.receipt.as_deref().map(|receipt| ((slots[*index].0.place.as_str(), receipt), *index)));
            }
            None => report.faults.push((Fault::NotOwed, format!("{row:?}"))),
        }
    }
    for accepted in accepted {
        let Some(there) = by_place.get(&(accepted.platform, accepted.place.as_str())) else {
            report.faults.push((Fault::WrongPlace, format!("{accepted:?}")));
            continue;
        };
        // The row that knows the post says of which date it is; otherwise the latest date that was due by then.
        let known = by_receipt.get(&(accepted.place.as_str(), accepted.receipt.as_str())).copied();
        let by_time = || {
            let due = there.iter().copied().filter(|index| slots[*index].0.due <= accepted.at);
            due.max_by_key(|index| (slots[*index].0.due, std::cmp::Reverse(slots[*index].1.len())))
        };
        let first = there.iter().copied().min_by_key(|index| slots[*index].0.due);
        if let Some(index) = known.filter(|index| there.contains(index)).or_else(by_time).or(first) {
            slots[index].1.push(accepted);
        }
    }
    for slot in &slots {
        judge(slot, &mut report.faults);
    }
    report
}

fn judge((owed, posts, rows): &Slot<'_>, faults: &mut Vec<(Fault, String)>) {
    let mut find = |fault| faults.push((fault, format!("{owed:?} {posts:?} {rows:?}")));
    if posts.len() > 1 {
        find(Fault::Doubled);
    }
    if posts.iter().any(|post| post.at < owed.due) {
        find(Fault::Early);
    }
    if posts.iter().any(|post| post.at > owed.until) {
        find(Fault::Late);
    }
    let row = match rows.as_slice() {
        [] => {
            find(Fault::Unrecorded);
            if posts.is_empty() {
                find(Fault::Lost);
            }
            return;
        }
        [row] => row,
        _ => return find(Fault::RecordedTwice),
    };
    let has_reason = row.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    match row.state.as_str() {
        "posted" if posts.is_empty() => find(Fault::Lost),
        "posted" if row.receipt.is_none() && has_reason => {} // A person said so.
        "posted" if !posts.iter().any(|post| row.receipt.as_ref() == Some(&post.receipt)) => find(Fault::OtherReceipt),
        "unsure" if row.questions == 0 => find(Fault::NotAsked),
        "posted" | "unsure" => {}
        "missed" | "skipped" | "refused" => {
            if !posts.is_empty() {
                find(Fault::Denied);
            }
            if !has_reason {
                find(Fault::Unexplained);
            }
        }
        _ => find(Fault::Unfinished),
    }
    if row.in_doubt && matches!(row.state.as_str(), "posted" | "unsure" | "missed" | "skipped" | "refused") {
        find(Fault::Unfinished);
    }
}

/// Posts that are there although no row says that they may be: looked for in the books as a kill has left them, because
/// no request may leave before its row is durable.
pub(crate) fn unforeseen<'a>(accepted: &'a [Accepted], rows: &[Row]) -> Vec<&'a Accepted> {
    let foreseen: std::collections::HashSet<_> =
        rows.iter().filter(|row| row.allows_a_post()).map(|row| (row.platform.as_str(), row.place.as_str())).collect();
    accepted.iter().filter(|post| !foreseen.contains(&(post.platform, post.place.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        format!("2026-11-{time}Z").parse().expect("an instant")
    }

    fn owed(day: &str) -> Owed {
        Owed {
            subscription: 1,
            platform: "x",
            place: "square".into(),
            day: format!("2026-11-{day}"),
            due: at(&format!("{day}T09:00:00")),
            until: at(&format!("{day}T15:00:00")),
        }
    }

    fn post(receipt: &str, time: &str) -> Accepted {
        Accepted { platform: "x", place: "square".into(), receipt: receipt.into(), at: at(time) }
    }

    fn row(day: &str, state: &str) -> Row {
        Row {
            subscription: 1,
            platform: "x".into(),
            place: "square".into(),
            day: format!("2026-11-{day}"),
            state: state.into(),
            reason: matches!(state, "missed" | "skipped" | "refused").then(|| "A reason.".into()),
            receipt: (state == "posted").then(|| day.to_owned()),
            in_doubt: false,
            questions: u32::from(state == "unsure"),
        }
    }

    fn faults(posts: &[Accepted], rows: &[Row]) -> Vec<Fault> {
        let found = check(&[owed("21"), owed("22")], posts, rows).faults;
        found.into_iter().map(|(fault, _)| fault).collect()
    }

    /// The second date as it should be, and the first as given.
    fn first(posts: &[Accepted], rows: &[Row]) -> Vec<Fault> {
        let posts = [posts, &[post("22", "22T09:00:05")]].concat();
        faults(&posts, &[rows, &[row("22", "posted")]].concat())
    }

    const IN_TIME: &str = "21T09:00:01";

    #[test]
    fn nothing_is_wrong_with_what_is_in_order() {
        assert_eq!(first(&[post("21", IN_TIME)], &[row("21", "posted")]), []);
        for state in ["missed", "skipped", "refused", "unsure"] {
            assert_eq!(first(&[], &[row("21", state)]), [], "{state}");
        }
        assert_eq!(first(&[post("7", IN_TIME)], &[row("21", "unsure")]), [], "in doubt it may be there");
        let seen = Row { receipt: None, reason: Some("An admin saw it.".into()), ..row("21", "posted") };
        assert_eq!(first(&[post("7", IN_TIME)], &[seen]), []);
    }

    #[test]
    fn each_fault_of_the_posts_is_seen() {
        assert_eq!(first(&[], &[row("21", "posted")]), [Fault::Lost]);
        assert_eq!(first(&[], &[]), [Fault::Unrecorded, Fault::Lost]);
        let twice = [post("21", IN_TIME), post("7", IN_TIME)];
        assert_eq!(first(&twice, &[row("21", "posted")]), [Fault::Doubled]);
        assert_eq!(first(&twice, &[row("21", "unsure")]), [Fault::Doubled], "also in doubt");
        assert_eq!(first(&[post("21", "21T08:59:59")], &[row("21", "posted")]), [Fault::Early]);
        assert_eq!(first(&[post("21", "21T15:00:01")], &[row("21", "posted")]), [Fault::Late]);
        let elsewhere = Accepted { place: "forum".into(), ..post("9", IN_TIME) };
        assert_eq!(first(&[elsewhere, post("21", IN_TIME)], &[row("21", "posted")]), [Fault::WrongPlace]);
        let other_platform = Accepted { platform: "y", ..post("21", IN_TIME) };
        assert_eq!(first(&[other_platform], &[row("21", "posted")]), [Fault::WrongPlace, Fault::Lost]);
    }

    #[test]
    fn each_fault_of_the_books_is_seen() {
        let there = [post("21", IN_TIME)];
        assert_eq!(first(&there, &[]), [Fault::Unrecorded]);
        assert_eq!(first(&there, &[row("21", "posted"), row("21", "posted")]), [Fault::RecordedTwice]);
        assert_eq!(first(&there, &[row("21", "posted"), row("23", "missed")]), [Fault::NotOwed]);
        for state in ["planned", "sending", "retry"] {
            assert_eq!(first(&[], &[row("21", state)]), [Fault::Unfinished], "{state}");
        }
        let doubtful = Row { in_doubt: true, ..row("21", "posted") };
        assert_eq!(first(&there, &[doubtful]), [Fault::Unfinished]);
        for state in ["missed", "skipped", "refused"] {
            assert_eq!(first(&there, &[row("21", state)]), [Fault::Denied], "{state}");
            for reason in [None, Some(" ".to_owned())] {
                assert_eq!(first(&[], &[Row { reason, ..row("21", state) }]), [Fault::Unexplained], "{state}");
            }
        }
        let other = Row { receipt: Some("8".into()), ..row("21", "posted") };
        assert_eq!(first(&there, &[other]), [Fault::OtherReceipt]);
        assert_eq!(first(&[], &[Row { questions: 0, ..row("21", "unsure") }]), [Fault::NotAsked]);
    }

    #[test]
    fn posts_belong_to_the_date_that_the_books_or_the_hour_give_them() {
        let rows = [row("21", "posted"), row("22", "posted")];
        let early = [post("21", IN_TIME), post("22", "22T08:00:00")];
        assert_eq!(faults(&early, &rows), [Fault::Early], "not a second post of the date before");
        let unknown = [post("21", IN_TIME), post("7", "22T09:30:00"), post("22", "22T09:00:00")];
        assert_eq!(faults(&unknown, &rows), [Fault::Doubled]);
    }

    #[test]
    fn a_post_without_a_durable_row_is_unforeseen() {
        let there = [post("21", IN_TIME)];
        for (row, expected) in [
            (row("21", "sending"), 0),
            (row("21", "posted"), 0),
            (row("21", "unsure"), 0),
            (Row { in_doubt: true, ..row("21", "retry") }, 0),
            (row("21", "planned"), 1),
            (row("21", "retry"), 1),
            (row("21", "missed"), 1),
        ] {
            assert_eq!(unforeseen(&there, std::slice::from_ref(&row)).len(), expected, "{row:?}");
        }
        assert_eq!(unforeseen(&there, &[]).len(), 1);
    }
}
