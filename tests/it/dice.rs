//! Numbers by chance that a seed makes again.

use touchline::clock::SystemClock;
use touchline::ports::Clock as _;

/// A small generator of our own (`SplitMix64`: Steele, Lea, Flood 2014), so that a seed means the same for ever. Tells its
/// seed when a test fails.
pub(crate) struct Dice {
    seed: u64,
    state: u64,
}

impl Dice {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self { seed, state: seed }
    }

    /// With the seed in `SEED`, or a new one.
    pub(crate) fn by_chance() -> Self {
        let told = std::env::var("SEED").ok().map(|seed| seed.parse().expect("SEED is a number"));
        Self::seeded(told.unwrap_or_else(|| u64::from(SystemClock.now().timestamp_subsec_nanos())))
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// From 0, less than `sides`.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }

    /// The same, for places in a list.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll(u64::try_from(limit).expect("64 bits at most"))).expect("less than the limit")
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

impl Drop for Dice {
    #[expect(clippy::print_stderr, reason = "without the seed a failure by chance cannot be met again")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the dice were thrown with SEED={}", self.seed);
        }
    }
}
