//! LQ = (x_ri / X_r) / (X_i / X); in trade, Balassa's revealed comparative advantage.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::elementary::ln;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an empty row or column gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// The reason.
    #[default]
    Undefined,
    /// 0, as EconGeo and econcomplex do.
    Zero,
}
/// How the quotient is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotientForm {
    /// LQ, 1 is neutral.
    #[default]
    Ratio,
    /// (LQ − 1) / (LQ + 1), 0 is neutral.
    Symmetric,
    /// ln LQ, 0 is neutral; undefined at 0.
    Log,
    /// x_ri / X_i − X_r / X: share of the industry less share of the region (Hoen and Oosterhaven), 0 is neutral.
    Additive,
    /// x_ri / X − X_r X_i / X² (Yu, Cai and Leung), 0 is neutral.
    Normalised,
}
/// Location quotient.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LocationQuotient {
    /// How the quotient is given.
    pub form: QuotientForm,
    /// An empty row or column.
    pub nothing: Nothing,
}

impl Indicator for LocationQuotient {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.location_quotient",
        title: "Location quotient",
        formula: "LQ = (x_ri / X_r) / (X_i / X)",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "1: the industry has the same share in the region as in the whole",
        sources: &[
            "Balassa, B. (1965). Trade liberalisation and revealed comparative advantage. Manchester School 33(2).",
        ],
        peers: &[
            "EconGeo 1.3 and econcomplex 1.0 give 0 for an empty region or industry; here it is undefined unless asked for.",
        ],
        ..Card::BLANK
    };

    fn compute(&self, m: &Matrix) -> Values {
        let (of_column, total) = (m.column_totals(), m.total());
        let scale: Vec<f64> = of_column
            .iter()
            .map(|c| if *c > 0.0 { total / c } else { 0.0 })
            .collect();
        let gaps = of_column.contains(&0.0);
        let mut out = Values::with_capacity(m.rows() * m.columns());
        for (r, of_row) in m.row_totals().iter().enumerate() {
            let per = if *of_row > 0.0 { 1.0 / of_row } else { 0.0 };
            let row = m.row(r);
            if self.form == QuotientForm::Ratio && *of_row > 0.0 && !gaps {
                out.extend_points(row.iter().zip(&scale).map(|(x, s)| x * per * s));
                continue;
            }
            for (c, x) in row.iter().enumerate() {
                out.push(self.cell(*x, *of_row, of_column[c], total, x * per * scale[c]));
            }
        }
        out
    }

    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![ScaleFree, Relabel];
        if self.nothing == Nothing::Undefined {
            match self.form {
                QuotientForm::Ratio => laws.extend([Proportional(1.0), Transpose]),
                QuotientForm::Additive => laws.extend([Proportional(0.0), Within(-1.0, 1.0)]),
                QuotientForm::Symmetric => {
                    laws.extend([Proportional(0.0), Transpose, Within(-1.0, 1.0)])
                }
                QuotientForm::Log => laws.extend([Proportional(0.0), Transpose]),
                QuotientForm::Normalised => {
                    laws.extend([Proportional(0.0), Transpose, Within(-0.25, 0.25)])
                }
            }
        }
        laws
    }
}
impl LocationQuotient {
    fn cell(&self, x: f64, of_row: f64, of_column: f64, total: f64, quotient: f64) -> Measure {
        let empty = if of_row == 0.0 {
            Some(Undefined::EmptyRow)
        } else {
            (of_column == 0.0).then_some(Undefined::EmptyColumn)
        };
        if let Some(why) = empty {
            return if self.nothing == Nothing::Zero {
                Ok(0.0)
            } else {
                Err(why)
            };
        }
        match self.form {
            QuotientForm::Ratio => Ok(quotient),
            QuotientForm::Symmetric => Ok((quotient - 1.0) / (quotient + 1.0)),
            QuotientForm::Log if x == 0.0 => Err(Undefined::LogOfZero),
            QuotientForm::Log => Ok(ln(quotient)),
            QuotientForm::Additive => Ok(x / of_column - of_row / total),
            QuotientForm::Normalised => Ok(x / total - (of_row / total) * (of_column / total)),
        }
    }
}
