//! Two-way trade: Grubel–Lloyd by label, pair and in all; balance adjustments; marginal intra-industry trade; horizontal and
//! vertical trade by unit values.
mod grubel_lloyd;
mod grubel_lloyd_aggregate;
mod grubel_lloyd_bilateral;
mod marginal;
mod marginal_aggregate;
mod two_way;
mod unit_value_split;
mod unit_value_type;
pub use grubel_lloyd::*;
pub use grubel_lloyd_aggregate::*;
pub use grubel_lloyd_bilateral::*;
pub use marginal::*;
pub use marginal_aggregate::*;
use mercatoria_core::Name;
pub use unit_value_split::*;
pub use unit_value_type::*;

mercatoria_core::pack! {
    family: "exports",
    units: [
        grubel_lloyd::GrubelLloyd,
        grubel_lloyd_aggregate::GrubelLloydAggregate,
        grubel_lloyd_bilateral::GrubelLloydBilateral,
        marginal::Marginal,
        marginal_aggregate::MarginalAggregate,
        unit_value_split::UnitValueSplit,
        unit_value_type::UnitValueType,
    ],
    names: [
        Name::new("intra_industry.grubel_lloyd_adjusted", "Grubel–Lloyd index, adjusted for the balance", || Box::new(GrubelLloydAggregate { adjustment: Adjustment::Balance })),
        Name::new("intra_industry.aquino", "Aquino's index", || Box::new(GrubelLloydAggregate { adjustment: Adjustment::Aquino })),
        Name::new("intra_industry.bergstrand", "Bergstrand's index of pairs", || Box::new(GrubelLloydBilateral { adjustment: PairAdjustment::Bergstrand })),
        Name::new("intra_industry.miit_a", "Marginal intra-industry trade, A", || Box::new(Marginal { measure: MarginalMeasure::A })),
        Name::new("intra_industry.miit_b", "Marginal intra-industry trade, B", || Box::new(Marginal { measure: MarginalMeasure::B })),
        Name::new("intra_industry.miit_c", "Marginal intra-industry trade, C", || Box::new(Marginal { measure: MarginalMeasure::C })),
        Name::new("intra_industry.miit_a_aggregate", "Marginal intra-industry trade, A, all products", || Box::new(MarginalAggregate { measure: MarginalMeasure::A })),
        Name::new("intra_industry.miit_b_aggregate", "Marginal intra-industry trade, B, all products", || Box::new(MarginalAggregate { measure: MarginalMeasure::B })),
        Name::new("intra_industry.miit_c_aggregate", "Marginal intra-industry trade, C, all products", || Box::new(MarginalAggregate { measure: MarginalMeasure::C })),
        Name::new("intra_industry.hiit", "Horizontal intra-industry trade", || Box::new(UnitValueType { kind: TwoWayKind::Horizontal, ..Default::default() })),
        Name::new("intra_industry.viit", "Vertical intra-industry trade", || Box::new(UnitValueType { kind: TwoWayKind::Vertical, ..Default::default() })),
    ],
}
