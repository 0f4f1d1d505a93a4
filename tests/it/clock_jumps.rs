//! A clock that is set forward and back at any moment (reliability.md T8): nothing is doubled, nothing comes early by the
//! clock that is believed, and once the clock is right again the daily post comes on its days.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use local_platforms::{Fault, Rule};
use tokio_util::sync::CancellationToken;
use touchline::bot::Bot;
use touchline::domain::schedule::Timestamp;
use touchline::ports::Store;
use touchline::store::sqlite::SqliteStore;

use crate::dice::Dice;
use crate::wire_world::{Door, PATIENT, Wire};

const PLACES: u32 = 3;

/// A bot whose clock is set by others, while the platforms' clocks go right.
struct Jumpy {
    wire: Arc<Wire>,
    store: Arc<dyn Store>,
    bot: Arc<Bot>,
    file: std::path::PathBuf,
    /// The right time.
    right: Timestamp,
    /// How far the bot's clock is off.
    off: TimeDelta,
    /// Accepted posts by what tells one from another, as of the last pass.
    seen: HashMap<Door, usize>,
}

impl Jumpy {
    async fn start(seed: u64) -> Self {
        let wire = Wire::at("2026-11-21T08:00:00Z").await;
        let file = wire.file(&format!("seed-{seed}"));
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&file).expect("the store opens"));
        for door in Door::BOTH {
            for number in 0..PLACES {
                wire.subscribe(store.as_ref(), door, number).await;
            }
        }
        let bot = Self::bot(&wire, &store).await;
        let right = wire.clock_now();
        Self { wire, store, bot, file, right, off: TimeDelta::zero(), seen: HashMap::new() }
    }

    async fn bot(wire: &Wire, store: &Arc<dyn Store>) -> Arc<Bot> {
        let messengers = Door::BOTH.iter().map(|door| wire.messenger(*door, 0, PATIENT)).collect();
        let bot = wire.desk(Arc::clone(store), messengers).await;
        bot.settle_abandoned().await.expect("the store works");
        bot
    }

    /// Time goes by, and the loop looks, as it does at least once an hour.
    async fn after(&mut self, time: TimeDelta) {
        self.right += time;
        self.wire.turn_to(self.right);
        self.wire.clock.turn_to(self.right + self.off);
        if self.bot.believes_clock().await.expect("the store works") {
            self.bot.publish_due(&CancellationToken::new()).await.expect("the store works");
        }
    }

    /// So much time, hour by hour.
    async fn after_hours(&mut self, hours: u32) {
        for _ in 0..hours {
            self.after(TimeDelta::hours(1)).await;
        }
    }

    /// What came since the last look came when the bot's clock said that it was time; it comes nowhere twice.
    fn check(&mut self, says: &str) {
        let now = self.wire.clock_now();
        let db = rusqlite::Connection::open(&self.file).expect("the store's file");
        let posted = |door: Door| -> i64 {
            let sql = "SELECT count(*) FROM deliveries WHERE platform = ?1 AND state = 'posted'";
            db.query_row(sql, [door.platform().as_str()], |row| row.get(0)).expect("a count")
        };
        for door in Door::BOTH {
            let arrived = (0..PLACES).map(|number| self.wire.server(door).ledger_of(door.address(number)).len()).sum();
            let before = self.seen.insert(door, arrived).unwrap_or_default();
            let booked = usize::try_from(posted(door)).expect("a count");
            assert!(arrived == booked, "{says}: {door:?}: {arrived} arrived, {booked} are booked");
            if arrived == before {
                continue;
            }
            // A post expires six hours after it was due.
            let sql = "SELECT count(*) FROM deliveries
                       WHERE platform = ?1 AND state = 'posted' AND expires_at - 6 * 3600 > posted_at";
            let early: i64 = db.query_row(sql, [door.platform().as_str()], |row| row.get(0)).expect("a count");
            assert_eq!(early, 0, "{says}: {door:?}: early at {now}");
        }
    }

    /// States by date for one subscription each, from a date on.
    fn states_from(&self, date: Timestamp) -> Vec<(String, String)> {
        let db = rusqlite::Connection::open(&self.file).expect("the store's file");
        let sql = "SELECT local_date, state FROM deliveries WHERE local_date >= ?1 AND local_date <= ?2 ORDER BY 1, 2";
        let mut rows = db.prepare(sql).expect("the table");
        let dates = [date.date_naive().to_string(), self.right.date_naive().to_string()];
        let rows = rows.query_map(dates, |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    }
}

/// Seconds by which clocks jump.
const JUMPS: [i64; 8] = [1, -1, 3_600, -3_600, 25 * 3_600, -25 * 3_600, 365 * 86_400, i64::MIN];

