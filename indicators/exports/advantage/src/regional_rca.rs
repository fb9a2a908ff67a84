//! A province against the world: (x_rp / X_r) / (W_p / W).
use crate::places;
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Revealed comparative advantage of provinces against the world.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegionalRca {}
impl Indicator for RegionalRca {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.regional_rca",
        title: "Revealed comparative advantage against the world",
        formula: "(x_rp / X_r) / (W_p / W), W from the table `reference`",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "as revealed comparative advantage, but an average province of the world is 1, not of the own country",
        sources: &[
            "Balassa, B. (1965). Trade liberalisation and revealed comparative advantage. Manchester School 33(2).",
        ],
        peers: &[
            "Pages of regional data have divided by the total of the own country; the denominator is a choice here, and conservation against the world is checked.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\n")
            .files(&[("reference", "row,column,value\nX,a,1\nX,b,3\n")])
            .gives("A,a: 2; A,b: 0.6666666666666…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(world) = m.reference() else {
            let mut out = Values::undefined(m.rows() * m.columns(), Undefined::ReferenceEmpty);
            out.note(
                "reference_missing",
                "needs the table of the world, `reference`",
            );
            return out;
        };
        let place = places(m, world);
        let mut out = Values::with_capacity(m.rows() * m.columns());
        for (r, total) in m.row_totals().iter().enumerate() {
            for (x, p) in m.row(r).iter().zip(place.iter()) {
                let of_world = p.map_or(0.0, |p| world.column_totals()[p]);
                out.push(if *total == 0.0 {
                    Err(Undefined::EmptyRow)
                } else if of_world > 0.0 {
                    Ok((x / total) / (of_world / world.total()))
                } else if *x > 0.0 {
                    Err(Undefined::OutsideReference)
                } else {
                    Err(Undefined::EmptyColumn)
                });
            }
        }
        conservation(m, world, &mut out);
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Relabel]
    }
}

/// Notes what a part cannot have: more of a product than the world, or a product that the world has not.
pub fn conservation(m: &Matrix, world: &Matrix, out: &mut Values) {
    let place = places(m, world);
    let listed = |of: Vec<usize>| {
        let labels: Vec<&str> = of
            .iter()
            .take(8)
            .map(|p| m.axis(Matrix::COLUMN).label(*p))
            .collect();
        format!(
            "{}{}",
            labels.join(", "),
            if of.len() > 8 {
                format!(" and {} more", of.len() - 8)
            } else {
                String::new()
            }
        )
    };
    let totals = m.column_totals();
    let unknown: Vec<usize> = (0..m.columns())
        .filter(|p| place[*p].is_none() && totals[*p] > 0.0)
        .collect();
    if !unknown.is_empty() {
        out.note(
            "outside_reference",
            format!(
                "exports of products that the reference does not have: {}",
                listed(unknown)
            ),
        );
    }
    let more = |p: &usize| {
        place[*p].is_some_and(|at| totals[*p] > world.column_totals()[at] * (1.0 + 1e-9))
    };
    let above: Vec<usize> = (0..m.columns()).filter(more).collect();
    if !above.is_empty() {
        out.note(
            "not_conserved",
            format!(
                "the part exports more than the whole reference: {}",
                listed(above)
            ),
        );
    }
}
