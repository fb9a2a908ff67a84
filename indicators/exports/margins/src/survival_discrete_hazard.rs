//! h_t = d_t/n_t, and what it is on the scale of a link: the saturated discrete-time hazard model.
use crate::export_survival_km::{curve, kaplan_meier};
use crate::spells::{Gap, LeftCensored, Relation, Rules, WhichSpells, spells};
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::{
    distribution::normal,
    elementary::{ln, ln_1p, sqrt},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Scale on which a hazard model is linear.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HazardLink {
    /// ln(−ln(1 − h)): proportional hazards in continuous time.
    #[default]
    Cloglog,
    /// Φ⁻¹(h).
    Probit,
    /// ln(h/(1 − h)).
    Logit,
}
/// Discrete hazard of trade relations by length.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SurvivalDiscreteHazard {
    /// Scale of the linear predictor.
    pub link: HazardLink,
    /// What is followed.
    pub relation: Relation,
    /// Periods without trade that do not end a spell.
    pub gap: Gap,
    /// Spells whose beginning is not seen.
    pub left_censored: LeftCensored,
    /// Which spells of a relation count.
    pub spells: WhichSpells,
    /// Level of Wilson's confidence interval of the hazard.
    pub level: Level,
}
impl Default for SurvivalDiscreteHazard {
    fn default() -> Self {
        Self {
            link: HazardLink::default(),
            relation: Relation::default(),
            gap: Gap::new(0),
            left_censored: LeftCensored::default(),
            spells: WhichSpells::default(),
            level: Level::new(0.95),
        }
    }
}

impl Indicator for SurvivalDiscreteHazard {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.survival_discrete_hazard",
        title: "Discrete hazard of trade relations",
        formula: "h_t = d_t/n_t among spells of at least t periods; linear predictor η_t = link(h_t)",
        form: Form::Own(&["hazard", "n_risk", "n_event", "linear_predictor"]),
        reading: "the probability that a relation that has lasted t periods ends then; with one dummy per length the maximum likelihood of every link is h = d/n, the predictor is that dummy's coefficient",
        sources: &[
            "Hess, W. and Persson, M. (2012). The duration of trade revisited: continuous-time versus discrete-time hazards. Empirical Economics 43(3).",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,M,2019,1\nA,p,M,2020,1\nA,q,M,2020,1\nA,r,M,2023,1\nA,r,M,2024,1\nB,z,M,2018,1\nB,z,M,2021,1\nB,z,M,2022,1\n")
            .params("{\"link\":\"logit\"}")
            .gives("1, n_risk: 4; 2, n_event: 2; 1, linear_predictor: -1.09861228866…; 2, linear_predictor: 0.69314718055…"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let rules = Rules {
            relation: self.relation,
            gap: self.gap.get(),
            left_censored: self.left_censored,
            spells: self.spells,
            threshold: 0.0,
        };
        let found = spells(flows, &rules);
        let mut out = curve(&found);
        if !out.is_empty() {
            return out;
        }
        let z = normal::quantile(f64::midpoint(1.0, self.level.get()));
        let kind = IntervalKind::Confidence {
            level: self.level.get(),
            method: "Wilson".into(),
            resampled: "spells".into(),
        };
        for step in kaplan_meier(found.iter().map(|s| (s.length, s.ended))) {
            let (n, d) = (f64::from(step.at_risk), f64::from(step.ended));
            let h = d / n;
            let middle = (h + z * z / (2.0 * n)) / (1.0 + z * z / n);
            let half = z / (1.0 + z * z / n) * sqrt(h * (1.0 - h) / n + z * z / (4.0 * n * n));
            let (lower, upper) = (
                (middle - half).max(0.0).min(h),
                (middle + half).min(1.0).max(h),
            );
            out.push_interval(&kind, Some(h), lower, upper);
            out.push(Ok(n));
            out.push(Ok(d));
            out.push(linear_predictor(h, self.link));
        }
        out
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![
            Order,
            ScaleFree,
            Holds("hazards lie within [0, 1]", Predicate(within)),
        ]
    }
}
fn within(_: &Flows, values: &Values) -> Result<bool, String> {
    let hazards = (0..values.len() / 4).filter_map(|i| values.get(4 * i).point());
    let mut compared = false;
    for h in hazards {
        compared = true;
        if !(0.0..=1.0).contains(&h) {
            return Err(format!("hazard {h}"));
        }
    }
    Ok(compared)
}
/// A hazard on the scale of a link; there is none at 0 and 1.
///
/// ```
/// use mercatoria_margins::{HazardLink, linear_predictor};
/// assert_eq!(linear_predictor(0.5, HazardLink::Logit), Ok(0.0));
/// ```
pub fn linear_predictor(hazard: f64, link: HazardLink) -> Measure {
    if !(hazard > 0.0 && hazard < 1.0) {
        return Err(Undefined::Diverges);
    }
    Ok(match link {
        HazardLink::Cloglog => ln(-ln_1p(-hazard)),
        HazardLink::Probit => normal::quantile(hazard),
        HazardLink::Logit => ln(hazard / (1.0 - hazard)),
    })
}
