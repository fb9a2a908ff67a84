//! Every form of shift-share by region and industry.
use crate::exact::Exact;
use crate::rates::Rates;
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::{parallel, sum::adds_up};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShiftShareForm {
    /// National, industry mix, competitive, allocation.
    #[default]
    EstebanMarquillas,
    /// Four effects on homothetic, four on differential employment.
    Arcelus,
}
/// Shift-share by region and industry.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftShareCells {
    /// The form.
    pub method: ShiftShareForm,
}

impl Indicator for ShiftShareCells {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.shift_share_cells",
        title: "Homothetic shift-share by region and industry",
        formula: "x₂ − x₁ = x₁g + x₁(g_i − g) + x'(g_ri − g_i) + (x₁ − x')(g_ri − g_i), x' = X_r X_i/X; Arcelus: each of four effects on x' and on x₁ − x'",
        form: Form::Own(&[]),
        reading: "allocation: specialised (x₁ > x') and ahead (g_ri > g_i) have the same sign: an advantage used",
        sources: &[
            "Esteban-Marquillas, J. M. (1972). A reinterpretation of shift-share analysis. Regional and Urban Economics 2(3).",
            "Arcelus, F. J. (1984). An extension of shift-share analysis. Growth and Change 15(1).",
            "Herzog, H. W. and Olsen, R. J. (1977). Shift-share analysis revisited: the allocation effect and the stability of regional structure. Journal of Regional Science 17(3).",
        ],
        peers: &["REAT 3.0 gives sums over industries only, which hide where a region is specialised and ahead."],
        example: Example::csv("row,column,period,value\nA,i,1,40\nA,j,1,20\nB,i,1,20\nB,j,1,20\nA,i,2,60\nA,j,2,20\nB,i,2,20\nB,j,2,40\n")
            .gives("A,i,change: 20; A,i,national: 16; A,i,competitive_homothetic: 6; A,i,allocation: 0.6666666666666667; A,j,allocation: 2"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let (before, after) = (c.before(), c.after());
        let rates = match Rates::new(before, after) {
            Ok(rates) => rates,
            Err(why) => return Values::undefined(1, why),
        };
        let parts: &[&str] = match self.method {
            ShiftShareForm::EstebanMarquillas => &[
                "change",
                "national",
                "industry_mix",
                "competitive_homothetic",
                "allocation",
            ],
            ShiftShareForm::Arcelus => &[
                "change",
                "national_homothetic",
                "industry_mix_homothetic",
                "regional_growth_homothetic",
                "regional_industry_homothetic",
                "national_differential",
                "industry_mix_differential",
                "regional_growth_differential",
                "regional_industry_differential",
            ],
        };
        let axes = vec![
            before.axis(Matrix::ROW).clone(),
            before.axis(Matrix::COLUMN).clone(),
            Axis::new("part", parts.iter().copied()),
        ];
        let of_row = |r: usize| -> Vec<Measure> {
            let mut line = Vec::with_capacity(before.columns() * parts.len());
            let (first, last) = (rates.first(r), rates.last(r));
            for i in 0..before.columns() {
                let (x1, x2) = (before.row(r)[i], after.row(r)[i]);
                let of_industry = before.column_totals()[i];
                let why = match (x1 > 0.0, of_industry > 0.0) {
                    (true, _) => None,
                    (false, true) if first.get() == 0.0 => Some(Undefined::EmptyRow),
                    (false, true) => Some(Undefined::ZeroBase),
                    (false, false) => Some(Undefined::EmptyColumn),
                };
                let homothetic = first * of_industry / rates.base;
                let change = Exact::difference(x2, x1);
                let gap = change / Exact::from(if x1 > 0.0 { x1 } else { 1.0 }) - rates.industry[i];
                let differential = Exact::from(x1) - homothetic;
                let nation = rates.nation;
                let mix = rates.industry[i] - nation;
                // Without a base in the region only what needs the region's own rate is missing.
                let mut put = |x: Exact, own: bool| {
                    line.push(match why {
                        Some(Undefined::ZeroBase) if !own => Ok(x.get()),
                        Some(why) => Err(why),
                        None => Ok(x.get()),
                    });
                };
                match self.method {
                    ShiftShareForm::EstebanMarquillas => {
                        [change, nation * x1, mix * x1]
                            .into_iter()
                            .for_each(|part| put(part, false));
                        [homothetic, differential]
                            .into_iter()
                            .for_each(|h| put(gap * h, true));
                    }
                    ShiftShareForm::Arcelus => {
                        let base = Exact::from(first.get().max(f64::MIN_POSITIVE));
                        let regional = (last - first) / base - nation;
                        put(change, false);
                        for h in [homothetic, differential] {
                            [nation, mix, regional]
                                .into_iter()
                                .for_each(|effect| put(effect * h, false));
                            put((gap - regional) * h, true);
                        }
                    }
                }
            }
            line
        };
        let mut out = Values::over(axes);
        for line in parallel::map(before.rows(), of_row) {
            line.into_iter().for_each(|cell| out.push(cell));
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![
            Homogeneous,
            Relabel,
            Holds(
                "the parts of each cell add up to its change",
                Predicate(|c, values| {
                    let cells = c.before().rows() * c.before().columns();
                    let n = values.len() / cells;
                    if n < 5 {
                        return Ok(false);
                    }
                    for cell in 0..cells {
                        let parts: Option<Vec<f64>> =
                            (0..n).map(|p| values.get(cell * n + p).point()).collect();
                        if let Some(parts) = parts
                            && !adds_up(parts[0], parts[1..].iter().copied())
                        {
                            return Err(format!("{parts:?}"));
                        }
                    }
                    Ok(n > 1)
                }),
            ),
        ]
    }
}
