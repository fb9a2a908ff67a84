//! Proximity between two kinds of activity of the same places: clusters and exports, patents and products.
use mercatoria_advantage::{Advantage, PopulationName, Presence, Rule, Test, Threshold, presence};
use mercatoria_core::*;
use mercatoria_numeric::{bits::BitMatrix, parallel};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Cross-proximity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CrossProximity {
    /// What makes a place present in an activity.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
}
/// Presence in both tables on the rows that both have, and the proximity of their columns.
pub(crate) struct Crossed {
    pub(crate) own: Presence,
    pub(crate) rows: Vec<Option<usize>>,
    /// Columns of the table × columns of the reference.
    pub(crate) phi: Vec<f64>,
    pub(crate) other: Presence,
}
impl CrossProximity {
    pub(crate) fn crossed(&self, m: &Matrix) -> Result<Crossed, Undefined> {
        let other = m.reference().ok_or(Undefined::ReferenceEmpty)?;
        let rule = Rule::new(
            self.advantage,
            self.threshold,
            self.test,
            &PopulationName::default(),
        );
        let (a, b) = (presence(m, &rule)?, presence(other, &rule)?);
        let index: HashMap<&str, usize> = other.axis(Matrix::ROW).labels().zip(0..).collect();
        let rows: Vec<Option<usize>> = m
            .axis(Matrix::ROW)
            .labels()
            .map(|label| index.get(label).copied())
            .collect();
        let shared: Vec<(usize, usize)> = rows
            .iter()
            .enumerate()
            .filter_map(|(r, s)| Some((r, (*s)?)))
            .collect();
        if shared.is_empty() {
            return Err(Undefined::OutsideReference);
        }
        let on_shared = |bits: &BitMatrix, pick: &dyn Fn(&(usize, usize)) -> usize| {
            Presence::new(BitMatrix::from_fn(shared.len(), bits.columns(), |r, p| {
                bits.get(pick(&shared[r]), p)
            }))
        };
        let (mine, theirs) = (on_shared(&a.bits, &|s| s.0), on_shared(&b.bits, &|s| s.1));
        let (left, right) = (mine.bits.transpose(), theirs.bits.transpose());
        let lines = parallel::map(left.rows(), |p| {
            let count = |q: usize| {
                left.row(p)
                    .iter()
                    .zip(right.row(q))
                    .map(|(a, b)| (a & b).count_ones())
                    .sum::<u32>()
            };
            let phi = |q: usize| match mine.ubiquity[p].max(theirs.ubiquity[q]) {
                0 => 0.0,
                most => f64::from(count(q)) / f64::from(most),
            };
            (0..right.rows()).map(phi).collect::<Vec<f64>>()
        });
        let own = Presence::new(a.bits.clone());
        Ok(Crossed {
            own,
            rows,
            phi: lines.concat(),
            other: theirs,
        })
    }
    /// The columns of the reference as a second axis of columns.
    pub(crate) fn other_axis(m: &Matrix) -> Axis {
        m.reference().map_or_else(
            || Axis::new("column_2", Vec::<String>::new()),
            |other| other.axis(Matrix::COLUMN).named("column_2"),
        )
    }
}
impl Indicator for CrossProximity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.cross_proximity",
        title: "Cross-proximity of two kinds of activity",
        formula: "φ_ab = Σ_r M_ra N_rb / max(u_a, u_b), M of the table, N of `reference` on the same rows",
        form: Form::Own(&[]),
        reading: "near 1: places with the one activity have the other, and the reverse; with the table as its own reference it is proximity with 1 on the diagonal",
        sources: &[
            "Catalán, P., Navarrete, C. and Figueroa, F. (2022). The scientific and technological cross-space. Research Policy 51(8).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nB,b,1\n")
            .files(&[("reference", "row,column,value\nA,x,1\nB,x,1\nB,y,1\n")])
            .params(r#"{"advantage":"given"}"#)
            .gives("a,x: 0.5; b,y: 1; a,y: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        match self.crossed(m) {
            Err(why) => refused(why),
            Ok(found) => {
                let other = Self::other_axis(m);
                let width = other.len().max(1);
                let mut out = Values::over(vec![m.axis(Matrix::COLUMN).clone(), other]);
                let totals = m.column_totals();
                for (i, phi) in found.phi.iter().enumerate() {
                    let empty = totals[i / width] == 0.0 || found.other.ubiquity[i % width] == 0;
                    out.push(if empty {
                        Err(Undefined::EmptyColumn)
                    } else {
                        Ok(*phi)
                    });
                }
                out
            }
        }
    }
}
/// One cell that says why there is nothing.
pub(crate) fn refused(why: Undefined) -> Values {
    let mut out = Values::over(vec![Axis::new("at", ["all"])]);
    out.push(Err(why));
    if why == Undefined::ReferenceEmpty {
        out.note(
            "reference_missing",
            "needs a second table with the same rows, `reference`",
        );
    }
    out
}
