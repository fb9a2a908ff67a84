//! Σ over the texts in force of (goals + instruments) × power, and its mean by text (Peng Jisheng).
use crate::in_force_on;
use mercatoria_core::{RegisterLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Policy power at the end of each year.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyPower {}
impl Indicator for PolicyPower {
    type Input<'a> = Register;
    type Output = Values;
    const CARD: Card = Card {
        id: "register.policy_power",
        title: "Policy power",
        formula: "Σ (goals + instruments) × power over the texts in force; mean = sum / count",
        form: Form::Own(&["count", "power", "mean"]),
        reading: "more and stronger texts give more; grades are the coder's",
        sources: &[
            "Peng, J. S., Sun, W. X. and Zhong, W. G. (2008). Policy measurement, evolution and performance. Management World 2008(4). The formula was not verified in print.",
        ],
        example: Example::csv("measure,criterion,value\na,tx,1\n")
            .files(&[(
                "measures",
                "id,effective,power,goals,tools\na,2020-03-01,3,4,5\n",
            )])
            .gives(",2020,power: 27; ,2020,mean: 27"),
        ..Card::BLANK
    };
    fn compute(&self, register: &Register) -> Values {
        let axes = vec![register.jurisdictions.clone(), register.years.clone()];
        let mut out = Values::over(axes);
        for jurisdiction in 0..register.jurisdictions.len() as u32 {
            for year in (0..register.years.len() as i32).map(|i| register.first_year + i) {
                let when = day(year, 12, 31);
                let (mut seen, mut sum, mut missing, mut open) = (vec![], 0.0, false, false);
                for p in register
                    .provisions
                    .iter()
                    .filter(|p| p.jurisdiction == jurisdiction)
                {
                    let (sure, possible) = in_force_on(p.force, &p.suspended, when);
                    open |= sure != possible;
                    let Some(m) = register
                        .measures
                        .get(p.measure as usize)
                        .filter(|_| sure && !seen.contains(&p.measure))
                    else {
                        continue;
                    };
                    seen.push(p.measure);
                    let grade = (m.goals + m.tools) * m.power;
                    missing |= grade.is_nan();
                    sum += if grade.is_nan() { 0.0 } else { grade };
                }
                let count = seen.len() as f64;
                let why = if missing {
                    Some(Undefined::Missing)
                } else {
                    open.then_some(Undefined::NoDateInForce)
                };
                out.push(why.map_or(Ok(count), |w| {
                    if w == Undefined::Missing {
                        Ok(count)
                    } else {
                        Err(w)
                    }
                }));
                out.push(why.map_or(Ok(sum), Err));
                out.push(match why {
                    Some(why) => Err(why),
                    None if seen.is_empty() => Err(Undefined::Empty),
                    None => Ok(sum / count),
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<RegisterLaw> {
        vec![Order]
    }
}
