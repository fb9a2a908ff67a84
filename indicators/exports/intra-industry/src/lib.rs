//! Two-way trade.
mod grubel_lloyd;
pub use grubel_lloyd::*;
mercatoria_core::pack! { family: "exports", units: [grubel_lloyd::GrubelLloyd], names: [] }
