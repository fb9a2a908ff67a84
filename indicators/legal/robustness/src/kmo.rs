//! Kaiser-Meyer-Olkin measure.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::eigen;
use mercatoria_weighting::Correlation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kaiser-Meyer-Olkin measure.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Kmo {}

impl Indicator for Kmo {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.kmo",
        title: "Kaiser-Meyer-Olkin measure",
        formula: "Σ r²/(Σ r² + Σ a²) over pairs, a the partial correlations",
        form: Form::Table(&[Scoreboard::PERIOD], &[]),
        reading: "near 1: correlations are not partial ones, so factors make sense; below 0.5 they do not",
        sources: &["Kaiser, H. F. (1974). An index of factorial simplicity. Psychometrika 39."],
        peers: &[],
        example: Example::csv(
            "unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,4\na,y,1\nb,y,3\nc,y,2\nd,y,4\n",
        )
        .gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        (0..board.periods.len())
            .map(|period| kmo(&Decision::of(board, period..period + 1)))
            .collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(0.0, 1.0)]
    }
}
/// The measure of a table.
pub fn kmo(table: &Decision) -> Measure {
    let q = table.criteria();
    if q < 2 {
        return Err(Undefined::OneLabel);
    }
    let r = correlations(table, Correlation::Pearson)?;
    let inverse = inverse(&r, q)?;
    let (mut plain, mut partial) = (0.0, 0.0);
    for i in 0..q {
        for j in 0..i {
            let a = inverse[i * q + j] / (inverse[i * q + i] * inverse[j * q + j]).sqrt();
            plain += r[i * q + j] * r[i * q + j];
            partial += a * a;
        }
    }
    if plain + partial == 0.0 {
        Err(Undefined::ZeroDenominator)
    } else {
        Ok(plain / (plain + partial))
    }
}
/// Correlations of the criteria turned by direction.
pub(crate) fn correlations(table: &Decision, kind: Correlation) -> Result<Vec<f64>, Undefined> {
    let q = table.criteria();
    if table.units() < 3 {
        return Err(Undefined::TooFew);
    }
    let mut matrix = vec![1.0; q * q];
    for i in 0..q {
        for j in 0..i {
            let sign = if table.benefit[i] == table.benefit[j] {
                1.0
            } else {
                -1.0
            };
            let r = sign
                * kind
                    .of(&table.columns[i], &table.columns[j])
                    .ok_or(Undefined::ZeroVariance)?;
            matrix[i * q + j] = r;
            matrix[j * q + i] = r;
        }
    }
    Ok(matrix)
}
/// The inverse of a matrix of correlations; [`Undefined::Degenerate`] where there is none.
pub(crate) fn inverse(matrix: &[f64], q: usize) -> Result<Vec<f64>, Undefined> {
    let eigen = eigen::symmetric(matrix, q).map_err(|_| Undefined::NotConverged)?;
    if eigen.values.last().is_none_or(|v| *v < 1e-12) {
        return Err(Undefined::Degenerate);
    }
    let mut out = vec![0.0; q * q];
    for (k, value) in eigen.values.iter().enumerate() {
        let v = eigen.vector(k);
        for i in 0..q {
            for j in 0..q {
                out[i * q + j] += v[i] * v[j] / value;
            }
        }
    }
    Ok(out)
}
