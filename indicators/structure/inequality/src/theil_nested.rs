//! Theil's index against a reference, level by level down a tree.
use crate::theil_decomposition::weights;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_divergence::kullback_leibler;
use mercatoria_numeric::sum::{Compensated, sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Along which axis the tree stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nest {
    /// Nested regions: the rows have a tree, each column is decomposed.
    #[default]
    Rows,
    /// Nested industries: the columns have a tree, each row is decomposed.
    Columns,
}
/// What the shares are measured against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NestReference {
    /// The totals of the table.
    #[default]
    Total,
    /// Equal shares.
    Equal,
    /// An attribute of what is nested, such as area or population of regions; by its name.
    Attribute,
}
/// Theil's index by the levels of a tree.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TheilNested {
    /// Along which axis the tree stands.
    pub nest: Nest,
    /// What the shares are measured against.
    pub reference: NestReference,
    /// Name of the attribute.
    pub attribute: String,
}

impl Indicator for TheilNested {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "inequality.theil_nested",
        title: "Theil's index by the levels of a tree",
        formula: "KL = Σ_levels Σ_g S_parent KL(shares in the parent, reference shares in the parent)",
        form: Form::Own(&[]),
        reading: "level 1: between the coarsest groups; level 2: between groups of the next level inside them; …; the levels add up to the total",
        sources: &[
            "Theil, H. (1967). Economics and Information Theory. North-Holland.",
            "Cutrini, E. (2009). Using entropy measures to disentangle regional from national localization patterns. Regional Science and Urban Economics 39(2).",
            "Brülhart, M. and Traeger, R. (2005). An account of geographic concentration patterns in Europe. Regional Science and Urban Economics 35(6).",
        ],
        example: Example::csv("row,column,value\na,I1,1\nb,I1,1\nc,I1,3\nd,I1,3\n")
            .files(&[
                ("row_tree", "code,parent\na,N\nb,N\nc,S\nd,S\nN,\nS,\n"),
                ("column_tree", "code,parent\nI1,\n"),
            ])
            .params("{\"reference\":\"equal\"}")
            .gives("I1, total: 0.130812035941137…; I1, 1: 0.130812035941137…; I1, 2: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let axis = if self.nest == Nest::Rows {
            Matrix::ROW
        } else {
            Matrix::COLUMN
        };
        let missing = |message: String| {
            let mut out = Values::undefined(1, Undefined::Missing);
            out.note("side_missing", message);
            out
        };
        let Some(tree) = &m.side(axis).tree else {
            let name = &m.axis(axis).name;
            return missing(format!(
                "needs the tree of the {name}s: {name}_tree.csv (code,parent)"
            ));
        };
        let reference = match (self.reference, axis) {
            (NestReference::Equal, _) => vec![1.0; m.axis(axis).len()],
            (NestReference::Total, Matrix::ROW) => m.row_totals().to_vec(),
            (NestReference::Attribute, _) => match weights(m, axis, &self.attribute) {
                Ok(weights) => weights,
                Err(message) => return missing(message),
            },
            _ => m.column_totals().to_vec(),
        };
        let of = m.axis(1 - axis);
        let labels = std::iter::once("total".to_owned())
            .chain((1..=tree.levels.len()).map(|level| level.to_string()));
        let mut out = Values::over(vec![of.clone(), Axis::new("level", labels)]);
        for at in 0..of.len() {
            let amounts = if axis == Matrix::ROW {
                m.column(at)
            } else {
                m.row(at)
            };
            match by_level(amounts, &reference, tree) {
                Ok(levels) => {
                    let total = levels.iter().copied().collect::<Compensated>().total();
                    out.push(Ok(total));
                    levels.into_iter().for_each(|x| out.push(Ok(x)));
                }
                Err(why) => (0..=tree.levels.len()).for_each(|_| out.push(Err(why))),
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Within(0.0, f64::MAX)]
    }
}

/// The parts of `KL(amounts, reference)` by the levels of a tree, in nats, coarsest first.
///
/// # Errors
/// [`Undefined::Empty`], [`Undefined::ReferenceEmpty`], or [`Undefined::OutsideReference`] where amounts stand on a label
/// without reference.
pub fn by_level(amounts: &[f64], reference: &[f64], tree: &Tree) -> Result<Vec<f64>, Undefined> {
    let totals = (sum(amounts), sum(reference));
    if totals.0 == 0.0 {
        return Err(Undefined::Empty);
    }
    if totals.1 == 0.0 {
        return Err(Undefined::ReferenceEmpty);
    }
    let mut outside = amounts.iter().zip(reference);
    if outside.any(|(x, y)| *x > 0.0 && *y == 0.0) {
        return Err(Undefined::OutsideReference);
    }
    let mut parent_of = vec![0u32; amounts.len()];
    let mut parents = 1;
    let mut out = vec![];
    for level in &tree.levels {
        // Each group once, under its parent, with what it holds.
        let mut held: Vec<(f64, f64)> = vec![(0.0, 0.0); level.groups.len()];
        let mut parent = vec![0u32; level.groups.len()];
        for (i, g) in level.group_of.iter().enumerate() {
            let g = *g as usize;
            held[g] = (held[g].0 + amounts[i], held[g].1 + reference[i]);
            parent[g] = parent_of[i];
        }
        let mut inside: Vec<(Vec<f64>, Vec<f64>)> = vec![Default::default(); parents];
        for (g, (x, y)) in held.iter().enumerate() {
            inside[parent[g] as usize].0.push(*x);
            inside[parent[g] as usize].1.push(*y);
        }
        let parts: Vec<f64> = inside
            .iter()
            .map(|(x, y)| {
                let sums = (sum(x), sum(y));
                if sums.0 == 0.0 {
                    return 0.0;
                }
                sums.0 / totals.0 * kullback_leibler(x, y, sums)
            })
            .collect();
        out.push(sum(&parts));
        parent_of.clone_from(&level.group_of);
        parents = level.groups.len();
    }
    Ok(out)
}
