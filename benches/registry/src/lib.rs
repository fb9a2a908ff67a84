//! Benches alone; see `benches/registry.rs`.
