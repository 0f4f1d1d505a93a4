//! What whoever hosts the process sees of it: logs, health and metrics, backups, words for the service manager, and what
//! `touchline doctor` finds around it.

pub mod backup;
pub mod backup_age;
pub mod beat;
pub mod disk;
mod heap;
pub mod http;
pub mod log;
pub mod metrics;
pub mod program;
pub mod readiness;
pub mod service;
