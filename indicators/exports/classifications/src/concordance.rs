//! y_rt = Σ_s x_rs w_st: a table carried from one classification to another.
use crate::codes::{CodeState, CodeSystem};
use crate::mapping::Mapping;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the weights of the concordance are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// As given; those of each source add up to 1, else the table is refused.
    #[default]
    Given,
    /// Each source in equal parts, whatever the numbers say.
    Equal,
    /// Divided by their sum, source by source.
    Rescaled,
}
/// What becomes of amounts on codes that the concordance does not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unmatched {
    /// Kept in a class of their own, `unmatched`, so that totals stay.
    #[default]
    Keep,
    /// Left out, and counted in a note.
    Drop,
    /// Nothing is computed for a row that has any.
    Refuse,
}
/// How a code is looked up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchBy {
    /// As it stands.
    #[default]
    Exact,
    /// By its longest beginning that the concordance has: a table of three digits carries codes of five.
    Prefix,
}
/// Concordance between classifications, from a table of weights beside the data (`reference.csv`: source, target, weight).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Concordance {
    /// What the weights are.
    pub weights: Weights,
    /// Amounts on codes that the concordance does not have.
    pub unmatched: Unmatched,
    /// How a code is looked up.
    pub match_by: MatchBy,
    /// The classification of the data's columns, whose codes are checked.
    pub source: CodeSystem,
    /// The classification of the targets, whose codes are checked.
    pub target: CodeSystem,
    /// Vintage that the codes of the data must have, where `column_attributes.csv` states one under `vintage`; empty: any.
    pub vintage: String,
}

