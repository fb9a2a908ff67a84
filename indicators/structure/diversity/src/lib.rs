//! Formulas on one distribution: concentration, entropy, effective numbers.
mod herfindahl;
mod hill_numbers;
mod shannon;
mod top_k_share;
pub use herfindahl::*;
pub use hill_numbers::*;
pub use shannon::*;
pub use top_k_share::*;

mercatoria_core::pack! {
    family: "structure",
    units: [herfindahl::Herfindahl, hill_numbers::HillNumbers, shannon::Shannon, top_k_share::TopKShare],
    names: [],
}
