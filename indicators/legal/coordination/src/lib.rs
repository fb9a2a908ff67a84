//! Subsystems judged together: coupling coordination, obstacles, grey degrees.
// Cards end in `..Card::BLANK` also where every field is given, so that a new field breaks no unit.
#![allow(clippy::needless_update)]
mod coupling_coordination;
mod coupling_variants;
mod dagum_gini;
mod entropy_topsis;
mod grey_relational_degree;
mod obstacle_degree;
mod subsystem_scores;
pub use coupling_coordination::*;
pub use coupling_variants::*;
pub use dagum_gini::*;
pub use entropy_topsis::*;
pub use grey_relational_degree::*;
pub use obstacle_degree::*;
pub use subsystem_scores::*;

use mercatoria_core::Name;

fn coupling(variant: CouplingVariant) -> Box<dyn mercatoria_core::Unit> {
    Box::new(CouplingCoordination {
        variant,
        ..CouplingCoordination::default()
    })
}

mercatoria_core::pack! {
    family: "legal",
    units: [
        coupling_coordination::CouplingCoordination, coupling_variants::CouplingVariants, dagum_gini::DagumGini,
        entropy_topsis::EntropyTopsis, grey_relational_degree::GreyRelationalDegree, obstacle_degree::ObstacleDegree,
        subsystem_scores::SubsystemScores,
    ],
    names: [
        Name::new("coordination.product_over_mean_pow", "Coupling by product over power of the mean", || coupling(CouplingVariant::ProductOverMeanPow)),
        Name::new("coordination.root_of_pair", "Coupling by the square of product over power of the mean", || coupling(CouplingVariant::RootOfPair)),
        Name::new("coordination.prod_over_sum", "Coupling by geometric mean over sum", || coupling(CouplingVariant::ProdOverSum)),
        Name::new("coordination.product_over_pairs", "Coupling by product over sums of pairs", || coupling(CouplingVariant::ProductOverPairs)),
        Name::new("coordination.wang2021", "Coupling of Wang, Kong and Ren", || coupling(CouplingVariant::Wang2021)),
    ],
}
