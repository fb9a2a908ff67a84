//! Rules of practice that turn indicators into a rating, and premia of clusters.
mod bartik_exposure;
mod cluster_survival;
mod density_elasticity;
mod eco_stars;
mod labour;
mod panorama_stars;
mod priority_sector_rating;
mod productivity_premium;
mod specialisation_weighted_growth;
mod strong_cluster_us;
mod wage_premium;
pub use bartik_exposure::*;
pub use cluster_survival::*;
pub use density_elasticity::*;
pub use eco_stars::{EcoStars, Focus};
pub use panorama_stars::*;
pub use priority_sector_rating::*;
pub use productivity_premium::*;
pub use specialisation_weighted_growth::*;
pub use strong_cluster_us::*;
pub use wage_premium::*;

use mercatoria_core::Name;
use mercatoria_diversity::Herfindahl;

mercatoria_core::pack! {
    family: "clusters",
    units: [
        bartik_exposure::BartikExposure, cluster_survival::ClusterSurvival, density_elasticity::DensityElasticity,
        eco_stars::EcoStars, panorama_stars::PanoramaStars,
        priority_sector_rating::PrioritySectorRating, productivity_premium::ProductivityPremium,
        specialisation_weighted_growth::SpecialisationWeightedGrowth, strong_cluster_us::StrongClusterUs,
        wage_premium::WagePremium,
    ],
    names: [
        Name::new("ratings.employer_hhi", "Herfindahl index of employers", || Box::new(Herfindahl::default())),
    ],
}
