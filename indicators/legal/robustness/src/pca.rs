//! Principal components.
use crate::kmo::correlations;
use mercatoria_core::*;
use mercatoria_normalisation::Decision;
use mercatoria_numeric::eigen;
use mercatoria_weighting::Correlation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Principal components.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Pca {}

impl Indicator for Pca {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.pca",
        title: "Principal components",
        formula: "eigenvalues and eigenvectors of the correlations of the criteria, turned by direction; the sign makes the sum of the loadings positive",
        form: Form::Own(&["loading", "eigenvalue", "share"]),
        reading: "share of the variance that the component explains; loading v√λ",
        sources: &[
            "Hotelling, H. (1933). Analysis of a complex of statistical variables into principal components. Journal of Educational Psychology 24.",
        ],
        peers: &[],
        example: Example::csv(
            "unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,5\na,y,1\nb,y,2\nc,y,3\nd,y,5\n",
        )
        .gives("PC1,x,loading: 1; PC1,x,share: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let components = Axis::numbered("component", "PC", q);
        let mut out = Values::over(vec![components, board.criteria.clone()]);
        let table = Decision::of(board, 0..board.periods.len());
        let found = correlations(&table, Correlation::Pearson)
            .and_then(|r| eigen::symmetric(&r, q).map_err(|_| Undefined::NotConverged));
        for k in 0..q {
            for c in 0..q {
                match &found {
                    Ok(eigen) => {
                        let value = eigen.values[k].max(0.0);
                        let v = eigen.vector(k);
                        let sign = if v.iter().sum::<f64>() < 0.0 {
                            -1.0
                        } else {
                            1.0
                        };
                        out.push(Ok(sign * v[c] * value.sqrt()));
                        out.push(Ok(value));
                        out.push(Ok(value / q as f64));
                    }
                    Err(why) => (0..3).for_each(|_| out.push(Err(*why))),
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
