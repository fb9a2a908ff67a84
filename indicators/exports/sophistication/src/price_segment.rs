//! Price segments.
use crate::prices;
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Price segments.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PriceSegment {
    /// Width α of the middle segment.
    pub alpha: Alpha,
    /// Where it ends.
    pub bounds: SegmentBounds,
    /// Which period; the last where none is named.
    pub period: Option<String>,
}
/// Where the middle segment ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SegmentBounds {
    /// From 1/(1 + α) to 1 + α.
    #[default]
    Reciprocal,
    /// From 1 − α to 1 + α.
    Symmetric,
}
mercatoria_core::bounded! {
    /// Width α of the middle segment.
    Alpha(f64): 0.0 => 0.99, {"type": "number", "minimum": 0.0, "maximum": 0.99};
}
impl Default for Alpha {
    fn default() -> Self {
        Self::new(0.15)
    }
}
/// 0 below the middle segment, 1 in it (ends included, also within rounding), 2 above.
///
/// ```
/// use mercatoria_sophistication::{SegmentBounds, segment};
/// assert_eq!([0.86, 0.88, 1.15, 1.16].map(|x| segment(x, 0.15, SegmentBounds::Reciprocal)), [0, 1, 1, 2]);
/// ```
pub fn segment(relative: f64, alpha: f64, bounds: SegmentBounds) -> usize {
    const TIE: f64 = 1e-12;
    let low = match bounds {
        SegmentBounds::Reciprocal => 1.0 / (1.0 + alpha),
        SegmentBounds::Symmetric => 1.0 - alpha,
    };
    if relative < low * (1.0 - TIE) {
        0
    } else if relative <= (1.0 + alpha) * (1.0 + TIE) {
        1
    } else {
        2
    }
}
impl Indicator for PriceSegment {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.price_segment",
        title: "Price segments",
        formula: "low below 1/(1+α), mid up to 1+α, high above, by relative unit value",
        form: Form::Categories(&[Flows::EXPORTER, Flows::PRODUCT], &["low", "mid", "high"]),
        reading: "low: cheap varieties; high: dear ones. Unit values mix quality and product mix",
        sources: &[
            "Fontagné, L. and Freudenberg, M. (1997). Intra-industry trade: methodological issues reconsidered. CEPII working paper 97-01.",
        ],
        example: Example::csv(
            "exporter,product,market,period,value,quantity\nA,a,X,1,6,2\nB,a,X,1,2,2\nB,b,X,1,1,\n",
        )
        .gives("A,a: 2; B,a: 0; A,b: empty"),
        ..Card::BLANK
    };
    fn compute(&self, f: &Flows) -> Values {
        let found = match prices::gather(f, self.period.as_deref()) {
            Ok(found) => found,
            Err(why) => return Values::undefined(f.dims[0].len() * f.dims[1].len(), why),
        };
        let of = |x: Measure| x.map(|x| segment(x, self.alpha.get(), self.bounds) as f64);
        let mut out: Values = found.relative().into_iter().map(of).collect();
        found.remark(&mut out);
        out
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        if self.period.is_none() {
            vec![FlowsLaw::Order, FlowsLaw::ScaleFree]
        } else {
            vec![]
        }
    }
}
