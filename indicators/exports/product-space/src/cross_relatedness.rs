//! Density through the cross-proximity: how near a place's activities of one kind are to one of another kind.
use crate::{CrossProximity, cross_proximity::refused};
use mercatoria_advantage::{Advantage, Test, Threshold};
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Cross-relatedness.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CrossRelatedness {
    /// What makes a place present in an activity.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
}
impl Indicator for CrossRelatedness {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.cross_relatedness",
        title: "Cross-relatedness of two kinds of activity",
        formula: "Σ_a M_ra φ_ab / Σ_a φ_ab, φ the cross-proximity of the table's columns to those of `reference`",
        form: Form::Own(&[]),
        reading: "1: the place has every activity that is near; 0: none of them. Ranks, for clusters beside exports, the products that the clusters of a province point to",
        sources: &[
            "Catalán, P., Navarrete, C. and Figueroa, F. (2022). The scientific and technological cross-space. Research Policy 51(8).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nB,b,1\n")
            .files(&[("reference", "row,column,value\nA,x,1\nB,x,1\nB,y,1\n")])
            .params(r#"{"advantage":"given"}"#)
            .gives("A,x: 0.5; A,y: 0; B,y: 1"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let cross = CrossProximity {
            advantage: self.advantage,
            threshold: self.threshold,
            test: self.test,
        };
        let found = match cross.crossed(m) {
            Ok(found) => found,
            Err(why) => return refused(why),
        };
        let other = CrossProximity::other_axis(m);
        let width = other.len();
        let mut totals = vec![0.0; width];
        found
            .phi
            .chunks_exact(width.max(1))
            .for_each(|line| totals.iter_mut().zip(line).for_each(|(t, x)| *t += x));
        let mut out = Values::over(vec![m.axis(Matrix::ROW).clone(), other]);
        for r in 0..m.rows() {
            let mut sums = vec![0.0; width];
            for a in found.own.bits.ones_in_row(r) {
                sums.iter_mut()
                    .zip(&found.phi[a * width..])
                    .for_each(|(s, x)| *s += x);
            }
            for (s, t) in sums.iter().zip(&totals) {
                out.push(if m.row_totals()[r] == 0.0 {
                    Err(Undefined::EmptyRow)
                } else if *t > 0.0 {
                    Ok((s / t).min(1.0))
                } else {
                    Err(Undefined::ZeroDenominator)
                });
            }
        }
        let outside: Vec<&str> = found
            .rows
            .iter()
            .zip(m.axis(Matrix::ROW).labels())
            .filter(|(s, _)| s.is_none())
            .map(|(_, label)| label)
            .collect();
        if !outside.is_empty() {
            out.note(
                "rows_without_reference",
                format!(
                    "not in the reference, so without part in the proximity: {}",
                    outside.join(", ")
                ),
            );
        }
        out
    }
}
