//! Income content of exports, technology classes, unit values and quality.
mod class_shares;
mod expy;
mod measure;
mod pgi;
mod price_segment;
mod price_segment_shares;
mod prices;
mod prody;
mod quality_khandelwal;
mod relative_unit_value;
mod sophistication_lwz;
mod unit_value;
pub use class_shares::*;
pub use expy::*;
pub use measure::{Without, measure, weighted_mean};
use mercatoria_core::Name;
pub use pgi::*;
pub use price_segment::*;
pub use price_segment_shares::*;
pub use prody::*;
pub use quality_khandelwal::*;
pub use relative_unit_value::*;
pub use sophistication_lwz::*;
pub use unit_value::*;

mercatoria_core::pack! {
    family: "exports",
    units: [
        class_shares::ClassShares,
        expy::Expy,
        pgi::Pgi,
        price_segment::PriceSegment,
        price_segment_shares::PriceSegmentShares,
        prody::Prody,
        quality_khandelwal::QualityKhandelwal,
        relative_unit_value::RelativeUnitValue,
        sophistication_lwz::SophisticationLwz,
        unit_value::UnitValue,
    ],
    names: [
        Name::new("sophistication.prody_log", "Income content of products, logarithmic", || Box::new(Prody { log: true, ..Default::default() })),
        Name::new("sophistication.rpci", "Revealed physical capital intensity", || Box::new(Prody { gdp: "capital_per_worker".into(), ..Default::default() })),
        Name::new("sophistication.rhci", "Revealed human capital intensity", || Box::new(Prody { gdp: "human_capital".into(), ..Default::default() })),
        Name::new("sophistication.peii", "Product emission intensity index", || Box::new(Pgi { measure: "emission_intensity".into(), ..Default::default() })),
        Name::new("sophistication.lall_shares", "Exports by Lall's technology classes", || Box::new(ClassShares::by("lall"))),
        Name::new("sophistication.bec_shares", "Exports by broad economic categories", || Box::new(ClassShares::by("bec"))),
        Name::new("sophistication.rauch_shares", "Exports by Rauch's classes of differentiation", || Box::new(ClassShares::by("rauch"))),
        Name::new("sophistication.oecd_tech", "Exports by OECD technology classes", || Box::new(ClassShares::by("oecd_tech"))),
    ],
}
