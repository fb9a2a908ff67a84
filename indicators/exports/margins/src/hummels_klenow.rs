//! EM = Σ_{p ∈ P_c} R_p / Σ_p R_p; IM = X_c / Σ_{p ∈ P_c} R_p; EM · IM = X_c / R.
use crate::against_rest::{AgainstRest, against_rest, geometric};
use mercatoria_core::{FlowsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Over which lines the margins are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarginLevel {
    /// Products, all markets together.
    #[default]
    Product,
    /// Market by market, then a geometric mean with logarithmic-mean weights of the market's share in the exports of the country
    /// and of the rest: the form of Hummels and Klenow.
    Destination,
}
/// What a country is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarginReference {
    /// All other exporters.
    #[default]
    RestOfWorld,
    /// All exporters, the country among them.
    World,
}
/// Extensive and intensive margin of exports against a reference.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HummelsKlenow {
    /// Over which lines.
    pub level: MarginLevel,
    /// Against whom.
    pub reference: MarginReference,
}

impl Indicator for HummelsKlenow {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.hummels_klenow",
        title: "Extensive and intensive margin (Hummels–Klenow)",
        formula: "EM = Σ_{p ∈ P_c} R_p / R; IM = X_c / Σ_{p ∈ P_c} R_p; EM · IM = X_c / R",
        form: Form::Table(&[Flows::EXPORTER], &["extensive", "intensive", "share"]),
        reading: "extensive: the weight, in the reference's exports, of what the country exports at all; intensive: its exports relative to the reference's in these lines; share: their product",
        sources: &[
            "Hummels, D. and Klenow, P. J. (2005). The variety and quality of a nation's exports. American Economic Review 95(3).",
        ],
        example: Example::csv(
            "exporter,product,market,period,value\nA,p,M,2020,2\nB,p,M,2020,6\nB,q,M,2020,2\n",
        )
        .gives(
            "A, extensive: 0.75; A, intensive: 0.333333333333…; A, share: 0.25; B, extensive: 1",
        ),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let mut values = Values::default();
        for against in against_rest(flows, self.level, self.reference, false) {
            let margins = margins(&against, self.level);
            margins.into_iter().for_each(|m| values.push(m));
        }
        flows.note_period(&mut values);
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![
            ScaleFree,
            Order,
            Holds("extensive times intensive is the share", Predicate(product)),
            Holds("the extensive margin lies within [0, 1]", Predicate(within)),
        ]
    }
}
fn margins(against: &AgainstRest, level: MarginLevel) -> [Measure; 3] {
    let overall = against.overall();
    let extensive = |all: f64, common: f64| {
        if all > 0.0 {
            Ok(common / all)
        } else {
            Err(Undefined::ReferenceEmpty)
        }
    };
    let intensive = |own: f64, common: f64| match common {
        _ if own == 0.0 => Err(Undefined::EmptyRow),
        0.0 => Err(Undefined::ZeroDenominator),
        _ => Ok(own / common),
    };
    if level == MarginLevel::Product {
        let share = extensive(overall.reference, overall.own);
        return [
            extensive(overall.reference, overall.common),
            intensive(overall.own, overall.common),
            share,
        ];
    }
    if overall.own == 0.0 {
        return [Err(Undefined::EmptyRow); 3];
    }
    let weights = against.weights();
    let mean = |f: &dyn Fn(usize) -> Measure| geometric(&weights, f);
    let of = &against.groups;
    [
        mean(&|d| extensive(of[d].reference, of[d].common)),
        mean(&|d| intensive(of[d].own, of[d].common)),
        mean(&|d| extensive(of[d].reference, of[d].own)),
    ]
}
fn rows(values: &Values, width: usize) -> impl Iterator<Item = Vec<Option<f64>>> + '_ {
    (0..values.len() / width).map(move |row| {
        (0..width)
            .map(|k| values.get(row * width + k).point())
            .collect()
    })
}
fn product(_: &Flows, values: &Values) -> Result<bool, String> {
    let mut compared = false;
    for row in rows(values, 3) {
        if let [Some(e), Some(i), Some(share)] = row[..] {
            compared = true;
            if (e * i - share).abs() > 1e-12 * share.abs() {
                return Err(format!("{e} · {i} is not {share}"));
            }
        }
    }
    Ok(compared)
}
fn within(_: &Flows, values: &Values) -> Result<bool, String> {
    let mut compared = false;
    for e in rows(values, 3).filter_map(|row| row[0]) {
        compared = true;
        if !(-1e-12..=1.0 + 1e-12).contains(&e) {
            return Err(format!("extensive margin {e}"));
        }
    }
    Ok(compared)
}
