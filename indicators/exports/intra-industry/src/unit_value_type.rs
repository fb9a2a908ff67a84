//! One kind of two-way trade, horizontal or vertical, as a part of all trade.
use crate::unit_value_split::{Band, MatchedAt, Part, UnitValueSplit, split_by_unit_values};
use mercatoria_core::{FlowsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which kind of two-way trade.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TwoWayKind {
    /// Unit values inside the band: similar quality.
    #[default]
    Horizontal,
    /// Unit values outside the band: different quality.
    Vertical,
    /// Exports above the band.
    VerticalHigh,
    /// Exports below the band.
    VerticalLow,
}
/// Horizontal or vertical intra-industry trade of a country.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnitValueType {
    /// Which kind.
    pub kind: TwoWayKind,
    /// Half width α of the band of unit-value ratios.
    pub alpha: Amount,
    /// The band of unit-value ratios.
    pub band: Band,
    /// Where exports meet imports.
    pub matched_at: MatchedAt,
}
impl Default for UnitValueType {
    fn default() -> Self {
        let UnitValueSplit {
            alpha,
            band,
            matched_at,
        } = UnitValueSplit::default();
        Self {
            kind: TwoWayKind::default(),
            alpha,
            band,
            matched_at,
        }
    }
}

impl Indicator for UnitValueType {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "intra_industry.unit_value_type",
        title: "Intra-industry trade of one kind",
        formula: "Σ 2 min(x, m)/Σ(x + m) over cells whose unit-value ratio is inside (horizontal) or outside (vertical) the band",
        form: Form::Column(Flows::EXPORTER),
        reading: "part of all trade of the country; horizontal and vertical add up to the part that is two-way with quantities known",
        sources: &[
            "Greenaway, D., Hine, R. and Milner, C. (1995). Vertical and horizontal intra-industry trade. Economic Journal 105.",
        ],
        example: Example::csv("exporter,product,market,period,value,quantity\nA,p,B,2020,4,2\nB,p,A,2020,6,3\nA,q,B,2020,8,1\nB,q,A,2020,2,1\n")
            .gives("A: 0.4; B: 0.4"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let unit = UnitValueSplit {
            alpha: self.alpha,
            band: self.band,
            matched_at: self.matched_at,
        };
        if flows.quantity().is_none() || !flows.shows_both_directions() {
            let exporters = flows.dims[Flows::EXPORTER].len();
            return Values::undefined(exporters, Undefined::Missing);
        }
        let splits = split_by_unit_values(flows, &unit);
        let mut values: Values = splits
            .iter()
            .map(|split| match self.kind {
                TwoWayKind::Horizontal => split.share(Part::Horizontal),
                TwoWayKind::Vertical => Ok(split.share(Part::High)? + split.share(Part::Low)?),
                TwoWayKind::VerticalHigh => split.share(Part::High),
                TwoWayKind::VerticalLow => split.share(Part::Low),
            })
            .collect();
        flows.note_period(&mut values);
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![ScaleFree, Order, Within(0.0, 1.0)]
    }
}
