//! The mean of relatedness density over what a region has, or has not.
use crate::{Cells, DensityScale, Margins, Method, Presence, RelatednessDensity, presence};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::moments::mean;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an industry counts that nothing is related to, so that it has no density.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Isolated {
    /// It is left out.
    #[default]
    LeftOut,
    /// 0, as in EconGeo.
    Zero,
}
/// Average relatedness density of regions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelatednessDensityAverage {
    /// Over which industries: those the region has, has not, or all.
    pub cells: Cells,
    /// How related two industries are; without, as `column_relation` says, where it is given, else by proximity.
    pub relatedness: Option<Method>,
    /// Sizes in the relatedness.
    pub margins: Margins,
    /// Relatedness above this counts as 1, and else as 0.
    pub binary_above: Option<Amount>,
    /// What an industry without related ones counts.
    pub isolated: Isolated,
    /// Scale.
    pub scale: DensityScale,
    /// What counts as present.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
}
impl Default for RelatednessDensityAverage {
    fn default() -> Self {
        Self {
            cells: Cells::Present,
            relatedness: None,
            margins: Margins::default(),
            binary_above: None,
            isolated: Isolated::LeftOut,
            scale: DensityScale::Percent,
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
        }
    }
}

impl Indicator for RelatednessDensityAverage {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.relatedness_density_average",
        title: "Average relatedness density of regions",
        formula: "mean of d_ri over i with M_ri = 1 (internal) or M_ri = 0 (external)",
        form: Form::Column(Matrix::ROW),
        reading: "internal: how coherent what the region has is; external: how close it is to what it has not",
        sources: &[
            "Boschma, R., Balland, P.-A. and Kogler, D. F. (2015). Relatedness and technological change in cities. Industrial and Corporate Change 24(1).",
        ],
        peers: &[
            "EconGeo 1.3 rounds to whole percents; it counts an industry without related ones as 0 (isolated: zero), here it is left out.",
        ],
        example: Example::csv("row,column,value\nA,i,1\nA,j,1\nB,i,1\nB,j,1\nB,k,1\nC,k,1\n")
            .gives("A: 66.66666666666666…; B: 100; C: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let of = RelatednessDensity {
            relatedness: self.relatedness,
            margins: self.margins,
            binary_above: self.binary_above,
            cells: Cells::All,
            scale: self.scale,
            presence: self.presence,
            threshold: self.threshold,
        };
        let d = of.density(m);
        let bits = presence(m, self.presence, self.threshold.get());
        let n = m.columns();
        let mut out = Values::with_capacity(m.rows());
        for (r, total) in m.row_totals().iter().enumerate() {
            let counted = |c: &usize| {
                let asked = match self.cells {
                    Cells::All => true,
                    Cells::Present => bits.get(r, *c),
                    Cells::Absent => !bits.get(r, *c),
                };
                asked && (d.related[*c] > 0.0 || self.isolated == Isolated::Zero)
            };
            let shares: Vec<f64> = (0..n)
                .filter(counted)
                .map(|c| d.shares[r * n + c])
                .collect();
            out.push(match mean(&shares) {
                _ if *total == 0.0 => Err(Undefined::EmptyRow),
                None if self.cells == Cells::Absent => Err(Undefined::Present),
                None if self.cells == Cells::Present => Err(Undefined::Absent),
                None => Err(Undefined::ZeroDenominator),
                Some(share) => Ok(match self.scale {
                    DensityScale::Percent => 100.0 * share,
                    DensityScale::Share => share,
                    DensityScale::Distance => 1.0 - share,
                }),
            });
        }
        crate::relatedness_density::note(&mut out, self.presence.resolve(std::slice::from_ref(m)));
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Beyond the usual thresholds nothing or everything is present in a small table.
        if !(0.1..=1.5).contains(&self.threshold.get()) {
            return vec![];
        }
        vec![
            Relabel,
            match self.scale {
                DensityScale::Percent => Within(0.0, 100.000_000_000_01),
                _ => Within(-1e-13, 1.000_000_000_000_1),
            },
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let given = || Self {
            isolated: Isolated::Zero,
            presence: Presence::Positive,
            ..Self::default()
        };
        vec![("econgeo-1.3", given())]
    }
}