impl Indicator for Concordance {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "classifications.concordance",
        title: "Concordance between classifications",
        formula: "y_rt = Σ_s x_rs w_st, Σ_t w_st = 1",
        form: Form::Own(&[]),
        reading: "the same amounts in another classification; what has no counterpart is a class of its own, so that each row keeps its total",
        sources: &[
            "United Nations Statistics Division: correspondence tables between HS, SITC, BEC, CPC and ISIC.",
            "Pierce, J. R. and Schott, P. K. (2012). A concordance between ten-digit U.S. harmonized system codes and SIC/NAICS product classes and industries. Journal of Economic and Social Measurement 37.",
        ],
        peers: &[
            "R concordance 2.1 carries backward tables only, and one of them lacks a split that the forward table has (681510); both directions are compared here by Mapping::asymmetry.",
        ],
        example: Example::csv("row,column,value\nA,p,4\nA,q,1\nA,r,2\n")
            .files(&[("reference", "row,column,value\np,X,0.25\np,Y,0.75\nq,X,1\n")])
            .gives("A,X: 2; A,Y: 3; A,unmatched: 2"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let mapping = match self.mapping(m) {
            Ok(mapping) => mapping,
            Err((why, code, message)) => {
                let axes = vec![m.axis(Matrix::ROW).clone(), Axis::new("class", ["all"])];
                let mut out = Values::over(axes);
                (0..m.rows()).for_each(|_| out.push(Err(why)));
                out.note(code, message);
                return out;
            }
        };
        let to: Vec<Option<&[(usize, f64)]>> = m
            .axis(Matrix::COLUMN)
            .labels()
            .map(|code| self.look_up(&mapping, code))
            .collect();
        let any = to
            .iter()
            .enumerate()
            .any(|(c, to)| to.is_none() && m.column_totals()[c] > 0.0);
        let kept = any && self.unmatched == Unmatched::Keep;
        let mut labels: Vec<Box<str>> = mapping.targets().to_vec();
        if kept {
            labels.push("unmatched".into());
        }
        let mut out = Values::over(vec![
            m.axis(Matrix::ROW).clone(),
            Axis::new("class", labels),
        ]);
        for r in 0..m.rows() {
            let mut sums = vec![Compensated::default(); mapping.targets().len()];
            let mut left = Compensated::default();
            for (x, to) in m.row(r).iter().zip(&to) {
                match to {
                    Some(to) => to.iter().for_each(|(at, weight)| sums[*at].add(x * weight)),
                    None => left.add(*x),
                }
            }
            let refused = self.unmatched == Unmatched::Refuse && left.total() > 0.0;
            for sum in &sums {
                out.push(if refused {
                    Err(Undefined::OutsideReference)
                } else {
                    Ok(sum.total())
                });
            }
            if kept {
                out.push(Ok(left.total()));
            }
        }
        if any {
            out.note("unmatched", audit(m, &to));
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![Homogeneous];
        if self.unmatched == Unmatched::Keep {
            laws.push(Holds("each row keeps its total", Predicate(keeps_totals)));
        }
        // Weights drawn at random do not add up, and drawn codes are those of no classification.
        let drawn = self.source == CodeSystem::Any && self.target == CodeSystem::Any;
        if self.weights == Weights::Given || !drawn || !self.vintage.is_empty() {
            laws.clear();
        }
        laws
    }
}
fn keeps_totals(m: &Matrix, values: &Values) -> Result<bool, String> {
    let width = values.len() / m.rows().max(1);
    let mut compared = false;
    for r in 0..m.rows() {
        let cells: Option<Vec<f64>> = (0..width)
            .map(|k| values.get(r * width + k).point())
            .collect();
        let Some(cells) = cells else { continue };
        compared = true;
        let (sum, total) = (mercatoria_numeric::sum::sum(&cells), m.row_totals()[r]);
        if (sum - total).abs() > 1e-12 * total {
            return Err(format!("row {r} adds up to {sum}, not {total}"));
        }
    }
    Ok(compared)
}
pub(crate) type Refused = (Undefined, &'static str, String);
impl Concordance {
    fn look_up<'m>(&self, mapping: &'m Mapping, code: &str) -> Option<&'m [(usize, f64)]> {
        match self.match_by {
            MatchBy::Exact => mapping.get(code),
            MatchBy::Prefix => mapping.by_prefix(code),
        }
    }
    /// Where each column goes.
    pub(crate) fn matched(&self, m: &Matrix) -> Result<Vec<bool>, Refused> {
        let mapping = self.mapping(m)?;
        let codes = m.axis(Matrix::COLUMN).labels();
        Ok(codes
            .map(|code| self.look_up(&mapping, code).is_some())
            .collect())
    }
    /// The concordance beside the table, checked.
    pub(crate) fn mapping(&self, m: &Matrix) -> Result<Mapping, Refused> {
        let refuse = |why, code: &'static str, message: String| Err((why, code, message));
        let Some(table) = m.reference() else {
            let message =
                "needs the concordance reference.csv (source, target, weight) beside the data";
            return refuse(Undefined::Missing, "concordance_missing", message.into());
        };
        if let Some(texts) = m.side(Matrix::COLUMN).texts("vintage")
            && !self.vintage.is_empty()
            && let Some(at) = texts.iter().position(|t| **t != *self.vintage)
        {
            let code = m.axis(Matrix::COLUMN).label(at);
            let message = format!(
                "{code:?} is of vintage {:?}; the concordance is for {:?}",
                &*texts[at], self.vintage
            );
            return refuse(Undefined::OutOfDomain, "code_vintage", message);
        }
        let sources = m.axis(Matrix::COLUMN).labels();
        let targets = table.axis(Matrix::COLUMN).labels();
        for (system, mut codes) in [
            (
                self.source,
                Box::new(sources) as Box<dyn Iterator<Item = &str>>,
            ),
            (self.target, Box::new(targets)),
        ] {
            if let Some(code) = codes.find(|code| system.state(code) != CodeState::Sound) {
                let what = CodeState::WORDS[system.state(code) as usize];
                let message = format!("{code:?} is no code of {system:?}: {what}");
                return refuse(Undefined::OutOfDomain, "code_unknown", message);
            }
        }
        let rows = table
            .axis(Matrix::ROW)
            .labels()
            .enumerate()
            .flat_map(|(r, source)| {
                let cells = table.row(r).iter().zip(table.axis(Matrix::COLUMN).labels());
                cells
                    .filter(|(weight, _)| **weight > 0.0)
                    .map(move |(weight, target)| (source, target, *weight))
            });
        let mapping = match Mapping::new(rows) {
            Ok(mapping) => mapping,
            Err(message) => return refuse(Undefined::OutOfDomain, "weight_invalid", message),
        };
        match self.weights {
            Weights::Equal => Ok(mapping.equal()),
            Weights::Rescaled => Ok(mapping.rescaled()),
            // Published weights are decimals of six digits or so.
            Weights::Given => match mapping.unbalanced(1e-6).first() {
                None => Ok(mapping.rescaled()),
                Some((source, sum)) => {
                    let message = format!(
                        "the weights of {source:?} add up to {sum}, not to 1 ({} such codes); give weights equal or rescaled to accept them",
                        mapping.unbalanced(1e-6).len()
                    );
                    refuse(Undefined::OutOfDomain, "weights_unbalanced", message)
                }
            },
        }
    }
}
/// The largest unmatched amounts, in words.
fn audit(m: &Matrix, to: &[Option<&[(usize, f64)]>]) -> String {
    let lost = to.iter().enumerate().filter(|(_, to)| to.is_none());
    let mut lost: Vec<(f64, &str)> = lost
        .map(|(c, _)| (m.column_totals()[c], m.axis(Matrix::COLUMN).label(c)))
        .filter(|(x, _)| *x > 0.0)
        .collect();
    lost.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let sum: f64 = lost.iter().map(|l| l.0).collect::<Compensated>().total();
    let named: Vec<&str> = lost.iter().take(10).map(|l| l.1).collect();
    format!(
        "{} codes with {:.4} % of all amounts have no counterpart; the largest: {}",
        lost.len(),
        100.0 * sum / m.total(),
        named.join(", ")
    )
}
