//! RPOP = (x_cp / pop_c) / (X_p / pop).
use crate::{PopulationName, population};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Revealed advantage a head.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rpop {
    /// Attribute of the rows with the population.
    pub pop: PopulationName,
}
impl Indicator for Rpop {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.rpop",
        title: "Revealed advantage a head",
        formula: "RPOP = (x_cp / pop_c) / (X_p / pop), pop = Σ pop_c over the exporters",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "1: the country exports as much of the product a head as all exporters together",
        sources: &[
            "Hausmann, R., Hidalgo, C. A. et al. (2013). The Atlas of Economic Complexity. MIT Press.",
        ],
        peers: &[
            "ps-calcs 2.0 divides by the share of population only, which is another quantity.",
            "ecomplexity 0.5 gives no index to anyone as soon as one country has no advantage a head.",
        ],
        example: Example::csv("row,column,value\nA,a,6\nB,a,2\nB,b,1\n")
            .files(&[("row_attributes", "row,population\nA,1\nB,3\n")])
            .gives("A,a: 3; B,a: 0.3333333333333…; A,b: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let cells = m.rows() * m.columns();
        let (heads, all) = match population(m, &self.pop.0) {
            Ok(found) => found,
            Err(why) => {
                let mut out = Values::undefined(cells, why);
                out.note(
                    "attribute_missing",
                    format!(
                        "needs the population of each row with exports: attribute {:?} of the rows",
                        self.pop.0
                    ),
                );
                return out;
            }
        };
        let mut out = Values::with_capacity(cells);
        for (r, head) in heads.iter().enumerate() {
            for (x, of_column) in m.row(r).iter().zip(m.column_totals()) {
                out.push(if m.row_totals()[r] == 0.0 {
                    Err(Undefined::EmptyRow)
                } else if *of_column == 0.0 {
                    Err(Undefined::EmptyColumn)
                } else {
                    Ok((x / head) / (of_column / all))
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![
            ScaleFree,
            Relabel,
            Holds(
                "weighted by population the quotients of a column average 1",
                Predicate(averages_one),
            ),
        ]
    }
}
fn averages_one(m: &Matrix, out: &Values) -> Compared {
    let Ok((heads, all)) = population(m, &PopulationName::default().0) else {
        return Ok(false);
    };
    let mut compared = false;
    for p in 0..m.columns() {
        let cells: Vec<f64> = (0..m.rows())
            .filter_map(|r| Some(out.get(r * m.columns() + p).point()? * heads[r] / all))
            .collect();
        if !cells.is_empty() && (sum(&cells) - 1.0).abs() > 1e-12 {
            return Err(format!("column {p} averages {}", sum(&cells)));
        }
        compared |= !cells.is_empty();
    }
    Ok(compared)
}
