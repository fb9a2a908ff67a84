//! How much a location quotient hangs on any one other region.
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Range of a location quotient when one other region is left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LqLeaveOneOut {}

impl Indicator for LqLeaveOneOut {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.lq_leave_one_out",
        title: "Location quotient without any one other region",
        formula: "min and max over q ≠ r of (x_ri/X_r) / ((X_i − x_qi)/(X − X_q))",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "an interval of sensitivity: a wide one says that the reference is one region",
        sources: &[
            "Efron, B. (1982). The Jackknife, the Bootstrap and Other Resampling Plans. SIAM.",
        ],
        example: Example::csv(
            "row,column,value\nR1,I1,2\nR1,I2,2\nR2,I1,1\nR2,I2,3\nR3,I1,3\nR3,I2,1\n",
        )
        .gives("R1, I1: [0.8, 1.333333333333…]"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let kind = IntervalKind::Sensitivity {
            choices: "one other region left out".into(),
        };
        let (of_column, total) = (m.column_totals(), m.total());
        // (X_i − x_qi)/(X − X_q) for every q: the two least and the two greatest of each column suffice for all rows.
        let extremes: Vec<[Vec<(f64, usize)>; 2]> = (0..m.columns())
            .map(|c| {
                let (mut least, mut most) = (vec![], vec![]);
                for (q, x) in m.column(c).iter().enumerate() {
                    let others = total - m.row_totals()[q];
                    if others > 0.0 {
                        let share = (of_column[c] - x).max(0.0) / others;
                        keep(&mut least, (share, q), |a, b| a < b);
                        keep(&mut most, (share, q), |a, b| a > b);
                    }
                }
                [least, most]
            })
            .collect();
        let mut out = Values::with_capacity(m.values().len());
        for (r, of_row) in m.row_totals().iter().enumerate() {
            for (c, x) in m.row(r).iter().enumerate() {
                let other = |of: &[(f64, usize)]| of.iter().find(|(_, q)| *q != r).map(|(s, _)| *s);
                let [least, most] = &extremes[c];
                if *of_row == 0.0 {
                    out.push(Err(Undefined::EmptyRow));
                } else if of_column[c] == 0.0 {
                    out.push(Err(Undefined::EmptyColumn));
                } else if let (Some(low), Some(high)) = (other(least), other(most)) {
                    let (share, point) = (x / of_row, x / of_row / (of_column[c] / total));
                    if low == 0.0 {
                        // Without one region the industry is nowhere.
                        out.push(Err(Undefined::Diverges));
                    } else {
                        let (a, b) = (share / high, share / low);
                        out.push_interval(&kind, Some(point), a.min(point), b.max(point));
                    }
                } else {
                    out.push(Err(Undefined::OneRow));
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel]
    }
}
/// Keeps the best two.
fn keep(best: &mut Vec<(f64, usize)>, new: (f64, usize), better: fn(f64, f64) -> bool) {
    let at = best.iter().take_while(|old| !better(new.0, old.0)).count();
    if at < 2 {
        best.insert(at, new);
        best.truncate(2);
    }
}
