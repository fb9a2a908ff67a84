//! Where exports go and how they fit.
mod price_index;
pub use price_index::*;
mercatoria_core::pack! { family: "exports", units: [], names: [] }
