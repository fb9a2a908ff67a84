//! Weights from the first principal component of the criteria.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, is_constant};
use mercatoria_numeric::{correlation::pearson, eigen};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What of the component becomes the weight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComponentWeight {
    /// Squared loadings: shares of the component's variance.
    #[default]
    Squared,
    /// Absolute loadings.
    Absolute,
}
/// Principal component weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PcaWeights {
    /// What of the component becomes the weight.
    pub loadings: ComponentWeight,
    /// Over which periods.
    pub over: Over,
}

impl Indicator for PcaWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.pca_weights",
        title: "Principal component weights",
        formula: "w ∝ v² (or |v|), v the eigenvector of the largest eigenvalue of the correlation matrix",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "share of the criterion in the first component; the sign of the component plays no part",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 6.",
        ],
        peers: &[
            "COINr 1.1 returns the component as it comes: its sign is arbitrary, so all weights can be negative.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,4\na,y,2\nb,y,4\nc,y,8\n")
            .gives("x: 0.5; y: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, |table| pca_weights(table, self.loadings))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits, AffineInvariant];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        laws
    }
}

/// Correlations of the columns, row by row; the reason where one is constant.
pub(crate) fn correlations(table: &Decision) -> Result<Vec<f64>, Undefined> {
    let q = table.criteria();
    if table.units() < 3 {
        return Err(Undefined::TooFew);
    }
    if table.columns.iter().any(|column| is_constant(column)) {
        return Err(Undefined::ZeroVariance);
    }
    let mut matrix = vec![1.0; q * q];
    for i in 0..q {
        for j in 0..i {
            let r = pearson(&table.columns[i], &table.columns[j]).ok_or(Undefined::ZeroVariance)?;
            matrix[i * q + j] = r;
            matrix[j * q + i] = r;
        }
    }
    Ok(matrix)
}

/// Principal component weights of a table.
pub fn pca_weights(table: &Decision, loadings: ComponentWeight) -> Result<Vec<f64>, Undefined> {
    let q = table.criteria();
    let matrix = correlations(table)?;
    let eigen = eigen::symmetric(&matrix, q).map_err(|_| Undefined::NotConverged)?;
    if q > 1 && eigen.values[0] - eigen.values[1] < 1e-12 * eigen.values[0] {
        return Err(Undefined::Degenerate);
    }
    let weight = |v: &f64| match loadings {
        ComponentWeight::Squared => v * v,
        ComponentWeight::Absolute => v.abs(),
    };
    shares(eigen.vector(0).iter().map(weight).collect())
}
