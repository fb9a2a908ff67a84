//! How much of a table a concordance covers.
use crate::concordance::{Concordance, MatchBy, Weights};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Amounts that a concordance matches, and that it does not.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConcordanceAudit {
    /// How a code is looked up.
    pub match_by: MatchBy,
}

impl Indicator for ConcordanceAudit {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "classifications.concordance_audit",
        title: "Audit of a concordance",
        formula: "matched Σ_{s mapped} x_rs, unmatched Σ_{s not mapped} x_rs, share unmatched/total",
        form: Form::Table(
            &[Matrix::ROW],
            &["total", "matched", "unmatched", "unmatched_share"],
        ),
        reading: "what each row would lose; a share that is not small means another vintage, or codes that lost their zeros",
        sources: &[
            "United Nations Statistics Division: correspondence tables between HS, SITC, BEC, CPC and ISIC.",
        ],
        example: Example::csv("row,column,value\nA,p,4\nA,q,1\nA,r,5\n")
            .files(&[("reference", "row,column,value\np,X,1\nq,X,1\n")])
            .gives("A, total: 10; A, matched: 5; A, unmatched: 5; A, unmatched_share: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let unit = Concordance {
            match_by: self.match_by,
            weights: Weights::Rescaled,
            ..Concordance::default()
        };
        let matched = match unit.matched(m) {
            Ok(matched) => matched,
            Err((why, code, message)) => {
                let mut out = Values::undefined(4 * m.rows(), why);
                out.note(code, message);
                return out;
            }
        };
        let mut out = Values::with_capacity(4 * m.rows());
        for r in 0..m.rows() {
            let sum = |wanted: bool| {
                let cells = m
                    .row(r)
                    .iter()
                    .zip(&matched)
                    .filter(|(_, is)| **is == wanted);
                cells.map(|(x, _)| *x).collect::<Compensated>().total()
            };
            let (total, lost) = (m.row_totals()[r], sum(false));
            out.push(Ok(total));
            out.push(Ok(sum(true)));
            out.push(Ok(lost));
            out.push(if total > 0.0 {
                Ok((lost / total).min(1.0))
            } else {
                Err(Undefined::EmptyRow)
            });
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Holds(
            "matched and unmatched add up to the total",
            Predicate(adds_up),
        )]
    }
}
fn adds_up(m: &Matrix, values: &Values) -> Result<bool, String> {
    let mut compared = false;
    for r in 0..m.rows() {
        let cell = |k: usize| values.get(4 * r + k).point();
        if let (Some(total), Some(matched), Some(unmatched)) = (cell(0), cell(1), cell(2)) {
            compared = true;
            if (matched + unmatched - total).abs() > 1e-12 * total {
                return Err(format!("{matched} and {unmatched} are not {total}"));
            }
        }
    }
    Ok(compared)
}
