//! Weights of criteria: from the data, from judgements, by design. They add up to 1.
// Cards end in `..Card::BLANK` also where every field is given, so that a new field breaks no unit.
#![allow(clippy::needless_update)]
mod ahp;
mod angle_weights;
mod balance_weights;
mod budget_allocation;
mod bwm;
mod cilos;
mod consistency_ratio;
mod critic;
mod dirichlet_weights;
mod dispersion_weights;
mod effective_weights;
mod entropy_weights;
mod equal_weights;
mod factor_weights;
mod idocriw;
mod importance;
mod infomax_weights;
mod lopcow;
mod merec;
mod noisy_weights;
mod pca_weights;
mod rank_weights;
mod spread;
mod swara;
pub use ahp::*;
pub use angle_weights::*;
pub use balance_weights::*;
pub use budget_allocation::*;
pub use bwm::*;
pub use cilos::*;
pub use consistency_ratio::*;
pub use critic::*;
pub use dirichlet_weights::*;
pub use dispersion_weights::*;
pub use effective_weights::*;
pub use entropy_weights::*;
pub use equal_weights::*;
pub use factor_weights::*;
pub use idocriw::*;
pub use importance::*;
pub use infomax_weights::*;
pub use lopcow::*;
pub use merec::*;
pub use noisy_weights::*;
pub use pca_weights::*;
pub use rank_weights::*;
pub use spread::{Over, shares};
pub use swara::*;

use mercatoria_core::Name;
use mercatoria_normalisation::Scaling;

fn by_spread(measure: Spread, scaling: Scaling) -> Box<dyn mercatoria_core::Unit> {
    Box::new(DispersionWeights {
        measure,
        scaling,
        over: Over::Panel,
    })
}
fn by_rank(form: RankForm) -> Box<dyn mercatoria_core::Unit> {
    Box::new(RankWeights {
        form,
        ..RankWeights::default()
    })
}

mercatoria_core::pack! {
    family: "legal",
    units: [
        ahp::Ahp, angle_weights::AngleWeights, balance_weights::BalanceWeights, budget_allocation::BudgetAllocation, bwm::Bwm,
        cilos::Cilos, consistency_ratio::ConsistencyRatio, critic::Critic, dirichlet_weights::DirichletWeights,
        dispersion_weights::DispersionWeights, effective_weights::EffectiveWeights, entropy_weights::EntropyWeights,
        equal_weights::EqualWeights, factor_weights::FactorWeights, idocriw::Idocriw, importance::Importance,
        infomax_weights::InfomaxWeights, lopcow::Lopcow, merec::Merec, noisy_weights::NoisyWeights, pca_weights::PcaWeights,
        rank_weights::RankWeights, swara::Swara,
    ],
    names: [
        Name::new("weighting.group_equal_weights", "Equal weights of groups", || Box::new(EqualWeights { groups: true })),
        Name::new("weighting.std_weights", "Weights by standard deviation", || by_spread(Spread::Std, Scaling::MinMax)),
        Name::new("weighting.variance_weights", "Weights by variance", || by_spread(Spread::Variance, Scaling::MinMax)),
        Name::new("weighting.cv_weights", "Weights by coefficient of variation", || by_spread(Spread::Cv, Scaling::None)),
        Name::new("weighting.gini_weights", "Weights by Gini coefficient", || by_spread(Spread::Gini, Scaling::None)),
        Name::new("weighting.roc_weights", "Rank order centroid weights", || by_rank(RankForm::Centroid)),
        Name::new("weighting.rank_sum_weights", "Rank sum weights", || by_rank(RankForm::Sum)),
        Name::new("weighting.rank_reciprocal_weights", "Rank reciprocal weights", || by_rank(RankForm::Reciprocal)),
    ],
}
