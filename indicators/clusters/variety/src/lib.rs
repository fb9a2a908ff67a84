//! How many industries a region effectively has, and how close they are to each other. Entropy and Hill numbers
//! themselves are formulas of `mercatoria-diversity`.
mod jacobs_diversity;
mod leinster_cobbold;
mod levels;
mod pairs;
mod portfolio_variance;
mod rao_stirling;
mod variety;
mod variety_decomposition;
mod variety_levels;
pub use jacobs_diversity::*;
pub use leinster_cobbold::*;
pub use levels::{entropy, entropy_by_level};
use mercatoria_core::Name;
pub use pairs::Relates;
pub use portfolio_variance::*;
pub use rao_stirling::*;
pub use variety::*;
pub use variety_decomposition::*;
pub use variety_levels::*;

mercatoria_core::pack! {
    family: "clusters",
    units: [
        jacobs_diversity::JacobsDiversity, leinster_cobbold::LeinsterCobbold, portfolio_variance::PortfolioVariance, rao_stirling::RaoStirling,
        variety::Variety, variety_decomposition::VarietyDecomposition, variety_levels::VarietyLevels,
    ],
    names: [
        Name::new("variety.unrelated_variety", "Unrelated variety", || Box::new(Variety { part: VarietyPart::Unrelated, ..Default::default() })),
        Name::new("variety.semi_related_variety", "Semi-related variety", || Box::new(Variety { part: VarietyPart::SemiRelated, ..Default::default() })),
        Name::new("variety.related_variety", "Related variety", || Box::new(Variety { part: VarietyPart::Related, ..Default::default() })),
        Name::new("variety.total_variety", "Total variety", || Box::new(Variety { part: VarietyPart::Total, ..Default::default() })),
    ],
}
