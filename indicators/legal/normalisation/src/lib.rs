//! Cells of a scoreboard on comparable scales. Directions are applied here, once: what comes out is better where it is larger.
// Cards end in `..Card::BLANK` also where every field is given, so that a new field breaks no unit.
#![allow(clippy::needless_update)]
mod above_below_mean;
mod ampi_scale;
mod annual_difference;
mod balance_of_opinions;
mod banding;
mod decision;
mod distance_to_reference;
mod distance_to_target;
mod fit;
mod goalposts;
mod ideal_interval;
mod min_max;
mod rank_norm;
mod ratio_norm;
mod scaling;
mod z_score;
pub use above_below_mean::*;
pub use ampi_scale::*;
pub use annual_difference::*;
pub use balance_of_opinions::*;
pub use banding::*;
pub use decision::Decision;
pub use distance_to_reference::*;
pub use distance_to_target::*;
pub use fit::{ByCriterion, ConstantColumn, Reference, extremes, is_constant, known, order_kept};
pub use goalposts::*;
pub use ideal_interval::*;
pub use min_max::*;
pub use rank_norm::*;
pub use ratio_norm::*;
pub use scaling::*;
pub use z_score::*;

use mercatoria_core::Name;

fn ratio(form: RatioForm) -> Box<dyn mercatoria_core::Unit> {
    Box::new(RatioNorm { form })
}
fn rank(scale: RankScale) -> Box<dyn mercatoria_core::Unit> {
    Box::new(RankNorm {
        scale,
        ..RankNorm::default()
    })
}
fn over_time(form: TimeForm) -> Box<dyn mercatoria_core::Unit> {
    Box::new(AnnualDifference {
        form,
        ..AnnualDifference::default()
    })
}

mercatoria_core::pack! {
    family: "legal",
    units: [
        above_below_mean::AboveBelowMean, ampi_scale::AmpiScale, annual_difference::AnnualDifference,
        balance_of_opinions::BalanceOfOpinions, banding::Banding, distance_to_reference::DistanceToReference,
        distance_to_target::DistanceToTarget, goalposts::Goalposts, ideal_interval::IdealInterval, min_max::MinMax,
        rank_norm::RankNorm, ratio_norm::RatioNorm, z_score::ZScore,
    ],
    names: [
        Name::new("normalisation.distance_to_max", "Distance to the maximum", || Box::new(MinMax::default())),
        Name::new("normalisation.reference_normalisation", "Range of the first period, 0 to 10", || Box::new(MinMax { high: mercatoria_core::Finite::new(10.0), reference: Reference::First, ..MinMax::default() })),
        Name::new("normalisation.mpi_scale", "Standard scores with mean 100 and deviation 10", || Box::new(ZScore { mean: mercatoria_core::Finite::new(100.0), sd: mercatoria_core::Positive::new(10.0), ..ZScore::default() })),
        Name::new("normalisation.scaled", "Between two given values, beyond them too", || Box::new(Goalposts { truncate: false, ..Goalposts::default() })),
        Name::new("normalisation.distance_to_frontier", "Distance to the frontier", || Box::new(Goalposts { reference: Reference::First, ..Goalposts::default() })),
        Name::new("normalisation.fraction_of_max", "Fraction of the maximum", || ratio(RatioForm::FractionOfMax)),
        Name::new("normalisation.fraction_of_sum", "Fraction of the sum", || ratio(RatioForm::FractionOfSum)),
        Name::new("normalisation.vector_norm", "Fraction of the length of the column", || ratio(RatioForm::Vector)),
        Name::new("normalisation.linear_ratio", "Ratio to the best", || ratio(RatioForm::LinearRatio)),
        Name::new("normalisation.nonlinear_ratio", "Power of the ratio to the best", || ratio(RatioForm::NonlinearRatio)),
        Name::new("normalisation.zavadskas_turskis", "Relative distance to the best", || ratio(RatioForm::ZavadskasTurskis)),
        Name::new("normalisation.logarithmic_norm", "Share of the logarithm of the product", || ratio(RatioForm::Logarithmic)),
        Name::new("normalisation.enhanced_accuracy", "Enhanced accuracy", || ratio(RatioForm::EnhancedAccuracy)),
        Name::new("normalisation.borda_norm", "Borda points", || rank(RankScale::Borda)),
        Name::new("normalisation.percentile_rank", "Percentile rank", || rank(RankScale::Percentile)),
        Name::new("normalisation.cyclical", "Deviation from the unit's mean over time", || over_time(TimeForm::Cyclical)),
    ],
}
