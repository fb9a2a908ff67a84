//! Why regions grew.
mod shift_share;
pub use shift_share::*;
mercatoria_core::pack! { family: "clusters", units: [shift_share::ShiftShare], names: [] }
