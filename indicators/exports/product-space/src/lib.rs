//! Proximity of products, density, opportunity, and the network of the product space.
mod cog;
mod coi;
mod coi_stability;
mod country_proximity;
mod cross_proximity;
mod cross_relatedness;
mod density;
mod eci_optimisation;
mod implied_comparative_advantage;
mod missing_products;
mod network;
mod product_space_graph;
mod product_space_layout;
mod proximity;
mod relative_relatedness;
mod space;
mod strategic_diffusion;
mod z_score_novelty;
pub use cog::*;
pub use coi::*;
pub use coi_stability::*;
pub use country_proximity::*;
pub use cross_proximity::CrossProximity;
pub use cross_relatedness::*;
pub use density::*;
pub use eci_optimisation::*;
pub use implied_comparative_advantage::*;
use mercatoria_advantage::Denominator;
use mercatoria_core::Name;
pub use missing_products::*;
pub use network::*;
pub use product_space_graph::*;
pub use product_space_layout::*;
pub use proximity::*;
pub use relative_relatedness::*;
pub use space::*;
pub use strategic_diffusion::*;
pub use z_score_novelty::*;

mercatoria_core::pack! {
    family: "exports",
    units: [
        cog::Cog,
        coi::Coi,
        coi_stability::CoiStability,
        country_proximity::CountryProximity,
        cross_proximity::CrossProximity,
        cross_relatedness::CrossRelatedness,
        density::Density,
        eci_optimisation::EciOptimisation,
        implied_comparative_advantage::ImpliedComparativeAdvantage,
        missing_products::MissingProducts,
        product_space_graph::ProductSpaceGraph,
        product_space_layout::ProductSpaceLayout,
        proximity::Proximity,
        relative_relatedness::RelativeRelatedness,
        strategic_diffusion::StrategicDiffusion,
        z_score_novelty::ZScoreNovelty,
    ],
    names: [
        Name::new("product_space.distance", "Distance to a product", || Box::new(Density { scale: DensityScale::Distance, ..Default::default() })),
        Name::new("product_space.proximity_sqrt", "Proximity over the geometric mean of sizes", || Box::new(Proximity { method: Method::Sqrt, ..Default::default() })),
        Name::new("product_space.proximity_min", "Proximity over the smaller size", || Box::new(Proximity { method: Method::Min, ..Default::default() })),
        Name::new("product_space.proximity_asymmetric", "Conditional probability of products", || Box::new(Proximity { method: Method::Asymmetric, ..Default::default() })),
        Name::new("product_space.proximity_correlation", "Proximity by correlation of advantage", || Box::new(Proximity { method: Method::Correlation, ..Default::default() })),
        Name::new("product_space.regional_density", "Density of provinces in the world's product space", || Box::new(Density { denominator: Denominator::Reference, ..Default::default() })),
        Name::new("product_space.regional_coi", "Complexity outlook of provinces in the world's product space", || Box::new(Coi { denominator: Denominator::Reference, ..Default::default() })),
        Name::new("product_space.regional_cog", "Opportunity gain of provinces in the world's product space", || Box::new(Cog { denominator: Denominator::Reference, ..Default::default() })),
        Name::new("product_space.regional_frontier", "Missing products of provinces in the world's product space", || Box::new(MissingProducts { denominator: Denominator::Reference, ..Default::default() })),
    ],
}
