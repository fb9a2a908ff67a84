//! One star each for size, specialisation and focus.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_specialisation::is_present;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Over which cells the rule of focus takes its largest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Focus {
    /// All cells of the table together.
    #[default]
    Pooled,
    /// The regions of each industry.
    ByIndustry,
}
/// Stars of the European Cluster Observatory.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EcoStars {
    /// Part of the regions that are large in an industry.
    pub size_share: Share,
    /// Location quotient from which on a region is specialised.
    pub lq_threshold: Positive,
    /// Part of the cells with the largest shares of their region's employment.
    pub focus_share: Share,
    /// Over which cells that part is taken.
    pub focus: Focus,
}
impl Default for EcoStars {
    fn default() -> Self {
        Self {
            size_share: Share::new(0.1),
            lq_threshold: Positive::new(2.0),
            focus_share: Share::new(0.1),
            focus: Focus::Pooled,
        }
    }
}

impl Indicator for EcoStars {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.eco_stars",
        title: "Cluster stars for size, specialisation and focus",
        formula: "1[x_ri among the top 10 % of the industry's regions] + 1[LQ_ri ≥ 2] + 1[x_ri/X_r among the top 10 % of all cells]; the top q of n are ⌈q n⌉, the later region first among equals",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "0 to 3 stars; only cells with activity get any",
        sources: &[
            "European Cluster Observatory. Methodology: the three-star rating (size and specialisation as published; the threshold 2 and the pooling of the focus rule are not confirmed by its text).",
        ],
        example: Example::csv("row,column,value\nR1,I1,9\nR1,I2,1\nR2,I1,1\nR2,I2,9\n")
            .params("{\"size_share\":0.5,\"focus_share\":0.25,\"lq_threshold\":1.75}")
            .gives("R1, I1: 2; R2, I2: 3; R1, I2: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (rows, columns) = (m.rows(), m.columns());
        let mut stars = vec![0.0; rows * columns];
        let share = |r: usize, c: usize| match m.row_totals()[r] {
            0.0 => 0.0,
            total => m.row(r)[c] / total,
        };
        for c in 0..columns {
            let cells: Vec<(f64, usize)> = (0..rows).map(|r| (m.row(r)[c], r)).collect();
            for r in top(cells, self.size_share.get()) {
                stars[r * columns + c] += 1.0;
            }
            for r in 0..rows {
                let (x, of_row) = (m.row(r)[c], m.row_totals()[r]);
                let threshold = self.lq_threshold.get();
                if is_present(x, of_row, m.column_totals()[c], m.total(), threshold) {
                    stars[r * columns + c] += 1.0;
                }
            }
            if self.focus == Focus::ByIndustry {
                let cells: Vec<(f64, usize)> = (0..rows).map(|r| (share(r, c), r)).collect();
                for r in top(cells, self.focus_share.get()) {
                    stars[r * columns + c] += 1.0;
                }
            }
        }
        if self.focus == Focus::Pooled {
            let cells = (0..rows * columns).map(|i| (share(i / columns, i % columns), i));
            for i in top(cells.collect(), self.focus_share.get()) {
                stars[i] += 1.0;
            }
        }
        let mut out = Values::with_capacity(stars.len());
        out.extend_points(stars.into_iter());
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Within(0.0, 3.0)]
    }
}

/// Places of the ⌈share · n⌉ largest that are above 0, the later first among equals.
pub(crate) fn top(mut cells: Vec<(f64, usize)>, share: f64) -> Vec<usize> {
    // A product within rounding of a whole number is that number.
    let count = (share * cells.len() as f64 - 1e-9).ceil().max(0.0) as usize;
    cells.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    cells
        .into_iter()
        .take(count)
        .filter(|(x, _)| *x > 0.0)
        .map(|(_, at)| at)
        .collect()
}
