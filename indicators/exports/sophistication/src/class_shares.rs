//! Shares of exports by class: technology, end use, differentiation.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Shares of exports by class of products.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClassShares {
    /// Attribute of the columns with the class of each product.
    pub attribute: String,
    /// Leave products without a class out, instead of counting them as `unclassified`.
    pub classified_only: bool,
}
impl Default for ClassShares {
    fn default() -> Self {
        Self::by("class")
    }
}
impl ClassShares {
    /// By this attribute.
    pub fn by(attribute: &str) -> Self {
        Self {
            attribute: attribute.into(),
            classified_only: false,
        }
    }
}
/// The class of products without one.
const UNCLASSIFIED: &str = "unclassified";
impl Indicator for ClassShares {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.class_shares",
        title: "Shares of exports by class",
        formula: "Σ_{p in class} x_cp / X_c",
        form: Form::Own(&[]),
        reading: "shares of the country's exports; they add up to 1. Classes come with the data (`column_attributes`): Lall's PP, RB1–2, LT1–2, MT1–3, HT1–2, BEC end uses, Rauch's w, r, n, OECD technology classes",
        sources: &[
            "Lall, S. (2000). The technological structure and performance of developing country manufactured exports, 1985-98. Oxford Development Studies 28(3).",
            "Rauch, J. E. (1999). Networks versus markets in international trade. Journal of International Economics 48(1).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,2\nA,c,1\nB,a,1\n")
            .files(&[("column_attributes", "column,class\na,low\nb,high\n")])
            .gives("A,low: 0.25; A,high: 0.5; A,unclassified: 0.25; B,high: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let side = m.side(Matrix::COLUMN);
        let texts: Option<Vec<String>> =
            match (side.texts(&self.attribute), side.numbers(&self.attribute)) {
                (Some(texts), _) => Some(texts.iter().map(|t| t.to_string()).collect()),
                (None, Some(numbers)) => Some(
                    numbers
                        .iter()
                        .map(|x| {
                            if x.is_nan() {
                                String::new()
                            } else {
                                x.to_string()
                            }
                        })
                        .collect(),
                ),
                _ => None,
            };
        let Some(texts) = texts else {
            let mut out = Values::over(vec![Axis::new("class", ["all"])]);
            out.push(Err(Undefined::NoClass));
            out.note(
                "attribute_missing",
                format!("needs the attribute {:?} of the columns", self.attribute),
            );
            return out;
        };
        let unclassified: f64 = texts
            .iter()
            .zip(m.column_totals())
            .filter(|(t, _)| t.is_empty())
            .map(|(_, x)| x)
            .sum();
        let mut classes: Vec<&str> = texts
            .iter()
            .map(String::as_str)
            .filter(|t| !t.is_empty())
            .collect();
        classes.sort_unstable();
        classes.dedup();
        if !self.classified_only && texts.iter().any(String::is_empty) {
            classes.push(UNCLASSIFIED);
        }
        if classes.is_empty() {
            classes.push(UNCLASSIFIED);
        }
        let place: Vec<Option<usize>> = texts
            .iter()
            .map(|t| {
                classes
                    .iter()
                    .position(|c| *c == if t.is_empty() { UNCLASSIFIED } else { t })
            })
            .collect();
        let mut out = Values::over(vec![
            m.axis(Matrix::ROW).clone(),
            Axis::new("class", classes.iter().copied()),
        ]);
        for r in 0..m.rows() {
            let mut amounts: Vec<Vec<f64>> = vec![vec![]; classes.len()];
            m.row(r)
                .iter()
                .zip(&place)
                .filter_map(|(x, at)| Some((x, (*at)?)))
                .for_each(|(x, at)| amounts[at].push(*x));
            let sums: Vec<f64> = amounts.iter().map(|a| sum(a)).collect();
            let total = sum(&sums);
            sums.iter().for_each(|s| {
                out.push(if total > 0.0 {
                    Ok(s / total)
                } else {
                    Err(Undefined::EmptyRow)
                })
            });
        }
        if unclassified > 0.0 {
            out.note(
                "unclassified",
                format!(
                    "{:.1} % of all exports are of products without a class",
                    100.0 * unclassified / m.total()
                ),
            );
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        if self.attribute != "class" {
            return vec![];
        }
        vec![Within(0.0, 1.0)]
    }
}
