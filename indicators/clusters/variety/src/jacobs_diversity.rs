//! The diversity that an industry finds around it in a region, against what it finds in the nation.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum_by;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Against what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The diversity around the industry in all regions together.
    #[default]
    Nation,
    /// Nothing: the effective number of other industries.
    Nothing,
}
/// Jacobs diversity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct JacobsDiversity {
    /// Against what.
    pub against: Against,
}

impl Indicator for JacobsDiversity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "variety.jacobs_diversity",
        title: "Jacobs diversity around an industry",
        formula: "D_ri = [1/Σ_{j≠i} (x_rj/(X_r − x_ri))²] / [1/Σ_{j≠i} (X_j/(X − X_i))²]",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "above 1: the other industries of the region are more evenly mixed than those of the nation",
        sources: &[
            "Combes, P.-P. (2000). Economic structure and local growth: France, 1984–1993. Journal of Urban Economics 47(3).",
            "Glaeser, E. L., Kallal, H. D., Scheinkman, J. A. and Shleifer, A. (1992). Growth in cities. Journal of Political Economy 100(6).",
        ],
        peers: &[
            "No package has it; papers differ in whether the own industry is left out, as here.",
        ],
        example: Example::csv("row,column,value\nA,i,5\nA,j,1\nA,k,1\nB,i,1\nB,j,2\nB,k,0\n")
            .gives("A,i: 1.25; B,i: 0.625; B,j: 0.7551020408163265…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let nation = m.column_totals();
        let squares = |amounts: &[f64]| sum_by(amounts, |x| x * x);
        // Effective number of the others, from Σx² and Σx without the own one.
        let around = |amounts: &[f64], i: usize| {
            let others =
                |f: fn(f64) -> f64| sum_by(&amounts[..i], f) + sum_by(&amounts[i + 1..], f);
            let (sum, squares) = (others(|x| x), others(|x| x * x));
            (squares > 0.0).then(|| sum * sum / squares)
        };
        let of_nation: Vec<Option<f64>> = (0..m.columns()).map(|i| around(nation, i)).collect();
        let mut out = Values::with_capacity(m.values().len());
        for r in 0..m.rows() {
            let row = m.row(r);
            let (total, total_squares) = (m.row_totals()[r], squares(row));
            for (i, x) in row.iter().enumerate() {
                if total == 0.0 {
                    out.push(Err(Undefined::EmptyRow));
                    continue;
                }
                let (sum, squares) = (total - x, total_squares - x * x);
                // Where the own industry is most of it, the differences would lose the others' digits.
                let here = if 2.0 * x * x > total_squares {
                    around(row, i)
                } else {
                    Some(sum * sum / squares)
                };
                out.push(match (here, self.against, of_nation[i]) {
                    (None, ..) | (_, Against::Nation, None) => Err(Undefined::OneLabel),
                    (Some(here), Against::Nothing, _) => Ok(here),
                    (Some(here), Against::Nation, Some(there)) => Ok(here / there),
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![ScaleFree, Relabel, Within(0.0, 1e15)];
        if self.against == Against::Nation {
            laws.push(Proportional(1.0));
        }
        laws
    }
}
