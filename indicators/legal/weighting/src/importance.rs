//! How much of the composite's variance a criterion accounts for.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling, is_constant};
use mercatoria_numeric::{correlation::pearson, moments, order::argsort};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Importance of criteria.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Importance {
    /// Number of classes of equal size for the correlation ratio; without, the root of the number of units.
    pub bins: Option<Count>,
    /// The scale on which criteria are added.
    pub scaling: Scaling,
}

impl Indicator for Importance {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.importance",
        title: "Importance of criteria",
        formula: "R² of the criterion with the weighted mean; correlation ratio S = Var(E[y|x])/Var(y) over classes of x",
        form: Form::Table(
            &[Scoreboard::CRITERION, Scoreboard::PERIOD],
            &["r_squared", "correlation_ratio"],
        ),
        reading: "share of the variance of the composite that would vanish if the criterion were fixed; compare with its weight",
        sources: &[
            "Paruolo, P., Saisana, M., Saltelli, A. (2013). Ratings and rankings: voodoo or science? Journal of the Royal Statistical Society A 176(3).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,4\n")
            .gives("x, r_squared: 1; x, correlation_ratio: 0.8"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        board.by_period(q, 2, |period| {
            let table = Decision::of(board, period..period + 1);
            match importance(&table, self.scaling, self.bins.map(|b| b.get() as usize)) {
                Ok(cells) => cells.into_iter().flatten().map(Ok).collect(),
                Err(why) => vec![Err(why); 2 * q],
            }
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(0.0, 1.0)]
    }
}

/// R² and correlation ratio of each criterion with the weighted mean.
pub fn importance(
    table: &Decision,
    scaling: Scaling,
    bins: Option<usize>,
) -> Result<Vec<[f64; 2]>, Undefined> {
    let n = table.units();
    if n < 3 {
        return Err(Undefined::TooFew);
    }
    let columns = table.scaled_or_best(scaling)?;
    let score: Vec<f64> = (0..n)
        .map(|u| {
            table
                .weights
                .iter()
                .zip(&columns)
                .map(|(w, c)| w * c[u])
                .sum()
        })
        .collect();
    if is_constant(&score) {
        return Err(Undefined::ZeroVariance);
    }
    let variance = moments::variance(&score, 0).ok_or(Undefined::TooFew)?;
    let mean = score.iter().sum::<f64>() / n as f64;
    let bins = bins
        .unwrap_or_else(|| (n as f64).sqrt().floor() as usize)
        .clamp(2, n);
    Ok(columns
        .iter()
        .map(|column| {
            if is_constant(column) {
                return [0.0, 0.0];
            }
            let r = pearson(column, &score).unwrap_or(0.0);
            // Equal values of x stay in one class.
            let order = argsort(column);
            let (mut between, mut from) = (0.0, 0);
            for bin in 1..=bins {
                let mut to = (bin * n / bins).max(from);
                while to > from
                    && to < n
                    && column[order[to] as usize] == column[order[to - 1] as usize]
                {
                    to += 1;
                }
                if to > from {
                    let members = &order[from..to];
                    let m = members.iter().map(|u| score[*u as usize]).sum::<f64>()
                        / members.len() as f64;
                    between += members.len() as f64 * (m - mean) * (m - mean);
                }
                from = to;
            }
            [(r * r).min(1.0), (between / n as f64 / variance).min(1.0)]
        })
        .collect())
}
