//! Touchline: stories from the touchline of the World Cup, told in Discord servers and Telegram chats.
//!
//! One process, three doors (Discord, Telegram, the console in the terminal), one desk behind them:
//!
//! ```text
//! main ─▶ run ─builds─▶ platforms/{discord,telegram,console} ──Request──▶ bot ──uses──▶ domain (pure)
//!                          │ implement Messenger                           │
//!                       store/sqlite ──implements──▶ ports ◀───────────────┘
//! ```
//!
//! Read `ports`, then `bot`, then `domain`; ARCHITECTURE.md has the map and the reasons.

pub mod bot;
pub mod cli;
pub mod clock;
pub mod collection;
pub mod config;
pub mod domain;
pub mod ops;
pub mod platforms;
pub mod ports;
pub mod run;
pub mod store;
