//! In how many regions an industry is present.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::elementary::ln;
use mercatoria_specialisation::presence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the count is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UbiquityForm {
    /// The number of regions.
    #[default]
    Count,
    /// The industry's share of all activity over its share of all presences.
    Normalised,
    /// 100 ln(activity of the industry) / number of regions.
    InverseNormalised,
}
/// Number of regions with LQ ≥ τ in an industry.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IndustryUbiquity {
    /// How the count is given.
    pub form: UbiquityForm,
    /// From which location quotient on an industry counts as present; exactly this counts.
    pub threshold: Positive,
    /// From which amount on a cell counts.
    pub minimum: Amount,
}
impl Default for IndustryUbiquity {
    fn default() -> Self {
        Self {
            form: UbiquityForm::Count,
            threshold: Positive::new(1.0),
            minimum: Amount::new(0.0),
        }
    }
}

impl Indicator for IndustryUbiquity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "concentration.industry_ubiquity",
        title: "Ubiquity of an industry",
        formula: "k_i = #{r : LQ_ri ≥ τ}; normalised (X_i/X)/(k_i/Σk); inverse normalised 100 ln X_i / k_i",
        form: Form::Column(Matrix::COLUMN),
        reading: "in how many regions the industry is a specialisation; an empty industry is in none",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
            "Balland, P.-A. and Rigby, D. (2017). The geography of complex knowledge. Economic Geography 93(1).",
        ],
        peers: &[
            "EconGeo 1.3 rounds norm.ubiquity to 2 decimals, adds 0.001 in inv.norm.ubiquity and rounds it to 2 decimals.",
        ],
        example: Example::csv(
            "row,column,value\nR1,I1,3\nR1,I2,1\nR2,I1,1\nR2,I2,1\nR3,I1,1\nR3,I2,1\n",
        )
        .gives("I1: 1; I2: 2"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let present = presence(m, self.threshold.get(), self.minimum.get());
        let mut counts = vec![0.0; m.columns()];
        for row in present.chunks(m.columns().max(1)) {
            let cells = counts.iter_mut().zip(row).filter(|(_, p)| **p);
            cells.for_each(|(count, _)| *count += 1.0);
        }
        let all = mercatoria_numeric::sum::sum(&counts);
        let columns = counts.iter().zip(m.column_totals());
        columns
            .map(|(count, total)| match self.form {
                UbiquityForm::Count => Ok(*count),
                _ if *total == 0.0 => Err(Undefined::EmptyColumn),
                _ if *count == 0.0 => Err(Undefined::ZeroDenominator),
                UbiquityForm::Normalised => Ok(total / m.total() / (count / all)),
                UbiquityForm::InverseNormalised => Ok(100.0 * ln(*total) / count),
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![Relabel];
        if self.minimum.get() == 0.0 && self.form != UbiquityForm::InverseNormalised {
            laws.extend([ScaleFree, Within(0.0, f64::MAX)]);
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("econgeo-1.3", Self::default()),
            ("econcomplex-1.0", Self::default()),
        ]
    }
}
