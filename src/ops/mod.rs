//! What whoever hosts the process sees of it: logs, health and metrics, words for the service manager.

pub mod beat;
pub mod http;
pub mod log;
pub mod metrics;
pub mod service;
