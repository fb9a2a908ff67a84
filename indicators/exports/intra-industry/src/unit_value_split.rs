//! Two-way trade split by the ratio of unit values: horizontal inside the band, vertical outside.
use crate::two_way::{Cell, two_way};
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::{parallel, sum::Compensated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The band of unit-value ratios that counts as horizontal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// 1 − α to 1 + α (Greenaway, Hine and Milner).
    #[default]
    Symmetric,
    /// 1/(1 + α) to 1 + α (Fontagné and Freudenberg): the same whichever side is on top.
    Reciprocal,
}
/// Where exports meet imports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchedAt {
    /// Product by product and partner by partner.
    #[default]
    Partner,
    /// Product by product, all partners together.
    Product,
}
/// Horizontal and vertical intra-industry trade of a country, as parts of its two-way trade.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnitValueSplit {
    /// Half width α of the band.
    pub alpha: Amount,
    /// The band of unit-value ratios.
    pub band: Band,
    /// Where exports meet imports.
    pub matched_at: MatchedAt,
}
impl Default for UnitValueSplit {
    fn default() -> Self {
        Self {
            alpha: Amount::new(0.15),
            band: Band::Symmetric,
            matched_at: MatchedAt::Partner,
        }
    }
}

impl Indicator for UnitValueSplit {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "intra_industry.unit_value_split",
        title: "Horizontal and vertical intra-industry trade",
        formula: "Σ 2 min(x, m)/Σ(x + m) by the ratio r of unit values: horizontal 1 − α ≤ r ≤ 1 + α, vertical high r > 1 + α, vertical low r < 1 − α",
        form: Form::Parts(
            &[Flows::EXPORTER],
            &[
                "intra_industry",
                "horizontal",
                "vertical_high",
                "vertical_low",
                "unallocated",
            ],
        ),
        reading: "parts of all trade; unallocated is two-way trade without quantities on both sides",
        sources: &[
            "Greenaway, D., Hine, R. and Milner, C. (1995). Vertical and horizontal intra-industry trade. Economic Journal 105.",
            "Fontagné, L. and Freudenberg, M. (1997). Intra-industry trade: methodological issues reconsidered. CEPII working paper 97-01.",
        ],
        example: Example::csv("exporter,product,market,period,value,quantity\nA,p,B,2020,4,2\nB,p,A,2020,6,3\nA,q,B,2020,8,1\nB,q,A,2020,2,1\n")
            .gives("A, intra_industry: 0.6; A, horizontal: 0.4; A, vertical_high: 0.2; B, vertical_low: 0.2; A, unallocated: 0"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let both = flows.shows_both_directions();
        let mut values = Values::default();
        for split in split_by_unit_values(flows, self) {
            let parts = [
                Part::All,
                Part::Horizontal,
                Part::High,
                Part::Low,
                Part::Unallocated,
            ];
            parts.into_iter().for_each(|part| {
                values.push(if both {
                    split.share(part)
                } else {
                    Err(Undefined::Missing)
                });
            });
        }
        flows.note_period(&mut values);
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![ScaleFree, Order, Within(0.0, 1.0)]
    }
}
pub(crate) enum Part {
    All,
    Horizontal,
    High,
    Low,
    Unallocated,
}
/// Two-way trade of one country by kind, and all its trade.
#[derive(Clone, Copy, Default)]
pub(crate) struct Split {
    kinds: [Compensated; 4],
    two_way: Compensated,
    all: Compensated,
}
impl Split {
    pub(crate) fn share(&self, part: Part) -> Measure {
        let all = self.all.total();
        if all <= 0.0 {
            return Err(Undefined::Empty);
        }
        let sum = match part {
            Part::All => &self.two_way,
            Part::Horizontal => &self.kinds[0],
            Part::High => &self.kinds[1],
            Part::Low => &self.kinds[2],
            Part::Unallocated => &self.kinds[3],
        };
        Ok(sum.total() / all)
    }
    fn add(&mut self, cell: Cell, unit: &UnitValueSplit) {
        self.all.add(cell.exports);
        self.all.add(cell.imports);
        let both = 2.0 * cell.exports.min(cell.imports);
        if both == 0.0 {
            return;
        }
        self.two_way.add(both);
        let kind = match unit_value_kind(
            (cell.exports, cell.sold),
            (cell.imports, cell.bought),
            unit.alpha.get(),
            unit.band,
        ) {
            Some(std::cmp::Ordering::Equal) => 0,
            Some(std::cmp::Ordering::Greater) => 1,
            Some(std::cmp::Ordering::Less) => 2,
            None => 3,
        };
        self.kinds[kind].add(both);
    }
}
/// Is the unit value of exports above, inside or below the band around that of imports? Values and quantities of both sides;
/// `None` where a quantity is missing or zero. Decided by cross-multiplication.
///
/// ```
/// use mercatoria_intra_industry::{Band, unit_value_kind};
/// use std::cmp::Ordering;
/// assert_eq!(unit_value_kind((4.0, 2.0), (6.0, 3.0), 0.15, Band::Symmetric), Some(Ordering::Equal));
/// assert_eq!(unit_value_kind((8.0, 1.0), (2.0, 1.0), 0.15, Band::Symmetric), Some(Ordering::Greater));
/// assert_eq!(unit_value_kind((8.0, f64::NAN), (2.0, 1.0), 0.15, Band::Symmetric), None);
/// ```
pub fn unit_value_kind(
    exports: (f64, f64),
    imports: (f64, f64),
    alpha: f64,
    band: Band,
) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering;
    if !(exports.1 > 0.0 && imports.1 > 0.0) {
        return None;
    }
    // r = (x / q_x) / (m / q_m), so r ≷ b ⇔ x q_m ≷ b m q_x.
    let (over, under) = (exports.0 * imports.1, imports.0 * exports.1);
    let below = match band {
        Band::Symmetric => over < (1.0 - alpha) * under,
        Band::Reciprocal => over * (1.0 + alpha) < under,
    };
    Some(if over > (1.0 + alpha) * under {
        Ordering::Greater
    } else if below {
        Ordering::Less
    } else {
        Ordering::Equal
    })
}
pub(crate) fn split_by_unit_values(flows: &Flows, unit: &UnitValueSplit) -> Vec<Split> {
    let period = flows.last_period();
    flows.by_market();
    parallel::map(flows.dims[Flows::EXPORTER].len(), |c| {
        let mut split = Split::default();
        let mut product: Option<(u32, Cell)> = None;
        two_way(flows, c, period, |p, _, cell| {
            if unit.matched_at == MatchedAt::Partner {
                return split.add(cell, unit);
            }
            match &mut product {
                Some((at, sum)) if *at == p => {
                    // A missing quantity makes the sum missing; a side without trade has none.
                    let add = |sum: &mut f64, q: f64, trade: f64| {
                        if trade > 0.0 {
                            *sum += q;
                        }
                    };
                    sum.exports += cell.exports;
                    sum.imports += cell.imports;
                    add(&mut sum.sold, cell.sold, cell.exports);
                    add(&mut sum.bought, cell.bought, cell.imports);
                }
                _ => {
                    if let Some((_, sum)) = product.replace((p, cell)) {
                        split.add(sum, unit);
                    }
                }
            }
        });
        if let Some((_, sum)) = product {
            split.add(sum, unit);
        }
        split
    })
}
