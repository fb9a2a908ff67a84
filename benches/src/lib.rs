//! Criterion benches, generated from the registry.
