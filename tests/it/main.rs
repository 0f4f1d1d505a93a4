//! The one test binary: what Touchline promises, as situations and the words that follow.
//!
//! `world` is the bench; behaviour is in the modules that use it. `doors` and `process` run the real clients and the real
//! binary against the local platform servers.

mod admin;
mod answers;
mod apps;
mod bad_input;
mod browsing;
mod bulk;
mod checker;
mod clock_jumps;
mod config;
mod conversations;
mod corrections;
mod curating;
mod curation;
mod daily;
mod day;
mod delivery;
mod dice;
mod doors;
mod excerpts;
mod facts;
mod failpoints;
mod fan_out;
mod faults;
mod files;
mod hard_times;
mod imports;
mod kills;
mod late_restarts;
mod mutated;
mod ops;
mod places;
mod process;
mod render_discord;
mod render_telegram;
mod rights;
mod rows;
mod sessions;
mod settings;
mod side_by_side;
mod store;
mod stories;
mod storms;
mod suggestions;
mod sync;
mod tenants;
mod tidy;
mod tongues;
mod transfer;
mod unsound;
mod wire_world;
mod world;
mod writing;
mod zones;
