//! Raw scoreboards made fit for scoring: screening, denominators, missing cells, outliers. What was changed is part of the
//! result.
// Cards end in `..Card::BLANK` also where every field is given, so that a new field breaks no unit.
#![allow(clippy::needless_update)]
mod availability_screen;
mod box_cox;
mod denominate;
mod impute_em;
mod impute_hot_deck;
mod impute_knn;
mod impute_mean;
mod impute_multiple;
mod impute_panel;
mod impute_regression;
mod log_transform;
mod outlier_clip;
mod skew_kurt_test;
mod treat_pipeline;
mod winsorise;
mod yeo_johnson;
pub use availability_screen::*;
pub use box_cox::*;
pub use denominate::*;
pub use impute_em::*;
pub use impute_hot_deck::*;
pub use impute_knn::*;
pub use impute_mean::*;
pub use impute_multiple::*;
pub use impute_panel::*;
pub use impute_regression::*;
pub use log_transform::*;
pub use outlier_clip::*;
pub use skew_kurt_test::*;
pub use treat_pipeline::*;
pub use winsorise::*;
pub use yeo_johnson::*;

use mercatoria_core::{Measure, Name, Scoreboard, Undefined, Values};

fn log(form: LogForm) -> Box<dyn mercatoria_core::Unit> {
    Box::new(LogTransform { form })
}
fn clip(rule: ClipRule) -> Box<dyn mercatoria_core::Unit> {
    Box::new(OutlierClip {
        rule,
        ..OutlierClip::default()
    })
}

mercatoria_core::pack! {
    family: "legal",
    units: [
        availability_screen::AvailabilityScreen, box_cox::BoxCox, denominate::Denominate, impute_em::ImputeEm,
        impute_hot_deck::ImputeHotDeck, impute_knn::ImputeKnn, impute_mean::ImputeMean, impute_multiple::ImputeMultiple,
        impute_panel::ImputePanel, impute_regression::ImputeRegression, log_transform::LogTransform, outlier_clip::OutlierClip,
        skew_kurt_test::SkewKurtTest, treat_pipeline::TreatPipeline, winsorise::Winsorise, yeo_johnson::YeoJohnson,
    ],
    names: [
        Name::new("treatment.log_ct", "Logarithm of the COIN Tool", || log(LogForm::Ct)),
        Name::new("treatment.log_ct_plus", "Logarithm by the sign of the skewness", || log(LogForm::CtPlus)),
        Name::new("treatment.log_ct_orig", "Logarithm of the distance from the minimum", || log(LogForm::CtOrig)),
        Name::new("treatment.log_gii", "Logarithm of the Global Innovation Index", || log(LogForm::Gii)),
        Name::new("treatment.iqr_fence", "Values beyond the fences of the box plot", || clip(ClipRule::Iqr)),
        Name::new("treatment.mad_rule", "Values far from the median by its deviation", || clip(ClipRule::Mad)),
        Name::new("treatment.quantile_clip", "Values beyond quantiles", || clip(ClipRule::Quantile)),
        Name::new("treatment.impute_median", "Medians for missing cells", || Box::new(ImputeMean { statistic: Statistic::Median, ..ImputeMean::default() })),
    ],
}

/// The known values of a criterion, its periods together, treated as one column and put back in their places.
pub(crate) fn by_column(
    board: &Scoreboard,
    rule: impl Fn(usize, &[f64]) -> Result<Vec<f64>, Undefined>,
) -> Values {
    let (n, periods) = (board.units.len(), board.periods.len());
    let treated: Vec<Vec<Measure>> = (0..board.criteria.len())
        .map(|c| {
            let all: Vec<f64> = (0..periods).flat_map(|p| board.column(p, c)).collect();
            let places: Vec<usize> = (0..all.len()).filter(|i| !all[*i].is_nan()).collect();
            let known: Vec<f64> = places.iter().map(|i| all[*i]).collect();
            let mut out: Vec<Measure> = (0..all.len())
                .map(|at| board.cell(at / n, at % n, c).measure())
                .collect();
            let rule = if known.is_empty() {
                Ok(vec![])
            } else {
                rule(c, &known)
            };
            for (k, at) in places.iter().enumerate() {
                out[*at] = match &rule {
                    Ok(values) => Ok(values[k]),
                    Err(why) => Err(*why),
                };
            }
            out
        })
        .collect();
    board.by_cell(|period, criterion| treated[criterion][period * n..(period + 1) * n].to_vec())
}
/// The cells of a filled table (period by period, unit by unit, criterion by criterion, NaN where none) in the order of results.
pub(crate) fn filled(board: &Scoreboard, cells: &[f64]) -> Values {
    let (n, q) = (board.units.len(), board.criteria.len());
    let mut count = 0;
    let mut out = board.by_cell(|period, criterion| {
        (0..n)
            .map(|unit| {
                let x = cells[(period * n + unit) * q + criterion];
                if x.is_nan() {
                    board
                        .cell(period, unit, criterion)
                        .measure()
                        .and(Err(Undefined::Missing))
                } else {
                    Ok(x)
                }
            })
            .collect()
    });
    for (at, x) in cells.iter().enumerate() {
        let (period, rest) = (at / (n * q), at % (n * q));
        if !x.is_nan() && board.number(period, rest / q, rest % q).is_nan() {
            count += 1;
        }
    }
    if count > 0 {
        out.note("imputed", format!("{count} cells were imputed"));
    }
    out
}
/// All cells, period by period, NaN where none.
pub(crate) fn all_cells(board: &Scoreboard) -> Vec<f64> {
    (0..board.periods.len())
        .flat_map(|p| board.table(p))
        .collect()
}
/// Known cells stay as they are.
pub(crate) fn known_stay(board: &Scoreboard, values: &Values) -> Result<bool, String> {
    let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
    for unit in 0..n {
        for c in 0..q {
            for period in 0..periods {
                let x = board.number(period, unit, c);
                let z = values.get((unit * q + c) * periods + period).point();
                if !x.is_nan() && z != Some(x) {
                    return Err(format!("{x} became {z:?}"));
                }
            }
        }
    }
    Ok(n * q * periods > 0)
}
