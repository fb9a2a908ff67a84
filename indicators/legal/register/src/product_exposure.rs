//! X_p(t) = Σ c(t) over the provisions whose target contains p, by year.
use crate::{Piece, Rule, average, push};
use mercatoria_core::{RegisterLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much law is aimed at each product, industry or region; keys as in tables of clusters and exports.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProductExposure {
    /// A provision without targets is aimed at all of them, instead of none.
    pub general: bool,
}
impl Indicator for ProductExposure {
    type Input<'a> = Register;
    type Output = Values;
    const CARD: Card = Card {
        id: "register.product_exposure",
        title: "Exposure of a target to law",
        formula: "X_p(t) = Σ c(t) 1[p in target]",
        form: Form::Own(&[]),
        reading: "sum of the values in force that target the product, day-weighted by year",
        sources: &["Mercatoria, docs/conventions.md: scores from dated measures."],
        example: Example::csv(
            "measure,criterion,value,from\na,tx,1,2020-01-01\nb,ip,1,2020-07-02\n",
        )
        .files(&[("targets", "measure,code\na,84\nb,84\n")])
        .gives(",84,2020: 1.5"),
        ..Card::BLANK
    };
    fn compute(&self, register: &Register) -> Values {
        let mut targets: Vec<Box<str>> = register
            .provisions
            .iter()
            .flat_map(|p| p.targets.clone())
            .collect();
        targets.sort();
        targets.dedup();
        let axes = vec![
            register.jurisdictions.clone(),
            Axis::new("target", targets.clone()),
            register.years.clone(),
        ];
        let mut out = Values::over(axes);
        for jurisdiction in 0..register.jurisdictions.len() as u32 {
            for target in &targets {
                let aimed = |p: &&Provision| {
                    let named = p.targets.binary_search(target).is_ok()
                        || p.targets.is_empty() && self.general;
                    p.jurisdiction == jurisdiction && named
                };
                let each: Vec<Result<Vec<Piece>, Undefined>> = register
                    .provisions
                    .iter()
                    .filter(aimed)
                    .map(|p| crate::series::pieces(&[(p, None)], &Rule::default()))
                    .collect();
                for year in (0..register.years.len() as i32).map(|i| register.first_year + i) {
                    let (mut low, mut high) = (0.0, 0.0);
                    for series in each.iter().flatten() {
                        let (a, b) = average(series, day(year, 1, 1), day(year + 1, 1, 1));
                        low += a;
                        high += b;
                    }
                    push(&mut out, (low, high));
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<RegisterLaw> {
        vec![Order]
    }
}
