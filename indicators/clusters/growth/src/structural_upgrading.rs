//! What one group of industries is worth against another over time: tertiary to secondary.
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Structural upgrading of regions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StructuralUpgrading {
    /// The columns above the line: names of columns, or of groups of `column_tree`; without, `tertiary`.
    pub numerator: Vec<String>,
    /// The columns below the line; without, `secondary`.
    pub denominator: Vec<String>,
}

impl Indicator for StructuralUpgrading {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.structural_upgrading",
        title: "Upgrading of the industrial structure",
        formula: "Σ_{i in tertiary} x_ri / Σ_{i in secondary} x_ri",
        form: Form::Column(Matrix::ROW),
        reading: "above 1: services outweigh industry; a ratio, not a judgement of what is better",
        sources: &[
            "Gan, C., Zheng, R. and Yu, D. (2011). An empirical study on the effects of industrial structure on economic growth and fluctuations in China. Economic Research Journal 46(5) (in Chinese).",
        ],
        peers: &[],
        example: Example::csv("row,column,value\nA,primary,1\nA,secondary,4\nA,tertiary,5\n")
            .gives("A: 1.25"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let chosen = |named: &[String], otherwise: &str| -> Option<Vec<usize>> {
            let names: Vec<&str> = match named {
                [] => vec![otherwise],
                named => named.iter().map(|n| &**n).collect(),
            };
            let mut columns = vec![];
            for name in names {
                let found = columns_of(m, name);
                if found.is_empty() {
                    return None;
                }
                columns.extend(found);
            }
            columns.sort_unstable();
            columns.dedup();
            Some(columns)
        };
        let above = chosen(&self.numerator, "tertiary");
        let below = chosen(&self.denominator, "secondary");
        let (Some(above), Some(below)) = (above, below) else {
            let mut out = Values::undefined(m.rows(), Undefined::NoClass);
            out.note(
                "no_class",
                "a column or group named in numerator or denominator is not in the table",
            );
            return out;
        };
        (0..m.rows())
            .map(|r| {
                let sum = |columns: &[usize]| -> f64 {
                    let amounts = columns.iter().map(|c| m.row(r)[*c]);
                    mercatoria_numeric::sum::compensated_sum(amounts)
                };
                match (m.row_totals()[r], sum(&below)) {
                    (0.0, _) => Err(Undefined::EmptyRow),
                    (_, 0.0) => Err(Undefined::ZeroDenominator),
                    (_, below) => Ok(sum(&above) / below),
                }
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![]
    }
}
/// The column of this name, or those of the group of this name on any level of the tree.
fn columns_of(m: &Matrix, name: &str) -> Vec<usize> {
    if let Some(at) = m.axis(Matrix::COLUMN).position(name) {
        return vec![at];
    }
    let tree = m.side(Matrix::COLUMN).tree.as_ref();
    for level in tree.into_iter().flat_map(|tree| &tree.levels) {
        if let Some(group) = level.groups.position(name) {
            let of = |(_, g): &(usize, &u32)| **g as usize == group;
            return level
                .group_of
                .iter()
                .enumerate()
                .filter(of)
                .map(|(at, _)| at)
                .collect();
        }
    }
    vec![]
}
