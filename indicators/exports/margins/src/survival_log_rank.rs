//! χ² = (O − E)ᵀ V⁻ (O − E) over groups of spells.
use crate::spells::{Gap, LeftCensored, Relation, Rules, WhichSpells, spells};
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::distribution::chi_square;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What makes the groups that are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Groups {
    /// Exporters.
    #[default]
    Exporter,
    /// Products.
    Product,
    /// Markets.
    Market,
}
/// Log-rank test of equal survival of trade relations between groups.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SurvivalLogRank {
    /// What makes the groups.
    pub groups: Groups,
    /// A text attribute of that axis (`exporter_attributes.csv`, …) that puts labels into groups; empty: each label is one.
    pub attribute: String,
    /// Periods without trade that do not end a spell.
    pub gap: Gap,
    /// Spells whose beginning is not seen.
    pub left_censored: LeftCensored,
    /// Which spells of a relation count.
    pub spells: WhichSpells,
}
impl Default for SurvivalLogRank {
    fn default() -> Self {
        Self {
            groups: Groups::Exporter,
            attribute: String::new(),
            gap: Gap::new(0),
            left_censored: LeftCensored::Drop,
            spells: WhichSpells::All,
        }
    }
}

impl Indicator for SurvivalLogRank {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.survival_log_rank",
        title: "Log-rank test of the survival of trade relations",
        formula: "χ² = (O − E)ᵀ V⁻ (O − E), E_g = Σ_t d_t n_gt/n_t, hypergeometric V",
        form: Form::Table(&[], &["statistic", "degrees", "p_value"]),
        reading: "a small p-value: relations of the groups do not end equally often",
        sources: &[
            "Mantel, N. (1966). Evaluation of survival data and two new rank order statistics arising in its consideration. Cancer Chemotherapy Reports 50.",
            "Hess, W. and Persson, M. (2012). The duration of trade revisited. Empirical Economics 43(3).",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,M,2020,1\nA,q,M,2020,1\nA,q,M,2021,1\nA,q,M,2022,1\nA,q,M,2023,1\nA,q,M,2024,1\nA,w,M,2018,1\nA,w,M,2019,1\nB,p,M,2020,1\nB,q,M,2020,1\nB,q,M,2021,1\nB,q,M,2022,1\nB,q,M,2023,1\nB,q,M,2024,1\nB,w,M,2018,1\nB,w,M,2019,1\n")
            .gives("statistic: 0; degrees: 1; p_value: 1"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let rules = Rules {
            relation: Relation::ProductMarket,
            gap: self.gap.get(),
            left_censored: self.left_censored,
            spells: self.spells,
            threshold: 0.0,
        };
        let axis = match self.groups {
            Groups::Exporter => Flows::EXPORTER,
            Groups::Product => Flows::PRODUCT,
            Groups::Market => Flows::MARKET,
        };
        let refused = |why: Undefined| Values::undefined(3, why);
        let group_of: Vec<u32> = if self.attribute.is_empty() {
            (0..flows.dims[axis].len() as u32).collect()
        } else {
            match flows.sides[axis].texts(&self.attribute) {
                Some(texts) => code_texts(texts.iter().map(|t| &**t)).1,
                None => {
                    let mut out = refused(Undefined::Missing);
                    out.note(
                        "attribute_missing",
                        format!(
                            "needs {}_attributes.csv with a text column {:?}",
                            flows.dims[axis].name, self.attribute
                        ),
                    );
                    return out;
                }
            }
        };
        let found = spells(flows, &rules);
        let of = found.iter().map(|s| {
            let label = [s.exporter, s.product, s.market][axis];
            (group_of[label as usize], s.length, s.ended)
        });
        match log_rank(of) {
            Ok((statistic, degrees)) => {
                let degrees = f64::from(degrees);
                [statistic, degrees, chi_square::survival(statistic, degrees)]
                    .into_iter()
                    .map(Ok)
                    .collect()
            }
            Err(why) => refused(why),
        }
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        // A long gap bridges every end in a short table; few first spells begin in it.
        if self.gap.get() > 1 || self.spells == WhichSpells::First {
            return vec![];
        }
        vec![Order, ScaleFree]
    }
}
/// Statistic and degrees of freedom from (group, length, has ended).
///
/// ```
/// // Identical groups do not differ.
/// let spells = [(0, 1, true), (0, 2, false), (1, 1, true), (1, 2, false)];
/// assert_eq!(mercatoria_margins::log_rank(spells.into_iter()), Ok((0.0, 1)));
/// ```
pub fn log_rank(spells: impl Iterator<Item = (u32, u32, bool)>) -> Result<(f64, u32), Undefined> {
    let spells: Vec<(u32, u32, bool)> = spells.collect();
    let mut names: Vec<u32> = spells.iter().map(|s| s.0).collect();
    names.sort_unstable();
    names.dedup();
    let longest = spells.iter().map(|s| s.1).max().unwrap_or(0) as usize;
    let k = names.len();
    if k < 2 {
        return Err(Undefined::TooFew);
    }
    let mut counts = vec![[0u32; 2]; k * longest];
    for (group, length, ended) in &spells {
        let g = names.partition_point(|name| name < group);
        counts[g * longest + *length as usize - 1][usize::from(*ended)] += 1;
    }
    let mut at_risk: Vec<f64> = (0..k)
        .map(|g| {
            let all = counts[g * longest..(g + 1) * longest].iter();
            all.map(|c| f64::from(c[0] + c[1])).sum()
        })
        .collect();
    let mut excess = vec![0.0; k];
    let mut variance = vec![0.0; k * k];
    for t in 0..longest {
        let at = |g: usize| counts[g * longest + t];
        let n: f64 = at_risk.iter().sum();
        let d: f64 = (0..k).map(|g| f64::from(at(g)[1])).sum();
        if d > 0.0 {
            for g in 0..k {
                excess[g] += f64::from(at(g)[1]) - d * at_risk[g] / n;
                if n > 1.0 {
                    let scale = d * (n - d) / (n - 1.0) * at_risk[g] / n;
                    for h in 0..k {
                        variance[g * k + h] +=
                            scale * (f64::from(u8::from(g == h)) - at_risk[h] / n);
                    }
                }
            }
        }
        for (g, n) in at_risk.iter_mut().enumerate() {
            *n -= f64::from(at(g)[0] + at(g)[1]);
        }
    }
    quadratic_form(&excess, &mut variance)
}
/// xᵀ V⁻ x and the rank of V, which is symmetric and positive semidefinite, by elimination with the largest pivot.
fn quadratic_form(x: &[f64], v: &mut [f64]) -> Result<(f64, u32), Undefined> {
    let k = x.len();
    let mut x = x.to_vec();
    let largest = (0..k).map(|i| v[i * k + i]).fold(0.0, f64::max);
    let mut left: Vec<usize> = (0..k).collect();
    let (mut form, mut rank) = (0.0, 0);
    while let Some(pivot) = left
        .iter()
        .copied()
        .max_by(|a, b| v[a * k + a].total_cmp(&v[b * k + b]))
    {
        let diagonal = v[pivot * k + pivot];
        if diagonal <= 1e-10 * largest {
            break;
        }
        form += x[pivot] * x[pivot] / diagonal;
        rank += 1;
        left.retain(|i| *i != pivot);
        for i in &left {
            let factor = v[i * k + pivot] / diagonal;
            x[*i] -= factor * x[pivot];
            for j in &left {
                v[i * k + j] -= factor * v[pivot * k + j];
            }
        }
    }
    if rank == 0 {
        Err(Undefined::ZeroVariance)
    } else {
        Ok((form, rank))
    }
}
