//! What the benchmarks share: how figures are told, and processes that are measured.

pub(crate) mod numbers;
pub(crate) mod process;
