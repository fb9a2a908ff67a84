//! What a new product would add to the complexity outlook of a country.
use crate::{Cells, Diagonal, Method, Placed, Size, Space, cell_reason, regional_remarks, without};
use mercatoria_advantage::{Advantage, Denominator, PopulationName, Test, Threshold};
use mercatoria_complexity::{Ddof, ProductScale, refused};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Opportunity gain.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cog {
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
    /// Scale of product complexity.
    pub pci: ProductScale,
    /// Degrees of freedom of its standard deviation.
    pub ddof: Ddof,
    /// With the term −d·PCI of the product itself, or without.
    pub form: GainForm,
    /// For which cells.
    pub cells: Cells,
}
impl Cog {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            self.denominator,
            (self.method, self.size, self.diagonal),
        )
    }
}
/// Whether the outlook that the product itself made is taken off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GainForm {
    /// The Atlas: − d_cp PCI_p.
    #[default]
    Atlas,
    /// Without it.
    WithoutDensityTerm,
}
/// Opportunity gain on the columns of the space: Σ_q φ_qp / Σ_r φ_qr (1 − M_cq) PCI_q, and − d_cp PCI_p in the Atlas form;
/// NaN for products that nobody has.
///
/// # Errors
/// As [`Placed::phi`].
pub fn opportunity_gain(
    placed: &Placed<'_>,
    space: &Space,
    complexity: &[f64],
    form: GainForm,
) -> Result<Vec<f64>, Undefined> {
    let totals = placed.totals(space.by)?;
    let worth: Vec<f64> = complexity
        .iter()
        .zip(&totals)
        .map(|(pci, total)| {
            if pci.is_nan() || *total == 0.0 {
                0.0
            } else {
                pci / total
            }
        })
        .collect();
    let mut gain = placed.sums(&placed.left.bits.complement(), Some(&worth), space.by, true)?;
    let density = placed.density(space.by)?;
    for (line, of) in gain
        .chunks_exact_mut(totals.len().max(1))
        .zip(density.chunks_exact(totals.len().max(1)))
    {
        for (cell, (pci, d)) in line.iter_mut().zip(complexity.iter().zip(of)) {
            if pci.is_nan() {
                *cell = f64::NAN;
            } else if form == GainForm::Atlas && !d.is_nan() {
                *cell -= d * pci;
            }
        }
    }
    Ok(gain)
}
impl Indicator for Cog {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.cog",
        title: "Complexity outlook gain",
        formula: "COG_cp = Σ_q φ_qp / Σ_r φ_qr (1 − M_cq) PCI_q − d_cp PCI_p, for products that c does not have",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "what the complexity outlook of the country would gain with the product: high for stepping stones",
        sources: &[
            "Hausmann, R., Hidalgo, C. A. et al. (2013). The Atlas of Economic Complexity. MIT Press.",
        ],
        peers: &[
            "econcomplex 1.0 and economic-complexity 0.3 divide by the proximity sum of the target product instead of the source's: off by up to 0.78 on a small table.",
            "ecomplexity 0.5 and economiccomplexity 2.0 leave out −d·PCI; ecomplexity divides uncentred complexity by sd ECI.",
            "ecomplexity 0.5 averages RCA in its continuous form.",
        ],
        example: Example::csv(
            "row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\nC,c,1\nC,d,1\nC,b,1\n",
        )
        .params(r#"{"advantage":"given"}"#)
        .gives("A,a: present"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (space, count) = (self.space(), m.rows() * m.columns());
        let placed = match Placed::new(m, &space) {
            Ok(placed) => placed,
            Err(why) => return without(why, count),
        };
        let complexity = match placed.complexity(&space, self.pci, self.ddof) {
            Ok(complexity) => complexity,
            Err(ill) => return refused(&ill, placed.source, count),
        };
        let gain = match opportunity_gain(&placed, &space, &complexity, self.form) {
            Ok(gain) => gain,
            Err(why) => return without(why, count),
        };
        let width = placed.source.columns();
        let mut out = Values::with_capacity(count);
        for r in 0..m.rows() {
            for p in 0..m.columns() {
                out.push(match (cell_reason(m, &placed, r, p), placed.column(p)) {
                    (Some(why), _) => Err(why),
                    (None, None) => Err(Undefined::OutsideReference),
                    (None, Some(at)) => match (placed.left.bits.get(r, at), self.cells) {
                        (true, Cells::Missing) => Err(Undefined::Present),
                        (true, Cells::MissingElseZero) => Ok(0.0),
                        _ => Ok(gain[r * width + at]),
                    },
                });
            }
        }
        regional_remarks(m, &placed, &mut out);
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
        if self.advantage == Advantage::Rca {
            vec![Relabel, ScaleFree]
        } else {
            vec![Relabel]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let short = Self {
            diagonal: Diagonal::new(1),
            form: GainForm::WithoutDensityTerm,
            cells: Cells::MissingElseZero,
            ..Self::default()
        };
        vec![
            (
                "ecomplexity-0.5",
                Self {
                    pci: ProductScale::OverSd,
                    ..short.clone()
                },
            ),
            (
                "stata-ecomplexity",
                Self {
                    test: Test::Above,
                    diagonal: Diagonal::new(0),
                    pci: ProductScale::OverSd,
                    ..short.clone()
                },
            ),
            (
                "economiccomplexity-2.0",
                Self {
                    pci: ProductScale::OwnZ,
                    ddof: Ddof::new(1),
                    ..short
                },
            ),
        ]
    }
}
