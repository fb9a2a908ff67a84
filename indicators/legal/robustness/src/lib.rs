//! What a ranking rests on: uncertainty, sensitivity, stability, diagnostics.
// Cards end in `..Card::BLANK` also where every field is given, so that a new field breaks no unit.
#![allow(clippy::needless_update)]
mod bartlett_sphericity;
mod cagr;
mod chain;
mod chain_link;
mod correlation_flags;
mod cronbach_alpha;
mod decomposition;
mod fast;
mod given_data;
mod indicator_stats;
mod kendall_w;
mod kmo;
mod leave_one_out;
mod mcdonald_omega;
mod morris;
mod pairwise_wins;
mod pca;
mod rank_acceptability;
mod rank_agreement;
mod rank_reversal;
mod rank_target;
mod saltelli_design;
mod sensitivity;
mod shapley_effects;
mod sobol_indices;
mod sobol_second_order;
mod strengths_weaknesses;
mod uncertainty_analysis;
mod vif;
mod what_if;
pub use bartlett_sphericity::*;
pub use cagr::*;
pub use chain_link::*;
pub use correlation_flags::*;
pub use cronbach_alpha::*;
pub use decomposition::*;
pub use fast::*;
pub use given_data::*;
pub use indicator_stats::*;
pub use kendall_w::*;
pub use kmo::*;
pub use leave_one_out::*;
pub use mcdonald_omega::*;
pub use morris::*;
pub use pairwise_wins::*;
pub use pca::*;
pub use rank_acceptability::*;
pub use rank_agreement::*;
pub use rank_reversal::*;
pub use rank_target::*;
pub use saltelli_design::*;
pub use sensitivity::*;
pub use shapley_effects::*;
pub use sobol_indices::*;
pub use sobol_second_order::*;
pub use strengths_weaknesses::*;
pub use uncertainty_analysis::*;
pub use vif::*;
pub use what_if::*;

use mercatoria_core::{Name, Unit};

fn agree(measure: Agreement) -> Box<dyn Unit> {
    Box::new(RankAgreement { measure })
}
fn parts(form: PartsOf) -> Box<dyn Unit> {
    Box::new(Decomposition {
        form,
        ..Decomposition::default()
    })
}

mercatoria_core::pack! {
    family: "legal",
    units: [
        bartlett_sphericity::BartlettSphericity,
        cagr::Cagr,
        chain_link::ChainLink,
        correlation_flags::CorrelationFlags,
        cronbach_alpha::CronbachAlpha,
        decomposition::Decomposition,
        fast::Fast,
        given_data::GivenData,
        indicator_stats::IndicatorStats,
        kendall_w::KendallW,
        kmo::Kmo,
        leave_one_out::LeaveOneOut,
        mcdonald_omega::McdonaldOmega,
        morris::Morris,
        pairwise_wins::PairwiseWins,
        pca::Pca,
        rank_acceptability::RankAcceptability,
        rank_agreement::RankAgreement,
        rank_reversal::RankReversal,
        rank_target::RankTarget,
        saltelli_design::SaltelliDesign,
        sensitivity::Sensitivity,
        shapley_effects::ShapleyEffects,
        sobol_indices::SobolIndices,
        sobol_second_order::SobolSecondOrder,
        strengths_weaknesses::StrengthsWeaknesses,
        uncertainty_analysis::UncertaintyAnalysis,
        vif::Vif,
        what_if::WhatIf,
    ],
    names: [
        Name::new("robustness.leave_one_criterion_out", "Leaving out one criterion", || Box::new(LeaveOneOut::default())).also(&["leave_one_out"]),
        Name::new("robustness.spearman_rank", "Spearman's rank correlation", || agree(Agreement::Spearman)),
        Name::new("robustness.kendall_tau", "Kendall's tau", || agree(Agreement::Kendall)),
        Name::new("robustness.pearson", "Product-moment correlation", || agree(Agreement::Pearson)),
        Name::new("robustness.goodman_kruskal_gamma", "Goodman and Kruskal's gamma", || agree(Agreement::Gamma)),
        Name::new("robustness.weighted_spearman", "Spearman's rank correlation with weight on the top", || agree(Agreement::WeightedSpearman)),
        Name::new("robustness.rank_similarity_ws", "Similarity of rankings with weight on the top", || agree(Agreement::Ws)),
        Name::new("robustness.weights_similarity", "Similarity of weights", || agree(Agreement::Weights)),
        Name::new("robustness.mean_rank_shift", "Mean change of places", || agree(Agreement::MeanRankShift)),
        Name::new("robustness.additive_decomposition", "Change of an arithmetic mean by criterion", || parts(PartsOf::Additive)),
        Name::new("robustness.log_decomposition", "Change of a geometric mean by criterion", || parts(PartsOf::Log)),
        Name::new("robustness.shapley_decomposition", "Change of any mean by criterion", || parts(PartsOf::Shapley)),
        Name::new("robustness.sobol_bootstrap", "Sobol indices with bootstrap intervals", || Box::new(SobolIndices { resamples: Resamples::new(100), ..SobolIndices::default() })),
        Name::new("robustness.sobol_groups", "Sobol indices of groups of factors", || Box::new(SobolIndices::default())),
        Name::new("robustness.rank_statistics", "Statistics of places under uncertainty", || Box::new(UncertaintyAnalysis::default())),
        Name::new("robustness.smaa", "Stochastic multicriteria acceptability analysis", || Box::new(RankAcceptability::default())),
        Name::new("robustness.method_trigger", "Design with discrete choices", || Box::new(SaltelliDesign::default())),
        Name::new("robustness.dgsm", "Derivative-based sensitivity", || Box::new(Morris::default())),
        Name::new("robustness.pawn", "Sensitivity by distribution functions", || Box::new(GivenData::default())),
        Name::new("robustness.delta_moment", "Moment-independent sensitivity", || Box::new(GivenData::default())),
        Name::new("robustness.rsa", "Regional sensitivity", || Box::new(GivenData::default())),
        Name::new("robustness.rbd_fast", "Random balance design", || Box::new(GivenData::default())),
        Name::new("robustness.hdmr", "High-dimensional model representation", || Box::new(GivenData::default())),
        Name::new("robustness.ols_growth", "Growth by least squares", || Box::new(Cagr::default())),
    ],
}
