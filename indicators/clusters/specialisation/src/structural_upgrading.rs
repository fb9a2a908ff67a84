//! Tertiary to secondary: one group of industries over another.
use mercatoria_core::{Attribute, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ratio of two sectors of a region.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StructuralUpgrading {
    /// Label of the column above the line, or the `sector` that columns have in `column_attributes`.
    pub upper: String,
    /// The same, below the line.
    pub lower: String,
}
impl Default for StructuralUpgrading {
    fn default() -> Self {
        Self {
            upper: "tertiary".into(),
            lower: "secondary".into(),
        }
    }
}

impl Indicator for StructuralUpgrading {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.structural_upgrading",
        title: "Structural upgrading",
        formula: "U_r = x_r,tertiary / x_r,secondary",
        form: Form::Column(Matrix::ROW),
        reading: "above 1: more services than industry; at current prices it also moves with relative prices",
        sources: &[
            "Gan, C., Zheng, R. and Yu, D. (2011). An empirical study on the effects of industrial structure on economic growth and fluctuations in China. Economic Research Journal 46(5).",
        ],
        example: Example::csv(
            "row,column,value\nR1,secondary,4\nR1,tertiary,5\nR2,secondary,0\nR2,tertiary,1\n",
        )
        .gives("R1: 1.25; R2: zero_denominator"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let sums = [&self.upper, &self.lower].map(|sector| columns_of(m, sector));
        let [Some(upper), Some(lower)] = sums else {
            let mut out = Values::undefined(m.rows(), Undefined::Missing);
            let message = format!(
                "needs columns {:?} and {:?}, or column_attributes.csv with a column sector",
                self.upper, self.lower
            );
            out.note("side_missing", message);
            return out;
        };
        let held = |r: usize, of: &[usize]| -> f64 {
            let cells: Vec<f64> = of.iter().map(|c| m.row(r)[*c]).collect();
            mercatoria_numeric::sum::sum(&cells)
        };
        (0..m.rows())
            .map(|r| match (held(r, &upper), held(r, &lower)) {
                _ if m.row_totals()[r] == 0.0 => Err(Undefined::EmptyRow),
                (_, 0.0) => Err(Undefined::ZeroDenominator),
                (upper, lower) => Ok(upper / lower),
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![]
    }
}
/// The columns of this label, else of this sector.
fn columns_of(m: &Matrix, sector: &str) -> Option<Vec<usize>> {
    let same = |text: &str| text.eq_ignore_ascii_case(sector);
    let side = m.side(Matrix::COLUMN);
    let sectors = side.attributes.iter().find(|(name, _)| name == "sector");
    let labels: Vec<usize> = match sectors {
        Some((_, Attribute::Texts(texts))) => {
            (0..texts.len()).filter(|c| same(&texts[*c])).collect()
        }
        _ => {
            let labels = m.axis(Matrix::COLUMN).labels().enumerate();
            labels.filter(|(_, l)| same(l)).map(|(c, _)| c).collect()
        }
    };
    (!labels.is_empty()).then_some(labels)
}
