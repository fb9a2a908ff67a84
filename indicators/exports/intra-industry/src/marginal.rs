//! A = 1 − |Δx − Δm| / (|Δx| + |Δm|); B = (Δx − Δm) / (|Δx| + |Δm|); C = |Δx| + |Δm| − |Δx − Δm|.
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::sum::compensated_sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which of Brülhart's measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarginalMeasure {
    /// The part of the new trade that is two-way.
    #[default]
    A,
    /// The same with the direction: 1, all new trade is exports; −1, imports. |B| = 1 − A.
    B,
    /// The amount of new two-way trade, in the unit of the data.
    C,
}
/// Marginal intra-industry trade between the first and the last period, by country and product.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Marginal {
    /// Which measure.
    pub measure: MarginalMeasure,
}

impl Indicator for Marginal {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "intra_industry.marginal",
        title: "Marginal intra-industry trade",
        formula: "A = 1 − |Δx − Δm|/(|Δx| + |Δm|); B = (Δx − Δm)/(|Δx| + |Δm|); C = |Δx| + |Δm| − |Δx − Δm|",
        form: Form::Grid(Flows::EXPORTER, Flows::PRODUCT),
        reading: "whether the change of trade, from the first period to the last, is matched on the other side",
        sources: &[
            "Brülhart, M. (1994). Marginal intra-industry trade: measurement and relevance for the pattern of industrial adjustment. Weltwirtschaftliches Archiv 130(3).",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,B,2019,1\nA,p,B,2021,4\nB,p,A,2019,1\nB,p,A,2021,2\n")
            .gives("A,p: 0.5; B,p: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let change = Changes::of(flows);
        let cells = change.exports.iter().zip(&change.imports);
        match change.known {
            Ok(()) => cells.map(|(x, m)| marginal(*x, *m, self.measure)).collect(),
            Err(why) => Values::undefined(change.exports.len(), why),
        }
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        match self.measure {
            MarginalMeasure::A => vec![ScaleFree, Order, Within(0.0, 1.0)],
            MarginalMeasure::B => vec![ScaleFree, Order, Within(-1.0, 1.0)],
            MarginalMeasure::C => vec![Homogeneous, Order],
        }
    }
}
/// Brülhart's measure of one product, from the changes of exports and imports.
///
/// ```
/// use mercatoria_intra_industry::{MarginalMeasure, marginal};
/// assert_eq!(marginal(3.0, 1.0, MarginalMeasure::A), Ok(0.5));
/// assert_eq!(marginal(-3.0, 1.0, MarginalMeasure::B), Ok(-1.0));
/// assert_eq!(marginal(3.0, 1.0, MarginalMeasure::C), Ok(2.0));
/// ```
pub fn marginal(exports: f64, imports: f64, measure: MarginalMeasure) -> Measure {
    let size = exports.abs() + imports.abs();
    let matched = size - (exports - imports).abs();
    match measure {
        MarginalMeasure::C => Ok(matched.max(0.0)),
        _ if size == 0.0 => Err(Undefined::Constant),
        MarginalMeasure::A => Ok((matched / size).clamp(0.0, 1.0)),
        MarginalMeasure::B => Ok((exports - imports) / size),
    }
}
/// The same over all products of a country: A and B weighted by |Δx| + |Δm|, C added up.
pub(crate) fn marginal_of_all(
    cells: impl Iterator<Item = (f64, f64)> + Clone,
    measure: MarginalMeasure,
) -> Measure {
    let size = compensated_sum(cells.clone().map(|(x, m)| x.abs() + m.abs()));
    let matched = cells
        .clone()
        .map(|(x, m)| (x.abs() + m.abs() - (x - m).abs()).max(0.0));
    match measure {
        MarginalMeasure::C => Ok(compensated_sum(matched)),
        _ if size == 0.0 => Err(Undefined::Constant),
        MarginalMeasure::A => Ok((compensated_sum(matched) / size).clamp(0.0, 1.0)),
        MarginalMeasure::B => Ok(compensated_sum(cells.map(|(x, m)| x - m)) / size),
    }
}

/// Changes of exports and imports between the first and the last period, exporter by exporter, product by product.
pub(crate) struct Changes {
    pub(crate) exports: Vec<f64>,
    pub(crate) imports: Vec<f64>,
    /// Are there two periods, and both directions of trade?
    pub(crate) known: Result<(), Undefined>,
}
impl Changes {
    pub(crate) fn of(flows: &Flows) -> Self {
        let (e, p) = (
            flows.dims[Flows::EXPORTER].len(),
            flows.dims[Flows::PRODUCT].len(),
        );
        let last = flows.last_period();
        // Levels first, their difference last: a change is exact where the levels are.
        let mut levels = [const { vec![] }; 4];
        levels.iter_mut().for_each(|l| *l = vec![0.0; e * p]);
        for f in flows.iter() {
            let late = match f.period {
                0 => 0,
                t if t == last => 1,
                _ => continue,
            };
            levels[late][f.exporter as usize * p + f.product as usize] += f.value;
            let buyer = flows.as_exporter()[f.market as usize];
            if buyer != Flows::NOBODY {
                levels[2 + late][buyer as usize * p + f.product as usize] += f.value;
            }
        }
        let [x0, x1, m0, m1] = levels;
        let change = |before: Vec<f64>, after: Vec<f64>| {
            after.iter().zip(&before).map(|(b, a)| b - a).collect()
        };
        Self {
            exports: change(x0, x1),
            imports: change(m0, m1),
            known: if last == 0 {
                Err(Undefined::TooFew)
            } else if flows.shows_both_directions() {
                Ok(())
            } else {
                Err(Undefined::Missing)
            },
        }
    }
}