/// Jumps at moments that the seed chooses, then five days with a clock that is right.
async fn play(seed: u64, jumps: u32) {
    let mut dice = Dice::seeded(seed);
    let mut world = Jumpy::start(seed).await;
    for number in 0..jumps {
        let pause = TimeDelta::seconds(i64::try_from(dice.roll(4 * 3_600)).expect("seconds"));
        world.after(pause).await;
        let jump = dice.pick(&JUMPS);
        world.off = match jump {
            // 1970, as a machine without a battery starts.
            i64::MIN => Timestamp::UNIX_EPOCH - world.right,
            seconds if world.off.num_days().abs() < 3_000 => world.off + TimeDelta::seconds(seconds),
            seconds => TimeDelta::seconds(seconds),
        };
        let says = format!("seed {seed}, jump {number} by {jump} s");
        world.after(TimeDelta::seconds(i64::try_from(dice.roll(50)).expect("seconds"))).await;
        world.check(&says);
        world.after(TimeDelta::seconds(61)).await;
        world.check(&says);
        if dice.roll(3) == 0 {
            world.off = TimeDelta::zero();
        }
        if dice.roll(4) == 0 {
            world.bot = Jumpy::bot(&world.wire, &world.store).await;
        }
    }
    world.off = TimeDelta::zero();
    world.after(TimeDelta::seconds(1)).await;
    world.after(TimeDelta::seconds(61)).await;
    let tomorrow = world.right + TimeDelta::days(1);
    world.after_hours(5 * 24).await;
    world.check(&format!("seed {seed}, at the end"));
    let states = world.states_from(tomorrow);
    assert!(states.len() >= 4 * 2 * PLACES as usize, "seed {seed}: {states:?}");
    let missing = states.iter().filter(|(day, state)| state != "posted" && *day < world.right.date_naive().to_string());
    assert_eq!(missing.count(), 0, "seed {seed}: the clock is right again, so it comes on its days: {states:?}");
    world.store.close().await;
    world.wire.discord.assert_clean();
    world.wire.telegram.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_doubles_nothing_and_the_days_go_on_when_it_is_right() {
    for seed in 0..4 {
        play(seed, 30).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: 100,000 jumps, about twenty minutes in a release build"]
async fn a_hundred_thousand_jumps() {
    for seed in 1_000..1_500 {
        play(seed, 200).await;
    }
}

/// A post in doubt whose attempt lies in the future by now: nobody knows how long ago it was, so all is looked through.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_put_back_while_a_post_is_in_doubt_doubles_nothing() {
    for back in [TimeDelta::hours(1), TimeDelta::hours(25), TimeDelta::days(365)] {
        let mut jumpy = Jumpy::start(0).await;
        jumpy.off = back;
        jumpy.after(TimeDelta::seconds(1)).await;
        jumpy.after(TimeDelta::seconds(61)).await;
        for number in 0..PLACES {
            let rule = Rule::on(Door::Discord.posting(), Fault::drop_connection().after_accepting());
            jumpy.wire.discord.fault(rule.place(Door::Discord.address(number)));
        }
        // Nine o'clock by the wrong clock.
        let nine = (jumpy.right + back).date_naive().and_hms_opt(9, 0, 0).expect("a time").and_utc();
        let nine = if nine <= jumpy.right + back { nine + TimeDelta::days(1) } else { nine };
        jumpy.after(nine - jumpy.right - back).await;
        jumpy.off = TimeDelta::zero();
        let arrived = |jumpy: &Jumpy| jumpy.wire.discord.ledger().len();
        let at_first = arrived(&jumpy);
        assert!(at_first >= PLACES as usize, "they have arrived, and the bot does not know it");
        // Past the time in which Discord recognises the nonce.
        for minutes in [5, 30, 60, 10] {
            jumpy.after(TimeDelta::minutes(minutes)).await;
        }
        let nonces: std::collections::HashSet<_> =
            jumpy.wire.discord.ledger().iter().map(|post| post.nonce.clone()).collect();
        assert_eq!(nonces.len(), arrived(&jumpy), "{back}: doubled");
        jumpy.store.close().await;
    }
}

/// The machine's clock is wrong all the time: Discord's own time tells from where on to look.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_always_wrong_does_not_look_past_what_is_there() {
    for off in [-25 * 3_600, -3_600, -300, 300, 3_600, 25 * 3_600] {
        let mut jumpy = Jumpy::start(0).await;
        jumpy.off = TimeDelta::seconds(off);
        jumpy.bot = Jumpy::bot(&jumpy.wire, &jumpy.store).await;
        for number in 0..PLACES {
            let rule = Rule::on(Door::Discord.posting(), Fault::drop_connection().after_accepting());
            jumpy.wire.discord.fault(rule.place(Door::Discord.address(number)));
        }
        while jumpy.wire.discord.posted() == 0 {
            jumpy.after(TimeDelta::minutes(20)).await;
        }
        // Nobody looks until Discord has forgotten the nonce.
        for minutes in [5, 5, 60] {
            jumpy.after(TimeDelta::minutes(minutes)).await;
        }
        jumpy.check(&format!("{off} s off"));
        // By place, because what admins are told is among the posts too.
        let places = (0..PLACES).map(|number| jumpy.wire.discord.ledger_of(Door::Discord.address(number)).len());
        assert_eq!(places.collect::<Vec<_>>(), [1; PLACES as usize], "{off} s off: each once");
        jumpy.store.close().await;
    }
}
