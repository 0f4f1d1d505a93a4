//! What whoever hosts the process sees of it: logs.

pub mod log;
