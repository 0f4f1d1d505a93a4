//! What stories are about: players, teams, matches.
//!
//! It does not know how a subject is found by name (`names`) nor how it is stored.

/// The store's number of a player. Stable, so buttons may carry it for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlayerId(pub i64);

/// The store's number of a team. Stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TeamId(pub i64);

/// The store's number of a match. Stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MatchId(pub i64);

/// What a story can be found by: a player, a team or a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A player or coach.
    Player(PlayerId),
    /// A team.
    Team(TeamId),
    /// One match.
    Match(MatchId),
}
