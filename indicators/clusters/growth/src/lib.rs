//! Why regions grew, how their structure changed, whether they converge, and how positions move over time.
mod beta_convergence;
mod beta_convergence_conditional;
mod chain;
mod cluster_life_cycle;
mod concentration_trend;
mod ends;
mod exact;
mod growth_dispersion;
mod markov_chain;
mod markov_homogeneity;
mod markov_mobility;
mod markov_steady_state;
mod portfolio_quadrants;
mod rates;
mod regimes;
mod regional_tau;
mod regression;
mod shift_share;
mod shift_share_arcelus;
mod shift_share_cells;
mod shift_share_dunn;
mod shift_share_esteban_marquillas;
mod shift_share_forecast;
mod shift_share_gerfin;
mod shift_share_spatial;
mod sigma_convergence;
mod sigma_path;
mod spatial_markov;
mod states;
mod structural_decomposition;
mod tau_rank;
mod theta_rank;
pub use beta_convergence::*;
pub use beta_convergence_conditional::*;
pub use chain::Chain;
pub use cluster_life_cycle::*;
pub use concentration_trend::*;
pub use growth_dispersion::*;
pub use markov_chain::*;
pub use markov_homogeneity::*;
pub use markov_mobility::*;
pub use markov_steady_state::*;
use mercatoria_core::{Cut, Name};
pub use portfolio_quadrants::*;
pub use rates::Periods;
pub use regional_tau::*;
pub use regression::*;
pub use shift_share::*;
pub use shift_share_arcelus::*;
pub use shift_share_cells::*;
pub use shift_share_dunn::*;
pub use shift_share_esteban_marquillas::{ShiftShareEstebanMarquillas, ZeroBase};
pub use shift_share_forecast::*;
pub use shift_share_gerfin::*;
pub use shift_share_spatial::*;
pub use sigma_convergence::*;
pub use sigma_path::*;
pub use spatial_markov::*;
pub use states::{EmptyState, States};
pub use structural_decomposition::*;
pub use tau_rank::*;
pub use theta_rank::*;

mercatoria_core::pack! {
    family: "clusters",
    units: [
        beta_convergence::BetaConvergence, beta_convergence_conditional::BetaConvergenceConditional, cluster_life_cycle::ClusterLifeCycle, concentration_trend::ConcentrationTrend,
        growth_dispersion::GrowthDispersion, portfolio_quadrants::PortfolioQuadrants,
        markov_chain::MarkovChain, markov_homogeneity::MarkovHomogeneity, markov_mobility::MarkovMobility,
        markov_steady_state::MarkovSteadyState, regional_tau::RegionalTau, sigma_convergence::SigmaConvergence, sigma_path::SigmaPath, spatial_markov::SpatialMarkov, tau_rank::TauRank, theta_rank::ThetaRank, shift_share::ShiftShare, shift_share_arcelus::ShiftShareArcelus, shift_share_cells::ShiftShareCells,
        shift_share_dunn::ShiftShareDunn, shift_share_esteban_marquillas::ShiftShareEstebanMarquillas, shift_share_forecast::ShiftShareForecast,
        shift_share_gerfin::ShiftShareGerfin, shift_share_spatial::ShiftShareSpatial, structural_decomposition::StructuralDecomposition,
    ],
    names: [
        Name::new("growth.shift_share_dynamic", "Dynamic shift-share of regions", || Box::new(ShiftShareDunn { periods: Periods::Annual })),
        Name::new("growth.lisa_markov", "Markov chain of LISA quadrants", || Box::new(MarkovChain { states: States::Lisa, ..Default::default() })),
        Name::new("growth.rank_markov", "Markov chain of ranks", || Box::new(MarkovChain { states: States::Ranks, ..Default::default() })),
        Name::new("growth.lilien_index", "Lilien index of regions", || Box::new(GrowthDispersion::default())).cut(Cut::RowsAfterAgainstBefore),
    ],
}
