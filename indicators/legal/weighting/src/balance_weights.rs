//! Weights under which every criterion correlates with the composite as wanted.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::*;
use mercatoria_normalisation::{ByCriterion, Decision, Scaling};
use mercatoria_numeric::{correlation::pearson, elementary::ln, elementary::powf};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Balanced weights.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BalanceWeights {
    /// Wanted share of each criterion in the sum of the correlations; without, equal shares.
    pub target: ByCriterion<Positive>,
    /// The scale on which criteria are added.
    pub scaling: Scaling,
    /// Over which periods.
    pub over: Over,
}
impl Default for BalanceWeights {
    fn default() -> Self {
        Self {
            target: ByCriterion::new(),
            scaling: Scaling::MinMax,
            over: Over::Panel,
        }
    }
}

impl Indicator for BalanceWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.balance_weights",
        title: "Balanced weights",
        formula: "w ≥ 0 minimising mean (target_q − r_q/Σr)², r_q the correlation of the criterion with the weighted mean",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "weights under which the criteria matter as wanted",
        sources: &[
            "Becker, W., Saisana, M., Paruolo, P., Vandecasteele, I. (2017). Weights and importance in composite indicators: closing the gap. Ecological Indicators 80.",
        ],
        peers: &[
            "COINr 1.1 stops its search at a tolerance of 0.1 and may return negative weights.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,4\na,y,1\nb,y,4\nc,y,2\n")
            .gives("x: 0.5; y: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let target: Vec<f64> = board
            .criteria
            .labels()
            .map(|label| self.target.get(label).map_or(1.0, |t| t.get()))
            .collect();
        from_data(board, self.over, |table| {
            let target = shares(target.clone())?;
            balance_weights(table, self.scaling, &target)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        laws
    }
}

/// Balanced weights by multiplicative steps from equal ones; the best weights met are returned, so the objective is never
/// worse than at the start.
pub fn balance_weights(
    table: &Decision,
    scaling: Scaling,
    target: &[f64],
) -> Result<Vec<f64>, Undefined> {
    let columns = table.scaled(scaling)?;
    if table.units() < 3 {
        return Err(Undefined::TooFew);
    }
    let q = columns.len();
    let correlations = |weights: &[f64]| -> Option<Vec<f64>> {
        let score: Vec<f64> = (0..table.units())
            .map(|u| weights.iter().zip(&columns).map(|(w, c)| w * c[u]).sum())
            .collect();
        columns.iter().map(|c| pearson(c, &score)).collect()
    };
    let loss = |r: &[f64]| {
        let total: f64 = r.iter().sum();
        r.iter()
            .zip(target)
            .map(|(r, t)| (t - r / total) * (t - r / total))
            .sum::<f64>()
            / q as f64
    };
    let mut weights = vec![1.0 / q as f64; q];
    let mut best = (f64::INFINITY, weights.clone());
    let mut power = 1.0;
    for _ in 0..2000 {
        let Some(r) = correlations(&weights) else {
            break;
        };
        let total: f64 = r.iter().sum();
        if total <= 0.0 {
            break;
        }
        let now = loss(&r);
        if now < best.0 {
            best = (now, weights.clone());
        } else {
            power *= 0.7;
            weights.clone_from(&best.1);
            if power < 1e-6 {
                break;
            }
            let Some(_) = correlations(&weights) else {
                break;
            };
        }
        if best.0 < 1e-28 {
            break;
        }
        let r = correlations(&weights).unwrap_or(r);
        let total: f64 = r.iter().sum();
        let moved = weights
            .iter()
            .zip(r.iter().zip(target))
            .map(|(w, (r, t))| w * powf(t / (r / total).max(1e-3), power))
            .collect();
        weights = shares(moved)?;
    }
    if best.0.is_finite() && ln(best.0.max(1e-300)).is_finite() {
        Ok(best.1)
    } else {
        Err(Undefined::NotConverged)
    }
}
