//! Revealed comparative advantage in all its forms.
mod presence;
pub use presence::*;
mercatoria_core::pack! { family: "exports", units: [], names: [] }
