//! Benefit of the doubt: each unit under the weights best for it.
// Cards end in `..Card::BLANK` also where every field is given, so that a new field breaks no unit.
#![allow(clippy::needless_update)]
mod bod;
mod bod_assurance_region;
mod bod_common_weights;
mod bod_conditional;
mod bod_constrained;
mod bod_directional;
mod bod_geometric;
mod bod_intertemporal;
mod bod_multidirectional;
mod bod_order_m;
mod bod_ordinal;
mod bod_robust_directional;
mod bod_spatial;
mod bod_undesirable;
mod bod_variance_weights;
mod bod_weights;
mod linear_program;
mod peers;
pub use bod::*;
pub use bod_assurance_region::*;
pub use bod_common_weights::*;
pub use bod_conditional::*;
pub use bod_constrained::*;
pub use bod_directional::*;
pub use bod_geometric::*;
pub use bod_intertemporal::*;
pub use bod_multidirectional::*;
pub use bod_order_m::*;
pub use bod_ordinal::*;
pub use bod_robust_directional::*;
pub use bod_spatial::*;
pub use bod_undesirable::*;
pub use bod_variance_weights::*;
pub use bod_weights::*;
pub use linear_program::*;
pub use peers::Peers;

mercatoria_core::pack! {
    family: "legal",
    units: [
        bod::Bod, bod_assurance_region::BodAssuranceRegion, bod_common_weights::BodCommonWeights,
        bod_conditional::BodConditional, bod_constrained::BodConstrained, bod_directional::BodDirectional,
        bod_geometric::BodGeometric, bod_intertemporal::BodIntertemporal, bod_multidirectional::BodMultidirectional,
        bod_order_m::BodOrderM, bod_ordinal::BodOrdinal, bod_robust_directional::BodRobustDirectional,
        bod_spatial::BodSpatial, bod_undesirable::BodUndesirable, bod_variance_weights::BodVarianceWeights,
        bod_weights::BodWeights,
    ],
    names: [],
}
