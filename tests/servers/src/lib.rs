//! Local stand-ins for Discord and Telegram: what tests, benchmarks and people connect the bot to.
//!
//! ```no_run
//! # async fn example() {
//! let platform = local_platforms::discord::Server::start().await;
//! println!("TOUCHLINE_DISCORD__API_URL={}", platform.api_url());
//! # }
//! ```
//!
//! Read `front` for how a request is taken, then one platform.

// The guild object is one large `json!`.
#![recursion_limit = "256"]

mod ask;
pub mod backstage;
pub mod discord;
pub mod faults;
mod files;
mod front;
mod net;
pub mod pace;
pub mod records;
pub mod seen;
mod sync;
pub mod telegram;
pub mod time;
pub mod wire;

pub use ask::SentFile;
pub use backstage::Backstage;
pub use faults::{Fault, Faults, Rule, RuleHandle, Scope};
pub use pace::Limit;
pub use records::{PlaceId, Post, Request, Via};
pub use seen::{Button, Seen, ShownFile};
pub use wire::WireCheck;

#[cfg(test)]
mod tests;
