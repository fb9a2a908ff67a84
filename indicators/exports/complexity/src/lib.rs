//! Economic complexity: eigenvectors, fitness and their relatives.
mod spectral;
pub use spectral::*;
mercatoria_core::pack! { family: "exports", units: [], names: [] }
