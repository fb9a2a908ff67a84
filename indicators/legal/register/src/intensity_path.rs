//! The value of the last step not after t, by year: what a law grants, in its own unit.
use crate::in_force::labelled;
use crate::{OfYear, Piece, Rule, at, average, push};
use mercatoria_core::{RegisterLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Numeric value of each provision by year.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IntensityPath {
    /// What a year's value is.
    pub average: OfYear,
}
impl Indicator for IntensityPath {
    type Input<'a> = Register;
    type Output = Values;
    const CARD: Card = Card {
        id: "register.intensity_path",
        title: "Path of a numeric provision",
        formula: "v(t) = value of the last step ≤ t",
        form: Form::Own(&[]),
        reading: "in the unit of the provision; 0 while it is not in force; different units are not set side by side",
        sources: &["Mercatoria, docs/conventions.md: scores from dated measures."],
        example: Example::csv(
            "measure,criterion,value,unit,from\nfz,cap,2,EUR,2020-01-01\nfz,cap,4,EUR,2020-07-01\n",
        )
        .files(&[(
            "events",
            "measure,event,date\nfz,enters_into_force,2020-01-01\n",
        )])
        .gives("fz cap EUR,2020: 3.0054644808743167"),
        ..Card::BLANK
    };
    fn compute(&self, register: &Register) -> Values {
        let numeric = |(_, p): &(String, &Provision)| !p.unit.is_empty();
        let all: Vec<(String, &Provision)> =
            labelled(register).into_iter().filter(numeric).collect();
        let label = |(label, p): &(String, &Provision)| {
            let criterion = register.criteria.label(p.criterion as usize);
            let criterion = criterion
                .strip_suffix(&format!("/{}", p.unit))
                .unwrap_or(criterion);
            format!("{label} {criterion} {}", p.unit)
        };
        let mut labels: Vec<String> = all.iter().map(label).collect();
        for i in 0..labels.len() {
            let twins = labels[..i]
                .iter()
                .filter(|l| l.starts_with(&labels[i]))
                .count();
            if twins > 0 {
                labels[i] = format!("{} ({})", labels[i], twins + 1);
            }
        }
        let mut out = Values::over(vec![Axis::new("provision", labels), register.years.clone()]);
        for (_, provision) in &all {
            let pieces: Result<Vec<Piece>, Undefined> =
                crate::series::pieces(&[(*provision, None)], &Rule::default());
            for year in (0..register.years.len() as i32).map(|i| register.first_year + i) {
                match &pieces {
                    Ok(pieces) => push(
                        &mut out,
                        match self.average {
                            OfYear::DayWeighted => {
                                average(pieces, day(year, 1, 1), day(year + 1, 1, 1))
                            }
                            OfYear::YearEnd => at(pieces, day(year, 12, 31)),
                        },
                    ),
                    Err(why) => out.push(Err(*why)),
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<RegisterLaw> {
        fn between(register: &Register, values: &Values) -> Compared {
            let steps = register.provisions.iter().flat_map(|p| &p.steps);
            let largest = steps.map(|s| s.value).fold(0.0, f64::max);
            let low = |v: Value| {
                v.point()
                    .is_none_or(|x| (0.0..=largest * (1.0 + 1e-12)).contains(&x))
            };
            if values.iter().all(low) {
                Ok(!values.is_empty())
            } else {
                Err(format!("beyond {largest}"))
            }
        }
        vec![Holds("between 0 and the largest step", Predicate(between))]
    }
}
