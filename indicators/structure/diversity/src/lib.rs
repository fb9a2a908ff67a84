//! Formulas on one distribution: concentration, entropy, effective numbers.
mod herfindahl;
mod hill_numbers;
mod possible;
mod shannon;
mod simpson_interaction;
mod top_k_share;
pub use herfindahl::*;
pub use hill_numbers::*;
pub use possible::{Possible, least};
pub use shannon::*;
pub use simpson_interaction::*;
pub use top_k_share::*;

mercatoria_core::pack! {
    family: "structure",
    units: [
        herfindahl::Herfindahl, hill_numbers::HillNumbers, shannon::Shannon, simpson_interaction::SimpsonInteraction,
        top_k_share::TopKShare,
    ],
    names: [],
}
