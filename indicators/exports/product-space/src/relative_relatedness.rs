//! Density of missing products against the country's other missing products, in standard deviations.
use crate::{Diagonal, Method, Placed, Size, Space, cell_reason, without};
use mercatoria_advantage::{Advantage, Denominator, PopulationName, Test, Threshold};
use mercatoria_complexity::{Ddof, centre};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Relative relatedness.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelativeRelatedness {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// Whose totals, complexity and proximity: the table's own, or those of the world in `reference`.
    pub denominator: Denominator,
    /// How products are related.
    pub method: Method,
    /// What the size of a product is.
    pub size: Size,
    /// What a product is to itself: 0 or 1.
    pub diagonal: Diagonal,
    /// Degrees of freedom of the standard deviation.
    pub ddof: Ddof,
    /// For which cells.
    pub cells: Cells,
}
impl RelativeRelatedness {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            self.denominator,
            (self.method, self.size, self.diagonal),
        )
    }
}
/// Which cells have a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cells {
    /// Missing products; the others have a reason.
    #[default]
    Missing,
    /// Missing products; the others are 0.
    MissingElseZero,
    /// All.
    All,
}
impl Indicator for RelativeRelatedness {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.relative_relatedness",
        title: "Relative relatedness",
        formula: "(d_cp − mean) / sd over the products that c does not have",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "0: as near as the country's average missing product; 2: two standard deviations nearer",
        sources: &[
            "Pinheiro, F. L., Hartmann, D., Boschma, R. and Hidalgo, C. A. (2022). The time and frequency of unrelated diversification. Research Policy 51(8).",
        ],
        peers: &[
            "economic-complexity 0.3 divides by n − 1 and gives present products a value too; econcomplex 1.0 does neither.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\nC,c,1\nC,d,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("A,c: 1; A,d: -1; A,a: present"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (space, count) = (self.space(), m.rows() * m.columns());
        let found =
            Placed::new(m, &space).and_then(|placed| Ok((placed.density(space.by)?, placed)));
        let (density, placed) = match found {
            Ok(found) => found,
            Err(why) => return without(why, count),
        };
        let width = placed.source.columns();
        let mut out = Values::with_capacity(count);
        for r in 0..m.rows() {
            let line = &density[r * width..][..width];
            let missing: Vec<f64> = (0..width)
                .filter(|p| !placed.left.bits.get(r, *p))
                .map(|p| line[p])
                .collect();
            let spread = centre(&missing, self.ddof);
            for p in 0..m.columns() {
                let cell = || {
                    if let Some(why) = cell_reason(m, &placed, r, p) {
                        return Err(why);
                    }
                    let at = placed.column(p).ok_or(Undefined::OutsideReference)?;
                    if placed.left.bits.get(r, at) {
                        match self.cells {
                            Cells::Missing => return Err(Undefined::Present),
                            Cells::MissingElseZero => return Ok(0.0),
                            Cells::All => {}
                        }
                    }
                    if line[at].is_nan() {
                        return Err(Undefined::ZeroDenominator);
                    }
                    let (mean, sd) = spread?;
                    Ok((line[at] - mean) / sd)
                };
                out.push(cell());
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs, which fall apart at other thresholds.
        if self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
            || self.denominator == Denominator::Reference
            || self.method == Method::Given
        {
            return vec![];
        }
        let mut laws = vec![Relabel];
        if self.advantage == Advantage::Rca {
            laws.push(ScaleFree);
        }
        if self.cells == Cells::Missing && self.denominator == Denominator::Table {
            laws.push(Holds(
                "the mean over missing products is 0",
                Predicate(mean_is_zero),
            ));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            (
                "oec-0.3",
                Self {
                    ddof: Ddof::new(1),
                    cells: Cells::All,
                    ..Self::default()
                },
            ),
            ("econcomplex-1.0", Self::default()),
        ]
    }
}
fn mean_is_zero(m: &Matrix, out: &Values) -> Compared {
    let mut seen = false;
    for r in 0..m.rows() {
        let known: Vec<f64> = (0..m.columns())
            .filter_map(|p| out.get(r * m.columns() + p).point())
            .collect();
        let sum: f64 = known.iter().sum();
        if sum.abs() > 1e-9 * known.len() as f64 {
            return Err(format!("row {r}: {sum}"));
        }
        seen |= !known.is_empty();
    }
    Ok(seen)
}
