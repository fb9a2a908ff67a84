//! Formulas on one distribution: concentration, entropy, effective numbers.
mod gini_simpson;
mod herfindahl;
mod hill_numbers;
mod possible;
mod shannon;
mod top_k_share;
pub use gini_simpson::*;
pub use herfindahl::*;
pub use hill_numbers::*;
pub use possible::{Possible, least};
pub use shannon::*;
pub use top_k_share::*;

mercatoria_core::pack! {
    family: "structure",
    units: [
        herfindahl::Herfindahl, hill_numbers::HillNumbers, shannon::Shannon, gini_simpson::GiniSimpson,
        top_k_share::TopKShare,
    ],
    names: [],
}
