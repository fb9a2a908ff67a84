//! (Σ_{d ∈ R} x_cd/X_c) / (X_R/X).
use crate::regions::Regions;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Share of a region in a row's trade, relative to the region's share of all trade.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegionalWeight {
    /// The text attribute of the columns (`column_attributes.csv`) that names the region; without, each column is one.
    pub attribute: String,
}
impl Default for RegionalWeight {
    fn default() -> Self {
        Self {
            attribute: "region".into(),
        }
    }
}

impl Indicator for RegionalWeight {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "orientation.regional_weight",
        title: "Size-adjusted regional share",
        formula: "(Σ_{d ∈ R} x_cd/X_c)/(X_R/X)",
        form: Form::Own(&[]),
        reading: "1: the region weighs in the row's trade what it weighs in all trade",
        sources: &[
            "ESCAP (2009). Trade Statistics in Policymaking: a Handbook of Commonly Used Trade Indices and Indicators.",
        ],
        example: Example::csv("row,column,value\nA,M,1\nA,N,2\nA,O,1\nB,N,4\n")
            .files(&[(
                "column_attributes",
                "column,region\nM,east\nN,west\nO,east\n",
            )])
            .gives("A,east: 2; A,west: 0.66666666666…; B,east: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let regions = Regions::of(m, &self.attribute);
        let mut used: Vec<usize> = regions.of_columns().to_vec();
        used.sort_unstable();
        used.dedup();
        let totals = |line: &[f64]| {
            let mut sums = vec![Compensated::default(); regions.labels.len()];
            for (x, region) in line.iter().zip(regions.of_columns()) {
                sums[*region].add(*x);
            }
            sums
        };
        let all = totals(m.column_totals());
        let mut out = Values::over(vec![
            m.axis(Matrix::ROW).clone(),
            Axis::new("region", used.iter().map(|r| regions.labels[*r].clone())),
        ]);
        for r in 0..m.rows() {
            let own = totals(m.row(r));
            for region in &used {
                out.push(match (m.row_totals()[r], all[*region].total()) {
                    (0.0, _) => Err(Undefined::EmptyRow),
                    (_, 0.0) => Err(Undefined::EmptyColumn),
                    (of_row, of_region) => {
                        Ok((own[*region].total() / of_row) * (m.total() / of_region))
                    }
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Proportional(1.0)]
    }
}
