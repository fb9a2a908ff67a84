//! Shares of exports by price segment.
use crate::prices;
use crate::{Alpha, SegmentBounds, segment};
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Shares of exports by price segment.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PriceSegmentShares {
    /// Width α of the middle segment.
    pub alpha: Alpha,
    /// Where it ends.
    pub bounds: SegmentBounds,
    /// Which period; the last where none is named.
    pub period: Option<String>,
}
impl Indicator for PriceSegmentShares {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.price_segment_shares",
        title: "Shares of exports by price segment",
        formula: "Σ of the values in each segment over X_c",
        form: Form::Table(&[Flows::EXPORTER], &["low", "mid", "high", "unpriced"]),
        reading: "how much of the exports competes by price; the four add up to 1, what has no quantity among them",
        sources: &[
            "Fontagné, L. and Freudenberg, M. (1997). Intra-industry trade: methodological issues reconsidered. CEPII working paper 97-01.",
        ],
        example: Example::csv(
            "exporter,product,market,period,value,quantity\nA,a,X,1,6,2\nB,a,X,1,2,2\nB,b,X,1,1,\n",
        )
        .gives("A,high: 1; B,low: 0.6666666666666…; B,unpriced: 0.3333333333333…"),
        ..Card::BLANK
    };
    fn compute(&self, f: &Flows) -> Values {
        let rows = f.dims[0].len();
        let found = match prices::gather(f, self.period.as_deref()) {
            Ok(found) => found,
            Err(why) => return Values::undefined(4 * rows, why),
        };
        let mut sums = vec![[0.0; 4]; rows];
        for (i, relative) in found.relative().into_iter().enumerate() {
            let of = &mut sums[i / found.products];
            match relative {
                Ok(x) => of[segment(x, self.alpha.get(), self.bounds)] += found.value[i],
                Err(_) => of[3] += found.value[i],
            }
            of[3] += found.unpriced[i];
        }
        let mut out = Values::default();
        for of in &sums {
            let total: f64 = of.iter().sum();
            of.iter().for_each(|x| {
                out.push(if total > 0.0 {
                    Ok(x / total)
                } else {
                    Err(Undefined::EmptyRow)
                })
            });
        }
        found.remark(&mut out);
        out
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        if self.period.is_none() {
            vec![
                FlowsLaw::Order,
                FlowsLaw::ScaleFree,
                FlowsLaw::Within(0.0, 1.0),
            ]
        } else {
            vec![]
        }
    }
}
