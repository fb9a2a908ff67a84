//! T = within + between of a table's rows, old lines told from new ones.
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::{
    elementary::ln,
    sum::{Compensated, compensated_sum, sum},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Theil's index at the last period, within and between old, new and inactive lines.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TheilSplit {}

impl Indicator for TheilSplit {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.theil_split",
        title: "Theil index of exports within and between old and new lines",
        formula: "T = Σ_g S_g ln(S_g N/n_g) + Σ_g S_g T_g over g = old (active in the first period too), new, inactive",
        form: Form::Parts(
            &[Matrix::ROW],
            &["theil", "within_old", "within_new", "between"],
        ),
        reading: "concentration at the last period; within: among lines that are old or new; between: because the groups differ in mean size, inactive lines among them",
        sources: &[
            "Cadot, O., Carrère, C. and Strauss-Kahn, V. (2011). Export diversification: what's behind the hump? Review of Economics and Statistics 93(2).",
        ],
        example: Example::csv("row,column,period,value\nA,p,2019,1\nA,p,2021,2\nA,q,2021,2\nA,r,2019,0\nA,s,2019,3\n")
            .gives("A, theil: 0.69314718055…; A, within_old: 0; A, within_new: 0; A, between: 0.69314718055…"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let mut values = Values::default();
        for r in 0..c.after().rows() {
            let parts = split(c.before().row(r), c.after().row(r));
            match parts {
                Ok(parts) => parts.into_iter().for_each(|x| values.push(Ok(x))),
                Err(why) => (0..4).for_each(|_| values.push(Err(why))),
            }
        }
        values
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![
            ScaleFree,
            Relabel,
            Holds("the whole is ln N − H", Predicate(is_theil)),
        ]
    }
}
/// h(r) = r ln r − r + 1 ≥ 0: Theil's index is its mean over amounts relative to their mean, with no term of either sign to cancel.
fn excess(amount: f64, mean: f64) -> f64 {
    let e = (amount - mean) / mean;
    if amount == 0.0 {
        1.0
    } else if e.abs() < 1e-3 {
        e * e * (0.5 - e * (1.0 / 6.0 - e * (1.0 / 12.0 - e * (1.0 / 20.0 - e / 30.0))))
    } else {
        let r = amount / mean;
        (r * ln(r) - e).max(0.0)
    }
}
fn split(before: &[f64], after: &[f64]) -> Result<[f64; 4], Undefined> {
    let total = sum(after);
    if total <= 0.0 {
        return Err(Undefined::EmptyRow);
    }
    let n = after.len() as f64;
    let mean = total / n;
    let (mut within, mut between) = ([0.0; 2], Compensated::default());
    let mut inactive = after.len();
    for (g, old) in [true, false].into_iter().enumerate() {
        let group: Vec<f64> = before
            .iter()
            .zip(after)
            .filter(|(x0, x1)| **x1 > 0.0 && (**x0 > 0.0) == old)
            .map(|(_, x1)| *x1)
            .collect();
        if group.is_empty() {
            continue;
        }
        inactive -= group.len();
        let own = compensated_sum(group.iter().copied()) / group.len() as f64;
        let sum = compensated_sum(group.iter().map(|x| excess(*x, own)));
        within[g] = own / mean * sum / n;
        between.add(group.len() as f64 * excess(own, mean) / n);
    }
    between.add(inactive as f64 / n);
    let between = between.total();
    Ok([
        compensated_sum([within[0], within[1], between]),
        within[0],
        within[1],
        between,
    ])
}
fn is_theil(c: &Change<'_>, values: &Values) -> Result<bool, String> {
    let mut compared = false;
    for r in 0..c.after().rows() {
        let row = c.after().row(r);
        let (Some(whole), Ok([theil, ..])) = (
            values.get(4 * r).point(),
            crate::theil_parts(row, sum(row), None),
        ) else {
            continue;
        };
        compared = true;
        if (whole - theil).abs() > 1e-12 * theil.max(1.0) {
            return Err(format!("{whole} is not ln N − H = {theil}"));
        }
    }
    Ok(compared)
}
