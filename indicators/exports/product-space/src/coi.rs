//! How much complexity is within reach of a country: density × complexity over what it does not have.
use crate::{Diagonal, Method, Placed, Size, Space, without};
use mercatoria_advantage::{Advantage, Denominator, PopulationName, Test, Threshold};
use mercatoria_complexity::{Ddof, ProductScale, Scale, refused, scaled};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Complexity outlook index.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Coi {
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
    /// Z-score the result (with 0 degrees of freedom).
    pub standardise: bool,
}
impl Coi {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            self.denominator,
            (self.method, self.size, self.diagonal),
        )
    }
}
impl Indicator for Coi {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.coi",
        title: "Complexity outlook index",
        formula: "COI_c = Σ_p d_cp (1 − M_cp) PCI_p",
        form: Form::Column(Matrix::ROW),
        reading: "larger: more complex products are near. Depends on where the zero of product complexity lies, which is Harvard's here",
        sources: &[
            "Hausmann, R., Hidalgo, C. A. et al. (2013). The Atlas of Economic Complexity. MIT Press.",
        ],
        peers: &[
            "ecomplexity 0.5 and the Stata program take raw product complexity and z-score the result; economiccomplexity 2.0 and econcomplex 1.0 take z-scored products and do not: the two correlate by 0.934 on world data.",
            "ecomplexity 0.5 builds it on the wrong density of its nearest-neighbour and continuous options.",
        ],
        example: Example::csv(
            "row,column,value\nA,a,1\nA,b,1\nA,c,1\nA,d,1\nB,a,1\nB,b,1\nC,a,1\n",
        )
        .params(r#"{"advantage":"given"}"#)
        .gives("A: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let space = self.space();
        let found =
            Placed::new(m, &space).and_then(|placed| Ok((placed.density(space.by)?, placed)));
        let (density, placed) = match found {
            Ok(found) => found,
            Err(why) => return without(why, m.rows()),
        };
        let complexity = match placed.complexity(&space, self.pci, self.ddof) {
            Ok(complexity) => complexity,
            Err(ill) => return refused(&ill, placed.source, m.rows()),
        };
        let width = placed.source.columns();
        let mut outlook: Vec<f64> = (0..m.rows())
            .map(|r| {
                if m.row_totals()[r] == 0.0 {
                    return f64::NAN;
                }
                let line = &density[r * width..][..width];
                let near = (0..width).filter(|p| {
                    !placed.left.bits.get(r, *p) && !line[*p].is_nan() && !complexity[*p].is_nan()
                });
                near.map(|p| line[p] * complexity[p]).sum()
            })
            .collect();
        if self.standardise {
            match scaled(&outlook, Scale::ZScore, Ddof::new(0)) {
                Ok(z) => outlook = z,
                Err(why) => return Values::undefined(m.rows(), why),
            }
        }
        outlook
            .iter()
            .map(|x| {
                if x.is_nan() {
                    Err(Undefined::EmptyRow)
                } else {
                    Ok(*x)
                }
            })
            .collect()
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
        let one = Diagonal::new(1);
        vec![
            (
                "ecomplexity-0.5",
                Self {
                    diagonal: one,
                    pci: ProductScale::Raw,
                    standardise: true,
                    ..Self::default()
                },
            ),
            (
                "stata-ecomplexity",
                Self {
                    test: Test::Above,
                    pci: ProductScale::Raw,
                    standardise: true,
                    ..Self::default()
                },
            ),
            (
                "econcomplex-1.0",
                Self {
                    pci: ProductScale::OwnZ,
                    ..Self::default()
                },
            ),
            (
                "economiccomplexity-2.0",
                Self {
                    diagonal: one,
                    pci: ProductScale::OwnZ,
                    ddof: Ddof::new(1),
                    ..Self::default()
                },
            ),
        ]
    }
}
