//! Multi-objective optimisation by ratio analysis, reference point and full multiplicative form.
use crate::{Scores, method::rank_units, method::total, method::weighted};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::elementary::ln;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Pairs of units that share a place in one of the rankings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TiedPairs {
    /// The other rankings decide.
    #[default]
    Majority,
    /// Neither wins.
    Excluded,
}
/// Multi-objective optimisation by ratio analysis, reference point and full multiplicative form.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Multimoora {
    /// Pairs of units that share a place in one of the rankings.
    pub tied_pairs: TiedPairs,
}
impl Default for Multimoora {
    fn default() -> Self {
        Self {
            tied_pairs: TiedPairs::Majority,
        }
    }
}

impl Indicator for Multimoora {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.multimoora",
        title: "Multi-objective optimisation by ratio analysis, reference point and full multiplicative form",
        formula: "number of units beaten in more of the three rankings (ratio, largest gap to the reference, Π benefit/Π cost) than lost",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &[
                "score",
                "rank",
                "ratio",
                "reference_point",
                "multiplicative",
            ],
        ),
        reading: "larger is better",
        sources: &[
            "Brauers, W. K. M., Zavadskas, E. K. (2010). Project management by MULTIMOORA as an instrument for transition economies. Technological and Economic Development of Economy 16(1).",
        ],
        peers: &[
            "scikit-criteria 0.10 lets no unit win a pair that shares a place in one of the three rankings.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 5, |table| multimoora(table, self.tied_pairs))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![(
            "scikit-criteria-0.10",
            Self {
                tied_pairs: TiedPairs::Excluded,
            },
        )]
    }
}

/// Number of units dominated, the three scores (the multiplicative one as a logarithm) and their places.
pub fn multimoora(table: &Decision, tied_pairs: TiedPairs) -> Result<Scores, Undefined> {
    let plain = Decision {
        benefit: vec![true; table.criteria()],
        ..table.clone()
    };
    let columns = weighted(&plain, Scaling::Vector)?;
    let sign = |c: usize| if table.benefit[c] { 1.0 } else { -1.0 };
    if columns.iter().flatten().any(|x| *x < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    if columns.iter().flatten().any(|x| *x == 0.0) {
        return Err(Undefined::LogOfZero);
    }
    let ratio = total(table, |c, u| sign(c) * columns[c][u]);
    let best: Vec<f64> = columns
        .iter()
        .zip(&table.benefit)
        .map(|(column, benefit)| {
            let (low, high) = mercatoria_normalisation::extremes(column);
            if *benefit { high } else { low }
        })
        .collect();
    let gap: Vec<f64> = (0..table.units())
        .map(|u| {
            (0..best.len())
                .map(|c| (best[c] - columns[c][u]).abs())
                .fold(0.0, f64::max)
        })
        .collect();
    let product = total(table, |c, u| sign(c) * ln(columns[c][u]));
    let places = [
        Scores::larger(ratio.clone()).places(),
        Scores::smaller(gap.clone()).places(),
        Scores::larger(product.clone()).places(),
    ];
    let beats = |a: usize, b: usize| {
        let (mut better, mut worse) = (0, 0);
        for place in &places {
            better += usize::from(place[a] < place[b]);
            worse += usize::from(place[a] > place[b]);
        }
        better > worse && (tied_pairs == TiedPairs::Majority || better + worse == 3)
    };
    let beaten = (0..table.units())
        .map(|a| (0..table.units()).filter(|b| beats(a, *b)).count() as f64)
        .collect();
    Ok(Scores::larger(beaten).and([ratio, gap, product]))
}
