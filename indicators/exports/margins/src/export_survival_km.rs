//! S(t) = Π_{s ≤ t} (1 − d_s/n_s).
use crate::spells::{Gap, LeftCensored, Relation, Rules, Spell, WhichSpells, spells};
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::{
    distribution::normal,
    elementary::{exp, ln, sqrt},
    sum::Compensated,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kaplan–Meier curve of the survival of trade relations.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExportSurvivalKm {
    /// What is followed.
    pub relation: Relation,
    /// Periods without trade that do not end a spell.
    pub gap: Gap,
    /// Spells whose beginning is not seen.
    pub left_censored: LeftCensored,
    /// Which spells of a relation count.
    pub spells: WhichSpells,
    /// A flow up to this counts as none.
    pub threshold: Amount,
    /// Level of the confidence interval (log-log form).
    pub level: Level,
}
impl Default for ExportSurvivalKm {
    fn default() -> Self {
        Self {
            relation: Relation::default(),
            gap: Gap::new(0),
            left_censored: LeftCensored::default(),
            spells: WhichSpells::default(),
            threshold: Amount::new(0.0),
            level: Level::new(0.95),
        }
    }
}

impl Indicator for ExportSurvivalKm {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.export_survival_km",
        title: "Survival of trade relations (Kaplan–Meier)",
        formula: "S(t) = Π_{s ≤ t} (1 − d_s/n_s); standard error S √Σ d_s/(n_s(n_s − d_s))",
        form: Form::Own(&["survival", "n_risk", "n_event", "se_greenwood"]),
        reading: "the part of spells that go on beyond t periods; spells that run in the last period are censored",
        sources: &[
            "Besedeš, T. and Prusa, T. J. (2006). Product differentiation and duration of US import trade. Journal of International Economics 70(2).",
            "Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations. JASA 53.",
        ],
        peers: &[
            "R survival counts the spells it is given; which spells there are (gaps, left censoring) is decided before it, here by parameters.",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,M,2019,1\nA,p,M,2020,1\nA,q,M,2020,1\nA,r,M,2023,1\nA,r,M,2024,1\nB,z,M,2018,1\nB,z,M,2021,1\nB,z,M,2022,1\n")
                        .gives("1, n_risk: 4; 1, n_event: 1; 2, n_event: 2; 1, se_greenwood: 0.216506350946…; 2, n_risk: 3"),
    };
    fn compute(&self, flows: &Flows) -> Values {
        let found = spells(flows, &self.rules());
        let mut out = curve(&found);
        if !out.is_empty() {
            return out;
        }
        let steps = kaplan_meier(found.iter().map(|s| (s.length, s.ended)));
        let z = normal::quantile(f64::midpoint(1.0, self.level.get()));
        let kind = IntervalKind::Confidence {
            level: self.level.get(),
            method: "Kaplan–Meier, log-log".into(),
            resampled: "spells".into(),
        };
        for step in &steps {
            match step.interval(z) {
                Some((lower, upper)) => {
                    out.push_interval(&kind, Some(step.survival), lower, upper);
                }
                None => out.push(Ok(step.survival)),
            }
            out.push(Ok(f64::from(step.at_risk)));
            out.push(Ok(f64::from(step.ended)));
            out.push(Ok(step.standard_error));
        }
        out
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        let mut laws = vec![
            Order,
            Holds("survival never rises with time", Predicate(never_rises)),
        ];
        if self.threshold.get() == 0.0 {
            laws.push(ScaleFree);
        }
        laws
    }
}
impl ExportSurvivalKm {
    fn rules(&self) -> Rules {
        Rules {
            relation: self.relation,
            gap: self.gap.get(),
            left_censored: self.left_censored,
            spells: self.spells,
            threshold: self.threshold.get(),
        }
    }
}
fn never_rises(_: &Flows, values: &Values) -> Result<bool, String> {
    let all: Vec<f64> = (0..values.len() / 4)
        .filter_map(|i| values.get(4 * i).point())
        .collect();
    match all.windows(2).find(|pair| pair[1] > pair[0]) {
        Some(pair) => Err(format!("{} after {}", pair[1], pair[0])),
        None => Ok(!all.is_empty()),
    }
}
/// An empty column over the lengths 1 to the longest; a reason where there is no spell.
pub(crate) fn curve(spells: &[Spell]) -> Values {
    let longest = spells.iter().map(|s| s.length).max().unwrap_or(0);
    if longest == 0 {
        let axis = Axis::new("at", ["1"]);
        let mut out = Values::over(vec![axis]);
        (0..4).for_each(|_| out.push(Err(Undefined::Empty)));
        out.note(
            "no_spell",
            "no spell begins after the first period; keep left-censored ones or give more periods",
        );
        return out;
    }
    Values::over(vec![Axis::new("at", (1..=longest).map(|t| t.to_string()))])
}
/// One length of time of a survival curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalStep {
    /// Periods.
    pub time: u32,
    /// Spells that have lasted at least so long.
    pub at_risk: u32,
    /// Spells that end after exactly so long.
    pub ended: u32,
    /// The part that goes on.
    pub survival: f64,
    /// Greenwood's standard error of it.
    pub standard_error: f64,
}
impl SurvivalStep {
    /// Confidence interval on the log-log scale; none at 0 and 1.
    pub(crate) fn interval(&self, z: f64) -> Option<(f64, f64)> {
        let s = self.survival;
        if !(s > 0.0 && s < 1.0 && self.standard_error > 0.0) {
            return None;
        }
        let log = ln(s);
        let width = z * self.standard_error / (s * -log);
        Some((exp(log * exp(width)), exp(log * exp(-width))))
    }
}
/// The curve from (length, has ended); a spell that is censored counts at risk up to its length.
///
/// ```
/// let curve = mercatoria_margins::kaplan_meier([(1, true), (2, true), (2, false)].into_iter());
/// assert_eq!((curve[0].at_risk, curve[0].ended, curve[1].at_risk), (3, 1, 2));
/// assert!((curve[1].survival - 1.0 / 3.0).abs() < 1e-15);
/// ```
pub fn kaplan_meier(spells: impl Iterator<Item = (u32, bool)>) -> Vec<SurvivalStep> {
    let mut counts: Vec<[u32; 2]> = vec![];
    for (length, ended) in spells.filter(|(length, _)| *length > 0) {
        let at = length as usize;
        if counts.len() < at {
            counts.resize(at, [0, 0]);
        }
        counts[at - 1][usize::from(ended)] += 1;
    }
    let mut at_risk: u32 = counts.iter().map(|c| c[0] + c[1]).sum();
    let (mut survival, mut greenwood) = (1.0, Compensated::default());
    let mut out = vec![];
    for (time, [censored, ended]) in (1..).zip(counts) {
        let (n, d) = (f64::from(at_risk), f64::from(ended));
        survival *= (n - d) / n;
        if ended < at_risk {
            greenwood.add(d / (n * (n - d)));
        }
        out.push(SurvivalStep {
            time,
            at_risk,
            ended,
            survival,
            standard_error: survival * sqrt(greenwood.total()),
        });
        at_risk -= censored + ended;
    }
    out
}
