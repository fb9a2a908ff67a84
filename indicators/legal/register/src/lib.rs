//! Dated legal measures to scores that say what they rest on: in force on a day, numeric paths, scores by jurisdiction,
//! criterion and year with exact day counts, bounds where a date is not known to the day, and "not searched" where nobody looked.
mod change_events;
mod cohen_kappa;
mod date;
mod in_force;
mod intensity_path;
mod krippendorff_alpha;
mod pie_index;
mod pmc_index;
mod policy_power;
mod product_exposure;
mod provision_score;
mod register_period_average;
mod register_score;
mod series;
mod weighted_kappa;
pub use change_events::*;
pub use cohen_kappa::*;
pub use date::Date;
pub use in_force::*;
pub use intensity_path::*;
pub use krippendorff_alpha::*;
pub use pie_index::*;
pub use pmc_index::*;
pub use policy_power::*;
pub use product_exposure::*;
pub use provision_score::*;
pub use register_period_average::*;
pub use register_score::*;
pub use series::{Combine, Piece, Rule, at, average, in_force_on, series, value_on};
pub use weighted_kappa::*;

use mercatoria_core::{Name, Values, day};

mercatoria_core::pack! {
    family: "legal",
    units: [
        change_events::ChangeEvents, cohen_kappa::CohenKappa, in_force::InForce, intensity_path::IntensityPath,
        krippendorff_alpha::KrippendorffAlpha, pie_index::PieIndex, pmc_index::PmcIndex, policy_power::PolicyPower,
        product_exposure::ProductExposure, provision_score::ProvisionScore,
        register_period_average::RegisterPeriodAverage, register_score::RegisterScore, weighted_kappa::WeightedKappa,
    ],
    names: [
        Name::new("register.register_bitemporal", "Register score as known on a day", || Box::new(RegisterScore::default())),
    ],
}

/// A bound, or a point where both ends are equal.
fn push(out: &mut Values, (lower, upper): (f64, f64)) {
    out.push_between(lower, upper.max(lower));
}
/// Says which measures entered that are not verified in full.
fn note_unverified(register: &mercatoria_core::Register, out: &mut Values) {
    let open: Vec<&str> = register
        .measures
        .iter()
        .filter(|m| !m.verified)
        .map(|m| &*m.id)
        .collect();
    if !open.is_empty() {
        out.note(
            "not_verified",
            format!("not verified in full, and counted: {}", open.join(", ")),
        );
    }
}
/// Says that nothing is said of what was searched.
fn note_coverage(register: &mercatoria_core::Register, out: &mut Values) {
    if register.search.is_none() {
        out.note(
            "coverage_assumed",
            "no coverage is stated: a criterion on which nothing was found is taken as not searched, one on which something was found as searched in full",
        );
    }
}
/// The last day of the register's years, or the day asked for.
fn day_or_last(date: Option<Date>, register: &mercatoria_core::Register) -> mercatoria_core::Day {
    let last = register.first_year + register.years.len() as i32 - 1;
    date.map_or(day(last, 12, 31), |date| date.0)
}
